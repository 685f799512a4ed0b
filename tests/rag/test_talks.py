"""Talks of two turns and more: what a follow-up leaves out, and what the answer before told."""

from __future__ import annotations

import pytest

from rag.ask import Asker
from rag.schema import Answer
from rag.settings import Settings


@pytest.fixture(scope="module")
def asker(corpus_index: Settings) -> Asker:
    return Asker(corpus_index)


def ask(asker: Asker, talk: str) -> Answer:
    """The answer to the last turn of "… => … => …"."""
    *turns, last = talk.split(" => ")
    return asker.ask(last, turns=turns)


def stated(answer: Answer) -> str:
    return " ".join(claim.text for claim in answer.claims if claim.kind == "stated")


@pytest.mark.parametrize(
    ("talk", "says", "silent"),
    [
        pytest.param(
            "Sở Y tế Đắk Nông làm gì? => sở đó báo cáo mục tiêu nào?",
            "mục tiêu 4", "mục tiêu 1", id="of that agency, not of all"),
        pytest.param(
            "Hạn báo cáo năm của Lâm Thao? => thế Hương Trà? => nơi nào muộn hơn?",
            "30/11", "không nêu", id="of both places that were asked of"),
        pytest.param(
            "Sở Nội vụ Quảng Ngãi được giao việc gì? => có bao nhiêu việc?",
            "4 việc", "không nêu", id="its tasks counted"),
        pytest.param(
            "Phòng Nội vụ Hương Trà làm gì? => phòng đó báo cáo mục tiêu mấy? => "
            "chỉ tiêu đó là bao nhiêu?", "60%", "30%", id="the indicator its duty names"),
        pytest.param(
            "Chỉ tiêu nào ở Hương Trà chưa có ai lo? => nó nói gì?",
            "nữ giám đốc", "mua bán", id="it, told by number"),
        pytest.param(
            "Hương Trà có mục tiêu nào về y tế? => có mấy chỉ tiêu?",
            "3 chỉ tiêu", "18", id="indicators of the objective told"),
        pytest.param(
            "Mục tiêu 6 Hương Trà gồm gì? => còn chỉ tiêu 3? => cái nào chưa giao?",
            "đều có cơ quan", "Mục tiêu 2", id="which one of it"),
        pytest.param(
            "Sở Kế hoạch và Đầu tư Kon Tum chủ trì mục nào? => mục đó nói gì?",
            "lồng ghép", "tập huấn", id="the item that gives it"),
        pytest.param(
            "Kon Tum mục 2.1 nói gì? => còn mục 2.4? => ai chủ trì mục đó?",
            "Sở Lao động", "Sở Thông tin", id="the item talked of last"),
        pytest.param(
            "Ở Kon Tum việc nào phải xong trước tháng 10? => ai phối hợp?",
            "Ngọc Hồi", "Sở Tư pháp", id="of what is due by then"),
        pytest.param(
            "Kế hoạch Đắk Nông căn cứ văn bản nào? => văn bản đó ban hành ngày nào?",
            "03/3/2021", "06 tháng 4", id="the document's date, not the plan's"),
        pytest.param(
            "Lâm Thao căn cứ văn bản nào? => văn bản của tỉnh số mấy? => ngày bao nhiêu?",
            "11/4/2024", "15/11", id="the date of the basis"),
        pytest.param(
            "Sở Văn hóa Quảng Ngãi thanh tra gì? => luật nào?",
            "Phòng, chống bạo lực gia đình", "Luật Bình đẳng giới", id="the law its duty names"),
        pytest.param(
            "Kế hoạch nào mới nhất? => ai ký kế hoạch đó?",
            "Trần Hoàng Tuấn", "Y Ngọc", id="the plan that was told"),
    ],
)  # fmt: skip
def test_what_the_answer_told(asker: Asker, talk: str, says: str, silent: str) -> None:
    answer = ask(asker, talk)
    assert says in answer.answer
    assert silent not in stated(answer)


@pytest.mark.parametrize(
    ("talk", "says", "silent"),
    [
        pytest.param(
            "Tỷ số giới tính khi sinh ở Hương Trà là bao nhiêu? => ai theo dõi?",
            "Phòng Y tế", "Phòng Lao động", id="a role alone keeps the subject"),
        pytest.param(
            "Tỷ lệ nữ thạc sĩ Hương Trà? => ai thống kê?",
            "Chi cục Thống kê", "Phòng Văn hóa", id="who counts a figure"),
        pytest.param(
            "Hương Trà: chỉ tiêu về nữ lãnh đạo là bao nhiêu? => cơ quan nào phụ trách?",
            "Phòng Nội vụ", "Phòng Lao động", id="nothing of its own, however long"),
        pytest.param(
            "Kinh phí ở Hương Trà lấy từ đâu? => ai tham mưu bố trí? => Đắk Nông thì sao?",
            "Sở Tài chính", "sơ kết", id="the money"),
        pytest.param(
            "Kon Tum mục 4.2 nói gì? => hạn khi nào?",
            "thường xuyên", "10 tháng 12", id="an item's own time"),
        pytest.param(
            "Tháng hành động ở Quảng Ngãi khi nào? => ai hướng dẫn? => không, ý tôi là Kon Tum",
            "Tháng hành động", "Sở Kế hoạch", id="corrected place"),
        pytest.param(
            "Ai bố trí kinh phí ở Lâm Thao? => sai rồi, tôi hỏi Hương Trà",
            "Phòng Tài chính", "Lâm Thao", id="said to be wrong"),
        pytest.param(
            "Ai chủ trì chống mua bán người ở Đắk Nông? => Hương Trà nữa?",
            "Công an thị xã", "Công an tỉnh", id="one more place"),
        pytest.param(
            "Kế hoạch Lâm Thao gửi những nơi nào? => Kon Tum thì gửi ai?",
            "Thường trực Tỉnh ủy", "huyện Lâm Thao", id="place first"),
        pytest.param(
            "UBND các huyện ở Đắk Nông phải làm gì? => sơ kết khi nào?",
            "năm 2025: Tổng hợp", "tham mưu", id="of that agency's own item"),
        pytest.param(
            "Ai ký kế hoạch Đắk Nông? => bà ấy giữ chức gì?",
            "Phó Chủ tịch", "Chương trình", id="who signs"),
        pytest.param(
            "Phòng Nội vụ Lâm Thao làm gì? => phối hợp với cơ quan nào?",
            "Hội Liên hiệp phụ nữ", "Công an", id="its own partners"),
        pytest.param(
            "When is the yearly report due in Quảng Ngãi? => sorry, I meant the six-month one",
            "05/6", "10/12", id="English correction"),
    ],
)  # fmt: skip
def test_what_is_left_out(asker: Asker, talk: str, says: str, silent: str) -> None:
    answer = ask(asker, talk)
    told = stated(answer).split("[")[0]
    assert says in told
    assert silent not in told


@pytest.mark.parametrize(
    ("talk", "says", "silent"),
    [
        pytest.param(
            "Ai hướng dẫn Tháng hành động ở Quảng Ngãi? => tháng ấy bắt đầu ngày nào?",
            "15/11", "báo cáo", id="that month"),
        pytest.param(
            "Tháng hành động ở Hương Trà diễn ra khi nào? => dịp đó ai tham mưu?",
            "Phòng Lao động", "Phòng Văn hóa", id="that occasion"),
        pytest.param(
            "thang hanh dong o dak nong tu ngay nao den ngay nao => thang nay so nao lo",
            "Sở Lao động", "Sở Tư pháp", id="without marks"),
        pytest.param(
            "Tháng hành động ở Kon Tum ai chủ trì? => kế hoạch của tháng này phải xong khi nào?",
            "15 tháng 10", "tháng 9", id="no other training's date"),
        pytest.param(
            "Kế hoạch Kon Tum ai ký? => mấy kế hoạch kia ai ký?",
            "Trần Hoàng Tuấn", "Y Ngọc", id="the other plans"),
        pytest.param(
            "Hương Trà báo cáo năm trước ngày nào? => các nơi khác thì sao?",
            "10 tháng 12", "30/11", id="elsewhere"),
        pytest.param(
            "Who signed the Kon Tum plan? => and the other plans?",
            "Tôn Thị Ngọc Hạnh", "Y Ngọc", id="other plans in English"),
        pytest.param(
            "Ở Hương Trà chỉ tiêu 2 mục tiêu 3 Phòng Văn hóa lo phải không? => còn ai nữa không?",
            "Phòng Lao động", "Phòng Văn hóa", id="who else has an indicator"),
        pytest.param(
            "Ai lo tuyên truyền bình đẳng giới ở Quảng Ngãi? => còn đơn vị nào khác không?",
            "Công an tỉnh", "Sở Tư pháp:", id="beside the best"),
        pytest.param(
            "Sở Văn hóa Đắk Nông làm gì? => việc thứ tư là gì?",
            "quảng cáo", "đạo đức", id="the fourth task"),
        pytest.param(
            "Sở Y tế Quảng Ngãi làm gì? => việc đầu tiên là gì? => còn việc thứ hai?",
            "khám chữa bệnh", "sinh sản", id="and the second"),
        pytest.param(
            "Sở Nội vụ Đắk Nông làm gì? => nhiệm vụ cuối cùng ở mục nào?",
            "5. Sở Nội vụ", "lồng ghép", id="where the last stands"),
        pytest.param(
            "What does Sở Y tế Quảng Ngãi do? => tell me more about the second task",
            "khám chữa bệnh", "sinh sản", id="second task"),
        pytest.param(
            "Ai ký kế hoạch Kon Tum? => xin lỗi, tôi gõ nhầm, Lâm Thao cơ",
            "Ngô Đức Sáu", "Y Ngọc", id="a slip taken back"),
        pytest.param(
            "Ai bố trí kinh phí ở Đắk Nông? => không phải Đắk Nông mà là Hương Trà",
            "Phòng Tài chính", "Sở Tài chính", id="not that but this"),
        pytest.param(
            "Sở Y tế Đắk Nông làm gì? => tôi hỏi Quảng Ngãi chứ không phải Đắk Nông",
            "khám chữa bệnh", "mục tiêu 4", id="this and not that"),
        pytest.param(
            "When is the annual report due in Kon Tum? => oops, wrong place, Đắk Nông",
            "15/12", "10 tháng 12", id="English slip"),
        pytest.param(
            "Công an tỉnh Đắk Nông làm gì? => Lâm Thao thì ai lo việc đó?",
            "Công an huyện", "Phòng Nội vụ", id="its counterpart"),
        pytest.param(
            "Sở Tư pháp Quảng Ngãi làm gì? => ở Hương Trà phòng này phụ trách những gì?",
            "Phòng Tư pháp", "Phòng Nội vụ", id="this office there"),
        pytest.param(
            "Kế hoạch Đắk Nông gửi những nơi nào? => Kon Tum thì gửi bộ nào?",
            "Bộ Lao động", "Tỉnh ủy", id="who receives another plan"),
        pytest.param(
            "Ai ký kế hoạch Kon Tum? => gửi những nơi nào?",
            "Thường trực Tỉnh ủy", "Y Ngọc", id="who receives it after who signs"),
        pytest.param(
            "Kế hoạch Quảng Ngãi gửi cho ai? => có gửi Bộ Nội vụ không?",
            "Bộ Nội vụ", "Tỉnh ủy", id="whether one receives it"),
        pytest.param(
            "Kinh phí Hương Trà lấy từ đâu? => phần nào nói điều đó?",
            "III. KINH PHÍ", "Phòng Tài chính", id="which part says so"),
        pytest.param(
            "Đắk Nông có giao các huyện lập kế hoạch không? => các huyện đó sơ kết vào năm nào?",
            "Tổng hợp, đánh giá", "tham mưu", id="those districts"),
        pytest.param(
            "Ở Kon Tum Chương trình ứng phó bạo lực giới 2021-2025 ai chủ trì? => "
            "căn cứ quyết định nào?", "2232/QĐ-TTg", "415/QĐ-CT", id="the decision behind it"),
        pytest.param(
            "Đắk Nông báo cáo hằng năm trước ngày nào? => ai phải nộp?",
            "Các Sở, Ban, ngành", "Sở Kế hoạch", id="who must hand it in"),
        pytest.param(
            "Ai kiểm tra quảng cáo định kiến giới ở Hương Trà? => việc như vậy ở Đắk Nông ai lo?",
            "Sở Văn hóa", "Sở Tư pháp", id="such work there"),
        pytest.param(
            "Sở Văn hóa Quảng Ngãi làm gì? => trong đó việc nào liên quan tới báo chí?",
            "cơ quan báo chí", "thanh tra", id="among its duties"),
        pytest.param(
            "Hương Trà có chỉ tiêu nào về nạn nhân mua bán người? => ai báo cáo số liệu này?",
            "Phòng Lao động", "Chi cục Thống kê", id="that figure"),
        pytest.param(
            "Hương Trà có mục tiêu nào về y tế? => gồm những chỉ tiêu nào?",
            "110 bé trai", "60%", id="indicators of that objective"),
        pytest.param(
            "Sở Thông tin Đắk Nông báo cáo chỉ tiêu nào? => chỉ tiêu 1, 2 thì ai?",
            "mục tiêu 6", "mục tiêu 2", id="other indicators of the objective told"),
        pytest.param(
            "Mục tiêu 1 Hương Trà ai lo? => báo cáo gửi cho ai? => hạn ngày nào?",
            "30/11", "60%", id="reports are due, not an objective"),
        pytest.param(
            "Ai lo xây dựng nông thôn mới ở Kon Tum? => ở mục mấy? => nguyên văn thế nào?",
            "đô thị văn minh", "III. TỔ CHỨC", id="its words after its place"),
        pytest.param(
            "Kon Tum mục 4.4 làm gì? => cho đối tượng nào?",
            "cán bộ nữ tiềm năng", "4.2", id="for whom of that item"),
        pytest.param(
            "Ở Kon Tum lớp tập huấn cho nữ ứng cử viên HĐND bao giờ xong? => ai chủ trì việc đó?",
            "Sở Lao động", "Hội đồng nhân dân:", id="whom it is for does not lead it"),
        pytest.param(
            "Ai kiểm tra quảng cáo ở Đắk Nông? => sở đó còn giáo dục chuyện gì?",
            "giáo dục đạo đức", "quảng cáo", id="its other work, not who"),
        pytest.param(
            "Ai bố trí kinh phí ở Hương Trà? => phong này còn hướng dẫn gì về tiền?",
            "quyết toán kinh phí", "tài trợ", id="that agency's, not the plan's money"),
        pytest.param(
            "Ở Hương Trà ai lo chỉ tiêu 1 của mục tiêu 6? => phòng ấy còn lo chỉ tiêu nào nữa?",
            "mục tiêu 6", "60%", id="its indicators, not all figures"),
        pytest.param(
            "Kon Tum mục 2.4 ai chủ trì? => 2.1 thì sở nào?",
            "Sở Thông tin", "2.4", id="another number and who"),
        pytest.param(
            "Ai lo tuyên truyền bình đẳng giới ở Quảng Ngãi? => Sở Tư pháp thì sao?",
            "phổ biến chính sách pháp luật", "Công an", id="the same of another agency"),
        pytest.param(
            "Sở Y tế Đắk Nông làm gì? => còn ở các huyện?",
            "Bố trí ngân sách", "mục tiêu 4", id="of another level"),
        pytest.param(
            "Ai chủ trì chống mua bán người ở Đắk Nông? => phối hợp với ai?",
            "Công an tỉnh", "Sở Lao động", id="partners in the duty told"),
        pytest.param(
            "quang ngai bao cao nam truoc ngay nao => con bao cao 6 thang",
            "05/6", "10/12", id="no child's report"),
        pytest.param(
            "Lễ phát động ở Kon Tum ở đâu? => Đắk Nông năm nào sơ kết?",
            "năm 2025", "Xây dựng kế hoạch giai đoạn", id="another work is not the event"),
        pytest.param(
            "Đắk Nông triển khai Nghị quyết nào của Chính phủ? => nghị quyết ấy ra ngày mấy?",
            "03/3/2021", "15/12", id="the date of the document told"),
        pytest.param(
            "Quảng Ngãi Tháng hành động bắt đầu ngày nào? => kết thúc ngày nào? => ai hướng dẫn?",
            "Sở Nội vụ", "Văn phòng", id="its end, then who"),
        pytest.param(
            "Kon Tum mục 1.2 hạn khi nào? => 1.1 thì sao? => ai chủ trì?",
            "28/NQ-CP", "2232", id="a bare number is a turn"),
        pytest.param(
            "Sở Y tế Đắk Nông làm gì? => còn cấp huyện? => họ sơ kết năm nào?",
            "năm 2025: Tổng hợp", "tham mưu", id="a level is a turn"),
        pytest.param(
            "Lâm Thao báo cáo năm trước ngày nào? => gửi cho phòng nào? => phòng đó còn làm gì?",
            "Tổ chức kiểm tra", "Phòng Nội vụ", id="the agency of that sort"),
        pytest.param(
            "Hương Trà mục tiêu 4 phòng nào theo dõi? => có mấy chỉ tiêu? => phòng đó làm gì?",
            "theo dõi và báo cáo", "Phòng Nội vụ", id="the agency told two turns ago"),
        pytest.param(
            "Công an tỉnh Đắk Nông làm gì? => Quảng Ngãi thì sao?",
            "Công an tỉnh", "Sở", id="the same name in another province"),
        pytest.param(
            "Công an huyện Lâm Thao có mấy nhiệm vụ? => liệt kê ra => còn Phòng Nội vụ?",
            "bổ nhiệm cán bộ trẻ", "mua bán", id="the duties of another after a list"),
        pytest.param(
            "Ai chủ trì lễ phát động ở Kon Tum? => ở huyện nào?",
            "Ngọc Hồi", "Sở Tư pháp", id="where, not who"),
    ],
)  # fmt: skip
def test_what_is_pointed_at(asker: Asker, talk: str, says: str, silent: str) -> None:
    told = stated(ask(asker, talk))
    assert says in told
    assert silent not in told


@pytest.mark.parametrize(
    ("text", "plans"),
    [
        ("các nơi khác thì sao?", 4),
        ("còn các tỉnh khác?", 2),
        ("mấy kế hoạch kia ai ký", 4),
        ("ai lo việc này ở những chỗ còn lại?", 4),
        ("mô hình nào đem sang các nơi khác học?", 1),
        ("còn cơ quan nào khác?", 1),
        ("what about the other provinces?", 2),
    ],
)
def test_other_plans(asker: Asker, text: str, plans: int) -> None:
    answer = asker.ask(text, turns=["Kế hoạch Đắk Nông ai ký?"])
    assert len(answer.understood.plans) == plans


@pytest.mark.parametrize(
    ("talk", "reason", "says"),
    [
        ("Sở Y tế Đắk Nông báo cáo mục tiêu mấy? => đó là chỉ tiêu gì?", "not_stated", "28/NQ-CP"),
        ("Đắk Nông: mục tiêu 4 ai báo cáo? => chỉ tiêu cụ thể là gì?", "not_stated", "28/NQ-CP"),
        ("Sở Văn hóa Đắk Nông làm gì? => vì sao?", "not_stated", "không nêu lý do"),
        ("Mục tiêu 1 của Hương Trà bao giờ phải đạt? => mục tiêu 7?", "no_such_item", "mục tiêu 7"),
        ("Hương Trà có chỉ tiêu nào chưa giao cho ai? => còn Đắk Nông?", "no_such_item", "28/NQ"),
        ("Phòng Y tế Hương Trà làm gì? => thế ở Gia Lai thì sao?", "not_in_corpus", "Gia Lai"),
        ("Quảng Ngãi lấy kinh phí từ đâu? => bao nhiêu tiền?", "not_stated", "không nêu số tiền"),
        ("Ai lo chống mua bán người ở Lâm Thao? => cảm ơn", "out_of_scope", "ngoài phạm vi"),
        ("Ai lo chống mua bán người ở Đắk Nông? => còn ai nữa không?", "not_assigned", "nào khác"),
        (
            "Ai tham mưu Tháng hành động ở Hương Trà? => Lâm Thao thì giao ai?",
            "not_assigned",
            "không giao đích danh",
        ),
        (
            "Lễ phát động 2021 ở Kon Tum làm ở đâu? => năm 2025 Quảng Ngãi thì ở huyện nào?",
            "not_stated",
            "không ghi thời gian, địa điểm",
        ),
        ("Sở Y tế Đắk Nông làm gì? => Kon Tum thì sở này làm gì?", "not_assigned", "Sở Y tế"),
        ("Huyện Lâm Thao kế hoạch năm nào? => năm 2025 có không?", "not_in_corpus", "2025"),
        (
            "Ai lo mục tiêu 5 ở Đắk Nông? => ngoài Sở Giáo dục còn ai nữa không?",
            "not_assigned",
            "nào khác",
        ),
        ("Who signed the Kon Tum plan? => thanks", "out_of_scope", "out of scope"),
    ],
)
def test_what_is_not_told(asker: Asker, talk: str, reason: str, says: str) -> None:
    answer = ask(asker, talk)
    assert (answer.abstained, answer.reason) == (True, reason)
    assert says in answer.answer


@pytest.mark.parametrize(
    ("talk", "begins"),
    [
        ("Sở Tư pháp Quảng Ngãi làm gì? => cái đó ở mục nào?", "IV. TỔ CHỨC THỰC HIỆN > 3. Sở Tư"),
        ("ai bo tri kinh phi o lam thao => o muc nao", "III. TỔ CHỨC THỰC HIỆN > 2. Phòng Tài"),
        ("Ai bố trí kinh phí ở Lâm Thao? => trích nguyên văn đi", "2. Phòng Tài chính - Kế hoạch"),
        ("Hương Trà đến năm nào phải đạt mục tiêu 1?", "Mục tiêu cụ thể đến năm 2025: "),
        ("Hương Trà tỷ số giới tính khi sinh bao nhiêu? => đến năm nào?", "Mục tiêu cụ thể đến"),
        ("thế còn Hương Trà?", "Thực hiện Chiến lược quốc gia về bình đẳng giới"),
    ],
)
def test_place_words_and_year(asker: Asker, talk: str, begins: str) -> None:
    claim = ask(asker, talk).claims[0]
    assert claim.kind == "stated"
    assert claim.text.startswith(begins)


def test_a_subject_of_its_own_drops_what_was_before(asker: Asker) -> None:
    answer = ask(asker, "Sở Y tế Đắk Nông làm gì? => Tháng hành động ở Quảng Ngãi diễn ra khi nào?")
    assert answer.understood.agencies == ()
    assert "15/12/2025" in answer.answer


def test_every_turn_is_read_after_the_answer_before_it(asker: Asker) -> None:
    """What was told two turns ago is not lost where the turn between pointed at it."""
    talk = "Phòng Nội vụ Hương Trà báo cáo mục tiêu mấy? => chỉ tiêu đó là gì? => ai theo dõi?"
    assert ask(asker, talk).understood.objectives == ("1",)
