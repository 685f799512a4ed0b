"""Signing in, where ``HOI_USERS`` names who may: one door before every page and address.

A form of our own rather than Gradio's, which covers neither ``/answer.docx`` nor whatever else is
mounted. Programs send ``Authorization: Basic`` with each request instead.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import math
import re
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, parse_qsl, quote

import anyio
from anyio.to_thread import run_sync
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from rag.keys import Keys
from rag.pages.texts import load_section
from rag.schema import Lang
from rag.web.rate import Buckets, address_of, too_many
from rag.web.users import Users

COOKIE = "hoi_session"
LASTS = 12 * 3600
"""Seconds for which somebody stays signed in, at most until the server is started again."""
OPEN = frozenset({"/health"})
TRIES_A_MINUTE = 6
TRIES_AT_ONCE = 30
"""Wrong passwords from one address; an office behind one address mistypes more than a person."""
_PAUSE = 1.0
"""Seconds that a wrong password waits for its answer."""
_FORM = 4_096
"""Bytes of a form, which holds a name and a password."""
_CHECKS_AT_ONCE = 2
"""Each takes 32 MiB."""
# "/", "/en/?tab=due&q=a+b"
_OWN_PLACE = re.compile(r"/(?![/\\])[\w/.-]*(?:\?[\w%&=+.~-]*)?", re.ASCII)
_FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class LoginTexts:
    """The words of the form: section ``[login]``."""

    title: str
    lead: str
    name: str
    password: str
    enter: str
    other_language: str
    wrong: str
    left: str
    again: str


class Login:
    """Lets through whoever has signed in; the rest are led to the form."""

    def __init__(self, app: ASGIApp, users: Users) -> None:
        """Take the app behind the door, and who may enter."""
        self._app, self._users = app, users
        self._keys = Keys()
        self._programs = Keys(most=1_000)
        self._secret = secrets.token_bytes(32)
        self._wrong = Buckets(TRIES_A_MINUTE, TRIES_AT_ONCE)
        self._checks: anyio.CapacityLimiter | None = None
        self._form = (_FOLDER / "login.html").read_text(encoding="utf-8")
        self._style = (_FOLDER / "login.css").read_text(encoding="utf-8")
        digest = base64.b64encode(hashlib.sha256(self._style.encode()).digest()).decode()
        self._policy = (
            f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; "
            "form-action 'self'; frame-ancestors 'none'"
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what concerns signing in, and pass on what may go on."""
        if scope["type"] == "lifespan":
            return await self._app(scope, receive, send)
        if scope["type"] != "http":  # nothing of ours speaks otherwise
            return await send({"type": "websocket.close", "code": 1008})
        path = scope["path"].rstrip("/") or "/"
        request = Request(scope, receive)
        if path in OPEN:
            return await self._app(scope, receive, send)
        if path == "/login":
            answer = await self._login(request)
        elif path == "/logout":
            answer = self._logout(request)
        elif self._keys.hold(request.cookies.get(COOKIE)):
            return await self._app(scope, receive, send)
        elif (shown := request.headers.get("authorization")) is not None:
            refused = await self._program(request, shown)
            if refused is None:
                return await self._app(scope, receive, send)
            answer = refused
        else:
            answer = _led_to_form(request)
        return await answer(scope, receive, send)

    async def _login(self, request: Request) -> Response:
        target = _target(request)
        if request.method in {"GET", "HEAD"}:
            told = "left" if "left" in request.query_params else None
            return self._shown(request, target, told)
        if request.method != "POST":
            return JSONResponse({"detail": "GET, POST"}, 405)
        who = address_of(request.scope)
        if (seconds := self._wrong.wait(who)) > 0:
            return self._shown(request, target, "again", 429, seconds)
        body = bytearray()
        async for piece in request.stream():
            body.extend(piece)
            if len(body) > _FORM:
                return self._shown(request, target, "wrong", 413)
        try:
            fields = dict(parse_qsl(body.decode(), max_num_fields=8, errors="strict"))
        except ValueError:
            fields = {}
        if not await self._right(who, fields.get("name", ""), fields.get("password", "")):
            return self._shown(request, target, "wrong", 401)
        answer = RedirectResponse(target, 303)
        secure = request.scope["scheme"] == "https"
        answer.set_cookie(COOKIE, self._keys.give(LASTS), max_age=LASTS, path="/", httponly=True,
                          samesite="lax", secure=secure)  # fmt: skip
        return answer

    def _logout(self, request: Request) -> Response:
        self._keys.drop(request.cookies.get(COOKIE))
        answer = RedirectResponse(f"/login?left&next={quote(_target(request), safe='')}", 303)
        answer.delete_cookie(COOKIE, path="/", httponly=True, samesite="lax")
        return answer

    async def _program(self, request: Request, shown: str) -> Response | None:
        """None where name and password of the header are right; kept for a while by a digest."""
        digest = hmac.new(self._secret, shown.encode(), hashlib.sha256).hexdigest()
        if self._programs.hold(digest):
            return None
        who = address_of(request.scope)
        if (seconds := self._wrong.wait(who)) > 0:
            return too_many(seconds)
        kind, _, told = shown.partition(" ")
        try:
            name, _, password = base64.b64decode(told, validate=True).decode().partition(":")
        except (ValueError, binascii.Error):
            kind, name, password = "", "", ""
        if kind.lower() != "basic" or not await self._right(who, name, password):
            return JSONResponse({"detail": "Tên hoặc mật khẩu không đúng."}, 401)
        self._programs.give(LASTS, digest)
        return None

    async def _right(self, who: str, name: str, password: str) -> bool:
        """Whether both are right, two checks at a time; a wrong one costs a token and a pause."""
        self._checks = self._checks or anyio.CapacityLimiter(_CHECKS_AT_ONCE)
        # taken before the check and given back, so that many at once are no way around it
        seconds = self._wrong.take(who)
        if seconds == 0 and await run_sync(self._users.know, name, password, limiter=self._checks):
            self._wrong.give_back(who)
            return True
        await anyio.sleep(_PAUSE)
        return False

    def _shown(
        self,
        request: Request,
        target: str,
        told: str | None,
        status: int = 200,
        seconds: float = 0,
    ) -> Response:
        lang, other = _languages(request, target)
        texts = load_section(lang, "login", LoginTexts)
        words = {
            "wrong": texts.wrong, "left": texts.left,
            "again": texts.again.format(seconds=math.ceil(seconds)), None: "",
        }[told]  # fmt: skip
        role = "status" if told == "left" else "alert"
        line = Markup('<p role="{}">{}</p>').format(role, words) if words else ""
        page = Markup(self._form).format(  # noqa: S704 - our own file; what is put in is escaped
            lang=lang, style=Markup(self._style), told=line,  # noqa: S704 - our own file
            other=f"/login?lang={other}&next={quote(target, safe='')}", other_lang=other,
            title=texts.title, lead=texts.lead, name=texts.name, password=texts.password,
            enter=texts.enter, other_language=texts.other_language,
        )  # fmt: skip
        headers = {"Content-Security-Policy": self._policy, "Cache-Control": "no-store"}
        if seconds:
            headers["Retry-After"] = str(math.ceil(seconds))
        return HTMLResponse(page, status, headers=headers)


def _target(request: Request) -> str:
    """Where to go after the form: a place of the app itself."""
    wanted = parse_qs(request.scope["query_string"].decode("latin-1")).get("next", ["/"])[0]
    return wanted if _OWN_PLACE.fullmatch(wanted) else "/"


def _languages(request: Request, target: str) -> tuple[Lang, Lang]:
    chosen = request.query_params.get("lang") or ("en" if target.startswith("/en/") else "vi")
    return ("en", "vi") if chosen == "en" else ("vi", "en")


def _led_to_form(request: Request) -> Response:
    """A reader who opens a page is led to the form; what a page or a program fetches is refused."""
    opens = request.method == "GET" and "text/html" in request.headers.get("accept", "")
    if not opens:
        detail = "Cần đăng nhập: xin mở lại trang và đăng nhập."
        return JSONResponse({"detail": detail}, 401)
    query = request.scope["query_string"].decode("latin-1")
    place = request.scope["path"] + (f"?{query}" if query else "")
    return RedirectResponse(f"/login?next={quote(place, safe='')}", 303)
