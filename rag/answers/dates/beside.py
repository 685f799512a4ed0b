"""What is due, told in few words beside its date: who, what and to whom; not why.

A colleague asked for a date says it first and names the task so that it is known again; what the
question holds already, why it is done and on what basis stand in the quote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.answers.shape import LEAD, Asked, clauses_of, gist, tidy, without_marker
from rag.references import UNIT_LINE
from rag.schema import Deadline, Slice
from rag.text import fold, has_marks, lower

YEARLY = re.compile(
    r"hang nam|hằng nam|ca nam|mot nam|moi nam|bao cao nam|"
    r"(?<!semi-)(?<!semi)annual|(?<!mid-)(?<!mid )(?<!mid)(?<!half-)(?<!half )year|cuoi nam|"
    r"(?<!nua )(?<!dau )(?<!giua )nam\b"
)


def asked_in(question: str) -> str:
    """The question without marks, where "Thượng Nậm", "nam giới" hold no "năm"."""
    if not has_marks(question):
        return fold(question)
    words = re.sub(
        r"[^\W_]+",
        lambda m: "·" * len(m[0]) if fold(m[0]) == "nam" and lower(m[0]) != "năm" else m[0],
        question,
    )
    return fold(words)


HALF = re.compile(
    r"(?<!\d)(?<!ngay )0?6 thang(?! \d{1,2}\b)|\b6t\b|sau thang(?! \d)|nua (?:dau )?nam|"
    r"giua nam|ban nien|half|six|semi|mid-?\s?year"
)
"""No "ngày 16 tháng 12", nor "06 tháng 6"."""
_QUARTERLY = re.compile(r"\b(?:hang|moi|tung|theo|bao cao) quy\b|\bquarter")
_OF_THE_YEAR = re.compile(r"\b(?:bao cao|hang|moi|ca|cuoi|va) nam\b|\byear")
_PARTS = re.compile(r",\s+|\s+và\s+")
_HOW_OFTEN = re.compile(r"\blan (?:mot|trong|moi) nam\b|how often|how many times")
ROOM = 25
"""Words of a date with what is due; more where who must, or to whom, would be cut."""
_LEAST, _BEYOND_WHO = 12, 11
"""Words of the task that are left beside a long date, and behind the name of who must."""
_ROLE = 2
""" "chủ trì," behind a name."""
_SLACK = 3
_BASIS = re.compile(
    r"^(?:(?:Căn cứ|Trên cơ sở|Trong quá trình|Quá trình)\b[^,;:]*,"
    # "Đơn vị thực hiện: Sở … chủ trì"
    r"|(?:Đơn vị|Cơ quan) (?:thực hiện|chủ trì)[^:,;]{0,20}:)\s+"
)
_MEMBERS = re.compile(r"\s*\((?!(?:thông )?qua\b)[^()\d]*\)")
""" "(thành viên của Ban …)" behind a name; "(qua Phòng …)" stays."""
_WHY = re.compile(r"[\s,;]+(?:để|nhằm|làm (?:cơ sở|căn cứ)|theo quy định)\b ?(?P<what>.*)$")
_RESULTS = re.compile(
    r"\s+(?:tình hình|kết quả)(?:, (?:tình hình|kết quả))?(?: (?:thực hiện|triển khai))*"
    r"(?: (?:Kế hoạch|Chương trình)(?: này)?)?(?=\s+(?:\(|về|cho|với|gửi|lên|đến|tới)|…?$)"
)
""" "Báo cáo [kết quả thực hiện] về …": what every report is on."""
_REPORT = re.compile(r"báo cáo", re.IGNORECASE)
_A_REPORT = re.compile(r"\b(?:báo cáo|sơ kết|tổng kết)\b", re.IGNORECASE)
_REPORTING = re.compile(r"bao cao|nop|gui|ket qua|report|\bbc\b")
_WITH = re.compile(r"\bphối hợp(?: chặt chẽ)?(?: với)? ")
_JOINT = re.compile(r"(?:\s+[A-ZĐ]\w+)*[\s,;]*(?:và\s+)?")
""" "Ủy ban nhân dân huyện [Ngọc Hồi, ]các cơ quan …"."""
_READILY = re.compile(r"\b(?:chủ động|khẩn trương|nghiêm túc|tích cực)\s+", re.IGNORECASE)
_ASKS_WHO = re.compile(
    r"\bai\b|\b(?:co quan|don vi|so|phong|(?<!van )ban|nganh)(?:, \w+)? nao\b|\bwho\b|\bwhich\b"
)
_NO_TASK = re.compile(
    r"(?:\W|\b(?:dự kiến|thời gian|thời hạn|tiến độ|hoàn thành|xong|thực hiện)\b)*", re.IGNORECASE
)
_WHO_OR_WHERE = re.compile(
    r"(?:[-*+•]\s*)?(?:(?:Cơ quan|Đơn vị) (?:chủ trì|phối hợp|thực hiện)|Kinh phí|Địa điểm|"
    r"Thời gian)[^:;]{0,30}:|"
    r"Giao [^;:]{3,90} (?:chủ trì|thực hiện)(?:, [^;:]{3,120} phối hợp)?\W*$|"
    # "; mỗi lớp 15 buổi; thực hiện từ ngày …"
    r"mỗi \w+ (?:\w+ )?(?:từ )?\d|trong đó\b|"
    r"(?:số lượng|quy mô|thành phần|đối tượng)\b[^;:]{0,20}:",
    re.IGNORECASE,
)
""" "Cơ quan phối hợp: …;" stands between a task and its date, and is no task."""
_TIME_LABEL = re.compile(
    r"(?:^|[\s,;.(]+)(?:dự kiến )?(?:thời gian|thời hạn|tiến độ)"
    r"(?: (?:dự kiến|thực hiện|tổ chức|hoàn thành))*\s*:?\s*$",
    re.IGNORECASE,
)
_REPEATED = re.compile(r"^định kỳ\s+(?=hàng|hằng|mỗi|báo cáo|\()")
""" "định kỳ hàng năm (…)" says twice that it comes back."""


def due_text(asked: Asked, one: Deadline, clause: str, when: str, told: str | None = None) -> str:
    """The date first, then what is due; ``told`` is the part of ``when`` that is asked for."""
    shown = _date_alone(told or when)
    clause = " ".join(clause.split())
    both = _PAIR.search(clause)
    if both is not None:
        acts = _ACT.findall(fold(asked.query.question))
        meant = [part for part in both.groups() if any(map(fold(part).startswith, acts or [""]))]
        if len(meant) > 1:
            return " và ".join(meant)
        if meant == [both["other"]] and " ".join(when.split()) in meant[0]:
            # of the first act all that leads to it is told
            task = tidy(meant[0].replace(" ".join(when.split()), ""))
            return asked.phrases.say("deadline", when=shown, task=task)
        if meant == [both["one"]]:
            clause = clause[: both.end("one")]
    task = _task(asked, one, clause, " ".join(when.split()), shown).lstrip(" :;,.-–")
    return asked.phrases.say("deadline", when=shown, task=task)


_ACT = re.compile(r"\b(?:so|tong) ket\b")
_PAIR = re.compile(
    r"\b(?P<one>(?:sơ|tổng) kết\b[^,;]*?\d{4})(?:,| và|, và) "
    r"(?P<other>(?:sơ|tổng) kết\b[^,;]*?\d{4})\b"
)
""" "Sơ kết vào quý IV năm 2023, tổng kết vào năm 2025": each act with its own date."""
_OPEN_END = re.compile(r"\b(?:triển khai|tổ chức|thực hiện)(?: thực hiện)?$")
_CARRYING_OUT = re.compile(r"^(?:Tiếp tục |Tổ chức )?[Tt]riển khai (?:thực hiện )?")
_ITS_DATE = re.compile(
    r",?\s+ngày\s+\d+(?:/\d+/\d+|\s+tháng\s+\d+\s+năm\s+\d+)"
    r"(?:\s+của\s+[^;,()]+?(?=\s+(?:về|phê duyệt|ban hành)\b))?"
)
_ITEM = 14
"""Words of the item a task belongs to, where the task does not say it."""


def with_its_item(asked: Asked, one: Deadline, text: str) -> tuple[str, tuple[Slice, ...]]:
    """ "Đơn vị thực hiện: … ban hành Kế hoạch triển khai thực hiện" with the item that it is of.

    The text and what it rests on.
    """
    above = asked.book.sections(one.plan_id).get(one.task.section.rpartition("/")[0])
    if above is None or not UNIT_LINE.match(one.task.text) or not _OPEN_END.search(text):
        return text, one.sources
    item = asked.book.slice(one.plan_id, above, above.start, above.end)
    words = _ITS_DATE.sub("", _CARRYING_OUT.sub("", without_marker(item.text)))
    told = gist(words, asked.matcher, _ITEM)
    return f"{text} ({tidy(told)})", (*one.sources, item)


def sure_part(one: Deadline, when: str) -> str:
    """ "Định kỳ …, hằng năm (…) và đột xuất (khi có yêu cầu)" up to its last date."""
    ends = [
        when.find(due.words) + len(due.words) for due in one.due
        if due.kind in ("date", "standing") and due.words in when
    ]  # fmt: skip
    if not ends:
        return when
    part = when[: max(ends)]
    return part + ")" if part.count("(") > part.count(")") else part


_OF_YEAR = re.compile(r"(?<!tháng \d )(?<!tháng \d\d )năm")
""" "Tháng 9 năm 2025" is no part of a year's report."""


def part_asked(asked: Asked, when: str) -> str:
    """Of "định kỳ 06 tháng (…), hàng năm (…)" the part of the recurrence asked for."""
    question = asked_in(asked.query.question)
    named = _named_part(when, question)
    if named is not None:
        return named
    parts = [part for part in _PARTS.split(when) if re.search(r"\d", part)]
    if len(parts) < 2:
        return when
    quarterly = [part for part in parts if "quý" in part]
    if quarterly and _QUARTERLY.search(question) and _OF_THE_YEAR.search(question):
        return when  # "báo cáo quý và báo cáo năm": both
    if _QUARTERLY.search(question) and len(quarterly) == 1 and not HALF.search(question):
        return quarterly[0].strip()
    yearly = YEARLY.search(question) is not None
    half = HALF.search(question) is not None
    if yearly == half or _HOW_OFTEN.search(question):
        return when
    wanted = [
        p
        for p in parts
        if bool(_OF_YEAR.search(p)) == yearly and bool(HALF.search(fold(p))) == half
    ]
    if len(wanted) != 1 or any(_BARE_DAY.fullmatch(p.strip()) for p in parts if p not in wanted):
        return when
    part = wanted[0].strip()
    return part.rstrip(")") if part.count(")") > part.count("(") else part


_BARE_DAY = re.compile(r"(?:vào |trước |từ )*(?:ngày )?\d{1,2}(?: tháng |/)\d{1,2}")
""" "Vào ngày 15 tháng 5 [và ngày 15 tháng 11 hằng năm]": "hằng năm" is said of both."""
_BEHIND_WORK = re.compile(r"\b(?:truoc|trong|vao|tu|ngay|thang|quy)\b")


def _named_part(when: str, question: str) -> str | None:
    """Of "Lập danh sách xong trước …; rào chắn xong trước …" the part the question names."""
    parts = when.split("; ")
    words = [set(re.findall(r"\w+", _BEHIND_WORK.split(fold(part))[0])) for part in parts]
    asked = set(re.findall(r"\w+", question))
    meant = [
        part for part, own in zip(parts, words, strict=True)
        if (own - set().union(*(one for one in words if one is not own))) & asked
    ]  # fmt: skip
    return meant[0] if len(parts) > 1 and len(meant) == 1 else None


def clause_of(asked: Asked, one: Deadline, when: str) -> str:
    """The clause that says when; with the one before it where that ends among its partners."""
    clauses = clauses_of(one.task.text)
    for at, clause in enumerate(clauses):
        if when in " ".join(clause.split()) or when in clause:
            before = f"{clauses[at - 1]} {clause}" if at else ""
            if before and _list_goes_on(asked, clauses[at - 1], before):
                return before
            if at and _A_REPORT.search(when) and _says_nothing_else(clause, when):
                # "UBND các xã lập kế hoạch trước …; báo cáo 6 tháng trước …": who, and no more
                who = _opening(one.task.text) or ", ".join(a.written for a in one.agencies)
                return f"{who} {' '.join(clause.split())}".strip()
            return _with_its_task(clauses, at, " ".join(when.split()))
    return one.task.text


def _opening(text: str) -> str:
    """ "Các đơn vị báo cáo về Phòng …: báo cáo quý …; sơ kết …": who sends them all."""
    first, colon, _ = " ".join(text.split()).partition(":")
    return first if colon and _REPORT.search(first) and len(first.split()) <= ROOM else ""


def _says_nothing_else(clause: str, when: str) -> bool:
    before, _, after = " ".join(clause.split()).partition(" ".join(when.split()))
    return _NO_TASK.fullmatch(f"{before} {after}") is not None


def _with_its_task(clauses: list[str], at: int, when: str) -> str:
    """A clause that is only "hoàn thành trước ngày …" with the one that says what is due."""
    if not _says_nothing_else(clauses[at], when):
        return clauses[at]
    tasks = [clause for clause in clauses[:at] if not _WHO_OR_WHERE.match(clause)]
    return f"{tasks[-1]} {clauses[at]}" if tasks else clauses[at]


def _list_goes_on(asked: Asked, first: str, both: str) -> bool:
    """Whether a list of partners runs over the semicolon: "phối hợp với A; B tham mưu …"."""
    return any(end > len(first) for _, end in _partners(asked, both))


def _partners(asked: Asked, text: str) -> Iterator[tuple[int, int]]:
    """Where "phối hợp với A, B" stands."""
    found = asked.book.lexicon.find_agencies(text)
    for match in _WITH.finditer(text):
        end = match.end()
        for mention in sorted(found, key=lambda one: one.start):
            if mention.start >= end and _JOINT.fullmatch(text[end : mention.start]):
                end = mention.end
        if end > match.end():
            yield match.start(), end


def without_long_partners(asked: Asked, text: str) -> str:
    """A task without partners whose list runs over a semicolon: a clause would begin with one.

    "Chủ trì và phối hợp với A; B triển khai …" is "Chủ trì … triển khai …".
    """
    for start, end in reversed(list(_partners(asked, text))):
        if ";" in text[start:end]:
            before = re.sub(r"[\s,;]*(?:\bvà)?\s*$", "", text[:start])
            text = f"{before} … {text[end:].lstrip(' ,;')}".removeprefix(" … ")
    return text


def _date_alone(when: str) -> str:
    """A date without the words before it, nor a bracket that its cut has left open."""
    shown = _REPEATED.sub("", " ".join(when.split()))
    if shown.startswith("(") and shown.endswith(")"):
        shown = shown[1:-1]
    return shown.replace("(", "", 1) if shown.count("(") > shown.count(")") else shown


def _task(asked: Asked, one: Deadline, clause: str, when: str, shown: str) -> str:
    """What is due without its date, as short as the date leaves room for."""
    text, why = _without_date(asked, one, clause, when)
    room = max(_LEAST, ROOM - len(shown.split()))
    for shorter in (_without_results, _without_partners):
        if len(text.split()) > room:
            text = shorter(asked, text)
    room = max(room, _kept(asked, one, text))
    if len(text.split()) > room + _SLACK and len(clauses_of(text)) == 1:
        text = gist(text, asked.matcher, room, _who(asked, text) or LEAD)
    return f"{text}…" if why and not text.endswith("…") else text


_AT = re.compile(r"\s(?:lúc|vào lúc|vào)$")
""" "Mít tinh cấp xã lúc [7 giờ 00 …] tại sân …"."""


def _without_date(asked: Asked, one: Deadline, clause: str, when: str) -> tuple[str, bool]:
    """A clause without its date, basis and purpose; and whether a purpose was left out."""
    before, _, after = clause.partition(when)
    before = _TIME_LABEL.sub("", _AT.sub("", before.strip(" (,;")))
    before = _MEMBERS.sub("", _BASIS.sub("", before))
    why = _WHY.search(f" {after}")
    if why and any(m.start == 0 for m in asked.book.lexicon.find_agencies(why["what"])):
        why = None  # "để Phòng Nội vụ tổng hợp" says to whom
    after = _without_conditions(one, f" {after}"[: why.start()] if why else f" {after}")
    # "Ngày Quốc tế Hạnh phúc 20 [tháng 3] với chủ đề …": a date cut in two leaves a gap
    gap = " … " if before[-1:].isdigit() else " "
    text = tidy(gap.join(part for part in (before, after.strip(" .,;)")) if part))
    return text + ")" * (text.count("(") > text.count(")")), why is not None


def _without_conditions(one: Deadline, after: str) -> str:
    """ "[và báo cáo đột xuất] khác khi có yêu cầu": nothing is left but a condition."""
    left = after
    for due in one.due:
        if due.kind == "condition":
            left = left.replace(due.words, "")
    return "" if left != after and len(left.strip(" .,;)/").split()) <= 1 else after


def _without_results(asked: Asked, text: str) -> str:
    """A report without what it is on, where the question says that it is one."""
    on_reports = _REPORT.search(text) and _REPORTING.search(fold(asked.query.question))
    return _RESULTS.sub("", text) if on_reports else text


def _without_partners(asked: Asked, text: str) -> str:
    """A task without who takes part and how readily, where who does it is not asked."""
    text = _READILY.sub("", text)
    if _ASKS_WHO.search(fold(asked.query.question)):
        return text
    for start, end in reversed(list(_partners(asked, text))):
        text = f"{text[:start].rstrip(' ,;')}, {text[end:].lstrip(' ,;')}".strip(", ")
    return text


def _who(asked: Asked, text: str) -> int:
    """Words of the names that a task begins with, with the role behind them; 0 without."""
    end = 0
    for mention in sorted(asked.book.lexicon.find_agencies(text), key=lambda one: one.start):
        if not _JOINT.fullmatch(text[end : mention.start]):
            break
        end = mention.end
    role = _ROLE if text[end:].lstrip(": ").lower().startswith("chủ trì") else 0
    return len(text[:end].split()) + role if end else 0


def _kept(asked: Asked, one: Deadline, text: str) -> int:
    """Words that are not cut: who must with what they do, and to or through whom it goes."""
    who = _who(asked, text)
    ends = [text.find(name) + len(name) for name in (one.recipient, one.through)
            if name and name in text]  # fmt: skip
    return max(who + _BEYOND_WHO if who else 0, len(text[: max(ends, default=0)].split()))
