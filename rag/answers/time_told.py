"""A time that stands under its own label: "Điều 2. Thời hạn ủy quyền: Từ … đến hết ngày …"."""

from __future__ import annotations

import re

from rag.answers.asking_words import REPORT_WORDS
from rag.answers.shape import Asked, brief, draft, stated, without_marker
from rag.schema import Draft
from rag.text import fold

_LABEL = re.compile(
    r"^(?:điều \d+\.\s*)?(?:về )?(?:thời hạn|thời gian|hiệu lực|kỳ hạn)\b[^:]{0,60}", re.IGNORECASE
)
_OF_DOCUMENTS = frozenset("quyet dinh cong van chi thi chuong trinh so cua den tu".split())
_TIME = re.compile(r"\d{1,2}\s*(?:/|tháng)\s*\d|\bnăm \d{4}|\b\d+ (?:ngày|tháng|năm|giờ)\b")


def time_told(asked: Asked) -> Draft | None:
    """The labelled lines whose label names all that the question asks the time of."""
    words = {fold(word) for word in asked.query.subject} - REPORT_WORDS - _OF_DOCUMENTS
    wanted = {word for word in words if not word.isdigit()}
    if asked.query.lang != "vi" or not wanted:
        return None
    claims = []
    for plan_id in asked.query.plans:
        for passages in asked.book.passages(plan_id).values():
            for passage in passages:
                text = without_marker(passage.text.strip())
                label = _LABEL.match(text)
                if label is None or not _TIME.search(text):
                    continue
                if wanted <= set(re.findall(r"[^\W_]+", fold(label.group()))):
                    piece = asked.book.passage_slice(passage)
                    claims.append(stated(brief(text, asked.matcher), plan_id, (piece,)))
    return draft(asked, claims) if claims else None
