"""Tables as files for a spreadsheet: CSV and Excel, in which no cell is a formula."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rag.console import visible
from rag.errors import InputError

_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_FORMULA = ("=", "+", "-", "@")
_COMMENT = (420, 220)
"""Width and height of a comment's box in pixels: some ten lines of a plan."""
_LONGEST = 8_000
"""Characters of a comment; Excel cuts at 32,767 and shows far less."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its titles; ``comments`` are by (row, column), the first row below them 0."""

    name: str
    titles: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    comments: dict[tuple[int, int], str]
    frozen: str = "A2"


def write_csv(titles: Sequence[str], rows: Sequence[Sequence[str]], file: Path) -> None:
    """UTF-8 with a mark at the start, by which Excel knows it.

    A cell that a spreadsheet would take for a formula ("- Sở Y tế …") is led by an apostrophe.

    Raises:
        InputError: the file cannot be written.
    """
    try:
        with file.open("w", encoding="utf-8-sig", newline="") as stream:
            table = csv.writer(stream)
            table.writerow([_inert(cell) for cell in titles])
            table.writerows([_inert(cell) for cell in row] for row in rows)
    except OSError as error:
        raise _unwritable(file, error) from error


def sheet_name(words: str, number: int) -> str:
    """ "1. Tỉnh Kon Tum": a name that Excel takes, and like no other's number."""
    return f"{number}. {_NOT_IN_NAMES.sub(' ', visible(words))}"[:31].strip().rstrip("'")


def write_xlsx(table: Sheet, file: Path, *more: Sheet) -> None:
    """Sheets with a heading row that stays in sight and filters; no cell is a formula.

    Raises:
        InputError: the file cannot be written.
    """
    import openpyxl  # type: ignore[import-untyped]

    book = openpyxl.Workbook(write_only=True)
    for one in (table, *more):
        _fill(book.create_sheet(one.name), one)
    try:
        book.save(file)
    except OSError as error:
        raise _unwritable(file, error) from error


def _fill(sheet: Any, table: Sheet) -> None:  # noqa: ANN401 - openpyxl has no types
    import openpyxl
    from openpyxl.comments import Comment  # type: ignore[import-untyped]

    letter = openpyxl.utils.get_column_letter
    bold = openpyxl.styles.Font(bold=True)
    wrapped = openpyxl.styles.Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = table.frozen
    sheet.auto_filter.ref = f"A1:{letter(len(table.titles))}{len(table.rows) + 1}"
    for number, width in enumerate(table.widths, start=1):
        sheet.column_dimensions[letter(number)].width = width
    for number, cells in enumerate([table.titles, *table.rows]):
        line = []
        for column, text in enumerate(cells):
            cell = openpyxl.cell.WriteOnlyCell(sheet, visible(text))
            cell.data_type = "s"
            cell.alignment = wrapped
            if number == 0:
                cell.font = bold
            words = table.comments.get((number - 1, column))
            if words:
                width, height = _COMMENT
                cell.comment = Comment(visible(words)[:_LONGEST], "hoi", height, width)
            line.append(cell)
        sheet.append(line)


def _inert(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def _unwritable(file: Path, error: OSError) -> InputError:
    return InputError(f"Không ghi được {file} ({error.strerror}): hãy chọn nơi khác.")
