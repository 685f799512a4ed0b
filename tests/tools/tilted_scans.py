"""``python -m tests.tools.tilted_scans``: Roman figures on soiled pages that lie askew.

Each page has four headings, five quarters in its text and four in a table's narrow column; told
is how many are read right, as Tesseract reads them and with their strokes counted.
"""

from __future__ import annotations

import re
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from ingest.readers import recognise
from ingest.readers.tesseract import Word
from rag.settings import Settings
from tests.ingest.scans import askew, page, scan, soiled, table

LINES = (
    "I. MỤC TIÊU", "1. Nâng cao nhận thức của cán bộ trong quý I năm 2026",
    "và hoàn thành trong quý II năm 2026.", "II. NHIỆM VỤ",
    "1. Tuyên truyền đến các xã trong Quý II và Quý III năm 2026.",
    "III. TỔ CHỨC THỰC HIỆN", "- Báo cáo kết quả trong quý III.", "IV. KINH PHÍ",
)  # fmt: skip
ROWS = (
    ("TT", "Nhiệm vụ", "Cơ quan", "Phối hợp", "Thời hạn"),
    ("1", "Tập huấn", "Sở Y tế", "Sở Tư pháp", "Quý II"),
    ("2", "Tuyên truyền", "Sở Nội vụ", "Sở Y tế", "Quý III"),
    ("3", "Báo cáo", "Thanh tra tỉnh", "Công an tỉnh", "Quý I"),
    ("4", "Kiểm tra", "Sở Tư pháp", "Sở Nội vụ", "Quý III"),
)
_QUARTER = re.compile(r"(?i:quý)\s?[^\s|.,:]+")
_LABEL = re.compile(r"^\W*(\w+)\.?\s+(MỤC|NHIỆM|TỔ|KINH)\b", re.MULTILINE)


def told(text: str) -> Counter[str]:
    """Labels and quarters as they were read."""
    labels = (f"{label}. {name}" for label, name in _LABEL.findall(text))
    return Counter([*_QUARTER.findall(text), *labels])


def as_read(words: tuple[Word, ...], _image: object) -> tuple[Word, ...]:
    return words


def right(index: Path) -> tuple[int, int]:
    """How many are right on all pages, and how many there are."""
    truth = told("\n".join((*LINES, *(" ".join(row) for row in ROWS))))
    found = count = 0
    for degrees in (0.0, 1.0, -1.5, 2.0):
        for seed in (1, 2):
            clean = table(page(("KẾ HOẠCH", *LINES)), 1700, ROWS)
            image = askew(soiled(clean, specks=1200, seed=seed), degrees)
            path = scan(index.parent / "a.pdf", image)
            read = recognise.recognise(path, [1], Settings(index=index), lambda *_: None)[1]
            found += (told(read.text) & truth).total()
            count += truth.total()
    return found, count


def main() -> None:
    for name in ("as read", "counted"):
        with TemporaryDirectory() as folder, ExitStack() as stack:
            if name == "as read":
                stack.enter_context(patch.object(recognise, "romans_counted", as_read))
            print(name, "{} of {}".format(*right(Path(folder) / "index")))


if __name__ == "__main__":
    main()
