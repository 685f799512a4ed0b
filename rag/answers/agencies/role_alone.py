"""Who holds a role at all: "Huyện A giao ai chủ trì?", with no work named."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from rag.answers.agencies.numbers import by_asked_agency
from rag.answers.agencies.rows import SUPPORTS, is_collective, only_joins, said, task_words
from rag.answers.agencies.scoring import beside_leader
from rag.answers.agencies.sorts_asked import SORT_WORDS, sort_asked
from rag.answers.agencies.subject import subject_claim
from rag.answers.shape import GIST, Asked, absent, clauses_of, draft, gist, stated
from rag.schema import Agency, Assignment, Draft, DraftClaim, Lead, Query
from rag.text import fold
from rag.understanding.yes_no import confirms, denies

_GIVING = frozenset(
    "nam giao phan cong duoc viec nhiem vu nhung cac co quan don vi noi ben".split()
)
_OF_PLAN = frozenset({"trong", "ke", "hoach"})
"""Who leads a plan is its focal body; who takes part in it takes part in its works."""
ONLY_JOINS = re.compile(
    r"\bchi (?:(?:duoc|giao|dong|vai|tro|lam|co) )*phoi hop\b|"
    r"\bphoi hop\b[^?;]{0,30}?\bkhong (?:(?:phai|duoc|giao|la) )*chu tri\b"
)
_MOST_PLANS = 5
"""Plans up to which all of them are told, where none is named but a kind of body is."""

Holds = Callable[[Assignment], Sequence[Agency]]


def role_alone(asked: Asked) -> Draft | None:
    """Every body that a plan gives the role, each with its first task; None for other questions.

    With no work to go by, one task taken from the many would pass for the only one. Of the kind
    of body asked for alone, and without who leads where those who only take part are asked.
    """
    query = asked.query
    sort = sort_asked(query)
    few = sort is not None and len(query.plans) <= _MOST_PLANS
    if query.intent != "who" or not (query.narrowed or few) or not query.roles:
        return None
    only = ONLY_JOINS.search(fold(query.question)) is not None
    if len(query.roles) > 1 and not (only and set(query.roles) == {"phoi hop", "chu tri"}):
        return None
    role = "phoi hop" if only else query.roles[0]
    named = query.agencies or query.objectives or query.indicators or query.items
    words = {fold(term) for term in (*query.terms, *query.subject) if not term.isdigit()}
    words -= {"chi", "chu", "tri", "khong", "ma"} if only else set()
    words -= SORT_WORDS if sort is not None else set()
    words -= _OF_PLAN if role == "phoi hop" else set()
    if named or query.documents or words - _GIVING - set(role.split()):
        return None
    claims: list[DraftClaim] = []
    for plan_id in query.plans:
        holds: Holds = _joins if role == "phoi hop" else _role_of(role)
        told = _bodies(asked, plan_id, holds, only=only)
        if not told and query.narrowed and (sort is not None or role == "phoi hop"):
            told = [absent(asked.phrases.say("no_answer"), plan_id)]
        claims += told
    if not claims and sort is None:
        return None
    return draft(asked, claims, reason="not_stated")


def nobody_in_role(query: Query, refused: Draft) -> bool:
    """Whether a refusal stands: who only takes part is no leader, who leads does not only join."""
    if query.roles == ("chu tri",) and refused.reason == "not_assigned":
        return True
    return query.intent == "who" and ONLY_JOINS.search(fold(query.question)) is not None


_LEADS_ANY = re.compile(
    r"\bchu tri\b(?: (?:nhung|cac|duoc|mot|viec|cong viec|nhiem vu|noi dung|hoat dong|phan|cai|gi|"
    r"nao))*(?: (?:o|tai|trong|cua|theo) [^,;?]*?)?(?P<whether> (?:khong|ko|hong))?\W*$"
)
_NO_WORK = frozenset(
    "viec cong nhiem vu noi dung hoat dong phan cai duoc mot khong co nhung cac gi nao".split()
)


def leads_anything(asked: Asked) -> Draft | None:
    """ "Sở Tư pháp có chủ trì gì không?": what it leads, or what it does without leading it.

    None where some work is named, and where what it leads is asked and there is some.
    """
    query = asked.query
    if (joining := _joins_only(asked)) is not None:
        return joining
    found = _LEADS_ANY.search(fold(query.question))
    words = {fold(word) for word in (*query.terms, *query.subject)}
    if found is None or query.roles != ("chu tri",) or len(query.agencies) != 1:
        return None
    if query.agencies[0].startswith("Các "):
        return None  # each of them may lead what all together do not
    if query.intent not in ("who", "duties", "general") or query.documents or query.items:
        return None
    if query.objectives or words - _NO_WORK - {"chu", "tri"}:
        return None
    given = [one for plan_id in query.plans for one in asked.book.assignments(plan_id)]
    hers = [one for one in given if by_asked_agency(asked, one)]
    led = [one for one in hers if _leads(one)]
    later = [(one, text) for one in hers for text in [_led_later(one)] if text and one not in led]
    if ((led or later) and not found["whether"]) or denies(query.question):
        return None
    if later:
        told = [_led_claim(asked, one) for one in led]
        told += [stated(said(asked.phrases, one, text), one.plan_id, one.sources)
                 for one, text in later]  # fmt: skip
        return draft(asked, told[:_SHOWN], lead=Lead(asked.phrases.say("yes")))
    if not led and any("chu tri" in " ".join(fold(one.task.text).split()) for one in hers):
        return None  # who leads there is not told by where the words stand
    beside = [one for one in given if beside_leader(asked, one) and one not in hers]
    told = [_led_claim(asked, one) for one in led[:_SHOWN]]
    told = told or [subject_claim(asked, one) for one in hers[:_SHOWN]]
    told = told or [_beside(asked, [(_named(asked, one), one)]) for one in beside[:_SHOWN]]
    if not told:
        return None
    return draft(asked, told, lead=Lead(asked.phrases.say("yes" if led else "other_role")))


def _joins_only(asked: Asked) -> Draft | None:
    """ "Sở Tư pháp chỉ phối hợp phải không?": "Có." only where the plan gives it nothing else.

    None where some work is named, or the plan names it nowhere.
    """
    query, question = asked.query, fold(asked.query.question)
    words = {fold(word) for word in (*query.terms, *query.subject)}
    role = ONLY_JOINS.search(question)
    if (
        role is None
        or not confirms(query.question)
        or re.search(r"\bkhong (?:phai )?chi ", question)
    ):
        return None
    if len(query.agencies) != 1 or query.documents or query.items or query.years:
        return None
    if query.objectives or is_collective(query.agencies[0]) or words - _NO_WORK - _OF_JOINING:
        return None
    given = [one for plan_id in query.plans for one in asked.book.assignments(plan_id)]
    hers = [one for one in given if by_asked_agency(asked, one)]
    own = [one for one in hers if one.role != SUPPORTS and not _JOINS.match(fold(task_words(one)))]
    joined = [one for one in given if one not in own and (one in hers or beside_leader(asked, one))]
    told = [subject_claim(asked, one) for one in (own or joined)[:_SHOWN]]
    if not told:
        return None
    return draft(asked, told, lead=Lead(asked.phrases.say("not_so" if own else "yes")))


_OF_JOINING = frozenset("chi chu tri phoi hop phai dung vai tro giao lam dong thoi".split())
_JOINS = re.compile(r"\W*(?:[a-zd]\) )?phoi hop\b")


def _led_claim(asked: Asked, one: Assignment) -> DraftClaim:
    """What it leads, not another part of that duty."""
    text = _led_later(one)
    if not text:
        return subject_claim(asked, one)
    return stated(said(asked.phrases, one, text), one.plan_id, one.sources)


def _led_later(one: Assignment) -> str:
    """ "Thẩm định dự toán; chủ trì rà soát …": what it leads behind its first words; "" if none."""
    flat = " ".join(task_words(one).split())
    clauses = [clause.rstrip(" .;") for clause in clauses_of(flat)]
    return next((c for c in clauses if re.match(r"\W*chu tri\b", fold(c))), "")


def _named(asked: Asked, one: Assignment) -> Agency:
    same = asked.book.lexicon.same_agency
    (name,) = asked.query.agencies
    joined = (*one.partners, *one.agencies)
    return next((agency for agency in joined if same(name, agency.name)), joined[0])


_SHOWN = 8


def _role_of(role: str) -> Holds:
    def holds(one: Assignment) -> Sequence[Agency]:
        # "Đề nghị Hội …: Chủ trì …" asks for what it leads
        has = fold(one.role) == role or fold(task_words(one)).lstrip("-+* ").startswith(role)
        return one.agencies if has else ()

    return holds


_leads = _role_of("chu tri")


def _joins(one: Assignment) -> Sequence[Agency]:
    """Who takes part; with whom one works that takes part itself may be who leads."""
    return one.agencies if one.role == SUPPORTS else one.partners


def _bodies(asked: Asked, plan_id: str, holds: Holds, *, only: bool) -> list[DraftClaim]:
    """All of them: a list that breaks off passes for the whole."""
    same = asked.book.lexicon.same_agency
    given = asked.book.assignments(plan_id)
    lead = {agency.name for one in given for agency in _leads(one)} if only else set()
    fits = sort_asked(asked.query)
    found = [
        (agency, one) for one in given for agency in holds(one)
        if (fits is None or fits(agency.name))
        and not any(same(agency.name, other) for other in lead)
    ]  # fmt: skip
    if holds is not _joins:
        return [_claim(asked, tasks) for tasks in _by_task(found).values()]
    own = [(agency, one) for agency, one in found if not is_collective(agency.written)]
    by_name: dict[str, list[tuple[Agency, Assignment]]] = {}
    for agency, one in own or found:
        by_name.setdefault(agency.name, []).append((agency, one))
    return [_beside(asked, rows) for rows in by_name.values()]


def _by_task(
    found: Sequence[tuple[Agency, Assignment]],
) -> dict[tuple[str, ...], list[Assignment]]:
    by_body: dict[tuple[str, ...], list[Assignment]] = {}
    for _, one in found:
        tasks = by_body.setdefault(tuple(agency.name for agency in one.agencies), [])
        if one not in tasks:
            tasks.append(one)
    return by_body


def _claim(asked: Asked, tasks: Sequence[Assignment]) -> DraftClaim:
    first = tasks[0]
    text = said(asked.phrases, first, gist(task_words(first), asked.matcher, GIST))
    return _told(asked, text, first, more=len(tasks) > 1)


def _beside(asked: Asked, rows: Sequence[tuple[Agency, Assignment]]) -> DraftClaim:
    """A body with the first task in which it takes part."""
    agency, first = rows[0]
    task = gist(task_words(first), asked.matcher, GIST)
    own = agency in first.agencies and not only_joins(first)
    text = asked.phrases.say("who" if own else "partner", agencies=agency.written, task=task)
    return _told(asked, text, first, more=len({one.task for _, one in rows}) > 1)


def _told(asked: Asked, text: str, first: Assignment, *, more: bool) -> DraftClaim:
    if more:
        text = asked.phrases.say("and_more_tasks", text=text.rstrip(" .;"))
    return stated(text, first.plan_id, first.sources)
