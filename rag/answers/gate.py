"""Whether an answer speaks of what was asked: statements on another subject are no answer."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.answers.agencies.numbers import held_by
from rag.answers.agencies.role_alone import ONLY_JOINS
from rag.answers.agencies.sorts_asked import CEREMONY
from rag.answers.contents.labelled import OF_PERSON
from rag.answers.contents.numbered_names import of_another_project
from rag.answers.dates.receivers import asks_in_trouble
from rag.answers.dates.report_dates import OFTEN
from rag.answers.dates.tasks_at import TASKS_BY_DAY, of_time_alone
from rag.answers.documents.bases import asks_proposer
from rag.answers.figures.present_counts import asks_of_the_place
from rag.answers.general import named_sections, told_of
from rag.answers.like_work import least_of_work, only_like
from rag.answers.plans.own_history import asks_history
from rag.answers.refusals import out_of_scope
from rag.answers.shape import MAX_STATEMENTS, Asked, absent
from rag.answers.shape import draft as shaped
from rag.schema import Draft, DraftClaim, Intent, Query, Slice
from rag.text import fold, lower
from rag.understanding.rewording import RATE, asks_papers
from rag.understanding.sorts import also_said
from rag.understanding.yes_no import confirms, denies

_SUBJECTS: frozenset[Intent] = frozenset({"who", "target", "general", "event", "deadline"})
"""Kinds of question whose subject an answer must speak of; the others ask for what a plan has."""


_WORDING = re.compile(
    r"\b(?:chu de|khau hieu|thong diep)\b(?!.*(?:huong dan|chi dao)).*"
    r"\b(?:la (?:cau )?gi|cau (?:gi|nao))\b|"
    r"\bwhat (?:is|was) the (?:theme|slogan|message)"
)
_WORDED = re.compile(r"(?:chủ đề|khẩu hiệu|thông điệp)[^.;]{0,40}?(?:[“\"«:]|\blà )", re.IGNORECASE)
"""Its wording is asked for; that a theme is to be made does not tell it."""
_WORDING_BELOW = re.compile(
    r"\W*(?:[\dIVX.]+[.)/]?|[a-zđ]\))\s+(?:các |những )?(?:chủ đề|khẩu hiệu|thông điệp)\b"
    r"(?!.*\b(?:thời gian|địa điểm|phạm vi|địa bàn)\b)[^.;]{0,60}",
    re.IGNORECASE,
)


_NO_GUEST = r"(?! (?:toan|thao|bao|phong|kien|an|dinh|tru|luat)\b)"
_GUESTS = re.compile(
    rf"\b(?:nhung )?ai (?:se |phai |duoc |moi |den )*(?:tham )?du\b{_NO_GUEST}|"
    r"\bwho (?:will |should |must )?attends?\b"
)
_ATTENDED = re.compile(
    rf"\b(?:thanh phan|dai bieu|khach moi|tham gia|hoc vien|(?:tham )?du\b{_NO_GUEST})\b"
)


_MINISTRY = re.compile(
    r"(?<!\bcan )(?<!tien )(?<!lac )(?<!noi )(?<!toan )(?<!dong )\bbo nao\b|\bwhich ministr"
)
_IS_MINISTRY = re.compile(r"\bBộ (?!Chỉ huy|Tư lệnh)[A-ZĐ]")
_RECEIVED = re.compile(r"\bnao (?:se |phai |duoc )*nhan (?:duoc )?(?:ban )?(?:ke hoach|bao cao)\b")
_IS_SENT = re.compile(r"\b(?:gui|nop|trinh|bao cao|nhan ke hoach)\b")
""" "Sở nào nhận kế hoạch của các xã": whose duty says nothing of what is sent is no answer."""
_RATED = re.compile(
    r"\bmuc (?:xu )?(?:phat|chi|ho tro|thuong|phu cap)\b|\d ?(?:dong|trieu|ty|nghin|ngan|%)"
)
""" "Mức phạt … thế nào": that faults are dealt with tells no rate."""
_WITH_PAPERS = re.compile(
    r"\b(?:giấy|hồ sơ|thủ tục|trình tự|quy trình|đơn(?! vị)|tờ khai|bài dự thi|tài liệu)\b", re.I
)
_CIVIL = re.compile(
    r"\b(?:ket hon|ly hon|khai sinh|khai tu|tam tru|thuong tru|ho khau|can cuoc|ho chieu|con nuoi|"
    r"giay phep|so do|thai san|bao hiem)\b"
)
"""What a citizen applies for, and no plan settles."""


_WHETHER = re.compile(
    r"\bco\b(?! (?:trong|o|thuoc|nam|mat)\b)(?!.*\b(?:phai|dung) (?:khong|ko|k|hong|chu)\b)"
)
_MONTH = "thang hanh dong"
_AT_PLACE = re.compile(
    r"\d|\b(?:tai|o) (?:cac )?"
    r"(?:xa|phuong|thi tran|thon|ap|ban|khom|buon|lang|to|khu|huyen|truong)\b"
)
""" "Có tổ chức tại xã Hòa Bình không": a line on "các xã ven sông" is to be seen beside it."""
_SHORT = 10
"""Syllables of such a question that are all the work's own, and no story told with it."""
_SAID, _HELD = 0.95, 0.85
"""Share of the subject that one quote must say, in words near its own, where it is asked whether
there is such work; else of the question as typed, where its words are too light to have a share.
Of 63 asked in other words than the plan's 46 reach it, of 30 on another work one."""


def on_subject(asked: Asked, draft: Draft) -> Draft:
    """Only the plans whose statements speak of what the question is about."""
    query = asked.query
    if (
        asks_history(query)
        or asks_of_the_place(asked)
        or asks_proposer(query.question)
        or asks_in_trouble(query)
        or OF_PERSON.search(query.question)
        or TASKS_BY_DAY.search(fold(query.question))
        or of_time_alone(asked, draft)
        or query.intent not in _SUBJECTS
        or (draft.lead is not None and ONLY_JOINS.search(fold(query.question)))
        or query.objectives
        or query.indicators
        or query.items
    ):
        return draft
    if query.documents and all(_names_document(query, c) for c in draft.claims):
        return _of_project(asked, draft)
    wording = _WORDING.search(fold(query.question)) is not None
    # who launches the month is not who plans it
    ceremony = query.intent == "who" and CEREMONY.search(fold(query.question)) is not None
    # nor is who leads a talk who attends it
    guests = query.intent == "who" and _GUESTS.search(fold(query.question)) is not None
    ministry = "bao cao" in query.roles and _MINISTRY.search(fold(query.question)) is not None
    received = query.intent == "who" and _RECEIVED.search(fold(query.question)) is not None
    rate = query.intent == "general" and RATE.search(lower(query.question)) is not None
    papers = asks_papers(query.question)
    whether = _asks_whether(asked, draft)
    least = least_of_work(asked, draft)
    kept: list[DraftClaim] = []
    dropped: list[Slice] = []
    for plan_id in dict.fromkeys(c.plan_id for c in draft.claims):
        claims = [c for c in draft.claims if c.plan_id == plan_id]
        pieces = [piece for claim in claims for piece in claim.slices]
        told = [text for p in pieces for text in (p.text, *asked.book.headings(p))]
        if plan_id is not None and pieces:
            told.append(asked.book.by_id[plan_id].title)
            told += _held(asked, claims)
            off = asked.unsaid(*told) and not _in_named_part(asked, pieces)
            off = off or (ministry and not _IS_MINISTRY.search(" ".join(told)))
            off = off or (received and not _IS_SENT.search(fold(" ".join(told))))
            off = off or (guests and not _ATTENDED.search(fold(" ".join(told))))
            off = off or (query.intent == "who" and of_another_project(asked, told, plan_id))
            off = off or (query.intent == "deadline" and _of_no_such(asked, told))
            off = off or (papers and not _WITH_PAPERS.search(" ".join(told)))
            off = off or (ceremony and not CEREMONY.search(fold(" ".join(told))))
            off = off or (whether and all(_lacks_part(asked, piece) for piece in pieces))
            like = least is not None and all(only_like(asked, one, least) for one in claims)
            off = off or (like and not _in_named_part(asked, pieces))
            off = off or (rate and not _RATED.search(fold(" ".join(told))))
            if off or (wording and not any(_worded(asked, piece) for piece in pieces)):
                dropped += pieces
                continue
        kept += claims
    if not dropped:
        return draft
    if any(claim.kind == "stated" for claim in kept):
        return replace(draft, claims=tuple(kept))
    if papers and not query.narrowed and _CIVIL.search(fold(query.question)):
        return out_of_scope(asked)
    plan_ids = query.plans if query.narrowed else ()
    below = [c for one in plan_ids for c in _below_wording(asked, one)] if wording else []
    if below:
        return shaped(asked, below)
    lacking = [absent(asked.phrases.say("no_answer"), plan_id) for plan_id in plan_ids]
    return shaped(asked, lacking, reason="not_stated", nearest=dropped)


def _asks_whether(asked: Asked, draft: Draft) -> bool:
    """Whether it is asked if a plan has some work: "Có tổ chức hội thi không?"."""
    query = asked.query
    return (
        draft.lead is None
        and query.lang == "vi"
        and not query.unaccented  # "co", "to", "be" are read as other words
        and query.intent == "general"
        and not query.agencies
        and len(query.subject) <= _SHORT
        and not _AT_PLACE.search(fold(query.question))
        and _WHETHER.search(fold(query.question)) is not None
        and confirms(query.question)
        and not denies(query.question)
    )


_GIVEN = re.compile(
    r"\b(?:tặng|trao|phát(?! (?:động|sóng|triển|hiện|thanh|hành|huy))) "
    r"(?P<what>(?!(?:cho|kinh|tiền|vốn|phát|các|những|đổi|quyền|gì|nhiều|thêm)\b)[^\W\d_]+)"
)


def _lacks_part(asked: Asked, piece: Slice) -> bool:
    """Whether a quote leaves part of the work unsaid that is asked for: there may be none such."""
    told = (piece.text, *asked.book.headings(piece))
    alike = also_said(asked.frames.prompts, asked.query.question, " ; ".join(told))
    told = (*told, alike) if alike else told
    if _MONTH in fold(asked.query.question) and _MONTH not in fold(" ".join(told)):
        return True  # "tổ chức … vào tháng 7", "đơn vị hành chính": its words apart
    thing = _GIVEN.search(lower(asked.query.question))
    if thing is not None and thing["what"] not in re.findall(r"[^\W_]+", lower(" ".join(told))):
        return True  # "tặng cặp cho học sinh" is not "tặng mũ"
    if asked.subject.share_said(asked.query, *told) >= _SAID:
        return False
    as_typed = asked.matcher.score(*told)
    if as_typed >= _SAID:
        return False  # "sơ cứu" in "sơ cấp cứu"
    return as_typed < _HELD or bool(asked.subject.unwritten(asked.query, told, ()))


def _of_project(asked: Asked, draft: Draft) -> Draft:
    """Without who does another project of the same decision."""
    if asked.query.intent != "who":
        return draft
    kept = tuple(
        c for c in draft.claims if c.plan_id is None or c.kind == "absent"
        or not of_another_project(asked, (c.text, *(p.text for p in c.slices)), c.plan_id)
    )  # fmt: skip
    if kept == draft.claims or any(c.kind == "stated" for c in kept):
        return replace(draft, claims=kept)
    plan_ids = asked.query.plans if asked.query.narrowed else ()
    lacking = [absent(asked.phrases.say("no_answer"), plan_id) for plan_id in plan_ids]
    dropped = [p for c in draft.claims for p in c.slices]
    return shaped(asked, lacking, reason="not_stated", nearest=dropped)


_WHEN = re.compile(r"\b(?:(?:khi|luc|ngay|hom|thang) (?:nao|may)|bao gio|thoi (?:diem|gian)|han)\b")


def _of_no_such(asked: Asked, told: list[str]) -> bool:
    """Whether a document is asked for by its number, another than a plan's, and none is told."""
    own = asked.book.register.numbers
    numbers = [fold(one) for one in asked.query.documents if fold(one) not in own]
    texts = re.sub(r"\s", "", fold(" ".join(told)))
    return bool(numbers) and not any(re.sub(r"\s", "", one) in texts for one in numbers)


def _held(asked: Asked, claims: list[DraftClaim]) -> list[str]:
    """ "Riêng các trường học gửi …" is said of "Trường THCS" too, where a date is asked."""
    if asked.query.intent != "deadline":
        return []
    lexicon = asked.book.lexicon
    named = [m.name for claim in claims for m in lexicon.find_agencies(claim.text) if m.generic]
    held = [lexicon.expand(one) for name in named for one in held_by(lexicon, name)]
    # "báo cáo định kỳ": of each half-year or year, in whichever words
    told = " ".join(fold(claim.text) for claim in claims)
    comes_back = "bao cao" in told and any(often.search(told) for often in OFTEN)
    when = _WHEN.search(fold(asked.query.question)) is not None
    return [*held, "định kỳ"] if comes_back and when else held


def _worded(asked: Asked, piece: Slice) -> bool:
    """Whether a slice tells the wording: "Chủ đề: …", or it stands below "1. Chủ đề"."""
    if _WORDED.search(piece.text):
        return True
    return any(map(_WORDING_BELOW.fullmatch, asked.book.headings(piece)[-2:-1]))


def _below_wording(asked: Asked, plan_id: str) -> list[DraftClaim]:
    """What stands below "3. Thông điệp truyền thông:", where the messages are asked for."""
    word = _WORDING.search(fold(asked.query.question))
    for section in asked.book.sections(plan_id).values() if word is not None else ():
        heading = asked.book.text(plan_id)[section.start : section.heading_end].strip()
        named = _WORDING_BELOW.fullmatch(heading) is not None
        if named and word is not None and word.group().split()[0] in fold(heading).split():
            return told_of(asked, plan_id, section, headings_only=False)[:MAX_STATEMENTS]
    return []


def _in_named_part(asked: Asked, pieces: list[Slice]) -> bool:
    """Whether all stand in a part of a plan that the question names by its heading."""
    if asked.query.intent != "general":
        return False
    named = [(p, one.id) for p in asked.query.plans for one in named_sections(asked, p)]
    return all(
        any(piece.plan_id == p and f"{piece.section}/".startswith(f"{part}/") for p, part in named)
        for piece in pieces
    )


def _names_document(query: Query, claim: DraftClaim) -> bool:
    """Whether a statement is on a document that the question names by its number."""
    text = re.sub(r"\s", "", fold(claim.text))
    return any(fold(number) in text for number in query.documents)
