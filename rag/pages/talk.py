"""Which of a reader's talks is going on: one may be ended while its question is being answered."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from typing import TypeVar

BEAT_S = 0.1
"""How often it is looked whether what is waited for is wanted still."""

T = TypeVar("T")


@dataclass(slots=True)
class Talk:
    """The number of a reader's talk, from 0: counted by ``asking.js``, and sent with each question.

    One for each reader, and changed where it is: the answer that is being made sees it.
    """

    number: int = 0


def while_wanted(made: Generator[T], wanted: Callable[[], bool]) -> Iterator[T]:
    """What ``made`` yields, until nobody wants it: a model's next sentence may take half a minute.

    It is made in a thread, which goes on to the next one and is then closed.
    """
    coming: queue.SimpleQueue[tuple[T] | BaseException | None] = queue.SimpleQueue()
    left = threading.Event()

    def make() -> None:
        try:
            for one in made:
                if left.is_set():
                    break
                coming.put((one,))
            made.close()
        except BaseException as error:  # noqa: BLE001 - raised where it is listened to
            coming.put(error)
        else:
            coming.put(None)

    threading.Thread(target=make, daemon=True, name="answer").start()
    try:
        while wanted():
            try:
                one = coming.get(timeout=BEAT_S)
            except queue.Empty:
                continue
            if one is None:
                return
            if isinstance(one, BaseException):
                raise one
            yield one[0]
    finally:
        left.set()
