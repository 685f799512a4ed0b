"""A question without the courtesy around it: "Chào bạn, cho em hỏi …", "… Em cảm ơn."."""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from rag.text import collapse, fold, lower, nfc

_BEHIND = 200
"""Letters at the end in which courtesy is looked for."""
_MOST = 6
"""Pieces of courtesy that are cut: nobody says more of them, a hostile question may."""
_LEAST_WORDS = 2
"""A question that is left has as many: "Cảm ơn bạn" is no question and stays as it is."""


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    you: str
    me: str
    openings: tuple[str, ...]
    closings: tuple[str, ...]
    closings_run_on: tuple[str, ...]
    particles: str
    orders: tuple[tuple[str, str], ...]
    readings: tuple[tuple[str, str], ...]
    question_words: str


@dataclass(frozen=True)
class Courtesy:
    """The patterns of ``courtesy.toml``, compiled once."""

    opening: re.Pattern[str]
    closing: re.Pattern[str]
    particle: re.Pattern[str]
    orders: tuple[tuple[re.Pattern[str], str], ...]
    readings: tuple[tuple[re.Pattern[str], str], ...]
    question_words: re.Pattern[str]

    @staticmethod
    def load(prompts: Path) -> Courtesy:
        """The patterns of a folder."""
        return _load(prompts.resolve())

    def without(self, question: str) -> str:
        """What is asked, on one line; a question all in capitals in small letters."""
        text = collapse(nfc(question)).strip()
        if text.isupper():
            text = lower(text)
        for _ in range(_MOST):
            left = self._shorter(text)
            if left is None:
                break
            text = left
        return self._as_question(text)

    def _as_question(self, text: str) -> str:
        """ "Các kế hoạch có quy định …", told to be named: "những kế hoạch nào có quy định …"."""
        for pattern, read in self.readings:
            text = _read_as(text, pattern, read) or text
        if self.question_words.search(lower(text)):
            return text
        orders = (_read_as(text, pattern, read) for pattern, read in self.orders)
        return next(filter(None, orders), text)

    def _shorter(self, text: str) -> str | None:
        folded = fold(text)
        if (found := self.opening.match(folded)) is not None:
            left = text[found.end() :]
        elif (found := self.closing.search(folded, max(0, len(folded) - _BEHIND))) is not None:
            left = text[: found.start()].rstrip(" ,.!;")
        elif (found := self.particle.search(lower(text), max(0, len(text) - _BEHIND))) is not None:
            left = text[: found.start()] + text[found.end() :]
        else:
            return None
        return left if len(left.split()) >= _LEAST_WORDS else None


def _read_as(text: str, pattern: re.Pattern[str], read: str) -> str | None:
    """The text with its beginning read as another; None where it begins otherwise."""
    found = pattern.match(lower(text))
    return found.expand(read) + text[found.end() :] if found is not None else None


@functools.lru_cache(maxsize=8)
def _load(prompts: Path) -> Courtesy:
    text = (prompts / "courtesy.toml").read_text(encoding="utf-8")
    file = _File.model_validate(tomllib.loads(text))

    def any_of(patterns: tuple[str, ...]) -> str:
        filled = (one.replace("{you}", file.you).replace("{me}", file.me) for one in patterns)
        return "|".join(f"(?:{one})" for one in filled)

    return Courtesy(
        re.compile(any_of(file.openings)),
        re.compile(
            rf"(?:(?<=[,.!?;])\s+(?:{any_of(file.closings)})|"
            rf"\s+(?:{any_of(file.closings_run_on)}))\s*[.!?]*$"
        ),
        re.compile(rf"[\s,]+(?:{file.particles})(?=\s*[?.!]*$)"),
        tuple((re.compile(order), read) for order, read in file.orders),
        tuple((re.compile(asked), read) for asked, read in file.readings),
        re.compile(file.question_words),
    )
