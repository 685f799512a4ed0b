"""Which sentences of a model stand: those that say what the statements say, in their words.

A sentence is refused where it names an id that was not given or quotes what is not written; where
an agency, figure, date, number or role of it is not in its quotes, or one of its statements' is
missing or has changed places; and where a word of it stands neither in them nor among those that
only join words. So a model can smooth an answer and cannot add to it, whatever a document told it.
"""

from __future__ import annotations

import functools
import itertools
import re
import tomllib
from collections import Counter
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
_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"\d+(?:[.,/-]\d+)*")


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    linking: tuple[str, ...]
    telling: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Leash:
    """The words of one language, from ``prompts/model.toml``."""

    linking: frozenset[str]
    telling: re.Pattern[str]
    lexicon: Lexicon

    @staticmethod
    def load(prompts: Path, lang: Lang, lexicon: Lexicon) -> Leash:
        """The leash for answers in a language."""
        words = _words(prompts.resolve())[lang]
        telling = sorted({_plain(one) for one in words.telling}, key=len, reverse=True)
        linking = {word for one in words.linking for word in _WORD.findall(_plain(one))}
        pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, telling))})(?!\w)")
        return Leash(frozenset(linking), pattern, lexicon)

    def refusal(self, claim: ModelClaim, given: Offer) -> str | None:
        """Why a sentence does not stand, for the log; None where it does."""
        text = shown(claim)
        facts = [given.fact(one) for one in claim.facts]
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
        return self._unborne(text, known, [*(one.words for one in found), *counts])

    def _unborne(self, text: str, facts: Sequence[Fact], quotes: Sequence[str]) -> str | None:
        """The same of what it says, beside its quotes, what is cited, and the statements."""
        stated = "\n".join(fact.text for fact in facts)
        cited = "\n".join(one.quote for fact in facts for one in fact.rests_on)
        why = (
            unborne(text, "\n".join(quotes), self.lexicon)
            or unborne(text, f"{cited}\n{stated}", self.lexicon)
            or self._lost(stated, text)
        )
        if why is not None:
            return why
        if self._tells(text) != self._tells(stated):
            return "another role, bound or denial"
        if self._order(text) != self._order(stated):
            return "another order of agencies, roles and figures"
        once = _runs(stated)
        if any(count > max(once[run], 1) for run, count in _runs(text).items()):
            return "says it twice"
        added = self._added(text, [stated, *(one.quote for fact in facts for one in fact.rests_on)])
        return f"words of its own: {' '.join(added)}" if added else None

    def _added(self, text: str, sources: Sequence[str]) -> list[str]:
        """Syllables that join nothing and stand beside neither neighbour in what is written.

        Alone they may come from other words: "thực tế" is not said by "thực hiện" and "y tế".
        """
        beside = {
            pair for source in sources for pair in itertools.pairwise(_WORD.findall(_plain(source)))
        }
        words = _WORD.findall(_plain(text))
        pairs = [*itertools.pairwise(words)]
        return [
            word
            for place, word in enumerate(words)
            if word not in self.linking
            and not beside.intersection(pairs[max(place - 1, 0) : place + 1])
        ]

    def _lost(self, stated: str, text: str) -> str | None:
        lost = unborne(stated, text, self.lexicon)
        return None if lost is None else f"without {lost}"

    def _tells(self, text: str) -> frozenset[str]:
        return frozenset(self.telling.findall(_plain(text)))

    def _order(self, text: str) -> tuple[str, ...]:
        """Agencies, roles and figures as they come, each once; of one agency any order is the same.

        "Sở Y tế chủ trì mục tiêu 4, Sở Tư pháp phối hợp" must not change partners.
        """
        mentions = self.lexicon.find_agencies(text)
        if len({mention.name for mention in mentions}) < 2:
            return ()
        places = [(mention.start, mention.name) for mention in mentions]
        inside = [(mention.start, mention.end) for mention in mentions]
        places += [
            (number.start(), number.group())
            for number in _NUMBER.finditer(text)
            if not any(start <= number.start() < end for start, end in inside)
        ]
        places += [(word.start(), word.group()) for word in self.telling.finditer(_plain(text))]
        return tuple(dict.fromkeys(name for _, name in sorted(places)))


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


def _runs(text: str) -> Counter[tuple[str, ...]]:
    """How often each three words stand behind one another."""
    words = _WORD.findall(_plain(text))
    return Counter(zip(words, words[1:], words[2:], strict=False))


def _plain(text: str) -> str:
    return even_tones(lower(nfc(text)))


@functools.cache
def _words(prompts: Path) -> dict[Lang, _Words]:
    text = (prompts / "model.toml").read_text(encoding="utf-8")
    told = tomllib.loads(nfc(text))
    return {"vi": _Words.model_validate(told["vi"]), "en": _Words.model_validate(told["en"])}
