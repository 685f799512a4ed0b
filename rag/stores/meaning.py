"""Search by meaning over the volumes: every vector compared while they are few, HNSW beyond."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain

import numpy as np
import numpy.typing as npt

from rag.stores.volumes import Volume

Vectors = npt.NDArray[np.float32]
Cosines = npt.NDArray[np.float64]
Scored = tuple[tuple[str, float], ...]
Within = Mapping[Volume, Mapping[str, int]]
"""The plans to search in, by the volume they stand in, with their numbers of passages."""

EXACT = 5_000
"""Up to so many rows of a whole archive a search compares every vector."""
NARROW = 30_000
"""The same of some of its plans."""
THREADS = 8
"""Volumes searched at once: on two cores ten took 32 ms in turn, 20 by two threads, 16 by more."""
WIDE = 400
"""Vectors taken of each volume where more is asked for than that, but not everything."""
FEW = 4
"""Volumes up to which each is asked for all that is wanted; of more each for half, but"""
LEAST = 50
KEPT = 50_000
"""Rows of vectors kept in memory between searches (50 MB at 256 dimensions)."""


class Meaning:
    """Nearest passages of some volumes; what was compared last stays in memory."""

    def __init__(self, lock: threading.RLock) -> None:
        """``lock`` is held while a catalog is read."""
        self._lock = lock
        self._kept: OrderedDict[tuple[str, str], Vectors] = OrderedDict()
        self._rows = 0
        self._threads = ThreadPoolExecutor(THREADS, "volume")

    def search(self, vector: Vectors, k: int, within: Within, *, everywhere: bool) -> Scored:
        """Passage ids with their cosine, best first, ties by id.

        Args:
            vector: Unit vector of the question; a zero vector is near nothing.
            k: Most hits wanted.
            within: Where to search.
            everywhere: Whether these are all plans of the index, so no filter is needed.
        """
        rows = sum(sum(plans.values()) for plans in within.values())
        if rows == 0 or k < 1 or not vector.any():
            return ()
        if rows <= (EXACT if everywhere else NARROW):
            scored = self._compare(vector, k, within)
        else:
            scored = list(self._nearest(vector, k, within, everywhere=everywhere))
        return tuple(sorted(scored, key=lambda hit: (-hit[1], hit[0]))[:k])

    def beside(self, work: Callable[[], Scored]) -> Future[Scored]:
        """Begin another search, to run while this one does."""
        return self._threads.submit(work)

    def _compare(self, vector: Vectors, k: int, within: Within) -> list[tuple[str, float]]:
        plans = [(volume, plan_id) for volume in within for plan_id in sorted(within[volume])]
        cosines = [_rounded(self._matrix(*one) @ vector) for one in plans]
        every = np.concatenate(cosines)
        least = np.partition(every, -k)[-k] if len(every) > k else -np.inf
        found: list[tuple[str, float]] = []
        for (volume, plan_id), of_plan in zip(plans, cosines, strict=True):
            best = np.flatnonzero(of_plan >= least)
            if best.size:
                with self._lock:
                    ids = volume.catalog.passage_ids(plan_id)
                found += [(ids[row], float(of_plan[row])) for row in best]
        return found

    def _matrix(self, volume: Volume, plan_id: str) -> Vectors:
        """The vectors of a plan's passages, a row each."""
        key = (volume.name, plan_id)
        with self._lock:
            if key not in self._kept:
                held = np.frombuffer(volume.catalog.vectors(plan_id), np.float32)
                rows = volume.passages[plan_id]
                self._kept[key] = held.reshape(rows, -1)
                self._rows += rows
            self._kept.move_to_end(key)
            found = self._kept[key]
            while self._rows > KEPT and len(self._kept) > 1:
                self._rows -= len(self._kept.popitem(last=False)[1])
            return found

    def _nearest(
        self, vector: Vectors, k: int, within: Within, *, everywhere: bool
    ) -> Iterable[tuple[str, float]]:
        def of_volume(volume: Volume) -> list[tuple[Volume, int, float]]:
            found = volume.vectors.nearest(vector, each)
            return [(volume, key, round(cosine, 6)) for key, cosine in found]

        volumes = list(within)
        # Of plans HNSW knows nothing: take more. Of many volumes none holds all of the best.
        each = max(k, WIDE) if not everywhere else k if len(volumes) <= FEW else max(k // 2, LEAST)
        asked = self._threads.map(of_volume, volumes) if volumes[1:] else map(of_volume, volumes)
        found = list(chain.from_iterable(asked))
        if everywhere and len(found) > k:
            # each key stands for a passage at least: what is behind the best k is not read
            least = sorted((cosine for _, _, cosine in found), reverse=True)[k - 1]
            found = [one for one in found if one[2] >= least]
        keys: dict[Volume, list[int]] = {}
        for volume, key, _ in found:
            keys.setdefault(volume, []).append(key)
        with self._lock:
            alike = {volume: volume.catalog.alike(of, k) for volume, of in keys.items()}
        return [
            (passage_id, cosine)
            for volume, key, cosine in found
            for passage_id in alike[volume].get(key, ())
            if everywhere or passage_id.partition("/")[0] in within[volume]
        ]

    def close(self) -> None:
        """Let the threads end."""
        self._threads.shutdown()


def _rounded(cosines: Vectors) -> Cosines:
    """Equal vectors differ in the last bits by where they stand: round, so that the id decides."""
    return np.asarray(np.round(cosines.astype(np.float64), 6), np.float64)
