"""What an agency or a place named in a plan is on a given day, and whether a plan's time is over.

Read from ``renamed.toml`` and the gazetteer; nothing here looks at a clock save ``today``.
"""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from rag.lexicon import Lexicon
from rag.names.agencies import LEVELS, Level
from rag.names.gazetteer import Gazetteer, Place
from rag.schema import Plan
from rag.text import fold, nfc

KINDS = {"tinh": "tỉnh", "thanh_pho_tw": "thành phố", "huyen": "huyện", "quan": "quận",
         "thi_xa": "thị xã", "thanh_pho": "thành phố"}  # fmt: skip
"""The kind of a place as it is said before its name."""


class Source(BaseModel):
    """A document that made a change; its number is its key in the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    type: str
    date: date
    issuer: str


class Part(BaseModel):
    """Where a field of an agency's work went; ``sources`` () where they are the row's."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    fields: tuple[str, ...]
    now: str
    sources: tuple[str, ...] = ()


class Row(BaseModel):
    """One change of an agency of a level; see the head of ``renamed.toml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    level: Level
    since: date
    now: str
    ended: bool = False
    parts: tuple[Part, ...] = ()
    sources: tuple[str, ...]


class PlaceRow(BaseModel):
    """One change of the places of a level."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    level: Level
    since: date
    ended: bool = False
    sources: tuple[str, ...]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    sources: dict[str, Source]
    place: tuple[PlaceRow, ...]
    agency: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class AgencyNow:
    """What an agency has become; ``field`` where only that part of its work is told.

    With ``ended`` the body is no more and ``now`` has its work.
    """

    now: str
    level: Level
    field: str | None
    ended: bool
    since: date
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlaceNow:
    """What a place belongs to; ``alone`` where it was renamed and not merged with another.

    ``ended``: its level is no more, and ``now`` is the province that its land lies in.
    """

    now: str
    alone: bool
    ended: bool
    since: date
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Renamed:
    """The changes of ``renamed.toml`` beside the places."""

    sources: dict[str, Source]
    places: tuple[PlaceRow, ...]
    agencies: tuple[Row, ...]
    gazetteer: Gazetteer

    @staticmethod
    def load(prompts: Path) -> Renamed:
        """The changes of a folder, one object for each folder."""
        return _load(prompts.resolve())

    @functools.cached_property
    def _by_name(self) -> dict[tuple[str, Level], list[Row]]:
        """Rows by the lexicon's name: "Công an", and "Công an huyện" as a mention is called."""
        found: dict[tuple[str, Level], list[Row]] = {}
        for row in self.agencies:
            words = (word for word, levels in LEVELS.items() if row.level in levels)
            for name in (row.name, *(f"{row.name} {word}" for word in words)):
                found.setdefault((name, row.level), []).append(row)
        return found

    def agency(
        self, name: str, level: Level | None, day: date, about: tuple[str, ...] = ()
    ) -> AgencyNow | None:
        """What an agency by its name in the lexicon is on a day; None where nothing changed.

        ``about`` are the texts that tell which field of its work is meant, the surest first.
        """
        if level is None:
            return None
        rows = [row for row in self._by_name.get((name, level), ()) if row.since <= day]
        if not rows:
            return None
        row = max(rows, key=lambda one: one.since)
        field, part = _part(row, about)
        sources = (part.sources if part else ()) or row.sources
        now = part.now if part else row.now
        return AgencyNow(now, level, field, row.ended, row.since, self._made(sources, day))

    def place(
        self, name: str, level: str | None, province: str | None, day: date
    ) -> PlaceNow | None:
        """What a plan's place is on a day; None where it stands, or nothing is known of it.

        A province that kept its name stands, whatever it has taken in.
        """
        if level == "tinh":
            place = self.province(name)
            return self._province_now(place, day) if place else None
        ends = [row for row in self.places if row.level == level and row.ended and row.since <= day]
        if not ends:
            return None
        row = max(ends, key=lambda one: one.since)
        around = self.province(province) if province else None
        now = self._belongs_to(around, day) if around else None
        return PlaceNow(now or "", False, True, row.since, self._made(row.sources, day))

    def province(self, name: str) -> Place | None:
        """A province as it stood before the changes."""
        return self._provinces.get(fold(name))

    @functools.cached_property
    def _provinces(self) -> dict[str, Place]:
        return {fold(place.name): place for place in self.gazetteer.provinces_before}

    def _province_now(self, place: Place, day: date) -> PlaceNow | None:
        into = place.merged_into
        since = date.fromisoformat(place.since) if place.since else None
        if into is None or since is None or since > day or into == place.name:
            return None
        others = [p for p in self.gazetteer.provinces_before if p.merged_into == into]
        return PlaceNow(
            self._belongs_to(place, day), len(others) == 1, False, since, self.of_day(since, day)
        )

    def of_day(self, since: date, day: date) -> tuple[str, ...]:
        """The documents by which the provinces changed on that day."""
        rows = [row for row in self.places if row.level == "tinh" and row.since == since]
        return self._made(tuple(s for row in rows for s in row.sources), day)

    def _belongs_to(self, place: Place, day: date) -> str:
        """ "tỉnh Lâm Đồng": the province that a former one is in on a day, with its kind."""
        since = date.fromisoformat(place.since) if place.since else None
        if place.merged_into is None or (since is not None and since > day):
            return f"{KINDS[place.kind]} {place.name}"
        now = next((p for p in self.gazetteer.provinces_now if p.name == place.merged_into), place)
        return f"{KINDS[now.kind]} {now.name}"

    def _made(self, numbers: tuple[str, ...], day: date) -> tuple[str, ...]:
        """The documents that there were on the day, in the file's order.

        All of them for a change that a document made after the day: Nghị định 55/2025/NĐ-CP of
        02/3/2025 has been in force since 01/3/2025.
        """
        return tuple(n for n in numbers if self.sources[n].date <= day) or numbers

    def cited(self, numbers: tuple[str, ...], joined_by: str = "và") -> str:
        """ "Nghị định số 45/2025/NĐ-CP và 150/2025/NĐ-CP, Nghị quyết số 202/2025/QH15"."""
        by_type: dict[str, list[str]] = {}
        for number in numbers:
            by_type.setdefault(self.sources[number].type, []).append(number)
        listed = {kind: f" {joined_by} ".join(same) for kind, same in by_type.items()}
        return ", ".join(f"{kind} số {same}" for kind, same in listed.items())

    def cited_in_full(self, number: str) -> str:
        """ "Nghị định số 45/2025/NĐ-CP ngày 28/02/2025 của Chính phủ"."""
        source = self.sources[number]
        return f"{source.type} số {number} ngày {day_text(source.date)} của {source.issuer}"


@functools.lru_cache(maxsize=8)
def _load(prompts: Path) -> Renamed:
    text = (prompts / "renamed.toml").read_text(encoding="utf-8")
    file = _File.model_validate(tomllib.loads(nfc(text)))
    return Renamed(file.sources, file.place, file.agency, Lexicon.load(prompts).gazetteer)


def _part(row: Row, about: tuple[str, ...]) -> tuple[str | None, Part | None]:
    """The field of work that a text names first, and where it went."""
    for text in map(fold, about):
        named = [
            (text.index(fold(field)), field, part)
            for part in row.parts for field in part.fields if fold(field) in text
        ]  # fmt: skip
        if named:
            _, field, part = min(named, key=lambda one: one[0])
            return field, part
    return None, None


def period(plan: Plan) -> str | None:
    """ "2021 - 2025", "2024"; None where the plan does not say its years."""
    years = [str(year) for year in (plan.year_start, plan.year_end) if year is not None]
    return " - ".join(dict.fromkeys(years)) or None


def last_day(plan: Plan) -> date | None:
    """The last day of the plan's period; None where the plan does not say it."""
    return date(plan.year_end, 12, 31) if plan.year_end is not None else None


def is_over(plan: Plan, day: date) -> bool:
    """Whether the plan's period is known and has ended before the day."""
    last = last_day(plan)
    return last is not None and last < day


def day_text(day: date) -> str:
    """ "01/7/2025": days below ten and the first two months take a nought (Nghị định 30/2020)."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day:%d}/{month}/{day.year}"


def today() -> date:
    """The day of this machine."""
    return datetime.now().astimezone().date()
