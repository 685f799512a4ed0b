"""A folder of all forms with bad files among them is read to its end (`tests/tools/many_files`)."""

from __future__ import annotations

from pathlib import Path

from ingest.pipeline import ingest_corpus
from rag.settings import Settings
from tests.rag.tiny import load
from tests.tools.many_files import faults_of, lay_out


def test_bad_files_fail_alone_among_good_ones_of_every_form(tmp_path: Path) -> None:
    folder = tmp_path / "plans"
    folder.mkdir()
    lay_out(folder, files=9, bad=4)
    settings = Settings(index=tmp_path / "index", corpus=folder)
    report = ingest_corpus(settings, load=load)
    assert faults_of(report, settings, files=9, bad=4) == []
