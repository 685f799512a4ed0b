"""How quick the page is: ``python -m evals.page`` starts the app cold and measures in Chromium."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from playwright.sync_api import Browser, CDPSession, Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from evals.browser import chromium, serving
from rag.errors import HoiError
from rag.settings import Settings

QUESTION = "cơ quan nào báo cáo mục tiêu 4?"
TYPED = "ty le can bo nu tham gia lanh dao quan ly cac cap"
"""Looked up letter by letter, without marks: a key each."""
PATIENCE_MS = 180_000
NO_CHANGE_MS = 1_500
"""A letter after which the list stays as it was tells no time."""
SETTLES_MS = 1_000

OBSERVE = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) window.shifts.push([one.startTime, one.value]);
}).observe({ type: "layout-shift", buffered: true });
"""
"""All shifts, also those close to a key, which the score of the web leaves out."""
PAINTED = """
() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0
"""
WATCH_LIST = """
() => {
  const list = document.querySelector("#look-list");
  new MutationObserver(() => { window.changed = performance.now(); })
    .observe(list, { childList: true, subtree: true, characterData: true });
  document.querySelector("#look-box :is(input, textarea)")
    .addEventListener("keydown", () => { window.pressed = performance.now(); window.changed = 0; });
}
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds, kilobytes and milliseconds of one cold start.

    ``looked_up`` are the letters' times from key to list; ``shift`` is the sum of all layout
    shifts from the question to its answer.
    """

    listening: float
    answered: float
    painted: float
    painted_again: float
    kilobytes: float
    requests: int
    shift: float
    looked_up: tuple[float, ...]


def main(
    index: Annotated[
        Path | None, typer.Option(help="A built index; the configured one if none is given.")
    ] = None,
) -> None:
    """Start the app on a built index, ask in the browser, look up letter by letter."""
    folder = (index or Settings().index).absolute()
    try:
        with TemporaryDirectory(prefix="hoi-page-") as place:
            found = measure(folder, Path(place) / "log.txt")
    except HoiError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(error.exit_code) from error
    times = found.looked_up
    p95 = quantiles(times, n=20)[-1] if len(times) > 1 else float("nan")
    rows = (
        ("start to listening", f"{found.listening:.1f} s", ""),
        ("start to first answer in the browser", f"{found.answered:.1f} s", "8 s"),
        ("first contentful paint, first visit", f"{found.painted:.2f} s", "2 s"),
        ("the same, a second browser", f"{found.painted_again:.2f} s", "2 s"),
        ("transferred at first load", f"{found.kilobytes:,.0f} KB, {found.requests} requests", ""),
        ("layout shift while answering", f"{found.shift:.3f}", "0.1"),
        (
            f"looking up, key to list, {len(times)} letters",
            f"p50 {median(times) if times else float('nan'):.0f} ms, p95 {p95:.0f} ms",
            "150 ms",
        ),
    )
    for name, value, aim in rows:
        typer.echo(f"{name:42} {value:28} {f'aim {aim}' if aim else ''}".rstrip())
    typer.echo(f"{os.cpu_count()} cores, load average {os.getloadavg()[0]:.1f}")


def measure(index: Path, log: Path) -> Measured:
    """All figures of one start of the app; the browser is open before.

    Raises:
        InputError: the app did not start.
    """
    with chromium() as browser:
        began = time.perf_counter()
        with serving({"HOI_INDEX": str(index)}, log) as address:
            listening = time.perf_counter() - began
            page, transfers = _opened(browser)
            page.goto(address)
            box = page.locator("#question textarea")
            box.fill(QUESTION)
            pressed = float(page.evaluate("performance.now()"))
            box.press("Enter")
            page.locator(".answer-text").wait_for()
            answered = time.perf_counter() - began
            page.wait_for_timeout(SETTLES_MS)
            painted = float(page.evaluate(PAINTED)) / 1000
            shifts = page.evaluate("window.shifts")
            shift = sum(value for at, value in shifts if at >= pressed)
            bytes_, requests = sum(transfers), len(transfers)
            again, _ = _opened(browser)
            again.goto(address)
            again.locator("#question textarea").wait_for()
            painted_again = float(again.evaluate(PAINTED)) / 1000
            times = _looked_up(again)
            for one in (page, again):
                one.context.close()
        return Measured(
            listening, answered, painted, painted_again, bytes_ / 1000, requests, shift, times
        )


def _opened(browser: Browser) -> tuple[Page, list[float]]:
    """A page of a fresh profile, and the bytes of each response as they came over the wire."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.add_init_script(OBSERVE)
    transfers: list[float] = []
    network: CDPSession = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.on("Network.loadingFinished", lambda told: transfers.append(told["encodedDataLength"]))
    return page, transfers


def _looked_up(page: Page) -> tuple[float, ...]:
    """Milliseconds from key to changed list, of the letters that change it."""
    page.get_by_role("tab").nth(1).click()
    page.locator("#look-box :is(input, textarea)").click()
    page.evaluate(WATCH_LIST)
    times = []
    for letter in TYPED:
        page.keyboard.press(letter)
        try:
            page.wait_for_function("window.changed", timeout=NO_CHANGE_MS)
        except PlaywrightTimeout:
            continue
        times.append(float(page.evaluate("window.changed - window.pressed")))
    return tuple(times)


if __name__ == "__main__":
    typer.run(main)
