"""What an answerer may look at: plans, facts and passages of the index, and how well they match."""

from __future__ import annotations

import functools
import math
import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rag.citation import cite
from rag.embedding import Embedding
from rag.lexicon import Lexicon
from rag.schema import (
    Assignment,
    Citation,
    Deadline,
    Fact,
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
from rag.search import search
from rag.sentences import by_sentence
from rag.stores.index import IndexReader
from rag.text import even_tones, fold, lower

_WORD = re.compile(r"[^\W_]+")
_PAIR_WEIGHT = 1.5
_TITLE = 0.85
"""How much of a word's weight is lost where every plan asked has it in its title."""
_COMMON = 0.99
_SHORT = 4
"""Content words up to which the rarest must be in an answer; see docs/decisions.md."""
_RAREST = 0.95
"""Share of the highest rarity from which a word counts among the rarest."""
_ENOUGH = 0.7
"""Share of the looked-up terms that stands in for the rarest word itself."""
_TELLING = 1.5
"""Rarity above which a word is a subject: below it more than a fourth of the passages hold it."""
_PAIR_MISSED = 0.5
_UNMARKED = 0.85
"""Weight of a word that matches only without its marks, in a question written with marks."""


@dataclass(eq=False)
class Book:
    """One state of the index, read lazily; a new one is made when the catalog changes."""

    reader: IndexReader
    load: Callable[[], Embedding]
    lexicon: Lexicon
    searching: threading.local = field(default_factory=threading.local)

    # -- plans

    @functools.cached_property
    def plans(self) -> tuple[Plan, ...]:
        """All plans, by id."""
        return self.reader.plans()

    @functools.cached_property
    def by_id(self) -> dict[str, Plan]:
        """Plans by id."""
        return {plan.plan_id: plan for plan in self.plans}

    @functools.cache  # noqa: B019 - a Book lives as long as its caches
    def label(self, plan_id: str) -> str:
        """ "Thị xã Hương Trà": the place, with the period where the place has several plans."""
        plan = self.by_id[plan_id]
        place = place_label(plan)
        if place is None:
            return f"{plan.type} {plan.title}"
        same = [p for p in self.plans if place_label(p) == place]
        if len(same) == 1:
            return place
        years = [str(y) for y in dict.fromkeys((plan.year_start, plan.year_end)) if y]
        distinct = "-".join(years) or plan.number_shown or plan.plan_id
        twins = [p for p in same if (p.year_start, p.year_end) == (plan.year_start, plan.year_end)]
        return (
            f"{place} ({distinct})"
            if len(twins) == 1
            else f"{place} ({plan.number_shown or plan.plan_id})"
        )

    @functools.cache  # noqa: B019
    def sections(self, plan_id: str) -> dict[str, Section]:
        """Nodes by path id."""
        return {section.id: section for section in self.reader.sections(plan_id)}

    @functools.cache  # noqa: B019
    def text(self, plan_id: str) -> str:
        """The plan's clean text."""
        return self.reader.text(plan_id)

    @functools.cache  # noqa: B019
    def passages(self, plan_id: str) -> dict[str, tuple[Passage, ...]]:
        """Passages by the path id of their node (a long node has several)."""
        found: dict[str, list[Passage]] = {}
        for passage in self.reader.passages(plan_id):
            path = passage.path[:-1] if passage.path[-1].level == "cau" else passage.path
            found.setdefault("/".join(map(str, path)), []).append(passage)
        return {key: tuple(value) for key, value in found.items()}

    # -- facts

    @functools.cache  # noqa: B019
    def _facts(self, plan_id: str) -> tuple[Fact, ...]:
        return self.reader.facts(plan_id)

    @functools.cache  # noqa: B019
    def assignments(self, plan_id: str) -> list[Assignment]:
        """Assignments in document order, the clauses of a sentence together."""
        given = [f for f in self._facts(plan_id) if isinstance(f, Assignment)]
        return by_sentence(given, self.text(plan_id))

    def targets(self, plan_id: str) -> list[Target]:
        """Targets in document order."""
        return [f for f in self._facts(plan_id) if isinstance(f, Target)]

    def deadlines(self, plan_id: str) -> list[Deadline]:
        """Deadlines in document order."""
        return [f for f in self._facts(plan_id) if isinstance(f, Deadline)]

    def statements(self, plan_id: str, kind: str) -> list[Statement]:
        """Legal bases, sources of money or events, in document order."""
        return [f for f in self._facts(plan_id) if isinstance(f, Statement) and f.kind == kind]

    def header(self, plan_id: str, name: str) -> HeaderField | None:
        """A header field; None where the document does not print it."""
        for fact in self._facts(plan_id):
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
        for passage in self.passages(piece.plan_id).get(piece.section, ()):
            own = passage.text.strip().split("\n", 1)[0]
            shown = own if len(own) <= 90 else own[: own.rfind(" ", 0, 90)] + "…"
            return (*passage.headings, shown)
        return (piece.section,)

    def passage_of(self, piece: Slice) -> Passage | None:
        """The passage in which a slice starts."""
        found = self.passages(piece.plan_id).get(piece.section, ())
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

    def hits(self, query: Query, k: int) -> tuple[Hit, ...]:
        """The best passages of the query's plans."""
        if not query.search_text:
            return ()
        started = time.perf_counter()
        found = search(
            self.reader, self.load, query.search_text, plan_ids=query.plans, k=k,
            folded=query.unaccented,
        )  # fmt: skip
        self.searching.seconds = self.search_seconds + time.perf_counter() - started
        return found

    @property
    def search_seconds(self) -> float:
        """Seconds this thread has spent searching since ``searching.seconds`` was set."""
        return float(getattr(self.searching, "seconds", 0.0))

    @functools.cached_property
    def _rarity(self) -> tuple[Counter[str], int]:
        counts: Counter[str] = Counter()
        total = 0
        for plan in self.plans:
            for passage in self.reader.passages(plan.plan_id):
                total += 1
                counts.update(set(_WORD.findall(fold(passage.text))))
        return counts, total

    def rarity(self, word: str) -> float:
        """Inverse document frequency of an unmarked word over all passages."""
        counts, total = self._rarity
        if word not in counts:
            return 0.3 * math.log(2 + total)  # a word of talk, or misspelt: no proof of absence
        return math.log(1 + (total + 1) / (counts[word] + 0.5))

    def telling(self, word: str) -> float:
        """The same, where a word that no plan holds tells most."""
        counts, total = self._rarity
        return math.log(1 + (total + 1) / (counts.get(word, 0) + 0.5))

    def title_share(self, plan_ids: Sequence[str]) -> dict[str, float]:
        """Share of the plans whose title holds a word: "bạo lực gia đình" tells nothing there."""
        counts: Counter[str] = Counter()
        for plan_id in plan_ids:
            counts.update(set(_WORD.findall(fold(self.by_id[plan_id].title))))
        return {word: count / len(plan_ids) for word, count in counts.items()}

    def matcher(self, query: Query) -> Matcher:
        """How well a text covers the query's content words."""
        return Matcher(self, query)


def facts_book(reader: IndexReader, prompts: Path) -> Book:
    """A book for facts and passages alone: it loads no embedding and searches no vectors."""

    def none() -> Embedding:
        raise AssertionError("this book searches no vectors")

    return Book(reader, none, Lexicon.load(prompts))


class Matcher:
    """Share of a question's content words and word pairs that stand in a text, by rarity.

    1.0 where all do. Everyday and English words count through their official terms: the best of
    the question's own words and of the terms looked up for them is taken.
    """

    def __init__(self, book: Book, query: Query) -> None:
        """Prepare the weights once for many texts."""
        self._book = book
        self._marked = not query.unaccented and query.lang == "vi"
        self._names = [w.lower() for name in query.agencies for w in _WORD.findall(name)]
        own = [w.lower() for w in query.terms]
        extra = [w.lower() for w in _WORD.findall(query.search_text)]
        self._titles = book.title_share(query.plans)
        sets = [own] if query.lang == "vi" else []
        if extra != own:
            sets.append(extra)
        self._sets = [self._weigh(words) for words in sets if words]
        telling = own if query.lang == "vi" else extra
        self._own = self._weigh(telling) if telling else []
        # Words of an agency that is the subject, not the one asked ("HĐND cấp huyện").
        self._named = [
            self._weigh([*words, *self._names]) for words in sets if words and self._names
        ]

    @property
    def empty(self) -> bool:
        """Whether the question names no subject beyond the plans' own titles."""
        return not any(
            self._titles.get(plain, 0.0) < _COMMON and self._book.rarity(plain) > _TELLING
            for units in self._sets for _, plain, _ in units if " " not in plain
        )  # fmt: skip

    def _weigh(self, words: list[str]) -> list[tuple[str, str, float]]:
        """(marked, unmarked, weight) of each word and each adjacent pair."""
        even = [even_tones(word) for word in words]
        bare = [fold(word) for word in words]
        weights = [self._book.rarity(b) * (1 - _TITLE * self._titles.get(b, 0.0)) for b in bare]
        units = list(dict.fromkeys(zip(even, bare, weights, strict=True)))
        for i in range(len(words) - 1):
            weight = _PAIR_WEIGHT * (weights[i] + weights[i + 1]) / 2
            units.append((f"{even[i]} {even[i + 1]}", f"{bare[i]} {bare[i + 1]}", weight))
        return units

    def score(self, *texts: str) -> float:
        """Coverage of the words by the texts together, 0 to 1."""
        if not self._sets:
            return 0.0
        marked, bare = _spaced(" ".join(texts))
        return max(self._covered(units, marked, bare) for units in (*self._sets, *self._named))

    def tells(self, *texts: str) -> bool:
        """Whether the texts hold the question's rarest word, or words looked up for it.

        "Ai quản lý rừng": a task on "quản lý" alone is none on forests. A longer question has
        words of talk too, and may do without one.
        """
        singles = [unit for unit in self._own if " " not in unit[1]]
        if not 2 <= len(singles) <= _SHORT:
            return True
        marked, bare = _spaced(" ".join(texts))
        weights = [self._book.telling(plain) for _, plain, _ in singles]
        rarest = [u for u, w in zip(singles, weights, strict=True) if w >= _RAREST * max(weights)]
        if any(f" {u[0]} " in marked if self._marked else f" {u[1]} " in bare for u in rarest):
            return True
        return any(self._covered(units, marked, bare) >= _ENOUGH for units in self._sets[1:])

    def _covered(self, units: list[tuple[str, str, float]], marked: str, bare: str) -> float:
        reached = total = 0.0
        for even, plain, weight in units:
            # a pair that is not there says little: word order and small words vary
            total += weight * (_PAIR_MISSED if " " in plain else 1.0)
            if self._marked and f" {even} " in marked:
                reached += weight
            elif f" {plain} " in bare:
                reached += weight * (_UNMARKED if self._marked else 1.0)
        return min(1.0, reached / total) if total else 0.0


@functools.lru_cache(maxsize=20_000)
def _spaced(text: str) -> tuple[str, str]:
    """The words of a text with one space around each, with marks and without."""
    marked = f" {' '.join(_WORD.findall(even_tones(lower(text))))} "
    return marked, f" {' '.join(_WORD.findall(fold(text)))} "


def place_label(plan: Plan) -> str | None:
    """ "Tỉnh Kon Tum", "Thị xã Hương Trà": the issuer without "Ủy ban nhân dân"."""
    if plan.issuer is not None:
        rest = re.sub(r"^(?:Ủy ban nhân dân|Uỷ ban nhân dân|UBND)\s+", "", plan.issuer)
        if rest != plan.issuer and rest:
            return rest[0].upper() + rest[1:]
    return plan.place


def within(label: str) -> str:
    """ "Tỉnh Kon Tum" as it stands within a sentence; a bare name keeps its capital."""
    return label[0].lower() + label[1:] if " " in label else label


def unique(pieces: Iterable[Slice]) -> tuple[Slice, ...]:
    """Slices in order, each once."""
    return tuple(dict.fromkeys(pieces))
