"""Targets as HTML: plans side by side where they share an objective, then each plan's others.

A button's reference is ``target.plan.number.0``: the plan's target of that number, from 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from rag.matrix.words import content
from rag.pages.html import element
from rag.schema import Plan, Slice
from rag.target_lines import Aim, Line, Row, aims


@dataclass(frozen=True, slots=True)
class TargetTexts:
    """The tab's words: section ``[targets]`` of the texts."""

    tab: str
    plans: str
    unit: str
    unit_any: str
    unit_percent: str
    unit_other: str
    export: str
    plan: str
    objective: str
    unnumbered: str
    indicator: str
    figure: str
    comparator: str
    value: str
    unit_printed: str
    year: str
    until: str
    since: str
    no_figure: str
    count: str
    together: str
    alone: str
    chart: str
    not_set: str
    silent: str
    none: str
    choose: str
    most: str
    open_words: str
    back: str
    error: str


@dataclass(frozen=True, slots=True)
class TargetView:
    """The targets of some plans, to be shown; ``label`` is a plan's short name."""

    plans: tuple[Plan, ...]
    rows: tuple[Row, ...]
    heading: Callable[[str, str], Slice | None]
    label: Callable[[str], str]
    texts: TargetTexts

    def aims(self) -> tuple[tuple[Aim, ...], tuple[Row, ...]]:
        """Objectives that several plans share, and the targets under all others."""
        order = [plan.plan_id for plan in self.plans]
        found = aims(self.rows, self.plans, self.heading)
        shared = tuple(aim for aim in found if len(aim.plans(order)) > 1)
        within = {id(row) for aim in shared for line in aim.lines for row in line.all_rows}
        return shared, tuple(row for row in self.rows if id(row) not in within)

    def html(self) -> Markup:
        """A table an objective that is shared, with its chart, then one for each plan."""
        texts = self.texts
        shared, rest = self.aims()
        plans = dict.fromkeys(row.plan for row in rest)
        told = texts.together if shared else texts.alone
        several = len({row.plan for row in self.rows}) > 1
        return element(
            "div",
            element("p", told, class_="quiet") if several else "",
            *map(self._aim, shared),
            *(self._plan(one, [row for row in rest if row.plan == one]) for one in plans),
            class_="aims-view",
        )

    # ----------------------------------------------------------------- several plans

    def _aim(self, aim: Aim) -> Markup:
        plans = aim.plans(plan.plan_id for plan in self.plans)
        title = self.title(aim)
        names = [element("th", self.label(plan), scope="col") for plan in plans]
        lines = sorted(aim.lines, key=lambda line: not line.shared)
        charts = [chart for line in lines if line.shared and (chart := self._chart(line, plans))]
        first = element("th", self.texts.indicator, scope="col")
        return element(
            "section",
            element("h3", title),
            _box(
                title,
                element("thead", element("tr", first, *names)),
                element("tbody", *(self._line(line, plans) for line in lines)),
                class_="across",
            ),
            element("figure", element("figcaption", self.texts.chart), *charts, class_="aim-chart")
            if charts
            else "",
        )

    def title(self, aim: Aim) -> str:
        """ "Mục tiêu 4: Trong lĩnh vực y tế"; without a number where the plans differ in it."""
        number = self.texts.objective.format(n=aim.number) if aim.number else ""
        said = ": ".join(part for part in (number, content(aim.heading)) if part)
        return said or self.texts.unnumbered

    def _line(self, line: Line, plans: Sequence[str]) -> Markup:
        cells = (element("td", *self._cell(line.rows.get(plan, ()))) for plan in plans)
        return element("tr", element("th", line.measure, scope="row"), *cells)

    def _cell(self, rows: Sequence[Row]) -> Iterator[Markup]:
        if not rows:
            yield element("span", self.texts.not_set, class_="quiet")
        for row in rows:
            year = self._by(row)
            yield self._button(
                row,
                element("strong", "; ".join(row.fact.figures) or self.texts.no_figure),
                element("span", year, class_="quiet") if year else "",
            )

    def _chart(self, line: Line, plans: Sequence[str]) -> Markup | None:
        """Bars of one measure, one below the other; their length on one scale, the value written.

        None where a figure is no single value.
        """
        held = [(plan, row) for plan in plans for row in line.rows.get(plan, ())]
        values = [one for _, row in held for one in row.amounts]
        sure = [one for one in values if one is not None]
        if not sure or len(sure) < len(values):
            return None
        shares = all(one.unit == "%" and one.value <= 100 for one in sure)
        top = 100.0 if shares else max(one.value for one in sure) or 1.0
        bars = (
            element(
                "li",
                element("span", self._who(plan, row), class_="bar-name"),
                element(
                    "meter", min="0", max=f"{top:g}", value=f"{one.value:g}", aria_hidden="true"
                ),
                element("span", figure, class_="bar-value"),
            )
            for plan, row in held
            for figure, one in zip(row.fact.figures, row.amounts, strict=True)
            if one is not None
        )
        return element("div", element("p", line.measure), element("ul", *bars))

    def _who(self, plan: str, row: Row) -> str:
        return " ".join(part for part in (self.label(plan), self._by(row)) if part)

    def _by(self, row: Row) -> str:
        """ "đến năm 2025", "từ năm 2025"; empty without a year."""
        said = self.texts.since if row.onward else self.texts.until
        return said.format(year=row.fact.year) if row.fact.year else ""

    def year(self, row: Row) -> str:
        """The year in a column of years: bare, but where it is the first one."""
        return self._by(row) if row.onward else row.fact.year or ""

    # ----------------------------------------------------------------- one plan

    def _plan(self, plan_id: str, rows: Sequence[Row]) -> Markup:
        texts = self.texts
        titles = (texts.indicator, texts.figure, "", texts.year)
        head = element("tr", *(element("th", title, scope="col") for title in titles))
        objectives = dict.fromkeys(row.fact.objective for row in rows)
        bodies = (
            element(
                "tbody",
                element(
                    "tr",
                    element("th", self._objective(plan_id, one), colspan="4", scope="rowgroup"),
                    class_="objective",
                ),
                *(self._row(row) for row in rows if row.fact.objective == one),
            )
            for one in objectives
        )
        return element(
            "section",
            element("h3", self.label(plan_id)),
            element("p", texts.count.format(n=len(rows)), class_="quiet"),
            _box(self.label(plan_id), element("thead", head), *bodies),
        )

    def _objective(self, plan_id: str, number: str | None) -> str:
        if number is None:
            return self.texts.unnumbered
        heading = self.heading(plan_id, number)
        if heading is None:
            return self.texts.objective.format(n=number)
        return " ".join(heading.text.split())

    def _row(self, row: Row) -> Markup:
        fact = row.fact
        label = element("strong", f"{fact.indicator}. ") if fact.indicator else ""
        button = self._button(row, label, row.words)
        figures = "; ".join(fact.figures) or self.texts.no_figure
        return element(
            "tr",
            element("td", button, class_="aim-words"),
            element("td", figures, class_="aim-figure" if fact.figures else "aim-figure quiet"),
            element("td", *_bars(row), class_="aim-bar"),
            element("td", self.year(row), class_="aim-year"),
        )

    def _button(self, row: Row, *label: str) -> Markup:
        return element(
            "button",
            *label,
            type="button",
            class_="row-words",
            data_open=f"target.{row.plan}.{row.number}.0",
            aria_controls="panel",
            title=self.texts.open_words,
        )


def _box(title: str, *table: Markup, class_: str = "") -> Markup:
    """A table in a box that scrolls."""
    return element(
        "div",
        element("table", *table),
        class_=f"table-box aims {class_}".strip(),
        tabindex="0",
        role="region",
        aria_label=title,
    )


def _bars(row: Row) -> Iterator[Markup]:
    """Shares as bars on one scale, so that targets can be compared at a glance."""
    for share in row.percents:
        told = f"{share:g}%".replace(".", ",")
        yield element("meter", told, min="0", max="100", value=f"{share:g}", aria_label=told)
