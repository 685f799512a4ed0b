"""What is to be sent, where a plan or a list is and no report: "các xã gửi kế hoạch khi nào"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.text import fold

_ASKED = re.compile(
    r"\b(?:gui|nop|trinh|chuyen|send|submit)\w*\b (?:\w+ ){0,3}?"
    r"(ke hoach|danh sach|du toan|so lieu|san pham|bai du thi|plan|list|entries)s?\b"
)
_ASKED_FIRST = re.compile(
    r"^(?:(?:ban|cac) )?(ke hoach|danh sach|du toan|so lieu)\b"
    r"(?:(?!\b(?:yeu cau|giao|quy dinh|neu|ghi|noi|dat)\b)[^,;]){0,60}?\b(?:gui|nop)\b"
)
""" "Kế hoạch của các huyện phải gửi về sở ngày nào"."""
_PLAN_DONE = re.compile(
    r"\bke hoach (?!nay\b|so\b|cua\b)(?:[\w,/-]+ ){2,24}?(?:phai |can |duoc |se )*"
    r"(?:xong|hoan thanh|ban hanh|xay dung)\b"
)
_REPORTS = re.compile(r"bao cao|report|ket qua|tinh hinh")
_THINGS = {"plan": "ke hoach", "list": "danh sach", "entries": "san pham"}
_SENDS = r"\b(?:gui|nop|trinh|chuyen|cung cap)\b"
_MADE = re.compile(r"\b(?:xay dung|lap|ban hanh|hoan thanh)\b(?: \w+){0,3}? ke hoach\b")
_BY = re.compile(r"\b(?:truoc|sau khi|cham nhat|hoan thanh|xong|trong (?:ngay|thang|quy))\b")


@dataclass(frozen=True, slots=True)
class Sent:
    """The thing that is sent, without marks."""

    thing: str
    own: bool = False
    """ "Kế hoạch phòng, chống bạo lực phải xong tháng nào": one that is made, or this plan."""

    def tells(self, clause: str) -> bool:
        """Whether a clause of a plan has it sent."""
        sends = rf"{_SENDS}(?: \w+){{0,3}}? {self.thing}\b|\b{self.thing}\b[^;.:]{{0,60}}?{_SENDS}"
        return re.search(sends, fold(clause)) is not None

    def made(self, clause: str, when: str) -> bool:
        """Whether a clause has the plan made by a date: what is sent is made by then."""
        made = self.thing == "ke hoach" and _MADE.search(fold(clause)) is not None
        return made and _BY.search(fold(when)) is not None


def sent(question: str) -> Sent | None:
    """What a question asks to be sent, or made; None where that is a report, or nothing."""
    folded = fold(question)
    if _REPORTS.search(folded):
        return None
    found = _ASKED.search(folded) or _ASKED_FIRST.search(folded)
    if found is None:
        return Sent("ke hoach", own=True) if _PLAN_DONE.search(folded) else None
    return Sent(_THINGS.get(found[1], found[1]))


def sends(question: str) -> bool:
    """Whether it is asked when something is sent that is no report."""
    found = sent(question)
    return found is not None and not found.own


_PERIOD = re.compile(r"\b(20\d\d)\s*(?:-|–|den)\s*(20\d\d)\b")


def of_that_period(question: str, text: str) -> bool:
    """ "Trình kế hoạch 2026-2030 khi nào": whether a text names the years that are asked for."""
    asked = set(_PERIOD.findall(fold(question)))
    return bool(asked) and asked <= set(_PERIOD.findall(fold(text)))
