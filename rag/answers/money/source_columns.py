"""A table of money with a column for each source: what a source gives, what a row gets of each.

"STT | Nội dung chi | Ngân sách phường | Xã hội hóa | Cộng"
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rag.amounts import AMOUNT, millions
from rag.answers.money.each_sum import one_asked
from rag.answers.money.money import without_money
from rag.answers.money.money_source import (
    MoneySource,
    RowPart,
    asks_how_much,
    by_source,
    is_row,
    money_text,
    per_unit,
    row_parts,
    source_words,
    sources_asked,
    whole_of,
)
from rag.answers.money.sum_years import of_other_time, of_year
from rag.answers.shape import TOPIC_FLOOR, Asked, absent, draft, stated
from rag.schema import Draft, DraftClaim, Lead, Statement
from rag.text import fold, lower
from rag.understanding.yes_no import confirms, denies

_HOW_MUCH = re.compile(r"\b(?:bao nhieu|may)(?: (?:vay|the|a|ha|nhi))?\W*$")
_WHENCE = re.compile(
    r"^(?=.*\b(?:kinh phi|kp|tien(?! hanh| do| bo| toi)|von|ngan sach|du toan)\b)"
    r"(?:.*\b(?:tu|lay|o) (?:nhung |cac )?(?:nguon|dau)\b|.*\b(?:dau ra|lay tien dau)\b|"
    r".*\bnguon (?:nao|gi)\b|.*\bai (?:chi )?tra\b)|"
    r"^(?=.*\b(?:kinh phi|kp|du toan|tien)\b).*\bnguon\b.*\bbao nhieu\b"
)
_WORKS = re.compile(
    r"\b(?:noi dung|viec|nhiem vu|hang muc|khoan(?: chi)?|muc(?: chi)?|hoat dong|phan)"
    r"(?: (?:chi|cong viec))? (?:nao|gi)\b"
)
_EXTREME = re.compile(r"\b(?P<how>nhieu|lon|cao|it|nho|thap) nhat\b")
_LEAST = frozenset({"it", "nho", "thap"})
_NOT = re.compile(r"\b(?:khong|chang)\b(?!\W*$)")
_ALONE = re.compile(r"\b(?:hoan toan|toan bo|100 ?%|chi (?:dung|lay|tu)|deu (?:do|tu|bang))\b")
_TOTAL_TOO = re.compile(
    r"\b(?:tong|tat ca|ca thay|het)\b.*\b(?:trong do|rieng|con)\b|"
    r"\bbao nhieu\b.*\b(?:bao nhieu|may)\b"
)
_TOTAL_FIRST = re.compile(
    r"\btong\b[^,;]*\b(?:bao nhieu|may)\b.*(?:\bva\b|,).*\b(?:nao|gi)\b.*\bnhat\b"
)
""" "Tổng xã hội hóa bao nhiêu và khoản nào xã hội hóa nhiều nhất": both."""
_TOTAL_ROW = re.compile(r"\W*(?:tong(?: cong| so| kinh phi)?|cong)\W*")
OF_ASKING = frozenset(
    "huy dong van mac lay dung su trong do tra gop bo ra nhieu it nhat nao may khoan muc noi dung "
    "hang viec hoat nhiem vu phan nhung cac toan hoan tat ca thay chi vay mot moi tung hai ba cap "
    "tinh huyen xa phuong ho tro giai doan nam dau tu duoc can gom ma thi la va voi cua o tai nay "
    "khong bang deu nguon ngoai ke hoach trien khai thuc hien kinh phi tien ngan sach von du toan "
    "hon hay ben ns nstw nsdp nsnn xhh tong cong rieng con het so ton bao nhieu dong trieu".split()
)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row with the sum of each source; ``named`` are those of the sources asked for."""

    one: Statement
    parts: tuple[RowPart, ...]
    named: tuple[RowPart, ...]

    @property
    def total(self) -> bool:
        return _TOTAL_ROW.fullmatch(fold(self.one.task.text)) is not None

    def amount(self) -> float:
        return sum(millions(part.amount) for part in self.named)


def source_columns(asked: Asked) -> Draft | None:
    """The cells of the sources that a question names, or a row with all of its sources.

    None where it asks for something else, or a plan asked about has no such table.
    """
    query, question = asked.query, source_words(asked.query.question)
    if (
        not query.narrowed or query.lang == "en" or query.objectives or query.indicators
        or per_unit(query.question) or one_asked(query.question) or of_other_time(asked)
        or _agencies(asked)
    ):  # fmt: skip
        return None
    works = _WORKS.search(question) is not None
    whence = by_source(question) or (not works and _WHENCE.search(question) is not None)
    sums = asks_how_much(question) or _HOW_MUCH.search(question) is not None
    if _MORE.search(question):
        whence = True
    said = AMOUNT.findall(query.question) if confirms(query.question) else []
    if len(said) == 1 and not (works or whence or denies(query.question)):
        return _confirmed(asked, question, said[0])
    whether = not (works or sums) and _asks_whether(asked, question)
    if not (works or whence or sums or whether):
        return None
    claims: list[DraftClaim] = []
    for plan_id in query.plans:
        rows = _rows(asked, plan_id, question)
        named = any(row.named for row in rows)
        if not rows or not (named or whence):
            return None
        if works and named:
            if _TOTAL_FIRST.search(question):
                total = [row for row in rows if row.total and row.named]
                claims += [_cells(row) for row in total]
            claims += _works(rows, question)
        elif whether:
            claims += _whether(asked, plan_id, rows)
        elif sums or whence:
            claims += _told(asked, plan_id, rows, question, whole=whence)
    pays = whether and len(claims) == 1 and claims[0].text.count(" – ")
    lead = Lead(asked.phrases.say("yes")) if pays else None
    return draft(asked, claims, reason="not_stated", lead=lead) if claims else None


def _confirmed(asked: Asked, question: str, said: str) -> Draft | None:
    """ "Xã hội hóa là 53 triệu đúng không", "chi 109 triệu cho … phải không": that sum, or not."""
    claims: list[DraftClaim] = []
    told: set[float] = set()
    for plan_id in asked.query.plans:
        rows = _rows(asked, plan_id, question)
        found = _meant(asked, plan_id, rows) if rows and _ON_MONEY.search(question) else None
        if found is None or len(found) > 1:
            return None
        (row,) = found
        if not row.named and sources_asked(question):
            return None  # of a source that the table has not
        whole = whole_of(row.one)
        parts = row.named or ((RowPart("", whole),) if whole is not None else ())
        told |= {millions(part.amount) for part in parts}
        claims.append(_cells(row) if row.named else _whole(row))
    if not told:
        return None
    say = asked.phrases.say
    right = millions(said) in told
    return draft(asked, claims, lead=Lead(
        say("confirmed") if right else say("not_that_value", value=said)
    ))  # fmt: skip


_ON_MONEY = re.compile(r"\b(?:chi|kinh phi|ngan sach|tien|von|du toan|ton|het|xa hoi hoa|ns)\b")
_MORE = re.compile(r"\b(?:nhieu|it|lon|cao) hon\b")
_USES = re.compile(r"\bco (?:duoc |phai )?(?:dung|lay|su dung|huy dong|nhan|tu|nguon|chi tu)\b")


def _asks_whether(asked: Asked, question: str) -> bool:
    """ "Khoản quà tặng có dùng ngân sách xã không"."""
    asks = confirms(asked.query.question) and _USES.search(question) is not None
    return asks and not AMOUNT.search(asked.query.question)


def _whether(asked: Asked, plan_id: str, rows: Sequence[_Row]) -> list[DraftClaim]:
    """What the source gives; where it gives nothing, the row with what the others give."""
    found = _meant(asked, plan_id, rows)
    if found is None or len(found) > 1:
        return []
    row = found[0]
    if not row.amount():
        return [_whole(row)]
    return [_cells(row)]


def _agencies(asked: Asked) -> bool:
    """Whether an agency other than the committees is named: what it is given stands elsewhere."""
    known = asked.book.lexicon.agencies.in_questions
    rows = [known.get(name) for name in asked.query.agencies]
    return any(row is None or row.entry.kind != "ubnd" for row in rows)


def _rows(asked: Asked, plan_id: str, question: str) -> list[_Row]:
    """The rows of a plan that part their sums, with the sums of the sources named."""
    held = asked.book.statements
    found = (*held(plan_id, "funding"), *held(plan_id, "allotment"))
    parted = [
        (one, parts) for one in of_year(asked, plan_id, found)
        if is_row(one) and (parts := row_parts(one))
    ]  # fmt: skip
    labels = dict.fromkeys(part.label for _, parts in parted for part in parts)
    spoken = [one for one in labels if f" {_bare(one)} " in f" {question} "]
    sources = sources_asked(question)
    wanted = spoken or [one for one in labels if _is_of(one, sources)]
    return [
        _Row(one, parts, tuple(part for part in parts if part.label in wanted))
        for one, parts in parted
    ]


def _bare(label: str) -> str:
    """ "Nguồn vận động" as "van dong": how a question may name it."""
    return re.sub(r"^(?:nguon|kinh phi) (?=\w)", "", source_words(label))


def _is_of(label: str, sources: Sequence[MoneySource]) -> bool:
    return any(one.told.search(source_words(label)) for one in sources)


def _works(rows: Sequence[_Row], question: str) -> list[DraftClaim]:
    """ "Khoản nào xã hội hóa nhiều nhất", "khoản nào không dùng ngân sách xã"."""
    works = [row for row in rows if not row.total]
    extreme = _EXTREME.search(question)
    if extreme is not None:
        paid = [row for row in works if row.amount()]
        best = (min if extreme["how"] in _LEAST else max)(row.amount() for row in paid or works)
        kept = [row for row in paid if row.amount() == best]
    elif _NOT.search(question):
        kept = [row for row in works if not row.amount()]
    elif _ALONE.search(question):
        kept = [row for row in works if row.amount() and _alone(row)]
    else:
        kept = [row for row in works if row.amount()]
    return [_whole(row) for row in kept]


def _alone(row: _Row) -> bool:
    others = [part for part in row.parts if part not in row.named]
    return not any(millions(part.amount) for part in others)


def _told(
    asked: Asked, plan_id: str, rows: Sequence[_Row], question: str, *, whole: bool
) -> list[DraftClaim]:
    """The row that the question is on, or the total: its sources named, else all of it."""
    found = _meant(asked, plan_id, rows)
    if found is None:
        return [absent(asked.phrases.say("no_amount"), plan_id)]
    if whole or _TOTAL_TOO.search(question):
        return [_whole(row) for row in found]
    claims = [
        stated(f"{row.one.task.text} – {part.label}: {part.amount}", plan_id, row.one.sources)
        for row in found for part in row.named
    ]  # fmt: skip
    # the cell is empty: what the row gets is told beside
    return claims or [_whole(row) for row in found if whole_of(row.one)]


def told_rows(asked: Asked, found: Sequence[tuple[Statement, DraftClaim]]) -> list[DraftClaim]:
    """Of a source's sums by row those on what is asked, else that of the total; else all."""
    if not all(row_parts(one) for one, _ in found):
        return [claim for _, claim in found]
    matcher = without_money(asked).matcher
    totals = [claim for one, claim in found if _TOTAL_ROW.fullmatch(fold(one.task.text))]
    on = [
        claim for one, claim in found
        if claim not in totals and matcher.score(one.task.text) >= TOPIC_FLOOR
    ]  # fmt: skip
    return on or totals or [claim for _, claim in found]


def _cells(row: _Row) -> DraftClaim:
    told = "; ".join(f"{part.label}: {part.amount}" for part in row.named)
    return stated(f"{row.one.task.text} – {told}", row.one.task.plan_id, row.one.sources)


def _whole(row: _Row) -> DraftClaim:
    return stated(money_text(row.one), row.one.task.plan_id, row.one.sources)


def _meant(asked: Asked, plan_id: str, rows: Sequence[_Row]) -> list[_Row] | None:
    """The rows that say all that is left of the question; without any such word the total."""
    read: Callable[[str], str] = fold if asked.query.unaccented else lower
    sources = {word for row in rows for part in row.parts for word in _bare(part.label).split()}
    asking = OF_ASKING | sources
    left = {
        read(word) for word in without_money(asked).query.terms
        if fold(word) not in asking and not re.search(r"\d", word)
    }  # fmt: skip
    plan = asked.book.by_id[plan_id]
    of_plan = set(re.findall(r"\w+", read(f"{plan.title} {plan.issuer or ''}")))
    totals = [row for row in rows if row.total]
    works = [row for row in rows if not row.total]
    if left:
        words = [(row, set(re.findall(r"\w+", read(row.one.task.text)))) for row in works]
        on = [row for row, said in words if left <= said]
        on = on or [row for row, said in words if len(said) > 1 and said <= left | asking]
        if on or not left <= of_plan:
            return on or None
    return totals or works
