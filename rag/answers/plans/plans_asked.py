"""Plans are asked for: whether their headers tell which, or what their texts speak of."""

from __future__ import annotations

import re

from rag.answers.documents.bases import named_law_unused
from rag.answers.figures.superlatives import asks_most
from rag.answers.figures.target_plans import plans_of_target
from rag.answers.plans.mentions import (
    asks_figures,
    asks_mention,
    asks_section,
    mentions,
    titles_tell,
    with_figures,
    with_section,
)
from rag.answers.plans.plan_list import filters, plan_row
from rag.answers.plans.which_plans import WHICH_PLANS
from rag.answers.shape import Asked, absent, draft
from rag.names.issuing import own_names
from rag.schema import Draft
from rag.text import fold

_ON = re.compile(r"\b(?:ve|lien quan|on|about|regarding|concerning)\b")
""" "Có bao nhiêu kế hoạch về …": where no title is on it, not all there are."""


def on_plans(asked: Asked) -> Draft | None:
    """Which plans have a part, set figures or speak of something: their text tells."""
    query = asked.query
    if (of_body := _of_sector(asked)) is not None:
        return of_body
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


_OF_SECTOR = re.compile(
    r"(?:trong kho )?(?:co )?(?:nhung |cac )?ke hoach nao (?:la )?(?:cua|do|thuoc) "
    r"(?:nganh |co quan |so |cong an|hoi |uy ban mat tran|mat tran|doan |bo )[^,;?]*?"
    r"(?: (?:ban hanh|lap|xay dung|khong))*\W*$"
)


def _of_sector(asked: Asked) -> Draft | None:
    """ "Có kế hoạch nào của ngành giáo dục không?": those that its bodies issue, by their titles.

    None where more is asked, or who issues a plan is not known.
    """
    lexicon = asked.book.lexicon
    if _OF_SECTOR.match(fold(asked.query.question)) is None:
        return None
    mentions = lexicon.find_agencies_in_question(asked.query.question)
    held = [asked.book.by_id[plan_id] for plan_id in asked.query.plans]
    if len(mentions) != 1 or mentions[0].kind == "ubnd" or not all(plan.issuer for plan in held):
        return None
    if _ENDS.fullmatch(fold(asked.query.question[mentions[0].end :])) is None:
        return None  # "kế hoạch nào của Sở Y tế được giao tập huấn": more than whose
    name = mentions[0].name
    issued = [
        plan for plan in held
        if (name.startswith("Ngành ") and name.lower() in plan.title.lower())
        or any(lexicon.same_agency(name, one) for one in own_names(plan))
    ]  # fmt: skip
    if not issued and len(held) > _MOST_HELD:
        return None
    none = [absent(asked.phrases.say("no_plan_so"), None)]
    rows = [plan_row(asked, plan) for plan in issued]
    return draft(asked, rows or none, reason="not_in_corpus")


_ENDS = re.compile(r"(?: (?:ban hanh|lap|xay dung|ra|khong|ko|chua|vay|the|a))*\W*")
_MOST_HELD = 12


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
