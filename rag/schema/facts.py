"""What a plan says, as typed facts, each with the slices it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rag.schema.documents import Slice


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency as written in a plan, and its name in the lexicon (or the written form)."""

    written: str
    name: str


@dataclass(frozen=True, slots=True)
class Reference:
    """An objective or indicator that a duty names, in the document it belongs to.

    ``indicators`` is () for the whole objective. ``of_document`` is None when it is the plan's
    own list, else the number of the other document ("28/NQ-CP").
    """

    objective: str
    indicators: tuple[str, ...] = ()
    qualifier: str | None = None
    of_document: str | None = None


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who does what. ``sources`` are all slices it rests on: heading, lead-in, item, note."""

    plan_id: str
    agencies: tuple[Agency, ...]
    role: str
    task: Slice
    sources: tuple[Slice, ...]
    references: tuple[Reference, ...] = ()
    deadline: str | None = None
    partners: tuple[Agency, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """A figure to reach: ``figures`` as printed with comparator and unit ("dưới 30%")."""

    plan_id: str
    objective: str | None
    indicator: str | None
    figures: tuple[str, ...]
    year: str | None
    task: Slice
    sources: tuple[Slice, ...]


Every = Literal["year", "half-year", "quarter", "month", "week"]


@dataclass(frozen=True, slots=True)
class Due:
    """What a calendar needs of a deadline's words.

    ``words`` are the deadline's, or the part of them that gives one of its dates.
    ``last`` is the last day in time ("2021-10-14", or "--12-14" where it recurs every year),
    ``first`` the first of a span, alone where it has no end ("từ quý III năm 2021"); ``until`` the
    last day on which what recurs may fall: the plan's, or its own where that is earlier. Kinds: a
    date; a recurrence without a day ("định kỳ"), with ``first`` and ``last`` where it is bounded
    ("hằng tuần trong tháng 11/2025"); what is always done ("thường xuyên"); a condition ("sau khi
    có hướng dẫn").
    """

    words: str
    kind: Literal["date", "recurrence", "standing", "condition"]
    every: Every | None = None
    first: str | None = None
    last: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """When something is due: ``when`` is the words that say so, ``due`` the same for a calendar."""

    plan_id: str
    when: tuple[str, ...]
    kind: Literal["report", "task"]
    recipient: str | None
    through: str | None
    task: Slice
    sources: tuple[Slice, ...]
    due: tuple[Due, ...] = ()
    agencies: tuple[Agency, ...] = ()


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """A document that a plan names; each part as printed, None where it is not."""

    type: str
    number: str | None
    date: str | None
    issuer: str | None
    subject: str | None


@dataclass(frozen=True, slots=True)
class Statement:
    """A fact that is its own words: a legal basis, a source of money, an event, a footnote."""

    plan_id: str
    kind: Literal["basis", "funding", "allotment", "event", "note"]
    subject: str
    task: Slice
    sources: tuple[Slice, ...]
    document: CitedDocument | None = None


HeaderName = Literal[
    "type",
    "number",
    "date",
    "issuer",
    "place",
    "period",
    "signer",
    "signer_title",
    "title",
    "recipients",
]


@dataclass(frozen=True, slots=True)
class HeaderField:
    """One header field with the slice that gives it. ``value`` None: printed but left blank."""

    plan_id: str
    name: HeaderName
    value: str | None
    sources: tuple[Slice, ...]


Fact = Assignment | Target | Deadline | Statement | HeaderField
