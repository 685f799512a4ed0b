"""The assignment table as HTML, and what its buttons open."""

from __future__ import annotations

import re

import pytest

from rag.duty_roles import Wording
from rag.matrix import Cell, Duty, Group, Matrix, Row
from rag.pages.assignments import REFERENCE
from rag.pages.table import TableView
from rag.pages.texts import load_texts
from rag.schema import Lang, Slice
from rag.settings import Settings

HOSTILE = '<img src=x onerror="window.broken=1"> ${window.broken=1}'


def piece(text: str) -> Slice:
    return Slice("a", "muc.I", 0, len(text), text)


def duty(text: str, *roles: str, part: str | None = None) -> Duty:
    return Duty(roles, part, (piece(text), piece("1. Sở Y tế")))


ROWS = (
    Row("1", "1", piece("- Chỉ tiêu 1: 90% trẻ em"), (Cell(0, (duty("Theo dõi", "theo dõi"),)),)),
    Row("1", "2", piece("- Chỉ tiêu 2: 80% xã"), (), gap=True),
    Row("1", "3", piece(f"- Chỉ tiêu 3: {HOSTILE}"), (), named=(piece("Sở Y tế, chỉ tiêu 3"),)),
    Row("1", "4", None, (Cell(1, (duty("Báo cáo", "báo cáo", part=HOSTILE),)),), listed=False),
)
MATRIX = Matrix(
    "a",
    ("Sở Y tế", f"Sở {HOSTILE}"),
    (
        Group("1", None, piece("a) Mục tiêu 1: Y tế"), ROWS),
        Group("2", None, None, (Row("2", "1", None, (), gap=True),)),
    ),
    own=True,
)


def view(lang: Lang = "vi", matrix: Matrix = MATRIX) -> TableView:
    wording = Wording.load(Settings().prompts)
    return TableView(matrix, "Kế hoạch thử", wording, load_texts(lang))


def test_every_filled_cell_is_a_button_that_opens_its_words() -> None:
    shown = view().html()
    references = re.findall(r'data-open="([^"]+)"', shown)
    assert references == [
        "table.a.0.g.0", "table.a.0.h.0", "table.a.0.0.0", "table.a.1.h.0",
        "table.a.2.h.0", "table.a.2.n.0", "table.a.3.1.0",
    ]  # fmt: skip
    for reference in references:
        match = REFERENCE.fullmatch(reference)
        assert match is not None
        opening = view().opening(int(match[2]), match[3])
        assert opening is not None
        assert opening.pieces


@pytest.mark.parametrize(
    ("row", "what", "name", "words"),
    [
        (0, "g", "Mục tiêu 1", ["a) Mục tiêu 1: Y tế"]),
        (1, "h", "Mục tiêu 1 · Chỉ tiêu 2", ["- Chỉ tiêu 2: 80% xã"]),
        (0, "0", "Sở Y tế · Mục tiêu 1 · Chỉ tiêu 1", ["Theo dõi", "1. Sở Y tế"]),
        (2, "n", "Mục tiêu 1 · Chỉ tiêu 3", ["Sở Y tế, chỉ tiêu 3"]),
    ],
)
def test_what_a_button_opens(row: int, what: str, name: str, words: list[str]) -> None:
    opening = view().opening(row, what)
    assert opening is not None
    assert opening.name == name
    assert [one.text for one in opening.pieces] == words


@pytest.mark.parametrize(
    ("row", "what"), [(0, "1"), (0, "n"), (3, "h"), (9, "0"), (1, "g"), (9, "g"), (0, "999")]
)
def test_a_reference_to_nothing_opens_nothing(row: int, what: str) -> None:
    assert view().opening(row, what) is None


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("vi", ["chưa giao cho cơ quan nào", "kế hoạch không có chỉ tiêu này", "theo dõi"]),
        ("en", ["given to no agency", "the plan has no such indicator", "monitors"]),
    ],
)
def test_gaps_are_told_in_words(lang: Lang, told: list[str]) -> None:
    for words in told:
        assert words in view(lang).html()


def test_the_text_of_a_plan_is_text_and_nothing_else() -> None:
    shown = view().html()
    assert "<img" not in shown
    assert shown.count("&lt;img") >= 3


def test_a_plan_with_nothing_to_show_has_no_table() -> None:
    shown = view(matrix=Matrix("a", (), (), own=False)).html()
    assert "<table" not in shown
    assert "không có gì để xếp thành bảng" in shown
