"""The tab "Bảng phân công": who does what in a plan, beside another where one is compared.

Its cells open their words at the side.
"""

from __future__ import annotations

import functools
import logging
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import gradio as gr

from rag.errors import HoiError
from rag.matrix.duty_roles import Wording
from rag.matrix.matrix import Matrix
from rag.matrix.pair import Block, paired
from rag.pages import conversation
from rag.pages.frame import Event, Frame, plan_name
from rag.pages.html import element
from rag.pages.opening import Words
from rag.pages.table import Side, TableView
from rag.pages.table_words import REFERENCE, opening
from rag.pages.texts import Texts, asset
from rag.schema import Lang, Plan

_log = logging.getLogger(__name__)
_HEAT, _WORDS = "heat", "words"


@dataclass(frozen=True, slots=True)
class MatrixTexts:
    """The tab's own words: section ``[matrix]`` of the texts."""

    compare: str
    view: str
    view_heat: str
    view_words: str
    xlsx: str
    png: str
    keys: str
    same_rows: str
    no_same_rows: str
    same_plan: str


@dataclass(frozen=True, slots=True)
class Exports:
    """What writes the tables of plans into a file; each raises HoiError where it cannot."""

    xlsx: Callable[[tuple[str, ...], Path], None]
    png: Callable[[tuple[str, ...], Lang, Path], None]


@dataclass(frozen=True, slots=True)
class AssignmentTab:
    """What the tab shows and calls; ``plans`` are those that the index holds now."""

    texts: Texts
    labels: MatrixTexts
    wording: Wording
    plans: Callable[[], tuple[Plan, ...]]
    matrix_of: Callable[[str], Matrix]
    label_of: Callable[[str], str]
    exports: Exports
    words: Words

    name = "table"

    @property
    def label(self) -> str:
        return self.texts.tab_table

    def build(self, shown: Event, frame: Frame) -> None:
        """The tab's components and events."""
        labels = self.labels
        with gr.Column(elem_id="tables"):
            with gr.Row(elem_classes="filters"):
                plan = frame.chooser(self.texts.table_plan, elem_id="table-plan").chosen
                other = frame.chooser(
                    labels.compare, elem_id="table-other", first=False, linked="other"
                ).chosen
            with gr.Row(elem_classes="filters"):
                view = gr.Radio(
                    [(labels.view_heat, _HEAT), (labels.view_words, _WORDS)],
                    value=_HEAT, label=labels.view, elem_id="table-view",
                )  # fmt: skip
                for kind, name in (("xlsx", labels.xlsx), ("png", labels.png)):
                    exported = functools.partial(self._exported, kind)
                    frame.download(name, exported, [plan, other], f"table-{kind}")
            table = gr.HTML(
                "", apply_default_css=False, js_on_load=asset("table.js"), elem_id="assignments"
            )
        frame.stale.append(table)
        chosen = [plan, other, view]
        frame.on(shown, self._first_shown, [*chosen, table], table)
        for event in (plan.input, other.input, view.input):
            frame.on(event, self.shown, chosen, table)
        frame.tells(self, plan, other)
        frame.opens(table)

    def _first_shown(
        self, plan_id: str | None, other: str | None, view: str, already: str | None
    ) -> object:
        """The table when the tab is opened; one that stands there keeps its place."""
        return gr.skip() if already else self.shown(plan_id, other, view)

    def shown(self, plan_id: str | None, other: str | None = None, view: str = _HEAT) -> str:
        """The table of the plan chosen, beside the other's, or one line that says what failed."""
        try:
            return self._html(self._chosen(plan_id, other), other, heat=view == _HEAT)
        except HoiError as error:
            return conversation.failure(str(error))
        except Exception:  # noqa: BLE001 - the page's outer edge: a user sees no traceback
            _log.exception("no table of a plan")
            return conversation.failure(self.texts.table_error)

    def opened(self, reference: str, thread: object) -> str | None:
        """The panel with a cell's words open; None for what this tab does not hold."""
        match = REFERENCE.fullmatch(reference)
        if match is None or not self._chosen(match[1], None):
            return None
        try:
            matrix = self.matrix_of(match[1])
        except HoiError as error:
            return conversation.failure(str(error))
        found = opening(matrix, int(match[2]), match[3], self.wording.phrases(self.texts.lang))
        if found is None:
            return None
        return self.words.opened(reference, found.pieces, found.name, self.texts.back_to_table)

    # ----------------------------------------------------------------- what is shown

    def _chosen(self, *plan_ids: str | None) -> tuple[Plan, ...]:
        """The plans with these ids, each once, without what the index does not hold."""
        held = {plan.plan_id: plan for plan in self.plans()}
        return tuple(held[one] for one in dict.fromkeys(plan_ids) if one in held)

    def _html(self, plans: tuple[Plan, ...], other: str | None, *, heat: bool) -> str:
        if not plans:
            return ""
        sides = tuple(
            Side(self.matrix_of(plan.plan_id), plan_name(plan), self.label_of(plan.plan_id))
            for plan in plans
        )
        lines = [self.labels.same_plan] if other == plans[0].plan_id else []
        pairs = paired(sides[0].matrix, sides[1].matrix) if len(sides) > 1 else None
        if pairs is not None:
            lines.append(self.labels.same_rows.format(n=_shared(pairs)))
        elif len(sides) > 1:
            lines.append(self.labels.no_same_rows)
        if heat and any(side.matrix.rows for side in sides):
            lines.append(self.labels.keys)
        said = element("p", " ".join(lines), class_="table-said") if lines else ""
        if pairs is not None or len(sides) == 1:
            view = TableView(sides, self.wording, self.texts, heat, pairs)
            return element("div", said, view.html(), class_="tables one")
        each = (
            element(
                "section",
                element("h3", side.label),
                TableView((side,), self.wording, self.texts, heat).html(),
            )
            for side in sides
        )
        return element("div", said, element("div", *each, class_="beside"), class_="tables")

    def _exported(self, kind: str, plan_id: str | None, other: str | None) -> str | None:
        """The tables of the choice as a file."""
        plans = tuple(plan.plan_id for plan in self._chosen(plan_id, other))
        if not plans:
            return None
        file = Path(tempfile.mkdtemp(prefix="hoi-")) / f"phan-cong-{'-'.join(plans)[:80]}.{kind}"
        if kind == "png":
            self.exports.png(plans, self.texts.lang, file)
        else:
            self.exports.xlsx(plans, file)
        return str(file)


def _shared(pairs: tuple[Block, ...]) -> int:
    return sum(None not in line.sides for block in pairs for line in block.lines)
