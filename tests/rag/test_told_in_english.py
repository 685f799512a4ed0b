"""What an English answer says of typed facts, word for word, and that it is held to the quotes."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.lexicon import Lexicon
from rag.plan_words import PlanWords
from rag.schema import Gloss
from rag.understanding.asked_in_english import (
    asks_figure,
    asks_where_alone,
    is_of_the_month,
    parts_of,
    without_attendance,
)
from rag.understanding.english_names import EnglishFile, EnglishNames, placed
from rag.verify import gloss_unborne

PROMPTS = Path(__file__).resolve().parents[2] / "prompts"
FILE = EnglishFile.load(PROMPTS)
WORDS = PlanWords(FILE.words)
LEXICON = Lexicon.load(PROMPTS)


@pytest.mark.parametrize(
    ("vietnamese", "english"),
    [
        ("trước ngày 15 tháng 12 hằng năm", "before 15 December every year"),
        ("hàng năm (trước ngày 15/12)", "before 15 December every year"),
        ("định kỳ hàng năm (trước ngày 30/11)", "before 30 November every year"),
        ("định kỳ 06 tháng (trước ngày 10 tháng 6)", "before 10 June (every 6 months)"),
        ("hoàn thành trong Quý II năm 2021", "to be finished in the second quarter of 2021"),
        ("từ 15/11/2025 - 15/12/2025", "from 15 November 2025 to 15 December 2025"),
        ("Từ tháng 4 đến tháng 9/2024", "from April to September 2024"),
        ("giai đoạn 2021 - 2025", "2021-2025"),
        ("trong 6 tháng đầu năm", "in the first 6 months of the year"),
        ("6 tháng một lần", "every 6 months"),
        pytest.param("trước 10 ngày", None, id="days before something"),
        pytest.param("trong vòng 24 giờ kể từ khi nhận tin", None, id="a word is not known"),
    ],
)
def test_times(vietnamese: str, english: str | None) -> None:
    assert WORDS.whole(vietnamese) == english


@pytest.mark.parametrize(
    ("vietnamese", "english"),
    [
        ("Địa điểm: Quảng trường 19-8, phường Hòa Sơn", []),
        ("Lễ phát động ngày 19-8", ["19 August"]),
    ],
)
def test_days_named_in_a_text(vietnamese: str, english: list[str]) -> None:
    assert [told for _, told in WORDS.times(vietnamese)] == english


@pytest.mark.parametrize(
    ("vietnamese", "english"),
    [
        ("Đạt ít nhất 30% nữ giám đốc", ["at least 30%"]),
        ("Tỷ lệ nữ tham gia cấp ủy nhiệm kỳ 2030 - 2035 đạt từ 27% trở lên", ["27% or more"]),
        ("giảm còn dưới 10/100.000 trẻ sinh sống", ["down to below 10/100,000 live births"]),
        ("đạt 48% vào năm 2028 và 52% vào năm 2030", ["48% in 2028 and 52% in 2030"]),
        ("hỗ trợ mô hình 1,2 tỷ đồng trong hai năm 2026 - 2027", ["1.2 billion dong"]),
        ("giảm 12% so với năm 2025", ["down by 12% on 2025"]),
        ("Thông tư số 10/2019/TT-BKHĐT", []),
        ("đạt không dưới 30%", ["at least 30%"]),
        ("đạt 45% trên tổng số đảng viên mới", ["45%"]),
        ("giảm 0,5%/năm", ["down by 0.5% a year"]),
        ("ít nhất 1/3 số xã", ["at least 1/3"]),
        pytest.param("số xã chưa đạt 30%", [""], id="denied"),
        pytest.param("hỗ trợ 500 triệu đồng/mô hình", [""], id="for each of what is not known"),
        pytest.param("giải quyết trong không quá 30 ngày", [], id="days are no figure"),
    ],
)
def test_figures(vietnamese: str, english: list[str]) -> None:
    assert [told for _, told in WORDS.figures(vietnamese)] == english


@pytest.mark.parametrize(
    ("vietnamese", "english"),
    [
        ("Sở Y tế", "the Department of Health (Sở Y tế)"),
        ("Công an tỉnh", "the provincial Police (Công an tỉnh)"),
        ("UBND các xã, phường", "commune People's Committees (UBND các xã, phường)"),
        ("Bộ Nội vụ", "the Ministry of Home Affairs (Bộ Nội vụ)"),
        ("Báo Quảng Ngãi", None),
    ],
)
def test_agencies(vietnamese: str, english: str | None) -> None:
    told = EnglishNames(FILE, LEXICON).agencies(vietnamese)
    assert (told[0] if told else None) == english


def test_places() -> None:
    assert placed("Tỉnh Kon Tum", FILE.places) == "Kon Tum province"
    assert placed("Huyện Lâm Thao (2024)", FILE.places) == "Lâm Thao district (2024)"


@pytest.mark.parametrize(
    ("line", "words", "why"),
    [
        ("Due before 15 December", ("trước ngày 15/12", "before 15 December"), None),
        ("Due before 15 November", ("trước ngày 15/12", "before 15 November"), "month november"),
        ("Target: at least 30%", ("ít nhất 30%", "at least 30%"), "words ít nhất 30%"),
        ("Target: 40%", ("30%", "40%"), "number 40%"),
        ("By the Department (Sở Y tế)", ("30%", "By"), "agency Sở Y tế"),
    ],
)
def test_what_the_quotes_do_not_hold_is_not_told(
    line: str, words: tuple[str, str], why: str | None
) -> None:
    quotes = "Báo cáo trước ngày 15/12 về tỷ lệ 30%"
    assert gloss_unborne(Gloss(line, (words,)), quotes, LEXICON) == why


def test_a_figure_that_opens_its_sentence_has_the_words_behind_it() -> None:
    text = "Phấn đấu 65% cơ quan có lãnh đạo chủ chốt là nữ. Tỷ lệ nữ đảng viên đạt 45%"
    first, second = parts_of(text, ["65%", "45%"])
    assert "lãnh đạo chủ chốt" in first
    assert "lãnh đạo" not in second


@pytest.mark.parametrize(
    ("question", "text", "of_month"),
    [
        ("When is the launch?", "Tháng hành động từ ngày 15/11; lễ phát động tại xã Hà", True),
        ("When is the Action Month?", "Tháng hành động từ ngày 15/11; lễ phát động tại Hà", False),
        ("When is the launch?", "Tháng hành động; lễ phát động ngày 15/11 tại xã Hà", False),
    ],
)
def test_days_of_the_month_are_none_of_its_launch(question: str, text: str, of_month: bool) -> None:
    assert is_of_the_month(question, text) == of_month


def test_what_is_no_part_of_a_day() -> None:
    assert without_attendance("ngày 24 tháng 5 năm 2026, khoảng 400") == "ngày 24 tháng 5 năm 2026"
    assert without_attendance("30, ngày 30/5/2026") == "ngày 30/5/2026"
    assert asks_where_alone("Where is the launch?")
    assert not asks_where_alone("When and where is it?")
    assert asks_figure("How many women?")
    assert not asks_figure("In what languages is it?")
