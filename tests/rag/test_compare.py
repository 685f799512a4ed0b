"""Plans side by side: short, and which comes first by the dates quoted."""

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
    ("question", "begins"),
    [
        # Lâm Thao prints "ngày    tháng 4 năm 2024": the year tells, Kon Tum prints no date
        ("Kế hoạch nào ký trước, Lâm Thao hay Đắk Nông?", "Sớm hơn: Tỉnh Đắk Nông (ngày 06"),
        ("Kế hoạch Lâm Thao với Đắk Nông, cái nào ban hành muộn hơn?", "Muộn hơn: Huyện Lâm Thao"),
        ("Kế hoạch nào ban hành muộn hơn, Kon Tum hay Đắk Nông?", "Không đủ để xếp trước sau"),
        ("Hạn báo cáo của Đắk Nông với Lâm Thao, nơi nào trễ hơn?", "Muộn hơn: Tỉnh Đắk Nông"),
        ("Hương Trà với Đắk Nông, bên nào phải nộp báo cáo sớm hơn?", "Sớm hơn: Thị xã Hương Trà"),
        ("So sánh hạn báo cáo năm của Kon Tum và Quảng Ngãi", "Cùng một ngày."),
        ("So sánh hạn báo cáo 6 tháng của Kon Tum và Quảng Ngãi", "Sớm hơn: Tỉnh Quảng Ngãi"),
        ("Kế hoạch nào có hạn báo cáo năm muộn nhất?", "Muộn nhất: Tỉnh Đắk Nông"),
        # "15/11/2024" and "10 tháng 12": by day and month, and only the yearly report's
        ("Nơi nào nộp báo cáo năm trễ nhất?", "Muộn nhất: Tỉnh Đắk Nông (ngày 15/12)."),
        ("Nơi nào nộp báo cáo năm sớm nhất?", "Sớm nhất: Huyện Lâm Thao (ngày 15/11)."),
        (
            "Tỉnh nào phải gửi báo cáo hằng năm sớm nhất?",
            "Sớm nhất: Tỉnh Quảng Ngãi (10/12); Tỉnh Kon Tum (ngày 10 tháng 12).",
        ),
        ("Địa phương nào báo cáo 6 tháng chậm nhất?", "Muộn hơn: Tỉnh Kon Tum (ngày 10 tháng 6)."),
        ("which plan has the latest yearly report deadline?", "Latest: Tỉnh Đắk Nông"),
        ("which place reports earliest?", "Earliest: Huyện Lâm Thao (ngày 15/11)"),
        ("Which plan was issued earlier, Lam Thao or Dak Nong?", "Earlier: Tỉnh Đắk Nông"),
    ],
)
def test_which_comes_first(asker: Asker, question: str, begins: str) -> None:
    answer = ask(asker, question)
    assert answer.understood.form == "compare"
    assert answer.answer.startswith(begins)


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("So sánh căn cứ của Quảng Ngãi và Đắk Nông",
         {NGAI: "Quyết định số 254/QĐ-UBND ngày 19/4/2021", NONG: "Nghị quyết số 28/NQ-CP"}),
        ("So sánh thời kỳ kế hoạch Kon Tum với Hương Trà", {TUM: "2021", TRA: "2021 - 2025"}),
        ("So sánh người ký của Lâm Thao và Kon Tum", {THAO: "Ngô Đức Sáu", TUM: "Y Ngọc"}),
        ("So sánh mục tiêu của Hương Trà và Kon Tum", {TRA: "6 mục tiêu"}),
        ("Hương Trà và Kon Tum, bên nào nhiều chỉ tiêu hơn?", {TRA: "18 chỉ tiêu"}),
    ],
)  # fmt: skip
def test_side_by_side(asker: Asker, question: str, says: dict[str, str]) -> None:
    answer = ask(asker, question)
    assert {c.plan_id for c in answer.claims if c.kind == "stated"} == says.keys()
    for plan_id, words in says.items():
        assert words in told(answer, plan_id)
    assert all(len(claim.text.split()) <= 30 for claim in answer.claims)


def test_a_talk_goes_on_to_a_comparison(asker: Asker) -> None:
    answer = asker.ask("muộn hơn Đắk Nông không?", turns=("Hạn báo cáo năm của Lâm Thao?",))
    assert answer.answer.startswith("Muộn hơn: Tỉnh Đắk Nông")
