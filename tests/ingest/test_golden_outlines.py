"""The outlines of the five plans against files that were read and corrected by eye.

``REGENERATE_OUTLINES=1 pytest tests/ingest/test_golden_outlines.py`` writes them anew: read the
difference line by line before it is committed.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ingest.outline import outline
from rag.settings import ROOT
from tests.ingest.reading_aloud import PLANS, outline_lines, read_document

GOLDEN = ROOT / "tests" / "data" / "outlines"
SWITCH = "REGENERATE_OUTLINES"


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.stem)
def test_outline_is_the_one_read_by_eye(plan: Path) -> None:
    document = read_document(plan)
    found = outline_lines(document, outline(document))
    golden = GOLDEN / f"{plan.stem}.txt"
    if os.environ.get(SWITCH) == "1":
        golden.write_text("\n".join(found) + "\n", encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8").splitlines()


def test_every_plan_has_a_golden_outline() -> None:
    assert {plan.stem for plan in PLANS} == {path.stem for path in GOLDEN.glob("*.txt")}


def test_regeneration_is_off() -> None:
    assert SWITCH not in os.environ, f"bỏ biến {SWITCH} rồi chạy lại để kiểm tra"
