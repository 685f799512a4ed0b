"""What was removed or replaced is nowhere under the index folder, whoever has it open."""

from __future__ import annotations

import gzip
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from filelock import FileLock
from typer.testing import CliRunner

from ingest.pipeline import ingest_corpus
from rag.cli import app
from rag.errors import UsageError
from rag.schema import Hit
from rag.search import search
from rag.settings import ROOT, Settings
from rag.stores import generations
from rag.stores.index import IndexReader, IndexWriter, again_if_replaced, open_index
from tests.ingest.ingesting import held, put, run, text
from tests.ingest.readers.tiny_pdf import pdf_bytes
from tests.rag.tiny import load

MARKER = "quyhoachzx"
"""A word of one plan alone."""
DUTY = f"Tập huấn {MARKER} cho cán bộ."


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "corpus").mkdir()
    settings = Settings(index=tmp_path / "index", corpus=tmp_path / "corpus")
    put(settings, "mat.txt", text(duty=DUTY))
    lines = text("13", duty=f"Kiểm tra {MARKER}.").split("\n")
    (settings.corpus / "mat-quet.pdf").write_bytes(pdf_bytes([lines]))
    put(settings, "zmat.md", text(duty=DUTY))
    put(settings, "khac.txt", text("14", "Công tác người cao tuổi năm 2026"))
    assert [row.problem for row in run(settings)] == [None] * 4
    return settings


def traces(settings: Settings, plans: list[str], original: bytes) -> set[str]:
    """Files under the index that hold the marker, a plan's id, or the PDF."""
    found = set()
    words = [MARKER.encode(), *(f"{plan}/".encode() for plan in plans)]
    words += [f'"{plan}"'.encode() for plan in plans]
    for path in settings.index.rglob("*"):
        if not path.is_file():
            continue
        content = path.read_bytes()
        if path.suffix == ".gz":
            content = gzip.decompress(content)
        if any(word in content.lower() for word in words) or content == original:
            found.add(path.name)
        assert not any(word.decode() in str(path) for word in words)
    return found


def bytes_held(settings: Settings, plan_id: str) -> list[bytes]:
    """What of a plan no word can be found in: vectors of passages with the marker, packed facts."""
    reader = open_index(settings)
    found = [one.indexed_text for one in reader.passages(plan_id) if MARKER in one.text]
    reader.close()
    held = [vector.tobytes() for vector in load().encode_passages(found)]
    for catalog in settings.index.glob("volumes/*/catalog.sqlite"):
        with closing(sqlite3.connect(catalog)) as opened:
            query = "SELECT sections, facts FROM contents WHERE plan_id = ?"
            held += [packed for row in opened.execute(query, (plan_id,)) for packed in row]
    everything = b"".join(p.read_bytes() for p in settings.index.rglob("*") if p.is_file())
    assert all(one in everything for one in held)
    return held


def remove(settings: Settings) -> None:
    with IndexWriter(settings, load) as writer:
        for plan_id in set(held(settings)) - {"khac"}:
            writer.remove(plan_id)
        writer.commit()


def replace(settings: Settings) -> None:
    put(settings, "mat.txt", text(duty="Tập huấn."))
    (settings.corpus / "mat-quet.pdf").write_bytes(
        pdf_bytes([text("13", duty="Kiểm tra.").split("\n")])
    )
    (settings.corpus / "zmat.md").unlink()
    run(settings)


def rebuild(settings: Settings) -> None:
    for path in settings.corpus.glob("*mat*"):
        path.unlink()
    ingest_corpus(settings, rebuild=True, load=load)


@pytest.mark.parametrize("change", [remove, replace, rebuild])
@pytest.mark.parametrize("opened", [False, True], ids=["nobody reads", "a reader has it open"])
def test_nothing_is_left(
    settings: Settings, change: Callable[[Settings], None], opened: bool
) -> None:
    plans = sorted(set(held(settings)) - {"khac"})
    assert plans == ["mat", "mat-quet"]
    original = (settings.corpus / "mat-quet.pdf").read_bytes()
    assert len(traces(settings, plans, original)) >= 3
    held_before = bytes_held(settings, plans[0])
    assert len(held_before) == 3
    reader = open_index(settings) if opened else None
    if reader is not None:
        assert search(reader, load, MARKER, plan_ids=plans, k=1)
    change(settings)
    assert traces(settings, [] if change is replace else plans, original) == set()
    everything = b"".join(p.read_bytes() for p in settings.index.rglob("*") if p.is_file())
    assert not [one for one in held_before if one in everything]
    assert list(settings.index.glob("*g-*")) == [generations.current(settings.index)]
    if reader is not None and sys.platform != "win32":
        assert search(reader, load, MARKER, plan_ids=plans, k=1)  # what was open stays whole
        assert reader.refresh()
        assert not [
            hit for hit in search(reader, load, MARKER, plan_ids=["khac"], k=5) if hit.words
        ]
        reader.close()


def test_no_memory_of_the_process_is_saved_with_the_vectors(settings: Settings) -> None:
    remove(settings)
    (rows,) = settings.index.glob("volumes/*/chroma/*/data_level0.bin")
    reader = open_index(settings)
    count = sum(reader.passage_counts().values())
    assert reader.unreachable() == ()
    reader.close()
    for path in (rows, rows.with_name("length.bin")):
        content = path.read_bytes()
        row = len(content) // 100  # the least room that HNSW makes
        assert content[: count * row].strip(b"\0")
        assert not content[count * row :].strip(b"\0")


@dataclass
class Reading:
    """A question during which a writer may publish."""

    reader: IndexReader
    between: list[Callable[[], None]]

    @again_if_replaced
    def ask(self) -> tuple[Hit, ...]:
        self.reader.refresh()
        plans = [plan.plan_id for plan in self.reader.plans()]
        if self.between:
            self.between.pop()()
        return search(self.reader, load, "báo cáo kết quả", plan_ids=plans, k=9)


def test_a_question_amid_a_change_is_answered_from_the_new_state(settings: Settings) -> None:
    reader = open_index(settings)
    reading = Reading(reader, [lambda: remove(settings)])
    assert {hit.passage.plan_id for hit in reading.ask()} == {"khac"}
    assert not reading.between
    reader.close()


def test_a_question_that_fails_for_another_reason_fails_once(settings: Settings) -> None:
    reader = open_index(settings)
    asked = []

    def fail() -> None:
        asked.append(1)
        raise ValueError

    with pytest.raises(ValueError, match=r"^$"):
        Reading(reader, [fail, fail]).ask()
    assert len(asked) == 1
    reader.close()


@pytest.mark.skipif(sys.platform == "win32", reason="no kill -9")
def test_what_a_killed_reading_leaves_goes_with_the_next(settings: Settings) -> None:
    pages = [[f"Dòng {n} của trang {page}" for n in range(60)] for page in range(400)]
    (settings.corpus / "dai.pdf").write_bytes(pdf_bytes(pages))
    code = (
        "from pathlib import Path; from ingest.pipeline import ingest_corpus;"
        "from rag.settings import Settings; from tests.rag.tiny import load;"
        f"ingest_corpus(Settings(index=Path({str(settings.index)!r}),"
        f"corpus=Path({str(settings.corpus)!r})), load=load)"
    )
    reading = settings.index / generations.READING
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT) as process:  # noqa: S603
        until = time.monotonic() + 60
        while not list(reading.glob("*")) and time.monotonic() < until:
            time.sleep(0.005)
        process.send_signal(signal.SIGKILL)
    assert list(reading.glob("*"))
    (settings.corpus / "dai.pdf").unlink()
    with FileLock(settings.index / generations.LOCK, timeout=60):
        pass  # killed between fork and exec, the parser still has the lock for a moment
    run(settings)
    assert not list(reading.glob("*"))


def test_a_removal_killed_before_the_deletion_is_ended_by_the_next_try(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(IndexWriter, "_sweep", lambda _self: None)
        remove(settings)
    assert len(list(settings.index.glob("g-*"))) == 2
    again = CliRunner().invoke(app, ["remove", "mat"], env={"HOI_INDEX": str(settings.index)})
    assert again.exit_code == UsageError.exit_code
    assert list(settings.index.glob("*g-*")) == [generations.current(settings.index)]
