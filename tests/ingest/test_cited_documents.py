"""The parts of a document that a text names, each as printed."""

from __future__ import annotations

import pytest

from ingest.cited_documents import cited_document
from rag.schema import CitedDocument


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Thực hiện Kế hoạch số 212/KH-UBND ngày 11/6/2021 của UBND tỉnh Thừa Thiên Huế về thực "
            "hiện Chiến lược quốc gia về bình đẳng giới",
            (
                "Kế hoạch", "212/KH-UBND", "11/6/2021", "UBND tỉnh Thừa Thiên Huế",
                "về thực hiện Chiến lược quốc gia về bình đẳng giới",
            ),
        ),
        (
            "Văn bản số 1405/UBND-KGVX, ngày 11/4/2024 của UBND tỉnh Phú Thọ về triển khai việc",
            (
                "Văn bản", "1405/UBND-KGVX", "11/4/2024", "UBND tỉnh Phú Thọ",
                "về triển khai việc",
            ),
        ),
        (
            "theo đề nghị của Sở Nội vụ tại Tờ trình số 80/TTr-SNV ngày 14/4/2025",
            ("Tờ trình", "80/TTr-SNV", "14/4/2025", "Sở Nội vụ", None),
        ),
        (
            "Căn cứ Luật Trẻ em số 102/2016/QH13 ngày 05 tháng 4 năm 2016;",
            ("Luật", "102/2016/QH13", "05 tháng 4 năm 2016", None, "Trẻ em"),
        ),
        (
            "Căn cứ Luật Bình đẳng giới năm 2006;",
            ("Luật", None, "2006", None, "Bình đẳng giới"),
        ),
    ],
)  # fmt: skip
def test_parts(text: str, expected: tuple[str | None, ...]) -> None:
    assert cited_document(text) == CitedDocument(*expected)  # type: ignore[arg-type]


def test_none_is_named() -> None:
    assert cited_document("Tổ chức tuyên truyền cho Nhân dân.") is None
