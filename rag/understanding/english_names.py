"""Names in English beside the plan's own: agencies, places, and the file of English lines."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from rag.lexicon import Lexicon
from rag.phrasing import Phrases
from rag.plan_words import Pair
from rag.text import collapse, even_tones, nfc


class EnglishFile(BaseModel):
    """``told_en.toml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    lines: dict[str, str]
    levels: dict[str, str]
    places: dict[str, str]
    roles: dict[str, tuple[str, str]]
    duties: dict[str, tuple[str, str]]
    offices: dict[str, str]
    documents: dict[str, str]
    money: dict[str, str]
    words: dict[str, str]

    @staticmethod
    def load(prompts: Path) -> EnglishFile:
        """Read ``told_en.toml``, once for each folder."""
        return _load(prompts.resolve())

    def say(self, key: str, **values: str) -> str:
        """A line with its places filled."""
        return Phrases(self.lines).say(key, **values)


@dataclass(frozen=True)
class EnglishNames:
    """Agencies by the English names of ``agencies.toml``."""

    file: EnglishFile
    lexicon: Lexicon

    def agencies(self, text: str) -> tuple[str, tuple[Pair, ...]] | None:
        """Agencies that a text lists, and nothing else, by their English names."""
        mentions = self.lexicon.find_agencies(text)
        left = text
        names: list[str] = []
        pairs: list[Pair] = []
        for one in mentions:
            english = self._name(one.name)
            if english is None:
                return None
            left = left.replace(one.written, "", 1)
            names.append(self.file.say("beside", english=english, written=collapse(one.written)))
            pairs.append((one.written, english))
        if not names or re.search(r"[^\W_]", re.sub(r"\bvà\b", "", left)):
            return None
        return listed(names), tuple(pairs)

    def _name(self, name: str) -> str | None:
        """ "the provincial Police"; a collective name takes no article."""
        table = self.lexicon.agencies.in_plans
        row, level = table.get(name), ""
        if row is None:
            word = next((w for w in self.file.levels if name.endswith(f" {w}")), None)
            row = table.get(name.removesuffix(f" {word}")) if word else None
            level = f"{self.file.levels[word]} " if word else ""
        if row is None or not row.entry.english:
            return None
        english = row.entry.english[0]
        if row.entry.generic or english.startswith("the "):
            return english
        return f"the {level}{english}"


def listed(parts: Sequence[str]) -> str:
    """ "1, 2 and 3"."""
    return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))


def placed(label: str, levels: dict[str, str]) -> str:
    """ "Tỉnh Kon Tum" is "Kon Tum province"."""
    plain = even_tones(label)
    word = next((word for word in levels if plain.startswith(f"{even_tones(word)} ")), None)
    if word is None:
        return label
    name, mark, rest = re.split(r"(\s*[,(]|$)", label[len(word) + 1 :], maxsplit=1)
    name = name.title() if name.isupper() else name
    return f"{name} {levels[word]}{mark}{rest}"


@functools.lru_cache(maxsize=8)
def _load(prompts: Path) -> EnglishFile:
    text = nfc((prompts / "told_en.toml").read_text(encoding="utf-8"))
    return EnglishFile.model_validate(tomllib.loads(text))
