"""A calendar in lines: "- Tháng 9: Tết Trung thu tại sân vận động, ngày 24/9/2026; khai giảng."."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.reading import Reading
from rag.schema import Section, Statement

# "Tháng 5:", "Trong tháng 11 - 12/2026:", "Quý III:", "Tuần 2 tháng 6:", "Ngày 01/6:"
_LABEL = re.compile(
    r"(?:Trong\s+)?(?:(?:tuần\s+\S{1,5}\s+)?tháng\s+\d{1,2}|quý\s+(?:[IV]{1,3}|[1-4])|ngày\s+\d{1,2}/\d{1,2})"
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


def of_calendar(reading: Reading, section: Section) -> Iterator[Statement]:
    """The events of one line, each with its month: the name is the subject."""
    start, end = reading.body(section)
    text = reading.document.text[start:end]
    label = _LABEL.match(text)
    if label is None:
        return
    cuts = [label.end(), *(m.end() for m in _CLAUSE.finditer(text, label.end())), len(text)]
    for first, (a, b) in enumerate(zip(cuts, cuts[1:], strict=False)):
        clause = text[a:b].strip()
        if not clause or _REPORTED.match(clause):
            continue
        name = _BEHIND.split(clause, maxsplit=1)[0].strip(" .")
        if first == 0:
            task = reading.slice(start, start + b)
            yield Statement(reading.plan_id, "event", name, task, (task,))
        else:
            month, task = (
                reading.slice(start, start + label.end()),
                reading.slice(start + a, start + b),
            )
            yield Statement(reading.plan_id, "event", name, task, (month, task))
