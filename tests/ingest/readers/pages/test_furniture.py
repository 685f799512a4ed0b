"""Running heads, feet and page numbers are left out, and nothing else."""

from __future__ import annotations

import pytest

from ingest.readers.pages.furniture import PageRows, without_furniture
from tests.ingest.readers.pages.typeset import rows, texts

HEIGHT = 842.0


def _kept(pages: list[list[tuple[float, str]]]) -> list[list[str]]:
    drawn = [PageRows(tuple(rows(*((85, y, t) for y, t in page))), HEIGHT) for page in pages]
    return [texts(own) for own in without_furniture(drawn)]


def _body(number: int) -> list[tuple[float, str]]:
    return [(100 + 14.0 * n, f"Mục tiêu {number * number} của việc {n}") for n in range(8)]


BODIES = [[text for _, text in _body(number)] for number in range(1, 5)]


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        pytest.param(lambda n: [(40, f"{n}")] if n > 1 else [], lambda n: [], id="number on top"),
        pytest.param(lambda n: [], lambda n: [(800, f"- {n} -")], id="number at the foot"),
        pytest.param(lambda n: [], lambda n: [(800, f"Trang {n}/4")], id="number of numbers"),
        pytest.param(lambda n: [(40, f"{n + 11}")], lambda n: [], id="counted from another"),
        pytest.param(lambda n: [(40, f"CÔNG BÁO/Số 12/Ngày 05-02-2024 {n}")], lambda n: [],
                     id="a head with its number"),
        pytest.param(lambda n: [(30, "UBND TỈNH HÀ CHÂU"), (44, f"{n}")],
                     lambda n: [(810, "Kế hoạch phòng, chống thiên tai")], id="all three"),
    ],
)  # fmt: skip
def test_what_pages_repeat_is_left_out(head: object, foot: object) -> None:
    pages = [[*head(n), *_body(n), *foot(n)] for n in range(1, 5)]  # type: ignore[operator]
    assert _kept(pages) == BODIES


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("12", id="a number that does not count"),
        pytest.param("Nơi nhận:", id="words that stand but once"),
    ],
)
def test_what_stands_once_stays(line: str) -> None:
    pages = [_body(1), [(40, line), *_body(2)], _body(3)]
    assert _kept(pages)[1] == [line, *BODIES[1]]


def test_a_repeated_line_inside_the_pages_stays() -> None:
    pages = [[*_body(n), (300, "Ghi chú:"), *[(400 + 14.0 * k, f"chữ {k} {n}") for k in range(8)]]
             for n in range(1, 5)]  # fmt: skip
    assert all("Ghi chú:" in page for page in _kept(pages))
