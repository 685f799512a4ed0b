"""``python -m evals.recognition --samples DIR``: recognised pages against hand-made transcriptions.

A transcription is ``tests/data/scans/FILE-PAGE.txt``; the PDF of that name is looked for in DIR.
Characters are right where a least edit (Levenshtein) leaves them as they are, white space
collapsed to one space; ``marks`` counts in the same way only letters that carry a mark. What is
recognised beyond the page's own words (dirt, stamps) counts against the first figure.
"""

from __future__ import annotations

import json
import time
import unicodedata
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from rapidfuzz.distance import Levenshtein
from rich.console import Console
from rich.table import Table

from ingest.readers.recognise import recognise
from rag.settings import ROOT, Settings

TRANSCRIPTIONS = ROOT / "tests" / "data" / "scans"


@dataclass(frozen=True, slots=True)
class Accuracy:
    """One page: letters of the transcription, edits that lead to it, the same for marked ones."""

    page: str
    confidence: int | None
    letters: int
    edits: int
    marked: int
    marked_right: int

    @property
    def characters(self) -> float:
        return 1 - self.edits / self.letters if self.letters else 0.0

    @property
    def marks(self) -> float:
        return self.marked_right / self.marked if self.marked else 1.0


def accuracy(page: str, confidence: int | None, found: str, truth: str) -> Accuracy:
    """Compare a page's text with its transcription."""
    found, truth = (" ".join(unicodedata.normalize("NFC", one).split()) for one in (found, truth))
    kept: set[int] = set()
    for step in Levenshtein.opcodes(truth, found):
        if step.tag == "equal":
            kept.update(range(step.src_start, step.src_end))
    marked = [at for at, letter in enumerate(truth) if letter.isalpha() and not letter.isascii()]
    edits = Levenshtein.distance(truth, found)
    right = sum(at in kept for at in marked)
    return Accuracy(page, confidence, len(truth), edits, len(marked), right)


def total(pages: list[Accuracy]) -> Accuracy:
    """All pages as one."""
    sums = [sum(getattr(one, name) for one in pages)
            for name in ("letters", "edits", "marked", "marked_right")]  # fmt: skip
    return Accuracy("tất cả", None, *sums)


def measure(samples: Path, index: Path) -> list[Accuracy]:
    """Every transcribed page whose PDF lies in ``samples``."""
    found: list[Accuracy] = []
    for truth in sorted(TRANSCRIPTIONS.glob("*-*.txt")):
        name, _, number = truth.stem.rpartition("-")
        path = samples / f"{name}.pdf"
        if not path.is_file():
            continue
        settings = Settings(index=index)
        page = recognise(path, [int(number)], settings, lambda *_: None)[int(number)]
        text = truth.read_text(encoding="utf-8")
        found.append(accuracy(truth.stem, page.reading.confidence, page.text, text))
    return found


def main(
    samples: Annotated[Path, typer.Option(help="Thư mục có các tệp PDF.")],
    as_json: Annotated[bool, typer.Option("--json", help="In JSON.")] = False,
) -> None:
    """Độ đúng của chữ nhận dạng so với bản chép tay."""
    started = time.perf_counter()
    with TemporaryDirectory() as folder:
        pages = measure(samples, Path(folder))
    seconds = time.perf_counter() - started
    rows = [*pages, total(pages)]
    if as_json:
        record = [{**asdict(one), "characters": one.characters, "marks": one.marks} for one in rows]
        typer.echo(json.dumps(record, ensure_ascii=False, indent=2))
        return
    table = Table(box=None, pad_edge=False)
    for head in ("trang", "tin cậy", "ký tự", "đúng", "chữ có dấu", "đúng"):
        table.add_column(head, justify="left" if head == "trang" else "right")
    for one in rows:
        confidence = "" if one.confidence is None else f"{one.confidence}%"
        table.add_row(one.page, confidence, str(one.letters), f"{one.characters:.4f}",
                      str(one.marked), f"{one.marks:.4f}")  # fmt: skip
    Console(width=100).print(table)
    typer.echo(f"{len(pages)} trang, {seconds:.1f} giây")


if __name__ == "__main__":
    typer.run(main)
