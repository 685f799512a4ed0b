"""Answers, sources and the welcome as HTML; every text goes through ``rag.pages.html``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

from markupsafe import Markup

from rag.pages.html import element, joined, shown
from rag.pages.section import SectionView
from rag.pages.texts import Example, Texts
from rag.schema import Answer, Citation, Plan

_MARK = re.compile(r"\[(\d{1,3})\]")
# "- Sở Y tế: … [1]", "• …", "+ …" as answers list several statements
_BULLET = re.compile(r"^\s*[-•+]\s+")
_EXCERPT = 180
# "- Chịu trách nhiệm …", "+ …" and "a) Lồng ghép …", "đ) …" open an item of a plan
_ITEM = re.compile(r"^[-+*•]\s|^\w\)\s")


def welcome(texts: Texts, examples: tuple[Example, ...]) -> Markup:
    """What stands before the first question: three kinds of user, their example questions."""
    users = {
        "officer": texts.user_officer,
        "trainer": texts.user_trainer,
        "drafter": texts.user_drafter,
    }
    numbered = list(enumerate(examples))
    groups = [
        element(
            "section",
            element("h3", label),
            *(
                element(
                    "button", example.question(texts.lang),
                    type="button", class_="chip", data_ask=f"e.{index}",
                )
                for index, example in numbered
                if example.user == user
            ),
            class_="example-group",
        )
        for user, label in users.items()
    ]
    return element(
        "div",
        element("h2", texts.welcome),
        element("p", texts.welcome_lead, class_="quiet"),
        element("div", *groups, class_="examples"),
        class_="welcome",
    )


def question(text: str, texts: Texts) -> Markup:
    """The question as asked."""
    label = element("span", f"{texts.asked}: ", class_="only-read-aloud")
    return element("h2", label, text, class_="asked")


def pending(texts: Texts) -> Markup:
    """What stands in the place of an answer until it comes."""
    return element("p", texts.searching, class_="searching")


def failure(message: str) -> Markup:
    """An error fit for a user, as one line."""
    return element("p", message, class_="failure", role="alert")


def answer(turn: int, given: Answer, texts: Texts) -> Markup:
    """The answer with its marks as buttons, then what it rests on, nearest, what to ask next."""
    parts: list[Markup] = []
    if given.abstained:
        parts.append(element("p", texts.refused, class_="refused-label"))
    parts.append(element("div", *_paragraphs(turn, given, texts), class_="answer-text"))
    if given.citations:
        parts.append(
            element(
                "details",
                element("summary", texts.evidence.format(n=len(given.citations))),
                *_evidence(f"{turn}.c", given.citations, texts),
                class_="evidence",
            )
        )
    if given.nearest:
        parts.append(
            element(
                "section",
                element("h3", texts.nearest),
                element("p", texts.nearest_note, class_="quiet"),
                *_evidence(f"{turn}.g", given.nearest, texts),
                class_="evidence nearest",
            )
        )
    if given.suggestions:
        chips = (
            element("button", s, type="button", class_="chip", data_ask=f"s.{turn}.{i}")
            for i, s in enumerate(given.suggestions)
        )
        parts.append(
            element("section", element("h3", texts.suggestions), *chips, class_="suggestions")
        )
    name = "answer refused" if given.abstained else "answer"
    return element("div", *parts, class_=name, role="group", aria_label=texts.answered)


def _paragraphs(turn: int, given: Answer, texts: Texts) -> list[Markup]:
    """The answer's lines; runs of "- …" become lists."""
    references = {c.n: f"{turn}.g.{i}" for i, c in enumerate(given.nearest)}
    references |= {c.n: f"{turn}.c.{i}" for i, c in enumerate(given.citations)}
    lines = [line for line in given.answer.split("\n") if line.strip()]
    blocks: list[Markup] = []
    for listed, run in groupby(lines, key=lambda line: bool(_BULLET.match(line))):
        if listed:
            items = (
                element("li", _with_marks(_BULLET.sub("", line), references, texts))
                for line in run
            )
            blocks.append(element("ul", *items))
        else:
            for line in run:
                # "Kế hoạch … tỉnh Đắk Nông:" alone on its line names the plan of what follows
                names_plan = line.rstrip().endswith(":") and not _MARK.search(line)
                blocks.append(
                    element(
                        "p", _with_marks(line, references, texts),
                        class_="plan-name" if names_plan else None,
                    )
                )
    return blocks


def _with_marks(line: str, references: dict[int, str], texts: Texts) -> Markup:
    parts: list[str] = []
    position = 0
    for match in _MARK.finditer(line):
        reference = references.get(int(match[1]))
        if reference is None:
            continue
        # The mark clings to the word before it, so that no line begins with a number alone.
        parts.append(line[position : match.start()].rstrip(" "))
        parts.append(_mark(int(match[1]), reference, texts))
        position = match.end()
    return joined(*parts, line[position:])


def _mark(n: int, reference: str, texts: Texts) -> Markup:
    return element(
        "button", str(n),
        type="button", class_="mark", data_open=reference,
        aria_label=texts.open_citation.format(n=n), aria_controls="panel",
    )


def _evidence(prefix: str, citations: Iterable[Citation], texts: Texts) -> list[Markup]:
    """Citations in their order, under the name of the plan each run of them comes from."""
    groups: list[Markup] = []
    numbered = list(enumerate(citations))
    for _, run in groupby(numbered, key=lambda pair: pair[1].plan_id):
        rows = list(run)
        items = (
            element(
                "li",
                _mark(c.n, f"{prefix}.{i}", texts),
                element(
                    "div",
                    element("span", " › ".join(c.path), class_="path"),
                    element("q", _excerpt(c.quote)),
                ),
            )
            for i, c in rows
        )
        groups.append(element("h4", rows[0][1].plan_title))
        groups.append(element("ul", *items, class_="evidence-list"))
    return groups


def _excerpt(quote: str) -> str:
    flat = " ".join(quote.split())
    if len(flat) <= _EXCERPT:
        return flat
    return flat[:_EXCERPT].rsplit(" ", 1)[0] + " …"


def plan_list(plans: tuple[Plan, ...], texts: Texts) -> Markup:
    """The side panel before a citation is opened: how it is used, and which plans there are."""
    lead_before, _, lead_after = texts.panel_empty.partition("{mark}")
    items = (
        element(
            "li",
            element("strong", plan.title),
            element("span", " · ".join(_plan_details(plan, texts)), class_="quiet"),
        )
        for plan in plans
    )
    return element(
        "div",
        element("div", element("h2", texts.panel), class_="panel-bar"),
        element(
            "p", lead_before, element("span", "1", class_="mark", aria_hidden="true"), lead_after,
            class_="quiet",
        ),
        element("h3", texts.panel_plans),
        element("ul", *items, class_="plans"),
        class_="source",
    )


def _plan_details(plan: Plan, texts: Texts) -> tuple[str, ...]:
    number = texts.number.format(number=plan.number) if plan.number else texts.no_number
    return tuple(part for part in (number, plan.date_text, plan.issuer) if part)


def source(
    reference: str, citation: Citation, section: SectionView, around: tuple[int, int],
    opened: int, *, asked_for: bool, texts: Texts,
) -> Markup:
    """The side panel with one citation open.

    ``around`` is the citation's place (from 0) among how many in the same list; ``opened``
    differs on every call, so that opening the same citation again is noticed by the browser.
    """
    page = section.page or citation.page
    details = (
        texts.number.format(number=citation.plan_number) if citation.plan_number else None,
        citation.issuer,
        citation.file,
        texts.page.format(page=page) if page else None,
    )
    headings = section.headings or citation.path
    return element(
        "div",
        _panel_bar(reference, citation, around, texts),
        element("h3", citation.plan_title, tabindex="-1", class_="source-title"),
        element("p", " · ".join(part for part in details if part), class_="quiet"),
        element(
            "ol", *(element("li", heading) for heading in headings),
            class_="breadcrumb", aria_label=texts.section,
        ),
        element("div", *_section_lines(section), class_="words", lang="vi", tabindex="0",
                role="group", aria_label=texts.panel),
        element(
            "section",
            element("h4", texts.reference),
            element("p", citation.reference, class_="reference"),
            _copy_button(texts.copy_reference, citation.reference, texts),
            _copy_button(texts.copy_quote, f"“{citation.quote}” ({citation.reference})", texts),
            class_="how-to-cite",
        ),
        element("button", f"↑ {texts.back}", type="button", class_="back", data_back=reference),
        class_="source", data_opened=str(opened), data_ref=reference,
        data_asked="yes" if asked_for else "no",
    )


def _panel_bar(
    reference: str, citation: Citation, around: tuple[int, int], texts: Texts
) -> Markup:
    place, count = around
    prefix = reference.rsplit(".", 1)[0]

    def step(to: int, sign: str, label: str) -> Markup:
        return element(
            "button", sign, type="button", class_="step", aria_label=label, title=label,
            data_open=f"{prefix}.{to}" if 0 <= to < count else None,
            disabled=None if 0 <= to < count else "disabled",
        )

    return element(
        "div",
        element("h2", texts.source.format(n=citation.n)),
        element(
            "span",
            step(place - 1, "‹", texts.previous),
            element("span", texts.position.format(i=place + 1, n=count)),
            step(place + 1, "›", texts.next),
            class_="steps",
        ),
        class_="panel-bar",
    )


def _copy_button(label: str, copied: str, texts: Texts) -> Markup:
    return element(
        "button", label, type="button", class_="copy", data_copy=copied,
        data_copied=texts.copied, data_failed=texts.copy_failed,
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
    for left, right in zip(cuts, cuts[1:], strict=False):
        piece: Markup = shown(section.text[left:right])
        if right <= heading_end:
            piece = element("strong", piece)
        if first <= left and right <= last:
            piece = element("mark", piece)
        parts.append(piece)
    return element("p", *parts, class_="item" if _ITEM.match(line) else None)
