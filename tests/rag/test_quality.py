"""The evaluation's records as the page reads and shows them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rag.pages.quality import QualityTab, QualityTexts
from rag.pages.texts import load_section
from rag.quality import MEASURES, read_records
from rag.schema import Lang
from rag.settings import ROOT


def figures(right: int, whole: int) -> dict[str, object]:
    share = {"part": right, "whole": whole, "low": 0.9, "high": 0.96}
    return {"questions": whole, "p50_ms": 17.9, "p95_ms": 52.3, **dict.fromkeys(MEASURES, share)}


def record(date: str, right: int) -> str:
    return json.dumps(
        {
            "date": date,
            "model": "model-1 (256)",
            "figures": {"dev": figures(99, 100), "test": figures(right, 100)},
            "kinds": {"who": figures(7, 8), "<b>new</b>": figures(0, 0)},
            "search": {"hybrid": {"hit@4": 0.8}},
        }
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (
        ("2026-01-02T000000-questions-all.json", record("2026-01-02T00:00:00+00:00", 80)),
        ("2026-03-04T000000-questions-all.json", record("2026-03-04T00:00:00+00:00", 91)),
        ("2026-03-05T000000-questions-all.json", "{"),
        ("2026-03-06T000000-silence-all.json", record("2026-03-06T00:00:00+00:00", 10)),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_records_of_the_questions_oldest_first_and_broken_ones_left_out(folder: Path) -> None:
    found = read_records(folder)
    assert [one.date[:10] for one in found] == ["2026-01-02", "2026-03-04"]
    assert found[-1].splits["test"].shares["correctness"].value == 0.91


def test_the_project_s_own_records_are_read() -> None:
    assert len(read_records(ROOT / "evals" / "results")) >= 1


@pytest.mark.parametrize(
    ("lang", "told"),
    [("vi", ("04/03/2026", "0,910", "Ai làm", "18 / 52 ms")), ("en", ("0.910", "Who does it"))],
)
def test_the_last_record_and_the_trend(folder: Path, lang: Lang, told: tuple[str, ...]) -> None:
    texts = load_section(lang, "quality", QualityTexts)
    html = QualityTab(lang, texts, lambda: read_records(folder)).shown()
    for words in told:
        assert words in html
    assert "<b>new" not in html
    assert html.index("04/03/2026") < html.index("02/01/2026")


def test_nothing_measured_is_said(tmp_path: Path) -> None:
    texts = load_section("vi", "quality", QualityTexts)
    assert texts.none in QualityTab("vi", texts, lambda: read_records(tmp_path)).shown()
