"""The answer of the plans, phrased by a language model where there is one.

The answer itself is found and verified first, without the model; a sentence of the model's takes
the place of the statements it phrases, once it is whole and stands (``leash``). Whatever the model
does, every statement is there, in its words or in the plan's.
"""

from __future__ import annotations

import logging
import re
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TypeVar

from rag.asking import Asking
from rag.lexicon import Lexicon
from rag.llm.door import Model, ModelFailed, open_model
from rag.llm.leash import Leash, shown
from rag.llm.offer import Offer, offer, phrasing_prompt, rewriting_prompt
from rag.llm.reply import CLAIMS_SCHEMA, QUESTION_SCHEMA, ModelClaim, claims_of, question_of
from rag.phrasing import Phrases
from rag.schema import Answer, Claim, Hit, Lang, Note, Phrased, Query
from rag.settings import Settings

_LOG = logging.getLogger(__name__)

TRIES = 2
NEAR = 8
LINE = 4
"""So many times those phrased at once may have been asked; one more is left without, at once.

The others would wait in the page's own line, and with them who asks next.
"""
REST_S = 60.0
"""An endpoint that cannot be reached is left alone so long: nobody waits for it again and again."""
_NUMBER = re.compile(r"\d+")


A = TypeVar("A", bound=Asking)


def with_model(asker: A, settings: Settings) -> A | PhrasingAsker:
    """The same in the words of the model that the settings name; itself where they name none.

    Raises:
        UsageError: the model's settings cannot be used.
    """
    if not settings.llm_url and not settings.llm_model:
        return asker
    return PhrasingAsker(asker, open_model(settings), settings)


def answers(
    asker: Asking, question: str, plans: tuple[str, ...], turns: tuple[str, ...]
) -> Iterator[Answer]:
    """The answer, and again with each sentence that a model has phrased, where there is one."""
    if isinstance(asker, PhrasingAsker):
        yield from asker.stream(question, plans, None, turns)
    else:
        yield asker.ask(question, plans, None, turns)


class PhrasingAsker:
    """Answers as the asker does, in a model's words; safe to call from several threads."""

    def __init__(self, asker: Asking, model: Model, settings: Settings) -> None:
        """Nothing is sent before a question is asked."""
        self._asker = asker
        self._settings = settings
        self._lexicon = Lexicon.load(settings.prompts)
        self.model = model
        self._turn = threading.BoundedSemaphore(settings.llm_at_once)
        self._line = threading.BoundedSemaphore(settings.llm_at_once * LINE)
        self._rests_until = 0.0

    def close(self) -> None:
        """Give up the connections to the model."""
        self.model.close()

    def search(self, text: str, k: int = 10, plans: tuple[str, ...] = ()) -> tuple[Hit, ...]:
        """As without a model."""
        return self._asker.search(text, k, plans)

    def ask(
        self,
        question: str,
        plans: tuple[str, ...] = (),
        lang: Lang | None = None,
        turns: tuple[str, ...] = (),
    ) -> Answer:
        """The last of ``stream``: the whole answer, or the one without a model."""
        *_, last = self.stream(question, plans, lang, turns)
        return last

    def stream(
        self,
        question: str,
        plans: tuple[str, ...] = (),
        lang: Lang | None = None,
        turns: tuple[str, ...] = (),
    ) -> Iterator[Answer]:
        """The answer at once, then as its statements are phrased; each of them can be shown.

        Raises:
            UsageError: as ``Asker.ask``.
        """
        started = time.monotonic()
        until = started + self._settings.llm_timeout_s
        answer = self._asker.ask(question, plans, lang, turns)
        yield answer
        for told in self._told(answer, question, plans, turns, until):
            total = round((time.monotonic() - started) * 1000, 1)
            yield replace(told, timing_ms=replace(told.timing_ms, total=total))

    # ------------------------------------------------------------------ steps

    def _told(
        self, answer: Answer, question: str, plans: tuple[str, ...], turns: tuple[str, ...],
        until: float,
    ) -> Iterator[Answer]:  # fmt: skip
        """What the model makes of an answer; a model that fails leaves it as it is."""
        if answer.abstained and not self._may_reword(answer):
            return  # nobody waits for a model to be told that the plans do not say
        if time.monotonic() < self._rests_until:
            yield self._left(answer, "unreachable")
            return
        try:
            with self._its_turn(until):
                if answer.abstained:
                    other = self._asked_otherwise(answer, question, plans, turns, until)
                    if other is None:
                        return
                    answer = other
                    yield answer
                yield from self._phrased(answer, plans, until)
        except ModelFailed as failed:
            _LOG.warning("model %s: %s", self.model.name, failed)
            if failed.why == "unreachable":
                self._rests_until = time.monotonic() + REST_S
            yield self._left(answer, failed.why)
        except Exception:  # noqa: BLE001 - whatever a model does, the answer found stands
            _LOG.exception("model %s", self.model.name)
            yield self._left(answer, "failed")

    def _may_reword(self, answer: Answer) -> bool:
        return self._settings.llm_rewrite and answer.reason == "not_stated"

    @contextmanager
    def _its_turn(self, until: float) -> Iterator[None]:
        if not self._line.acquire(blocking=False):
            raise ModelFailed("timeout", "too many wait for it")
        try:
            if not self._turn.acquire(timeout=max(until - time.monotonic(), 0.0)):
                raise ModelFailed("timeout", "others are being answered")
            try:
                yield
            finally:
                self._turn.release()
        finally:
            self._line.release()

    def _phrased(self, answer: Answer, plans: tuple[str, ...], until: float) -> Iterator[Answer]:
        """The answer after each sentence that stands; at last as it stays."""
        given = offer(answer, self._asker.search(answer.question, NEAR, plans))
        if not given.facts:
            return
        leash = Leash.load(self._settings.prompts, given.lang, self._lexicon)
        refused, read = 0, False
        for _ in range(TRIES):
            taken: dict[int, ModelClaim] = {}
            pieces = self.model.stream(
                phrasing_prompt(self._settings.prompts, given), CLAIMS_SCHEMA, until
            )
            for claim in claims_of(pieces):
                read = read or claim is not None
                why = self._why_not(claim, given, taken, leash)
                if claim is None or why is not None:
                    refused += 1
                    _LOG.info("sentence refused (%s)", why)
                    continue
                for place in (given.facts.index(fact) for fact in given.facts
                              if fact.id in claim.facts):  # fmt: skip
                    taken[place] = claim
                yield self._with(answer, given, taken, refused)
            if read:
                break
        if not taken:
            yield self._left(answer, "refused" if read else "invalid", refused)
        else:
            yield self._with(answer, given, taken, refused)

    def _why_not(
        self, claim: ModelClaim | None, given: Offer, taken: dict[int, ModelClaim], leash: Leash
    ) -> str | None:
        if claim is None:
            return "another shape"
        if any(given.facts[place].id in claim.facts for place in taken):
            return "a statement phrased twice"
        why = leash.refusal(claim, given)
        if why is None and _replaced(given.answer.answer, *_change(claim, given)) is None:
            return "a statement that has no line of its own"
        return why

    def _with(
        self, answer: Answer, given: Offer, taken: dict[int, ModelClaim], refused: int
    ) -> Answer:
        """The answer with these sentences in the places of what they phrase."""
        claims: list[Claim | None] = list(answer.claims)
        text = answer.answer
        for sentence in {id(one): one for one in taken.values()}.values():
            olds, new = _change(sentence, given)
            replaced = _replaced(text, olds, new)
            if replaced is None:
                continue
            text = replaced
            first, *others = (fact.claim for fact in given.facts if fact.id in sentence.facts)
            claims[first] = new
            for place in others:
                claims[place] = None
        kept = tuple(claim for claim in claims if claim is not None)
        note = self._say(given.lang, "model_phrased")
        phrased = Phrased(self.model.name, note, len(taken), refused)
        return replace(answer, answer=text, claims=kept, mode="model", phrased=phrased)

    def _left(self, answer: Answer, why: str, refused: int = 0) -> Answer:
        """The answer without the model, and a quiet line on why."""
        note = self._say(answer.understood.lang, f"model_{why}")
        return replace(answer, phrased=Phrased(self.model.name, note, 0, refused, why))

    def _say(self, lang: Lang, key: str) -> str:
        return Phrases.load(self._settings.prompts, lang).say(key, model=self.model.name)

    # ------------------------------------------------------------------ another wording

    def _asked_otherwise(
        self, answer: Answer, question: str, plans: tuple[str, ...], turns: tuple[str, ...],
        until: float,
    ) -> Answer | None:  # fmt: skip
        """The answer to the question as the model says it, where it asks for the same."""
        lang = answer.understood.lang
        prompt = rewriting_prompt(self._settings.prompts, question, turns, lang)
        other = question_of("".join(self.model.stream(prompt, QUESTION_SCHEMA, until)))
        if other is None or len(other) > self._settings.max_question_chars:
            return None
        told = " ".join((*turns, question))
        if not set(_NUMBER.findall(other)) <= set(_NUMBER.findall(told)):
            return None
        found = self._asker.ask(other, plans, lang)
        if found.abstained or not _same_filters(answer.understood, found.understood):
            return None
        note = Note(
            Phrases.load(self._settings.prompts, lang).say("model_rewrote", question=other), None
        )
        return replace(found, question=question, notes=(note, *found.notes))


def _same_filters(asked: Query, other: Query) -> bool:
    """Whether another wording is narrowed just as the question was: no model decides on that."""
    return all(
        set(getattr(asked, name)) == set(getattr(other, name))
        for name in (
            "plans", "missing", "agencies", "objectives", "indicators", "years", "documents",
            "items",
        )
    )  # fmt: skip


def _change(sentence: ModelClaim, given: Offer) -> tuple[list[Claim], Claim]:
    """The statements that a sentence phrases, and the one that takes their place."""
    olds = [given.answer.claims[fact.claim] for fact in given.facts if fact.id in sentence.facts]
    numbers = tuple(dict.fromkeys(n for old in olds for n in old.citations))
    # what they counted still bears out the number of them
    counted = tuple(one for old in olds for one in old.counted)
    return olds, replace(olds[0], text=shown(sentence), citations=numbers, counted=counted)


def _replaced(text: str, olds: Sequence[Claim], new: Claim) -> str | None:
    """The text with a sentence for these statements, each of which stands in a line of it.

    None where one of them does not stand there: a part of a sentence is never left behind.
    """
    lines = text.split("\n")
    places = []
    for old in olds:
        marked = old.marked
        place = next((i for i, line in enumerate(lines)
                      if line.endswith(marked) and i not in places), None)  # fmt: skip
        if place is None:
            return None
        places.append(place)
    first = places[0]
    lines[first] = lines[first].removesuffix(olds[0].marked) + new.marked
    return "\n".join(line for i, line in enumerate(lines) if i not in places[1:])
