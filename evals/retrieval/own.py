"""The search on the project's own questions: how much of the evidence stands among the first 5."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from evals.questions import Plans, Question
from evals.search import Found, Ranker, Wanted, found_of, wanted_of
from rag.ask import Asker
from rag.embedding import Embedding
from rag.search import search
from rag.stores.index import IndexReader

FIRST = 5
EVERYDAY = "colloquial"
"""The style of the questions in everyday words."""


@dataclass(frozen=True, slots=True)
class Shares:
    """Of a group of questions: with any evidence among the first 5, and the share of theirs.

    ``recall`` is of at most 5 sections a question: five results cannot show more.
    """

    questions: int
    hit: float
    recall: float


def own_rankers(reader: IndexReader, asker: Asker, embedding: Embedding) -> dict[str, Ranker]:
    """Words, meaning and both as typed, both as understood, and evidence of an answer first."""
    from rag.text import has_marks

    everywhere = tuple(plan.plan_id for plan in reader.plans())

    def words(question: str) -> tuple[Found, ...]:
        hits = reader.search_words(question, FIRST, everywhere, folded=not has_marks(question))
        found = (reader.passage(name) for name, _ in hits)
        return tuple(found_of(passage) for passage in found if passage is not None)

    def meaning(question: str) -> tuple[Found, ...]:
        vector = embedding.encode_queries([question])[0]
        hits = reader.search_vectors(vector, FIRST, everywhere)
        found = (reader.passage(name) for name, _ in hits)
        return tuple(found_of(passage) for passage in found if passage is not None)

    def both(question: str) -> tuple[Found, ...]:
        hits = search(reader, lambda: embedding, question, plan_ids=everywhere, k=FIRST)
        return tuple(found_of(hit.passage) for hit in hits)

    def understood(question: str) -> tuple[Found, ...]:
        query = asker.ask(question).understood
        text = query.search_text or question
        hits = search(
            reader, lambda: embedding, text,
            plan_ids=query.plans, k=FIRST, folded=query.unaccented,
        )  # fmt: skip
        return tuple(found_of(hit.passage) for hit in hits)

    def structured(question: str) -> tuple[Found, ...]:
        return tuple(found_of(hit.passage) for hit in asker.search(question, FIRST))

    return {
        "BM25": words,
        "dense": meaning,
        "hybrid": both,
        "hybrid, as understood": understood,
        "hybrid + structure": structured,
    }


Tally = tuple[Question, dict[str, tuple[bool, float]]]
"""A question, and per system whether it found any of its evidence, and what share."""


def tallies(
    rankers: dict[str, Ranker],
    questions: Sequence[Question],
    plans: Plans,
    typed: Callable[[str], str] = str,
) -> tuple[Tally, ...]:
    """Every question that has evidence and stands alone, asked of every system as ``typed``."""
    found = []
    for one in questions:
        wanted = wanted_of(one, plans)
        if wanted and not one.turns:
            of = {name: _tally(rank(typed(one.question)), wanted) for name, rank in rankers.items()}
            found.append((one, of))
    return tuple(found)


def by_group(
    found: Sequence[Tally], group: Callable[[Question], str]
) -> dict[str, dict[str, Shares]]:
    """Per group of questions (their style, their kind) and of all, each system's shares."""
    grouped: dict[str, dict[str, list[tuple[bool, float]]]] = {}
    for question, of in found:
        for key in (group(question), "all"):
            for name, tally in of.items():
                grouped.setdefault(key, {}).setdefault(name, []).append(tally)
    return {key: {name: _shares(some) for name, some in of.items()} for key, of in grouped.items()}


def _tally(results: Sequence[Found], wanted: Sequence[Wanted]) -> tuple[bool, float]:
    seen = sum(any(one.covered_by(found) for found in results[:FIRST]) for one in wanted)
    return seen > 0, min(1.0, seen / min(FIRST, len(wanted)))


def _shares(found: Sequence[tuple[bool, float]]) -> Shares:
    count = len(found)
    return Shares(count, sum(hit for hit, _ in found) / count, sum(r for _, r in found) / count)
