"""What a model answers, read while it comes: a sentence is given on as soon as it is whole."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from pydantic import BaseModel, ConfigDict, Field, ValidationError

_LIST = re.compile(r'\{\s*"claims"\s*:\s*\[')
_QUESTION = re.compile(r'\{\s*"question"\s*:')
_THOUGHT, _THOUGHT_ENDS = re.compile(r"\s*<think>"), "</think>"
_UNREADABLE = (ValueError, RecursionError)
"""What the decoder says of figures without end and of lists in lists in lists, too."""
_BETWEEN = re.compile(r"[\s,]*")


class ModelClaim(BaseModel):
    """A sentence of the model's: what it says, which statements it phrases, what bears it out."""

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")

    text: str = Field(max_length=2_000)
    facts: list[str] = Field(max_length=20)
    passages: list[str] = Field(max_length=20)
    quotes: list[str] = Field(max_length=20)


CLAIMS_SCHEMA: Mapping[str, object] = {
    "type": "object",
    "properties": {
        "claims": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "text": {"type": "string"},
                    **{
                        name: {"type": "array", "items": {"type": "string"}}
                        for name in ("facts", "passages", "quotes")
                    },
                },
                "required": ["text", "facts", "passages", "quotes"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["claims"],
    "additionalProperties": False,
}
QUESTION_SCHEMA: Mapping[str, object] = {
    "type": "object",
    "properties": {"question": {"type": "string"}},
    "required": ["question"],
    "additionalProperties": False,
}


def claims_of(pieces: Iterable[str]) -> Iterator[ModelClaim | None]:
    """The sentences of a reply, each when it is whole; None for one of another shape.

    A reply without a list of them gives nothing. What stands around it (a thought, a fence of
    Markdown) is passed over.
    """
    decoder = json.JSONDecoder()
    text, at = "", None
    for piece in pieces:
        text += piece
        if at is None:
            begins = _LIST.search(text, _behind_thought(text))
            if begins is None:
                continue
            at = begins.end()
        while True:
            at = _end_of(_BETWEEN, text, at)
            if text[at : at + 1] == "]":
                return
            try:
                value, at = decoder.raw_decode(text, at)
            except json.JSONDecodeError:
                break  # not whole yet, or never
            except _UNREADABLE:
                return
            try:
                yield ModelClaim.model_validate(value)
            except ValidationError:
                yield None


def question_of(reply: str) -> str | None:
    """The question of a reply; None where it holds none."""
    begins = _QUESTION.search(reply, _behind_thought(reply))
    if begins is None:
        return None
    try:
        value, _ = json.JSONDecoder().raw_decode(reply, begins.start())
    except _UNREADABLE:
        return None
    told = value.get("question")
    if not isinstance(told, str) or any("\ud800" <= letter <= "\udfff" for letter in told):
        return None  # half a letter cannot be written anywhere
    return " ".join(told.split()) or None


def _behind_thought(text: str) -> int:
    """Where a reply begins behind the thoughts of a model that thinks aloud."""
    if _THOUGHT.match(text) is None:
        return 0
    ends = text.find(_THOUGHT_ENDS)
    return len(text) if ends < 0 else ends + len(_THOUGHT_ENDS)


def _end_of(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return at if found is None else found.end()
