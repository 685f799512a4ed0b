"""Whether an agency is given what a question asks to confirm, where no answerer has said so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from rag.answers.agencies.numbers import by_asked_agency, issues, not_hers
from rag.answers.agencies.rows import SUPPORTS, in_asked_role, is_collective, roles_told
from rag.answers.agencies.scoring import beside_leader
from rag.answers.premises.details import holds_details
from rag.answers.shape import SAID_WHOLE, Asked
from rag.schema import Assignment, Draft, DraftClaim, Lead
from rag.text import fold
from rag.understanding.yes_no import confirms, denies, of_all_plans


def with_verdict(asked: Asked, draft: Draft) -> Draft:
    """ "Có.", or that the plan does not say it so, before what the agency is given.

    "Mặt trận Kon Tum có giám sát không?"; "Có." only where one of its duties says the whole.
    """
    query = asked.query
    if draft.lead is not None and draft.lead == not_hers(asked) and _of_its_units(asked, draft):
        return replace(draft, lead=None)
    if draft.lead == Lead(asked.phrases.say("yes")) and confirms(query.question):
        said = [claim for claim in draft.claims if claim.kind == "stated"]
        if said and not _as_often(asked, said):
            return replace(draft, lead=Lead(asked.phrases.say("not_said")))
    if draft.lead is not None or not (query.agencies and confirms(query.question)):
        return draft
    if query.intent not in ("who", "duties"):
        return draft
    told = [claim for claim in draft.claims if claim.kind == "stated"]
    if not told:
        return draft
    if query.documents and not all(any(_rows(asked, claim)) for claim in told):
        return draft  # passages on the document, given to nobody
    held = {claim.plan_id for claim in told}
    if not query.narrowed and of_all_plans(query.question) and held < set(query.plans):
        return draft  # of the others nothing is told: that all of them do is not said
    key = _verdict(asked, told)
    if key == "yes" and not _as_often_and_many(asked, told):
        key = "not_said"
    if key == "not_said" and _for_them(asked) and _all_named(asked, told):
        return draft  # whom it is for, or that there is one, is no matter of whose duty it is
    if denies(query.question):
        return replace(draft, lead=Lead(asked.phrases.say("not_so"))) if key == "yes" else draft
    return replace(draft, lead=Lead(asked.phrases.say(key)))


_FOR = re.compile(r"\bcho (?:cac |nhung |toan the |doi ngu |\d+ )*$")


def _for_them(asked: Asked) -> bool:
    """ "Có tập huấn cho trưởng bản không", "có tổ hòa giải không": nobody's duty is asked about."""
    question = asked.query.question
    named = asked.book.lexicon.find_agencies_in_question(question)
    if not asked.query.subject:
        return len(named) == 1 and fold(question[: named[0].start]).endswith("co ")
    return bool(named) and all(_FOR.search(fold(question[: one.start])) for one in named)


_EACH = re.compile(r"\b(?:moi|hang|tung) (nam|quy|thang|tuan|ngay)\b")
_MANY = re.compile(
    r"(?<!\ban )(?<!\bmuc )(?<!\bkhoan )(?<!\bdieu )(?<!\btieu )(?<!\bso )(?<!\bngay )"
    r"(?<![\d./-])(\d+(?:\.\d{3})*) ([a-z]+)"
)
""" "250 khóa", and no number of an item: "Dự án 8 không"."""
_NO_THING = frozenset("nam thang ngay quy gio trieu ty dong khong ko phai dung va o tai".split())


def _quoted(told: list[DraftClaim]) -> str:
    return fold(" ; ".join(piece.text for claim in told for piece in claim.slices))


def _as_often(asked: Asked, told: list[DraftClaim]) -> bool:
    """Whether what is told says how often, where that is asked: "hằng tháng"."""
    each = set(_EACH.findall(fold(asked.query.question)))
    return each <= set(_EACH.findall(_quoted(told)))


def _as_often_and_many(asked: Asked, told: list[DraftClaim]) -> bool:
    """Whether what is told says how often, and how many of what: "250 khóa", "hằng tháng"."""
    question = fold(asked.query.question)
    texts = _quoted(told)
    if not _as_often(asked, told):
        return False
    counted = {(n.lstrip("0"), what) for n, what in _MANY.findall(texts)}
    return all(
        (n.lstrip("0"), what) in counted or what in _NO_THING
        or not any(n.lstrip("0") == other for other, _ in counted)
        for n, what in _MANY.findall(question)
    )  # fmt: skip


def _of_its_units(asked: Asked, draft: Draft) -> bool:
    """Whether all that is told is of the agency's own plan: what its divisions do is its work."""
    plan_ids = {claim.plan_id for claim in draft.claims if claim.kind == "stated"}
    names = asked.query.agencies
    return all(p is not None and all(issues(asked, p, name) for name in names) for p in plan_ids)


def _verdict(asked: Asked, told: list[DraftClaim]) -> str:
    """The phrase: "Có." only where a row that the agency leads says all that is asked."""
    whole = [claim for claim in told if _says(asked, claim)]
    rows = [one for claim in whole for one in _rows(asked, claim)]
    hers = [one for one in rows if by_asked_agency(asked, one)]
    beside = [one for one in rows if beside_leader(asked, one)]
    if not (hers or beside) or not _all_named(asked, whole):
        return "not_said"
    roles = asked.query.roles
    takes_part = _TAKES_PART.search(fold(asked.query.question)) is not None
    if takes_part and "chu tri" not in roles and beside:
        return "yes"
    if not (roles_told(roles) or takes_part):
        led = {one.task for one in rows if one.role != SUPPORTS}
        hers = [one for one in hers if one.role != SUPPORTS or one.task not in led]
    if any(in_asked_role(roles, one) for one in hers):
        # to advise that a plan be issued is not to issue it
        return "not_said" if _advised_alone(asked, hers) else "yes"
    return "other_role" if roles_told(roles) else "only_partner"


def _advised_alone(asked: Asked, hers: list[Assignment]) -> bool:
    """Whether the sentence of its duties that says most of what is asked has it advised.

    Not where the question itself asks of advice.
    """
    if _ADVISING.search(fold(asked.query.question)):
        return False
    words = {fold(word) for word in asked.query.subject}
    parts = [
        (part, _ADVISES.match(part) or _ADVISES_ALL.match(sentence))
        for one in hers for sentence in re.split(r"[.]\s+", fold(one.task.text))
        for part in re.split(r";\s+", sentence)
    ]  # fmt: skip
    said = [len(words & {*re.findall(r"[^\W_]+", part)}) for part, _ in parts]
    best = [advised for (_, advised), n in zip(parts, said, strict=True) if n == max(said)]
    return bool(best) and all(best)


_SAID_EVERYDAY = 0.85
"""An everyday word is read as several of the plans' words: a row need not say each of them."""
_ADVISES = re.compile(
    r"^\W*(?:[a-zd]\) |[\d.]+ )?(?:\w[^;.]{0,60}?: )?(?:chu tri,? )?(?:phoi hop [^;.]{0,120}? )?"
    r"(?:chu dong )?(?:tham muu|de xuat|van dong|"
    r"chi dao(?!,? dieu hanh| luc luong| cong an| (?:cac )?(?:don vi|phong|ban)\b))\b"
)
"""Others are to do what is advised, or what they are told or won over to do."""
_ADVISES_ALL = re.compile(r"^\W*(?:[a-zd]\) |[\d.]+ )?(?:chu dong )?tham muu\b[^;.:]{0,80}:")
""" "Tham mưu cấp có thẩm quyền: Hướng dẫn …; kế hoạch kiểm tra …": all that is listed."""
_ADVISING = re.compile(
    r"\b(?:tham muu|de xuat|giup|chi dao|van dong|direct\w*|mobili\w+|advis\w+|propos\w+)\b"
)
_TAKES_PART = re.compile(
    r"\b(?:phoi hop|tham gia|cung (?:lam|thuc hien)|take part|takes part|cooperat\w+|"
    r"coordinat\w+|involved)\b"
)
""" "Có tham gia không" is answered by a partner as well."""


def _rows(asked: Asked, claim: DraftClaim) -> Iterator[Assignment]:
    """The assignments that a statement rests on, also where it tells an item whole."""
    if claim.plan_id is None:
        return
    for one in asked.book.assignments(claim.plan_id):
        task = one.task
        if any(
            piece.section == task.section and piece.start <= task.start and task.end <= piece.end
            for piece in claim.slices
        ):
            yield one


def _all_named(asked: Asked, told: list[DraftClaim]) -> bool:
    """Whether every agency of the question stands there: "gửi số liệu cho Phòng Tư pháp"."""
    rows = [one for claim in told for one in _rows(asked, claim)]
    texts = [piece.text for claim in told for piece in claim.slices]
    lexicon = asked.book.lexicon
    named = {a.name for one in rows for a in (*one.agencies, *one.partners)}
    named |= {m.name for text in texts for m in lexicon.find_agencies(text)}
    return all(
        any(lexicon.same_agency(name, other) for other in named)
        or any(fold(name) in fold(text) for text in texts)
        for name in asked.query.agencies if not is_collective(name)
    )  # fmt: skip


def _says(asked: Asked, claim: DraftClaim) -> bool:
    """Whether a statement's quotes say all that is asked, a few plain words as they are.

    Its figures, dates and places with it.
    """
    texts = [piece.text for piece in claim.slices]
    texts += [one.deadline for one in _rows(asked, claim) if one.deadline]
    if not holds_details(asked, claim.plan_id, texts) or not _says_given(asked, texts):
        return False
    given = GIVEN.search(fold(asked.query.question))
    if given is not None and given["what"] in " ".join(fold(" ".join(texts)).split()):
        return True
    if asked.subject.names_one(asked.query):
        query = replace(asked.query, subject=_without_taking_part(asked.query.subject))
        everyday = asked.book.lexicon.everyday(" ".join(asked.query.subject))
        bar = _SAID_EVERYDAY if everyday else SAID_WHOLE
        return asked.subject.share_said(query, *texts) >= bar
    words = " ".join(fold(word) for word in asked.query.subject)
    spaced = " ".join(re.findall(r"[^\W_]+", fold(" ".join(texts))))
    return bool(words) and f" {words} " in f" {spaced} "


GIVEN = re.compile(
    r"\b(?:duoc|bi) (?:giao|phan cong)(?: (?:cho|lam|viec|nhiem vu|trach nhiem))* (?P<what>.{8,}?)"
    r"(?: (?:o|tai|cua|theo) (?:ke hoach|tinh|huyen|thi xa|thanh pho|xa|phuong)\b.*)?"
    r" (?:khong|chua|ko|phai khong|dung khong)\W*$"
)
_SAID_GIVEN = 0.7
"""Share of the words of "có được giao … không" that a row must have, where none is everyday."""


def _says_given(asked: Asked, texts: list[str]) -> bool:
    """ "Có được giao là cơ quan đầu mối không": also the words that read as words of asking."""
    given = GIVEN.search(fold(asked.query.question))
    if given is None or asked.book.lexicon.everyday(given["what"]):
        return True
    words = re.findall(r"[^\W_]+", given["what"])
    said = set(re.findall(r"[^\W_]+", fold(" ".join(texts))))
    return sum(word in said for word in words) >= _SAID_GIVEN * len(words)


def _without_taking_part(words: tuple[str, ...]) -> tuple[str, ...]:
    """ "Có tham gia tập huấn không": the training is what is to be said."""
    if tuple(map(fold, words[:2])) in (("tham", "gia"), ("phoi", "hop")) and len(words) > 2:
        return words[2:]
    return words
