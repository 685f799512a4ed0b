"""Whether a figure is asked for, and whether an answer tells one."""

from __future__ import annotations

import re

from rag.answers.shape import Asked
from rag.schema import Draft, Query
from rag.text import fold
from rag.values import figures

_FIGURE = re.compile(
    r"\b(?:muc|xuong|len|con|dat|tang|giam) (?:la |den |xuong |con )?bao nhieu\b|"
    r"\b(?:bao nhieu|may) (?:%|phan tram)|"
    r"\b(?:bao nhieu|may) (?:lan|tin|bai|lop|cuoc|buoi|dot) (?:mot|moi|trong|/)? ?"
    r"(?:nam|quy|thang|tuan|ky)\b|\b(?:bao nhieu|may) lan\W*$"
)
"""A figure is asked for: a duty without one does not tell it."""
_SHARE = re.compile(
    r"\b(?:bao nhieu|may) (?:%|phan tram)|"
    r"(?:what|which|how many) (?:percentage|percent|per cent|share)"
)

_SUM = re.compile(
    r"\b(?:thuong|tri gia|gia|thu lao|phu cap) (?:la |duoc |len |den )?bao nhieu"
    r"(?: (?:tien|dong|trieu|ty|nghin))*(?: (?:vay|the|a|nhi|ha))*\W*$|"
    r"\b(?:bao nhieu|may) (?:tien|dong|nghin|trieu|ty)(?: dong)?\b"
)
_MONEY = re.compile(r"\d[\d.,]*\s*(?:đồng|đ\b|nghìn|ngàn|triệu|tỷ|tỉ)", re.IGNORECASE)
""" "Giải nhất được thưởng bao nhiêu": neither a distance nor a day tells a sum."""


def lacks_figure(asked: Asked, draft: Draft) -> bool:
    """ "… xuống mức bao nhiêu": a duty without a figure does not tell it."""
    query = asked.query
    told = [claim.text for claim in draft.claims if claim.kind == "stated"]
    return (
        query.intent in ("who", "duties", "general")
        and _FIGURE.search(fold(query.question)) is not None
        and not any(re.search(r"\d", text) for text in told)
    )


def asks_share(query: Query) -> bool:
    """ "Bao nhiêu phần trăm", "what share": neither a number of times nor of people tells it."""
    return _SHARE.search(fold(query.question)) is not None


def tells_figure(query: Query, text: str) -> bool:
    """ "Mở bao nhiêu lớp" is not told by "nhiệm kỳ 2021-2026" nor by "tháng 9 năm 2021"."""
    if asks_share(query):
        return "%" in text or "phần trăm" in text
    if _SUM.search(fold(query.question)):
        return _MONEY.search(text) is not None
    return bool(figures(text))
