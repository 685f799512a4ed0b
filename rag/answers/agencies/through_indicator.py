"""Who has an indicator that the question names by its words and a duty names by its number.

"Ai theo dõi tỷ số giới tính khi sinh?": the figure stands among the objectives, "chịu trách nhiệm
chỉ tiêu 1 của Mục tiêu 4" in the part on who does what.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rag.answers.agencies.numbers import matches, not_hers, number_claims, numbered, with_qualifier
from rag.answers.shape import DIRECT_LEAD, TOPIC_FLOOR, Asked, absent, draft, stated
from rag.coverage import Matcher
from rag.schema import Assignment, Draft, DraftClaim, Query, Slice
from rag.text import fold, lower
from rag.understanding.yes_no import confirms

_OF_CHARGE = re.compile(
    r"\b(?:theo doi|giam sat|chi tieu|muc tieu|chiu trach nhiem|bao cao|tong hop|phu trach|"
    r"danh gia|don doc|quan ly|linh vuc)\b,?"
)
"""Words of having an indicator, not of what it is on."""
_WHO = re.compile(r"\b(?:ai|(?:co quan|don vi|phong|so|ben) nao)\b|\bwho\b")
_AIMS = re.compile(r"\b(?:chi|muc) tieu\b|\b(?:targets|indicators|objectives?|goals?)\b")
_WHOLE = 0.95
_WORD = re.compile(r"[^\W_]+")
_WORDED = 0.65
"""Share of an indicator's score from which a duty in the question's own words comes before it."""
_UNNAMED = 0.8
"""Weight of an objective whose heading says nothing of what is asked: an indicator does."""
_NAMED = 0.6
"""Share of the best indicator's score from which another of its objective is named too."""


@dataclass(frozen=True, slots=True)
class _Aim:
    """An indicator, or an objective as a whole, that a question may mean."""

    objective: str | None
    indicator: str | None
    sources: tuple[Slice, ...]
    words: str


def through_indicator(asked: Asked) -> Draft | None:
    """The agencies of the indicator meant; None where a duty itself is nearer to the question."""
    claims: list[DraftClaim] = []
    unassigned: list[tuple[str, Query, _Aim]] = []
    about = _about(asked)
    for plan_id in asked.query.plans:
        assignments = asked.book.assignments(plan_id)
        rows = [(_score(asked, about, one), one) for one in _aims(asked, plan_id)]
        score, aim = max(rows, key=lambda row: row[0], default=(0.0, None))
        direct = max((asked.matcher.score(a.task.text) for a in assignments), default=0.0)
        if aim is None or score < TOPIC_FLOOR or DIRECT_LEAD * score <= direct:
            continue
        if direct >= _WORDED * score and _worded_as(asked, aim, assignments):
            continue
        number = Query(
            asked.query.question, asked.query.lang, "who", (plan_id,),
            objectives=(aim.objective,) if aim.objective else (),
            indicators=(aim.indicator,) if aim.indicator else (),
        )  # fmt: skip
        given = [a for a in assignments if any(matches(r, number) for r in a.references)]
        if not given:
            unassigned.append((plan_id, number, aim))
        for one in with_qualifier(asked, given):
            asked_number = replace(asked, query=number)
            for claim in number_claims(asked_number, one):
                claims.append(stated(claim.text, plan_id, (*claim.slices, *_meant(about, aim))))
    if not claims and not unassigned:
        return None
    if not claims:
        lacking = [
            absent(asked.phrases.say("not_assigned", item=numbered(number)), plan_id)
            for plan_id, number, _ in unassigned
        ]
        shown = [aim.sources[-1] for _, _, aim in unassigned]
        return draft(asked, lacking, reason="not_assigned", nearest=shown)
    told = "; ".join(claim.text for claim in claims)
    asked_for = asked.query.agencies
    mine = any(fold(name) in fold(told) for name in asked_for)
    # "xã phát mấy tin, ai theo dõi": an agency of the other half is not taken for the one
    open_ = _WHO.search(fold(asked.query.question)) and not confirms(asked.query.question)
    other = bool(asked_for) and not mine and not open_
    return draft(asked, claims, lead=not_hers(asked) if other else None)


def _worded_as(asked: Asked, aim: _Aim, given: Sequence[Assignment]) -> bool:
    """Whether a duty near to the question has words of it that the indicator has not.

    "Ai lo chuyện bỏ học": "vận động học sinh không bỏ học", not "hoàn thành giáo dục tiểu học".
    """
    read = fold if asked.query.unaccented else lower
    words = [read(word) for word in _uncharged(" ".join(asked.query.subject)).split()]
    pairs = [f" {one} {other} " for one, other in pairwise(words)]

    def holds(text: str) -> int:
        spaced = f" {' '.join(_WORD.findall(read(text)))} "
        return sum(pair in spaced for pair in pairs)

    nearest = max(given, key=lambda one: asked.matcher.score(one.task.text))
    return holds(aim.words) == 0 < holds(nearest.task.text)


def _aims(asked: Asked, plan_id: str) -> list[_Aim]:
    """The plan's numbered indicators; its objectives too where the question speaks of such."""
    book = asked.book
    of_plan = [one for one in book.targets(plan_id) if one.indicator]
    found = [_Aim(t.objective, t.indicator, t.sources, t.task.text) for t in of_plan]
    if not _AIMS.search(fold(asked.query.question)):
        return found
    for number in book.own_objectives(plan_id):
        head = book.objective_heading(plan_id, number)
        below = [one.task for one in of_plan if one.objective == number]
        if head is not None:
            words = " ".join((head.text, *(piece.text for piece in below)))
            found.append(_Aim(number, None, (head, *below), words))
    return found


def _score(asked: Asked, about: Matcher | None, aim: _Aim) -> float:
    """How well an aim covers the question; an objective with its indicators a little less."""
    if about is None:
        return asked.matcher.score(aim.words) if aim.indicator else 0.0
    if aim.indicator is None:
        named = about.score(aim.sources[0].text) > 0
        return (_WHOLE if named else _UNNAMED) * about.score(aim.words)
    return max(asked.matcher.score(aim.words), about.score(aim.words))


def _meant(about: Matcher | None, aim: _Aim) -> tuple[Slice, ...]:
    """What tells that the aim is meant: of an objective its heading and the indicators named."""
    if aim.indicator is not None or about is None:
        return aim.sources
    head, *below = aim.sources
    least = _NAMED * max((about.score(piece.text) for piece in below), default=0.0)
    return (head, *(p for p in below if about.score(p.text) > max(least, about.score(head.text))))


def _about(asked: Asked) -> Matcher | None:
    """The question without its words of following and reporting; None where nothing is left."""
    query = asked.query
    terms = tuple(_uncharged(" ".join(query.terms)).split())
    sought = _uncharged(query.search_text)
    if not sought or (terms, sought) == (query.terms, query.search_text):
        return None
    return asked.book.matcher(replace(query, terms=terms, search_text=sought))


def _uncharged(text: str) -> str:
    pieces = list(text)
    for match in _OF_CHARGE.finditer(fold(text)):
        pieces[match.start() : match.end()] = " " * (match.end() - match.start())
    return " ".join("".join(pieces).split())
