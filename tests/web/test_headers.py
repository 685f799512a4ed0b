"""What browsers are told with every answer."""

from __future__ import annotations

import base64
import hashlib

import pytest
from starlette.types import Receive, Scope, Send

from rag.web.headers import SecurityHeaders
from tests.web.asking import answering, ask

OURS = b'window.gradio_config = {"a":"\\u003cscript"};'


def digest(script: bytes) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script).digest()).decode()}'"


def policy_of(page: bytes) -> str:
    cut = len(page) // 2
    reply = ask(SecurityHeaders(answering(page[:cut], page[cut:])))
    assert reply.body == page
    return reply.headers["content-security-policy"]


def test_a_page_runs_its_own_scripts_and_fetches_from_us_alone() -> None:
    policy = policy_of(b"<script>" + OURS + b"</script><script>evil()</script>")
    assert digest(OURS) in policy
    assert digest(b"evil()") not in policy
    assert "script-src 'self' 'unsafe-eval' 'sha256-" in policy
    assert "connect-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert "http:" not in policy
    assert "https:" not in policy
    assert "*" not in policy


@pytest.mark.parametrize(
    "script",
    [
        pytest.param(b"<script>evil();" + OURS + b"</script>", id="before ours"),
        pytest.param(b"<script src=x>" + OURS + b"</script>", id="with an attribute"),
        pytest.param(b"<p>" + OURS, id="no script"),
    ],
)
def test_nothing_else_is_let_through(script: bytes) -> None:
    assert "sha256" not in policy_of(script)


def test_a_stream_passes_piece_by_piece() -> None:
    stream = answering(b"data: 1\n\n", b"data: 2\n\n", content_type="text/event-stream")
    reply = ask(SecurityHeaders(stream))
    assert reply.pieces == (b"data: 1\n\n", b"data: 2\n\n", b"")
    assert "default-src 'none'" in reply.headers["content-security-policy"]


def test_the_same_for_all_and_nobody_else_may_read() -> None:
    lent = ((b"access-control-allow-origin", b"http://example.invalid"),
            (b"access-control-allow-credentials", b"true"))  # fmt: skip
    told = ask(SecurityHeaders(answering(b"{}", content_type="json", headers=lent))).headers
    assert told["x-content-type-options"] == "nosniff"
    assert told["x-frame-options"] == "DENY"
    assert told["referrer-policy"] == "same-origin"
    assert "camera=()" in told["permissions-policy"]
    assert not [name for name in told if name.startswith("access-control")]
    assert "cross-origin-opener-policy" not in told  # browsers complain of it over plain HTTP
    told = ask(SecurityHeaders(answering(b"")), scheme="https").headers
    assert told["cross-origin-opener-policy"] == "same-origin"


def test_a_page_with_rules_of_its_own_keeps_them() -> None:
    own = answering(b"<p>", headers=[(b"content-security-policy", b"default-src 'none'")])
    assert ask(SecurityHeaders(own)).headers["content-security-policy"] == "default-src 'none'"


def test_a_failure_has_them_too() -> None:
    seen: list[dict[str, object]] = []

    async def broken(scope: Scope, receive: Receive, send: Send) -> None:
        raise ZeroDivisionError

    async def outside(scope: Scope, receive: Receive, send: Send) -> None:
        async def out(message: object) -> None:
            seen.append(message)  # type: ignore[arg-type]

        with pytest.raises(ZeroDivisionError):
            await SecurityHeaders(broken)(scope, receive, out)
        await answering()(scope, receive, send)

    ask(outside)
    assert seen[0]["status"] == 500
    assert b"content-security-policy" in dict(seen[0]["headers"])  # type: ignore[call-overload]
