"""Files read ahead by processes of their own, so that every core reads while one writes.

A process (``main`` below) is asked for files on its standard input and replies
on its standard output, all in pickles. It ends as soon as its input closes, as it does however the
parent ends.
"""

from __future__ import annotations

import logging
import os
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, Self

from ingest.readers import PageProgress
from rag.settings import ROOT, Settings

if TYPE_CHECKING:
    from ingest.pipeline import ParsedPlan

FEW = 16
"""Files up to which no process is started: each takes a second to begin."""
AHEAD = 2
"""Files a process that may lie ready before their turn."""
_TOLD_EVERY = 0.2
"""Seconds between two looks at the page that is being read."""

_PROGRAM = "from ingest.ahead import main; main()"
"""Not ``python -m``: what is sent is of this module, not of ``__main__``."""

Asked = tuple[Path, str]
"""A file and the id that its plan takes."""


@dataclass(frozen=True, slots=True)
class _Page:
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Read:
    """A plan and the seconds its reading took; None where anything was the matter."""

    plan: ParsedPlan | None
    seconds: float


_NOT_READ = Read(None, 0.0)


def processes() -> int:
    """How many processes read: one a core that this one may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class _Task:
    read: Future[Read]
    page: SimpleQueue[_Page]


class ReadingAhead:
    """Context manager: ``with ReadingAhead(files, settings) as ahead: ahead.take(file)``.

    Files are taken in the order given; some may be passed over.
    """

    def __init__(self, files: tuple[Asked, ...], settings: Settings, count: int) -> None:
        """``count`` processes are started on entering, none where the files are few."""
        self._files = files
        self._place = {path: place for place, (path, _) in enumerate(files)}
        self._settings = settings
        self._count = count if len(files) > FEW else 0
        self._begun = 0
        self._tasks: dict[int, _Task] = {}
        self._readers: list[_Reader] = []
        self._free: SimpleQueue[_Reader] = SimpleQueue()
        self._threads = ThreadPoolExecutor(max(1, self._count))

    def __enter__(self) -> Self:
        """Start the processes."""
        for _ in range(self._count):
            self._readers.append(_Reader(self._settings))
            self._free.put(self._readers[-1])
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the processes, whatever they are reading."""
        for reader in self._readers:
            reader.end()
        self._threads.shutdown(cancel_futures=True)
        for reader in self._readers:
            reader.close()

    @property
    def processes(self) -> tuple[int, ...]:
        """Their numbers."""
        return tuple(reader.number for reader in self._readers)

    def take(self, path: Path, progress: PageProgress | None) -> Read:
        """What was read of a file; no plan where it was not read ahead, or not well."""
        place = self._place.get(path)
        if not self._readers or place is None:
            return _NOT_READ
        for passed in [one for one in self._tasks if one < place]:
            del self._tasks[passed]
        self._begun = max(self._begun, place)
        while self._begun < min(len(self._files), place + 1 + AHEAD * self._count):
            self._begin(self._begun)
            self._begun += 1
        task = self._tasks.pop(place, None)
        if task is None:
            return _NOT_READ
        while not wait((task.read,), timeout=_TOLD_EVERY).done:
            _tell(task.page, progress)
        return task.read.result()

    def _begin(self, place: int) -> None:
        pages: SimpleQueue[_Page] = SimpleQueue()
        asked = self._files[place]
        self._tasks[place] = _Task(self._threads.submit(self._read, asked, pages.put), pages)

    def _read(self, asked: Asked, told: Callable[[_Page], None]) -> Read:
        reader = self._free.get()
        try:
            return reader.read(asked, told)
        finally:
            self._free.put(reader)


def _tell(pages: SimpleQueue[_Page], progress: PageProgress | None) -> None:
    """Where a file's reading stands by now."""
    last: _Page | None = None
    with suppress(Empty):
        while True:
            last = pages.get_nowait()
    if last is not None and progress is not None:
        progress(last.page, last.pages)


class _Reader:
    """The parent's side of one process."""

    def __init__(self, settings: Settings) -> None:
        # it works elsewhere than we do
        settings = settings.model_copy(update={"index": settings.index.absolute()})
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-c", _PROGRAM, settings.model_dump_json()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            start_new_session=True,
        )
        assert self._process.stdin is not None  # noqa: S101 - pipes were asked for
        assert self._process.stdout is not None  # noqa: S101
        self._asking, self._reply = self._process.stdin, self._process.stdout

    @property
    def number(self) -> int:
        return self._process.pid

    def read(self, asked: Asked, told: Callable[[_Page], None]) -> Read:
        """One file's plan; none where reading failed or the process ended."""
        path, plan_id = asked
        try:
            pickle.dump((path.absolute(), plan_id), self._asking)
            self._asking.flush()
            while isinstance(found := pickle.load(self._reply), _Page):  # noqa: S301 - our own
                told(found)
        except (OSError, EOFError, ValueError, pickle.UnpicklingError):
            return _NOT_READ
        return found if isinstance(found, Read) else _NOT_READ

    def end(self) -> None:
        """End the process; a parser that it started ends with it."""
        self._process.kill()
        self._process.wait()

    def close(self) -> None:
        """Close the pipes, once nobody waits at them any more."""
        self._reply.close()
        with suppress(OSError):  # what was asked and not read
            self._asking.close()


def serve(settings: Settings, asked: SimpleQueue[Asked], reply: BinaryIO) -> None:
    """Read one file after the other, without end."""
    from ingest.pipeline import read_plan

    def send(message: _Page | Read) -> None:
        pickle.dump(message, reply, pickle.HIGHEST_PROTOCOL)
        reply.flush()

    while True:
        path, plan_id = asked.get()
        started = time.perf_counter()
        try:
            plan = read_plan(path, plan_id, settings, lambda page, of: send(_Page(page, of)))
        except Exception:  # noqa: BLE001 - the parent reads it again and tells what is the matter
            plan = None
        send(Read(plan, time.perf_counter() - started))


def listen(asking: BinaryIO, asked: SimpleQueue[Asked]) -> None:
    """Take in what is asked; once nobody can ask any more this process ends, whatever it does."""
    while True:
        try:
            asked.put(pickle.load(asking))  # noqa: S301 - our own module's
        except EOFError:
            os._exit(0)


def main() -> None:
    """All that the process does; nothing that a library prints is taken for a reply."""
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    logging.disable(logging.CRITICAL)
    asked: SimpleQueue[Asked] = SimpleQueue()
    threading.Thread(target=listen, args=(sys.stdin.buffer, asked), daemon=True).start()
    serve(Settings.model_validate_json(sys.argv[1]), asked, replies)
