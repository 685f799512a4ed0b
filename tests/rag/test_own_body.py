"""A body's own plan, its divisions' duties and dates; a district's beside it."""

from __future__ import annotations

import pytest

from ingest.pipeline import ingest_corpus
from rag.ask import Asker
from rag.settings import Settings
from tests.rag.asking import ask, assert_says
from tests.rag.made_plans import plan

SO, HOA = "so-y-te-2025", "an-hoa-2024"
BODY = """ỦY BAN NHÂN DÂN TỈNH HÒA TRUNG
SỞ Y TẾ
-------
Số: 31/KH-SYT
Hòa Trung, ngày 20 tháng 01 năm 2025

KẾ HOẠCH
Công tác dân số năm 2025 của Sở Y tế tỉnh Hòa Trung

Thực hiện Kế hoạch số 09/KH-UBND ngày 10 tháng 01 năm 2025 của UBND tỉnh Hòa Trung, Sở Y tế ban hành
Kế hoạch công tác dân số năm 2025 như sau:

I. YÊU CẦU
Trưởng các phòng, đơn vị thuộc Sở chịu trách nhiệm trước Giám đốc Sở về kết quả thực hiện; làm gọn.

II. NỘI DUNG NHIỆM VỤ
1. Tổ chức các lớp bồi dưỡng cộng tác viên dân số.
a) Đơn vị chủ trì: Phòng Nghiệp vụ Y.
b) Đơn vị phối hợp: Văn phòng Sở, Công đoàn Sở.
c) Thời gian hoàn thành: Trước ngày 30/6/2025.
2. Rà soát đội ngũ cộng tác viên.
a) Đơn vị chủ trì: Văn phòng Sở.
b) Thời gian hoàn thành: Tháng 3/2025.

III. TỔ CHỨC THỰC HIỆN
1. Phòng Nghiệp vụ Y
- Tham mưu Giám đốc Sở: Kế hoạch kiểm tra công tác dân số; đề xuất khen thưởng các tập thể.
- Tổng hợp, báo cáo UBND tỉnh trước ngày 05/12/2025 và báo cáo Bộ Y tế trước ngày 15/12/2025.
2. Văn phòng Sở
- Bố trí kinh phí.
- Báo cáo Phòng Nghiệp vụ Y số liệu nhân sự vào thứ Sáu hằng tuần.
3. Công đoàn Sở
Tổ chức tọa đàm về sức khỏe sinh sản.
4. Thanh tra Sở
Phối hợp với Văn phòng Sở rà soát đội ngũ cộng tác viên.
5. Các phòng, đơn vị thuộc Sở báo cáo kết quả 6 tháng trước ngày 05/6/2025.
Nếu có khó khăn, vướng mắc, các đơn vị phản ánh về Phòng Nghiệp vụ Y để tổng hợp./.

Nơi nhận:
- UBND tỉnh (b/c);
- Lưu: VT.
GIÁM ĐỐC

Trần Văn Bình
"""
TASKS = """II. NHIỆM VỤ
1. Tổ chức Lễ phát động toàn dân tập luyện môn bơi ngày 25/5/2024 tại hồ Bản Lầu, thị trấn An Hòa.
2. Tổ chức 12 lớp dạy bơi cho trẻ em; mỗi lớp 15 buổi; thực hiện từ ngày 03/6 đến ngày 31/7/2024.
3. Rà soát các điểm nguy cơ đuối nước, hoàn thành trước ngày 15/4/2024.
4. Lắp 45 biển cảnh báo, hoàn thành trước ngày 30/4/2024.
5. Phát tờ rơi cho các trường, hoàn thành trước ngày 30/9/2024.
6. Kinh phí hỗ trợ.
"""
DUTIES = """IV. TỔ CHỨC THỰC HIỆN
1. Phòng Y tế: Chủ trì khám sức khỏe cho trẻ em; tổng hợp, báo cáo kết quả về UBND huyện trước ngày
25/11/2024 và báo cáo Sở Y tế trước ngày 05/12/2024.
2. Hội Phụ nữ huyện: Vận động hội viên trông trẻ em; báo cáo quý trước ngày 15/3/2024, báo cáo năm
trước ngày 01/12/2024.
3. Công an huyện: Phối hợp với Phòng Y tế thống kê số vụ đuối nước.
4. Phòng Tư pháp: Lập mô hình "Nhà tạm lánh Ban Mai"; xử lý tin báo trong thời hạn không quá 12 giờ.
5. Tòa án huyện: Tư vấn tâm lý, hòa giải, mở phiên tòa lưu động cho phụ nữ bị bỏ rơi.
"""
ANNEX = """
PHỤ LỤC
DANH MỤC CÔNG VIỆC

| TT | Nội dung | Cơ quan chủ trì | Thời gian |
| 1 | Đo mắt học đường | Phòng Y tế | Tháng 6/2024 |
| 2 | Tọa đàm tủ sách | Huyện đoàn | Quý IV/2024 |
"""


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Asker:
    folder = tmp_path_factory.mktemp("made")
    (folder / f"{SO}.txt").write_text(BODY, encoding="utf-8")
    district = plan(tasks=TASKS, duties=DUTIES, title="Phòng, chống đuối nước năm 2024")
    (folder / f"{HOA}.txt").write_text(district + ANNEX, encoding="utf-8")
    settings = Settings(corpus=folder, index=tmp_path_factory.mktemp("index") / "index")
    assert not ingest_corpus(settings).failed
    return Asker(settings)


@pytest.mark.parametrize(
    ("question", "says", "never", "of"),
    [
        ("Sở Y tế Hòa Trung làm gì?", "Rà soát đội ngũ cộng tác viên", "Bố trí", {SO}),
        ("UBND huyện An Hòa có nhiệm vụ gì?", "Lắp 45 biển cảnh báo", "khám", {HOA}),
        ("Huyện An Hòa làm gì?", "Lắp 45 biển cảnh báo", "Kinh phí", {HOA}),
        ("so y te hoa trung lam gi", "Rà soát đội ngũ cộng tác viên", "Bố trí", {SO}),
        ("Sở Y tế có rà soát đội ngũ không?", "Văn phòng Sở", "không giao", {SO}),
        ("Văn phòng Sở chủ trì việc gì?", "Rà soát đội ngũ", "bồi dưỡng", {SO}),
        ("Thanh tra Sở chủ trì việc gì?", "Không phải với vai trò", "Bố trí", {SO}),
        ("Công đoàn có nhiệm vụ gì?", "tọa đàm", "Bố trí", {SO}),
        ("Trước ngày 30/4/2024 An Hòa có những việc gì phải xong?", "Lắp 45", "Phát tờ rơi", {HOA}),
        ("Ngày 15/4/2024 ở An Hòa có việc gì?", "Rà soát các điểm nguy cơ", "Lắp 45", {HOA}),
        ("Nhà tạm lánh Ban Mai đơn vị nào làm?", "Phòng Tư pháp", "Ban Mai đơn", {HOA}),
        ("Phòng Tư pháp An Hòa xử lý tin báo trong bao lâu?", "không quá 12 giờ", "25/5", {HOA}),
        ("Phòng Y tế An Hòa được UBND huyện giao việc gì?", "khám sức khỏe", "Lắp 45", {HOA}),
        ("Văn phòng Sở báo cáo khi nào?", "thứ Sáu hằng tuần", "05/12", {SO}),
        ("Phòng Nghiệp vụ Y có những hạn nào?", "30/6/2025", "Tháng 3/2025", {SO}),
        ("Ai chịu trách nhiệm trước Giám đốc Sở?", "Trưởng các phòng", "Bố trí", {SO}),
        ("Phòng Nghiệp vụ Y có kiểm tra công tác dân số không?", "Tham mưu", "Có.", {SO}),
        ("Báo cáo UBND tỉnh và Bộ Y tế trước ngày nào?", "15/12/2025", "05/6", {SO}),
        ("An Hòa báo cáo UBND huyện và Sở Y tế trước ngày nào?", "05/12/2024", "05/12/2025", {HOA}),
        ("Báo cáo UBND huyện và Bộ Y tế ở An Hòa trước ngày nào?", "báo cáo Bộ Y tế", "x", {HOA}),
        ("Phòng Y tế báo cáo ai, khi nào?", "UBND huyện trước ngày 25/11", "05/6", {HOA}),
        ("Sở Y tế báo cáo Bộ Y tế trước ngày nào?", "15/12/2025", "05/6", {SO}),
        ("Ai bồi dưỡng cộng tác viên dân số?", "Phòng Nghiệp vụ Y", "Căn cứ", {SO}),
        ("Phòng Nghiệp vụ Y lắp biển cảnh báo khi nào?", "", "30/4/2024", set()),
        ("Hội Phụ nữ có trông trẻ em không?", "Vận động", "Có.", {HOA}),
        ("Hội Phụ nữ báo cáo quý trước ngày nào?", "15/3/2024", "01/12", {HOA}),
        ("Gặp vướng mắc thì báo ai?", "Phòng Nghiệp vụ Y", "An Hòa", {SO}),
        ("Kế hoạch Sở Y tế Hòa Trung có những yêu cầu nào?", "; làm gọn", "Bố trí", {SO}),
        # an annex's rows by their numbers and by who has them, how many; not what stands elsewhere
        ("Việc số 1 trong phụ lục An Hòa do ai chủ trì?", "Phòng Y tế: Đo", "Tọa đàm", {HOA}),
        ("Công việc số 9 trong phụ lục An Hòa do ai làm?", "công việc số 9", "mắt", set()),
        ("Phòng Y tế An Hòa chủ trì việc gì trong phụ lục?", "Đo mắt", "khám sức khỏe", {HOA}),
        ("Phụ lục An Hòa có mấy công việc?", "2 mục", "12 mục", {HOA}),
        ("Giai đoạn hoặc năm áp dụng của từng kế hoạch?", "năm 2024", "không nêu", {SO, HOA}),
        ("An Hòa căn cứ nghị định nào hướng dẫn Luật Trẻ em?", "Không nêu", "Căn cứ", set()),
        ("lam ke hoach so y te hoa trung ma bi vuong thi keu ai", "Nghiệp vụ Y", "x", {SO}),
        ("Khó khăn khi làm kế hoạch An Hòa thì hỏi ai?", "Không nêu", "Vụ Y", set()),
        (
            "Kế hoạch nào có tư vấn tâm lý, phiên tòa lưu động cho người bị bỏ rơi?",
            "Tòa án",
            "12 lớp",
            {HOA},
        ),
        ("Khi nào dạy bơi xong?", "Tổ chức 12 lớp dạy bơi", "25/5/2024", {HOA}),
        ("Dạy bơi kéo dài mấy ngày?", "31/7/2024", "25/5/2024", {HOA}),
        ("Việc nào phải xong trước ngày 30/4/2024?", "15/4/2024", "30/9/2024", {HOA}),
        ("Dạy bơi xong khi nào, CQ nào làm?", "31/7/2024", "25/5/2024", {HOA}),
        ("Lễ phát động tổ chức ở thị trấn An Hòa phải không?", "Đúng", "Không phải", {HOA}),
    ],
)
def test_what_is_told(asker: Asker, question: str, says: str, never: str, of: set[str]) -> None:
    assert_says(asker, question, says, never, of)


@pytest.mark.parametrize(
    "question",
    [
        "Dạy bơi năm 2023 khi nào?",
        "Báo cáo năm 2023 của huyện An Hòa trước ngày nào?",
        "Việc nào phải xong trước ngày 01/01/2024?",
        "Sở Y tế Hòa Trung không làm gì?",
        "Công an huyện An Hòa có những hạn nào?",
    ],
)
def test_what_is_not_told(asker: Asker, question: str) -> None:
    assert ask(asker, question).abstained
