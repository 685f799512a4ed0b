"""The figures of ``python -m evals.scale`` for the terminal: a line a measure, a column a size."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.table import Table

from evals.scale.measure import STORES, Latency, Size

_NONE = "–"


def table(sizes: Sequence[Size]) -> Table:
    """All sizes of a run."""
    shown = Table("measure", *(f"{size.passages:,}" for size in sizes), title="By passages")
    groups = dict.fromkeys(group for size in sizes for group in size.latency)
    for name, cell in (*_INGEST, *_STORED, *_ASKING):
        shown.add_row(name, *map(cell, sizes))
    for group in groups:
        cells = (_latency(size.latency.get(group)) for size in sizes)
        shown.add_row(f"ask, {group}: p50 / p95 ms (CPU; asked)", *cells)
    for name, cell in _CHANGED:
        shown.add_row(name, *map(cell, sizes))
    return shown


def _rate(size: Size) -> str:
    one = size.ingested
    return f"{one.passages / (one.read_s + one.commit_s):,.0f}" if one else _NONE


def _parts(size: Size) -> str:
    one = size.ingested
    return f"{one.read_s:,.0f} + {one.commit_s:,.0f} ({one.cpu_s:,.0f})" if one else _NONE


def _peak(size: Size) -> str:
    return f"{size.ingested.peak_mb:,.0f}" if size.ingested else _NONE


def _latency(one: Latency | None) -> str:
    if one is None or not one.asked:
        return _NONE
    return (
        f"{one.p50_ms:,.0f} / {one.p95_ms:,.0f} "
        f"({one.p50_cpu_ms:,.0f} / {one.p95_cpu_ms:,.0f}; {one.asked})"
    )


def _bytes(store: str) -> Callable[[Size], str]:
    return lambda size: f"{size.bytes_a_passage[store]:,.0f}"


Rows = tuple[tuple[str, Callable[[Size], str]], ...]
_INGEST: Rows = (
    ("plans", lambda size: f"{size.plans:,}"),
    ("ingest: passages/s", _rate),
    ("ingest: reading + stores s (CPU s)", _parts),
    ("ingest: most memory MB", _peak),
)
_STORED: Rows = tuple((f"bytes a passage, {store}", _bytes(store)) for store in STORES)
_ASKING: Rows = (
    (
        "answering: memory MB (without mapped files)",
        lambda size: f"{size.answering.resident_mb:,.0f} ({size.answering.anonymous_mb:,.0f})",
    ),
    (
        "opening, first ask s",
        lambda size: f"{size.answering.open_s:.2f}, {size.answering.first_s:.2f}",
    ),
)
_CHANGED: Rows = (
    (
        "add a plan s, next ask s",
        lambda size: f"{size.changed.add_s:.1f}, {size.changed.ask_after_add_s:.2f}",
    ),
    (
        "remove it s, next ask s",
        lambda size: f"{size.changed.remove_s:.1f}, {size.changed.ask_after_remove_s:.2f}",
    ),
    ("load average before", lambda size: f"{size.load:.1f}"),
)
