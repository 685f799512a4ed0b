"""Figures and times in a plan's words, told in English word for word, or not at all.

"trước ngày 15 tháng 12 hằng năm" is "before 15 December every year".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rag.lexicon import Lexicon
from rag.matching import MONTHS
from rag.text import even_tones

Pair = tuple[str, str]
"""A plan's words and the English ones that stand for them."""
_NAMES = {number: name.title() for name, number in MONTHS.items()}
_YEAR = r"(?:\s*(?:năm|[/.-])\s*(?P<year>\d{4}))?"
# "15 tháng 12 năm 2026", "15/12/2026", "05/6"
_DAY = re.compile(
    rf"(?P<day>\d{{1,2}})\s*(?:tháng\s*|[/.-])(?P<month>\d{{1,2}}){_YEAR}(?![\d/%.,]*\d)"
)
# "tháng 12 năm 2026", "tháng 9/2024", "tháng 6"
_MONTH = re.compile(rf"tháng\s+(?P<month>\d{{1,2}}){_YEAR}(?!\d)")
# "Quý II/2026", "quý III năm 2028"
_QUARTER = re.compile(rf"quý\s+(?P<quarter>IV|I{{1,3}}|[1-4]){_YEAR}(?![\w])", re.IGNORECASE)
_LONE_YEAR = re.compile(r"(?:đến )?(?P<word>năm) (?P<year>\d{4})(?!\d)")
# "6 tháng", "báo cáo 06 tháng", "6 tháng một lần", "trong 6 tháng đầu năm"
_MONTHS_LONG = re.compile(
    r"(?P<report>báo cáo )?0?(?P<months>\d{1,2}) tháng(?! \d)"
    r"(?P<once> (?:một|0?1) lần\b)?(?P<first> đầu năm\b)?"
)
# "1/3 số xã" is a share; "ngày 1/3" is a day
_SHARE = re.compile(r"(?:1/[234]|[23]/[34])(?![/\d])")
# "giai đoạn 2026 - 2030", "năm 2026 - 2027"
_PERIOD = re.compile(r"(?:giai đoạn|năm học|năm) (?P<first>\d{4}) ?[-–] ?(?P<last>\d{4})(?!\d)")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*(?:\s?%)?")
_BARE_YEAR = re.compile(r"(?:19|20)\d\d")
_SPACE = re.compile(r"\s+")
_MARK = re.compile(r"[,()/-]")
_BRACKET = re.compile(r"\s*[()]")
_FIGURE = re.compile(r"%|/|[a-z]", re.IGNORECASE)
"""What makes a number a figure: a share, a ratio, a comparator or a unit."""
# "không dưới 30%" is known, "không … 30%" is not; "0,5%/hộ", "năm 2025 và 2026" go on
_CALLED_BY_DAY = re.compile(
    r"\b(?:quảng trường|đường|phố|công viên|tượng đài|bệnh viện|trường|nhà máy|cầu|khu)\s+$",
    re.IGNORECASE,
)
_DENIED = re.compile(r"(?:không|chưa|chẳng|chớ)(?: (?:để|còn|có|được|phải))*\s+$")
_GOES_ON = re.compile(r"\s*/\s*\w|\s*(?:,|và|hoặc|-|–)\s*(?:19|20)\d\d(?!\d)")
# "30 ngày", "16 tuổi": what is counted is no word of a figure
_COUNTED = re.compile(r"\s*(?:ngày|giờ|phút|tuổi)\b")
_TO = re.compile(r"đến(?: hết)?\b")
_FROM = re.compile(r"từ\b")
_ORDINALS = {"I": "first", "II": "second", "III": "third", "IV": "fourth",
             "1": "first", "2": "second", "3": "third", "4": "fourth"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Piece:
    """One word read: where it stands, its English, and whether it tells a number or a date."""

    start: int
    end: int
    english: str
    kind: str


@dataclass(frozen=True)
class PlanWords:
    """The words of ``told_en.toml`` that figures and times are made of."""

    words: Mapping[str, str]
    _pattern: list[re.Pattern[str]] = field(default_factory=list)
    _english: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """One pattern of all words, the longer first."""
        self._english.update({even_tones(said): english for said, english in self.words.items()})
        ordered = sorted(self._english, key=len, reverse=True)
        self._pattern.append(re.compile(rf"(?:{'|'.join(map(re.escape, ordered))})(?![^\W_])"))

    def whole(self, text: str) -> str | None:
        """All of a text in English; None where any word of it is not known."""
        plain = even_tones(text)
        pieces = list(self._from(plain, 0))
        if not pieces or plain[pieces[-1].end :].strip(" .;:"):
            return None
        return _joined(pieces) or None

    def figures(self, text: str) -> tuple[Pair, ...]:
        """Each stretch of a text that tells a figure: ("đạt ít nhất 30%", "at least 30%").

        The English is "" where the words around say more than is known: "chưa đạt 30%".
        """
        return tuple(self._stretches(text, "number"))

    def times(self, text: str) -> tuple[Pair, ...]:
        """Each stretch of a text that tells a date, a month, a quarter or a year; "" as above.

        A street or a square is no day: "Quảng trường 19-8".
        """
        return tuple(
            pair for pair in self._stretches(text, "date")
            if not _CALLED_BY_DAY.search(text[: text.find(pair[0])])
        )  # fmt: skip

    def _stretches(self, text: str, kind: str) -> Iterator[Pair]:
        plain = even_tones(text)
        at = 0
        for start in (match.start() for match in re.finditer(r"[^\W_]+", plain)):
            if start < at:
                continue
            pieces = list(self._from(plain, start, _BRACKET))
            # "45% trên tổng số đảng viên mới": of all, and over nothing
            while pieces and (pieces[-1].kind in ("joint", "mark") or pieces[-1].english == "over"):
                pieces.pop()
            if pieces and pieces[0].english in ("and", "or"):
                continue  # begins with the word behind it
            if pieces and any(piece.kind == kind for piece in pieces):
                at = pieces[-1].end
                told = _joined(pieces)
                if kind == "number" and not _FIGURE.search(told):
                    continue
                while plain[at - 1] in " ,":
                    at -= 1
                more = _DENIED.search(plain[:start]) or _GOES_ON.match(plain, at)
                yield text[pieces[0].start : at], "" if more else told

    def _from(self, plain: str, at: int, end: re.Pattern[str] | None = None) -> Iterator[_Piece]:
        """The words from a place on, until one is not known or the end is reached."""
        while at < len(plain) and not (end and end.match(plain, at)):
            space = _SPACE.match(plain, at)
            at = space.end() if space else at
            read = next((piece for step in self._steps if (piece := step(plain, at))), None)
            if read is None:
                return
            yield read
            at = read.end

    @property
    def _steps(self) -> tuple[Callable[[str, int], _Piece | None], ...]:
        return (
            _day,
            _month,
            _quarter,
            _period,
            _months_long,
            self._word,
            _lone_year,
            _joint,
            _number,
            _mark,
        )

    def _word(self, plain: str, at: int) -> _Piece | None:
        match = self._pattern[0].match(plain, at)
        if match is None:
            return None
        english = self._english[match.group()]
        kind = "joint" if english in ("and", "or", "", "in", "on", "before") else "word"
        return _Piece(at, match.end(), english, kind)


def _day(plain: str, at: int) -> _Piece | None:
    match = _DAY.match(plain, at)
    if match is None or not 1 <= int(match["month"]) <= 12 or not 1 <= int(match["day"]) <= 31:
        return None
    if _SHARE.match(plain, at) and not plain[:at].endswith("ngày "):
        return None
    year = f" {match['year']}" if match["year"] else ""
    told = f"{int(match['day'])} {_NAMES[int(match['month'])]}{year}"
    return _Piece(at, match.end(), told, "date")


def _month(plain: str, at: int) -> _Piece | None:
    match = _MONTH.match(plain, at)
    if match is None or not 1 <= int(match["month"]) <= 12:
        return None
    year = f" {match['year']}" if match["year"] else ""
    return _Piece(at, match.end(), f"{_NAMES[int(match['month'])]}{year}", "date")


def _quarter(plain: str, at: int) -> _Piece | None:
    match = _QUARTER.match(plain, at)
    if match is None:
        return None
    year = f" of {match['year']}" if match["year"] else ""
    told = f"the {_ORDINALS[match['quarter'].upper()]} quarter{year}"
    return _Piece(at, match.end(), told, "date")


def _months_long(plain: str, at: int) -> _Piece | None:
    match = _MONTHS_LONG.match(plain, at)
    if match is None:
        return None
    told = f"{int(match['months'])} months"
    if match["report"]:
        told = f"{int(match['months'])}-month report"
    elif match["first"]:
        told = f"the first {told} of the year"
    elif match["once"]:
        told = f"every {told}"
    return _Piece(at, match.end(), told, "word")


def _lone_year(plain: str, at: int) -> _Piece | None:
    match = _LONE_YEAR.match(plain, at)
    if match is None:
        return None
    by = "by " if match.group().startswith("đến") else ""
    return _Piece(at, match.end(), f"{by}{match['year']}", "date")


def _period(plain: str, at: int) -> _Piece | None:
    match = _PERIOD.match(plain, at)
    if match is None:
        return None
    return _Piece(at, match.end(), f"{match['first']}-{match['last']}", "date")


def _joint(plain: str, at: int) -> _Piece | None:
    """ "Từ ... đến ..." between dates; before a share "từ 27% trở lên" needs no word."""
    if match := _TO.match(plain, at):
        return _Piece(at, match.end(), "to", "joint")
    if match := _FROM.match(plain, at):
        told = "" if re.match(r"\s*[\d.,]+\s*%\s*trở lên", plain[match.end() :]) else "from"
        return _Piece(at, match.end(), told, "joint")
    return None


_SWAPPED = str.maketrans(".,", ",.")


def _number(plain: str, at: int) -> _Piece | None:
    """ "100.000" is "100,000", and "1,2" is "1.2"."""
    match = _NUMBER.match(plain, at)
    if match is None or plain[match.end() : match.end() + 1].isalpha():
        return None
    if _BARE_YEAR.fullmatch(match.group()) or _COUNTED.match(plain, match.end()):
        return None
    written = re.sub(r"\s", "", match.group())
    told = re.sub(r"^0+(?=\d)", "", written).translate(_SWAPPED)
    return _Piece(at, match.end(), told, "number")


def _mark(plain: str, at: int) -> _Piece | None:
    match = _MARK.match(plain, at)
    return _Piece(at, match.end(), match.group(), "mark") if match else None


_TURNED = (
    # "hàng năm (trước ngày 15/12)"
    (re.compile(r"^(every (?:year|quarter|month|week)) \((before [^()]+)\)$"), r"\2 \1"),
    # "định kỳ 06 tháng (trước ngày 10 tháng 6)"
    (re.compile(r"^(every \d+ months) \((before [^()]+)\)$"), r"\2 (\1)"),
    (re.compile(r"\bregularly (?=every)"), ""),
    (re.compile(r"\bregularly (\d+ months)"), r"every \1"),
    # "6 tháng trước ngày 20 tháng 6, kết quả năm ..."
    (re.compile(r"^(\d+) months (?=before)"), r"\1-month results "),
    (re.compile(r"^(from .+) - "), r"\1 to "),
    (re.compile(r"\s+([/,)])"), r"\1"),
    (re.compile(r"([(/])\s+"), r"\1"),
)


def _joined(pieces: list[_Piece]) -> str:
    """The English words in a row, in the order in which English has them."""
    text = " ".join(piece.english for piece in pieces if piece.english)
    for pattern, put in reversed(_TURNED):
        text = pattern.sub(put, text)
    return text.strip(" ,-")


def beside_agency(
    lexicon: Lexicon, names: Sequence[str], text: str, pairs: Sequence[Pair]
) -> tuple[Pair, ...]:
    """Of several sums the one behind an agency's name: "Sở Nội vụ 1.400 triệu đồng, Sở Y tế …"."""

    def hers(pair: Pair) -> bool:
        before = re.split(r"[,;:(]", text.partition(pair[0])[0])[-1]
        named = [one.name for one in lexicon.find_agencies(before)]
        return any(lexicon.same_agency(name, one) for name in names for one in named)

    found = tuple(pair for pair in pairs if hers(pair))
    return found if len(found) == 1 else ()
