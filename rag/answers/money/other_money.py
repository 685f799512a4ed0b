"""Money of another thing, activity or kind than the one asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.amounts import AMOUNT
from rag.answers.money.money_source import is_row, money_text
from rag.answers.shape import Asked
from rag.schema import DraftClaim, Plan, Statement
from rag.text import fold, lower, spaced

_TWO = 2
_TOTAL_ROW = re.compile(r"\W*(?:tong|cong)\b")
_SENTENCES = re.compile(r"(?<=[.;])\s+(?=[^\W\d_])")


def of_another_row(purpose: Asked, one: Statement) -> bool:
    """Whether a row is on another thing than the money is asked for: "bể bơi cố định"."""
    if not is_row(one):
        return False
    of_all = _TOTAL_ROW.match(fold(one.task.text)) is not None
    title = purpose.book.by_id[one.task.plan_id].title if of_all else ""
    texts = (one.task.text, *purpose.book.headings(one.task), title)
    return bool(purpose.subject.unwritten(purpose.query, texts, ())) or _counted_elsewhere(
        purpose, one
    )


_COUNTED = re.compile(
    r"(?<![\d/.,])0?(?P<number>\d[\d.]*) (?:cai |chiec |tam |cuon |quyen |bo |suat )?"
    r"(?P<thing>[a-z]+ [a-z]+)"
)


def _counted_elsewhere(purpose: Asked, one: Statement) -> bool:
    """ "56 cái băng rôn": a row that says no word of it, where the plan counts them elsewhere.

    "Tờ rơi, pa nô" are things of the same sort, and not those.
    """
    counted = _COUNTED.search(fold(purpose.query.question))
    said = {fold(word) for word in purpose.query.terms if not word.isdigit()}
    if counted is None or said & {*re.findall(r"\w+", fold(money_text(one)))}:
        return False
    exact = rf"(?<![\d/.,])0?{re.escape(counted['number'])} {counted['thing']}\b"
    return re.search(exact, fold(purpose.book.text(one.task.plan_id))) is not None


def of_another_activity(purpose: Asked, text: str) -> bool:
    """ "Kinh phí dạy võ" is not told by "dạy bơi", nor "dạy nghề" by the sum it is no part of."""
    if purpose.query.lang == "en" or purpose.matcher.empty:
        return False
    read = fold if purpose.query.unaccented else lower
    words = [read(word) for word in purpose.query.terms]
    if of_another_kind(purpose, text):
        return True
    whole = f" {' '.join(words)} "
    on_it = [one for one in _SENTENCES.split(text) if whole in spaced(read(one))]
    return len(words) == _TWO and bool(on_it) and not any(AMOUNT.search(one) for one in on_it)


def of_another_kind(purpose: Asked, text: str) -> bool:
    """Whether the text has the first of the question's two words before another second."""
    read = fold if purpose.query.unaccented else lower
    words = [read(word) for word in purpose.query.terms]
    small = purpose.subject.is_small
    if len(words) != _TWO or any(map(small, words)) or purpose.query.lang == "en":
        return False
    if f" {words[1]} " in spaced(read(text)):
        return False
    others = re.findall(rf"\b{re.escape(words[0])} ([^\W\d_]+)", read(text))
    return bool(others) and not any(map(small, others))


_MONEY_OF = re.compile(
    r"\b(?:kinh phi|so tien|tien)(?: (?:cho|de|chi|danh|viec|cac|nhung|hoat dong))* "
    r"(?P<what>(?!o\b|tai\b|cua\b|ben\b)[^,;?\d]{5,40}?)"
    r"(?: (?:o|tai|cua|ben) [^,;?]{2,40}?)?(?: (?:la|het|can|khoang|duoc|bo tri))*"
    r"(?: bao nhieu(?: (?:tien|dong|trieu))?)?(?: (?:vay|a|nhi|the))*\W*$"
)
_OF_WHOLE = frozenset(
    "thực hiện triển khai hoạt động kế hoạch này đó của được phân bổ bố trí dự kiến năm giai đoạn "
    "toàn tỉnh huyện xã phường thị công tác nhiệm vụ chung dự toán nguồn tổng cộng quản lý sử dụng "
    "thanh quyết bảo đảm địa phương cần thiết trù đề xuất cụ thể chi cấp hằng hàng tổ chức chương "
    "trình hỗ trợ đầu tư".split()
)
"""Words of a plan's money as a whole."""


def of_unpriced(purpose: Asked, plan_id: str, found: list[Statement]) -> bool:
    """ "Kinh phí dạy nghề bao nhiêu": a work of which the plan's part on money says nothing.

    The whole plan's sum is none of it, whether the plan has the work or not.
    """
    query = purpose.query
    named = _MONEY_OF.search(fold(query.question)) if query.lang == "vi" else None
    if named is None or not query.narrowed:
        return False
    read = fold if query.unaccented else lower
    what = read(query.question[slice(*named.span("what"))])
    whole = set(map(read, _OF_WHOLE))
    words = [one for one in re.findall(r"[^\W\d_]+", what) if one not in whole]
    if len(words) < _TWO:
        return False
    book, plan = purpose.book, purpose.book.by_id[plan_id]
    # and "Kinh phí Hương Trà": the plan's own name is no work of it
    own = (plan.title, plan.issuer or "", plan.place or "")
    said = spaced(read(" ".join((*own, *map(money_text, found)))))
    of_it = any(f" {one} " in said for one in words)
    subject = set(map(read, query.terms))
    pair = " ".join(words)
    held = not query.unaccented and pair in spaced(read(book.text(plan_id)))
    alone = len(words) == _TWO and subject >= set(words) and purpose.subject.names_one(query)
    return not of_it and (held or alone)


_ENDS_IN_YEAR = re.compile(r"(?<!đến )(?<!nhìn )\bnăm (20\d\d)\W*$", re.IGNORECASE)


def is_of_year(plan: Plan, year: str) -> bool:
    """ "Triển khai Chương trình … đến năm 2030 trên địa bàn huyện X năm 2022"."""
    found = _ENDS_IN_YEAR.search(plan.title)
    return found is not None and found[1] == year


def of_more_years(asked: Asked, claims: Sequence[DraftClaim]) -> bool:
    """ "Kinh phí năm 2024 bao nhiêu": a sum of all the plan's years together is none of one."""
    (year, *more) = asked.query.years or ("",)
    told = [claim for claim in claims if claim.kind == "stated" and claim.plan_id is not None]
    sums = [claim for claim in told if AMOUNT.search(claim.text)]
    plans = [asked.book.by_id[claim.plan_id] for claim in sums if claim.plan_id is not None]
    if not year or more or not sums:
        return False
    texts = [fold(" ".join((claim.text, *(one.text for one in claim.slices)))) for claim in sums]
    of_it = any(re.search(rf"\b{year}\b|\b(?:moi|hang|tung) nam\b|/nam\b", text) for text in texts)
    longer = all(
        one.year_start is not None and one.year_end is not None
        and one.year_start <= int(year) <= one.year_end and one.year_start < one.year_end
        and not is_of_year(one, year)
        for one in plans
    )  # fmt: skip
    return longer and not of_it
