"""Measure the search: ``python -m evals.retrieval [--bench DIR] [--own]``."""

from __future__ import annotations

import json
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from evals.questions import load_questions
from evals.retrieval.benches import Bench, benches
from evals.retrieval.fusion import candidates, compared
from evals.retrieval.own import Shares, by_group, own_rankers, tallies
from evals.retrieval.peers import peers
from evals.retrieval.scores import Mean, Values, gain, mean, per_question
from evals.retrieval.systems import Ranker, own_systems
from evals.runner import outlined, question_file
from ingest.pipeline import ingest_corpus
from rag.ask import Asker
from rag.embedding import load_embedding
from rag.errors import HoiError, UsageError
from rag.settings import Settings
from rag.text import fold, has_marks

AGAINST = "BM25 syllables + pairs"
"""What every system is compared with, question by question."""
WIDTH = 150


@dataclass(frozen=True, slots=True)
class Line:
    """One system on one benchmark; ``gain`` is its nDCG@10 above ``AGAINST``.

    ``unmarked`` is its nDCG@10 on the questions without marks; the peers are not asked these.
    """

    system: str
    figures: dict[str, Mean]
    unmarked: float | None
    gain: Mean
    milliseconds: float


OWN = "questions"
"""The set by which the search is steered, on its dev split."""


class Split(StrEnum):
    """Which of the project's own questions are asked."""

    dev = "dev"
    test = "test"


app = typer.Typer(add_completion=False)


@app.command()
def main(
    bench: Annotated[
        Path | None, typer.Option(help="Folder of a benchmark (BEIR, ALQAC) or of several.")
    ] = None,
    own: Annotated[bool, typer.Option("--own", help="The project's own questions.")] = False,
    split: Annotated[Split, typer.Option(help="Which of them.")] = Split.dev,
    name: Annotated[
        str, typer.Option("--set", help="With --own: another set on the same plans, both splits.")
    ] = OWN,
    model: Annotated[str | None, typer.Option(help="Embedding, if not the configured one.")] = None,
    with_peers: Annotated[bool, typer.Option("--peers/--no-peers", help="Others too.")] = True,
    report: Annotated[Path | None, typer.Option(help="JSON file to write.")] = None,
) -> None:
    """Words, meaning and both, beside other searches, with 95 % bootstrap intervals."""
    console = Console()
    if not console.is_terminal:
        console.width = WIDTH
    settings = Settings() if model is None else Settings(embedding_model=model)
    record: dict[str, object] = {"date": datetime.now(UTC).isoformat(timespec="seconds")}
    try:
        if bench is None and not own:
            raise UsageError("chưa nêu đo gì: hãy thêm --own hoặc --bench THƯ-MỤC")
        record["model"] = load_embedding(settings.embedding_model).id
        for one in benches(bench) if bench is not None else ():
            record[one.name] = [
                asdict(line) for line in on_bench(one, settings, with_peers, console)
            ]
        if own:
            record["own"] = on_own(settings, split.value, console, name)
    except HoiError as error:
        console.print(str(error), style="red", markup=False, soft_wrap=True)
        raise typer.Exit(error.exit_code) from error
    if report is not None:
        report.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def on_bench(
    bench: Bench, settings: Settings, with_peers: bool, console: Console
) -> tuple[Line, ...]:
    """Measure one benchmark and print its table."""
    embedding = load_embedding(settings.embedding_model)
    with TemporaryDirectory(prefix="hoi-bench-") as folder:
        systems = own_systems(bench.articles, embedding, Path(folder))
        others, lacking = peers(bench.articles, embedding) if with_peers else ({}, [])
        lines = measured(bench, systems, others)
    console.print(table(bench, lines))
    if lacking:
        console.print(f"left out, not installed: {', '.join(lacking)} (pip install -e .[bench])")
    return lines


def on_own(settings: Settings, split: str, console: Console, name: str = OWN) -> dict[str, object]:
    """Measure the project's own questions, by style and by kind, and print both tables.

    Those of another set, which steers nothing, are asked of both splits together.
    """
    file = question_file(name)
    record: dict[str, object] = {}
    with TemporaryDirectory(prefix="hoi-evals-") as folder:
        settings = settings.model_copy(update={"index": Path(folder)})
        ingest_corpus(settings)
        asker = Asker(settings)
        plans = outlined(asker.reader)
        questions = [
            one for one in load_questions(file, plans) if name != OWN or one.split == split
        ]
        embedding = load_embedding(settings.embedding_model)
        rankers = own_rankers(asker.reader, asker, embedding)
        found = tallies(rankers, questions, plans)
        shown = split if name == OWN else name
        for group in ("style", "kind"):
            groups = by_group(found, attrgetter(group))
            console.print(own_table(groups, f"own questions, {shown}, by {group}"))
            record[group] = {
                key: {system: asdict(shares) for system, shares in of.items()}
                for key, of in groups.items()
            }
        marked = [one for one in questions if has_marks(one.question)]
        for how, typed in (("marked", str), ("the same, marks left out", fold)):
            groups = by_group(tallies(rankers, marked, plans, typed), attrgetter("split"))
            console.print(own_table(groups, f"own questions, {how}"))
            record[how] = {system: asdict(shares) for system, shares in groups["all"].items()}
        fusions = compared(candidates(asker.reader, asker, embedding, questions, plans))
        console.print(fusion_table(fusions))
        record["fusion"] = fusions
    return record


def measured(
    bench: Bench, systems: dict[str, Ranker], others: dict[str, Ranker]
) -> tuple[Line, ...]:
    """Every system on every question, as written and without marks."""
    values: dict[str, dict[str, Values]] = {}
    unmarked: dict[str, float] = {}
    took: dict[str, float] = {}
    for name, rank in track((systems | others).items(), description=bench.name, transient=True):
        start = time.perf_counter()
        run = {one: rank(text) for one, text in bench.questions.items()}
        took[name] = (time.perf_counter() - start) * 1000 / len(bench.questions)
        values[name] = per_question(run, bench.relevant)
        if name in others:
            continue
        plain = {one: rank(fold(text)) for one, text in bench.questions.items()}
        unmarked[name] = float(per_question(plain, bench.relevant)["nDCG@10"].mean())
    base = values[AGAINST]["nDCG@10"]
    return tuple(
        Line(
            name,
            {measure: mean(some) for measure, some in of.items()},
            unmarked.get(name),
            gain(of["nDCG@10"], base),
            took[name],
        )
        for name, of in values.items()
    )


def table(bench: Bench, lines: tuple[Line, ...]) -> Table:
    """A line per system."""
    measures = list(lines[0].figures)
    found = Table(
        "search",
        *measures,
        "nDCG@10 unmarked",
        f"above {AGAINST}",
        "ms",
        title=f"{bench.name}: {len(bench.articles)} documents, {len(bench.questions)} questions "
        "(95 % bootstrap interval)",
    )
    for line in lines:
        shown = (
            f"{m.value:.3f} [dim]({m.low:.3f}–{m.high:.3f})[/dim]" for m in line.figures.values()
        )
        found.add_row(
            line.system,
            *shown,
            "–" if line.unmarked is None else f"{line.unmarked:.3f}",
            f"{line.gain.value:+.3f} [dim]({line.gain.low:+.3f} to {line.gain.high:+.3f})[/dim]",
            f"{line.milliseconds:.1f}",
        )
    return found


def own_table(groups: dict[str, dict[str, Shares]], title: str) -> Table:
    """A line per group: share of questions with any evidence, and share of the evidence."""
    systems = list(next(iter(groups.values())))
    found = Table("group", "n", *systems, title=f"{title}: hit@5 / recall@5")
    for key in (*sorted(key for key in groups if key != "all"), "all"):
        of = groups[key]
        shown = (f"{shares.hit:.3f} / {shares.recall:.3f}" for shares in of.values())
        found.add_row(key, str(next(iter(of.values())).questions), *shown)
    return found


def fusion_table(fusions: dict[str, tuple[float, float]]) -> Table:
    """A line per way to fuse words and meaning."""
    found = Table("fusion, as understood", "hit@5", "MRR@10")
    for name, (hit, reciprocal) in fusions.items():
        found.add_row(name, f"{hit:.3f}", f"{reciprocal:.3f}")
    return found


if __name__ == "__main__":
    app()
