"""Which round of an event is asked: "đợt 2" is not told by the day of "đợt 1"."""

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
    """Whether a text numbers rounds of the kind asked for, and never the one asked."""
    asked, told = _rounds(question), _rounds(text)
    return any(told.get(word) and not which & told[word] for word, which in asked.items())


def _number(which: str) -> int | None:
    return int(which) if which.isdigit() else _NUMBERS.get(which)


def _rounds(text: str) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for match in _ROUND.finditer(" ".join(fold(text).split())):
        number = _number(match["which"])
        if number is not None:
            found.setdefault(_WORDS.get(match["word"], match["word"]), set()).add(number)
    return found


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
        head = flat[: found[0][0].start()].rstrip(" ,;:(")
        told = flat[found[at][0].start() : end].rstrip(" ,;")
        return f"{head}{' … ' if at else ', '}{told}"
    return text


_SEVERAL = 2
