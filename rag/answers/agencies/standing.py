"""Which agency is a body's standing one ("cơ quan thường trực Ban … là ai?")."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.answers.agencies.duties import duties
from rag.answers.agencies.numbers import by_asked_agency, is_agency, not_hers
from rag.answers.agencies.subject import subject_claim
from rag.answers.dates.deadlines import deadlines
from rag.answers.shape import Asked, absent, draft, stated, without_marker
from rag.schema import Assignment, Draft, DraftClaim, Lead, Query
from rag.text import fold
from rag.understanding.yes_no import confirms, denies

_STANDING = re.compile(
    r"\b(?:co quan|don vi|bo phan|phong|so) (?:(?:la|lam|co quan|don vi) )*(?:thuong truc|dau moi)"
    r"(?:,| hay| hoac| va) (?:(?:la|lam|co quan|don vi) )*(?:thuong truc|dau moi)\b|"
    r"\b(?:co quan|don vi|bo phan|phong|so) (?:nao )?(?:(?:la|lam|co quan|don vi) )*thuong truc\b|"
    r"\bstanding (?:body|agency|office|unit)\b"
)
_IS_STANDING = re.compile(
    r"\b(?:co quan|don vi|bo phan) thuong truc\b|\bthuong truc (?:ban|giup)\b|"
    r"^\W*(?:(?:la|lam) )?thuong truc\s*[,;]"
)
""" "Phòng Văn hóa - Xã hội: thường trực, tham mưu …" too."""
_OR_FOCAL = re.compile(r"\bdau moi\b")
_IS_FOCAL = re.compile(
    r"\b(?:co quan|don vi|bo phan|la|lam) (?:la )?dau moi"
    r"(?=\s*[,;.]|\s*$| (?:giup|tham muu|trien khai))"
)


_TASKS = re.compile(
    r"\bnhiem vu\b|\btrach nhiem\b|\blam (?:gi|nhung)|\bviec gi\b|\bdut(?:y|ies)\b|\bdo\W*$"
)
"""What it has to do is asked, not only which it is."""


def standing_body(asked: Asked) -> Draft | None:
    """The agency whose heading or duty says so; a plan that says it of nobody does not tell it."""
    query = asked.query
    asks = _STANDING.search(fold(query.question))
    tasks = _TASKS.search(fold(query.question)) is not None
    if asks is None:
        return made_up_of(asked)
    mentions = asked.book.lexicon.find_agencies_in_question(query.question)
    if _WHY.match(fold(query.question)) and query.agencies and query.narrowed:
        return _corrected(asked)
    if not (query.intent == "who" or (tasks and query.intent == "duties")):
        return None
    if query.intent == "duties" and any(one.start < asks.start() for one in mentions):
        return None  # "Sở Nội vụ, cơ quan thường trực, làm gì?": named already
    claims: list[DraftClaim] = []
    lead: Lead | None = None
    for plan_id in query.plans:
        given = asked.book.assignments(plan_id)
        told = [one for one in given if _says_so(one, _IS_STANDING)]
        if not told and _OR_FOCAL.search(fold(query.question)):
            # "thường trực hoặc đầu mối": either, where a plan has the one alone
            told = [one for one in given if _says_so(one, _IS_FOCAL)]
        if told and _REPORTS_WHEN.search(fold(query.question)):
            names = tuple(agency.name for agency in told[0].agencies)
            due = _reports(replace(query, agencies=names, plans=(plan_id,)))
            claims += deadlines(replace(asked, query=due, matcher=asked.book.matcher(due))).claims
        elif told and tasks:
            names = tuple(agency.name for agency in told[0].agencies)
            one_plan = replace(query, intent="duties", agencies=names, plans=(plan_id,))
            claims += duties(replace(asked, query=one_plan)).claims
        elif told:
            mine = [one for one in told if query.agencies and by_asked_agency(asked, one)]
            lead = lead or _whether_hers(asked, bool(mine))
            claims.append(_claim(asked, (mine or told)[0]))
        elif query.narrowed:
            claims.append(absent(asked.phrases.say("no_answer"), plan_id))
    if not claims:
        claims = [absent(asked.phrases.say("no_answer"), None)]
    return draft(asked, claims, lead=lead, reason="not_stated")


_ITSELF = frozenset("co quan don vi bo phan thuong truc dau moi la lam phai khong".split())


def _whether_hers(asked: Asked, hers: bool) -> Lead | None:
    """ "Sở Y tế có phải cơ quan thường trực không?"; None where of which body is said, too."""
    query = asked.query
    more = {fold(word) for word in query.subject} - _ITSELF
    if not query.agencies or more or len(query.plans) > 1 or not confirms(query.question):
        return None
    if not hers:
        return None if denies(query.question) else not_hers(asked)
    return Lead(asked.phrases.say("not_so" if denies(query.question) else "yes"))


_REPORTS_WHEN = re.compile(r"\bbao cao\b.*\b(?:ngay|han|khi|luc|thang) (?:nao|may)\b")
""" "Cơ quan thường trực phải báo cáo năm trước ngày nào": the day, whoever it is."""
_REPORTED = re.compile(
    r"báo cáo(?: (?:năm|quý|tháng|6 tháng))?|bao cao(?: (?:nam|quy|thang))?", re.I
)


def _reports(query: Query) -> Query:
    """The agency's reports alone: the words that say which agency it is name no task."""
    said = _REPORTED.search(query.question)
    words = tuple(said.group().split()) if said is not None else ()
    return replace(
        query, intent="deadline", terms=words, subject=words, search_text=" ".join(words)
    )


_WHY = re.compile(r"(?:vi |tai )?sao\b|why\b")


def _corrected(asked: Asked) -> Draft | None:
    """ "Vì sao Phòng Kinh tế là cơ quan thường trực": another one is; None where it is."""
    told = [
        one for plan_id in asked.query.plans
        for one in asked.book.assignments(plan_id) if _says_so(one, _IS_STANDING)
    ]  # fmt: skip
    hers = any(is_agency(asked, name, one) for one in told for name in asked.query.agencies)
    if not told or hers:
        return None
    return draft(asked, [_claim(asked, told[0])], lead=not_hers(asked))


_HEAD_ASKED = re.compile(
    r"\b(?:ai|nguoi nao|dong chi nao|chuc vu nao) (?:se |duoc |dang )?(?:la|lam|giu|giu chuc) "
    r"(?P<head>(?:pho )?truong ban|to truong)\b|"
    r"\b(?P<of>(?:pho )?truong ban|to truong)\b[^,;?]{0,60}?\b(?:la|do) ai\b|"
    r"\b(?:ai|nguoi nao) (?:la nguoi |se |duoc )?(?:dung|dan) dau (?=ban )"
)
_SIZE_ASKED = re.compile(
    r"\b(?:ban|to) (?P<body>[a-z][^,;?]{3,60}?) (?:co|gom) (?:tat ca )?(?:bao nhieu|may) "
    r"(?:thanh vien|tv|nguoi)\b(?=\W*$|,|;| va\b)"
)
_SIZE = re.compile(r"(?<![\d/.,])\d+ thanh vien\b")
_BODY = re.compile(r"\bban (?P<body>vi su tien bo|chi dao [a-z]+ [a-z]+)\b")


_OFFICE = frozenset("ai la lam do pho truong ban to".split())


def made_up_of(asked: Asked) -> Draft | None:
    """ "Ban … có mấy thành viên, ai làm Trưởng ban?": the sentence that says of whom it is made.

    None where no plan asked has one, or has it of several bodies and none is named.
    """
    query = asked.query
    question = fold(asked.book.lexicon.expand(query.question))
    members = _MEMBERS_ASKED.search(question)
    if members is not None and query.narrowed:
        return _members(asked, members["body"])
    head, size = _HEAD_ASKED.search(question), _SIZE_ASKED.search(question)
    if not query.narrowed or (head is None and size is None):
        return None
    office = (head["head"] or head["of"] or "truong ban") if head is not None else None
    says = re.compile(rf"(?<!pho )\b{office}\b") if office is not None else _SIZE
    named = _BODY.search(question)
    unnamed = {fold(word) for word in query.subject}
    claims: list[DraftClaim] = []
    for plan_id in query.plans:
        heads = [
            one for parts in asked.book.passages(plan_id).values() for one in parts
            if says.search(fold(one.text))
        ]  # fmt: skip
        if not heads and head is not None and named is not None and named.start() <= head.end():
            # who is its standing agency does not head it
            claims.append(absent(asked.phrases.say("no_header_person"), plan_id))
            continue
        found = [
            one for one in heads
            if (text := fold(one.text))
            and (_SIZE.search(text) or "lam truong ban" in text or "lam to truong" in text)
            and (named is None or f"ban {named['body']}" in text)
            and not of_lower_level(question, text)
        ]  # fmt: skip
        holder = _holder(asked, plan_id, question) if head is not None and not found else None
        if holder is not None:
            claims.append(holder)
            continue
        if len(found) != 1 or (named is None and unnamed - _OFFICE):
            return None
        piece = asked.book.passage_slice(found[0])
        sentence = next(
            one for one in re.split(r"(?<=[.;])\s+", " ".join(piece.text.split()))
            if says.search(fold(one))
        )  # fmt: skip
        claims.append(stated(without_marker(sentence).rstrip(" ;."), plan_id, (piece,)))
    return draft(asked, claims, reason="not_stated")


_LOWER = re.compile(r"\bcap (?:xa|huyen|co so)\b|\b(?:cac|moi|tung) (?:xa|phuong|huyen)\b")


def of_lower_level(question: str, text: str) -> bool:
    """ "Các xã, phường thành lập Ban … do Chủ tịch … cấp xã làm Trưởng ban": not the province's."""
    asks_lower = re.search(r"\b(?:xa|phuong|huyen|co so)\b", question) is not None
    return _LOWER.search(text) is not None and not asks_lower


_HEAD_OF = re.compile(r"(?<!pho )\b(?P<office>truong ban [a-z][a-z -]+?)(?: (?:la|do) ai)?\W*$")


def _holder(asked: Asked, plan_id: str, question: str) -> DraftClaim | None:
    """ "Đ/c Trần Thị B, Trưởng Ban Tuyên giáo": who a plan says holds the office asked about."""
    of = _HEAD_OF.search(question)
    if of is None:
        return None
    says = re.compile(
        rf"(?<![a-z])(?:d/c|dong chi|ong|ba) [^,;:.]{{3,30}}, {re.escape(of['office'])}(?![a-z])"
    )
    for parts in asked.book.passages(plan_id).values():
        for one in parts:
            if (found := says.search(fold(one.text))) is not None:
                text = one.text[found.start() : found.end()]
                return stated(text, plan_id, (asked.book.passage_slice(one),))
    return None


_MEMBERS_ASKED = re.compile(
    r"\bban (?P<body>vi su tien bo|chi dao|dieu hanh)\b[^,;?]{0,70}? (?:bao gom|gom|co) "
    r"(?:nhung |cac )?"
    r"(?:(?:co quan|don vi|so|phong|nganh|thanh vien)(?: thanh vien)? (?:nao|gi)|ai)\b"
)
_SENTENCE_END = re.compile(r"(?<=[.;])\s+")


def _members(asked: Asked, body: str) -> Draft:
    """ "Ban … gồm những ai": the sentence that says so; what a body's work is tells it not."""
    says = re.compile(rf"\bban {body}\b[^.;]*\b(?:gom|bao gom)\b")
    claims: list[DraftClaim] = []
    for plan_id in asked.query.plans:
        pieces = [
            asked.book.passage_slice(one)
            for parts in asked.book.passages(plan_id).values() for one in parts
        ]  # fmt: skip
        told = [
            stated(without_marker(sentence).rstrip(" ;."), plan_id, (piece,)) for piece in pieces
            for sentence in _SENTENCE_END.split(" ".join(piece.text.split()))
            if says.search(fold(sentence))
        ]  # fmt: skip
        claims += told[:1] or [absent(asked.phrases.say("no_answer"), plan_id)]
    return draft(asked, claims, reason="not_stated")


def _says_so(one: Assignment, says: re.Pattern[str]) -> bool:
    return any(says.search(fold(piece.text)) for piece in one.sources)


def _claim(asked: Asked, one: Assignment) -> DraftClaim:
    """Its heading, where that says so; else its duty."""
    head = one.sources[0]
    if head != one.task and _IS_STANDING.search(fold(head.text)):
        return stated(without_marker(head.text), one.plan_id, (head,))
    return subject_claim(asked, one)
