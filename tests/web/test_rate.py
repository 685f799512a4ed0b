"""How often an address may ask, and that many addresses cost no more than so many."""

from __future__ import annotations

import json

import pytest

from rag.web.rate import Buckets, RateLimit, address_of
from tests.web.asking import answering, ask

APP = answering(b"ok", content_type="text/plain")


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_bucket_empties_and_fills_again() -> None:
    clock = Clock()
    buckets = Buckets(a_minute=60, full=2, clock=clock)
    assert [buckets.take("a") for _ in range(3)] == [0.0, 0.0, 1.0]
    assert buckets.take("b") == 0.0
    clock.now = 0.5
    assert buckets.wait("a") == 0.5
    clock.now = 100.0
    assert [buckets.take("a") for _ in range(3)] == [0.0, 0.0, 1.0]


def test_many_addresses_are_bounded_and_the_busy_one_is_not_forgotten() -> None:
    buckets = Buckets(a_minute=1, full=2, most=100, clock=Clock())
    assert buckets.take("busy") == 0.0
    assert buckets.take("busy") == 0.0
    for number in range(10_000):
        buckets.take(f"{number}")
        assert buckets.take("busy") > 0 or number >= 98
    assert len(buckets) == 100


@pytest.mark.parametrize(
    ("method", "path", "limited"),
    [
        ("POST", "/gradio_api/queue/join", True),
        ("POST", "/en/gradio_api/call/ask", True),
        ("POST", "/gradio_api/upload", True),
        ("GET", "/answer.docx?q=a", True),
        ("GET", "/", False),
        ("GET", "/gradio_api/queue/data", False),
        ("GET", "/health", False),
    ],
)
def test_what_is_limited(method: str, path: str, limited: bool) -> None:
    app = RateLimit(APP, Buckets(1, 1))
    assert ask(app, path, method).status == 200
    second = ask(app, path, method)
    assert second.status == (429 if limited else 200)
    assert ask(app, path, method, client="192.168.1.10").status == 200
    if limited:
        assert "Xin thử lại sau 60 giây" in json.loads(second.body)["detail"]
        assert second.headers["retry-after"] == "60"


def test_a_client_cannot_name_its_own_address() -> None:
    app = RateLimit(APP, Buckets(1, 1))
    for last in range(2):
        told = {"X-Forwarded-For": f"10.0.0.{last}", "Forwarded": f"for=10.0.0.{last}"}
        reply = ask(app, "/gradio_api/queue/join", "POST", told)
    assert reply.status == 429


@pytest.mark.parametrize(
    ("client", "who"),
    [
        ("192.168.1.9", "192.168.1.9"),
        ("::ffff:192.168.1.9", "192.168.1.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::"),
        ("fe80::1%eth0", "fe80::"),
        ("testclient", "testclient"),
    ],
)
def test_an_address_is_that_of_a_customer(client: str, who: str) -> None:
    assert address_of({"type": "http", "client": (client, 1)}) == who


def test_no_address_is_one_too() -> None:
    assert address_of({"type": "http", "client": None}) == ""
