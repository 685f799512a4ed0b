"""A national archive in miniature or in full: made plans, written as files that can be ingested.

python -m evals.scale.archive FOLDER --plans 1000 [--seed 1]
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Annotated

import typer

from evals.scale.issuers import PLACES_MERGED, Issuer, Level, issuer
from evals.scale.plan_text import Occasion, plan_text
from evals.scale.subjects import Topic, topics, wording
from ingest.identity import plan_id_of
from rag.names.gazetteer import Gazetteer
from rag.settings import Settings

PASSAGES_A_PLAN = 100
FOLDER_SIZE = 1000
"""Files a folder, so that a listing stays quick."""
_LEVELS: tuple[Level, ...] = ("tinh", "huyen", "xa")
_SHARES = (25, 45, 30)
_URBAN = frozenset({"quận", "phường"})
_YEARS = range(2016, 2027)
_PERIODS = ((2016, 2020), (2021, 2025), (2021, 2030), (2026, 2030))


def write_archive(folder: Path, plans: int, seed: int = 1) -> tuple[Path, ...]:
    """Write so many plans; a larger archive of the same seed begins with the smaller one's."""
    held = wording()
    written = []
    for at, occasion in zip(range(plans), occasions(seed), strict=False):
        stem = stem_of(occasion)
        text = plan_text(occasion, held, Random(f"{seed}/{stem}"))
        file = folder / f"{at // FOLDER_SIZE:03d}" / f"{stem}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        written.append(file)
    return tuple(written)


def occasions(seed: int, prompts: Path | None = None) -> Iterator[Occasion]:
    """Who plans what for when, without end, no two alike."""
    draw = Random(seed)
    gazetteer = Gazetteer.load((prompts or Settings().prompts) / "places.tsv")
    held = topics()
    seen: set[str] = set()
    numbers: set[tuple[Issuer, int, int]] = set()
    while True:
        level = draw.choices(_LEVELS, _SHARES)[0]
        first, last, day = _time(level, draw)
        body = issuer(gazetteer, level, day, draw)
        topic = _topic(held, body, day, draw)
        number = draw.randint(6, 480)
        while (body, day.year, number) in numbers:
            number += 1
        occasion = Occasion(body, topic, first, last, day, number)
        stem = stem_of(occasion)
        if stem in seen:
            continue
        seen.add(stem)
        numbers.add((body, day.year, number))
        yield occasion


def _topic(held: tuple[Topic, ...], body: Issuer, day: datetime.date, draw: Random) -> Topic:
    """One that has a document to rest on by then, and that such a place plans for."""
    rural = body.unit not in _URBAN
    fit = [o for o in held if min(o.bases)[0] < day and (rural or not o.rural)]
    return draw.choice(fit)


def _time(level: Level, draw: Random) -> tuple[int, int, datetime.date]:
    """First and last year and the day of issue: districts end, and such communes begin, in 2025."""
    while True:
        if draw.random() < 0.7:
            first = last = draw.choice(_YEARS)
            day = datetime.date(first, 1, 2) + datetime.timedelta(days=draw.randint(-30, 130))
        else:
            first, last = draw.choice(_PERIODS)
            day = datetime.date(first, 1, 20) + datetime.timedelta(days=draw.randint(0, 200))
        if level == "tinh" or (day >= PLACES_MERGED) == (level == "xa"):
            return first, last, day


def stem_of(occasion: Occasion) -> str:
    """The file's name, which is the plan's id: "xa-lam-thao-chuyen-doi-so-2026"."""
    body = occasion.issuer
    years = dict.fromkeys((str(occasion.first), str(occasion.last)))
    where = f"{body.unit} {body.place} {body.province or ''}"
    subject = " ".join(occasion.topic.topic.split()[:5])
    return plan_id_of(Path(f"{where} {subject} {'-'.join(years)}.txt"))


def main(
    folder: Annotated[Path, typer.Argument(help="Where the plans are written.")],
    plans: Annotated[int, typer.Option(min=1, help="How many.")] = 1000,
    seed: Annotated[int, typer.Option(help="Equal seeds give equal archives.")] = 1,
) -> None:
    """Write plans as People's Committees would issue them, about 100 passages each."""
    written = write_archive(folder, plans, seed)
    size = sum(file.stat().st_size for file in written)
    typer.echo(f"{folder}: {len(written):,} plans, {size / 1e6:,.1f} MB")


if __name__ == "__main__":
    typer.run(main)
