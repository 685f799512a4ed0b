"""How often something is done or comes out: confirmed, or counted ("mỗi quý phát hành mấy số")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from rag.answers.shape import SAID_WHOLE, Asked, brief, clauses_of, draft, stated, without_marker
from rag.references import NUMBER_WORDS
from rag.schema import Draft, DraftClaim, Lead, Passage, Slice
from rag.text import fold, has_marks, lower, nfc
from rag.understanding.spelt import Spelt
from rag.understanding.yes_no import confirms

_OFTEN = re.compile(
    r"\b(?:mỗi|hằng|hàng|từng)\s+(?P<time>năm|quý|tháng|tuần|ngày|học kỳ)\b(?! \d{4})"
)
_OFTEN_BARE = re.compile(r"\b(?:moi|hang) (?P<time>nam|quy|thang|tuan|ngay|hoc ky)\b(?! \d{4})")
_SENT = re.compile(r"\b(?:bao cao|gui|nop|hop dong|sinh)\b")
"""What is sent has its own dates."""
_NEGATED = re.compile(r"\b(?:khong|chua)\b(?!\W*$).*\b(?:khong|ko)\b")
""" "Có phải … không yêu cầu mỗi tháng … không": what is not done is not looked for."""
_PLAINLY = frozenset(
    "mỗi hằng hàng từng năm quý tháng tuần ngày học kỳ moi hang nam quy thang tuan ngay hoc ky "
    "phải có được đăng phát ra làm tổ chức thực hiện ít nhất tối thiểu lần phai co duoc dang phat "
    "lam to chuc thuc hien it nhat toi thieu lan một mot hai ba".split()
)
_COUNTED = re.compile(r"(?<![\d.,/])(?P<count>\d{1,3}|[a-z]+) (?P<what>[a-z]{2,})")
_THINGS = frozenset(
    "tin bai lan lop buoi cuoc ky xa phuong thon so chuong hoi nguoi ca dot mo cau don".split()
)
_NUMBERS = {fold(word): number for word, number in NUMBER_WORDS.items()}
_MARKED = {
    "nam": "năm", "quy": "quý", "thang": "tháng", "tuan": "tuần", "ngay": "ngày",
    "hoc ky": "học kỳ",
}  # fmt: skip
_OF_PAPERS = re.compile(r"(?:dự toán|ngân sách|kế hoạch|xã hội|công tác|kết quả|năm,?|và)\s*$")
""" "Dự toán hằng năm", "kế hoạch 5 năm và hằng năm": which paper, and no time of a work."""
_OF_LEVEL = re.compile(
    r"(?:(?:ubnd|ủy ban nhân dân) )?(?:cấp |các )*(?P<level>xã|phường|huyện|thôn)\b"
)
_SENTENCE_END = re.compile(r"(?<=[.;])\s+(?![^(]*\))")


def often_confirmed(asked: Asked) -> Draft | None:
    """ "Có đúng là các xã mỗi tháng phải có một tin, bài không?": what the plan says of it.

    None where no sentence says how often the whole of what is asked is done.
    """
    query, question = asked.query, lower(nfc(asked.query.question))
    often = _OFTEN if has_marks(question) else _OFTEN_BARE
    times = [fold(one["time"]) for one in often.finditer(question)]
    if len(times) != 1 or not query.narrowed or query.lang != "vi" or not confirms(question):
        return None
    if (
        _SENT.search(fold(question))
        or _NEGATED.search(fold(question))
        or query.documents
        or query.items
    ):
        return None
    written = f"mỗi {_MARKED[times[0]]}"
    words = tuple(w for w in query.subject if lower(w) not in _PLAINLY and not w.isdigit())
    meant = replace(asked, query=replace(query, subject=words))
    if not asked.subject.names_one(meant.query):
        return None
    told: list[tuple[DraftClaim, str]] = []
    for plan_id in query.plans:
        found = [*_sentences(meant, plan_id)]
        # said of the time asked about, where one of several says so
        same = [row for row in found if times[0] in _times(row[0])]
        if not found:
            return None
        sentence, piece = (same or found)[0]
        sentence = _with_rest(sentence, piece)
        told.append(
            (stated(brief(without_marker(sentence), None, _LONGEST), plan_id, (piece,)), sentence)
        )
    so = [times[0] in _times(sentence) for _, sentence in told]
    exact = all(
        _figures(question) <= _figures(said)
        and any(_digits(question) <= _digits(part) for part in _parts_of(said, times[0]))
        for _, said in told
    )
    say = asked.phrases.say
    if all(so):
        lead = Lead(say("confirmed" if exact else "not_said"))
    elif not any(so):
        lead = Lead(say("not_that_value", value=written))
    else:
        return None
    return draft(asked, [claim for claim, _ in told], lead=lead)


def _with_rest(sentence: str, piece: Slice) -> str:
    """ "… mỗi tuần 03 lần trong tháng 5; các tháng còn lại mỗi tuần 01 lần": both, not one."""
    text = " ".join(piece.text.split())
    whole = next((one for one in re.split(r"(?<=\.)\s+", text) if sentence in one), sentence)
    rest = whole.replace(sentence, " ")
    return whole if _times(rest) and len(whole.split()) <= _LONGEST else sentence


_LONGEST = 60


def _sentences(asked: Asked, plan_id: str) -> Iterator[tuple[str, Slice]]:
    """Those that say how often all of what is asked is done, and who is asked about."""
    for parts in asked.book.passages(plan_id).values():
        for piece in map(asked.book.passage_slice, parts):
            headings = asked.book.headings(piece)
            for sentence in _SENTENCE_END.split(" ".join(piece.text.split())):
                if not _times(sentence) or _SENT.search(fold(sentence)):
                    continue
                texts = (sentence, *headings)
                said = asked.subject.share_said(asked.query, *texts) >= SAID_WHOLE
                if said and all(_names(asked, name, texts) for name in asked.query.agencies):
                    yield sentence, piece


def _parts_of(sentence: str, time: str) -> list[str]:
    """ "Xây dựng 50 câu lạc bộ, mỗi năm 10 câu lạc bộ": the parts that are said of that time.

    A figure of another part is no figure of each year; several of them say no one thing.
    """
    parts = [part for part in re.split(r",(?!\d)|;", sentence) if time in _times(part)]
    return parts if len(parts) == 1 else []


def _names(asked: Asked, name: str, texts: tuple[str, ...]) -> bool:
    """Whether a text names an agency; of all the communes the word alone: "100% xã, phường"."""
    lexicon = asked.book.lexicon
    if any(lexicon.same_agency(name, m.name) for t in texts for m in lexicon.find_agencies(t)):
        return True
    of_level = _OF_LEVEL.match(lower(name))
    return of_level is not None and of_level["level"] in re.findall(r"\w+", lower(texts[0]))


def _times(sentence: str) -> set[str]:
    """How often a sentence says that something is done."""
    text = lower(sentence)
    found = (one for one in _OFTEN.finditer(text) if not _OF_PAPERS.search(text[: one.start()]))
    return {fold(" ".join(one["time"].split())) for one in found}


def _figures(text: str) -> set[tuple[int, str]]:
    """What is counted, with how many: "một tin" and "01 tin" are (1, "tin")."""
    told = ((one["count"], one["what"]) for one in _COUNTED.finditer(fold(text)))
    return {
        (int(count) if count.isdigit() else _NUMBERS[count], what) for count, what in told
        if (count.isdigit() or count in _NUMBERS) and what in _THINGS
    }  # fmt: skip


def _digits(text: str) -> set[str]:
    """Its figures as they are printed, "01" as "1"; no years."""
    found = re.findall(r"\d+(?:[.,/]\d+)*%?", text)
    return {one.lstrip("0") for one in found if not re.fullmatch(r"(?:19|20)\d\d", one)}


_ASKED = Spelt(
    r"\b(?:mỗi|hằng|hàng|một|1) (?P<period>quý|tháng|tuần|năm)\b[^,;?]*?\b(?:mấy|bao nhiêu)"
    r" (?P<unit>số|kỳ)\b(?! (?:tiền|liệu|hiệu|lượng|người|vụ|lớp|xã|điện))"
)
_OF_ASKING = frozenset("mỗi hằng hàng một quý tháng tuần năm phát hành có ra sóng đăng in".split())


def each_period(asked: Asked) -> Draft | None:
    """The clause with that many in that period; of several those that say the subject."""
    query = asked.query
    found = _ASKED.search(query.question) if query.lang == "vi" else None
    if found is None or not query.narrowed or query.unaccented:
        return None
    period, unit = found["period"], found["unit"]
    tells = re.compile(
        rf"\b(?:mỗi|hằng|hàng|một) {period},? (?:ít nhất )?\d+ {unit}\b|"
        rf"\b\d+ {unit} ?(?:/|mỗi |một |hằng |hàng ){period}\b"
    )
    named = [w for w in query.subject if lower(w) not in _OF_ASKING]
    claims = []
    for plan_id in query.plans:
        passages: list[Passage] = [
            one for parts in asked.book.passages(plan_id).values() for one in parts
            if tells.search(lower(one.text))
        ]  # fmt: skip
        on_it = [one for one in passages if asked.subject.share_said(query, one.text) >= SAID_WHOLE]
        for one in (on_it if named else passages)[:_MOST]:
            clause = next((c for c in clauses_of(one.text) if tells.search(lower(c))), one.text)
            text = brief(without_marker(clause), None, _WORDS)
            claims.append(stated(text, plan_id, (asked.book.passage_slice(one),)))
    return draft(asked, claims) if claims else None


_MOST, _WORDS = 3, 45
