"""Which sentences of a model stand: those that say what the statements say, in their words.

A sentence is refused where it names an id that was not given, quotes what is not written, or says
what its quotes do not bear out; and where it is more than the words of its statements, in their
order, with what ``prompts/model.toml`` lets it put before, between and in place of a colon. Words
moved or left out change what is said without any new word ("báo cáo 06 tháng trước 05/6, báo cáo
năm trước 10/12"), so none may be. A model can smooth an answer and cannot alter it, whatever a
document told it.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from rag.lexicon import Lexicon
from rag.llm.offer import Fact, Offer, Offered
from rag.llm.reply import ModelClaim
from rag.schema import Lang
from rag.text import even_tones, lower, nfc
from rag.verify import unborne

MOST_CHARS = 700
LEAST_QUOTE = 4
"""Letters; less is found in any text."""
_MARKUP = re.compile(
    r"://|www\.|\]\(|!\[|</?[a-z!]|javascript:|data:|`|\*\*|__|^\s*#|\[\d+\]|&[a-z#0-9]+;", re.I
)
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)
_TOKEN = re.compile(r"[^\W_]+|\S")
_STOP = str.maketrans(";.", ",,")
"""A stop may become another; a comma more or less would give a word to another agency."""


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    openings: tuple[str, ...]
    joints: tuple[str, ...]
    joins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Leash:
    """The words of one language, from ``prompts/model.toml``."""

    words: _Words
    lexicon: Lexicon

    @staticmethod
    def load(prompts: Path, lang: Lang, lexicon: Lexicon) -> Leash:
        """The leash for answers in a language."""
        return Leash(_words(prompts.resolve())[lang], lexicon)

    def refusal(self, claim: ModelClaim, given: Offer) -> str | None:
        """Why a sentence does not stand, for the log; None where it does."""
        text = shown(claim)
        facts = [given.fact(one) for one in dict.fromkeys(claim.facts)]
        passages = [given.passage(one) for one in claim.passages]
        known = [one for one in facts if one is not None]
        offered = [one for one in passages if one is not None]
        if not text or len(text) > MOST_CHARS or _HIDDEN.search(claim.text):
            return "no sentence"
        if _MARKUP.search(text):
            return "marks of a page"
        if len(known) != len(facts) or len(offered) != len(passages):
            return "an id that was not given"
        if not known or not offered or not claim.quotes:
            return "rests on nothing"
        if len({one.plan_id for one in known} | {one.plan_id for one in offered}) > 1:
            return "words of two plans"
        places = [quoted(quote, offered) for quote in claim.quotes]
        found = [place for place in places if place is not None]
        if len(found) != len(places):
            return "a quote that is not written"
        if not all(any(_meets(fact, one) for one in found) for fact in known):
            return "a statement that the quotes do not touch"
        counts = [str(len(one.counted)) for one in known if one.counted]
        borne = "\n".join((*(one.words for one in found), *counts))
        why = unborne(text, borne, self.lexicon)
        if why is None and not self._says(text, known):
            why = "other words than the statements', or in another order"
        return why

    def _says(self, text: str, facts: Sequence[Fact]) -> bool:
        """Whether it is the words of these statements, with nothing but what may join them."""
        told, before = rf"(?:{_any(self.words.openings)}(?: [,:])? )?", ""
        for place, fact in enumerate(facts):
            head, colon, body = fact.text.partition(": ")
            if place:
                told += rf" (?:, (?:{_any(self.words.joins)} )?|{_any(self.words.joins)} (?:, )?)"
            if not colon:
                told, before = told + _escaped(head), ""
                continue
            named = rf"{_escaped(head)} (?:: |{_any(self.words.joints)} (?:: )?)?"
            # the same agency's next task need not name it again
            told += f"(?:{named})?" if head == before else named
            told, before = told + _escaped(body), head
        return re.fullmatch(told, _tokens(text)) is not None


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote where it stands in a plan; ``words`` are the document's own."""

    plan_id: str
    start: int
    words: str

    @property
    def end(self) -> int:
        return self.start + len(self.words)


def quoted(quote: str, offered: Iterable[Offered]) -> Quoted | None:
    """Where a quote stands in one of these passages; line breaks count as spaces.

    None where it is not written there letter by letter, or too short to be found.
    """
    words = nfc(quote).split()
    if sum(map(len, words)) < LEAST_QUOTE:
        return None
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    for one in offered:
        match = pattern.search(one.text)
        if match is not None:
            return Quoted(one.plan_id, one.start + match.start(), match.group())
    return None


def shown(claim: ModelClaim) -> str:
    """Its sentence in one line, without a stop: a citation's marks come behind it."""
    return " ".join(nfc(claim.text).split()).rstrip(" .;")


def _meets(fact: Fact, quote: Quoted) -> bool:
    """Whether a quote lies on words that the statement rests on."""
    return any(
        one.plan_id == quote.plan_id and one.start < quote.end and quote.start < one.end
        for one in fact.rests_on
    )


def _tokens(text: str) -> str:
    """Words and marks with a space between each; one stop is as good as another."""
    plain = even_tones(lower(nfc(text)))
    return " ".join(_TOKEN.findall(plain.translate(_STOP))).rstrip(" ,")


def _escaped(text: str) -> str:
    return re.escape(_tokens(text))


def _any(words: Sequence[str]) -> str:
    return f"(?:{'|'.join(map(_escaped, words))})"


@functools.cache
def _words(prompts: Path) -> dict[Lang, _Words]:
    text = (prompts / "model.toml").read_text(encoding="utf-8")
    told = tomllib.loads(nfc(text))
    return {"vi": _Words.model_validate(told["vi"]), "en": _Words.model_validate(told["en"])}
