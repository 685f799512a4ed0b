"""Catalog, words and vectors behind one door: what is put is read back, and nothing else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from rag.errors import (
    IndexBusy,
    IndexMissing,
    IndexProblem,
    IndexStale,
    InputError,
    ModelMismatch,
    UsageError,
)
from rag.schema import Deadline, Document, Passage, Statement, Step
from rag.settings import ROOT, Settings
from rag.stores import meaning
from rag.stores import vectors as vectors_module
from rag.stores.catalog import fact_kind
from rag.stores.index import IndexReader, IndexWriter, open_index
from rag.stores.provenance import pipeline_version
from rag.stores.words import tokens
from rag.stores.work import Work
from tests.rag.tiny import FakeEmbedding, facts, load, plan, put

HEALTH = ["Sở Y tế chủ trì báo cáo mục tiêu 4", "Sở Nội vụ tổng hợp", "Kinh phí từ ngân sách"]
WORK = ["Sở Lao động báo cáo mục tiêu 2", "Hội Phụ nữ tuyên truyền"]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(index=tmp_path / "index")


@pytest.fixture
def filled(settings: Settings) -> Settings:
    with IndexWriter(settings, load) as writer:
        put(writer, "b-plan", WORK)
        put(writer, "a-plan", HEALTH, pages=(0, 40))
        writer.commit()
    return settings


def found(reader: IndexReader, text: str) -> tuple[set[str], set[str]]:
    """Passage ids by words and by meaning."""
    plans = [one.plan_id for one in reader.plans()]
    vector = FakeEmbedding().encode_queries([text])[0]
    words = reader.search_words(text, 10, plans)
    meaning = reader.search_vectors(vector, 10, plans)
    return {one for one, _ in words}, {one for one, _ in meaning}


def put_twice(writer: IndexWriter) -> None:
    """Remove a plan, then put another that uses one id twice."""
    document = Document("x.txt", "0", "txt", "Sở Y tế", (), ())
    passage = Passage("x", (Step("muc", "I"),), 0, "Sở Y tế", ())
    writer.remove("a-plan")
    writer.put(plan("x"), document, (), (passage, passage), (), "p1")


def test_what_is_put_is_read_back_alike(filled: Settings) -> None:
    reader = open_index(filled)
    assert reader.plans() == (plan("a-plan"), plan("b-plan"))
    assert reader.text("a-plan") == "\n".join(HEALTH)
    assert reader.pages("a-plan") == (0, 40)
    assert reader.pages("b-plan") is None
    assert reader.quality("a-plan") == ("thử",)
    assert [passage.text for passage in reader.passages("a-plan")] == HEALTH
    assert reader.passage("a-plan/muc.I/khoan.2") == reader.passages("a-plan")[1]
    assert reader.passage("a-plan/muc.I/khoan.9") is None
    assert [section.id for section in reader.sections("b-plan")] == [
        "muc.I/khoan.1",
        "muc.I/khoan.2",
    ]
    assert reader.version == 1
    assert reader.model == ("fake", 64)


def test_every_kind_of_fact_survives(filled: Settings) -> None:
    reader = open_index(filled)
    assert reader.facts("a-plan") == facts("a-plan", HEALTH[0])
    assert len(reader.facts()) == 14
    for fact in facts("b-plan", WORK[0]):
        assert reader.facts("b-plan", fact_kind(fact)) == (fact,)  # type: ignore[arg-type]
    assert all(isinstance(fact, Deadline) for fact in reader.facts(kind="deadline"))
    assert all(isinstance(fact, Statement) for fact in reader.facts(kind="funding"))


@pytest.mark.parametrize("line", ['"],["', 'nói "có","không"', '["a"],["b"]', "\\", '\\"],["\\"'])
def test_quotes_in_facts_are_theirs(settings: Settings, line: str) -> None:
    with IndexWriter(settings, load) as writer:
        put(writer, "a-plan", [line])
        writer.commit()
    reader = open_index(settings)
    assert reader.facts("a-plan") == facts("a-plan", line)
    assert reader.facts("a-plan", "funding") == (facts("a-plan", line)[5],)


def test_a_node_has_its_passage_or_its_parts(settings: Settings) -> None:
    one, other = Step("khoan", "1"), Step("khoan", "1.1")
    paths: list[tuple[Step, ...]] = [(one, Step("cau", str(n))) for n in range(1, 13)] + [
        (other,),
        (other, Step("diem", "a")),
    ]
    passages = [Passage("a-plan", path, n, "x", ()) for n, path in enumerate(paths)]
    document = Document("a-plan.txt", "0", "txt", "x" * 14, (), ())
    with IndexWriter(settings, load) as writer:
        writer.put(plan("a-plan"), document, (), passages, (), "p1")
        writer.commit()
    reader = open_index(settings)
    assert reader.passages_of_node("a-plan", "khoan.1") == tuple(passages[:12])
    assert reader.passages_of_node("a-plan", "khoan.1.1") == (passages[12],)
    assert reader.passages_of_node("a-plan", "khoan.2") == ()
    assert reader.passages_of_node("b-plan", "khoan.1") == ()
    assert reader.facts("a-plan") == ()


def test_an_unknown_plan_is_wrong_use(filled: Settings) -> None:
    reader = open_index(filled)
    with pytest.raises(UsageError, match=r"c-plan.*a-plan, b-plan"):
        reader.text("c-plan")
    with pytest.raises(UsageError):
        reader.facts("c-plan")
    assert reader.search_words("Sở", 5, ["c-plan"]) == ()


def test_no_index_is_told(settings: Settings) -> None:
    with pytest.raises(IndexMissing, match="hoi ingest"):
        open_index(settings)


@pytest.mark.parametrize(
    ("text", "folded", "first"),
    [
        pytest.param("báo cáo mục tiêu 4", False, "a-plan/muc.I/khoan.1", id="marks"),
        pytest.param("bao cao muc tieu 2", True, "b-plan/muc.I/khoan.1", id="no marks"),
        pytest.param('id:x OR "phụ nữ" AND (NOT', False, "b-plan/muc.I/khoan.2", id="no syntax"),
    ],
)
def test_words(filled: Settings, text: str, folded: bool, first: str) -> None:
    hits = open_index(filled).search_words(text, 3, ["a-plan", "b-plan"], folded)
    assert hits[0][0] == first


def test_search_stays_in_the_plans_asked_for(filled: Settings) -> None:
    reader = open_index(filled)
    vector = FakeEmbedding().encode_queries(["Sở Y tế"])[0]
    everywhere = dict(reader.search_words("Sở báo cáo", 10, ["a-plan", "b-plan"]))
    narrow = dict(reader.search_words("Sở báo cáo", 10, ["b-plan"]))
    assert set(narrow) == {one for one in everywhere if one.startswith("b-plan/")}
    assert narrow == pytest.approx({one: everywhere[one] for one in narrow})
    assert {one[:6] for one, _ in reader.search_vectors(vector, 10, ["b-plan"])} == {"b-plan"}
    assert len(reader.search_vectors(vector, 10, ["a-plan", "b-plan"])) == 5
    assert reader.search_vectors(np.zeros(64, np.float32), 10, ["a-plan"]) == ()


def test_large_searches_through_hnsw_agree(
    filled: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    vector = FakeEmbedding().encode_queries(["Sở Y tế báo cáo"])[0]
    exact = open_index(filled)
    both, one = ["a-plan", "b-plan"], ["b-plan"]
    wanted = [exact.search_vectors(vector, 5, plans) for plans in (both, one)]
    monkeypatch.setattr(meaning, "EXACT", 0)
    monkeypatch.setattr(meaning, "NARROW", 0)
    near = [exact.search_vectors(vector, 5, plans) for plans in (both, one)]
    for left, right in zip(wanted, near, strict=True):
        assert left[0][0] == right[0][0]
        assert dict(left) == pytest.approx(dict(right), abs=1e-5)


def test_rows_are_paged(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors_module, "PAGE", 7)
    lines = [f"Nhiệm vụ số {n} của cơ quan {n * n}" for n in range(40)]
    with IndexWriter(settings, load) as writer:
        put(writer, "a-plan", lines)
        put(writer, "b-plan", lines[:3])
        writer.commit()
        writer.remove("a-plan")
        put(writer, "c-plan", lines)
        writer.commit()
    reader = open_index(settings)
    vector = FakeEmbedding().encode_queries(["nhiệm vụ"])[0]
    assert len(reader.search_vectors(vector, 99, ["a-plan", "b-plan", "c-plan"])) == 43


def test_a_replaced_or_removed_plan_is_gone_everywhere(filled: Settings) -> None:
    reader = open_index(filled)
    assert not reader.refresh()
    with IndexWriter(filled, load) as writer:
        put(writer, "a-plan", ["Công an tỉnh bảo đảm an ninh"])
        writer.remove("b-plan")
        assert {one.plan_id for one in reader.plans()} == {"a-plan", "b-plan"}
        writer.commit()
    assert reader.refresh()
    assert reader.version == 2
    words, meaning = found(reader, "Sở Y tế Công an báo cáo")
    assert words == meaning == {"a-plan/muc.I/khoan.1"}
    assert reader.passage("b-plan/muc.I/khoan.1") is None
    assert len(reader.facts()) == 7


def test_what_is_not_committed_never_was(filled: Settings) -> None:
    with IndexWriter(filled, load) as writer:
        put(writer, "c-plan", WORK)
    with pytest.raises(InputError), IndexWriter(filled, load) as writer:
        put_twice(writer)
    reader = open_index(filled)
    assert (reader.version, len(reader.plans())) == (1, 2)
    assert len(list(filled.index.glob("g-*"))) == 1


def test_one_writer_at_a_time(filled: Settings) -> None:
    with (
        IndexWriter(filled, load),
        pytest.raises(IndexBusy, match="tiến trình khác"),
        IndexWriter(filled, load),
    ):
        pass
    with IndexWriter(filled, load):
        pass


def test_rebuild_starts_empty_and_swaps(filled: Settings) -> None:
    reader = open_index(filled)
    other = FakeEmbedding("other", 32)
    with pytest.raises(ModelMismatch, match="--rebuild"), IndexWriter(filled, lambda: other) as w:
        put(w, "c-plan", WORK)
    with IndexWriter(filled, lambda: other, rebuild=True) as writer:
        assert writer.needs("0", "p1", "fake")
        put(writer, "c-plan", WORK)
        assert found(reader, "Sở Y tế")[0]
        writer.commit()
    assert reader.refresh()
    assert [one.plan_id for one in reader.plans()] == ["c-plan"]
    assert (reader.version, reader.model) == (2, ("other", 32))
    with pytest.raises(ModelMismatch, match="other"):
        reader.check_model(FakeEmbedding())


def test_only_changed_files_are_needed(settings: Settings) -> None:
    with IndexWriter(settings, load) as writer:
        assert writer.needs("s1", "p1", "fake")
        put(writer, "a-plan", HEALTH, sha256="s1")
        assert not writer.needs("s1", "p1", "fake")
        writer.commit()
    with IndexWriter(settings, load) as writer:
        assert not writer.needs("s1", "p1", "fake")
        assert writer.needs("s2", "p1", "fake")
        assert writer.needs("s1", "p2", "fake")
        assert writer.needs("s1", "p1", "other")


def test_an_index_of_another_version_is_not_answered_from(filled: Settings) -> None:
    with pytest.raises(IndexStale, match=r"a-plan.*hoi ingest"):
        open_index(filled).check_current()
    with IndexWriter(filled, load) as writer:
        for plan_id in ("a-plan", "b-plan"):
            put(writer, plan_id, HEALTH, pipeline=pipeline_version())
        writer.commit()
    open_index(filled).check_current()


def test_only_slices_of_the_text_are_taken(filled: Settings) -> None:
    document = Document("x.txt", "0", "txt", "Sở Y tế", (), ())
    retyped = Passage("x", (Step("muc", "I"),), 0, "sở y tế", ())
    with IndexWriter(filled, load) as writer:
        with pytest.raises(InputError, match="nguyên văn"):
            writer.put(plan("x"), document, (), (retyped,), (), "p1")
        with pytest.raises(InputError, match=r"muc\.I"):
            put_twice(writer)


def test_equal_and_zero_vectors_count_as_reached(settings: Settings) -> None:
    with IndexWriter(settings, load) as writer:
        put(writer, "a-plan", ["Như trên"] * 30 + ["…"])
        put(writer, "b-plan", ["…"])
        writer.commit()
    assert len(open_index(settings).passages("a-plan")) == 31


def test_a_lost_passage_is_added_again(filled: Settings) -> None:
    class Losing(IndexWriter):
        def _commit_stores(self, work: Work) -> None:
            super()._commit_stores(work)
            (made,) = work.making
            rows = dict(made.catalog.rows("c-plan")) | dict(made.catalog.rows("a-plan"))
            made.vectors.remove([rows["c-plan/muc.I/khoan.2"], rows["a-plan/muc.I/khoan.1"]])
            made.words.remove("c-plan/muc.I/khoan.3")
            made.flush()

    with Losing(filled, load) as writer:
        put(writer, "c-plan", HEALTH)
        writer.commit()
    reader = open_index(filled)
    words, meaning = found(reader, "Sở Y tế báo cáo Nội vụ tổng hợp kinh phí")
    assert {"c-plan/muc.I/khoan.2", "a-plan/muc.I/khoan.1"} <= meaning
    assert "c-plan/muc.I/khoan.3" in words


def test_a_passage_that_stays_lost_keeps_the_last_state(
    filled: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectors_module.VectorStore, "missing", lambda self, keys: tuple(keys))
    with IndexWriter(filled, load) as writer:
        put(writer, "c-plan", HEALTH)
        with pytest.raises(IndexProblem, match="--rebuild"):
            writer.commit()
    assert open_index(filled).version == 1


def test_tokens_are_syllables_and_pairs() -> None:
    assert tokens("Sở Y tế") == ("sở", "y", "tế", "sở_y", "y_tế")
    assert tokens("hoà") == tokens("hòa")


@pytest.mark.parametrize(
    ("use", "unwanted"),
    [
        pytest.param("r.plans(); r.facts()", {"chromadb", "tantivy", "numpy"}, id="facts"),
        pytest.param("r.search_words('Sở', 3, ['a-plan'])", {"chromadb"}, id="words"),
    ],
)
def test_only_the_store_that_is_used_is_imported(
    filled: Settings, use: str, unwanted: set[str]
) -> None:
    code = (
        "import sys; from pathlib import Path; from rag.settings import Settings;"
        "from rag.stores.index import open_index;"
        f"r = open_index(Settings(index=Path({str(filled.index)!r}))); {use};"
        f"print(*sorted({unwanted!r} & set(sys.modules)))"
    )
    printed = subprocess.run(  # noqa: S603 (the code above)
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert printed.stdout.strip() == ""
