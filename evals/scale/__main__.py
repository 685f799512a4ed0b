"""``python -m evals.scale --passages N``: ingest, size, memory and answers as the archive grows."""

from __future__ import annotations

import os
import platform
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from rich.console import Console

from evals.questions import SETS
from evals.scale.measure import Size, measured
from evals.scale.table import table
from rag.errors import HoiError
from rag.stores.codec import encode

WIDTH = 140


@dataclass(frozen=True, slots=True)
class ScaleRecord:
    """What ``evals/results`` keeps of a run."""

    date: str
    machine: str
    cores: int
    seed: int
    sizes: tuple[Size, ...]


def main(
    passages: Annotated[
        list[int] | None, typer.Option(min=100, help="About how many; may be given again.")
    ] = None,
    index: Annotated[
        Path | None,
        typer.Option(
            help="Folder for archives and indexes, one below it a size; else a temporary."
        ),
    ] = None,
    keep: Annotated[
        bool,
        typer.Option(
            "--keep", help="Leave them there; what an earlier run left stays and is measured again."
        ),
    ] = False,
    report: Annotated[Path | None, typer.Option(help="JSON file of the record.")] = None,
    questions: Annotated[int, typer.Option(min=2, help="Questions asked warm.")] = 130,
    limit: Annotated[float, typer.Option(help="Seconds after which no more are asked.")] = 900,
    seed: Annotated[int, typer.Option(help="Equal seeds give equal archives.")] = 1,
) -> None:
    """Make an archive of each size, ingest it, ask it, add a plan and remove it."""
    console = Console()
    if not console.is_terminal:
        console.width = WIDTH
    sizes: list[Size] = []
    place = nullcontext(index) if index else TemporaryDirectory(prefix="hoi-scale-")
    try:
        with place as root:
            for count in sorted(passages or [1_000]):
                folder = Path(root) / str(count)
                made_before = folder.exists()
                folder.mkdir(parents=True, exist_ok=True)
                sizes.append(measured(folder, count, questions, seed, limit))
                if not (keep or made_before):
                    rmtree(folder)
                write(report, seed, sizes)
    except HoiError as error:
        console.print(str(error), style="red", markup=False, soft_wrap=True)
        raise typer.Exit(error.exit_code) from error
    console.print(table(sizes))
    console.print(f"record: {write(report, seed, sizes)}", highlight=False, soft_wrap=True)


STARTED = datetime.now(UTC).isoformat(timespec="seconds")


def write(report: Path | None, seed: int, sizes: list[Size]) -> Path:
    """Write the record, after each size again: the last may take hours."""
    stamp = STARTED.replace(":", "").removesuffix("+0000")
    file = report or SETS / "results" / f"{stamp}-scale.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    record = ScaleRecord(STARTED, platform.machine(), os.cpu_count() or 1, seed, tuple(sizes))
    file.write_text(encode(record) + "\n", encoding="utf-8")
    return file


if __name__ == "__main__":
    typer.run(main)
