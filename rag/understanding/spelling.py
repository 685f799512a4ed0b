"""Misspelt syllables of a question, mended from the words the plans use themselves.

A syllable that no plan, no data file and no Vietnamese spelling rule knows is replaced by the
known one a single slip away that stands best beside its neighbours: "mục têu" is "mục tiêu",
"mô hìn" is "mô hình". A known syllable is touched only to add marks that were left out.
"""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Protocol

from rag.text import fold, has_marks, lower

_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = "abcdeghiklmnopqrstuvxyđăâêôơư"
_MARKS = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵ"
_AS_TYPED = frozenset({"năm", "lo"})
""" "… của xã năm ở …": the year, whatever else stands before "ở" in the plans."""
_SINCE = re.compile(r"sau\s+(?:tháng|ngày|năm|quý)\s+[\dIVX]", re.IGNORECASE)
""" "Sau tháng 6" is no "sáu tháng"."""
_KEPT = 512
"""Questions whose mending is kept: one is read several times over."""
SURE_PAIR = 8
MIN_PAIR = 2
"""A pair of syllables must stand this often in the plans before a slip is mended to it."""


class SyllableCounts(Protocol):
    """How often the plans have a syllable, and one beside another; in lower case."""

    def word_counts(self, words: Iterable[str]) -> Mapping[str, int]:
        """Those of the syllables that any plan has."""
        ...

    def pair_counts(self, pairs: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], int]:
        """Those of the pairs that stand side by side in any plan."""
        ...

    def marked_forms(self, folded: str) -> tuple[str, ...]:
        """The syllables of the plans that are this one without marks."""
        ...


class Speller:
    """Counts of syllables and of neighbours over the plans and the words of asking."""

    def __init__(self, plans: SyllableCounts, words: Iterable[str]) -> None:
        """``words`` are further known words (question words, names)."""
        self._plans = plans
        self._words: set[str] = set()
        self._word_pairs: Counter[tuple[str, str]] = Counter()
        for phrase in words:
            tokens = _WORD.findall(lower(phrase))
            self._words.update(tokens)
            for pair in itertools.pairwise(tokens):
                self._word_pairs[pair] += MIN_PAIR
        self._bare: dict[str, set[str]] = {}
        for known in self._words:
            self._bare.setdefault(fold(known), set()).add(known)
        self.mend = functools.lru_cache(maxsize=_KEPT)(self._mend)

    def _known(self, words: Collection[str]) -> set[str]:
        """Those of the words that a plan has or that are words of asking."""
        return {*self._plans.word_counts(words), *self._words.intersection(words)}

    def _beside(self, before: str, words: Collection[str], after: str) -> dict[str, int]:
        """How often each word stands behind the one or before the other."""
        pairs = {one: ((before, one), (one, after)) for one in words}
        counts = self._plans.pair_counts({pair for two in pairs.values() for pair in two})
        return {
            one: sum(counts.get(pair, 0) + self._word_pairs[pair] for pair in two)
            for one, two in pairs.items()
        }

    def _marked_forms(self, token: str) -> set[str]:
        bare = fold(token)
        return {*self._plans.marked_forms(bare), *self._bare.get(bare, ())}

    def _mend(self, question: str) -> str:
        """The question with sure slips mended; as it was where it is typed without marks."""
        if not has_marks(question):
            return question
        matches = list(_WORD.finditer(question))
        tokens = [lower(m.group()) for m in matches]
        typed = self._known(tokens)
        out, at = [], 0
        for i, match in enumerate(matches):
            token = tokens[i]
            # names, abbreviations and foreign words are left alone
            if len(token) < 2 or _is_name(matches, i):
                continue
            if token in _AS_TYPED or _SINCE.match(question, match.start()):
                continue
            before = tokens[i - 1] if i else ""
            after = tokens[i + 1] if i + 1 < len(tokens) else ""
            if token in _MEN and before in _PERSONS and not after.isdigit():
                continue
            better = (self._marked if token in typed else self._best)(token, before, after)
            if better is not None:
                tokens[i] = better
                shown = better.capitalize() if match.group()[0].isupper() else better
                out += [question[at : match.start()], shown]
                at = match.end()
        return "".join(out) + question[at:]

    def _marked(self, token: str, before: str, after: str) -> str | None:
        """ "báo cao", "phát đông": marks, or the tone alone, left out, as its neighbours tell."""
        if self._beside(before, (token,), after)[token]:
            return None
        alike = self._marked_forms(token) - {token}
        if has_marks(token):
            alike = {one for one in alike if _without_tone(one) == token}
        counted = self._beside(before, alike, after)
        count, better = max(((count, one) for one, count in counted.items()), default=(0, ""))
        return better if count >= SURE_PAIR else None

    def _best(self, token: str, before: str, after: str) -> str | None:
        # "ngaỳ": the right letters with a mark in the wrong place
        alike = self._marked_forms(token)
        # "nagỳ": two letters swapped, the mark with them
        swapped = _swapped(fold(token)) if has_marks(token) else ()
        moved = {one for bare in swapped for one in self._marked_forms(bare)}
        for known in (alike, moved):
            sure = [one for one in known if _same_keys(token, one)]
            if len(sure) == 1:
                return sure[0]
        candidates = self._known(_one_slip(token) | alike)
        # the same letters with another mark is the likelier slip
        scored = [
            (fold(one) == fold(token), count, one)
            for one, count in self._beside(before, candidates, after).items()
            if count >= MIN_PAIR
        ]
        return max(scored)[2] if scored else None


_MEN = frozenset({"nam"})
_PERSONS = frozenset("nhân bộ sinh động chức viên niên giới trưởng".split())
""" "Công nhân nam của …": men, though no plan has "nam của", and no year."""


def _same_keys(token: str, known: str) -> bool:
    """ "trứơc" for "trước", "dến" for "đến", "phãi" for "phải"."""
    if token[0] == "d" and known[0] == "đ" and token[1:] == known[1:]:
        return True
    if _one_tone(token) == _one_tone(known):
        return True
    return sorted(unicodedata.normalize("NFD", token)) == sorted(
        unicodedata.normalize("NFD", known)
    )


_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")


def _without_tone(syllable: str) -> str:
    return unicodedata.normalize("NFC", _TONES.sub("", unicodedata.normalize("NFD", syllable)))


def _one_tone(syllable: str) -> str:
    """With hỏi and ngã, which many say alike, as one tone."""
    return unicodedata.normalize("NFD", syllable).replace("\u0303", "\u0309")


def _is_name(matches: list[re.Match[str]], i: int) -> bool:
    """An abbreviation, or a capitalised word beside another one ("Ea Kao")."""
    word = matches[i].group()
    if word.isupper():
        return True
    beside = [matches[j].group()[0].isupper() for j in (i - 1, i + 1) if 0 < j < len(matches)]
    return i > 0 and word[0].isupper() and any(beside)


def _swapped(token: str) -> set[str]:
    """All strings with two neighbouring letters swapped."""
    return {token[:i] + token[i + 1] + token[i] + token[i + 2 :] for i in range(len(token) - 1)}


def _one_slip(token: str) -> set[str]:
    """All strings one letter dropped, added, changed or swapped away."""
    cuts = [(token[:i], token[i:]) for i in range(len(token) + 1)]
    dropped = {a + b[1:] for a, b in cuts if b}
    swapped = _swapped(token)
    changed = {a + c + b[1:] for a, b in cuts if b for c in {*_LETTERS, *_MARKS}}
    added = {a + c + b for a, b in cuts for c in {*_LETTERS, *_MARKS}}
    return dropped | swapped | changed | added
