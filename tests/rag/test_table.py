"""The cells of a printed row, and which nodes are rows."""

from __future__ import annotations

import pytest

from rag.amounts import AMOUNT
from rag.table import is_row_id, split_cells


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("1 | Họp | Sở Y tế", ("1", "Họp", "Sở Y tế")),
        ("| Tổng | 530", ("", "Tổng", "530")),
        (r"2 | Báo \| đài | UBND xã", ("2", "Báo | đài", "UBND xã")),
    ],
)
def test_cells(row: str, cells: tuple[str, ...]) -> None:
    assert split_cells(row) == cells


def test_rows_by_id() -> None:
    assert is_row_id("muc.II/bang.1/hang.12")
    assert not is_row_id("muc.II/bang.1/hang.12/cau.1")


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("90 triệu đồng, mỗi suất 500.000đ", ["90 triệu", "500.000đ"]),
        ("12 xã, 3 điểm; 15%", []),
    ],
)
def test_amounts(text: str, sums: list[str]) -> None:
    assert AMOUNT.findall(text) == sums
