"""What the address of the page holds is data: bounded, and read back as it was written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.pages.address import MOST_BEFORE, Asked, link, posted, read
from rag.web.answer_file import LONGEST_POSTED

TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=60)


@given(TEXT, *(st.lists(TEXT, max_size=3) for _ in range(3)))
def test_a_link_is_read_back(
    question: str, before: list[str], plans: list[str], places: list[str]
) -> None:
    made = link(Asked(question, tuple(plans), tuple(before), tuple(places)))
    assert made is not None
    found = read(made)
    held = read(link(found) or "") if found else None
    assert found == held  # composing and trimming are done once


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        pytest.param("", None, id="nothing"),
        pytest.param("?tab=deadlines&__theme=dark", None, id="no question"),
        pytest.param("?q=+&q=", None, id="blank questions"),
        pytest.param("?q=ai%3F", Asked("ai?"), id="a question"),
        pytest.param("q=ai%3F&plan=a&plan=b&plan=a", Asked("ai?", ("a", "b")), id="plans"),
        pytest.param("?q=a&place=x&place=y&place=x", Asked("a", (), (), ("x", "y")), id="places"),
        pytest.param("?q=m%E1%BB%99t&q=hai", Asked("hai", (), ("một",)), id="it goes on"),
        pytest.param(
            "?" + "&".join(f"q={n}" for n in range(12)),
            Asked("11", (), tuple(map(str, range(11 - MOST_BEFORE, 11)))),
            id="no more before than a question may go on from",
        ),
        pytest.param(
            "?q=a&plan=x&of=y&of=", Asked("a", ("y",)), id="the question's plans, not the tab's"
        ),
        pytest.param("?q=a&plan=x&of=", Asked("a"), id="a question of all plans beside a tab"),
        pytest.param("?q=o%CC%82", Asked("ô"), id="letters composed"),
        pytest.param("?" + "q=a&" * 100, None, id="more than any link of ours"),
        pytest.param("?q=<script>x</script>", Asked("<script>x</script>"), id="text, not markup"),
    ],
)
def test_the_address_is_read(query: str, asked: Asked | None) -> None:
    assert read(query) == asked


@pytest.mark.parametrize(
    "asked", [Asked("ạ" * 2000, before=("ạ" * 2000,) * 6), Asked("a", tuple(map(str, range(90))))]
)
def test_what_no_link_can_hold_is_posted(asked: Asked) -> None:
    assert link(asked) is None
    assert read(posted(asked)) != asked or len(asked.plans) == 0
    assert read(posted(asked), sent=True) == asked
    assert len(posted(asked)) < LONGEST_POSTED
