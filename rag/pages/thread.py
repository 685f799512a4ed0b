"""The turns of a talk, and how one is shown: the question, what was understood, the answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from rag.answer_files import answer_markdown, answer_text
from rag.feedback import FAULTS, LONGEST_NOTE
from rag.pages import address
from rag.pages.html import element, joined
from rag.pages.texts import Texts
from rag.schema import Answer, Plan
from rag.understanding.plan_names import PlanNames
from rag.understanding.understood import Part, parts

_MOST_PARTS = 8


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Turn:
    """One question with its answer or, in its place, one line that says what failed.

    ``plans`` and ``places`` are those chosen for it, ``before`` the questions it may go on from.
    ``good`` is what the reader thinks of the answer, kept in ``row`` of the feedback.
    """

    question: str
    plans: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    answer: Answer | None = None
    failure: str | None = None
    good: bool | None = None
    row: int | None = None

    @property
    def asked(self) -> address.Asked:
        """What it asks, as an address or what is posted holds it."""
        return address.Asked(self.question, self.plans, self.before, self.places)

    @property
    def link(self) -> str | None:
        """The address that asks it again; None where it is too long for one."""
        return address.link(self.asked)


Thread = tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class TurnTexts:
    """The words of section ``[turn]``: what can be done with a question and its answer."""

    edit: str
    edit_gone: str
    goes_on: str
    understood: str
    leave_out: str
    all_of: str
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
    word_file: str
    word_failed: str
    copy_link: str
    link_too_long: str
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
    outside: str
    left_outside: str


def heading(place: int, turn: Turn, texts: Texts, words: TurnTexts) -> Markup:
    """The question as asked, with the button that puts it back into the box."""
    label = element("span", f"{texts.asked}: ", class_="only-read-aloud")
    edit = element(
        "button",
        "✎",
        type="button",
        class_="edit",
        data_edit=turn.question,
        data_place=str(place),
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


def asked_parts(turn: Turn, names: PlanNames) -> tuple[Part, ...]:
    """What was understood of an answered question; what a person chose can always be left out."""
    if turn.answer is None:
        return ()
    read = turn.answer.understood
    places = [Part("place", one, turn.question) for one in turn.places]
    found = parts(read, {plan.plan_id: plan.place for plan in names.plans})
    if turn.plans or read.from_talk:
        # the question does not name them: the list below the box does, or the talk
        named = turn.plans or read.plans
        sure = bool(turn.plans) or len(named) == 1
        own = [Part("plan", one, turn.question if sure else None) for one in named]
        return (*places, *own, *(part for part in found if part.kind != "plan"))
    if places and set(read.plans) == set(names.meant(turn.places)):
        # all of what is searched: the places say so
        return (*places, *(part for part in found if part.kind != "plan"))
    return (*places, *found)


def without(turn: Turn, number: int, names: PlanNames) -> address.Asked | None:
    """What a turn asked less one of its parts; None for what cannot be left out."""
    held = asked_parts(turn, names)
    part = held[number] if number < len(held) else None
    if part is None or part.without is None:
        return None
    asked = replace(turn.asked, question=part.without)
    if part.kind == "place":
        return replace(asked, places=tuple(one for one in turn.places if one != part.name))
    if part.kind == "plan":
        # the talk may be what named it
        left = tuple(plan_id for plan_id in turn.plans if plan_id != part.name)
        return replace(asked, plans=left, before=())
    return asked


def understood(place: int, turn: Turn, names: PlanNames, words: TurnTexts) -> Markup:
    """The parts as chips; one that can be left out is a button that asks again without it."""
    chips: list[Markup] = []
    plans = {plan.plan_id: plan for plan in names.plans}
    held = asked_parts(turn, names)
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
        case "place":
            kind, _, name = part.name.partition(":")
            return name if kind == "place" else words.all_of.format(place=name)
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
    file = element(
        "button",
        words.word,
        type="button",
        class_="act",
        data_file=address.posted(turn.asked),
        data_name=words.word_file,
        data_failed=words.word_failed,
    )
    copies.append(file)
    if turn.link is None:
        copies.append(element("span", words.link_too_long, class_="quiet"))
    else:
        link = element(
            "button",
            words.copy_link,
            type="button",
            class_="act",
            data_link=turn.link,
            data_copied=texts.copied,
            data_failed=texts.copy_failed,
        )
        copies.append(link)
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


def first_reference(place: int, turn: Turn) -> str | None:
    """What the panel opens by itself: the first citation, else the first near passage."""
    if turn.answer is None:
        return None
    if turn.answer.citations:
        return f"{place}.c.0"
    return f"{place}.g.0" if turn.answer.nearest else None


def suggested(places: Sequence[int], thread: Thread) -> str | None:
    """The question that an answer suggests: its turn, and which of them."""
    given = thread[places[0]].answer if places[0] < len(thread) else None
    if given is None or places[1] >= len(given.suggestions):
        return None
    return given.suggestions[places[1]]
