"""Dates: all of them where all are asked, and of two events in a clause the one that is asked."""

from __future__ import annotations

import pytest

from rag.ask import Asker
from rag.settings import Settings
from tests.rag.asking import DAK_NONG as NONG
from tests.rag.asking import HUONG_TRA as TRA
from tests.rag.asking import KON_TUM as TUM
from tests.rag.asking import LAM_THAO as THAO
from tests.rag.asking import QUANG_NGAI as NGAI
from tests.rag.asking import ask, told


@pytest.fixture(scope="module")
def asker(corpus_index: Settings) -> Asker:
    return Asker(corpus_index)


@pytest.mark.parametrize(
    ("question", "lines", "says"),
    [
        ("Kể ra tất cả thời hạn báo cáo giúp em", {NONG: 3, NGAI: 3, TRA: 1, THAO: 1, TUM: 4},
         "trước ngày 15/12"),
        # the month of action, the wards' own plans, the yearly report, the final review
        ("Những mốc thời gian nào có trong kế hoạch Hương Trà?", {TRA: 4}, "15/7/2021"),
        ("List all deadlines of the Kon Tum plan", {TUM: 7}, "Quý II năm 2021"),
        # one sort of date asked: one a plan
        ("Liệt kê hạn báo cáo năm của Hương Trà và Đắk Nông", {TRA: 1, NONG: 1}, "30/11"),
    ],
)  # fmt: skip
def test_all_dates_are_listed(
    asker: Asker, question: str, lines: dict[str, int], says: str
) -> None:
    answer = ask(asker, question)
    found = {plan_id: told(answer, plan_id).splitlines() for plan_id in lines}
    assert {plan_id: len(claims) for plan_id, claims in found.items()} == lines
    assert says in answer.answer


@pytest.mark.parametrize(
    ("question", "plan_id", "says", "never"),
    [
        # "tổ chức sơ kết 02 năm giữa kỳ và tổng kết … vào năm 2025"
        ("Hương Trà sơ kết kế hoạch lúc nào?", TRA, "02 năm giữa kỳ", "2025"),
        ("Hương Trà tổng kết kế hoạch lúc nào?", TRA, "vào năm 2025", ""),
        # "tổ chức sơ kết vào năm 2025 và tổng kết Kế hoạch vào năm 2030"
        ("Năm nào Đắk Nông sơ kết?", NONG, "vào năm 2025: ", "vào năm 2030: "),
        ("Năm nào Đắk Nông tổng kết?", NONG, "vào năm 2030: ", "vào năm 2025: "),
    ],
)  # fmt: skip
def test_of_two_events_the_one_asked(
    asker: Asker, question: str, plan_id: str, says: str, never: str
) -> None:
    text = told(ask(asker, question), plan_id)
    assert says in text
    assert not (never and never in text)
