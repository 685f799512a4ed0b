"""Items that name who does them in their own words: "…. Giao Phòng Kinh tế chủ trì."."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.clause_duties import assignment
from ingest.clauses import VERB
from ingest.given_by import GIVE, given_by
from ingest.listed import listed
from ingest.reading import Reading
from ingest.shares import shared_out
from ingest.time_lines import TIME_LINE, whole_value
from ingest.times import when_phrases
from ingest.unit_lines import UNIT_LABEL, WITH, supports
from rag.schema import Agency, Assignment, Section

# -- "Cắm biển cảnh báo tại các điểm sông, suối. Giao Phòng Kinh tế xã chủ trì."


def given_within(reading: Reading, section: Section) -> list[Assignment]:
    """Sentences that give the item they stand in: its text is the task, they name who."""
    start, end = reading.body(section)
    sentences = reading.sentences(start, end)
    within = any(reading.lead(*reading.body(parent)) for parent in reading.parents(section))
    found = [] if within else [one for span in sentences for one in _done_by(reading, span)]
    found += [] if within else _told_behind(reading, start, end)
    clauses = section.path[0].level != "ket"  # "Trên đây là …; đề nghị các đơn vị thực hiện"
    named = [piece for one in found for piece in one.sources]
    for begin, ends, a, b in _behind_tasks(reading, start, sentences, clauses=clauses):
        if any(piece.start < b and a < piece.end for piece in named):
            continue
        if not (within and GIVE.match(reading.document.text, a, b) is None):
            found += given_by(reading, (reading.slice(begin, ends),), a, b)
    return [one for one in found if one.agencies]


def _behind_tasks(
    reading: Reading, start: int, sentences: list[tuple[int, int]], *, clauses: bool
) -> Iterator[tuple[int, int, int, int]]:
    """Spans that may name who does what stands before them, each behind the span of that.

    A sentence of its own is on all before it, a clause ("…; Công đoàn phụ trách.") on its own.
    """
    for number, (a, b) in enumerate(sentences):
        if number:
            yield start, sentences[number - 1][1], a, b
        cut = reading.document.text.rfind("; ", a, b) if clauses else -1
        if cut > a and len(reading.document.text[a:cut].split()) >= _FEWEST_WORDS:
            yield a, cut, cut + 2, b


# "Mở 02 lớp bồi dưỡng cho 90 cán bộ nữ, do Sở Nội vụ chủ trì"
_BY = re.compile(r"[\s,(]+(?P<by>do|giao(?:\s+cho)?)\s+(?=[A-ZĐÀ-Ỹ])")
_ROLE_BEHIND = re.compile(
    r"\s*(?:làm\s+)?(chủ trì|đầu mối|phụ trách|đảm nhiệm|chịu trách nhiệm|tổ chức|thực hiện|"
    r"quản trị|quản lý|vận hành)\b",
    re.IGNORECASE,
)


# "Cử cán bộ dự lớp tập huấn do Bộ Y tế tổ chức": the host is not who does it
_TAKES_PART = re.compile(r"\b(?:tham gia|tham dự|dự|cử)\b", re.IGNORECASE)


_ENDS_THERE = re.compile(
    r"(?:[\s,;]*(?:và\s+)?phối hợp.*)?[\s.;)]*|\s*\([^()]*\)[\s.;]*|"
    r"\s*,[^,;]*(?:tháng|quý|năm)\s.*",
    re.IGNORECASE | re.DOTALL,
)


def _done_by(reading: Reading, span: tuple[int, int]) -> list[Assignment]:
    """The task of a sentence that ends with who does it."""
    start, end = span
    text = reading.document.text
    found = []
    for match in _BY.finditer(text, start, end):
        lead = reading.lead(match.end(), end)
        role = _ROLE_BEHIND.match(text, lead.end, end) if lead is not None else None
        if lead is None or role is None or len(text[start : match.start()].split()) < 4:
            continue
        ends = _ENDS_THERE.fullmatch(text, role.end(), end)
        if ends is None or _TAKES_PART.search(text, start, match.start()):
            continue
        task = reading.slice(start, match.start())
        giving = reading.slice(match.start("by"), end)
        made = assignment(reading, lead.agencies, task, (giving,))
        partners = _partners_behind(reading, role.end(), end)
        found.append(replace(made, role=role.group(1).lower(), partners=partners))
    return found


# -- "Mở lớp bồi dưỡng. Đơn vị chủ trì: Phòng Nội vụ; thời gian: quý II.", "(Sở Y tế chủ trì)"

_INLINE = re.compile(
    rf"(?<=[.;(])\s*(?P<label>{UNIT_LABEL}|(?P<short>Chủ trì|Phối hợp|Phụ trách)"
    r"(?:\s+thực hiện)?)\s*:\s*",
    re.IGNORECASE,
)
_TIME_INLINE = re.compile(rf"(?<=[.;(])\s*(?={TIME_LINE.pattern})", re.IGNORECASE)
_ENDS_SENTENCE = re.compile(r"[.)](?=[\s.,;]|$)")
_MARK = re.compile(r"[().;]")
_DAY_BEHIND = re.compile(
    r";\s*(?:hoàn thành|xong|thời (?:gian|hạn)|tiến độ|chậm nhất|trước|trong)\b", re.IGNORECASE
)
_BRACKET = re.compile(r"(?:[(\[]|(?<=\w):\s+)(?:[Gg]iao(?:\s+cho)?\s+|[Dd]o\s+)?(?=[A-ZĐÀ-Ỹ])")
_ONLY_THAT = re.compile(r"(?:\s+thực hiện)?\s*(?:[.,;]|$)")
# "Tư vấn tiền hôn nhân: Trạm Y tế chủ trì, Đoàn Thanh niên phối hợp; vào tháng 5"
_CLAUSE_ENDS = re.compile(r"[.;](?=\s|$)")
# "…; thời gian: 8h00 ngày 15/11; địa điểm: Nhà văn hóa", "…, xong trước 30/6"
_DETAIL_BEHIND = re.compile(
    r";\s*(?:[^\W\d_]+\s+){0,3}[^\W\d_]+\s*:|"
    r"[;,]\s*(?:hoàn thành|xong|chậm nhất|trước|trong|từ|vào)\b",
    re.IGNORECASE,
)
_ROLE_THERE = re.compile(r"\s*(?:làm\s+)?(chủ trì|phụ trách|đầu mối|thực hiện|phối hợp)\b", re.I)
_FEWEST_WORDS = 4
_WORK = re.compile(VERB.pattern, re.IGNORECASE)
_USED = re.compile(r"\([A-ZĐ][^()]{3,80}\s(?:chủ trì|thực hiện|phụ trách)\b[^()]*\)")
# "Giải Nhất 2.000.000 đồng", "Thời gian: …", "Mỗi lớp 40 người": a detail of the work before it
_A_DETAIL = re.compile(
    r"(?:Giải (?:\w{1,5} |thưởng)|(?:Dự kiến )?(?:Thời gian|Thời lượng|Địa điểm|Kinh phí|"
    r"Thành phần|Đối tượng|Số lượng|Quy mô|Nội dung|Hình thức|Cơ cấu|Mức)\b|"
    r"(?:Mỗi|Từng) (?:lớp|buổi|đội|suất|cuộc|hội nghị|đợt|người|xã|thôn)\b)"
)
# "Sở Nội vụ chủ trì; Sở Tài chính, Sở Y tế phối hợp"
_THEIR_VERB = re.compile(r"\s(?:thực hiện|triển khai|tổ chức|tham mưu|xây dựng)\b")
_JOIN_IN = re.compile(r"\s+(?:cùng\s+)?phối hợp(?:\s+thực hiện)?[\s.)]*$")


def _told_behind(reading: Reading, start: int, end: int) -> list[Assignment]:
    return _labelled(reading, start, end) or _bracketed(reading, start, end)


def _labelled(reading: Reading, start: int, end: int) -> list[Assignment]:
    """Labels behind the task: those who lead with those who take part, and the time."""
    text = reading.document.text
    labels = list(_INLINE.finditer(text, start, end))
    if not labels or len(text[start : labels[0].start()].split()) < _FEWEST_WORDS:
        return []
    time = _TIME_INLINE.search(text, start, end)
    first = min(labels[0].start(), time.start() if time else end)
    task = reading.slice(start, start + len(text[start:first].rstrip(" (;")))
    told = whole_value(text[_value_start(text, time.end(), end) : end]) if time else None
    told = told.rstrip(" );,.") if told else None
    ends = [_value_end(text, label, labels[n + 1 :], time, end) for n, label in enumerate(labels)]
    if told is None:
        # "(…; đơn vị phối hợp: …; hoàn thành trước ngày 14/11)": no label before the day
        rest = _until_sentence(reading, max(ends), end)
        times = when_phrases(rest)
        told = rest[slice(*times[0])] if times else None
    found: list[Assignment] = []
    for label, stop_at in zip(labels, ends, strict=True):
        joined = WITH.search(text, label.end(), stop_at)
        names = listed(reading, label.end(), joined.start() if joined else stop_at)
        if not names:
            continue
        whole = _ENDS_SENTENCE.search(text, label.end(), end)
        shares = shared_out(reading, label.end(), whole.start() if whole else end, task)
        if shares and not supports(label["label"]):
            made = [assignment(reading, who, part, (clause,)) for who, clause, part in shares]
            found += [replace(a, role="chủ trì", deadline=told or a.deadline) for a in made]
            continue
        giving = reading.slice(label.start(), stop_at)
        if label["short"] is not None and supports(label["label"]) and found:
            # beside who leads, as on a line of their own
            found = [
                replace(one, partners=(*one.partners, *names), sources=(giving, *one.sources))
                if one.role == "chủ trì" else one
                for one in found
            ]  # fmt: skip
            continue
        given = assignment(reading, names, task, (giving,))
        partners = listed(reading, joined.end(), stop_at) if joined else given.partners
        found.append(
            replace(
                given,
                role="phối hợp" if supports(label["label"]) else "chủ trì",
                partners=partners,
                deadline=told or given.deadline,
            )
        )
    return found


def _value_end(
    text: str,
    label: re.Match[str],
    later: list[re.Match[str]],
    time: re.Match[str] | None,
    end: int,
) -> int:
    """Where the names behind a label end: at the next label, its bracket's end, or its clause's.

    "Phối hợp: Phòng Nội vụ; UBND các xã." goes on behind its semicolon.
    """
    stops = [one.start() for one in (*later[:1], time, _DAY_BEHIND.search(text, label.end(), end))
             if one is not None and one.start() >= label.end()]  # fmt: skip
    depth = 0
    for mark in _MARK.finditer(text, label.end(), min((*stops, end))):
        if mark[0] in "()":
            depth += 1 if mark[0] == "(" else -1
            if depth < 0:
                return mark.start()
            continue
        stands = mark[0] == "." or label["short"] is None
        if depth == 0 and stands and not text[mark.end() : mark.end() + 1].strip():
            return mark.start()
    return min((*stops, end))


def _value_start(text: str, start: int, end: int) -> int:
    label = TIME_LINE.match(text, start, end)
    return label.end() if label else start


def _bracketed(reading: Reading, start: int, end: int) -> list[Assignment]:
    """ "Tổ chức hội thi (Phòng Tư pháp chủ trì, phối hợp với Huyện đoàn; thời gian: …)"."""
    text = reading.document.text
    found: list[Assignment] = []
    for match in _BRACKET.finditer(text, start, end):
        colon = text[match.start()] == ":"
        stop = _bracket_end(text, match, end)
        lead = reading.lead(match.end(), stop) if stop >= 0 else None
        role = _ROLE_THERE.match(text, lead.end, stop) if lead is not None else None
        alone = lead is not None and lead.end == stop and _alone(reading, start, match.start(), end)
        if lead is None or not (role or alone) or _short(text[start : match.start()]):
            continue
        that = role is not None and _ONLY_THAT.match(text, role.end(), stop)
        if colon and not (that and lead.start == match.end()):
            continue  # "Nội dung khác: Phòng Y tế chủ trì mở lớp …" tells a duty
        begin = _task_begins(reading, start, match.start(), end)
        made = assignment(
            reading,
            lead.agencies,
            reading.slice(begin, match.start()),
            (reading.slice(match.end() if colon else match.start(), stop + (not colon)),),
        )
        said = role[1].lower() if role else "thực hiện"
        rest = text[role.end() : stop] if role else ""
        detail = _DETAIL_BEHIND.search(text, role.end(), stop) if role else None
        last = detail.start() if detail else stop
        partners = _partners_behind(reading, role.start(1), last) if role else ()
        name = "thực hiện" if supports(said) and partners else said
        behind = rest if when_phrases(rest) else _until_sentence(reading, stop, end)
        times = when_phrases(behind)
        told = behind[slice(*times[0])] if times else made.deadline
        found.append(replace(made, role=name, partners=partners, deadline=told))
    return found


def _alone(reading: Reading, start: int, at: int, end: int) -> bool:
    """Whether a bracket at ``at`` with a name alone tells who does the work before it.

    "Lập 01 nhà tạm lánh trước ngày 30/6/2026 (Trạm Y tế xã)." at an item's end, in a plan that
    gives work so elsewhere; "báo cáo Sở Nội vụ (Phòng Nội vụ)" says through whom.
    """
    text = reading.document.text
    if text[text.find(")", at, end) : end].strip(" .;\n") != ")" or not _USED.search(text):
        return False
    begin = _task_begins(reading, start, at, end)
    beside = reading.mentions(begin, at)
    named = beside and begin + beside[-1].end >= at - 2
    return not named and _WORK.match(text, begin) is not None


def _short(text: str) -> bool:
    return len(text.split()) < _FEWEST_WORDS


def _task_begins(reading: Reading, start: int, at: int, end: int) -> int:
    """Where the task begins that a bracket at ``at`` gives to somebody.

    "Tổ chức hội thi. Giải Nhất 2.000.000 đồng (Hội Liên hiệp Phụ nữ xã chủ trì)": a detail
    goes on with the sentence before it, unless a bracket has given that already.
    """
    text = reading.document.text
    begins = [a for a, _ in reading.sentences(start, end) if a <= at]
    # "…. (Giao Hội Phụ nữ chủ trì)": the sentence before it is what is given
    while len(begins) > 1 and (
        _A_DETAIL.match(text, begins[-1]) or not text[begins[-1] : at].strip()
    ):
        if text[begins[-2] : begins[-1]].rstrip(" .").endswith(")"):
            break
        begins.pop()
    return begins[-1]


def _bracket_end(text: str, opened: re.Match[str], end: int) -> int:
    """Where a bracket is shut, or the clause behind a colon ends; -1 where neither is so."""
    first = text[opened.start()]
    if first == ":":
        if _LABELS_A_BODY.search(text, text.rfind("\n", 0, opened.start()) + 1, opened.start()):
            return -1
        ends = _CLAUSE_ENDS.search(text, opened.end(), end)
        return ends.start() if ends is not None else end
    return text.find(")" if first == "(" else "]", opened.end(), end)


_LABELS_A_BODY = re.compile(
    r"\b(?:đơn vị|cơ quan|bộ phận|chủ trì|phối hợp|thực hiện|trách nhiệm|phân công|phụ trách)\b",
    re.IGNORECASE,
)
""" "* Đơn vị thực hiện: Sở Nội vụ chủ trì, …": no task stands before it."""


def _partners_behind(reading: Reading, start: int, end: int) -> tuple[Agency, ...]:
    """Those who take part: "…, phối hợp với A", "…; A, B phối hợp"."""
    text = reading.document.text
    behind = _JOIN_IN.search(text, start, end)
    if behind is not None:
        first = start + len(text[start:end]) - len(text[start:end].lstrip(" ,;"))
        return listed(reading, first, behind.start())
    joined = WITH.search(text, start, end)
    if joined is None:
        return ()
    verb = _THEIR_VERB.search(text, joined.end(), end)
    return listed(reading, joined.end(), verb.start() if verb is not None else end)


def _until_sentence(reading: Reading, start: int, end: int) -> str:
    """What stands behind a bracket, up to the end of its sentence."""
    rest = reading.document.text[start:end]
    return re.split(r"\.(?:\s|$)", rest, maxsplit=1)[0]
