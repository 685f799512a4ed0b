"""References to objectives, indicators and outline items, as plans and questions write them."""

from __future__ import annotations

import pytest

from rag.references import asked_items, find_references
from rag.schema import Reference

WHOLE: tuple[str, ...] = ()


def references(text: str) -> list[Reference]:
    found = find_references(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert [one.start for one in found] == sorted(one.start for one in found)
    return [one.reference for one in found]


def numbers(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.objective, one.indicators) for one in references(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("04 chỉ tiêu của mục tiêu 4.", [("4", WHOLE)], id="a count is no number"),
        pytest.param("các chỉ tiêu của mục tiêu 4", [("4", WHOLE)], id="all indicators"),
        pytest.param("chỉ tiêu của mục tiêu 1", [("1", WHOLE)], id="the only indicator"),
        pytest.param("chỉ tiêu 1 của mục tiêu 3", [("3", ("1",))], id="one"),
        pytest.param("chỉ tiêu 4.3", [("4", ("4.3",))], id="a label of two numbers"),
        pytest.param(
            "chỉ tiêu 1.1, 1.2 và 2.3", [("1", ("1.1", "1.2")), ("2", ("2.3",))], id="labels"
        ),
        pytest.param("chỉ tiêu 4.3% dân số", [], id="a share is no label"),
        pytest.param("chỉ tiêu 1.200 người", [], id="a figure is no label"),
        pytest.param("chỉ tiêu 1, 2 của mục tiêu 2", [("2", ("1", "2"))], id="two"),
        pytest.param("các chỉ tiêu 1,2 của mục tiêu 5", [("5", ("1", "2"))], id="no space"),
        pytest.param("chỉ tiêu 1 và 2 của mục tiêu 6", [("6", ("1", "2"))], id="và"),
        pytest.param("chỉ tiêu 1; 3 của mục tiêu 6", [("6", ("1", "3"))], id="semicolon"),
        pytest.param("chỉ tiêu 1 đến 3 của mục tiêu 4", [("4", ("1", "2", "3"))], id="range"),
        pytest.param("chỉ tiêu 2-4 của mục tiêu 3", [("3", ("2", "3", "4"))], id="hyphen range"),
        pytest.param(
            "chỉ tiêu 1 của mục tiêu 3 và chỉ tiêu 4 của mục tiêu 5",
            [("3", ("1",)), ("5", ("4",))],
            id="two pairs",
        ),
        pytest.param(
            "chỉ tiêu 3 của mục tiêu 2; chỉ tiêu 1 của mục tiêu 3; chỉ tiêu 4 của mục tiêu 5",
            [("2", ("3",)), ("3", ("1",)), ("5", ("4",))],
            id="three pairs",
        ),
        pytest.param("chỉ tiêu số 2 thuộc mục tiêu số 3", [("3", ("2",))], id="số"),
        pytest.param("mục tiêu 2, chỉ tiêu 3 là gì", [("2", ("3",))], id="objective first"),
        pytest.param("CT2 MT3 ai làm", [("3", ("2",))], id="abbreviated"),
        pytest.param("chi tieu 4 muc tieu 3 huong tra", [("3", ("4",))], id="no marks"),
        pytest.param("mục tiêu thứ tư", [("4", WHOLE)], id="in words"),
        pytest.param("mục tiêu số sáu", [("6", WHOLE)], id="in words with số"),
        pytest.param("indicator 2 of objective 3", [("3", ("2",))], id="English"),
        pytest.param("objectives 2 and 3", [("2", WHOLE), ("3", WHOLE)], id="English list"),
        pytest.param("mục tiêu 4 và mục tiêu 5", [("4", WHOLE), ("5", WHOLE)], id="objectives"),
        pytest.param("mục tiêu 1, 3", [("1", WHOLE), ("3", WHOLE)], id="objective list"),
        pytest.param("chỉ tiêu 3 là gì", [("", ("3",))], id="indicator without an objective"),
        pytest.param("mục tiêu về bình đẳng giới", [], id="an objective without a number"),
        pytest.param("mục tiêu 60% cơ quan", [], id="a percentage"),
        pytest.param("đạt mục tiêu 30.000 lao động", [], id="thousands"),
        pytest.param("chỉ tiêu 10/100.000 trẻ", [], id="a ratio"),
        pytest.param("Mục IV khoản 3", [], id="an item of the outline"),
        pytest.param("mục tiêu 2021-2025", [], id="years"),
    ],
)
def test_numbers(text: str, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    assert numbers(text) == expected


def test_a_share_of_an_indicator_keeps_its_bracket() -> None:
    text = (
        "chỉ tiêu 1, 2 của mục tiêu 2; chỉ tiêu 2 (số liệu về bạo lực trên cơ sở giới), 3, 4 của "
        "mục tiêu 3; chỉ tiêu 3 của mục tiêu 5 và chỉ tiêu 1, 2 của mục tiêu 6."
    )
    assert set(references(text)) == {
        Reference("2", ("1", "2")),
        Reference("3", ("2",), "số liệu về bạo lực trên cơ sở giới"),
        Reference("3", ("3", "4")),
        Reference("5", ("3",)),
        Reference("6", ("1", "2")),
    }


@pytest.mark.parametrize(
    ("text", "document"),
    [
        pytest.param(
            "các chỉ tiêu của mục tiêu 4 tại Nghị quyết số 28/NQ-CP.", "28/NQ-CP", id="tại NQ"
        ),
        pytest.param(
            "chỉ tiêu 1 của mục tiêu 2 theo Quyết định số 2232/QĐ-TTg", "2232/QĐ-TTg", id="theo QĐ"
        ),
        pytest.param("mục tiêu 4 của Kế hoạch này", None, id="this plan"),
        pytest.param("mục tiêu 4", None, id="none"),
        pytest.param(
            "mục tiêu 1 của Nghị quyết số 11-NQ/TW", "11-NQ/TW", id="a number of the Party's form"
        ),
    ],
)
def test_the_document_whose_list_is_meant(text: str, document: str | None) -> None:
    (reference,) = references(text)
    assert reference.of_document == document


def test_a_document_alone_is_no_reference() -> None:
    assert references("Thực hiện Nghị quyết số 28/NQ-CP ngày 03/3/2021 của Chính phủ") == []


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("Ai chủ trì 3.2 và ai chủ trì 3.5", ("khoan.3.2", "khoan.3.5")),
        ("Sở nào phối hợp 1.2, 1.4?", ("khoan.1.2", "khoan.1.4")),
        ("who leads 4.2 in this plan?", ("khoan.4.2",)),
        ("mục 2.1 ai làm", ("khoan.2.1",)),
        ("phần III mục 3.4 nói gì", ("phan.III/khoan.3.4",)),
        ("mục 3.4 của Phần III", ("phan.III/khoan.3.4",)),
        ("ai chủ trì mục 3.4 và 3.5 phần III", ("phan.III/khoan.3.4", "khoan.3.5")),
        ("Which body leads clause 3, Section II, Project 5 of Decision 19/QĐ-TTg?", ()),
        ("Ai báo cáo 2.5 triệu đồng?", ()),
        ("Thực hiện 3.5% thì ai chủ trì?", ()),
        ("Ai báo cáo 15.10.2024?", ()),
        ("Năm nay tăng 1.5 lần", ()),
        ("Nhà tạm lánh làm điểm ở phường nào?", ()),
    ],
)
def test_items_by_their_number_alone(question: str, items: tuple[str, ...]) -> None:
    assert asked_items(question) == items
