"""``python -m evals.reading [--samples DIR]``: how truly and how fast PDFs are read.

Without samples the plans of ``corpus/`` are laid out as PDFs by each writer that is installed
(``evals.laid_out``) and read back: characters, outline nodes and facts against those of the text.
With them come the pages transcribed by hand (``tests/data/layers``), the files of old encodings
beside their ``.truth.txt``, and what became of every page. Other readers read the same files in
the same run, where they are installed.

Characters: one less the share of edits (Levenshtein), white space collapsed, compared in NFC.
Seconds a page: the median processor time of five readings of the whole file in one process, the
readers in turn, after one that is not counted.
"""

from __future__ import annotations

import dataclasses
import importlib
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import typer
from rapidfuzz.distance import Levenshtein
from rich.console import Console
from rich.table import Table

from evals.laid_out import sheet_of, writers
from ingest.pipeline import ParsedPlan, read_plan
from ingest.readers import pdf
from rag.errors import HoiError
from rag.settings import ROOT, Settings

TRANSCRIPTIONS = ROOT / "tests" / "data" / "layers"
_TIMES = 5

Pages = Callable[[Path], list[str]]


def ours(path: Path) -> list[str]:
    """The project's own reader."""
    file = pdf.parse(path, Settings(), lambda *_: None)
    return [page.text.replace("\ue007", "") for page in file.pages]


def by_pypdf(path: Path) -> list[str]:
    """Pypdf's plain mode, what speed is measured against."""
    from pypdf import PdfReader

    return [page.extract_text() for page in PdfReader(path).pages]


def by_pypdf_layout(path: Path) -> list[str]:
    """Pypdf's layout mode."""
    from pypdf import PdfReader

    return [page.extract_text(extraction_mode="layout") for page in PdfReader(path).pages]


def by_pdfium(path: Path) -> list[str]:
    """Pdfium's own text of a page."""
    from pypdfium2 import PdfDocument  # type: ignore[import-untyped]

    with PdfDocument(path) as document:
        return [page.get_textpage().get_text_range() for page in document]


def by_pdfplumber(path: Path) -> list[str]:
    """Pdfplumber's plain text."""
    with importlib.import_module("pdfplumber").open(path) as document:
        return [page.extract_text() for page in document.pages]


def by_pymupdf(path: Path) -> list[str]:
    """PyMuPDF's plain text (AGPL: compared with, never used)."""
    with importlib.import_module("pymupdf").open(path) as document:
        return [page.get_text() for page in document]


READERS: dict[str, Pages] = {
    "hoi": ours,
    "pypdf": by_pypdf,
    "pypdf layout": by_pypdf_layout,
    "pypdfium2": by_pdfium,
    "pdfplumber": by_pdfplumber,
    "pymupdf": by_pymupdf,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """One file by one reader; ``characters`` is None where it failed."""

    file: str
    reader: str
    characters: float | None
    seconds: float


def characters(truth: str, found: str, *, folded: bool = False) -> float:
    """Share of the truth's characters that are right."""
    truth, found = _collapsed(truth, folded=folded), _collapsed(found, folded=folded)
    return 1 - Levenshtein.distance(truth, found) / max(1, len(truth))


def _collapsed(text: str, *, folded: bool) -> str:
    # page numbers, of which a transcription has none
    lines = [line for line in text.splitlines() if not line.strip(" -–").isdigit()]
    text = " ".join(unicodedata.normalize("NFC", " ".join(lines)).split())
    return text.casefold() if folded else text


def compare(
    path: Path, truth: str, page: int | None = None, *, folded: bool = False
) -> list[Reading]:
    """Every reader that is installed on one file; ``page`` picks one, counted from 1."""
    read: dict[str, list[str] | None] = {}
    for name, reader in READERS.items():
        try:
            read[name] = reader(path)
        except ModuleNotFoundError:
            continue
        except Exception:  # noqa: BLE001 - another reader's failure is a result
            read[name] = None
    seconds = seconds_of(path, [name for name, pages in read.items() if pages is not None])
    found: list[Reading] = []
    for name, pages in read.items():
        if pages is None:
            found.append(Reading(path.name, name, None, 0.0))
            continue
        text = "\n".join(pages if page is None else pages[page - 1 : page])
        right = characters(truth, text, folded=folded)
        found.append(Reading(path.name, name, right, seconds[name] / max(1, len(pages))))
    return found


def seconds_of(path: Path, names: Sequence[str]) -> dict[str, float]:
    """Median processor time of each reader on a file; in turn, so that all meet the same load."""
    times: dict[str, list[float]] = {name: [] for name in names}
    for _ in range(_TIMES):
        for name in names:
            started = time.process_time()
            READERS[name](path)
            times[name].append(time.process_time() - started)
    return {name: median(own) for name, own in times.items()}


@dataclass(frozen=True, slots=True)
class RoundTrip:
    """A plan laid out by one writer and read back: what is as it was in the text."""

    plan: str
    writer: str
    characters: float
    nodes: tuple[int, int]
    facts: tuple[int, int]


def round_trips(folder: Path, plans: list[Path]) -> tuple[list[RoundTrip], list[Reading]]:
    """Every plan by every writer, and every reader on the files this made."""
    trips: list[RoundTrip] = []
    readings: list[Reading] = []
    for plan in plans:
        text = read_plan(plan, "thu")
        for name, write in writers().items():
            target = folder / f"{plan.stem}.{name}.pdf"
            write(sheet_of(text), target)
            back = read_plan(target, "thu")
            trips.append(
                RoundTrip(
                    plan.name, name, characters(text.document.text, back.document.text),
                    _same(_nodes(text), _nodes(back)), _same(_facts(text), _facts(back)),
                )
            )  # fmt: skip
            readings += compare(target, text.document.text)
    return trips, readings


def _same(one: Counter[str], two: Counter[str]) -> tuple[int, int]:
    return (one & two).total(), max(one.total(), two.total())


def _nodes(parsed: ParsedPlan) -> Counter[str]:
    text = parsed.document.text
    return Counter(f"{one.id}: {' '.join(text[one.start : one.end].split())}"
                   for one in parsed.sections)  # fmt: skip


def _facts(parsed: ParsedPlan) -> Counter[str]:
    return Counter(str(_bare(fact)) for fact in parsed.facts)


def _bare(value: Any) -> object:  # noqa: ANN401 - any field of a fact
    """A fact without its offsets, which differ with every layout."""
    if dataclasses.is_dataclass(value):
        names = [f.name for f in dataclasses.fields(value) if f.name not in {"start", "end"}]
        return type(value).__name__, tuple(_bare(getattr(value, name)) for name in names)
    if isinstance(value, tuple):
        return tuple(map(_bare, value))
    return " ".join(value.split()) if isinstance(value, str) else value


def _tables(title: str, heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    table = Table(*heads, title=title)
    for row in rows:
        table.add_row(*row)
    Console().print(table)


def _print_readings(title: str, readings: list[Reading]) -> None:
    base = {one.file: one.seconds for one in readings if one.reader == "pypdf"}
    rows = []
    for one in readings:
        share = f"{one.characters:.4f}" if one.characters is not None else "lỗi"
        times = f"{one.seconds / base[one.file]:.2f}" if base.get(one.file) else "–"
        rows.append((one.file, one.reader, share, f"{one.seconds:.3f}", times))
    _tables(title, ("tệp", "bộ đọc", "ký tự đúng", "giây/trang", "so với pypdf"), rows)


def _samples(samples: Path) -> None:
    readings: list[Reading] = []
    for truth in sorted(TRANSCRIPTIONS.glob("*.txt")):
        stem, _, page = truth.stem.rpartition("-")
        path = samples / f"{stem}.pdf"
        if path.exists():
            readings += compare(path, truth.read_text(encoding="utf-8"), int(page))
    _print_readings("Trang chép tay (lớp chữ tốt)", readings)
    old = [(path, path.with_suffix(".truth.txt")) for path in sorted(samples.rglob("*.pdf"))]
    _print_readings(
        "Mã chữ cũ (không kể chữ hoa)",
        [
            one
            for path, truth in old
            if truth.exists()
            for one in compare(path, truth.read_text(encoding="utf-8"), folded=True)
        ],
    )
    _tables(
        "Từng tệp",
        ("tệp", "trang", "đọc bằng", "so với pypdf", "ghi chú"),
        [_read(path) for path, _ in old],
    )


def _read(path: Path) -> tuple[str, ...]:
    """How the pages of a file were come by: mended and recognised ones apart."""
    try:
        file = pdf.parse(path, Settings(), lambda *_: None)
    except HoiError as error:
        return path.name, "–", "lỗi", "–", str(error)
    ways = Counter(page.reading.method for page in file.pages)
    times = "–"
    if "recognised" not in ways:
        seconds = seconds_of(path, ("hoi", "pypdf"))
        times = f"{seconds['hoi'] / seconds['pypdf']:.2f}"
    return (
        path.name, str(len(file.pages)),
        ", ".join(f"{way} {count}" for way, count in sorted(ways.items())), times,
        "; ".join(note for page in file.pages for note in page.quality),
    )  # fmt: skip


def main(
    samples: Annotated[Path | None, typer.Option(help="Folder of real files.")] = None,
    plan: Annotated[list[Path] | None, typer.Option(help="A plan to lay out; else all.")] = None,
) -> None:
    """Print the figures."""
    if samples is not None:
        _samples(samples)
        return
    plans = plan or [one for one in sorted((ROOT / "corpus").iterdir()) if one.suffix != ".toml"]
    with TemporaryDirectory() as folder:
        trips, readings = round_trips(Path(folder), plans)
    _tables(
        "Kế hoạch dàn thành PDF rồi đọc lại",
        ("kế hoạch", "trình viết", "ký tự đúng", "nút", "dữ kiện"),
        [
            (one.plan, one.writer, f"{one.characters:.4f}",
             f"{one.nodes[0]}/{one.nodes[1]}", f"{one.facts[0]}/{one.facts[1]}")
            for one in trips
        ],
    )  # fmt: skip
    _print_readings("Cùng tệp, các bộ đọc", readings)


if __name__ == "__main__":
    typer.run(main)
