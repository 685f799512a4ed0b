"""The search and the answer inside LangChain."""

from __future__ import annotations

from pathlib import Path

import pytest
from langchain_core.runnables import RunnableLambda

from rag.ask import Asker
from rag.chain import PlanRetriever, answer_runnable
from rag.errors import IndexMissing
from rag.schema import Answer
from rag.settings import Settings


@pytest.fixture(scope="module")
def retriever(corpus_index: Settings) -> PlanRetriever:
    return PlanRetriever.open(corpus_index, k=4)


def test_documents_are_slices_that_can_be_cited(
    retriever: PlanRetriever, corpus_index: Settings
) -> None:
    found = retriever.invoke("tuyên truyền bình đẳng giới")
    assert len(found) == 4
    scores = [document.metadata["score"] for document in found]
    assert scores == sorted(scores, reverse=True)
    reader = Asker(corpus_index).reader
    for document in found:
        where = document.metadata
        text = reader.text(where["plan_id"])
        assert text[where["start"] : where["end"]] == document.page_content
        assert document.id == f"{where['plan_id']}/{where['path']}"
        assert where["page"] is None
        assert "Kế hoạch" in where["reference"]


def test_only_the_plans_asked_for(corpus_index: Settings) -> None:
    retriever = PlanRetriever.open(corpus_index, plans=("lam-thao-2024",))
    found = retriever.invoke("kinh phí thực hiện")
    assert {document.metadata["plan_id"] for document in found} == {"lam-thao-2024"}


def test_the_search_composes(retriever: PlanRetriever) -> None:
    chain = retriever | RunnableLambda(len)
    assert chain.batch(["báo cáo", "kinh phí"]) == [4, 4]


def test_the_answer_composes(corpus_index: Settings) -> None:
    chain = answer_runnable(Asker(corpus_index), plans=("huong-tra-2021-2025",)) | RunnableLambda(
        _cited
    )
    assert "Trung tâm Y tế" in chain.invoke("Cơ quan nào báo cáo mục tiêu 4?")


def _cited(answer: Answer) -> str:
    assert not answer.abstained
    return " ".join(citation.quote for citation in answer.citations)


def test_no_index_is_said(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="hoi ingest"):
        PlanRetriever.open(Settings(index=tmp_path / "none"))
