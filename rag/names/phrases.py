"""A table of phrases and the search for them in a text, on whole words, longest first.

A phrase is kept as its letters alone ("Lao động - TB&XH" as "laođộngtbxh"), so spaces, hyphens,
commas and the placing of tones (hoà, hòa) make no difference, and "LĐTBXH" is "LĐ-TB&XH".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from rag.text import even_tones, fold

T = TypeVar("T")

_WORD = re.compile(r"[^\W_]+")
_LONGEST = 24
"""Words in the longest phrase that is looked for."""


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """A phrase found at [start, end); ``exact`` is false where marks were missing."""

    start: int
    end: int
    value: T
    exact: bool
    key: str


def words(text: str) -> list[tuple[int, int]]:
    """The spans of the words of a text."""
    return [m.span() for m in _WORD.finditer(text)]


def letters(phrase: str) -> str:
    """The letters and digits of a phrase, lower case, tones evenly placed."""
    return "".join(_WORD.findall(even_tones(phrase)))


def written_without_marks(written: str, key: str) -> bool:
    """Whether ``written`` is ``key`` with some or all marks left out, none changed."""
    return len(written) == len(key) and all(
        w in (k, f) for w, k, f in zip(written, key, fold(key), strict=True)
    )


class Phrases(Generic[T]):
    """An immutable table of phrases; build it once, then ``find`` in any text."""

    def __init__(self, rows: Iterable[tuple[str, T]], *, evened: bool = False) -> None:
        """Take phrases with what each stands for; the first of two equal phrases wins.

        Args:
            rows: phrase and value.
            evened: the phrases have been through ``even_tones``.
        """
        self._values: dict[str, T] = {}
        for phrase, value in rows:
            key = "".join(_WORD.findall(phrase if evened else even_tones(phrase)))
            self._values.setdefault(key, value)
        self._values.pop("", None)
        self._sorted = sorted(self._values)

    def __len__(self) -> int:
        """How many phrases there are, equal ones counted once."""
        return len(self._values)

    def get(self, phrase: str) -> T | None:
        """What a whole phrase stands for."""
        return self._values.get(letters(phrase))

    @cached_property
    def _folded(self) -> tuple[list[str], dict[str, list[str]]]:
        keys: dict[str, list[str]] = {}
        for key in self._sorted:
            keys.setdefault(fold(key), []).append(key)
        return sorted(keys), keys

    def find(
        self,
        text: str,
        *,
        soft: str = r" \t\xa0,&/–-",
        loose: bool = False,
        accept: Callable[[Match[T]], bool] | None = None,
        longest_first: bool = False,
    ) -> list[Match[T]]:
        """The longest phrases of ``text`` (NFC), left to right, none overlapping.

        Args:
            text: where to look.
            soft: what may stand between two words of a phrase, as a regex class.
            loose: also take phrases whose marks were left out.
            accept: asked about each candidate, longest first.
            longest_first: of two that overlap the longer counts, not the one that begins first.
        """
        plain = even_tones(text)
        folded = fold(text) if loose else plain
        ordered, groups = self._folded if loose else (self._sorted, {})
        spans = words(plain)
        gap = re.compile(f"[{soft}]*")
        joined = [
            gap.fullmatch(plain, spans[i][1], spans[i + 1][0]) is not None
            for i in range(len(spans) - 1)
        ]
        found: list[Match[T]] = []
        at = 0
        while at < len(spans):
            chosen: tuple[Match[T], int] | None = None
            for candidate, last in reversed(
                self._candidates(spans, joined, at, (plain, folded), (ordered, groups))
            ):
                if accept is None or accept(candidate):
                    chosen = (candidate, last)
                    break
            if chosen is None:
                at += 1
            else:
                found.append(chosen[0])
                at = at + 1 if longest_first else chosen[1] + 1
        return _longest(found) if longest_first else found

    def _candidates(
        self,
        spans: list[tuple[int, int]],
        joined: list[bool],
        at: int,
        texts: tuple[str, str],
        table: tuple[list[str], dict[str, list[str]]],
    ) -> list[tuple[Match[T], int]]:
        plain, folded = texts
        ordered, groups = table
        out: list[tuple[Match[T], int]] = []
        sought = written = ""
        for last in range(at, min(at + _LONGEST, len(spans))):
            if last > at and not joined[last - 1]:
                break
            start, end = spans[last]
            sought += folded[start:end]
            written += plain[start:end]
            place = bisect_left(ordered, sought)
            if place == len(ordered) or not ordered[place].startswith(sought):
                break
            if ordered[place] != sought:
                continue
            whole = (spans[at][0], end)
            if written in self._values:
                out.append((Match(*whole, self._values[written], exact=True, key=written), last))
                continue
            for key in groups.get(sought, ()):
                if written_without_marks(written, key):
                    out.append((Match(*whole, self._values[key], exact=False, key=key), last))
                    break
        return out


def _longest(found: list[Match[T]]) -> list[Match[T]]:
    """In reading order those that no longer one overlaps."""
    kept: list[Match[T]] = []
    for one in sorted(found, key=lambda match: (match.start - match.end, match.start)):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda match: match.start)
