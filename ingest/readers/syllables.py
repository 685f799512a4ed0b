"""Real Vietnamese syllables, by a list: tells readable text from wrong letters.

Whether a layer can be quoted, whether bytes are of TCVN3, VNI or windows-1258 and which letters of
a page are wrong are all told by ``prompts/syllables.txt``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from rag.settings import ROOT
from rag.text import nfc

_FEWEST = 20
"""Words by which a page can be judged: a title page or a table of figures has fewer."""
_FEWEST_MARKED = 10
"""Marked words by which an encoding can be told."""
_REAL = 0.8
_SURELY_REAL = 0.95
_REAL_MARKED = 0.85
_MARKED = 0.35
# the quotes, dashes and bullets around words, which say nothing of their letters; TCVN3 and VNI
# have letters at all other codes beyond ASCII
_BETWEEN = re.compile("[\u2010-\u2015\u2018-\u201f\u2022\u2026\uf0b7\ufffe]|[\x00-\x40\\[-`{-\x7f]")


@dataclass(frozen=True, slots=True)
class Judgement:
    """How many words a text has, how many hold a mark or đ, and how many of both are syllables."""

    words: int
    real: int
    marked: int
    real_marked: int

    @property
    def share(self) -> float:
        """Real syllables among the words; 0 where marks are missing throughout."""
        if not self.words or self.marked < _MARKED * self.words:
            return 0.0
        return self.real / self.words

    @property
    def good(self) -> bool:
        """Whether the text can be quoted; too few words cannot be judged and stand."""
        return self.words < _FEWEST or (self.share >= _REAL and self._well_marked)

    @property
    def surely_good(self) -> bool:
        """What another's recogniser laid over a picture must be to be kept."""
        return self.words < _FEWEST or self.share >= _SURELY_REAL

    @property
    def rightly_decoded(self) -> bool:
        """Whether the letters beyond ASCII are surely those that were written."""
        return self.marked >= _FEWEST_MARKED and self._well_marked

    @property
    def _well_marked(self) -> bool:
        return self.real_marked >= _REAL_MARKED * self.marked


@cache
def known() -> frozenset[str]:
    """The syllables that occur in Vietnamese texts, in lower case."""
    return frozenset(nfc((ROOT / "prompts" / "syllables.txt").read_text(encoding="utf-8")).split())


def is_syllable(word: str) -> bool:
    """Whether a word in lower or upper case is a syllable of Vietnamese."""
    return nfc(word).lower() in known()


def judge(text: str) -> Judgement:
    """Judge words that are written as words: "QĐ", "SXKD" say nothing, "THƢƠNG" does."""
    words = real = marked = real_marked = 0
    for word in _BETWEEN.sub(" ", nfc(text)).split():
        ascii_only = word.isascii()
        if word.isupper() and (ascii_only or len(word) < 3):
            continue
        found = is_syllable(word)
        words += 1
        real += found
        if not ascii_only:
            marked += 1
            real_marked += found
    return Judgement(words, real, marked, real_marked)
