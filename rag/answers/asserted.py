"""What a question asks to confirm: a date, a figure, a document, who signed, held against the plan.

"Hạn là 15/11 phải không?", "Do Phó Chủ tịch ký à?": one check for all of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from rag.answers.shape import Asked, clauses_of
from rag.now import is_over
from rag.office_holders import OFFICE
from rag.references import find_references
from rag.schema import Draft, DraftClaim, Intent, Lead, Query
from rag.text import document_numbers, fold, nfc
from rag.values import Value, values
from rag.yes_no import confirms, denies


@dataclass(frozen=True, slots=True)
class _Asserted:
    """What is to be confirmed: as asked, and what a text says of its sort.

    ``keys`` is the value, ``said`` gives those of a text; ``phrase`` is the wording that denies it.
    """

    phrase: str
    written: str
    keys: frozenset[str]
    said: Callable[[str], frozenset[str]]


def on_asserted(asked: Asked, draft: Draft) -> Draft:
    """The draft with "Đúng.", or with what is wrong in the question, before its statements."""
    if draft.lead is not None:
        return draft
    if _FORCE.search(fold(asked.query.question)):
        return _in_force(asked, draft)
    if not confirms(asked.query.question):
        return draft
    asserted = tuple(_asserted(asked))
    told: dict[str, list[DraftClaim]] = {}
    for claim in draft.claims:
        if claim.kind == "stated" and claim.plan_id is not None:
            told.setdefault(claim.plan_id, []).append(claim)
    if not asserted or not told:
        return draft
    verdicts = {plan: _verdict(asked, asserted, claims) for plan, claims in told.items()}
    lead = _lead(asked, asserted, verdicts)
    return draft if lead is None else replace(draft, lead=lead)


_FORCE = re.compile(
    r"\b(?:con|het) (?:hieu luc|gia tri|thoi han|thoi ky|han|ap dung)\b|"
    r"\b(?:in force|still (?:valid|appl\w+|running)|expired)\b"
)


def _in_force(asked: Asked, draft: Draft) -> Draft:
    """ "Còn hiệu lực không?": whether the period that the plan prints is over on the day."""
    told = {claim.plan_id for claim in draft.claims if claim.kind == "stated"}
    plans = [asked.book.by_id[plan_id] for plan_id in told if plan_id]
    plans = [plan for plan in plans if plan.year_end]
    over = {is_over(plan, asked.day) for plan in plans}
    if asked.query.header_fields != ("period",) or len(over) != 1 or len(plans) < len(told):
        return draft
    key = "period_over" if over == {True} else "period_on"
    return replace(draft, lead=Lead(asked.phrases.say(key)))


def _verdict(
    asked: Asked, asserted: tuple[_Asserted, ...], claims: list[DraftClaim]
) -> bool | None:
    """Whether a plan says so; None where it says nothing of the sort, or other things beside it."""
    wanted = frozenset(key for one in asserted for key in one.keys)
    parts = [_on_subject(asked, claim.text) for claim in claims]
    found = [frozenset(key for one in asserted for key in one.said(part)) for part in parts]
    if any(said == wanted for said in found):
        return True
    if not any(found):
        return None
    sure = asked.query.intent == "deadline" or parts != [claim.text for claim in claims]
    if not sure:
        # what was left out of a statement may say it
        quoted = " ".join(piece.text for claim in claims for piece in claim.slices)
        found += [one.said(quoted) for one in asserted]
    held = any(one.keys <= said for said in found for one in asserted)
    return None if held else False


def _on_subject(asked: Asked, text: str) -> str:
    """Of a statement with a figure in each clause, the clause that is on the subject."""
    clauses = clauses_of(text)
    if asked.matcher.empty or len(clauses) < 2:
        return text
    scored = sorted(clauses, key=lambda one: -asked.matcher.score(one))
    apart = asked.matcher.score(scored[0]) > asked.matcher.score(scored[1])
    return scored[0] if apart else text


def _lead(
    asked: Asked, asserted: tuple[_Asserted, ...], verdicts: dict[str, bool | None]
) -> Lead | None:
    say, found = asked.phrases.say, set(verdicts.values())
    if found == {True}:
        return Lead(say("not_so" if denies(asked.query.question) else "confirmed"))
    if denies(asked.query.question):
        return None
    if found == {False}:
        written = ", ".join(one.written for one in asserted)
        return Lead(say(asserted[0].phrase, value=written))
    if found == {True, False}:
        labels = "; ".join(asked.book.label(plan) for plan, so in verdicts.items() if so)
        return Lead(say("confirmed_of", plans=labels))
    return None


# ------------------------------------------------------------------ what is asserted

_DATED: frozenset[Intent] = frozenset({"deadline", "event", "target", "general"})
_TAG = re.compile(
    r"\W*(?:co )?(?:(?:phai|dung) (?:khong|ko|k|hong|chu)|khong|ko|a|ha|nhi|right)\b[^\d]*$"
)
_NUMBERED = re.compile(
    r"(?:muc|muc tieu|chi tieu|khoan|diem|dieu|phan|chuong|nhiem vu|objective|indicator|item)\s*"
    r"(?:so |thu )?$"
)
_YEAR = re.compile(r"(?:năm\s+)?(?:19|20)\d\d")


def _asserted(asked: Asked) -> Iterator[_Asserted]:
    query = asked.query
    field = query.header_fields[0] if query.intent == "header" and query.header_fields else None
    found = [one for one in values(query.question) if not _names(query.question, one)]
    if field == "signer":
        yield from _signer(asked)
    elif field == "period":
        yield from (_valued(one) for one in found if _YEAR.fullmatch(one.written))
    elif query.documents and query.intent != "who":
        yield from (_document(query, number) for number in query.documents)
    elif query.intent == "event" and (place := _AT_PLACE.search(fold(nfc(query.question)))):
        yield _place(nfc(query.question)[slice(*place.span("place"))])
    elif field == "date" or query.intent in _DATED:
        dates = [one for one in found if one.kind == "date"]
        yield from map(_valued, dates or [one for one in found if _closes(query.question, one)])
    if query.intent == "target":
        yield from (
            _valued(one) for one in found if one.kind == "figure" and not _YEAR.match(one.written)
        )


def asserts_number(query: Query) -> bool:
    """ "Kế hoạch này số 175/KH-UBND phải không?": the number is no document to look for."""
    return query.intent == "header" and "number" in query.header_fields and confirms(query.question)


def figure_alone(asked: Asked) -> tuple[Value, ...]:
    """ "Có phải mục tiêu là 60% không?": shares that are all the question names."""
    query = asked.query
    words = {fold(word) for word in query.subject} - _OF_TARGETS
    if words or not confirms(query.question) or query.objectives or query.indicators:
        return ()
    return tuple(one for one in values(query.question) if one.written.endswith(("%", "trăm")))


_OF_TARGETS = frozenset("muc tieu chi khong phai la dat co dung con so ty le nao".split())


def _names(question: str, value: Value) -> bool:
    """Whether a figure is the number of an item or a document, and nothing to be confirmed."""
    spans = [(found.start, found.end) for found in find_references(question)]
    spans += document_numbers(question)
    if value.kind == "figure" and any(a <= value.start < b for a, b in spans):
        return True
    return _NUMBERED.search(fold(nfc(question))[: value.start]) is not None


def _closes(question: str, value: Value) -> bool:
    """A year right before "phải không": "… tổng kết năm 2030 phải không?", not "kế hoạch 2030"."""
    if not _YEAR.fullmatch(value.written):
        return False
    return _TAG.fullmatch(fold(nfc(question))[value.end :].strip()) is not None


def _valued(value: Value) -> _Asserted:
    def said(text: str) -> frozenset[str]:
        like = (one for one in values(text) if _like(value, one))
        # a day without its year is that day of any year, here as there
        return frozenset(
            key for one in like
            for key in (value.keys if value.keys <= one.keys or one.keys <= value.keys
                        else one.keys)
        )  # fmt: skip

    return _Asserted("not_that_value", value.written, value.keys, said)


def _like(value: Value, other: Value) -> bool:
    """A date beside a date, a year beside a year, a share beside a share."""
    sorts = [
        (one.kind, bool(_YEAR.fullmatch(one.written)), one.written.endswith(("%", "trăm")))
        for one in (value, other)
    ]
    return sorts[0] == sorts[1]


def _document(query: Query, number: str) -> _Asserted:
    def said(text: str) -> frozenset[str]:
        written = (text[a:b] for a, b in document_numbers(text))
        return frozenset(fold(re.sub(r"\s", "", one)) for one in written)

    phrase = "not_that_value" if query.intent == "header" else "not_that_document"
    typed = re.sub(r"\s", "", fold(query.question))
    # "Quyết định 254": as it is asked, not with the letters that another plan has behind it
    shown = number if fold(number) in typed else f"số {number.partition('/')[0]}"
    return _Asserted(phrase, shown, frozenset({fold(number)}), said)


_SIGNS = re.compile(
    r"\b(?:ong|ba|dong chi|mr|mrs|ms|do(?! (?:ai|ong|ba)\b)) ((?:\w+ ){1,4}?)(?:da )?(?:ky|sign)"
)
_KINDS_OF_PLACE = (
    r"(?:tinh|huyen|thanh pho|thi xa|thi tran|quan|xa|phuong|quang truong|hoi truong|nha van hoa|"
    r"trung tam|truong|cong vien|san van dong)"
)
_AT_PLACE = re.compile(
    rf"\b(?:o|tai) (?P<place>{_KINDS_OF_PLACE} [^,?.;]{{2,40}}?)"
    r"(?= (?:co )?(?:phai|dung|khong|ko|a|ha|nhi)\b|\W*$)"
)
_TOLD_AT = re.compile(rf"\b(?:o|tai|dia diem:?) {_KINDS_OF_PLACE} ")


def _place(written: str) -> _Asserted:
    """ "Lễ phát động tổ chức ở huyện … phải không?": held against where it is told to be."""
    key = fold(written)

    def said(text: str) -> frozenset[str]:
        folded = fold(text)
        told = key if key in folded else folded
        return frozenset({told}) if _TOLD_AT.search(folded) else frozenset()

    return _Asserted("not_that_value", written, frozenset({key}), said)


_ENGLISH_OFFICES = re.compile(r"chair(?:man|woman|person)?")


def _signer(asked: Asked) -> Iterator[_Asserted]:
    """The office or the name that the question gives the signer; the two are held together."""
    query = asked.query
    question = fold(nfc(query.question))
    office, told = OFFICE.search(question), _SIGNS.search(question)
    names = [question[a:b] for a, b, _ in asked.book.register.signers_in(question)]
    if not names and office is None and told is not None:
        names = [told[1].strip()]
    if office is None and not names:
        return
    offices = {_office(office.group())} if office is not None else set()
    written = query.question[office.start() : office.end()] if office is not None else names[0]

    def said(text: str) -> frozenset[str]:
        held = _offices(text) if offices else frozenset()
        if offices and not held:
            return held
        folded = fold(text)
        return held | {name if name in folded else folded for name in names[:1]}

    yield _Asserted("not_that_signer", written, frozenset({*offices, *names[:1]}), said)


def _offices(text: str) -> frozenset[str]:
    return frozenset(map(_office, OFFICE.findall(fold(text))))


def _office(written: str) -> str:
    """ "deputy chairwoman" as "pho chu tich"."""
    deputy = re.match(r"(?:vice|deputy|pho)\b", written) is not None
    plain = re.sub(r"^(?:vice[ -]|deputy |pho )", "", written)
    return ("pho " if deputy else "") + _ENGLISH_OFFICES.sub("chu tich", plain)
