"""Files that come through the page: kept under safe names, read into the index, taken out again."""

from __future__ import annotations

import hashlib
import logging
import re
import shutil
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import repeat
from pathlib import Path
from typing import Protocol

from rag.errors import HoiError, IndexMissing, Stopped, UsageError
from rag.schema import Plan
from rag.settings import Settings
from rag.stores.index import IndexWriter, open_index
from rag.text import nfc, printable

_RESERVED = re.compile(r"con|prn|aux|nul|com\d|lpt\d")
"""Names that are devices where the disk is a Windows one."""
_ENDING = re.compile(r"\.[a-z0-9]{1,8}")

_log = logging.getLogger(__name__)


class Step(Protocol):
    """Where the reading stands (``ingest.report.Step``)."""

    @property
    def done(self) -> int: ...
    @property
    def files(self) -> int: ...
    @property
    def file(self) -> str: ...
    @property
    def page(self) -> int: ...
    @property
    def pages(self) -> int: ...
    @property
    def share(self) -> float: ...


class Result(Protocol):
    """What became of a file (``ingest.report.FileResult``)."""

    @property
    def file(self) -> str: ...
    @property
    def plan_id(self) -> str | None: ...
    @property
    def status(self) -> str: ...
    @property
    def problem(self) -> str | None: ...
    @property
    def notes(self) -> tuple[str, ...]: ...
    @property
    def like(self) -> tuple[str, ...]: ...


Read = Callable[[tuple[Path, ...], str | None, Callable[[Step], None]], Sequence[Result]]
"""Reads files into the index, in place of a plan where the second names one; tells each step.

Ended by ``Stopped`` it gives the results of those that were read.
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One file's end as it is told; ``file`` is the name that the user gave it.

    ``like`` are plans with its number and date; ``beside`` is the plan that has its file's name
    and is another document; ``former`` a file of the plan it replaced that stays in the corpus.
    """

    file: str
    plan_id: str | None
    status: str
    problem: str | None
    notes: tuple[str, ...]
    like: tuple[str, ...] = ()
    beside: str | None = None
    former: str | None = None


class Job:
    """One run over some files in a thread of its own."""

    def __init__(self, names: tuple[str, ...]) -> None:
        """Nothing runs yet; ``names`` are the files' own, in order."""
        self.names = names
        self.reading = names
        """Those that are read: each content once."""
        self.step: Step | None = None
        self.outcomes: tuple[Outcome, ...] = ()
        self.problem: str | None = None
        """What ended the whole run, fit for a user; "" where it was a fault of the program."""
        self.left: tuple[str, ...] = ()
        """Files that were not read, once the run was stopped."""
        self._stop = threading.Event()
        self._over = threading.Event()

    @property
    def over(self) -> bool:
        return self._over.is_set()

    @property
    def stopping(self) -> bool:
        return self._stop.is_set() and not self.over

    def stop(self) -> None:
        """End the run after the page at hand; the files that were read by then are kept."""
        self._stop.set()

    def wait(self, seconds: float) -> bool:
        """Whether it is over within that time."""
        return self._over.wait(seconds)

    def tell(self, step: Step) -> None:
        """Take a step's report; the run ends here where it was given up."""
        # the last step comes once all is written: too late to give up
        if self._stop.is_set() and step.file:
            raise Stopped
        self.step = step

    def end(self) -> None:
        self._over.set()


class Uploads:
    """Adds files to the library and takes plans out of it, one job at a time."""

    def __init__(
        self,
        settings: Settings,
        read: Read,
        slug: Callable[[Path], str],
        changed: Callable[[], object],
    ) -> None:
        """Keep what is called: ``slug`` names a plan by its file, ``changed`` follows a change."""
        self._settings, self._read, self._slug, self._changed = settings, read, slug, changed
        self._busy = threading.Lock()
        self.job: Job | None = None

    @property
    def folder(self) -> Path:
        """Where files are kept: a part of the corpus, so that a rebuild finds them."""
        return self._settings.corpus / "uploads"

    def begin(self, files: Sequence[Path], replaced: str | None = None) -> Job:
        """Start reading files, which are copied first; their own names are shown and no more.

        Raises:
            UsageError: no file, too many, or a job goes on already.
        """
        most = self._settings.max_uploaded_files
        if not files:
            raise UsageError("Chưa chọn tệp nào: xin chọn tệp rồi bấm lại.")
        if len(files) > most:
            raise UsageError(f"{len(files)} tệp, quá giới hạn {most} tệp một lần: xin chia nhỏ.")
        self._take()
        job = self.job = Job(tuple(printable(nfc(file.name)) for file in files))
        threading.Thread(target=self._run, args=(job, tuple(files), replaced), daemon=True).start()
        return job

    def remove(self, plan_id: str) -> str:
        """Take a plan out, with its file where that came through the page; the file's name.

        Raises:
            UsageError: no such plan, or a job goes on.
            IndexBusy: another process writes.
        """
        self._take()
        try:
            before = self._held()
            name = take_out(self._settings, plan_id)
            self._forget(before - self._held())
        finally:
            self._busy.release()
        self._changed()
        return name

    def stays(self, file: str) -> bool:
        """Whether a plan's file lies in the corpus itself: `hoi ingest` brings the plan back."""
        name = Path(file).name
        return any(found.name == name for found in self._corpus())

    def kept(self, name: str, sha256: str) -> Path:
        """Where a file of these bytes is kept: of its name only plain letters are left."""
        own = Path(re.split(r"[/\\]", nfc(name))[-1])
        slug = self._slug(own)
        if _RESERVED.fullmatch(slug):
            slug += "-"
        ending = own.suffix.lower()
        return self._of(sha256) / f"{slug}{ending if _ENDING.fullmatch(ending) else ''}"

    def _of(self, sha256: str) -> Path:
        return self.folder / sha256[:16]

    def _take(self) -> None:
        if not self._busy.acquire(blocking=False):
            raise UsageError("Kho đang được ghi trong một lượt khác: xin đợi lượt đó xong.")

    def _run(self, job: Job, given: tuple[Path, ...], replaced: str | None) -> None:
        saved: dict[Path, str] = {}
        before: frozenset[str] = frozenset()
        try:
            older = {plan.plan_id: plan for plan in self._plans()}
            before = frozenset(plan.sha256 for plan in older.values())
            kept = tuple(self._save(file, saved) for file in given)
            names = dict(zip(kept, job.names, strict=True))
            job.reading = read = tuple(names.values())
            with _quick_turns():
                results = self._read(tuple(names), replaced, job.tell)
            job.left = read[len(results) :]
            outcomes = map(self._outcome, names.items(), results, repeat(older))
            # behind the files: the plan that none of them took the place of
            others = (_outcome(one.file, one) for one in results[len(read) :])
            job.outcomes = (*outcomes, *others, *_twice(job.names, read))
        except HoiError as error:
            job.problem = str(error)
        except Exception:  # noqa: BLE001 - a thread's outer edge: what it was is in the log
            _log.exception("nothing read of what came through the page")
            job.problem = ""
        finally:
            try:
                self._forget({*saved.values(), *before} - self._held())
            except HoiError:
                _log.exception("files were kept that no plan was read from")
            self._busy.release()
            self._changed()
            job.end()

    def _outcome(
        self, given: tuple[Path, str], result: Result, older: Mapping[str, Plan]
    ) -> Outcome:
        path, name = given
        slug, told = self._slug(path), _outcome(name, result)
        if result.status == "mới" and result.plan_id != slug:
            return replace(told, beside=slug)
        if result.status == "thay" and result.plan_id is not None:
            return replace(told, former=self._former(result.plan_id, older.get(result.plan_id)))
        return told

    def _former(self, plan_id: str, older: Plan | None) -> str | None:
        """A file of the corpus itself that is read as this plan."""
        for one in self._corpus():
            same = older is not None and one.name == Path(older.file).name
            if self._slug(one) == plan_id or (same and older and _sha256(one) == older.sha256):
                return one.name
        return None

    def _corpus(self) -> Iterator[Path]:
        """The files of the corpus that did not come through the page."""
        for found in sorted(self._settings.corpus.rglob("*")):
            if self.folder not in found.parents and found.is_file():
                yield found

    def _save(self, file: Path, saved: dict[Path, str]) -> Path:
        sha256 = _sha256(file)
        path = self.kept(file.name, sha256)
        saved[path] = sha256
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, path)
        return path

    def _held(self) -> frozenset[str]:
        """Hashes of the files that the plans of the index were read from."""
        return frozenset(plan.sha256 for plan in self._plans())

    def _plans(self) -> tuple[Plan, ...]:
        try:
            reader = open_index(self._settings)
        except IndexMissing:
            return ()
        try:
            return reader.plans()
        finally:
            reader.close()

    def _forget(self, hashes: Iterable[str]) -> None:
        """Drop files that no plan is read from any more; only those this very change let go of."""
        for sha256 in sorted(hashes):
            shutil.rmtree(self._of(sha256), ignore_errors=True)


@contextmanager
def _quick_turns() -> Iterator[None]:
    """Other threads get their turn ten times as soon.

    The reading computes for minutes, and whoever asks beside it waits a turn of it, 5 ms, dozens of
    times a question. Always on, it would cost every question a fifth (docs/page.md).
    """
    usual = sys.getswitchinterval()
    sys.setswitchinterval(usual / 10)
    try:
        yield
    finally:
        sys.setswitchinterval(usual)


def take_out(settings: Settings, plan_id: str) -> str:
    """Take a plan out of the index; the name of its file, which stays where it is.

    Raises:
        UsageError: there is no such plan.
        IndexMissing: there is no index.
        IndexBusy: another process writes.
    """
    from rag.embedding import load_embedding

    model, prompts = settings.embedding_model, settings.prompts
    open_index(settings).close()
    # the writer first: it clears what a killed one left, even where the plan is gone already
    with IndexWriter(settings, lambda: load_embedding(model, prompts)) as writer:
        reader = open_index(settings)
        try:
            reader.text(plan_id)
            name = next(plan.file for plan in reader.plans() if plan.plan_id == plan_id)
        finally:
            reader.close()
        writer.remove(plan_id)
        writer.commit()
    return name


def _sha256(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _outcome(name: str, result: Result) -> Outcome:
    problem = result.problem
    if problem is not None:
        problem = " ".join(problem.removeprefix(f"{result.file}: ").split())
    return Outcome(name, result.plan_id, result.status, problem, result.notes, result.like)


def _twice(given: tuple[str, ...], read: tuple[str, ...]) -> Iterator[Outcome]:
    """Files that were given more than once under one name."""
    for name, times in Counter(given).items():
        if times > read.count(name):
            yield Outcome(name, None, "lỗi", "được chọn hơn một lần, chỉ đọc một lần", ())
