"""What was read of a page until all pages are known, and how its text is written at the end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from ingest.readers.pages.blocks import Block, Line, blocks_of, line_of
from ingest.readers.pages.drawn import PageGlyphs
from ingest.readers.pages.furniture import PageRows, without_furniture
from ingest.readers.pages.grid import Grid, grids_of
from ingest.readers.pages.paragraphs import Paragraph, joined, paragraphs_of, starts
from ingest.readers.pages.rows import Fonts, Row, rows_of
from ingest.readers.raw import GOES_ON
from ingest.readers.table_shares import Share, row_whole, rows_text, same_columns

_PROSE = 28
"""Characters of a usual line in a column of prose; letterheads and feet have shorter ones."""
_PROSE_LINES = 8
_NOTE = re.compile(r"<sup>(\d{1,3})</sup>")
_LEVEL_NOTE = re.compile(r"(\d{1,3})\s?(?=[^\W\d_]|[“\"(])")
_NOTE_SIZE = 0.93
"""Of the usual size: a note at the foot is printed smaller."""
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_ENDED = re.compile(r"[.;:!?…](?:[”\"’')\]]|\s)*$")
_LONGEST_REPEAT = 150
"""Characters of a merged cell's words that are given again in each of its rows."""


@dataclass(frozen=True, slots=True)
class SheetTable(Share):
    """A table's share with where it stands on its page."""

    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page's rows outside its tables, and its tables."""

    rows: tuple[Row, ...]
    tables: tuple[SheetTable, ...]
    height: float

    def texts(self) -> Iterator[str]:
        """Every text of the page, in no strict order."""
        for row in self.rows:
            yield from (piece.text for piece in row.pieces)
        for table in self.tables:
            for cells in table.rows:
                yield from cells

    def mapped(self, change: Callable[[str], str]) -> Sheet:
        """The page with every text changed."""
        rows = tuple(
            Row(tuple(replace(piece, text=change(piece.text)) for piece in row.pieces))
            for row in self.rows
        )
        tables = tuple(
            replace(
                table, rows=tuple(tuple(change(cell) for cell in cells) for cells in table.rows)
            )
            for table in self.tables
        )
        return replace(self, rows=rows, tables=tables)


def sheet_of(page: PageGlyphs, fonts: Fonts) -> Sheet:
    """The page's text and tables; only ruling lines make tables, so few pages pay for them."""
    grids, rest = grids_of(page.rules, page.glyphs) if page.rules else ([], page.glyphs)
    tables = tuple(_table(grid, fonts) for grid in grids)
    return Sheet(tuple(rows_of(rest, fonts)), tables, page.height)


def _table(grid: Grid, fonts: Fonts) -> SheetTable:
    width, height = len(grid.xs) - 1, len(grid.ys) - 1
    cells = [[""] * width for _ in range(height)]
    heads = _heads(grid, width, height)
    for cell in grid.cells:
        text = _cell_text(rows_of(cell.glyphs, fonts))
        again = range(1) if cell.row < heads or len(text) > _LONGEST_REPEAT else range(cell.rows)
        for down in again:
            cells[cell.row + down][cell.column] = text
    filled = tuple(tuple(row) for row in cells if any(row))
    return SheetTable(grid.xs, filled, heads, grid.ys[0], grid.ys[-1])


def _heads(grid: Grid, width: int, height: int) -> int:
    """Rows of the header: more than one where a cell of the first is parted below."""
    first = [cell for cell in grid.cells if cell.row == 0]
    if not any(1 < cell.columns < width for cell in first):
        return 1
    return max([1, *(cell.rows for cell in first if cell.rows < height)])


def _cell_text(rows: Sequence[Row]) -> str:
    """A cell's lines: broken ones joined, each item or sentence that ends its line on its own."""
    groups: list[list[str]] = []
    for row in rows:
        text = line_of(row.pieces).text
        if groups and not (starts(text) or (_ENDED.search(groups[-1][-1]) and text[0].isupper())):
            groups[-1].append(text)
        else:
            groups.append([text])
    return "\n".join(joined(lines) for lines in groups)


def written(sheets: Sequence[Sheet]) -> list[str]:
    """The text of each page, heads and page numbers left out, tables over pages as one."""
    rows = without_furniture([PageRows(sheet.rows, sheet.height) for sheet in sheets])
    usual = median([row.size for own in rows for row in own] or [0.0])
    rows = [_with_labels(own, usual) for own in rows]
    pages = _rows_whole(
        [list(_items(own, sheet.tables)) for own, sheet in zip(rows, sheets, strict=True)]
    )
    notes = _notes(rows)
    before = _Before(None, None, indented=False)
    found: list[str] = []
    for items in pages:
        text, before = _page_text(items, before)
        found.append(_with_notes(text, notes))
    return found


@dataclass(frozen=True, slots=True)
class _Before:
    """What the page before ended with: a table's first share, or a paragraph.

    ``indented``: first lines are set in, so that one that is not goes on with a paragraph.
    """

    table: SheetTable | None
    paragraph: Paragraph | None
    indented: bool


_Item = Block | SheetTable


def _page_text(items: Sequence[_Item], before: _Before) -> tuple[str, _Before]:
    parts: list[str] = []
    for number, item in enumerate(items):
        if isinstance(item, SheetTable):
            table = before.table if number == 0 else None
            first = table if table is not None and same_columns(table, item) else None
            parts.append(rows_text(item, first))
            before = _Before(first or item, None, before.indented)
        else:
            above = items[number - 1] if number else None
            beside = isinstance(above, Block) and above.column and item.column
            text, before = _block_text(item, before, first=above is None or beside)
            parts.append(text)
    text = "\n\n".join(part for part in parts if part)
    goes_on = text.startswith(GOES_ON) or (bool(items) and isinstance(items[0], SheetTable))
    return (text if goes_on else f"\n{text}"), before


def _rows_whole(pages: list[list[_Item]]) -> list[list[_Item]]:
    """Rows that a page break cuts, whole on the page where they begin."""
    for above, below in pairwise(pages):
        one, two = above[-1] if above else None, below[0] if below else None
        if isinstance(one, SheetTable) and isinstance(two, SheetTable):
            above[-1], below[0] = row_whole(one, two)
    return pages


def _items(rows: Sequence[Row], tables: Sequence[SheetTable]) -> Iterator[_Item]:
    """Blocks and tables of a page from the top down."""
    rest = list(rows)
    for table in tables:
        above = [row for row in rest if row.y <= table.top]
        rest = [row for row in rest if row.y > table.top]
        yield from blocks_of(above)
        yield table
    yield from blocks_of(rest)


def _block_text(block: Block, before: _Before, *, first: bool) -> tuple[str, _Before]:
    """A block's paragraphs; the ``first`` of a page or a column may go on with the one before."""
    if block.column and not _is_prose(block.lines):
        text = "\n".join(line.text for line in block.lines)
        return text, _Before(None, None, before.indented)
    paragraphs = paragraphs_of(block.lines)
    indented = before.indented or any(not one.open_start for one in paragraphs)
    texts = [one.text for one in paragraphs]
    last = before.paragraph if first else None
    if last is not None and _crosses(last, paragraphs[0], indented=indented):
        texts[0] = GOES_ON + texts[0]
    body = [one for one in paragraphs if not _NOTE.match(one.text)]
    own = body[-1] if body else None
    return "\n\n".join(texts), _Before(None, own, indented)


def _is_prose(lines: Sequence[Line]) -> bool:
    return len(lines) >= _PROSE_LINES and median([len(line.text) for line in lines]) >= _PROSE


def _crosses(last: Paragraph, first: Paragraph, *, indented: bool) -> bool:
    """Whether a page's first paragraph is the rest of the last one before it."""
    if not (last.open_end and first.open_start) or abs(last.size - first.size) > 0.5:
        return False
    return indented or not _ENDED.search(last.text) or first.text[0].islower()


def _with_labels(rows: tuple[Row, ...], usual: float) -> tuple[Row, ...]:
    """Notes whose label is not raised ("1Theo Văn bản …", small at the foot) get it raised."""
    marks = {
        match.group(1)
        for row in rows
        for piece in row.pieces
        for match in _NOTE.finditer(piece.text)
        if match.start() > 0
    }
    found = list(rows)
    for number, row in enumerate(rows):
        first = row.pieces[0]
        match = _LEVEL_NOTE.match(first.text)
        if match and match.group(1) in marks and row.size < _NOTE_SIZE * usual:
            text = f"<sup>{match.group(1)}</sup> {first.text[match.end() :]}"
            found[number] = Row((replace(first, text=text), *row.pieces[1:]))
    return tuple(found)


def _notes(pages: Sequence[Sequence[Row]]) -> frozenset[str]:
    """Numbers of the notes at the pages' feet."""
    return frozenset(
        match.group(1)
        for rows in pages
        for row in rows
        if (match := _NOTE.match(row.pieces[0].text))
    )


def _with_notes(text: str, notes: frozenset[str]) -> str:
    """Raised figures that no note explains stay figures ("10⁶")."""

    def one(match: re.Match[str]) -> str:
        label = match.group(1)
        return match.group() if label in notes else label.translate(_RAISED)

    return _NOTE.sub(one, text)
