"""Files read ahead in other processes come out as if they were read one after the other."""

from __future__ import annotations

import os
import signal
from dataclasses import replace
from pathlib import Path

import pytest

from evals.scale.archive import write_archive
from ingest import ahead, pipeline
from ingest.ahead import FEW, ReadingAhead
from ingest.identity import plan_id_of
from ingest.pipeline import ingest_corpus, read_plan
from ingest.report import FileResult
from rag.settings import Settings
from rag.stores.index import open_index
from tests.rag.tiny import load

FILES = FEW + 3


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """More plans than are read one by one; one is another's twin, one no text."""
    folder = tmp_path_factory.mktemp("plans")
    first, *_ = write_archive(folder, FILES - 2)
    (folder / "ban-sao.txt").write_bytes(first.read_bytes())
    (folder / "trong.txt").write_bytes(b"")
    return folder


def ingested(folder: Path, index: Path) -> tuple[list[FileResult], dict[str, int]]:
    """The report without its times, and the facts of each plan."""
    settings = Settings(index=index, corpus=folder)
    rows = [replace(row, seconds=0.0) for row in ingest_corpus(settings, load=load).files]
    reader = open_index(settings)
    held = {plan.plan_id: len(reader.facts(plan.plan_id)) for plan in reader.plans()}
    reader.close()
    return rows, held


def test_the_report_and_the_index_are_the_same(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    several = ingested(folder, tmp_path / "a")
    monkeypatch.setattr(pipeline, "processes", lambda: 0)
    assert several == ingested(folder, tmp_path / "b")
    assert sum(row.problem is not None for row in several[0]) == 1


def asked(folder: Path) -> tuple[ahead.Asked, ...]:
    return tuple((file, plan_id_of(file)) for file in sorted(folder.rglob("*.txt")))


def test_files_are_taken_in_order_and_some_passed_over(folder: Path) -> None:
    files = asked(folder)
    settings = Settings()
    with ReadingAhead(files, settings, 2) as reading:
        for file, plan_id in files[::4]:
            plan = reading.take(file, None).plan
            if plan is not None:
                assert plan == read_plan(file, plan_id, settings)
        assert reading.take(folder / "khong-co.txt", None).plan is None


def test_a_process_that_dies_leaves_the_file_to_be_read_here(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = asked(folder)
    with ReadingAhead(files, Settings(), 1) as reading:
        assert reading.take(files[0][0], None).plan is not None
        os.kill(reading.processes[0], signal.SIGKILL)
        assert all(reading.take(file, None).plan is None for file, _ in files[-3:])


def test_few_files_start_no_process(folder: Path) -> None:
    with ReadingAhead(asked(folder)[:FEW], Settings(), 2) as reading:
        assert reading.processes == ()
