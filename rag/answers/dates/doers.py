"""Whose a deadline is: the agency asked about, not the one a report goes to."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.answers.dates.reported_to import reported_to
from rag.answers.shape import Asked
from rag.schema import Deadline
from rag.text import fold

TO_THEM = re.compile(r"\b(?:ve|cho|toi|den|qua|len|voi|to|gui|nop)\s+(?:the\s+)?$")
""" "Gửi về" before the name of the one a report goes to, without marks."""
_WITH_THEM = re.compile(r"\bphối hợp (?:với|cùng)\b[^;.:]*$", re.IGNORECASE)
""" "Phối hợp với các Sở và Ủy ban nhân dân các huyện … báo cáo": the partners do not report."""
_AMONG_THEM = re.compile(r"\bphối hợp (?:với|cùng)\b[^.:]*$", re.IGNORECASE)
_FIRST = 60
"""Characters within which a sentence names who must do it."""


def doers(asked: Asked) -> list[str]:
    """The agencies asked about, without the one that a report goes to.

    "Vụ Tháng hành động" typed in small letters is read as a department, and is none.
    """
    question = asked.query.question
    receives = {
        m.name for m in asked.book.lexicon.find_agencies_in_question(question)
        if TO_THEM.search(fold(question[: m.start]))
    }  # fmt: skip
    receives |= {to.name for to in reported_to(asked) if to.name is not None}
    return [name for name in asked.query.agencies if name not in receives and name[:1].isupper()]


def is_agencys(asked: Asked, one: Deadline, *, headed: bool) -> bool:
    """Whether the agency asked about is who must: named by the heading, or first in the sentence.

    ``headed``: by the heading alone; another's duty may begin with the agency as its partner.
    """
    lexicon = asked.book.lexicon
    heads = [piece.text for piece in one.sources if piece != one.task]
    named = [m for text in heads for m in lexicon.find_agencies(text)]
    if not headed:
        names = {a.name for a in one.agencies} | {a.written for a in one.agencies}
        if any(lexicon.same_agency(wanted, a) for wanted in doers(asked) for a in names):
            return True
        text = one.task.text
        first = [
            m for m in lexicon.find_agencies(text)
            if m.start < _FIRST and not _WITH_THEM.search(text[: m.start])
        ]  # fmt: skip
        # "Các đơn vị gửi báo cáo về Phòng …": the one it goes to is not who must
        named += [m for m in first if m.written != one.recipient or m.start == 0]
    return any(
        lexicon.same_agency(wanted, m.name) or lexicon.same_agency(wanted, m.written)
        for wanted in doers(asked) for m in named
    )  # fmt: skip


def given_to(asked: Asked, one: Deadline) -> bool:
    """Whether the date is read as the asked agency's own, however else it is named there."""
    same = asked.book.lexicon.same_agency
    return any(same(wanted, a.name) for wanted in doers(asked) for a in one.agencies)


def names_doer(asked: Asked, one: Deadline, *, joins: bool) -> bool:
    """Whether the sentence names the agency asked about other than as the one it goes to.

    ``joins``: one that only joins ("phối hợp với …") counts too.
    """
    lexicon = asked.book.lexicon
    return any(
        lexicon.same_agency(wanted, m.name)
        for m in lexicon.find_agencies(one.task.text) if m.written != one.recipient
        and (joins or not _AMONG_THEM.search(one.task.text[: m.start]))
        for wanted in doers(asked)
    )  # fmt: skip


def names_agency(asked: Asked, one: Deadline) -> bool:
    """Whether an agency asked about is named at all."""
    text = fold(" ".join(piece.text for piece in one.sources))
    return any(fold(name) in text for name in asked.query.agencies)


_ALL = re.compile(r"\b(?:lam|viec|nhiem vu|thuc hien) (?:nhung |cac )?(?:viec )?gi\s*,")


def asks_all(asked: Asked) -> bool:
    """ "Hội … được đề nghị làm những gì, trong đó …": everything is asked for first.

    Not where what is done stands before it, and more of it behind: "mở tọa đàm làm gì, có …".
    """
    question = fold(asked.query.question)
    found = _ALL.search(question)
    if found is None:
        return False
    words = {fold(word) for word in asked.query.subject}
    before, behind = (
        words & set(re.findall(r"[^\W_]+", part))
        for part in (question[: found.start()], question[found.end() :])
    )
    known = tuple(word for word in asked.query.subject if fold(word) in before)
    own = asked.subject.names_one(replace(asked.query, subject=known))
    return not (own and behind)
