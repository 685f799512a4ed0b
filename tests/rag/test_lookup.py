"""Looking up: what a choice leaves, and which words of a passage stand out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from rag.lookup import Choice, Lookup, in_force_in, years
from rag.schema import Citation, Hit, Passage, Plan, Step
from rag.settings import Settings
from tests.rag.tiny import plan

PLANS = (
    replace(plan("a"), type="Kế hoạch", year_start=2021, year_end=2025, date=None),
    replace(plan("b"), type="Quyết định", year_start=2024, year_end=None, date=None),
    replace(plan("c"), type="Kế hoạch", year_start=None, year_end=None, date="2023-05-04"),
)
TEXT = "Sở Y tế tổ chức tập huấn về lồng ghép giới cho cán bộ."


class Searched:
    """Keeps what was searched; every plan has one passage of the same words."""

    def __init__(self) -> None:
        self.plans: tuple[str, ...] | None = None

    def __call__(self, text: str, k: int, plans: tuple[str, ...]) -> tuple[Hit, ...]:
        self.plans = plans
        wanted = plans or tuple(one.plan_id for one in PLANS)
        return tuple(Hit(Passage(p, (Step("muc", "I"),), 0, TEXT, ()), 1.0) for p in wanted)[:k]


def cite(hit: Hit, n: int) -> Citation:
    text, plan_id = hit.passage.text, hit.passage.plan_id
    return Citation(n, plan_id, "", None, None, "", ("I",), "", None, text, 0, len(text), "dẫn")


def lookup(search: Searched, plans: Sequence[Plan] = PLANS) -> Lookup:
    return Lookup(search, lambda: tuple(plans), cite, Settings().prompts)


@pytest.mark.parametrize(
    ("choice", "searched"),
    [
        (Choice(), ()),
        (Choice(plans=("a", "b")), ("a", "b")),
        (Choice(type="Kế hoạch"), ("a", "c")),
        (Choice(year=2024), ("a", "b")),
        (Choice(year=2023, type="Kế hoạch"), ("a", "c")),
        (Choice(year=2023, plans=("b",)), None),
    ],
)
def test_a_choice_narrows_the_plans(choice: Choice, searched: tuple[str, ...] | None) -> None:
    search = Searched()
    found = lookup(search).find("tập huấn", choice)
    assert search.plans == searched
    assert bool(found) is (searched is not None)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("tập huấn giới", ["tập", "huấn", "giới"]),
        ("tap huan gioi", ["tập", "huấn", "giới"]),
        ("tập huân", ["tập"]),  # with marks, the marks count
        ("TẬP HUẤN về", ["tập", "huấn"]),  # "về" tells nothing
    ],
)
def test_the_words_looked_up_stand_out(text: str, words: list[str]) -> None:
    found = lookup(Searched()).find(text, Choice(plans=("a",)))[0]
    assert [found.citation.quote[start:end] for start, end in found.words] == words


@pytest.mark.parametrize(("agency", "count"), [("Sở Y tế", 3), ("so y te", 3), ("Công an", 0)])
def test_only_passages_that_name_the_agency(agency: str, count: int) -> None:
    assert len(lookup(Searched()).find("tập huấn", Choice(agency=agency))) == count


def test_no_words_no_search() -> None:
    search = Searched()
    assert lookup(search).find("  ", Choice()) == ()
    assert search.plans is None


def test_years_of_plans() -> None:
    assert years(PLANS) == (2025, 2024, 2023, 2022, 2021)
    assert [in_force_in(one, 2023) for one in PLANS] == [True, False, True]
