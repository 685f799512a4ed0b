"""Who has not signed in gets nothing but the form and ``/health``."""

from __future__ import annotations

import asyncio
import base64
import re
from urllib.parse import urlencode

import pytest

from rag.admin import hashed, read_hash
from rag.web import login
from rag.web.login import Login
from rag.web.rate import Buckets
from rag.web.users import Users
from tests.web.asking import Reply, answer, answering, ask

HASH = read_hash(hashed("mật khẩu đúng"))
assert HASH is not None
USERS = Users({"an": HASH})
PAGE = {"Accept": "text/html,*/*"}


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(login, "_PAUSE", 0.0)


@pytest.fixture
def door() -> Login:
    return Login(answering(b"inside", content_type="text/plain"), USERS)


def entered(
    door: Login,
    password: str = "mật khẩu đúng",  # noqa: S107 - of the test
    target: str = "/",
    name: str = "an",
    **more: str,
) -> Reply:
    body = urlencode({"name": name, "password": password}).encode()
    path = f"/login?{urlencode({'next': target})}"
    return ask(door, path, "POST", body=body, **more)  # type: ignore[arg-type]


def cookie(reply: Reply) -> dict[str, str]:
    return {"Cookie": reply.headers["set-cookie"].partition(";")[0]}


@pytest.mark.parametrize(
    ("path", "method", "headers", "status", "place"),
    [
        ("/", "GET", PAGE, 303, "/login?next=%2F"),
        ("/en/?tab=due&q=a+b", "GET", PAGE, 303, "/login?next=%2Fen%2F%3Ftab%3Ddue%26q%3Da%2Bb"),
        ("/answer.docx?q=a", "GET", {}, 401, None),
        ("/config", "GET", {}, 401, None),
        ("/assets/index.js", "GET", {}, 401, None),
        ("/gradio_api/queue/join", "POST", PAGE, 401, None),
        ("/gradio_api/queue/data", "GET", {}, 401, None),
        ("/gradio_api/upload", "POST", {}, 401, None),
        ("/gradio_api/mcp/", "POST", {}, 401, None),
        ("/en/gradio_api/call/ask", "POST", {}, 401, None),
        ("//health", "GET", {}, 401, None),
        ("/health/x", "GET", {}, 401, None),
        ("/health", "GET", {}, 200, None),
    ],
)
def test_nothing_without_signing_in(
    door: Login, path: str, method: str, headers: dict[str, str], status: int, place: str | None
) -> None:
    reply = ask(door, path, method, headers)
    assert reply.status == status
    assert reply.headers.get("location") == place
    assert (reply.body == b"inside") == (status == 200)


def test_signing_in_and_out(door: Login) -> None:
    reply = entered(door, target="/en/?tab=due")
    assert (reply.status, reply.headers["location"]) == (303, "/en/?tab=due")
    told = reply.headers["set-cookie"].lower()
    assert "httponly" in told
    assert "samesite=lax" in told
    assert "max-age=43200" in told
    assert "secure" not in told
    key = cookie(reply)
    assert ask(door, "/", headers=key).body == b"inside"
    assert ask(door, "/answer.docx", headers=key).body == b"inside"
    left = ask(door, "/logout", headers=key)
    assert left.headers["location"].startswith("/login?left")
    assert ask(door, "/", headers=key).status == 401
    assert "Anh/chị đã đăng xuất." in ask(door, left.headers["location"]).body.decode()


def test_over_https_the_cookie_is_for_https(door: Login) -> None:
    assert "secure" in entered(door, scheme="https").headers["set-cookie"].lower()


def test_a_session_ends(door: Login, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(login, "LASTS", -1)
    assert ask(door, "/", headers=cookie(entered(door))).status == 401


@pytest.mark.parametrize(
    ("name", "password"),
    [("an", "sai"), ("không ai", "mật khẩu đúng"), ("", ""), ("an", ""), ("an", "x" * 3_000)],
)
def test_what_is_wrong_tells_not_which(door: Login, name: str, password: str) -> None:
    reply = entered(door, password, name=name)
    assert reply.status == 401
    assert "Tên hoặc mật khẩu không đúng." in reply.body.decode()
    assert "set-cookie" not in reply.headers


@pytest.mark.parametrize("body", [b"\xff\xfe", b"&" * 100, b"a=" * 5_000, b"name=%ff&password=x"])
def test_a_broken_form_is_a_wrong_one(door: Login, body: bytes) -> None:
    assert ask(door, "/login", "POST", body=body).status in {401, 413}


@pytest.mark.parametrize(
    "target",
    ["//example.invalid", "https://example.invalid", "/\\example.invalid", "javascript:1", "",
     "/x\r\nSet-Cookie: a", '/"><script>'],
)  # fmt: skip
def test_the_form_leads_to_places_of_ours_alone(door: Login, target: str) -> None:
    assert entered(door, target=target).headers["location"] == "/"
    assert "<script" not in ask(door, f"/login?{urlencode({'next': target})}").body.decode()


def test_guessing_is_slowed_for_who_guesses(door: Login) -> None:
    door._wrong = Buckets(6, 3)
    replies = [entered(door, "sai").status for _ in range(5)]
    assert replies == [401, 401, 401, 429, 429]
    assert entered(door).status == 429
    assert "Xin thử lại sau" in entered(door).body.decode()
    assert entered(door, client="192.168.1.10").status == 303


def test_many_guesses_at_once_are_no_way_around_it(door: Login) -> None:
    door._wrong = Buckets(6, 3)
    body = urlencode({"name": "an", "password": "sai"}).encode()

    async def together() -> list[Reply]:
        tries = (answer(door, "/login", "POST", body=body) for _ in range(20))
        return await asyncio.gather(*tries)

    asyncio.run(together())
    assert door._wrong.wait("192.168.1.9") > 0


def test_who_signs_in_rightly_is_not_slowed(door: Login) -> None:
    door._wrong = Buckets(6, 2)
    assert [entered(door).status for _ in range(5)] == [303] * 5


def test_a_program_sends_its_name_each_time(door: Login, monkeypatch: pytest.MonkeyPatch) -> None:
    def basic(password: str) -> dict[str, str]:
        told = base64.b64encode(f"an:{password}".encode()).decode()
        return {"Authorization": f"Basic {told}"}

    assert ask(door, "/gradio_api/mcp/", "POST", basic("sai")).status == 401
    assert ask(door, "/gradio_api/mcp/", "POST", {"Authorization": "Bearer x"}).status == 401
    right = basic("mật khẩu đúng")
    assert ask(door, "/gradio_api/mcp/", "POST", right).body == b"inside"
    monkeypatch.setattr(USERS.__class__, "know", lambda *_: pytest.fail("hashed again"))
    assert ask(door, "/gradio_api/mcp/", "POST", right).body == b"inside"
    # a browser is never led to ask for it, so no other site can have it sent
    assert "www-authenticate" not in ask(door, "/").headers


def test_the_form_in_two_languages(door: Login) -> None:
    for path, word in (("/login", "Đăng nhập"), ("/login?next=%2Fen%2F", "Sign in"),
                       ("/login?lang=en", "Sign in")):  # fmt: skip
        page = ask(door, path).body.decode()
        assert re.search(rf"<button>{word}</button>", page)
        for field in ("name", "password"):
            assert f'<label for="{field}">' in page
    policy = ask(door, "/login").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
