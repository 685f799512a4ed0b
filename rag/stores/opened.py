"""One generation opened for reading, and what was read of it last."""

from __future__ import annotations

import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from rag.errors import IndexMissing, UsageError
from rag.schema import Plan
from rag.settings import Settings
from rag.stores import generations
from rag.stores.archive import Archive
from rag.stores.catalog import Catalog, Entry
from rag.stores.volumes import Volume

if TYPE_CHECKING:
    from rag.stores.words import WordStore

T = TypeVar("T")

PASSAGE, NODE, PACKED = "passage", "passages of a node", "packed facts"
KEPT_OF_PLANS = 2_000
"""Texts, outlines, lists of passages and of facts kept: those of some hundred plans."""
KEPT_APART = {PASSAGE: 20_000, NODE: 20_000, PACKED: 64}
"""How many are kept of the others: packed facts are some 90 KB a plan."""
_NAMED = 10
"""Plans that an error names."""


class Kept:
    """What was read last, by volume, kind and id: a volume never changes, so it stays right."""

    def __init__(self) -> None:
        """Empty; whoever asks holds the reader's lock."""
        self._apart: dict[str, OrderedDict[tuple[str, str, str], object]] = {
            what: OrderedDict() for what in KEPT_APART
        }
        self._of_plans: OrderedDict[tuple[str, str, str], object] = OrderedDict()

    def of(self, volume: str, what: str, key: str, read: Callable[[], T]) -> T:
        """The thing itself, read where it is not kept."""
        kept = self._apart.get(what, self._of_plans)
        found = (volume, what, key)
        if found in kept:
            kept.move_to_end(found)
        else:
            kept[found] = read()
            if len(kept) > KEPT_APART.get(what, KEPT_OF_PLANS):
                kept.popitem(last=False)
        return kept[found]  # type: ignore[return-value]  # read() of the same key


class Opened:
    """One generation, opened as far as was asked of it."""

    def __init__(
        self, settings: Settings, folder: Path, lock: threading.RLock, before: Opened | None
    ) -> None:
        """Open its catalogs; the volumes that ``before`` has open too are shared with it."""
        self._lock = lock
        self.folder = folder
        self.manifest = generations.manifest(folder)
        others: tuple[Volume, ...] = before.volumes if before else ()
        shared = {volume.name: volume for volume in others}
        self.volumes: tuple[Volume, ...] = tuple(
            shared.get(name) or Volume(settings, name, lock) for name in self.manifest.volumes
        )
        listed = sorted(
            ((entry, volume) for volume in self.volumes for entry in volume.entries),
            key=lambda pair: pair[0].plan.plan_id,
        )
        self.entries: dict[str, Entry] = {entry.plan.plan_id: entry for entry, _ in listed}
        self.places: dict[str, Volume] = {entry.plan.plan_id: volume for entry, volume in listed}
        self.plans: tuple[Plan, ...] = tuple(entry.plan for entry, _ in listed)

    @cached_property
    def counts(self) -> dict[str, int]:
        """Number of passages of each plan that has any, by id."""
        return {one: entry.passages for one, entry in self.entries.items() if entry.passages}

    @cached_property
    def passage_total(self) -> int:
        """Number of passages."""
        return sum(self.counts.values())

    @property
    def archive(self) -> Archive:
        """Counts of words and twins; whoever reads from it holds the lock."""
        with self._lock:
            return self._archive

    @property
    def words(self) -> WordStore:
        """The words of all volumes."""
        with self._lock:
            return self._word_store

    @cached_property
    def _archive(self) -> Archive:
        return Archive(self.folder / generations.ARCHIVE)

    @cached_property
    def _word_store(self) -> WordStore:
        from rag.stores.words import WordStore

        return WordStore(self.folder / generations.WORDS)

    def volume(self, plan_id: str) -> Volume:
        """Where a plan stands.

        Raises:
            UsageError: Nowhere.
        """
        found = self.places.get(plan_id)
        if found is None:
            first = ", ".join(tuple(self.places)[:_NAMED]) or "(trống)"
            more = f"… ({len(self.places)} kế hoạch)" if len(self.places) > _NAMED else ""
            raise UsageError(f"Không có kế hoạch {plan_id!r}; chỉ mục hiện có: {first}{more}.")
        return found

    def catalog(self, plan_id: str) -> Catalog:
        """The catalog that lists a plan; as ``volume``."""
        return self.volume(plan_id).catalog

    def wanted(self, plan_ids: Sequence[str] | None) -> tuple[str, ...] | None:
        """Those of ``plan_ids`` that exist, each once, by id; None where that is every plan."""
        if plan_ids is None:
            return None
        found = sorted({plan_id for plan_id in plan_ids if plan_id in self.places})
        return None if len(found) == len(self.places) else tuple(found)

    def within(self, wanted: Sequence[str] | None) -> dict[Volume, dict[str, int]]:
        """The plans wanted that have passages, by volume, with their numbers of passages."""
        if wanted is None:
            return self._everywhere
        found: dict[Volume, dict[str, int]] = {}
        for plan_id in wanted:
            if plan_id in self.counts:
                found.setdefault(self.places[plan_id], {})[plan_id] = self.counts[plan_id]
        return found

    @cached_property
    def _everywhere(self) -> dict[Volume, dict[str, int]]:
        return self.within(tuple(self.places))

    def close(self, but: Sequence[Opened] = ()) -> None:
        """Let go of the files, save those that ``but`` have open too."""
        shared = {volume for other in but for volume in other.volumes}
        for volume in self.volumes:
            if volume not in shared:
                volume.close()
        for name in ("_archive", "_word_store"):
            if name in self.__dict__:
                self.__dict__[name].close()


def open_served(settings: Settings, lock: threading.RLock, before: Opened | None) -> Opened:
    """Open the generation that serves.

    Raises:
        IndexMissing: There is none.
        IndexStale: It was laid out by another version of the program.
    """
    # It can be swept between reading its name and opening it: read the name again.
    for attempt in range(3):
        folder = generations.current(settings.index)
        try:
            return Opened(settings, folder, lock, before)
        except (sqlite3.Error, FileNotFoundError) as error:
            if attempt == 2:
                raise generations.missing(settings.index) from error
    raise IndexMissing
