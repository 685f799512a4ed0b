"""``hoi ingest`` and ``python -m ingest``: a bar while the files are read, then a row for each."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from ingest.pipeline import Report, ingest_corpus
from rag.settings import Settings

LOG_WIDTH = 140
"""Columns where there is no terminal to ask: the table must not be cut in a log."""


def run(
    settings: Settings,
    paths: tuple[Path, ...],
    *,
    rebuild: bool,
    replace: str | None,
    as_json: bool,
) -> int:
    """Read the files into the index and say what became of each; 1 where any failed."""
    bar = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    bar.disable = as_json or not bar.console.is_terminal
    with bar:
        task = bar.add_task("Đang đọc", total=None)

        def step(done: int, files: int, file: str) -> None:
            words = f"Đang đọc {printable(file)}" if file else "Xong"
            bar.update(task, completed=done, total=files, description=words)

        report = ingest_corpus(settings, paths, rebuild=rebuild, replace=replace, progress=step)
    if as_json:
        record = {"failed": report.failed, "files": [asdict(result) for result in report.files]}
        typer.echo(json.dumps(record, ensure_ascii=False, indent=2))
    else:
        _print_table(report)
    for result in report.files:
        if result.problem is not None:
            typer.echo(printable(" ".join(result.problem.split())), err=True)
    return 1 if report.failed else 0


def printable(text: str) -> str:
    """A file's name as one line that cannot steer the terminal."""
    return "".join(c if c.isprintable() else "\ufffd" for c in text)


def _print_table(report: Report) -> None:
    if not report.files:
        typer.echo("Không có tệp nào để đọc.")
        return
    table = Table(box=None, pad_edge=False)
    for name, justify in (
        ("Tệp", "left"), ("Kế hoạch", "left"), ("Kết quả", "left"), ("Trang", "right"),
        ("Đoạn", "right"), ("Dữ kiện", "right"), ("Chưa xếp chắc", "right"), ("Giây", "right"),
    ):  # fmt: skip
        table.add_column(name, justify="right" if justify == "right" else "left")
    for result in report.files:
        pages = "" if result.pages is None else str(result.pages)
        counts = (pages, str(result.passages), str(result.facts), str(result.unplaced))
        if result.problem is not None or result.passages == 0:
            counts = ("", "", "", "")
        row = (result.file, result.plan_id or "", result.status, *counts, f"{result.seconds:.2f}")
        # A file's name is never read as rich's own marks.
        table.add_row(*(Text(printable(cell)) for cell in row))
    console = Console()
    if not console.is_terminal:
        console.width = LOG_WIDTH
    console.print(table)
