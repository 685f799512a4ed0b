"""Each rule of ``hoi check`` on made-up plans: one that has the slip, one that has not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ingest.pipeline import ingest_corpus
from rag.ask import Asker
from rag.book import Book
from rag.checks import RULES, find_slips
from rag.settings import Settings
from tests.rag.check_cases import CASES, Case
from tests.rag.made_plans import plan

TEXTS = tuple(dict.fromkeys((plan(), *(text for c in CASES for text in (c.slip, c.clean)))))


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """All the plans of the table in one index."""
    folder = tmp_path_factory.mktemp("cases")
    for number, text in enumerate(TEXTS):
        # plans that differ in a blank alone would be taken for one
        own = text.replace("- Lưu: VT.", f"- Lưu: VT, {number}.")
        (folder / f"plan-{number}.txt").write_text(own, encoding="utf-8")
    settings = Settings(corpus=folder, index=tmp_path_factory.mktemp("index") / "index")
    assert not ingest_corpus(settings).failed
    return Asker(settings)._state()[0]


def rules(book: Book, text: str) -> list[str]:
    return [slip.rule for slip in find_slips(book, f"plan-{TEXTS.index(text)}")]


@pytest.mark.parametrize("case", CASES, ids=[one.name for one in CASES])
def test_a_slip_is_found_where_it_is(book: Book, case: Case) -> None:
    assert case.rule in rules(book, case.slip)
    assert case.rule not in rules(book, case.clean)


def test_a_plan_without_slips_has_no_finding(book: Book) -> None:
    assert rules(book, plan()) == []


def test_every_rule_has_a_case() -> None:
    assert {rule.name for rule in RULES} == {case.rule for case in CASES}


def test_every_rule_has_a_name_a_reason_and_a_severity() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)
        assert rule.reason
        assert rule.severity in ("lỗi", "hỏi lại")


def test_quotes_are_cut_between_words(book: Book) -> None:
    for plan_id in book.by_id:
        text = book.text(plan_id)
        for slip in find_slips(book, plan_id):
            for piece in slip.slices:
                before, behind = text[: piece.start][-1:], text[piece.end :][:1]
                assert not (before.isalpha() and piece.text[0].isalpha()), piece.text
                assert not (behind.isalpha() and piece.text[-1].isalpha()), piece.text


def test_the_words_of_the_rules_are_a_folder_of_prompts_own(tmp_path: Path) -> None:
    from rag.checks.vocabulary import vocabulary

    assert "ôtô" in vocabulary(Settings().prompts).whole_words
    with pytest.raises(FileNotFoundError):
        vocabulary(tmp_path)
