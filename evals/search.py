"""Search measured alone: the project's whole and less a part, BM25 and a plain LangChain RAG.

A result is a span of a plan's clean text. It covers an evidence section when it holds at least
half of the characters of one of that section's quotes, so that passages and blind chunks are
judged alike.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast

from evals.measures import Place, leaves, search_figures
from evals.questions import Plans, Question, quote_span

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings

    from rag.embedding import Embedding
    from rag.schema import Passage, Query
    from rag.stores.index import IndexReader

TOP = 10
PLAIN_TOP = 4
"""What LangChain's retriever returns by default."""
CHUNK, OVERLAP = 1000, 200
"""The sizes of LangChain's own RAG tutorial."""


@dataclass(frozen=True, slots=True)
class Found:
    """One search result: ``text[start:end]`` of the plan's clean text."""

    plan_id: str
    start: int
    end: int


Ranker = Callable[[str], Sequence[Found]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """An evidence section of a question and where its quotes stand."""

    place: Place
    spans: tuple[tuple[int, int], ...]

    def covered_by(self, found: Found) -> bool:
        return found.plan_id == self.place[0] and any(
            2 * (min(end, found.end) - max(start, found.start)) >= end - start
            for start, end in self.spans
        )


def wanted_of(question: Question, plans: Plans) -> tuple[Wanted, ...]:
    """What a search should bring for a question; () for one that must be refused."""
    if question.kind == "refuse":
        return ()
    places = leaves((one.plan, one.path) for one in question.evidence)
    return tuple(
        Wanted(
            place,
            tuple(
                span
                for one in question.evidence
                if (one.plan, one.path) == place and (span := quote_span(one, plans)) is not None
            ),
        )
        for place in places
    )


def measure(
    rankers: Mapping[str, Ranker], questions: Sequence[Question], plans: Plans
) -> dict[str, dict[str, float]]:
    """Search figures of each system over the questions that have evidence."""
    wanted = {one.id: parts for one in questions if (parts := wanted_of(one, plans))}
    asked = [one for one in questions if one.id in wanted]
    places = {key: tuple(part.place for part in parts) for key, parts in wanted.items()}
    figures = {}
    for name, ranker in rankers.items():
        rankings = {
            one.id: tuple(
                frozenset(part.place for part in wanted[one.id] if part.covered_by(found))
                for found in ranker(one.question)
            )
            for one in asked
        }
        figures[name] = search_figures(rankings, places)
    return figures


def hybrid(
    reader: IndexReader,
    embedding: Embedding,
    understood: Mapping[str, Query] | None,
    by: Literal["score", "words", "meaning"] = "score",
) -> Ranker:
    """The project's search, whole or with a part left out.

    Args:
        reader: The index.
        embedding: The embedding its vectors were made with.
        understood: What the project understood of each question; None searches all plans for the
            question's own words.
        by: What ranks: both searches fused, the words alone, or the meaning alone.
    """
    from rag.search import CANDIDATES, ranked, read

    def rank(question: str) -> tuple[Found, ...]:
        query = understood[question] if understood is not None else None
        text = question if query is None else query.search_text or question
        found = ranked(
            reader, lambda: embedding, text, None if query is None else query.plans, CANDIDATES,
            folded=query is not None and query.unaccented,
        )  # fmt: skip
        scored = [(score, one) for one in found if (score := getattr(one, by)) is not None]
        scored.sort(key=lambda pair: (-pair[0], pair[1].passage_id))
        return tuple(found_of(hit.passage) for hit in read(reader, (one for _, one in scored), TOP))

    return rank


def bm25(reader: IndexReader) -> Ranker:
    """BM25 by the question's own words in all plans; nothing understood, nothing fused."""
    from rag.text import has_marks

    plan_ids = [plan.plan_id for plan in reader.plans()]

    def rank(question: str) -> tuple[Found, ...]:
        hits = reader.search_words(question, TOP, plan_ids, folded=not has_marks(question))
        passages = (reader.passage(passage_id) for passage_id, _ in hits)
        return tuple(found_of(passage) for passage in passages if passage is not None)

    return rank


def found_of(passage: Passage) -> Found:
    """Where a passage stands."""
    return Found(passage.plan_id, passage.start, passage.end)


def plain_rag(plans: Plans, embedding: Embedding) -> Ranker:
    """LangChain as its tutorial has it: split, embed, Chroma, top 4.

    It is given the clean text, so that wraps and page breaks do not count against it.
    """
    from langchain_chroma import Chroma
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(
        chunk_size=CHUNK, chunk_overlap=OVERLAP, add_start_index=True
    )
    chunks = splitter.create_documents(
        [plan.text for plan in plans.values()],
        [{"plan_id": plan_id} for plan_id in plans],
    )
    store = Chroma(collection_name="plain_rag", embedding_function=as_langchain(embedding))
    # All in-memory collections of a process live in one place: begin with an empty one.
    store.reset_collection()
    store.add_documents(chunks, ids=[f"{number:06d}" for number in range(len(chunks))])

    def rank(question: str) -> tuple[Found, ...]:
        found = []
        for chunk in store.similarity_search(question, k=PLAIN_TOP):
            start = int(chunk.metadata["start_index"])
            plan_id = str(chunk.metadata["plan_id"])
            found.append(Found(plan_id, start, start + len(chunk.page_content)))
        return tuple(found)

    return rank


def as_langchain(embedding: Embedding) -> Embeddings:
    """The project's embedding where LangChain wants one of its own."""
    return cast("Embeddings", _Same(embedding))


class _Same:
    """The project's embedding with the two methods that LangChain's Chroma calls."""

    def __init__(self, embedding: Embedding) -> None:
        self._embedding = embedding

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [[float(x) for x in row] for row in self._embedding.encode_passages(texts)]

    def embed_query(self, text: str) -> list[float]:
        return [float(x) for x in self._embedding.encode_queries([text])[0]]
