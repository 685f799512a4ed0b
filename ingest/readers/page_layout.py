"""Recognised words -> the lines of a page, as they stand on it.

Columns of a letterhead or a foot stay apart by three spaces or more ("ingest/columns.py" parts
them), a paragraph's indent and the space before it are kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.readers.tesseract import Word

_SAME_ROW = 0.5
"""Share of the lower line's height by which two lines of one row overlap."""
_COLUMN_GAP = 3.0
"""Letters' widths from which a gap parts columns; justified lines rarely reach two."""
_PARAGRAPH_GAP = 1.35
"""Of the usual distance between lines: from here on a paragraph begins."""


@dataclass(frozen=True, slots=True)
class Row:
    """Words that stand side by side, from left to right."""

    words: tuple[Word, ...]

    @property
    def top(self) -> float:
        return median(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        return median(word.bottom for word in self.words)


def rows_of(words: Sequence[Word]) -> tuple[Row, ...]:
    """The rows of a page from top to bottom."""
    lines: dict[tuple[int, int, int], list[Word]] = {}
    for word in words:
        lines.setdefault((word.block, word.paragraph, word.line), []).append(word)
    rows: list[list[Word]] = []
    for line in sorted(lines.values(), key=lambda one: (_middle(one), one[0].left)):
        beside = next((row for row in reversed(rows[-4:]) if _side_by_side(row, line)), None)
        if beside is None:
            rows.append(list(line))
        else:
            beside += line
    return tuple(Row(tuple(sorted(row, key=lambda word: (word.left, word.top)))) for row in rows)


def _middle(line: Sequence[Word]) -> float:
    return median(word.top + word.bottom for word in line) / 2


def _side_by_side(row: Sequence[Word], line: Sequence[Word]) -> bool:
    """On one height, and neither over the other."""
    one, two = Row(tuple(row)), Row(tuple(line))
    shared = min(one.bottom, two.bottom) - max(one.top, two.top)
    if shared < _SAME_ROW * min(one.bottom - one.top, two.bottom - two.top):
        return False
    first, last = min(word.left for word in line), max(word.right for word in line)
    return not any(
        min(word.right, last) - max(word.left, first) > (word.right - word.left) / 2 for word in row
    )


def text_of(rows: Sequence[Row]) -> str:
    """The rows as text, a line each, an empty one before a paragraph."""
    if not rows:
        return ""
    width = letter_width(rows)
    margin = min(row.words[0].left for row in rows)
    usual = median([two.top - one.top for one, two in pairwise(rows)] or [0.0])
    lines: list[str] = []
    previous: Row | None = None
    for row in rows:
        if previous is not None and row.top - previous.top > _PARAGRAPH_GAP * usual:
            lines.append("")
        lines.append(" " * round((row.words[0].left - margin) / width) + _row_text(row, width))
        previous = row
    return "\n".join(lines)


def _row_text(row: Row, width: float) -> str:
    parts = [row.words[0].text]
    for one, two in pairwise(row.words):
        gap = (two.left - one.right) / width
        parts.append(" " * (round(gap) if gap >= _COLUMN_GAP else 1))
        parts.append(two.text)
    return "".join(parts)


def cells_of(row: Row) -> tuple[tuple[Word, ...], ...]:
    """The words of a row, parted where a column's gap is."""
    width = letter_width([row])
    cells: list[list[Word]] = [[row.words[0]]]
    for one, two in pairwise(row.words):
        if (two.left - one.right) / width >= _COLUMN_GAP:
            cells.append([])
        cells[-1].append(two)
    return tuple(map(tuple, cells))


def letter_width(rows: Sequence[Row]) -> float:
    """The usual width of a letter on this page, in pixels; 1 at least."""
    widths = [
        (word.right - word.left) / len(word.text)
        for row in rows
        for word in row.words
        if len(word.text) > 1
    ]
    return max(1.0, median(widths or [1.0]))
