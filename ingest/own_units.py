"""The offices that a plan names and no list holds whole: "Phòng Tổ chức, biên chế".

Within a sentence nobody can tell where such a name ends. Alone in a heading, behind a label or in
a cell of a table it stands whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.reading import Reading
from ingest.table_columns import known_columns, load_columns
from ingest.unit_lines import UNIT_LABEL
from rag.lexicon import LEVEL_WORD
from rag.text import collapse

_HEAD = (
    r"(?:(?:Phòng|Ban|Văn phòng|Thanh tra|Trung tâm|Chi cục|Hội|Tổ|Khoa|Bộ môn|Trạm|Quỹ|Trường)"
    r"(?=\s+[A-ZĐÀ-Ỹ])|Công đoàn|Đoàn(?= [Tt]hanh niên\b| trường\b)|Chi đoàn|Chi hội|Chi bộ)"
)
"""A capital behind it: "Hội trại hè", "Tổ chức hội thi" and "Phòng ngừa" are no bodies."""
_NAME = re.compile(rf"{_HEAD}\s+\w.*", re.DOTALL)
_PART = re.compile(rf"\s*;\s*|\n|,\s+(?=[A-ZĐÀ-Ỹ]|các\s)|\s+và\s+(?={_HEAD}\s)")
_LABELLED = re.compile(
    rf"(?:{UNIT_LABEL}|(?<=[.;(] )(?:Chủ trì|Phối hợp)|^(?:[-*+•]\s*)?(?:Chủ trì|Phối hợp))\s*:\s*"
    r"(?P<names>[^.:\n]+)",
    re.IGNORECASE | re.MULTILINE,
)
_GOES_ON = re.compile(
    r"\s(?:chủ trì|phối hợp|thực hiện|tham mưu|báo cáo|hướng dẫn|chịu|có(?! công)|là|gồm|của|tại|"
    r"ở|cấp|các|những|mỗi|liên quan|khác|tổng hợp|theo dõi|xây dựng|tổ chức|triển khai|căn cứ|"
    r"cho|đề nghị|giao|phụ trách|do|trên|trong|theo|với|cùng|thuộc|giúp|được|để|về|bảo đảm|tự)\b|"
    r"[\d():/\"“]"
)
_MOST_WORDS = 10
_OF_BODIES = ("leader", "partner", "money")
"""Columns that name bodies; one of money who uses it."""


def own_units(reading: Reading, place: str | None) -> tuple[str, ...]:
    """Such names without the level or place behind them, in their order."""
    found: dict[str, None] = {}
    for written in _standing_alone(reading):
        for part in _PART.split(written):
            name = _whole(reading, collapse(part).strip(" .,;:-"), place)
            if name is not None:
                found.setdefault(name)
    return tuple(found)


def _standing_alone(reading: Reading) -> Iterator[str]:
    text = reading.document.text
    for section in reading.sections:
        start, end = reading.body(section)
        head, colon, _ = text[start:end].partition(":")
        if colon or reading.children(section):
            yield head
    yield from (match["names"] for match in _LABELLED.finditer(text))
    columns = load_columns(reading.lexicon.prompts)
    for table in reading.document.tables:
        known = known_columns(text, table, columns)
        bodies = {n for n, one in known.items() if one.meaning.kind in _OF_BODIES}
        for row in table.rows[1:]:
            yield from (text[c.start : c.end] for c in row.cells if c.column in bodies)


def _whole(reading: Reading, written: str, place: str | None) -> str | None:
    """The name, where the lists read less of it than there is."""
    if not _NAME.fullmatch(written) or _GOES_ON.search(written):
        return None
    name = written.removesuffix(f" {place}") if place else written
    for level in LEVEL_WORD.finditer(name):
        if level.end() == len(name):
            name = name[: level.start()]
            break
    if not 1 < len(name.split()) <= _MOST_WORDS:
        return None
    first = next(iter(reading.lexicon.find_agencies(written)), None)
    if first is not None and first.start == 0:
        rest = written[first.end :]
        if first.end >= len(name) or LEVEL_WORD.match(rest):
            return None
        if any(one.start <= 1 for one in reading.lexicon.find_places(rest, question=False)):
            return None
    return name
