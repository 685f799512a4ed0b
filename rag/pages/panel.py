"""The side panel as HTML; every text goes through ``rag.pages.html``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from markupsafe import Markup

from rag.names.now import is_over, period
from rag.pages.html import element, joined, picture, shown
from rag.pages.section import SectionView
from rag.pages.texts import Texts
from rag.schema import Citation, Plan

# "- Chịu trách nhiệm …", "+ …" and "a) Lồng ghép …", "đ) …" open an item of a plan
_ITEM = re.compile(r"^[-+*•]\s|^\w\)\s")
_LISTED = 20
"""Plans named before one is opened; the others are found by the boxes of the tabs."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A citation that is open in the panel.

    ``reference`` is ``turn.c.place`` (``g`` for the near passages), ``count`` how many stand in
    the same list. ``times`` grows with every opening, so that the browser notices when the same
    citation is opened again; ``by_user`` is false where the page opened it by itself. ``name``
    heads the panel and ``back`` leads to where it was opened. ``drawable``: its page can be shown
    as a picture, which ``png`` is once it was asked for.
    """

    reference: str
    citation: Citation
    count: int
    times: int
    by_user: bool
    name: str
    back: str
    drawable: bool = False
    png: bytes | None = None


def plan_list(plans: tuple[Plan, ...], texts: Texts, day: date) -> Markup:
    """The side panel before a citation is opened: how it is used, and which plans there are.

    ``day`` tells which plans' periods are over.
    """
    lead_before, _, lead_after = texts.panel_empty.partition("{mark}")
    items = (
        element(
            "li",
            element("strong", plan.issuer or plan.title),
            element("span", plan.title) if plan.issuer else "",
            element("span", *_told(_plan_details(plan, texts, day)), class_="quiet"),
        )
        for plan in plans[:_LISTED]
    )
    more = len(plans) - _LISTED
    return element(
        "div",
        element("div", element("h2", texts.panel), class_="panel-bar"),
        element(
            "p",
            lead_before,
            element("span", "1", class_="mark", aria_hidden="true"),
            lead_after,
            class_="quiet",
        ),
        element("h3", texts.panel_plans),
        element("ul", *items, class_="plans"),
        element("p", texts.panel_more.format(n=more), class_="quiet") if more > 0 else "",
        class_="source",
        # scrolled by keys: nothing in it is pressed
        tabindex="0",
        role="region",
        aria_label=texts.panel,
    )


def _told(details: tuple[str, ...]) -> list[Markup]:
    """Details in a line, which breaks between them: not in "2021 - 2025", nor in a file's name."""
    between = [" · "] * (len(details) - 1) + [""]
    return [
        joined(element("span", one, class_="detail"), sign)
        for one, sign in zip(details, between, strict=True)
    ]


def _plan_details(plan: Plan, texts: Texts, day: date) -> tuple[str, ...]:
    if plan.number_shown:
        number = texts.number.format(number=plan.number_shown)
    else:
        number = texts.number_blank if plan.number_blank else texts.no_number
        number = texts.number_unsure if plan.number_recognised is not None else number
    years = period(plan)
    when = texts.period.format(period=years) if years else None
    over = texts.period_over if is_over(plan, day) else None
    return tuple(part for part in (number, plan.date_shown, when, over, plan.file) if part)


def source(opened: Opened, section: SectionView, texts: Texts) -> Markup:
    """One citation: its section with the quote marked, where it stands, and how to cite it."""
    citation = opened.citation
    page = section.page or citation.page
    details = (
        texts.number.format(number=citation.plan_number) if citation.plan_number else None,
        citation.issuer,
        citation.file,
        texts.page.format(page=page) if page else None,
        texts.recognised.format(confidence=citation.recognised)
        if citation.recognised is not None
        else None,
    )
    return element(
        "div",
        _panel_bar(opened, texts),
        element("h3", citation.plan_title, tabindex="-1", class_="source-title"),
        element("p", *_told(tuple(part for part in details if part)), class_="quiet"),
        _breadcrumb(section, texts),
        element(
            "div",
            *_section_lines(section),
            class_="words",
            lang="vi",
            tabindex="0",
            role="group",
            aria_label=texts.panel,
        ),
        _page(opened, texts),
        element(
            "section",
            element("h4", texts.reference),
            element("p", citation.reference, class_="reference"),
            _copy_button(texts.copy_reference, citation.reference, texts),
            _copy_button(texts.copy_quote, f"“{citation.quote}” ({citation.reference})", texts),
            class_="how-to-cite",
        ),
        element(
            "button", f"↑ {opened.back}", type="button", class_="back", data_back=opened.reference
        ),
        class_="source",
        data_opened=str(opened.times),
        data_ref=opened.reference,
        data_asked="yes" if opened.by_user else "no",
    )


def _page(opened: Opened, texts: Texts) -> Markup:
    """The page of the file itself, or the button that has it drawn: that takes a second."""
    if not opened.drawable:
        return joined()
    page = opened.citation.page
    if opened.png is None:
        return element(
            "button",
            texts.show_page.format(page=page),
            type="button",
            class_="copy show-page",
            data_open=f"{opened.reference}.page",
        )
    words = texts.page_shown.format(page=page, file=opened.citation.file)
    return element("figure", picture(opened.png, words), class_="page")


def _breadcrumb(section: SectionView, texts: Texts) -> Markup:
    if not section.headings:
        return joined()
    items = (element("li", heading) for heading in section.headings)
    return element("ol", *items, class_="breadcrumb", aria_label=texts.section)


def _panel_bar(opened: Opened, texts: Texts) -> Markup:
    prefix, _, last = opened.reference.rpartition(".")
    place, count = int(last), opened.count

    def step(to: int, sign: str, label: str) -> Markup:
        return element(
            "button",
            sign,
            type="button",
            class_="step",
            aria_label=label,
            title=label,
            data_open=f"{prefix}.{to}" if 0 <= to < count else None,
            disabled=None if 0 <= to < count else "disabled",
        )

    return element(
        "div",
        element("h2", opened.name),
        element(
            "span",
            step(place - 1, "←", texts.previous),
            element("span", texts.position.format(i=place + 1, n=count)),
            step(place + 1, "→", texts.next),
            class_="steps",
        ),
        class_="panel-bar",
    )


def _copy_button(label: str, copied: str, texts: Texts) -> Markup:
    return element(
        "button",
        label,
        type="button",
        class_="copy",
        data_copy=copied,
        data_copied=texts.copied,
        data_failed=texts.copy_failed,
    )


def _section_lines(section: SectionView) -> list[Markup]:
    """One ``<p>`` a line of the section; the quote is marked in each line it runs through."""
    lines: list[Markup] = []
    start = 0
    for line in section.text.split("\n"):
        end = start + len(line)
        if line.strip():
            lines.append(_section_line(section, line, start))
        start = end + 1
    return lines


def _section_line(section: SectionView, line: str, start: int) -> Markup:
    end = start + len(line)
    first = min(max(section.quote_start, start), end)
    last = min(max(section.quote_end, start), end)
    heading_end = min(max(section.heading_end, start), end)
    cuts = sorted({start, first, last, heading_end, end})
    parts: list[Markup] = []
    for left, right in pairwise(cuts):
        piece: Markup = shown(section.text[left:right])
        if right <= heading_end:
            piece = element("strong", piece)
        if first <= left and right <= last:
            piece = element("mark", piece)
        parts.append(piece)
    return element("p", *parts, class_="item" if _ITEM.match(line) else None)
