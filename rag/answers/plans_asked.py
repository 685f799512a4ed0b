"""Plans are asked for: whether their headers tell which, or what their texts speak of."""

from __future__ import annotations

import re

from rag.answers.bases import named_law_unused
from rag.answers.mentions import (
    asks_figures,
    asks_mention,
    asks_section,
    mentions,
    titles_tell,
    with_figures,
    with_section,
)
from rag.answers.plan_list import filters
from rag.answers.shape import Asked, draft
from rag.answers.superlatives import asks_most
from rag.answers.target_plans import plans_of_target
from rag.answers.which_plans import WHICH_PLANS
from rag.schema import Draft
from rag.text import fold

_ON = re.compile(r"\b(?:ve|lien quan|on|about|regarding|concerning)\b")
""" "Có bao nhiêu kế hoạch về …": where no title is on it, not all there are."""


def on_plans(asked: Asked) -> Draft | None:
    """Which plans have a part, set figures or speak of something: their text tells."""
    query = asked.query
    whose = plans_of_target(asked)
    if whose is not None:
        return whose
    if query.intent == "basis" and WHICH_PLANS.match(fold(query.question)):
        # a law that none rests on may still be spoken of
        return mentions(asked) if named_law_unused(asked) else None
    if query.intent != "plans":
        # "kế hoạch nào có mục riêng về kinh phí" speaks of money, and asks for plans
        return with_section(asked) if WHICH_PLANS.match(fold(query.question)) else None
    marked = with_section(asked) or with_figures(asked)
    if query.among is not None:
        # their titles do not tell it: what is not found among the nearest is no list of them
        return marked or mentions(asked) or draft(asked, [], reason="not_stated")
    return marked or (mentions(asked) if _asks_mentions(asked) else None)


def _asks_mentions(asked: Asked) -> bool:
    """Whether plans that speak of something are asked for, not plans that are on it."""
    query = asked.query
    if asks_mention(query.question):
        return True
    if filters(asked):
        return False
    about = "which" in query.header_fields and asked.subject.names_one(query)
    if about and asked.subject.unsaid(query, *_themes(asked)):
        # no plan is on that as a whole: those that speak of it
        return True
    named_so = re.search(r"\b(?:trong ten|ten co|tieu de|title)\b", fold(query.question))
    return bool(query.header_fields) and named_so is None


def _themes(asked: Asked) -> list[str]:
    register = asked.book.register
    return list(
        dict.fromkeys(register.theme(plan) for plan in register.part(asked.query.plans).plans)
    )


def asks_texts(asked: Asked) -> bool:
    """Whether a question for plans is told by their texts, not by their headers alone."""
    if asks_section(asked) or asks_figures(asked) or asks_most(asked):
        return True
    query, register = asked.query, asked.book.register
    if set(map(fold, query.documents)) - register.numbers:
        return True
    on = register.many and _ON.search(fold(query.question)) and asked.subject.names_one(query)
    if on and asked.subject.unsaid(query, *_themes(asked)):
        return True
    return _asks_mentions(asked) and not titles_tell(asked, _themes(asked))
