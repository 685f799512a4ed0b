"""The year of the figure asked for, and those that a text gives figures for."""

from __future__ import annotations

import pytest

from rag.understanding.years_asked import years_in, years_of_figure, years_of_figure_asked


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Đến năm 2025 tỷ lệ nữ là bao nhiêu?", "2025"),
        ("Tỷ lệ năm 2021 là bao nhiêu và 2025 còn bao nhiêu?", "2021 2025"),
        ("ty le nam 2021 va 2025", "2021 2025"),
        ("What share is planned by the end of 2026?", "2026"),
        ("Giảm bao nhiêu so với năm 2023?", ""),
        ("Từ năm 2022 tỷ lệ là bao nhiêu?", ""),
        ("Kế hoạch giai đoạn 2021-2025 đặt tỷ lệ nữ bao nhiêu?", ""),
        ("Luật Bình đẳng giới năm 2006 đặt bao nhiêu?", ""),
        # what is counted names a programme, and the year is the figure's
        ("Tỷ lệ trường dạy chương trình giáo dục giới tính năm 2025?", "2025"),
    ],
)
def test_years_of_figure_asked(question: str, asked: str) -> None:
    assert " ".join(years_of_figure_asked(question)) == asked


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Đến năm 2025 đạt 55%, năm 2030 đạt 70%.", "2025 2030"),
        ("Giảm 25% so với năm 2023", ""),
        ("Từ năm 2023 tăng 5%, đến năm 2026 đạt 30%", "2026"),
        ("Quyết định số 12/2025 ngày 01/3/2024", ""),
    ],
)
def test_years_of_figure(text: str, told: str) -> None:
    assert " ".join(sorted(years_of_figure(text))) == told


def test_a_period_holds_no_year_and_a_full_stop_ends_one() -> None:
    assert years_in("Giai đoạn 2021 - 2025, xong trong năm 2024.") == ("2024",)
