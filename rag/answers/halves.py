"""The answers to the parts of one question as one: nothing told twice, nothing lacking unsaid."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from rag.answers.shape import absent, answers, without_marker
from rag.phrasing import Phrases
from rag.schema import Answer, Draft, DraftClaim, Query
from rag.text import document_numbers, fold, lower

_WHICH_TOO = re.compile(r"(?:nhung |cac )?(?:ke hoach|kh) nao\b")
""" "KH nào có tiếng Mông, KH nào có tiếng Chăm": the second half asks for plans of its own."""


def together(drafts: Sequence[Draft], parts: Sequence[str], phrases: Phrases) -> Draft:
    """One draft; a part that nothing answers is told to be so beside one that is answered."""
    first = drafts[0]
    kept: list[tuple[str, Draft]] = []
    for part, told_of_all in zip(parts[1:], drafts[1:], strict=True):
        draft = _of_her_plans(told_of_all, first)
        if draft is not told_of_all and not draft.claims and _tells_time(draft.query, first):
            continue
        asks_plan = draft.query.intent == "plans" and answers(first)
        asks_plan = asks_plan and not _WHICH_TOO.match(fold(part))
        if not (_told_already(part, first) or asks_plan):
            kept.append((part, draft))
    if not any(answers(draft) for draft in (first, *(draft for _, draft in kept))):
        letter = all(draft.query.intent == "header" for draft in drafts)
        lacking = [c for draft in drafts for c in draft.claims] if letter else first.claims
        return replace(first, claims=tuple(dict.fromkeys(lacking)))
    told = {claim.plan_id for _, draft in [(parts[0], first), *kept] for claim in draft.claims
            if claim.kind == "stated"}  # fmt: skip
    whole = first if answers(first) else _lacking(first, parts[0], told, phrases)
    if whole is not first and first.query.intent == "who" and any(_who_to_call(d) for _, d in kept):
        whole = replace(whole, claims=())
    halves = tuple(
        draft if answers(draft) else _lacking(draft, part, told, phrases) for part, draft in kept
    )
    return _merged(whole, halves)


def _of_her_plans(half: Draft, first: Draft) -> Draft:
    """ "Phòng A chủ trì việc gì, báo cáo khi nào": not of the plans that give her nothing."""
    of, query = first.query, half.query
    if of.narrowed or query.narrowed or not of.agencies or not answers(first):
        return half
    if not set(query.agencies) <= set(of.agencies):
        return half
    told = {claim.plan_id for claim in first.claims if claim.kind == "stated"}
    silent = {claim.plan_id for claim in first.claims if claim.kind == "absent"} - told
    kept = tuple(claim for claim in half.claims if claim.plan_id not in silent)
    return half if len(kept) == len(half.claims) else replace(half, claims=kept)


def _tells_time(half: Query, first: Draft) -> bool:
    texts = [claim.text for claim in first.claims if claim.kind == "stated"]
    return half.intent == "deadline" and any(map(_TIME.search, texts))


_TIME = re.compile(r"\d\s*(?:/|tháng)\s*\d|\bquý [IVX\d]|\bnăm 20\d\d|\btháng \d")


def lacks_half(query: Query, answer: Answer, parts: Sequence[str]) -> bool:
    """Whether of a question for a figure one part is answered and another is refused."""
    kinds = {claim.kind for claim in answer.claims}
    return query.intent == "target" and len(parts) > 1 and kinds == {"stated", "absent"}


def tells_too(answer: Answer, first: Answer) -> bool:
    """Whether an answer tells all that the first part alone is told."""
    told = [{c.text for c in one.claims if c.kind == "stated"} for one in (first, answer)]
    return told[0] <= told[1]


_TO_CALL = re.compile(
    r"\b(?:duong day|tong dai|hotline|so dien thoai|phone|tin bao|bao tin|truc ban)\b"
    r"(?!.*\b(?:ke hoach|van ban|quyet dinh|cong van|plan)\b)"
)


_OF_LETTER = re.compile(r"\b(?:ban hanh|ky|ra|ke hoach|kh|van ban|quyet dinh)\b")


def of_told(query: Query, first: Draft) -> Query:
    """A second half that asks of what the first half tells: its plans, its line to call.

    "Kế hoạch nào về trẻ em, số mấy", "ai phụ trách đường dây nóng, số mấy".
    """
    if query.intent != "header" or not query.header_fields:
        return query
    told = tuple(dict.fromkeys(c.plan_id for c in first.claims if c.kind == "stated" and c.plan_id))
    of = first.query
    called = query.header_fields == ("number",) and _TO_CALL.search(fold(of.question))
    of_work = _OF_LETTER.search(fold(query.question)) is None
    if query.header_fields == ("date",) and of.header_fields == ("amount",) and of_work:
        # "hội thi hết bao nhiêu, ngày nào": the day of what costs it, and not of the letterhead
        return replace(query, intent="event", header_fields=())
    one_told = query.header_fields == ("amount",) and len(told) == 1
    if (of.intent == "plans" or one_told) and not query.narrowed and not called:
        return replace(query, plans=told, narrowed=True)
    if of.intent in ("who", "plans", "deadline", "event") and called:
        plans = query.plans if query.narrowed else told or query.plans
        terms, subject = (_without_running(words) for words in (of.terms, of.subject))
        return replace(
            query, header_fields=("contact",), plans=plans, terms=terms, subject=subject,
            search_text=" ".join(_without_running(tuple(of.search_text.split()))),
        )  # fmt: skip
    return query


def _who_to_call(half: Draft) -> bool:
    """ "Ai trực, số mấy": a row of those to call names them before the number."""
    called = half.query.header_fields == ("contact",)
    return called and any(c.kind == "stated" and " | " in c.text for c in half.claims)


_RUNNING = frozenset("quản lý phụ trách vận hành trực duy trì quan ly phu trach van hanh".split())


def _without_running(words: tuple[str, ...]) -> tuple[str, ...]:
    """ "Ai quản lý đường dây nóng, số mấy": who runs a line is no word of the line."""
    return tuple(word for word in words if lower(word) not in _RUNNING)


def _lacking(draft: Draft, part: str, told: set[str | None], phrases: Phrases) -> Draft:
    """That a part has no answer, in one line: for the plans that answer the other part."""
    of_plans = [c for c in draft.claims if c.plan_id in told and c.plan_id is not None]
    if draft.query.question == part:  # a sentence of its own: which work is not told
        generic = {phrases.say(key) for key in ("no_deadline", "no_event", "no_answer")}
        said = phrases.say("half_not_told", half=(part.partition(": ")[2] or part).strip(" ?.!"))
        of_plans = [replace(c, text=said) if c.text in generic else c for c in of_plans]
    claims = of_plans or [absent(phrases.say("half_unanswered", half=part.strip(" ?.!")), None)]
    return replace(draft, claims=tuple(claims), lead=None, tail=None)


def _merged(whole: Draft, halves: tuple[Draft, ...]) -> Draft:
    """A half without a lead of its own is told with the whole, plan by plan."""
    claims: dict[DraftClaim, None] = dict.fromkeys(whole.claims)
    apart = []
    for half in halves:
        if half.lead and whole.lead != half.lead:
            apart.append(replace(half, claims=tuple(c for c in half.claims if c not in claims)))
        else:
            more = [c for c in half.claims if not _told_in(c, claims)]
            # "… bao nhiêu phần trăm và đến năm nào?": the figure is told with its year
            once = whole.query.lang == "vi"  # an English line tells the day by itself
            claims = {
                c: None for c in claims
                if not _repeated_in(c, more) and not (once and _told_in(c, more))
            }  # fmt: skip
            claims |= dict.fromkeys(more)
    return replace(whole, claims=tuple(claims), halves=tuple(apart))


_BARE_HALF = re.compile(
    r"(?:(?:(?:va|and|thi|ban|ra|ky|trinh|vao|do|co|so|la|thang|ban hanh) )*"
    r"(?:(?:ngay|nam|so|so hieu|thang)(?: (?:thang|nam|va|ngay))* (?:nao|may|bao nhieu|gi)|"
    r"(?:ve )?(?:viec|van de|noi dung) gi|on (?:what|which) date|"
    r"(?:what|which) (?:date|day|number)(?: (?:and|date|number|day))*"
    r"(?: (?:does|did|do|is|was))?(?: (?:that|the|this|it|its))?(?: (?:document|plan|decision))?"
    r"(?: (?:carry|bear|have|had|issued|made|signed))?(?: on)?|"
    r"(?:please )?give (?:its|the) (?:number|date)(?: and (?:its )?(?:number|date))?|"
    r"when was it (?:issued|signed|made)|"
    r"(?:hoi|khi|luc) nao|"
    r"(?:cua|do) (?:ai|(?:co quan|cap|bo|noi|don vi|nganh) nao)(?: ban hanh| ky)?)"
    r"(?: (?:vay|the|a|nhi|ha|nua))* ?)+"
)


_ATTENDANCE = re.compile(
    r"(?:(?:va|and|co) )*(?:(?:bao nhieu|may) (?:dai bieu|nguoi|khach)(?: (?:den|tham))?"
    r"(?: (?:du|gia|moi))?|how many (?:delegates|people|participants|guests|attendees)"
    r"(?: (?:will|should))?(?: (?:attend|take part|join|be there))?)"
)
_ATTENDED = re.compile(r"\d (?:đại biểu|người|khách)\b")
""" "… and how many delegates attend": told by the line on who takes part in the event."""


def _told_already(half: str, told: Draft) -> bool:
    """ "theo quyết định nào, ngày nào": a document is told with its number and date."""
    texts = [claim.text for claim in told.claims if claim.kind == "stated"]
    if _ATTENDANCE.fullmatch(" ".join(re.findall(r"[^\W_]+", fold(half)))):
        return any(_ATTENDED.search(text) for text in texts)
    words = " ".join(re.findall(r"[^\W_]+", fold(half)))
    if told.query.documents and _ON_WHAT.fullmatch(words):
        # "Văn bản số 356 … ban hành ngày nào, hướng dẫn việc gì": its clause says what it is on
        return any(_SAYS_ON.search(lower(text)) for text in texts)
    bare = _BARE_HALF.fullmatch(words)
    if bare is None:
        return False
    dated = re.search(r"ngay|thang|nam|date|when|hoi nao|khi nao", bare.group()) is None
    return any(
        document_numbers(text) and (dated or re.search(r"\d\s*(?:/|-|tháng)\s*\d", text))
        for text in texts
    )


_ON_WHAT = re.compile(
    r"(?:va |thi )?(?:(?:noi|quy dinh|huong dan|chi dao|ban hanh|phe duyet|la)(?: ve)?|ve|co) "
    r"(?:viec|noi dung|van de|dieu|cai)? ?gi(?: vay| the| a)?|noi dung(?: la)? gi"
)
_SAYS_ON = re.compile(r"\b(?:về|ban hành|phê duyệt|hướng dẫn|quy định)\b")


def _repeated_in(claim: DraftClaim, more: Sequence[DraftClaim]) -> bool:
    """Whether a further statement of the same plan ends with all of a claim."""
    return claim.kind == "stated" and any(
        one.plan_id == claim.plan_id and one.text.endswith(f": {claim.text}") for one in more
    )


def _told_in(claim: DraftClaim, told: Iterable[DraftClaim]) -> bool:
    """Whether a statement of the same plan holds every word of a claim, from the same place."""
    places = {piece.section for piece in claim.slices}
    words = set(re.findall(r"[^\W_]+", fold(without_marker(claim.text))))
    return claim.kind == "stated" and any(
        one.plan_id == claim.plan_id
        and places & {piece.section for piece in one.slices}
        and words <= set(re.findall(r"[^\W_]+", fold(one.text)))
        for one in told
    )
