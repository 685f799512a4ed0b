"""Slices to citations, with the reference that can be pasted into a document.

The form follows Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 6, điểm b: type, number,
date, issuer and subject at first mention; what the document does not print is left out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from rag.schema import Citation, PageReading, Passage, Plan, Section, Slice, Step

_ORDINALS = (
    "nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười",
)  # fmt: skip
_WORDS = {
    "phan": "Phần {0}", "chuong": "Chương {0}", "dieu": "Điều {0}", "muc": "Mục {0}",
    "khoan": "khoản {0}", "diem": "điểm {0}", "ngoac": "điểm ({0})", "muc_tieu": "Mục tiêu {0}",
    "chi_tieu": "Chỉ tiêu {0}", "kem_theo": "văn bản kèm theo thứ {0}",
    "chu_thich": "chú thích {0}",
    "dau": "phần đầu văn bản", "tieu_de": "tên văn bản", "mo_dau": "đoạn mở đầu thứ {0}",
    "ket": "đoạn kết thứ {0}", "noi_nhan": "nơi nhận", "ky": "phần ký", "de_muc": "đề mục thứ {0}",
    "bang": "bảng {0}", "hang": "hàng {0}",
}  # fmt: skip
_LONGEST_NAME = 160
_MINOR = frozenset({"gach", "doan", "cau"})


def plan_reference(plan: Plan, *, short: bool = False) -> str:
    """ "Kế hoạch số 175/KH-UBND ngày 06 tháng 4 năm 2021 của Ủy ban nhân dân tỉnh Đắk Nông …".

    ``short`` gives the form of later mentions: type and number, or type and issuer.
    """
    parts = [plan.type]
    if plan.number_shown is not None:
        parts.append(f"số {plan.number_shown}")
    if short and plan.number is not None:
        return " ".join(parts)
    if plan.date is not None and plan.date_shown is not None:
        parts.append(plan.date_shown)
    if plan.issuer is not None:
        parts.append(f"của {plan.issuer}")
    if short:
        return " ".join(parts)
    title = plan.title[:1].lower() + plan.title[1:]
    if title:
        parts.append(title)
    return " ".join(parts)


def path_reference(path: Sequence[Step], headings: Sequence[str] = ()) -> str:
    """ "gạch đầu dòng thứ nhất, điểm b khoản 3 Mục IV": the innermost first.

    With the headings of the path's steps a table is named by the one above it: "hàng 3 bảng
    “Phân công nhiệm vụ”, khoản 1 Mục II".
    """
    depth = next((n for n, step in enumerate(path) if step.level == "bang"), 0)
    name = _table_name(headings[depth - 1]) if depth and len(headings) == len(path) else None
    if name is not None and path[depth - 1].level in ("de_muc", "kem_theo"):
        inside = [_WORDS[step.level].format(step.label) for step in reversed(path[depth + 1 :])
                  if step.level == "hang"]  # fmt: skip
        named = " ".join((*inside, f"bảng “{name}”"))
        around = path[: depth - 1] if path[depth - 1].level == "de_muc" else path[:depth]
        return ", ".join(part for part in (named, path_reference(around)) if part)
    minor = [
        _minor(step) for step in reversed(path) if step.level in _MINOR and step.level != "cau"
    ]
    # khoản 2.4 already says that it stands in khoản 2
    kept = [
        step for number, step in enumerate(path)
        if step.level not in _MINOR
        and not (
            step.level == "khoan"
            and any(later.label.startswith(f"{step.label}.") for later in path[number + 1 :])
        )
    ]  # fmt: skip
    major = [
        _WORDS.get(step.level, step.level).format(step.label.split("~")[0])
        for step in reversed(kept)
    ]
    return ", ".join(part for part in (*minor, " ".join(major)) if part)


def _table_name(heading: str) -> str | None:
    """ "Bảng 2: Kinh phí (Đơn vị: triệu đồng)" as "Kinh phí"; None where it is no short name."""
    text = re.sub(r"^(?:Bảng|Biểu|BẢNG|BIỂU)(?:\s+(?:số\s+)?\d+)?\s*[.:]\s*", "", heading)
    text = re.sub(r"\s*\([^()]*\)", "", text).strip()
    return text if 0 < len(text) <= _LONGEST_NAME else None


def _minor(step: Step) -> str:
    number = step.label.split("~")[0]
    ordinal = _ORDINALS[int(number) - 1] if number.isdigit() and int(number) <= 10 else number
    return f"{'gạch đầu dòng' if step.level == 'gach' else 'đoạn'} thứ {ordinal}"


def cite(
    n: int,
    piece: Slice,
    plan: Plan,
    sections: dict[str, Section],
    headings: tuple[str, ...],
    passage: Passage | None,
    pages: tuple[int, ...] | None,
    readings: tuple[PageReading, ...] = (),
) -> Citation:
    """The citation of a slice."""
    section = sections[piece.section]
    page = max(1, bisect_right(pages, piece.start)) if pages is not None else None
    return Citation(
        n=n,
        plan_id=plan.plan_id,
        plan_title=plan.title,
        plan_number=plan.number_shown,
        issuer=plan.issuer,
        file=plan.file,
        path=headings,
        passage_id=passage.id if passage is not None else f"{plan.plan_id}/{piece.section}",
        page=page,
        quote=piece.text,
        start=piece.start,
        end=piece.end,
        reference=f"{path_reference(section.path, headings)} {plan_reference(plan)}",
        recognised=_recognised(piece, pages or (), readings),
    )


def _recognised(
    piece: Slice, pages: tuple[int, ...], readings: tuple[PageReading, ...]
) -> int | None:
    """The least confidence of the recognised pages that a slice runs over."""
    found = [
        reading.confidence or 0
        for start, end, reading in zip(pages, (*pages[1:], piece.end), readings, strict=False)
        if reading.method == "recognised" and start < piece.end and piece.start < end
    ]
    return min(found, default=None)
