"""The offices that a plan names and no list holds whole: "Phòng Tổ chức, biên chế".

Within a sentence nobody can tell where such a name ends. Alone in a heading, behind a label or in
a cell of a table it stands whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.reading import Reading
from ingest.unit_lines import UNIT_LABEL
from rag.lexicon import LEVEL_WORD
from rag.text import collapse

_HEAD = (
    r"(?:Phòng(?! (?:ngừa|chống)\b)|Ban|Văn phòng|Thanh tra|Trung tâm|Chi cục|Công đoàn|"
    r"Đoàn(?= [Tt]hanh niên\b| trường\b)|Chi đoàn|Chi hội|Chi bộ|"
    r"Hội(?! (?:trường|nghị|thảo|thi|chợ)\b)|Tổ(?! chức\b)|Khoa|Bộ môn|Trạm|Quỹ)"
)
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
    for table in reading.document.tables:
        for row in table.rows:
            yield from (text[cell.start : cell.end] for cell in row.cells)


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
