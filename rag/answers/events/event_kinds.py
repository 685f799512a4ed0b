"""Kinds of event by their names: a launch is no rally, and not the month that it opens."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.answers.agencies.numbers import issues
from rag.answers.dates.doers import doers
from rag.answers.events.month_of_action import names_month
from rag.answers.shape import SAID_FLOOR, Asked, clauses_of, stated, without_marker
from rag.schema import Draft, Query
from rag.text import fold

KINDS = re.compile(
    r"le phat dong|ngay hoi|hoi thi|cuoc thi|toa dam|mit tinh|dien dan|hoi nghi|hoi thao|gap mat|"
    r"ra mat|giai chay|tap huan"
)


def of_kinds(question: str, text: str) -> str:
    """Without clauses on another kind: "Lễ phát động …; các lớp tập huấn trước ngày …"."""
    kinds = set(KINDS.findall(question))
    said = [(set(KINDS.findall(fold(one))), one) for one in clauses_of(text)] if kinds else []
    kept = [one for named, one in said if not named or kinds & named]
    return "; ".join(kept) if kept else text


def names_event(question: str, text: str) -> bool:
    """Whether a text is on the kind of event asked for: a launch is not the month it opens."""
    kinds = set(KINDS.findall(question))
    return not kinds or bool(kinds & set(KINDS.findall(fold(text))))


def names_kind(question: str) -> bool:
    """Whether a question names an event by its kind: a rally, a contest."""
    return KINDS.search(fold(question)) is not None


def is_asked_row(asked: Asked, row: Draft) -> bool:
    """Whether a row that tells a day is of the kind of event asked, and of the agency asked."""
    if asked.query.intent not in ("event", "deadline"):
        return True
    names = doers(asked) if asked.query.intent == "deadline" else []
    pieces = [piece for claim in row.claims for piece in claim.slices]
    lexicon = asked.book.lexicon
    said = [m.name for piece in pieces for m in lexicon.find_agencies(piece.text)]
    hers = any(lexicon.same_agency(name, one) for one in said for name in names)
    hers = hers or any(issues(asked, piece.plan_id, name) for piece in pieces for name in names)
    return of_that_kind(asked.query, row) and (hers or not names)


def of_that_kind(query: Query, told: Draft) -> bool:
    """Whether a row tells the kind of event asked: a launch is no rally, nor the month it opens."""
    more = query.search_text if query.lang == "en" else ""
    question = fold(f"{query.question} {more}")
    kinds = set(KINDS.findall(question))
    said = {kind for claim in told.claims for kind in KINDS.findall(fold(claim.text))}
    month = names_month(question) and "phat dong" not in question
    return bool(kinds & said) if kinds and said else not (said and month)


def of_registration(asked: Asked, told: Draft) -> Draft:
    """ "Hạn đăng ký đội thi": the time to register, not the day of the contest or of a report."""
    if not _BY_WHEN.search(fold(asked.query.question)):
        return told
    kept = tuple(
        claim for claim in told.claims
        if _REGISTERS.search(fold(" ".join((claim.text, *(one.text for one in claim.slices)))))
    )  # fmt: skip
    if kept or not any(claim.kind == "stated" for claim in told.claims):
        return replace(told, claims=kept) if kept else told
    others = [
        one for plan_id in asked.query.plans for one in asked.book.deadlines(plan_id)
        if _REGISTERS.search(fold(one.task.text))
        and asked.subject.share_said(asked.query, one.task.text) >= SAID_FLOOR
    ]  # fmt: skip
    claims = [
        stated(f"{'; '.join(one.when)}: {without_marker(one.task.text)}", one.plan_id, one.sources)
        for one in others
    ]
    return replace(told, claims=tuple(claims)) if claims else told


_BY_WHEN = re.compile(
    r"\bhan (?:cuoi |chot )?(?:de )?dang ky\b|\bdang ky\b.*\b(?:truoc ngay|han)\b"
)
_REGISTERS = re.compile(r"\bdang ky\b(?! (?:ket hon|khai sinh|kinh doanh))")
