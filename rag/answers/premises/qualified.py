"""What a question narrows its subject by: a line on the neighbour of it tells nothing.

"Khi nào nói chuyện ở trường THCS" where the plan has it for the THPT alone; "ở ấp Bình Phú",
"cấp xã", "cuộc thi Người mẹ tuyệt vời", "đợt 3", "cán bộ nam", "ung thư cổ tử cung".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from rag.answers.contents.numbered_names import of_another_number
from rag.answers.events.rounds import numbers_others
from rag.answers.figures.neighbours import sex_unmarked
from rag.answers.gate import on_subject
from rag.answers.general import general
from rag.answers.premises.named_otherwise import (
    CALLED,
    Other,
    at_other_place,
    bare_question,
    of_other_name,
)
from rag.answers.shape import Asked, absent, answers, stated
from rag.answers.shape import draft as shaped
from rag.phrasing import Phrases
from rag.schema import Draft, DraftClaim, Intent
from rag.text import even_tones, fold, lower, nfc
from rag.understanding.sorts import Sort, sorts_in
from rag.understanding.yes_no import confirms

_OTHERWISE: frozenset[Intent] = frozenset({"header", "plans", "basis", "out_of_scope"})
"""Kinds of question that ask for what a plan is, not for a work in it."""


def of_what_is_asked(asked: Asked, draft: Draft) -> Draft:
    """Without the statements on a neighbour of what is asked; where all are, that is said."""
    query = asked.query
    if query.intent in _OTHERWISE or (draft.lead is not None and not _agrees(asked, draft)):
        return draft
    if draft.reason == "not_assigned" and not answers(draft):
        # "kế hoạch có nêu việc này": where what it states is the neighbour's, it does not
        draft = _of_nearest(asked, draft) or draft
    others = {n: other for n, claim in enumerate(draft.claims)
              if (other := _neighbour(asked, claim)) is not None}  # fmt: skip
    if not others:
        return draft
    others |= _beside(asked, draft, others)
    kept = tuple(claim for n, claim in enumerate(draft.claims) if n not in others)
    if confirms(query.question) and draft.lead is None:
        # "có khám ung thư gan không": beside lines on others, one on no sort tells nothing of it
        wanted = [one.asked for one in others.values() if one.asked]
        kept = tuple(c for c in kept if c.kind != "stated" or _names_it(asked, c, wanted))
    if any(claim.kind == "stated" for claim in kept):
        return replace(draft, claims=kept)
    elsewhere = on_subject(asked, general(asked, listing=False))
    told = tuple(
        c for c in elsewhere.claims if c.kind == "stated" and _neighbour(asked, c) is None
        and _names_it(asked, c, [one.asked for one in others.values()])
    )  # fmt: skip
    if told:
        return replace(elsewhere, claims=told)
    lacking: dict[str | None, list[Other]] = {}
    for n, other in others.items():
        lacking.setdefault(draft.claims[n].plan_id, []).append(other)
    silent = [] if not query.narrowed else [
        absent(_said(asked, lacking[p]), p) if p in lacking
        else absent(asked.phrases.say("no_answer"), p)
        for p in query.plans
    ]  # fmt: skip
    near = [piece for n in others for piece in draft.claims[n].slices]
    return shaped(asked, silent, reason="not_stated", nearest=near)


def _of_nearest(asked: Asked, draft: Draft) -> Draft | None:
    """The passages that name a work given to nobody as if told; None where one is on the work."""
    claims = tuple(stated(one.text, one.plan_id, (one,)) for one in draft.nearest)
    all_others = claims and all(_neighbour(asked, claim) is not None for claim in claims)
    return replace(draft, claims=claims) if all_others else None


def _beside(asked: Asked, draft: Draft, others: dict[int, Other]) -> dict[int, Other]:
    """The statements beside those on a neighbour, in the same item: "Thời gian: …".

    Beside "Địa điểm: phường Hương Trung" the time is none of a ceremony "ở phường Hải Thượng".
    """
    at = {
        _item(draft.claims[n]): other for n, other in others.items()
        if _LABELLED.match(draft.claims[n].slices[-1].text)
    }  # fmt: skip
    return {
        n: at[_item(claim)] for n, claim in enumerate(draft.claims)
        if n not in others and claim.kind == "stated" and claim.slices and _item(claim) in at
        and not _names_it(asked, claim, [at[_item(claim)].asked])
    }  # fmt: skip


_LABELLED = re.compile(
    r"\W*(?:[a-zđ\d.]+[.)] )?"
    r"(?:địa điểm|đối tượng|thành phần|thời gian|phạm vi|quy mô)\b[^:]{0,30}:",
    re.IGNORECASE,
)


def _item(claim: DraftClaim) -> tuple[str | None, str]:
    """The item that a statement's last slice is a line of."""
    return claim.plan_id, claim.slices[-1].section.rpartition("/")[0]


def denied_of_it(phrases: Phrases, texts: Iterable[str]) -> bool:
    """Whether texts say that a plan has it for a neighbour alone: no other words would tell it."""
    said = [re.escape(phrases.templates[key]) for key in ("only_of_other", "not_of")]
    whole = re.compile("|".join(re.sub(r"\\\$(?:asked|told)", ".+", one) for one in said))
    return any(whole.fullmatch(text) for text in texts)


def _agrees(asked: Asked, draft: Draft) -> bool:
    """Whether what stands before the statements says no other thing: "Có.", "Đúng."."""
    said = [asked.phrases.templates[key].partition("$")[0] for key in _AGREEING]
    return draft.lead is not None and draft.lead.text.startswith(tuple(said))


_AGREEING = ("yes", "confirmed", "not_now", "not_of_year")


def _said(asked: Asked, others: Iterable[Other]) -> str:
    """ "Kế hoạch chỉ nêu “trung học phổ thông”, không nêu “trung học cơ sở”"."""
    others = tuple(others)
    first = others[0]
    if not first.asked:
        return asked.phrases.say("no_answer")
    told = dict.fromkeys(one.told for one in others if one.asked == first.asked and one.told)
    if not told:
        return asked.phrases.say("not_of", asked=first.asked)
    names = ", ".join(list(told)[:_NAMED])
    return asked.phrases.say("only_of_other", asked=first.asked, told=names)


_NAMED = 3


def _names_it(asked: Asked, claim: DraftClaim, wanted: Iterable[str]) -> bool:
    """Whether a statement names all that was asked for and not found: "cấp xã"."""
    told = nfc(" ".join((claim.text, *(piece.text for piece in claim.slices))))
    text, unplaced = fold(told), fold(_PLACE.sub(" ", told))
    levels = {fold(one.say): one for group in sorts_in(asked.frames.prompts) for one in group}
    return all(
        fold(one) in text
        or (fold(one) in levels and levels[fold(one)].in_passing(unplaced, bare=True))
        for one in wanted
    )


_CONFIRMED = re.compile(r"\b(?:phai|dung) (?:khong|ko|hong|chu)\b")


def _neighbour(asked: Asked, claim: DraftClaim) -> Other | None:
    """What a statement is on instead of what is asked; None where it is on that, or on both."""
    query, plan_id = asked.query, claim.plan_id
    if claim.kind != "stated" or plan_id is None or not claim.slices or claim.counted:
        return None
    own = " ; ".join(nfc(" ".join(text.split()))
                     for text in (claim.text, *(piece.text for piece in claim.slices)))  # fmt: skip
    above = " ; ".join(heading for piece in claim.slices for heading in asked.book.headings(piece))
    own += f" ; {_item_above(asked, claim, own)}"
    question = query.question
    if query.lang == "en":
        return next(_of_other_sort(asked, lower(query.search_text), own, above), None)
    found = (
        # "tại xã Hòa Lâm phải không" is denied with the place that is printed
        None if _CONFIRMED.search(fold(question)) else at_other_place(asked, own, above),
        of_other_name(asked, own, above),
        next(_of_other_sort(asked, question, own, above), None),
        _of_other_number(asked, own, above, plan_id),
        _of_other_sex(asked, own, above),
    )
    return next((one for one in found if one is not None), None)


def _item_above(asked: Asked, claim: DraftClaim, own: str) -> str:
    """The heading right above a line: "2.4. Giải bóng đá nữ" says what "Địa điểm: …" is of."""
    headings = [" ".join(one.split()) for one in asked.book.headings(claim.slices[-1])]
    near = [one for one in headings[1:] if one.rstrip("…") not in own and "|" not in one][-1:]
    return near[0] if near and not near[0].endswith("…") else ""


def _of_other_sort(asked: Asked, question: str, own: str, above: str) -> Iterator[Other]:
    bare = asked.query.unaccented
    read = fold if bare else lower
    unplaced = even_tones(read(_PLACE.sub(" ", own)))
    question, own, above = (even_tones(read(one)) for one in (question, own, above))
    for group in sorts_in(asked.frames.prompts):
        wanted = [(one, match) for one in group for match in one.found(question, bare=bare)]
        if asked.query.lang == "en":
            typed = lower(asked.query.question)
            wanted += [(one, match) for one in group for match in one.in_english(typed)]
        told = [one for one in group if any(one.found(own, bare=bare))]
        names = {one.say for one, _ in wanted}
        if not wanted or not told or names & {one.say for one in told}:
            continue
        if any(any(one.found(above, bare=bare)) for one, _ in wanted):
            continue
        passing = any(one.in_passing(unplaced, bare=bare) for one, _ in wanted)
        if passing and not any(_same_head(question, match, own, told, bare) for _, match in wanted):
            continue
        yield Other(wanted[0][0].say, ", ".join(one.say for one in told))


_PLACE = re.compile(r"\b(?:xã|phường|thị trấn|huyện|quận|tỉnh|thôn) [A-ZĐÀ-Ỹ]\w*(?: [A-ZĐÀ-Ỹ]\w*)*")
"""Where a thing is held says nothing of its level: "cấp tỉnh … tại phường Đại Lâm"."""


def _same_head(question: str, match: re.Match[str], own: str, told: list[Sort], bare: bool) -> bool:
    """Whether the words before a sort of the question stand before another one: "trẻ em cấp …"."""
    head = " ".join(re.findall(r"[^\W_]+", question[: match.start()])[-2:])
    return bool(head) and any(
        " ".join(re.findall(r"[^\W_]+", own[: there.start()])).endswith(head)
        for one in told for there in one.found(own, bare=bare)
    )  # fmt: skip


_BODY = re.compile(r"(?:tieu )?du an|hop phan|de an|chuong trinh")


def _of_other_number(asked: Asked, own: str, above: str, plan_id: str) -> Other | None:
    """ "Đợt 3" where the plan holds "đợt 1" and "đợt 2"."""
    question = asked.query.question
    text = asked.book.text(plan_id)
    for one in of_another_number(asked, (own, above), plan_id):
        name = re.sub(r" \S+$", "", fold(one))
        if not _BODY.match(name) and _numbers(name, f"{own} ; {above}", text):
            return Other(one)
    if numbers_others(question, f"{own} ; {above}"):
        found = _ROUND.search(nfc(question))
        return Other(found.group() if found else "")
    return None


_ROUND = re.compile(r"\b(?:đợt|lần|vòng|lượt|khóa|học kỳ|tọa đàm|lễ)(?: thứ)? \S+", re.IGNORECASE)


def _numbers(name: str, told: str, text: str) -> bool:
    """Whether a line numbers things of a name, or its plan does so at least twice."""
    found = re.compile(rf"\b{name} (?:so |thu )?(?:\d{{1,2}}|[ivx]{{1,3}})\b")
    return bool(found.search(fold(told))) or len(found.findall(fold(text))) > 1


_MALE = re.compile(
    r"(?<!việt )(?<!miền )(?<!phía )(?<!hướng )(?<!đông )(?<!tây )\bnam\b"
    r"(?! (?:\d|(?:bộ|bắc|định|này|nay|nào|tới|sau|trước|là)\b))|"
    r"\b(?:cán bộ|công chức|viên chức|lao động|công nhân|học sinh|sinh viên|hội viên|là) nam\b"
    r"(?! (?:\d|này|nay|nào))|"
    r"\b(?:đàn ông|con trai|bé trai|(?:trẻ )?em trai)\b"
)
_FEMALE = re.compile(r"\b(?:nữ|phụ nữ|chị em|đàn bà|con gái|bé gái|(?:trẻ )?em gái|bà mẹ)\b")
CALLED_NAM = re.compile(rf"(?:{CALLED} )+Nam\b|\bNam (?:{CALLED})")
_NO_SEX = re.compile(
    r"\bhội (?:liên hiệp )?phụ nữ\b|\bsự tiến bộ (?:của )?phụ nữ\b|\bbình đẳng nam,? nữ\b|"
    r"\bngày (?:quốc tế )?phụ nữ(?: việt nam)?\b"
)


def _of_other_sex(asked: Asked, own: str, above: str) -> Other | None:
    """ "Quy hoạch cán bộ nam" is not told by that of "cán bộ nữ"."""
    if asked.query.unaccented:
        men = any(True for _ in sex_unmarked(fold(asked.query.question), lower(own)))
        return Other("nam", "nữ") if men else None
    question, told, context = (
        _NO_SEX.sub(" ", lower(CALLED_NAM.sub(" ", text)))
        for text in (bare_question(asked), own, above)
    )
    male, female = _MALE.search(question), _FEMALE.search(question)
    if (male is None) == (female is None):
        return None
    wanted, other = (_MALE, _FEMALE) if male else (_FEMALE, _MALE)
    named, there = male or female, other.search(told)
    if named is None or there is None or wanted.search(told) or wanted.search(context):
        return None
    return Other(re.sub(r"^.+ (?=nam$)", "", named.group()), there.group())
