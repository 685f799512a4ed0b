"""The tab "Chỉ tiêu": the figures that plans set themselves, side by side where they agree."""

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
from rag.pages.chooser import names_of
from rag.pages.frame import Event, Frame
from rag.pages.html import element
from rag.pages.opening import PIECE, Words
from rag.pages.target_tables import TargetTexts, TargetView
from rag.pages.texts import asset
from rag.schema import Plan, Slice, Target
from rag.sheets import Sheet, sheet_name, write_xlsx
from rag.target_lines import Row

__all__ = ["TargetTab", "TargetTexts"]

_REFERENCE = re.compile(rf"target\.([a-z0-9-]+)\.(\d{{1,4}}){PIECE}")
_MOST_PLANS = 12
"""Plans that stand side by side; more are not read at a glance, nor quickly."""

_log = logging.getLogger(__name__)


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

    def build(self, shown: Event, frame: Frame) -> None:
        """The tab's components and events."""
        texts = self.texts
        with gr.Column(elem_id="aims"):
            with gr.Row(elem_classes="filters"):
                plans = frame.chooser(
                    texts.plans, many=True, elem_id="aim-plans", places=True
                ).chosen
                unit = gr.Dropdown(
                    [(texts.unit_any, ""), (texts.unit_percent, "%"), (texts.unit_other, "-")],
                    value="",
                    label=texts.unit,
                )
                frame.download(texts.export, self._exported, [plans, unit], "aim-export")
            table = gr.HTML(
                "", apply_default_css=False, js_on_load=asset("table.js"), elem_id="aim-list"
            )
        chosen = [plans, unit]
        frame.on(shown, self.shown, chosen, table)
        for component in chosen:
            frame.on(component.input, self.shown, chosen, table)
        frame.tells(self, plans)
        frame.opens(table)

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
            return self._html(plan_ids, unit or "")
        except HoiError as error:
            return conversation.failure(str(error))
        except Exception:  # noqa: BLE001 - the page's outer edge: a user sees no traceback
            _log.exception("no list of targets")
            return conversation.failure(self.texts.error)

    def rows(self, plan_ids: tuple[str, ...], unit: str = "") -> tuple[Row, ...]:
        """The targets of the plans whose figures have the unit."""
        found = (
            Row(plan_id, number, fact)
            for plan_id in plan_ids
            for number, fact in enumerate(self.targets(plan_id))
        )
        return tuple(row for row in found if not unit or (unit == "%") is bool(row.percents))

    def chosen(self, choices: Sequence[str] | None) -> tuple[str, ...]:
        """The plans that choices stand for: all for none, save where they are many."""
        names = names_of(self.plans(), self.words.texts.lang)
        if choices:
            return names.meant(choices)
        return () if names.many else tuple(plan.plan_id for plan in self.plans())

    def _view(self, plan_ids: tuple[str, ...], unit: str) -> TargetView:
        held = tuple(plan for plan in self.plans() if plan.plan_id in plan_ids)
        return TargetView(
            held, self.rows(plan_ids, unit), self.heading, self.plan_label, self.texts
        )

    def _html(self, choices: Sequence[str] | None, unit: str) -> Markup:
        texts, plan_ids = self.texts, self.chosen(choices)
        if not plan_ids:
            return element("div", element("p", texts.choose), class_="aims-view quiet")
        lines = []
        if len(plan_ids) > _MOST_PLANS:
            lines.append(element("p", texts.most.format(n=_MOST_PLANS, all=len(plan_ids))))
            plan_ids = plan_ids[:_MOST_PLANS]
        silent = [self.plan_label(one) for one in plan_ids if not self.targets(one)]
        if silent:
            lines.append(element("p", texts.silent.format(plans="; ".join(silent))))
        view = self._view(plan_ids, unit)
        shown = view.html() if view.rows else element("p", texts.none)
        return element("div", shown, element("div", *lines, class_="quiet"))

    def _exported(self, choices: list[str] | None, unit: str | None) -> str | None:
        """What is shown as an Excel file: every target, and the shared ones side by side."""
        plan_ids = self.chosen(choices)[:_MOST_PLANS]
        if not plan_ids:
            return None
        view = self._view(plan_ids, unit or "")
        file = Path(tempfile.mkdtemp(prefix="hoi-")) / "chi-tieu.xlsx"
        write_xlsx(_listed(view), file, *_across(view))
        return str(file)


def _listed(view: TargetView) -> Sheet:
    """Every target with its figures taken apart."""
    texts = view.texts
    rows = tuple(
        (
            view.label(row.plan), row.fact.objective or "", row.fact.indicator or "", row.words,
            "; ".join(row.fact.figures), *_parts(row), view.year(row),
        )
        for row in view.rows
    )  # fmt: skip
    titles = (
        texts.plan, texts.objective.format(n="").strip(), texts.indicator, texts.tab, texts.figure,
        texts.comparator, texts.value, texts.unit_printed, texts.year,
    )  # fmt: skip
    return Sheet(texts.tab, titles, (28, 10, 10, 90, 32, 10, 12, 24, 10), rows, {})


def _across(view: TargetView) -> Iterator[Sheet]:
    """The objectives that plans share: a line a measure, two columns a plan."""
    texts, shared = view.texts, view.aims()[0]
    if not shared:
        return
    plans = [plan.plan_id for plan in view.plans if any(plan.plan_id in line.rows
             for aim in shared for line in aim.lines)]  # fmt: skip
    rows = tuple(
        (
            view.title(aim),
            line.measure,
            *(cell for plan in plans for cell in _figures(view, line.rows.get(plan, ()))),
        )
        for aim in shared
        for line in sorted(aim.lines, key=lambda line: not line.shared)
    )
    names = (name for plan in plans for name in (view.label(plan), texts.year))
    titles = (texts.objective.format(n="").strip(), texts.tab, *names)
    widths = (32, 70, *(width for _ in plans for width in (26, 10)))
    yield Sheet(sheet_name(texts.chart, 2), titles, widths, rows, {}, "C2")


def _figures(view: TargetView, rows: Sequence[Row]) -> tuple[str, str]:
    figures = "\n".join("; ".join(row.fact.figures) for row in rows)
    return figures, "\n".join(view.year(row) for row in rows)


def _parts(row: Row) -> tuple[str, str, str]:
    """Comparators, values and units of the figures, in their order."""
    held = [one for one in row.amounts if one is not None]
    values = (f"{one.value:g}".replace(".", ",") for one in held)
    return (
        "; ".join(one.comparator for one in held).strip("; "),
        "; ".join(values),
        "; ".join(one.unit for one in held),
    )
