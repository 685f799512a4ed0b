"""Parts of a plan on money, also of one that is on other work too.

"Phần thứ tư. KINH PHÍ VÀ TỔ CHỨC THỰC HIỆN" above "I. KINH PHÍ" and "II. TỔ CHỨC THỰC HIỆN".
"""

from __future__ import annotations

import re

from ingest.reading import Reading
from rag.schema import Section
from rag.text import fold

_OTHER_WORK = re.compile(
    r"\b(?:to chuc (?:thuc hien|trien khai)|trach nhiem|phan cong|giai phap|che do bao cao)\b"
)


def about_money(heading: str) -> bool:
    """A section on money, not an agency whose duty is money ("Phòng Tài chính - Kế hoạch")."""
    return re.search(r"kinh phi|nguon luc|nguon von|ngan sach", fold(heading)) is not None


def on_other_work(heading: str) -> bool:
    """Whether not all parts below a heading are on money."""
    return _OTHER_WORK.search(fold(heading)) is not None


def money_within(reading: Reading, section: Section) -> list[Section]:
    """The parts on money of a part that is on other work too; the part where it names none."""
    heading = reading.heading(section)
    if heading is None or not on_other_work(heading.text):
        return [section]
    on_money = [
        one for one in reading.children(section)
        if (h := reading.heading(one)) and about_money(h.text) and not on_other_work(h.text)
    ]  # fmt: skip
    return on_money or [section]


def under_money(reading: Reading, section: Section) -> bool:
    """Whether a section stands in a part on money."""
    above = [*reading.parents(section), section][:2]
    headings = [h.text for one in above if (h := reading.heading(one)) is not None]
    if not headings or "kinh phi" not in fold(headings[0]):
        return False
    if not on_other_work(headings[0]):
        return True
    return len(headings) > 1 and "kinh phi" in fold(headings[1]) and not on_other_work(headings[1])
