"""The plans by what their headers say: place, number, years, level, signer, title.

Made for one state of the index. A question looks up what it names, whatever the number of plans.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from rag.schema import Plan
from rag.text import fold

MANY = 40
"""Plans above which none is read to find out whether it is meant: headers and the search tell."""
_PARTS = 16
"""Parts kept: one question looks several times into the same."""
_LETTERS = re.compile(r"[^\W_]+")
_SORT = (
    r"(?:(?:thcs|thpt|ptth|th|mn|mau giao|mam non|tieu hoc|trung hoc co so|trung hoc pho thong|"
    r"pho thong dan toc noi tru|cao dang|dai hoc|trung cap)(?: va (?:thcs|thpt))? )*"
)
_SCHOOL = re.compile(
    rf"truong {_SORT}(?P<name>.+?)(?: (?:xa|phuong|huyen|quan|thi xa|thanh pho|tinh) .+)?$"
)
K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


@dataclass(eq=False)
class Register:
    """Plans ordered by id; every table is made when it is first asked for."""

    plans: tuple[Plan, ...]

    @property
    def many(self) -> bool:
        """Whether these are more than can be read for one question."""
        return len(self.plans) > MANY

    @property
    def lone(self) -> tuple[str, ...]:
        """The one plan there is, which is meant whether it is named or not; () of several."""
        return self.ids if len(self.plans) == 1 else ()

    @functools.cached_property
    def by_id(self) -> dict[str, Plan]:
        """Plans by id."""
        return {plan.plan_id: plan for plan in self.plans}

    @functools.cached_property
    def ids(self) -> tuple[str, ...]:
        """All ids, sorted."""
        return tuple(self.by_id)

    @functools.cached_property
    def _parts(self) -> Callable[[tuple[str, ...]], Register]:
        def part(ids: tuple[str, ...]) -> Register:
            return Register(tuple(self.by_id[plan_id] for plan_id in sorted(set(ids))))

        return functools.lru_cache(maxsize=_PARTS)(part)

    def part(self, ids: Sequence[str]) -> Register:
        """Those of these ids; all where none is given."""
        return self if not ids or ids is self.ids else self._parts(tuple(ids))

    # -- places

    @functools.cached_property
    def of_place(self) -> dict[str, tuple[Plan, ...]]:
        """By place without marks: "kon tum"."""
        return _grouped(self.plans, lambda plan: [fold(plan.place)] if plan.place else [])

    @functools.cached_property
    def of_label(self) -> dict[str, tuple[Plan, ...]]:
        """By what the place is called: "Tỉnh Kon Tum"."""
        return _grouped(self.plans, lambda plan: filter(None, [place_label(plan)]))

    @functools.cached_property
    def of_province(self) -> dict[str, tuple[Plan, ...]]:
        """By the province they are in, without marks."""
        return _grouped(self.plans, lambda plan: [fold(plan.province)] if plan.province else [])

    def places_in(self, folded: str) -> Iterator[tuple[int, int, tuple[Plan, ...]]]:
        """Where a text without marks names a plan's place, as whole words."""
        return spans_of(folded, self.of_place, self.longest_place)

    @functools.cached_property
    def _schools(self) -> tuple[tuple[re.Pattern[str], tuple[Plan, ...]], ...]:
        """How questions call the schools that issue plans: "trường Sông Vân", whatever its sort."""
        named: dict[str, list[Plan]] = {}
        for plan in self.plans:
            issuer = _SCHOOL.match(fold(plan.issuer or ""))
            if issuer is not None:
                named.setdefault(issuer["name"], []).append(plan)
        return tuple(
            (re.compile(rf"\btruong {_SORT}{re.escape(name)}\b"), tuple(plans))
            for name, plans in named.items()
        )

    def schools_in(self, folded: str) -> Iterator[tuple[int, int, tuple[Plan, ...]]]:
        """Where a text without marks names a school that issues plans."""
        for pattern, plans in self._schools:
            yield from ((*match.span(), plans) for match in pattern.finditer(folded))

    @functools.cached_property
    def longest_place(self) -> int:
        """Most words of a place."""
        return _longest(self.of_place)

    @functools.cached_property
    def places_by_shape(self) -> dict[tuple[int, int], tuple[str, ...]]:
        """The places without marks by their spaces and their length: those a slip may mean."""
        return _grouped(self.of_place, lambda place: [(place.count(" "), len(place))])

    @functools.cached_property
    def place_syllables(self) -> frozenset[str]:
        """The syllables of all places, without marks."""
        return frozenset(word for place in self.of_place for word in place.split())

    @functools.cached_property
    def places_cut(self) -> dict[tuple[str, str], str]:
        """ "Quảng Ngãi" by ("q", "ngãi"); of two cut alike the first plan's.

        Of many plans the provinces alone: "P. Tài chính" is no commune "Phú Tài".
        """
        found: dict[tuple[str, str], str] = {}
        for plan in self.of_level.get("tinh", ()) if self.many else self.plans:
            first, _, rest = (plan.place or "").partition(" ")
            if rest:
                found.setdefault((first[0].lower(), rest.lower()), plan.place or "")
        return found

    @functools.cached_property
    def places_by_initials(self) -> dict[str, str]:
        """ "Quảng Ngãi" by "QN", where no other place has the letters; of many plans provinces."""
        found: dict[str, set[str]] = {}
        for plan in self.of_level.get("tinh", ()) if self.many else self.plans:
            place = plan.place or ""
            found.setdefault("".join(word[0].upper() for word in place.split()), set()).add(place)
        return {
            short: next(iter(places)) for short, places in found.items()
            if len(short) > 1 and len(places) == 1
        }  # fmt: skip

    # -- numbers and names

    @functools.cached_property
    def of_number(self) -> dict[str, tuple[Plan, ...]]:
        """By number in one case: "175/kh-ubnd"."""
        return _grouped(self.plans, lambda plan: [plan.number.casefold()] if plan.number else [])

    @functools.cached_property
    def of_figures(self) -> dict[str, tuple[Plan, ...]]:
        """By the figures that begin the number: "175"."""
        return _grouped(self.plans, lambda plan: _LETTERS.findall(plan.number or "")[:1])

    @functools.cached_property
    def of_signer(self) -> dict[str, tuple[Plan, ...]]:
        """By the signer's name without marks."""
        return _grouped(self.plans, lambda plan: [fold(one) for one in signers_of(plan)])

    def signers_in(self, folded: str) -> Iterator[tuple[int, int, tuple[Plan, ...]]]:
        """Where a text without marks names a signer, as whole words."""
        return spans_of(folded, self.of_signer, self._longest_signer)

    @functools.cached_property
    def _longest_signer(self) -> int:
        return _longest(self.of_signer)

    @functools.cached_property
    def numbers(self) -> frozenset[str]:
        """All numbers without marks."""
        return frozenset(map(fold, self.of_number))

    # -- years, levels, titles

    @functools.cached_property
    def of_level(self) -> dict[str | None, tuple[Plan, ...]]:
        """By level: tinh, huyen, xa or None."""
        return _grouped(self.plans, lambda plan: [plan.place_level])

    @functools.cached_property
    def of_period(self) -> dict[tuple[int | None, int | None], tuple[Plan, ...]]:
        """By first and last year."""
        return _grouped(self.plans, lambda plan: [(plan.year_start, plan.year_end)])

    def theme(self, plan: Plan) -> str:
        """A plan's title; of many plans without its place and its years, so that they group."""
        return self._themes.get(plan.plan_id, plan.title)

    @functools.cached_property
    def _themes(self) -> dict[str, str]:
        return {plan.plan_id: _theme(plan) for plan in self.plans} if self.many else {}

    @functools.cached_property
    def title_words(self) -> dict[str, float]:
        """Share of the plans whose title holds a word without marks."""
        counts: Counter[str] = Counter()
        for plan in self.plans:
            counts.update(set(_LETTERS.findall(fold(plan.title))))
        return {word: count / len(self.plans) for word, count in counts.items()}

    def covering(self, year: int) -> tuple[Plan, ...]:
        """Those whose period holds a year."""
        found = [
            plan for (start, end), plans in self.of_period.items()
            if start is not None and end is not None and start <= year <= end
            for plan in plans
        ]  # fmt: skip
        return tuple(sorted(found, key=lambda plan: plan.plan_id))


def _theme(plan: Plan) -> str:
    places = [re.escape(one) for one in (plan.place, plan.province) if one]
    return " ".join(
        re.sub(rf"\d+|{'|'.join(places)}" if places else r"\d+", " ", plan.title).split()
    )


def place_label(plan: Plan) -> str | None:
    """ "Tỉnh Kon Tum", "Sở Y tế tỉnh Lào Cai": the issuer without "Ủy ban nhân dân"."""
    if plan.issuer is not None:
        rest = re.sub(r"^(?:Ủy ban nhân dân|Uỷ ban nhân dân|UBND)\s+", "", plan.issuer)
        if rest != plan.issuer and rest:
            return rest[0].upper() + rest[1:]
        if plan.place and plan.issuer.endswith(plan.place):
            return plan.issuer
    return plan.place


def within(label: str) -> str:
    """ "Tỉnh Kon Tum" as it stands within a sentence; a bare name keeps its capital."""
    return label[0].lower() + label[1:] if " " in label else label


def spans_of(folded: str, names: Mapping[str, T], longest: int) -> Iterator[tuple[int, int, T]]:
    """Where whole words of a text are a name; ``longest`` is the most words of one."""
    words = [match.span() for match in _LETTERS.finditer(folded)]
    for first, (start, _) in enumerate(words):
        for _, end in words[first : first + longest]:
            found = names.get(folded[start:end])
            if found is not None:
                yield start, end, found


def signers_of(plan: Plan) -> list[str]:
    """Those who sign a plan; of a joint one several: "Đỗ Văn Hải; Vũ Thị Kim"."""
    return plan.signer.split("; ") if plan.signer else []


def _grouped(ones: Iterable[T], keys: Callable[[T], Iterable[K]]) -> dict[K, tuple[T, ...]]:
    found: dict[K, list[T]] = {}
    for one in ones:
        for key in keys(one):
            found.setdefault(key, []).append(one)
    return {key: tuple(some) for key, some in found.items()}


def _longest(names: Iterable[str]) -> int:
    return max((len(_LETTERS.findall(name)) for name in names), default=0)
