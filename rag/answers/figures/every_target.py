"""All of a plan's indicators, one of each subject named, or those beyond a figure that is named."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from rag.answers.figures.indicators import indicator_claim
from rag.answers.shape import Asked, draft
from rag.schema import Draft, DraftClaim, Target
from rag.text import fold

_INDICATORS = re.compile(r"\bchi tieu\b|\bindicators?\b|\btargets\b")
_BARE = frozenset(
    "dat ra de co neu gom liet ke xem cho biet toi ve cua den nam trong bang so con nhung cac nao "
    "gi la chi tieu muc tieu cu the tat ca toan bo day du ten ke hoach giai doan tung moi hay "
    "list name give show me all what are the which does set sets s indicators indicator targets "
    "for by in plan its every numerical".split()
)
"""Words that ask for indicators and name none."""
_MOST = 40


def every_target(asked: Asked) -> Draft | None:
    """ "Hương Trà đặt những chỉ tiêu nào?": every indicator, whole; how many more beyond 40.

    None where the question names a subject, a number, or plans without indicators.
    """
    query = asked.query
    if not query.narrowed or query.agencies or not _INDICATORS.search(fold(query.question)):
        return None
    periods = {year for plan_id in query.plans for year in _bounds(asked, plan_id)}
    if {fold(word) for word in query.terms} - {*_BARE, *query.years, *periods}:
        return None
    every = replace(query, terms=(), subject=(), search_text="")
    whole = replace(asked, query=every, matcher=asked.book.matcher(every))
    claims: list[DraftClaim] = []
    for plan_id in query.plans:
        every_one = asked.book.targets(plan_id)
        last = {one.task: one.year for one in sorted(every_one, key=lambda one: one.year or "")}
        claims += [
            indicator_claim(whole, one) for one in every_one
            if _for_year(asked, one) and (query.years or one.year == last[one.task])
        ]  # fmt: skip
    if not claims or len({claim.plan_id for claim in claims}) < len(query.plans):
        return None
    told, more = claims[:_MOST], len(claims) - _MOST
    tail = asked.phrases.say("more_targets", count=str(more)) if more > 0 else None
    return replace(draft(asked, told), tail=tail)


_PERIOD = re.compile(r"\d{4}\s*[-–]\s*\d{4}")
# neither of a document's number nor of a figure
_YEAR = re.compile(r"(?<![/.,\d])(?:19|20)\d\d(?![/.,]?\d)")


def _for_year(asked: Asked, one: Target) -> bool:
    """Whether an indicator is of the year asked: it names it, or none, where the plan ends then.

    Of 2028, within 2026-2030, is only what names 2028.
    """
    plan, years = asked.book.by_id[one.plan_id], set(asked.query.years)
    if not years or plan.year_start is None:
        return True
    if all(int(year) > (plan.year_end or plan.year_start) for year in years):
        return True  # no year of the plan's: all are told as those of its own
    if one.year is not None and any(other.year != one.year for other in _beside(asked, one)):
        return one.year in years
    written = _PERIOD.sub(" ", " ".join((one.task.text, *asked.book.headings(one.task))))
    named = set(_YEAR.findall(written))
    return bool(named & years) or (years <= _bounds(asked, one.plan_id) and not named)


def _beside(asked: Asked, one: Target) -> list[Target]:
    """What the columns of one row of a table say, year by year."""
    return [other for other in asked.book.targets(one.plan_id) if other.task == one.task]


def _bounds(asked: Asked, plan_id: str) -> set[str]:
    plan = asked.book.by_id[plan_id]
    return {str(plan.year_start), str(plan.year_end)}


_AND = re.compile(r"\s+(?:và|va|and)\s+|,\s+", re.IGNORECASE)
_STANDS_IN = re.compile(r"(?:theo|trong|tai|o|doi voi) ")
_PART_WORDS = 2


def each_part(asked: Asked, rows: list[tuple[float, Target]]) -> list[tuple[float, Target]]:
    """ "Tỷ số … và tỷ suất … ở mức nào": a target of each part; [] where it does not ask two."""
    said = [fold(part) for part in _AND.split(asked.query.question)]
    # "Theo chỉ tiêu của thị xã …, tỷ lệ …": where it stands, no thing asked for
    parts = [re.findall(r"[^\W_]+", part) for part in said if not _STANDS_IN.match(part)]
    found: dict[int, tuple[float, Target]] = {}
    reached = 0
    for part in parts:
        shares = [
            (sum(f" {a} {b} " in _spaced(row[1]) for a, b in pairwise(part)), row) for row in rows
        ]
        most, best = max(shares, key=lambda one: one[0], default=(0, None))
        if best is not None and most >= _PART_WORDS:
            found.setdefault(best[1].task.start, best)
            reached += 1
    return list(found.values()) if reached > 1 and len(found) > 1 else []


def _spaced(one: Target) -> str:
    words = " ".join(re.findall(r"[^\W_]+", fold(one.task.text)))
    return f" {words} "


_THAN = re.compile(
    r"\b(khong duoi|khong it hon|khong thap hon|khong qua|khong vuot|toi da|"
    r"tren|hon|vuot|tu|duoi|it hon|thap hon|chua den|dat|la|bang|chi tieu) "
    r"(\d{1,3}(?:[.,]\d+)?) ?(?:%|phan tram)|"
    r"\b(not (?:less|lower|fewer) than|not (?:more|higher) than|at most|above|over|more than|"
    r"at least|below|under|less than) (\d{1,3}(?:[.,]\d+)?) ?(?:%|percent)"
)
_BELOW = frozenset({"duoi", "it hon", "thap hon", "chua den", "below", "under", "less than"})
_AT_LEAST = frozenset({
    "tu", "khong duoi", "khong it hon", "khong thap hon", "at least", "not less than",
    "not lower than", "not fewer than",
})  # fmt: skip
_AT_MOST = frozenset({
    "khong qua", "khong vuot", "toi da", "at most", "not more than", "not higher than",
})  # fmt: skip
_WHICH = re.compile(
    r"chi tieu nao|(?:nhung|cac|bao nhieu|may) chi tieu|which (?:indicators?|targets?)"
)
_PER_CENT = re.compile(r"(\d{1,3}(?:,\d+)?) ?%")


def beyond(asked: Asked) -> list[DraftClaim]:
    """ "Chỉ tiêu nào trên 50%?": every target with such a figure; [] where none is asked so."""
    question = fold(asked.query.question)
    found = _THAN.search(question)
    if found is None or not _WHICH.search(question) or not asked.query.narrowed:
        return []
    than, bound = found[1] or found[3], float((found[2] or found[4]).replace(",", "."))
    claims = []
    for plan_id in asked.query.plans:
        for one in asked.book.targets(plan_id):
            values = [float(v.replace(",", ".")) for f in one.figures for v in _PER_CENT.findall(f)]
            fits = [
                value < bound if than in _BELOW
                else value >= bound if than in _AT_LEAST
                else value <= bound if than in _AT_MOST
                else value == bound if than in ("dat", "la", "bang", "chi tieu")
                else value > bound
                for value in values
            ]  # fmt: skip
            if any(fits):
                claims.append(indicator_claim(asked, one))
    return claims
