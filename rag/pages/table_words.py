"""What the buttons of an assignment table open.

A reference such as ``table.kon-tum-2021.4.2.1`` names it: row 4, column 2, slice 1 of that plan's
table. In place of the column stand ``h`` (the row's own words), ``n`` (where it is named beside an
agency) and ``g`` (the words of an objective; the row's number is then the objective's).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.matrix.matrix import Matrix, Row
from rag.matrix.words import group_name, row_name
from rag.pages.opening import PIECE
from rag.phrasing import Phrases
from rag.schema import Slice

REFERENCE = re.compile(rf"table\.([a-z0-9-]+)\.(\d{{1,4}})\.([hng]|\d{{1,4}}){PIECE}")


@dataclass(frozen=True, slots=True)
class Opening:
    """What a button of the table opens, under the name that the panel shows."""

    name: str
    pieces: tuple[Slice, ...]


def opening(matrix: Matrix, row: int, what: str, phrases: Phrases) -> Opening | None:
    """What ``table.plan.row.what`` opens; None for a reference this table does not hold."""
    if what == "g":
        if row >= len(matrix.groups):
            return None
        group = matrix.groups[row]
        return _opening(
            group_name(group, matrix, phrases), (group.words,) if group.words else ()
        )  # fmt: skip
    if row >= len(matrix.rows):
        return None
    held = matrix.rows[row]
    name = where(held, phrases)
    if what == "h":
        return _opening(name, (held.words,) if held.words else ())
    if what == "n":
        return _opening(name, held.named)
    cell = held.cell(int(what))
    if cell is None:
        return None
    return _opening(f"{matrix.columns[cell.column]} · {name}", cell.sources)


def where(row: Row, phrases: Phrases) -> str:
    """ "Mục tiêu 4 · Chỉ tiêu 2"."""
    objective = phrases.say("objective", n=row.objective)
    return objective if row.indicator is None else f"{objective} · {row_name(row, phrases)}"


def _opening(name: str, pieces: tuple[Slice, ...]) -> Opening | None:
    return Opening(name, pieces) if pieces else None
