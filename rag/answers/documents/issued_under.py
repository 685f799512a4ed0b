"""Under which document a scheme that a plan names was issued: "phê duyệt tại quyết định nào".

A document's number tells it only where the number and the scheme's name stand in one clause with
"ban hành", "phê duyệt"; that the plan names the scheme, and some decision elsewhere, tells nothing.
"""

from __future__ import annotations

import re

from rag.answers.shape import Asked, absent, brief, stated, without_marker
from rag.answers.shape import draft as shaped
from rag.schema import Draft, DraftClaim, Slice
from rag.text import document_numbers, fold

_ASKED = re.compile(
    r"\b(?P<sort>chien luoc|chuong trinh|de an|du an|bo chi tieu|phong trao|cuoc van dong)"
    r"(?P<name>(?! (?:nao|so)\b)(?: [^\s,?.;]+){2,40}?),? "
    r"(?:ma .{3,60}? |duoc (?:\w+ ){0,3}?|neu .{3,50}? |do .{3,40}? |trong .{3,40}? )*?"
    r"(?:ban hanh|phe duyet|thong qua|quy dinh)\b"
    r"(?: (?:kem theo|kem|tai|theo|bang|trong|o))* (?:nhung |cac )?"
    r"(?:van ban|quyet dinh|nghi quyet|cong van|thong tu|nghi dinh|chi thi|ke hoach)"
    r"(?: so)? (?:nao|may|bao nhieu|gi)\b"
)
_ISSUES = re.compile(r"\b(?:ban hanh|phe duyet|thong qua|ve viec|ve|kem theo|theo|tai)\b")
_AT = re.compile(r" (?:o|tai|cua|tren dia ban)(?: \w+){0,2}$")
_LEAST = 4
"""Syllables of a name from which it is told from another's."""
_OUTSIDE = ("noi_nhan", "ky", "dau")


def issued_under(asked: Asked) -> Draft | None:
    """The clause that ties a document's number to the scheme; a refusal where none does.

    None where no such thing is asked, or no plan asked names the scheme.
    """
    found = _ASKED.search(" ".join(fold(asked.query.question).split()))
    if found is None or asked.query.documents:
        return None
    named_so = _without_place(asked, _words(found["name"]))
    if len(named_so.split()) < _LEAST:
        return None
    texts = (asked.book.text(plan_id) for plan_id in asked.query.plans)
    whole = f"{found['sort']} {named_so}"
    # "các đề án: “Hỗ trợ …”; “Giáo dục …”": the sort once, before several
    name = whole if any(whole in _words(text) for text in texts) else named_so
    claims: list[DraftClaim] = []
    named: list[Slice] = []
    for plan_id in asked.query.plans:
        pieces = [
            asked.book.passage_slice(passage)
            for passages in asked.book.passages(plan_id).values() for passage in passages
            if passage.path[0].level not in _OUTSIDE and name in _words(passage.text)
        ]  # fmt: skip
        named += pieces
        tied = [piece for piece in pieces if _ties(piece.text, name)]
        claims += [
            stated(brief(without_marker(piece.text), asked.matcher, 60), plan_id, (piece,))
            for piece in tied[:1]
        ]
        if pieces and not tied and asked.query.narrowed:
            claims.append(absent(asked.phrases.say("no_answer"), plan_id))
    return shaped(asked, claims, reason="not_stated", nearest=named[:3]) if claims else None


def _without_place(asked: Asked, name: str) -> str:
    """ "hỗ trợ khởi nghiệp [ở Kon Tum]": where the plan is from is no part of the name."""
    words, register = name.split(), asked.book.register
    for length in range(1, min(register.longest_place, len(words) - 1) + 1):
        at = _AT.search(" ".join(words[:-length]))
        if at is not None and " ".join(words[-length:]) in register.of_place:
            return name[: at.start()]
    return name


def _ties(text: str, name: str) -> bool:
    """Whether a document's number stands before the name with "ban hành", or behind it."""
    for start, end in document_numbers(text):
        before, behind = _words(text[:start]), _words(text[end:])
        if name in behind and _ISSUES.search(behind[: behind.index(name)]):
            return True
        rest = before.rpartition(name)[2] if name in before else None
        if rest is not None and _ISSUES.search(rest):
            return True
    return False


def _words(text: str) -> str:
    """Words without marks, one space between: a comma before a period of years is no difference."""
    return " ".join(re.findall(r"[^\W_]+", fold(text)))
