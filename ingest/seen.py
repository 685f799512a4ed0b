"""A plan's number and date where they were seen on the page's picture and are no text of the file.

stamped   the text leaves it blank: what was seen takes its place, marked
scanned   the text has whatever was recognised, by us or by a scanner's own program: it stays only
          where it was read surely
"""

from __future__ import annotations

import re
from dataclasses import replace

from rag.schema import HeaderField, Letterhead, Plan, SeenField

_DATE = re.compile(r"ngày (\d{1,2}) tháng (\d{1,2}) năm (\d{4})")


def with_seen(plan: Plan, letterhead: Letterhead) -> Plan:
    """The plan's record with what was seen, if surely; what was not is unknown, never as read.

    Readings that differ, the text's and the picture's, tell nothing.
    """
    if letterhead.number is not None:
        seen = letterhead.number.sure
        plan = replace(
            plan,
            number=seen if plan.number in (None, seen) else None,
            number_blank=False,
            number_recognised=letterhead.number.confidence,
            number_box=letterhead.number.box,
        )
    if letterhead.date is not None:
        day = _iso(letterhead.date)
        agreed = day is not None and plan.date in (None, day)
        plan = replace(
            plan,
            date=day if agreed else None,
            date_text=letterhead.date.sure if agreed else None,
            date_recognised=letterhead.date.confidence,
            date_box=letterhead.date.box,
        )
    return plan


def _iso(seen: SeenField) -> str | None:
    match = _DATE.fullmatch(seen.sure or "")
    return f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}" if match else None


def told(field: HeaderField, plan: Plan) -> HeaderField:
    """The field as a fact: its value only where the text prints the same as was surely seen."""
    if field.name == "number" and plan.number_recognised is not None:
        return field if field.value == plan.number else replace(field, value=None)
    if field.name == "date" and plan.date_recognised is not None:
        same = " ".join((field.value or "").split()) == plan.date_text
        return field if same else replace(field, value=None)
    return field
