"""Questions that name a figure and ask what it is of: "con số 40% hộ dân là nói về việc gì?"."""

from __future__ import annotations

import re

from rag.text import fold
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
