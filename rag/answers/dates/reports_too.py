"""Whether a body that is given no report of its own has to report with all the others."""

from __future__ import annotations

import re

from rag.answers.agencies.numbers import by_asked_agency
from rag.answers.agencies.rows import is_collective
from rag.answers.agencies.subject import subject_claim
from rag.answers.shape import MAX_STATEMENTS, Asked, draft, stated, tidy, without_marker
from rag.schema import Assignment, Draft, DraftClaim, Lead
from rag.text import fold
from rag.understanding.yes_no import confirms

_REPORTING = frozenset(
    "bao cao gui nop lam ket qua dinh ky hang nam thuc hien phai co khong can ve len cho "
    "report reports submit send periodic".split()
)
_REPORTS = re.compile(
    r"\bbao cao\b(?: \w+){0,3}? (?:ket qua|dinh ky|(?:hang )?nam|0?6 thang|quy)\b|"
    r"\bdinh ky\b.{0,60}\bbao cao\b"
)
_DATED = re.compile(r"\bdinh ky\b|\btruoc ngay\b|\b0?6 thang\b|\bbao cao (?:hang )?nam\b")
_LONGEST = 90


def reports_too(asked: Asked) -> Draft | None:
    """ "Sở … có phải báo cáo không?", of a body not named there: what is asked of all bodies.

    None where a report is given to it by name, or the question is on a report of something.
    """
    if (told := _reports_to(asked)) is not None:
        return told
    query = asked.query
    bare = all(fold(word) in _REPORTING for word in query.subject)
    if not (query.narrowed and bare and query.agencies and "bao cao" in query.roles):
        return None
    if not confirms(query.question) or query.objectives or query.indicators or query.items:
        return None
    every = [one for plan_id in query.plans for one in asked.book.assignments(plan_id)]
    if any(by_asked_agency(asked, one) and "bao cao" in fold(one.task.text) for one in every):
        return None
    common = [one for one in every if _asks_all(one)]
    # the reports of each half-year and year, before what is reported of one task
    common = [one for one in common if _DATED.search(fold(one.task.text))] or common
    if not common:
        return None
    names = ", ".join(query.agencies)
    lead = Lead(asked.phrases.say("not_by_name", agency=names))
    return draft(asked, [_claim(asked, one) for one in common[:MAX_STATEMENTS]], lead=lead)


def _claim(asked: Asked, one: Assignment) -> DraftClaim:
    """The whole item where it names them: "Các cơ quan (thành viên của Ban …) … báo cáo"."""
    section = asked.book.sections(one.plan_id)[one.task.section]
    whole = asked.book.slice(one.plan_id, section, section.start, section.end)
    named = all(agency.written in " ".join(whole.text.split()) for agency in one.agencies)
    if not named or len(whole.text.split()) > _LONGEST:
        return subject_claim(asked, one)
    return stated(tidy(without_marker(whole.text)), one.plan_id, (whole,))


def _asks_all(one: Assignment) -> bool:
    everybody = any(is_collective(agency.written) for agency in one.agencies)
    return everybody and _REPORTS.search(fold(one.task.text)) is not None


_WHO_REPORTS = re.compile(
    r"\b(?:ai|(?:co quan|don vi|so|phong|ban|nganh) nao)\b[^,;?]{0,40}?\bbao cao\b[^,;?]{0,30}?$"
)
_NOTHING_ELSE = _REPORTING | frozenset("cai gi ai voi gom nhung dau".split())
_IN_CLAUSE = re.compile(r"\bbáo cáo\b[^;.]*$", re.IGNORECASE)


def _reports_to(asked: Asked) -> Draft | None:
    """ "Ai báo cáo Bộ Nội vụ?": the duties that say so of the receiver named.

    None where more is asked, or no duty does.
    """
    query, lexicon = asked.query, asked.book.lexicon
    bare = all(fold(word) in _NOTHING_ELSE for word in query.subject)
    if not (query.narrowed and bare and len(query.agencies) == 1 and query.roles == ("bao cao",)):
        return None
    if query.objectives or query.indicators or query.items or confirms(query.question):
        return None
    receiver = query.agencies[0]
    named = next(iter(lexicon.find_agencies_in_question(query.question)), None)
    if named is None or not _WHO_REPORTS.search(fold(query.question[: named.start])):
        return None

    def tells(text: str) -> bool:
        return any(
            (lexicon.same_agency(receiver, m.name) or fold(m.name).startswith(fold(receiver)))
            and _IN_CLAUSE.search(text[: m.start])
            for m in lexicon.find_agencies(text)
        )

    told = [
        one for plan_id in query.plans for one in asked.book.assignments(plan_id)
        if tells(one.task.text) and not by_asked_agency(asked, one)
    ]  # fmt: skip
    return draft(asked, [subject_claim(asked, one) for one in told]) if told else None
