"""What becomes of each file: new, unchanged, a duplicate, a replacement, or its own failure."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.pipeline import (
    files_of,
    ingest_corpus,
    read_plan,
)
from ingest.report import Step
from rag.errors import NotAPlan, UsageError
from rag.settings import Settings
from rag.stores.index import open_index
from rag.stores.provenance import pipeline_version
from rag.stores.writer import IndexWriter
from tests.ingest.ingesting import held, one, put, run, text
from tests.ingest.readers.tiny_pdf import pdf_bytes
from tests.rag.tiny import FakeEmbedding, load


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "corpus").mkdir()
    return Settings(index=tmp_path / "index", corpus=tmp_path / "corpus")


def test_a_new_file_is_read_to_its_facts(settings: Settings) -> None:
    put(settings, "lao-cai.txt", text())
    (result,) = run(settings)
    assert (result.plan_id, result.status, result.problem) == ("lao-cai", "mới", None)
    assert (result.pages, result.unplaced) == (None, 0)
    reader = open_index(settings)
    assert len(reader.passages("lao-cai")) == result.passages > 0
    assert len(reader.facts("lao-cai")) == result.facts > 0
    assert reader.facts("lao-cai", "assignment")
    reader.close()


def test_the_same_file_is_not_read_again(settings: Settings) -> None:
    put(settings, "lao-cai.txt", text())
    run(settings)
    (again,) = run(settings)
    assert (again.plan_id, again.status) == ("lao-cai", "không đổi")
    assert (again.passages, again.facts) == (0, 0)


def test_another_document_under_the_same_stem_gets_a_suffix(settings: Settings) -> None:
    run(settings, put(settings, "a/ke-hoach.txt", text("12")))
    other = put(settings, "b/ke-hoach.txt", text("13", "Công tác trẻ em năm 2027"))
    third = put(settings, "c/ke-hoach.txt", text("14", "Công tác trẻ em năm 2028"))
    assert one(settings, other) == ("ke-hoach-2", "mới")
    assert one(settings, third) == ("ke-hoach-3", "mới")
    assert list(held(settings)) == ["ke-hoach", "ke-hoach-2", "ke-hoach-3"]


def test_the_same_header_replaces(settings: Settings) -> None:
    path = put(settings, "lao-cai.txt", text(duty="Tập huấn."))
    run(settings)
    before = held(settings)["lao-cai"]
    path.write_text(text(duty="Tập huấn cho giáo viên."), encoding="utf-8")
    assert one(settings) == ("lao-cai", "thay")
    assert list(held(settings)) == ["lao-cai"]
    assert held(settings)["lao-cai"] != before
    reader = open_index(settings)
    assert "giáo viên" in reader.text("lao-cai")
    reader.close()


def test_a_corrected_twin_replaces_the_twin(settings: Settings) -> None:
    run(settings, put(settings, "a/ke-hoach.txt", text("12")))
    twin = put(settings, "b/ke-hoach.txt", text("13"))
    run(settings, twin)
    twin.write_text(text("13", duty="Tập huấn lại."), encoding="utf-8")
    assert one(settings, twin) == ("ke-hoach-2", "thay")


def test_replace_takes_any_header(settings: Settings) -> None:
    run(settings, put(settings, "lao-cai.txt", text("12")))
    other = put(settings, "ban-moi.txt", text("99", "Công tác trẻ em năm 2027"))
    assert one(settings, other, replace="lao-cai") == ("lao-cai", "thay")
    assert list(held(settings)) == ["lao-cai"]


def test_replace_wants_a_plan_and_one_file(settings: Settings) -> None:
    path = put(settings, "lao-cai.txt", text())
    with pytest.raises(UsageError, match="khong-co"):
        run(settings, path, replace="khong-co")
    put(settings, "b.txt", text("13"))
    with pytest.raises(UsageError, match="cần tệp"):
        run(settings, replace="lao-cai")


ANNEX = "PHỤ LỤC\n\nDANH MỤC NHIỆM VỤ\n(Kèm theo Kế hoạch số 12/KH-UBND)\n\n1. Sở Y tế\n- Tập huấn."


@pytest.mark.parametrize(
    ("name", "number", "ends"),
    [
        pytest.param("lao-cai.txt", "99", {"lao-cai": "thay", "a-phu-luc": "mới"}, id="its name"),
        pytest.param("ban-sua.txt", "12", {"lao-cai": "thay", "a-phu-luc": "mới"}, id="its header"),
        pytest.param(
            "ban-sua.txt", "99", {"lao-cai": "giữ nguyên", "a-phu-luc": "mới", "ban-sua": "mới"},
            id="neither",
        ),
    ],
)  # fmt: skip
def test_of_several_files_one_takes_the_place(
    settings: Settings, name: str, number: str, ends: dict[str, str]
) -> None:
    run(settings, put(settings, "lao-cai.txt", text()))
    annex = put(settings, "a-phu-luc.txt", ANNEX)
    newer = put(settings, name, text(number, duty="Tập huấn hai lớp."))
    rows = run(settings, annex, newer, replace="lao-cai")
    assert {row.plan_id: row.status for row in rows} == ends
    assert (rows[-1].problem is None) == ("giữ nguyên" not in ends.values())
    assert set(held(settings)) == set(ends)
    assert not any(row.hint for row in rows)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        pytest.param("rong.txt", b"", "rong.txt", id="empty"),
        pytest.param("so.txt", b"123 456\n", "không có chữ", id="no letter"),
        pytest.param("la.txt", "KÕ ho¹ch".encode("latin-1"), "la.txt", id="legacy"),
        pytest.param("gia.pdf", b"khong phai pdf", "không phải tệp PDF", id="no PDF"),
        pytest.param("nhi-phan.txt", b"\x00\x01\x02\x00\xff", "nhi-phan.txt", id="binary"),
    ],
)
def test_a_broken_file_fails_alone(
    settings: Settings, name: str, content: bytes, says: str
) -> None:
    put(settings, "a.txt", text("12"))
    (settings.corpus / name).write_bytes(content)
    put(settings, "z.txt", text("13", "Công tác trẻ em năm 2027"))
    report = ingest_corpus(settings, load=load)
    assert report.failed
    (bad,) = [result for result in report.files if result.problem is not None]
    assert (bad.file, bad.plan_id, bad.status) == (name, None, "lỗi")
    assert bad.problem is not None
    assert says in bad.problem
    assert "\n" not in bad.problem
    assert list(held(settings)) == ["a", "z"]


def test_an_unreadable_new_version_leaves_the_old_one(settings: Settings) -> None:
    path = put(settings, "lao-cai.txt", text())
    run(settings)
    path.write_bytes(b"")
    assert run(settings)[0].problem is not None
    assert list(held(settings)) == ["lao-cai"]


def test_an_unknown_path_is_wrong_use(settings: Settings) -> None:
    with pytest.raises(UsageError, match=r"khong-co\.txt"):
        run(settings, settings.corpus / "khong-co.txt")


def test_a_missing_path_among_others_fails_alone(settings: Settings) -> None:
    good = put(settings, "lao-cai.txt", text())
    missing, read = run(settings, settings.corpus / "khong-co.txt", good)
    assert missing.problem is not None
    assert "không có tệp" in missing.problem
    assert read.status == "mới"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_fails_alone(settings: Settings) -> None:
    pipe = settings.corpus.parent / "ong.txt"
    os.mkfifo(pipe)
    (result,) = ingest_corpus(settings, (pipe,), load=load).files
    assert "không phải tệp thường" in (result.problem or "")


def test_a_rebuild_names_the_plans_it_leaves_out(settings: Settings, tmp_path: Path) -> None:
    put(settings, "a.txt", text())
    added = tmp_path / "them.txt"
    added.write_text(text("13", "Công tác người cao tuổi năm 2026"), encoding="utf-8")
    run(settings)
    run(settings, added)
    report = ingest_corpus(settings, rebuild=True, load=load)
    assert [row.status for row in report.files] == ["mới", "bị bỏ"]
    assert "them" in (report.files[1].problem or "")


def test_remove_leaves_nothing_behind(settings: Settings) -> None:
    put(settings, "a.txt", text("12", duty="Cắm biển cảnh báo ở ao hồ."))
    put(settings, "b.txt", text("13", "Công tác trẻ em năm 2027"))
    run(settings)
    with IndexWriter(settings, load) as writer:
        writer.remove("a")
        writer.commit()
    reader = open_index(settings)
    assert [plan.plan_id for plan in reader.plans()] == ["b"]
    assert list(reader.passage_counts()) == ["b"]
    assert {fact.plan_id for fact in reader.facts()} == {"b"}
    assert reader.unreachable() == ()
    vector = FakeEmbedding().encode_queries(["Cắm biển cảnh báo ở ao hồ"])[0]
    found = [
        *reader.search_words("biển cảnh báo ao hồ", 10, ["b"]),
        *reader.search_vectors(vector, 10, ["b"]),
    ]
    assert all(passage_id.startswith("b/") for passage_id, _ in found)
    with pytest.raises(UsageError):
        reader.text("a")
    reader.close()


def test_a_removed_plan_can_come_back(settings: Settings) -> None:
    put(settings, "a.txt", text())
    run(settings)
    with IndexWriter(settings, load) as writer:
        writer.remove("a")
        writer.commit()
    assert one(settings) == ("a", "mới")


def test_pages_are_told_and_counted(settings: Settings) -> None:
    lines = text().split("\n")
    (settings.corpus / "a.pdf").write_bytes(pdf_bytes([lines[:9], lines[9:]]))
    seen: list[Step] = []
    (row,) = ingest_corpus(settings, load=load, progress=seen.append).files
    assert [(step.page, step.pages) for step in seen] == [(0, 0), (1, 2), (2, 2), (0, 0)]
    assert [step.share for step in seen] == [0.0, 0.5, 1.0, 1.0]
    assert (row.pages, row.readings, row.confidence) == (2, {"layer": 2}, None)
    assert row.quality is not None
    assert row.quality > 0.9


def test_files_are_read_in_order_and_progress_is_told(settings: Settings) -> None:
    for name in ("c.txt", "a.md", "b.TXT"):
        put(settings, name, text(str(10 + ord(name[0]))))
    put(settings, "manifest.toml", "")
    put(settings, "ghi-chu.docx", "x")  # a document of a form not read yet: named, not passed over
    put(settings, "anh.db", "x")
    seen: list[Step] = []
    report = ingest_corpus(settings, load=load, progress=seen.append)
    names = ["a.md", "b.TXT", "c.txt", "ghi-chu.docx"]
    assert seen == [*(Step(number, 4, name) for number, name in enumerate(names)), Step(4, 4, "")]
    assert [path.name for path in files_of((settings.corpus,))] == names
    assert [row.file for row in report.files if row.problem] == ["ghi-chu.docx"]


def test_one_file_is_read_alike_twice(settings: Settings) -> None:
    path = put(settings, "a.txt", text())
    assert read_plan(path, "a") == read_plan(path, "a")


def test_a_file_without_words_is_no_plan(settings: Settings) -> None:
    with pytest.raises(NotAPlan):
        read_plan(put(settings, "a.txt", "12345\n"), "a")


def test_the_version_is_of_the_code() -> None:
    version = pipeline_version()
    assert len(version) == 16
    assert int(version, 16) >= 0
    assert version == pipeline_version()


def test_another_model_reads_all_again(settings: Settings) -> None:
    put(settings, "a.txt", text())
    run(settings)
    other = ingest_corpus(settings, rebuild=True, load=lambda: FakeEmbedding("khac", 32))
    assert [(r.plan_id, r.status) for r in other.files] == [("a", "mới")]


def test_a_plan_that_cannot_be_stored_leaves_the_others_and_its_older_self(
    settings: Settings,
) -> None:
    put(settings, "a.txt", text())
    put(settings, "b.txt", text("13"))
    run(settings)
    before = held(settings)
    parsed = read_plan(settings.corpus / "a.txt", "a")
    broken = replace(parsed.plan, issuer="\ud800")  # half a letter: no store can write it
    put(settings, "b.txt", text("13", duty="Tập huấn lại."))
    with IndexWriter(settings, load) as writer:
        with pytest.raises(UnicodeEncodeError):
            writer.put(broken, parsed.document, parsed.sections, parsed.passages, (), "1")
        again = read_plan(settings.corpus / "b.txt", "b")
        writer.put(again.plan, again.document, again.sections, again.passages, again.facts, "1")
        writer.commit()
    assert held(settings)["a"] == before["a"]
    assert held(settings)["b"] != before["b"]
