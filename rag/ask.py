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
from rag.answers.general import general
from rag.answers.money import asks_place, events, funding
from rag.answers.records import basis, describes_another, filters, header, plans
from rag.answers.refusals import missing, not_assigned, not_in_corpus, out_of_scope
from rag.answers.shape import Asked, absent, near_slices
from rag.answers.subject import given_there, told_in
from rag.answers.targets import targets
from rag.answers.who import who
from rag.book import Book
from rag.compose import compose
from rag.embedding import Embedding, load_embedding
from rag.errors import UsageError
from rag.lexicon import Lexicon
from rag.narrowing import Context, Texts
from rag.parts import split_question
from rag.phrasing import Phrases
from rag.questions import Frames
from rag.schema import Answer, Draft, Hit, Intent, Lang, Query, Timing
from rag.settings import Settings
from rag.spelling import Speller
from rag.stores.index import IndexReader, open_index
from rag.suggest import suggestions
from rag.text import fold
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
        answer = self._answer(queries, book)
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

    def _answer(self, queries: list[Query], book: Book) -> Answer:
        """The answer to a question's parts: each part's statements, then what is lacking."""
        phrases = Phrases.load(self.settings.prompts, queries[0].lang)
        drafts = [self._drafted(query, book, phrases) for query in queries]
        whole = drafts[0]
        for more in drafts[1:]:
            if not _answers(whole):
                whole = replace(more, query=whole.query) if _answers(more) else whole
            elif _answers(more):
                told = [claim for claim in more.claims if claim.kind == "stated"]
                whole = replace(whole, claims=tuple(dict.fromkeys((*whole.claims, *told))))
        whole = replace(whole, suggestions=suggestions(whole, book, phrases))
        return compose(whole, book, phrases)

    def _drafted(self, query: Query, book: Book, phrases: Phrases) -> Draft:
        asked = Asked(query, book, phrases, book.matcher(query))
        if not query.question.strip():
            draft = Draft(query, (absent(phrases.say("empty"), None),), reason="out_of_scope")
        elif query.intent == "out_of_scope":
            draft = out_of_scope(asked)
        elif query.missing and not query.narrowed:
            draft = not_in_corpus(asked)
        else:
            draft = _draft(asked)
            if query.missing:
                text = phrases.say("missing_short", what=missing(asked))
                draft = replace(draft, claims=(*draft.claims, absent(text, None)))
        if not (_answers(draft) or draft.nearest or query.intent in ("out_of_scope", "header")):
            whole = replace(query, search_text=query.search_text or query.question)
            near = near_slices(replace(asked, query=whole))
            draft = replace(draft, nearest=tuple(near))
        return draft

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


_DOCUMENT = re.compile(r"\d+(?:/\d{4})?[-/][A-ZĐ]")


def _draft(asked: Asked) -> Draft:
    """The answerer of the intent; where it finds nothing, the passages may still tell.

    A question on who does something that a plan names without giving it to anybody is answered
    so: the passage is then evidence, not an answer.
    """
    query = asked.query
    own = {plan.number.casefold() for plan in asked.book.plans if plan.number is not None}
    others = [number for number in query.documents if number.casefold() not in own]
    if others and query.intent != "deadline":
        found = documents(asked)
        if found.claims and not (query.intent == "who" and query.agencies):
            asked_who = who(asked) if query.intent == "who" else None
            if asked_who is None or not _answers(asked_who):
                return found
    if query.intent == "basis" and query.narrowed and describes_another(asked):
        other = general(asked)
        if _answers(other) and _DOCUMENT.search(other.claims[0].text):
            return other
    if query.intent == "plans" and query.header_fields and not filters(asked):
        # "Kế hoạch nào nhắc tới …?": the passages tell which
        other = general(asked)
        if not asked.matcher.empty and _answers(other):
            return other
    draft = _ANSWERERS[query.intent](asked)
    reports = query.intent == "deadline" and "bao cao" in fold(query.question)
    if (
        not _answers(draft)
        and query.intent in ("event", "deadline")
        and not (asks_place(query) or reports)
    ):
        other = deadlines(asked) if query.intent == "event" else events(asked)
        draft = other if _answers(other) else draft
    if not _answers(draft) and query.intent == "deadline" and query.narrowed:
        other = targets(asked)
        draft = other if _answers(other) else draft
    if _answers(draft) or query.intent in _FINAL or query.objectives or query.indicators:
        return draft
    other = general(asked)
    if not _answers(other):
        return draft
    if query.intent == "who" and not asked.matcher.empty:
        given = given_there(asked, other)
        if given:
            return replace(other, claims=given)
        if not _names_agency(asked, other):
            told = told_in(asked, other)
            return not_assigned(asked, told) if _answers(told) else draft
        return replace(other, claims=other.claims[:1])
    if query.intent == "general" or (query.intent == "duties" and _names_asked(asked, other)):
        return other
    return replace(draft, nearest=other.nearest or draft.nearest)


_FINAL: frozenset[Intent] = frozenset({"header", "plans", "funding", "event", "out_of_scope"})


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
