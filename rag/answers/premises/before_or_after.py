""" "Xong trước quý III đúng không?" is not so where the plan has "Quý III": before is not in.

What is confirmed falls back to what the plan says where the same time stands on another side.
"""

from __future__ import annotations

import re
from dataclasses import replace

from rag.answers.shape import Asked
from rag.schema import Draft, Lead
from rag.text import fold
from rag.understanding.yes_no import confirms, denies

_SIDE = re.compile(
    r"\b(?P<side>truoc|sau|tu|het|cuoi|(?<!bat )dau)(?: (?:khi|luc|khoang))? "
    r"(?P<time>quy (?:i{1,3}|iv|[1-4])|thang (?:0?[1-9]|1[0-2])|nam 20\d\d|"
    r"ngay \d{1,2}(?:/| thang )\d{1,2})\b"
)
_QUARTERS = {"1": "i", "2": "ii", "3": "iii", "4": "iv"}
_ON = re.compile(r"vao|sau|tu|trong|gio|\d+")
""" "Vào ngày 15/6", "7 giờ 00 ngày …" is not before that day; "thời hạn: 15/6" may be."""


def on_its_side(asked: Asked, draft: Draft) -> Draft:
    """The draft without "Đúng.", "Có." where it has the time asked for on another side alone."""
    say, question = asked.phrases.say, fold(asked.query.question)
    agrees = (Lead(say("confirmed")), Lead(say("yes")))
    if draft.lead not in agrees or denies(question) or not confirms(asked.query.question):
        return draft
    told = [claim for claim in draft.claims if claim.kind == "stated"]
    texts = " ; ".join(
        " ".join(text.split())
        for claim in told for text in (claim.text, *(one.text for one in claim.slices))
    )  # fmt: skip
    if all(_so(one["side"], one["time"], fold(texts)) for one in _SIDE.finditer(question)):
        return draft
    return replace(draft, lead=Lead(say("not_said")))


def _so(side: str, time: str, texts: str) -> bool:
    """Whether a time stands on a side, or nowhere at all."""
    at = re.compile(rf"(?:\b(?P<before>[a-z\d]+),? )?\b{_printed(time)}(?P<to> ?[-–] )?")
    found = list(at.finditer(texts))
    if not found or any(one["before"] == side for one in found):
        return True
    if side == "tu":
        return any(one["to"] for one in found)
    if time.startswith("ngay") and side == "sau":
        return any(one["before"] == "tu" for one in found)
    if time.startswith("ngay"):
        return not all(one["before"] and _ON.fullmatch(one["before"]) for one in found)
    return side == "het" and any(one["before"] in ("den", "truoc", "trong") for one in found)


def _printed(time: str) -> str:
    """A time as plans print it: "quý III" for "quý 3", "06" for "6", with its word or without."""
    word, _, rest = time.partition(" ")
    if word == "quy":
        roman = _QUARTERS.get(rest, rest)
        number = next(n for n, one in _QUARTERS.items() if one == roman)
        return rf"quy (?:{roman}|{number})\b"
    day, *month = re.findall(r"\d+", rest)
    if word == "ngay":
        return rf"(?:ngay )?0?{int(day)}(?:/| thang )0?{int(month[0])}\b"
    return rf"{word} 0?{int(day)}\b"
