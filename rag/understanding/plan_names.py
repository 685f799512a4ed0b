"""Plans by what people type to find one: place, number, year, subject, with marks or without."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rag.register import place_label
from rag.schema import Plan
from rag.text import fold

MOST = 40
"""Plans that a list offers at once; where there are more, one types to find the others."""
_WORD = re.compile(r"[a-z0-9]+")
_PLACE, _PROVINCE = "place:", "province:"


def plan_name(plan: Plan) -> str:
    """The place first: it is what tells plans apart where a long title is cut short."""
    return f"{plan.place}: {plan.title}" if plan.place else plan.title


def place_name(plan: Plan) -> str | None:
    """ "Huyện Châu Thành, An Giang": a place as none of another province is called."""
    place = place_label(plan)
    if place is None or plan.place_level == "tinh" or not plan.province:
        return place
    return f"{place}, {plan.province}"


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """How a choice of several plans is called: ``{place}`` and ``{n}`` of them."""

    place: str
    province: str


@dataclass(frozen=True, slots=True)
class _Offer:
    label: str
    value: str
    typed: str
    """Its words without marks, each after a space."""
    numbers: str
    order: tuple[object, ...]
    several: bool = False
    """Whether it stands for more than one plan."""


class PlanNames:
    """What a list of these plans offers; made once for a state of the index."""

    def __init__(self, plans: tuple[Plan, ...], words: PlaceWords) -> None:
        """Nothing is kept of the plans but what is typed to find them."""
        self.plans = plans
        self.many = len(plans) > MOST
        self._plans = tuple(self._offers())
        self._issuing = tuple(self._where(words))
        self._places = tuple(one for one in self._issuing if one.several)
        self._by_value = {one.value: one for one in (*self._places, *self._plans)}
        self._by_place = {one.value: one for one in self._issuing}
        self._meant: dict[str, list[str]] = {}
        for plan in plans:
            for key in (plan.plan_id, *_keys(plan)):
                self._meant.setdefault(key, []).append(plan.plan_id)

    def first(self) -> str | None:
        """The plan that is shown before one is chosen."""
        return self._plans[0].value if self._plans else None

    @property
    def of_places(self) -> bool:
        """Whether they are of more than one place."""
        return sum(one.value.startswith(_PLACE) for one in self._issuing) > 1

    def holds(self, value: object) -> bool:
        return value in self._by_value

    def holds_place(self, value: object) -> bool:
        return value in self._by_place

    def called(self, value: str) -> str:
        """What a plan or a place is called in a sentence."""
        offer = self._by_value.get(value)
        return value.partition(":")[2] if value in self._by_place or offer is None else offer.label

    def meant(self, chosen: Sequence[str] | None) -> tuple[str, ...]:
        """The plans that choices stand for, each once; what is no more is left out."""
        return tuple(dict.fromkeys(
            plan_id for one in chosen or () for plan_id in self._meant.get(one, ())
        ))  # fmt: skip

    def among(self, plans: Sequence[str], places: Sequence[str]) -> tuple[str, ...]:
        """The plans that are meant where both narrow; none where neither is chosen: all are."""
        if not places:
            return self.meant(plans)
        there = self.meant(places)
        if not plans:
            return there
        held = set(there)
        return tuple(one for one in self.meant(plans) if one in held)

    def outside(self, plans: Sequence[str], places: Sequence[str]) -> tuple[str, ...]:
        """Those of the plans that are of none of the places chosen."""
        inside = set(self.among(plans, places))
        return tuple(one for one in self.meant(plans) if one not in inside)

    def apart(
        self, named: Sequence[str], places: Sequence[str]
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The plans and the places of a link, which may name places among its plans.

        Beside plans such a place adds its own, as in a list that holds both.
        """
        plans = [one for one in named if one in self._by_value and not self.holds_place(one)]
        there = self.linked_places(places)
        if plans:
            return self.meant(named), there
        return (), tuple(dict.fromkeys((*self.linked_places(named), *there)))

    def linked_places(self, named: Sequence[str]) -> tuple[str, ...]:
        """Places as links name them, by their value or "Tỉnh Kon Tum" and "Kon Tum" for short."""
        found = (self._place_of(one) for one in named)
        return tuple(dict.fromkeys(one for one in found if one is not None))

    def _place_of(self, named: str) -> str | None:
        own = named.startswith((_PLACE, _PROVINCE))
        for key in (named,) if own else (f"{_PLACE}{named}", f"{_PROVINCE}{named}"):
            if key in self._by_place:
                return key
            if (plan_ids := self._meant.get(key)) is not None:  # a province with one place
                return next(one for one in self._by_place if self._meant[one] == plan_ids)
        return None

    def linked(self, named: Sequence[str]) -> tuple[str, ...]:
        """What a link names, as a list offers it: a place with one plan is that plan."""
        return tuple(dict.fromkeys(value for one in named for value in self._offered_as(one)))

    def _offered_as(self, named: str) -> Sequence[str]:
        if self.holds(named):
            return (named,)
        plan_ids = self._meant.get(named, [])
        same = (one.value for one in self._places if self._meant[one.value] == plan_ids)
        return (next(same),) if len(plan_ids) > 1 else plan_ids

    def found(
        self, typed: str, *, places: bool = False, of: Sequence[str] = ()
    ) -> tuple[tuple[str, str], ...]:
        """Labels and values of what the typed words find, nearest first.

        Every word is the beginning of one of the offer's; ``places`` adds the choices that stand
        for all plans of a place; ``of`` these places alone.
        """
        plans: Sequence[_Offer] = self._plans
        if of:
            held = set(self.meant(of))
            plans = [one for one in plans if one.value in held]
        return _matching((*(self._places if places else ()), *plans), typed)

    def found_places(self, typed: str) -> tuple[tuple[str, str], ...]:
        """The same of the places, each that has issued a plan."""
        return _matching(self._issuing, typed)

    def offered(
        self,
        typed: str = "",
        chosen: str | Sequence[str] | None = None,
        *,
        places: bool = False,
        of: Sequence[str] = (),
    ) -> list[tuple[str, str]]:
        """What a list shows: the nearest of what is found, and what is chosen already."""
        found = self.found(typed, places=places, of=of)
        held = [chosen] if isinstance(chosen, str) else list(chosen or ())
        return self._shown(found, held, self._by_value)

    def offered_places(self, typed: str = "", chosen: Sequence[str] = ()) -> list[tuple[str, str]]:
        """The same of the list of places."""
        return self._shown(self.found_places(typed), chosen, self._by_place)

    def _shown(
        self,
        found: tuple[tuple[str, str], ...],
        chosen: Sequence[str],
        offers: Mapping[str, _Offer],
    ) -> list[tuple[str, str]]:
        nearest = found[: MOST if self.many else None]
        kept = [
            (one.label, one.value) for value in chosen
            if (one := offers.get(value)) and (one.label, value) not in nearest
        ]  # fmt: skip
        return [*kept, *nearest]

    def _offers(self) -> Iterator[_Offer]:
        for n, plan in enumerate(self.plans):
            years = {str(year) for year in (plan.year_start, plan.year_end) if year is not None}
            said = [place_label(plan), plan.place, plan.province, plan.number, plan.type,
                    plan.title, plan.plan_id, *sorted(years)]  # fmt: skip
            numbers = _words(plan.number, *years)
            label = self._label(plan) if self.many else plan_name(plan)
            yield _Offer(label, plan.plan_id, _words(*said), numbers, (1, n))

    def _label(self, plan: Plan) -> str:
        """With the number and the province, which tell many plans of one name apart."""
        parts = (place_name(plan), plan.number, plan.title)
        return " · ".join(part for part in parts if part)

    def _where(self, words: PlaceWords) -> Iterator[_Offer]:
        """Places, and provinces with plans of several; of a province those of its places."""
        count = Counter(key for plan in self.plans for key in _keys(plan))
        within: dict[str, set[str | None]] = {}
        for plan in self.plans:
            within.setdefault(f"{_PROVINCE}{plan.province}", set()).add(place_name(plan))
        for key, n in sorted(count.items(), key=lambda one: fold(one[0])):
            kind, _, name = key.partition(":")
            of_place = f"{kind}:" == _PLACE
            # a province whose plans are all of one place is that place
            if not of_place and len(within[key]) == 1:
                continue
            phrase = words.place if of_place else words.province
            label = phrase.format(place=name, n=n) if n > 1 else name
            yield _Offer(label, key, _words(name), "", (0, fold(name)), n > 1)


def _keys(plan: Plan) -> tuple[str, ...]:
    """The choices of several plans that hold this one: its place, then its province."""
    name = place_name(plan)
    keys = [f"{_PLACE}{name}"] if name else []
    return (*keys, f"{_PROVINCE}{plan.province}") if plan.province else tuple(keys)


def _matching(offers: Sequence[_Offer], typed: str) -> tuple[tuple[str, str], ...]:
    words = _WORD.findall(fold(typed))
    if words:
        offers = sorted(
            (one for one in offers if all(f" {word}" in one.typed for word in words)),
            key=lambda one: (_missed(one, words), one.order),
        )
    return tuple((one.label, one.value) for one in offers)


def _words(*said: str | None) -> str:
    return "".join(f" {word}" for one in said if one for word in _WORD.findall(fold(one)))


def _missed(one: _Offer, words: list[str]) -> int:
    """Figures typed that are neither the plan's number nor a year of its period."""
    return sum(f" {word}" not in one.numbers for word in words if word.isdigit())
