"""The assignment table as HTML, and what its buttons open."""

from __future__ import annotations

import re

import pytest

from rag.matrix.duty_roles import Wording
from rag.matrix.matrix import Cell, Duty, Group, Matrix, Row
from rag.matrix.pair import paired
from rag.pages.table import Side, TableView
from rag.pages.table_words import REFERENCE, Opening, opening
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


WORDING = Wording.load(Settings().prompts)


def view(lang: Lang = "vi", matrix: Matrix = MATRIX, *, heat: bool = False) -> TableView:
    return TableView((Side(matrix, "Kế hoạch thử", "A"),), WORDING, load_texts(lang), heat)


def opens(row: int, what: str) -> Opening | None:
    return opening(MATRIX, row, what, WORDING.phrases("vi"))


@pytest.mark.parametrize("heat", [False, True])
def test_every_filled_cell_is_a_button_that_opens_its_words(heat: bool) -> None:
    shown = view(heat=heat).html()
    references = re.findall(r'data-open="([^"]+)"', shown)
    assert references == [
        "table.a.0.g.0", "table.a.0.h.0", "table.a.0.0.0", "table.a.1.h.0",
        "table.a.2.h.0", "table.a.2.n.0", "table.a.3.1.0",
    ]  # fmt: skip
    for reference in references:
        match = REFERENCE.fullmatch(reference)
        assert match is not None
        found = opens(int(match[2]), match[3])
        assert found is not None
        assert found.pieces


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
    found = opens(row, what)
    assert found is not None
    assert found.name == name
    assert [one.text for one in found.pieces] == words


@pytest.mark.parametrize(
    ("row", "what"), [(0, "1"), (0, "n"), (3, "h"), (9, "0"), (1, "g"), (9, "g"), (0, "999")]
)
def test_a_reference_to_nothing_opens_nothing(row: int, what: str) -> None:
    assert opens(row, what) is None


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


def test_a_heat_map_tells_roles_by_letters_beside_its_colours() -> None:
    shown = view(heat=True).html()
    assert re.findall(r'<td class="(heat-[a-z]+)"><button[^>]*>([^<]+)<', shown) == [
        ("heat-watch", "TD"), ("heat-report", "BC*"),
    ]  # fmt: skip
    assert "∅ chưa giao cho cơ quan nào" in re.sub(r"<[^>]+>", "", shown)
    legend = re.findall(r'swatch heat-([a-z]+)">([^<]+)</span>([^<]+)<', shown)
    assert legend == [
        ("report", "BC", "báo cáo"), ("watch", "TD", "theo dõi"), ("gap", "∅", "chưa giao"),
        ("none", "*", "chỉ một phần"),
    ]  # fmt: skip


def other(*words: str) -> Matrix:
    rows = tuple(
        Row("3", str(n), piece(one), (Cell(0, (duty(one, "chủ trì"),)),))
        for n, one in enumerate(words, 1)
    )
    return Matrix("b", ("Phòng Y tế",), (Group("3", None, piece("Mục tiêu 3: Y tế"), rows),), True)


def test_rows_of_two_plans_are_one_where_their_words_agree_whatever_their_numbers() -> None:
    pairs = paired(MATRIX, other("+ Chỉ tiêu 1: 95% xã", "Chỉ tiêu 2: 7% thôn"))
    assert pairs is not None
    places = [tuple(p and p.number for p in line.sides) for block in pairs for line in block.lines]
    assert places == [(0, None), (1, 0), (2, None), (3, None), (None, 1), (4, None)]


def test_plans_without_a_common_row_are_not_paired() -> None:
    assert paired(MATRIX, other("Chỉ tiêu 1: 95% thôn")) is None


def test_numbers_count_where_both_plans_name_one_document() -> None:
    def naming(plan_id: str, document: str, *indicators: str) -> Matrix:
        rows = tuple(Row("4", n, None, (Cell(0, (duty(n, "báo cáo"),)),)) for n in indicators)
        return Matrix(plan_id, ("Sở",), (Group("4", document, None, rows),), False)

    pairs = paired(naming("a", "28/NQ-CP", "1", "2"), naming("b", "28/NQ-CP", "2", "3"))
    assert pairs is not None
    assert [tuple(p is not None for p in line.sides) for line in pairs[0].lines] == [
        (True, False), (True, True), (False, True),
    ]  # fmt: skip
    assert paired(naming("a", "28/NQ-CP", "1"), naming("b", "9/NQ-CP", "1")) is None


def test_two_plans_in_one_table_say_where_one_is_silent() -> None:
    pairs = paired(MATRIX, second := other("Chỉ tiêu 1: 95% xã"))
    sides = (Side(MATRIX, "Kế hoạch A", "A"), Side(second, "Kế hoạch B", "B"))
    shown = TableView(sides, WORDING, load_texts("vi"), True, pairs).html()
    assert re.findall(r'colspan="(\d)"[^>]*class="side">(Kế hoạch .)<', shown) == [
        ("2", "Kế hoạch A"), ("1", "Kế hoạch B"),
    ]  # fmt: skip
    assert shown.count(">không nêu<") == 4
    assert 'data-open="table.b.0.0.0"' in shown
