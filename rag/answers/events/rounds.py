"""Which round or day of the year an event is for: "đợt 2" is not told by the day of "đợt 1"."""

from __future__ import annotations

import re

from rag.text import fold

_ROUND = re.compile(
    r"\b(?P<word>dot|lan(?= thu\b)|(?<!tu )vong|luot|khoa|hoc ky|round|phase)"
    r"(?: (?P<nth>thu|so|la ma))? "
    r"(?P<which>\d{1,2}|[ivx]{1,4}|mot|nhat|hai|ba|bon|(?(nth)tu|(?!))|(?(nth)nam|(?!))|"
    r"one|two|three|four)\b(?!/)"
)
_WORDS = {"round": "dot", "phase": "dot", "hoc ky": "hoc ky"}
_NUMBERS = {
    "mot": 1, "nhat": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5,
    "one": 1, "two": 2, "three": 3, "four": 4,
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6,
}  # fmt: skip


def of_other_round(question: str, text: str) -> bool:
    """Whether a text numbers rounds of the kind asked for, and never the one asked.

    Or is for another day of the year than "tọa đàm 8/3" is.
    """
    other = numbers_others(question, text)
    return other or _of_other_day(" ".join(fold(question).split()), " ".join(fold(text).split()))


def numbers_others(question: str, text: str) -> bool:
    """Whether a text numbers rounds of the kind asked for, and never the one asked."""
    asked, told = _rounds(question), _rounds(text)
    return any(told.get(word) and not which & told[word] for word, which in asked.items())


def follows_other_round(question: str, before: str) -> bool:
    """Whether the last round that stands before a date is another one than is asked for."""
    last = list(_ROUND.finditer(" ".join(fold(before).split())))[-1:]
    return any(numbers_others(question, one.group()) for one in last)


_DAYS = {
    (8, 3): "quoc te phu nu", (20, 3): "quoc te hanh phuc", (1, 6): "quoc te thieu nhi",
    (28, 6): "gia dinh viet nam", (1, 10): "quoc te nguoi cao tuoi",
    (11, 10): "quoc te tre em gai", (20, 10): "phu nu viet nam",
    (20, 11): "nha giao viet nam", (25, 11): "quoc te xoa bo bao luc",
}  # fmt: skip
_FOR_DAY = re.compile(
    r"\b(?:toa dam|mit tinh|le|lien hoan|gap mat|hop mat|hoi thi|hoat dong|ky niem|nhan|dip|"
    r"chao mung)(?: (?:ky niem|nhan|dip|ngay|mung|mong))* "
    r"(?P<day>\d{1,2})(?:[/-]| thang )(?P<month>\d{1,2})\b(?![/-]?\d| nam \d)"
)


def _of_other_day(question: str, text: str) -> bool:
    """ "Tọa đàm 20/10": what names the Ngày Quốc tế Phụ nữ alone is for another day."""
    found = ((int(one["day"]), int(one["month"])) for one in _FOR_DAY.finditer(question))
    asked = {day for day in found if day in _DAYS}
    return bool(asked) and not any(
        _DAYS[day] in text or re.search(rf"\b0?{day[0]}(?:[/-]| thang )0?{day[1]}\b", text)
        for day in asked
    )


def _number(which: str) -> int | None:
    return int(which) if which.isdigit() else _NUMBERS.get(which)


def _rounds(text: str) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for match in _ROUND.finditer(" ".join(fold(text).split())):
        number = _number(match["which"])
        if number is not None:
            found.setdefault(_WORDS.get(match["word"], match["word"]), set()).add(number)
    for match in _NTH_EN.finditer(text.lower()):
        found.setdefault("dot", set()).add(_ORDINALS[match["nth"]])
    return found


def lacks_round(question: str, text: str) -> bool:
    """ "Đợt 3 kiểm tra khi nào": what numbers no third round tells none."""
    asked = _rounds(question).get("dot", set())
    return bool(asked) and not asked & _rounds(text).get("dot", set())


def several_rounds(text: str) -> bool:
    """Whether a text numbers more than one round of a kind."""
    return any(len(numbers) > 1 for numbers in _rounds(text).values())


_NTH_EN = re.compile(r"\b(?P<nth>first|second|third|fourth) (?:round|phase)\b")
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}


def asked_round(question: str, text: str) -> str:
    """Of a text on several rounds what it tells of the one asked; else all of it.

    "Tổ chức Ngày hội …, lần thứ nhất vào tháng 10 năm 2023 …; lần thứ hai vào tháng 10 năm 2025".
    """
    flat = " ".join(text.split())
    for word, numbers in _rounds(question).items():
        found = [
            (match, _number(match["which"]))
            for match in _ROUND.finditer(fold(flat))
            if _WORDS.get(match["word"], match["word"]) == word
        ]
        meant = [n for n, (_, number) in enumerate(found) if number in numbers]
        if len({number for _, number in found}) < len(found) or len(found) < _SEVERAL or not meant:
            continue
        at = meant[0]
        end = found[at + 1][0].start() if at + 1 < len(found) else len(flat)
        if at == 0:
            return flat[:end].rstrip(" ,;")
        head = flat[: found[0][0].start()].rstrip(" ,;:(")
        told = flat[found[at][0].start() : end].rstrip(" ,;")
        return f"{head} … {told}"
    return text


_SEVERAL = 2
