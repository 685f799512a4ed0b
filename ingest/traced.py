"""Text that remembers where each of its characters stood in the file."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterable
from dataclasses import dataclass

from rag.schema import Span

_FIRST_JOINING = "\u0900"
"""Before it only combining marks join the letter in front of them."""


@dataclass(frozen=True, slots=True)
class Traced:
    """A string with, for each character, the offset in the decoded file it came from."""

    text: str
    origins: array[int]

    @classmethod
    def of(cls, raw: str) -> Traced:
        """NFC of ``raw``."""
        return cls(raw, array("l", range(len(raw)))).composed()

    def composed(self) -> Traced:
        """NFC; a composed letter keeps the offset of the first letter it was made of.

        One file may mix composed and decomposed letters, so lengths differ from the file's.
        """
        if unicodedata.is_normalized("NFC", self.text):
            return self
        text = self.text
        pieces: list[str] = []
        origins = array("l")
        start = 0
        for end in range(1, len(text) + 1):
            if end < len(text) and (
                unicodedata.combining(text[end])
                or (text[end] >= _FIRST_JOINING and _composes(text[start:end], text[end]))
            ):
                continue
            cluster = unicodedata.normalize("NFC", text[start:end])
            pieces.append(cluster)
            # what did not compose is counted from the cluster's end
            origins.extend(self.origins[start : start + min(1, len(cluster))])
            origins.extend(self.origins[end - len(cluster) + 1 : end])
            start = end
        return Traced("".join(pieces), origins)

    def __len__(self) -> int:
        return len(self.text)

    def cut(self, start: int, end: int) -> Traced:
        """The slice [start, end)."""
        return Traced(self.text[start:end], self.origins[start:end])

    def sub(self, pattern: re.Pattern[str], replacement: str) -> Traced:
        """Replace each match by a fixed string that inherits the match's first offset."""
        pieces: list[str] = []
        origins = array("l")
        last = 0
        for match in pattern.finditer(self.text):
            if match.start() == match.end():
                continue
            pieces.append(self.text[last : match.start()])
            origins.extend(self.origins[last : match.start()])
            pieces.append(replacement)
            origins.extend([self.origins[match.start()]] * len(replacement))
            last = match.end()
        if not last:
            return self
        pieces.append(self.text[last:])
        origins.extend(self.origins[last:])
        return Traced("".join(pieces), origins)

    def strip(self) -> Traced:
        """Without white space at either end."""
        left = len(self.text) - len(self.text.lstrip())
        return self.cut(left, max(left, len(self.text.rstrip())))

    def lines(self) -> list[Traced]:
        """One Traced a line, line ends left out."""
        found: list[Traced] = []
        start = 0
        for match in re.finditer(r"\r\n|\r|\n|\f|\v|\u2028|\u2029", self.text):
            found.append(self.cut(start, match.start()))
            start = match.end()
        found.append(self.cut(start, len(self.text)))
        return found

    def spans(self) -> tuple[Span, ...]:
        """The map to the file, as runs of characters that stand unbroken there."""
        runs: list[Span] = []
        start = 0
        for i in range(1, len(self.text) + 1):
            if i == len(self.text) or self.origins[i] != self.origins[i - 1] + 1:
                runs.append(Span(start, self.origins[start], i - start))
                start = i
        return tuple(runs)


def _composes(cluster: str, character: str) -> bool:
    """Whether a letter joins the one before it, as the parts of a Hangul syllable do."""
    together = unicodedata.normalize("NFC", cluster + character)
    alone = unicodedata.normalize("NFC", cluster), unicodedata.normalize("NFC", character)
    return len(together) < len(alone[0]) + len(alone[1])


def join(parts: Iterable[Traced], separator: str) -> Traced:
    """Join with a separator whose offsets are those of the character before it."""
    texts: list[str] = []
    origins = array("l")
    for part in parts:
        if texts:
            texts.append(separator)
            origins.extend([origins[-1] if origins else 0] * len(separator))
        texts.append(part.text)
        origins.extend(part.origins)
    return Traced("".join(texts), origins)
