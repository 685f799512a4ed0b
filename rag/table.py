"""The tables of a document; offsets count characters of ``Document.text``."""

from __future__ import annotations

import re
from dataclasses import dataclass

# "(Đơn vị tính: triệu đồng)", "ĐVT: %", "2. Chỉ tiêu về cán bộ (Đơn vị: người):"
_UNIT = re.compile(
    r"(?:(?:^|[\s(])(?:đơn vị tính|đvt)\s*:\s*+"
    # "(Đơn vị: người)", and no "Đơn vị: Sở Y tế"
    r"|(?:^|\()[\s*_]*đơn vị\s*:\s*+(?-i:(?![A-ZĐ])))(?!(?:như|theo|cụ thể|gồm|các)\b)"
    r"(?P<unit>[%‰]|[\d.]*\s*[^\W\d_][^:;,|()\n]{0,30}?)[\s)_*.:]*$",
    re.IGNORECASE,
)
_MOST_UNIT_WORDS = 4
_ROW = re.compile(r"/hang\.\d+$")
_BETWEEN_CELLS = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class Cell:
    """A filled cell of a table: ``text[start:end]``; row 0 is the header, columns count from 0.

    A cell that is wrapped over two lines of the file stands twice.
    """

    start: int
    end: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a table, a paragraph of the clean text, with its cells from left to right."""

    start: int
    end: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the document: ``rows[0]`` is its header, ``rows[M]`` the node ``hang.M``."""

    rows: tuple[TableRow, ...]

    @property
    def header(self) -> TableRow:
        return self.rows[0]


def unit_above(text: str, start: int) -> tuple[int, int] | None:
    """Where the unit of a table's figures is printed above its header at ``start``; else None.

    It stands on the line straight above, or on the one over the table's name.
    """
    end = start
    for _ in range(2):
        end = len(text[:end].rstrip())
        begin = text.rfind("\n", 0, end) + 1
        line = text[begin:end]
        found = _UNIT.search(line)
        if found is not None and len(found["unit"].split()) <= _MOST_UNIT_WORDS:
            return begin + found.start("unit"), begin + found.end("unit")
        if "|" in line:
            return None
        end = begin
    return None


def unit_of(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the unit of a table is printed: above its header at ``start``, else below its ``end``.

    A line between two tables is the second one's.
    """
    above = unit_above(text, start)
    if above is not None:
        return above
    line = re.match(r"\s*([^\n]+)\s*([^\n]*)", text[end:])
    if line is None or not is_unit_line(line[1]) or "|" in f"{line[1]}{line[2]}":
        return None
    found = _UNIT.search(line[1])
    if found is None or len(found["unit"].split()) > _MOST_UNIT_WORDS:
        return None
    begin = end + line.start(1)
    return begin + found.start("unit"), begin + found.end("unit")


def is_unit_line(text: str) -> bool:
    """Whether a paragraph says nothing but the unit of the table below it."""
    found = _UNIT.search(text)
    return found is not None and not text[: found.start()].strip("(*_ ")


def is_row_id(section_id: str) -> bool:
    """Whether a path id is that of a table's row."""
    return _ROW.search(section_id) is not None


def split_cells(row: str) -> tuple[str, ...]:
    r"""The cells of a printed row, trimmed; "\|" is a bar inside a cell."""
    return tuple(cell.strip().replace("\\|", "|") for cell in _BETWEEN_CELLS.split(row))
