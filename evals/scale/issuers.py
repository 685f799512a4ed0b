"""Who issues the plans of a made archive: places of the gazetteer, with offices as of the day."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from random import Random
from typing import Literal

from rag.names.gazetteer import Gazetteer, Place

Level = Literal["tinh", "huyen", "xa"]

OFFICES_MERGED = datetime.date(2025, 3, 1)
"""Since then the province has its present departments."""
PLACES_MERGED = datetime.date(2025, 7, 1)
"""Since then there are 34 provinces, and communes in the districts' stead."""

_UNITS = {
    "tinh": "tỉnh", "thanh_pho_tw": "thành phố", "huyen": "huyện", "quan": "quận",
    "thi_xa": "thị xã", "thanh_pho": "thành phố",
}  # fmt: skip
_YOUTH = {"huyện": "Huyện đoàn", "thị xã": "Thị đoàn", "thành phố": "Thành đoàn",
          "quận": "Quận đoàn", "tỉnh": "Tỉnh đoàn"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Issuer:
    """A People's Committee: ``unit`` is its kind word, ``province`` the one above it if any."""

    level: Level
    unit: str
    place: str
    province: str | None

    @property
    def head(self) -> str:
        return f"Ủy ban nhân dân {self.unit}"

    @property
    def above(self) -> str:
        """The body whose letter the plan carries out."""
        return f"Ủy ban nhân dân tỉnh {self.province}" if self.province else "Chính phủ"

    @property
    def below(self) -> str:
        """The units one level down, as they are named together."""
        if self.level == "xa":
            return "các thôn, tổ dân phố"
        if self.level == "huyen":
            return "các phường" if self.unit == "quận" else "các xã, phường, thị trấn"
        return "các huyện, thị xã, thành phố"


def issuer(gazetteer: Gazetteer, level: Level, day: datetime.date, draw: Random) -> Issuer:
    """One of those that stood on a day; a commune bears the name its district had."""
    merged = day >= PLACES_MERGED
    if level == "tinh":
        one = draw.choice(gazetteer.provinces_now if merged else gazetteer.provinces_before)
        return Issuer("tinh", _UNITS[one.kind], one.name, None)
    named = [place for place in gazetteer.districts if not place.name.startswith("Quận ")]
    one = draw.choice(named)
    if level == "huyen":
        return Issuer("huyen", _UNITS[one.kind], one.name, _province(gazetteer, one, merged))
    unit = "xã" if one.kind == "huyen" else "phường"
    return Issuer("xa", unit, one.name, _province(gazetteer, one, merged))


def _province(gazetteer: Gazetteer, district: Place, merged: bool) -> str:
    if not merged:
        return district.province
    before = {place.name: place for place in gazetteer.provinces_before}
    return before[district.province].merged_into or district.province


def below_since(issuer: Issuer, day: datetime.date) -> str:
    """The units below on a day: since July 2025 a province has communes and no districts."""
    merged = issuer.level == "tinh" and day >= PLACES_MERGED
    return "các xã, phường" if merged else issuer.below


def office(names: list[str], issuer: Issuer, day: datetime.date) -> str:
    """An office's name at a level on a day, of its four in ``wording.toml``."""
    if issuer.level == "tinh":
        name = names[1 if day >= OFFICES_MERGED else 0]
    else:
        name = names[2 if issuer.level == "huyen" else 3]
    for unit in (" tỉnh", " huyện", " xã"):
        name = name.removesuffix(unit) + (f" {issuer.unit}" if name.endswith(unit) else "")
    return _YOUTH.get(issuer.unit, name) if name in _YOUTH.values() else name
