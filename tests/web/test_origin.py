"""Other sites cannot act through a reader's browser."""

from __future__ import annotations

import pytest

from rag.web.origin import OwnOrigin
from tests.web.asking import answering, ask

HOME, OFFICE, AWAY = "127.0.0.1:7860", "192.168.1.5:7860", "http://example.invalid"


@pytest.mark.parametrize(
    ("local", "proxied", "method", "headers", "status"),
    [
        pytest.param(True, False, "GET", {"Host": HOME}, 200, id="read here"),
        pytest.param(True, False, "GET", {"Host": "localhost:7860"}, 200, id="by name"),
        pytest.param(True, False, "GET", {"Host": "[::1]:7860"}, 200, id="by IPv6"),
        pytest.param(True, False, "GET", {"Host": "example.invalid:7860"}, 403, id="rebound name"),
        pytest.param(True, False, "GET", {"Host": "[bad"}, 403, id="no name"),
        pytest.param(
            True, False, "GET", {"Host": HOME, "X-Forwarded-For": "1.2.3.4"}, 403,
            id="a proxy that was not named",
        ),
        pytest.param(
            True, False, "POST", {"Host": HOME, "Origin": f"http://{HOME}"}, 200, id="our page"
        ),
        pytest.param(True, False, "POST", {"Host": HOME, "Origin": AWAY}, 403, id="their page"),
        pytest.param(True, False, "POST", {"Host": HOME, "Origin": "null"}, 403, id="a file"),
        pytest.param(True, False, "POST", {"Host": HOME}, 200, id="a program"),
        pytest.param(False, False, "GET", {"Host": OFFICE}, 200, id="read over the network"),
        pytest.param(False, False, "POST", {"Host": OFFICE, "Origin": AWAY}, 403, id="theirs"),
        pytest.param(
            False, False, "POST",
            {"Host": OFFICE, "Origin": AWAY, "X-Forwarded-Host": "example.invalid"}, 403,
            id="a host that nobody vouches for",
        ),
        pytest.param(
            False, True, "POST",
            {"Host": "up", "Origin": "https://a.vn", "X-Forwarded-Host": "a.vn"}, 200,
            id="the host that the proxy tells",
        ),
    ],
)  # fmt: skip
def test_who_is_answered(
    local: bool, proxied: bool, method: str, headers: dict[str, str], status: int
) -> None:
    app = OwnOrigin(answering(b"ok"), local=local, proxied=proxied)
    assert ask(app, "/gradio_api/upload", method, headers).status == status
