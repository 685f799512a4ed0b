"""How well a text covers the content words of a question."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rag.schema import Query
from rag.text import even_tones, fold

if TYPE_CHECKING:
    from rag.book import Book

_WORD = re.compile(r"[^\W_]+")
_PAIR_WEIGHT = 1.5
_TITLE = 0.85
"""How much of a word's weight is lost where every plan asked has it in its title."""
_COMMON = 0.99
_SHORT = 4
"""Content words up to which the rarest must be in an answer; see docs/decisions.md."""
_RAREST = 0.95
"""Share of the highest rarity from which a word counts among the rarest."""
_ENOUGH = 0.7
"""Share of the looked-up terms that stands in for the rarest word itself."""
_TELLING = 1.5
"""Rarity above which a word is a subject: below it more than a fourth of the passages hold it."""
_PAIR_MISSED = 0.5
_UNMARKED = 0.85
"""Weight of a word that matches only without its marks, in a question written with marks."""


Unit = tuple[str, str, float]
"""A word or a pair of neighbours with marks, without, and its weight."""


class Matcher:
    """Share of a question's content words and word pairs that stand in a text, by rarity.

    1.0 where all do. Everyday and English words count through their official terms: the best of
    the question's own words and of the terms looked up for them is taken.
    """

    def __init__(self, book: Book, query: Query) -> None:
        """The weights are made when they are first needed, once for many texts."""
        self._book = book
        self._query = query
        self._marked = not query.unaccented and query.lang == "vi"

    @functools.cached_property
    def _titles(self) -> dict[str, float]:
        return self._book.title_share(self._query.plans)

    @functools.cached_property
    def _words(self) -> tuple[list[str], ...]:
        """The question's own words, and those looked up for it where they are others."""
        own = [w.lower() for w in self._query.terms]
        extra = [w.lower() for w in _WORD.findall(self._query.search_text)]
        sets = [own] if self._query.lang == "vi" else []
        return tuple(words for words in (*sets, *([extra] if extra != own else [])) if words)

    @functools.cached_property
    def _sets(self) -> list[list[Unit]]:
        return [self._weigh(words) for words in self._words]

    @functools.cached_property
    def _own(self) -> list[Unit]:
        query = self._query
        telling = query.terms if query.lang == "vi" else _WORD.findall(query.search_text)
        return self._weigh([w.lower() for w in telling]) if telling else []

    @functools.cached_property
    def _named(self) -> list[list[Unit]]:
        """With the words of an agency that is the subject, not the one asked ("HĐND cấp huyện")."""
        names = [w.lower() for name in self._query.agencies for w in _WORD.findall(name)]
        return [self._weigh([*words, *names]) for words in self._words if names]

    @functools.cached_property
    def empty(self) -> bool:
        """Whether the question names no subject beyond the plans' own titles."""
        return not any(
            self._titles.get(plain, 0.0) < _COMMON and self._book.rarity(plain) > _TELLING
            for units in self._sets for _, plain, _ in units if " " not in plain
        )  # fmt: skip

    @functools.cached_property
    def _lots(self) -> list[_Lot]:
        """The sets, then those with names: thousands of texts are held against each."""
        return [_Lot(units, marked=self._marked) for units in (*self._sets, *self._named)]

    def _weigh(self, words: list[str]) -> list[Unit]:
        """(marked, unmarked, weight) of each word and each adjacent pair."""
        even = [even_tones(word) for word in words]
        bare = [fold(word) for word in words]
        weights = [self._book.rarity(b) * (1 - _TITLE * self._titles.get(b, 0.0)) for b in bare]
        units = list(dict.fromkeys(zip(even, bare, weights, strict=True)))
        for i in range(len(words) - 1):
            weight = _PAIR_WEIGHT * (weights[i] + weights[i + 1]) / 2
            units.append((f"{even[i]} {even[i + 1]}", f"{bare[i]} {bare[i + 1]}", weight))
        return units

    def score(self, *texts: str) -> float:
        """Coverage of the words by the texts together, 0 to 1."""
        if not self._sets:
            return 0.0
        marked, bare = _spaced(texts)
        return max(lot.covered(marked, bare) for lot in self._lots)

    def own_score(self, text: str) -> float:
        """The same by the question's own words alone, and over 1.0 where all pairs are there."""
        marked, bare = _spaced([text])
        return self._own_lot.reached(marked, bare)

    @functools.cached_property
    def _own_lot(self) -> _Lot:
        return _Lot(self._own, marked=self._marked)

    def tells(self, *texts: str) -> bool:
        """Whether the texts hold the question's rarest word, or words looked up for it.

        "Ai quản lý rừng": a task on "quản lý" alone is none on forests. A longer question has
        words of talk too, and may do without one.
        """
        singles = [unit for unit in self._own if " " not in unit[1]]
        if not 2 <= len(singles) <= _SHORT:
            return True
        marked, bare = _spaced(texts)
        weights = [self._book.telling(plain, even if self._marked else None)
                   for even, plain, _ in singles]  # fmt: skip
        rarest = [u for u, w in zip(singles, weights, strict=True) if w >= _RAREST * max(weights)]
        if any(f" {u[0]} " in marked if self._marked else f" {u[1]} " in bare for u in rarest):
            return True
        others = self._lots[1 : len(self._sets)]
        return any(lot.covered(marked, bare) >= _ENOUGH for lot in others)

    def one_word(self, first: str, second: str) -> bool:
        """Whether two syllables are one word, or stand together in the question."""
        asked = fold(f"{first} {second}") in self._pairs
        return asked or self._book.is_word(f"{first} {second}")

    @functools.cached_property
    def _pairs(self) -> frozenset[str]:
        return frozenset(plain for _, plain, _ in self._own if " " in plain)

    def loses(self, whole: str, cut: str) -> bool:
        """Whether a cut leaves out two words of the question that stand together in the whole."""
        return any(self._left_out(whole, cut))

    def lost(self, whole: str, cut: str) -> int:
        """How many words of two syllables, or numbers beside a word, a cut leaves out."""
        return sum(
            any(map(str.isdigit, pair)) or self._book.is_word(pair)
            for pair in self._left_out(whole, cut)
        )

    def _left_out(self, whole: str, cut: str) -> Iterator[str]:
        """The question's pairs of words, with marks, that a whole has and its cut has not."""
        (_, held), (_, left) = _spaced([whole]), _spaced([cut])
        for even, plain, _ in self._own:
            if " " in plain and f" {plain} " in held and f" {plain} " not in left:
                yield even


class _Lot:
    """Words that texts are held against; ``marked``: whether marks count."""

    def __init__(self, units: list[Unit], *, marked: bool) -> None:
        # a pair that is not there says little: word order and small words vary
        self._total = sum(w * (_PAIR_MISSED if " " in plain else 1.0) for _, plain, w in units)
        unmarked = _UNMARKED if marked else 1.0
        self._sought = [(f" {e} " if marked else None, f" {p} ", w, w * unmarked)
                        for e, p, w in units]  # fmt: skip

    def covered(self, marked: str, bare: str) -> float:
        """The share of the weight that a text reaches, 1.0 at most."""
        return min(1.0, self.reached(marked, bare))

    def reached(self, marked: str, bare: str) -> float:
        """The same, over 1.0 where all pairs are there."""
        reached = 0.0
        for even, plain, weight, less in self._sought:
            if even is not None and even in marked:
                reached += weight
            elif plain in bare:
                reached += less
        return reached / self._total if self._total else 0.0


def _spaced(texts: Iterable[str]) -> tuple[str, str]:
    """The words of texts with one space around each, with marks and without."""
    words = [found for text in texts if (found := _words_of(text))[0]]
    return f" {' '.join(one[0] for one in words)} ", f" {' '.join(one[1] for one in words)} "


@functools.lru_cache(maxsize=20_000)
def _words_of(text: str) -> tuple[str, str]:
    """A heading stands over many tasks, and a task is read alone and below its headings."""
    words = " ".join(_WORD.findall(even_tones(text)))
    return words, fold(words)
