"""Phrases that say when: dates, quarters, recurrences."""

from __future__ import annotations

import re

_DAY = r"\d{1,2}\s*(?:/|-|\.|tháng)\s*\d{1,2}(?:\s*(?:/|-|\.|năm)\s*\d{4})?"
# Words that fix a time; a phrase needs at least one of them.
_HARD = re.compile(
    r"(?:từ\s+(?:ngày\s+)?" + _DAY + r"\s*(?:đến|-|–)\s*(?:hết\s+)?(?:ngày\s+)?" + _DAY + r")"
    r"|(?:(?:trước|chậm nhất(?:\s+là)?|không quá|đến hết|xong trước|sau)\s+)?(?:vào\s+)?ngày\s+"
    + _DAY
    + r"(?:\s+(?:hằng|hàng)\s+năm)?"
    r"|(?:trước|chậm nhất(?:\s+là)?)\s+" + _DAY + r"(?:\s+(?:hằng|hàng)\s+năm)?"
    r"|(?:trong|vào|đến|trước|cuối|đầu|hết)\s+(?:hết\s+)?(?:quý|tháng)\s+(?:[IVX]+|\d{1,2})(?:\s*(?:/|năm)\s*\d{4})?"
    r"|quý\s+[IVX]+(?:\s*(?:/|năm)\s*\d{4})?"
    r"|(?<![\d/])tháng\s+(?:0?[1-9]|1[0-2])(?![\d/%])(?:\s*(?:/|năm)\s*\d{4})?(?:\s+(?:hằng|hàng)\s+năm)?"
    r"|(?:vào|trong|cuối|đến cuối|hết|đến hết)\s+năm\s+\d{4}"
    r"|(?:thực hiện\s+)?thường xuyên(?:\s+trong\s+năm)?"
    r"|thực hiện định kỳ theo [^.;)]{3,60}"
    r"|thực hiện theo quy định của [^.;)]{3,40}",
    re.IGNORECASE,
)
# Words that only tell how often.
_SOFT = re.compile(
    r"định kỳ|(?:báo cáo\s+)?(?:0?[369]|1[02])\s+tháng|(?:hằng|hàng|mỗi)\s+(?:năm|quý|tháng|tuần)|"
    r"báo cáo năm|báo cáo đột xuất|đột xuất|giữa kỳ|khi có yêu cầu|hoàn thành",
    re.IGNORECASE,
)
# "Nghị quyết số 28/NQ-CP ngày 03/3/2021": the date of a document, not of a duty
_OF_A_DOCUMENT = re.compile(
    r"(?:\d[\w]*\s*[-/]\s*[A-ZĐ][\w&/\-]*(?:\s?-\s?\w+)?|\bLuật [^.;]{0,60}),?\s*$"
)
_GAP = re.compile(
    r"[\s,:()\-–]*(?:và\s+|vào\s+|trong\s+|năm\s+|để\s+|báo cáo\s+)*[\s(]*", re.IGNORECASE
)


def when_phrases(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of the phrases that say when something is due, each with its recurrence.

    "định kỳ 06 tháng (trước ngày 10 tháng 6), hàng năm (trước ngày 10 tháng 12)" is one phrase.
    """
    tokens = [
        (m.start(), m.end(), True)
        for m in _HARD.finditer(text)
        if not _OF_A_DOCUMENT.search(text[: m.start()])
    ]
    taken = [(a, b) for a, b, _ in tokens]
    tokens += [
        (m.start(), m.end(), False)
        for m in _SOFT.finditer(text)
        if all(m.end() <= a or m.start() >= b for a, b in taken)
    ]
    tokens.sort()
    phrases: list[tuple[int, int]] = []
    start = end = -1
    hard = False
    for a, b, is_hard in tokens:
        if end >= 0 and _GAP.fullmatch(text[end:a]):
            end, hard = b, hard or is_hard
            continue
        if hard:
            phrases.append((start, end))
        start, end, hard = a, b, is_hard
    if hard:
        phrases.append((start, end))
    return tuple(_balanced(text, *_without_label(text, a, b)) for a, b in phrases)


def _without_label(text: str, start: int, end: int) -> tuple[int, int]:
    """ "hoàn thành: Quý II năm 2026" without the label."""
    label = re.match(r"[^\d:]{0,30}:\s*", text[start:end])
    return (start + label.end(), end) if label else (start, end)


def _balanced(text: str, start: int, end: int) -> tuple[int, int]:
    """Take in the bracket that closes one opened inside the phrase."""
    inside = text[start:end]
    depth = 0
    for position, character in enumerate(inside):
        depth += (character == "(") - (character == ")")
        if depth < 0:
            # the phrase began inside a bracket and ran out of it
            return start, start + position
    if inside.count("(") > inside.count(")"):
        close = text.find(")", end)
        if 0 <= close <= end + 2:
            return start, close + 1
    return start, end
