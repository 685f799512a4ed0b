"""The page where a language model phrases the answers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect

from evals.browser import serving
from evals.phrasing.scripted import Manner, scripted
from rag.settings import Settings
from tests.pages.conftest import Watched
from tests.pages.test_chat_browser import ask

WHO = "cơ quan nào báo cáo mục tiêu 4?"
OWN = "Sở Y tế: Chịu trách nhiệm tổ chức thực hiện"


@contextmanager
def phrasing(manner: Manner, settings: Settings, folder: Path, seconds: float) -> Iterator[str]:
    with scripted(manner) as model:
        environment = {
            "HOI_INDEX": str(settings.index),
            "HOI_LLM_URL": model.url,
            "HOI_LLM_MODEL": "mẫu-8b",
            "HOI_LLM_TIMEOUT_S": str(seconds),
        }
        with serving(environment, folder / "log.txt") as address:
            yield address


def test_sentences_that_stand_are_shown_and_whose_they_are(
    corpus_index: Settings, tmp_path: Path, watched: Watched
) -> None:
    page = watched.page
    with phrasing("good", corpus_index, tmp_path, 30) as address:
        page.goto(address)
        expect(page.locator("header .model")).to_have_text("diễn đạt: mẫu-8b (127.0.0.1)")
        ask(page, WHO)
        answer = page.locator(".answer-text")
        expect(answer).to_contain_text(f"Cụ thể, {OWN}")
        expect(page.locator(".phrased")).to_contain_text("mô hình mẫu-8b")
        answer.locator(".mark").first.click()
        expect(page.locator("#source mark").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
        page.goto("about:blank")


@pytest.mark.parametrize(
    ("manner", "seconds", "line"),
    [
        ("hanging", 3, "chưa trả lời kịp"),
        ("obeying", 30, "không khớp nguyên văn"),
        ("failing", 30, "gặp lỗi"),
    ],
)
def test_what_does_not_stand_leaves_the_plans_own_words(
    manner: Manner, seconds: float, line: str, corpus_index: Settings, tmp_path: Path,
    watched: Watched,
) -> None:  # fmt: skip
    page = watched.page
    if page.viewport_size is not None and page.viewport_size["width"] < 700:
        pytest.skip("the words are the same on a phone")
    with phrasing(manner, corpus_index, tmp_path, seconds) as address:
        page.goto(address)
        ask(page, WHO)
        expect(page.locator(".answer-text")).to_contain_text(OWN)
        expect(page.locator(".phrased")).to_contain_text(line)
        expect(page.locator(".answer-text a, .answer-text img")).to_have_count(0)
        page.goto("about:blank")
