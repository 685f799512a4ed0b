"""Lists of plans: all of them where they are few, else a box that finds those that are meant.

Gradio's list finds what is typed into it by the letters of a label, marks and all, and holds every
label in the page. Of many plans it is therefore given some, and what is typed into the box beside
it is looked for here: "quang ngai 2025" finds "Quảng Ngãi … năm 2025".
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import gradio as gr

from rag.pages.address import Fields
from rag.pages.texts import load_section
from rag.schema import Lang, Plan
from rag.understanding.plan_names import PlaceWords, PlanNames

Linked = Literal["plan", "other", "talk", "none"]
"""A list of one takes the first plan of a link or, as what is compared, the ``other``; the talk's
those of the link's question."""
_held: dict[Lang, PlanNames] = {}


@dataclass(frozen=True, slots=True)
class ChooserTexts:
    """Section ``[choosers]`` of the texts."""

    find: str
    find_placeholder: str
    found: str
    found_places: str
    found_elsewhere: str
    issued: str
    place: str
    province: str


@functools.cache
def chooser_texts(lang: Lang) -> ChooserTexts:
    """The words of the lists of a page."""
    return load_section(lang, "choosers", ChooserTexts)


def names_of(plans: tuple[Plan, ...], lang: Lang) -> PlanNames:
    """The names of these plans, made once while they stay the same."""
    held = _held.get(lang)
    if held is None or held.plans != plans:
        texts = chooser_texts(lang)
        _held[lang] = held = PlanNames(plans, PlaceWords(texts.place, texts.province))
    return held


def chooses(names: PlanNames, plans: Sequence[str], of: Sequence[str]) -> tuple[object, object]:
    """The lists of plans and of places with these chosen, which they may not have offered yet.

    The places are shown where there are several, or one is chosen still.
    """
    offered, where = names.offered("", plans, of=of), names.offered_places("", of)
    shown = names.of_places or bool(of)
    return (
        gr.update(choices=offered, value=list(plans)),
        gr.update(choices=where, value=list(of), visible=shown),
    )


@dataclass(frozen=True, slots=True)
class Chooser:
    """One list with its box.

    ``places``: it offers places too, for all their plans. ``first``: one of the plans is chosen
    from the start. ``linked``: what it takes of the plans that a link names. ``issued``: a list of
    the places beside it, to which it keeps.
    """

    chosen: gr.Dropdown
    box: gr.Textbox
    lang: Lang
    plans: Callable[[], tuple[Plan, ...]]
    many: bool
    places: bool
    first: bool
    linked: Linked
    issued: gr.Dropdown | None = None

    @property
    def lists(self) -> list[gr.Dropdown]:
        """What is chosen in them is all that is chosen."""
        return [self.chosen] if self.issued is None else [self.chosen, self.issued]

    @property
    def shown(self) -> list[gr.Dropdown | gr.Textbox]:
        """What its events fill."""
        return [self.chosen, self.box, *self.lists[1:]]

    @property
    def names(self) -> PlanNames:
        return names_of(self.plans(), self.lang)

    def found(
        self, typed: str, chosen: str | list[str] | None, of: Sequence[str] = ()
    ) -> tuple[object, ...]:
        """The lists and the box once something is typed: what it finds, and how many they are."""
        texts, names = chooser_texts(self.lang), self.names
        count = len(names.found(typed, places=self.places, of=of))
        offered = gr.update(choices=names.offered(typed, chosen, places=self.places, of=of))
        label = texts.found.format(n=count)
        if self.issued is None:
            return offered, gr.update(label=label if typed.strip() else texts.find)
        where = names.found_places(typed)
        label = texts.found_places.format(places=len(where), n=count)
        if elsewhere := len(names.found(typed)) - count:
            label += texts.found_elsewhere.format(n=elsewhere)
        return (
            offered,
            gr.update(label=label if typed.strip() else texts.find),
            # words of a plan alone leave the places as they are
            gr.update(choices=names.offered_places(typed if where else "", of)),
        )

    def arrived(self, named: Sequence[str] = (), places: Sequence[str] = ()) -> tuple[object, ...]:
        """The lists and the box for a reader who comes by a link that names plans and places."""
        names = self.names
        box = gr.update(visible=names.many)
        if self.issued is not None:
            plans, of = names.apart(named, places)
            kept = [one for one in plans if one not in names.outside(plans, of)]
            listed, where = chooses(names, kept, of)
            return listed, box, where
        chosen = self._of_link(names, named)
        if not chosen:
            first = names.offered("", self._first(names), places=self.places)
            return gr.update(choices=first), box
        offered = names.offered("", chosen, places=self.places)
        return gr.update(choices=offered, value=chosen), box

    def renewed(
        self, chosen: str | Sequence[str] | None, of: Sequence[str] | None = None
    ) -> tuple[object, ...]:
        """The same when plans have come or gone: what is no more is no longer chosen."""
        names = self.names
        box = gr.update(visible=names.many)
        kept: str | list[str] | None
        if self.many:
            kept = [one for one in chosen or () if names.holds(one)]
        else:
            kept = str(chosen) if names.holds(chosen) else self._first(names)
        if self.issued is not None:
            where = [one for one in of or () if names.holds_place(one)]
            listed, there = chooses(names, kept or (), where)
            return listed, box, there
        return gr.update(choices=names.offered("", kept, places=self.places), value=kept), box

    def _of_link(self, names: PlanNames, named: Sequence[str]) -> str | list[str] | None:
        if self.linked == "none":
            return None
        if self.many:
            return list(names.linked(named) if self.places else names.meant(named))
        return next(iter(names.meant(named)[int(self.linked == "other") :]), None)

    def _first(self, names: PlanNames) -> str | None:
        return names.first() if self.first and not self.many else None


@dataclass(frozen=True, slots=True)
class Follower:
    """What follows a link, and the plans that come and go, beside the lists of plans.

    ``arrived`` gives what ``shown`` becomes, and what the link names that is not held; ``renewed``
    the first alone, for what ``chosen`` holds.
    """

    chosen: Sequence[gr.components.Component]
    shown: Sequence[gr.components.Component]
    arrived: Callable[[Fields], tuple[tuple[object, ...], tuple[str, ...]]]
    renewed: Callable[..., object]


def make_chooser(
    plans: Callable[[], tuple[Plan, ...]],
    lang: Lang,
    label: str,
    *,
    elem_id: str,
    many: bool = False,
    places: bool = False,
    first: bool = True,
    linked: Linked = "plan",
) -> Chooser:
    """The components of a list, box first; of ``many`` none is chosen at first.

    The talk's has a list of the places before it.
    """
    texts, names = chooser_texts(lang), names_of(plans(), lang)
    box = gr.Textbox(
        value="",
        label=texts.find,
        placeholder=texts.find_placeholder,
        max_lines=1,
        visible=names.many,
        elem_id=f"{elem_id}-find",
        elem_classes="find-plan",
        html_attributes=gr.InputHTMLAttributes(spellcheck=False, autocomplete="off"),
    )
    chosen = names.first() if first and not many else None
    where = None
    if linked == "talk":
        where = gr.Dropdown(
            names.offered_places(),
            value=[],
            multiselect=True,
            label=texts.issued,
            visible=names.of_places,
            elem_id=f"{elem_id}-where",
            elem_classes="where",
        )
    made = gr.Dropdown(
        names.offered("", chosen, places=places),
        value=[] if many else chosen,
        multiselect=many,
        label=label,
        elem_id=elem_id,
    )
    return Chooser(made, box, lang, plans, many, places, first, linked, where)
