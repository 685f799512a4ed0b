"""When something is due."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.answers.agencies.numbers import is_agency, issues
from rag.answers.agencies.rows import is_collective
from rag.answers.agencies.who import items_of
from rag.answers.dates.asking_words import (
    due_words,
    says_its_work,
    what_is_due,
    without_asking,
)
from rag.answers.dates.beside import (
    due_text,
    part_asked,
    sure_part,
    with_its_item,
)
from rag.answers.dates.deadline_list import first_or_last
from rag.answers.dates.doers import doers, is_agencys, names_agency, names_doer
from rag.answers.dates.nearest_dates import (
    in_its_items_words,
    in_its_words,
    of_its_month,
    of_own_action,
    one_a_clause,
    saying_it_all,
    without_reports,
)
from rag.answers.dates.reached import reached_by
from rag.answers.dates.report_dates import (
    OFTEN,
    Candidate,
    apart,
    is_report,
    not_told,
    of_longer_plan,
    of_reports,
    of_sender,
    reports_told,
    to_named,
)
from rag.answers.dates.reported_to import reported_to, sent_to_it
from rag.answers.dates.sent import of_that_period, sent
from rag.answers.events.event_kinds import names_event
from rag.answers.events.event_years import due_in_other_years
from rag.answers.events.paired_events import dated_clauses
from rag.answers.events.rounds import of_other_round
from rag.answers.shape import (
    NEAR_BEST,
    NEAR_BEST_PLAN,
    TOPIC_FLOOR,
    Asked,
    absent,
    draft,
    near_slices,
    stated,
    tidy,
)
from rag.schema import Deadline, Draft, DraftClaim
from rag.text import document_numbers, fold

_REPORT = re.compile(r"bao cao(?! vien)|nop|gui|report|submit|send|tong hop")
_DATA = re.compile(r"^(?!.*\bbao cao\b).*\b(?:so lieu|danh sach|thong ke|du toan)\b")
_OWN_ITEM = 0.05
"""What its own item adds to the score of an agency's date."""
_HOW_LONG = re.compile(
    r"\bbao lau\b|\b(?:may|bao nhieu) (?:gio|ngay)\b|\bhow (?:long|soon|quickly|fast)\b"
)
_HOW_OFTEN = re.compile(
    r"\b(?:bao lau|may (?:thang|tuan|quy|nam|ngay)|bao nhieu (?:thang|tuan|nam|ngay))\b.{0,60}?"
    r"\b(?:mot|1) lan\b|\bhow often\b"
)
_EVERY = re.compile(r"(?:định kỳ )?(?:mỗi|hằng|hàng) (?:năm|quý|tháng|tuần|ngày|học kỳ)", re.I)
""" "Bao lâu … một lần": "mỗi tháng", before any day."""
_LENGTH = re.compile(r"\d+\s+(?:giờ|ngày|tuần)\b(?!\s*\d)")
_WHOLE = 45
"""Words of a sentence with two dates that is told as it is."""
_LONG = 0.15
"""What "trong vòng 24 giờ" adds to the score where it is asked how long."""
_RESULTS = re.compile(r"\S\s+(?:kết quả|báo cáo) năm\b")
""" "6 tháng trước ngày … và kết quả năm trước ngày …"."""
_DATED = re.compile(r"\d")
_SUDDEN = re.compile(r"(?:báo cáo )?đột xuất(?: khác)?\s*\(?khi [^;.,()]+\)?")


def deadlines(asked: Asked) -> Draft:
    """Reporting dates, or the date of the task asked for, plan by plan."""
    query = asked.query
    if query.objectives and not _REPORT.search(fold(query.question)):
        reached = reached_by(asked)
        if reached is not None:
            return reached
    ends = first_or_last(asked)
    if ends is not None:
        return ends
    asked = _with_carried(asked)
    query, asked, subject = asked.query, without_asking(asked), what_is_due(asked)
    reports = bool(_REPORT.search(fold(query.question))) or not subject
    scored = {plan_id: candidates(asked, plan_id, bool(subject)) for plan_id in query.plans}
    undated = {
        plan_id: candidates(asked, plan_id, bool(subject), sure=False) for plan_id in query.plans
    }
    sends = _REPORT.search(fold(query.question)) and not _DATA.search(fold(query.question))
    task = bool(subject) and not sends
    rows_of = {
        plan_id: saying_it_all(subject if task else (), _of_asked(
            asked, [*dated, *(_plainly(dated, undated[plan_id]) if task else [])],
            undated[plan_id], task=task, subject=bool(subject),
        ))
        for plan_id, dated in scored.items()
    }  # fmt: skip
    all_rows = [row for rows in rows_of.values() for row in rows]
    best_of_all = max((row.score for row in all_rows), default=0.0)
    floor = NEAR_BEST_PLAN * best_of_all
    recurs = any(
        row.score == best_of_all and row.when in _undated(row.deadline) for row in all_rows
    )
    claims: list[DraftClaim] = []
    lacking: list[str] = []
    topical = bool(subject) and best_of_all >= TOPIC_FLOOR and not query.items
    for plan_id in query.plans:
        rows = rows_of[plan_id]
        given = _given(asked, rows, undated[plan_id])
        if query.items:
            rows = _of_items(asked, plan_id, rows)
        elif given is not None:
            rows = given
        elif topical:
            best = max((c.score for c in rows), default=0.0)
            rows = [c for c in rows if c.score >= max(TOPIC_FLOOR, NEAR_BEST * best)]
            rows = of_reports(asked, rows) if _REPORT.search(fold(query.question)) else rows
            if not query.narrowed and best < (best_of_all - _PLAINLY if recurs else floor):
                rows = []
            elif not rows and reports:
                rows = reports_told(asked, scored[plan_id], undated[plan_id])
        elif reports:
            told = reports_told(asked, rows, undated[plan_id])
            rows = (rows or told) if whose_alone(asked) else told
        else:
            rows = []
        if topical and not reports:
            rows = of_own_action(asked, of_its_month(asked, without_reports(rows)))
            rows = in_its_words(query.question, rows, all_rows)
        claims += told_of(asked, rows)
        if not rows:
            lacking.append(plan_id)
    if query.narrowed or not topical:
        claims += [absent(asked.phrases.say("no_deadline"), plan_id) for plan_id in lacking]
    near = [piece for one in lacking for piece in sent_to_it(asked, one)] or near_slices(asked)
    return draft(asked, claims, reason="not_stated", nearest=near)


def _with_carried(asked: Asked) -> Asked:
    """ "Thế còn Hương Trà?" after the six-month report: the question with how often it was."""
    query = asked.query
    carried = " ".join(query.terms)
    if any(one.search(fold(query.question)) for one in OFTEN) or not any(
        one.search(fold(carried)) for one in OFTEN
    ):
        return asked
    return replace(asked, query=replace(query, question=f"{query.question} {carried}"))


def told_of(asked: Asked, rows: list[Candidate]) -> list[DraftClaim]:
    """The best dates of a plan; of two that reports go to, the one of whom none is told."""
    best = one_a_clause(asked, sorted(rows, key=lambda c: _order(asked, c)))[:3]
    claims = [
        _claim(asked, row, {other.when for other in rows if other.clause == row.clause})
        for row in best
    ]
    lacks = not_told(asked, rows)
    if lacks is not None:
        text = asked.phrases.say("no_deadline_to", to=lacks)
        claims.append(absent(text, best[0].deadline.plan_id))
    return claims


def _claim(asked: Asked, row: Candidate, times: set[str]) -> DraftClaim:
    """ "… báo cáo A trước ngày … và báo cáo B trước ngày …": told whole where both are asked."""
    # "vào sáng thứ Ba và sáng thứ Sáu hằng tuần": the first time stands before the second
    joined = row.clause.partition(row.when)[0].rstrip().endswith(" và")
    several = (len(times) > 1 and row.deadline.kind == "report") or joined
    if several and len(row.clause.split()) <= _WHOLE:
        return stated(
            tidy(" ".join(row.clause.split())), row.deadline.plan_id, row.deadline.sources
        )
    # "báo cáo đột xuất gửi khi nào?": it has no date, but a when
    sudden = _SUDDEN.search(" ".join(row.clause.split()))
    part = (
        sudden.group() if sudden and "dot xuat" in fold(asked.query.question)
        else part_asked(asked, sure_part(row.deadline, row.when))
    )  # fmt: skip
    text = due_text(asked, row.deadline, row.clause, row.when, part)
    text, sources = with_its_item(asked, row.deadline, text)
    return stated(text, row.deadline.plan_id, sources)


_TOLD_WHEN = re.compile(r"ngày \d|^sau khi có\b", re.IGNORECASE)
_PLAINLY = 0.1
"""What a recurrence must score above every date to answer "khi nào"."""

_FIXED = re.compile(
    r"\d+\s*(?:giờ|ngày|lần|buổi|kỳ|tin|bài)|thứ |tuần|tháng|quý|khẩn trương|năm học",
    re.I,
)
"""Says more than "hằng năm"."""


def whose_alone(asked: Asked) -> bool:
    """Whether an agency's dates are asked, and of no task: "còn Sở Y tế? hạn bao giờ?"."""
    query = asked.query
    other = _REPORT.search(fold(query.question)) or due_words(query) or query.items
    return query.intent == "deadline" and not other and bool(doers(asked))


def _plainly(rows: list[Candidate], undated: list[Candidate]) -> list[Candidate]:
    """The recurrences and conditions that are on the question much more than any date is."""
    best = max((row.score for row in rows), default=0.0)
    return [
        one for one in undated
        if _FIXED.search(one.when) and one.score >= max(TOPIC_FLOOR, best + _PLAINLY)
    ]  # fmt: skip


def _of_asked(
    asked: Asked, rows: list[Candidate], undated: list[Candidate], *, task: bool, subject: bool
) -> list[Candidate]:
    """The dates of the agency asked about, else what comes back for it, else what all must do."""
    question = fold(asked.query.question)
    for asks, tells in ((_HOW_LONG, _LENGTH.search), (_HOW_OFTEN, _EVERY.match)):
        found = [
            one for one in undated
            if subject and asks.search(question) and tells(one.when) and one.score >= TOPIC_FLOOR
            and (not doers(asked) or is_agencys(asked, one.deadline, headed=False))
        ]  # fmt: skip
        if found:
            return found
    if not doers(asked) or _of_its_own_plan(asked, rows):
        return to_named(asked, rows) or rows
    mine = [row for row in rows if is_agencys(asked, row.deadline, headed=False)]
    if "bao cao" in question and not any(is_report(asked, row) for row in mine):
        # its only dates are of other work: the report is that of all, of which it is one
        mine = [row for row in rows if is_report(asked, row) and covers(asked, row)] or mine
    found = mine or to_named(asked, rows)
    hers = [one for one in undated if is_agencys(asked, one.deadline, headed=False)]
    if task and all(row.score < TOPIC_FLOOR for row in found):
        # "khẩn trương xây dựng kế hoạch" is when, where no date is
        found = [one for one in hers if one.score >= TOPIC_FLOOR] or found
    if found:
        return found
    named = [row for row in rows if names_doer(asked, row.deadline, joins=task)]
    comes_back = [
        one for one in hers
        if any(due.kind == "recurrence" and due.words == one.when for due in one.deadline.due)
    ]  # fmt: skip
    everybody = [row for row in rows if covers(asked, row)]
    if not whose_alone(asked):
        return [*named, *(row for row in everybody if row not in named)]
    return comes_back or everybody or named


def _of_its_own_plan(asked: Asked, rows: list[Candidate]) -> bool:
    """ "Sở Nội vụ báo cáo Bộ … trước ngày nào": in its own plan each division's is its date."""
    return bool(rows) and all(
        issues(asked, row.deadline.plan_id, name) for row in rows[:1] for name in doers(asked)
    )


def covers(asked: Asked, row: Candidate) -> bool:
    """Whether a date is that of all together, the agency asked about among them."""
    together = any(is_collective(a.written) for a in row.deadline.agencies)
    return together and not _of_another_body(asked, row.deadline)


def _of_another_body(asked: Asked, one: Deadline) -> bool:
    """ "Các phòng, đơn vị thuộc Sở" are none of a district's, which the Sở's plan names nowhere."""
    issuer = asked.book.by_id[one.plan_id].issuer or ""
    return not issuer.startswith("Ủy ban") and not any(
        is_agency(asked, name, given)
        for given in asked.book.assignments(one.plan_id) for name in doers(asked)
    )  # fmt: skip


def _order(asked: Asked, row: Candidate) -> tuple[float, int]:
    """The best first; an agency's own item before another's that names it as a partner."""
    own = is_agencys(asked, row.deadline, headed=True)
    return -(row.score + (_OWN_ITEM if own else 0)), row.deadline.task.start


def _of_items(asked: Asked, plan_id: str, rows: list[Candidate]) -> list[Candidate]:
    ids = [s.id for s in items_of(asked, plan_id)]
    return [
        row for row in rows
        if any(f"{row.deadline.task.section}/".startswith(i + "/") for i in ids)
    ]  # fmt: skip


def candidates(asked: Asked, plan_id: str, subject: bool, *, sure: bool = True) -> list[Candidate]:
    """Each date with its score; not ``sure``: what comes back, or hangs on a condition."""
    found: list[Candidate] = []
    question, to_whom = fold(asked.query.question), reported_to(asked)
    for one in asked.book.deadlines(plan_id):
        if due_in_other_years(asked.query, one, asked.book.by_id[plan_id]):
            continue
        headings = asked.book.headings(one.task)
        told_at = _told(one) if sure else _undated(one)
        for when, clause in dated_clauses(asked, one, told_at):
            if to_whom and not any(to.tells(asked, one, when, clause) for to in to_whom):
                continue
            said = f"{clause} {one.task.text}"
            if asked.query.documents and _on_another_document(asked, said, headings):
                continue
            if (
                of_longer_plan(asked, one, when, clause)
                or of_other_round(asked.query.question, said)
                or not names_event(question, said)
                or (subject and not says_its_work(asked, plan_id, said, one.task))
            ):
                continue
            score = 0.0
            if subject:
                share = 0.95 if _one_date(one) else 0.8
                # "Hoàn thành mời doanh nghiệp trước …" says what is due too
                whole = share * asked.matcher.score(one.task.text, when, *headings)
                score = max(asked.matcher.score(clause), whole)
                score += 0.02 * (_DATED.search(when) is not None)
                score += 0.2 * asked.matcher.score(_before(clause, when))
            if asked.query.agencies and names_agency(asked, one):
                score += 0.1
            if subject and _HOW_LONG.search(fold(asked.query.question)) and _LENGTH.search(when):
                score += _LONG
            found.append(Candidate(one, when, clause, score))
    return of_sender(asked, apart(asked, found))


def _on_another_document(asked: Asked, said: str, headings: Sequence[str]) -> bool:
    """Whether the text of a date names documents, and none of those that are asked about."""
    written = " ".join((said, *headings))
    named = {re.sub(r"\s", "", written[a:b]).casefold() for a, b in document_numbers(written)}
    return bool(named) and named.isdisjoint(one.casefold() for one in asked.query.documents)


def _told(one: Deadline) -> tuple[str, ...]:
    """Its dates and standing times; "định kỳ", "khi có yêu cầu" answer no "khi nào"."""
    sure = [due.words for due in one.due if due.kind in ("date", "standing")]
    return tuple(when for when in one.when if any(words in when for words in sure))


def _one_date(one: Deadline) -> bool:
    """Whether the whole task is due on the one date, and not a report of its end on two."""
    told = _told(one)
    return len(told) == 1 and not _RESULTS.search(told[0])


def _undated(one: Deadline) -> tuple[str, ...]:
    """What is told of when beside its dates: "định kỳ hằng quý", "trong vòng 24 giờ"."""
    dated = _told(one)
    return tuple(when for when in one.when if when not in dated)


def _before(clause: str, when: str) -> str:
    """The few words that a date follows: of two dates in a clause each has its own."""
    before = clause.partition(when)[0]
    return " ".join(before.split()[-6:])


def _sent(asked: Asked, rows: list[Candidate]) -> list[Candidate] | None:
    """When it is sent, or made by, where no report is; None where none of that is asked."""
    thing = sent(asked.book.lexicon.expand(asked.query.question))
    if thing is None:
        return None
    every = [row for row in rows if thing.made(row.clause, row.when)]
    made = in_its_items_words(asked, every) if thing.own else every
    best = max((row.score for row in made), default=0.0)
    if best >= TOPIC_FLOOR:
        made = [row for row in made if row.score >= NEAR_BEST * best]
    elif thing.own:
        return [] if every and not made else None
    told = [row for row in rows if not thing.own and thing.tells(row.clause)]
    question = asked.query.question
    period = [row for row in (*told, *made) if of_that_period(question, row.deadline.task.text)]
    return period or told or made


def _given(asked: Asked, rows: list[Candidate], undated: list[Candidate]) -> list[Candidate] | None:
    """When it is sent: a day of each month ("trước ngày 25 của tháng") where no date tells it."""
    found = _sent(asked, rows)
    return found if found != [] else _sent(asked, [
        one for one in undated
        if _TOLD_WHEN.search(one.when)
        and (not doers(asked) or is_agencys(asked, one.deadline, headed=False))
    ])  # fmt: skip
