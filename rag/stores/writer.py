"""The one writer of the index: makes new volumes, checks them, then lets them serve."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from filelock import FileLock

from rag.errors import IndexStale
from rag.schema import Document, Fact, Passage, Plan, Section
from rag.settings import Settings
from rag.stores import generations
from rag.stores.archive import Archive
from rag.stores.catalog import Catalog
from rag.stores.checks import check_model, check_slices
from rag.stores.generations import LAYOUT, NOTHING, WORDS, Manifest
from rag.stores.making import Making

if TYPE_CHECKING:
    from rag.embedding import Embedding

FULL = 100_000
"""Passages up to which a volume takes more plans."""


class _Work:
    """The generation being written: volumes that stay, volumes being made, the whole archive's."""

    def __init__(
        self, settings: Settings, version: int, source: tuple[Path, Manifest] | None
    ) -> None:
        self._settings = settings
        before = NOTHING if source is None else source[1]
        self.version = version
        self.model = before.model
        self.folder = generations.begin(settings.index, self.version)
        self.staying = {
            name: Catalog(generations.volume(settings.index, name) / generations.CATALOG)
            for name in before.volumes
        }
        self.making: list[Making] = []
        self._places: dict[str, Making | str] = {
            plan_id: name
            for name, catalog in self.staying.items()
            for plan_id in catalog.plan_ids()
        }
        counted = None if source is None else source[0] / generations.ARCHIVE
        self.archive = Archive(self.folder / generations.ARCHIVE, source=counted, write=True)
        if counted is not None and not self.archive.counted_alike:
            self._count_anew()

    def _count_anew(self) -> None:
        self.archive.forget_counts()
        for catalog in self.staying.values():
            for plan_id in catalog.plan_ids():
                self.archive.count(catalog.text(plan_id), catalog.passages(plan_id))

    def read_with(self, sha256: str) -> frozenset[str]:
        """The pipeline versions with which a file of these bytes was read."""
        catalogs = (*self.staying.values(), *(one.catalog for one in self.making))
        return frozenset(one for catalog in catalogs for one in catalog.read_with(sha256))

    def _holder(self, plan_id: str) -> Making | None:
        """The volume that holds a plan, to be changed; None where none does."""
        place = self._places.get(plan_id)
        return self._remake(place) if isinstance(place, str) else place

    def _with_room(self, passages: int) -> Making:
        """A volume for so many more passages: the smallest of those that serve, or a new one."""
        for one in self.making:
            if one.passages + passages <= FULL:
                return one
        sizes = sorted((one.passage_total(), name) for name, one in self.staying.items())
        if sizes and sizes[0][0] + passages <= FULL:
            return self._remake(sizes[0][1])
        self.making.append(Making(self._settings, self.version, None))
        return self.making[-1]

    def _remake(self, name: str) -> Making:
        self.staying.pop(name).close()
        made = Making(self._settings, self.version, generations.volume(self._settings.index, name))
        self.making.append(made)
        self._places.update(dict.fromkeys(made.catalog.plan_ids(), made))
        return made

    def put(
        self,
        plan: Plan,
        document: Document,
        sections: Sequence[Section],
        passages: Sequence[Passage],
        facts: Sequence[Fact],
        vectors: bytes,
        pipeline_version: str,
        original: bytes | None,
    ) -> None:
        """Write one plan where the older one stood, or where there is room."""
        held = self._holder(plan.plan_id)
        made = held or self._with_room(len(passages))
        older = None
        if held is not None:
            older = held.catalog.text(plan.plan_id), held.catalog.passages(plan.plan_id)
        # first, since it takes a plan whole or not at all: what fails there has touched nothing
        made.put(plan, document, sections, passages, facts, vectors, pipeline_version, original)
        self._places[plan.plan_id] = made
        if older is not None:
            self.archive.discount(*older)
        self.archive.count(document.text, passages)

    def remove(self, plan_id: str) -> None:
        """Take a plan out of its volume and of the counts."""
        held = self._holder(plan_id)
        if held is not None:
            self.archive.discount(held.catalog.text(plan_id), held.catalog.passages(plan_id))
            self.archive.forget_twins(plan_id)
            held.remove(plan_id)
            del self._places[plan_id]

    def store(self) -> None:
        """Write the words and vectors of each volume; one whose last plan is gone goes too."""
        for one in [one for one in self.making if not one.catalog.plan_ids()]:
            self.making.remove(one)
            one.discard()
        for one in self.making:
            one.store()

    def join_words(self) -> None:
        """Make the words of all volumes one index."""
        from rag.stores.words import join

        volumes = (generations.volume(self._settings.index, one) for one in self.manifest().volumes)
        join([folder / WORDS for folder in volumes], self.folder / WORDS)

    def manifest(self) -> Manifest:
        # in their order, which decides between equal scores where a search takes no more
        names = (*self.staying, *(one.name for one in self.making))
        return Manifest(LAYOUT, self.version, self.model, names)

    def pictures(self) -> frozenset[str]:
        catalogs = (*self.staying.values(), *(one.catalog for one in self.making))
        return frozenset(one for catalog in catalogs for one in catalog.pictures())

    def close(self) -> None:
        for catalog in self.staying.values():
            catalog.close()
        self.archive.close()
        for one in self.making:
            one.close()

    def discard(self) -> None:
        self.close()
        for one in self.making:
            one.discard()
        shutil.rmtree(self.folder, ignore_errors=True)


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
        self._work: _Work | None = None
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

    def _begin(self) -> _Work:
        if self._work is None:
            if self._lock is None:
                raise RuntimeError("IndexWriter is used outside its with block")
            version = self._served[1].version + 1 if self._served else 1
            source = None if self._fresh else self._served
            self._work = _Work(self._settings, version, source)
        return self._work

    def _commit_stores(self, work: _Work) -> None:
        work.store()

    def _verify(self, work: _Work) -> None:
        for one in work.making:
            one.verify(work.version)

    def _commit_catalogs(self, work: _Work) -> None:
        for one in work.making:
            one.commit()
        work.archive.commit()

    def _publish(self, work: _Work) -> None:
        generations.publish(self._settings.index, work.folder, work.manifest())
