"""Questions that ask to confirm: "Sở Y tế có báo cáo mục tiêu 4 không?"."""

from __future__ import annotations

import re

from rag.text import fold

_CONFIRM = re.compile(
    r"\bco\b.*\b(?:khong|ko|hong)\W*$|\b(?:phai|dung) (?:khong|ko|k|hong|chu)\b|^co phai\b|"
    r"^(?:is|are|does|do|did|must|should|has|have|will)\b"
)
_OPEN = re.compile(
    r"\b(?:nao|gi|ai|dau|bao nhieu|may|bao gio|the nao|ra sao|which|what|who|whom|when|where|how)\b"
)


def confirms(text: str) -> bool:
    """Whether "có" or "không" answers the question: "Sở Y tế có báo cáo mục tiêu 4 không?"."""
    question = fold(text).strip()
    return _CONFIRM.search(question) is not None and _OPEN.search(question) is None
