"""Turns of talks as they were shown: a long talk is not made anew with each question."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from rag.pages.thread import Turn

MOST = 2_000
"""Turns of all readers together, of some ten kilobytes each."""


@dataclass(frozen=True, slots=True)
class KeptTurns:
    """The HTML of answered turns; a turn that changed, or its place did, is another one."""

    _lock: threading.Lock = field(default_factory=threading.Lock)
    _shown: OrderedDict[tuple[int, int], tuple[Turn, str]] = field(default_factory=OrderedDict)

    def of(self, place: int, turn: Turn, made: Callable[[], str]) -> str:
        """The turn as it was shown at this place, or as ``made`` shows it now."""
        if turn.answer is None:
            return made()
        key = (place, id(turn))  # the turn is kept, so that no other has its id
        with self._lock:
            if key in self._shown:
                self._shown.move_to_end(key)
                return self._shown[key][1]
        shown = made()
        with self._lock:
            self._shown[key] = (turn, shown)
            while len(self._shown) > MOST:
                self._shown.popitem(last=False)
        return shown
