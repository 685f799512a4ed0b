"""A figure asked for another time than the plan's: said before the figure that the plan sets.

"Đến năm 2030 phải đạt bao nhiêu?" of a plan that aims at 2025; "hiện nay là bao nhiêu?" of one that
only says what is to be reached.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from rag.answers.figures.figures_asked import asks_share
from rag.answers.shape import SAID_WHOLE, Asked, clauses_of, stated, tidy
from rag.schema import Draft, DraftClaim, Lead, Target
from rag.text import fold
from rag.understanding.years_asked import years_of_figure, years_of_figure_asked

_NOW = re.compile(
    r"^hien\b(?! dai)|\b(?:hien (?:nay|tai|gio|thoi|(?:(?:co|dang|dat) )?(?:bao nhieu|may))|"
    r"(?:tinh |cho )?den nay|bay gio|luc nay|thoi diem nay|"
    r"currently|at present|right now|nowadays|today)\b"
)
_AIMED = re.compile(
    r"\b(?:theo ke hoach|chi tieu|muc tieu|phan dau|phai|can|dat ra|de ra|dat den|huong toi|"
    r"targets?|objectives?|goals?|aims?|must|should|set)\b"
)
""" "Chỉ tiêu hiện nay là bao nhiêu" asks for what is to be reached."""
_HITS = 10
_OPEN_END = re.compile(r"\btrở đi\b|\b(?:hằng|hàng|mỗi) (?:năm|quý|tháng)\b")


def of_its_time(asked: Asked, draft: Draft) -> Draft:
    """The draft, led by what the plan does not say of the time asked about."""
    told = [claim for claim in draft.claims if claim.kind == "stated"]
    rows = [row for claim in told for row in _targets(asked, claim)]
    if draft.lead is not None or not rows:
        return draft
    question = fold(asked.query.question)
    now = _NOW.search(question) is not None and not _AIMED.search(question)
    # "từ 18% hiện nay lên 25%" tells both
    now = now and not any(_NOW.search(fold(claim.text)) for claim in told)
    years = _not_of_others(asked, years_of_figure_asked(question), {row.plan_id for row in rows})
    said = {year for claim in told for year in years_of_figure(claim.text)}
    meant = {row.year for row in rows} | {_end(asked, row) for row in rows if row.year is None}
    lasting = 2 * sum(_OPEN_END.search(row.task.text) is not None for row in rows) > len(rows)
    if not now and (not years or lasting or {*years} & (meant | said)):
        return draft
    quoted = " ".join(piece.text for claim in told for piece in claim.slices)
    ends = sorted(year for year in meant if year and year in quoted) if len(meant) == 1 else []
    by = asked.phrases.say("aimed_by", year=ends[0]) if ends else ""
    if now and (stands := _as_it_stands(asked, {row.plan_id for row in rows})):
        return replace(draft, claims=tuple(stands))
    key = "not_now" if now else "not_of_year"
    text = asked.phrases.say(key, year=", ".join(years), by=by)
    return replace(draft, lead=Lead(text))


def _not_of_others(asked: Asked, years: Iterable[str], told: set[str]) -> tuple[str, ...]:
    """ "A năm 2023 với B đến 2025", where A alone tells a figure: 2025 is asked of B."""
    plans = [asked.book.by_id[plan_id] for plan_id in asked.query.plans if plan_id not in told]
    spans = [(plan.year_start, plan.year_end) for plan in plans] if asked.query.narrowed else []
    return tuple(
        year for year in years
        if not any(a is not None and b is not None and a <= int(year) <= b for a, b in spans)
    )  # fmt: skip


def _as_it_stands(asked: Asked, plan_ids: set[str]) -> list[DraftClaim]:
    """ "Tỷ lệ … mới đạt 31%": what a plan says outside its targets; [] unless each one does."""
    shares = asks_share(asked.query)
    aims = {one.task.section for plan_id in plan_ids for one in asked.book.targets(plan_id)}
    found: dict[str, DraftClaim] = {}
    for hit in asked.book.hits(asked.query, _HITS):
        piece = asked.book.passage_slice(hit.passage)
        if piece.plan_id not in plan_ids or piece.section in aims or piece.plan_id in found:
            continue
        for clause in clauses_of(piece.text):
            told = re.search(r"\d\s?%" if shares else r"\d", clause) is not None
            if told and asked.subject.share_said(asked.query, clause) >= SAID_WHOLE:
                found[piece.plan_id] = stated(tidy(clause), piece.plan_id, (piece,))
                break
    return list(found.values()) if set(found) == plan_ids else []


def _targets(asked: Asked, claim: DraftClaim) -> Iterator[Target]:
    """The targets that a statement rests on."""
    if claim.plan_id is None:
        return
    for one in asked.book.targets(claim.plan_id):
        if one.figures and one.task in claim.slices:
            yield one


def _end(asked: Asked, row: Target) -> str | None:
    """The last year of a plan whose target has no year of its own."""
    end = asked.book.by_id[row.plan_id].year_end
    return None if end is None else str(end)
