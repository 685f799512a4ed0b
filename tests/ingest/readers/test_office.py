"""DOC, ODT and RTF through LibreOffice or antiword, and what is said where neither is there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

import pytest

from ingest.pipeline import read_plan
from ingest.readers import office, read_raw
from rag.errors import UnreadableFile
from rag.settings import ROOT, Settings
from tests.ingest.readers.old_letters import in_tcvn3
from tests.ingest.readers.word_files import WordFile, paragraph, run
from tests.tools.round_trip import FORMS, compared, laid_out, through_office

OFFICE = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
ANTIWORD = pytest.mark.skipif(shutil.which("antiword") is None, reason="antiword is not installed")
WORDS = "Kế hoạch phòng, chống thiên tai của Ủy ban nhân dân xã"
RTF = r"{\rtf1\ansi\uc0 " + "".join(c if c.isascii() else f"\\u{ord(c)} " for c in WORDS) + "}"


@pytest.mark.parametrize("plan", sorted((ROOT / "corpus").glob("*-*.*")), ids=lambda p: p.stem)
@pytest.mark.parametrize("form", ["docx", "page", "word-html"])
def test_a_plan_in_another_form_is_the_same_plan(tmp_path: Path, plan: Path, form: str) -> None:
    one = read_plan(plan, plan.stem)
    two = read_plan(laid_out(one, form, tmp_path), plan.stem)
    assert compared(one, two) == {"outline": (set(), set()), "facts": (set(), set())}


@OFFICE
@pytest.mark.parametrize("form", [one for one in FORMS if one in ("odt", "rtf", "doc")])
def test_a_plan_through_office_is_the_same_plan(tmp_path: Path, form: str) -> None:
    plan = ROOT / "corpus" / "kon-tum-2021.md"
    one = read_plan(plan, plan.stem)
    two = read_plan(laid_out(one, form, tmp_path), plan.stem)
    assert compared(one, two) == {"outline": (set(), set()), "facts": (set(), set())}


@OFFICE
def test_old_letters_in_an_old_word_file(tmp_path: Path) -> None:
    fonts = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'
    source = WordFile(paragraph(run(in_tcvn3("Đề nghị các xã"), fonts))).write(tmp_path / "a.docx")
    raw = read_raw(through_office(source, "doc"), Settings())
    assert raw.text.strip() == "Đề nghị các xã"
    assert raw.quality == ("đã chuyển chữ phông TCVN3 sang Unicode",)


@OFFICE
def test_rtf_under_the_ending_of_word(tmp_path: Path) -> None:
    path = tmp_path / "ke hoach.doc"
    path.write_text(RTF, encoding="ascii")
    raw = read_raw(path, Settings())
    assert (raw.form, raw.text.strip()) == ("rtf", WORDS)
    assert raw.quality == ("đuôi .doc nhưng là tệp RTF",)


@OFFICE
def test_the_strict_form_of_docx(tmp_path: Path) -> None:
    path = WordFile(paragraph(WORDS)).write(tmp_path / "a.docx")
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, blob in parts.items():
            text = blob.decode()
            for kind in ("officeDocument", "wordprocessingml"):
                text = text.replace(
                    f"http://schemas.openxmlformats.org/{kind}/2006",
                    f"http://purl.oclc.org/ooxml/{kind}",
                )
            archive.writestr(name, text)
    raw = read_raw(path, Settings())
    assert raw.text.strip() == WORDS
    assert "Strict" in raw.quality[0]


@OFFICE
def test_a_docx_that_names_a_part_it_has_not(tmp_path: Path) -> None:
    image = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    relation = f'<Relationship Id="p1" Type="{image}" Target="NULL"/>'
    path = WordFile(paragraph(WORDS), relations=relation).write(tmp_path / "a.docx")
    raw = read_raw(path, Settings())
    assert raw.text.strip() == WORDS
    assert raw.quality == ("tệp Word thiếu phần, đọc qua LibreOffice",)


@OFFICE
def test_names_are_no_options(tmp_path: Path) -> None:
    path = tmp_path / "--help %2e%2e ‘lạ’;$(id).rtf"
    path.write_text(RTF, encoding="ascii")
    assert read_raw(path, Settings()).text.strip() == WORDS


def _hanging_office(folder: Path, seconds: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A converter that sleeps, in a folder of its own; it says in ``begun`` that it runs."""
    tool = folder / "bin" / "soffice"
    tool.parent.mkdir()
    tool.write_text(f"#!/bin/sh\ntouch {folder}/begun\n/bin/sleep {seconds}\n", encoding="ascii")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tool.parent}:{os.environ['PATH']}")
    return tool


def _running(argument: bytes) -> bool:
    lines = [one.read_bytes() for one in Path("/proc").glob("[0-9]*/cmdline") if one.exists()]
    return any(argument in line for line in lines)


def test_what_runs_too_long_is_ended_with_all_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool = _hanging_office(tmp_path, "61.5", monkeypatch)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "bin"))
    path = tmp_path / "a.rtf"
    path.write_text(RTF, encoding="ascii")
    with pytest.raises(UnreadableFile, match="đọc quá 6 giây"):
        read_raw(path, Settings(max_seconds_per_file=6))
    assert (tmp_path / "begun").exists()
    time.sleep(0.5)
    assert not _running(b"61.5")
    assert list(tool.parent.iterdir()) == [tool]


def test_a_parser_ends_with_a_parent_that_is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _hanging_office(tmp_path, "62.5", monkeypatch)
    path = tmp_path / "a.rtf"
    path.write_text(RTF, encoding="ascii")
    code = (
        "from pathlib import Path; from ingest.readers import read_raw;"
        "from rag.settings import Settings;"
        f"read_raw(Path({str(path)!r}), Settings(index=Path({str(tmp_path / 'index')!r})))"
    )
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT) as parent:  # noqa: S603
        until = time.monotonic() + 60
        while not (tmp_path / "begun").exists() and time.monotonic() < until:
            time.sleep(0.05)
        assert _running(b"62.5")
        parent.kill()
    until = time.monotonic() + 20
    while _running(b"62.5") and time.monotonic() < until:
        time.sleep(0.05)
    assert not _running(b"62.5")


def test_without_a_converter_the_file_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(office, "_ELSEWHERE", ())
    path = tmp_path / "a.odt"
    path.write_bytes(b"PK")
    with pytest.raises(UnreadableFile, match=r"cần LibreOffice để đọc tệp \.odt.*apt install"):
        office.parse(path, Settings(), lambda *_: None)


@OFFICE
@ANTIWORD
def test_antiword_reads_what_it_can(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = WordFile(paragraph(WORDS) * 60).write(tmp_path / "a.docx")
    path = through_office(source, "doc")
    tools = tmp_path / "bin"
    tools.mkdir()
    (tools / "antiword").symlink_to(shutil.which("antiword") or "")
    monkeypatch.setenv("PATH", str(tools))
    monkeypatch.setattr(office, "_ELSEWHERE", ())
    found = office.parse(path, Settings(), lambda *_: None)
    assert found.pages[0].text.split("\n")[1].strip() == WORDS
    assert "antiword" in found.quality[0]
    assert os.environ["PATH"] == str(tools)


@OFFICE
def test_a_broken_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.odt"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", "<a")
    with pytest.raises(UnreadableFile, match=r"LibreOffice không mở được|không có chữ"):
        read_raw(path, Settings())


@OFFICE
def test_letters_made_of_random_bytes_are_no_plan(tmp_path: Path) -> None:
    from random import Random

    path = tmp_path / "rac.doc"
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le")
    path.write_bytes(head + Random(1).randbytes(4_000))
    with pytest.raises(UnreadableFile) as caught:
        read_raw(path, Settings())
    assert str(caught.value).startswith("rac.doc: ")
    assert "\n" not in str(caught.value)
