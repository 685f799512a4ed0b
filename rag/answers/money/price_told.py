"""What a work costs that a question names by its day: "ngày 30/11 có việc gì, hết bao nhiêu?"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.amounts import AMOUNT
from rag.answers.money.cost_of_work import tells_sum
from rag.answers.money.money import without_money
from rag.answers.money.money_source import is_row, money_text
from rag.answers.money.sum_years import with_sum
from rag.answers.shape import Asked, absent, stated
from rag.schema import Draft, DraftClaim, Section
from rag.text import fold

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
_WORD = re.compile(r"[^\W_]+")
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
    sections = asked.book.sections(plan_id)
    text = asked.book.text(plan_id)
    rows = [
        stated(money_text(one), plan_id, one.sources)
        for one in with_sum(asked, plan_id)
        if is_row(one) and when.search(fold(_within(text, sections[one.task.section])))
    ]  # fmt: skip
    return rows or [absent(asked.phrases.say("no_amount"), plan_id)]


def _within(text: str, row: Section) -> str:
    return text[row.start : row.end]


def with_price(asked: Asked, told: Draft) -> Draft:
    """The works told with what the rows of their names cost, where that is asked beside them."""
    question = fold(asked.query.question)
    said = [claim for claim in told.claims if claim.kind == "stated"]
    plans = {claim.plan_id for claim in said}
    (plan_id, *more) = plans or {None}
    if plan_id is None or more or told.halves or _SUM_TOO.search(question) is None:
        return told
    if any(tells_sum(claim.text) for claim in said):
        return told
    texts = [f" {' '.join(_WORD.findall(fold(claim.text)))} " for claim in said]
    names = [(one, AMOUNT.split(money_text(one))[0]) for one in with_sum(asked, plan_id)]
    # "UBND các xã cân đối tối thiểu 15 triệu đồng": what a body finds, and no work
    labels = [
        (one, fold(name)) for one, name in names
        if is_row(one) or not asked.book.lexicon.find_agencies(name)
    ]  # fmt: skip
    whole = [one for one, label in labels if any(_names([label], text) for text in texts)]
    # "Tọa đàm, phiên tòa giả định" of "Tọa đàm “Con gái …”": one of what a row prices
    priced = whole or [
        one for one, label in labels
        if any(_names(_COMMA.split(label), text) for text in texts)
    ]  # fmt: skip
    if not priced or len(priced) > _MOST:
        return told
    prices = (stated(money_text(one), plan_id, one.sources) for one in priced)
    return replace(told, claims=(*said, *prices))


_COMMA = re.compile(r"[;(]|, (?!chong\b)")
""" "Phòng, chống" is one."""


def _names(parts: Sequence[str], text: str) -> bool:
    """Whether one of the names of a work is in a text, its first two words together."""
    for part in parts:
        words = re.findall(r"[^\W\d_]+", part)
        first = " ".join(words[:_PHRASE])
        if len(words) >= _PHRASE and f" {first} " in text and set(words) <= {*text.split()}:
            return True
    return False
