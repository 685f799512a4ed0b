"""One size of archive: made, ingested, asked, changed; each step in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random
from typing import TypeVar

from evals.measures import percentile
from evals.scale.archive import PASSAGES_A_PLAN, occasions, stem_of, write_archive
from evals.scale.asked import scale_questions
from evals.scale.plan_text import plan_text
from evals.scale.steps import Answered, Answering, Changed, Ingested
from evals.scale.subjects import wording
from rag.errors import HoiError
from rag.settings import ROOT, Settings
from rag.stores.codec import decode
from rag.stores.generations import CATALOG, CHROMA, WORDS
from rag.stores.index import open_index

STORES = ("catalog", "words", "vectors", "other")


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds of the warm questions of one group, by the clock and of CPU.

    None where none was asked.
    """

    asked: int
    p50_ms: float | None
    p95_ms: float | None
    worst_ms: float | None
    p50_cpu_ms: float | None
    p95_cpu_ms: float | None


@dataclass(frozen=True, slots=True)
class Size:
    """One size as measured; ``load`` is the machine's load average when the step began.

    ``bytes_a_passage`` by store. ``ingested`` is None where the index was there already.
    """

    passages: int
    plans: int
    ingested: Ingested | None
    bytes_a_passage: dict[str, float]
    answering: Answering
    latency: dict[str, Latency]
    changed: Changed
    load: float


def measured(folder: Path, passages: int, questions: int, seed: int, limit_s: float) -> Size:
    """Measure an archive of about so many passages, made in ``folder`` unless it is there.

    Raises:
        StepFailed: a step's process ended otherwise than with its reply.
    """
    load = os.getloadavg()[0]
    plans = max(1, round(passages / PASSAGES_A_PLAN))
    index, files = folder / "index", folder / "plans"
    ingested = None
    if not (index / "current").exists():
        write_archive(files, plans, seed)
        ingested = step(Ingested, "ingest", index=str(index), plans=str(files))
    held = ingested.passages if ingested is not None else _passages(index)
    answering = step(
        Answering, "answer", index=str(index), plans=plans, questions=questions, seed=seed,
        limit_s=limit_s,
    )  # fmt: skip
    return Size(
        passages=held,
        plans=plans,
        ingested=ingested,
        bytes_a_passage={name: count / held for name, count in stored(index).items()},
        answering=answering,
        latency=latencies(answering.asked),
        changed=_changed(folder, index, plans, seed),
        load=load,
    )


def _changed(folder: Path, index: Path, plans: int, seed: int) -> Changed:
    """One more plan of the same archive, put in and taken out."""
    another = next(islice(occasions(seed), plans, None))
    file = folder / f"{stem_of(another)}.txt"
    file.write_text(plan_text(another, wording(), Random(seed)), encoding="utf-8")
    question = scale_questions(plans, 1, seed)[0].text
    return step(Changed, "change", index=str(index), plan=str(file), question=question)


class StepFailed(HoiError):
    """A step's process ended without its reply."""


T = TypeVar("T")


def step(reply: type[T], name: str, **arguments: object) -> T:
    """Run one step in a process of its own.

    Raises:
        StepFailed: it ended otherwise than with its reply.
    """
    command = [sys.executable, "-m", "evals.scale.steps", name, json.dumps(arguments)]
    ended = subprocess.run(  # noqa: S603 - our own module
        command, cwd=ROOT, check=False, text=True, encoding="utf-8", stdout=subprocess.PIPE,
    )  # fmt: skip
    if ended.returncode:
        raise StepFailed(f"{name}: tiến trình dừng (mã {ended.returncode}); xem lỗi ở trên")
    return decode(reply, ended.stdout.splitlines()[-1])


def stored(index: Path) -> dict[str, int]:
    """Bytes on disk by store; a file that two folders link counts once."""
    found = dict.fromkeys(STORES, 0)
    seen: set[tuple[int, int]] = set()
    for file in sorted(index.rglob("*")):
        about = file.lstat()
        if not file.is_file() or (about.st_dev, about.st_ino) in seen:
            continue
        seen.add((about.st_dev, about.st_ino))
        found[_store_of(file.relative_to(index))] += about.st_size
    return found


def _store_of(file: Path) -> str:
    if CHROMA in file.parts:
        return "vectors"
    if WORDS in file.parts:
        return "words"
    return "catalog" if file.name.startswith(CATALOG) else "other"


def latencies(asked: Sequence[Answered]) -> dict[str, Latency]:
    """By scope and by style, and of all."""
    groups = {"all": list(asked)}
    for one in asked:
        for group in (one.scope, one.style):
            groups.setdefault(group, []).append(one)
    return {name: latency(some) for name, some in groups.items()}


def latency(asked: Sequence[Answered]) -> Latency:
    """Percentiles of one group."""
    clock = [one.milliseconds for one in asked]
    computed = [one.cpu_ms for one in asked]
    return Latency(
        len(asked), percentile(clock, 50), percentile(clock, 95), max(clock, default=None),
        percentile(computed, 50), percentile(computed, 95),
    )  # fmt: skip


def _passages(index: Path) -> int:
    """How many passages an index holds."""
    reader = open_index(Settings(index=index))
    try:
        return reader.passage_total
    finally:
        reader.close()
