"""A page that is made when it is first asked for."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from rag.pages.late import mount_late
from tests.web.asking import Reply, answer, answering


def test_is_made_once_for_all_who_ask_at_first_and_ends_with_the_app() -> None:
    told: list[str] = []

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await asyncio.sleep(0)
        told.append("began")
        yield
        told.append("ended")

    def mounted(on: FastAPI) -> FastAPI:
        told.append("made")
        on.router.lifespan_context = lifespan
        on.mount("/en", answering(b"page"))
        return on

    async def visits(app: FastAPI) -> list[Reply]:
        async with app.router.lifespan_context(app):
            told.append("serves")
            replies = await asyncio.gather(*(answer(app, "/en/") for _ in range(3)))
            told.append("answered")
            return replies

    app = FastAPI()
    mount_late(app, "/en", mounted)
    replies = asyncio.run(visits(app))
    assert [reply.body for reply in replies] == [b"page"] * 3
    assert told == ["serves", "made", "began", "answered", "ended"]
