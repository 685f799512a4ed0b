"""Whether a plan is issued, or something of it is due, on the day that a question names."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from rag.answers.dates.beside import HALF, YEARLY, clause_of, due_text
from rag.answers.dates.report_dates import MONTHLY
from rag.answers.plans.plan_question import Condition, PlanTest, Told
from rag.answers.shape import Asked, brief, clauses_of, stated, without_marker
from rag.matching import MONTHS
from rag.schema import DraftClaim
from rag.text import fold
from rag.understanding.spelt import Spelt
from rag.values import Day, Value, day_in, earlier, values

_ISSUED = Spelt(
    r"\b(?:ban hành|(?<!định )(?<!thời )(?<!nhiệm )(?<!học )(?<!chu )ký|ra đời|đề ngày|"
    r"dated|issued|signed|adopted)\b"
    r"(?: (?:vào|trong|từ|hồi|ngày|tháng|đầu|cuối|trước|sau|in|on|before|after))*"
    r"(?= (?:\d|năm \d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))"
)
DUE = re.compile(
    r"\b(?:han|thoi han|moc|truoc|cham nhat|muon nhat|bao cao|nop|gui|hoan thanh|xong|"
    r"deadlines?|due|by|before|submit\w*|reports?)\b"
)
REPORTS = re.compile(r"\bbao cao\b|\breport|\bsubmit")
_LATER = Spelt(r"\b(?:sau(?! tháng\b(?! \d))|muộn hơn|trễ hơn|trở đi|after|later than)\b")
""" "Sau tháng 6", but not "sau thang": six months."""
_SOONER = re.compile(r"\b(?:som hon|earlier than)\b")
_BEFORE = re.compile(r"\b(?:truoc|before)\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


_LEVEL = re.compile(r"\b(?:cap|ubnd|uy ban nhan dan) (tinh|huyen|xa)\b")


def named_day(text: str) -> Day | None:
    """The day, or the month, or the year alone (month 0), that a condition names."""
    days = [one for one in values(text) if one.kind == "date"]
    if len(days) == 1:
        return day_in(days[0].written)
    words = re.findall(r"[a-z]+", fold(text))
    named = [at for month, at in MONTHS.items() if month in words and month != "may"]
    if not days and len(named) == 1:
        return Day(None, named[0], None)
    year = _YEAR.search(text)
    return Day(int(year.group()), 0, None) if year is not None and not days else None


def day_fits(text: str, wanted: Day, printed: Day, *, printed_so: bool = True) -> bool:
    """Whether a printed date is the one named, or before or behind it where that is asked.

    ``printed_so``: "trước ngày 15/11" is how a plan prints the day itself.
    """
    folded = fold(text)
    if wanted.month == 0:
        if printed.year is None or wanted.year is None:
            return False
        apart = printed.year - wanted.year
    else:
        same_year = wanted.year is None or printed.year in (None, wanted.year)
        order = earlier(printed, wanted)
        same_month = same_year and printed.month == wanted.month
        if order is None:
            ordered = _LATER.search(text) or _SOONER.search(folded) or _BEFORE.search(folded)
            return same_month and wanted.day is None and not ordered
        apart = order if order or same_year else 1
    if _LATER.search(text):
        return apart > 0
    before = _BEFORE.search(folded) is not None and (wanted.day is None or not printed_so)
    return apart < 0 if before or _SOONER.search(folded) else apart == 0


def issued(asked: Asked, one: Condition, _: Sequence[Condition]) -> PlanTest | None:
    folded = one.folded
    wanted = named_day(one.text) if _ISSUED.search(one.text) else None
    if wanted is None:
        return None

    fits = functools.partial(day_fits, one.text, wanted, printed_so=False)

    def told(plan_id: str) -> Told:
        printed, level = _printed(asked, plan_id), _LEVEL.search(folded)
        if level is not None and level[1] != asked.book.by_id[plan_id].place_level:
            return []
        return dated(plan_id) if printed is not None and fits(printed) else []

    def dated(plan_id: str) -> Told:
        plan, header = asked.book.by_id[plan_id], asked.book.header(plan_id, "date")
        if header is None:
            return []
        title = asked.book.header(plan_id, "title")
        slices = (*(title.sources if title is not None else ()), *header.sources)
        return [stated(f"{plan.title} ({plan.date_shown})", plan_id, slices)]

    def unknown(plan_id: str) -> str | None:
        return None if _printed(asked, plan_id) else asked.phrases.say("no_header_date")

    return PlanTest(told, unknown=unknown, instead=dated)


def _printed(asked: Asked, plan_id: str) -> Day | None:
    return day_in(asked.book.by_id[plan_id].date_text or "")


def due(asked: Asked, one: Condition, _: Sequence[Condition]) -> PlanTest | None:
    folded = one.folded
    wanted = named_day(one.text) if DUE.search(folded) else None
    if wanted is None or wanted.month == 0:
        return None
    yearly = _OF_YEAR.search(folded) is not None
    lexicon = asked.book.lexicon
    named = [m.name for m in lexicon.find_agencies_in_question(one.text)
             if m.name in asked.query.agencies]  # fmt: skip
    every = next((often for often in (HALF, _QUARTERLY, MONTHLY) if often.search(folded)), None)
    printed = [value for value in values(one.text) if value.kind == "date"]
    rest = _without(one.text, [(value.start, value.end) for value in printed])
    for mention in reversed(lexicon.find_agencies_in_question(rest)):
        rest = _without(rest, [(mention.start, mention.end)])
    more = [w for w in re.findall(r"[^\W_]+", fold(rest)) if w not in _OF_REPORTS | _OF_DUE]

    def dues(plan_id: str, *, printed_so: bool) -> Told:
        found = []
        for due in asked.book.deadlines(plan_id):
            for when in due.when:
                clause = clause_of(asked, due, when)
                reports = "bao cao" in fold(clause)
                if not set(more) <= set(re.findall(r"[^\W_]+", fold(f"{clause} {when}"))):
                    continue
                who = [*(a.name for a in due.agencies),
                       *(m.name for m in lexicon.find_agencies(clause))]  # fmt: skip
                if not all(any(lexicon.same_agency(name, a) for a in who) for name in named):
                    continue
                ends = [value for value in values(when) if value.kind == "date"]
                once = REPORTS.search(folded) and fold(when).startswith("hoan thanh")
                if once or _SPAN.search(fold(when)):
                    continue  # "từ 15/11 đến 15/12" is when it is held
                fits = [
                    value for value in ends
                    if (day := day_in(value.written)) is not None
                    and day_fits(one.text, wanted, day, printed_so=printed_so)
                    and (every is None or every.search(_lead_in(when, value)))
                    and not (yearly and HALF.search(_lead_in(when, value)))
                ]  # fmt: skip
                if fits and (reports or not REPORTS.search(folded)):
                    found.append(stated(due_text(asked, due, clause, when), plan_id, due.sources))
        return found

    # "trước ngày 15/12" where no plan prints that day is any day before it
    as_printed = any(dues(plan_id, printed_so=True) for plan_id in asked.query.plans)
    told = functools.partial(dues, printed_so=as_printed)
    return PlanTest(told, instead=lambda plan_id: _any_report(asked, plan_id))


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in reversed(spans):
        text = text[:start] + " " * (end - start) + text[end:]
    return text


_OF_DUE = frozenset(
    "truoc ngay han thoi moc cham nhat muon hoan thanh xong vao trong la cua ra nao som tre cuoi "
    "dau viec hon tro di dat ghi nhu don vi cac moi xa phuong dia phuong ve ket qua chot bi thuc "
    "hien lam cung deu "
    "due by before date dates on of in at later earlier than after set sets must be to with "
    "january february march april may june july august september october november december "
    "submit submitted submits for plan plans day".split()
)
"""Words that ask for a date alone."""


def _lead_in(when: str, value: Value) -> str:
    """What stands before a date, behind the date before it."""
    before = [one.end for one in values(when) if one.kind == "date" and one.end <= value.start]
    return fold(when[max(before, default=0) : value.start])


_OF_YEAR = re.compile(r"\bbao cao (?:hang )?nam\b|\bhang nam\b|\bannual|\byearly\b")
_SPAN = re.compile(r"\btu (?:ngay )?\d.*\bden\b|\d\s*[-–]\s*\d+/\d")

_RECEIVED = re.compile(
    r"(?:(?:co|phai|duoc|deu|cung|yeu cau|quy dinh|viec) )*(?:tong hop )?(?:gui |nop |trinh )?"
    r"(?:bao cao|so lieu)(?: (?:ket qua|thuc hien|nam|6 thang|dinh ky|so ket|tong ket|hang nam))*"
    r"(?: (?:gui|ve|cho|len|den|toi|qua|trinh|nop))* @(?: (?:tinh|huyen|xa|truoc khi \w+))?|"
    r"(?:(?:co|do) )*@ (?:tinh )?(?:la noi )?(?:nhan|tiep nhan)(?: duoc)? (?:cac )?bao cao|"
    r"(?:gui|nop|trinh) @ (?:ban )?bao cao|"
    r"(?:is |are |be )?(?:reports?|reported|submits?|submitted|sends?|sent)"
    r"(?: (?:a|the|their|its|reports?|results?|to))* @"
)
""" "Gửi báo cáo cho @", "@ nhận báo cáo"; @ stands for the agency."""
_UP_TO = 90
"""Characters between "báo cáo" and the one that it goes to."""


def reported(asked: Asked, one: Condition, _: Sequence[Condition]) -> PlanTest | None:
    """ "Kế hoạch nào báo cáo Sở Y tế?": the clauses that send reports to it, not those it sends."""
    lexicon = asked.book.lexicon
    named = [
        m for m in lexicon.find_agencies_in_question(one.text) if m.name in asked.query.agencies
    ]
    if len(named) != 1:
        return None
    mention = named[0]
    asks = f"{one.text[: mention.start]}@{one.text[mention.end :]}"
    if _RECEIVED.fullmatch(" ".join(fold(asks).split())) is None:
        return None

    def told(plan_id: str) -> Told:
        found = []
        for parts in asked.book.passages(plan_id).values():
            for passage in parts:
                if passage.path[0].level in ("dau", "noi_nhan", "ky", "tieu_de"):
                    continue
                clause = next(filter(sends, clauses_of(passage.text)), None)
                if clause is not None:
                    shown = brief(without_marker(clause), None, 45)
                    found.append(stated(shown, plan_id, (asked.book.passage_slice(passage),)))
        return found[:2]

    figures = "so lieu" in fold(asks)

    def sends(clause: str) -> bool:
        said = fold(clause)
        if figures and "so lieu" not in said:
            return False
        return any(
            lexicon.same_agency(mention.name, to.name)
            and _SENDS.search(said[max(0, to.start - _UP_TO) : to.start]) is not None
            for to in lexicon.find_agencies(clause)
        )

    return PlanTest(told)


_SENDS = re.compile(
    r"\b(?:bao cao|gui|nop|trinh|cung cap)\b"
    r"(?: (?!phoi hop|chu tri|cua|tai|theo|do)[\w,()&/-]+)*[ (]*$"
)


_QUARTERLY = re.compile(r"\bquy\b(?! (?:dinh|che|hoach|mo|trinh|uoc|pham|tac|luat))|quarter")
""" "Theo quy định" is no "theo quý"."""
_OFTEN: tuple[re.Pattern[str], ...] = (
    re.compile(r"\bdot xuat\b|\bad hoc\b|\bunscheduled\b|\bextraordinary\b"), HALF, _QUARTERLY,
    MONTHLY, YEARLY,
)  # fmt: skip
_TWICE = re.compile(
    r"\b(?:2|hai) lan (?:mot|1|moi|trong|/) ?nam\b|\b(?:mot|1|moi) nam (?:2|hai) lan\b"
)
""" "Báo cáo một năm hai lần" is every six months."""
_OF_REPORTS = frozenset(
    "bao cao ca giua cuoi dinh ky dot xuat 6 06 sau thang nam hang hằng quy co yeu cau phai nop "
    "gui han moi thoi ket qua nua ve viec che do duoc noi nhac neu quy dinh toi den khac trong "
    "giao annual yearly report reports reporting deadline deadlines half year six month monthly "
    "quarterly ad hoc requirement require requires a an the any have has semi unscheduled".split()
)


def report(asked: Asked, one: Condition, _: Sequence[Condition]) -> PlanTest | None:
    """ "Báo cáo đột xuất", "báo cáo 6 tháng": a report that comes back so often."""
    folded = _TWICE.sub("6 thang", one.folded)
    often = next((pattern for pattern in _OFTEN if pattern.search(folded)), None)
    more = set(re.findall(r"[^\W_]+", folded)) - _OF_REPORTS
    if not REPORTS.search(folded) or more:
        return None
    if often is None:
        return PlanTest(lambda plan_id: _any_report(asked, plan_id))
    plain = [pattern for pattern in _OFTEN if pattern not in (often, YEARLY)]

    def told(plan_id: str) -> Told:
        near: list[tuple[int, DraftClaim]] = []
        for due in asked.book.deadlines(plan_id):
            for when in due.when:
                clause = clause_of(asked, due, when)
                said = fold(when) if often.search(fold(when)) else ""
                if "bao cao" not in fold(clause):
                    continue
                dated = any(value.kind == "date" for value in values(when))
                yearly = often is YEARLY and dated and due.kind == "report" and not any(
                    pattern.search(fold(when)) for pattern in plain
                )  # fmt: skip
                if said or yearly:
                    claim = stated(due_text(asked, due, clause, when), plan_id, due.sources)
                    near.append((_gap(fold(clause), often), claim))
        if often is not YEARLY:
            near += _reports_so(asked, plan_id, often)
        return [claim for _, claim in sorted(near, key=lambda pair: pair[0])[:1]]

    return PlanTest(told)


def _any_report(asked: Asked, plan_id: str) -> Told:
    """Its first report, those with a date before the others."""
    found = [
        (not any(value.kind == "date" for value in values(when)), due, when, clause)
        for due in asked.book.deadlines(plan_id) for when in due.when
        if not fold(when).startswith("hoan thanh")
        and "bao cao" in fold(clause := clause_of(asked, due, when))
    ]  # fmt: skip
    return [
        stated(due_text(asked, due, clause, when), plan_id, due.sources)
        for _, due, when, clause in sorted(found, key=lambda one: one[0])[:1]
    ]


_APART = 60
"""Characters between "báo cáo" and how often it is."""


def _reports_so(
    asked: Asked, plan_id: str, often: re.Pattern[str]
) -> Iterator[tuple[int, DraftClaim]]:
    """What a clause says of reporting so often, with how far apart the two words stand."""
    for passages in asked.book.passages(plan_id).values():
        for passage in passages:
            for clause in clauses_of(passage.text):
                gap = _gap(fold(clause), often)
                if gap <= _APART:
                    shown = brief(without_marker(clause), asked.matcher, 45)
                    piece = asked.book.passage_slice(passage)
                    yield 1 + gap, stated(shown, plan_id, (piece,))


def _gap(said: str, often: re.Pattern[str]) -> int:
    """How far apart a clause without marks says "báo cáo" and how often it is."""
    gaps = [
        max(a.start() - b.end(), b.start() - a.end())
        for a in re.finditer(r"\bbao cao\b", said) for b in often.finditer(said)
    ]  # fmt: skip
    return min(gaps, default=_APART + 1)
