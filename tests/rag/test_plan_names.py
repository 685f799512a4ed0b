"""What people type finds the plan that they mean, and a long list is not sent."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import pytest

from rag.schema import Plan
from rag.understanding.plan_names import MOST, PlaceWords, PlanNames
from tests.rag.tiny import plan

WORDS = PlaceWords("{place}: cả {n}", "{place}, cả tỉnh: {n}")


def made(
    plan_id: str,
    place: str,
    level: Literal["tinh", "huyen", "xa"],
    province: str,
    number: str,
    year: int,
) -> Plan:
    unit = {"tinh": "tỉnh", "huyen": "huyện", "xa": "xã"}[level]
    return replace(
        plan(plan_id), place=place, place_level=level, province=province, number=number,
        issuer=f"Ủy ban nhân dân {unit} {place}", title="Kế hoạch chuyển đổi số",
        year_start=year, year_end=year,
    )  # fmt: skip


HELD = (
    made("a", "Quảng Ngãi", "tinh", "Quảng Ngãi", "12/KH-UBND", 2024),
    made("b", "Quảng Ngãi", "tinh", "Quảng Ngãi", "2025/KH-UBND", 2023),
    made("c", "Quảng Ngãi", "tinh", "Quảng Ngãi", "30/KH-UBND", 2025),
    made("d", "Châu Thành", "huyen", "An Giang", "9/KH-UBND", 2025),
    made("e", "Châu Thành", "huyen", "Long An", "8/KH-UBND", 2025),
    made("f", "An Giang", "tinh", "An Giang", "7/KH-UBND", 2025),
)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("quang ngai", ["place:Tỉnh Quảng Ngãi", "a", "b", "c"]),
        ("Quảng Ngãi 2025", ["b", "c"]),
        ("12/KH quang", ["a"]),
        ("chau thanh an giang", ["d"]),
        ("an giang", ["province:An Giang", "d", "f"]),
        ("chuyen doi so long", ["e"]),
        ("không có", []),
    ],
)
def test_what_is_typed_finds(typed: str, found: list[str]) -> None:
    names = PlanNames(HELD, WORDS)
    assert [value for _, value in names.found(typed, places=True)] == found


def test_a_place_stands_for_its_plans_and_for_no_other_of_its_name() -> None:
    names = PlanNames((*HELD, made("g", "Châu Thành", "huyen", "An Giang", "1/KH", 2020)), WORDS)
    assert names.meant(["place:Huyện Châu Thành, An Giang"]) == ("d", "g")
    assert names.meant(["province:An Giang", "a", "gone"]) == ("d", "f", "g", "a")


@pytest.mark.parametrize(
    ("named", "offered"),
    [
        pytest.param(["place:Tỉnh Quảng Ngãi", "d"], ("place:Tỉnh Quảng Ngãi", "d"), id="as named"),
        pytest.param(["place:Huyện Châu Thành, Long An"], ("e",), id="a place with one plan"),
        pytest.param(["province:Quảng Ngãi"], ("place:Tỉnh Quảng Ngãi",), id="all of one place"),
        pytest.param(["none", "place:x", ""], (), id="unknown"),
    ],
)
def test_a_link_names_what_a_list_offers(named: list[str], offered: tuple[str, ...]) -> None:
    assert PlanNames(HELD, WORDS).linked(named) == offered


@pytest.mark.parametrize(
    ("plans", "places", "meant", "outside"),
    [
        pytest.param((), (), (), (), id="all"),
        pytest.param(("a",), (), ("a",), (), id="a plan"),
        pytest.param((), ("province:An Giang",), ("d", "f"), (), id="a place"),
        pytest.param(("d", "a"), ("province:An Giang",), ("d",), ("a",), id="both narrow"),
        pytest.param(("a",), ("province:An Giang",), (), ("a",), id="nothing is left"),
    ],
)
def test_plans_and_places_both_narrow(
    plans: tuple[str, ...], places: tuple[str, ...], meant: tuple[str, ...], outside: tuple[str]
) -> None:
    names = PlanNames(HELD, WORDS)
    assert names.among(plans, places) == meant
    assert names.outside(plans, places) == outside


@pytest.mark.parametrize(
    ("named", "place"),
    [
        ("Tỉnh Quảng Ngãi", "place:Tỉnh Quảng Ngãi"),
        ("Quảng Ngãi", "place:Tỉnh Quảng Ngãi"),
        ("An Giang", "province:An Giang"),
        ("place:Huyện Châu Thành, Long An", "place:Huyện Châu Thành, Long An"),
        ("a", None),
    ],
)
def test_a_link_names_a_place(named: str, place: str | None) -> None:
    assert PlanNames(HELD, WORDS).linked_places([named]) == ((place,) if place else ())


def test_every_place_is_offered() -> None:
    names = PlanNames(HELD, WORDS)
    offered = names.offered_places("chau thanh")
    assert [label for label, _ in offered] == [
        "Huyện Châu Thành, An Giang",
        "Huyện Châu Thành, Long An",
    ]
    assert [value for _, value in names.offered(of=["province:An Giang"])] == ["d", "f"]


def test_of_many_plans_some_are_offered_and_what_is_chosen_stays() -> None:
    many = tuple(
        made(f"p{n:03}", f"Xã {n:03}", "xa", "Lào Cai", f"{n}/KH", 2025) for n in range(90)
    )
    names = PlanNames(many, WORDS)
    offered = [value for _, value in names.offered("", ["p080"])]
    assert offered == ["p080", *(f"p{n:03}" for n in range(MOST))]
    assert [value for _, value in names.offered("xa 081")] == ["p081"]
    assert len(PlanNames(many[:MOST], WORDS).offered()) == MOST
