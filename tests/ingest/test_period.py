"""What recurs in a plan is due until the plan's last day."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.period import bounded
from rag.schema import Deadline, Due, Slice
from tests.rag.tiny import plan

WHERE = Slice("a", "muc.I", 0, 3, "làm")


@pytest.mark.parametrize(
    ("due", "year_end", "until"),
    [
        pytest.param(
            Due("trước ngày 15/12", "date", "year", None, "--12-14"), 2025, "2025-12-31",
            id="a day of every year",
        ),
        pytest.param(Due("định kỳ", "recurrence"), 2030, "2030-12-31", id="a recurrence"),
        pytest.param(Due("định kỳ", "recurrence"), None, None, id="end of the plan unknown"),
        pytest.param(
            Due("hằng quý trong năm 2024", "recurrence", "quarter", "2024-01-01", "2024-12-31"),
            2025, "2024-12-31", id="a recurrence that ends before the plan",
        ),
        pytest.param(
            Due("trước ngày 15/12/2024", "date", None, None, "2024-12-14"), 2025, None, id="a date"
        ),
        pytest.param(Due("khi có yêu cầu", "condition"), 2025, None, id="a condition"),
    ],
)  # fmt: skip
def test_until(due: Due, year_end: int | None, until: str | None) -> None:
    fact = Deadline("a", (due.words,), "report", None, None, WHERE, (WHERE,), (due,))
    (found,) = bounded((fact,), replace(plan("a"), year_start=2021, year_end=year_end))
    assert isinstance(found, Deadline)
    assert [one.until for one in found.due] == [until]
