"""Questions while plans are read in: ``python -m evals.uploading``.

The app runs over copies of the corpus and the index, which the upload may change. Some readers ask
and look words up, first with nothing else to do, then while long PDFs and Word files are read.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import httpx
import typer

from evals.laid_out import Sheet, Words, by_reportlab
from evals.load import ANSWERS_WITHIN, Asked, Box, Reader, busy, dev_questions, started_app
from rag.settings import Settings

LOOKED_UP = ("tap huan long ghep gioi", "ty le can bo nu", "bao cao hang nam", "bạo lực gia đình")
UPLOAD_WITHIN = 1800.0
"""Seconds that the reading of all files may take."""
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_PARTS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="a" Target="word/document.xml" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/officeDocument"/></Relationships>'
)
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@dataclass(frozen=True, slots=True)
class Pace:
    """So many readers ask, and as many look up, every so many seconds."""

    readers: int
    every: float


def by_hand(sheet: Sheet, target: Path) -> None:
    """The plainest Word file of these paragraphs."""
    lines = (escape(part.text) for part in sheet.parts if isinstance(part, Words))
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as word:
        word.writestr("[Content_Types].xml", _TYPES)
        word.writestr("_rels/.rels", _PARTS)
        document = f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'
        word.writestr("word/document.xml", document)


def long_plan(number: int, corpus: Path, times: int) -> Sheet:
    """A plan of its own number and place, with the duties of a whole office in many sections."""
    text = min(corpus.glob("*.txt")).read_text(encoding="utf-8")
    lines = [line for line in re.sub(r"\d+/KH", f"{900 + number}/KH", text).split("\n") if line]
    middle = [line for _ in range(times) for line in lines[12:-12]]
    return Sheet(tuple(Words(line, False) for line in (*lines[:12], *middle, *lines[-12:])), {})


def files_in(folder: Path, corpus: Path, each: int, times: int) -> list[Path]:
    """So many long PDFs, and as many Word files."""
    written = []
    writers: tuple[tuple[str, Callable[[Sheet, Path], None]], ...] = (
        ("pdf", by_reportlab), ("docx", by_hand),
    )  # fmt: skip
    for place, (ending, write) in enumerate(writers):
        for n in range(each):
            file = folder / f"ke-hoach-dai-{n}-{ending}.{ending}"
            write(long_plan(place * each + n, corpus, times), file)
            written.append(file)
    return written


async def uploaded(client: httpx.AsyncClient, address: str, files: list[Path]) -> str:
    """Send the files as the page does and have them read; what the page tells at the end."""
    sent = [("files", (file.name, file.read_bytes())) for file in files]
    paths = (await client.post(f"{address}/gradio_api/upload", files=sent)).json()
    data = [
        {"path": path, "orig_name": file.name, "meta": {"_type": "gradio.FileData"}}
        for path, file in zip(paths, files, strict=True)
    ]
    begin = await Box.of(client, address, "library-begin", "click")
    async with asyncio.timeout(UPLOAD_WITHIN):
        return await Reader(begin, client).ended([data, None])


async def asked_and_looked_up(
    client: httpx.AsyncClient, address: str, pace: Pace, over: Callable[[], bool]
) -> tuple[Asked, Asked]:
    """Questions and words looked up until it is over."""
    box = await Box.of(client, address)
    look = await Box.of(client, address, "look-box", "change")
    questions, answers, found = dev_questions(), Asked(), Asked()

    async def asks(reader: Reader, place: int) -> None:
        await asyncio.sleep(pace.every * place / pace.readers)
        while not over():
            began = time.perf_counter()
            await reader.ask(questions[place % len(questions)], answers)
            place += pace.readers
            await asyncio.sleep(max(0.0, pace.every - (time.perf_counter() - began)))

    async def looks(reader: Reader, place: int) -> None:
        await asyncio.sleep(pace.every * (place + 0.5) / pace.readers)
        while not over():
            began = time.perf_counter()
            words = LOOKED_UP[place % len(LOOKED_UP)]
            await reader.tell([words, [], "", 0, ""], None, words, found)
            place += 1
            await asyncio.sleep(max(0.0, pace.every - (time.perf_counter() - began)))

    await asyncio.gather(
        *(asks(Reader(box, client), n) for n in range(pace.readers)),
        *(looks(Reader(look, client), n) for n in range(pace.readers)),
    )
    return answers, found


def lasting(seconds: float) -> Callable[[], bool]:
    """Whether so many seconds from now have gone."""
    until = time.perf_counter() + seconds
    return lambda: time.perf_counter() > until


async def measured(
    address: str, server: int, files: list[Path], pace: Pace, seconds: float
) -> bool:
    """Ask without and with the upload, print what was found; whether nothing failed."""
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=None)
    async with httpx.AsyncClient(limits=limits, timeout=ANSWERS_WITHIN, trust_env=False) as client:
        await asked_and_looked_up(
            client, address, pace, lasting(3)
        )  # what loads at first is loaded
        quiet = await asked_and_looked_up(client, address, pace, lasting(seconds))
        began, worked = time.perf_counter(), busy(server)
        reading = asyncio.create_task(uploaded(client, address, files))
        beside = await asked_and_looked_up(client, address, pace, reading.done)
        took, worked = time.perf_counter() - began, busy(server) - worked
        told = reading.result()
    size = sum(file.stat().st_size for file in files) / 1e6
    typer.echo(f"{len(files)} files, {size:.1f} MB, read within {took:.0f} s; the app's processor "
               f"{worked:.0f} s")  # fmt: skip
    for name, (answers, found) in (("before", quiet), ("beside", beside)):
        typer.echo(f"{name}: questions: {answers.line()}")
        typer.echo(f"{name}: looking up: {found.line()}")
    failed = [*quiet[0].errors, *quiet[1].errors, *beside[0].errors, *beside[1].errors]
    for line in failed[:10]:
        typer.echo(line, err=True)
    read = told.count("ke-hoach-dai") >= len(files)
    if not read:
        typer.echo(told, err=True)
    return read and not failed


def main(
    each: Annotated[int, typer.Option(min=1, help="PDFs, and as many Word files.")] = 3,
    times: Annotated[int, typer.Option(min=1, help="A plan's length, in plans of 14 pages.")] = 8,
    readers: Annotated[int, typer.Option(min=1, help="Readers who ask, as many look up.")] = 5,
    every: Annotated[float, typer.Option(min=0.1, help="Seconds between two of a reader's.")] = 2,
    seconds: Annotated[float, typer.Option(min=1, help="How long they ask before.")] = 20,
) -> None:
    """Ask and look up while long files are read in, and say how long that takes."""
    settings = Settings()
    typer.echo(f"{os.cpu_count()} cores, load average {os.getloadavg()[0]:.1f} at the start")
    with TemporaryDirectory(prefix="hoi-uploading-") as place:
        folder = Path(place)
        own = shutil.ignore_patterns("uploads")
        shutil.copytree(settings.corpus, folder / "corpus", ignore=own)
        shutil.copytree(settings.index, folder / "index")
        files = files_in(folder, settings.corpus, each, times)
        held = {"HOI_CORPUS": str(folder / "corpus"), "HOI_INDEX": str(folder / "index")}
        with started_app(**held) as (address, server):
            well = asyncio.run(measured(address, server, files, Pace(readers, every), seconds))
    typer.echo(f"load average {os.getloadavg()[0]:.1f} at the end")
    raise typer.Exit(0 if well else 1)


if __name__ == "__main__":
    typer.run(main)
