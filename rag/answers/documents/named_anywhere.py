"""The laws, or other documents of a sort, that a plan names anywhere: "Luật nào được nhắc?"."""

from __future__ import annotations

import re

from rag.answers.documents.document_words import from_kind
from rag.answers.documents.named_documents import ENGLISH_SORTS, SORTS
from rag.answers.shape import Asked, absent, brief, draft, narrows, stated, tidy
from rag.schema import OUTSIDE, Draft, DraftClaim, Section
from rag.text import document_numbers, fold

_SPEAKS = r"(?:nhac|neu|de cap|vien dan|dan chieu)(?: (?:ten|den|toi|ra|ve))*"
_PLAN = r"(?:(?:ban|cai) )?(?:ke hoach|kh|van ban|chuong trinh|quyet dinh)\b"
_ENGLISH = "|".join(ENGLISH_SORTS)
_ASKS = re.compile(
    rf"^(?:co |nhung |cac |may )*(?P<first>{SORTS})(?: so)? (?:nao|gi)(?: (?:da|ma|duoc|co))* "
    rf"{_SPEAKS}(?: (?:o|trong|tai|boi))? {_PLAN}.*$|"
    rf"^(?:trong |o )?{_PLAN}(?P<of>[^,;]*?)(?: (?:co|da))* {_SPEAKS}(?: (?:nhung|cac|may))* "
    rf"(?P<last>{SORTS}) (?:nao|gi)(?: (?:khong|vay|the|a))*\W*$|"
    rf"^(?:which|what) (?:\w+ )?(?P<en>{_ENGLISH})s? (?:(?:does|do|did) [^,;]* "
    rf"(?:mention|cite|name|refer to)|(?:is|are) (?:mentioned|cited|named|referred to) "
    rf"(?:in|by) [^,;]*)\W*$"
)
_KNOWN = frozenset(
    "so nhac neu de cap vien dan chieu ten den toi ra ve duoc mention mentioned cite cited name "
    "named refer referred which what plan law laws".split()
) | frozenset(SORTS.replace("|", " ").split())
_UPPER = "A-ZĐÀ-ỸẠ-Ỵ"
# "Luật Bình đẳng giới vào chương trình giảng dạy": where a name goes over into the sentence
_LAW = re.compile(
    rf"\b(?:Bộ luật|Luật|Pháp lệnh)\s+(?=[{_UPPER}]|ngân sách\b)"
    r"(?:(?!\s(?:và(?!\s+[Gg]ia đình)|vào|trong|theo|năm|ngày|được|bằng|để|cho|về|tại|đến|có|là|số|"
    r"phù hợp|hiện hành|nhằm|với|thì|thông qua|quy định|đối với|của(?! rượu))\b)"
    r"(?:[^,;.:()\d“”\"]|,\s(?=(?:chống|bổ sung|khen "
    r"thưởng|vệ sinh|tôn giáo|kiểm soát|bia)\b))){2,90}"
)
_OFTEN_UNNUMBERED = frozenset({"chuong trinh", "de an", "du an", "chien luoc"})
_MOST = 20


def named_anywhere(asked: Asked) -> Draft | None:
    """Each document of the sort once, by the first passage that names it; None if not so asked."""
    query = asked.query
    found = _ASKS.search(fold(query.question))
    if found is None or not query.narrowed or query.documents or query.agencies:
        return None
    if narrows(asked, _KNOWN):
        return None
    sort = found["first"] or found["last"] or ENGLISH_SORTS[found["en"]]
    if sort in _OFTEN_UNNUMBERED:
        return None
    claims: list[DraftClaim] = []
    for plan_id in query.plans:
        told = _laws(asked, plan_id) if sort == "luat" else _numbered(asked, plan_id, sort)
        claims += told[:_MOST] or [absent(asked.phrases.say("no_answer"), plan_id)]
    return draft(asked, claims, reason="not_stated")


def _inside(asked: Asked, plan_id: str) -> list[Section]:
    sections = asked.book.sections(plan_id).values()
    return [one for one in sections if one.path[0].level not in OUTSIDE]


def _laws(asked: Asked, plan_id: str) -> list[DraftClaim]:
    text = asked.book.text(plan_id)
    claims: dict[str, DraftClaim] = {}
    for section in _inside(asked, plan_id):
        for match in _LAW.finditer(text, section.start, section.end):
            name = tidy(match.group())
            piece = asked.book.slice(plan_id, section, section.start, section.end)
            claims.setdefault(fold(name), stated(name, plan_id, (piece,)))
    # "Luật Phòng, chống …" told whole is not told again in short
    return [
        claim for key, claim in claims.items()
        if not any(other != key and other.startswith(f"{key} ") for other in claims)
    ]  # fmt: skip


def _numbered(asked: Asked, plan_id: str, sort: str) -> list[DraftClaim]:
    text, own = asked.book.text(plan_id), asked.book.by_id[plan_id].number
    claims: dict[str, DraftClaim] = {}
    for section in _inside(asked, plan_id):
        for start, end in document_numbers(text[section.start : section.end]):
            number = re.sub(r"\s", "", text[section.start + start : section.start + end])
            shown = from_kind(text, section.start + start, section.end)
            if number == own or (sort != "van ban" and not fold(shown).startswith(sort)):
                continue
            piece = asked.book.slice(plan_id, section, section.start, section.end)
            claims.setdefault(number, stated(brief(shown, None, 45), plan_id, (piece,)))
    # "1719/QĐ- TTg", broken at a line's end, is the one named before
    return [
        claim for key, claim in claims.items()
        if not any(other != key and other.startswith(key.rstrip("-")) for other in claims)
    ]  # fmt: skip
