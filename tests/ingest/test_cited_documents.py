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
        (
            "Thực hiện Công văn số 12/SNV-CCVC ngày 03/01/2025 của Sở Nội vụ về việc đánh giá",
            ("Công văn", "12/SNV-CCVC", "03/01/2025", "Sở Nội vụ", "về việc đánh giá"),
        ),
        ("Quyết định số 45/2021/QĐ-TTg", ("Quyết định", "45/2021/QĐ-TTg", None, None, None)),
        ("Nghị định 80/2020/NĐ-CP", ("Nghị định", "80/2020/NĐ-CP", None, None, None)),
        (
            "Thông tư số 12/2022/TT-BGTVT ngày 30/6/2022 của Bộ Giao thông vận tải quy định về "
            "đường thủy",
            (
                "Thông tư", "12/2022/TT-BGTVT", "30/6/2022", "Bộ Giao thông vận tải",
                "quy định về đường thủy",
            ),
        ),
        (
            "Quyết định số 24/QĐ-BVHTTDL ngày 28/01/2022 của Bộ trưởng Bộ Văn hóa, Thể thao và Du "
            "lịch ban hành Bộ tiêu chí",
            (
                "Quyết định", "24/QĐ-BVHTTDL", "28/01/2022",
                "Bộ trưởng Bộ Văn hóa, Thể thao và Du lịch", "ban hành Bộ tiêu chí",
            ),
        ),
        (
            "Kế hoạch số 08/KH-BCĐ ngày 04/02/2025 của Ban Chỉ đạo về chuyển đổi số tỉnh về nâng "
            "cao kỹ năng số",
            (
                "Kế hoạch", "08/KH-BCĐ", "04/02/2025", "Ban Chỉ đạo về chuyển đổi số tỉnh",
                "về nâng cao kỹ năng số",
            ),
        ),
        (
            "Kế hoạch số 15/KH-UBND ngày 10/02/2025 của UBND tỉnh và Công văn số 20/SYT-NVY ngày "
            "12/02/2025 của Sở Y tế về phòng dịch",
            ("Kế hoạch", "15/KH-UBND", "10/02/2025", "UBND tỉnh", None),
        ),
        (
            "Quyết định số 11/QĐ-UBND ngày 02/01/2025 của UBND tỉnh về việc giao dự toán và Kế "
            "hoạch số 15/KH-UBND ngày 10/02/2025",
            (
                "Quyết định", "11/QĐ-UBND", "02/01/2025", "UBND tỉnh",
                "về việc giao dự toán",
            ),
        ),
        (
            "Kế hoạch số 17/KH-UBND ngày 19/01/2023 của UBND tỉnh về công tác trẻ em, Ủy ban nhân "
            "dân huyện xây dựng Kế hoạch như sau",
            ("Kế hoạch", "17/KH-UBND", "19/01/2023", "UBND tỉnh", "về công tác trẻ em"),
        ),
        (
            "kế hoạch thực hiện công văn số 77/UBND-VX ngày 08/01/2025 của UBND tỉnh",
            ("công văn", "77/UBND-VX", "08/01/2025", "UBND tỉnh", None),
        ),
        (
            "Công văn của Sở Tài chính số 55/STC-NS ngày 09/01/2025 về lập dự toán",
            ("Công văn", "55/STC-NS", "09/01/2025", "Sở Tài chính", "về lập dự toán"),
        ),
        (
            "Nghị quyết số 05/2024/NQ-HĐND ngày 12/7/2024 của Hội đồng nhân dân tỉnh quy định mức "
            "hỗ trợ (sau đây gọi tắt là Nghị quyết số 05)",
            (
                "Nghị quyết", "05/2024/NQ-HĐND", "12/7/2024", "Hội đồng nhân dân tỉnh",
                "quy định mức hỗ trợ",
            ),
        ),
        (
            "Kế hoạch số …/KH-UBND ngày 05/01/2025 của UBND xã về công tác trẻ em",
            ("Kế hoạch", None, "05/01/2025", "UBND xã", "về công tác trẻ em"),
        ),
        (
            "Căn cứ Luật Phòng, chống ma túy năm 2021; Nghị định số 105/2021/NĐ-CP",
            ("Luật", None, "2021", None, "Phòng, chống ma túy"),
        ),
        (
            "Căn cứ Luật Thi đua, khen thưởng số 06/2022/QH15 ngày 15 tháng 6 năm 2022",
            ("Luật", "06/2022/QH15", "15 tháng 6 năm 2022", None, "Thi đua, khen thưởng"),
        ),
        (
            "Luật sửa đổi, bổ sung một số điều của Luật Giá và Luật Đấu thầu ngày 22/11/2019",
            (
                "Luật", None, "22/11/2019", None,
                "sửa đổi, bổ sung một số điều của Luật Giá và Luật Đấu thầu",
            ),
        ),
        ("theo Luật Trẻ em và các văn bản hướng dẫn", ("Luật", None, None, None, "Trẻ em")),
        ("theo Luật Trẻ em, tổ chức tuyên truyền", ("Luật", None, None, None, "Trẻ em")),
        ("Căn cứ Hiến pháp năm 2013", ("Hiến pháp", None, "2013", None, None)),
    ],
)  # fmt: skip
def test_parts(text: str, expected: tuple[str | None, ...]) -> None:
    assert cited_document(text) == CitedDocument(*expected)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "Tổ chức tuyên truyền cho Nhân dân.",
        "Đẩy mạnh luật tục vùng cao.",
        "Các cơ quan báo cáo số liệu 15/KH hằng năm.",
    ],
)
def test_none_is_named(text: str) -> None:
    assert cited_document(text) is None
