"""A volume opened for reading: some plans of the archive, unchanged for as long as it serves."""

from __future__ import annotations

import threading
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from rag.settings import Settings
from rag.stores import generations
from rag.stores.catalog import Catalog

if TYPE_CHECKING:
    from rag.stores.vectors import VectorStore


class Volume:
    """Its catalog, and its Chroma collection once that is searched."""

    def __init__(self, settings: Settings, name: str, lock: threading.RLock) -> None:
        """Open the catalog; whoever reads from it holds ``lock``.

        Raises:
            sqlite3.Error: The volume is gone.
        """
        self._settings = settings
        self._lock = lock
        self.name = name
        self.folder = generations.volume(settings.index, name)
        self.catalog = Catalog(self.folder / generations.CATALOG)
        self.entries = self.catalog.entries()
        self.passages = {one.plan.plan_id: one.passages for one in self.entries}

    @property
    def vectors(self) -> VectorStore:
        """The collection, opened once."""
        with self._lock:
            return self._vector_store

    @cached_property
    def _vector_store(self) -> VectorStore:
        from rag.stores.vectors import VectorStore

        return VectorStore(self._settings, self.folder)

    def original(self, sha256: str) -> Path | None:
        """The PDF of these bytes; None where it is none or was not kept."""
        path = generations.original(self.folder, sha256)
        return path if path.is_file() else None

    def close(self) -> None:
        """Let go of the files."""
        self.catalog.close()
        if "_vector_store" in self.__dict__:
            self._vector_store.close()
