"""What the server holds of a reader: the talk and no copy of the page; and of how many readers."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import gradio as gr
import pytest
from gradio.blocks import BlocksConfig
from gradio.state_holder import StateHolder

from rag.pages.sessions import keep_little

SHOWN, TALK = 1, 2


class Page(SimpleNamespace):
    """Of a page what sessions read; a real one opens event loops that only a server closes."""

    def __init__(self) -> None:
        config = BlocksConfig(cast("Any", SimpleNamespace(renderables=[])))
        config.blocks = {SHOWN: gr.HTML("Xin chào", render=False), TALK: gr.State((), render=False)}
        queue = SimpleNamespace(pending_event_ids_session={})
        super().__init__(
            default_config=config, blocks=config.blocks, state_session_capacity=3, _queue=queue
        )


@pytest.fixture
def page() -> Any:  # noqa: ANN401 - stands in for gr.Blocks
    return Page()


@pytest.fixture
def sessions(page: Any) -> StateHolder:  # noqa: ANN401 - as above
    app = SimpleNamespace()
    keep_little(page, cast("Any", app))
    assert page.state_holder is app.state_holder
    return cast("StateHolder", app.state_holder)


def test_a_talk_is_held_and_what_it_showed_is_not(sessions: StateHolder) -> None:
    sessions["a"][TALK] = ("ai?",)
    sessions["a"]._update_value_in_config(SHOWN, "nhiệm vụ " * 1_000)
    sessions["a"][SHOWN] = gr.HTML("khác", render=False)
    sessions["a"]._update_config(SHOWN)
    assert sessions["a"][TALK] == ("ai?",)
    assert sessions["b"][TALK] == ()
    assert not list(sessions["a"].components)


def test_who_asked_longest_ago_is_forgotten(sessions: StateHolder) -> None:
    for name in "abcad":
        sessions[name][TALK] = (*sessions[name][TALK], name)
    assert {name: len(sessions[name][TALK]) for name in "ac"} == {"a": 2, "c": 1}
    assert "b" not in sessions


def test_the_queue_forgets_who_left(page: Any, sessions: StateHolder) -> None:  # noqa: ANN401
    waiting = page._queue.pending_event_ids_session
    waiting.update({f"left {n}": set() for n in range(10)}, busy={"an event"})
    assert sessions["a"][TALK] == ()
    assert set(waiting) == {"busy"}
