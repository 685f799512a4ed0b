"""The conversation as HTML; every text goes through ``rag.pages.html``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

from markupsafe import Markup

from rag.pages.html import element, joined
from rag.pages.texts import Example, Texts
from rag.schema import Answer, Citation, Plan
from rag.side_by_side import sides
from rag.understanding.plan_names import plan_name

_MARK = re.compile(r"\[(\d{1,3})\]")
# "- Sở Y tế: … [1]", "• …", "+ …" as answers list several statements
_BULLET = re.compile(r"^\s*[-•+]\s+")
# "**Đắk Nông (175/KH-UBND)**: Sở Y tế: … [1]": the plan's name stands out
_STRONG = re.compile(r"\*\*(.+?)\*\*")
# "**Đắk Nông (175/KH-UBND)**:" and "Gần nhất:" name what follows
_NAMES_REST = re.compile(r"^[^\[\]]+:\s*$")
_EXCERPT = 180


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
                    "button",
                    example.question(texts.lang),
                    type="button",
                    class_="chip",
                    data_ask=f"e.{index}",
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


def pending(texts: Texts) -> Markup:
    """What stands in the place of an answer until it comes."""
    return element("p", texts.searching, class_="searching")


def failure(message: str) -> Markup:
    """An error fit for a user, as one line."""
    return element("p", message, class_="failure", role="alert")


def outcome(given: Answer | None, texts: Texts) -> str:
    """The line below the box once it is answered."""
    if given is None:
        return ""
    seconds = f"{max(given.timing_ms.total / 1000, 0.01):.2f}"
    if texts.lang == "vi":
        seconds = seconds.replace(".", ",")
    if given.abstained:
        return texts.done_refused.format(seconds=seconds)
    return texts.done.format(n=len(given.citations), seconds=seconds)


def carried(given: Answer, plans: tuple[Plan, ...], texts: Texts) -> str | None:
    """Whose plans an answer is about because the talk was: said, so that none is misled."""
    understood = given.understood
    if not understood.from_talk:
        return None
    held = {plan.plan_id: plan for plan in plans}
    named = [plan_name(held[plan_id]) for plan_id in understood.plans if plan_id in held]
    return texts.from_talk.format(plans="; ".join(named)) if named else None


def answer(
    turn: int,
    given: Answer,
    texts: Texts,
    from_talk: str | None = None,
    actions: Markup | None = None,
) -> Markup:
    """The answer with its marks as buttons, then what it rests on, nearest, what to ask next.

    ``actions`` stand below what was said, before what to ask next.
    """
    parts: list[Markup] = []
    if from_talk:
        parts.append(element("p", from_talk, class_="quiet"))
    if given.abstained:
        parts.append(element("p", texts.refused, class_="refused-label"))
    parts.append(element("div", *_paragraphs(turn, given, texts), class_="answer-text"))
    if given.notes:
        parts.append(_notes(given, texts))
    if given.phrased is not None:
        parts.append(element("p", given.phrased.note, class_="quiet phrased"))
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
    if actions is not None:
        parts.append(actions)
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


def _notes(given: Answer, texts: Texts) -> Markup:
    """What has changed since the plans were written; the document in full on hover."""
    label = element("strong", f"{texts.notes}: ")
    lines = (element("p", label, note.text, title=note.source) for note in given.notes)
    return element("aside", *lines, class_="notes", aria_label=texts.notes)


def _paragraphs(turn: int, given: Answer, texts: Texts) -> list[Markup]:
    """The answer's lines; runs of "- …" become lists."""
    references = {c.n: f"{turn}.g.{i}" for i, c in enumerate(given.nearest)}
    references |= {c.n: f"{turn}.c.{i}" for i, c in enumerate(given.citations)}
    table = _compared(given, references, texts)
    blocks: list[Markup] = [] if table is None else [table]
    lines = _lines(given)
    if table is not None:
        lines = [line for line in lines if not (_STRONG.match(line) or _BULLET.match(line))]
    for listed, run in groupby(lines, key=lambda line: bool(_BULLET.match(line))):
        if listed:
            items = (element("li", _line(_BULLET.sub("", line), references, texts)) for line in run)
            blocks.append(element("ul", *items))
        else:
            blocks += [
                element(
                    "p",
                    _line(line, references, texts),
                    class_="names-rest" if _NAMES_REST.match(line) else None,
                )
                for line in run
            ]
    return blocks


def _compared(given: Answer, references: dict[int, str], texts: Texts) -> Markup | None:
    """Plans side by side, where the question compares what several of them say."""
    columns = sides(given)
    if not columns:
        return None
    heads = (element("th", side.head, scope="col") for side in columns)
    cells = (
        element("td", *(element("p", _line(one.marked, references, texts)) for one in side.claims))
        for side in columns
    )
    return element(
        "div",
        element("table", element("tr", *heads), element("tr", *cells), class_="compared"),
        class_="wide",
    )


def _lines(given: Answer) -> list[str]:
    """The answer without its list of near passages, which the page shows by itself."""
    lines = [line for line in given.answer.split("\n") if line.strip()]
    near = {c.n for c in given.nearest}
    kept: list[str] = []
    for line in lines:
        numbers = {int(n) for n in _MARK.findall(line)}
        if _BULLET.match(line) and numbers and numbers <= near:
            if kept and _NAMES_REST.match(kept[-1]) and not _STRONG.search(kept[-1]):
                kept.pop()
            continue
        kept.append(line)
    return kept


def _line(line: str, references: dict[int, str], texts: Texts) -> Markup:
    parts: list[Markup] = []
    for place, piece in enumerate(_STRONG.split(line)):
        # re.split puts what stood between the stars at the odd places
        if place % 2:
            parts.append(element("strong", piece))
        else:
            parts.append(_with_marks(piece, references, texts))
    return joined(*parts)


def _with_marks(line: str, references: dict[int, str], texts: Texts) -> Markup:
    parts: list[str] = []
    position = 0
    for match in _MARK.finditer(line):
        reference = references.get(int(match[1]))
        if reference is None:
            continue
        # The mark clings to the word before it, so that no line begins with a number alone.
        before = line[position : match.start()].rstrip(" ")
        parts.append(f"{before}\u00a0" if before else "")
        parts.append(_mark(int(match[1]), reference, texts))
        position = match.end()
    return joined(*parts, line[position:])


def _mark(n: int, reference: str, texts: Texts) -> Markup:
    # The brackets are hidden, yet copied with the text: "mục tiêu 4 [3]" and not "mục tiêu 43".
    return element(
        "button",
        element("span", "[", class_="only-copied"),
        str(n),
        element("span", "]", class_="only-copied"),
        type="button",
        class_="mark",
        data_open=reference,
        aria_label=texts.open_citation.format(n=n),
        aria_controls="panel",
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
                    element("span", " → ".join(c.path), class_="path"),
                    element("q", _excerpt(c.quote)),
                ),
            )
            for i, c in rows
        )
        first = rows[0][1]
        groups.append(element("h4", first.issuer or first.plan_title))
        if first.issuer:
            groups.append(element("p", first.plan_title, class_="quiet"))
        groups.append(element("ul", *items, class_="evidence-list"))
    return groups


def _excerpt(quote: str) -> str:
    flat = " ".join(quote.split())
    if len(flat) <= _EXCERPT:
        return flat
    return flat[:_EXCERPT].rsplit(" ", 1)[0] + " …"
