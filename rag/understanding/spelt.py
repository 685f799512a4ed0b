"""Patterns of questions, typed with marks or without, and how a syllable is spelt."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.text import even_tones, fold, has_marks, lower


class Spelt:
    """A pattern written with marks; of a text typed without marks it is read without.

    "chữa cháy" is no "chưa", "cơ sở" no "có"; "chua chay" may be either.
    """

    def __init__(self, pattern: str) -> None:
        """``pattern`` in lower case, with the tones of ``even_tones``."""
        self._marked = re.compile(pattern)
        self._bare = re.compile(re.sub(r"[^\x00-\x7f]+", lambda part: fold(part[0]), pattern))

    def _in(self, text: str) -> tuple[re.Pattern[str], str]:
        return (self._marked, even_tones(text)) if has_marks(text) else (self._bare, lower(text))

    def search(self, text: str) -> re.Match[str] | None:
        """The first place; its offsets are those of ``nfc(text)``."""
        pattern, read = self._in(text)
        return pattern.search(read)

    def match(self, text: str) -> re.Match[str] | None:
        """The same at the beginning."""
        pattern, read = self._in(text)
        return pattern.match(read)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """The same of the whole text."""
        pattern, read = self._in(text)
        return pattern.fullmatch(read)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Every place."""
        pattern, read = self._in(text)
        return pattern.finditer(read)


_ONSET = "ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|b|c|d|đ|g|h|k|l|m|n|p|r|s|t|v|x|"
_NUCLEUS = "[aăâeêioôơuưy]{1,3}"
_CODA = "ng|nh|ch|c|m|n|p|t|"
_SHAPE = re.compile(rf"(?:{_ONSET})(?:{_NUCLEUS})(?:{_CODA})")
_TONES = str.maketrans(
    "àáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ",
    "aaaaaăăăăăâââââeeeeeêêêêêiiiiioooooôôôôôơơơơơuuuuuưưưưưyyyyy",
)
_TONED = re.compile("[àáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]")
# "vàt" is none: a syllable that ends in a stop has the sharp or the heavy tone
_STOPPED = re.compile("(?:p|t|c|ch)$")
_SHARP = re.compile("[áạắặấậéẹếệíịóọốộớợúụứựýỵ]")


def is_syllable(word: str) -> bool:
    """Whether a word in lower case, with the tones of ``even_tones``, is spelt as a syllable."""
    bare = word.translate(_TONES)
    if len(_TONED.findall(word)) > 1 or _SHAPE.fullmatch(bare) is None:
        return False
    return _STOPPED.search(bare) is None or _SHARP.search(word) is not None
