"""Ruled tables of a scanned page: their rules found, their words put into rows of cells.

Rules are dark runs far longer than a letter; a table is where at least three lie across and three
stand upright between them. A rule that runs through a part of the table's width parts no row, so
that a cell that is one for several rows joins them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from ingest.readers.page_layout import Row, rows_of, text_of
from ingest.readers.table_shares import Share, row_whole, rows_text, same_columns
from ingest.readers.tesseract import Word

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray
    from PIL.Image import Image

    Ink = NDArray[numpy.bool_]

_DARK = 150
_ACROSS, _UPRIGHT = 16, 50
"""A page's width and height over these: pixels in a row that are dark in a rule."""
_BROKEN = 0.9
"""Share of a rule's pixels that are dark on a scan."""
_TOGETHER = 12
"""Pixels within which two runs are one rule, thick or a little askew."""
_WHOLE = 0.8
"""Share of the table's width that a rule between two rows runs over."""
_WIDE = 0.45
"""Of the page's width: a narrower grid is a stamp."""
_RULE = 5
"""Pixels to each side of a rule that are painted over."""
_LEAST = 3
"""Rules each way."""
_ITEM = re.compile(r"(?:\d{1,3}|[IVX]{1,5}|[a-zđ])[.)]?")
""" "1", "II.", "a)": a row that opens with one is no header, but goes on from the page before."""

_PAGE_NUMBER = re.compile(r"\W*(?:Trang\s+)?\d{1,4}(?:\s*/\s*\d{1,4})?\W*")


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's rules in the picture's pixels: where its columns and its rows are parted."""

    columns: tuple[int, ...]
    rows: tuple[int, ...]

    def holds(self, word: Word) -> bool:
        """Whether a word's middle stands in the table."""
        x, y = (word.left + word.right) / 2, (word.top + word.bottom) / 2
        return self.columns[0] < x < self.columns[-1] and self.rows[0] < y < self.rows[-1]


def find_grids(image: Image) -> tuple[Grid, ...]:
    """The ruled tables of an upright page from top to bottom."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    import numpy

    ink = numpy.asarray(image) < _DARK
    height, width = ink.shape
    across = _rules(ink, width // _ACROSS)
    if len(across) < _LEAST:
        return ()
    upright = _rules(numpy.ascontiguousarray(ink.T), height // _UPRIGHT)
    grids = []
    for band in _bands(upright):
        found = _grid(band, across, upright, width)
        if found is not None:
            grids.append(found)
    return tuple(grids)


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule at a height (or, of an upright one, at a place from the left), from start to end."""

    at: int
    start: int
    end: int


def _rules(ink: Ink, run: int) -> list[_Rule]:
    """Rows of pixels with a dark run of that length, neighbours taken together."""
    import numpy

    total = numpy.cumsum(ink, axis=1, dtype=numpy.int32)
    dark = total[:, run:] - total[:, :-run] >= _BROKEN * run
    rules: list[_Rule] = []
    for at in numpy.flatnonzero(dark.any(axis=1)).tolist():
        places = numpy.flatnonzero(dark[at])
        start, end = int(places[0]), int(places[-1]) + run
        if rules and at - rules[-1].at <= _TOGETHER:
            last = rules.pop()
            rules.append(_Rule(at, min(last.start, start), max(last.end, end)))
        else:
            rules.append(_Rule(at, start, end))
    return rules


def _bands(upright: Sequence[_Rule]) -> list[tuple[int, int]]:
    """Heights between which upright rules stand, one band a table."""
    bands: list[tuple[int, int]] = []
    for rule in sorted(upright, key=lambda one: one.start):
        if bands and rule.start < bands[-1][1]:
            bands[-1] = bands[-1][0], max(bands[-1][1], rule.end)
        else:
            bands.append((rule.start, rule.end))
    return bands


def _grid(
    band: tuple[int, int], across: Sequence[_Rule], upright: Sequence[_Rule], width: int
) -> Grid | None:
    top, bottom = band[0] - _TOGETHER, band[1] + _TOGETHER
    inside = [rule for rule in across if top <= rule.at <= bottom]
    if not inside:
        return None
    left, right = min(rule.start for rule in inside), max(rule.end for rule in inside)
    rows = [rule.at for rule in inside if rule.end - rule.start >= _WHOLE * (right - left)]
    columns = [
        rule.at
        for rule in upright
        if rule.start < bottom
        and rule.end > top
        and left - _TOGETHER <= rule.at <= right + _TOGETHER
        and rule.end - rule.start >= (bottom - top) / 2
    ]
    if min(len(rows), len(columns)) < _LEAST or columns[-1] - columns[0] < _WIDE * width:
        return None
    return Grid(tuple(columns), tuple(rows))


def without_rules(image: Image, grids: Sequence[Grid]) -> Image:
    """The page with the tables' rules painted over: a recogniser takes them for letters."""
    from PIL import ImageDraw

    if not grids:
        return image
    image = image.copy()
    pen = ImageDraw.Draw(image)
    for grid in grids:
        left, right = grid.columns[0], grid.columns[-1]
        top, bottom = grid.rows[0], grid.rows[-1]
        for x in grid.columns:
            pen.rectangle((x - _RULE, top - _RULE, x + _RULE, bottom + _RULE), fill=255)
        for y in grid.rows:
            pen.rectangle((left - _RULE, y - _RULE, right + _RULE, y + _RULE), fill=255)
    return image


Part = str | Share


def page_parts(rows: Sequence[Row], grids: Sequence[Grid]) -> list[Part]:
    """The text of a page and its tables, from the top down."""
    parts: list[Part] = []
    rest = list(rows)
    for grid in grids:
        held = [word for row in rest for word in row.words if grid.holds(word)]
        outside = [Row(tuple(w for w in row.words if not grid.holds(w))) for row in rest]
        outside = [row for row in outside if row.words]
        above = [row for row in outside if row.top < grid.rows[0]]
        parts += [text_of(above), share_of(grid, held)]
        rest = [row for row in outside if row.top >= grid.rows[0]]
    parts.append(text_of(rest))
    return [part for part in parts if (part if isinstance(part, str) else part.rows)]


def share_of(grid: Grid, words: Sequence[Word]) -> Share:
    """The table's rows of cells, the first its header where it may be one."""
    found: list[tuple[str, ...]] = []
    for top, bottom in pairwise(grid.rows):
        cells = []
        for left, right in pairwise(grid.columns):
            cell = [word for word in words if Grid((left, right), (top, bottom)).holds(word)]
            lines = [" ".join(word.text for word in row.words) for row in rows_of(cell)]
            cells.append(" ".join(lines))
        if any(cells):
            found.append(tuple(cells))
    heads = int(bool(found) and not _ITEM.fullmatch(found[0][0]))
    return Share(tuple(map(float, grid.columns)), tuple(found), heads)


def pages_text(pages: Sequence[Sequence[Part]]) -> list[str]:
    """The text of pages that follow each other, a table over several of them as one."""
    found = [list(parts) for parts in pages]
    begun: dict[tuple[int, int], Share] = {}  # a share on a page, by the table's first
    for number, (above, below) in enumerate(pairwise(found)):
        last = next((at for at in range(len(above) - 1, -1, -1) if not _is_number(above[at])), 0)
        next_ = next((at for at, part in enumerate(below) if not _is_number(part)), 0)
        one = above[last] if above else ""
        two = below[next_] if below else ""
        if isinstance(one, str) or isinstance(two, str) or not same_columns(one, two):
            continue
        begun[number + 1, next_] = begun.get((number, last), one)
        above[last], below[next_] = row_whole(one, two)
    return [
        "\n".join(
            part if isinstance(part, str) else rows_text(part, begun.get((number, at)))
            for at, part in enumerate(parts)
        )
        for number, parts in enumerate(found)
    ]


def _is_number(part: Part) -> bool:
    """A page's number above or below a table."""
    return isinstance(part, str) and _PAGE_NUMBER.fullmatch(part) is not None
