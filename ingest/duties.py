"""Outline -> assignments: who does what, with every slice it rests on."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.reading import DUTY_VERBS, Lead, Reading
from ingest.times import when_phrases
from rag.references import find_references
from rag.schema import Agency, Assignment, Section, Slice
from rag.text import fold

# "Đơn vị thực hiện: …", "Cơ quan chủ trì: …", "Đơn vị phối hợp: …"
_UNIT_LINE = re.compile(
    r"(?:[-*+•]\s*)?(?:Đơn vị|Cơ quan)(?:,\s*(?:đơn vị|cơ quan))?\s+"
    r"(?P<role>chủ trì(?:\s+thực hiện)?|thực hiện|phối hợp(?:\s+thực hiện)?|"
    r"chịu trách nhiệm)\s*:\s*",
    re.IGNORECASE,
)
_TIME_LINE = re.compile(
    r"(?:[-*+•]\s*)?(?:Thời gian|Thời hạn|Hoàn thành|Tiến độ)[^:]{0,30}:", re.IGNORECASE
)
_ROLES = re.compile(
    r"chủ trì|chịu trách nhiệm|phối hợp|tham mưu|hướng dẫn|theo dõi|kiểm tra|báo cáo|đôn đốc|"
    r"tham gia|thực hiện|xây dựng|tổ chức",
    re.IGNORECASE,
)
_WITH = re.compile(r"phối hợp\s+(?:chặt chẽ\s+)?(?:với|cùng)?\s*", re.IGNORECASE)
# a footnote on the items led: "Chủ trì thực hiện nội dung tại các mục 2.1; 2.2 và 2.3"
_NOTE_ITEMS = re.compile(
    r"(?:mục|khoản|điểm|nội dung)[^.\d]{0,20}((?:\d{1,2}(?:\.\d{1,2})*[\s;,.]*(?:và\s+)?)+)"
)
_ORGANISATION = (
    "to chuc thuc hien",
    "phan cong",
    "trach nhiem",
    "nhiem vu cua cac",
    "to chuc trien khai",
)
_VERB_FIRST = re.compile(rf"\s*(?:{DUTY_VERBS.pattern})", re.IGNORECASE)


def assignments(reading: Reading) -> tuple[Assignment, ...]:
    """All assignments of a plan in document order."""
    found: list[Assignment] = []
    covered: set[str] = set()
    for section in reading.sections:
        if section.path[0].level in ("dau", "tieu_de", "mo_dau", "noi_nhan", "ky", "chu_thich"):
            continue
        if section.id in reading.in_known_tables:
            continue
        if _under_money(reading, section):
            continue  # "Quỹ Bảo trợ trẻ em và các nguồn khác" gives money, it is given no duty
        start, end = reading.body(section)
        text = reading.document.text[start:end]
        given = _given_within(reading, section)
        if _UNIT_LINE.match(text):
            found += _unit_line(reading, section)
        elif given:
            found += given
        elif section.id not in covered:
            found += _under_agency(reading, section, covered)
    return tuple(sorted(found, key=lambda a: (a.task.start, a.task.end)))


# -- "Cắm biển cảnh báo tại các điểm sông, suối. Giao Phòng Kinh tế xã chủ trì."

_GIVE = re.compile(r"\(?(?:Giao|Phân công|Đề nghị|Yêu cầu)\s+(?:cho\s+)?(?=[A-ZĐÀ-Ỹ])")
_ONLY_ROLE = re.compile(
    r"\W*(?:(?:là\s+)?(?:chủ trì|tham mưu|thực hiện|chịu trách nhiệm|phụ trách|theo dõi|đầu mối)"
    r"(?:\s+(?:thực hiện|triển khai|tổ chức thực hiện|tham mưu))?)(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)


def _given_within(reading: Reading, section: Section) -> list[Assignment]:
    """Sentences that give the item they stand in: its text is the task, they name who."""
    start, end = reading.body(section)
    sentences = reading.sentences(start, end)
    found: list[Assignment] = []
    for number, (a, b) in enumerate(sentences):
        match = _GIVE.match(reading.document.text, a, b)
        if match is None or number == 0:
            continue
        lead = reading.lead(match.end(), b)
        if lead is None:
            continue
        rest = reading.document.text[lead.end : b]
        only = _ONLY_ROLE.match(rest)
        if only is None or len(re.sub(r"phối hợp.*", "", only.group("rest")).split()) > 6:
            continue
        task = reading.slice(start, sentences[number - 1][1])
        giving = reading.slice(a, b)
        joined = _WITH.search(rest)
        partners = reading.agencies(lead.end + joined.end(), b) if joined else ()
        made = _assignment(reading, lead.agencies, task, (giving,))
        role = _ROLES.search(rest)
        found.append(
            replace(made, partners=partners, role=role.group().lower() if role else "chủ trì")
        )
    return found


# -- "3. Phòng Y tế, Trung tâm Y tế" with its bullets, "3. Sở Tài chính: Chủ trì …"


def _under_agency(reading: Reading, section: Section, covered: set[str]) -> list[Assignment]:
    _start, end = reading.body(section)
    children = reading.children(section)
    names = _heading_agencies(reading, section)
    if names is None:
        return []
    agencies, name_slice, task_start = names
    if _groups(reading, section, agencies):
        return []
    leaves = reading.leaves(section)
    covered.update(leaf.id for leaf in leaves)
    covered.update(child.id for child in children)
    found: list[Assignment] = []
    if task_start < end:
        for a, b in reading.sentences(task_start, end):
            found.append(_sentence(reading, agencies, (a, b), (name_slice,)))
    for leaf in leaves:
        if _UNIT_LINE.match(reading.document.text[slice(*reading.body(leaf))]):
            continue
        if leaf.id in reading.in_known_tables:
            continue
        between = tuple(
            reading.slice(*reading.body(parent))
            for parent in reading.parents(leaf)
            if parent.start > section.start and parent.end - parent.start < 300
        )
        a, b = reading.body(leaf)
        own = _own_agencies(reading, a, b, agencies)
        if own is not None:
            a = own.end + (reading.document.text[own.end] == ":")
            between = (*between, reading.slice(own.start, own.end))
        given = own.agencies if own is not None else agencies
        for one, two in reading.sentences(a, b):
            found.append(_sentence(reading, given, (one, two), (name_slice, *between)))
    return found


def _sentence(
    reading: Reading, agencies: tuple[Agency, ...], span: tuple[int, int], above: tuple[Slice, ...]
) -> Assignment:
    """The duty of one sentence; one that begins with another agency's name is that one's.

    "Các cơ quan gửi báo cáo …. Phòng Văn hóa và Thông tin tổng hợp, tham mưu …"
    """
    start, end = span
    lead = reading.lead(start, end)
    task = reading.slice(start, end)
    if lead is None or lead.start > start or lead.end >= end:
        return _assignment(reading, agencies, task, above)
    names = {agency.name for agency in lead.agencies}
    if names & {agency.name for agency in agencies} or not DUTY_VERBS.match(
        reading.document.text[lead.end : end].strip(" ,:")
    ):
        return _assignment(reading, agencies, task, above)
    name = reading.slice(lead.start, lead.end)
    return _assignment(reading, lead.agencies, reading.slice(lead.end, end), (name,))


def _own_agencies(reading: Reading, start: int, end: int, above: tuple[Agency, ...]) -> Lead | None:
    """The agencies an item names itself under a joint heading: "c) Hội Nông dân xã: Vận động …".

    Without a colon only one of several that the heading names: "- Báo … sản xuất chuyên mục".
    """
    lead = reading.lead(start, end)
    if lead is not None and lead.end < end and reading.document.text[lead.end] == ":":
        return lead
    first = next(iter(reading.mentions(start, end)), None)
    if first is None or first.start > 0 or len(above) < 2:
        return None
    if first.name not in {agency.name for agency in above}:
        return None
    return Lead((Agency(first.written, first.name),), start, start + first.end)


def _groups(reading: Reading, section: Section, agencies: tuple[Agency, ...]) -> bool:
    """ "II. Trách nhiệm của các cơ quan, đơn vị": a heading over agencies, not one of them."""
    children = reading.children(section)
    if section.path[-1].level not in ("muc", "phan", "chuong", "de_muc", "kem_theo", "khoan"):
        return False
    named = sum(reading.lead(*reading.body(child)) is not None for child in children)
    own = {agency.name for agency in agencies}
    generic = all(
        mention.generic
        for mention in reading.mentions(*reading.body(section))
        if mention.name in own
    )
    return len(children) >= 2 and named >= 2 and (generic or section.path[-1].level != "khoan")


def _heading_agencies(
    reading: Reading, section: Section
) -> tuple[tuple[Agency, ...], Slice, int] | None:
    """The agencies that a node names at its start, their slice, and where the duty begins."""
    start, end = reading.body(section)
    text = reading.document.text
    has_children = bool(reading.children(section))
    lead = reading.lead(start, end)
    in_organisation = _in_organisation(reading, section)
    if lead is None:
        if not (in_organisation and section.path[-1].level in ("khoan", "dieu", "diem")):
            return None
        heading_end = min(section.heading_end, end)
        if heading_end <= start:
            return None
        heading = text[start:heading_end]
        if len(heading) > 250 or _VERB_FIRST.match(heading) or not heading[0].isupper():
            return None
        if not re.match(
            r"(?:Đề nghị\s+)?(?:Các|Thủ trưởng|Đơn vị|Cơ quan|Người đứng đầu)\b", heading
        ):
            return None
        agencies = (Agency(heading, heading),)
        return (
            agencies,
            reading.slice(section.start, heading_end),
            _behind_colon(text, heading_end, end),
        )
    rest = text[lead.end : end]
    if rest.startswith(":"):
        return lead.agencies, reading.slice(lead.start, lead.end), lead.end + 1
    if not rest.strip() or (has_children and len(rest) < 160):
        # a bare heading; a remark in brackets behind the name belongs to it
        if not has_children:
            return None
        return lead.agencies, reading.slice(section.start, end), end
    if section.path[-1].level == "muc" or not DUTY_VERBS.match(rest.strip(" ,)")):
        return None
    return lead.agencies, reading.slice(lead.start, lead.end), lead.end


def _under_money(reading: Reading, section: Section) -> bool:
    top = reading.by_id.get(str(section.path[0]))
    heading = reading.heading(top) if top is not None else None
    return heading is not None and "kinh phi" in fold(heading.text)


def _behind_colon(text: str, position: int, end: int) -> int:
    match = re.compile(r"\s*:\s*").match(text, position, end)
    return match.end() if match else end


def _in_organisation(reading: Reading, section: Section) -> bool:
    for parent in reading.parents(section):
        heading = reading.heading(parent)
        if heading is not None and any(word in fold(heading.text) for word in _ORGANISATION):
            return True
    return False


def _assignment(
    reading: Reading, agencies: tuple[Agency, ...], task: Slice, context: tuple[Slice, ...]
) -> Assignment:
    role = _ROLES.search(task.text)
    partners: tuple[Agency, ...] = ()
    joined = _WITH.search(task.text)
    if joined is not None:
        stop = DUTY_VERBS.search(task.text, joined.end())
        limit = stop.start() if stop else len(task.text)
        partners = reading.agencies(task.start + joined.end(), task.start + limit)
    times = when_phrases(task.text)
    return Assignment(
        plan_id=reading.plan_id,
        agencies=agencies,
        role=role.group().lower() if role else "thực hiện",
        task=task,
        sources=(*context, task),
        references=tuple(found.reference for found in find_references(task.text)),
        deadline=task.text[slice(*times[0])] if times else None,
        partners=partners,
    )  # fmt: skip


# -- "* Đơn vị thực hiện: A, B chủ trì, phối hợp với C" over the items before it


def _unit_line(reading: Reading, line: Section) -> list[Assignment]:
    """The line covers the items since the line before it; its notes may split them."""
    start, end = reading.body(line)
    text = reading.document.text
    label = _UNIT_LINE.match(text[start:end])
    assert label is not None  # noqa: S101 - the caller has matched it
    names_start = start + label.end()
    leaders, partners = _leaders(reading, names_start, end, label.group("role"))
    if not leaders:
        return []
    items = _covered_items(reading, line)
    found: list[Assignment] = []
    for agency, agency_end in leaders:
        note = _note_at(reading, agency_end)
        numbers = _note_numbers(note.text) if note else ()
        mine = [item for item in items if item.path[-1].label in numbers] if numbers else items
        for item in mine:
            a, b = reading.body(item)
            task = reading.slice(a, b)
            times = when_phrases(text[start:end]) or ()
            own_times = when_phrases(task.text)
            deadline = (
                task.text[slice(*own_times[-1])] if own_times
                else text[start:end][slice(*times[-1])] if times else None
            )  # fmt: skip
            sources = (reading.slice(line.start, line.end), *((note,) if note else ()), task)
            found.append(
                Assignment(
                    plan_id=reading.plan_id,
                    agencies=(agency,),
                    role="phối hợp" if "phối hợp" in label.group("role").lower() else "chủ trì",
                    task=task,
                    sources=sources,
                    references=tuple(f.reference for f in find_references(task.text)),
                    deadline=deadline,
                    partners=partners,
                )
            )
    return found


def _leaders(
    reading: Reading, start: int, end: int, role: str
) -> tuple[list[tuple[Agency, int]], tuple[Agency, ...]]:
    """Agencies that lead, each with the offset behind its name, and those that take part."""
    text = reading.document.text[start:end]
    joined = _WITH.search(text)
    limit = joined.start() if joined else len(text)
    sentence = re.search(r"[.](?:\s|$)", text[:limit])
    limit = min(limit, sentence.start() if sentence else limit)
    leaders = [
        (Agency(m.written, m.name), start + m.end)
        for m in reading.mentions(start, start + limit)
        if not m.generic or "phối hợp" in role
    ]
    if not leaders:
        leaders = [(Agency(m.written, m.name), start + m.end)
                   for m in reading.mentions(start, start + limit)]  # fmt: skip
    partners: tuple[Agency, ...] = ()
    if joined:
        stop = re.search(
            r"\b(?:tham mưu|triển khai|thực hiện|xây dựng|tổ chức)\b", text[joined.end() :]
        )
        partner_end = joined.end() + (stop.start() if stop else len(text) - joined.end())
        partners = reading.agencies(start + joined.end(), start + partner_end)
    return leaders, partners


def _covered_items(reading: Reading, line: Section) -> list[Section]:
    """The item the line hangs under, and its older siblings back to the last such line."""
    parents = reading.parents(line)
    if not parents:
        return []
    item = parents[-1]
    if len(parents) < 2:
        return [item]
    siblings = reading.children(parents[-2])
    before = siblings[: siblings.index(item)]
    items: list[Section] = [item]
    with_line = sum(_has_line(reading, one, _UNIT_LINE) for one in siblings)
    if with_line > 0.75 * len(siblings):
        return items  # each item has its own line: one without is given to nobody
    for sibling in reversed(before):
        if _has_line(reading, sibling, _UNIT_LINE) or _has_line(reading, sibling, _TIME_LINE):
            break
        items.insert(0, sibling)
    # a Mục's first line does not cover the Mục before it
    return items if item.path[-1].level not in ("muc", "phan") else [item]


def _has_line(reading: Reading, item: Section, label: re.Pattern[str]) -> bool:
    return any(
        label.match(reading.document.text[slice(*reading.body(child))])
        for child in reading.children(item)
    )


def _note_at(reading: Reading, offset: int) -> Slice | None:
    """The footnote whose mark stands right behind a name."""
    for mark in reading.document.note_marks:
        if offset <= mark.offset <= offset + 1:
            note = reading.by_id.get(f"chu_thich.{mark.label}")
            return reading.slice(note.start, note.end) if note else None
    return None


def _note_numbers(note: str) -> tuple[str, ...]:
    match = _NOTE_ITEMS.search(note)
    if match is None:
        return ()
    return tuple(re.findall(r"\d{1,2}(?:\.\d{1,2})+|\d{1,2}", match.group(1)))
