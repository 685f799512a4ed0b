"""The language of a question: Vietnamese, with marks or without, or English."""

from __future__ import annotations

import re

from rag.schema import Lang, Query
from rag.text import has_marks

_ENGLISH = re.compile(
    r"\b(?:which|what|when|who|whose|how|is|are|does|do|the|of|in|for|by|under|must|should|report\w*|"
    r"plan|department|objective|target|agency|deadline|list|where|did|was|signed|say|many|much)\b"
)
_SYLLABLE = re.compile(
    r"(?:ngh|ng|gh|gi|kh|nh|ph|qu|th|tr|ch|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?"
)
"""A Vietnamese syllable without marks; "health" and "indicators" are none."""
_BRACKETS = re.compile(r"\([^()]*\)")
_FEW = 3
"""Words up to which a follow-up may be in either language: "thanks", "Hương Trà?"."""


def language_of(text: str, previous: Query | None) -> Lang:
    """The language of a question; a few words in an English talk stay English."""
    outside = _BRACKETS.sub(" ", text)
    if has_marks(text) and not has_marks(outside) and len(outside.split()) >= _FEW:
        text = outside  # "Which plan mentions Project 8 (Dự án 8)?"
    words = text.split()
    marked = any(has_marks(word) and not word[0].isupper() for word in words)
    if previous is not None and previous.lang == "en" and len(words) <= _FEW and not marked:
        return "en"
    return _language(text, previous)


def _is_foreign(word: str) -> bool:
    bare = word.strip(",.?!").lower()
    return bare.isascii() and bare.isalpha() and _SYLLABLE.fullmatch(bare) is None


def _language(text: str, previous: Query | None) -> Lang:
    if has_marks(text):
        # a place keeps its marks in an English question too
        vietnamese = sum(has_marks(word) and not word[0].isupper() for word in text.split())
        english = len(_ENGLISH.findall(text.lower()))
        if previous is not None and previous.lang == "en" and not vietnamese:
            # "I meant Đắk Nông": some word is no syllable
            english += sum(_is_foreign(word) for word in text.split()) + 1
        return "en" if english > vietnamese + 1 else "vi"
    words = re.findall(r"[a-z]+", text.lower())
    foreign = sum(_SYLLABLE.fullmatch(word) is None for word in words)
    if foreign >= max(2, 0.4 * len(words)):
        return "en"
    return "en" if len(_ENGLISH.findall(text.lower())) >= max(1, 0.25 * len(words)) else "vi"
