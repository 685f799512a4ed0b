"""Glyphs to rows: words parted by room, letters in their order, raised figures told."""

from __future__ import annotations

import unicodedata

import pytest

from ingest.readers.pages.drawn import Glyph
from ingest.readers.pages.rows import Fonts, rows_of
from tests.ingest.readers.pages.typeset import PLAIN, glyphs, texts


def _second_font(text: str) -> list[Glyph]:
    """Accented letters drawn after all others, from a second font."""
    found = glyphs(text, spaces=False)
    last = [g._replace(font=1) for g in found if not g.text.isascii()]
    return [g for g in found if g.text.isascii()] + last


@pytest.mark.parametrize(
    ("drawn", "text"),
    [
        pytest.param(glyphs("Sở Y tế"), "Sở Y tế", id="drawn spaces"),
        pytest.param(glyphs("6. Sở Y tế", spaces=False), "6. Sở Y tế", id="spaces left out"),
        pytest.param(glyphs("K Ế H O Ạ C H"), "K Ế H O Ạ C H", id="typed apart stays apart"),
        pytest.param(glyphs("KẾ HOẠCH NĂM 2026", tracking=2.5), "KẾ HOẠCH NĂM 2026",
                     id="letter-spaced"),
        pytest.param(_second_font("Nội dung đơn vị"), "Nội dung đơn vị", id="second font"),
        pytest.param(glyphs(unicodedata.normalize("NFD", "Kế")), "Kế", id="decomposed"),
        pytest.param(glyphs("27/NĐ\x02"), "27/NĐ-", id="pdfium's hyphen at a line's end"),
        pytest.param(glyphs("186/KH\u00adUBND"), "186/KH-UBND", id="a font's soft hyphen"),
        pytest.param(glyphs("300m") + glyphs("2", 113, 95, 9), "300m²", id="square metres"),
        pytest.param(glyphs("ha") + glyphs("3", 99, 95, 9), "ha<sup>3</sup>", id="no unit"),
        pytest.param(glyphs("quốc gia") + glyphs("12", 141, 95, 9), "quốc gia<sup>12</sup>",
                     id="a note's mark"),
        pytest.param(glyphs("(3)", 85, 95, 9) + glyphs("Chủ trì", 106), "<sup>3</sup> Chủ trì",
                     id="a note's label"),
    ],
)  # fmt: skip
def test_a_row_reads_as_it_is_seen(drawn: list[Glyph], text: str) -> None:
    assert texts(rows_of(drawn, PLAIN)) == [text]


def test_a_space_that_the_next_letter_covers_is_none() -> None:
    first, second = glyphs("ĐIỀ "), glyphs("U", 85 + 3 * 7 + 0.5)
    assert texts(rows_of(first + second, PLAIN)) == ["ĐIỀU"]


def test_rows_come_from_the_top_down_and_wide_gaps_part_them() -> None:
    drawn = glyphs("dưới", y=300) + glyphs("phải", 300, 200) + glyphs("trái", 85, 200)
    assert texts(rows_of(drawn, PLAIN)) == ["trái|phải", "dưới"]


def test_letters_of_an_old_encoding_are_read_together() -> None:
    fonts = Fonts(("Times", "VNI-Times"), (None, lambda text: text.replace("eá", "ế")))
    drawn = glyphs("Số 5: ") + glyphs("Keá", 130, font=1)
    assert texts(rows_of(drawn, fonts)) == ["Số 5: Kế"]


def test_bold_and_italic_are_known_by_the_fonts_name() -> None:
    (row,) = rows_of(glyphs("KẾ HOẠCH", font=1), PLAIN)
    assert row.pieces[0].style == "b"
