"""Of the passages found only those that tell what is asked: the place, for whom, which models."""

from __future__ import annotations

import re

from rag.answers.shape import Asked
from rag.schema import DraftClaim
from rag.text import fold


def asks_where(asked: Asked) -> bool:
    """Whether the place alone of something held is asked for."""
    return _HELD_WHERE.search(fold(asked.query.question)) is not None


def as_asked(asked: Asked, claims: list[DraftClaim]) -> list[DraftClaim]:
    """The statements that may tell the place, the persons or the things asked for."""
    if asked.query.intent != "general":
        return claims
    return _of_sort(asked, _for_whom(asked, _where(asked, claims)))


_HELD_WHERE = re.compile(
    r"\b(?:to chuc|dien ra|mo|hop|khai mac|tien hanh)\b[^,;?]{0,40}? ?(?:o|tai) "
    r"(?:dau|(?:dia diem|noi|cho|huyen|xa|phuong|thi xa|thanh pho|hoi truong) nao)"
    r"(?: (?:vay|the|a|nhi|ha))*\W*$"
)
_SAYS_WHERE = re.compile(
    r"\b(?:tại|ở|địa điểm|địa bàn|nơi|đến từng)\b|"
    r"\b(?:hội trường|nhà văn h[oó][aá]|sân|trung tâm|trụ sở|công viên|quảng trường)\b",
    re.IGNORECASE,
)


def _where(asked: Asked, claims: list[DraftClaim]) -> list[DraftClaim]:
    """Where a place alone is asked, only what may name one: "lớp … tổ chức tại địa điểm nào"."""
    if not asks_where(asked):
        return claims
    return [
        claim for claim in claims
        if any(_SAYS_WHERE.search(text) for text in (claim.text, *(p.text for p in claim.slices)))
    ]  # fmt: skip


_TOLD_TO_WHOM = re.compile(
    r"\b(?:bao|bao cao|bao tin|trinh bao) (?:(?:ngay|len|cho|voi|den|toi|tin) )*"
    r"(?:ai|dau|(?:co quan|don vi|noi|ben|cap) nao)(?: (?:vay|the|a|nhi|ha))*\W*$"
)
_TELLS = re.compile(
    r"\bbáo cáo\b[^.;]{0,60}\b(?:vụ việc|các vụ|trường hợp|sự cố|đột xuất|phát sinh|xảy ra)\b|"
    r"\b(?:báo (?:tin|ngay)|thông báo|trình báo|tố giác|tin báo|phản ánh|"
    r"liên hệ|đường dây|tổng đài|tiếp nhận (?:các )?(?:tin|thông tin|phản ánh))\b",
    re.IGNORECASE,
)


def may_tell(asked: Asked, text: str) -> bool:
    """Whether a passage may tell whom to tell: "xảy ra vụ … thì báo ai"."""
    question = fold(asked.query.question)
    if asked.query.intent != "general":
        return True
    return not _TOLD_TO_WHOM.search(question) or _TELLS.search(text) is not None


_FOR_WHOM = re.compile(
    r"\b(?:cho|tap huan|boi duong)(?: nhung| cac)? (?:ai|doi tuong nao|nguoi nao)\b"
)


def _for_whom(asked: Asked, claims: list[DraftClaim]) -> list[DraftClaim]:
    """Of "tập huấn cho ai" what says for whom, where anything does."""
    if not _FOR_WHOM.search(fold(asked.query.question)):
        return claims
    return [one for one in claims if re.search(r"\bcho\s", one.text)] or claims


_SORT = re.compile(
    r"\b(?:nhung|cac|may) (?P<sort>mo hinh|phong trao|cuoc van dong|cau lac bo|hoi thi|cuoc thi|"
    r"de an|du an|tai lieu|ky nang) (?:nao|gi)\b"
)


def _of_sort(asked: Asked, claims: list[DraftClaim]) -> list[DraftClaim]:
    """Of "những mô hình nào" what names a model, where anything does."""
    found = _SORT.search(fold(asked.query.question))
    if found is None:
        return claims
    named = re.compile(rf"\b{found['sort']}\b")
    return [one for one in claims if named.search(fold(" ".join(one.text.split())))] or claims
