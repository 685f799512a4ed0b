"""Question -> Query: which plans, agencies, objectives and intent, and the words left over.

Numbers, agencies and places are parsed here and matched as such; they never depend on chance
words of a search.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import replace

from rag.lexicon import AgencyMention, PlaceMention
from rag.names.shared_heads import heads_written_out
from rag.references import asked_items, find_references
from rag.schema import Lang, Query
from rag.text import collapse, document_numbers, fold, has_marks, nfc
from rag.turns.carried_subject import AGAIN
from rag.turns.ellipsis import counted_again, filled_in, opening
from rag.turns.follow_up import inherit
from rag.turns.known_already import besides, known_agencies
from rag.turns.other_plans import other_plans
from rag.turns.told_before import agency_span, partners_span
from rag.understanding.asked_agencies import agencies_asked, collective, is_issuer
from rag.understanding.context import Context
from rag.understanding.counted_bodies import counts_places
from rag.understanding.intent import intent_of, whose_work
from rag.understanding.language import language_of
from rag.understanding.narrowing import Narrowing, narrow
from rag.understanding.office_holders import of_person
from rag.understanding.own_document import documents_named, with_own_type, without_own_number
from rag.understanding.own_places import OwnPlace, own_places, places_written_out, units_written_out
from rag.understanding.parts import with_whom
from rag.understanding.questions import Cue
from rag.understanding.years_asked import YEAR, closes, years_in
from rag.understanding.yes_no import WHETHER, confirms, or_other
from rag.values import values

_ROLE = re.compile(
    r"\b(chu tri|phoi hop|bao cao|theo doi|tham muu|huong dan|kiem tra|don doc|giam sat|"
    r"tong hop|lead|report\w*|coordinat\w+|(?:(?<=who )|(?<=agencies )|(?<=agency )|"
    r"(?<=departments )|(?<=units ))takes? part in|partners?(?= (?:for|in|of|on)\b)|"
    r"dung ra(?= (?:lam|to chuc|dang cai|phu trach|dam nhan|ganh)\b(?! dau moi)))"
)
_ROLES = {
    "lead": "chu tri", "dung ra": "chu tri", "take part in": "phoi hop",
    "takes part in": "phoi hop", "partner": "phoi hop", "partners": "phoi hop",
}  # fmt: skip
_BOTH_ROLES = ("chu tri", "phoi hop")
_GUIDED = re.compile(
    r"whose (?:guidance|instructions?|guidelines)|"
    r"theo (?:ai|bo nao|co quan nao|cap nao) (?:huong dan|chi dao)|"
    r"theo (?:su )?(?:huong dan|chi dao) cua (?:bo|co quan|ai|don vi|cap) ?(?:nao|gi)?"
)
_BETWEEN = re.compile(
    r"\b(?:giữa|giua)(?: (?:tỉnh|huyện|thị xã|tinh|huyen|thi xa|kế hoạch|ke hoach|của|cua))*\s*$",
    re.IGNORECASE,
)
_NUMBER_WITH = re.compile(r"(?<!con )(?<!chỉ )\bsố với\b", re.IGNORECASE)
""" "Xin số với ngày ký": no "so với"."""
_BY_PERIOD = re.compile(
    r"\b(báo cáo|bao cao) theo (?=(?:quý|quy|tháng|thang)\b(?! (?:\d|[IVX]+\b)))", re.IGNORECASE
)
""" "Báo cáo theo quý" is the "báo cáo quý" of the plans."""
_OR_ELSE = re.compile(r",\s*(?:hay|hay là)\s+(?:còn|vẫn|phải|chưa|là)\b[^,?]*\??\s*$")
""" "Bao giờ làm lễ phát động, hay còn phải chờ?": a guess, not the subject."""
_DONE = re.compile(
    r"\b(?:phai |can )?hoan thanh (?:viec|cong viec|cong tac)\b|\b(?:phai|can) hoan thanh\b"
)
""" "Phải hoàn thành việc xây dựng kế hoạch trước ngày nào": it is due, and not called so."""
_EVERY = re.compile(r"(?<!mấy )\b((?:0?[36]|12|sáu|ba) tháng) (?:một|1|mot) (?:lần|lan)\b")
""" "Báo cáo 6 tháng một lần" is the "báo cáo 6 tháng" of the plans."""
_BY_PLACE = re.compile(r"(?<=\bđược)\s{2,}(?=\w)")
""" "Được thị xã Hương Trà xác định là bao nhiêu": "được xác định", around the blanked name."""
_INCLUDED = re.compile(
    r"(?:,|\b(?:và|va)\b)\s*(?:(?:có|co|đã|da)\s+)?(?:(?:được|duoc)\s+)?"
    r"(?:tính|tinh|nằm|nam|gộp|gop|kể|ke)\s+(?:vào|vao|trong|chung|luôn|luon|vô|vo)\b[^,?]*?"
    r"\b(?:không|khong|ko|chưa|chua)\b[^,?]*\??\s*$",
    re.IGNORECASE,
)
""" "…, có tính vào 74 triệu không?": asked beside the sum, no word of what it is for."""
_FIND = re.compile(
    r"(?:(?:hay|nho|ban|lam on|giup) )*(?:tim|trich(?: dan)?|lay|xin|cho|dan|chi)"
    r"(?: (?:giup|ho|cho|xin|toi|em|minh|anh|chi|ra|lai|nguyen van))* "
    r"(?:doan|cau|phan|cho|khoan|dieu khoan|van ban|trich dan)(?: (?:van|nao|ma|co|do))*"
    r"(?: (?:yeu cau|quy dinh|noi (?:ve|rang|la|den)|neu|ghi|viet(?: ve)?|nhac (?:den|toi)|de cap|"
    r"giao|bao)\b)?(?= \w+ \w+)"
)
""" "Tìm cho tôi đoạn yêu cầu …": what the asker wants done, not what the passage says."""
_COUNTED = re.compile(r"\b\d{1,3}(?= (?:muc tieu|chi tieu|co quan|don vi|can cu)\b)")
""" "Có 6 mục tiêu phải không?": how many is to be confirmed."""
_NTH = re.compile(r"\blan thu (?:nhat|hai|ba|tu|bon|\d)\b")
""" "Ngày hội … lần thứ hai": which of them, no part of its name."""
_HOW_MANY = re.compile(r"(?:may|bao nhieu) ")
_TO_THEM = re.compile(r"\b(?:reports?|reporting) to (?:the )?$")
_KIND_OF_BODY = re.compile(r"(?:, )?(?:nhung |cac )?(?:hoi|truong|tram|trung tam)\b.* nao$")
""" "Trung tâm nào phát thanh": who is asked, no word of what is done."""
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
    question = counted_again(question, previous, context) or question
    text, others = other_plans(_common(question, previous, context), previous, context)
    text = _EVERY.sub(r"\1", _BY_PERIOD.sub(r"\1 ", text))
    text = context.speller.mend(
        units_written_out(places_written_out(text, context.register), context.register)
    )
    language = lang or language_of(text, previous)
    listed = context.lexicon.find_places(text, question=True)
    # "Hậu Giang" is its own place, not a slip for "Hà Giang"
    own = tuple(
        one for one in own_places(text, context.register)
        if one.exact or not any(one.start <= p.start and p.end <= one.end for p in listed)
    )  # fmt: skip
    places = tuple(place for place in listed if not any(_cuts(place, one) for one in own))
    agencies = agencies_asked(text, context, places)
    narrowing = narrow(text, context, places, agencies, others or tuple(only))
    # "Sở Kế hoạch" without marks reads "so ke hoach", "Sở Tư pháp" "số tư": names are no words of
    # asking, and count no item
    names = [(a.start, a.end) for a in agencies if not a.generic]
    bare, nameless = _blanked(text, names), _blanked(text, names, "·")
    references = find_references(nameless)
    typed, cues = _cues(bare, (*places, *own), context, narrowing)
    named = tuple(dict.fromkeys(
        a.name for a in agencies if not is_issuer(text, a, places, own, narrowing, context)
    ))  # fmt: skip
    named = _with_reporters(named, text, agencies)
    roles = _roles_asked(text)
    objectives = tuple(
        dict.fromkeys(f.reference.objective for f in references if f.reference.objective)
    )
    indicators = tuple(dict.fromkeys(n for f in references for n in f.reference.indicators))
    whole = fold(context.lexicon.expand(text))
    folded = with_own_type(whole, narrowing, context)
    if folded != whole and not any(c.intent == "basis" for c in context.frames.cues(folded)):
        # "quyết định của Hà Châu số mấy": the plan itself, not a document it rests on
        cues = (*(cue for cue in cues if cue.intent != "basis"), *context.frames.cues(folded))
    # "phòng này còn hướng dẫn gì": as it is read where the agency is named
    pointed = agency_span(text) if previous is not None and not named else None
    spoken_of = previous.agencies if previous is not None and pointed else named
    intent, fields = intent_of(cues, spoken_of, objectives, indicators, roles, folded)
    asks = next((fold(text[c.start : c.end]) for c in typed if c.intent == "who"), "")
    if intent == "who" and (
        asks.startswith("bo ") or "ministr" in asks or _GUIDED.search(fold(text))
    ):
        fields = ("ministry",)
    person = of_person(text, context.register, agencies)
    if person:
        intent, fields = "header", (person,)
    # "Bến Sậy" ends in no "say"
    named_places = [*((p.start, p.end) for p in places), *((o.start, o.end) for o in own)]
    form = context.frames.form(_blanked(text, named_places) if language == "en" else text)
    if form == "compare" and _NUMBER_WITH.search(text):
        form = None
    if form == "compare" and not (named or objectives or indicators):
        intent, fields = context.frames.aspect(text, intent, asks) or (intent, fields)
    asks_for = [
        _word(text, c.start, c.end) for c in typed
        if (language == "en"
        and (c.field == "recipient" or "ministr" in fold(text[c.start : c.end])))
        or (c.intent == "who" and _KIND_OF_BODY.match(fold(text[c.start : c.end])))
        # "ai phat thanh" without marks
        or (c.intent == "who" and c.start == 0 and fold(text).startswith("ai "))
    ]  # fmt: skip
    partners = with_whom(text, half=joined)
    roles = tuple(dict.fromkeys((*(_BOTH_ROLES if partners else ()), *roles)))
    asks_for += [span for span in (partners, pointed, *_rounds(text)) if span]
    asks_for += [one for one in (opening(text), partners_span(text)) if one and previous]
    terms = _terms(text, context, agencies, (*places, *own), asks_for)
    intent, fields = whose_work(intent, fields, named, terms, folded)
    query = Query(
        question=question,
        lang=language,
        intent=intent,
        plans=narrowing.plans,
        narrowed=narrowing.narrowed,
        implied=narrowing.implied,
        missing=narrowing.missing,
        outside=narrowing.outside if only else (),
        agencies=named,
        objectives=objectives,
        indicators=indicators,
        roles=roles,
        years=years_in(text),
        documents=documents_named(text, context, narrowing.plans if narrowing.narrowed else ()),
        header_fields=fields,
        items=asked_items(without_own_number(nameless, context)),
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
            ]
            + [m.span() for m in _DONE.finditer(fold(text)) if intent == "deadline"],
        ),
        search_text=_search_text(terms, text, context, language, narrowing.plans),
        unaccented=language == "vi" and not has_marks(text),
        form=form,
        besides=known_agencies(text, context) if intent == "who" else (),
    )
    if previous is None:
        return replace(query, form="overview") if not cues and _place_alone(query) else query
    levels = context.register.part(query.plans).of_level
    level = next(iter(levels)) if len(levels) == 1 else None
    return inherit(
        query, previous, text, plain=not cues and query.form in (None, "compare", *AGAIN),
        joined=joined, level=level, own=context.register.of_number.keys(),
    )  # fmt: skip


# -- agencies and words


def _with_reporters(
    named: tuple[str, ...], text: str, agencies: Sequence[AgencyMention]
) -> tuple[str, ...]:
    """ "When do communes report to the Department of …": those who report are asked about too."""
    if not all(_TO_THEM.search(text, 0, one.start) for one in agencies if one.name in named):
        return named
    return tuple(dict.fromkeys((*collective(text), *named)))


def _common(question: str, previous: Query | None, context: Context) -> str:
    """The question in common words, with what it leaves out or writes as one."""
    text = context.lexicon.dialect.common(collapse(nfc(question)))
    return filled_in(heads_written_out(text), previous, context)


def _cues(
    bare: str, places: Sequence[PlaceMention | OwnPlace], context: Context, narrowing: Narrowing
) -> tuple[tuple[Cue, ...], tuple[Cue, ...]]:
    """Words of asking as typed, and these with what abbreviations written out show besides."""
    typed = context.frames.cues(bare)
    # "Bắc Lương bao nhiêu người": no "lương bao nhiêu"
    cut = [(p.start, p.end) for p in places for cue in typed if p.start < cue.start < p.end]
    if cut:
        bare = _blanked(bare, cut)
        typed = context.frames.cues(bare)
    # "hội thi nấu ăn" is no small talk where a plan holds one
    plans = context.register.part(narrowing.plans)
    typed = tuple(
        cue for cue in typed
        if cue.intent != "out_of_scope"
        or not context.texts.say(fold(bare[cue.start : cue.end]).strip(), plans)
    )  # fmt: skip
    if counts_places(bare):
        typed = tuple(
            cue for cue in typed
            if cue.intent != "who" or not _HOW_MANY.match(fold(bare[cue.start : cue.end]))
        )  # fmt: skip
    counted = {("who", None)} if counts_places(bare) else set()
    known = {(cue.intent, cue.field) for cue in typed} | {("out_of_scope", None), *counted}
    # "KH … gửi cho": abbreviations written out may show more
    more = tuple(cue for cue in context.frames.cues(context.lexicon.expand(bare))
                 if (cue.intent, cue.field) not in known)  # fmt: skip
    return typed, (*typed, *more)


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


def _cuts(place: PlaceMention, own: OwnPlace) -> bool:
    """Whether a listed place is read out of the name of a plan's own place, or across its end."""
    if fold(place.name) == fold(own.plans[0].place or ""):
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
    own = context.register.of_number
    spans = [(a.start, a.end) for a in agencies]
    spans += [(p.start, p.end) for p in places]
    # "giữa Lâm Thao và Hương Trà": between them; "giữa kỳ" is a time
    between = (_BETWEEN.search(text[:start]) for start, _ in spans)
    spans += [one.span() for one in between if one is not None]
    spans += [(found.start, found.end) for found in find_references(text)]
    spans += [
        (a, b) for a, b in document_numbers(text)
        if re.sub(r"\s", "", text[a:b]).casefold() in own
    ]  # fmt: skip
    opening = _FIND.match(fold(text))
    spans += [opening.span()] if opening else []
    known = besides(text) or _OR_ELSE.search(text) or or_other(text) or _INCLUDED.search(text)
    spans += [known.span()] if known else []
    if confirms(text):
        # "hạn là 15/12 phải không": what is to be confirmed is not what is looked for
        spans += [
            (v.start, v.end) for v in values(text)
            if v.kind == "date" or "%" in v.written
            or (YEAR.search(v.written) and closes(text, v.start, v.end))
        ]  # fmt: skip
        spans += [match.span() for match in _COUNTED.finditer(fold(text))]
        asks = WHETHER.search(fold(text))
        spans += [asks.span()] if asks else []
    blanked = _BY_PLACE.sub(" ", _blanked(text, [*spans, *more]))
    left = context.lexicon.expand(_GIVES.sub("", blanked))
    left = context.frames.without_stop_words(left)
    return tuple(re.findall(r"[^\W_]+", left))


def _word(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of a cue, of whole words: "ai l" of "ai lo" ends with "ai"."""
    if end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end = text.rfind(" ", start, end) + 1
    return start, max(start, end)


def _blanked(text: str, spans: Sequence[tuple[int, int]], blank: str = " ") -> str:
    """The text with spans blanked, offsets kept."""
    pieces = list(text)
    for start, end in spans:
        pieces[start:end] = blank * (end - start)
    return "".join(pieces)


_AND_OF = re.compile(
    r"^con (?=so (?!(?:nao|bao|la|gi|may|do|nay|ay|lieu|thong|cu|tren|the)\b)\w)", re.IGNORECASE
)
""" "con so y te": "còn Sở Y tế", no "con số"."""


def _search_text(
    terms: tuple[str, ...], text: str, context: Context, lang: Lang, plans: tuple[str, ...]
) -> str:
    """What is searched for: content words, and the official terms for everyday or English ones."""
    if lang == "en":
        said = functools.partial(context.texts.name, plans=plans)
        translated = " ".join(context.lexicon.from_english(" ".join(terms), said))
        return collapse(context.frames.without_stop_words(translated))
    more = context.lexicon.everyday(_AND_OF.sub("", text))
    known = fold(" ".join(terms))
    extra = [
        term for term in more
        if fold(term) not in known and context.frames.without_stop_words(term).strip()
    ]  # fmt: skip
    return " ".join((*terms, *extra))


def _rounds(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _NTH.finditer(fold(text))]


def _roles_asked(text: str) -> tuple[str, ...]:
    """The roles a question names, without those of what is known already."""
    known = besides(text)
    return _roles(_blanked(text, [known.span()]) if known else text)


_JOINT_PLAN = re.compile(
    r"\b(?:ke hoach|chuong trinh|quy che) phoi hop\b(?! (?:voi|cung|nhung|cac|viec|gi|nao|thuc))"
)


def _roles(text: str) -> tuple[str, ...]:
    found = (m.group(1) for m in _ROLE.finditer(_JOINT_PLAN.sub("", fold(text))))
    return tuple(dict.fromkeys(
        "bao cao" if one.startswith("report")
        else "phoi hop" if one.startswith("coordinat") else _ROLES.get(one, one)
        for one in found
    ))  # fmt: skip


# -- intent
