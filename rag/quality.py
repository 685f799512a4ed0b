"""The evaluation's records as the page shows them: figures by split and kind, and the search."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MEASURES = (
    "correctness", "citation_precision", "citation_recall", "verbatim", "refusal_precision",
    "refusal_recall",
)  # fmt: skip
"""The shares that are shown, in their order."""


@dataclass(frozen=True, slots=True)
class Share:
    """``part`` of ``whole``, with its 95 % bootstrap interval where it was counted."""

    part: int
    whole: int
    low: float | None
    high: float | None

    @property
    def value(self) -> float | None:
        return self.part / self.whole if self.whole else None


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured on a split or a kind of question; times in milliseconds."""

    questions: int
    shares: Mapping[str, Share]
    p50_ms: float
    p95_ms: float


@dataclass(frozen=True, slots=True)
class Record:
    """One run of the evaluation."""

    date: str
    model: str
    splits: Mapping[str, Figures]
    kinds: Mapping[str, Figures]
    search: Mapping[str, Mapping[str, float]]


def read_records(folder: Path, of: str = "questions") -> tuple[Record, ...]:
    """The records of a set of questions, oldest first; a file that is none is left out."""
    found = (_read(file, file.stat().st_mtime_ns) for file in sorted(folder.glob(f"*-{of}-*.json")))
    return tuple(record for record in found if record is not None)


@functools.lru_cache(maxsize=64)
def _read(file: Path, _: int) -> Record | None:
    try:
        held = json.loads(file.read_text(encoding="utf-8"))
        return Record(
            held["date"],
            held["model"],
            {name: _figures(one) for name, one in held["figures"].items()},
            {name: _figures(one) for name, one in held["kinds"].items()},
            held.get("search") or {},
        )
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None


def _figures(one: Mapping[str, Any]) -> Figures:
    shares = {
        name: Share(**one[name]) for name in MEASURES
    }  # fmt: skip
    return Figures(int(one["questions"]), shares, float(one["p50_ms"]), float(one["p95_ms"]))
