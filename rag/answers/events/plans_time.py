"""When an event takes place: the plan as a whole tells it, or the day beside its making ready."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.answers.shape import Asked, without_marker
from rag.schema import Statement
from rag.text import fold

_EVENT = re.compile(
    r"\b(?:Tháng hành động|Lễ phát động|Hội thi|Cuộc thi|Ngày hội|Diễn đàn|Tuần lễ|Chiến dịch)"
    r"(?:(?!\s+(?:năm|giai đoạn|trên địa bàn)\b)[^.;]){0,160}"
)
_TIME = re.compile(
    r"(?:Dự kiến )?Thời gian(?: (?:tổ chức|thực hiện|dự kiến))?\s*:.*\d", re.IGNORECASE
)
_TIME_ALONE = re.compile(r"(?:Dự kiến )?Thời gian(?: (?:tổ chức|thực hiện))?\W*", re.IGNORECASE)
_SPAN = re.compile(r"\W*(?:Từ|Bắt đầu từ|Trong) .*\d", re.IGNORECASE)


def plans_time(asked: Asked, plan_id: str) -> list[Statement]:
    """The line that says when, as an event of the title's name; [] where the title names none."""
    title = _EVENT.search(" ".join(asked.book.by_id[plan_id].title.split()))
    if title is None:
        return []
    text, found = asked.book.text(plan_id), []
    sections = asked.book.sections(plan_id)
    for section in sections.values():
        above = sections.get("/".join(section.id.split("/")[:-1]))
        if above is None or len(section.path) > _DEEPEST:
            continue
        heading = text[above.start : above.heading_end]
        piece = asked.book.slice(plan_id, section, section.start, section.end)
        # "2. Thời gian" above "Từ ngày 15 tháng 11 đến ngày 15 tháng 12", in the part on the theme
        alone = _TIME_ALONE.fullmatch(without_marker(heading.strip())) and _SPAN.match(piece.text)
        named = len(section.path) < _DEEPEST and "thoi gian" in fold(heading)
        if alone or (named and _TIME.match(without_marker(piece.text))):
            found.append(Statement(plan_id, "event", title.group().strip(), piece, (piece,)))
    return found


_DEEPEST = 3
"""Levels of the outline on which a plan tells its own time."""


_DUE_ASKED = re.compile(
    r"\b(?:xong|hoan thanh|han|cham nhat|truoc (?:ngay|khi))\b|\bby (?:when|what)\b|\bdeadline\b"
)
_MADE_READY = re.compile(r"(?:[-*+•]\s*)?Thời gian[^:]{0,30}:\s*(?=\w+ \w+ ).{0,60}?\btrước\b")
DAY = re.compile(r"\d{1,2}\s*(?:/|tháng)\s*\d|tháng \d", re.IGNORECASE)


def as_asked(question: str, one: Statement) -> Statement:
    """ "Thời gian: Hoàn thành kịch bản trước ngày 10/5" tells no day on which it is held.

    ``question`` is without marks. The statement itself where no line of it tells the day.
    """
    ready = [piece for piece in one.sources if _MADE_READY.match(piece.text)]
    others = [piece for piece in one.sources if piece not in ready]
    due = _DUE_ASKED.search(question) is not None
    if not ready or not any(DAY.search(piece.text) for piece in others[1:]):
        return one
    return replace(one, sources=(*others[:1], *ready) if due else tuple(others))
