"""The whole of ingest: file -> Document -> outline -> passages -> facts -> index."""

from __future__ import annotations

import functools
import hashlib
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ingest.bases import bases
from ingest.clean import clean
from ingest.duties import assignments
from ingest.footnotes import footnotes
from ingest.header import read_header
from ingest.outline import outline
from ingest.passages import passages
from ingest.period import bounded
from ingest.readers import ENDINGS, content_of, read_raw
from ingest.reading import Reading
from ingest.statements import (
    allotments,
    deadlines,
    events,
    funding,
    recipients,
    with_agencies,
)
from ingest.table_columns import load_columns
from ingest.table_facts import table_facts
from ingest.targets import targets
from rag.embedding import Embedding, load_embedding
from rag.errors import HoiError, InputError, UsageError
from rag.lexicon import Lexicon
from rag.schema import Document, Fact, Passage, Plan, Section
from rag.settings import Settings
from rag.stores.provenance import pipeline_version
from rag.stores.writer import IndexWriter
from rag.text import collapse, fold


@dataclass(frozen=True, slots=True)
class ParsedPlan:
    """Everything read out of one file."""

    plan: Plan
    document: Document
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one file; ``problem`` is one line, None where all went well."""

    file: str
    plan_id: str | None
    status: str
    pages: int | None
    passages: int
    facts: int
    unplaced: int
    seconds: float
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One row a file, in the order they were read."""

    files: tuple[FileResult, ...]

    @property
    def failed(self) -> bool:
        """Whether any file could not be read."""
        return any(result.problem is not None for result in self.files)


Progress = Callable[[int, int, str], None]
"""Called with files done, files in all, and the name of the file that comes next."""


def read_plan(path: Path, plan_id: str, settings: Settings | None = None) -> ParsedPlan:
    """Read one file as far as its facts.

    Raises:
        InputError: the file cannot be read or holds no text.
    """
    settings = settings or Settings()
    document = clean(read_raw(path, settings), load_columns(settings.prompts))
    sections = outline(document)
    lexicon = Lexicon.load(settings.prompts)
    header = read_header(plan_id, document, sections, lexicon)
    reading = Reading(plan_id, document, sections, lexicon)
    plan = header.plan
    year = plan.year_start if plan.year_start == plan.year_end else None
    given = assignments(reading)
    facts: tuple[Fact, ...] = (
        *header.fields,
        *recipients(reading),
        *given,
        *targets(reading),
        *with_agencies(deadlines(reading, year), given),
        *bases(reading),
        *funding(reading),
        *allotments(reading),
        *events(reading),
        *footnotes(reading),
        *table_facts(reading, year),
    )
    cut = passages(plan_id, document, sections)
    return ParsedPlan(plan, document, sections, cut, bounded(facts, plan))


def plan_id_of(path: Path) -> str:
    """The ASCII slug of the file's stem: "Kế hoạch Lào Cai 2026.pdf" is ke-hoach-lao-cai-2026."""
    slug = re.sub(r"[^a-z0-9]+", "-", fold(path.stem)).strip("-")
    return slug[:80].strip("-") or "van-ban"


_DOCUMENTS = frozenset({
    *ENDINGS, ".doc", ".docx", ".odt", ".rtf", ".htm", ".html", ".xls", ".xlsx", ".ods", ".ppt",
    ".pptx", ".jpg", ".jpeg", ".png", ".tif", ".tiff",
})  # fmt: skip
"""Endings under which a plan may lie in a folder; other files there are no documents."""


def files_of(paths: tuple[Path, ...]) -> tuple[Path, ...]:
    """The files to read: those named, and the documents in the folders named.

    A document of a form that cannot be read yet is named in the report, not passed over; a link
    inside a folder is not followed.

    Raises:
        UsageError: the only path does not exist.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(
                p for p in path.rglob("*")
                if p.suffix.lower() in _DOCUMENTS and p.is_file() and not p.is_symlink()
            )  # fmt: skip
        elif path.exists() or len(paths) > 1:
            found.append(path)  # one that is missing among others fails alone
        else:
            raise UsageError(f"{path}: không có tệp hay thư mục này; hãy kiểm tra đường dẫn")
    return tuple(found)


def ingest_corpus(
    settings: Settings,
    paths: tuple[Path, ...] = (),
    *,
    rebuild: bool = False,
    replace: str | None = None,
    progress: Progress | None = None,
    load: Callable[[], Embedding] | None = None,
) -> Report:
    """Read the files (the corpus when none is named) into the index; bad ones fail alone.

    ``rebuild`` starts the index anew from the files; plans held before and not among them are
    named in the report.
    ``replace`` names the plan that a single file takes the place of.

    Raises:
        IndexBusy: another process is writing.
        UsageError: a path or a plan to replace does not exist.
    """
    files = files_of(paths or (settings.corpus,))
    if replace is not None and len(files) != 1:
        raise UsageError("--replace cần đúng một tệp; hãy nêu tệp thay cho kế hoạch đó")
    load = load or functools.cache(lambda: load_embedding(settings.embedding_model))
    pipeline = pipeline_version()
    results: list[FileResult] = []
    with IndexWriter(settings, load, rebuild=rebuild) as writer:
        before = _held_if_readable(settings) if rebuild else {}
        held = {} if rebuild else _held(settings)
        if replace is not None and replace not in held:
            raise UsageError(f"không có kế hoạch “{replace}” để thay; xem `hoi plans`")
        for number, path in enumerate(files):
            if progress is not None:
                progress(number, len(files), path.name)
            result, plan = _one(path, settings, writer, held, replace, pipeline, load)
            results.append(result)
            if plan is not None:
                held[plan.plan_id] = plan
        writer.commit()
    results += [_dropped(plan) for plan_id, plan in before.items() if plan_id not in held]
    if progress is not None:
        progress(len(files), len(files), "")
    return Report(tuple(results))


def _one(
    path: Path,
    settings: Settings,
    writer: IndexWriter,
    held: dict[str, Plan],
    replace: str | None,
    pipeline: str,
    load: Callable[[], Embedding],
) -> tuple[FileResult, Plan | None]:
    started = time.perf_counter()
    try:
        sha = hashlib.sha256(content_of(path, settings)).hexdigest()
        same = next((plan for plan in held.values() if plan.sha256 == sha), None)
        if same is not None and replace is None and not writer.needs(sha, pipeline, load().id):
            status = (
                "không đổi" if same.plan_id == plan_id_of(path) else f"trùng với {same.plan_id}"
            )
            row = FileResult(path.name, same.plan_id, status, None, 0, 0, 0, _since(started))
            return row, None
        parsed = read_plan(path, replace or plan_id_of(path), settings)
        plan_id, status = _place(parsed.plan, held, replace)
        if plan_id != parsed.plan.plan_id:
            parsed = read_plan(path, plan_id, settings)
        writer.put(
            parsed.plan, parsed.document, parsed.sections, parsed.passages, parsed.facts, pipeline,
            _original(path, parsed, settings),
        )  # fmt: skip
    except Exception as error:  # noqa: BLE001 - one file's fault, whatever it is, fails that file
        message = _message(path, error)
        row = FileResult(path.name, None, "lỗi", None, 0, 0, 0, _since(started), message)
        return row, None
    pages = len(parsed.document.pages) if parsed.document.pages is not None else None
    unplaced = sum(section.note is not None for section in parsed.sections)
    row = FileResult(
        path.name, plan_id, status, pages, len(parsed.passages), len(parsed.facts), unplaced,
        _since(started),
    )  # fmt: skip
    return row, parsed.plan


def _original(path: Path, parsed: ParsedPlan, settings: Settings) -> bytes | None:
    """A PDF's own bytes, from which its pages are drawn; None where the file changed meanwhile."""
    if parsed.document.source_form != "pdf":
        return None
    content = content_of(path, settings)
    return content if hashlib.sha256(content).hexdigest() == parsed.plan.sha256 else None


def _message(path: Path, error: Exception) -> str:
    """One line for the table: the error's own words where it was made for a user."""
    if isinstance(error, InputError):
        return str(error)
    if isinstance(error, HoiError):
        raise error  # a busy index or a missing model is not this file's fault
    if isinstance(error, OSError):
        return f"{path.name}: không mở được ({error.strerror}); hãy kiểm tra tệp"
    return f"{path.name}: không đọc được ({type(error).__name__}: {error}); hãy báo lỗi kèm tệp"


def _place(plan: Plan, held: dict[str, Plan], replace: str | None) -> tuple[str, str]:
    """The id a plan gets: another document under the same name takes a suffix.

    It replaces the older one only where both print the same header, or when asked to.
    """
    if replace is not None:
        return replace, "thay"
    older = held.get(plan.plan_id)
    if older is None:
        return plan.plan_id, "mới"
    if _same_header(older, plan):
        return plan.plan_id, "thay" if older.sha256 != plan.sha256 else "đọc lại"
    number = 2
    while (candidate := held.get(f"{plan.plan_id}-{number}")) is not None:
        if _same_header(candidate, plan):
            return candidate.plan_id, "thay"
        number += 1
    return f"{plan.plan_id}-{number}", "mới"


def _same_header(one: Plan, two: Plan) -> bool:
    if one.sha256 == two.sha256:
        return True
    if (one.number, one.place) != (two.number, two.place):
        return False
    if one.number is not None:
        return one.date == two.date or None in (one.date, two.date)
    return fold(collapse(one.title)) == fold(collapse(two.title))


def _held_if_readable(settings: Settings) -> dict[str, Plan]:
    """The plans of the index that is about to be rebuilt, which may be damaged."""
    try:
        return _held(settings)
    except Exception:  # noqa: BLE001 - any damage is what a rebuild mends
        return {}


def _dropped(plan: Plan) -> FileResult:
    problem = (
        f"{plan.plan_id}: trước có trong kho, nay không có tệp; hãy thêm lại bằng "
        f"`hoi ingest <đường dẫn tới {plan.file}>`"
    )
    return FileResult(plan.file, plan.plan_id, "bị bỏ", None, 0, 0, 0, 0.0, problem)


def _held(settings: Settings) -> dict[str, Plan]:
    from rag.errors import IndexMissing
    from rag.stores.index import open_index

    try:
        reader = open_index(settings)
    except IndexMissing:
        return {}
    try:
        return {plan.plan_id: plan for plan in reader.plans()}
    finally:
        reader.close()


def _since(started: float) -> float:
    return round(time.perf_counter() - started, 3)
