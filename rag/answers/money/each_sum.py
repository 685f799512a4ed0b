"""The sum of one of several: "giải nhất bao nhiêu tiền", "mỗi lớp bao nhiêu tiền".

What all of them cost together, or the whole plan, does not tell it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from rag.amounts import AMOUNT
from rag.answers.money.money import without_money
from rag.answers.money.money_source import told_for_each
from rag.answers.money.other_money import of_another_activity
from rag.answers.shape import (
    SAID_FLOOR,
    SAID_WHOLE,
    Asked,
    absent,
    clauses_of,
    stated,
    tidy,
    without_marker,
)
from rag.schema import DraftClaim, Slice
from rag.text import fold
from rag.understanding.yes_no import confirms

PARTED = re.compile(
    r";\s+|[.:]\s+(?=\S)|\b(?:bao )?gồm\s+|"
    # "…, chi một lần" goes on with the sum before it
    r"(?:(?<=đồng)|(?<=triệu)|(?<=tỷ)),\s+(?=[^;.:,(]{0,60}?\d[\d.,]*\s*(?:đồng|nghìn|triệu|tỷ))"
)
""" "Trong phần ngân sách xã: khám sức khỏe 180 triệu đồng; mừng thọ 107 triệu đồng"."""
_UNITS = frozenset("xa phuong huyen truong so".split())
_GIVEN = re.compile(r"\bduoc (?:\w+ )?(?:cap|giao|bo tri|rot|nhan|phan bo)\b")
""" "UBND xã, phường bố trí …, tối thiểu 30 triệu đồng mỗi đơn vị": what each xã gives, not gets."""
SUM_ASKED = re.compile(r"\bbao nhieu\b|\bmay (?:trieu|ty)\b|\bhow much\b")
_NEW = re.compile(r"\bmới\b", re.IGNORECASE)
""" "Năm 2026 mới bố trí": no "mỗi"."""
_EACH_TOLD = re.compile(
    r"(?:đồng|triệu|nghìn|tỷ)\s*/\s*(?!năm|tháng|quý|giai)[^\W\d]|\b(?:mỗi|từng) (?!năm|quý|tháng)",
    re.IGNORECASE,
)
_MOST_TOLD = 3
_SAID_IN = 0.9
"""Share of what the money is for that the passage and what stands above it must say."""
_PRIZE = (
    r"giai (?:nhat|nhi|ba|tu|khuyen khich|dac biet|phu|tap the|ca nhan|[abc])\b(?! phap| thuong)"
)
_ONE = re.compile(
    rf"\b(?P<prize>{_PRIZE})|"
    r"\b(?:moi|tung) (?!(?:nam|quy|thang|tuan|nguon|khoan|loai|so|phan|lan|muc|ke hoach|noi|ben|"
    r"cho|giai|chuong trinh|cach|tinh|nguoi dan)\b)(?P<unit>[a-z]+(?: [a-z]+)?)"
)
""" "Giải nhất bao nhiêu tiền", "mỗi lớp bao nhiêu tiền": the sum of one of several."""


def one_asked(question: str) -> re.Match[str] | None:
    """What is asked the sum of: ``prize`` or ``unit``; None where it is no one of several."""
    found = _ONE.search(fold(_NEW.sub("", question)))
    asks = SUM_ASKED.search(fold(question)) or (AMOUNT.search(question) and confirms(question))
    return found if asks else None


_EACH_ASKED = re.compile(
    r"\bbao nhieu (?:mot|moi) (?!(?:nam|quy|thang|tuan|lan|ngay|nguon|khoan)\b)[a-z]+|"
    r"\bhow much\b.*\b(?:per|for each|a single) (?!(?:year|source|plan)s?\b)[a-z]+"
)
""" "Hỗ trợ tối đa bao nhiêu một hộ": no sum but that of one tells it."""


def only_of_one(asked: Asked, plan_id: str, found: list[DraftClaim]) -> list[DraftClaim]:
    """What is found, where the sum of each is asked in so many words only what tells such."""
    question = asked.query.question
    if _EACH_ASKED.search(fold(question)) is None:
        return found
    texts = {one: " ".join(piece.text for piece in one.slices) for one in found}
    told = [one for one in found if told_for_each(question, texts[one])]
    return told or [absent(asked.phrases.say("no_amount_each"), plan_id)]


def of_one(asked: Asked, plan_id: str) -> list[DraftClaim]:
    """The clause that tells the sum of each, or of the prize named; [] where none is asked for."""
    found = one_asked(asked.query.question)
    if found is None:
        return []
    if found["prize"]:
        names = re.compile(rf"\b{re.escape(found['prize'])}\b")
        units = frozenset(found["prize"].split())
        own = re.compile("")
    else:
        words = found["unit"].split()
        each = rf"\b(?:moi|tung|mot) {words[0]}\b|(?:dong|trieu|nghin|ty)/{words[0]}\b"
        if words[0] in _UNITS and not _GIVEN.search(fold(asked.query.question)):
            each += rf"|\b{words[0]}\b.*\b(?:moi|tung) (?:don vi|dia phuong|noi)\b"
        names = re.compile(each)
        own = re.compile(rf"\b{words[0]}\b" if words[0] in _UNITS else "")
        units = frozenset(words[:1])
    purpose = without_money(asked)
    left = tuple(word for word in purpose.query.subject if fold(word) not in units)
    meant = replace(purpose.query, subject=left, terms=left, search_text=" ".join(left))
    said = purpose.subject.share_said
    claims: list[DraftClaim] = []
    alike: list[DraftClaim] = []
    bare = not purpose.subject.names_one(meant)
    for passage in (one for held in asked.book.passages(plan_id).values() for one in held):
        piece = asked.book.passage_slice(passage)
        text = " ".join(piece.text.split())
        above = (*asked.book.headings(piece), asked.book.by_id[plan_id].title)
        cut = PARTED.split(text) if found["prize"] else clauses_of(text)
        parts = [part for part in cut if AMOUNT.search(part)]
        told = [
            part for part in parts
            if names.search(fold(part))
            and (
                bare or said(meant, part) >= SAID_FLOOR or said(meant, text, *above) >= _SAID_IN
                or {*map(fold, left)} <= {*re.findall(r"[^\W_]+", fold(" ".join((text, *above))))}
            )
        ]  # fmt: skip
        # "mỗi phụ nữ": "hỗ trợ phụ nữ …, tối đa 20 triệu đồng/người"
        other = [
            part for part in parts
            if not (told or found["prize"]) and _EACH_TOLD.search(part)
            and said(purpose.query, part) >= SAID_WHOLE and own.search(fold(part))
        ]  # fmt: skip
        for kept, shown in ((claims, told), (alike, other)):
            if shown:
                words = "; ".join(without_marker(part).rstrip(" ;.") for part in shown)
                kept.append(stated(tidy(words), plan_id, (piece,)))
    return (claims or alike)[:_MOST_TOLD] or [absent(asked.phrases.say("no_amount_each"), plan_id)]


def spent_elsewhere(purpose: Asked, plan_id: str, *, each: bool = False) -> Slice | None:
    """ "Mỗi suất quà trị giá 500.000 đồng": a sum that stands with its task, not under funding.

    ``each``: one that is told for each of them.
    """
    if purpose.matcher.empty:
        return None
    found = (one for held in purpose.book.passages(plan_id).values() for one in held)
    pieces = [purpose.book.passage_slice(one) for one in found if AMOUNT.search(one.text)]
    pieces = [p for p in pieces if not each or told_for_each(purpose.query.question, p.text)]
    # "2. Học bổng “Sao Mai”" above "Mức học bổng là 12 triệu đồng/suất"
    rows = [(purpose.matcher.score(p.text, *purpose.book.headings(p)), p) for p in pieces]
    score, best = max(rows, key=lambda row: row[0], default=(0.0, None))
    if best is None or score < SAID_FLOOR or of_another_activity(purpose, best.text):
        return None
    return None if purpose.unsaid(best.text, *purpose.book.headings(best)) else best
