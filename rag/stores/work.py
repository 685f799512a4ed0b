"""The generation being written: volumes that stay, volumes being made, the whole archive's file."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from rag.schema import Document, Fact, Passage, Plan, Section
from rag.settings import Settings
from rag.stores import generations
from rag.stores.archive import Archive
from rag.stores.catalog import Catalog
from rag.stores.generations import LAYOUT, NOTHING, WORDS, Manifest
from rag.stores.making import Making

FULL = 100_000
"""Passages up to which a volume takes more plans."""


class Work:
    """What a commit will let serve; ``making`` are the volumes whose plans change."""

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
