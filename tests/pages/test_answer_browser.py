"""What can be done with a question and its answer, in Chromium: links, copies, parts, ratings."""

from __future__ import annotations

import re
import zipfile
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.pages.conftest import Watched
from tests.pages.fake import WHO
from tests.pages.test_chat_browser import ASK, ask

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


def held(page: Page) -> dict[str, list[str]]:
    """What the address holds."""
    return parse_qs(urlsplit(page.url).query)


def test_the_address_asks_its_question_and_follows_the_talk(
    stand_in: str, watched: Watched
) -> None:
    page = watched.page
    page.goto(f"{stand_in}/?q=ai+trước%3F&q=trong+kế+hoạch+nào%3F&plan=huong-tra-2021-2025")
    expect(page.locator(".answer-text")).to_have_text("Chỉ tìm: huong-tra-2021-2025")
    expect(page.locator(".goes-on")).to_have_text("Hỏi tiếp từ: ai trước?")
    page.get_by_role("button", name=re.compile("^Bỏ “.*” và hỏi lại")).first.click()
    expect(page.locator(".turn")).to_have_count(2)
    expect(page.locator(".turn .answer-text").last).to_contain_text("Sở Y tế báo cáo")
    expect(page.locator("#plans .token")).to_have_count(0)
    page.wait_for_function("!location.search.includes('plan=')")
    assert held(page) == {"q": ["trong kế hoạch nào?"]}
    page.get_by_role("button", name="Sao chép liên kết").last.click()
    page.get_by_role("button", name="Đã sao chép").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    page.get_by_role("button", name="Hội thoại mới").click()
    page.wait_for_function("location.search === ''")


def test_the_address_opens_its_tab(stand_in: str, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{stand_in}/?tab=quiz")
    expect(page.locator("#quiz")).to_be_visible()
    assert held(page) == {"tab": ["quiz"]}
    page.get_by_role("tab", name="Hỏi đáp").click()
    page.wait_for_function("location.search === ''")
    page.goto(f"{stand_in}/?tab=%3Cb%3E")
    expect(page.get_by_role("textbox", name=ASK)).to_be_visible()


@pytest.mark.parametrize(
    ("query", "says"),
    [
        pytest.param("?q=ai%3F&plan=<b>x", "“<b>x” không có trong kho", id="no such plan"),
        pytest.param(f"?q={'a' * 2001}", "quá giới hạn 2000", id="too long"),
    ],
)
def test_an_address_that_cannot_be_asked_says_so(
    stand_in: str, watched: Watched, query: str, says: str
) -> None:
    page = watched.page
    page.goto(f"{stand_in}/{query}")
    expect(page.locator("#status")).to_contain_text(says)
    expect(page.locator(".turn")).to_have_count(0)
    expect(page.locator("#status b")).to_have_count(0)


def test_an_address_is_text_and_nothing_else(stand_in: str, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{stand_in}/?q=%3Cimg+src%3Dx+onerror%3D%22window.broken%3D1%22%3E+%24%7B1%7D")
    expect(page.locator(".asked")).to_contain_text('<img src=x onerror="window.broken=1"> ${1}')
    assert page.locator("#conversation :is(script, img, b, i)").count() == 0
    assert page.evaluate("typeof window.broken") == "undefined"


def test_an_answer_is_copied_and_downloaded(stand_in: str, watched: Watched) -> None:
    page = watched.page
    page.goto(stand_in)
    ask(page, WHO)
    page.get_by_role("button", name="Sao chép", exact=True).click()
    page.get_by_role("button", name="Đã sao chép").wait_for()
    text = page.evaluate("navigator.clipboard.readText()")
    assert text.startswith(f"{WHO}\n\nKế hoạch số 175/KH-UBND")
    assert "\n[4] gạch đầu dòng thứ nhất, khoản 6 Mục IV Kế hoạch" in text
    page.get_by_role("button", name="Sao chép Markdown").click()
    page.wait_for_timeout(300)
    assert "\n\\[4\\] gạch" in page.evaluate("navigator.clipboard.readText()")
    assert "báo cáo 04 chỉ tiêu của mục tiêu 4" in downloaded(page)


def downloaded(page: Page) -> str:
    """The words of the Word file of the last answer."""
    button = page.get_by_role("button", name="Tải Word").last
    with page.expect_download() as coming:
        button.press("Enter")
    assert coming.value.suggested_filename == "tra-loi.docx"
    expect(button).to_be_focused()
    return zipfile.ZipFile(coming.value.path()).read("word/document.xml").decode("utf-8")


def test_a_question_too_long_for_a_link_is_downloaded(stand_in: str, watched: Watched) -> None:
    page = watched.page
    page.goto(stand_in)
    question = f"{WHO} {'ộ' * 1500}"
    ask(page, question)
    expect(page.locator(".answer-text")).to_be_visible()
    expect(page.locator(".acts").first).to_contain_text("Câu hỏi quá dài để gửi bằng liên kết.")
    assert question in downloaded(page)


def edit(page: Page, turn: int) -> Locator:
    """The box, with the question of a turn in it."""
    page.get_by_role("button", name="Sửa câu hỏi rồi hỏi lại").nth(turn).press("Enter")
    box = page.get_by_role("textbox", name=ASK)
    expect(box).to_be_focused()
    return box


def test_an_edited_question_takes_the_place_of_its_turn(stand_in: str, watched: Watched) -> None:
    page = watched.page
    page.goto(stand_in)
    for number, question in enumerate((WHO, "câu hai", "câu ba"), 1):
        ask(page, question)
        expect(page.locator(".answer-text")).to_have_count(number)
    box = page.get_by_role("textbox", name=ASK)
    box.fill("bản nháp")
    edit(page, 1)
    expect(box).to_have_value("câu hai")
    note = page.locator("#waiting .editing")
    expect(note).to_contain_text("câu này được thay, 1 câu sau nó bị bỏ")
    expect(page.locator(".turn.goes")).to_have_count(2)
    box.press("Escape")
    expect(note).to_be_hidden()
    expect(page.locator(".turn.goes")).to_have_count(0)
    expect(box).to_have_value("bản nháp")
    edit(page, 1).press("End")
    page.keyboard.type(" số tiền")
    box.press("Enter")
    expect(page.locator(".refused-label")).to_be_visible()
    expect(page.locator(".turn .asked")).to_have_count(2)
    expect(page.locator(".turn .asked").last).to_contain_text("câu hai số tiền")
    expect(note).to_be_hidden()
    expect(box).to_have_value("bản nháp")
    page.wait_for_function("location.search.includes('ti%E1%BB%81n')")
    assert held(page) == {"q": [WHO, "câu hai số tiền"]}
    # what comes next goes on from it
    page.locator(".suggestions .chip").last.click()
    expect(page.locator(".turn")).to_have_count(3)
    edit(page, 0)
    expect(note).to_contain_text("2 câu sau nó bị bỏ")
    box.press("Enter")
    expect(page.locator(".turn")).to_have_count(1)
    expect(page.locator(".answer-text")).to_contain_text("Sở Y tế báo cáo")


def test_a_reader_says_what_is_wrong(stand_in: str, watched: Watched) -> None:
    page = watched.page
    page.goto(stand_in)
    ask(page, WHO)
    page.locator(".rate summary").press("Enter")
    page.get_by_role("button", name="Còn thiếu").click()
    expect(page.get_by_role("button", name="Còn thiếu")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("textbox", name=re.compile("^Câu trả lời đúng")).fill("thiếu <b>Sở B</b>")
    page.get_by_role("button", name="Gửi ý kiến").click()
    expect(page.locator("#status")).to_contain_text("Đã ghi ý kiến, xin cảm ơn.")
    ask(page, "số tiền?")
    expect(page.locator(".turn").first.locator(".rate summary.rated")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
