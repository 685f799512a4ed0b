"""Lines to paragraphs by what print shows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.readers.pages.blocks import Line
from ingest.readers.pages.paragraphs import joined, paragraphs_of

FULL = "Ủy ban nhân dân các xã, phường rà soát và bố trí kinh phí thực hiện trong năm"
assert 70 <= len(FULL) <= 80


def _lines(*lines: tuple[float, float, str]) -> list[Line]:
    """(x, y, text) in letters of 10 points; a line as long as ``FULL`` reaches the right edge."""
    unit = 400 / len(FULL)
    return [Line(text, x, x + unit * len(text), y, 10.0, "") for x, y, text in lines]


BODY = [(100.0, 500.0 + 12 * n, FULL) for n in range(6)]
"""Enough of a page for its edges and pitch to be known."""


@pytest.mark.parametrize(
    ("lines", "paragraphs"),
    [
        pytest.param([(130, 100, FULL[:-6]), (100, 112, "hết dòng.")], [f"{FULL[:-6]} hết dòng."],
                     id="first line set in"),
        pytest.param([(130, 100, FULL[:-6] + "."), (130, 112, FULL[:-6]), (100, 124, "xong.")],
                     [FULL[:-6] + ".", f"{FULL[:-6]} xong."], id="two first lines"),
        pytest.param([(100, 100, FULL), (100, 112, "ngắn"), (100, 124, "Dòng mới")],
                     [f"{FULL} ngắn", "Dòng mới"], id="a short line ends its paragraph"),
        pytest.param([(100, 100, FULL), (100, 130, FULL)], [FULL, FULL], id="a gap"),
        pytest.param([(100, 100, FULL[:-2] + "./."), (100, 112, "1. Sở Y tế")],
                     [FULL[:-2] + "./.", "1. Sở Y tế"], id="a label behind a full stop"),
        pytest.param([(100, 100, FULL), (100, 112, "2030. Đến cuối kỳ thì sơ kết.")],
                     [f"{FULL} 2030. Đến cuối kỳ thì sơ kết."], id="a number that is no label"),
        pytest.param([(100, 100, FULL), (100, 112, "- Thương binh và Xã hội")],
                     [f"{FULL} - Thương binh và Xã hội"], id="a dash that is no bullet"),
        pytest.param([(279, 100, "KẾ HOẠCH"), (242, 112, "Phòng, chống thiên tai"),
                      (279, 124, "năm 2026")],
                     ["KẾ HOẠCH", "Phòng, chống thiên tai năm 2026"], id="a centred title"),
        pytest.param([(130, 100, FULL[:-10] + "27/NĐ-"), (100, 112, "CP ngày 05")],
                     [f"{FULL[:-10]}27/NĐ-CP ngày 05"], id="a code broken at its hyphen"),
        pytest.param([(100, 100, FULL[:-1] + ";"), (100, 112, "Căn cứ Luật Đê điều;")],
                     [FULL[:-1] + ";", "Căn cứ Luật Đê điều;"], id="legal bases, one a line"),
    ],
)  # fmt: skip
def test_paragraphs(lines: list[tuple[float, float, str]], paragraphs: list[str]) -> None:
    found = [one.text for one in paragraphs_of(_lines(*lines, *BODY))]
    assert found[: len(paragraphs)] == paragraphs


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        pytest.param(["số 27/2024/NĐ-", "CP ngày"], "số 27/2024/NĐ-CP ngày", id="decree"),
        pytest.param(["số 31/2024/", "QH15"], "số 31/2024/QH15", id="law"),
        pytest.param(["giai đoạn 2021-", "2030"], "giai đoạn 2021-2030", id="years"),
        pytest.param(["Sở Lao động -", "Thương binh"], "Sở Lao động - Thương binh", id="name"),
        pytest.param(["kinh tế-", "xã hội"], "kinh tế- xã hội", id="words"),
        pytest.param(["rà soát", "lại"], "rà soát lại", id="plain"),
    ],
)
def test_broken_lines_are_joined(lines: list[str], text: str) -> None:
    assert joined(lines) == text


def test_the_ends_of_a_page_tell_whether_a_paragraph_goes_on() -> None:
    found = paragraphs_of(_lines(*BODY, (130, 572, FULL[:-6])))
    assert found[-1].open_end
    assert not paragraphs_of(_lines(*BODY, (130, 572, "Hết.")))[-1].open_end
    assert paragraphs_of(_lines(*BODY))[0].open_start
    assert not paragraphs_of(_lines((130, 488, FULL[:-6]), *BODY))[0].open_start


@pytest.mark.parametrize(
    ("first", "second", "parted"),
    [
        pytest.param(FULL, "Căn cứ Luật Đê điều", True, id="a title ends"),
        pytest.param(FULL, "của thành phố", False, id="bold words within a sentence"),
        pytest.param("1. " + FULL[:-3], "Sở Y tế", False, id="a heading that runs in"),
    ],
)
def test_bold_lines_before_plain_ones(first: str, second: str, *, parted: bool) -> None:
    bold, plain = _lines((100, 100, first), (100, 112, second))
    found = paragraphs_of([replace(bold, style="b"), plain, *_lines(*BODY)])
    expected = [first, second] if parted else [f"{first} {second}"]
    assert [one.text for one in found][: len(expected)] == expected
