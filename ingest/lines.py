"""Which physical lines belong to one paragraph."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.markers import Marker, read_markers
from ingest.tables import Row
from ingest.traced import Traced

TYPE_NAMES = re.compile(
    r"(?=[A-ZĐ])(?i:KẾ HOẠCH|QUYẾT ĐỊNH|CHƯƠNG TRÌNH|ĐỀ ÁN|THÔNG BÁO|CHỈ THỊ|NGHỊ QUYẾT|BÁO CÁO|"
    r"TỜ TRÌNH|HƯỚNG DẪN|QUY ĐỊNH|QUY CHẾ|PHƯƠNG ÁN|DỰ ÁN|CHIẾN LƯỢC|NGHỊ ĐỊNH|THÔNG TƯ|LUẬT|"
    r"PHỤ LỤC(?:\s+[IVX\d]+)?|CÔNG VĂN|KẾT LUẬN|ĐIỀU LỆ)"
    r"(?i:\s+HÀNH ĐỘNG|\s+PHỐI HỢP|\s+CÔNG TÁC|\s+LIÊN TỊCH)?\b\s*:?",
)
"""The line that names a document's type (Nghị định 30/2020/NĐ-CP, Điều 7)."""

_SEPARATOR = re.compile(r"[\s\-_=~*.·•:|–—]{3,}|[_=|]+|[-–—]{2,}")
_BARE_MARKER = re.compile(
    r"\(?(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2})*|[a-zđ])[.)]|[-+•●▪–]|Điều\s+\d{1,3}[.:]?"
)
"""A marker alone on its line: its text stands on the next one (lists read out of a PDF)."""
_ONE_WORD = re.compile(r"Điều\s+\d{1,3}[.:]\s+[A-ZĐÀ-Ỹ]\w*")
"""An article's first word alone on its line ("Điều 4. Chánh" / "Văn phòng …"): a web copy's."""
_END = re.compile(r"[.;:!?…](?:[”\"’')\]]|\s)*$|[.;]/\.?\s*$")
_OPEN_WORD = re.compile(
    r"(?:,|\(|\b(?:và|của|các|những|với|cho|về|tại|từ|đến|theo|do|trên|trong|hoặc|là|số|ngày|tháng|"
    r"(?<!hằng )(?<!hàng )(?<!mỗi )năm|mục|khoản|điều|điểm|bị|được|để|bằng)|"
    # "… về việc triển khai" / "Chương trình …", "Phòng Lao động -" / "Thương binh …"
    r"\bvề việc(?: (?:triển khai|thực hiện|ban hành|phê duyệt|xây dựng|tổ chức|tăng cường|"
    r"hướng dẫn|đẩy mạnh))?|\w [-–])$",
    re.IGNORECASE,
)
"""A line that ends so is not a whole sentence or heading: the next one goes on."""
_BASIS = re.compile(r"(?:Căn cứ|Theo đề nghị|Xét đề nghị|Thực hiện)\s")
"""Each legal basis is a paragraph of its own, also where the line before it is full; "Căn cứ" is
written so in no sentence, and the title above the first has no end."""
_LEVEL_WORD = re.compile(r"\b(?:tỉnh|huyện|xã|phường|quận|thành phố|cấp|ngành)$", re.IGNORECASE)
"""A place's name may follow on the next wrapped line; a heading may end so as well."""
_AGENCY = re.compile(r"\b(?:Sở|Bộ|Phòng|Ngành|ngành)\s(?:[^\W\d_]+\s?){1,4}$")
"""A line ends inside an agency's name: "… của Giám đốc Sở Lao động" / "- Thương binh"."""
_ISSUER_WORDS = re.compile(r"(?:[ỦU][ỷy] ban nhân dân|UBND|Sở|Phòng|Ban)\b")
_ISSUES = re.compile(rf"{_ISSUER_WORDS.pattern}[^.;:]*\b(?:ban hành|xây dựng)")
""" "Ủy ban nhân dân tỉnh Hà Châu ban hành" / "Kế hoạch …"."""
_PERIOD = re.compile(r"\bgiai đoạn$", re.IGNORECASE)
_YEARS = re.compile(r"\d{4}\s?(?:[-–]|đến)")
"""Years begin the line: "… GIAI ĐOẠN" / "2021-2025"."""
DECIDES = re.compile(
    r"(?:CHỦ TỊCH\s+)?(?:(?:ỦY|UỶ) BAN NHÂN DÂN|UBND|HỘI ĐỒNG NHÂN DÂN)(?:\s[^.;:]*)?|"
    r"(?:BỘ TRƯỞNG|(?:TỔNG )?GIÁM ĐỐC|THỦ TƯỚNG)\s[^.;:]*"
)
"""Who decides, in capitals straight above the legal bases, on one to three lines."""
_DECIDING_LINES, _LONGEST_DECIDING = 3, 100
_NATION = re.compile(r".{0,60}(?:CỘNG\s+H[OÒ][AÀ]\s+XÃ\s+HỘI|Cộng H(?:òa|oà) Xã Hội)")
"""The letterhead's own line; in running text the nation's name is written in small letters."""
_ISSUER = re.compile(r"(?:ỦY|UỶ) BAN NHÂN DÂN|UBND|HỘI ĐỒNG NHÂN DÂN")
_ISSUER_PLACE = re.compile(
    r"(?:TỈNH|THÀNH PHỐ|TP\.?|HUYỆN|THỊ XÃ|QUẬN|XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU)\s"
)
"""A letterhead gives the issuer's name on two lines: "ỦY BAN NHÂN DÂN" / "TỈNH LÀO CAI"."""
_ABOVE = re.compile(r"(?:(?:ỦY|UỶ) BAN NHÂN DÂN|UBND|BỘ)\s")
_BELOW = re.compile(
    r"(?:SỞ|PHÒNG|BAN(?! NHÂN)|CHI CỤC|TRUNG TÂM|VĂN PHÒNG|THANH TRA|TRƯỜNG|TỔNG CỤC|CỤC)\s"
)
"""A letterhead's two bodies stand on lines of their own: "UBND TỈNH LÀO CAI" / "SỞ Y TẾ"."""
_UNFINISHED = re.compile(r"[^\W\d_]+|(?:KT|TM|TL|TUQ|Q)\.")
"""One word alone on a line ("Đắk" / "Nông, ngày …"), or a signature's "KT."."""
_HALVES = re.compile(
    # "ỦY" / "BAN NHÂN DÂN", "CỘNG" / "HÒA XÃ HỘI …", "KT." / "CHỦ TỊCH": a web copy's lines
    r"(?:.{0,40}\s)?(?:[UỦ][YỶ]\nBAN NHÂN|[UỦ][YỶ] BAN\nNHÂN DÂN|"
    r"[UỦ][YỶ] BAN NHÂN\nDÂN|CỘNG\nH[OÒ]|"
    r"CỘNG H[OÒ][AÀ]\nXÃ HỘI|H[OÒ][AÀ] XÃ HỘI\nCHỦ NGHĨA|HỘI ĐỒNG\nNHÂN DÂN|PHÓ\nCHỦ TỊCH)|"
    r"(?:KT|TM|TL|TUQ|Q)\.\n[A-ZĐÀ-Ỹ]|"
    # "Lâm" / "Đồng, ngày 23 tháng 02 năm 2022"
    r"[A-ZĐÀ-Ỹ]\w*(?: [A-ZĐÀ-Ỹ]\w*)?\n[A-ZĐÀ-Ỹ]\w*(?: [A-ZĐÀ-Ỹ]\w*)?,\s*ngày\b"
)
"""Names that a file breaks in two, whatever else its lines do."""
_PROVISION = re.compile(r"\b(?:điểm|khoản)\s+[\wđ, ]{1,20}$")
"""A line that ends so goes on with "Điều 35."."""
_DASHED = re.compile(r"(?<!\w)(\w{1,30})\s?[-–]\s?(?=(\w{1,30}))")
"""Words on both sides of a dash inside a line ("Lao động - Thương binh")."""
_LONGEST_WORD = 40
_WRAP_WIDTHS = range(50, 131)
"""Characters of a full line where a file is wrapped at all."""
_LONG_LINE = 40
_SURE = 3
"""Broken lines that tell the width better than headings and lists do."""
_SIGNS = re.compile(r"(?:KT|TM|TL|TUQ)\.\s*[A-ZĐÀ-Ỹ]")
"""Each line of a signature stands alone: "TM. ỦY BAN NHÂN DÂN" / "KT. CHỦ TỊCH"."""
_EXPECTS_NUMBER = re.compile(
    r"\b(?:số|ngày|tháng|năm|mục|khoản|điều|điểm|tiêu|quý|phụ lục|giai đoạn|đến|và|,|-)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A cleaned physical line; ``separator`` is a rule of dashes or a table's bar.

    ``turned``: a page ended before it, as a page number or page-foot notes tell.
    ``row`` is set where the line is a row of a table; ``goes_on`` where print showed that it
    belongs to the paragraph above.
    """

    text: Traced
    blank_before: bool
    separator: bool = False
    turned: bool = False
    row: Row | None = None
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file breaks its lines.

    ``width`` is the usual length of a full line in characters, ``first_line`` the range in which
    a paragraph's first line breaks where that is much shorter (indented Word text saved as
    plain text), ``dashed`` the word pairs that stand around a dash inside a line, ``bound`` those
    of which the second mostly follows the first, as in names; ``named`` stand around the dash of
    an agency's name.
    """

    wrapped: bool
    width: int
    first_line: tuple[int, int] | None
    dashed: frozenset[tuple[str, str]]
    bound: frozenset[tuple[str, str]]
    named: frozenset[tuple[str, str]]


def is_separator(line: str) -> bool:
    """True for rules, table bars and empty markdown table rows."""
    return _SEPARATOR.fullmatch(line) is not None


def measure(lines: list[Line], named: str = "") -> Layout:
    """Read the layout off all lines of a file; ``named`` is a text of agencies' names."""
    texts = [line.text.text for line in lines if not line.separator]
    pairs = [
        (one, two)
        for one, two in pairwise(lines)
        if not (one.separator or two.separator or two.blank_before)
    ]
    # A line that goes on in lower case on the very next line has been wrapped.
    cut = sorted(len(one.text) for one, two in pairs if _goes_on(two.text.text))
    broken = len(cut)
    lengths = sorted(len(text) for text in texts) or [0]
    width = lengths[int(0.9 * (len(lengths) - 1))]
    if broken >= _SURE:
        width = max(width, cut[int(0.75 * (broken - 1))])
    full = sum(length >= 0.8 * width for length in lengths)
    wrapped = len(pairs) >= 4 and (
        broken > 0.2 * len(texts)
        # a short file's letterhead and foot outnumber its text: its full lines tell
        or (width in _WRAP_WIDTHS and broken >= _SURE and broken > 0.3 * full)
    )
    first_line = _first_line(pairs, width) if wrapped else None
    return Layout(wrapped, width, first_line, _dashed(texts), _bound(texts), _dashed([named]))


def _dashed(texts: Iterable[str]) -> frozenset[tuple[str, str]]:
    return frozenset(
        (match.group(1).lower(), match.group(2).lower())
        for text in texts
        for match in _DASHED.finditer(text)
    )


def _bound(texts: list[str]) -> frozenset[tuple[str, str]]:
    """Word pairs seen twice or more, the second behind every other of the first or oftener."""
    together: Counter[tuple[str, str]] = Counter()
    for text in texts:
        together.update(pairwise(text.split()))
    first: Counter[str] = Counter()
    for (one, _), count in together.items():
        first[one] += count
    return frozenset(
        (one, two)
        for (one, two), count in together.items()
        if count >= 2 and 2 * count >= first[one] and one.isalpha()
    )


def _first_line(pairs: list[tuple[Line, Line]], width: int) -> tuple[int, int] | None:
    lengths = [
        len(one.text)
        for one, two in pairs
        if read_markers(one.text.text) and _goes_on(two.text.text)
    ]
    if len(lengths) < 5 or median(lengths) > 0.6 * width:
        return None
    ordered = sorted(lengths)
    return ordered[len(ordered) // 10], ordered[(9 * len(ordered)) // 10]


def _goes_on(text: str) -> bool:
    """True where a line can only be the middle of a sentence."""
    if read_markers(text):
        return False
    return text[0].islower() or text[0] in ",;.)”%/…"


def deciding(lines: list[Line]) -> frozenset[int]:
    """Numbers of the lines that begin with who decides, between a title and its legal bases.

    "QUYẾT ĐỊNH" / "BAN HÀNH … GIAI ĐOẠN 2021 - 2030" / "ỦY BAN NHÂN DÂN TỈNH …" / "Căn cứ …": in
    capitals like the title, it is none of it, unless that says "… CỦA".
    """
    found: set[int] = set()
    for number, line in enumerate(lines):
        if not line.text.text.startswith("Căn cứ "):
            continue
        for first in range(max(1, number - _DECIDING_LINES), number):
            words = " ".join(one.text.text for one in lines[first:number])
            if not (_is_caps(words) and DECIDES.fullmatch(words[:_LONGEST_DECIDING])):
                continue
            if _OPEN_WORD.search(lines[first - 1].text.text) is None:
                found.add(first)
                break
    return frozenset(found)


def continues(paragraph: str, last: Line, line: Line, layout: Layout) -> bool:
    """Whether ``line`` goes on with ``paragraph``, whose last physical line is ``last``.

    ``paragraph`` is its text where it is short, else "".
    """
    before, text = last.text.text, line.text.text
    if _HALVES.match(f"{before}\n{text}"):
        return True
    if TYPE_NAMES.fullmatch(paragraph):
        return False
    if re.fullmatch(r"Nơi nhận\s*:?", paragraph):
        return False
    if (_ISSUER.fullmatch(before) or _ISSUER.fullmatch(paragraph)) and _ISSUER_PLACE.match(text):
        return True
    if _ABOVE.match(paragraph) and _BELOW.match(text) and _is_caps(before) and _is_caps(text):
        return False
    if _BARE_MARKER.fullmatch(text):
        return False
    if text.isupper() and TYPE_NAMES.fullmatch(text) and not _is_caps(before):
        return False  # "Theo đề nghị của Giám đốc Sở Nội vụ," / "QUYẾT ĐỊNH:"
    markers = read_markers(text)
    if before == paragraph and _BARE_MARKER.fullmatch(before) and not line.blank_before:
        return not markers
    if _PERIOD.search(before) and _YEARS.match(text):
        return True
    if markers:
        return _in_brackets(before, text, markers[0]) or (
            not _END.search(before) and _false_marker(before, text, markers, layout)
        )
    if _NATION.match(text) or _SIGNS.match(text):
        return False
    if _goes_on(text):
        return True
    if _BASIS.match(text) and (text.startswith("Căn cứ") or _END.search(before)):
        return False
    ended = _END.search(before) is not None
    open_end = not ended and _OPEN_WORD.search(before) is not None
    if layout.wrapped and not line.blank_before and _breaks_off(before, text, paragraph):
        return True
    if _is_caps(before) != _is_caps(text) and not (open_end and layout.wrapped):
        return False
    if not ended and (before.split()[-1], text.split(maxsplit=1)[0]) in layout.bound:
        return True
    blank = line.blank_before and not (line.turned and not ended)
    if blank or not layout.wrapped:
        # A page break in mid-sentence: only where the words before it cannot end there.
        return open_end and (line.blank_before or len(before) >= _LONG_LINE)
    # a line into which the next word would have gone was not wrapped: the paragraph ends there
    filled = len(before) + 1 + len(text.split(maxsplit=1)[0])
    if ended:
        short = filled < 0.85 * layout.width
        new_first = layout.first_line is not None and _in(len(text), layout.first_line)
        # "- Đề nghị Hội Nông dân, Huyện đoàn:" / "Vận động …": no room was left for "Vận"
        above = before.endswith(":") and filled <= layout.width
        return not (short or new_first or above or before.rstrip().endswith("/."))
    if open_end or (_LEVEL_WORD.search(before) and filled >= 0.6 * layout.width):
        return True
    first = before == paragraph
    if first and layout.first_line is not None and _in(len(before), layout.first_line):
        return True
    if _is_caps(before):
        return True
    return filled >= 0.8 * layout.width


def _breaks_off(before: str, text: str, paragraph: str) -> bool:
    """Whether a line cannot be whole: "Đắk", "Điều 4. Chánh", "Căn cứ Luật"; a tail can be."""
    if _UNFINISHED.fullmatch(before):
        return before == paragraph or before[0].isupper()
    if before != paragraph or _END.search(before):
        return False
    if before.startswith("Căn cứ "):
        return _ISSUER_WORDS.match(text) is None
    return _ONE_WORD.fullmatch(before) is not None or (
        _ISSUES.fullmatch(before) is not None and TYPE_NAMES.match(text) is not None
    )


def _in_brackets(before: str, text: str, marker: Marker) -> bool:
    """ "(khóa" / "XII) về công tác dân số": the bracket is closed, nothing is numbered."""
    return text[: marker.length].rstrip().endswith(")") and before.count("(") > before.count(")")


def _in(length: int, band: tuple[int, int]) -> bool:
    return band[0] - 4 <= length <= band[1] + 4


def _is_caps(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return len(letters) >= 2 and sum(map(str.isupper, letters)) > 0.9 * len(letters)


def _false_marker(before: str, text: str, markers: tuple[Marker, ...], layout: Layout) -> bool:
    """A wrapped line may begin with what looks like a marker: "- Thương binh", "2030. …"."""
    if not layout.wrapped:
        return False
    marker = markers[0]
    if marker.level == "gach":
        # "Sở Lao động" / "- Thương binh và Xã hội": the same pair stands inside a line elsewhere
        first = re.match(r"\W*(\w+)", text)
        word = re.search(r"(\w+)\W*$", before[-_LONGEST_WORD:])
        if first is None or word is None:
            return False
        pair = (word.group(1).lower(), first.group(1).lower())
        return pair in layout.dashed or (
            pair in layout.named and _AGENCY.search(before) is not None
        )
    if marker.level == "khoan" or marker.level in ("muc_tieu", "chi_tieu"):
        # "1. Mục tiêu và chỉ tiêu" / "1.1. …": a line with room left was not wrapped
        room = len(before) + 1 + len(text.split(maxsplit=1)[0]) < 0.6 * layout.width
        indented = layout.first_line is not None and _in(len(before), layout.first_line)
        return _EXPECTS_NUMBER.search(before) is not None and (indented or not room)
    if marker.level == "dieu" and _PROVISION.search(before):
        return True
    if marker.level in ("dieu", "phan", "chuong", "de_muc", "ngoac"):
        return _OPEN_WORD.search(before) is not None
    return False
