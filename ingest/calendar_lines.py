"""A calendar in lines: "- Tháng 9: Tết Trung thu tại sân vận động, ngày 24/9/2026; khai giảng."."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ingest.dues import dues
from ingest.reading import Reading
from ingest.times import when_phrases
from rag.schema import Deadline, Section, Slice, Statement

# "Tháng 5:", "Trong tháng 11 - 12/2026:", "Quý III:", "Tuần 2 tháng 6:", "Ngày 01/6:"
_LABEL = re.compile(
    r"(?:Trong\s+)?(?:(?:tuần\s+\S{1,5}\s+)?tháng\s+\d{1,2}|quý\s+(?:[IV]{1,3}|[1-4])|"
    r"ngày\s+\d{1,2}/\d{1,2})"
    r"(?:\s*(?:[-–,]|và|đến)\s*\d{1,2}(?!\d))*(?:\s*(?:/|năm)\s*\d{4})?\s*:\s+",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r";\s+")
_REPORTED = re.compile(r"(?:tổng hợp|gửi|nộp|báo cáo)\b", re.IGNORECASE)
""" "Tháng 6: báo cáo sơ kết": nothing that is held."""
# what stands behind the event's name: its place, its day
_BEHIND = re.compile(
    r"[,;]|\s+(?:tại|ở|từ|vào|trong|lúc)\s+|\s+\((?=\d|ngày|tại|dự kiến)|\s+ngày\s+\d",
    re.IGNORECASE,
)
_LINES = 2
"""A line alone is a task with its month, not a calendar."""


def calendar_sections(reading: Reading, sections: list[Section]) -> frozenset[str]:
    """The ids of the lines of calendars: siblings that each begin with a month."""
    lines: dict[str, list[str]] = {}
    for section in sections:
        if _LABEL.match(reading.document.text, *reading.body(section)):
            above = section.id.rpartition("/")[0]
            lines.setdefault(above, []).append(section.id)
    return frozenset(one for ids in lines.values() if len(ids) >= _LINES for one in ids)


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """What one clause of a line holds: the month, the clause, and its name up to place and day."""

    month: Slice
    clause: Slice
    name: str
    whole: Slice | None
    """Month and clause together, where they stand side by side."""

    @property
    def sources(self) -> tuple[Slice, ...]:
        """The slices it rests on."""
        return (self.whole,) if self.whole is not None else (self.month, self.clause)


def entries(reading: Reading, section: Section) -> Iterator[CalendarEntry]:
    """The entries of one line of a calendar."""
    start, end = reading.body(section)
    text = reading.document.text[start:end]
    label = _LABEL.match(text)
    if label is None:
        return
    month = reading.slice(start, start + text.index(":"))
    cuts = [label.end(), *(m.end() for m in _CLAUSE.finditer(text, label.end())), len(text)]
    for first, (a, b) in enumerate(pairwise(cuts)):
        clause = reading.slice(start + a, start + b)
        if not clause.text or _REPORTED.match(clause.text):
            continue
        name = _BEHIND.split(clause.text, maxsplit=1)[0].strip(" .;")
        whole = reading.slice(start, start + b) if first == 0 else None
        yield CalendarEntry(month, clause, name, whole)


def of_calendar(reading: Reading, section: Section) -> Iterator[Statement]:
    """The events of one line, each with its month: the name is the subject."""
    for one in entries(reading, section):
        task = one.whole or one.clause
        yield Statement(reading.plan_id, "event", one.name, task, one.sources)


def due_in_calendar(reading: Reading, section: Section, year: int | None) -> Iterator[Deadline]:
    """When each entry of a line is due: on its own day, else in the line's month."""
    for one in entries(reading, section):
        when = tuple(one.clause.text[a:b] for a, b in when_phrases(one.clause.text))
        when = when or (one.month.text,)
        due = tuple(due for said in when for due in dues(said, year))
        yield Deadline(
            reading.plan_id, when, "task", None, None, one.clause, (one.month, one.clause), due=due
        )
