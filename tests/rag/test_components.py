"""Answers on a made-up plan in components: what each is, who has it, and what nobody has."""

from __future__ import annotations

import pytest

from ingest.pipeline import ingest_corpus
from rag.ask import Asker
from rag.settings import Settings
from tests.rag.asking import ask, told
from tests.rag.made_plans import DUTIES, plan

TASKS = """II. CÁC HỢP PHẦN

Hợp phần 1: Truyền thông

Hoạt động 1.1. Lập 12 đội bơi thiếu nhi, mỗi đội 15 em. Hội Nông dân huyện phụ trách, Huyện đoàn
phối hợp.

Hoạt động 1.2. Phát thanh bằng tiếng Tày, tiếng Dao 02 buổi/tuần vào lúc 6 giờ.

Hoạt động 1.3. In, phát sổ tay bằng tiếng Dao, tiếng Tày. Phòng Y tế phụ trách.

Hợp phần 2: Bảo vệ trẻ em

Hoạt động 2.1. Làm rào quanh 30 ao, hồ. Phòng Tư pháp phụ trách.

Hoạt động 2.2. Xây dựng 09 sân chơi cho trẻ em.

Tiến độ: 04 sân chơi xong trong tháng 6, 05 sân chơi xong trong tháng 11 năm 2024.

Hoạt động 2.3. Khảo sát đầu kỳ trong Quý II năm 2024 với 500 hộ; khảo sát cuối kỳ trong Quý IV
năm 2024 với 500 hộ.
"""
OTHERS = """3. Ủy ban nhân dân các xã, thị trấn: Lập kế hoạch trước ngày 12 tháng 4 năm 2024; báo
cáo quý trước ngày 20 của tháng cuối quý.
"""
HOA = "an-hoa-2024"


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Asker:
    folder = tmp_path_factory.mktemp("components")
    (folder / f"{HOA}.txt").write_text(plan(TASKS, duties=DUTIES + OTHERS), encoding="utf-8")
    settings = Settings(corpus=folder, index=tmp_path_factory.mktemp("index") / "index")
    assert not ingest_corpus(settings).failed
    return Asker(settings)


@pytest.mark.parametrize(
    ("question", "says", "never"),
    [
        ("12 đội bơi thiếu nhi ở An Hòa giao cho hội nào?", "Hội Nông dân huyện", "Y tế"),
        ("12 đội bơi thiếu nhi ở An Hòa giao cho hội nào, ai làm cùng?",
         "phối hợp: Huyện đoàn", "Y tế"),
        ("UBND xã ở An Hòa báo cáo theo quý vào lúc nào?", "20 của tháng cuối quý", "12 tháng 4"),
        ("09 sân chơi cho trẻ em ở An Hòa chia mấy đợt, mỗi đợt xong khi nào?",
         "04 sân chơi xong trong tháng 6, 05 sân chơi xong trong tháng 11", "Quý"),
        ("When are the baseline and endline household surveys of the An Hoa plan?",
         "Quý IV", "tháng 11"),
        # an existing part, not the list of all parts
        ("Hợp phần 2 của An Hòa gồm gì?", "Xây dựng 09 sân chơi", "Truyền thông"),
        ("Hoạt động 1.2 của An Hòa là gì?", "tiếng Tày, tiếng Dao 02 buổi", "sổ tay"),
        ("Sổ tay bằng tiếng Tày, tiếng Dao ở An Hòa giao cho ai?", "Phòng Y tế", "Tư pháp"),
    ],
)  # fmt: skip
def test_what_is_told(asker: Asker, question: str, says: str, never: str) -> None:
    answer = told(ask(asker, question), HOA)
    assert says in answer
    assert never not in answer


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        # another work in the same two languages is given to an agency
        ("Phát thanh tiếng Tày, tiếng Dao ở An Hòa giao cho ai?", "not_assigned"),
        ("Which office in An Hoa conducts the baseline survey of 500 households?", "not_assigned"),
        ("Hợp phần 3 của An Hòa gồm những hoạt động gì?", "no_such_item"),
        ("Hoạt động 1.5 của An Hòa giao cho phòng nào?", "no_such_item"),
    ],
)
def test_what_is_not_told(asker: Asker, question: str, reason: str) -> None:
    answer = ask(asker, question)
    assert (answer.abstained, answer.reason) == (True, reason)
