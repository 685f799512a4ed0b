"""Which plan a file becomes: its name, its twin in another form, its older version."""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from pathlib import Path

import pytest

from ingest.identity import plan_id_of
from rag.settings import Settings
from tests.ingest.ingesting import held, one, put, run, text
from tests.ingest.readers.tiny_pdf import pdf_bytes


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
        pytest.param("thu.pdf", pdf_bytes([text().split("\n")]), id="a PDF of it"),
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


def test_a_like_header_under_another_name_is_pointed_out(settings: Settings) -> None:
    put(settings, "lao-cai.txt", text())
    run(settings)
    (row,) = run(settings, put(settings, "ban-sua.txt", text(duty="Tập huấn hai lớp.")))
    assert (row.plan_id, row.status) == ("ban-sua", "mới")
    (note,) = row.notes
    assert "cùng số, ngày với lao-cai" in note
    assert "--replace lao-cai" in note


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
