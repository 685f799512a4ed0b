"""Words and meaning fused."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.errors import ModelMismatch
from rag.search import MEANING, WORDS, search
from rag.settings import Settings
from rag.stores.index import IndexReader, IndexWriter, open_index
from tests.rag.tiny import FakeEmbedding, load, put

PLANS = ("a-plan", "b-plan")


@pytest.fixture
def reader(tmp_path: Path) -> IndexReader:
    settings = Settings(index=tmp_path / "index")
    with IndexWriter(settings, load) as writer:
        put(writer, "a-plan", ["Sở Y tế báo cáo mục tiêu 4", "Trồng rừng", "Trồng rừng"])
        put(writer, "b-plan", ["Sở Lao động báo cáo mục tiêu 2", "Kinh phí từ ngân sách"])
        writer.commit()
    return open_index(settings)


def test_the_passage_with_the_words_comes_first(reader: IndexReader) -> None:
    first, *_ = search(reader, load, "mục tiêu 4 báo cáo", plan_ids=PLANS, k=5)
    assert first.passage.text == "Sở Y tế báo cáo mục tiêu 4"
    assert first.words is not None
    assert first.meaning is not None
    assert first.score == pytest.approx(WORDS + MEANING * first.meaning)


def test_meaning_alone_still_finds(reader: IndexReader) -> None:
    # Marks on other letters: no word matches, the fake embedding compares without marks.
    first, *_ = search(reader, load, "trông rưng", plan_ids=PLANS, k=5)
    assert first.passage.text == "Trồng rừng"
    assert first.words is None


@pytest.mark.parametrize("folded", [False, True])
def test_a_text_without_marks_is_compared_without(reader: IndexReader, folded: bool) -> None:
    first, *_ = search(reader, load, "ngan sach", plan_ids=PLANS, k=1, folded=folded)
    assert first.passage.text == "Kinh phí từ ngân sách"
    assert first.words is not None


def test_ties_go_by_id_and_k_is_kept(reader: IndexReader) -> None:
    hits = search(reader, load, "trồng rừng", plan_ids=PLANS, k=2)
    assert [hit.passage.id for hit in hits] == ["a-plan/muc.I/khoan.2", "a-plan/muc.I/khoan.3"]
    assert hits[0].score == hits[1].score


def test_only_the_plans_asked_for(reader: IndexReader) -> None:
    hits = search(reader, load, "báo cáo mục tiêu", plan_ids=["b-plan"], k=5)
    assert {hit.passage.plan_id for hit in hits} == {"b-plan"}


@pytest.mark.parametrize(
    ("text", "plan_ids", "k"),
    [
        pytest.param(" ", PLANS, 5, id="nothing asked"),
        pytest.param("sở", (), 5, id="no plan"),
        pytest.param("sở", PLANS, 0, id="no hit wanted"),
        pytest.param("…?!", PLANS, 5, id="no word"),
    ],
)
def test_nothing_to_search_is_no_hit(
    reader: IndexReader, text: str, plan_ids: tuple[str, ...], k: int
) -> None:
    assert search(reader, load, text, plan_ids=plan_ids, k=k) == ()


def test_another_embedding_is_refused(reader: IndexReader) -> None:
    with pytest.raises(ModelMismatch, match="hoi ingest --rebuild"):
        search(reader, lambda: FakeEmbedding("other"), "sở", plan_ids=PLANS, k=5)
