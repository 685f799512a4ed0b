"""A plan laid out as a PDF and read back is the plan; characters are counted as they should be."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.laid_out import writers
from evals.reading import characters, round_trips
from rag.settings import ROOT


@pytest.mark.skipif("reportlab" not in writers(), reason="no font with Vietnamese letters is here")
@pytest.mark.parametrize("plan", ["kon-tum-2021.md", "quang-ngai-2025.txt"])
def test_a_plan_read_back_from_its_pdf_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plan: str
) -> None:
    own = {"reportlab": writers()["reportlab"]}
    monkeypatch.setattr("evals.reading.writers", lambda: own)
    monkeypatch.setattr("evals.reading.READERS", {})
    (trip,), readings = round_trips(tmp_path, [ROOT / "corpus" / plan])
    assert not readings
    assert trip.nodes[0] == trip.nodes[1]
    assert trip.facts[0] == trip.facts[1]


@pytest.mark.parametrize(
    ("truth", "found", "right"),
    [
        pytest.param("Sở Y tế", "Sở  Y\ntế", 1.0, id="white space"),
        pytest.param("Sở Y tế", "Sở Y tê", 6 / 7, id="a letter"),
        pytest.param("Sở Y tế", "2\nSở Y tế", 1.0, id="a page number"),
        pytest.param("Sở Y tế", "", 0.0, id="nothing"),
    ],
)
def test_characters_right(truth: str, found: str, right: float) -> None:
    assert characters(truth, found) == pytest.approx(right)
