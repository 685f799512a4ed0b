"""Questions as they are worded: what each must say, and what it must not, read from the plans."""

from __future__ import annotations

import pytest

from rag.ask import Asker
from rag.settings import Settings
from tests.rag.asking import DAK_NONG as NONG
from tests.rag.asking import HUONG_TRA as TRA
from tests.rag.asking import KON_TUM as TUM
from tests.rag.asking import LAM_THAO as THAO
from tests.rag.asking import QUANG_NGAI as NGAI
from tests.rag.asking import assert_not_stated, assert_says


@pytest.fixture(scope="module")
def asker(corpus_index: Settings) -> Asker:
    return Asker(corpus_index)


@pytest.mark.parametrize(
    ("question", "says", "never", "plans"),
    [
        # to whom reports go: the closings, Hương Trà V, Kon Tum III.3, Quảng Ngãi IV.13.c
        ("Ở Đắk Nông báo cáo kết quả thực hiện gửi qua sở nào?",
         "(qua Sở Lao động - Thương binh và Xã hội)", "15/12", {NONG}),
        ("nộp báo cáo ở Hương Trà qua phòng nào",
         "(qua Phòng Lao động - Thương binh và Xã hội)", "30/11", {TRA}),
        ("UBND cấp huyện ở Kon Tum gửi báo cáo về đâu?",
         "Sở Lao động - Thương binh và Xã hội", "06 tháng", {TUM}),
        ("Báo cáo của Quảng Ngãi gửi cho ai?", "UBND tỉnh (qua Sở Nội vụ)", "05/6", {NGAI}),
        ("who receives the reports in Lam Thao?", "UBND huyện", "15/11", {THAO}),
        # bases by sort, by issuer, by who proposed: the preambles, Kon Tum II.4.3 and its note 1
        ("Which documents is the Quang Ngai plan based on?", "739/BNV", "1719", {NGAI}),
        ("What is the number of the provincial plan that Huong Tra follows?", "212/KH-UBND",
         "no number", {TRA}),
        ("Which decision of the Prime Minister does Quang Ngai's plan mention?", "1719/QĐ",
         "254/QĐ", {NGAI}),
        ("Kon Tum thực hiện chương trình nào của UBND tỉnh?", "2456/CTr-UBND", "356/", {TUM}),
        ("Chú thích 1 của Kon Tum dẫn văn bản nào", "212/LĐTĐ-BHXH-BĐG", "2456", {TUM}),
        ("Lâm Thao làm theo công văn nào của tỉnh Phú Thọ?", "1405/UBND-KGVX", "1647", {THAO}),
        ("Quảng Ngãi: sở nào trình, tờ trình số bao nhiêu?", "80/TTr-SNV", "Sở Y tế", {NGAI}),
        # plans by the year they were issued, by their end, by their level
        ("Kế hoạch nào ban hành năm 2021?", "06 tháng 4 năm 2021", "Lâm Thao", {NONG}),
        ("Mấy kế hoạch nào kết thúc vào năm 2025 vậy?", "2021 - 2025", "Kon Tum", {TRA, NGAI}),
        ("Are there any plans below the provincial level?", "Lâm Thao", "Đắk Nông", {TRA, THAO}),
        # the letters of a ministry: the preambles of Kon Tum and Quảng Ngãi; of a province not
        ("Kế hoạch nào căn cứ công văn của Bộ?", "739/BNV", "1405", {TUM, NGAI}),
        ("which plans are based on a letter of the Ministry?", "356/", "1405", {TUM, NGAI}),
        ("which plan rests on a resolution of the Government?", "28/NQ-CP", "739", {NONG}),
        # who pays for the whole plan: its part on money, else who is to provide it
        ("Who pays for the plan in Lam Thao?", "bố trí kinh phí", "báo cáo", {THAO}),
        ("ai bỏ tiền thực hiện kế hoạch Quảng Ngãi", "ngân sách nhà nước", "Sở Y tế", {NGAI}),
        ("who pays for Dak Nong's gender equality plan?", "ngân sách Trung ương", "Sở Y tế",
         {NONG}),
        ("Kế hoạch nào do thị xã ban hành?", "Hương Trà", "Lâm Thao", {TRA}),
        # figures: I.2 of Hương Trà; agencies of one sort: IV of Quảng Ngãi
        ("Chỉ tiêu nào của Hương Trà dưới 40%?", "dưới 30%", "99%", {TRA}),
        ("tỷ lệ nữ lãnh đạo của Hương Trà", "60%", "thạc sĩ", {TRA}),
        ("Có bao nhiêu sở được giao ở Quảng Ngãi?", "7 cơ quan, đơn vị", "Công an", {NGAI}),
        # the other agency has "bạo lực trên cơ sở giới", this one "bạo lực gia đình": IV.1, IV.9
        ("Số liệu về bạo lực gia đình ở Đắk Nông có phải do Sở LĐTBXH báo cáo không?",
         "Sở Văn hóa, Thể thao và Du lịch", "Có.", {NONG}),
        ("Ở Đắk Nông mà có chị em bị lừa bán đi thì ngành nào lo?", "Công an tỉnh", "Sở Y tế",
         {NONG}),
        # two questions, the second in months: Kon Tum II.1.2
        ("Lớp cho nữ ứng cử viên ở Kon Tum do sở nào chủ trì và xong trong tháng nào?",
         "tháng 9 năm 2021", "tháng 4", {TUM}),
        ("Đề án tuyên truyền, giáo dục, vận động phụ nữ ở Quảng Ngãi giai đoạn nào?",
         "2018 - 2027", "2021 - 2030", {NGAI}),
        ("Đắk Nông có gửi kế hoạch cho doanh nghiệp nhà nước không?",
         "Các doanh nghiệp nhà nước thuộc tỉnh", "Sở Y tế", {NONG}),
        ("xa thi tran o lam thao phai lam gi trong nam 2024", "Căn cứ kế hoạch của huyện",
         "Thủ trưởng", {THAO}),
        # pairs, each indicator with its objective: Hương Trà I.2, Đắk Nông IV.2
        ("Chỉ tiêu 1 mục tiêu 2 và chỉ tiêu 3 mục tiêu 4 của Hương Trà là bao nhiêu?",
         "15/1.000", "dưới 30%", {TRA}),
        ("Đắk Nông: chỉ tiêu 1 mục tiêu 3 và chỉ tiêu 4 mục tiêu 5 giao cho ai?",
         "Sở Kế hoạch và Đầu tư", "Sở Giáo dục", {NONG}),
        ("Tử vong bà mẹ và tỷ số giới tính khi sinh ở Hương Trà là bao nhiêu?",
         "110 bé trai/100 bé gái", "15/1.000", {TRA}),
        ("Chỉ tiêu nào ở Hương Trà đạt 100%?", "100% xã, phường", "60%", {TRA}),
        ("Kế hoạch nào kéo dài trên 5 năm?", "2021-2030", "Hương Trà", {NONG}),
        ("kế hoạch nào bắt đầu từ năm 2021", "2021 - 2025", "Lâm Thao", {NONG, TRA, TUM}),
        ("Những kế hoạch nào có nội dung về trợ giúp pháp lý?", "trợ giúp pháp lý",
         "Chiến lược quốc gia", {NGAI, TRA}),
        ("Kế hoạch nào căn cứ vào công văn của Bộ Nội vụ?", "739/BNV", "356/", {NGAI}),
        # note 4: items 2.4 and 2.5; note 3 has 2.1 with the other Sở
        ("Sở LĐTBXH Kon Tum chủ trì mục 2.4 đúng không?", "Có.", "không có", {TUM}),
        # II.1.b: two models by their names
        ("Quảng Ngãi còn giữ mấy mô hình nào về chống bạo lực giới?",
         "“Địa chỉ tin cậy, nhà tạm lánh tại cộng đồng”", "Rà soát", {NGAI}),
        ("Hội phụ nữ tỉnh Quảng Ngãi tiếp tục làm những đề án nào?", "khởi nghiệp",
         "chương trình phối hợp", {NGAI}),
        # a word that is another without its marks or in another tongue: "mỗi", "may"
        ("Ở Đắk Nông mỗi đơn vị phải báo cáo trước ngày nào?", "15/12", "Mặt trận", {NONG}),
        ("Who asked Kon Tum to make the plan and which bodies help?", "356/", "Mặt trận", {TUM}),
        ("Chỉ tiêu nào không dưới 50% ở Hương Trà?", "60%", "dưới 30%", {TRA}),
        ("Theo kế hoạch hiện nay của Hương Trà, tỷ lệ nữ thạc sĩ là bao nhiêu phần trăm?",
         "trên 50%", "hiện trạng", {TRA}),
        # an agency is given nothing of what is asked: Quảng Ngãi IV.5, Đắk Nông IV.4 and IV.6
        ("Sở Y tế Quảng Ngãi chịu trách nhiệm báo cáo chỉ tiêu nào?",
         "không giao chỉ tiêu, mục tiêu nào cho Sở Y tế", "truyền thông", set()),
        ("Sở Tư pháp Đắk Nông trợ giúp pháp lý thế nào?",
         "giao Sở Tư pháp không thấy việc được hỏi", "lồng ghép", set()),
        ("Sở Y tế ở tỉnh nào lo trợ giúp pháp lý?", "không thấy việc được hỏi",
         "sinh sản", set()),
        ("Sở Tài chính Đắk Nông làm gì về bạo lực gia đình?", "không thấy việc được hỏi",
         "dự toán", set()),
        ("Sở Tư pháp nào phải trợ giúp pháp lý?", "khó khăn về tài chính", "lồng ghép", {NGAI}),
        ("Công an tỉnh Quảng Ngãi thực hiện chỉ tiêu nào?", "chỉ tiêu về phòng ngừa",
         "môi giới hôn nhân", {NGAI}),
        # places and offices by their first letters
        ("STP QN trợ giúp pháp lý cho ai?", "khó khăn về tài chính", "lồng ghép", {NGAI}),
        ("Phòng TP thị xã Hương Trà trợ giúp pháp lý bằng hình thức nào?",
         "đại diện ngoài tố tụng", "không giao", {TRA}),
        # another time than the plan's: Hương Trà I.2 is on 2025
        ("Đến năm 2030 Hương Trà phải đạt tỷ lệ nữ thạc sĩ bao nhiêu?",
         "không nêu mức cho năm 2030; mức đặt ra đến năm 2025 là:", "tiến sĩ", {TRA}),
        ("Năm 2023 Hương Trà phải đạt bao nhiêu phần trăm nữ giám đốc?", "cho năm 2023; mức đặt ra",
         "50%", {TRA}),
        ("Hiện nay tỷ lệ nữ lao động làm công hưởng lương ở Hương Trà là bao nhiêu?",
         "không nêu hiện trạng; mức phải đạt đến năm 2025 là:", "30%", {TRA}),
        ("Kế hoạch năm 2021 của Hương Trà đặt tỷ lệ nữ thạc sĩ bao nhiêu?", "trên 50%", "không nêu",
         {TRA}),
        ("Hương Trà phấn đấu tỷ lệ nữ tiến sĩ bao nhiêu phần trăm và đến năm nào?", "đến năm 2025",
         "thạc sĩ", {TRA}),
        ("How many districts does Quang Ngai province have?", "does not say how many there are.",
         "indicator", set()),
        # whom a plan asks to join: Lâm Thao III.7; objectives and indicators: Hương Trà I.2
        ("Lâm Thao đề nghị những tổ chức nào tham gia?", "Hội Liên hiệp phụ nữ huyện", "Công an",
         {THAO}),
        ("Which bodies does the Lam Thao plan ask to join in?",
         "asked to take part: Ủy ban Mặt trận", "UBND các xã", {THAO}),
        ("Hương Trà có mấy mục tiêu và bao nhiêu chỉ tiêu?", "18 chỉ tiêu", "Mục tiêu 1", {TRA}),
        # a place within a plan, and its footnote: Kon Tum II.1.3
        ("Vì sao Kon Tum phối hợp với huyện Ngọc Hồi?", "Tổ chức Lễ phát động", "truyền thông",
         {TUM}),
        ("What does Ngoc Hoi district do in Kon Tum's plan?", "Triển khai thực hiện Tháng hành",
         "truyền thông", {TUM}),
        # the address of reporting, the number first, the whole list, halves as nouns
        ("Địa chỉ trang báo cáo của Quảng Ngãi là gì?", "https://baocao.quangngai.gov.vn",
         "truyền thông", {NGAI}),
        ("Thông tư về bộ chỉ tiêu thống kê giới ở Quảng Ngãi là thông tư số mấy, của bộ nào?",
         ": Thông tư số 10/2019/TT-BKHĐT", "739/", {NGAI}),
        ("Hương Trà đặt những chỉ tiêu nào đến năm 2030?", "hàng quý", "tiến sĩ đạt 20%", {TRA}),
        ("Hương Trà: tỷ lệ tử vong mẹ và ai báo cáo?", "10/100.000", "Sở Y tế", {TRA}),
        ("Chỉ tiêu nữ tiến sĩ của Hương Trà và đơn vị báo cáo chỉ tiêu ấy", "Chi cục Thống kê",
         "Phòng Nội vụ", {TRA}),
        ("Đắk Nông: ai chủ trì bố trí kinh phí và hạn báo cáo năm?", "15/12", "06 tháng", {NONG}),
        # how many, of which no duty says; the commune level of one town
        ("Công an huyện Lâm Thao xử lý bao nhiêu vụ bạo lực?", "không nêu con số", "phát hiện",
         set()),
        ("Làm thế nào để cấp xã Hương Trà báo cáo khi gặp vướng mắc?", "qua Phòng Lao động",
         "Sở Nội vụ", {TRA}),
        ("Thị xã Hương Trà hiện còn không?", "không nêu điều được hỏi", "nội trợ", set()),
        # English months: Kon Tum II.2.1 and II.4.3; II.4.4 told by what it is, not by its end
        ("What must be finished by April 2021 in Kon Tum?", "2456/CTr-UBND", "tháng 9", {TUM}),
        ("Kon Tum việc gì phải xong trong tháng 9/2021?", "Tổ chức các lớp tập huấn", "… xã",
         {TUM}),
        # dates of a month: Quảng Ngãi V.1 (05/6), Kon Tum III (10/6); none is in May
        ("Hạn nào rơi vào tháng 6?", "trước ngày 10 tháng 6", "15/12", {NGAI, TUM}),
        ("Is there any deadline in May?", "Not stated", "every", set()),
        # a cut takes no part of a word, a name, a number that is asked
        ("Ai thu thập số liệu về phòng, chống bạo lực gia đình ở Lâm Thao?", "bạo lực gia đình…",
         "bạo…", {THAO}),
        ("Ai hướng dẫn, đôn đốc thực hiện Chương trình số 2456/CTr-UBND?",
         "Chương trình số 2456/CTr-UBND", "số…", {TUM}),
        ("Ở Kon Tum ai tập huấn về giới cho cán bộ Tư pháp?", "cán bộ Tư pháp", "Tư…", {TUM}),
        ("Đắk Nông: ai thẩm định lồng ghép giới trong VBQPPL?", "thẩm định việc lồng ghép",
         "tập huấn", {NONG}),
        ("Which agency in Dak Nong reports the gender-based violence figures?",
         "báo cáo … chỉ tiêu 2", "chỉ tiêu 1", {NONG}),
        # the heading of an agency is no answer of its plan: Quảng Ngãi IV.6
        ("Sở VHTTDL của Đắk Nông với của Quảng Ngãi, bên nào lo xử lý quảng cáo định kiến giới?",
         "quảng cáo", "báo chí", {NONG}),
        # each act with its own date, all who get a report, with whom first, no ceremony
        ("Đắk Nông sơ kết và tổng kết vào năm nào?",
         "sơ kết vào năm 2025 và tổng kết Kế hoạch vào năm 2030", "vào năm 2030:", {NONG}),
        ("dak nong tong ket ke hoach nam nao", "vào năm 2030: tổng kết Kế hoạch", "2025", {NONG}),
        ("sở lao đông kon tum phai bao cao cho ai",
         "Gửi Bộ Lao động - Thương binh và Xã hội, Ủy ban nhân dân tỉnh", "10 tháng", {TUM}),
        ("Sở Nội vụ Quảng Ngãi phối hợp với ai để xây dựng mẫu biểu báo cáo?",
         "Chủ trì, phối hợp với Văn phòng UBND tỉnh xây dựng", "đôn đốc", {NGAI}),
        ("Ở Đắk Nông ai tổ chức Lễ phát động Tháng hành động?", "không nêu điều được hỏi",
         "Tham mưu", set()),
        ("Quảng Ngãi năm 2025 phải họp Ban VSTBPN mấy lần?", "không nêu con số", "kiện toàn",
         set()),
    ],
)  # fmt: skip
def test_what_is_said(asker: Asker, question: str, says: str, never: str, plans: set[str]) -> None:
    assert_says(asker, question, says, never, plans)


@pytest.mark.parametrize(
    "question",
    [
        # a theme is to be made as the Ministry guides; no plan prints one
        "Chủ đề Tháng hành động năm 2021 của Kon Tum là gì?",
        "What is the theme of the 2025 action month in Quảng Ngãi?",
        # only Lâm Thao says who is the standing body
        "cơ quan thường trực ban VSTBPN Hương Trà",
        # its preamble cites no resolution, and none of the five cites a decree
        "Quảng Ngãi căn cứ nghị quyết nào của Chính phủ?",
        "phòng chống ma túy Kon Tum 2021, báo cáo trước ngày nào?",
        "Giám đốc Sở Nội vụ Quảng Ngãi tên chi?",
        "Cái Quyết định 415/QĐ-CT ở chú thích kế hoạch Kon Tum hết hiệu lực ngày nào vậy?",
        "kế hoạch của Đắk Nông do ai trình",
        # what the plan itself rests on set up no body
        "Ban Vì sự tiến bộ của phụ nữ tỉnh Quảng Ngãi thành lập theo quyết định nào?",
        "Ban Chỉ đạo của Quảng Ngãi theo QĐ nào?",
        "Tổ công tác của Quảng Ngãi được thành lập theo quyết định số mấy?",
        "Làm căn cước ở đâu?",
        "Does Lam Thao police handle traffic?",
        "Quảng Ngãi tổng kết khi nào?",
        "Xe hư giữa đường gọi ai?",
        # Lâm Thao and Kon Tum have no part on money: said so, and nothing is told of the others
        "Kế hoạch nào không có phần kinh phí?",
    ],
)
def test_what_no_plan_says(asker: Asker, question: str) -> None:
    assert_not_stated(asker, question)
