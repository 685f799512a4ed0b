"""A sentence of duties -> its clauses, each a duty of its own.

"Chủ trì rà soát văn bản; bố trí cán bộ trước ngày 15/3; báo cáo kết quả hằng năm" is three. A list
within a duty ("gồm: a; b", "chỉ tiêu 1 của mục tiêu 2; chỉ tiêu 3 của mục tiêu 3") stays whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable

Span = tuple[int, int]
_CUT = re.compile(r";\s+")
VERB = re.compile(
    r"\b(?:kịp thời|chủ động|tích cực|thường xuyên|trực tiếp|phối hợp|đồng thời|tiếp tục|tập trung|"
    r"khẩn trương|ưu tiên|tham mưu|chủ trì|ban hành|ban bố|báo cáo|báo ngay|bảo đảm|đảm bảo|"
    r"bảo vệ|biên soạn|bồi dưỡng|bố trí|bổ sung|cấp cứu|cân đối|cập nhật|chăm sóc|chấn chỉnh|"
    r"chỉ đạo|"
    r"chia sẻ|chuẩn bị|chú trọng|công bố|cung cấp|cử|dàn dựng|duy trì|đa dạng|đào tạo|đánh giá|"
    r"đăng|đầu tư|đẩy mạnh|đề nghị|đề xuất|điều tra|định hướng|đổi mới|đôn đốc|động viên|đưa|"
    r"gắn|giải quyết|giám sát|giáo dục|giới thiệu|giúp|góp ý|gửi|h[oò][aà] giải|hoàn thành|"
    r"hoàn thiện|hỗ trợ|huy động|hướng dẫn|khám|khai thác|khảo sát|khuyến khích|kiểm soát|"
    r"kiểm tra|kiện toàn|kiến nghị|lập|lồng ghép|lựa chọn|lưu trữ|mở|mời|nắm|nâng cao|nghiên cứu|"
    r"nhân rộng|nộp|ngăn|"
    r"phát|phản ánh|phân công|phân bổ|phê duyệt|phổ biến|phòng ngừa|quản lý|quan tâm|quán triệt|"
    r"quyết toán|rà soát|sản xuất|sơ cứu|sơ kết|tạo|tăng|tập huấn|thanh tra|tham gia|thành lập|"
    r"thẩm định|"
    r"theo dõi|thí điểm|thông báo|thống kê|thu thập|thực hiện|tiếp nhận|tiến hành|tổ chức|tổng hợp|"
    r"tổng kết|trình|trợ giúp|triển khai|truyền thông|tuyên truyền|tư vấn|ứng dụng|vận động|"
    r"vận hành|xác minh|xây dựng|xem xét|xét|x[oó][aá] bỏ|xử lý|áp dụng|dành|giao|lấy|chọn|kết nối|"
    r"kết hợp|làm đầu mối|lắp|niêm yết|sử dụng|thăm|treo|tìm|tuyển|viết|in|trang trí|cấp phép|"
    r"định kỳ|cụ thể h[oó][aá]|củng cố|cấp phát|chi trả|chuyển|công khai|đấu tranh|đối thoại|"
    r"ghi nhận|gặp mặt|khắc phục|khen thưởng|biểu dương|loại bỏ|phân tích|phân loại|quản trị|"
    r"sàng lọc|tặng|thiết lập|thu hút|tôn vinh|trang bị|trao|tuyên dương|ủng hộ|xác định|xuất bản|"
    r"nâng|nhận(?!\s+(?:thức|định|xét|diện|thấy|được))|đứng ra|đỡ đầu|dự thảo|soạn thảo|phụ trách|"
    r"quyết định(?!\s+(?:số|của|này|phê|ban)))\b"
)
"""First words of a duty, in small letters ("… Thông tư số 10; Hướng dẫn thu thập số liệu" is a
list of documents); what begins otherwise goes on with the clause before it."""
_WITH_WHOM = re.compile(r"[Pp]hối hợp\s+(?:chặt chẽ\s+)?(?:với|cùng)\s(?P<names>.*)$", re.DOTALL)
"""A list of partners whose duty stands behind its last name."""
_INSIDE = re.compile(r"\s(?:tổ chức|triển khai|thực hiện|xây dựng|tham mưu|hướng dẫn|rà soát|"
                     r"theo dõi|kiểm tra|tuyên truyền)\b")  # fmt: skip
_FEWEST_WORDS = 3


def clauses(text: str, start: int, end: int, leads: Callable[[int], bool]) -> list[Span]:
    """Spans of the clauses of ``text[start:end]``, the mark that ends each left out.

    ``leads`` tells whether an agency with a duty of its own stands at an offset.
    """
    spans: list[Span] = []
    begin = start
    for match in _CUT.finditer(text, start, end):
        at = match.end()
        if _whole(text[begin : match.start()]) and (VERB.match(text, at, end) or leads(at)):
            spans.append((begin, match.start()))
            begin = at
    return [*spans, (begin, end)]


def _whole(clause: str) -> bool:
    if len(clause.split()) < _FEWEST_WORDS or clause.count('"') % 2:
        return False
    if clause.count("(") > clause.count(")") or clause.count("“") > clause.count("”"):
        return False
    partners = _WITH_WHOM.search(clause)
    if partners is not None and not _INSIDE.search(partners["names"]):
        return False
    # "gồm: a; b": what follows a colon within a duty is its list
    return ": " not in clause
