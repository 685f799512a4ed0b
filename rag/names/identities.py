"""Whether two written names mean one agency: "Công an huyện" and "Công an"."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from rag.names.agencies import COMMITTEES, LEVEL_WORD, LEVELS, AgencyNames, Level
from rag.names.gazetteer import PlaceMention
from rag.names.phrases import letters
from rag.text import even_tones

_KEPT = 8192
"""Names whose identity is kept: each duty of a plan is held against those of a question."""
_EACH = re.compile(r"^(?:mỗi|từng|những)\s+", re.IGNORECASE)
""" "Mỗi tổ dân phố" is one of "các tổ dân phố"."""
_COUNTED = re.compile(r"\b\d{1,3} (?=thôn|ấp|bản|buôn|xã|phường|tổ dân phố|khu phố)")
""" "Ban nhân dân 9 ấp" is "Ban nhân dân các ấp"."""
_OFFICE = (
    "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân",
    "Văn phòng Ủy ban nhân dân",
)
""" "Văn phòng UBND thị xã": the one office of a district's council and committee."""
_PRESS = letters("Báo và Đài Phát thanh, Truyền hình")
""" "Báo đài" of a place is its newspaper and its station, joined or apart."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What two names of one agency share: its letters, where it stands, whose it is."""

    base: str
    levels: frozenset[Level]
    place: str | None


class Identities:
    """What names of agencies have in common with others."""

    def __init__(
        self, agencies: AgencyNames, places: Callable[[str], Iterable[PlaceMention]]
    ) -> None:
        """``agencies`` are the listed names; ``places`` finds places in a name."""
        self._agencies = agencies
        self._places = places
        self.read = functools.lru_cache(maxsize=_KEPT)(self._identity)

    def same(self, a: str, b: str) -> bool:
        """Whether two written names may mean one agency.

        A name without its level stands for every level ("Công an" is "Công an thị xã"), one
        without its place for every place; different bodies, levels or places are not the same.
        """
        return self.alike(self.read(a), self.read(b))

    def alike(self, one: Identity, other: Identity) -> bool:
        """The same of what was read of two names."""
        if _PRESS in (one.base, other.base):
            return all(base.startswith(("báo", "đài")) for base in (one.base, other.base))
        return (
            (one.base == other.base or _same_field(one.base, other.base))
            and (not one.levels or not other.levels or bool(one.levels & other.levels))
            and (one.place is None or other.place is None or one.place == other.place)
        )

    def _identity(self, written: str) -> Identity:
        name, place, levels = _EACH.sub("các ", written.strip()), None, frozenset[Level]()
        name = _COUNTED.sub("các ", name)
        known = self._agencies.in_questions.get(name)
        if known is None:
            for mention in self._places(name):
                if mention.end == len(name) and mention.start > 0:
                    levels = _levels_in(" " + name[mention.start :])
                    place = mention.name
                    name = name[: mention.start].rstrip()
                    known = self._agencies.in_questions.get(name)
        if known is not None:
            name = known.entry.name
            if known.entry.kind == "dia_phuong" and len(known.entry.levels) == 1:
                # "các huyện, thành phố phải làm gì": their people's committees are meant
                name = COMMITTEES[known.entry.levels[0]]
            if len(known.entry.levels) == 1:
                levels = levels or frozenset(known.entry.levels)
        tail = _level_tail(name)
        if tail and (known is None or self._agencies.in_questions.get(name[: tail.start()])):
            levels = levels or _levels_in(tail[0])
            name = name[: tail.start()]
            shorter = self._agencies.in_questions.get(name)
            name = shorter.entry.name if shorter else name
        return Identity(letters(name.replace(*_OFFICE)), levels, place)


def _level_tail(name: str) -> re.Match[str] | None:
    for tail in LEVEL_WORD.finditer(even_tones(name)):
        if tail.end() == len(name) and not name[tail.start(1)].isupper():
            return tail
    return None


def _levels_in(words: str) -> frozenset[Level]:
    tail = LEVEL_WORD.match(even_tones(words))
    if tail is None:
        return frozenset()
    return frozenset(LEVELS.get(tail[1], ()))


def _same_field(one: str, other: str) -> bool:
    """Whether one is a bare field ("Ngành Y tế") and the other a body of that field."""
    field = letters("Ngành")
    for a, b in ((one, other), (other, one)):
        if a.startswith(field) and not b.startswith((field, *_UNIONS)) and a[len(field) :] in b:
            return True
    return False


_UNIONS = (letters("Liên đoàn"), letters("Hội"))  # "bên lao động" is no Liên đoàn Lao động
