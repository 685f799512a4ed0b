"""What has changed since a plan was written: agencies, places, and its own time.

Notes stand beside an answer. They are no claims: a plan does not say them, so no quote of it could
bear them out; each names the document that made the change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from rag.book import Book
from rag.names.agencies import AgencyMention
from rag.names.now import AgencyNow, PlaceNow, Renamed, day_text, is_over, last_day, period
from rag.phrasing import Phrases
from rag.register import place_label, within
from rag.schema import DraftClaim, Note, Plan, Query
from rag.text import document_numbers

MAX_AGENCIES = 3
"""Changes of agencies told in one note; the others are counted."""
_NO_AGENCIES = frozenset({"basis", "header", "plans"})
"""Questions whose answers name an agency as issuer of a document, not as one with a duty."""
_ISSUER_REACH = 60


@dataclass(frozen=True, slots=True)
class _Item:
    """One change in words, and the documents it rests on."""

    text: str
    sources: tuple[str, ...]


def notes(
    claims: Sequence[DraftClaim], query: Query, book: Book, phrases: Phrases, day: date
) -> tuple[Note, ...]:
    """At most one note on agencies, one on places, one on periods, for what is stated.

    "Nay thuộc tỉnh nào?" is what no plan states: the note on places alone tells it.
    """
    stated = [claim for claim in claims if claim.kind == "stated" and claim.plan_id is not None]
    plans = [book.by_id[one] for one in dict.fromkeys(c.plan_id for c in stated) if one is not None]
    writer = _Writer(query, book, phrases, day)
    if "place_now" in query.header_fields and query.narrowed:
        place = writer.on_places([book.by_id[one] for one in query.plans])
        return (place,) if place else ()
    if not plans:
        return ()
    found = (writer.on_agencies(stated, plans), writer.on_places(plans), writer.on_periods(plans))
    return tuple(note for note in found if note is not None)


class _Writer:
    """The notes of one answer."""

    def __init__(self, query: Query, book: Book, phrases: Phrases, day: date) -> None:
        self._query = query
        self._book = book
        self._say = phrases.say
        self._day = day
        self._renamed = Renamed.load(book.lexicon.prompts)
        self._place_told = False

    # ------------------------------------------------------------------ agencies

    def on_agencies(self, stated: Sequence[DraftClaim], plans: Sequence[Plan]) -> Note | None:
        if self._query.intent in _NO_AGENCIES:
            return None
        items: list[_Item] = []
        beside: tuple[str, ...] = ()
        for now, names in self._changed(stated).items():
            at = ""
            place = self._place_now(plans[0]) if len(plans) == 1 and not items else None
            if place is not None and not place.ended and now.level != "trung_uong":
                # the place is told beside the first agency, and not again by itself
                self._place_told, beside = True, place.sources
                changed = self._place_changed(plans[0], place, "_beside")
                cited = self._renamed.cited(beside, self._say("note_and"))
                at = self._say("note_at", place=changed, source=cited)
            key = "note_ended" if now.ended else "note_part" if now.field else "note_renamed"
            words = self._say(
                key, agency=", ".join(names), at=at, now=now.now, field=now.field or ""
            )
            items.append(_Item(words, now.sources))
        rest = len(items) - MAX_AGENCIES
        more = self._say("note_more", count=str(rest)) if rest > 0 else ""
        return self._note(items[:MAX_AGENCIES], more, beside)

    def _changed(self, stated: Sequence[DraftClaim]) -> dict[AgencyNow, list[str]]:
        """What agencies have become, with their names; those that open a statement come first."""
        found: dict[AgencyNow, list[str]] = {}
        for plan, claim, mention in _mentions(stated, self._book):
            level = mention.level or plan.place_level
            if self._of_a_city(plan, mention):
                level = "tinh"
            now = self._renamed.agency(mention.name, level, self._day, (plan.title, claim.text))
            if now is not None and mention.name not in found.setdefault(now, []):
                found[now].append(mention.name)
        return found

    def _of_a_city(self, plan: Plan, mention: AgencyMention) -> bool:
        """ "Công an thành phố" of a city that is a province's equal."""
        place = self._renamed.province(plan.place or "") if plan.place_level == "tinh" else None
        city = place is not None and place.kind == "thanh_pho_tw"
        return city and mention.level == "huyen" and mention.name.endswith(" thành phố")

    # ------------------------------------------------------------------ places

    def on_places(self, plans: Sequence[Plan]) -> Note | None:
        changed = {} if self._place_told else {_place(p): (p, self._place_now(p)) for p in plans}
        items = [
            _Item(self._place_changed(plan, now), now.sources)
            for plan, now in changed.values() if now is not None
        ]  # fmt: skip
        return self._note([*items, *self._taken_in(plans)])

    def _place_changed(self, plan: Plan, now: PlaceNow, beside: str = "") -> str:
        """ "tỉnh Đắk Nông nay thuộc tỉnh Lâm Đồng"; ``beside`` an agency, with a comma."""
        key = f"note_alone{beside}" if now.alone else f"note_place{beside}"
        if now.ended:
            key = "note_place_ended" if now.now else "note_place_over"
        return self._say(key, place=_place(plan), now=now.now, since=day_text(now.since))

    def _taken_in(self, plans: Sequence[Plan]) -> Iterator[_Item]:
        """Plans held of provinces that the one asked for has taken in."""
        asked = {plan.place for plan in plans if plan.place_level == "tinh"}
        told = {plan.place for plan in plans}
        register = self._book.register
        merged = self._book.merged_into
        formers = [one for one, into in merged.items() if into in asked and self._query.narrowed]
        held = [plan for one in formers for plan in register.of_place.get(one, ())]
        for other in sorted(held, key=lambda plan: plan.plan_id):
            now = self._place_now(other) if other.place_level == "tinh" else None
            if now is not None and other.place not in told:
                told.add(other.place)
                words = self._say(
                    "note_taken_in", place=_place(other), now=now.now, since=day_text(now.since)
                )
                yield _Item(words, now.sources)

    def _place_now(self, plan: Plan) -> PlaceNow | None:
        if plan.place is None:
            return None
        return self._renamed.place(plan.place, plan.place_level, plan.province, self._day)

    # ------------------------------------------------------------------ periods

    def on_periods(self, plans: Sequence[Plan]) -> Note | None:
        over = [plan for plan in plans if is_over(plan, self._day)]
        if not over:
            return None
        if len(plans) > 1:
            told = dict.fromkeys(f"{_place(plan)} ({period(plan)})" for plan in over)
            return Note(self._say("note_periods", plans="; ".join(told)), None)
        plan, last = over[0], last_day(over[0]) or self._day
        several = plan.year_start != plan.year_end
        years = period(plan) or ""
        words = years if several else self._say("note_year", year=years)
        recurs = several and self._query.intent == "deadline"
        key = "note_deadlines" if recurs else "note_period"
        return Note(self._say(key, period=words, last=day_text(last)), None)

    # ------------------------------------------------------------------ words

    def _note(
        self, items: Sequence[_Item], more: str = "", beside: tuple[str, ...] = ()
    ) -> Note | None:
        """Items side by side, those of the same documents together; None without any.

        ``beside`` are documents already cited within an item.
        """
        if not items:
            return None
        by_sources: dict[tuple[str, ...], list[str]] = {}
        for item in items:
            by_sources.setdefault(item.sources, []).append(item.text)
        runs = [
            self._say(
                "note_by",
                text="; ".join(told),
                source=self._renamed.cited(numbers, self._say("note_and")),
            )
            for numbers, told in by_sources.items()
        ]
        text = "; ".join(runs) + more + "."
        every = dict.fromkeys((*(n for numbers in by_sources for n in numbers), *beside))
        source = "; ".join(map(self._renamed.cited_in_full, every))
        return Note(text[0].upper() + text[1:], source)


def _mentions(
    stated: Iterable[DraftClaim], book: Book
) -> Iterator[tuple[Plan, DraftClaim, AgencyMention]]:
    """Agencies of the statements: the one that opens each, then all others."""
    found = []
    for claim in stated:
        numbers = document_numbers(claim.text)
        kept = [
            mention for mention in book.lexicon.find_agencies(claim.text)
            # "Thông tư số 17/2014/TT-BLĐTBXH của Bộ …": who issued it, not who has a duty
            if not any(0 <= mention.start - end < _ISSUER_REACH and mention.level == "trung_uong"
                       for _, end in numbers)
        ]  # fmt: skip
        if claim.plan_id is not None:
            found.append((book.by_id[claim.plan_id], claim, kept))
    for part in (slice(0, 1), slice(1, None)):
        for plan, claim, kept in found:
            for mention in kept[part]:
                yield plan, claim, mention


def _place(plan: Plan) -> str:
    return within(place_label(plan) or plan.title)
