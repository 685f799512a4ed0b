"""The tab "Chỉ tiêu": the figures that plans set themselves, objective by objective."""

from __future__ import annotations

import logging
import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import gradio as gr
from markupsafe import Markup

from rag.errors import HoiError
from rag.pages import conversation
from rag.pages.frame import Frame, plan_name
from rag.pages.html import element
from rag.pages.opening import Words
from rag.pages.texts import asset
from rag.schema import Plan, Slice, Target
from rag.sheets import Sheet, write_xlsx

_REFERENCE = re.compile(r"target\.([a-z0-9-]+)\.(\d{1,4})\.\d{1,3}")
_PERCENT = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s?%")
_LABEL = re.compile(r"^\s*(?:[-+*•]\s*)?(?:chỉ tiêu(?: \d+(?:\.\d+)*)?\s*[:.]\s*)?", re.IGNORECASE)

_log = logging.getLogger(__name__)


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
    year: str
    no_figure: str
    count: str
    silent: str
    none: str
    open_words: str
    back: str
    error: str


@dataclass(frozen=True, slots=True)
class Row:
    """A target of a plan; ``number`` is its place among the plan's."""

    plan: str
    number: int
    fact: Target

    @property
    def words(self) -> str:
        """The target in one line, without its marker and number."""
        return _LABEL.sub("", " ".join(self.fact.task.text.split()))

    @property
    def percents(self) -> tuple[float, ...]:
        """The figures that are shares, in per cent."""
        found = (_PERCENT.search(figure) for figure in self.fact.figures)
        shares = (float(match[1].replace(",", ".")) for match in found if match)
        return tuple(share for share in shares if share <= 100)


@dataclass(frozen=True, slots=True)
class TargetTab:
    """What the tab shows and calls; ``heading`` gives the line that names a plan's objective."""

    texts: TargetTexts
    plans: Callable[[], tuple[Plan, ...]]
    targets: Callable[[str], tuple[Target, ...]]
    heading: Callable[[str, str], Slice | None]
    plan_label: Callable[[str], str]
    words: Words

    name = "targets"

    @property
    def label(self) -> str:
        return self.texts.tab

    def build(self, tab: gr.Tab, frame: Frame) -> None:
        """The tab's components and events."""
        texts = self.texts
        with gr.Column(elem_id="aims"):
            with gr.Row(elem_classes="filters"):
                plans = gr.Dropdown(
                    [(plan_name(plan), plan.plan_id) for plan in self.plans()],
                    value=[],
                    multiselect=True,
                    label=texts.plans,
                )
                unit = gr.Dropdown(
                    [(texts.unit_any, ""), (texts.unit_percent, "%"), (texts.unit_other, "-")],
                    value="",
                    label=texts.unit,
                )
                export = gr.DownloadButton(texts.export, size="sm", scale=0)
            shown = gr.HTML(
                "", apply_default_css=False, js_on_load=asset("table.js"), elem_id="aim-list"
            )
        chosen = [plans, unit]
        frame.choosers.append(plans)
        frame.on(tab.select, self.shown, chosen, shown)
        for component in chosen:
            frame.on(component.input, self.shown, chosen, shown)
        frame.on(export.click, self._exported, chosen, export)
        frame.opens(shown)

    def opened(self, reference: str, thread: object) -> str | None:
        """The panel with a target's words open; None for what this tab does not hold."""
        match = _REFERENCE.fullmatch(reference)
        if match is None or all(plan.plan_id != match[1] for plan in self.plans()):
            return None
        held = self.targets(match[1])
        if int(match[2]) >= len(held):
            return None
        fact = held[int(match[2])]
        pieces = tuple(dict.fromkeys((fact.task, *fact.sources)))
        name = "; ".join(fact.figures) or self.texts.no_figure
        return self.words.opened(reference, pieces, name, self.texts.back)

    # ----------------------------------------------------------------- what is shown

    def shown(self, plan_ids: Sequence[str], unit: str | None) -> str:
        """The targets of a choice, or one line that says what failed."""
        try:
            return self._html(tuple(plan_ids or ()), unit or "")
        except HoiError as error:
            return conversation.failure(str(error))
        except Exception:  # noqa: BLE001 - the page's outer edge: a user sees no traceback
            _log.exception("no list of targets")
            return conversation.failure(self.texts.error)

    def rows(self, plan_ids: tuple[str, ...], unit: str = "") -> tuple[Row, ...]:
        """The targets of the plans (of all for none chosen) whose figures have the unit."""
        found = (
            Row(plan.plan_id, number, fact)
            for plan in self.plans() if not plan_ids or plan.plan_id in plan_ids
            for number, fact in enumerate(self.targets(plan.plan_id))
        )  # fmt: skip
        return tuple(row for row in found if not unit or (unit == "%") is bool(row.percents))

    def _html(self, plan_ids: tuple[str, ...], unit: str) -> Markup:
        texts, rows = self.texts, self.rows(plan_ids, unit)
        chosen = [p.plan_id for p in self.plans() if not plan_ids or p.plan_id in plan_ids]
        silent = [self.plan_label(one) for one in chosen if not self.targets(one)]
        lines = [element("p", texts.silent.format(plans="; ".join(silent)))] if silent else []
        if not rows:
            return element("div", element("p", texts.none), *lines, class_="aims-view quiet")
        plans = dict.fromkeys(row.plan for row in rows)
        return element(
            "div",
            *(self._plan(one, [row for row in rows if row.plan == one]) for one in plans),
            element("div", *lines, class_="quiet"),
            class_="aims-view",
        )

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
            element("h3", self.plan_label(plan_id)),
            element("p", texts.count.format(n=len(rows)), class_="quiet"),
            element(
                "div",
                element("table", element("thead", head), *bodies),
                class_="table-box aims",
                tabindex="0",
                role="region",
                aria_label=self.plan_label(plan_id),
            ),
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
        button = element(
            "button",
            label,
            row.words,
            type="button",
            class_="row-words",
            data_open=f"target.{row.plan}.{row.number}.0",
            aria_controls="panel",
            title=self.texts.open_words,
        )
        figures = "; ".join(fact.figures) or self.texts.no_figure
        return element(
            "tr",
            element("td", button, class_="aim-words"),
            element("td", figures, class_="aim-figure" if fact.figures else "aim-figure quiet"),
            element("td", *_bars(row), class_="aim-bar"),
            element("td", fact.year or "", class_="aim-year"),
        )

    def _exported(self, plan_ids: list[str], unit: str | None) -> str:
        """The rows of a choice as an Excel file."""
        texts = self.texts
        held = [
            (
                self.plan_label(row.plan),
                row.fact.objective or "",
                row.fact.indicator or "",
                row.words,
                "; ".join(row.fact.figures),
                row.fact.year or "",
            )
            for row in self.rows(tuple(plan_ids or ()), unit or "")
        ]
        titles = (
            texts.plan, texts.objective.format(n="").strip(), texts.indicator, texts.tab,
            texts.figure, texts.year,
        )  # fmt: skip
        file = Path(tempfile.mkdtemp(prefix="hoi-")) / "chi-tieu.xlsx"
        write_xlsx(Sheet(texts.tab, titles, (28, 10, 10, 90, 32, 10), tuple(held), {}), file)
        return str(file)


def _bars(row: Row) -> Iterator[Markup]:
    """Shares as bars on one scale, so that targets can be compared at a glance."""
    for share in row.percents:
        told = f"{share:g}%".replace(".", ",")
        yield element("meter", told, min="0", max="100", value=f"{share:g}", aria_label=told)
