"""The tables of a document; offsets count characters of ``Document.text``."""

from __future__ import annotations

from dataclasses import dataclass


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
