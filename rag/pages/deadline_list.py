"""Deadlines as HTML: a year's months at a glance, then the list; all text goes through ``html``.

A reference such as ``due.kon-tum-2021.4.1`` names what a button opens: deadline 4 of that plan, the
second of the slices it rests on. ``due-more.passed`` asks for more of those that have passed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from markupsafe import Markup

from rag.due_days import DueDay
from rag.pages.html import element, joined
from rag.schema import Deadline, Lang

STEP = 50
"""Deadlines of a group that are shown at once, and how many each press adds."""
_MONTHS = 12
_LINES = 20
"""Plans in the table of months: those whose deadlines come next."""
_SOON = 30
"""Days before it from which a deadline stands out."""
_LONGEST = 240
"""Characters of a task that are shown: the words of the deadline and what stands around them."""
_LABEL = re.compile(r"^\s*(?:[-+*•]|\d+(?:\.\d+)*[.)]|\w\))\s+")


@dataclass(frozen=True, slots=True)
class DeadlineTexts:
    """The tab's words: section ``[deadlines]`` of the texts."""

    tab: str
    plans: str
    agency: str
    reports: str
    export: str
    months: str
    months_more: str
    ahead: str
    passed: str
    undated: str
    today: str
    left: str
    now: str
    ago: str
    span: str
    by: str
    yearly: str
    yearly_until: str
    to: str
    to_through: str
    report: str
    nobody: str
    none: str
    preparing: str
    more: str
    too_many: str
    open_words: str
    back: str
    error: str


@dataclass(frozen=True, slots=True)
class Row:
    """A deadline of the list; ``number`` is its place among its plan's, ``day`` None: no day."""

    fact: Deadline
    number: int
    plan: str
    day: DueDay | None = None

    @property
    def reference(self) -> str:
        return f"due.{self.fact.plan_id}.{self.number}.0"

    @property
    def agencies(self) -> str:
        return ", ".join(one.written for one in self.fact.agencies)


@dataclass(frozen=True, slots=True)
class DeadlineView:
    """What is shown on a day; ``rows`` in the order of the list.

    ``most`` says how many of a group are shown where a reader asked for more.
    """

    rows: tuple[Row, ...]
    today: date
    texts: DeadlineTexts
    lang: Lang
    most: Mapping[str, int] = field(default_factory=dict)
    reached: str | None = None
    """The group that was just made longer: the first of what came takes the focus."""

    def html(self) -> Markup:
        """The months, what comes, what has passed, and what names no day."""
        texts = self.texts
        if not self.rows:
            return element("p", texts.none, class_="quiet")
        dated = [row for row in self.rows if row.day is not None]
        ahead = [row for row in dated if row.day and row.day.left(self.today) >= 0]
        passed = [row for row in dated if row.day and row.day.left(self.today) < 0]
        loose = [row for row in self.rows if row.day is None]
        parts = [self._months(ahead)] if ahead else []
        parts += [self._group("ahead", texts.ahead, ahead, opened=True)] if ahead else []
        parts += [
            self._group(key, name, rows, opened=not ahead or key in self.most)
            for key, name, rows in (
                ("passed", texts.passed, passed), ("undated", texts.undated, loose),
            )
            if rows
        ]  # fmt: skip
        return element("div", *parts, class_="due-view")

    # ----------------------------------------------------------------- months

    def _months(self, ahead: Sequence[Row]) -> Markup:
        """Plans in rows, the coming months in columns; a cell holds the days of that month."""
        months = [_month_after(self.today, n) for n in range(_MONTHS)]
        end = _month_after(self.today, _MONTHS)
        held: dict[tuple[str, date], list[Row]] = {}
        for row in ahead:
            if row.day and row.day.last < end:
                held.setdefault((row.plan, row.day.last.replace(day=1)), []).append(row)
        plans = tuple(dict.fromkeys(plan for plan, _ in held))
        if not plans:
            return joined()
        head = element(
            "tr", element("td"), *(element("th", self._month(m), scope="col") for m in months)
        )
        lines = (
            element(
                "tr",
                element("th", plan, scope="row"),
                *(self._cell(held.get((plan, month), ())) for month in months),
            )
            for plan in plans[:_LINES]
        )
        more = self.texts.months_more.format(n=_LINES, all=len(plans))
        return element(
            "section",
            element("h3", self.texts.months),
            element(
                "div",
                element("table", element("thead", head), element("tbody", *lines)),
                class_="months table-box",
                tabindex="0",
                role="region",
                aria_label=self.texts.months,
            ),
            element("p", more, class_="quiet") if len(plans) > _LINES else "",
        )

    def _month(self, month: date) -> str:
        return f"{month.month:02d}/{month.year % 100:02d}"

    def _cell(self, here: Sequence[Row]) -> Markup:
        marks = (
            element(
                "button",
                f"{row.day.last.day:02d}" if row.day else "",
                type="button",
                class_="due-mark",
                data_open=row.reference,
                aria_controls="panel",
                title=f"{self._who(row)}: {self._what(row)}",
                aria_label=f"{self._when(row.day) if row.day else ''}. {self._who(row)}",
            )
            for row in here
        )
        return element("td", *marks)

    # ----------------------------------------------------------------- list

    def _group(self, key: str, name: str, rows: Sequence[Row], *, opened: bool) -> Markup:
        most = self.most.get(key, STEP)
        reached = most - STEP if key == self.reached else None
        shown = (self._item(row, reached=n == reached) for n, row in enumerate(rows[:most]))
        rest = len(rows) - most
        more = element(
            "button",
            self.texts.more.format(n=min(STEP, rest), rest=rest),
            type="button",
            class_="open-words due-more",
            data_open=f"due-more.{key}",
        )
        return element(
            "details",
            element("summary", f"{name} ({len(rows)})"),
            element("ol", *shown, class_="due-list"),
            more if rest > 0 else "",
            class_="due-group",
            open="open" if opened else None,
        )

    def _item(self, row: Row, *, reached: bool = False) -> Markup:
        day = row.day
        words = day.due.words if day else "; ".join(row.fact.when)
        date_block = (
            element("div", *self._date_block(day), class_="due-day") if day
            else element("div", words, class_="due-day no-day")
        )  # fmt: skip
        details = [row.plan, *self._details(row)]
        return element(
            "li",
            date_block,
            element(
                "div",
                element("strong", self._who(row)),
                element("p", self._what(row)),
                element("p", " · ".join(details), class_="quiet"),
                class_="due-what",
            ),
            element(
                "button",
                self.texts.open_words,
                type="button",
                class_="open-words",
                data_open=row.reference,
                data_reached="yes" if reached else None,
                aria_controls="panel",
            ),
        )

    def _date_block(self, day: DueDay) -> Iterator[Markup]:
        began = f"{day.first.day:02d}/{day.first.month:02d} – " if day.first else ""
        yield element("span", f"{began}{_shown(day.last)}", class_="due-date")
        left = day.left(self.today)
        if left < 0:
            told = self.texts.ago.format(n=-left)
        elif day.first is not None and day.first <= self.today:
            told = self.texts.now.format(n=left)
        else:
            told = self.texts.left.format(n=left) if left else self.texts.today
        yield element("span", told, class_="due-soon" if 0 <= left <= _SOON else "quiet")

    def _details(self, row: Row) -> Iterator[str]:
        texts, fact, day = self.texts, row.fact, row.day
        if fact.recipient and fact.through:
            yield texts.to_through.format(recipient=fact.recipient, through=fact.through)
        elif fact.recipient:
            yield texts.to.format(recipient=fact.recipient)
        if day is None:
            return
        if day.yearly:
            yield (texts.yearly_until.format(year=day.until.year) if day.until else texts.yearly)
        yield f"“{day.due.words}”"

    def _when(self, day: DueDay) -> str:
        if day.first is not None:
            return self.texts.span.format(first=_shown(day.first), last=_shown(day.last))
        return self.texts.by.format(last=_shown(day.last))

    def _who(self, row: Row) -> str:
        return row.agencies or self.texts.nobody

    def _what(self, row: Row) -> str:
        return excerpt(row.fact, row.day.due.words if row.day else row.fact.when[0])


def excerpt(fact: Deadline, words: str) -> str:
    """The task in one line, cut around the words of the deadline."""
    flat = " ".join(_LABEL.sub("", fact.task.text).split())
    if len(flat) <= _LONGEST:
        return flat
    at = max(0, flat.find(" ".join(words.split())))
    start = max(0, min(at - _LONGEST // 2, len(flat) - _LONGEST))
    start = flat.find(" ", start) + 1 if start else 0
    end = flat.rfind(" ", start, start + _LONGEST)
    end = len(flat) if start + _LONGEST >= len(flat) else end
    return f"{'… ' if start else ''}{flat[start:end]}{' …' if end < len(flat) else ''}"


def _month_after(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)


def _shown(day: date) -> str:
    return f"{day.day:02d}/{day.month:02d}/{day.year}"
