"""The three stores opened as one. Reading plans and facts imports neither chromadb nor tantivy."""

from __future__ import annotations

import functools
import sqlite3
import threading
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, Protocol, TypeVar

from rag.errors import IndexMissing, IndexStale, UsageError
from rag.schema import Fact, PageReading, Passage, Plan, Section
from rag.settings import Settings
from rag.stores import generations
from rag.stores.catalog import Catalog, FactKind
from rag.stores.checks import check_model
from rag.stores.provenance import pipeline_version
from rag.stores.writer import IndexWriter

if TYPE_CHECKING:
    from rag.embedding import Embedding, Vectors
    from rag.stores.vectors import VectorStore
    from rag.stores.words import WordStore

__all__ = ["IndexReader", "IndexWriter", "again_if_replaced", "open_index"]

T = TypeVar("T")
P = ParamSpec("P")
Scored = tuple[tuple[str, float], ...]


def open_index(settings: Settings) -> IndexReader:
    """Open the index that ``settings.index`` serves.

    The embedding is not loaded for this; ``IndexReader.check_model`` compares it once it is.

    Raises:
        IndexMissing: There is none.
        UsageError: The path names a file.
    """
    if settings.index.is_file():
        raise UsageError(f"{settings.index}: là tệp, không phải thư mục chỉ mục; hãy sửa --index")
    return IndexReader(settings)


class IndexReader:
    """What the index holds. Safe to share between threads; ``refresh`` between questions.

    Methods given a ``plan_id`` raise UsageError where no plan has it.
    """

    def __init__(self, settings: Settings) -> None:
        """Open the catalog of the generation that serves."""
        self._settings = settings
        self._lock = threading.RLock()
        self._open = _open(settings, self._lock)
        self._last: _Opened | None = None

    @property
    def version(self) -> int:
        """Grows by one with every commit."""
        return self._open.catalog.version

    @property
    def model(self) -> tuple[str, int] | None:
        """Id and dimension of the embedding the vectors came from; None while there are none."""
        return self._open.catalog.model

    def check_model(self, embedding: Embedding) -> None:
        """Raise ModelMismatch where the vectors came from another embedding."""
        check_model(self.model, (embedding.id, embedding.dimension))

    def check_current(self) -> None:
        """Raise IndexStale where a plan was read by another version of the program."""
        stale = self._open.catalog.read_otherwise(pipeline_version())
        if stale:
            raise IndexStale(
                f"Chỉ mục ở {self._settings.index}: {len(stale)} kế hoạch do bản khác của chương "
                f"trình đọc ({stale[0]}{'…' if len(stale) > 1 else ''}); hãy chạy `hoi ingest`, "
                "thêm tên các tệp nằm ngoài corpus/."
            )

    def refresh(self) -> bool:
        """Reopen where a writer has committed since; whether it had."""
        with self._lock:
            if generations.current(self._settings.index) == self._open.folder:
                return False
            # Other threads may still be in the last one; chromadb would hold the one before it
            # for the life of the process.
            if self._last is not None:
                self._last.close()
            self._last, self._open = self._open, _open(self._settings, self._lock)
            return True

    def plans(self) -> tuple[Plan, ...]:
        """All plans, ordered by id."""
        return self._open.plans

    def text(self, plan_id: str) -> str:
        """The plan's clean text."""
        opened = self._open
        return opened.kept(("text", plan_id), lambda: opened.catalog.text(plan_id))

    def pages(self, plan_id: str) -> tuple[int, ...] | None:
        """Clean offset at which each page starts; None where the file has no pages."""
        opened = self._open
        return opened.kept(("pages", plan_id), lambda: opened.catalog.pages(plan_id))

    def quality(self, plan_id: str) -> tuple[str, ...]:
        """What the reader of the file noted about it."""
        opened = self._open
        return opened.kept(("quality", plan_id), lambda: opened.catalog.quality(plan_id))

    def readings(self, plan_id: str) -> tuple[PageReading, ...]:
        """How each page was read, page 1 first; () where the file has no pages."""
        opened = self._open
        return opened.kept(("readings", plan_id), lambda: opened.catalog.readings(plan_id))

    def twins(self) -> dict[str, str]:
        """Hashes of files that say the same as a plan, with that plan's id."""
        with self._lock:
            return self._open.catalog.twins()

    def original(self, plan_id: str) -> Path | None:
        """The plan's file as it came; None where it is no PDF or was not kept."""
        sha256 = next((plan.sha256 for plan in self._open.plans if plan.plan_id == plan_id), "")
        path = generations.original(self._open.folder, sha256)
        return path if path.is_file() else None

    def sections(self, plan_id: str) -> tuple[Section, ...]:
        """The outline in reading order."""
        opened = self._open
        return opened.kept(("sections", plan_id), lambda: opened.catalog.sections(plan_id))

    def passages(self, plan_id: str) -> tuple[Passage, ...]:
        """The passages in reading order."""
        opened = self._open
        return opened.kept(("passages", plan_id), lambda: opened.catalog.passages(plan_id))

    def passage(self, passage_id: str) -> Passage | None:
        """One passage by id; None where no plan has it."""
        return self._open.passage(passage_id)

    def facts(self, plan_id: str | None = None, kind: FactKind | None = None) -> tuple[Fact, ...]:
        """Facts of one plan or of all, of one kind or of all, by plan id, then as read."""
        opened = self._open
        wanted = opened.plan_ids if plan_id is None else (plan_id,)
        found: list[Fact] = []
        for one in wanted:
            read = self._facts(opened, one)
            found += [fact for its_kind, fact in read if kind is None or its_kind == kind]
        return tuple(found)

    @staticmethod
    def _facts(opened: _Opened, plan_id: str) -> tuple[tuple[str, Fact], ...]:
        return opened.kept(("facts", plan_id), lambda: opened.catalog.facts(plan_id))

    def search_words(
        self, query: str, k: int, plan_ids: Sequence[str], folded: bool = False
    ) -> Scored:
        """Passage ids with BM25, best first; ``folded`` compares without marks."""
        opened = self._open
        wanted = opened.wanted(plan_ids)
        everywhere = len(wanted) == len(opened.plan_ids)
        return opened.words.search(query, k, None if everywhere else wanted, folded=folded)

    def search_vectors(self, vector: Vectors, k: int, plan_ids: Sequence[str]) -> Scored:
        """Passage ids with the cosine to a unit vector, best first."""
        opened = self._open
        wanted = opened.wanted(plan_ids)
        plans = {one: opened.counts[one] for one in wanted if one in opened.counts}
        everywhere = len(wanted) == len(opened.plan_ids)
        return opened.vectors.search(vector, k, plans, all_plans=everywhere)

    def passage_counts(self) -> dict[str, int]:
        """Number of passages of each plan that has any, by id."""
        return dict(self._open.counts)

    def unreachable(self) -> tuple[str, ...]:
        """Passages of the catalog that a look-up in either store does not find, sorted."""
        opened = self._open
        with self._lock:
            held = opened.catalog.passage_ids()
        return tuple(sorted({*opened.vectors.missing(held), *opened.words.missing(held)}))

    def close(self) -> None:
        """Let go of the files."""
        self._open.close()
        if self._last is not None:
            self._last.close()


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


class _Opened:
    """One generation, opened as far as was asked of it; what is read once is kept."""

    def __init__(self, settings: Settings, folder: Path, lock: threading.RLock) -> None:
        self._settings = settings
        self._lock = lock
        self.folder = folder
        self.catalog = Catalog(folder / generations.CATALOG)
        self.plans = self.catalog.plans()
        self.plan_ids = tuple(plan.plan_id for plan in self.plans)
        self._kept: dict[tuple[str, str], object] = {}
        self._passages: dict[str, Passage | None] = {}

    @cached_property
    def counts(self) -> dict[str, int]:
        with self._lock:
            return self.catalog.passage_counts()

    @property
    def words(self) -> WordStore:
        with self._lock:
            return self._word_store

    @property
    def vectors(self) -> VectorStore:
        with self._lock:
            return self._vector_store

    @cached_property
    def _word_store(self) -> WordStore:
        from rag.stores.words import WordStore

        return WordStore(self.folder / generations.WORDS)

    @cached_property
    def _vector_store(self) -> VectorStore:
        from rag.stores.vectors import VectorStore

        return VectorStore(self._settings, self.folder)

    def wanted(self, plan_ids: Sequence[str]) -> tuple[str, ...]:
        """Those of ``plan_ids`` that exist, each once, in the index's order."""
        asked = set(plan_ids)
        return tuple(plan_id for plan_id in self.plan_ids if plan_id in asked)

    def kept(self, key: tuple[str, str], read: Callable[[], T]) -> T:
        with self._lock:
            if key not in self._kept:
                if key[1] not in self.plan_ids:
                    known = ", ".join(self.plan_ids) or "(trống)"
                    raise UsageError(f"Không có kế hoạch {key[1]!r}; chỉ mục hiện có: {known}.")
                self._kept[key] = read()
            return self._kept[key]  # type: ignore[return-value]  # read() of the same key

    def passage(self, passage_id: str) -> Passage | None:
        with self._lock:
            if passage_id not in self._passages:
                self._passages[passage_id] = self.catalog.passage(passage_id)
            return self._passages[passage_id]

    def close(self) -> None:
        self.catalog.close()
        for name in ("_word_store", "_vector_store"):
            if name in self.__dict__:
                self.__dict__[name].close()


def _open(settings: Settings, lock: threading.RLock) -> _Opened:
    # A generation can be swept between reading its name and opening it: read the name again.
    for attempt in range(3):
        folder = generations.current(settings.index)
        try:
            return _Opened(settings, folder, lock)
        except sqlite3.Error as error:
            if attempt == 2:
                raise generations.missing(settings.index) from error
    raise IndexMissing
