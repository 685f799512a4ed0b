"""Lines that say when the item above them is due: "- Thời gian: 7 giờ, ngày 5/3, tại …"."""

from __future__ import annotations

import re

from ingest.times import when_phrases

TIME_LINE = re.compile(
    r"(?:[-*+•]\s*)?(?:Thời gian|Thời hạn|Hoàn thành|Tiến độ)[^:]{0,30}:\s*", re.IGNORECASE
)
_MOST_WHEN_WORDS = 12


def whole_value(value: str) -> str | None:
    """What stands behind the label up to the place, where it is short and tells a time."""
    told = re.split(r",?\s+tại\s|[.;]\s|[.;]?$", value.strip(), maxsplit=1)[0]
    short = 0 < len(told.split()) <= _MOST_WHEN_WORDS
    return told if short and when_phrases(told) else None
