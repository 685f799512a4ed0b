"""Words of a recognised page: their lines, what is no text, and what is surely misread."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.readers.letterhead import seen_on_scan
from ingest.readers.page_layout import Row, rows_of, text_of
from ingest.readers.page_noise import without_noise
from ingest.readers.page_words import load_formulas, mended
from ingest.readers.syllables import known
from ingest.readers.tesseract import Word
from rag.settings import ROOT

LETTER, HEIGHT, PITCH = 20, 40, 70
SIZE = (2480, 3508)
FORMULAS = load_formulas(ROOT / "prompts")
KNOWN = known()


def words(*lines: str, sure: dict[str, float] | None = None, left: int = 400) -> list[Word]:
    """Each line set in letters of one width; a word's confidence where it is not 95."""
    found = []
    for number, line in enumerate(lines):
        at = 0
        for text in line.split():
            at = line.index(text, at)
            x, y = left + at * LETTER, 300 + number * PITCH
            right = x + len(text) * LETTER
            confidence = (sure or {}).get(text, 95.0)
            found.append(Word(text, confidence, x, y, right, y + HEIGHT, 1, 1, number))
            at += len(text)
    return found


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(("ỦY BAN NHÂN DÂN      CỘNG HÒA XÃ HỘI",), id="columns stay apart"),
        pytest.param(("    Thời gian qua các ngành", "đã có nhiều cố gắng."), id="indent"),
        pytest.param(("Câu một.", "", "Câu hai.", "câu ba.", "câu bốn."), id="paragraph"),
    ],
)
def test_lines_stand_as_on_the_page(lines: tuple[str, ...]) -> None:
    assert text_of(rows_of(words(*lines))) == "\n".join(lines)


def test_blocks_side_by_side_are_one_row() -> None:
    left = words("Nơi nhận:")
    right = [
        Word(w.text, w.confidence, w.left, w.top + 6, w.right, w.bottom + 6, 2, 1, 0)
        for w in words("TM. ỦY BAN NHÂN DÂN", left=1300)
    ]
    assert len(rows_of([*right, *left])) == 1


BODY = [f"Dòng thứ {name} của văn bản này" for name in "một hai ba bốn năm sáu bảy tám".split()]


@pytest.mark.parametrize(
    ("lines", "sure", "left"),
    [
        pytest.param(("Sở Y tế báo cáo `",), {}, "Sở Y tế báo cáo", id="dirt at the end"),
        pytest.param(("- Sở Y tế báo cáo",), {}, "- Sở Y tế báo cáo", id="a bullet stays"),
        pytest.param(("Sở Y tế báo cáo -",), {"-": 42.0}, "Sở Y tế báo cáo", id="stray hyphen"),
        pytest.param(("_t",), {"_t": 25.0}, "", id="a scratch"),
        pytest.param(("12",), {}, "12", id="a page's number stays"),
    ],
)
def test_dirt_goes_and_text_stays(
    lines: tuple[str, ...], sure: dict[str, float], left: str
) -> None:
    rows = without_noise(rows_of(words(*lines, *BODY, sure=sure)))
    found = text_of(rows).split("\n")
    assert found[: -len(BODY)] == ([left] if left else [])


def test_a_stamp_across_the_margin_goes() -> None:
    stamp = [
        Word(text, sure, 60 + 150 * n, top, 200 + 150 * n, top + HEIGHT, 9, top, 1)
        for top in (300, 300 + PITCH)
        for n, (text, sure) in enumerate((("CV#", 8.0), ("Đ3N", 20.0)))
    ]
    rows = without_noise(rows_of([*words(*BODY), *stamp]))
    assert text_of(rows) == "\n".join(BODY)


def test_a_stamp_ends_at_its_frame() -> None:
    lines = (("CV#", 8.0, 60), ("CÔNG", 80.0, 230), ("|", 70.0, 380))
    stamp = [
        Word(text, sure, left, top, left + (10 if text == "|" else 100), top + HEIGHT, 9, top, 1)
        for top in (300, 300 + PITCH)
        for text, sure, left in lines
    ]
    rows = without_noise(rows_of([*words(*BODY), *stamp]))
    assert text_of(rows) == "\n".join(BODY)


@pytest.mark.parametrize(
    ("read", "right"),
    [
        pytest.param("KÉ HOẠCH", "KẾ HOẠCH", id="the type"),
        pytest.param("3. TÓ CHỨC THỰC HIỆN", "3. TỔ CHỨC THỰC HIỆN", id="a heading"),
        pytest.param("gia cẦm sống", "gia cầm sống", id="a capital in a syllable"),
        pytest.param("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", None, id="its own way of marks"),
        pytest.param("KtVB và NCbd", None, id="names of units"),
        pytest.param("kế hoạch", None, id="no formula in small letters"),
        pytest.param("tông hợp", None, id="may be a word"),
        pytest.param("KÉ HOẠCH NĂM", None, id="more than the formula"),
    ],
)
def test_only_what_is_sure_is_mended(read: str, right: str | None) -> None:
    found = mended(rows_of(words(read)), FORMULAS, KNOWN)
    assert text_of(found.rows) == (right or read)
    assert bool(found.changes) == (right is not None)


@pytest.mark.parametrize(
    ("read", "right"),
    [
        pytest.param("SởTưpháp, dântỉnh", "Sở Tư pháp, dân tỉnh", id="one way"),
        pytest.param("hànhán", None, id="two ways"),
        pytest.param("chưong", None, id="one syllable misread"),
        pytest.param("thuyền Internet khoan", None, id="words as they are"),
    ],
)
def test_lost_spaces_are_found_where_they_can_only_be(read: str, right: str | None) -> None:
    found = mended(rows_of(words(read)), FORMULAS, KNOWN)
    assert text_of(found.rows) == (right or read)


def test_two_words_that_touch_stay_two_where_they_are_no_one() -> None:
    one, two = words("bản án")
    touching = [one, replace(two, left=one.right)]
    assert text_of(mended(rows_of(touching), FORMULAS, KNOWN).rows) == "bản án"
    one, two = words("trư ờng")
    torn = [one, replace(two, left=one.right)]
    assert text_of(mended(rows_of(torn), FORMULAS, KNOWN).rows) == "trường"


@pytest.mark.parametrize(
    ("lines", "sure", "number", "date"),
    [
        pytest.param(
            ("Số: 27/KH-UBND        Hà Châu, ngày 06 tháng 4 năm 2026",), {},
            "27/KH-UBND", "ngày 06 tháng 4 năm 2026", id="both sure",
        ),
        pytest.param(
            ("Số: 27/KH-UBND        Hà Châu, ngày 06 tháng 4 năm 2026",),
            {"27/KH-UBND": 89.0, "06": 40.0}, None, None, id="neither sure",
        ),
        pytest.param(
            ("Số: đ# /CT-UBND       Hà Châu, ngày &9 tháng 3 năm 2018",), {},
            None, None, id="handwriting",
        ),
        pytest.param(
            ("Số: 27/KH-UBND        Hà Châu, ngày      tháng 4 năm 2026",), {},
            "27/KH-UBND", None, id="a day taken for dirt",
        ),
        pytest.param(
            ("Hà Châu, ngày 31 tháng 02 năm 2026",), {}, None, None, id="no day of a calendar",
        ),
        pytest.param(
            ("Căn cứ Công văn 293/SYT ngày 20 tháng 02 năm 2017 của Sở Y tế",), {},
            None, None, id="a date of the body is none",
        ),
    ],
)  # fmt: skip
def test_what_a_scans_letterhead_tells(
    lines: tuple[str, ...], sure: dict[str, float], number: str | None, date: str | None
) -> None:
    rows: tuple[Row, ...] = rows_of(words(*lines, sure=sure))
    found = seen_on_scan(rows, SIZE, 1)
    assert found.number is not None
    assert found.date is not None
    assert (found.number.sure, found.date.sure) == (number, date)


def test_a_number_ends_where_the_dates_column_begins() -> None:
    line = "Số: đ# /CT-UBND       Hà Châu, ngày      tháng 3 năm 2018"
    found = seen_on_scan(rows_of(words(line)), SIZE, 1)
    assert found.number is not None
    assert found.number.box[2] * SIZE[0] < 400 + line.index("Hà") * LETTER
