"""Phrases that say when: dates, quarters, recurrences, conditions."""

from __future__ import annotations

import functools
import re

from ingest.moments import DAYS, MONTHS, PART_OF_YEAR, QUARTERS, YEARS

_BY = (
    r"\b(?:(?:hoàn thành|xong|thời hạn|hạn cuối)\s+)?(?:từ|kể từ|bắt đầu từ|trước|chậm nhất|"
    r"muộn nhất|hạn chót|không quá|đến|đến hết|đến trước|hết|sau)(?:\s+là)?"
    r"(?:\s+(?:vào|trước|hết|cuối))?\s+"
)
_HOUR = r"(?:\d{1,2}\s*(?:giờ|h|g)(?:\s*\d{2}(?:\s*phút)?)?,?\s*)?"
_SCHOOL_YEAR = r"(?:19|20)\d{2}\s*[-–]\s*(?:19|20)\d{2}"
_YEARLY = r"(?:,?\s+(?:của\s+)?(?:hằng|hàng|mỗi)\s+năm)?"
_IN = r"(?:trong|vào|đến|trước|cuối|(?<!bắt )đầu|giữa|hết|(?:bắt đầu )?từ)\s+"
# Words that fix a time; a phrase needs at least one of them.
_HARD = re.compile(
    # "trước ngày 15/6 và 15/12 hằng năm", "vào ngày 15-25/11/2025", "trước 17 giờ ngày 15/11"
    rf"(?:{_BY})?(?:vào\s+)?{_HOUR}(?:các\s+)?ngày\s+{DAYS}{_YEARLY}"
    # "từ 15/11 - 15/12/2025", "xong trước 30/11"
    rf"|{_BY}{DAYS}{_YEARLY}"
    # "Tháng hành động (15/11 - 15/12)"
    r"|(?<=\()\d{1,2}/\d{1,2}(?:/\d{4})?\s*[-–]\s*\d{1,2}/\d{1,2}(?:/\d{4})?(?=\))"
    # "trước ngày 20 tháng cuối quý", "ngày 05 của tháng đầu quý sau", "ngày 15 hằng tháng"
    rf"|(?:{_BY})?(?:vào\s+)?ngày\s+(?:\d{{1,2}}|cuối(?:\s+cùng)?)\s+(?:của\s+)?"
    r"(?:(?:hằng|hàng|mỗi)\s+(?:tháng|quý)|"
    r"tháng\s+(?:cuối|đầu|giữa|sau|kế tiếp|tiếp theo|liền kề|báo cáo)"
    r"(?:\s+(?:của\s+)?(?:(?:hằng|hàng|mỗi)\s+)?quý)?(?:\s+(?:sau|kế tiếp|tiếp theo|báo cáo))?)"
    # "gửi danh sách trước ngày 25 của tháng"
    rf"|(?:{_BY})?(?:vào\s+)?ngày\s+\d{{1,2}}\s+của\s+tháng(?=\s*(?:[.;,)]|$))"
    # "báo cáo tháng trước ngày 25"
    r"|(?:báo cáo\s+)?(?:tháng|quý)\s+(?:trước|chậm nhất(?:\s+là)?)\s+ngày\s+\d{1,2}"
    r"(?!\d|\s*[/.-]\s*\d|\s+(?:của\s+)?tháng)"
    # "vào tuần đầu tháng 6 hằng năm", "tuần thứ tư của tháng 11 năm 2025"
    r"|(?:(?:vào|trong)\s+)?\btuần\s+(?:lễ\s+)?(?:đầu(?:\s+tiên)?|cuối(?:\s+cùng)?|thứ\s+\w+)\s+"
    rf"(?:của\s+)?{MONTHS}{_YEARLY}"
    rf"|(?:\b{_IN}){{0,2}}(?:(?:các\s+)?{MONTHS}|{QUARTERS}){_YEARLY}"
    rf"|(?:trong|vào|hết|đến hết|hoàn thành)\s+{PART_OF_YEAR}"
    rf"|(?:vào|trong|cuối|đến cuối|hết|đến hết|trước)\s+{YEARS}"
    # "vào dịp 28/6 các năm 2026, 2028", "từ năm học 2025 - 2026"
    rf"|(?:vào|nhân)\s+dịp\s+(?:ngày\s+)?{DAYS}(?:,?\s+(?:trong\s+)?các\s+{YEARS})?"
    rf"|(?:bắt đầu\s+)?(?:từ|trong|vào|trước|hết|cuối|đầu)\s+năm học\s+{_SCHOOL_YEAR}"
    # "chi thường xuyên" is money, "Trung tâm Giáo dục thường xuyên" a name
    r"|(?:thực hiện\s+)?(?<!chi )(?:thường xuyên\s+trong\s+năm|(?<!giáo dục )thường xuyên)"
    r"|thực hiện định kỳ theo [^.;)]{3,60}"
    r"|thực hiện theo quy định của [^.;)]{3,40}",
    re.IGNORECASE,
)
# A phrase of _HARD holds one of these; most sentences hold none, and are told so far quicker.
_DATED = re.compile(r"\d|ngày|tháng|quý|thường xuyên|định kỳ theo|theo quy định của", re.IGNORECASE)
# Words that only tell how often.
_SOFT = re.compile(
    r"định kỳ|"
    r"(?:(?:báo cáo|sơ kết)\s+)?(?:0?[369]|1[02])\s+tháng(?:\s+(?:đầu|cuối)\s+năm(?:\s+\d{4})?)?|"
    r"(?:hằng|hàng|mỗi)\s+(?:năm|quý|tháng|tuần)|"
    r"báo cáo năm(?:\s+\d{4})?|tổng kết năm(?=\s+(?:gửi|nộp|trước|chậm))|"
    r"báo cáo quý|báo cáo đột xuất|đột xuất|giữa kỳ|khi có yêu cầu|"
    r"theo yêu cầu(?=[.;,()]|$)|hoàn thành"
    # "kết quả 6 tháng trước ngày 15/6 và kết quả năm trước ngày 10/12"
    r"|kết quả năm(?=\s+(?:(?:gửi|nộp)\s+)?(?:trước|chậm)\b)",
    re.IGNORECASE,
)
# "Nghị quyết số 28/NQ-CP ngày 03/3/2021", "Thông báo ngày 05/3/2025 của …": the date of a
# document, not of a duty; "tính đến ngày 31/12": of a figure; "có hiệu lực từ ngày 01/7": of a law
_OF_A_DOCUMENT = re.compile(
    r"(?:\d[\w]*\s*[-/]\s*[A-ZĐ][\w&/\-]*(?:\s?-\s?\w+)?|\bLuật [^.;]{0,60}),?\s*$"
)
_OF_ITS_ISSUER = re.compile(
    r"(?:Nghị quyết|Nghị định|Quyết định|Thông tư|Chỉ thị|Công văn|Văn bản|Thông báo|Tờ trình|"
    r"Công điện|Kết luận)\s*$",
    re.IGNORECASE,
)
_OF_A_FIGURE = re.compile(
    r"\b(?:tính|thống kê|số liệu)\s+$|\b(?:hiệu lực|thi hành)\s+(?:kể\s+)?$", re.IGNORECASE
)
_GAP = re.compile(
    r"[\s,:()\-–]*(?:và\s+|vào\s+|trong\s+|năm\s+|để\s+|báo cáo\s+)*[\s(]*", re.IGNORECASE
)
# "báo cáo năm [gửi] trước ngày 25/11"
_SENT = re.compile(r"\s+(?:gửi|nộp)\s+", re.IGNORECASE)
# "…, báo cáo năm | gửi Sở … trước ngày 25/11": the label of the date that follows
_NEXT_LABEL = re.compile(r"(?:,|\s+và)\s+báo cáo\s+(?:năm|quý|0?6 tháng)$", re.IGNORECASE)
_GOES_ON = re.compile(r"\s+[^\W\d_]")
# "Ngày Gia đình Việt Nam 28 | tháng 6"
_ITS_DAY = re.compile(r"(?<![\d/.,%])(?:0?[1-9]|[12]\d|3[01])\s+$")
_MONTH = re.compile(r"tháng\s+\d", re.IGNORECASE)
# "mỗi tháng 01 phóng sự" counts: it is no January
_EACH = re.compile(r"(?:hằng|hàng|mỗi|từng)\s+$", re.IGNORECASE)


@functools.lru_cache(maxsize=4096)  # readers of several kinds of facts ask of one sentence
def when_phrases(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of the phrases that say when something is due, each with its recurrence.

    "định kỳ 06 tháng (trước ngày 10 tháng 6), hàng năm (trước ngày 10 tháng 12)" is one phrase.
    """
    if _DATED.search(text) is None:
        return ()
    tokens = [(m.start(), m.end(), True) for m in _HARD.finditer(text) if not _of_a_thing(text, m)]
    taken = [(a, b) for a, b, _ in tokens]
    tokens += [
        (m.start(), m.end(), False)
        for m in _SOFT.finditer(text)
        if all(m.end() <= a or m.start() >= b for a, b in taken)
    ]
    tokens.sort()
    phrases: list[tuple[int, int]] = []
    start = end = -1
    hard = label = False
    for a, b, is_hard in tokens:
        # "đến ngày 30/9 hoàn thành …" goes on to something else
        on = not (hard and text[a:b].lower() == "hoàn thành")
        gap = text[end:a] if end >= 0 else "."
        if on and (_GAP.fullmatch(gap) or (label and is_hard and _SENT.fullmatch(gap))):
            end, hard, label = b, hard or is_hard, not is_hard
            continue
        if hard:
            phrases.append((start, end))
        start, end, hard, label = a, b, is_hard, not is_hard
    if hard:
        phrases.append((start, end))
    whole = (_with_its_day(text, *_without_next(text, a, b)) for a, b in phrases)
    return tuple(_balanced(text, *_without_label(text, a, b)) for a, b in whole)


def _without_next(text: str, start: int, end: int) -> tuple[int, int]:
    """ "trước ngày 05/6, báo cáo năm | gửi …" without the label of the next date."""
    label = _NEXT_LABEL.search(text[start:end])
    if label is None or not label.start() or not _GOES_ON.match(text, end):
        return start, end
    return start, start + label.start()


def _with_its_day(text: str, start: int, end: int) -> tuple[int, int]:
    """ "28 tháng 6" whole, where the day stands behind a name and not behind "ngày"."""
    day = _ITS_DAY.search(text[:start]) if _MONTH.match(text, start) else None
    return (day.start() if day else start), end


def _of_a_thing(text: str, match: re.Match[str]) -> bool:
    """Whether the time is a document's or a figure's, not a duty's."""
    above = text[: match.start()]
    if _OF_A_FIGURE.search(above) and re.match("đến|từ|kể từ", match.group().lower()):
        return True
    if _MONTH.match(match.group()) and _EACH.search(above):
        return True
    if not match.group().lower().startswith("ngày"):
        return False  # "tuyên truyền Luật Trẻ em trước ngày 01/6"
    issued = re.match(r"\s+của\b", text[match.end() :]) and _OF_ITS_ISSUER.search(above)
    return bool(issued or _OF_A_DOCUMENT.search(above))


def _without_label(text: str, start: int, end: int) -> tuple[int, int]:
    """ "hoàn thành: Quý II năm 2026" without the label."""
    label = re.match(r"[^\d:]{0,30}:\s*", text[start:end])
    return (start + label.end(), end) if label else (start, end)


def _balanced(text: str, start: int, end: int) -> tuple[int, int]:
    """Take in the bracket that closes one opened inside the phrase."""
    inside = text[start:end]
    depth = 0
    for position, character in enumerate(inside):
        depth += (character == "(") - (character == ")")
        if depth < 0:
            # the phrase began inside a bracket and ran out of it
            return start, start + position
    if inside.count("(") > inside.count(")"):
        close = text.find(")", end)
        if 0 <= close <= end + 2:
            return start, close + 1
    return start, end


_UNIT = (
    r"(?:(?:báo cáo\s+)?(?:hằng|hàng|mỗi)\s+(?:năm|quý|tháng|tuần)|"
    r"(?:0?[369]|12)\s+tháng(?!\s+(?:tuổi|đầu|cuối)|\s*\d)(?:\s*(?:/|một\s+|0?1\s+)lần)?)"
)
_WEEKDAYS = (
    r"(?:(?:vào\s+)?\d{1,2}\s*(?:giờ|h)(?:\s*\d{2}(?:\s*phút)?)?,?\s+)?(?:vào\s+)?"
    r"(?:(?:sáng|chiều|tối|trưa)\s+)?(?:các\s+)?(?:ngày\s+)?"
    r"(?:thứ\s+\w+|chủ nhật)(?:(?:,\s*|\s+và\s+)(?:thứ\s+\w+|chủ nhật))*\s+"
)
_HOURS = r"\d{1,2}\s*(?:giờ|h)(?:\s*\d{2}(?:\s*phút)?)?"
_OFTEN = (
    # "phát 02 kỳ/tháng", "ít nhất 02 tin, bài/tháng", "02 năm một lần", "mỗi học kỳ"
    r"(?:(?:ít nhất|tối thiểu|tần suất|khoảng)\s+)*\d{1,2}\s+"
    # "giảm 05 vụ/năm" counts what happens, not what is done
    r"(?!(?:vụ|ca|người|trẻ|hộ|trường hợp|triệu|tỷ|nghìn|đồng)\b)[^\W\d_]+(?:,?\s[^\W\d_]+){0,2}"
    r"\s*/\s*(?:ngày|tuần|tháng|quý|học kỳ|năm(?!\s*học))\b"
    r"|\d{1,2}\s+(?:ngày|tuần|tháng|năm)\s*(?:/|một|01|1)\s*lần"
    r"|mỗi\s+(?:năm|quý|tháng|tuần|ngày|học kỳ)\s+(?:ít nhất\s+)?(?:một|\d{1,2})\s+(?:lần|buổi)"
    r"|(?:hằng|hàng|mỗi|từng)\s+học kỳ(?:\s+(?:ít nhất|tối thiểu)\s+\d{1,2}\s+\w+)?"
    rf"|{_WEEKDAYS}(?:hằng|hàng|mỗi)\s+tuần"
    rf"|(?:(?:vào\s+)?(?:lúc\s+)?{_HOURS}(?:(?:,\s*|\s+và\s+){_HOURS})*\s+)?"
    r"(?:hằng|hàng|mỗi)\s+ngày"
)
# "hằng năm", "định kỳ hằng quý", "khi có yêu cầu": no date, but when all the same
_RECURRENCE = re.compile(
    rf"{_OFTEN}|"
    r"(?:từng\s+giai đoạn\s+|giai đoạn\s+)?(?:\d+\s+năm\s*(?:,|và)\s*)?"
    r"(?:hằng|hàng|mỗi)\s+(?:năm|quý|tháng|tuần)"
    rf"(?:\s*(?:,|và|hoặc)\s*(?:{_UNIT}|(?:quý|năm)\b(?!\s*[\dIV])))*"
    # "định kỳ (hằng quý, 6 tháng, năm)", "định kỳ, đột xuất", "định kỳ tháng, quý"
    rf"|định kỳ(?:\s*[,(:]?\s*(?:{_UNIT}|(?:tháng|quý|năm)\b(?!\s*[\dIV]))"
    rf"(?:\s*(?:,|và|hoặc)\s*(?:{_UNIT}|(?:quý|năm)\b(?!\s*[\dIV])))*\)?)?"
    r"(?:\s*(?:,|hoặc|và)\s*đột xuất)?",
    re.IGNORECASE,
)
_RECURRING = re.compile(r"\d|hằng|hàng|mỗi|từng|định kỳ", re.IGNORECASE)
"""A phrase of ``_RECURRENCE`` holds one of these."""
_CONDITION = re.compile(
    r"(?:(?:sau|ngay(?:\s+sau)?)\s+khi có|ngay(?:\s+sau)?\s+khi|"
    r"sau khi\s+(?=(?:được|nhận được|kết thúc|ban hành|Kế hoạch)\b))\s+"
    r"(?:(?!,\s+(?:huy động|tổ chức|triển khai|xây dựng|thực hiện|phối hợp|bảo đảm|đảm bảo)\b)"
    r"[^.;()]){3,120}(?!\w)|"
    # "trong 03 ngày làm việc kể từ ngày …", "chậm nhất 05 ngày sau khi kết thúc"
    r"(?:(?:trong(?:\s+(?:vòng|thời hạn))?|chậm nhất(?:\s+(?:là|sau|trong))*|không quá|sau)\s+)"
    r"\d{1,3}\s+(?:ngày|tháng|tuần|giờ)(?:\s+làm việc)?,?\s+(?:kể từ|tính từ|từ|sau|trước)\s+"
    r"[^.;,()]{3,90}?(?=\s+(?:phải|để|thì)\b|[.;,()]|$)|"
    r"khi có\s+(?:yêu cầu|hướng dẫn|chỉ đạo|ý kiến|văn bản|(?:sự )?thay đổi)\b[^.;,()]{0,60}(?!\w)|"
    r"theo yêu cầu của\s+[^.;,()]{3,60}(?!\w)|"
    # "khẩn trương xây dựng Kế hoạch", "sơ kết 02 năm giữa kỳ"
    r"khẩn trương(?=\s+(?:xây dựng|ban hành|lập|triển khai)\b)|0?\d\s+năm giữa kỳ|"
    # "… để tổng hợp báo cáo UBND tỉnh theo quy định"
    r"(?:(?<=báo cáo )|(?<=UBND tỉnh )|(?<=UBND huyện )|(?<=nhân dân tỉnh )|"
    r"(?<=nhân dân huyện ))theo quy định(?=[.;]|$)|"
    # "thông báo kết luận chậm nhất sau 15 ngày"
    r"chậm nhất\s+(?:là\s+|sau\s+|trong\s+)*\d{1,3}\s+(?:ngày|tháng|tuần|giờ)(?:\s+làm việc)?\b|"
    r"khi\s+(?:phát hiện|xảy ra)\s+[^.;,()]{3,60}|"
    r"trong\s+(?:thời hạn|vòng)\s+(?:không quá\s+|tối đa\s+)?\d{1,3}\s+(?:giờ|ngày|tuần)"
    r"(?:\s+làm việc)?\b|"
    # "báo cáo ngay trong ngày, bằng văn bản không quá 24 giờ", "trong 02 ngày làm việc"
    r"ngay\s+trong\s+ngày\b|trong\s+\d{1,3}\s+(?:giờ|ngày\s+làm việc)\b|"
    r"(?:(?<=bằng văn bản )|(?<=báo cáo )|(?<=thời gian )|(?<=phải )|(?<=, ))"
    r"không quá\s+\d{1,3}\s+(?:giờ|ngày\s+làm việc)\b|"
    r"trước\s+(?:ngày\s+|lễ\s+)?khai giảng[^.;,()]{0,40}|"
    # "nữ công nhân Cụm công nghiệp" is no occasion
    r"(?:(?<!công )(?<!nạn )(?<!bệnh )(?<!quân )\bnhân|vào dịp)\s+"
    r"(?:dịp\s+)?(?=(?-i:[A-ZĐ])|kỷ niệm|lễ|khai giảng)[^.;,()]{3,60}|"
    r"tại\s+(?:các\s+)?kỳ họp\s+(?:giữa|cuối|đầu)\s+năm(?:\s+\d{4})?|"
    # "nếu có vướng mắc, kịp thời phản ánh về Phòng Nội vụ"
    r"kịp thời(?=\s+(?:(?:có\s+)?(?:văn bản\s+)?(?:phản ánh|báo cáo|thông báo|thông tin))"
    r"\s+(?:(?:bằng văn bản|những)\s+)?(?:về|với|cho|các vụ việc|UBND|Ủy ban|Sở|Phòng)\b)",
    re.IGNORECASE,
)
# "trong dự toán ngân sách hằng năm", "kế hoạch phát triển kinh tế - xã hội 5 năm, hằng năm":
# the year of a budget or of another plan, not when the duty is done
_OF_A_THING = re.compile(
    r"(?:\b(?:trong|vào|từ)\s+[^.;:]{2,90}|(?:kinh tế - xã hội|thi đua|xếp loại|khen thưởng)|"
    r"giai đoạn \d{4}\s*-\s*\d{4} và)\s*$"
)

# "Nhân rộng mô hình tại 50 xã đến năm 2025;" is due then; "Chiến lược … đến năm 2030" is a name
_BY_YEAR = re.compile(r"(?:chậm nhất\s+)?đến\s+(?:hết\s+)?năm\s+20\d{2}(?=\s*(?:[;.]|$))", re.I)
_OF_A_PLAN = re.compile(
    r"(?:chiến lược|chương trình|kế hoạch|đề án|nghị quyết|quyết định|mục tiêu|chỉ tiêu|giai đoạn|"
    r"tầm nhìn|định hướng|quy hoạch)[^;.]*$",
    re.IGNORECASE,
)


@functools.lru_cache(maxsize=4096)
def loose_phrases(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of recurrences and conditions that stand without a date."""
    dated = when_phrases(text)
    found: list[tuple[int, int]] = []
    recurs = _RECURRENCE.finditer(text) if _RECURRING.search(text) else ()
    whole = (*recurs, *_CONDITION.finditer(text), *_BY_YEAR.finditer(text))
    for match in whole:
        start, end = match.start(), match.start() + len(match.group().rstrip(" ,"))
        if any(start < b and a < end for a, b in (*dated, *found)):
            continue
        yearly = re.search(r"năm|quý", match.group()) and "/" not in match.group()
        if yearly and _RECURRENCE.match(text, start) and _OF_A_THING.search(text[:start]):
            continue
        if _BY_YEAR.match(text, start) and _OF_A_PLAN.search(text[:start]):
            continue
        found.append((start, end))
    return tuple(sorted(found))
