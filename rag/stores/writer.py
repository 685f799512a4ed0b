"""The one writer of the index: works on a copy, checks it, then lets it serve."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from filelock import FileLock

from rag.errors import IndexMissing, IndexProblem
from rag.schema import Document, Fact, Passage, Plan, Section
from rag.settings import Settings
from rag.stores import generations
from rag.stores.catalog import Catalog
from rag.stores.checks import check_model, check_slices

if TYPE_CHECKING:
    from rag.embedding import Embedding
    from rag.stores.vectors import VectorStore
    from rag.stores.words import WordStore

SAMPLE = 64
"""Unchanged passages looked up after each change."""
REPAIRS = 8
"""Times an unreachable passage is added again before the commit is given up. HNSW links a row at
random, so each time is a new chance; 3 of 180 commits of near duplicates needed one."""


class _Work:
    """The generation being written: three stores, and what changed in them."""

    def __init__(self, settings: Settings, folder: Path, source: Path | None) -> None:
        # Both are dear to import and needed only once something is written.
        from rag.stores.vectors import VectorStore
        from rag.stores.words import WordStore

        self.folder = folder
        self.changed: set[str] = set()
        self.catalog = Catalog(folder / generations.CATALOG, write=True)
        self.words: WordStore = WordStore(folder / "words", write=True)
        self.vectors: VectorStore = VectorStore(settings, folder, write=True)
        if source is not None and settings.chroma_host is not None:
            served = VectorStore(settings, source)
            self.vectors.copy_from(served)
            served.close()

    def store(self) -> None:
        """Write vectors and words to disk; the catalog waits."""
        self.vectors.flush()
        self.words.commit()

    def close(self) -> None:
        self.catalog.close()
        self.words.close()
        self.vectors.close()


class IndexWriter:
    """Context manager: put and remove plans, then commit; leaving without a commit changes nothing.

    ``with IndexWriter(settings, load) as writer: writer.put(...); writer.commit()``. Every commit
    copies the index (229 MB at 50,000 passages), so put a batch of files before each.
    """

    def __init__(
        self, settings: Settings, load: Callable[[], Embedding], *, rebuild: bool = False
    ) -> None:
        """Nothing is opened yet; ``load`` is called at the first put or repair.

        With ``rebuild`` the first commit holds only what was put before it.
        """
        self._settings = settings
        self._load = load
        self._fresh = rebuild
        self._lock: FileLock | None = None
        self._work: _Work | None = None

    def __enter__(self) -> Self:
        """Take the lock and clear what a killed writer left.

        Raises:
            IndexBusy: Another writer is at work.
        """
        index = self._settings.index
        self._lock = generations.acquire(index)
        try:
            generations.sweep(index)
            if self._settings.chroma_host is not None:
                from rag.stores.vectors import sweep_server

                served = self._served()
                sweep_server(self._settings, None if served is None else served.name)
        except BaseException:
            self._lock.release()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Drop what was not committed and let go of the lock."""
        try:
            if self._work is not None:
                work, self._work = self._work, None
                work.close()
                shutil.rmtree(work.folder, ignore_errors=True)
        finally:
            if self._lock is not None:
                self._lock.release()

    def needs(self, sha256: str, pipeline_version: str, model_id: str) -> bool:
        """Whether a file of these bytes must be read: new, changed, or read in another way."""
        if self._work is not None:
            return _needs(self._work.catalog, sha256, pipeline_version, model_id)
        served = None if self._fresh else self._served()
        if served is None:
            return True
        catalog = Catalog(served / generations.CATALOG)
        try:
            return _needs(catalog, sha256, pipeline_version, model_id)
        finally:
            catalog.close()

    def put(
        self,
        plan: Plan,
        document: Document,
        sections: Sequence[Section],
        passages: Sequence[Passage],
        facts: Sequence[Fact],
        pipeline_version: str,
        original: bytes | None = None,
    ) -> None:
        """Write one plan in place of what was there under its id.

        ``original`` are the bytes of its PDF, kept so that its pages can be drawn.

        Raises:
            InputError: A passage or a fact's slice is not a slice of the document's text.
            ModelMismatch: The index holds vectors of another embedding.
        """
        check_slices(plan, document, passages, facts)
        embedding = self._load()
        work = self._begin()
        model = (embedding.id, embedding.dimension)
        check_model(work.catalog.model, model)
        vectors = embedding.encode_passages([passage.indexed_text for passage in passages])
        before = [passage.id for passage in work.catalog.passages(plan.plan_id)]
        older = work.catalog.sha256(plan.plan_id)
        # first, since it takes a plan whole or not at all: what fails there has touched no store
        work.catalog.put(plan, document, sections, passages, facts, pipeline_version)
        work.changed.difference_update(before)
        work.vectors.remove_plan(plan.plan_id)
        work.words.remove_plan(plan.plan_id)
        work.vectors.put(plan.plan_id, [passage.id for passage in passages], vectors)
        work.words.put(passages)
        work.catalog.set_model(*model)
        _forget_original(work, older)
        if original is not None:
            kept = generations.original(work.folder, plan.sha256)
            kept.parent.mkdir(exist_ok=True)
            kept.unlink(missing_ok=True)  # never written in place: another generation may link it
            kept.write_bytes(original)
        work.changed.update(passage.id for passage in passages)

    def remove(self, plan_id: str) -> None:
        """Take a plan out of every store; nothing happens where it is not there."""
        work = self._begin()
        sha256 = work.catalog.sha256(plan_id)
        work.changed.difference_update(p.id for p in work.catalog.passages(plan_id))
        work.vectors.remove_plan(plan_id)
        work.words.remove_plan(plan_id)
        work.catalog.remove(plan_id)
        _forget_original(work, sha256)

    def commit(self) -> None:
        """Let what was put and removed serve; nothing happens where nothing was.

        Raises:
            IndexProblem: A passage cannot be looked up even after repair; the last state serves.
        """
        if self._work is None and self._fresh:
            self._begin()
        work = self._work
        if work is None:
            return
        version = self._next_version()
        self._commit_stores(work)
        self._verify(work, version)
        self._commit_catalog(work, version)
        pictures = work.catalog.pictures()
        self._work, self._fresh = None, False
        work.close()
        self._publish(work)
        generations.forget_pictures(self._settings.index, pictures)

    def _served(self) -> Path | None:
        try:
            return generations.current(self._settings.index)
        except IndexMissing:
            return None

    def _next_version(self) -> int:
        served = self._served()
        if served is None:
            return 1
        catalog = Catalog(served / generations.CATALOG)
        try:
            return catalog.version + 1
        finally:
            catalog.close()

    def _begin(self) -> _Work:
        if self._work is None:
            if self._lock is None:
                raise RuntimeError("IndexWriter is used outside its with block")
            source = None if self._fresh else self._served()
            folder = generations.begin(self._settings.index, self._next_version(), source)
            self._work = _Work(self._settings, folder, source)
        return self._work

    def _commit_stores(self, work: _Work) -> None:
        work.store()

    def _verify(self, work: _Work, version: int) -> None:
        """Look every changed passage and a sample of the rest up in both stores."""
        held = work.catalog.passage_ids()
        rest = [passage_id for passage_id in held if passage_id not in work.changed]
        sample = random.Random(version).sample(rest, min(SAMPLE, len(rest)))
        asked = sorted(work.changed) + sample
        missing = _missing(work, asked)
        for _ in range(REPAIRS):
            if not missing:
                break
            self._add_again(work, missing)
            missing = _missing(work, missing)
        counts = (work.vectors.count(), work.words.count(), len(held))
        if missing or len(set(counts)) > 1:
            raise IndexProblem(
                f"Chỉ mục ở {self._settings.index}: {len(missing)} đoạn không tra được"
                f"{' (' + missing[0] + ')' if missing else ''}, số đoạn theo nghĩa, theo từ, "
                f"trong danh mục là {counts}: hãy chạy `hoi ingest --rebuild`."
            )

    def _add_again(self, work: _Work, passage_ids: Iterable[str]) -> None:
        found = (work.catalog.passage(passage_id) for passage_id in passage_ids)
        passages = [passage for passage in found if passage is not None]
        vectors = self._load().encode_passages([passage.indexed_text for passage in passages])
        work.vectors.remove([passage.id for passage in passages])
        for n, passage in enumerate(passages):
            work.vectors.put(passage.plan_id, [passage.id], vectors[n : n + 1])
        work.words.put(passages)
        work.store()

    def _commit_catalog(self, work: _Work, version: int) -> None:
        work.catalog.commit(version)

    def _publish(self, work: _Work) -> None:
        generations.publish(self._settings.index, work.folder)


def _forget_original(work: _Work, sha256: str | None) -> None:
    """Take a file away that no plan was read from any more."""
    if sha256 is not None and not work.catalog.read_with(sha256):
        generations.original(work.folder, sha256).unlink(missing_ok=True)


def _needs(catalog: Catalog, sha256: str, pipeline_version: str, model_id: str) -> bool:
    if catalog.model is None or catalog.model[0] != model_id:
        return True
    return pipeline_version not in catalog.read_with(sha256)


def _missing(work: _Work, passage_ids: Sequence[str]) -> tuple[str, ...]:
    lost = {*work.vectors.missing(passage_ids), *work.words.missing(passage_ids)}
    return tuple(sorted(lost))
