"""Rows of the glossary and the English word lists: what is said and what plans call it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict

from rag.phrases import Phrases
from rag.text import fold

_CHOICE = re.compile(r"\(([^()]*)\)")


def each_way(say: Iterable[str]) -> tuple[str, ...]:
    """Every phrase written out: "chồng (đánh|đập) vợ" is "chồng đánh vợ" and "chồng đập vợ"."""
    return tuple(
        " ".join("".join(parts).split())
        for phrase in say
        # split at a group: its parts stand at the odd places
        for parts in itertools.product(
            *(part.split("|") if at % 2 else (part,)
              for at, part in enumerate(_CHOICE.split(phrase)))
        )
    )  # fmt: skip


class Term(BaseModel):
    """What may be said in a question, and the words plans use for it.

    ``say`` may hold choices, "bị chồng (đánh|đập)"; they are written out as it is read.
    ``apart`` where they are near and not the same: no figure of "bỏ học" is one of "hoàn thành".
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    say: Annotated[tuple[str, ...], BeforeValidator(each_way)]
    mean: tuple[str, ...]
    example: str | None = None
    apart: bool = False


class TermFile(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    terms: tuple[Term, ...]


class EnglishFile(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    skip: frozenset[str]
    same: dict[str, str]
    terms: tuple[Term, ...]


class AbbreviationFile(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    abbreviations: dict[str, str]


def said_table(terms: tuple[Term, ...]) -> Phrases[tuple[str, ...]]:
    return Phrases((said, term.mean) for term in terms for said in term.say)


def folded_row(term: Term) -> Term:
    return term.model_copy(update={"say": tuple(map(fold, term.say))})
