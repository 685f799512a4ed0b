"""Lines that give the items before them: "* Đơn vị thực hiện: A, B chủ trì, phối hợp với C"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.clauses import VERB
from ingest.listed import listed
from ingest.reading import Reading
from ingest.shares import share_of
from ingest.time_lines import TIME_LINE, whole_value
from ingest.times import when_phrases
from rag.references import find_references
from rag.schema import Agency, Assignment, Reference, Section, Slice

# "Đơn vị thực hiện: …", "Cơ quan chủ trì: …", "Cơ quan chịu trách nhiệm báo cáo: …"
UNIT_LABEL = (
    r"(?:Đơn vị|Cơ quan|Bộ phận)(?:,\s*(?:đơn vị|cơ quan))?\s+(?:được giao\s+)?"
    r"(?:chủ trì|phối hợp|thực hiện|chịu trách nhiệm|phụ trách|đầu mối|tham mưu|theo dõi|"
    r"báo cáo|tổng hợp)(?:(?:\s*,\s*|\s+và\s+|\s+)(?:thực hiện|chính|báo cáo|theo dõi|tổng hợp|"
    r"tham mưu|triển khai))*"
    # "… báo cáo các chỉ tiêu của Mục tiêu 4:"
    r"(?:\s+(?:các\s+)?(?:chỉ tiêu|mục tiêu|nhiệm vụ|nội dung)[^:.;]{0,40})?"
)
# "- Chủ trì: Phòng Y tế" below an item; below an agency's heading this opens its duties
_SHORT_LABEL = (
    r"(?:Chủ trì|Phối hợp|Phụ trách|Trách nhiệm|Phân công|Thực hiện|Chịu trách nhiệm)"
    r"(?:\s+(?:thực hiện|chính|chủ trì|triển khai))?"
)
UNIT_LINE = re.compile(
    rf"(?:[-*+•]\s*)?(?P<role>{UNIT_LABEL}|(?P<short>{_SHORT_LABEL}))\s*:\s*", re.IGNORECASE
)
# "- Địa điểm: …", "- Thành phần: …", "- Giải thưởng: …"
_DONE_BY = re.compile(r"(?:[-*+•]\s*)?Hoàn thành\s+(?:trước|trong|vào|chậm nhất)\b")
_LABEL = re.compile(r"(?:[-*+•]\s*)?[A-ZĐÀ-Ỹ][^\W\d_]*(?:[\s,]+[^\W\d_]+){0,4}\s*:")
_SUPPORTING = re.compile(
    r"[.;]\s+(?:(?:Đơn vị|Cơ quan)\s+)?phối hợp(?:\s+thực hiện)?\s*:\s*", re.IGNORECASE
)
# "- Nội dung: mở lớp …" says what is done, "- Địa điểm: …" does not
_CONTENT = re.compile(r"(?:[-*+•]\s*)?Nội dung\s*:", re.IGNORECASE)
WITH = re.compile(r"phối hợp\s+(?:chặt chẽ\s+)?(?:với|cùng)?\s*", re.IGNORECASE)
# "Sở Y tế chủ trì; Công an tỉnh, Hội Liên hiệp Phụ nữ tỉnh phối hợp."
_TAKE_PART = re.compile(
    r"(?P<lead>[^.;]+\bchủ trì[^.;,]*)[;,]\s+(?P<with>[^.;]+?)\s+(?:cùng\s+)?phối hợp"
    r"(?:\s+(?:thực hiện|triển khai))?\s*(?:[.;]|$)"
)
# a footnote on the items led: "Chủ trì thực hiện nội dung tại các mục 2.1; 2.2 và 2.3"
_NOTE_ITEMS = re.compile(
    r"(?:mục|khoản|điểm|nội dung)[^.\d]{0,20}((?:\d{1,2}(?:\.\d{1,2})*[\s;,.]*(?:và\s+)?)+)"
)


_OWN_DUTY = re.compile(
    rf"\s+(?!chủ trì|phối hợp|thực hiện|chịu trách nhiệm|phụ trách|tham mưu\b){VERB.pattern}"
)
_COLLECTIVE = re.compile(r"(?:[-*+•]\s*)?\w+ \w+ thực hiện\b", re.IGNORECASE)
_FEWEST_WORDS = 4
"""Words from which a heading tells a task of its own."""


def is_unit_line(reading: Reading, section: Section) -> bool:
    """Whether a line says who does the item above it."""
    start, end = reading.body(section)
    label = UNIT_LINE.match(reading.document.text, start, end)
    if label is None or label["short"] is None:
        return label is not None
    if any(reading.lead(*reading.body(parent)) for parent in reading.parents(section)):
        return False
    lead = reading.lead(label.end(), end)
    if lead is None or lead.start > label.end():
        return False
    # "+ Phân công: Phòng Y tế chuẩn bị nội dung; Công an xã giữ trật tự" are duties of their own
    return not _OWN_DUTY.match(reading.document.text, lead.end, end)


def unit_line(reading: Reading, line: Section) -> list[Assignment]:
    """The line covers the items since the line before it; its notes may split them."""
    start, end = reading.body(line)
    text = reading.document.text
    label = UNIT_LINE.match(text[start:end])
    assert label is not None  # noqa: S101 - the caller has matched it
    role = label.group("role").lower()
    leaders, partners = _leaders(reading, start + label.end(), end, role)
    if not leaders:
        return []
    beside = [] if partners or supports(role) else _partners_beside(reading, line)
    items = _covered_items(reading, line)
    found: list[Assignment] = []
    for agencies, agency_end in leaders:
        note = _note_at(reading, agency_end)
        numbers = _note_numbers(note.text) if note else ()
        mine = [item for item in items if item.path[-1].label in numbers] if numbers else items
        tasks = [(item, reading.slice(*reading.body(item))) for item in mine]
        parts = [(item, share_of(reading, agency_end, end, task)) for item, task in tasks]
        # "Sở Y tế chủ trì đường dây nóng; Công an tỉnh chủ trì …": each the part that is meant
        for item, task in [(item, part) for item, part in parts if part is not None] or tasks:
            sources = (
                reading.slice(line.start, line.end),
                *((note,) if note else ()),
                *(piece for piece, _ in beside),
                task,
            )
            found.append(
                Assignment(
                    plan_id=reading.plan_id,
                    agencies=agencies,
                    role="phối hợp" if supports(role) else "chủ trì",
                    task=task,
                    sources=sources,
                    references=(
                        *_own_number(item),
                        *(f.reference for f in find_references(task.text)),
                    ),
                    deadline=_deadline(reading, item, task.text, text[start:end])
                    or _deadline_beside(reading, item, line),
                    partners=partners or tuple(name for _, names in beside for name in names),
                )
            )
    return found


def supports(role: str) -> bool:
    """Whether a label names those who take part: "Đơn vị phối hợp"."""
    return "phối hợp" in role.lower() and "chủ trì" not in role.lower()


def _partners_beside(reading: Reading, line: Section) -> list[tuple[Slice, tuple[Agency, ...]]]:
    """ "- Đơn vị phối hợp: …" below the same item."""
    found = []
    parents = reading.parents(line)
    for other in reading.children(parents[-1]) if parents else ():
        start, end = reading.body(other)
        label = UNIT_LINE.match(reading.document.text[start:end])
        if label is not None and supports(label["role"]):
            names = listed(reading, start + label.end(), end)
            found.append((reading.slice(other.start, other.end), names))
    return found


def _deadline(reading: Reading, item: Section, task: str, line: str) -> str | None:
    """When the item is due: by the task's own words, the unit line's, or a line below it."""
    own, told = when_phrases(task), when_phrases(line)
    if own:
        return task[slice(*own[-1])]
    if told:
        return line[slice(*told[-1])]
    for child in reading.children(item):
        text = reading.document.text[slice(*reading.body(child))]
        label, times = TIME_LINE.match(text), when_phrases(text)
        if label is not None and times:
            return whole_value(text[label.end() :]) or text[slice(*times[-1])]
    return None


def _deadline_beside(reading: Reading, item: Section, line: Section) -> str | None:
    """When a task is due whose lines stand beside it: "- Nội dung: …", "- Thời gian: …"."""
    parents = reading.parents(line)
    if not parents or item.path[:-1] != line.path[:-1]:
        return None
    above = parents[-1]
    return _deadline(reading, above, reading.document.text[slice(*reading.body(above))], "")


def _leaders(
    reading: Reading, start: int, end: int, role: str
) -> tuple[list[tuple[tuple[Agency, ...], int]], tuple[Agency, ...]]:
    """Those who lead, each with the offset behind its name, and those who take part.

    Who only takes part is named together: nobody of them leads.
    """
    text = reading.document.text[start:end]
    behind = _TAKE_PART.match(text)
    if behind is not None:
        led, _ = _leaders(reading, start, start + behind.end("lead"), role)
        return led, listed(reading, start + behind.start("with"), start + behind.end("with"))
    joined = WITH.search(text)
    limit = joined.start() if joined else len(text)
    sentence = re.search(r"[.](?:\s|$)", text[:limit])
    limit = min(limit, sentence.start() if sentence else limit)
    if "phối hợp" in role and not joined:
        names = listed(reading, start, start + limit)
        return ([(names, start + limit)] if names else []), ()
    every = [(name, m, start + m.end) for name, m in reading.named(start, start + limit)]
    named = [one for one in every if not one[1].generic or "phối hợp" in role] or every
    leaders: list[tuple[tuple[Agency, ...], int]] = [((name,), end) for name, _, end in named]
    if not leaders:
        leaders = [((name,), start + limit) for name in listed(reading, start, start + limit)]
    partners: tuple[Agency, ...] = ()
    if joined:
        stop = re.search(
            r"\b(?:tham mưu|triển khai|thực hiện|xây dựng|tổ chức)\b", text[joined.end() :]
        )
        partner_end = joined.end() + (stop.start() if stop else len(text) - joined.end())
        partners = listed(reading, start + joined.end(), start + partner_end)
    elif not supports(role):
        # "Cơ quan chủ trì: Sở Y tế. Cơ quan phối hợp: Công an tỉnh. Thời gian: …"
        other = _SUPPORTING.search(text, limit)
        if other is not None:
            stop = re.search(r"[.](?:\s|$)", text[other.end() :])
            names_end = other.end() + stop.start() if stop else len(text)
            partners = listed(reading, start + other.end(), start + names_end)
    return leaders, partners


def _covered_items(reading: Reading, line: Section) -> list[Section]:
    """The item the line hangs under, and its older siblings back to the last such line.

    A line without a bullet of its own below numbered indicators is on those before it.
    """
    above = _indicators_before(reading, line)
    if above:
        return above
    parents = reading.parents(line)
    if not parents:
        return []
    item = parents[-1]
    words = reading.document.text[slice(*reading.body(line))]
    if len(parents) < 2 or not _COLLECTIVE.match(words):
        # "Đơn vị chủ trì: …" is on its own item, "Đơn vị thực hiện: …" may be on more
        tasks = _tasks_before(reading, line)
        told = [reading.document.text[slice(*reading.body(task))] for task in tasks]
        named = len(reading.document.text[slice(*reading.body(item))].split()) >= _FEWEST_WORDS
        return tasks if any(map(_CONTENT.match, told)) and not named else [item, *tasks]
    siblings = reading.children(parents[-2])
    before = siblings[: siblings.index(item)]
    items: list[Section] = [item]
    with_line = sum(_has_line(reading, one, UNIT_LINE) for one in siblings)
    if with_line > 0.75 * len(siblings):
        # each item has its own line: one without is given to nobody
        return [*items, *_tasks_before(reading, line)]
    for sibling in reversed(before):
        if _has_line(reading, sibling, UNIT_LINE) or _has_line(reading, sibling, TIME_LINE):
            break
        items.insert(0, sibling)
    # a Mục's first line does not cover the Mục before it
    return items if item.path[-1].level not in ("muc", "phan") else [item]


def _tasks_before(reading: Reading, line: Section) -> list[Section]:
    """The bullets that say what is done, above the lines that say when, where and who."""
    if line.path[-1].level not in ("gach", "doan"):
        return []
    siblings = reading.children(reading.parents(line)[-1])
    return tasks_of(reading, siblings[: siblings.index(line)])


def tasks_of(reading: Reading, items: Sequence[Section]) -> list[Section]:
    """The items that say what is done, not when, where and who comes."""
    found: list[Section] = []
    for sibling in items:
        text = reading.document.text[slice(*reading.body(sibling))]
        labelled = _LABEL.match(text) and not _CONTENT.match(text)
        if not (labelled or _DONE_BY.match(text) or reading.children(sibling)):
            found.append(sibling)
    return found


def _own_number(item: Section) -> tuple[Reference, ...]:
    """The number of an indicator that the line below it gives to somebody."""
    if item.indicator is None:
        return ()
    return (Reference(item.objective or "", (item.indicator,)),)


def _indicators_before(reading: Reading, line: Section) -> list[Section]:
    parents = reading.parents(line)
    if not parents or line.path[-1].level != "doan":
        return []
    siblings = reading.children(parents[-1])
    found: list[Section] = []
    for sibling in reversed(siblings[: siblings.index(line)]):
        if sibling.indicator is None:
            if UNIT_LINE.match(reading.document.text[slice(*reading.body(sibling))]):
                break
            continue
        found.insert(0, sibling)
    return found


def _has_line(reading: Reading, item: Section, label: re.Pattern[str]) -> bool:
    within = re.compile(rf"(?:^|[.;]\s+)(?:{label.pattern})", label.flags)
    return any(
        within.search(reading.document.text[slice(*reading.body(child))])
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
