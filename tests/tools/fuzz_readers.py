"""Break good files at random and read them: each must be read or refused in one line, in time.

    python -m tests.tools.fuzz_readers --minutes 10 [--seeds FOLDER] [--seed 1]

The child of each case is forked from a process that has the parsers loaded already, and in most
cases finds no other program (recogniser, converter): what those do takes seconds.
A case is told by its number and the seed, so that it can be made again; the files of those that
crash, hang or leave something behind are kept in build/fuzz. Exit 1 where there is any.
"""

from __future__ import annotations

import importlib
import io
import multiprocessing
import os
import random
import re
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from ingest.pipeline import read_plan  # noqa: E402
from ingest.readers import ENDINGS, child, read_raw, worker  # noqa: E402
from ingest.readers.raw import Form  # noqa: E402
from ingest.readers.syllables import known  # noqa: E402
from rag.errors import InputError  # noqa: E402
from rag.settings import Settings  # noqa: E402
from tests.ingest.readers.tiny_pdf import pdf_bytes  # noqa: E402

LIMITS = Settings(max_seconds_per_file=30, max_seconds_per_page=10, max_pages=200)
PROGRAMS = os.environ.get("PATH", "")
GRACE = 10
"""Seconds over the limit within which a child must have been ended."""

AS_PLANS = 0.1
"""Share of the cases of which outline and facts are taken too, which takes most of their time."""
WITH_PROGRAMS = 0.01
"""Share of the cases in which the child finds Tesseract, LibreOffice and the like."""
CONVERTED = tuple(ending for ending, form in ENDINGS.items() if form in ("doc", "odt", "rtf"))
LIBRARIES = ("pypdf", "pypdfium2", "docx", "lxml.html", "PIL.Image", "numpy")

NASTY = (
    b"", b"\x00" * 64, b"\xff" * 64, b"-1", b"99999999999999999999", b"1e400", b"%s%n" * 8,
    b"<<" * 400, b"[" * 4000, b"(" * 4000, b"endobj", b"/Length 2147483647", b"/Count -1",
    b"/Kids [1 0 R]", b"/Filter [/FlateDecode /FlateDecode]", b"<w:p>" * 500, b"</w:body>",
    b"<table>" * 800, b"&#x110000;", b"&a;", b"\\'ff\\u-1?", b"{" * 2000, b"\\bin9999999 ",
    b'<!DOCTYPE a [<!ENTITY a "aa"><!ENTITY b "&a;&a;&a;&a;">]>', b'<w:numId w:val="-7"/>',
    b'r:id="rId999"', "\u202e\u0301\ufffe".encode(), b"\xed\xa0\x80", b"../../../../etc/passwd",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a case; ``fault`` says what must not happen, None where all is well."""

    ending: str
    kind: str
    seconds: float
    fault: str | None


@dataclass(frozen=True, slots=True)
class Case:
    """A broken file; ``whole``: read as a plan; ``programs``: its child finds others."""

    number: int
    ending: str
    content: bytes
    whole: bool
    programs: bool


def broken(content: bytes, ending: str, chance: random.Random) -> bytes:
    """A good file with one to four things changed; of an archive, one of its parts."""
    if ending in (".docx", ".odt") and chance.random() < 0.8:
        return _broken_part(content, chance)
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        content = chance.choice(_CHANGES)(content, chance)
    return content


def _broken_part(content: bytes, chance: random.Random) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as archive,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as into,
    ):
        names = archive.namelist()
        chosen = chance.choice([name for name in names if name.endswith((".xml", ".rels"))])
        for name in names:
            part = archive.read(name)
            if name == chosen:
                for _ in range(chance.choice((1, 1, 1, 2, 4))):
                    part = chance.choice(_CHANGES)(part, chance)
            if chance.random() < 0.02:
                name = "../../" + name  # noqa: PLW2901 - an archive that wants out
            if chance.random() > 0.02:
                into.writestr(name, part)
    return out.getvalue()


def _flip(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice((1, 1, 4, 4, 64))):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def _move(content: bytes, chance: random.Random) -> bytes:
    start, end = sorted(chance.randrange(len(content) + 1) for _ in range(2))
    end = min(end, start + 4000)
    at = chance.randrange(len(content) + 1)
    kept = content if chance.random() < 0.5 else content[:start] + content[end:]
    return kept[:at] + content[start:end] * chance.choice((1, 2, 50)) + kept[at:]


def _nasty(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content) + 1)
    return content[:at] + chance.choice(NASTY) + content[at + chance.choice((0, 0, 8, 64)) :]


def _number(content: bytes, chance: random.Random) -> bytes:
    numbers = list(re.finditer(rb"\d+", content))
    if not numbers:
        return content
    match = chance.choice(numbers)
    return (
        content[: match.start()] + chance.choice((*NASTY[3:6], b"0", b"7")) + content[match.end() :]
    )


_CHANGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _flip, _flip, _flip, _cut, _move, _nasty, _nasty, _number, _number,
)  # fmt: skip


def seeds(folder: Path | None) -> list[tuple[str, bytes]]:
    """Good files by ending: small ones made here, and those of a folder."""
    text = (ROOT / "corpus" / "kon-tum-2021.md").read_text(encoding="utf-8")[:6000]
    lines = text.split("\n")
    page = (
        "<html><head><meta charset=utf-8></head><body>{}<table><tr><td>1<td>2</table></body></html>"
    )
    found = [
        (".txt", text.encode()),
        (".txt", text.encode("utf-16")),
        (".pdf", pdf_bytes([lines[:20], lines[20:40], lines[40:60]])),
        (".html", page.format("".join(f"<p>{line}</p>" for line in lines)).encode()),
        (".docx", _docx(lines)),
    ]
    for path in sorted(folder.rglob("*")) if folder is not None else ():
        if path.suffix.lower() in ENDINGS and path.stat().st_size < 400_000:
            found.append((path.suffix.lower(), path.read_bytes()))
    return found


def _docx(lines: list[str]) -> bytes:
    from docx import Document

    document = Document()
    for line in lines:
        document.add_paragraph(line, style="List Number" if line.startswith("- ") else None)
    table = document.add_table(2, 3)
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"ô {number}"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


class Forked:
    """A child as ``subprocess`` gives one, so far as it is asked: it goes on from here."""

    def __init__(self, pid: int, replies: int) -> None:
        self.pid = pid
        self.stdout = os.fdopen(replies, "rb")
        self._code: int | None = None

    def wait(self) -> int:
        """Its exit code, as ``subprocess`` has it."""
        if self._code is None:
            self._code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self._code

    poll = wait


def fork(form: Form, path: Path, settings: Settings, folder: Path) -> Forked:
    """``child.start`` without a new Python."""
    replies, into = os.pipe()
    pid = os.fork()
    if pid:
        os.close(into)
        return Forked(pid, replies)
    try:
        os.setsid()
        nothing = os.open(os.devnull, os.O_RDWR)
        for own, file in ((nothing, 0), (into, 1), (nothing, 2)):
            os.dup2(own, file)
        os.closerange(3, 256)
        os.environ.update(dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder)))
        tempfile.tempdir = None
        worker.serve(form, path, settings)
        os._exit(0)
    finally:
        os._exit(1)


def load() -> None:
    """What every child needs, once."""
    for name in (*worker.PARSERS.values(), *LIBRARIES):
        importlib.import_module(name)
    known()
    child.start = fork  # type: ignore[assignment]


def read(case: Case) -> Outcome:
    """Read one case in a folder of its own."""
    os.environ["PATH"] = PROGRAMS if case.programs else ""
    content, ending = case.content, case.ending
    with TemporaryDirectory() as name:
        folder = Path(name) / "trong" / "nua"
        folder.mkdir(parents=True)
        path = folder / f"thu{ending}"
        path.write_bytes(content)
        started = time.monotonic()
        fault = None
        try:
            if case.whole:
                read_plan(path, "thu", LIMITS)
            else:
                read_raw(path, LIMITS)
            kind = "read"
        except InputError as error:
            kind = "died" if "dừng giữa chừng (mã" in str(error) else "refused"
            if "\n" in str(error) or not str(error).startswith("thu"):
                fault = f"not one line with the file's name: {error}"
        except Exception as error:  # noqa: BLE001 - any other is what is looked for
            kind, fault = "crashed", f"{type(error).__name__}: {error}"
        seconds = time.monotonic() - started
        # pages to recognise earn a file more time
        pages = LIMITS.max_pages * LIMITS.max_seconds_per_page if case.programs else 0
        if seconds > LIMITS.max_seconds_per_file + GRACE + pages:
            fault = f"took {seconds:.0f} s"
        left = [one for one in Path(name).rglob("*") if one.is_file() and one != path]
        if left:
            fault = f"left behind {sorted(one.name for one in left)}"
    return Outcome(ending, kind, seconds, fault)


def cases(seed: int, good: list[tuple[str, bytes]], until: float) -> Iterator[Case]:
    """Case after case until the clock says so."""
    number = 0
    while time.monotonic() < until:
        chance = random.Random(f"{seed}/{number}")
        whole, programs = chance.random() < AS_PLANS, chance.random() < WITH_PROGRAMS
        ending, content = chance.choice(
            [one for one in good if programs or one[0] not in CONVERTED]
        )
        yield Case(number, ending, broken(content, ending, chance), whole, programs)
        number += 1


def main(
    minutes: Annotated[float, typer.Option(help="How long.")] = 10,
    seeds_in: Annotated[Path | None, typer.Option("--seeds", help="Folder of good files.")] = None,
    seed: Annotated[int, typer.Option(help="Of the random changes.")] = 1,
) -> None:
    """Break good files and read them."""
    good = seeds(seeds_in)
    counted: Counter[tuple[str, str]] = Counter()
    slowest: dict[str, float] = {}
    faults = 0
    workers = os.cpu_count() or 1
    load()
    with ProcessPoolExecutor(workers, multiprocessing.get_context("fork")) as pool:
        running = cases(seed, good, time.monotonic() + 60 * minutes)
        for group in _grouped(running, workers * 16):
            for case, outcome in zip(group, pool.map(read, group), strict=True):
                ending = case.ending
                counted[ending, outcome.kind] += 1
                slowest[ending] = max(slowest.get(ending, 0.0), outcome.seconds)
                if outcome.fault is not None:
                    faults += 1
                    kept = ROOT / "build" / "fuzz" / f"{seed}-{case.number}{ending}"
                    kept.parent.mkdir(parents=True, exist_ok=True)
                    kept.write_bytes(case.content)
                    typer.echo(f"{kept.relative_to(ROOT)}: {outcome.fault}")
    for (ending, kind), count in sorted(counted.items()):
        typer.echo(f"{ending:6} {kind:8} {count:6}   slowest {slowest[ending]:.1f} s")
    typer.echo(f"{counted.total()} cases, {faults} faults")
    raise typer.Exit(1 if faults else 0)


def _grouped(running: Iterator[Case], size: int) -> Iterator[list[Case]]:
    group: list[Case] = []
    for case in running:
        group.append(case)
        if len(group) == size:
            yield group
            group = []
    if group:
        yield group


if __name__ == "__main__":
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.command()(main)
    app()
