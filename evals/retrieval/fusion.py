"""Ways to fuse words and meaning, compared on the project's own dev questions.

Weights are fitted on one half of the questions and told on the other, and the other way round.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evals.questions import Plans, Question
from evals.search import found_of, wanted_of
from rag.ask import Asker
from rag.embedding import Embedding
from rag.search import CANDIDATES
from rag.stores.index import IndexReader

Features = npt.NDArray[np.float64]
WEIGHTS = (0.0, 0.15, 0.3, 0.5, 0.8, 1.2, 2.0)
"""Of meaning, beside words at 1."""
CONSTANT = 60
"""Of the reciprocal ranks, as in the paper that brought them in (Cormack and others 2009)."""
FIRST, TOP = 5, 10
DESCENT = 500
"""Steps of gradient descent: the loss is flat by then."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """What words and meaning found for one question: a row a passage, and which are wanted.

    Columns: BM25 as a share of the best, cosine, reciprocal rank by words, by meaning.
    """

    id: str
    features: Features
    right: npt.NDArray[np.bool_]


def candidates(
    reader: IndexReader,
    asker: Asker,
    embedding: Embedding,
    questions: Sequence[Question],
    plans: Plans,
) -> tuple[Candidates, ...]:
    """The passages each search brings for what was understood of every question."""
    found = []
    for one in questions:
        wanted = wanted_of(one, plans)
        if not wanted or one.turns:
            continue
        query = asker.ask(one.question).understood
        text = query.search_text or one.question
        words = dict(reader.search_words(text, CANDIDATES, query.plans, query.unaccented))
        vector = embedding.encode_queries([text])[0]
        meaning = dict(reader.search_vectors(vector, CANDIDATES, query.plans))
        names = sorted({**words, **meaning})
        passages = [reader.passage(name) for name in names]
        right = [p is not None and any(w.covered_by(found_of(p)) for w in wanted) for p in passages]
        if names:
            found.append(Candidates(one.id, _features(names, words, meaning), np.array(right)))
    return tuple(found)


def _features(
    names: Sequence[str], words: Mapping[str, float], meaning: Mapping[str, float]
) -> Features:
    best = max(words.values(), default=0.0) or 1.0
    by_words, by_meaning = _ranks(words), _ranks(meaning)
    return np.array(
        [
            (
                words.get(name, 0.0) / best,
                meaning.get(name, 0.0),
                by_words.get(name, 0.0),
                by_meaning.get(name, 0.0),
            )
            for name in names
        ]
    )


def _ranks(scores: Mapping[str, float]) -> dict[str, float]:
    ranked = sorted(scores, key=lambda name: (-scores[name], name))
    return {name: 1 / (CONSTANT + rank) for rank, name in enumerate(ranked, start=1)}


def compared(found: Sequence[Candidates]) -> dict[str, tuple[float, float]]:
    """hit@5 and MRR@10 of each fusion over all questions; each is a weight a column."""
    ways = {f"weighted, meaning {weight:g}": (1.0, weight, 0.0, 0.0) for weight in WEIGHTS}
    ways["meaning alone"] = (0.0, 1.0, 0.0, 0.0)
    ways["reciprocal ranks"] = (0.0, 0.0, 1.0, 1.0)
    figures = {name: _figures(_ranks_right(found, np.array(way))) for name, way in ways.items()}
    halves = [[one for one in found if _half(one.id) == half] for half in (0, 1)]
    told = [_ranks_right(other, learned(own)) for own, other in (halves, halves[::-1])]
    figures["learned (on the other half)"] = _figures([rank for ranks in told for rank in ranks])
    return figures


def learned(found: Sequence[Candidates]) -> Features:
    """Weights of the columns under which right passages most often beat the others (logistic)."""
    pairs = np.concatenate(
        [
            one.features[one.right].mean(axis=0) - one.features[~one.right]
            for one in found
            if one.right.any() and not one.right.all()
        ]
    )
    scale = pairs.std(axis=0) + 1e-9
    pairs /= scale
    weights = np.ones(pairs.shape[1])
    for _ in range(DESCENT):
        lost = 1 / (1 + np.exp(pairs @ weights))
        weights += (pairs * lost[:, None]).mean(axis=0)
    return np.asarray(weights / scale)


def _half(name: str) -> int:
    return hashlib.sha256(f"fusion {name}".encode()).digest()[0] % 2


def _ranks_right(found: Sequence[Candidates], weights: Features) -> list[int | None]:
    """Per question the rank, from 1, of the first right passage; None where there is none."""
    ranks: list[int | None] = []
    for one in found:
        order = np.argsort(-(one.features @ weights), kind="stable")
        at = np.flatnonzero(one.right[order])
        ranks.append(int(at[0]) + 1 if len(at) else None)
    return ranks


def _figures(ranks: Sequence[int | None]) -> tuple[float, float]:
    hits = sum(rank is not None and rank <= FIRST for rank in ranks)
    reciprocal = sum(1 / rank for rank in ranks if rank is not None and rank <= TOP)
    return hits / len(ranks), reciprocal / len(ranks)
