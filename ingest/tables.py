"""Physical lines that are rows of a table, with where each cell stands in the file.

Rows are read before the text is cleaned, so cells are kept as offsets into the decoded file; the
cleaned row finds them again by the offsets its characters carry.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ingest.table_columns import Columns
from ingest.traced import Traced
from rag.table import Cell, Table, TableRow

# "|---|:---:|", "--- | ---", and a row without any text
_RULE = re.compile(r"[\s|:\-–—=+_.]*")
_PAGE_NUMBER = re.compile(r"[-–\s]*(?:Trang\s+)?\d{1,4}(?:\s*/\s*\d{1,4})?[-–\s]*")
# the two columns of a letterhead or a foot, set as a table without lines
_LETTERHEAD = re.compile(
    r"CỘNG\s+H[OÒ][AÀ]\s+X|Độc lập\s*[-–]|(?i:Nơi\s+nhận)\b|(?:ỦY|UỶ)\s+BAN\s+NHÂN\s+DÂN|"
    r"HỘI ĐỒNG NHÂN DÂN|^\s*UBND\s+[A-ZĐ]{2}|^\s*Số\s*:|^\s*(?:T\.?M|KT|TL|TUQ)\s*\.|"
    r"(?:CHỦ TỊCH|GIÁM ĐỐC)\s*$"
)
_EVEN, _LOOKED = 2, 8
_FOOT = re.compile(r"[\W_]*(?:(?i:nơi\s+nhận)\b|(?:TM|KT|TL|TUQ)\.\s)")
"""Recipients and signature, in a table of their own straight below another."""
_NUMBERED_COLUMN = re.compile(r"\(?(?:\d{1,2}|[A-ZĐ])\)?")
# "I. Tuyên truyền" alone on its line between rows of tab-separated cells
_GROUP = re.compile(r"(?:[IVX]{1,5}|[A-ZĐ])\s*[.)/-]\s*\S")
_BULLET = re.compile(r"[-–+•*]\s*\S")
_OPEN_END = re.compile(r"(?:[,(\-–]|\b(?:và|của|các|với|cho|về|tại|theo|từ|đến))\s*$")
_LETTERHEAD_ROWS = 3


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: ``row`` 0 for its header; a wrapped row has several lines.

    ``cells`` holds column and file offsets of the filled ones; ``text`` is the line without the
    bars at its edges.
    """

    table: int
    row: int
    cells: tuple[tuple[int, int, int], ...]
    text: Traced


@dataclass(frozen=True, slots=True)
class _Grid:
    """How a table's lines are cut: by which character, and whether it stands at their ends."""

    bar: str
    opened: bool
    closed: bool
    width: int


@dataclass(frozen=True, slots=True)
class _Cut:
    """A line cut into cells: offsets into the line, and the words of each."""

    spans: tuple[tuple[int, int], ...]
    words: tuple[str, ...]


def find_rows(lines: Sequence[Traced], columns: Columns) -> dict[int, Row | None]:
    """Line number -> its row; None for rules, empty rows and headers printed again."""
    found: dict[int, Row | None] = {}
    tables = number = 0
    while number < len(lines):
        reader = _Reader.at(lines, number, columns, tables)
        if reader is None:
            number += 1
            continue
        number = reader.read()
        if reader.count:
            found |= reader.found
            tables += 1
    return found


@dataclass
class _Reader:
    """Reads one table from its header line on."""

    lines: Sequence[Traced]
    start: int
    columns: Columns
    table: int
    grid: _Grid
    header: _Cut
    found: dict[int, Row | None]
    before: list[str]
    count: int = 0

    @classmethod
    def at(
        cls, lines: Sequence[Traced], number: int, columns: Columns, table: int
    ) -> _Reader | None:
        """The reader of the table whose header is line ``number``; None where it is none."""
        text = lines[number].text
        bar = "|" if "|" in text else "\t" if "\t" in text.strip() else None
        if bar is None or _RULE.fullmatch(text):
            return None
        edges = text.strip() if bar == "|" else ""
        grid = _Grid(bar, edges.startswith("|"), edges.endswith("|"), 0)
        header = _cut(text, grid)
        grid = replace(grid, width=len(header.words))
        known = sum(columns.read(words) is not None for words in header.words)
        ruled = bar == "|" and (_is_rule(lines, number + 1) or _is_even(lines, number, grid))
        if known < 2 and not (ruled and not _is_letterhead(lines, number)):
            return None
        return cls(lines, number, columns, table, grid, header, {}, list(header.words))

    def read(self) -> int:
        """Take all lines of the table; returns the number of the first one behind it."""
        self._add(self.start, 0, self.header)
        number = behind = self.start + 1
        while number < len(self.lines):
            text = self.lines[number].text
            if not text.strip():
                number += 1
                continue
            cut = self._row(number)
            if cut is not None:
                if self._starts_anew(number, cut):
                    break
                self._place(number, cut)
            elif self._is_rule(text) or self._is_page_number(number, text):
                self.found[number] = None
            else:
                break
            number += 1
            behind = number
        return behind

    def _row(self, number: int) -> _Cut | None:
        text = self.lines[number].text
        if _FOOT.match(text):
            return None
        cut = _cut(text, self.grid)
        if self.grid.bar == "\t":
            enough = text.count("\t") >= max(1, (self.grid.width - 1) // 2)
            # an indented paragraph below the table is no row of its last column
            filled = [words for words in cut.words if words]
            indented = len(filled) == 1 and not cut.words[0] and not filled[0][0].islower()
            group = _GROUP.match(text) is not None and self._has_bar(number + 1)
            return cut if (enough and not indented) or ("\t" not in text and group) else None
        if "|" not in text or self._is_rule(text):
            return None
        edges = text.strip()
        same = edges.startswith("|") == self.grid.opened, edges.endswith("|") == self.grid.closed
        # "Tổng đài 111 | Đường dây nóng …": running text below a table with bars at its edges
        return cut if any(same) or len(cut.words) == self.grid.width else None

    def _has_bar(self, number: int) -> bool:
        while number < len(self.lines) and not self.lines[number].text.strip():
            number += 1
        bars = self.lines[number].text.count(self.grid.bar) if number < len(self.lines) else 0
        return bars >= max(1, self.grid.width - 1)

    def _is_rule(self, text: str) -> bool:
        return self.grid.bar == "|" and _RULE.fullmatch(text) is not None

    def _is_page_number(self, number: int, text: str) -> bool:
        """A page number between two rows: the table goes on behind it."""
        return _PAGE_NUMBER.fullmatch(text) is not None and self._has_bar(number + 1)

    def _starts_anew(self, number: int, cut: _Cut) -> bool:
        """The header of another table, straight below this one."""
        if _folded(cut) == _folded(self.header):
            return False
        known = [column.kind for words in cut.words if (column := self.columns.read(words))]
        ruled = self.grid.bar == "|" and _is_rule(self.lines, number + 1)
        return len(known) >= 2 and (ruled or "number" in known) and self.count > 0

    def _place(self, number: int, cut: _Cut) -> None:
        if _folded(cut) == _folded(self.header):
            self.found[number] = None
        elif self.count == 0 and self._is_second_header(cut):
            self._add(number, 0, cut)
        elif self.count and _continues(cut.words, self.before):
            self._add(number, self.count, cut)
            pairs = zip(cut.words, self.before, strict=False)
            self.before = [words or above for words, above in pairs]
        else:
            self.count += 1
            self._add(number, self.count, cut)
            self.before = list(cut.words)

    def _is_second_header(self, cut: _Cut) -> bool:
        """ "(1) | (2) | (3)" below the header, or "| | Chủ trì | Phối hợp |" below merged cells."""
        filled = [words for words in cut.words if words]
        if len(filled) > 1 and len(filled) == len(cut.words):
            labels = [words.strip("()") for words in filled if _NUMBERED_COLUMN.fullmatch(words)]
            numbers = [int(label) for label in labels if label.isdigit()]
            if len(labels) == len(filled) and numbers == list(range(1, len(numbers) + 1)):
                return len(numbers) > 1
        known = [
            self.columns.read(words) is not None or self.columns.may_be_sums(words)
            for words in filled
        ]
        # "| | Nhóm mục tiêu 1 | |" alone on its row names the rows below it
        return not cut.words[0] and len(filled) > 1 and all(known)

    def _add(self, number: int, row: int, cut: _Cut) -> None:
        line = self.lines[number]
        cells = tuple(
            (column, line.origins[start], line.origins[end - 1] + 1)
            for column, (start, end) in enumerate(cut.spans)
            if start < end
        )
        filled = [span for span in cut.spans if span[0] < span[1]]
        # bars before the first words stay: they tell which column the words are in
        text = line.cut(cut.spans[0][0], filled[-1][1])
        self.found[number] = Row(self.table, row, cells, text)


def _cut(text: str, grid: _Grid) -> _Cut:
    """The cells of a line, trimmed; bars at its edges are none of theirs."""
    bounds = [match.start() for match in re.finditer(re.escape(grid.bar), text)]
    spans = list(zip([0, *(bound + 1 for bound in bounds)], [*bounds, len(text)], strict=True))
    if grid.bar == "|":
        if grid.opened and len(spans) > 1 and not text[slice(*spans[0])].strip():
            del spans[0]
        extra = grid.closed or len(spans) > grid.width > 0
        if extra and len(spans) > 1 and not text[slice(*spans[-1])].strip():
            del spans[-1]
    trimmed: list[tuple[int, int]] = []
    for start, end in spans:
        words = text[start:end]
        begin = start + len(words) - len(words.lstrip())
        trimmed.append((begin, max(begin, start + len(words.rstrip()))))
    return _Cut(
        tuple(trimmed), tuple(" ".join(_bare(text[a:b]).split()) for a, b in trimmed)
    )  # fmt: skip


def _is_even(lines: Sequence[Traced], number: int, grid: _Grid) -> bool:
    """Whether a header of three cells and more has two rows of as many cells straight below it."""
    below = [one.text for one in lines[number : number + _LOOKED] if one.text.strip()][: 1 + _EVEN]
    cuts = [_cut(text, grid).words for text in below if "|" in text]
    head = cuts[0]
    named = len(head) > 2 and all(re.search(r"[^\W\d_]", words) for words in head)
    return named and len(cuts) > _EVEN and {len(words) for words in cuts} == {len(head)}


def _bare(cell: str) -> str:
    """The words of a cell without emphasis and line breaks."""
    return re.sub(r"<br\s*/?>", " ", cell, flags=re.IGNORECASE).strip("*_ ")


def _folded(cut: _Cut) -> list[str]:
    return [words.lower() for words in cut.words if words]


def _is_rule(lines: Sequence[Traced], number: int) -> bool:
    """Whether the line is the rule below a markdown header."""
    text = lines[number].text if number < len(lines) else ""
    return "-" in text and "|" in text and _RULE.fullmatch(text) is not None


def _is_letterhead(lines: Sequence[Traced], number: int) -> bool:
    """Whether the first rows hold the two columns of a letterhead or a foot."""
    cells = [
        _bare(cell)
        for line in lines[number : number + _LETTERHEAD_ROWS + 1]
        for cell in re.split(r"\||<br\s*/?>", line.text)
    ]
    return any(_LETTERHEAD.search(cell) for cell in cells)


def _continues(words: Sequence[str], before: Sequence[str]) -> bool:
    """A row that was wrapped: no number of its own, and its cells go on with those above.

    A bullet goes on where nothing else stands beside it; with an agency of its own it is a row.
    """
    if words[0]:
        return False
    filled = [(cell, above) for cell, above in _beside(words, before) if cell]
    if not filled:
        return True
    if len(filled) == 1 and _BULLET.match(filled[0][0]):
        return True
    cell, above = filled[0]
    return cell[0].islower() or cell[0] in ",;.)”%/…" or _OPEN_END.search(above) is not None


def _beside(words: Sequence[str], before: Sequence[str]) -> Iterable[tuple[str, str]]:
    return zip(words, [*before, *[""] * len(words)], strict=False)


def row_of(text: Traced, offset: int, lines: Sequence[Row]) -> TableRow:
    """The cleaned row at ``offset`` of the document with its cells found again."""
    cells: list[Cell] = []
    for line in lines:
        for column, raw_start, raw_end in line.cells:
            start = bisect_left(text.origins, raw_start)
            end = bisect_left(text.origins, raw_end, start)
            words = text.text[start:end]
            start += len(words) - len(words.lstrip(" \t|"))
            end = max(start, start + len(text.text[start:end].rstrip(" \t|")))
            if start < end:
                cells.append(Cell(offset + start, offset + end, line.row, column))
    return TableRow(offset, offset + len(text), tuple(cells))


def tables_of(rows: Iterable[tuple[int, TableRow]]) -> tuple[Table, ...]:
    """The rows put together, table by table."""
    return tuple(
        Table(tuple(row for _, row in group)) for _, group in groupby(rows, key=lambda one: one[0])
    )
