"""What is measured in a process of its own, so that its memory and its opening are its own.

python -m evals.scale.steps STEP ARGUMENTS (JSON); the reply is one JSON object on the last line.
"""

from __future__ import annotations

import functools
import json
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from evals.scale.asked import scale_questions
from rag.schema import Answer
from rag.settings import Settings

MEGABYTE = 1_000_000
SHOWN = 160
"""Characters of an answer that are kept."""


@dataclass(frozen=True, slots=True)
class Ingested:
    """Seconds of reading (outline, facts, vectors, catalog) and of committing to the stores."""

    plans: int
    passages: int
    failed: int
    read_s: float
    commit_s: float
    cpu_s: float
    peak_mb: float


@dataclass(frozen=True, slots=True)
class Answered:
    """One question of the mix; ``shown`` begins its answer, to see that it is one.

    ``cpu_ms`` is what the process computed meanwhile, whatever else the machine had to do.
    """

    scope: str
    kind: str
    style: str
    milliseconds: float
    cpu_ms: float
    abstained: bool
    text: str
    shown: str


@dataclass(frozen=True, slots=True)
class Answering:
    """A process that answers: opening, its first question, then the mix, warm."""

    open_s: float
    first_s: float
    second_s: float
    resident_mb: float
    anonymous_mb: float
    asked: tuple[Answered, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """A plan added and removed, and the next answer of a process that had the index open."""

    add_s: float
    ask_after_add_s: float
    remove_s: float
    ask_after_remove_s: float
    peak_mb: float


def ingest(index: str, plans: str) -> Ingested:
    """Read a folder of plans into an index."""
    from ingest.pipeline import ingest_corpus
    from ingest.report import Step

    started = read = time.perf_counter()

    def told(step: Step) -> None:
        nonlocal read
        if step.file:  # the last call, when all is written, names none
            read = time.perf_counter()

    report = ingest_corpus(Settings(index=Path(index)), (Path(plans),), progress=told)
    ended = time.perf_counter()
    usage = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return Ingested(
        plans=sum(one.plan_id is not None for one in report.files),
        passages=sum(one.passages for one in report.files),
        failed=sum(one.problem is not None for one in report.files),
        read_s=read - started,
        commit_s=ended - read,
        cpu_s=sum(one.ru_utime + one.ru_stime for one in usage),
        peak_mb=_memory("VmHWM"),
    )


class _Asking:
    """One open index; ``open_s`` is what opening took, the program's own imports left out."""

    def __init__(self, index: str) -> None:
        from rag.ask import Asker, spare_collections

        spare_collections()  # as the app does
        started = time.perf_counter()
        self._asker = Asker(Settings(index=Path(index)))
        self.open_s = time.perf_counter() - started

    def ask(self, text: str) -> tuple[float, Answer]:
        """Seconds and the answer."""
        started = time.perf_counter()
        answer = self._asker.ask(text)
        return time.perf_counter() - started, answer


def answer(index: str, plans: int, questions: int, seed: int, limit_s: float) -> Answering:
    """Open the index, ask another mix, then this one, none begun after ``limit_s`` seconds."""
    mix = scale_questions(plans, questions, seed)
    asking = _Asking(index)
    (first_s, _), (second_s, _) = (asking.ask(mix[at % len(mix)].text) for at in (0, 1))
    for one in scale_questions(plans, 2 * questions, seed)[questions:]:
        asking.ask(one.text)  # other questions: files and lists are warm, the answers are not
    found = []
    until = time.perf_counter() + limit_s
    for one in mix:
        if time.perf_counter() > until:
            break
        before = time.process_time()
        seconds, told = asking.ask(one.text)
        cpu_ms = (time.process_time() - before) * 1000
        shown = " ".join(told.answer.split())[:SHOWN]
        found.append(
            Answered(
                one.scope,
                one.kind,
                one.style,
                seconds * 1000,
                cpu_ms,
                told.abstained,
                one.text,
                shown,
            )
        )
    resident, anonymous = _memory("VmRSS"), _memory("RssAnon")
    return Answering(asking.open_s, first_s, second_s, resident, anonymous, tuple(found))


def change(index: str, plan: str, question: str) -> Changed:
    """Add one plan and take it out again while the index is open."""
    from ingest.pipeline import ingest_corpus
    from rag.embedding import load_embedding
    from rag.stores.writer import IndexWriter

    settings = Settings(index=Path(index))
    asking = _Asking(index)
    asking.ask(question)
    started = time.perf_counter()
    added = ingest_corpus(settings, (Path(plan),)).files[0].plan_id
    add_s = time.perf_counter() - started
    if added is None:
        raise RuntimeError(f"{plan} was not read")
    after_add, _ = asking.ask(question)
    started = time.perf_counter()
    load = functools.partial(load_embedding, settings.embedding_model, settings.prompts)
    with IndexWriter(settings, load) as writer:
        writer.remove(added)
        writer.commit()
    remove_s = time.perf_counter() - started
    after_remove, _ = asking.ask(question)
    return Changed(add_s, after_add, remove_s, after_remove, _memory("VmHWM"))


def _memory(name: str) -> float:
    """Megabytes of this process, as Linux tells them: VmRSS, RssAnon, VmHWM (the most so far)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith(f"{name}:"))
    return int(line.split()[1]) * 1024 / MEGABYTE


STEPS: dict[str, Callable[..., Ingested | Answering | Changed]] = {
    "ingest": ingest,
    "answer": answer,
    "change": change,
}


if __name__ == "__main__":
    told = STEPS[sys.argv[1]](**json.loads(sys.argv[2]))
    print(json.dumps(asdict(told), ensure_ascii=False))
