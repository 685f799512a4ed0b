"""How a recognised page is compared with its transcription."""

from __future__ import annotations

import pytest

from evals.recognition import TRANSCRIPTIONS, accuracy, total


@pytest.mark.parametrize(
    ("found", "truth", "characters", "marks"),
    [
        pytest.param("Sở Y tế\n  báo cáo", "Sở Y tế báo cáo", 1.0, 1.0, id="white space"),
        pytest.param("Sơ Y tế", "Sở Y tế", 6 / 7, 1 / 2, id="a mark"),
        pytest.param("Sở Y", "Sở Y tế", 4 / 7, 1 / 2, id="words lost"),
        pytest.param("# Sở Y tế", "Sở Y tế", 5 / 7, 1.0, id="dirt counts"),
    ],
)
def test_accuracy(found: str, truth: str, characters: float, marks: float) -> None:
    told = accuracy("a-1", 90, found, truth)
    assert told.characters == pytest.approx(characters)
    assert told.marks == pytest.approx(marks)
    assert total([told, told]).characters == pytest.approx(characters)


def test_every_transcription_names_a_page() -> None:
    names = [file.stem.rpartition("-") for file in TRANSCRIPTIONS.glob("*.txt")]
    assert names
    assert all(name and number.isdigit() for name, _, number in names)
