"""How the page fares under many readers: ``python -m evals.load --sessions 50 --seconds 60``.

The app is started on a free port of this machine (or one that runs is named by ``--url``), and is
asked as a browser asks it: through the queue behind the box of the first tab, the talk kept in the
session. Three parts, each bounded: readers who ask every few seconds, all of them at once, and many
questions in a row while the memory is watched.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

import httpx
import typer

from evals.questions import Question
from rag.settings import ROOT

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
STARTS_WITHIN = 300.0
ANSWERS_WITHIN = 120.0
"""Seconds: a question that takes longer has failed."""
FLAT = 15.0
"""Megabytes that the last half of the questions may add to what the server holds."""
BOX = "waiting"
"""Name of what tells the questions of the box in the page."""
FAILED = 'class="failure"'
"""Stands in the page's HTML where a question was met with an error (rag/pages/conversation.py)."""


@dataclass(slots=True)
class Asked:
    """Seconds from the question to its answer on the page; what went wrong, one line each."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def share(self, part: float) -> float:
        """The time that ``part`` of the answers came within."""
        ordered = sorted(self.seconds)
        return ordered[min(int(part * len(ordered)), len(ordered) - 1)] if ordered else 0.0

    def line(self) -> str:
        return (
            f"{len(self.seconds)} answers, {len(self.errors)} errors; p50 {self.share(0.5):.2f} s, "
            f"p95 {self.share(0.95):.2f} s, worst {self.share(1):.2f} s"
        )


@dataclass(frozen=True, slots=True)
class Box:
    """The box of the first tab: the number of the event that asks, or another of the page's."""

    address: str
    event: int

    @staticmethod
    async def of(
        client: httpx.AsyncClient, address: str, name: str = BOX, event: str = "submit"
    ) -> Box:
        """Find it by its component's name in the page; the first of several events."""
        config = (await client.get(f"{address}/config")).json()
        (box,) = (one["id"] for one in config["components"] if one["props"].get("elem_id") == name)
        wired = config["dependencies"]
        return Box(address, next(one["id"] for one in wired if [box, event] in one["targets"]))


@dataclass(slots=True)
class Reader:
    """One reader's page: its session holds the talk."""

    box: Box
    client: httpx.AsyncClient
    name: str = field(default_factory=lambda: secrets.token_hex(6))

    async def ask(self, question: str, told: Asked) -> None:
        """Ask, wait for the answer, and put down how long that took."""
        typed = {"question": question, "plans": [], "places": []}
        await self.tell([[], [], None, None], typed, f"“{question}”", told)

    async def tell(self, data: list[Any], typed: object, name: str, told: Asked) -> None:
        """Wait for the end of an event with such inputs; it is called by ``name``."""
        started = time.perf_counter()
        try:
            async with asyncio.timeout(ANSWERS_WITHIN):
                shown = await self.ended(data, typed)
        except (httpx.HTTPError, TimeoutError, ValueError) as error:
            told.errors.append(f"{type(error).__name__}: {error}")
            return
        told.seconds.append(time.perf_counter() - started)
        if FAILED in shown.rpartition("<article")[2]:
            told.errors.append(f"{name} failed on the page")

    async def ended(self, data: list[Any], typed: object = None) -> str:
        """The event's first output as the page shows it at its end.

        Raises:
            ValueError: it failed.
        """
        body = {
            "data": data,
            "event_data": typed,
            "fn_index": self.box.event,
            "session_hash": self.name,
        }
        api = f"{self.box.address}/gradio_api/queue"
        joined = await self.client.post(f"{api}/join", json=body)
        joined.raise_for_status()
        events = self.client.stream("GET", f"{api}/data", params={"session_hash": self.name})
        shown = ""
        async with events as stream:
            async for line in stream.aiter_lines():
                message: dict[str, Any] = json.loads(line[5:]) if line[:5] == "data:" else {}
                if message.get("msg") == "process_generating":
                    shown = _words(message["output"]["data"][0]) or shown
                if message.get("msg") == "process_completed":
                    if not message["success"]:
                        raise ValueError(f"the event failed: {message['output']}")
                    return shown or _words(message["output"]["data"][0])
        raise ValueError("the answer ended before it was whole")


def _words(sent: object) -> str:
    """The HTML in what was sent: whole, or as the list of changes to what was sent before."""
    if isinstance(sent, str):
        return sent
    return max(map(_words, sent), key=len, default="") if isinstance(sent, list) else ""


async def asked_every(
    readers: list[Reader], questions: list[str], every: float, seconds: float
) -> Asked:
    """Each reader asks again ``every`` so many seconds, from different moments on."""
    told, end = Asked(), time.perf_counter() + seconds

    async def read(reader: Reader, wait: float, place: int) -> None:
        await asyncio.sleep(wait)
        while (began := time.perf_counter()) < end:
            await reader.ask(questions[place % len(questions)], told)
            place += len(readers)
            await asyncio.sleep(max(0.0, every - (time.perf_counter() - began)))

    waits = [every * number / len(readers) for number in range(len(readers))]
    pairs = zip(readers, waits, strict=True)
    await asyncio.gather(*(read(*pair, place) for place, pair in enumerate(pairs)))
    return told


async def asked_at_once(readers: list[Reader], questions: list[str]) -> tuple[Asked, float]:
    """All readers ask at one moment; what was told, and the seconds until the last answer."""
    told, started = Asked(), time.perf_counter()
    await asyncio.gather(
        *(reader.ask(questions[n % len(questions)], told) for n, reader in enumerate(readers))
    )
    return told, time.perf_counter() - started


async def asked_in_a_row(
    box: Box, client: httpx.AsyncClient, readers: int, questions: list[str], count: int,
    turns: int, server: int | None,
) -> tuple[Asked, list[float]]:  # fmt: skip
    """So many questions without a pause; the server's megabytes at the start and every tenth.

    After ``turns`` of them a reader leaves, and another comes.
    """
    told, places, memory = Asked(), iter(range(count)), [resident(server)]

    async def read() -> None:
        reader, asked = Reader(box, client), 0
        for place in places:
            if asked == turns:
                reader, asked = Reader(box, client), 0
            await reader.ask(questions[place % len(questions)], told)
            asked += 1
            if (place + 1) * 10 // count > place * 10 // count:
                memory.append(resident(server))
                if server is not None:
                    typer.echo(f"{place + 1} questions: {memory[-1]:.0f} MB")

    await asyncio.gather(*(read() for _ in range(readers)))
    return told, memory


def growth(memory: list[float]) -> str:
    """How much the memory grew over the last half of the questions, and whether that is flat."""
    grown = memory[-1] - memory[len(memory) // 2]
    flat = grown <= FLAT
    return f"over the last half {grown:+.0f} MB: {'flat' if flat else 'NOT flat'}"


def busy(process: int | None) -> float:
    """Seconds of processor time that a process has used."""
    status = Path(f"/proc/{process}/stat")
    if process is None or not status.exists():
        return 0.0
    user, system = status.read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def resident(process: int | None) -> float:
    """Megabytes of a process that are in memory; 0 where it cannot be told."""
    status = Path(f"/proc/{process}/status")
    if process is None or not status.exists():
        return 0.0
    (line,) = (one for one in status.read_text().splitlines() if one.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


@contextmanager
def started_app(**environment: str) -> Iterator[tuple[str, int]]:
    """``python app.py`` on a free port: its address and its process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    address = f"http://127.0.0.1:{port}"
    server = subprocess.Popen(
        [sys.executable, "app.py"],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        env={**os.environ, "HOI_HOST": "127.0.0.1", "HOI_PORT": str(port), **environment},
    )
    try:
        until = time.monotonic() + STARTS_WITHIN
        while server.poll() is None and time.monotonic() < until:
            try:
                httpx.get(f"{address}/health", timeout=2, trust_env=False)
            except httpx.HTTPError:
                time.sleep(0.25)
            else:
                yield address, server.pid
                return
        raise typer.BadParameter("the app did not start")
    finally:
        server.terminate()
        server.wait(30)


def dev_questions() -> list[str]:
    """The questions of the dev split in a fixed, mixed order."""
    lines = (ROOT / "evals" / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [Question.model_validate_json(line) for line in lines if line.strip()]
    asked = [row.question for row in rows if row.split == "dev" and not row.turns]
    random.Random(7).shuffle(asked)
    return asked


async def measured(
    address: str, server: int | None, readers: int, seconds: float, every: float, *,
    burst: int, questions: int, turns: int,
) -> bool:  # fmt: skip
    """Run the parts asked for, print a line each; whether no question failed."""
    asked = dev_questions()
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=None)
    failed: list[str] = []
    async with httpx.AsyncClient(limits=limits, timeout=ANSWERS_WITHIN, trust_env=False) as client:
        box = await Box.of(client, address)
        await Reader(box, client).ask(asked[0], Asked())  # what the first question loads is loaded
        typer.echo(f"memory after the first answer: {resident(server):.0f} MB")
        if seconds:
            worked = busy(server)
            told = await asked_every(
                [Reader(box, client) for _ in range(readers)], asked, every, seconds
            )
            each = 1000 * (busy(server) - worked) / max(1, len(told.seconds))
            typer.echo(
                f"{readers} readers, one question every {every:g} s each: {told.line()}; "
                f"{each:.0f} ms of the server's processor each"
            )
            failed += told.errors
        if burst:
            told, took = await asked_at_once([Reader(box, client) for _ in range(burst)], asked)
            typer.echo(f"{burst} at once: all answered within {took:.2f} s; {told.line()}")
            failed += told.errors
        if questions:
            began, worked = time.perf_counter(), busy(server)
            told, memory = await asked_in_a_row(
                box, client, readers, asked, questions, turns, server
            )
            rate = len(told.seconds) / (time.perf_counter() - began)
            each = 1000 * (busy(server) - worked) / max(1, len(told.seconds))
            typer.echo(
                f"{questions} in a row: {rate:.1f} answers/s; {told.line()}; "
                f"{each:.0f} ms of the server's processor each"
            )
            if server is not None:
                typer.echo(f"memory, MB, each tenth: {' '.join(f'{one:.0f}' for one in memory)}")
                typer.echo(f"memory {growth(memory)}")
            failed += told.errors
    for line in failed[:10]:
        typer.echo(line, err=True)
    return not failed


def main(
    sessions: Annotated[int, typer.Option(min=1, help="Readers with the page open.")] = 50,
    seconds: Annotated[float, typer.Option(min=0, help="How long they ask; 0: not.")] = 60,
    every: Annotated[float, typer.Option(min=0.1, help="Seconds between two of a reader's.")] = 10,
    burst: Annotated[int, typer.Option(min=0, help="Questions at one moment; 0: none.")] = 50,
    questions: Annotated[int, typer.Option(min=0, help="Questions in a row; 0: none.")] = 0,
    turns: Annotated[int, typer.Option(min=1, help="Of them by one reader; then another.")] = 5,
    url: Annotated[str | None, typer.Option(help="An app that runs on this machine.")] = None,
) -> None:
    """Ask the page as many readers do, and say how long the answers take."""
    if url is not None and urlsplit(url).hostname not in LOOPBACK:
        raise typer.BadParameter("--url names another machine: only this one is asked")
    typer.echo(f"{os.cpu_count()} cores, load average {os.getloadavg()[0]:.1f} at the start")

    def run(address: str, server: int | None) -> bool:
        parts = {"burst": burst, "questions": questions, "turns": turns}
        return asyncio.run(measured(address, server, sessions, seconds, every, **parts))

    if url is not None:
        well = run(url.rstrip("/"), None)
    else:
        with started_app() as (address, server):
            well = run(address, server)
    typer.echo(f"load average {os.getloadavg()[0]:.1f} at the end")
    raise typer.Exit(0 if well else 1)


if __name__ == "__main__":
    typer.run(main)
