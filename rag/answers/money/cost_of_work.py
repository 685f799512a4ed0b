"""What the work that an answer tells costs ("việc nào tháng 9, hết bao nhiêu"), or all of a day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rag.amounts import AMOUNT
from rag.answers.contents.cells import row_told, table_rows
from rag.answers.money.money import without_money
from rag.answers.money.money_source import is_row, money_text
from rag.answers.money.sum_years import with_sum
from rag.answers.shape import Asked, absent, stated
from rag.schema import Draft, DraftClaim, Statement
from rag.text import fold, lower, spaced

_JOINT = re.compile(r"[,;?]\s+|\s+(?:và|va)\s+", re.IGNORECASE)
_COST = re.compile(r"\b(?:(?:het|chi|ton|kinh phi) )+(?:la )?bao nhieu\b|\bbao nhieu tien\b")
_WHICH_WORK = re.compile(
    r"\b(?:viec|hoat dong|su kien|noi dung|nhiem vu|hang muc) (?:nao|gi)\b|"
    r"\b(?:lam|co|dien ra) (?:nhung )?gi\b"
)
_WORK_ASKED = re.compile(
    r"\b(?:khi|luc) nao\b|\bbao gio\b|\b(?:ngay|thang|quy|hom) (?:nao|may)\b|\b(?:o|tai) dau\b|"
    r"\bai\b|\b(?:co quan|don vi|hoi|so|phong|ben) nao\b"
)
_OF_PLAN = re.compile(r"\b(?:ke hoach|van ban|quyet dinh|cong van)\b|\bky\b|\bban hanh\b")
_WHO = re.compile(r"\bai\b|\b(?:co quan|don vi|hoi|so|phong|ben) nao\b")
_TOTAL = re.compile(r"\btong (?:cong|kinh phi|so|chi|muc)\b|\bca (?:ke hoach|thang)\b")
""" "Lễ phát động ngày nào, tổng kinh phí bao nhiêu": that of the plan."""
_PARTS = re.compile(r"[;/]|,(?! chống\b)| và ")
_SUM_BEHIND = re.compile(r": (?=\d)")
_A_SUM = re.compile(r"^(?:tổng|cộng|tổng cộng|tổng số)\b")
_IN_COLUMN = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{3}){2,}(?![\d.])")
""" "Kinh phí (đồng): 21.000.000": the unit stands in the heading."""
_GETS = re.compile(r"\bduoc (?:cap |giao |phan bo |chi |bo tri )*bao nhieu")
_FEWEST = 2
"""Words of a name that tell one work from another."""


def tells_sum(text: str) -> bool:
    """Whether a statement tells a sum of money, also one whose unit its column has."""
    return AMOUNT.search(text) is not None or _IN_COLUMN.search(text) is not None


def with_cost(asked: Asked, told: Draft) -> Draft:
    """The works told with what each costs: by its own row, else by the sum that names it."""
    return _by_name(asked, _by_row(asked, told))


def _by_row(asked: Asked, told: Draft) -> Draft:
    """The works told with their own sums; no sum of another work, nor of the whole."""
    said = [fold(part) for part in _JOINT.split(asked.query.question.rstrip(" ?.!"))]
    plans = {claim.plan_id for claim in told.claims}
    asked_cost = [part for part in said[1:] if _COST.search(part)]
    asks = not _COST.search(said[0]) and asked_cost and not any(map(_TOTAL.search, asked_cost))
    if asked.query.lang != "vi" or not asks or len(plans) != 1 or told.halves:
        return told
    if any(map(_GETS.search, asked_cost)):
        return told  # "Tỉnh đoàn có những việc gì và được bao nhiêu tiền": the office's money
    plan_id = next(iter(plans))
    if plan_id is None:
        return told
    listed = [one for one in _sums(asked, plan_id) if AMOUNT.search(money_text(one))]
    summed = {one.task.section for one in listed}
    sums = [
        claim for claim in told.claims
        if claim.kind == "stated" and tells_sum(claim.text)
        and summed & {piece.section for piece in claim.slices}
    ]  # fmt: skip
    rests_on = {one.task.section for one in asked.book.statements(plan_id, "basis")}
    works = [
        claim for claim in told.claims
        if claim.kind == "stated" and claim not in sums
        and not rests_on & {piece.section for piece in claim.slices}
    ]  # fmt: skip
    if not works:
        return told
    lacks = absent(asked.phrases.say("no_cost"), plan_id)
    if _WHICH_WORK.search(said[0]):
        works = list(_with_doer(asked, plan_id, works)) if any(map(_WHO.search, said)) else works
        return replace(told, claims=(*works, *(_own(listed, works) or [lacks])))
    if not any(map(_WORK_ASKED.search, said)) or _OF_PLAN.search(said[0]):
        return told
    if not any(tells_sum(one.text) for one in told.claims if one.kind == "stated"):
        silent = not any(one.kind == "absent" for one in told.claims)
        return (
            replace(told, claims=(*told.claims, *(_own(listed, works) or [lacks])))
            if silent
            else told
        )
    # "tổng kết khi nào, hết bao nhiêu": no row of other things
    head = f"{asked.query.question} {' '.join(work.text for work in works)}"
    rows = {one.task.section: one for one in listed if is_row(one)}
    others = [
        claim for claim in sums for piece in claim.slices
        if (row := rows.get(piece.section)) is not None
        and not _A_SUM.match(lower(money_text(row)))
        and not any(_is_of(row, head, work) for work in works)
    ]  # fmt: skip
    if not others:
        return told
    kept = tuple(claim for claim in told.claims if claim not in others)
    told_one = any(tells_sum(claim.text) for claim in kept if claim.kind == "stated")
    return replace(told, claims=kept if told_one else (*kept, lacks))


def _own(listed: Sequence[Statement], works: Sequence[DraftClaim]) -> list[DraftClaim]:
    """The sums of the works: of their own rows, else of those that name them."""
    found: list[Statement] = []
    for work in works:
        places = {piece.section for piece in work.slices}
        same = [one for one in listed if is_row(one) and one.task.section in places]
        found += same or [one for one in listed if _is_of(one, work.text, work)]
    return [stated(money_text(one), one.task.plan_id, one.sources) for one in dict.fromkeys(found)]


def _sums(asked: Asked, plan_id: str) -> Sequence[Statement]:
    held = asked.book.statements
    return (*held(plan_id, "funding"), *held(plan_id, "allotment"))


def _is_of(one: Statement, text: str, work: DraftClaim) -> bool:
    """Whether a row is the work's own, or names it: "Tọa đàm, phiên tòa giả định"."""
    if not is_row(one):
        return False
    if one.task.section in {piece.section for piece in work.slices}:
        return True
    said = set(re.findall(r"[^\W_]+", lower(text)))
    label = lower(_SUM_BEHIND.split(money_text(one), maxsplit=1)[0])
    if _A_SUM.match(label):
        return False
    parts = [re.findall(r"[^\W_]+", part) for part in _PARTS.split(label)]
    return any(len(part) >= _FEWEST and set(part) <= said for part in parts)


def _with_doer(asked: Asked, plan_id: str, works: list[DraftClaim]) -> Iterator[DraftClaim]:
    """The works with who does them, where the row that tells them has it."""
    rows = {row.row.section: row for row in table_rows(asked, plan_id)}
    for claim in works:
        row = next((rows[p.section] for p in claim.slices if p.section in rows), None)
        named = asked.book.lexicon.find_agencies(claim.text)
        yield (row_told(row) or claim) if row is not None and not named else claim


_SUM_TOO = re.compile(
    r"(?:[,;]|\bva\b)(?:(?! nao\b| gi\b)[^,;])*?"
    r"\b(?:(?:het|ton|chi|kinh phi) (?:la )?(?:bao nhieu|may)|bao nhieu tien|may tien)\b"
)
_DAY = re.compile(
    r"\b(?P<day>\d{1,2})/(?P<month>\d{1,2})\b|\bngay (?P<at>\d{1,2}) (?P<of>\d{1,2})\b|"
    r"\bthang (?P<alone>\d{1,2})\b"
)
_OF_TIME = frozenset(
    "ngay thang hom nam co gi viec lam nao hoat dong het su kien to chuc dien ra cong vao trong "
    "thi ton chi tien bao nhieu may dong kinh phi la".split()
)
_MOST = 3
_PHRASE = 2
"""Words of a row's name that stand together in what is told of the work."""


def of_day(asked: Asked, plan_id: str) -> list[DraftClaim]:
    """ "Tháng 4 hết bao nhiêu": the rows of that time that have a sum; [] where a work is named."""
    # a half alone has the day from the half before it: "ngày", "30", "11"
    said = f"{fold(asked.query.question)} {' '.join(map(fold, asked.query.terms))}"
    found = _DAY.search(said)
    words = {fold(word) for word in without_money(asked).query.terms if not word[0].isdigit()}
    if found is None or words - _OF_TIME or asked.query.agencies or asked.query.documents:
        return []
    if found["alone"]:
        when = re.compile(rf"\bthang 0?{int(found['alone'])}\b|/0?{int(found['alone'])}/20\d\d")
    else:
        day, month = (int(found["day"] or found["at"]), int(found["month"] or found["of"]))
        when = re.compile(rf"(?<!\d)0?{day}/0?{month}(?!\d)")
    text, sections = asked.book.text(plan_id), asked.book.sections(plan_id)
    priced = [(one, sections[one.task.section]) for one in with_sum(asked, plan_id) if is_row(one)]
    rows = [
        stated(money_text(one), plan_id, one.sources)
        for one, row in priced if when.search(fold(text[row.start : row.end]))
    ]  # fmt: skip
    return rows or [absent(asked.phrases.say("no_amount"), plan_id)]


def _by_name(asked: Asked, told: Draft) -> Draft:
    """The works told with what the rows of their names cost, where that is asked beside them."""
    question = fold(asked.query.question)
    said = [claim for claim in told.claims if claim.kind == "stated"]
    plans = {claim.plan_id for claim in said}
    (plan_id, *more) = plans or {None}
    if plan_id is None or more or told.halves or _SUM_TOO.search(question) is None:
        return told
    if any(tells_sum(claim.text) for claim in said):
        return told
    texts = [spaced(fold(claim.text)) for claim in said]
    names = [(one, AMOUNT.split(money_text(one))[0]) for one in with_sum(asked, plan_id)]
    # "UBND các xã cân đối tối thiểu 15 triệu đồng": what a body finds, and no work
    labels = [
        (one, fold(name)) for one, name in names
        if is_row(one) or not asked.book.lexicon.find_agencies(name)
    ]  # fmt: skip
    whole = [one for one, label in labels if any(_is_named([label], text) for text in texts)]
    # "Tọa đàm, phiên tòa giả định" of "Tọa đàm “Con gái …”": one of what a row prices
    priced = whole or [
        one for one, label in labels
        if any(_is_named(_COMMA.split(label), text) for text in texts)
    ]  # fmt: skip
    if not priced or len(priced) > _MOST:
        return told
    prices = (stated(money_text(one), plan_id, one.sources) for one in priced)
    return replace(told, claims=(*said, *prices))


_COMMA = re.compile(r"[;(]|, (?!chong\b)")
""" "Phòng, chống" is one."""


def _is_named(parts: Sequence[str], text: str) -> bool:
    """Whether one of the names of a work is in a text, its first two words together."""
    for part in parts:
        words = re.findall(r"[^\W\d_]+", part)
        first = " ".join(words[:_PHRASE])
        if len(words) >= _PHRASE and f" {first} " in text and set(words) <= {*text.split()}:
            return True
    return False
