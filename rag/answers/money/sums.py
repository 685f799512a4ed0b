"""A sum of money: the whole, of one source, for one agency, or of one thing that costs it."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.amounts import AMOUNT
from rag.answers.contents.numbered_parts import called_parts
from rag.answers.money.cost_of_work import of_day
from rag.answers.money.each_sum import (
    PARTED,
    SUM_ASKED,
    of_one,
    one_asked,
    only_of_one,
    spent_elsewhere,
)
from rag.answers.money.money import (
    is_source,
    names_alone,
    without_money,
)
from rag.answers.money.money_source import (
    SUM_TOO,
    TOTAL,
    TOTAL_ASKED,
    MoneySource,
    asks_how_much,
    by_source,
    is_parted,
    is_row,
    money_text,
    of_other_project,
    opens_list,
    part_of,
    per_unit,
    projects_asked,
    sources_asked,
    wants_total,
)
from rag.answers.money.other_money import of_another_activity, of_another_row, of_more_years
from rag.answers.money.source_columns import told_rows
from rag.answers.money.sum_sources import (
    besides_source,
    for_agency,
    for_purpose,
    given_to_others,
    only_source,
    says_work,
    without_one,
    work_asked,
)
from rag.answers.money.sum_years import in_year, of_time, own_years, with_its_year, with_sum
from rag.answers.shape import (
    TOPIC_FLOOR,
    Asked,
    absent,
    brief,
    clauses_of,
    draft,
    stated,
    tidy,
    without_marker,
)
from rag.schema import Draft, DraftClaim, Slice, Statement
from rag.text import fold

_SUM_ROW = re.compile(r"\W*(?:tong(?: cong| so| kinh phi)?|cong)\b")
_WHENCE = re.compile(r"\b(?:o|tu|lay) dau\b|\bdau ra\b|\bnguon nao\b|\bwhere\b")
_PART = re.compile(r"[a-z ]+ \d{1,2}(?:\.\d{1,2})?")
_OF_ALL = 0.5
"""What a sum counts for that says nothing of a thing which the plan's title names."""
_FEWEST = 2
"""Sums in one sentence from which it parts them."""
_ON_SHARE = 0.9
"""Share of what the money is for that the clause must say."""
_TOTAL_TOO = re.compile(
    r"\btong\b[^,;?]{0,140}?\b(?:bao nhieu|may (?:trieu|ty|dong))\b[^?]{0,20}?"
    r"(?:[,;?]| va)(?: va)? (?=.*\b(?:bao nhieu|may(?: (?:trieu|ty|dong|tien))?\W*$))|"
    r"\btong (?:so |muc )?(?:kinh phi|kp|tien|von|du toan|ngan sach)\b[^,;?]{0,100}[,;] "
    r"(?=[^,;?]*\b(?:bao nhieu|may (?:trieu|ty|dong))\b)|"
    r"\btotal\b.*\b(?:and how much|of which)\b"
)
_WHOLE = 110  # words of a list of sources, told uncut where each of them is asked for


def sums(asked: Asked) -> Draft | None:
    """Sums where a question on money asks for those of a source or an agency; else None."""
    query = asked.query
    each = by_source(query.question)
    if not (each or asks_how_much(query.question)) or "payer" in query.header_fields:
        return None
    if not each and one_asked(query.question) is not None:
        ones = [claim for p in query.plans for claim in of_one(asked, p)]
        return draft(asked, ones, reason="not_stated", nearest=near_sums(asked)) if ones else None
    if each and not any(s for p in query.plans for s in with_sum(asked, p)):
        return None
    shares = [one for p in query.plans if query.narrowed and (one := _share(asked, p))]
    if shares and not each:
        return draft(asked, shares)
    of_each = query.lang == "en" and per_unit(query.question)
    if not (each or of_each or sources_asked(query.question) or query.agencies):
        return None
    claims = [one for plan_id in query.plans for one in amounts(asked, plan_id)]
    return draft(asked, claims, reason="not_stated", nearest=near_sums(asked))


def near_sums(asked: Asked) -> list[Slice]:
    """What the plans say of money at all."""
    return [s.task for p in asked.query.plans for s in asked.book.statements(p, "funding")]


_PAY = re.compile(
    r"^(?:muc |tien )?(?P<pay>luong|phu cap|thu lao|tro cap)\b|"
    r"^(?:what|how much) (?:is|are) (?:\w+ ){0,3}?(?:salar|wage|allowance|stipend|pay\b)"
)
_PAYS = re.compile(r"\b(?:luong|phu cap|thu lao|tro cap)\b")


def amounts(asked: Asked, plan_id: str) -> list[DraftClaim]:
    """The sum that a plan states, or each of its sources with its sum; of pay, where it says pay.

    "Phụ cấp cho cộng tác viên là bao nhiêu": what the whole plan costs is no allowance.
    """
    if timed := of_day(asked, plan_id):
        return timed
    years = own_years(asked, plan_id)
    each = [(year, in_year(asked, year)) for year in sorted(years)] if len(years) > 1 else []
    of_each = [
        claim for year, one in each if one is not None
        for claim in of_time(asked, plan_id, _amounts(one, plan_id), year)
    ]  # fmt: skip
    if of_each:
        return of_each
    found = only_of_one(asked, plan_id, _amounts(asked, plan_id))
    if years and of_more_years(asked, found):
        return of_time(asked, plan_id, [], asked.query.years[0])
    pay = _PAY.search(fold(asked.query.question))
    texts = (asked.book.by_id[plan_id].title, *(one.text for one in found))
    if found and of_other_project(asked.query.question, texts):
        return [absent(asked.phrases.say("no_amount_of_source"), plan_id)]
    if pay is None:
        return found
    told = [fold(piece.text) for one in found for piece in one.slices]
    if any(pay["pay"] in text if pay["pay"] else _PAYS.search(text) for text in told):
        return found
    return [absent(asked.phrases.say("no_amount"), plan_id)]


def _amounts(asked: Asked, plan_id: str) -> list[DraftClaim]:
    if by_source(asked.query.question):
        listed = [one for one in with_sum(asked, plan_id) if one.kind == "funding"]
        listed = [one for one in listed if is_source(money_text(one))] or listed
        if listed:
            told = [stated(brief(money_text(s), None, _WHOLE), plan_id, s.sources) for s in listed]
            whole = TOTAL_ASKED.search(fold(asked.query.question)) and whole_sum(asked, plan_id)
            apart = whole and whole.kind == "stated" and not any(TOTAL.search(t.text) for t in told)
            return [whole, *told] if whole and apart else told
    ones = of_one(asked, plan_id)
    if ones:
        return ones
    if per_unit(asked.query.question):
        each = spent_elsewhere(without_money(asked), plan_id, each=True)
        if each is not None:
            return [stated(brief(without_marker(each.text), asked.matcher), plan_id, (each,))]
    if _of_one_year(asked, plan_id):
        return [absent(asked.phrases.say("no_answer"), plan_id)]
    share = _share(asked, plan_id)
    if share is not None:
        return [share]
    named = _of_source(asked, plan_id)
    if named and (_TOTAL_TOO.search(fold(asked.query.question)) or _plan_too(asked, plan_id)):
        # "tổng kinh phí là bao nhiêu, trong đó ngân sách huyện bao nhiêu": both
        whole = whole_sum(asked, plan_id)
        if whole.kind != "stated" or whole.slices == named[0].slices:
            whole = _told_with(named) or (whole if whole.kind == "stated" else named[0])
        return list(dict.fromkeys([whole, *(n for n in named if n.slices != whole.slices)]))
    hers = for_purpose(asked, plan_id, for_agency(asked, plan_id))
    if hers and hers[0].kind == "absent" and given_to_others(asked, named):
        return hers
    if named and any(one.kind == "stated" for one in hers):
        if named[0].kind == "absent":
            return [*hers, *named]
        both = len(SUM_ASKED.findall(fold(asked.query.question))) > 1
        return [*named, *hers] if both else hers
    return named or hers or [_amount(asked, plan_id)]


def _plan_too(asked: Asked, plan_id: str) -> bool:
    """ "Dành bao nhiêu tiền cho Tháng hành động, ngân sách tỉnh bao nhiêu": the plan's own work."""
    purpose, title = without_money(asked), asked.book.by_id[plan_id].title
    said = purpose.subject.share_said(purpose.query, title)
    return said >= _SAID and SUM_TOO.search(fold(asked.query.question)) is not None


def whole_sum(asked: Asked, plan_id: str) -> DraftClaim:
    """What the plan as a whole costs, whatever else the question names."""
    alone = replace(asked.query, terms=(), subject=(), search_text="", years=())
    return _amount(replace(asked, query=alone, matcher=asked.book.matcher(alone)), plan_id)


def _share(asked: Asked, plan_id: str) -> DraftClaim | None:
    """The one clause of a sentence that parts a sum which is on what the money is for.

    "khám sức khỏe 180 triệu đồng; mừng thọ, chúc thọ 107 triệu đồng": what the longevity
    celebrations cost; "Nội dung 2 là 549 triệu đồng", what that part does.
    """
    question = fold(asked.query.question)
    if asked.query.agencies or _WHENCE.search(question) or _TOTAL_TOO.search(question):
        return None
    if len(_sources_asked(asked)) > 1:
        return None  # each has its own sum
    purpose = without_money(asked)
    names = [
        match[0] for one in called_parts(asked, plan_id)
        if (match := _PART.match(fold(asked.book.text(plan_id)[one.start : one.start + 40])))
    ]  # fmt: skip
    if not names and not purpose.subject.is_rich(purpose.query):
        return None
    for one in with_sum(asked, plan_id):
        parts = [] if is_row(one) else [p for p in PARTED.split(money_text(one)) if p.strip()]
        sums = [part for part in parts if AMOUNT.search(part)]
        if len(sums) < _FEWEST:
            continue
        if names:
            told = [p for p in sums if any(re.search(rf"\b{name}\b", fold(p)) for name in names)]
        else:
            said = purpose.subject.share_said
            told = [part for part in sums if said(purpose.query, part) >= _ON_SHARE]
        work = work_asked(asked, plan_id) if _sources_asked(asked) else ()
        told = [part for part in told if not work or says_work(asked, work, part)]
        if len(told) == 1:
            return stated(tidy(told[0]), plan_id, one.sources)
    return None


def _told_with(named: list[DraftClaim]) -> DraftClaim | None:
    """ "Kinh phí thực hiện năm 2024 là …. Trong đó: ngân sách huyện …": the part with its whole."""
    for piece in (piece for one in named for piece in one.slices):
        clauses = clauses_of(" ".join(piece.text.split()))
        told = [n for n, clause in enumerate(clauses) if AMOUNT.search(clause)]
        whole = TOTAL.search(piece.text) or is_parted(piece.text)
        if whole and len(AMOUNT.findall(piece.text)) > 1:
            text = "… " * (told[0] > 0) + " ".join(clauses[n] for n in told)
            text = tidy(without_marker(text)) + "…" * (told[-1] < len(clauses) - 1)
            return stated(text, piece.plan_id, (piece,))
    return None


def _sources_asked(asked: Asked) -> tuple[MoneySource, ...]:
    """Those named beside the agencies: "Ngân hàng … huyện cho vay" is no budget of the district."""
    question = asked.query.question
    for one in asked.book.lexicon.find_agencies_in_question(question):
        if not (one.generic or one.kind == "ubnd"):
            question = question[: one.start] + "·" * (one.end - one.start) + question[one.end :]
    titles = [asked.book.by_id[plan_id].title for plan_id in asked.query.plans]
    return (*sources_asked(question), *projects_asked(question, titles))


def _of_source(asked: Asked, plan_id: str) -> list[DraftClaim]:
    """What a source named gives; a budget that is not the plan's own and not told gives nothing."""
    sources = _sources_asked(asked)
    if not sources:
        return []
    listed = list(with_sum(asked, plan_id))
    found = [
        (one, stated(with_its_year(asked, plan_id, one, text), plan_id, one.sources))
        for one in listed
        if (text := part_of(one, sources)) is not None
    ]
    work = work_asked(asked, plan_id)
    if work and not (found := [f for f in found if says_work(asked, work, money_text(f[0]))]):
        return _of_work(asked, plan_id, work, only_source(listed, sources))
    own = asked.book.by_id[plan_id].place_level
    if found and (others := besides_source(asked, plan_id, listed, sources)):
        return others
    if found:
        # a table gives it row by row, a sentence in one, a list each source in its own line
        lines = [(one, claim) for one, claim in found if not is_row(one)]
        each = [[c for one, c in lines if part_of(one, (source,)) is not None][:1]
                for source in sources]  # fmt: skip
        told = [*dict.fromkeys(c for first in each for c in first)] or told_rows(asked, found)
        return [*told, *without_one(asked, plan_id, listed, sources)]
    if all(one.kin or (one.budget and one.level != own) for one in sources):
        kin = tuple(replace(one, told=one.kin) for one in sources if one.kin)
        near = [
            stated(text, plan_id, one.sources) for one in listed
            if (text := part_of(one, kin)) is not None
        ]  # fmt: skip
        return [absent(asked.phrases.say("no_amount_of_source"), plan_id), *near[:_FEWEST]]
    if own_years(asked, plan_id):
        # "năm 2027 ngân sách tỉnh bao nhiêu": the year's sum is of all sources together
        told = [_amount(asked, plan_id)] if listed else []
        return [*told, absent(asked.phrases.say("no_amount_of_source"), plan_id)]
    return []


def _of_work(
    asked: Asked, plan_id: str, work: tuple[str, ...], payer: Statement | None
) -> list[DraftClaim]:
    """What a work costs of which no sum of the source is told; the source where it pays for all."""
    query = replace(asked.query, terms=work, subject=work, search_text=" ".join(work))
    told = _amount(replace(asked, query=query, matcher=asked.book.matcher(query)), plan_id)
    lacking = absent(asked.phrases.say("no_amount_of_source"), plan_id)
    if told.kind != "stated" or not says_work(asked, work, told.text):
        return [lacking]
    paid = stated(money_text(payer), plan_id, payer.sources) if payer is not None else lacking
    return [told, paid]


def _amount(asked: Asked, plan_id: str) -> DraftClaim:
    """A sum in the part on funding, else in who is to find it; of one subject only where stated."""
    purpose = without_money(asked)
    matcher = purpose.matcher
    best: tuple[float, Statement] | None = None
    absence, listed = "no_amount", list(with_sum(asked, plan_id))
    of_year = re.compile(rf"\W*(?:\w+ )?(?:kinh phi|ngan sach|du toan)(?: \w+){{0,4}}? "
                         rf"nam (?:{'|'.join(asked.query.years)})\b")  # fmt: skip
    dated = [one for one in listed if of_year.match(fold(money_text(one)))]
    for statement in dated if asked.query.years and dated else listed:
        text = money_text(statement)
        alone = _of_one_thing(purpose, plan_id, statement)
        if wants_total(asked.query.question, text) and not (opens_list(statement) or alone):
            absence = "no_total"
            continue
        if matcher.empty and is_row(statement) and not _SUM_ROW.match(fold(statement.task.text)):
            absence = "no_total"  # what one row costs is not what the plan costs
            continue
        score = max(map(matcher.score, clauses_of(text)))
        score = max(score, _OF_ALL) if matcher.empty else score
        if of_another_row(purpose, statement):
            continue
        if is_row(statement) and per_unit(asked.query.question):
            continue  # what all of them cost together
        row = is_row(statement) and not _SUM_ROW.match(fold(statement.task.text))
        if row and not score and not matcher.empty:
            continue  # "tổng kết hết bao nhiêu": a row of something else
        if _of_activity(purpose, plan_id, text) or of_another_activity(purpose, text):
            continue
        # "Dạy bơi | 98.400.000" before "ngân sách tỉnh hỗ trợ dạy bơi", a part of it
        score += _OF_ALL * names_alone(purpose, statement)
        if not purpose.unsaid(text) and (best is None or score > best[0]):
            best = score, statement
    if best is None:
        spent = None
        if absence == "no_amount":
            spent = spent_elsewhere(purpose, plan_id, each=per_unit(asked.query.question))
        if spent is None:
            return absent(asked.phrases.say(absence), plan_id)
        return stated(brief(without_marker(spent.text), asked.matcher), plan_id, (spent,))
    text = brief(money_text(best[1]), asked.matcher)
    if not AMOUNT.search(text):
        return absent(asked.phrases.say("no_amount"), plan_id)  # spoken of beside other sums
    return stated(text, plan_id, best[1].sources)


_SPAN = re.compile(r"20\d\d\s*[-–]\s*20\d\d|\b(?:giai doan|den|toi|period|until|by)\b")


def _of_one_year(asked: Asked, plan_id: str) -> bool:
    """Whether one year's money is asked of a plan of several years none of whose sums says it."""
    years = asked.query.years
    if len(years) != 1 or _SPAN.search(fold(asked.query.question)):
        return False
    period = asked.book.header(plan_id, "period")
    several = period is not None and _SPAN.search(fold(period.value or "")) is not None
    sums = [one.task.text for one in asked.book.statements(plan_id, "funding")]
    dated = any(re.search(r"\bnăm 20\d\d\b", text) for text in sums)
    return several and dated and not any(years[0] in text for text in sums)


def _of_one_thing(purpose: Asked, plan_id: str, one: Statement) -> bool:
    """ "Tổng tiền giải thưởng của hội thi": the only sum that says all that it is asked for."""
    if not purpose.subject.names_one(purpose.query):
        return False

    def says(text: str) -> bool:
        return purpose.subject.share_said(purpose.query, text) >= _ON_SHARE

    return says(money_text(one)) and not any(
        says(money_text(other)) for other in with_sum(purpose, plan_id) if other != one
    )


def _of_activity(purpose: Asked, plan_id: str, text: str) -> bool:
    """Whether money is asked of an activity that neither a sum's text nor the plan's title tells.

    "Dành bao nhiêu tiền cho hội thi …": what the whole plan is given is not what it costs.
    """
    if purpose.matcher.empty or not purpose.subject.is_rich(purpose.query):
        return False
    title = purpose.book.by_id[plan_id].title
    if max(purpose.matcher.score(one, title) for one in clauses_of(text)) >= TOPIC_FLOOR:
        return False
    return purpose.subject.share_said(purpose.query, text, title) < _SAID


_SAID = 0.65
"""Share of an activity's words that a sum's text and the plan's title must say."""
