"""Rows of a table as its columns read them: who, what, when, and the group they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ingest.markers import ROMAN
from ingest.reading import Reading
from ingest.table_columns import Column, HeaderColumn, Kind, load_columns
from ingest.table_columns import known_columns as columns_of
from rag.schema import Slice
from rag.table import Table, unit_of
from rag.text import collapse

_UPPER = re.compile(r"([IVX]{1,5}|[A-ZĐ])\s*[.)/:-]?(?:\s|$)")
_NUMBER = re.compile(r"(\d{1,3}(?:\.\d{1,2})*)\s*[.)]?(?:\s|$)")
_BLANK = re.compile(r"[\s\-–—.…_/*+xX]*")
"""A cell that is struck out or ticked holds no words."""


@dataclass(frozen=True, slots=True)
class Filled:
    """The cells of one column in a row with the header that gives their meaning.

    Where a cell says "nt", the cells are those above and it stands with the header.
    """

    meaning: Column
    header: tuple[Slice, ...]
    cells: tuple[Slice, ...]

    @property
    def text(self) -> str:
        return " ".join(collapse(cell.text) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row: its filled columns from left to right, and the group rows above it.

    ``name`` is what the row is about; of merged cells it is the one above. ``unit`` is that of the
    table's figures, where it is printed above the table.
    """

    columns: tuple[Filled, ...]
    name: Filled
    groups: tuple[Slice, ...]
    unit: Slice | None = None

    def of(self, *kinds: Kind) -> list[Filled]:
        """The filled columns of these kinds."""
        return [column for column in self.columns if column.meaning.kind in kinds]

    def one(self, kind: Kind) -> Filled | None:
        """The first filled column of a kind."""
        return next(iter(self.of(kind)), None)


@dataclass
class _Groups:
    """The group rows that are open, outermost first, each with the style of its label."""

    open: list[tuple[str, Slice]] = field(default_factory=list)
    straight: bool = False

    def add(self, style: str, piece: Slice) -> None:
        """A group straight below another is inside it; else it takes the place of its like."""
        styles = [one for one, _ in self.open]
        if style in styles:
            del self.open[styles.index(style) :]
        elif not self.straight:
            del self.open[-1:]
        self.open.append((style, piece))
        self.straight = True


def read_rows(reading: Reading, table: Table) -> Iterator[ReadRow]:
    """The rows that say something, with merged cells and group rows carried on."""
    words = load_columns(reading.lexicon.prompts)
    known = columns_of(reading.document.text, table, words)
    if not known:
        return
    printed = unit_of(reading.document.text, table.header.start, table.rows[-1].end)
    unit = reading.slice(*printed) if printed is not None else None
    groups = _Groups()
    name: Filled | None = None
    above: dict[int, Filled] = {}
    filled_rows = [_filled(reading, known, table, number) for number in range(1, len(table.rows))]
    for number, filled in enumerate(filled_rows):
        following = filled_rows[number + 1] if number + 1 < len(filled_rows) else {}
        numbered = any(column.meaning.kind == "number" for column in known.values())
        group = _group(reading, table, number + 1, filled, following if numbered else None)
        if group is not None:
            groups.add(*group)
            name = None
            continue
        groups.straight = False
        for column, one in filled.items():
            if words.is_ditto(one.text) and column in above:
                header = (*above[column].header, *one.cells)
                filled[column] = replace(above[column], header=header)
        own = _name(filled) or _total(filled)
        labelled = any(one.meaning.kind == "number" for one in filled.values())
        name = own if own is not None or labelled else name
        above = filled
        if name is not None:
            kept = {n: one for n, one in filled.items() if not _BLANK.fullmatch(one.text)}
            pieces = tuple(piece for _, piece in groups.open)
            yield ReadRow(tuple(kept.values()), name, pieces, unit)


def _filled(
    reading: Reading, known: dict[int, HeaderColumn], table: Table, number: int
) -> dict[int, Filled]:
    cells: dict[int, list[Slice]] = {}
    for cell in table.rows[number].cells:
        if cell.column in known:
            cells.setdefault(cell.column, []).append(reading.slice(cell.start, cell.end))
    return {
        column: Filled(
            known[column].meaning,
            tuple(reading.slice(head.start, head.end) for head in known[column].cells),
            tuple(cells[column]),
        )
        for column in sorted(cells)
    }


def _name(filled: dict[int, Filled]) -> Filled | None:
    """The last column that names a task; in tables without one the indicator's.

    In a table of what each agency holds it is the agency's.
    """
    if any(one.meaning.kind == "held" for one in filled.values()):
        return next((one for one in filled.values() if one.meaning.kind == "leader"), None)
    for kinds in (("task",), ("indicator",), ("objective",)):
        named = [one for one in filled.values() if one.meaning.kind in kinds]
        if named:
            return named[-1]
    return None


_TOTAL = re.compile(r"\W*(?:tổng(?: cộng| số| kinh phí)?|cộng)\W*", re.IGNORECASE)


def _total(filled: dict[int, Filled]) -> Filled | None:
    """ "| | Tổng cộng | | 1.260 |": a row of its own, no further sum of the task above it."""
    return next((one for one in filled.values() if _TOTAL.fullmatch(one.text)), None)


def _group(
    reading: Reading,
    table: Table,
    number: int,
    filled: dict[int, Filled],
    following: dict[int, Filled] | None,
) -> tuple[str, Slice] | None:
    """ "I | Tuyên truyền | | |": the style of its label and its words; None for any other row.

    A numbered row with nothing but its task is one that nobody was given, unless "3.1", "a)" or
    bullets below it show that it heads them. ``following`` is the next row, None where the table
    numbers none.
    """
    cells = table.rows[number].cells
    label = next((one.text for one in filled.values() if one.meaning.kind == "number"), "")
    texts = [cell for cell in cells if reading.document.text[cell.start : cell.end] != label]
    columns = {cell.column for row in (table.header, table.rows[number]) for cell in row.cells}
    if len({cell.column for cell in texts}) != 1 or len(columns) < 2:
        if texts or len(cells) != 1:
            return None
        texts = list(cells)
    piece = reading.slice(texts[0].start, texts[-1].end)
    if not any(character.isalpha() for character in piece.text):
        return None
    upper = _UPPER.match(label or piece.text)
    if upper is not None:
        return ("roman" if upper.group(1) in ROMAN else "capital"), piece
    if texts[0].column not in filled or piece.text.isupper():
        return "plain", piece
    if following is None:
        return None
    mine = _NUMBER.match(label)
    if mine is None:
        # a row without a label and without a neighbour: "Tuyên truyền" above "1 | …"
        return ("plain", piece) if texts[0].column == min(filled) or not label else None
    next_label = next((one.text for one in following.values() if one.meaning.kind == "number"), "")
    nested = next_label.startswith(f"{mine.group(1)}.") and next_label.rstrip(".") != label
    lettered = bool(next_label) and not next_label[0].isdigit() and not _UPPER.match(next_label)
    return ("number", piece) if nested or lettered else None
