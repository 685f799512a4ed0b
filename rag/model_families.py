"""What a model from elsewhere wants its texts to look like, by its name: ``models.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import Path

from pydantic import BaseModel, ConfigDict


class Family(BaseModel):
    """One row of ``models.toml``; without a name it says that texts go in as they are."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    names: tuple[str, ...] = ()
    query: str = ""
    passage: str = ""
    segmented: bool = False


class _Families(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    models: tuple[Family, ...]


def family_of(model: str, tokenizer: object, prompts: Path) -> Family:
    """The first row that fits a folder or hub name, or the class of the model's tokenizer.

    In the hub's cache the name stands two folders up: ``models--owner--name/snapshots/<commit>``.
    """
    rows = _Families.model_validate(tomllib.loads((prompts / "models.toml").read_text("utf-8")))
    known_as = [*Path(model).parts[-3:], type(tokenizer).__name__]
    return next((row for row in rows.models if _fits(row.names, known_as)), Family())


def _fits(patterns: Iterable[str], names: Iterable[str]) -> bool:
    lowered = [name.lower() for name in names]
    return any(fnmatchcase(name, one.lower()) for one in patterns for name in lowered)
