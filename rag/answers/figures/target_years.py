"""Of targets that are told year by year the one of the year asked; none where it has no figure."""

from __future__ import annotations

import re

from rag.answers.figures.indicators import indicator_claim
from rag.answers.shape import Asked, clauses_of
from rag.schema import DraftClaim, Target
from rag.text import fold
from rag.understanding.years_asked import YEAR, years_of_figure, years_of_figure_asked

Rows = list[tuple[float, Target]]

_AFTER = re.compile(r"\bsau (?:khi het |het )?(?:nam )?(?P<year>20\d\d)\b")
""" "Sau năm 2028 xây bao nhiêu": the years behind it."""
_OF_YEAR = 0.75
"""Share of the best score from which a figure of the year asked is on the same indicator."""


def of_asked_year(asked: Asked, plan_id: str, rows: Rows, kept: Rows) -> Rows | None:
    """The targets of the year asked, before those that tell another year's figure.

    None where those kept are all for other years: nothing is told of the one asked. ``rows`` are
    all targets near the question with their scores, ``kept`` the best of them.
    """
    after = _AFTER.search(fold(asked.query.question))
    later = [
        row for row in rows
        if after and row[1].year and int(row[1].year) > int(after["year"]) and _beside(row[1], kept)
    ]  # fmt: skip
    if later or (after and kept and all(row[1].year for row in kept)):
        return later or None
    # a column of the year named, however it stands in the question and whatever the plan's years
    columns = {row[1].year for row in kept} & set(asked.query.years)
    years = _asked_years(asked, plan_id) | {year for year in columns if year}
    if not years:
        return kept
    same = [row for row in kept if row[1].year in years]
    own = {one: years_of_figure(one.task.text) for _, one in kept}
    if not same and any(one.year is None or years & own[one] for _, one in kept):
        return kept
    # "giảm 30% … so với năm 2021": by how much, not the figure of its year nor of the other
    whole = [one for _, one in same if {*YEAR.findall(one.task.text)} <= own[one]]
    told = {year for one in whole for year in (one.year, *own[one])}
    best = max((score for score, _ in rows), default=0.0)
    found = list(same)
    for year in sorted(years - told):
        near = [
            row for row in rows
            if row[1].year == year and row[0] >= _OF_YEAR * best and _beside(row[1], kept)
            and row not in same
        ]  # fmt: skip
        most = max((score for score, _ in near), default=0.0)
        found += [row for row in near if row[0] == most]
    gone = _gone(asked, plan_id, years)
    in_words = all(row[1].year in row[1].task.text for row in kept if row[1].year)
    # where the year stands in a heading, ``of_its_time`` says that the figure is of another
    return found or (None if in_words or gone else kept)


def of_another_year(asked: Asked, claim: DraftClaim) -> bool:
    """Whether a statement is on other years than the one for which a figure is asked."""
    years = _asked_years(asked, claim.plan_id) if claim.plan_id is not None else frozenset()
    told = set(YEAR.findall(" ".join(piece.text for piece in claim.slices)))
    if claim.plan_id is None or not _gone(asked, claim.plan_id, years):
        return bool(years and told) and not years & told
    above = {year for p in claim.slices for t in asked.book.headings(p) for year in YEAR.findall(t)}
    nearest = max(clauses_of(claim.text), key=asked.matcher.score, default="")
    return not years & (told or above) or not re.search(r"\d", nearest)


def with_aim(asked: Asked, results: tuple[DraftClaim, ...]) -> tuple[DraftClaim, ...]:
    """ "Năm 2025 có bao nhiêu xã …, năm 2026 đặt ra bao nhiêu": an aim that repeats a result."""
    query = asked.query
    years = {int(year) for year in YEAR.findall(query.question)}
    aims: list[DraftClaim] = []
    for plan_id in query.plans:
        start = asked.book.by_id[plan_id].year_start
        if start is None or start not in years or min(years) >= start:
            continue
        said = [_words(claim.text) for claim in results if claim.plan_id == plan_id]
        aims += [
            indicator_claim(asked, one) for one in asked.book.targets(plan_id)
            if any(_words(one.task.text) <= words for words in said)
            and all(one.task not in claim.slices for claim in results)
        ]  # fmt: skip
    return (*results, *aims)


def _gone(asked: Asked, plan_id: str, years: frozenset[str]) -> bool:
    """Whether the years are all before the plan: what it is to reach tells nothing of them."""
    start = asked.book.by_id[plan_id].year_start
    return bool(years) and start is not None and all(int(year) < start for year in years)


def _beside(one: Target, kept: Rows) -> bool:
    """Whether a target says most of what one of those kept says, in fewer words or in its own."""
    words = _words(one.task.text)
    return any(len(words & _words(other.task.text)) >= _OF_YEAR * len(words) for _, other in kept)


def _words(text: str) -> set[str]:
    flat = fold(text).replace("uy ban nhan dan", "ubnd").replace("hoi dong nhan dan", "hdnd")
    return set(re.findall(r"[^\W\d_]+", flat))


def _asked_years(asked: Asked, plan_id: str) -> frozenset[str]:
    """The years for which a figure is asked; of a plan of one year those before it."""
    plan = asked.book.by_id[plan_id]
    if plan.year_start is None:
        return frozenset()
    found = frozenset(years_of_figure_asked(asked.query.question))
    if plan.year_start == plan.year_end:
        gone = frozenset(year for year in found if int(year) < plan.year_start)
        return gone if gone == found else frozenset()
    return found
