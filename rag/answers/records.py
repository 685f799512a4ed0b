"""What a document says of itself: header fields and legal bases."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.answers.money import without_money
from rag.answers.shape import (
    NEAR_BEST,
    TOPIC_FLOOR,
    Asked,
    absent,
    brief,
    clauses_of,
    draft,
    near_slices,
    stated,
)
from rag.schema import Draft, DraftClaim, HeaderField, Slice, Statement
from rag.text import fold

_LAW_NAME = re.compile(
    r"((?:bo )?(?:luat|nghi dinh) .+?)(?: (?:duoc|co|do|ban hanh|ky|so|ra doi|nam|ngay|khi)\b|\W*$)"
)
_OF_ONE = frozenset({"person", "other_document"})
_AMOUNT = re.compile(r"\d[\d.,]*\s*(?:đồng|nghìn|triệu|tỷ|tỉ)\b", re.IGNORECASE)


def header(asked: Asked) -> Draft:
    """One header field, plan by plan; a blank or missing one is said to be so."""
    claims: list[DraftClaim] = []
    nearest: list[Slice] = []
    query_fields = asked.query.header_fields or ("title",)
    if "place_now" in query_fields:
        # no plan says what came after it; the note beside the answer does, with its document
        text = asked.phrases.say("no_header_place_now")
        return draft(asked, [absent(text, p) for p in asked.query.plans], reason="not_stated")
    question = fold(asked.query.question)
    signed = [
        p for p in asked.query.plans
        if (name := asked.book.by_id[p].signer) is not None and fold(name) in question
    ]  # fmt: skip
    for plan_id in signed or asked.query.plans:
        for field in query_fields:
            if field == "amount":
                claims.append(_amount(asked, plan_id))
                nearest += [s.task for s in asked.book.statements(plan_id, "funding")]
            elif field == "other_document":
                claims += _other_document(asked, plan_id)
            elif field == "person":
                claims += _person(asked, plan_id)
            elif field == "contact":
                claims.append(_contact(asked, plan_id))
            elif field == "recipients":
                claims += _recipients(asked, plan_id)
            elif field == "place":
                claims += _place(asked, plan_id)
            else:
                claims += _field(asked, plan_id, field, nearest)
    if any(c.kind == "stated" for c in claims) and set(query_fields) & _OF_ONE:
        claims = [c for c in claims if c.kind == "stated"]
    return draft(asked, claims, reason="not_stated", nearest=nearest)


# "Tổng đài quốc gia bảo vệ trẻ em 111", "điện thoại 0260 3862 456", "vp@tinh.gov.vn"
_LINE = re.compile(
    r"(?:tổng đài|đường dây nóng|điện thoại|hotline|gọi)\b[^.;\d]{0,60}"
    r"\b(?:0\d[\d. ]{6,12}\d|1\d{2,3}|1[89]00[\d ]{4,7})\b|[\w.]+@[\w.]+\w",
    re.IGNORECASE,
)


def _contact(asked: Asked, plan_id: str) -> DraftClaim:
    """A telephone line or address that the plan prints on the subject; most print none."""
    for hit in asked.book.hits(replace(asked.query, plans=(plan_id,)), 10):
        text = hit.passage.text
        if _LINE.search(text) and asked.matcher.score(text) >= TOPIC_FLOOR:
            piece = asked.book.passage_slice(hit.passage)
            return stated(brief(text, asked.matcher, 60), plan_id, (piece,))
    return absent(asked.phrases.say("no_header_contact"), plan_id)


def _person(asked: Asked, plan_id: str) -> list[DraftClaim]:
    """Who a person named is: the plans name nobody but their signers."""
    name = asked.book.by_id[plan_id].signer
    if name is not None and fold(name) in fold(asked.query.question):
        return [_signer(asked, plan_id)]
    return [absent(asked.phrases.say("no_header_person"), plan_id)]


def _other_document(asked: Asked, plan_id: str) -> list[DraftClaim]:
    """When a law was made, where the plan's basis prints it; who signed it never stands there."""
    question = fold(asked.query.question)
    signer = re.search(r"\bky\b|sign|hieu luc", question)
    name = _LAW_NAME.match(question)
    for one in asked.book.statements(plan_id, "basis"):
        dated = re.search(r"\d{4}", one.task.text)
        if dated and name and not signer and name.group(1) in fold(one.task.text):
            return [stated(brief(one.task.text, None, 60), plan_id, one.sources)]
    return [absent(asked.phrases.say("no_answer"), plan_id)]


def _field(asked: Asked, plan_id: str, name: str, nearest: list[Slice]) -> list[DraftClaim]:
    say = asked.phrases.say
    if name == "signer":
        return [_signer(asked, plan_id)]
    found = asked.book.header(plan_id, name)
    if found is None:
        return [absent(say(f"no_header_{name}"), plan_id)]
    if found.value is None:
        nearest += found.sources
        key = "number_blank" if name == "number" else "date_partial"
        written = " ".join(piece.text for piece in found.sources)
        if name == "date" and re.search(r"\d", written):
            return [*_partial_date(asked, plan_id, found)]
        return [absent(say(key, value=written), plan_id)]
    written = " ".join(" ".join(piece.text.split()) for piece in found.sources)
    value = found.value if name in ("number", "title") else written
    if name == "issuer":
        plan = asked.book.by_id[plan_id]
        value = plan.issuer if plan.issuer and len(plan.issuer) > len(written) else written
        place = asked.book.header(plan_id, "place")
        sources = (*found.sources, *(place.sources if place else ()))
        return [stated(say("header_issuer", value=value), plan_id, sources)]
    return [stated(say(f"header_{name}", value=value), plan_id, found.sources)]


def _place(asked: Asked, plan_id: str) -> list[DraftClaim]:
    """The plan's place; of a district also the province, in the plan's own words."""
    plan = asked.book.by_id[plan_id]
    if (
        plan.place_level == "huyen"
        and plan.province
        and re.search(r"tinh|province", fold(asked.query.question))
    ):
        written = f"tỉnh {plan.province}"
        start = asked.book.text(plan_id).find(written)
        if start < 0:
            return [absent(asked.phrases.say("no_header_place"), plan_id)]
        sections = asked.book.sections(plan_id).values()
        holder = next(s for s in sections if s.start <= start < s.end)
        whole = asked.book.slice(plan_id, holder, holder.start, holder.end)
        return [stated(asked.phrases.say("header_place", value=written), plan_id, (whole,))]
    return _field(asked, plan_id, "place", [])


def _partial_date(asked: Asked, plan_id: str, found: HeaderField) -> list[DraftClaim]:
    """A printed month and year answer "which month", and may tell which plan is the earlier."""
    written = found.sources[0].text
    text = asked.phrases.say("date_partial", value=written)
    asks = re.search(r"thang (?:may|nao)|month|nam nao|year", fold(asked.query.question))
    if asks or asked.query.form == "compare":
        return [stated(text, plan_id, found.sources)]
    return [absent(text, plan_id)]


def _signer(asked: Asked, plan_id: str) -> DraftClaim:
    """Name and office, each from the signature block; the office alone answers "chức vụ gì"."""
    name = asked.book.header(plan_id, "signer")
    office = asked.book.header(plan_id, "signer_title")
    wants_office = re.search(r"chuc (?:danh|vu|gi)|position|title", fold(asked.query.question))
    if name is None and not (office and wants_office):
        return absent(asked.phrases.say("no_header_signer"), plan_id)
    fields = [field for field in (name, office) if field is not None]
    value = ", ".join(field.value or "" for field in fields)
    slices = [piece for field in fields for piece in field.sources]
    return stated(asked.phrases.say("header_signer", value=value), plan_id, slices)


def _recipients(asked: Asked, plan_id: str) -> list[DraftClaim]:
    sections = asked.book.sections(plan_id)
    found = [s for s in sections.values() if s.id.startswith("noi_nhan/")]
    if not found:
        return [absent(asked.phrases.say("no_header_recipients"), plan_id)]
    pieces = [asked.book.slice(plan_id, s, s.start, s.end) for s in found]
    lexicon = asked.book.lexicon
    named = [
        piece for piece in pieces for m in lexicon.find_agencies(piece.text)
        if any(lexicon.same_agency(wanted, m.name) for wanted in asked.query.agencies)
    ]  # fmt: skip
    pieces = list(dict.fromkeys(named)) or _of_kind(asked, pieces)
    return [stated(piece.text.lstrip("-+*• "), plan_id, (piece,)) for piece in pieces]


_TO_REPORT = re.compile(r"\bb/c\b|bao cao")
_BODY = re.compile(r"(?<!van )\b(so|bo|phong|ban|hoi) (?:nao|gi)\b")


def _of_kind(asked: Asked, pieces: list[Slice]) -> list[Slice]:
    """ "gửi để báo cáo những nơi nào": those marked so; "gửi sở nào": the Sở among them."""
    question = fold(asked.query.question)
    if _TO_REPORT.search(question):
        pieces = [p for p in pieces if _TO_REPORT.search(fold(p.text))] or pieces
    kind = _BODY.search(question)
    if kind is not None:
        head = re.compile(rf"[-+*• ]*(?:cac )?{kind.group(1)}\b")
        pieces = [p for p in pieces if head.match(fold(p.text))] or pieces
    return pieces


def _amount(asked: Asked, plan_id: str) -> DraftClaim:
    """A sum of money in the part on funding; of one subject only where that sum is stated."""
    purpose = without_money(asked)
    matcher = purpose.matcher
    best: tuple[float, Statement] | None = None
    for statement in asked.book.statements(plan_id, "funding"):
        if not _AMOUNT.search(statement.task.text) or _wants_total(asked, statement.task.text):
            continue
        text = statement.task.text
        score = 1.0 if matcher.empty else max(map(matcher.score, clauses_of(text)))
        if not purpose.unsaid(text) and (best is None or score > best[0]):
            best = score, statement
    if best is None:
        return absent(asked.phrases.say("no_amount"), plan_id)
    text = brief(best[1].task.text, asked.matcher)
    return stated(text, plan_id, best[1].sources)


def _wants_total(asked: Asked, text: str) -> bool:
    """A total is asked and the text gives a part of it."""
    total = re.search(r"\btong\b|ca giai doan|toan bo|total", fold(asked.query.question))
    return total is not None and not re.search(r"\btong\b|ca giai doan|toan bo", fold(text))


def basis(asked: Asked) -> Draft:
    """The documents that the preamble names."""
    claims: list[DraftClaim] = []
    if _IN_NOTES.search(fold(asked.query.question)):
        return draft(asked, _from_notes(asked), reason="not_stated", nearest=near_slices(asked))
    for plan_id in asked.query.plans:
        found = asked.book.statements(plan_id, "basis")
        claims += [
            stated(brief(s.task.text, None, 60), plan_id, s.sources) for s in _meant(asked, found)
        ]
        if not found:
            claims.append(absent(asked.phrases.say("no_basis"), plan_id))
    return draft(asked, claims, reason="not_stated", nearest=near_slices(asked))


def not_cited(asked: Asked, numbers: Sequence[str]) -> Draft | None:
    """ "Có căn cứ Quyết định 254 không?": what the plans rest on, where none of them names it."""
    texts = " ".join(re.sub(r"\s", "", asked.book.text(p)) for p in asked.query.plans).casefold()
    if any(number.casefold() in texts for number in numbers):
        return None
    told = basis(replace(asked, query=replace(asked.query, documents=(), terms=())))
    return replace(told, query=asked.query)


_IN_NOTES = re.compile(r"\bchu thich\b|\bcuoi trang\b|footnote")


def _from_notes(asked: Asked) -> list[DraftClaim]:
    """ "Theo chú thích, … tại văn bản nào": the notes that cover the question best."""
    scored = [
        (asked.matcher.score(note.task.text), note)
        for plan_id in asked.query.plans
        for note in asked.book.statements(plan_id, "note")
    ]
    best = max((score for score, _ in scored), default=0.0)
    return [
        stated(brief(note.task.text, None, 60), note.plan_id, note.sources)
        for score, note in scored
        if score >= max(TOPIC_FLOOR, NEAR_BEST * best)
    ]


def _issued_by_named(asked: Asked, found: list[Statement]) -> list[Statement]:
    """ "văn bản nào của UBND tỉnh …": the bases that name the body the question names."""
    lexicon = asked.book.lexicon
    wanted = lexicon.find_agencies_in_question(asked.query.question)
    return [
        one for one in found
        if any(
            lexicon.same_agency(w.name, m.name)
            for w in wanted if not w.generic for m in lexicon.find_agencies(one.task.text)
        )
    ]  # fmt: skip


def describes_another(asked: Asked) -> bool:
    """Whether the question describes a document that no preamble names."""
    if asked.matcher.empty:
        return False
    found = [s for p in asked.query.plans for s in asked.book.statements(p, "basis")]
    if _issued_by_named(asked, found):
        return False
    return all(asked.matcher.score(one.task.text) < TOPIC_FLOOR for one in found)


_ALL_OF_THEM = re.compile(r"\b(?:nhung|cac) (?:van ban|can cu|tai lieu)|legal bases|documents")
_THEIR_PARTS = frozenset("so ngay van ban nam tung ro can cu phap ly co so tai lieu".split())
_ISSUING = frozenset("duoc ban hanh thuc hien trien khai xay dung nhung cac de theo nay ra".split())


_SORT = (
    r"(to trinh|cong van|quyet dinh|nghi quyet|nghi dinh|thong tu|chi thi|luat|chuong trinh|"
    r"huong dan|ket luan)"
)
_OF_SORT = re.compile(
    rf"(?:^|\bso hieu )(?:cai |ban )?{_SORT} (?:nay |do )?"
    r"(?:duoc|neu|o|trong|tai|nao|ma|la|cua|so)\b|"
    rf"\b{_SORT} (?:so )?(?:nao|may|bao nhieu|gi)\b"
)


def _meant(asked: Asked, found: list[Statement]) -> list[Statement]:
    """The bases the question describes; all of them where it describes none.

    "Tờ trình nêu ở phần căn cứ là của ai": those of that sort, where any is.
    """
    sort = _OF_SORT.search(fold(asked.query.question))
    if sort is not None:
        named = sort.group(1) or sort.group(2)
        found = [one for one in found if re.search(rf"\b{named}\b", fold(one.task.text))] or found
    words = {fold(word) for word in asked.query.terms} - set(asked.query.years)
    if _ALL_OF_THEM.search(fold(asked.query.question)):
        # "… để ban hành Kế hoạch công tác bình đẳng giới": that names the plan, no basis
        titles = (fold(asked.book.by_id[p].title) for p in asked.query.plans)
        words -= {word for title in titles for word in title.split()} | _THEIR_PARTS
    if words <= _ISSUING:  # "để ban hành kế hoạch", not a basis with "ban hành" in it
        return _issued_by_named(asked, found) or found
    scores = [asked.matcher.score(one.task.text) for one in found]
    best = max(scores, default=0.0)
    if best < TOPIC_FLOOR:
        return _issued_by_named(asked, found) or found
    return [one for one, score in zip(found, scores, strict=True) if score >= NEAR_BEST * best]
