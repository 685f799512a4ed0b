"""Which plans meet what a question asks of them: each condition is tested on each plan.

"Kế hoạch nào giao Sở Tư pháp nhưng không giao Sở Y tế?": those that do, by what says so; a
condition that is negated tells those of which nothing says it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from rag.answers.agencies.plan_agencies import given, sent
from rag.answers.dates.plan_dates import due, issued, report, reported
from rag.answers.events.plan_events import held_on
from rag.answers.plans.mentions import told_by
from rag.answers.plans.plan_amounts import costing, counting, funded
from rag.answers.plans.plan_list import filters
from rag.answers.plans.plan_parts import aimed, figures, leveled, section, signed
from rag.answers.plans.plan_question import Condition, PlanTest, plan_question
from rag.answers.plans.plan_speech import as_written, called, spoken
from rag.answers.shape import Asked, absent, draft
from rag.schema import OUTSIDE, Draft, DraftClaim, Lead, Passage
from rag.text import fold, lower, nfc, spaced

_KINDS: tuple[Callable[[Asked, Condition, Sequence[Condition]], PlanTest | None], ...] = (
    called, issued, reported, costing, counting, aimed, held_on, due, report, section, figures,
    leveled, sent, signed, funded, given, spoken, as_written,
)  # fmt: skip
"""The first that reads a condition tests it."""


def plans_meeting(asked: Asked) -> Draft | None:
    """The plans that meet all conditions; None where another answerer reads them."""
    query = asked.query
    read = plan_question(query.question)
    if read is None or query.objectives or query.indicators or query.items:
        return None
    if read.of_all and len(query.plans) < _SEVERAL:
        return None
    held = tuple(
        plan_id for plan_id in _held(asked)
        if read.level in (None, asked.book.by_id[plan_id].place_level)
    )  # fmt: skip
    asked = replace(asked, query=replace(query, plans=held))
    tests: list[tuple[bool, PlanTest]] = []
    for one in read.conditions:
        test = next(filter(None, (kind(asked, one, read.conditions) for kind in _KINDS)), None)
        if test is None and one.negated and _in_texts(asked):
            test = PlanTest(lambda plan_id: [], refused=True)
        if test is None:
            return None
        if one.half_read:
            test = replace(test, refused=True)
        tests.append((one.negated, test))
    asked = replace(asked, query=replace(asked.query, intent="plans"))
    if any(test.refused for _, test in tests):
        return draft(asked, [], reason="not_stated")
    claims: list[DraftClaim] = []
    unknown: list[DraftClaim] = []
    fitting: list[str] = []
    for plan_id in held:
        not_told = next((w for _, t in tests if (w := t.unknown(plan_id)) is not None), None)
        if not_told is not None:
            unknown.append(absent(not_told, plan_id))
            continue
        told = [(negated, test, test.told(plan_id)) for negated, test in tests]
        if any(bool(found) == negated for negated, _, found in told):
            continue
        fitting.append(plan_id)
        claims += [claim for _, _, found in told for claim in found]
        claims += [c for negated, test, _ in told if negated for c in test.instead(plan_id)]
        lacks = [test.lacks for negated, test, _ in told if negated and test.lacks]
        if not lacks and not any(claim.plan_id == plan_id for claim in claims):
            lacks = [asked.phrases.say("no_answer")]
        claims += [absent(text, plan_id) for text in lacks]
    by_words = any(test.by_words and not negated for negated, test in tests)
    if read.of_all:
        return _of_all(asked, claims, unknown, fitting)
    if not claims and not unknown and (by_words or query.among is not None):
        listed = None if any(negated for negated, _ in tests) else things_listed(asked)
        return listed or draft(asked, [], reason="not_stated")
    if not claims:
        claims.append(absent(asked.phrases.say("no_plan_so"), None))
    lead = None
    if read.counts and fitting and query.among is None:
        count = str(len(fitting))
        lead = Lead(asked.phrases.say("count_plans", count=count), counted=tuple(fitting))
    return draft(asked, [*claims, *unknown], reason="not_stated", lead=lead)


_SEVERAL = 2


def _of_all(
    asked: Asked, claims: list[DraftClaim], unknown: list[DraftClaim], fitting: list[str]
) -> Draft | None:
    """Whether all plans meet the conditions, by those that do; None where none is seen to."""
    if not claims or asked.query.among is not None:
        return None
    say, told = asked.phrases.say, {*fitting, *(one.plan_id for one in unknown)}
    silent = [absent(say("no_answer"), one) for one in asked.query.plans if one not in told]
    whole = not (silent or unknown)
    text = say("yes_all", count=str(len(fitting))) if whole else say("not_all")
    lead = None if unknown and not silent else Lead(text, counted=tuple(fitting) if whole else ())
    return draft(asked, [*claims, *unknown, *silent], reason="not_stated", lead=lead)


def _in_texts(asked: Asked) -> bool:
    """Whether a condition is not on the plans' headers, which are told elsewhere."""
    return not (asked.query.header_fields and asked.query.intent == "header") and not filters(asked)


def _held(asked: Asked) -> tuple[str, ...]:
    """The plans that are tested: a year in a condition is no year of a plan."""
    query, register = asked.query, asked.book.register
    if query.narrowed and not register.many and _by_agency(asked):
        return tuple(register.ids)
    if query.among is not None or (query.narrowed and not query.years):
        return query.plans
    return query.plans if register.many else tuple(register.ids)


def _by_agency(asked: Asked) -> bool:
    """ "Báo Hòa Giang": the place in the name of an agency narrows a question to no plan."""
    query, question = asked.query, fold(asked.query.question)
    places = {fold(place) for p in query.plans if (place := asked.book.by_id[p].place)}
    named = [fold(name) for name in query.agencies]
    return any(
        place in name and question.count(place) == question.count(name)
        for place in places for name in named
    )  # fmt: skip


_OPENING = re.compile(
    r"(?:nhung |cac )?ke hoach nao (?:(?:co|quy dinh|nhac|de cap|noi|neu|yeu cau|giao|ghi|ro|"
    r"ve|den|toi|ra|viec|noi dung|cac|nhung) )*"
)
_NEXT = re.compile(r"\s*[,;]\s*(?:(?:và|va) )?")
_FOR_WHOM = re.compile(r" (?:cho|đối với|của|doi voi|cua) ")
_PERSONS = frozenset(
    "người nạn nhân phụ nữ trẻ em đối tượng hội viên những các nguoi nan phu nu tre doi tuong hoi "
    "vien nhung cac".split()
)
""" "… cho người bị bạo lực gia đình": a plan may say so of women, another of victims."""
_FEWEST = 2
"""Things from which it is a list; words of each."""


def things_listed(asked: Asked) -> Draft | None:
    """The plans with a passage that says each of the things listed; None where none has."""
    bare = asked.query.unaccented
    question = (fold if bare else lower)(nfc(asked.query.question)).rstrip(" ?.!")
    opening = _OPENING.match(fold(question))
    things = _NEXT.split(question[opening.end() :]) if opening is not None else []
    if len(things) < _FEWEST or any(len(thing.split()) < _FEWEST for thing in things):
        return None
    last, *whom = _FOR_WHOM.split(things[-1])
    rest = " ".join(itertools.dropwhile(_PERSONS.__contains__, " ".join(whom).split()))
    wanted = [spaced(one) for one in (*things[:-1], last, rest)]
    first = tuple(wanted[0].split())
    claims = [
        told_by(asked, plan_id, passages, (first,))
        for plan_id in asked.query.plans
        if (passages := list(_saying(asked, plan_id, wanted)))
    ]
    return draft(asked, claims) if claims else None


def _saying(asked: Asked, plan_id: str, wanted: Iterable[str]) -> Iterable[Passage]:
    """The passages of a plan that say each of the things word for word."""
    read = fold if asked.query.unaccented else lower
    for one in itertools.chain(*asked.book.passages(plan_id).values()):
        text = spaced(read(one.text))
        if one.path[0].level not in OUTSIDE and all(thing in text for thing in wanted):
            yield one
