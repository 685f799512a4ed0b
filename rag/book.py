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
from rag.coverage import Matcher
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
from rag.text import fold

_WORD = re.compile(r"[^\W_]+")


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
