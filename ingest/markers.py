"""The printed markers that open an outline item, read from the start of a line."""

from __future__ import annotations

import re
from dataclasses import dataclass

LETTERS = "abcdđeghiklmnopqrstuvxy"
"""The order of điểm letters in Vietnamese documents (Nghị định 30/2020/NĐ-CP): đ after d, no f."""

ROMAN = ("I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX").split()
ORDINAL_WORDS = "NHẤT HAI BA TƯ NĂM SÁU BẢY TÁM CHÍN MƯỜI".split()


@dataclass(frozen=True, slots=True)
class Marker:
    """One way to read a marker: ``style`` groups a run, ``ordinal`` counts within it from 1.

    Bullets have ordinal 0: they are counted by the outline.
    """

    level: str
    label: str
    style: str
    ordinal: int
    length: int


_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    # "PHẦN THỨ NHẤT", "Phần II. NỘI DUNG", "PHẦN A"
    ("phan", re.compile(r"(?:PHẦN|Phần)\s+(?:THỨ\s+|thứ\s+)?(\w+)\b[.:]?\s*")),
    # "Chương II"
    ("chuong", re.compile(r"(?:CHƯƠNG|Chương)\s+([IVX]+|\d{1,2})\b[.:]?\s*")),
    # "Điều 1. Ban hành kèm theo Quyết định này"
    ("dieu", re.compile(r"(?:ĐIỀU|Điều)\s+(\d{1,3})\s*[.:]\s*")),
    # "IV. TỔ CHỨC THỰC HIỆN", "II- NHIỆM VỤ", "Mục III. KINH PHÍ"
    ("muc", re.compile(r"(?:(?:MỤC|Mục)\s+)?([IVX]{1,6})\s*[.\-–:/)]\s*(?=\S)")),
    # "A. ĐÁNH GIÁ", "B - MỤC TIÊU": capital letters above the Roman ones
    ("phan", re.compile(r"([A-HĐ])\s*[.\-–/)]\s+(?=\S)")),
    # "1.1. Triển khai", "2.4 Tăng cường", "1.2.3. …"
    ("khoan", re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,3})(?:[.):]\s*|\s+)(?=\S)")),
    # "1. Sở Y tế", "2) …", "3/ …", "4.Phòng"
    ("khoan", re.compile(r"(\d{1,2})\s*(?:[.)/:]\s+|[.)](?=[^\W\d]))(?=\S)")),
    # "b) Chịu trách nhiệm", "a. Mục đích", "đ)  …"
    ("diem", re.compile(r"([a-zđ])\s*(?:\)\s*|[./]\s+)(?=\S)")),
    # "(1) …", "(a) …"
    ("ngoac", re.compile(r"\((\d{1,2}|[a-zđ])\)\s+(?=\S)")),
    # "- Chủ trì", "+ Phối hợp", "* Đơn vị thực hiện:", "• …"
    ("gach", re.compile(r"([-–—+*•●▪■◦])\s*(?=[^\s\d\-–—+*|])|([-–—+*•●▪■◦])\s+(?=\d)")),
    # "Mục tiêu 2: …" and "Chỉ tiêu 1: …" where no other marker stands before them
    ("muc_tieu", re.compile(r"(?:Mục tiêu|MỤC TIÊU)\s+(\d{1,2})\s*[.:\-–]\s*(?=\S)")),
    ("chi_tieu", re.compile(r"(?:Chỉ tiêu|CHỈ TIÊU)\s+(\d{1,2}(?:\.\d{1,2})?)\s*[.:\-–]\s*(?=\S)")),
)

NUMBERED_ITEM = re.compile(r"(Mục tiêu|Chỉ tiêu)(?:\s+(?:số\s+)?(\d{1,2}(?:\.\d{1,2})?))?\s*[.:\-–(]")
"""'Mục tiêu 2: Trong lĩnh vực …' or 'Chỉ tiêu: Phấn đấu …' behind a marker."""


def read_markers(line: str) -> tuple[Marker, ...]:
    """All ways to read the start of a line, likeliest first; () for running text.

    "i) …" is a letter and a lower-case Roman number, "C. …" a letter and a Roman number: the
    outline decides by the run that it continues.
    """
    found: list[Marker] = []
    for level, pattern in _PATTERNS:
        match = pattern.match(line)
        if match is None:
            continue
        label = next(group for group in match.groups() if group)
        marker = _marker(level, label, match.end())
        if marker is not None:
            found.append(marker)
    return tuple(found)


def _marker(level: str, label: str, length: int) -> Marker | None:
    """The marker's place in its run; None where the label is no number of that kind."""
    ordinal = 0
    style = level
    if level == "muc":
        if label not in ROMAN:
            return None
        ordinal = ROMAN.index(label) + 1
    elif level == "phan":
        upper = label.upper()
        if len(upper) == 1 and upper in "ABCDEFGHĐ" and label.isupper():
            ordinal, style = "ABCDEFGH".find(upper) + 1, "phan.chu"
        elif upper in ROMAN:
            ordinal = ROMAN.index(upper) + 1
        elif upper in ORDINAL_WORDS:
            ordinal = ORDINAL_WORDS.index(upper) + 1
        elif label.isdigit():
            ordinal = int(label)
        else:
            return None
        if ordinal == 0:
            return None
    elif level == "diem":
        if label not in LETTERS:
            return None
        ordinal = LETTERS.index(label) + 1
    elif level == "ngoac":
        ordinal = int(label) if label.isdigit() else LETTERS.find(label) + 1
        style = "ngoac.so" if label.isdigit() else "ngoac.chu"
        if ordinal == 0:
            return None
    elif level == "gach":
        style = f"gach.{'-' if label in '-–—' else label}"
    elif level == "chuong":
        ordinal = int(label) if label.isdigit() else (ROMAN.index(label) + 1 if label in ROMAN else 0)
    else:
        parts = [int(part) for part in label.split(".")]
        ordinal = parts[-1]
        if level == "khoan":
            style = f"khoan.{len(parts)}"
    return Marker(level, label, style, ordinal, length)
