"""The words of answers, in two languages, read from ``prompts/answers_<lang>.toml``."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from pathlib import Path
from string import Template

from rag.schema import Lang


@dataclass(frozen=True)
class Phrases:
    """Templates by key; a key that is missing is a defect found by the tests."""

    templates: dict[str, str]

    @staticmethod
    def load(prompts: Path, lang: Lang) -> Phrases:
        """The phrases of a language, one object for each folder and language."""
        return _load(prompts.resolve(), lang)

    def say(self, key: str, **values: str) -> str:
        """The phrase with its places filled."""
        return Template(self.templates[key]).substitute(values)


@functools.lru_cache(maxsize=8)
def _load(prompts: Path, lang: Lang) -> Phrases:
    text = (prompts / f"answers_{lang}.toml").read_text(encoding="utf-8")
    return Phrases({key: str(value) for key, value in tomllib.loads(text).items()})
