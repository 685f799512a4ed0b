"""Servers in processes of their own, and a browser that reports what it asked for."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from evals import browser
from evals.browser import CHROMIUM, free_port, serving
from ingest.pipeline import ingest_corpus
from rag.settings import ROOT, Settings

expect.set_options(timeout=20_000)
_TELLS_TOASTS = """new MutationObserver((changes) => {
  for (const { addedNodes } of changes)
    for (const added of addedNodes) {
      const toast = added.parentElement?.querySelector(".toast-body.error");
      if (toast) console.error(`told in a toast: ${toast.textContent}`);
    }
}).observe(document, { childList: true, subtree: true });"""
"""An event that fails is told in a toast alone, without which a test sees what stood there."""
ARCHIVED = 26
"""Plans of the archive: one more than a page of the library lists."""


def _serving(
    command: list[str], environment: dict[str, str], log: Path, port: int
) -> Iterator[str]:
    with serving(environment, log, command, port) as address:
        yield address


@dataclass(slots=True)
class Watched:
    """A page and what it did besides showing itself."""

    page: Page
    outside: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    """Connections lost. A page that is left loses its own, which is no fault."""


@pytest.fixture(scope="module")
def stand_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the pages over ``tests.pages.fake``."""
    port = free_port()
    folder = tmp_path_factory.mktemp("stand_in")
    command = [sys.executable, "-m", "tests.pages.fake", str(port), str(folder / "feedback.sqlite")]
    yield from _serving(command, {}, folder / "log.txt", port)


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of ``python app.py`` on an index that it builds itself in an empty folder."""
    folder = tmp_path_factory.mktemp("real")
    with serving({"HOI_INDEX": str(folder / "index")}, folder / "log.txt") as address:
        yield address


@pytest.fixture(scope="module")
def served(corpus_index: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of ``python app.py`` over the index of the five plans, which is only read."""
    log = tmp_path_factory.mktemp("served") / "log.txt"
    with serving({"HOI_INDEX": str(corpus_index.index)}, log) as address:
        yield address


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of ``python app.py`` over more plans than a page of the library lists."""
    folder = tmp_path_factory.mktemp("archive")
    text = (ROOT / "corpus" / "lam-thao-2024.md").read_text(encoding="utf-8")
    files = []
    for n in range(ARCHIVED):
        files.append(folder / f"ke-hoach-{n:02}.md")
        files[-1].write_text(text.replace("Lâm Thao", f"Tân {chr(65 + n)}"), encoding="utf-8")
    settings = Settings(index=folder / "index")
    assert not ingest_corpus(settings, tuple(files)).failed
    with serving({"HOI_INDEX": str(settings.index)}, folder / "log.txt") as address:
        yield address


@pytest.fixture
def changing(corpus_index: Settings, tmp_path: Path) -> Iterator[tuple[str, Settings]]:
    """The same over an index of its own, which a test may change."""
    settings = corpus_index.model_copy(update={"index": tmp_path / "index"})
    shutil.copytree(corpus_index.index, settings.index)
    with serving({"HOI_INDEX": str(settings.index)}, tmp_path / "log.txt") as address:
        yield address, settings


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    if not CHROMIUM.exists() and "CI" not in os.environ:
        pytest.skip(f"{CHROMIUM} is not installed: apt-get install chromium")
    with browser.chromium() as opened:
        yield opened


@pytest.fixture(params=[(1280, 800), (390, 844)], ids=["desktop", "phone"])
def watched(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Watched]:
    width, height = request.param
    context = chromium.new_context(
        viewport={"width": width, "height": height},
        locale="vi-VN",
        permissions=["clipboard-read", "clipboard-write"],
    )
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.add_init_script(_TELLS_TOASTS)
    seen = Watched(page)

    def requested(url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"data", "blob"} and parts.hostname != "127.0.0.1":
            seen.outside.append(url)

    def sent(request: Request) -> None:
        requested(request.url)
        if request.is_navigation_request():
            seen.dropped.clear()

    page.on("request", sent)
    page.on("websocket", lambda opened: requested(opened.url))
    page.on("load", lambda _: seen.dropped.clear())

    def complained(told: str) -> None:
        if "Connection errored out" in told or "Connection to the server was lost" in told:
            seen.dropped.append(told)
        elif "AbortError" not in told:  # an answer that is no longer waited for
            seen.complaints.append(told)

    page.on("console", lambda line: complained(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: complained(str(error)))
    yield seen
    context.close()
    assert seen.outside == []
    assert seen.complaints + seen.dropped == []


def open_tab(page: Page, name: str) -> None:
    """Press a tab, or its line in the menu "…" where there is no room for it."""
    expect(page.get_by_role("tab", name="Hỏi đáp")).to_be_visible()
    try:
        page.get_by_role("tab", name=name).click(timeout=3_000)
    except PlaywrightTimeout:  # it stands behind "…", or went there once the tabs were measured
        page.locator(".overflow-menu > button").click()
        page.locator(".overflow-dropdown button", has_text=name).click()
