"""Figures taken apart, and whether two plans speak of the same measure."""

from __future__ import annotations

import pytest

from rag.matrix.same_items import Amount, amount, field_of_work, subject


@pytest.mark.parametrize(
    ("figure", "parts"),
    [
        ("đạt 60%", Amount("", 60, "%")),
        ("xuống dưới 30,5%", Amount("<", 30.5, "%")),
        ("ít nhất 1.200 hộ", Amount("≥", 1200, "hộ")),
        ("90% trở lên", Amount("≥", 90, "%")),
        ("giảm còn dưới 10/100.000 trẻ", Amount("<", 10, "/100.000 trẻ")),
        ("giảm 5%", Amount("", 5, "giảm %")),
        ("giảm còn 5%", Amount("", 5, "%")),
        ("30 - 40%", None),
        ("mọi xã", None),
    ],
)
def test_a_figure_is_taken_apart(figure: str, parts: Amount | None) -> None:
    assert amount(figure) == parts


SAME = [
    pytest.param(
        ("Phấn đấu đạt 60% dân số được dùng nước sạch.", "đạt 60%"),
        ("Tỷ lệ dân số được dùng nước sạch đạt 85% đến năm 2025", "đạt 85%"),
        True, id="figure, year and opening apart",
    ),
    pytest.param(
        ("90% hộ trên địa bàn huyện Bắc Hà có nhà tiêu", "90%"), ("80% hộ có nhà tiêu", "80%"),
        True, id="the plan's own place",
    ),
    pytest.param(
        ("80% trẻ em dưới 5 tuổi được tiêm", "80%"), ("80% trẻ em dưới 16 tuổi được tiêm", "80%"),
        False, id="another age",
    ),
    pytest.param(
        ("60% dân số được dùng nước sạch", "60%"), ("60% dân số được dùng nước hợp vệ sinh", "60%"),
        False, id="another thing",
    ),
    pytest.param(
        ("60% hộ nghèo có nhà", "60%"), ("60% hộ có nhà", "60%"), False, id="a word more",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "same"), SAME)
def test_the_same_measure(one: tuple[str, str], other: tuple[str, str], same: bool) -> None:
    found = [subject(words, (figure,), "Bắc Hà") for words, figure in (one, other)]
    assert (found[0] == found[1]) is same


def test_an_objective_is_known_by_its_field() -> None:
    assert field_of_work("Trong lĩnh vực y tế:") == field_of_work("Về y tế") == "y te"
