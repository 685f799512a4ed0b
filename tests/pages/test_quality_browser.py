"""What a reader who needs a keyboard, a screen reader or a calm page meets, on every tab.

axe-core reads each tab on a desk and a phone, in both themes, with an answer and its words open.
What stands within a ``gr.HTML`` is our markup, and every colour is ours; the rest is Gradio's,
whose findings ``docs/browser.md`` lists.
"""

from __future__ import annotations

import json

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, expect

from evals.browser import tab_names
from evals.page import OBSERVE
from evals.screenshots import THEMES, Theme
from tests.pages.conftest import Watched
from tests.pages.fake import WHO

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

GRADIOS: frozenset[str] = frozenset()
"""Rules that Gradio's own elements break seriously: the rows of ``docs/browser.md``."""

FOUND = """
async (rules) => {
  const options = { resultTypes: ["violations"], elementRef: true };
  if (rules) options.runOnly = { type: "rule", values: rules };
  const found = await axe.run(document, options);
  return found.violations.flatMap((one) => one.nodes.map((node) => ({
    rule: one.id, impact: one.impact, where: node.target.join(" "), told: node.failureSummary,
    ours: one.id === "color-contrast" || Boolean(node.element.closest(".html-container")),
  })));
}
"""
SHOWN = {
    "lookup": ".look-items > li",
    "table": "#assignments table",
    "deadlines": "#due-list .due-list",
    "targets": "#aim-list .table-box",
    "quiz": "#quiz-options label",
    "library": "#library-shown table",
    "quality": "#quality-shown .figures",
}


def show(page: Page, name: str) -> None:
    """Open a tab as the address does, and wait until it is full."""
    page.evaluate("(name) => window.hoiOpen(name)", name)
    if name == "lookup":
        page.locator("#look-box :is(input, textarea)").click()
        page.keyboard.type("tap huan")
    if name == "quiz":
        page.get_by_role("button", name="Bắt đầu").click()
    if name in SHOWN:
        expect(page.locator(SHOWN[name]).first).to_be_visible(timeout=30_000)


UNNAMED = """
[...document.querySelectorAll("input, textarea, select")]
  .filter((one) => one.type !== "hidden" && one.type !== "file" && one.checkVisibility()
    && !one.labels?.length && !one.ariaLabel && !one.getAttribute("aria-labelledby"))
  .map((one) => one.outerHTML)
"""


@pytest.mark.parametrize("size", [(1440, 900), (360, 780)], ids=["desktop", "phone"])
@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_serious_of_ours(
    served: str, chromium: Browser, size: tuple[int, int], theme: Theme
) -> None:
    context = chromium.new_context(
        viewport={"width": size[0], "height": size[1]}, color_scheme=theme, locale="vi-VN"
    )
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(f"{served}/?q={WHO}")
    expect(page.locator("#source mark").first).to_be_visible(timeout=60_000)
    page.evaluate(AXE_SCRIPT)
    ours: list[str] = []
    gradios: set[str] = set()
    for name in tab_names(page):
        show(page, name)
        # the marks are the same in both themes
        for one in page.evaluate(FOUND, None if theme == "light" else ["color-contrast"]):
            if one["impact"] in {"serious", "critical"} and one["ours"]:
                ours.append(f"{name}: {json.dumps(one, ensure_ascii=False)}")
            elif one["impact"] in {"serious", "critical"}:
                gradios.add(one["rule"])
        over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert over <= 0, name
        assert page.evaluate(UNNAMED) == [], name
    context.close()
    assert ours == []
    assert gradios <= GRADIOS


@pytest.mark.parametrize(
    ("size", "theme"), [((1440, 900), "light"), ((360, 780), "dark")], ids=["desktop", "phone"]
)
def test_axe_finds_nothing_serious_where_plans_are_many(
    archive: str, chromium: Browser, size: tuple[int, int], theme: Theme
) -> None:
    context = chromium.new_context(
        viewport={"width": size[0], "height": size[1]}, color_scheme=theme, locale="vi-VN"
    )
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(f"{archive}/?tab=library")
    page.locator(".library-pages button:enabled").first.click(timeout=60_000)
    expect(page.locator("#library-shown [data-reached]")).to_be_visible()
    page.evaluate(AXE_SCRIPT)
    found = [
        json.dumps(one, ensure_ascii=False)
        for one in page.evaluate(FOUND, None)
        if one["impact"] in {"serious", "critical"}
    ]
    context.close()
    assert found == []


def test_answering_moves_nothing(served: str, watched: Watched) -> None:
    page = watched.page
    page.add_init_script(OBSERVE)
    page.goto(f"{served}/")
    box = page.locator("#question textarea")
    expect(box).to_be_focused()
    box.press_sequentially(WHO)
    page.wait_for_timeout(500)
    before = page.evaluate("window.shifts.length")
    box.press("Enter")
    expect(page.locator("#source mark").first).to_be_visible()
    page.wait_for_timeout(1_000)
    shifts = page.evaluate("window.shifts")[before:]
    assert sum(value for _, value in shifts) < 0.1, shifts


STOPS = "#conversation, #question, #plans-where, #plans, #again, #source"
FOCUSED = f"document.activeElement.closest('{STOPS}')?.id"


def test_the_tab_key_goes_through_the_talk_and_back(served: str, watched: Watched) -> None:
    page = watched.page
    if page.viewport_size and page.viewport_size["width"] < 700:
        pytest.skip("a phone has no Tab key")
    page.goto(f"{served}/")
    box = page.locator("#question textarea")
    expect(box).to_be_focused()
    page.keyboard.type(WHO)
    submit = page.locator("#question .submit-button")
    expect(submit).to_be_enabled()
    for _ in range(5):  # a page that is still being made takes the focus back to the box
        box.focus()
        page.keyboard.press("Tab")
        page.wait_for_timeout(500)
        if submit.evaluate("one => one === document.activeElement"):
            break
    expect(submit).to_be_focused()
    page.keyboard.press("Enter")
    marks = page.locator(".answer-text .mark")
    expect(marks.first).to_be_visible()

    box.focus()
    seen: list[str | None] = []
    for _ in range(12):
        page.keyboard.press("Tab")
        if (where := page.evaluate(FOCUSED)) not in seen[-1:]:
            seen.append(where)
    assert seen[:5] == ["question", "plans-where", "plans", "again", "source"]

    page.locator("#top .skip").focus()
    page.keyboard.press("Enter")
    expect(box).to_be_focused()
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.matches('.answer-text .mark')"):
            break
    pressed = page.evaluate("document.activeElement.dataset.open")
    page.keyboard.press("Enter")
    expect(page.locator("#source .source-title")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "source"
    page.keyboard.press("Escape")
    expect(page.locator(f'.answer-text .mark[data-open="{pressed}"]').first).to_be_focused()


def test_looking_up_copies_a_reference_by_keys_alone(served: str, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{served}/?tab=lookup")
    expect(page.locator("#look-box :is(input, textarea)")).to_be_focused()
    page.keyboard.type("tap huan long ghep gioi")
    first = page.locator(".look-items > li").first
    expect(first.locator("b", has_text="giới").first).to_be_visible()
    page.wait_for_timeout(1_000)  # of the last letter, too
    page.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    page.keyboard.press("c")
    expect(first.locator("[data-copy]")).to_have_text("Đã sao chép")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert first.locator(".look-reference").inner_text() in copied


def test_the_other_language_keeps_what_is_shown(served: str, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{served}/?q={WHO}&tab=deadlines")
    expect(page.locator("#due-list .due-list").first).to_be_visible()
    expect(page.locator("#source mark").first).to_be_visible()
    page.locator("#top a.language").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#due-list .due-list").first).to_be_visible()
    expect(page.locator(".turn .asked")).to_contain_text(WHO)
    assert "tab=deadlines" in page.url
    page.go_back()
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    expect(page.locator("#due-list .due-list").first).to_be_visible()


def test_back_and_reload_keep_the_tab(served: str, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{served}/?q={WHO}")
    expect(page.locator("#source mark").first).to_be_visible()
    page.evaluate("window.hoiOpen('lookup')")
    expect(page.locator("#look-box")).to_be_visible()
    page.reload()
    expect(page.locator("#look-box")).to_be_visible()
    assert page.url.endswith("?tab=lookup")
    page.go_back()
    expect(page.locator(".turn .asked")).to_be_visible()


def test_a_page_opens_at_its_top(served: str, watched: Watched) -> None:
    page = watched.page
    for address in ("/", "/?tab=deadlines"):
        page.goto(f"{served}{address}")
        shown = "#due-list .due-list" if "tab" in address else ".welcome"
        expect(page.locator(shown).first).to_be_visible()
        page.wait_for_timeout(1_000)
        assert page.evaluate("window.scrollY") == 0, address
