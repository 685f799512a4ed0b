"""What is dear to make is made once, also where several threads ask for it at one moment."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def once(make: Callable[[], T]) -> Callable[[], T]:
    """``make`` for the first who asks; who asks meanwhile waits for it.

    ``functools.cache`` alone lets every thread that asks before the first has its answer make one
    of its own: the first questions of four readers loaded the embedding model four times.
    """
    lock = threading.Lock()
    made = functools.cache(make)

    def get() -> T:
        with lock:
            return made()

    return get
