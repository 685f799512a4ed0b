"""Questions that name a figure and ask what it is of: "con số 40% hộ dân là nói về việc gì?"."""

from __future__ import annotations

import re

from rag.schema import Intent
from rag.text import fold
from rag.understanding.yes_no import confirms
from rag.values import Value, values

_THING = (
    r"(?:(?: (?:nhung|cac))? (?:viec|dieu|chuyen|noi dung|van de|chi tieu|muc tieu|cai|nhom|"
    r"doi tuong|linh vuc|hoat dong|nhiem vu|khoan))?"
)
_NAMED = (
    r"(?:\b(?:con so|so lieu|ty le|ti le) (?:la |khoang |tren |duoi |it nhat |tu )?\d[\d.,]*|"
    r"\d[\d.,]* ?(?:%|phan tram))"
)
_MEANT = re.compile(
    rf"{_NAMED}(?:(?!\b(?:nam|ngay|co quan|so|phong|ban) (?:nao|may)\b)[^?;]){{0,60}}?"
    r"\b(?:(?:noi|chi|ban|viet|ghi|neu|tinh|danh|dat ra|ap dung|dung)(?: (?:ve|den|toi|cho|de))?|"
    r"(?:co )?nghia la|y nghia|la(?: (?:cua|ve|cho|danh cho))?|thuoc|gan voi|ung voi|cua|ve|cho)"
    rf"{_THING} (?:gi|nao)(?: (?:vay|the|a|ha|nhi|do))*"
    r"(?: (?:trong|cua|o|theo) [^?,;.]{2,40})?\W*$|"
    r"\bwhat (?:does|do|is|are) (?:the |that |this )*(?:figure|number|share|rate|target)?(?: of)? ?"
    r"\d[\d.,]* ?(?:%|percent|per cent)?.*"
    r"\b(?:refers? to|about|means?|meant|stands? for|relates? to|concern|for|of)"
    r"(?: in [^?]{2,40})?\W*$"
)
_YEAR = re.compile(r"(?:năm\s+)?(?:19|20)\d\d")


def figures_meant(question: str) -> tuple[Value, ...]:
    """The figures whose meaning is asked; () where the question asks something else."""
    if not _MEANT.search(fold(question)):
        return ()
    return tuple(
        one for one in values(question) if one.kind == "figure" and not _YEAR.match(one.written)
    )


_MONEY = r"\d[\d.,]* ?(?:(?:trieu|ty|nghin|ngan)(?: dong)?|dong)\b"
_SUM_SAID = re.compile(rf"\b(?:la|het|ton|mat|duoc|tri gia|bang|khoang) (?:khoang )?{_MONEY}")
_USE = re.compile(
    rf"{_MONEY}[^?;]*\b(?:dung|chi|su dung|danh)(?: (?:de|vao|cho|lam|nhung|cac|viec|khoan|"
    r"noi dung|muc dich))* (?:gi|nao)\W*$"
)


_SHARE_FIRST = re.compile(r"what (?:percentage|percent|share|proportion)\b")
""" "What share of people who …": a figure, whoever they are."""


def sum_said(folded: str, named: set[Intent]) -> tuple[str, ...]:
    """ "Giải nhất là 5 triệu phải không?": a sum that is to be confirmed."""
    to_confirm = _SUM_SAID.search(folded) is not None and confirms(folded)
    return ("amount",) if to_confirm and not {"who", "deadline", "plans"} & named else ()


def of_a_figure(folded: str) -> Intent | None:
    """What a question on a figure asks, whoever it names beside it; None where it is on none.

    "1.350 triệu đồng giao Sở Nội vụ dùng để làm gì": what the sum is for, and no duties.
    """
    if _USE.search(folded) is not None:
        return "general"
    return "target" if figures_meant(folded) or _SHARE_FIRST.match(folded) else None
