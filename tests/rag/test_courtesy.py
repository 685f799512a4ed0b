"""What is asked, without the courtesy around it."""

import pytest

from rag.settings import ROOT
from rag.understanding.courtesy import Courtesy

COURTESY = Courtesy.load(ROOT / "prompts")


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("Chào bạn, cho em hỏi ai ký kế hoạch này?", "ai ký kế hoạch này?"),
        ("Xin hỏi Sở Y tế làm gì ạ?", "Sở Y tế làm gì?"),
        ("Anh ơi cho em hỏi tí, Sở Y tế làm gì vậy ạ? Em cảm ơn anh nhiều.", "Sở Y tế làm gì?"),
        ("Dạ chị cho em hỏi chút ạ, bên tỉnh ai lo?", "bên tỉnh ai lo?"),
        ("Sếp hỏi chỉ tiêu 5 của mục tiêu 6 là gì?", "chỉ tiêu 5 của mục tiêu 6 là gì?"),
        ("Tra giúp em: hạn báo cáo?", "hạn báo cáo?"),
        ("Theo kế hoạch, ai chủ trì?", "ai chủ trì?"),
        ("Học viên hỏi: vì sao có hai sở báo cáo?", "vì sao có hai sở báo cáo?"),
        ("Giải thích giúp học viên: ai chủ trì?", "ai chủ trì?"),
        ("Lập danh sách các việc phải xong tháng 4", "các việc phải xong tháng 4"),
        ("Tôi muốn biết mục tiêu 4 giao ai.", "mục tiêu 4 giao ai."),
        ("Mục tiêu 4 giao ai, giúp mình với", "Mục tiêu 4 giao ai"),
        ("Tỷ lệ nữ là bao nhiêu? Trích dẫn giúp.", "Tỷ lệ nữ là bao nhiêu?"),
        ("Ai ký? Trả lời ngắn gọn giúp tôi nhé.", "Ai ký?"),
        ("cho em hoi ai ky ke hoach nay, em cam on", "ai ky ke hoach nay"),
        ("Hi, could you please tell me who signed it? Thanks a lot!", "who signed it?"),
        ("  ai  ký\nkế hoạch? ", "ai ký kế hoạch?"),
        ("KẾ HOẠCH NÀY DO AI KÝ?", "kế hoạch này do ai ký?"),
        ("Do Sở Y tế lo phải không nhỉ, mình nhớ mang máng vậy", "Do Sở Y tế lo phải không"),
        ("Có mấy chỉ tiêu, em đếm không xuể", "Có mấy chỉ tiêu"),
        ("Ai ký, em không nhớ rõ lắm", "Ai ký"),
        ("Ai ký, em không nhớ rõ ai", "Ai ký, em không nhớ rõ ai"),
        # as one office writes to another
        ("Kính đề nghị quý cơ quan cho biết ai chủ trì.", "ai chủ trì."),
        (
            "Để phục vụ công tác tổng hợp, đề nghị cho biết những kế hoạch nào giao Công an.",
            "những kế hoạch nào giao Công an.",
        ),
        ("Tôi là cán bộ phụ trách bình đẳng giới, xin được hỏi ai chủ trì?", "ai chủ trì?"),
        ("Trân trọng đề nghị cung cấp thời hạn báo cáo.", "thời hạn báo cáo."),
        ("Ai chủ trì? Xin trân trọng cảm ơn.", "Ai chủ trì?"),
        ("Ai chủ trì, đề nghị trả lời.", "Ai chủ trì"),
        ("Theo quy định thì hạn báo cáo là khi nào?", "hạn báo cáo là khi nào?"),
        (
            "Đề nghị liệt kê các kế hoạch có quy định báo cáo 6 tháng.",
            "những kế hoạch nào có quy định báo cáo 6 tháng.",
        ),
        (
            "Đề nghị làm rõ cơ quan được giao thu thập số liệu.",
            "cơ quan nào được giao thu thập số liệu.",
        ),
        (
            "Kế hoạch của những địa phương nào có quy định cụ thể về sơ kết?",
            "những kế hoạch nào có quy định về sơ kết?",
        ),
        ("Đề nghị cho biết các kế hoạch của tỉnh", "liệt kê các kế hoạch của tỉnh"),
        ("Các kế hoạch có giao Công an không?", "Các kế hoạch có giao Công an không?"),
        ("Tổ chức thực hiện kế hoạch", "Tổ chức thực hiện kế hoạch"),
        ("Đề nghị Mặt trận Tổ quốc làm gì?", "Đề nghị Mặt trận Tổ quốc làm gì?"),
        ("Theo quy định của Luật Ngân sách, ai chi?", "Theo quy định của Luật Ngân sách, ai chi?"),
        # words that are asked about, or all that is typed
        ("Xin hỏi có bản kế hoạch nào không?", "có bản kế hoạch nào không?"),
        ("Sở nào phải giúp chị em?", "Sở nào phải giúp chị em?"),
        ("Bạo lực gia đình ở xã thì ai giúp em?", "Bạo lực gia đình ở xã thì ai giúp em?"),
        ("Em nào được học bổng?", "Em nào được học bổng?"),
        ("Học viên hỏi đáp với ai?", "Học viên hỏi đáp với ai?"),
        ("Lập danh sách cử tri là việc của ai?", "Lập danh sách cử tri là việc của ai?"),
        ("Ai soạn thư cảm ơn?", "Ai soạn thư cảm ơn?"),
        ("Ban nào trả lời cụ thể cho dân?", "Ban nào trả lời cụ thể cho dân?"),
        ("Cảm ơn bạn", "Cảm ơn bạn"),
        ("", ""),
    ],
)
def test_courtesy_is_left_out(typed: str, asked: str) -> None:
    assert COURTESY.without(typed) == asked
