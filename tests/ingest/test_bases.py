"""Where a legal basis ends in a preamble."""

from __future__ import annotations

import pytest

from ingest.bases import bases
from tests.ingest.facts_of import reading_of


@pytest.mark.parametrize(
    ("preamble", "told"),
    [
        pytest.param("Thực hiện Quyết định số 12/QĐ-TTg ngày 03/02/2026 của Thủ tướng Chính phủ, "
                     "UBND tỉnh Hà Châu ban hành Kế hoạch trẻ em, cụ thể như sau:",
                     ["Thực hiện Quyết định số 12/QĐ-TTg ngày 03/02/2026 của Thủ tướng Chính phủ"],
                     id="who issues the plan is no part of its basis"),
        pytest.param("Thực hiện Quyết định số 12/QĐ-BYT ngày 03/02/2026 của Bộ trưởng Bộ Y tế về "
                     "việc ban hành Kế hoạch tiêm chủng;",
                     ["Thực hiện Quyết định số 12/QĐ-BYT ngày 03/02/2026 của Bộ trưởng Bộ Y tế về "
                      "việc ban hành Kế hoạch tiêm chủng"], id="another plan is"),
        pytest.param("Căn cứ các Quyết định của Thủ tướng Chính phủ: số 12/QĐ-TTg ngày 03/02/2026; "
                     "Quyết định số 13/QĐ-TTg ngày 04/02/2026;",
                     ["Quyết định của Thủ tướng Chính phủ: số 12/QĐ-TTg ngày 03/02/2026",
                      "Quyết định số 13/QĐ-TTg ngày 04/02/2026"], id="numbers behind a colon"),
    ],
)  # fmt: skip
def test_a_basis_ends_where_it_ends(preamble: str, told: list[str]) -> None:
    reading = reading_of(f"KẾ HOẠCH\nCông tác trẻ em năm 2026\n\n{preamble}\nI. MỤC ĐÍCH\n1. Một.")
    assert [one.task.text for one in bases(reading)] == told
