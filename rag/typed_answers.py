"""Whether a typed answer says what a plan says: its agencies, its date or its figure.

Read by value, as the evaluation reads an answer: "Sở LĐTBXH" is the agency written out, and
"15/10/2021" is "trước ngày 15 tháng 10 năm 2021". What is left out does no harm where nothing else
could be meant ("60%" for "đạt trên 60%"); what is said otherwise is wrong ("dưới 60%").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.lexicon import Lexicon
from rag.matching import find, tokens
from rag.matrix.same_items import amount
from rag.text import collapse, fold, lower

_MARKED = {
    "tren": "trên", "duoi": "dưới", "it": "ít", "nhat": "nhất", "toi": "tối", "thieu": "thiểu",
    "da": "đa", "khong": "không", "chua": "chưa", "qua": "quá", "vuot": "vượt", "tro": "trở",
    "len": "lên", "xuong": "xuống", "thap": "thấp", "hon": "hơn", "tang": "tăng", "giam": "giảm",
    "gan": "gần", "khoang": "khoảng", "tu": "từ", "den": "đến", "truoc": "trước", "cham": "chậm",
    "muon": "muộn", "ngay": "ngày", "thang": "tháng", "nam": "năm", "quy": "quý", "moi": "mỗi",
    "hang": "hằng", "hàng": "hằng", "tuan": "tuần",
}  # fmt: skip
"""Words that dates and figures are read by, as they are typed without marks."""
_SIGNS = (
    (r"phần trăm|phan tram", "%"),
    (r"≥|>=|không (?:dưới|thấp hơn|ít hơn)\b", "ít nhất "),
    (r"≤|<=", "không quá "),
    (r">", "trên "),
    (r"<", "dưới "),
)
_NOT = re.compile(r"\b(?:không (?!quá\b|vượt\b)|chưa\b|trừ\b|ngoài\b)")
_WHEN = (
    ("before", re.compile(r"\btrước\b")),
    ("until", re.compile(r"\b(?:đến|chậm nhất|muộn nhất|không quá)\b")),
    ("from", re.compile(r"\b(?:từ|sau)\b")),
)
_EVERY = re.compile(r"\b(?:hằng|mỗi) (năm|quý|tháng|tuần|ngày)\b")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_JOINED = frozenset({"va", "cung", "voi", "la"})


def says_agencies(said: str, right: Sequence[str], wrong: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether ``said`` names every right agency and no other, by any of their names."""
    if _NOT.search(_plain(said)):
        return False
    bare = rest = fold(said)
    for one in right:
        for start, end in find(bare, fold(one)):
            rest = rest[:start] + " " * (end - start) + rest[end:]
    if all(find(bare, fold(one)) for one in right) and set(re.findall(r"\w+", rest)) <= _JOINED:
        return True
    named = list(_named(said, lexicon))
    return (
        all(any(lexicon.same_agency(name, one) for name in named) for one in right)
        and all(any(lexicon.same_agency(name, one) for one in right) for name in named)
        # "UBND" is not enough where the committees of two levels are offered
        and not any(lexicon.same_agency(name, one) for name in named for one in wrong)
    )


def _named(said: str, lexicon: Lexicon) -> Iterator[str]:
    """The names of the agencies, each with the place behind it ("UBND huyện Ngọc Hồi")."""
    places = lexicon.find_places(said, question=True)
    for one in lexicon.find_agencies_in_question(said):
        # "huyện" is part of both
        behind = [
            place.name for place in places
            if one.start < place.start and one.end < place.end
            and not said[one.end : place.start].strip()
        ]  # fmt: skip
        yield " ".join([one.name, *behind[:1]])


def says_figure(said: str, right: str, asked: str) -> bool:
    """Whether ``said`` is the figure, with no other comparator, direction or unit.

    Figures of the question ``asked`` may be said again.
    """
    meant = _plain(right)
    told = _without(_plain(said), _plain(asked), meant)
    if _NOT.search(told) and not _NOT.search(meant):
        return False
    one, other = amount(told), amount(meant)
    if one is None or other is None:
        return _keys(told) == _keys(meant)
    (way, unit), (meant_way, meant_unit) = _way(one.unit), _way(other.unit)
    return (
        len(_keys(told)) == 1
        and one.value == other.value
        and one.comparator in ("", other.comparator)
        and way in ("", meant_way)
        and (meant_unit.startswith(unit) or (meant_unit != "" and unit.startswith(meant_unit)))
    )


def says_date(said: str, right: str, known: str) -> bool:
    """Whether ``said`` is the date, not before, after or as often as something else.

    ``known`` need not be said, and may be: the question, and the year where its plan has one.
    """
    meant, given = _plain(right), _plain(known)
    told = _without(_plain(said), given, meant)
    if _NOT.search(told) and not _NOT.search(meant):
        return False
    own = set(_YEAR.findall(meant))
    told = re.sub(r"(?<=\d)[/-](?=\s|$)", "", told)  # "15/12/" where the year known was taken out
    years = set(_YEAR.findall(told))
    often = {*_EVERY.findall(meant), *_EVERY.findall(given), *([] if own else ["năm"])}
    dates = _keys(told, "date")
    return (
        dates == _keys(meant, "date")
        and bool(dates or years)
        and own - set(_YEAR.findall(given)) <= years <= own
        and {name for name, word in _WHEN if word.search(told)}
        <= {name for name, word in _WHEN if word.search(meant)}
        and set(_EVERY.findall(told)) <= often
        and set(_keys(told, "figure")) <= set(_keys(meant, "figure"))
    )


def _plain(text: str) -> str:
    """In lower case and one line, with the marks and words that values are read by."""
    text = re.sub(r"[^\W\d_]+", lambda word: _MARKED.get(word[0], word[0]), collapse(lower(text)))
    for sign, words in _SIGNS:
        text = re.sub(sign, words, text)
    return text


def _without(told: str, known: str, meant: str) -> str:
    """``told`` without the dates and figures that are known and not asked for."""
    spare = {one.key for one in tokens(known)} - {one.key for one in tokens(meant)}
    for one in tokens(told):
        if one.kind != "word" and one.key in spare:
            told = told[: one.start] + " " * (one.end - one.start) + told[one.end :]
    return told


def _keys(text: str, kind: str = "") -> list[str]:
    return [
        one.key for one in tokens(text) if one.kind == kind or (not kind and one.kind != "word")
    ]


def _way(unit: str) -> tuple[str, str]:
    """ "giảm %": which way a figure goes, and its unit."""
    first, _, rest = unit.partition(" ")
    return (first, rest.strip()) if first in ("tăng", "giảm") else ("", unit)
