"""A plan as it is read: its text, nodes and passages; offsets count characters of the text."""

from __future__ import annotations

from dataclasses import dataclass
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
class PageReading:
    """How a page became text: its own layer, that layer mended, or recognised from the picture.

    An "unread" page is missing from the text.

    ``confidence`` is the recogniser's, in per cent; None where nothing was recognised.
    ``picture`` names what was recognised, kept beside the index with the place of every word.
    """

    method: Literal["layer", "mended", "recognised", "unread"]
    confidence: int | None = None
    picture: str | None = None


Shares = tuple[float, float, float, float]
"""Left, top, right, bottom of a field in shares of its page's width and height."""

SURE = 90
"""Per cent of confidence from which a recognised number or date is told at all."""


@dataclass(frozen=True, slots=True)
class SeenField:
    """A field of a letterhead read off its picture; ``text`` None where it does not parse.

    ``box`` is where it stands on the page.
    """

    text: str | None
    confidence: int
    page: int
    box: Shares

    @property
    def sure(self) -> str | None:
        """The text where it may be told."""
        return self.text if self.confidence >= SURE else None


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Number and date that are no text of the file; None where its text has the field."""

    number: SeenField | None = None
    date: SeenField | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read and cleaned; every later stage slices ``text`` and never retypes it.

    ``pages`` holds the clean offset at which each page starts (page 1 first); None where the
    file has no pages; ``readings`` tells how each was read. ``spans`` maps clean offsets to the
    file's decoded characters.
    """

    file: str
    sha256: str
    source_form: Literal["txt", "md", "pdf", "docx", "doc", "odt", "rtf", "html"]
    text: str
    spans: tuple[Span, ...]
    paragraphs: tuple[Paragraph, ...]
    note_marks: tuple[NoteMark, ...] = ()
    pages: tuple[int, ...] | None = None
    quality: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    readings: tuple[PageReading, ...] = ()
    letterhead: Letterhead | None = None


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
    # what ``str`` of each step says, without a call a step: a question asks for some thousand
    return "/".join([f"{at.level}.{at.label}" if at.label else at.level for at in path])


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


OUTSIDE = ("dau", "tieu_de", "noi_nhan", "ky")
"""Levels of what stands around a plan's text: its head, its title, recipients, signature."""


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
    ``number_recognised`` and ``date_recognised`` are a recogniser's confidence, in per cent, where
    the field is handwritten or stamped and no text of the file: it is None below ``SURE``, and
    what is shown of it is always marked (``number_shown``, ``date_shown``). ``number_box`` and
    ``date_box`` are where it stands on the first page (``SeenField.box``). ``units`` are the
    offices that it names and no list holds whole.
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
    number_recognised: int | None = None
    date_recognised: int | None = None
    number_box: Shares | None = None
    date_box: Shares | None = None
    units: tuple[str, ...] = ()

    @property
    def number_shown(self) -> str | None:
        """The number as it may be shown: "1696/QĐ-UBND [nhận dạng]" where it was recognised."""
        return _marked(self.number, self.number_recognised)

    @property
    def date_shown(self) -> str | None:
        """The date as printed, marked in the same way."""
        return _marked(self.date_text, self.date_recognised)


def _marked(text: str | None, recognised: int | None) -> str | None:
    return text if text is None or recognised is None else f"{text} [nhận dạng]"
