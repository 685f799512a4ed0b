"""Patterns of questions, which are typed with marks or without."""

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
