"""Ask: question -> Query -> Draft -> Answer, over one open index."""

from __future__ import annotations

import functools
import gc
import re
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from rag.answers.asked_together import asked_together, lost_halves, with_half
from rag.answers.halves import lacks_half, tells_too, together
from rag.answers.money.cost_of_work import with_cost
from rag.answers.other_half import of_one_item, own_work
from rag.answers.premises.qualified import denied_of_it
from rag.answers.shape import Asked
from rag.book import Book
from rag.compose import compose
from rag.drafting import drafted, of_parts
from rag.embedding import Embedding, WordTable, load_embedding
from rag.errors import UsageError
from rag.lexicon import Lexicon
from rag.names.now import today
from rag.once import once
from rag.phrasing import Phrases
from rag.references import NUMBER_WORDS
from rag.reranker import best_first
from rag.schema import Answer, Draft, DraftClaim, Hit, Lang, Query, Timing
from rag.search import evidence_first
from rag.settings import SHIPPED_MODEL, Settings
from rag.stores.index import IndexReader, again_if_replaced, open_index
from rag.suggest import suggestions
from rag.text import even_tones, fold, lower
from rag.turns.listed_again import listed_again
from rag.turns.small_talk import is_talk, names_anew, names_something
from rag.turns.told_before import with_earlier, with_told
from rag.understanding.context import Context, Texts
from rag.understanding.courtesy import Courtesy
from rag.understanding.questions import Frames
from rag.understanding.read_halves import Halves
from rag.understanding.rewording import asks_the_same, asks_which, reworded
from rag.understanding.sorts import sorts_in
from rag.understanding.spelling import Speller
from rag.understanding.story import told_before_asking, without_purpose
from rag.understanding.subject import Subject
from rag.understanding.understand import understand

REWORDED_SAID = 0.6
"""Share of its subject that an answer must say to a question read in official words."""

TOLD_KEPT = 1_000
"""Questions of talks whose reading is kept, all talks together."""
Read = Callable[[str, tuple[str, ...], "Lang | None", "Query | None"], Query]


_TRACKED = 50_000


def spare_collections() -> None:
    """Let Python look for cycles less often, in a process that does nothing but answer.

    An answer makes thousands of small objects and drops them all: looking at them every 700 new
    ones, as Python does, is a tenth of its time.
    """
    gc.set_threshold(_TRACKED, 20, 20)


class Asker:
    """Answers questions from one index; safe to call from several threads."""

    def __init__(self, settings: Settings, reader: IndexReader | None = None) -> None:
        """Open the index.

        Raises:
            IndexMissing: there is none yet.
            IndexStale: it was read by another version of the program.
        """
        self.settings = settings
        self.reader = reader or open_index(settings)
        self.reader.check_current()
        self._lexicon = Lexicon.load(settings.prompts)
        self._frames = Frames.load(settings.prompts)
        self._courtesy = Courtesy.load(settings.prompts)
        self._load: Callable[[], Embedding] = once(
            lambda: load_embedding(settings.embedding_model, settings.prompts)
        )
        self._best_first = best_first(settings)
        self._subject = Subject.load(
            settings.prompts, self._lexicon, once(lambda: WordTable(SHIPPED_MODEL))
        )
        self._halves = Halves(self._frames, self._subject)
        self._lock = threading.Lock()
        self._book: tuple[int, Book, Context, Read] | None = None

    @again_if_replaced
    def ask(
        self,
        question: str,
        plans: Sequence[str] = (),
        lang: Lang | None = None,
        turns: Sequence[str] = (),
        day: date | None = None,
    ) -> Answer:
        """The verified answer; ``turns`` are the questions asked before in the same talk.

        ``day`` is when it is read, for what has changed since a plan was written; today if None.

        Raises:
            UsageError: a plan in ``plans`` does not exist, or the question is too long.
        """
        started = time.perf_counter()
        if len(question) > self.settings.max_question_chars:
            raise UsageError(
                f"Câu hỏi dài {len(question):,} ký tự, quá {self.settings.max_question_chars:,}; "
                "hãy hỏi ngắn lại"
            )
        question = _whole_letters(question)
        book, context, read = self._state()
        unknown = [plan for plan in plans if plan not in book.by_id]
        if unknown:
            raise UsageError(f"không có kế hoạch “{unknown[0]}”; xem `hoi plans`")
        previous: Query | None = None
        earlier: list[Query] = []
        for told in map(self._courtesy.without, turns):
            turn = listed_again(self._without_story(told, context, plans), previous)
            before = self._told(previous, turn, book, earlier)
            meant = read(turn, tuple(plans), lang, before)
            alone = read(turn, tuple(plans), lang, None)
            talk = is_talk(alone, context) and not names_anew(meant, before)
            if meant.intent != "out_of_scope" and not talk:
                previous = meant
                earlier.append(meant)
        plainly = self._courtesy.without(question)
        text = listed_again(self._without_story(plainly, context, plans), previous)
        previous = self._told(previous, text, book, earlier)
        queries, parts = self._halves.understood(text, context, plans, lang, previous)
        understood = time.perf_counter()
        book.searching.seconds = 0.0
        answers = functools.partial(
            self._answer, question, book=book, context=context, day=day or today(), alone=not turns
        )
        answer = answers(queries, parts)
        asked = queries[0]
        apart = asked.intent == "target" and self._lexicon.apart_in(lower(text))
        phrases = Phrases.load(self.settings.prompts, asked.lang)
        denied = denied_of_it(phrases, (claim.text for claim in answer.claims))
        refused = answer.abstained and answer.reason == "not_stated"
        lacking = not refused and lacks_half(asked, answer, parts)
        if (refused or lacking) and asked.lang == "vi" and not (apart or denied):
            # refused as it is worded: it may be asked in everyday words throughout
            named = asked.plans if asked.narrowed else plans
            first = answers(queries[:1], parts[:1]) if lacking else answer
            which = asks_which(text)
            for other_words in (*which, *reworded(text, self._lexicon, self._frames)):
                queries, parts = self._halves.understood(
                    other_words, context, named, lang, previous
                )
                same = asks_the_same(asked, queries[0]) and self._keeps_sorts(text, other_words)
                if not (other_words in which or same):
                    continue
                other = answers(queries, parts)
                lacks = other.abstained or (lacking and lacks_half(asked, other, parts))
                if not lacks and tells_too(other, first) and self._says(queries[0], other):
                    answer = other
                    break
        searched = book.search_seconds
        ended = time.perf_counter()
        timing = Timing(
            understand=_ms(understood - started),
            search=_ms(searched),
            answer=_ms(ended - understood - searched),
            total=_ms(ended - started),
        )
        return replace(answer, timing_ms=timing)

    def _without_story(self, question: str, context: Context, plans: Sequence[str]) -> str:
        """The question without why it is asked, where it names its subject itself."""
        question = without_purpose(self._lexicon.official(question))
        told = told_before_asking(question)
        if told is None:
            return question
        told = replace(told, asks=self._courtesy.without(told.asks))
        if is_talk(understand(told.story, context, only=plans), context):
            return told.asks  # "Em mới nhận việc, chưa rành lắm. …": no plan says that
        whole = understand(question, context, only=plans)
        pointed = told.pointed_at()
        asks = understand(pointed or told.asks, context, only=plans)
        whole_asks = asks.intent in _WITHOUT_SUBJECT or _REPORTED.search(fold(told.asks))
        own = pointed or whole_asks or self._subject.names_one(asks) or names_something(asks)
        if not own or (names_something(whole) and not names_something(asks)):
            return question
        if (whole.narrowed or whole.missing) and not (asks.narrowed or asks.missing):
            return told.placed(pointed or told.asks, context) or question
        return pointed or told.asks

    def _keeps_sorts(self, typed: str, reworded: str) -> bool:
        """Whether a question in other words still says "bóng chuyền", not "thể thao"."""
        before, after = even_tones(typed), even_tones(reworded)
        return all(
            any(one.found(after, bare=False)) or not any(one.found(before, bare=False))
            for group in sorts_in(self.settings.prompts) for one in group
        )  # fmt: skip

    def _says(self, query: Query, answer: Answer) -> bool:
        """Whether what an answer quotes says most of a question's subject."""
        quotes = [c.quote for c in answer.citations]
        if query.intent == "general" and not self._subject.is_rich(query):
            return False
        if query.intent == "deadline" and not self._subject.names_one(query):
            return True  # "bản tổng kết cả năm" is the yearly report, which names no subject
        return self._subject.share_said(query, *quotes) >= REWORDED_SAID

    def _told(
        self, previous: Query | None, text: str, book: Book, earlier: Sequence[Query]
    ) -> Query | None:
        """The question before with what its answer named that ``text`` points at."""
        if previous is None:
            return None

        def tell(query: Query) -> tuple[DraftClaim, ...]:
            phrases = Phrases.load(self.settings.prompts, query.lang)
            return self._drafted(query, book, phrases, today()).claims

        named = with_told(previous, text, tell, book.lexicon)
        return with_earlier(named, earlier[:-1], text, tell, book.lexicon)

    @again_if_replaced
    def search(
        self,
        text: str,
        k: int = 10,
        plans: Sequence[str] = (),
        among: frozenset[str] | None = None,
    ) -> tuple[Hit, ...]:
        """The best passages for words: those that an answer would rest on, then the nearest.

        ``among``: the passages, by id, of which alone the best are wanted.
        """
        book, context, _ = self._state()
        plainly = self._courtesy.without(text[: self.settings.max_question_chars])
        query = understand(plainly, context, only=plans)
        query = replace(query, search_text=query.search_text or text)
        hits = self._best_first(text, functools.partial(book.hits, query, among=among), k)
        if len(text) > self.settings.max_question_chars:
            return hits
        answer = self.ask(text, plans)
        stated = {n for claim in answer.claims if claim.kind == "stated" for n in claim.citations}
        resting = [
            c.passage_id for c in answer.citations
            if c.n in stated and (among is None or c.passage_id in among)
        ]  # fmt: skip
        return evidence_first(map(book.reader.passage, resting), hits)[:k]

    def _answer(
        self, asked: str, queries: list[Query], parts: Sequence[str], book: Book,
        context: Context, day: date, *, alone: bool,
    ) -> Answer:  # fmt: skip
        """The answer to a question's parts: each part's statements, then what is lacking."""
        phrases = Phrases.load(self.settings.prompts, queries[0].lang)
        if queries[0].intent == "plans" and any(map(_of_whom, parts[1:])):
            queries, parts = queries[:1], parts[:1]
        if queries[0].intent == "plans" and any(one.intent == "who" for one in queries[1:]):
            # "những kế hoạch nào giao …, và giao cho ai": who, plan by plan, tells which
            queries, parts = queries[1:], parts[1:]
        read = functools.partial(self._asked, book=book, phrases=phrases, day=day)
        drafts = of_one_item(of_parts(queries, parts, read), parts, read)
        whole = together(drafts, parts, phrases)
        if not any(map(own_work, queries[1:], parts[1:])):
            typed = read(replace(queries[0], question=self._lexicon.official(asked)))
            whole = asked_together(typed, whole)
            for kind, half in lost_halves(typed, whole):
                only = queries[0].plans if queries[0].narrowed else ()
                own = read(understand(half, context, only=only, lang=queries[0].lang))
                whole = with_half(whole, kind, drafted(own), own)
            whole = with_cost(typed, whole)
        whole = replace(whole, query=replace(whole.query, question=asked))
        whole = replace(whole, suggestions=suggestions(whole, book, phrases, alone=alone))
        return compose(whole, book, phrases, day)

    def _drafted(self, query: Query, book: Book, phrases: Phrases, day: date) -> Draft:
        return drafted(self._asked(query, book, phrases, day))

    def _asked(self, query: Query, book: Book, phrases: Phrases, day: date) -> Asked:
        matcher = book.matcher(query)
        return Asked(query, book, phrases, matcher, self._subject, self._frames, day)

    def _names(self) -> list[str]:
        """Names and everyday words that a question may hold and no plan does."""
        everyday = [said for term in self._lexicon.everyday_terms for said in term.say]
        return [
            *everyday,
            *self._subject.talk,
            *NUMBER_WORDS,
            *self._lexicon.abbreviations,
            *(name.name for name in self._lexicon.agencies.names),
            *(place.name for place in self._lexicon.gazetteer.places),
        ]

    def _state(self) -> tuple[Book, Context, Read]:
        """The book of the newest catalog version."""
        with self._lock:
            self.reader.refresh()
            version = self.reader.version
            if self._book is None or self._book[0] != version:
                book = Book(self.reader, self._load, self._lexicon)
                speller = Speller(self.reader, [*self._frames.words, *self._names()])
                texts = Texts(book.text, book.likely)
                context = Context(
                    book.register, book.lexicon, self._frames, speller, texts, book.merged_into
                )
                self._book = (version, book, context, _told_again(context))
            return self._book[1:]


def _whole_letters(text: str) -> str:
    """Without halves of letters (surrogates), which no file and no tokenizer takes."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _told_again(context: Context) -> Read:
    """Understands the questions of a talk, which are told again with each further one."""

    @functools.lru_cache(maxsize=TOLD_KEPT)
    def read(
        question: str, plans: tuple[str, ...], lang: Lang | None, previous: Query | None
    ) -> Query:
        return understand(question, context, only=plans, lang=lang, previous=previous)

    return read


_WITHOUT_SUBJECT = frozenset({"header", "funding", "basis", "plans"})
"""Kinds of question that are whole without a subject: a plan has one signer, one basis."""
_REPORTED = re.compile(r"\bbao cao\b|\breports?\b")


_OF_WHOM = re.compile(
    r"(?:(?:la )?cua (?:ai|dau|noi nao|(?:(?:cac|nhung) )?(?:dia phuong|tinh|huyen) nao)|"
    r"(?:vao |cua )?(?:nam|thoi ky|giai doan) nao|"
    r"which (?:place|province|district))\W*"
)


def _of_whom(half: str) -> bool:
    """ "kế hoạch nào …, của ai": the plan told is somebody's."""
    return _OF_WHOM.fullmatch(fold(half)) is not None


def _ms(seconds: float) -> float:
    return round(1000 * seconds, 2)
