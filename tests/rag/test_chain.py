"""The search and the answer inside LangChain."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from langchain_core.runnables import RunnableLambda

from rag.ask import Asker
from rag.chain import PlanRetriever, answer_runnable
from rag.errors import IndexMissing
from rag.schema import Answer
from rag.settings import ROOT, Settings


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


@pytest.mark.parametrize("readme", ["README.md", "README.vi.md"])
def test_the_examples_of_the_readme_run(
    readme: str,
    corpus_index: Settings,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    blocks = [one for one in re.findall(r"```python\n(.*?)```", text, re.S) if "rag.chain" in one]
    assert len(blocks) == 2
    assert all(len(one.strip().splitlines()) <= 11 for one in blocks)
    monkeypatch.setenv("HOI_INDEX", str(corpus_index.index))
    for block in blocks:
        exec(block, {})  # noqa: S102 - what the README shows
    told = capsys.readouterr().out
    assert "mua bán người" in told
    assert "Phòng Y tế" in told
    assert "extractive **Tỉnh Quảng Ngãi**: báo cáo 06 tháng trước ngày 05/6" in told


def test_an_answer_may_be_streamed_through_a_chain(corpus_index: Settings) -> None:
    from evals.phrasing.scripted import scripted
    from rag.llm.asker import PhrasingAsker, with_model

    with scripted("good") as server:
        given = {"llm_url": server.url, "llm_model": "mẫu"}
        asker = with_model(Asker(corpus_index), corpus_index.model_copy(update=given))
        assert isinstance(asker, PhrasingAsker)
        told = list(answer_runnable(asker).stream("Hạn báo cáo của Quảng Ngãi?"))
        chain = answer_runnable(asker) | RunnableLambda(lambda answer: answer.mode)
        assert list(chain.stream("Hạn báo cáo của Quảng Ngãi?"))[-1] == "model"
        asker.close()
    assert [one.mode for one in told] == ["extractive", "model", "model"]


def test_the_door_costs_nothing_to_who_asks_without_it() -> None:
    code = "import sys, rag.cli, rag.ask; print([m for m in sys.modules if 'langchain' in m])"
    run = subprocess.run(  # noqa: S603 - our own module
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True, cwd=ROOT
    )
    assert run.stdout.strip() == "[]"
