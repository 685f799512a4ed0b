"""Which kind of question the cues make, and which header fields it asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.schema import Intent
from rag.text import fold
from rag.understanding.figures_meant import of_a_figure, sum_said
from rag.understanding.questions import Cue
from rag.understanding.yes_no import confirms

_EITHER = re.compile(r"\bhay(?: la)?\b(?! khong)")
_OF_PART = re.compile(r"(?:phan |muc )?(?:muc dich|yeu cau|muc tieu chung|pham vi|doi tuong)\b")
_SUGGESTED = re.compile(r"\b(?:duoc|bi) (?:de nghi|yeu cau|giao)\b")
_DOES_WHAT = re.compile(
    r"\b(?:lam|nho|giao|yeu cau|de nghi) (?:nhung |cac )?(?:viec )?(?:gi|nao)\W*$"
)
""" "Mặt trận với mấy hội đoàn thể được nhờ làm những gì": "mấy hội" are no question."""
_WHAT_DO = re.compile(r"what (?:does|do|must|should|will|is|are)\b")
_WINS_OVER = re.compile(
    r"\b(?:nho|van dong|thuyet phuc) (?:nhung )?ai\b(?! (?:lam|lo|giup|phoi))|"
    r"\bcho (?:nhung )?(?:ai|nguoi nao|doi tuong nao) (?:vay|muon)\b"
)
_OF_LEVEL = re.compile(
    r"ke hoach (?:nao )?(?:\w+ ){0,5}?(?:la |cua |thuoc |o |do |uy ban nhan dan )*cap |"
    r"ke hoach nao (?:\w+ ){0,2}?do [^,?.;]{3,60}? ban hanh\b"
    r"(?!.*\b(?:giao|quy dinh|yeu cau|nhac|neu|co|dat)\b)|plans? (?:\w+ ){0,2}?issued by\b"
)
_LACKING = re.compile(
    r"\b(?:khong|chua|thieu|trong)\b(?: \w+){0,3}? (?:so|ngay)\b|\bundated\b|"
    r"\b(?:no|not|without|lacks?|missing|blank)\b.*\b(?:number|date)s?\b|\bnumber.*\bblank\b"
)
_BY_SORT = re.compile(
    r"\btheo (?:thong tu|nghi dinh|nghi quyet|chi thi|luat) (?:so )?(?:nao|may|gi)\b"
)
""" "Các cơ quan phải làm theo thông tư nào": the document, not what they do."""
_RAISED = re.compile(
    r"\b(?:huy dong|van dong|keu goi|tai tro|dong gop|xin|lay)\b[^?;]{0,40}?"
    r"\b(?:tu|cua|o) (?:nhung |cac )?(?:ai|dau|nguon nao|nguon|noi nao|to chuc nao)\b|"
    r"\b(?:huy dong|van dong|keu goi) (?:them )?(?:nhung )?ai\b"
)
""" "Huy động kinh phí từ những ai": where the money comes from."""
_FOR_HOW_LONG = re.compile(
    r"\b(?:lap|xay dung|soan|lam|ban hanh) (?:ban |cac )?ke hoach (?:(?:cho|theo|trong|dai|ky) )*"
    r"(?:bao lau|(?:may|bao nhieu) nam|thoi gian bao lau|(?:giai doan|thoi ky) nao)\b"
)
""" "Các xã phải lập kế hoạch theo mấy năm": the plan it makes, not this one's period."""
_WORKS_ON = re.compile(
    r"(?<!duoc )\b(?:gop y|y kien|tham muu|tham dinh|ban hanh|xay dung|soan thao|soan|ra soat|"
    r"kiem tra|hoan thien|tuyen truyen|pho bien|huong dan) "
    r"(?:(?!(?:de|theo|can cu|tren|dua|thuc hien|duoc)\b)\w+ ){0,4}?"
    r"(?:(?:van ban|chinh sach|quy dinh|de an|ke hoach|chuong trinh|bao cao)"
    r"(?: gi)?(?: \w+){0,2}? nao|luat (?:gi|nao))\b"
)
""" "Phòng Tư pháp góp ý loại văn bản nào": what it works on, not what the plan rests on."""
_BY_DECISION = re.compile(
    r"\b(?:theo|tai|o|can cu) (?:quyet dinh|van ban|cong van|thong bao|nghi quyet|thong tu) "
    r"(?:so )?(?:nao|may|gi|bao nhieu)\b|"
    r"\b(?:which|what) (?:decision|document|letter|resolution|circular)\b"
)
""" "Danh sách ở nơi nhận theo quyết định nào": what the list rests on."""
_OUTLINE = re.compile(r"\b(?:muc|phan|chuong|dieu|khoan|noi dung) (?:[ivx]+|\d+)\b")
_ABOUT = re.compile(
    r"^(?:ban |cai )?(?:ke hoach|quyet dinh|cong van|thong bao|chuong trinh|chi thi|van ban)\b"
    r"(?!.*\b(?:muc|phan|chuong|dieu|khoan|diem|chi tieu)\b).*"
    r"\b(?:noi|(?<!van )ban|viet|quy dinh) (?:ve )?(?:(?:viec|chuyen|cai|van de|noi dung) )?gi"
    r"(?:\W*$|,? (?:va )?(?:giai doan|thoi ky) nao\W*$)"
)
""" "Kế hoạch của Sở Y tế nói về việc gì": its title; whose plan it is has no duty in it."""
_DUE = re.compile(
    r"\b(?:truoc|cham nhat|muon nhat) (?:ngay|hom|thang)\b|\bhan (?:nop|gui|chot|cuoi)\b"
)
""" "Các xã gửi kế hoạch trước ngày nào, gửi cho ai": no list of who gets this plan."""
_ISSUED = re.compile(r"\b(?:ban hanh|ky|issued|signed)\b")
""" "Kế hoạch tổ chức Tháng hành động ký ngày nào": the plan's day, not the event's."""
_REPORT_DUE = re.compile(
    r"\bbao cao\b(?! vien)[^,;?]{0,60}?\b(?:thang hanh dong|le phat dong)\b[^,;?]{0,60}?"
    r"\b(?:truoc|cham nhat|muon nhat|han|khi nao|bao gio|luc nao|ngay (?:nao|may))\b"
)
""" "Gửi báo cáo kết quả Tháng hành động trước ngày nào": the report's day, not the event's."""
_STRONG_TARGET = re.compile(
    r"(?:bao nhieu|may) (?:phan tram|%)|(?:it nhat|toi thieu|toi da|khong qua) (?:may|bao nhieu)|"
    r"(?<!ten )(?<!ke )may (?:tin|bai|lop|cuoc|buoi|mo hinh)\b(?! (?:gi|nao))|"
    r"what (?:percentage|percent|share)"
)
_GOAL_SAID = re.compile(
    r"\b(?:muc tieu|chi tieu|phan dau)\b(?! \d)(?=.* \d)|"
    r"\b(?:den|toi|het|cuoi) (?:het |cuoi )?(?:nam )?20\d\d\b[^,;]* (?!20\d\d\b)\d"
)
""" "Đặt mục tiêu đến 2025 có 21 địa chỉ phải không": a figure to confirm."""
_WHY = re.compile(
    r"(?:(?:vay|the) )?(?:vi sao|tai sao|sao ma|nguyen nhan|ly do|why)\b(?!.*\bke hoach\b)"
)
_HOW = re.compile(r"(?:(?:lam|thi) sao|lam (?:cach|the) nao|bang cach nao) (?:de|ma) ")
""" "Làm sao để đưa chỉ tiêu vào kế hoạch của các ngành": not what each of them does."""
_OF_FIGURE = re.compile(
    r"^(?:(?:den |toi )?nam \d{4},? )?(?:[^,?]{0,50}?\b(?:dat(?: ra)?|de ra|phan dau(?: dat)?) )?"
    r"(?:chi tieu|ty le|ti le|so luong|muc)\b(?! tieu \d)"
    r".*\bbao nhieu\b|\bbao nhieu [^,?]{3,50}? la nu\b"
)
""" "Chỉ tiêu năm 2028 về tỷ lệ sở, ngành có … là bao nhiêu": the agencies are its subject."""
_HAS_WHICH = re.compile(
    r"\b(?:chiu trach nhiem|phu trach|theo doi|bao cao|giao|dam nhan|dam nhiem|lo)\b"
    r"(?:(?!\b(?:den|vao|truoc|muc) (?:nam|ngay|nao|bao)\b)[^?.;]){0,40}?"
    r"\b(?:(?:chi tieu|muc tieu) (?:nao|gi|may|so may)\b|(?:may|bao nhieu) (?:chi|muc) tieu\b)|"
    r"\b(?:chi tieu|muc tieu) (?:nao|gi|may|so may)\b[^?.;]{0,60}?\b(?:do|giao|ma|thuoc ve|cua)\b"
    r"[^?.;]{0,60}?\b(?:chiu trach nhiem|phu trach|theo doi|bao cao|dam nhan|dam nhiem|lo)\b|"
    r"\b(?:which|what) (?:indicators?|targets?)\b.*"
    r"\b(?:responsib|report|track|monitor|charge|follow)"
)
""" "Sở Y tế theo dõi những chỉ tiêu nào của mục tiêu 4": what it has, not the figures."""
_DRAFTING = frozenset(
    "van bo soan thao du chap but chu tri ra ban cai theo phan noi nhan binh dang gioi nam cong "
    "tac draft drafted wrote drew up prepared plan".split()
)
""" "Ai soạn thảo kế hoạch": this plan; "… kế hoạch Tháng hành động" is a duty of somebody's."""
_OF_THE_PAPER = frozenset({"filed", "drafted", "scope"})
_STRONG_FIELDS = frozenset({"contact", "person", "amount", "signer", "number"})
_ALONE = frozenset({"contact", "person", "amount"})
# a question on the number or date of a document that is not the plan itself
_OTHER_DOCUMENT = re.compile(
    r"\b(?:(?:thuc hien|theo) ke hoach (?:so|cua tinh)|ke hoach so may cua|quyet dinh|nghi quyet|"
    r"cong van|to trinh|thong tu|chi thi|van ban huong dan|"
    r"(?<!so )van ban (?:so|cua(?! (?:ban |cai )?(?:ke hoach|kh)\b))|"
    r"decision|resolution|circular|"
    r"official letter|directive)\b"
)
_PROGRAMME = re.compile(r"\bchuong trinh (?:nao|cua|so)\b")
_OF_SCHEME = re.compile(
    r"(?:cai |cac )?(?:de an|du an|chuong trinh|chien luoc|phong trao|cuoc van dong|mo hinh)\b"
)
_OF_LAW = re.compile(r"^(?:the )?(?:bo )?(?:luat|nghi dinh|law)\b(?!.*\bke hoach\b)")
_OF_A_LAW = frozenset({"date", "signer", "number", "issuer", "period"})
_PAYS = re.compile(
    r"\b(?:ai|noi nao|dau) (?:\w+ )?(?:tra|chi|bo|xuat) tien "
    r"(?:de )?(?:(?:cho|thuc hien|lam|vao) )*(?:ban |cai )?(?:ke hoach|viec nay)\b|"
    r"\b(?:ton kem|chi phi|khoan nay)\b(?: \w+){0,4}? (?:ai|dau|noi nao|ben nao) "
    r"(?:ganh|bao|chiu|tra)(?= o | tai |\W*$)|"
    r"\bwho (?:\w+ )?(?:pays?|funds?|finances?|bears?)\b(?: the costs? of| for)?"
    r"(?: (?:the|this|its))? (?:(?:[\w'’]+ ){0,5}?plan\b|it\b|all this\b)"
)
""" "Who pays for the plan?": where its money comes from, not whose duty that is."""
_SUM_GIVEN = re.compile(
    r"\b(?:du toan|kinh phi|ngan sach|von|tien)\b.*"
    r"\b(?:duoc|cap|phan bo|bo tri|nhan|huong|chia)(?: (?:cap|phan bo|bo tri|giao|nhan|chi))? "
    r"bao nhieu\b|"
    r"\b(?:cap|phan bo|bo tri|nhan|huong|chia|duoc) bao nhieu (?:tien|kinh phi|von|trieu|ty)\b|"
    r"\bduoc (?:cap|phan bo|bo tri) bao nhieu(?=\W*$| va\b| con\b)|"
    r"\b(?:du toan|kinh phi|ngan sach|von) (?:(?:danh|cap|phan bo|bo tri|giao) )?(?:cho|cua) "
    r"[^?,;]*\bbao nhieu(?: (?:tien|trieu|ty)(?: dong)?)?\W*$"
)
""" "Trong dự toán, Sở Y tế được bao nhiêu": the agency's part of the money, no duty of its."""


def intent_of(
    cues: tuple[Cue, ...], agencies: tuple[str, ...], objectives: tuple[str, ...],
    indicators: tuple[str, ...], roles: tuple[str, ...], folded: str,
) -> tuple[Intent, tuple[str, ...]]:  # fmt: skip
    """The intent by the words of asking; what is named breaks ties.

    A question on an agency that asks no "who" is about its duties; one on an objective about
    its figure.
    """
    if _GROUND_OF_WORK.search(folded) and (agencies or not _GROUND_OF_PLAN.search(folded)):
        cues = tuple(cue for cue in cues if cue.intent != "basis")
    by_name = {cue.intent: cue for cue in reversed(cues)}
    beyond = by_name.get("out_of_scope")
    # "xóa giúp tôi mục tiêu 3" is an order from its first word; "… mục tiêu 3" alone is none
    if beyond and (not objectives or beyond.start == 0):
        return "out_of_scope", ()
    fields = _fields_asked(cues, folded)
    if _OF_SCHEME.match(folded) and "ke hoach" not in folded and not set(fields) - {"period"}:
        # "Đề án … giai đoạn nào": a scheme that a plan names, not the plan's own period
        fields = ()
    if not (objectives or indicators) and (of_figure := of_a_figure(folded)) is not None:
        return of_figure, ()
    if set(fields) & _OF_THE_PAPER or (
        "title" in fields and set(fields) <= {"title", "period"} and _ABOUT.search(folded)
    ):
        return "header", fields
    strong = tuple(field for field in fields if field in _STRONG_FIELDS) or (
        () if agencies or fields else sum_said(folded, {*by_name})
    )
    of_other = _BEARS_NUMBER.search(folded) is None and (
        _OTHER_DOCUMENT.search(folded) is not None
        or "basis" in by_name
        or (_PROGRAMME.search(folded) is not None and "ke hoach" not in folded)
    )
    if fields and _OF_LAW.search(folded) and set(fields) <= _OF_A_LAW:
        return "header", ("other_document",)
    if strong and not (of_other and set(strong) <= {"number"}):
        alone = tuple(field for field in strong if field in _ALONE)
        return "header", alone or fields
    listing = by_name.get("plans")
    others = {cue.intent for cue in cues} - {"plans", "header", "target"}
    apart = not agencies or _OF_LEVEL.search(folded) is not None
    if listing and fields and _LACKING.search(folded):
        # "kế hoạch nào không ghi ngày ban hành": its own date, not a list of plans
        return "header", fields
    if listing and apart and not objectives and (listing.field is None or not others):
        return "plans", ("which",) if listing.field else ()
    if objectives or indicators:
        if agencies and (confirms(folded) or _HAS_WHICH.search(folded)):
            return "who", ()
        for name in ("who", "deadline", "target", "duties"):
            if name in by_name:
                return by_name[name].intent, ()
        return ("who" if agencies or roles else "target"), ()
    beside = {"place"} if "number" in fields else set()  # "kế hoạch của tỉnh nào, số mấy"
    if fields and of_other and set(fields) <= {"number", "date", "issuer", *beside}:
        return "basis", ()
    if "recipients" in fields and not (
        _DUE.search(folded) or ("basis" in by_name and _BY_DECISION.search(folded))
    ):
        return "header", ("recipients",)
    if (plainly := _why_or_figure(folded, set(by_name), agencies)) is not None:
        return plainly, ()
    if (agencies and _SUM_GIVEN.search(folded) and "who" not in by_name) or (
        "funding" in by_name and not agencies and _RAISED.search(folded)
    ):
        return "funding", ()
    if "general" in by_name and (_OF_PART.match(folded) or not (roles or agencies)):
        return "general", ()
    if len(agencies) > 1 and roles and _EITHER.search(folded):
        return "who", ()
    if set(fields) == {"title"} and _OUTLINE.search(folded):
        return "general", ()
    if agencies and _FOR_HOW_LONG.search(folded):
        return "duties", ()
    if fields and not agencies and not ("event" in by_name and _of_event(fields, folded)):
        return "header", fields
    if any(cue.field == "recipient" for cue in cues):
        return "deadline", ()
    for name in ("event", "basis"):
        lead = name == "event" and "who" in by_name and {"chu tri", "phoi hop"} & set(roles)
        sort = name == "basis" and _BY_SORT.search(folded) is not None
        works_on = name == "basis" and agencies and _WORKS_ON.search(folded)
        report = name == "event" and "deadline" in by_name and _REPORT_DUE.search(folded)
        if (
            name in by_name
            and not (lead or works_on or report)
            and (sort or not (agencies and "duties" in by_name))
        ):
            return by_name[name].intent, ()
    if agencies and confirms(folded) and "deadline" not in by_name:
        return "who", ()
    ordered = agencies and "duties" in by_name and "who" in by_name
    first = ordered and by_name["duties"].start < by_name["who"].start
    if (ordered and _DOES_WHAT.search(folded)) or (
        first and (_SUGGESTED.search(folded) or _WHAT_DO.match(folded))
    ):
        return "duties", ()
    if "funding" in by_name and _PAYS.search(folded):
        return "funding", ("payer",)
    if "who" in by_name and not (
        "deadline" in by_name and by_name["deadline"].start < by_name["who"].start
    ):
        return "who", ()
    if "deadline" in by_name:
        return "deadline", ()
    if "funding" in by_name and not agencies:
        return "funding", ()
    if agencies:
        return "duties", ()
    if "target" in by_name:
        return ("general" if _PARTS_OF_PLAN.match(folded) else "target"), ()
    return ("target" if confirms(folded) and _GOAL_SAID.search(folded) else "general"), ()


_BEARS_NUMBER = re.compile(
    r"^(?:ban )?(?:ke hoach|kh)\b(?! so)[^?.;,]{0,60}? mang so (?:van ban|hieu|ky hieu)\b"
)
""" "Kế hoạch của UBND tỉnh mang số văn bản nào": its own number."""
_GROUND = (
    r"(?:can cu|dua)(?: (?:vao|theo|tren))* (?:dau|gi|nhung gi|cai gi|co so nao|quy dinh nao)\b"
)
_GROUND_OF_WORK = re.compile(rf"\b{_GROUND} (?:de|ma|khi) \w|^(?:viec|cong tac) .{{6,}} {_GROUND}")
""" "Căn cứ vào đâu để lập dự toán": what the plan says of that work, no document it rests on."""
_MAKES = r"(?:ban hanh|xay dung|lap|ra|soan(?: thao)?|de ra|dua ra|lam|co|ky)"
_THE_PLAN = r"(?:ra |duoc )?(?:ban |cai |cac )?(?:ke hoach|kh|van ban|chuong trinh|quyet dinh)\b"
_GROUND_OF_PLAN = re.compile(
    rf"\b(?:de|ma|khi) (?:[^,?]{{0,40}}? )?{_MAKES} {_THE_PLAN}|"
    rf"(?:\b(?:de|ma|khi)|^viec|^cong tac) (?:{_MAKES}|thuc hien|trien khai) {_THE_PLAN}|"
    rf"^{_THE_PLAN}[^,?;]* (?:de|ma|khi) (?:duoc )?(?:{_MAKES}|ra doi)\W*$"
)
_PARTS_OF_PLAN = re.compile(
    r"(?:ban |cai )?(?:ke hoach|kh|van ban)\b[^?.;,]{0,40}? (?:bao gom|gom|chia(?: lam| thanh)?) "
    r"(?:nhung |cac )?muc (?:nao|gi)\W*$"
)
""" "Kế hoạch gồm những mục nào" without marks: no "mức nào"."""
_MUST_BE_MADE = re.compile(
    r"\bke hoach (?!nay\b|cua\b|so\b)(?:\w+ ){2,24}?(?:phai|can) (?:duoc |xong |som )*"
    r"(?:ban hanh|ra|co|trinh)\b|"
    r"^(?:ban |cac |bo )?(?:quy trinh|quy che|tai lieu|tieu chi|so tay)\b"
    r"(?!.*\b(?:ke hoach|(?<!co )so)\b)"
)
""" "Kế hoạch thực hiện Chương trình … phải ban hành bao giờ": one that is due, not this one."""


def _fields_asked(cues: tuple[Cue, ...], folded: str) -> tuple[str, ...]:
    """The header fields that cues show; where it is filed or who drew it up stands alone."""
    fields = tuple(dict.fromkeys(cue.field for cue in cues if cue.intent == "header" and cue.field))
    if fields == ("date",) and _MUST_BE_MADE.search(folded):
        fields = ()
    if "signer" in fields:
        # "ai ký, họ tên gì": the name of the signer, not of the document
        fields = tuple(field for field in fields if field != "title")
    paper = next((cue for cue in cues if cue.field in _OF_THE_PAPER and cue.field in fields), None)
    if paper is None:
        return fields
    # "lưu ở đâu, ai ký": what is asked before it or behind it
    kept = max(folded.rfind("luu", paper.start, paper.end), paper.start)
    apart = {c.field for c in cues if c.end > paper.end or c.end <= kept}
    beside = tuple(field for field in fields if field in apart and paper.field == "filed")
    return (paper.field or "", *beside)


_COUNTS_PLACES = re.compile(
    r"\b(?:bao nhieu|may) (?:xa|phuong|thi tran|huyen|thon|to dan pho|dia phuong)\b"
    r"(?!.*\b(?:bao nhieu|may) (?:tien|kinh phi|dong|trieu|ty|nghin)\b)"
)
""" "Bao nhiêu xã chưa bố trí được kinh phí" asks for no money."""


def _why_or_figure(folded: str, named: set[Intent], agencies: tuple[str, ...]) -> Intent | None:
    """ "Vì sao …" asks what the text says, "mấy phần trăm" a figure, whatever else is named."""
    if _WHY.match(folded) and "who" not in named and not agencies:
        return "general"
    if _HOW.match(folded) and all(name.startswith("Các ") for name in agencies):
        return "general"
    if _COUNTS_PLACES.search(folded) and not ({"who", "deadline"} & named or agencies):
        return "target"
    if _OF_FIGURE.search(folded) and "target" in named:
        return "target"
    strongly = _STRONG_TARGET.search(folded) is not None
    return "target" if strongly and not {"who", "deadline"} & named else None


def _of_event(fields: tuple[str, ...], folded: str) -> bool:
    """Whether an event's place, or its day, is asked for and not the plan's."""
    return set(fields) <= ({"place"} if _ISSUED.search(folded) else {"place", "date"})


_A_DOCUMENT = re.compile(
    r"\b(?:ke hoach|van ban|quyet dinh|chuong trinh|nghi quyet|plan|document|decision|program\w*)\b"
    # "Cơ quan nào ban hành?", "do ai ban hành vậy": nothing is named, so the plan is meant
    r"|^(?:(?:vay|the|thi) )?(?:do )?(?:co quan|don vi|noi|cap|ai)(?: nao)?(?: la noi)?(?: da)?"
    r" ban hanh(?: ra)?(?: (?:vay|the|a|nhi|day))?\W*$"
)
_PLAN_BELOW = re.compile(
    r"\bban hanh (?:ban |cac )?(?:ke hoach|chuong trinh|van ban)\b.*"
    r"\b(?:truoc (?:ngay|thang|quy) (?!nao|may)|cham nhat (?!vao|ngay nao|la)|"
    r"(?:cua|cap) (?:dia phuong|don vi|co quan|nganh|cap|minh)(?: minh)?(?! (?:nao|nay|gi)\b))\b"
)
""" "Ai ban hành kế hoạch của địa phương trước ngày 20/3": a duty, no issuer of this plan."""
_GIVEN_BY_DATE = re.compile(
    r"^(?!.*\b(?:nao|bao gio|may|lau)\b).*\b(?:co )?(?:duoc|bi) (?:giao|phan cong)\b"
    r".*\b(?:khong|chua|ko)\W*$"
)
""" "Phòng Kinh tế có được giao báo cáo trước ngày 05/6 không": whether it is, not when."""
_OFFICE_ASKED = r"(?:ai|(?:co quan|don vi|so|phong|(?<!van )ban|hoi|noi) nao)"
_KEEPS = (
    r"(?:niem yet|thiet lap|van hanh|cong bo|lap|xay dung|duy tri|quan ly|truc|tiep nhan|dang|"
    r"gioi thieu|pho bien|thong bao|mo|cai dat)"
)
_KEEPS_LINE = re.compile(
    rf"\b{_OFFICE_ASKED} (?:(?:phai|se|duoc giao|chiu trach nhiem|chu tri|lo) )*{_KEEPS}\b|"
    rf"\bdo {_OFFICE_ASKED} {_KEEPS}\b|"
    rf"\b{_KEEPS}\b.*\b(?:giao (?:cho )?|do ){_OFFICE_ASKED}\b"
)
""" "Ai niêm yết số điện thoại": whose work it is, no number to call."""
_PLEDGE = re.compile(
    r"\bky (?:ket(?! (?:ban |cai )?(?:ke hoach|van ban|qua)\b)|cam ket|giao uoc|quy che|hop dong|"
    r"bien ban|thoa thuan|nghi quyet lien tich|(?:chuong trinh|ke hoach) phoi hop|quyet dinh "
    r"(?:cam tiep|thanh lap|kien toan|xu phat|khen|bo nhiem|cu|cong nhan|phan cong))\b"
)
""" "Ai ký cam kết …": who pledges it, not whose name the plan bears."""


def whose_work(
    intent: Intent, fields: tuple[str, ...], named: Sequence[str], terms: Sequence[str],
    folded: str,
) -> tuple[Intent, tuple[str, ...]]:  # fmt: skip
    """The intent and fields, where an issuer, a date or "nhờ ai" is part of a work asked."""
    meant = {"deadline": _GIVEN_BY_DATE, "who": _WINS_OVER}.get(intent)
    if named and meant is not None and meant.search(folded):
        return "duties", fields
    of_work = len(terms) > 1 and not _A_DOCUMENT.search(folded)  # "quy chế do ai ban hành"
    issued = fields == ("issuer",) and (of_work or _PLAN_BELOW.search(folded))
    kept = fields == ("contact",) and _KEEPS_LINE.search(folded)
    drafted = fields == ("drafted",) and {fold(word) for word in terms} - _DRAFTING
    if fields == ("signer",) and _PLEDGE.search(folded):
        return "general", ()  # what is said of it: who signs it is seldom given as a task
    return ("who", ()) if issued or kept or drafted else (intent, fields)
