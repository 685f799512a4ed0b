"""Deadlines in rows, one for each plan or agency: the days of the coming months, next ones first.

``due-agency.so-y-te`` asks for the deadlines of that agency alone, ``due-agency.`` for all again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from rag.due_days import DueDay
from rag.pages.html import element
from rag.schema import Deadline
from rag.text import fold

LINES = 20
"""Rows that are shown at once, and how many each press adds."""
NOBODY = "-"
"""Stands for an agency where the words of a deadline name none."""
_MONTHS = 12
_NAMED = 3
"""Plans that an agency's row names."""
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
    by: str
    by_plan: str
    by_agency: str
    all_agencies: str
    only: str
    other_plans: str
    none_soon: str
    soonest: str
    counted_passed: str
    counted_undated: str
    ahead: str
    passed: str
    undated: str
    today: str
    left: str
    now: str
    ago: str
    span: str
    latest: str
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

    @property
    def keys(self) -> dict[str, str]:
        """Whose deadline it is: the agencies by their standard names, for each what is shown."""
        return {slug: _upper(one.name) for one in self.fact.agencies
                if (slug := slug_of(one.name))} or {NOBODY: ""}  # fmt: skip


def slug_of(agency: str) -> str:
    """An agency's name as an address holds it: "Sở Y tế" is so-y-te."""
    return re.sub(r"[^a-z0-9]+", "-", fold(agency)).strip("-")


def agencies_of(rows: Sequence[Row]) -> dict[str, str]:
    """The agencies that deadlines name, with what is shown of each."""
    return {key: name for row in rows for key, name in row.keys.items()}


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of the table; ``narrows`` is the reference that asks for it alone."""

    name: str
    rows: tuple[Row, ...]
    narrows: str | None = None

    @property
    def plans(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(row.plan for row in self.rows))


@dataclass(frozen=True, slots=True)
class MonthTable:
    """The rows of a choice on a day, ``by_agency`` or by plan; ``rows`` in the list's order.

    A deadline of several agencies stands in the row of each; ``agency`` alone is shown where it
    is chosen. ``most`` rows are shown, and the one after ``reached`` takes the focus.
    """

    rows: tuple[Row, ...]
    today: date
    texts: DeadlineTexts
    by_agency: bool = False
    agency: str | None = None
    most: int = LINES
    reached: int | None = None

    def html(self) -> Markup:
        """Plans or agencies in rows, those with the next day first; the months in columns."""
        texts, lines = self.texts, self._lines()
        months = [_month_after(self.today, n) for n in range(_MONTHS)]
        if not self.by_agency and not any(self._soon(row) for row in self.rows):
            return element("span")
        head = element(
            "tr",
            element("td"),
            *(element("th", _month(one), scope="col") for one in months),
        )
        body = (
            self._row(line, months, reached=n == self.reached)
            for n, line in enumerate(lines[: self.most])
        )
        rest = len(lines) - self.most
        return element(
            "section",
            element("h3", texts.months),
            element(
                "div",
                element("table", element("thead", head), element("tbody", *body)),
                class_="months table-box",
                tabindex="0",
                role="region",
                aria_label=texts.months,
            ),
            _more(texts.more.format(n=min(LINES, rest), rest=rest), "due-more.rows")
            if rest > 0 else "",
            _more(texts.all_agencies, "due-agency.") if self.agency else "",
        )  # fmt: skip

    def _lines(self) -> tuple[_Line, ...]:
        """As the deadlines come, so that whose day is next comes first."""
        if not self.by_agency:
            found: dict[str, list[Row]] = {}
            for row in self.rows:
                found.setdefault(row.fact.plan_id, []).append(row)
            return tuple(_Line(rows[0].plan, tuple(rows)) for rows in found.values())
        named = agencies_of(self.rows)
        held: dict[str, list[Row]] = {}
        for row in self.rows:
            for key in row.keys if self.agency is None else (self.agency,):
                held.setdefault(key, []).append(row)
        return tuple(
            _Line(named.get(key) or self.texts.nobody, tuple(rows), f"due-agency.{key}")
            for key, rows in held.items()
        )

    def _soon(self, row: Row) -> bool:
        end = _month_after(self.today, _MONTHS)
        return row.day is not None and self.today <= row.day.last < end

    def _row(self, line: _Line, months: Sequence[date], *, reached: bool) -> Markup:
        held: dict[date, list[Row]] = {}
        for row in line.rows:
            if row.day is not None and self._soon(row):
                held.setdefault(row.day.last.replace(day=1), []).append(row)
        cells = (
            [self._cell(month, held.get(month, ())) for month in months] if held
            else [element("td", self._told(line), colspan=str(_MONTHS), class_="quiet none-soon")]
        )  # fmt: skip
        return element("tr", self._head(line, reached=reached), *cells)

    def _head(self, line: _Line, *, reached: bool) -> Markup:
        focus = {"tabindex": "-1", "data_reached": "yes"} if reached else {}
        if line.narrows is None:
            return element("th", line.name, scope="row", **focus)
        button = element(
            "button", line.name, type="button", class_="row-words", data_open=line.narrows,
            title=self.texts.only.format(agency=line.name),
            data_reached="yes" if reached else None,
        )  # fmt: skip
        plans = ", ".join(line.plans[:_NAMED])
        if len(line.plans) > _NAMED:
            plans = self.texts.other_plans.format(plans=plans, n=len(line.plans) - _NAMED)
        return element("th", button, element("p", plans, class_="quiet"), scope="row")

    def _told(self, line: _Line) -> str:
        """What a row without a day in these months holds."""
        texts, told = self.texts, [self.texts.none_soon]
        days = [row.day for row in line.rows if row.day is not None]
        later = [day.last for day in days if day.left(self.today) >= 0]
        if later:
            told.append(texts.soonest.format(day=shown_day(min(later))))
        counts = (
            (texts.counted_passed, sum(day.left(self.today) < 0 for day in days)),
            (texts.counted_undated, len(line.rows) - len(days)),
        )
        return " · ".join((*told, *(words.format(n=n) for words, n in counts if n)))

    def _cell(self, month: date, here: Sequence[Row]) -> Markup:
        marks = (self._mark(row, row.day) for row in here if row.day is not None)
        return element("td", *marks, data_month=_month(month) if here else None)

    def _mark(self, row: Row, day: DueDay) -> Markup:
        who = row.agencies or self.texts.nobody
        return element(
            "button",
            f"{day.last.day:02d}",
            type="button",
            class_="due-mark",
            data_open=row.reference,
            aria_controls="panel",
            title=f"{who} ({row.plan}): {excerpt(row.fact, day.due.words)}",
            aria_label=f"{self._when(day)}. {who}, {row.plan}",
        )

    def _when(self, day: DueDay) -> str:
        if day.first is not None:
            first, last = shown_day(day.first), shown_day(day.last)
            return self.texts.span.format(first=first, last=last)
        return self.texts.latest.format(last=shown_day(day.last))


def _more(words: str, asked: str) -> Markup:
    return element("button", words, type="button", class_="open-words due-more", data_open=asked)


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


def shown_day(day: date) -> str:
    """ "14/12/2026"."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def _month(month: date) -> str:
    return f"{month.month:02d}/{month.year % 100:02d}"


def _upper(name: str) -> str:
    return name[:1].upper() + name[1:]
