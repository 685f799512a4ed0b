"""How many and which agencies: those a plan gives something, counted and named."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rag.answers.agencies.rows import SUPPORTS, all_generic, in_asked_role, is_collective
from rag.answers.agencies.who import items_of
from rag.answers.general import named_sections
from rag.answers.shape import (
    Asked,
    absent,
    counted,
    draft,
    narrows,
)
from rag.schema import Assignment, Draft, DraftClaim, Slice
from rag.text import fold, lower

OBJECTIVES = re.compile(
    r"(?:may|bao nhieu|luong|sanh|nhieu|it|cac|co \d{1,2}) muc tieu|\b(?:objectives?|goals?)\b"
)
INDICATORS = re.compile(r"\bchi tieu\b|\bindicators?\b|\btargets?\b")
KINDS = frozenset(
    "chi muc tieu cu the danh so giao nhiem vu phan cong trach thuc hien trien khai tham gia bao "
    "cao co quan don vi so phong ban nganh dau moi to chuc ke hoach chu tri noi dung nhom viec lam "
    "mang trong tam chinh lon giai phap hoat dong diem khoan dat ten cap tinh huyen xa thi tat ca "
    "theo nghi quyet dinh van chien luoc gom phan chuong bao bang tong cong".split()
)
"""Words that name the kind of thing counted, not a subject that narrows it."""
_REPORTS = re.compile(r"\bbao cao\b|\breport")
_RECEIVES = re.compile(r"\b(?:nhan|gui)(?: duoc)? (?:ban )?(?:ke hoach|van ban|quyet dinh)\b")
_OTHERS_COUNTED = re.compile(
    r"\b(?:may|bao nhieu) "
    r"(?:phong su|phim|video|lop|buoi|cuoc|suat|mo hinh|nguoi|hoi thi|hoi nghi)\b|"
    r"\b(?:len|lap|lam|chot|gui|nop|duyet|ra) danh sach\b"
)
_LEADS = re.compile(r"\bchu tri\b|\blead")


_TO_HOW_MANY = re.compile(
    r"\bgiao (?:viec |nhiem vu |trach nhiem )?cho (?:bao nhieu|may) (?:co quan|don vi|so|phong)\b"
)


def gives_to_how_many(question: str) -> bool:
    """ "Mục IV giao việc cho bao nhiêu cơ quan?": agencies, and no figure."""
    return _TO_HOW_MANY.search(fold(question)) is not None


def listed_agencies(asked: Asked) -> Draft | None:
    """Every agency that a plan gives something; None where the question names what is given."""
    query = asked.query
    about = query.intent == "who" or gives_to_how_many(query.question)
    about = about or bool(query.agencies and _GIVEN.search(fold(query.question)))
    labels = re.findall(r"[a-z\d]+", fold(" ".join(query.items)))
    if not about or not query.narrowed or narrows(asked, KINDS | {*labels}):
        return None
    if query.objectives or not _all_collective(query.agencies):
        return None
    if not all(items_of(asked, plan_id) for plan_id in query.plans if query.items):
        return None
    if _RECEIVES.search(fold(query.question)):
        return None  # to how many a plan is sent, its recipients tell
    if _OTHERS_COUNTED.search(fold(query.question)):
        return None  # "ai làm phóng sự, mấy phóng sự", "ai lên danh sách"
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
    by_number = INDICATORS.search(question) or OBJECTIVES.search(question)
    given = [one for one in asked.book.assignments(plan_id) if not all_generic(one)]
    named = named_sections(asked, plan_id) if _PART.search(question) else []
    parts = [one.id for one in (items_of(asked, plan_id) if query.items else named)]
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
