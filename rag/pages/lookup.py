"""The tab "Tra cứu": passages as one types, their references one key away."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import gradio as gr
from markupsafe import Markup

from rag.errors import HoiError
from rag.lookup import Choice, Found, Lookup, years
from rag.pages import conversation
from rag.pages.chooser import names_of
from rag.pages.frame import Event, Frame
from rag.pages.html import element, joined, shown
from rag.pages.opening import Words
from rag.pages.texts import asset
from rag.schema import Plan, Slice

_REFERENCE = re.compile(r"look\.([a-z0-9-]+/[\w./-]+?)\.0(?:\.page)?")
_LONGEST = 420
"""Characters of a passage that are shown; all of it opens at the side."""

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
    any: str
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
        texts, plans = self.texts, self.plans()
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
                kinds = sorted({plan.type for plan in plans})
                kind = gr.Dropdown(
                    [(texts.any, ""), *((one, one) for one in kinds)], value="", label=texts.type
                )
                year = gr.Dropdown(
                    [(texts.any, 0), *((str(one), one) for one in years(plans))],
                    value=0,
                    label=texts.year,
                )
                agency = gr.Textbox(label=texts.agency, max_lines=1, elem_id="look-agency")
            found = gr.HTML(
                self._hint(),
                apply_default_css=False,
                js_on_load=asset("lookup.js"),
                elem_id="look-list",
            )
        inputs = [box, chosen, kind, year, agency]
        for event in (box.change, chosen.input, kind.input, year.input, agency.input):
            event(
                self.found,
                inputs,
                found,
                show_progress="hidden",
                api_visibility="private",
                # of what is typed while a search runs only the last is searched
                trigger_mode="always_last",
                concurrency_id="look",
                concurrency_limit=4,
            )
        frame.tells(self, chosen)
        frame.opens(found)

    def opened(self, reference: str, thread: object) -> str | None:
        """The panel with a passage open; None for what is none."""
        match = _REFERENCE.fullmatch(reference)
        piece = self.slice_of(match[1]) if match else None
        if piece is None:
            return None
        return self.words.opened(reference, (piece,), self.texts.passage, self.texts.back)

    def found(
        self, text: str, plans: list[str], kind: str | None, year: int | None, agency: str
    ) -> str:
        """The passages for what is typed, or one line that says what failed."""
        if not text.strip():
            return self._hint()
        held = names_of(self.plans(), self.words.texts.lang).meant(plans)
        # what is no more finds nothing, instead of everything
        meant = held or tuple(plans or ())
        choice = Choice(meant, kind or None, year or None, agency.strip() or None)
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
