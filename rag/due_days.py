"""Deadlines as days of a calendar: what is due next, and what has passed."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rag.schema import Deadline, Due

_YEARLY = "--"
"""How a day without its year begins ("--12-14")."""


@dataclass(frozen=True, slots=True)
class DueDay:
    """One date of a deadline as it falls next on or after a day, or as it last fell.

    ``first`` begins a span of days, else None; ``last`` is the last day in time ("trước ngày
    15/12" is 14 December). What comes back every year ends at ``until`` where that is known.
    """

    fact: Deadline
    due: Due
    first: date | None
    last: date
    yearly: bool
    until: date | None

    def left(self, day: date) -> int:
        """Days from ``day`` to the last day; negative once it has passed."""
        return (self.last - day).days


def due_days(facts: Iterable[Deadline], day: date) -> tuple[DueDay, ...]:
    """The dated deadlines: those to come by their last day, then those passed, latest first."""
    found = [one for fact in facts for due in fact.due if (one := _next(fact, due, day))]
    ahead = sorted((one for one in found if one.left(day) >= 0), key=_order)
    passed = sorted((one for one in found if one.left(day) < 0), key=_order)
    return (*ahead, *reversed(passed))


def undated(facts: Iterable[Deadline]) -> tuple[Deadline, ...]:
    """The deadlines that name no day: "hằng quý", "thường xuyên", "khi có hướng dẫn"."""
    return tuple(f for f in facts if f.due and all(not _is_dated(due) for due in f.due))


def first_fall(one: DueDay, year: int) -> tuple[date | None, date]:
    """First and last day of what comes back every year, as they fall in ``year``."""
    last = _in_year(one.due.last or "", year)
    first = _in_year(one.due.first, year) if one.due.first else None
    if first is not None and first > last:  # from December to January
        first = _in_year(one.due.first or "", year - 1)
    return first, last


def _is_dated(due: Due) -> bool:
    return due.kind == "date" and due.last is not None


def _next(fact: Deadline, due: Due, day: date) -> DueDay | None:
    if not _is_dated(due) or due.last is None:
        return None
    until = date.fromisoformat(due.until) if due.until else None
    if not due.last.startswith(_YEARLY):
        began = due.first if due.first and not due.first.startswith(_YEARLY) else None
        return DueDay(
            fact, due, date.fromisoformat(began) if began else None,
            date.fromisoformat(due.last), yearly=False, until=until,
        )  # fmt: skip
    year = day.year if _in_year(due.last, day.year) >= day else day.year + 1
    while until is not None and _in_year(due.last, year) > until:
        year -= 1
    bare = DueDay(fact, due, None, _in_year(due.last, year), yearly=True, until=until)
    first, last = first_fall(bare, year)
    return DueDay(fact, due, first, last, yearly=True, until=until)


def _in_year(month_day: str, year: int) -> date:
    """ "--02-29" is the 28th where the year has no 29th."""
    month, day = (int(part) for part in month_day.removeprefix(_YEARLY).split("-")[-2:])
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def _order(one: DueDay) -> tuple[date, str, int]:
    return one.last, one.fact.plan_id, one.fact.task.start
