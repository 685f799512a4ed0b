"""A plan's table for JSON, CSV, Excel and the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rich import box
from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from rag import sheets
from rag.book import Book
from rag.console import visible
from rag.matrix.duty_roles import Wording
from rag.matrix.matrix import Group as Objective
from rag.matrix.matrix import Matrix, Row
from rag.matrix.words import (
    cell_letters,
    cell_text,
    content,
    group_name,
    notes,
    row_name,
    row_note,
)
from rag.output import Json, citation_json
from rag.phrasing import Phrases
from rag.schema import Slice

LOG_WIDTH = 140
"""Columns where there is no terminal to ask."""
_SHORT = 60
"""Characters of an indicator in the terminal."""
_WIDTHS = (10, 10, 60, 24)
_COLUMN = 22


# ------------------------------------------------------------------ JSON


def matrix_json(book: Book, matrix: Matrix, wording: Wording) -> dict[str, Json]:
    """The whole table; each cell with the citations it rests on."""
    phrases = wording.phrases("vi")
    return {
        "plan_id": matrix.plan_id,
        "own_list": matrix.own,
        "documents": [
            {"number": one.number, "name": one.name, "held": one.held} for one in matrix.documents
        ],
        "agencies": matrix.columns,
        "notes": notes(matrix, phrases),
        "objectives": [
            {
                "objective": group.objective,
                "document": group.document,
                "text": content(group.words) or None,
                "listed": group.listed,
                "sources": _citations(book, (group.words,) if group.words else ()),
                "rows": [_row_json(book, row, group, matrix, phrases) for row in group.rows],
            }
            for group in matrix.groups
        ],
    }


def _row_json(
    book: Book, row: Row, group: Objective, matrix: Matrix, phrases: Phrases
) -> dict[str, Json]:
    return {
        "indicator": row.indicator,
        "text": content(row.words) or None,
        "listed": row.listed,
        "gap": row.gap,
        "note": row_note(row, group, phrases),
        "sources": _citations(book, (row.words,) if row.words else ()),
        "named": _citations(book, row.named),
        "cells": [
            {
                "agency": matrix.columns[cell.column],
                "duties": [
                    {"roles": duty.roles, "qualifier": duty.qualifier} for duty in cell.duties
                ],
                "sources": _citations(book, cell.sources),
            }
            for cell in row.cells
        ],
    }


def _citations(book: Book, pieces: tuple[Slice, ...]) -> list[Json]:
    return [citation_json(book.cite(piece, n)) for n, piece in enumerate(pieces, start=1)]


# ------------------------------------------------------------------ spreadsheets


def write_csv(_: Book, matrix: Matrix, wording: Wording, file: Path) -> int:
    """One line a row, one column an agency; the number of lines.

    Raises:
        InputError: the file cannot be written.
    """
    rows = _cells(matrix, wording)
    sheets.write_csv(_titles(matrix, wording), rows, file)
    return len(rows)


def write_xlsx(book: Book, matrix: Matrix, wording: Wording, file: Path) -> int:
    """The same, with the words of every cell in its comment.

    Raises:
        InputError: the file cannot be written.
    """
    table = matrix_sheet(book, matrix, wording, "matrix")
    sheets.write_xlsx(table, file)
    return len(table.rows)


def matrix_sheet(book: Book, matrix: Matrix, wording: Wording, name: str) -> sheets.Sheet:
    """The table as a sheet of a workbook."""
    rows = _cells(matrix, wording)
    comments: dict[tuple[int, int], str] = {}
    for number, row in enumerate(matrix.rows):
        for column, pieces in ((2, (row.words,) if row.words else ()), (3, row.named)):
            if pieces:
                comments[number, column] = _quoted(book, pieces)
        for cell in row.cells:
            comments[number, len(_WIDTHS) + cell.column] = _quoted(book, cell.sources)
    widths = (*_WIDTHS, *(_COLUMN for _ in matrix.columns))
    return sheets.Sheet(name, _titles(matrix, wording), widths, rows, comments, "D2")


def _quoted(book: Book, pieces: tuple[Slice, ...]) -> str:
    return "\n\n".join(f"“{one.text}” ({book.cite(one, 1).reference})" for one in pieces)


def _titles(matrix: Matrix, wording: Wording) -> tuple[str, ...]:
    phrases = wording.phrases("vi")
    first = ("table_objective", "table_indicator", "table_words", "table_note")
    return (*map(phrases.say, first), *matrix.columns)


def _cells(matrix: Matrix, wording: Wording) -> tuple[tuple[str, ...], ...]:
    phrases = wording.phrases("vi")
    rows = []
    for group in matrix.groups:
        objective = f"{group.objective} ({group.document})" if group.document else group.objective
        for row in group.rows:
            found = (row.cell(column) for column in range(len(matrix.columns)))
            rows.append(
                (
                    objective,
                    row.indicator or "",
                    content(row.words or group.words),
                    row_note(row, group, phrases) or "",
                    *(cell_text(cell, wording) if cell else "" for cell in found),
                )
            )
    return tuple(rows)


# ------------------------------------------------------------------ terminal


def show_matrix(matrix: Matrix, wording: Wording, title: str) -> None:
    """Agencies by number above letters for their roles; below it the key and what is said aside."""
    phrases = wording.phrases("vi")
    parts: list[Table | Text] = [_text(title, "bold")]
    if matrix.columns or matrix.groups:
        parts += [_table(matrix, wording, phrases), *_key(matrix, wording, phrases)]
    lines = notes(matrix, phrases)
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = LOG_WIDTH
    shown = [*parts, *(_text(line, "yellow") for line in lines)]
    if matrix.columns:
        shown.append(_text(phrases.say("words_hint"), "dim"))
    console.print(Group(*shown))


def _table(matrix: Matrix, wording: Wording, phrases: Phrases) -> Table:
    table = Table(box=box.SQUARE)
    table.add_column(_text(phrases.say("table_row")), min_width=24)
    for number in range(1, len(matrix.columns) + 1):
        table.add_column(str(number))
    for group in matrix.groups:
        named = " ".join((f"{group_name(group, matrix, phrases)}:", content(group.words)))
        table.add_row(_text(named.removesuffix(": "), "bold"))
        for row in group.rows:
            found = (row.cell(column) for column in range(len(matrix.columns)))
            cells = (_text(cell_letters(cell, wording) if cell else "") for cell in found)
            table.add_row(_first(row, group, phrases), *cells)
        table.add_section()
    return table


def _first(row: Row, group: Objective, phrases: Phrases) -> Text:
    words = content(row.words)
    if len(words) > _SHORT:
        words = words[:_SHORT].rsplit(" ", 1)[0] + " …"
    first = _text(row_name(row, phrases) + (f": {words}" if words else ""))
    note = row_note(row, group, phrases)
    return first.append_text(_text(f"\n→ {note}", "yellow")) if note else first


def _key(matrix: Matrix, wording: Wording, phrases: Phrases) -> Iterator[Text]:
    """What the numbers, the letters and the stars stand for."""
    for number, agency in enumerate(matrix.columns, start=1):
        yield _text(f"{number}  {agency}")
    cells = [(row, cell) for row in matrix.rows for cell in row.cells]
    used = {role for _, cell in cells for duty in cell.duties for role in duty.roles}
    listed = [row.name for row in wording.role if row.name in used]
    listed += sorted(used - set(listed))
    if listed:
        yield _text(" · ".join(f"{wording.letters(role)} {role}" for role in listed), "dim")
    for row, cell in cells:
        for part in dict.fromkeys(duty.qualifier for duty in cell.duties if duty.qualifier):
            where = phrases.say(
                "of_row", indicator=row.indicator or "", objective=row.objective
            )  # fmt: skip
            yield _text(f"* {where}, {matrix.columns[cell.column]}: {part}")


def _text(text: str, style: str = "") -> Text:
    """Words of a document are never read as rich's own marks."""
    return Text(visible(text), style=style)
