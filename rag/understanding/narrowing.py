"""Which plans a question is about: by number, place or year; and what it names in vain."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.lexicon import AgencyMention, PlaceMention
from rag.names.addresses import addressed
from rag.names.issuing import of_body
from rag.register import Register
from rag.schema import Plan
from rag.text import document_numbers, fold
from rag.understanding.context import Context
from rag.understanding.own_places import (
    LEVELS,
    OwnPlace,
    kind_before,
    like_places,
    own_places,
    plans_at,
    said_aside,
)
from rag.understanding.places_within import SHAPED, naming_alone, of_level
from rag.understanding.years_asked import (
    PERIOD,
    asserted,
    figure_of_year,
    of_places,
    own_period,
    period_fits,
    plan_of_that_year,
    says_when,
    speak_of_plan,
    years_apart,
    years_in,
    years_of_plan,
)

# "kế hoạch năm 2019", "kế hoạch bình đẳng giới 2023 của Kon Tum", "the 2019 plan"; of two years
# the nearer one is the plan's: "kế hoạch 2024 lại nói Tháng hành động năm 2023"
_PLAN_OF_YEAR = (
    r"(?:ke hoach|\bkh\b|van ban|chuong trinh|giai doan)\b(?:(?!\b(?:19|20)\d\d\b).){{0,60}}?"
    r"\b(?:nam\s+)?{year}|"
    r"{year}\s+(?:\w+\s+){{0,3}}plan|"
    r"plan\b.{{0,40}}\b(?:for|of|in)\s+(?:the\s+year\s+)?{year}"
)
# "kế hoạch 175", "KH số 175"
_BARE_PLAN = re.compile(
    r"\b(?P<kind>ke hoach|plan|quyet dinh|decision)\s+(?:so\s+|number\s+)?"
    r"(?P<digits>\d{2,5})(?![\d/.-]|\s*%)(?!\s*nam\b)"
)
_KINDS = {"ke hoach": "plan", "plan": "plan", "quyet dinh": "decision", "decision": "decision"}
_PLAN_OF = re.compile(
    r"(?:ke hoach|\bkh\b|plan)\b[^,.?]{0,60}?(?:cua|o|tai|of|for|in|tren dia ban|cho)?\s*$"
)


@dataclass(frozen=True, slots=True)
class Narrowing:
    """The plans, whether the question named them, and the names no plan has.

    ``outside``: of these the names that a plan has which is none of those chosen.
    """

    plans: tuple[str, ...]
    narrowed: bool
    missing: tuple[str, ...]
    outside: tuple[str, ...] = ()
    implied: bool = False


def _called(text: str, register: Register, context: Context) -> list[Plan]:
    """The plans whose number stands in a question, whole or its figures behind its kind."""
    numbers = {re.sub(r"\s", "", text[a:b]).casefold() for a, b in document_numbers(text)}
    found = {plan.plan_id: plan for one in numbers for plan in register.of_number.get(one, ())}
    for match in _BARE_PLAN.finditer(fold(context.lexicon.expand(text))):
        for plan in register.of_figures.get(match["digits"], ()):
            whole = (plan.number or "").partition("/")[0] == match["digits"]
            if whole and _KINDS[match["kind"]] in ("plan", _KINDS.get(fold(plan.type), "plan")):
                found[plan.plan_id] = plan
    return [found[plan_id] for plan_id in sorted(found)]


def narrow(
    text: str,
    context: Context,
    places: tuple[PlaceMention, ...],
    agencies: tuple[AgencyMention, ...],
    only: tuple[str, ...],
) -> Narrowing:
    """The plans that a question names by number, place, year or level; what it names in vain."""
    narrowing = _by_name(text, context, places, agencies, only)
    if only and narrowing.missing:
        lacking = _by_name(text, context, places, agencies, ()).missing
        outside = tuple(one for one in narrowing.missing if one not in lacking)
        return replace(narrowing, outside=outside)
    if narrowing.narrowed or narrowing.missing:
        return narrowing
    part, alone = context.register.part(narrowing.plans), len(context.register.plans) == 1
    if naming := () if alone else naming_alone(text, part, context.texts):
        return replace(narrowing, plans=naming)  # looked at alone, and not asked by its name
    if fitting := of_level(text, part):
        return replace(narrowing, plans=fitting, narrowed=True)
    return replace(narrowing, narrowed=alone, implied=alone)  # the one plan there is


def _by_name(
    text: str,
    context: Context,
    places: Sequence[PlaceMention],
    agencies: tuple[AgencyMention, ...],
    only: tuple[str, ...],
) -> Narrowing:
    pool = context.register.part(only)
    every = pool.ids
    own, places, asides = _asked_of(text, pool, places)
    elsewhere: list[str] = []
    if pool.many:
        own, places, elsewhere = addressed(text, own, places, context.merged_into)
    by_number = _called(text, pool, context)
    by_number = _of_places(by_number, text, own, places, pool)
    if by_number:
        return Narrowing(tuple(p.plan_id for p in by_number), True, ())
    found = plans_at(own)
    # a document that no plan is and none names: nothing can be told of it
    missing = [
        text[a:b] for a, b in document_numbers(text) if not _is_named(text[a:b], pool, context)
    ]
    if pool.many and (numbered := _numbered_so(text, own)):
        return Narrowing(every, bool(only), tuple(of_places(found, one) for one in numbered))
    named = {fold(plan.place) for plan in found if plan.place}
    covered = {place.province for place in places if _plans_of(place, pool)
               and place.kind not in ("tinh", "thanh_pho_tw")}  # fmt: skip
    for place in places:
        if fold(place.name) in named:
            continue
        here = [plan for plan in _plans_of(place, pool) if _kind_fits(plan, place, text)]
        if here:
            held = {plan.plan_id for plan in found}
            found += [plan for plan in here if plan.plan_id not in held]
        elif place.name in covered or (place.province in covered and place.kind == "tinh"):
            continue  # "Lâm Thao, tỉnh Phú Thọ": the province only says where
        elif _said_in_passing(place, context, pool, text, agencies, found):
            continue
        else:
            missing.append(place.name)
            if any(a.kind == "ubnd" and a.start <= place.start <= a.end + 2 for a in agencies) and (
                _ISSUES.match(fold(text[place.end :]))
            ):
                return Narrowing(every, bool(only), (place.name,))
    missing += elsewhere + _unheard_of(text, places, own, pool, context)
    found, body = of_body(text, found, (*places, *own), agencies, context)
    missing += [body] if body else []
    missing = missing if missing or found else asides
    if missing and not found:
        return Narrowing(every, bool(only), tuple(dict.fromkeys(missing)))
    return _by_years(text, context, pool, own, found, missing, chosen=bool(only))


def _is_compared(text: str, year: str, years: Sequence[str], pool: Register) -> bool:
    """ "Năm 2022 đạt bao nhiêu, 2023 đặt ra bao nhiêu": a year beside that of the plan named."""
    others = [other for other in years if other != year and any(pool.covering(int(other)))]
    return bool(others) and not pool.covering(int(year)) and "ke hoach" not in fold(text)


_RESULTS = re.compile(
    r"\b(?:chua dat|da dat|dat duoc|ket qua|han che|ton tai|nguyen nhan|vi sao|tai sao|xay ra|"
    r"ghi nhan|results?|shortcomings?|why)\b"
)


def _looks_back(text: str, year: str, pool: Register, context: Context) -> bool:
    """ "Vì sao năm 2025 còn chỉ tiêu chưa đạt": what a plan of 2026 says of the year before it."""
    before = {str(plan.year_start - 1) for plan in pool.plans if plan.year_start}
    if year not in before or "ke hoach" in fold(text):
        return False
    return _RESULTS.search(fold(text)) is not None and context.texts.say(year, pool)


def _by_years(
    text: str,
    context: Context,
    pool: Register,
    own: Sequence[OwnPlace],
    found: list[Plan],
    missing: list[str],
    *,
    chosen: bool,
) -> Narrowing:
    """Of the plans found, or of all where none is named, those of the years and periods named."""
    every = pool.ids
    apart = years_apart(text, own)
    if apart.lacking:
        return Narrowing(every, chosen, (*missing, *apart.lacking))
    found = [plan for plan in found if plan in apart.plans] if apart.plans else found
    pool_after = pool.part([plan.plan_id for plan in found])
    years = [one for one in years_of_plan(text, pool_after, context) if one not in apart.years]
    for year in years:
        if asserted(text, year, own) or (found and _is_compared(text, year, years, pool_after)):
            continue
        of_year = re.compile(_PLAN_OF_YEAR.format(year=year))
        fitting = list(pool_after.covering(int(year)))
        if found and not fitting and _looks_back(text, year, pool_after, context):
            continue
        if found and not fitting and figure_of_year(text, year, pool_after, context):
            continue
        if found and not fitting and plan_of_that_year(text, year, own):
            missing.append(of_places(found, year))
            return Narrowing(every, chosen, tuple(dict.fromkeys(missing)))
        of_plan = of_year.search(fold(context.lexicon.expand(text))) is not None
        if fitting and (of_plan or (pool.many and says_when(text, year))):
            # "theo kế hoạch năm 2024": that year's own plan before those that reach over it
            of_it = [p for p in fitting if p.year_start == p.year_end and of_plan]
            fitting = of_it or fitting
            pool_after = pool.part([plan.plan_id for plan in fitting])
            found = fitting if found or len(fitting) < len(every) else found
        elif not fitting and (
            of_year.search(fold(text)) or not context.texts.say(year, pool_after)
        ):
            missing.append(of_places(found, year))
            found = []
    for start, end in PERIOD.findall(text):
        if (
            found
            and own_period(text, start)
            and not speak_of_plan(pool.part([p.plan_id for p in found]), start, end, context)
        ):
            missing.append(of_places(found, f"{start}-{end}"))
            found = []
        exact = list(pool.of_period.get((int(start), int(end)), ()))
        if not found and not missing and exact and _PLAN_OF_PERIOD.search(fold(text)):
            found = exact
        if found and not period_fits(pool.part([p.plan_id for p in found]), start, end, context):
            missing.append(of_places(found, f"{start}-{end}"))
            found = []
    plans = tuple(p.plan_id for p in found) if found else every
    return Narrowing(plans, bool(found) or chosen, tuple(dict.fromkeys(missing)))


def _of_places(
    numbered: list[Plan],
    text: str,
    own: Sequence[OwnPlace],
    places: Sequence[PlaceMention],
    pool: Register,
) -> list[Plan]:
    """Of the plans with a number those of the places and the year that the question names.

    Every committee numbers its plans from 1: where no place named has that number, it is that of
    another document.
    """
    named = bool(own or places or SHAPED.search(text))
    held = [*plans_at(own), *(plan for place in places for plan in _plans_of(place, pool))]
    ids = {plan.plan_id for plan in held}
    found = [plan for plan in numbered if plan.plan_id in ids] if named else numbered
    years = {int(year) for year in years_in(text)}
    covering = {plan.plan_id for year in years for plan in pool.covering(year)}
    return [plan for plan in found if plan.plan_id in covering] or found


_NUMBER_BEFORE = re.compile(r"\b(?:ke hoach|kh|quyet dinh|plan|decision) (?:so |number )?$")
_OF_BEHIND = re.compile(r" (?:cua|of)(?: (?:ubnd|uy ban nhan dan))? (?:the )?$")


def _numbered_so(text: str, own: Sequence[OwnPlace]) -> list[str]:
    """ "Kế hoạch số 77/KH-UBND của huyện …": a plan of a place by a number that none there has."""
    folded = fold(text)
    return [
        text[a:b] for a, b in document_numbers(text)
        if _NUMBER_BEFORE.search(folded[:a])
        and any(_OF_BEHIND.fullmatch(folded, b, one.start) for one in own)
    ]  # fmt: skip


def _asked_of(
    text: str, pool: Register, places: Sequence[PlaceMention]
) -> tuple[Sequence[OwnPlace], Sequence[PlaceMention], list[str]]:
    """The plans' places and the others; in words those that only say where another one is."""
    listed = [(p.start, p.end) for p in places]
    own = tuple(
        one for one in own_places(text, pool)
        if one.exact or not any(one.start <= a and b <= one.end for a, b in listed)
    )  # fmt: skip
    spans = sorted({*listed, *((one.start, one.end) for one in own)})
    named = [*spans, *(match.span() for match in SHAPED.finditer(text))]
    asides: dict[tuple[int, int], str] = {}
    for start, end in spans:
        others = any(b <= start or end <= a for a, b in named)
        opens = said_aside(text, start, end, beside=others)
        if opens is not None:
            asides[start, end] = text[opens:end]
    return (
        tuple(one for one in own if (one.start, one.end) not in asides),
        tuple(place for place in places if (place.start, place.end) not in asides),
        list(asides.values()),
    )


_SETS = re.compile(
    r" (?:dat (?:ra|chi tieu|muc tieu)|de ra|ban hanh|phan cong|"
    r"giao (?:cho )?(?:so|phong|co quan|don vi|ai))\b|"
    r" (?:(?:da|hien|nay|ma) )*co (?:ban hanh )?(?:ban )?ke hoach(?! (?:gi|de)\b)[^?.,;]*? "
    r"(?:khong|chua)\b"
)
""" "Tỉnh … đặt chỉ tiêu": that place's own plan, not one that speaks of it."""


def _is_named(number: str, pool: Register, context: Context) -> bool:
    """Whether any plan names a document by its number."""
    letters = re.sub(r"\s", "", fold(number))
    written = re.compile(r"(?<!\d)" + r"\s?".join(map(re.escape, letters)))
    parts = " ".join(re.findall(r"[^\W_]+", letters))
    likely = context.texts.may_say(parts, pool)
    return any(written.search(context.texts.folded(plan_id)) for plan_id in likely)


def _unheard_of(
    text: str,
    places: Sequence[PlaceMention],
    own: Sequence[OwnPlace],
    pool: Register,
    context: Context,
) -> list[str]:
    """Places by their shape alone ("xã Hòa Khê") that no list and no plan holds."""
    known = [(p.start, p.end) for p in places] + [(p.start, p.end) for p in own]
    found = like_places(text, pool, own, context.texts.say)
    for match in SHAPED.finditer(text):
        if any(a < match.end() and match.start() < b for a, b in known):
            continue
        name = fold(match["name"])
        before = fold(text[: match.start()])
        its_own = _PLAN_OF.search(before) is not None and not _DOCUMENT_OF.search(before)
        sets = _SETS.match(fold(text[match.end() :]))
        if its_own or sets or not context.texts.say(name, pool):
            found.append(match["name"])
    return found


def _said_in_passing(
    place: PlaceMention,
    context: Context,
    pool: Register,
    text: str,
    agencies: tuple[AgencyMention, ...],
    found: list[Plan],
) -> bool:
    """A place inside an agency's name, or one that a plan only speaks of, narrows nothing."""
    if found and any(place.start >= a.start and place.end <= a.end for a in agencies):
        return True
    if _DOCUMENT_OF.search(fold(text[: place.start])):
        return _spoken_of(place, context, pool)
    if not found and place.kind in _PROVINCES:
        return False
    return _mentioned(place, context, pool, text)


# "UBND huyện Sơn Tịnh (Quảng Ngãi) giao phòng nào": that committee's own plan is asked for
_DOCUMENT_OF = re.compile(
    r"(?:\b(?:van ban|vb|cong van|quyet dinh|chi dao)\b(?: \w+){0,2}? (?:nao|gi|may)|\d/[a-z\d-]+) "
    r"(?:cua |do )?(?:(?:ubnd|uy ban nhan dan|hdnd|hoi dong nhan dan) )?(?:tinh )?$"
)
""" "văn bản nào của UBND tỉnh …", "Kế hoạch 212/KH-UBND của tỉnh …": whose document that is."""
_ISSUES = re.compile(r"[^.?]{0,30}?\b(?:giao|phan cong|ban hanh)\b")
_PROVINCES = ("tinh", "thanh_pho_tw")
# "kế hoạch giai đoạn 2021-2030": the plan's own period, not a programme's that it speaks of
_PLAN_OF_PERIOD = re.compile(
    r"\bke hoach (?:giai doan|thoi ky|cua giai doan|\d)|plan (?:for|of) (?:20|the period)"
)


def _kind_fits(plan: Plan, place: PlaceMention, text: str) -> bool:
    """False where the question puts another kind word before the name ("huyện Quảng Ngãi")."""
    start = place.start + max(0, len(place.written) - len(place.name))
    word = kind_before(fold(text[:start]))
    level = LEVELS.get(word.group(1)) if word else None
    return level is None or plan.place_level in (level, None)


def _plans_of(place: PlaceMention, pool: Register) -> list[Plan]:
    """The plans of a listed place: a province is no district of its name."""
    level = "tinh" if place.kind in ("tinh", "thanh_pho_tw") else "huyen"
    return [
        plan for plan in pool.of_place.get(fold(place.name), ())
        if plan.place_level in (level, None) or place.written == place.name
    ]  # fmt: skip


def _mentioned(place: PlaceMention, context: Context, pool: Register, text: str) -> bool:
    """A place that a plan only speaks of ("lễ phát động tại huyện Ngọc Hồi") is a search term.

    Not so where its own plan is asked for ("kế hoạch của huyện Ngọc Hồi").
    """
    its_own = _PLAN_OF.search(fold(text[: place.start])) or _SETS.match(fold(text[place.end :]))
    return its_own is None and _spoken_of(place, context, pool)


def _spoken_of(place: PlaceMention, context: Context, pool: Register) -> bool:
    return context.texts.say(fold(place.name), pool)
