"""Running text whose subject is an agency -> assignments: "Hằng năm, các đơn vị lập dự toán …"."""

from __future__ import annotations

import re

from ingest.clause_duties import assignment, behind_label, sentence
from ingest.clauses import VERB
from ingest.reading import DUTY_VERBS, Lead, Reading, is_duty
from ingest.targets import is_target
from rag.schema import Agency, Assignment, Section

VERB_FIRST = re.compile(rf"\s*(?:{DUTY_VERBS.pattern})", re.IGNORECASE)
# "Trên đây là Kế hoạch …, yêu cầu các cơ quan, đơn vị nghiêm túc thực hiện"
_PIECE = re.compile(r"[;:]\s+|,\s+(?=(?:yêu cầu|đề nghị)\s)")
_BODIES = (
    r"xã|phường|thị trấn|huyện|quận|thị xã|thành phố|thôn|bản|ấp|khu phố|khu dân cư|tổ dân phố|"
    r"cơ quan|tổ chức|đơn vị|sở|ban|ngành|địa phương|trường(?: học)?|chi hội|hội|doanh nghiệp"
)
# "mỗi xã, thị trấn chọn 02 gia đình", "từng cơ quan, đơn vị có trách nhiệm …"
_EACH = re.compile(
    rf"(?:mỗi|từng)\s+(?:{_BODIES})(?:,\s*(?:{_BODIES}))*(?=\s+(?:{VERB.pattern}|có trách nhiệm))",
    re.IGNORECASE,
)
_OTHER = re.compile(r";|,\s+(?=cấp\s)")
# "phản ánh về Sở Nội vụ để tổng hợp, báo cáo Ủy ban nhân dân tỉnh"
_FORWARDS = re.compile(
    r"\bđể\s+(?=(?:tổng hợp(?:,|\s+và)?\s+)?(?:báo cáo|tham mưu|trình)\s+[A-ZĐỦ])"
)
_TO = re.compile(r"(?:\bvề|\bgửi|\bqua|\btới|\bđến)\s+(?=[A-ZĐỦ])")


def by_their_subject(reading: Reading, section: Section) -> list[Assignment]:
    """Sentences and clauses that an agency opens and whose verb is a duty.

    In the closing a sentence that begins with the verb is the same agencies' ("Báo cáo kết quả
    về … trước ngày …"), and whom they tell so that it reports further has that duty.
    """
    if is_target(reading, section):
        # "Chỉ tiêu 4: Trung tâm Văn hóa … có chuyên mục hằng quý" is reached, not given
        return []
    found: list[Assignment] = []
    before: Lead | None = None
    closing = section.path[0].level == "ket"
    for start, end in reading.sentences(*reading.body(section)):
        lead, stop = _subject(reading, start, end)
        if lead is not None:
            name = reading.slice(lead.start, lead.end)
            found += sentence(reading, lead.agencies, (lead.end, stop), (name,))
            found += _forwarded(reading, lead.end, end) if closing else []
        elif before is not None and closing and VERB_FIRST.match(reading.document.text, start, end):
            name = reading.slice(before.start, before.end)
            found.append(assignment(reading, before.agencies, reading.slice(start, end), (name,)))
            continue
        before = lead
        if lead is None:
            found += _each(reading, start, end)
    return found


def _subject(reading: Reading, start: int, end: int) -> tuple[Lead | None, int]:
    """The agencies that open a sentence, or one of its clauses, and where their duties end."""
    text = reading.document.text
    begin = behind_label(text, start, end)
    lead = _with_duty(reading, start, end) or _with_duty(reading, begin, end)
    if lead is not None:
        return lead, end
    for match in _PIECE.finditer(text, start, end):
        next_one = text.find(";", match.end(), end)
        stop = next_one if next_one >= 0 else end
        lead = _with_duty(reading, match.end(), stop)
        if lead is not None:
            return lead, stop
    return None, end


def _with_duty(reading: Reading, start: int, end: int) -> Lead | None:
    lead = reading.lead(start, end)
    if lead is None or lead.end >= end:
        return None
    return lead if is_duty(reading.document.text[lead.end : end].strip(" ,")) else None


def _each(reading: Reading, start: int, end: int) -> list[Assignment]:
    text = reading.document.text
    found: list[Assignment] = []
    for match in _EACH.finditer(text, start, end):
        other = _OTHER.search(text, match.end(), end)
        name = reading.slice(match.start(), match.end())
        task = reading.slice(match.end(), other.start() if other else end)
        found.append(assignment(reading, (Agency(name.text, name.text),), task, (name,)))
    return found


def _forwarded(reading: Reading, start: int, end: int) -> list[Assignment]:
    text = reading.document.text
    match = _FORWARDS.search(text, start, end)
    if match is None:
        return []
    told = [to.end() for to in _TO.finditer(text, start, match.start())]
    lead = reading.lead(told[-1], match.start()) if told else None
    if lead is None or lead.start > told[-1] or lead.agencies[0].name.startswith("Ủy ban nhân dân"):
        return []
    name = reading.slice(lead.start, lead.end)
    return [assignment(reading, lead.agencies, reading.slice(match.end(), end), (name,))]
