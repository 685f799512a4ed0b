"""Yes or no on plans as wholes: whether one has a part, whether all of them speak of something."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.answers.plans.mentions import headed, mentions, spoken_of
from rag.answers.plans.plans_meeting import plans_meeting
from rag.answers.premises.asserted import asserts
from rag.answers.premises.details import holds_details
from rag.answers.shape import SAID_WHOLE, Asked, absent, brief, draft, stated, without_marker
from rag.schema import Draft, DraftClaim, Intent, Lead
from rag.text import fold, has_marks, lower
from rag.understanding.yes_no import confirms, denies, of_all_plans

_ASKS_PART = re.compile(
    r"\bco (?:(?:mot|rieng|ca|cai|neu) )*"
    r"(?:(?P<part>muc(?! (?:tieu|dich|luc)\b)|chuong(?! trinh\b)|"
    r"phan(?! (?:cong|dau|biet|loai|tich|cap|bo|anh|hoi|tram)\b))(?: (?:rieng|noi|quy dinh|ve))* "
    r"(?P<on>[^?.;,]{3,50}?)|"
    r"(?P<goal>muc tieu (?:chung|tong quat|cu the)|muc dich|phan muc dich|quan diem|nguyen tac))"
    r"(?: rieng)?(?: (?:o|trong|tai|cua) [^?.;,]{2,40})? (?:khong|chua|ko)\W*$"
)
_SHOWN = 30
_BESIDE = 6
"""Words that a heading has at most beside those of the part asked for."""


def has_part(asked: Asked) -> Draft | None:
    """ "Kế hoạch có mục kinh phí không?": the heading of that part, or that there is none."""
    query = asked.query
    found = _ASKS_PART.search(fold(query.question))
    if found is None or query.lang != "vi" or query.agencies:
        return None
    name = "goal" if found["goal"] else "on"
    part = lower(query.question)[slice(*found.span("part"))] if found["part"] else ""
    if has_marks(query.question) and part not in ("", "mục", "phần", "chương"):
        return None  # "có mức …", "có phân …"
    written = query.question[slice(*found.span(name))].strip()
    words = re.findall(r"[^\W_]+", found[name])
    # "Bảo đảm nguồn lực thực hiện các mục tiêu …" is no part "mục tiêu"
    told = [c for c in headed(asked, words) if len(c.text.split()) <= len(words) + _BESIDE]
    held = {claim.plan_id for claim in told}
    if found["goal"] and "tieu" in found["goal"]:
        told += [c for p in query.plans if p not in held for c in _first_figure(asked, p)]
        held = {claim.plan_id for claim in told}
    text = asked.phrases.say("no_item", item=asked.phrases.say("part_on", on=written))
    lacking = [absent(text, plan_id) for plan_id in query.plans if plan_id not in held]
    lead = Lead(asked.phrases.say("yes")) if told and not lacking else None
    return draft(asked, [*told, *lacking], reason="no_such_item", lead=lead)


def _first_figure(asked: Asked, plan_id: str) -> list[DraftClaim]:
    """Its first target with a figure: a plan may set such under no heading of that name."""
    numbered = [one for one in asked.book.targets(plan_id) if one.figures]
    return [
        stated(brief(without_marker(one.task.text), None, _SHOWN), plan_id, one.sources)
        for one in numbered[:1]
    ]


def asks_of_all(asked: Asked) -> bool:
    """ "Có ở tất cả các kế hoạch không?"."""
    query = asked.query
    return not query.narrowed and len(query.plans) > 1 and of_all_plans(query.question)


def in_all(asked: Asked) -> Draft | None:
    """Each plan that meets what is to be confirmed; None where another answerer tells it."""
    every = len(asked.query.plans) > 1 and of_all_plans(asked.query.question)
    if every and (meeting := plans_meeting(asked)) is not None:
        return meeting
    if asked.query.intent not in ("general", "event") or not asks_of_all(asked):
        return None
    return mentions(asked)


_WHOLE_TEXTS: frozenset[Intent] = frozenset({"general", "event", "funding"})
"""Kinds of question whose statements are all that plans have on it: that one lacks it is sure."""


def of_all(asked: Asked, told: Draft) -> Draft:
    """The statements with whether all plans have them, and those that do not.

    Not where a value is to be confirmed: that all have one does not say it is that one.
    """
    query, say = asked.query, asked.phrases.say
    held = tuple(dict.fromkeys(c.plan_id for c in told.claims if c.kind == "stated" and c.plan_id))
    if told.lead is not None or not held or query.agencies or not asks_of_all(asked):
        return told
    if asserts(asked):
        return told
    if set(held) == set(query.plans):
        lead = Lead(say("yes_all", count=str(len(held))), counted=held)
        return replace(told, lead=lead)
    if query.intent not in _WHOLE_TEXTS:
        return told
    spoken_of = {claim.plan_id for claim in told.claims}
    silent = [absent(say("no_answer"), p) for p in query.plans if p not in spoken_of]
    return replace(told, lead=Lead(say("not_all")), claims=(*told.claims, *silent))


_WHETHER_SAID = re.compile(
    r"\b(?:co|duoc) (?:duoc )?(?:nhac|neu|de cap|noi|ghi|dua)(?: (?:den|toi|ve|ro|ra|vao))*\b|"
    r"\bco (?:mat )?(?:o|trong|nam trong) (?:ban )?ke hoach\b|\b(?:mention|say anything)"
)


def whether_said(asked: Asked, told: Draft) -> Draft:
    """ "Có." where the plan asked says all of what it is asked to mention."""
    query = asked.query
    claims = [claim for claim in told.claims if claim.kind == "stated"]
    asks = confirms(query.question) and not denies(query.question)
    if told.lead is not None or query.intent != "general" or not (claims and asks):
        return told
    if not query.narrowed or len(query.plans) > 1 or not _WHETHER_SAID.search(fold(query.question)):
        return told
    texts = [piece.text for claim in claims for piece in claim.slices]
    # "có nhắc đến …": the words of speaking are no part of what is spoken of
    on = replace(query, subject=spoken_of(query.subject))
    whole = asked.subject.share_said(on, *texts) >= SAID_WHOLE
    if not whole or not holds_details(asked, claims[0].plan_id, texts):
        return told
    shorter = tuple(_shorter(asked, claim) for claim in told.claims)
    return replace(told, claims=shorter, lead=Lead(asked.phrases.say("yes")))


_LONG, _BRIEF = 60, 45
"""Words from which a passage is told by the clauses on the subject, and how many are told."""


def _shorter(asked: Asked, claim: DraftClaim) -> DraftClaim:
    if claim.kind != "stated" or len(claim.slices) != 1 or len(claim.text.split()) <= _LONG:
        return claim
    text = brief(without_marker(claim.slices[0].text), asked.matcher, _BRIEF)
    return replace(claim, text=text)
