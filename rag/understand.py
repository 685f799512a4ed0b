"""Question -> Query: which plans, agencies, objectives and intent, and the words left over.

Numbers, agencies and places are parsed here and matched as such; they never depend on chance
words of a search.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from rag.lexicon import AgencyMention, Lexicon, PlaceMention
from rag.questions import Cue, Frames
from rag.references import find_references
from rag.schema import Intent, Lang, Plan, Query
from rag.spelling import Speller
from rag.text import collapse, document_numbers, fold, has_marks, nfc

_YEAR = re.compile(r"(?<![\d/.-])(20\d{2}|19\d{2})(?![\d/.-])")
_PERIOD = re.compile(r"(20\d{2})\s*[-–]\s*(20\d{2})")
_ENGLISH = re.compile(
    r"\b(?:which|what|when|who|whose|how|is|are|does|do|the|of|in|for|by|under|must|should|report|"
    r"plan|department|objective|target|agency|deadline|list|where|did|was|signed|say|many|much)\b"
)
# "kế hoạch năm 2019", "kế hoạch bình đẳng giới 2023 của Kon Tum", "the 2019 plan"
_PLAN_OF_YEAR = re.compile(
    r"(?:ke hoach|\bkh\b|van ban|chuong trinh|giai doan)\b.{0,60}?\b(?:nam\s+)?(?:19|20)\d{2}|(?:19|20)\d{2}\s+(?:\w+\s+){0,3}plan|"
    r"plan\b.{0,40}\b(?:for|of|in)\s+(?:the\s+year\s+)?(?:19|20)\d{2}"
)
_PLAN_OF = re.compile(
    r"(?:ke hoach|\bkh\b|plan)\b[^,.?]{0,60}?(?:cua|o|tai|of|for|in|tren dia ban|cho)?\s*$"
)
_ROLE = re.compile(
    r"\b(chu tri|phoi hop|bao cao|theo doi|tham muu|huong dan|kiem tra|don doc|giam sat|tong hop|lead|report|coordinat\w+)"
)
_ROLES = {"lead": "chu tri", "report": "bao cao"}
_ITEM = re.compile(
    r"\b(?:khoan|diem|item|clause)\s+(?P<khoan>\d{1,2}),?\s+(?:cua\s+|of\s+)?(?:muc|phan|section|part)\s+(?P<muc>[ivx]+)\b"
    r"|\b(?:muc|phan|section|part)\s+(?P<muc2>[ivx]+)(?:\s*[.,]\s*|\s+)(?:khoan\s+)?(?P<khoan2>\d{1,2})\b"
    r"|\b(?:muc|khoan|diem|noi dung|hoat dong|nhiem vu|tieu muc|items?|sections?|tasks?|activit\w+)\s+(?:so\s+)?"
    r"(?P<label>\d{1,2}(?:\.\d{1,2})+|[ivx]+(?:\.\d{1,2})?)\b"
)
# "khoản 8 Mục III Dự án 8 của Quyết định số …": an item of another document
_OF_ANOTHER = re.compile(
    r"[^,;?]{0,40}?\b(?:du an|quyet dinh|nghi quyet|thong tu|nghi dinh|luat|cong van)\b"
)
_COLLECTIVE = (
    (re.compile(r"\b(?:cac|cap|nhung) (?:xa|phuong)\b|^xa, phuong"), "Ủy ban nhân dân cấp xã"),
    (re.compile(r"\b(?:cac|cap|nhung) (?:huyen|quan|thi xa)\b"), "Ủy ban nhân dân cấp huyện"),
)
_LEVEL_BEHIND = re.compile(r"\s+(?:tỉnh|huyện|thị xã|thành phố|quận|xã|phường|thị trấn)$")
_STRONG_FIELDS = frozenset({"contact", "person", "amount", "signer", "number"})
_ALONE = frozenset({"contact", "person", "amount"})
# a question on the number or date of a document that is not the plan itself
_OTHER_DOCUMENT = re.compile(
    r"\b(?:quyet dinh|nghi quyet|cong van|to trinh|thong tu|chi thi|van ban (?:so|huong dan|cua)|decision|resolution|circular|"
    r"official letter|directive)\b"
)
_FOLLOW_UP = re.compile(
    r"^(?:the\s+)?(?:con|vay con|the con|and|what about|how about|the\b|o do|vay thi|ay|thi sao)\b|\b(?:thi sao|so do|co quan do|don vi do|phong do|ke hoach do|ke hoach nay|nua)\b"
)


class Texts:
    """Folded clean texts by plan, made when first asked for."""

    def __init__(self, read: Callable[[str], str]) -> None:
        """``read`` gives a plan's clean text."""
        self._read = read
        self._kept: dict[str, str] = {}

    def folded(self, plan_id: str) -> str:
        """The plan's text without marks, in lower case."""
        if plan_id not in self._kept:
            self._kept[plan_id] = fold(self._read(plan_id))
        return self._kept[plan_id]


@dataclass(frozen=True, slots=True)
class Context:
    """What a question is read against: the plans there are, the words known, how one asks.

    ``texts`` gives a plan's clean text folded, for places and years that a plan only mentions.
    """

    plans: tuple[Plan, ...]
    lexicon: Lexicon
    frames: Frames
    speller: Speller
    texts: Texts


def understand(
    question: str,
    context: Context,
    *,
    only: Sequence[str] = (),
    lang: Lang | None = None,
    previous: Query | None = None,
) -> Query:
    """Read one question; ``only`` are plans the asker has chosen, ``previous`` the turn before."""
    text = context.speller.mend(collapse(nfc(question)))
    language = lang or _language(text)
    agencies = _agencies(text, context)
    places = context.lexicon.find_places(text, question=True)
    narrowing = _narrow(text, context, places, agencies, tuple(only))
    references = find_references(text)
    # "Sở Kế hoạch" without marks reads "so ke hoach": names are no words of asking
    cues = context.frames.cues(
        _blanked(text, [(a.start, a.end) for a in agencies if not a.generic])
    )
    named = tuple(dict.fromkeys(a.name for a in agencies if not _is_issuer(a, places, narrowing)))
    named = named or _collective(text)
    objectives = tuple(
        dict.fromkeys(f.reference.objective for f in references if f.reference.objective)
    )
    indicators = tuple(dict.fromkeys(n for f in references for n in f.reference.indicators))
    intent, fields = _intent(
        cues, named, objectives, indicators, _roles(text), fold(context.lexicon.expand(text))
    )
    terms = _terms(text, context, agencies, places)
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
        roles=_roles(text),
        years=tuple(dict.fromkeys(_YEAR.findall(text))),
        documents=tuple(re.sub(r"\s", "", text[a:b]) for a, b in document_numbers(text)),
        header_fields=fields,
        items=_items(text),
        terms=terms,
        search_text=_search_text(terms, text, context, language),
        unaccented=language == "vi" and not has_marks(text),
    )
    return _inherit(query, previous, text) if previous is not None else query


# -- plans


@dataclass(frozen=True, slots=True)
class _Narrowing:
    plans: tuple[str, ...]
    narrowed: bool
    missing: tuple[str, ...]


def _narrow(
    text: str,
    context: Context,
    places: tuple[PlaceMention, ...],
    agencies: tuple[AgencyMention, ...],
    only: tuple[str, ...],
) -> _Narrowing:
    """The plans that a question names by number, place or year; what it names in vain."""
    pool = [plan for plan in context.plans if not only or plan.plan_id in only]
    every = tuple(plan.plan_id for plan in pool)
    numbers = {re.sub(r"\s", "", text[a:b]).casefold() for a, b in document_numbers(text)}
    by_number = [p for p in pool if p.number is not None and p.number.casefold() in numbers]
    if by_number:
        return _Narrowing(tuple(p.plan_id for p in by_number), True, ())
    found: list[Plan] = []
    missing: list[str] = []
    covered = {place.province for place in places if any(_is_place(p, place) for p in pool)
               and place.kind not in ("tinh", "thanh_pho_tw")}  # fmt: skip
    for place in places:
        here = [plan for plan in pool if _is_place(plan, place)]
        if here:
            found += [plan for plan in here if plan not in found]
        elif place.name in covered or place.province in covered and place.kind == "tinh":
            continue  # "Lâm Thao, tỉnh Phú Thọ": the province only says where
        elif any(place.start >= a.start and place.end <= a.end for a in agencies) and found:
            continue
        elif _mentioned(place, context, pool, text):
            continue
        else:
            missing.append(place.name)
    if missing and not found:
        return _Narrowing(every, bool(only), tuple(dict.fromkeys(missing)))
    pool_after = found or pool
    for year in _years_of_plan(text):
        fitting = [plan for plan in pool_after if _covers(plan, int(year))]
        mentioned = [p for p in pool_after if year in context.texts.folded(p.plan_id)]
        if fitting and _PLAN_OF_YEAR.search(fold(text)):
            pool_after = fitting
            found = fitting if found or len(fitting) < len(pool) else found
        elif not fitting and (not mentioned or _PLAN_OF_YEAR.search(fold(text))):
            missing.append(year)
    plans = tuple(p.plan_id for p in found) if found else every
    return _Narrowing(plans, bool(found) or bool(only), tuple(dict.fromkeys(missing)))


def _is_place(plan: Plan, place: PlaceMention) -> bool:
    if plan.place is None or fold(plan.place) != fold(place.name):
        return False
    level = "tinh" if place.kind in ("tinh", "thanh_pho_tw") else "huyen"
    return plan.place_level in (level, None) or place.written == place.name


def _mentioned(place: PlaceMention, context: Context, pool: list[Plan], text: str) -> bool:
    """A place that a plan only speaks of ("lễ phát động tại huyện Ngọc Hồi") is a search term.

    Not so where its own plan is asked for ("kế hoạch của huyện Ngọc Hồi").
    """
    if _PLAN_OF.search(fold(text[: place.start])):
        return False
    folded = fold(place.name)
    return any(folded in context.texts.folded(plan.plan_id) for plan in pool)


def _years_of_plan(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_YEAR.findall(_PERIOD.sub(" ", text))))


def _covers(plan: Plan, year: int) -> bool:
    if plan.year_start is None or plan.year_end is None:
        return False
    return plan.year_start <= year <= plan.year_end


# -- agencies and words


def _agencies(text: str, context: Context) -> tuple[AgencyMention, ...]:
    found = context.lexicon.find_agencies_in_question(text)
    return tuple(
        mention for mention in found
        if not _chance(mention, context)
        and not (mention.generic and re.search(r"\b(?:nào|nao|gì|gi)\b", text[mention.end : mention.end + 5]))
    )  # fmt: skip


def _chance(mention: AgencyMention, context: Context) -> bool:
    """ "phòng chống mua bán người" has the shape of a "Phòng …" but no lexicon name and no capital."""
    names = context.lexicon.agencies.in_questions
    known = names.get(mention.name) or names.get(_LEVEL_BEHIND.sub("", mention.name))
    return known is None and not any(c.isupper() for c in mention.written)


def _collective(text: str) -> tuple[str, ...]:
    """ "Các xã phải làm gì": the people's committees of that level are meant."""
    folded = fold(text)
    return tuple(name for pattern, name in _COLLECTIVE if pattern.search(folded))


def _is_issuer(
    agency: AgencyMention, places: tuple[PlaceMention, ...], narrowing: _Narrowing
) -> bool:
    """ "kế hoạch của UBND thị xã Hương Trà": the issuer names the plan, it is not asked for."""
    return (
        agency.kind == "ubnd"
        and not agency.generic
        and any(
            0 <= place.end - agency.end <= 30 and place.start >= agency.start for place in places
        )
        and narrowing.narrowed
    )


def _terms(
    text: str,
    context: Context,
    agencies: tuple[AgencyMention, ...],
    places: tuple[PlaceMention, ...],
) -> tuple[str, ...]:
    """Content words: what is left without names, numbers and words of asking."""
    own = {plan.number.casefold() for plan in context.plans if plan.number}
    spans = [(a.start, a.end) for a in agencies]
    spans += [(p.start, p.end) for p in places]
    spans += [(found.start, found.end) for found in find_references(text)]
    spans += [
        (a, b) for a, b in document_numbers(text)
        if re.sub(r"\s", "", text[a:b]).casefold() in own
    ]  # fmt: skip
    left = context.lexicon.expand(_blanked(text, spans))
    left = context.frames.without_stop_words(left)
    return tuple(re.findall(r"[^\W_]+", left))


def _blanked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with spans blanked, offsets kept."""
    pieces = list(text)
    for start, end in spans:
        pieces[start:end] = " " * (end - start)
    return "".join(pieces)


def _search_text(terms: tuple[str, ...], text: str, context: Context, lang: Lang) -> str:
    """What is searched for: content words, and the official terms for everyday or English ones."""
    if lang == "en":
        translated = context.lexicon.from_english(text)
        return " ".join(translated) or " ".join(terms)
    more = context.lexicon.everyday(text)
    known = fold(" ".join(terms))
    extra = [term for term in more if fold(term) not in known]
    return " ".join((*terms, *extra))


def _items(text: str) -> tuple[str, ...]:
    """Numbered items of the outline: "mục 2.1", "Mục IV", "khoản 14 Mục IV" as IV.14."""
    folded = fold(text)
    found: list[str] = []
    for match in _ITEM.finditer(folded):
        if _OF_ANOTHER.match(folded, match.end()):
            continue
        muc, khoan = match["muc"] or match["muc2"], match["khoan"] or match["khoan2"]
        found.append((f"{muc}.{khoan}" if muc else match["label"]).upper())
    return tuple(dict.fromkeys(found))


def _roles(text: str) -> tuple[str, ...]:
    found = (_ROLES.get(m.group(1), m.group(1)) for m in _ROLE.finditer(fold(text)))
    return tuple(dict.fromkeys(found))


def _language(text: str) -> Lang:
    if has_marks(text):
        vietnamese = sum(has_marks(word) for word in text.split())
        english = len(_ENGLISH.findall(text.lower()))
        return "en" if english > vietnamese + 1 else "vi"
    words = re.findall(r"[a-z]+", text.lower())
    return "en" if len(_ENGLISH.findall(text.lower())) >= max(1, 0.25 * len(words)) else "vi"


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
    if "out_of_scope" in by_name and not objectives:
        return "out_of_scope", ()
    fields = tuple(dict.fromkeys(cue.field for cue in cues if cue.intent == "header" and cue.field))
    strong = tuple(field for field in fields if field in _STRONG_FIELDS)
    of_other = _OTHER_DOCUMENT.search(folded) is not None
    if strong and not (of_other and set(strong) <= {"number"}):
        alone = tuple(field for field in strong if field in _ALONE)
        return "header", alone or fields
    if "plans" in by_name and not agencies and not objectives:
        return "plans", ()
    if objectives or indicators:
        for name in ("who", "deadline", "target", "duties"):
            if name in by_name:
                return by_name[name].intent, ()
        return ("who" if agencies or roles else "target"), ()
    if fields and of_other and set(fields) <= {"number", "date", "issuer"}:
        return "basis", ()
    if fields and not agencies:
        return "header", fields
    for name in ("event", "basis"):
        if name in by_name and not (agencies and "duties" in by_name):
            return by_name[name].intent, ()
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


def _inherit(query: Query, previous: Query, text: str) -> Query:
    """A follow-up takes over what it leaves out; a question with its own subject does not."""
    folded = fold(text)
    follows = _FOLLOW_UP.search(folded) is not None or len(text.split()) <= 4
    if not follows:
        return query
    subject = bool(query.agencies or query.objectives or query.indicators)
    updated = query
    if not query.narrowed and previous.narrowed and not query.missing:
        updated = replace(updated, plans=previous.plans, narrowed=True)
    if query.intent == "general":
        updated = replace(updated, intent=previous.intent, header_fields=previous.header_fields)
    if not subject:
        updated = replace(
            updated,
            agencies=previous.agencies,
            objectives=previous.objectives,
            indicators=previous.indicators,
            roles=query.roles or previous.roles,
        )
        if not query.terms or query.intent == "general":
            updated = replace(updated, terms=previous.terms, search_text=previous.search_text)
    elif query.indicators and not query.objectives:
        updated = replace(updated, objectives=previous.objectives)
    return updated
