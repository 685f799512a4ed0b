"""The tab "Ôn tập": questions drawn from the plans, each explained by the words it rests on."""

from __future__ import annotations

import logging
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import gradio as gr
from markupsafe import Markup

from rag.errors import HoiError
from rag.lexicon import Lexicon
from rag.pages import conversation
from rag.pages.frame import Event, Frame
from rag.pages.html import element
from rag.pages.opening import PIECE, Words
from rag.pages.texts import asset
from rag.quiz import TOPICS, Question, Topic
from rag.schema import Plan

_REFERENCE = re.compile(rf"quiz\.(\d{{1,9}})\.([a-z0-9-]+)\.(\d{{1,4}}){PIECE}")
_COUNTS = (5, 10, 20)
_SEEDS = 1_000_000

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class QuizTexts:
    """The tab's words: section ``[quiz]`` of the texts."""

    tab: str
    plan: str
    topics: str
    who: str
    when: str
    figure: str
    count: str
    way: str
    way_choose: str
    way_type: str
    begin: str
    lead: str
    ask_who: str
    ask_when: str
    ask_figure: str
    choose_one: str
    choose_all: str
    type_answer: str
    answer: str
    next: str
    finish: str
    position: str
    right: str
    wrong: str
    is_right: str
    open_words: str
    score: str
    topic_score: str
    sheet: str
    sheet_answers: str
    print: str
    none: str
    empty: str
    back: str
    error: str


@dataclass(frozen=True, slots=True)
class Round:
    """A round in play: ``given`` are the answers so far, with whether each was right."""

    seed: int = 0
    plan_id: str = ""
    questions: tuple[Question, ...] = ()
    typed: bool = False
    given: tuple[tuple[str, bool], ...] = ()
    shown: bool = field(default=False)

    @property
    def at(self) -> int:
        """The place of the question on show: the last answered while its answer is shown."""
        return len(self.given) - 1 if self.shown else len(self.given)

    @property
    def over(self) -> bool:
        return not self.shown and len(self.given) == len(self.questions)


Draw = Callable[[str, int, tuple[Topic, ...], int], tuple[Question, ...]]
"""A plan, a seed, topics and how many: the questions."""


@dataclass(frozen=True, slots=True)
class QuizTab:
    """What the tab shows and calls."""

    texts: QuizTexts
    plans: Callable[[], tuple[Plan, ...]]
    draw: Draw
    lexicon: Lexicon
    words: Words

    name = "quiz"

    @property
    def label(self) -> str:
        return self.texts.tab

    def build(self, shown: Event, frame: Frame) -> None:
        """The tab's components and events."""
        texts = self.texts
        state = gr.State(Round())
        with gr.Column(elem_id="quiz"):
            with gr.Row(elem_classes="filters"):
                plan = frame.chooser(texts.plan, elem_id="quiz-plan").chosen
                topics = gr.Dropdown(
                    [(self._topic(topic), topic) for topic in TOPICS],
                    value=[],
                    multiselect=True,
                    label=texts.topics,
                )
                count = gr.Dropdown(list(_COUNTS), value=_COUNTS[0], label=texts.count)
                way = gr.Dropdown(
                    [(texts.way_choose, ""), (texts.way_type, "typed")], value="", label=texts.way
                )
                begin = gr.Button(texts.begin, size="sm", scale=0)
            page = gr.HTML(
                element("p", texts.lead, class_="quiet"),
                apply_default_css=False,
                js_on_load=asset("table.js"),
                elem_id="quiz-shown",
            )
            with gr.Column(elem_id="quiz-options", scale=0):
                several = gr.CheckboxGroup(
                    [], label=texts.type_answer, show_label=False, visible=False
                )
                single = gr.Radio([], label=texts.type_answer, show_label=False, visible=False)
            typed = gr.Textbox(
                label=texts.type_answer, max_lines=1, visible=False, elem_id="quiz-typed"
            )
            answer = gr.Button(texts.answer, visible=False, elem_id="quiz-answer")
            onward = gr.Button(texts.next, visible=False, elem_id="quiz-next")
        outputs = [state, page, several, single, typed, answer, onward]
        frame.on(begin.click, self.begun, [plan, topics, count, way], outputs)
        for event in (answer.click, typed.submit):
            frame.on(event, self.answered, [state, several, single, typed], outputs)
        frame.on(onward.click, self.onward, state, outputs)
        frame.tells(self, plan)
        frame.opens(page)

    def opened(self, reference: str, thread: object) -> str | None:
        """The panel with the words of an answer; the round is drawn again from its seed."""
        match = _REFERENCE.fullmatch(reference)
        if match is None or all(plan.plan_id != match[2] for plan in self.plans()):
            return None
        drawn = self.draw(match[2], int(match[1]), TOPICS, _SEEDS)
        if int(match[3]) >= len(drawn):
            return None
        one = drawn[int(match[3])]
        return self.words.opened(reference, one.sources, "; ".join(one.answers), self.texts.back)

    # ----------------------------------------------------------------- events

    def begun(
        self, plan_id: str | None, topics: Sequence[Topic], count: int, way: str
    ) -> tuple[object, ...]:
        """A round of a plan, or one line that says why there is none."""
        seed = random.randrange(_SEEDS)
        wanted = tuple(topic for topic in TOPICS if topic in topics) or TOPICS
        try:
            drawn = self.draw(plan_id, seed, wanted, count) if plan_id else ()
        except HoiError as error:
            return self._only(conversation.failure(str(error)))
        except Exception:  # noqa: BLE001 - the page's outer edge: a user sees no traceback
            _log.exception("no quiz")
            return self._only(conversation.failure(self.texts.error))
        if not drawn:
            return self._only(element("p", self.texts.none, class_="quiet"))
        return self._page(Round(seed, plan_id or "", drawn, way == "typed"))

    def answered(
        self, held: Round, several: list[str], single: str | None, typed: str
    ) -> tuple[object, ...]:
        """The answer judged and explained."""
        if held.over or held.shown or not held.questions:
            return self._page(held)
        one = held.questions[held.at]
        chosen = several if len(one.right) > 1 else [single] if single else []
        said = typed.strip() if held.typed else "; ".join(chosen)
        if not said:
            return self._page(held, self.texts.empty)
        right = one.said_right(said, self.lexicon) if held.typed else one.chosen_right(chosen)
        return self._page(replace(held, given=(*held.given, (said, right)), shown=True))

    def onward(self, held: Round) -> tuple[object, ...]:
        """The next question, or the score once there is none."""
        return self._page(replace(held, shown=False))

    # ----------------------------------------------------------------- what is shown

    def _only(self, html: str) -> tuple[object, ...]:
        hidden = gr.update(visible=False)
        return Round(), html, hidden, hidden, hidden, hidden, hidden

    def _page(self, held: Round, note: str = "") -> tuple[object, ...]:
        if not held.questions:
            return self._only(element("p", self.texts.lead, class_="quiet"))
        if held.over:
            hidden = gr.update(visible=False)
            return held, self._score(held), hidden, hidden, hidden, hidden, hidden
        one, asking = held.questions[held.at], not held.shown
        last = len(held.given) == len(held.questions)
        several, choices = len(one.right) > 1, list(one.options)
        choosing = asking and not held.typed
        html = element("div", *self._question(held, one, note), class_="quiz-view")
        return (
            held,
            html,
            gr.update(choices=choices, value=[], visible=choosing and several),
            gr.update(choices=choices, value=None, visible=choosing and not several),
            gr.update(value="", visible=asking and held.typed),
            gr.update(visible=asking),
            gr.update(visible=held.shown, value=self.texts.finish if last else self.texts.next),
        )

    def _question(self, held: Round, one: Question, note: str) -> Iterator[Markup]:
        texts = self.texts
        yield element(
            "p",
            texts.position.format(i=held.at + 1, n=len(held.questions)),
            f" · {self._topic(one.topic)}",
            class_="quiet",
        )
        yield element("h3", self._asks(one.topic))
        yield element("blockquote", _sentence(one.text), lang="vi")
        if not held.shown:
            how = texts.choose_all if len(one.right) > 1 else texts.choose_one
            yield element("p", note or ("" if held.typed else how), class_="quiet", role="status")
            return
        said, right = held.given[held.at]
        verdict = texts.right if right else texts.wrong.format(said=said)
        yield element("p", verdict, class_="quiz-right" if right else "quiz-wrong", role="status")
        yield element("p", texts.is_right.format(answer="; ".join(one.answers)))
        yield self._open(held, one)

    def _open(self, held: Round, one: Question) -> Markup:
        whole = self.draw(held.plan_id, held.seed, TOPICS, _SEEDS)
        return element(
            "button",
            self.texts.open_words,
            type="button",
            class_="open-words",
            data_open=f"quiz.{held.seed}.{held.plan_id}.{whole.index(one)}.0",
            aria_controls="panel",
        )

    def _score(self, held: Round) -> Markup:
        """How many were right, by topic, then the round as a sheet for a class."""
        texts = self.texts
        pairs = list(zip(held.questions, held.given, strict=True))
        lines = []
        for topic in dict.fromkeys(one.topic for one in held.questions):
            own = [right for one, (_, right) in pairs if one.topic == topic]
            lines.append(
                element(
                    "li",
                    element(
                        "span",
                        texts.topic_score.format(
                            topic=self._topic(topic), right=sum(own), n=len(own)
                        ),
                    ),
                    element("meter", min="0", max=str(len(own)), value=str(sum(own))),
                )
            )
        total = sum(right for _, (_, right) in pairs)
        return element(
            "div",
            element("h3", texts.score.format(right=total, n=len(pairs))),
            element("ul", *lines, class_="quiz-score"),
            self._sheet(held),
            class_="quiz-view",
        )

    def _sheet(self, held: Round) -> Markup:
        """The round for a class: the questions, then the answers on a page of their own."""
        texts = self.texts
        plan = next((one for one in self.plans() if one.plan_id == held.plan_id), None)
        title = " – ".join(filter(None, (plan.issuer, plan.title))) if plan else ""
        return element(
            "details",
            element("summary", texts.sheet),
            element("button", texts.print, type="button", class_="open-words", data_print="yes"),
            element("h4", texts.tab, ": ", element("span", title, lang="vi")),
            element("ol", *map(self._asked, held.questions), class_="quiz-sheet"),
            element(
                "section",
                element("h4", texts.sheet_answers, ": ", element("span", title, lang="vi")),
                element("ol", *map(self._answer, held.questions), class_="quiz-sheet"),
                class_="quiz-answers",
            ),
        )

    def _asked(self, one: Question) -> Markup:
        several = element("em", f" {self.texts.choose_all}") if len(one.right) > 1 else ""
        words = element("span", _sentence(one.text), lang="vi")
        return element(
            "li",
            element("p", element("strong", self._asks(one.topic)), " ", words, several),
            element("ol", *(element("li", o) for o in one.options), class_="quiz-letters"),
        )

    def _answer(self, one: Question) -> Markup:
        """ "B. Sở Y tế", and where the plan says so."""
        right = "; ".join(f"{_letter(place)}. {one.options[place]}" for place in sorted(one.right))
        try:
            place = self.words.cite(one.sources[0], 1).reference
        except HoiError:
            place = ""  # the plan was taken away meanwhile
        return element("li", element("p", right), element("p", place, class_="quiet"), lang="vi")

    def _topic(self, topic: Topic) -> str:
        return {"who": self.texts.who, "when": self.texts.when, "figure": self.texts.figure}[topic]

    def _asks(self, topic: Topic) -> str:
        texts = self.texts
        return {"who": texts.ask_who, "when": texts.ask_when, "figure": texts.ask_figure}[topic]


def _letter(place: int) -> str:
    return chr(ord("A") + place)


def _sentence(words: str) -> str:
    """A duty's words, which are kept without their closing sign."""
    return words if words.endswith((".", "?", "!")) else f"{words}."
