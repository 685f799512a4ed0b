"""Who works with an agency ("ai phối hợp với Sở Y tế?"), joins in when asked, or is left."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.answers.agencies.duties import duties
from rag.answers.agencies.rows import in_asked_role
from rag.answers.agencies.subject import subject_claim
from rag.answers.dates.asking_words import WITH_WHOM
from rag.answers.shape import Asked, absent, draft, stated, without_marker
from rag.answers.shape import draft as shaped
from rag.schema import Agency, Assignment, Draft, DraftClaim
from rag.text import fold, lower

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


_BODIES = r"(?:tổ chức|cơ quan|đơn vị|đoàn thể|hội|ai|bên)(?: nào)?"
_JOIN = r"(?:tham gia|phối hợp)\b"
_WHOM = re.compile(
    rf"\b(?:đề nghị|mời) (?:những |các |sự tham gia của )?{_BODIES}"
    rf"(?: (?:cùng )?{_JOIN}.*| (?:ở|tại|trong|của) .{{2,40}})?\W*$|"
    rf"\b{_BODIES} được (?:kế hoạch )?(?:đề nghị|mời)\b.{{0,40}}\b{_JOIN}"
)
_UNMARKED = re.compile(fold(_WHOM.pattern).replace("(?:de nghi|moi)", "de nghi"))
"""Without marks "mời" may be "mỗi" or "mới"."""
_ENGLISH = re.compile(
    r"\b(?:which|what|who)\b.*\bplan (?:ask|request|invite)s?\b.*"
    r"\b(?:join|take part|participate|cooperate)\b"
)
_REQUEST = re.compile(r"đề nghị\b", re.IGNORECASE)


def requested(asked: Asked) -> Draft | None:
    """The bodies a plan asks to take part; None where something else is asked."""
    query = asked.query
    question = query.question
    whom = (
        _ENGLISH.search(lower(question)) if query.lang == "en"
        else _UNMARKED.search(fold(question)) if query.unaccented
        else _WHOM.search(lower(question))
    )  # fmt: skip
    if query.agencies or whom is None:
        return None
    claims = []
    for plan_id in query.plans:
        rows = [one for one in asked.book.assignments(plan_id) if _is_request(asked, one)]
        names = dict.fromkeys(" ".join(a.written.split()) for one in rows for a in one.agencies)
        if names:
            text = asked.phrases.say("requested", names="; ".join(names))
            claims.append(stated(text, plan_id, dict.fromkeys(one.sources[0] for one in rows)))
        elif query.narrowed:
            claims.append(absent(asked.phrases.say("no_answer"), plan_id))
    return draft(asked, claims, reason="not_stated") if claims else None


def _is_request(asked: Asked, one: Assignment) -> bool:
    """Whether what names the agencies begins with the request."""
    section = asked.book.sections(one.plan_id).get(one.sources[0].section)
    if section is None:
        return False
    text = asked.book.text(one.plan_id)[section.start : section.end]
    return _REQUEST.match(without_marker(text.strip().lstrip("*# "))) is not None


def besides_told(asked: Asked, draft: Draft) -> Draft:
    """Only the statements on other agencies; where there are none, that is said."""
    told = asked.query.besides
    stated = [claim for claim in draft.claims if claim.kind == "stated"]
    if not (told and stated):
        return draft
    named = [(claim, _leading(asked, claim)) for claim in stated]
    left = tuple(claim for claim, agencies in named if agencies - _known(asked, agencies))
    if left:
        return replace(draft, claims=left, lead=None)
    plans = dict.fromkeys(claim.plan_id for claim in stated)
    lacking = [absent(asked.phrases.say("no_other_agency"), plan_id) for plan_id in plans]
    near = [piece for claim in stated for piece in claim.slices]
    return shaped(asked, lacking, reason="not_assigned", nearest=near)


def _leading(asked: Asked, claim: DraftClaim) -> frozenset[str]:
    """The agencies a statement begins with; none in a note beside the answer."""
    head = claim.text.partition(":")[0]
    return frozenset(mention.name for mention in asked.book.lexicon.find_agencies(head))


def _known(asked: Asked, agencies: frozenset[str]) -> frozenset[str]:
    same = asked.book.lexicon.same_agency
    told = asked.query.besides
    return frozenset(one for one in agencies if any(same(one, other) for other in told))
