"""What is typed while an answer comes is asked in its turn, and nothing of it is lost."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.pages.conftest import Watched
from tests.pages.fake import SLOW, WHO

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

SLOW_ONE = "câu chậm"


def box(page: Page) -> Locator:
    return page.locator("#question textarea")


def send(page: Page, question: str) -> None:
    """As typed by hand: whatever the page does to the box meanwhile."""
    page.keyboard.type(question)
    page.keyboard.press("Enter")


def asked(page: Page) -> Locator:
    return page.locator(".turn .asked")


def opened(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator("#conversation .welcome, .turn").first).to_be_visible()
    box(page).focus()


def test_questions_wait_for_the_one_before_in_their_order(stand_in: str, watched: Watched) -> None:
    page = watched.page
    opened(page, stand_in)
    send(page, SLOW_ONE)
    send(page, "câu hai")
    send(page, "câu ba")
    page.keyboard.type("câu bốn, chưa gửi")
    waiting = page.locator("#waiting li")
    expect(waiting).to_have_count(2)
    expect(page.locator("#waiting")).to_contain_text("Hỏi tiếp ngay khi câu trước trả lời xong")
    expect(asked(page)).to_have_count(3)
    expect(page.locator(".answer-text")).to_have_count(3)
    for number, question in enumerate((SLOW_ONE, "câu hai", "câu ba")):
        expect(asked(page).nth(number)).to_contain_text(question)
    expect(page.locator("#waiting")).not_to_be_visible()
    expect(box(page)).to_have_value("câu bốn, chưa gửi")
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


def test_what_waits_is_taken_back(stand_in: str, watched: Watched) -> None:
    page = watched.page
    opened(page, stand_in)
    send(page, SLOW_ONE)
    send(page, "câu hai")
    page.get_by_role("button", name="Đưa về ô hỏi").click()
    expect(box(page)).to_have_value("câu hai")
    expect(box(page)).to_be_focused()
    expect(page.locator(".answer-text")).to_have_count(1)
    page.wait_for_timeout(500)
    expect(asked(page)).to_have_count(1)
    expect(box(page)).to_have_value("câu hai")


def test_a_press_waits_as_well(stand_in: str, watched: Watched) -> None:
    page = watched.page
    opened(page, stand_in)
    send(page, WHO)
    expect(page.locator(".suggestions .chip").first).to_be_visible()
    send(page, SLOW_ONE)
    page.locator(".suggestions .chip").first.click()
    expect(asked(page)).to_have_count(3)
    expect(asked(page).nth(2)).to_contain_text("Sở Y tế còn nhiệm vụ nào khác?")


def test_a_talk_that_is_ended_does_not_come_back(stand_in: str, watched: Watched) -> None:
    page = watched.page
    if page.viewport_size is not None and page.viewport_size["width"] < 700:
        pytest.skip("the same on a phone")
    opened(page, stand_in)
    send(page, SLOW_ONE)
    expect(asked(page)).to_have_count(1)
    send(page, "câu hai")
    page.get_by_role("button", name="Hội thoại mới").click()
    expect(page.locator("#conversation .welcome")).to_be_visible()
    expect(page.locator("#waiting")).not_to_be_visible()
    box(page).focus()
    send(page, "câu mới")
    expect(page.locator(".answer-text")).to_have_count(1)
    page.wait_for_timeout(1000 * SLOW)
    expect(asked(page)).to_have_count(1)
    expect(asked(page)).to_contain_text("câu mới")
    assert "ch%E1%BA%ADm" not in page.url


def test_the_question_of_a_link_is_answered_first(stand_in: str, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{stand_in}/?q={quote(SLOW_ONE)}")
    box(page).focus()
    send(page, "câu hai")
    expect(page.locator(".answer-text")).to_have_count(2)
    expect(asked(page).first).to_contain_text(SLOW_ONE)
    expect(asked(page).last).to_contain_text("câu hai")


def test_the_plans_are_those_chosen_when_it_was_sent(stand_in: str, watched: Watched) -> None:
    page = watched.page
    opened(page, stand_in)
    page.locator("#plans input").click()
    page.get_by_role("option").first.click()
    page.keyboard.press("Escape")
    box(page).focus()
    send(page, SLOW_ONE)
    send(page, "câu hai")
    page.locator("#plans .token-remove").first.click()
    expect(page.locator(".answer-text")).to_have_count(2)
    expect(page.locator(".answer-text").last).to_have_text("Chỉ tìm: dak-nong-2021-2030")
