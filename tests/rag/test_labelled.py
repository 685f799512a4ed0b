"""Works told in labelled lines, parts called by word and number, rows that share figures out."""

from __future__ import annotations

import pytest

from ingest.pipeline import ingest_corpus
from rag.ask import Asker
from rag.settings import Settings
from tests.rag.asking import assert_sound, told
from tests.rag.made_plans import plan

WORKS = """II. NỘI DUNG, HOẠT ĐỘNG
Nội dung 1. Phòng, chống đuối nước cho trẻ em

Hoạt động 1.1. Mở lớp dạy bơi cho học sinh nghèo
- Quy mô: 04 lớp, mỗi lớp 25 học sinh.
- Thời gian: tháng 6/2024.
- Địa điểm: bể bơi xã Hòa Sơn.
- Đơn vị chủ trì: Phòng Giáo dục và Đào tạo.
- Kinh phí: 90 triệu đồng.

Hoạt động 1.2. Tặng áo phao cho trẻ em vùng lũ
- Mức hỗ trợ: 150.000 đồng cho một trẻ em.
- Thời gian: quý II/2024.
- Đơn vị chủ trì: Phòng Y tế.
- Người phụ trách: Đ/c Lê Văn C, Trưởng ban Cứu trợ.
- Kinh phí: 45 triệu đồng.

Hoạt động 1.3. Dựng thêm 02 trạm trực cứu hộ tại xã Hòa Thủy (năm 2025) và xã Hòa Lâm (năm 2026)
- Đơn vị chủ trì: Công an huyện.
- Kinh phí: 30 triệu đồng.

Nội dung 2. Chăm sóc sức khỏe

Hoạt động 2.1. Khám mắt cho học sinh tiểu học
- Quy mô: 1.200 học sinh.
- Thời gian: tháng 9/2024.
- Đơn vị chủ trì: Trung tâm Y tế huyện.
- Kinh phí: 60 triệu đồng.

Hoạt động 2.2. Phiên chợ dinh dưỡng cho bà mẹ
- Thời gian: ngày 19/10/2024.
- Người phụ trách: bà Trần Thị B, viên chức dân số.
- Thành phần: 80 đại biểu, gồm cán bộ các xã, bà mẹ.

Hoạt động 2.3. Lễ phát động toàn dân ăn rau xanh
- Tổ chức tại sân vận động huyện, ngày 12 tháng 10 năm 2024, khoảng 400 người tham gia.
- Thời gian: Hoàn thành kịch bản trước ngày 25/9/2024.
- Đơn vị chủ trì: Văn phòng HĐND và UBND huyện.

Hoạt động 2.4. Phiên tòa giả định về bạo lực học đường
- Nội dung: 02 phiên tòa giả định tại xã Hòa Sơn và xã Hòa Lâm.
- Thời gian: quý III/2024.
"""
MONEY = """III. KINH PHÍ THỰC HIỆN
1. Tổng kinh phí 195 triệu đồng: Nội dung 1 là 135 triệu đồng; Nội dung 2 là 60 triệu đồng.
2. Ngân sách huyện chi cho in tờ gấp 12 triệu đồng; văn phòng phẩm 8 triệu đồng.
"""
DUTIES = """IV. TỔ CHỨC THỰC HIỆN
1. Phòng Y tế: Là cơ quan thường trực; khám sức khỏe định kỳ cho trẻ em dưới 6 tuổi.
2. Phòng Tư pháp: Chủ trì tuyên truyền Luật Trẻ em đến các thôn, bản.
3. Huyện đoàn: Tổ chức Ngày hội "Em tập bơi", lần thứ nhất vào tháng 6 năm 2024 tại xã Hòa Lâm;
lần thứ hai vào tháng 8 năm 2024 tại xã Hòa Thủy.
4. Phòng Văn hóa và Thông tin: Chủ trì diễu hành cổ động, quãng đường 2,4 km.
5. Đoàn Thanh niên huyện: Quản lý, vận hành đường dây nóng góp ý bữa ăn học đường.
6. Văn phòng huyện: Duy trì đường dây nóng góp ý bữa ăn học đường của huyện, số 0299 3 868 111.
7. Ủy ban nhân dân các xã: Báo cáo kết quả khám mắt về huyện trước ngày 05 tháng 11 năm 2024.
"""
TABLE = """
BIỂU SỐ 01
CHỈ TIÊU GIAO CHO CÁC XÃ
(Kèm theo Kế hoạch số 12/KH-UBND ngày 10 tháng 3 năm 2024 của Ủy ban nhân dân huyện An Hòa)

| TT | Địa phương | Số trẻ em được học bơi | Số sân chơi xây mới |
| 1 | Xã Hòa Sơn | 120 | 2 |
| 2 | Xã Hòa Lâm | 90 | 5 |
| 3 | Xã Hòa Thủy | 75 | 3 |
| | Toàn huyện | 285 | 10 |

BIỂU SỐ 02
TIẾN ĐỘ THEO QUÝ

| TT | Chỉ tiêu | Đơn vị tính | Quý I | Quý II | Quý III | Quý IV |
| 1 | Trạm trực cứu hộ đang hoạt động | Trạm | 4 | 6 | 9 | 12 |
| 2 | Người được tập huấn cứu đuối | Người | 0 | 35 | 70 | 95 |
"""


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Asker:
    folder = tmp_path_factory.mktemp("labelled")
    corpus = folder / "corpus"
    corpus.mkdir()
    text = plan(WORKS, MONEY, DUTIES, signer="(Đã ký)") + TABLE
    (corpus / "an-hoa-2024.txt").write_text(text, encoding="utf-8")
    settings = Settings(corpus=corpus, index=folder / "index")
    ingest_corpus(settings)
    return Asker(settings)


@pytest.mark.parametrize(
    ("question", "says", "never"),
    [
        pytest.param(
            "An Hòa dựng thêm trạm trực cứu hộ ở đâu, năm nào?",
            "xã Hòa Thủy (năm 2025)",
            "áo phao",
            id="told by the heading itself",
        ),
        ("Ai phụ trách phiên chợ dinh dưỡng ở An Hòa?", "bà Trần Thị B", "Y tế"),
        ("Phiên chợ dinh dưỡng ở An Hòa có bao nhiêu đại biểu dự?", "80 đại biểu", "Trần Thị B"),
        ("Lễ phát động ở An Hòa ngày nào, bao nhiêu người dự?", "ngày 12 tháng 10", "25/9"),
        ("Đường dây nóng bữa ăn học đường ở An Hòa ai quản lý, số mấy?", "0299 3 868 111", "bơi"),
        ("An Hòa: phiên chợ dinh dưỡng ngày nào, lễ phát động ở đâu?", "sân vận động", "25/9"),
        ("An Hòa: Trưởng ban Cứu trợ là ai?", "Đ/c Lê Văn C, Trưởng ban Cứu trợ", "Y tế"),
        ("An Hòa: đường dây nóng số mấy, ai quản lý?", "0299 3 868 111", "bơi"),
        ("An Hòa: lễ phát động ai chủ trì, ở đâu?", "sân vận động huyện", "25/9"),
        ("An Hòa: phiên chợ dinh dưỡng ngày nào, hội thi ở đâu?", "19/10/2024", "tháng 10"),
        ("Phiên tòa giả định tổ chức ở những nơi nào?", "xã Hòa Sơn và xã Hòa Lâm", "quý"),
        ("Đồng chí Lê Văn C phụ trách những hoạt động nào?", "Tặng áo phao", "Phiên chợ"),
        ("Hết quý II phải có bao nhiêu trạm trực cứu hộ?", "(Trạm) – Quý II: 6", "Quý III"),
        ("Từng quý tập huấn cứu đuối bao nhiêu người?", "Quý I: 0; Quý II: 35", "Trạm"),
        ("Ông Lê Văn C giữ chức gì?", "Trưởng ban Cứu trợ", "Trần Thị B"),
        ("Ai dự phiên chợ dinh dưỡng ở An Hòa?", "cán bộ các xã, bà mẹ", "Trần Thị B"),
        pytest.param("HĐ 1.1 ở An Hòa tốn bao nhiêu tiền?", "90 triệu", "195", id="by its number"),
        pytest.param(
            "Lớp dạy bơi cho học sinh nghèo ở An Hòa mở ở đâu, mấy lớp?",
            "bể bơi xã Hòa Sơn; Quy mô: 04 lớp",
            "90 triệu",
            id="two lines by its subject",
        ),
        pytest.param(
            "Tặng áo phao cho trẻ em vùng lũ ở An Hòa, mỗi trẻ được bao nhiêu?",
            "150.000 đồng",
            "45 triệu",
            id="what one is given",
        ),
        pytest.param(
            "Hoạt động 2.1 của An Hòa do ai chủ trì?", "Trung tâm Y tế", "Phòng", id="who"
        ),
        pytest.param(
            "Khám mắt cho học sinh tiểu học ở An Hòa phải xong trong quý II, đúng không?",
            "tháng 9/2024",
            "1.200",
            id="a value to confirm",
        ),
        pytest.param(
            "ND 1 của An Hòa có mấy HĐ?", "Tặng áo phao", "Khám mắt", id="works of a part"
        ),
        pytest.param(
            "Nội dung 1 ở An Hòa được bao nhiêu tiền?", "135 triệu", "60", id="its clause"
        ),
        pytest.param(
            "In tờ gấp ở An Hòa hết bao nhiêu tiền?", "12 triệu", "8 triệu", id="one clause of two"
        ),
        pytest.param("Xã Hòa Lâm phải xây mới mấy sân chơi?", "5", "120", id="a row and a column"),
        pytest.param(
            "Địa phương nào của An Hòa có nhiều trẻ em được học bơi nhất?",
            "Xã Hòa Sơn – Số trẻ em được học bơi: 120",
            "285",
            id="the highest row",
        ),
        pytest.param(
            "Ngày hội Em tập bơi ở An Hòa lần thứ hai tổ chức khi nào, ở đâu?",
            "tháng 8 năm 2024 tại xã Hòa Thủy",
            "Hòa Lâm",
            id="the round asked",
        ),
        pytest.param(
            "Vì sao Phòng Tư pháp huyện An Hòa lại là cơ quan thường trực?",
            "Phòng Y tế",
            "Luật Trẻ em",
            id="another is the standing body",
        ),
        pytest.param(
            "Sao khám mắt cho học sinh tiểu học ở An Hòa lại để tới tháng 12 năm 2024?",
            "tháng 9/2024",
            "tháng 6",
            id="a time that is not the plan's",
        ),
        pytest.param(
            "Phiên chợ dinh dưỡng ngày nào, ai phụ trách?",
            "Người phụ trách: bà Trần Thị B",
            "Y tế",
            id="who, told by the item of the day",
        ),
        pytest.param(
            "Khám mắt cho học sinh tiểu học bao nhiêu học sinh, tháng nào, ai làm?",
            "Quy mô: 1.200 học sinh",
            "tháng 6",
            id="three things of one work",
        ),
        pytest.param(
            "Trạm trực cứu hộ dựng ở mấy xã, xã nào?", "Hòa Thủy", "áo phao", id="named and counted"
        ),
        pytest.param("Diễu hành cổ động ở An Hòa dài mấy km?", "2,4 km", "bơi", id="a length"),
        pytest.param(
            "Thời hạn các xã của An Hòa gửi báo cáo kết quả khám mắt cho học sinh?",
            "05 tháng 11",
            "tháng 9",
            id="a report on a work",
        ),
        pytest.param(
            "Kế hoạch của An Hòa do chủ tịch hay phó chủ tịch ký?", "Chủ tịch", "Phó", id="office"
        ),
        pytest.param(
            "Kế hoạch của An Hòa nhằm mục đích gì?", "công tác trẻ em", "bơi", id="its purpose"
        ),
    ],
)
def test_what_is_asked_is_told_alone(asker: Asker, question: str, says: str, never: str) -> None:
    answer = asker.ask(question)
    text = told(answer, "an-hoa-2024")
    assert says in text
    assert never not in text
    assert_sound(asker, answer)


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        pytest.param("HĐ 1.4 ở An Hòa do ai chủ trì?", "no_such_item", id="no such work"),
        pytest.param("Nội dung 3 của An Hòa có mấy hoạt động?", "no_such_item", id="no such part"),
        pytest.param("Biểu số 03 của An Hòa gồm những gì?", "no_such_item", id="no such annex"),
        pytest.param("Hoạt động 2.1 ở An Hòa tổ chức ở đâu?", "not_stated", id="no such line"),
        pytest.param(
            "Ai dự ngày hội em tập bơi ở An Hòa?", "not_stated", id="who leads attends not"
        ),
        pytest.param("Áo phao ở An Hòa phải dài mấy mét?", "not_stated", id="no such measure"),
        pytest.param("Xã Hòa Sơn được tặng mấy cái áo phao?", "not_stated", id="no such column"),
    ],
)
def test_what_is_not_there_is_refused(asker: Asker, question: str, reason: str) -> None:
    answer = asker.ask(question)
    assert answer.abstained
    assert answer.reason == reason
