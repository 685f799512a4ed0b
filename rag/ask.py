"""Ask: question -> Query -> Draft -> Answer, over one open index."""

from __future__ import annotations

import functools
import re
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from rag.answers.deadlines import deadlines
from rag.answers.documents import documents
from rag.answers.duties import duties
from rag.answers.general import general, named_sections
from rag.answers.mentions import asks_mention, mentions, with_figures, with_section
from rag.answers.money import asks_place, events, funding, names_event
from rag.answers.named_documents import documents_within, ministries
from rag.answers.records import basis, describes_another, filters, header, plans
from rag.answers.refusals import missing, not_assigned, not_in_corpus, out_of_scope
from rag.answers.shape import Asked, absent, near_slices
from rag.answers.shape import draft as shaped
from rag.answers.subject import given_there, told_in
from rag.answers.targets import targets
from rag.answers.who import who
from rag.book import Book
from rag.compose import compose
from rag.embedding import Embedding, WordTable, load_embedding
from rag.errors import UsageError
from rag.lexicon import Lexicon
from rag.narrowing import Context, Texts
from rag.parts import split_question
from rag.phrasing import Phrases
from rag.questions import Frames
from rag.schema import (
    Answer,
    Draft,
    DraftClaim,
    Hit,
    Intent,
    Lang,
    Query,
    Slice,
    Timing,
)
from rag.settings import SHIPPED_MODEL, Settings
from rag.spelling import Speller
from rag.stores.index import IndexReader, open_index
from rag.subject import Subject
from rag.suggest import suggestions
from rag.text import document_numbers, fold
from rag.understand import understand

_ANSWERERS: dict[Intent, Callable[[Asked], Draft]] = {
    "who": who,
    "duties": duties,
    "deadline": deadlines,
    "target": targets,
    "funding": funding,
    "basis": basis,
    "header": header,
    "plans": plans,
    "event": events,
    "general": general,
    "out_of_scope": out_of_scope,
}


_SUBJECTS: frozenset[Intent] = frozenset({"who", "target", "general", "event", "deadline"})
"""Kinds of question whose subject an answer must speak of; the others ask for what a plan has."""


class Asker:
    """Answers questions from one index; safe to call from several threads."""

    def __init__(self, settings: Settings, reader: IndexReader | None = None) -> None:
        """Open the index.

        Raises:
            IndexMissing: there is none yet.
        """
        self.settings = settings
        self.reader = reader or open_index(settings)
        self._lexicon = Lexicon.load(settings.prompts)
        self._frames = Frames.load(settings.prompts)
        self._load: Callable[[], Embedding] = functools.cache(
            lambda: load_embedding(settings.embedding_model)
        )
        self._subject = Subject.load(
            settings.prompts, self._lexicon, functools.cache(lambda: WordTable(SHIPPED_MODEL))
        )
        self._lock = threading.Lock()
        self._book: tuple[int, Book, Context] | None = None

    def ask(
        self,
        question: str,
        plans: Sequence[str] = (),
        lang: Lang | None = None,
        turns: Sequence[str] = (),
    ) -> Answer:
        """The verified answer; ``turns`` are the questions asked before in the same talk.

        Raises:
            UsageError: a plan in ``plans`` does not exist, or the question is too long.
        """
        started = time.perf_counter()
        if len(question) > self.settings.max_question_chars:
            raise UsageError(
                f"Câu hỏi dài {len(question):,} ký tự, quá {self.settings.max_question_chars:,}; "
                "hãy hỏi ngắn lại"
            )
        book, context = self._state()
        unknown = [plan for plan in plans if plan not in book.by_id]
        if unknown:
            raise UsageError(f"không có kế hoạch “{unknown[0]}”; xem `hoi plans`")
        previous: Query | None = None
        for turn in turns:
            read = understand(turn, context, only=plans, lang=lang, previous=previous)
            if read.intent != "out_of_scope":
                previous = read
        parts = split_question(question, self._frames)
        query = understand(parts[0], context, only=plans, lang=lang, previous=previous)
        queries = [query]
        for part in parts[1:]:
            queries.append(
                understand(part, context, only=plans, lang=query.lang, previous=query, joined=True)
            )
        queries = [replace(one, question=question) for one in queries]
        understood = time.perf_counter()
        book.searching.seconds = 0.0
        answer = self._answer(queries, parts, book)
        searched = book.search_seconds
        ended = time.perf_counter()
        timing = Timing(
            understand=_ms(understood - started),
            search=_ms(searched),
            answer=_ms(ended - understood - searched),
            total=_ms(ended - started),
        )
        return replace(answer, timing_ms=timing)

    def search(self, text: str, k: int = 10, plans: Sequence[str] = ()) -> tuple[Hit, ...]:
        """The best passages for words, with no answer made of them."""
        book, context = self._state()
        query = understand(text, context, only=plans)
        return book.hits(replace(query, search_text=query.search_text or text), k)

    def _answer(self, queries: list[Query], parts: Sequence[str], book: Book) -> Answer:
        """The answer to a question's parts: each part's statements, then what is lacking."""
        phrases = Phrases.load(self.settings.prompts, queries[0].lang)
        if queries[0].intent == "plans" and any(one.intent == "who" for one in queries[1:]):
            # "những kế hoạch nào giao …, và giao cho ai": who, plan by plan, tells which
            queries, parts = queries[1:], parts[1:]
        drafts = [self._drafted(query, book, phrases) for query in queries]
        whole = drafts[0]
        for half, more in zip(parts[1:], drafts[1:], strict=True):
            if _told_already(half, whole) or (more.query.intent == "plans" and _answers(whole)):
                continue
            if not _answers(whole):
                whole = replace(more, query=whole.query) if _answers(more) else whole
            elif _answers(more):
                told = [claim for claim in more.claims if claim.kind == "stated"]
                whole = replace(whole, claims=tuple(dict.fromkeys((*whole.claims, *told))))
        whole = replace(whole, suggestions=suggestions(whole, book, phrases))
        return compose(whole, book, phrases)

    def _drafted(self, query: Query, book: Book, phrases: Phrases) -> Draft:
        asked = Asked(query, book, phrases, book.matcher(query), self._subject)
        if not query.question.strip():
            draft = Draft(query, (absent(phrases.say("empty"), None),), reason="out_of_scope")
        elif query.intent == "out_of_scope":
            draft = out_of_scope(asked)
        elif inside := _in_province(query, book):
            draft = plans(replace(asked, query=replace(query, plans=inside, missing=())))
        elif query.missing and not query.narrowed:
            draft = not_in_corpus(asked)
        else:
            first = _draft(asked)
            draft = self._on_subject(asked, first)
            if _answers(first) and not _answers(draft) and query.intent in ("deadline", "event"):
                # "gặp vướng mắc thì báo cáo ai": no date tells it, a passage may
                other = self._on_subject(asked, general(asked, listing=False))
                draft = other if _answers(other) else draft
            if query.missing:
                text = phrases.say("missing_short", what=missing(asked))
                draft = replace(draft, claims=(*draft.claims, absent(text, None)))
        if not (_answers(draft) or draft.nearest or query.intent in ("out_of_scope", "header")):
            whole = replace(query, search_text=query.search_text or query.question)
            near = near_slices(replace(asked, query=whole))
            draft = replace(draft, nearest=tuple(near))
        return draft

    def _on_subject(self, asked: Asked, draft: Draft) -> Draft:
        """Only the plans whose statements speak of what the question is about."""
        query = asked.query
        if query.intent not in _SUBJECTS or query.objectives or query.indicators or query.items:
            return draft
        if query.documents and all(_names_document(query, c) for c in draft.claims):
            return draft
        kept: list[DraftClaim] = []
        dropped: list[Slice] = []
        for plan_id in dict.fromkeys(c.plan_id for c in draft.claims):
            claims = [c for c in draft.claims if c.plan_id == plan_id]
            pieces = [piece for claim in claims for piece in claim.slices]
            told = [text for p in pieces for text in (p.text, *asked.book.headings(p))]
            if plan_id is not None and pieces:
                told.append(asked.book.by_id[plan_id].title)
                if asked.unsaid(*told) and not _in_named_part(asked, pieces):
                    dropped += pieces
                    continue
                claims = _speaking(asked, claims)
            kept += claims
        if not dropped:
            return draft
        if any(claim.kind == "stated" for claim in kept):
            return replace(draft, claims=tuple(kept))
        plan_ids = query.plans if query.narrowed else ()
        lacking = [absent(asked.phrases.say("no_answer"), plan_id) for plan_id in plan_ids]
        return shaped(asked, lacking, reason="not_stated", nearest=dropped)

    def _names(self) -> list[str]:
        """Names and everyday words that a question may hold and no plan does."""
        everyday = [said for term in self._lexicon.everyday_terms for said in term.say]
        return [
            *everyday,
            *self._lexicon.abbreviations,
            *(name.name for name in self._lexicon.agencies.names),
            *(place.name for place in self._lexicon.gazetteer.places),
        ]

    def _state(self) -> tuple[Book, Context]:
        """The book of the newest catalog version."""
        with self._lock:
            self.reader.refresh()
            version = self.reader.version
            if self._book is None or self._book[0] != version:
                book = Book(self.reader, self._load, self._lexicon)
                texts = (book.text(plan.plan_id) for plan in book.plans)
                speller = Speller(texts, [*self._frames.words, *self._names()])
                context = Context(
                    book.plans, self._lexicon, self._frames, speller, Texts(book.text)
                )
                self._book = (version, book, context)
            return self._book[1], self._book[2]


def _draft(asked: Asked) -> Draft:
    """The answerer of the intent; where it finds nothing, the passages may still tell.

    A question on who does something that a plan names without giving it to anybody is answered
    so: the passage is then evidence, not an answer.
    """
    query = asked.query
    own = {plan.number.casefold() for plan in asked.book.plans if plan.number is not None}
    others = [number for number in query.documents if number.casefold() not in own]
    if others and _contents_of_another(query):
        return not_in_corpus(replace(asked, query=replace(query, missing=tuple(others))))
    if others and not query.objectives and (query.intent != "deadline" or _asks_its_date(query)):
        found = documents(asked)
        if found.claims and not (query.intent == "who" and query.agencies):
            asked_who = who(asked) if query.intent == "who" and not _whose(query) else None
            if asked_who is None or not _answers(asked_who):
                return found
    annex = _ANNEX.search(fold(query.question))
    if annex and query.narrowed and not _holds_annex(asked):
        text = asked.phrases.say("no_item", item=query.question[annex.start() : annex.end()])
        lacking = [absent(text, plan_id) for plan_id in query.plans]
        return shaped(asked, lacking, reason="no_such_item")
    part = _PART.search(fold(query.question)) if query.intent == "who" else None
    if part and any(named_sections(asked, plan_id) for plan_id in query.plans):
        return general(asked)
    if query.intent == "who" and "ministry" in query.header_fields:
        named = ministries(asked)
        if _answers(named):
            return named
    if query.intent == "basis" and query.narrowed and describes_another(asked):
        other = documents_within(asked)
        if _answers(other):
            return other
    if query.intent == "plans":
        marked = with_section(asked) or with_figures(asked)
        if marked is not None:
            return marked
    named_so = re.search(r"\b(?:trong ten|ten co|tieu de|title)\b", fold(query.question))
    if query.intent == "plans" and (
        asks_mention(query.question) or (query.header_fields and not (filters(asked) or named_so))
    ):
        speaking = mentions(asked)
        if speaking is not None:
            return speaking
    draft = _ANSWERERS[query.intent](asked)
    if query.intent in ("who", "duties", "general") and _FIGURE.search(fold(query.question)):
        if not any(re.search(r"\d", claim.text) for claim in draft.claims if claim.kind == "stated"):
            plan_ids = query.plans if query.narrowed else (None,)
            lacking = [absent(asked.phrases.say("no_target"), plan_id) for plan_id in plan_ids]
            near = [piece for claim in draft.claims for piece in claim.slices]
            return shaped(asked, lacking, reason="not_stated", nearest=near)
    reports = query.intent == "deadline" and "bao cao" in fold(query.question)
    if (
        not _answers(draft)
        and query.intent in ("event", "deadline")
        and not (asks_place(query) or reports)
    ):
        other = deadlines(asked) if query.intent == "event" else events(asked)
        told = " ".join(p.text for c in other.claims for p in c.slices)
        held = query.intent != "event" or names_event(fold(query.question), told)
        draft = other if held and _answers(other) else draft
    if not _answers(draft) and query.intent == "deadline" and query.narrowed:
        other = targets(asked)
        draft = other if _answers(other) else draft
    if _answers(draft) or query.intent in _FINAL or query.objectives or query.indicators:
        return draft
    other = general(asked, listing=query.intent != "who")
    if not _answers(other):
        return draft
    if query.intent == "who" and not asked.matcher.empty:
        given = given_there(asked, other)
        if given:
            return replace(other, claims=given)
        if not _names_agency(asked, other):
            named = told_in(asked, other)
            return not_assigned(asked, named) if _answers(named) else draft
        return replace(other, claims=other.claims[:1])
    if query.intent == "general" or (
        query.intent == "duties" and (_names_asked(asked, other) or _all_generic(asked))
    ):
        return other
    if query.intent == "target" and any(re.search(r"\d", c.text) for c in other.claims):
        return other
    return replace(draft, nearest=other.nearest or draft.nearest)


def _in_province(query: Query, book: Book) -> tuple[str, ...]:
    """ "có cái nào thuộc Phú Thọ không": plans of places inside a province that has none itself."""
    if query.intent != "plans":
        return ()
    named = {fold(name) for name in query.missing}
    return tuple(p for p in query.plans if fold(book.by_id[p].province or "") in named)


def _speaking(asked: Asked, claims: list[DraftClaim]) -> list[DraftClaim]:
    """Of a plan's statements those that speak of the subject by themselves; all where none does."""
    if asked.query.intent != "who" or len(claims) < 2:
        return claims
    found = [
        one for one in claims if one.kind != "stated" or not asked.unsaid(
            *(text for p in one.slices for text in (p.text, *asked.book.headings(p)))
        )
    ]  # fmt: skip
    return found if any(one.kind == "stated" for one in found) else claims


def _in_named_part(asked: Asked, pieces: list[Slice]) -> bool:
    """Whether all stand in a part of a plan that the question names by its heading."""
    if asked.query.intent != "general":
        return False
    named = [(p, one.id) for p in asked.query.plans for one in named_sections(asked, p)]
    return all(
        any(piece.plan_id == p and f"{piece.section}/".startswith(f"{part}/") for p, part in named)
        for piece in pieces
    )


def _names_document(query: Query, claim: DraftClaim) -> bool:
    """Whether a statement is on a document that the question names by its number."""
    text = re.sub(r"\s", "", fold(claim.text))
    return any(fold(number) in text for number in query.documents)


_FIGURE = re.compile(
    r"\b(?:muc|xuong|len|con|dat|tang|giam) (?:la |den |xuong |con )?bao nhieu\b|"
    r"\b(?:bao nhieu|may) (?:%|phan tram)"
)
"""A figure is asked for: a duty without one does not tell it."""
_ANNEX = re.compile(r"\b(?:phu luc|appendix|annex)(?: (?:so )?(?:\d{1,2}|[ivx]+))?\b")


def _holds_annex(asked: Asked) -> bool:
    return any(
        re.search(r"\bphu luc\b", fold(asked.book.text(plan_id))) for plan_id in asked.query.plans
    )


_PART = re.compile(r"^(?:trong |o )?(?:phan|muc(?! tieu)) ")
_OPENS = re.compile(
    r"(?:theo |trong |the )?(?:ke hoach|quyet dinh|nghi quyet|chuong trinh|chi thi|cong van|"
    r"decision|resolution|plan)\b"
)


_ISSUED = re.compile(r"\b(?:ngay|thang|nam) (?:nao|may|bao nhieu)\b|\bwhen\b")
_DUE = re.compile(r"\b(?:phai|bao cao|trien khai|hoan thanh|thuc hien|xong|nop|gui|han)\b")


def _asks_its_date(query: Query) -> bool:
    """ "Chương trình 2456 ra ngày nào?": the date of the document itself."""
    question = fold(query.question)
    opens = _OPENS.match(question) is not None
    return opens and _ISSUED.search(question) is not None and _DUE.search(question) is None


_WHOSE = re.compile(
    r"(?:la |do )?(?:cua|do) (?:ai|co quan nao|cap nao|bo nao|noi nao|don vi nao)\b"
    r"(?! (?:chu tri|thuc hien|trien khai|phu trach))"
)


def _whose(query: Query) -> bool:
    """ "Nghị quyết 11-NQ/TW … là của cơ quan nào": whose document it is, not whose task."""
    question = fold(query.question)
    at = min((question.find(fold(number)) for number in query.documents), default=-1)
    return 0 <= at <= 40 and _WHOSE.search(question, max(at, 0)) is not None


_BARE_HALF = re.compile(
    r"(?:(?:(?:va|and|thi|ban|ra|ky|vao|do|co|so|la|thang|ban hanh) )*"
    r"(?:(?:ngay|nam|so|so hieu|thang)(?: (?:thang|nam|va|ngay))* (?:nao|may|bao nhieu|gi)|"
    r"(?:ve )?(?:viec|van de|noi dung) gi|on (?:what|which) date|when was it (?:issued|signed|made)|"
    r"(?:hoi|khi|luc) nao|"
    r"(?:cua|do) (?:ai|co quan nao|cap nao)(?: ban hanh| ky)?)(?: (?:vay|the|a|nhi|ha|nua))* ?)+"
)


def _told_already(half: str, told: Draft) -> bool:
    """ "theo quyết định nào, ngày nào": a document is told with its number and date."""
    bare = _BARE_HALF.fullmatch(" ".join(re.findall(r"[^\W_]+", fold(half))))
    if bare is None:
        return False
    texts = [claim.text for claim in told.claims if claim.kind == "stated"]
    dated = re.search(r"ngay|thang|nam|date|when|hoi nao|khi nao", bare.group()) is None
    return any(
        document_numbers(text) and (dated or re.search(r"\d\s*(?:/|-|tháng)\s*\d", text))
        for text in texts
    )


_GIVES = re.compile(
    r"\b(?:giao|phan cong|quy dinh|dat ra|de ra|yeu cau|assigns?|requires?|sets?)\b"
)


def _contents_of_another(query: Query) -> bool:
    """ "Kế hoạch số 36/KH-UBND của tỉnh … giao sở nào": what a document that is not here says."""
    question = fold(query.question)
    at = min((question.find(fold(number)) for number in query.documents), default=-1)
    given = _GIVES.search(question, max(at, 0))
    content = query.intent in ("duties", "who", "target")
    return content and 0 <= at <= 40 and given is not None and _OPENS.match(question) is not None


_FINAL: frozenset[Intent] = frozenset({"header", "plans", "funding", "event", "out_of_scope"})


def _all_generic(asked: Asked) -> bool:
    """ "Hằng năm các cơ quan phải làm gì để …": nobody in particular is asked about."""
    known = asked.book.lexicon.agencies.in_questions
    rows = [known.get(name) for name in asked.query.agencies]
    return bool(rows) and all(row is not None and row.entry.generic for row in rows)


def _names_asked(asked: Asked, draft: Draft) -> bool:
    """Whether a passage speaks of the agency asked for, which is given no duty of its own."""
    quotes = fold(" ".join(piece.text for claim in draft.claims for piece in claim.slices))
    return any(fold(name) in quotes for name in asked.query.agencies)


def _names_agency(asked: Asked, draft: Draft) -> bool:
    """Whether the best passage begins with an agency: a heading that tells who it is."""
    first = next(claim for claim in draft.claims if claim.kind == "stated")
    mentions = asked.book.lexicon.find_agencies(first.text)
    return bool(mentions) and mentions[0].start <= 6


def _answers(draft: Draft) -> bool:
    return any(claim.kind == "stated" for claim in draft.claims)


def _ms(seconds: float) -> float:
    return round(1000 * seconds, 2)
