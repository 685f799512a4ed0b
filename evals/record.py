"""The record of one run: what was measured, on what, with which figures; and its floors."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from evals.grading import Figures, Result
from rag.quality import Share

SPLITS = ("dev", "test", "all")
Floors = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Record:
    """One evaluation, as written to ``evals/results``; shas are of bytes, not of paths."""

    date: str
    set: str
    settings: Mapping[str, str]
    shas: Mapping[str, str]
    model: str
    figures: Mapping[str, Figures]
    kinds: Mapping[str, Figures]
    search: Mapping[str, Mapping[str, float]]
    rows: tuple[Result, ...]

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)


def sha_of(files: Iterable[Path]) -> str:
    """One sha256 over names and contents, in the order of the names."""
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(f"{file.name}\0".encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def files_in(folder: Path) -> tuple[Path, ...]:
    """All files below a folder; () where there is none (a model named by its hub id)."""
    return tuple(file for file in folder.rglob("*") if file.is_file()) if folder.is_dir() else ()


def figure(figures: Figures, name: str) -> float | None:
    """A figure by its name in ``floors.toml``; None where nothing was counted.

    Raises:
        KeyError: No figure has this name.
    """
    if name not in {field.name for field in fields(Figures)}:
        raise KeyError(name)
    value: Share | float | None = getattr(figures, name)
    return value.value if isinstance(value, Share) else value


def read_floors(file: Path) -> Floors:
    """``[split] name = floor``; a name that ends in ``_ms`` is a ceiling."""
    tables = tomllib.loads(file.read_text(encoding="utf-8"))
    return {
        split: {name: float(floor) for name, floor in table.items()}
        for split, table in tables.items()
    }


def below_floor(figures: Mapping[str, Figures], floors: Floors) -> tuple[str, ...]:
    """Name each figure of a measured split that is below its floor or over its ceiling."""
    found = []
    for split, table in floors.items():
        if split not in figures:
            continue
        for name, floor in table.items():
            value = figure(figures[split], name)
            if value is None:
                found.append(
                    f"{name} on {split} was not counted, so its floor {floor:g} is not met"
                )
                continue
            over = name.endswith("_ms")
            if value > floor if over else value < floor:
                word = "over its ceiling" if over else "below its floor"
                found.append(f"{name} on {split} is {value:.4g}, {word} {floor:g}")
    return tuple(found)
