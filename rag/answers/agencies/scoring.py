"""How well assignments fit a question's subject: in its words, or found by both searches."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from rag.answers.agencies.rows import in_asked_role
from rag.answers.shape import NEAR_FLOOR, NEAR_HITS, SAID_FLOOR, TOPIC_FLOOR, Asked
from rag.schema import Assignment, Query, path_id
from rag.table import is_row_id
from rag.text import fold

Scored = dict[str, list[tuple[float, Assignment]]]
"""Assignments with their score, by plan."""


def best_of(scored: Scored) -> float:
    return max((score for rows in scored.values() for score, _ in rows), default=0.0)


def scored_on(asked: Asked, *, touching: bool) -> Scored:
    """Assignments on the subject; ``touching`` only those of an agency that is named.

    An agency in the question may also be its subject: "ứng cử viên đại biểu HĐND cấp xã".
    """
    query = asked.query
    if not touching and not query.agencies:
        return {}
    scored: Scored = {}
    for plan_id in query.plans:
        for one in asked.book.assignments(plan_id):
            if touching and query.agencies and not touches(asked, one):
                continue
            score = subject_score(asked, one)
            if score >= TOPIC_FLOOR and tells(asked, one):
                scored.setdefault(plan_id, []).append((score, one))
    return scored


_OF_NAME = 0.6
"""Share of an agency's syllables from which a text speaks of it: "đại biểu HĐND các cấp"."""


def speaks_of_agency(asked: Asked, one: Assignment) -> bool:
    """Whether a task speaks of an agency of the question, that is not the one to do it."""
    lexicon = asked.book.lexicon
    text = " ".join((one.task.text, *asked.book.headings(one.task)))
    words = set(re.findall(r"[^\W_]+", fold(lexicon.expand(text))))
    said = [m.name for m in lexicon.find_agencies(text)]
    for name in asked.query.agencies:
        own = re.findall(r"[^\W_]+", fold(name))
        held = sum(word in words for word in own)
        if held >= _OF_NAME * len(own) or any(lexicon.same_agency(name, other) for other in said):
            return True
    return False


def tells(asked: Asked, one: Assignment) -> bool:
    return asked.matcher.tells(one.task.text, *asked.book.headings(one.task))


def on_document(asked: Asked) -> Scored:
    """ "Ai chủ trì dự án 3 của Quyết định 88/QĐ-TTg": the tasks that name the document."""
    query = asked.query
    own = asked.book.register.numbers
    numbers = [fold(number) for number in query.documents if fold(number) not in own]
    if not numbers or query.agencies:
        return {}
    named = re.compile("|".join(r"\s?".join(map(re.escape, number)) for number in numbers))
    scored: Scored = {}
    for plan_id in query.plans:
        given = [a for a in asked.book.assignments(plan_id) if named.search(fold(a.task.text))]
        given = [one for one in given if in_asked_role(query.roles, one)] or given
        if given:
            scored[plan_id] = [(subject_score(asked, one), one) for one in given]
    return scored


def found_near(asked: Asked) -> Scored:
    """Where words alone fall short: an assignment that both searches put first.

    "chênh lệch giới tính khi sinh" for "mất cân bằng giới tính ở trẻ sơ sinh".
    """
    scored: Scored = {}
    rich = asked.subject.is_rich(asked.query)
    for hit in asked.book.hits(asked.query, NEAR_HITS):
        path = path_id(tuple(step for step in hit.passage.path if step.level != "cau"))
        for one in asked.book.assignments(hit.passage.plan_id):
            if one.task.section != path or hit.words is None or hit.meaning is None:
                continue
            score = subject_score(asked, one)
            said = asked.subject.share_said(
                asked.query, one.task.text, *asked.book.headings(one.task)
            )
            if (score >= NEAR_FLOOR and tells(asked, one)) or (rich and said >= SAID_FLOOR):
                scored.setdefault(hit.passage.plan_id, []).append((score, one))
    return scored


def subject_score(asked: Asked, one: Assignment) -> float:
    """How well a task covers the question; the roles asked for weigh in a little."""
    score = asked.matcher.score(one.task.text)
    headings = asked.book.headings(one.task)
    score = max(score, 0.9 * asked.matcher.score(one.task.text, *headings))
    if score and is_row_id(one.task.section) and _shares_row(asked, one):
        score = asked.matcher.score(one.task.text)
    roles = asked.query.roles
    if roles and score > 0:
        task = fold(" ".join((one.role, one.task.text)))
        score += 0.05 * sum(role in task for role in roles) / len(roles)
    return score


def _shares_row(asked: Asked, one: Assignment) -> bool:
    """ "Đơn vị | Nhiệm vụ chủ trì | Nhiệm vụ phối hợp": the row's other cell tells another task."""
    return any(
        other.task.section == one.task.section and other.task != one.task
        for other in asked.book.assignments(one.plan_id)
    )


def touches(asked: Asked, one: Assignment) -> bool:
    """The agency asked about leads, takes part, or stands in the task ("phối hợp với ai")."""
    same = asked.book.lexicon.same_agency
    names = (*one.agencies, *one.partners)
    for name in asked.query.agencies:
        if any(same(name, a.name) for a in names) or fold(name) in fold(one.task.text):
            return True
    return False


def beside_leader(asked: Asked, one: Assignment) -> bool:
    """The agency asked about takes part in a task that another leads: "phối hợp với …"."""
    same = asked.book.lexicon.same_agency
    return any(same(name, p.name) or same(name, p.written)
               for name in asked.query.agencies for p in one.partners)  # fmt: skip


_WHERE_THEY_DIFFER = re.compile(r"\b(?:khac|giong)(?: nhau)?(?: o)? (?:cho|diem) nao\b")


def without_where(query: Query) -> Query:
    """ "Khác nhau chỗ nào về cán bộ nữ": the place of the difference is no subject."""
    if not _WHERE_THEY_DIFFER.search(fold(query.question)):
        return query
    left = tuple(word for word in query.subject if fold(word) not in ("cho", "diem"))
    return replace(query, subject=left)


_CLASSES = frozenset({"lop", "khoa", "buoi", "dot"})
_CLASS = re.compile(r"\b(?:lop|khoa|buoi|dot) (?:tap huan|boi duong|dao tao)\b")
""" "Lớp tập huấn …": a plan may have the training and no word of its classes."""


def without_classes(query: Query) -> Query:
    """Without "lớp" of "lớp tập huấn" in the subject."""
    if not _CLASS.search(fold(query.question)):
        return query
    subject = tuple(word for word in query.subject if fold(word) not in _CLASSES)
    return replace(query, subject=subject)


def either_order(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """ "Cán bộ nữ" is "nữ cán bộ" too; words without marks."""
    yield words
    if words[-1:] == ("nu",):
        yield ("nu", *words[:-1])
    if words[:1] == ("nu",):
        yield (*words[1:], "nu")


_MOVES = re.compile(
    r"\b(?P<moved>van dong (?!nguon)[^,;?]{4,60}?) (?:de |phai )?(?:lam|thuc hien)? ?"
    r"(?:gi|nhung gi|viec gi|dieu gi)\W*$"
)


def moving(asked: Asked, mine: list[Assignment]) -> list[Assignment]:
    """ "Vận động đồng bào … làm gì": the duties that say so of them; [] where none does."""
    moved = _MOVES.search(fold(asked.query.question))
    return [one for one in mine if moved and moved["moved"] in fold(one.task.text)]
