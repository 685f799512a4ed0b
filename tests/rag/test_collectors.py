"""Who gathers everybody's reports, in made-up plans that say it in the two ways of the genre."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.pipeline import ingest_corpus
from rag.ask import Asker
from rag.settings import Settings
from tests.rag.asking import ask, told
from tests.rag.made_plans import plan

RECEIVED = """IV. TỔ CHỨC THỰC HIỆN
1. Phòng Y tế: Chủ trì khám sức khỏe cho trẻ em.
2. Ủy ban nhân dân các xã, thị trấn: Mở lớp dạy bơi; định kỳ báo cáo Ủy ban nhân dân huyện (qua
Phòng Văn hóa và Thông tin) trước ngày 10 tháng 12 năm 2024 để tổng hợp, gửi Sở Y tế.
"""
THROUGH = """IV. TỔ CHỨC THỰC HIỆN
1. Phòng Y tế: Chủ trì khám sức khỏe cho trẻ em.
2. Ủy ban nhân dân các xã, thị trấn: Kiểm tra, thanh tra việc thực hiện Kế hoạch và báo cáo UBND
huyện thông qua Phòng Dân tộc để tổng hợp.
"""
OWN = """IV. TỔ CHỨC THỰC HIỆN
1. Phòng Nội vụ: Theo dõi, đôn đốc; tổng hợp, báo cáo kết quả thực hiện Kế hoạch.
2. Phòng Tài chính - Kế hoạch: Tổng hợp dự toán của các đơn vị.
3. Ủy ban nhân dân các xã, thị trấn: Báo cáo kết quả về Phòng Nội vụ để theo dõi, tổng hợp.
"""


@pytest.mark.parametrize(
    ("duties", "says", "never"),
    [
        (RECEIVED, "Phòng Văn hóa và Thông tin: tổng hợp", "các xã, thị trấn"),
        (THROUGH, "Phòng Dân tộc: báo cáo UBND huyện thông qua Phòng Dân tộc", "các xã, thị trấn"),
        (OWN, "Phòng Nội vụ: Theo dõi", "các xã, thị trấn"),
    ],
)
@pytest.mark.parametrize(
    "question",
    ["Ai làm đầu mối tổng hợp báo cáo ở An Hòa?", "co quan nao tong hop bao cao cua huyen An Hoa"],
)
def test_who_gathers_is_not_who_reports(
    tmp_path: Path, duties: str, says: str, never: str, question: str
) -> None:
    (tmp_path / "an-hoa-2024.txt").write_text(plan(duties=duties), encoding="utf-8")
    settings = Settings(corpus=tmp_path, index=tmp_path / "index")
    assert not ingest_corpus(settings).failed
    answer = told(ask(Asker(settings), question), "an-hoa-2024")
    assert says in answer
    assert never not in answer
