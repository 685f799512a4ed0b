"""Phrases that say when: dates, quarters, recurrences, conditions; and what a calendar needs."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from rag.schema import Due, Every

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


# "hằng năm", "định kỳ", "khi có yêu cầu": no date, but when all the same
_RECURRENCE = re.compile(
    r"(?:từng\s+giai đoạn\s+|giai đoạn\s+)?(?:\d+\s+năm\s*(?:,|và)\s*)?"
    r"(?:hằng|hàng|mỗi)\s+(?:năm|quý|tháng|tuần)|định kỳ(?:\s*(?:,|hoặc|và)\s*đột xuất)?",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"(?:sau|ngay(?:\s+sau)?)\s+khi có\s+"
    r"(?:(?!,\s+(?:huy động|tổ chức|triển khai|xây dựng|thực hiện|phối hợp|bảo đảm|đảm bảo)\b)"
    r"[^.;()]){3,120}|"
    r"khi có\s+(?:yêu cầu|hướng dẫn|chỉ đạo|ý kiến|văn bản|(?:sự )?thay đổi)\b[^.;,()]{0,60}|"
    r"theo yêu cầu của\s+[^.;,()]{3,60}",
    re.IGNORECASE,
)
# "trong dự toán ngân sách hằng năm", "kế hoạch phát triển kinh tế - xã hội 5 năm, hằng năm":
# the year of a budget or of another plan, not when the duty is done
_OF_A_THING = re.compile(
    r"(?:\b(?:trong|vào|từ)\s+[^.;:]{2,90}|(?:kinh tế - xã hội|thi đua|xếp loại|khen thưởng)|"
    r"giai đoạn \d{4}\s*-\s*\d{4} và)\s*$"
)


def loose_phrases(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of recurrences and conditions that stand without a date."""
    dated = when_phrases(text)
    found: list[tuple[int, int]] = []
    for match in (*_RECURRENCE.finditer(text), *_CONDITION.finditer(text)):
        start, end = match.start(), match.start() + len(match.group().rstrip(" ,"))
        if any(start < b and a < end for a, b in dated):
            continue
        if _RECURRENCE.match(text, start) and _OF_A_THING.search(text[:start]):
            continue
        found.append((start, end))
    return tuple(sorted(found))


# ------------------------------------------------------------------ for a calendar

_DATE = re.compile(
    r"(\d{1,2})\s*(?:/|-|\.|tháng)\s*(\d{1,2})(?!\d)(?:\s*(?:/|-|\.|năm)\s*(\d{4}))?"
)
_MONTH = re.compile(r"tháng\s+(\d{1,2})(?:\s*(?:/|năm)\s*(\d{4}))?", re.IGNORECASE)
_QUARTER = re.compile(r"quý\s+([IVX]+|\d)(?:\s*(?:/|năm)\s*(\d{4}))?", re.IGNORECASE)
_YEAR = re.compile(r"năm\s+(\d{4})", re.IGNORECASE)
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_BEFORE = re.compile(r"trước", re.IGNORECASE)
_SPAN = re.compile(r"\btừ\b.*\b(?:đến|tới)\b|\d\s*[-–]\s*\d{1,2}/", re.IGNORECASE)
_PARTS = re.compile(r",\s+|\s+và\s+")
_ANY_YEAR = 2023
"""Stands for a year that is not known; without a 29 February."""
_EVERY: tuple[tuple[re.Pattern[str], Every], ...] = (
    (re.compile(r"(?:hằng|hàng|mỗi) năm|báo cáo năm", re.IGNORECASE), "year"),
    (re.compile(r"\b0?6 tháng", re.IGNORECASE), "half-year"),
    (re.compile(r"(?:hằng|hàng|mỗi) quý|\b0?3 tháng", re.IGNORECASE), "quarter"),
    (re.compile(r"(?:hằng|hàng|mỗi) tháng", re.IGNORECASE), "month"),
    (re.compile(r"(?:hằng|hàng|mỗi) tuần", re.IGNORECASE), "week"),
)
_STANDING = re.compile(r"thường xuyên|thực hiện theo quy định|thực hiện định kỳ", re.IGNORECASE)


def dues(words: str, year: int | None) -> tuple[Due, ...]:
    """What a calendar needs of a phrase; ``year`` is the plan's where it covers one year.

    "trước ngày 15/12" ends on 14/12; a date without a year in a plan of several comes back every
    year; "06 tháng (trước ngày 10/6), năm (trước ngày 10/12)" is two.
    """
    parts = [part for part in _PARTS.split(words) if _DATE.search(part)]
    if len(parts) > 1 and not _SPAN.search(words):
        return tuple(_due(part.strip(), year) for part in parts)
    return (_due(words, year),)


def _due(words: str, year: int | None) -> Due:
    every = next((name for pattern, name in _EVERY if pattern.search(words)), None)
    if _STANDING.search(words):
        return Due(words, "standing")
    dates = list(_DATE.finditer(words))
    if dates:
        return _on_days(words, dates, year)
    quarter = _QUARTER.search(words)
    month = quarter or _MONTH.search(words)
    if month is not None:
        number = _QUARTERS.get(month[1].lower(), 0) * 3 if quarter else int(month[1])
        its_year = int(month[2]) if month[2] else year
        if 1 <= number <= 12:
            last = monthrange(its_year or _ANY_YEAR, number)[1]
            return Due(
                words, "date", None if its_year else "year", None, _text(its_year, number, last)
            )
    whole = _YEAR.search(words)
    if whole is not None:
        return Due(words, "date", None, None, f"{whole[1]}-12-31")
    recurs = every is not None or _RECURRENCE.search(words) is not None
    return Due(words, "recurrence" if recurs else "condition", every)


def _on_days(words: str, dates: list[re.Match[str]], year: int | None) -> Due:
    """One day, or the first and the last of a span."""
    named = next((int(match[3]) for match in reversed(dates) if match[3]), year)
    try:
        days = [
            date(int(m[3] or named or _ANY_YEAR), int(m[2]), int(m[1]))
            for m in (dates[0], dates[-1])
        ]
    except ValueError:
        return Due(words, "condition")  # no such day: "ngày 31/02"
    span = len(dates) > 1
    if not span and _BEFORE.search(words[: dates[0].start()]):
        days[-1] -= timedelta(days=1)
    first, last = (_text(day.year if named else None, day.month, day.day) for day in days)
    return Due(words, "date", None if named else "year", first if span else None, last)


def _text(year: int | None, month: int, day: int) -> str:
    return f"{year if year else '-'}-{month:02d}-{day:02d}"
