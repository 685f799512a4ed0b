"""Places: provinces before and after July 2025 and the districts, found in a text."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from rag.names.phrases import Match, Phrases, letters
from rag.text import even_tones, fold, has_marks, nfc

Kind = Literal["tinh", "thanh_pho_tw", "huyen", "quan", "thi_xa", "thanh_pho"]

_KIND_WORDS: dict[str, tuple[Kind, ...]] = {
    "tỉnh": ("tinh",),
    "huyện": ("huyen",),
    "quận": ("quan",),
    "thị xã": ("thi_xa",),
    "tx": ("thi_xa",),
    "thành phố": ("thanh_pho", "thanh_pho_tw"),
    "tp": ("thanh_pho", "thanh_pho_tw"),
}
_BEFORE = re.compile(
    r"(?<![^\W_])(tỉnh|huyện|quận|thị\s+xã|thành\s+phố|tx|tp|tinh|huyen|quan|thi\s+xa|thanh\s+pho)"
    r"[\s.]*$"
)
_AT = re.compile(r"(?<![^\W_])(?:ở|tại|của|cho|o|tai|cua)\s+$")
_REACH = 24
_PROVINCES = ("tinh", "thanh_pho_tw")
_SOFT = r" \t\xa0'’.–-"


_YEAR_BEHIND = re.compile(r"\s+(?:19|20)\d{2}\b")
_NAME_BEGUN = re.compile(
    r"\b(?:phuong|xa|thi tran|thi xa|huyen|quan|dac khu) [^\W\d_]+ (?:[^\W\d_]+ )?$"
)


_COUNTS = frozenset("hai ba bốn năm sáu bảy tám chín mười mấy".split())
"""Of "có hai phòng cùng báo cáo", which is no Hải Phòng typed without one mark."""


@dataclass(frozen=True, slots=True)
class Place:
    """One province or district.

    ``merged_into`` is what it belongs to since ``since`` (ISO), "Quảng Ngãi" for Kon Tum; a
    province after the change has None. ``province`` of a district is the one before the change.
    """

    name: str
    kind: Kind
    province: str
    merged_into: str | None
    since: str | None
    common: Literal["tu", "luon"] | None


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place in a text, with its kind word ("tỉnh Kon Tum") in [start, end).

    ``province`` is None where several provinces have a district of that name and nothing in the
    text says which.
    """

    start: int
    end: int
    written: str
    name: str
    kind: Kind
    province: str | None
    merged_into: str | None


_Found = tuple[Match[tuple[int, ...]], int, tuple[Place, ...]]
"""A match, where its kind word begins, and what it may mean."""


@dataclass(frozen=True)
class Gazetteer:
    """All places; ``provinces_now`` are the 34, the rest stood before the change."""

    places: tuple[Place, ...]
    aliases: tuple[tuple[str, int], ...]

    @classmethod
    def load(cls, path: Path) -> Gazetteer:
        """Read ``places.tsv``."""
        places: list[Place] = []
        aliases: list[tuple[str, int]] = []
        for line in nfc(path.read_text(encoding="utf-8")).splitlines()[1:]:
            if line.startswith(("#", "name\t")):
                continue
            name, kind, province, into, since, other, common = line.split("\t")
            aliases.append((name, len(places)))
            aliases.extend((alias, len(places)) for alias in other.split("|") if alias)
            places.append(
                Place(name, _kind(kind), province, into or None, since or None, _common(common))
            )
        return cls(tuple(places), tuple(aliases))

    @functools.cached_property
    def provinces_before(self) -> tuple[Place, ...]:
        """The 63."""
        return tuple(p for p in self.places if p.kind in _PROVINCES and p.merged_into)

    @functools.cached_property
    def provinces_now(self) -> tuple[Place, ...]:
        """The 34."""
        return tuple(p for p in self.places if p.kind in _PROVINCES and not p.merged_into)

    @functools.cached_property
    def districts(self) -> tuple[Place, ...]:
        """Districts, towns, and cities under a province."""
        return tuple(p for p in self.places if p.kind not in _PROVINCES)

    @functools.cached_property
    def _phrases(self) -> Phrases[tuple[int, ...]]:
        rows: dict[str, list[int]] = {}
        for alias, index in self.aliases:
            rows.setdefault(alias, []).append(index)
        return Phrases((alias, tuple(indices)) for alias, indices in rows.items())

    def find(self, text: str, *, question: bool) -> tuple[PlaceMention, ...]:
        """Places of a text (NFC); a question may leave out or mistake marks and capitals."""
        found: list[_Found] = []

        def accept(match: Match[tuple[int, ...]]) -> bool:
            before = _BEFORE.search(_left(text, match.start))
            places = self._choose(text, match, before, question=question)
            if places:
                found.append((match, _first(match.start, before), places))
            return bool(places)

        def accept_wrong_marks(match: Match[tuple[int, ...]]) -> bool:
            if any(m.start < match.end and match.start < m.end for m, _, _ in found):
                return False
            left = _left(text, match.start)
            written = text[match.start : match.end]
            capital = all(part[0].isupper() for part in _split(written))
            if has_marks(written) and _NAME_GOES_ON.match(text, match.end) and " " not in written:
                return False  # "ấp Vĩnh Trạch" is no city of Vinh
            told = capital or _AT.search(left) is not None or _BEFORE.search(left) is not None
            return told and accept(match)

        self._phrases.find(text, soft=_SOFT, loose=question, accept=accept)
        if question and has_marks(text):
            self._phrases.find(fold(text), soft=_SOFT, loose=True, accept=accept_wrong_marks)
            found.sort(key=lambda one: one[0].start)
        named = {p.name for _, _, places in found for p in places if p.kind in _PROVINCES}
        return tuple(_mention(text, *one, named) for one in found)

    def _choose(
        self,
        text: str,
        match: Match[tuple[int, ...]],
        before: re.Match[str] | None,
        *,
        question: bool,
    ) -> tuple[Place, ...]:
        """The places a written name may mean here; () where it is no place."""
        written = text[match.start : match.end]
        parts = _split(written)
        capital = all(part[0].isupper() or part[0].isdigit() for part in parts)
        marked = has_marks(written) or not has_marks(match.key)
        if not question and not (capital and match.exact):
            return ()
        if before is None and _ends_with_year(text, match.start, match.end):
            return ()
        if (
            parts[0].lower() in _COUNTS
            and parts[-1].islower()
            and not (match.exact or (written.islower() and not has_marks(written)))
        ):
            return ()
        kinds = _kinds(before.group(1)) if before else ()
        places = [
            p for p in map(self.places.__getitem__, match.value) if _cut_alike(p, match, parts)
        ]
        fitting = [p for p in places if p.kind in kinds]
        # "tỉnh" may be the end of another word group: an unfitting kind word says nothing,
        # but a word that needs one stays a common word.
        if fitting:
            places = fitting
        else:
            at = _AT.search(_left(text, match.start)) is not None
            plainly = capital and marked
            places = [
                p
                for p in places
                if letters(p.name) != match.key or _stands_alone(p, plainly, at=at)
            ]
        provinces = [p for p in places if p.kind in _PROVINCES]
        return tuple(provinces or places)


_NAME_GOES_ON = re.compile(rf" [A-ZĐ{''.join(filter(str.isupper, map(chr, range(0xC0, 0x1EF9))))}]")


def _ends_with_year(text: str, start: int, end: int) -> bool:
    """ "phuong kim tan ha nam 2026": the end of another place's name and the word "năm"."""
    written = text[start:end].lower()
    return (
        written.endswith(" nam")
        and _YEAR_BEHIND.match(text, end) is not None
        and _NAME_BEGUN.search(fold(text[:start])) is not None
    )


def _left(text: str, start: int) -> str:
    """The few words before an offset."""
    return even_tones(text[max(0, start - _REACH) : start])


def _first(start: int, before: re.Match[str] | None) -> int:
    """Where the mention begins: at its kind word where one stands before the name."""
    return max(0, start - _REACH) + before.start() if before else start


def _split(written: str) -> list[str]:
    return re.findall(r"[^\W_]+", written)


def _cut_alike(place: Place, match: Match[tuple[int, ...]], parts: list[str]) -> bool:
    """Whether the words are cut as in the name ("sinh o" is not Sìn Hồ) or not cut at all."""
    if len(parts) == 1 or letters(place.name) != match.key:
        return True
    return [len(part) for part in parts] == [len(part) for part in _split(place.name)]


def _stands_alone(place: Place, plainly_written: bool, *, at: bool) -> bool:
    if place.common == "luon":
        return False
    if place.common == "tu":
        return plainly_written or (at and place.kind in _PROVINCES)
    return True


def _kinds(word: str) -> tuple[Kind, ...]:
    plain = " ".join(word.split())
    for known, kinds in _KIND_WORDS.items():
        if plain in (known, fold(known)):
            return kinds
    return ()


def _mention(
    text: str,
    match: Match[tuple[int, ...]],
    start: int,
    places: tuple[Place, ...],
    named: set[str],
) -> PlaceMention:
    there = [p for p in places if p.province in named] or list(places)
    place = there[0]
    sure = len({p.province for p in there}) == 1
    return PlaceMention(
        start,
        match.end,
        text[start : match.end],
        place.name,
        place.kind,
        place.province if sure else None,
        place.merged_into if sure else None,
    )


def _kind(word: str) -> Kind:
    kinds: dict[str, Kind] = {kind: kind for kind in get_args(Kind)}
    return kinds[word]


def _common(word: str) -> Literal["tu", "luon"] | None:
    if word == "tu":
        return "tu"
    return "luon" if word == "luon" else None
