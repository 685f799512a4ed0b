"""What programs may ask of the plans: the same JSON as the command ``hoi`` gives with ``--json``.

What is asked comes from outside, so that each argument is looked at here; an error is one line that
names the argument, what was found and what to do.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypedDict, cast, get_args

from rag.asking import Asking
from rag.citation import plan_reference
from rag.errors import UsageError
from rag.facts import fact_json
from rag.listing import plan_json
from rag.names.now import today
from rag.output import Json, answer_json, hit_citation, hit_json
from rag.schema import Citation, Claim, Lang, Note, Timing
from rag.stores.catalog import FactKind
from rag.stores.index import IndexReader
from rag.text import fold

MOST_FOUND = 100
MOST_LISTED = 5_000
"""Facts or plans of one call; more are listed from an offset on."""
MOST_TURNS = 30


class Phrased(TypedDict):
    """What a language model had to do with an answer; ``why`` it was not used, where it was not."""

    model: str
    note: str
    phrased: int
    refused: int
    why: str | None


class Answered(TypedDict):
    """What ``answer_json`` gives."""

    id: str | int | None
    question: str
    answer: str
    abstained: bool
    reason: str | None
    mode: str
    claims: list[Claim]
    citations: list[Citation]
    nearest: list[Citation]
    suggestions: list[str]
    understood: dict[str, object]
    notes: list[Note]
    phrased: Phrased | None
    timing_ms: Timing


class Found(TypedDict):
    """What ``hit_json`` gives; ``reranked`` is there too where a reranker is set."""

    plan_id: str
    plan_title: str
    plan_number: str | None
    issuer: str | None
    file: str
    path: list[str]
    passage_id: str
    page: int | None
    quote: str
    start: int
    end: int
    reference: str
    recognised: int | None
    score: float
    words: float | None
    meaning: float | None


class Source(TypedDict):
    """A slice that a fact rests on."""

    section: str
    start: int
    end: int
    quote: str


class Told(TypedDict):
    """What ``fact_json`` gives of every kind; a kind has fields of its own besides.

    Its ``path`` is called ``section``: gradio_client takes what has a ``path`` for a file, and
    would fetch it.
    """

    kind: str
    plan_id: str
    subject: str
    text: str
    section: str
    sources: list[Source]


class Listed(TypedDict):
    """The best known of what ``plan_json`` gives."""

    plan_id: str
    type: str
    title: str
    number: str | None
    date: str | None
    issuer: str | None
    place: str | None
    year_start: int | None
    year_end: int | None
    passages: int
    period_over: bool | None


@dataclass(frozen=True, slots=True)
class Api:
    """Asks, searches and lists; every method raises UsageError at an argument it cannot use.

    ``reader`` gives the index as it is now.
    """

    asker: Asking
    reader: Callable[[], IndexReader]
    max_question_chars: int

    def ask(self, question: object, plans: object, turns: object, lang: object) -> Answered:
        """The verified answer."""
        asked = self._words("question", question)
        before = _texts("turns", turns)
        if len(before) > MOST_TURNS:
            raise UsageError(f"turns: có {len(before)} câu; nhiều nhất là {MOST_TURNS}.")
        for one in before:
            self._words("turns", one)
        chosen = self._plans(plans)
        language = cast("Lang | None", _one_of("lang", lang, get_args(Lang)))
        answer = self.asker.ask(asked, chosen, language, before)
        return cast("Answered", answer_json(answer))

    def search(self, words: object, k: object, plans: object) -> list[Found]:
        """The passages nearest in words and meaning, best first."""
        text = self._words("words", words)
        count = _number("k", k, 1, MOST_FOUND)
        hits = self.asker.search(text, count, self._plans(plans))
        reader = self.reader()
        found = [hit_json(hit, hit_citation(reader, hit, 1)) for hit in hits]
        return cast("list[Found]", found)

    def facts(self, kind: object, plan: object, limit: object, offset: object) -> list[Told]:
        """Facts of one kind or of all, by plan id, then as the plan has them."""
        wanted = cast("FactKind | None", _one_of("kind", kind, get_args(FactKind)))
        count = _number("limit", limit, 1, MOST_LISTED)
        first = _number("offset", offset, 0)
        (one,) = self._plans([plan]) if plan is not None else (None,)
        reader = self.reader()
        ids = [held.plan_id for held in reader.plans()] if one is None else [one]
        # plan by plan: of an archive only as much is read as is given
        every = itertools.chain.from_iterable(reader.facts(each, wanted) for each in ids)
        told = [fact_json(fact) for fact in itertools.islice(every, first, first + count)]
        return cast("list[Told]", _without_paths(told))

    def plans(self, words: object, limit: object, offset: object) -> list[Listed]:
        """The plans held, by id; only those whose reference holds each of the words."""
        if not isinstance(words, str):
            raise UsageError(f"words: cần một chuỗi chữ, nhận {_kind(words)}.")
        count = _number("limit", limit, 1, MOST_LISTED)
        first = _number("offset", offset, 0)
        reader, asked = self.reader(), fold(words).split()
        counts, day = reader.passage_counts(), today()
        named = (
            plan
            for plan in reader.plans()
            if not asked or _holds(f"{plan.plan_id} {plan.place} {plan_reference(plan)}", asked)
        )
        listed = [
            plan_json(plan, counts.get(plan.plan_id, 0), day)
            for plan in itertools.islice(named, first, first + count)
        ]
        return cast("list[Listed]", listed)

    def _words(self, name: str, value: object) -> str:
        if not isinstance(value, str):
            raise UsageError(f"{name}: cần một chuỗi chữ, nhận {_kind(value)}.")
        if not value.strip():
            raise UsageError(f"{name}: đang để trống; hãy viết điều cần hỏi.")
        if len(value) > self.max_question_chars:
            raise UsageError(
                f"{name}: dài {len(value):,} ký tự, quá {self.max_question_chars:,}; "
                "hãy viết ngắn lại."
            )
        return value.strip()

    def _plans(self, value: object) -> tuple[str, ...]:
        reader = self.reader()
        asked = _texts("plan", value)
        for one in asked:
            if reader.plan(one) is None:
                raise UsageError(
                    f"plan: không có kế hoạch “{_short(one)}”; mã của các kế hoạch ở /plans."
                )
        return asked


def _without_paths(value: Json) -> Json:
    if isinstance(value, dict):
        return {
            "section" if key == "path" else key: _without_paths(one) for key, one in value.items()
        }
    return [_without_paths(one) for one in value] if isinstance(value, list) else value


def _holds(text: str, words: Sequence[str]) -> bool:
    folded = fold(text)
    return all(word in folded for word in words)


def _texts(name: str, value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise UsageError(f"{name}: cần một danh sách chuỗi chữ, nhận {_kind(value)}.")
    return tuple(value)


def _number(name: str, value: object, least: int, most: int | None = None) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise UsageError(f"{name}: cần một số nguyên, nhận {_kind(value)}.")
    if value < least or (most is not None and value > most):
        bounds = f"từ {least} đến {most:,}" if most is not None else f"từ {least} trở lên"
        raise UsageError(f"{name}: cần số {bounds}, nhận {value}.")
    return value


def _one_of(name: str, value: object, known: Sequence[str]) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str) or value not in known:
        found = f"“{_short(value)}”" if isinstance(value, str) else _kind(value)
        raise UsageError(f"{name}: không có loại {found}; có: {', '.join(known)}.")
    return value


def _short(text: str) -> str:
    """One line of at most sixty characters."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59]}…"


def _kind(value: object) -> str:
    """What a value of JSON is, in words."""
    names = {str: "chuỗi chữ", bool: "đúng/sai", int: "số", float: "số", list: "danh sách",
             dict: "đối tượng", type(None): "trống"}  # fmt: skip
    return names.get(type(value), type(value).__name__)
