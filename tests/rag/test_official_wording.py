"""Questions as one office writes to another: what each must say, and what it must not."""

from __future__ import annotations

import pytest

from rag.ask import Asker
from rag.settings import Settings
from tests.rag.asking import DAK_NONG as NONG
from tests.rag.asking import HUONG_TRA as TRA
from tests.rag.asking import KON_TUM as TUM
from tests.rag.asking import LAM_THAO as THAO
from tests.rag.asking import QUANG_NGAI as NGAI
from tests.rag.asking import ask, assert_not_stated, assert_says


@pytest.fixture(scope="module")
def asker(corpus_index: Settings) -> Asker:
    return Asker(corpus_index)


@pytest.mark.parametrize(
    ("question", "says", "never", "plans"),
    [
        # the plan's own words, or another's: IV.4 has "công chức, viên chức", III.1 no library
        ("Kế hoạch của tỉnh Đắk Nông có nhắc đến công chức, viên chức không?", "viên chức",
         "không nêu", {NONG}),
        ("Kế hoạch Hương Trà có nhắc đến đánh vợ không?", "Kế hoạch không nêu rõ như vậy",
         "Có.", {TRA}),
        # abbreviations of chat are read as written out
        ("KH BĐG 2021 của UBND tỉnh Kon Tum do đ/c nào ký?", "Y Ngọc", "không nêu", {TUM}),
        ("UBND các xã, phường và CQ liên quan của TX Hương Trà phải lập xong KH riêng của mình "
         "trước ngày nào?", "15/7/2021", "không ghi", {TRA}),
        ("H. Lâm Thao: P. nào tham mưu VB chỉ đạo xử phạt vi phạm về BĐG?",
         "Phòng Lao động - Thương binh và Xã hội", "Công an", {THAO}),
        ("Sở KH&ĐT Đắk Nông phải báo cáo số liệu cho các CT nào của NQ 28?",
         "chỉ tiêu 4 của mục tiêu 5", "Sở Y tế", {NONG}),
        ("Văn bản số 175/KH-UBND là của tỉnh nào và đề ngày tháng nào?", "06 tháng 4 năm 2021",
         "15 tháng 11", {NONG}),
        ("Theo mục kinh phí trong Kế hoạch của tỉnh Đắk Nông, hàng năm ai có trách nhiệm lập dự "
         "toán ngân sách để thực hiện Kế hoạch?", "các cơ quan, đơn vị", "không nêu", {NONG}),
        ("Kế hoạch Hương Trà gửi lên sở nào của tỉnh thế?", "Sở LĐ-TB&XH", "30/11", {TRA}),
        ("Trong mớ kế hoạch này, cái nào chỉ làm cho đúng một năm chứ không phải cả giai đoạn?",
         "năm 2025", "2021-2030", {NGAI, THAO, TUM}),
        ("Hạn gửi báo cáo kết quả hằng năm của Hương Trà được ấn định vào ngày nào?", "30/11",
         "năm 2025", {TRA}),
        ("Theo chỉ tiêu của thị xã Hương Trà, tỷ lệ bà mẹ chết do thai sản phải giảm còn bao "
         "nhiêu?", "10/100.000", "Trung tâm", {TRA}),
        # "được giao", no "nào": who is asked; Hương Trà IV.6.b, Quảng Ngãi IV.4
        ("Đề nghị cho biết cơ quan được giao tăng cường công tác trợ giúp pháp lý cho nạn nhân bị "
         "bạo lực gia đình ở thị xã Hương Trà và tỉnh Quảng Ngãi.", "Sở Tư pháp:",
         "Công an", {TRA, NGAI}),
        # Đắk Nông IV.1: "đánh giá, tổng hợp kết quả thực hiện Kế hoạch … báo cáo … Bộ"
        ("Cơ quan nào tổng hợp tình hình thực hiện Kế hoạch của tỉnh Đắk Nông báo cáo Bộ Lao động "
         "- Thương binh và Xã hội?", "Sở Lao động - Thương binh và Xã hội:", "Sở Y tế", {NONG}),
        # note 2 names the place
        ("Đề nghị cho biết Lễ phát động Tháng hành động vì bình đẳng giới năm 2021 của tỉnh Kon "
         "Tum được tổ chức tại địa phương nào.", "huyện Ngọc Hồi", "không giao", {TUM}),
        ("Kế hoạch nào có nhắc tới huyện Ngọc Hồi?", "Ngọc Hồi", "Trong kho chưa có", {TUM}),
        ("Which plans mention Ngoc Hoi district?", "Ngọc Hồi", "Hương Trà", {TUM}),
        # only Lâm Thao III.1 says who is the standing agency
        ("Cơ quan thường trực Ban VSTBPN của các kế hoạch là ai?",
         "Phòng Lao động - Thương binh và Xã hội", "Mặt trận", {THAO}),
        ("Which office is the standing agency of Lam Thao's Committee for the Advancement of "
         "Women?", "Phòng Lao động - Thương binh và Xã hội", "Not stated", {THAO}),
        # at whose proposal: Quảng Ngãi alone names a tờ trình
        ("Kế hoạch nào ban hành theo đề nghị của Sở Nội vụ?", "80/TTr-SNV", "Đắk Nông", {NGAI}),
        ("Which plan was issued at the proposal of the Department of Home Affairs?",
         "80/TTr-SNV", "mục tiêu 1", {NGAI}),
        ("Sở nào trình Chủ tịch UBND tỉnh Quảng Ngãi ký ban hành kế hoạch này?", "80/TTr-SNV",
         "mục tiêu 1", {NGAI}),
        ("Tờ trình số 80 là của sở nào, trình ngày nào?", "Sở Nội vụ", "Không nêu", {NGAI}),
        # the lines under "Nơi nhận"
        ("Kế hoạch nào được gửi cho Hội đồng nhân dân?", "Thường trực Hội đồng nhân dân tỉnh",
         "Hương Trà", {NONG, THAO, TUM}),
        ("Báo Quảng Ngãi có được gửi kế hoạch không?", "Đài PT-TH tỉnh, Báo Quảng Ngãi",
         "tuyên truyền", {NGAI}),
        ("Who receives the annual report in each plan?", "Sở Nội vụ", "Lưu: VT",
         {NONG, NGAI, TRA, THAO, TUM}),
        ("When do the five plans require yearly reports?", "15/12", "vào năm 2025",
         {NONG, NGAI, TRA, THAO, TUM}),
        ("Which plans cover more than one year?", "2021 - 2025", "Lâm Thao", {NONG, TRA}),
        ("Kế hoạch Hương Trà có phạm vi thời gian ra sao?", "2021 - 2025", "Không nêu", {TRA}),
        ("Số của các kế hoạch là gì?", "175/KH-UBND", "số liệu", {NONG}),
        # the Sở Y tế of each place, not all the Sở
        ("Các sở y tế được giao chỉ tiêu gì?", "các chỉ tiêu của mục tiêu 4",
         "Các Sở, Ban, ngành", {NONG}),  # Quảng Ngãi IV.5 gives its Sở Y tế none
        ("What is the purpose of the Quang Ngai plan?", "Tổ chức thực hiện hiệu quả",
         "- Yêu cầu", {NGAI}),
        ("What are the duties of the communes in Lam Thao?", "UBND các xã, thị trấn",
         "Not stated", {THAO}),
        # plans of a level: Lâm Thao and Hương Trà are of districts, Hương Trà prints no name
        ("Ai ký kế hoạch của các huyện?", "Ngô Đức Sáu", "Y Ngọc", {THAO}),
        ("Who signed the provincial plans?", "Y Ngọc", "Ngô Đức Sáu", {NONG, NGAI, TUM}),
        # Lâm Thao III.3 names its partners
        ("Những đơn vị nào phối hợp với Phòng Nội vụ Lâm Thao?",
         "Hội Liên hiệp phụ nữ huyện", "Công an", {THAO}),
        # Lâm Thao II.2 alone speaks of disabled people
        ("Kế hoạch nào đề cập người khuyết tật?", "người khuyết tật", "Kon Tum", {THAO}),
        # the plan's own number and signer, not those of a document it names
        ("Kế hoạch của UBND tỉnh Đắk Nông mang số văn bản nào?", "175/KH-UBND", "28", {NONG}),
        ("Số hiệu văn bản của Bộ Lao động - Thương binh và Xã hội nêu trong kế hoạch Kon Tum?",
         "356/LĐTBXH-BĐG", "212", {TUM}),
        ("Đề nghị cho biết ngày, tháng, năm ban hành kế hoạch Đắk Nông.", "06 tháng 4 năm 2021",
         "15 tháng 11", {NONG}),
        ("Người có thẩm quyền ký kế hoạch Kon Tum là ai?", "Y Ngọc", "Sở", {TUM}),
        ("Ai chịu trách nhiệm ký ban hành kế hoạch của Đắk Nông?", "Tôn Thị Ngọc Hạnh", "Sở",
         {NONG}),
        ("Thời hạn hiệu lực của kế hoạch tỉnh Đắk Nông được xác định là bao nhiêu năm?",
         "2021-2030", "Tháng hành động", {NONG}),
        ("Cơ sở pháp lý của kế hoạch Quảng Ngãi được nêu ra sao?", "739/BNV-CTTN&BĐG", "giáo viên",
         {NGAI}),
        # what a work rests on is said of that work, not among the bases of the plan
        ("Căn cứ vào đâu để lập dự toán ngân sách hằng năm ở Đắk Nông?", "lập dự toán", "28/NQ-CP",
         {NONG}),
        ("Các huyện ở Quảng Ngãi căn cứ vào đâu để xây dựng kế hoạch hoạt động bình đẳng giới?",
         "tình hình thực tế", "739/BNV", {NGAI}),
        ("Căn cứ vào đâu để ban hành kế hoạch của tỉnh Đắk Nông?", "28/NQ-CP", "dự toán", {NONG}),
        # beyond a year, not of it
        ("Những kế hoạch nào có hiệu lực sau năm 2025?", "2021-2030", "Quảng Ngãi", {NONG}),
        ("Kế hoạch nào hết hạn sau 2025?", "2021-2030", "Quảng Ngãi", {NONG}),
        ("Kế hoạch nào kết thúc trước năm 2022?", "Kon Tum", "2021-2030", {TUM}),
        ("Which plans cover the period after 2024?", "năm 2025", "Lâm Thao", {NONG, NGAI, TRA}),
        # words of asking
        ("Nội dung nào trong kế hoạch Lâm Thao đề cập đến thiết chế văn hóa?", "thiết chế văn hóa",
         "Không nêu", {THAO}),
        ("Đề nghị cho biết thời điểm các xã, phường của Hương Trà phải hoàn thành việc xây dựng "
         "kế hoạch triển khai.", "15/7/2021", "Không nêu", {TRA}),
        ("Tỷ lệ nữ tiến sĩ trong tổng số người có trình độ tiến sĩ được thị xã Hương Trà xác định "
         "là bao nhiêu?", "30%", "Không nêu", {TRA}),
        ("Kính đề nghị cho biết tên cơ quan thực hiện việc thu thập thông tin số liệu về gia đình "
         "tại Lâm Thao.", "Phòng Văn hoá và Thông tin", "Không nêu", {THAO}),
        ("Phó Chủ tịch ký kế hoạch Lâm Thao với tư cách gì?", "KT. Chủ tịch", "Không nêu", {THAO}),
        ("Những cơ quan báo chí nào được gửi kế hoạch của tỉnh Quảng Ngãi?", "Báo Quảng Ngãi",
         "Liên đoàn", {NGAI}),
        ("Phần nơi nhận kế hoạch Đắk Nông có cơ quan trung ương nào?", "Vụ Bình đẳng giới", "Báo",
         {NONG}),
        ("Kế hoạch nào có thời gian thực hiện dài nhất?", "2021-2030", "Kon Tum", {NONG}),
        ("Kế hoạch của huyện Lâm Thao quy định thế nào về kinh phí?", "bố trí kinh phí",
         "truyền thông", {THAO}),
        ("chỗ nào bắt báo cáo 6 tháng một lần", "06 tháng", "Hương Trà", {NGAI, TUM}),
        ("Đề nghị cho biết số lượng chỉ tiêu của kế hoạch Hương Trà.", "18 chỉ tiêu", "số lượng",
         {TRA}),
        ("Đề nghị liệt kê các kế hoạch có quy định báo cáo 6 tháng.", "06 tháng", "Hương Trà",
         {NGAI, TUM}),
        ("YC của KH QNgãi là gì?", "tính khả thi", "Không nêu", {NGAI}),
        ("Sở Dân tộc Quảng Ngãi có nhiệm vụ gì?", "hủ tục", "Chủ trì và phối hợp", {NGAI}),
    ],
)  # fmt: skip
def test_what_is_said(asker: Asker, question: str, says: str, never: str, plans: set[str]) -> None:
    assert_says(asker, question, says, never, plans)


@pytest.mark.parametrize(
    ("question", "silent", "others"),
    [
        pytest.param("Kế hoạch nào không ghi ngày ban hành?", {NGAI, TRA, TUM, THAO}, {NONG},
                     id="date"),
        pytest.param("Kế hoạch nào để trống số?", {NGAI, TRA, TUM, THAO}, {NONG}, id="number"),
        pytest.param("Which plans have no date?", {NGAI, TRA, TUM, THAO}, {NONG}, id="English"),
        # only Đắk Nông rests on it; Kon Tum implements it in II.1.1
        pytest.param("Kế hoạch nào không căn cứ Nghị quyết 28?", {NGAI, TRA, THAO, TUM}, {NONG},
                     id="basis"),
        pytest.param("Kế hoạch nào không nhắc tới nhà tạm lánh?", {NONG, THAO, TUM}, {NGAI, TRA},
                     id="mention"),
        pytest.param("Kế hoạch nào không đề cập người khuyết tật?", {NONG, NGAI, TRA, TUM}, {THAO},
                     id="mention in other words"),
    ],
)  # fmt: skip
def test_plans_that_lack_it(
    asker: Asker, question: str, silent: set[str], others: set[str]
) -> None:
    answer = ask(asker, question)
    assert {claim.plan_id for claim in answer.claims if claim.kind == "absent"} == silent
    assert not {claim.plan_id for claim in answer.claims} & others


def test_poems_are_not_for_the_plans(asker: Asker) -> None:
    answer = ask(asker, "viết hộ mấy câu thơ tặng chị em phòng Nội vụ nhân 20/10")
    assert answer.reason == "out_of_scope"


@pytest.mark.parametrize(
    "question",
    [
        # the plan gives these Sở nothing, so nobody works with them
        "Theo kế hoạch Kon Tum, cơ quan nào phối hợp với Sở Y tế?",
        "Sở Giáo dục và Đào tạo Kon Tum phối hợp với đơn vị nào?",
        # teachers are trained there, not the Ban's members
        "Ai tổ chức tập huấn cho thành viên Ban VSTBPN Quảng Ngãi?",
        # no plan speaks of one
        "Cơ quan nào duy trì đường dây nóng?",
    ],
)
def test_what_no_plan_says(asker: Asker, question: str) -> None:
    assert_not_stated(asker, question)


def test_a_proposer_that_the_plan_does_not_name(asker: Asker) -> None:
    """Lâm Thao "đề nghị" the Mặt trận something; nobody proposed the plan in its words."""
    answer = ask(asker, "Kế hoạch Lâm Thao ban hành theo đề nghị của cơ quan nào?")
    assert answer.reason == "not_stated"


@pytest.mark.parametrize(
    ("question", "says", "never"),
    [
        # a work, not the plan: no item of Hương Trà gives a shelter to anybody
        (
            "Mô hình tư vấn ở Kon Tum do ai lập?",
            "Sở Lao động - Thương binh và Xã hội",
            "Ủy ban nhân dân tỉnh Kon Tum",
        ),
        ("Ai ban hành kế hoạch Kon Tum?", "Ủy ban nhân dân tỉnh Kon Tum", "Sở"),
        ("Cơ quan nào ban hành?", "Ủy ban nhân dân tỉnh Kon Tum", "Sở"),
        ("Mục tiêu chung là gì?", "thu hẹp khoảng cách giới", "định nghĩa"),
        # all print a Phó Chủ tịch, one of them with no name
        ("Kế hoạch nào do Chủ tịch ký?", "Không kế hoạch nào", "Phó Chủ tịch"),
        ("Kế hoạch nào do Phó Chủ tịch ký?", "**Thị xã Hương Trà**: Phó Chủ tịch", "Không nêu"),
        ("thế còn", "hãy hỏi rõ hơn", "[1]"),
    ],
)
def test_what_is_asked_of(asker: Asker, question: str, says: str, never: str) -> None:
    answer = ask(asker, question).answer
    assert says in answer
    assert never not in answer
