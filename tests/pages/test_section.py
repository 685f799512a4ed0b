"""How much of a plan the side panel shows around a quote."""

from __future__ import annotations

import pytest

from rag.pages.section import section_view
from rag.schema import Citation, Section, Step

FILLER = "- Nội dung công việc được giao hằng năm.\n" * 100
HEAD = "IV. TỔ CHỨC THỰC HIỆN\n"
ITEM = "6. Sở Y tế\n"
DUTY = "- Báo cáo mục tiêu 4.\n"
REST = "- Kiểm soát nguyên nhân.\n"
TEXT = HEAD + ITEM + DUTY + REST + FILLER


def section(path: str, start: int, heading: str, tree_end: int) -> Section:
    steps = tuple(Step(*step.split(".")) for step in path.split("/"))
    heading_end = start + len(heading.rstrip())
    return Section(steps, start, heading_end, tree_end, heading_end)


ITEM_START = len(HEAD)
DUTY_START = ITEM_START + len(ITEM)
ITEM_END = DUTY_START + len(DUTY) + len(REST)
SECTIONS = (
    section("muc.IV", 0, HEAD, len(TEXT)),
    section("muc.IV/khoan.6", ITEM_START, ITEM, ITEM_END),
    section("muc.IV/khoan.6/gach.1", DUTY_START, "", DUTY_START + len(DUTY)),
)


def citation(quote: str) -> Citation:
    start = TEXT.index(quote)
    return Citation(
        1,
        "a",
        "Kế hoạch",
        None,
        None,
        "a.txt",
        ("tiêu đề",),
        "a/x",
        2,
        quote,
        start,
        start + len(quote),
        "khoản 6 Mục IV",
    )


@pytest.mark.parametrize(
    ("quote", "opening", "headings"),
    [
        pytest.param(
            DUTY.rstrip(),
            "6. Sở Y tế",
            ("IV. TỔ CHỨC THỰC HIỆN", "6. Sở Y tế"),
            id="a bullet stands with its item",
        ),
        pytest.param(
            "6. Sở Y tế",
            "6. Sở Y tế",
            ("IV. TỔ CHỨC THỰC HIỆN", "6. Sở Y tế"),
            id="an item does not drag in a long Mục",
        ),
        pytest.param(
            "TỔ CHỨC", "IV. TỔ CHỨC", ("IV. TỔ CHỨC THỰC HIỆN",), id="a heading shows its Mục"
        ),
    ],
)
def test_the_section_and_the_quote_in_it(
    quote: str, opening: str, headings: tuple[str, ...]
) -> None:
    view = section_view(TEXT, SECTIONS, citation(quote))
    assert view.text.startswith(opening)
    assert view.text[view.quote_start : view.quote_end] == quote
    assert view.headings == headings
    assert view.page == 2


def test_a_quote_outside_every_section_still_shows_its_surroundings() -> None:
    view = section_view(TEXT, (), citation("mục tiêu 4"))
    assert view.text[view.quote_start : view.quote_end] == "mục tiêu 4"
    assert view.headings == ("tiêu đề",)
