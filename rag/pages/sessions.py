"""What the server holds of each reader: the talk, and not a copy of the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import gradio as gr
from gradio.blocks import BlocksConfig
from gradio.routes import App
from gradio.state_holder import SessionState, StateHolder


class _Bare:
    """A page as :class:`SessionState` reads it, without components to copy the settings of."""

    blocks: Mapping[int, object] = {}

    def __init__(self, page: gr.Blocks) -> None:
        self.default_config: BlocksConfig = page.default_config


class _Session(SessionState):
    """Without what Gradio 6.31 keeps for deep links, which no page here offers.

    It is each component's settings and what each showed last, the whole talk among it: 0.2 MB for
    a reader who asked once.
    """

    def __init__(self, page: gr.Blocks) -> None:
        super().__init__(cast("gr.Blocks", _Bare(page)))

    def __setitem__(self, key: int, value: Any) -> None:  # noqa: ANN401 - as in gradio
        super().__setitem__(key, value)
        self.config_values.clear()

    def _update_config(self, key: int) -> None:
        pass

    def _update_value_in_config(self, key: int, value: Any) -> None:  # noqa: ANN401 - as in gradio
        pass


class Sessions(StateHolder):
    """The readers' sessions, as many as the page may remember."""

    def __getitem__(self, session_id: str) -> SessionState:
        if session_id not in self.session_data:
            self._forget()
            self.session_data[session_id] = _Session(self.blocks)
        return super().__getitem__(session_id)

    def _forget(self) -> None:
        """Gradio's queue keeps a line for every reader that ever asked: those that left go."""
        waiting = self.blocks._queue.pending_event_ids_session
        if len(waiting) > self.capacity:
            gone = [one for one in waiting if not waiting[one] and one not in self.session_data]
            for one in gone:
                del waiting[one]


def keep_little(page: gr.Blocks, app: App) -> None:
    """Let ``page``, mounted as ``app``, hold of each reader what :class:`Sessions` holds."""
    sessions = Sessions()  # type: ignore[no-untyped-call]  # of gradio
    sessions.set_blocks(page)
    app.state_holder = sessions
