"""Plans looked up by their headers, as many as there may be; places of one name told apart."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

import pytest

from rag.lexicon import Lexicon
from rag.names.addresses import addressed
from rag.register import MANY, Register, place_label
from rag.schema import Plan
from rag.settings import Settings
from rag.understanding.own_places import like_places, own_places, places_written_out, plans_at
from tests.rag.tiny import plan

LEXICON = Lexicon.load(Settings().prompts)
KINDS = {"tinh": "tỉnh", "huyen": "huyện", "xa": "xã"}


def held(plan_id: str, place: str, level: str, province: str | None, **more: object) -> Plan:
    issuer = f"Ủy ban nhân dân {KINDS[level]} {place}"
    fields = {"place": place, "place_level": level, "province": province, "issuer": issuer}
    return replace(plan(plan_id), **cast("Any", {**fields, **more}))


FEW = (
    held("a", "Châu Thành", "huyen", "Long An"),
    held("b", "Châu Thành", "huyen", "An Giang"),
    held("c", "Long An", "tinh", "Long An"),
    held("d", "Quảng Ngãi", "tinh", "Quảng Ngãi"),
    held("e", "Tân Thanh", "xa", "Long An"),
    held("f", "Tân Thành", "xa", "Long An"),
    held("g", "Phước Tài", "xa", "Long An"),
)
OTHERS = tuple(held(f"z{n}", "Hòa Bình", "tinh", "Hòa Bình") for n in range(MANY))
MANY_PLANS = Register((*FEW, *OTHERS))


def named(text: str, register: Register) -> list[str]:
    return [one.plan_id for one in plans_at(own_places(text, register))]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        pytest.param("Huyện Châu Thành làm gì?", ["a", "b"], id="two of one name"),
        pytest.param("tỉnh Châu Thành", [], id="no province"),
        pytest.param("chau thanh va quang ngai", ["a", "b", "d"], id="without marks"),
        pytest.param("xã Tân Thành", ["f"], id="by its marks"),
        pytest.param("xa tan thanh", ["e", "f"], id="marks left out tell neither"),
        pytest.param("Quảng Ngaix", ["d"], id="a slip"),
        pytest.param("xã Tân Tài", [], id="another name of known syllables"),
        pytest.param("xã Phước Tàii", ["g"], id="a slip that is no syllable"),
        pytest.param("kế hoạch của huyện Châu Thàhn", ["a", "b"], id="two letters swapped"),
        pytest.param("của xã Quảng Ngiã", [], id="a slip, and another kind of place"),
    ],
)
def test_places_of_many_plans(text: str, ids: list[str]) -> None:
    assert named(text, MANY_PLANS) == ids


def test_a_changed_letter_that_makes_a_syllable_is_another_place() -> None:
    few = Register(FEW)
    assert named("của xã Phước Tại", few) == ["g"]
    assert named("của xã Phước Mài", few) == []
    assert named("của xã Phướk Tài", few) == ["g"]
    assert named("của xã Phước Tia", few) == ["g"]


def test_a_cut_name_is_a_province_where_there_are_many() -> None:
    assert places_written_out("Q.Ngãi, P. Tài", MANY_PLANS) == "Quảng Ngãi, P. Tài"
    assert places_written_out("Q.Ngãi, P. Tài", Register(FEW)) == "Quảng Ngãi, Phước Tài"


@pytest.mark.parametrize(
    ("text", "ids", "missing"),
    [
        pytest.param("huyện Châu Thành, tỉnh Long An", ["a"], [], id="behind it"),
        pytest.param("Châu Thành (An Giang)", ["b"], [], id="in brackets"),
        pytest.param("tỉnh Long An, huyện Châu Thành", ["a"], [], id="before it"),
        pytest.param("Châu Thành, Tây Ninh", ["a"], [], id="that has taken it in since"),
        pytest.param(
            "huyện Châu Thành, tỉnh Hậu Giang", [], ["huyện Châu Thành, Hậu Giang"], id="elsewhere"
        ),
        pytest.param("Châu Thành và tỉnh Long An", ["a", "b", "c"], [], id="two are asked of"),
    ],
)
def test_a_province_says_where(text: str, ids: list[str], missing: list[str]) -> None:
    own = own_places(text, MANY_PLANS)
    former = {"long an": "Tây Ninh", "an giang": "An Giang"}
    places = LEXICON.find_places(text, question=True)
    found, left, lacking = addressed(text, own, places, former)
    assert not (lacking and left)
    assert [one.plan_id for one in plans_at(found)] == ids
    assert lacking == missing


def test_tables() -> None:
    register = Register((
        held("p", "An Hòa", "xa", None, number="12/KH-UBND", year_start=2024, year_end=2025),
        held("q", "An Hòa", "xa", None, number="112/KH-UBND", year_start=2022, year_end=2022),
    ))  # fmt: skip
    assert [one.plan_id for one in register.of_figures["12"]] == ["p"]
    assert [one.plan_id for one in register.of_number["112/kh-ubnd"]] == ["q"]
    assert [one.plan_id for one in register.covering(2025)] == ["p"]
    assert register.part(["q"]).ids == ("q",)
    assert register.part([]) is register
    assert [place_label(one) for one in register.plans] == ["Xã An Hòa"] * 2


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Quảng Ngai: ai chủ trì?", []),
        ("Quảng Ngài Bắc: ai chủ trì?", []),
        ("Quảng Ngọi: ai chủ trì?", ["Quảng Ngọi"]),
        ("Tài Phước: kinh phí bao nhiêu?", ["Tài Phước"]),
        ("Ở Quảng Ngọi ai chủ trì?", ["Quảng Ngọi"]),
        ("Kế hoạch của Phước Tài do ai ký?", []),
        ("UBND Tài Phước ban hành kế hoạch nào?", ["Tài Phước"]),
        ("Kinh phí ở Quang Ngoi bao nhiêu?", []),
        ("Tổ Tân Thạnh làm gì?", []),
    ],
)
def test_names_like_a_plans_place(text: str, names: list[str]) -> None:
    register = Register(FEW)
    own = own_places(text, register)
    assert like_places(text, register, own, lambda _name, _pool: False) == names
