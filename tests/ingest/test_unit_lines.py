"""Who leads and who takes part in "Đơn vị thực hiện: …", also where a name has several parts."""

from __future__ import annotations

import pytest

from ingest.duties import assignments
from ingest.own_units import own_units
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


TWO_LED = (
    "Lập đội cứu hộ ở bến sông; biên soạn sổ tay bơi an toàn; in 500 áp phích.\n"
    "{line}\nTiến độ: trong Quý III.\n"
)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param(
            "Đơn vị thực hiện: Công an tỉnh chủ trì đội cứu hộ; Sở Y tế chủ trì sổ tay bơi.",
            [
                ("Công an tỉnh", "Lập đội cứu hộ ở bến sông", ""),
                ("Sở Y tế", "biên soạn sổ tay bơi an toàn", ""),
            ],
            id="each leads a part, one is given to nobody",
        ),
        pytest.param(
            "Đơn vị thực hiện: Sở Y tế chủ trì; Công an tỉnh phối hợp.",
            [
                ("Sở Y tế", "Phòng, chống đuối nước", "Công an tỉnh"),
                (
                    "Sở Y tế",
                    "Lập đội cứu hộ ở bến sông; biên soạn sổ tay bơi an toàn; in 500 áp phích.",
                    "Công an tỉnh",
                ),
            ],
            id="the heading and the paragraph below it",
        ),
    ],
)
def test_each_leads_what_the_line_says(line: str, expected: list[tuple[str, str, str]]) -> None:
    reading = reading_of(
        "KẾ HOẠCH\nThử nghiệm\nI. NỘI DUNG\nNhiệm vụ 1. Phòng, chống đuối nước\n\n"
        + TWO_LED.format(line="\n" + line)
        + "\nNhiệm vụ 2. Trồng cây xanh\n\nTrồng cây ở trường học.\n\n"
        "Đơn vị thực hiện: Sở Công Thương chủ trì.\n"
    )
    told = [
        (
            "; ".join(a.written for a in one.agencies),
            one.task.text,
            "; ".join(a.written for a in one.partners),
        )
        for one in assignments(reading)
    ]
    assert told[: len(expected)] == expected
    assert all(name == "Sở Công Thương" for name, _, _ in told[len(expected) :])


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        # alone in a heading, behind a label, in a cell
        ("1. Phòng Tổ chức, biên chế: Rà soát quy hoạch.", ("Phòng Tổ chức, biên chế",)),
        ("1. Dạy bơi.\n- Chủ trì: Tổ Văn phòng. Phối hợp: Công đoàn trường; Đoàn trường.",
         ("Tổ Văn phòng", "Công đoàn trường", "Đoàn trường")),
        ("| TT | Nhiệm vụ | Cơ quan chủ trì |\n|-|-|-|\n"
         "| 1 | Tư vấn | Trung tâm Tư vấn và Hỗ trợ bình đẳng giới tỉnh |",
         ("Trung tâm Tư vấn và Hỗ trợ bình đẳng giới",)),
        # known whole, no name, or not alone
        ("1. Phòng Tư pháp, Hội Nông dân huyện: Rà soát.", ()),
        ("1. Phòng ngừa: Dạy bơi cho trẻ em.\n2. Hội trại hè: Tổ chức tại xã.", ()),
        ("1. Phòng Tổ chức, biên chế rà soát quy hoạch.", ()),
    ],
)  # fmt: skip
def test_offices_that_no_list_holds(lines: str, names: tuple[str, ...]) -> None:
    assert own_units(reading_of(f"KẾ HOẠCH\nThử nghiệm\nI. NHIỆM VỤ\n{lines}\n"), None) == names
