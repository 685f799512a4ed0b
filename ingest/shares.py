"""What each of several leads: "Sở Y tế chủ trì đường dây nóng; Công an tỉnh chủ trì tư vấn"."""

from __future__ import annotations

import re

from ingest.reading import Reading
from rag.schema import Agency, Slice
from rag.text import fold

_SHARE = re.compile(
    r"\s*(?:chủ trì|phụ trách|đảm nhiệm|chịu trách nhiệm(?:\s+về)?)\s+"
    r"(?!phối hợp|thực hiện|triển khai|tham mưu|tổ chức thực hiện|chung\b|toàn bộ|các? nội dung)"
    r"(?P<share>[^;.()]+)",
    re.IGNORECASE,
)
_WITH = re.compile(r"[\s,]+(?:và\s+)?(?:cùng\s+)?phối hợp\b.*", re.IGNORECASE | re.DOTALL)
_PART = re.compile(r";\s+")
_LEAST = 0.6
"""Share of the words behind "chủ trì" that the part of a task has which they mean."""


def share_of(reading: Reading, name_end: int, end: int, task: Slice) -> Slice | None:
    """The part of a task that the words behind "chủ trì" mean; ``name_end``: behind the name.

    None where the whole is led, or where no part speaks of them.
    """
    match = _SHARE.match(reading.document.text, name_end, end)
    words = set(_words(_WITH.sub("", match["share"]))) if match is not None else set()
    cuts = [m.span() for m in _PART.finditer(task.text)]
    if not words or not cuts:
        return None
    bounds = [0, *(at for cut in cuts for at in cut), len(task.text)]
    spans = list(zip(bounds[::2], bounds[1::2], strict=True))
    said = [len(words & set(_words(task.text[a:b]))) / len(words) for a, b in spans]
    best = max(said)
    if best < _LEAST or said.count(best) > 1:
        return None
    a, b = spans[said.index(best)]
    return reading.slice(task.start + a, task.start + b)


def shared_out(
    reading: Reading, start: int, end: int, task: Slice
) -> list[tuple[tuple[Agency, ...], Slice, Slice]]:
    """Of "A chủ trì …; B chủ trì …" who leads, the clause that says so, and the part of the task.

    Empty where the first leads the whole.
    """
    text, begin = reading.document.text, start
    found: list[tuple[tuple[Agency, ...], Slice, Slice]] = []
    for stop in (*(m.start() for m in _PART.finditer(text, start, end)), end):
        lead = reading.lead(begin, stop)
        if lead is not None and lead.start == begin:
            part = share_of(reading, lead.end, stop, task)
            if part is None and not found:
                return []
            if part is not None:
                found.append((lead.agencies, reading.slice(begin, stop), part))
        begin = stop + len(text[stop:end]) - len(text[stop:end].lstrip("; \n"))
    return found


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", fold(text))
