"""Half of a question, told by the item that the other half's answer stands in.

"Ai cập nhật số liệu, và cập nhật lúc nào?": where only the day is found, the item of that day says
who; where only who is found, it says when.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from rag.answers.events import tells_when_held
from rag.answers.shape import Asked, brief, draft, stated, without_marker
from rag.answers.subject import subject_claim
from rag.schema import Draft, DraftClaim, Intent, Slice

_DUE: frozenset[Intent] = frozenset({"deadline", "event"})
_MOST = 2


def through_other_half(asked: Asked, refused: Draft, told: Draft) -> Draft:
    """The half that was refused, from the facts that share a slice with what the other cites."""
    kinds = refused.query.intent, told.query.intent
    pieces = [
        piece for claim in told.claims if claim.kind == "stated"
        for piece in claim.slices if not _is_agency_heading(asked, piece, claim.slices)
    ]  # fmt: skip
    claims: list[DraftClaim] = []
    if "bao cao" in refused.query.roles and "bao cao" not in told.query.roles:
        return refused  # "ai bố trí kinh phí và hạn báo cáo 6 tháng": of something else
    if kinds[0] == "who" and kinds[1] in _DUE:
        claims = _who(asked, pieces)
    elif kinds[0] in _DUE and kinds[1] == "who":
        claims = _when(replace(asked, query=refused.query), pieces)
    return draft(asked, claims) if claims else refused


def _who(asked: Asked, pieces: list[Slice]) -> list[DraftClaim]:
    given = [
        one for plan_id in _plans(pieces) for one in asked.book.assignments(plan_id)
        if one.role != "phối hợp" and _touch(one.sources, pieces)
    ]  # fmt: skip
    return [subject_claim(asked, one) for one in given] if 0 < len(given) <= _MOST else []


def _when(asked: Asked, pieces: list[Slice]) -> list[DraftClaim]:
    due = [
        one for plan_id in _plans(pieces) for one in asked.book.deadlines(plan_id)
        if _touch((one.task,), pieces)
        and (asked.query.intent != "event" or tells_when_held(asked.query, one.task.text))
    ]  # fmt: skip
    if not 0 < len(due) <= _MOST:
        return []
    return [
        stated(
            f"{'; '.join(one.when)}: {brief(without_marker(one.task.text), asked.matcher, 30)}",
            one.plan_id, one.sources,
        ) for one in due
    ]  # fmt: skip


def _is_agency_heading(asked: Asked, piece: Slice, beside: Iterable[Slice]) -> bool:
    """ "3. Phòng Y tế" above its duties: other duties stand below it too."""
    if not any(one.section.startswith(f"{piece.section}/") for one in beside):
        return False
    named = asked.book.lexicon.find_agencies(without_marker(piece.text))
    return bool(named) and named[0].start == 0


def _plans(pieces: Iterable[Slice]) -> list[str]:
    return list(dict.fromkeys(piece.plan_id for piece in pieces))


def _touch(sources: Iterable[Slice], pieces: Iterable[Slice]) -> bool:
    """Whether they share any text."""
    held = list(pieces)
    return any(
        a.plan_id == b.plan_id and a.start < b.end and b.start < a.end
        for a in sources
        for b in held
    )
