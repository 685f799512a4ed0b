"""Outline -> assignments: who does what, with every slice it rests on."""

from __future__ import annotations

import re

from ingest.clause_duties import sentence
from ingest.clauses import VERB
from ingest.given_by import given_below
from ingest.listed import listed
from ingest.money_parts import under_money
from ingest.named_within import given_within
from ingest.reading import Lead, Reading, holds_office, is_duty
from ingest.subjects import VERB_FIRST, by_their_subject
from ingest.unit_lines import UNIT_LINE, is_unit_line, unit_line
from rag.schema import Agency, Assignment, Section, Slice
from rag.text import fold

_ASKED = re.compile(r"(?:Đề nghị|Đối với|Trách nhiệm của|Nhiệm vụ của)\s+")
_ORGANISATION = (
    "to chuc thuc hien",
    "phan cong",
    "trach nhiem",
    "nhiem vu cua cac",
    "to chuc trien khai",
)


def assignments(reading: Reading) -> tuple[Assignment, ...]:
    """All assignments of a plan in document order."""
    found: list[Assignment] = []
    covered: set[str] = set()
    for section in reading.sections:
        if section.path[0].level in ("dau", "tieu_de", "mo_dau", "noi_nhan", "ky", "chu_thich"):
            continue
        if section.id in reading.in_known_tables:
            continue
        if under_money(reading, section):
            # "Quỹ Bảo trợ trẻ em và các nguồn khác" gives money, it is given no duty
            found += by_their_subject(reading, section)
            continue
        given = given_below(reading, section) or given_within(reading, section)
        if is_unit_line(reading, section):
            found += unit_line(reading, section)
        elif given:
            found += given
            found += _beside_given(reading, section, given)
        elif section.id not in covered:
            found += _under_agency(reading, section, covered) or by_their_subject(reading, section)
    return tuple(sorted(found, key=lambda a: (a.task.start, a.task.end)))


def _beside_given(reading: Reading, section: Section, given: list[Assignment]) -> list[Assignment]:
    """Duties of the sentences that are no part of what a section gives in its own words."""
    told = [(piece.start, piece.end) for one in given for piece in (*one.sources, one.task)]
    return [
        one
        for one in by_their_subject(reading, section)
        if not any(a < one.task.end and one.task.start < b for a, b in told)
        and not any(a < p.end and p.start < b for p in one.sources for a, b in told)
    ]


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
    which = _OF_WHICH.search(reading.document.text, task_start, end)
    end = which.start() if which is not None else end
    if task_start < end:
        for a, b in reading.sentences(task_start, end):
            found += sentence(reading, agencies, (a, b), (name_slice,))
    for leaf in leaves:
        if UNIT_LINE.match(reading.document.text[slice(*reading.body(leaf))]):
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
            found += sentence(reading, given, (one, two), (name_slice, *between))
    return found


def _own_agencies(reading: Reading, start: int, end: int, above: tuple[Agency, ...]) -> Lead | None:
    """The agencies an item names itself under a joint heading: "c) Hội Nông dân xã: Vận động …".

    Without a colon only one of several that the heading names: "- Báo … sản xuất chuyên mục".
    """
    lead = reading.lead(start, end)
    if lead is not None and lead.end < end and reading.document.text[lead.end] == ":":
        return lead
    first = next(iter(reading.mentions(start, end)), None)
    if lead is not None and any(map(holds_office, lead.agencies)):
        # "Đồng chí Phó Chủ tịch … trực tiếp chỉ đạo" below the last item of a list
        duty = is_duty(reading.document.text[lead.end : end].strip(" ,"))
        return lead if duty and not any(map(holds_office, above)) else None
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
        if not in_organisation:
            return None
        heading_end = min(section.heading_end, end)
        if heading_end <= start:
            return None
        heading = text[start:heading_end]
        if len(heading) > 250 or VERB_FIRST.match(heading) or not heading[0].isupper():
            return None
        agencies = _unlisted(reading, section, start, heading_end)
        if not agencies:
            return None
        return (
            agencies,
            reading.slice(section.start, heading_end),
            _behind_colon(text, heading_end, end),
        )
    rest = text[lead.end : end]
    label = _LABEL_ENDS.match(rest)
    if label is not None and _HEADS.match(text, start) and not is_duty(rest[label.end() :].strip()):
        return None  # "Trưởng Ban Giám khảo: Phó Trưởng Công an xã."
    if label is not None:
        # "Mặt trận Tổ quốc và các đoàn thể (đề nghị): …"
        named = lead.end + label.end()
        return lead.agencies, reading.slice(lead.start, named - 1), named
    if _OF_WHICH.search(rest) and is_duty(rest.strip(" ,)")):
        # "… triển khai thực hiện chỉ tiêu 1, trong đó:" has a duty of its own above its items
        return lead.agencies, reading.slice(lead.start, lead.end), lead.end
    below = reading.children(section)
    if below and _is_sentence(rest) and all(one.path[-1].level == "doan" for one in below):
        # "3. Văn phòng Sở tổng hợp, trình Giám đốc Sở ký." above a line on something else
        return None
    if not rest.strip() or (has_children and len(rest) < 160):
        # a bare heading; a remark in brackets behind the name belongs to it
        if not has_children:
            return None
        return lead.agencies, reading.slice(section.start, end), end
    if section.path[-1].level == "muc" or not is_duty(rest.strip(" ,)")):
        return None
    return lead.agencies, reading.slice(lead.start, lead.end), lead.end


def _is_sentence(rest: str) -> bool:
    return is_duty(rest.strip(" ,)")) and rest.rstrip().endswith(".")


_HEADS = re.compile(r"(?:Phó )?(?:Trưởng|Tổ trưởng|Thư ký|Chủ nhiệm)\s+(?:Ban|Tổ|Đoàn|Tiểu ban)\b")
_LABEL_ENDS = re.compile(r"(?:\s*\([^():]{1,60}\))?\s*:")
_OF_WHICH = re.compile(r"[\s,.;]*\btrong đó\s*:?\s*$", re.IGNORECASE)
_COLLECTIVE = re.compile(r"(?:Đề nghị\s+)?(?:Các|Thủ trưởng|Đơn vị|Cơ quan|Người đứng đầu)\b")
_NO_NAME = (
    "kinh phi", "thoi gian", "che do", "cong tac", "noi dung", "bao cao", "yeu cau", "nhiem vu",
    "giai phap", "muc tieu", "chi tieu", "luu y", "dia diem", "tien do",
)  # fmt: skip
_MOST_NAME_WORDS = 14


def _unlisted(reading: Reading, section: Section, start: int, end: int) -> tuple[Agency, ...]:
    """The names of a heading of which no lexicon knows one, where those beside it name agencies."""
    heading = reading.document.text[start:end].strip()
    if _COLLECTIVE.match(heading) and section.path[-1].level in ("khoan", "dieu", "diem"):
        return (Agency(heading, heading),)
    parents = reading.parents(section)
    beside = reading.children(parents[-1]) if parents else []
    named = sum(reading.lead(*reading.body(one)) is not None for one in beside)
    if named < 2 or 2 * named < len(beside) - 1 or len(heading.split()) > _MOST_NAME_WORDS:
        return ()
    if any(word in fold(heading) for word in _NO_NAME) or VERB.match(heading.lower()):
        return ()
    asked = _ASKED.match(heading)
    return listed(reading, start + (asked.end() if asked else 0), end)


def _behind_colon(text: str, position: int, end: int) -> int:
    match = re.compile(r"\s*:\s*").match(text, position, end)
    return match.end() if match else end


def _in_organisation(reading: Reading, section: Section) -> bool:
    for parent in reading.parents(section):
        heading = reading.heading(parent)
        if heading is not None and any(word in fold(heading.text) for word in _ORGANISATION):
            return True
    return False
