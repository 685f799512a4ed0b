"""The printed markers that open an outline item, read from the start of a line."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

LETTERS = "abcdđefghijklmnopqrstuvwxyz"
"""The order of điểm letters (Nghị định 30/2020/NĐ-CP), with those that many lists leave out."""
_LEFT_OUT = frozenset("đfjwz")
"""Letters that a list may go without: "d) e)" and "e) g)" miss none."""

ROMAN = ("I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX "
         "XXI XXII XXIII XXIV XXV XXVI XXVII XXVIII XXIX XXX").split()  # fmt: skip
CAPITALS = "ABCDĐEFGHIJKLMNOPQRSTUVWXYZ"
ORDINAL_WORDS = "NHẤT HAI BA TƯ NĂM SÁU BẢY TÁM CHÍN MƯỜI".split()
_SPARE = {"BỐN": 4, "BẨY": 7}


@dataclass(frozen=True, slots=True)
class Marker:
    """One way to read a marker: ``style`` groups a run, ``ordinal`` counts within it from 1.

    Bullets have ordinal 0: they are counted by the outline. ``named`` is true where the marker
    says its own level ("Điều 5.", "1.2."), ``quoted`` where a quotation mark stands before it.
    """

    level: str
    label: str
    style: str
    ordinal: int
    length: int
    named: bool = False
    quoted: bool = False


# "“6. Khám phúc tra …": a provision quoted by the one that amends it
_QUOTE = re.compile(
    r"[“\"‘']\s*(?=(?:Điều|Chương|Mục)\s+[\dIVX]|\d{1,3}[a-zđ]?[.)]|[a-zđ]\d?\)|[IVX]+\.)"
)
# bullets: dashes, plus, star, dots, arrows, and Word's symbol fonts (private use)
_BULLET = r"\-–—‒―−+*•·●▪■◦○□➢►▶→✓✔§\uf02d\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf0e0\uf09f"
# what follows a number that is a heading's own: its end, a stop, or a name in capitals
_AFTER = r"(?=\s*$|\s*[.:\-–/)]|\s+[A-ZĐÀ-Ỹ(“\"])\s*[.:/)]?\s*(?:[\-–]\s+)?"

# "Mục tiêu 2: …", "Chỉ tiêu 1.2. …": what stands behind the number
_COLON = r"\s*(?:[.:\-–]\s*(?=\S)|$)"

_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    # "PHẦN THỨ NHẤT", "Phần II. NỘI DUNG", "PHẦN A"
    ("phan", re.compile(rf"(?:PHẦN|Phần)\s+(?:THỨ\s+|thứ\s+|Thứ\s+)?([^\W_]+){_AFTER}")),
    # "Chương II", "CHƯƠNG 3. TỔ CHỨC"
    ("chuong", re.compile(rf"(?:CHƯƠNG|Chương)\s+([IVX]+|\d{{1,2}}){_AFTER}")),
    # "Điều 1. Ban hành", "Điều 5a.", "Điều 2:", "Điều 20.5.LQ.48. Trợ cấp" (pháp điển)
    (
        "dieu",
        re.compile(
            r"(?:ĐIỀU|Điều)\s+(\d{1,3}[a-zđ]?|\d{1,3}(?:\.\w{1,6}){2,5})"
            r"\s*(?:[.:](?!\w)\s*|$)"
        ),
    ),
    # "Mục 1", "Mục 2. Quản lý", "MỤC 3: …" between Chương and Điều
    ("muc_so", re.compile(r"(?:MỤC|Mục|Tiểu mục|TIỂU MỤC)\s+(\d{1,2})\s*(?:[.:](?!\d)\s*|$)")),
    # "I.1. Mục tiêu", "II.2.1 Nội dung", "A.1. …": a number under its letter
    (
        "khoan_chu",
        re.compile(r"((?:[IVX]{1,5}|[A-H])\.\d{1,2}(?:\.\d{1,2})*)(?:[.):]\s*|\s+)(?=[^\W\d])"),
    ),
    # "IV. TỔ CHỨC THỰC HIỆN", "II- NHIỆM VỤ", "Mục III. KINH PHÍ", "I/ Mục đích"; not "V/v …"
    (
        "muc",
        re.compile(
            r"(?!V/v|X\s?-\s?quang)(?:(?:MỤC|Mục)\s+)?([IVX]{1,6})"
            r"(?:\s*[.\-–:)]\s*(?=[^\W\d_]|[“\"(])|\s*/\s*(?=\S))"
        ),
    ),
    # "A. ĐÁNH GIÁ", "B - MỤC TIÊU": capital letters above the Roman ones
    ("phan_chu", re.compile(r"([A-ZĐ])\s*[.\-–/)]\s+(?=\S)")),
    # "1.1. Triển khai", "2.4 Tăng cường", "1.2.3. …"
    (
        "khoan",
        re.compile(r"(\d{1,3}(?:\.\d{1,2}){1,4})(?:[.):](?!\d)\s*(?=\S)|\s+(?=[A-ZĐÀ-Ỹ“\"(]))"),
    ),
    # "1. Sở Y tế", "2) …", "3/ …", "4.Phòng", "1a. …"
    ("khoan", re.compile(r"(\d{1,3}[a-zđ]?)\s*(?:[.)/:]\s+|[.)](?=[^\W\d]))(?=\S)")),
    # "b) Chịu trách nhiệm", "a. Mục đích", "đ)  …"
    ("diem", re.compile(r"([a-zđ])\s*(?:\)\s*|[./]\s+)(?=\S)")),
    # "a.1) …", "a1. …": a number under its letter
    ("diem_so", re.compile(r"([a-zđ]\.?\d{1,2})\s*[.)]\s+(?=\S)")),
    # "ii) …": small Roman numbers under a letter
    ("diem_la", re.compile(r"(x{0,2}(?:ix|iv|v?i{1,3}|v|x))\s*\)\s*(?=\S)")),
    # "(1) …", "(a) …", "(iv) …"
    ("ngoac", re.compile(r"\((\d{1,2}|[a-zđ]|x{0,2}(?:ix|iv|v?i{1,3}))\)\s*(?=[^\W_]|[“\"])")),
    # "Nhiệm vụ 1: Hoàn thiện", "DỰ ÁN 2. …", "Tiểu dự án 1": a heading with a word and a number
    (
        "de_muc",
        re.compile(
            r"(?=[A-ZĐ])(?i:(?:nhóm\s+)?(?:nhiệm vụ|giải pháp)|(?:tiểu\s+)?(?:dự án|đề án)|"
            r"nội dung|hoạt động|hợp phần|nhóm|bước|giai đoạn|đợt)\s+(?i:số\s+|thành phần\s+)?"
            r"(\d{1,2}(?:\.\d{1,2})?)\s*(?:[.:](?!\d)\s*|[\-–]\s+(?=\D)|$)"
        ),
    ),
    # "- Chủ trì", "+ Phối hợp", "* Đơn vị thực hiện:", "• …"; a figure needs a space: "- 5%"
    ("gach", re.compile(rf"([{_BULLET}])\s*(?=[^\s\d|{_BULLET}])|([{_BULLET}])\s+(?=\d)")),
    # "Mục tiêu 2: …" and "Chỉ tiêu 1: …" where no other marker stands before them
    ("muc_tieu", re.compile(rf"(?:Mục tiêu|MỤC TIÊU)\s+(?:số\s+)?(\d{{1,2}}){_COLON}")),
    (
        "chi_tieu",
        re.compile(rf"(?:Chỉ tiêu|CHỈ TIÊU)\s+(?:số\s+)?(\d{{1,2}}(?:\.\d{{1,2}})?){_COLON}"),
    ),
)
_NAMED = frozenset(
    {"phan", "phan_chu", "chuong", "dieu", "muc_so", "khoan_chu", "de_muc", "muc_tieu", "chi_tieu"}
)
_PUBLIC = {
    "phan_chu": "phan",
    "muc_so": "muc",
    "khoan_chu": "khoan",
    "diem_so": "diem",
    "diem_la": "diem",
}
"""Levels of the path for readings that differ only in how their run counts."""
_DASHES = "-–—‒―−\uf02d"
_LONGEST = 60
"""No marker is longer; a line of any length costs the same to read."""

NUMBERED_ITEM = re.compile(
    r"(Mục tiêu|Chỉ tiêu)(?:\s+(?:số\s+)?(\d{1,2}(?:\.\d{1,2})?))?\s*(?:[.:\-–(]|$)"
)
"""'Mục tiêu 2: Trong lĩnh vực …' or 'Chỉ tiêu: Phấn đấu …' behind a marker."""


def read_markers(line: str) -> tuple[Marker, ...]:
    """All ways to read the start of a line, likeliest first; () for running text.

    "i) …" is a letter and a lower-case Roman number, "C. …" a letter and a Roman number: the
    outline decides by the run that it continues.
    """
    return _read(line[:_LONGEST])


@functools.lru_cache(maxsize=4096)
def _read(head: str) -> tuple[Marker, ...]:
    """A line is read when it is joined, placed in the outline and read for facts."""
    quote = _QUOTE.match(head)
    found: list[Marker] = []
    for kind, pattern in _PATTERNS:
        match = pattern.match(head, quote.end() if quote is not None else 0)
        if match is None:
            continue
        label = match.group(match.lastindex or 0)
        place = _place_in_run(kind, label, head[match.end(match.lastindex or 0) : match.end()])
        if place is not None:
            found.append(
                Marker(
                    _PUBLIC.get(kind, kind),
                    label,
                    *place,
                    match.end(),
                    named=kind in _NAMED or (kind == "khoan" and "." in label),
                    quoted=quote is not None,
                )
            )
    return tuple(found)


def _place_in_run(kind: str, label: str, closing: str) -> tuple[str, int] | None:
    """Style and ordinal of a label; None where it is no number of that kind."""
    bracket = ")" if ")" in closing else ""
    number = re.match(r"\d+", label)
    if kind == "gach":
        return f"gach.{'-' if label in _DASHES else label}", 0
    if kind == "diem":
        return "diem" if bracket else "diem.", LETTERS.index(label) + 1
    if kind == "diem_la":
        return "diem.la", _small_roman(label)
    if kind == "ngoac":
        if number is not None:
            return "ngoac.so", int(label)
        if len(label) > 1 or label in "ivx":
            return "ngoac.la", _small_roman(label)
        return "ngoac.chu", LETTERS.index(label) + 1
    if kind == "phan_chu":
        return ("phan.chu", CAPITALS.index(label) + 1) if label in CAPITALS else None
    if kind in ("phan", "chuong", "muc"):
        return _upper_number(kind, label)
    if kind == "khoan_chu":
        return f"khoan.{label.count('.') + 1}.chu", int(label.rpartition(".")[2])
    if kind == "diem_so":
        return "diem.so", int(label.lstrip("abcdđefghijklmnopqrstuvwxyz."))
    if kind == "khoan":
        parts = label.split(".")
        last = re.match(r"\d+", parts[-1])
        return f"khoan.{len(parts)}{bracket}", int(last.group()) if last else 0
    if kind == "dieu" and "." in label:
        last = re.search(r"\d+$", label)
        return "dieu.pd", int(last.group()) if last else 1
    if number is None:
        return None
    if kind == "de_muc":
        return f"de_muc.{label.count('.') + 1}", int(label.rpartition(".")[2])
    return kind, int(label.rpartition(".")[2]) if kind == "chi_tieu" else int(number.group())


def _upper_number(kind: str, label: str) -> tuple[str, int] | None:
    """Roman, Arabic, spelled out, or one capital letter."""
    upper = label.upper()
    if upper in ROMAN and label.isupper():
        return kind, ROMAN.index(upper) + 1
    if kind == "phan":
        if upper in ORDINAL_WORDS:
            return kind, ORDINAL_WORDS.index(upper) + 1
        if upper in _SPARE:
            return kind, _SPARE[upper]
        if len(label) == 1 and label in CAPITALS:
            return "phan.chu", CAPITALS.index(label) + 1
    return (kind, int(label)) if label.isdigit() else None


def _small_roman(label: str) -> int:
    return ROMAN.index(label.upper()) + 1


def missing_between(style: str, before: int, after: int) -> int:
    """How many labels a run leaves out between two ordinals; letters that lists omit are free."""
    if style in ("phan.chu", "diem", "diem.", "ngoac.chu"):
        return sum(letter not in _LEFT_OUT for letter in LETTERS[before : after - 1])
    return after - before - 1
