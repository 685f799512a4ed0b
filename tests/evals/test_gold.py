"""The facts read by hand: every quote stands in its plan, every node exists."""

from __future__ import annotations

import json

import pytest

from evals.questions import SETS, read_corpus_plans
from rag.settings import Settings

QUOTED = ("task", "figure", "deadline", "when", "what", "value", "source", "name", "where_words")
PATHS = ("path", "task_path", "agency_path", "note_path", "year_path")
ROWS = [
    json.loads(line)
    for line in (SETS / "gold" / "facts.jsonl").read_text(encoding="utf-8").splitlines()
]
PLANS = read_corpus_plans(Settings().corpus)
TEXTS = {plan: " ".join(one.text.split()) for plan, one in PLANS.items()}
NODES = {plan: {section.id for section in one.sections} for plan, one in PLANS.items()}


@pytest.mark.parametrize("plan", sorted(PLANS))
def test_every_quote_stands_in_its_plan(plan: str) -> None:
    rows = [row for row in ROWS if row["plan"] == plan]
    assert rows
    for row in rows:
        quotes = [row[key] for key in QUOTED if isinstance(row.get(key), str)]
        for quote in (*quotes, *row.get("agency", ())):
            assert quote in TEXTS[plan], (row["id"], quote)
        for key in PATHS:
            assert row.get(key) is None or row[key] in NODES[plan], (row["id"], row[key])


def test_ids_are_unique() -> None:
    ids = [row["id"] for row in ROWS]
    assert len(ids) == len(set(ids))
