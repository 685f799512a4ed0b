"""Agencies that no list holds, by their shape: a head word and capitalised fields of work."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rag.names.phrases import words

if TYPE_CHECKING:
    from rag.names.agencies import AgencyNames

_LONGEST_FIELD = 6
_ASKING = {"nào", "gì", "nao", "gi"}
_AREAS = {"tỉnh", "huyện", "quận", "phường", "trung"}


def shaped(
    names: AgencyNames, text: str, plain: str, *, question: bool
) -> Iterator[tuple[int, int, bool]]:
    """(start, end, joined) of each name: "Sở Nông nghiệp và Môi trường" is joined by "và"."""
    reader = _Reader(names, text, plain, question=question)
    for at in range(len(reader.spans)):
        found = reader.name(at)
        if found:
            last, joined = found
            yield reader.spans[at][0], reader.spans[last][1], joined


class _Reader:
    def __init__(self, names: AgencyNames, text: str, plain: str, *, question: bool) -> None:
        self.names = names
        self.text = text
        self.plain = plain
        self.question = question
        self.spans = words(plain)
        self.words = [plain[start:end] for start, end in self.spans]
        self.heads = names.heads

    def word(self, at: int) -> str:
        return self.words[at]

    def between(self, at: int) -> str:
        """What stands before word ``at``, after the word before it."""
        return self.text[self.spans[at - 1][1] : self.spans[at][0]]

    def capital(self, at: int) -> bool:
        return self.text[self.spans[at][0]].isupper()

    def shouted(self, at: int) -> bool:
        start, end = self.spans[at]
        return end - start > 1 and self.text[start:end].isupper()

    def head(self, at: int) -> int | None:
        """The word after a head that begins at ``at``."""
        if at >= len(self.words):
            return None
        for head in self.heads.get(self.words[at], ()):
            if tuple(self.words[at : at + len(head)]) == head:
                return at + len(head)
        return None

    def name(self, at: int) -> tuple[int, bool] | None:
        """The last word of a name that begins at ``at``, and whether its fields are joined."""
        body = self.head(at)
        if body is None or body >= len(self.spans) or self.between(body) != " ":
            return None
        if self.head(body) is not None:
            return None
        if not self.question and not (
            self.capital(body) and (self.capital(at) or self.field(body) is not None)
        ):
            return None
        start = self.spans[at][0]
        if self.names.is_part(self.plain, start, self.spans[body - 1][1]):
            return None
        if self.shouted(at) and self.shouted(body) and self.field(body) is None:
            return None
        last = self.piece(body)
        if last is None or (not self.capital(body) and self.field(body) is None):
            return None
        return self.more(last)

    def more(self, last: int) -> tuple[int, bool]:
        """Further fields joined by a hyphen, by "và", or by commas up to an "và"."""
        joined, reach = False, last
        while reach + 1 < len(self.spans):
            following, gap = reach + 1, self.between(reach + 1)
            if gap == " " and self.word(following) == "và":
                end = self.joined_field(following + 1)
                return (end, True) if end is not None else (last, joined)
            if re.fullmatch(r"\s*[-–]\s*", gap):
                end = self.joined_field(following)
                if end is None:
                    return last, joined
                last, joined = end, True
            elif gap == ", ":
                end = self.joined_field(following)
                if end is None:
                    return last, joined
            elif gap == " " and reach == last and not joined and self.capital(following):
                end = None if self.head(following) else self.piece(following)
                if end is None:
                    return last, joined
                last = end
            else:
                return last, joined
            reach = end
        return last, joined

    def joined_field(self, at: int) -> int | None:
        if at >= len(self.spans) or (not self.question and not self.capital(at)):
            return None
        if self.head(at):
            return None
        end = self.field(at)
        asked = end is not None and end + 1 < len(self.spans) and self.word(end + 1) in _ASKING
        return None if asked else end  # "UBND tỉnh … và kế hoạch nào": another thing is asked

    def field(self, at: int) -> int | None:
        """The last word of a known field of work that begins at ``at``."""
        for length in range(_LONGEST_FIELD, 0, -1):
            last = at + length - 1
            if last < len(self.spans):
                phrase = self.plain[self.spans[at][0] : self.spans[last][1]]
                if phrase in self.names.fields:
                    return last
        return None

    def piece(self, at: int) -> int | None:
        """A known field, a run of capitalised words, or one with the lower-case word behind it."""
        known = self.field(at)
        if known is not None:
            return known
        if not self.capital(at) or self.word(at) in _AREAS:
            return None
        last = at
        while last + 1 < len(self.spans) and self.between(last + 1) == " ":
            if not self.capital(last + 1) or self.head(last + 1):
                break
            last += 1
        if last == at and at + 1 < len(self.spans) and self.between(at + 1) == " ":
            word = self.word(at + 1)
            if not self.capital(at + 1) and word.isalpha() and not self.stop(word):
                last = at + 1
        return last

    def stop(self, word: str) -> bool:
        return word in self.names.shape.stops
