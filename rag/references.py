"""References to objectives and indicators, read alike in plans and in questions.

"chỉ tiêu 2 (số liệu về bạo lực gia đình), 3 của mục tiêu 3 tại Nghị quyết số 28/NQ-CP"
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.schema import Reference
from rag.text import fold, lower, nfc

UNIT_LINE = re.compile(r"\W*(?:Đơn vị|Cơ quan) (?:thực hiện|chủ trì|phụ trách)\b", re.IGNORECASE)
"""Who does an item, in a line below it: it is told where that is asked."""
_ENDS = r"(?![\d%]|[./]\d|\s*(?:%|phan tram|percent))"
"""Behind a number: "mục tiêu 80 phần trăm" is no objective 80."""
_NUMBERS = (
    rf"\d{{1,2}}{_ENDS}(?:\s*\([^()]{{3,80}}\))?"
    r"(?:\s*(?:,|;|va|hoac|and|or|den|to|-|–)\s*(?:(?:cac\s+)?(?:chi tieu|indicators?|"
    r"targets?)\s+)?"
    rf"(?:so\s+|thu\s+)?\d{{1,2}}{_ENDS}(?:\s*\([^()]{{3,80}}\))?)*"
)
_INDICATOR = r"(?:(?:cac\s+|\d{1,2}\s+)?(?:chi tieu|indicators?|targets?)|\bct)"
_OBJECTIVE = r"(?:muc tieu|objectives?|goals?|\bmt)"
_OF = r"\s*(?:,|cua|thuoc|trong|o|tai|of|under|in)?\s*(?:cac\s+)?"

_PAIR = re.compile(
    rf"{_INDICATOR}\s*(?:so\s+|thu\s+)?(?P<indicators>{_NUMBERS})?{_OF}"
    rf"{_OBJECTIVE}\s*(?:so\s+|thu\s+|number\s+)?(?P<objective>\d{{1,2}}){_ENDS}"
)
# "mục tiêu 2, chỉ tiêu 3": the question's order
_PAIR_BACK = re.compile(
    rf"{_OBJECTIVE}\s*(?:so\s+|thu\s+|number\s+)?(?P<objective>\d{{1,2}}){_ENDS}\s*[,;:\-–]?\s*"
    rf"{_INDICATOR}\s*(?:so\s+|thu\s+|number\s+)?(?P<indicators>{_NUMBERS})"
)
_LABEL = (
    r"\d{1,2}\.\d{1,2}(?![\d%]|[./]\d|\s*(?:%|phan tram|percent|trieu|ty|nghin|lan|ca|nguoi)\b)"
)
# "chỉ tiêu 1.1, 1.2 và 2.3": the first number is the objective's
_DOTTED = re.compile(
    rf"{_INDICATOR}\s*(?:so\s+)?(?P<labels>{_LABEL}"
    rf"(?:\s*(?:,|;|va|hoac|and|or)\s*(?:{_INDICATOR}\s+)?{_LABEL})*)"
)
_OBJECTIVES = re.compile(
    rf"{_OBJECTIVE}\s*(?:so\s+|thu\s+|number\s+)?(?P<objectives>\d{{1,2}}{_ENDS}"
    rf"(?:\s*(?:,|va|and|den|to|-|–)\s*(?:{_OBJECTIVE}\s+)?\d{{1,2}}{_ENDS})*)"
)
_LONE_INDICATOR = re.compile(
    rf"{_INDICATOR}\s*(?:so\s+|thu\s+|number\s+)?(?P<indicators>{_NUMBERS})"
)
_OF_DOCUMENT = re.compile(
    r"(?:tai|cua|theo|trong|thuoc)\s+(?:nghi quyet|quyet dinh|ke hoach|chien luoc|"
    r"chuong trinh|nghi dinh|"
    r"chi thi|thong tu|van ban|cong van)\s+(?:so\s+)?(?P<number>\d{1,5}[-/][\w/&-]+)"
)
_ITEM = re.compile(r"(\d{1,2})(?:\s*\(([^()]{3,80})\))?")
NUMBER_WORDS = {
    "một": 1, "nhất": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7,
    "tám": 8, "chín": 9, "mười": 10,
}  # fmt: skip
"""What an item is counted with in words, "mục tiêu thứ tư", whether or not a plan counts so."""
_WORDS = {fold(word): number for word, number in NUMBER_WORDS.items()}
_WORD_NUMBER = re.compile(
    r"(?P<head>(?:muc tieu|chi tieu|nhiem vu|giai phap|hoat dong|noi dung|dau viec|bien phap|"
    r"gach dau dong|gach|y)\s+"
    rf"(?:so\s+|thu\s+))(?P<word>{'|'.join(_WORDS)})\b"
)
_RANGE = re.compile(r"(\d{1,2})\s*(?:den|to|-|–)\s*(?:chi tieu\s+|muc tieu\s+)?(\d{1,2})")

_INSIDE = r"(?:cua|tai|o|thuoc|trong|of|in|under)"
_STEP = (
    r"(?:(?:phan|part|chuong|chapter)\s+(?P<phan{0}>[ivx]+\b|[a-h]\b)|(?:muc|section)\s+(?P<muc{0}>[ivx]+\b)|"
    r"(?:dieu|article)\s+(?P<dieu{0}>\d{{1,3}})|(?:khoan|clause|item)\s+(?P<khoan{0}>\d{{1,2}})|"
    r"(?:diem|point)\s+(?P<diem{0}>[a-z])(?![\w])|"
    r"(?:gach(?: dau dong)?\s+(?:(?:thu|so)\s+)?|y\s+(?:thu|so)\s+|"
    r"bullet(?: point)?\s+(?:number\s+)?)"
    r"(?P<gach{0}>\d{{1,2}})(?![\d./%]))"
)
_STEPS = re.compile(
    _STEP.format("0")
    + "".join(rf"(?:[\s,]+(?:{_INSIDE}\s+)?{_STEP.format(n)})?" for n in (1, 2, 3))
)
# "mục 2.1", "nội dung 4.3", "Mục IV.2"
_OUTLINE_ITEM = re.compile(
    r"\b(?:muc|khoan|diem|noi dung|hoat dong|nhiem vu|tieu muc|items?|sections?|tasks?|activit\w+)"
    r"\s+(?:so\s+)?(?:(?P<label>\d{1,2}(?:\.\d{1,2})+)|(?P<roman>[ivx]+)\.(?P<number>\d{1,2}))\b"
)
_PARENT = (
    rf"(?:[\s,]+(?:{_INSIDE}\s+)?(?:(?:muc|section)\s+(?P<muc>[ivx]+)|"
    r"(?:phan|part|chuong|chapter)\s+(?P<phan>[ivx]+))\b)?"
)
""" "Nhiệm vụ số 5 tại Mục II": the part the number is counted in."""
_TASK_NUMBER = re.compile(
    r"\b(?:nhiem vu|giai phap|hoat dong|noi dung|dau viec|bien phap|task|activity|measure|solution)"
    rf"\s+(?:so|thu|number|no\.)\s+(?P<number>\d{{1,2}})(?![\d./]){_PARENT}"
)
_ARABIC = re.compile(rf"\bmuc\s+(?:so\s+)?(?P<number>\d{{1,2}})(?![\d./%]){_PARENT}")
""" "Mục 4", said of item 4 where Mục have Roman numbers."""
# "ai chủ trì 2.4 và 2.1", "who leads 4.2": said of items without their word
_BARE_ITEM = re.compile(
    r"(?:\b(?:chu tri|phoi hop|thuc hien|phu trach|dam nhan|lam|lo|giao|bao cao|theo doi|leads?)|"
    r"(?P<joined>\b(?:va|hay|and|or)|,)) "
    r"(?P<label>\d{1,2}(?:\.\d{1,2}){1,2})(?![\d%]|[.,/-]\d|\s+(?!(?:va|hay|o|tai|cua|trong|thi|the|"
    r"vay|phan|muc|khong|phai|ke hoach|and|or|in|of)\b)[a-z]+)"
)
_CHAPTER = re.compile(
    r"\b(?:chuong|chapter|part|phan (?:thu|so))\s+(\d{1,2})(?![\d./%]|\s*(?:phan tram|percent))"
)
""" "Chương 2", of plans whose parts have Roman numbers."""
_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
# "khoản 8 Mục III Dự án 8 của Quyết định số …": an item of another document
_OF_ANOTHER = re.compile(
    r"[^;?]{0,40}?\b(?:project|decision|resolution|circular|decree|law|programme|program)\b|"
    r"[^,;?]{0,40}?\b(?:du an|quyet dinh|nghi quyet|thong tu|nghi dinh|luat|cong van)\b"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A reference and where it stands in the text that was read."""

    reference: Reference
    start: int
    end: int


def find_references(text: str) -> tuple[Found, ...]:
    """All references in reading order. Objective "" stands for an indicator without one."""
    original = nfc(text)
    folded = _digits(original)
    document = _document(folded, original)
    found: list[Found] = []
    taken: list[tuple[int, int]] = []

    def free(match: re.Match[str]) -> bool:
        return all(match.end() <= start or match.start() >= end for start, end in taken)

    for match in _DOTTED.finditer(folded):
        taken.append(match.span())
        labels = re.findall(r"\d+\.\d+", match["labels"])
        for number in dict.fromkeys(label.partition(".")[0] for label in labels):
            named = tuple(one for one in labels if one.startswith(f"{number}."))
            found.append(Found(Reference(number, named, of_document=document), *match.span()))
    for pattern in (_PAIR, _PAIR_BACK):
        for match in pattern.finditer(folded):
            if not free(match):
                continue
            taken.append(match.span())
            items = _items(folded, original, match) if match.group("indicators") else ()
            found += _references(match.group("objective"), items, document, match.span())
    for match in _OBJECTIVES.finditer(folded):
        if free(match):
            taken.append(match.span())
            for number in _expand(match.group("objectives")):
                found.append(Found(Reference(number, of_document=document), *match.span()))
    for match in _LONE_INDICATOR.finditer(folded):
        if free(match):
            items = _items(folded, original, match)
            found += _references("", items, document, match.span())
    return tuple(sorted(found, key=lambda item: item.start))


def same_indicator(one: str, other: str) -> bool:
    """Whether two labels below one objective are the same: "chỉ tiêu 3", "chỉ tiêu 4.3"."""
    if ("." in one) == ("." in other):
        return one == other
    return one.rpartition(".")[2] == other.rpartition(".")[2]


def _references(
    objective: str,
    items: tuple[tuple[str, str | None], ...],
    document: str | None,
    span: tuple[int, int],
) -> list[Found]:
    """One reference for the indicators without a qualifier, one for each that has its own."""
    plain = tuple(number for number, qualifier in items if qualifier is None)
    found = [
        Found(
            Reference(str(int(objective)) if objective else "", (number,), qualifier, document),
            *span,
        )
        for number, qualifier in items
        if qualifier is not None
    ]
    if plain or not items:
        reference = Reference(str(int(objective)) if objective else "", plain, None, document)
        found.append(Found(reference, *span))
    return found


def _items(folded: str, original: str, match: re.Match[str]) -> tuple[tuple[str, str | None], ...]:
    """The numbers of a list with their bracketed qualifiers, ranges written out."""
    start, end = match.span("indicators")
    listed = folded[start:end]
    items: list[tuple[str, str | None]] = []
    for item in _ITEM.finditer(_mask_qualifiers(listed)):
        qualifier = None
        bracket = re.match(r"\s*\(([^()]+)\)", listed[item.end(1) :])
        if bracket:
            inner = start + item.end(1) + bracket.start(1)
            qualifier = original[inner : inner + len(bracket.group(1))]
        items.append((str(int(item.group(1))), qualifier))
    for first, last in _RANGE.findall(_mask_qualifiers(listed)):
        known = {number for number, _ in items}
        items += [(str(n), None) for n in range(int(first), int(last)) if str(n) not in known]
    return tuple(sorted(items, key=lambda item: int(item[0])))


def _mask_qualifiers(text: str) -> str:
    return re.sub(r"\([^()]*\)", lambda m: " " * len(m.group()), text)


def _expand(listed: str) -> tuple[str, ...]:
    numbers = {int(number) for number in re.findall(r"\d{1,2}", listed)}
    for first, last in _RANGE.findall(listed):
        numbers |= set(range(int(first), int(last) + 1))
    return tuple(str(number) for number in sorted(numbers))


def _digits(text: str) -> str:
    """The text folded, "mục tiêu thứ tư" as "mục tiêu thứ 4", padded so that offsets stay.

    "Nhiệm vụ Sở Tư pháp" holds no number four.
    """
    written = lower(text)

    def digit(match: re.Match[str]) -> str:
        if "sở" in written[slice(*match.span("head"))]:
            return match.group()
        return match["head"] + str(_WORDS[match["word"]]).ljust(len(match["word"]))

    return _WORD_NUMBER.sub(digit, fold(text))


def _document(folded: str, original: str) -> str | None:
    """The other document whose list is meant: "… tại Nghị quyết số 28/NQ-CP"."""
    if "muc tieu" not in folded and "chi tieu" not in folded:
        return None
    match = _OF_DOCUMENT.search(folded)
    return original[slice(*match.span("number"))].rstrip(".,;)") if match else None


def asked_items(text: str) -> tuple[str, ...]:
    """The numbered items of a question; also those it calls by their number alone."""
    found = list(find_items(text))
    for match in _BARE_ITEM.finditer(fold(text)):
        # "và 2.1" only behind another item
        if found or not match["joined"]:
            found.append(f"khoan.{match['label']}")
    return tuple(dict.fromkeys(found))


def find_items(text: str) -> tuple[str, ...]:
    """Numbered items of the outline as path ids: "mục 2.1" is khoan.2.1.

    "điểm c khoản 2 Mục II" is muc.II/khoan.2/diem.c, innermost last.
    """
    folded = _digits(text)
    found: list[str] = []
    for match in _OUTLINE_ITEM.finditer(folded):
        if match["label"]:
            found.append(_part_beside(folded, match) + f"khoan.{match['label']}")
        else:
            found.append(f"muc.{match['roman'].upper()}/khoan.{match['number']}")
    # "nhiệm vụ số 15": the item of that number in the list the question speaks of
    for match in _TASK_NUMBER.finditer(folded):
        found.append(_counted(match))
    for match in _ARABIC.finditer(folded):
        if not (_OF_ANOTHER.match(folded, match.end()) or _STEPS.match(folded, match.start())):
            found.append(_counted(match))
    for match in _STEPS.finditer(folded):
        part = next((f"{n}.{match[f'{n}0']}/" for n in ("muc", "phan") if match[f"{n}0"]), "-")
        if any(item.casefold().startswith(part) for item in found):
            continue  # "nhiệm vụ số 5 tại Mục II": the part of an item found
        if _OF_ANOTHER.match(folded, match.end()) or re.match(r"\.\d", folded[match.end() :]):
            continue
        if re.search(r"\b(?:thi|chuyen) $", folded[: match.start()]):
            continue  # "mô hình thí điểm ở mấy xã", "chuyên mục Vì sự tiến bộ"
        if match["muc0"] and not text[slice(*match.span("muc0"))].isascii():
            continue  # "mục vì sự tiến bộ": no Mục VI
        steps = {name.rstrip("0123"): label for name, label in match.groupdict().items() if label}
        if "diem" in steps:
            # đ is its own letter and stands as typed
            at = next(
                match.start(n) for n in match.groupdict() if n.startswith("diem") and match[n]
            )
            if not text[at].isascii() and text[at] not in "đĐ":
                continue  # "(thí) điểm ở phường nào"
            steps["diem"] = "đ" if text[at] in "đĐ" else steps["diem"]
        path = [
            f"{level}.{steps[level] if level == 'diem' else steps[level].upper()}"
            for level in ("phan", "muc", "dieu", "khoan", "diem", "gach")
            if level in steps
        ]
        if list(steps) != ["gach"]:
            found.append("/".join(path))
    for match in _CHAPTER.finditer(folded):
        number = int(match[1])
        if 0 < number <= len(_ROMANS) and not _OF_ANOTHER.match(folded, match.end()):
            found.append(f"phan.{_ROMANS[number - 1]}")
    return tuple(dict.fromkeys(found))


_PART = r"(?:(?:muc|section)\s+(?P<muc>[ivx]+)|(?:phan|part|chuong|chapter)\s+(?P<phan>[ivx]+))\b"
_PART_BEFORE = re.compile(rf"\b{_PART}(?:[\s,]+{_INSIDE})?[\s,]+$")
_PART_BEHIND = re.compile(
    rf"(?:(?:,|;| va| and)\s+\d{{1,2}}(?:\.\d{{1,2}})+)*[\s,]+(?:{_INSIDE}\s+)?{_PART}(?!\.\d)"
)


def _part_beside(folded: str, match: re.Match[str]) -> str:
    """ "phần II mục 2.6", "mục 2.6 phần II": the part that an item is said to stand in, or ""."""
    part = _PART_BEFORE.search(folded[: match.start()]) or _PART_BEHIND.match(folded, match.end())
    named = part.groupdict() if part is not None else {}
    return "".join(f"{level}.{label.upper()}/" for level, label in named.items() if label)


def _counted(match: re.Match[str]) -> str:
    """The path of an item called by its number, below the part it is counted in."""
    item = f"khoan.{int(match['number'])}"
    for level in ("muc", "phan"):
        if match[level]:
            return f"{level}.{match[level].upper()}/{item}"
    return item
