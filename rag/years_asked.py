"""The years and periods of a question: those that say which plan is meant."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.context import Context
from rag.own_places import OwnPlace
from rag.schema import Plan
from rag.text import fold

YEAR = re.compile(r"(?<![\d/.-])(20\d{2}|19\d{2})(?![\d/.-])")
PERIOD = re.compile(r"(20\d{2})\s*[-–]\s*(20\d{2})")
_UNTIL = re.compile(r"\b(?:đến|den|by|until)\s+(?:hết\s+|het\s+)?(?:năm\s+|nam\s+)?20\d{2}", re.I)


def years_of_plan(text: str, pool: list[Plan], context: Context) -> tuple[str, ...]:
    # "Chương trình truyền thông … đến năm 2030": how far another document reaches
    plain = _UNTIL.sub(" ", PERIOD.sub(" ", text))
    return tuple(
        year for year in dict.fromkeys(YEAR.findall(plain))
        if not _A_LAW.search(fold(plain).partition(year)[0])
        and not (
            _of_another_document(text, year)
            and any(year in context.texts.folded(plan.plan_id) for plan in pool)
        )
    )  # fmt: skip


def own_period(text: str, start: str) -> bool:
    """ "Kế hoạch … giai đoạn 2026-2030": no other document stands before the years."""
    before = fold(text).partition(start)[0]
    named = re.search(r"\bke hoach\b(?P<between>.*)\b(?:giai doan|thoi ky)\s*$", before)
    return named is not None and not re.search(
        r"\b(?:chuong trinh|chien luoc|de an|du an|nghi quyet|quyet dinh|kinh te)\b",
        named["between"],
    )


def speaks_of_plan(plan: Plan, start: str, end: str, context: Context) -> bool:
    """The years stand in the title, or a plan of them is a duty of somebody's."""
    years = rf"{start}\s*[-–]\s*{end}"
    text = context.texts.folded(plan.plan_id)
    return bool(
        re.search(years, plan.title)
        or re.search(rf"\bke hoach (?:\w+ ){{0,4}}giai doan {years}", text)
    )


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


def plan_of_that_year(text: str, year: str, own: tuple[OwnPlace, ...]) -> bool:
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


def period_fits(plan: Plan, start: int, end: int, context: Context) -> bool:
    """The plan is of that period, or speaks of it ("Chương trình … giai đoạn 2021-2025")."""
    if (plan.year_start, plan.year_end) == (start, end):
        return True
    return re.search(rf"{start}\s*[-–]\s*{end}", context.texts.folded(plan.plan_id)) is not None


def covers(plan: Plan, year: int) -> bool:
    if plan.year_start is None or plan.year_end is None:
        return False
    return plan.year_start <= year <= plan.year_end


def of_places(found: Sequence[Plan], years: str) -> str:
    """ "Lâm Thao (2025)": a year that the plans of the place named do not cover."""
    places = ", ".join(dict.fromkeys(plan.place for plan in found if plan.place))
    return f"{places} ({years})" if places else years
