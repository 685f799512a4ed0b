"""Paragraphs and tables as read of a Word file or a web page, before they are lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ingest.readers.legacy import Encoding


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of one font encoding; None is Unicode."""

    text: str
    encoding: Encoding | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph, its label first among the pieces."""

    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell over ``span`` columns; ``goes_on`` where it is the same as the one above it."""

    blocks: tuple[Block, ...]
    span: int = 1
    goes_on: bool = False
    lined: bool | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A table's row; ``before`` are columns that it leaves out at its start."""

    cells: tuple[Cell, ...]
    header: bool = False
    before: int = 0


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; ``lined`` where borders are drawn around its cells."""

    rows: tuple[Row, ...]
    lined: bool


Block = Text | Grid


def texts_of(blocks: tuple[Block, ...]) -> Iterator[Text]:
    """All paragraphs, those of tables too."""
    for block in blocks:
        if isinstance(block, Text):
            yield block
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from texts_of(cell.blocks)
