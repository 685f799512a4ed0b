"""When and where an event takes place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.answers.contents.cells import table_rows
from rag.answers.events.event_kinds import KINDS, names_event, of_kinds
from rag.answers.events.event_years import of_other_years
from rag.answers.events.month_of_action import (
    RANGE,
    SPAN_ASKED,
    names_month,
    of_other_days,
    of_the_month,
)
from rag.answers.events.plans_time import DAY, as_asked, plans_time
from rag.answers.events.rounds import asked_round, of_other_round
from rag.answers.shape import (
    NEAR_BEST,
    SAID_WHOLE,
    Asked,
    absent,
    brief,
    clauses_of,
    draft,
    near_slices,
    stated,
    tidy,
    without_marker,
)
from rag.schema import Draft, DraftClaim, Query, Statement
from rag.table import split_cells
from rag.text import fold, lower

_TIME_ASKED = re.compile(
    r"khi nao|bao gio|ngay|thoi gian|tu .* den|when|date|dien ra|keo dai|bat dau|ket thuc|luc nao"
)
_PLACE_ASKED = re.compile(
    r"o (?:nhung )?dau|tai dau|dia diem|huyen nao|noi nao|xa nao|cho nao|phuong nao|"
    r"thanh pho nao|where|"
    r"(?:which|what) (?:district|province|place|town|city|commune|venue|hall)\b"
)
_TIME = re.compile(r"\d\s*(?:/|tháng)\s*\d|\btháng\s+\d|\bquý\s+[IVX\d]", re.IGNORECASE)
# "sau khi có hướng dẫn": tells when, but not on which day
_ONCE_ASKED = re.compile(r"khi nao|bao gio|luc nao|when")
_ONCE = re.compile(r"\b(?:sau|ngay) khi (?:có|được|nhận)\b", re.IGNORECASE)
_PLACE = re.compile(
    r"\bĐịa điểm\b|\bNơi (?:tổ chức|diễn ra)\b|"
    r"\btại\s+(?:(?:các\s+)?(?:huyện|thành phố|thị xã|xã|phường|tỉnh|trung tâm|hội trường|"
    r"trường|nhà|sân|quảng trường|trụ sở|công viên|khuôn viên|hồ|bể bơi|bến|bãi|chợ|đình|rạp|"
    r"thư viện|thôn)\b|[A-ZĐÀ-Ỹ])|"
    r",\s+(?:Nhà|Hội trường|Sân|Trung tâm|Quảng trường|Công viên|Trụ sở|Trường)\s"
)
_HOUR_ASKED = re.compile(r"\bmay gio\b|\bgio nao\b|\bwhat (?:time|hour)\b")
_HOUR = re.compile(r"\d{1,2}\s*(?:giờ|h\d{2}|g\d{2}|h\b)", re.IGNORECASE)


_STANDING = re.compile(r"thường xuyên|hằng|hàng|định kỳ|khi có|sau khi|năm \d{4}", re.IGNORECASE)


def tells_time(told: Draft) -> bool:
    """Whether any statement holds a time of any kind."""
    texts = [claim.text for claim in told.claims if claim.kind == "stated"]
    return any(_TIME.search(text) or _STANDING.search(text) for text in texts)


def tells_day(told: Draft) -> bool:
    """Whether any statement holds a day and its month."""
    return any(_DATE.search(claim.text) for claim in told.claims if claim.kind == "stated")


def asks_place(query: Query) -> bool:
    """Whether the question asks where."""
    return _PLACE_ASKED.search(fold(query.question)) is not None


def place_in(text: str) -> bool:
    """Whether a text tells a place."""
    return _PLACE.search(text) is not None


def asks_day(query: Query) -> bool:
    """Whether the question asks on which day: "ngày nào", "hôm nào"."""
    return _DATE_ASKED.search(fold(query.question)) is not None


def _tells(asked: Asked, text: str) -> bool:
    """Whether the sentence holds a time, or a place, where one is asked."""
    question = fold(asked.query.question)
    text = of_kinds(question, text)
    wanted = [
        told
        for ask, told in ((_PLACE_ASKED, _PLACE), (_TIME_ASKED, _TIME), (_ONCE_ASKED, _ONCE))
        if ask.search(question)
    ]
    return names_event(question, text) and (not wanted or any(told.search(text) for told in wanted))


def _told(one: Statement) -> str:
    """The event with the lines that give its time and place."""
    return " ".join(piece.text for piece in one.sources)


def _pieces(one: Statement) -> list[str]:
    """Its sentences or lines; of a table's row the cells, "Địa điểm: …" with its header."""
    row, told, label = one.task.section, [], ""
    for piece in one.sources:
        if row.startswith(f"{piece.section}/"):
            label = f"{label}{tidy(piece.text)}: "
        else:
            told.append(label + piece.text)
            label = ""
    return told


_RANGE_ASKED = re.compile(
    r"\btu (?:ngay|hom|bua)\b.*\b(?:den|toi)\b|keo dai|\bfrom\b.*\bto\b|"
    r"which day .* which day"
)


_DAY_ASKED = re.compile(
    r"\b(?:ngay|mung|hom|bua|thang) (?:nao|may)|\b(?:khi|luc|hoi|chung) nao|bao gio|\bwhen\b|"
    r"\bdates?\b|which day"
)


def _event_score(asked: Asked, one: Statement, *, dated: bool) -> float:
    """How well an event fits: the month is not its launch, and a span of days has two ends."""
    question = fold(asked.query.question)
    score = asked.matcher.score(one.task.text, one.subject)
    other = bool(set(KINDS.findall(fold(one.task.text))) - set(KINDS.findall(question)))
    span = names_month(question) and not other and RANGE.search(one.task.text) is not None
    if "phat dong" not in question:
        if span:
            score += 0.1  # the month is a span of days, a day in it is another work's
        elif "phat dong" in fold(one.task.text) or (names_month(question) and other):
            score -= 0.1
    if dated and _DAY_ASKED.search(question) and not DAY.search(_told(one)):
        score -= 0.2
    if _RANGE_ASKED.search(question) and not RANGE.search(_told(one)):
        score -= 0.2
    return score


_DATE = re.compile(r"\d{1,2}\s*(?:/|tháng)\s*\d", re.IGNORECASE)
_DATE_ASKED = re.compile(r"\b(?:ngay|mung|hom|bua) (?:nao|may)\b|\bwhich day\b|\bwhat date\b")
_QUOTED = re.compile(r'["“]([^"“”]{4,80})["”]')
_GOES_ON = re.compile(
    r"(?:(?:dự kiến )?thời gian|thời điểm|địa điểm|dự kiến|từ|vào|ngày|trong|tại)\b", re.IGNORECASE
)


_WHERE = re.compile(r"\b(?:o dau|tai dau|cho nao|dia diem|where)\b")
_SENT = re.compile(r"\b(?:bao cao|gui|nop)\b")


def held(asked: Asked) -> Draft | None:
    """ "Đua thuyền ngày nào, ở đâu?": the event with its place; None where none is told so."""
    question = fold(asked.query.question)
    if _SENT.search(question) or not (_WHERE.search(question) or _apart_from_due(asked)):
        return None
    found = events(asked)
    told = [claim.text for claim in found.claims if claim.kind == "stated"]
    where = _WHERE.search(question) is not None
    return found if told and (not where or any(map(_PLACE.search, told))) else None


def _apart_from_due(asked: Asked) -> bool:
    """Whether an event is asked about beside whose own day another is told for making it ready."""
    query = asked.query
    return any(
        as_asked(fold(query.question), one) is not one
        and asked.subject.names_one(query)
        and asked.subject.share_said(query, one.task.text) >= SAID_WHOLE
        for plan_id in query.plans for one in asked.book.statements(plan_id, "event")
    )  # fmt: skip


_ASKING = frozenset(
    "diễn ra chỗ nơi hôm bữa lúc giờ địa điểm thời gian phường xã huyện tỉnh tổ chức "
    "dien hom bua luc gio to chuc".split()
)
"""Words that ask when and where, and the level of a place whose own name is left out."""
_TO = frozenset({"đến", "den", "tới", "toi"})


def _without_asking(asked: Asked) -> Asked:
    """ "… diễn ra hôm nào, chỗ nào": no words of the event's name; where others are left."""
    query = asked.query
    # "từ ngày nào đến ngày nào" of the month: every span of days has a "đến"
    asking = _ASKING | (_TO if names_month(query.question) else set())
    terms = tuple(word for word in query.terms if lower(word) not in asking)
    text = [word for word in query.search_text.split() if lower(word) not in asking]
    if not text or (query.lang == "vi" and not terms):
        return asked
    query = replace(query, terms=terms, search_text=" ".join(text))
    return replace(asked, query=query, matcher=asked.book.matcher(query))


def events(asked: Asked) -> Draft:
    """Time and place of the event asked for."""
    asked = _without_asking(asked)
    claims: list[DraftClaim] = []
    lacking: list[DraftClaim] = []
    nearest = near_slices(asked)
    question = fold(asked.query.question)
    for plan_id in asked.query.plans:
        every = (*asked.book.statements(plan_id, "event"), *plans_time(asked, plan_id))
        kept = _best(asked, every)
        if kept is not None and of_other_years(asked.query, _told(kept)):
            lacking.append(absent(asked.phrases.say("no_event"), plan_id))
            nearest = [*kept.sources, *nearest]
            continue
        in_row = _in_row(asked, plan_id) if kept is None else None
        if in_row is not None:
            claims.append(in_row)
            continue
        if kept is None:
            held = _best(asked, every, hour=False)
            lacking.append(
                absent(asked.phrases.say("no_event" if held is None else "no_hour"), plan_id)
            )
            nearest = [*(held.sources if held is not None else ()), *nearest]
            continue
        for one in (as_asked(question, kept), *_told_beside(asked, kept, every)):
            told = (asked_round(asked.query.question, text) for text in _pieces(one))
            pieces = [_own_part(asked, without_marker(text)) for text in told]
            pieces = pieces[:1] if _says_all(asked, pieces[0]) else pieces
            text = "; ".join(brief(tidy(piece), asked.matcher, 90) for piece in pieces)
            claims.append(stated(text, plan_id, one.sources))
    if asked.query.narrowed or not claims or names_month(asked.query.question):
        claims += lacking  # else an event of one plan's own, which no other is asked about
    return draft(asked, claims, reason="not_stated", nearest=nearest)


def _in_row(asked: Asked, plan_id: str) -> DraftClaim | None:
    """An event that the question quotes, where the cell of a table says when or where it is held.

    "| 2023 | Sơ kết; diễn đàn "Tiếng nói trẻ em" ngày 20/10 tại … |": its clause, below its year.
    """
    name = _QUOTED.search(asked.query.question)
    for row in table_rows(asked, plan_id) if name is not None else ():
        for cell in row.cells:
            told = [c for c in clauses_of(cell) if name and fold(name[1]) in fold(c)]
            if len(told) != 1 or not _tells(asked, told[0]):
                continue
            printed = split_cells(row.header.text)
            years = [
                f"{printed[n]} {row.cells[n]}: " for n, column in enumerate(row.columns)
                if column == "nam" and re.fullmatch(r"20\d\d", row.cells[n])
            ]  # fmt: skip
            text = "".join(years) + tidy(told[0])
            return stated(text, plan_id, (row.header, row.row) if years else (row.row,))
    return None


def _best(asked: Asked, every: Sequence[Statement], *, hour: bool = True) -> Statement | None:
    """The event that is asked for, of those that tell a time or place as it is asked."""
    question = fold(asked.query.question)
    found = [
        one for one in every
        if _tells(asked, _told(one)) and of_the_month(asked, one, _told(one))
        and not of_other_round(asked.query.question, _told(one))
        and not _of_its_plan(question, _told(one))
    ]  # fmt: skip
    if _DAY_ASKED.search(question):
        # "hằng năm", "năm 2025" tell no day
        dated = [one for one in found if DAY.search(_told(one)) or _ONCE.search(_told(one))]
        found = dated or [one for one in found if asks_place(asked.query)]
    if hour:
        found = [one for one in found if not lacks_hour(asked.query, _told(one))]
    days = any(DAY.search(_told(one)) for one in found)
    scored = [(_event_score(asked, one, dated=days), one) for one in found]
    best = max((score for score, _ in scored), default=0.0)
    floor = max(0.3, NEAR_BEST * best)
    return next((one for score, one in scored if score >= floor), None)


_TAKES_PLACE = re.compile(r"\bdien ra\b|\bta(?:kes?|king) place\b")
_DUE = re.compile(
    r"\b(?:hoàn thành|xong|chậm nhất|muộn nhất)\b|\btrước (?:ngày|tháng)", re.IGNORECASE
)


def tells_when_held(query: Query, told: str) -> bool:
    """Whether what has a time tells that of the event asked for, as it is asked.

    The day by which its plan must be made is not when the Month of Action begins and ends.
    """
    question = fold(query.question)
    named = names_event(question, told) and not lacks_hour(query, told)
    other = of_other_years(query, told) or of_other_days(question, told)
    return named and not _of_its_plan(question, told) and not other


def _of_its_plan(question: str, told: str) -> bool:
    when = _RANGE_ASKED.search(question) or _TAKES_PLACE.search(question)
    due = _DUE.search(told) is not None and "ke hoach" in fold(told)
    return bool(when and due) and not RANGE.search(told) and "ke hoach" not in question


def when_held(asked: Asked, told: Draft) -> Draft:
    """Deadlines without those of an event's plan, where it is asked when the event is held."""
    question = fold(asked.query.question)
    kept = tuple(
        claim for claim in told.claims
        if not (_of_its_plan(question, text := " ".join(piece.text for piece in claim.slices))
                or of_other_days(question, text))
    )  # fmt: skip
    if len(kept) == len(told.claims):
        return told
    if kept:
        return replace(told, claims=kept)
    plan_ids = dict.fromkeys(claim.plan_id for claim in told.claims)
    lacking = [absent(asked.phrases.say("no_event"), plan_id) for plan_id in plan_ids]
    near = [piece for claim in told.claims for piece in claim.slices]
    return draft(asked, lacking, reason="not_stated", nearest=near)


def lacks_hour(query: Query, told: str) -> bool:
    """Whether nothing but the hour is asked, and no hour told."""
    question = fold(query.question)
    alone = bool(_HOUR_ASKED.search(question)) and not _DAY_ASKED.search(question)
    return alone and not _HOUR.search(told)


def _wanting(question: str, told: str) -> list[re.Pattern[str]]:
    """What is asked of a day and a place and not told."""
    wanted = ((_DATE_ASKED, _DATE), (_PLACE_ASKED, _PLACE), (_HOUR_ASKED, _HOUR))
    return [says for asks, says in wanted if asks.search(question) and not says.search(told)]


def _says_all(asked: Asked, told: str) -> bool:
    """ "… lễ phát động ngày 14/11 tại …": a launch with its own day, not the month's below it."""
    question = fold(asked.query.question)
    kinds = set(KINDS.findall(fold(f"{question} {asked.query.search_text}")))
    own = bool(kinds & set(KINDS.findall(fold(told)))) and _DATE.search(told) is not None
    return own and names_month(told) and not _wanting(question, told)


def _told_beside(asked: Asked, kept: Statement, every: Sequence[Statement]) -> list[Statement]:
    """Where the plan names the same event again, by its quoted name, and says what lacks."""
    own = _own_part(asked, _told(kept))
    name, lacks = _QUOTED.search(own), _wanting(fold(asked.query.question), own)
    if name is None or not lacks:
        return []
    others = [one for one in every if one is not kept and name[1] in _told(one)]
    parts = [(_own_part(asked, _told(one)), one) for one in others]
    return [one for part, one in parts if any(says.search(part) for says in lacks)][:1]


def _own_part(asked: Asked, text: str) -> str:
    """Of a sentence on several things the clause on the event, with those that go on from it."""
    parts: list[str] = []
    for clause in clauses_of(re.sub(r"\s+", " ", text).strip()):
        if parts and _GOES_ON.match(clause):
            parts[-1] += f" {clause}"
        else:
            parts.append(clause)
    if len(parts) < 2 or asked.matcher.empty or _two_times_asked(asked):
        return text
    best = max(parts, key=asked.matcher.score)
    if asked.matcher.score(best) < _MOST * asked.matcher.score(text) or not _tells(asked, best):
        return text
    at = parts.index(best)
    return "… " * (at > 0) + tidy(best) + "…" * (at < len(parts) - 1)


def _two_times_asked(asked: Asked) -> bool:
    """ "Từ ngày nào đến ngày nào, cao điểm khi nào": two times of one event."""
    return len(_DAY_ASKED.findall(SPAN_ASKED.sub("khi nao", fold(asked.query.question)))) > 1


_MOST = 0.95
"""Share of a sentence's score from which one clause of it stands for the whole."""
