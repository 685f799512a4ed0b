"""What a question asks to confirm held against the words of the plan, piece by piece.

"Ngân sách tỉnh 18.600 triệu phải không?": the plan has all of it in order but the sum, which is
another. Only where every word asked stands there in order; else the answerers of the intent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rag.alignment import VALUES, Aligned, Kind, Piece, align, pieces
from rag.answers.agencies.rows import SUPPORTS, is_collective
from rag.answers.money.money_source import is_row, money_text
from rag.answers.shape import Asked, brief, clauses_of, draft, stated, tidy, without_marker
from rag.schema import Assignment, Draft, DraftClaim, HeaderName, Lead, Slice
from rag.table import is_row_id
from rag.text import fold, lower, nfc
from rag.understanding.own_places import own_places
from rag.understanding.yes_no import confirms
from rag.values import SPAN_OF_YEARS, as_marked

_HEAD = re.compile(
    r"^\W*(?:(?:co phai|phai chang|lieu)(?: la| rang)?\b|(?:theo|trong)(?: ban)? ke hoach\b)"
)
_TAIL = re.compile(
    r"[\s,]*(?:\b(?:co )?(?:phai|dung)(?: la)?(?: the| vay| nhu vay| nhu the)?"
    r" (?:khong|ko|k|hong|chu)|"
    r"\b(?:a|ha|nhi|chu)|(?P<whether>\b(?:hay )?(?:khong|ko)))(?: (?:vay|nhi|a|the|ha|ban))*\W*$"
)
_PLACE = re.compile(
    r"(?:\b(?:theo|trong|tai|o|cua|thi)\s+)*"
    r"(?:(?:ban )?(?:ke hoach|kh)\s+(?:(?:cua|o|tai|nam)\s+)*)?"
    r"·+(?:\s+(?:thi|la)\b)?\W*"
)
_PLAN_BEHIND = re.compile(r"\s+(?:trong|theo|o)(?: ban)? ke hoach(?: nay| do)?\W*$")
_IS_IT = re.compile(r"\bco phai\b")
""" "Chủ tịch có phải là bà X không" is answered "Đúng."."""
_BUDGET_OF = re.compile(r"\bngân sách\s+$", re.IGNORECASE)
_LEVEL = re.compile(r"(?:tỉnh|thành phố|huyện|thị xã|quận|xã|phường|thị trấn)\s+", re.IGNORECASE)
""" "Ngân sách tỉnh Vân Hải": whose budget it is stays where the place is left out."""
_SMALL = frozenset(
    "la thi se da duoc co vao luc trong khoang phai can cua o tai ve den so cho la voi muc".split()
)
_NOT_SMALL = frozenset("chợ đền cổ cờ vé".split())
""" "Ở chợ": read without its marks it would be a small word."""
_OF_DATE = frozenset({"ky", "ban", "hanh", "ngay", "ra"})
"""Of a document cited: "ký ngày", "ban hành năm"."""
_OF_MONEY = frozenset({"cap", "bo", "tri", "chi", "danh", "het"})
_LEAST = 3
"""Pieces that must be said, a value among them or not; fewer words tell no one thing."""
_OF_DOCUMENT: frozenset[Kind] = frozenset({"year", "day", "agency"})
""" "Nghị quyết 28 của Thủ tướng": its day and who gave it; its number tells which it is."""
_UNITS = {"trieu": "triệu", "dong": "đồng", "nghin": "nghìn", "ngan": "ngàn", "ty": "tỷ"}
_BARE_UNIT = re.compile(r"(?<=\d )(?:trieu|nghin|ngan|ty)\b|(?<=\d )dong\b")
""" "Giai đoạn 2026 - 2030": of a year in it nothing is said."""
_NUMBER_OF = re.compile(
    r"\b(?:so|quyet dinh|nghi quyet|nghi dinh|luat|muc|khoan|dieu|tieu|du an) $"
)
_SHOWN = 2
_BEFORE = 60
"""Letters before a document in which "theo đề nghị của …" names who gave it."""
_MOST = 0.7
"""Share of the words from which another passage with the asked values may say it."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A text of the plan that says what is asked, and who is given it."""

    aligned: Aligned
    text: str
    slices: tuple[Slice, ...]
    given: tuple[Assignment, ...]


def as_printed(asked: Asked) -> Draft | None:
    """ "Đúng.", or which value is another, with the plan's words; None where it is not sure."""
    query = asked.query
    if query.lang != "vi" or not confirms(query.question):
        return None
    if len(query.plans) != 1 or query.missing:
        return None
    if asked.book.by_id[query.plans[0]].number in query.documents:
        return None  # its own number stands above its annexes too; its day is in the letterhead
    question, whether = _asserted(asked)
    lexicon = asked.book.lexicon
    names = [(m.start, m.end, m.name) for m in lexicon.find_agencies_in_question(question)]
    if whole := _written_whole(asked, question):
        names = [whole, *(one for one in names if one[0] >= whole[1])]
    wanted = pieces(question, names)
    small = _SMALL | (_OF_DATE if query.documents else frozenset())
    if (own := _of_letterhead(asked, question, wanted)) is not None:
        return own
    if any(one.kind == "sum" for one in wanted):
        small |= _OF_MONEY
    if any(lower(question[one.start : one.end]) in _NOT_SMALL for one in wanted):
        return None
    heavy = [one for one in wanted if not (one.kind == "word" and one.key in small)]
    if len(heavy) < _LEAST or not any(one.kind == "word" for one in heavy):
        return None
    begun = wanted[:1] if wanted[0].kind == "agency" else wanted[: _named(asked, wanted)]
    for named in dict.fromkeys(((), begun)):
        left = wanted[len(named) :]
        while named and left and left[0].key in small:
            left = left[1:]
        if not left or (named and len(left) < _LEAST - 1):
            continue
        told = _told(asked, question, left, named, small, whether)
        if told is not None:
            return told
    return None


def _written_whole(asked: Asked, question: str) -> tuple[int, int, str] | None:
    """The agency that a question begins with, as the plan writes it out.

    "Trung tâm Văn hóa, Thể thao và Truyền thông huyện": no shorter name that is known.
    """
    given = asked.book.assignments(asked.query.plans[0])
    names = {agency.written: agency.name for one in given for agency in one.agencies}
    begins = [one for one in names if f"{fold(question)} ".startswith(f"{fold(one)} ")]
    longest = max(begins, key=len, default=None)
    return (0, len(longest), names[longest]) if longest else None


_LONGEST_NAME = 8
_WORD = re.compile(r"[^\W_]+")


def _named(asked: Asked, wanted: Sequence[Piece]) -> int:
    """ "Các khu phố báo cáo …", of the "Ban điều hành các khu phố": words that name who does it."""
    names = [
        " ".join(["", *_WORD.findall(fold(agency.written)), ""])
        for one in asked.book.assignments(asked.query.plans[0]) for agency in one.agencies
    ]  # fmt: skip
    for n in range(min(len(wanted), _LONGEST_NAME), 1, -1):
        words = [one.key for one in wanted[:n] if one.kind == "word"]
        if len(words) == n and any(f" {' '.join(words)} " in name for name in names):
            return n
    return 0


_OF_LETTERHEAD = frozenset("ke hoach van ban hanh ky duoc da vao ngay la so mang co ra nay".split())


def _of_letterhead(asked: Asked, question: str, wanted: Sequence[Piece]) -> Draft | None:
    """ "… ban hành ngày 6/3/2026": of the plan itself, whose number and date are no passage."""
    values = [one for one in wanted if one.kind in VALUES]
    words = {one.key for one in wanted if one.kind not in VALUES}
    kinds = tuple(one.kind for one in values)
    if not words <= _OF_LETTERHEAD or not words & {"hanh", "ky", "so"}:
        return None
    name: HeaderName = "number" if kinds == ("figure",) and "so" in words else "date"
    if name == "date" and kinds not in (("day",), ("day", "year")):
        return None
    plan_id, say = asked.query.plans[0], asked.phrases.say
    field = asked.book.header(plan_id, name)
    if field is None or not field.value:
        return None
    told = {(one.kind, one.key) for one in pieces(nfc(field.value), ())}
    so = {(one.kind, one.key) for one in values} <= told
    written = question[values[0].start : values[-1].end].strip()
    lead = say("confirmed") if so else say("not_that_value", value=written)
    text = say("header_number", value=field.value) if name == "number" else field.value
    return draft(asked, [stated(text, plan_id, field.sources)], lead=Lead(lead))


def _told(
    asked: Asked,
    question: str,
    wanted: Sequence[Piece],
    named: Sequence[Piece],
    small: frozenset[str],
    whether: bool,
) -> Draft | None:
    plan_id, say = asked.query.plans[0], asked.phrases.say
    found = [*_texts(asked, plan_id, wanted, small)]
    so = [one for one in found if not one.aligned.wrong]
    if named:
        hers = [one for one in found if _leads(asked, question, one, named)]
        so = [one for one in so if one.given]
        if so and not hers:
            return _not_by(asked, so, named)
        found = hers
        so = [one for one in hers if not one.aligned.wrong]
    if so:
        return _shown(asked, so, Lead(say("yes" if whether else "confirmed")))
    values = [one for one in wanted if one.kind in VALUES]
    if not found or not values or any(one.aligned.open for one in found):
        return None
    known = {one.slices[0] for one in found}
    others = {asked.book.passage_slice(one)
              for held in asked.book.passages(plan_id).values() for one in held}  # fmt: skip
    if named:  # what is given to others says nothing of who is asked about
        others = {one.task for one in asked.book.assignments(plan_id)
                  if _is_of(asked, question, one, named)}  # fmt: skip
        known |= {row.task for one in found for row in one.given}
    of_value = any(one.kind in VALUES for text in found for one, _ in text.aligned.wrong)
    if of_value and _said_elsewhere(wanted, small, others - known):
        return None
    least = min(len(one.aligned.wrong) for one in found)
    nearest = [one for one in found if len(one.aligned.wrong) == least]
    wrong = {pair[0] for one in nearest for pair in one.aligned.wrong}
    written = ", ".join(
        question[piece.start : piece.end].strip(" /") for piece in wanted if piece in wrong
    )
    return _shown(asked, nearest, Lead(say("not_that_value", value=written)))


def _leads(asked: Asked, question: str, one: _Found, named: Sequence[Piece]) -> bool:
    """Whether who the question begins with leads the work."""
    return any(row.role != SUPPORTS and _is_of(asked, question, row, named) for row in one.given)


def _is_of(asked: Asked, question: str, row: Assignment, named: Sequence[Piece]) -> bool:
    written = fold(question[named[0].start : named[-1].end])
    same = asked.book.lexicon.same_agency
    return any(
        written in fold(agency.written)
        or (named[0].kind == "agency" and same(named[0].key, agency.name))
        for agency in row.agencies
    )


_REPORTS = re.compile(
    r"\bbao cao (?:(?:cac|chi tieu|so lieu|ket qua) )*(?:dinh ky|hang|moi|theo|0?6 thang|nam|quy)\b"
)


def _not_by(asked: Asked, so: Sequence[_Found], named: Sequence[Piece]) -> Draft | None:
    """Of work that is said so: that the agency only takes part, or who is given it."""
    same, say, name = asked.book.lexicon.same_agency, asked.phrases.say, named[0]
    known = asked.book.lexicon.agencies.in_questions.get(name.key)
    if name.kind != "agency" or known is None or known.entry.generic or is_collective(name.key):
        return None
    if _REPORTS.search(fold(asked.query.question)):
        return None  # each has reports of its own, which another sentence or a table tells
    rows = [row for one in so for row in one.given]
    if any(same(name.key, a.name) for row in rows for a in (*row.agencies, *row.partners)):
        asks = not {"chu tri", "phoi hop"}.isdisjoint(asked.query.roles)
        return None if asks else _shown(asked, so, Lead(say("only_partner")))
    if any(len(row.agencies) > 1 or is_collective(a.name) for row in rows for a in row.agencies):
        return None
    return _shown(asked, so, Lead(say("not_that_agency", agency=name.key)))


def _shown(asked: Asked, found: Sequence[_Found], lead: Lead) -> Draft:
    plan_id = asked.query.plans[0]
    claims: list[DraftClaim] = []
    for one in found[:_SHOWN]:
        text, rows = one.text, [row for row in one.given if row.role != SUPPORTS]
        slices = one.slices
        if rows:
            names = ", ".join(dict.fromkeys(a.written for row in rows for a in row.agencies))
            named = all(fold(a.written) in fold(text) for row in rows for a in row.agencies)
            text = text if named else f"{names}: {text}"
            above = tuple(dict.fromkeys(piece for row in rows for piece in row.sources))
            whole = slices[0]
            slices = (*above, *(() if any(_is_whole(p, whole) for p in above) else slices))
        partners = ", ".join(dict.fromkeys(a.written for row in rows for a in row.partners))
        if partners and fold(partners) not in fold(text):
            text = asked.phrases.say("with_partners", text=text, partners=partners)
        claims.append(stated(text, plan_id, slices))
    return draft(asked, claims, lead=lead)


def _is_whole(piece: Slice, passage: Slice) -> bool:
    """Whether a slice is all of a passage but its marker."""
    return without_marker(passage.text.strip()) == without_marker(piece.text.strip())


def _asserted(asked: Asked) -> tuple[str, bool]:
    """What the question says, without its words of asking and the name of the plan.

    Also whether it is asked with "có … không".
    """
    question = as_marked(nfc(asked.query.question))
    if asked.query.unaccented:
        question = _BARE_UNIT.sub(lambda m: _UNITS[m[0]], question)
    book = asked.book
    agencies = book.lexicon.find_agencies_in_question(question)
    spans = [
        (one.start, one.end) for one in own_places(question, book.register)
        if not any(a.start < one.end and one.start < a.end for a in agencies)
        and question[: one.start].count('"') % 2 == 0
    ]  # fmt: skip
    for begin, end in spans:
        level = _BUDGET_OF.search(question[:begin]) and _LEVEL.match(question, begin)
        start = level.end() if level else begin
        question = question[:start] + "·" * (end - start) + question[end:]
    tail = _TAIL.search(fold(question))
    question = question[: tail.start()] if tail else question
    head = _HEAD.match(fold(question))
    question = question[head.end() :] if head else question
    for place in reversed([*_PLACE.finditer(fold(question))]):
        question = f"{question[: place.start()]} {question[place.end() :]}"
    behind = _PLAN_BEHIND.search(fold(question))
    question = question[: behind.start()] if behind else question
    whether = tail and tail["whether"] and not head and not _IS_IT.search(fold(question))
    return question.strip(" ,:"), bool(whether)


def _texts(
    asked: Asked, plan_id: str, wanted: Sequence[Piece], small: frozenset[str]
) -> Iterator[_Found]:
    """The passages and rows with a sum that say it, also with another value."""
    book = asked.book
    given = book.assignments(plan_id)
    words = {one.key for one in wanted if one.kind == "word" and one.key not in small}
    otherwise = _OF_DOCUMENT if asked.query.documents else VALUES
    rows = (
        (money_text(one), one.sources)
        for one in book.statements(plan_id, "allotment") if is_row(one)
    )  # fmt: skip
    passages = (
        (piece.text, (piece,))
        for held in book.passages(plan_id).values() for passage in held
        if not is_row_id((piece := book.passage_slice(passage)).section)
    )  # fmt: skip
    for printed, slices in (*passages, *rows):
        if not words <= set(re.findall(r"[^\W\d_]+", fold(printed))):
            continue
        text = nfc(printed)
        found = book.lexicon.find_agencies_in_question(text)
        names = [(m.start, m.end, m.name) for m in found]
        said = pieces(text, names)
        same = book.lexicon.same_agency
        aligned = align(wanted, said, small, same) or align(
            wanted, said, small, same, otherwise=otherwise
        )
        if aligned is None or not _one_thing(aligned, wanted, text):
            continue
        named = {one.key for one in said if one.kind == "agency"
                 and aligned.start - _BEFORE <= one.start < aligned.start}  # fmt: skip
        if any(
            one.kind == "agency" and any(same(one.key, name) for name in named)
            for one, _ in aligned.wrong
        ):
            continue  # "theo đề nghị của … tại Tờ trình số …": named before it
        first = slices[0]
        begin = first.start + aligned.start
        hers = tuple(
            row for row in given
            if len(slices) == 1 and row.task.start <= begin < row.task.end
        )  # fmt: skip
        yield _Found(aligned, _clause(asked, text, aligned), slices, hers)


def _one_thing(aligned: Aligned, wanted: Sequence[Piece], text: str) -> bool:
    """Whether what differs is one value, and no number of an item or a document."""
    if not aligned.wrong:
        return True
    kinds = {asked.kind for asked, _ in aligned.wrong}
    if len(aligned.wrong) > 1 and kinds != {"day", "year"}:
        return False
    spans = [one.span() for one in SPAN_OF_YEARS.finditer(text)]
    if any(start <= other.start < end for _, other in aligned.wrong for start, end in spans):
        return False
    words = sum(one.kind == "word" for one in wanted)
    numbered = any(
        _NUMBER_OF.search(fold(text[: other.start])) for _, other in aligned.wrong
        if other.kind == "figure"
    )  # fmt: skip
    return words >= _LEAST - 1 and not numbered


def _said_elsewhere(
    wanted: Sequence[Piece], small: frozenset[str], others: Iterable[Slice]
) -> bool:
    """Whether another text has the asked values and most of the words, in whatever order."""
    words = {one.key for one in wanted if one.kind == "word" and one.key not in small}
    values = {(one.kind, one.key) for one in wanted if one.kind in VALUES}
    for piece in others:
        said = set(re.findall(r"[^\W\d_]+", fold(piece.text)))
        if len(words & said) < _MOST * len(words):
            continue
        if values <= {(one.kind, one.key) for one in pieces(nfc(piece.text), ())}:
            return True
    return False


def _clause(asked: Asked, text: str, aligned: Aligned) -> str:
    """The text, or where it is long the clauses that say it."""
    flat = " ".join(text.split())
    if len(flat.split()) <= 45:
        return tidy(without_marker(flat))
    kept, at = [], 0
    for clause in clauses_of(text):
        start = text.find(clause, at)
        at = start + len(clause)
        if start < aligned.end and aligned.start < at:
            kept.append(clause)
    shown = tidy(without_marker(" ".join(" ".join(kept).split())))
    return brief(shown, asked.matcher) + ("…" if at > aligned.end and kept[-1] != clause else "")
