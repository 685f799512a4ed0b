"""The tab "Bảng phân công": who does what in a plan; its cells open their words at the side."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass

import gradio as gr

from rag.duty_roles import Wording
from rag.errors import HoiError
from rag.matrix import Matrix
from rag.pages import conversation
from rag.pages.frame import Frame, plan_name
from rag.pages.opening import Words
from rag.pages.table import TableView
from rag.pages.texts import Texts, asset
from rag.schema import Plan

REFERENCE = re.compile(r"table\.([a-z0-9-]+)\.(\d{1,4})\.([hng]|\d{1,4})\.(\d{1,4})")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class AssignmentTab:
    """What the tab shows and calls; ``plans`` are those that the index holds now."""

    texts: Texts
    wording: Wording
    plans: Callable[[], tuple[Plan, ...]]
    matrix_of: Callable[[str], Matrix]
    words: Words

    name = "table"

    @property
    def label(self) -> str:
        return self.texts.tab_table

    def build(self, tab: gr.Tab, frame: Frame) -> None:
        """The tab's components and events."""
        names = [(plan_name(plan), plan.plan_id) for plan in self.plans()]
        with gr.Column(elem_id="tables"):
            chosen = gr.Dropdown(
                names,
                value=names[0][1] if names else None,
                label=self.texts.table_plan,
                elem_id="table-plan",
            )
            shown = gr.HTML(
                "", apply_default_css=False, js_on_load=asset("table.js"), elem_id="assignments"
            )
        frame.choosers.append(chosen)
        frame.stale.append(shown)
        frame.on(tab.select, self._first_shown, [chosen, shown], shown)
        frame.on(chosen.input, self.shown, chosen, shown)
        frame.opens(shown)

    def _first_shown(self, plan_id: str | None, already: str | None) -> object:
        """The table when the tab is opened; one that stands there keeps its place."""
        return gr.skip() if already else self.shown(plan_id)

    def shown(self, plan_id: str | None) -> str:
        """The table of the plan chosen, or one line that says what failed."""
        if not plan_id:
            return ""
        try:
            view = self._view(plan_id)
            return view.html() if view else ""
        except HoiError as error:
            return conversation.failure(str(error))
        except Exception:  # noqa: BLE001 - the page's outer edge: a user sees no traceback
            _log.exception("no table of a plan")
            return conversation.failure(self.texts.table_error)

    def opened(self, reference: str, thread: object) -> str | None:
        """The panel with a cell's words open; None for what this tab does not hold."""
        match = REFERENCE.fullmatch(reference)
        if match is None:
            return None
        try:
            view = self._view(match[1])
            opening = view.opening(int(match[2]), match[3]) if view else None
        except HoiError as error:
            return conversation.failure(str(error))
        if opening is None:
            return None
        return self.words.opened(reference, opening.pieces, opening.name, self.texts.back_to_table)

    def _view(self, plan_id: str) -> TableView | None:
        plan = next((one for one in self.plans() if one.plan_id == plan_id), None)
        if plan is None:
            return None
        return TableView(self.matrix_of(plan_id), plan_name(plan), self.wording, self.texts)
