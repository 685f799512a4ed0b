"""The lists of plans: what a reader's typing does to them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

import pytest

from rag.pages.chooser import Chooser, Linked, make_chooser
from rag.schema import Plan
from tests.rag.tiny import plan


def plans(count: int) -> tuple[Plan, ...]:
    return tuple(replace(plan(f"p{n:03}"), place=f"Tân Lập {n}") for n in range(count))


def chooser(count: int, *, many: bool = False, linked: Linked = "plan") -> Chooser:
    held = plans(count)
    return make_chooser(
        lambda: held, "vi", "Kế hoạch", elem_id="x", many=many, places=many, linked=linked
    )


@pytest.mark.parametrize(("count", "offered", "box"), [(5, 5, False), (300, 40, True)])
def test_a_long_list_is_not_sent_and_has_a_box(count: int, offered: int, box: bool) -> None:
    made = chooser(count)
    assert len(made.chosen.choices) == offered
    assert made.box.visible is box
    arrived: Any = made.arrived()
    assert (len(arrived[0]["choices"]), arrived[1]["visible"]) == (offered, box)


def test_what_is_typed_fills_the_list_and_keeps_what_is_chosen() -> None:
    told: Any = chooser(300, many=True).found("tan lap 299", ["p007"])
    assert len(told) == 2
    assert [value for _, value in told[0]["choices"]] == ["p007", "p299"]
    assert told[1]["label"] == "Tìm thấy 1 kế hoạch"


@pytest.mark.parametrize(
    ("plans", "places", "chosen"),
    [
        pytest.param(["p007"], [], (["p007"], []), id="a plan"),
        pytest.param(["place:Tân Lập 9"], [], ([], ["place:Tân Lập 9"]), id="a place as a plan"),
        pytest.param([], ["Tân Lập 9"], ([], ["place:Tân Lập 9"]), id="a place by its name"),
        pytest.param(["p009", "p007"], ["Tân Lập 9"], (["p009"], ["place:Tân Lập 9"]), id="both"),
        pytest.param([], ["<b>"], ([], []), id="unknown"),
    ],
)
def test_the_talk_has_a_list_of_places(
    plans: list[str], places: list[str], chosen: tuple[list[str], list[str]]
) -> None:
    talk = chooser(300, many=True, linked="talk")
    listed, box, where = cast("Any", talk.arrived(plans, places))
    assert (listed["value"], where["value"]) == chosen
    assert (box["visible"], where["visible"]) == (True, True)
    offered = {value for _, value in listed["choices"]}
    assert set(chosen[0]) <= offered
    assert not places or chosen == ([], []) or offered == {"p009"}


@pytest.mark.parametrize(
    ("typed", "of", "plans", "places", "label"),
    [
        ("tan lap 299", [], ["p299"], ["place:Tân Lập 299"], "Tìm thấy 1 nơi, 1 kế hoạch"),
        ("29", ["place:Tân Lập 29"], ["p029"], None, "1 kế hoạch; ngoài nơi đã chọn còn 10"),
        ("p007", [], ["p007"], None, "Tìm thấy 0 nơi, 1 kế hoạch"),
    ],
)
def test_one_box_finds_plans_and_places(
    typed: str, of: list[str], plans: list[str], places: list[str] | None, label: str
) -> None:
    listed, box, where = cast("Any", chooser(300, many=True, linked="talk").found(typed, [], of))
    assert [value for _, value in listed["choices"]] == plans
    assert label in box["label"]
    if places is not None:
        assert [value for _, value in where["choices"]] == places


def test_of_one_place_no_list_is_shown() -> None:
    held = chooser(1, many=True, linked="talk")
    assert held.issued is not None
    assert held.issued.visible is False
    renewed: Any = chooser(2, many=True, linked="talk").renewed([], ["place:gone"])
    assert (renewed[2]["visible"], renewed[2]["value"]) == (True, [])


def test_a_plan_that_is_gone_is_no_longer_chosen() -> None:
    several: Any = chooser(3, many=True).renewed(["p001", "gone"])[0]
    one: Any = chooser(3).renewed("gone")[0]
    assert (several["value"], one["value"]) == (["p001"], "p000")


@pytest.mark.parametrize(
    ("many", "linked", "named", "chosen"),
    [
        pytest.param(False, "plan", ["gone", "p290", "p007"], "p290", id="the first that is held"),
        pytest.param(False, "other", ["p290", "p007"], "p007", id="what is compared is the second"),
        pytest.param(False, "other", ["p290"], None, id="nothing to compare"),
        pytest.param(False, "none", ["p290"], None, id="what is removed is no link's to choose"),
        pytest.param(True, "plan", ["p290", "p007", "gone"], ["p290", "p007"], id="several"),
        pytest.param(True, "plan", ["place:Tân Lập 9"], ["p009"], id="a place"),
        pytest.param(True, "plan", [], None, id="none named"),
    ],
)
def test_a_link_chooses(
    many: bool, linked: Linked, named: list[str], chosen: str | list[str] | None
) -> None:
    told: Any = chooser(300, many=many, linked=linked).arrived(named)[0]
    assert told.get("value") == chosen
    offered = {value for _, value in told["choices"]}
    assert set([chosen] if isinstance(chosen, str) else chosen or ()) <= offered
