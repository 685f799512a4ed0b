"""A sentence or clause of duty -> assignments: in which role, by when, with whom."""

from __future__ import annotations

import re

from ingest.clauses import VERB, clauses
from ingest.listed import listed
from ingest.reading import DUTY_VERBS, Lead, Reading, holds_office, is_duty
from ingest.times import loose_phrases, when_phrases
from ingest.unit_lines import WITH
from rag.references import find_references
from rag.schema import Agency, Assignment, Slice

ROLES = re.compile(
    r"chủ trì|chịu trách nhiệm|phối hợp|tham mưu|hướng dẫn|theo dõi|kiểm tra|báo cáo(?! viên)|"
    r"đôn đốc|tham gia|thực hiện|xây dựng|tổ chức",
    re.IGNORECASE,
)
_FIRST_WORDS = 60
"""Characters within which a duty's first verb tells the role."""
_NO_DUTY = re.compile(r"\b(?:sổ|người|cán bộ|bảng|hồ sơ|đoàn)\s+$")
_ASKED_TO = re.compile(r"(?:[\dIVXa-zđ]{1,4}[.)]\s*)?Đề nghị\b|[^:]{3,90}\(đề nghị\)\s*:?$")
"""A heading that asks bodies the committee does not command: fronts, unions, courts."""


def sentence(
    reading: Reading, agencies: tuple[Agency, ...], span: tuple[int, int], above: tuple[Slice, ...]
) -> list[Assignment]:
    """The duties of one sentence; from another agency's name on they are that one's.

    "Các cơ quan gửi báo cáo …. Phòng Văn hóa và Thông tin tổng hợp, tham mưu …"
    """
    found: list[Assignment] = []

    def leads(offset: int) -> bool:
        return _other_lead(reading, agencies, (offset, span[1])) is not None

    for start, end in clauses(reading.document.text, *span, leads):
        lead = _other_lead(reading, agencies, (start, end))
        if lead is not None:
            # "Mặt trận Tổ quốc và các đoàn thể (đề nghị): Mặt trận …; Hội Nông dân …"
            label = tuple(one for one in above if one.text.endswith("(đề nghị)"))
            agencies, above = lead.agencies, (*label, reading.slice(lead.start, lead.end))
        task = reading.slice(lead.end if lead is not None else start, end)
        found.append(assignment(reading, agencies, task, above))
    return found


# "Chế độ báo cáo: Các cơ quan gửi báo cáo …"
_LABEL = re.compile(r"[A-ZĐÀ-Ỹ][^:;.,]{3,30}:\s+")


# "trường hợp vượt thẩm quyền, Sở Nội vụ trình Ủy ban nhân dân tỉnh"
_IN_CASE = re.compile(r"trường hợp\s", re.IGNORECASE)


def behind_label(text: str, start: int, end: int) -> int:
    """Where a sentence begins behind a label of its own."""
    label = _LABEL.match(text, start, end)
    return label.end() if label is not None else start


def _other_lead(
    reading: Reading, agencies: tuple[Agency, ...], span: tuple[int, int]
) -> Lead | None:
    """The agencies that a clause begins with, where they are others and a duty follows."""
    end = span[1]
    start = behind_label(reading.document.text, *span)
    lead = reading.lead(start, end)
    if lead is None or lead.end >= end:
        return None
    if lead.start > start and not _IN_CASE.match(reading.document.text, start, lead.start):
        return None
    names = {agency.name for agency in lead.agencies}
    by_office = any(map(holds_office, lead.agencies)) and not any(map(holds_office, agencies))
    if names == {agency.name for agency in agencies} and not by_office:
        return None
    return lead if is_duty(reading.document.text[lead.end : end].strip(" ,:")) else None


def _partners(reading: Reading, start: int, end: int) -> tuple[Agency, ...]:
    """Those named behind "phối hợp với", up to the duty or the colon."""
    text = reading.document.text
    mentions = reading.mentions(start, end)
    colon = text.find(":", start, end)
    end = colon if colon >= 0 else end
    for verbs in (DUTY_VERBS, VERB):
        for verb in verbs.finditer(text, start, end):
            # "Ban Tổ chức Tỉnh ủy" is a name
            if not any(m.start <= verb.start() - start < m.end for m in mentions):
                end = verb.start()
                break
    return listed(reading, start, end)


def _role(task: str) -> re.Match[str] | None:
    """The role by which a duty begins; none where its own verb has that of another as object.

    "lập sổ theo dõi", "phân công 01 người theo dõi"; not so "tổng hợp, báo cáo".
    """
    roles = ROLES.finditer(task, 0, _FIRST_WORDS)
    role = next((one for one in roles if not _is_matter(task, one)), None)
    first = VERB.match(task[:1].lower() + task[1:])
    if role is None or first is None or role.start() < first.end():
        return role
    if role.group().lower() == "tham gia":
        return role  # "cử 02 người tham gia"
    between = task[first.end() : role.start()]
    noun = _NO_DUTY.search(between) is not None and not re.search(r"[,;]|\bvà\b", between)
    return None if noun else role


_WORKING_TOGETHER = re.compile(r"phối hợp(?:\s+(?:liên|đa)\s+ngành|\s+giữa\b)", re.IGNORECASE)
_MATTER = re.compile(
    r"\b(?:công tác|cơ chế|quy chế|chương trình|kế hoạch|hoạt động)\s+$", re.IGNORECASE
)


def _is_matter(task: str, role: re.Match[str]) -> bool:
    """ "Đẩy mạnh phối hợp liên ngành", "quy chế phối hợp": what is worked on, no part in it."""
    if role.group().lower() != "phối hợp":
        return False
    before = task[: role.start()]
    return bool(_MATTER.search(before) or _WORKING_TOGETHER.match(task, role.start()))


def assignment(
    reading: Reading, agencies: tuple[Agency, ...], task: Slice, context: tuple[Slice, ...]
) -> Assignment:
    role = _role(task.text)
    if role is None and context and context[-1].text.endswith(":"):
        # "- Chủ trì:" above "+ Khám sức khỏe …"
        role = ROLES.search(context[-1].text)
    asked = any(_ASKED_TO.match(piece.text) for piece in context)
    partners: tuple[Agency, ...] = ()
    # "2. Sở Nội vụ chủ trì, phối hợp với Ban Tổ chức Tỉnh ủy:" above its items
    for piece in (task, *(one for one in context if one.text.endswith(":"))):
        joined = WITH.search(piece.text)
        if joined is not None:
            partners = _partners(reading, piece.start + joined.end(), piece.end)
            break
    times = when_phrases(task.text) or loose_phrases(task.text)
    return Assignment(
        plan_id=reading.plan_id,
        agencies=agencies,
        role="đề nghị" if asked else role.group().lower() if role else "thực hiện",
        task=task,
        sources=(*context, task),
        references=tuple(found.reference for found in find_references(task.text)),
        deadline=task.text[slice(*times[0])] if times else None,
        partners=partners,
    )  # fmt: skip
