"""The five plans' slips as read by eye, how they are shown, and how a rule is silenced."""

from __future__ import annotations

import re

import pytest

from rag.ask import Asker
from rag.book import Book
from rag.checks import NAMES, Slip, check_plans, find_slips, slip_json, slip_lines
from rag.errors import UsageError
from rag.settings import Settings
from tests.rag.asking import ALL, DAK_NONG, HUONG_TRA, KON_TUM, LAM_THAO, QUANG_NGAI


@pytest.fixture(scope="module")
def book(corpus_index: Settings) -> Book:
    return Asker(corpus_index)._state()[0]


def slips(book: Book, plan_id: str, rule: str) -> list[Slip]:
    return [slip for slip in find_slips(book, plan_id) if slip.rule == rule]


def test_lam_thao_left_number_and_day_blank(book: Book) -> None:
    found = slips(book, LAM_THAO, "header-blank")
    assert [slip.slices[0].text for slip in found] == ["Số: /KH-UBND", "ngày tháng 4 năm 2024"]


def test_lam_thao_speaks_of_last_years_month_of_action(book: Book) -> None:
    (slip,) = slips(book, LAM_THAO, "year-mismatch")
    assert "2024" in slip.text
    assert slip.slices[0].text.endswith("năm 2023")
    assert slip.slices[0].section == "muc.II/khoan.3"


def test_lam_thao_gives_one_duty_twice(book: Book) -> None:
    (slip,) = slips(book, LAM_THAO, "duty-twice")
    assert [piece.section for piece in slip.slices] == [
        "muc.III/khoan.5/doan.1",
        "muc.III/khoan.6/gach.1",
    ]


def test_huong_tra_gives_one_indicator_to_nobody(book: Book) -> None:
    (slip,) = slips(book, HUONG_TRA, "indicator-unassigned")
    assert slip.slices[0].section == "muc.I/khoan.2/diem.b/gach.3"
    assert "nữ giám đốc" in slip.slices[0].text


def test_huong_tra_counts_four_where_three_stand(book: Book) -> None:
    (slip,) = [s for s in find_slips(book, HUONG_TRA) if s.rule == "indicator-count"]
    assert slip.slices[0].section == "muc.IV/khoan.3/diem.b"


def test_huong_tra_gives_an_indicator_it_does_not_list(book: Book) -> None:
    (slip,) = slips(book, HUONG_TRA, "indicator-missing")
    assert "chỉ tiêu 4 của mục tiêu 3" in slip.text
    assert slip.slices[0].section == "muc.IV/khoan.1/diem.b"


@pytest.mark.parametrize(
    ("plan_id", "rule"),
    [
        pytest.param(DAK_NONG, "header-blank", id="all printed"),
        pytest.param(KON_TUM, "header-blank", id="a letterhead that is not there is not blank"),
        pytest.param(DAK_NONG, "indicator-missing", id="the resolution's list is not its own"),
        pytest.param(DAK_NONG, "indicator-unassigned", id="no list of its own"),
        pytest.param(QUANG_NGAI, "year-mismatch", id="the same year"),
        pytest.param(DAK_NONG, "year-mismatch", id="a plan of several years"),
        pytest.param(KON_TUM, "duty-twice", id="one leader each"),
        pytest.param(HUONG_TRA, "duty-twice", id="alike, but not the same"),
    ],
)
def test_where_nothing_is_wrong_nothing_is_said(book: Book, plan_id: str, rule: str) -> None:
    assert slips(book, plan_id, rule) == []


@pytest.mark.parametrize("plan_id", ALL)
def test_every_slip_shows_its_place(book: Book, plan_id: str) -> None:
    text = book.text(plan_id)
    for slip in find_slips(book, plan_id):
        assert slip.plan_id == plan_id
        assert slip.slices
        assert all(text[p.start : p.end] == p.text for p in slip.slices)
        assert not re.search(r"\$\w|\{", slip.text)


def test_every_slip_has_the_name_of_a_rule(book: Book) -> None:
    """Else it could not be silenced by its name."""
    assert {slip.rule for plan_id in ALL for slip in find_slips(book, plan_id)} <= NAMES.keys()


def test_a_rule_is_silenced_by_its_name(book: Book) -> None:
    told = check_plans(book, LAM_THAO)
    quiet = check_plans(book, LAM_THAO, ["header-blank"])
    assert [slip for slip in told if slip.rule != "header-blank"] == list(quiet) != list(told)


def test_all_plans_are_looked_at(book: Book) -> None:
    assert {slip.plan_id for slip in check_plans(book, None)} >= {HUONG_TRA, LAM_THAO}


@pytest.mark.parametrize(("plan_id", "skip"), [("khong-co", ()), (None, ("khong-co",))])
def test_what_does_not_exist_is_wrong_use(
    book: Book, plan_id: str | None, skip: tuple[str, ...]
) -> None:
    with pytest.raises(UsageError, match="khong-co"):
        check_plans(book, plan_id, skip)


def test_text_and_json_tell_how_sure_a_rule_is(book: Book) -> None:
    slips_ = check_plans(book, LAM_THAO)
    lines = "\n".join(slip_lines(book, slips_))
    assert "[lỗi: year-mismatch]" in lines
    assert "[hỏi lại: funding-missing]" in lines
    for slip in slips_:
        told = slip_json(book, slip)
        assert told["severity"] == slip.severity
        assert told["reason"] == NAMES[slip.rule]
        assert told["citations"]


def test_a_plan_without_slips_says_so(book: Book) -> None:
    assert list(slip_lines(book, ())) == ["Không tìm thấy lỗi nào."]
