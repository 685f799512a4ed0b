"""Running heads, feet and page numbers: rows at the edges of pages that say nothing of the plan.

"2"  "- 3 -"  "Trang 4/12"            alone at the top or foot, counting with the pages
"CÔNG BÁO/Số 12 + 13/Ngày 05-02   7"  at the same height of several pages, numbers apart
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ingest.readers.pages.rows import Row

_NUMBER = re.compile(r"[-–—\s]*(?:Trang\s+)?(\d{1,4})(?:\s*[/|]\s*\d{1,4})?[-–—\s]*", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_DEEP = 3
"""Rows from a page's edge among which heads are looked for."""
_SAME_HEIGHT = 4.0
"""Points."""
_OFTEN = 3
_SHORTEST = 4
"""Characters of a running head; shorter repeated rows may be a list's."""
_MARGIN = 0.12
"""Of the page's height: where a head that only two pages repeat has to stand."""


@dataclass(frozen=True, slots=True)
class PageRows:
    """A page's rows from the top down, tables left out, and its height in points."""

    rows: tuple[Row, ...]
    height: float


class _Edge(NamedTuple):
    page: int
    row: int
    top: bool
    y: float
    text: str


def without_furniture(pages: Sequence[PageRows]) -> list[tuple[Row, ...]]:
    """The rows of each page that are its own."""
    dropped = _running(pages)
    for top in (True, False):
        dropped |= _numbers(pages, dropped, top=top)
    return [
        tuple(row for number, row in enumerate(page.rows) if (index, number) not in dropped)
        for index, page in enumerate(pages)
    ]


def _text(row: Row) -> str:
    return " ".join(piece.text for piece in row.pieces)


def _edges(pages: Sequence[PageRows]) -> list[_Edge]:
    found = []
    for index, page in enumerate(pages):
        count = len(page.rows)
        for depth in range(min(_DEEP, (count + 1) // 2)):
            first, last = page.rows[depth], page.rows[count - 1 - depth]
            found.append(_Edge(index, depth, True, first.y, _text(first)))
            if count - 1 - depth > depth:
                foot = page.height - last.y
                found.append(_Edge(index, count - 1 - depth, False, foot, _text(last)))
    return found


def _running(pages: Sequence[PageRows]) -> set[tuple[int, int]]:
    """Rows that stand at one height of several pages with the same words, numbers apart."""
    groups: defaultdict[tuple[bool, str], list[_Edge]] = defaultdict(list)
    for edge in _edges(pages):
        if len(edge.text) >= _SHORTEST and not _NUMBER.fullmatch(edge.text):
            groups[edge.top, _DIGITS.sub("#", edge.text)].append(edge)
    found: set[tuple[int, int]] = set()
    for group in groups.values():
        for edge in group:
            same = [one for one in group if abs(one.y - edge.y) <= _SAME_HEIGHT]
            on = {one.page for one in same}
            inside = edge.y <= _MARGIN * pages[edge.page].height
            if len(on) >= _OFTEN or (len(on) == len(pages) == 2 and inside):
                found.add((edge.page, edge.row))
    return _outermost(found, pages)


def _outermost(found: set[tuple[int, int]], pages: Sequence[PageRows]) -> set[tuple[int, int]]:
    """Only rows with nothing but heads and numbers between them and the page's edge."""
    kept: set[tuple[int, int]] = set()
    for index, page in enumerate(pages):
        count = len(page.rows)
        for order in (range(count), range(count - 1, -1, -1)):
            for row in order:
                if (index, row) in found:
                    kept.add((index, row))
                elif not _NUMBER.fullmatch(_text(page.rows[row])):
                    break
    return kept


def _numbers(
    pages: Sequence[PageRows], dropped: set[tuple[int, int]], *, top: bool
) -> set[tuple[int, int]]:
    """Numbers alone at the edge that count with the pages."""
    found: list[tuple[int, int, int]] = []
    for index, page in enumerate(pages):
        order = range(len(page.rows)) if top else range(len(page.rows) - 1, -1, -1)
        row = next((number for number in order if (index, number) not in dropped), None)
        match = _NUMBER.fullmatch(_text(page.rows[row])) if row is not None else None
        if row is not None and match is not None:
            found.append((index, row, int(match.group(1)) - index))
    shifts = [shift for _, _, shift in found]
    return {(index, row) for index, row, shift in found if shift == 1 or shifts.count(shift) > 1}
