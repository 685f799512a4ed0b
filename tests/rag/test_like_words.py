"""Words that are like others ("kỳ" and "ký", "Tư pháp" and "thứ tư"), and short yes or no."""

from __future__ import annotations

import pytest

from ingest.pipeline import ingest_corpus
from rag.ask import Asker
from rag.settings import Settings
from tests.rag.asking import ask, told
from tests.rag.made_plans import GOALS, plan

MONEY = """III. KINH PHÍ THỰC HIỆN
1. Ngân sách huyện bố trí trong dự toán năm.
2. Vận động các tổ chức, cá nhân trong và ngoài nước.
"""
DUTIES = """IV. TỔ CHỨC THỰC HIỆN
1. Phòng Y tế: Chủ trì khám sức khỏe cho trẻ em; tổ chức sơ kết giữa kỳ trong tháng 7 năm 2024.
2. Phòng Tư pháp: Chủ trì tuyên truyền Luật Trẻ em đến các thôn, bản.
3. Huyện đoàn: Tổ chức Tháng hành động vì trẻ em từ ngày 01 tháng 6 đến ngày 30 tháng 6 năm 2024.
4. Văn phòng: Bố trí hội trường; phối hợp với Trung tâm Hỗ trợ trẻ em (sau đây viết tắt là TTHTTE)
và Ban Bảo vệ rừng (BVR).
V. CHẾ ĐỘ BÁO CÁO
Các phòng, ban báo cáo năm trước ngày 05 tháng 12 và cập nhật số liệu trên Hệ thống báo cáo của
huyện, địa chỉ: <https://baocao.anhoa.example>; hỏi đáp qua hộp thư pyt@anhoa.example.
"""
HOA = "an-hoa-2024"
LAM = "lam-son-2024"
OTHER = """II. NHIỆM VỤ
1. Tổ chức Tháng hành động vì trẻ em.
2. Lập danh sách trẻ em cần dạy bơi.
3. Phòng Y tế tham mưu sơ kết vào quý IV năm 2025, tổng kết vào năm 2030.
"""


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Asker:
    folder = tmp_path_factory.mktemp("made")
    (folder / f"{HOA}.txt").write_text(plan(GOALS, MONEY, DUTIES), encoding="utf-8")
    lam = plan(OTHER, "", "III. TỔ CHỨC THỰC HIỆN\n1. Phòng Y tế: Khám sức khỏe cho trẻ em.\n")
    lam = lam.replace("An Hòa", "Lam Sơn").replace("AN HÒA", "LAM SƠN").replace("12/KH", "15/KH")
    (folder / f"{LAM}.txt").write_text(lam, encoding="utf-8")
    settings = Settings(corpus=folder, index=tmp_path_factory.mktemp("index") / "index")
    assert not ingest_corpus(settings).failed
    return Asker(settings)


@pytest.mark.parametrize(
    ("question", "says", "never"),
    [
        pytest.param("An Hòa sơ kết giữa kỳ khi nào?", "tháng 7", "10 tháng 3", id="kỳ, not ký"),
        pytest.param("an hoa so ket giua ky khi nao", "tháng 7", "10 tháng 3", id="ky in bare"),
        pytest.param("Kế hoạch An Hòa ký khi nào?", "10 tháng 3", "tháng 7", id="ký"),
        pytest.param("ke hoach an hoa ky ngay nao", "10 tháng 3", "tháng 7", id="ký in bare"),
        pytest.param("Nhiệm vụ Phòng Tư pháp An Hòa?", "Luật Trẻ em", "hội trường", id="Phòng"),
        pytest.param("Nhiệm vụ Sở Tư pháp?", "", "khoản 4", id="Sở Tư pháp is no number"),
        pytest.param("nhiem vu so tu phap an hoa", "", "hội trường", id="so tu phap in bare"),
        pytest.param("Nhiệm vụ thứ tư của An Hòa?", "hội trường", "khám", id="the fourth"),
        pytest.param("Nhiệm vụ số bốn của An Hòa?", "hội trường", "khám", id="four in words"),
        pytest.param("Tất cả các kế hoạch: hạn báo cáo năm?", "05 tháng 12", "tháng 7", id="all"),
        pytest.param("han bao cao nam cua tat ca ke hoach", "05 tháng 12", "tháng 7",
                     id="all in bare"),
    ],
)  # fmt: skip
def test_words_that_are_like_others(asker: Asker, question: str, says: str, never: str) -> None:
    answer = ask(asker, question)
    assert says in told(answer, HOA)
    assert never not in answer.answer


@pytest.mark.parametrize(
    ("question", "says", "never"),
    [
        ("Lam Sơn sơ kết năm nào?", "quý IV năm 2025: ", "2030"),
        ("Lam Sơn tổng kết năm nào?", "2030: tổng kết", "2025"),
        ("Lam Sơn sơ kết và tổng kết khi nào?", "2025 và tổng kết vào năm 2030", "tham mưu"),
    ],
)
def test_two_acts_of_a_clause(asker: Asker, question: str, says: str, never: str) -> None:
    answer = told(ask(asker, question), LAM)
    assert says in answer
    assert never not in answer


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("Nguyễn Văn An là chủ tịch huyện An Hòa phải không?", "Đúng."),
        ("Chủ tịch huyện An Hòa có phải là Nguyễn Văn An không?", "Đúng."),
        ("nguyen van an la chu tich an hoa dung khong", "Đúng."),
        ("Ông Nguyễn Văn An là phó chủ tịch UBND huyện An Hòa, đúng không?", "Không phải"),
        ("Nguyễn Văn An ký kế hoạch với chức phó chủ tịch phải không?", "Không phải"),
        ("Trần Văn Bình là giám đốc Sở Y tế, phải không?", "Không nêu"),
    ],
)
def test_an_office_that_is_asserted(asker: Asker, question: str, begins: str) -> None:
    assert ask(asker, question).answer.startswith(begins)


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("Trang web báo cáo của An Hòa địa chỉ ở đâu?", "https://baocao.anhoa.example (… trên Hệ"),
        ("website bao cao an hoa", "https://baocao.anhoa.example"),
        ("Hệ thống báo cáo An Hòa ở địa chỉ nào?", "https://baocao.anhoa.example"),
        ("Email của An Hòa là gì?", "pyt@anhoa.example"),
        ("Website Phòng Tư pháp An Hòa là gì?", ""),
    ],
)
def test_an_address_comes_first(asker: Asker, question: str, begins: str) -> None:
    answer = ask(asker, question)
    assert told(answer, HOA).startswith(begins)
    assert answer.abstained == (not begins)


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("TTHTTE viết tắt của gì?", "TTHTTE: Trung tâm Hỗ trợ trẻ em"),
        ("TTHTTE là viết tắt của cụm từ nào ở An Hòa?", "TTHTTE: Trung tâm Hỗ trợ trẻ em"),
        ("BVR nghĩa là viết tắt của gì", "BVR: Bảo vệ rừng"),
    ],
)
def test_an_abbreviation_as_the_plan_writes_it_out(asker: Asker, question: str, says: str) -> None:
    assert told(ask(asker, question), HOA) == says


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("LĐTBXH là viết tắt của gì?", "“LĐTBXH” là chữ viết tắt của “Lao động - Thương binh"),
        ("ubnd viet tat cua gi", "“ubnd” là chữ viết tắt của “Ủy ban nhân dân”"),
        ("b/c nghĩa là gì?", "“b/c” là chữ viết tắt của “báo cáo”"),
        ("UBND và HĐND viết tắt của gì?", "“UBND” là chữ viết tắt của “Ủy ban nhân dân”"),
        ("Ủy ban nhân dân viết tắt là gì?", "“Ủy ban nhân dân” viết tắt là “UBND”"),
        ("What does UBND stand for?", "“UBND” stands for “Ủy ban nhân dân”"),
        ("SNV là gì?", "“SNV” là chữ viết tắt của “Sở Nội vụ”"),
        ("XYZW viết tắt của gì?", "Không nêu: các kế hoạch và danh mục"),
        ("Nhà tạm lánh là gì?", "Không nêu: các kế hoạch trong kho không nêu định nghĩa “Nhà tạm"),
        ("nhà tạm lánh ở An Hòa nghĩa là gì?", "Không nêu: Huyện An Hòa — kế hoạch không nêu"),
    ],
)
def test_words_that_no_plan_explains(asker: Asker, question: str, begins: str) -> None:
    answer = ask(asker, question)
    assert answer.abstained
    assert answer.answer.startswith(begins)


@pytest.mark.parametrize(
    ("question", "begins", "says"),
    [
        # a part of a plan, by its heading
        ("Kế hoạch An Hòa có mục kinh phí không?", "Có.", "KINH PHÍ THỰC HIỆN"),
        ("ke hoach an hoa co muc kinh phi khong", "Có.", "KINH PHÍ THỰC HIỆN"),
        ("Lam Sơn có mục kinh phí không?", "Không nêu: Huyện Lam Sơn", "không có phần “kinh phí”"),
        ("Kế hoạch Lam Sơn có mục tiêu cụ thể không?", "Không nêu", "“mục tiêu cụ thể”"),
        ("Kế hoạch An Hòa có mục đích không?", "Có.", "MỤC ĐÍCH"),
        # who gives the money
        ("An Hòa có huy động tiền nước ngoài không?", "Có.", "ngoài nước"),
        ("an hoa co huy dong tien nuoc ngoai khong", "Có.", "ngoài nước"),
        ("An Hòa có nhận tiền của doanh nghiệp không?", "Kế hoạch không nêu rõ", "Vận động"),
        # whether it speaks of something
        ("Kế hoạch An Hòa có nhắc đến suy dinh dưỡng không?", "Có.", "dưới 10%"),
        ("Kế hoạch An Hòa có nêu chương trình dạy bơi không?", "Không nêu", "An Hòa"),
        # all of the plans
        ("Tháng hành động có ở tất cả các kế hoạch không?", "Có, cả 2 kế hoạch:", "Lam Sơn"),
        ("Tất cả các kế hoạch đều có Tháng hành động phải không?", "Có, cả 2", "An Hòa"),
        ("Dạy bơi có ở tất cả các kế hoạch không?", "Không phải tất cả", "Lam Sơn**: Lập danh"),
        ("Is the Month of Action in all the plans?", "Yes, all 2 plans:", "Lam Sơn"),
    ],
)
def test_yes_or_no_on_whole_plans(asker: Asker, question: str, begins: str, says: str) -> None:
    answer = ask(asker, question)
    assert answer.answer.startswith(begins)
    assert says in answer.answer


def test_whom_a_plan_is_sent_to_report(asker: Asker) -> None:
    # Kon Tum and others mark them so; this one marks none, and all are told
    assert "Sở Y tế" in told(ask(asker, "An Hòa gửi (b/c) cho những nơi nào?"), HOA)
