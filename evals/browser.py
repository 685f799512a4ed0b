"""The app in a process of its own, and a browser that reaches nothing outside the machine."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from rag.errors import InputError
from rag.settings import ROOT

CHROMIUM = Path("/usr/bin/chromium")
STARTS_WITHIN = 300.0
"""Seconds; building the index of the five plans is part of a first start."""
APP = (sys.executable, "app.py")
BEAT = 0.05
"""Seconds between two looks whether the app is there."""


@contextmanager
def serving(
    environment: Mapping[str, str], log: Path, command: Sequence[str] = APP, port: int | None = None
) -> Iterator[str]:
    """A server's address, from when it answers; it is ended with the block.

    Args:
        environment: Beside that of this process; ``HOI_PORT`` is added to it.
        log: Takes what the server prints.
        command: Started in the project's folder.
        port: A free one where none is given.

    Raises:
        InputError: it ended, or did not answer within ``STARTS_WITHIN`` seconds.
    """
    port = port or free_port()
    address = f"http://127.0.0.1:{port}"
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    given = {"HF_HUB_OFFLINE": "1", "HOI_PORT": str(port), **environment}
    with log.open("wb") as output:
        server = subprocess.Popen(  # noqa: S603 - our own module
            command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT, env={**os.environ, **given}
        )
        try:
            until = time.monotonic() + STARTS_WITHIN
            while True:
                if server.poll() is not None or time.monotonic() > until:
                    told = log.read_text(encoding="utf-8")
                    raise InputError(f"Ứng dụng không khởi động được:\n{told}")
                try:
                    opener.open(f"{address}/health", timeout=2).close()
                    break
                except OSError:
                    time.sleep(BEAT)
            yield address
        finally:
            server.terminate()
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:  # a page that is open still holds its connection
                server.kill()
                server.wait()


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's Chromium without what it does by itself."""
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


def tab_names(page: Page) -> list[str]:
    """The names of the tabs as they stand in the address (``?tab=``)."""
    names = page.locator("#top [data-tabs]").get_attribute("data-tabs") or ""
    return names.split()
