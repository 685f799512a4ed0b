"""Which plans there are: by year, span, level, or all of them."""

from __future__ import annotations

import heapq
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from rag.answers.plans.plan_order import newest_first
from rag.answers.shape import MAX_PLANS, Asked, absent, draft, stated
from rag.names.now import is_over
from rag.schema import Draft, DraftClaim, Lead, Plan, Slice
from rag.text import fold
from rag.understanding.own_places import own_places, plans_at
from rag.understanding.years_asked import PERIOD

_ONE_YEAR = re.compile(
    r"(?:chi |trong )?(?:mot|1) nam\b|hang nam|single year|one year|tung nam|"
    r"\b(?:rieng|chi)\b(?: \w+){0,4}? nam 20\d\d|only (?:for )?20\d\d"
)
_MANY_YEARS = re.compile(
    r"nhie?u nam|giai doan|5 nam|10 nam|several years|multi.?year|more than one year"
)
_NOT_SO = re.compile(
    r"\b(?:rather than|instead of|not|chu khong(?: phai)?|thay vi|khong hay|khon?g phai(?= \d)|"
    r"khong phai(?= \w+ \w))\b.*"
)
_SPAN = re.compile(
    r"(?:\b(?P<over>tren|hon|qua|more than|over)|\b(?P<least>it nhat|tu|at least)|"
    r"\b(?P<under>duoi|chua den|less than|under))? ?(?<![\d/])(?P<years>\d{1,2}) (?:nam|years?)\b"
)


def _spans(length: int, asked_for: re.Match[str]) -> bool:
    """Whether a plan's years are as many as asked: "trên 5 năm", "ít nhất 5 năm", "5 năm"."""
    years = int(asked_for["years"])
    if asked_for["over"]:
        return length > years
    if asked_for["least"]:
        return length >= years
    return length < years if asked_for["under"] else length == years


_SOME = r"(?:do|cap|cua|may|nhung|cac|bao nhieu|thuoc)"
_BY_ISSUER = re.compile(r"\bdo [^,?.;]{3,60} ban hanh\b|\bissued by\b")
_PROVINCE = re.compile(
    rf"{_SOME} tinh\b|\b(?:ubnd|uy ban nhan dan) tinh\b|\btinh (?:nao|thanh)\b|provinc"
)
_DISTRICT = re.compile(r"\bhuyen\b|\bthi xa\b|district|\btown\b")
_COMMUNE = re.compile(
    rf"\b(?:{_SOME}|ubnd|uy ban nhan dan) (?:xa|phuong)\b|commune|\bwards?\b|"
    r"(?:\bhuyen|\btinh|\bthi xa|\bthanh pho),? (?:(?:va|hay|hoac) )?(?:xa|phuong)\b"
)


def plans(asked: Asked) -> Draft:
    """Each plan by its title; only those of the years, span or level asked for.

    All are counted and five are told: the headers of any number of plans tell it exactly.
    """
    found = _found(asked)
    counted = _COUNT.search(fold(asked.query.question)) is not None and bool(found)
    first = heapq.nsmallest(MAX_PLANS, map(asked.book.by_id.__getitem__, found), newest_first)
    claims = [plan_row(asked, plan) for plan in first]
    if not claims and _BY_TIME.search(fold(asked.query.question)):
        claims.append(absent(asked.phrases.say("no_plan_so"), None))
    lead = None
    if counted:
        lead = Lead(asked.phrases.say("count_plans", count=str(len(found))), counted=tuple(found))
    told = draft(asked, claims, reason="not_in_corpus", lead=lead)
    more = len(found) - MAX_PLANS
    tail = asked.phrases.say("more_plans", count=str(more)) if more > 0 else told.tail
    return replace(told, tail=tail)


def _found(asked: Asked) -> list[str]:
    """The ids of the plans asked for."""
    query, register = asked.query, asked.book.register
    question = fold(query.question)
    held: Sequence[Plan] = register.part(query.plans).plans
    if any(p.search(question) for p in (_ISSUED_IN, _ENDS_IN, _BEGINS_IN, _FROM_YEAR)):
        # the year is not that of the plans' periods
        held = plans_at(own_places(query.question, register)) or register.plans
    signers = {plan.plan_id for _, _, plans in register.signers_in(question) for plan in plans}
    signed = [plan for plan in held if plan.plan_id in signers] if signers else []
    tests = [*_tests(asked)]
    fitting = [plan for plan in signed or held if all(test(plan) for test in tests)]
    # "kế hoạch nào về bạo lực gia đình": those whose title speaks of it, where any does
    about = fitting
    if asked.subject.names_one(query):
        themes = [(plan, register.theme(plan)) for plan in fitting]
        off = {theme: asked.subject.unsaid(query, theme) for theme in {one for _, one in themes}}
        about = [plan for plan, theme in themes if not off[theme]]
    return [plan.plan_id for plan in _extreme(asked, about or fitting)]


def plan_row(asked: Asked, plan: Plan) -> DraftClaim:
    """A plan by its title, with the date or the number where that is asked."""
    query, question = asked.query, fold(asked.query.question)
    slices = list(_naming_issuer(asked, plan) or _naming_place(asked, plan))
    text = plan.title
    number = asked.book.header(plan.plan_id, "number")
    date = asked.book.header(plan.plan_id, "date")
    if date is not None and plan.date_text and _ISSUED_IN.search(question):
        slices += date.sources
        text = f"{plan.title} ({plan.date_shown})"
    # a stamped number stands in no text: the plan's own header tells it, marked
    if "number" in query.header_fields and number is not None and number.value is not None:
        slices += number.sources
        text = f"{plan.type} số {plan.number_shown}: {plan.title}"
    return stated(asked.phrases.say("plan_row", title=text), plan.plan_id, slices)


_COUNT = re.compile(
    r"\bbao nhieu (?:ban |cai )?ke hoach\b|\bhow many plans\b|"
    r"(?:^|\b(?:co|con|giu|duoc|tong cong|tat ca) |, )may (?:ban |cai )?ke hoach\b"
    r"(?! (?:nao|nay|kia|do|tren)\b)"
)
""" "Có mấy kế hoạch"; "liệt kê mấy kế hoạch …" asks for no number."""
_OVER = re.compile(
    r"\b(?:da |sap )?(?:het|qua) "
    r"(?:hieu luc|thoi ky|han|giai doan|thoi han|thoi gian(?: thuc hien)?)\b|\bda ket thuc\b|"
    r"\b(?:expired|ended|is over|are over|no longer (?:valid|in force))\b"
)
_GOES_ON = re.compile(
    r"\b(?:con|dang) (?:trong )?(?:hieu luc|thoi ky|thoi han|han|thuc hien)\b|\bchua (?:het|qua)\b|"
    r"\b(?:still (?:valid|in force|running)|in force|current)\b"
)
_BY_TIME = re.compile(f"{_OVER.pattern}|{_GOES_ON.pattern}")


_ISSUER_ASKED = re.compile(r"\bdo [^,?.;]{2,60} ban hanh\b|\bai ban hanh\b|\bissued by\b")


def _naming_issuer(asked: Asked, plan: Plan) -> tuple[Slice, ...]:
    """Whose plan it is, where that is asked: the opening in which the issuer names it."""
    if not _ISSUER_ASKED.search(fold(asked.query.question)):
        return ()
    return _opening(asked, plan)


def _naming_place(asked: Asked, plan: Plan) -> tuple[Slice, ...]:
    """Where the plan says what it is and whose: its title, or the opening where only that does."""
    title = asked.book.header(plan.plan_id, "title") or asked.book.header(plan.plan_id, "type")
    sources = title.sources if title else ()
    place, words = fold(plan.place or ""), fold(plan.title)
    return sources if place in words else _opening(asked, plan) or sources


def _opening(asked: Asked, plan: Plan) -> tuple[Slice, ...]:
    """The opening that says what the plan is and where; () without one."""
    place, words = fold(plan.place or ""), fold(plan.title)
    for section in asked.book.sections(plan.plan_id).values():
        if section.path[0].level != "mo_dau":
            continue
        whole = asked.book.slice(plan.plan_id, section, section.start, section.end)
        opening = fold(" ".join(whole.text.split()))
        if place in opening and (not words or words in opening):
            return (whole,)
    return ()


_MOST: tuple[tuple[re.Pattern[str], Callable[[int, int], int]], ...] = (
    (
        re.compile(
            r"(?:het|ket thuc)\b.{0,25}\b(?:som|truoc) nhat|(?:ends?|expires?) (?:first|earliest)"
        ),
        lambda a, b: -b,
    ),
    (
        re.compile(
            r"(?:het|ket thuc)\b.{0,25}\b(?:muon|sau|tre) nhat|(?:ends?|expires?) (?:last|latest)"
        ),
        lambda a, b: b,
    ),
    (re.compile(r"(?:moi|gan day|muon) nhat|newest|latest|most recent"), lambda a, b: a),
    (re.compile(r"(?:cu|som) nhat|oldest|earliest"), lambda a, b: -a),
    (re.compile(r"(?:dai|lau) nhat|longest"), lambda a, b: b - a),
    (re.compile(r"ngan nhat|shortest"), lambda a, b: a - b),
)


def _extreme(asked: Asked, found: list[Plan]) -> list[Plan]:
    """The newest or oldest by the first year, the longest or shortest, where that is asked."""
    question = fold(asked.query.question)
    for pattern, key in _MOST:
        if not pattern.search(question):
            continue
        keys = {p.plan_id: key(p.year_start, p.year_end or p.year_start)
                for p in found if p.year_start is not None}  # fmt: skip
        if keys:
            most = max(keys.values())
            return [plan for plan in found if keys.get(plan.plan_id) == most]
    return found


_LEVEL_ASKED = re.compile(
    r"\bcap (tinh|huyen|xa)(?: nao)?\b|\b(tinh|huyen|xa) nao\b|"
    r"\b(?:which|what) (?:\w+ )?(provinc|district|commune)"
)


def of_level_asked(asked: Asked) -> tuple[str, ...]:
    """The plans of the level asked for ("tỉnh nào"); those named, whatever is said of levels."""
    query = asked.query
    level = _LEVEL_ASKED.search(fold(query.question))
    if level is None or query.narrowed:
        return query.plans
    named = next(group for group in level.groups() if group)
    wanted = {"provinc": "tinh", "district": "huyen", "commune": "xa"}.get(named, named)
    fitting = asked.book.register.part(query.plans).of_level.get(wanted, ())
    return tuple(plan.plan_id for plan in fitting)


def filters(asked: Asked) -> bool:
    """Whether the question narrows the plans by year, span or level."""
    question = fold(asked.query.question)
    patterns: tuple[re.Pattern[str], ...] = (
        _ONE_YEAR,
        _MANY_YEARS,
        _PROVINCE,
        _DISTRICT,
        _COMMUNE,
        PERIOD,
    )
    patterns += tuple(pattern for pattern, _ in _MOST)
    patterns += (_BY_TIME, _LOWER, _BY_ISSUER)
    return bool(asked.query.years) or any(pattern.search(question) for pattern in patterns)


_LOWER = re.compile(r"\b(?:below|under) (?:the )?provinc|\bduoi (?:cap )?tinh\b")
_NOT_OF = re.compile(
    r"khong phai (?:(?:la|cua|cap|thuoc|ke hoach) )*(tinh|huyen|thi xa|xa|phuong)\b|"
    r"\bnot (?:a |of |the )*(province|provincial|district|commune)"
)
_LEVEL_OF = {"tinh": "tinh", "province": "tinh", "provincial": "tinh", "huyen": "huyen",
             "thi xa": "huyen", "district": "huyen"}  # fmt: skip


_ISSUED_IN = re.compile(
    r"\b(?:ban hanh|ky|ra doi|ra)\b(?: (?:vao|trong|tu|hoi))?(?: nam)? 20\d\d|"
    r"\b(?:issued|signed|dated) in 20\d\d"
)
_BEGINS_IN = re.compile(r"\bbat dau (?:tu|vao)?(?: nam)? ?20\d\d|\b(?:begins?|starts?) in 20\d\d")
_ENDS_IN = re.compile(
    r"\b(?:ket thuc|het(?: han| thoi ky| giai doan)?|keo dai|den het)(?: (?:vao|trong|cuoi|den))?"
    r"(?: nam)? 20\d\d|\b(?:ends?|ending|ended|expires?|expired) (?:in|by) 20\d\d"
)
_FROM_YEAR = re.compile(
    r"\b(?:(?P<after>sau|after|beyond|past)|(?P<before>truoc|before|prior to))"
    r"(?: (?:khi|het|the end of))?(?: nam)? (?P<year>20\d\d)\b|"
    r"\b(?:tu |ke tu )?(?:nam )?(?P<on>20\d\d) (?:tro di|tro ve sau|ve sau)\b|"
    r"\b(?:from|since) (?P<since>20\d\d)(?: on(?:wards?)?)?\b(?! (?:to|until|through)\b)|"
    r"\b(?:tu |ke tu )?(?:nam )?(?P<back>20\d\d) (?:tro ve truoc|ve truoc)\b"
)
_EDGE = re.compile(
    r"\b(?:(?P<issued>ban hanh|ky|ra doi|issued|signed|dated|adopted)|"
    r"(?P<end>ket thuc|het(?: han| hieu luc| thoi ky| giai doan)?|keo dai|end(?:s|ed|ing)?|"
    r"expire[sd]?)|"
    r"(?P<start>bat dau|khoi dau|begins?|starts?))(?: \w+)?\s*$"
)


def _reaches(asked_for: re.Match[str], edge: str | None) -> Callable[[Plan], bool]:
    """ "Sau năm 2025": the plans that reach beyond it; "ban hành sau": by when they were made.

    ``edge``: the part of the plan's time that is asked for, as ``_EDGE`` names it.
    """
    year = int(next(filter(None, asked_for.group("year", "on", "since", "back"))))
    earlier = asked_for["before"] or asked_for["back"]
    limit = year if asked_for["year"] else (year + 1 if earlier else year - 1)

    def fits(plan: Plan) -> bool:
        start, end = _years(plan)
        made = re.search(r"\b20\d\d\b", plan.date_text or "") if edge == "issued" else None
        first = int(made.group()) if made is not None else start
        if not start:
            return False
        if edge == "end" or (edge is None and not earlier):
            first = end
        return first < limit if earlier else first > limit

    return fits


_TOWN = re.compile(r"\b(?:do|cua|o|thuoc|cap|la) (?:cac )?(thi xa|thanh pho)\b(?! [A-ZĐ])")


def _tests(asked: Asked) -> Iterator[Callable[[Plan], bool]]:
    """Whether a plan is of the years, span and level that the question names."""
    whole, asked_years = fold(asked.query.question), frozenset(asked.query.years)
    if _ISSUED_IN.search(whole):
        yield lambda plan: any(year in (plan.date_text or "") for year in asked_years)
    elif _ENDS_IN.search(whole):
        yield lambda plan: str(plan.year_end) in asked_years
    else:
        yield from _of_kind(whole)
        if not _LOWER.search(whole):
            yield from _of_time(asked, whole)


def _of_kind(whole: str) -> Iterator[Callable[[Plan], bool]]:
    """The levels asked for, and those that are ruled out."""
    town, ruled_out = _TOWN.search(whole), _NOT_OF.search(whole)
    if town is not None:
        yield lambda plan: town[1] in fold(f"{plan.issuer} {plan.title}")
    if _LOWER.search(whole):
        yield lambda plan: plan.place_level != "tinh"
        return
    if ruled_out is not None:
        level = _LEVEL_OF.get(ruled_out.group(1) or ruled_out.group(2), "xa")
        yield lambda plan: plan.place_level != level


def _of_time(asked: Asked, whole: str) -> Iterator[Callable[[Plan], bool]]:
    """The years and the span asked for, whether they are over, and the levels."""
    goes_on, over = _GOES_ON.search(whole), _OVER.search(whole)
    since = _FROM_YEAR.search(whole)
    edge = _EDGE.search(whole[: since.start()]) if since else None
    if goes_on:
        yield lambda plan: not is_over(plan, asked.day)
    elif over and edge is None:
        yield lambda plan: is_over(plan, asked.day)
    question = _NOT_SO.sub(" ", whole)
    years = [int(year) for year in asked.query.years]
    periods = {(int(a), int(b)) for a, b in PERIOD.findall(asked.query.question)}
    if periods:
        yield lambda plan: _years(plan) in periods
    if since is not None:
        yield _reaches(since, edge.lastgroup if edge else None)
    elif years:
        yield lambda plan: any(_years(plan)[0] <= year <= _years(plan)[1] for year in years)
    if _ONE_YEAR.search(_MANY_YEARS.sub(" ", question)):
        yield lambda plan: plan.year_start == plan.year_end
    span = _SPAN.search(question)
    if span is not None:
        yield lambda plan: _spans(_years(plan)[1] - _years(plan)[0] + 1, span)
    if edge is None and _BEGINS_IN.search(whole):
        yield lambda plan: str(_years(plan)[0]) in asked.query.years
        return
    if not (years or periods) and _MANY_YEARS.search(question):
        yield lambda plan: plan.year_start != plan.year_end
    levels = {
        level
        for level, named in (("tinh", _PROVINCE), ("huyen", _DISTRICT), ("xa", _COMMUNE))
        if named.search(question)
    }
    if levels:
        yield lambda plan: plan.place_level in levels


def _years(plan: Plan) -> tuple[int, int]:
    return plan.year_start or 0, plan.year_end or 0
