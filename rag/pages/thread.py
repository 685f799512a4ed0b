"""The turns of a talk, and how one is shown: the question, what was understood, the answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from rag.answer_files import answer_markdown, answer_text
from rag.feedback import FAULTS, LONGEST_NOTE
from rag.pages import address
from rag.pages.html import element, joined
from rag.pages.texts import Texts
from rag.schema import Answer, Plan
from rag.understood import Part, parts

_MOST_PARTS = 8


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Turn:
    """One question with its answer or, in its place, one line that says what failed.

    ``plans`` are those chosen for it, ``before`` the questions it may go on from. ``good`` is what
    the reader thinks of the answer, kept in ``row`` of the feedback.
    """

    question: str
    plans: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    answer: Answer | None = None
    failure: str | None = None
    good: bool | None = None
    row: int | None = None

    @property
    def link(self) -> str | None:
        """The address that asks it again; None where it is too long for one."""
        return address.link(address.Asked(self.question, self.plans, self.before))


Thread = tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class TurnTexts:
    """The words of section ``[turn]``: what can be done with a question and its answer."""

    edit: str
    goes_on: str
    understood: str
    leave_out: str
    objective: str
    indicator: str
    who: str
    duties: str
    deadline: str
    target: str
    funding: str
    basis: str
    header: str
    plans: str
    event: str
    chu_tri: str
    phoi_hop: str
    bao_cao: str
    theo_doi: str
    tham_muu: str
    huong_dan: str
    kiem_tra: str
    don_doc: str
    giam_sat: str
    tong_hop: str
    use: str
    copy: str
    copy_markdown: str
    word: str
    copy_link: str
    good: str
    bad: str
    thanks: str
    not_kept: str
    why: str
    wrong: str
    lacking: str
    citation: str
    misread: str
    silent: str
    other: str
    note: str
    send: str
    unknown_plan: str


def heading(place: int, turn: Turn, texts: Texts, words: TurnTexts) -> Markup:
    """The question as asked, with the button that puts it back into the box."""
    label = element("span", f"{texts.asked}: ", class_="only-read-aloud")
    edit = element(
        "button",
        "✎",
        type="button",
        class_="edit",
        data_edit=turn.question,
        aria_label=words.edit,
        title=words.edit,
    )
    title = element("h2", label, turn.question, class_="asked")
    asked = element("div", title, edit, class_="question")
    if place or not turn.before:
        return asked
    # a link opened it: what it goes on from stands nowhere on the page
    told = words.goes_on.format(questions=" · ".join(turn.before))
    return joined(element("p", told, class_="quiet goes-on"), asked)


# ------------------------------------------------------------------ what was understood


def asked_parts(turn: Turn, plans: Mapping[str, Plan]) -> tuple[Part, ...]:
    """What was understood of an answered question; what a person chose can always be left out."""
    if turn.answer is None:
        return ()
    read = turn.answer.understood
    found = parts(read, {plan_id: plan.place for plan_id, plan in plans.items()})
    if turn.plans or read.from_talk:
        # the question does not name them: the list below the box does, or the talk
        named = turn.plans or read.plans
        sure = bool(turn.plans) or len(named) == 1
        own = [Part("plan", one, turn.question if sure else None) for one in named]
        return (*own, *(part for part in found if part.kind != "plan"))
    return tuple(found)


def understood(place: int, turn: Turn, plans: Mapping[str, Plan], words: TurnTexts) -> Markup:
    """The parts as chips; one that can be left out is a button that asks again without it."""
    chips: list[Markup] = []
    held = asked_parts(turn, plans)
    for number, part in enumerate(held[:_MOST_PARTS]):
        name = _name(part, plans, words)
        if name is None:
            continue
        if part.without is None:
            chips.append(element("li", element("span", name, class_="part")))
            continue
        label = words.leave_out.format(part=name)
        chips.append(
            element(
                "li",
                element(
                    "button",
                    name,
                    element("span", "×", class_="leave-out", aria_hidden="true"),
                    type="button",
                    class_="part",
                    data_ask=f"w.{place}.{number}",
                    aria_label=label,
                    title=label,
                ),
            )
        )
    if not chips:
        return joined()
    if len(held) > _MOST_PARTS:
        chips.append(element("li", f"+{len(held) - _MOST_PARTS}", class_="quiet"))
    return element("ul", *chips, class_="parts", aria_label=words.understood)


def _name(part: Part, plans: Mapping[str, Plan], words: TurnTexts) -> str | None:
    """How a part is called; None for a word that the page has no name for."""
    match part.kind:
        case "plan":
            plan = plans.get(part.name)
            return None if plan is None else plan.place or plan.title
        case "objective":
            return words.objective.format(n=part.name)
        case "indicator":
            return words.indicator.format(n=part.name)
        case "role" | "intent":
            return getattr(words, part.name.replace(" ", "_"), None)
        case _:
            return part.name


# ------------------------------------------------------------------ what can be done with it


def actions(place: int, turn: Turn, texts: Texts, words: TurnTexts) -> Markup:
    """Copies of the answer, the link to it, and what the reader thinks of it."""
    if turn.answer is None:
        return joined()
    copies = [
        _copy(words.copy, answer_text(turn.question, turn.answer), texts),
        _copy(words.copy_markdown, answer_markdown(turn.question, turn.answer), texts),
    ]
    if turn.link is not None:
        file = element(
            "a", words.word, href=f"/answer.docx{turn.link}", class_="act", download="answer.docx"
        )
        link = element(
            "button",
            words.copy_link,
            type="button",
            class_="act",
            data_link=turn.link,
            data_copied=texts.copied,
            data_failed=texts.copy_failed,
        )
        copies += [file, link]
    return element(
        "div",
        element("div", *copies, class_="acts", role="group", aria_label=words.use),
        _rating(place, turn, words),
        class_="actions",
    )


def _copy(label: str, copied: str, texts: Texts) -> Markup:
    return element(
        "button",
        label,
        type="button",
        class_="act",
        data_copy=copied,
        data_copied=texts.copied,
        data_failed=texts.copy_failed,
    )


def _rating(place: int, turn: Turn, words: TurnTexts) -> Markup:
    """ "Đúng" is one press; "Chưa đúng" asks why, in a list and in the reader's own words."""
    good = element(
        "button",
        words.good,
        type="button",
        class_="act rate-good",
        data_rate=str(place),
        aria_pressed="true" if turn.good else None,
    )
    reasons = (
        element(
            "button",
            getattr(words, fault),
            type="button",
            class_="act",
            data_fault=fault,
            aria_pressed="false",
        )
        for fault in FAULTS
    )
    form = element(
        "div",
        element("div", *reasons, class_="acts", role="group", aria_label=words.why),
        element(
            "textarea",
            rows="2",
            maxlength=str(LONGEST_NOTE),
            aria_label=words.note,
            placeholder=words.note,
        ),
        element("button", words.send, type="button", class_="act", data_rate_bad=str(place)),
        class_="why",
    )
    summary = element("summary", words.bad, class_="act rated" if turn.good is False else "act")
    return element("div", good, element("details", summary, form, class_="rate"), class_="rating")
