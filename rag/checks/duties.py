"""Duties: the same one led by two, told twice to one agency, led by two without a division."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, pairwise

from rapidfuzz import fuzz

from rag.book import Book
from rag.checks.finding import Finding, Rule, body, whole, words
from rag.checks.vocabulary import vocabulary
from rag.schema import Assignment, Section, Slice

_LEAD = "chủ trì"
_LONG = 12
"""Words from which two duties are one by their words; shorter ones share only a common phrase."""
_ALIKE = 95
"""Likeness of two duties in percent, besides: only light words may differ, never an object."""
_DIFFERENT = 2
"""Words by which near-identical duties may differ in length."""
_CLAUSE = re.compile(r"[^.;\n]+")
_JOINS = re.compile(r"\s*(?:[,;]|\s+và)\s*", re.IGNORECASE)
_LEADS_BEHIND = re.compile(r"[\d\s]*chủ trì\b(?!\s*:)")
_LEADS_BEFORE = re.compile(r"(?:đơn vị|cơ quan)\s+chủ trì\s*:\s*$", re.IGNORECASE)
# duties that one body must answer for: two of them need to know who
_ANSWERS = re.compile(r"chịu trách nhiệm|thu thập[^.;]{0,30}(?:số liệu|thông tin)", re.IGNORECASE)
_ASKED = re.compile(r"đề nghị", re.IGNORECASE)


def _same(book: Book, one: str, other: str) -> bool:
    a, b = words(one), words(other)
    if min(len(a), len(b)) < _LONG or abs(len(a) - len(b)) > _DIFFERENT:
        return False
    if a == b:
        return True
    differing = set(a) ^ set(b)
    return (
        differing <= vocabulary(book.lexicon.prompts).light
        and fuzz.ratio(" ".join(a), " ".join(b), score_cutoff=_ALIKE) > 0
    )


def _names(one: Assignment) -> tuple[str, ...]:
    return tuple(sorted(agency.name for agency in one.agencies))


def _twice(book: Book, plan_id: str) -> Iterator[Finding]:
    led = [one for one in book.assignments(plan_id) if one.role == _LEAD]
    seen: set[Slice] = set()
    for one, other in combinations(led, 2):
        if one.task == other.task or other.task in seen or _names(one) == _names(other):
            continue
        if _same(book, one.task.text, other.task.text):
            seen.add(other.task)
            yield Finding("Cùng một nhiệm vụ giao hai nơi chủ trì", (one.task, other.task))


def _repeated(book: Book, plan_id: str) -> Iterator[Finding]:
    """The same clause twice among the duties of one agency."""
    clauses = [
        (one, book.slice(plan_id, sections, one.task.start + m.start(), one.task.start + m.end()))
        for one in book.assignments(plan_id)
        for sections in [book.sections(plan_id)[one.task.section]]
        for m in _CLAUSE.finditer(one.task.text)
        if len(words(m.group())) >= _LONG
    ]
    seen: set[Slice] = set()
    for (one, clause), (two, again) in combinations(clauses, 2):
        if clause.start == again.start or again in seen or _names(one) != _names(two):
            continue
        if _same(book, clause.text, again.text):
            seen.add(again)
            yield Finding("Một việc giao hai lần cho cùng cơ quan", (clause, again))


def _two_leaders(book: Book, plan_id: str) -> Iterator[Finding]:
    for section in body(book, plan_id):
        piece = whole(book, plan_id, section)
        if _LEAD in piece.text.lower() and _leads_together(book, piece.text):
            text = "Hai cơ quan trở lên cùng chủ trì, không chia việc ngay tại dòng này"
            yield Finding(text, (piece,))
        elif _joint_heading(book, plan_id, section):
            text = "Hai cơ quan chung một đầu mục, không nói nơi nào chịu trách nhiệm chính"
            heading = book.slice(plan_id, section, section.start, section.heading_end)
            yield Finding(text, (heading,))


def _leads_together(book: Book, text: str) -> bool:
    found = book.lexicon.find_agencies(text)
    for one, other in pairwise(found):
        gap = text[one.end : other.start]
        if not _JOINS.fullmatch(re.sub(r"[\d\s]+", " ", gap)):
            continue
        if _LEADS_BEHIND.match(text, other.end) or _LEADS_BEFORE.search(text[: one.start]):
            return True
    return False


def _joint_heading(book: Book, plan_id: str, section: Section) -> bool:
    """ "3. Phòng Y tế, Trung tâm Y tế" above a duty that one of them must answer for."""
    text = book.text(plan_id)
    heading = text[section.start : section.heading_end]
    found = book.lexicon.find_agencies(heading)
    if any(one.name.startswith("Các ") for one in found):
        return False  # "Các phòng, ban, ngành; các thành viên Ban": each does its own
    if len(found) != 2 or _ASKED.search(heading) or section.tree_end == section.end:
        return False
    if not re.fullmatch(r"\s*[,;]\s*", heading[found[0].end : found[1].start]):
        return False
    below = text[section.end : section.tree_end]
    named = [one.name for one in book.lexicon.find_agencies(below)]
    return bool(_ANSWERS.search(below)) and not any(one.name in named for one in found)


_UNIT_LINE = re.compile(r"(?:đơn vị|cơ quan)\s+(?:chủ trì|thực hiện)\s*:", re.IGNORECASE)
_LISTS = ("khoan", "diem")
_MOST = 0.6
"""Share of a list's items with a line "Đơn vị chủ trì: …" from which one without it is a gap."""


def _no_unit_line(book: Book, plan_id: str) -> Iterator[Finding]:
    """The item of a list whose neighbours say who leads them, and this one does not."""
    text = book.text(plan_id)
    runs: dict[str, list[Section]] = defaultdict(list)
    for section in body(book, plan_id):
        if section.path[-1].level in _LISTS:
            runs["/".join(map(str, section.path[:-1]))].append(section)
    for run in runs.values():
        led = [s for s in run if _UNIT_LINE.search(text, s.start, s.tree_end)]
        if len(led) < _MOST * len(run) or len(led) < 3:
            continue
        for section in run:
            within = text[section.start : section.tree_end]
            if section not in led and not book.lexicon.find_agencies(within):
                found = "Nhiệm vụ không nói đơn vị nào chủ trì, các nhiệm vụ bên cạnh đều nói"
                yield Finding(found, (whole(book, plan_id, section),))


RULES = (
    Rule("duty-twice", "lỗi", "một nhiệm vụ giao hai nơi cùng chủ trì", _twice),
    Rule("duty-repeated", "hỏi lại", "một việc giao hai lần cho cùng cơ quan", _repeated),
    Rule("task-unassigned", "hỏi lại", "nhiệm vụ không giao cho cơ quan nào", _no_unit_line),
    Rule("two-leaders", "hỏi lại", "hai cơ quan cùng chủ trì mà không chia việc", _two_leaders),
)
