"""The whole of ingest: file -> Document -> outline -> passages -> facts -> index."""

from __future__ import annotations

import functools
import hashlib
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.ahead import FEW, ReadingAhead, processes
from ingest.bases import bases
from ingest.clean import clean
from ingest.duties import assignments
from ingest.footnotes import footnotes
from ingest.header import read_header
from ingest.identity import Held, Replacing, plan_id_of
from ingest.indicators import of_table
from ingest.outline import outline
from ingest.own_units import own_units
from ingest.passages import passages
from ingest.period import bounded
from ingest.readers import ENDINGS, PageProgress, content_of, read_raw, shown_name
from ingest.readers.syllables import judge
from ingest.reading import Reading
from ingest.report import FileResult, Progress, Report, Step
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
from rag.errors import HoiError, IndexStale, InputError, Stopped, UsageError
from rag.lexicon import Lexicon
from rag.schema import Document, Fact, Passage, Plan, Section
from rag.settings import Settings
from rag.stores.former import former_plans
from rag.stores.provenance import pipeline_version
from rag.stores.writer import IndexWriter


@dataclass(frozen=True, slots=True)
class ParsedPlan:
    """Everything read out of one file."""

    plan: Plan
    document: Document
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]
    facts: tuple[Fact, ...]


def read_plan(
    path: Path,
    plan_id: str,
    settings: Settings | None = None,
    progress: PageProgress | None = None,
) -> ParsedPlan:
    """Read one file as far as its facts.

    Raises:
        InputError: the file cannot be read or holds no text.
    """
    settings = settings or Settings()
    document = clean(read_raw(path, settings, progress), load_columns(settings.prompts))
    return parsed(document, plan_id, settings)


def parsed(document: Document, plan_id: str, settings: Settings) -> ParsedPlan:
    """A document's outline, passages and facts, under the id it is given."""
    sections = of_table(outline(document), document, load_columns(settings.prompts))
    lexicon = Lexicon.load(settings.prompts)
    header = read_header(plan_id, document, sections, lexicon)
    reading = Reading(plan_id, document, sections, lexicon)
    plan = replace(header.plan, units=own_units(reading, header.plan.place))
    if plan.units:
        reading = replace(reading, lexicon=lexicon.with_names(plan.units))
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
    ``replace`` names the plan whose place is taken (``ingest.identity.Replacing``). ``progress``
    may raise ``Stopped``: what was read is kept, and the report ends there.

    Raises:
        IndexBusy: another process is writing.
        UsageError: a path or a plan to replace does not exist.
    """
    files = files_of(paths or (settings.corpus,))
    if replace is not None and not (paths and files):
        raise UsageError("--replace cần tệp; hãy nêu tệp thay cho kế hoạch đó")
    load = load or functools.cache(
        lambda: load_embedding(settings.embedding_model, settings.prompts)
    )
    pipeline = pipeline_version()
    results: list[FileResult] = []
    with IndexWriter(settings, load, rebuild=rebuild) as writer:
        before = _held_if_readable(settings) if rebuild else {}
        held = Held() if rebuild else Held.of(settings)
        if replace is not None and replace not in held.plans:
            raise UsageError(f"không có kế hoạch “{replace}” để thay; xem `hoi plans`")
        replacing = Replacing.of(held.plans[replace], files) if replace is not None else None
        work = _Work(settings, writer, held, replacing, pipeline, load)
        ahead = ReadingAhead(work.unread(files), settings, processes())
        with suppress(Stopped), ahead:
            for number, path in enumerate(files):
                step = Step(number, len(files), shown_name(path))
                if progress is not None:
                    progress(step)
                results.append(work.read(path, ahead, _pages_told(progress, step)))
            if replacing is not None and replacing.by is None and not replacing.taken:
                results.append(_left(replacing.plan))
        writer.commit()
    results += [
        _dropped(plan)
        for plan_id, plan in before.items()
        if plan_id not in held.plans and held.of_file(plan.sha256) is None
    ]
    if progress is not None:
        progress(Step(len(files), len(files), ""))
    return Report(tuple(results))


def _pages_told(progress: Progress | None, step: Step) -> PageProgress | None:
    if progress is None:
        return None
    return lambda page, pages: progress(replace(step, page=page, pages=pages))


@dataclass(frozen=True, slots=True)
class _Work:
    """One run's writer and what it knows of the plans; a file after the other is given to it."""

    settings: Settings
    writer: IndexWriter
    held: Held
    replacing: Replacing | None
    pipeline: str
    load: Callable[[], Embedding]

    def unread(self, files: tuple[Path, ...]) -> tuple[tuple[Path, str], ...]:
        """The files whose bytes the index does not hold yet, with the id each plan would take."""
        if len(files) <= FEW:
            return ()
        return tuple((path, plan_id_of(path)) for path in dict.fromkeys(files) if self._new(path))

    def _new(self, path: Path) -> bool:
        try:
            return self._known(path, 0.0) is None
        except InputError:
            return False  # told when its turn comes

    def read(self, path: Path, ahead: ReadingAhead, progress: PageProgress | None) -> FileResult:
        """One file; whatever is the matter with it fails it alone."""
        started = time.perf_counter()
        try:
            known = self._known(path, started)
            if known is not None:
                return known
            found = ahead.take(path, progress)
            if found.plan is None:
                return self._read(path, progress, started)
            return self._placed(path, found.plan, time.perf_counter() - found.seconds)
        except Exception as error:  # noqa: BLE001 - one file's fault, whatever it is, fails that file
            message = _message(shown_name(path), error)
            return FileResult(
                shown_name(path), None, "lỗi", None, 0, 0, 0, _since(started), message
            )

    def _known(self, path: Path, started: float) -> FileResult | None:
        """The row of a file whose very bytes the index holds, or knows as a plan's twin."""
        sha = hashlib.sha256(content_of(path, self.settings)).hexdigest()
        same = self.held.of_file(sha)
        if same is None or self._replaces(path) or self._stale(same):
            return None
        if self.replacing is not None:
            self.replacing.is_unchanged(same.plan_id)
        own = same.file == shown_name(path)
        return _row(path, same.plan_id, "không đổi" if own else _twin(same.plan_id), started)

    def _replaces(self, path: Path) -> bool:
        return self.replacing is not None and self.replacing.is_by(path)

    def _stale(self, plan: Plan) -> bool:
        """Whether a plan was read by another version of the program, or for another model."""
        return self.writer.needs(plan.sha256, self.pipeline, self.load().id)

    def _read(self, path: Path, progress: PageProgress | None, started: float) -> FileResult:
        plan = read_plan(path, plan_id_of(path), self.settings, progress)
        return self._placed(path, plan, started)

    def _placed(self, path: Path, plan: ParsedPlan, started: float) -> FileResult:
        """A plan that was read, under the id it gets."""
        replaced = self.replacing.place_of(path, plan.plan) if self.replacing else None
        plan_id, status = self.held.place(plan.plan, replaced)
        same = self._same(plan) if replaced is None else None
        wins = same is not None and _paged(plan.document) and not self.held.has_pages(same.plan_id)
        if same is not None and not wins and (status == "mới" or plan_id == same.plan_id):
            if not self._stale(same):
                self.writer.add_twin(plan.plan.sha256, same.plan_id)
                self.held.twins[plan.plan.sha256] = same.plan_id
                return _row(path, same.plan_id, _twin(same.plan_id), started, plan.document)
            plan_id, status = same.plan_id, "đọc lại"  # the plan's own file may be gone
        if plan_id != plan.plan.plan_id:
            plan = parsed(plan.document, plan_id, self.settings)
        if same is None or not wins:
            return self._stored(path, plan, status, None, started)
        row = self._stored(path, plan, f"thay {same.plan_id}", same, started)
        said = f"cùng văn bản với {same.plan_id} ({same.file}) nhưng có trang nên thay bản đó"
        return replace(row, notes=(*row.notes, said))

    def _same(self, plan: ParsedPlan) -> Plan | None:
        """The plan that another file gave with the same text."""
        same = self.held.of_text(plan.document.text, plan.plan)
        if same is None or same.file == plan.plan.file:
            return None  # of the same file, something was changed that is no letter
        return same

    def _stored(
        self, path: Path, plan: ParsedPlan, status: str, superseded: Plan | None, started: float
    ) -> FileResult:
        """Write a plan, in place of the pageless one that says the same too."""
        plan_id, text = plan.plan.plan_id, plan.document.text
        new = status == "mới" and self.replacing is None
        like = self.held.like(plan.plan) if new else ()
        twins = self._twins(plan, superseded)
        self.writer.put(
            plan.plan, plan.document, plan.sections, plan.passages, plan.facts, self.pipeline,
            _original(path, plan, self.settings), twins,
        )  # fmt: skip
        if superseded is not None and superseded.plan_id != plan_id:
            self.writer.remove(superseded.plan_id)
            self.held.drop(superseded.plan_id)
        self.held.put(plan.plan, text, _paged(plan.document), twins)
        row = _row(path, plan_id, status, started, plan.document)
        return replace(
            row,
            quality=round(judge(text).share, 3),
            passages=len(plan.passages),
            facts=len(plan.facts),
            unplaced=sum(section.note is not None for section in plan.sections),
            like=like,
        )

    def _twins(self, plan: ParsedPlan, superseded: Plan | None) -> list[str]:
        """The other files that say the same as a plan that is about to be written."""
        older = superseded or self.held.plans.get(plan.plan.plan_id)
        if older is None:
            return []
        twins = [one for one in self.held.twins_of(older.plan_id) if one != plan.plan.sha256]
        if superseded is not None:
            return [*twins, superseded.sha256]
        again = older.sha256 == plan.plan.sha256
        said = self.held.of_text(plan.document.text, plan.plan)
        return twins if again or older == said else []


def _paged(document: Document) -> bool:
    return document.pages is not None


def _twin(plan_id: str) -> str:
    return f"trùng với {plan_id}"


def _row(
    path: Path, plan_id: str | None, status: str, started: float, document: Document | None = None
) -> FileResult:
    """A file's row; with its document, how that was read."""
    row = FileResult(shown_name(path), plan_id, status, None, 0, 0, 0, _since(started))
    if document is None:
        return row
    recognised = [r.confidence for r in document.readings if r.confidence is not None]
    return replace(
        row,
        pages=len(document.pages) if document.pages is not None else None,
        readings=dict(Counter(reading.method for reading in document.readings)),
        confidence=round(sum(recognised) / len(recognised)) if recognised else None,
        notes=document.quality,
    )


def _original(path: Path, plan: ParsedPlan, settings: Settings) -> bytes | None:
    """A PDF's own bytes, from which its pages are drawn; None where the file changed meanwhile."""
    if plan.document.source_form != "pdf":
        return None
    content = content_of(path, settings)
    return content if hashlib.sha256(content).hexdigest() == plan.plan.sha256 else None


def _message(name: str, error: Exception) -> str:
    """One line for the table: the error's own words where it was made for a user."""
    if isinstance(error, InputError):
        return str(error)
    if isinstance(error, HoiError):
        raise error  # a busy index or a missing model is not this file's fault
    if isinstance(error, OSError):
        return f"{name}: không mở được ({error.strerror}); hãy kiểm tra tệp"
    return f"{name}: không đọc được ({type(error).__name__}: {error}); hãy báo lỗi kèm tệp"


def _held_if_readable(settings: Settings) -> dict[str, Plan]:
    """The plans of the index that is about to be rebuilt, which may be damaged."""
    try:
        return Held.of(settings).plans
    except IndexStale:
        return {plan.plan_id: plan for plan in former_plans(settings.index)}
    except Exception:  # noqa: BLE001 - any damage is what a rebuild mends
        return {}


def _dropped(plan: Plan) -> FileResult:
    problem = (
        f"{plan.plan_id}: trước có trong kho, nay không có tệp; hãy thêm lại bằng "
        f"`hoi ingest <đường dẫn tới {plan.file}>`"
    )
    return FileResult(plan.file, plan.plan_id, "bị bỏ", None, 0, 0, 0, 0.0, problem)


def _left(plan: Plan) -> FileResult:
    problem = (
        f"{plan.file}: được giữ nguyên, vì không tệp nào đọc được trong lượt này mang tên hoặc in "
        "cùng số, ngày, nơi với kế hoạch này; muốn thay hẳn, hãy nêu đúng một tệp"
    )
    return FileResult(plan.file, plan.plan_id, "giữ nguyên", None, 0, 0, 0, 0.0, problem)


def _since(started: float) -> float:
    return round(time.perf_counter() - started, 3)
