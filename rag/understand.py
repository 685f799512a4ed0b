"""Question -> Query: which plans, agencies, objectives and intent, and the words left over.

Numbers, agencies and places are parsed here and matched as such; they never depend on chance
words of a search.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.asked_agencies import agencies_asked, besides, collective, is_issuer
from rag.carried_subject import AGAIN
from rag.ellipsis import filled_in
from rag.follow_up import inherit
from rag.language import language_of
from rag.lexicon import AgencyMention, PlaceMention
from rag.narrowing import YEAR, Context, narrow
from rag.other_plans import other_plans
from rag.own_document import documents_named, with_own_type, without_own_number
from rag.own_places import OwnPlace, own_places, places_written_out
from rag.parts import with_whom
from rag.questions import Cue
from rag.references import asked_items, find_references
from rag.schema import Intent, Lang, Query
from rag.text import collapse, document_numbers, fold, has_marks, nfc
from rag.values import values
from rag.yes_no import WHETHER, confirms, or_other

_ROLE = re.compile(
    r"\b(chu tri|phoi hop|bao cao|theo doi|tham muu|huong dan|kiem tra|don doc|giam sat|"
    r"tong hop|lead|report\w*|coordinat\w+)"
)
_ROLES = {"lead": "chu tri", "report": "bao cao"}
_BOTH_ROLES = ("chu tri", "phoi hop")
_EITHER = re.compile(r"\bhay(?: la)?\b(?! khong)")
_OF_PART = re.compile(r"(?:phan |muc )?(?:muc dich|yeu cau|muc tieu chung|pham vi|doi tuong)\b")
_SUGGESTED = re.compile(r"\b(?:duoc|bi) (?:de nghi|yeu cau|giao)\b")
_DOES_WHAT = re.compile(
    r"\b(?:lam|nho|giao|yeu cau|de nghi) (?:nhung |cac )?(?:viec )?(?:gi|nao)\W*$"
)
""" "Mặt trận với mấy hội đoàn thể được nhờ làm những gì": "mấy hội" are no question."""
_WHAT_DO = re.compile(r"what (?:does|do|must|should|will|is|are)\b")
_OF_LEVEL = re.compile(
    r"ke hoach (?:nao )?(?:\w+ ){0,5}?(?:la |cua |thuoc |o |do |uy ban nhan dan )*cap "
)
_LACKING = re.compile(
    r"\b(?:khong|chua|thieu|trong)\b(?: \w+){0,3}? (?:so|ngay)\b|\bundated\b|"
    r"\b(?:no|not|without|lacks?|missing|blank)\b.*\b(?:number|date)s?\b|\bnumber.*\bblank\b"
)
_BY_SORT = re.compile(
    r"\btheo (?:thong tu|nghi dinh|nghi quyet|chi thi|luat) (?:so )?(?:nao|may|gi)\b"
)
""" "Các cơ quan phải làm theo thông tư nào": the document, not what they do."""
_OUTLINE = re.compile(r"\b(?:muc|phan|chuong|dieu|khoan) (?:[ivx]+|\d+)\b")
_GUIDED = re.compile(
    r"whose (?:guidance|instructions?|guidelines)|"
    r"theo (?:ai|bo nao|co quan nao|cap nao) (?:huong dan|chi dao)|"
    r"theo (?:su )?(?:huong dan|chi dao) cua (?:bo|co quan|ai|don vi|cap) ?(?:nao|gi)?"
)
_STRONG_TARGET = re.compile(
    r"(?:bao nhieu|may) (?:phan tram|%)|(?:it nhat|toi thieu) (?:may|bao nhieu)|"
    r"(?<!ten )(?<!ke )may (?:tin|bai|lop|cuoc|buoi|mo hinh)\b(?! (?:gi|nao))|"
    r"what (?:percentage|percent|share)"
)
_OF_FIGURE = re.compile(
    r"^(?:(?:den |toi )?nam \d{4},? )?(?:chi tieu|ty le|ti le|so luong|muc)\b(?! tieu \d)"
    r".*\bbao nhieu\b"
)
""" "Chỉ tiêu năm 2028 về tỷ lệ sở, ngành có … là bao nhiêu": the agencies are its subject."""
_DOTTED = re.compile(r"\bP\.\s?(?=[A-ZĐ])")
"""Phòng as it is abbreviated: "P. TC-KH"."""
_STRONG_FIELDS = frozenset({"contact", "person", "amount", "signer", "number"})
_ALONE = frozenset({"contact", "person", "amount"})
# a question on the number or date of a document that is not the plan itself
_OTHER_DOCUMENT = re.compile(
    r"\b(?:thuc hien ke hoach so|theo ke hoach so|ke hoach so may cua|quyet dinh|nghi quyet|"
    r"cong van|to trinh|thong tu|chi thi|van ban huong dan|(?<!so )van ban (?:so|cua)|"
    r"decision|resolution|circular|"
    r"official letter|directive)\b"
)
_PROGRAMME = re.compile(r"\bchuong trinh (?:nao|cua|so)\b")
_OF_SCHEME = re.compile(
    r"(?:cai |cac )?(?:de an|du an|chuong trinh|phong trao|cuoc van dong|mo hinh)\b"
)
_OF_LAW = re.compile(r"^(?:the )?(?:bo )?(?:luat|nghi dinh|law)\b(?!.*\bke hoach\b)")
_OF_A_LAW = frozenset({"date", "signer", "number", "issuer", "period"})
_PERSON = re.compile(
    r"^(?:(?:Ông|Bà|Đồng chí|ông|bà|đồng chí)\s+)?(?:[A-ZĐÀ-Ỹ][^\W\d_]*\s+){2,4}"
    r"(?:là ai|là người nào|giữ chức|làm chức|chức vụ)"
)
_OR_ELSE = re.compile(r",\s*(?:hay|hay là)\s+(?:còn|vẫn|phải|chưa|là)\b[^,?]*\??\s*$")
""" "Bao giờ làm lễ phát động, hay còn phải chờ?": a guess, not the subject."""
_PAYS = re.compile(
    r"\b(?:ai|noi nao|dau) (?:\w+ )?(?:tra|chi|bo|xuat) tien "
    r"(?:de )?(?:(?:cho|thuc hien|lam|vao) )*(?:ban |cai )?(?:ke hoach|viec nay)\b|"
    r"\bwho (?:\w+ )?(?:pays?|funds?|finances?|bears?)\b(?: the costs? of| for)?"
    r"(?: (?:the|this|its))? (?:(?:[\w'’]+ ){0,5}?plan\b|it\b|all this\b)"
)
""" "Who pays for the plan?": where its money comes from, not whose duty that is."""
_GIVES = re.compile(r"\b(?:giao|giao cho)(?=\s*$|\s{2,})")
"""What is left of "giao UBND xã làm gì" once the agency is blanked."""


def understand(
    question: str,
    context: Context,
    *,
    only: Sequence[str] = (),
    lang: Lang | None = None,
    previous: Query | None = None,
    joined: bool = False,
) -> Query:
    """Read one question; ``only`` are plans the asker has chosen, ``previous`` the turn before.

    ``joined``: the question is the second half of the previous one's sentence.
    """
    text = context.lexicon.dialect.common(collapse(nfc(question)))
    text, others = other_plans(filled_in(text, previous, context), previous, context)
    text = context.speller.mend(_DOTTED.sub("Phòng ", places_written_out(text, context.plans)))
    language = lang or language_of(text, previous)
    listed = context.lexicon.find_places(text, question=True)
    # "Hậu Giang" is its own place, not a slip for "Hà Giang"
    own = tuple(
        one for one in own_places(text, context.plans)
        if one.exact or not any(one.start <= p.start and p.end <= one.end for p in listed)
    )  # fmt: skip
    places = tuple(place for place in listed if not any(_cuts(place, one) for one in own))
    agencies = agencies_asked(text, context, places)
    narrowing = narrow(text, context, places, agencies, others or tuple(only))
    references = find_references(text)
    # "Sở Kế hoạch" without marks reads "so ke hoach": names are no words of asking
    bare = _blanked(text, [(a.start, a.end) for a in agencies if not a.generic])
    typed = context.frames.cues(bare)
    # "hội thi nấu ăn" is no small talk where a plan holds one
    told = [context.texts.folded(plan_id) for plan_id in narrowing.plans]
    typed = tuple(
        cue for cue in typed
        if cue.intent != "out_of_scope"
        or not any(fold(bare[cue.start : cue.end]).strip() in one for one in told)
    )  # fmt: skip
    known = {(cue.intent, cue.field) for cue in typed} | {("out_of_scope", None)}
    # "KH … gửi cho": abbreviations written out may show more
    cues = (*typed, *(cue for cue in context.frames.cues(context.lexicon.expand(bare))
                      if (cue.intent, cue.field) not in known))  # fmt: skip
    named = tuple(dict.fromkeys(a.name for a in agencies if not is_issuer(a, places, narrowing)))
    named = named or collective(text)
    objectives = tuple(
        dict.fromkeys(f.reference.objective for f in references if f.reference.objective)
    )
    indicators = tuple(dict.fromkeys(n for f in references for n in f.reference.indicators))
    whole = fold(context.lexicon.expand(text))
    folded = with_own_type(whole, narrowing, context)
    if folded != whole and not any(c.intent == "basis" for c in context.frames.cues(folded)):
        # "quyết định của Hà Châu số mấy": the plan itself, not a document it rests on
        cues = (*(cue for cue in cues if cue.intent != "basis"), *context.frames.cues(folded))
    intent, fields = _intent(cues, named, objectives, indicators, _roles(text), folded)
    asks = next((fold(text[c.start : c.end]) for c in typed if c.intent == "who"), "")
    if intent == "who" and (
        asks.startswith("bo ") or "ministr" in asks or _GUIDED.search(fold(text))
    ):
        fields = ("ministry",)
    if not agencies and _is_person(text, context):
        intent, fields = "header", ("person",)
    form = context.frames.form(text)
    if form == "compare" and not (named or objectives or indicators):
        intent, fields = context.frames.aspect(text, intent, asks) or (intent, fields)
    asks_for = [
        _word(text, c.start, c.end) for c in typed
        if language == "en"
        and (c.field == "recipient" or "ministr" in fold(text[c.start : c.end]))
    ]  # fmt: skip
    partners = with_whom(text, half=joined)
    roles = tuple(dict.fromkeys((*(_BOTH_ROLES if partners else ()), *_roles(text))))
    asks_for += [partners] if partners else []
    terms = _terms(text, context, agencies, (*places, *own), asks_for)
    query = Query(
        question=question,
        lang=language,
        intent=intent,
        plans=narrowing.plans,
        narrowed=narrowing.narrowed,
        missing=narrowing.missing,
        agencies=named,
        objectives=objectives,
        indicators=indicators,
        roles=roles,
        years=tuple(dict.fromkeys(YEAR.findall(text))),
        documents=documents_named(text, context),
        header_fields=fields,
        items=asked_items(without_own_number(text, context)),
        terms=terms,
        subject=_terms(
            text,
            context,
            agencies,
            (*places, *own),
            asks_for
            + [_word(text, c.start, c.end) for c in typed if c.intent not in ("general", "event")]
            + [
                _word(text, *span)
                for span in context.frames.asking(bare, intent)
                if intent == "deadline"
            ],
        ),
        search_text=_search_text(terms, text, context, language),
        unaccented=language == "vi" and not has_marks(text),
        form=form,
    )
    if previous is None:
        return replace(query, form="overview") if not cues and _place_alone(query) else query
    levels = {plan.place_level for plan in context.plans if plan.plan_id in query.plans}
    level = levels.pop() if len(levels) == 1 else None
    own_numbers = frozenset(plan.number.casefold() for plan in context.plans if plan.number)
    return inherit(
        query, previous, text, plain=not cues and query.form in (None, "compare", *AGAIN),
        joined=joined, level=level, own=own_numbers,
    )  # fmt: skip


# -- agencies and words


def _place_alone(query: Query) -> bool:
    """ "Thế còn Hương Trà?" where nothing was asked before: its plan in short."""
    named = query.agencies or query.objectives or query.indicators or query.items
    bare = {fold(word) for word in query.terms} <= {"the", "con", "vay", "o", "and"}
    asks = confirms(query.question)
    return (
        query.narrowed
        and bare
        and not (asks or named or query.form or query.documents or query.years)
    )


def _is_person(text: str, context: Context) -> bool:
    """A name that is asked about: capitals as of a person, or a signer's name."""
    if _PERSON.match(text):
        return True
    folded = fold(text)
    signers = [fold(plan.signer) for plan in context.plans if plan.signer]
    return any(f"{name} la ai" in folded or f"{name} giu chuc" in folded for name in signers)


def _cuts(place: PlaceMention, own: OwnPlace) -> bool:
    """Whether a listed place is read out of the name of a plan's own place, or across its end."""
    if fold(place.name) == fold(own.plan.place or ""):
        return False
    return place.start < own.end and own.start < place.end


def _terms(
    text: str,
    context: Context,
    agencies: tuple[AgencyMention, ...],
    places: tuple[PlaceMention | OwnPlace, ...],
    more: Sequence[tuple[int, int]] = (),
) -> tuple[str, ...]:
    """Content words: what is left without names, numbers, words of asking and ``more``."""
    own = {plan.number.casefold() for plan in context.plans if plan.number}
    spans = [(a.start, a.end) for a in agencies]
    spans += [(p.start, p.end) for p in places]
    spans += [(found.start, found.end) for found in find_references(text)]
    spans += [
        (a, b) for a, b in document_numbers(text)
        if re.sub(r"\s", "", text[a:b]).casefold() in own
    ]  # fmt: skip
    known = besides(text) or _OR_ELSE.search(text) or or_other(text)
    spans += [known.span()] if known else []
    if confirms(text):
        # "hạn là 15/12 phải không": what is to be confirmed is not what is looked for
        spans += [(v.start, v.end) for v in values(text) if v.kind == "date" or "%" in v.written]
        asks = WHETHER.search(fold(text))
        spans += [asks.span()] if asks else []
    left = context.lexicon.expand(_GIVES.sub("", _blanked(text, [*spans, *more])))
    left = context.frames.without_stop_words(left)
    return tuple(re.findall(r"[^\W_]+", left))


def _word(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of a cue, of whole words: "ai l" of "ai lo" ends with "ai"."""
    if end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end = text.rfind(" ", start, end) + 1
    return start, max(start, end)


def _blanked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with spans blanked, offsets kept."""
    pieces = list(text)
    for start, end in spans:
        pieces[start:end] = " " * (end - start)
    return "".join(pieces)


def _search_text(terms: tuple[str, ...], text: str, context: Context, lang: Lang) -> str:
    """What is searched for: content words, and the official terms for everyday or English ones."""
    if lang == "en":
        translated = " ".join(context.lexicon.from_english(" ".join(terms)))
        return collapse(context.frames.without_stop_words(translated))
    more = context.lexicon.everyday(text)
    known = fold(" ".join(terms))
    extra = [
        term for term in more
        if fold(term) not in known and context.frames.without_stop_words(term).strip()
    ]  # fmt: skip
    return " ".join((*terms, *extra))


def _roles(text: str) -> tuple[str, ...]:
    found = (_ROLES.get(m.group(1), m.group(1)) for m in _ROLE.finditer(fold(text)))
    return tuple(dict.fromkeys(found))


# -- intent


def _intent(
    cues: tuple[Cue, ...], agencies: tuple[str, ...], objectives: tuple[str, ...],
    indicators: tuple[str, ...], roles: tuple[str, ...], folded: str,
) -> tuple[Intent, tuple[str, ...]]:  # fmt: skip
    """The intent by the words of asking; what is named breaks ties.

    A question on an agency that asks no "who" is about its duties; one on an objective about
    its figure.
    """
    by_name = {cue.intent: cue for cue in reversed(cues)}
    beyond = by_name.get("out_of_scope")
    # "xóa giúp tôi mục tiêu 3" is an order from its first word; "… mục tiêu 3" alone is none
    if beyond and (not objectives or beyond.start == 0):
        return "out_of_scope", ()
    fields = tuple(dict.fromkeys(cue.field for cue in cues if cue.intent == "header" and cue.field))
    if "signer" in fields:
        # "ai ký, họ tên gì": the name of the signer, not of the document
        fields = tuple(field for field in fields if field != "title")
    if _OF_SCHEME.match(folded) and "ke hoach" not in folded and not set(fields) - {"period"}:
        # "Đề án … giai đoạn nào": a scheme that a plan names, not the plan's own period
        fields = ()
    strong = tuple(field for field in fields if field in _STRONG_FIELDS)
    of_other = (
        _OTHER_DOCUMENT.search(folded) is not None
        or "basis" in by_name
        or (_PROGRAMME.search(folded) is not None and "ke hoach" not in folded)
    )
    if fields and _OF_LAW.search(folded) and set(fields) <= _OF_A_LAW:
        return "header", ("other_document",)
    if strong and not (of_other and set(strong) <= {"number"}):
        alone = tuple(field for field in strong if field in _ALONE)
        return "header", alone or fields
    listing = by_name.get("plans")
    others = {cue.intent for cue in cues} - {"plans", "header", "target"}
    apart = not agencies or _OF_LEVEL.search(folded) is not None
    if listing and fields and _LACKING.search(folded):
        # "kế hoạch nào không ghi ngày ban hành": its own date, not a list of plans
        return "header", fields
    if listing and apart and not objectives and (listing.field is None or not others):
        return "plans", ("which",) if listing.field else ()
    if objectives or indicators:
        if agencies and confirms(folded):
            return "who", ()
        for name in ("who", "deadline", "target", "duties"):
            if name in by_name:
                return by_name[name].intent, ()
        return ("who" if agencies or roles else "target"), ()
    if fields and of_other and set(fields) <= {"number", "date", "issuer"}:
        return "basis", ()
    if "recipients" in fields:
        return "header", ("recipients",)
    if _OF_FIGURE.search(folded) and "target" in by_name:
        return "target", ()
    if _STRONG_TARGET.search(folded) and "who" not in by_name and "deadline" not in by_name:
        return "target", ()
    if "general" in by_name and (_OF_PART.match(folded) or not (roles or agencies)):
        return "general", ()
    if len(agencies) > 1 and roles and _EITHER.search(folded):
        return "who", ()
    if set(fields) == {"title"} and _OUTLINE.search(folded):
        return "general", ()
    if fields and not agencies and not ("event" in by_name and set(fields) <= {"place"}):
        return "header", fields
    if any(cue.field == "recipient" for cue in cues):
        return "deadline", ()
    for name in ("event", "basis"):
        lead = name == "event" and "who" in by_name and {"chu tri", "phoi hop"} & set(roles)
        sort = name == "basis" and _BY_SORT.search(folded) is not None
        if name in by_name and not lead and (sort or not (agencies and "duties" in by_name)):
            return by_name[name].intent, ()
    if agencies and confirms(folded) and "deadline" not in by_name:
        return "who", ()
    ordered = agencies and "duties" in by_name and "who" in by_name
    first = ordered and by_name["duties"].start < by_name["who"].start
    if ordered and _DOES_WHAT.search(folded):
        return "duties", ()
    if first and (_SUGGESTED.search(folded) or _WHAT_DO.match(folded)):
        return "duties", ()
    if "funding" in by_name and _PAYS.search(folded):
        return "funding", ("payer",)
    if "who" in by_name and not (
        "deadline" in by_name and by_name["deadline"].start < by_name["who"].start
    ):
        return "who", ()
    if "deadline" in by_name:
        return "deadline", ()
    if "funding" in by_name and not agencies:
        return "funding", ()
    if "duties" in by_name and agencies:
        return "duties", ()
    if "target" in by_name and not agencies:
        return "target", ()
    return ("duties" if agencies else "general"), ()
