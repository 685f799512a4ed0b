"""Grades a text against expected facts: what is missing, what is forbidden, what is extra.

A text is read as tokens: words, figures (with their percent sign) and dates. Words are compared
without case, spaces, hyphens or the place of the tone mark; figures and dates only as wholes, so
"5%" is not found in "15%", and "15/12" is the same as "ngày 15 tháng 12".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, Protocol

TokenKind = Literal["word", "figure", "date"]

TONES = "\u0300\u0301\u0303\u0309\u0323"
CITATION_MARK = re.compile(r"\s?\[\d+(?:\s*[,;–-]\s*\d+)*\]")

MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7,
    "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
}  # fmt: skip
ENGLISH_MONTH = "|".join(f"{name[:3].title()}(?:{name[3:]})?" for name in MONTHS)
NOT_INSIDE_NUMBER = r"(?<![\d/.,])"
# "10/2019/TT-BKHĐT" and "15/1.000" are no dates.
NUMBER_ENDS = r"(?![\d/]|[.,]\d)"

TOKEN = re.compile(
    rf"""
    # ngày 15 tháng 12 năm 2025 · 15 tháng 12 · tháng 12/2025 comes below
      (?:ngày\s+)?(?P<d1>\d{{1,2}})\s+tháng\s+(?P<m1>\d{{1,2}})(?!\d)(?:(?:\s+năm\s+|/)(?P<y1>\d{{4}}))?
    # 2025-12-15
    | {NOT_INSIDE_NUMBER}(?P<y2>\d{{4}})-(?P<m2>\d{{2}})-(?P<d2>\d{{2}})(?!\d)
    # 15/12/2025 · ngày 08-6-2018 · 15.12.2025
    | (?:ngày\s+)?{NOT_INSIDE_NUMBER}(?P<d3>\d{{1,2}})(?P<sep>[/.-])(?P<m3>\d{{1,2}})
      (?P=sep)(?P<y3>\d{{4}}){NUMBER_ENDS}
    # 15/12 · ngày 15/12
    | (?:ngày\s+)?{NOT_INSIDE_NUMBER}(?P<d4>\d{{1,2}})/(?P<m4>\d{{1,2}}){NUMBER_ENDS}
    # ngày 15-12
    | ngày\s+(?P<d5>\d{{1,2}})-(?P<m5>\d{{1,2}}){NUMBER_ENDS}
    # 12/2025
    | {NOT_INSIDE_NUMBER}(?P<m6>\d{{1,2}})/(?P<y6>(?:19|20)\d\d){NUMBER_ENDS}
    # tháng 3 năm 2021 · tháng 4/2024 · tháng 12
    | tháng\s+(?P<m7>\d{{1,2}})(?!\d)(?:(?:\s+năm\s+|/)(?P<y7>\d{{4}}))?
    # 15 December 2025 · 15th of December
    | (?-i:(?P<d8>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<n8>{ENGLISH_MONTH})\b\.?
      (?:,?\s+(?P<y8>\d{{4}}))?)
    # December 15, 2025
    | (?-i:\b(?P<n9>{ENGLISH_MONTH})\.?\s+(?P<d9>\d{{1,2}})(?!\d)(?:st|nd|rd|th)?
      (?:,?\s+(?P<y9>\d{{4}}))?)
    # December 2025
    | (?-i:\b(?P<n10>{ENGLISH_MONTH})\.?,?\s+(?P<y10>\d{{4}}))
    # Quý II
    | \bquý\s+(?P<quarter>iv|i{{1,3}}|[1-4])\b
    # năm 2025
    | năm\s+(?P<year>(?:19|20)\d\d)(?!\d)
    # 60% · 60 phần trăm · 1.000 · 99,5%
    | (?P<figure>\d+(?:[.,]\d+)*)(?P<percent>\s*(?:%|phần\s+trăm\b|per\s?cent\b))?
    | (?P<word>[^\W\d_]+)
    """,
    re.VERBOSE | re.IGNORECASE,
)

PLACE_WORDS = frozenset({
    "khoản", "mục", "điểm", "điều", "phần", "chương", "gạch", "thứ", "trang", "đoạn", "thích",
    "section", "item", "clause", "point", "note", "paragraph", "part", "chapter", "article",
    "page", "footnote",
})  # fmt: skip
"""A figure right after one of these says where a statement stands and is no figure of it."""

# 1. Sở Y tế · - 2.1. Chỉ đạo · **Tỉnh Đắk Nông**: 9. Lồng ghép
LIST_NUMBER = re.compile(r"(?:^|:)[ \t*+•–“\"-]*(\d+(?:\.\d+)*)[.)](?=\s)", re.MULTILINE)


MEASURE_BEHIND = re.compile(
    r"\s(?:lần|lan|nghìn|ngàn|triệu|trieu|tỷ|tỉ|điểm|km|ha|kg|m2|m²|times|million|billion)\b",
    re.IGNORECASE,
)
""" "1,7 lần": one figure with its decimals, no two numbers."""


class AgencyMention(Protocol):
    """An agency found in a text: ``name`` is the lexicon's name for ``written``."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def written(self) -> str: ...
    @property
    def name(self) -> str: ...


class AgencyFinder(Protocol):
    """What the matcher needs of the agency lexicon."""

    def find_agencies(self, text: str, /) -> Sequence[AgencyMention]: ...


@dataclass(frozen=True, slots=True)
class Token:
    """One comparable piece of a text: equal keys mean the same word, figure or date."""

    kind: TokenKind
    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Extra:
    """An agency, date or figure that nothing permits, as the text writes it."""

    kind: Literal["agency", "figure", "date"]
    written: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.written}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why a text is wrong; all three empty when it is right."""

    missing: tuple[tuple[str, ...], ...] = ()
    forbidden: tuple[str, ...] = ()
    extra: tuple[Extra, ...] = ()

    @property
    def correct(self) -> bool:
        return not (self.missing or self.forbidden or self.extra)


def plain(text: str) -> str:
    """NFC without the citation marks [1], [2, 3]: the text whose offsets all results use."""
    return CITATION_MARK.sub("", unicodedata.normalize("NFC", text))


@lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[Token, ...]:
    """Read an NFC text into its tokens, in order."""
    return tuple(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    at = 0
    while match := TOKEN.search(text, at):
        found = tuple(_read(match))
        if found:
            yield from found
            at = match.end()
        else:
            # Looked like a date and is none ("45/13"): take its first figure alone.
            figure = re.compile(r"\d+").search(text, match.start())
            if figure is None:
                break
            yield Token("figure", _figure_key(figure.group()), figure.start(), figure.end())
            at = figure.end()


def _read(match: re.Match[str]) -> Iterator[Token]:
    start, end = match.span()
    groups = match.groupdict()
    if word := groups["word"]:
        yield Token("word", _fold(word), start, end)
    elif year := groups["year"]:
        yield Token("figure", _figure_key(year), start, end)
    elif quarter := groups["quarter"]:
        count = len(quarter) if set(quarter.lower()) == {"i"} else 4
        number = int(quarter) if quarter.isdigit() else count
        yield Token("date", f"\ue010q{number}\ue011", start, end)
    elif groups["figure"]:
        yield from _figures(match)
    else:
        yield from _date(match)


def _figures(match: re.Match[str]) -> Iterator[Token]:
    """One figure, save "chỉ tiêu 1,2 của": two numbers written without a space."""
    written = match["figure"]
    measured = MEASURE_BEHIND.match(match.string, match.end()) is not None
    if not (match["percent"] or measured) and re.fullmatch(r"\d(?:,\d)+", written):
        for part in re.finditer(r"\d", written):
            at = match.start("figure") + part.start()
            yield Token("figure", _figure_key(part.group()), at, at + 1)
        return
    key = _figure_key(written, percent=bool(match["percent"]))
    yield Token("figure", key, match.start(), match.end())


def _figure_key(written: str, *, percent: bool = False) -> str:
    """Read "04" as 4, "100.000" and "100,000" as 100000, "99,5" as 99.5."""
    if re.fullmatch(r"[1-9]\d{0,2}(?:[.,]\d{3})+", written):
        written = re.sub(r"[.,]", "", written)
    parts = re.split(r"[.,]", written)
    value = ".".join([str(int(parts[0])), *parts[1:]])
    return f"\ue000{value}{'%' if percent else ''}\ue001"


def _date(match: re.Match[str]) -> Iterator[Token]:
    """Give day or month, then the year as a figure, so that "15/12" fits "15/12/2025"."""
    found: dict[str, str] = {}
    year_span = (match.end(), match.end())
    for name, text in match.groupdict().items():
        if text and re.fullmatch(r"[dmyn]\d+", name):
            found[name[0]] = text
            if name[0] == "y":
                year_span = match.span(name)
    month = int(found["m"]) if "m" in found else _month_number(found["n"])
    day = int(found.get("d", "1"))
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return
    key = f"\ue010{day}.{month}\ue011" if "d" in found else f"\ue010m{month}\ue011"
    start, end = match.span()
    if "y" not in found:
        yield Token("date", key, start, end)
    elif year_span[0] == start:  # 2025-12-15
        yield Token("date", key, start, end)
        yield Token("figure", _figure_key(found["y"]), start, end)
    else:
        yield Token("date", key, start, year_span[0])
        yield Token("figure", _figure_key(found["y"]), *year_span)


def day_and_month(token: Token) -> tuple[int | None, int] | None:
    """Day and month of a date; the day None where a month stands alone, all None for a quarter."""
    read = re.fullmatch(r"\ue010(?:(\d+)\.|m)(\d+)\ue011", token.key)
    return (int(read[1]) if read[1] else None, int(read[2])) if read else None


def _month_number(name: str) -> int:
    return next(number for month, number in MONTHS.items() if month[:3] == name[:3].lower())


@lru_cache(maxsize=65536)
def _fold(word: str) -> str:
    """Lower case, tone mark last: "hoà" and "hòa" give the same."""
    letters = unicodedata.normalize("NFD", word.casefold())
    tones = [letter for letter in letters if letter in TONES]
    rest = "".join(letter for letter in letters if letter not in TONES)
    return unicodedata.normalize("NFC", rest) + "".join(tones)


def find(text: str, phrase: str) -> tuple[tuple[int, int], ...]:
    """Spans of ``text`` that say ``phrase``, whole tokens only; () for a phrase of no token."""
    hay = tokens(unicodedata.normalize("NFC", text))
    needle = "".join(token.key for token in tokens(unicodedata.normalize("NFC", phrase)))
    if not needle:
        return ()
    starts: dict[int, int] = {}
    ends: dict[int, int] = {}
    length = 0
    for token in hay:
        starts[length] = token.start
        length += len(token.key)
        ends[length] = token.end
    keys = "".join(token.key for token in hay)
    spans = []
    at = keys.find(needle)
    while at >= 0:
        if at in starts and at + len(needle) in ends:
            spans.append((starts[at], ends[at + len(needle)]))
        at = keys.find(needle, at + 1)
    return tuple(spans)


def says(text: str, phrase: str) -> bool:
    """Whether ``text`` says ``phrase``."""
    return bool(find(text, phrase))


def extras(text: str, permitted: Iterable[str], agencies: AgencyFinder) -> tuple[Extra, ...]:
    """Agencies, dates and figures of ``text`` that stand in none of the permitted texts.

    An agency is permitted when a permitted text names it by any of its names, or names it
    shorter or longer ("Phòng Nội vụ" / "Phòng Nội vụ huyện"). The printed number of an item
    ("- 2. Yêu cầu: …") and the figure of "khoản 6" are no figures.
    """
    allowed = tuple(unicodedata.normalize("NFC", one) for one in permitted)
    mentioned = [mention for one in allowed for mention in agencies.find_agencies(one)]
    names = {_phrase_key(name) for mention in mentioned for name in (mention.name, mention.written)}
    found: dict[Extra, None] = {}
    spans = []
    for mention in agencies.find_agencies(text):
        spans.append((mention.start, mention.end))
        keys = {_phrase_key(mention.name), _phrase_key(mention.written)}
        if any(key.startswith(name) for key in keys for name in names):
            continue
        if not any(says(one, mention.written) for one in allowed):
            found[Extra("agency", mention.written)] = None
    known = {token.key for one in allowed for token in tokens(one)}
    numbering = {match.start(1) for match in LIST_NUMBER.finditer(text)}
    before = ""
    for token in tokens(text):
        if token.kind == "word":
            before = text[token.start : token.end].lower()
            continue
        in_place = before in PLACE_WORDS or token.start in numbering
        before = ""
        in_name = any(start <= token.start < end for start, end in spans)
        if token.key in known or in_place or in_name:
            continue
        found[Extra(token.kind, text[token.start : token.end].strip())] = None
    return tuple(found)


def _phrase_key(phrase: str) -> str:
    return "".join(token.key for token in tokens(unicodedata.normalize("NFC", phrase)))


def grade(
    text: str,
    *,
    expected: Sequence[Sequence[str]],
    forbidden: Sequence[str] = (),
    allowed: Sequence[str] = (),
    context: Sequence[str] = (),
    agencies: AgencyFinder | None = None,
) -> Verdict:
    """Judge ``text``: every expected group found, nothing forbidden, nothing extra.

    ``context`` are texts whose agencies, dates and figures may also stand in the answer: the
    question, the evidence quotes, the names of the answer's plans. A forbidden phrase counts
    only where it is not part of a longer expected or allowed one. Without ``agencies`` extras
    are not looked for.
    """
    text = plain(text)
    good = [phrase for group in expected for phrase in group] + list(allowed)
    shields = [span for phrase in good for span in find(text, phrase)]
    bad = tuple(
        phrase
        for phrase in forbidden
        if any(not _shielded(span, shields) for span in find(text, phrase))
    )
    missing = tuple(
        tuple(group) for group in expected if not any(says(text, phrase) for phrase in group)
    )
    extra = extras(text, (*good, *context), agencies) if agencies is not None else ()
    return Verdict(missing, bad, extra)


def _shielded(span: tuple[int, int], shields: Sequence[tuple[int, int]]) -> bool:
    return any(
        start <= span[0] and span[1] <= end and (start, end) != span for start, end in shields
    )
