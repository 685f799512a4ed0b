"""What a question is read against: the plans there are, their texts, the words known."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from rag.lexicon import Lexicon
from rag.register import Register
from rag.text import fold, lower, nfc
from rag.understanding.questions import Frames
from rag.understanding.spelling import Speller

_KEPT = 128
"""Folded texts kept: more than are read for a question."""
_FEW = 12
"""Plans whose texts tell which of several words for an English one is meant."""
_LOOKED_AT = 20
"""Plans that the word index names of which the text is then looked at."""


class Texts:
    """Folded clean texts by plan, made when first asked for."""

    def __init__(
        self, read: Callable[[str], str], likely: Callable[[str, Register, int], Iterable[str]]
    ) -> None:
        """``read`` gives a plan's clean text, ``likely`` so many plans that may say words."""
        self._read = read
        self._likely = likely
        self._in_words = functools.lru_cache(maxsize=_KEPT)(lambda one: _spaced(read(one)))
        self.folded = functools.lru_cache(maxsize=_KEPT)(self._folded)

    def _folded(self, plan_id: str) -> str:
        """The plan's text without marks, in lower case."""
        return fold(self._read(plan_id))

    def may_say(self, words: str, register: Register) -> Iterable[str]:
        """The plans whose text is to be looked at for words: all of few; of many the likely ones.

        Those the word index names.
        """
        if not register.many:
            return register.ids
        return self._likely(words, register, _LOOKED_AT)

    def written(self, plan_id: str, start: int, end: int) -> str:
        """The plan's own words at offsets of its folded text."""
        return nfc(self._read(plan_id))[start:end]

    def name(self, words: str, plans: Sequence[str]) -> bool:
        """Whether any of few plans has the words, with their marks, in its text."""
        sought = _spaced(words)
        return len(plans) <= _FEW and any(sought in self._in_words(one) for one in plans)

    def say(self, words: str, register: Register) -> bool:
        """Whether any of the plans has the words, folded, in its text.

        "Nậm Tin" is not said by "nắm tình hình".
        """
        words = words.strip()
        whole = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
        texts = (self.folded(one) for one in self.may_say(words, register))
        return any(words in text and whole.search(text) is not None for text in texts)


def _spaced(text: str) -> str:
    words = re.findall(r"[^\W_]+", lower(nfc(text)))
    return f" {' '.join(words)} "


@dataclass(frozen=True, slots=True)
class Context:
    """What a question is read against: the plans there are, the words known, how one asks.

    ``texts`` gives a plan's clean text folded, for places and years that a plan only mentions.
    """

    register: Register
    lexicon: Lexicon
    frames: Frames
    speller: Speller
    texts: Texts
    merged_into: Mapping[str, str | None]
    """What has taken in each former province, by its name without marks."""

    def mended(self, question: str) -> str:
        """A question in common words, its slips of the keyboard mended."""
        return self.speller.mend(self.lexicon.dialect.common(question))
