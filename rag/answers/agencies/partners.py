"""Who works with an agency ("những cơ quan nào phối hợp với Sở Y tế?")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.answers.agencies.duties import duties
from rag.answers.agencies.rows import in_asked_role
from rag.answers.agencies.subject import subject_claim
from rag.answers.dates.asking_words import WITH_WHOM
from rag.answers.shape import Asked, absent, draft
from rag.schema import Agency, Assignment, Draft, DraftClaim
from rag.text import fold

_LEADS_WITH = re.compile(
    r"\bchu tri cung (?:voi )?(?:nhung |cac )?(?:ai|(?:co quan|don vi|so|phong|hoi|nganh) nao)\b"
)
_WITH = frozenset({"phoi", "hop", "cung", "lam", "viec", "voi"})


def beside_agency(asked: Asked) -> Draft | None:
    """ "Những cơ quan nào phối hợp với Sở Y tế?": the duties it has with partners, then others'.

    Where no partner is named, the duties in which it takes part; of a plan that gives it nothing
    that is said.
    """
    query, book = asked.query, asked.book
    asks = query.intent == "who" or (query.intent == "duties" and WITH_WHOM.search(
        fold(query.question)
    ))  # fmt: skip
    joined = "phoi hop" in query.roles or _LEADS_WITH.search(fold(query.question))
    if not asks or not query.agencies or not joined:
        return None
    if {fold(word) for word in query.subject} - _WITH and asked.subject.names_one(query):
        return _in_work(asked) if query.intent == "duties" else None
    claims: list[DraftClaim] = []
    lacking = []
    for plan_id in query.plans:
        given = book.assignments(plan_id)
        beside = [one for one in given if _among(asked, one.partners)]
        hers = [one for one in given if _among(asked, one.agencies)]
        with_others = [one for one in hers if one.partners]
        taking_part = [one for one in hers if in_asked_role(query.roles, one)]
        led = [one for one in with_others if "chu tri" in fold(f"{one.role} {one.task.text}")]
        if led and "phoi hop" not in query.roles:
            with_others, beside = led, []  # "chủ trì cùng những sở nào": with whom it leads
        told = dict.fromkeys((*with_others, *beside)) or taking_part
        claims += [_with_partners(asked, one) for one in told]
        if not (hers or beside):
            agency = ", ".join(query.agencies)
            lacking.append(absent(asked.phrases.say("no_agency", agency=agency), plan_id))
        elif not (told or any("phoi hop" in fold(one.task.text) for one in hers)) and (
            WITH_WHOM.search(fold(query.question))
        ):
            agency = ", ".join(query.agencies)
            lacking.append(absent(asked.phrases.say("no_partner", agency=agency), plan_id))
    if claims:
        return draft(asked, claims)
    return draft(asked, lacking, reason="not_stated") if len(lacking) == len(query.plans) else None


def _in_work(asked: Asked) -> Draft | None:
    """ "Hội Nông dân làm câu lạc bộ đó thì phối hợp với ai?": the partners in that work of hers."""
    hers = {
        one.sources: one for plan_id in asked.query.plans
        for one in asked.book.assignments(plan_id) if one.partners and _among(asked, one.agencies)
    }  # fmt: skip
    told = [hers.get(claim.slices) for claim in duties(asked).claims]
    with_others = [one for one in told if one is not None]
    whole = len(with_others) == len(told) > 0
    return draft(asked, [subject_claim(asked, one) for one in with_others]) if whole else None


def _with_partners(asked: Asked, one: Assignment) -> DraftClaim:
    """A duty with its partners, where its own words name none of them."""
    claim = subject_claim(asked, one)
    partners = [agency.written for agency in one.partners]
    if not partners or any(name in claim.text for name in partners):
        return claim
    text = asked.phrases.say("with_partners", text=claim.text, partners=", ".join(partners))
    return replace(claim, text=text)


def _among(asked: Asked, agencies: Sequence[Agency]) -> bool:
    same = asked.book.lexicon.same_agency
    return any(same(name, one.name) for name in asked.query.agencies for one in agencies)
