"""The one writer of the index: makes new volumes, checks them, then lets them serve."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from filelock import FileLock

from rag.errors import IndexStale
from rag.schema import Document, Fact, Passage, Plan, Section
from rag.settings import Settings
from rag.stores import generations
from rag.stores.catalog import Catalog
from rag.stores.checks import check_model, check_slices
from rag.stores.generations import Manifest
from rag.stores.work import Work

if TYPE_CHECKING:
    from rag.embedding import Embedding


class IndexWriter:
    """Context manager: put and remove plans, then commit; leaving without a commit changes nothing.

    ``with IndexWriter(settings, load) as writer: writer.put(...); writer.commit()``. A commit makes
    the volumes anew whose plans changed, so put a batch of files before each.
    """

    def __init__(
        self, settings: Settings, load: Callable[[], Embedding], *, rebuild: bool = False
    ) -> None:
        """Nothing is opened yet; ``load`` is called at the first put.

        With ``rebuild`` the first commit holds only what was put before it.
        """
        self._settings = settings
        self._load = load
        self._fresh = rebuild
        self._lock: FileLock | None = None
        self._served: tuple[Path, Manifest] | None = None
        self._work: Work | None = None
        self._files: dict[str, set[str]] | None = None

    def __enter__(self) -> Self:
        """Take the lock and clear what a killed writer left.

        Raises:
            IndexBusy: Another writer is at work.
            IndexStale: The index was laid out by another version, and is not rebuilt.
        """
        self._lock = generations.acquire(self._settings.index)
        try:
            self._look()
            self._sweep()
        except BaseException:
            self._lock.release()
            raise
        return self

    def _look(self) -> None:
        """Read what serves."""
        self._files = None
        try:
            self._served = generations.served(self._settings.index)
        except (IndexStale, FileNotFoundError):
            if not self._fresh:
                raise
            self._served = None

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
                work.discard()
        finally:
            if self._lock is not None:
                self._lock.release()

    def needs(self, sha256: str, pipeline_version: str, model_id: str) -> bool:
        """Whether a file of these bytes must be read: new, changed, or read in another way."""
        before = None if self._fresh else self._served
        if self._work is not None:
            model, read = self._work.model, self._work.read_with(sha256)
        elif before is not None:
            model, read = before[1].model, frozenset(self._read(before[1]).get(sha256, ()))
        else:
            return True
        return model is None or model[0] != model_id or pipeline_version not in read

    def _read(self, served: Manifest) -> dict[str, set[str]]:
        """Hashes of the files that were read, with the pipeline versions; looked up once."""
        if self._files is None:
            self._files = {}
            for name in served.volumes:
                folder = generations.volume(self._settings.index, name)
                catalog = Catalog(folder / generations.CATALOG)
                for sha256, pipeline in catalog.files():
                    self._files.setdefault(sha256, set()).add(pipeline)
                catalog.close()
        return self._files

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
        check_model(work.model, model)
        vectors = embedding.encode_passages([passage.indexed_text for passage in passages])
        work.put(
            plan, document, sections, passages, facts, vectors.tobytes(), pipeline_version, original
        )
        work.model = model
        work.archive.put_twins(plan.plan_id, document.sha256, twins)

    def add_twin(self, sha256: str, plan_id: str) -> None:
        """Remember that a file says the same as a plan."""
        self._begin().archive.add_twin(sha256, plan_id)

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
        self._commit_stores(work)
        self._verify(work)
        self._commit_catalogs(work)
        pictures = work.pictures()
        self._work, self._fresh = None, False
        work.close()
        # before the swap: a writer killed behind it leaves nothing but what the next one sweeps
        generations.forget_pictures(self._settings.index, pictures)
        work.join_words()
        self._publish(work)
        self._look()
        self._sweep()

    def _sweep(self) -> None:
        generations.sweep(self._settings.index)
        if self._settings.chroma_host is not None:
            from rag.stores.vectors import sweep_server

            sweep_server(self._settings, self._served[1].volumes if self._served else ())

    def _begin(self) -> Work:
        if self._work is None:
            if self._lock is None:
                raise RuntimeError("IndexWriter is used outside its with block")
            version = self._served[1].version + 1 if self._served else 1
            source = None if self._fresh else self._served
            self._work = Work(self._settings, version, source)
        return self._work

    def _commit_stores(self, work: Work) -> None:
        work.store()

    def _verify(self, work: Work) -> None:
        for one in work.making:
            one.verify(work.version)

    def _commit_catalogs(self, work: Work) -> None:
        for one in work.making:
            one.commit()
        work.archive.commit()

    def _publish(self, work: Work) -> None:
        generations.publish(self._settings.index, work.folder, work.manifest())
