"""A work told in lines with labels: "- Thời gian: …", "- Địa điểm: …", "- Kinh phí: …".

"Hoạt động 2.4 kinh phí bao nhiêu" is told by that line of that work, with the work's heading.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from rag.answers.contents.numbered_parts import called_parts
from rag.answers.events.events import place_in
from rag.answers.shape import SAID_WHOLE, Asked, absent, brief, draft, stated, without_marker
from rag.schema import Draft, DraftClaim, Section, Slice
from rag.text import fold
from rag.understanding.yes_no import confirms


@dataclass(frozen=True, slots=True)
class _Label:
    """What asks for a line, and the label it has."""

    name: str
    asked: re.Pattern[str]
    label: re.Pattern[str]


_LABELS: tuple[_Label, ...] = tuple(
    _Label(name, re.compile(asked), re.compile(label))
    for name, asked, label in (
        (
            "lead",
            r"\bchu tri\b|\b(?:ai|(?:co quan|don vi|ben|phong|so|noi) nao) (?:(?!phoi\b)\w+ ){0,2}?"
            r"(?:lam|lo|dung ra|thuc hien|to chuc|phu trach)\b|\b(?:do|la) (?:ai|don vi nao|"
            r"co quan nao|ben nao)\b|\bwho (?:leads|organi[sz]es)\b|\bwhich agency\b|"
            r"\bwho is in charge\b|\blead",
            r"(?:don vi|co quan|bo phan|nguoi|can bo)?\s*"
            r"(?:chu tri|thuc hien|phu trach|dau moi|to chuc|chiu trach nhiem)(?: chinh)?",
        ),
        (
            "with",
            r"\bphoi hop\b|\bcoordinat",
            r"(?:don vi|co quan|bo phan)?\s*(?:cung )?phoi hop(?: thuc hien)?",
        ),
        (
            "time",
            r"\b(?:khi|luc|hoi) nao\b|\bbao gio\b|\bmay gio\b|\b(?:ngay|thang|nam|quy|hom|buoi|"
            r"bua|chung) (?:nao|may)\b|\bthoi (?:gian|han|diem)\b|\bhan (?:chot|cuoi)\b|\bwhen\b|"
            r"\bby what date\b",
            r"(?:thoi (?:gian|han|diem)|tien do|han)(?: (?:thuc hien|to chuc|hoan thanh))?",
        ),
        (
            "place",
            r"\bo dau\b|\btai dau\b|\bdia diem\b|\b(?:cho|noi) nao\b|"
            r"\b(?:xa|phuong|huyen|(?<!van )ban|thon) nao\b|\bwhere\b|\bvenue\b",
            r"(?:dia (?:diem|ban)|noi)(?: (?:thuc hien|to chuc))?",
        ),
        (
            "level",
            r"\bmuc (?:ho tro|chi|thuong)\b|"
            r"\bmoi (?:\w+ ){1,3}?(?:duoc|nhan|ho tro|linh)(?: \w+){0,2}? (?:bao nhieu|may)\b|"
            r"\b(?:ho tro|duoc) (?:bao nhieu|may) (?:\w+ )?(?:mot|moi|cho mot)\b|"
            r"\bhow much (?:does|do|did|will|is|money does) each\b",
            r"(?:muc|dinh muc)(?: (?:ho tro|chi|thuong|cho vay))",
        ),
        (
            "money",
            r"\b(?:bao nhieu|may) (?:tien|dong|trieu|ty)\b|\bkinh phi\b|\bdu toan\b|"
            r"\bton (?:bao|may|kem|het|khoang)\b|\bhow much\b|\bcosts?\b|\bbudget\b",
            r"(?:tong )?(?:kinh phi|du toan|ngan sach)(?: (?:thuc hien|du kien))?",
        ),
        (
            "product",
            r"\bsan pham\b|\bket qua\b|\bproducts?\b",
            r"(?:san pham|ket qua)(?: (?:dau ra|du kien))?",
        ),
        ("scale", r"\bquy mo\b", r"quy mo|so luong"),
        ("content", r"(?!)", r"noi dung"),  # asked for by what it says: where, how many
        (
            "attend",
            r"\bthanh phan\b|\b(?:bao nhieu|may|nhung) (?:dai bieu|nguoi|khach(?: moi)?)"
            r"(?: \w+){0,1}? (?:du|den du|tham du|tham gia)\b|\b(?:bao nhieu|may) dai bieu\b|"
            r"\b(?:le|hoi nghi|toa dam|dien dan|mit tinh)\b.*, (?:bao nhieu|may) nguoi\W*$|"
            r"\b(?:nhung )?ai (?:se |phai |duoc |moi )*(?:du|tham du)\b|"
            r"\bhow many (?:delegates|people|participants|guests|attendees)\b|"
            r"\bwho (?:will |should |must )?attends?\b",
            r"(?:thanh phan|dai bieu|khach moi|so luong)(?: (?:tham (?:du|gia)|du|dai bieu|moi))*",
        ),
    )
)
_ATTENDING = frozenset(
    "delegates people participants guests attendees attend attends attending take part in".split()
)
_OF_ATTENDING = frozenset("thanh phan du tham gia moi le buoi gom nhung ai co la".split())
_ATTEND = re.compile(r"\b(?:đại biểu|người|khách|tham (?:gia|dự))\b")
_ASSERTED = {
    "time": re.compile(r"\b(?:quy|thang|ngay) [\divx]+\b|\b\d{1,2}/\d"),
    "money": re.compile(r"\d (?:trieu|ty|nghin)\b"),
}
_LINE = re.compile(r"(?P<label>[^:\d]{3,40}?)\s*:")
_COUNTED = re.compile(r"^[a-z ]{2,20}\d{1,2}(?:\.\d{1,2})*[.:]\s*")
""" "Hoạt động 2.4. ": what a heading is counted with."""
_HOW_MANY = re.compile(
    r"\b(?:bao nhieu|may) (?P<noun>(?!tien\b|dong\b|trieu\b|ty\b|gio\b|nam\b|thang\b|ngay\b)[a-z]+"
    r"(?: [a-z]+)?)|\bhow many (?P<en>[a-z]+)"
)
_OF_TARGETS = re.compile(r"\b(?:chi tieu|muc tieu|targets?|toan (?:tinh|huyen|xa|phuong|thi xa))\b")
_REPORT = "bao cao"
_REPORTED = re.compile(
    r"\b(?:gui|nop|han|trinh|ve|phai)\b(?: \w+){0,6}? bao cao\b|\breports?\b|"
    r"\bbao cao\b(?! vien\b)(?: \w+){0,12}? (?:gui|nop|truoc|cham nhat|muon nhat)\b|"
    r"^(?:(?:cac|nhung|moi|toan bo|\w+) ){0,3}bao cao (?:ket qua|ve|tong ket|so ket)\b"
)
""" "Thời hạn các xã gửi báo cáo kết quả …": no line of a work that speaks of no report."""
_PERSON = re.compile(r"nguoi |can bo ")
_TIMED = re.compile(r"\b(?:nam|thang|ngay) \d|\bquy (?:[ivx]+|\d)\b|\b\d{1,2}/\d")
_HEADING = 60
"""Words of a heading that tells itself what is asked."""
_FEWEST = 2
"""Lines with labels from which a work is told in them."""
_OF_HEADING = 0.5
"""Share of the question that the heading of the work itself must say."""
_LEAD = 1.15
"""How much more the heading of the work meant says than any other's."""
_SENT = re.compile(r"\b(?:gui|nop|bao cao)\b(?! vien)")
_SAID = 0.85
"""Share of the question that a work must say: "bốn địa chỉ" is its "04 địa chỉ"."""
_CALLED, _WORDS = 0.6, 5
"""Share of a heading's words, and how many, that call it by its name."""
_KNOWN = frozenset(map(frozenset, ({"lead"}, {"with"}, {"lead", "with"}, {"time"})))
"""Told by the assignments and the deadlines already, where nothing else is asked."""


@dataclass(frozen=True, slots=True)
class _Work:
    """The heading of a work and its lines, each with its label without marks."""

    heading: Slice
    lines: tuple[tuple[str, Slice], ...]

    def labelled(self, kind: _Label) -> list[Slice]:
        """The lines of one label."""
        return [piece for label, piece in self.lines if kind.label.fullmatch(label)]

    @property
    def text(self) -> str:
        """All that the work is told in."""
        return " ".join((self.heading.text, *(piece.text for _, piece in self.lines)))


def labelled(asked: Asked) -> Draft | None:
    """The lines asked for of the one work meant; None where no work is told in such lines."""
    query = asked.query
    if not query.narrowed or query.objectives or query.indicators or query.documents:
        return None
    question = fold(query.question)
    sends = _SENT.search(question) and asked.frames.asks_to_whom(query.question)
    if query.intent == "basis" or sends:
        return None  # "gửi kế hoạch cho ban nào, trước ngày nào": no line of a work tells it
    kinds = [one for one in _LABELS if one.asked.search(question) or _asserts(one, question)]
    noun = _HOW_MANY.search(question)
    if not (kinds or noun) or (not kinds and _OF_TARGETS.search(question)):
        return None
    if any(one.name == "attend" for one in kinds):
        # an English question is looked up in the plans' words for it
        left = tuple(word for word in query.subject if fold(word) not in _ATTENDING)
        text = _ATTEND.sub(" ", query.search_text) if query.lang == "en" else query.search_text
        asked = replace(asked, query=replace(query, subject=left, search_text=text))
    claims: list[DraftClaim] = []
    for plan_id in query.plans:
        called = called_parts(asked, plan_id)
        works = _works(asked, plan_id)
        meant = [works[s.id] for s in called if s.id in works] or _meant(
            asked, list(works.values())
        )
        if len(meant) != 1 or (_REPORTED.search(question) and _REPORT not in fold(meant[0].text)):
            return None
        told = _told(asked, meant[0], kinds, noun, sure=bool(called))
        if told is None:
            return None
        claims.append(told)
    return draft(asked, claims, reason="not_stated") if claims else None


OF_PERSON = re.compile(
    r"\b(?:[Đđ]ồng chí|[Đđ]/c|[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị)\s+"
    r"(?P<name>[A-ZĐÀ-Ỹ]\w*(?: [A-ZĐÀ-Ỹ]\w*)+)"
    r"(?= .*\b(?:phụ trách|chịu trách nhiệm|đảm nhận|lo|làm|chủ trì|giữ chức(?: vụ)?|chức vụ)\b.*"
    r"\b(?:gì|nào|mấy)\b| là ai\b)"
)


def works_of_person(asked: Asked) -> Draft | None:
    """ "Đồng chí A phụ trách những việc gì": the works of which a line names the person."""
    found = OF_PERSON.search(asked.query.question)
    if found is None or "không" in asked.query.question:
        return None
    claims = []
    for plan_id in asked.query.plans:
        for work in _works(asked, plan_id).values():
            mine = [piece for label, piece in work.lines
                    if _PERSON.match(label) and found["name"] in piece.text]  # fmt: skip
            if mine:
                name = brief(without_marker(work.heading.text), None, 30).rstrip(" .;:")
                said = brief(without_marker(mine[0].text), None, 60).rstrip(" .;")
                claims.append(stated(f"{name}: {said}", plan_id, (work.heading, mine[0])))
    return draft(asked, claims) if claims else None


def _asserts(kind: _Label, question: str) -> bool:
    """ "… phải xong trong quý III, đúng không": the value to be confirmed tells what is asked."""
    value = _ASSERTED.get(kind.name)
    return value is not None and confirms(question) and value.search(question) is not None


def _told(
    asked: Asked, work: _Work, kinds: list[_Label], noun: re.Match[str] | None, *, sure: bool
) -> DraftClaim | None:
    """The lines asked for behind the work's heading, or that it has none such."""
    plan_id = work.heading.plan_id
    found: list[Slice] = []
    lacking, in_heading = [], []
    for kind in kinds:
        lines = work.labelled(kind)
        if kind.name == "attend" and noun:
            lines = [one for one in lines if re.search(r"\d", one.text)]
        if kind.name == "place" and not lines:
            lines = [piece for _, piece in work.lines if place_in(piece.text)][:1]
        found += lines
        if not lines and _heading_tells(work.heading.text, kind):
            in_heading.append(kind.name)
        elif not lines:
            lacking.append(kind.name)
    counted = _counting(work, noun) if noun else []
    found += counted
    if "place" in lacking and _is_event(asked, work):
        return (
            None  # its own line tells where and when, "Thời gian: Hoàn thành kịch bản …" does not
        )
    if in_heading and not lacking and not found and (sure or _says_all(asked, work)):
        words = brief(without_marker(work.heading.text), asked.matcher, _HEADING)
        return stated(words, plan_id, (work.heading,))
    if not found:
        if lacking == ["place"] and (sure or _says_all(asked, work)):
            return absent(asked.phrases.say("no_place_of_work"), plan_id)
        return None
    # a person in charge is no agency, and in no assignment
    person = any(piece in found and _PERSON.match(label) for label, piece in work.lines)
    known = not (counted or person) and frozenset(kind.name for kind in kinds) in _KNOWN
    if known and not (sure or confirms(asked.query.question)):
        return None
    apart = {"time", "attend"} & set(lacking)
    if apart and not counted and frozenset({one.name for one in kinds} - apart) in _KNOWN:
        return None  # its own clause may tell when, and how many take part
    found = list(dict.fromkeys(found))
    said = "; ".join(brief(without_marker(one.text), None, 60).rstrip(" .;") for one in found)
    name = brief(without_marker(work.heading.text), None, 30).rstrip(" .;:")
    return stated(f"{name}: {said}", plan_id, (work.heading, *found))


def _heading_tells(heading: str, kind: _Label) -> bool:
    """ "Xây dựng thêm 02 mô hình tại xã … (năm 2027)": where, or when, in the heading itself."""
    if kind.name == "place":
        return place_in(heading)
    return kind.name == "time" and _TIMED.search(fold(heading)) is not None


def _is_event(asked: Asked, work: _Work) -> bool:
    """Whether the work is an event of which a line without a label tells the place."""
    events = asked.book.statements(work.heading.plan_id, "event")
    own = [one for one in events if one.task.section == work.heading.section]
    return any(place_in(piece.text) for one in own for piece in one.sources[1:])


def _counting(work: _Work, noun: re.Match[str]) -> list[Slice]:
    """The lines that hold a number of the thing asked for."""
    words = (noun["noun"] or noun["en"]).split()
    for size in range(len(words), 0, -1):
        thing = " ".join(words[:size])
        counted = re.compile(rf"\d[\d.]*\s+{re.escape(thing)}\b")
        lines = [piece for _, piece in work.lines if counted.search(fold(piece.text))]
        if lines:
            return lines[:1]
    return []


def _is_target(asked: Asked, plan_id: str) -> bool:
    """Whether a target tells all that is asked after: "có bao nhiêu địa chỉ tin cậy"."""
    return any(
        asked.subject.share_said(asked.query, one.task.text) >= SAID_WHOLE
        for one in asked.book.targets(plan_id)
    )


def _works(asked: Asked, plan_id: str) -> dict[str, _Work]:
    """The plan's works that are told in lines with labels, by the id of their section."""
    lines: dict[str, list[tuple[str, Slice]]] = {}
    sections = asked.book.sections(plan_id)
    for section in sections.values():
        above = "/".join(map(str, section.path[:-1]))
        if section.path[-1].level not in ("gach", "diem", "doan", "khoan") or above not in sections:
            continue
        piece = asked.book.slice(plan_id, section, section.start, section.end)
        match = _LINE.match(fold(without_marker(piece.text)))
        label = match["label"].strip() if match else ""
        if any(kind.label.fullmatch(label) for kind in _LABELS):
            lines.setdefault(above, []).append((label, piece))
    return {
        above: _Work(_heading(asked, plan_id, sections[above]), tuple(found))
        for above, found in lines.items()
        if len(found) >= _FEWEST
    }


def _heading(asked: Asked, plan_id: str, section: Section) -> Slice:
    end = section.heading_end if section.heading_end > section.start else section.end
    return asked.book.slice(plan_id, section, section.start, end)


def _meant(asked: Asked, works: list[_Work]) -> list[_Work]:
    """The work whose heading says what is asked about, with its lines all of it."""
    words = {fold(word) for word in asked.query.subject} - _OF_ATTENDING
    if not words and re.search(r"\bthanh phan\b", fold(asked.query.question)):
        # "thành phần dự lễ gồm những ai": of the one work that says who attends
        kind = next(one for one in _LABELS if one.name == "attend")
        attended = [one for one in works if one.labelled(kind)]
        return attended if len(attended) == 1 else []
    if not asked.subject.names_one(asked.query):
        return []
    said = [asked.subject.share_said(asked.query, one.heading.text) for one in works]
    best = max(said, default=0.0)
    meant = [one for one, share in zip(works, said, strict=True) if _LEAD * share > best]
    if best < _OF_HEADING or len(meant) != 1:
        return []
    return meant if _says_all(asked, meant[0]) or _is_called(asked, meant[0]) else []


def _says_all(asked: Asked, work: _Work) -> bool:
    """Whether the work leaves nothing unsaid of what is asked about."""
    title = asked.book.by_id[work.heading.plan_id].title
    return asked.subject.share_said(asked.query, work.text, title) >= _SAID


def _is_called(asked: Asked, work: _Work) -> bool:
    """Whether the question holds most words of the heading, misspelt words beside them."""
    name = re.findall(r"[a-z]+", _COUNTED.sub("", fold(without_marker(work.heading.text))))
    words = set(re.findall(r"[a-z]+", fold(asked.query.question)))
    held = sum(word in words for word in name)
    return held >= _WORDS and held >= _CALLED * len(name)
