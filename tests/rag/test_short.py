"""Answers as short as a colleague gives them: what is left out, and what never is."""

from __future__ import annotations

import pytest

from ingest.pipeline import ingest_corpus
from rag.answers.shape import gist, tidy
from rag.ask import Asker
from rag.schema import Query
from rag.settings import Settings
from rag.understanding.understand import understand
from tests.rag.asking import ask
from tests.rag.made_plans import plan

GOALS = """II. MỤC TIÊU
1. Mục tiêu 1: Trong lĩnh vực y tế
- Chỉ tiêu 1: Tỷ lệ trẻ em được tiêm chủng đạt trên 90%; tỷ lệ bà mẹ được khám thai đạt 85%.
- Chỉ tiêu 2: Giảm tỷ lệ suy dinh dưỡng xuống dưới 10%.
2. Mục tiêu 2: Trong lĩnh vực văn hóa
- Chỉ tiêu: Có 70% thôn, bản có sân chơi.
- Chỉ tiêu 3: Tỷ lệ học sinh nội trú vùng cao học hết lớp 5 đạt 98%; học hết lớp 9 đạt 90%.
- Chỉ tiêu 2: Mỗi xã có 01 thư viện, đạt 100%; toàn huyện có 12 thư viện.
"""
DUTIES = """IV. TỔ CHỨC THỰC HIỆN
1. Phòng Y tế: Chủ trì, phối hợp với Phòng Tư pháp; Trung tâm Y tế huyện tham mưu Ủy ban nhân dân \
huyện ban hành Đề án dinh dưỡng học đường cho trẻ em các xã vùng cao (hoàn thành trong quý II năm \
2024).
2. Căn cứ Kế hoạch này, Ủy ban nhân dân các xã và các phòng, ban, đơn vị có liên quan chủ động xây \
dựng phương án dạy bơi trước ngày 20/4/2024; định kỳ hàng năm (trước ngày 05/12) báo cáo Ủy ban \
nhân dân huyện kết quả thực hiện (qua Phòng Y tế) để tổng hợp, trình Hội đồng nhân dân huyện.
3. Phòng Tư pháp: Gửi danh sách hòa giải viên trước ngày 10/5/2024 để Phòng Nội vụ huyện tổng hợp.
4. Phòng Văn hóa và Thông tin: Tăng cường công tác thanh tra, kiểm tra, xử lý vi phạm đối với các \
trò chơi điện tử có nội dung không phù hợp với trẻ em.
5. Hội Nông dân huyện: Chủ trì và phối hợp với Huyện đoàn; Trạm Khuyến nông triển khai có hiệu quả \
mô hình vườn rau học đường.
6. Công an huyện: Chỉ đạo công an cấp xã lập chốt gác ở bến đò; định kỳ hằng quý thay dây kéo.
7. Giữ gìn, tu sửa cầu treo là trách nhiệm của từng nhà ở ven suối.
8. Hội Chữ thập đỏ huyện: Tổ chức ngày hội hiến sách vào tháng 4 năm 2024 nhân Ngày Sách Việt Nam.
9. Hạt Kiểm lâm huyện: Thu thập số liệu rừng; cung cấp cho Phòng Nội vụ huyện trước ngày 20 tháng 6.
10. Ban Quản lý chợ: Cân hàng miễn phí; việc của tổ (sau đây gọi là TCĐ) làm hằng ngày.
"""


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Asker:
    folder = tmp_path_factory.mktemp("short")
    text = plan(GOALS, duties=DUTIES)
    (folder / "an-hoa-2024.txt").write_text(text, encoding="utf-8")
    settings = Settings(corpus=folder, index=folder / "index")
    assert not ingest_corpus(settings).failed
    return Asker(settings)


@pytest.mark.parametrize(
    ("question", "texts"),
    [
        # of the one plan there is, the month is read, with "gì" alone behind it
        ("Tháng 5 có gì?", ["trước ngày 10/5/2024: Phòng Tư pháp: Gửi danh sách hòa giải viên để "
                            "Phòng Nội vụ huyện tổng hợp"]),
        ("Tháng 5 An Hòa có gì?", ["trước ngày 10/5/2024: Phòng Tư pháp: Gửi danh sách hòa giải "
                                   "viên để Phòng Nội vụ huyện tổng hợp"]),
        ("thang 3 co gi", []),
        ("Quý III có việc gì?", []),
        # what is sent stands before the clause with the date
        ("Tháng 6 làm gì?", ["Hạt Kiểm lâm huyện: Thu thập số liệu rừng; cung cấp cho Phòng Nội vụ "
                             "huyện trước ngày 20 tháng 6"]),
        # not another day, another number or a word like it
        ("Ngày 10/5 là hạn gì?", ["trước ngày 10/5/2024: Phòng Tư pháp: Gửi danh sách hòa giải "
                                  "viên để Phòng Nội vụ huyện tổng hợp"]),
        ("Ngày 30/6 là hạn gì?", []),
        ("Ngày 22/4/2024 có hoạt động gì không?", []),
        ("Năm sau làm gì?", []),
        ("Tháng này có gì?", []),
        ("Nhiệm vụ 11 là gì?", []),
        ("Phần phụ lục có gì?", []),
        ("Phần chế độ báo cáo nói gì?", ["hàng năm (trước ngày 05/12): báo cáo Ủy ban nhân dân "
                                         "huyện kết quả thực hiện (qua Phòng Y tế)…"]),
    ],
)  # fmt: skip
def test_only_what_is_of_the_time_or_the_part_asked(
    asker: Asker, question: str, texts: list[str]
) -> None:
    assert [claim.text for claim in ask(asker, question).claims if claim.kind == "stated"] == texts


@pytest.mark.parametrize(
    ("question", "text"),
    [
        # no "định kỳ" beside "hàng năm", no purpose; where it goes is kept whole
        ("Báo cáo hàng năm gửi trước ngày nào?",
         "hàng năm (trước ngày 05/12): báo cáo Ủy ban nhân dân huyện kết quả thực hiện "
         "(qua Phòng Y tế)…"),
        ("When is the annual report due?",
         "hàng năm (trước ngày 05/12): báo cáo Ủy ban nhân dân huyện kết quả thực hiện "
         "(qua Phòng Y tế)…"),
        # no basis, and no report beside the task that is asked
        ("Phương án dạy bơi phải xây dựng xong trước ngày nào?",
         "trước ngày 20/4/2024: Ủy ban nhân dân các xã và các phòng, ban, đơn vị có liên quan "
         "xây dựng phương án dạy bơi"),
        # partners over a semicolon are left out, who leads is not
        ("Đề án dinh dưỡng học đường phải xong khi nào?",
         "hoàn thành trong quý II năm 2024: Phòng Y tế: Chủ trì, tham mưu Ủy ban nhân dân huyện "
         "ban hành Đề án dinh dưỡng học đường…"),
        # a purpose that says to whom is none
        ("Danh sách hòa giải viên gửi trước ngày nào?",
         "trước ngày 10/5/2024: Phòng Tư pháp: Gửi danh sách hòa giải viên để Phòng Nội vụ huyện "
         "tổng hợp"),
        # the clause asked, without its number
        ("Tỷ lệ bà mẹ được khám thai là bao nhiêu?", "… tỷ lệ bà mẹ được khám thai đạt 85%"),
        ("Bao nhiêu phần trăm thôn, bản có sân chơi?", "Có 70% thôn, bản có sân chơi"),
        ("What is the target for malnutrition?", "Giảm tỷ lệ suy dinh dưỡng xuống dưới 10%"),
        # both clauses where both are asked, or one is none without the other
        ("Tỷ lệ trẻ em được tiêm chủng và bà mẹ được khám thai là bao nhiêu?",
         "Tỷ lệ trẻ em được tiêm chủng đạt trên 90%; tỷ lệ bà mẹ được khám thai đạt 85%"),
        ("Thư viện xã đạt bao nhiêu phần trăm?",
         "Mỗi xã có 01 thư viện, đạt 100%; toàn huyện có 12 thư viện"),
        ("Tỷ lệ học sinh nội trú vùng cao?",
         "Tỷ lệ học sinh nội trú vùng cao học hết lớp 5 đạt 98%; học hết lớp 9 đạt 90%"),
        # its number where it is asked, or named
        ("Tỷ lệ suy dinh dưỡng giảm còn bao nhiêu, là chỉ tiêu mấy?",
         "Chỉ tiêu 2: Giảm tỷ lệ suy dinh dưỡng xuống dưới 10%"),
        ("chỉ tiêu 1 mục tiêu 1 là gì",
         "Chỉ tiêu 1: Tỷ lệ trẻ em được tiêm chủng đạt trên 90%; tỷ lệ bà mẹ được khám thai "
         "đạt 85%"),
    ],
)  # fmt: skip
def test_what_is_told(asker: Asker, question: str, text: str) -> None:
    assert [claim.text for claim in ask(asker, question).claims] == [text]


def test_partners_are_told_where_who_is_asked(asker: Asker) -> None:
    answer = ask(asker, "Đề án dinh dưỡng học đường: phối hợp với đơn vị nào và xong khi nào?")
    assert "Phòng Tư pháp; Trung tâm Y tế huyện" in answer.answer


@pytest.mark.parametrize(
    ("question", "says"),
    [
        # a cut takes nothing that is asked, and no partner stands for who leads
        ("Ai kiểm tra trò chơi điện tử?", "thanh tra, kiểm tra, xử lý vi phạm đối với"),
        ("ai thanh tra tro choi dien tu", "thanh tra, kiểm tra, xử lý vi phạm đối với"),
        ("Ai chủ trì mô hình vườn rau học đường?",
         "Hội Nông dân huyện: Chủ trì … triển khai có hiệu quả mô hình vườn rau học đường"),
    ],
)  # fmt: skip
def test_a_cut_leaves_what_is_asked(asker: Asker, question: str, says: str) -> None:
    assert says in ask(asker, question).answer


@pytest.mark.parametrize(
    ("question", "says"),
    [
        # two things asked of one work: neither behind a cut
        ("Ngày hội hiến sách do ai tổ chức, nhân dịp gì?", "nhân Ngày Sách Việt Nam"),
        # whom another's duty directs, in small letters too
        ("Công an cấp xã phải làm gì?", "Chỉ đạo công an cấp xã lập chốt gác ở bến đò"),
        ("Giữ gìn tu sửa cầu treo là trách nhiệm của ai?", "của từng nhà ở ven suối"),
        # what is sent stands in the clause before
        ("Hạt Kiểm lâm cung cấp số liệu cho ai?", "số liệu rừng; cung cấp cho Phòng Nội vụ huyện"),
        ("TCĐ là gì?", "việc của tổ (sau đây gọi là TCĐ)"),
    ],
)  # fmt: skip
def test_what_the_item_says_besides(asker: Asker, question: str, says: str) -> None:
    assert says in ask(asker, question).answer


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        # "đưa vào", "bỏ gì", "tư vấn": no "dựa vào", "bộ gì", "tứ văn"
        ("Nội dung dinh dưỡng được đưa vào đâu?", "general"),
        ("Kế hoạch dựa vào đâu để ban hành?", "basis"),
        ("Phòng Tư pháp vận động bà con bỏ gì?", "duties"),
        ("Giáo viên làm tư vấn được giảm bao nhiêu tiết?", "target"),
        # whom, not who does it
        ("Kế hoạch lấy ai làm trung tâm?", "general"),
        ("Kế hoạch muốn nâng cao nhận thức của ai?", "general"),
        ("Ai nâng cao nhận thức của hội viên?", "who"),
        ("Phòng Tư pháp cho ai vay vốn?", "duties"),
        ("Chương trình áp dụng cho những ai?", "general"),
        # what a sum is for, which law is spread, how a work is done
        ("Số tiền 120 triệu đồng giao Phòng Y tế dùng để làm gì?", "general"),
        ("Phòng Tư pháp phổ biến luật gì?", "duties"),
        ("Làm sao để đưa chỉ tiêu vào kế hoạch của các phòng, ban?", "general"),
        ("Kinh phí được lồng ghép từ đâu?", "funding"),
        ("Phòng Y tế hướng dẫn quy trình gì và kết nối với tổng đài nào?", "duties"),
        ("Quy chế ở cơ sở y tế phải ban hành khi nào?", "deadline"),
    ],
)
def test_what_is_asked(asker: Asker, question: str, intent: str) -> None:
    query = understand(question, asker._state()[1])
    assert (query.intent, query.narrowed) == (intent, True)  # the one plan there is


@pytest.mark.parametrize(
    ("text", "end"),
    [
        # back to the end of the phrase
        ("Tổ chức khám sức khỏe sinh sản, sàng lọc ung thư cổ tử cung và ung thư vú miễn phí cho "
         "phụ nữ tại các xã đặc biệt khó khăn", "sàng lọc ung thư cổ tử cung…"),
        # no phrase ends within a name
        ("Tổ chức tập huấn kỹ năng sống cho các học sinh phổ thông của Sở Văn hóa, Thể thao và "
         "Du lịch cùng các trường thực hiện hằng năm", "học sinh phổ thông…"),
    ],
)  # fmt: skip
def test_a_cut_ends_a_phrase(asker: Asker, text: str, end: str) -> None:
    book, *_ = asker._state()
    nothing = Query("", "vi", "who", tuple(book.by_id))
    assert gist(text, book.matcher(nothing), 17).endswith(end)


def test_a_footnotes_mark_is_no_citation() -> None:
    assert tidy("Hỗ trợ 24 xã vùng cao[2]; mở lớp[13].") == "Hỗ trợ 24 xã vùng cao; mở lớp"
