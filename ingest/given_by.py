"""A sentence that says only who is given what stands before it: "Giao Phòng Kinh tế chủ trì."."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.clause_duties import ROLES, assignment
from ingest.clauses import VERB
from ingest.listed import listed
from ingest.reading import Lead, Reading
from ingest.times import when_phrases
from ingest.unit_lines import WITH, tasks_of
from rag.schema import Assignment, Section, Slice

GIVE = re.compile(r"\(?(?:Giao|Phân công|Đề nghị|Yêu cầu)\s+(?:cho\s+)?(?=[A-ZĐÀ-Ỹ])")
_ONLY_ROLE = re.compile(
    r"\W*(?:(?:là\s+)?(?:chủ trì|tham mưu|thực hiện|chịu trách nhiệm|phụ trách|theo dõi|đầu mối|"
    r"chỉ đạo|tổ chức(?=\s*(?:[.,;]|$)))"
    r"(?:\s+(?:thực hiện|triển khai|tổ chức thực hiện|tham mưu|(?:soạn thảo|dự thảo|xây dựng)"
    r"(?=\s*(?:[.,;]|trước\b|$))))?)(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)


_JOINED_BEHIND = re.compile(
    r"\s*[,;]\s+(?:và\s+)?(?P<names>[A-ZĐÀ-Ỹ][^.;]*?)\s+(?:cùng\s+)?(?:phối hợp|tham gia)"
    r"(?:(?!\s+với\b)\s+[^\W\d_]+){0,3}(?=\s*[.;,)]|\s*$)"
)

# "…; Công an tỉnh tổ chức, cự ly 5 km": what is behind the comma is of the thing, and no duty
# "…; Công an tỉnh chủ trì soạn thảo, trình Ủy ban nhân dân tỉnh trước ngày 31 tháng 8"
_TO_WHOM = re.compile(r"\s*,\s*(?:trình|báo cáo|gửi)\s[^,;]*$")
# "Phòng Giáo dục Tiểu học chủ trì; hoàn thành trong quý III/2026."
_DONE_BY = re.compile(r"\s*[;,]\s*(?:hoàn thành|xong|chậm nhất)\s[^;]*$")
_DETAIL = re.compile(rf"\s*,(?!.*?(?:{VERB.pattern}|phối hợp)).*", re.DOTALL)


def given_by(
    reading: Reading, tasks: Sequence[Slice], start: int, end: int
) -> Iterator[Assignment]:
    """Who is given the tasks by a sentence that says no more than that."""
    match = GIVE.match(reading.document.text, start, end)
    # "…. Phòng Y tế, Hội Chữ thập đỏ thực hiện." without "Giao"
    lead = reading.lead(match.end() if match is not None else start, end)
    if lead is None or (match is None and lead.start > start):
        return
    rest = reading.document.text[lead.end : end]
    only = _ONLY_ROLE.match(rest)
    if only is None:
        return
    most = 6 if match is not None else 2
    left = _JOINED_BEHIND.split(only.group("rest"))[0]
    if any(one.match(left) for one in (_DETAIL, _TO_WHOM, _DONE_BY)):
        left = ""
    first = lead.end + only.start("rest")
    other = _other_work(reading, first, end)
    left = "" if other is not None else left
    if len(re.sub(r"phối hợp.*", "", left).split()) > most:
        return
    giving = reading.slice(start, end)
    times = when_phrases(giving.text)
    due = giving.text[slice(*times[0])] if times else None
    behind = _JOINED_BEHIND.match(only.group("rest"))
    # "A phụ trách, B phối hợp": the role told behind B is that of B
    role = ROLES.search(rest, 0, only.start("rest") if behind is not None else len(rest))
    joined = WITH.search(rest)
    partners = reading.agencies(lead.end + joined.end(), end) if joined else ()
    for task in tasks:
        made = assignment(reading, lead.agencies, task, (giving,))
        made = replace(made, deadline=due or made.deadline)
        if behind is not None:
            # "…. Giao Hội Nông dân xã chủ trì, Công an xã phối hợp": each has its own role
            partners = listed(reading, first + behind.start("names"), first + behind.end("names"))
            yield replace(made, agencies=partners, role="phối hợp")
        told = role.group().lower() if role else "chủ trì"
        yield replace(made, partners=partners, role=told)
    if other is not None:
        # "…. Giao Phòng Văn hóa chủ trì, Công an xã cử báo cáo viên": a work of its own
        own = reading.slice(other.end, end)
        yield assignment(reading, other.agencies, own, (giving, *tasks))


_OTHER = re.compile(r"\s*,\s+(?=[A-ZĐÀ-Ỹ])")
_OWN_WORK = re.compile(r"\s+(?:cử|cung cấp|bố trí|chuẩn bị|hỗ trợ|bảo đảm|hướng dẫn|in|cấp)\s")


def _other_work(reading: Reading, start: int, end: int) -> Lead | None:
    """Who is named behind the leader with a work of its own: ", Công an xã cử báo cáo viên"."""
    text = reading.document.text
    comma = _OTHER.match(text, start, end)
    lead = reading.lead(comma.end(), end) if comma is not None else None
    return lead if lead is not None and _OWN_WORK.match(text, lead.end, end) else None


# -- "a) Phát thanh …", "b) Đăng bài …", and below the last: "Giao Trung tâm … chủ trì."


def given_below(reading: Reading, line: Section) -> list[Assignment]:
    """The items of a list to whom the line below the last of them gives them.

    Its heading with them where some only say when, where and who comes. An item before it that
    says itself who does it leaves the line to the last.
    """
    parents = reading.parents(line)
    if line.path[-1].level != "doan" or len(parents) < 2:
        return []
    item, above = parents[-1], parents[-2]
    start, end = reading.body(line)
    if (
        item.path[-1].level not in ("diem", "gach")
        or GIVE.match(reading.document.text, start, end) is None
        or any(reading.lead(*reading.body(parent)) for parent in parents)
    ):
        return []
    items = [one for one in reading.children(above) if one.path[-1].level == item.path[-1].level]
    others = [one for one in items if one != item]
    if items[-1] != item or any(_gives(reading, one) for one in others):
        items = [item]
    # the item above the line has it as its child: it is a task all the same
    tasks = [one for one in items if one == item or one in tasks_of(reading, [one])]
    tasks = tasks if len(tasks) == len(items) else [above, *tasks]
    slices = [reading.slice(*reading.body(one)) for one in tasks]
    return [one for one in given_by(reading, slices, start, end) if one.agencies]


def _gives(reading: Reading, item: Section) -> bool:
    return GIVE.search(reading.document.text, item.start, item.tree_end) is not None
