"""Tables of a run for the terminal."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from evals.grading import Figures, Result
from evals.record import Record
from rag.quality import Share

COLUMNS = {
    "correctness": "correct",
    "citation_precision": "cite P",
    "citation_recall": "cite R",
    "slice_recall": "slice R",
    "verbatim": "verbatim",
    "refused_well": "refused well",
}
TOTALS = {
    **COLUMNS,
    "refusal_precision": "refusal P",
    "refusal_recall": "refusal R",
    "reason_accuracy": "reason",
}


def _counted(share: Share) -> str:
    if share.value is None:
        return "–"
    return f"{share.value:.3f} [dim]{share.part}/{share.whole}[/dim]"


def _interval(share: Share) -> str:
    if share.low is None or share.high is None:
        return "–"
    return f"{_counted(share)} [dim]({share.low:.3f}–{share.high:.3f})[/dim]"


def by_kind(kinds: Mapping[str, Figures]) -> Table:
    """A line per kind of question."""
    table = Table("kind", "n", *COLUMNS.values(), "p50 ms", "p95 ms", title="By kind of question")
    for kind, figures in kinds.items():
        shares = (_counted(getattr(figures, name)) for name in COLUMNS)
        table.add_row(kind, str(figures.questions), *shares, *_latency(figures))
    return table


def by_split(splits: Mapping[str, Figures]) -> Table:
    """A line per measure, a column per split, with 95 % intervals."""
    table = Table("measure", *splits, title="All kinds (95 % bootstrap interval)")
    for name in TOTALS:
        row = (_interval(getattr(figures, name)) for figures in splits.values())
        table.add_row(name.replace("_", " "), *row)
    for rank, name in ((0, "latency p50 ms"), (1, "latency p95 ms")):
        table.add_row(name, *(_latency(figures)[rank] for figures in splits.values()))
    return table


def _latency(figures: Figures) -> tuple[str, str]:
    return (
        "–" if figures.p50_ms is None else f"{figures.p50_ms:.1f}",
        "–" if figures.p95_ms is None else f"{figures.p95_ms:.1f}",
    )


def by_search(systems: Mapping[str, Mapping[str, float]]) -> Table:
    """A line per search system."""
    names = list(dict.fromkeys(name for figures in systems.values() for name in figures))
    table = Table("search", *names, title="Search alone, at section level")
    for system, figures in systems.items():
        table.add_row(system, *(f"{figures[name]:.3f}" for name in names))
    return table


def print_record(record: Record, console: Console) -> None:
    """The run's tables."""
    console.print(by_kind(record.kinds))
    console.print(by_split(record.figures))
    if record.search:
        console.print(by_search(record.search))


def print_failures(results: tuple[Result, ...], console: Console) -> None:
    """Every row that is not perfect: question, why, answer."""
    failing = [result for result in results if result.faults]
    for result in failing:
        mark = "[green]right[/green]" if result.correct else "[red]wrong[/red]"
        head = f"[bold]{result.id}[/bold] {result.kind} {result.split} {mark}"
        console.print(f"{head}  {escape(result.question)}", soft_wrap=True)
        for fault in result.faults:
            console.print(f"   [yellow]{escape(fault)}[/yellow]", soft_wrap=True)
        for line in result.answer.splitlines():
            console.print(f"   [dim]{escape(line)}[/dim]", highlight=False, soft_wrap=True)
    console.print(f"{len(failing)} of {len(results)} rows have a fault")
