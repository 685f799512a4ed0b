"""Volumes: a change makes anew those that hold its plans, and leaves the others as they are."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest

from app import open_asker
from ingest.identity import Held
from ingest.pipeline import ingest_corpus
from rag.errors import IndexStale
from rag.settings import Settings
from rag.stores import archive, generations, meaning, opened, work
from rag.stores.codec import encode
from rag.stores.index import IndexReader, IndexWriter, open_index
from rag.text import fold, lower
from tests.rag.tiny import FakeEmbedding, load, plan, put

LINES = [f"Sở Y tế báo cáo nhiệm vụ {n} theo quyết định {n * 7}" for n in range(5)]
OTHER = ["Hội Phụ nữ tuyên truyền", "Công an tỉnh kiểm tra", "Sở Y tế chủ trì"]


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Three volumes of two plans each."""
    monkeypatch.setattr(work, "FULL", 10)
    settings = Settings(index=tmp_path / "index")
    with IndexWriter(settings, load) as filling:
        for name in "abcdef":
            put(filling, f"{name}-plan", [f"{line} của {name}" for line in LINES])
        filling.commit()
    return settings


def volumes(settings: Settings) -> dict[str, set[str]]:
    """Plans by the volume that holds them."""
    reader = open_index(settings)
    held: dict[str, set[str]] = {}
    for plan_id, volume in reader._open.places.items():
        held.setdefault(volume.name, set()).add(plan_id)
    named = generations.manifest(generations.current(settings.index)).volumes
    assert sorted(held) == sorted(named)
    assert {one.name for one in (settings.index / "volumes").iterdir()} == set(named)
    reader.close()
    return held


def change(settings: Settings, *removed: str, **added: list[str]) -> None:
    with IndexWriter(settings, load) as changing:
        for plan_id in removed:
            changing.remove(plan_id)
        for name, lines in added.items():
            put(changing, f"{name}-plan", lines)
        changing.commit()


def test_a_bulk_fills_volumes(settings: Settings) -> None:
    assert [len(held) for held in volumes(settings).values()] == [2, 2, 2]


@pytest.mark.parametrize(
    ("removed", "added", "made"),
    [
        pytest.param(("c-plan",), {}, 1, id="a removal"),
        pytest.param((), {"c": OTHER}, 1, id="a replacement stays in its volume"),
        pytest.param((), {"g": OTHER}, 1, id="no room: a new volume"),
        pytest.param(("a-plan", "b-plan"), {}, 0, id="a volume whose last plan goes"),
        pytest.param(("a-plan", "e-plan"), {}, 2, id="two volumes"),
    ],
)
def test_other_volumes_stay_as_they_are(
    settings: Settings, removed: tuple[str, ...], added: dict[str, list[str]], made: int
) -> None:
    before = volumes(settings)
    change(settings, *removed, **added)
    after = volumes(settings)
    assert len(after.keys() - before.keys()) == made
    assert all(after[name] == before[name] for name in after.keys() & before.keys())
    held = {plan for plans in before.values() for plan in plans} - set(removed)
    assert {plan for plans in after.values() for plan in plans} == held | {
        f"{name}-plan" for name in added
    }
    assert open_index(settings).unreachable() == ()


def test_a_plan_added_goes_where_there_is_room(settings: Settings) -> None:
    change(settings, "c-plan")
    (roomy,) = [name for name, plans in volumes(settings).items() if "d-plan" in plans]
    change(settings, g=OTHER)
    after = volumes(settings)
    assert roomy not in after
    assert {"d-plan", "g-plan"} in after.values()


def test_a_reader_keeps_the_volumes_that_stay(settings: Settings) -> None:
    reader = open_index(settings)
    before = {volume.name: volume for volume in reader._open.volumes}
    reader.text("a-plan")
    for name in "gh":  # two commits: the first state is let go of
        change(settings, **{name: OTHER})
        assert reader.refresh()
    after = {volume.name: volume for volume in reader._open.volumes}
    assert len(before.keys() & after.keys()) == 3
    assert all(after[name] is before[name] for name in before)
    assert reader.text("a-plan").startswith(LINES[0])
    assert search(reader, "Công an kiểm tra")[0][0][0] == "g-plan/muc.I/khoan.2"
    reader.close()


def search(reader: IndexReader, text: str) -> tuple[tuple[tuple[str, float], ...], ...]:
    vector = FakeEmbedding().encode_queries([text])[0]
    return reader.search_words(text, 9, None), reader.search_vectors(vector, 9, None)


def test_many_volumes_are_searched_as_one(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "FULL", 100)
    whole = Settings(index=tmp_path / "whole")
    with IndexWriter(whole, load) as filling:
        for name in "abcdef":
            put(filling, f"{name}-plan", [f"{line} của {name}" for line in LINES])
        filling.commit()
    assert len(volumes(whole)) == 1
    one, three = open_index(whole), open_index(settings)
    exact = search(one, "nhiệm vụ 3 của c")
    assert search(three, "nhiệm vụ 3 của c") == exact
    monkeypatch.setattr(meaning, "EXACT", 0)
    near = search(three, "nhiệm vụ 3 của c")[1]
    assert dict(near) == pytest.approx(dict(exact[1]), abs=1e-5)


def test_no_more_is_kept_than_some_plans(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opened, "KEPT_OF_PLANS", 3)
    monkeypatch.setitem(opened.KEPT_APART, opened.PASSAGE, 4)
    monkeypatch.setitem(opened.KEPT_APART, opened.PACKED, 2)
    monkeypatch.setattr(meaning, "KEPT", 10)
    reader = open_index(settings)
    for _ in range(2):
        for one in reader.plans():
            assert reader.text(one.plan_id).startswith(LINES[0])
            assert reader.facts(one.plan_id, "assignment") == reader.facts(one.plan_id)[:1]
            assert len(reader.passages(one.plan_id)) == len(LINES)
            for passage in reader.passages(one.plan_id):
                assert reader.passage(passage.id) == passage
        search(reader, "nhiệm vụ 3")
    assert len(reader._kept._of_plans) == 3
    assert len(reader._kept._apart[opened.PASSAGE]) == 4
    assert len(reader._kept._apart[opened.PACKED]) == 2
    assert reader._meaning._rows == sum(map(len, reader._meaning._kept.values())) <= 10


# ---- words of the whole archive


def counted(reader: IndexReader) -> tuple[Counter[str], Counter[tuple[str, str]], Counter[str]]:
    """Syllables, neighbours, and passages by folded word, counted by reading every plan."""
    syllables: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    passages: Counter[str] = Counter()
    for one in reader.plans():
        tokens = archive._LETTERS.findall(lower(reader.text(one.plan_id)))
        syllables.update(tokens)
        pairs.update(pairwise(tokens))
        for passage in reader.passages(one.plan_id):
            passages.update(set(archive._WORD.findall(fold(passage.text))))
    return syllables, pairs, passages


@pytest.mark.parametrize(
    ("removed", "added"),
    [
        pytest.param((), {}, id="as put"),
        pytest.param(("a-plan", "f-plan"), {}, id="removed"),
        pytest.param((), {"b": OTHER, "g": OTHER}, id="replaced and added"),
        pytest.param(("a-plan", *(f"{n}-plan" for n in "bcdef")), {"g": OTHER}, id="all new"),
    ],
)
def test_words_are_counted_as_the_plans_have_them(
    settings: Settings, removed: tuple[str, ...], added: dict[str, list[str]]
) -> None:
    if removed or added:
        change(settings, *removed, **added)
    reader = open_index(settings)
    syllables, pairs, passages = counted(reader)
    assert reader.word_counts([*syllables, "ngoằn", "quyết định"]) == syllables
    assert reader.pair_counts([*pairs, ("y", "sở"), ("ngoằn", "y")]) == pairs
    assert reader.passages_with_each([*passages, "ngoan"]) == passages
    assert reader.passage_total == sum(reader.passage_counts().values())
    for word in (*syllables, "sơ"):
        alike = tuple(sorted(one for one in syllables if fold(one) == fold(word)))
        assert reader.marked_forms(fold(word)) == alike
        assert reader.word_count(word) == syllables[word]
    reader.close()


def test_counts_of_another_version_are_made_anew(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "counting_version", lambda: "another")
    monkeypatch.setattr(archive, "_HELD", 3)
    change(settings, g=OTHER)
    reader = open_index(settings)
    syllables, pairs, _ = counted(reader)
    assert reader.word_counts(syllables) == syllables
    assert reader.pair_counts(pairs) == pairs


@pytest.mark.parametrize(
    ("text", "plans"),
    [
        ("Hội Phụ nữ", ("g-plan",)),
        ("hoi phu nu", ("g-plan",)),
        ("phụ hội", ()),
        ("nhiệm vụ 3", tuple(f"{name}-plan" for name in "abcdef")),
        ("kiểm tra của", ()),
        ("", ()),
    ],
)
def test_plans_that_say_something(settings: Settings, text: str, plans: tuple[str, ...]) -> None:
    change(settings, g=OTHER)
    reader = open_index(settings)
    assert reader.plans_saying(text) == plans
    assert len(reader.plans_saying(text, 2)) == min(2, len(plans))


# ---- an index of an earlier version


@pytest.fixture
def former(tmp_path: Path) -> Settings:
    """One that kept a catalog in each generation."""
    settings = Settings(index=tmp_path / "former", corpus=tmp_path / "corpus")
    folder = settings.index / "g-000003-0a0b0c"
    folder.mkdir(parents=True)
    (settings.index / "current").write_text(folder.name)
    with closing(sqlite3.connect(folder / "catalog.sqlite")) as catalog, catalog:
        catalog.execute("CREATE TABLE plans (plan_id TEXT, payload TEXT)")
        catalog.execute("INSERT INTO plans VALUES ('a-plan', ?)", (encode(plan("a-plan")),))
    settings.corpus.mkdir()
    return settings


def test_an_index_laid_out_otherwise_is_told(former: Settings) -> None:
    for opening in (open_index, Held.of, lambda one: IndexWriter(one, load).__enter__()):
        with pytest.raises(IndexStale, match=r"hoi ingest --rebuild"):
            opening(former)
    with pytest.raises(IndexStale), IndexWriter(former, load):
        pass


def test_a_rebuild_names_the_plans_that_it_drops(former: Settings) -> None:
    source = next(Path("corpus").glob("lam-thao*"))
    (former.corpus / source.name).write_bytes(source.read_bytes())
    read, dropped = ingest_corpus(former, rebuild=True, load=load).files
    assert (read.problem, dropped.plan_id, dropped.status) == (None, "a-plan", "bị bỏ")
    assert list(volumes(former).values()) == [{source.stem}]
    assert [one.name for one in former.index.glob("*g-*")] == [
        generations.current(former.index).name
    ]


def test_the_page_lays_it_out_anew_where_all_its_files_are_there(former: Settings) -> None:
    with pytest.raises(IndexStale, match="--rebuild"):
        open_asker(former)
    source = next(Path("corpus").glob("lam-thao*"))
    (former.corpus / "a-plan.txt").write_bytes(source.read_bytes())
    assert [one.plan_id for one in open_asker(former).reader.plans()] == ["a-plan"]
