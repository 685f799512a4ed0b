"""Whether a plan rests on a document: "Kon Tum có căn cứ Luật Bình đẳng giới không?"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from rag.answers.documents.bases import of_issuer
from rag.answers.documents.documents import documents
from rag.answers.documents.named_documents import ENGLISH_SORTS, SORTS, issuers_asked
from rag.answers.shape import Asked, absent, brief, draft, stated
from rag.schema import Draft, DraftClaim, Lead, Statement
from rag.text import fold, nfc
from rag.understanding.yes_no import confirms, denies
from rag.values import values

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
_YEAR = re.compile(r"\b(?:nam |so )?(?:19|20)\d\d\b")
_PURPOSE = re.compile(r" de (?:xay dung|ban hanh|lam|thuc hien|trien khai)\b.*")
_SEVERAL = re.compile(
    rf"\b(?:va|hay|hoac|cung|and|or) (?:cac |nhung |the |an? )?(?:bo luat|{SORTS}|"
    rf"{'|'.join(ENGLISH_SORTS)})\b"
)
_LIKE = 0.5
"""Share of a document's name in a basis of its sort from which it may be that one."""
_OF = re.compile(r"\b(?:cua|do|of|from|by|issued by)\b")


@dataclass(frozen=True, slots=True)
class _Described:
    """A document as the question describes it, in words without marks."""

    sort: str
    name: tuple[str, ...]
    """Its whole name with the sort; the sort alone where it is not named."""
    issuer: tuple[str, ...]

    @property
    def own_name(self) -> tuple[str, ...]:
        return self.name[len(self.sort.split()) :]


_WHICH = re.compile(
    r"(?:nhung |cac )?ke hoach nao (?P<no>khong |chua )?(?:\w+ )?(?:can cu|dua)\b|"
    r"which plans? (?:are |is |do )?(?P<not>not |n't )?(?:\w+ )?(?:based|rests?|built)\b"
)


_CARRIES_OUT = re.compile(
    r"\bke hoach nao (?P<no>khong |chua )?(?:\w+ ){0,2}?(?:lap|ban hanh|xay dung|ra doi|soan|viet)"
    r" (?:ra )?(?:de|nham) (?:thuc hien|trien khai|cu the hoa)\b|"
    r"\bke hoach nao cu the hoa\b|\bcu the hoa (?:bang|qua|o|trong) (?:nhung |cac )?ke hoach nao\b|"
    r"\bwhich plans? (?:was|were|is|are|has been) (?:\w+ ){1,2}?to (?:implement|carry out|follow) "
)
""" "Kế hoạch nào được lập để thực hiện Kế hoạch 212": those whose basis names the number."""


def which_rest_on(asked: Asked) -> Draft | None:
    """ "Kế hoạch nào (không) căn cứ Nghị quyết 28?": those whose bases have it, or have it not."""
    query = asked.query
    question = fold(query.question)
    which = _WHICH.match(question) or (query.documents and _CARRIES_OUT.search(question))
    if not which:
        return None
    fits = _fitting(asked)
    if fits is None:
        return None
    if any(which.groupdict().values()):
        text = asked.phrases.say("not_among_bases")
        lacking = [absent(text, plan_id) for plan_id, found in fits.items() if not found]
        return draft(asked, lacking, reason="not_stated") if any(fits.values()) else None
    told = [claim for found in fits.values() for claim in found]
    if not told and not query.narrowed and _NUMBERED.search(question):
        return draft(asked, [], reason="not_stated")  # no other decision is meant
    return draft(asked, told) if told else None


_NUMBERED = re.compile(rf"\b(?:{'|'.join(ENGLISH_SORTS)}) (?:(?:no|number)\b\.? ?)?\d{{2,5}}\b")
""" "Decision 9999"."""


def _fitting(asked: Asked) -> dict[str, list[DraftClaim]] | None:
    """The bases meant, plan by plan; None where the question describes no document."""
    query = asked.query
    pattern = _RESTS_ENGLISH if query.lang == "en" else _RESTS
    found = pattern.search(fold(query.question))
    if not query.documents and found is None:
        return None
    described = _described(asked, found) if found is not None else None
    numbers = [re.sub(r"\s", "", fold(number)) for number in query.documents]

    def meant(one: Statement) -> bool:
        if numbers:
            text = re.sub(r"\s", "", fold(one.task.text))
            return any(number in text for number in numbers)
        return described is not None and _is(asked, one, described)

    return {
        plan_id: [_told(one) for one in asked.book.statements(plan_id, "basis") if meant(one)]
        for plan_id in query.plans
    }


def _by_number(asked: Asked) -> Draft | None:
    """ "Có căn cứ Nghị quyết 28 không?": where it is no basis, that a plan names it is said."""
    query, say = asked.query, asked.phrases.say
    if _RESTS_NUMBER.search(fold(query.question)) is None:
        return None
    fits = _fitting(asked) or {}
    fitting = [plan_id for plan_id, found in fits.items() if found]
    if fitting:
        key = "yes" if len(fitting) == len(query.plans) else "confirmed_of"
        labels = "; ".join(map(asked.book.label, fitting))
        told = [claim for found in fits.values() for claim in found]
        dated = any(value.kind == "date" for value in values(query.question))
        # "… căn cứ Nghị quyết 28 ngày 5/3/2021": whether it is of that day
        return draft(asked, told, lead=None if dated else Lead(say(key, plans=labels)))
    named = documents(asked)
    some = any(claim.kind == "stated" for claim in named.claims)
    return replace(named, lead=Lead(say("named_not_based"))) if some else None


_RESTS_NUMBER = re.compile(r"\b(?:can cu|dua (?:vao|tren)|based on|rests? on)\b")


def rests_on(asked: Asked) -> Draft | None:
    """Yes with the basis meant, or no with those that the plan names; None where none is asked."""
    query = asked.query
    if not confirms(query.question):
        return which_rest_on(asked)
    if query.documents:
        return _by_number(asked) if not denies(query.question) else None
    pattern = _RESTS_ENGLISH if query.lang == "en" else _RESTS
    found = pattern.search(fold(query.question))
    if found is None or _whose_duty(asked, found.start()):
        return None
    negated = denies(query.question)
    described = _described(asked, found)
    if described is None:
        return None
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
    all_of_them = [one for p in query.plans for one in asked.book.statements(p, "basis")]
    if found["verb"] in _LOOSE or any(_is_like(asked, one, described) for one in all_of_them):
        return None
    every = [_told(one) for one in all_of_them]
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


def _described(asked: Asked, found: re.Match[str]) -> _Described | None:
    """ "nghị quyết của Chính phủ": its sort, its name and whose it is.

    None of several documents, and where its English words are not known: neither is denied.
    """
    lexicon = asked.book.lexicon
    what = _YEAR.sub("", nfc(asked.query.question)[slice(*found.span("what"))])
    what = _PURPOSE.sub("", fold(what if asked.query.lang == "en" else lexicon.expand(what)))
    if _SEVERAL.search(what):
        return None
    whose = _OF.search(what)
    head, issuer = (what[: whose.start()], what[whose.end() :]) if whose else (what, "")
    if asked.query.lang != "en":
        return _Described(found["sort"], _words(head), _words(issuer))
    sort = ENGLISH_SORTS[found["sort"]]
    issuer = "" if issuers_asked(asked) else issuer
    if lexicon.unknown_english(f"{head} {issuer}"):
        return None
    # "a letter", "the law on gender equality", of which "pháp luật" is no name
    name = " ".join(_words(" ".join(lexicon.from_english(head))))
    name = name.removeprefix("phap luat ").removeprefix("phap luat").removeprefix(f"{sort} ")
    name = "" if name == sort else name
    return _Described(
        sort, _words(f"{sort} {name}"), _words(" ".join(lexicon.from_english(issuer)))
    )


def _is(asked: Asked, one: Statement, described: _Described) -> bool:
    text = _spaced(asked, one)
    if not of_issuer(asked, one) or not all(f" {word} " in text for word in described.issuer):
        return False
    if not described.own_name:
        return _of_sort(one, described.sort)
    if f" {' '.join(described.name)} " in text:
        return True
    return _of_sort(one, described.sort) and _share(described, text) == 1


def _is_like(asked: Asked, one: Statement, described: _Described) -> bool:
    """Whether a basis may be the one meant under another name, which is then not denied."""
    near = _share(described, _spaced(asked, one)) >= _LIKE
    return bool(described.own_name) and _of_sort(one, described.sort) and near


def _share(described: _Described, text: str) -> float:
    held = [f" {word} " in text for word in described.own_name]
    return sum(held) / max(1, len(held))


def _spaced(asked: Asked, one: Statement) -> str:
    return f" {' '.join(_words(asked.book.lexicon.expand(one.task.text)))} "


def _of_sort(one: Statement, sort: str) -> bool:
    """ "Công văn" and "văn bản" are one sort; a law is known by its first word."""
    if one.document is None:
        return False
    own = fold(one.document.type)
    return own == sort or own.startswith(f"{sort} ") or (own in _LETTERS and sort in _LETTERS)


def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[^\W_]+", fold(text)))
