"""How many there are of something: a plan that sets a target for them does not say it."""

from __future__ import annotations

import re

from rag.answers.shape import (
    SAID_WHOLE,
    Asked,
    absent,
    brief,
    clauses_of,
    draft,
    stated,
    without_marker,
)
from rag.schema import Draft, DraftClaim, Slice
from rag.table import is_row_id
from rag.text import fold, lower, nfc
from rag.understanding.spelt import Spelt

# "Hương Trà có bao nhiêu xã, phường?", "Trong vùng hiện có mấy trường?"
_THERE_ARE = re.compile(
    r"\b(?:co|gom|(?<!de )xay ra|ghi nhan|phat sinh)(?: (?:tat ca|tong cong|ca thay))? "
    r"(?:bao nhieu|may) (?!cai(?: roi| vay| the)?\W*$)(?P<noun>[a-z]+(?: [a-z]+)?)"
)
# "Số nạn nhân bạo lực năm 2022 là bao nhiêu?"
_NUMBER_OF = re.compile(
    r"(?<!ty )(?<!ti )(?<!trong tong )(?<!tren tong )\bso (?:luong |ca |vu )?"
    r"(?!hieu|ky|van|ke|cong|quyet|may|bao|tien|lieu|gio|muc)"
    r"(?P<noun>[a-z]+(?: [a-z]+)?)\b.*\b(?:la|co|bao gom) bao nhieu\b"
)
_HOW_MANY = re.compile(
    r"\bhow many (?P<noun>[a-z]+(?: [a-z]+){0,3}?) (?:does|do|did|are|is|were|was|have|has)\b"
    r".*\b(?:there|have|has|were|was)\b|"
    # "how many cases of violence did the commune record", "how many children drowned"
    r"\bhow many (?P<past>[a-z-]+(?: [a-z]+){0,3}?)"
    r"(?: (?:did|were|was|have|has)\b.*\b"
    r"(?:record|register|happen|occur|take place|found|detect|discover)\w*\b|"
    r" (?:(?:under|over|aged) \d+ )?(?:drowned|died|happened|occurred|took place|lives?)\b)"
)
_TO_REACH = re.compile(
    r"\b(?:phai|can|dat|phan dau|muon|se|toi thieu|it nhat|toi da|moi|cu|hang|tung|chi tieu|"
    r"muc tieu|phan tram|(?:den|toi|vao)(?: cuoi)? 20\d\d|"
    r"den nam|den het|toi nam|giam|tang|duy tri|xay dung|thanh lap|mo|to chuc|"
    r"ke hoach|must|should|will|plan|target|each|every|per|percent|by 20\d\d)\b|%"
)
""" "Phải có ít nhất mấy tin, bài": a target is what is asked for."""
_ALSO = {"phu nu": "nu", "nu gioi": "nu", "nam gioi": "nam"}
_OF_WORK = re.compile(
    r"(?:suat|lop|buoi|bang ron|bien canh|dot|cuoc thi|phong su|giai|khau hieu|km|ha|met)\b"
)
_MORE = re.compile(r",| va |\bbao nhieu\b.*\bbao nhieu\b")
_OF_PLAN = "phạm vi chương trình kế hoạch đề án gồm địa bàn"
""" "Chương trình gồm bao nhiêu huyện": all that the plan is for."""
_SAID = 0.6
"""Share of what is counted, and of whom, that a passage must say."""
_FEW = 3
_HITS = 10


def present_count(asked: Asked) -> Draft | None:
    """The passages that count the thing, or that no plan does; None where a target is asked."""
    query, question = asked.query, fold(asked.query.question)
    if asks_of_the_place(asked):
        of_place = _of_the_place(asked)
        if not of_place and not _UNITS_ASKED.search(question):
            of_place = [absent(asked.phrases.say("no_count_at_all"), p) for p in query.plans]
        if of_place:
            return draft(asked, of_place, reason="not_stated")
    noun = _noun(_without_places(asked, question))
    noun = "tre em" if noun == "em" else noun
    named = query.agencies or query.objectives or query.indicators or query.items
    if noun is not None and _OF_WORK.match(noun):
        return None  # "có mấy suất quà": what is to be given, and not what there is
    if noun is None or named or query.form == "count" or query.intent not in ("target", "general"):
        return None
    if _aimed_at(asked):
        return None
    # "15 nạn nhân": the thing right behind its number, also in the plans' words for it
    lexicon = asked.book.lexicon
    english = query.lang == "en"
    meant = lexicon.from_english(noun, lambda words: _said(asked, words)) if english else ()
    things = [noun, *map(fold, meant or lexicon.everyday(_marked(asked, noun)))]
    written = "|".join(re.escape(one) for one in things)
    # "27/138 xã", and no "10/100.000 trẻ"
    counted = re.compile(
        rf"(?<![\d/.,])(?:\d{{1,4}}/(?=\d{{1,4}}\s))?\d[\d.]*(?<!\.)\s+(?:{written})\b"
    )
    pieces = [asked.book.passage_slice(hit.passage) for hit in asked.book.hits(query, _HITS)]
    told = [piece for piece in pieces if counted.search(fold(piece.text))]
    told = [piece for piece in told if not asked.unsaid(piece.text)] or _with_head(
        asked, fold(meant[0]) if meant else noun
    )
    if query.lang == "vi" and not query.unaccented and not _MORE.search(question):
        # "01 lớp dạy nghề" counts no "lớp dạy bơi"
        told = [
            piece for piece in told
            if asked.subject.share_said(query, piece.text, *asked.book.headings(piece)) >= _SAID
        ]  # fmt: skip
    told = [piece for piece in told if not _of_other_years(asked, piece.text)]
    read = fold if query.unaccented else lower  # "thôn, bản" is no "địa bàn"
    of_plan = read(_OF_PLAN).split()
    left = {fold(word) for word in query.subject if read(word) not in of_plan}
    if query.narrowed and left <= {*noun.split()}:
        things += [_ALSO[one] for one in things if one in _ALSO]
        told = _all_there_are(asked, things, _spelt(asked, noun))
    # "khám cho 63 trẻ em": some of them, where a sentence says how many there are
    some = re.compile(rf"\b(?:cho|for) (?:\w+ )?{counted.pattern}")
    told = [piece for piece in told if not some.search(fold(piece.text))] or told
    aims = {one.task.section for plan_id in query.plans for one in asked.book.targets(plan_id)}
    besides = [piece for piece in told if piece.section not in aims]
    told = besides or _so_many(asked, written, aims) or told
    if told:
        return draft(
            asked,
            [stated(brief(without_marker(p.text), asked.matcher), p.plan_id, (p,)) for p in told],
        )
    plans = query.plans if query.narrowed else (None,)
    # a figure is told apart from a count only where there is one: no plan has any on districts
    key = "no_count" if _spoken_of(asked) else "no_count_at_all"
    lacking = [absent(asked.phrases.say(key), plan_id) for plan_id in plans]
    return draft(asked, lacking, reason="not_stated", nearest=pieces[:3])


def _so_many(asked: Asked, named: str, aims: set[str]) -> list[Slice]:
    """ "Hộ nghèo do phụ nữ làm chủ là 96 hộ": where only a target has the number before them."""
    if asked.query.years:
        return []  # of which year it is so the sentence does not say
    says = re.compile(rf"\b(?:{named})(?: [a-z]+){{0,6}} (?:la|co) \d")
    pieces = (
        asked.book.passage_slice(one)
        for plan_id in asked.query.plans
        for held in asked.book.passages(plan_id).values() for one in held
    )  # fmt: skip
    return [
        piece for piece in pieces
        if piece.section not in aims
        and any(
            says.search(fold(one)) and asked.subject.share_said(asked.query, one) >= SAID_WHOLE
            for one in clauses_of(" ".join(piece.text.split()))
        )
    ]  # fmt: skip


def _said(asked: Asked, words: str) -> bool:
    sought = re.compile(rf"\b{re.escape(words)}\b", re.IGNORECASE)
    return any(sought.search(asked.book.text(plan_id)) for plan_id in asked.query.plans[:_FEW])


_AGED = r" (?:duoi|tu|tren) (?:du )?\d+(?: tuoi)?(?: den (?:duoi |du )?\d+)? tuoi\b"
_ENDS = r"(?=\s*(?:[;.)]|$)|,(?! (?:phuong|xa|thi tran)\b)|\s(?:va|voi|trong do)\b)"


def _spelt(asked: Asked, noun: str) -> str | None:
    """ "Hộ", which is no "hồ": how the one syllable that is counted is spelt."""
    if " " in noun or asked.query.lang != "vi":
        return None
    return _SHORT.get(noun) if asked.query.unaccented else lower(nfc(_marked(asked, noun)))


_SHORT = {"ho": "hộ"}


def _all_there_are(asked: Asked, things: list[str], spelt: str | None) -> list[Slice]:
    """The passages that count all of a thing: "cho 35 phụ nữ thôn …" counts some of them."""
    named = "|".join(map(re.escape, things))
    number = r"(?<![\d/.,])\b\d[\d.]*(?<!\.)\s+"
    whole = re.compile(
        rf"(?<!cho )(?<!it nhat )(?<!toi thieu )(?<!kiem tra )(?<!tai ){number}"
        rf"(?:{named}){_ENDS}|"
        rf"\b(?:co|gom|voi) [^.;]{{0,60}}?(?<!cho ){number}(?:{named}){_AGED}{_ENDS}|"
        rf"\btrong do,? (?:{named}) \d[\d.]* (?:nguoi|em|chau|ho)\b|"
        rf"(?<!cap )\b(?:{named})(?:{_AGED})?(?: (?:la|co|gom)|\s*:)\s*"
        r"\d[\d.]*(?![\d.]* ?(?:%|trieu|dong|ty))"
    )

    def says(text: str) -> bool:
        read = lower(nfc(text))
        return any(
            spelt is None or re.search(rf"\b{re.escape(spelt)}\b", read[one.start() : one.end()])
            for one in whole.finditer(fold(nfc(text)))
        )

    return [
        asked.book.passage_slice(passage)
        for plan_id in asked.query.plans
        for parts in asked.book.passages(plan_id).values() for passage in parts
        if says(passage.text)
    ]  # fmt: skip


_UNITS = r"(?:xa|phuong|thi tran|huyen|thi xa|thanh pho|thon|to dan pho|ap|khu pho|dac khu)"
_UNITS_ASKED = re.compile(
    # "thế còn mấy xã với thị trấn": the communes, and not how many
    rf"\b(?:bao nhieu|(?:co|gom) (?:(?:tat ca|tong cong|ca thay) )?may) (?P<unit>{_UNITS})\b"
    r"(?! hoi\b)"
)
_PEOPLE_ASKED = re.compile(r"\bdan so\b.*\bbao nhieu\b|\bbao nhieu dan\b(?! toc)")
_NOTHING_ELSE = frozenset(
    "xa phuong thi tran huyen thanh pho thon to dan so ap dac khu don vi hanh chinh tat ca "
    "tong cong "
    "hien nay va co bao nhieu la o tren dia ban toan tinh the".split()
)


_DOING = Spelt(
    r"\b(?:phải|được|bị|chưa|đã|đạt|thực hiện|báo cáo|nộp|tham gia|tổ chức|triển khai|giao)\b"
)


_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[A-ZĐÀ-Ỹ])")


def asks_of_the_place(asked: Asked) -> bool:
    """Whether all its units or people are asked for, not some: "bao nhiêu xã đạt chuẩn"."""
    query, question = asked.query, fold(asked.query.question)
    asks = _UNITS_ASKED.search(question) or _PEOPLE_ASKED.search(question)
    if not (query.narrowed and asks) or _DOING.search(query.question) or query.years:
        return False
    return not {fold(word) for word in query.subject} - _NOTHING_ELSE


def _of_the_place(asked: Asked) -> list[DraftClaim]:
    """ "Huyện có bao nhiêu xã, dân số bao nhiêu": the clause that says it of the place as a whole.

    [] where no plan asked does: its units may then stand beside a work ("tại 78 xã, phường").
    """
    query = asked.query
    unit = _UNITS_ASKED.search(fold(query.question))
    told = re.compile(
        rf"\b(?:co|gom|voi)\b[^.;]{{0,40}}?(?<![\d/.,])\d{{1,3}} {unit['unit']}\b|"
        rf"(?<![\d/.,])\d{{1,3}}/\d{{1,3}} {unit['unit']}\b"
        if unit
        else r"\bdan so\b[^.;\d]{0,40}\d[\d.,]*\s*(?:nghin |trieu |van )?(?:nguoi|nhan khau|khau)|"
        r"(?<![\d.,])\d[\d.]+ nhan khau\b"
    )
    whole = re.compile(
        rf"\b(?:toan )?(?:huyen|tinh|thi xa|thanh pho|xa|phuong|dia ban)\b.*{told.pattern}"
    )
    claims = []
    for plan_id in query.plans:
        aims = {one.task.section for one in asked.book.targets(plan_id)}
        for passage in (one for held in asked.book.passages(plan_id).values() for one in held):
            piece = asked.book.passage_slice(passage)
            clauses = clauses_of(" ".join(piece.text.split()))
            said = [c for c in clauses if told.search(fold(c))]
            said = [c for c in said if not unit or whole.search(fold(c)) or "/" in c]
            if unit and not said:
                said = [c for c in clauses if _all_named(c, unit["unit"])]
            if unit and not said:
                # "Huyện ở ven sông; gồm 14 xã": the place stands in a clause before
                sentences = _SENTENCE.split(" ".join(piece.text.split()))
                said = [brief(one, asked.matcher) for one in sentences if whole.search(fold(one))]
            if said and piece.section not in aims:
                claims.append(stated(without_marker(said[0]).rstrip(" ;"), plan_id, (piece,)))
                break
    return claims


def _all_named(clause: str, unit: str) -> bool:
    """ "68 xã, phường và 01 đặc khu trên địa bàn tỉnh", "cả 12 thôn": all there are."""
    also = r"(?:,? (?:va )?(?:\d{1,3} )?(?:xa|phuong|thi tran|dac khu|thi xa|thanh pho|huyen))*"
    counted = rf"(?<![\d/.,])\d{{1,3}} {unit}\b{also}"
    place = r"(?:tinh|huyen|thi xa|thanh pho|xa|phuong)\b(?! nao)"
    return (
        re.search(
            rf"{counted} (?:tren (?:toan )?dia ban|trong toan|cua toan|toan) {place}|"
            rf"\b(?:tat ca|toan bo|ca) {counted}(?! (?:la|diem|trong so))",
            fold(clause),
        )
        is not None
    )


def _with_head(asked: Asked, noun: str) -> list[Slice]:
    """ "Bao nhiêu trẻ tử vong": "04 trẻ em tử vong", by a clause that says all that is asked."""
    first = re.escape(noun.split(maxsplit=1)[0])
    head = re.compile(rf"(?<![\d/.,])(?:\d{{1,4}}/(?=\d{{1,4}}\s))?\d[\d.]*(?<!\.)\s+{first}\b")
    found = (asked.book.passage_slice(hit.passage) for hit in asked.book.hits(asked.query, _HITS))
    return [
        piece for piece in found
        if any(
            head.search(fold(clause))
            and {*noun.split()} <= {*re.findall(r"\w+", fold(clause))}
            and asked.subject.share_said(asked.query, clause) >= SAID_WHOLE
            and set(asked.query.years) <= {*re.findall(r"\b20\d\d\b", piece.text)}
            for clause in clauses_of(piece.text)
        )
    ]  # fmt: skip


def _of_other_years(asked: Asked, text: str) -> bool:
    """ "Năm 2023 có 05 trẻ em tử vong" does not tell of 2024."""
    told = set(re.findall(r"\b20\d\d\b", text))
    return bool(asked.query.years and told) and not told & set(asked.query.years)


def _marked(asked: Asked, noun: str) -> str:
    """The noun as the question writes it, with its marks."""
    question = asked.query.question
    at = fold(question).find(noun)
    return question[at : at + len(noun)] if at >= 0 else noun


_NOW = re.compile(r"\b(?:hien (?:nay|tai|co|dang)|dang co|nam ngoai|truoc day|currently|now)\b")
_GETS = re.compile(r"\b(?:get|gets|receive\w*|reach\w*|access|trained|supported|know)\b")
_REACHED = re.compile(r"\b(?:duoc|(?<!dac )biet|tham gia|tiep can|la nu)\b")


def _aimed_at(asked: Asked) -> bool:
    """Whether a target says all that is asked: "số bé trai trên 100 bé gái là bao nhiêu".

    "Có bao nhiêu nạn nhân" asks how many there are, "có bao nhiêu người được tư vấn" what is to be
    reached; so does a year that no target has.
    """
    question = fold(asked.query.question)
    if _HOW_MANY.search(question) and not _GETS.search(question):
        return False
    if _NOW.search(question):
        return False
    years = set(asked.query.years)
    if _THERE_ARE.search(question) and not _REACHED.search(question):
        return bool(years) and all(_counted_by_year(asked, year) for year in years)
    return any(
        asked.subject.share_said(asked.query, one.task.text) >= SAID_WHOLE
        for plan_id in asked.query.plans
        for one in asked.book.targets(plan_id)
        if not years or one.year in years
    )


def _counted_by_year(asked: Asked, year: str) -> bool:
    """Whether a table counts the thing for a year to come: "Địa chỉ tin cậy | … | 370"."""
    return any(
        one.year == year
        and is_row_id(one.task.section)
        and "%" not in " ".join(one.figures)
        and int(year) >= (asked.book.by_id[plan_id].year_start or int(year) + 1)
        and asked.subject.share_said(asked.query, one.task.text) >= SAID_WHOLE
        for plan_id in asked.query.plans
        for one in asked.book.targets(plan_id)
    )


def _spoken_of(asked: Asked) -> bool:
    """Whether a target of the plans asked is on the thing."""
    return any(
        not asked.unsaid(one.task.text)
        for plan_id in asked.query.plans
        for one in asked.book.targets(plan_id)
    )


def _without_places(asked: Asked, question: str) -> str:
    """The question without the places of the plans: "Cù Lao Hạ" asks for no "cử"."""
    places = {fold(asked.book.by_id[p].place or "") for p in asked.query.plans} - {""}
    named = "|".join(sorted(map(re.escape, places), key=len, reverse=True))
    return re.sub(rf"\b(?:{named})\b", "…", question) if named else question


def _noun(question: str) -> str | None:
    if _TO_REACH.search(question):
        return None
    for pattern in (_THERE_ARE, _NUMBER_OF, _HOW_MANY):
        found = pattern.search(question)
        if found:
            return next(word for word in found.groupdict().values() if word)
    return None
