"""To whom a plan is sent, line by line, and where it is filed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.answers.plans.which_plans import WHICH_PLANS
from rag.answers.shape import TOPIC_FLOOR, Asked, absent, stated
from rag.schema import DraftClaim, Slice
from rag.text import fold
from rag.turns.known_already import besides
from rag.understanding.yes_no import confirms, denies

_WRITTEN_SO = re.compile(
    r",? (?:va |thi )*(?:(?:o |trong )*(?:muc|phan|cho|dong) )?(?:noi nhan )?(?:co )?"
    r"(?:ghi|viet|neu) (?:the nao|nhu the nao|ra sao|sao|gi)(?: (?:a|vay|nhi|the))*\W*$"
)


def _plainly(question: str) -> str:
    """ "… có gửi cho xã không, mục nơi nhận ghi sao?": the line that tells is wanted, no list."""
    return _WRITTEN_SO.sub("", fold(question))


def sent_to_all(asked: Asked, told: Sequence[DraftClaim]) -> bool:
    """Whether a plan's recipients hold every agency that a question asks to confirm.

    One that is not named may still be among "các sở, ban, ngành".
    """
    query, lexicon = asked.query, asked.book.lexicon
    if query.header_fields != ("recipients",) or len(query.plans) > 1:
        return False
    named = [m.name for claim in told for m in lexicon.find_agencies(claim.text)]
    whether = confirms(_plainly(query.question)) and not denies(query.question)
    return bool(query.agencies) and whether and all(
        any(lexicon.same_agency(wanted, name) for name in named) for wanted in query.agencies
    )  # fmt: skip


def names_none(asked: Asked, told: Sequence[DraftClaim]) -> bool:
    """Whether it is to be confirmed that an agency is a recipient, and no line names it."""
    query, lexicon = asked.query, asked.book.lexicon
    if query.header_fields != ("recipients",) or not query.agencies or not told:
        return False
    named = [m.name for claim in told for m in lexicon.find_agencies(claim.text)]
    lines = fold(" ".join(claim.text for claim in told if claim.kind == "stated"))
    return confirms(_plainly(query.question)) and bool(lines) and not any(
        fold(wanted) in lines or any(lexicon.same_agency(wanted, name) for name in named)
        for wanted in query.agencies
    )  # fmt: skip


def recipients(asked: Asked, plan_id: str) -> list[DraftClaim]:
    sections = asked.book.sections(plan_id)
    found = [s for s in sections.values() if s.id.startswith("noi_nhan/")]
    if not found:
        return [absent(asked.phrases.say("no_header_recipients"), plan_id)]
    pieces = [asked.book.slice(plan_id, s, s.start, s.end) for s in found]
    if not _FILED.search(fold(asked.query.question)):
        # "Lưu: VT": where it is filed, nobody it is sent to
        pieces = [p for p in pieces if not fold(p.text.lstrip("-+*• ")).startswith("luu")] or pieces
    lexicon = asked.book.lexicon
    pieces = _besides(asked, pieces)
    named = [
        piece for piece in pieces for m in lexicon.find_agencies(piece.text)
        if any(lexicon.same_agency(wanted, m.name) for wanted in asked.query.agencies)
    ]  # fmt: skip
    # "Thường trực Hội đồng nhân dân tỉnh" is a body of its own, and of that council
    named += [p for p in pieces if any(fold(name) in fold(p.text) for name in asked.query.agencies)]
    which = _WHICH.search(fold(asked.query.question)) is not None
    if asked.query.agencies and not named and which:
        return [absent(asked.phrases.say("no_answer"), plan_id)]
    pieces = [p for p in pieces if p in named] or _of_kind(asked, pieces)
    if not pieces:
        return [absent(asked.phrases.say("no_answer"), plan_id)]
    if not named and confirms(_plainly(asked.query.question)):
        # "có gửi cho doanh nghiệp nhà nước không": the lines that speak of those
        pieces = [p for p in pieces if asked.matcher.score(p.text) >= TOPIC_FLOOR] or pieces
    kept = [p for p in pieces if not _FILED.match(p.text)] if named else pieces
    return [
        stated(_SIGNED.sub("", piece.text).lstrip("-+*• "), plan_id, (piece,))
        for piece in kept or pieces
    ]


_WHICH = re.compile(rf"{WHICH_PLANS.pattern}|\bke hoach nao\b|\bwhich plans?\b")
_SIGNED = re.compile(r"\s+(?:TM|KT|TL|TUQ)\.\s.*", re.DOTALL)
""" "Lưu: VT. TM. ỦY BAN NHÂN DÂN": the signature read across the columns."""
_FILED = re.compile(r"\bluu\b|\bfiled?\b|\barchiv")
_TO_REPORT = re.compile(r"\bb/c\b|bao cao")
_BODY = re.compile(
    r"(?<!van )\b(so|bo|vu|phong|ban|hoi) (?:nao|gi)\b|\bwhich (ministry|department)\b"
)
_WHETHER_TO = r"\bco (?:duoc )?(?:gui )?(?:(?:ve|cho|toi|den|xuong|cac|ca|tan|cap|ubnd) )*"
_OR_NOT = r"(?:,? (?:xa|phuong|thi tran|thanh pho|thi xa))* (?:khong|chua|ko)\b"
_SORTS = (
    (re.compile(r"\b(?:co quan|don vi) (?:bao chi|truyen thong|thong tin)\b"),
     re.compile(r"\b(?:bao (?!cao)|dai (?:pt|phat|truyen))")),
    (re.compile(r"\bdai nao\b"), re.compile(r"\bdai (?:pt|phat|truyen)")),
    (re.compile(rf"\b(?:xa|phuong) nao\b|{_WHETHER_TO}(?:xa|phuong|thi tran){_OR_NOT}"),
     re.compile(r"\b(?:ubnd|uy ban nhan dan|cac)\b[^;]*\b(?:(?<!thi )xa|phuong)\b")),
    (re.compile(rf"\bhuyen nao\b|{_WHETHER_TO}huyen{_OR_NOT}"),
     re.compile(r"\b(?:ubnd|uy ban nhan dan)\b[^;]*\bhuyen\b|\bcac huyen\b")),
    (re.compile(r"\b(?:co quan|cap|o) (?:cap )?trung uong\b"),
     re.compile(r"(?:^[-+*• ]*|, )(?:van phong )?(?:bo|vu|cuc|chinh phu)\b(?! doi\b)|trung uong")),
)  # fmt: skip
""" "Những cơ quan báo chí nào được gửi": the lines of such bodies; none where there are none."""
_LIKE = {"hoi": "(?:hoi(?! dong)|doan the|to chuc (?:ct|chinh tri))"}
_THOSE_NAMED = re.compile(r"\b(?:co quan|don vi)\b|\bnhu (?:tren|dieu|muc)\b")
""" "Các đơn vị nêu tại Mục IV": any kind of body may be among them."""
_BODIES = {"ministry": "bo", "department": "(?:so|phong)"}


def _besides(asked: Asked, pieces: list[Slice]) -> list[Slice]:
    """ "Ngoài Bộ Nội vụ, kế hoạch còn gửi ai": without the lines that name what is known."""
    known = besides(asked.query.question)
    if known is None:
        return pieces
    lexicon = asked.book.lexicon
    told = [m.name for m in lexicon.find_agencies_in_question(known.group())]

    def new(piece: Slice) -> bool:
        names = [m.name for m in lexicon.find_agencies(piece.text)]
        return not any(lexicon.same_agency(name, one) for name in names for one in told)

    return [piece for piece in pieces if new(piece)] or pieces


def _of_kind(asked: Asked, pieces: list[Slice]) -> list[Slice]:
    """ "gửi để báo cáo những nơi nào": those marked so; "gửi sở nào": the Sở among them."""
    question = fold(asked.query.question)
    if _TO_REPORT.search(question):
        pieces = [p for p in pieces if _TO_REPORT.search(fold(p.text))] or pieces
    for sort, lines in _SORTS:
        if sort.search(question):
            told = [p for p in pieces if lines.search(fold(p.text))]
            if told or not confirms(_plainly(asked.query.question)):
                return told
            return [p for p in pieces if _THOSE_NAMED.search(fold(p.text))] or pieces
    kind = _BODY.search(question)
    if kind is not None:
        word = kind[1] or _BODIES[kind[2]]
        # "Vụ Bình đẳng giới, Bộ …" is of that ministry
        named = re.compile(rf"(?:^[-+*• ]*(?:cac )?|, |va (?:cac )?){_LIKE.get(word, word)}\b")
        mine = [p for p in pieces if named.search(fold(p.text))]
        if not mine and word not in ("bo", "vu"):
            mine = [p for p in pieces if _THOSE_NAMED.search(fold(p.text))]
        pieces = mine
    return pieces


def filed(asked: Asked, plan_id: str) -> list[DraftClaim]:
    """ "Lưu: VT, KGVX": where a plan is filed, by the unit that drew it up."""
    found = [
        asked.book.slice(plan_id, one, one.start, one.end)
        for one in asked.book.sections(plan_id).values() if one.id.startswith("noi_nhan/")
    ]  # fmt: skip
    kept = [piece for piece in found if fold(piece.text.lstrip("-+*• ")).startswith("luu")]
    if not kept:
        return [absent(asked.phrases.say("no_header_filed"), plan_id)]
    return [
        stated(_SIGNED.sub("", piece.text).lstrip("-+*• "), plan_id, (piece,)) for piece in kept
    ]
