"""``python -m evals``: ask the question set, print the figures, fail below their floors."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from rich.console import Console

from evals.questions import SETS
from evals.record import Record, below_floor, read_floors
from evals.report import print_failures, print_record
from evals.runner import evaluate, own_plans
from rag.errors import HoiError
from rag.settings import Settings

FLOORS = SETS / "floors.toml"
RESULTS = SETS / "results"
LOG_WIDTH = 140
"""Columns where there is no terminal to ask: the tables must not be cut in a log."""


class Split(StrEnum):
    """Which questions are asked."""

    dev = "dev"
    test = "test"
    all = "all"


def main(
    name: Annotated[
        str,
        typer.Option(
            "--set", help="A set in evals/ (questions, silence, unseen/1 …), or a .jsonl file."
        ),
    ] = ("questions"),
    split: Annotated[Split, typer.Option(help="Ask one split or all.")] = Split.all,
    report: Annotated[Path, typer.Option(help="Folder the record is written to.")] = RESULTS,
    index: Annotated[
        Path | None, typer.Option(help="Use this index; without it one is built for the run.")
    ] = None,
    baselines: Annotated[bool, typer.Option(help="Measure the search and its peers.")] = True,
    failures: Annotated[bool, typer.Option("--failures", help="Print each failing row.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the record, no tables.")] = False,
) -> None:
    """Evaluate answers and search on the questions of evals/."""
    console = Console(stderr=as_json)
    if not console.is_terminal:
        console.width = LOG_WIDTH
    try:
        with TemporaryDirectory(prefix="hoi-evals-") as folder:
            settings = ready(index, Path(folder), own_plans(name))
            record = evaluate(settings, name=name, split=split.value, baselines=baselines)
    except HoiError as error:
        console.print(str(error), style="red", markup=False, soft_wrap=True)
        raise typer.Exit(error.exit_code) from error
    if as_json:
        typer.echo(record.to_json())
    else:
        print_record(record, console)
    if failures:
        print_failures(record.rows, console)
    console.print(f"record: {write(record, report, split)}", highlight=False, soft_wrap=True)
    fallen = below_floor(record.figures, read_floors(FLOORS)) if name == "questions" else ()
    for line in fallen:
        console.print(f"FAILED: {line}", style="bold red", highlight=False)
    raise typer.Exit(1 if fallen else 0)


def ready(index: Path | None, folder: Path, plans: Path | None = None) -> Settings:
    """Settings with an index to ask: the one given (built if missing), else a fresh one."""
    from ingest.pipeline import ingest_corpus

    settings = Settings(index=index or folder / "index")
    if plans is not None:
        settings = settings.model_copy(update={"corpus": plans})
    if not (settings.index / "current").exists():
        ingest_corpus(settings)
    return settings


def write(record: Record, folder: Path, split: Split) -> Path:
    """Write the record under its date, set and split."""
    folder.mkdir(parents=True, exist_ok=True)
    stamp = record.date.replace(":", "").removesuffix("+0000")
    name = record.set.removesuffix(".jsonl").strip("/").rpartition("/")[2]
    if own_plans(record.set):
        name = record.set.strip("/").replace("/", "-")
    file = folder / f"{stamp}-{name}-{split.value}.json"
    file.write_text(record.to_json() + "\n", encoding="utf-8")
    return file


if __name__ == "__main__":
    typer.run(main)
