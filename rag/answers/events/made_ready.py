"""An event that a plan also has made ready: the day it is held, and by when the making is done."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.schema import Statement

_DUE_ASKED = re.compile(
    r"\b(?:xong|hoan thanh|han|cham nhat|truoc (?:ngay|khi))\b|\bby (?:when|what)\b|\bdeadline\b"
)
_MADE_READY = re.compile(r"(?:[-*+•]\s*)?Thời gian[^:]{0,30}:\s*(?=\w+ \w+ ).{0,60}?\btrước\b")
_DAY = re.compile(r"\d{1,2}\s*(?:/|tháng)\s*\d|tháng \d", re.IGNORECASE)


def as_asked(question: str, one: Statement) -> Statement:
    """ "Thời gian: Hoàn thành kịch bản trước ngày 10/5" tells no day on which it is held.

    ``question`` is without marks. The statement itself where no line of it tells the day.
    """
    ready = [piece for piece in one.sources if _MADE_READY.match(piece.text)]
    others = [piece for piece in one.sources if piece not in ready]
    due = _DUE_ASKED.search(question) is not None
    if not ready or not any(_DAY.search(piece.text) for piece in others[1:]):
        return one
    return replace(one, sources=(*others[:1], *ready) if due else tuple(others))
