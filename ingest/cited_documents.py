"""A document named in a text: its type, number, date, issuer and subject, each as printed."""

from __future__ import annotations

import re

from rag.schema import CitedDocument

_UPPER = "A-ZĐ" + "".join(chr(code) for code in range(0xC0, 0x1EFA) if chr(code).isupper())
_LAWS = "Bộ luật|Luật|Pháp lệnh|Hiến pháp"
_OTHERS = (
    "Nghị quyết|Nghị định|Quyết định|Chỉ thị|Thông tư liên tịch|Thông tư|Kế hoạch|Công văn|"
    "Văn bản|Tờ trình|Chương trình|Hướng dẫn|Kết luận|Thông báo|Báo cáo|Công điện|Đề án|Quy định"
)
# types are printed in any case ("Nghị Quyết", "kế hoạch số …"), names and signs are not
_ANY_TYPE = rf"(?i:{_LAWS}|{_OTHERS})"
_NUMBER = rf"\d{{1,5}}[a-zđ]?(?:/\d{{4}})?\s*[-/]\s?[{_UPPER}][\w&/\-]*(?:-\s?[{_UPPER}][\w&]*)*"
# "Kế hoạch số …/KH-UBND", "Kế hoạch số /KH-UBND": issued with a blank number
_BLANK = rf"(?:[….]+|_+)?\s*/\s?[{_UPPER}][\w&/\-]*"
# "Phòng, chống bạo lực gia đình", "Thi đua, khen thưởng": a comma within a law's name
_LAW_COMMA = r",\s(?=(?:chống|bổ sung|khen thưởng|vệ sinh|tôn giáo|kiểm soát|sử dụng)\b)"
_LAW_NAME = (
    rf"(?:[{_UPPER}]|sửa đổi\b)(?:(?!\b{_ANY_TYPE}\s+số\b)[^,;.()\d]|"
    rf"{_LAW_COMMA})"
)
_TYPE_NAME = rf"[{_UPPER}](?:(?!\b{_ANY_TYPE}\b)[^,;.()\d])"
_BY = r"(?:của\s+(?P<by>[^,;.()\d]{3,80}?)\s+)?"
_NUMBERED = (
    rf"(?:(?P<law>(?i:{_LAWS}))\s+(?:(?P<law_name>{_LAW_NAME}{{2,120}}?)\s+)?(?:số\s+)?|"
    rf"(?P<type>(?i:{_OTHERS}))\s+(?:(?P<name>{_TYPE_NAME}{{2,80}}?)\s+(?=số\b))?{_BY}(?:số\s*)?)"
    rf"(?:(?P<number>{_NUMBER})|(?<=số)\s*(?P<blank>{_BLANK})|(?<=số )(?P<blank_too>{_BLANK}))"
)
_DOCUMENT = re.compile(_NUMBERED)
_LAW_END = rf"\s+(?:năm\s+\d|ngày\s+\d|\(|được\b)|(?!{_LAW_COMMA})[,;.()]|\s*$"
# a law that amends others names them: "Luật sửa đổi … của Luật Giá và Luật Đấu thầu"
_LAW = re.compile(
    rf"(?P<law>{_LAWS})\b(?:\s+(?P<law_name>(?=sửa đổi){_LAW_NAME}{{2,160}}?(?={_LAW_END})|"
    rf"{_LAW_NAME}{{2,160}}?(?=\s+và\s+(?:các|Luật|Nghị)\b|{_LAW_END})))?"
    rf"(?=\s+và\s|{_LAW_END})"
)
_DATE = re.compile(
    r"[\s,]*(?:ngày\s+)?(?P<date>\d{1,2}\s*(?:/|-|\.|tháng)\s*\d{1,2}\s*(?:/|-|\.|năm)\s*\d{4})"
)
_YEAR = re.compile(r"[\s,]*năm\s+(?P<date>\d{4})")
_ABOUT = (
    r"(?:[Vv]ề\s+việc|[Vv]/v|[Vv]ề|ban hành|phê duyệt|quy định|hướng dẫn|triển khai|thực hiện|"
    r"sửa đổi|bãi bỏ|thành lập|kiện toàn|giao|thông qua|công bố|điều chỉnh|tổ chức|tiếp tục|"
    r"đẩy mạnh|tăng cường|quy định chi tiết)"
)
_BODY = (
    r"(?:Ủy ban|Uỷ ban|UBND|HĐND|Hội đồng|Chủ tịch|Sở|Phòng|Ban|Bộ|Hội|Huyện|Tỉnh|Đảng [uủ][yỷ]|"
    r"Công an|Trường|Trung tâm|Văn phòng|Liên đoàn|Đoàn|Mặt trận|Chi cục|Cục)\b"
)
# "Bộ Văn hóa, Thể thao và Du lịch": a comma within an agency's name
_AGENCY_COMMA = rf",\s(?!{_BODY})(?=[{_UPPER}][^\W\d_]*(?:\s[^\W\d_]+){{0,4}}?\s+và\s+[{_UPPER}])"
_NOT_ISSUER = (
    rf"(?:{_ABOUT}|tại|theo|trên|trong|nhằm|để|đã|được|ngày|năm|xây dựng|"
    rf"(?:và|cùng)\s+(?:{_ANY_TYPE}|các))\b"
)
# "Ban Chỉ đạo về chuyển đổi số": such a word within the name
_ISSUER = re.compile(
    r"[\s,]*của\s+(?P<issuer>(?:(?:Ban Chỉ đạo|Tổ công tác|Hội đồng)"
    r"(?:\s+(?:quốc gia|Trung ương|tỉnh|huyện))?\s+(?:về|thực hiện|triển khai)\s)?"
    rf"(?:(?!\s{_NOT_ISSUER})(?:[^;(),]|{_AGENCY_COMMA})){{3,90}}?)"
    rf"(?=\s+{_NOT_ISSUER}|(?!{_AGENCY_COMMA})[,;.()]|\s*$)"
)
_ISSUER_BEFORE = re.compile(r"\b[Cc]ủa\s+(?P<issuer>[^;,]{3,80}?)\s+tại\s+$")
""" "theo đề nghị của Sở Nội vụ tại Tờ trình số 80/TTr-SNV"."""
# the subject ends before the next document, a bracket that gives it a short name, the main clause
_SUBJECT = re.compile(
    rf"[\s,]*(?P<subject>{_ABOUT}\b(?:(?!(?:,|\s+và|,\s+(?:căn cứ|theo))\s+{_ANY_TYPE}\s+"
    rf"(?:của\s+[^,;]{{3,60}}\s+)?(?:số\s|\d{{1,5}}/)|\s*\((?:sau đây|gọi tắt)|"
    rf",\s*{_BODY}[^,;]{{0,120}}?\s(?:ban hành|xây dựng|triển khai|tổ chức|đề nghị|yêu cầu|"
    r"báo cáo)\b|"
    r",?\s+(?:theo đề nghị|xét đề nghị|căn cứ)\s)[^;])+)"
)


def cited_document(text: str) -> CitedDocument | None:
    """The first document that a text names by its number, or the first law by its name.

    A part that is not printed is None; "Luật Bình đẳng giới" has no number and its name as subject.
    """
    flat = " ".join(text.split())
    numbered, law = _DOCUMENT.search(flat), _LAW.search(flat)
    first = numbered or law
    if numbered and law and law.start() < numbered.start() and _dated(flat, law.end()):
        first = law
    if first is None:
        return None
    part = first.groupdict()
    printed = part.get("number")
    at = first.end()
    date = _dated(flat, at)
    at = date.end() if date else at
    issuer = _ISSUER.match(flat, at)
    at = issuer.end() if issuer else at
    before = _ISSUER_BEFORE.search(flat, 0, first.start())
    named = issuer["issuer"] if issuer else part.get("by") or (before and before["issuer"])
    about = _SUBJECT.match(flat, at)
    subject = part["law_name"] or (about["subject"] if about else part.get("name"))
    return CitedDocument(
        type=part["law"] or part["type"],
        number=re.sub(r"\s", "", printed).rstrip("-/") if printed else None,
        date=date["date"] if date else None,
        issuer=named.strip() if named else None,
        subject=re.sub(r"[\s.,:]+$", "", subject) if subject else None,
    )


def _dated(text: str, at: int) -> re.Match[str] | None:
    return _DATE.match(text, at) or _YEAR.match(text, at)


def named_documents(text: str, start: int, end: int) -> list[re.Match[str]]:
    """Every document that a text names by its number; groups ``number`` and ``law`` or ``type``."""
    return [match for match in _DOCUMENT.finditer(text, start, end) if match["number"]]
