"""Every tab of the real app, on a desk and a phone: it shows, it fits, nothing leaves the host."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.pages.conftest import Watched, open_tab
from tests.pages.fake import WHO

TABS = {
    "Tra cứu": "#look-list",
    "Bảng phân công": "#assignments .table-box",
    "Thời hạn": "#due-list .due-list",
    "Chỉ tiêu": "#aim-list .aims",
    "Ôn tập": "#quiz-shown",
    "Kho kế hoạch": "#library-shown .library-table tbody tr",
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


WIDE = """() => {
  const tabs = [...document.querySelectorAll("#views > .tabitem")];
  const shown = tabs.find((one) => one.checkVisibility());
  const widest = (boxes) => Math.max(0, ...boxes.map((box) => box.width));
  const lines = [];
  const walk = document.createTreeWalker(shown, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(walk.currentNode);
    lines.push(...range.getClientRects());
  }
  const fields = [...shown.querySelectorAll("input, textarea")];
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  return [widest(lines) / rem, widest(fields.map((one) => one.getBoundingClientRect())) / rem];
}"""
"""The widest line of text and the widest box to type in, in rem."""


@pytest.mark.parametrize("watched", [(2560, 1440)], indirect=True, ids=["wide"])
def test_no_tab_is_stretched_on_a_wide_screen(real: str, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{real}/?q={WHO}")
    expect(page.locator(".answer-text")).to_be_visible()
    found = {"Hỏi đáp": ".answer-text", **TABS, "Tra cứu": ".look-items > li"}
    for name, selector in found.items():
        open_tab(page, name)
        if name == "Tra cứu":
            page.locator("#look-box :is(input, textarea)").fill("tập huấn")
        expect(page.locator(selector).first).to_be_visible()
        line, field = page.evaluate(WIDE)
        assert 10 < line <= 61, name
        assert field <= 80, name
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0, name


def test_looking_up_by_keyboard(real: str, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{real}/")
    open_tab(page, "Tra cứu")
    box = page.locator("#look-box :is(input, textarea)")
    expect(box).to_be_focused()  # ready to type
    page.keyboard.type("t")
    expect(page.locator("#look-list")).to_contain_text("Xin gõ ít nhất 2 chữ cái.")
    page.keyboard.type("ap huan long ghep gioi")
    first = page.locator(".look-items > li").first
    expect(first.locator("b", has_text="giới").first).to_be_visible(timeout=20_000)
    page.wait_for_timeout(1_000)  # of the last letter, too
    page.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#source mark").first).to_contain_text("tập huấn")
    expect(page.locator("#source .source-title")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".look-items > li:first-child:focus-within")).to_be_visible()
    page.keyboard.press("c")  # there the keys of the list go on
    expect(first.locator("[data-copy]")).to_have_text("Đã sao chép")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".look-items > li").nth(1)).to_be_focused()
    page.keyboard.press("Escape")
    expect(box).to_be_focused()
    box.fill("zzzzqqq")
    expect(page.locator("#look-list")).to_contain_text("Không đoạn nào có chữ đã gõ")


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
    shown = page.locator("#quiz-shown")
    for number in range(1, 6):
        expect(shown).to_contain_text(f"Câu {number} / 5", timeout=20_000)
        assert (shown.locator("blockquote").text_content() or "").endswith(".")
        several = "chọn tất cả" in (shown.text_content() or "")
        box = page.locator("#quiz-options input").first
        expect(box).to_have_attribute("type", "checkbox" if several else "radio")
        box.check()
        page.locator("#quiz-answer").click()
        expect(shown).to_contain_text("Đáp án:")
        page.locator("#quiz-next").click()
    expect(page.locator("#quiz-shown h3").first).to_have_text(re.compile(r"Đúng \d / 5 câu"))
    # on paper: the questions and their answers, each under the plan's title, and no more
    page.locator("#quiz-shown summary").click()
    page.evaluate("document.body.classList.add('dark')")
    page.emulate_media(media="print")
    expect(page.locator("#quiz .filters")).to_be_hidden()
    expect(page.get_by_role("button", name="In đề")).to_be_hidden()
    expect(shown.locator("h4")).to_have_text(
        [re.compile("Ôn tập: Ủy ban"), re.compile("Đáp án: Ủy ban")]
    )
    expect(shown.locator(".quiz-answers li p.quiet")).to_have_count(5)
    expect(shown.locator(".quiz-answers li p.quiet").first).to_contain_text("Kế hoạch")
    expect(shown.locator(".quiz-answers")).to_have_css("break-before", "page")
    expect(shown.locator(".quiz-sheet strong").first).to_have_css("color", "rgb(0, 0, 0)")
    sheet = shown.locator(".quiz-sheet").first
    assert sheet.evaluate("one => parseFloat(getComputedStyle(one).paddingLeft)") > 20
    expect(page.locator(".gradio-container")).to_have_css("overflow-y", "visible")


def test_a_heat_map_is_walked_by_arrows_and_opens_its_words(real: str, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{real}/")
    open_tab(page, "Bảng phân công")
    page.locator("#table-plan input").click()
    page.get_by_role("option", name="Hương Trà").click()
    expect(page.locator("#assignments tr.gap")).to_contain_text("∅")
    right = page.locator("#assignments .table-right")  # wider than its box, as it says
    expect(right).to_have_text(re.compile(r"Còn \d cột ở bên phải →"))
    right.click()
    page.wait_for_function("document.querySelector('#assignments .table-box').scrollLeft > 0")
    cells = page.locator("#assignments td .cell")
    cells.first.focus()
    page.keyboard.press("ArrowDown")
    reached = page.locator("#assignments td .cell:focus")
    expect(reached).not_to_have_attribute("data-open", cells.first.get_attribute("data-open") or "")
    agency = (reached.get_attribute("aria-label") or "").split(". ")[1].split(",")[0]
    page.keyboard.press("Enter")
    expect(page.locator("#source .panel-bar")).to_contain_text(agency)
    expect(page.locator("#source mark").first).to_be_visible()


def test_two_plans_stand_beside_each_other_and_are_handed_over(real: str, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{real}/")
    open_tab(page, "Bảng phân công")
    for box, plan in (("#table-plan", "Hương Trà"), ("#table-other", "Đắk Nông")):
        page.locator(f"{box} input").click()
        page.get_by_role("option", name=plan).click()
        expect(page.get_by_role("option")).to_have_count(0)  # the list has closed
    tables = page.locator("#assignments .beside table")
    expect(tables).to_have_count(2)
    one, other = (tables.nth(n).bounding_box() for n in (0, 1))
    assert one is not None
    assert other is not None
    if page.viewport_size and page.viewport_size["width"] < 700:
        assert other["y"] > one["y"] + one["height"]
    else:
        assert other["x"] > one["x"] + 200
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    names = "phan-cong-huong-tra-2021-2025-dak-nong-2021-2030"
    for kind in ("xlsx", "png"):
        with page.expect_download(timeout=120_000) as coming:
            page.locator(f"#table-{kind}").click()
        assert coming.value.suggested_filename == f"{names}.{kind}"


def test_deadlines_and_targets_are_handed_over_at_the_first_press(
    real: str, watched: Watched
) -> None:
    page = watched.page
    page.goto(f"{real}/")
    for tab, button, name in (
        ("Thời hạn", "#due-export", "thoi-han.ics"),
        ("Chỉ tiêu", "#aim-export", "chi-tieu.xlsx"),
    ):
        open_tab(page, tab)
        with page.expect_download(timeout=60_000) as coming:
            page.locator(button).click()
        assert coming.value.suggested_filename == name
