"""The words of ``prompts/checks.toml``."""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from rag.text import nfc


class Vocabulary(BaseModel):
    """Words that the rules look for; see the comments in the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    light: frozenset[str]
    never_doubled: frozenset[str]
    whole_words: frozenset[str]
    self_names: dict[str, tuple[str, ...]]


@functools.lru_cache(maxsize=8)
def vocabulary(prompts: Path) -> Vocabulary:
    """The words of a folder of prompts."""
    text = nfc((prompts / "checks.toml").read_text(encoding="utf-8"))
    return Vocabulary.model_validate(tomllib.loads(text))
