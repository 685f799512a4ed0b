"""The library as HTML: the table of plans, one plan to read, and how a reading of files goes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from rag.checks import Slip
from rag.library import Held, Part
from rag.names.now import period
from rag.pages.html import element, joined
from rag.schema import Plan
from rag.understanding.plan_names import plan_name
from rag.uploads import Job, Outcome

_LONGEST = 200_000
"""Characters of a plan shown at once; what follows opens at the side, part by part."""
_DEEPEST = 3
"""Levels of the outline in the list beside the text."""
_LABEL = 90
LISTED = 25
"""Plans of the list that are shown at once."""


@dataclass(frozen=True, slots=True)
class LibraryTexts:
    """The tab's words: section ``[library]`` of the texts."""

    tab: str
    change: str
    off: str
    password: str
    enter: str
    wrong_password: str
    not_admitted: str
    files: str
    limits: str
    replaced: str
    replacing: str
    begin: str
    stop: str
    preparing: str
    reading: str
    reading_page: str
    writing: str
    stopping: str
    stopped: str
    waiting: str
    back_again: str
    added: str
    statuses: dict[str, str]
    like: str
    beside: str
    failed: str
    note: str
    fault: str
    removed_plan: str
    remove: str
    choose_plan: str
    sure: str
    yes: str
    no: str
    removed: str
    stays: str
    plan: str
    number: str
    date: str
    issuer: str
    period: str
    held: str
    not_printed: str
    blank: str
    unsure: str
    over: str
    pages: str
    passages: str
    facts: dict[str, str]
    notes: str
    none: str
    find_placeholder: str
    no_match: str
    range: str
    previous: str
    next: str
    read: str
    to_list: str
    outline: str
    slips: str
    severities: dict[str, str]
    sentences: dict[str, str]
    """The Vietnamese sentence of a slip, and what stands in its place on this page."""
    no_slips: str
    words: str
    rest: str
    page: str
    open_words: str
    back: str
    error: str


def plan_list(
    held: Sequence[Held], page: int, count: int, texts: LibraryTexts, *, reached: bool = False
) -> Markup:
    """A page of the list, from 0, between what leads to the others of ``count`` plans.

    ``reached``: a press of those led here, and the focus follows.
    """
    if count <= LISTED:
        return plan_table(held, texts)
    return joined(
        _pager(page, count, texts, reached=reached),
        plan_table(held, texts),
        _pager(page, count, texts),
    )


def _pager(page: int, count: int, texts: LibraryTexts, *, reached: bool = False) -> Markup:
    def step(to: int, label: str) -> Markup:
        there = 0 <= to * LISTED < count
        return element(
            "button", label, type="button", class_="open-words",
            data_open=f"library-page.{to}" if there else None,
            disabled=None if there else "disabled",
        )  # fmt: skip

    first = page * LISTED
    shown = texts.range.format(first=first + 1, last=min(first + LISTED, count), all=count)
    return element(
        "nav",
        step(page - 1, f"← {texts.previous}"),
        element("span", shown, tabindex="-1", data_reached="yes" if reached else None),
        step(page + 1, f"{texts.next} →"),
        class_="library-pages",
        aria_label=shown,
    )


def plan_table(held: Sequence[Held], texts: LibraryTexts) -> Markup:
    """A row for each plan; each field of the header opens the words it was read from."""
    if not held:
        return element("p", texts.none, class_="quiet")
    titles = (texts.plan, texts.number, texts.date, texts.issuer, texts.period, texts.held)
    heads = (element("th", title, scope="col") for title in titles)
    return element(
        "div",
        element(
            "table",
            element("thead", element("tr", *heads)),
            element("tbody", *(_row(one, texts) for one in held)),
        ),
        class_="table-box library-table",
    )


def _row(one: Held, texts: LibraryTexts) -> Markup:
    plan = one.plan
    pages = f" · {texts.pages.format(n=one.pages)}" if one.pages else ""
    counts = (f"{texts.facts.get(kind, kind)} {n}" for kind, n in one.facts)
    notes = [element("li", note) for note in one.notes]
    number = plan.number_shown or (texts.blank if plan.number_blank else None)
    if number is None and plan.number_recognised is not None:
        number = texts.unsure
    years = period(plan)
    return element(
        "tr",
        element(
            "th",
            _button(plan.title, f"library.{plan.plan_id}", texts.read, "row-words"),
            element("p", f"{plan.file}{pages}", class_="quiet"),
            element("ul", *notes, class_="library-notes", aria_label=texts.notes) if notes else "",
            scope="row",
        ),
        _field(one, "number", number, texts.number, texts),
        _field(one, "date", plan.date_shown, texts.date, texts),
        _field(one, "issuer", plan.issuer, texts.issuer, texts),
        _field(one, "period", years, texts.period, texts, texts.over if one.over else None),
        element(
            "td",
            element("p", texts.passages.format(n=one.passages)),
            element("p", " · ".join(counts), class_="quiet"),
            data_label=texts.held,
        ),
    )


def _field(
    one: Held,
    name: str,
    value: str | None,
    label: str,
    texts: LibraryTexts,
    more: str | None = None,
) -> Markup:
    shown = value or texts.not_printed
    if one.words(name):
        inner = _button(shown, f"library.{one.plan.plan_id}.h.{name}.0", texts.open_words, "cell")
    else:
        inner = element("p", shown, class_="" if value else "quiet")
    added = element("p", more, class_="library-over") if more else ""
    return element("td", inner, added, data_label=label)


def _button(words: str, reference: str, says: str, kind: str) -> Markup:
    return element(
        "button", words, type="button", class_=kind, title=says, aria_controls="panel",
        data_open=reference,
    )  # fmt: skip


# ------------------------------------------------------------------ one plan


def plan_page(
    one: Held,
    parts: Sequence[Part],
    slips: Sequence[Slip],
    texts: LibraryTexts,
    page: int = 0,
    *,
    reached: bool = False,
) -> Markup:
    """A plan to read: what ``hoi check`` finds, the outline, and the text by its parts.

    ``page`` is that of the list, from 0, to which a button leads back.
    """
    plan_id = one.plan.plan_id
    shown, size = [], 0
    for part in parts:
        size += part.section.end - part.section.start
        if size > _LONGEST:
            break
        shown.append(part)
    rest = element("p", texts.rest, class_="quiet") if len(shown) < len(parts) else ""
    return element(
        "article",
        element(
            "div",
            element("button", f"← {texts.to_list}", type="button", class_="open-words",
                    data_open=f"library-page.{page}"),
            element("h3", one.plan.title, tabindex="-1", data_reached="yes" if reached else None),
            class_="library-head",
        ),
        _slips(plan_id, slips, texts),
        element(
            "div",
            element(
                "nav",
                element("h4", texts.outline),
                element("ol", *_outline(plan_id, parts, len(shown), texts)),
                aria_label=texts.outline,
            ),
            element("div", *(_part(plan_id, p, texts) for p in shown), rest, class_="library-text",
                    lang="vi"),
            class_="library-columns",
        ),
        class_="library-plan",
        data_plan=plan_id,
    )  # fmt: skip


def _slips(plan_id: str, slips: Sequence[Slip], texts: LibraryTexts) -> Markup:
    if not slips:
        return element("p", texts.no_slips, class_="quiet")
    items = (
        element(
            "li",
            element(
                "span",
                texts.severities[slip.severity],
                class_="slip-sure" if slip.severity == "lỗi" else None,
            ),
            element("p", texts.sentences.get(slip.sentence, slip.sentence).format_map(slip.values)),
            _button(
                f"{texts.words} ({len(slip.slices)})", f"library.{plan_id}.s.{n}.0",
                texts.open_words, "open-words",
            ) if slip.slices else "",
        )
        for n, slip in enumerate(slips)
    )  # fmt: skip
    return element(
        "details",
        element("summary", texts.slips.format(n=len(slips))),
        element("ul", *items),
        class_="library-slips",
    )


def _outline(
    plan_id: str, parts: Sequence[Part], shown: int, texts: LibraryTexts
) -> Iterator[Markup]:
    for part in parts:
        if part.depth > _DEEPEST or not (part.heading or part.depth == 1):
            continue
        words = " ".join((part.heading or part.text).split())
        label = words if len(words) <= _LABEL else words[: words.rfind(" ", 0, _LABEL)] + "…"
        if part.number < shown:
            entry = element("a", label, href=f"#part-{part.number}")
        else:
            entry = _button(label, f"library.{plan_id}.t.{part.number}.0", texts.open_words, "cell")
        yield element("li", entry, class_=f"depth-{part.depth}")


def _part(plan_id: str, part: Part, texts: LibraryTexts) -> Markup:
    # "1. Mục đích: Xác định …": the heading runs into its sentence
    first, _, below = part.text.partition("\n")
    lines = [element("p", line) for line in below.split("\n") if line.strip()]
    page = element("span", texts.page.format(n=part.page), class_="quiet") if part.page else ""
    head = element("p", first) if first.strip() else ""
    if part.heading:
        opened = f"library.{plan_id}.t.{part.number}.0"
        heading = _button(part.heading, opened, texts.open_words, "part-heading")
        head = element("p", heading, first, " ", page)
    return element(
        "section", head, *lines, id=f"part-{part.number}", class_=f"depth-{min(part.depth, 4)}"
    )


# ------------------------------------------------------------------ the reading of files


def progress(job: Job, texts: LibraryTexts) -> Markup:
    """Where a job stands: which file, which of its pages."""
    step = job.step
    if step is None or step.done >= len(job.reading):
        return element("p", texts.preparing if step is None else texts.writing, class_="quiet")
    place = {"file": job.reading[step.done], "i": step.done + 1, "n": step.files}
    said = texts.reading.format(**place)
    if step.pages:
        said = texts.reading_page.format(**place, page=step.page, pages=step.pages)
        if step.page >= step.pages:
            said += f" {texts.writing}"
    if job.stopping:
        said = texts.stopping
    bar = element("progress", value=f"{step.share:.3f}", max=str(step.files), aria_label=said)
    return element("div", element("p", said), bar, class_="library-progress")


def ended(job: Job, texts: LibraryTexts, plans: Sequence[Plan], *, waiting: bool = False) -> Markup:
    """What became of a job: a line a file, what was noted of it, a line for all not read.

    ``plans`` are those held now, as which the files are told; ``waiting``: those that were not
    read are still there to be read.
    """
    if job.problem is not None:
        return element("p", job.problem or texts.fault, class_="failure", role="alert")
    held = {plan.plan_id: plan for plan in plans}
    lines = [_line(one, texts, held) for one in job.outcomes]
    if job.left:
        said = texts.stopped.format(files=", ".join(job.left))
        lines.append(element("li", f"{said} {texts.waiting}" if waiting else said))
    return element("ul", *lines, class_="library-ended", role="status")


def _line(one: Outcome, texts: LibraryTexts, held: Mapping[str, Plan]) -> Markup:
    def named(plan_id: str) -> str:
        plan = held.get(plan_id)
        return plan_id if plan is None else f"“{plan_name(plan)}”"

    def with_file(plan_id: str) -> str:  # two of one name are told apart
        return f"{named(plan_id)} ({held[plan_id].file})" if plan_id in held else plan_id

    if one.problem is not None:
        said = texts.failed.format(file=one.file, problem=one.problem)
        return element("li", said, class_="library-failed")
    status = next(
        (said for known, said in texts.statuses.items() if one.status.startswith(known)), one.status
    )
    said = texts.added.format(file=one.file, status=status, plan=named(one.plan_id or ""))
    lines = [texts.note.format(note=note) for note in one.notes]
    if one.like:
        lines.append(texts.like.format(plans=", ".join(map(with_file, one.like))))
    elif one.beside is not None:
        lines.append(texts.beside.format(plan=with_file(one.beside)))
    if one.former is not None:
        lines.append(texts.back_again.format(file=one.former))
    return element("li", said, *(element("p", line, class_="quiet") for line in lines))
