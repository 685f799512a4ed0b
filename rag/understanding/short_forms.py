"""Abbreviations written out: "KH", "CQ", "đ/c", "bn"."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from rag.names.phrases import Match, Phrases, letters
from rag.text import document_numbers, fold, has_marks, lower

_LABEL = re.compile(r"\b(?:diem|khoan|muc|phan|phu luc|bieu|mau|nhom|lop|vitamin|point|item)\s+$")
"""Before a single letter: "điểm k" is a label."""
_ASKS_SHORT = re.compile(
    r"\bviet tat\b|\bstand for\b|\babbreviat|\bmean\W*$|"
    r"^\W*\S{2,12}(?: (?:co|la|nghia|y))+ (?:gi|sao|the nao)\b|^\W*what (?:does|is) \S{2,12}\W*$"
)
""" "BĐG nghĩa là gì", "viết tắt của từ gì": the letters themselves are asked about."""
_VOWEL = re.compile(r"[bcdđghklmnpqrstvx]*[aeiouy]+[cghmnpt]*")

_OF_PAPERS = frozenset({"KH", "CQ", "VB", "ĐV", "BC", "KT-XH", "KTXH", "CATP"})
"""Words of asking and of papers; terms of the field ("LĐ", "HSSV", "MTQG") stay as typed: they are
looked for written out, and several stand for two ("lao động", "lãnh đạo")."""


@dataclass(frozen=True)
class ShortForms:
    """Abbreviation and what it stands for, as ``abbreviations.toml`` has them."""

    full: Mapping[str, str]

    def written_out(self, text: str) -> str:
        """The text with every abbreviation written out; document numbers stay as they are."""
        return self._put(text, str, lambda _: True)

    def words_written_out(self, question: str, names: Collection[tuple[int, int]]) -> str:
        """A question with its abbreviations of common words written out, with or without marks.

        Names stay as typed (``names``: where they stand), as does what stands in brackets, and
        the whole of a question that asks what an abbreviation stands for.
        """
        if _ASKS_SHORT.search(fold(question)):
            return question

        def is_word(match: Match[tuple[str, str]]) -> bool:
            at = match.start
            part = question[:at].endswith(("(", "-", "&")) or any(a <= at < b for a, b in names)
            return not part and (match.value[0] in _OF_PAPERS or match.value[0].islower())

        return self._put(question, str if has_marks(question) else fold, is_word)

    def _put(
        self, text: str, written: Callable[[str], str],
        wanted: Callable[[Match[tuple[str, str]]], bool],
    ) -> str:  # fmt: skip
        numbers = document_numbers(text)

        def accept(match: Match[tuple[str, str]]) -> bool:
            short = text[match.start : match.end]
            inside = any(a <= match.start < b for a, b in numbers)
            if " " in short and " " not in match.value[0]:
                return False
            if len(short) == 1 and _LABEL.search(fold(text[: match.start])):
                return False
            return not inside and _is_abbreviation(short, match.value[0]) and wanted(match)

        out, at = [], 0
        for match in self._phrases.find(text, soft="&./ -", loose=True, accept=accept):
            out += [text[at : match.start], written(match.value[1])]
            at = match.end
        # last: a word cut short changes the places of what stands behind it
        whole = "".join(out) + text[at:]
        return self._cut_short.sub(lambda cut: written(self._cut[lower(cut[0])]), whole)

    @functools.cached_property
    def _phrases(self) -> Phrases[tuple[str, str]]:
        return Phrases((short, (short, full)) for short, full in self.full.items())

    @functools.cached_property
    def _cut(self) -> dict[str, str]:
        """Words cut short with a stroke or a point: "đ/c", "n.vụ", also "n/vu"."""
        cut = {s: full for s, full in self.full.items() if s.islower() and {*s} & {*"/."}}
        return {fold(short): full for short, full in cut.items() if len(short) > _SURE} | cut

    @functools.cached_property
    def _cut_short(self) -> re.Pattern[str]:
        cut = "|".join(map(re.escape, sorted(self._cut, key=len, reverse=True)))
        return re.compile(rf"(?<![\w/.(])(?:{cut})(?![\w/])", re.IGNORECASE)


_SURE = 3
"""Letters of a word cut short that is known without marks: "n/vu", not "d/c"."""


def _is_abbreviation(written: str, short: str) -> bool:
    """Whether a written form stands for ``short``, not for a word of the same letters.

    One that the file writes in small letters is a shortcut of chat ("tt", "ko"): in capitals it
    is another word ("TT", "K").
    """
    if short.islower():
        return written == short or (len(short) > 1 and written == short.capitalize())
    if written == short or (written.isupper() and has_marks(written) == has_marks(short)):
        return True
    if not written.isupper() and not written.islower() and letters(written) != letters(short):
        return False
    return len(short) > 1 and _VOWEL.fullmatch(fold(written)) is None
