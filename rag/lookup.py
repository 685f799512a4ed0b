"""Looking up while drafting: passages for a few words, each ready to be quoted."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rag.names.named_agencies import MOST_READ, NamedAgencies
from rag.schema import Citation, Hit, Plan
from rag.search import plan_of
from rag.text import even_tones, fold, has_marks, lower, nfc

SHOWN = 10
"""Passages that are shown for a search."""
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Choice:
    """What a search is narrowed to; None and () leave it as it is."""

    plans: tuple[str, ...] = ()
    type: str | None = None
    year: int | None = None
    agency: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that was found; ``words`` are (start, end) of the words looked up in its quote."""

    passage_id: str
    citation: Citation
    words: tuple[tuple[int, int], ...]


Search = Callable[[str, int, tuple[str, ...], "frozenset[str] | None"], tuple[Hit, ...]]
"""Words, how many passages at most, the plans to search (() for all of them), and the passages
that alone are wanted (None for all of them)."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """Searches for the drafter; ``cite`` gives a passage's citation."""

    search: Search
    plans: Callable[[], tuple[Plan, ...]]
    cite: Callable[[Hit, int], Citation]
    prompts: Path
    named: NamedAgencies

    def find(self, text: str, choice: Choice) -> tuple[Found, ...]:
        """The best passages for words, best first; () for no words or a choice without plans.

        Raises:
            UsageError: a plan of the choice does not exist.
        """
        text = nfc(text).strip()
        plan_ids = self._chosen(choice)
        if not text or plan_ids == ():
            return ()
        among = None
        if choice.agency is not None:
            among = self.named.passages(choice.agency, self._read_of(plan_ids))
            plan_ids = tuple(sorted(set(map(plan_of, among))))
            if not among:
                return ()
        hits = self.search(text, SHOWN, plan_ids or (), among)
        return tuple(
            Found(hit.passage.id, citation, tuple(self._places(text, citation.quote)))
            for n, hit in enumerate(hits, 1)
            for citation in (self.cite(hit, n),)
        )

    def agencies(self, choice: Choice) -> tuple[str, ...] | None:
        """Whom one may choose among the plans of a choice; None where these are too many."""
        plan_ids = self._read_of(self._chosen(choice))
        return self.named.choices(plan_ids) if len(plan_ids) <= MOST_READ else None

    def agency(self, written: str, choice: Choice) -> str | None:
        """The agency among these that a name stands for, however it is written."""
        return self.named.meant(written, self._read_of(self._chosen(choice)))

    def _read_of(self, plan_ids: tuple[str, ...] | None) -> tuple[str, ...]:
        return tuple(plan.plan_id for plan in self.plans()) if plan_ids is None else plan_ids

    def _chosen(self, choice: Choice) -> tuple[str, ...] | None:
        """The plans of a choice; None where it takes all of them."""
        if not (choice.plans or choice.type or choice.year):
            return None
        return tuple(
            plan.plan_id for plan in self.plans()
            if (not choice.plans or plan.plan_id in choice.plans)
            and (choice.type is None or plan.type == choice.type)
            and (choice.year is None or in_force_in(plan, choice.year))
        )  # fmt: skip

    def _places(self, text: str, quote: str) -> Iterator[tuple[int, int]]:
        """Where words of the text stand in a quote; small words tell nothing."""
        bare = not has_marks(text)
        read = fold if bare else _even
        small = _small(self.prompts)
        wanted = {read(word) for word in _WORD.findall(text) if lower(word) not in small}
        for match in _WORD.finditer(quote):
            if read(match.group()) in wanted:
                yield match.start(), match.end()


def in_force_in(plan: Plan, year: int) -> bool:
    """Whether a year lies in the plan's period, or is the year it was issued in."""
    issued = int(plan.date[:4]) if plan.date is not None else None
    if plan.year_start is None:
        return issued == year
    return plan.year_start <= year <= (plan.year_end or plan.year_start) or issued == year


def years(plans: tuple[Plan, ...]) -> tuple[int, ...]:
    """The years that any plan is of, latest first."""
    found: set[int] = set()
    for plan in plans:
        if plan.year_start is not None:
            found.update(range(plan.year_start, (plan.year_end or plan.year_start) + 1))
        elif plan.date is not None:
            found.add(int(plan.date[:4]))
    return tuple(sorted(found, reverse=True))


def _even(word: str) -> str:
    return even_tones(lower(word))


@functools.lru_cache(maxsize=8)
def _small(prompts: Path) -> frozenset[str]:
    lines = (prompts / "stopwords.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(nfc(line).strip().lstrip("~+=") for line in lines if line[:1] != "#")
