"""Every tab of the real app, on a desk and a phone: it shows, it fits, nothing leaves the host."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.pages.conftest import Watched, open_tab

TABS = {
    "Tra cứu": "#look-list",
    "Bảng phân công": "#assignments .table-box",
    "Thời hạn": "#due-list .due-list",
    "Chỉ tiêu": "#aim-list .aims",
    "Ôn tập": "#quiz-shown",
    "Chất lượng": "#quality-shown .figures",
}


def test_every_tab_shows_and_fits(real: str, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{real}/")
    for name, selector in TABS.items():
        open_tab(page, name)
        expect(page.locator(selector).first).to_be_visible(timeout=20_000)
        width = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert width <= 0, name


def test_looking_up_by_keyboard(real: str, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{real}/")
    open_tab(page, "Tra cứu")
    page.locator("#look-box :is(input, textarea)").click()
    page.keyboard.type("tap huan long ghep gioi")
    first = page.locator(".look-items > li").first
    expect(first.locator("b").first).to_be_visible(timeout=20_000)
    page.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#source mark").first).to_contain_text("tập huấn")


def test_a_deadline_opens_its_words(real: str, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{real}/")
    open_tab(page, "Thời hạn")
    page.locator("#due-list li", has_text="trước ngày 15/12").first.get_by_role("button").click()
    expect(page.locator("#source mark").first).to_contain_text("trước ngày 15/12")


def test_a_round_of_the_quiz(real: str, watched: Watched) -> None:
    page = watched.page
    if page.viewport_size and page.viewport_size["width"] < 700:
        pytest.skip("the tab is the same on a phone; test_every_tab_shows_and_fits opens it there")
    page.goto(f"{real}/")
    open_tab(page, "Ôn tập")
    page.get_by_role("button", name="Bắt đầu").click()
    for number in range(1, 6):
        expect(page.locator("#quiz-shown")).to_contain_text(f"Câu {number} / 5", timeout=20_000)
        page.locator("#quiz-options input").first.check()
        page.locator("#quiz-answer").click()
        expect(page.locator("#quiz-shown")).to_contain_text("Đáp án:")
        page.locator("#quiz-next").click()
    expect(page.locator("#quiz-shown h3").first).to_have_text(re.compile(r"Đúng \d / 5 câu"))
