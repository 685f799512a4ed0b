"""Lines that say when the item above them is due: "- Thời gian: 7 giờ, ngày 5/3, tại …"."""

from __future__ import annotations

import re

from ingest.times import when_phrases

TIME_LINE = re.compile(
    r"(?:[-*+•]\s*)?(?:Thời gian|Thời hạn|Hoàn thành|Tiến độ)[^:]{0,30}:\s*", re.IGNORECASE
)
_MOST_WHEN_WORDS = 12
_MOST_WORDS_OF_PARTS = 18


def whole_value(value: str) -> str | None:
    """What stands behind the label up to the place, where it is short and tells a time."""
    told = re.split(r",?\s+tại\s|[.;]\s|[.;]?$", value.strip(), maxsplit=1)[0]
    times = len(when_phrases(told))
    # "05 điểm xong trong tháng 6, 07 điểm xong trong tháng 11": each part has its own time
    most = _MOST_WHEN_WORDS if times < 2 else _MOST_WORDS_OF_PARTS
    return told if times and len(told.split()) <= most else None
