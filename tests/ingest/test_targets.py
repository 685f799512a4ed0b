"""Figures of aims, each with its year, and what is none."""

from __future__ import annotations

import pytest

from ingest.statements import deadlines
from ingest.targets import FIGURE, figures_by_year, targets
from tests.ingest.facts_of import reading_of

HEAD = "KẾ HOẠCH\nThử nghiệm\n"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            "Đến năm 2025 đạt 41% và đến năm 2030 đạt 52% xã có nữ trưởng thôn.",
            {"2025": ("đạt 41%",), "2030": ("đạt 52%",)},
            id="year before",
        ),
        pytest.param(
            "Hộ nghèo giảm còn 6% vào năm 2025 và dưới 3% vào năm 2030.",
            {"2025": ("giảm còn 6%",), "2030": ("dưới 3%",)},
            id="year behind",
        ),
        pytest.param(
            "Tỷ suất còn 31 ca/1.000 phụ nữ vào năm 2025 và 22 ca/1.000 phụ nữ vào năm 2030.",
            {"2025": ("còn 31 ca/1.000 phụ nữ",), "2030": ("22 ca/1.000 phụ nữ",)},
            id="the unit ends before its year",
        ),
        pytest.param(
            "Đến năm 2027, 60% thôn có loa; 40% thôn có mạng.",
            {"2027": ("60%", "40%")},
            id="a clause has the year of the one before",
        ),
        pytest.param(
            "Số vụ giảm 5% mỗi năm; đến năm 2026 không còn điểm nóng.",
            {None: ("giảm 5%",)},
            id="not that of the one behind",
        ),
        pytest.param("Không có số.", {}, id="none"),
    ],
)
def test_each_figure_has_its_year(text: str, wanted: dict[str | None, tuple[str, ...]]) -> None:
    assert figures_by_year(text, None) == wanted


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Ít nhất 420 ngôi nhà đạt tiêu chí an toàn.", ["Ít nhất 420 ngôi nhà"]),
        ("Học tối thiểu 12 ngày mỗi năm.", []),
        (
            "100% xã có ít nhất 01 tủ sách lưu động tại thôn",
            ["100%", "ít nhất 01 tủ sách lưu động"],
        ),
        ("Thành lập 03 đội bóng nữ", ["03 đội bóng nữ"]),
        ("có 12 câu lạc bộ ở các xã", ["12 câu lạc bộ"]),
        ("phát tin ít nhất 03 lần/tuần", ["ít nhất 03 lần/tuần"]),
        ("Dạy bơi cho 260 lao động, trong đó nữ trên 48%", ["260 lao động", "trên 48%"]),
        ("tổ chức ít nhất 02 hoạt động vui chơi", ["ít nhất 02 hoạt động vui chơi"]),
        ("Số vụ bạo lực gia đình năm 2026 không quá 13 vụ", ["không quá 13 vụ"]),
        ("Số vụ giảm còn dưới 150 vụ/năm", ["giảm còn dưới 150 vụ/năm"]),
        (
            "Tỷ số giới tính khi sinh không vượt quá 112 bé trai/100 bé gái sinh ra sống vào năm",
            ["không vượt quá 112 bé trai/100 bé gái sinh ra sống"],
        ),
        ("xử lý tin báo trong thời gian không quá 24 giờ", []),
        ("từ ngày 05 tháng 3 đến ngày 10 tháng 3", []),
        ("45% trẻ em từ 6 đến dưới 16 tuổi biết bơi", ["45%"]),
        ("tuổi thọ bình quân đạt 75 tuổi", ["đạt 75 tuổi"]),
        ("nữ thạc sĩ đạt không dưới 50%", ["đạt không dưới 50%"]),
    ],
)
def test_a_count_is_told_with_its_thing(text: str, figures: list[str]) -> None:
    assert [match.group().strip() for match in FIGURE.finditer(text)] == figures


def test_the_nearest_heading_tells_aims_from_tasks() -> None:
    reading = reading_of(
        HEAD + "I. MỤC TIÊU, NHIỆM VỤ VÀ GIẢI PHÁP\n1. Mục tiêu\n"
        "- Đạt 70% hộ có sổ vào năm 2026.\n2. Nhiệm vụ và giải pháp\n- Mở 02 lớp cho 60% hộ.\n"
    )
    assert [one.task.section for one in targets(reading)] == ["muc.I/khoan.1/gach.1"]


def test_a_lead_line_heads_its_own_aims_alone() -> None:
    reading = reading_of(
        HEAD + "I. NỘI DUNG\nMột số chỉ tiêu phấn đấu trong năm 2026:\n- Có 70% hộ có sổ.\n"
        "- Có 80% thôn có loa.\nTruyền thông:\n- Mở 02 lớp cho 60% hộ.\n"
    )
    assert [one.task.text[:6] for one in targets(reading)] == ["Có 70%", "Có 80%"]


def test_what_is_to_be_reached_is_not_due() -> None:
    reading = reading_of(HEAD + "I. MỤC TIÊU\n1. Đạt 70% hộ có sổ vào năm 2026.\n")
    assert deadlines(reading) == ()


@pytest.mark.parametrize(
    ("heading", "year"),
    [("I. CHỈ TIÊU NĂM 2027", "2027"), ("I. MỤC TIÊU GIAI ĐOẠN 2026 - 2030", "2030")],
)
def test_a_heading_gives_the_year(heading: str, year: str) -> None:
    found = targets(reading_of(HEAD + f"{heading}\n1. 70% hộ có sổ.\n2. 80% thôn có loa.\n"))
    assert {one.year for one in found} == {year}
