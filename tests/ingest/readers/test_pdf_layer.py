"""What a PDF's text layer says and how it says it: tables, notes, wrong letters, old encodings."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.clean import clean
from ingest.pipeline import read_plan
from ingest.readers import RawText, pdf, read_raw
from ingest.readers.raw import PageText
from rag.errors import UnreadableFile
from rag.schema import Assignment, PageReading
from rag.settings import Settings
from tests.ingest.readers.old_letters import in_tcvn3, in_vni
from tests.ingest.readers.tiny_pdf import Item, Picture, Put, Rule, pdf_bytes, placed_pdf

PROSE = [
    "Ủy ban nhân dân tỉnh ban hành Kế hoạch phòng, chống thiên tai năm 2026 như sau:",
    "Các sở, ngành, địa phương chủ động rà soát, bổ sung phương án của đơn vị mình.",
]


def _read(folder: Path, pages: list[list[Item]] | bytes) -> RawText:
    path = folder / "ke-hoach.pdf"
    path.write_bytes(pages if isinstance(pages, bytes) else placed_pdf(pages))
    return read_raw(path, Settings())


def _table(top: float, rows: list[list[str]]) -> list[Item]:
    """Rows of 30 points between ruling lines; a cell's lines are parted by a slash."""
    xs = [60, 120, 360, 480, 560]
    ys = [top + 30 * number for number in range(len(rows) + 1)]
    items: list[Item] = [Rule(xs[0], y, xs[-1], y) for y in ys]
    items += [Rule(x, ys[0], x, ys[-1]) for x in xs]
    for number, cells in enumerate(rows):
        for x, cell in zip(xs, cells, strict=False):
            items += [
                Put(x + 4, ys[number] + 12 + 11 * line, text, 9)
                for line, text in enumerate(cell.split("/"))
            ]
    return items


HEAD = ["STT", "Nhiệm vụ", "Chủ trì", "Thời hạn"]


def test_a_table_over_a_page_break_is_one_table_with_its_header_once(tmp_path: Path) -> None:
    first = [
        HEAD,
        ["1", "Rà soát phương án/ứng phó", "Sở Y tế", "Quý I"],
        ["2", "Diễn tập", "", ""],
    ]
    second = [HEAD, ["3", "Báo cáo kết quả", "Sở Tài chính", "Quý IV"]]
    raw = _read(
        tmp_path,
        [
            [Put(60, 100, PROSE[0], 10), *_table(600, first)],
            [Put(300, 40, "2"), *_table(80, second), Put(60, 300, PROSE[1], 10)],
        ],
    )
    assert "| 1 | Rà soát phương án ứng phó | Sở Y tế | Quý I |" in raw.text
    assert raw.text.count("Nhiệm vụ") == 1
    document = clean(raw)
    (table,) = document.tables
    texts = [[document.text[cell.start : cell.end] for cell in row.cells] for row in table.rows]
    assert texts == [
        HEAD, ["1", "Rà soát phương án ứng phó", "Sở Y tế", "Quý I"], ["2", "Diễn tập"],
        ["3", "Báo cáo kết quả", "Sở Tài chính", "Quý IV"],
    ]  # fmt: skip


def test_a_row_that_a_page_break_cuts_is_whole(tmp_path: Path) -> None:
    first = [HEAD, ["1", "Rà soát phương án", "Sở Y tế", "Quý I"]]
    second = [["", "ứng phó thiên tai", "", ""], ["2", "Diễn tập", "Sở Y tế", "Quý II"]]
    raw = _read(
        tmp_path, [[Put(60, 100, PROSE[0], 10), *_table(600, first)], [*_table(80, second)]]
    )
    assert "| 1 | Rà soát phương án ứng phó thiên tai | Sở Y tế | Quý I |" in raw.text


def test_a_paragraph_goes_on_over_a_page_break(tmp_path: Path) -> None:
    full = "Sở Nông nghiệp và Môi trường phối hợp với các sở, ngành liên quan và Văn phòng"
    rest = "Ủy ban nhân dân tỉnh theo dõi, đôn đốc việc thực hiện của các địa phương."
    page = [Put(88, 600, "1. " + full[:-10] + " và cả", 10), Put(60, 614, full, 10)]
    raw = _read(tmp_path, [[Put(60, 100, full, 10), *page], [Put(60, 80, rest, 10)]])
    assert f"{full} {rest}" in clean(raw).text


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_page_that_is_shown_turned_reads_the_same(tmp_path: Path, degrees: int) -> None:
    page = [Put(60, 100, PROSE[0], 10), *_table(300, [HEAD, ["1", "Rà soát", "Sở Y tế", "Quý I"]])]
    content = placed_pdf([page])
    box = b"/MediaBox [0 0 595 842]"
    shown = content.replace(box, box + b" /Rotate %d" % degrees)
    assert _read(tmp_path, shown).text == _read(tmp_path, content).text


def test_notes_at_a_pages_foot_are_tied_to_their_marks(tmp_path: Path) -> None:
    raw = _read(
        tmp_path,
        [
            [
                Put(60, 100, PROSE[0], 10),
                Put(60, 120, "Thực hiện Chiến lược quốc gia", 14), Put(263, 115, "1", 8),
                Put(267, 120, ", diện tích 300m", 14), Put(379, 115, "2", 8),
                Put(60, 760, "1", 6), Put(66, 763, "Quyết định số 553/QĐ-TTg của Thủ tướng.", 10),
            ],
            [Put(60, 80, PROSE[1], 10)],
        ],
    )  # fmt: skip
    document = clean(raw)
    assert "Thực hiện Chiến lược quốc gia, diện tích 300m²" in document.text
    (mark,) = document.note_marks
    assert document.text[: mark.offset].endswith("quốc gia")
    note = document.paragraphs[-1]
    assert note.zone == "chu_thich"
    assert document.text[note.start : note.end] == "1 Quyết định số 553/QĐ-TTg của Thủ tướng."


def test_wrong_letters_are_mended_and_the_page_says_so(tmp_path: Path) -> None:
    wrong = [text.replace("ư", "ƣ").replace("ò", "õ") for text in PROSE] * 6
    raw = _read(tmp_path, pdf_bytes([["BỘ CÔNG THƢƠNG", "CỘNG HÕA XÃ HỘI", *wrong], PROSE * 6]))
    assert "BỘ CÔNG THƯƠNG" in raw.text
    assert "CỘNG HÒA XÃ HỘI" in raw.text
    assert PROSE[0] in raw.text
    assert [one.method for one in raw.readings] == ["mended", "layer"]
    (note,) = raw.quality
    assert note.startswith("trang 1: đã sửa ")
    assert "chữ sai mã" in note


def test_letters_of_an_old_font_are_converted(tmp_path: Path) -> None:
    old = "Uû ban nh©n d©n tØnh ban hµnh KÕ ho¹ch phßng, chèng thiªn tai n¨m 2026 nh\u2212 sau:"
    page: list[Item] = [Put(60, 100 + 20 * n, old, 10, "VnTime") for n in range(4)]
    raw = _read(tmp_path, [[*page, Put(60, 300, PROSE[1], 10)]])
    assert "Uỷ ban nhân dân tỉnh ban hành Kế hoạch phòng, chống thiên tai năm 2026 như sau:" in (
        raw.text
    )
    assert PROSE[1] in raw.text
    assert raw.readings == (PageReading("mended"),)
    assert raw.quality == ("trang 1: chữ TCVN3 đã chuyển sang Unicode",)


HEADED_PLAN = """ỦY BAN NHÂN DÂN XÃ ĐỒNG TÂM
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 12/KH-UBND
Đồng Tâm, ngày 05 tháng 3 năm 2026
KẾ HOẠCH
Phòng, chống thiên tai năm 2026
I. MỤC TIÊU
1. Giữ vững đê điều, bảo đảm an toàn cho người dân ở vùng trũng thấp.
2. Trưởng thôn thường xuyên kiểm tra, báo cáo những chỗ sạt lở.
II. TỔ CHỨC THỰC HIỆN
1. Công an xã giữ gìn trật tự, hướng dẫn người dân di dời trước ngày 15 tháng 6.
""".splitlines()


def _in_fonts(fonts: list[str]) -> list[Item]:
    """The plan, its lines in these fonts by turns."""
    inks = {".VnTime": in_tcvn3, "VNI-Times": in_vni}
    turns = [fonts[number * len(fonts) // len(HEADED_PLAN)] for number in range(len(HEADED_PLAN))]
    return [
        Put(60, 60 + 24 * number, inks.get(font, str)(line), 10, font)
        for number, (line, font) in enumerate(zip(HEADED_PLAN, turns, strict=True))
    ]


@pytest.mark.parametrize(
    ("fonts", "note"),
    [
        pytest.param(["VNI-Times"], "chữ VNI", id="VNI"),
        pytest.param([".VnTime"], "chữ TCVN3", id="TCVN3"),
        pytest.param(["Thu", "VNI-Times"], "chữ VNI", id="Unicode, then VNI"),
        pytest.param([".VnTime", "Thu"], "chữ TCVN3", id="TCVN3, then Unicode"),
    ],
)
def test_a_plan_in_old_fonts_is_read_as_it_is_printed(
    tmp_path: Path, fonts: list[str], note: str
) -> None:
    path = tmp_path / "ke-hoach.pdf"
    path.write_bytes(placed_pdf([_in_fonts(fonts)]))
    plan = read_plan(path, "ke-hoach")
    lines = plan.document.text.split("\n")
    # a capital with a tone has no code of its own in TCVN3
    assert [line.lower() for line in lines if line] == [line.lower() for line in HEADED_PLAN]
    found = plan.plan
    assert (found.type, found.number, found.date) == ("Kế hoạch", "12/KH-UBND", "2026-03-05")
    assert [one for one in plan.document.quality if note in one]
    duties = [one for one in plan.facts if isinstance(one, Assignment)]
    assert "Công an xã" in {agency.name for duty in duties for agency in duty.agencies}


def _over_picture(look: str, lines: list[str], under: bool = False) -> list[Item]:
    texts: list[Item] = [Put(60, 60 + 20 * n, line, 10, look=look) for n, line in enumerate(lines)]
    return [*texts, Picture()] if under else [Picture(), *texts]


SLIGHTLY_WRONG = [*PROSE * 4, "xqz wrtp kjh bvcx mnbq cua xa nha nuoc " * 2]
"""0.86 of the words are syllables: enough for a layer that is seen, not for one that is not."""


@pytest.mark.parametrize(
    ("page", "lost"),
    [
        pytest.param(_over_picture("3 Tr", SLIGHTLY_WRONG), True, id="invisible"),
        pytest.param(_over_picture("1 g", SLIGHTLY_WRONG), True, id="white"),
        pytest.param(_over_picture("", SLIGHTLY_WRONG, under=True), True, id="below the picture"),
        pytest.param(_over_picture("", SLIGHTLY_WRONG), False, id="seen on a picture"),
        pytest.param(_over_picture("3 Tr", PROSE * 4), False, id="invisible and good"),
        pytest.param(_over_picture("1 g", PROSE * 4), False, id="white and good"),
        pytest.param(_over_picture("1 g", SLIGHTLY_WRONG)[1:], False, id="no picture"),
    ],
)
def test_a_layer_that_is_not_seen_must_be_nearly_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: list[Item], lost: bool
) -> None:
    read = {1: PageText("\n".join(PROSE), PageReading("recognised", 91))}
    monkeypatch.setattr(pdf, "_recognised", lambda *_: read)
    monkeypatch.setattr(pdf, "stamped", lambda *_: None)
    path = tmp_path / "ke-hoach.pdf"
    path.write_bytes(placed_pdf([page]))
    (found,) = pdf.parse(path, Settings(), lambda *_: None).pages
    assert (found.reading.method == "recognised") is lost
    if not lost and page[0] == Picture():
        assert bool(found.quality) is bool(isinstance(page[1], Put) and page[1].look)


NO_MARKS = ["Uy ban nhan dan tinh ban hanh ke hoach phong chong thien tai nam nay"] * 10


def test_only_pages_that_cannot_be_quoted_are_recognised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[int]] = []

    def recognise(_: Path, numbers: list[int], *__: object) -> dict[int, PageText]:
        asked.append(numbers)
        return {n: PageText("Trang này", PageReading("recognised", 91)) for n in numbers}

    monkeypatch.setattr("ingest.readers.recognise.recognise", recognise)
    path = tmp_path / "ke-hoach.pdf"
    path.write_bytes(pdf_bytes([PROSE * 6, NO_MARKS, PROSE * 6]))
    found = pdf.parse(path, Settings(), lambda *_: None)
    assert asked == [[2]]
    assert [page.reading for page in found.pages] == [
        PageReading("layer"), PageReading("recognised", 91), PageReading("layer"),
    ]  # fmt: skip


def test_what_is_recognised_and_is_no_vietnamese_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noise = PageText("xqz wrtp kjh bvcx mnbq " * 20, PageReading("recognised", 70))
    monkeypatch.setattr(
        "ingest.readers.recognise.recognise", lambda _, numbers, *__: dict.fromkeys(numbers, noise)
    )
    path = tmp_path / "ke-hoach.pdf"
    path.write_bytes(pdf_bytes([NO_MARKS]))
    with pytest.raises(UnreadableFile, match="cần bản rõ hơn"):
        pdf.parse(path, Settings(), lambda *_: None)
