"""What Gradio says by itself is told in the page's language."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect


@pytest.mark.parametrize(
    ("path", "title", "line"),
    [
        pytest.param("/", "Chưa làm được", "Máy phục vụ đang bận.", id="vi"),
        pytest.param("/en/", "Not done", "The server is busy.", id="en"),
    ],
)
def test_a_full_queue_is_told_in_the_language_of_the_page(
    stand_in: str, chromium: Browser, path: str, title: str, line: str
) -> None:
    page = chromium.new_context(locale="en-US").new_page()
    page.goto(f"{stand_in}{path}")
    expect(page.locator("#top .held")).to_be_visible()
    page.route(
        "**/queue/join*",
        lambda route: route.fulfill(status=503, json={"detail": "Queue is full"}),
    )
    page.locator("#question textarea").fill("cơ quan nào?")
    page.locator("#question textarea").press("Enter")
    toast = page.get_by_test_id("toast-body").first
    expect(toast).to_contain_text(title)
    expect(toast).to_contain_text(line)
    expect(toast).not_to_contain_text("Error")
    page.context.close()


def test_what_several_events_are_told_is_one_line(stand_in: str, chromium: Browser) -> None:
    page = chromium.new_context(locale="vi-VN").new_page()
    waits = iter(range(9, 0, -1))
    page.route(
        "**/queue/join*",
        lambda route: route.fulfill(
            status=429, json={"detail": f"Thử lại sau {next(waits)} giây."}
        ),
    )
    page.goto(stand_in)  # two events fail
    toast = page.get_by_test_id("toast-body")
    expect(toast.get_by_test_id("toast-text")).to_have_count(2)
    expect(toast.get_by_test_id("toast-text").first).not_to_be_visible()
    expect(toast).to_contain_text("lại sau 8 giây.")
    expect(toast.locator(".toast-count")).not_to_be_visible()
    page.context.close()
