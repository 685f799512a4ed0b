"""Two questions in one sentence: "ai chủ trì … và phải xong khi nào?"."""

from __future__ import annotations

import re
from collections.abc import Callable

from rag.text import fold, has_marks
from rag.understanding.questions import Frames

_JOINT = re.compile(
    r"\?\s+|[,;]\s+(?:và\s+|và\s+|còn\s+)?|\s+(?:và|va|and|với|còn)\s+", re.IGNORECASE
)
_ASKS = re.compile(
    r"\b(?:nao|gi|ai|may|bao nhieu|bao gio|khi nao|luc nao|o dau|ve dau|tu dau|vao dau|len dau|"
    r"dau ra|the nao|ra sao|khong|who|whom|which|"
    r"when|what|where|how)\b"
)
_REQUESTS = re.compile(
    r"(?:(?:cho|lam on|vui long)(?: (?:minh|toi|em|anh|chi|tui))* )?xin (?:lai |giup )?"
    r"(?:dia chi|duong (?:link|dan)|link|so (?:dien thoai|hieu|ky hieu)|ten (?:nguoi|trang)) "
)
""" "Cho mình xin địa chỉ trang web …, và ai …": a request asks without a word of asking."""
_IN_BRACKETS = re.compile(r"\s*\((?P<name>[^()]{3,60})\)\W*$")
_LAST_WORD = re.compile(r"[^\W\d_]+$")
_SOME = re.compile(r"^may\b")
""" "Mấy lớp tập huấn phải xong khi nào": some, not how many."""
_HOW_MANY = re.compile(
    r"(?<= )(?:mấy|may)(?= (?!ngày|ngay|tháng|thang|quý|quy|giờ|gio|năm|nam|lần|lan\b)\w)", re.I
)
_LEVEL_ENDS = re.compile(r"\b(?:tinh|huyen|quan|thi xa|thanh pho|xa|phuong|so|ban|phong)$")
_LEVEL_OPENS = re.compile(r"(?:tinh|huyen|quan|thi xa|thanh pho|xa|phuong|ban|nganh|phong)\b")
_AND = re.compile(r"[,;]\s+(?:và|còn|va|con)\s+", re.IGNORECASE)
_SAME_THING = re.compile(r"(?:cua|o|tai|ben) ")
_WITH_WHOM = re.compile(
    r"(?P<half>(?:nhung |cac |co |nguoi )?"
    r"(?:(?:don vi|co quan|ben|noi|cho|phong|so|nganh|hoi) (?:nao|gi)|ai|"
    r"(?:which|what) \w+(?: \w+)?|who) (?:\w+ )?"
    r"(?:phoi hop|ph|p/h|phu|giup|ho tro|tham gia|lam (?:cung|chung)|cung lam|supports?|assists?|"
    r"helps?|coordinates?)"
    r"(?: (?:vao|voi|cung|them|thuc hien|to chuc|lam|viec nay|viec do|it|with|this|that|vay|the))*"
    r"\W*$|(?:(?:lam )?cung |phoi hop )?voi (?:ai|(?:don vi|co quan|so|phong|hoi) nao)\W*$)"
)
_HALF = re.compile(r"(?:(?:va|con|and) )?" + _WITH_WHOM.pattern)
_BEHIND = re.compile(r"(?:[,;?]\s+(?:va |con |and )?|\s(?:va|con|and) )" + _WITH_WHOM.pattern)
""" "…, và những đơn vị nào phối hợp": the partners in the work that the first half names."""
_DOCUMENT = re.compile(
    r"\b(?:van ban|ke hoach|quyet dinh|nghi quyet|cong van|chuong trinh|thong tu|to trinh|luat)"
    r" (?:so )?(?:nao|may|gi)\b"
)
_OF_WHICH = re.compile(r"trong do\b.*\b(?:ngan sach|nguon|von|xa hoi hoa|kinh phi|tien)\b")
_SHORT = 6
"""Words of a half that says no more than who does what the first half names."""
_MOST = 4
_OWN_SENTENCE = 5
"""Words from which a half behind ", và", ", còn" is a question of its own, of any kind."""
_DUE = frozenset({"deadline", "event"})

_COUNTED = re.compile(
    r"\b(?P<at>ở|tại|o|tai|cho) (?:mấy|bao nhiêu|may|bao nhieu) (?P<place>\w+),? "
    r"(?:(?:và|va|là|la) )?(?:(?:ở|tại|o|tai) )?(?:(?:những|các|nhung|cac) )?"
    r"(?P=place) (?P<which>nào|nao|gì|gi)\b",
    re.IGNORECASE,
)
_EACH_PERIOD = re.compile(
    r"\b(?P<each>(?:mỗi|một|hằng|hàng|từng|moi|mot|hang|tung|1) "
    r"(?:quý|tháng|tuần|ngày|năm|quy|thang|tuan|ngay|nam)) (?:mấy|may|bao nhiêu|bao nhieu) "
    r"(?P<thing>(?!số\b|so\b|lần\b|lan\b|ngày|ngay|giờ|gio\b|tiền|tien\b|triệu|trieu|tỷ|ty\b|đồng|dong\b|"
    r"phần|phan\b|kinh|vốn|von\b)\w+[^,;?]*?)(?= (?:là|thì|la|thi)\b|[,;?]|\s*$)",
    re.IGNORECASE,
)
_ANY_PLAN = re.compile(
    r"^\W*(?:có|co) (?P<which>(?:(?:những|các|nhung|cac) )?(?:kế hoạch|ke hoach|kh) (?:nào|nao) "
    r"(?![^,;?]*\b(?:không|khong|chưa|chua|ko)\b [^,;?]*\b(?:không|khong|ko)\b)"
    r"[^,;?]+?) (?:không|khong|ko|k)(?: (?:vậy|nhỉ|ạ|ta|thế|vay|nhi|a|the))?\W*$",
    re.IGNORECASE,
)
""" "Có kế hoạch nào giao … không": which of them do."""


def put_plainly(text: str, names_plan: Callable[[str], bool]) -> str:
    """A question with the plan named before all its parts, and places asked for by name.

    "… quý mấy, sở nào lo (An Hòa 2026)": the plan that the bracket names is that of each part;
    "ở mấy xã, xã nào" is "ở những xã nào": who is named is counted too. Whether any plan does
    is told by those that do. "Mỗi quý mấy tin" counts, and asks for no quarter.
    """
    text = _ANY_PLAN.sub(r"\g<which>", text)
    text = _COUNTED.sub(r"\g<at> những \g<place> \g<which>", text)
    text = _EACH_PERIOD.sub(r"bao nhiêu \g<thing> \g<each>", text)
    found = _IN_BRACKETS.search(text)
    if found is None or not text[: found.start()].strip() or not names_plan(found["name"]):
        return text
    return f"{found['name']}: {text[: found.start()]}"


def split_question(text: str, frames: Frames) -> tuple[str, ...]:
    """The two questions a sentence asks, or more ("mấy người, ai lo, xong lúc nào"), or itself.

    It is cut only where both sides ask and ask different things: "cơ quan nào và đơn vị nào"
    stays whole.
    """
    whole = frames.cues(text)
    for joint in reversed(list(_JOINT.finditer(text))):
        first, second = text[: joint.start()].strip(), text[joint.end() :].strip()
        own = joint.group().strip() != "," and len(second.split()) >= _OWN_SENTENCE
        last = _LAST_WORD.search(first)
        if last and last[0][:1].isupper() and second[:1].isupper() and not own:
            continue  # "Đắk Nông, Kon Tum": one list of names; "năm nào, CQ nào" is none
        if _LEVEL_ENDS.search(fold(first)) and _LEVEL_OPENS.match(fold(second)):
            continue  # "cấp huyện, xã"
        asks = _ASKS.search(_SOME.sub("", fold(first))) or _REQUESTS.match(fold(first))
        if not (asks and _ASKS.search(fold(second))):
            continue
        if _OF_WHICH.match(fold(second)):
            continue  # "chi bao nhiêu, trong đó ngân sách xã mấy": a sum and its part
        # "ai giới thiệu đường dây nóng …, số mấy": who does it is none of one paper's fields
        across = any(
            c.intent == "header" and c.field != "contact"
            and c.start < joint.start() and joint.end() < c.end
            and not any(one.intent == "who" and one.end <= c.start for one in whole)
            for c in whole
        )  # fmt: skip
        if across and not joint[0].startswith("?"):
            continue  # "văn bản số 175 là của tỉnh nào và đề ngày nào": both of one paper
        if _DOCUMENT.match(fold(second)) and _DOCUMENT.search(fold(first)):
            continue  # "theo văn bản nào của tỉnh và kế hoạch nào của Ban …": two documents
        one, two = _kinds(first, second, frames), _kinds(second, first, frames)
        some = _HOW_MANY.search(first)
        if some and some[0].lower() == "may" and has_marks(first):
            some = None  # "dạy nghề may"
        short = two == {"who"} and len(second.split()) <= _SHORT
        if not one and some and (short or two == {"header"}):
            # "năm 2027 xây mấy bể bơi, sở nào chủ trì xây"
            first, one = f"{first[: some.start()]}bao nhiêu{first[some.end() :]}", {"target"}
        if one | two == {"who", "deadline"} and frames.asks_to_whom(
            first if "who" in one else second
        ):
            continue  # "báo cáo 6 tháng cho sở nào, trước ngày nào": told in one statement
        if one and two and not (one & two) and not (one | two) <= _DUE:
            more = split_question(first, frames)
            return (*more, second) if len(more) < _MOST else (first, second)
    return (text,)


_COUNTS = re.compile(r"\b(?:bao nhieu|may) [a-z]")


def _kinds(text: str, other: str, frames: Frames) -> set[str]:
    """What a side asks; "hết bao nhiêu tiền" is money alone, where the other counts a thing."""
    cues = frames.cues(text)
    money = any(cue.field == "amount" for cue in cues) and _COUNTS.search(fold(other)) is not None
    kinds: set[str] = {cue.intent for cue in cues if not (money and cue.intent == "target")}
    # "…, ai thẩm định kinh phí": who does it; money is what it is done to
    return kinds - {"funding"} if "who" in kinds and _WHO_FIRST.match(fold(text)) else kinds


def with_whom(text: str, *, half: bool = False) -> tuple[int, int] | None:
    """The span in which a question asks who takes part too: "…, bên nào phụ vào?"; else None.

    ``half``: the text is itself the second half of a question.
    """
    found = _HALF.match(fold(text)) if half else _BEHIND.search(fold(text))
    return found.span("half") if found is not None else None


_OBLIGED = re.compile(
    r"(?:(?:va|roi|con|co|se|cung|thi|ngoai ra) )*(?:phai|can|duoc giao|duoc phan cong|"
    r"co (?:nhiem vu|trach nhiem)|chiu trach nhiem|must|have to|has to|should)\b"
)
_SENDS = re.compile(
    r"(?:gui|nop) (?:ban |cac )?bao cao\b|bao cao (?:nam|quy|thang|6 thang|cuoi nam|dinh ky)\b"
)


def subject_left_out(half: str) -> bool:
    """Whether a half says what must be done and not by whom: "…, và phải lập mấy bản?".

    So does "… và gửi báo cáo năm ngày nào?".
    """
    folded = fold(half)
    sends = _SENDS.match(folded) is not None and _DAY.search(folded) is not None
    return sends or _OBLIGED.match(folded) is not None


_DATES = re.compile(r"(?: (?:và|va|rồi|roi)|,) (?=(?:gửi|gui|báo cáo|bao cao|nộp|nop)\b)", re.I)
_DAY = re.compile(r"\b(?:ngay|hom|thang) (?:nao|may)\b|\b(?:khi|luc) nao\b|\bbao gio\b")

_SAME_WHEN = re.compile(
    r"^(?P<of>.+?),? "
    r"(?P<when>chừng nào|khi nào|bao giờ|lúc nào|ngày nào|chung nao|khi nao|bao gio) "
    r"(?:thì |thi )?(?!(?:đến|tới|den|toi)\b)(?P<one>[^,?;]+?),? "
    r"(?:(?:và|còn|rồi|va|con) )?(?P=when) (?:thì |thi )?"
    r"(?P<two>[^,?;]+?)\W*$",
    re.IGNORECASE,
)


def _two_times(text: str) -> tuple[str, ...]:
    """ "20 căn nhà chừng nào khởi công, chừng nào bàn giao": two days of one thing."""
    found = _SAME_WHEN.match(text)
    if found is None or all(word in fold(text) for word in ("so ket", "tong ket")):
        return ()  # the two ends of a plan are told in one sentence
    return tuple(f"{found['of']} {found[half]} {found['when']}" for half in ("one", "two"))


_PART = re.compile(
    r"^(?P<whole>.*\b(?:kinh phí|kp|vốn|kinh phi|von|ngân sách|tiền|dự toán)\b.*?)"
    r"(?P<apart>,| và|, và| va|,? còn)? (?:riêng|rieng) "
    r"(?!của|cua|về|ve|biệt|biet|tư|tu|lẻ|le|và|va)"
    r"(?P<part>[^,;?]+?)(?: (?:là |thì |la |thi )?(?:bao nhiêu|bao nhieu)(?: tiền| tien)?)?\W*$",
    re.IGNORECASE,
)


def _whole_and_part(text: str) -> tuple[str, ...]:
    """ "Tổng kinh phí là bao nhiêu, riêng năm 2023?": the sum, and that of the part."""
    found = _PART.match(text)
    if found is None or _ASKS.search(fold(found["part"])):
        return ()
    joined = found["apart"] is None or found["part"].startswith("cho ")
    if joined and not _ASKS.search(fold(found["whole"])):
        return ()  # "có kinh phí riêng cho tập huấn không", "tổng kinh phí riêng năm 2030"
    whole = found["whole"].rstrip(" ,?")
    part = re.sub(r"^(?=20\d\d\b)", "năm ", found["part"])
    money = "ngân sách" if _LEVEL.match(fold(part)) else "kinh phí"
    return whole, f"{money} {part} là bao nhiêu"


_LEVEL = re.compile(
    r"(?:cap )?(?:trung uong|tinh|huyen|xa|phuong|thanh pho)"
    r"(?= (?:bo tri|chi|cap|lo|ho tro|bo ra|dong gop)\b|\W*$)"
)
""" "…, riêng cấp xã bao nhiêu", and no "riêng tỉnh Kon Tum"."""


_AND_THERE = re.compile(
    r"^(?:ai|(?:phong|don vi|co quan|so|ban|hoi|nganh|ben) nao)"
    r"(?: (?:chu tri|phu trach|lo))?(?: (?:to chuc|thuc hien))? "
    r"(?P<work>[^,;?]+?),? (?:va )?co (?:duoc )?(?P<does>\w+(?: \w+)?)(?: (?:o|tai))? "
    r"(?P<place>(?:xa|phuong|thi tran|thon|ban|ap|lang|khu pho|huyen) [^,;?]+?) (?:khong|ko)\W*$"
)
_HELD = frozenset({"lam", "to chuc", "thuc hien", "dien ra", "trien khai"})


def _who_and_there(text: str) -> tuple[str, ...]:
    """ "Phòng nào kiểm tra …, có kiểm tra xã Đại An không?": who, and whether it is held there."""
    folded = fold(text)  # offsets kept
    found = _AND_THERE.match(folded)
    if found is None:
        return ()
    work, place = (text[slice(*found.span(name))] for name in ("work", "place"))
    if found["does"] not in _HELD and not found["work"].startswith(f"{found['does']} "):
        return ()
    return text[: found.end("work")], f"{work} có làm ở {place} không"


_EACH_PLANS = re.compile(
    r"(?P<one>(?:nhung |cac )?(?:ke hoach|kh) nao [^,?]{6,80}?)"
    r"(?:[?,](?: (?:va|con|roi))?| va| con) "
    r"(?P<other>(?:nhung |cac )?(?:ke hoach|kh) nao [^,?]{6,80})\??\s*$"
)
""" "KH nào có tiếng Mông, KH nào có tiếng Chăm?"."""


_EVENT = r"(?:thang hanh dong|tuan le|ngay hoi)"
_THEME = r"(?:co |voi )?(?P<theme>(?:chu de|thong diep|khau hieu)(?: (?:la|nam nay))* (?:gi|nao))"
_HELD_WHEN = (
    r"(?P<when>(?:(?:dien ra|to chuc|keo dai|bat dau|thoi gian|vao|tu)\b[^?;]*?)?"
    r"\b(?:(?:khi|luc|ngay|hom|thang) (?:nao|may)|bao gio)\b[^?;]*?)"
)
_OF_THE_MONTH = (
    re.compile(rf"^(?P<of>[^,;?]*?\b{_EVENT}\b[^,;?]*?),? {_THEME}(?:,| va|, va) {_HELD_WHEN}\W*$"),
    re.compile(
        rf"^(?P<plan>[^:,;?]{{2,40}}: +)?"
        rf"(?P<theme>(?:chu de|thong diep|khau hieu)) (?:cua )?(?P<of>{_EVENT}\b[^,;?]*?) la gi"
        rf"(?:,| va|, va) {_HELD_WHEN}\W*$"
    ),
    re.compile(rf"^(?P<of>[^,;?]*?\b{_EVENT}\b[^,;?]*?),? {_HELD_WHEN}(?:,| va|, va) {_THEME}\W*$"),
)


def _of_the_month(text: str) -> tuple[str, ...]:
    """ "Tháng hành động ở … chủ đề gì, từ ngày nào đến ngày nào": its theme, and its days."""
    folded = fold(text)  # offsets kept
    found = next((m for one in _OF_THE_MONTH if (m := one.match(folded))), None)
    if found is None:
        return ()
    said = {name: text[slice(*found.span(name))] for name, one in found.groupdict().items() if one}
    said["of"] = f"{said.get('plan', '')}{said['of']}"
    days = f"{said['of']} {said['when']}"
    theme = said["theme"] if " " in said["theme"].partition(" ")[2] else f"{said['theme']} là gì"
    halves = f"{said['of']} {theme}", days
    return halves if found.start("theme") < found.start("when") else halves[::-1]


_ASKS_WHEN = (
    r"(?:(?:khi|luc|ngay|hom|thang|quy|nam) (?:nao|may)|bao gio|may gio|(?:o|tai) (?:dau|\w+ nao))"
)
_WORK = (
    r"(?:(?:(?:dot|cac|lop|buoi|cuoc) )?"
    r"(?:le (?!tan\b|phi\b)\w+|hoi thi|cuoc thi|hoi nghi|hoi thao|toa dam|dien dan|mit tinh|"
    r"kiem tra|tap huan|tong ket|so ket|thang hanh dong|tuan le|ngay hoi|cau lac bo|ra quan|"
    r"ra mat|bao cao (?:nam|cuoi nam|quy|thang|6 thang|so ket|tong ket|rieng|dot xuat)|"
    r"treo bang ron|giai chay))"
)
_OTHER_WORK = re.compile(
    r"(?:,|\?| va| con)(?: (?:va|con|roi|thi|the))* "
    rf"(?P<other>(?P<work>{_WORK})\b[^,;?]*?(?P<asks>{_ASKS_WHEN}[^,;?]*|(?:thi|ra) sao))\W*(?=,|$)"
)
_ONE_WORK = re.compile(
    rf"(?P<when>(?:(?:tu|truoc|vao|trong|den|xong) )*{_ASKS_WHEN})|chu de (?:la )?(?:gi|nao)|"
    rf"\b(?:{_WORK}|kinh phi|tong chi|ngan sach|chi tieu|ty le|ti le)\b"
)
_OWN_WORK = re.compile(rf"{_WORK}\b.*{_ASKS_WHEN}")
_ENDS = re.compile(r"\b(?:so|tong) ket\b")


def names_work(half: str) -> bool:
    """Whether a half asks when or where of a work that it names itself."""
    return _OWN_WORK.search(fold(half)) is not None


def several_works(text: str) -> tuple[str, ...]:
    """ "Diễn đàn ngày nào, hội thi ở đâu": what is asked of one work, when or where of others.

    "… sơ kết khi nào, còn tổng kết thì sao": what is asked of the first is asked of the other.
    """
    folded = fold(text)  # offsets kept
    for found in _OTHER_WORK.finditer(folded):
        one, rest = folded[: found.start()], folded[found.end("other") :]
        first = _ONE_WORK.search(one)
        if first is None or not _ASKS.search(one) or found["work"] in one:
            continue
        other = text[slice(*found.span("other"))].strip()
        if found["asks"].endswith("sao"):
            times = [m for m in _ONE_WORK.finditer(one) if m["when"]]
            if not times:
                continue
            when = text[slice(*times[-1].span())]
            other = f"{text[found.start('other') : found.start('asks')].strip()} {when}"
        elif _ENDS.search(found["work"]) and _ENDS.search(one):
            continue  # the two ends of a plan are told in one sentence
        if rest.strip(" .?!"):
            more = several_works(f"{other}{text[found.end('other') :]}")
            others = more or (f"{other}{text[found.end('other') :]}",)
        else:
            others = (other,)
        return text[: found.start()].strip(), *others
    return ()


def two_sentences(text: str) -> tuple[str, ...]:
    """Two questions of one kind that stand on their own, joined by ", và" or ", còn"; or ().

    "Đắk Nông gửi báo cáo qua sở nào, còn Quảng Ngãi gặp vướng mắc thì báo ai?"; also two days, of
    a task and of the report on it: "ban hành kế hoạch ngày nào và gửi báo cáo ngày nào".
    """
    times = _two_times(text) or _whole_and_part(text) or _who_and_there(text) or _of_the_month(text)
    if times:
        return times
    plans = _EACH_PLANS.match(fold(text))
    if plans is not None:
        return text[: plans.end("one")].strip(), text[plans.start("other") :].strip()
    for joint in _DATES.finditer(text):
        halves = text[: joint.start()].strip(), text[joint.end() :].strip()
        if joint[0].startswith(",") and "bao cao" in fold(halves[0]):
            continue
        if all(_DAY.search(fold(half)) for half in halves):
            return halves
    for joint in _AND.finditer(text):
        halves = text[: joint.start()].strip(), text[joint.end() :].strip()
        if _SAME_THING.match(fold(halves[1])) or with_whom(text):
            continue  # "còn của Hương Trà lấy ở đâu": what is asked stands in the first half
        if all(len(half.split()) >= _OWN_SENTENCE and _ASKS.search(fold(half)) for half in halves):
            return halves
    return ()


_WORKER = re.compile(
    r",?\s+(?:va|con|and)\s+(?P<half>(?:(?:ai|(?:co quan|don vi|so|phong|ben|nganh) nao) "
    r"(?:thi |se |phai |to chuc )*|who )"
    r"(?!chu tri|phoi hop|bao cao|theo doi|tham gia|lam|lo\b|nop|gui|ky|ban hanh|nhan|chiu|duoc|"
    r"thuc hien|phu\b|ho tro|leads?|does|reports?|signs?|supports?|helps?)\w+(?: \w+)?)\W*$",
    re.IGNORECASE,
)
_WHO = re.compile(r"\b(?:ai|(?:co quan|don vi|so|phong|ben|nganh) nao|who|which \w+)\b")
_WHO_FIRST = re.compile(rf"(?:(?:va|con|and) )?(?:{_WHO.pattern})")


def two_workers(text: str) -> tuple[str, str] | None:
    """ "Thẩm định … giao cơ quan nào, và ai tập huấn?": a second work on the same thing; or None.

    The second half is short: what it is on stands in the first.
    """
    # searched without marks, offsets kept
    found = _WORKER.search(fold(text))
    if found is None or not _WHO.search(fold(text[: found.start()])):
        return None
    return text[: found.start()].strip(" ,"), text[slice(*found.span("half"))]
