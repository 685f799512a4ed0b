"""The lines of one plan's table, or of two plans' side by side where their rows are the same.

Rows are the same by number where both plans name the indicators of one other document, and by their
words where each lists its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from rag.matrix.matrix import Group, Matrix, Row
from rag.matrix.same_items import field_of_work, subject
from rag.matrix.words import content


@dataclass(frozen=True, slots=True)
class Place:
    """A row and its number among the rows of its plan's table."""

    number: int
    row: Row


@dataclass(frozen=True, slots=True)
class Line:
    """A row of each plan, in the order of the plans; None where the plan has no such row."""

    sides: tuple[Place | None, ...]


@dataclass(frozen=True, slots=True)
class GroupPlace:
    """An objective and its number among those of its plan's table."""

    number: int
    group: Group


@dataclass(frozen=True, slots=True)
class Block:
    """An objective with its lines; ``sides`` as of a line."""

    sides: tuple[GroupPlace | None, ...]
    lines: tuple[Line, ...]


def blocks(matrix: Matrix) -> tuple[Block, ...]:
    """One plan's table."""
    return tuple(
        Block((one,), tuple(Line((place,)) for place in places))
        for one, places in _parts(matrix)
    )  # fmt: skip


def paired(first: Matrix, second: Matrix) -> tuple[Block, ...] | None:
    """Two plans' tables as one; None where no row of one is a row of the other."""
    others = list(_parts(second))
    made: list[Block] = []
    shared = 0
    for one, places in _parts(first):
        match = next((o for o in others if _same_group(one.group, o[0].group)), None)
        if match is None:
            made.append(Block((one, None), tuple(Line((place, None)) for place in places)))
            continue
        others.remove(match)
        lines, common = _lines(one.group, places, match[1])
        shared += common
        made.append(Block((one, match[0]), lines))
    for other, places in others:
        made.append(Block((None, other), tuple(Line((None, place)) for place in places)))
    return tuple(made) if shared else None


def _parts(matrix: Matrix) -> Iterator[tuple[GroupPlace, tuple[Place, ...]]]:
    starts = accumulate((len(group.rows) for group in matrix.groups), initial=0)
    for number, (group, start) in enumerate(zip(matrix.groups, starts, strict=False)):
        places = tuple(Place(n, row) for n, row in enumerate(group.rows, start))
        yield GroupPlace(number, group), places


def _same_group(one: Group, other: Group) -> bool:
    if one.document is not None or other.document is not None:
        return one.document == other.document and one.objective == other.objective
    fields = [field_of_work(content(group.words)) for group in (one, other)]
    return bool(fields[0]) and fields[0] == fields[1]


def _lines(
    group: Group, places: tuple[Place, ...], others: tuple[Place, ...]
) -> tuple[tuple[Line, ...], int]:
    """The lines of two groups, and how many of them both plans have."""
    left = list(others)
    made: list[Line] = []
    for place in places:
        key = _key(place.row, by_number=group.document is not None)
        match = next(
            (
                other for other in left
                if key and key == _key(other.row, by_number=group.document is not None)
            ),
            None,
        )  # fmt: skip
        if match is not None:
            left.remove(match)
        made.append(Line((place, match)))
    shared = sum(line.sides[1] is not None for line in made)
    return (*made, *(Line((None, place)) for place in left)), shared


def _key(row: Row, *, by_number: bool) -> str:
    """What two rows have in common where they are the same; "" for a row like no other."""
    if by_number:
        return row.indicator or "whole"
    return subject(content(row.words)) if row.words is not None else ""
