"""What is told of the work: a row for each file, and where it stands while it goes on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one file; ``problem`` is one line, None where all went well.

    ``readings`` counts pages by how they were read ("layer", "mended", "recognised", "unread"),
    empty where the form has none; ``confidence`` is the recogniser's mean, in per cent.
    ``quality`` is the share of the words that are Vietnamese syllables; ``notes`` are lines for a
    reader.
    """

    file: str
    plan_id: str | None
    status: str
    pages: int | None
    passages: int
    facts: int
    unplaced: int
    seconds: float
    problem: str | None = None
    readings: dict[str, int] = field(default_factory=dict)
    confidence: int | None = None
    quality: float | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """One row a file, in the order they were read."""

    files: tuple[FileResult, ...]

    @property
    def failed(self) -> bool:
        """Whether any file could not be read."""
        return any(result.problem is not None for result in self.files)


@dataclass(frozen=True, slots=True)
class Step:
    """Where the work stands: ``done`` of ``files``, at ``page`` of ``pages`` of the next one.

    ``file`` is the name of the file that comes next, "" at the end.
    """

    done: int
    files: int
    file: str
    page: int = 0
    pages: int = 0

    @property
    def share(self) -> float:
        """Files done, the pages of the one at hand as parts of it."""
        return self.done + (self.page / self.pages if self.pages else 0.0)


Progress = Callable[[Step], None]
