"""What a question is read against: the plans there are, their texts, the words known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rag.lexicon import Lexicon
from rag.questions import Frames
from rag.schema import Plan
from rag.spelling import Speller
from rag.text import fold, nfc


class Texts:
    """Folded clean texts by plan, made when first asked for."""

    def __init__(self, read: Callable[[str], str]) -> None:
        """``read`` gives a plan's clean text."""
        self._read = read
        self._kept: dict[str, str] = {}

    def folded(self, plan_id: str) -> str:
        """The plan's text without marks, in lower case."""
        if plan_id not in self._kept:
            self._kept[plan_id] = fold(self._read(plan_id))
        return self._kept[plan_id]

    def written(self, plan_id: str, start: int, end: int) -> str:
        """The plan's own words at offsets of its folded text."""
        return nfc(self._read(plan_id))[start:end]


@dataclass(frozen=True, slots=True)
class Context:
    """What a question is read against: the plans there are, the words known, how one asks.

    ``texts`` gives a plan's clean text folded, for places and years that a plan only mentions.
    """

    plans: tuple[Plan, ...]
    lexicon: Lexicon
    frames: Frames
    speller: Speller
    texts: Texts
