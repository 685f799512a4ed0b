"""The tab with a plan's table; what its cells open stands in the side panel of the chat."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass

import gradio as gr

from rag.duty_roles import Wording
from rag.errors import HoiError
from rag.matrix import Matrix
from rag.pages import conversation, panel
from rag.pages.section import SectionView
from rag.pages.table import TableView
from rag.pages.texts import Texts, asset
from rag.schema import Citation, Plan, Slice

REFERENCE = re.compile(r"m\.(\d{1,4})\.(\d{1,4})\.([hng]|\d{1,4})\.(\d{1,4})")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class AssignmentTab:
    """What the tab shows and calls."""

    texts: Texts
    wording: Wording
    plans: tuple[Plan, ...]
    matrix_of: Callable[[str], Matrix]
    cite: Callable[[Slice, int], Citation]
    section_of: Callable[[Citation], SectionView]

    def build(self, tab: gr.Tab, names: list[tuple[str, str]]) -> gr.HTML:
        """The tab's components; ``names`` are the plans' with their ids. Returns the table."""
        chosen = gr.Dropdown(
            names,
            value=names[0][1] if names else None,
            label=self.texts.table_plan,
            elem_id="table-plan",
        )
        shown = gr.HTML(
            "", apply_default_css=False, js_on_load=asset("table.js"), elem_id="assignments"
        )
        tab.select(
            self._first_shown, [chosen, shown], shown,
            show_progress="hidden", api_visibility="private",
        )  # fmt: skip
        chosen.input(
            self.shown, chosen, shown, show_progress="hidden", api_visibility="private"
        )  # fmt: skip
        return shown

    def _first_shown(self, plan_id: str | None, already: str | None) -> object:
        """The table when the tab is opened; one that stands there keeps its place."""
        return gr.skip() if already else self.shown(plan_id)

    def shown(self, plan_id: str | None) -> str:
        """The table of the plan chosen, or one line that says what failed."""
        places = [place for place, plan in enumerate(self.plans) if plan.plan_id == plan_id]
        if not places:
            return ""
        try:
            return self._view(places[0]).html()
        except HoiError as error:
            return conversation.failure(str(error))
        except Exception:  # noqa: BLE001 - the page's outer edge: a user sees no traceback
            _log.exception("no table of a plan")
            return conversation.failure(self.texts.table_error)

    def opened(self, reference: str, times: int) -> str | None:
        """The panel with a cell's words open; None for what this tab does not hold."""
        match = REFERENCE.fullmatch(reference)
        if match is None or int(match[1]) >= len(self.plans):
            return None
        try:
            opening = self._view(int(match[1])).opening(int(match[2]), match[3])
            if opening is None or int(match[4]) >= len(opening.pieces):
                return None
            place = int(match[4])
            citation = self.cite(opening.pieces[place], place + 1)
            section = self.section_of(citation)
        except HoiError as error:
            return conversation.failure(str(error))
        texts = self.texts
        opened = panel.Opened(
            reference, citation, len(opening.pieces), times, True, opening.name, texts.back_to_table
        )
        return panel.source(opened, section, texts)

    def _view(self, place: int) -> TableView:
        plan = self.plans[place]
        title = f"{plan.place}: {plan.title}" if plan.place else plan.title
        return TableView(place, self.matrix_of(plan.plan_id), title, self.wording, self.texts)
