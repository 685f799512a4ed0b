"""Files are let into the app from those alone who may add plans."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

COOKIE = "hoi_admin"
"""Holds the key that a right password gave."""


class UploadGate:
    """Stands before Gradio's own address for uploads, which takes a file from anyone."""

    def __init__(self, app: ASGIApp, admits: Callable[[str | None], bool]) -> None:
        """Take the app behind the gate, and who is let through by the key shown."""
        self._app, self._admits = app, admits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse an upload of somebody who may not; all else goes through."""
        uploads = scope["type"] == "http" and scope["path"].rstrip("/").endswith("/upload")
        if uploads and not self._admits(Request(scope).cookies.get(COOKIE)):
            refused = PlainTextResponse("Không được tải tệp lên.", status_code=403)
            return await refused(scope, receive, send)
        return await self._app(scope, receive, send)
