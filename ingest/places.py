"""A place by its shape, where no list holds it, and names printed in capitals."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass
from typing import Literal

from rag.lexicon import PlaceMention
from rag.text import fold

Level = Literal["tinh", "huyen", "xa"]
_LEVELS: tuple[Level, ...] = ("tinh", "huyen", "xa")

_KINDS = "tỉnh|thành phố|huyện|thị xã|quận|xã|phường|đặc khu|thị trấn"
# "TỈNH HÀ CHÂU", "xã Bình Khê Đông"; "XÃ HỘI" and "xã, phường" name none
_PLACE = re.compile(
    rf"(?<![^\W_])(?:(?P<upper>{_KINDS.upper().replace('XÃ|', 'XÃ(?! HỘI)|')})[ ]+"
    r"(?P<NAME>(?!(?:CỘNG|NĂM|GIAI|VỀ|ĐẾN|VÀ|BAN|TRONG|LẦN)\b)[A-ZĐÀ-Ỹ]{2,}"
    r"(?:[ -]{1,3}(?!(?:CỘNG|NĂM|GIAI|VỀ|ĐẾN|VÀ|BAN|CHO|S[Ốố]|SỞ|UBND|HĐND|[ỦU][ỶY]|"
    r"TRÊN|THEO|TRONG|KHÓA|NHIỆM)\b)"
    r"[A-ZĐÀ-Ỹ]{2,}){0,3})(?![^\W_])|"
    rf"(?P<lower>{_KINDS})[ ]+"
    r"(?P<name>(?!Cộng\b)[A-ZĐÀ-Ỹ][a-zà-ỹ']+(?:[ -]{1,3}(?!Độc\b|Số\b)[A-ZĐÀ-Ỹ][a-zà-ỹ']+){0,3}))"
)
_CODE = re.compile(r"\d\S*/\S*[^\W\d_]\S*")


@dataclass(frozen=True, slots=True)
class ShapedPlace:
    """A place that stands behind its kind word in [start, end) of a text."""

    name: str
    level: Level
    start: int
    end: int

    def is_whole(self, place: PlaceMention) -> bool:
        """Whether a listed place is this one, not a part of its name."""
        same_level = place.kind == "thanh_pho_tw" or level_of(place.kind) == self.level
        return fold(place.name) == fold(self.name) and same_level

    def below(self, other: ShapedPlace) -> bool:
        """Whether it is of a lower level: a commune, of a district."""
        return _LEVELS.index(self.level) > _LEVELS.index(other.level)


def shaped_place(text: str, start: int, end: int) -> ShapedPlace | None:
    """The first place of [start, end) by its kind word: "XÃ BÌNH KHÊ", "tỉnh Hà Châu"."""
    match = _PLACE.search(text, start, end)
    if match is None:
        return None
    name = match["NAME"].title() if match["NAME"] else match["name"]
    return ShapedPlace(name, level_of(match["upper"] or match["lower"]), *match.span())


def province_named(text: str) -> str | None:
    """The province that a text names most: of a commune no list knows."""
    named = Counter(
        (m["NAME"] or m["name"]).title() for m in _PLACE.finditer(text)
        if level_of(m["upper"] or m["lower"]) == "tinh"
    )  # fmt: skip
    return named.most_common(1)[0][0] if named else None


def level_of(kind: str) -> Level:
    """The level of a kind word, of the gazetteer's or as written."""
    folded = fold(kind).replace("_", " ")
    if folded.startswith(("tinh", "thanh pho tw", "thanh pho trung uong")):
        return "tinh"
    if folded.startswith(("xa", "phuong", "thi tran", "dac khu")):
        return "xa"
    return "huyen"


def natural_case(title: str, text: str) -> str:
    """A title in capitals with the capitals that the body writes beside the same neighbours.

    "… TRÊN ĐỊA BÀN TỈNH AN GIANG" is "… trên địa bàn tỉnh An Giang".
    """
    if not title:
        return title
    written: dict[tuple[str, str], Counter[tuple[str, str]]] = {}
    for one, two in itertools.pairwise(re.finditer(r"[^\W_]+", text)):
        between = text[one.end() : two.start()]
        pair = (one.group(), two.group())
        if between in (" ", " - ", ", ") and not "".join(pair).isupper():
            written.setdefault((pair[0].lower(), pair[1].lower()), Counter())[pair] += 1
    words = list(re.finditer(r"[^\W_]+", title.lower()))
    letters = list(title.lower())
    for one, two in itertools.pairwise(words):
        forms = written.get((one.group(), two.group()))
        if forms is None:
            continue
        first, second = forms.most_common(1)[0][0]
        letters[two.start() : two.end()] = second
        if first[0].isupper() and second[0].isupper():
            letters[one.start() : one.end()] = first  # else it may only have begun a sentence
    for code in _CODE.finditer(title):  # "QĐ-UBND" is written so everywhere, "CT-TTg" in the text
        capitals = code.group()
        seen = [form.group() for form in re.finditer(re.escape(capitals), text, re.IGNORECASE)]
        written_so = next((one for one in seen if one not in (capitals, one.lower())), capitals)
        letters[code.start() : code.end()] = written_so
    letters[0] = title[0]
    return "".join(letters)
