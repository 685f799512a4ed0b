"""What the answer before named, for a follow-up that points at it: "mục tiêu đó", "việc này".

A question says what it is about; what it is answered with ("mục tiêu 4", "28/NQ-CP", the item that
gives the work) is talked of too, and is taken into the query before, where it is one thing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import takewhile

from rag.lexicon import Lexicon
from rag.references import UNIT_LINE, find_references
from rag.register import MANY
from rag.schema import DraftClaim, Query
from rag.text import document_numbers, fold, has_marks, lower

_POINTS = "(?:đó|ấy|này|trên|kia|nọ)"
_AGENCY = (
    # "phong này": typed without its mark
    rf"\b(?:sở|cơ quan|đơn vị|phòng|phong|ban|hội|hoi|ngành) {_POINTS}\b|"
    r"^(?:thế |vậy |còn )*họ\b|"
    r"\b(?:they|them|that (?:agency|department|office|body))\b"
)
_NUMBERED = (
    rf"\b(?:chỉ tiêu|mục tiêu|số liệu|con số|tỷ lệ|tỉ lệ|tỷ số) {_POINTS}\b|"
    r"^(?:đó|đấy|ấy) là (?:những |các )?(?:chỉ tiêu|mục tiêu)\b|^(?:thế |vậy )*nó\b|"
    r"^(?:thế |vậy )*(?:có|gồm) (?:mấy|bao nhiêu|những) chỉ tiêu\b|"
    r"\b(?:that|this|those|these) (?:objective|indicator|target|goal)s?\b"
)
_INDICATOR = r"\bchỉ tiêu (?:số )?\d|\bindicators? \d"
_OBJECTIVE = r"\bmục tiêu\b|\bobjectives?\b"
""" "Chỉ tiêu 2 thì ai?" after what an agency reports: of the objective told."""
_ITEM = (
    rf"\b(?:việc|mục|khoản|điểm|nội dung|hoạt động|nhiệm vụ|phần việc) {_POINTS}\b|"
    r"\b(?:đề án|dự án|mô hình|phong trào|cuộc vận động) kia\b|"
    r"\b(?:that|this) (?:task|item|work|activity|duty|point)\b"
)
_ITS_PLAN = re.compile(
    r"(?:the |vay |con |va )*(?:cai |ban )?(?:ke hoach|kh) (?:trien khai|thuc hien)"
    r"(?: (?:do|ay|nay))? (?:thi |phai |se |can |duoc )*(?:xong|hoan thanh|ban hanh|trinh|co|lap|"
    r"xay dung|ai|(?:so|phong|co quan|don vi) nao|bao gio|khi nao|truoc)\b"
)
""" "Kế hoạch triển khai phải xong bao giờ?" after who leads a programme: of the programme."""
_NTH = re.compile(
    r"(?<!\d )(?<!hai )(?<!ba )(?<!mấy )(?<!may )(?<!các )(?<!cac )(?<!những )(?<!nhung )"
    r"\b(?:việc|nhiệm vụ|ý|mục|điểm|cái|gạch|nội dung|khoản|phần|nguồn|giải pháp|"
    r"viec|nhiem vu|muc|cai|noi dung) "
    r"(?:thứ |số |thu |so )?(?P<nth>đầu tiên|đầu|dau tien|dau|cuối cùng|cuối|cuoi cung|cuoi|"
    r"(?<=thứ )\w+|(?<=thu )\w+|(?<=số )\d)\b(?! (?:mối|moi|tư|tu|vào|vao|năm|nam)\b)|"
    r"\b(?P<english>first|second|third|fourth|last) (?:one|task|duty|item|point)\b",
    re.IGNORECASE,
)
""" "Việc thứ hai hạn khi nào?": by its place among what was told."""
_NUMBERS = {
    "dau": 1, "dau tien": 1, "nhat": 1, "mot": 1, "hai": 2, "nhi": 2, "ba": 3, "tu": 4, "bon": 4,
    "nam": 5, "sau": 6, "bay": 7, "cuoi": 0, "cuoi cung": 0,
    "first": 1, "second": 2, "third": 3, "fourth": 4, "last": 0,
}  # fmt: skip
_DOCUMENT = (
    rf"\b(?:văn bản|quyết định|nghị quyết|công văn|chương trình|thông tư|chỉ thị|nghị định) "
    rf"{_POINTS}\b|"
    r"\b(?:that|this) (?:document|decision|resolution|circular|directive|programme)\b"
)
_PLAN_ABOVE = r"\bkế hoạch (?:đó|ấy|kia)\b"
_KIND = (
    r"^(?:thế |còn |vậy |là |đó là |theo |cái |căn cứ |dựa |vào |trên |của )*"
    r"(quyết định|nghị quyết|công văn|thông tư|luật|chỉ thị|nghị định|chương trình) "
    r"(?:nào|gì|số mấy|số bao nhiêu)\b\s*[?.!]*$|"
    r"^(?:and )?(?:which|what) (decision|resolution|circular|law|directive)\b\s*[?.!]*$"
)
""" "Quyết định nào?" alone: that which the answer named."""
_ENGLISH_KINDS = {
    "decision": "quyết định", "resolution": "nghị quyết", "circular": "thông tư",
    "law": "luật", "directive": "chỉ thị",
}  # fmt: skip
_LAW = re.compile(r"\bLuật(?: [^\W\d_]+,?){2,6}")
_WHO_ALONE = (
    r"^(?:thế |và |vậy |những )*(?:ai|cơ quan nào|đơn vị nào|sở nào|phòng nào) "
    r"(?:phải |sẽ |được giao |đứng ra )*"
    r"(?:chủ trì|phối hợp|lo|làm|nộp|gửi|báo cáo|thực hiện|phụ trách|chịu trách nhiệm|"
    r"tham mưu)\b\s*[?.!]*$|"
    r"^(?:and )?who (?:leads|does)(?: it| that)?\s*[?.!]*$"
)
""" "Ai phối hợp?" after what is due by a date: who has that work."""
_ELSE = (
    r"\b(?:ai|cơ quan|đơn vị|sở|phòng|ngành|bên|hội)(?: nào| gì)? (?:khác|nữa)\b|"
    r"\b(?:who|anyone|anybody|any(?: other)? (?:agency|department|body)) else\b|"
    r"\b(?:any|which|what) other (?:agency|agencies|department|departments|body|office)\b"
)
""" "Còn ai nữa không?": others for the same, not other things."""
_PARTNERS = re.compile(
    r"^(?:va |the |thi |con |vay )*(?:ho |(?:so|co quan|don vi|phong|ban|hoi|nganh) "
    r"(?:do|ay|nay|tren|kia) )?(?:thi |se |phai |can )*(?:chu tri )?phoi hop (?:voi|cung) "
    r"(?:nhung |cac )?(?:ai|(?:co quan|don vi|so|phong|ben|(?<!van )ban|nganh|hoi) nao)\b"
    r"(?: de (?:lam|thuc hien|trien khai|to chuc)\b)?|"
    r"^(?:and )?(?:with whom|whom? (?:do|does|must|should) (?:they|it) (?:\w+ )?with)\b"
)
""" "Phối hợp với ai?" of an agency: its duties say with whom."""
_OWN_NUMBER = 20
"""Characters within which an indicator tells its own number: "- Chỉ tiêu 1.2: …"."""
_AT_FIRST = 6
"""Characters within which a statement names its agency."""
_FEW = 3
"""Plans up to which those that were told are the ones talked of."""
_MOST = 5
"""The same where the question fits very many, of which an answer tells so few."""

Tell = Callable[[Query], Sequence[DraftClaim]]


def points_at_item(text: str) -> bool:
    """ "Ai chủ trì mục đó?": some item or work talked of is meant."""
    its_plan = _ITS_PLAN.match(fold(text)) is not None
    return its_plan or _found(_ITEM, text) or _place_told(text) is not None


def points_at_document(text: str) -> bool:
    """ "Văn bản đó ban hành ngày nào?": a document talked of, not the plan."""
    return _found(_DOCUMENT, text)


def points_at_plan_above(text: str, previous: Query) -> bool:
    """ "Kế hoạch ấy ngày nào?" after the province's plan that this one rests on: that plan."""
    asked = re.search(r"\bke hoach (?:nao|so may|gi)\b", fold(previous.question))
    return previous.intent == "basis" and asked is not None and _found(_PLAN_ABOVE, text)


def points_at_number(text: str) -> bool:
    """ "Chỉ tiêu đó?": the objective or indicator talked of."""
    return _found(_NUMBERED, text)


def partners_span(text: str) -> tuple[int, int] | None:
    """Where the partners of the agency talked of are asked for: "phối hợp với ai?"; or None."""
    found = _PARTNERS.search(fold(text))
    return found.span() if found is not None else None


def agency_span(text: str) -> tuple[int, int] | None:
    """Where the agency talked of is pointed at: "sở đó còn làm gì?"; None where it is not."""
    found = _match(_AGENCY, text)
    return found.span() if found is not None else None


def asks_who_must(text: str) -> bool:
    """ "Những ai phải làm?" and nothing else."""
    return _found(_WHO_ALONE, text)


def asks_who_else(text: str) -> bool:
    """ "Còn cơ quan nào khác không?"."""
    return _found(_ELSE, text)


def names_kind(text: str) -> bool:
    """ "Quyết định nào?" and nothing else."""
    return _match(_KIND, text) is not None


def with_told(previous: Query, text: str, tell: Tell, lexicon: Lexicon) -> Query:
    """The query before, with what its answer told of that ``text`` points at.

    ``tell`` gives the statements of the answer; it is asked only where something is pointed at.
    """
    beside = previous.intent == "who" and partners_span(text) is not None
    pointed = _found(_AGENCY, text)
    agency = not previous.agencies and (beside or pointed)
    alone = _found(_INDICATOR, text) and not _found(_OBJECTIVE, text)
    number = not previous.objectives and (points_at_number(text) or alone)
    due = previous.intent == "deadline" and _found(_WHO_ALONE, text)
    nth = _place_told(text)
    item = nth is not None or (not previous.items and (points_at_item(text) or due))
    document = not previous.documents and (
        points_at_document(text) or names_kind(text) or points_at_plan_above(text, previous)
    )
    which = previous.intent == "plans"
    more = asks_who_else(text)
    if not (agency or number or item or document or which or more):
        return previous
    if nth is not None:
        previous = _listed(previous)
    told = [claim for claim in tell(previous) if claim.kind == "stated"]
    if which or len(previous.plans) > MANY:
        # of many plans those that were told are talked of
        previous = _with_plans(previous, told, _FEW if which else _MOST)
    if agency and (pointed or _names_partners(told)):
        previous = _with_agency(previous, told, text, lexicon)
    if more:
        previous = replace(previous, besides=_leading(told, lexicon))
    if number:
        numbered = _with_numbers(previous, told)
        one = len(numbered.objectives) == 1
        previous = numbered if one or not alone else previous
    if item:
        most = _FEW if due else 1
        previous = (
            _with_item(previous, told, most) if nth is None else _with_nth(previous, told, nth)
        )
    if document:
        previous = replace(previous, documents=_documents(told, text))
    return previous


_WHICH_OF_BOTH = re.compile(
    r"(?:the |vay |va |trong hai )*(?:(?:hai|may) )?(?:noi|ben|cho|tinh|huyen|dia phuong|ke hoach)"
    r"(?: do| nay| ay)? nao (?:\w+ ){0,3}?(?:som|muon|tre|cao|thap|nhieu|it|dai|ngan) "
    r"(?:hon|nhat)\W*$"
)


def with_earlier(
    previous: Query, earlier: Sequence[Query], text: str, tell: Tell, lexicon: Lexicon
) -> Query:
    """The query before, with the agency told some turns ago that ``text`` points at.

    "Nơi nào sớm hơn?" after the same was asked of two places, one after the other: of both.
    """
    if _WHICH_OF_BOTH.match(fold(text)) and earlier:
        same = takewhile(lambda one: one.intent == previous.intent, reversed(earlier))
        ids = (plan_id for one in (previous, *same) if one.narrowed for plan_id in one.plans)
        return replace(previous, plans=tuple(dict.fromkeys(ids)))
    if previous.agencies or not _found(_AGENCY, text):
        return previous
    for query in reversed(earlier):
        named = query if query.agencies else with_told(query, text, tell, lexicon)
        if named.agencies and named.plans == previous.plans:
            return replace(previous, agencies=named.agencies)
    return previous


def _found(marked: str, text: str) -> bool:
    """Marks are kept where there are any: "mức độ" is no "mục đó"."""
    return _match(marked, text) is not None


def _match(marked: str, text: str) -> re.Match[str] | None:
    if has_marks(text):
        return re.search(marked, lower(text))
    return re.search(fold(marked), fold(text))


def _place_told(text: str) -> int | None:
    """ "Việc thứ hai": 2; "việc cuối cùng": 0."""
    found = _NTH.search(lower(text))
    if found is None:
        return None
    written = fold(found["nth"] or found["english"])
    return int(written) if written.isdigit() else _NUMBERS.get(written)


def place_told_named(text: str, previous: Query) -> str:
    """ "Việc thứ hai ở mục nào?": "việc đó ở mục nào?", once it is known which that is."""
    if not previous.items or _place_told(text) is None:
        return text
    return _NTH.sub(lambda found: "that task" if found["english"] else "việc đó", text)


def _listed(previous: Query) -> Query:
    """ "Còn việc thứ ba?" after "việc thứ hai": asked of the list that both are in."""
    parents = {item.rpartition("/")[0] for item in previous.items} - {""}
    if previous.agencies or len(parents) != 1:
        return previous
    return replace(previous, intent="general", items=tuple(parents))


def _with_nth(previous: Query, told: Sequence[DraftClaim], nth: int) -> Query:
    """The item of the statement at that place, of one plan; none where there are not so many."""
    below = [c for c in told if {piece.section for piece in c.slices} - set(previous.items)]
    if previous.form == "count":
        # "4 mục": an item told in two statements is one of them
        below = list({c.slices[-1].section: c for c in reversed(below)}.values())[::-1]
    if len({claim.plan_id for claim in below}) != 1 or nth > len(below):
        return previous
    found = _with_item(replace(previous, items=()), (below[nth - 1],))
    return replace(found, intent="general", agencies=()) if found.items else previous


def _leading(told: Sequence[DraftClaim], lexicon: Lexicon) -> tuple[str, ...]:
    """The agencies that the statements begin with."""
    heads = (lexicon.find_agencies(claim.text.partition(":")[0]) for claim in told)
    return tuple(dict.fromkeys(one.name for named in heads for one in named))


_SORT = re.compile(r"\b(so|phong|ban|hoi) (?:do|ay|nay|tren|kia|no)\b")


def _with_agency(previous: Query, told: Sequence[DraftClaim], text: str, lexicon: Lexicon) -> Query:
    """The agency that the first statement begins with; of the sort that is pointed at, if any.

    "Phòng đó còn làm gì?" after "gửi Ủy ban nhân dân huyện (qua Phòng Y tế)": the Phòng.
    """
    named = lexicon.find_agencies(told[0].text) if told else ()
    sort = _SORT.search(fold(text))
    fitting = [one for one in named if sort and fold(one.name).startswith(f"{sort[1]} ")]
    if fitting:
        return replace(previous, agencies=(fitting[0].name,))
    if not named or named[0].start > _AT_FIRST:
        return previous
    return replace(previous, agencies=(named[0].name,))


_WITH = re.compile(r"phối hợp (?:với|cùng)")


def _names_partners(told: Sequence[DraftClaim]) -> bool:
    """Whether who works with an agency stands in its own duty, not in a line of its own."""
    return any(_WITH.search(lower(piece.text)) for claim in told[:1] for piece in claim.slices)


def _with_numbers(previous: Query, told: Sequence[DraftClaim]) -> Query:
    """The objectives of the statements, with the indicators where it is one objective.

    Of several statements only those that name one: an agency has other duties beside.
    """
    found = [f.reference for claim in told for f in find_references(claim.text)]
    headings = [piece.text for claim in told for piece in claim.slices]
    # "Chỉ tiêu 3: …" rests on "c) Mục tiêu 3"
    above = [f.reference for text in headings for f in find_references(text)]
    named = [one.objective for one in found if one.objective]
    named = named or [one.objective for one in above if one.objective]
    objectives = tuple(dict.fromkeys(named))
    indicators = {number for one in found for number in one.indicators}
    if not indicators and len(objectives) == 1 and previous.intent == "target":
        # "Đạt 80% …" rests on "- Chỉ tiêu 2: Đạt 80% …"
        own = [find_references(claim.slices[-1].text[:_OWN_NUMBER]) for claim in told]
        indicators = {number for one in own for f in one for number in f.reference.indicators}
    if len(objectives) > 1 or not indicators | set(objectives):
        return replace(previous, objectives=objectives)
    return replace(previous, objectives=objectives, indicators=tuple(sorted(indicators)))


def _with_item(previous: Query, told: Sequence[DraftClaim], most: int = 1) -> Query:
    """The items, ``most`` of them, that all statements rest on, beside headings and notes."""
    pieces = [piece for claim in told for piece in claim.slices]
    sections = {piece.section for piece in pieces if not UNIT_LINE.match(piece.text)}
    # a line that says who does it belongs to the item above it
    sections = sections or {piece.section.rpartition("/")[0] for piece in pieces}
    parts = ("muc.", "phan.", "chuong.", "dieu.")
    # a reporting date stands behind the last part
    within = [
        one for one in sections
        if (one.startswith(parts) and "/" in one) or (most > 1 and one.startswith("ket."))
    ]  # fmt: skip
    inner = sorted(
        one for one in within if not any(other.startswith(f"{one}/") for other in sections)
    )
    return replace(previous, items=tuple(inner)) if 0 < len(inner) <= most else previous


def _with_plans(previous: Query, told: Sequence[DraftClaim], most: int) -> Query:
    """ "Kế hoạch nào còn hiệu lực? Ai ký?": the plans that were told."""
    plans = tuple(dict.fromkeys(claim.plan_id for claim in told if claim.plan_id))
    if not 0 < len(plans) <= most or len(plans) == len(previous.plans):
        return previous
    return replace(previous, plans=plans, narrowed=True)


def _documents(told: Sequence[DraftClaim], text: str) -> tuple[str, ...]:
    """The numbers of the documents told, or the laws by name; of one kind where that is asked."""
    asked = _match(_KIND, text)
    kind = asked and (asked[1] or _ENGLISH_KINDS[asked[2]])
    found: list[str] = []
    for claim in told:
        for words in (claim.text, *(piece.text for piece in claim.slices)):
            found += _LAW.findall(words) if kind and fold(kind) == "luat" else _numbers(words, kind)
            if found:
                break
    return tuple(dict.fromkeys(found))


def _numbers(text: str, kind: str | None) -> list[str]:
    """The document numbers of a text, of one kind where it is given."""
    before = re.compile(rf"\b{fold(kind)} (?:so )?$" if kind else "")
    return [
        re.sub(r"\s", "", text[a:b])
        for a, b in document_numbers(text)
        if before.search(fold(text[max(0, a - 30) : a]))
    ]
