"""Misspelt syllables of a question, mended from the words the plans use themselves.

A syllable that no plan, no data file and no Vietnamese spelling rule knows is replaced by the
known one a single slip away that stands best beside its neighbours: "mục têu" is "mục tiêu",
"mô hìn" is "mô hình". A known syllable is touched only to add marks that were left out.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from rag.text import fold, has_marks, lower

_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = "abcdeghiklmnopqrstuvxyđăâêôơư"
_MARKS = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵ"
SURE_PAIR = 8
MIN_PAIR = 2
"""A pair of syllables must stand this often in the plans before a slip is mended to it."""


class Speller:
    """Counts of syllables and of neighbours over the plans and the words of asking."""

    def __init__(self, texts: Iterable[str], words: Iterable[str]) -> None:
        """``texts`` are plan texts; ``words`` further known words (question words, names)."""
        self._known: Counter[str] = Counter()
        self._pairs: Counter[tuple[str, str]] = Counter()
        for text in texts:
            tokens = _WORD.findall(lower(text))
            self._known.update(tokens)
            self._pairs.update(itertools.pairwise(tokens))
        for phrase in words:
            tokens = _WORD.findall(lower(phrase))
            self._known.update(tokens)
            for pair in itertools.pairwise(tokens):
                self._pairs[pair] += MIN_PAIR
        self._bare: dict[str, set[str]] = {}
        for known in self._known:
            self._bare.setdefault(fold(known), set()).add(known)

    def mend(self, question: str) -> str:
        """The question with sure slips mended; as it was where it is typed without marks."""
        if not has_marks(question):
            return question
        matches = list(_WORD.finditer(question))
        tokens = [lower(m.group()) for m in matches]
        out, at = [], 0
        for i, match in enumerate(matches):
            token = tokens[i]
            # names, abbreviations and foreign words are left alone
            if len(token) < 2 or _is_name(matches, i):
                continue
            before = tokens[i - 1] if i else ""
            after = tokens[i + 1] if i + 1 < len(tokens) else ""
            known = self._known[token] > 0
            better = (self._marked if known else self._best)(token, before, after)
            if better is not None:
                tokens[i] = better
                shown = better.capitalize() if match.group()[0].isupper() else better
                out += [question[at : match.start()], shown]
                at = match.end()
        return "".join(out) + question[at:]

    def _marked(self, token: str, before: str, after: str) -> str | None:
        """ "báo cao", "phát đông": marks, or the tone alone, left out, as its neighbours tell."""

        def beside(one: str) -> int:
            return self._pairs[before, one] + self._pairs[one, after]

        if beside(token):
            return None
        alike = self._bare.get(fold(token), set())
        if has_marks(token):
            alike = {one for one in alike if _without_tone(one) == token}
        counted = [(beside(one), one) for one in alike if one != token]
        count, better = max(counted, default=(0, ""))
        return better if count >= SURE_PAIR else None

    def _best(self, token: str, before: str, after: str) -> str | None:
        sure = [one for one in self._bare.get(fold(token), ()) if _same_keys(token, one)]
        if len(sure) == 1:
            return sure[0]
        scored = []
        # "ngaỳ": the right letters with a mark in the wrong place
        for candidate in _one_slip(token) | self._bare.get(fold(token), set()):
            if not self._known[candidate]:
                continue
            beside = self._pairs[before, candidate] + self._pairs[candidate, after]
            if beside >= MIN_PAIR:
                # the same letters with another mark is the likelier slip
                scored.append((fold(candidate) == fold(token), beside, candidate))
        return max(scored)[2] if scored else None


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


def _one_slip(token: str) -> set[str]:
    """All strings one letter dropped, added, changed or swapped away."""
    cuts = [(token[:i], token[i:]) for i in range(len(token) + 1)]
    dropped = {a + b[1:] for a, b in cuts if b}
    swapped = {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    changed = {a + c + b[1:] for a, b in cuts if b for c in {*_LETTERS, *_MARKS}}
    added = {a + c + b for a, b in cuts for c in {*_LETTERS, *_MARKS}}
    return dropped | swapped | changed | added
