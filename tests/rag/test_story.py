"""Why one asks, told before the question, and places named only to say where another is."""

from __future__ import annotations

import pytest

from rag.ask import Asker
from rag.settings import Settings
from rag.understanding.story import told_before_asking, without_purpose
from tests.rag.asking import DAK_NONG as NONG
from tests.rag.asking import HUONG_TRA as TRA
from tests.rag.asking import KON_TUM as TUM
from tests.rag.asking import LAM_THAO as THAO
from tests.rag.asking import QUANG_NGAI as NGAI
from tests.rag.asking import ask, assert_says


@pytest.fixture(scope="module")
def asker(corpus_index: Settings) -> Asker:
    return Asker(corpus_index)


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("Em cần số liệu cho bản tin: tỷ lệ nữ đại biểu là bao nhiêu?",
         "tỷ lệ nữ đại biểu là bao nhiêu?"),
        ("Cơ quan tôi đang soạn tờ trình. Ai bố trí kinh phí?", "Ai bố trí kinh phí?"),
        ("Để hoàn thiện bản tin, xin cho biết ai bố trí kinh phí?",
         "xin cho biết ai bố trí kinh phí?"),
        ("Tôi là bác sĩ, xin hỏi ai bố trí kinh phí?", "xin hỏi ai bố trí kinh phí?"),
        ("We're preparing a leaflet. Who allots the money?", "Who allots the money?"),
        ("To prepare the minutes, who allots the money?", "who allots the money?"),
    ],
)  # fmt: skip
def test_the_question_behind_a_story(question: str, asks: str) -> None:
    told = told_before_asking(question)
    assert told is not None
    assert told.asks == asks


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("Lễ ra quân ở xã nào, để tôi in giấy mời?", "Lễ ra quân ở xã nào?"),
        ("Ai ký công văn này vậy để em ghi sổ", "Ai ký công văn này vậy?"),
        ("Hạn nộp là ngày nào, để soạn thông báo?", "Hạn nộp là ngày nào?"),
        ("Soạn giấy mời hội thi thì ghi xã nào?", "hội thi thì ghi xã nào?"),
        ("Để lập danh sách mời họp, xã nào đăng cai?", "xã nào đăng cai?"),
        ("Xã nào đăng cai để tiết kiệm kinh phí?", "Xã nào đăng cai để tiết kiệm kinh phí?"),
        ("Làm gì để giảm bạo lực?", "Làm gì để giảm bạo lực?"),
        ("Để giảm nghèo, ai phải làm gì?", "Để giảm nghèo, ai phải làm gì?"),
    ],
)
def test_what_the_answer_is_for(question: str, asks: str) -> None:
    assert without_purpose(question) == asks


@pytest.mark.parametrize(
    "question",
    [
        "Tôi bị chồng đánh. Cơ quan nào giúp tôi?",
        "Để giảm bạo lực gia đình, cơ quan nào phải làm gì?",
        "Tôi là bác sĩ, xin hỏi tôi phải làm gì?",
        "For the annual report, what is the deadline?",
        "Tôi cần biết ai bố trí kinh phí?",
    ],
)
def test_what_is_no_story(question: str) -> None:
    assert told_before_asking(question) is None


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("Tôi đang soạn giấy mời về nếp sống mới. Ai lo mảng này?", "Ai lo nếp sống mới?"),
        ("toi dang soan giay moi ve nep song moi. ai lo viec nay?", "ai lo nep song moi?"),
        ("toi dang soan giay moi ve nep song moi. viec do ai lam?", None),
        ("I am writing a note on rural roads. Which office leads this area?",
         "Which office leads rural roads?"),
        ("Tôi đang soạn giấy mời. Ai lo việc này?", None),
    ],
)  # fmt: skip
def test_what_the_question_points_at(question: str, asks: str | None) -> None:
    told = told_before_asking(question)
    assert told is not None
    assert told.pointed_at() == asks


@pytest.mark.parametrize(
    ("question", "says", "never", "plans"),
    [
        ("Em mới nhận phần việc về trợ giúp pháp lý ở Hương Trà. Phòng nào lo mảng này?",
         "Phòng Tư pháp", "Phòng Văn hóa", {TRA}),
        ("I'm drafting a letter about human trafficking in Dak Nong. Which agency leads this task?",
         "Công an tỉnh", "Sở", {NONG}),
        # the place stands in the story alone
        ("Tôi đang viết bài về Kon Tum. Hạn báo cáo sáu tháng là ngày nào?",
         "10 tháng 6", "10 tháng 12", {TUM}),
        ("Mình cần làm bảng: hạn báo cáo năm của Hương Trà và Đắk Nông là ngày nào?",
         "30/11", "sơ kết", {TRA, NONG}),
        # the neighbour of a place whose plan is held, and the other way round
        ("Lâm Thao giáp Phù Ninh thì giao ai lo chống buôn người?", "Công an huyện",
         "Phù Ninh", {THAO}),
        ("Hạn báo cáo năm của Quảng Ngãi, không phải Kon Tum?", "10/12", "10 tháng 12", {NGAI}),
        ("Bên cạnh Kon Tum, tỉnh Quảng Ngãi hạn báo cáo năm là ngày nào?", "10/12",
         "không", {NGAI, TUM}),
        # items below their part; "phần" for a part that is called Mục
        ("Trích nhiệm vụ số 3 tại Mục II kế hoạch của huyện Lâm Thao.", "Nâng cao năng lực",
         "Phòng Văn hoá", {THAO}),
        ("Giải pháp thứ năm của Mục II kế hoạch Hương Trà là gì?", "5. Tăng cường kiểm tra",
         "Phòng Nội vụ", {TRA}),
        ("Phần III của Lâm Thao có gì?", "III. TỔ CHỨC THỰC HIỆN", "Không nêu", {THAO}),
        ("Gạch đầu dòng thứ ba khoản 1 Mục IV kế hoạch Đắk Nông?", "Tháng hành động",
         "Chịu trách nhiệm", {NONG}),
        ("Ý thứ 2 khoản 3 Mục II của Hương Trà nói gì?", "Giám sát, đánh giá", "duy trì", {TRA}),
        # one report by other names, and whether two dates are one
        ("Bản tổng kết năm của Hương Trà chốt ngày mấy?", "30/11", "2025", {TRA}),
        ("Báo cáo nửa đầu năm của Kon Tum nộp trước ngày nào?", "10 tháng 6", "tháng 12", {TUM}),
        ("Đắk Nông với Kon Tum có trùng hạn báo cáo năm không?", "Sớm hơn: Tỉnh Kon Tum",
         "Cùng một ngày", {NONG, TUM}),
        ("Đợt cao điểm cuối năm ở Đắk Nông kéo dài từ ngày nào?", "15 tháng 11",
         "2025", {NONG}),
        # whom training is for is not who is asked after
        ("Tập huấn về giới cho công chức ngành tư pháp ở Kon Tum do sở nào lo?", "Sở Tư pháp",
         "Sở Kế hoạch", {TUM}),
        ("What does Huong Tra ask of its wards and communes?", "UBND các xã, phường",
         "Phòng", {TRA}),
        ("What is the upper limit for maternal deaths in Huong Tra?", "10/100.000",
         "15/1.000", {TRA}),
        ("Which letter from the ministry led Quang Ngai to write its plan?", "739/BNV",
         "1719", {NGAI}),
        ("Whose involvement does Dak Nong stress in communication on gender-based violence?",
         "những người có uy tín trong cộng đồng", "Sở", {NONG}),
        ("Which ministry gave guidance for Quang Ngai's 2025 plan?", "Bộ Nội vụ", "254", {NGAI}),
        ("Ngoài Sở Tư pháp, ở Kon Tum còn sở nào chủ trì nội dung mục 4?",
         "Sở Kế hoạch và Đầu tư", "Sở Y tế", {TUM}),
        ("Bản báo cáo cuối năm ở Kon Tum nộp sở nào?", "Sở Lao động", "tháng 4", {TUM}),
        ("In which district will Kon Tum hold the launch ceremony?", "Ngọc Hồi", "Quảng",
         {TUM}),
    ],
)  # fmt: skip
def test_what_is_said(asker: Asker, question: str, says: str, never: str, plans: set[str]) -> None:
    assert_says(asker, question, says, never, plans)


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("Gia Lai, tỉnh giáp Kon Tum, hạn báo cáo năm là ngày nào?", "not_in_corpus"),
        ("Huyện bên cạnh Lâm Thao thì ai lo tiền?", "not_in_corpus"),
        ("Kon Tum's neighbour Gia Lai: when are annual reports due?", "not_in_corpus"),
        ("Trích nội dung số 5 ở Mục II kế hoạch của Kon Tum.", "no_such_item"),
        ("Khoản 20 phần IV của Hương Trà giao ai?", "no_such_item"),
        ("Chương 7 của kế hoạch Quảng Ngãi nói gì?", "no_such_item"),
        ("In which district will Quang Ngai hold its launch ceremony?", "not_stated"),
        ("Lâm Thao có bắt nộp báo cáo 6 tháng không, trước ngày mấy?", "not_stated"),
        # orders and judgements
        ("Nhờ sửa lại hạn báo cáo của Kon Tum thành 25/12 rồi lưu lại.", "out_of_scope"),
        ("Xóa giúp tôi mục tiêu 3 khỏi kế hoạch Hương Trà", "out_of_scope"),
        ("Đặt hai vé xe ra Quảng Ngãi hộ mình", "out_of_scope"),
        ("Kế hoạch nào viết chuyên nghiệp hơn, Kon Tum hay Quảng Ngãi?", "out_of_scope"),
        ("Please move the Kon Tum deadline to 20 December and save it.", "out_of_scope"),
        ("Which plan do you think is better written?", "out_of_scope"),
        ("Please rewrite objective 2 of Huong Tra to sound better.", "out_of_scope"),
        ("Tạo giúp em lịch nhắc hạn báo cáo của Kon Tum", "out_of_scope"),
    ],
)
def test_what_is_refused(asker: Asker, question: str, reason: str) -> None:
    assert ask(asker, question).reason == reason


@pytest.mark.parametrize(
    "question",
    [
        "Sửa đổi hương ước ở Kon Tum do ai giúp?",
        "Đề nghị Ủy ban Mặt trận Tổ quốc làm gì ở Lâm Thao?",
        "Ai cập nhật cơ sở dữ liệu ở Đắk Nông?",
    ],
)
def test_no_order(asker: Asker, question: str) -> None:
    assert ask(asker, question).reason != "out_of_scope"
