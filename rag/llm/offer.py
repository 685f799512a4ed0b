"""What a model is shown: the statements to phrase, the passages they rest on, those found near.

Document text is data. It is written as JSON between two lines that no document can know, so that
nothing in it can end the data or begin an order.
"""

from __future__ import annotations

import functools
import json
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Literal

from rag.schema import Answer, Citation, Hit, Lang, Query
from rag.text import nfc

MOST_FACTS = 12
"""Statements given to be phrased; those behind them stay as they are."""
MOST_NEAR = 3
"""Passages shown that the answer does not rest on."""
MOST_PASSAGE_CHARS = 1_200
MOST_CHARS = 8_000
"""Of all passages: as much as a small model reads with care, and some 4,000 tokens."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A passage by its short id: ``text`` begins at ``start`` of the plan's clean text."""

    id: str
    plan_id: str
    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement by its short id: its place among the answer's claims, what it rests on."""

    id: str
    claim: int
    plan_id: str
    text: str
    rests_on: tuple[Citation, ...]
    passages: tuple[str, ...]
    counted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """All of it, for one answer."""

    answer: Answer
    passages: tuple[Offered, ...]
    facts: tuple[Fact, ...]

    @property
    def lang(self) -> Lang:
        return self.answer.understood.lang

    def passage(self, identity: str) -> Offered | None:
        """The passage of a short id; None for one that was not given."""
        return next((one for one in self.passages if one.id == identity), None)

    def fact(self, identity: str) -> Fact | None:
        """The statement of a short id; None for one that was not given."""
        return next((one for one in self.facts if one.id == identity), None)


def offer(answer: Answer, hits: Sequence[Hit]) -> Offer:
    """The first statements of an answer with the words that each rests on, then passages near."""
    by_n = {citation.n: citation for citation in answer.citations}
    passages: dict[tuple[str, int, str], str] = {}
    facts: list[Fact] = []
    size = 0
    for place, claim in enumerate(answer.claims):
        if claim.kind != "stated" or claim.plan_id is None or not claim.citations:
            continue
        rests_on = tuple(by_n[n] for n in claim.citations)
        size += sum(len(one.quote) for one in rests_on)
        if len(facts) == MOST_FACTS or size > MOST_CHARS:
            break
        ids = [
            passages.setdefault((one.plan_id, one.start, one.quote), f"p{len(passages) + 1}")
            for one in rests_on
        ]
        number = f"f{len(facts) + 1}"
        facts.append(
            Fact(number, place, claim.plan_id, claim.text, rests_on, tuple(ids), claim.counted)
        )
    cited = {citation.passage_id for citation in answer.citations}
    near = [hit.passage for hit in hits if hit.passage.id not in cited]
    short = [one for one in near if len(one.text) <= MOST_PASSAGE_CHARS]
    for one in short[:MOST_NEAR]:
        passages.setdefault((one.plan_id, one.start, one.text), f"p{len(passages) + 1}")
    offered = tuple(Offered(name, *place) for place, name in passages.items())
    return Offer(answer, offered, tuple(facts))


def phrasing_prompt(folder: Path, given: Offer) -> str:
    """The words sent to have an answer phrased."""
    return _filled(
        folder,
        "phrase",
        given.lang,
        question=_line(given.answer.question),
        understood=_understood(given.answer.understood),
        passages=_lines({"id": one.id, "text": one.text} for one in given.passages),
        facts=_lines(
            {"id": one.id, "passages": one.passages, "text": one.text} for one in given.facts
        ),
    )


def rewriting_prompt(folder: Path, question: str, turns: Sequence[str], lang: Lang) -> str:
    """The words sent to have a question said otherwise."""
    asked = "\n".join(map(_line, turns)) or "-"
    return _filled(folder, "rewrite", lang, question=_line(question), turns=asked)


def _filled(folder: Path, name: Literal["phrase", "rewrite"], lang: Lang, **values: str) -> str:
    fence = f"=== {secrets.token_hex(8)} ==="
    return Template(_template(folder / f"{name}_{lang}.md")).substitute(values, fence=fence)


@functools.cache
def _template(file: Path) -> str:
    return nfc(file.read_text(encoding="utf-8"))


def _understood(query: Query) -> str:
    told = {
        "intent": query.intent,
        "form": query.form,
        "agencies": query.agencies,
        "objectives": query.objectives,
        "indicators": query.indicators,
        "years": query.years,
        "subject": query.subject,
    }
    return _line({name: value for name, value in told.items() if value})


def _lines(values: Iterable[object]) -> str:
    return "\n".join(map(_line, values)) or "-"


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
