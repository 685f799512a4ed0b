"""A request to an ASGI app without a server, and what came back."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Receive, Scope, Send

HTML = b"<!doctype html><p>x"


@dataclass(frozen=True, slots=True)
class Reply:
    """What an app sent: ``pieces`` are the bodies in the order they were passed on."""

    status: int
    headers: dict[str, str]
    pieces: tuple[bytes, ...]

    @property
    def body(self) -> bytes:
        return b"".join(self.pieces)


def ask(
    app: ASGIApp,
    path: str = "/",
    method: str = "GET",
    headers: dict[str, str] | None = None,
    body: bytes = b"",
    client: str = "192.168.1.9",
    scheme: str = "http",
) -> Reply:
    """One request, from another machine unless told."""
    return asyncio.run(answer(app, path, method, headers, body, client, scheme))


async def answer(
    app: ASGIApp,
    path: str = "/",
    method: str = "GET",
    headers: dict[str, str] | None = None,
    body: bytes = b"",
    client: str = "192.168.1.9",
    scheme: str = "http",
) -> Reply:
    where, _, query = path.partition("?")
    scope: Scope = {
        "type": "http", "method": method, "path": where, "query_string": query.encode(),
        "headers": [(k.lower().encode(), v.encode()) for k, v in (headers or {}).items()],
        "client": (client, 5000), "scheme": scheme,
    }  # fmt: skip
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    await app(scope, receive, send)
    start, *rest = sent
    told = {k.decode().lower(): v.decode() for k, v in start["headers"]}
    return Reply(start["status"], told, tuple(one.get("body", b"") for one in rest))


def answering(
    *pieces: bytes, content_type: str = "text/html", headers: Sequence[tuple[bytes, bytes]] = ()
) -> ASGIApp:
    """An app that answers so to everything."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        named = [(b"content-type", content_type.encode()), *headers]
        await send({"type": "http.response.start", "status": 200, "headers": named})
        for piece in pieces:
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    return app
