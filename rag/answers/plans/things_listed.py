"""Plans that speak of several things at once: "kế hoạch nào có tư vấn, tạm lánh cho nạn nhân?"."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable

from rag.answers.plans.mentions import told_by
from rag.answers.shape import Asked, draft
from rag.schema import Draft, Passage
from rag.text import fold, lower, nfc

_OPENING = re.compile(
    r"(?:nhung |cac )?ke hoach nao (?:(?:co|quy dinh|nhac|de cap|noi|neu|yeu cau|giao|ghi|ro|"
    r"ve|den|toi|ra|viec|noi dung|cac|nhung) )*"
)
_NEXT = re.compile(r"\s*[,;]\s*(?:(?:và|va) )?")
_FOR_WHOM = re.compile(r" (?:cho|đối với|của|doi voi|cua) ")
_PERSONS = frozenset(
    "người nạn nhân phụ nữ trẻ em đối tượng hội viên những các nguoi nan phu nu tre doi tuong hoi "
    "vien nhung cac".split()
)
""" "… cho người bị bạo lực gia đình": a plan may say so of women, another of victims."""
_FEWEST = 2
"""Things from which it is a list; words of each."""
_NO_TEXT = ("dau", "noi_nhan", "ky", "tieu_de")


def things_listed(asked: Asked) -> Draft | None:
    """The plans with a passage that says each of the things listed; None where none has."""
    bare = asked.query.unaccented
    question = (fold if bare else lower)(nfc(asked.query.question)).rstrip(" ?.!")
    opening = _OPENING.match(fold(question))
    things = _NEXT.split(question[opening.end() :]) if opening is not None else []
    if len(things) < _FEWEST or any(len(thing.split()) < _FEWEST for thing in things):
        return None
    last, *whom = _FOR_WHOM.split(things[-1])
    rest = " ".join(itertools.dropwhile(_PERSONS.__contains__, " ".join(whom).split()))
    wanted = [_words(one) for one in (*things[:-1], last, rest)]
    first = tuple(wanted[0].split())
    claims = [
        told_by(asked, plan_id, passages, (first,))
        for plan_id in asked.query.plans
        if (passages := list(_saying(asked, plan_id, wanted)))
    ]
    return draft(asked, claims) if claims else None


def _saying(asked: Asked, plan_id: str, wanted: Iterable[str]) -> Iterable[Passage]:
    """The passages of a plan that say each of the things word for word."""
    read = fold if asked.query.unaccented else lower
    for one in itertools.chain(*asked.book.passages(plan_id).values()):
        text = f" {_words(read(one.text))} "
        if one.path[0].level not in _NO_TEXT and all(f" {thing} " in text for thing in wanted):
            yield one


def _words(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text))
