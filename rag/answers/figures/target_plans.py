"""Whose indicator a figure is: "100% nạn nhân được hỗ trợ là chỉ tiêu của kế hoạch nào?"."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.answers.figures.indicators import indicator_claim
from rag.answers.shape import NEAR_BEST, TOPIC_FLOOR, Asked, clauses_of, draft, near_slices
from rag.schema import Draft, Query, Target
from rag.text import fold

_PLAN = (
    r"(?:ban |cai )?(?:ke hoach|chuong trinh|quyet dinh|dia phuong|noi|tinh|huyen|thi xa|thanh pho|"
    r"xa|phuong) nao"
)
_ASKED = re.compile(
    # "… là chỉ tiêu của kế hoạch nào", "chỉ tiêu … nằm trong kế hoạch nào"
    rf"\b(?:chi tieu|muc tieu|con so)\b.*\b(?:cua|trong|o|do|thuoc|tai) {_PLAN}\W*$|"
    rf"^(?:nhung |cac )?{_PLAN} (?:dat|de|neu|ghi|co|lay) (?:\w+ ){{0,2}}"
    r"(?:chi tieu|muc tieu|ty le|ty so|ty suat)\b|"
    r"\bwhich (?:plans?|provinces?|districts?|towns?|communes?)\b.*\b(?:targets?|indicators?)\b|"
    r"\b(?:targets?|indicators?)\b.*\b(?:which|what) plan\b"
)
_SAID = 0.8
"""Share of its subject that an indicator must say, where no figure tells which is meant."""
_ON = re.compile(
    r"\b(?:chi tieu|muc tieu) (?:ve|doi voi|lien quan (?:den|toi)|cho|danh cho) \w+ \w+|"
    r"\b(?:dat|de|neu|ghi|co|lay) (?:ra )?(?:chi tieu|(?=ty (?:le|so|suat)\b))"
    r"(?! (?:nao|cu the|bang|so|dinh luong|danh so|rieng|ro|con|phan tram|hang nam|cho tung|cua|"
    r"khong|hon|nhat|la|the nao|gi|nhieu|it hon)\b) ?\w+ \w+|"
    r"\b(?:targets?|indicators?) (?:on|for|about) \w+"
)
_MEASURE = re.compile(r"\bso (?:luong )?(?P<of>vu|ca|nguoi|lop|gio|cuoc|mo hinh|truong hop|ho)\b")
_OF_ASKING = frozenset("chi tieu muc dat".split())
_BOUND = re.compile(
    r"\b(?P<over>tren|hon|qua|vuot|over|above|more than)?(?P<under>\bduoi|thap hon|under|below|"
    r"less than)?(?P<least>it nhat|toi thieu|tu|at least)?(?P<most>nhieu nhat|toi da|khong qua|"
    r"at most)? (?P<number>\d+(?:[.,]\d+)?) ?(?:%|phan tram|per ?cent)(?P<up> tro len| or more)?"
)
""" "Trên 50%", "từ 98% trở lên": any share beyond it will do."""
_NUMBER = re.compile(r"(\d+(?:[.,]\d+)*)(\s?%|\s+phần trăm\b|\s+phan tram\b|\s+percent\b)?")


def asks_whose_target(query: Query) -> bool:
    """Whether an indicator is told, by figure or subject, and the plan that sets it asked."""
    if query.objectives or query.indicators or query.items:
        return False  # their numbers are no figures
    question = fold(query.question)
    told = bool(_figures(query) or _BOUND.search(question)) or _ON.search(question) is not None
    return told and _ASKED.search(question) is not None


def plans_of_target(asked: Asked) -> Draft | None:
    """The indicators on the subject that hold the figure, plan by plan; None where none is asked.

    A duty on the same subject sets no figure, nor does an indicator with another one.
    """
    if not asks_whose_target(asked.query):
        return None
    claims = []
    query = asked.query
    if not _figures(query):
        # "chỉ tiêu về …": no word of what it is on
        bound = _bound(query)
        asking = {*_OF_ASKING, *(bound.group().replace("%", "").split() if bound else ())}
        text = " ".join(w for w in query.search_text.split() if fold(w) not in asking)
        terms = tuple(word for word in query.terms if fold(word) not in asking)
        query = replace(query, terms=terms, subject=terms, search_text=text)
        asked = replace(asked, query=query, matcher=asked.book.matcher(query))
    for plan_id in asked.query.plans:
        scored = [
            (_score(asked, one), one) for one in asked.book.targets(plan_id)
            if _is_meant(asked, one)
        ]  # fmt: skip
        best = max((score for score, _ in scored), default=0.0)
        bare_bound = _bound(query) is not None and not _named(query)
        if not _figures(asked.query) and best < TOPIC_FLOOR and not bare_bound:
            continue
        claims += [
            indicator_claim(asked, one, numbered=False) for score, one in scored
            if score >= NEAR_BEST * best
        ]  # fmt: skip
    return draft(asked, claims, reason="not_stated", nearest=near_slices(asked))


def _score(asked: Asked, one: Target) -> float:
    """How much of the subject the indicator says, or it below its headings."""
    text, above = one.task.text, [piece.text for piece in one.sources]
    below = 0.0 if _figures(asked.query) else 0.9 * asked.matcher.score(text, *above)
    return max(asked.matcher.score(text), below)


def _is_meant(asked: Asked, one: Target) -> bool:
    text = one.task.text
    measure = _MEASURE.search(fold(asked.query.question))
    if measure is not None and not re.search(
        rf"(?<!dich )(?<!nhiem )(?<!chuc )\b{measure['of']}\b", fold(text)
    ):
        return False  # "số vụ bạo lực" is no share of those who suffer it
    above = (text, *(piece.text for piece in one.sources), *asked.book.headings(one.task))
    if not set(_figures(asked.query)) <= {*_written(text)} or asked.unsaid(*above):
        return False
    if not _within_bound(asked, text):
        return False
    return bool(_figures(asked.query)) or _is_on(asked, above)


def _is_on(asked: Asked, texts: tuple[str, ...]) -> bool:
    """Whether an indicator is on the whole subject: of "phụ nữ nghèo" none on women is.

    What has the name of an agency ("bảo hiểm xã hội") must stand there as it is.
    """
    query, folded = asked.query, fold(asked.book.lexicon.expand(" ".join(texts)))
    if not all(fold(agency) in folded for agency in query.agencies):
        return False
    if not asked.subject.names_one(query):
        words = set(re.findall(r"[^\W_]+", folded))
        return bool(query.agencies) or (_bound(query) is not None and _named(query) <= words)
    return asked.subject.share_said(query, *texts) >= _SAID and not asked.subject.unwritten(
        query, texts, ()
    )


def _named(query: Query) -> set[str]:
    """The words without marks that a bare share is of, however little they weigh: "nữ"."""
    bound = _bound(query)
    asking = {*_OF_ASKING, *_OF_SHARES, *(re.findall(r"\w+", bound.group()) if bound else ())}
    return {fold(word) for word in query.terms} - asking


_OF_SHARES = frozenset("co ty le so suat de ra neu ghi lay phan tram la ve tu tro len".split())


def _bound(query: Query) -> re.Match[str] | None:
    """A share that is only the least, or the most, of what is asked for."""
    found = _BOUND.search(fold(query.question))
    return found if found is not None and any(found.group(*_ENDS)) else None


_ENDS = ("over", "under", "least", "most", "up")


def _within_bound(asked: Asked, text: str) -> bool:
    """Whether an indicator sets a share beyond the one that the question names.

    Of "nữ thạc sĩ đạt trên 50%. … nữ tiến sĩ … đạt 30%" that of the sentence on it.
    """
    bound = _bound(asked.query)
    if bound is None:
        return True
    clauses = clauses_of(text)
    said = [asked.matcher.score(one) for one in clauses]
    text = " ".join(c for c, score in zip(clauses, said, strict=True) if score == max(said))
    limit = float(bound["number"].replace(",", "."))
    shares = [
        float(number.replace(",", "."))
        for number, share in _NUMBER.findall(text) if share and number.count(".") < _SIDES
    ]  # fmt: skip
    if bound["under"] or bound["most"]:
        return any(one < limit or (one == limit and bound["most"]) for one in shares)
    return any(one > limit or (one == limit and not bound["over"]) for one in shares)


_SIDES = 2


def _figures(query: Query) -> list[str]:
    """The figures that the question tells, years and a share that only bounds left out."""
    bound = _bound(query)
    kept = query.question if bound is None else _blank(query.question, *bound.span("number"))
    return [one for one in _written(kept)[::2] if one not in query.years]


def _blank(text: str, start: int, end: int) -> str:
    return f"{text[:start]}{' ' * (end - start)}{text[end:]}"


def _written(text: str) -> list[str]:
    """Each number as told, then without its "%": "110 bé trai/100 bé gái" tells no 100%.

    "Đủ 04 lần" is 4 of them.
    """
    found = ((n.lstrip("0") or n, "%" if share else "") for n, share in _NUMBER.findall(text))
    return [part for n, share in found for part in (n + share, n)]
