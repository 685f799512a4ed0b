"""A premise that is false: "Sở Nội vụ báo cáo mục tiêu 4 khi nào?" where another agency has it.

And one that holds as it stands: "Có giao việc cho Sở Y tế không?" where it has any duty.
"""

from __future__ import annotations

import re
from dataclasses import replace

from rag.answers.agencies.duties import duties
from rag.answers.agencies.elsewhere import elsewhere
from rag.answers.agencies.numbers import (
    by_asked_agency,
    by_number,
    given_by_number,
    is_agency,
    not_hers,
)
from rag.answers.agencies.scoring import best_of
from rag.answers.agencies.subject import by_subject
from rag.answers.agencies.verdicts import GIVEN
from rag.answers.agencies.who import by_item, given_items
from rag.answers.dates.doers import doers
from rag.answers.dates.reported_to import reported_to
from rag.answers.dates.sent import sent
from rag.answers.shape import SAID_WHOLE, Asked
from rag.schema import Draft, DraftClaim, Intent, Lead
from rag.text import fold
from rag.understanding.yes_no import confirms, denies

_SURE = 0.9
"""The score from which a subject of one word of content tells that another agency is meant."""
_OF_WHEN: frozenset[Intent] = frozenset({"deadline", "event"})


def corrected(asked: Asked) -> Draft | None:
    """Who is given it instead of the agency named; None where the premise stands."""
    query = asked.query
    if _asks_of_any_duty(asked):
        return _any_duty(asked)
    if not query.agencies or query.intent not in (*_OF_WHEN, "duties"):
        return None
    told = _by_number(asked)
    if told is None and query.intent in _OF_WHEN and reported_to(asked) and not doers(asked):
        return None  # "báo cáo UBND huyện và Bộ Y tế": to whom, and nobody who must
    if told is None and query.intent in _OF_WHEN:
        told = _by_item(asked) or _by_subject(asked)
    return told


_GIVING = frozenset(
    "giao viec nhiem vu cho cong phan trach duoc bi co gi ke hoach tinh task tasks duty duties "
    "give gives given assign assigns assigned any to".split()
)
"""Words of giving work, without what the work is."""
_OF_PLAN = frozenset("nao trong theo o tai cua nay do ban the thi a nhi het ca".split())
_GIVES = frozenset({"giao", "phan", "assign", "assigned", "give", "given"})


def _asks_of_any_duty(asked: Asked) -> bool:
    """ "Có giao việc cho Sở Y tế không?": no work is named but that there is some."""
    query = asked.query
    if not query.agencies or query.intent not in ("who", "duties") or not confirms(query.question):
        return False
    if query.objectives or query.indicators or query.items or query.documents or query.roles:
        return False
    words = set(re.findall(r"[^\W_]+", fold(query.question)))
    given = GIVEN.search(fold(query.question))
    if given is not None and len({*given["what"].split()} - _GIVING - _OF_PLAN) > 1:
        return False  # "… có được giao là cơ quan đầu mối không": words of asking, and of a work
    return {fold(word) for word in query.subject} <= _GIVING and not words.isdisjoint(_GIVES)


def _any_duty(asked: Asked) -> Draft:
    """What the agency is given, plan by plan, with "Có." where that is anything."""
    query = replace(asked.query, intent="duties", terms=(), subject=(), search_text="")
    told = duties(replace(asked, query=query, matcher=asked.book.matcher(query)))
    found = any(claim.kind == "stated" for claim in told.claims)
    key = "not_so" if denies(asked.query.question) else "yes"
    return replace(told, query=asked.query, lead=Lead(asked.phrases.say(key)) if found else None)


def _by_number(asked: Asked) -> Draft | None:
    query = asked.query
    if not (query.objectives or query.indicators):
        return None
    given = [one for plan_id in query.plans for one in given_by_number(asked, plan_id)]
    if any(by_asked_agency(asked, one) for one in given) or not (given or query.narrowed):
        return None
    return by_number(asked)


def _by_item(asked: Asked) -> Draft | None:
    """ "Sở Tư pháp chủ trì mục 4.2 khi nào?"."""
    query = asked.query
    if not query.items:
        return None
    anybodys = _of_anybody(asked)
    given = [one for plan_id in query.plans for one in given_items(anybodys, plan_id)]
    if not given or any(is_agency(asked, name, one) for name in query.agencies for one in given):
        return None
    return _denied(asked, by_item(anybodys))


def _by_subject(asked: Asked) -> Draft | None:
    """ "Phòng Nội vụ bố trí kinh phí vào lúc nào?"."""
    query = asked.query
    known = asked.book.lexicon.agencies.in_questions
    rows = [known.get(name) for name in query.agencies]
    if any(row is None or row.entry.generic for row in rows):
        return None  # "các xã, phường": no one agency
    if not query.narrowed or asked.matcher.empty or _sends_it(asked) or _only_reports(asked):
        return None
    sure = 0.0 if asked.subject.is_rich(query) else _SURE
    if best_of(elsewhere(asked)) <= sure:
        return None
    told = by_subject(_of_anybody(asked))
    if not any(claim.kind == "stated" for claim in told.claims):
        return None
    if query.intent in _OF_WHEN and any(_covers(asked, claim) for claim in told.claims):
        return None
    return _denied(asked, told)


_ALL = re.compile(r"^(?:Thủ trưởng )?[Cc]ác (?:[Cc]ơ quan|[Ss]ở|[Bb]an|[Đđ]ơn vị|[Pp]hòng)\b")


def _covers(asked: Asked, claim: DraftClaim) -> bool:
    """ "Các sở, ban, ngành báo cáo …": the agency asked about is one of them, or named there."""
    lexicon = asked.book.lexicon
    named = [one.name for piece in claim.slices for one in lexicon.find_agencies(piece.text)]
    there = any(lexicon.same_agency(name, one) for name in asked.query.agencies for one in named)
    return there or _ALL.match(claim.text) is not None


def _sends_it(asked: Asked) -> bool:
    """ "Cung cấp số liệu" of who is asked when figures are sent, whatever others send."""
    thing = sent(asked.query.question)
    return thing is not None and any(
        thing.tells(one.task.text) and by_asked_agency(asked, one)
        for plan_id in asked.query.plans
        for one in asked.book.assignments(plan_id)
    )


def _only_reports(asked: Asked) -> bool:
    """ "Sở Y tế báo cáo khi nào?": any report is meant, also one that is due from all."""
    words = {fold(word) for word in asked.query.subject if not word.isdigit()}
    return asked.query.intent == "deadline" and words <= {"bao", "cao", "nam"}


def _of_anybody(asked: Asked) -> Asked:
    return replace(asked, query=replace(asked.query, intent="who", agencies=()))


def with_leader(asked: Asked, told: Draft) -> Draft:
    """ "Có phải Phòng Tư pháp chủ trì không?": who leads it, beside the part that it has in it."""
    say = asked.phrases.say
    leads = {Lead(say("other_role")), Lead(say("not_said"))}
    if told.lead not in leads or "chu tri" not in asked.query.roles:
        return told
    known = {piece for claim in told.claims for piece in claim.slices[:1]}
    plans = {claim.plan_id for claim in told.claims if claim.kind == "stated"}
    led = tuple(
        claim for claim in by_subject(_of_anybody(asked)).claims
        if claim.kind == "stated" and claim.plan_id in plans and not known & {*claim.slices}
        and asked.subject.share_said(asked.query, *(p.text for p in claim.slices)) >= SAID_WHOLE
    )  # fmt: skip
    return replace(told, claims=(*told.claims, *led))


def _denied(asked: Asked, told: Draft) -> Draft:
    return replace(told, query=asked.query, lead=not_hers(asked))
