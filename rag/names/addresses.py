"""A place with the province it is in: "huyện Lâm Thao, tỉnh Phú Thọ", "Lâm Thao (Phú Thọ)"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rag.lexicon import PlaceMention
from rag.schema import Plan
from rag.text import fold
from rag.understanding.own_places import OwnPlace

_PROVINCES = ("tinh", "thanh_pho_tw")
# behind the place; a province before it: "tỉnh Phú Thọ, huyện Lâm Thao"
_BEHIND = re.compile(r"\s*(?:[,(–-]|thuoc|cua|o|in|of)?\s*(?:tinh|thanh pho|tp\.?)?\s*")
_BEFORE = re.compile(r"\s*[,–-]\s*")


def addressed(
    text: str,
    own: Sequence[OwnPlace],
    places: Sequence[PlaceMention],
    merged_into: Mapping[str, str | None],
) -> tuple[list[OwnPlace], list[PlaceMention], list[str]]:
    """The places without the provinces that only say where one of them is, and what is not there.

    Of places that share a name those in that province are meant: where none is, it is asked for
    in vain. A province that has taken in theirs since says so as well.
    """
    folded = fold(text)
    own, places = list(own), list(places)
    missing: list[str] = []
    for province in [place for place in places if place.kind in _PROVINCES]:
        beside = [
            one for one in own
            if _BEHIND.fullmatch(folded, one.end, province.start)
            or (one.end > province.end and _BEFORE.fullmatch(folded, province.end, one.start))
        ]  # fmt: skip
        lower = [one for one in beside if any(p.place_level != "tinh" for p in one.plans)]
        if not lower:
            continue
        for one in lower:
            there = tuple(p for p in one.plans if _is_in(p, province.name, merged_into))
            own.remove(one)
            if there:
                own.append(replace(one, plans=there))
            else:
                missing.append(f"{text[one.start : one.end]}, {province.name}")
                places = [p for p in places if p.end <= one.start or one.end <= p.start]
        places.remove(province)
        own = [one for one in own if not _within(one, province)]
    own.sort(key=lambda one: (one.start, one.end))
    return own, places, missing


def _is_in(plan: Plan, province: str, merged_into: Mapping[str, str | None]) -> bool:
    """Whether a plan's place is in a province, as far as the plan says."""
    if plan.place_level == "tinh":
        return False
    around = fold(plan.province or "")
    return not around or fold(province) in (around, fold(merged_into.get(around) or ""))


def _within(one: OwnPlace, province: PlaceMention) -> bool:
    """Whether the province itself, which has plans too, is what is named there."""
    return province.start <= one.start and one.end <= province.end and one.exact
