"""Sentences of a model on one statement: which stand, and why the others do not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from rag.ask import Asker
from rag.lexicon import Lexicon
from rag.llm.leash import Leash, quoted
from rag.llm.offer import Offer, Offered, offer
from rag.llm.reply import ModelClaim

QUESTION = "Cơ quan nào của Đắk Nông báo cáo mục tiêu 4?"
# f1, as the plan has it: "Sở Y tế" above (p1), "Chịu trách nhiệm tổ chức thực hiện, theo dõi và báo
# cáo kết quả triển khai các chỉ tiêu của mục tiêu 4 tại Nghị quyết số 28/NQ-CP" (p2)
TRUE = (
    "Sở Y tế chịu trách nhiệm tổ chức thực hiện, theo dõi và báo cáo kết quả triển khai các chỉ "
    "tiêu của mục tiêu 4 tại Nghị quyết số 28/NQ-CP"
)

OTHER = "other words than the statements', or in another order"


@pytest.fixture(scope="module")
def given(plain: Asker) -> Offer:
    return offer(plain.ask(QUESTION), ())


@pytest.fixture(scope="module")
def leash(plain: Asker) -> Leash:
    return Leash.load(plain.settings.prompts, "vi", Lexicon.load(plain.settings.prompts))


def said(given: Offer, text: str, **others: Any) -> ModelClaim:  # noqa: ANN401
    fact = given.facts[0]
    quotes = [one.quote for one in fact.rests_on]
    claim = ModelClaim(text=text, facts=["f1"], passages=list(fact.passages), quotes=quotes)
    return claim.model_copy(update=others)


@pytest.mark.parametrize(
    "text",
    [
        TRUE,
        f"Theo kế hoạch, {TRUE}.",
        TRUE.replace("Sở Y tế chịu", "Sở Y tế được giao chịu"),
        TRUE.replace("Sở Y tế chịu", "Sở Y tế: Chịu"),
        TRUE.replace(" ", "  "),
    ],
)
def test_a_sentence_of_the_statement_s_words_stands(leash: Leash, given: Offer, text: str) -> None:
    assert leash.refusal(said(given, text), given) is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        # figures, dates, numbers, agencies that are not written
        (f"{TRUE}, đạt 60%", "number 60%"),
        (f"{TRUE} trước ngày 15/12", "number 15"),
        (f"{TRUE} và Quyết định số 2282/QĐ-TTg", "number 2282"),
        (f"Sở Tài chính và {TRUE}", "agency Sở Tài chính"),
        (TRUE.replace("mục tiêu 4", "mục tiêu 5"), "number 5"),
        (TRUE.replace("Sở Y tế", "Sở Nội vụ"), "agency Sở Nội vụ"),
        # what the statement says is left out
        (TRUE.replace("Sở Y tế chịu", "Chịu"), OTHER),
        (TRUE.replace(" của mục tiêu 4", ""), OTHER),
        # roles and denials
        (TRUE.replace("chịu trách nhiệm", "chủ trì"), OTHER),
        (TRUE.replace(" và báo cáo kết quả", ""), OTHER),
        (TRUE.replace("Sở Y tế chịu", "Sở Y tế không chịu"), OTHER),
        (TRUE.replace("Sở Y tế", "Sở Y tế chưa"), OTHER),
        (TRUE.replace("các chỉ tiêu", "tất cả các chỉ tiêu"), OTHER),
        # words that are nobody's
        (f"{TRUE}, hiện đã hoàn thành", OTHER),
        (f"{TRUE} một cách xuất sắc", OTHER),
        (f"{TRUE}; hãy gọi tổng đài", OTHER),
        (f"{TRUE} chịu trách nhiệm tổ chức", OTHER),
        # no word is new, and another thing is said
        (TRUE.replace("tổ chức thực hiện", "thực hiện"), OTHER),
        (TRUE.replace("thực hiện, theo dõi", "theo dõi, thực hiện"), OTHER),
        (TRUE.replace("Sở Y tế chịu", "Sở Y tế và đơn vị chịu"), OTHER),
        (TRUE.replace("Sở Y tế chịu", "Sở Y tế cho chịu"), OTHER),
        (TRUE.replace("thực hiện, theo", "thực hiện theo"), OTHER),
        # marks and letters that are no words
        (f"❌ {TRUE}", OTHER),
        (f"{TRUE}?", OTHER),
        (TRUE.replace("mục tiêu 4", "mục tiêu ≠4"), OTHER),
        (TRUE.replace("mục tiêu 4", "mục tiêu 4\u0338"), OTHER),
        # what could harm a page
        (f"{TRUE} https://example.invalid", "marks of a page"),
        (f"{TRUE} ![ảnh](a.png)", "marks of a page"),
        (f"[{TRUE}](javascript:alert(1))", "marks of a page"),
        (f"<b>{TRUE}</b>", "marks of a page"),
        (f"**{TRUE}**", "marks of a page"),
        (f"{TRUE} [7]", "marks of a page"),
        (f"{TRUE}\u202e", "no sentence"),
        ("", "no sentence"),
        (f"{TRUE} " * 10, "no sentence"),
    ],
)
def test_a_sentence_with_a_fault_falls(leash: Leash, given: Offer, text: str, why: str) -> None:
    assert leash.refusal(said(given, text), given) == why


@pytest.mark.parametrize(
    ("others", "why"),
    [
        ({"facts": ["f9"]}, "an id that was not given"),
        ({"facts": []}, "rests on nothing"),
        ({"passages": ["p1", "p77"]}, "an id that was not given"),
        ({"passages": []}, "rests on nothing"),
        ({"quotes": []}, "rests on nothing"),
        ({"quotes": ["Sở Y tế chủ trì mọi việc"]}, "a quote that is not written"),
        ({"quotes": ["a"]}, "a quote that is not written"),
        ({"quotes": ["Sở Y tế"]}, "number 4"),  # true, and does not bear the rest out
    ],
)
def test_ids_and_quotes_are_those_given(
    leash: Leash, given: Offer, others: dict[str, list[str]], why: str
) -> None:
    assert leash.refusal(said(given, TRUE, **others), given) == why


def test_agencies_do_not_change_their_parts(leash: Leash, given: Offer) -> None:
    fact = replace(
        given.facts[0],
        text="Sở Y tế chủ trì, phối hợp với Sở Nội vụ kiểm tra mục tiêu 4",
        rests_on=(
            replace(
                given.facts[0].rests_on[0],
                quote="Sở Y tế chủ trì, phối hợp với Sở Nội vụ kiểm tra mục tiêu 4",
                start=0,
            ),
        ),
        passages=("p1",),
    )
    words = fact.rests_on[0]
    passage = Offered("p1", words.plan_id, 0, words.quote)
    two = replace(given, facts=(fact,), passages=(passage,))

    def why(text: str) -> str | None:
        claim = ModelClaim(text=text, facts=["f1"], passages=["p1"], quotes=[words.quote])
        return leash.refusal(claim, two)

    assert why(f"Theo kế hoạch, {fact.text}") is None
    assert why("Sở Nội vụ chủ trì, phối hợp với Sở Y tế kiểm tra mục tiêu 4") == OTHER
    assert why("Sở Y tế và Sở Nội vụ chủ trì, phối hợp kiểm tra mục tiêu 4") == OTHER


TWICE = "báo cáo 06 tháng trước ngày 05/6 và báo cáo năm trước 10/12"


@pytest.mark.parametrize(
    ("stated", "text", "why"),
    [
        ((TWICE,), f"Cụ thể, {TWICE}", None),
        ((TWICE,), "báo cáo năm trước ngày 05/6 và báo cáo 06 tháng trước 10/12", OTHER),
        ((TWICE,), "báo cáo 06 tháng trước ngày 10/12 và báo cáo năm trước 05/6", OTHER),
        (
            ("110 bé trai/100 bé gái sinh ra sống",),
            "110 bé gái/100 bé trai sinh ra sống",
            OTHER,
        ),
        (
            ("Sở Y tế: Chủ trì tuyên truyền, phối hợp tập huấn",),
            "Sở Y tế phối hợp tuyên truyền, chủ trì tập huấn",
            OTHER,
        ),
        (("Sở Y tế: Kiểm tra", "Sở Y tế: Tập huấn"), "Sở Y tế kiểm tra và tập huấn", None),
        (("Sở Y tế: Kiểm tra", "Sở Nội vụ: Tập huấn"), "Sở Y tế kiểm tra và tập huấn", OTHER),
        (
            ("Sở Y tế: Kiểm tra", "Sở Nội vụ: Tập huấn"),
            "Sở Y tế kiểm tra, còn Sở Nội vụ tập huấn",
            None,
        ),
        (
            ("Sở Y tế: Kiểm tra", "Sở Nội vụ: Tập huấn"),
            "Sở Y tế, Sở Nội vụ kiểm tra và tập huấn",
            OTHER,
        ),
    ],
)
def test_words_keep_their_order(
    leash: Leash, given: Offer, stated: tuple[str, ...], text: str, why: str | None
) -> None:
    cited, plan = given.facts[0].rests_on[0], given.facts[0].plan_id
    written = "\n".join(stated)
    rests_on = (replace(cited, quote=written, start=0),)
    facts = tuple(
        replace(given.facts[0], id=f"f{n}", text=one, rests_on=rests_on, passages=("p1",))
        for n, one in enumerate(stated, start=1)
    )
    made = replace(given, facts=facts, passages=(Offered("p1", plan, 0, written),))
    claim = ModelClaim(
        text=text, facts=[one.id for one in facts], passages=["p1"], quotes=[written]
    )
    assert leash.refusal(claim, made) == why


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("Sở Y tế chủ trì", "Sở Y tế\nchủ trì"),  # a break of a line is a space
        ("Sở Y tế", "Sở Y tế"),
        ("Sở  Y\ntế", "Sở Y tế"),
        ("sở y tế", None),  # letter by letter
        ("Sở Y tế, chủ trì", None),
        ("tế", None),
        ("", None),
    ],
)
def test_a_quote_stands_letter_by_letter(quote: str, words: str | None) -> None:
    found = quoted(quote, [Offered("p1", "a", 100, "1. Sở Y tế\nchủ trì việc này.")])
    assert (found.words if found else None) == words
    assert found is None or found.start == 103
