"""Which law or document a passage rests on, where the preamble does not name it."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.answers.agencies.numbers import by_asked_agency
from rag.answers.documents.document_words import from_kind
from rag.answers.shape import (
    GENERAL_FLOOR,
    NEAR_BEST,
    SAID_WHOLE,
    TOPIC_FLOOR,
    Asked,
    absent,
    brief,
    clauses_of,
    draft,
    near_slices,
    stated,
    tidy,
    without_marker,
)
from rag.lexicon import AgencyMention
from rag.schema import OUTSIDE, Draft, DraftClaim, Lead, Slice
from rag.text import document_numbers, fold

_CANDIDATES = 20
# "Luật Ngân sách nhà nước", "Quyết định số 1719/QĐ-TTg", "Dự án 8"
_MENTION = re.compile(
    r"(?P<law>(?:Bộ luật|Luật)\s+[A-ZĐÀ-Ỹ][\wÀ-ỹ]*)|"
    r"(?P<kind>Nghị quyết|Quyết định|Nghị định|Chỉ thị|Thông tư(?: liên tịch)?|Kế hoạch|Công văn|"
    r"Văn bản|Chương trình|Đề án|Dự án|Chiến lược|Hướng dẫn|Kết luận|Tờ trình)\s+"
    r"(?:số\s+|“|\")?[\dA-ZĐÀ-Ỹ]"
)
SORTS = (
    "luat|nghi quyet|quyet dinh|nghi dinh|chi thi|thong tu|ke hoach|cong van|van ban|"
    "chuong trinh|de an|du an|chien luoc|huong dan|ket luan|to trinh"
)
_ASKED = re.compile(
    rf"\b({SORTS})\b(?: so)? (?:nao|gi|may|bao nhieu)\b|"
    rf"(?:^|\bso hieu )(?:cai |ban )?(?!ke hoach|van ban)({SORTS}) (?:nay |do )?"
    r"(?:duoc|neu|o|trong|tai|nao|ma|la|cua|so)\b|"
    rf"\b(?:can cu|dua)(?: vao| theo)? ({SORTS})\b(?! (?:so )?\d)|"
    rf"\b(?:theo|thuc hien) ({SORTS}) cua (?:tinh|huyen|thi xa|thanh pho) nao\b"
)
ENGLISH_SORTS = {
    "law": "luat", "resolution": "nghi quyet", "decision": "quyet dinh", "decree": "nghi dinh",
    "directive": "chi thi", "circular": "thong tu", "letter": "cong van",
    "document": "van ban", "programme": "chuong trinh", "program": "chuong trinh",
    "scheme": "de an", "project": "du an", "strategy": "chien luoc", "conclusion": "ket luan",
    "submission": "to trinh", "dispatch": "cong van",
}  # fmt: skip
_ANY_ENGLISH = "|".join(ENGLISH_SORTS)
_ASKED_ENGLISH = re.compile(
    rf"\b(?:which|what)(?: \w+){{0,3}}? ({_ANY_ENGLISH})s?\b|"
    rf"\b(?:based on|rests? on|rely on|relies on|cites?|follows?|implements?) (?:an?|any|the) "
    rf"(?:\w+ )??({_ANY_ENGLISH})s?\b"
)


_WRITTEN = {"qd": "quyet dinh", "nq": "nghi quyet", "cv": "cong van", "ttr": "to trinh"}
_SHORT = re.compile(rf"(?<![\w/-])(?:{'|'.join(_WRITTEN)})(?![\w/-])")
""" "Theo QĐ số mấy": what can be short for nothing else that is asked for."""


def sorts_asked(question: str) -> frozenset[str]:
    """The sorts of document a question asks for, without marks: {"thong tu"}."""
    folded = _SHORT.sub(lambda short: _WRITTEN[short[0]], fold(question))
    found = {"".join(sorts) for sorts in _ASKED.findall(folded)}
    return frozenset(found | {ENGLISH_SORTS[a or b] for a, b in _ASKED_ENGLISH.findall(folded)})


def asks_sort(question: str) -> bool:
    """Whether a sort of document is asked for: "theo thông tư nào", not "văn bản nào"."""
    return bool(sorts_asked(question) - {"van ban", "ke hoach"})


_MINISTRY = re.compile(r"\bBộ\s+[A-ZĐÀ-Ỹ]|\b(?:hướng dẫn|chỉ đạo) của\s+[A-ZĐÀ-Ỹ]")


def ministries(asked: Asked) -> Draft:
    """ "Theo hướng dẫn của bộ nào": the passages on the subject that name a ministry.

    Where no subject is named the plan itself is meant, and its bases say whose guidance it has.
    "Công an tỉnh báo cáo bộ nào": no passage on what another reports.
    """
    reports = "bao cao" in asked.query.roles
    if asked.query.narrowed and not asked.subject.names_one(asked.query) and not reports:
        bases = [
            stated(brief(one.task.text, None, 60), plan_id, one.sources)
            for plan_id in asked.query.plans
            for one in asked.book.statements(plan_id, "basis") if _MINISTRY.search(one.task.text)
        ]  # fmt: skip
        if bases:
            return draft(asked, bases)
    rows = []
    for hit in asked.book.hits(asked.query, _CANDIDATES):
        inside = hit.passage.path[0].level not in OUTSIDE
        if inside and _MINISTRY.search(hit.passage.text):
            score = asked.matcher.score(hit.passage.text)
            if reports and not _reported(asked, asked.book.passage_slice(hit.passage)):
                continue
            if score >= TOPIC_FLOOR and not asked.unsaid(hit.passage.text):
                rows.append((score, asked.book.passage_slice(hit.passage)))
    return _best(asked, rows)


def _reported(asked: Asked, piece: Slice) -> bool:
    """Whether a passage speaks of reports, of the agency's where one is asked about."""
    hers = not asked.query.agencies or any(
        by_asked_agency(asked, one) and one.task.start < piece.end and piece.start < one.task.end
        for one in asked.book.assignments(piece.plan_id)
    )
    return hers and "bao cao" in fold(piece.text)


_MONEY_RULED = re.compile(
    r"\b(?:kinh phi|tien|ngan sach|nguon von|quyet toan|tai chinh)\b(?!.*\bcan cu\b)"
    r".*\b(?:theo|tai|o|trong) (?:\w+ ){1,3}?(?:nao|gi|may)\b"
)


def rules_money(asked: Asked) -> list[DraftClaim]:
    """ "Kinh phí quản lý theo thông tư nào?": what the part on money names of that sort.

    [] where it is not asked so, or no plan's part names one.
    """
    kinds = set(sorts_asked(asked.query.question))
    if not kinds or not _MONEY_RULED.search(fold(asked.query.question)):
        return []
    claims = []
    for plan_id in asked.query.plans:
        for one in asked.book.statements(plan_id, "funding"):
            clauses = clauses_of(" ".join(one.task.text.split()))
            told = [n for n, clause in enumerate(clauses) if _names(clause, kinds)]
            if told:
                text = without_marker(" ".join(clauses[n] for n in told))
                text = "… " * (told[0] > 0) + tidy(text) + "…" * (told[-1] < len(clauses) - 1)
                claims.append(stated(text, plan_id, one.sources))
    return claims


_OF = re.compile(r"\b(?:cua|do|boi|tu|tai|of|by|from)(?: the)?\s*$")
_DOCUMENT = re.compile(
    r"\b(?:van ban|can cu(?= (?:nao|gi)\b)|to trinh|cong van|quyet dinh|nghi quyet|nghi dinh|"
    r"thong tu|chi thi|ke hoach|chuong trinh|"
    r"documents?|decisions?|resolutions?|plans?|letters?|circulars?|program\w*)\b"
)


_SORT_BEFORE = re.compile(rf"\b(?:{SORTS})(?: (?:nao|gi))?(?: (?:cua|do|tu))?(?: (?:cac|mot))?\s*$")
""" "Nghị quyết HĐND tỉnh": whose it is stands right behind it."""


_ITS_PLAN = re.compile(r"\bke hoach\b(?! (?:nao|gi|may)\b)[^,;?]* (?:cua|do) (?:cac )?$")
_RESTS = re.compile(
    r"\b(?:can cu|dua (?:vao|tren|theo)|theo|thuc hien|trien khai|dan)\b.*\b(?:nao|gi|may)\b"
)


def _its_own(folded: str, mention: AgencyMention) -> bool:
    """ "Kế hoạch của UBND huyện căn cứ nghị định nào": whose plan rests on it."""
    if not _ITS_PLAN.search(folded[: mention.start]):
        return False
    return _RESTS.search(folded, mention.end) is not None


def issuers_asked(asked: Asked) -> list[str]:
    """Whose document is asked for: "quyết định nào của Thủ tướng", "the Ministry's letter"."""
    question = asked.query.question
    folded = fold(question)
    named = []
    for mention in asked.book.lexicon.find_agencies_in_question(question):
        before = folded[: mention.start]
        whose = folded[mention.end :].startswith(("'s", "’s"))
        of_one = _SORT_BEFORE.search(before) or (_OF.search(before) and _DOCUMENT.search(before))
        if not mention.generic and (whose or of_one) and not _its_own(folded, mention):
            named.append(mention.name)
    return named


def documents_within(asked: Asked) -> Draft:
    """The passages on the question's subject that name a document of the kind asked for."""
    question = fold(asked.query.question)
    kinds = set(sorts_asked(question))
    wanted = issuers_asked(asked)
    money = rules_money(asked)
    if money:
        return draft(asked, money)
    own = kinds <= {"van ban"} and re.search(r"can cu|ban hanh (?:tren co so|theo)", question)
    if own and not wanted:
        return draft(asked, [])  # the plan's own legal bases are meant
    rows: list[tuple[float, Slice]] = []
    for hit in asked.book.hits(asked.query, _CANDIDATES):
        if hit.passage.path[0].level in OUTSIDE or not _names(hit.passage.text, kinds):
            continue
        score = asked.matcher.score(hit.passage.text)
        if score >= GENERAL_FLOOR:
            rows.append((score, asked.book.passage_slice(hit.passage)))
    if wanted:
        rows = [row for row in rows if any(_issued_by(asked, row[1].text, name) for name in wanted)]
    found = _number_first(_best(asked, rows), kinds)
    if not wanted or not found.claims or not _BASED.search(question):
        return found
    return replace(found, lead=Lead(asked.phrases.say("named_not_based")))


_BODY = re.compile(r"(?:ban|to|hoi dong|doan)\b(?! nhan dan)")
_SET_UP = re.compile(r"\b(?:thanh lap|kien toan)(?: lai)? (?:theo|tai|bang|boi|tu|can cu)\b")
_FOUNDS = re.compile(r"\b(?:thanh lap|kien toan)\b")
_OF_FOUNDING = frozenset(
    "duoc thanh lap kien toan ra doi hoat dong theo tai bang tu can cu vao quyet dinh van ban so "
    "ky hieu ngay thang nam cua lan gan nhat moi hien nay".split()
)
_LEVEL = re.compile(r" (?:tinh|huyen|xa|phuong|thi xa|thanh pho)$")
_SENTENCE_END = re.compile(r"(?<=[.;])\s+")


def founded_by(asked: Asked) -> Draft | None:
    """ "Ban … thành lập theo Quyết định nào": the decision told beside the body, or none.

    What the plan itself rests on set up no body. None where more of the body is asked.
    """
    query, sorts = asked.query, sorts_asked(asked.query.question)
    bodies = [_LEVEL.sub("", name) for name in map(fold, query.agencies) if _BODY.match(name)]
    words = {fold(word) for word in query.terms} - set(query.years)
    alone = bool(bodies) and words <= _OF_FOUNDING and not issuers_asked(asked)
    if not query.narrowed or not sorts or not sorts <= {"quyet dinh", "van ban"}:
        return None
    if not alone and not _SET_UP.search(fold(query.question)):
        return None
    claims: list[DraftClaim] = []
    for plan_id in query.plans:
        noted = [
            stated(re.sub(r"^\d+ ", "", note.task.text), plan_id, (note.task,))
            for note in asked.book.statements(plan_id, "note")
            if any(document_numbers(note.task.text)) and _names_body(asked, bodies, note.subject)
        ]  # fmt: skip
        told = [
            stated(brief(without_marker(sentence), None, 60), plan_id, (piece,))
            for parts in asked.book.passages(plan_id).values()
            for piece in map(asked.book.passage_slice, parts)
            for sentence in _SENTENCE_END.split(" ".join(piece.text.split()))
            if _FOUNDS.search(fold(sentence)) and _names(sentence, {*sorts})
            and any(document_numbers(sentence)) and (
                _names_body(asked, bodies, sentence) if bodies
                else asked.subject.share_said(query, sentence) >= SAID_WHOLE)
        ]  # fmt: skip
        claims += noted or told or [absent(asked.phrases.say("no_answer"), plan_id)]
    return draft(asked, claims, reason="not_stated", nearest=near_slices(asked))


def _names_body(asked: Asked, bodies: list[str], text: str) -> bool:
    """Whether a text names one of the bodies, of whatever level: "thành viên Ban VSTBPN"."""
    named = [_LEVEL.sub("", fold(one.name)) for one in asked.book.lexicon.find_agencies(text)]
    return any(name.endswith(body) for body in bodies for name in named)


_BASED = re.compile(r"\bcan cu\b|\bdua (?:vao|tren|theo)\b|\bbased on\b|\brests? on\b")


def _issued_by(asked: Asked, text: str, name: str) -> bool:
    """Whether a text names a document as that body's: "Quyết định số … của Thủ tướng Chính phủ"."""
    lexicon = asked.book.lexicon
    return any(
        lexicon.same_agency(name, mention.name)
        and re.search(r"\b(?:của|do)\s+$", text[: mention.start]) is not None
        and _MENTION.search(text, max(0, mention.start - _FAR), mention.start) is not None
        for mention in lexicon.find_agencies(text)
    )


_FAR = 160
"""Letters within which a document's number and date stand before whose it is."""


def _number_first(found: Draft, kinds: set[str]) -> Draft:
    """ "Thông tư số mấy": where a passage names one of the sort, that document and no more."""
    if len(kinds) != 1 or "van ban" in kinds:
        return found
    claims: dict[DraftClaim, None] = {}
    for claim in found.claims:
        words = {
            from_kind(piece.text, start, len(piece.text)): None
            for piece in claim.slices for start, _ in document_numbers(piece.text)
        }  # fmt: skip
        named = [one for one in words if fold(one).startswith(tuple(kinds))]
        only = replace(claim, text=tidy(brief(named[0], None, 60))) if len(named) == 1 else claim
        claims[only] = None
    told = ["".join(claim.text.split()) for claim in claims]
    claims = {  # named again without its date and issuer
        claim: None for claim, words in zip(claims, told, strict=True)
        if not any(one != words and one.startswith(words) for one in told)
    }  # fmt: skip
    return replace(found, claims=tuple(claims))


def _best(asked: Asked, rows: list[tuple[float, Slice]]) -> Draft:
    best = max((score for score, _ in rows), default=0.0)
    claims: list[DraftClaim] = [
        stated(brief(without_marker(piece.text), asked.matcher, 60), piece.plan_id, (piece,))
        for score, piece in rows if score >= NEAR_BEST * best
    ]  # fmt: skip
    return draft(asked, claims[:2], reason="not_stated")


def _names(text: str, kinds: set[str]) -> bool:
    """Whether a text names a document of one of the kinds; of any where none is asked for."""
    for match in _MENTION.finditer(text):
        kind = "luat" if match["law"] else fold(match["kind"]).removesuffix(" lien tich")
        if not kinds or kind in kinds or "van ban" in kinds:
            return True
    return False
