"""A folder of many plans in every form, some of them bad: it must be read to its end.

    python -m tests.tools.many_files [--files 200] [--bad 10]

Prints how many of each form were read and in what time, and each refusal; exit 1 where a good file
failed, a bad one did not, or the index does not answer afterwards.
"""

from __future__ import annotations

import io
import sys
import time
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from ingest.pipeline import ingest_corpus  # noqa: E402
from ingest.report import Report  # noqa: E402
from rag.settings import Settings  # noqa: E402
from rag.stores.index import open_index  # noqa: E402
from tests.ingest.ingesting import text  # noqa: E402
from tests.ingest.readers.tiny_pdf import pdf_bytes  # noqa: E402


def _html(plan: str) -> bytes:
    paragraphs = "".join(f"<p>{line}</p>" for line in plan.split("\n"))
    return f"<html><head><meta charset='utf-8'></head><body>{paragraphs}</body></html>".encode()


def _docx(plan: str) -> bytes:
    from docx import Document

    document = Document()
    for line in plan.split("\n"):
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


FORMS: tuple[tuple[str, Callable[[str], bytes]], ...] = (
    (".txt", str.encode),
    (".docx", _docx),
    (".md", lambda plan: plan.encode("utf-16")),
    (".pdf", lambda plan: pdf_bytes([plan.split("\n")])),
    (".html", _html),
)


def _bomb() -> bytes:
    """An archive that looks like Word's and unpacks to a gigabyte."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(1000):
                part.write(b" " * 1_000_000)
    return out.getvalue()


BAD: tuple[tuple[str, Callable[[], bytes]], ...] = (
    ("rong.docx", lambda: b""),
    ("cut.pdf", lambda: pdf_bytes([["Kế hoạch"] * 30] * 5)[:900]),
    ("sai-duoi.pdf", lambda: text().encode()),
    ("nhi-phan.txt", lambda: bytes(range(256)) * 50),
    ("khong-chu.md", lambda: b"1. 2. 3.\n"),
    ("cut.docx", lambda: _docx(text())[:2000]),
    ("bang-tinh.xlsx", lambda: b"PK\x03\x04"),
    ("bom.docx", _bomb),
    ("dai.pdf", lambda: pdf_bytes([[]] * 2500)),
    ("trong.html", lambda: b"<html><body><script>1</script></body></html>"),
)


def lay_out(folder: Path, files: int, bad: int) -> None:
    """The files, good and bad, under names that mix them."""
    for number in range(files - bad):
        ending, written = FORMS[number % len(FORMS)]
        plan = text(str(number + 1), f"Công tác trẻ em, việc {number + 1} năm 2026")
        (folder / f"Kế hoạch {number:03} (bản ký){ending}").write_bytes(written(plan))
    for number, (name, made) in enumerate(BAD[:bad]):
        (folder / f"Kế hoạch {number * files // max(1, bad):03} {name}").write_bytes(made())


def faults_of(report: Report, settings: Settings, files: int, bad: int) -> list[str]:
    """What is not as it should be; empty where all is well."""
    refused = [result for result in report.files if result.problem is not None]
    names = tuple(name for name, _ in BAD[:bad])
    found = [
        f"{result.file}: {result.problem}" for result in refused if not result.file.endswith(names)
    ]
    if len(refused) != bad:
        found.append(f"{len(refused)} files refused, {bad} are bad")
    reader = open_index(settings)
    try:
        if len(reader.plans()) != files - bad:
            found.append(f"{len(reader.plans())} plans in the index, not {files - bad}")
    finally:
        reader.close()
    return found


def main(
    files: Annotated[int, typer.Option(help="Files in all.")] = 200,
    bad: Annotated[int, typer.Option(help="Bad ones among them.", max=len(BAD))] = len(BAD),
) -> None:
    """Lay the folder out and read it."""
    with TemporaryDirectory() as name:
        folder = Path(name) / "plans"
        folder.mkdir()
        lay_out(folder, files, bad)
        settings = Settings(index=Path(name) / "index", corpus=folder)
        started = time.monotonic()
        report = ingest_corpus(settings)
        seconds = time.monotonic() - started
        found = faults_of(report, settings, files, bad)
    read: Counter[str] = Counter()
    spent: defaultdict[str, float] = defaultdict(float)
    for result in report.files:
        if result.problem is None:
            read[Path(result.file).suffix] += 1
            spent[Path(result.file).suffix] += result.seconds
        else:
            typer.echo(result.problem)
    for ending, count in sorted(read.items()):
        typer.echo(f"{ending:6} {count:4} read, {spent[ending] / count:.2f} s each")
    typer.echo(f"{len(report.files)} files in {seconds:.0f} s, {len(found)} faults")
    for fault in found:
        typer.echo(fault)
    raise typer.Exit(1 if found else 0)


if __name__ == "__main__":
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.command()(main)
    app()
