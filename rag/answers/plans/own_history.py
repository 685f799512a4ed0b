"""What a plan says of itself and its place: what it replaces, what the place was formed of."""

from __future__ import annotations

import re

from rag.answers.shape import Asked, absent, brief, draft, stated
from rag.schema import Draft, Passage, Query
from rag.text import document_numbers, fold

_REPLACES_ASKED = re.compile(
    r"\b(?:thay the|thay cho|bai bo|thay) (?:cho )?(?:ban |cai )?"
    r"(?:van ban|ke hoach|quyet dinh|chuong trinh|ban|cai)(?: \w+){0,2}? (?:nao|gi|so may)\b|"
    r"\b(?:van ban|ke hoach|quyet dinh|chuong trinh) (?:nao|gi|cu nao) (?:\w+ ){0,3}?"
    r"(?:bi|duoc) (?:\w+ ){0,4}?(?:thay the|thay|bai bo)\b|"
    r"\b(?:which|what)\b.{0,60}\b(?:replaces?|replaced|supersedes?|superseded)\b"
)
_REPLACES = re.compile(r"\b(?:thay thế|thay cho|bãi bỏ)\b", re.IGNORECASE)
_ITSELF = re.compile(r"^(?:\S+\s+)?(?:Kế hoạch|Quyết định|Chương trình|Văn bản) này\b")
_FORMED_ASKED = re.compile(
    r"\b(?:nhap|sap nhap|hop nhat|(?<!long )ghep|gop|thanh lap|lap|hinh thanh)(?: lai)?"
    r"(?: \w+){0,3}? "
    # "lập tổ tư vấn", "thành lập đội tư pháp" are formed of nothing
    r"(?:tu(?! (?:van|phap|tuong|nhan|lieu|quan)\b)|tren co so)\b.*\b(?:nao|gi|may|dau)\b|"
    r"\b(?:xa|phuong|huyen|thi tran|noi|don vi)(?:,? (?:xa|phuong|thi tran))? (?:cu )?nao\b.{0,30}"
    r"\b(?:nhap lai|sap nhap|hop nhat|ghep lai|gop lai) (?:thanh|ma thanh)\b|"
    r"\b(?:which|what)\b.{0,40}\b(?:merged|combined)\b|\b(?:formed|created|set up) from\b"
)
_FORMED = re.compile(
    r"\b(?:thành lập|sáp nhập|hợp nhất|nhập)\b[^.;]{0,90}?"
    r"\b(?:trên cơ sở|từ (?=các|xã|phường|huyện)|gồm)\b[^.;]*\b(?:xã|phường|thị trấn|huyện)\b",
    re.IGNORECASE,
)
_STILL = re.compile(
    r"\bcon(?: (?:ton tai|hoat dong|ten|nua))? (?:khong|ko|k|chua)(?: (?:vay|the|a|nhi|ha))*\W*$|"
    r"\bda (?:bi )?(?:sap nhap|giai the|bo)(?: chua| roi)?(?: (?:khong|chua))?\W*$"
)
_NOTHING = frozenset(
    "hien nay tai con khong ton bay gio van ko nua thi xa ten da bi gio day".split()
)


def _place_alone(query: Query) -> bool:
    """ "Thị xã Hương Trà hiện còn không?": nothing of the plan is asked."""
    named = query.agencies or query.objectives or query.items or query.documents
    bare = {fold(word) for word in query.terms} <= _NOTHING
    return (
        query.narrowed
        and not named
        and bare
        and (query.intent == "general" and _STILL.search(fold(query.question)) is not None)
    )


_SENTENCE = re.compile(r"(?<=[.;])\s+(?=[A-ZĐÀ-Ỹ])")


def asks_history(query: Query) -> bool:
    """Whether it is asked of a plan what it replaces, or of what its place was formed."""
    question = fold(query.question)
    asks = _REPLACES_ASKED.search(question) or _FORMED_ASKED.search(question)
    return query.narrowed and asks is not None


def own_history(asked: Asked) -> Draft | None:
    """The sentence that says it, of each plan asked about; None where neither is asked."""
    if _place_alone(asked.query):
        # whether the place is still there: its note tells what became of it, its plan does not
        lacking = [absent(asked.phrases.say("no_answer"), p) for p in asked.query.plans]
        return draft(asked, lacking, reason="not_stated")
    if not asks_history(asked.query):
        return None
    return _told(asked, replaced=_REPLACES_ASKED.search(fold(asked.query.question)) is not None)


def _told(asked: Asked, *, replaced: bool) -> Draft:
    claims = []
    for plan_id in asked.query.plans:
        every = [one for held in asked.book.passages(plan_id).values() for one in held]
        said = [(one, text) for one in every for text in _sentences(one, replaced=replaced)]
        for passage, text in said[:1]:
            claims.append(stated(brief(text), plan_id, (asked.book.passage_slice(passage),)))
        if not said:
            claims.append(absent(asked.phrases.say("no_answer"), plan_id))
    return draft(asked, claims, reason="not_stated")


def _sentences(passage: Passage, *, replaced: bool) -> list[str]:
    """Its sentences on what the plan replaces, or on what its place was formed of."""
    sentences = _SENTENCE.split(" ".join(passage.text.split()))
    if not replaced:
        return [one for one in sentences if _FORMED.search(one)]
    return [
        one for one in sentences
        if _ITSELF.match(one) and (found := _REPLACES.search(one))
        and any(document_numbers(one[found.end() :]))
    ]  # fmt: skip
