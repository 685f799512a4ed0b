"""What is dear is made once, however many threads ask for it at one moment."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

from rag.once import once


def test_threads_that_ask_at_one_moment_get_the_same_thing() -> None:
    together = threading.Barrier(4)

    def make() -> object:
        time.sleep(0.05)
        return object()

    get = once(make)

    def ask(_: int) -> object:
        together.wait()
        return get()

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(ask, range(4)))) == 1
