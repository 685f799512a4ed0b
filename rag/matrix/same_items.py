"""Whether items of two plans are about the same thing: by their words, never by likeness.

"Phấn đấu đạt 60% dân số được dùng nước sạch" and "Tỷ lệ dân số được dùng nước sạch đạt 85%" are the
same measure; a word more on one side and they are two.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.text import fold, nfc

_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
_AMOUNT = re.compile(rf"^(?P<before>\D*?)(?P<number>{_NUMBER})(?P<unit>.*)$", re.DOTALL)
# "30 - 40%", "30% đến 40%": two figures, so no one value
_SPAN = re.compile(r"^\s*%?\s*(?:[-–]|đến)\s*\d")
_COMPARATORS = (
    ("<", r"\b(?:dưới|thấp hơn|ít hơn|nhỏ hơn)\b"),
    ("≥", r"\b(?:ít nhất|tối thiểu)\b|\btừ\s*$"),
    ("≤", r"\b(?:tối đa|không quá|không vượt)\b"),
    ("≈", r"\b(?:khoảng|xấp xỉ|gần)\b"),
    (">", r"\b(?:trên|hơn|vượt)\b"),
)
_AFTER = ((r"\s*trở lên\b.*", "≥"), (r"\s*trở xuống\b.*", "≤"))
# "giảm 5%" is how much less, "giảm còn 5%" and "giảm xuống dưới 5%" how much is left
_CHANGE = re.compile(r"\b(tăng|giảm)(?!.*\b(?:còn|xuống|lên|đến|tới|thấp hơn|dưới|trên)\b)")
_AGE = re.compile(r"\b(?:tuoi|thang tuoi)\b")

_LEFT_BY_A_FIGURE = re.compile(
    r"(?:\b(?:phan dau|dat|o muc|it nhat|toi thieu|toi da|khong qua|tren|duoi|khoang|hon|con|len|"
    r"tang|giam|xuong|thap hon|cao hon|dat muc|duy tri|tu|la)\s+)*#(?:\s+(?:tro len|tro xuong))?"
)
_TIME = re.compile(
    r"\b(?:(?:den|tu|trong|vao|truoc)\s+)?(?:(?:het|cuoi)\s+)?nam\s+(?:19|20)\d\d(?:\s+tro di)?\b|"
    r"\bgiai doan\s+(?:19|20)\d\d\s*-\s*(?:19|20)\d\d\b"
)
_OPENING = re.compile(r"^(?:(?:phan dau|bao dam|dam bao|ty le|ti le)\s+)+")
_FIELD = re.compile(r"^(?:(?:trong|ve|linh vuc|cong tac|nhom|muc tieu|chi tieu|doi voi)\s+)+|\W+$")
_HERE = r"\s*\btren dia ban(?: toan)?(?: (?:tinh|thanh pho|huyen|quan|thi xa|xa|phuong|thi tran))?"


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure taken apart: "đạt trên 30,5%" is ``>``, 30.5 and ``%``.

    ``unit`` is as printed, led by "tăng" or "giảm" where the figure is a change.
    """

    comparator: str
    value: float
    unit: str


def amount(figure: str) -> Amount | None:
    """A printed figure's parts; None for a span of two or for no number."""
    match = _AMOUNT.match(nfc(figure))
    if match is None or _SPAN.match(match["unit"]):
        return None
    before, unit = match["before"].lower(), match["unit"].strip(" .;,")
    comparator = next((sign for sign, said in _COMPARATORS if re.search(said, before)), "")
    for said, sign in _AFTER:
        if re.search(said, unit):
            comparator, unit = sign, re.sub(said, "", unit).strip()
    if unit.startswith("%"):
        unit = "%"
    change = _CHANGE.search(before)
    value = float(match["number"].replace(".", "").replace(",", "."))
    return Amount(comparator, value, f"{change[1]} {unit}" if change else unit)


def units(figures: Sequence[str]) -> tuple[str, ...]:
    """The units of the figures in their order, in one case; "?" for what is no single value."""
    found = map(amount, figures)
    return tuple(fold(one.unit) if one else "?" for one in found)


def subject(words: str, figures: Sequence[str] = (), place: str | None = None) -> str:
    """What an item is about, to be compared: no marks, figures, years or own place.

    Numbers that are not ``figures`` stay: "trẻ em dưới 5 tuổi" is not "trẻ em dưới 16 tuổi".
    """
    text = " ".join(fold(words).split())
    for figure in sorted(map(fold, figures), key=len, reverse=True):
        flat = " ".join(figure.split())
        if not _AGE.search(flat):
            text = text.replace(flat, " # ")
    text = re.sub(rf"(?:{_NUMBER})\s*(?:%|phan tram\b)", " # ", text)
    text = _LEFT_BY_A_FIGURE.sub(" # ", _TIME.sub(" ", text))
    named = rf"(?:\s+{re.escape(fold(place))}\b)?" if place else ""
    text = re.sub(rf"{_HERE}{named}(?=\W|$)", " ", text)
    text = " ".join(re.findall(r"[a-z0-9]+", text.replace("#", " ")))
    return _OPENING.sub("", text)


def field_of_work(heading: str) -> str:
    """What an objective is about: "Trong lĩnh vực y tế" and "Về y tế" are the same."""
    return _FIELD.sub("", " ".join(fold(heading).split()))
