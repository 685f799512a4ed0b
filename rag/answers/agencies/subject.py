"""Who does it, by subject: the assignments whose task covers the question's words best."""

from __future__ import annotations

import re

from rag.answers.agencies.elsewhere import elsewhere, named_elsewhere, said_only_elsewhere
from rag.answers.agencies.numbers import by_asked_agency, not_hers
from rag.answers.agencies.rows import (
    SUPPORTS,
    in_asked_role,
    leading,
    only_joins,
    said,
    task_words,
    together,
    with_helpers,
    without_told_partners,
)
from rag.answers.agencies.scoring import (
    Scored,
    beside_leader,
    best_of,
    found_near,
    on_document,
    scored_on,
    speaks_of_agency,
    without_classes,
)
from rag.answers.agencies.sorts_asked import (
    of_field,
    of_month,
    of_sort,
    of_the_work,
    of_those_named,
    outdone,
)
from rag.answers.agencies.through_indicator import through_indicator
from rag.answers.agencies.whole_plan import leads_the_plan
from rag.answers.dates.asking_words import WITH_WHOM
from rag.answers.dates.beside import without_long_partners
from rag.answers.shape import (
    GIST,
    GROUP_FLOOR,
    LEAD,
    MAX_WORDS,
    NEAR_BEST,
    NEAR_BEST_PLAN,
    SAID_PART,
    SAID_WHOLE,
    TOPIC_FLOOR,
    Asked,
    absent,
    brief,
    draft,
    gist,
    near_slices,
    stated,
    tidy,
    without_marker,
)
from rag.schema import Assignment, Draft, DraftClaim, Slice
from rag.table import is_row_id
from rag.text import fold
from rag.understanding.yes_no import confirms


def by_subject(asked: Asked) -> Draft:
    """The assignments whose task covers the question's words best."""
    query = asked.query
    if not query.terms and not query.search_text and not query.agencies:
        return draft(asked, [], reason="not_stated")
    leaders = [subject_claim(asked, one) for one in leads_the_plan(asked)]
    if leaders:
        mine = [c for c in leaders if any(fold(n) in fold(c.text) for n in query.agencies)]
        other = not_hers(asked) if query.agencies and not mine else None
        return draft(asked, mine or leaders, lead=other)
    through = through_indicator(asked)
    if through is not None:
        return through
    group = _of_group(asked)
    if group:
        return draft(asked, group)
    lead = None
    scored = (
        on_document(asked)
        or scored_on(asked, touching=True)
        or _on_agency(asked)
        or found_near(asked)
    )
    if query.agencies and confirms(query.question):
        # "có phải do Phòng Lao động … không": the plan may give it to another
        others = elsewhere(asked) or said_only_elsewhere(asked, scored)
        if others:
            scored = others
            lead = not_hers(asked)
    scored = _not_told(asked, scored)
    scored = _speaking(asked, of_sort(asked, of_field(asked, of_month(asked, scored))))
    scored = of_those_named(asked, _saying_whole(asked, of_the_work(asked, scored)))
    scored = {p: rows for p, rows in scored.items() if not named_elsewhere(asked, p, rows)}
    best_of_all = best_of(scored)
    claims: list[DraftClaim] = []
    unled: list[Slice] = []
    reached = []
    each = _EACH.search(fold(query.question)) is not None
    for plan_id, rows in scored.items():
        best = max(score for score, _ in rows)
        if query.narrowed or each or best >= NEAR_BEST_PLAN * best_of_all:
            reached.append(plan_id)
    for plan_id in reached:
        rows = scored[plan_id]
        best = max(score for score, _ in rows)
        kept = [(s, a) for s, a in rows if s >= NEAR_BEST * best]
        kept.sort(key=lambda row: (-row[0], row[1].task.start))
        kept = [row for row in kept if in_asked_role(query.roles, row[1])] or kept
        kept = [row for row in kept if not outdone(asked, row[1], [a for _, a in kept])]
        given = together([one for _, one in kept])
        given = leading(given) if "phoi hop" not in query.roles else without_told_partners(given)
        if query.roles == ("chu tri",) and all(map(only_joins, given)):
            unled += [one.task for one in given]
            continue
        for one in given[:3]:
            claims.append(_told_by_heading(asked, one) or subject_claim(asked, one))
    if unled and not claims:
        leads = [
            one for plan_id in reached for one in asked.book.assignments(plan_id)
            if query.agencies and one.role != SUPPORTS and one.task in unled
        ]  # fmt: skip
        if leads:  # "có phải Công an xã chủ trì không": it takes part in what another leads
            return draft(asked, [subject_claim(asked, one) for one in leads[:3]])
        return not_led(asked, unled)
    if not claims:
        claims = (
            [absent(asked.phrases.say("no_answer"), p) for p in query.plans]
            if query.narrowed
            else []
        )
        return draft(asked, claims, reason="not_stated", nearest=near_slices(asked))
    return draft(asked, claims, lead=lead)


def _on_agency(asked: Asked) -> Scored:
    """ "Ai tập huấn cho ứng cử viên HĐND cấp xã?": others' tasks that speak of the agency."""
    found = {
        plan_id: [row for row in rows if speaks_of_agency(asked, row[1])]
        for plan_id, rows in scored_on(asked, touching=False).items()
    }
    return {plan_id: rows for plan_id, rows in found.items() if rows}


def not_led(asked: Asked, tasks: list[Slice]) -> Draft:
    """That a plan names who takes part in a work, and nobody who leads it."""
    text = asked.phrases.say("named_not_assigned")
    lacking = [absent(text, plan_id) for plan_id in dict.fromkeys(t.plan_id for t in tasks)]
    return draft(asked, lacking, reason="not_assigned", nearest=tasks)


_SEVERAL = re.compile(
    r"\b(?:nhung|cac|nhom|moi|tung|tat ca|lan luot|gom)\b|\b(?:agencies|departments|bodies|units)\b"
)
""" "Ai tiếp nhận tin báo" asks for one, not for all below the heading that says it."""


def _of_group(asked: Asked) -> list[DraftClaim]:
    """ "Những sở nào chủ trì nhóm nhiệm vụ …": all who lead below the heading that is meant.

    Only where the heading covers the question better than any one task below it or elsewhere.
    """
    query, book = asked.query, asked.book
    if not query.narrowed or query.agencies or asked.matcher.empty:
        return []
    if not _SEVERAL.search(fold(query.question)):
        return []
    claims: list[DraftClaim] = []
    for plan_id in query.plans:
        given = [one for one in book.assignments(plan_id) if one.role != SUPPORTS]
        best = max((asked.matcher.score(one.task.text) for one in given), default=0.0)
        heads: dict[str, list[Assignment]] = {}
        for one in given:
            for end in re.finditer("/", one.task.section):
                heads.setdefault(one.task.section[: end.start()], []).append(one)
        for head, section in book.sections(plan_id).items():
            below = heads.get(head, [])
            if len(below) < 2 or any(one.sources[0].section == head for one in below):
                continue
            heading = book.slice(plan_id, section, section.start, section.heading_end)
            if " | " in heading.text:
                continue  # the head of a table names no group of tasks
            score = asked.matcher.score(heading.text)
            if score < GROUP_FLOOR or score < best:
                continue
            written = dict.fromkeys(a.written for one in below for a in one.agencies)
            text = asked.phrases.say(
                "who", agencies=", ".join(written), task=without_marker(heading.text)
            )
            claims.append(stated(text, plan_id, (heading, *(one.sources[0] for one in below))))
    return claims


_LESS = 0.8
"""Share of the subject below which a task is on something else, where another says it whole."""


_ALL_SAID, _PART_SAID = 0.99, 0.7
"""What one plan's task says of the subject, and what another's must, where no plan is named."""


def _saying_whole(asked: Asked, scored: Scored) -> Scored:
    """Of a plan's tasks the one that says the whole subject, before those on something like it.

    "Ai lập dự toán ngân sách": not also who puts it together in "dự toán ngân sách" of others.
    Another plan may say the same in words of its own, but not much less of it.
    """
    if not asked.subject.is_rich(asked.query):
        return scored

    def share(one: Assignment) -> float:
        title = asked.book.by_id[one.plan_id].title
        words = (one.task.text, *asked.book.headings(one.task), title)
        return asked.subject.share_said(query, *words)

    query = without_classes(asked.query)
    found: Scored = {}
    best: dict[str, float] = {}
    for plan_id, rows in scored.items():
        shares = [share(one) for _, one in rows]
        best[plan_id] = max(shares, default=0.0)
        least = _LESS if best[plan_id] >= SAID_WHOLE else 0.0
        found[plan_id] = [row for row, said in zip(rows, shares, strict=True) if said >= least]
    if asked.query.narrowed or max(best.values(), default=0.0) < _ALL_SAID:
        return found
    return {plan_id: rows for plan_id, rows in found.items() if best[plan_id] >= _PART_SAID}


def _speaking(asked: Asked, scored: Scored) -> Scored:
    """Only the tasks that speak of the subject, not of words like it; all where none does."""
    found = {
        plan_id: [
            row for row in rows
            if not asked.unsaid(row[1].task.text, *asked.book.headings(row[1].task))
        ]
        for plan_id, rows in scored.items()
    }  # fmt: skip
    return {plan_id: rows for plan_id, rows in found.items() if rows} or scored


def _not_told(asked: Asked, scored: Scored) -> Scored:
    """ "Còn cơ quan nào khác không?": only those that were not told before."""
    told, same = asked.query.besides, asked.book.lexicon.same_agency

    if not told:
        return scored

    def is_other(one: Assignment) -> bool:
        words = (one.task.text, *asked.book.headings(one.task))
        return asked.subject.share_said(asked.query, *words) >= SAID_PART and not any(
            same(agency.name, name) for agency in one.agencies for name in told
        )

    found = {p: [row for row in rows if is_other(row[1])] for p, rows in scored.items()}
    return {plan_id: rows for plan_id, rows in found.items() if rows}


_EACH = re.compile(
    r"\b(?:moi|tung) (?:ban )?(?:ke hoach|noi|tinh|huyen|dia phuong|cho)\b|"
    r"\b(?:each|every) (?:plan|place|province|district)\b|\beach of the\b.*\bplans\b"
)
""" "Mỗi kế hoạch giao ai": all are asked about, not those nearest to the words."""


def _told_by_heading(asked: Asked, one: Assignment) -> DraftClaim | None:
    """ "1. Phòng … (cơ quan thường trực Ban …)": the heading itself is the answer."""
    heading = one.sources[0]
    if heading.start > one.task.start:
        return None  # "Tọa đàm …. Hội Nông dân chủ trì, phối hợp với …": a sentence behind the task
    if asked.query.agencies and by_asked_agency(asked, one):
        return None  # the agency asked about is no news
    score = asked.matcher.score(heading.text)
    if heading == one.task or score < TOPIC_FLOOR or score < asked.matcher.score(one.task.text):
        return None
    return stated(without_marker(heading.text), one.plan_id, (heading,))


def subject_claim(asked: Asked, one: Assignment) -> DraftClaim:
    """The agencies and the task; a short item of several sentences is told whole."""
    if WITH_WHOM.search(fold(asked.query.question)):
        one = with_helpers(asked.book.assignments(one.plan_id), one)
    task = _whole_item(asked, one)
    words = task.text if task != one.task else task_words(one)
    asks_more = asked.query.agencies and _MORE_ASKED.search(fold(asked.query.question))
    whole = "phoi hop" in asked.query.roles or confirms(asked.query.question) or asks_more
    with_whom = WITH_WHOM.search(fold(asked.query.question)) is not None and bool(one.partners)
    if whole and not with_whom:
        shown = brief(words, asked.matcher)
    else:
        words = without_long_partners(asked, words)
        shown = gist(words, asked.matcher, GIST, _through_partners(one, words))
        shown = _with_role(asked, words, shown)
    text = said(asked.phrases, one, shown)
    with_others = "phoi hop" in asked.query.roles or (
        confirms(asked.query.question)
        and not by_asked_agency(asked, one)
        and beside_leader(asked, one)
    )
    own_words = _naming_partners(one) if with_whom else None
    if own_words is not None:
        text = said(asked.phrases, one, own_words)
    elif with_whom:
        names = [a.written for a in one.partners]
        names = [n for n in names if not any(n != more and n in more for more in names)]
        text = asked.phrases.say("partners_first", text=tidy(text), partners=", ".join(names))
    elif with_others and one.partners and not any(a.written in text for a in one.partners):
        partners = ", ".join(a.written for a in one.partners)
        text = asked.phrases.say("with_partners", text=tidy(text), partners=partners)
    sources = tuple(task if piece == one.task else piece for piece in one.sources)
    return stated(text, one.plan_id, sources)


_MORE_ASKED = re.compile(
    r"\b(?:cho|gui|ve|den|toi|trinh|nop) (?:ai|dau|noi nao|co quan nao|don vi nao|cho nao)\b|"
    r"\b(?:khi nao|bao gio|luc nao|ngay nao|thang nao|cham nhat|to whom|when)\b"
)
""" "Thống kê tỉnh gửi số liệu cho ai, chậm nhất khi nào": the end of a duty tells it."""
_TOGETHER = re.compile(r"\bphối hợp\b(?: chặt chẽ)?(?: (?:với|cùng|giữa))?", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[A-ZĐÀ-Ỹ])")
_PURPOSE = 16
"""Words of what for that are kept behind the last partner; as many more do not end in "…"."""
_LEADS_ON = frozenset("của và hoặc trong cho về với theo tại các những để do từ đến số".split())
"""No words to end on."""


def _naming_partners(one: Assignment) -> str | None:
    """The clause of a task that says with whom and what for, as printed; None if none does."""
    sentences = _SENTENCE.split(" ".join(task_words(one).split()))
    found = next((words for words in sentences if _TOGETHER.search(words)), None)
    if found is None or not any(" ".join(a.written.split()) in found for a in one.partners):
        return None  # "Quy chế phối hợp xử lý tin báo": those of another column
    named = _TOGETHER.search(found)
    at = named.start() if named is not None else 0
    start = found.rfind("; ", 0, at) + 2 if "; " in found[:at] else 0
    partners = [found.rfind(a.written) + len(a.written) for a in one.partners if a.written in found]
    end = found.find("; ", max([at, *partners]))
    upto = len(found[start : max([at, *partners])].split()) + _PURPOSE
    words = found[start : end if end > 0 else None].split()
    kept = words[:upto] if len(words) > upto + _PURPOSE else words
    while kept is not words and kept[-1] in _LEADS_ON:
        kept.pop()
    told = tidy(" ".join(kept))
    begun = told if start == 0 else f"… {told}"
    return begun if len(kept) == len(words) and end < 0 else f"{begun}…"


def _with_role(asked: Asked, words: str, shown: str) -> str:
    """ "Báo cáo … chỉ tiêu 2": an item of a list with the role asked for, told before it."""
    flat = " ".join(words.split())
    folded = fold(flat)
    for role in set(asked.query.roles) - _LED:
        at = folded.find(role)
        opening = flat[: at + len(role)]
        listed = shown.startswith("… ") and role not in fold(shown)
        if listed and at >= 0 and len(folded) == len(flat) and len(opening.split()) <= _OPENING:
            return f"{opening} {shown}"
    return shown


_LED = frozenset({"chu tri", "phoi hop"})
_OPENING = 14
_PARTNERS_END = 14
"""Words within which a task names with whom: they are kept with its role."""


def _through_partners(one: Assignment, words: str) -> int:
    """How many words of a task tell its role and, where they are few, its partners."""
    flat = " ".join(words.split())
    ends = [flat.find(a.written) + len(a.written) for a in one.partners if a.written in flat]
    count = len(flat[: max(ends, default=0)].split())
    return max(LEAD, count) if count <= _PARTNERS_END else LEAD


def _whole_item(asked: Asked, one: Assignment) -> Slice:
    """The item a sentence stands in, where all of it is the agency's and it is short."""
    same = [
        a.task for a in asked.book.assignments(one.plan_id)
        if a.task.section == one.task.section and set(a.agencies) <= set(one.agencies)
    ]  # fmt: skip
    start, end = min(t.start for t in same), max(t.end for t in same)
    text = asked.book.text(one.plan_id)[start:end]
    if len(same) < 2 or is_row_id(one.task.section) or len(text.split()) > MAX_WORDS:
        return one.task
    return Slice(one.plan_id, one.task.section, start, end, text)
