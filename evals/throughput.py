"""How fast an embedding is on this machine: ``python -m evals.throughput [--model M]``."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from ingest.pipeline import ingest_corpus
from rag.embedding import Embedding, load_embedding
from rag.errors import HoiError
from rag.settings import Settings
from rag.stores.index import open_index

REPEATS = 3
"""Runs, of which the best counts: other work on the machine only ever slows one down."""
QUESTION = "cơ quan nào báo cáo việc thực hiện mục tiêu 4?"


@dataclass(frozen=True, slots=True)
class Speed:
    """Best of some runs; ``per_cpu_second`` is what one core does, whatever else it had to do."""

    per_second: float
    per_cpu_second: float
    question_ms: float


def main(
    model: Annotated[str | None, typer.Option(help="Embedding, if not the configured one.")] = None,
    passages: Annotated[int, typer.Option(min=1, help="How many are embedded in a run.")] = 10_000,
) -> None:
    """Embed the passages of corpus/, over and over up to their number, as ``hoi ingest`` does."""
    settings = Settings() if model is None else Settings(embedding_model=model)
    try:
        embedding = load_embedding(settings.embedding_model, settings.prompts)
        texts = list(islice(cycle(shipped_passages()), passages))
    except HoiError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(error.exit_code) from error
    found = speed(embedding, texts)
    words = sum(len(text.split()) for text in texts) / len(texts)
    typer.echo(
        f"{embedding.id}: {found.per_second:,.0f} passages/s on {os.cpu_count()} cores "
        f"({found.per_cpu_second:,.0f} per CPU second; {words:.0f} syllables a passage), "
        f"{found.question_ms:.1f} ms a question; load average {os.getloadavg()[0]:.1f}"
    )


def shipped_passages() -> list[str]:
    """What is embedded of the plans in ``corpus/``: headings and slice."""
    with TemporaryDirectory(prefix="hoi-throughput-") as folder:
        settings = Settings(index=Path(folder))
        ingest_corpus(settings)
        reader = open_index(settings)
        found = [p.indexed_text for plan in reader.plans() for p in reader.passages(plan.plan_id)]
        reader.close()
    return found


def speed(embedding: Embedding, texts: list[str]) -> Speed:
    """Time ``texts`` in batches and one question alone."""
    runs = [_timed(lambda: embedding.encode_passages(texts)) for _ in range(REPEATS)]
    questions = [_timed(lambda: embedding.encode_queries([QUESTION]))[0] for _ in range(20)]
    wall, cpu = (min(times) for times in zip(*runs, strict=True))
    return Speed(len(texts) / wall, len(texts) / cpu, median(questions) * 1000)


def _timed(step: Callable[[], object]) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    step()
    return time.perf_counter() - wall, time.process_time() - cpu


if __name__ == "__main__":
    typer.run(main)
