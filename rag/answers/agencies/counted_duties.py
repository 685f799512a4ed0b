"""What a count of duties takes in: which assignments, of whom, and how many duties each holds.

One paragraph may give an agency several duties, "tham mưu …; hướng dẫn …; chịu trách nhiệm …":
each clause that a semicolon ends is one. What a closing sentence asks of everybody is nobody's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rag.answers.agencies.numbers import is_agency
from rag.answers.agencies.rows import (
    SUPPORTS,
    in_asked_role,
    is_collective,
    of_everybody,
    only_joins,
    roles_told,
)
from rag.answers.contents.outlines import below
from rag.answers.contents.table_rows import without_cells
from rag.answers.shape import Asked, without_marker
from rag.schema import Agency, Assignment, Section
from rag.table import is_row_id
from rag.text import collapse, fold, lower

_SORT = re.compile(r"\b(so|phong|chi cuc|hoi) nao\b")
_REPORTS = re.compile(r"\bbao cao\b|\breport")
_GOES_ON = (
    r"(?:các|những|mọi|từng|trong|tại|ở|cho(?! vay)|của|về|vì|với|từ|đến|qua|theo(?! dõi)|và|"
    r"hoặc|để|do|chỉ tiêu|mục tiêu|nội dung|kiến thức|kỹ năng|công tác|số liệu|"
    r"hoạt động|mô hình|tỷ lệ|\d)(?!\w)"
)
"""Nouns and prepositions that go on with the list a duty names: a duty begins with its verb."""
_MARK = re.compile(rf"[(\[“)\]”\":]|;\s+(?=\w)(?!{_GOES_ON})")
"""What opens or shuts a clause."""
_FEWEST_WORDS = 4


def clauses_given(text: str) -> list[str]:
    """The duties of a task; what stands in brackets, quotes or a list after a colon is one."""
    found: list[str] = []
    start = depth = 0
    quoted = False
    for mark in _MARK.finditer(text):
        sign = mark[0][0]
        if sign == ":":
            if depth == 0 and not quoted:
                break
        elif sign == '"':
            quoted = not quoted
        elif sign != ";":
            depth = max(0, depth + (1 if sign in "([“" else -1))
        elif depth == 0 and not quoted and _ends_duty(text, start, mark):
            found.append(text[start : mark.start()])
            start = mark.end()
    rest = text[start:]
    if found and len(rest.split()) < _FEWEST_WORDS:
        return found
    return [*found, rest]


def _ends_duty(text: str, start: int, semicolon: re.Match[str]) -> bool:
    """Whether what follows is another duty: a capital begins a name, few words are no duty."""
    words = text[start : semicolon.start()].split()
    return text[semicolon.end()].islower() and len(words) >= _FEWEST_WORDS


def duties_given(asked: Asked, plan_id: str) -> list[Assignment]:
    """The assignments in the role asked for; those who only take part, where that is asked.

    "Phối hợp …" below an agency's own heading is its duty as any other.
    """
    roles = asked.query.roles
    given = [
        one for one in asked.book.assignments(plan_id)
        if not of_everybody(one) or _heads_item(asked, one)
    ]  # fmt: skip
    if "phoi hop" in roles:
        return [one for one in given if one.partners or one.role == SUPPORTS]
    given = [one for one in given if not only_joins(one)]
    if _REPORTS.search(fold(asked.query.question)):
        return [one for one in given if "báo cáo" in lower(f"{one.role} {one.task.text}")]
    return [one for one in given if in_asked_role(roles, one)]


def holders(asked: Asked, one: Assignment) -> Iterator[Agency]:
    """The agencies that hold a task in the role asked for, of the sort asked for."""
    sort = _SORT.search(fold(asked.query.question))
    helping = "phoi hop" in asked.query.roles
    agencies = one.partners if helping and one.role != SUPPORTS else one.agencies
    own = not helping and _heads_item(asked, one)
    for agency in agencies:
        fits = sort is None or fold(agency.name).startswith(f"{sort[1]} ")
        if fits and (own or not is_collective(agency.written)):
            yield agency


def _heads_item(asked: Asked, one: Assignment) -> bool:
    """Whether an item of the list of who does what begins with the name: "8. UBND các xã".

    In such a list an item beside it is headed by one agency.
    """
    head = one.sources[0]
    parent, _, item = head.section.rpartition("/")
    if item.startswith(("doan", "ket")):
        return False
    section = asked.book.sections(one.plan_id)[head.section]
    whole = asked.book.slice(one.plan_id, section, section.start, section.end)
    words = without_marker(collapse(whole.text))
    return words.startswith(without_marker(collapse(head.text))) and any(
        other.sources[0].section.rpartition("/")[0] == parent
        and other.sources[0].section != head.section
        and not any(is_collective(agency.written) for agency in other.agencies)
        for other in asked.book.assignments(one.plan_id)
    )


def sections_given(asked: Asked, plan_id: str, rows: dict[str, Section]) -> list[Section]:
    """The items below an agency's heading, and what else is given to it, as in a table's rows.

    Where the role is asked, those in that role alone.
    """
    query, sections = asked.query, asked.book.sections(plan_id)
    if {"chu tri", "phoi hop"} <= set(query.roles):
        return []  # the two are not one number
    given = asked.book.assignments(plan_id)
    hers = [one for one in given if any(is_agency(asked, n, one) for n in query.agencies)]
    heads = sorted({one.sources[0].section for one in hers if one.sources[0] != one.task})
    listed = {s.id for head in heads for s in below(asked, plan_id, head)}
    if "phoi hop" in query.roles:
        mine = [one for one in given if _takes_part(asked, one)]
    else:
        # an indicator's row says who watches it, and no task
        mine = [one for one in hers if not (one.references and is_row_id(one.task.section))]
        mine = [one for one in mine if one.role != SUPPORTS]
    if roles_told(query.roles):
        mine = [one for one in mine if "phoi hop" in query.roles or in_asked_role(query.roles, one)]
        listed &= {one.task.section for one in mine}
    text = asked.book.text(plan_id)
    told = [_words(text[s.start : s.end]) for s in map(sections.__getitem__, listed)]
    found = {*listed, *(one.task.section for one in mine if not _is_within(one, listed))}
    if rows:
        # "trong Phụ lục II": its rows alone
        return [row for row in rows.values() if row.id in found]
    again = {
        one
        for one in found
        if is_row_id(one) and any(_alike(_words(_row(text, sections[one])), t) for t in told)
    }
    again |= {one for one in found if _is_line_of(one, found, mine)}
    return sorted((sections[one] for one in found - again), key=lambda one: one.start)


def _is_line_of(one: str, found: set[str], mine: list[Assignment]) -> bool:
    """Whether it is what a task's heading goes on with: the one line below gives both."""
    head, _, last = one.rpartition("/")
    if head not in found or not last.startswith("doan"):
        return False
    by = [{given.sources[0] for given in mine if given.task.section == s} for s in (head, one)]
    return bool(by[0] & by[1])


_ALIKE = 0.75
"""Share of a row's words from which an item under the agency's heading is the same duty."""


def _row(text: str, row: Section) -> str:
    return without_cells(text[row.start : row.end])


def _words(text: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", fold(text)))


def _alike(row: set[str], item: set[str]) -> bool:
    return len(row & item) >= _ALIKE * len(row)


def _is_within(one: Assignment, sections: Iterable[str]) -> bool:
    return any(f"{one.task.section}/".startswith(f"{section}/") for section in sections)


def _takes_part(asked: Asked, one: Assignment) -> bool:
    same = asked.book.lexicon.same_agency
    joined = one.agencies if one.role == SUPPORTS else one.partners
    return any(same(n, a.name) or same(n, a.written) for n in asked.query.agencies for a in joined)
