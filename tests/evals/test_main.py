"""The command: writes a record, and fails by name when a figure is below its floor."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

import evals.__main__ as command
from evals.grading import figures_of
from evals.questions import QuestionFileError
from evals.record import Record
from rag.settings import Settings

RECORD = Record("2021-01-01T00:00:00+00:00", "questions", {}, {}, "none", {"test": figures_of([])},
                {}, {}, ())  # fmt: skip


@pytest.fixture
def invoke(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], tuple[int, str]]:
    """Run the command with a floor file of the given text over an empty evaluation."""
    app = typer.Typer()
    app.command()(command.main)
    monkeypatch.setattr(command, "ready", lambda index, folder, plans: Settings(index=folder))
    monkeypatch.setattr(command, "evaluate", lambda settings, **options: RECORD)
    monkeypatch.setattr(command, "FLOORS", tmp_path / "floors.toml")

    def run(floors: str) -> tuple[int, str]:
        (tmp_path / "floors.toml").write_text(floors, "utf-8")
        result = CliRunner().invoke(app, ["--report", str(tmp_path / "results")])
        return result.exit_code, result.output

    return run


def test_passes_and_writes_a_record(
    invoke: Callable[[str], tuple[int, str]], tmp_path: Path
) -> None:
    assert invoke("[test]\nquestions = 0")[0] == 0
    (file,) = (tmp_path / "results").iterdir()
    assert json.loads(file.read_text("utf-8"))["set"] == "questions"


def test_fails_below_a_floor(invoke: Callable[[str], tuple[int, str]]) -> None:
    code, output = invoke("[test]\nquestions = 1")
    assert code == 1
    assert "questions on test is 0, below its floor 1" in output


def test_a_bad_set_is_one_line(
    invoke: Callable[[str], tuple[int, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(settings: Settings, **options: object) -> Record:
        raise QuestionFileError("set.jsonl:1: a1: quote not there")

    monkeypatch.setattr(command, "evaluate", fail)
    code, output = invoke("")
    assert code == 1
    assert output.strip() == "set.jsonl:1: a1: quote not there"
