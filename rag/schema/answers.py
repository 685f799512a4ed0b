"""A question as it is understood, what is found for it, and the answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from rag.schema.documents import Passage, Slice

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
Form = Literal["gap", "compare", "overview", "definition", "count", "list", "where", "quote", "why"]
"""How the answer is wanted, beside the intent: "so sánh hạn báo cáo" is a deadline, compared."""
Lang = Literal["vi", "en"]
Reason = Literal["not_in_corpus", "no_such_item", "not_assigned", "not_stated", "out_of_scope"]


@dataclass(frozen=True, slots=True)
class Query:
    """What was understood of a question.

    ``plans`` are those it is narrowed to (all when it names none); ``missing`` names the place,
    year or number that no plan has; ``terms`` are the content words left; ``items`` are outline
    items as path ids ("khoan.2.1"); ``subject`` are the terms without the words that show the
    intent; ``search_text`` is what the search is given; ``from_talk``: the plans are those that the
    questions before were about; ``besides`` are agencies told before, where others are asked for.
    ``among``: how many plans the question fits, where ``plans`` are only those nearest to it.
    ``outside``: of what is missing, what plans have that are none of those chosen.
    ``implied``: narrowed to the one plan there is, which the question does not name.
    """

    question: str
    lang: Lang
    intent: Intent
    plans: tuple[str, ...]
    narrowed: bool = False
    implied: bool = False
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
    form: Form | None = None
    from_talk: bool = False
    besides: tuple[str, ...] = ()
    among: int | None = None
    outside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage with its fused score; ``words`` and ``meaning`` are the two searches' scores.

    ``reranked`` is the cross-encoder's, where one is set and has read the passage.
    """

    passage: Passage
    score: float
    words: float | None = None
    meaning: float | None = None
    reranked: float | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement. ``citations`` index ``Answer.citations`` by their printed number n.

    ``counted`` is as in ``DraftClaim``; ``english`` is its typed facts in English, where asked so.
    """

    kind: Literal["stated", "absent"]
    text: str
    plan_id: str | None
    citations: tuple[int, ...] = ()
    counted: tuple[str, ...] = ()
    english: str | None = None

    @property
    def marked(self) -> str:
        """ "trước ngày 15/12: báo cáo … [1]"."""
        return self.text + " " + "".join(f"[{n}]" for n in self.citations)


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote and where it stands; ``quote == Document.text[start:end]``.

    ``recognised`` is the recogniser's confidence, in per cent, where the quote was recognised from
    a page's picture: the least of its pages. None where it is the file's own text.
    """

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
    recognised: int | None = None


@dataclass(frozen=True, slots=True)
class Gloss:
    """What a statement's typed facts say in English; ``words``: the plan's, and what they became.

    The plan's words stand in the statement's quotes, the English ones in ``text``.
    """

    text: str
    words: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DraftClaim:
    """A statement before numbering: its slices instead of citation numbers.

    ``counted`` are the words that a number of the text counts ("18 chỉ tiêu"): each stands in the
    slices, and the number is how many they are.
    """

    kind: Literal["stated", "absent"]
    text: str
    plan_id: str | None
    slices: tuple[Slice, ...] = ()
    counted: tuple[str, ...] = ()
    english: Gloss | None = None


@dataclass(frozen=True, slots=True)
class Lead:
    """What is said of the statements as a whole, before them: "Đúng.", "5 kế hoạch:".

    Its agencies, figures and dates are the question's or stand in the statements' quotes; it
    falls with any statement. ``counted`` are the plans that its number counts. ``order`` is what
    it says comes first, and what behind: (plan_id, words of that plan's statement) each.
    """

    text: str
    counted: tuple[str, ...] = ()
    order: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """What an answerer proposes; ``verify`` alone makes an Answer of it.

    ``lead`` stands before the statements, ``tail`` behind them;
    ``nearest`` are slices shown as near, never as an answer. ``halves`` answer the further parts
    of the question, each with its own lead.
    """

    query: Query
    claims: tuple[DraftClaim, ...]
    lead: Lead | None = None
    reason: Reason | None = None
    nearest: tuple[Slice, ...] = ()
    suggestions: tuple[str, ...] = ()
    tail: str | None = None
    halves: tuple[Draft, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """What has changed since a plan was written; ``source`` is the document that changed it.

    None where the plan's own header says it (its period). A note is no claim of the plan.
    """

    text: str
    source: str | None


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds spent in each step."""

    understand: float = 0.0
    search: float = 0.0
    answer: float = 0.0
    total: float = 0.0


@dataclass(frozen=True, slots=True)
class Phrased:
    """What a language model had to do with an answer: its name, and in a line what it did.

    ``phrased`` of the statements are in its words; ``refused`` sentences of its did not stand.
    ``why`` is given where the answer is not the model's: "timeout", "unreachable", "failed",
    "invalid" (no reply that can be read), "refused" (none of its sentences stood).
    """

    model: str
    note: str
    phrased: int = 0
    refused: int = 0
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The verified answer; ``answer`` is the text shown, with [n] marks.

    ``mode`` is "model" where a language model phrased any statement; ``phrased`` is None where no
    model was asked.
    """

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
    notes: tuple[Note, ...] = ()
    phrased: Phrased | None = None
