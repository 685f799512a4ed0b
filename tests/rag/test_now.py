"""What agencies and places of plans are on a day, and whether a plan's time is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from rag.lexicon import Lexicon
from rag.names.agencies import Level
from rag.names.now import Renamed, day_text, is_over, last_day, period
from rag.settings import Settings
from tests.rag.tiny import plan

LEXICON = Lexicon.load(Settings().prompts)
RENAMED = Renamed.load(Settings().prompts)
BEFORE, SPRING, SUMMER, LATE = (
    date(2025, 2, 28), date(2025, 3, 1), date(2025, 7, 1), date(2026, 11, 27),
)  # fmt: skip


@pytest.mark.parametrize(
    ("written", "level", "day", "now"),
    [
        pytest.param("Sở Kế hoạch và Đầu tư", None, LATE, "Sở Tài chính", id="a department"),
        pytest.param("Sở KH&ĐT", None, LATE, "Sở Tài chính", id="abbreviated"),
        pytest.param("Sở Kế hoạch và Đầu tư", None, BEFORE, None, id="the day before"),
        pytest.param("Sở Kế hoạch và Đầu tư", None, SPRING, "Sở Tài chính", id="the day itself"),
        pytest.param("Sở Y tế", None, LATE, None, id="still there"),
        pytest.param("Phòng LĐTB&XH huyện", None, SPRING, "Phòng Nội vụ", id="a division first"),
        pytest.param(
            "Phòng LĐTB&XH huyện", None, SUMMER,
            "phòng chuyên môn về văn hóa - xã hội của Ủy ban nhân dân cấp xã",
            id="and when the district ended",
        ),
        pytest.param(
            "Phòng Kinh tế", "huyen", LATE,
            "phòng chuyên môn về kinh tế của Ủy ban nhân dân cấp xã",
            id="level of the plan",
        ),
        pytest.param("Phòng Kinh tế", "xa", LATE, None, id="a commune has one too"),
        pytest.param(
            "Công an thị xã", None, SPRING, "Công an tỉnh và Công an cấp xã", id="with its level"
        ),
        pytest.param("Công an tỉnh", None, LATE, None, id="the same of another level"),
        pytest.param("Công an", "tinh", LATE, None, id="of a province's plan"),
        pytest.param("Công an", None, LATE, None, id="of no known level"),
        pytest.param(
            "UBND các huyện, thị xã, thành phố", "tinh", SUMMER,
            "Ủy ban nhân dân cấp xã và cấp tỉnh",
            id="all districts",
        ),
        pytest.param(
            "Tòa án nhân dân huyện", None, SUMMER, "Tòa án nhân dân khu vực", id="a court"
        ),
        pytest.param(
            "Bộ Thông tin và Truyền thông", "tinh", LATE, "Bộ Khoa học và Công nghệ", id="ministry"
        ),
    ],
)  # fmt: skip
def test_agencies(written: str, level: Level | None, day: date, now: str | None) -> None:
    mention = LEXICON.find_agencies(written)[0]
    found = RENAMED.agency(mention.name, mention.level or level, day)
    assert (found.now if found else None) == now


@pytest.mark.parametrize(
    ("about", "now", "source"),
    [
        pytest.param((), "Sở Nội vụ", "45/2025/NĐ-CP", id="the whole"),
        pytest.param(("Kế hoạch bình đẳng giới",), "Sở Nội vụ", "45/2025/NĐ-CP", id="gender"),
        pytest.param(("Chương trình vì trẻ em",), "Sở Y tế", "45/2025/NĐ-CP", id="children"),
        pytest.param(("Công tác cai nghiện",), "Công an tỉnh", "02/2025/NĐ-CP", id="own source"),
        pytest.param(
            ("Kế hoạch năm", "giảm nghèo cho trẻ em"), "Sở Nông nghiệp và Môi trường",
            "45/2025/NĐ-CP", id="the statement where the title tells nothing",
        ),
    ],
)  # fmt: skip
def test_parts_of_an_agency(about: tuple[str, ...], now: str, source: str) -> None:
    found = RENAMED.agency("Sở Lao động - Thương binh và Xã hội", "tinh", LATE, about)
    assert found is not None
    assert (found.now, found.sources[0]) == (now, source)
    assert (found.field is None) == (not about)


@pytest.mark.parametrize(
    ("place", "level", "province", "day", "now"),
    [
        pytest.param("Đắk Nông", "tinh", None, LATE, "tỉnh Lâm Đồng", id="merged"),
        pytest.param("Đắk Nông", "tinh", None, date(2025, 6, 30), None, id="the day before"),
        pytest.param("Bình Dương", "tinh", None, LATE, "thành phố Hồ Chí Minh", id="into a city"),
        pytest.param("Thừa Thiên Huế", "tinh", None, SPRING, "thành phố Huế", id="renamed"),
        pytest.param("Phú Thọ", "tinh", None, LATE, None, id="kept its name"),
        pytest.param("Cao Bằng", "tinh", None, LATE, None, id="unchanged"),
        pytest.param("Tam Nông", "huyen", "Phú Thọ", SUMMER, "tỉnh Phú Thọ", id="district"),
        pytest.param("Đắk Mil", "huyen", "Đắk Nông", SUMMER, "tỉnh Lâm Đồng", id="of a merged one"),
        pytest.param("Đắk Mil", "huyen", "Đắk Nông", SPRING, None, id="district before"),
        pytest.param("Nơi Nào", "huyen", None, SUMMER, "", id="district of no known province"),
        pytest.param("Xã Nào", "xa", "Phú Thọ", LATE, None, id="communes are not told"),
    ],
)
def test_places(place: str, level: str, province: str | None, day: date, now: str | None) -> None:
    found = RENAMED.place(place, level, province, day)
    assert (found.now if found else None) == now
    assert found is None or found.sources


@pytest.mark.parametrize(
    ("years", "day", "over", "shown"),
    [
        pytest.param((2021, 2025), date(2025, 12, 31), False, "2021 - 2025", id="last day"),
        pytest.param((2021, 2025), date(2026, 1, 1), True, "2021 - 2025", id="the day after"),
        pytest.param((2024, 2024), LATE, True, "2024", id="one year"),
        pytest.param((2021, None), LATE, False, "2021", id="end unknown"),
        pytest.param((None, None), LATE, False, None, id="unknown"),
    ],
)
def test_periods(
    years: tuple[int | None, int | None], day: date, over: bool, shown: str | None
) -> None:
    one = replace(plan("a"), year_start=years[0], year_end=years[1])
    assert is_over(one, day) is over
    assert period(one) == shown
    assert (last_day(one) is None) == (years[1] is None)


def test_every_row_names_a_document_and_an_agency_of_the_lexicon() -> None:
    levels = {name.name: name.levels for name in LEXICON.agencies.names}
    assert len(RENAMED.agencies) >= 40
    used: list[str] = [number for place in RENAMED.places for number in place.sources]
    for row in RENAMED.agencies:
        assert row.level in levels[row.name], row.name
        assert row.sources, row.name
        used += [*row.sources, *(number for part in row.parts for number in part.sources)]
    assert set(used) == set(RENAMED.sources)
    keys = [(row.name, row.level, row.since) for row in RENAMED.agencies]
    assert len(keys) == len(set(keys))


def test_every_change_of_a_province_has_its_document() -> None:
    for place in LEXICON.gazetteer.provinces_before:
        if place.since is not None:
            assert RENAMED.of_day(date.fromisoformat(place.since), LATE), place.name


def test_documents_are_cited_as_officers_write_them() -> None:
    two = ("45/2025/NĐ-CP", "150/2025/NĐ-CP")
    assert RENAMED.cited(two, "and") == "Nghị định số 45/2025/NĐ-CP and 150/2025/NĐ-CP"
    assert RENAMED.cited((*two, "202/2025/QH15")) == (
        "Nghị định số 45/2025/NĐ-CP và 150/2025/NĐ-CP, Nghị quyết số 202/2025/QH15"
    )
    assert RENAMED.cited_in_full("55/2025/NĐ-CP") == (
        "Nghị định số 55/2025/NĐ-CP ngày 02/3/2025 của Chính phủ"
    )
    assert [day_text(date(2026, 2, 9)), day_text(date(2025, 11, 30))] == [
        "09/02/2026",
        "30/11/2025",
    ]
