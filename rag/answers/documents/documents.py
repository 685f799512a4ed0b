"""Other documents that a plan names by number: whose they are, of what date, on what."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.answers.documents.document_words import from_kind
from rag.answers.documents.named_documents import ENGLISH_SORTS
from rag.answers.shape import Asked, absent, brief, draft, stated
from rag.schema import Draft, DraftClaim, Lead, Section
from rag.text import fold

_SENTENCE = re.compile(r"[.;](?:[”\")])?\s+(?=[A-ZĐÀ-Ỹ“\"(])")


_WHOSE_ASKED = re.compile(
    r"\b(?:do|cua) (?!ke hoach|van ban|tinh|huyen).{2,40}?(?: ban hanh| ra)?,? "
    r"(?:(?:co )?(?:phai|dung) )?(?:khong|ko|chua)\W*$"
)


def issuer_confirmed(asked: Asked) -> Draft | None:
    """ "Nghị quyết 28/NQ-CP có phải của Chính phủ không?": yes or no by the words that name it."""
    query = asked.query
    if not query.agencies or not _WHOSE_ASKED.search(fold(query.question)):
        return None
    found = documents(asked)
    lexicon = asked.book.lexicon
    told = [m.name for claim in found.claims for m in lexicon.find_agencies(claim.text)[:1]]
    if not told:
        return None
    hers = all(lexicon.same_agency(query.agencies[0], name) for name in told)
    return replace(found, lead=Lead(asked.phrases.say("yes" if hers else "not_so")))


_OVER = re.compile(r"\bhet hieu luc\b|\bhieu luc (?:den|toi)\b|\b(?:expires?|in force until)\b")
_PARTS = r"(?:thanh vien|uy vien|nguoi|dieu|chuong|khoan|trang|phu luc)"
_HOW_MANY = re.compile(
    rf"\b(?:bao nhieu|may) (?P<part>{_PARTS})\b|"
    r"\bhow many (?P<english>members|people|articles|chapters|pages)\b"
)
_MEMBERS = re.compile(
    r"\bgom (?:co |nhung |cac )*(?:ai|(?:thanh vien|thanh phan|nguoi) nao)\b|"
    r"\b(?P<head>(?:pho )?truong (?:ban|doan|to))\b[^?;]*\b(?:ai|nguoi nao)\b|"
    r"\bwho (?:are|is) (?:the |its )*(?:members?|heads?|chair\w*)\b"
)
_ENGLISH_PARTS = {
    "members": "thanh vien", "people": "nguoi", "articles": "dieu", "chapters": "chuong",
    "pages": "trang",
}  # fmt: skip


def told_within(asked: Asked) -> Draft | None:
    """ "… theo Quyết định số 415 gồm bao nhiêu thành viên": its date does not tell it; else None.

    None too where a plan itself counts them, or says who heads the body.
    """
    query, question = asked.query, fold(asked.query.question)
    count, members = _HOW_MANY.search(question), _MEMBERS.search(question)
    over = query.narrowed and _OVER.search(question) is not None
    if not (over or count or members):
        return None
    texts = [fold(asked.book.text(plan_id)) for plan_id in query.plans] if query.narrowed else []
    part = (count["part"] or _ENGLISH_PARTS[count["english"]]) if count is not None else None
    if part is not None and any(re.search(rf"\d (?:\w+ )?{part}\b", text) for text in texts):
        return None
    if count is None and members is not None:
        said = re.compile(
            r"\b(?:la|lam|giu chuc) (?:pho )?truong (?:ban|doan|to)\b|\bthanh vien gom\b"
        )
        if any(said.search(text) for text in texts):
            return None
    lacking = [absent(asked.phrases.say("no_answer"), plan_id) for plan_id in query.plans]
    return draft(asked, lacking if query.narrowed else [], reason="not_stated")


_NEAR_MARK = 70
"""Characters from a document's number to the mark of its note, its date and issuer between."""


def documents(asked: Asked) -> Draft:
    """The sentences that name the documents asked for, each plan that has one."""
    claims: list[DraftClaim] = []
    for plan_id in asked.query.plans:
        claims += _naming(asked, plan_id)
    return draft(asked, claims, reason="not_stated")


def _naming(asked: Asked, plan_id: str) -> list[DraftClaim]:
    text = asked.book.text(plan_id)
    folded = fold(text)
    claims: list[DraftClaim] = []
    its_own = _ITS_OWN.search(fold(asked.query.question)) is not None
    for number in asked.query.documents:
        scored: list[tuple[bool, float, int, DraftClaim]] = []
        pattern = re.compile(r"\s?".join(map(re.escape, fold(number))))
        for match in pattern.finditer(folded):
            section = _holder(asked, plan_id, match.start())
            start, end = _sentence(text, section, match.start())
            piece = asked.book.slice(plan_id, section, start, end)
            shown = from_kind(text, match.start(), end)
            whose = _WHOSE_IT_IS.search(fold(asked.query.question)) is not None
            if _other_sort(asked, shown) or (
                whose and not any(asked.book.lexicon.find_agencies(shown))
            ):
                shown = piece.text  # "hướng dẫn của Bộ … tại Văn bản số …"
            if section.path[0].level == "chu_thich":
                shown = re.sub(r"^\d{1,2}\s+", "", shown)  # the number of the note
            shown = brief(shown, None, 45)
            # "nghị quyết ấy ra ngày mấy": where it stands with its date
            undated = its_own and _DATED.search(shown) is None
            score = asked.matcher.score(piece.text)
            claim = stated(shown, plan_id, (piece,))
            scored.append((undated, -score, match.start(), claim))
        if scored:
            # which plans name it: where each does so first
            first = asked.query.intent == "plans"
            best = min(scored, key=lambda row: row[2:3] if first else row[:3])[3]
            claims.append(best)
            dated = its_own and _DATED.search(best.text)
            if dated and not _other_sort(asked, best.text):
                continue
        noted = _noted(asked, plan_id, pattern)
        if noted and scored and _other_sort(asked, best.text):
            claims.remove(best)  # "để thực hiện kế hoạch nào": its note alone tells
        claims += noted
    return claims


_DATED = re.compile(r"\d{4}")
_WHOSE_IT_IS = re.compile(r"\b(?:cua|do) (?:ai|(?:bo|co quan|cap|don vi|so|ban) nao)\b|\bwho\b")
_ITS_OWN = re.compile(
    r"\b(?:ngay|thang|nam) (?:nao|may|bao nhieu)\b|\b(?:khi|hoi|luc) nao\b|"
    r"ban hanh|cua ai|cua co quan nao|\b(?:when|who)\b"
)
"""Asked of a document: its date and whose it is, which its own clause tells."""
_WHICH_SORT = re.compile(
    r"\b(ke hoach|to trinh|cong van|quyet dinh|nghi quyet|nghi dinh|thong tu|chi thi|chuong trinh) "
    r"(?:so )?(?:nao|may|bao nhieu)\b(?! nhac| neu| de cap| co)|"
    r"\bwhich (?:\w+ ){0,4}?(?P<en>plan|resolution|decision|directive|programme|circular)\b"
)


def _other_sort(asked: Asked, shown: str) -> bool:
    """ "Kế hoạch nào … triển khai Chỉ thị 21-CT/TW": the sentence before the number tells."""
    sort = _WHICH_SORT.search(fold(asked.query.question))
    if sort is None or asked.query.intent == "plans":
        return False
    english = sort["en"]
    wanted = sort[1] if english is None else {"plan": "ke hoach", **ENGLISH_SORTS}[english]
    return wanted not in fold(shown)


def _noted(asked: Asked, plan_id: str, number: re.Pattern[str]) -> list[DraftClaim]:
    """What a footnote adds to the document: its mark stands close behind the number."""
    found = []
    for note in asked.book.statements(plan_id, "note"):
        named = [match.end() for match in number.finditer(fold(note.subject))]
        if named and len(note.subject) - named[-1] <= _NEAR_MARK:
            found.append(stated(brief(note.task.text, None, 60), plan_id, note.sources))
    return found


def _holder(asked: Asked, plan_id: str, offset: int) -> Section:
    sections = asked.book.sections(plan_id).values()
    return next(section for section in sections if section.start <= offset < section.end)


def _sentence(text: str, section: Section, offset: int) -> tuple[int, int]:
    start, end = section.start, section.end
    for match in _SENTENCE.finditer(text, section.start, section.end):
        if match.end() <= offset:
            start = match.end()
        else:
            end = match.start() + 1
            break
    return start, end
