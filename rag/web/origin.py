"""Requests that another site sends through a reader's browser are not ours to answer.

A page anywhere can post to this machine, and by a name that it points here (DNS rebinding) even
read: on the machine itself no password stands between it and the library.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from rag.admin import is_local

_READING = frozenset({"GET", "HEAD", "OPTIONS"})


class OwnOrigin:
    """Refuses what comes from elsewhere.

    ``local``: served to the machine itself and no proxy named, so that only its own names are
    right, and what a proxy passes on is a mistake in the set-up. ``proxied``: the host that the
    reader typed is told by the proxy.
    """

    def __init__(self, app: ASGIApp, *, local: bool, proxied: bool) -> None:
        """Take the app behind it."""
        self._app, self._local, self._proxied = app, local, proxied

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse in one line, or pass on."""
        problem = self._problem(scope) if scope["type"] == "http" else None
        if problem is None:
            return await self._app(scope, receive, send)
        return await JSONResponse({"detail": problem}, 403)(scope, receive, send)

    def _problem(self, scope: Scope) -> str | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if self._local:
            if "x-forwarded-for" in headers or "forwarded" in headers:
                return "Trang đứng sau một máy chủ trung gian: người quản trị cần đặt HOI_PROXY."
            if host and not is_local(_name(f"//{host}")):
                return "Trang này chỉ mở bằng địa chỉ 127.0.0.1 hoặc localhost."
        origin = headers.get("origin")
        if origin is None or scope["method"] in _READING:
            return None
        hosts = {host}
        if self._proxied:
            hosts.add(headers.get("x-forwarded-host", host).partition(",")[0].strip())
        if urlsplit(origin).netloc.lower() in {one.lower() for one in hosts}:
            return None
        return "Yêu cầu đến từ một trang khác nên không được nhận."


def _name(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
