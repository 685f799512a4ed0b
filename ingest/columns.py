"""Letterheads and feet set in two columns: each column's lines together, the left one first.

    "Nơi nhận:                     TM. ỦY BAN NHÂN DÂN"
    "- Bộ Nội vụ (b/c);                 KT. CHỦ TỊCH"
    "| ỦY BAN NHÂN DÂN<br>TỈNH HÀ CHÂU | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |"

Columns are parted by a tab, three spaces or a table's bar, or, where only one space is left, by
the words that can only begin the right one.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from ingest.lines import is_separator
from ingest.markers import read_markers
from ingest.titles import is_annex, is_title, names_type
from ingest.traced import Traced
from ingest.zones import NAME, OFFICE, SIGNATURE

_WHITE = " \u00a0\u2003\t"
# not the blanks of "Số:      /KH-UBND" and "ngày      tháng      năm 2025"
_GAP = re.compile(
    rf"(?<=[^{_WHITE}])(?<!\bSố)(?<!Số:)(?<!ngày)(?<!tháng)(?<!năm)"
    rf"(?:[{_WHITE}]*\t[{_WHITE}]*|[ \u00a0\u2003]{{3,}})(?=[^{_WHITE}/])(?!tháng\b|năm\b)"
)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_NATION = re.compile(r"\s*CỘNG\s+H[OÒ][AÀ]\s+XÃ\s+HỘI", re.IGNORECASE)
_RECIPIENTS = re.compile(r"[\W_]*Nơi\s+nhận\b(?:\s*:|\s*[*_]*$|\s+[A-ZĐ-])", re.IGNORECASE)
_RIGHT_OF_HEAD = re.compile(
    r"\s+(?=\*?(?:CỘNG\s+H[OÒ][AÀ]\s+XÃ|Độc lập\s*[-–]\s*Tự do))|"
    # "Số: 88/KH-UBND An Hòa, ngày 05 tháng 01 năm 2024"
    r"(?<=[A-ZĐ])\s+(?=\*?[A-ZĐ][^,\d\n]{1,40},\s*ngày\b.{0,20}\btháng\b)"
)
_OPENS_HEAD = re.compile(r"[\W_]*(?:CỘNG\s|ĐỘC LẬP|SỐ\b|[UỦ][YỶ] BAN|UBND|HỘI ĐỒNG|SỞ|TỈNH|"
                         r"HUYỆN|THÀNH PHỐ|THỊ|QUẬN|XÃ|PHƯỜNG|ĐẶC KHU)", re.IGNORECASE)  # fmt: skip
_RIGHT_OF_FOOT = re.compile(
    # not behind "KT." and its like, which belong to the office
    rf"(?<=[:;.)])(?<!\bKT\.)(?<!\bTM\.)(?<!\bTL\.)(?<!\bTUQ\.)(?<!\bQ\.)\s+(?=(?:(?:TM|KT|TL|TUQ|Q)\.\s|{OFFICE}\s*$))|(?<=nhận)\s+(?={OFFICE}\s*$)|"
    # "- Lưu: VT.TM. ỦY BAN NHÂN DÂN": a cell's end and the next one's beginning as one
    rf"(?<=[.;)\w])(?=(?:TM|KT|TL|TUQ)\.\s?(?:[UỦ][YỶ] BAN NHÂN DÂN|UBND|{OFFICE})\s*$)"
)
# "- Lưu: VT, KGVX. Nguyễn Thị Minh"
_NAME_BESIDE = re.compile(rf"(?<=[;.)])\s+(?={NAME}\s*$)")
_BULLET = re.compile(r"[-+–•*]\s?\S")
_SIGNED = re.compile(r"[(\[]?\s*đã ký", re.IGNORECASE)
_HEAD_LINES = 12
_WIDE_INDENT = 20
_MOST_CELLS = 2
_LONG = 150


@dataclass(frozen=True, slots=True)
class _Row:
    """A line's cells; ``at`` is the printed column of each, a table's bars count as columns."""

    line: Traced
    cells: tuple[Traced, ...]
    at: tuple[int, ...]
    table: bool

    @property
    def text(self) -> str:
        return self.line.text.strip(" \t\u00a0*_|#>")

    @property
    def split(self) -> bool:
        return len(self.cells) > 1 or (self.table and _BREAK.search(self.line.text) is not None)


def by_column(lines: list[Traced]) -> list[Traced]:
    """All lines of a file, letterheads and feet put in order."""
    found: list[Traced] = []
    number = 0
    while number < len(lines):
        block = _head(lines, number) or _foot(lines, number)
        if block:
            found += _stacked(block)
        else:
            found.append(lines[number])
        number += max(1, len(block))
    return found


def _head(lines: list[Traced], start: int) -> list[_Row]:
    """The rows of a letterhead whose first line names issuer and nation side by side."""
    text = lines[start].text
    if _OPENS_HEAD.match(text) is None:
        return []
    rows = [_row(line, _RIGHT_OF_HEAD) for line in lines[start : start + _HEAD_LINES]]
    if not rows[0].split or not any(_NATION.match(_bare(cell)) for cell in _parts(rows[0])):
        return []
    length = 1
    for number, row in enumerate(rows):
        if names_type(row.text) or is_title(row.text) or len(row.text) > _LONG:
            break
        if row.split or _indent(row.line.text) >= _WIDE_INDENT:
            length = number + 1
    return rows[:length]


def _foot(lines: list[Traced], start: int) -> list[_Row]:
    """The rows from "Nơi nhận" on, where a signature stands beside them."""
    if _RECIPIENTS.match(lines[start].text) is None:
        return []
    rows: list[_Row] = []
    for line in lines[start:]:
        row = _row(line, _RIGHT_OF_FOOT)
        if rows and not _in_foot(row):
            break
        rows.append(row)
    while not rows[-1].text:
        rows.pop()
    if any(row.split for row in rows) or _NAME_BESIDE.search(rows[-1].text):
        # a name stands beside the last recipients where their own columns are lost
        rows = [_row(row.line, _NAME_BESIDE) if not row.split else row for row in rows]
    return rows if any(row.split for row in rows) else []


def _in_foot(row: _Row) -> bool:
    text = row.text
    if not text or is_separator(text):
        return True
    if names_type(text) or is_title(text) or is_annex(text) or _RECIPIENTS.match(text):
        return False
    if any(_NATION.match(_bare(cell)) for cell in row.cells):
        return False
    markers = read_markers(text)
    if len(row.cells) > _MOST_CELLS or (len(text) > _LONG and not row.table):
        return False
    if markers and markers[0].level not in ("gach", "diem"):
        return _signs(text)
    return (
        row.split
        or row.table
        or _BULLET.match(text) is not None
        or _signs(text)
        or text[0].islower()
        or _indent(row.line.text) >= _WIDE_INDENT
    )


def _signs(text: str) -> bool:
    """A line of the signer's: office, "(Đã ký)" or name."""
    return bool(SIGNATURE.match(text) or _SIGNED.match(text) or re.fullmatch(NAME, text))


def _row(line: Traced, across: re.Pattern[str]) -> _Row:
    """The cells of a line: between bars, else beside a gap, else before the right one's words."""
    table = line.text.count("|") > 1
    cells: list[Traced] = []
    at: list[int] = []
    for column, (start, end) in enumerate(_spans(line.text, across, table=table)):
        cell = line.cut(start, end)
        if _bare(cell):
            cells.append(cell)
            at.append(column if table else len(line.text[:start].expandtabs(8)))
    return _Row(line, tuple(cells), tuple(at), table)


def _spans(text: str, across: re.Pattern[str], *, table: bool) -> Iterator[tuple[int, int]]:
    indent = len(text) - len(text.lstrip(_WHITE))
    if table:
        matches = list(islice(re.finditer(r"\|", text), _MOST_CELLS + 2))
        indent = matches[0].end() if not text[: matches[0].start()].strip() else 0
        matches = matches[1:] if indent else matches
    else:
        matches = (
            list(islice(_GAP.finditer(text, indent), _MOST_CELLS))
            or list(across.finditer(text))[:1]
        )
    start = indent
    for match in matches:
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _parts(row: _Row) -> Iterator[Traced]:
    for cell in row.cells:
        yield from _broken(cell)


def _broken(cell: Traced) -> Iterator[Traced]:
    start = 0
    for match in _BREAK.finditer(cell.text):
        yield cell.cut(start, match.start())
        start = match.end()
    yield cell.cut(start, len(cell))


def _bare(cell: Traced) -> str:
    return cell.text.strip(" \t\u00a0*_")


def _indent(text: str) -> int:
    spread = text.expandtabs(8)
    return len(spread) - len(spread.lstrip())


def _stacked(rows: list[_Row]) -> list[Traced]:
    """The left column's lines, an empty one, then the right column's."""
    rights = [row.at[1] for row in rows if len(row.cells) > 1 and not row.table]
    border = 0.6 * min(rights) if rights else _WIDE_INDENT
    columns: tuple[list[Traced], list[Traced]] = ([], [])
    for row in rows:
        for number, (cell, at) in enumerate(zip(row.cells, row.at, strict=True)):
            right = at > 0 if row.table else number > 0 or at >= border or _signs(_bare(cell))
            columns[right].extend(_broken(cell))
    return [*columns[0], Traced("", array("l")), *columns[1]]
