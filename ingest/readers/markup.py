"""Paragraphs and tables to lines, with the markup that ``ingest.readers.raw`` draws."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.readers.blocks import Block, Cell, Grid, Piece, Row, Text, texts_of
from ingest.readers.legacy import Encoding, to_unicode

_UNICODE_ONLY = re.compile("[ăđĩũơưĂĐĨŨƠƯ\u0300-\u0323\u1ea0-\u1ef9]")
"""Letters of Vietnamese that no old encoding has among its codes."""
_LETTERHEAD = re.compile(r"CỘNG\s+H[OÒ][AÀ]\s+XÃ\s+HỘI|Nơi\s+nhận\s*:", re.IGNORECASE)
_MARKUP = re.compile(r"[*|]")
_HEADER_ROWS = 3
_LETTERHEAD_ROWS = 3
_CELL_BREAK = "<br>"


@dataclass(frozen=True, slots=True)
class Renderer:
    """Writes blocks; ``lying`` are encodings whose fonts hold text that is Unicode already."""

    lying: frozenset[str]

    @classmethod
    def of(cls, blocks: tuple[Block, ...]) -> Renderer:
        """Look at all text in fonts of old encodings: mostly Unicode, and the fonts lie.

        A text that was converted may keep its fonts; Word then shows it in others.
        """
        letters: dict[str, int] = {}
        newer: dict[str, int] = {}
        for text in texts_of(blocks):
            for piece in text.pieces:
                if piece.encoding is not None:
                    name = piece.encoding.name
                    marked = sum(not letter.isascii() for letter in piece.text)
                    letters[name] = letters.get(name, 0) + marked
                    if _UNICODE_ONLY.search(piece.text):
                        newer[name] = newer.get(name, 0) + marked
        return cls(frozenset(name for name, count in newer.items() if 2 * count > letters[name]))

    def notes(self, blocks: tuple[Block, ...]) -> list[str]:
        """A note on each encoding that text is converted from."""
        names: set[str] = set()
        for text in texts_of(blocks):
            stays = self._staying(text)
            names |= {
                piece.encoding.name
                for piece in text.pieces
                if piece.encoding and piece.encoding not in stays and not piece.text.isascii()
            }
        return [f"đã chuyển chữ phông {name} sang Unicode" for name in sorted(names)]

    def lines(self, blocks: tuple[Block, ...]) -> Iterator[str]:
        """The lines of a body."""
        for block in blocks:
            if isinstance(block, Text):
                yield from self.text(block).split("\n")
            else:
                yield from self._table(block)

    def text(self, text: Text) -> str:
        """One paragraph; line breaks within it stay."""
        stays = self._staying(text)
        pieces = [_read(piece, stays) for piece in text.pieces]
        return unicodedata.normalize("NFC", "".join(pieces)).rstrip()

    def _staying(self, text: Text) -> frozenset[Encoding]:
        """Encodings whose fonts hold Unicode here: it shows, in another font that Word takes."""
        return frozenset(
            piece.encoding
            for piece in text.pieces
            if piece.encoding
            and (piece.encoding.name in self.lying or _UNICODE_ONLY.search(piece.text))
        )

    def _table(self, grid: Grid) -> Iterator[str]:
        if not grid.rows:
            return
        grid = _in_line(grid)
        width = max(_width(row) for row in grid.rows)
        filled = max(sum(_is_filled(cell) for cell in row.cells) for row in grid.rows)
        if width <= 1 or (filled <= 1 and not grid.lined):
            # a box around text, or a table that only sets it in its place
            for row in grid.rows:
                for cell in row.cells:
                    yield from self.lines(cell.blocks)
            return
        yield ""
        head = _header_rows(grid)
        above: list[str] = [""] * width
        rows: list[list[str]] = []
        for number, row in enumerate(grid.rows):
            cells = self._row(row, width, above if number >= head else [""] * width)
            above = cells
            rows.append(cells)
        ruled = grid.lined and len(rows) > 1 and not _is_letterhead(rows)
        for number, cells in enumerate(rows):
            if any(cells):
                yield f"| {' | '.join(cells)} |"
            if number == 0 and ruled:
                yield "|" + "---|" * width
        yield ""

    def _row(self, row: Row, width: int, above: list[str]) -> list[str]:
        """The cells' words, one column each; a merged cell stands in every row it reaches over."""
        cells = [""] * row.before
        for cell in row.cells:
            at = len(cells)
            words = above[at] if cell.goes_on and at < width else self._cell(cell)
            cells += [words, *[""] * (cell.span - 1)]
        return (cells + [""] * width)[:width]

    def _cell(self, cell: Cell) -> str:
        lines: list[str] = []
        for block in cell.blocks:
            if isinstance(block, Text):
                lines += self.text(block).split("\n")
            else:
                lines += self._within_cell(block)
        bare = (" ".join(line.split()) for line in lines)
        return _CELL_BREAK.join(line for line in bare if line)

    def _within_cell(self, grid: Grid) -> Iterator[str]:
        """A table in a cell: each of its rows a line."""
        for row in grid.rows:
            words = (self._cell(cell).replace(_CELL_BREAK, " ") for cell in row.cells)
            yield "; ".join(word for word in words if word)


def _read(piece: Piece, stays: frozenset[Encoding]) -> str:
    """A piece in Unicode, signs of the markup escaped."""
    encoding = piece.encoding
    if encoding is None:
        return piece.text
    escaped = _MARKUP.sub(r"\\\g<0>", piece.text)
    if encoding in stays:
        return escaped.upper() if encoding.capitals else escaped
    return to_unicode(escaped, encoding)


def _in_line(grid: Grid) -> Grid:
    """A table whose rows have as many cells each, or one, has its cells below each other.

    Edges drawn by hand are never quite in line: Word then lets cells span columns of no width.
    """
    most = max(len(row.cells) for row in grid.rows)
    if any(row.before or len(row.cells) not in (1, most) for row in grid.rows):
        return grid
    rows = (
        replace(row, cells=tuple(replace(cell, span=1) for cell in row.cells)) for row in grid.rows
    )
    return replace(grid, rows=tuple(rows))


def _width(row: Row) -> int:
    return row.before + sum(cell.span for cell in row.cells)


def _is_filled(cell: Cell) -> bool:
    return any(piece.text.strip() for text in texts_of(cell.blocks) for piece in text.pieces)


def _header_rows(grid: Grid) -> int:
    """The rows of the header: those that Word repeats, and those its merged cells reach into."""
    count = 1
    for number, row in enumerate(grid.rows[1:_HEADER_ROWS], start=1):
        if not row.header and not (number == count and _reaches_into(row, grid.rows[0])):
            break
        count = number + 1
    return count


def _reaches_into(row: Row, first: Row) -> bool:
    """A header of two rows: some cells reach down, and another is parted below."""
    spanned = any(cell.span > 1 for cell in first.cells)
    return spanned and any(cell.goes_on for cell in row.cells)


def _is_letterhead(rows: list[list[str]]) -> bool:
    return any(_LETTERHEAD.search(cell) for row in rows[:_LETTERHEAD_ROWS] for cell in row)
