"""A document named in a text: its type, number, date, issuer and subject, each as printed."""

from __future__ import annotations

import re

from rag.schema import CitedDocument

_TYPE = (
    r"Bộ luật|Luật|Pháp lệnh|Hiến pháp|Nghị quyết|Nghị định|Quyết định|Chỉ thị|Thông tư liên tịch|"
    r"Thông tư|Kế hoạch|Công văn|Văn bản|Tờ trình|Chương trình|Hướng dẫn|Kết luận|Thông báo|"
    r"Báo cáo|Công điện"
)
_NUMBER = r"\d{1,5}(?:/\d{4})?\s*[-/]\s?[A-ZĐ][\w&/\-]*(?:-\s?[A-ZĐ][\w&]*)*"
_WHOLE = re.compile(
    rf"(?P<type>{_TYPE})\s+(?:(?P<name>[A-ZĐÀ-Ỹ][^,;.()\d]{{2,80}}?)\s+)?"
    rf"(?:số\s+)?(?P<number>{_NUMBER})",
    re.IGNORECASE,
)
_LAW = re.compile(
    r"(?P<type>Bộ luật|Luật)\s+(?P<name>[A-ZĐÀ-Ỹ][^,;.()\d]{2,80}?)(?=\s+(?:năm|ngày)|[,;.()]|$)"
)
_DATE = re.compile(
    r"[\s,]*(?:ngày\s+)?(?P<date>\d{1,2}\s*(?:/|-|\.|tháng)\s*\d{1,2}\s*(?:/|-|\.|năm)\s*\d{4})"
)
_YEAR = re.compile(r"[\s,]*năm\s+(?P<date>\d{4})")
_ABOUT = (
    r"(?:về\s+việc|v/v|về|ban hành|phê duyệt|quy định|hướng dẫn|triển khai|thực hiện|"
    r"sửa đổi|giao|thông qua)"
)
_ISSUER = re.compile(
    rf"[\s,]*của\s+(?P<issuer>(?:(?!\s{_ABOUT}\b)[^;()]){{3,90}}?)(?=\s+{_ABOUT}\b|[,;.()]|$)",
    re.IGNORECASE,
)
_ISSUER_BEFORE = re.compile(r"\bcủa\s+(?P<issuer>[^;,]{3,80}?)\s+tại\s+$", re.IGNORECASE)
""" "theo đề nghị của Sở Nội vụ tại Tờ trình số 80/TTr-SNV"."""
_SUBJECT = re.compile(rf"[\s,]*(?P<subject>{_ABOUT}\b[^;]+)", re.IGNORECASE)


def cited_document(text: str) -> CitedDocument | None:
    """The first document that a text names by its number, or the first law by its name.

    A part that is not printed is None; "Luật Bình đẳng giới" has no number and its name as subject.
    """
    flat = " ".join(text.split())
    found = _WHOLE.search(flat)
    law = _LAW.search(flat) if found is None else None
    match = found or law
    if match is None:
        return None
    number = re.sub(r"\s", "", found["number"]) if found else None
    at = match.end()
    date = _DATE.match(flat, at) or _YEAR.match(flat, at)
    at = date.end() if date else at
    issuer = _ISSUER.match(flat, at)
    at = issuer.end() if issuer else at
    issuer = issuer or _ISSUER_BEFORE.search(flat, 0, match.start())
    about = _SUBJECT.match(flat, at)
    subject = about["subject"] if about else match["name"]
    return CitedDocument(
        type=match["type"],
        number=number,
        date=date["date"] if date else None,
        issuer=issuer["issuer"].strip() if issuer else None,
        subject=re.sub(r"[\s.,:]+$", "", subject) if subject else None,
    )
