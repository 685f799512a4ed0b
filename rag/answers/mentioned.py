"""Whether a plan mentions something: "kế hoạch … có nhắc đến cộng tác viên không?"."""

from __future__ import annotations

import re

from rag.answers.mentions import speaking, told_by
from rag.answers.plan_speech import phrases_of
from rag.answers.shape import Asked, absent, draft, near_slices
from rag.schema import Draft, Lead
from rag.spelt import Spelt
from rag.text import fold, lower, nfc
from rag.yes_no import of_all_plans

_ASKED = Spelt(
    r"\b(?:có|đã|cũng) (?:hề )?(?:được )?(?:nhắc|đề cập|nói)(?: gì| rõ| cụ thể)*"
    r"(?: (?:đến|tới|về))+ "
    r"(?:(?:cụm từ|từ khóa|thuật ngữ|khái niệm|chữ) )?(?P<what>[^,?.;]{2,80}?)"
    r"(?: (?:trong|ở)(?: bản| các)? kế hoạch(?: này| đó| của mình)?)?"
    r"(?: hay)? (?:không|chưa|ko)(?: (?:vậy|ạ|nhỉ|thế|a|the))*\W*$"
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
    found = _ASKED.search(question) if query.lang == "vi" else None
    if found is None or query.agencies or query.documents or query.objectives or query.items:
        return None
    what = question[slice(*found.span("what"))]
    if _OPEN.search(fold(what)) or book.lexicon.find_places(what, question=True):
        return None
    if query.intent == "plans" or of_all_plans(query.question):
        return None
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
    told = {plan_id: passages for plan_id, passages in saying.items() if passages}
    claims = [told_by(asked, plan_id, passages, phrases) for plan_id, passages in told.items()]
    if query.narrowed:
        text = asked.phrases.say("no_answer")
        claims += [absent(text, plan_id) for plan_id in query.plans if plan_id not in told]
    lead = None
    # "dong ho" without marks is also "hoạt động hỗ trợ": shown, and not said to be so
    unsure = query.unaccented and len(what.split()) < _SURE
    if told and (unsure or not sure or len(told) == len(query.plans)):
        lead = Lead(asked.phrases.say("it_says" if unsure else "yes" if sure else "not_said"))
    near = () if told else near_slices(asked)
    return draft(asked, claims, reason="not_stated", lead=lead, nearest=near)
