"""Who has an objective or an indicator, by its number."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Iterable, Sequence

from rag.answers.agencies.rows import SUPPORTS, in_asked_role, roles_told, said, task_words
from rag.answers.shape import (
    QUALIFIER_FLOOR,
    SAID_FLOOR,
    Asked,
    absent,
    draft,
    stated,
)
from rag.lexicon import Lexicon
from rag.names.issuing import issued_by, own_names
from rag.references import find_references, same_indicator
from rag.schema import (
    Assignment,
    Draft,
    DraftClaim,
    Lead,
    Query,
    Reason,
    Reference,
    Slice,
)
from rag.table import is_row_id
from rag.text import fold
from rag.understanding.yes_no import confirms, denies

_DOCUMENT_KIND = (
    r"(?:Nghị quyết|Quyết định|Kế hoạch|Chiến lược|Chương trình|Nghị định|Chỉ thị)(?:\s+số)?\s+"
)


def by_number(asked: Asked) -> Draft:
    """The agencies of an objective or indicator; first whether the one asked about has it."""
    query = asked.query
    claims: list[DraftClaim] = []
    nearest: list[Slice] = []
    reasons: list[Reason] = []
    given = {plan_id: given_by_number(asked, plan_id) for plan_id in query.plans}
    told = [one for matching in given.values() for one in matching]
    hers = [one for one in told if by_asked_agency(asked, one)]
    for plan_id, matching in given.items():
        if matching:
            mine = [one for one in matching if one in hers]
            if hers and not mine and not query.narrowed:
                continue  # where the agency has it in one plan, the others say nothing of it
            for one in _leaders_first(asked, mine or matching):
                claims += number_claims(asked, one)
            continue
        text, reason, near = _lacking(asked, plan_id)
        claims.append(absent(text, plan_id))
        nearest += near
        reasons.append(reason)
    lead = None
    if told and not hers:
        lead = not_hers(asked)
    elif hers and query.agencies and confirms(query.question):
        lead = confirmed(asked, hers)
    elif _others_lead(asked, told):
        lead = Lead(asked.phrases.say("other_role"))
    order: tuple[Reason, ...] = ("not_assigned", "no_such_item", "not_stated")
    reason = next((r for r in order if r in reasons), "not_stated")
    return draft(asked, claims, reason=reason, lead=lead, nearest=nearest)


def _leaders_first(asked: Asked, matching: list[Assignment]) -> list[Assignment]:
    """Who leads before who takes part; of a table that names both, who leads alone if asked."""
    by_role = sorted(matching, key=lambda one: one.role == SUPPORTS)
    roles = asked.query.roles
    table = all(is_row_id(one.task.section) for one in matching)
    if not table or asked.query.agencies or not roles_told(roles) or by_role[0].role == SUPPORTS:
        return by_role
    return [one for one in by_role if in_asked_role(roles, one)] or by_role


def _others_lead(asked: Asked, given: Sequence[Assignment]) -> bool:
    """ "Ai phối hợp chỉ tiêu 5.1" of a table by roles in which it is only led."""
    roles = asked.query.roles
    return (
        bool(given)
        and not asked.query.agencies
        and roles_told(roles)
        and all(is_row_id(one.task.section) and one.role != SUPPORTS for one in given)
        and not any(in_asked_role(roles, one) for one in given)
    )


def not_hers(asked: Asked) -> Lead:
    """That the agency asked about has it not, before who has."""
    names = ", ".join(asked.query.agencies)
    return Lead(asked.phrases.say("not_that_agency", agency=names))


def confirmed(asked: Asked, hers: Sequence[Assignment]) -> Lead:
    """ "Có.", unless the role asked about is another, or the question says that she has it not."""
    if denies(asked.query.question):
        return Lead(asked.phrases.say("not_so"))
    held = any(in_asked_role(asked.query.roles, one) for one in hers)
    return Lead(asked.phrases.say("yes" if held else "other_role"))


def given_by_number(asked: Asked, plan_id: str) -> list[Assignment]:
    """Who is given what is asked for by its number."""
    given = asked.book.assignments(plan_id)
    named = [one for one in given if _refers(one, asked.query)]
    if asked.query.indicators:
        tables = {_table(one) for one in named if is_row_id(one.task.section)}
        named += [
            one for one in given
            if _table(one) in tables and _EVERY_ONE.fullmatch(fold(one.task.text))
        ]  # fmt: skip
    matching = with_qualifier(asked, named)
    return [] if matching and _beyond_list(asked, plan_id, matching) else matching


_EVERY_ONE = re.compile(r"\W*(?:tat ca|toan bo)(?: cac)? chi tieu\W*")
""" "Tất cả các chỉ tiêu" in the cell of an agency: the one asked for among them."""


def _table(one: Assignment) -> str:
    return one.task.section.rpartition("/")[0]


def _beyond_list(asked: Asked, plan_id: str, matching: list[Assignment]) -> bool:
    """An indicator that the plan's own list lacks, named only through its objective."""
    query = asked.query
    own = asked.book.own_objectives(plan_id)
    if not (own and query.indicators and query.objectives):
        return False
    listed = {s.indicator for number in query.objectives for s in own.get(number, ())}
    if not listed or _shared((one for one in listed if one), query.indicators):
        return False
    exact = {n for a in matching for r in a.references if r.objective in query.objectives
             for n in r.indicators}  # fmt: skip
    return not _shared(exact, query.indicators)


def with_qualifier(asked: Asked, matching: list[Assignment]) -> list[Assignment]:
    """Of agencies that share an indicator, the one whose bracketed share the question names."""
    named = " ".join(
        fold(found.reference.qualifier)
        for found in find_references(asked.query.question) if found.reference.qualifier
    )  # fmt: skip
    scores = []
    for one in matching:
        qualifiers = [
            r.qualifier for r in one.references if matches(r, asked.query) and r.qualifier
        ]
        exact = 1.0 if named and any(fold(q) in named for q in qualifiers) else 0.0
        scores.append(max((_said_of(q, asked) for q in qualifiers), default=0.0) + exact)
    best = max(scores, default=0.0)
    if best < QUALIFIER_FLOOR:
        return matching
    return [one for one, score in zip(matching, scores, strict=True) if score == best]


def _said_of(qualifier: str, asked: Asked) -> float:
    """Share of a qualifier's words that the question holds."""
    words = re.findall(r"[^\W_]+", fold(qualifier))
    written = asked.query.question
    said = f"{written} {asked.book.lexicon.expand(written)}"  # "BLGĐ"
    question = set(re.findall(r"[^\W_]+", fold(said)))
    return sum(word in question for word in words) / max(1, len(words))


def _refers(assignment: Assignment, query: Query) -> bool:
    return any(matches(reference, query) for reference in assignment.references)


def matches(reference: Reference, query: Query) -> bool:
    """Whether a reference names what is asked; a whole objective holds its indicators."""
    if query.objectives and reference.objective not in query.objectives:
        return False
    if not query.indicators or not reference.indicators:
        return True
    pairs = pairs_asked(query)
    if pairs:
        wanted = tuple(number for objective, number in pairs if objective == reference.objective)
        return _shared(reference.indicators, wanted)
    return _shared(reference.indicators, query.indicators)


def _shared(one: Iterable[str], other: Collection[str]) -> bool:
    return any(same_indicator(a, b) for a in one for b in other)


def pairs_asked(query: Query) -> frozenset[tuple[str, str]]:
    """ "Chỉ tiêu 1 mục tiêu 2 và chỉ tiêu 3 mục tiêu 4": each with its own objective.

    Empty where the question names one objective at most, or an indicator without one.
    """
    found = [one.reference for one in find_references(query.question)]
    if len({one.objective for one in found}) < 2 or not all(
        one.objective and one.indicators for one in found
    ):
        return frozenset()
    return frozenset((one.objective, number) for one in found for number in one.indicators)


def by_asked_agency(asked: Asked, assignment: Assignment) -> bool:
    if not asked.query.agencies:
        return True
    return any(is_agency(asked, name, assignment) for name in asked.query.agencies)


_BARE_SCHOOL = re.compile(r"Trường (?:Mầm non|Mẫu giáo|Tiểu học|THCS|Trung học cơ sở)")


def is_agency(asked: Asked, name: str, assignment: Assignment) -> bool:
    """Whether an assignment is one of the named agency's."""
    lexicon = asked.book.lexicon
    own = _own_branches(lexicon, asked.query.question, name)
    return any(
        lexicon.same_agency(name, a.name) or lexicon.same_agency(name, a.written)
        or fold(a.name) in own or f"{a.written} ".startswith(held_by(lexicon, name))
        or fold(a.written).startswith(_typed_short(lexicon, asked.query.question, name))
        # "Trường Mầm non, Trường Tiểu học, Trường THCS Suối Trầm": each is the place's
        or (_BARE_SCHOOL.fullmatch(a.written) and name.startswith(f"{a.written} "))
        for a in assignment.agencies
    )  # fmt: skip


@functools.lru_cache(maxsize=64)
def _typed_short(lexicon: Lexicon, question: str, name: str) -> tuple[str, ...]:
    """ "Sở Nông nghiệp" is that of whatever else it has: "… và Môi trường" too."""
    typed = (m for m in lexicon.find_agencies_in_question(question) if m.name == name)
    short = {fold(m.written) for m in typed} - {fold(name)}
    return tuple(f"{one} va " for one in sorted(short) if one.startswith(("so ", "phong ")))


_DIRECTS = re.compile(r"\b(?:chỉ đạo|hướng dẫn|yêu cầu|đôn đốc|giao)\s+(?:cho\s+)?$", re.IGNORECASE)
_DOES = re.compile(
    r"(?:,? (?:và )?(?:xã|phường|thị trấn|thị xã|huyện|thành phố)\b)*\s+(?!"
    r"(?:và|về|việc|trong|tại|để|thuộc|của|với|theo|trên|khi|là|cùng|"
    r"có liên quan|liên quan)\b)[a-zà-ỹđ]"
)


def directs(asked: Asked, one: Assignment) -> bool:
    """ "Chỉ đạo Công an cấp xã tiếp nhận tin báo": another's duty by which the named is to act.

    On what is asked, where anything is.
    """
    lexicon, query, text = asked.book.lexicon, asked.query, one.task.text
    if roles_told(query.roles):
        return False  # "chủ trì việc gì": it leads none of it
    named = any(
        lexicon.same_agency(name, m.name)
        and _DIRECTS.search(text[: m.start])
        and _DOES.match(text, m.end)
        # "chỉ đạo công an cấp xã": in small letters it is known by its words, as in a question
        for m in (*lexicon.find_agencies(text), *lexicon.find_agencies_in_question(text))
        for name in query.agencies
    )
    if not named or not asked.subject.names_one(query):
        return named
    return asked.subject.share_said(query, text) >= SAID_FLOOR


_OF_LEVEL = re.compile(r" cap (tinh|huyen|xa)$")


def issues(asked: Asked, plan_id: str, name: str) -> bool:
    """Whether an agency as the question names it is the one that issued a plan."""
    plan = asked.book.by_id[plan_id]
    if name.startswith("Ủy ban nhân dân"):
        return issued_by(plan, name)
    level = _OF_LEVEL.search(fold(name))
    if level is not None and plan.place_level not in (None, level[1]):
        return False  # the Hội of the communes, in the plan of the province's Hội
    # "các xã, phường" below it are not "Ủy ban nhân dân thị xã …"
    own = any(asked.book.lexicon.same_agency(name, one) for one in own_names(plan))
    return own and not name.startswith("Các ")


def held_by(lexicon: Lexicon, name: str) -> tuple[str, ...]:
    """How the names of those begin that a collective name is for: "Trường THCS …" is a school."""
    row = lexicon.agencies.in_questions.get(name)
    return tuple(f"{one} " for one in row.entry.holds) if row is not None else ()


_BODIES = ("so", "co quan", "truong", "nganh")


@functools.lru_cache(maxsize=64)
def _own_branches(lexicon: Lexicon, question: str, name: str) -> frozenset[str]:
    """ "Công đoàn" is in a Sở's own plan the "Công đoàn Sở": its unit of that name."""
    typed = [m for m in lexicon.find_agencies_in_question(question) if m.name == name]
    names = (f"{fold(m.written)} {body}" for m in typed for body in _BODIES)
    return frozenset(names) & frozenset(map(fold, lexicon.own))


def number_claims(asked: Asked, one: Assignment) -> list[DraftClaim]:
    """The duty up to its reference and the references asked for, all in the plan's words."""
    text = task_words(one)
    found = find_references(text)
    wanted = [f for f in found if matches(f.reference, asked.query)]
    spans = list(dict.fromkeys((f.start, f.end) for f in wanted))
    if spans and len(text.split()) > 30:
        first = min(f.start for f in found)
        duty = text[:first].rstrip(" ,;") + " " + "; ".join(text[a:b] for a, b in spans)
    else:
        duty = text
    claims = [stated(said(asked.phrases, one, duty), one.plan_id, one.sources)]
    document = next((f.reference.of_document for f in wanted if f.reference.of_document), None)
    if document is not None:
        named = re.search(_DOCUMENT_KIND + re.escape(document), text)
        name = named.group() if named else document
        claims.append(
            stated(asked.phrases.say("of_document", document=name), one.plan_id, (one.task,))
        )
    return claims


def _lacking(asked: Asked, plan_id: str) -> tuple[str, Reason, list[Slice]]:
    """Why a plan names nobody: no such list, no such number, or given to nobody."""
    query, book = asked.query, asked.book
    own = book.own_objectives(plan_id)
    say = asked.phrases.say
    if not query.objectives and not own:
        numbers = (s.indicator for s in book.sections(plan_id).values() if s.indicator)
        if _shared(numbers, query.indicators):
            return say("not_assigned", item=numbered(query)), "not_assigned", []
        return lacks_indicator(asked, plan_id), "no_such_item", []
    objective = query.objectives[0] if query.objectives else ""
    if not own:
        foreign = any(r.of_document for a in book.assignments(plan_id) for r in a.references)
        if foreign:
            return say("not_assigned", item=numbered(query)), "no_such_item", []
        return say("no_objectives"), "no_such_item", []
    known = [number for number in query.objectives if number in own]
    if query.objectives and not known:
        return say("no_objective", objective=", ".join(query.objectives)), "no_such_item", []
    listed = {s.indicator for number in known for s in own[number]}
    unknown = [n for n in query.indicators if not _shared((one for one in listed if one), (n,))]
    if unknown and query.objectives:
        text = say("no_indicator", indicator=", ".join(unknown), objective=objective)
        return text, "no_such_item", _own_indicators(asked, plan_id, known)
    around = [a.task for a in book.assignments(plan_id)
              if any(r.objective in known for r in a.references)]  # fmt: skip
    return say("not_assigned", item=numbered(query)), "not_assigned", around


def lacks_indicator(asked: Asked, plan_id: str) -> str:
    """That a plan has no such indicator, or none with a number at all."""
    has_numbers = any(s.indicator for s in asked.book.sections(plan_id).values())
    if not has_numbers or not asked.query.indicators:
        return asked.phrases.say("no_indicators")
    return asked.phrases.say("no_lone_indicator", indicator=", ".join(asked.query.indicators))


def numbered(query: Query) -> str:
    english = query.lang == "en"
    parts = []
    if query.indicators:
        parts.append(("indicator " if english else "chỉ tiêu ") + ", ".join(query.indicators))
    if query.objectives:
        parts.append(("objective " if english else "mục tiêu ") + ", ".join(query.objectives))
    return (" of " if english else " của ").join(parts)


def _own_indicators(asked: Asked, plan_id: str, objectives: list[str]) -> list[Slice]:
    own = asked.book.own_objectives(plan_id)
    return [
        asked.book.slice(plan_id, section, section.start, section.end)
        for number in objectives
        for section in own[number]
    ]
