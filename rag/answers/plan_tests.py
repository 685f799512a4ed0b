"""Whether a plan meets one condition of a question for plans, told by its facts and its text.

A test gives what it is told by; nothing where the plan does not meet the condition.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from rag.answers.beside import HALF, YEARLY, clause_of, due_text
from rag.answers.focal import FOCAL, focal
from rag.answers.mentions import headed, names_whole, speaking, told_by
from rag.answers.numbers import is_agency
from rag.answers.plan_question import Condition
from rag.answers.report_dates import MONTHLY, QUARTER
from rag.answers.rows import in_asked_role
from rag.answers.shape import Asked, brief, clauses_of, stated, without_marker
from rag.answers.subject import subject_claim
from rag.schema import Assignment, DraftClaim
from rag.text import fold, lower
from rag.values import Day, day_in, earlier, values

Told = list[DraftClaim]


@dataclass(frozen=True, slots=True)
class Test:
    """What of each plan tells that it meets a condition, and how one is told that does not.

    ``unknown``: whether it cannot be told of a plan at all, with the words for that.
    """

    told: Callable[[str], Told]
    lacks: str = "no_answer"
    agency: str = ""
    unknown: Callable[[str], str | None] = lambda plan_id: None


def test_of(asked: Asked, one: Condition, before: Condition | None) -> Test | None:
    """The test of a condition; None where its words are of no kind that is tested here."""
    for read in (_issued, _due, _report, _section, _figures, _given, _funded, _spoken):
        found = read(asked, one, before)
        if found is not None:
            return found
    return None


# ------------------------------------------------------------------ dates

_ISSUED = re.compile(
    r"\b(?:ban hanh|duoc ky|ky|ra doi|de ngay|dated|issued|signed|adopted)\b"
    r"(?: (?:vao|trong|tu|hoi|ngay|thang|dau|cuoi|truoc|sau|in|on|before|after))*"
    r"(?= (?:\d|nam \d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))"
)
_DUE = re.compile(
    r"\b(?:han|thoi han|moc|truoc|cham nhat|muon nhat|bao cao|nop|gui|hoan thanh|xong|"
    r"deadlines?|due|by|before|submit\w*|reports?)\b"
)
_REPORTS = re.compile(r"\bbao cao\b|\breport|\bsubmit")
_LATER = re.compile(r"\b(?:sau|muon hon|tre hon|tro di|after|later than)\b")
_SOONER = re.compile(r"\b(?:som hon|earlier than)\b|\b(?:truoc|before) (?=thang \d|nam \d|[a-z])")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def _named_day(text: str) -> Day | None:
    """The day, or the month, or the year alone (month 0), that a condition names."""
    days = [one for one in values(text) if one.kind == "date"]
    if len(days) == 1:
        return day_in(days[0].written)
    year = _YEAR.search(text)
    return Day(int(year.group()), 0, None) if year is not None and not days else None


def _fits(folded: str, wanted: Day, printed: Day) -> bool:
    """Whether a printed date is the one named, or before or behind it where that is asked."""
    if wanted.month == 0:
        if printed.year is None or wanted.year is None:
            return False
        apart = printed.year - wanted.year
    else:
        same_year = wanted.year is None or printed.year in (None, wanted.year)
        order = earlier(printed, wanted)
        same_month = same_year and printed.month == wanted.month
        if order is None:
            return same_month and wanted.day is None
        apart = order if order or same_year else 1
    if _LATER.search(folded):
        return apart > 0
    return apart < 0 if _SOONER.search(folded) else apart == 0


def _issued(asked: Asked, one: Condition, _: Condition | None) -> Test | None:
    folded = one.folded
    wanted = _named_day(one.text) if _ISSUED.search(folded) else None
    if wanted is None:
        return None

    def told(plan_id: str) -> Told:
        plan, header = asked.book.by_id[plan_id], asked.book.header(plan_id, "date")
        printed = _printed(asked, plan_id)
        if header is None or printed is None or not _fits(folded, wanted, printed):
            return []
        title = asked.book.header(plan_id, "title")
        slices = (*(title.sources if title is not None else ()), *header.sources)
        return [stated(f"{plan.title} ({plan.date_shown})", plan_id, slices)]

    def unknown(plan_id: str) -> str | None:
        return None if _printed(asked, plan_id) else "no_header_date"

    return Test(told, "no_answer", unknown=unknown)


def _printed(asked: Asked, plan_id: str) -> Day | None:
    return day_in(asked.book.by_id[plan_id].date_text or "")


def _due(asked: Asked, one: Condition, _: Condition | None) -> Test | None:
    folded = one.folded
    days = [value for value in values(one.text) if value.kind == "date"]
    wanted = day_in(days[0].written) if len(days) == 1 and _DUE.search(folded) else None
    if wanted is None:
        return None
    every = next((often for often in (HALF, QUARTER, MONTHLY) if often.search(folded)), None)

    def told(plan_id: str) -> Told:
        found = []
        for due in asked.book.deadlines(plan_id):
            for when in due.when:
                clause = clause_of(asked, due, when)
                reports = "bao cao" in fold(clause)
                ends = [value for value in values(when) if value.kind == "date"]
                if _SPAN.search(fold(when)):
                    continue  # "từ 15/11 đến 15/12" is when it is held
                fits = [
                    value for value in ends
                    if (day := day_in(value.written)) is not None and _fits(folded, wanted, day)
                    and (every is None or every.search(fold(when[: value.start])))
                ]  # fmt: skip
                if fits and (reports or not _REPORTS.search(folded)):
                    found.append(stated(due_text(asked, due, clause, when), plan_id, due.sources))
        return found

    return Test(told, "no_deadline")


_SPAN = re.compile(r"\btu (?:ngay )?\d.*\bden\b|\d\s*[-–]\s*\d+/\d")

_OFTEN: tuple[re.Pattern[str], ...] = (
    re.compile(r"\bdot xuat\b|\bad hoc\b|\bunscheduled\b|\bextraordinary\b"), HALF, QUARTER,
    MONTHLY, YEARLY,
)  # fmt: skip
_OF_REPORTS = frozenset(
    "bao cao dinh ky dot xuat 6 06 sau thang nam hang hằng quy co yeu cau phai nop gui han moi "
    "thoi ket qua nua ve viec che do duoc noi nhac neu quy dinh toi den khac trong giao "
    "annual yearly report reports reporting deadline deadlines half year six month monthly "
    "quarterly ad hoc requirement require requires a an the any have has semi unscheduled".split()
)


def _report(asked: Asked, one: Condition, _: Condition | None) -> Test | None:
    """ "Báo cáo đột xuất", "báo cáo 6 tháng": a report that comes back so often."""
    folded = one.folded
    often = next((pattern for pattern in _OFTEN if pattern.search(folded)), None)
    more = set(re.findall(r"[^\W_]+", folded)) - _OF_REPORTS
    if often is None or not _REPORTS.search(folded) or more:
        return None
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
                    near.append((0, claim))
        if often is not YEARLY:
            near += _reports_so(asked, plan_id, often)
        return [claim for _, claim in sorted(near, key=lambda pair: pair[0])[:1]]

    return Test(told, "no_answer")


_APART = 60
"""Characters between "báo cáo" and how often it is."""


def _reports_so(
    asked: Asked, plan_id: str, often: re.Pattern[str]
) -> Iterator[tuple[int, DraftClaim]]:
    """What a clause says of reporting so often, with how far apart the two words stand."""
    for passages in asked.book.passages(plan_id).values():
        for passage in passages:
            for clause in clauses_of(passage.text):
                said = fold(clause)
                gaps = [
                    max(a.start() - b.end(), b.start() - a.end())
                    for a in re.finditer(r"\bbao cao\b", said) for b in often.finditer(said)
                ]  # fmt: skip
                if gaps and min(gaps) <= _APART:
                    shown = brief(without_marker(clause), asked.matcher, 45)
                    piece = asked.book.passage_slice(passage)
                    yield 1 + min(gaps), stated(shown, plan_id, (piece,))


# ------------------------------------------------------------------ parts, figures, money

_SECTION = re.compile(
    r"\b(?:muc|phan|chuong)(?! (?:tieu|dich|luc|do|cong|tram|dau|lon|thuong|trinh)\b)"
    r"(?: (?:rieng|noi|quy dinh|ve))* (?P<on>.+)"
)
_SECTION_EN = re.compile(
    r"(?:an? |any |the |separate )*(?P<on>.+?) (?:section|part|chapter)s?$|"
    r".*\b(?:section|part|chapter)s? (?:on|about|for) (?P<about>.+)"
)


def _section(asked: Asked, one: Condition, _: Condition | None) -> Test | None:
    if asked.query.lang == "en":
        match = _SECTION_EN.fullmatch(one.folded)
        on = (match["on"] or match["about"]) if match is not None else ""
        terms = asked.book.lexicon.from_english(_CARRIES_EN.sub("", on))
    else:
        match = _SECTION.search(one.folded)
        terms = (match["on"],) if match is not None else ()
    words = re.findall(r"[^\W_]+", fold(" ".join(terms)))
    if not words:
        return None
    found = {claim.plan_id: claim for claim in headed(asked, words)}
    return Test(lambda plan_id: [found[plan_id]] if plan_id in found else [], "no_answer")


_FIGURES = re.compile(r"\bchi tieu\b|\bcon so\b|\btargets?\b|\bindicators?\b")
_OF_FIGURES = frozenset(
    "chi tieu muc con so phan tram cu the dinh luong bang ghi han ro rang danh dat neu de lay minh "
    "co nhung cac ra dua duoc bat ky nao rieng set sets setting any numerical numeric numbered "
    "quantitative measurable target targets indicator indicators figure figures have has contain "
    "contains give gives a an the specific with".split()
)


def _figures(asked: Asked, one: Condition, _: Condition | None) -> Test | None:
    words = set(re.findall(r"[^\W_]+", one.folded))
    if not _FIGURES.search(one.folded) or words - _OF_FIGURES:
        return None

    def told(plan_id: str) -> Told:
        numbered = [t for t in asked.book.targets(plan_id) if re.search(r"\d", t.task.text)]
        return [stated(brief(t.task.text, None, 45), plan_id, t.sources) for t in numbered[:1]]

    return Test(told, "no_target")


_OF_MONEY = frozenset(
    "kinh phi nguon von tien ngan sach thuc hien co noi neu nhac ghi de cap quy dinh den toi ve "
    "bo tri cho funding funds money budget source sources any mention the a provide".split()
)


def _funded(asked: Asked, one: Condition, _: Condition | None) -> Test | None:
    words = set(re.findall(r"[^\W_]+", one.folded))
    money = {"kinh", "von", "tien", "ngan", "funding", "funds", "money", "budget"} & words
    if not money or words - _OF_MONEY:
        return None

    def told(plan_id: str) -> Told:
        found = asked.book.statements(plan_id, "funding")
        return [stated(brief(s.task.text, None, 45), plan_id, s.sources) for s in found[:1]]

    return Test(told, "no_answer")


# ------------------------------------------------------------------ agencies

_ROLES = re.compile(
    r"\b(chu tri|phoi hop|huong dan|kiem tra|don doc|giam sat|theo doi|tham muu|tong hop|thanh tra|"
    r"tham dinh)\b"
)
_OF_GIVING = frozenset(
    "giao cho do phan cong yeu cau lam duoc co nhiem vu viec trach nhiem la phai thi dau moi co "
    "quan don vi bi thuc hien de nghi nhac den toi neu noi ve ghi cap assign assigns give gives "
    "task tasks duty duties to the any mention mentions name names work by lead as agency make "
    "makes put in charge of led is are".split()
)
_NAMES_ONLY = re.compile(r"^(?:co )?(?:nhac|noi|neu|de cap|ghi|mention)")


def _given(asked: Asked, one: Condition, before: Condition | None) -> Test | None:
    lexicon = asked.book.lexicon
    found = lexicon.find_agencies_in_question(one.text)
    names = tuple(dict.fromkeys(mention.name for mention in found))
    if not names:
        return None
    text = one.text
    for mention in reversed(found):
        text = text[: mention.start] + " " * (mention.end - mention.start) + text[mention.end :]
    rest = " ".join(fold(text).split())
    carried = before is not None and one.negated and not (set(rest.split()) - _OF_GIVING)
    as_focal = bool(FOCAL.search(rest)) or (
        carried and before is not None and bool(FOCAL.search(before.folded)))  # fmt: skip
    roles = tuple(dict.fromkeys(_ROLES.findall(rest)))
    if "lead" in rest.split() and asked.query.lang == "en":
        roles = ("chu tri", *roles)
    if carried and before is not None and not roles and "giao" not in rest:
        roles = tuple(dict.fromkeys(_ROLES.findall(before.folded)))
    done = _words_beside(asked, _ROLES.sub(" ", text if not roles else _blank_roles(text)))
    alone = before is None and not one.negated and not as_focal and not roles
    if alone:
        return None  # what it is given is told with its duties
    told = functools.partial(_holds, asked, names=names, roles=roles, done=done, focal_=as_focal)
    whole = Test(lambda plan_id: told(plan_id), "no_agency", ", ".join(names))
    return replace(whole, lacks="no_answer") if roles or done or as_focal else whole


def _blank_roles(text: str) -> str:
    """A text without the words of its roles, whatever marks they bear."""
    for match in reversed(list(_ROLES.finditer(fold(text)))):
        text = text[: match.start()] + " " * len(match[0]) + text[match.end() :]
    return text


def _words_beside(asked: Asked, text: str) -> tuple[str, ...]:
    """What an agency is to do: the words beside its name and those of giving."""
    if asked.query.lang == "en":
        kept = " ".join(w for w in re.findall(r"[^\W_]+", text) if fold(w) not in _OF_GIVING)
        text = " ".join(asked.book.lexicon.from_english(kept))
    talk = asked.subject.sure if asked.query.unaccented else asked.subject.talk
    read = fold if asked.query.unaccented else lower
    words = re.findall(r"[^\W_]+", read(text))
    return tuple(w for w in words if w not in talk and fold(w) not in _OF_GIVING)


def _holds(
    asked: Asked, plan_id: str, *, names: tuple[str, ...], roles: tuple[str, ...],
    done: tuple[str, ...], focal_: bool,
) -> Told:  # fmt: skip
    """The duties by which every agency named holds the role, and does what is asked."""
    claims: Told = []
    for name in names:
        if focal_:
            leads = focal(asked, plan_id)
            mine = [leads] if leads is not None and is_agency(asked, name, leads) else []
        else:
            given = [a for a in asked.book.assignments(plan_id) if is_agency(asked, name, a)]
            mine = [a for a in given if _does(asked, a, roles, done)]
        if not mine:
            return []
        claims += [subject_claim(asked, a) for a in mine[:3]]
    return claims


def _does(asked: Asked, one: Assignment, roles: tuple[str, ...], done: tuple[str, ...]) -> bool:
    """Whether a clause of a duty says the roles and all that is to be done."""
    bare = asked.query.unaccented
    read = fold if bare else lower
    for clause in clauses_of(one.task.text):
        said = " ".join(re.findall(r"[^\W_]+", fold(clause)))
        first = clause == clauses_of(one.task.text)[0]
        leads = said.startswith("chu tri") or (first and in_asked_role(("chu tri",), one))
        if "chu tri" in roles and not leads:
            continue
        if any(role not in said for role in roles if role not in ("chu tri", "phoi hop")):
            continue
        if "phoi hop" in roles and "phoi hop" not in said and one.role != "phối hợp":
            continue
        words = " ".join(re.findall(r"[^\W_]+", read(clause)))
        if all(f" {word} " in f" {words} " for word in done):
            return True
    return False


# ------------------------------------------------------------------ what is spoken of

_CARRIES = re.compile(
    r"(?:(?:co|duoc|deu|cung) )*(?:nhac|de cap|noi|neu|ghi|quy dinh|yeu cau|dua|dat ra|de ra|dan|"
    r"vien dan|bao gom|gom|dat|to chuc)?(?: (?:ro|cu the|den|toi|ve|ra|vao|viec|chuyen))*"
    r"(?: noi dung(?: ve)?)?(?: co)?\b ?"
)
_CARRIES_EN = re.compile(
    r"^(?:(?:do|does|is|are|has|have|to|that|also) )*(?:mention|speak|refer|contain|have|has|"
    r"include|provide|require|call|set|talk|name|cover|keep|address)?(?:s|es|ed)?"
    r"(?: (?:of|to|for|about|on|up|any|the|an?))*(?= |$) ?"
)
_BEHIND = re.compile(
    r"(?: (?:thi|la|duoc|co|nam|xuat hien|co mat|nhac|neu|noi|de cap|ghi|dat ra|quy dinh|den|toi|"
    r"ve|ra))+$"
)
_SPEAKS = re.compile(
    r"^(?:(?:duoc|deu|cung) )*(?:co|nhac|de cap|noi|neu|ghi|quy dinh|yeu cau|dua|dat|de ra|dan|"
    r"vien dan|bao gom|gom|tuyen truyen|truyen thong|tap huan|to chuc|xay dung|ho tro|thanh lap)\b"
)
_SPEAKS_EN = re.compile(
    r"^(?:\w+ )?(?:mention|speak|refer|contain|include|provide|require|call|talk|have|has)"
)
_NOT_SAID = re.compile(
    r"\b(?:ten|tieu de|title|hieu luc|nhat|so hieu|chu ky|con dau|hon|giai doan|thoi ky|thoi han|"
    r"cap tinh|cap huyen|cap xa|thi xa|period|covers?)\b"
)
_YEARS = re.compile(
    r"(?: ?(?:vao|trong|den|toi|tu|cuoi|dau|het|cua|cho|in|by|until))*(?: (?:nam|the year))? "
    r"(?P<year>(?:19|20)\d\d)$"
)
_BETWEEN = 18
"""Words between what is done and its year: "Tháng hành động vì bình đẳng giới và … năm 2023"."""


def _spoken(asked: Asked, one: Condition, _: Condition | None) -> Test | None:
    query, folded = asked.query, one.folded
    english = query.lang == "en"
    back = not (_SPEAKS_EN if english else _SPEAKS).match(folded) and not one.negated
    asks_back = back and fold(query.question).rstrip(" ?.!").endswith("nao")
    if query.header_fields and set(query.header_fields) - {"which", "amount"}:
        return None
    if _NOT_SAID.search(folded) or query.documents or (back and not asks_back):
        return None
    text = " ".join(one.text.split())
    text = text[: _BEHIND.search(fold(text)).start()] if _BEHIND.search(fold(text)) else text
    opens = (_CARRIES_EN if english else _CARRIES).match(fold(text))
    text = text[opens.end() :] if opens is not None else text
    year = _YEARS.search(f" {fold(text)}")
    head = text[: max(year.start() - 1, 0)] if year is not None else text
    phrases = _phrases(asked, head)
    if not phrases:
        return None
    plan_ids = tuple(query.plans if query.among is not None else asked.book.register.ids)
    found = speaking(asked, plan_ids, phrases)
    named = names_whole(asked, text, plan_ids)
    if named is not None:
        found = {plan_id: named.get(plan_id, []) for plan_id in plan_ids}
    elif year is not None:
        said = re.compile(
            rf"\b{r'(?: [a-z0-9]+)? '.join(map(re.escape, map(fold, phrases[0])))}"
            rf"(?: (?!(?:19|20)\d\d\b)\w+){{0,{_BETWEEN}}}? {year['year']}\b"
        )
        found = {
            plan_id: [p for p in passages
                      if said.search(" ".join(re.findall(r"[^\W_]+", fold(p.text))))]
            for plan_id, passages in speaking(asked, plan_ids, phrases).items()
        }  # fmt: skip

    def told(plan_id: str) -> Told:
        passages = found.get(plan_id)
        return [told_by(asked, plan_id, passages, phrases)] if passages else []

    return Test(told, "no_answer")


def _phrases(asked: Asked, text: str) -> tuple[tuple[str, ...], ...]:
    """What is to be spoken of, in the plans' own words; () where the words name nothing."""
    lexicon = asked.book.lexicon
    if asked.query.lang == "en":
        terms = lexicon.from_english(text)
        query = replace(asked.query, search_text=" ".join(terms), subject=tuple(terms))
    else:
        words = tuple(re.findall(r"[^\W_]+", lexicon.expand(text)))
        query = replace(asked.query, subject=words, agencies=())
    if not asked.subject.names_one(query):
        return ()
    return asked.subject.whole_phrases(query)
