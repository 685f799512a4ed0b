"""The words of a document that a plan names, and where they end.

A preamble runs on: "Thực hiện Kế hoạch số 212/KH-UBND ngày 11/6/2021 của …, UBND thị xã ban hành
Kế hoạch … với những nội dung sau"; another names two documents in one sentence.
"""

from __future__ import annotations

import re

_ENACTS = re.compile(
    r"[,;.]\s+(?:nay,?\s+)?(?:(?i:Ủy ban|Uỷ ban|UBND|Hội đồng|HĐND|Chủ tịch|Ban|Sở|Phòng|Bộ|Hội|"
    r"Huyện|Tỉnh|Thị|Thành|Trung tâm|Trường|Liên đoàn|Công an|Đoàn))\b[^,;]{0,90}?\s"
    r"(?:ban hành|xây dựng|đề ra|lập|triển khai|tổ chức)\s+(?:[Kk]ế hoạch|[Cc]hương trình|"
    r"[Đđ]ề án|[Qq]uyết định)\b"
)
_NEXT = re.compile(
    r",?\s+(?:và|cùng với)\s+(?=(?:Nghị quyết|Quyết định|Nghị định|Chỉ thị|Thông tư|Kế hoạch|"
    r"Công văn|Văn bản|Tờ trình|Chương trình|Hướng dẫn|Kết luận|Thông báo|Luật)\s+(?:số\s+)?\d)"
)
_ISSUED = re.compile(r"\b(?:của|do)\s+[A-ZĐÀ-Ỹ]")


def one_document(text: str) -> str:
    """The text up to the plan's own enacting clause, or to a second document behind an issuer."""
    ends = [len(text)]
    enacts = _ENACTS.search(text)
    if enacts is not None:
        ends.append(enacts.start())
    for following in _NEXT.finditer(text):
        if _ISSUED.search(text[: following.start()]):
            ends.append(following.start())
    return text[: min(ends)]


_KIND = re.compile(
    r"(?:Nghị quyết|Quyết định|Nghị định|Chỉ thị|Thông tư|Kế hoạch|Công văn|Văn bản|Tờ trình|Luật|"
    r"Chương trình|Hướng dẫn|Kết luận|Thông báo|Đề án|Báo cáo)\s+(?:số\s+)?$",
    re.IGNORECASE,
)
_PROPOSER = re.compile(r"(?:theo|xét) đề nghị của [^.;]{3,120}? tại $", re.IGNORECASE)
""" "theo đề nghị của Sở Nội vụ tại Tờ trình số …": whose it is stands before its name."""


def from_kind(text: str, number: int, end: int) -> str:
    """From the word that names the document ("Nghị quyết số …") to its clause's end."""
    before = _KIND.search(text[max(0, number - 40) : number])
    start = number - len(before.group()) if before else number
    by = _PROPOSER.search(text[max(0, start - 160) : start])
    start -= len(by.group()) if by else 0
    stop = re.search(r"[;()]|\.(?:\s|$)", text[number:end])
    return text[start:number] + one_document(text[number : number + stop.start() if stop else end])
