"""``hoi ingest`` and ``python -m ingest``: a bar while the files are read, then a row for each."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from ingest.pipeline import ingest_corpus
from ingest.report import FileResult, Report, Step
from rag.settings import Settings
from rag.text import printable

LOG_WIDTH = 140
"""Columns where there is no terminal to ask: the table must not be cut in a log."""
TABLE_WIDTH = 110
"""Columns below which a table's names are cut to pieces: a paragraph a file is told instead."""


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
        TextColumn("{task.fields[counted]}", markup=False),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    bar.disable = as_json or not bar.console.is_terminal
    with bar:
        task = bar.add_task("Đang đọc", total=None, counted="")

        def step(at: Step) -> None:
            bar.update(task, completed=at.share, total=at.files, description=_told(at),
                       counted=f"{at.done}/{at.files} tệp")  # fmt: skip

        report = ingest_corpus(settings, paths, rebuild=rebuild, replace=replace, progress=step)
    if as_json:
        record = {"failed": report.failed, "files": [asdict(result) for result in report.files]}
        typer.echo(json.dumps(record, ensure_ascii=False, indent=2))
    else:
        show(report)
    for result in report.files:
        if result.problem is not None:
            typer.echo(printable(_one_line(result.problem)), err=True)
    return 1 if report.failed else 0


def _told(at: Step) -> str:
    """ "Đang đọc ke-hoach.pdf, trang 3/12"."""
    if not at.file:
        return "Xong"
    page = f", trang {at.page}/{at.pages}" if at.pages else ""
    return f"Đang đọc {printable(at.file)}{page}"


def _one_line(text: str) -> str:
    return " ".join(text.split())


_COLUMNS = ("Tệp", "Kế hoạch", "Kết quả", "Trang", "Cách đọc", "Tiếng Việt", "Đoạn", "Dữ kiện",
            "Chưa xếp chắc", "Giây", "Vấn đề")  # fmt: skip
_COUNTED = frozenset({"Trang", "Tiếng Việt", "Đoạn", "Dữ kiện", "Chưa xếp chắc", "Giây"})
_METHODS = {"layer": "lớp chữ", "mended": "sửa chữ", "recognised": "nhận dạng",
            "unread": "không đọc được"}  # fmt: skip


def show(report: Report) -> None:
    """A row for each file, or in a narrow terminal a paragraph; below it what was noted."""
    if not report.files:
        typer.echo("Không có tệp nào để đọc.")
        return
    console = Console()
    if not console.is_terminal:
        console.width = LOG_WIDTH
    rows = [_cells(result) for result in report.files]
    # each problem is told below as well: in a narrow terminal a column of it is unreadable
    narrow = console.width < LOG_WIDTH
    shown = len(_COLUMNS) - narrow
    filled = [number for number in range(shown) if any(row[number] for row in rows)]
    console.print(_table(rows, filled) if console.width >= TABLE_WIDTH else _listed(rows, filled))
    for result in report.files:
        for note in (*result.notes, *filter(None, (result.hint,))):
            console.print(
                Text(printable(_one_line(f"Lưu ý, {result.file}: {note}"))), soft_wrap=True
            )


def _table(rows: list[tuple[str, ...]], filled: list[int]) -> Table:
    table = Table(box=None, pad_edge=False)
    for number in filled:
        name, counted = _COLUMNS[number], _COLUMNS[number] in _COUNTED
        table.add_column(name, justify="right" if counted else "left",
                         overflow="fold", no_wrap=counted)  # fmt: skip
    for row in rows:
        # A file's name is never read as rich's own marks.
        table.add_row(*(Text(printable(row[number])) for number in filled))
    return table


def _listed(rows: list[tuple[str, ...]], filled: list[int]) -> Text:
    """A file's name on a line of its own, below it what the table's row would tell."""
    lines = []
    for row in rows:
        told = (f"{_COLUMNS[number]}: {row[number]}" for number in filled[1:] if row[number])
        lines += [row[0], f"  {'; '.join(told)}"]
    return Text("\n".join(map(printable, lines)))


def _cells(result: FileResult) -> tuple[str, ...]:
    quality = "" if result.quality is None else f"{result.quality:.0%}"
    counts = (str(result.passages), str(result.facts), str(result.unplaced))
    if result.problem is not None or result.passages == 0:
        counts = ("", "", "")
    problem = _one_line(result.problem or "").removeprefix(f"{result.file}: ")
    return (
        result.file, result.plan_id or "", result.status,
        "" if result.pages is None else str(result.pages), how_read(result), quality,
        *counts, f"{result.seconds:.2f}", problem,
    )  # fmt: skip


def how_read(result: FileResult) -> str:
    """ "lớp chữ", or where pages differ "lớp chữ 3, nhận dạng 2 (91%)"."""
    several = len(result.readings) > 1
    found = []
    for method, words in _METHODS.items():
        pages = result.readings.get(method)
        if pages:
            sure = f" ({result.confidence}%)" if method == "recognised" else ""
            found.append(f"{words}{f' {pages}' if several else ''}{sure}")
    return ", ".join(found)
