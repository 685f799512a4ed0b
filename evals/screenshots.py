"""The pictures of the README: ``python -m evals.screenshots`` takes them anew in ``docs/images``.

``--sizes`` writes every tab at the widest and the narrowest width instead, to be looked at.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Literal

import typer
from PIL import Image
from playwright.sync_api import Browser, Page

from evals.browser import chromium, serving, tab_names
from rag.errors import HoiError
from rag.settings import ROOT, Settings

IMAGES = ROOT / "docs" / "images"
LARGEST = 150_000
"""Bytes of a picture."""
DESK, PHONE = (1440, 900), (390, 844)
EXTREMES = ((2560, 1440), (360, 780))
PATIENCE_MS = 120_000
SETTLES_MS = 1_500
QUESTION = "?q=cơ quan nào báo cáo mục tiêu 4?"
LOOKED_UP = "tập huấn lồng ghép giới"

Theme = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = ("light", "dark")


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: the tab, what its address asks, what must have come before it is taken."""

    name: str
    tab: str
    shows: str
    asked: str = ""
    size: tuple[int, int] = DESK
    opens: str | None = None
    """Pressed so that the words of it stand at the side."""
    begins: str | None = None
    """Pressed so that the tab shows something."""


PICTURES = (
    Picture("chat", "ask", "#source mark", QUESTION, opens=".answer-text .mark >> nth=0"),
    Picture("chat-phone", "ask", "#source mark", QUESTION, PHONE),
    Picture("lookup", "lookup", ".look-items > li", opens=".look-items > li >> nth=0"),
    Picture("table", "table", "#assignments td .cell", opens="#assignments td .cell >> nth=0"),
    Picture("deadlines", "deadlines", "#due-list .due-list", opens="#due-list .due-mark >> nth=0"),
    Picture("targets", "targets", "#aim-list .table-box"),
    Picture("quiz", "quiz", "#quiz-options label", begins="#quiz >> text='Bắt đầu'"),
    Picture("library", "library", "#library-shown table"),
    Picture("quality", "quality", "#quality-shown .trend"),
)


def main(
    index: Annotated[
        Path | None, typer.Option(help="A built index; the configured one if none is given.")
    ] = None,
    folder: Annotated[Path, typer.Option(help="Where they are written.")] = IMAGES,
    sizes: Annotated[
        bool, typer.Option("--sizes", help="Every tab, 2560 px and 360 px wide, instead.")
    ] = False,
) -> None:
    """Take the pictures of the README in both themes."""
    held = (index or Settings().index).absolute()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with (
            TemporaryDirectory(prefix="hoi-screenshots-") as place,
            chromium() as browser,
            serving({"HOI_INDEX": str(held)}, Path(place) / "log.txt") as address,
        ):
            for theme in THEMES:
                written = (
                    _extremes(browser, address, folder, theme) if sizes
                    else _pictures(browser, address, folder, theme)
                )  # fmt: skip
                for line in written:
                    typer.echo(line)
    except HoiError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(error.exit_code) from error


def _pictures(browser: Browser, address: str, folder: Path, theme: Theme) -> list[str]:
    lines = []
    for one in PICTURES:
        page = _page(browser, one.size, theme)
        tab = "" if one.tab == "ask" else f"?tab={one.tab}"
        page.goto(f"{address}/{one.asked or tab}")
        if one.tab == "lookup":
            page.locator("#look-box :is(input, textarea)").click()
            page.keyboard.type(LOOKED_UP)
        if one.begins:
            page.locator(one.begins).click()
        page.locator(one.shows).first.wait_for()
        page.wait_for_timeout(SETTLES_MS)
        if one.opens:
            page.locator(one.opens).click()
            page.locator("#source mark").first.wait_for()
            page.wait_for_timeout(SETTLES_MS)
        file = folder / f"{one.name}-{theme}.webp"
        file.write_bytes(small(page.screenshot()))
        lines.append(f"{file.name}: {file.stat().st_size:,} bytes")
        page.context.close()
    return lines


def _extremes(browser: Browser, address: str, folder: Path, theme: Theme) -> list[str]:
    lines = []
    for size in EXTREMES:
        page = _page(browser, size, theme)
        page.goto(f"{address}/")
        page.locator("#top [data-tabs]").wait_for()
        for name in tab_names(page):
            page.goto(f"{address}/?tab={name}")
            page.locator("#top [data-tabs]").wait_for()
            page.wait_for_timeout(2 * SETTLES_MS)
            over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            file = folder / f"{name}-{size[0]}-{theme}.png"
            page.screenshot(path=file)
            lines.append(f"{file.name}: {'fits' if over <= 0 else f'{over} px too wide'}")
        page.context.close()
    return lines


def _page(browser: Browser, size: tuple[int, int], theme: Theme) -> Page:
    width, height = size
    page = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=theme, locale="vi-VN"
    ).new_page()
    page.set_default_timeout(PATIENCE_MS)
    return page


def small(png: bytes) -> bytes:
    """The picture as WebP: without loss where that is small enough, else as good as may be."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    for quality in (None, 90, 80, 70, 60):
        made = io.BytesIO()
        if quality is None:
            picture.save(made, "WEBP", lossless=True, method=6)
        else:
            picture.save(made, "WEBP", quality=quality, method=6)
        if made.tell() <= LARGEST:
            break
    return made.getvalue()


if __name__ == "__main__":
    typer.run(main)
