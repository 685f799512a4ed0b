"""Two works of one office in a sentence, each asked about."""

from __future__ import annotations

import re
from collections.abc import Callable

from rag.schema import Query
from rag.text import fold

_ALSO = re.compile(
    r"[,;?]\s+(?:(?:và|còn|rồi|va|con|roi)\s+)?|\s+(?:và|còn|va|con)\s+", re.IGNORECASE
)
_ASKS_OF_WORK = re.compile(
    r"\b(?:nao|gi|ai|may|the nao|ra sao|(?<!ban )(?<!vi )(?<!tai )sao|(?:khong|ko)(?=\W*$))\b"
)
_ON_OTHER_THING = re.compile(
    r"(?:ve )?(?!(?:neu|khi|muon|truoc|sau|luc)\b)(?:\w+ ){1,6}?thi (?:\w+ ){0,4}?"
    r"(?:gi|sao|the nao|ra sao|nhu the nao)\W*$"
)
_OTHER_WORK = re.compile(
    r"(?:(?:phai|can|se|co|duoc|ra) )*(?:(?P<orders>bat|buoc|yeu cau|chi dao|don doc)|xay dung|"
    r"to chuc|tap huan|boi duong|kiem tra|thanh tra|giam sat|huong dan|tham muu|tuyen truyen|"
    r"thong ke|thu thap|bo tri|long ghep|tham dinh|ra soat|van dong|quan ly|lap|mo|"
    r"ho tro|cung cap)\b"
)


def two_works(text: str, read: Callable[[str], Query]) -> tuple[str, ...]:
    """Two works of one agency, each asked about: the second half with the agency named; or ().

    "Sở … thống kê số liệu gì, còn quảng cáo thì xử sao?", "… tập huấn cho ai và xây dựng cơ sở dữ
    liệu theo tiêu chí gì?".
    """
    for joint in _ALSO.finditer(text):
        first, second = text[: joint.start()].strip(), text[joint.end() :].strip()
        folded = fold(second)
        other = _OTHER_WORK.match(folded)
        if not (other or _ON_OTHER_THING.match(folded)) or not (
            _ASKS_OF_WORK.search(fold(first)) and _ASKS_OF_WORK.search(folded)
        ):
            continue
        whole, one, two = read(text), read(first), read(second)
        own = whole.intent == one.intent == "duties" and len(whole.agencies) == 1
        named = two.narrowed or two.missing or (two.agencies and not (other and other["orders"]))
        if own and one.agencies == whole.agencies and one.subject and two.subject and not named:
            return first, f"{whole.agencies[0]} {second}"
    return ()
