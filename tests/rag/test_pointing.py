"""The words that show what a follow-up points at, takes back or asks again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rag.schema import Query
from rag.settings import Settings
from rag.turns.ellipsis import meant, opening
from rag.turns.small_talk import names_anew
from rag.turns.told_before import (
    agency_span,
    asks_who_else,
    names_kind,
    partners_span,
    points_at_document,
    points_at_item,
    points_at_number,
)
from rag.understanding.questions import Frames


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Xin lỗi, tôi nhầm, Bến Tre", "ý tôi là Bến Tre"),
        ("à mình gõ nhầm, báo cáo năm", "ý tôi là báo cáo năm"),
        ("ơ nhầm, ý mình là Bến Tre", "ý mình là Bến Tre"),
        ("xin loi, toi nham, ben tre", "ý tôi là ben tre"),
        ("Bến Tre chứ không phải Trà Vinh", "ý tôi là Bến Tre"),
        ("không phải Trà Vinh mà là Bến Tre", "ý tôi là Bến Tre"),
        ("oops, wrong place, Bến Tre", "I meant Bến Tre"),
        ("sorry, I meant the yearly one", "I meant the yearly one"),
        ("không phải Sở Y tế báo cáo à?", "không phải Sở Y tế báo cáo à?"),
        ("báo cáo năm cơ", "ý tôi là báo cáo năm"),
        ("thôi, cho xem nguyên văn", "thôi, cho xem nguyên văn"),
        ("lộ trình là gì?", "lộ trình là gì?"),
    ],
)
def test_corrections(text: str, read: str) -> None:
    assert meant(text) == read


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("còn ai nữa không?", True),
        ("có cơ quan nào khác cùng làm không?", True),
        ("con don vi nao nua", True),
        ("anyone else?", True),
        ("còn việc gì nữa?", False),
        ("ai lo việc này?", False),
    ],
)
def test_who_else(text: str, asks: bool) -> None:
    assert asks_who_else(text) is asks


@pytest.mark.parametrize(
    ("text", "item", "number", "document", "kind"),
    [
        ("ai chủ trì mục đó?", True, False, False, False),
        ("ai chu tri muc do", True, False, False, False),
        ("mức độ hoàn thành thế nào?", False, False, False, False),
        ("chỉ tiêu này là bao nhiêu?", False, True, False, False),
        ("đó là mục tiêu gì?", False, True, False, False),
        ("nghị quyết ấy của ai?", False, False, True, False),
        ("which decision?", False, False, False, True),
        ("quyet dinh nao", False, False, False, True),
        ("quyết định nào giao Sở Y tế?", False, False, False, False),
        ("kế hoạch này của ai?", False, False, False, False),
        ("việc thứ hai là gì?", True, False, False, False),
        ("còn nhiệm vụ cuối cùng?", True, False, False, False),
        ("mục tiêu đầu tiên là gì?", False, False, False, False),
        ("việc đầu tư do ai lo?", False, False, False, False),
        ("kế hoạch triển khai phải xong khi nào?", True, False, False, False),
        ("kế hoạch triển khai của tỉnh nào ngắn nhất?", False, False, False, False),
    ],
)
def test_pointing(text: str, item: bool, number: bool, document: bool, kind: bool) -> None:
    found = (
        points_at_item(text), points_at_number(text), points_at_document(text), names_kind(text)
    )  # fmt: skip
    assert found == (item, number, document, kind)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("ở mục nào?", "where"),
        ("phải giữ ở mức nào?", None),
        ("ty so khi sinh giu o muc nao", None),
        ("cho xem nguyên văn", "quote"),
        ("vì sao vậy?", "why"),
        ("vì sao sở này phải báo cáo?", None),
        ("có bao nhiêu việc?", "count"),
        ("được giao mấy việc gì?", None),
        ("no, I meant the other one", None),
        ("mục nào trong kế hoạch ghi vậy?", "where"),
        ("điều đó quy định ở đâu?", "where"),
        ("chỗ nào nói thế?", "where"),
        ("lễ phát động tổ chức ở đâu?", None),
        ("mục nào quy định kinh phí?", None),
    ],
)
def test_forms(text: str, form: str | None) -> None:
    assert Frames.load(Settings().prompts).form(text) == form


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("thế còn báo cáo quý?", "báo cáo quý?"),
        ("con bao cao quy", "bao cao quy"),
        ("vay con so xay dung thi sao", "so xay dung thi sao"),
        ("con gai di hoc bao nhieu", "con gai di hoc bao nhieu"),
        ("con em ho ngheo duoc gi", "con em ho ngheo duoc gi"),
        ("the thao do ai lo", "the thao do ai lo"),
        ("thi xa lam gi", "thi xa lam gi"),
        ("ai lo?", "ai lo?"),
    ],
)
def test_opening_words(text: str, left: str) -> None:
    """ "con" and "the" without marks are words of going on, unless a noun follows."""
    _, end = opening(text) or (0, 0)
    assert text[end:] == left


@pytest.mark.parametrize(
    ("text", "agency", "partners"),
    [
        ("sở này còn phải dạy nghề gì?", "sở này", ""),
        ("phong ấy hướng dẫn ai?", "phong ấy", ""),
        ("họ phối hợp với cơ quan nào để mở lớp?", "họ", "họ phối hợp với cơ quan nào"),
        ("phối hợp với ai?", "", "phối hợp với ai"),
        ("hoi do phoi hop voi ban nao de lam duong", "hoi do",
         "hoi do phoi hop voi ban nao de lam"),
        ("who do they work with?", "they", "who do they work with"),
        ("ai phối hợp với Sở Xây dựng?", "", ""),
        ("các phòng phối hợp ra sao?", "", ""),
    ],
)  # fmt: skip
def test_the_agency_talked_of(text: str, agency: str, partners: str) -> None:
    for span, words in ((agency_span(text), agency), (partners_span(text), partners)):
        assert text[slice(*(span or (0, 0)))] == words


@pytest.mark.parametrize(
    ("read", "before", "anew"),
    [
        ({"items": ("khoan.4.2",)}, {"items": ("khoan.4.1",)}, True),
        ({"agencies": ("Sở Y tế",)}, {"agencies": ("Sở Y tế",), "objectives": ("4",)}, False),
        ({}, {"agencies": ("Sở Y tế",)}, False),
        ({"objectives": ("4",)}, None, True),
    ],
)
def test_a_turn_that_names_something_else(
    read: dict[str, tuple[str, ...]], before: dict[str, tuple[str, ...]] | None, anew: bool
) -> None:
    bare = Query("", "vi", "general", ())
    previous = replace(bare, **before) if before is not None else None  # type: ignore[arg-type]
    assert names_anew(replace(bare, **read), previous) is anew  # type: ignore[arg-type]
