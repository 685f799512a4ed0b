"""What was read of a page until all pages are known, and how its text is written at the end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from ingest.readers.blocks import Block, Line, blocks_of, line_of
from ingest.readers.furniture import PageRows, without_furniture
from ingest.readers.glyphs import PageGlyphs
from ingest.readers.grid import Grid, grids_of
from ingest.readers.paragraphs import Paragraph, joined, paragraphs_of, starts
from ingest.readers.raw import GOES_ON
from ingest.readers.rows import Fonts, Row, rows_of

_SAME_EDGES = 4.0
"""Points between the columns of a table and those of its share on the next page."""
_PROSE = 30
"""Characters of a usual line in a column of prose; letterheads and feet have shorter ones."""
_PROSE_LINES = 12
_NOTE = re.compile(r"<sup>(\d{1,3})</sup>")
_LEVEL_NOTE = re.compile(r"(\d{1,3})\s?(?=[^\W\d_]|[“\"(])")
_NOTE_SIZE = 0.93
"""Of a page's usual size: a note at the foot is printed smaller."""
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_ENDED = re.compile(r"[.;:!?…](?:[”\"’')\]]|\s)*$")
_LONGEST_REPEAT = 150
"""Characters of a merged cell's words that are given again in each of its rows."""


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A table's share on one page: rows of cells, of which the first ``heads`` are its header."""

    top: float
    bottom: float
    xs: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    heads: int


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
    return SheetTable(grid.ys[0], grid.ys[-1], grid.xs, filled, heads)


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
    rows = [_with_labels(own) for own in rows]
    notes = _notes(rows)
    pages: list[str] = []
    table: SheetTable | None = None
    last: Paragraph | None = None
    indented = False
    for sheet, own in zip(sheets, rows, strict=True):
        parts: list[str] = []
        items = list(_items(own, sheet.tables))
        for number, item in enumerate(items):
            if isinstance(item, SheetTable):
                goes_on = number == 0 and table is not None and _same_columns(table, item)
                parts.append(_rows_text(item, table if goes_on else None))
                if not (goes_on and table is not None):
                    table = item
                last = None
                continue
            table = None
            text, last, indented = _block_text(item, last if number == 0 else None, indented)
            parts.append(text)
        page = "\n\n".join(part for part in parts if part)
        starts = page.startswith(GOES_ON) or (bool(items) and isinstance(items[0], SheetTable))
        page = _with_notes(page, notes)
        pages.append(page if starts else f"\n{page}")
    return pages


def _items(rows: Sequence[Row], tables: Sequence[SheetTable]) -> Iterator[Block | SheetTable]:
    """Blocks and tables of a page from the top down."""
    rest = list(rows)
    for table in tables:
        above = [row for row in rest if row.y <= table.top]
        rest = [row for row in rest if row.y > table.top]
        yield from blocks_of(above)
        yield table
    yield from blocks_of(rest)


def _same_columns(one: SheetTable, two: SheetTable) -> bool:
    return len(one.xs) == len(two.xs) and all(
        abs(a - b) <= _SAME_EDGES for a, b in zip(one.xs, two.xs, strict=True)
    )


def _rows_text(table: SheetTable, before: SheetTable | None) -> str:
    """Markdown rows; the share of a table that began before has no header of its own."""
    rows = [[_markdown(cell) for cell in cells] for cells in table.rows]
    if before is not None:
        head = before.rows[: before.heads]
        again = len(head) if table.rows[: len(head)] == head else 0
        return "\n".join(f"| {' | '.join(cells)} |" for cells in rows[again:])
    lines = [f"| {' | '.join(cells)} |" for cells in rows]
    lines[1:1] = ["|" + "---|" * (len(table.xs) - 1)]
    return "\n".join(lines)


def _markdown(cell: str) -> str:
    return cell.replace("|", "\\|").replace("\n", "<br>")


def _block_text(
    block: Block, last: Paragraph | None, indented: bool
) -> tuple[str, Paragraph | None, bool]:
    """A block's paragraphs; ``last`` is the one the page before ended with."""
    if block.column and not _is_prose(block.lines):
        return "\n".join(line.text for line in block.lines), None, indented
    paragraphs = paragraphs_of(block.lines)
    indented = indented or any(not one.open_start for one in paragraphs)
    texts = [one.text for one in paragraphs]
    if last is not None and _crosses(last, paragraphs[0], indented=indented):
        texts[0] = GOES_ON + texts[0]
    body = [one for one in paragraphs if not _NOTE.match(one.text)]
    return "\n\n".join(texts), body[-1] if body else None, indented


def _is_prose(lines: Sequence[Line]) -> bool:
    return (
        len(lines) >= _PROSE_LINES and median([len(line.text) for line in lines]) >= _PROSE
    )


def _crosses(last: Paragraph, first: Paragraph, *, indented: bool) -> bool:
    """Whether a page's first paragraph is the rest of the last one before it."""
    if not (last.open_end and first.open_start) or abs(last.size - first.size) > 0.5:
        return False
    return indented or not _ENDED.search(last.text) or first.text[0].islower()


def _with_labels(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Notes whose label is not raised ("1Theo Văn bản …", small at the foot) get it raised."""
    if not rows:
        return rows
    marks = {
        match.group(1)
        for row in rows
        for piece in row.pieces
        for match in _NOTE.finditer(piece.text)
        if match.start() > 0
    }
    usual = median([row.size for row in rows])
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
