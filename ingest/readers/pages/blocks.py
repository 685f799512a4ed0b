"""Rows -> blocks in reading order: columns that stand beside one another are parted.

    "Nơi nhận:            TM. ỦY BAN NHÂN DÂN"     the left column's rows,
    "- Như Điều 4;              CHỦ TỊCH"          then the right one's

Columns are seen by a gutter: a strip that stays empty over several rows with words on both sides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from ingest.readers.pages.rows import Piece, Row

_GUTTER = 0.5
"""Of the size: what must stay empty between two columns."""
_FEWEST = 2
"""Rows with words on both sides that make a gutter believed; a justified line has its gaps too."""
_SURE = 1.6
"""Of the size: a gutter that is narrower needs one row more."""
_APART = 4
"""Of the size: between "Nơi nhận:" and the signer's office."""
_BESIDE = 0.75
"""Of the size: baselines of two columns' letters of unlike sizes lie so far apart at most."""
_NEAR = 2.2
"""Of the size: a row further below is no more of the columns, unless both sides go on."""
_ALIGNED = 4.0
"""Points between edges or middles of lines that are set below one another."""
_MOST_COLUMNS = 4
_LABEL = re.compile(
    r"(?:[IVXLC]{1,6}|\d{1,3}|[a-zđ])[.)]|\d{1,2}(?:\.\d{1,2}){1,4}\.?|[-–—+•*●▪◦]",
)
_TAB = 6
"""Of the size: between a list's label and its item at most."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a block, its edges and baseline in points."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    style: str


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of one column; ``column`` is set where others stand beside it."""

    lines: tuple[Line, ...]
    column: bool = False


def blocks_of(rows: Sequence[Row]) -> list[Block]:
    """The blocks of a page in the order in which they are read."""
    rows = [_labelled(row) for row in _level(rows)]
    found: list[Block] = []
    plain: list[Line] = []
    number = 0
    while number < len(rows):
        region = _region(rows, number)
        if region is None:
            plain.append(line_of(rows[number].pieces))
            number += 1
            continue
        number, columns = region
        above = _above(plain, columns)
        columns[1][:0] = above
        if len(plain) > len(above):
            found.append(Block(tuple(plain[: len(plain) - len(above)])))
        plain = []
        found += [Block(tuple(column), column=True) for column in columns if column]
    if plain:
        found.append(Block(tuple(plain)))
    return found


def _above(plain: Sequence[Line], columns: Sequence[Sequence[Line]]) -> list[Line]:
    """Lines straight above the right column that are its own: it may begin before the left."""
    found: list[Line] = []
    left = max(line.x1 for line in columns[0])
    below = columns[1][0]
    for line in reversed(plain):
        if line.x0 <= left or below.y - line.y > _NEAR * line.size:
            break
        found.insert(0, line)
        below = line
    return found


def line_of(pieces: Sequence[Piece]) -> Line:
    """Pieces side by side as one line; a wide gap between two stays to be seen."""
    parts = [pieces[0].text]
    for one, two in pairwise(pieces):
        parts += ["   " if two.x0 - one.x1 > 2 * one.size else " ", two.text]
    longest = max(pieces, key=lambda piece: len(piece.text))
    return Line(
        "".join(parts), pieces[0].x0, pieces[-1].x1, longest.y, longest.size, longest.style
    )  # fmt: skip


def _level(rows: Sequence[Row]) -> list[Row]:
    """Rows whose words stand beside one another though their baselines differ are one."""
    found: list[Row] = []
    for row in rows:
        last = found[-1] if found else None
        if (
            last is not None
            and row.y - last.y <= _BESIDE * min(row.size, last.size)
            and (row.x0 > last.x1 + _GUTTER * row.size or row.x1 < last.x0 - _GUTTER * row.size)
        ):
            pieces = sorted([*last.pieces, *row.pieces], key=lambda piece: piece.x0)
            found[-1] = Row(tuple(pieces))
        else:
            found.append(row)
    return found


def _labelled(row: Row) -> Row:
    """A list's label with its item: Word sets a tab between them, which is no gutter.

    A row of more pieces is one of a table without rules, whose first column may hold numbers.
    """
    first, rest = row.pieces[0], row.pieces[1:]
    if len(rest) != 1 or _LABEL.fullmatch(first.text.strip()) is None:
        return row
    item = rest[0]
    if item.x0 - first.x1 > _TAB * item.size:
        return row
    return Row((replace(item, text=f"{first.text.strip()} {item.text}", x0=first.x0),))


def _region(rows: Sequence[Row], start: int) -> tuple[int, list[list[Line]]] | None:
    """The number behind the last row of columns that begin at ``start``, and their lines."""
    best: tuple[int, int, tuple[float, float]] | None = None
    pieces = rows[start].pieces
    if len(pieces) > _MOST_COLUMNS:
        return None
    for one, two in pairwise(pieces):
        end, sides, gutter = _follow(rows, start, (one.x1, two.x0))
        fewest = _FEWEST if gutter[1] - gutter[0] >= _SURE * rows[start].size else _FEWEST + 1
        if end - start >= _FEWEST and _heads(one, two):
            fewest = 1
        if sides >= fewest and (best is None or (sides, end) > best[:2]):
            best = sides, end, gutter
    if best is None:
        return None
    _, end, (x0, x1) = best
    middle = (x0 + x1) / 2
    lines: list[list[Line]] = []
    for side in range(2):
        own: list[Row] = []
        for row in rows[start:end]:
            mine = tuple(p for p in row.pieces if (p.x0 >= middle) == bool(side))
            if mine:
                own.append(Row(mine))
        # a row of unlike baselines was put together: each column has its own order
        lines.append([line_of(row.pieces) for row in sorted(own, key=lambda one: one.y)])
    return end, lines


def _heads(one: Piece, two: Piece) -> bool:
    """ "Nơi nhận:" beside "PHÓ CHỦ TỊCH": one row with both sides is enough."""
    return two.x0 - one.x1 > _APART * one.size and two.text.isupper()


def _follow(
    rows: Sequence[Row], start: int, gutter: tuple[float, float]
) -> tuple[int, int, tuple[float, float]]:
    """How far a gutter stays empty: the row behind, rows with both sides, and its bounds."""
    x0, x1 = gutter
    sides: tuple[list[Piece], list[Piece]] = ([], [])
    both = 0
    end = start
    for number in range(start, len(rows)):
        row = rows[number]
        left = [piece for piece in row.pieces if piece.x0 < (x0 + x1) / 2]
        right = [piece for piece in row.pieces if piece.x0 >= (x0 + x1) / 2]
        narrow = (
            max([x0, *(piece.x1 for piece in left)]),
            min([x1, *(piece.x0 for piece in right)]),
        )
        if narrow[1] - narrow[0] < _GUTTER * row.size:
            break
        # a signature's name stands far below its office: beside the recipients still
        if not (
            (left and right)
            or _goes_on(sides[0] if left else sides[1], left or right)
            or _resumes(rows, number, narrow)
        ):
            break
        x0, x1 = narrow
        sides[0].extend(left)
        sides[1].extend(right)
        both += bool(left and right)
        end = number + 1
    return end, both, (x0, x1)


def _goes_on(column: Sequence[Piece], pieces: Sequence[Piece]) -> bool:
    """Whether a line is set below others of its column: near, and in line or on one axis."""
    if not column:
        return False
    last, piece = column[-1], pieces[0]
    if piece.y - last.y > _NEAR * max(piece.size, last.size):
        return False
    x0, x1 = pieces[0].x0, pieces[-1].x1
    return any(
        abs(one.x0 - x0) <= _ALIGNED or abs((one.x0 + one.x1) / 2 - (x0 + x1) / 2) <= 2 * _ALIGNED
        for one in column
    )


def _resumes(rows: Sequence[Row], number: int, gutter: tuple[float, float]) -> bool:
    """Whether the next rows have words on the other side too, none of them across the gutter."""
    size = median([row.size for row in rows])
    first = rows[number]
    left = first.x1 <= gutter[0] + _ALIGNED
    for row in rows[number + 1 : number + 4]:
        if row.y - first.y > 4 * size or any(
            p.x0 < gutter[0] - _ALIGNED and p.x1 > gutter[1] + _ALIGNED for p in row.pieces
        ):
            return False
        if any((p.x0 >= gutter[1] - _ALIGNED) == left for p in row.pieces):
            return True
    return False
