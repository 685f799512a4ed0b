"""How many and which: objectives, indicators, agencies and items, counted with what is counted."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rag.answers.general import named_sections
from rag.answers.numbered_parts import called_parts
from rag.answers.numbers import is_agency, lacks_indicator
from rag.answers.outlines import below, main_work, top
from rag.answers.rows import SUPPORTS, all_generic, in_asked_role, is_collective
from rag.answers.shape import (
    Asked,
    absent,
    brief,
    counted,
    draft,
    narrows,
    stated,
    without_marker,
)
from rag.answers.table_rows import rows_by_number, without_cells
from rag.answers.who import items_of
from rag.schema import Assignment, Draft, DraftClaim, Section, Slice
from rag.table import is_row_id
from rag.text import fold, lower

_OBJECTIVES = re.compile(
    r"(?:may|bao nhieu|luong|sanh|nhieu|it|cac|co \d{1,2}) muc tieu|\b(?:objectives?|goals?)\b"
)
_INDICATORS = re.compile(r"\bchi tieu\b|\bindicators?\b|\btargets?\b")
KINDS = frozenset(
    "chi muc tieu cu the danh so giao nhiem vu phan cong trach thuc hien trien khai tham gia bao "
    "cao co quan don vi so phong ban nganh dau moi to chuc ke hoach chu tri noi dung nhom viec lam "
    "mang trong tam chinh lon giai phap hoat dong diem khoan dat ten cap tinh huyen xa thi tat ca "
    "theo nghi quyet dinh van chien luoc gom phan chuong bao bang".split()
)
"""Words that name the kind of thing counted, not a subject that narrows it."""
_BOTH = re.compile(
    r"\b(?:may|bao nhieu|luong) muc tieu\b(?: cu the)?(?:,| va|,? (?:may|bao nhieu))+ "
    r"(?:(?:may|bao nhieu) )?chi tieu\b|"
    r"\b(?:may|bao nhieu) (?P<one>muc|chi) tieu\b[^.?;]{0,40}?"
    r"\b(?:may|bao nhieu) (?!(?P=one))(?:muc|chi) tieu\b|"
    r"\bhow many objectives and (?:how many )?(?:indic|targ)"
)
""" "Mấy mục tiêu và bao nhiêu chỉ tiêu": both are counted."""
_FILTERED = re.compile(
    r"\d ?%|\b(?:tren|duoi|it nhat|toi thieu) \d|\bchi tieu (?:da |chua )?duoc giao\b"
)
_REPORTS = re.compile(r"\bbao cao\b|\breport")
_LEADS = re.compile(r"\bchu tri\b|\blead")
_TOP = re.compile(r"\b(?:may|bao nhieu|how many) (?:phan(?! tram)|chuong|muc lon|parts|chapters)\b")
_NUMBERED = re.compile(
    r"\b(?:may|bao nhieu|luong) (?:\w+ )?(?:muc(?! tieu)|khoan|diem|nhom|noi dung|nhiem vu|"
    r"viec(?=\W*$)|giai phap|hoat dong|dau viec|dau muc|mang|phan viec)\b|"
    r"\bhow many (?:\w+ ){0,2}?(?:items|points|tasks|sections|measures|solutions|groups)\b"
)


def counts(asked: Asked) -> Draft | None:
    """The number, with what it counts; None where the question narrows what is counted."""
    query = asked.query
    question = fold(query.question)
    if query.indicators or _FILTERED.search(question):
        return None
    if _NUMBERED.search(question) or _TOP.search(question):
        return _items(asked)
    if query.agencies:
        return None
    if query.intent == "who":
        return listed_agencies(asked)
    named = _OBJECTIVES.search(question) or _INDICATORS.search(question)
    if named is None or narrows(asked, KINDS):
        return None
    claims: list[DraftClaim] = []
    for plan_id in query.plans:
        own = asked.book.own_objectives(plan_id)
        if _BOTH.search(question) and not query.objectives:
            found = _objectives(asked, plan_id, own)[0], indicators_counted(asked, plan_id, own)[0]
            claims += dict.fromkeys(found)
        elif _OBJECTIVES.search(question) and not query.objectives:
            claims += _objectives(asked, plan_id, own)
        else:
            claims += indicators_counted(asked, plan_id, own)
    if not query.narrowed and any(claim.kind == "stated" for claim in claims):
        claims = [claim for claim in claims if claim.kind == "stated"]
    return draft(asked, claims, reason="no_such_item")


def counted_goals(asked: Asked) -> Draft:
    """How many objectives and indicators each plan lists, as a comparison tells it."""
    claims: list[DraftClaim] = []
    for plan_id in asked.query.plans:
        own = asked.book.own_objectives(plan_id)
        objectives = _OBJECTIVES.search(fold(asked.query.question)) is not None
        found = [_objectives(asked, plan_id, own)[0], indicators_counted(asked, plan_id, own)[0]]
        claims += found if found[0].kind == "stated" and objectives else found[1:]
    return draft(asked, claims, reason="no_such_item")


def listed_agencies(asked: Asked) -> Draft | None:
    """Every agency that a plan gives something; None where the question names what is given."""
    query = asked.query
    about = query.intent == "who" or (query.agencies and _GIVEN.search(fold(query.question)))
    if not about or not query.narrowed or narrows(asked, KINDS):
        return None
    if query.objectives or query.items or not _all_collective(query.agencies):
        return None
    claims: list[DraftClaim] = []
    for plan_id in query.plans:
        names, slices = given_agencies(asked, plan_id)
        if names:
            number, listed = str(len(names)), "; ".join(names)
            text = asked.phrases.say("count_agencies", count=number, names=listed)
            claims.append(counted(text, plan_id, names, slices))
        else:
            claims.append(absent(asked.phrases.say("no_answer"), plan_id))
    return draft(asked, claims, reason="not_stated")


def given_agencies(asked: Asked, plan_id: str) -> tuple[list[str], list[Slice]]:
    """The agencies that a plan gives something of what is asked, with the slices that name them."""
    query, question = asked.query, fold(asked.query.question)
    by_number = _INDICATORS.search(question) or _OBJECTIVES.search(question)
    given = [one for one in asked.book.assignments(plan_id) if not all_generic(one)]
    parts = [one.id for one in named_sections(asked, plan_id)] if _PART.search(question) else []
    if parts:
        given = [one for one in given if f"{one.task.section}/".startswith(f"{parts[0]}/")]
    with_task = True
    if by_number or query.documents:
        given = [one for one in given if one.references]
    elif _REPORTS.search(question):
        given = [one for one in given if "báo cáo" in lower(f"{one.role} {one.task.text}")]
    elif _LEADS.search(question):
        given = [one for one in given if in_asked_role(("chu tri",), one)]
    else:
        with_task = False
    # a partner is named within another's duty; whoever has a heading is given something
    given = [one for one in given if one.role != SUPPORTS or one.sources[0] != one.task] or given
    return _agencies(given, with_task=with_task, sort=_sort_of(question))


_PART = re.compile(r"\b(?:phan|muc)\b(?! (?:tieu|tram|cong))")
_GIVEN = re.compile(r"(?:co quan|don vi)\b.*\b(?:giao|phan cong|tham gia|co nhiem vu)\b")


def _all_collective(names: Iterable[str]) -> bool:
    """ "Liệt kê các cơ quan được giao nhiệm vụ": no one agency is asked about."""
    return all(is_collective(name) for name in names)


_SORT = re.compile(
    r"\b(?:bao nhieu|may|nhung|cac) (so|phong|chi cuc|hoi)\b(?!,| nganh| ban| phong| doan)"
)


def _sort_of(question: str) -> str:
    """ "Có bao nhiêu sở được giao": only those that are a Sở; "" where all are meant."""
    found = _SORT.search(question)
    return found[1] if found is not None else ""


def _agencies(
    given: Iterable[Assignment], *, with_task: bool, sort: str
) -> tuple[list[str], list[Slice]]:
    """Each agency of a sort once, as written, with the slice that names it and its task."""
    names: dict[str, str] = {}
    slices: list[Slice] = []
    for one in given:
        for agency in one.agencies:
            naming = [p for p in one.sources if agency.written in " ".join(p.text.split())]
            if sort and not fold(agency.name).startswith(f"{sort} "):
                continue
            if naming and fold(agency.name) not in names and not is_collective(agency.written):
                names[fold(agency.name)] = agency.written
                slices += (naming[0], one.task) if with_task else (naming[0],)
    return list(names.values()), slices


_POINTS = re.compile(r"\b(?:muc|khoan|diem|items?|points?|sections?)\b")
""" "Có mấy điểm dưới Sở Nội vụ": what is counted is asked for as points."""


def _items(asked: Asked) -> Draft | None:
    """ "Phần giải pháp có mấy nhóm?": the items of that part, of the agency, or of the plan."""
    query = asked.query
    if not query.narrowed:
        return None
    claims: list[DraftClaim] = []
    for plan_id in query.plans:
        sections = _counted_sections(asked, plan_id)
        pieces = [asked.book.slice(plan_id, one, one.start, one.end) for one in sections]
        pieces = [piece for piece in pieces if piece.text]
        if not pieces:
            return None
        duties = query.agencies and not _POINTS.search(fold(query.question))
        unit = "count_duties" if duties else "count_items"
        text = asked.phrases.say(unit, count=str(len(pieces)))
        claims.append(counted(text, plan_id, [piece.text for piece in pieces], pieces))
        told = [brief(without_cells(without_marker(piece.text)), None, 30) for piece in pieces]
        claims += [stated(one, plan_id, (p,)) for one, p in zip(told, pieces, strict=True)]
    return draft(asked, claims)


def _counted_sections(asked: Asked, plan_id: str) -> list[Section]:
    query, question = asked.query, fold(asked.query.question)
    if query.agencies and "chu tri" in query.roles and (led := _rows_led(asked, plan_id)):
        return led
    if query.agencies:
        heads = {
            one.sources[0].section for one in asked.book.assignments(plan_id)
            if one.sources and one.sources[0] != one.task
            and any(is_agency(asked, name, one) for name in query.agencies)
        }  # fmt: skip
        own = [s for head in sorted(heads) for s in below(asked, plan_id, head)]
        text = asked.book.text(plan_id)
        told = [_words(text[s.start : s.end]) for s in own]
        led = _rows_led(asked, plan_id) if own else []
        return own + [
            row for row in led
            if not any(_alike(_words(without_cells(text[row.start : row.end])), t) for t in told)
        ]  # fmt: skip
    rows = rows_by_number(asked, plan_id)
    if rows and not query.items:
        return list(rows.values())
    called = called_parts(asked, plan_id)
    named = items_of(asked, plan_id) if query.items else called or named_sections(asked, plan_id)
    if named or query.items:
        return [s for one in named[:1] for s in below(asked, plan_id, one.id)]
    if narrows(asked, KINDS):
        return []
    return top(asked, plan_id) if _TOP.search(question) else main_work(asked, plan_id)


def _rows_led(asked: Asked, plan_id: str) -> list[Section]:
    """The rows of a table that an agency leads: its heading may list other duties."""
    if narrows(asked, KINDS):
        return []
    sections = asked.book.sections(plan_id)
    led = [
        one for one in asked.book.assignments(plan_id)
        if is_row_id(one.task.section) and in_asked_role(("chu tri",), one)
        and any(is_agency(asked, name, one) for name in asked.query.agencies)
    ]  # fmt: skip
    return [sections[one] for one in dict.fromkeys(duty.task.section for duty in led)]


_ALIKE = 0.75
"""Share of a row's words from which an item under the agency's heading is the same duty."""


def _words(text: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", fold(text)))


def _alike(row: set[str], item: set[str]) -> bool:
    return len(row & item) >= _ALIKE * len(row)


def objective_count(asked: Asked, plan_id: str) -> DraftClaim:
    """How many objectives a plan lists, or that it lists none."""
    return _objectives(asked, plan_id, asked.book.own_objectives(plan_id))[0]


def indicator_count(asked: Asked, plan_id: str) -> DraftClaim:
    """How many numbered indicators a plan lists, or why they are not counted."""
    return indicators_counted(asked, plan_id, asked.book.own_objectives(plan_id))[0]


def _objectives(asked: Asked, plan_id: str, own: dict[str, list[Section]]) -> list[DraftClaim]:
    say = asked.phrases.say
    found = (asked.book.objective_heading(plan_id, number) for number in own)
    heads = [piece for piece in found if piece is not None]
    if not heads:
        return [absent(say("no_objectives"), plan_id)]
    text = say("count_objectives", count=str(len(heads)))
    lines = [stated(brief(without_marker(p.text), None, 40), plan_id, (p,)) for p in heads]
    return [counted(text, plan_id, [p.text for p in heads], heads), *lines]


def indicators_counted(
    asked: Asked, plan_id: str, own: dict[str, list[Section]]
) -> list[DraftClaim]:
    """How many indicators a plan lists; those of an objective that is asked for with them."""
    say, query = asked.phrases.say, asked.query
    if query.objectives and own and not set(query.objectives) & set(own):
        text = say("no_objective", objective=", ".join(query.objectives))
        return [absent(text, plan_id)]
    sections = [
        section for number, listed in own.items() for section in listed
        if not query.objectives or number in query.objectives
    ]  # fmt: skip
    if not own and not query.objectives:
        sections = [s for s in asked.book.sections(plan_id).values() if s.indicator is not None]
    if not sections:
        foreign = [r.of_document for one in asked.book.assignments(plan_id)
                   for r in one.references if r.of_document]  # fmt: skip
        if foreign:
            return [absent(say("gaps_of_document", document=foreign[0]), plan_id)]
        lacking = say("no_objectives") if query.objectives else lacks_indicator(asked, plan_id)
        return [absent(lacking, plan_id)]
    pieces = [asked.book.slice(plan_id, one, one.start, one.end) for one in sections]
    text = say("count_indicators", count=str(len(pieces)))
    claims = [counted(text, plan_id, [p.text for p in pieces], pieces)]
    if query.objectives:
        told = [brief(without_marker(piece.text), None, 60) for piece in pieces]
        claims += [stated(one, plan_id, (p,)) for one, p in zip(told, pieces, strict=True)]
    return claims
