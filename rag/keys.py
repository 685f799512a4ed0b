"""Keys for browsers that have shown a right password: kept in memory, for a while, by digest."""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from collections.abc import Callable


class Keys:
    """Who holds a key is not kept, and a key itself neither. Safe between threads."""

    def __init__(self, most: int = 10_000, clock: Callable[[], float] = time.monotonic) -> None:
        """Hold at most so many keys: beyond them the oldest end first."""
        self._most, self._clock = most, clock
        self._lock = threading.Lock()
        self._ends: dict[str, float] = {}

    def give(self, seconds: float, key: str | None = None) -> str:
        """A new key, or the one given, that opens for so long."""
        given = key or secrets.token_urlsafe(32)
        now = self._clock()
        with self._lock:
            self._ends = {one: end for one, end in self._ends.items() if end > now}
            while len(self._ends) >= self._most:
                del self._ends[next(iter(self._ends))]
            self._ends[_digest(given)] = now + seconds
        return given

    def hold(self, key: str | None) -> bool:
        """Whether this key opens now."""
        return self._ends.get(_digest(key or ""), 0.0) > self._clock()

    def drop(self, key: str | None) -> None:
        """End a key before its time."""
        with self._lock:
            self._ends.pop(_digest(key or ""), None)


def _digest(key: str) -> str:
    """Keys are looked up by it: how long that takes tells nothing of a key."""
    return hashlib.sha256(key.encode()).hexdigest()
