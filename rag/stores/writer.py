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
from rag.stores.generations import CHROMA, WORDS

if TYPE_CHECKING:
    from rag.embedding import Embedding, Vectors
    from rag.stores.vectors import VectorStore
    from rag.stores.words import WordStore

SAMPLE = 64
"""Unchanged passages looked up after each change."""
REPAIRS = 8
"""Times an unreachable passage is added again before the commit is given up. HNSW links a row at
random, so each time is a new chance; 3 of 180 commits of near duplicates needed one."""


class _Work:
    """The generation being written: its catalog, then the stores that are made of it."""

    words: WordStore
    vectors: VectorStore

    def __init__(self, settings: Settings, folder: Path, source: Path | None) -> None:
        self._settings = settings
        self._source = source
        self._stored = False
        self._vectors: dict[str, Vectors] = {}
        self.folder = folder
        self.changed: set[str] = set()
        self.anew = source is None
        """Whether words and vectors are made from nothing: tantivy and HNSW only mark what is
        removed and keep it in their files."""
        self.catalog = Catalog(folder / generations.CATALOG, write=True)

    def put(self, plan_id: str, vectors: Vectors) -> None:
        """Take the vectors of a plan's passages; those of the older plan are left behind."""
        self._vectors[plan_id] = vectors

    def remove(self, plan_id: str) -> None:
        """Take a plan out, with its original where no other plan was read from it."""
        sha256 = self.catalog.sha256(plan_id)
        self.anew |= sha256 is not None
        self._vectors.pop(plan_id, None)
        self.catalog.remove(plan_id)
        self.forget_original(sha256)

    def forget_original(self, sha256: str | None) -> None:
        """Take a file away that no plan was read from any more."""
        if sha256 is not None and not self.catalog.read_with(sha256):
            generations.original(self.folder, sha256).unlink(missing_ok=True)

    def store(self) -> None:
        """Write words and vectors to disk; the catalog waits."""
        # Both are dear to import and needed only once something is written.
        from rag.stores.vectors import VectorStore
        from rag.stores.words import WordStore

        if not self.anew and self._source is not None:
            shutil.copytree(self._source / WORDS, self.folder / WORDS)
            if self._settings.chroma_host is None:
                shutil.copytree(self._source / CHROMA, self.folder / CHROMA)
        self.words = WordStore(self.folder / WORDS, write=True)
        self.vectors = VectorStore(self._settings, self.folder, write=True)
        self._stored = True
        held = [plan.plan_id for plan in self.catalog.plans()]
        kept = [plan_id for plan_id in held if plan_id not in self._vectors]
        if self._source is not None and (self.anew or self._settings.chroma_host is not None):
            served = VectorStore(self._settings, self._source)
            self.vectors.copy_from(served, kept)
            served.close()
        for plan_id, vectors in self._vectors.items():
            passages = self.catalog.passages(plan_id)
            self.vectors.put(plan_id, [passage.id for passage in passages], vectors)
        for plan_id in held if self.anew else self._vectors:
            passages = self.catalog.passages(plan_id)
            self.words.put(passages)
            self.changed.update(passage.id for passage in passages)
        self.flush()

    def flush(self) -> None:
        self.vectors.flush()
        self.words.commit()

    def close(self) -> None:
        self.catalog.close()
        if self._stored:
            self.words.close()
            self.vectors.close()


class IndexWriter:
    """Context manager: put and remove plans, then commit; leaving without a commit changes nothing.

    ``with IndexWriter(settings, load) as writer: writer.put(...); writer.commit()``. Every commit
    copies the index (229 MB at 50,000 passages), or makes it anew where a plan was replaced or
    removed (a minute at 20,000), so put a batch of files before each.
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
            self._sweep()
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
        twins: Iterable[str] = (),
    ) -> None:
        """Write one plan in place of what was there under its id.

        ``original`` are the bytes of its PDF, kept so that its pages can be drawn; ``twins`` are
        the hashes of other files that say the same.

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
        older = work.catalog.sha256(plan.plan_id)
        # first, since it takes a plan whole or not at all: what fails there has touched nothing
        work.catalog.put(plan, document, sections, passages, facts, pipeline_version, twins)
        work.anew |= older is not None
        work.put(plan.plan_id, vectors)
        work.catalog.set_model(*model)
        work.forget_original(older)
        if original is not None:
            kept = generations.original(work.folder, plan.sha256)
            kept.parent.mkdir(exist_ok=True)
            kept.unlink(missing_ok=True)  # never written in place: another generation may link it
            kept.write_bytes(original)

    def add_twin(self, sha256: str, plan_id: str) -> None:
        """Remember that a file says the same as a plan."""
        self._begin().catalog.add_twin(sha256, plan_id)

    def remove(self, plan_id: str) -> None:
        """Take a plan out of every store; nothing happens where it is not there."""
        self._begin().remove(plan_id)

    def commit(self) -> None:
        """Let what was put and removed serve, and leave nothing of what did before.

        Nothing happens where nothing was put or removed.

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
        # before the swap: a writer killed behind it leaves nothing but what the next one sweeps
        generations.forget_pictures(self._settings.index, pictures)
        self._publish(work)
        self._sweep()

    def _sweep(self) -> None:
        generations.sweep(self._settings.index)
        if self._settings.chroma_host is not None:
            from rag.stores.vectors import sweep_server

            served = self._served()
            sweep_server(self._settings, None if served is None else served.name)

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
        work.flush()

    def _commit_catalog(self, work: _Work, version: int) -> None:
        work.catalog.commit(version, compact=work.anew)

    def _publish(self, work: _Work) -> None:
        generations.publish(self._settings.index, work.folder)


def _needs(catalog: Catalog, sha256: str, pipeline_version: str, model_id: str) -> bool:
    if catalog.model is None or catalog.model[0] != model_id:
        return True
    return pipeline_version not in catalog.read_with(sha256)


def _missing(work: _Work, passage_ids: Sequence[str]) -> tuple[str, ...]:
    lost = {*work.vectors.missing(passage_ids), *work.words.missing(passage_ids)}
    return tuple(sorted(lost))
