"""What a document says of itself: header fields and legal bases."""

from __future__ import annotations

import re

from rag.answers.agencies.plan_makers import of_those_below, those_below
from rag.answers.contents.contacts import contact
from rag.answers.documents.bases import at_whose_request
from rag.answers.documents.recipients import filed, names_none, recipients, sent_to_all
from rag.answers.money.money import without_money
from rag.answers.money.sum_sources import its_sources
from rag.answers.money.sums import amounts
from rag.answers.plans.which_plans import WHICH_PLANS
from rag.answers.shape import (
    Asked,
    absent,
    brief,
    draft,
    stated,
)
from rag.register import signers_of
from rag.schema import Draft, DraftClaim, HeaderField, Lead, Slice
from rag.text import fold, nfc
from rag.understanding.office_holders import OFFICE, OFFICE_SIGNED
from rag.understanding.yes_no import confirms
from rag.values import values

_PLAN_ON = re.compile(r"\b(?:ke hoach|kh) (?:\w+ )?ve\b|\bplans? (?:\w+ )?(?:on|about)\b")
_LAW_NAME = re.compile(
    r"((?:bo )?(?:luat|nghi dinh) .+?)(?: (?:duoc|co|do|ban hanh|ky|so|ra doi|nam|ngay|khi)\b|\W*$)"
)
_OF_ONE = frozenset({"person", "other_document"})


def _on_its_subject(asked: Asked, question: str) -> list[str]:
    """ "Kế hoạch về trẻ em số mấy": the plans whose title speaks of it, where not all do."""
    query, register = asked.query, asked.book.register
    if query.narrowed or not _PLAN_ON.search(question) or not asked.subject.names_one(query):
        return []
    plans = register.part(query.plans).plans
    return [p.plan_id for p in plans if not asked.subject.unsaid(query, register.theme(p))]


def header(asked: Asked) -> Draft:
    """One header field, plan by plan; a blank or missing one is said to be so."""
    claims: list[DraftClaim] = []
    nearest: list[Slice] = []
    query_fields = asked.query.header_fields or ("title",)
    if "place_now" in query_fields:
        # no plan says what came after it; the note beside the answer does, with its document
        text = asked.phrases.say("no_header_place_now")
        return draft(asked, [absent(text, p) for p in asked.query.plans], reason="not_stated")
    question = fold(asked.query.question)
    if "signer" in query_fields and _SEX.search(question):
        # names and offices are printed; whose they are as man or woman is nowhere said
        text = asked.phrases.say("no_header_sex")
        return draft(asked, [absent(text, p) for p in asked.query.plans], reason="not_stated")
    if "issuer" in query_fields and of_those_below(question):
        return those_below(asked)
    signed = [
        p for p in asked.query.plans
        if any(fold(name) in question for name in signers_of(asked.book.by_id[p]))
    ]  # fmt: skip
    plans = signed or _on_its_subject(asked, question) or _signed_by_office(asked, question)
    for plan_id in plans:
        for field in query_fields:
            if field == "amount":
                sums = amounts(asked, plan_id)
                claims += [*sums, *its_sources(asked, plan_id, sums)]
                nearest += [s.task for s in asked.book.statements(plan_id, "funding")]
            elif field == "other_document":
                claims += _other_document(asked, plan_id)
            elif field == "person":
                claims += _person(asked, plan_id)
            elif field == "contact":
                claims.append(contact(asked, plan_id))
            elif field == "recipients":
                claims += recipients(asked, plan_id)
            elif field in ("filed", "drafted"):
                claims += at_whose_request(asked, plan_id) if field == "drafted" else ()
                claims += filed(asked, plan_id)
            elif field == "scope":
                claims += _scope(asked, plan_id)
            elif field == "place":
                claims += _place(asked, plan_id)
            else:
                claims += _field(asked, plan_id, field, nearest)
    one_thing = "amount" in query_fields and not asked.query.narrowed and _of_one_thing(asked)
    if any(c.kind == "stated" for c in claims) and (one_thing or set(query_fields) & _OF_ONE):
        claims = [c for c in claims if c.kind == "stated"]
    lead = Lead(asked.phrases.say("yes")) if sent_to_all(asked, claims) else None
    if "drafted" in query_fields and any(c.kind == "stated" for c in claims):
        lead = Lead(asked.phrases.say("no_drafter"))
    if lead is None and names_none(asked, claims):
        names = ", ".join(asked.query.agencies)
        lead = Lead(asked.phrases.say("not_named_recipient", agency=names))
    if lead is None and (other := _other_day(asked, claims)):
        lead = Lead(asked.phrases.say("not_that_value", value=other))
        claims += _field(asked, next(c.plan_id for c in claims if c.plan_id), "date", nearest)
    return draft(asked, claims, reason="not_stated", nearest=nearest, lead=lead)


_NUMBERED_ON = re.compile(r"\b(?:so|kh) (?P<number>\d{1,5})(?:/\S+)?,? (?:(?:ky|ban hanh|de) )*$")


def _other_day(asked: Asked, claims: list[DraftClaim]) -> str | None:
    """ "Kế hoạch số 37 ngày 22/1/2025": the day, where the plan of that number has another."""
    told = {claim.plan_id for claim in claims if claim.kind == "stated"}
    plan_id = next(iter(told)) if len(told) == 1 else None
    if plan_id is None or "date" in asked.query.header_fields:
        return None
    number, day = (asked.book.header(plan_id, name) for name in ("number", "date"))
    if not (number and number.value and day and day.value):
        return None
    question, held = nfc(asked.query.question), values(day.value)
    for one in values(question):
        found = _NUMBERED_ON.search(fold(question[: one.start]))
        own = found is not None and number.value.partition("/")[0].strip() == found["number"]
        if own and one.kind == "date" and not any(one.keys <= other.keys for other in held):
            return one.written
    return None


def _of_one_thing(asked: Asked) -> bool:
    """ "Thí điểm … hết bao nhiêu tiền": the plans that have no such work say no sum of it."""
    purpose = without_money(asked)
    return purpose.subject.is_rich(purpose.query)


_SEX = re.compile(
    r"\b(?:do|la) (?:\w+ ){0,2}?(?:phu nu|nu gioi|nam gioi|dan ong|dan ba|nu|nam)"
    r"(?: (?:gioi|lanh dao|can bo))?(?: (?:ky|hay|ban hanh)\b|\W*$)|"
    r"\bgioi tinh\b|\b(?:nam hay nu|nu hay nam|ong hay ba|ba hay ong)\b|"
    r"\b(?:by|is|was) an? (?:(?:man|woman|male|female)\b)|\ba (?:wo)?man or\b|"
    r"\b(?:male|female|women|men) sign"
)
""" "Kế hoạch nào do phụ nữ ký?"."""
_OFFICE = re.compile(
    r"\b(?:pho )?chu tich\b|\b(?P<deputy>(?:vice|deputy)[ -])?chair(?:man|woman|person)?\b"
)


def _signed_by_office(asked: Asked, question: str) -> tuple[str, ...]:
    """ "Kế hoạch nào do Chủ tịch ký?": those that one of that office signed; else all."""
    office = _OFFICE.search(question)
    which = WHICH_PLANS.match(question) or OFFICE_SIGNED.search(question)
    asks = "signer" in asked.query.header_fields and which
    if office is None or not asks:
        return asked.query.plans
    held = {p: asked.book.header(p, "signer_title") for p in asked.query.plans}
    english = "pho chu tich" if office["deputy"] else "chu tich"
    named = english if "chair" in office.group() else office.group()
    return tuple(
        p for p, field in held.items() if field is not None and fold(field.value or "") == named
    )


_SIGNS = re.compile(r"\bky (?:\w+ ){0,2}?(?:ke hoach|van ban|quyet dinh|ten)\b|\bsign(?:s|ed)?\b")
_SIGNED_IT = re.compile(
    rf"(?:{OFFICE.pattern})(?: (?:ubnd|tinh|huyen|xa|phuong|thi xa|thanh pho|nao|da|la nguoi))* "
    r"ky(?: (?:ban hanh|ban|cai))* (?:ke hoach|van ban)\b"
    r"(?! phoi| cua (?:xa|phuong|so|phong|don vi)\b)|"
    rf"\bdo (?:{OFFICE.pattern})(?: (?:hay|hoac|la|do|{OFFICE.pattern}))* ky\b"
)
""" "Chủ tịch hay Phó Chủ tịch ký kế hoạch, tên gì?": the one who signed, of whichever office."""


def _person(asked: Asked, plan_id: str) -> list[DraftClaim]:
    """Who a person named is: the plans name nobody but their signers."""
    names = signers_of(asked.book.by_id[plan_id])
    if not names and _SIGNS.search(fold(asked.query.question)):
        return [_signer(asked, plan_id)]  # "Phó Chủ tịch ký kế hoạch tên gì": no name is printed
    question = fold(asked.query.question)
    named = any(fold(name) in question for name in names)
    if named or (names and _SIGNED_IT.search(question)) or _signs_as_asked(asked, plan_id):
        return [_signer(asked, plan_id)]
    return [absent(asked.phrases.say("no_header_person"), plan_id)]


def _signs_as_asked(asked: Asked, plan_id: str) -> bool:
    """ "Chủ tịch Hội Phụ nữ là ai?", of a plan that she signs with another: her body is printed."""
    office, lexicon = asked.book.header(plan_id, "signer_title"), asked.book.lexicon
    wanted = OFFICE.search(fold(asked.query.question))
    if office is None or wanted is None or not asked.query.agencies:
        return False
    return any(
        fold(one).startswith(wanted.group())
        and any(
            lexicon.same_agency(name, mention.name)
            for mention in lexicon.find_agencies(one)
            for name in asked.query.agencies
        )
        for one in (office.value or "").split("; ")
    )


def _other_document(asked: Asked, plan_id: str) -> list[DraftClaim]:
    """When a law was made, where the plan's basis prints it; who signed it never stands there."""
    question = fold(asked.query.question)
    signer = re.search(r"\bky\b|sign|hieu luc", question)
    name = _LAW_NAME.match(question)
    for one in asked.book.statements(plan_id, "basis"):
        dated = re.search(r"\d{4}", one.task.text)
        if dated and name and not signer and name.group(1) in fold(one.task.text):
            return [stated(brief(one.task.text, None, 60), plan_id, one.sources)]
    return [absent(asked.phrases.say("no_answer"), plan_id)]


def _field(asked: Asked, plan_id: str, name: str, nearest: list[Slice]) -> list[DraftClaim]:
    say = asked.phrases.say
    if name == "signer":
        return [_signer(asked, plan_id)]
    found = asked.book.header(plan_id, name)
    if found is None or found.value is None:
        seen = _seen(asked, plan_id, name)
        if seen is not None:
            nearest += found.sources if found is not None else ()
            return [absent(seen, plan_id)]
    if found is None:
        return [absent(say(f"no_header_{name}"), plan_id)]
    if found.value is None:
        nearest += found.sources
        key = "number_blank" if name == "number" else "date_partial"
        written = " ".join(piece.text for piece in found.sources)
        if name == "date" and re.search(r"\d", written):
            return [*_partial_date(asked, plan_id, found)]
        return [absent(say(key, value=written), plan_id)]
    written = " ".join(" ".join(piece.text.split()) for piece in found.sources)
    value = found.value if name in ("number", "title") else written
    if name == "issuer":
        plan = asked.book.by_id[plan_id]
        value = plan.issuer if plan.issuer and len(plan.issuer) > len(written) else written
        place = asked.book.header(plan_id, "place")
        sources = (*found.sources, *(place.sources if place else ()))
        return [stated(say("header_issuer", value=value), plan_id, sources)]
    text = say(f"header_{name}", value=value)
    read = name in _SEEN and getattr(asked.book.by_id[plan_id], f"{name}_recognised") is not None
    return [stated(say("recognised", value=text) if read else text, plan_id, found.sources)]


_SEEN = frozenset({"number", "date"})


_SIGNED_ON = re.compile(
    r"\b(?:ky|ban hanh|ra)\b(?: \w+){0,2} (?:ngay (?:nao|may)|khi nao|bao gio|luc nao)|"
    r"\bngay (?:ky|ban hanh)\b|\b(?:signed|issued|dated)\b"
)


_ITS_NUMBER = re.compile(r"\bso (?:may|bao nhieu|nao|gi|hieu)\b|\bwhat number\b|\bits number\b")


def beside_force(asked: Asked) -> list[DraftClaim]:
    """ "Số mấy, ký ngày nào, có hiệu lực từ khi nào?": what is asked beside the last."""
    question = fold(asked.query.question)
    wanted = (("number", _ITS_NUMBER), ("date", _SIGNED_ON))
    told = [
        one for name, asks in wanted if asks.search(question)
        for plan_id in asked.query.plans for one in _field(asked, plan_id, name, [])
    ]  # fmt: skip
    return [one for one in told if one.kind == "stated"]


def _seen(asked: Asked, plan_id: str, name: str) -> str | None:
    """A stamped or handwritten number or date, marked, or that it could not be read surely.

    No text of the plan prints it, so it is no statement of the plan's.
    """
    plan, say = asked.book.by_id[plan_id], asked.phrases.say
    if name == "number" and plan.number_recognised is not None:
        if plan.number is None:
            return say("number_unsure", plan=plan_id)
        text, sure = say("header_number", value=plan.number), plan.number_recognised
    elif name == "date" and plan.date_recognised is not None:
        if plan.date_text is None:
            return say("date_unsure", plan=plan_id)
        text, sure = say("header_date", value=plan.date_text), plan.date_recognised
    else:
        return None
    return say("recognised_so", value=text, confidence=str(sure))


def _place(asked: Asked, plan_id: str) -> list[DraftClaim]:
    """The plan's place; of a district also the province, in the plan's own words."""
    plan = asked.book.by_id[plan_id]
    if (
        plan.place_level == "huyen"
        and plan.province
        and re.search(r"tinh|province", fold(asked.query.question))
    ):
        written = f"tỉnh {plan.province}"
        start = asked.book.text(plan_id).find(written)
        if start < 0:
            return [absent(asked.phrases.say("no_header_place"), plan_id)]
        sections = asked.book.sections(plan_id).values()
        holder = next(s for s in sections if s.start <= start < s.end)
        whole = asked.book.slice(plan_id, holder, holder.start, holder.end)
        return [stated(asked.phrases.say("header_place", value=written), plan_id, (whole,))]
    return _field(asked, plan_id, "place", [])


_WITHIN = re.compile(
    r"trên\s+địa\s+bàn\s+(?:toàn\s+)?(?:tỉnh|huyện|thị\s+xã|thành\s+phố|xã|phường)\b"
    r"(?:\s+[A-ZĐ][^\W\d_]*)*"
)


def _scope(asked: Asked, plan_id: str) -> list[DraftClaim]:
    """Where a plan applies: what its title or its preamble says so, else its place."""
    for one in asked.book.sections(plan_id).values():
        if one.path[0].level in ("tieu_de", "mo_dau"):
            piece = asked.book.slice(plan_id, one, one.start, one.end)
            if (at := _WITHIN.search(piece.text)) is not None:
                return [stated(" ".join(at.group().split()), plan_id, (piece,))]
    return _place(asked, plan_id)


def _partial_date(asked: Asked, plan_id: str, found: HeaderField) -> list[DraftClaim]:
    """A printed month and year answer "which month", and may tell which plan is the earlier."""
    written = found.sources[0].text
    text = asked.phrases.say("date_partial", value=written)
    question = fold(asked.query.question)
    told = _MONTH_OR_YEAR.search(question) and not _DAY.search(question) and confirms(question)
    asks = told or re.search(r"thang (?:may|nao)|month|nam nao|year", question)
    if asks or asked.query.form == "compare":
        return [stated(text, plan_id, found.sources)]
    return [absent(text, plan_id)]


_MONTH_OR_YEAR = re.compile(r"\b(?:thang \d|nam \d{4})")
_DAY = re.compile(r"\bngay \d|\d{1,2}/\d{1,2}/\d{4}|\d thang \d")


def _signer(asked: Asked, plan_id: str) -> DraftClaim:
    """Name and office, each from the signature block; the office alone answers "chức vụ gì"."""
    name = asked.book.header(plan_id, "signer")
    office = asked.book.header(plan_id, "signer_title")
    question = fold(asked.query.question)
    names_office = confirms(question) and OFFICE.search(question)
    wants_office = names_office or _ASKS_OFFICE.search(question)
    if name is None and not (office and wants_office):
        return absent(asked.phrases.say("no_header_signer"), plan_id)
    fields = [field for field in (name, office) if field is not None]
    of_each = [(field.value or "").split("; ") for field in fields]
    value = "; ".join(", ".join(one) for one in zip(*of_each, strict=False))
    slices = [piece for field in fields for piece in field.sources]
    if office is not None and (wants_office or _FOR_WHOM.search(question)):
        for_whom = _signed_for(asked, plan_id, office.sources[0])
        value = ", ".join((value, *(one for one, _ in for_whom)))
        slices += [piece for _, piece in for_whom]
    return stated(asked.phrases.say("header_signer", value=value), plan_id, slices)


_FOR_WHOM = re.compile(r"\bky thay\b|\bthay (?:mat )?(?:cho )?ai\b")
_IN_STEAD = re.compile(rf"\bkt\.\W*({OFFICE.pattern})\W*$")


def _signed_for(asked: Asked, plan_id: str, office: Slice) -> list[tuple[str, Slice]]:
    """ "KT. Chủ tịch", as it is printed above the office of the one who signs in his stead."""
    section = asked.book.sections(plan_id)[office.section]
    text = asked.book.text(plan_id)
    above = _IN_STEAD.search(fold(text[section.start : office.start]))
    if above is None:
        return []
    start = section.start + above.start()
    end = section.start + above.end(1)
    words = text[section.start + above.start(1) : end].capitalize()
    return [(f"KT. {words}", asked.book.slice(plan_id, section, start, end))]


_ASKS_OFFICE = re.compile(
    r"chuc (?:danh|vu|gi)|\btu cach\b|position|title|"
    r"\bchu tich (?:ky )?(?:hay|hoac) (?:la |do )?(?:pho )?chu tich\b"
)
""" "Chủ tịch hay Phó Chủ tịch ký": the office, whether or not a name is printed."""
