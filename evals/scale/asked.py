"""The questions that a made archive is asked: drawn from its plans, always the same mix."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from random import Random
from typing import Literal

from evals.scale.archive import occasions
from evals.scale.issuers import office
from evals.scale.plan_text import Occasion
from evals.scale.subjects import wording
from rag.text import fold

Scope = Literal["named", "open"]
Style = Literal["vi", "unmarked", "en"]
_FILE = Path(__file__).resolve().parent / "asked.toml"


@dataclass(frozen=True, slots=True)
class ScaleQuestion:
    """``scope`` tells whether the question names what narrows the search."""

    scope: Scope
    kind: str
    style: Style
    text: str


def scale_questions(plans: int, count: int, seed: int = 1) -> tuple[ScaleQuestion, ...]:
    """So many questions, half of them named, about the first ``plans`` of an archive."""
    draw = Random(seed)
    held = list(islice(occasions(seed), plans))
    forms = {scope: cycle(_forms(scope)) for scope in ("named", "open")}
    offices = list(wording().offices.values())
    found = []
    for at in range(count):
        scope: Scope = "open" if at % 2 else "named"
        kind, style, form = next(forms[scope])
        about = draw.choice(held)
        text = _asked(form, about, offices, draw)
        found.append(ScaleQuestion(scope, kind, style, fold(text) if style == "unmarked" else text))
    return tuple(found)


def _forms(scope: str) -> Iterator[tuple[str, Style, str]]:
    """Every form of a scope: as written, without marks, in English."""
    read = tomllib.loads(_FILE.read_text(encoding="utf-8"))[scope]
    for kind, form in read["vi"].items():
        yield kind, "vi", form
    for kind, form in list(read["vi"].items())[::3]:
        yield kind, "unmarked", form
    for kind, form in read["en"].items():
        yield kind, "en", form


def _asked(form: str, about: Occasion, offices: list[list[str]], draw: Random) -> str:
    body, topic = about.issuer, about.topic
    text = form.format(
        body=f"{body.unit} {body.place}", place=body.place, number=about.number,
        topic=topic.topic, years=about.period, year=about.day.year,
        goal=draw.choice(topic.goals), thing=draw.choice(topic.things),
        people=draw.choice(topic.people), office=office(draw.choice(offices), body, about.day),
    )  # fmt: skip
    return text[0].upper() + text[1:]
