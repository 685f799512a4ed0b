"""The stores opened as one. Reading plans and facts imports neither chromadb nor tantivy."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, Protocol, TypeVar

from rag.errors import IndexStale, UsageError
from rag.schema import Fact, PageReading, Passage, Plan, Section
from rag.settings import Settings
from rag.stores import generations
from rag.stores.catalog import Catalog, Entry, FactKind, unpack
from rag.stores.checks import check_model
from rag.stores.opened import NODE, PACKED, PASSAGE, Kept, Opened, open_served
from rag.stores.provenance import pipeline_version
from rag.stores.writer import IndexWriter

if TYPE_CHECKING:
    from rag.embedding import Embedding, Vectors
    from rag.stores.meaning import Meaning

__all__ = ["IndexReader", "IndexWriter", "again_if_replaced", "open_index"]

T = TypeVar("T")
P = ParamSpec("P")
Scored = tuple[tuple[str, float], ...]


def open_index(settings: Settings) -> IndexReader:
    """Open the index that ``settings.index`` serves.

    The embedding is not loaded for this; ``IndexReader.check_model`` compares it once it is.

    Raises:
        IndexMissing: There is none.
        IndexStale: It was laid out by another version of the program.
        UsageError: The path names a file.
    """
    if settings.index.is_file():
        raise UsageError(f"{settings.index}: là tệp, không phải thư mục chỉ mục; hãy sửa --index")
    return IndexReader(settings)


class IndexReader:
    """What the index holds. Safe to share between threads; ``refresh`` between questions.

    Methods given a ``plan_id`` raise UsageError where no plan has it. What was read of the last
    few hundred plans is kept.
    """

    def __init__(self, settings: Settings) -> None:
        """Open the catalogs of the generation that serves."""
        self._settings = settings
        self._lock = threading.RLock()
        self._kept = Kept()
        self._open = open_served(settings, self._lock, None)
        self._last: Opened | None = None

    @property
    def version(self) -> int:
        """Grows by one with every commit."""
        return self._open.manifest.version

    @property
    def model(self) -> tuple[str, int] | None:
        """Id and dimension of the embedding the vectors came from; None while there are none."""
        return self._open.manifest.model

    def check_model(self, embedding: Embedding) -> None:
        """Raise ModelMismatch where the vectors came from another embedding."""
        check_model(self.model, (embedding.id, embedding.dimension))

    def check_current(self) -> None:
        """Raise IndexStale where a plan was read by another version of the program."""
        with self._lock:
            version = pipeline_version()
            stale = [one for v in self._open.volumes for one in v.catalog.read_otherwise(version)]
        if stale:
            raise IndexStale(
                f"Chỉ mục ở {self._settings.index}: {len(stale)} kế hoạch do bản khác của chương "
                f"trình đọc ({min(stale)}{'…' if len(stale) > 1 else ''}); hãy chạy `hoi ingest`, "
                "thêm tên các tệp nằm ngoài corpus/."
            )

    def refresh(self) -> bool:
        """Reopen where a writer has committed since; whether it had."""
        with self._lock:
            if generations.current(self._settings.index) == self._open.folder:
                return False
            fresh = open_served(self._settings, self._lock, self._open)
            # Other threads may still be in the last one; chromadb would hold the one before it
            # for the life of the process.
            if self._last is not None:
                self._last.close(but=(self._open, fresh))
            self._last, self._open = self._open, fresh
            return True

    # ---- plans

    def plans(self) -> tuple[Plan, ...]:
        """All plans, ordered by id."""
        return self._open.plans

    def plan(self, plan_id: str) -> Plan | None:
        """One plan by id; None where there is none."""
        found = self._open.entries.get(plan_id)
        return None if found is None else found.plan

    def entries(self) -> Iterable[Entry]:
        """All plans as the catalogs list them."""
        return self._open.entries.values()

    def passage_counts(self) -> dict[str, int]:
        """Number of passages of each plan that has any, by id."""
        return dict(self._open.counts)

    def twins(self) -> dict[str, str]:
        """Hashes of files that say the same as a plan, with that plan's id."""
        with self._lock:
            return self._open.archive.twins()

    def original(self, plan_id: str) -> Path | None:
        """The plan's file as it came; None where it is no PDF or was not kept."""
        opened = self._open
        entry = opened.entries.get(plan_id)
        return None if entry is None else opened.places[plan_id].original(entry.plan.sha256)

    # ---- one plan

    def text(self, plan_id: str) -> str:
        """The plan's clean text."""
        return self._kept_of(plan_id, "text", lambda o: o.catalog(plan_id).text(plan_id))

    def pages(self, plan_id: str) -> tuple[int, ...] | None:
        """Clean offset at which each page starts; None where the file has no pages."""
        return self._kept_of(plan_id, "pages", lambda o: o.catalog(plan_id).pages(plan_id))

    def quality(self, plan_id: str) -> tuple[str, ...]:
        """What the reader of the file noted about it."""
        return self._kept_of(plan_id, "quality", lambda o: o.catalog(plan_id).quality(plan_id))

    def readings(self, plan_id: str) -> tuple[PageReading, ...]:
        """How each page was read, page 1 first; () where the file has no pages."""
        return self._kept_of(plan_id, "readings", lambda o: o.catalog(plan_id).readings(plan_id))

    def sections(self, plan_id: str) -> tuple[Section, ...]:
        """The outline in reading order."""
        return self._kept_of(plan_id, "sections", lambda o: o.catalog(plan_id).sections(plan_id))

    def passages(self, plan_id: str) -> tuple[Passage, ...]:
        """The passages in reading order."""
        return self._kept_of(plan_id, "passages", lambda o: o.catalog(plan_id).passages(plan_id))

    def passage(self, passage_id: str) -> Passage | None:
        """One passage by id; None where no plan has it."""
        return self._of_id(PASSAGE, passage_id, lambda catalog: catalog.passage(passage_id))

    def passages_of_node(self, plan_id: str, section: str) -> tuple[Passage, ...]:
        """Those of one node, by its path id: one passage, or the parts of a long one."""
        node_id = f"{plan_id}/{section}"
        return self._of_id(NODE, node_id, lambda catalog: catalog.of_node(node_id)) or ()

    def _of_id(self, what: str, key: str, read: Callable[[Catalog], T]) -> T | None:
        opened = self._open
        volume = opened.places.get(key.partition("/")[0])
        if volume is None:
            return None
        with self._lock:
            return self._kept.of(volume.name, what, key, lambda: read(volume.catalog))

    def facts(self, plan_id: str | None = None, kind: FactKind | None = None) -> tuple[Fact, ...]:
        """Facts of one plan or of all, of one kind or of all, by plan id, then as read."""
        wanted = [plan.plan_id for plan in self.plans()] if plan_id is None else [plan_id]
        return tuple(fact for one in wanted for fact in self._facts(one, kind))

    def _facts(self, plan_id: str, kind: FactKind | None) -> tuple[Fact, ...]:
        what = f"facts {kind}"
        return self._kept_of(plan_id, what, lambda _: unpack(self._packed_facts(plan_id), kind))

    def _packed_facts(self, plan_id: str) -> tuple[bytes, ...]:
        # a plan is asked for one kind after the other
        return self._kept_of(plan_id, PACKED, lambda o: o.catalog(plan_id).packed_facts(plan_id))

    def _kept_of(self, plan_id: str, what: str, read: Callable[[Opened], T]) -> T:
        opened = self._open
        with self._lock:
            volume = opened.volume(plan_id)
            return self._kept.of(volume.name, what, plan_id, lambda: read(opened))

    # ---- search

    def search_words(
        self, query: str, k: int, plan_ids: Sequence[str] | None, folded: bool = False
    ) -> Scored:
        """Passage ids with BM25, best first; ``folded`` compares without marks.

        ``plan_ids`` are the plans to search in; None means all.
        """
        opened = self._open
        return opened.words.search(query, k, opened.wanted(plan_ids), folded=folded)

    def search_vectors(self, vector: Vectors, k: int, plan_ids: Sequence[str] | None) -> Scored:
        """Passage ids with the cosine to a unit vector, best first; ``plan_ids`` as above."""
        opened = self._open
        wanted = opened.wanted(plan_ids)
        with self._lock:
            meaning = self._meaning
        return meaning.search(vector, k, opened.within(wanted), everywhere=wanted is None)

    def search_both(
        self,
        query: str,
        vector: Vectors,
        k: int,
        plan_ids: Sequence[str] | None,
        folded: bool = False,
    ) -> tuple[Scored, Scored]:
        """By words and by vectors, as above; over a whole archive of volumes at the same time."""
        if plan_ids is not None or not self._open.volumes[1:]:
            words = self.search_words(query, k, plan_ids, folded)
            return words, self.search_vectors(vector, k, plan_ids)
        with self._lock:
            meaning = self._meaning
        # neither tantivy nor chromadb holds Python while it searches
        later = meaning.beside(lambda: self.search_words(query, k, None, folded))
        found = self.search_vectors(vector, k, None)
        return later.result(), found

    @functools.cached_property
    def _meaning(self) -> Meaning:
        from rag.stores.meaning import Meaning

        return Meaning(self._lock)

    def unreachable(self) -> tuple[str, ...]:
        """Passages of the catalogs that a look-up in either store does not find, sorted."""
        opened = self._open
        lost: set[str] = set()
        for volume in opened.volumes:
            with self._lock:
                rows = dict(row for one in volume.passages for row in volume.catalog.rows(one))
            keys = frozenset(volume.vectors.missing(sorted(set(rows.values()))))
            lost |= {one for one, key in rows.items() if key in keys}
            lost |= {*opened.words.missing(rows)}
        return tuple(sorted(lost))

    # ---- words of the whole archive; nothing of it is kept in memory

    @property
    def passage_total(self) -> int:
        """Number of passages."""
        return self._open.passage_total

    def word_counts(self, words: Iterable[str]) -> dict[str, int]:
        """How often lower-case syllables stand in the plans' texts; 0 is left out."""
        with self._lock:
            return self._open.archive.word_counts(words)

    def word_count(self, word: str) -> int:
        """The same of one."""
        return self.word_counts((word,)).get(word, 0)

    def pair_counts(self, pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
        """How often two syllables stand side by side in a plan; 0 is left out."""
        with self._lock:
            return self._open.archive.pair_counts(pairs)

    def pair_count(self, first: str, second: str) -> int:
        """The same of one pair."""
        return self.pair_counts(((first, second),)).get((first, second), 0)

    def marked_forms(self, folded: str) -> tuple[str, ...]:
        """The syllables of the plans that are this one without marks, sorted."""
        with self._lock:
            return self._open.archive.marked_forms(folded)

    def passages_with_each(self, words: Iterable[str]) -> dict[str, int]:
        """Number of passages that hold each of some folded words; 0 is left out."""
        with self._lock:
            return self._open.archive.passages_with(words)

    def passages_with(self, word: str) -> int:
        """The same of one."""
        return self.passages_with_each((word,)).get(word, 0)

    def plans_saying(self, text: str, k: int = 20) -> tuple[str, ...]:
        """At most ``k`` plans with a passage that says ``text``, marks aside, sorted.

        A passage says it where every two neighbours of its syllables stand side by side there.
        """
        return self._open.words.plans_saying(text, k)

    def close(self) -> None:
        """Let go of the files."""
        if "_meaning" in self.__dict__:
            self._meaning.close()
        self._open.close()
        if self._last is not None:
            self._last.close(but=(self._open,))


class _Reading(Protocol):
    reader: IndexReader


R = TypeVar("R", bound=_Reading)


def again_if_replaced(
    work: Callable[Concatenate[R, P], T],
) -> Callable[Concatenate[R, P], T]:
    """A method that begins anew where it fails and the generation it read was replaced meanwhile.

    What it had not yet opened of that generation is deleted by then.
    """

    @functools.wraps(work)
    def worked(self: R, /, *given: P.args, **named: P.kwargs) -> T:
        while True:
            version = self.reader.version
            try:
                return work(self, *given, **named)
            # Files gone from under sqlite, tantivy and chromadb fail in a class of each one's own;
            # what failed for another reason is raised again.
            except Exception:
                self.reader.refresh()
                if self.reader.version == version:
                    raise

    return worked
