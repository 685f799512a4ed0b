"""Which plan a file becomes: its name, its twin in another form, its older version."""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from pathlib import Path

import pytest

from ingest import pipeline
from ingest.identity import plan_id_of
from ingest.pipeline import ingest_corpus, read_plan
from rag.settings import Settings
from rag.stores.index import IndexWriter, open_index
from tests.ingest.ingesting import held, one, put, run, text
from tests.ingest.readers.tiny_pdf import pdf_bytes
from tests.rag.tiny import load


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "corpus").mkdir()
    return Settings(index=tmp_path / "index", corpus=tmp_path / "corpus")


def names(*raw: bytes) -> list[object]:
    return [pytest.param(name, id=repr(name)) for name in raw]


@pytest.mark.skipif(sys.platform != "linux", reason="names that other systems do not allow")
@pytest.mark.parametrize(
    "name",
    names(
        b"\xff\xfe.txt",
        b"a\nb.txt",
        b"\x1b[31mred.txt",
        b"..txt",
        b" .txt",
        b"--json.txt",
        b"a'b\"c;$(touch x).txt",
        b"<img src=x onerror=alert(1)>.txt",
        "\u202etxt.exe.txt".encode(),
        ("ế" * 83 + ".txt").encode(),  # 253 bytes; one letter more would not fit
    ),
)
def test_any_name_is_shown_safely_and_its_plan_kept(settings: Settings, name: bytes) -> None:
    path = settings.corpus / os.fsdecode(name)
    path.write_text(text(), encoding="utf-8")
    put(settings, "zz.txt", text("13"))
    other, row = sorted(run(settings), key=lambda result: result.file != "zz.txt")
    assert (row.problem, other.problem) == (None, None)
    assert row.file.isprintable()
    assert row.file.encode("utf-8")  # no half letter is left in it
    assert row.plan_id is not None
    assert re.fullmatch(r"[a-z0-9-]{1,80}", row.plan_id)
    assert sorted(held(settings)) == sorted([row.plan_id, "zz"])


def test_the_same_text_under_another_name_is_told(settings: Settings) -> None:
    put(settings, "lao-cai.txt", text())
    run(settings)
    copy = put(settings, "ban-sao.txt", text())
    assert one(settings, copy) == ("lao-cai", "trùng với lao-cai")
    assert list(held(settings)) == ["lao-cai"]


def test_twins_in_one_run_are_told(settings: Settings) -> None:
    put(settings, "a.txt", text())
    put(settings, "b.txt", text())
    assert [(r.plan_id, r.status) for r in run(settings)] == [
        ("a", "mới"),
        ("a", "trùng với a"),
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("utf16.txt", text().encode("utf-16"), id="another encoding"),
        pytest.param("nfd.md", unicodedata.normalize("NFD", text()).encode(), id="decomposed"),
        pytest.param("crlf.txt", text().replace("\n", "\r\n\r\n").encode(), id="more line ends"),
    ],
)
def test_the_same_words_in_another_form_are_one_plan(
    settings: Settings, name: str, content: bytes
) -> None:
    put(settings, "lao-cai.txt", text())
    run(settings)
    (settings.corpus / name).write_bytes(content)
    assert one(settings, settings.corpus / name) == ("lao-cai", "trùng với lao-cai")
    assert list(held(settings)) == ["lao-cai"]


PAGES = pdf_bytes([text().split("\n")])


def parses(settings: Settings, *paths: Path) -> tuple[int, list[tuple[str | None, str]]]:
    """How many files one run parses, and what it says of each."""
    read: list[Path] = []

    def counted(path: Path, *rest: object) -> object:
        read.append(path)
        return read_plan(path, *rest)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "read_plan", counted)
        rows = run(settings, *paths)
    assert [row.problem for row in rows] == [None] * len(rows)
    return len(read), [(row.plan_id, row.status) for row in rows]


@pytest.mark.parametrize(
    ("names", "plan_id"),
    [
        pytest.param(("a.html", "b.txt", "c.pdf"), "c", id="the PDF comes last"),
        pytest.param(("a.pdf", "b.html", "c.txt"), "a", id="the PDF comes first"),
        pytest.param(("a.html", "b.pdf", "c.txt"), "b", id="the PDF comes between"),
        pytest.param(("kh.html", "kh.pdf", "kh.txt"), "kh", id="one name, three forms"),
    ],
)
@pytest.mark.parametrize("at_once", [True, False], ids=["one run", "a run each"])
def test_the_form_with_pages_is_kept_and_nothing_parsed_again(
    settings: Settings, names: tuple[str, ...], plan_id: str, at_once: bool
) -> None:
    for name in names:
        content = PAGES if name.endswith(".pdf") else text().encode()
        if name.endswith(".html"):
            content = "".join(f"<p>{line}</p>" for line in text().split("\n")).encode()
        (settings.corpus / name).write_bytes(content)
    for path in [()] if at_once else [(settings.corpus / name,) for name in names]:
        parses(settings, *path)
    reader = open_index(settings)
    assert [(plan.plan_id, plan.file.rpartition(".")[2]) for plan in reader.plans()] == [
        (plan_id, "pdf")
    ]
    assert reader.pages(plan_id) is not None
    assert reader.original(plan_id) is not None
    version = reader.version
    reader.close()
    again, rows = parses(settings)
    assert again == 0
    assert {one for one, _ in rows} == {plan_id}
    assert sorted(status for _, status in rows) == ["không đổi", *[f"trùng với {plan_id}"] * 2]
    reader = open_index(settings)
    assert reader.version == version
    reader.close()


def test_a_form_with_pages_says_what_it_takes_the_place_of(settings: Settings) -> None:
    put(settings, "lao-cai.txt", text())
    run(settings)
    (settings.corpus / "thu.pdf").write_bytes(PAGES)
    (row,) = run(settings, settings.corpus / "thu.pdf")
    assert (row.plan_id, row.status, row.pages) == ("thu", "thay lao-cai", 1)
    assert row.notes == ("cùng văn bản với lao-cai (lao-cai.txt) nhưng có trang nên thay bản đó",)
    report = ingest_corpus(settings, rebuild=True, load=load)
    assert not report.failed


def test_twins_are_forgotten_with_what_they_are_twins_of(settings: Settings) -> None:
    path = put(settings, "a.txt", text())
    copy = put(settings, "b.md", text())
    run(settings)
    put(settings, "a.txt", text(duty="Tập huấn hai lớp."))
    assert one(settings, path) == ("a", "thay")
    assert one(settings, copy) == ("b", "mới")
    with IndexWriter(settings, load) as writer:
        writer.remove("a")
        writer.commit()
    assert one(settings, path) == ("a", "mới")


@pytest.mark.parametrize("kept", ["lao-cai.txt", "ban-sao.html"])
def test_a_twin_alone_brings_its_plan_up_to_date(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, kept: str
) -> None:
    put(settings, "lao-cai.txt", text())
    put(settings, "ban-sao.html", "".join(f"<p>{line}</p>" for line in text().split("\n")))
    monkeypatch.setattr(pipeline, "pipeline_version", lambda: "an earlier one")
    run(settings)
    monkeypatch.undo()
    (settings.corpus / ({"lao-cai.txt", "ban-sao.html"} - {kept}).pop()).unlink()
    assert parses(settings)[0] == 1
    reader = open_index(settings)
    reader.check_current()
    assert len(reader.plans()) == 1
    reader.close()
    assert parses(settings)[0] == 0


def test_all_that_look_alike_are_named(settings: Settings) -> None:
    hint = ""
    for n in range(6):
        put(settings, f"p{n}.txt", text(duty="Tập huấn." * (n + 1)))
    for row in run(settings):
        hint = row.hint or ""
    assert "cùng số, ngày với p0, p1, p2 và 2 văn bản khác" in hint
    assert "hoi ingest p5.txt --replace TÊN" in hint


@pytest.mark.parametrize(
    ("before", "after", "is_twin"),
    [
        pytest.param("Số: 12/KH-UBND\nLào Cai, ngày", "Lào Cai, ngày", True, id="columns"),
        pytest.param("Số: 12/", "Số: 21/", False, id="another number"),
        pytest.param("06 tháng 4", "04 tháng 6", False, id="another date"),
        pytest.param("1. Sở Y tế\n- Tập huấn.", "1. Sở Tế Y\n- Tập huấn.", False, id="words"),
    ],
)
def test_only_a_letterhead_may_be_read_in_another_order(
    settings: Settings, before: str, after: str, is_twin: bool
) -> None:
    filled = text().replace("như sau:", "như sau: " + "để thực hiện mục tiêu đã nêu, " * 20)
    put(settings, "a.txt", filled)
    other = filled.replace(before, after)
    assert other != filled
    if is_twin:
        other = other.replace("năm 2026\n\nKẾ HOẠCH", "năm 2026\nSố: 12/KH-UBND\n\nKẾ HOẠCH")
    put(settings, "b.txt", other)
    run(settings)
    assert len(held(settings)) == (1 if is_twin else 2)


def test_a_like_header_under_another_name_is_pointed_out(settings: Settings) -> None:
    put(settings, "lao-cai.txt", text())
    run(settings)
    (row,) = run(settings, put(settings, "ban-sua.txt", text(duty="Tập huấn hai lớp.")))
    assert (row.plan_id, row.status) == ("ban-sua", "mới")
    assert "cùng số, ngày với lao-cai" in (row.hint or "")
    assert "--replace lao-cai" in (row.hint or "")


@pytest.mark.parametrize(
    ("name", "plan_id"),
    [
        ("kon-tum-2021.md", "kon-tum-2021"),
        ("Kế hoạch Lào Cai 2026.pdf", "ke-hoach-lao-cai-2026"),
        ("  KH_175 (bản ký).txt", "kh-175-ban-ky"),
        ("Đắk Nông.txt", "dak-nong"),
        ("计划.txt", "van-ban"),
        ("…….txt", "van-ban"),
        (f"{'a' * 200}.txt", "a" * 80),
    ],
)
def test_plan_ids(name: str, plan_id: str) -> None:
    assert plan_id_of(Path(name)) == plan_id
