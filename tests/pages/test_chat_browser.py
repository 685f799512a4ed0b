"""The chat page as a user meets it, in Chromium.

Every test also asserts (in the ``watched`` fixture) that no request left this machine and that
the browser's console shows no error.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.pages.conftest import Watched, open_tab
from tests.pages.fake import BUSY, DUTY_NONG, WHO

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

# Gradio puts the button into the box's label: its name reads "Câu hỏi Hỏi".
ASK = re.compile("^(Câu hỏi|Question)")


def ask(page: Page, question: str) -> None:
    box = page.get_by_role("textbox", name=ASK)
    box.fill(question)
    box.press("Enter")


def test_the_real_app_answers_and_shows_the_words(real: str, watched: Watched) -> None:
    page = watched.page
    page.goto(real)
    ask(page, WHO)
    answer = page.locator(".answer-text")
    expect(answer).to_contain_text("Phòng Y tế")
    expect(answer).to_contain_text("Sở Y tế")
    marks = answer.locator(".mark")
    expect(marks.first).to_be_visible()
    page.locator(".evidence summary").first.click()
    quoted = page.locator(".evidence-list li", has_text="báo cáo kết quả triển khai").first
    quoted.locator(".mark").click()
    highlighted = page.locator("#source mark")
    # the panel shows the first citation until the one that was pressed has come
    expect(highlighted.filter(has_text="mục tiêu 4").first).to_be_in_viewport()
    expect(page.locator("#source .words")).to_contain_text("mục tiêu 4")
    expect(page.locator("#source .reference")).not_to_be_empty()


def test_the_table_opens_its_words_and_shows_its_gap(real: str, watched: Watched) -> None:
    page = watched.page
    page.goto(real)
    open_tab(page, "Bảng phân công")
    page.locator("#table-plan input").click()
    page.get_by_role("option", name="Hương Trà").click()
    table = page.locator("#assignments table")
    gap = table.locator("tr.gap")
    expect(gap).to_have_count(1)
    expect(gap).to_contain_text("chưa giao cho cơ quan nào")
    expect(table.locator("tr.unlisted")).to_contain_text("kế hoạch không có chỉ tiêu này")
    cell = table.get_by_role("button", name="số liệu về bạo lực gia đình")
    cell.press("Enter")
    expect(page.locator("#source mark")).to_contain_text("(số liệu về bạo lực gia đình)")
    expect(page.locator("#source mark")).to_be_in_viewport()
    expect(page.locator("#source .source-title")).to_be_focused()
    expect(cell).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Trích dẫn sau").click()
    expect(page.locator("#source mark")).to_have_text("6. Phòng Văn hóa và Thông tin")
    page.keyboard.press("Escape")
    expect(cell).to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    page.get_by_role("tab", name="Hỏi đáp").click()
    expect(page.get_by_role("textbox", name=ASK)).to_be_visible()
    open_tab(page, "Bảng phân công")
    expect(cell).to_have_attribute("aria-pressed", "true")


def test_a_mark_opens_its_section_with_the_quote_highlighted(
    stand_in: str, watched: Watched
) -> None:
    page = watched.page
    page.goto(stand_in)
    ask(page, WHO)
    second = page.locator(".answer-text").get_by_role("button", name="Mở nguyên văn trích dẫn 2")
    second.press("Enter")
    expect(page.locator("#source mark")).to_have_text(DUTY_NONG)
    expect(page.locator("#source mark")).to_be_in_viewport()
    expect(page.locator("#source .words")).to_contain_text("6. Sở Y tế")
    expect(page.locator("#source .breadcrumb")).to_contain_text("IV. TỔ CHỨC THỰC HIỆN")
    expect(page.locator("#source .source-title")).to_be_focused()
    expect(second).to_have_attribute("aria-pressed", "true")

    page.get_by_role("button", name="Trích dẫn sau").click()
    expect(page.locator("#source mark")).to_have_text("3. Phòng Y tế, Trung tâm Y tế")

    copied = page.get_by_role("button", name="Sao chép cách dẫn")
    copied.click()
    expect(page.get_by_role("button", name="Đã sao chép")).to_be_visible()
    assert (
        page.evaluate("navigator.clipboard.readText()")
        == page.locator("#source .reference").inner_text()
    )

    page.keyboard.press("Escape")
    third = page.locator(".answer-text").get_by_role("button", name="Mở nguyên văn trích dẫn 3")
    expect(third).to_be_focused()


def test_a_refusal_shows_the_nearest_passages_and_not_as_an_answer(
    stand_in: str, watched: Watched
) -> None:
    page = watched.page
    page.goto(stand_in)
    ask(page, "số tiền chi cho Kế hoạch là bao nhiêu?")
    expect(page.locator(".refused-label")).to_have_text("Kế hoạch không ghi")
    near = page.locator(".nearest")
    expect(near).to_contain_text("Để tham khảo, không phải câu trả lời.")
    near.get_by_role("button", name="Mở nguyên văn trích dẫn 2").click()
    expect(page.locator("#source mark")).to_contain_text("04 chỉ tiêu của mục tiêu 4")


def test_examples_and_suggestions_ask_when_pressed(stand_in: str, watched: Watched) -> None:
    page = watched.page
    page.goto(stand_in)
    expect(page.locator(".examples .chip")).to_have_count(6)
    page.locator(".examples .chip").first.click()
    expect(page.locator(".turn .asked")).to_contain_text("Cơ quan nào báo cáo mục tiêu 4?")
    page.locator(".suggestions .chip").first.click()
    expect(page.locator(".turn")).to_have_count(2)
    expect(page.locator(".turn .asked").last).to_contain_text("Sở Y tế còn nhiệm vụ nào khác?")
    page.get_by_role("button", name="Hội thoại mới").click()
    expect(page.locator(".examples .chip")).to_have_count(6)


def test_bad_input_and_errors_are_one_line(stand_in: str, watched: Watched) -> None:
    page = watched.page
    page.goto(stand_in)
    status = page.get_by_role("status").first
    ask(page, "   ")
    expect(status).to_have_text("Xin nhập câu hỏi trước khi bấm Hỏi.")
    ask(page, "a" * 2001)
    expect(status).to_contain_text("quá giới hạn 2000")
    expect(page.locator("#question textarea")).to_have_value("a" * 2001)
    expect(page.locator(".turn")).to_have_count(0)
    ask(page, "lỗi")
    expect(page.get_by_role("alert")).to_have_text(BUSY)
    ask(page, "hỏng")
    expect(page.get_by_role("alert").last).to_contain_text("Có lỗi khi tìm câu trả lời.")
    expect(page.locator("body")).not_to_contain_text("ZeroDivisionError")


def test_the_text_of_a_plan_is_text_and_nothing_else(stand_in: str, watched: Watched) -> None:
    page = watched.page
    page.goto(stand_in)
    ask(page, "phá")
    page.locator(".answer-text .mark").click()
    expect(page.locator("#source mark")).to_contain_text('<img src=x onerror="window.broken=1">')
    expect(page.locator("#source mark")).to_contain_text("${window.broken=1} {{value}}")
    for part in ("#conversation", "#source"):
        assert page.locator(f"{part} :is(script, img, a:not(.act), b, i)").count() == 0
    assert page.evaluate("typeof window.broken") == "undefined"


def test_only_the_chosen_plans_are_searched(stand_in: str, watched: Watched) -> None:
    page = watched.page
    page.goto(stand_in)
    page.locator("#plans input").click()
    page.get_by_role("option").first.click()
    page.keyboard.press("Tab")
    ask(page, "trong kế hoạch nào?")
    expect(page.locator(".answer-text")).to_have_text("Chỉ tìm: dak-nong-2021-2030")


def test_nothing_runs_off_the_side(stand_in: str, watched: Watched) -> None:
    page = watched.page
    page.goto(stand_in)
    ask(page, WHO)
    page.locator(".evidence summary").click()
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    expect(page.locator("footer")).not_to_be_visible()


def test_the_page_speaks_english_when_asked(stand_in: str, watched: Watched) -> None:
    page = watched.page
    page.goto(stand_in)
    page.get_by_role("link", name="Switch the page to English").click()
    expect(page.get_by_role("heading", name="What would you like to look up?")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    ask(page, "which agency reports objective 4?")
    expect(page.get_by_role("button", name="Open the words of citation 1").first).to_be_visible()
