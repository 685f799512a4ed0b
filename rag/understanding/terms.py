"""Rows of the glossary and the English word lists: what is said and what plans call it."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from rag.names.phrases import Phrases
from rag.text import fold


class Term(BaseModel):
    """What may be said in a question, and the words plans use for it.

    ``apart`` where they are near and not the same: no figure of "bỏ học" is one of "hoàn thành".
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    say: tuple[str, ...]
    mean: tuple[str, ...]
    example: str | None = None
    apart: bool = False


class TermFile(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    terms: tuple[Term, ...]


class EnglishFile(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    skip: frozenset[str]
    names: frozenset[str]
    """Written in a plan as they are in a question; a plan that says their kind does not name them.
    """
    same: dict[str, str]
    terms: tuple[Term, ...]


class AbbreviationFile(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    abbreviations: dict[str, str]


def said_table(terms: tuple[Term, ...]) -> Phrases[tuple[str, ...]]:
    return Phrases((said, term.mean) for term in terms for said in term.say)


def folded_row(term: Term) -> Term:
    return term.model_copy(update={"say": tuple(map(fold, term.say))})
