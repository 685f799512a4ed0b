"""Who leads and who takes part in "Đơn vị thực hiện: …", also where a name has several parts."""

from __future__ import annotations

import pytest

from ingest.duties import assignments
from tests.ingest.facts_of import reading_of


@pytest.mark.parametrize(
    ("line", "leaders", "partners"),
    [
        (
            "Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh chủ trì.",
            ["Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh"],
            [],
        ),
        (
            "Sở Y tế chủ trì; Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh, Công an tỉnh "
            "phối hợp.",
            ["Sở Y tế"],
            ["Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "Công an tỉnh"],
        ),
        (
            "Ủy ban nhân dân các xã và các tổ chức, cá nhân có liên quan.",
            ["Ủy ban nhân dân các xã", "các tổ chức, cá nhân có liên quan"],
            [],
        ),
    ],
)
def test_names_of_several_parts_in_the_line_of_who_does_it(
    line: str, leaders: list[str], partners: list[str]
) -> None:
    reading = reading_of(
        "KẾ HOẠCH\nThử nghiệm\nI. NỘI DUNG\n1. Truyền thông\n1.1. Phát tờ rơi về phòng bệnh.\n"
        f"- Đơn vị thực hiện: {line}\n"
    )
    given = assignments(reading)
    led = [a.written for one in given if one.role == "chủ trì" for a in one.agencies]
    joined = [a.written for one in given if one.role == "chủ trì" for a in one.partners]
    assert (led, joined) == (leaders, partners)
