"""What the plans of a made archive are about and how they are worded, from the data files."""

from __future__ import annotations

import datetime
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

_HERE = Path(__file__).resolve().parent
Lines = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """A field of administration; ``bases`` are central documents with their day.

    ``rural`` is one that no urban district plans for.
    """

    topic: str
    programme: str
    bases: tuple[tuple[datetime.date, str], ...]
    lead: str
    rural: bool
    goals: Lines
    things: Lines
    people: Lines
    works: Lines
    indicators: Lines


@dataclass(frozen=True, slots=True)
class Wording:
    """Sentences by section and kind, and the names of offices at their levels."""

    lines: dict[str, dict[str, Lines]]
    offices: dict[str, list[str]]


def topics() -> tuple[Topic, ...]:
    """``topics.toml``."""
    read = tomllib.loads((_HERE / "topics.toml").read_text(encoding="utf-8"))["topic"]
    return tuple(
        Topic(
            one["topic"], one["programme"], tuple((_day(name), name) for name in one["bases"]),
            one["lead"], one.get("rural", False), *(tuple(one[key]) for key in _LISTS),
        )
        for one in read
    )  # fmt: skip


def _day(name: str) -> datetime.date:
    """ "Luật Trẻ em ngày 05 tháng 4 năm 2016": the first day that is named."""
    found = re.search(r"ngày (\d+) tháng (\d+) năm (\d{4})", name)
    if found is None:
        raise ValueError(f"topics.toml: {name}: no day")
    day, month, year = map(int, found.groups())
    return datetime.date(year, month, day)


_LISTS = ("goals", "things", "people", "works", "indicators")


def wording() -> Wording:
    """``wording.toml``."""
    read = tomllib.loads((_HERE / "wording.toml").read_text(encoding="utf-8"))
    offices = {key: list(names) for key, names in read.pop("office").items()}
    lines = {
        section: {kind: tuple(found) for kind, found in kinds.items()}
        for section, kinds in read.items()
    }
    return Wording(lines, offices)
