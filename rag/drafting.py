"""One query -> Draft: which answerer is tried, and what is said where none finds anything."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from rag.answers.agencies.partners import besides_told
from rag.answers.agencies.verdicts import with_verdict
from rag.answers.contents.place_within import of_place_within
from rag.answers.dates.due_on import none_later
from rag.answers.dates.time_told import with_a_time
from rag.answers.dates.why_then import why_then
from rag.answers.documents.documents import date_confirmed
from rag.answers.events.events import tells_time
from rag.answers.forms import by_form
from rag.answers.gate import on_subject
from rag.answers.general import general
from rag.answers.halves import of_told
from rag.answers.manner import no_reason, shown_as_asked
from rag.answers.plans.held_by_plans import of_all, whether_said
from rag.answers.plans.mentions import places_mentioned
from rag.answers.plans.plan_list import plans
from rag.answers.plans.plans_asked import asks_texts
from rag.answers.premises.as_printed import as_printed
from rag.answers.premises.asserted import asserts_number, on_asserted
from rag.answers.premises.asserted_place import at_asked_place
from rag.answers.premises.before_or_after import on_its_side
from rag.answers.premises.premise import with_leader
from rag.answers.premises.qualified import of_what_is_asked
from rag.answers.refusals import lacking_places, not_in_corpus, out_of_scope
from rag.answers.routing import route
from rag.answers.shape import Asked, absent, answers, near_slices
from rag.book import Book
from rag.nearest import NEAREST, among_nearest
from rag.phrasing import Phrases
from rag.schema import Draft, Query
from rag.text import fold
from rag.turns.small_talk import names_something
from rag.understanding.yes_no import confirms, excludes

_FEW_WORDS = 5
_FEW = 3
"""Plans up to which a question names each, rather than a year or a level of them."""


def drafted(asked: Asked) -> Draft:
    """What answers one query, or what it is answered with where nothing does."""
    query, book, phrases = asked.query, asked.book, asked.phrases
    inside = _in_province(query, book)
    listing = book.register.many and query.intent == "plans" and not asks_texts(asked)
    if not (inside or listing):
        asked = _of_few(asked)
        query = asked.query
    if not query.question.strip():
        draft = Draft(query, (absent(phrases.say("empty"), None),), reason="out_of_scope")
    elif query.intent == "out_of_scope":
        draft = out_of_scope(asked)
    elif query.form == "why":
        draft = of_place_within(asked) or why_then(asked) or no_reason(asked, route(asked))
    elif inside:
        draft = plans(replace(asked, query=replace(query, plans=inside, missing=())))
    elif spoken_of := places_mentioned(asked) or of_place_within(asked):
        draft = spoken_of
    elif query.missing and not query.narrowed:
        draft = not_in_corpus(asked)
    elif excludes(query):
        # the plans say who is given something; who is not stands nowhere
        lacking = [absent(phrases.say("not_excluded"), p) for p in query.plans if query.narrowed]
        told = lacking or [absent(phrases.say("not_excluded"), None)]
        draft = Draft(query, tuple(told), reason="not_stated")
    elif not listing and (
        formed := date_confirmed(asked)
        or as_printed(asked)
        or by_form(asked)
        or at_asked_place(asked)
    ):
        draft = formed
    elif _asks_nothing(asked):
        draft = Draft(query, (absent(phrases.say("unclear"), None),), reason="not_stated")
    else:
        first = plans(asked) if listing else route(asked)
        draft = none_later(asked, on_subject(asked, first))
        if answers(first) and not answers(draft) and query.intent in ("deadline", "event"):
            # "gặp vướng mắc thì báo cáo ai": no date tells it, a passage may
            other = on_subject(asked, general(asked, listing=False))
            tells = asked.frames.asks_to_whom(query.question) or tells_time(other)
            draft = other if answers(other) and tells else draft
        own_work = query.agencies and "person" not in query.header_fields
        if own_work and confirms(query.question) and not answers(draft):
            # "có phải việc của Công an không": what the Công an is given tells it
            own = route(replace(asked, query=replace(query, intent="duties")))
            said = [p.text for c in own.claims if c.kind == "stated" for p in c.slices]
            if answers(own) and not asked.unsaid(*said):
                draft = replace(own, query=query)
        if query.missing and not asserts_number(query):
            draft = replace(draft, claims=(*draft.claims, *lacking_places(asked)))
    draft = of_what_is_asked(asked, with_a_time(asked, draft))
    draft = whether_said(asked, of_all(asked, besides_told(asked, draft)))
    draft = on_asserted(asked, _with_silent(shown_as_asked(asked, draft), phrases))
    draft = with_leader(asked, on_its_side(asked, with_verdict(asked, draft)))
    if not (answers(draft) or draft.nearest or query.intent in ("out_of_scope", "header")):
        whole = replace(query, search_text=query.search_text or query.question)
        near = near_slices(replace(asked, query=whole))
        draft = replace(draft, nearest=tuple(near))
    return draft


def of_parts(
    queries: Sequence[Query], parts: Sequence[str], read: Callable[[Query], Asked]
) -> list[Draft]:
    """The drafts of a question's parts; a part is read alone where the whole hid it.

    "… là bao nhiêu phần trăm, và đơn vị nào khảo sát": the agency is no figure. "… ban hành ngày
    nào và thay thế văn bản nào": one sentence does not tell both.
    """
    money = any("amount" in query.header_fields for query in queries)
    drafts = [drafted(read(queries[0]))]
    drafts += [drafted(read(of_told(query, drafts[0]))) for query in queries[1:]]
    told = [draft for draft in drafts if answers(draft)]
    if len(drafts) == 1 or not told:
        return drafts
    same = len(told) == len(drafts) and all(one.claims == told[0].claims for one in told)

    def hidden(draft: Draft) -> bool:
        # "mở bao nhiêu lớp, hết bao nhiêu tiền": the sum is no number of classes
        other = (same and draft.query.intent == "header") or (
            money and draft.query.intent == "target"
        )
        return other or not answers(draft)

    return [
        _alone(read(replace(draft.query, question=part)), draft) if hidden(draft) else draft
        for part, draft in zip(parts, drafts, strict=True)
    ]


def _alone(asked: Asked, draft: Draft) -> Draft:
    own = drafted(asked)
    return replace(own, query=draft.query) if answers(own) else draft


def _of_few(asked: Asked) -> Asked:
    """Of more plans than can be read those nearest; none are needed to refuse a question."""
    query, book = asked.query, asked.book
    refused = query.intent == "out_of_scope" or (query.missing and not query.narrowed)
    if refused or not book.register.many or len(query.plans) <= NEAREST:
        return asked
    query = among_nearest(query, book, asked.day)
    return replace(asked, query=query, matcher=book.matcher(query))


def _asks_nothing(asked: Asked) -> bool:
    """ "Không", "thế còn" as a first turn: a few words without content or name."""
    query = asked.query
    timed = re.search(r"\d|\bquy\b|\bthuong xuyen\b", fold(query.question)) is not None
    unnamed = not query.narrowed or (query.implied and not timed)
    bare = query.intent == "general" and query.form is None and unnamed
    few = len(query.question.split()) <= _FEW_WORDS
    return bare and few and not (asked.subject.names_one(query) or names_something(query))


def _with_silent(draft: Draft, phrases: Phrases) -> Draft:
    """Each plan that the question names has its line: what one does not say is told of it."""
    query = draft.query
    spoken_of = {claim.plan_id for claim in draft.claims}
    if not (query.narrowed and answers(draft)) or query.intent == "plans" or None in spoken_of:
        return draft
    silent = [plan_id for plan_id in query.plans if plan_id not in spoken_of]
    if len(query.plans) > _FEW:
        return draft
    lacking = tuple(absent(phrases.say("no_answer"), plan_id) for plan_id in silent)
    return replace(draft, claims=(*draft.claims, *lacking))


def _in_province(query: Query, book: Book) -> tuple[str, ...]:
    """ "có cái nào thuộc Phú Thọ không": plans of places inside a province that has none itself."""
    if query.intent != "plans":
        return ()
    named = {fold(name) for name in query.missing}
    merged = book.merged_into
    found = [
        plan.plan_id
        for province, plans in book.register.part(query.plans).of_province.items()
        if named & {province, fold(merged.get(province) or "")}
        for plan in plans
    ]
    return tuple(sorted(found))
