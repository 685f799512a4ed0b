"""What is said beside an answer of what has changed since the plan was written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Literal, cast

import pytest

from rag.ask import Asker
from rag.book import Book
from rag.lexicon import Lexicon
from rag.names.notes import notes
from rag.phrasing import Phrases
from rag.register import Register
from rag.schema import DraftClaim, Intent, Lang, Note, Plan, Query
from rag.settings import Settings
from rag.text import fold
from tests.rag.asking import DAK_NONG, KON_TUM, LAM_THAO, QUANG_NGAI
from tests.rag.tiny import plan

PROMPTS = Settings().prompts
DAY = date(2026, 11, 27)


def held(
    plan_id: str, place: str, level: Literal["tinh", "huyen"], province: str, years: tuple[int, int]
) -> Plan:
    kind = {"tinh": "tỉnh", "huyen": "huyện"}[level]
    return replace(
        plan(plan_id),
        title="Kế hoạch bình đẳng giới",
        issuer=f"Ủy ban nhân dân {kind} {place}",
        place=place,
        place_level=level,
        province=province,
        year_start=years[0],
        year_end=years[1],
    )


PLANS = (
    held("bp", "Bình Phước", "tinh", "Bình Phước", (2021, 2030)),
    held("dn", "Đồng Nai", "tinh", "Đồng Nai", (2021, 2030)),
    held("tn", "Tam Nông", "huyen", "Phú Thọ", (2021, 2025)),
    held("cb", "Cao Bằng", "tinh", "Cao Bằng", (2025, 2025)),
)
LEXICON = Lexicon.load(PROMPTS)
BOOK = cast(
    "Book",
    SimpleNamespace(
        register=Register(PLANS),
        by_id={one.plan_id: one for one in PLANS},
        merged_into={fold(one.name): one.merged_into for one in LEXICON.gazetteer.provinces_before},
        lexicon=LEXICON,
    ),
)


def told(
    said: list[tuple[str, str]],
    *,
    intent: Intent = "who",
    lang: Lang = "vi",
    day: date = DAY,
    narrowed: bool = False,
    kind: str = "stated",
) -> tuple[Note, ...]:
    claims = [
        DraftClaim("stated" if kind == "stated" else "absent", text, plan_id)
        for plan_id, text in said
    ]
    query = Query("hỏi", lang, intent, tuple(p.plan_id for p in PLANS), narrowed=narrowed)
    return notes(claims, query, BOOK, Phrases.load(PROMPTS, lang), day)


ND = "Nghị định số 45/2025/NĐ-CP và 150/2025/NĐ-CP"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param(
            [("bp", "Sở Lao động - Thương binh và Xã hội: chủ trì")],
            ["Sở Lao động - Thương binh và Xã hội (tỉnh Bình Phước, nay thuộc tỉnh Đồng Nai, theo "
             "Nghị quyết số 202/2025/QH15): lĩnh vực bình đẳng giới nay thuộc Sở Nội vụ, theo "
             f"{ND}."],
            id="a field of an agency of a merged province",
        ),
        pytest.param(
            [("bp", "Sở Y tế: báo cáo")],
            ["Tỉnh Bình Phước nay thuộc tỉnh Đồng Nai, theo Nghị quyết số 202/2025/QH15."],
            id="the place alone",
        ),
        pytest.param([("dn", "Sở Y tế: báo cáo")], [], id="nothing changed"),
        pytest.param(
            [("cb", "Sở Tài nguyên và Môi trường, Sở Nông nghiệp và PTNT: làm")],
            ["Sở Tài nguyên và Môi trường, Sở Nông nghiệp và Phát triển nông thôn: nay là Sở Nông "
             f"nghiệp và Môi trường, theo {ND}.",
             "Thời kỳ năm 2025 của kế hoạch này đã hết."],
            id="two that are one now, and the period",
        ),
        pytest.param(
            [("tn", "Công an huyện: tuần tra")],
            ["Công an huyện: không còn, nhiệm vụ nay thuộc Công an tỉnh và Công an cấp xã, theo "
             "Nghị định số 02/2025/NĐ-CP.",
             "Huyện Tam Nông không còn từ ngày 01/7/2025, địa bàn nay thuộc tỉnh Phú Thọ, theo "
             "Nghị quyết số 203/2025/QH15.",
             "Thời kỳ 2021 - 2025 của kế hoạch này đã hết."],
            id="a district",
        ),
        pytest.param(
            [("bp", "Sở Y tế: làm"), ("tn", "Trạm Y tế: làm"), ("cb", "Sở Y tế: làm")],
            ["Tỉnh Bình Phước nay thuộc tỉnh Đồng Nai, theo Nghị quyết số 202/2025/QH15; huyện Tam "
             "Nông không còn từ ngày 01/7/2025, địa bàn nay thuộc tỉnh Phú Thọ, theo Nghị quyết "
             "số 203/2025/QH15.",
             "Đã hết thời kỳ: huyện Tam Nông (2021 - 2025); tỉnh Cao Bằng (2025)."],
            id="several plans",
        ),
        pytest.param(
            [("dn", "Sở Y tế: theo Thông tư số 17/2014/TT-BLĐTBXH của Bộ Lao động - Thương binh "
                    "và Xã hội")],
            [],
            id="the issuer of a document has no duty",
        ),
    ],
)  # fmt: skip
def test_notes(said: list[tuple[str, str]], expected: list[str]) -> None:
    assert [note.text for note in told(said)] == expected


def test_the_documents_are_told_in_full_beside_the_words() -> None:
    first = told([("bp", "Sở Thông tin và Truyền thông: tuyên truyền")])[0]
    assert first.source == (
        "Nghị định số 45/2025/NĐ-CP ngày 28/02/2025 của Chính phủ; "
        "Nghị định số 150/2025/NĐ-CP ngày 12/6/2025 của Chính phủ; "
        "Nghị quyết số 202/2025/QH15 ngày 12/6/2025 của Quốc hội"
    )
    assert told([("cb", "Sở Y tế: làm")])[0].source is None


def test_on_an_earlier_day_nothing_has_changed() -> None:
    said = [("bp", "Sở Kế hoạch và Đầu tư: làm"), ("tn", "Phòng Nội vụ: làm")]
    assert told(said, day=date(2025, 2, 28)) == ()


def test_what_recurs_ends_with_a_period_of_several_years() -> None:
    last = told([("tn", "trước ngày 15/12 hằng năm: báo cáo")], intent="deadline")[-1]
    assert last.text.endswith("hạn lặp lại kết thúc cùng thời kỳ, ngày 31/12/2025.")
    one_year = told([("cb", "trước ngày 15/12: báo cáo")], intent="deadline")[-1]
    assert "lặp lại" not in one_year.text


def test_a_plan_of_a_province_that_was_taken_in_is_told_of() -> None:
    found = told([("dn", "Sở Y tế: làm")], narrowed=True)
    assert [note.text for note in found] == [
        "Kho cũng có kế hoạch của tỉnh Bình Phước, nơi đã nhập vào tỉnh Đồng Nai từ ngày "
        "01/7/2025, theo Nghị quyết số 202/2025/QH15."
    ]
    assert told([("dn", "Sở Y tế: làm")], narrowed=True, day=date(2025, 6, 30)) == ()


def test_more_changes_than_fit_are_counted() -> None:
    names = (
        "Sở Kế hoạch và Đầu tư, Sở Giao thông vận tải, Sở Thông tin và Truyền thông, Ban Dân tộc"
    )
    assert told([("dn", f"{names}: làm")])[0].text.endswith("; còn 1 thay đổi khác.")


def test_what_is_not_stated_and_a_list_of_documents_need_no_note_on_agencies() -> None:
    assert told([("bp", "kế hoạch không giao Sở Kế hoạch và Đầu tư")], kind="absent") == ()
    assert told([("dn", "Công văn của Sở Kế hoạch và Đầu tư")], intent="basis") == ()


def test_in_english_the_frame_is_english() -> None:
    assert [note.text for note in told([("tn", "Phòng Tư pháp: làm")], lang="en")] == [
        "Phòng Tư pháp: no longer exists, its work is now with Văn phòng Hội đồng nhân dân và "
        "Ủy ban nhân dân cấp xã, under Nghị định số 150/2025/NĐ-CP.",
        "Huyện Tam Nông ended on 01/7/2025; its land is now part of tỉnh Phú Thọ, under Nghị quyết "
        "số 203/2025/QH15.",
        "The period 2021 - 2025 of this plan is over.",
    ]


# ------------------------------------------------------------------ over the plans themselves


@pytest.fixture(scope="module")
def asker(corpus_index: Settings) -> Asker:
    return Asker(corpus_index)


def test_notes_are_no_part_of_the_answer(asker: Asker) -> None:
    question = "Sở Lao động - Thương binh và Xã hội Đắk Nông làm gì?"
    then, now = (asker.ask(question, day=day) for day in (date(2021, 5, 1), DAY))
    assert then.notes == ()
    assert "Sở Nội vụ" in now.notes[0].text
    assert (then.answer, then.claims) == (now.answer, now.claims)


@pytest.mark.parametrize(
    ("question", "plan_id"),
    [
        pytest.param("Lâm Đồng báo cáo trước ngày nào?", DAK_NONG, id="a province"),
        pytest.param("tinh Lam Dong ai bao cao muc tieu 4", DAK_NONG, id="without marks"),
        pytest.param("Phú Thọ mới báo cáo trước ngày nào?", LAM_THAO, id="a district in it"),
        pytest.param("Which agency of Lam Dong reports objective 4?", DAK_NONG, id="English"),
    ],
)
def test_one_click_asks_the_plan_of_the_former_place(
    asker: Asker, question: str, plan_id: str
) -> None:
    refused = asker.ask(question, day=DAY)
    assert refused.reason == "not_in_corpus"
    again = asker.ask(refused.suggestions[0], day=DAY)
    assert not again.abstained
    assert again.understood.plans == (plan_id,)
    assert again.understood.lang == refused.understood.lang


def test_a_place_with_a_plan_answers_from_its_own(asker: Asker) -> None:
    answer = asker.ask("Quảng Ngãi báo cáo trước ngày nào?", day=DAY)
    assert {claim.plan_id for claim in answer.claims} == {QUANG_NGAI}
    assert any("kế hoạch của tỉnh Kon Tum" in note.text for note in answer.notes)
    other = asker.ask("Kon Tum báo cáo trước ngày nào?", day=DAY)
    assert {claim.plan_id for claim in other.claims} == {KON_TUM}


def test_a_suggestion_says_the_level_once(asker: Asker) -> None:
    for one in ("Lâm Thao", "Hương Trà"):
        for suggested in asker.ask(f"{one} báo cáo trước ngày nào?").suggestions:
            assert "huyện huyện" not in suggested
            assert "thị xã thị xã" not in suggested
