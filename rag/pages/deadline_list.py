"""Deadlines as HTML: the rows of the months, then the list; all text goes through ``html``.

A reference such as ``due.kon-tum-2021.4.1`` names what a button opens: deadline 4 of that plan, the
second of the slices it rests on. ``due-more.passed`` asks for more of those that have passed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from markupsafe import Markup

from rag.due_days import DueDay
from rag.pages.deadline_rows import LINES, DeadlineTexts, MonthTable, Row, excerpt, shown_day
from rag.pages.html import element
from rag.schema import Lang

STEP = 50
"""Deadlines of a group that are shown at once, and how many each press adds."""
_SOON = 30
"""Days before it from which a deadline stands out."""


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
    by_agency: bool = False
    agency: str | None = None
    """The one whose deadlines are these."""

    def html(self) -> Markup:
        """The months, what comes, what has passed, and what names no day."""
        texts = self.texts
        if not self.rows:
            return element("p", texts.none, class_="quiet")
        dated = [row for row in self.rows if row.day is not None]
        ahead = [row for row in dated if row.day and row.day.left(self.today) >= 0]
        passed = [row for row in dated if row.day and row.day.left(self.today) < 0]
        loose = [row for row in self.rows if row.day is None]
        parts = [self._months().html()]
        parts += [self._group("ahead", texts.ahead, ahead, opened=True)] if ahead else []
        parts += [
            self._group(key, name, rows, opened=not ahead or key in self.most)
            for key, name, rows in (
                ("passed", texts.passed, passed), ("undated", texts.undated, loose),
            )
            if rows
        ]  # fmt: skip
        return element("div", *parts, class_="due-view")

    def _months(self) -> MonthTable:
        most = self.most.get("rows", LINES)
        reached = {"rows": most - LINES, "agency": 0}.get(self.reached or "")
        return MonthTable(
            self.rows, self.today, self.texts, self.by_agency, self.agency, most, reached
        )

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
        yield element("span", f"{began}{shown_day(day.last)}", class_="due-date")
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

    def _who(self, row: Row) -> str:
        return row.agencies or self.texts.nobody

    def _what(self, row: Row) -> str:
        return excerpt(row.fact, row.day.due.words if row.day else row.fact.when[0])
