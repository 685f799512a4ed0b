"""Paragraphs and tables to lines, with the markup that ``ingest.readers.raw`` draws."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.readers.blocks import Block, Cell, Grid, Piece, Row, Text, texts_of
from ingest.readers.legacy import to_unicode

_UNICODE_ONLY = re.compile("[ăđĩũơưĂĐĨŨƠƯ\u0300-\u0323\u1ea0-\u1ef9]")
"""Letters of Vietnamese that no old encoding has among its codes."""
_LETTERHEAD = re.compile(r"CỘNG\s+H[OÒ][AÀ]\s+XÃ\s+HỘI|Nơi\s+nhận\s*:", re.IGNORECASE)
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
        names = {
            piece.encoding.name
            for text in texts_of(blocks)
            for piece in text.pieces
            if piece.encoding and not piece.text.isascii() and not self._stays(piece, text)
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
        pieces = [self._read(piece, text) for piece in text.pieces]
        return unicodedata.normalize("NFC", "".join(pieces)).rstrip()

    def _read(self, piece: Piece, text: Text) -> str:
        if piece.encoding is None:
            return piece.text
        escaped = re.sub(r"[*|]", r"\\\g<0>", piece.text)
        if self._stays(piece, text):
            return escaped.upper() if piece.encoding.capitals else escaped
        return to_unicode(escaped, piece.encoding)

    def _stays(self, piece: Piece, text: Text) -> bool:
        """Unicode in a font of old letters: it shows as it is, in a font that Word puts there."""
        encoding = piece.encoding
        if encoding is None or piece.text.isascii():
            return encoding is None
        if encoding.name in self.lying:
            return True
        same = [one.text for one in text.pieces if one.encoding == encoding]
        return any(_UNICODE_ONLY.search(one) for one in same)

    def _table(self, grid: Grid) -> Iterator[str]:
        if not grid.rows:
            return
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
