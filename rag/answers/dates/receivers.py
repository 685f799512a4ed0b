"""To whom, and through whom, reports go: "gửi báo cáo qua sở nào?"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from rag.answers.agencies.numbers import is_agency
from rag.answers.agencies.rows import is_collective
from rag.answers.dates.asking_words import REPORT_WORDS
from rag.answers.dates.doers import TO_THEM, doers, is_agencys
from rag.answers.shape import (
    TOPIC_FLOOR,
    Asked,
    absent,
    brief,
    clauses_of,
    draft,
    near_slices,
    stated,
    without_marker,
)
from rag.schema import Assignment, Deadline, Draft, DraftClaim, Query
from rag.text import fold

_WHEN = re.compile(
    r"\b(?:ngay|hom|bua|thang|quy|mung|luc|khi|hoi|chung) (?:nao|may|bao nhieu)\b|bao gio|"
    r"\bthoi (?:diem|gian) nao\b|\bhan\b|cham nhat|\bwhen\b|deadline|\bdue\b|\bdates?\b|"
    r"\bhow (?:soon|quickly|fast|long)\b"
)
_WORDS = REPORT_WORDS | frozenset(
    "thuc hien trien khai ke hoach dau moi thong qua den toi len cho voi duoc phai thi la o co "
    "quan don vi nao ai so phong ban ben dau cac dinh ky dia phuong toan bo whom which who where "
    "lam giao tinh huyen xa thon noi yeu cau nhung ban khac nhau giong the gi nhan tiep de tong "
    "hop ra dung se cuoi sau "
    "to sent go goes receives receive".split()
)
_DATED = re.compile(r"\d|\b(?:hằng|hàng|mỗi|cuối|đầu) |trong vòng", re.IGNORECASE)
_TIMES = re.compile(r"\s*\([^()]*(?:\)|$)")
_REPORT = re.compile(r"\bbao cao\b|\breport")
_TROUBLE = re.compile(r"khó khăn|vướng mắc|phát sinh")
_MOST = 2


def receivers(asked: Asked) -> Draft | None:
    """Who gets the reports, plan by plan; None where the question asks more than that."""
    query = asked.query
    if query.agencies and asked.frames.asks_to_whom(query.question):
        by_when = _with_its_day(asked) if _WHEN.search(fold(query.question)) else None
        if by_when is not None:
            return by_when
    words = query.subject if query.lang == "vi" else ()
    more = [word for word in words if fold(word) not in _WORDS and not word.isdigit()]
    if more or not asked.frames.asks_to_whom(query.question) or _WHEN.search(fold(query.question)):
        return None
    claims: list[DraftClaim] = []
    lacking: list[str] = []
    for plan_id in query.plans:
        found = _meant(asked, plan_id)
        claims += [_told(asked, one) for one in found]
        if not found:
            lacking.append(plan_id)
    if not claims:
        return None
    if query.narrowed:
        claims += [absent(asked.phrases.say("no_receiver"), plan_id) for plan_id in lacking]
    return draft(asked, claims, reason="not_stated", nearest=near_slices(asked))


_THING = re.compile(r"\b(?:so lieu|thong ke|danh sach|du toan)\b")
_DATA = ("so lieu", "thong ke")
"""The one may be looked up for the other."""
_OF_SENDING = _WORDS | frozenset(
    "so lieu danh sach du toan cung cap chuyen thong ke lap thu thap chi tieu".split()
)
_SENDS = r"\b(?:gui|nop|chuyen|trinh|cung cap)\b"


def sent_to_whom(asked: Asked) -> Draft | None:
    """ "Công an tỉnh gửi số liệu cho ai": its clause that says so; None where more is asked.

    Where it sends nothing of the kind none of its other duties is told.
    """
    query = asked.query
    things = _THING.findall(fold(query.question)) if query.lang == "vi" else []
    words = {fold(word) for word in query.subject if not word.isdigit()}
    if not things or not doers(asked) or not words <= _OF_SENDING:
        return None
    if "bao cao" in fold(query.question) or not asked.frames.asks_to_whom(query.question):
        return None
    thing = rf"\b(?:{'|'.join(_DATA) if things[-1] in _DATA else things[-1]})\b"
    tells = re.compile(rf"{_SENDS}[^;]{{0,80}}{thing}|{thing}[^;]{{0,90}}{_SENDS}")
    claims: list[DraftClaim] = []
    for plan_id in query.plans:
        duties = [
            one for one in asked.book.assignments(plan_id)
            if any(is_agency(asked, name, one) for name in doers(asked))
        ]  # fmt: skip
        all_due = [
            one for one in asked.book.deadlines(plan_id)
            if any(is_collective(a.written) for a in one.agencies)
            or _ALL_FIRST.search(one.task.text)
        ]  # fmt: skip
        both: list[Assignment | Deadline] = [*duties, *all_due]
        found = [
            stated(text, plan_id, one.sources)
            for one in both
            for clause, text in _with_what(one, thing)
            if tells.search(fold(text).replace("; ", ", ")) and _has_receiver(asked, clause)
        ]
        claims += found[:_MOST]
        if not found and query.narrowed:
            claims.append(absent(asked.phrases.say("no_answer"), plan_id))
    return draft(asked, claims, reason="not_stated", nearest=near_slices(asked))


_ALL_FIRST = re.compile(
    r"\bcác (?:sở|phòng|cơ quan|đơn vị)[^;.]{0,40} (?:lập|gửi|cung cấp)\b", re.I
)


def _with_what(one: Assignment | Deadline, thing: str) -> Iterator[tuple[str, str]]:
    """Each clause; "cung cấp cho Sở Nội vụ" with the one before, which says what it sends."""
    before = ""
    for clause in clauses_of(without_marker(" ".join(one.task.text.split()))):
        bare = re.match(_SENDS, fold(clause)) and not re.search(thing, fold(clause))
        yield clause, f"{before.rstrip(' ;')}; {clause}" if bare and before else clause
        before = clause


def _has_receiver(asked: Asked, clause: str) -> bool:
    found = asked.book.lexicon.find_agencies(clause)
    return any(TO_THEM.search(fold(clause[: one.start])) for one in found)


def _with_its_day(asked: Asked) -> Draft | None:
    """ "Phòng … phải gửi số liệu cho ai, trước ngày nào?": its own clause that says both.

    None where no duty of the agency's with a receiver and a day is on what is sent.
    """
    claims: list[DraftClaim] = []
    same = asked.book.lexicon.same_agency
    for plan_id in asked.query.plans:
        scored = []
        for one in asked.book.deadlines(plan_id):
            if one.recipient is None or not is_agencys(asked, one, headed=False):
                continue
            for clause in clauses_of(" ".join(one.task.text.split())):
                # "kịp thời" tells no day, "định kỳ" only in its own duty
                hers = any(same(a.name, b) for a in one.agencies for b in asked.query.agencies)
                days = [when for when in one.when if when in clause]
                dated = any(_DATED.search(w) or (hers and w == "định kỳ") for w in days)
                if one.recipient in clause and dated:
                    scored.append((asked.matcher.score(clause), clause, one))
        best = max((score for score, _, _ in scored), default=0.0)
        # "gửi kết quả về đâu, trước ngày nào": no word of what is sent but that it is
        if best >= TOPIC_FLOOR or not asked.query.subject:
            claims += [stated(text, plan_id, one.sources) for s, text, one in scored if s == best]
    return draft(asked, claims) if claims else None


_WHOM = r"(?:ai|dau|(?:co quan|don vi|so|phong|noi|ben|cap|cho|ban nganh) nao)\b"
_TROUBLE_ASKED = (
    r"\b(?:kho khan|vuong mac|truc trac|tro ngai|(?:bi|gap|co gi|thay|neu) (?:kho|vuong)(?! mac))\b"
)
_IN_TROUBLE = re.compile(
    rf"{_TROUBLE_ASKED}.*\b(?:bao|bao cao|phan anh|kien nghi|gui|hoi|keu|goi|lien he|trao doi|"
    rf"nho|tim|gap)(?: (?:kip thoi|ngay|ve|cho|voi|len|den|toi|qua))* {_WHOM}|"
    rf"^{_WHOM} (?:se |la noi |duoc giao |chiu trach nhiem )*(?:giai dap|tiep nhan|nhan|giai quyet|"
    rf"huong dan|thao go)\b.*{_TROUBLE_ASKED}|"
    r"\b(?:difficult(?:y|ies)|problems?|obstacles?|trouble|stuck)\b"
)
_OF_TROUBLE = frozenset(
    "lam ma bi co gi thay neu khi gap kho khan vuong mac truc trac tro ngai thi phai nen can bao "
    "cao phan anh kien nghi gui hoi keu goi lien he trao doi nho tim kip thoi ngay ve cho voi len "
    "den toi qua ai dau quan don vi so phong noi ben cap ban nganh nao trong trinh thuc hien "
    "trien khai cong viec se giai dap tiep nhan quyet huong dan thao go o tai chung minh duoc "
    "giao trach nhiem chiu la nhung cac xu ly phat sinh day dia phuong xa huyen they them us we "
    "you run runs into have has face meet hit get whom who contact report turn ask tell should "
    "must if when there any difficulty difficulties problem problems obstacle obstacles trouble "
    "stuck agencies agency units unit communes localities what happens do to while carrying out "
    "implementing implementation implement which office department".split()
)
""" "Phụ nữ gặp khó khăn thì báo ai": somebody's own trouble, not that of carrying out the plan."""
_SHOULD_IT_COME = re.compile(
    r"\b(?:nếu|khi|trường hợp|những|các)\b[^.;]{0,40}(?:khó khăn|vướng mắc|phát sinh)|"
    r"^\W*(?:khó khăn, )?vướng mắc\b",
    re.IGNORECASE,
)
_TO_SOMEBODY = re.compile(
    r"(?:báo cáo|phản ánh|kiến nghị|thông tin|gửi|liên hệ|trao đổi|đề xuất)\b[^.;]{0,40}?$"
)


def asks_in_trouble(query: Query) -> bool:
    """Whether it is asked whom to tell where the plan is hard to carry out, and nothing more."""
    if not _IN_TROUBLE.search(fold(query.question)):
        return False
    return all(fold(word) in _OF_TROUBLE or word.isdigit() for word in query.subject)


def in_trouble(asked: Asked) -> Draft | None:
    """ "Gặp vướng mắc thì báo ai": the sentence that says so, plan by plan; else None."""
    query = asked.query
    known = asked.book.lexicon.agencies.in_questions
    rows = [known.get(name) for name in query.agencies]
    if any(row is None or not row.entry.generic for row in rows):
        return None
    if (then := _when_it_comes(asked)) is not None:
        return then
    if not asks_in_trouble(query):
        return None
    claims: list[DraftClaim] = []
    for plan_id in query.plans:
        for passages in asked.book.passages(plan_id).values():
            for passage in passages:
                told = [one for one in re.split(r"(?<=[.;])\s+", passage.text)
                        if _SHOULD_IT_COME.search(one) and _names_receiver(asked, one)]  # fmt: skip
                if told:
                    piece = asked.book.passage_slice(passage)
                    claims.append(stated(" ".join(told[0].split()), plan_id, (piece,)))
    telling = {claim.plan_id for claim in claims}
    lacking = [
        absent(asked.phrases.say("no_answer"), plan_id)
        for plan_id in query.plans if query.narrowed and plan_id not in telling
    ]  # fmt: skip
    return draft(asked, [*claims[:_MOST_TOLD], *lacking], reason="not_stated")


_MOST_TOLD = 5
_WHEN_IT_COMES = re.compile(
    r"\bkhi (?P<what>(?:tiep )?nhan (?:duoc )?(?:tin bao|tin to giac)|phat hien|xay ra)\b"
    r".*\b(?:(?:xu ly|giai quyet|phoi hop|lam)(?: \w+){0,2}? (?:nhu )?the nao|ra sao|lam gi)\b"
)


_OF_HANDLING = frozenset(
    "khi tiep nhan duoc tin bao to giac phat hien xay ra xu ly giai quyet phoi hop vu viec ve cac "
    "don vi co quan truong nhu".split()
)


def _off(asked: Asked, *texts: str) -> bool:
    """Whether what the call is on is said neither there nor above: "tin báo về cháy rừng"."""
    query = asked.query
    rest = tuple(word for word in query.subject if fold(word) not in _OF_HANDLING)
    query = replace(query, subject=rest)
    named = asked.subject.names_one(query)
    return named and asked.subject.share_said(query, *texts) < TOPIC_FLOOR


def _when_it_comes(asked: Asked) -> Draft | None:
    """ "Khi nhận tin báo, các đơn vị xử lý thế nào": the sentences that say who then does what.

    None where one agency is asked about, or no sentence begins so.
    """
    found = _WHEN_IT_COMES.search(fold(asked.query.question))
    known = asked.book.lexicon.agencies.in_questions
    rows = [known.get(name) for name in asked.query.agencies]
    if found is None or not rows or any(row is None or not row.entry.generic for row in rows):
        return None
    begins = re.compile(rf"^\W*(?:[a-zd]\) |[\d.]+ )?khi {found['what']}\b")
    claims: list[DraftClaim] = []
    for plan_id in asked.query.plans:
        for passages in asked.book.passages(plan_id).values():
            for passage in passages:
                piece = asked.book.passage_slice(passage)
                above = asked.book.headings(piece)
                if not begins.match(fold(piece.text)) or _off(asked, piece.text, *above):
                    continue
                if any(True for _ in asked.book.lexicon.find_agencies(piece.text)):
                    text = without_marker(" ".join(piece.text.split()))
                    claims.append(stated(text, plan_id, (piece,)))
    return draft(asked, claims[:_MOST_TOLD]) if claims else None


_PLANS_THROUGH = re.compile(
    r"^(?:nhung |cac )?ke hoach nao (?:phai |co |yeu cau |quy dinh |de nghi )*(?:gui |nop )?"
    r"bao cao(?: ket qua| dinh ky)* (?:thong )?(?:qua|ve|cho|len|toi|den) "
)


def plans_through(asked: Asked) -> Draft | None:
    """ "Kế hoạch nào báo cáo qua Sở Nội vụ?": those whose reports go to it, or through it."""
    query = asked.query
    if len(query.agencies) != 1 or not _PLANS_THROUGH.match(fold(query.question)):
        return None
    same = asked.book.lexicon.same_agency
    claims = []
    for plan_id in query.plans:
        found = [
            one for one in asked.book.deadlines(plan_id)
            if one.recipient is not None and one.recipient in " ".join(one.task.text.split())
            and any(same(query.agencies[0], to) for to in (one.recipient, one.through) if to)
        ]  # fmt: skip
        claims += [_told(asked, one) for one in found[:_MOST]]
    return draft(asked, claims) if claims else None


def _names_receiver(asked: Asked, sentence: str) -> bool:
    found = asked.book.lexicon.find_agencies(sentence)
    return any(_TO_SOMEBODY.search(sentence[: one.start]) for one in found if not one.generic)


def _meant(asked: Asked, plan_id: str) -> list[Deadline]:
    """The reports of the agency asked about; else what all together report; else any."""
    sent = [
        one for one in asked.book.deadlines(plan_id)
        if one.recipient is not None and one.recipient in " ".join(one.task.text.split())
    ]  # fmt: skip
    # what is told when something stands in the way is no report on results
    sent = [one for one in sent if not _TROUBLE.search(one.task.text)] or sent
    if _REPORT.search(fold(asked.query.question)):
        # "gửi kế hoạch về Sở Nội vụ", "gửi dự toán": no reports
        sent = [one for one in sent if _REPORT.search(fold(one.task.text))] or sent
    sent = _of_kind(asked, sent)
    hers = [one for one in sent if is_agencys(asked, one, headed=False)]
    everybody = [one for one in sent if any(is_collective(a.name) for a in one.agencies)]
    through = [one for one in sent if one.through is not None]
    return (
        hers or (through if " qua " in fold(asked.query.question) else []) or everybody or sent
    )[:_MOST]


_KIND_ASKED = re.compile(r"\b(?P<kind>so|phong|(?<!can )bo|ban) nao\b")


def _of_kind(asked: Asked, sent: list[Deadline]) -> list[Deadline]:
    """ "Báo cáo cho bộ nào": of several receivers the one that is a ministry, where any is.

    Who is no ministry is not told for one; "sở nào" may be any agency.
    """
    kind = _KIND_ASKED.search(fold(asked.query.question))
    if kind is None:
        return sent
    of_kind = [
        one for one in sent
        if any(f" {kind['kind']} " in f" {fold(to)} " for to in _all_of(asked, one))
    ]  # fmt: skip
    return of_kind if of_kind or kind["kind"] == "bo" else sent


def _all_of(asked: Asked, one: Deadline) -> list[str]:
    flat, first = " ".join(one.task.text.split()), one.recipient or ""
    return [_all_named(asked, flat, flat.index(first), first), one.through or ""]


def _told(asked: Asked, one: Deadline) -> DraftClaim:
    """The receiver first, then what is sent: the words before it in its own sentence."""
    flat = " ".join(one.task.text.split())
    at = flat.index(one.recipient or "")
    before = _TIMES.sub("", re.split(r"[;.:] ", flat[:at])[-1])
    task = brief(re.sub(r"\W*\b(?:về|cho|lên|tới|đến|với|gửi)\W*$", "", before), None, 20)
    to = _all_named(asked, flat, at, one.recipient or "")
    key = "receiver" if one.through is None else "receiver_through"
    text = asked.phrases.say(key, to=to, through=one.through or "", task=task)
    return stated(text.strip(" :"), one.plan_id, one.sources)


_JOINED = re.compile(r"\s*(?:,|và)\s*")


def _all_named(asked: Asked, flat: str, at: int, first: str) -> str:
    """ "Về Bộ …, Ủy ban nhân dân tỉnh": the receiver with those named right behind it."""
    end = at + len(first)
    for mention in sorted(asked.book.lexicon.find_agencies(flat), key=lambda one: one.start):
        if mention.start >= end and _JOINED.fullmatch(flat[end : mention.start]):
            end = mention.end
    return flat[at:end]
