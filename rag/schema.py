"""The types every stage hands to the next; offsets count characters of ``Document.text``.

Document -> Section -> Passage -> Fact (ingest); Query -> Hit -> Draft -> Answer (rag).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from rag.table import Table


@dataclass(frozen=True, slots=True)
class Span:
    """A run of clean characters that stands unbroken in the file: text[start:start+length]."""

    start: int
    raw_start: int
    length: int


@dataclass(frozen=True, slots=True)
class NoteMark:
    """Where a footnote mark stood in the clean text, and the note's printed label."""

    offset: int
    label: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the clean text; ``zone`` is the part of the document it was found in."""

    start: int
    end: int
    zone: Literal["dau", "than", "noi_nhan", "ky", "chu_thich"]


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read and cleaned; every later stage slices ``text`` and never retypes it.

    ``pages`` holds the clean offset at which each page starts (page 1 first); None where the
    file has no pages. ``spans`` maps clean offsets to the file's decoded characters.
    """

    file: str
    sha256: str
    source_form: Literal["txt", "md", "pdf"]
    text: str
    spans: tuple[Span, ...]
    paragraphs: tuple[Paragraph, ...]
    note_marks: tuple[NoteMark, ...] = ()
    pages: tuple[int, ...] | None = None
    quality: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: level ``muc`` with label ``IV``, ``khoan`` ``1.1``, ``diem`` ``đ``."""

    level: str
    label: str

    def __str__(self) -> str:
        return f"{self.level}.{self.label}" if self.label else self.level


Path = tuple[Step, ...]


def path_id(path: Path) -> str:
    """``muc.IV/khoan.6/gach.1``: the id used in question files and by ``--path``."""
    return "/".join(str(step) for step in path)


@dataclass(frozen=True, slots=True)
class Section:
    """One outline node. Its own span is [start, end); its children follow in [end, tree_end).

    ``heading_end`` ends the part of the own span that names the node ("6. Sở Y tế"); it equals
    ``start`` where the node has no heading of its own. ``note`` says why a node was placed by
    guess ("" never: None when the place is sure).
    """

    path: Path
    start: int
    end: int
    tree_end: int
    heading_end: int
    objective: str | None = None
    indicator: str | None = None
    note: str | None = None

    @property
    def id(self) -> str:
        return path_id(self.path)


@dataclass(frozen=True, slots=True)
class Slice:
    """A verbatim slice of one plan: ``Document.text[start:end]``, in the section ``section``."""

    plan_id: str
    section: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """The smallest slice of one plan that can be retrieved and quoted on its own.

    ``id`` is ``plan_id/path``; ``headings`` are the headings above it, outermost first;
    ``lead_in`` is the sentence that introduces a list too short to stand alone, else None.
    """

    plan_id: str
    path: Path
    start: int
    text: str
    headings: tuple[str, ...]
    lead_in: str | None = None
    pages: tuple[int, int] | None = None

    @property
    def id(self) -> str:
        return f"{self.plan_id}/{path_id(self.path)}"

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def indexed_text(self) -> str:
        """What is embedded and searched: headings, lead-in, slice."""
        return "\n".join((*self.headings, *((self.lead_in,) if self.lead_in else ()), self.text))


@dataclass(frozen=True, slots=True)
class Plan:
    """One issued document, its header read from its own text; None where it does not say.

    ``number_blank`` is true where the form is printed and left empty ("Số: /KH-UBND").
    ``date_text`` is the date as printed; ``date`` is ISO, only where day, month and year stand.
    """

    plan_id: str
    file: str
    sha256: str
    type: str
    title: str
    number: str | None
    number_blank: bool
    date: str | None
    date_text: str | None
    issuer: str | None
    place: str | None
    place_level: Literal["tinh", "huyen", "xa"] | None
    province: str | None
    year_start: int | None
    year_end: int | None
    signer: str | None
    signer_title: str | None


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
    ``first`` the first of a span. Kinds: a date; a recurrence without a day ("định kỳ"); what is
    always done ("thường xuyên"); a condition ("sau khi có hướng dẫn").
    """

    words: str
    kind: Literal["date", "recurrence", "standing", "condition"]
    every: Every | None = None
    first: str | None = None
    last: str | None = None


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


Intent = Literal[
    "who",
    "duties",
    "deadline",
    "target",
    "funding",
    "basis",
    "header",
    "plans",
    "event",
    "general",
    "out_of_scope",
]
Lang = Literal["vi", "en"]
Reason = Literal["not_in_corpus", "no_such_item", "not_assigned", "not_stated", "out_of_scope"]


@dataclass(frozen=True, slots=True)
class Query:
    """What was understood of a question.

    ``plans`` are those it is narrowed to (all when it names none); ``missing`` names the place,
    year or number that no plan has; ``terms`` are the content words left; ``items`` are outline
    items as path ids ("khoan.2.1"); ``subject`` are the terms without the words that show the
    intent; ``search_text`` is what the search is given.
    """

    question: str
    lang: Lang
    intent: Intent
    plans: tuple[str, ...]
    narrowed: bool = False
    missing: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    header_fields: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    search_text: str = ""
    unaccented: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage with its fused score; ``words`` and ``meaning`` are the two searches' scores."""

    passage: Passage
    score: float
    words: float | None = None
    meaning: float | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement. ``citations`` index ``Answer.citations`` by their printed number n."""

    kind: Literal["stated", "absent"]
    text: str
    plan_id: str | None
    citations: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote and where it stands; ``quote == Document.text[start:end]``."""

    n: int
    plan_id: str
    plan_title: str
    plan_number: str | None
    issuer: str | None
    file: str
    path: tuple[str, ...]
    passage_id: str
    page: int | None
    quote: str
    start: int
    end: int
    reference: str


@dataclass(frozen=True, slots=True)
class DraftClaim:
    """A statement before numbering: its slices instead of citation numbers."""

    kind: Literal["stated", "absent"]
    text: str
    plan_id: str | None
    slices: tuple[Slice, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """What an answerer proposes; ``verify`` alone makes an Answer of it.

    ``lead`` stands before the statements and holds no fact of a plan, ``tail`` behind them;
    ``nearest`` are slices shown as near, never as an answer.
    """

    query: Query
    claims: tuple[DraftClaim, ...]
    lead: str | None = None
    reason: Reason | None = None
    nearest: tuple[Slice, ...] = ()
    suggestions: tuple[str, ...] = ()
    tail: str | None = None


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds spent in each step."""

    understand: float = 0.0
    search: float = 0.0
    answer: float = 0.0
    total: float = 0.0


@dataclass(frozen=True, slots=True)
class Answer:
    """The verified answer; ``answer`` is the text shown, with [n] marks."""

    question: str
    answer: str
    abstained: bool
    reason: Reason | None
    mode: Literal["extractive", "model"]
    claims: tuple[Claim, ...]
    citations: tuple[Citation, ...]
    nearest: tuple[Citation, ...]
    suggestions: tuple[str, ...]
    understood: Query
    timing_ms: Timing = field(default_factory=Timing)
    id: str | None = None
