"""A link that names plans shows them in every tab, and the address follows what is chosen."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.pages.conftest import Watched, open_tab
from tests.pages.fake import WHO

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

KON_TUM, HUONG_TRA, LAM_THAO = "kon-tum-2021", "huong-tra-2021-2025", "lam-thao-2024"


def address_holds(page: Page, *wanted: tuple[str, str]) -> None:
    """The address comes to hold these, in any order, and nothing else."""
    held = "[...new URLSearchParams(location.search)].map(String).sort().join()"
    page.wait_for_function(
        f"(wanted) => {held} === wanted",
        arg=",".join(sorted(f"{name},{value}" for name, value in wanted)),
    )


def chosen_alone(page: Page, box: str, plan: str) -> None:
    expect(page.locator(f"#{box} input")).to_have_value(re.compile(plan))


def chosen_among(page: Page, box: str, plan: str) -> None:
    expect(page.locator(f"#{box} .token")).to_have_count(1)
    expect(page.locator(f"#{box} .token")).to_contain_text(plan)


def test_a_link_chooses_its_plan_in_every_tab(served: str, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{served}/?tab=deadlines&plan={LAM_THAO}")
    chosen_among(page, "due-plans", "Lâm Thao")
    listed = page.locator("#due-list .due-list li")
    expect(listed.first).to_be_visible()
    assert all("Lâm Thao" in one for one in listed.all_inner_texts())
    address_holds(page, ("tab", "deadlines"), ("plan", LAM_THAO))
    for tab, list_of_plans in (("Tra cứu", "look-plans"), ("Chỉ tiêu", "aim-plans")):
        open_tab(page, tab)
        chosen_among(page, list_of_plans, "Lâm Thao")
    for tab, list_of_plans in (("Bảng phân công", "table-plan"), ("Ôn tập", "quiz-plan")):
        open_tab(page, tab)
        chosen_alone(page, list_of_plans, "Lâm Thao")
    open_tab(page, "Kho kế hoạch")
    expect(page.locator(".library-plan h3")).to_contain_text("Lâm Thao")
    address_holds(page, ("tab", "library"), ("plan", LAM_THAO))
    # what may be replaced or removed is never a link's to choose
    page.locator("#library-change button").first.click()
    expect(page.locator("#library-removal input")).to_have_value("")
    page.locator(".library-head button").click()
    expect(page.locator("#library-shown tbody tr")).to_have_count(5)
    address_holds(page, ("tab", "library"))
    open_tab(page, "Hỏi đáp")
    chosen_among(page, "plans", "Lâm Thao")


@pytest.mark.parametrize("tab", ["table", "library", "targets"])
def test_a_tab_of_a_link_shows_its_plan_and_not_the_first(
    served: str, watched: Watched, tab: str
) -> None:
    page = watched.page
    if page.viewport_size is not None and page.viewport_size["width"] < 700:
        pytest.skip("the choice is the same on a phone")
    shows = {
        "table": ("#assignments", "không có mục tiêu, chỉ tiêu đánh số"),
        "library": (".library-plan h3", "bình đẳng giới năm 2021"),
        "targets": ("#aim-list", "Kế hoạch không nêu chỉ tiêu bằng con số: Tỉnh Kon Tum"),
    }
    page.goto(f"{served}/?tab={tab}&plan={KON_TUM}")
    where, words = shows[tab]
    expect(page.locator(where)).to_contain_text(words)
    page.wait_for_timeout(1_000)
    expect(page.locator(where)).to_contain_text(words)
    # there is no cell to press
    expect(page.locator("#assignments", has_text="Bấm ô")).to_have_count(0)


def test_what_is_chosen_in_a_tab_is_in_its_address(served: str, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{served}/?tab=table")
    for box, plan in (("table-plan", "Hương Trà"), ("table-other", "Đắk Nông")):
        page.locator(f"#{box} input").click()
        page.get_by_role("option", name=plan).click()
        expect(page.get_by_role("option")).to_have_count(0)
    pair = (("plan", HUONG_TRA), ("plan", "dak-nong-2021-2030"))
    address_holds(page, ("tab", "table"), *pair)
    expect(page.locator("#assignments .beside table")).to_have_count(2)
    open_tab(page, "Thời hạn")  # there all plans are shown
    address_holds(page, ("tab", "deadlines"))
    page.go_back()
    expect(page.locator("#assignments .beside table").first).to_be_visible()
    address_holds(page, ("tab", "table"), *pair)
    page.goto(page.url)  # as a colleague does to whom it was sent
    expect(page.locator("#assignments .beside h3").first).to_have_text("Thị xã Hương Trà")
    expect(page.locator("#assignments .beside h3").last).to_have_text("Tỉnh Đắk Nông")


def test_deadlines_by_agency_are_in_the_address(served: str, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{served}/?tab=deadlines&by=agency&reports=true")
    rows = page.locator("#due-list .months tbody tr")
    expect(rows.filter(has_text="Các cơ quan, đơn vị, địa phương")).to_have_count(1)
    expect(page.locator("#due-by input").last).to_be_checked()
    expect(page.locator("#due-reports input")).to_be_checked()
    held = (("tab", "deadlines"), ("by", "agency"), ("reports", "true"))
    address_holds(page, *held)
    kept = rows.get_by_role("button", name="Ủy ban nhân dân cấp xã")
    kept.focus()
    page.keyboard.press("Enter")
    expect(rows).to_have_count(1)
    expect(kept).to_be_focused()
    address_holds(page, *held, ("whose", "uy-ban-nhan-dan-cap-xa"))
    page.goto(page.url)  # as a colleague does to whom it was sent
    expect(rows).to_have_count(1)
    expect(page.locator("#due-agency input")).to_have_value("Ủy ban nhân dân cấp xã")
    page.get_by_role("button", name="Mọi cơ quan").click()
    expect(rows.nth(1)).to_be_visible()
    address_holds(page, *held)
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    open_tab(page, "Chỉ tiêu")
    address_holds(page, ("tab", "targets"))


def test_a_plan_that_is_not_held_is_told_in_a_line(served: str, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{served}/?tab=deadlines&plan=%3Cb%3Ekh%C3%B4ng&plan={LAM_THAO}")
    told = page.locator("#unknown-plan")
    expect(told).to_have_text(
        "Kho này không có kế hoạch mà liên kết chỉ tới: “<b>không”. Xin chọn kế hoạch khác."
    )
    chosen_among(page, "due-plans", "Lâm Thao")
    page.goto(f"{served}/?tab=table&plan=none")
    expect(told).to_be_visible()
    chosen_alone(page, "table-plan", "Đắk Nông")  # as without a link
    expect(page.locator("#assignments table")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    page.goto(f"{served}/?q=ai+k%C3%BD&plan=none")  # told once, where it is asked
    expect(page.locator("#status")).to_contain_text("“none” không có trong kho này")
    expect(told).not_to_be_visible()


def test_plans_and_places_narrow_together(served: str, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{served}/?place=Kon+Tum")
    chosen_among(page, "plans-where", "Tỉnh Kon Tum")
    page.locator("#plans input").press("ArrowDown")  # by keys alone
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    chosen_among(page, "plans", "Kon Tum")
    here = ("place", "place:Tỉnh Kon Tum")
    address_holds(page, here, ("plan", KON_TUM))
    # a plan of none of the places is let go, and said to be
    page.locator("#plans-where input").focus()
    page.keyboard.type("Quảng")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(page.locator("#plans-where .token")).to_have_count(2)
    page.locator("#plans-where .token-remove").first.click()
    expect(page.locator("#plans .token")).to_have_count(0)
    expect(page.locator("#status")).to_contain_text("Đã bỏ khỏi danh sách vì không thuộc nơi")
    page.locator("#question textarea").fill("Kon Tum ai ký?")
    page.locator("#question textarea").press("Enter")
    expect(page.locator(".answer-text")).to_contain_text("nằm ngoài phạm vi đã chọn")
    asked = ("q", "Kon Tum ai ký?")
    address_holds(page, asked, ("place", "place:Tỉnh Quảng Ngãi"))
    page.goto(page.url)
    chosen_among(page, "plans-where", "Quảng Ngãi")
    page.get_by_role("button", name="Bỏ “Tỉnh Quảng Ngãi” và hỏi lại").click()
    expect(page.locator("#plans-where .token")).to_have_count(0)
    expect(page.locator(".turn .answer-text").last).to_contain_text("Y Ngọc")
    page.goto(f"{served}/?{urlencode({'q': 'ai ký?', 'plan': KON_TUM, 'place': 'Quảng Ngãi'})}")
    expect(page.locator("#status")).to_contain_text("không thuộc nơi đã chọn: “Kon Tum")
    expect(page.locator(".turn")).to_have_count(0)


def test_a_question_and_a_tab_each_keep_their_plans(served: str, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{served}/?{urlencode({'q': WHO, 'plan': HUONG_TRA})}")
    expect(page.locator(".answer-text")).to_contain_text("Phòng Y tế")
    open_tab(page, "Bảng phân công")
    page.locator("#table-plan input").click()
    page.get_by_role("option", name="Lâm Thao").click()
    address_holds(page, ("tab", "table"), ("plan", LAM_THAO))
    page.locator("#top a.language").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    chosen_alone(page, "table-plan", "Lâm Thao")
    held = dict(parse_qsl(urlsplit(page.url).query))
    assert held["tab"] == "table"
    page.get_by_role("tab", name="Questions").click()
    expect(page.locator(".turn .asked")).to_contain_text(WHO)
    chosen_among(page, "plans", "Hương Trà")
    address_holds(page, ("q", WHO), ("plan", HUONG_TRA))


def test_a_link_restores_a_look_up(served: str, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{served}/?tab=lookup")
    box = page.locator("#look-box :is(input, textarea)")
    box.click()
    steps = page.evaluate("history.length")
    page.keyboard.type("tap huan")
    agency = page.locator("#look-agency input")
    agency.focus()
    page.wait_for_timeout(200)
    page.keyboard.type("SNV")  # no letter of "Sở Nội vụ"
    page.keyboard.press("Enter")
    expect(agency).to_have_value("Sở Nội vụ")
    page.locator("#look-year input").click()
    page.get_by_role("option", name="2025").click()
    held = (("tab", "lookup"), ("look", "tap huan"), ("agency", "Sở Nội vụ"), ("year", "2025"))
    address_holds(page, *held)
    assert page.evaluate("history.length") == steps
    found = page.locator(".look-items > li")
    expect(found.locator(".path", has_text="Sở Nội vụ").first).to_be_visible()
    shown = found.all_inner_texts()
    page.goto(f"{page.url}&type=Kế hoạch")  # as a colleague does to whom it was sent
    expect(box).to_have_value("tap huan")
    expect(agency).to_have_value("Sở Nội vụ")
    expect(page.locator("#look-type input")).to_have_value("Kế hoạch")
    expect(found).to_have_count(len(shown))
    assert found.all_inner_texts() == shown
    page.goto(f"{served}/?tab=lookup&look=giới&year=1&agency=%3Cb%3EMa&plan={LAM_THAO}")
    expect(page.locator("#unknown-plan")).to_have_text(
        "Kho này không có lựa chọn mà liên kết chỉ tới: “1”, “<b>Ma”. Xin chọn lại ở danh sách."
    )
    expect(found.first).to_be_visible()
    address_holds(page, ("tab", "lookup"), ("look", "giới"), ("plan", LAM_THAO))
