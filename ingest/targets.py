"""Outline -> targets: figures of numbered indicators and of items under "mục tiêu" headings."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise

from ingest.reading import Reading
from rag.schema import Section, Target
from rag.text import fold

_COMPARED = (
    r"(?:(?:ít nhất|tối thiểu|trên|(?:không\s+)?(?:dưới|thấp hơn|ít hơn)|khoảng|đạt|còn|"
    r"không (?:vượt )?quá|cao hơn|giảm còn|xuống|từ|tăng|giảm)\s+)*"
)
_STOPS = (
    r"về|tại|cho|của|được|có|trong|ở|để|với|do|và|hoặc|từ|đến|vào|mỗi|trên|theo|hoạt động|là|"
    r"bằng|năm|tháng|ngày|trở"
)
"""Words that follow a counted thing and are no part of its name."""
_COUNTED = (
    rf"\s+(?:tin(?:,\s*bài)?|lớp|hội nghị|mô hình|cơ sở|người|cuộc|buổi|đợt|xã|trường|"
    rf"lao động|phụ nữ|hội viên|hộ|thôn|câu lạc bộ|tháng(?!\s+\d))\b"
    rf"(?:\s(?!(?:{_STOPS})\b)[^\W\d_]+){{0,6}}"
)
# "01 câu lạc bộ …": plans write a count with its nought, days and years stand behind their word
_PADDED = (
    r"(?<![\d.,])0\d(?!\s*(?:/|tháng\s+\d))(?:\shoạt động)?"
    rf"(?:\s(?!(?:{_STOPS})\b)[^\W\d_]+){{1,8}}"
)
_NEW = (
    r"(?<=\bcó )\d{1,3}(?![\d.,]*\s*(?:%|/))"
    rf"(?:\s(?!(?:{_STOPS})\b)[^\W\d_]+){{1,8}}"
)
# "không quá 13 vụ": what is so bounded is a figure, whatever is counted
_BOUNDED = (
    r"(?:không (?:vượt )?quá|tối đa|không dưới)\s+\d[\d.]*"
    r"\s+(?!(?:tuổi|năm|tháng|ngày|giờ|lần|%)\b)[^\W\d_]+"
)
# "ít nhất 420 ngôi nhà đạt tiêu chí …"
_LEAST = (
    r"(?:ít nhất|tối thiểu)\s+\d[\d.]*"
    rf"\s+(?!(?:tuổi|năm|tháng|ngày|tuần|giờ|lần|lượt|%|{_STOPS})\b)[^\W\d_]+"
    rf"(?:\s(?!(?:{_STOPS}|đạt|biết|đủ)\b)[^\W\d_]+)?"
)
# "giảm còn dưới 150 vụ/năm": how many are left
_LEFT = (
    r"(?:(?:giảm\s+)?(?:còn|xuống)\s+(?:(?:còn|dưới|khoảng|không quá)\s+)*|dưới\s+)\d[\d.]*"
    r"\s+(?:vụ|ca|trường hợp)\b(?!\s+sinh|(?:\s[^\W\d_]+)?/\d)(?:/(?:năm|quý|tháng))?"
)
# "tuổi thọ đạt 75 tuổi" is a figure, "trẻ em từ 6 đến dưới 16 tuổi" says of whom one is told
_AGE = r"(?:đạt|lên|là)\s+(?:(?:khoảng|trên|ít nhất|từ)\s+)*\d[\d,]*\s+tuổi\b"
FIGURE = re.compile(
    rf"{_AGE}|{_LEFT}|{_COMPARED}(?:"
    rf"\d[\d.,]*(?:\s*(?:%|‰)|(?:\s*[^\W\d_]+(?:\s[^\W\d_]+)?)?/\d[\d.]*"
    rf"(?:\s(?!(?:{_STOPS})\b)[^\W\d_]+){{0,5}}|\s+lần(?:/\w+)?|"
    rf"{_COUNTED})|{_PADDED}|{_NEW})|{_BOUNDED}|{_LEAST}",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:đến|từ|vào|trong|hết)\s+(?:hết\s+)?năm\s+(\d{4})", re.IGNORECASE)
# "CHỈ TIÊU NĂM 2023", "a) Giai đoạn 2022 - 2025"
_YEAR_OF_HEADING = re.compile(
    r"(?:giai đoạn\s+(?:\d{1,2}\s*[(:.]?\s*)?\d{4}\s*[-–]\s*|năm\s+)(\d{4})", re.IGNORECASE
)
_CLAUSE = re.compile(r";\s+|\.\s+(?=[A-ZĐÀ-Ỹ])")
_AIMS = ("muc tieu", "chi tieu")
# "III. PHÂN CÔNG THỰC HIỆN CÁC MỤC TIÊU", "2. Thực hiện mục tiêu 2": who is to reach them
_GIVEN = re.compile(
    r"phan cong|trach nhiem|^\W*(?:[\divx.]+\s+)?thuc hien (?:cac )?(?:muc|chi) tieu"
)
# "Một số chỉ tiêu phấn đấu trong năm 2026:", "Các mục tiêu chủ yếu:"
_LEAD_OF_AIMS = re.compile(
    r"(?:mot so |cac |nhung |he thong )?(?:chi tieu|muc tieu)\b[^.;:]{0,60}:$"
)
_DUTIES = ("nhiem vu", "giai phap", "noi dung", "hoat dong", "to chuc thuc hien", "kinh phi")


def is_target(reading: Reading, section: Section) -> bool:
    """An indicator, or an item without items of its own below a heading that says "mục tiêu"."""
    if section.indicator is not None:
        return True
    return not reading.children(section) and _under_aims(reading, section)


def _under_aims(reading: Reading, section: Section) -> bool:
    """ "2. Nhiệm vụ" below "II. MỤC TIÊU, NHIỆM VỤ": the nearest heading that tells decides.

    "Một số chỉ tiêu phấn đấu trong năm 2026:" with bullets below heads these, and no others.
    """
    parents = reading.parents(section)
    for parent in reversed(parents):
        heading = reading.heading(parent)
        if heading is None and parent is parents[-1] and parent.path[-1].level == "doan":
            lead = reading.slice(*reading.body(parent))
            heading = lead if _LEAD_OF_AIMS.match(fold(lead.text)) else None
        words = fold(heading.text) if heading is not None else ""
        if _GIVEN.search(words):
            return False
        if any(word in words for word in _AIMS):
            return True
        if any(word in words for word in _DUTIES):
            return False
    return False


def targets(reading: Reading) -> tuple[Target, ...]:
    """The figures of each aim, those of one year together."""
    found: list[Target] = []
    for section in reading.sections:
        if section.id in reading.in_known_tables or not is_target(reading, section):
            continue
        start, end = reading.body(section)
        of_year = figures_by_year(reading.document.text[start:end], _year_above(reading, section))
        if not of_year and section.indicator is None:
            continue
        context = tuple(
            reading.slice(*reading.body(parent))
            for parent in reading.parents(section)
            if parent.objective is not None or _year_of(reading, parent)
        )
        task = reading.slice(start, end)
        objective = section.objective or _objective_above(reading, section)
        year = _YEAR.search(task.text)
        if not of_year:
            of_year = {year.group(1) if year else _year_above(reading, section): ()}
        found += [
            Target(
                reading.plan_id, objective, section.indicator, figures, told, task,
                (*context, task),
            )
            for told, figures in of_year.items()
        ]  # fmt: skip
    return tuple(found)


def figures_by_year(text: str, year: str | None) -> dict[str | None, tuple[str, ...]]:
    """The figures of an aim by the year each is for; ``year`` is that of the headings above.

    "đến năm 2025 đạt 55%, đến năm 2030 đạt 70%", "35% vào năm 2025 và 28% vào năm 2030": the year
    stands before each figure or behind each. A clause without a year has that of the one before.
    """
    found: defaultdict[str | None, list[str]] = defaultdict(list)
    cuts = [0, *(match.end() for match in _CLAUSE.finditer(text)), len(text)]
    for start, end in pairwise(cuts):
        figures = list(FIGURE.finditer(text, start, end))
        years = list(_YEAR.finditer(text, start, end))
        behind = bool(figures and years) and figures[0].start() < years[0].start()
        for figure in figures:
            if behind:
                mine = next((y for y in years if y.start() >= figure.end()), None)
            else:
                mine = next((y for y in reversed(years) if y.end() <= figure.start()), None)
            told = mine or (years[-1] if years else None)
            found[told.group(1) if told else year].append(figure.group().strip())
        year = years[-1].group(1) if years else year
    return {one: tuple(figures) for one, figures in found.items()}


def _year_above(reading: Reading, section: Section) -> str | None:
    years = (_year_of(reading, parent) for parent in reversed(reading.parents(section)))
    return next((year for year in years if year), None)


def _year_of(reading: Reading, section: Section) -> str | None:
    start, end = reading.body(section)
    text = reading.document.text[start:end]
    match = _YEAR.search(text) or _YEAR_OF_HEADING.search(text)
    return match.group(1) if match else None


def _objective_above(reading: Reading, section: Section) -> str | None:
    for parent in reversed(reading.parents(section)):
        if parent.objective is not None:
            return parent.objective
    return None
