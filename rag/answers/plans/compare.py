"""Plans side by side: the same thing of each in few words, and which comes first or has more."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cmp_to_key
from itertools import combinations

from rag.amounts import AMOUNT, millions
from rag.answers.dates.deadlines import deadlines
from rag.answers.documents.records import header
from rag.answers.figures.counts import counted_goals
from rag.answers.money.money_by_year import plan_sums
from rag.answers.money.money_source import asks_how_much, sources_asked
from rag.answers.money.sum_years import of_other_time
from rag.answers.money.sums import near_sums, whole_sum
from rag.answers.plans.plan_list import of_level_asked
from rag.answers.shape import MAX_PLANS, Asked, absent, brief, draft, narrows, stated
from rag.schema import Draft, DraftClaim, Lead, Statement
from rag.text import fold
from rag.understanding.years_asked import years_in
from rag.understanding.yes_no import confirms
from rag.values import day_in, earlier, values

_SIDES = 2
_BASIS_WORDS = 20
_LATER = re.compile(r"\b(?:muon|tre|cham|later|latest|last)\b|\b(?:ky|ban hanh|ra doi|ra) sau\b")
_MORE = re.compile(
    r"\b(?:nhieu|lon|(?<!bao )cao|dai|more|most(?= expensive| costly)|bigger|larger|higher|longer|"
    r"longest|biggest|largest|highest)\b"
)
_WHICH = re.compile(
    r"\b(?:som|muon|tre|cham|nhieu|it|lon|nho|cao|thap|dai|ngan) (?:hon|nhat)\b|"
    r"\b(?:nhieu|it) \w+ \w+ nhat\b|\b(?:nhieu|it) (?:tien|kinh phi|von|ngan sach) hon\b|"
    r"\b(?:ky|ban hanh|ra doi|ra) (?:truoc|sau)\b|"
    r"\b(?:earlier|later|earliest|latest|first|last|more|fewer|less|larger|higher|longer|"
    r"bigger|smaller|lower|"
    r"(?:bigg|larg|high|small|low|cheap)est|(?:most|least) (?:expensive|costly))\b"
)
_OF_MONEY = frozenset("tong cong kinh phi ngan sach tien von du toan chi nguon thuc hien ke hoach "
                      "hai cac giua voi hay cai nao nhieu it lon nho cao thap hon nhat so sanh "
                      "co ben noi bao nhieu chuong trinh nam duoc cap bo tri ton kem ai danh "
                      "tinh huyen xa phuong dia phuong phan bo giai doan doi chieu"
                      .split())  # fmt: skip
_OF_GOALS = frozenset("chi muc tieu so luong ke hoach hai cac giua voi hay cai nao nhieu it hon "
                      "nhat co ben noi".split())  # fmt: skip


def comparison(asked: Asked) -> Draft | None:
    """A line a plan; None where the answer to the same question of each plan is one already."""
    query = asked.query
    issuers = " ".join(
        fold(asked.book.lexicon.expand(asked.book.by_id[one].issuer or "")) for one in query.plans
    )
    if query.narrowed and all(fold(name) in issuers for name in query.agencies):
        # "… của Hội LHPN Thạch Giang": whose plan it is
        query = replace(query, agencies=())
        asked = replace(asked, query=query)
    if query.agencies or query.objectives or query.indicators or query.items:
        return None
    if query.intent == "deadline" and query.narrowed and len(query.plans) < _SIDES:
        return None  # "báo cáo 6 tháng và báo cáo năm của … có cùng ngày không": one plan's dates
    if query.intent == "deadline":
        return _of_deadlines(asked)
    if query.intent == "basis":
        return _of_bases(asked)
    if query.intent == "target" and not narrows(asked, _OF_GOALS):
        return _with_order(
            asked, counted_goals(asked), _Scale(_count, _count_apart, _MORE, "counts")
        )
    if query.intent == "funding" or "amount" in query.header_fields:
        return _of_totals(asked)
    if query.intent != "header":
        return None
    told = header(asked)
    if "date" in query.header_fields:
        if told.tail is not None and _WHICH.search(fold(query.question)):
            told = replace(told, claims=tuple(_one_by_one(asked, header)))
        return _with_order(asked, told, _Scale(_day, _days_apart, _LATER, "days"))
    return told


# ------------------------------------------------------------------ what is told of each


def _of_deadlines(asked: Asked) -> Draft:
    """One date a plan: of several the yearly report's, or the half-yearly one where that is asked.

    A plan of five years may print its last report's date beside that of every year.
    """
    asked = replace(asked, query=replace(asked.query, plans=of_level_asked(asked)))
    told = deadlines(asked)
    if told.tail is not None and _WHICH.search(fold(asked.query.question)):
        told = replace(told, claims=tuple(_one_by_one(asked, deadlines)))
    half = _HALF.search(fold(asked.query.question)) is not None
    wanted = _HALF if half else _YEARLY
    first: dict[str | None, DraftClaim] = {}

    def rank(claim: DraftClaim) -> tuple[bool, bool]:
        # what all send to one body, before what that body then sends up
        text = fold(claim.text)
        return wanted.search(text) is not None, _FROM_ALL.search(text) is not None

    for claim in told.claims:
        before = first.get(claim.plan_id)
        if before is None or rank(claim) > rank(before):
            first[claim.plan_id] = claim
    ordered = _with_order(
        asked,
        replace(told, claims=tuple(first.values())),
        _Scale(_due(asked), _days_apart, _LATER, "days", always=True),
    )
    if ordered.lead is None or ordered.lead.text != asked.phrases.say("order_same_days"):
        return ordered
    # both send the yearly report by one day, and that of six months by two
    days = {frozenset(_DAY_AND_MONTH.findall(claim.text)) for claim in ordered.claims}
    return ordered if len(days) == 1 or half else replace(ordered, lead=None)


_DAY_AND_MONTH = re.compile(r"\b0?(\d{1,2})(?:/| tháng )0?(\d{1,2})\b")


def _one_by_one(asked: Asked, told: Callable[[Asked], Draft]) -> Iterator[DraftClaim]:
    """What is told of each plan, where they are more than an answer tells."""
    for plan_id in asked.query.plans:
        yield from told(replace(asked, query=replace(asked.query, plans=(plan_id,)))).claims


def _of_bases(asked: Asked) -> Draft:
    """The documents each plan rests on, by type, number and date."""
    claims: list[DraftClaim] = []
    numbers: dict[str, set[str]] = {}
    for plan_id in asked.query.plans:
        found = asked.book.statements(plan_id, "basis")
        claims += [stated(_short(one), plan_id, one.sources) for one in found]
        if not found:
            claims.append(absent(asked.phrases.say("no_basis"), plan_id))
        numbers[plan_id] = {one.document.number for one in found
                            if one.document and one.document.number}  # fmt: skip
    told = draft(asked, claims, reason="not_stated")
    shared = sorted(set.intersection(*numbers.values())) if len(numbers) >= _SIDES else []
    if not shared or not asked.query.narrowed:
        return told
    return replace(told, lead=Lead(asked.phrases.say("same_basis", documents=", ".join(shared))))


def _of_totals(asked: Asked, *, asks: bool = False) -> Draft | None:
    """What each plan costs as a whole; None where more than the wholes is asked for."""
    if len(asked.query.plans) < _SIDES or narrows(asked, _OF_MONEY):
        return None
    question, folded = asked.query.question, fold(asked.query.question)
    asks = bool(asks or asks_how_much(question) or _WHICH.search(folded) or _BESIDE.search(folded))
    if sources_asked(question) or not asks:
        return None
    beside = of_other_time(asked)
    claims = [
        claim for one in asked.query.plans
        for claim in plan_sums(asked, one, beside.get(one, [])) or [whole_sum(asked, one)]
    ]  # fmt: skip
    if not any(claim.kind == "stated" for claim in claims):
        return None
    told = draft(asked, claims, reason="not_stated")
    summed = {claim.plan_id for claim in claims if claim.kind == "stated"}
    plans = [asked.book.by_id[one] for one in asked.query.plans if one in summed]
    years = {(one.year_end or 0) - (one.year_start or 0) for one in plans}
    alike = len({one.place_level for one in plans}) == 1 and (years_in(question) or len(years) == 1)
    which = _WHICH.search(folded) or _RICHEST.search(folded) or _RICHEST_ENGLISH.search(folded)
    if not alike and which:
        return replace(told, lead=Lead(asked.phrases.say("order_unlike_sums")))
    return _with_order(asked, told, _Scale(_sum, _sums_apart, _MORE, "sums"))


_BESIDE = re.compile(r"\b(?:so sanh|doi chieu|khac nhau|chenh nhau|compare)\b")
_RICHEST_ENGLISH = re.compile(
    r"\bwhich (?P<which>plan)\b.*\b(?:(?:most|least) (?:expensive|costly)|cheapest|"
    r"biggest|largest|highest|most|smallest|lowest|least)\b"
    r"(?: (?:total|overall))?(?: (?:budget|money|funding|funds|cost))?\W*$"
)
_OF_EXPENSE = frozenset("most least expensive costly cheapest costs cost plan".split())
_ON_MONEY = re.compile(r"\b(?:budget|money|funding|funds|costs?|expensive|costly|cheapest)\b")
_RICHEST = re.compile(
    r"\b(?P<which>ke hoach|noi|tinh|huyen|xa|dia phuong|ben) nao\b"
    r"(?=.*\b(?:kinh phi|tien|ngan sach|von|du toan)\b).*"
    r"\b(?:nhieu|lon|cao|it|nho|thap)\b(?: (?:tien|kinh phi|ngan sach|von))* (?:nhat|hon)\W*$"
)


def richest(asked: Asked) -> Draft | None:
    """ "Kế hoạch nào nhiều tiền nhất?": what each costs as a whole, or that none states it."""
    query = asked.query
    question = fold(query.question)
    found = _RICHEST.search(question)
    if query.lang == "en" and _ON_MONEY.search(question):
        found = _RICHEST_ENGLISH.search(question)
    if found is not None and query.lang == "en" and not set(query.subject) - _OF_EXPENSE:
        query = replace(query, subject=(), terms=(), search_text="")
        asked = replace(asked, query=query)
    if found is None or query.agencies or narrows(asked, _OF_MONEY):
        return None
    # "xã nào được nhiều kinh phí nhất" may be one of the communes of a plan
    of_plans = query.narrowed or found["which"] in ("ke hoach", "plan")
    if not of_plans or len(query.plans) < _SIDES or sources_asked(query.question):
        return None
    told = _of_totals(asked, asks=True)
    if told is not None:
        return told
    plan_ids = query.plans if query.narrowed else (None,)
    key = "no_amount" if query.narrowed else "no_plan_sums"
    lacking = [absent(asked.phrases.say(key), plan_id) for plan_id in plan_ids]
    return draft(asked, lacking, reason="not_stated", nearest=near_sums(asked))


def _short(one: Statement) -> str:
    """ "Kế hoạch số 212/KH-UBND ngày 11/6/2021 của UBND tỉnh …", without what it is about."""
    text = _OPENING.sub("", " ".join(one.task.text.split()))
    document = one.document
    if document is None or document.number is None:
        return brief(text, None, _BASIS_WORDS)
    parts = [part for part in (document.number, document.date, document.issuer) if part]
    ends = [text.find(" ".join(part.split())) + len(" ".join(part.split())) for part in parts
            if " ".join(part.split()) in text]  # fmt: skip
    start = max(text.find(document.type), 0)
    return text[start : max(ends)] if ends and max(ends) > start else brief(text, None, 20)


_OPENING = re.compile(r"^(?:Căn cứ|Thực hiện|Triển khai thực hiện|Triển khai)\s+(?=[A-ZĐ])")


# ------------------------------------------------------------------ which comes first

_Words = Callable[[DraftClaim], str | None]
"""The words of a statement that are put in order: its date, or how many there are."""
_Apart = Callable[[str, str], int | None]


@dataclass(frozen=True, slots=True)
class _Scale:
    """How statements are put in order, and what the lead then says."""

    words: _Words
    apart: _Apart
    high: re.Pattern[str]
    """Asks for the last and not the first."""
    name: str
    always: bool = False
    """Told also where the question does not ask which."""


def _with_order(asked: Asked, told: Draft, scale: _Scale) -> Draft:
    question = fold(asked.query.question)
    asks = _WHICH.search(question) is not None
    if not (asks or scale.always):
        return told
    rows: dict[str, str] = {}
    for claim in told.claims:
        words = scale.words(claim) if claim.kind == "stated" else None
        if words is not None and claim.plan_id is not None:
            rows.setdefault(claim.plan_id, words)
    # of a date that is not read nobody knows whether it comes first
    unread = any(c.plan_id not in rows for c in told.claims if c.kind == "stated")
    silent = unread or (asked.query.narrowed and len(rows) < len(asked.query.plans))
    order = _ordered(rows, scale.apart)
    cut = told.tail is not None and len(rows) <= MAX_PLANS
    if len(rows) < _SIDES or order is None or silent or cut:
        several = len(asked.query.plans) >= _SIDES
        unknown = asks and rows and several and not scale.always
        text = asked.phrases.say("order_unknown")
        return replace(told, lead=Lead(text)) if unknown else told
    ends = order[::-1] if scale.high.search(question) else order
    if len(rows) > MAX_PLANS:
        shown = {plan: at for at, (plan, _) in enumerate(ends[:MAX_PLANS])}
        kept = [claim for claim in told.claims if claim.plan_id in shown]
        told = replace(told, claims=tuple(sorted(kept, key=lambda c: shown[c.plan_id or ""])))
        order = tuple(pair for pair in order if pair[0] in shown)
    top = ends[0]
    first = [top, *(one for one in ends[1:] if scale.apart(one[1], top[1]) == 0)]
    if len(first) == len(rows):
        return replace(told, lead=Lead(asked.phrases.say(f"order_same_{scale.name}"), order=order))
    named = "; ".join(f"{asked.book.label(plan)} ({words})" for plan, words in first)
    end = "last" if scale.high.search(question) else "first"
    many = "_of_many" if len(rows) > _SIDES else ""
    text = asked.phrases.say(f"order_{end}_{scale.name}{many}", plans=named)
    if _SAME.search(question) and confirms(asked.query.question):
        text = f"{asked.phrases.say('not_same')} {text}"
    return replace(told, lead=Lead(text, order=order))


_SAME = re.compile(
    r"\b(?:co|deu|la|phai) cung (?:mot )?(?:han|ngay|thoi han|moc|thoi gian|so|muc)\b|"
    r"\b(?:giong|trung|bang) nhau\b|\bnhu nhau\b|\bthe same\b"
)
""" "Có cùng hạn báo cáo không?": that one comes first says that they have not."""


def _ordered(rows: dict[str, str], apart: _Apart) -> tuple[tuple[str, str], ...] | None:
    """The rows in rising order; None where two of them cannot be held against each other."""
    pairs = combinations(rows.values(), 2)
    if any(apart(one, other) is None for one, other in pairs):
        return None

    def behind(one: tuple[str, str], other: tuple[str, str]) -> int:
        return apart(one[1], other[1]) or 0

    return tuple(sorted(rows.items(), key=cmp_to_key(behind)))


def _days_apart(one: str, other: str) -> int | None:
    days = day_in(one), day_in(other)
    if days[0] is None or days[1] is None:
        return None
    return earlier(days[0], days[1])


def _count_apart(one: str, other: str) -> int | None:
    return int(one.partition(" ")[0]) - int(other.partition(" ")[0])


def _count(claim: DraftClaim) -> str | None:
    found = re.match(r"\d+ \S+ \S+", claim.text)
    return found.group() if found else None


def _sum(claim: DraftClaim) -> str | None:
    found = re.search(rf"{AMOUNT.pattern}(?: đồng)?", claim.text, re.IGNORECASE)
    return found.group() if found else None


def _sums_apart(one: str, other: str) -> int | None:
    return round(millions(one) - millions(other))


def _day(claim: DraftClaim) -> str | None:
    return next((one.written for one in values(claim.text) if one.kind == "date"), None)


def _due(asked: Asked) -> _Words:
    """The yearly date of a statement; the half-yearly one where that is asked."""
    question = fold(asked.query.question)
    half = _HALF.search(question) is not None

    def due(claim: DraftClaim) -> str | None:
        when = claim.text.partition(": ")[0]
        dates = [one for one in values(when) if one.kind == "date"]
        if len(dates) == 1 and half == bool(_HALF.search(fold(when))):
            return of_any_year(claim, dates[0].written)
        # "báo cáo 6 tháng trước ngày 05/6: … và báo cáo năm trước ngày 20/11"
        for one in values(claim.text):
            before = fold(claim.text[: one.start])[-_NEAR:]
            wanted = bool(_HALF.search(before)) == half and (half or "nam" in before)
            if one.kind == "date" and wanted:
                return of_any_year(claim, one.written)
        return None

    def of_any_year(claim: DraftClaim, written: str) -> str | None:
        """A report's day and month: "15/11/2024" of a plan for 2024 comes before "10/12/2021"."""
        year = _YEAR_BEHIND.search(written)
        if year is None or not _REPORTS.search(question):
            return written
        plan = asked.book.by_id[claim.plan_id or ""]
        inside = (plan.year_start or 0) <= int(year[1]) <= (plan.year_end or 0)
        return written[: year.start()] if inside else None

    return due


_YEARLY = re.compile(r"\bbao cao nam\b|\b(?:hang|moi) nam\b")
_HALF = re.compile(r"(?<!\d)0?6 thang(?! \d{1,2}\b)|sau thang|giua nam|half|six|mid-?year")
_REPORTS = re.compile(r"\bbao cao\b|\bnop\b|\breport|\bsubmit")
_YEAR_BEHIND = re.compile(r"\s*(?:[/.-]|\bnăm\b)\s*((?:19|20)\d\d)$")
_FROM_ALL = re.compile(
    r"\b(?:cac|nhung) (?:co quan|don vi|so|phong|ban|nganh|dia phuong|xa|truong|thanh vien)\b|"
    r"\buy ban nhan dan (?:cac|cap)\b"
)
_NEAR = 24
"""Characters before a date in which its recurrence stands."""
