"""What is kept of a talk as it was shown: an answered turn, as long as it is the same."""

from __future__ import annotations

import weakref
from dataclasses import replace

import pytest
from markupsafe import Markup

from rag.pages import kept
from rag.pages.kept import KeptTurns
from rag.pages.thread import Turn
from rag.schema import Answer, Query

QUERY = Query("ai?", "vi", "who", ())
ANSWER = Answer("ai?", "Sở Y tế", False, None, "extractive", (), (), (), (), QUERY)
ANSWERED = Turn("ai?", answer=ANSWER)


def made(turns: KeptTurns, *shown: tuple[int, Turn]) -> int:
    """How many of these had to be made."""
    count = 0

    def make() -> Markup:
        nonlocal count
        count += 1
        return Markup("<article>")

    for place, turn in shown:
        assert turns.of(place, turn, make) == "<article>"
    return count


def test_a_turn_is_made_once_for_its_place_and_again_when_it_changes() -> None:
    turns = KeptTurns()
    assert made(turns, (0, ANSWERED), (0, ANSWERED)) == 1
    assert made(turns, (1, ANSWERED)) == 1  # its references name the place
    assert made(turns, (0, replace(ANSWERED, good=True))) == 1
    assert made(turns, (0, Turn("ai?")), (0, Turn("ai?"))) == 2  # still waiting for its answer


def test_the_turns_shown_longest_ago_leave(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST", 2)
    turns = KeptTurns()
    assert made(turns, *((place, ANSWERED) for place in range(3))) == 3
    assert made(turns, (2, ANSWERED), (1, ANSWERED)) == 0
    assert made(turns, (0, ANSWERED)) == 1


def test_a_talk_that_is_gone_leaves_no_turn_behind() -> None:
    turns, talk = KeptTurns(), [replace(ANSWERED, question="khi nào?")]
    made(turns, (0, talk[0]))
    left = weakref.ref(talk.pop())
    assert left() is None
