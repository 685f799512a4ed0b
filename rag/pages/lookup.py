"""The tab "Tra cứu": passages as one types, their references one key away."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import gradio as gr
from markupsafe import Markup

from rag.errors import HoiError
from rag.lookup import Choice, Found, Lookup, years
from rag.pages import conversation
from rag.pages.address import Fields, field_of, plans_of
from rag.pages.chooser import Follower, names_of
from rag.pages.frame import Event, Frame
from rag.pages.html import element, joined, shown
from rag.pages.opening import Words
from rag.pages.texts import asset
from rag.schema import Plan, Slice
from rag.text import fold

_REFERENCE = re.compile(r"look\.([a-z0-9-]+/[\w./-]+?)\.0(?:\.page)?")
_LONGEST = 420
"""Characters of a passage that are shown; all of it opens at the side."""

_FEWEST = 2
"""Letters or figures that are looked up: one is no word, and everything is near to it."""

_LONGEST_NAME = 60
"""Of an agency that no plan names, in the line that says so."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LookupTexts:
    """The tab's words: section ``[lookup]`` of the texts."""

    tab: str
    box: str
    placeholder: str
    keys: str
    plans: str
    type: str
    year: str
    agency: str
    no_agency: str
    narrow: str
    any: str
    short: str
    none: str
    found: str
    near: str
    copy: str
    copied: str
    open_words: str
    passage: str
    back: str
    error: str


@dataclass(frozen=True, slots=True)
class LookupTab:
    """What the tab shows and calls; ``slice_of`` gives the slice of a passage by its id."""

    texts: LookupTexts
    plans: Callable[[], tuple[Plan, ...]]
    lookup: Lookup
    slice_of: Callable[[str], Slice | None]
    words: Words
    max_chars: int

    name = "lookup"

    @property
    def label(self) -> str:
        return self.texts.tab

    def build(self, shown: Event, frame: Frame) -> None:
        """The tab's components and events."""
        texts = self.texts
        with gr.Column(elem_id="looking"):
            box = gr.Textbox(
                label=texts.box,
                placeholder=texts.placeholder,
                lines=1,
                max_lines=1,
                elem_id="look-box",
                html_attributes=gr.InputHTMLAttributes(spellcheck=False, autocomplete="off"),
            )
            with gr.Row(elem_classes="filters"):
                chosen = frame.chooser(
                    texts.plans, many=True, elem_id="look-plans", places=True
                ).chosen
                kind = gr.Dropdown(self._kinds(), value="", label=texts.type, elem_id="look-type")
                year = gr.Dropdown(self._years(), value=0, label=texts.year, elem_id="look-year")
                agency = gr.Dropdown(
                    [(texts.any, "")],
                    value="",
                    label=texts.agency,
                    allow_custom_value=True,  # "so y te" is no letter of "Sở Y tế"
                    elem_id="look-agency",
                )
            found = gr.HTML(
                self._hint(),
                apply_default_css=False,
                js_on_load=asset("lookup.js"),
                elem_id="look-list",
            )
        filters = [chosen, kind, year, agency]
        inputs = [box, *filters]
        searching: dict[str, Any] = {
            "show_progress": "hidden",
            "api_visibility": "private",
            # of what is typed while a search runs only the last is searched
            "trigger_mode": "always_last",
            "concurrency_id": "look",
            "concurrency_limit": 4,
        }
        box.change(self.found, inputs, found, **searching)
        for one in filters:
            one.input(self._narrowed, inputs, [found, agency], **searching)
        frame.on(shown, self._offered, filters, filters[1:])
        frame.followers.append(
            Follower(inputs, (box, *filters[1:], found), self._arrived, self._renewed)
        )
        frame.tells(self, chosen, look=box, type=kind, year=year, agency=agency)
        frame.opens(found)

    def opened(self, reference: str, thread: object) -> str | None:
        """The panel with a passage open; None for what is none."""
        match = _REFERENCE.fullmatch(reference)
        piece = self.slice_of(match[1]) if match else None
        if piece is None:
            return None
        return self.words.opened(reference, (piece,), self.texts.passage, self.texts.back)

    # ----------------------------------------------------------------- events

    def found(
        self,
        text: str | None,
        plans: list[str],
        kind: str | None,
        year: int | None,
        agency: str | None,
    ) -> str:
        """The passages for what is typed, or one line that says what failed."""
        text = text or ""  # Gradio sends None where nothing was ever typed
        letters = sum(map(str.isalnum, text))
        if letters < _FEWEST:
            return element("p", self.texts.short, class_="quiet") if letters else self._hint()
        choice = self._choice(plans, kind, year, agency)
        try:
            hits = self.lookup.find(text[: self.max_chars], choice)
        except HoiError as error:
            return conversation.failure(str(error))
        except Exception:  # noqa: BLE001 - the page's outer edge: a user sees no traceback
            _log.exception("nothing looked up")
            return conversation.failure(self.texts.error)
        if not hits:
            return element("p", self.texts.none, class_="quiet", role="status")
        said = self.texts.found if any(hit.words for hit in hits) else self.texts.near
        return joined(
            element("p", said.format(n=len(hits)), class_="quiet", role="status"),
            element("ol", *(self._item(hit) for hit in hits), class_="look-items"),
        )

    def _narrowed(
        self,
        text: str | None,
        plans: list[str],
        kind: str | None,
        year: int | None,
        agency: str | None,
    ) -> tuple[str, object]:
        """The passages for another choice, and whom one may choose then.

        An agency is chosen from the list, or typed as one calls it.
        """
        try:
            meant = self._meant(agency, self._choice(plans, kind, year))
            offered = self._agencies(plans, kind, year, meant or agency)
        except Exception:  # noqa: BLE001 - as in ``found``, which says what fails
            _log.exception("no agencies read")
            return self.found(text, plans, kind, year, agency), gr.skip()
        if agency and meant is None:
            # where there are too many plans, the list says so
            line = offered["info"] or self.texts.no_agency.format(agency=agency[:_LONGEST_NAME])
            return element("p", line, class_="quiet", role="status"), offered
        return self.found(text, plans, kind, year, meant), offered

    def _offered(
        self, plans: list[str], kind: str | None, year: int | None, agency: str | None
    ) -> tuple[dict[str, Any], ...]:
        """What may be chosen of the plans there are now; what is no more is no longer chosen."""
        kinds, years = self._kinds(), self._years()
        kind = kind if any(kind == one for _, one in kinds) else ""
        year = year if any(year == one for _, one in years) else 0
        meant = self._meant(agency, self._choice(plans, kind, year))
        return (
            gr.update(choices=kinds, value=kind),
            gr.update(choices=years, value=year),
            self._agencies(plans, kind, year, meant),
        )

    def _renewed(
        self,
        text: str | None,
        plans: list[str],
        kind: str | None,
        year: int | None,
        agency: str | None,
    ) -> tuple[object, ...]:
        """The filters and the list when plans have come or gone."""
        names = names_of(self.plans(), self.words.texts.lang)
        plans = [one for one in plans or () if names.holds(one)]
        offered = self._offered(plans, kind, year, agency)
        kept = (one.get("value") for one in offered)
        return gr.skip(), *offered, self.found(text, plans, *kept)

    def _arrived(self, link: Fields) -> tuple[tuple[object, ...], tuple[str, ...]]:
        """The look-up of a link, and what it chooses that there is not to choose."""
        said = {name: field_of(link, name) for name in ("type", "year", "agency")}
        kind = next((one for _, one in self._kinds() if one == said["type"]), "")
        year = next((one for _, one in self._years() if str(one) == said["year"]), 0)
        plans = list(plans_of(link))
        agency = self._meant(said["agency"], self._choice(plans, kind, year))
        found = {"type": kind, "year": year, "agency": agency}
        text = (field_of(link, "look") or "")[: self.max_chars]
        shown = (
            gr.update(value=text) if text else gr.skip(),
            gr.update(choices=self._kinds(), value=kind),
            gr.update(choices=self._years(), value=year),
            self._agencies(plans, kind, year, agency) if agency else gr.skip(),
            gr.skip(),
        )
        return shown, tuple(value for name, value in said.items() if value and not found[name])

    # ----------------------------------------------------------------- what is chosen

    def _kinds(self) -> list[tuple[str, str]]:
        kinds = sorted({plan.type for plan in self.plans()}, key=fold)
        return [(self.texts.any, ""), *((one, one) for one in kinds)]

    def _years(self) -> list[tuple[str, int]]:
        return [(self.texts.any, 0), *((str(one), one) for one in years(self.plans()))]

    def _choice(
        self, plans: list[str], kind: str | None, year: int | None, agency: str | None = None
    ) -> Choice:
        held = names_of(self.plans(), self.words.texts.lang).meant(plans)
        # what is no more finds nothing, instead of everything
        meant = held or tuple(plans or ())
        return Choice(meant, kind or None, year or None, (agency or "").strip() or None)

    def _meant(self, agency: str | None, choice: Choice) -> str | None:
        """The agency that is meant: of the plans chosen, or of others, where nothing is found."""
        if not agency:
            return None
        return self.lookup.agency(agency, choice) or self.lookup.agency(agency, Choice())

    def _agencies(
        self, plans: list[str], kind: str | None, year: int | None, chosen: str | None
    ) -> dict[str, Any]:
        """The list of agencies for a choice of plans, with what is chosen."""
        named = self.lookup.agencies(self._choice(plans, kind, year))
        if named is None:
            return gr.update(choices=[(self.texts.any, "")], value="", info=self.texts.narrow)
        kept = [chosen] if chosen and chosen not in named else []
        choices = [(self.texts.any, ""), *((one, one) for one in (*kept, *named))]
        return gr.update(choices=choices, value=chosen or "", info=None)

    def _hint(self) -> str:
        return element("p", self.texts.keys, class_="quiet")

    def _item(self, hit: Found) -> Markup:
        texts, citation = self.texts, hit.citation
        return element(
            "li",
            element("p", " → ".join(citation.path[:-1] or citation.path), class_="path"),
            element("p", *_marked(hit), class_="look-quote"),
            element("p", citation.reference, class_="quiet look-reference"),
            element(
                "div",
                element(
                    "button",
                    texts.open_words,
                    type="button",
                    class_="open-words",
                    data_open=f"look.{hit.passage_id}.0",
                    aria_controls="panel",
                    tabindex="-1",
                ),
                element(
                    "button",
                    texts.copy,
                    type="button",
                    class_="open-words",
                    data_copy=f"“{citation.quote.strip()}” ({citation.reference})",
                    data_copied=texts.copied,
                    tabindex="-1",
                ),
            ),
            tabindex="0",
        )


def _marked(hit: Found) -> Iterator[Markup]:
    """The beginning of a passage, or its part around the words, which stand out."""
    quote, words = hit.citation.quote, hit.words
    start, end = 0, len(quote)
    if end > _LONGEST:
        first = words[0][0] if words else 0
        start = max(0, min(first - _LONGEST // 3, end - _LONGEST))
        start = quote.find(" ", start) + 1 if start else 0
        end = max(quote.rfind(" ", start, start + _LONGEST), start + 1)
    if start:
        yield shown("… ")
    at = start
    for left, right in words:
        if left >= start and right <= end:
            yield shown(quote[at:left])
            yield element("b", quote[left:right])
            at = right
    yield shown(quote[at:end])
    if end < len(quote):
        yield shown(" …")
