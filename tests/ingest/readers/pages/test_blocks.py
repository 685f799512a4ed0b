"""Rows to columns: what stands side by side is read one column after the other."""

from __future__ import annotations

import pytest

from ingest.readers.pages.blocks import blocks_of
from tests.ingest.readers.pages.typeset import rows

LETTERHEAD = [
    (90, 60, "ỦY BAN NHÂN DÂN"), (250, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    (105, 75, "TỈNH HÀ CHÂU"), (280, 75, "Độc lập - Tự do - Hạnh phúc"),
    (92, 100, "Số: 88/KH-UBND"), (262, 100, "Hà Châu, ngày 05 tháng 01 năm 2024"),
]  # fmt: skip
LEFT = ["ỦY BAN NHÂN DÂN", "TỈNH HÀ CHÂU", "Số: 88/KH-UBND"]
RIGHT = [
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Hà Châu, ngày 05 tháng 01 năm 2024",
]
FOOT = [
    (85, 600, "Nơi nhận:"), (300, 600, "TM. ỦY BAN NHÂN DÂN"),
    (85, 613, "- Như trên;"), (320, 618, "CHỦ TỊCH"),
    (85, 626, "- Các sở, ngành;"),
    (85, 639, "- Lưu: VT."),
    (310, 720, "Trần Văn Sông"),
]  # fmt: skip


def _blocks(*lines: tuple[float, float, str]) -> list[list[str]]:
    return [[line.text for line in block.lines] for block in blocks_of(rows(*lines))]


def test_a_letterhead_is_read_column_by_column() -> None:
    title = (230, 150, "KẾ HOẠCH")
    assert _blocks(*LETTERHEAD, title) == [LEFT, RIGHT, ["KẾ HOẠCH"]]


def test_baselines_of_a_letterhead_may_differ() -> None:
    lines = [(x, y + (6 if x < 200 else 0), text) for x, y, text in LETTERHEAD]
    assert _blocks(*lines) == [LEFT, RIGHT]


def test_a_subject_below_the_number_stays_in_its_column() -> None:
    subject = [(85, 115, "V/v hướng dẫn quản lý"), (85, 127, "cụm công nghiệp mới")]
    assert _blocks(*LETTERHEAD, *subject)[0] == [*LEFT, *(text for _, _, text in subject)]


def test_a_foot_keeps_recipients_and_signature_apart() -> None:
    before = (85, 570, "Yêu cầu các cơ quan, đơn vị tổ chức thực hiện nghiêm túc Kế hoạch này./.")
    body, recipients, signature, *name = _blocks(before, *FOOT)
    assert body == [before[2]]
    assert recipients == ["Nơi nhận:", "- Như trên;", "- Các sở, ngành;", "- Lưu: VT."]
    signed = [*signature, *(line for lines in name for line in lines)]
    assert signed == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Trần Văn Sông"]


def test_one_row_is_enough_for_an_office_beside_the_recipients() -> None:
    lines = [(85, 600, "Nơi nhận:"), (320, 600, "PHÓ CHỦ TỊCH"), (85, 613, "- Như trên;")]
    assert _blocks(*lines) == [["Nơi nhận:", "- Như trên;"], ["PHÓ CHỦ TỊCH"]]


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param([(85, 100, "Tổng kinh phí:"), (300, 100, "500 triệu đồng, trong đó ngân sách"),
                      (85, 115, "tỉnh bảo đảm một nửa, phần còn lại do các huyện tự cân đối.")],
                     id="a gap in one line"),
        pytest.param([(85, 100, "a  b"), (140, 100, "c"), (200, 100, "d"), (260, 100, "e"),
                      (320, 100, "f"), (85, 115, "g")], id="a line drawn out"),
    ],
)  # fmt: skip
def test_a_gap_alone_makes_no_columns(lines: list[tuple[float, float, str]]) -> None:
    assert len(_blocks(*lines)) == 1


def test_a_page_in_two_columns_is_read_down_each() -> None:
    left = [(60.0, 100 + 14.0 * n, f"cột trái dòng {n} có chữ") for n in range(20)]
    right = [(320.0, 100 + 14.0 * n, f"cột phải dòng {n} có chữ") for n in range(20)]
    lines = [line for pair in zip(left, right, strict=True) for line in pair]
    assert _blocks(*lines) == [[t for *_, t in left], [t for *_, t in right]]


def test_the_right_column_may_begin_above_the_left() -> None:
    left = [(60.0, 114 + 14.0 * n, f"cột trái dòng {n} có chữ") for n in range(6)]
    right = [(320.0, 100 + 14.0 * n, f"cột phải dòng {n} có chữ") for n in range(7)]
    lines = sorted([*left, *right], key=lambda line: line[1])
    assert _blocks(*lines) == [[t for *_, t in left], [t for *_, t in right]]


@pytest.mark.parametrize(
    ("labels", "tab"),
    [
        pytest.param(["I.", "1.", "a)"], 36, id="levels at half an inch"),
        pytest.param(["1.1.", "1.2.", "1.3."], 50, id="figures"),
        pytest.param(["-", "-", "+"], 30, id="bullets"),
    ],
)
def test_a_tab_behind_a_label_is_no_gutter(labels: list[str], tab: float) -> None:
    items = ["Mục tiêu chung", "Rà soát các tuyến đường", "Sở Xây dựng chủ trì"]
    lines = [
        part
        for n, (label, item) in enumerate(zip(labels, items, strict=True))
        for part in ((85.0, 100 + 18.0 * n, label), (85.0 + tab, 100 + 18.0 * n, item))
    ]
    joined = [f"{label} {item}" for label, item in zip(labels, items, strict=True)]
    assert _blocks(*lines) == [joined]
