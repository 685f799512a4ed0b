"""The tab "Hỏi đáp": questions and their answers, whose marks open the words at the right.

The conversation is our own HTML and not ``gr.Chatbot``: its marks are real buttons, and
Gradio's sanitiser would take their attributes away. A click reaches Python as the component's
``select`` or ``submit`` event (see ``thread.js``), carrying a reference such as ``2.c.0``
(turn 2, citation 0), never text.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import cast

import gradio as gr

from rag.errors import HoiError
from rag.now import today
from rag.pages import conversation, panel
from rag.pages.frame import Frame, next_opening, plan_name
from rag.pages.html import element, joined
from rag.pages.section import SectionView
from rag.pages.texts import Example, Texts, asset
from rag.schema import Answer, Citation, Plan

__all__ = ["Ask", "ChatTab", "SectionOf", "SectionView", "Turn"]

Ask = Callable[[str, tuple[str, ...], tuple[str, ...]], Answer]
"""The question, the plans chosen, and the questions asked before in the same talk."""
SectionOf = Callable[[Citation], SectionView]

_OPEN = re.compile(r"(\d{1,4})\.([cg])\.(\d{1,4})")
_TURNS_KEPT = 30
"""Older turns leave the page, so that a long day does not slow an old computer down."""
_TURNS_MEANT = 6
"""Questions before that a typed one may go on from."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Turn:
    """One question with its answer or, in its place, one line that says what failed."""

    question: str
    answer: Answer | None = None
    failure: str | None = None


Thread = tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class ChatTab:
    """What the tab shows and calls; ``plans`` are those that the index holds now."""

    texts: Texts
    examples: tuple[Example, ...]
    plans: Callable[[], tuple[Plan, ...]]
    ask: Ask
    section_of: SectionOf
    max_question_chars: int

    name = "ask"

    @property
    def label(self) -> str:
        return self.texts.tab_chat

    def build(self, tab: gr.Tab, frame: Frame) -> None:
        """The tab's components and events."""
        with gr.Column(elem_id="talk"):
            talk, question, plans, again, status = self._talk()
        thread = frame.state
        shown = [talk, frame.side, status, question, thread]
        frame.on(question.submit, self._asked, [question, plans, thread], shown, queue="ask")
        frame.on(talk.submit, self._chosen, [plans, thread], shown, queue="ask")
        frame.on(again.click, self._cleared, None, shown)
        frame.opens(talk)

    def _talk(self) -> tuple[gr.HTML, gr.Textbox, gr.Dropdown, gr.Button, gr.HTML]:
        """The conversation with the box below it: a question, its plans, a new talk, the status."""
        texts = self.texts
        talk = gr.HTML(
            self._conversation(()),
            apply_default_css=False,
            js_on_load=asset("thread.js"),
            elem_id="conversation",
        )
        with gr.Column(elem_id="asking"):
            question = gr.Textbox(
                label=texts.question,
                placeholder=texts.placeholder,
                lines=1,
                max_lines=6,
                submit_btn=texts.send,
                elem_id="question",
                show_label=False,
                container=False,
                autofocus=True,
                html_attributes=gr.InputHTMLAttributes(
                    spellcheck=False, autocomplete="off", enterkeyhint="send"
                ),
            )
            with gr.Row(elem_id="below"):
                plans = gr.Dropdown(
                    self._names(), value=[], multiselect=True, label=texts.filter, elem_id="plans"
                )
                again = gr.Button(texts.new_conversation, size="sm", elem_id="again", scale=0)
            status = gr.HTML(
                self._status(texts.hint),
                apply_default_css=False,
                elem_id="status",
                js_on_load=None,
            )
        return talk, question, plans, again, status

    # ----------------------------------------------------------------- events

    def _asked(
        self, question: str, plans: list[str], thread: Thread, *, goes_on: bool = True
    ) -> Iterator[tuple[object, ...]]:
        """A question from the box: shown at once, answered after."""
        question = (question or "").strip()
        limit = self.max_question_chars
        if not question:
            yield self._only_status(self.texts.empty)
            return
        if len(question) > limit:
            yield self._only_status(self.texts.too_long.format(n=len(question), limit=limit))
            return
        before = thread[-(_TURNS_KEPT - 1) :]
        turn = Turn(question)
        yield self._conversation((*before, turn)), gr.skip(), self._status(""), "", gr.skip()
        turns = tuple(one.question for one in before[-_TURNS_MEANT:]) if goes_on else ()
        turn = self._answered(turn, tuple(plans or ()), turns)
        after = (*before, turn)
        reference = _first_reference(len(after) - 1, turn)
        side = self._source(reference, after, by_user=False) if reference else gr.skip()
        yield self._conversation(after), side, self._status(self._outcome(turn)), "", after

    def _chosen(
        self, plans: list[str], thread: Thread, event: gr.EventData
    ) -> Iterator[tuple[object, ...]]:
        """An example (``e.0``) or a suggestion (``s.2.0``) was pressed."""
        question = self._question_of(str(event.ref), thread)
        if question is not None:
            # it names all that it means, and goes on from nothing
            yield from self._asked(question, plans, thread, goes_on=False)

    def opened(self, reference: str, thread: object) -> str | None:
        """The panel with the words of a citation's mark; None for what is none of this thread."""
        return self._source(reference, cast("Thread", thread), by_user=True)

    def _cleared(self) -> tuple[object, ...]:
        listed = panel.plan_list(self.plans(), self.texts, today())
        return self._conversation(()), listed, self._status(self.texts.hint), "", ()

    # ----------------------------------------------------------------- steps

    def _answered(self, turn: Turn, plans: tuple[str, ...], turns: tuple[str, ...]) -> Turn:
        try:
            return replace(turn, answer=self.ask(turn.question, plans, turns))
        except HoiError as error:
            return replace(turn, failure=str(error))
        except Exception:  # noqa: BLE001 - the page's outer edge: a user sees no traceback
            _log.exception("no answer to a question")
            return replace(turn, failure=self.texts.internal_error)

    def _source(self, reference: str, thread: Thread, *, by_user: bool) -> str | None:
        """The panel with the citation open; None for a reference this thread does not hold."""
        match = _OPEN.fullmatch(reference)
        if match is None or int(match[1]) >= len(thread):
            return None
        given = thread[int(match[1])].answer
        if given is None:
            return None
        citations = given.citations if match[2] == "c" else given.nearest
        place = int(match[3])
        if place >= len(citations):
            return None
        try:
            section = self.section_of(citations[place])
        except HoiError as error:
            return conversation.failure(str(error))
        name = self.texts.source.format(n=citations[place].n)
        opened = panel.Opened(
            reference, citations[place], len(citations), next_opening(), by_user, name,
            self.texts.back,
        )  # fmt: skip
        return panel.source(opened, section, self.texts)

    def _question_of(self, reference: str, thread: Thread) -> str | None:
        kind, *numbers = reference.split(".")
        places = [int(number) for number in numbers if number.isascii() and number.isdigit()]
        if kind == "e" and len(places) == 1 and places[0] < len(self.examples):
            return self.examples[places[0]].question(self.texts.lang)
        if kind == "s" and len(places) == 2 and places[0] < len(thread):
            given = thread[places[0]].answer
            if given is not None and places[1] < len(given.suggestions):
                return given.suggestions[places[1]]
        return None

    def _outcome(self, turn: Turn) -> str:
        if turn.answer is None:
            return ""
        seconds = f"{max(turn.answer.timing_ms.total / 1000, 0.01):.2f}"
        if self.texts.lang == "vi":
            seconds = seconds.replace(".", ",")
        if turn.answer.abstained:
            return self.texts.done_refused.format(seconds=seconds)
        return self.texts.done.format(n=len(turn.answer.citations), seconds=seconds)

    # ----------------------------------------------------------------- pieces

    def _conversation(self, thread: Thread) -> str:
        if not thread:
            return conversation.welcome(self.texts, self.examples)
        return joined(*(self._turn(place, turn) for place, turn in enumerate(thread)))

    def _turn(self, place: int, turn: Turn) -> str:
        if turn.answer is not None:
            reply = conversation.answer(place, turn.answer, self.texts, self._carried(turn.answer))
        elif turn.failure is not None:
            reply = conversation.failure(turn.failure)
        else:
            reply = conversation.pending(self.texts)
        return element(
            "article", conversation.question(turn.question, self.texts), reply, class_="turn"
        )

    def _names(self) -> list[tuple[str, str]]:
        return [(plan_name(plan), plan.plan_id) for plan in self.plans()]

    def _carried(self, given: Answer) -> str | None:
        """Whose plans an answer is about because the talk was: said, so that none is misled."""
        understood = given.understood
        if not understood.from_talk:
            return None
        held = {plan.plan_id: plan for plan in self.plans()}
        names = [plan_name(held[plan_id]) for plan_id in understood.plans if plan_id in held]
        return self.texts.from_talk.format(plans="; ".join(names)) if names else None

    def _status(self, line: str) -> str:
        return element("p", line, role="status", aria_live="polite", class_="status")

    def _only_status(self, line: str) -> tuple[object, ...]:
        return gr.skip(), gr.skip(), self._status(line), gr.skip(), gr.skip()


def _first_reference(place: int, turn: Turn) -> str | None:
    """What the panel opens by itself: the first citation, else the first near passage."""
    if turn.answer is None:
        return None
    if turn.answer.citations:
        return f"{place}.c.0"
    return f"{place}.g.0" if turn.answer.nearest else None
