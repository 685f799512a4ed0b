"""Sorts of a thing that exclude one another, read from ``prompts/sorts.toml``."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from rag.text import fold, lower, nfc


class _Sort(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    say: str
    pattern: str
    bare: str | None = None
    loosely: str | None = None
    english: str | None = None


class _Group(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    not_behind: tuple[str, ...] = ()
    sorts: tuple[_Sort, ...]


class _Alike(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    say: str
    told: str


class _Groups(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    group: tuple[_Group, ...]
    alike: tuple[_Alike, ...] = ()


@dataclass(frozen=True)
class Sort:
    """One sort of a group: its name, and what says it in a text with marks or without."""

    say: str
    marked: re.Pattern[str]
    bare: re.Pattern[str]
    loosely: tuple[re.Pattern[str], re.Pattern[str]] | None
    english: re.Pattern[str] | None

    def found(self, text: str, *, bare: bool) -> Iterator[re.Match[str]]:
        """Where a text in lower case, or one without marks, names the sort."""
        return (self.bare if bare else self.marked).finditer(text)

    def in_english(self, question: str) -> Iterator[re.Match[str]]:
        """Where an English question in lower case names the sort: "the Hmong language"."""
        return self.english.finditer(question) if self.english is not None else iter(())

    def in_passing(self, text: str, *, bare: bool) -> bool:
        """Whether a text has a word that may say the sort: "các xã" for "cấp xã"."""
        return self.loosely is not None and self.loosely[bare].search(text) is not None


@functools.lru_cache(maxsize=8)
def sorts_in(prompts: Path) -> tuple[tuple[Sort, ...], ...]:
    """The groups of a folder, compiled once."""
    groups = _read(prompts).group
    return tuple(tuple(_compiled(group, one) for one in group.sorts) for group in groups)


@functools.lru_cache(maxsize=8)
def _alike(prompts: Path) -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    return tuple((_words(one.say), _words(one.told)) for one in _read(prompts).alike)


def also_said(prompts: Path, question: str, text: str) -> str:
    """The words of a question for which a text has others: "phụ huynh" where it says "cha mẹ"."""
    question, text = lower(nfc(question)), lower(nfc(text))
    found = (say.findall(question) for say, told in _alike(prompts) if told.search(text))
    return " ".join(word for words in found for word in words)


def _read(prompts: Path) -> _Groups:
    text = nfc((prompts / "sorts.toml").read_text(encoding="utf-8"))
    return _Groups.model_validate(tomllib.loads(text))


def _compiled(group: _Group, one: _Sort) -> Sort:
    behind = "".join(rf"(?<!{word} )" for word in group.not_behind)
    loosely = one.loosely and (_words(one.loosely), _words(fold(one.loosely)))
    bare = one.bare or fold(one.pattern)
    english = _words(one.english) if one.english else None
    return Sort(
        one.say, _words(one.pattern, behind), _words(bare, fold(behind)), loosely or None, english
    )


def _words(pattern: str, behind: str = "") -> re.Pattern[str]:
    return re.compile(rf"{behind}\b(?:{pattern})\b")
