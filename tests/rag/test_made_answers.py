"""Answers on two made-up plans: a district's year with a table, a decision with its programme."""

from __future__ import annotations

import pytest

from ingest.pipeline import ingest_corpus
from rag.ask import Asker
from rag.settings import Settings
from tests.rag.asking import ask, told
from tests.rag.made_plans import plan

GOALS = """I. CHỦ ĐỀ, THỜI GIAN
1. Chủ đề
"Nước trong, trẻ khỏe".
2. Thời gian
Từ ngày 02 tháng 5 năm 2024.
3. Thông điệp truyền thông:
- Biết bơi là biết sống;
- Đừng rời mắt khỏi trẻ.
II. CHỈ TIÊU
1. 90% trẻ em dưới 1 tuổi được tiêm chủng đầy đủ.
2. 80% học sinh lớp 5 biết bơi.
3. Giảm 12% số vụ đuối nước so với năm 2021.
4. 14/14 xã, thị trấn thành lập tổ cứu hộ, hoàn thành trước ngày 20 tháng 5 năm 2024.
"""
TASKS = """III. HOẠT ĐỘNG
1. Kiểm tra công tác bể bơi an toàn tại 03 xã: Hòa Sơn, Hòa Lâm và Hòa Thủy trong tháng 7 năm 2024.
2. In 4.000 tờ gấp về phòng, chống đuối nước, phát xong trước ngày 12 tháng 5 năm 2024.
3. Mở 02 lớp dạy bơi cho học sinh nghèo. Giao Hội Nông dân huyện chủ trì, Công an huyện phối hợp.
4. Tặng 20 áo phao, mỗi áo trị giá 150.000 đồng.
5. Thi vẽ tranh về bể bơi ở nhà văn hóa huyện. Giải Nhất 700.000 đồng, giải Nhì 500.000 đồng.
6. Nói chuyện về trẻ em bị xâm hại; giới thiệu Tổng đài quốc gia bảo vệ trẻ em 111.
7. Phát thanh về an toàn dưới nước trên loa truyền thanh, ít nhất 03 lần/tuần.
8. Tập bơi tại các xã ven sông Cái.
9. Mít tinh ngày nước sạch tại quảng trường, giao Phòng Y tế chủ trì, các trường học phối hợp; thời
gian: 8 giờ 15 phút ngày 03 tháng 6 năm 2024.
10. Kiện toàn Ban Vì sự tiến bộ của phụ nữ huyện gồm 9 người do Phó Chủ tịch huyện làm Trưởng ban.
"""
DUTIES = """V. TỔ CHỨC THỰC HIỆN
1. Phòng Y tế: Chủ trì khám sức khỏe cho trẻ em.
2. Phòng Giáo dục và Đào tạo: Mở lớp mẫu giáo; theo dõi việc thực hiện chỉ tiêu 2; chủ trì chọn
cô nuôi.
3. Thanh tra huyện: Chủ trì kiểm tra công tác bể bơi an toàn tại các xã, báo cáo kết quả.
4. Ủy ban nhân dân các xã, thị trấn: Xây dựng kế hoạch, gửi kế hoạch về Phòng Y tế trước ngày
05 tháng 4 năm 2024; báo cáo kết quả trước ngày 10 tháng 12 năm 2024.
5. Các thôn: Cắm biển báo tại ao, hồ.
6. Trạm Thủy nông: Cung cấp số liệu mực nước định kỳ hằng quý.
7. Trung tâm Y tế huyện: Cấp cứu trẻ em; báo Công an huyện trong 24 giờ khi có tai nạn.
8. Trường Mầm non, Trường Tiểu học, Trường THCS An Hòa
- Dạy phòng tránh điện giật.
- Ngoại khóa phòng chống điện giật.
9. Công an huyện: Cung cấp số liệu tai nạn cho Phòng Y tế vào cuối năm.
10. Đề nghị các đoàn thể
- Hội Nông dân huyện tặng sách dạy bơi cho trẻ em.
11. Hạt Kiểm lâm huyện: Gửi danh sách hồ nuôi về Công an huyện trước ngày 25 của tháng.
12. Phòng Nội vụ: Soạn câu hỏi cho hội thi Vui cùng pháp luật.
13. Văn phòng huyện: Chủ trì tổ chức hội thi Vui cùng pháp luật.
"""
ANNEX = """
PHỤ LỤC
DANH MỤC NHIỆM VỤ
(Kèm theo Kế hoạch số 12/KH-UBND ngày 10 tháng 3 năm 2024 của Ủy ban nhân dân huyện An Hòa)

| TT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian |
| 1 | Lễ phát động toàn dân học bơi cấp huyện | Phòng Y tế | Huyện đoàn | Tháng 6/2024 |
| 2 | Tọa đàm với người cao tuổi về trông trẻ | | Hội Người cao tuổi huyện | Quý IV/2024 |
"""
DECISION = """ỦY BAN NHÂN DÂN
TỈNH HÒA TRUNG
-------
Số: 845/QĐ-UBND
Hòa Trung, ngày 12 tháng 5 năm 2022

QUYẾT ĐỊNH
Về việc ban hành Chương trình trẻ em giai đoạn 2022 - 2025 trên địa bàn tỉnh Hòa Trung

Căn cứ Quyết định số 23/QĐ-TTg ngày 07 tháng 01 năm 2021 của Thủ tướng Chính phủ;

QUYẾT ĐỊNH:

Điều 1. Ban hành kèm theo Quyết định này Chương trình trẻ em giai đoạn 2022 - 2025.
Điều 2. Thời hạn áp dụng: Từ ngày ký đến hết ngày 31 tháng 12 năm 2025.
Điều 3. Chánh Văn phòng Ủy ban nhân dân tỉnh; Giám đốc các sở: Y tế, Công Thương và các tổ
chức, cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này./.

Nơi nhận:
- Như Điều 3;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Nguyễn Văn An

CHƯƠNG TRÌNH
TRẺ EM GIAI ĐOẠN 2022 - 2025
(Ban hành kèm theo Quyết định số 845/QĐ-UBND ngày 12 tháng 5 năm 2022)

I. NHIỆM VỤ
1. Xây dựng sân chơi tại các huyện.
2. Hội chợ đồ chơi
Tổ chức tại sân vận động phường Bến Gỗ, ngày 18 tháng 4 năm 2023.
Đơn vị thực hiện: Sở Công Thương chủ trì; Tỉnh đoàn phối hợp.
Thời gian: Hoàn thành mời doanh nghiệp trước ngày 20/3/2023.
3. Cho gia đình mượn đồ chơi, thời hạn không quá 45 ngày.
II. TỔ CHỨC THỰC HIỆN
1. Sở Y tế: Chủ trì khám sức khỏe cho trẻ em.
2. Ủy ban nhân dân các huyện, thành phố: Bố trí quỹ đất làm sân chơi.
3. Các sở, ban, ngành gửi báo cáo kết quả về Sở Y tế trước ngày 16 tháng 12 năm 2025; riêng các
trường học gửi trước ngày 15 tháng 12 năm 2025.
4. Ủy ban nhân dân các xã, phường gửi báo cáo 6 tháng trước ngày 10 tháng 6 năm 2023 và báo cáo năm
trước ngày 05 tháng 11 năm 2023 về Sở Y tế.
III. KINH PHÍ
1. Tổng kinh phí giai đoạn 2022 - 2025 là 9,6 tỷ đồng, trong đó: ngân sách tỉnh 7 tỷ đồng; xã hội
hóa 2,6 tỷ đồng.
2. Riêng năm 2023, ngân sách tỉnh bố trí 1,9 tỷ đồng.
3. Riêng năm 2022, cấp 300 triệu đồng cho Sở Y tế; 200 triệu đồng cho Sở Công Thương. Các huyện,
thành phố bố trí tối thiểu 40 triệu đồng.

PHỤ LỤC
KINH PHÍ
| TT | Nội dung | Nguồn vốn | Kinh phí (triệu đồng) |
| 1 | Sân chơi | Ngân sách tỉnh | 6.100 |
| 2 | Trại hè | Xã hội hóa | 2.600 |
"""
HOA, TRUNG = "an-hoa-2024", "hoa-trung-2022-2025"


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Asker:
    folder = tmp_path_factory.mktemp("made")
    text = plan(GOALS + TASKS, duties=DUTIES) + ANNEX
    (folder / f"{HOA}.txt").write_text(text, encoding="utf-8")
    (folder / f"{TRUNG}.txt").write_text(DECISION, encoding="utf-8")
    settings = Settings(corpus=folder, index=tmp_path_factory.mktemp("index") / "index")
    assert not ingest_corpus(settings).failed
    return Asker(settings)


@pytest.mark.parametrize(
    ("question", "plan_id", "says", "never"),
    [
        # how long an agency has, and who is told of it is not who must tell
        ("Trung tâm Y tế huyện An Hòa phải báo Công an huyện trong bao lâu?", HOA, "trong 24 giờ",
         "Công an huyện:"),
        # for whom, and who writes what is for a class
        ("An Hòa mở lớp dạy bơi cho ai?", HOA, "học sinh nghèo", "mẫu giáo"),
        # the line to call by its name, and how often by the time
        ("Trẻ em bị xâm hại thì gọi tổng đài nào, kế hoạch An Hòa có ghi không?", HOA, "111",
         "không ghi"),
        # a second half on what the first tells: the line to call
        ("Ai giới thiệu Tổng đài quốc gia bảo vệ trẻ em ở An Hòa, số mấy?", HOA, "111",
         "12/KH-UBND"),
        ("An Hòa phát thanh về an toàn dưới nước mấy lần một tuần?", HOA, "03 lần/tuần", "111"),
        # those whom a collective name is for; what is against a harm in any words
        ("Các trường học ở An Hòa có nhiệm vụ gì về phòng chống điện giật?", HOA, "tránh điện giật",
         "không giao"),
        # an annex it has, by its rows
        ("Phụ lục của kế hoạch An Hòa gồm những gì?", HOA, "Tọa đàm với người cao tuổi", "Quý IV"),
        # who leads and who takes part, in one sentence
        ("Ai mở lớp dạy bơi cho học sinh nghèo ở An Hòa, bên nào phụ vào?", HOA,
         "Công an huyện", "cơ quan, đơn vị:"),
        ("Lễ phát động học bơi ở An Hòa khi nào, và những đơn vị nào PH?", HOA, "Huyện đoàn", "|"),
        # an indicator by its words, given by its number; an item by its words, given elsewhere
        ("Phòng nào theo dõi chỉ tiêu học sinh biết bơi ở An Hòa?", HOA,
         "Phòng Giáo dục và Đào tạo", "Phòng Y tế"),
        ("Ai kiểm tra công tác bể bơi an toàn ở xã Hòa Sơn, huyện An Hòa?", HOA, "Thanh tra huyện",
         "Phòng Y tế"),
        ("Chỉ tiêu nào ở An Hòa chưa giao cho cơ quan nào?", HOA, "tiêm chủng", "biết bơi"),
        # those below a commune, those of one level
        ("Mấy thôn ở An Hòa phải làm gì?", HOA, "Cắm biển báo", "kế hoạch về"),
        ("các huyện, thành phố của Hòa Trung phải làm gì", TRUNG, "Bố trí quỹ đất", "Sở Y tế"),
        # an agency's own plan in everyday words, whatever else it does by then
        ("UBND xã ở An Hòa phải ra kế hoạch trước ngày nào?", HOA, "05 tháng 4", "24 giờ"),
        ("cac xa o an hoa lap ke hoach cham nhat khi nao", HOA, "05 tháng 4", "10 tháng 12"),
        ("UBND huyện An Hòa ra kế hoạch này ngày nào?", HOA, "10 tháng 3", "05 tháng 4"),
        # whose the date is: the one a report goes to is not who sends it, "riêng" sets some apart
        ("Trường học ở Hòa Trung gửi báo cáo kết quả trước ngày nào?", TRUNG, "15 tháng 12",
         "16 tháng 12"),
        ("Các trường học ở Hòa Trung gửi báo cáo trước ngày nào?", TRUNG, "15 tháng 12", "16 thá"),
        ("Sở Công Thương Hòa Trung gửi báo cáo trước ngày nào?", TRUNG, "16 tháng 12", "15 tháng"),
        ("Công an huyện An Hòa gửi số liệu cho ai?", HOA, "Phòng Y tế", "Chủ trì"),
        # one of two reports, whose days have a year too; places, more than one
        ("UBND xã ở Hòa Trung gửi báo cáo 6 tháng khi nào?", TRUNG, "10 tháng 6", "05 tháng 11"),
        ("An Hòa tập bơi ở những đâu?", HOA, "các xã ven sông Cái", "80%"),
        # a share in words; what an agency does in all that the plan is on
        ("An Hòa tỷ lệ học sinh lớp 5 biết bơi đạt mấy phần trăm?", HOA, "80%", "90%"),
        ("Sở Công Thương Hòa Trung làm những việc gì trong Chương trình trẻ em?", TRUNG,
         "Hội chợ đồ chơi", "Bố trí quỹ đất"),
        ("Chủ đề của An Hòa là gì?", HOA, "Nước trong, trẻ khỏe", "02 tháng 5"),
        ("Thông điệp của kế hoạch An Hòa là gì?", HOA, "Biết bơi là biết sống", "Nước trong"),
        # what is sent, what is counted
        ("Các xã ở An Hòa gửi kế hoạch về Phòng Y tế trước ngày nào?", HOA, "05 tháng 4",
         "10 tháng 12"),
        ("Các xã ở An Hòa gửi KH của xã về Phòng Y tế chậm nhất ngày nào?", HOA, "05 tháng 4",
         "10 tháng 12"),
        ("14 xã ở An Hòa thành lập tổ cứu hộ xong trước ngày nào?", HOA, "20 tháng 5", "tháng 4"),
        ("An Hòa kiểm tra bể bơi tại bao nhiêu xã, hồi nào?", HOA, "03 xã: Hòa Sơn", "Thanh tra"),
        ("Xã Hòa Lâm có bị kiểm tra bể bơi không, tháng mấy?", HOA, "tháng 7 năm 2024", "12"),
        ("Bên nào nhận kế hoạch của các xã ở An Hòa?", HOA, "Phòng Y tế", "Thanh tra"),
        # the article on who carries a decision out, the parts of what it encloses
        ("Chương trình Hòa Trung gồm mấy phần?", TRUNG, "3 mục", "Điều 1"),
        ("Cho mượn đồ chơi ở Hòa Trung tối đa bao lâu?", TRUNG, "45 ngày", "20/3/2023"),
        # laws named anywhere, plans of those below, a prize, a recipient by yes or no
        ("Luật nào được nhắc trong kế hoạch An Hòa?", HOA, "Luật Trẻ em", "Căn cứ"),
        ("Ai ban hành kế hoạch của các xã ở An Hòa?", HOA, "Xây dựng kế hoạch", "HUYỆN AN HÒA"),
        ("Giải nhất thi vẽ ở An Hòa bao nhiêu?", HOA, "Giải Nhất 700.000 đồng", "90%"),
        ("Mục tiêu là gì?", HOA, "90%", "Giải Nhất"),
        ("Sở Y tế có nhận kế hoạch của huyện An Hòa không?", HOA, "Sở Y tế", "khám"),
        ("Phòng nào nhận kế hoạch của huyện An Hòa?", HOA, "Các phòng, ban", "Sở Y tế"),
        ("Các thôn ở An Hòa phải làm gì?", HOA, "Cắm biển báo", "Phòng Y tế"),
        ("An Hòa in bao nhiêu tờ gấp?", HOA, "4.000 tờ gấp", "90%"),
        # who works with an agency: the duties it leads, with whom, before those of others
        ("Ai phối hợp với Phòng Y tế ở An Hòa?", HOA,
         "Lễ phát động toàn dân học bơi cấp huyện (phối hợp: Huyện đoàn)", "Thanh tra"),
        ("Huyện đoàn An Hòa phối hợp những việc gì?", HOA, "toàn dân học bơi", "Thanh tra"),
        # what a body is asked to do, without what it is given
        ("Hội Nông dân huyện An Hòa được đề nghị làm gì?", HOA, "tặng sách", "Mở 02 lớp"),
        # a sum that stands with its task; how often; against which year; when, said of an event
        ("Mỗi áo phao ở An Hòa bao nhiêu tiền?", HOA, "150.000 đồng", "Ngân sách"),
        ("Bao lâu một lần phải cung cấp số liệu mực nước ở An Hòa?", HOA, "hằng quý", "báo cáo"),
        ("Số vụ đuối nước ở An Hòa giảm so với năm nào?", HOA, "so với năm 2021", "tháng"),
        ("Lễ phát động học bơi ở An Hòa diễn ra tháng mấy?", HOA, "Tháng 6/2024", "10 tháng 3"),
        ("Trưởng ban Vì sự tiến bộ của phụ nữ An Hòa là ai?", HOA, "Phó Chủ tịch", "Phòng"),
        ("ai lam truong ban VSTBPN o An Hoa", HOA, "Phó Chủ tịch", "Phòng"),
        ("Phòng Y tế An Hòa phối hợp với ai?", HOA, "Huyện đoàn", "Thanh tra"),
        ("Phòng Y tế An Hòa làm lễ phát động học bơi thì phối hợp với ai?", HOA,
         "Phối hợp với Huyện đoàn", "Thanh tra"),
        # the table
        ("Lễ phát động toàn dân học bơi của An Hòa tổ chức khi nào?", HOA, "Tháng 6/2024", "|"),
        # money of a year, and none where only the whole is told; a row's source, a source's rows
        ("Năm 2023 ngân sách tỉnh Hòa Trung bố trí bao nhiêu?", TRUNG, "1,9 tỷ", "7 tỷ"),
        ("Mỗi huyện ở Hòa Trung bố trí tối thiểu bao nhiêu tiền?", TRUNG, "40 triệu", "9,6 tỷ"),
        ("Nội dung nào ở Hòa Trung dùng nguồn xã hội hóa?", TRUNG, "Trại hè", "Sân chơi"),
        ("Kinh phí trại hè ở Hòa Trung lấy từ đâu?", TRUNG, "Xã hội hóa", "tỷ"),
        # an event's own day, and that of its making; a length of time
        ("Hội chợ đồ chơi ở Hòa Trung ngày nào, ở đâu?", TRUNG, "Bến Gỗ, ngày 18", "20/3"),
        ("Mời doanh nghiệp dự hội chợ đồ chơi Hòa Trung xong trước ngày nào?", TRUNG, "20/3/2023",
         "18 tháng 4"),
        ("Gia đình ở Hòa Trung được mượn đồ chơi bao lâu?", TRUNG, "45 ngày", "2025"),
        # a day that comes back is a day; the hour stands behind the place and the partners
        ("Hạt Kiểm lâm An Hòa gửi danh sách hồ nuôi trước ngày nào?", HOA, "25 của tháng", "năm"),
        ("Mít tinh ngày nước sạch ở An Hòa mấy giờ?", HOA, "8 giờ 15 phút", "Tháng 6/2024"),
        # each half by its own words; what is spent asked without "tiền"
        ("Học sinh lớp 5 biết bơi ở An Hòa là bao nhiêu phần trăm, và phòng nào mở lớp mẫu giáo?",
         HOA, "Phòng Giáo dục và Đào tạo", "Phòng Y tế"),
        ("An Hòa mở mấy lớp dạy bơi, mỗi áo phao hết bao nhiêu tiền", HOA, "02 lớp", "3. "),
        ("Hòa Trung chi cho trại hè bao nhiêu?", TRUNG, "2.600", "7 tỷ"),
        # which plans do: as it is asked before the plans' words for it
        ("Kế hoạch nào có tặng sách cho trẻ em?", HOA, "tặng sách dạy bơi cho trẻ em", "khám"),
        # the decision itself
        ("Quyết định ban hành Chương trình của Hòa Trung số mấy, ngày nào?", TRUNG, "845/QĐ-UBND",
         "23/QĐ-TTg"),
        ("Thời hạn áp dụng của Quyết định 845 đến khi nào?", TRUNG,
         "đến hết ngày 31 tháng 12 năm 2025", "12 tháng 5"),
        ("Quyết định 845 của Hòa Trung nói về việc gì?", TRUNG, "Chương trình trẻ em", "845"),
        ("Ai chịu trách nhiệm thi hành Quyết định 845?", TRUNG,
         "Sở Công Thương, các tổ chức, cá nhân có liên quan", "Chủ trì"),
    ],
)  # fmt: skip
def test_what_is_told(asker: Asker, question: str, plan_id: str, says: str, never: str) -> None:
    answer = told(ask(asker, question), plan_id)
    assert says in answer
    assert never not in answer


@pytest.mark.parametrize(
    ("question", "begins", "says"),
    [
        # the place that is asked about
        ("Kiểm tra công tác bể bơi an toàn ở An Hòa có làm ở xã Hòa Lâm không?", "Đúng.",
         "Hòa Lâm"),
        ("Kiểm tra công tác bể bơi an toàn ở An Hòa có làm ở xã Hòa Bình không?",
         "Không phải xã Hòa Bình", "Hòa Lâm"),
        ("Ai chủ trì kiểm tra công tác bể bơi an toàn ở An Hòa, có kiểm tra xã Hòa Bình không?",
         "**Huyện An Hòa**: Thanh tra huyện", "Không phải xã Hòa Bình"),
        # a name that is the beginning of another's, and one that "các xã" may hold
        ("Kiểm tra công tác bể bơi an toàn ở An Hòa có làm ở xã Hòa không?", "**Huyện An Hòa**",
         "Hòa Lâm"),
        ("Tập bơi ở An Hòa có tổ chức tại xã Hòa Bình không?", "**Huyện An Hòa**",
         "các xã ven sông"),
        # a role and no work: every body that has it
        ("An Hòa giao ai chủ trì?", "**Huyện An Hòa**:\n- Hội Nông dân huyện: Mở 02 lớp dạy bơi",
         "Phòng Y tế: Chủ trì khám sức khỏe cho trẻ em (và việc khác)"),
        ("Ở An Hòa cơ quan nào chủ trì?", "**Huyện An Hòa**:\n- Hội", "Thanh tra huyện"),
        ("Trung tâm nào chủ trì ở An Hòa?", "Không nêu", "Huyện An Hòa"),
        ("Phòng nào chủ trì ở An Hòa?", "**Huyện An Hòa**: Phòng Y tế: Chủ trì khám",
         "(và việc khác)"),
        # no body of that kind among the recipients
        ("Cơ quan báo chí nào nhận kế hoạch An Hòa?", "Không nêu", "Huyện An Hòa"),
        ("Bộ nào nhận kế hoạch An Hòa?", "Không nêu", "Huyện An Hòa"),
        # who takes part at all, and who does that alone
        ("Ai phối hợp ở An Hòa?", "**Huyện An Hòa**:\n- Công an huyện (phối hợp): Mở 02 lớp",
         "Huyện đoàn (phối hợp): Lễ phát động"),
        ("nhung don vi nao chi phoi hop o an hoa", "**Huyện An Hòa**:\n- Công an", "cao tuổi"),
        ("Hội nào chỉ phối hợp, không chủ trì ở An Hòa?",
         "**Huyện An Hòa**: Hội Người cao tuổi huyện (phối hợp): Tọa đàm", "trông trẻ"),
        # who has to make a plan of its own, of the kind asked for, or whether one has
        ("Ai phải ra kế hoạch ở An Hòa?", "**Huyện An Hòa**: Ủy ban nhân dân các xã", "Xây dựng"),
        ("phong nao phai ra ke hoach o an hoa", "Kế hoạch không nêu rõ", "Ủy ban nhân dân các xã"),
        ("Các xã ở An Hòa phải ra kế hoạch không?", "Có.", "Xây dựng kế hoạch"),
        ("Phòng Y tế An Hòa có phải ra kế hoạch riêng không?", "Kế hoạch không nêu rõ",
         "Ủy ban nhân dân các xã"),
        # whether it leads anything, and what it does where it does not
        ("Phòng Y tế An Hòa có chủ trì gì không?", "Có.", "khám sức khỏe"),
        ("cong an huyen an hoa co chu tri viec nao khong", "Không phải với vai trò", "số liệu"),
        ("Công an huyện An Hòa chủ trì những việc gì?", "Không phải với vai trò", "số liệu"),
        # what it leads stands behind what it does alone
        ("Phòng Giáo dục An Hòa có chủ trì gì không?", "Có.", "tạo: chủ trì chọn cô nuôi"),
        ("Trung tâm nào chỉ phối hợp ở An Hòa?", "Không nêu", "Huyện An Hòa"),
        ("phong y te an hoa co phai chi phoi hop khong", "Không đúng", "khám sức khỏe"),
        ("Huyện đoàn An Hòa chỉ phối hợp đúng không?", "Có.", "Lễ phát động"),
        ("An Hòa có giao việc cho Thanh tra huyện không?", "Có.", "bể bơi"),
        ("An Hòa có phân công nhiệm vụ cho Phòng Tư pháp không?", "Không nêu", "nhiệm vụ nào"),
        # who takes part does not lead, in the text and in the table
        ("Công an huyện An Hòa có chủ trì mở lớp dạy bơi không?", "Không phải với vai trò",
         "Hội Nông dân huyện"),
        ("Huyện đoàn An Hòa có chủ trì Lễ phát động học bơi không?", "Không phải với vai trò",
         "phối hợp: Huyện đoàn"),
        ("Công an huyện An Hòa có mở lớp dạy bơi không?", "Chỉ với vai trò phối hợp",
         "phối hợp: Công an huyện"),
        ("Công an huyện An Hòa có phối hợp mở lớp dạy bơi không?", "Có.", "Công an huyện"),
        ("Công an huyện An Hòa có tham gia mở lớp dạy bơi không?", "Có.", "Công an huyện"),
        ("Huyện đoàn An Hòa có phối hợp tổ chức Lễ phát động học bơi không?", "Có.",
         "phối hợp: Huyện đoàn"),
        ("Hội Nông dân huyện An Hòa có chủ trì mở lớp dạy bơi không?", "Có.", "lớp dạy bơi"),
        ("Hội Nông dân huyện An Hòa có chủ trì mở lớp dạy bơi không, phối hợp với ai?", "Có.",
         "Công an huyện"),
        # who leads what another takes part in, or has its own part in
        ("Lễ phát động học bơi ở An Hòa có phải Huyện đoàn chủ trì không?", "Không phải với vai",
         "Phòng Y tế"),
        ("Hội thi Vui cùng pháp luật ở An Hòa có phải Phòng Nội vụ chủ trì không nhỉ, em nghe vậy",
         "Không phải với vai", "Văn phòng"),
        # the year is that of the other plan
        ("Chỉ tiêu học sinh lớp 5 biết bơi của An Hòa 2024 với Hòa Trung đến 2025 là bao nhiêu?",
         "**Huyện An Hòa**", "80%"),
        # a figure, a place, a quarter, a receiver that the row does not say
        ("Hội Nông dân huyện An Hòa có mở 02 lớp dạy bơi không?", "Có.", "02 lớp"),
        ("Hội Nông dân huyện An Hòa có mở 05 lớp dạy bơi không?", "Kế hoạch không nêu rõ",
         "02 lớp"),
        ("Hội Nông dân huyện An Hòa có mở lớp dạy bơi cho học sinh nghèo ở thôn Khe Đá không?",
         "Kế hoạch không nêu rõ", "02 lớp"),
        ("Phòng Y tế An Hòa có chủ trì Lễ phát động học bơi trong Quý III không?",
         "Kế hoạch không nêu rõ", "Lễ phát động"),
        ("UBND các xã ở An Hòa có gửi kế hoạch về Phòng Y tế không?", "Có.", "Phòng Y tế"),
        ("UBND các xã ở An Hòa có gửi kế hoạch về Phòng Tư pháp không?",
         "Kế hoạch không nêu rõ", "Phòng Y tế"),
        ("Phòng Y tế An Hòa có khám sức khỏe cho người già không?", "Kế hoạch không nêu rõ",
         "trẻ em"),
        # a sum that stands by the agency's name
        ("Sở Y tế Hòa Trung được cấp 300 triệu phải không?", "Đúng.", "300 triệu đồng cho Sở Y tế"),
        ("Sở Công Thương Hòa Trung được giao 300 triệu đúng không?", "Không phải 300 triệu",
         "200 triệu đồng cho Sở Công Thương"),
        ("Thanh tra huyện An Hòa không kiểm tra bể bơi phải không?", "Không đúng", "bể bơi"),
    ],
)  # fmt: skip
def test_verdicts(asker: Asker, question: str, begins: str, says: str) -> None:
    answer = ask(asker, question).answer
    assert answer.startswith(begins)
    assert says in answer


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("Phòng Y tế An Hòa gửi số liệu cho ai?", "not_stated"),
        ("Phòng Y tế An Hòa phải ra kế hoạch khi nào?", "not_stated"),
        ("Phòng nào không phải ra kế hoạch ở An Hòa?", "not_stated"),
        ("Năm 2024 ngân sách tỉnh Hòa Trung bố trí bao nhiêu?", "not_stated"),
        ("Kinh phí năm 2024 của Hòa Trung là bao nhiêu?", "not_stated"),
        ("Phụ cấp cho cộng tác viên ở Hòa Trung là bao nhiêu?", "not_stated"),
        ("Giải nhất cuộc thi chạy ở An Hòa bao nhiêu?", "not_stated"),
        ("Bao nhiêu đội tham gia thi vẽ tranh ở An Hòa?", "not_stated"),
        ("An Hòa có bao nhiêu hộ nghèo?", "not_stated"),
        ("Kinh phí dựng rạp xiếc ở Hòa Trung là bao nhiêu?", "not_stated"),
        ("Đường dây nóng về trẻ em bị xâm hại, bỏ rơi ở Hòa Trung là số mấy?", "not_stated"),
        ("Tin báo trẻ em bị bỏ rơi ở Hòa Trung số mấy?", "not_stated"),
        ("An Hòa treo băng rôn mấy lần một tuần?", "not_stated"),
        ("Cháy rừng ở An Hòa thì gọi tổng đài nào?", "not_stated"),
        # what is to be reached is no count of what has been
        ("Năm 2024 ở An Hòa xảy ra bao nhiêu vụ đuối nước?", "not_stated"),
        ("An Hòa báo cáo Ủy ban nhân dân tỉnh trước ngày nào?", "not_stated"),
        # a place that a plan speaks of has none of its own
        ("Xã Hòa Sơn có kế hoạch riêng về trẻ em không, ai ký?", "not_in_corpus"),
        ("Huyện Tân Lộc có kế hoạch không, ai ký?", "not_in_corpus"),
        ("Điều 7 Quyết định 845 của Hòa Trung quy định gì?", "no_such_item"),
        ("Phụ lục II của kế hoạch An Hòa quy định gì?", "no_such_item"),
        ("Hai lớp dạy bơi cho học sinh nghèo ở An Hòa tổ chức tại địa điểm nào?", "not_stated"),
        ("Cơ quan nào chủ trì tọa đàm với người cao tuổi về trông trẻ ở An Hòa?", "not_assigned"),
    ],
)
def test_what_is_not_told(asker: Asker, question: str, reason: str) -> None:
    answer = ask(asker, question)
    assert (answer.abstained, answer.reason) == (True, reason)


def test_one_statement_where_text_and_table_tell_the_same(asker: Asker) -> None:
    answer = ask(asker, "Tờ gấp về đuối nước ở An Hòa in bao nhiêu tờ, phát xong trước ngày nào?")
    assert told(answer, HOA).count("4.000 tờ gấp") == 1
