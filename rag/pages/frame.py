"""The page: a header, tabs on the left, and on the right the words that a press opens.

A tab is built by :class:`Frame`, which gives it what all tabs share: the panel at the side, the
state of the session, and how an event is wired. What a tab's buttons open is told by a reference
that the browser sends back (``m.…``: the tab whose ``name`` begins so; a figure first: the talk's
turn), never by text.
"""

from __future__ import annotations

import functools
import inspect
import json
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Protocol

import gradio as gr

from rag.errors import HoiError
from rag.names.now import today
from rag.pages import panel
from rag.pages.address import asked_by, field_of, holds_talk, places_of, plans_of
from rag.pages.chooser import Chooser, Follower, Linked, make_chooser, names_of
from rag.pages.html import element, joined
from rag.pages.texts import Texts, asset
from rag.schema import Plan
from rag.understanding.plan_names import plan_name

_log = logging.getLogger(__name__)
__all__ = ["Frame", "Page", "Tab", "next_opening", "plan_name"]

_Own = gr.Textbox | gr.Dropdown | gr.Radio | gr.Checkbox
Event = Callable[..., object]
"""What listens to an event of Gradio's."""
_openings = count(1)
_HAND_OVER = """(file) => {
  if (!file?.url) return;
  const link = document.createElement("a");
  link.href = file.url;
  link.download = file.orig_name ?? "";
  document.body.append(link);
  link.click();
  link.remove();
}"""
_OPEN_LIST = "() => document.querySelector('#{elem_id} input')?.focus()"
_MOST_NAMED, _LONGEST_NAME = 3, 60
"""Of what a link names and the index does not hold: how many are told, and how many characters."""
_TEMPORARY = (3600, 24 * 3600)
"""Seconds between looks for what was uploaded and not used, and the age at which it goes."""


def _said(unknown: Sequence[str]) -> str:
    return ", ".join(f"“{one[:_LONGEST_NAME]}”" for one in unknown[:_MOST_NAMED])


def next_opening() -> int:
    """Grows with every opening, so that the browser notices the same words opened again."""
    return next(_openings)


class Tab(Protocol):
    """One tab of the page; ``name`` is its name in the address (``?tab=``)."""

    @property
    def name(self) -> str: ...
    @property
    def label(self) -> str: ...
    def build(self, shown: Event, frame: Frame) -> None:
        """Make the components and wire their events; ``shown`` is that of the tab's opening."""

    def opened(self, reference: str, thread: object) -> str | None:
        """The panel with the words that ``reference`` stands for; None where it is none's."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What the tabs share while the page is built.

    ``page.load`` is when a reader arrives; what stands in ``side`` then is the talk's affair.
    """

    page: gr.Blocks
    side: gr.HTML
    state: gr.State
    tabs: tuple[Tab, ...]
    texts: Texts
    plans: Callable[[], tuple[Plan, ...]]
    choosers: list[Chooser] = field(default_factory=list)
    """Lists of the plans, which follow what comes and goes."""
    stale: list[gr.HTML] = field(default_factory=list)
    """What is made anew only where it is empty: emptied when plans change."""
    changes: list[Event] = field(default_factory=list)
    """Events after which the plans may be others."""
    linked: list[tuple[gr.State, Callable[[str | None], object]]] = field(default_factory=list)
    """What else follows the first plan that a link names, and how."""
    followers: list[Follower] = field(default_factory=list)

    def chooser(
        self,
        label: str,
        *,
        many: bool = False,
        elem_id: str | None = None,
        places: bool = False,
        first: bool = True,
        linked: Linked = "plan",
    ) -> Chooser:
        """A list of plans that follows what comes and goes (see ``rag.pages.chooser``)."""
        made = make_chooser(
            self.plans, self.texts.lang, label,
            elem_id=elem_id or f"plans-{len(self.choosers)}",
            many=many, places=places, first=first, linked=linked,
        )  # fmt: skip
        self.choosers.append(made)
        inputs, outputs = [made.box, *made.lists], made.shown
        made.box.change(  # "input" does not tell of what is pasted
            made.found,
            inputs,
            outputs,
            show_progress="hidden",
            api_visibility="private",
            trigger_mode="always_last",
        )
        then = self.on(made.box.submit, made.found, inputs, outputs)
        # Enter opens the list of what was found
        then(None, None, None, js=_OPEN_LIST.format(elem_id=made.chosen.elem_id))
        return made

    def tells(self, tab: Tab, *lists: gr.Dropdown, **own: _Own | None) -> None:
        """While the tab is shown, the address holds the plans chosen in these lists.

        And under their names (those of ``address.js``) what its ``own`` components hold.
        """
        held = {name: one for name, one in own.items() if one is not None}
        told = [*lists, *held.values()]
        for one in told:
            one.change(
                None,
                told,
                None,
                js=f"(...held) => window.hoiChosen('{tab.name}', held.slice(0, {len(lists)}), "
                f"{json.dumps(list(held))}, held.slice({len(lists)}))",
                api_visibility="private",
            )

    def download(
        self,
        label: str,
        work: Callable[..., object],
        inputs: Sequence[gr.components.Component],
        elem_id: str,
    ) -> None:
        """A button that makes a file of what is chosen and hands it over.

        Gradio's own hands over what it held before the press: nothing, or the last choice's file.
        """

        def made(*chosen: object) -> object:
            try:
                return work(*chosen)
            except HoiError as error:
                gr.Warning(str(error))
                return None

        button = gr.Button(label, size="sm", scale=0, elem_id=elem_id)
        held = gr.DownloadButton(visible=False)
        then = self.on(button.click, made, list(inputs), held, queue="export")
        then(None, held, None, js=_HAND_OVER)

    def on(
        self,
        event: Event,
        work: Callable[..., object],
        inputs: object,
        outputs: object,
        *,
        queue: str | None = None,
        at_once: int = 4,
        js: str | None = None,
        ended: str | None = None,
    ) -> Event:
        """Wire an event as every one of the page is: no spinner, no public endpoint.

        ``queue`` names work that is dear: ``at_once`` of it share the machine. ``ended`` is
        called in the browser once it has ended, with whether it did well. What is returned is the
        event of its end.
        """
        wired = event(
            self._told(work),
            inputs,
            outputs,
            show_progress="hidden",
            api_visibility="private",
            concurrency_id=queue,
            concurrency_limit=at_once if queue else "default",
            js=js,
        )
        then: Event = wired.then  # type: ignore[attr-defined]  # of gradio
        failed: Event = wired.failure  # type: ignore[attr-defined]
        for end, well in ((then, "true"), (failed, "false")) if ended else ():
            end(None, None, None, js=f"() => window.{ended}({well})", api_visibility="private")
        return then

    def _told(self, work: Callable[..., Any]) -> Callable[..., Any]:
        """The same work; what fails in it is told in one line, where Gradio says only "Error"."""

        def told(error: Exception) -> gr.Error:
            line = self.texts.not_written if isinstance(error, OSError) else self.texts.fault
            _log.error("an event of the page failed", exc_info=error)
            return gr.Error(line, title=self.texts.fault_title, print_exception=False)

        @functools.wraps(work)
        def once(*given: object, **named: object) -> object:
            try:
                return work(*given, **named)
            except gr.Error:
                raise  # said by the tab itself
            except Exception as error:
                raise told(error) from error

        @functools.wraps(work)
        def step_by_step(*given: object, **named: object) -> Iterator[object]:
            try:
                yield from work(*given, **named)
            except gr.Error:
                raise
            except Exception as error:
                raise told(error) from error

        return step_by_step if inspect.isgeneratorfunction(work) else once

    def opens(self, *components: gr.HTML) -> None:
        """The buttons of these components open words in the panel at the side."""
        for component in components:
            component.select(
                self.opened,
                self.state,
                self.side,
                show_progress="hidden",
                api_visibility="private",
                trigger_mode="always_last",
            )

    def opened(self, thread: object, event: gr.EventData) -> object:
        """The panel with what was pressed; as it was where no tab knows the reference."""
        reference = str(event.ref)
        for tab in self.tabs:
            found = tab.opened(reference, thread)
            if found is not None:
                return found
        return gr.skip()


@dataclass(frozen=True, slots=True)
class Page:
    """The whole page in one language; ``other_page`` is the address of the other language.

    ``login``: who reads it has signed in, and may sign out. ``model`` says which language model
    phrases the answers, and where it runs.
    """

    texts: Texts
    plans: Callable[[], tuple[Plan, ...]]
    tabs: Sequence[Tab]
    other_page: str
    login: bool = False
    model: str | None = None

    def build(self) -> gr.Blocks:
        """The page's components and events; theme, style and footer are given when mounted."""
        page: gr.Blocks
        with gr.Blocks(
            title=self.texts.title,
            analytics_enabled=False,
            fill_width=True,
            delete_cache=_TEMPORARY,
        ) as page:
            state = gr.State(())
            top = gr.HTML(self._header(), apply_default_css=False, elem_id="top", js_on_load=None)
            side = gr.HTML(
                self._plan_list(),
                apply_default_css=False,
                js_on_load=asset("panel.js"),
                elem_id="source",
                render=False,
            )
            frame = Frame(page, side, state, tuple(self.tabs), self.texts, self.plans)
            with gr.Row(elem_id="frame"):
                with gr.Column(elem_id="left"):
                    unknown = gr.HTML(
                        visible=False,
                        apply_default_css=False,
                        js_on_load=None,
                        elem_id="unknown-plan",
                    )
                    with gr.Tabs(elem_id="views"):
                        for one in self.tabs:
                            with gr.Tab(one.label, id=one.name, elem_id=f"tab-{one.name}") as tab:
                                # nothing is shown of a choice before that of the link is there
                                told = tab.select(None, js=f"() => window.hoiShown('{one.name}')")
                                one.build(told.then, frame)
                with gr.Column(elem_id="panel"):
                    side.render()  # type: ignore[no-untyped-call]
            frame.opens(side)
            # a plan may have come or gone since the page was made
            lists = [top, *(one for held in frame.choosers for one in held.shown)]
            states = [state for state, _ in frame.linked]

            def arrived(request: gr.Request) -> tuple[object, ...]:
                return self._arrived(frame, request.query_params.multi_items())

            following = [one for follower in frame.followers for one in follower.shown]
            then = frame.on(page.load, arrived, None, [*lists, unknown, *states, *following])
            then(None, None, None, js="() => window.hoiArrived()")
            chosen = [one for held in frame.choosers for one in held.lists]
            for event in frame.changes:
                renewed = functools.partial(self._renewed, frame)
                frame.on(event, self._plan_list, None, side)
                # of what is no more no list may be asked, nor a box that looks in one be emptied,
                # before it is no longer chosen there: Gradio refuses what a list does not offer
                then = frame.on(event, renewed, chosen, [*lists, *frame.stale])
                boxes = [held.box for held in frame.choosers]
                then(None, None, boxes, js=f"() => Array({len(boxes)}).fill('')")
                for own in frame.followers:
                    frame.on(then, own.renewed, list(own.chosen), list(own.shown))
        return page

    def _arrived(self, frame: Frame, link: list[tuple[str, str]]) -> tuple[object, ...]:
        """The header, and what every list of plans offers, with what a link chose in them."""
        names, named = names_of(self.plans(), self.texts.lang), plans_of(link)
        of_talk, places = plans_of(link, talk=True), places_of(link)
        followed = [follower.arrived(link) for follower in frame.followers]
        # of a question that is asked on the way in the talk tells it, beside its box
        asked = asked_by(link) is not None and field_of(link, "tab") in {None, "ask"}
        unknown = [] if asked else [one for one in named if not names.meant((one,))]
        unknown += [] if asked else [one for one in places if not names.linked_places((one,))]
        if not named and not holds_talk(link):
            named = names.linked_places(places)
        lines = (
            (self.texts.unknown_plan, unknown),
            (self.texts.unknown_choice, [one for _, left_out in followed for one in left_out]),
        )
        told = joined(*(
            element("p", line.format(plans=_said(left_out)), class_="quiet", role="status")
            for line, left_out in lines if left_out
        ))  # fmt: skip
        first = next(iter(names.meant(named)), None)
        return (
            self._header(),
            *(
                one for held in frame.choosers
                for one in (
                    held.arrived(of_talk, places) if held.linked == "talk" else held.arrived(named)
                )
            ),
            gr.update(value=told, visible=bool(told)),
            *(follow(first) for _, follow in frame.linked),
            *(one for shown, _ in followed for one in shown),
        )  # fmt: skip

    def _renewed(self, frame: Frame, *chosen: str | list[str] | None) -> tuple[object, ...]:
        """The header and every list of plans, without what is no more."""
        kept = iter(chosen)
        lists = [
            one for held in frame.choosers
            for one in held.renewed(*(next(kept) for _ in held.lists))
        ]  # fmt: skip
        return self._header(), *lists, *("" for _ in frame.stale)

    def _header(self) -> str:
        texts = self.texts
        return element(
            "header",
            element("a", texts.skip, href="#views", class_="skip"),
            element("div", element("h1", texts.title), element("p", texts.lead), class_="name"),
            element("span", texts.plans_held.format(n=len(self.plans())), class_="held"),
            *([element("span", self.model, class_="held model")] if self.model else []),
            element(
                "a",
                texts.other_language,
                href=self.other_page,
                class_="language",
                aria_label=texts.other_language_label,
            ),
            *(
                [element("a", texts.sign_out, href="/logout", class_="language")]
                if self.login
                else []
            ),
            data_tabs=" ".join(tab.name for tab in self.tabs),
        )

    def _plan_list(self) -> str:
        return panel.plan_list(self.plans(), self.texts, today())
