"""Signing in, and being too quick, as a reader meets them in Chromium."""

from __future__ import annotations

import re
import sys
import urllib.request
from collections.abc import Iterator
from urllib.error import HTTPError

import pytest
from playwright.sync_api import Browser, Page, expect

from evals.browser import free_port
from rag.web.users import write_user
from tests.pages.conftest import _serving, chromium

__all__ = ["chromium"]
pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

PASSWORD = "mật khẩu đủ dài"  # noqa: S105 - of the test
SLOW = 40_000
ASK = re.compile("^Câu hỏi")


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the pages with a sign-in, and few requests allowed, as behind a proxy."""
    folder = tmp_path_factory.mktemp("guarded")
    write_user(folder / "users", "an", PASSWORD)
    port = free_port()
    command = [sys.executable, "-m", "tests.pages.fake", str(port), str(folder / "feedback")]
    environment = {
        "HOI_USERS": str(folder / "users"), "HOI_PROXY": "10.9.9.9",
        "HOI_RATE_PER_MINUTE": "3", "HOI_RATE_BURST": "60",
    }  # fmt: skip
    yield from _serving(command, environment, folder / "log.txt", port)


@pytest.fixture(params=[(1440, 900), (360, 740)], ids=["desktop", "phone"])
def page(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    width, height = request.param
    context = chromium.new_context(viewport={"width": width, "height": height}, locale="vi-VN")
    yield context.new_page()
    context.close()


def sign_in(page: Page, password: str) -> None:
    page.get_by_label("Tên đăng nhập").fill("an")
    page.get_by_label("Mật khẩu").fill(password)
    page.get_by_role("button", name="Đăng nhập").click()


def test_in_and_out(guarded: str, page: Page) -> None:
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    page.goto(f"{guarded}/?q=m%E1%BB%A5c+ti%C3%AAu")
    expect(page).to_have_url(re.compile("/login"))
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    sign_in(page, "sai mật khẩu")
    expect(page.get_by_role("alert")).to_have_text("Tên hoặc mật khẩu không đúng.")
    # the browser tells of the form's own status
    assert [one for one in said if "401" not in one] == []
    said.clear()
    sign_in(page, PASSWORD)
    expect(page.get_by_role("textbox", name=ASK)).to_be_visible(timeout=SLOW)
    assert "login" not in page.url
    assert page.evaluate("document.cookie") == ""  # out of reach of any script
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    assert said == []
    page.get_by_role("link", name="Đăng xuất").click()
    expect(page.get_by_role("status")).to_have_text("Anh/chị đã đăng xuất.")
    page.goto(guarded)
    expect(page).to_have_url(re.compile("/login"))


def test_who_is_too_quick_is_told_so_in_a_line(guarded: str, page: Page) -> None:
    if page.viewport_size and page.viewport_size["width"] < 700:
        pytest.skip("nothing more is let through from this address")
    page.goto(guarded)
    sign_in(page, PASSWORD)
    box = page.get_by_role("textbox", name=ASK)
    expect(box).to_be_visible(timeout=SLOW)
    page.wait_for_timeout(2_000)  # what the page asks for as it is opened
    here = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    statuses = set()
    for _ in range(80):
        request = urllib.request.Request(f"{guarded}/x", b"", method="POST")  # noqa: S310
        try:
            here.open(request).close()
        except HTTPError as error:
            statuses.add(error.code)
            error.close()
    assert 429 in statuses
    box.fill("cơ quan nào báo cáo mục tiêu 4?")
    box.press("Enter")
    told = page.locator(".toast-body", has_text="Máy này vừa gửi quá nhiều yêu cầu").first
    expect(told).to_be_visible(timeout=SLOW)
    expect(box).to_be_enabled()
