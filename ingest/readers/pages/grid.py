"""Ruling lines -> tables: cells where lines cross, merged where no line parts them.

A table's row is a tuple of cells, each its text; a break inside a cell is a line feed until it
is written. A frame around text and the rules below a letterhead are no tables.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.readers.pages.drawn import Glyph, Rule

_SNAP = 2.5
"""Points within which line ends and edges are one."""
_LEAST_EDGES = 3
"""Of a table's columns: two of them at least. One row of them may be a page's share of one."""
_MOST_CELLS = 20_000


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell and the rows and columns it covers; ``glyphs`` in the order they were drawn."""

    row: int
    column: int
    rows: int
    columns: int
    glyphs: tuple[Glyph, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's cells; ``xs`` and ``ys`` are its edges in points from the page's left top."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[Cell, ...]


def grids_of(rules: Sequence[Rule], glyphs: Sequence[Glyph]) -> tuple[list[Grid], list[Glyph]]:
    """The tables of a page from the top down, and the glyphs that stand in none."""
    found: list[Grid] = []
    rest = list(glyphs)
    for group in _connected(rules):
        edges = _edges(group)
        if edges is None:
            continue
        inside, rest = _parted(rest, *edges)
        grid = _grid(group, *edges, inside)
        if grid is None:
            rest = [*inside, *rest]
        else:
            found.append(grid)
    if not found:
        return [], list(glyphs)
    return sorted(found, key=lambda one: one.ys[0]), rest


def _connected(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Lines that touch one another, directly or through others."""
    groups: list[tuple[list[float], list[Rule]]] = []
    for rule in sorted(rules, key=lambda one: (one.y0, one.x0)):
        box = [rule.x0, rule.y0, rule.x1, rule.y1]
        members = [rule]
        apart = []
        for other, own in groups:
            if _touch(box, other) and any(_touch(one, two) for one in members for two in own):
                box = [
                    min(box[0], other[0]), min(box[1], other[1]),
                    max(box[2], other[2]), max(box[3], other[3]),
                ]  # fmt: skip
                members = [*own, *members]
            else:
                apart.append((other, own))
        groups = [*apart, (box, members)]
    return [members for _, members in groups if len(members) >= 2 * _LEAST_EDGES - 2]


def _touch(one: Sequence[float], two: Sequence[float]) -> bool:
    return (
        one[0] <= two[2] + _SNAP
        and two[0] <= one[2] + _SNAP
        and one[1] <= two[3] + _SNAP
        and two[1] <= one[3] + _SNAP
    )


def _edges(rules: Sequence[Rule]) -> tuple[tuple[float, ...], tuple[float, ...]] | None:
    """The table's edges; its outermost ones also where they are not drawn."""
    across = [rule for rule in rules if rule.y1 - rule.y0 <= _SNAP]
    down = [rule for rule in rules if rule.x1 - rule.x0 <= _SNAP]
    if not across or not down:
        return None
    xs = _snapped(
        [*(rule.x0 for rule in down), min(r.x0 for r in across), max(r.x1 for r in across)]
    )
    ys = _snapped([*(rule.y0 for rule in across), min(r.y0 for r in down), max(r.y1 for r in down)])
    if len(xs) < _LEAST_EDGES or len(ys) < 2 or len(xs) * len(ys) > _MOST_CELLS:
        return None
    return xs, ys


def _snapped(values: list[float]) -> tuple[float, ...]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _SNAP:
            found.append(value)
    return tuple(found)


def _parted(
    glyphs: Sequence[Glyph], xs: tuple[float, ...], ys: tuple[float, ...]
) -> tuple[list[Glyph], list[Glyph]]:
    inside: list[Glyph] = []
    outside: list[Glyph] = []
    for glyph in glyphs:
        x, y = _middle(glyph)
        within = xs[0] <= x <= xs[-1] and ys[0] <= y <= ys[-1]
        (inside if within else outside).append(glyph)
    return inside, outside


def _middle(glyph: Glyph) -> tuple[float, float]:
    return (glyph.x0 + glyph.x1) / 2, glyph.y - 0.3 * glyph.size


def _grid(
    rules: Sequence[Rule],
    xs: tuple[float, ...],
    ys: tuple[float, ...],
    glyphs: Sequence[Glyph],
) -> Grid | None:
    owner = _merged(rules, xs, ys)
    width = len(xs) - 1
    own: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        x, y = _middle(glyph)
        column = min(max(bisect_right(xs, x) - 1, 0), width - 1)
        row = min(max(bisect_right(ys, y) - 1, 0), len(ys) - 2)
        own.setdefault(owner[row * width + column], []).append(glyph)
    members: dict[int, list[int]] = {}
    for place, first in enumerate(owner):
        members.setdefault(first, []).append(place)
    cells = []
    for first, places in members.items():
        rows = [place // width for place in places]
        columns = [place % width for place in places]
        cells.append(
            Cell(
                min(rows), min(columns), max(rows) - min(rows) + 1,
                max(columns) - min(columns) + 1, tuple(own.get(first, ())),
            )
        )  # fmt: skip
    if max(cell.column for cell in cells) == 0:
        return None
    return Grid(xs, ys, tuple(sorted(cells, key=lambda one: (one.row, one.column))))


def _merged(rules: Sequence[Rule], xs: tuple[float, ...], ys: tuple[float, ...]) -> list[int]:
    """For each elementary cell the first of those it is one with."""
    width, height = len(xs) - 1, len(ys) - 1
    below, beside = _borders(rules, xs, ys)
    parent = list(range(width * height))

    def root(place: int) -> int:
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    for row in range(height):
        for column in range(width):
            place = row * width + column
            if row + 1 < height and (row, column) not in below:
                one, two = sorted((root(place), root(place + width)))
                parent[two] = one
            if column + 1 < width and (row, column) not in beside:
                one, two = sorted((root(place), root(place + 1)))
                parent[two] = one
    return [root(place) for place in range(width * height)]


def _borders(
    rules: Sequence[Rule], xs: tuple[float, ...], ys: tuple[float, ...]
) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """(row, column) of the elementary cells with a line below them, and with one on the right."""
    below: set[tuple[int, int]] = set()
    beside: set[tuple[int, int]] = set()
    for rule in rules:
        if rule.y1 - rule.y0 <= _SNAP:
            row = _edge(ys, rule.y0) - 1
            for column in range(len(xs) - 1):
                middle = (xs[column] + xs[column + 1]) / 2
                if rule.x0 - _SNAP <= middle <= rule.x1 + _SNAP:
                    below.add((row, column))
        if rule.x1 - rule.x0 <= _SNAP:
            column = _edge(xs, rule.x0) - 1
            for row in range(len(ys) - 1):
                middle = (ys[row] + ys[row + 1]) / 2
                if rule.y0 - _SNAP <= middle <= rule.y1 + _SNAP:
                    beside.add((row, column))
    return below, beside


def _edge(edges: tuple[float, ...], value: float) -> int:
    return min(range(len(edges)), key=lambda number: abs(edges[number] - value))
