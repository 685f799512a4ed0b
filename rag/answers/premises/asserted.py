"""What a question asks to confirm: a date, a figure, a document, who signed, held against the plan.

"Hạn là 15/11 phải không?", "Do Phó Chủ tịch ký à?": one check for all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from rag.amounts import AMOUNT, millions, with_unit
from rag.answers.premises.asserted_office import Asserted, asserted_office
from rag.answers.premises.said_with import (
    on_header,
    one_sum,
    says_the_rest,
    spots,
    sums_of_purpose,
    unsure,
)
from rag.answers.shape import Asked, clauses_of
from rag.names.now import is_over
from rag.references import find_references
from rag.schema import Draft, DraftClaim, Intent, Lead, Query
from rag.table import is_row_id
from rag.text import document_numbers, fold, lower, nfc
from rag.understanding.own_places import own_places
from rag.understanding.years_asked import YEAR, closes, plan_of_that_year
from rag.understanding.yes_no import confirms, denies, of_all_plans
from rag.values import Value, values


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


def _verdict(asked: Asked, asserted: tuple[Asserted, ...], claims: list[DraftClaim]) -> bool | None:
    """Whether a plan says so; None where it says nothing of the sort, or other things beside it."""
    wanted = frozenset(key for one in asserted for key in one.keys)
    texts = [with_unit(claim.text) for claim in claims]
    parts = [
        _when(asked, text) or _of_row(claim) or _on_subject(asked, text)
        for text, claim in zip(texts, claims, strict=True)
    ]
    if of_sum := one_sum(asked):
        parts = [sums_of_purpose(asked, one.plan_id, text)
                 for text, one in zip(texts, claims, strict=True)]  # fmt: skip
    found = [frozenset(key for one in asserted for key in one.said(part)) for part in parts]
    so = [claim for said, claim in zip(found, claims, strict=True) if said == wanted]
    if so:
        return on_header(asked) or any(says_the_rest(asked, one) for one in so) or None
    if not any(found):
        return None
    sure = not of_sum and (asked.query.intent == "deadline" or parts != texts)
    if not sure:
        # what was left out of a statement may say it
        quoted = " ".join(piece.text for claim in claims for piece in claim.slices)
        found += [one.said(quoted) for one in asserted]
    held = any(one.keys <= said for said in found for one in asserted)
    # a row found by a place that is asked about with the day may be of another event
    another = asked.query.intent != "event" and any(
        _of_row(one) and spots(asked, one.plan_id) for one in claims
    )
    return None if held or another or unsure(asked, claims) else False


def _when(asked: Asked, text: str) -> str:
    """The time that a statement on what is due begins with: another act may have its own."""
    when, _, task = text.partition(": ")
    return when if asked.query.intent == "deadline" and task and values(when) else ""


def _of_row(claim: DraftClaim) -> str:
    """All that a table's row tells is of its one thing: "Tọa đàm …; 14h00 ngày 25/11/2026"."""
    return claim.text if any(is_row_id(piece.section) for piece in claim.slices) else ""


def _on_subject(asked: Asked, text: str) -> str:
    """Of a statement with a figure in each clause, the clause that is on the subject."""
    clauses = clauses_of(text)
    if asked.matcher.empty or len(clauses) < 2:
        return text
    scored = sorted(clauses, key=lambda one: -asked.matcher.score(one))
    apart = asked.matcher.score(scored[0]) > asked.matcher.score(scored[1])
    return scored[0] if apart else text


def _lead(
    asked: Asked, asserted: tuple[Asserted, ...], verdicts: dict[str, bool | None]
) -> Lead | None:
    say, found = asked.phrases.say, set(verdicts.values())
    query = asked.query
    some = not query.narrowed and of_all_plans(query.question) and set(verdicts) < set(query.plans)
    if found == {True} and some:
        # what a plan does not print is not said of all
        return Lead(say("confirmed_of", plans="; ".join(map(asked.book.label, verdicts))))
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
_NUMBERED = re.compile(
    r"(?:muc|muc tieu|chi tieu|khoan|diem|dieu|phan|chuong|nhiem vu|objective|indicator|item)\s*"
    r"(?:so |thu )?$"
)
_AT_LEVEL = re.compile(r"\bmức\s*$")
""" "Ở mức 110 bé trai": no item, "Mục 110"."""
_YEAR = re.compile(r"(?:năm\s+)?(?:19|20)\d\d", re.IGNORECASE)


def _asserted(asked: Asked) -> Iterator[Asserted]:
    query = asked.query
    field = query.header_fields[0] if query.intent == "header" and query.header_fields else None
    found = [one for one in values(query.question) if not _names(query.question, one)]
    if field == "signer":
        yield from asserted_office(asked)
    elif field == "period":
        yield from (_valued(one) for one in found if _YEAR.fullmatch(one.written))
    elif query.documents and query.intent != "who":
        # "Nghị quyết 28 ban hành ngày 3/3/2021 phải không?": its date
        of_it = _dated(query.question, [one for one in found if one.kind == "date"])
        yield from of_it or (_document(query, number) for number in query.documents)
    elif query.intent == "event" and (place := _AT_PLACE.search(fold(nfc(query.question)))):
        own = (asked.book.by_id[plan_id].issuer or "" for plan_id in query.plans)
        # "ở huyện …" of the district's own plan: what is held in a town of it is held there
        if not any(fold(issuer).endswith(place["place"]) for issuer in own):
            yield _place(nfc(query.question)[slice(*place.span("place"))])
    elif field == "number":
        yield from (_numbered(one.written) for one in found if not _YEAR.fullmatch(one.written))
    elif field == "date" or query.intent in _DATED:
        dates = [one for one in found if one.kind == "date"]
        yield from _dated(query.question, dates) or (
            _valued(one) for one in found if _closes(asked, one)
        )
    if of_sum := one_sum(asked):
        yield _amount(of_sum)
    if query.intent == "target" or query.form == "count":
        figures = [one for one in found if one.kind == "figure" and not _YEAR.match(one.written)]
        yield from map(_valued, _ratios(query.question, figures))


def asserts_number(query: Query) -> bool:
    """ "Kế hoạch này số 175/KH-UBND phải không?": the number is no document to look for."""
    return query.intent == "header" and "number" in query.header_fields and confirms(query.question)


def asserts(asked: Asked) -> bool:
    """Whether a date, figure, document or office is to be confirmed."""
    return confirms(asked.query.question) and any(True for _ in _asserted(asked))


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
    if value.written.endswith("%"):
        return False  # "chỉ tiêu 70%" is no number of one
    if value.kind == "figure" and any(a <= value.start < b for a, b in spans):
        return True
    before = lower(question)[: value.start]
    return not _AT_LEVEL.search(before) and _NUMBERED.search(fold(before)) is not None


def _closes(asked: Asked, value: Value) -> bool:
    """A year right before "phải không": "… tổng kết năm 2030 phải không?", not "kế hoạch 2030"."""
    question = nfc(asked.query.question)
    year = YEAR.search(value.written)
    if year is None or not _YEAR.fullmatch(value.written):
        return False
    if plan_of_that_year(question, year[0], own_places(question, asked.book.register)):
        return False  # "… được nhắc ở kế hoạch Kon Tum 2021 không"
    return closes(question, value.start, value.end)


_FIRST_DAY = re.compile(r"\b(?:bat dau|khai mac|tu)(?: (?:vao|tu|ngay|hom))*\W*$")
_LAST_DAY = re.compile(r"\b(?:ket thuc|be mac|den|toi)(?: (?:vao|het|den|ngay|hom))*\W*$")
_DUE = re.compile(r"\btruoc(?: ngay)?\W*$")
""" "Trước ngày …": a day by which something is due begins no event."""
_THROUGH = re.compile(r"\W*(?:(?:den|toi|het|ngay) )*\W*")


def _dated(question: str, dates: list[Value]) -> tuple[Asserted, ...]:
    """The days of a question: "từ 10/11 đến 15/12" is one span, "bắt đầu ngày 1/11" its first."""
    folded = fold(nfc(question))
    if len(dates) == 2 and _THROUGH.fullmatch(folded[dates[0].end : dates[1].start]):
        written = f"{dates[0].written} - {dates[1].written}"
        return (_valued(Value("date", dates[0].keys | dates[1].keys, written, 0, 0)),)
    ends = [next((end for end in (_FIRST_DAY, _LAST_DAY) if end.search(folded[: one.start])), None)
            for one in dates]  # fmt: skip
    return tuple(_valued(one, end) for one, end in zip(dates, ends, strict=True))


def _ratios(question: str, figures: list[Value]) -> list[Value]:
    """ "20/100.000" is one figure."""
    joined: list[Value] = []
    for one in figures:
        last = joined[-1] if joined else None
        if last is not None and nfc(question)[last.end : one.start].strip() == "/":
            written = f"{last.written}/{one.written}"
            joined[-1] = Value("figure", last.keys | one.keys, written, last.start, one.end)
        else:
            joined.append(one)
    return joined


_FIGURES = re.compile(r"\d{1,5}(?=/)")


def _numbered(figures: str) -> Asserted:
    """ "Số kế hoạch là 157 phải không?": the figures of its number alone."""
    return Asserted(
        "not_that_value", figures, frozenset({figures}),
        lambda text: frozenset(_FIGURES.findall(text)),
    )  # fmt: skip


def _amount(written: str) -> Asserted:
    """ "Kinh phí là 350 triệu đúng không?": the sum, in whatever unit it is printed."""
    return Asserted(
        "not_that_value", written, frozenset({str(millions(written))}),
        lambda text: frozenset(str(millions(one)) for one in AMOUNT.findall(text)),
    )  # fmt: skip


def _valued(value: Value, end: re.Pattern[str] | None = None) -> Asserted:
    """A date or figure; ``end`` is the end of a span of days that is asked for."""

    def said(text: str) -> frozenset[str]:
        told = [one for one in values(text) if _like(value, one) and not _names(text, one)]
        like = _ratios(text, told) if value.kind == "figure" else told
        if end is not None:
            before = {one: fold(nfc(text))[: one.start] for one in like}
            at_end = [one for one in like if end.search(before[one])]
            like = at_end or [one for one in like if not _DUE.search(before[one])]
        # a day without its year is that day of any year, here as there
        return frozenset(
            key for one in like
            for key in (value.keys if value.keys <= one.keys or one.keys <= value.keys
                        else one.keys)
        )  # fmt: skip

    return Asserted("not_that_value", value.written, value.keys, said)


def _like(value: Value, other: Value) -> bool:
    """A date beside a date, a year beside a year or a date with one, a share beside a share."""
    if _YEAR.fullmatch(value.written) and other.kind == "date":
        return len(other.keys) > 1
    sorts = [
        (one.kind, bool(_YEAR.fullmatch(one.written)), one.written.endswith(("%", "trăm")))
        for one in (value, other)
    ]
    return sorts[0] == sorts[1]


def _document(query: Query, number: str) -> Asserted:
    def said(text: str) -> frozenset[str]:
        written = (text[a:b] for a, b in document_numbers(text))
        return frozenset(fold(re.sub(r"\s", "", one)) for one in written)

    phrase = "not_that_value" if query.intent == "header" else "not_that_document"
    typed = re.sub(r"\s", "", fold(query.question))
    # "Quyết định 254": as it is asked, not with the letters that another plan has behind it
    shown = number if fold(number) in typed else f"số {number.partition('/')[0]}"
    return Asserted(phrase, shown, frozenset({fold(number)}), said)


_KINDS_OF_PLACE = (
    r"(?:tinh|huyen|thanh pho|thi xa|thi tran|quan|xa|phuong|quang truong|hoi truong|nha van hoa|"
    r"trung tam|truong|cong vien|san van dong)"
)
_AT_PLACE = re.compile(
    rf"\b(?:o|tai) (?P<place>{_KINDS_OF_PLACE} [^,?.;]{{2,40}}?)"
    r"(?= (?:co )?(?:phai|dung|khong|ko|a|ha|nhi)\b|\W*$)"
)
_TOLD_AT = re.compile(rf"\b(?:o|tai|dia diem:?) (?:[^.;,]{{2,40}}, )?{_KINDS_OF_PLACE} ")


def _place(written: str) -> Asserted:
    """ "Lễ phát động tổ chức ở huyện … phải không?": held against where it is told to be."""
    key = fold(written)

    def said(text: str) -> frozenset[str]:
        folded = fold(text)
        told = key if key in folded else folded
        return frozenset({told}) if _TOLD_AT.search(folded) else frozenset()

    return Asserted("not_that_value", written, frozenset({key}), said)
