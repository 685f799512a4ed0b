"""Question text to hits: words and meaning, searched apart and fused by weighted scores."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rag.schema import Hit, Passage
from rag.stores.index import IndexReader
from rag.text import has_marks

if TYPE_CHECKING:
    from rag.embedding import Embedding

CANDIDATES = 100
"""Hits taken from each search before fusing: a passage that only one of them found scores zero
in the other, so the lists must reach well past the k that is shown."""
LISTED = 200
"""Plans up to which a search is told which; of more it searches all, and theirs are kept."""
_FURTHER = 4
"""How many times as far such a search reaches."""
WORDS = 1.0
"""Weight of BM25, divided by the best hit's so that it lies in [0, 1] whatever the question's
length. An agency, a number or a term of a plan is right only word for word, so words lead."""
MEANING = 0.5
"""Weight of the cosine, fitted on the dev questions: from 0.15 to 1.2 it hardly matters
(docs/decisions.md), so words lead, as they must for names and numbers."""

EVIDENCE = WORDS + MEANING
"""What evidence of an answer is given on top: no passage found by words and meaning has more."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage by its id with its fused score, and the two searches' where they found it."""

    passage_id: str
    score: float
    words: float | None
    meaning: float | None


def search(
    reader: IndexReader,
    load: Callable[[], Embedding],
    text: str,
    *,
    plan_ids: Sequence[str] | None,
    k: int,
    folded: bool = False,
) -> tuple[Hit, ...]:
    """The k best passages of the plans, best first, ties by id.

    Args:
        reader: The index; a passage that its catalog lacks is no hit.
        load: Gives the embedding; called only when there is something to search.
        text: What to look for.
        plan_ids: The plans to search in; None is all of them.
        k: Most hits wanted.
        folded: Compare words without marks; so is a text that has none.

    Raises:
        ModelMismatch: The index holds vectors of another embedding.
    """
    if k < 1:
        return ()
    depth = max(k, CANDIDATES)
    return read(reader, ranked(reader, load, text, plan_ids, depth, folded=folded), k)


def ranked(
    reader: IndexReader,
    load: Callable[[], Embedding],
    text: str,
    plan_ids: Sequence[str] | None,
    depth: int,
    *,
    folded: bool = False,
) -> tuple[Ranked, ...]:
    """What either search finds among its first ``depth``, best first; no passage is read.

    The other arguments are those of ``search``.
    """
    if plan_ids == () or not text.strip():
        return ()
    listed = plan_ids is None or len(plan_ids) <= LISTED
    within, reach = (plan_ids, depth) if listed else (None, _FURTHER * depth)
    embedding = load()
    reader.check_model(embedding)
    vector = embedding.encode_queries([text])[0]
    both = reader.search_both(text, vector, reach, within, folded or not has_marks(text))
    words, meaning = map(dict, both)
    if not listed:
        wanted = frozenset(plan_ids or ())
        words, meaning = _of_plans(words, wanted), _of_plans(meaning, wanted)
    found = [
        Ranked(one, score, words.get(one), meaning.get(one))
        for one, score in fused(words, meaning).items() if score > 0
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (-one.score, one.passage_id)))


def read(reader: IndexReader, ranking: Iterable[Ranked], k: int) -> tuple[Hit, ...]:
    """The first k of a ranking that the catalog has."""
    found = (
        Hit(passage, one.score, one.words, one.meaning) for one in ranking
        if (passage := reader.passage(one.passage_id)) is not None
    )  # fmt: skip
    return tuple(itertools.islice(found, k))


def plan_of(passage_id: str) -> str:
    """The plan of a passage by the passage's id."""
    return passage_id.partition("/")[0]


def _of_plans(found: dict[str, float], wanted: frozenset[str]) -> dict[str, float]:
    return {one: score for one, score in found.items() if plan_of(one) in wanted}


def fused(words: Mapping[str, float], meaning: Mapping[str, float]) -> dict[str, float]:
    """One score for every passage that either search found.

    Args:
        words: BM25 by passage id.
        meaning: Cosine by passage id.
    """
    best = max(words.values(), default=0.0) or 1.0
    return {
        one: WORDS * words.get(one, 0.0) / best + MEANING * meaning.get(one, 0.0)
        for one in {**words, **meaning}
    }


def evidence_first(evidence: Iterable[Passage | None], hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """The hits with the passages an answer rests on before the others.

    Structure finds what no word tells: the duties below an agency's heading, a signer, a date.
    """
    scored = {hit.passage.id: hit for hit in hits}
    first: dict[str, Hit] = {}
    for passage in evidence:
        if passage is not None and passage.id not in first:
            own = scored.get(passage.id, Hit(passage, 0.0))
            first[passage.id] = replace(own, score=own.score + EVIDENCE)
    ranked = sorted(first.values(), key=lambda hit: -hit.score)
    return (*ranked, *(hit for hit in hits if hit.passage.id not in first))
