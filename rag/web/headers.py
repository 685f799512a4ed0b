"""What browsers are told with every answer: to run, fetch and show nothing but our own."""

from __future__ import annotations

import base64
import hashlib
import re

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Gradio 6.31 makes functions of text where it runs js= and js_on_load, and writes style elements:
# without 'unsafe-eval' the page stays empty, without 'unsafe-inline' for styles it has none. Its
# own inline scripts are let through by their hash, so nothing that a document brings can be one.
_PAGE = (
    "default-src 'none'; script-src 'self' 'unsafe-eval' {scripts}; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self'; manifest-src 'self'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'none'"
)
_REST = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_OPENINGS = (
    b"window.gradio_config = ",
    b"window.gradio_api_info = ",
    b"window.__gradio_mode__ = ",
    b"(() => {\n\t\t\t\tconst root = ",
    b'const ce = document.getElementsByTagName("gradio-app");',
)
"""How the inline scripts of Gradio's own page begin; what it writes into them holds no "<"."""
_SCRIPT = re.compile(rb"<script(?: data-gradio-mode)?>(\s*)([^<]*(?:<(?!/script)[^<]*)*)</script>")
_FIXED = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # no-referrer would make the Origin of our own form "null"
    "referrer-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": (
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), display-capture=()"
    ),
}
_LENT = ("access-control-allow-origin", "access-control-allow-credentials")
"""Gradio lets any page read us where we are served over a network; none needs to."""


class SecurityHeaders:
    """Stands outermost. Only a page itself is held until it is whole, to hash its scripts."""

    def __init__(self, app: ASGIApp) -> None:
        """Take the app behind it."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass all through, with the headers."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        page: Message | None = None
        started = False
        body = bytearray()

        async def out(message: Message) -> None:
            nonlocal page, started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                _set(headers, scope)
                if _is_page(headers):
                    page = message
                    return
                headers.setdefault("content-security-policy", _REST)
            elif page is not None and message["type"] == "http.response.body":
                body.extend(message.get("body", b""))
                if message.get("more_body", False):
                    return
                policy = _PAGE.format(scripts=" ".join(_hashes(bytes(body))))
                MutableHeaders(scope=page)["content-security-policy"] = policy
                await send(page)
                message = {"type": "http.response.body", "body": bytes(body)}
            await send(message)

        try:
            return await self._app(scope, receive, out)
        except Exception:
            # Starlette answers outside of every middleware: without these headers
            if not started:
                failed = PlainTextResponse("Có lỗi của chương trình.", 500)
                await failed(scope, receive, out)
            raise


def _set(headers: MutableHeaders, scope: Scope) -> None:
    for name in _LENT:
        del headers[name]
    for name, value in _FIXED.items():
        headers[name] = value
    if scope["scheme"] == "https":  # elsewhere browsers complain of it and do nothing
        headers["cross-origin-opener-policy"] = "same-origin"


def _is_page(headers: MutableHeaders) -> bool:
    """A page of Gradio's, as it makes it: Gradio compresses files with an ending alone."""
    return (
        headers.get("content-type", "").startswith("text/html")
        and "content-security-policy" not in headers
        and "content-encoding" not in headers
    )


def _hashes(page: bytes) -> list[str]:
    found = []
    for space, script in _SCRIPT.findall(page):
        if script.startswith(_OPENINGS):
            digest = hashlib.sha256(space + script).digest()
            found.append(f"'sha256-{base64.b64encode(digest).decode()}'")
    return found
