"""Other ways to write a training text: everyday words for administrative ones, slips, no marks."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Iterable

_SOUNDS = (("ch", "tr"), ("s", "x"), ("gi", "d"), ("r", "d"), ("l", "n"))
"""Beginnings that are said alike somewhere in the country, so written for each other."""
_ENDS = (("n", "ng"), ("c", "t"))
_HOOK, _TILDE = "\u0309", "\u0303"


class Everyday:
    """Administrative terms and what people say for them (rows of ``glossary.toml``)."""

    def __init__(self, rows: Iterable[tuple[Iterable[str], Iterable[str]]]) -> None:
        """``rows`` are (everyday forms, administrative terms)."""
        said: dict[str, list[str]] = {}
        for say, mean in rows:
            forms = list(say)
            for term in mean:
                said.setdefault(term.lower(), []).extend(forms)
        self.said = {term: tuple(dict.fromkeys(forms)) for term, forms in said.items()}
        longest = sorted(self.said, key=lambda term: (-len(term), term))
        self._any = re.compile(rf"\b({'|'.join(map(re.escape, longest))})\b") if longest else None

    def reword(self, text: str, chance: random.Random) -> str:
        """The text with one of its administrative terms said in everyday words."""
        lower = text.lower()
        found = list(self._any.finditer(lower)) if self._any else []
        if not found or len(lower) != len(text):
            return text
        at = chance.choice(found)
        return text[: at.start()] + chance.choice(self.said[at[1]]) + text[at.end() :]


def slip(word: str, chance: random.Random) -> str:
    """A word as it is misspelt by ear: hỏi for ngã, s for x, n for ng …; most have some."""
    ways = []
    taken = unicodedata.normalize("NFD", word)
    if _HOOK in taken or _TILDE in taken:
        swapped = taken.translate({ord(_HOOK): _TILDE, ord(_TILDE): _HOOK})
        ways.append(unicodedata.normalize("NFC", swapped))
    for one, other in (*_SOUNDS, *(pair[::-1] for pair in _SOUNDS)):
        if word.startswith(one) and word[len(one) : len(one) + 1] not in "ghr":
            ways.append(other + word[len(one) :])
    for one, other in (*_ENDS, *(pair[::-1] for pair in _ENDS)):
        if word.endswith(one) and len(word) > len(one) and not word.endswith("ng" * (one == "n")):
            ways.append(word[: -len(one)] + other)
    return chance.choice(ways) if ways else word
