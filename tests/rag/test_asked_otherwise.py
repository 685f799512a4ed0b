"""Questions that ask one thing in words that look like another's, on a made-up plan."""

from __future__ import annotations

import pytest

from ingest.pipeline import ingest_corpus
from rag.ask import Asker
from rag.settings import Settings
from tests.rag.asking import ask, assert_not_stated, told
from tests.rag.made_plans import plan

TASKS = """II. NHIỆM VỤ
1. Mục tiêu 1: Trong lĩnh vực y tế
- Chỉ tiêu 1: 90% trẻ em được tiêm chủng đầy đủ.
- Chỉ tiêu 2: Giảm tỷ lệ suy dinh dưỡng xuống dưới 10%.
2. Tổ chức Tháng hành động vì trẻ em năm 2023 thiết thực, tiết kiệm.
3. Thực hiện Quyết định số 77/QĐ-UBND ngày 02 tháng 02 năm 2022 của UBND tỉnh về việc phê duyệt Đề
án Thư viện lưu động cho trẻ em miền núi và Chương trình sữa học đường đến năm 2025 trên địa bàn.
4. Lồng ghép với Chương trình bơi an toàn toàn tỉnh đến năm 2028.
"""
DUTIES = """IV. TỔ CHỨC THỰC HIỆN
1. Phòng Y tế
- Chủ trì khám sức khỏe định kỳ cho trẻ em dưới 6 tuổi.
- Tổng hợp, báo cáo kết quả tiêm chủng.
2. Phòng Nội vụ
- Chủ trì tập huấn kỹ năng lãnh đạo cho cán bộ giữ chức danh trưởng thôn.
3. Phòng Tư pháp: Chủ trì tuyên truyền Luật Trẻ em đến các thôn, bản; nhắc nhở, đôn đốc các xã.
4. Trạm Thú y: Chịu trách nhiệm thực hiện, báo cáo các chỉ tiêu của mục tiêu 1.
5. Huyện đoàn: Phối hợp với Ủy ban nhân dân xã Hòa Sơn tổ chức Lễ phát động tập bơi.
7. Phòng Giáo dục và Đào tạo: Xây dựng thư viện lưu động, quản lý cơ sở dữ liệu trẻ em bỏ học.
8. Phòng Văn hóa và Thông tin: Xây dựng cơ sở dữ liệu di tích; quản lý nhà văn hóa.
9. Hội Phụ nữ huyện: Thực hiện các Đề án: “Mẹ đỡ đầu giai đoạn 2022 - 2027”; “Bếp ấm cho em
giai đoạn 2019 - 2024”.
10. Phòng Tài chính - Kế hoạch: Bố trí kinh phí 186 triệu đồng từ ngân sách huyện cho kế hoạch.
11. Các cơ quan, đơn vị tự bảo đảm kinh phí khám sức khỏe định kỳ cho trẻ em dưới 6 tuổi.
12. Công an huyện: Tiếp nhận, xử lý tin báo về trẻ em bị xâm hại; vận động già làng tham gia.
6. Hội Nông dân huyện: Mở các lớp dạy nghề cho thanh niên nhiệm kỳ 2021 - 2026, xong trong tháng 9
năm 2024.
"""
HOA = "an-hoa-2024"


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Asker:
    folder = tmp_path_factory.mktemp("made")
    text = plan(
        TASKS, duties=DUTIES, date="An Hòa, ngày   tháng 3 năm 2024",
        basis="Thực hiện Kế hoạch số 45/KH-UBND ngày 09/01/2024 của UBND tỉnh Hòa Trung về trẻ em; "
        "căn cứ Luật Trẻ em ngày 05 tháng 4 năm 2016;",
        recipients="- UBND tỉnh (b/c);\n- Sở Y tế (b/c);\n- Các phòng, ban, đoàn thể huyện;",
    )  # fmt: skip
    (folder / f"{HOA}.txt").write_text(text, encoding="utf-8")
    settings = Settings(corpus=folder, index=tmp_path_factory.mktemp("index") / "index")
    assert not ingest_corpus(settings).failed
    return Asker(settings)


@pytest.mark.parametrize(
    ("question", "says", "never"),
    [
        # what is known already is no part of what is asked, nor of who is asked about
        ("Phòng Y tế An Hòa ngoài báo cáo thì còn làm gì nữa?", "khám sức khỏe", "báo cáo"),
        # a sum may stand with who finds it
        ("Kinh phí thực hiện kế hoạch của An Hòa là bao nhiêu?", "186 triệu đồng", "không nêu"),
        ("Ngoài việc khám sức khỏe, Phòng Y tế An Hòa phải làm gì?", "báo cáo kết quả", "khám"),
        ("Kế hoạch của An Hòa ngoài UBND tỉnh còn gửi báo cáo những nơi nào?", "Sở Y tế",
         "UBND tỉnh"),
        ("Ngoài Sở Y tế, kế hoạch An Hòa còn gửi (b/c) cơ quan nào?", "UBND tỉnh", "Sở Y tế"),
        # "con số nào" is no "sở nào", "kỹ năng … giữ chức danh" no signature
        ("Chỉ tiêu 1 của mục tiêu 1 ở An Hòa đặt ra những con số nào?", "90%", "Phòng"),
        ("Đơn vị nào ở An Hòa tập huấn kỹ năng cho người giữ chức danh trưởng thôn?",
         "Phòng Nội vụ", "Nguyễn Văn An"),
        # whose year, and what the date line lacks
        ("Kế hoạch An Hòa ghi tổ chức Tháng hành động của năm nào?", "năm 2023", "2024"),
        ("Kế hoạch An Hòa đề tháng năm nào?", "tháng 3 năm 2024", "2023"),
        # an objective by its field, given out by its number
        ("Đơn vị nào ở An Hòa báo cáo kết quả các chỉ tiêu trong lĩnh vực y tế?", "Trạm Thú y",
         "Phòng Y tế"),
        ("Mảng y tế ở An Hòa đặt ra những con số gì?", "dưới 10%", "Phòng"),
        ("Kế hoạch An Hòa đặt những chỉ tiêu gì về y tế?", "90%", "Phòng"),
        ("Liệt kê các chỉ tiêu y tế của An Hòa", "90%", "báo cáo"),
        ("Liệt kê chỉ tiêu trong lĩnh vực y tế của An Hòa", "dưới 10%", "báo cáo"),
        ("liet ke cac chi tieu y te cua an hoa", "dưới 10%", "báo cáo"),
        ("Mục tiêu của huyện An Hòa đến năm 2025 về y tế?", "dưới 10%", "báo cáo"),
        ("Đề nghị cho biết mục tiêu của An Hòa về giảm suy dinh dưỡng.", "dưới 10%", "90%"),
        ("What are the health indicators of An Hoa?", "dưới 10%", "báo cáo"),
        ("List An Hoa's targets in the field of health", "90%", "báo cáo"),
        # with whom and what for, as the duty prints it
        ("Huyện đoàn An Hòa phối hợp với ai, để làm gì?",
         "Phối hợp với Ủy ban nhân dân xã Hòa Sơn tổ chức Lễ phát động tập bơi", "(Huyện đoàn"),
        ("An Hòa có bao nhiêu chỉ tiêu về y tế?", "2 chỉ tiêu", "Phòng"),
        # a committee that is asked for is none that is named
        ("Huyện đoàn An Hòa phối hợp với UBND xã nào tổ chức lễ phát động tập bơi?", "Hòa Sơn",
         "dạy nghề"),
        # who finds the money is told where the money is asked for
        ("Ai khám sức khỏe định kỳ cho trẻ em dưới 6 tuổi ở An Hòa?", "Phòng Y tế", "kinh phí"),
        ("Ai ở An Hòa bảo đảm kinh phí khám sức khỏe định kỳ cho trẻ em dưới 6 tuổi?",
         "đơn vị: tự bảo đảm", "đơn vị tự"),
        ("Ai trả tiền khám sức khỏe định kỳ cho trẻ em dưới 6 tuổi ở An Hòa?", "bảo đảm kinh phí",
         "Phòng Y tế"),
        # the words of an officer's asking
        ("Trách nhiệm của Phòng Y tế An Hòa đối với tiêm chủng được quy định như thế nào?",
         "báo cáo kết quả tiêm chủng", "khám"),
        # the words of speaking are nobody's work
        ("Kế hoạch nào có nhắc việc dạy nghề cho thanh niên?", "dạy nghề", "đôn đốc"),
        # what a plan was made to carry out, whose document that is
        ("Kế hoạch nào được lập để thực hiện Kế hoạch 45/KH-UBND của tỉnh Hòa Trung?",
         "45/KH-UBND ngày 09/01/2024", "77/QĐ-UBND"),
        ("An Hòa làm kế hoạch năm 2024 theo văn bản nào của UBND tỉnh Hòa Trung?",
         "45/KH-UBND", "77/QĐ-UBND"),
        ("Which plan of the province is cited as a basis of the An Hòa plan?", "45/KH-UBND",
         "77/QĐ-UBND"),
        # the number that stands with the scheme
        ("Đề án Thư viện lưu động cho trẻ em miền núi ở An Hòa phê duyệt tại văn bản nào?",
         "77/QĐ-UBND ngày 02", "45/KH-UBND"),
        # how long a scheme runs, as its name says
        ("Đề án Mẹ đỡ đầu ở An Hòa kéo dài đến năm nào?", "2022 - 2027", "Bếp ấm"),
        # a line of its recipients, who signs of two offices, whose plan
        ("Kế hoạch An Hòa có gửi cho Sở Y tế không, mục nơi nhận ghi sao?", "Sở Y tế (b/c)",
         "UBND tỉnh"),
        ("Chủ tịch hay Phó Chủ tịch ký kế hoạch An Hòa, tên gì?", "Nguyễn Văn An", "không nêu"),
        ("Kế hoạch An Hòa làm theo kế hoạch nào của tỉnh trên, tỉnh tên gì?", "45/KH-UBND ngày",
         "77/QĐ-UBND"),
        ("Kế hoạch An Hòa làm theo kế hoạch của tỉnh nào, số mấy?", "45/KH-UBND ngày",
         "77/QĐ-UBND"),
        # what another does together with it is told as that one's
        ("UBND xã Hòa Sơn ở An Hòa phối hợp việc gì?", "Huyện đoàn: Phối hợp với",
         "Sơn: Phối hợp với"),
        # who does all of the work, before who does something like it
        ("Ai ở An Hòa quản lý cơ sở dữ liệu trẻ em bỏ học?", "Phòng Giáo dục", "Văn hóa"),
        # what a plan is for, not who is to issue one
        ("Vì sao An Hòa ban hành kế hoạch này?", "chất lượng công tác trẻ em", "căn cứ"),
        ("Kế hoạch của An Hòa ban hành nhằm mục đích gì?", "Phân công rõ trách nhiệm", "sân chơi"),
        # what a work is for, not the plan; whom it is for, not who does it
        ("An Hòa tập huấn kỹ năng cho cán bộ trưởng thôn nhằm mục đích gì?", "kỹ năng lãnh đạo",
         "Phân công rõ"),
        ("Những ai được tập huấn kỹ năng lãnh đạo ở An Hòa?", "trưởng thôn", "không giao"),
        ("Who will be trained in leadership skills in An Hoa?", "trưởng thôn", "no agency"),
        # whom it wins over, not whose duty that is
        ("Công an huyện An Hòa làm việc gì và vận động ai tham gia?", "già làng", "Phòng"),
        # who is told of a case: what says that it is told
        ("Ở An Hòa có trẻ em bị xâm hại thì báo ai?", "tin báo", "Phòng Y tế"),
        # whose indicator a figure is: no duty on the same
        ("90% trẻ em được tiêm chủng là chỉ tiêu của kế hoạch nào?", "90% trẻ em", "Tổng hợp"),
        # whom a work is for, not whose it is; and what people are given
        ("Ai được tập huấn ở An Hòa?", "cán bộ giữ chức danh trưởng thôn", "Phòng Nội vụ"),
        ("ai duoc day nghe o An Hoa", "cho thanh niên", "Phòng"),
        ("Who gets training in An Hoa?", "cán bộ giữ chức danh trưởng thôn", "Phòng Nội vụ"),
        ("Ai được giao tập huấn kỹ năng lãnh đạo ở An Hòa?", "Phòng Nội vụ", "không nêu"),
        ("Trẻ em ở An Hòa được chăm lo những gì?", "khám sức khỏe định kỳ cho trẻ em", "sân chơi"),
        # two works of one office; a data base is made as well as built
        ("Phòng Giáo dục An Hòa xây dựng cái gì, còn trẻ bỏ học thì quản lý sao?",
         "cơ sở dữ liệu trẻ em bỏ học", "Phòng Y tế"),
        ("Phòng Văn hóa An Hòa có phải lập cơ sở dữ liệu di tích không?",
         "Xây dựng cơ sở dữ liệu di tích", "không nêu rõ"),
        # whom an office tells what to do
        ("Phòng Tư pháp An Hòa đôn đốc Phòng Y tế làm gì?", "đôn đốc các xã", "khám"),
        # the words of the basis themselves
        ("Cho xin câu căn cứ mở đầu của kế hoạch An Hòa", "Luật Trẻ em ngày 05", "Phòng"),
        ("Trích giúp phần căn cứ trong kế hoạch An Hòa", "Luật Trẻ em ngày 05", "Phòng"),
        ("An Hòa có tuyên truyền Luật Trẻ em không?", "tuyên truyền Luật Trẻ em", "không nêu"),
        # a part called by what it is on: its items, not the whole plan
        ("Phần mục đích, yêu cầu của An Hòa có gì?", "chất lượng công tác trẻ em", "Yêu cầu\n"),
        ("Phần mục tiêu 1 của An Hòa có những gì?", "90%", "bơi an toàn"),
        ("Phần tổ chức thực hiện của An Hòa gồm những gì?", "Phòng Y tế", "sân chơi"),
        ("Nội dung phần kinh phí của An Hòa viết gì?", "Ngân sách huyện", "Tháng hành động"),
    ],
)  # fmt: skip
def test_what_is_told(asker: Asker, question: str, says: str, never: str) -> None:
    answer = told(ask(asker, question), HOA)
    assert says in answer
    assert never not in answer


@pytest.mark.parametrize(
    "question",
    [
        "An Hòa mở bao nhiêu lớp dạy nghề cho thanh niên?",
        "Hội Nông dân An Hòa mở mấy lớp dạy nghề?",
        "How many vocational training classes for young people will An Hòa open?",
    ],
)
def test_a_year_counts_nothing(asker: Asker, question: str) -> None:
    answer = ask(asker, question)
    assert "2021" not in told(answer, HOA)


@pytest.mark.parametrize(
    "question",
    [
        "Chương trình bơi an toàn toàn tỉnh mà An Hòa nhắc đến được phê duyệt tại văn bản nào?",
        "Chương trình bơi an toàn toàn tỉnh ở An Hòa được ban hành theo quyết định số mấy?",
        "70% trẻ em được tiêm chủng là chỉ tiêu của kế hoạch nào?",
        "Quyết định số 77/QĐ-UBND ở An Hòa có mấy điều?",
        "Ban chỉ đạo theo Quyết định số 77/QĐ-UBND ở An Hòa gồm bao nhiêu thành viên?",
        "Ai được tập huấn về bơi ở An Hòa?",
        "Ai được hỗ trợ làm nhà ở An Hòa?",
        "Nội dung phần khen thưởng của An Hòa gồm những gì?",
        # like work is not the work asked about
        "An Hòa có tổ chức hội thi không?",
        "An Hòa có mở lớp dệt vải cho thanh niên không vậy?",
        "An Hòa có tuyên truyền Luật Hôn nhân không?",
    ],
)
def test_a_number_that_stands_elsewhere_tells_nothing(asker: Asker, question: str) -> None:
    assert_not_stated(asker, question)


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("Chú thích số 7 của kế hoạch An Hòa ghi gì?", "no_such_item"),
        ("What does footnote 9 of the An Hòa plan say?", "no_such_item"),
        ("Chỉ tiêu 8 của mục tiêu 1 ở An Hòa đặt con số bao nhiêu?", "no_such_item"),
        ("cach nau canh chua", "out_of_scope"),
    ],
)
def test_what_is_not_there(asker: Asker, question: str, reason: str) -> None:
    answer = ask(asker, question)
    assert (answer.abstained, answer.reason) == (True, reason)
