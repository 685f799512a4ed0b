"""Words opened at the side from the tabs beside the talk, and the page of a PDF below them."""

from __future__ import annotations

import re

import pytest

from rag.pages import deadlines, library, lookup, quiz, table_words, targets
from rag.pages.opening import Words
from rag.pages.section import SectionView
from rag.pages.texts import load_texts
from rag.schema import Citation, Slice

PIECE = Slice("a", "muc.I", 0, 9, "- Báo cáo")
PNG = b"\x89PNG\r\n\x1a\n"


def words(*, drawable: bool) -> Words:
    def cite(piece: Slice, n: int) -> Citation:
        return Citation(n, "a", "Kế hoạch", None, None, "a.pdf", (), "a/muc.I", 2, piece.text,
                        0, 9, "Mục I")  # fmt: skip

    return Words(
        load_texts("vi"),
        cite,
        lambda citation: SectionView((), citation.quote, 0, 9, citation.page),
        lambda _: (lambda: PNG) if drawable else None,
    )


def test_the_page_of_a_pdf_is_drawn_once_it_is_asked_for() -> None:
    shown = words(drawable=True).opened("due.a.4.0", (PIECE,), "tên", "về") or ""
    assert 'data-open="due.a.4.0.page"' in shown
    assert "<img" not in shown
    drawn = words(drawable=True).opened("due.a.4.0.page", (PIECE,), "tên", "về") or ""
    assert "<img" in drawn
    assert 'data-ref="due.a.4.0"' in drawn
    assert ".page" not in (words(drawable=False).opened("due.a.4.0", (PIECE,), "", "") or "")


@pytest.mark.parametrize(
    ("pattern", "reference"),
    [
        pytest.param(deadlines._REFERENCE, "due.a.4.0", id="deadlines"),
        pytest.param(targets._REFERENCE, "target.a.4.0", id="targets"),
        pytest.param(quiz._REFERENCE, "quiz.7.a.4.0", id="quiz"),
        pytest.param(library._WORDS, "library.a.h.number.0", id="library"),
        pytest.param(table_words.REFERENCE, "table.a.4.h.0", id="table"),
        pytest.param(lookup._REFERENCE, "look.a/muc.I/khoan.2.0", id="lookup"),
    ],
)
def test_every_tab_knows_what_asks_for_the_page(pattern: re.Pattern[str], reference: str) -> None:
    bare, drawn = pattern.fullmatch(reference), pattern.fullmatch(f"{reference}.page")
    assert bare is not None
    assert drawn is not None
    assert bare.groups() == drawn.groups()
