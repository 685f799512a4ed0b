"""Hostile plans in the real app, in Chromium: on every tab their text is text.

The ``watched`` fixture also asserts that no request left this machine, and that the console shows
no error: what the page's Content-Security-Policy had to stop would stand there.
"""

from __future__ import annotations

import http.client
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from evals.browser import free_port
from tests.pages.conftest import Watched, _serving, chromium, open_tab, watched
from tests.web.hostile import SHOWN, write_corpus

__all__ = ["chromium", "watched"]
pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

SECRET = "không ai được đọc điều này"  # noqa: S105 - stands in a file beside the index


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the app over the hostile plans; ``secret.txt`` lies beside their folder."""
    folder = tmp_path_factory.mktemp("hostile")
    write_corpus(folder / "corpus")
    (folder / "secret.txt").write_text(SECRET, encoding="utf-8")
    port = free_port()
    environment = {
        "HOI_CORPUS": str(folder / "corpus"), "HOI_INDEX": str(folder / "index"),
        "HOI_PORT": str(port), "TMPDIR": str(folder),
    }  # fmt: skip
    yield from _serving([sys.executable, "app.py"], environment, folder / "log.txt", port)


def shows(there: Locator, words: str) -> None:
    expect(there).to_contain_text(words, timeout=40_000)


def type_into(page: Page, box: Locator, words: str) -> None:
    box.click()
    page.keyboard.type(words)


def test_on_every_tab_the_text_of_a_plan_is_text(hostile: str, watched: Watched) -> None:
    page = watched.page
    if page.viewport_size and page.viewport_size["width"] < 700:
        pytest.skip("the markup is the same on a phone")
    page.set_default_timeout(40_000)
    policy = page.goto(f"{hostile}/").headers["content-security-policy"]  # type: ignore[union-attr]
    assert "connect-src 'self'" in policy

    box = page.get_by_role("textbox", name=re.compile("^Câu hỏi"))
    box.fill("Sở Y tế có nhiệm vụ gì?")
    box.press("Enter")
    shows(page.locator("#conversation .answer-text").last, SHOWN)
    page.locator("#conversation .answer-text .mark").first.click()
    shows(page.locator("#source"), SHOWN)

    open_tab(page, "Tra cứu")
    type_into(page, page.locator("#look-box :is(input, textarea)"), "tap huan long ghep gioi")
    shows(page.locator("#look-list"), SHOWN)

    open_tab(page, "Bảng phân công")
    shows(page.locator("#assignments table").first, "Sở Y tế")
    page.locator("#assignments table [data-open]").first.click()
    shows(page.locator("#source"), SHOWN)

    open_tab(page, "Thời hạn")
    shows(page.locator("#due-list"), SHOWN)

    open_tab(page, "Chỉ tiêu")
    shows(page.locator("#aim-list"), SHOWN)

    open_tab(page, "Ôn tập")
    page.get_by_role("button", name="Bắt đầu").click()
    shows(page.locator("#quiz-shown"), "Câu 1 / ")
    page.locator("#quiz-options input").first.check()
    page.locator("#quiz-answer").click()
    shows(page.locator("#quiz-shown"), "Đáp án:")

    open_tab(page, "Kho kế hoạch")
    library = page.locator("#library, [id^=library]").first
    shows(library, "<img src=x onerror=window.broken=1>.txt")

    assert page.evaluate("typeof window.broken") == "undefined"
    assert page.locator("img[src='x'], a[href^='javascript'], img[src*='example']").count() == 0
    assert "\u202e" not in page.locator("body").inner_text()


@pytest.mark.parametrize("slash", ["/", "/en/"])
@pytest.mark.parametrize(
    "path",
    [
        "gradio_api/file=/etc/passwd",
        "gradio_api/file=%2Fetc%2Fpasswd",
        "gradio_api/file=../../../../../../etc/passwd",
        "gradio_api/file={index}/catalog.sqlite",
        "gradio_api/file={folder}/secret.txt",
        "gradio_api/file={folder}/corpus/../secret.txt",
        "gradio_api/file=app.py",
        "gradio_api/file=./app.py",
        "file=/etc/passwd",
        "static/../../../../../../../etc/passwd",
        "static/..%2f..%2f..%2f..%2f..%2f..%2f..%2fetc%2fpasswd",
        "assets/..%2f..%2f..%2f..%2f..%2f..%2f..%2fetc%2fpasswd",
        "svelte/..%2f..%2f..%2f..%2f..%2f..%2f..%2fetc%2fpasswd",
        "theme.css/..%2f..%2fetc%2fpasswd",
        "gradio_api/custom_component/x/client/component/..%2f..%2f..%2fetc%2fpasswd",
        "gradio_api/stream/x/y/..%2f..%2fetc/playlist-file",
        "gradio_api/proxy=http://127.0.0.1:1/etc/passwd",
    ],
)
def test_no_file_is_named_from_outside(
    hostile: str, slash: str, path: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = next(tmp_path_factory.getbasetemp().glob("hostile*"))
    path = slash + path.format(folder=folder, index=folder / "index")
    status, body = fetched(hostile, "GET", path)
    assert status >= 400 or body[:9].lower() == b"<!doctype" or status in {301, 302, 307}, status
    for told in (b"root:", SECRET.encode(), b"SQLite format", b"def build("):
        assert told not in body


@pytest.mark.parametrize(
    "name",
    ["../../../escaped.txt", "/var/escaped.txt", "..\\..\\escaped.txt", "a/../../escaped.txt"],
)
def test_an_upload_stays_where_uploads_are_kept(
    hostile: str, name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = next(tmp_path_factory.getbasetemp().glob("hostile*"))
    end = "grenze"
    head = f'--{end}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n'
    body = f"{head}Content-Type: text/plain\r\n\r\nxin\r\n--{end}--\r\n".encode()
    kind = {"Content-Type": f"multipart/form-data; boundary={end}"}
    status, told = fetched(hostile, "POST", "/gradio_api/upload", body, kind)
    assert status == 200, told
    (kept,) = folder.rglob("*escaped.txt")
    assert kept.resolve().is_relative_to((folder / "gradio").resolve())
    assert not Path("/var/escaped.txt").exists()
    kept.unlink()


def test_another_site_is_refused(hostile: str) -> None:
    for headers in ({"Origin": "http://example.invalid"}, {"Host": "example.invalid"}):
        assert fetched(hostile, "POST", "/gradio_api/queue/join", b"{}", headers)[0] == 403


def fetched(
    address: str,
    method: str,
    path: str,
    body: bytes | None = None,
    headers: dict[str, str] | None = None,
) -> tuple[int, bytes]:
    """The path as it stands, which urllib would put in order first."""
    server = http.client.HTTPConnection(address.removeprefix("http://"), timeout=60)
    server.request(method, path, body, headers or {})
    reply = server.getresponse()
    told = reply.read()
    assert reply.headers["content-security-policy"]
    assert reply.headers["x-content-type-options"] == "nosniff"
    server.close()
    return reply.status, told
