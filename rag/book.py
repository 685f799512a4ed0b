"""What an answerer may look at: plans, facts and passages of the index, and how well they match."""

from __future__ import annotations

import functools
import math
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from rag.citation import cite
from rag.coverage import Matcher
from rag.embedding import Embedding, WordTable
from rag.lexicon import Lexicon
from rag.register import Register, place_label
from rag.schema import (
    Assignment,
    Citation,
    Deadline,
    HeaderField,
    Hit,
    Passage,
    Plan,
    Query,
    Section,
    Slice,
    Statement,
    Target,
)
from rag.search import CANDIDATES, Ranked, plan_of, ranked, read
from rag.sentences import by_sentence
from rag.settings import SHIPPED_MODEL
from rag.stores.catalog import FactKind
from rag.stores.index import IndexReader
from rag.text import fold

_KEPT = 128
"""Plans whose nodes, passages and facts are kept ready: more than are read for one question."""
_KEPT_WORDS = 20_000
_OF_TITLE = 8
"""Words of a title that tell plans of one place and time apart, where no number does."""
_DEEPER = 8
"""How many times as far a search goes that has not found enough of some passages."""
_LOOKED_FOR = 100
"""Passages looked for among some of the plans, to find those that may say words."""
B = TypeVar("B")
T = TypeVar("T")


def kept_by_plan(read: Callable[[B, str], T]) -> Callable[[B, str], T]:
    """A method of a plan id whose last values are kept, as long as what it is a method of."""
    name = f"_kept_{read.__name__}"

    @functools.wraps(read)
    def kept(self: B, plan_id: str) -> T:
        if name not in vars(self):
            vars(self)[name] = functools.lru_cache(maxsize=_KEPT)(functools.partial(read, self))
        value: T = vars(self)[name](plan_id)
        return value

    return kept


@functools.lru_cache(maxsize=_KEPT_WORDS)
def _is_word(syllables: str) -> bool:
    return [word.written for word in WordTable(SHIPPED_MODEL).words(syllables)] == [syllables]


@dataclass(eq=False)
class Book:
    """One state of the index, read lazily; a new one is made when the catalog changes."""

    reader: IndexReader
    load: Callable[[], Embedding]
    listed: Lexicon
    searching: threading.local = field(default_factory=threading.local)

    # -- plans

    @functools.cached_property
    def register(self) -> Register:
        """All plans by what their headers say."""
        return Register(self.reader.plans())

    @functools.cached_property
    def lexicon(self) -> Lexicon:
        """The words and names of the lists, and the offices that the plans name themselves."""
        return self.listed.with_names(unit for plan in self.register.plans for unit in plan.units)

    @functools.cached_property
    def merged_into(self) -> dict[str, str | None]:
        """What has taken in each former province, by its name without marks."""
        former = self.lexicon.gazetteer.provinces_before
        return {fold(place.name): place.merged_into for place in former}

    @property
    def by_id(self) -> dict[str, Plan]:
        """Plans by id."""
        return self.register.by_id

    @kept_by_plan
    def label(self, plan_id: str) -> str:
        """ "Thị xã Hương Trà": the place, with the period where the place has several plans."""
        plan = self.by_id[plan_id]
        place = place_label(plan)
        if place is None:
            return f"{plan.type} {plan.title}"
        same = list(self.register.of_label[place])
        if plan.province and plan.place_level != "tinh" and len({p.province for p in same}) > 1:
            # districts and communes of other provinces have the same name
            place = f"{place}, {plan.province}"
            same = [p for p in same if p.province == plan.province]
        if len(same) == 1:
            return place
        years = [str(y) for y in dict.fromkeys((plan.year_start, plan.year_end)) if y]
        distinct = "-".join(years) or plan.number_shown or plan.plan_id
        twins = [p for p in same if (p.year_start, p.year_end) == (plan.year_start, plan.year_end)]
        if len(twins) == 1:
            return f"{place} ({distinct})"
        number = plan.number_shown or _begun(plan.title)
        if sum(p.number == plan.number for p in same) > 1 and distinct != number:
            number = f"{number}, {distinct}"
        return f"{place} ({number})"

    @kept_by_plan
    def sections(self, plan_id: str) -> dict[str, Section]:
        """Nodes by path id."""
        return {section.id: section for section in self.reader.sections(plan_id)}

    @kept_by_plan
    def text(self, plan_id: str) -> str:
        """The plan's clean text."""
        return self.reader.text(plan_id)

    @kept_by_plan
    def passages(self, plan_id: str) -> dict[str, tuple[Passage, ...]]:
        """Passages by the path id of their node (a long node has several)."""
        found: dict[str, list[Passage]] = {}
        for passage in self.reader.passages(plan_id):
            path = passage.path[:-1] if passage.path[-1].level == "cau" else passage.path
            found.setdefault("/".join(map(str, path)), []).append(passage)
        return {key: tuple(value) for key, value in found.items()}

    # -- facts

    @kept_by_plan
    def assignments(self, plan_id: str) -> list[Assignment]:
        """Assignments in document order, the clauses of a sentence together."""
        facts = self.reader.facts(plan_id, "assignment")
        given = [fact for fact in facts if isinstance(fact, Assignment)]
        return by_sentence(given, self.text(plan_id))

    def targets(self, plan_id: str) -> list[Target]:
        """Targets in document order."""
        return [f for f in self.reader.facts(plan_id, "target") if isinstance(f, Target)]

    def deadlines(self, plan_id: str) -> list[Deadline]:
        """Deadlines in document order."""
        return [f for f in self.reader.facts(plan_id, "deadline") if isinstance(f, Deadline)]

    def statements(self, plan_id: str, kind: FactKind) -> list[Statement]:
        """Legal bases, sources of money or events, in document order."""
        return [f for f in self.reader.facts(plan_id, kind) if isinstance(f, Statement)]

    def header(self, plan_id: str, name: str) -> HeaderField | None:
        """A header field; None where the document does not print it."""
        for fact in self.reader.facts(plan_id, "header"):
            if isinstance(fact, HeaderField) and fact.name == name:
                return fact
        return None

    def own_objectives(self, plan_id: str) -> dict[str, list[Section]]:
        """Objective numbers that the plan itself lists, with the nodes of their indicators."""
        found: dict[str, list[Section]] = {}
        for section in self.sections(plan_id).values():
            if section.objective is None:
                continue
            found.setdefault(section.objective, [])
            if section.indicator is not None:
                found[section.objective].append(section)
        return found

    def objective_heading(self, plan_id: str, number: str) -> Slice | None:
        """The line that names an objective: "b) Mục tiêu 2: Trong lĩnh vực kinh tế, lao động"."""
        for section in self.sections(plan_id).values():
            if section.objective == number and section.indicator is None:
                return self.slice(plan_id, section, section.start, section.end)
        return None

    def likely(self, words: str, register: Register, most: int) -> tuple[str, ...]:
        """At most so many of the plans whose passages may say words: of all, those that do."""
        if register is self.register:
            return self.reader.plans_saying(words, most)
        found = self.reader.search_words(fold(words), _LOOKED_FOR, register.ids, folded=True)
        return tuple(dict.fromkeys(plan_of(passage_id) for passage_id, _ in found))[:most]

    # -- slices

    def slice(self, plan_id: str, section: Section, start: int, end: int) -> Slice:
        """A trimmed verbatim slice."""
        text = self.text(plan_id)
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return Slice(plan_id, section.id, start, end, text[start:end])

    def passage_slice(self, passage: Passage) -> Slice:
        """The whole of a passage."""
        path = passage.path[:-1] if passage.path[-1].level == "cau" else passage.path
        return Slice(
            passage.plan_id, "/".join(map(str, path)), passage.start, passage.end, passage.text
        )

    def headings(self, piece: Slice) -> tuple[str, ...]:
        """Headings above a slice and the one it stands in, outermost first."""
        for passage in self.reader.passages_of_node(piece.plan_id, piece.section):
            own = passage.text.strip().split("\n", 1)[0]
            shown = own if len(own) <= 90 else own[: own.rfind(" ", 0, 90)] + "…"
            return (*passage.headings, shown)
        return (piece.section,)

    def passage_of(self, piece: Slice) -> Passage | None:
        """The passage in which a slice starts."""
        found = self.reader.passages_of_node(piece.plan_id, piece.section)
        for passage in found:
            if passage.start <= piece.start < passage.end:
                return passage
        return found[0] if found else None

    def cite(self, piece: Slice, n: int) -> Citation:
        """The citation of a slice under the printed number n."""
        return cite(
            n,
            piece,
            self.by_id[piece.plan_id],
            self.sections(piece.plan_id),
            self.headings(piece),
            self.passage_of(piece),
            self.reader.pages(piece.plan_id),
            self.reader.readings(piece.plan_id),
        )

    # -- matching

    def hits(self, query: Query, k: int, among: frozenset[str] | None = None) -> tuple[Hit, ...]:
        """The best passages of the query's plans; with ``among`` the best that are one of these.

        However far down they are found: what is looked for may be said best by others.
        """
        if not query.search_text:
            return ()
        started = time.perf_counter()
        depth, total = max(k, CANDIDATES), self.reader.passage_total
        ranking = self._ranked(query, query.search_text, depth)
        if among is not None:
            wanted = min(k, len(among))
            best = [one for one in ranking if one.passage_id in among]
            while len(best) < wanted and depth < total:
                depth = min(_DEEPER * depth, total)
                further = ranked(
                    self.reader,
                    self.load,
                    query.search_text,
                    query.plans,
                    depth,
                    folded=query.unaccented,
                )  # not kept: as long as all the plans
                best = [one for one in further if one.passage_id in among]
            ranking = tuple(best)
        found = read(self.reader, ranking, k)
        self.searching.seconds = self.search_seconds + time.perf_counter() - started
        return found

    def nearness(self, query: Query, text: str, depth: int) -> dict[str, float]:
        """The score of the best passage of each plan of the query that a search finds."""
        started = time.perf_counter()
        best: dict[str, float] = {}
        for one in self._ranked(query, text, depth):
            best.setdefault(plan_of(one.passage_id), one.score)
        self.searching.seconds = self.search_seconds + time.perf_counter() - started
        return best

    def _ranked(self, query: Query, text: str, depth: int) -> tuple[Ranked, ...]:
        everywhere = len(query.plans) == len(self.register.plans)
        return self._ranking(text, None if everywhere else query.plans, depth, query.unaccented)

    @functools.cached_property
    def _ranking(
        self,
    ) -> Callable[[str, tuple[str, ...] | None, int, bool], tuple[Ranked, ...]]:
        """One question looks several times, for a few hits or for many."""

        def rank(
            text: str, plans: tuple[str, ...] | None, depth: int, folded: bool
        ) -> tuple[Ranked, ...]:
            return ranked(self.reader, self.load, text, plans, depth, folded=folded)

        return functools.lru_cache(maxsize=_KEPT)(rank)

    @property
    def search_seconds(self) -> float:
        """Seconds this thread has spent searching since ``searching.seconds`` was set."""
        return float(getattr(self.searching, "seconds", 0.0))

    @functools.cached_property
    def _passages_with(self) -> Callable[[str], int]:
        return functools.lru_cache(maxsize=_KEPT_WORDS)(self.reader.passages_with)

    def rarity(self, word: str) -> float:
        """Inverse document frequency of an unmarked word over all passages."""
        if not self._passages_with(word):
            # a word of talk, or misspelt: no proof of absence
            return 0.3 * math.log(2 + self.reader.passage_total)
        return self.telling(word)

    @functools.cached_property
    def _word_count(self) -> Callable[[str], int]:
        return functools.lru_cache(maxsize=_KEPT_WORDS)(self.reader.word_count)

    def telling(self, word: str, marked: str | None = None) -> float:
        """The same, where a word that no plan holds tells most.

        Of many plans some hold nearly every syllable with other marks: there ``marked`` counts.
        """
        found = self._passages_with(word)
        if marked is not None and self.register.many and not self._word_count(marked):
            found = 0
        return math.log(1 + (self.reader.passage_total + 1) / (found + 0.5))

    def title_share(self, plan_ids: Sequence[str]) -> dict[str, float]:
        """Share of the plans whose title holds a word: "bạo lực gia đình" tells nothing there."""
        if plan_ids is self.register.ids:
            return self.register.title_words
        return self.register.part(plan_ids).title_words

    @staticmethod
    def is_word(syllables: str) -> bool:
        """Whether two syllables are one word of the shipped model ("bạo lực")."""
        return _is_word(syllables.lower())

    def matcher(self, query: Query) -> Matcher:
        """How well a text covers the query's content words."""
        return Matcher(self, query)


def facts_book(reader: IndexReader, prompts: Path) -> Book:
    """A book for facts and passages alone: it loads no embedding and searches no vectors."""

    def none() -> Embedding:
        raise AssertionError("this book searches no vectors")

    return Book(reader, none, Lexicon.load(prompts))


def _begun(title: str) -> str:
    words = title.split()
    return " ".join(words[:_OF_TITLE]) + ("…" if len(words) > _OF_TITLE else "")


def unique(pieces: Iterable[Slice]) -> tuple[Slice, ...]:
    """Slices in order, each once."""
    return tuple(dict.fromkeys(pieces))
