"""The tab "Hỏi đáp": questions and their answers, whose marks open the words at the right.

The conversation is our own HTML and not ``gr.Chatbot``: its marks are real buttons, and
Gradio's sanitiser would take their attributes away. A click reaches Python as the component's
``select`` event (see ``thread.js``), carrying a reference such as ``2.c.0`` (turn 2, citation 0),
never text; what asks goes by the box (see ``asking.py``).
"""

from __future__ import annotations

import functools
import logging
import re
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

import gradio as gr
from markupsafe import Markup

from rag.errors import HoiError
from rag.feedback import FAULTS, Rating
from rag.names.now import today
from rag.pages import address, conversation, panel
from rag.pages.asking import ANSWERED, ARRIVED, make_asking
from rag.pages.chooser import chooses, names_of
from rag.pages.frame import Event, Frame, next_opening
from rag.pages.html import element, joined
from rag.pages.kept import KeptTurns
from rag.pages.opening import PageOf
from rag.pages.section import SectionView
from rag.pages.talk import Sent, Talk, sent_by, talk_number, while_wanted
from rag.pages.texts import Example, Texts, asset
from rag.pages.thread import (
    Thread,
    Turn,
    TurnTexts,
    actions,
    first_reference,
    heading,
    suggested,
    understood,
    without,
)
from rag.schema import Answer, Citation, Plan
from rag.understanding.plan_names import PlanNames

__all__ = ["Ask", "ChatTab", "SectionOf", "SectionView", "Turn"]

Ask = Callable[[str, tuple[str, ...], tuple[str, ...]], Iterator[Answer]]
"""The question, the plans chosen, and the questions asked before in the same talk.

Each answer takes the place of the one before: a language model phrases it sentence by sentence.
"""
SectionOf = Callable[[Citation], SectionView]
Shown = Generator[tuple[object, ...]]
"""What an event of the talk shows, one after another."""
Keep = Callable[[Rating, int | None], int]
"""Keeps what a reader thinks, in the place of an earlier row; the row."""

_OPEN = re.compile(r"(\d{1,4}\.([cg])\.(\d{1,4}))(\.page)?")
_TURNS_KEPT, _TURNS_LEAVING = 30, 10
"""Older turns leave the page, so that a long day does not slow an old computer down."""

_MOST_TOLD = 3
"""Plans named in one line."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ChatTab:
    """What the tab shows and calls; ``plans`` are those that the index holds now."""

    texts: Texts
    words: TurnTexts
    examples: tuple[Example, ...]
    plans: Callable[[], tuple[Plan, ...]]
    ask: Ask
    section_of: SectionOf
    page_of: PageOf
    keep: Keep
    max_question_chars: int
    at_once: int
    kept: KeptTurns = field(default_factory=KeptTurns)

    name = "ask"

    @property
    def label(self) -> str:
        return self.texts.tab_chat

    def build(self, shown: Event, frame: Frame) -> None:
        """The tab's components and events."""
        with gr.Column(elem_id="talk"):
            talk = gr.HTML(
                self._conversation(()),
                apply_default_css=False,
                js_on_load=asset("thread.js"),
                elem_id="conversation",
            )
            box = make_asking(frame, self._status(self.texts.hint))
        thread, lists = frame.state, box.among.lists
        frame.tells(self, box.among.chosen, place=box.among.issued)
        outputs = [talk, frame.side, box.status, box.question, *lists, thread]
        on = functools.partial(frame.on, queue="ask", at_once=self.at_once)
        ours = gr.State(Talk())
        on(frame.page.load, self._arrived, ours, outputs, ended=ARRIVED)
        on(box.waiting.submit, self._told, [*lists, thread, ours], outputs, ended=ANSWERED)
        frame.on(box.waiting.clear, self._cleared, ours, outputs)
        frame.on(talk.edit, self._taken_up, thread, lists)
        frame.on(box.waiting.edit, self._put_back, None, lists)
        if (places := box.among.issued) is not None:
            frame.on(places.input, self._narrowed, lists, [box.among.chosen, box.status])
        frame.on(talk.like, self._rated, thread, [box.status, thread])
        frame.opens(talk)

    # ----------------------------------------------------------------- events

    def _arrived(self, talk: Talk, request: gr.Request) -> Shown:
        """The address may hold a question; a plan it names may be none of this machine's."""
        listed = panel.plan_list(self.plans(), self.texts, today())
        asked = address.asked_by(request.query_params.multi_items())
        if asked is None:
            yield _showing(side=listed)
            return
        names = self._names
        plans, places = names.apart(asked.plans, asked.places)
        unknown = [one for one in asked.plans if not names.meant((one,))]
        unknown += [one for one in asked.places if not names.linked_places((one,))]
        meant = replace(asked, plans=(*plans, *unknown), places=places)
        if (line := self._nowhere(meant)) is not None:
            kept = asked.question[: self.max_question_chars]
            yield _showing(side=listed, status=self._status(line), question=kept)
            return
        yield _showing(side=listed)
        answering = self._answering(meant, ())
        yield from self._going_on(answering, talk, talk.number)

    def _told(
        self,
        plans: list[str],
        places: list[str],
        thread: Thread,
        talk: Talk,
        event: gr.EventData,
    ) -> Shown:
        """A question from the box, with what was chosen when it was sent, or a press."""
        number = talk_number(event._data)
        if number < talk.number:
            return  # its talk was ended before its turn came
        if number > talk.number:
            talk.number, thread = number, ()  # what ends the talk before is still to come
        sent = sent_by(event._data)
        if sent is None:
            answering = self._chosen(plans, places, thread, event)
        else:
            answering = self._asked(sent, thread)
        yield from self._going_on(answering, talk, number)

    def _going_on(self, answering: Shown, talk: Talk, number: int) -> Shown:
        """An answer as it is made, for as long as the talk that it is of goes on."""
        yield from while_wanted(answering, lambda: talk.number == number)
        if talk.number != number:
            yield self._begun()  # what was on its way came after it

    def _asked(self, sent: Sent, thread: Thread) -> Shown:
        """A question from the box, which may go on from those before it.

        In place of one of them it goes on from those before that one, and what followed is gone.
        """
        led = thread[0].before if thread else ()
        if sent.edited is not None:
            place = sent.edited.place_in([turn.question for turn in thread])
            if place is None:
                yield _showing(status=self._status(self.words.edit_gone))
                return
            thread = thread[:place]
        before = (*led, *(turn.question for turn in thread))[-address.MOST_BEFORE :]
        asked = address.Asked(sent.question.strip(), sent.plans, before, sent.places)
        yield from self._answering(asked, thread, anew=sent.edited is not None)

    def _taken_up(self, thread: Thread, event: gr.EventData) -> tuple[object, ...]:
        """A question was put back into the box: the lists choose what it was asked among."""
        place = str(event.ref)
        if not (place.isascii() and place.isdigit() and int(place) < len(thread)):
            return gr.skip(), gr.skip()
        turn = thread[int(place)]
        return chooses(self._names, turn.plans, turn.places)

    def _put_back(self, event: gr.EventData) -> tuple[object, ...]:
        """It is not asked in another wording: the lists are as they were."""
        before = sent_by({"question": "", **event._data}) or Sent("")
        return chooses(self._names, before.plans, before.places)

    def _narrowed(self, plans: list[str], places: list[str]) -> tuple[object, ...]:
        """Places were chosen: the list of plans keeps to them, and a plan of none is let go."""
        names = self._names
        outside = names.outside(plans, places)
        kept = [one for one in plans if one not in outside]
        line = self.words.left_outside.format(plans=self._called(outside))
        listed = chooses(names, kept, places)[0]
        return listed, self._status(line) if outside else gr.skip()

    def _chosen(
        self, plans: list[str], places: list[str], thread: Thread, event: gr.EventData
    ) -> Shown:
        """An example (``e.0``), a suggestion (``s.2.0``) or a part (``w.2.1``) was pressed."""
        kind, *numbers = str(event.ref).split(".")
        numbered = [int(number) for number in numbers if number.isascii() and number.isdigit()]
        if kind == "w" and len(numbered) == 2:
            turn = thread[numbered[0]] if numbered[0] < len(thread) else None
            asked = None if turn is None else without(turn, numbered[1], self._names)
            if asked is not None:
                yield _showing(among=chooses(self._names, asked.plans, asked.places))
                yield from self._answering(asked, thread)
            return
        question = self._question_of(kind, numbered, thread)
        if question is not None:
            # it names all that it means, and goes on from nothing
            asked = address.Asked(question, tuple(plans or ()), places=tuple(places or ()))
            yield from self._answering(asked, thread)

    def _rated(self, thread: Thread, event: gr.EventData) -> tuple[object, ...]:
        """What a reader thinks of an answer; pressed again, it takes the place of the first."""
        reference, fault = str(event.ref), str(event._data.get("fault") or "")
        place = int(reference) if reference.isascii() and reference.isdigit() else -1
        turn = thread[place] if 0 <= place < len(thread) else None
        if turn is None or turn.answer is None or (fault and fault not in FAULTS):
            return gr.skip(), gr.skip()
        good, note = event._data.get("good") is True, str(event._data.get("note") or "")
        rating = Rating(
            turn.answer, good, turn.before, self._names.among(turn.plans, turn.places),
            fault if fault and not good else None, note if not good else None,
        )  # fmt: skip
        try:
            row = self.keep(rating, turn.row)
        except HoiError as error:
            # the file's path is the server's own affair
            _log.warning("%s", error)
            return self._status(self.words.not_kept), gr.skip()
        rated = replace(turn, good=good, row=row)
        return self._status(self.words.thanks), (*thread[:place], rated, *thread[place + 1 :])

    def opened(self, reference: str, thread: object) -> str | None:
        """The panel with the words of a citation's mark; None for what is none of this thread."""
        return self._source(reference, cast("Thread", thread), by_user=True)

    def _cleared(self, talk: Talk, event: gr.EventData) -> tuple[object, ...]:
        number = talk_number(event._data)
        if number <= talk.number:
            return _showing()  # its first question came before
        talk.number = number
        return self._begun()

    def _begun(self) -> tuple[object, ...]:
        """A talk without a question."""
        listed = panel.plan_list(self.plans(), self.texts, today())
        hint = self._status(self.texts.hint)
        return _showing(self._conversation(()), listed, hint, thread=())

    # ----------------------------------------------------------------- steps

    def _answering(self, asked: address.Asked, thread: Thread, *, anew: bool = False) -> Shown:
        """A question: shown at once, answered after; ``anew`` with nothing open of what was."""
        size, limit = len(asked.question), self.max_question_chars
        if not size:
            yield _showing(status=self._status(self.texts.empty))
            return
        if size > limit or any(len(one) > limit for one in asked.before):
            line = self.texts.too_long.format(n=size, limit=limit)
            yield _showing(status=self._status(line))
            return
        if (told := self._nowhere(asked)) is not None:
            yield _showing(status=self._status(told))
            return
        # several leave at once: those that stay change their places, and are made anew
        before = thread if len(thread) < _TURNS_KEPT else thread[_TURNS_LEAVING:]
        turn = Turn(asked.question, asked.plans, asked.before, asked.places)
        closed = panel.plan_list(self.plans(), self.texts, today()) if anew else None
        yield _showing(self._conversation((*before, turn)), closed, self._status(""))
        opened = None
        for shown in self._answered(turn):
            after = (*before, shown)
            reference = first_reference(len(after) - 1, shown)
            # what a reader has opened meanwhile stays open
            opens = reference is not None and reference != opened
            side = self._source(reference, after, by_user=False) if reference and opens else None
            opened = reference
            line = self._status(conversation.outcome(shown.answer, self.texts))
            yield _showing(self._conversation(after), side, line, thread=after)

    def _answered(self, turn: Turn) -> Iterator[Turn]:
        """The turn with its answer, again with each sentence that is phrased."""
        among = self._names.among(turn.plans, turn.places)
        try:
            for answer in self.ask(turn.question, among, turn.before):
                yield replace(turn, answer=answer)
        except HoiError as error:
            yield replace(turn, failure=str(error))
        except Exception:  # noqa: BLE001 - the page's outer edge: a user sees no traceback
            _log.exception("no answer to a question")
            yield replace(turn, failure=self.texts.internal_error)

    def _source(self, reference: str, thread: Thread, *, by_user: bool) -> str | None:
        """The panel with the citation open; None for a reference this thread does not hold."""
        match = _OPEN.fullmatch(reference)
        turn = int(reference.split(".", maxsplit=1)[0]) if match else len(thread)
        if match is None or turn >= len(thread):
            return None
        given = thread[turn].answer
        if given is None:
            return None
        citations = given.citations if match[2] == "c" else given.nearest
        place = int(match[3])
        if place >= len(citations):
            return None
        drawing = self.page_of(citations[place])
        try:
            section = self.section_of(citations[place])
            png = drawing() if drawing is not None and match[4] else None
        except HoiError as error:
            return conversation.failure(str(error))
        name = self.texts.source.format(n=citations[place].n)
        opened = panel.Opened(
            match[1], citations[place], len(citations), next_opening(), by_user, name,
            self.texts.back, drawing is not None, png,
        )  # fmt: skip
        return panel.source(opened, section, self.texts)

    def _question_of(self, kind: str, places: list[int], thread: Thread) -> str | None:
        if kind == "e" and len(places) == 1 and places[0] < len(self.examples):
            return self.examples[places[0]].question(self.texts.lang)
        return suggested(places, thread) if kind == "s" and len(places) == 2 else None

    @property
    def _names(self) -> PlanNames:
        return names_of(self.plans(), self.texts.lang)

    def _called(self, plans: Sequence[str]) -> str:
        told = [f"“{self._names.called(one)}”" for one in plans[:_MOST_TOLD]]
        return ", ".join((*told, "…") if len(plans) > _MOST_TOLD else told)

    def _nowhere(self, asked: address.Asked) -> str | None:
        """Why a question is not asked: of other plans than those chosen it would be another one."""
        names = self._names
        gone = [one for one in (*asked.plans, *asked.places) if not names.meant((one,))]
        if gone:
            return self.words.unknown_plan.format(plan=gone[0])
        outside = names.outside(asked.plans, asked.places)
        return self.words.outside.format(plans=self._called(outside)) if outside else None

    # ----------------------------------------------------------------- pieces

    def _conversation(self, thread: Thread) -> str:
        if not thread:
            return conversation.welcome(self.texts, self.examples)
        names = self._names
        return joined(
            *(
                self.kept.of(place, turn, functools.partial(self._turn, place, turn, names))
                for place, turn in enumerate(thread)
            )
        )

    def _turn(self, place: int, turn: Turn, names: PlanNames) -> Markup:
        texts, words = self.texts, self.words
        if turn.answer is not None:
            reply = joined(
                understood(place, turn, names, words),
                conversation.answer(
                    place,
                    turn.answer,
                    texts,
                    conversation.carried(turn.answer, names.plans, texts),
                    actions(place, turn, texts, words),
                ),
            )
        elif turn.failure is not None:
            reply = conversation.failure(turn.failure)
        else:
            reply = conversation.pending(texts)
        asked = heading(place, turn, texts, words)
        return element("article", asked, reply, class_="turn", data_link=turn.link)

    def _status(self, line: str) -> str:
        return element("p", line, role="status", aria_live="polite", class_="status")


def _showing(
    talk: object = None,
    side: object = None,
    status: object = None,
    question: object = None,
    among: tuple[object, object] = (None, None),
    thread: object = None,
) -> tuple[object, ...]:
    """The outputs of an event; what is None stays as it is."""
    told = (talk, side, status, question, *among, thread)
    return tuple(gr.skip() if one is None else one for one in told)
