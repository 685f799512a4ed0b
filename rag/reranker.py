"""The one door to cross-encoders: the best hits of a search, put in order by reading each.

A cross-encoder reads question and passage together, which costs as much a passage as embedding it
does; so only the best of a search are read, and only where ``HOI_RERANKER`` names a model.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from rag.errors import UsageError
from rag.model_families import family_of
from rag.once import once
from rag.schema import Hit
from rag.segmentation import Segment, word_segmenter
from rag.settings import Settings

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

CANDIDATES = 30
"""Hits that are read: a model of 135 M parameters takes some 5 s for them on two cores."""

Search = Callable[[int], tuple[Hit, ...]]
"""The hits of one question, so many at most."""


def best_first(settings: Settings) -> Callable[[str, Search, int], tuple[Hit, ...]]:
    """A question's best k hits by ``HOI_RERANKER``; where none is set, by the search alone.

    The model is loaded at the first question.
    """
    model = settings.reranker
    if not model:
        return lambda _, search, k: search(k)
    load = once(lambda: Reranker(model, settings.prompts))
    return lambda question, search, k: load().best_first(question, search(max(k, CANDIDATES)))[:k]


class Reranker:
    """A cross-encoder on the CPU."""

    def __init__(self, model: str, prompts: Path) -> None:
        """Load a sentence-transformers folder or hub id; the import alone takes 8-15 s.

        Raises:
            UsageError: It cannot be loaded, gives more than one score, or wants a library.
        """
        from sentence_transformers import CrossEncoder

        self.id = model
        try:
            self._model: CrossEncoder = CrossEncoder(model, device="cpu")
        # Hub, network, disk and configuration faults come as a dozen unrelated classes.
        except Exception as error:
            raise _unusable(model, " ".join(str(error).split())[:200]) from error
        if self._model.num_labels != 1:
            raise _unusable(model, f"cho {self._model.num_labels} điểm thay vì một")
        family = family_of(model, self._model.tokenizer, prompts)
        self._segment: Segment | None = word_segmenter(model) if family.segmented else None

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """How well each text answers the question, in the model's own scale."""
        if not texts:
            return []
        if self._segment is not None:
            question, *texts = self._segment([question, *texts])
        pairs = [(question, text) for text in texts]
        return [float(score) for score in self._model.predict(pairs, show_progress_bar=False)]

    def best_first(self, question: str, hits: Sequence[Hit]) -> tuple[Hit, ...]:
        """The first ``CANDIDATES`` hits by their ``reranked`` score, then the others as they were.

        Ties keep the order of the search.
        """
        read, rest = hits[:CANDIDATES], hits[CANDIDATES:]
        scores = self.scores(question, [hit.passage.indexed_text for hit in read])
        ranked = [replace(hit, reranked=score) for hit, score in zip(read, scores, strict=True)]
        ranked.sort(key=lambda hit: -(hit.reranked or 0.0))
        return (*ranked, *rest)


def _unusable(model: str, reason: str) -> UsageError:
    return UsageError(
        f"Mô hình xếp lại: không dùng được {model!r} ({reason}). Hãy kiểm tra đường dẫn hoặc tên, "
        "hoặc bỏ HOI_RERANKER."
    )
