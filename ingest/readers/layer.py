"""Whether a text layer can be quoted: are its words real Vietnamese syllables, with their marks."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_WORD = re.compile(r"[^\W\d_]+")
_FEWEST = 20
"""Words by which a page can be judged: a title page or a table of figures has fewer."""
_REAL = 0.8
"""Good layers reach 0.95 and more, names and codes left out; damaged ones stay below 0.7."""
_MARKED = 0.35
"""Share of words with a mark or đ: 0.7 to 0.85 in prose, below 0.2 where marks were lost."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """How much of a text is real: words that count, those that are syllables, those with marks."""

    words: int
    real: int
    marked: int

    @property
    def share(self) -> float:
        """Real syllables among the words; 0 where marks are missing throughout."""
        if not self.words or self.marked < _MARKED * self.words:
            return 0.0
        return self.real / self.words

    @property
    def good(self) -> bool:
        """Whether the text can be quoted; too few words cannot be judged and stand."""
        return self.words < _FEWEST or self.share >= _REAL


@cache
def syllables(prompts: Path) -> frozenset[str]:
    """The syllables that occur in state documents, in lower case."""
    text = (prompts / "syllables.txt").read_text(encoding="utf-8")
    return frozenset(unicodedata.normalize("NFC", text).split())


def judge(text: str, known: frozenset[str]) -> Judgement:
    """Judge words that are written as words: "QĐ", "SXKD" say nothing, "THƢƠNG" does."""
    words = real = marked = 0
    for match in _WORD.finditer(unicodedata.normalize("NFC", text)):
        word = match.group()
        ascii_only = word.isascii()
        if word.isupper() and (ascii_only or len(word) < 3):
            continue
        words += 1
        real += word.lower() in known
        marked += not ascii_only
    return Judgement(words, real, marked)
