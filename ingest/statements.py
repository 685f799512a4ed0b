"""Outline -> deadlines, sources of money, events, recipients."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.calendar_lines import calendar_sections, due_in_calendar, of_calendar
from ingest.dues import dues
from ingest.money_parts import about_money, money_within, on_other_work
from ingest.reading import Reading
from ingest.targets import is_target
from ingest.time_lines import TIME_LINE, whole_value
from ingest.times import loose_phrases, when_phrases
from ingest.unit_lines import UNIT_LINE
from rag.amounts import AMOUNT
from rag.schema import Assignment, Deadline, HeaderField, Section, Slice, Statement
from rag.table import is_unit_line
from rag.text import fold

_MONEY = ("kinh phi", "nguon luc", "nguon von", "ngan sach", "tai chinh thuc hien")
_MONEY_PARTS = frozenset({"muc", "khoan", "phan", "dieu", "de_muc", "doan"})
_REPORT = re.compile(r"báo cáo", re.IGNORECASE)
_TO = re.compile(
    r"(?:về|gửi|tới|đến|báo cáo|(?<=hiện )với|(?<=xuyên )với)\s+"
    r"(?P<to>(?:Ủy ban nhân dân|Uỷ ban nhân dân|UBND|Sở|Phòng|Bộ|Ban|Chủ tịch)[^,.;():]{2,70}?)"
    r"(?=\s*(?:\b(?:kết quả|để|theo|thẩm định|xem xét|trong|trước|qua|tổng hợp|thông qua|về|"
    r"(?:hằng|hàng|mỗi) (?:tuần|tháng|quý|năm)|định kỳ)\b|"
    r"[,.;():]|/|$))"
)
_THROUGH = re.compile(
    r"\((?:thông qua|qua)\s+(?P<through>[^()]{3,90})\)|(?:thông qua|qua)\s+(?P<bare>(?:Sở|"
    r"Phòng)[^,.;()]{3,60}?)(?=\s+để|[,.;()])"
)
_PURPOSES = ("muc dich", "yeu cau", "quan diem")
EVENT = re.compile(
    r"Tháng hành động|Lễ phát động|lễ phát động|[Nn]gày hội|Hội nghị tổng kết|sơ kết|tổng kết|"
    r"[Cc]uộc thi\s|[Hh]ội thi\s|\b[Tt]ập huấn\b|lớp bồi dưỡng|[Tt][oọ][aạ] đàm|[Hh]ội thảo|"
    r"[Dd]iễn đàn|[Bb]uổi (?:tư vấn|nói chuyện|sinh hoạt)|kỷ niệm [Nn]gày|hưởng ứng Ngày|"
    r"sinh hoạt dưới cờ|[Mm]ít tinh|[Dd]iễu hành|[Hh]ội chợ|[Ll]iên hoan|[Tt]riển lãm|"
    r"[Ll]ễ ra quân|[Hh]ội trại"
)

# "báo cáo kết quả Tháng hành động trước ngày …": when the report is due, not when it is held
_NOT_HELD = re.compile(
    r"(?:báo cáo|kinh phí|dự toán)[^.;,]*$|Trên đây là|trước (?:ngày )?$", re.IGNORECASE
)
_HELD_AT = re.compile(
    r"\btại\s+(?:(?:huyện|thành phố|thị xã|xã|phường|tỉnh)\s+[A-ZĐ]|"
    r"(?:sân|nhà|hội trường|trung tâm|quảng trường|trụ sở|công viên|trường|khuôn viên)\b)"
)
_IN_YEAR = re.compile(r"\bnăm\s+20\d{2}\b")
_ONCE = re.compile(r"\b(?:sau|ngay) khi (?:có|được|nhận)\b")
_DONE_BY = re.compile(r"\b(?:hoàn thành|xong)\s+(?:trước|chậm nhất)\s+(?:vào\s+)?ngày\b")
""" "92/92 xã, phường phân công công chức …, hoàn thành trước ngày 31/3": due, though counted."""
# "- Thời gian: 7 giờ 30 ngày 18/11/2025", "Địa điểm: Nhà văn hóa"
_WHEN_OR_WHERE = re.compile(
    r"(?:[-*+•]\s*)?(?:(?:Dự kiến\s+)?Thời gian(?:,\s*địa điểm)?|Địa điểm)"
    r"(?:\s+(?:tổ chức|dự kiến|thực hiện))?\s*:",
    re.IGNORECASE,
)
_TIME_BEHIND = re.compile(r"[.;]\s+Thời gian(?:\s+[^\W\d_]+){0,3}\s*:\s*\S", re.IGNORECASE)
_PLACE_BEHIND = re.compile(r"[.;]\s+Địa điểm(?:\s+[^\W\d_]+){0,3}\s*:\s*\S", re.IGNORECASE)
# "- Tổ chức vào ngày 06 tháng 12 tại …" below the event's name
_HELD_BELOW = re.compile(r"(?:[-*+•]\s*)?Tổ chức\s+(?:vào|ngày|tại)\b")
# what is only told beside a task, in a sentence of its own
_LABELS = re.compile(
    r"(?:(?:Cơ quan|Đơn vị) (?:chủ trì|thực hiện|phối hợp)[^:.;]{0,20}|Kinh phí|Địa điểm"
    r"|(?:Chủ trì|Phối hợp|Phụ trách)(?: thực hiện)?"
    r"|(?:Dự kiến )?(?:Thời gian|Thời hạn|Tiến độ|Hoàn thành)[^:.;]{0,30}):"
    r"|Giao [^.;:]{3,90} (?:chủ trì|thực hiện)(?:, [^.;:]{3,120} phối hợp)?;"
    # "Mở lớp bơi. (Giao Huyện đoàn chủ trì, …; hoàn thành trong tháng 6)"
    r"|\((?:Giao |Đơn vị |Cơ quan |Chủ trì)[^()]*\)\W*$",
    re.IGNORECASE,
)


def deadlines(reading: Reading, year: int | None = None) -> tuple[Deadline, ...]:
    """Sentences of the body that say when something is due; ``year`` is the plan's, if one."""
    found: list[Deadline] = []
    calendar = calendar_sections(reading, _body(reading))
    for section in _body(reading):
        if section.id in calendar:
            found += due_in_calendar(reading, section, year)
            continue
        start, end = reading.body(section)
        end = start + len(reading.document.text[start:end].rstrip())
        # "giảm dần số vụ hằng năm" among the purposes, "3. Hoạt động thường xuyên" above items
        bare = reading.children(section) and reading.document.text[end - 1] not in ".;"
        vague = bare or _under(reading, section, _PURPOSES)
        opened = labels = start
        below = UNIT_LINE.match(reading.document.text, start, end) is not None
        for a, b in reading.sentences(start, end):
            text = reading.document.text[a:b]
            if not _LABELS.match(text):
                opened = labels = a
            elif labels == opened:
                labels = a
            phrases = when_phrases(text)
            loose = () if section.indicator is not None else loose_phrases(text)
            if not phrases and not loose:
                continue
            if is_target(reading, section) and not _DONE_BY.search(text):
                # "đạt 35% vào năm 2025" says what is to be reached, not what is due
                continue
            words = tuple(text[x:y] for x, y in sorted((*phrases, *loose)))
            if vague and not re.search(r"\d", " ".join(words)):
                continue
            report = _REPORT.search(text) is not None
            to = _TO.search(text)
            through = _THROUGH.search(text)
            name = _agency_above(reading, section)
            task = reading.slice(a, b)
            sources: tuple[Slice, ...] = (*((name,) if name else ()), task)
            line = TIME_LINE.match(text)
            if opened < a and not below:
                # "Tổ chức Diễn đàn …. Cơ quan chủ trì: …; Thời gian: …": what is due comes first
                task = reading.slice(opened, b)
                sources = (*((name,) if name else ()), task)
                if line is not None and opened < labels:
                    # "…. Chủ trì: …. Thời gian: Quý I." says when of the task before the labels
                    task = reading.slice(opened, labels)
                    sources = (*((name,) if name else ()), reading.slice(a, b), task)
                    value = whole_value(text[line.end() :])
                    words = (value,) if value else words
            elif line is not None and reading.parents(section):
                # "- Thời gian hoàn thành: Quý II năm 2026": what is due stands above
                value = whole_value(text[line.end() :])
                words = (value,) if value else words
                above = reading.parents(section)[-1]
                item = reading.slice(*reading.body(above))
                if "thoi gian" not in fold(item.text):
                    sources, task = (item, task), item
            found.append(
                Deadline(
                    plan_id=reading.plan_id,
                    when=words,
                    kind="report" if report else "task",
                    recipient=_whole_name(reading, a, text, to) if to else None,
                    through=(through.group("through") or through.group("bare"))
                    if through
                    else None,
                    task=task,
                    sources=sources,
                    due=tuple(one for said in words for one in dues(said, year)),
                )
            )
    return tuple(found)


def _whole_name(reading: Reading, start: int, text: str, to: re.Match[str]) -> str:
    """The recipient with the comma that its own name holds: "Sở Văn hóa, Thể thao và Du lịch"."""
    begin, end = to.span("to")
    mentions = reading.mentions(start, start + len(text))
    longer = (m.end for m in mentions if m.start < end < m.end and m.end > begin)
    return text[begin : next(longer, end)]


def with_agencies(
    found: tuple[Deadline, ...], given: tuple[Assignment, ...]
) -> tuple[Deadline, ...]:
    """Who must: the agencies of the assignment that the sentence is, or that the item is.

    A date in the line that says who does the items above it binds those whom the line names.
    """
    named: list[Deadline] = []
    for one in found:
        mine = [a for a in given if _overlap(a.task, one.task)]
        mine = mine or [
            a for a in given if UNIT_LINE.match(one.task.text) and _overlap(a.sources[0], one.task)
        ]
        mine = [a for a in mine if a.role != "phối hợp"] or mine
        agencies = dict.fromkeys(agency for a in mine for agency in a.agencies)
        named.append(replace(one, agencies=tuple(agencies)))
    return tuple(named)


def _overlap(one: Slice, other: Slice) -> bool:
    return one.start < other.end and other.start < one.end


def funding(reading: Reading) -> tuple[Statement, ...]:
    """What a section on money says; () where the plan has no such section."""
    found: list[Statement] = []
    body = _body(reading)
    # a Mục on money says all; a khoản on resources counts only where there is no such Mục
    upper = [
        s
        for s in body
        # of a plan that a decision encloses it stands one below; an annex of tables is none
        if len(s.path) == (2 if s.path[0].level == "kem_theo" else 1)
        and s.path[-1].level in _MONEY_PARTS
        and (h := reading.heading(s)) and about_money(h.text)
    ]  # fmt: skip
    upper = [one for s in upper for one in money_within(reading, s)]
    for section in upper or body:
        heading = reading.heading(section)
        if heading is None or section.path[-1].level not in _MONEY_PARTS:
            continue
        if not any(word in fold(heading.text) for word in _MONEY):
            continue
        above = (h.text for p in reading.parents(section) if (h := reading.heading(p)))
        if any(word in fold(h) for h in above if not on_other_work(h) for word in _MONEY):
            continue
        if not about_money(heading.text):
            continue
        leaves = reading.leaves(section) or [section]
        inside = [s for s in body if section.start < s.start < section.tree_end]
        for part in inside or [section]:
            if part.id in reading.in_known_tables:
                continue  # a row by its columns
            task = reading.slice(*reading.body(part))
            if is_unit_line(task.text):
                continue  # "ĐVT: triệu đồng": of the table below it
            if part not in leaves and not AMOUNT.search(task.text):
                continue  # what opens a list tells something where it gives the whole sum
            found.append(Statement(reading.plan_id, "funding", heading.text, task, (task,)))
    return tuple(found)


_ALLOTS = re.compile(
    r"\b(?:bố trí|đầu tư|phân bổ)\s+(?:kinh phí|ngân sách|nguồn lực|nguồn vốn)|lập dự toán|"
    r"(?:vận động|huy động)\s+(?:\w+\s+){0,5}?(?:kinh phí|viện trợ|tài trợ|nguồn lực|đóng góp)|"
    r"đẩy mạnh xã hội h[oó][aá]",
    re.IGNORECASE,
)


def allotments(reading: Reading) -> tuple[Statement, ...]:
    """Clauses outside the part on money by which somebody is to find or set aside money."""
    inside = {piece.section for one in funding(reading) for piece in one.sources}
    found: list[Statement] = []
    for section in _body(reading):
        if section.id in inside:
            continue
        for a, b in reading.sentences(*reading.body(section)):
            text = reading.document.text[a:b]
            match = _ALLOTS.search(text)
            if match is not None:
                task = reading.slice(a, b)
                subject = " ".join(match.group().lower().split())
                found.append(Statement(reading.plan_id, "allotment", subject, task, (task,)))
    return tuple(found)


def events(reading: Reading) -> tuple[Statement, ...]:
    """Events with a time or a place: Tháng hành động, lễ phát động, and items with such lines."""
    found: list[Statement] = []
    calendar = calendar_sections(reading, _body(reading))
    for section in (*_body(reading), *_notes(reading)):
        start, end = reading.body(section)
        if _under(reading, section, ("kinh phi",)):
            continue
        if section.id in calendar:
            found += of_calendar(reading, section)
            continue
        whole = reading.slice(start, end)
        if UNIT_LINE.match(whole.text):
            continue  # the item above it is the event
        named = EVENT.search(whole.text) is not None
        lines = [
            line for child in reading.children(section)
            for line in _lines_of_event(reading, child, named=named)
        ]  # fmt: skip
        if lines and "thoi gian" in fold(whole.text):
            # "II. CHỦ ĐỀ, THỜI GIAN" is about the plan
            continue
        if lines and whole.text:
            found.append(
                Statement(reading.plan_id, "event", _first_words(whole), whole, (whole, *lines))
            )
            continue
        if (named or _PLACE_BEHIND.search(whole.text)) and _TIME_BEHIND.search(whole.text):
            # "Tổ chức Tháng hành động …. Cơ quan chủ trì: …; Thời gian: từ ngày …"
            name = EVENT.search(whole.text)
            subject = name.group() if name is not None else _first_words(whole)
            found.append(Statement(reading.plan_id, "event", subject, whole, (whole,)))
            continue
        for a, b in reading.sentences(start, end):
            text = reading.document.text[a:b]
            name = EVENT.search(text)
            if name is None or _NOT_HELD.search(text[: name.start()]):
                continue
            if not any(_held(text, one) for one in EVENT.finditer(text)):
                continue
            task = reading.slice(a, b)
            found.append(Statement(reading.plan_id, "event", name.group(), task, (task,)))
    return tuple(found)


def _lines_of_event(reading: Reading, child: Section, *, named: bool) -> list[Slice]:
    """What a line below an event says of when and where it is held.

    "Chủ trì: …. Thời gian: 7 giờ ngày 12/5. Địa điểm: …" says it behind who does it.
    """
    start, end = reading.body(child)
    text = reading.document.text[start:end]
    if _WHEN_OR_WHERE.match(text) or (named and _HELD_BELOW.match(text)):
        return [reading.slice(child.start, child.end)]
    held = _TIME_BEHIND.search(text) and (named or _PLACE_BEHIND.search(text))
    if not (held and UNIT_LINE.match(text)):
        return []
    return [
        reading.slice(a, b) for a, b in reading.sentences(start, end)
        if _WHEN_OR_WHERE.match(reading.document.text, a, b)
    ]  # fmt: skip


def recipients(reading: Reading) -> tuple[HeaderField, ...]:
    """Each line of "Nơi nhận"."""
    found: list[HeaderField] = []
    for section in reading.sections:
        if section.path[0].level != "noi_nhan" or len(section.path) < 2:
            continue
        piece = reading.slice(*reading.body(section))
        line = re.sub(r"[\s;.,]+$", "", " ".join(piece.text.split()))
        if line:
            found.append(HeaderField(reading.plan_id, "recipients", line, (piece,)))
    return tuple(found)


def _held(text: str, name: re.Match[str]) -> bool:
    """Whether the clause that names an event, or one that goes on from it, says when or where.

    "giao ban hằng tuần; chuẩn bị Lễ phát động; trình duyệt trước ngày 20/4": another's time.
    """
    clause = text[text.rfind("; ", 0, name.start()) + 1 : _clause_end(text, name.end())]
    return bool(
        when_phrases(clause) or loose_phrases(clause) or _IN_YEAR.search(text, name.end())
        or _HELD_AT.search(clause) or _ONCE.search(clause)
    )  # fmt: skip


_GOES_ON = re.compile(
    r"(?:(?:dự kiến )?thời gian|thời điểm|địa điểm|dự kiến|từ|vào|ngày|trong|tại|bắt đầu|kết thúc|"
    r"hoàn thành|diễn ra|khai mạc|tổ chức (?:vào|tại|trong))\b",
    re.IGNORECASE,
)


def _clause_end(text: str, start: int) -> int:
    found = text.find("; ", start)
    while found >= 0 and _GOES_ON.match(text, found + 2):
        found = text.find("; ", found + 2)
    return found if found >= 0 else len(text)


def _first_words(piece: Slice) -> str:
    return " ".join(piece.text.split()[:12])


# -- helpers


def _body(reading: Reading) -> list[Section]:
    outside = ("dau", "tieu_de", "mo_dau", "noi_nhan", "ky", "chu_thich")
    return [
        s for s in reading.sections
        if s.path[0].level not in outside and s.id not in reading.in_known_tables
    ]  # fmt: skip


def _notes(reading: Reading) -> list[Section]:
    return [s for s in reading.sections if s.path[0].level == "chu_thich"]


def _under(reading: Reading, section: Section, words: tuple[str, ...]) -> bool:
    return any(
        any(word in fold(heading.text) for word in words)
        for parent in reading.parents(section)
        if (heading := reading.heading(parent)) is not None
        and not ("kinh phi" in words and on_other_work(heading.text))
    )


def _agency_above(reading: Reading, section: Section) -> Slice | None:
    """The heading that names the agency whose duty this is."""
    for parent in reversed(reading.parents(section)):
        heading = reading.heading(parent)
        if heading is None:
            continue
        start, end = reading.body(parent)
        lead = reading.lead(start, min(end, parent.heading_end))
        if lead is not None:
            return heading
    return None
