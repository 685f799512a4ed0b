"""What is told of the work: a row for each file, and where it stands while it goes on."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from dataclasses import dataclass, field

_NAMED = 3
"""Plans that a hint names."""


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one file; ``problem`` is one line, None where all went well.

    ``readings`` counts pages by how they were read ("layer", "mended", "recognised", "unread"),
    empty where the form has none; ``confidence`` is the recogniser's mean, in per cent.
    ``quality`` is the share of the words that are Vietnamese syllables; ``notes`` are lines for a
    reader; ``like`` are the plans with its number and date, of which it may be another version.
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
    like: tuple[str, ...] = ()

    @property
    def hint(self) -> str | None:
        """That a new plan may be another version of one that is held, and what to do then."""
        if not self.like:
            return None
        named = ", ".join(self.like[:_NAMED])
        if len(self.like) > _NAMED:
            named += f" và {len(self.like) - _NAMED} văn bản khác"
        one = self.like[0] if len(self.like) == 1 else "TÊN"
        these = "kế hoạch đó" if len(self.like) == 1 else "một trong số đó"
        return (
            f"cùng số, ngày với {named}; nếu đây là bản mới của {these}: "
            f"`hoi remove {self.plan_id}` rồi "
            f"`hoi ingest {shlex.quote(self.file)} --replace {one}`"
        )


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
