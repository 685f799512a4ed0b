"""Words of the middle and the south of the country, read as the common ones of a question."""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from rag.text import nfc


class _Word(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    say: str
    mean: str
    office: bool = False


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    words: tuple[_Word, ...]


@dataclass(frozen=True)
class Dialect:
    """The rows of ``dialect.toml``, in their order."""

    rows: tuple[tuple[re.Pattern[str], str], ...]
    office: tuple[tuple[re.Pattern[str], str], ...]
    """The rows on words of the office: "bản tổng kết năm" is the yearly report."""

    @staticmethod
    def load(prompts: Path) -> Dialect:
        """The words of a folder, compiled once."""
        return _load(prompts.resolve())

    def common(self, text: str) -> str:
        """The text in common words: "khi mô", "rứa"."""
        return _read(text, self.rows)

    def official(self, text: str) -> str:
        """The text with words of the office that can mean one thing only in their meaning."""
        return _read(text, self.office)


def _read(text: str, rows: tuple[tuple[re.Pattern[str], str], ...]) -> str:
    for said, mean in rows:
        text = said.sub(mean, text)
    return text


@functools.lru_cache(maxsize=8)
def _load(prompts: Path) -> Dialect:
    text = nfc((prompts / "dialect.toml").read_text(encoding="utf-8"))
    words = _Words.model_validate(tomllib.loads(text)).words
    rows = [
        (re.compile(rf"(?<![^\W_])(?:{one.say})(?![^\W_])", re.IGNORECASE), one.mean, one.office)
        for one in words
    ]
    return Dialect(
        tuple((said, mean) for said, mean, _ in rows),
        tuple((said, mean) for said, mean, office in rows if office),
    )
