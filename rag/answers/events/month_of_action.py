"""The month of action: what is of it, and what says from which day to which it goes."""

from __future__ import annotations

import re

from rag.answers.shape import Asked, without_marker
from rag.schema import Statement
from rag.text import fold

RANGE = re.compile(r"từ\b.{0,40}\bđến\b|\d\s*[-–]\s*\d{1,2}/", re.IGNORECASE)


def of_the_month(asked: Asked, one: Statement, told: str) -> bool:
    """Whether an event, as it is ``told``, is of the month where that is asked: no training is.

    "5. Hưởng ứng Tháng hành động" above "Mít tinh lúc 7 giờ …" says so too.
    """
    asked_for = names_month(" ".join((asked.query.question, *asked.query.terms)))
    headings = " ".join(asked.book.headings(one.task))
    whole = f"{one.subject} {told} {headings}"
    if not asked_for:
        return True
    # "Kiểm tra việc tổ chức Tháng hành động … từ ngày 08": no day of the month; the half's own
    # words, for of "Tháng hành động từ ngày nào, ai kiểm tra" the day asked is the month's
    asks = fold(" ".join((*asked.query.subject, asked.query.search_text)))
    look, wanted = _OPENS.match(fold(without_marker(one.task.text))), _LOOKS.search(asks)
    if (look and look[1] not in asks) or (wanted and wanted[0] not in fold(whole)):
        return False
    return names_month(whole) and not of_other_days(asked.query.question, whole)


_CAUSE = re.compile(
    r"\bthang hanh dong (?:quoc gia )?(?:vi|ve) (?:su )?(?:cac )?(?P<cause>\w+ \w+)"
)


SPAN_ASKED = re.compile(r"\btu (?:ngay|hom) (?:nao|may) (?:den|toi) (?:ngay|hom) (?:nao|may)\b")
_TO_DAY = re.compile(r"\b(?:đến|hết)\s+(?:(?:hết|ngày)\s+)*\d|trong tháng \d", re.IGNORECASE)


def of_other_days(question: str, told: str) -> bool:
    """ "Tháng hành động vì bình đẳng giới" is no "Tháng hành động vì trẻ em".

    Nor does the day of its launch tell from which day to which it goes.
    """
    folded = fold(question)
    asked, said = _CAUSE.findall(folded), _CAUSE.findall(fold(told))
    if asked and said and not set(asked) & set(said):
        return True
    span = "thang hanh dong" in folded and "phat dong" not in folded and SPAN_ASKED.search(folded)
    return bool(span) and not (RANGE.search(told) or _TO_DAY.search(told))


_LOOKS = re.compile(r"\b(?:kiem tra|giam sat|tong ket|so ket|tong hop)\b")
_OPENS = re.compile(rf"(?:[^:;.]{{0,40}}\d: )?(?:to chuc )?({_LOOKS.pattern})")
""" "8. Từ ngày 11/12 đến ngày 15/12/2023: Kiểm tra …"."""


def names_month(text: str) -> bool:
    """Whether a text speaks of the month of action or its launch."""
    return _MONTH.search(fold(text)) is not None


_MONTH = re.compile(r"thang hanh dong|phat dong|month of action|action month|launch")


def tells_span(text: str) -> bool:
    """Whether a text says from which day to which the Month of Action goes."""
    return "thang hanh dong" in fold(text) and RANGE.search(text) is not None
