"""How the text of an answer becomes the page's conversation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from rag.pages.conversation import answer
from rag.pages.panel import plan_list
from rag.pages.texts import load_texts
from rag.schema import Answer, Citation, Claim, Note, Query
from tests.rag.tiny import plan

TEXTS = load_texts("vi")


def citation(n: int) -> Citation:
    return Citation(
        n, "a", "Thực hiện Chiến lược", None, "Ủy ban nhân dân tỉnh A", "a.txt", ("I. MỤC ĐÍCH",),
        "a/muc.I", None, f"lời văn {n}", 0, 9, "Mục I Kế hoạch",
    )  # fmt: skip


def shown(text: str, citations: int = 0, nearest: int = 0) -> str:
    near = tuple(citation(citations + i) for i in range(1, nearest + 1))
    held = tuple(citation(i) for i in range(1, citations + 1))
    query = Query("hỏi", "vi", "who", ())
    return answer(
        4,
        Answer("hỏi", text, bool(near), None, "extractive", (), held, near, (), query),
        TEXTS,
    )


MARK = (
    '<button type="button" class="mark" data-open="{ref}" aria-label="Mở nguyên văn trích dẫn {n}" '
    'aria-controls="panel"><span class="only-copied">[</span>{n}'
    '<span class="only-copied">]</span></button>'
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Sở Y tế báo cáo. [1][2]",
            "<p>Sở Y tế báo cáo.\u00a0"
            + MARK.format(ref="4.c.0", n=1) + MARK.format(ref="4.c.1", n=2) + "</p>",
            id="marks become buttons",
        ),
        pytest.param(
            "Theo điểm [7] và [12]", "<p>Theo điểm [7] và [12]</p>", id="no such citation: text"
        ),
        pytest.param(
            "**Tỉnh A**:\n- một\n- hai",
            '<p class="names-rest"><strong>Tỉnh A</strong>:</p><ul><li>một</li><li>hai</li></ul>',
            id="a plan and its statements",
        ),
        pytest.param(
            "**Tỉnh <A>**: Sở Y tế [1]",
            "<p><strong>Tỉnh &lt;A&gt;</strong>: Sở Y tế\u00a0"
            + MARK.format(ref="4.c.0", n=1) + "</p>",
            id="one statement beside its plan",
        ),
    ],
)  # fmt: skip
def test_lines_marks_and_lists(text: str, expected: str) -> None:
    assert f'<div class="answer-text">{expected}</div>' in shown(text, citations=2)


def test_near_passages_are_listed_once_and_apart_from_the_answer() -> None:
    page = shown("Không kế hoạch nào nêu.\nGần nhất:\n- “lời văn 1” (A) [1]", nearest=1)
    assert '<div class="answer-text"><p>Không kế hoạch nào nêu.</p></div>' in page
    assert page.count("lời văn 1") == 1
    assert MARK.format(ref="4.g.0", n=1) in page
    assert TEXTS.nearest_note in page


def test_notes_stand_below_the_answer_with_their_documents() -> None:
    query = Query("hỏi", "vi", "who", ())
    given = Answer("hỏi", "Sở A [1]", False, None, "extractive", (), (citation(1),), (), (), query)
    noted = replace(given, notes=(Note('Nay là "Sở <B>"', 'Nghị định "1"'), Note("Đã hết", None)))
    page = answer(0, noted, TEXTS)
    assert page.index("answer-text") < page.index('class="notes"') < page.index('class="evidence"')
    assert '<p title="Nghị định &#34;1&#34;"><strong>Lưu ý: </strong>' in page
    assert "Nay là &#34;Sở &lt;B&gt;&#34;" in page
    assert "<p><strong>Lưu ý: </strong>Đã hết</p>" in page
    assert "notes" not in answer(0, given, TEXTS)


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        pytest.param(date(2025, 12, 31), "Thời kỳ 2021 - 2025 · a.txt", id="in force"),
        pytest.param(date(2026, 1, 1), "Thời kỳ 2021 - 2025 · đã hết thời kỳ · a.txt", id="over"),
    ],
)
def test_the_list_of_plans_tells_each_period(day: date, shown: str) -> None:
    one = replace(plan("a"), year_end=2025)
    assert shown in plan_list((one,), TEXTS, day).striptags()


def test_a_comparison_stands_side_by_side() -> None:
    held = (citation(1), replace(citation(2), plan_id="b", issuer="UBND huyện B"))
    claims = (
        Claim("stated", "trước ngày 15/12", "a", (1,)),
        Claim("stated", "trước ngày 30/11", "b", (2,)),
    )
    query = Query("so sánh", "vi", "deadline", ("a", "b"), form="compare")
    text = "**Tỉnh A**: trước ngày 15/12 [1]\n**Huyện B**: trước ngày 30/11 [2]\nKhông nêu: C."
    html = answer(
        4, Answer("so sánh", text, False, None, "extractive", claims, held, (), (), query), TEXTS
    )
    assert html.count("<td>") == 2
    assert '<th scope="col">UBND huyện B</th>' in html
    assert html.count("trước ngày 15/12") == 1
    assert "<p>Không nêu: C.</p>" in html
