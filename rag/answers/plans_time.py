"""When the event a plan is for takes place, told of the plan as a whole.

"Kế hoạch triển khai Tháng hành động …" with "II. CHỦ ĐỀ VÀ THỜI GIAN", "2. Thời gian: Từ ngày …".
"""

from __future__ import annotations

import re

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
        heading = fold(text[above.start : above.heading_end])
        piece = asked.book.slice(plan_id, section, section.start, section.end)
        if "thoi gian" in heading and _TIME.match(without_marker(piece.text)):
            found.append(Statement(plan_id, "event", title.group().strip(), piece, (piece,)))
    return found


_DEEPEST = 2
"""Levels of the outline on which a plan tells its own time."""
