"""Whose money is asked after: one of the sources that a plan lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rag.amounts import AMOUNT
from rag.answers.shape import clauses_of, tidy
from rag.schema import Statement
from rag.table import is_row_id, split_cells
from rag.text import fold

_BY_SOURCE = re.compile(
    r"\b(?:moi|tung|theo|co cau|tach) (?:loai |cac )?(?:nguon|khoan)\b|\bco cau (?:von|kinh phi)|"
    r"\bnguon nao (?:gop |cap |chi |la )?bao nhieu|\b(?:each|every|by|per) source\b|"
    r"\bbroken down\b|\bbreakdown\b"
)
_HOW_MUCH = re.compile(
    r"\bbao nhieu\b|\bmay (?:tram )?(?:ty|trieu|dong|tien)\b|\bhow much\b|\btong\b|"
    # "trong đó xã hội hóa mấy?", and no "trước ngày mấy"
    r"(?<!ngay )(?<!thang )(?<!quy )(?<!so )(?<!thu )(?<!gio )\bmay\W*$"
)
_GIVES = (
    r"(?: (?:se|da|co|phai|duoc|can))* (?:rot|cap|cho|ho tro|bo sung|chuyen|gop|dong gop|giup|lo)\b"
)
_NOT_BY = re.compile(r"\bđ[ôỏộ]\b", re.IGNORECASE)
""" "Hội Chữ thập đỏ phường": no "do phường"."""
_LEVELS = {
    "trung uong": (r"trung uong", r"central", None),
    "nha nuoc": (r"nha nuoc", r"(?:state|national)", None),
    "tinh": (r"tinh", r"(?:provincial|province(?:'s)?)", "tinh"),
    "huyen": (r"(?:huyen|quan|thi xa|thanh pho)", r"(?:district(?:'s)?|town(?:'s)?)", "huyen"),
    "xa": (r"(?:(?<!thi )xa(?! hoi\b)|phuong|thi tran|co so)", r"(?:commune|ward)(?:s|'s)?", "xa"),
}
_RAISED = re.compile(
    r"\bxa hoi hoa\b|\btai tro\b|\bvien tro\b|\bvan dong\b|\bhuy dong\b|\bdong gop\b|\bung ho\b"
)
_OTHERS = (
    (re.compile(r"\bxa hoi hoa\b|\bsociali[sz]ed\b"), re.compile(r"\bxa hoi hoa\b"), _RAISED),
    (
        re.compile(r"\btai tro\b|\bvien tro\b|\bsponsor|\bdonor"),
        re.compile(r"\btai tro\b|\bdoanh nghiep\b|\bvien tro\b|\bxa hoi hoa\b"), _RAISED,
    ),
    (
        re.compile(r"\bdoanh nghiep\b|\bbusiness"),
        re.compile(r"\btai tro\b|\bdoanh nghiep\b|\bvien tro\b|\bxa hoi hoa\b"), None,
    ),
    (
        re.compile(r"\bchuong trinh muc tieu quoc gia\b|\bmtqg\b|\bchuong trinh quoc gia\b"),
        re.compile(r"\bchuong trinh (?:muc tieu|quoc gia)\b|\bdu an \d"),
        re.compile(r"\btrung uong\b"),
    ),
    (
        re.compile(r"\bquy (?:bao tro|ho tro|khuyen hoc|vi nguoi ngheo)\b"),
        re.compile(r"\bquy (?:bao tro|ho tro|khuyen hoc|vi nguoi ngheo)\b"), None,
    ),
    (
        re.compile(r"\b(?:von|nguon|kinh phi) (?:\w+ ){0,5}?giam ngheo\b"),
        re.compile(r"\bgiam ngheo\b"), None,
    ),
    (
        re.compile(r"\bvon (?:cua |tu |long ghep )*chuong trinh\b"),
        re.compile(r"\bchuong trinh (?:muc tieu|quoc gia)\b"), None,
    ),
)  # fmt: skip
"""How a question names a source, how the plans do, and the sources that are its next of kin."""


@dataclass(frozen=True, slots=True)
class MoneySource:
    """How the plans write a source; ``level`` is that of the committee whose budget it is.

    ``kin``: what is told beside the lack of it, "vận động" of "tài trợ".
    """

    told: re.Pattern[str]
    level: str | None = None
    budget: bool = False
    kin: re.Pattern[str] | None = None


def _asked_level(names: str, english: str) -> re.Pattern[str]:
    # "ngân sách cấp huyện", "tỉnh rót về … bao nhiêu", "từ tỉnh", "the provincial budget"
    return re.compile(
        rf"\bngan sach (?:cua |cap |cac |dia phuong )*{names}\b|"
        rf"(?:^|[^\w]){names}{_GIVES}|\b(?:tu|do|nguon) (?:cap )?{names}\b(?! (?:nao|gi))|"
        rf"\b{english} (?:budgets?|funds?|funding|money)\b|"
        rf"\b(?:from|does|did|will|by) the {english}\b"
    )


_BUDGETS = tuple(
    (
        _asked_level(names, english),
        MoneySource(
            re.compile(
                rf"\bngan sach (?:cua |cap |cac |dia phuong )*(?:[^;.\d]{{0,20}}, )?{names}\b|"
                rf"\b{names}{_GIVES}"
            ),
            level,
            budget=True,
        ),
    )
    for names, english, level in _LEVELS.values()
)


_OPENS_LIST = re.compile(
    r"[,.]\s+(?:(?:bao )?gồm|trong đó|chi tiết|cụ thể|cơ cấu)"
    r"(?: (?:như sau|vốn|nguồn vốn))*\s*:\s*$",
    re.IGNORECASE,
)
SUM_TOO = re.compile(
    r"\bbao nhieu (?:tien|kinh phi|kp|von)\b[^,;?]{0,100}[,;] (?=[^,;?]*\bbao nhieu\b)"
)
TOTAL_ASKED = re.compile(
    r"\btong (?:so |muc )?(?:kinh phi|kp|tien|von|du toan|ngan sach)\b|\btotal\b"
)
TOTAL = re.compile(r"\btổng\b|\bkinh phí (?:thực hiện|năm)\b[^.;]{0,60}?\blà\b", re.IGNORECASE)


def is_row(one: Statement) -> bool:
    """Whether a sum stands in a row of a table, beside what it is for."""
    return is_row_id(one.task.section)


def money_text(one: Statement) -> str:
    """A statement on money in words: a row as "Mô hình …: 90 triệu đồng (Ban Quản lý chợ)"."""
    if is_row(one):
        if AMOUNT.search(one.subject):
            return f"{tidy(one.task.text)}: {one.subject}"
        # a row of sums by year: its source, which the first cell that is no number names
        cells = split_cells(one.task.text)
        return tidy(next((cell for cell in cells if any(map(str.isalpha, cell))), cells[0]))
    return _OPENS_LIST.sub("", one.task.text)


@dataclass(frozen=True, slots=True)
class RowPart:
    """What one source gives to a row of a table: the header of its column, and the sum."""

    label: str
    amount: str


_ROW_PART = re.compile(rf"(?:^|[(;] ?)(?P<label>[^();:]+): (?P<amount>{AMOUNT.pattern}(?: đồng)?)")
_WHOLE_OF_ROW = re.compile(rf"{AMOUNT.pattern}(?: đồng)?(?= \(|$)", re.IGNORECASE)
_SHORT_BUDGET = (
    (re.compile(r"\bns ?tw\b"), "ngan sach trung uong"),
    (re.compile(r"\bns ?dp\b"), "ngan sach dia phuong"),
    (re.compile(r"\bns ?nn\b"), "ngan sach nha nuoc"),
    (re.compile(r"\bns ?t\b"), "ngan sach tinh"),
    (re.compile(r"\bns ?h\b"), "ngan sach huyen"),
    (re.compile(r"\bns ?x\b"), "ngan sach xa"),
    (re.compile(r"\bns ?p\b"), "ngan sach phuong"),
    (re.compile(r"\bns\b"), "ngan sach"),
    (re.compile(r"\bxhh\b"), "xa hoi hoa"),
    (re.compile(r"\bngan sach cap\b"), "ngan sach"),
)
"""How the head of a column or a question may shorten a source."""


_LEVEL_ALONE = re.compile(
    r"(?:cap )?(?:trung uong|tw|tinh|huyen|xa|phuong|thi tran|thanh pho|dia phuong)"
)


def row_parts(one: Statement) -> tuple[RowPart, ...]:
    """The sums of a row by source: "15 triệu đồng (Ngân sách xã: 5 triệu đồng; …)"."""
    return tuple(RowPart(m["label"], m["amount"]) for m in _ROW_PART.finditer(one.subject))


def whole_of(one: Statement) -> str | None:
    """What a row costs in all; None where the table sums nothing up."""
    found = _WHOLE_OF_ROW.match(one.subject)
    return found.group() if found is not None else None


def source_words(text: str) -> str:
    """A source without marks, its short forms written out: "NSTW" as "ngan sach trung uong"."""
    words = fold(text)
    if _LEVEL_ALONE.fullmatch(words):
        return f"ngan sach {words.removeprefix('cap ')}"
    for short, long in _SHORT_BUDGET:
        words = short.sub(long, words)
    return words


def opens_list(one: Statement) -> bool:
    """Whether a sum is parted by the list below it, "Dự toán năm … là …, cơ cấu:", or behind it."""
    text = one.task.text
    listed = AMOUNT.search(text) is not None and _OPENS_LIST.search(text) is not None
    return listed or is_parted(text)


# "Kinh phí thực hiện Kế hoạch năm 2026 dự kiến 3.275 triệu đồng, gồm: ngân sách tỉnh 2.150 …"
_OF_PLAN = re.compile(
    r"(?:\W*\d+\W+)?(?:kinh phí|dự toán|nhu cầu)\b"
    r"(?!.*\b(?:riêng|ngân sách|nguồn|hỗ trợ)\b)[^.;]*$",
    re.IGNORECASE,
)
_PARTED_IN = re.compile(
    r"(?:\s+đồng)?\s*(?:\([^)]*\))?,?\s+(?:(?:bao )?gồm|trong đó|cơ cấu)\b", re.IGNORECASE
)
_PARTS = 2


def is_parted(text: str) -> bool:
    """Whether a sentence tells what the plan costs and, behind it, the sums that make it up."""
    first = AMOUNT.search(text)
    if first is None or not _OF_PLAN.match(text[: first.start()]):
        return False
    behind = text[first.end() :]
    return bool(_PARTED_IN.match(behind)) and len(AMOUNT.findall(behind)) >= _PARTS


def without_rows(found: Sequence[Statement]) -> list[Statement]:
    """The total alone where the rows of a table part it; all where no total is told."""
    others = [one for one in found if not is_row(one)]
    total = any(TOTAL.search(one.task.text) and AMOUNT.search(one.task.text) for one in others)
    return others if total else list(found)


def asks_how_much(question: str) -> bool:
    """Whether a sum is asked for."""
    return _HOW_MUCH.search(fold(question)) is not None


_PER_UNIT = re.compile(
    r"\b(?:mot|moi|tung) (?!(?:nam|quy|thang|tuan|nguon|giai|khoan(?! tien)|loai|so|phan|lan|muc|"
    r"ke hoach|noi|ben|cho|dia phuong|tinh|huyen|chuong trinh|cach)\b)(?P<unit>[a-z]+)|"
    r"/(?:suat|nguoi|ho|lop)\b|"
    r"\b(?:one|per|each|a single) (?!year|source|of|plan)\w+"
)
""" "Bao nhiêu tiền một suất": no row that tells what all of them cost."""


_NEW = re.compile(r"\bmới\b", re.IGNORECASE)
""" "Năm 2026 mới bố trí", "đổi mới": no "mỗi"."""


def per_unit(question: str) -> bool:
    """Whether it is asked what one of something costs or gets."""
    return _PER_UNIT.search(fold(_NEW.sub("", question))) is not None


def told_for_each(question: str, text: str) -> bool:
    """Whether a text tells the sum of one: "/suất", "mỗi em 300.000 đồng", in that clause."""
    asked = _PER_UNIT.search(fold(_NEW.sub("", question)))
    unit = re.compile(rf"\b{asked['unit']}\b") if asked and asked["unit"] else None
    return _EACH.search(text) is not None and any(
        AMOUNT.search(clause) and (unit is None or unit.search(_HELP.sub(" ", fold(clause))))
        for clause in clauses_of(text)
    )


_HELP = re.compile(r"\bho tro\b")
""" "Hỗ trợ" without marks names no "hộ"."""


_EACH = re.compile(rf"{AMOUNT.pattern}(?: đồng)?\s*/|\b(?:mỗi|một|từng)\b", re.IGNORECASE)


def by_source(question: str) -> bool:
    """Whether each source with its sum is asked for: "gồm những nguồn nào, mỗi nguồn …"."""
    return _BY_SOURCE.search(fold(question)) is not None


def sources_asked(question: str) -> tuple[MoneySource, ...]:
    """The sources that a question names; () where it asks of the money as a whole."""
    folded = fold(_NOT_BY.sub("", question))
    named = [source for pattern, source in _BUDGETS if pattern.search(folded)]
    named += [
        MoneySource(told, kin=kin) for pattern, told, kin in _OTHERS if pattern.search(folded)
    ]
    return tuple(named)


_PROJECT = re.compile(r"\bdu an (\d{1,2})\b")


def projects_asked(question: str, titles: Sequence[str]) -> tuple[MoneySource, ...]:
    """ "Dự án 8 bao nhiêu": a source where the plan is not that project itself."""
    numbers = dict.fromkeys(_PROJECT.findall(fold(question)))
    own = {number for title in titles for number in _PROJECT.findall(fold(title))}
    return tuple(MoneySource(re.compile(rf"\bdu an {n}\b")) for n in numbers if n not in own)


def of_other_project(question: str, texts: Sequence[str]) -> bool:
    """ "Dự án 6 bao nhiêu": the sum of "Dự án 8" is none of it."""
    wanted = {*_PROJECT.findall(fold(question))}
    return bool(wanted) and not any(wanted & {*_PROJECT.findall(fold(one))} for one in texts)


def of_sources(text: str, sources: Sequence[MoneySource]) -> str | None:
    """The clauses of a text that give a sum of one of the sources, cuts marked with "…"."""
    clauses = clauses_of(re.sub(r"\s+", " ", text).strip())
    kept = [
        n for n, clause in enumerate(clauses)
        if AMOUNT.search(clause) and any(one.told.search(fold(clause)) for one in sources)
    ]  # fmt: skip
    if not kept:
        return None
    parts = ["… " * (kept[0] > 0) + clauses[kept[0]]]
    parts += ["… " * (b > a + 1) + clauses[b] for a, b in pairwise(kept)]
    return tidy(" ".join(parts)) + "…" * (kept[-1] < len(clauses) - 1)


def part_of(one: Statement, sources: Sequence[MoneySource]) -> str | None:
    """The sum that one of the sources gives, with what it is for; None where none does."""
    parts = row_parts(one) if is_row(one) else ()
    if not parts:
        return of_sources(money_text(one), sources)
    told = [
        f"{part.label}: {part.amount}" for part in parts
        if any(source.told.search(source_words(part.label)) for source in sources)
    ]  # fmt: skip
    return f"{tidy(one.task.text)} – {'; '.join(told)}" if told else None


def wants_total(question: str, text: str) -> bool:
    """A total is asked and the text gives a part of it."""
    total = re.search(
        r"\btong\b|ca giai doan|toan bo|total|\b(?:tat ca|ca thay)\b(?! (?:cac|nhung|moi)\b)",
        fold(question),
    )
    if total is None or _WHOLE_PLAN.match(fold(text)):
        return False
    return not re.search(r"\btong\b|ca giai doan|toan bo|^\W*cong\b(?=[^:]{0,12}:)", fold(text))


_WHOLE_PLAN = re.compile(
    r"(?:\W*\d+\W+)?kinh phi (?:du kien )?(?:thuc hien|trien khai) (?:ke hoach|chuong trinh|de an)"
    r"(?: nay| nam \d{4}| giai doan \d{4} ?[-–] ?\d{4})*(?:\W| la | du kien | khoang | uoc )+"
    r"\d[\d.,]*(?: (?:trieu|ty|nghin))?(?: dong)?\b(?![^.;]*\d (?:trieu|ty|nghin|dong)\b)"
    r"(?!.*\d{3} dong[^.;]*\b(?:tu|do)\b[^.;]*\d{3} dong)"
)
""" "Kinh phí thực hiện Kế hoạch: 415.000.000 đồng": the one sum it names is the whole."""
