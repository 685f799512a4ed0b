"""Servers in processes of their own, and a browser that reports what it asked for."""

from __future__ import annotations

import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, expect, sync_playwright
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from rag.settings import ROOT, Settings

CHROMIUM = Path("/usr/bin/chromium")
STARTS_WITHIN = 300.0
"""Seconds; building the index of the five plans is part of the first start."""


@dataclass(slots=True)
class Watched:
    """A page and what it did besides showing itself."""

    page: Page
    outside: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    """Connections lost. A page that is left loses its own, which is no fault."""


def _serving(
    command: list[str], environment: dict[str, str], log: Path, port: int
) -> Iterator[str]:
    address = f"http://127.0.0.1:{port}"
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with log.open("wb") as output:
        server = subprocess.Popen(  # noqa: S603 - our own module
            command,
            cwd=ROOT,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, "HF_HUB_OFFLINE": "1", **environment},
        )
        try:
            until = time.monotonic() + STARTS_WITHIN
            while True:
                if server.poll() is not None or time.monotonic() > until:
                    pytest.fail(f"the server did not start:\n{log.read_text(encoding='utf-8')}")
                try:
                    opener.open(f"{address}/health", timeout=2).close()
                    break
                except OSError:
                    time.sleep(0.25)
            yield address
        finally:
            server.terminate()
            server.wait(20)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def stand_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the pages over ``tests.pages.fake``."""
    port = _free_port()
    folder = tmp_path_factory.mktemp("stand_in")
    command = [sys.executable, "-m", "tests.pages.fake", str(port), str(folder / "feedback.sqlite")]
    yield from _serving(command, {}, folder / "log.txt", port)


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of ``python app.py`` on an index that it builds itself in an empty folder."""
    if not all(map(importlib.util.find_spec, ("rag.ask", "ingest.pipeline"))):
        pytest.skip("rag.ask and ingest.pipeline are not written yet")
    folder = tmp_path_factory.mktemp("real")
    port = _free_port()
    environment = {"HOI_INDEX": str(folder / "index"), "HOI_PORT": str(port)}
    yield from _serving([sys.executable, "app.py"], environment, folder / "log.txt", port)


@pytest.fixture(scope="module")
def served(corpus_index: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of ``python app.py`` over the index of the five plans, which is only read."""
    port = _free_port()
    environment = {"HOI_INDEX": str(corpus_index.index), "HOI_PORT": str(port)}
    log = tmp_path_factory.mktemp("served") / "log.txt"
    yield from _serving([sys.executable, "app.py"], environment, log, port)


@pytest.fixture
def changing(corpus_index: Settings, tmp_path: Path) -> Iterator[tuple[str, Settings]]:
    """The same over an index of its own, which a test may change."""
    settings = corpus_index.model_copy(update={"index": tmp_path / "index"})
    shutil.copytree(corpus_index.index, settings.index)
    port = _free_port()
    environment = {"HOI_INDEX": str(settings.index), "HOI_PORT": str(port)}
    server = _serving([sys.executable, "app.py"], environment, tmp_path / "log.txt", port)
    for address in server:
        yield address, settings


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    if not CHROMIUM.exists() and "CI" not in os.environ:
        pytest.skip(f"{CHROMIUM} is not installed: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM),
            args=[
                "--no-sandbox",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--no-proxy-server",
            ],
        )
        yield browser
        browser.close()


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
        if "Connection errored out" in told:
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
