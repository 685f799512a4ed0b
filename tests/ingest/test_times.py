"""Phrases that say when something is due, and dates that do not."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.time_lines import whole_value
from ingest.times import loose_phrases, when_phrases


def phrases(text: str) -> list[str]:
    return [text[start:end] for start, end in when_phrases(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "báo cáo trước ngày 15/11/2024 để tổng hợp", ["trước ngày 15/11/2024"], id="date"
        ),
        pytest.param("gửi trước ngày 25 của tháng.", ["trước ngày 25 của tháng"], id="each month"),
        pytest.param("xong trước ngày 15/7/2021;", ["xong trước ngày 15/7/2021"], id="xong"),
        pytest.param("gửi báo cáo trước 10/12", ["trước 10/12"], id="without ngày"),
        pytest.param(
            "(hoàn thành trước ngày 15 tháng 10 năm 2021)",
            ["hoàn thành trước ngày 15 tháng 10 năm 2021"],
            id="in words",
        ),
        pytest.param(
            "(hoàn thành trong tháng 3 năm 2021)", ["hoàn thành trong tháng 3 năm 2021"], id="month"
        ),
        pytest.param(
            "(hoàn thành trong Quý II năm 2021),",
            ["hoàn thành trong Quý II năm 2021"],
            id="quarter",
        ),
        pytest.param("Hoàn thành: Quý IV năm 2026", ["Quý IV năm 2026"], id="behind a label"),
        pytest.param("Trung tâm Giáo dục thường xuyên huyện", [], id="a name"),
        pytest.param(
            "(thực hiện thường xuyên trong năm)", ["thực hiện thường xuyên trong năm"], id="always"
        ),
        pytest.param(
            "sơ kết vào năm 2025 và tổng kết Kế hoạch vào năm 2030",
            ["vào năm 2025", "vào năm 2030"],
            id="two years",
        ),
        pytest.param("Tháng hành động từ 15/11 đến 15/12", ["từ 15/11 đến 15/12"], id="from to"),
        pytest.param(
            "từ ngày 15 tháng 11 đến ngày 15 tháng 12 thiết thực",
            ["từ ngày 15 tháng 11 đến ngày 15 tháng 12"],
            id="from to in words",
        ),
        pytest.param(
            "(từ 15/11/2025 - 15/12/2025)", ["từ 15/11/2025 - 15/12/2025"], id="from to with hyphen"
        ),
        pytest.param(
            "định kỳ hàng năm (trước ngày 30/11) báo cáo",
            ["định kỳ hàng năm (trước ngày 30/11)"],
            id="yearly with its date",
        ),
        pytest.param(
            "định kỳ 06 tháng (trước ngày 10 tháng 6), hàng năm (trước ngày 10 tháng 12) và đột "
            "xuất (khi có yêu cầu), báo cáo",
            [
                "định kỳ 06 tháng (trước ngày 10 tháng 6), hàng năm (trước ngày 10 tháng 12) và "
                "đột xuất (khi có yêu cầu)"
            ],
            id="three recurrences are one phrase",
        ),
        pytest.param(
            "(thực hiện định kỳ theo hướng dẫn của các Bộ, ngành Trung ương)",
            ["thực hiện định kỳ theo hướng dẫn của các Bộ, ngành Trung ương"],
            id="as others tell",
        ),
        pytest.param(
            "báo cáo quý gửi trước ngày 05 tháng 4, báo cáo năm gửi trước ngày 02/12/2027",
            ["báo cáo quý gửi trước ngày 05 tháng 4, báo cáo năm gửi trước ngày 02/12/2027"],
            id="each date with its own label",
        ),
        pytest.param(
            "báo cáo 6 tháng trước ngày 05/6, báo cáo năm gửi Sở Y tế trước ngày 25/11",
            ["báo cáo 6 tháng trước ngày 05/6", "trước ngày 25/11"],
            id="without the label of the next date",
        ),
        pytest.param(
            "kết quả 6 tháng trước ngày 14/6 và kết quả năm trước ngày 9/12",
            ["6 tháng trước ngày 14/6 và kết quả năm trước ngày 9/12"],
            id="results of half a year and of the year",
        ),
        pytest.param("dịp Ngày Sách Việt Nam 21 tháng 4", ["21 tháng 4"], id="a day behind a name"),
        pytest.param("phát mỗi tháng 01 bản tin", [], id="one a month is no January"),
        pytest.param(
            "chậm nhất ngày 20/12 hằng năm", ["chậm nhất ngày 20/12 hằng năm"], id="at the latest"
        ),
    ],
)
def test_what_says_when(text: str, expected: list[str]) -> None:
    assert phrases(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Nghị quyết số 28/NQ-CP ngày 03/3/2021 của Chính phủ", id="a document's date"),
        pytest.param("Văn bản số 1405/UBND-KGVX, ngày 11/4/2024", id="behind a comma"),
        pytest.param("Quyết định số 2232/QĐ-TTg ngày 28 tháng 12 năm 2020", id="in words"),
        pytest.param("giai đoạn 2021-2025 và đến năm 2030", id="a period"),
        pytest.param("hàng năm xây dựng kế hoạch", id="how often only"),
        pytest.param("định kỳ báo cáo kết quả", id="regularly only"),
        pytest.param("giảm còn dưới 10/100.000 trẻ", id="a ratio"),
        pytest.param("trẻ dưới 6 tháng tuổi", id="an age"),
        pytest.param("Tháng hành động vì bình đẳng giới", id="the month of action"),
        pytest.param("Trung tâm Giáo dục thường xuyên mở lớp", id="a name"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_does_not(text: str) -> None:
    assert phrases(text) == []


_PARTS = st.sampled_from(
    ["định kỳ ", "06 tháng ", "(", ")", "trước ngày 10/6", ", ", "hàng năm ", "và ", "báo cáo ",
     "Nghị quyết số 28/NQ-CP ", "ngày 03/3/2021 ", "quý II ", "đột xuất ", ". "]
)  # fmt: skip


@given(st.lists(_PARTS, max_size=14).map("".join))
def test_phrases_stand_apart_and_in_order(text: str) -> None:
    spans = when_phrases(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))


@given(st.lists(_PARTS, max_size=14).map("".join))
def test_no_phrase_closes_a_bracket_it_did_not_open(text: str) -> None:
    for found in phrases(text):
        assert found.count(")") <= found.count("(")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hằng năm, các cơ quan lập dự toán", ["Hằng năm"]),
        ("trao quà nhân Ngày Gia đình", ["nhân Ngày Gia đình"]),
        ("khám mắt cho công nhân Khu công nghiệp Hòa Lâm", []),
        ("định kỳ báo cáo kết quả", ["định kỳ"]),
        ("kiểm tra định kỳ, đột xuất việc thực hiện", ["định kỳ, đột xuất"]),
        ("xây dựng kế hoạch 5 năm và hàng năm để triển khai", ["5 năm và hàng năm"]),
        ("kiện toàn Ban khi có sự thay đổi nhân sự; họp", ["khi có sự thay đổi nhân sự"]),
        (
            "tổ chức Lễ phát động sau khi có hướng dẫn của cấp trên, huy động đông đảo tham gia",
            ["sau khi có hướng dẫn của cấp trên"],
        ),
        ("bố trí trong dự toán ngân sách hằng năm của các cơ quan", []),
        ("lồng ghép vào kế hoạch phát triển kinh tế - xã hội 5 năm, hàng năm", []),
        ("báo cáo hàng năm (trước ngày 15/12)", []),
    ],
)
def test_recurrences_and_conditions_without_a_date(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in loose_phrases(text)] == expected


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (
            "Danh sách xong trước ngày 31/3; rào xong trước ngày 30/4/2026.",
            "Danh sách xong trước ngày 31/3; rào xong trước ngày 30/4/2026",
        ),
        ("Phát đề ngày 04/5/2026; trao giải ở lễ bế giảng.", "Phát đề ngày 04/5/2026"),
        ("Ngày 05/6/2026, tại nhà văn hóa.", "Ngày 05/6/2026"),
        ("Theo hướng dẫn của cấp trên.", None),
    ],
)
def test_the_value_of_a_time_line(value: str, told: str | None) -> None:
    assert whole_value(value) == told
