"""The language of a question: Vietnamese, with marks or without, or English."""

from __future__ import annotations

import re

from rag.schema import Lang, Query
from rag.text import has_marks
from rag.understanding.english import SYLLABLE

_ENGLISH = re.compile(
    r"\b(?:which|what|when|who|whose|how|is|are|does|do|the|of|in|for|by|under|must|should|report\w*|"
    r"plan|department|objective|target|agency|deadline|list|where|did|was|signed|say|many|much|"
    r"and|compare|between|versus|summari[sz]e)\b"
)
_BRACKETS = re.compile(r"\([^()]*\)")
_QUOTED = re.compile(r"[\"“”‘«][^\"“”’»]*[\"“”’»]")
_FEW = 3
"""Words up to which a follow-up may be in either language: "thanks", "Hương Trà?"."""


def language_of(text: str, previous: Query | None) -> Lang:
    """The language of a question; a few words in an English talk stay English."""
    outside = _BRACKETS.sub(" ", text)
    if has_marks(outside):
        # "Who leads the contest "Người cha tuyệt vời"?": a name stays as the plan writes it
        outside = _QUOTED.sub(" ", outside)
    if outside != text and len(outside.split()) >= _FEW and not _marked(outside):
        text = outside  # "Which plan mentions Project 8 (Dự án 8)?"
    words = text.split()
    marked = bool(_marked(text))
    if previous is not None and previous.lang == "en" and len(words) <= _FEW and not marked:
        return "en"
    return _language(text, previous)


def _marked(text: str) -> int:
    """The words with marks that are no name and no number ("4127/QĐ-UBND")."""
    return sum(
        has_marks(word) and not (word[0].isupper() or any(map(str.isdigit, word)))
        for word in text.split()
    )  # fmt: skip


def _is_foreign(word: str) -> bool:
    bare = word.strip(",.?!").lower()
    return bare.isascii() and bare.isalpha() and SYLLABLE.fullmatch(bare) is None


def _language(text: str, previous: Query | None) -> Lang:
    if has_marks(text):
        # a place keeps its marks in an English question too
        vietnamese = _marked(text)
        english = len(_ENGLISH.findall(text.lower()))
        if english and not vietnamese:
            # "Does Cẩm Nhai hold a singing contest?": some word is no syllable
            english += sum(_is_foreign(word) for word in text.split())
        if previous is not None and previous.lang == "en" and not vietnamese:
            # "I meant Đắk Nông"
            english += 1 + (0 if english else sum(_is_foreign(word) for word in text.split()))
        return "en" if english > vietnamese + 1 else "vi"
    words = re.findall(r"[a-z]+", text.lower())
    foreign = sum(SYLLABLE.fullmatch(word) is None for word in words)
    if foreign >= max(2, 0.4 * len(words)):
        return "en"
    return "en" if len(_ENGLISH.findall(text.lower())) >= max(1, 0.25 * len(words)) else "vi"
