""" "Vùng 9", "lớp 9", "Đề án 1893", "khóa XV": a number that tells one from its like.

What is told of region 3 tells nothing of region 9, though all other words be the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rag.answers.shape import Asked
from rag.text import fold

_ROMAN = {"i": 1, "v": 5, "x": 10}
_NAMES = {
    "vung": "region|zone", "khu vuc": "area", "lop": "grade", "khoi": "block", "khoa": "term",
    "cum": "cluster", "tuyen": "line", "hang": "rank", "loai": "type", "nhom": "group",
    "cap do": "level", "muc do": "level", "dot": "round", "to": "team", "thon": "village",
    "khu pho": "", "phan khu": "", "hop phan": "component", "tieu du an": "subproject",
    "du an": "project", "de an": "scheme|project", "chuong trinh": "programme?",
}  # fmt: skip
"""What is told apart by a number, in the folded words of plans, and in English."""
_NUMBER = r"(?:(?!(?:19|20)\d\d\b)\d{1,4}|[ivx]{1,5})"
_COUNTS = (
    r"(?! ?(?:%|/\d|phan tram|ho|nguoi|thanh vien|(?:hoi|hoc|giao|doan|dang) vien|hoc sinh|can bo|"
    r"dai bieu|phu nu|xa|em|tre|ngay|buoi|tuan|thang|nam|tuoi|trieu|ty)\b|[.,]\d)"
)
""" "Nhóm 5 hộ" is of five, not the fifth."""
_ONE_BY_NUMBER = 3
"""Digits of a document's number: it names one by itself, wherever in the plan it stands."""


def of_another_number(asked: Asked, texts: Iterable[str], plan_id: str) -> tuple[str, ...]:
    """The numbered names of the question that the texts do not have; () where they have all."""
    told = fold(" ; ".join(texts))
    text = asked.book.text(plan_id)

    def lacks(name: str, number: int) -> bool:
        there = _numbers(name, told)
        by_itself = not there and len(str(number)) >= _ONE_BY_NUMBER
        return number not in there and not (by_itself and re.search(rf"\b{number}\b", text))

    lacking: dict[str, bool] = {}
    for name, number, written in _named(asked.query.question, english=asked.query.lang == "en"):
        # a "project" is a "dự án" or a "đề án"
        lacking[written] = lacking.get(written, True) and lacks(name, number)
    return tuple(written for written, lacks_it in lacking.items() if lacks_it)


_PROJECT = re.compile(r"(?:tieu )?du an|hop phan|de an|(?:sub)?project|component|scheme")


def of_another_project(asked: Asked, texts: Iterable[str], plan_id: str) -> bool:
    """ "Ai chủ trì Dự án 6 của Quyết định 1719": who leads Dự án 8 of it does not tell."""
    return any(_PROJECT.match(fold(one)) for one in of_another_number(asked, texts, plan_id))


def _named(question: str, *, english: bool) -> Iterator[tuple[str, int, str]]:
    """A name, its number, and both as typed."""
    folded = fold(question)
    for name, in_english in _NAMES.items():
        noun = in_english if english else name
        if not noun:
            continue
        pattern = rf"\b(?:{noun})(?: so| thu)? (?P<number>{_NUMBER})\b{_COUNTS}"
        for match in re.finditer(pattern, folded):
            typed = question[match.start("number") : match.end("number")]
            if typed.isdigit() or typed.isupper():
                yield name, _value(match["number"]), question[match.start() : match.end()]


def _numbers(name: str, told: str) -> set[int]:
    """The numbers behind a name: "lớp 6, 7 và lớp 9", "các vùng I - III"."""
    found: set[int] = set()
    more = rf"\s*(?:,|-|–|va|den|hoac|/)\s*(?:{name} )?{_NUMBER}"
    for match in re.finditer(rf"\b{name}(?: so| thu)? ({_NUMBER}(?:{more})*)\b", told):
        numbers = [_value(one) for one in re.findall(rf"\b{_NUMBER}\b", match[1])]
        found.update(numbers)
        if re.search(r"-|–|\bden\b", match[1]):
            found.update(range(min(numbers), max(numbers) + 1))
    return found


def _value(number: str) -> int:
    if number.isdigit():
        return int(number)
    values = [_ROMAN[letter] for letter in number]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-one if one < following else one for one, following in pairs)
