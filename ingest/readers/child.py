"""The parent's side of a parser: a child process that may die, hang or shout alone.

The child writes JSON lines: ``{"page": 3, "of": 12}`` while it works, ``{"recognise": 4}`` when it
finds pages to recognise (which earns it more time), and one ``{"file": …}`` or
``{"problem": "…"}`` at the end.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from ingest.readers.raw import FileText, Form
from rag.errors import UnreadableFile
from rag.settings import Settings
from rag.stores.codec import decode
from rag.stores.generations import READING

PageProgress = Callable[[int, int], None]
"""Called with the page that is read and the pages in all."""

_ROOT = Path(__file__).resolve().parents[2]
_BYTES_PER_CHAR = 8
"""Of the reply: a letter is at most six bytes of JSON, and pages carry a little beside it."""


def parse(
    form: Form,
    path: Path,
    name: str,
    settings: Settings,
    progress: PageProgress | None = None,
) -> FileText:
    """Read a file in a child process; ``name`` is what it is called in errors.

    Raises:
        UnreadableFile: the parser's own reason, or out of time, memory or output.
    """
    # the child works elsewhere than we do
    settings = settings.model_copy(update={"index": settings.index.absolute()})
    # of us and the child killed together nothing is left once the next writer starts
    reading = settings.index / READING
    reading.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=reading) as folder:
        # its temporary files go even where it is killed
        child = start(form, path, settings, Path(folder))
        try:
            return _reply(child, name, settings, progress)
        finally:
            _end(child)


def start(form: Form, path: Path, settings: Settings, folder: Path) -> subprocess.Popen[bytes]:
    """The child, with a folder for its temporary files."""
    command = [sys.executable, "-m", "ingest.readers.worker", form, str(path.resolve()),
               settings.model_dump_json()]  # fmt: skip
    return subprocess.Popen(  # noqa: S603 - our own module, the path is one argument
        command,
        stdin=subprocess.PIPE,  # nothing is written: that it closes tells the child of our end
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=_ROOT,
        env=os.environ | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder)),
        start_new_session=True,
    )


def _reply(
    child: subprocess.Popen[bytes], name: str, settings: Settings, progress: PageProgress | None
) -> FileText:
    lines: queue.Queue[bytes | None] = queue.Queue()
    limit = settings.max_text_chars * _BYTES_PER_CHAR
    threading.Thread(target=_listen, args=(child, lines, limit), daemon=True).start()
    seconds = settings.max_seconds_per_file
    started = time.monotonic()
    while True:
        try:
            line = lines.get(timeout=max(0.0, started + seconds - time.monotonic()))
        except queue.Empty:
            raise UnreadableFile(f"{name}: đọc quá {seconds} giây; hãy tách nhỏ tệp") from None
        message = _message(line)
        if message is None:
            code = child.poll() if line else child.wait()
            raise UnreadableFile(
                f"{name}: trình đọc dừng giữa chừng (mã {code}); tệp có thể hỏng hoặc quá lớn"
            )
        if "problem" in message:
            raise UnreadableFile(f"{name}: {message['problem']}")
        if "file" in message:
            return decode(FileText, json.dumps(message["file"]))
        if "recognise" in message:
            seconds += int(str(message["recognise"])) * settings.max_seconds_per_page
        elif progress is not None:
            progress(int(str(message["page"])), int(str(message["of"])))


def _listen(child: subprocess.Popen[bytes], lines: queue.Queue[bytes | None], limit: int) -> None:
    """The child's lines; None once it has closed its output or written more than the limit."""
    assert child.stdout is not None  # noqa: S101 - a pipe was asked for
    with child.stdout as output:
        while limit > 0 and (line := output.readline(limit)):
            limit -= len(line)
            lines.put(line)
    lines.put(None)


def _message(line: bytes | None) -> dict[str, object] | None:
    try:
        message = json.loads(line or b"")
    except (UnicodeDecodeError, json.JSONDecodeError):
        return None
    return message if isinstance(message, dict) else None


def _end(child: subprocess.Popen[bytes]) -> None:
    """End the child with whatever it started (a converter, a recogniser)."""
    try:
        if hasattr(os, "killpg"):
            os.killpg(child.pid, signal.SIGKILL)
        else:
            child.kill()
    except ProcessLookupError:
        pass
    child.wait()
    if child.stdin is not None:
        child.stdin.close()
