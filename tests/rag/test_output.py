"""The JSON of an answer, and its text for a terminal."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

import pytest

from rag.ask import Asker
from rag.output import answer_json, answer_lines, dumps, plain, rich_text
from rag.schema import Answer
from rag.settings import Settings

ANSWER_KEYS = (
    "id", "question", "answer", "abstained", "reason", "mode", "claims", "citations", "nearest",
    "suggestions", "understood", "notes", "phrased", "timing_ms",
)  # fmt: skip
CITATION_KEYS = (
    "n", "plan_id", "plan_title", "plan_number", "issuer", "file", "path", "passage_id", "page",
    "quote", "start", "end", "reference", "recognised",
)  # fmt: skip
ANSWERED = "Cơ quan nào báo cáo mục tiêu 4?"
REFUSED = "Tỉnh Cà Mau giao cơ quan nào báo cáo?"


@pytest.fixture(scope="module")
def asker(corpus_index: Settings) -> Iterator[Asker]:
    asker = Asker(corpus_index)
    yield asker
    asker.reader.close()


@pytest.fixture(scope="module", params=[ANSWERED, REFUSED])
def answer(asker: Asker, request: pytest.FixtureRequest) -> Answer:
    return asker.ask(str(request.param))


def test_an_answer_has_the_keys_of_the_contract(answer: Answer) -> None:
    found = json.loads(dumps(answer_json(answer)))
    assert tuple(found) == ANSWER_KEYS
    assert {tuple(claim) for claim in found["claims"]} == {("kind", "text", "plan_id", "citations")}
    shown = found["citations"] + found["nearest"]
    assert {tuple(citation) for citation in shown} <= {CITATION_KEYS}
    assert tuple(found["timing_ms"]) == ("understand", "search", "answer", "total")
    asked = {"intent", "plans", "agencies", "objectives", "dates", "terms"}
    assert asked <= set(found["understood"])


def test_the_json_is_composed_vietnamese(answer: Answer) -> None:
    written = dumps(answer_json(answer), one_line=True)
    assert "\n" not in written
    assert "\\u" not in written
    assert unicodedata.is_normalized("NFC", written)


def test_every_mark_of_an_answer_has_its_quote_in_the_text(asker: Asker) -> None:
    found = json.loads(dumps(answer_json(asker.ask(ANSWERED))))
    assert not found["abstained"]
    assert found["reason"] is None
    numbers = {citation["n"] for citation in found["citations"]}
    assert numbers == {n for claim in found["claims"] for n in claim["citations"]}
    for citation in found["citations"]:
        assert f"[{citation['n']}]" in found["answer"]
        text = asker.reader.text(citation["plan_id"])
        assert text[citation["start"] : citation["end"]] == citation["quote"]


def test_a_refusal_says_why(asker: Asker) -> None:
    found = answer_json(asker.ask(REFUSED))
    assert found["abstained"] is True
    assert found["reason"] == "not_in_corpus"


@pytest.mark.parametrize("identity", [None, "a1", 7])
def test_the_id_of_a_line_comes_back_as_it_was(asker: Asker, identity: str | int | None) -> None:
    assert answer_json(asker.ask("xin chào"), identity)["id"] == identity


def test_text_shows_answer_then_reference_then_quote(asker: Asker) -> None:
    answer = asker.ask(ANSWERED)
    shown = plain(answer_lines(answer))
    first = answer.citations[0]
    assert "**" not in shown
    assert shown.index("Căn cứ:") > shown.index("[1]")
    assert f"[1] {first.reference}\n    {first.quote}" in shown


def test_the_frame_of_the_text_follows_the_language(asker: Asker) -> None:
    shown = plain(answer_lines(asker.ask("which agency reports objective 4?")))
    assert "Evidence:" in shown
    assert "Căn cứ:" not in shown


def test_a_page_is_named_where_the_file_has_pages(asker: Asker) -> None:
    answer = asker.ask(ANSWERED)
    paged = replace(answer, citations=(replace(answer.citations[0], page=3),))
    assert f"{answer.citations[0].reference}, trang 3" in plain(answer_lines(paged))


def test_words_of_a_document_are_no_markup(asker: Asker) -> None:
    answer = asker.ask(ANSWERED)
    quote = "[bold]Sở Y tế[/bold] **báo cáo**"
    changed = replace(answer, citations=(replace(answer.citations[0], quote=quote),))
    assert quote in rich_text(answer_lines(changed)).plain


@pytest.mark.parametrize(
    ("width", "rows"), [pytest.param(120, 1, id="plans beside each other"),
                        pytest.param(50, 2, id="a narrow terminal: below each other")],
)  # fmt: skip
def test_a_comparison_is_a_table_in_the_terminal(asker: Asker, width: int, rows: int) -> None:
    answer = asker.ask("So sánh hạn báo cáo năm của Hương Trà và Đắk Nông")
    lines = answer_lines(answer, width)
    table = [line.text for line in lines if line.style == "table"]
    assert all(len(line) <= width for line in table)
    crossed = sum(line.startswith("├") for line in table)
    assert crossed == 1
    assert sum("15/12" in line for line in table) == 1
    assert lines[0].text.startswith("Sớm hơn")
    assert not any(line.style == "answer" and "báo cáo" in line.text for line in lines)
    assert (rows == 2) == ("30/11" not in table[3])


def test_other_answers_are_no_table(asker: Asker) -> None:
    assert "table" not in {line.style for line in answer_lines(asker.ask(ANSWERED), 120)}
