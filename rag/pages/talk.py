"""What the browser tells of a reader's talk, and which of them is going on.

One may be ended while its question is being answered.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
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


@dataclass(frozen=True, slots=True)
class Edited:
    """The question that another takes the place of: where it stood as it was taken up."""

    place: int
    question: str

    def place_in(self, questions: Sequence[str]) -> int | None:
        """Where it stands now: the oldest of a long talk may have left meanwhile."""
        before = range(min(self.place, len(questions) - 1), -1, -1)
        return next((place for place in before if questions[place] == self.question), None)


@dataclass(frozen=True, slots=True)
class Sent:
    """A question from the box, with what was chosen in the lists when it was sent."""

    question: str
    plans: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    edited: Edited | None = None


def sent_by(told: Mapping[str, object]) -> Sent | None:
    """What ``asking.js`` tells; None where it is no question but a press."""
    question, edit = told.get("question"), told.get("edit")
    if not isinstance(question, str):
        return None
    edited = None
    if isinstance(edit, dict):
        place, asked = edit.get("place"), edit.get("question")
        at = place if isinstance(place, int) else -1
        edited = Edited(at, asked if isinstance(asked, str) else "")
    return Sent(question, _texts(told.get("plans")), _texts(told.get("places")), edited)


def talk_number(told: Mapping[str, object]) -> int:
    """Of which talk it is, as the browser counts them."""
    number = told.get("talk")
    return number if isinstance(number, int) else 0


def _texts(told: object) -> tuple[str, ...]:
    listed = told if isinstance(told, list) else []
    return tuple(dict.fromkeys(one for one in listed if isinstance(one, str)))


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
