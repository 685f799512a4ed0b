"""Which answerer takes a question, and what is tried where it finds nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from rag.answers.agencies.collectors import collectors
from rag.answers.agencies.duties import duties
from rag.answers.agencies.given_there import given_there, told_in
from rag.answers.agencies.given_to import gets_what, who_gets
from rag.answers.agencies.not_given import names_asked
from rag.answers.agencies.partners import beside_agency
from rag.answers.agencies.persons_named import persons_named
from rag.answers.agencies.plan_makers import plan_makers
from rag.answers.agencies.role_alone import leads_anything, nobody_in_role, role_alone
from rag.answers.agencies.sorts_asked import asks_payer
from rag.answers.agencies.standing import standing_body
from rag.answers.agencies.who import providers, who
from rag.answers.contents.cells import cells
from rag.answers.contents.definitions import who_is
from rag.answers.contents.labelled import works_of_person
from rag.answers.contents.names import names
from rag.answers.contents.numbered_parts import numbered_part, row_of_annex, row_of_table
from rag.answers.contents.table_rows import of_table
from rag.answers.dates.deadlines import deadlines
from rag.answers.dates.due_on import due_on
from rag.answers.dates.how_often import often_confirmed
from rag.answers.dates.lengths import length_told, longest_told
from rag.answers.dates.plan_made import plan_made
from rag.answers.dates.receivers import in_trouble, receivers, sent_to_whom
from rag.answers.dates.reports_too import reports_too
from rag.answers.dates.tasks_at import tasks_at
from rag.answers.dates.time_told import time_told
from rag.answers.documents.annexes import on_annex
from rag.answers.documents.articles import articles
from rag.answers.documents.bases import (
    basis,
    cited_number,
    describes_another,
    not_cited,
    noted_beside,
    proposed,
    proposed_by,
)  # fmt: skip
from rag.answers.documents.documents import documents, issuer_confirmed, told_within
from rag.answers.documents.issued_under import issued_under
from rag.answers.documents.named_anywhere import named_anywhere
from rag.answers.documents.named_documents import (
    asks_sort,
    documents_within,
    founded_by,
    ministries,
)
from rag.answers.documents.records import header
from rag.answers.documents.scheme_period import scheme_period
from rag.answers.documents.whose_document import (
    NEAR_START,
    asks_its_date,
    asks_whose,
    contents_of_another,
    named_at,
    of_unknown_number,
)
from rag.answers.events.event_kinds import is_asked_row, names_kind, of_registration
from rag.answers.events.events import events, held, lacks_hour, tells_day, when_held
from rag.answers.events.other_kind import by_other_kind
from rag.answers.figures.figures_asked import lacks_measure, tells_figure, without_figure
from rag.answers.figures.neighbours import lacks_word, of_neighbour
from rag.answers.figures.no_targets import none_of_its_own
from rag.answers.figures.objective_field import aim_in_words, of_field
from rag.answers.figures.own_words import in_own_words
from rag.answers.figures.past_results import past_results
from rag.answers.figures.present_counts import present_count
from rag.answers.figures.target_years import of_another_year, with_aim
from rag.answers.figures.targets import asks_result, of_other_levels, others_alone, targets
from rag.answers.general import general, named_sections, work_of_body
from rag.answers.money.given_money import given_money
from rag.answers.money.money import funding
from rag.answers.money.money_by_year import money_by_year
from rag.answers.money.prizes import prizes
from rag.answers.money.row_sources import row_sources
from rag.answers.money.sums import sums
from rag.answers.plans.own_history import own_history
from rag.answers.plans.plan_list import plans
from rag.answers.plans.plans_asked import on_plans
from rag.answers.plans.purpose import purpose
from rag.answers.plans.which_plans import WHICH_PLANS, WITHOUT
from rag.answers.premises.asserted import asserts_number, figure_alone
from rag.answers.premises.premise import corrected
from rag.answers.refusals import not_assigned, not_in_corpus, out_of_scope
from rag.answers.shape import SAID_WHOLE, Asked, absent, answers
from rag.answers.shape import draft as shaped
from rag.schema import Draft, DraftClaim, Intent
from rag.text import fold
from rag.understanding.yes_no import confirms

_ANSWERERS: dict[Intent, Callable[[Asked], Draft]] = {
    "who": lambda asked: (
        who_is(asked)
        or due_on(asked)
        or collectors(asked)
        or reports_too(asked)
        or role_alone(asked)
        or who(asked)
    ),
    "duties": lambda asked: duties(of_table(asked)),
    "deadline": lambda asked: longest_told(asked) or time_told(asked) or held(asked) or _due(asked),
    "target": lambda asked: aim_in_words(asked, whole=True) or targets(asked),
    "funding": lambda asked: sums(asked) or funding(asked),
    "basis": basis,
    "header": header,
    "plans": plans,
    "event": events,
    "general": general,
    "out_of_scope": out_of_scope,
}


def _due(asked: Asked) -> Draft:
    """What is due; where nothing is, the length of time that a passage gives, or an event's day."""
    told = of_registration(asked, when_held(asked, deadlines(asked)))
    event = told if answers(told) or not names_kind(asked.query.question) else events(asked)
    return told if answers(told) else length_told(asked) or (event if answers(event) else told)


def route(asked: Asked) -> Draft:
    """The answerer of the intent; where it finds nothing, the passages may still tell.

    A question on who does something that a plan names without giving it to anybody is answered
    so: the passage is then evidence, not an answer.
    """
    query = asked.query
    special = (
        own_history(asked)
        or purpose(asked)
        or _on_documents(asked)
        or _on_parts(asked)
        or on_plans(asked)
        or often_confirmed(asked)
        or in_trouble(asked)
        or who_gets(asked)
        or gets_what(asked)
        or works_of_person(asked)
        or persons_named(asked)
        or standing_body(asked)
        or prizes(asked)
        or leads_anything(asked)
        or beside_agency(asked)
        or past_results(asked)
        or present_count(asked)
        or in_own_words(asked)
        or names(asked)
        or tasks_at(asked)
        or of_field(asked)
        or row_sources(asked)
        or money_by_year(asked)
        or given_money(asked)
        or plan_made(asked)
        or plan_makers(asked)
        or sent_to_whom(asked)
        or _row(asked)
    )
    if special is not None:
        return special
    if (denied := corrected(asked)) is not None:
        return denied
    special = receivers(asked) if query.intent == "deadline" else None
    draft = special or scheme_period(asked) or _ANSWERERS[query.intent](asked)
    if "payer" in query.header_fields and not answers(draft):
        draft = providers(asked) or draft
    if query.intent == "target" and answers(draft) and lacks_measure(asked, draft):
        draft = _by_passages(asked, replace(draft, claims=()))
    if (lacking := without_figure(asked, draft)) is not None:
        return lacking
    if WHICH_PLANS.match(fold(query.question)) and answers(draft):
        # which plans do is asked: those that do not are no part of the answer, or all of it
        kind = "absent" if WITHOUT.match(fold(query.question)) else "stated"
        left = tuple(c for c in draft.claims if c.kind == kind)
        left = left or (absent(asked.phrases.say("no_plan_so"), None),)
        draft = replace(draft, claims=left, reason=draft.reason or "not_stated")
    draft = by_other_kind(asked, draft)
    draft = draft if answers(draft) else cells(asked, sums=True) or draft
    if query.intent == "event" and not answers(draft) and (told := _day_told(asked)) is not None:
        return told
    if answers(draft) or query.intent in _FINAL or query.objectives or query.indicators:
        return draft
    if query.intent == "target" and (
        asks_result(asked)
        or figure_alone(asked)
        or none_of_its_own(asked)
        or others_alone(asked)
        or of_other_levels(asked, draft)
    ):
        return draft
    return _by_passages(asked, draft)


def _row(asked: Asked) -> Draft | None:
    """The row of a table that tells what is asked; not a month where a sentence tells the days."""
    row = cells(asked)
    if row is None or not is_asked_row(asked, row):
        return None
    if asked.query.intent != "event" or tells_day(row):
        return row
    return None if tells_day(events(asked)) else row


_TASKED = re.compile(
    r"\b(?:trach nhiem|nhiem vu|lam|(?:chi|muc) tieu) (?:gi|nao|may|so may)\b|"
    r"\bhave to do\b|\bduties\b"
)


def _on_documents(asked: Asked) -> Draft | None:
    """What is asked of another document than the plans: its number, its date, what it holds."""
    query = asked.query
    if (cited := cited_number(asked)) is not None:
        return cited
    own = asked.book.register.numbers
    others = [number for number in query.documents if fold(number) not in own]
    whose = issuer_confirmed(asked) if others and named_at(query) in range(NEAR_START) else None
    if whose is not None or asserts_number(query):
        return whose
    if not query.documents and of_unknown_number(asked):
        lacking = [absent(asked.phrases.say("no_answer"), p) for p in query.plans if query.narrowed]
        return shaped(asked, lacking, reason="not_stated" if lacking else "not_in_corpus")
    if others and confirms(query.question) and query.narrowed:
        denied = not_cited(asked, others)
        if denied is not None:
            return denied
    if others and contents_of_another(query):
        return not_in_corpus(replace(asked, query=replace(query, missing=tuple(others))))
    if others and (lacking_within := told_within(asked)) is not None:
        return lacking_within
    # "các sở có trách nhiệm gì đối với Nghị quyết 28": what they do, not the document
    tasked = _TASKED.search(fold(query.question)) is not None
    hers = query.intent == "duties" and bool(query.agencies) and tasked
    if (
        others
        and not hers
        and not query.objectives
        and (query.intent != "deadline" or asks_its_date(query))
    ):
        found = documents(asked)
        if found.claims and not (query.intent == "who" and query.agencies):
            asked_who = who(asked) if query.intent == "who" and not asks_whose(query) else None
            if asked_who is None or not answers(asked_who):
                return found
    special = named_anywhere(asked) or issued_under(asked) or proposed_by(asked)
    if special is not None:
        return special
    if query.intent in ("who", "basis") and query.narrowed and not query.agencies:
        by = proposed(asked)
        if by is not None:
            return by
    if query.intent == "who" and "ministry" in query.header_fields:
        named = ministries(asked)
        if answers(named):
            return named
    if query.intent == "basis" and (founded := founded_by(asked)) is not None:
        return founded
    told = query.narrowed or asks_sort(query.question)
    if query.intent == "basis" and told and describes_another(asked):
        other = noted_beside(asked) or documents_within(asked)
        if answers(other):
            return other
    return None


def _on_parts(asked: Asked) -> Draft | None:
    """What is asked of a part of the plan: an annex it has not, a part named by its heading."""
    query, question = asked.query, fold(asked.query.question)
    annex = row_of_annex(asked) or on_annex(asked)
    if annex is not None:
        return annex
    beyond = row_of_table(asked) or numbered_part(asked)
    if beyond is not None:
        return beyond
    if (told := articles(asked)) is not None:
        return told
    part = query.intent == "who" and _PART.search(question) is not None
    if part and any(named_sections(asked, plan_id) for plan_id in query.plans):
        return general(asked)
    return None


def _by_passages(asked: Asked, draft: Draft) -> Draft:
    """What the best passages tell, where the facts tell nothing."""
    query = asked.query
    if query.intent == "who" and asks_payer(query.question):
        money = funding(asked) if query.narrowed else draft
        return money if answers(money) else draft
    if nobody_in_role(query, draft):
        return draft
    if draft.reason == "not_assigned" and (own := work_of_body(asked)) is not None:
        return own
    other = general(asked, listing=query.intent != "who")
    if not answers(other):
        return draft
    if query.intent == "who" and not asked.matcher.empty:
        given = given_there(asked, other)
        if given:
            return replace(other, claims=given)
        if not _names_agency(asked, other):
            named = told_in(asked, other)
            told = [piece.text for claim in named.claims for piece in claim.slices]
            named_there = (
                answers(named)
                and not asked.unsaid(*told)
                and asked.subject.written_in(query, *told)
            )
            return not_assigned(asked, named) if named_there else draft
        return replace(other, claims=other.claims[:1])
    if query.intent == "deadline" and asked.frames.asks_to_whom(query.question):
        return other
    if query.intent == "general" or (
        query.intent == "duties" and (names_asked(asked, other) or _all_generic(asked))
    ):
        return other
    if query.intent == "target":
        figures = tuple(c for c in other.claims if _tells_figure(asked, c))
        if figures:
            return replace(other, claims=with_aim(asked, figures))
        if (aim := aim_in_words(asked)) is not None:
            return aim
    if query.intent == "deadline" and _tells_time_asked(asked, other.claims[0]):
        return replace(other, claims=other.claims[:1])
    return replace(draft, nearest=other.nearest or draft.nearest)


_YEAR_ASKED = re.compile(r"\bnam (?:nao|may|bao nhieu)\b")
_YEAR = re.compile(r"\b20\d\d\b")


def _tells_time_asked(asked: Asked, claim: DraftClaim) -> bool:
    """ "Nhà tạm lánh ở xã A xây năm nào?": "… tại phường B (năm 2027) và xã A (năm 2029)"."""
    if claim.kind != "stated" or _DUE.search(fold(asked.query.question)):
        return False
    if asked.query.agencies:
        return False  # whose work it is: the facts tell it, where it is hers
    told = _YEAR if _YEAR_ASKED.search(fold(asked.query.question)) else _DAY
    texts = [text for piece in claim.slices for text in (piece.text, *asked.book.headings(piece))]
    return (
        told.search(_DATE_OF_DOCUMENT.sub(" ", claim.text)) is not None
        and asked.subject.names_one(asked.query)
        and asked.subject.share_said(asked.query, *texts) >= SAID_WHOLE
        and not asked.unsaid(*texts)
    )


def _day_told(asked: Asked) -> Draft | None:
    """ "Giải bóng chuyền diễn ra ngày nào": of what is no event by its kind, a line on a day."""
    query = asked.query
    other = general(asked) if query.narrowed and not names_kind(query.question) else None
    if other is None or not answers(other) or not _tells_time_asked(asked, other.claims[0]):
        return None
    said = other.claims[0].text
    if lacks_hour(query, said) or set(query.years) - {*_YEAR.findall(said)}:
        return None
    return replace(other, claims=other.claims[:1])


_DUE = re.compile(r"\b(?:bao cao|han|gui|nop|truoc)\b")
_DAY = re.compile(r"(?<!trước )\bngày \d{1,2}(?: (?:và|-|đến) \d{1,2})?(?: tháng |/)\d")
_DATE_OF_DOCUMENT = re.compile(r"\d/[\w/-]+,? ngày \d{1,2}(?: tháng |/)\d{1,2}(?:/| năm )\d{4}")


def _tells_figure(asked: Asked, claim: DraftClaim) -> bool:
    """Whether a statement tells a figure of what is asked, not of words like it."""
    if not tells_figure(asked.query, claim.text):
        return False
    texts = [text for piece in claim.slices for text in (piece.text, *asked.book.headings(piece))]
    named = asked.subject.names_one(asked.query)
    said = not named or asked.subject.share_said(asked.query, *texts) > 0
    lacking = any(lacks_word(asked, piece) for piece in claim.slices)
    other = lacking or of_neighbour(asked, claim.slices) or of_another_year(asked, claim)
    return said and not other


_PART = re.compile(r"^(?:trong |o )?(?:phan|muc(?! tieu)) ")
_FINAL: frozenset[Intent] = frozenset({"header", "plans", "funding", "event", "out_of_scope"})


def _all_generic(asked: Asked) -> bool:
    """ "Hằng năm các cơ quan phải làm gì để …": nobody in particular is asked about."""
    known = asked.book.lexicon.agencies.in_questions
    rows = [known.get(name) for name in asked.query.agencies]
    return bool(rows) and all(row is not None and row.entry.generic for row in rows)


def _names_agency(asked: Asked, draft: Draft) -> bool:
    """Whether the best passage begins with an agency: a heading that tells who it is."""
    first = next(claim for claim in draft.claims if claim.kind == "stated")
    start = next((m.start for m in asked.book.lexicon.find_agencies(first.text)), 7)
    return start <= 6 and not fold(first.text[:start]).startswith(("trinh", "gui"))
