"""Ways to rank a benchmark's documents with the project's own parts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from evals.retrieval.benches import Article
from evals.retrieval.texts import passages, whole
from rag.search import CANDIDATES, fused
from rag.stores.words import WordStore
from rag.text import has_marks

if TYPE_CHECKING:
    from rag.embedding import Embedding
    from rag.schema import Passage

Ranker = Callable[[str], Mapping[str, float]]
"""Question to scores by document id; what is left out was not found."""

DEPTH = 400
"""Passages taken where one search stands alone: its best 20 documents must be among them."""


class Searched:
    """Passages of a benchmark in the project's word store, and their vectors."""

    def __init__(self, cut: Iterable[Passage], embedding: Embedding, folder: Path) -> None:
        """``folder`` must be empty; the word store is written there."""
        self._passages = tuple(cut)
        self._owner = {passage.id: passage.plan_id for passage in self._passages}
        folder.mkdir(parents=True)
        self._words = WordStore(folder, write=True)
        self._words.put(self._passages)
        self._words.commit()
        self._embedding = embedding
        self._ids = [passage.id for passage in self._passages]
        self._vectors = embedding.encode_passages([p.indexed_text for p in self._passages])

    def __len__(self) -> int:
        return len(self._passages)

    def words(self, question: str) -> dict[str, float]:
        """BM25 over syllables and pairs, without marks where the question has none."""
        return self._best(self._by_words(question, DEPTH))

    def meaning(self, question: str) -> dict[str, float]:
        """Cosines of the embedding."""
        return self._best(self._by_meaning(question, DEPTH))

    def both(self, question: str) -> dict[str, float]:
        """The project's search: the candidates of both, fused as in ``rag.search``."""
        words, meaning = (
            self._by_words(question, CANDIDATES),
            self._by_meaning(question, CANDIDATES),
        )
        return self._best(fused(words, meaning))

    def by_rank(self, question: str, constant: int = 60) -> dict[str, float]:
        """Reciprocal ranks of both searches added, as most hybrid searches do."""
        scores: dict[str, float] = {}
        for found in (self._by_words(question, DEPTH), self._by_meaning(question, DEPTH)):
            ranked = sorted(self._best(found).items(), key=lambda item: (-item[1], item[0]))
            for rank, (name, _) in enumerate(ranked, start=1):
                scores[name] = scores.get(name, 0.0) + 1 / (constant + rank)
        return scores

    def _by_words(self, question: str, depth: int) -> dict[str, float]:
        return dict(self._words.search(question, depth, None, folded=not has_marks(question)))

    def _by_meaning(self, question: str, depth: int) -> dict[str, float]:
        (vector,) = self._embedding.encode_queries([question])
        if not vector.any():
            return {}
        cosines = self._vectors @ vector
        best = np.argsort(-cosines, kind="stable")[:depth]
        return {self._ids[at]: float(cosines[at]) for at in best}

    def _best(self, found: Mapping[str, float]) -> dict[str, float]:
        """A document scores what its best passage scores."""
        scores: dict[str, float] = {}
        for name, score in found.items():
            owner = self._owner[name]
            scores[owner] = max(score, scores.get(owner, score))
        return scores


def own_systems(
    articles: Sequence[Article], embedding: Embedding, folder: Path
) -> dict[str, Ranker]:
    """Words, meaning and both, over whole documents and over passages."""
    documents = Searched(map(whole, articles), embedding, folder / "documents")
    cut = Searched((p for one in articles for p in passages(one)), embedding, folder / "passages")
    return {
        "BM25 syllables + pairs, whole documents": documents.words,
        "BM25 syllables + pairs": cut.words,
        "dense, whole documents": documents.meaning,
        "dense": cut.meaning,
        "hybrid by reciprocal ranks": cut.by_rank,
        "hybrid": cut.both,
    }
