"""Other documents that a plan names by number: whose they are, of what date, on what."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.answers.documents.document_words import from_kind
from rag.answers.documents.named_documents import ENGLISH_SORTS
from rag.answers.shape import Asked, absent, brief, draft, stated
from rag.schema import Draft, DraftClaim, Lead, Section
from rag.text import fold
from rag.understanding.yes_no import confirms

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


_DATE_SAID = re.compile(
    r"\b(?P<kind>luat|nghi quyet|nghi dinh|quyet dinh|chi thi|thong tu|cong van|to trinh)\b"
    r"(?P<name>(?:(?!\b(?:ke hoach|theo|chi dao|ky|ban hanh)\b)[^?.;\d]){0,60}?)"
    r"(?: ?\b(?:so |nam )?(?P<number>\d{1,5})(?P<rest>/[\w/-]+)?)?,?"
    r"(?: (?:cua|trong|ma|o) [^?;\d]{2,60}?)? (?:duoc )?(?:ky|ban hanh|ra doi|thong qua)"
    r"(?: (?:vao|tu|hoi))*(?: ngay (?P<day>\d{1,2})(?:[/-]| thang )(?P<month>\d{1,2}))?"
    r"(?:[/-]|,? nam |(?= ngay)|(?= ?(?:phai|dung|co)))(?P<year>\d{4})?,?"
    r"(?: (?:co )?(?:phai|dung) (?:khong|ko|k|khg|hong|chu)| khong| a)\W*$"
)
_DATE_PRINTED = (
    r"(?:/[\w/-]+)?,? (?:duoc )?(?:(?:ky|ban hanh) )?(?:ngay )?(?P<day>\d{1,2})(?: thang |[/-])"
    r"(?P<month>\d{1,2})(?: nam |[/-])(?P<year>\d{4})"
)


def date_confirmed(asked: Asked) -> Draft | None:
    """ "Quyết định 1790 ký năm 2022 phải không?": held against the date behind its number.

    None where no plan prints its date, or the number is a plan's own.
    """
    query, say = asked.query, asked.phrases.say
    said = _DATE_SAID.search(fold(query.question))
    if said is None or not confirms(query.question) or not (said["day"] or said["year"]):
        return None
    number = said["number"] or ""
    whole, name = fold(number + (said["rest"] or "")), said["name"].strip(" ,")
    of_law = said["kind"] == "luat" and name not in ("", "so")
    own = asked.book.register
    if not (number or of_law) or whole in own.numbers:
        return None
    if not said["rest"] and own.of_figures.get(number):
        return None
    by_name = of_law and not said["rest"]
    between = re.escape(name) if by_name else rf"(?:(?!\b{said['kind']}\b)[^.;\d]){{0,80}}?"
    which = (
        r"(?: so (?:\d[\w/]*))?(?: nam \d{4})?" if by_name else rf"(?<!\d){re.escape(whole)}(?!\d)"
    )
    cited = rf"\b{said['kind']} {between}(?P<number>{which})"
    texts = {plan_id: asked.book.text(plan_id) for plan_id in query.plans}
    if not any(re.search(cited, fold(text)) for text in texts.values()):
        lacking = [absent(say("no_answer"), plan_id) for plan_id in query.plans if query.narrowed]
        return draft(asked, lacking, reason="not_stated")
    named = re.compile(cited + _DATE_PRINTED)
    keys = [key for key in ("day", "month", "year") if said[key]]
    told: dict[bool, list[DraftClaim]] = {True: [], False: []}
    for plan_id in query.plans:
        text = texts[plan_id]
        found = named.search(fold(text))
        if found is None:
            continue
        section = _holder(asked, plan_id, found.start("number"))
        start, end = _sentence(text, section, found.start("number"))
        shown = brief(from_kind(text, found.start(), end), None, 45)
        so = all(int(found[key]) == int(said[key]) for key in keys)
        told[so].append(stated(shown, plan_id, (asked.book.slice(plan_id, section, start, end),)))
    if not (told[True] or told[False]):
        return None
    written = "/".join(said[key] for key in keys)
    value = f"năm {written}" if keys == ["year"] else f"ngày {written}"
    lead = say("confirmed") if told[True] else say("not_that_value", value=value)
    return draft(asked, told[True] or told[False], lead=Lead(lead))


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
