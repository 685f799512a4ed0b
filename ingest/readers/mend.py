"""Wrong letters of a text layer put right where there is one right letter for each.

"BỘ CÔNG THƢƠNG"  -> "BỘ CÔNG THƯƠNG"    Ƣ, ƣ: no letters of Vietnamese
"CỘNG HÕA"        -> "CỘNG HÒA"          the same writers give Ò as Õ; "RÕ" stays, as it is real
"Ðiều", "ðiều"    -> "Điều", "điều"      Icelandic eth
"tổ chư ́c"        -> "tổ chức"           marks apart from their letter
"ĐIỀ U"           -> "ĐIỀU"              a word in two
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.readers.syllables import is_syllable

_LETTERS = str.maketrans({
    # a broken font map's neighbours, and look-alikes of other languages
    "Ƣ": "Ư", "ƣ": "ư", "Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "Ǎ": "Ă", "ǎ": "ă",
})  # fmt: skip
_PLAIN = str.maketrans({
    # bullets of Symbol and Wingdings, which have codes of their own
    "\uf0b7": "•", "\uf0a7": "•", "\uf0a8": "•", "\uf076": "•", "\uf0d8": "•", "\uf06e": "•",
    "\uf0fc": "•", "\uf071": "•", "\uf02d": "-", "\uf0ad": "-", "\uf02b": "+", "\uf0de": "⇒",
    "\uf020": " ", "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\u2010": "-", "\u2011": "-",
    "\u00a0": " ",
})  # fmt: skip
_LOOSE = re.compile(r"(?<=[^\W\d_]) ([\u0300-\u0303\u0306\u0309\u031b\u0323])")
_WORD = re.compile(r"[^\W\d_]+")
_TILDE, _GRAVE = "\u0303", "\u0300"
_HORN_LOST = "Ƣƣ"
_MOST_PARTS = 3
_LONGEST_PART = _MOST_PARTS + 2
"""With the signs behind it."""
_CODAS = frozenset({"c", "ch", "m", "n", "ng", "nh", "p", "t"})
_CLOSING = '.,;:!?)”"'


@dataclass(frozen=True, slots=True)
class Mended:
    """A text put right, and a few of the words that were wrong, as they were."""

    text: str
    wrong: tuple[str, ...]


def plain(text: str) -> str:
    """Letters that only look otherwise: composed, no ligatures, bullets as bullets."""
    return unicodedata.normalize("NFC", text.translate(_PLAIN))


class Mender:
    """Mends the texts of one page, all by what the whole page shows.

    A ``sound`` page has nothing to mend.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        whole = " ".join(texts)
        self._tilde = any(letter in whole for letter in _HORN_LOST)
        self._foreign = any(ord(letter) in _LETTERS for letter in set(whole))
        self._torn = False
        self._torn = self._whole(whole) != whole
        self.sound = not (self._torn or self._tilde or self._foreign or _LOOSE.search(whole))
        self.wrong: list[str] = []

    def mend(self, text: str) -> str:
        """The text with what is surely wrong put right; ``wrong`` collects the words."""
        before = text
        text = unicodedata.normalize("NFC", _LOOSE.sub(r"\1", text))
        if self._foreign:
            text = text.translate(_LETTERS)
        if self._tilde:
            text = _WORD.sub(self._grave, text)
        text = self._whole(text)
        if text != before:
            mended = set(text.split())
            self.wrong += [word for word in before.split() if word not in mended]
        return text

    def _grave(self, match: re.Match[str]) -> str:
        """ "HÕA" is no word and "HÒA" is one."""
        word = match.group()
        apart = unicodedata.normalize("NFD", word)
        if _TILDE not in apart or is_syllable(word):
            return word
        other = unicodedata.normalize("NFC", apart.replace(_TILDE, _GRAVE))
        return other if is_syllable(other) else word

    def _whole(self, text: str) -> str:
        """Words in two where neither part is a word and both together are."""
        words = text.split(" ")
        found: list[str] = []
        for word in words:
            if found and len(word) <= _LONGEST_PART and self._belongs(found[-1], word):
                found[-1] += word
            else:
                found.append(word)
        return " ".join(found)

    def _belongs(self, one: str, two: str) -> bool:
        bare = two.rstrip(_CLOSING)
        if not (one.isalpha() and bare.isalpha()) or (one.isascii() and bare.isascii()):
            return False
        if len(bare) > _MOST_PARTS or not is_syllable(one + bare):
            return False
        if is_syllable(one):
            # "thự c": "thự" is a word too, so only where other words of the page are in two
            return self._torn and bare.lower() in _CODAS
        return not is_syllable(bare) or len(bare) == 1
