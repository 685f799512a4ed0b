"""By when an agency's own plan is made: "các xã phải ra kế hoạch trước ngày nào"."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.answers.agencies.numbers import issues
from rag.answers.agencies.plan_makers import plan_makers
from rag.answers.dates.asking_words import due_words
from rag.answers.dates.deadlines import candidates, covers, told_of
from rag.answers.dates.doers import doers, is_agencys
from rag.answers.dates.report_dates import Candidate
from rag.answers.shape import Asked, absent, answers, draft, near_slices
from rag.schema import Draft, DraftClaim, Query
from rag.text import fold

_ASKED = re.compile(
    r"\b(?:ra|ban hanh|lap|lam|xay dung|soan|soan thao|viet|(?:phai|can|se) co)\b"
    r"(?: (?!theo\b)\w+){0,3}? ke hoach\b|"
    r"\bke hoach\b(?: (?:phai|can|duoc|cua|rieng|minh|nam|20\d\d))*"
    r" (?:xong|ban hanh|xay dung|lap|lam|soan)\b|"
    r"\b(?:issue|adopt|make|prepare|draft|develop|write|draw up)s?\b(?: \w+){0,3}? plans?\b"
)
_SENT = re.compile(r"\b(?:bao cao|gui|nop|trinh|chuyen|report|send|submit)\b")
_KNOWN = frozenset(
    "ra ban hanh lap lam xay dung soan thao viet co can se xong rieng cua minh trien khai thuc "
    "hien chi tiet cu the giai doan cap cho o tai va thi la ha chua may hom nao han lau".split()
)
"""What the question may say besides: nothing of what the plan is on."""
_MADE = re.compile(
    r"\b(?:xay dung|lap|ban hanh|hoan thanh)\b(?: \w+){0,3}? ke hoach\b|"
    r"\bcu the hoa (?:\w+ )?thanh (?:\w+ )?ke hoach cua\b"
)
_SENT_ON = re.compile(r"\bke hoach (?:duoc )?(?:gui|nop|trinh|ban hanh|hoan thanh)\b")
""" "Xây dựng kế hoạch, tổ chức …; kế hoạch gửi về Phòng … trước ngày …"."""
_ON_SUBJECT = re.compile(
    r"\bke hoach\b(?! (?:nay|thuc hien|trien khai|nam|hang nam|giai doan|cua|tai|"
    r"tren dia ban|chi tiet|"
    r"cu the|truoc|gui|trinh|trong|hoan thanh|ban hanh|xong|\d|de|va)\b) \w"
)
""" "Kế hoạch truyền thông": one on a subject of its own."""
_BY = re.compile(r"\b(?:phai|can|truoc|cham nhat|muon nhat|han|xong|by|deadline)\b")
_WHO = re.compile(r"(?:ai|(?:co quan|don vi|so|phong|dia phuong|noi|xa) nao) (?:phai|can)\b")
_OFFICES = re.compile(r"\bcac (?:co quan|don vi|nganh|phong|so|ban)\b")
_NO_DAY = re.compile(r"^tu (?:ngay )?\d|\bgiai doan\b")
""" "Từ 15/11 - 15/12", "từng giai đoạn 5 năm": how long, and no day by which it is made."""
_YEAR = re.compile(r"\b20\d\d\b")


def plan_made(asked: Asked) -> Draft | None:
    """When the agency's own plan is due; None where that is not asked, or more is."""
    query = asked.query
    mine = doers(asked)
    if query.intent != "deadline" or not _asks(query):
        return None
    asks_who = query.narrowed or _WHO.match(fold(query.question))
    if not mine and not (asks_who and _BY.search(fold(query.question))):
        return None
    # "các sở": a date of "các xã" is none of theirs
    one_body = not all(name.startswith("Các ") for name in mine)
    claims: list[DraftClaim] = []
    for plan_id in query.plans:
        if any(issues(asked, plan_id, name) for name in mine if not name.startswith("Các ")):
            continue  # its plan is the one asked
        made: list[Candidate] = []
        for sure in (True, False):
            rows = candidates(asked, plan_id, True, sure=sure)
            hers = [one for one in rows if is_agencys(asked, one.deadline, headed=False)]
            everybody = [one for one in rows if covers(asked, one) and (one_body or _for_all(one))]
            made = made or _made(query, hers if mine else rows) or _made(query, everybody)
        if not (mine or query.narrowed):
            made = [row for row in made if not _ON_SUBJECT.search(fold(row.clause))]
        claims += told_of(asked, made) if mine else _of_whom(asked, made)
        if not made and query.narrowed and mine:
            claims.append(absent(asked.phrases.say("no_deadline"), plan_id))
    if not claims:
        return None
    must = _WHETHER_FIRST.match(query.question)
    if must is not None and all(claim.kind == "absent" for claim in claims):
        # with no day, whether one has to is still told
        alone = replace(query, question=must[1], intent="who")
        makers = plan_makers(replace(asked, query=alone))
        if makers is not None and answers(makers):
            return replace(makers, claims=(*makers.claims, *claims))
    return draft(asked, claims, reason="not_stated", nearest=near_slices(asked))


_WHETHER_FIRST = re.compile(r"([^,;?]*\b(?:không|khong|ko)),? (?!phải|phai)", re.IGNORECASE)


def _for_all(row: Candidate) -> bool:
    """ "UBND các xã và các cơ quan, đơn vị …": not the communes alone."""
    return any(_OFFICES.search(fold(agency.written)) for agency in row.deadline.agencies)


def _of_whom(asked: Asked, made: list[Candidate]) -> list[DraftClaim]:
    """Each date with those who have to keep it, where the question names nobody."""
    claims = []
    for row in made:
        names = [agency.written for agency in row.deadline.agencies]
        claims += [
            claim if any(name in claim.text for name in names) or not names
            else replace(claim, text=f"{', '.join(names)}: {claim.text}")
            for claim in told_of(asked, [row])
        ]  # fmt: skip
    return claims


def _asks(query: Query) -> bool:
    question = fold(query.question)
    if _SENT.search(question) or query.documents or query.objectives or query.items:
        return False
    words = {fold(word) for word in due_words(query) if not word.isdigit()}
    return _ASKED.search(question) is not None and words <= _KNOWN


def _made(query: Query, rows: list[Candidate]) -> list[Candidate]:
    """The dates of plans that are to be made, of the years asked; on no one subject first."""
    told = [(fold(row.clause), fold(row.deadline.task.text), row) for row in rows]
    made = [row for clause, _, row in told if _MADE.search(clause)] or [
        row for clause, text, row in told if _SENT_ON.search(clause) and _MADE.search(text)
    ]
    made = [row for row in made if not query.years or _of_years(query, row)]
    made = [row for row in made if not _NO_DAY.search(fold(row.when))]
    return [row for row in made if not _ON_SUBJECT.search(fold(row.clause))] or made


def _of_years(query: Query, row: Candidate) -> bool:
    """ "Kế hoạch năm 2027" is not told by "Ban hành kế hoạch năm 2026"."""
    named = list(map(int, _YEAR.findall(row.clause.replace(row.when, ""))))
    asked = [int(year) for year in query.years if year.isdigit()]
    return not named or any(min(named) <= year <= max(named) for year in asked)
