"""Ruling lines to tables."""

from __future__ import annotations

from itertools import pairwise

import pytest

from ingest.readers.pages.drawn import Rule
from ingest.readers.pages.grid import Grid, grids_of
from ingest.readers.pages.rows import rows_of
from tests.ingest.readers.pages.typeset import PLAIN, box, glyphs, grid, texts


def _cells(found: Grid) -> list[tuple[int, int, int, int, str]]:
    return [
        (c.row, c.column, c.rows, c.columns, " ".join(texts(rows_of(c.glyphs, PLAIN))))
        for c in found.cells
    ]


XS, YS = (80.0, 200.0, 320.0, 440.0), (100.0, 130.0, 160.0)


def test_each_cell_takes_what_stands_in_it() -> None:
    drawn = [
        *glyphs("Việc", 90, 120), *glyphs("Ai", 210, 120), *glyphs("Khi nào", 330, 120),
        *glyphs("Rà soát", 90, 142, 9), *glyphs("lại", 90, 153, 9), *glyphs("Ngoài bảng", 90, 300),
    ]  # fmt: skip
    (found,), rest = grids_of(grid(XS, YS), drawn)
    assert _cells(found) == [
        (0, 0, 1, 1, "Việc"), (0, 1, 1, 1, "Ai"), (0, 2, 1, 1, "Khi nào"),
        (1, 0, 1, 1, "Rà soát lại"), (1, 1, 1, 1, ""), (1, 2, 1, 1, ""),
    ]  # fmt: skip
    assert texts(rows_of(rest, PLAIN)) == ["Ngoài bảng"]


def test_cells_without_a_line_between_are_one() -> None:
    rules = [
        Rule(80, 100, 440, 100), Rule(200, 130, 440, 130), Rule(80, 160, 440, 160),
        Rule(80, 100, 80, 160), Rule(200, 100, 200, 160), Rule(320, 130, 320, 160),
        Rule(440, 100, 440, 160),
    ]  # fmt: skip
    drawn = [*glyphs("STT", 90, 135), *glyphs("Cơ quan", 210, 120)]
    (found,), _ = grids_of(rules, drawn)
    assert _cells(found) == [
        (0, 0, 2, 1, "STT"), (0, 1, 1, 2, "Cơ quan"), (1, 1, 1, 1, ""), (1, 2, 1, 1, ""),
    ]  # fmt: skip


def test_lines_a_cell_at_a_time_and_a_little_apart_are_one_grid() -> None:
    rules = [
        rule
        for x0, x1 in pairwise(XS)
        for y0, y1 in pairwise(YS)
        for rule in box(x0 + 0.5, y0 + 0.5, x1, y1)
    ]
    (found,), _ = grids_of(rules, glyphs("Việc", 90, 120))
    assert len(found.cells) == 6


@pytest.mark.parametrize(
    "rules",
    [
        pytest.param([], id="none"),
        pytest.param(box(50, 50, 550, 800), id="a frame around the page"),
        pytest.param([Rule(120, 80, 190, 80), Rule(330, 80, 480, 80)], id="below a letterhead"),
        pytest.param([Rule(80, y, 440, y) for y in (100, 130, 160)], id="rules without columns"),
    ],
)
def test_no_table(rules: list[Rule]) -> None:
    drawn = glyphs("ỦY BAN NHÂN DÂN", 90, 120)
    found, rest = grids_of(rules, drawn)
    assert not found
    assert rest == drawn


def test_two_tables_stand_apart() -> None:
    found, _ = grids_of([*grid(XS, (400, 430)), *grid(XS, YS)], [])
    assert [table.ys[0] for table in found] == [100.0, 400.0]
