"""The one door to chromadb: the vectors of a volume's passages; every one is our own.

Equal vectors are one row: plans repeat each other's phrases word for word, and HNSW links many rows
of one vector to each other alone. Which passages it stands for the catalog tells.

``Settings.chroma_host`` connects to a managed or distributed Chroma instead of the index folder.
Do not point it at ``chroma run``: every HTTP server released so far lets anyone who reaches its
port run code on it (CVE-2026-45829).
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, cast

import chromadb
import numpy as np
import numpy.typing as npt
from chromadb.api.collection_configuration import CreateHNSWConfiguration
from chromadb.config import Settings as ChromaSettings

from rag.settings import Settings
from rag.stores import generations
from rag.stores.generations import CHROMA

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.types import PyEmbeddings

Vectors = npt.NDArray[np.float32]

PAGE = 4_000
"""Rows a call: chromadb takes at most 5,461 in a batch, and fails above 32,000 in get or delete."""
LOOKED_UP = 1_000
"""Rows that a thread looks up at once."""
SAME = 1e-5
"""Cosine distance below which two float32 vectors are one."""
NEIGHBOURS = 5
HNSW: CreateHNSWConfiguration = {
    "space": "cosine",
    "ef_search": 200,
    "ef_construction": 200,
    "max_neighbors": 64,
    "batch_size": 2,
    "sync_threshold": 2,
}
"""Plans' list items are near duplicates ("- Lưu: VT, 7."): rows of a cluster larger than they have
neighbours are linked to each other alone, and no search comes there. Of 4,620 such rows none was
lost with 64, nor with 32, since equal ones are one row; figures in docs/decisions.md.

A search width of 400 finds 0.994 of the nearest ten in a million passages, 200 finds 0.989 for a
fifth less processor time.

Saved after every call, not every 1,000 rows: unsaved rows are linked anew, and otherwise, each
time the collection is opened, so that a row the writer looked up may be lost to its reader.
"""


class VectorStore:
    """One Chroma collection; readers must open it anew to see another process's changes."""

    def __init__(self, settings: Settings, volume: Path, *, write: bool = False) -> None:
        """Open the volume's collection; with ``write`` create it where needed.

        Raises:
            chromadb.errors.ChromaError: The collection is missing or cannot be read.
        """
        self._client, name = _connect(settings, volume)
        self._written = volume / CHROMA if write else None
        if write:
            self._collection = self._client.get_or_create_collection(
                name, configuration={"hnsw": HNSW}, embedding_function=None
            )
        else:
            self._collection = self._client.get_collection(name, embedding_function=None)
        self._pending: dict[str, Vectors] = {}

    def nearest(self, vector: Vectors, k: int) -> list[tuple[int, float]]:
        """The keys of the k vectors next to a unit vector, with their cosine."""
        found = self._collection.query(
            query_embeddings=cast("PyEmbeddings", vector[np.newaxis]),
            n_results=k,
            include=["distances"],
        )
        pairs = zip(found["ids"][0], (found["distances"] or [[]])[0], strict=True)
        return [(int(key), 1.0 - float(distance)) for key, distance in pairs]

    def put(self, keys: Sequence[int], vectors: Vectors) -> None:
        """Take vectors, those held already once; ``flush`` writes them."""
        for key, vector in zip(keys, vectors, strict=True):
            self._pending[str(key)] = vector
            if len(self._pending) == PAGE:
                self.flush()

    def flush(self) -> None:
        """Write what was put: few large calls, since each saves the whole HNSW file."""
        if not self._pending:
            return
        held = set(self._collection.get(ids=list(self._pending), include=[])["ids"])
        fresh = {key: vector for key, vector in self._pending.items() if key not in held}
        self._pending = {}
        if fresh:
            self._collection.add(ids=list(fresh), embeddings=np.stack(list(fresh.values())))

    def remove(self, keys: Sequence[int]) -> None:
        """Remove vectors."""
        self.flush()
        for start in range(0, len(keys), PAGE):
            self._collection.delete(ids=[str(key) for key in keys[start : start + PAGE]])

    def count(self) -> int:
        """Number of vectors held."""
        return int(self._collection.count())

    def missing(self, keys: Sequence[int]) -> tuple[int, ...]:
        """Those keys whose row is gone, or whose own vector does not lead to them.

        HNSW can lose its way to a row. Another row with nearly the same vector counts as found; a
        zero vector has no direction to search.
        """
        wanted = [str(key) for key in keys]
        pages = (wanted[start : start + LOOKED_UP] for start in range(0, len(wanted), LOOKED_UP))
        with ThreadPoolExecutor(os.cpu_count()) as threads:  # chromadb lets go of Python meanwhile
            return tuple(int(key) for page in threads.map(self._missing, pages) for key in page)

    def _missing(self, keys: list[str]) -> list[str]:
        rows = self._collection.get(ids=keys, include=["embeddings"])
        vectors = np.asarray(rows["embeddings"], np.float32)
        held = dict(zip(rows["ids"], vectors, strict=True))
        lost = [key for key in keys if key not in held]
        asked = [key for key in held if held[key].any()]
        if not asked:
            return lost
        found = self._collection.query(
            query_embeddings=np.stack([held[key] for key in asked]),
            n_results=NEIGHBOURS,
            include=["distances"],
        )
        for key, near, distances in zip(asked, found["ids"], found["distances"] or (), strict=True):
            if key not in near and not (distances and distances[0] <= SAME):
                lost.append(key)
        return lost

    def close(self) -> None:
        """Let go of the files; the next open reads them anew."""
        self._client.close()
        if self._written is not None:
            for header in self._written.glob("*/header.bin"):
                _wipe_spare_rows(header)


def _wipe_spare_rows(header: Path) -> None:
    """HNSW saves the room for rows to come as it finds it in memory: with what was freed there.

    A removed plan's id and text were found in it.
    """
    room, held = struct.unpack_from("<2Q", header.read_bytes(), 12)
    for name in ("data_level0.bin", "length.bin"):
        path = header.with_name(name)
        size, beside = divmod(path.stat().st_size, room)
        if beside == 0:
            os.truncate(path, held * size)
            os.truncate(path, room * size)


def _connect(settings: Settings, volume: Path) -> tuple[Client, str]:
    """A client, and the name of the volume's collection."""
    quiet = ChromaSettings(anonymized_telemetry=False)
    if settings.chroma_host is None:
        local = chromadb.PersistentClient(str(volume / CHROMA), settings=quiet)
        return cast("Client", local), "passages"
    server = chromadb.HttpClient(settings.chroma_host, settings.chroma_port, settings=quiet)
    return cast("Client", server), f"{_prefix(settings.index)}{volume.name}"


def _prefix(index: Path) -> str:
    """Collections of one index on a server that others may share."""
    return f"hoi-{generations.identity(index)}-"


def sweep_server(settings: Settings, kept: Iterable[str]) -> None:
    """Delete this index's collections on the server, but those of the volumes ``kept``."""
    client, _ = _connect(settings, settings.index / "none")
    prefix = _prefix(settings.index)
    held = {f"{prefix}{name}" for name in kept}
    for collection in client.list_collections():
        if collection.name.startswith(prefix) and collection.name not in held:
            client.delete_collection(collection.name)
