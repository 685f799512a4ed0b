"""A page that is made when it is first asked for: who starts the app does not wait for it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

from fastapi import FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send


def mount_late(app: FastAPI, path: str, mounted: Callable[[FastAPI], FastAPI]) -> None:
    """Serve at ``path`` the page that ``mounted`` mounts there, last, on the app that it is given.

    The first reader waits for it, and all others for as long: Gradio counts what it makes, also
    what the events of another page show, without a lock, so that it is made in the server's thread.
    """
    turn, ends, made = asyncio.Lock(), AsyncExitStack(), list[ASGIApp]()

    async def late(scope: Scope, receive: Receive, send: Send) -> None:
        async with turn:
            if not made:
                host = mounted(FastAPI())
                await ends.enter_async_context(host.router.lifespan_context(host))
                made.append(host.routes[-1].app)  # type: ignore[attr-defined]
        await made[0](scope, receive, send)

    began = app.router.lifespan_context

    @asynccontextmanager
    async def lifespan(of: FastAPI) -> AsyncIterator[Any]:
        async with began(of) as state, ends:
            yield state

    app.router.lifespan_context = lifespan
    app.mount(path, late)
