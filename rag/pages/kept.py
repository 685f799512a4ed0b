"""Turns of talks as they were shown: a long talk is not made anew with each question."""

from __future__ import annotations

import threading
import weakref
import zlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from markupsafe import Markup

from rag.pages.thread import Turn

MOST = 2_000
"""Turns of all readers together, of some two kilobytes each: packed, a fifteenth of what Python
holds of them in memory (4 ms to make one, 0.1 ms to pack or unpack it)."""


@dataclass(frozen=True, slots=True)
class KeptTurns:
    """The HTML of answered turns; a turn that changed, or its place did, is another one.

    A turn itself stays with its talk: when that goes, its answer goes.
    """

    _lock: threading.Lock = field(default_factory=threading.Lock)
    _shown: OrderedDict[tuple[int, int], tuple[weakref.ref[Turn], bytes]] = field(
        default_factory=OrderedDict
    )

    def of(self, place: int, turn: Turn, made: Callable[[], Markup]) -> Markup:
        """The turn as it was shown at this place, or as ``made`` shows it now."""
        if turn.answer is None:
            return made()
        key = (place, id(turn))
        with self._lock:
            of_whom, packed = self._shown.get(key, (None, b""))
            if of_whom is not None and of_whom() is turn:  # and no other that got its id
                self._shown.move_to_end(key)
                # as it was made below
                return Markup(zlib.decompress(packed).decode())  # noqa: S704
        shown = made()
        packed = zlib.compress(shown.encode(), 1)
        with self._lock:
            self._shown[key] = (weakref.ref(turn), packed)
            while len(self._shown) > MOST:
                self._shown.popitem(last=False)
        return shown
