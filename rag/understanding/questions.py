"""How questions are asked: intents, stop words and English frames, read from ``prompts/``."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from rag.schema import Form, Intent
from rag.text import fold, has_marks, lower


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Intent
    field: str | None = None
    patterns: tuple[str, ...]
    unless: str | None = None
    """Not where the words found, read with their marks, hold this: "sở nào" is not "số nào"."""
    within: tuple[str, ...] = ()
    """Words that ask for the field where the intent is known, and show no intent alone."""


class _FormPatterns(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Form
    patterns: tuple[str, ...]
    unless: str | None = None


class _Aspect(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    intent: Intent
    field: str | None = None
    patterns: tuple[str, ...]


class _Forms(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    form: tuple[_FormPatterns, ...]
    aspect: tuple[_Aspect, ...]


class _Intents(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    intent: tuple[_Section, ...]


_OF_ITS_OWN: frozenset[Intent] = frozenset({"out_of_scope", "who", "duties", "event", "deadline"})
"""Intents that a comparison keeps."""


@dataclass(frozen=True, slots=True)
class Cue:
    """An intent that a question shows, the words that show it, and the header field asked."""

    intent: Intent
    field: str | None
    start: int
    end: int


@dataclass(frozen=True)
class Frames:
    """The patterns of ``intents.toml`` and ``forms.toml`` and the stop words, compiled once."""

    prompts: Path

    @staticmethod
    def load(prompts: Path) -> Frames:
        """The frames of a folder, one object for each folder."""
        return _load(prompts.resolve())

    @functools.cached_property
    def _sections(self) -> tuple[tuple[_Section, re.Pattern[str]], ...]:
        text = (self.prompts / "intents.toml").read_text(encoding="utf-8")
        sections = _Intents.model_validate(tomllib.loads(text)).intent
        return tuple(
            (section, re.compile(rf"\b(?:{'|'.join(section.patterns)})")) for section in sections
        )

    @functools.cached_property
    def _to_whom(self) -> tuple[re.Pattern[str], ...]:
        sections = (section for section, _ in self._sections if section.field == "recipient")
        return tuple(re.compile(pattern) for section in sections for pattern in section.within)

    @functools.cached_property
    def _file_of_forms(self) -> _Forms:
        text = (self.prompts / "forms.toml").read_text(encoding="utf-8")
        return _Forms.model_validate(tomllib.loads(text))

    @functools.cached_property
    def _forms(self) -> tuple[tuple[_FormPatterns, re.Pattern[str]], ...]:
        return tuple(
            (one, re.compile(rf"(?:{'|'.join(one.patterns)})")) for one in self._file_of_forms.form
        )

    @functools.cached_property
    def _aspects(self) -> tuple[tuple[_Aspect, re.Pattern[str]], ...]:
        return tuple(
            (one, re.compile(rf"(?:{'|'.join(one.patterns)})"))
            for one in self._file_of_forms.aspect
        )

    @functools.cached_property
    def _stop(self) -> tuple[re.Pattern[str], re.Pattern[str]]:
        """Stop words with marks, and those that stay sure without them."""
        lines = (self.prompts / "stopwords.txt").read_text(encoding="utf-8").splitlines()
        words = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
        sure = [fold(word) for word in words if not word.startswith("~")]
        bare = re.compile(_whole_words(sure).pattern + _NO_EVENT + _NO_SOURCE)
        marked = re.compile(_whole_words(word.lstrip("~") for word in words).pattern + _NO_SOURCE)
        return marked, bare

    @functools.cached_property
    def words(self) -> tuple[str, ...]:
        """The stop words with their marks: known words of any question."""
        lines = (self.prompts / "stopwords.txt").read_text(encoding="utf-8").splitlines()
        return tuple(line.strip().lstrip("~") for line in lines if line and line[0] != "#")

    def cues(self, question: str) -> tuple[Cue, ...]:
        """Every intent whose pattern occurs, in the file's order; the question in any case."""
        folded = fold(question)
        found = []
        for section, pattern in self._sections:
            for match in pattern.finditer(folded):
                written = lower(question)[slice(*match.span())]
                if not (section.unless and re.search(section.unless, written)):
                    found.append(Cue(section.name, section.field, match.start(), match.end()))
                    break
        return tuple(found)

    def asking(self, question: str, intent: Intent) -> tuple[tuple[int, int], ...]:
        """Where all the words stand that show an intent: "hạn chót ngày mấy" has two."""
        folded = fold(question)
        return tuple(
            match.span() for section, pattern in self._sections if section.name == intent
            for match in pattern.finditer(folded)
        )  # fmt: skip

    def asks_to_whom(self, question: str) -> bool:
        """Whether a question on reports asks where they go: "gặp vướng mắc thì báo ai"."""
        folded = fold(question)
        return any(pattern.search(folded) for pattern in self._to_whom)

    def form(self, question: str) -> Form | None:
        """How the question wants its answer; None where it does not say."""
        folded = fold(question)
        for one, pattern in self._forms:
            denied = one.unless and re.search(one.unless, lower(question))
            if not denied and pattern.search(folded):
                return one.name
        return None

    def aspect(
        self, question: str, intent: Intent, asks: str
    ) -> tuple[Intent, tuple[str, ...]] | None:
        """What a comparison is about, as intent and header fields.

        None where it does not say, or asks who, what or when in so many words (``intent``).
        "Bên nào" (``asks``) is one of the plans compared.
        """
        if intent in _OF_ITS_OWN and not asks.startswith(("ben ", "noi ")):
            return None
        folded = fold(question)
        for one, pattern in self._aspects:
            if pattern.search(folded):
                return one.intent, (one.field,) if one.field else ()
        return None

    def without_stop_words(self, text: str) -> str:
        """The text with words of asking blanked, offsets kept."""
        marked, bare = self._stop
        if has_marks(text):
            return _blank(text, marked.finditer(lower(text)))
        return _blank(text, bare.finditer(fold(text)))


_NO_EVENT = r"(?!(?<=\bcho hoi) (?:thi(?! dua)|nghi(?! quyet| dinh)|thao(?! luan))\b)"
""" "Chi cho hoi thi bao nhieu": without its marks "cho hội thi" opens as "cho hỏi" does."""


_NO_SOURCE = r"(?!(?:(?<=\bdistrict)|(?<=\btown)|(?<=\bprovince)) budgets?\b)"
""" "The district budget" is a source of money."""


def _whole_words(words: Iterable[str]) -> re.Pattern[str]:
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, ordered))})(?![^\W_])")


def _blank(text: str, matches: Iterable[re.Match[str]]) -> str:
    pieces = list(text)
    for match in matches:
        pieces[match.start() : match.end()] = " " * (match.end() - match.start())
    return "".join(pieces)


@functools.lru_cache(maxsize=8)
def _load(prompts: Path) -> Frames:
    return Frames(prompts)
