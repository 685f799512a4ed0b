"""The years of a question, of the plan meant and of the figure asked for, and those of a figure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.register import Register
from rag.schema import Plan
from rag.text import document_numbers, fold
from rag.understanding.context import Context
from rag.understanding.own_places import OwnPlace
from rag.understanding.yes_no import TAG, confirms

YEAR = re.compile(r"(?<![\d/.,])(?<!\d-\d-)(?<!\d-\d\d-)(?:19|20)\d{2}(?!\d|[/.,]\d)")
""" No part of a date: "ngày 08/6/2018", "08-6-2018"."""
PERIOD = re.compile(r"(20\d{2})\s*[-–]\s*(20\d{2})")
_UNTIL = re.compile(r"\b(?:đến|den|by|until)\s+(?:hết\s+|het\s+)?(?:năm\s+|nam\s+)?20\d{2}", re.I)

_WHEN = re.compile(
    r"(?:^|[,?;] |\b(?:den|toi|vao|trong|cua|cuoi|het|sang|nam|va|con|"
    r"by|in|until|for|end of|and) )$"
)
_SINCE = re.compile(
    r"\b(?:so voi|tu|sau|truoc|since|from|after|before|than|compared (?:to|with))(?: nam)? $"
)
_OF_A_DOCUMENT = re.compile(
    r"\b(?:ke hoach|kh|luat|nghi (?:quyet|dinh)|quyet dinh|chuong trinh|chien luoc|de an|giai doan|"
    r"thoi ky|nhiem ky|ban hanh|ky|plan|law|resolution|decision|program\w*|strategy)\b"
    r"(?:(?!\b(?:phai|dat|la|thi|must|does|is)\b)[^,?.;]){0,40}$"
)
_ENGLISH_FIGURE = re.compile(r" (?:\w+ )?(?:budget|funding|cost|target|figure)s?\b")
""" "The 2027 budget"."""
_FIGURE = re.compile(r"\b(?:ty (?:le|so|suat)|so|bao nhieu|may|how many|share|rate|percent\w*)\b")
""" "Tỷ lệ trường dạy chương trình … năm 2025": the year of the figure, which is named first."""


def years_in(text: str) -> tuple[str, ...]:
    """Each year of a text once, in order; of a period ("2021-2025") none."""
    return tuple(dict.fromkeys(YEAR.findall(PERIOD.sub(" ", text))))


def years_of_figure_asked(question: str) -> tuple[str, ...]:
    """The years for which a figure is asked, not those of a document nor to compare with."""
    folded = fold(PERIOD.sub(" ", question))

    def meant(before: str, behind: str) -> bool:
        if before.endswith("the ") and _ENGLISH_FIGURE.match(behind):
            return True
        named = _OF_A_DOCUMENT.search(before)
        is_of_figure = named is None or _FIGURE.search(before[: named.start()]) is not None
        return is_of_figure and bool(_WHEN.search(before)) and not _SINCE.search(before)

    years = [
        one.group()
        for one in YEAR.finditer(folded)
        if meant(folded[: one.start()], folded[one.end() :])
    ]
    return tuple(dict.fromkeys(years))


def of_document(before: str) -> bool:
    """Whether a year behind this folded text is a plan's, a law's or a programme's."""
    return _OF_A_DOCUMENT.search(before) is not None


def years_of_figure(text: str) -> frozenset[str]:
    """The years that a text gives figures for: of "giảm 30% … so với năm 2021" none."""
    folded = fold(text)
    return frozenset(
        one.group() for one in YEAR.finditer(folded) if not _SINCE.search(folded[: one.start()])
    )


def years_of_plan(text: str, pool: Register, context: Context) -> tuple[str, ...]:
    # "Chương trình truyền thông … đến năm 2030": how far another document reaches
    plain = _UNTIL.sub(" ", _dates_of_documents_blanked(text))
    return tuple(
        year for year in years_in(plain)
        if not _A_LAW.search(fold(plain).partition(year)[0])
        and not (_of_another_document(text, year) and context.texts.say(year, pool))
    )  # fmt: skip


def own_period(text: str, start: str) -> bool:
    """ "Kế hoạch … giai đoạn 2026-2030": no other document stands before the years."""
    before = fold(text).partition(start)[0]
    named = re.search(r"\bke hoach\b(?P<between>.*)\b(?:giai doan|thoi ky)\s*$", before)
    return named is not None and not re.search(
        r"\b(?:chuong trinh|chien luoc|de an|du an|nghi quyet|quyet dinh|kinh te)\b",
        named["between"],
    )


def speak_of_plan(plans: Register, start: str, end: str, context: Context) -> bool:
    """Whether the years are a plan's, stand in its title, or a plan of them is a duty in it."""
    years = rf"{start}\s*[-–]\s*{end}"
    if plans.of_period.get((int(start), int(end))):
        return True
    duty = re.compile(rf"\bke hoach (?:\w+ ){{0,4}}giai doan {years}")
    return any(re.search(years, plan.title) for plan in plans.plans) or any(
        duty.search(context.texts.folded(plan_id))
        for plan_id in context.texts.may_say(f"giai doan {start} {end}", plans)
    )


_ITS_DATE = re.compile(
    r",?\s+(?:(?:ký|ban hành|ky|ban hanh|dated|of)\s+)?"
    r"(?:(?:ngày|ngay)\s+\d{1,2}\s+(?:tháng|thang)\s+\d{1,2}\s+)?(?:năm|nam)\s+\d{4}\b",
    re.IGNORECASE,
)


def _dates_of_documents_blanked(text: str) -> str:
    """ "60-KH/TU ngày 08 tháng 6 năm 2018": the date of that document is no year of a plan."""
    spans = [(end, _ITS_DATE.match(text, end)) for _, end in document_numbers(text)]
    for start, match in reversed(spans):
        if match is not None:
            text = f"{text[:start]} {text[match.end() :]}"
    return text


_ANOTHER_DOCUMENT = re.compile(
    r"\b(?:chuong trinh|quyet dinh|nghi quyet|cong van|chi thi|to trinh|thong tu|nghi dinh|luat)\b"
    r"(?:(?!\bke hoach\b)[^,?.]){0,60}$"
)


_A_LAW = re.compile(
    r"\b(?:bo luat|luat|nghi dinh|bl(?:ld|ds|hs|tths|ttds))\b"
    r"(?:(?:(?!\bke hoach\b)[^?.;]){0,60}\bnam|(?:(?!\b(?:ke hoach|kh|nam)\b)[^?.;:]){0,50}) $"
)
""" "Luật Phòng, chống bạo lực gia đình năm 2007": the year of a law, whatever plan names it."""


def _of_another_document(text: str, year: str) -> bool:
    """ "Chương trình của UBND tỉnh Kon Tum năm 2018 … mang số mấy": the programme's year."""
    before, _, behind = fold(text).partition(year)
    return _ANOTHER_DOCUMENT.search(before) is not None and "ke hoach" not in before + behind


_NOT_OF_THE_PLAN = re.compile(
    r"\b(?:den|tu|sau|truoc|giai doan|ngay|thang|quy|luat|by|until|since)$"
)


def says_when(text: str, year: str) -> bool:
    """ "Năm 2025 …": the year says of which plans it is asked, not by when something is due."""
    found = re.finditer(rf"(?:\bnam\s+)?{year}\b", fold(text))
    return any(not _NOT_OF_THE_PLAN.search(fold(text)[: one.start()].rstrip(" ,")) for one in found)


def plan_of_that_year(text: str, year: str, own: Sequence[OwnPlace]) -> bool:
    """ "Năm 2023 huyện …", "… Kon Tum năm 2023": the year stands at the place, not at a figure."""
    folded = fold(text)
    for match in re.finditer(rf"(?:\bnam\s+)?{year}\b", folded):
        before, after = folded[: match.start()].rstrip(" ,"), folded[match.end() :].lstrip(" ,")
        if _NOT_OF_THE_PLAN.search(before):
            continue
        starts = not re.sub(r"^(?:trong|vao|the|in|cua)$", "", before)
        at = {len(folded) - len(after), len(before)}
        if starts and any(folded[: one.start].strip(" ,") == match.group() for one in own):
            return True
        if any(one.end in at or one.start in at for one in own):
            return True
    return False


_ITS_YEAR = re.compile(r"(?:'s)?[ ,(]*(?:nam )?(?P<year>(?:19|20)\d\d)\b(?!\s*[-–/.])")
_PLACES_APART = 2


@dataclass(frozen=True, slots=True)
class YearsApart:
    """ "KH Hải Lương 2026 và KH Bình Hương 2024": the plans of each place's own year.

    ``lacking`` names the places that have no plan of theirs, ``years`` are the years so told.
    """

    plans: tuple[Plan, ...] = ()
    years: frozenset[str] = frozenset()
    lacking: tuple[str, ...] = ()


def years_apart(text: str, own: Sequence[OwnPlace]) -> YearsApart:
    """Nothing where fewer than two years stand behind places."""
    folded = fold(text)
    behind = [(one.plans, _ITS_YEAR.match(folded, one.end)) for one in own]
    told = [(plans, match["year"] if match else "") for plans, match in behind]
    years = frozenset(year for _, year in told if year)
    if len(years) < _PLACES_APART:
        return YearsApart()
    found = [tuple(p for p in plans if not year or _covers(p, int(year))) for plans, year in told]
    lacking = [of_places(*one) for one, plans in zip(told, found, strict=True) if not plans]
    if lacking and not re.search(r"\b(?:ke hoach|kh|plans?)\b", folded):
        return YearsApart()  # a figure of that year, of which another year's plan may tell
    return YearsApart(tuple(p for plans in found for p in plans), years, tuple(lacking))


def _covers(plan: Plan, year: int) -> bool:
    return (plan.year_start or year) <= year <= (plan.year_end or year)


_FIGURE_ASKED = re.compile(
    r"\b(?:t[iy] (?:le|so|suat)|bao nhieu|may|so luong|how many|share|rate|percent\w*)\b"
)
_FIGURE_SAID = re.compile(
    r"(?<!ngay )(?<!thang )(?<!quy )(?<!nam )(?<!so )(?<![\d/.,-])\d[\d.,]*"
    r"(?P<noun> ?%| (?!(?:thang|quy|gio)\b)[a-z]+)(?!\S*[/-]\d)"
)
""" "Năm 2025 … có 214 vụ đúng không": a figure to be confirmed."""
_NO_FIGURE = re.compile(
    r"\b(?:ke hoach|kh|ban hanh|giao (?:cho|nhiem vu)|phan cong|nhiem vu|ai|"
    r"(?:co quan|don vi|so|phong) nao|plan|issued?|assign\w*)\b"
)
_FIGURE_OF = r"(?<![\d/-])(?:\bnam )?{year}\b(?!\s*[-–/]\s*\d|-)"
_OF_A_DATE = re.compile(r"(?:\bthang \d{1,2},? |\d{4}\s*[-–]\s*)$")


def figure_of_year(text: str, year: str, plans: Register, context: Context) -> bool:
    """ "Năm 2020 Vĩnh Khê có tỷ lệ … bao nhiêu": a figure of a year of which the plan there tells.

    Not where a plan of that year is asked for, or the year is only in dates and documents' names.
    """
    folded = fold(text)
    like = confirms(text) and _FIGURE_SAID.search(fold(_dates_of_documents_blanked(text)))
    if not (like or _FIGURE_ASKED.search(folded)) or _NO_FIGURE.search(folded):
        return False
    counted = like and re.compile(rf"\d ?{like['noun']}(?!\w)")

    def counts(said: str) -> bool:
        return not counted or counted.search(said) is not None

    told = re.compile(_FIGURE_OF.format(year=year))
    for plan_id in context.texts.may_say(year, plans):
        said = context.texts.folded(plan_id)
        for one in told.finditer(said):
            before = " ".join(said[max(0, one.start() - _NEAR) : one.start()].split()) + " "
            if not (_OF_A_DATE.search(before) or of_document(before)) and counts(said):
                return True
    return False


_NEAR = 60
"""Letters before a year in which a date or the name of a document leads up to it."""


def closes(text: str, start: int, end: int) -> bool:
    """Whether a year stands right before "phải không", and is no law's: "năm 2030 phải không?"."""
    folded = fold(text)
    before, behind = folded[:start], folded[end:]
    return TAG.fullmatch(behind) is not None and not _A_LAW.search(f"{before.rstrip()} nam ")


def asserted(text: str, year: str, own: Sequence[OwnPlace]) -> bool:
    """ "… tổng kết năm 2030 phải không?": a year to be confirmed, not the year of the plan."""
    at = fold(text).rfind(year)
    return (
        confirms(text)
        and closes(text, at, at + len(year))
        and _OF_PLAN.search(fold(text)[:at]) is None
        and not plan_of_that_year(text, year, own)
    )


_OF_PLAN = re.compile(r"\b(?:ke hoach|kh|van ban|plan)(?: (?:cua|cho|trong))*(?: nam)? $")


def period_fits(plans: Register, start: str, end: str, context: Context) -> bool:
    """A plan is of that period, or speaks of it ("Chương trình … giai đoạn 2021-2025")."""
    if plans.of_period.get((int(start), int(end))):
        return True
    years = re.compile(rf"{start}\s*[-–]\s*{end}")
    likely = context.texts.may_say(f"{start} {end}", plans)
    return any(years.search(context.texts.folded(plan_id)) for plan_id in likely)


def of_places(found: Sequence[Plan], years: str) -> str:
    """ "Lâm Thao (2025)": a year that the plans of the place named do not cover."""
    places = ", ".join(dict.fromkeys(plan.place for plan in found if plan.place))
    return f"{places} ({years})" if places else years
