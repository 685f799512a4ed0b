"""Whether a plan gives the work asked about to another agency, or names it in another item."""

from __future__ import annotations

from collections.abc import Sequence

from rag.answers.agencies.rows import all_generic
from rag.answers.agencies.scoring import Scored, best_of, scored_on, touches
from rag.answers.shape import (
    ELSEWHERE_FLOOR,
    ELSEWHERE_HITS,
    ELSEWHERE_LEAD,
    SAID_PART,
    SAID_WHOLE,
    Asked,
    clauses_of,
)
from rag.schema import Assignment, Slice


def elsewhere(asked: Asked) -> Scored:
    """What is asked of an agency, where a plan gives it far more clearly to others; else {}."""
    mine, others = scored_on(asked, touching=True), scored_on(asked, touching=False)
    others = {
        plan_id: named for plan_id, rows in others.items()
        if not any(_speaks_of(asked, one) for _, one in rows)
        and (named := [row for row in rows if not all_generic(row[1])])
    }  # fmt: skip
    return others if best_of(others) > ELSEWHERE_LEAD * best_of(mine) else {}


def said_only_elsewhere(asked: Asked, hers: Scored) -> Scored:
    """The tasks of others that say the whole subject, where hers leaves some of it out.

    "số liệu về bạo lực gia đình" is not "số liệu về bạo lực trên cơ sở giới".
    """

    def share(one: Assignment) -> float:
        return asked.subject.share_said(asked.query, one.task.text)

    own = max((share(one) for rows in hers.values() for _, one in rows), default=0.0)
    if own > SAID_PART:
        return {}
    others = scored_on(asked, touching=False)
    found = {
        plan_id: [
            row for row in rows
            if share(row[1]) >= SAID_WHOLE
            and not all_generic(row[1])
            and not touches(asked, row[1])
        ]
        for plan_id, rows in others.items()
    }  # fmt: skip
    return {plan_id: rows for plan_id, rows in found.items() if rows}


def _speaks_of(asked: Asked, one: Assignment) -> bool:
    """Whether a task names the agency asked about: "đại biểu Hội đồng nhân dân cấp huyện"."""
    lexicon = asked.book.lexicon
    named = lexicon.find_agencies(one.task.text)
    return any(lexicon.same_agency(n, m.name) for n in asked.query.agencies for m in named)


def named_elsewhere(asked: Asked, plan_id: str, rows: list[tuple[float, Assignment]]) -> bool:
    """Whether the plan names the work far better in an item that it gives to nobody.

    A duty that shares a few words with the question is then no answer to it.
    """
    given = [
        piece for one in asked.book.assignments(plan_id) for piece in (one.task, *one.sources)
    ]  # fmt: skip
    for hit in asked.book.hits(asked.query, ELSEWHERE_HITS):
        piece = asked.book.passage_slice(hit.passage)
        if piece.plan_id != plan_id:
            continue
        if piece.section.split(".")[0] in ("dau", "noi_nhan", "ky", "tieu_de", "mo_dau", "ket"):
            continue
        # a task of the same passage counts by its own words, not by those around it
        best = max(
            asked.matcher.score(one.task.text) if one.task.section == piece.section else score
            for score, one in rows
        )
        unled = _given_to_nobody(piece, given)
        score = max(map(asked.matcher.score, unled), default=0.0)
        if score >= ELSEWHERE_FLOOR and score > ELSEWHERE_LEAD * best:
            return True
        if score > best and _said_whole(asked, unled) and not _said_by(asked, rows):
            return True
    return False


def _said_whole(asked: Asked, clauses: Sequence[str]) -> bool:
    """Whether a clause says all of a subject of several words."""
    share = max((asked.subject.share_said(asked.query, one) for one in clauses), default=0.0)
    return share >= SAID_WHOLE and asked.subject.is_rich(asked.query)


def _said_by(asked: Asked, rows: list[tuple[float, Assignment]]) -> bool:
    """Whether a task says most of it: "in cẩm nang bằng tiếng Thái" is no "phát thanh …"."""
    return any(
        asked.subject.share_said(asked.query, one.task.text, *asked.book.headings(one.task))
        >= SAID_PART
        for _, one in rows
    )


def named_beside(asked: Asked, one: Assignment) -> bool:
    """Whether the passage of a task names the work far better in what it gives to nobody."""
    given = asked.book.assignments(one.plan_id)
    slices = [piece for a in given for piece in (a.task, *a.sources)]
    own = asked.matcher.score(one.task.text)
    for passage in asked.book.passages(one.plan_id).get(one.task.section, ()):
        piece = asked.book.passage_slice(passage)
        score = max(map(asked.matcher.score, _given_to_nobody(piece, slices)), default=0.0)
        if score >= ELSEWHERE_FLOOR and score > ELSEWHERE_LEAD * own:
            return True
    return False


def _given_to_nobody(piece: Slice, given: Sequence[Slice]) -> list[str]:
    """The clauses of a passage that are no part of what somebody is given.

    "Thành lập 14 tổ tự quản; Công đoàn phụ trách. Lắp camera tại lối vào.": the last.
    """
    inside = [(a.start, a.end) for a in given if a.section == piece.section]
    found, at = [], 0
    for clause in clauses_of(piece.text):
        at = piece.text.find(clause, at)
        start = piece.start + at
        if not any(a < start + len(clause) and start < b for a, b in inside):
            found.append(clause)
    return found
