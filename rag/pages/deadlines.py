"""The tab "Thời hạn": what is due next, by plan or agency, and the same as a calendar file."""

from __future__ import annotations

import logging
import re
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import gradio as gr

from rag.calendar_file import write_ics
from rag.due_days import DueDay, due_days, undated
from rag.errors import HoiError, UsageError
from rag.names.now import today
from rag.pages import conversation
from rag.pages.address import Fields, field_of, plans_of
from rag.pages.chooser import Follower, names_of
from rag.pages.deadline_list import STEP, DeadlineView
from rag.pages.deadline_rows import (
    LINES,
    NOBODY,
    DeadlineTexts,
    Row,
    agencies_of,
    excerpt,
)
from rag.pages.frame import Event, Frame
from rag.pages.html import element
from rag.pages.opening import PIECE, Words
from rag.pages.texts import asset
from rag.schema import Deadline, Lang, Plan
from rag.text import fold

_REFERENCE = re.compile(rf"due\.([a-z0-9-]+)\.(\d{{1,4}}){PIECE}")

_MORE = re.compile(r"due-more\.(rows|ahead|passed|undated)")
_ONLY = re.compile(r"due-agency\.([a-z0-9-]{0,200})")
_MOST_PLANS = 1_000
"""Plans whose deadlines are read at once: two seconds the first time."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class DeadlineTab:
    """What the tab shows and calls; ``deadlines`` gives those of a plan in document order."""

    lang: Lang
    texts: DeadlineTexts
    plans: Callable[[], tuple[Plan, ...]]
    deadlines: Callable[[str], tuple[Deadline, ...]]
    plan_label: Callable[[str], str]
    words: Words

    name = "deadlines"

    @property
    def label(self) -> str:
        return self.texts.tab

    def build(self, shown: Event, frame: Frame) -> None:
        """The tab's components and events."""
        texts = self.texts
        with gr.Column(elem_id="due"):
            with gr.Row(elem_classes="filters"):
                plans = frame.chooser(
                    texts.plans, many=True, elem_id="due-plans", places=True
                ).chosen
                agency = gr.Dropdown(
                    [(texts.all_agencies, "")], value="", label=texts.agency, elem_id="due-agency"
                )
                reports = gr.Checkbox(value=False, label=texts.reports, elem_id="due-reports")
                frame.download(texts.export, self._exported, [plans, agency, reports], "due-export")
            ways = [(texts.by_plan, ""), (texts.by_agency, "agency")]
            by = gr.Radio(ways, value="", label=texts.by, elem_id="due-by")
            listed = gr.HTML(
                element("p", texts.preparing, class_="quiet"),
                apply_default_css=False,
                js_on_load=asset("table.js"),
                elem_id="due-list",
            )
        most = gr.State({})
        chosen = [plans, agency, reports, by]
        for event in (shown, plans.input):
            frame.on(event, self._arrived, chosen, [listed, most, agency])
        for component in (agency, reports, by):
            frame.on(component.input, self._listed, chosen, [listed, most])
        frame.on(listed.select, self._more, [*chosen, most], [listed, most, agency])
        frame.tells(self, plans, by=by, whose=agency, reports=reports)
        frame.followers.append(
            Follower((), (by, agency, reports), self._linked, lambda: (gr.skip(),) * 3)
        )
        frame.opens(listed)

    def opened(self, reference: str, thread: object) -> str | None:
        """The panel with a deadline's words open; None for what this tab does not hold."""
        match = _REFERENCE.fullmatch(reference)
        if match is None or all(plan.plan_id != match[1] for plan in self.plans()):
            return None
        held = self.deadlines(match[1])
        if int(match[2]) >= len(held):
            return None
        fact = held[int(match[2])]
        name = ", ".join(one.written for one in fact.agencies) or self.texts.nobody
        pieces = tuple(dict.fromkeys((fact.task, *fact.sources)))
        return self.words.opened(reference, pieces, name, self.texts.back)

    # ----------------------------------------------------------------- events

    def _linked(self, link: Fields) -> tuple[tuple[object, ...], tuple[str, ...]]:
        """How a link shows the deadlines, and the agency it names that none of them has."""
        slug = field_of(link, "whose") or ""
        try:
            named = self._named(list(plans_of(link))) if slug else {}
        except HoiError:
            named = {}
        kept = slug if slug in named else ""
        shown = (
            "agency" if field_of(link, "by") == "agency" else "",
            gr.update(choices=self._agencies(named), value=kept),
            field_of(link, "reports") == "true",
        )
        return shown, (slug,) if slug != kept else ()

    def _named(self, plans: list[str]) -> dict[str, str]:
        """The agencies of all deadlines of these plans."""
        return agencies_of(self.rows(self.chosen(plans), None, reports_only=False))

    def _agencies(self, named: Mapping[str, str]) -> list[tuple[str, str]]:
        """What one may choose among agencies, the standard names in order."""
        held = sorted((fold(name), name, slug) for slug, name in named.items() if name)
        none = [(self.texts.nobody, NOBODY)] if NOBODY in named else []
        return [(self.texts.all_agencies, ""), *((name, slug) for _, name, slug in held), *none]

    def _arrived(
        self, plans: list[str], agency: str | None, reports: bool, by: str | None
    ) -> tuple[object, object, object]:
        """The list for plans, and whom one may choose among them."""
        try:
            named = self._named(plans)
        except HoiError:
            named = {}  # said below
        kept = agency if agency in named else ""
        found = gr.update(choices=self._agencies(named), value=kept)
        return *self._listed(plans, kept, reports, by), found

    def _listed(
        self, plans: list[str], agency: str | None, reports: bool, by: str | None
    ) -> tuple[str, object]:
        """The list for a choice, from its beginning."""
        return self._shown(plans, agency, reports, by, {}), {}

    def _more(
        self,
        plans: list[str],
        agency: str | None,
        reports: bool,
        by: str | None,
        most: dict[str, int],
        event: gr.EventData,
    ) -> tuple[object, object, object]:
        """The list with more of a group, or of one agency; nothing for what opens at the side."""
        reference = str(event.ref)
        if only := _ONLY.fullmatch(reference):
            shown = self._shown(plans, only[1], reports, by, {}, "agency")
            return shown, {}, gr.update(value=only[1])
        match = _MORE.fullmatch(reference)
        if match is None:
            return gr.skip(), gr.skip(), gr.skip()
        step = LINES if match[1] == "rows" else STEP
        more = {**most, match[1]: most.get(match[1], step) + step}
        return self._shown(plans, agency, reports, by, more, match[1]), more, gr.skip()

    def _shown(
        self,
        plans: list[str],
        agency: str | None,
        reports: bool,
        by: str | None,
        most: dict[str, int],
        reached: str | None = None,
    ) -> str:
        """The list for a choice, or one line that says what failed."""
        try:
            rows = self.rows(self.chosen(plans), agency or None, reports_only=reports)
            return DeadlineView(
                rows, today(), self.texts, self.lang, most, reached, by == "agency", agency or None
            ).html()
        except UsageError as error:
            return element("p", str(error), class_="quiet", role="status")
        except HoiError as error:
            return conversation.failure(str(error))
        except Exception:  # noqa: BLE001 - the page's outer edge: a user sees no traceback
            _log.exception("no list of deadlines")
            return conversation.failure(self.texts.error)

    def chosen(self, choices: Sequence[str] | None) -> tuple[str, ...]:
        """The plans that choices stand for, all for none.

        Raises:
            UsageError: they are more than can be laid out.
        """
        held = self.plans()
        meant = (
            names_of(held, self.lang).meant(choices) if choices
            else tuple(plan.plan_id for plan in held)
        )  # fmt: skip
        if len(meant) > _MOST_PLANS:
            raise UsageError(self.texts.too_many.format(n=len(meant), most=_MOST_PLANS))
        return meant

    def rows(
        self, plan_ids: tuple[str, ...], agency: str | None, *, reports_only: bool
    ) -> tuple[Row, ...]:
        """Dated deadlines of these plans, those to come first, then the others."""
        every = (
            Row(fact, number, label)
            for plan_id in plan_ids
            for label in (self.plan_label(plan_id),)
            for number, fact in enumerate(self.deadlines(plan_id))
            if not (reports_only and fact.kind != "report")
        )
        found = {id(row.fact): row for row in every if agency is None or agency in row.keys}
        facts = [row.fact for row in found.values()]
        dated = (
            Row(row.fact, row.number, row.plan, day)
            for day in due_days(facts, today()) for row in (found[id(day.fact)],)
        )  # fmt: skip
        return (*dated, *(found[id(fact)] for fact in undated(facts)))

    def _exported(self, plans: list[str], agency: str | None, reports: bool) -> str:
        """The file with the dated deadlines of a choice."""
        rows = self.rows(self.chosen(plans), agency or None, reports_only=reports)
        held = {plan.plan_id: plan for plan in self.plans()}
        labels = {row.fact.plan_id: row.plan for row in rows}
        file = Path(tempfile.mkdtemp(prefix="hoi-")) / "thoi-han.ics"
        write_ics(
            [row.day for row in rows if row.day is not None],
            file,
            title=lambda day: self._event_title(day, labels[day.fact.plan_id]),
            words=self._event_words,
            from_year=lambda day: held[day.fact.plan_id].year_start,
            on=today(),
        )
        return str(file)

    def _event_title(self, day: DueDay, plan: str) -> str:
        fact = day.fact
        who = ", ".join(one.written for one in fact.agencies)
        what = self.texts.report if fact.kind == "report" else excerpt(fact, day.due.words)
        return f"{who}: {what} ({plan})" if who else f"{plan}: {what}"

    def _event_words(self, day: DueDay) -> str:
        """The slices and how each is cited."""
        cited = [self.words.cite(one, n) for n, one in enumerate(day.fact.sources, 1)]
        return "\n\n".join(f"“{one.quote}”\n({one.reference})" for one in cited)
