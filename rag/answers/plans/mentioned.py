"""Whether a plan mentions something: "kế hoạch … có nhắc đến cộng tác viên không?"."""

from __future__ import annotations

import re

from rag.answers.plans.mentions import speaking, told_by
from rag.answers.plans.plan_speech import naming, phrases_of
from rag.answers.shape import Asked, absent, draft, near_slices
from rag.schema import Draft, DraftClaim, Lead
from rag.text import fold, lower, nfc
from rag.understanding.spelt import Spelt
from rag.understanding.yes_no import of_all_plans

_ASKED = Spelt(
    r"\b(?:có|đã|cũng) (?:hề )?(?:được )?(?:nhắc|đề cập|nói)(?: gì| rõ| cụ thể)*"
    r"(?: (?:đến|tới|về))+ "
    r"(?:(?:cụm từ|từ khóa|thuật ngữ|khái niệm|chữ) )?(?P<what>[^,?.;]{2,80}?)"
    r"(?: (?:trong|ở)(?: bản| các)? kế hoạch(?: này| đó| của mình)?)?"
    r"(?: hay)? (?:không|chưa|ko)(?: (?:vậy|ạ|nhỉ|thế|a|the))*\W*$"
)
_ASKED_EN = re.compile(
    r"^(?!what|where|when|who|how|which)[^?]*?\b(?:does|do|did)\b[^?]*?"
    r"\b(?:mention|refer to|speak of|talk about|say anything about)"
    r" (?:the word |the term |any |an? )?(?P<what>[^,?.;]{2,80}?)"
    r"(?: in (?:the|its|this|that) plan| at all| anywhere)?\W*$",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:ai|nao|gi|bao nhieu|bao gio|o dau|may|va|hay|hoac|neu|viec|rang|phai|duoc giao)\b|\d"
)
""" "Có nói đến việc các xã phải …": a statement to be looked for by its sense, no words."""

_SURE = 3
"""Syllables of a phrase typed without marks that stand for it alone."""


def mentioned(asked: Asked) -> Draft | None:
    """The clause that says it as it is typed, plan by plan; else that the plan does not say it.

    None where the question names more than words to look for: an agency, a place, a figure.
    """
    query, book = asked.query, asked.book
    question = nfc(query.question)
    found = (_ASKED if query.lang == "vi" else _ASKED_EN).search(question)
    if found is None or query.agencies or query.documents or query.objectives or query.items:
        return None
    what = question[slice(*found.span("what"))]
    if _OPEN.search(fold(what)) or book.lexicon.find_places(what, question=True):
        return None
    if query.intent == "plans" or of_all_plans(query.question):
        return None
    names = book.lexicon.names_as_written(what)
    if names:
        by_name = {plan_id: naming(asked, plan_id, names) for plan_id in query.plans}
        return _told(asked, by_name, "yes")
    if query.lang == "en":
        return _in_english(asked, what)
    read = fold if query.unaccented else lower
    phrases = phrases_of(asked, what) or (tuple(re.findall(r"[^\W_]+", read(what))),)
    # first as it is typed; in the plans' own words for it is not "mentioned", and told as such
    saying = speaking(asked, query.plans, phrases[:1], what, strictly=True)
    sure = any(saying.values())
    if not sure:
        # its likeliest meaning alone: "đánh vợ", and no "sách, báo" for a library
        saying = speaking(asked, query.plans, phrases[:2], what, strictly=True)
    if not any(saying.values()):
        # "cơ sở dữ liệu giới": "cơ sở dữ liệu thống kê về giới"
        saying = speaking(asked, query.plans, phrases[:1], what, nearly=True)
    told = {
        plan_id: [told_by(asked, plan_id, passages, phrases)] if passages else []
        for plan_id, passages in saying.items()
    }
    # "dong ho" without marks is also "hoạt động hỗ trợ": shown, and not said to be so
    unsure = query.unaccented and len(what.split()) < _SURE
    sayings = all(told.values())
    lead = "it_says" if unsure else "yes" if sure else "not_said"
    return _told(asked, told, lead if unsure or not sure or sayings else None)


def _told(asked: Asked, told: dict[str, list[DraftClaim]], lead: str | None) -> Draft:
    """What each plan says of it; that a plan which is asked after does not."""
    query, say = asked.query, asked.phrases.say
    claims = [claim for found in told.values() for claim in found]
    any_told = bool(claims)
    if query.narrowed:
        claims += [absent(say("no_answer"), p) for p in query.plans if not told.get(p)]
    said = Lead(say(lead)) if lead is not None and any_told else None
    near = () if any_told else near_slices(asked)
    return draft(asked, claims, reason="not_stated", lead=said, nearest=near)


def _in_english(asked: Asked, what: str) -> Draft | None:
    """ "Does the plan mention cervical cancer?": the plans' words for it, each of them whole."""
    query, lexicon = asked.query, asked.book.lexicon
    terms = [tuple(lower(term).split()) for term in lexicon.from_english(what)]
    known = terms and not lexicon.unknown_english(what) and query.narrowed
    if not known or all(len(term) < _PHRASE for term in terms):
        return None
    found = [speaking(asked, query.plans, (term,)) for term in terms]
    told = {}
    for plan_id in query.plans:
        each = [{one.id for one in by_plan[plan_id]} for by_plan in found]
        passages = [one for one in found[0][plan_id] if all(one.id in ids for ids in each)]
        told[plan_id] = [told_by(asked, plan_id, passages, tuple(terms))] if passages else []
    return _told(asked, told, "yes" if all(told.values()) else None)


_PHRASE = 2
"""Syllables of a term from which its lack tells that a plan does not mention it."""
