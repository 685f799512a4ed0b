"""Whether a plan rests on a document: "Kon Tum có căn cứ Luật Bình đẳng giới không?"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.answers.bases import of_issuer
from rag.answers.named_documents import ENGLISH_SORTS, SORTS, issuers_asked
from rag.answers.shape import Asked, absent, brief, draft, stated
from rag.schema import Draft, DraftClaim, Lead, Statement
from rag.text import fold
from rag.yes_no import confirms, denies

# "có căn cứ vào Luật Bình đẳng giới không", "dựa trên nghị quyết của Chính phủ, phải không"
_RESTS = re.compile(
    rf"\b(?P<verb>can cu|dua|theo)(?: (?:vao|tren|theo))* (?:cac |mot |nhung |ban )?"
    rf"(?P<what>(?P<sort>bo luat|{SORTS})\b(?! (?:nay|do|tren)\b).*?)"
    r"(?:,? (?:co )?(?:phai|dung) (?:khong|ko|hong|chu)|,? (?:khong|ko|hong|chua))?"
    r"(?: (?:vay|nhi|a|the|ha|nha))*\W*$"
)
_RESTS_ENGLISH = re.compile(
    rf"\b(?P<verb>based on|rests? on|rely on|relies on|built on|follows?) (?:the |an? |any )?"
    rf"(?P<what>(?:[\w'’]+ )*?(?P<sort>{'|'.join(ENGLISH_SORTS)})s?\b.*?)(?:, right)?\W*$"
)
_LOOSE = ("theo", "follow", "follows")
""" "Có theo công văn …": a plan may follow what it does not name as its basis."""
_LETTERS = ("cong van", "van ban")
_YEAR = re.compile(r"\b(?:nam |so )?\d{4}\b")
_OF = re.compile(r"\b(?:cua|do|of|from|by|issued by)\b")


@dataclass(frozen=True, slots=True)
class _Described:
    """A document as the question describes it, in words without marks."""

    sort: str
    name: tuple[str, ...]
    """Its whole name with the sort; the sort alone where it is not named."""
    issuer: tuple[str, ...]


def rests_on(asked: Asked) -> Draft | None:
    """Yes with the basis meant, or no with those that the plan names; None where none is asked."""
    query = asked.query
    if query.documents or not confirms(query.question):
        return None
    pattern = _RESTS_ENGLISH if query.lang == "en" else _RESTS
    found = pattern.search(fold(query.question))
    if found is None or _whose_duty(asked, found.start()):
        return None
    negated = denies(query.question)
    described = _described(asked, found)
    claims: dict[str, list[DraftClaim]] = {}
    for plan_id in query.plans:
        bases = asked.book.statements(plan_id, "basis")
        claims[plan_id] = [_told(one) for one in bases if _is(asked, one, described)]
    fitting = [plan_id for plan_id, found_there in claims.items() if found_there]
    say = asked.phrases.say
    if fitting:
        key = "not_so" if negated else "yes" if len(fitting) == len(query.plans) else "confirmed_of"
        labels = "; ".join(map(asked.book.label, fitting))
        told = [claim for plan_id in fitting for claim in claims[plan_id]]
        return draft(asked, told, lead=Lead(say(key, plans=labels)))
    if found["verb"] in _LOOSE:
        return None
    every = [_told(one) for p in query.plans for one in asked.book.statements(p, "basis")]
    silent = [p for p in query.plans if not asked.book.statements(p, "basis")]
    every += [absent(say("no_basis"), plan_id) for plan_id in silent]
    lead = (
        Lead(say("confirmed" if negated else "not_based"))
        if len(silent) < len(query.plans)
        else None
    )
    return draft(asked, every, reason="not_stated", lead=lead)


def _whose_duty(asked: Asked, verb: int) -> bool:
    """ "Sở Y tế có phải căn cứ kế hoạch này …": an agency is asked about, not a plan."""
    mentions = asked.book.lexicon.find_agencies_in_question(asked.query.question)
    named = {m.name for m in mentions if m.start < verb}
    return bool(named & set(asked.query.agencies))


def _told(one: Statement) -> DraftClaim:
    return stated(brief(one.task.text, None, 60), one.plan_id, one.sources)


def _described(asked: Asked, found: re.Match[str]) -> _Described:
    """ "nghị quyết của Chính phủ": its sort, its name and whose it is."""
    what = _YEAR.sub("", found["what"])
    head, _, issuer = (
        what.partition(whose.group()) if (whose := _OF.search(what)) else (what, "", "")
    )
    sort = found["sort"]
    if asked.query.lang == "en":
        sort = ENGLISH_SORTS[sort]
        translated = " ".join(asked.book.lexicon.from_english(head))
        # "a letter", "the provincial plan": the sort alone, and no name
        head = fold(translated) if fold(translated).startswith(f"{sort} ") else sort
        translated = " ".join(asked.book.lexicon.from_english(issuer))
        issuer = "" if issuers_asked(asked) else translated
    expanded = asked.book.lexicon.expand(issuer)
    return _Described(sort, _words(head), _words(expanded))


def _is(asked: Asked, one: Statement, described: _Described) -> bool:
    text = f" {' '.join(_words(asked.book.lexicon.expand(one.task.text)))} "
    if not of_issuer(asked, one) or not all(f" {word} " in text for word in described.issuer):
        return False
    sort_words = len(described.sort.split())
    if len(described.name) > sort_words:
        whole = f" {' '.join(described.name)} " in text
        return whole or (
            _of_sort(one, described.sort)
            and all(f" {word} " in text for word in described.name[sort_words:])
        )
    return _of_sort(one, described.sort)


def _of_sort(one: Statement, sort: str) -> bool:
    """ "Công văn" and "văn bản" are one sort; a law is known by its first word."""
    if one.document is None:
        return False
    own = fold(one.document.type)
    return own == sort or own.startswith(f"{sort} ") or (own in _LETTERS and sort in _LETTERS)


def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[^\W_]+", fold(text)))
