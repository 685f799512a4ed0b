"""Lines that say when the item above them is due: "- Thời gian: 7 giờ, ngày 5/3, tại …"."""

from __future__ import annotations

import itertools
import re

from ingest.times import when_phrases

TIME_LINE = re.compile(
    r"(?:[-*+•]\s*)?(?:Thời gian|Thời hạn|Hoàn thành|Tiến độ)[^:]{0,30}:\s*", re.IGNORECASE
)
_MOST_WHEN_WORDS = 12
_MOST_WORDS_OF_PARTS = 18


def whole_value(value: str) -> str | None:
    """What stands behind the label up to the place, where it is short and tells a time."""
    told = re.split(r",?\s+tại\s|\.\s|[.;]?$", value.strip(), maxsplit=1)[0]
    # "danh sách xong trước ngày 31/3; rào xong trước ngày 30/4": each part has its own time
    parts = list(itertools.takewhile(when_phrases, told.split("; ")))
    told = "; ".join(parts)
    times = sum(len(when_phrases(part)) for part in parts)
    most = _MOST_WHEN_WORDS if times < 2 else _MOST_WORDS_OF_PARTS
    return told if times and len(told.split()) <= most else None
