"""The agencies a question asks about; those that only issue the plan or take part are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest

from rag.lexicon import AgencyMention, PlaceMention
from rag.names.issuing import LEVEL_BEHIND, is_ordered, issued_by, names_its_plan, own_names
from rag.text import document_numbers, fold
from rag.turns.known_already import besides
from rag.understanding.context import Context
from rag.understanding.counted_bodies import counts_places, is_counted
from rag.understanding.narrowing import Narrowing
from rag.understanding.own_places import OwnPlace
from rag.understanding.places_within import SHAPED

_NOT_WITH = (
    r"(?<!ngan sach )(?<!ngan sach cua )(?<!voi )(?<!cho )(?<!cung )"
    r"(?<!giua )(?<!trong )(?<!\bo )(?<!tai )(?<!hoach )(?<!hoach cua )"
    r"(?<!can bo )(?<!cong chuc )(?<!vien chuc )(?<!lanh dao )(?<!doi ngu )"
)
"""Whom an agency works with, and those who work for it, are not the agency asked about."""
_WHICH_ONES = (
    r"(?:(?= (?:do|nay|ay|kia)\b)|(?![, a-z]{0,25}(?<!ngay)(?<!nam)(?<!thang)(?<!khi)(?<!luc)"
    r"(?<!viec)(?<!tieu) nao\b))"
)
""" "Các huyện nào" names none; "các huyện phải xong ngày nào" does."""
_OBLIGES = (
    r"\b(?:must|should|do|are|will|have|expect(?:s|ed)?|ask(?:s|ed)?|requir(?:e|es|ed)|want(?:s|ed)?|"
    r"tells?|told|instruct(?:s|ed)?|oblig(?:e|es|ed)|direct(?:s|ed)?|order(?:s|ed)?|"
    r"request(?:s|ed)?|assign(?:s|ed)?|leaves?|give[sn]?) (?:of |to |from )?(?:the |its |all |"
    r"their |local )*"
)
""" "What did the plan expect its communes to do"."""
_BELOW_COMMUNE = {
    "thon": "thôn", "ban": "bản", "ap": "ấp", "to dan pho": "tổ dân phố", "khu pho": "khu phố",
    "khu dan cu": "khu dân cư",
}  # fmt: skip
_LEVEL = (
    r"(?<!nhan dan )(?<!hdnd )(?<!cap uy )(?<!ty le nu )(?<!tro )(?<!kinh phi )(?<!nguon )"
    r"(?<!phat dong )(?<!i thi )(?<!c thi )(?<!dien dan )(?<!tre em )(?<!mit tinh )cap"
)
""" "Nữ đại biểu HĐND cấp xã" names the council, "kinh phí cấp xã", "hội thi cấp xã" none."""
_COLLECTIVE = (
    (
        re.compile(
            rf"{_NOT_WITH}\b(?:cac|{_LEVEL}|nhung|(?<!co )(?<!gom )may) "
            rf"(?:xa|phuong)\b{_WHICH_ONES}|"
            r"^(?:cap )?xa, ?phuong|"
            r"^(?:hang nam,? )?(?:xa|phuong) (?:o|cua|tai|thuoc) (?:(?!nao\b|hoi\b)\w+ ){1,6}?"
            r"(?:phai|bao cao|gui|nop|ban hanh)\b|"
            r"\b(?:han|ngay)\b[^?]*?\b(?:ban hanh|xay dung|lap) ke hoach cua "
            r"(?:cac|cap) (?:xa|phuong)\b|"
            r"\b(?:ban hanh|xay dung|lap) ke hoach cua (?:cac|cap) (?:xa|phuong)\b"
            r"(?=.* (?:ngay|khi) nao)|"
            rf"{_NOT_WITH}(?<!thi )\b(?:xa|phuong),? (?:va |voi )?(?:phuong|thi tran|xa)\b"
            r"(?: \w+){0,5}? (?:phai|can|duoc giao|lam gi)\b|"
            r"\b(?:bat|giao|yeu cau|buoc) (?:cac )?(?:cap )?(?:xa|phuong)"
            r"(?:, (?:phuong|thi tran))?\b(?! hoi)|"
            r"\b(?:xa|phuong),? ?(?:phuong )?(?:toi|em|minh|chung toi|bon em|chung em)\b"
        ),
        "Ủy ban nhân dân cấp xã",
    ),
    (
        re.compile(
            rf"{_OBLIGES}(?:communes|wards|townships)\b(?!['’])|"
            r"(?<!which )\b(?:communes|wards|townships)"
            r"(?: and (?:wards|townships|communes))? "
            r"(?:must|should|do|have to|are|need|be asked)\b|"
            r"\b(?:duties|tasks?|role|job|work) (?:of|for) (?:the |its )?"
            r"(?:communes|wards|townships)\b"
        ),
        "Ủy ban nhân dân cấp xã",
    ),
    (
        re.compile(
            r"^(?:when|to whom|what|how often) (?:must|should|do|will|are) (?:the |all |its )?"
            r"(?:villages|hamlets)\b(?! (?:have(?! to)|in)\b)"
        ),
        "Các thôn",
    ),
    (
        re.compile(
            rf"{_OBLIGES}districts\b|"
            r"(?<!which )\bdistricts(?: and (?:cities|towns))? "
            r"(?:must|should|do|have to|are|need)\b|"
            r"\b(?:duties|tasks?|role|job|work) (?:of|for) (?:the |its )?districts\b|"
            r"\bwhat about (?:the )?districts\b"
        ),
        "Ủy ban nhân dân cấp huyện",
    ),
    (
        re.compile(
            rf"{_NOT_WITH}\b(?:cac|{_LEVEL}|nhung|may) "
            rf"(?:huyen|quan|thi xa)\b{_WHICH_ONES}|"
            r"^huyen(?:,| va)? (?:thi xa, )?(?:thanh pho|thi xa)\b(?=.* (?:lam gi|nhiem vu|phai) )"
        ),
        "Ủy ban nhân dân cấp huyện",
    ),
    *(
        (
            re.compile(
                rf"{_NOT_WITH}\b(?:cac|nhung|may|tung|moi) (?:\w+, ?)?{plain}\b{_WHICH_ONES}"
                r"(?=.*\b(?:phai|duoc giao|lam (?:gi|nhung|viec)|nhiem vu|trach nhiem|viec gi)\b)"
            ),
            f"Các {name}",
        )
        for plain, name in _BELOW_COMMUNE.items()
    ),
)
_WHICH_BEHIND = re.compile(r"\s*(?:nào|nao|gì|gi)\b")
_WHICH_BEFORE = re.compile(r"\bwhich\s+$", re.IGNORECASE)
""" "Which finance office": none is named."""
_WHERE_BEFORE = re.compile(r"\b(?:o|tai|khap|tren)\s+$")
""" "Ở các địa phương, cơ quan nào …": where, not who."""
_SO_MANY = re.compile(r"(?<![\w/.,])\d{1,3}\s+$")
""" "The inspection of 12 communes and wards": where, not who."""
_PRESS = re.compile(r"(?:bao|dai|cong (?:thong tin|tttdt|ttdt))\b")
_ON_AIR = re.compile(r"\b(?:tren|qua|bang)\s+(?:cac\s+)?$")
_SERVED = re.compile(r"\b(?:ai|nao)\b.*\b(?:tham muu|giup|trinh)(?: cho)?\s+$")
_SERVES = re.compile(r"\b(?:tham muu|giup|trinh)(?: cho)?\s+$")
_BY_WHOM = re.compile(r"\b(?:do|giao(?: cho)?|la cua) (?:ai|(?:co quan|don vi|so|phong|ban) nao)\b")
""" "Ai tham mưu UBND …": whom somebody serves is not asked about."""
_DEPUTY = re.compile(
    r"\b(?:(?:dai bieu|dbieu|deput(?:y|ies)(?: of| to| in)?)(?: the)?|"
    r"deput(?:y|ies) (?:of|to|in) [\w'’]+(?: [\w'’]+)?['’]s)\s+$"
)
""" "Tỷ lệ nữ đại biểu HĐND": to what they are elected, not whose duty it is."""
_HEAD_OF_A_BODY = re.compile(r"trưởng ban\b|truong ban (?:vi|chi dao|to chuc)\b", re.I)
""" "Trưởng Ban Vì sự tiến bộ" is no "trưởng bản"."""
_BUDGET = re.compile(r"\bngan sach (?:cua )?(?:cac )?$")
""" "Ngân sách UBND huyện": whose money, where a sum is asked for."""


_AUDIENCE = re.compile(
    r"\bcho (?:\w+ ){0,4}?(?:can bo|cong chuc|vien chuc|nhan vien|doi ngu|nguoi|lanh dao)"
    r"(?: \w+){0,2}?\s+$"
)
_CONCERNED = re.compile(r"\bdoi voi(?: cac| nhung| moi)?\s+$")
""" "Đối với các trạm y tế, Sở … phải làm gì": whom the work is on, where another is asked of."""
_WHO_BEHIND = re.compile(
    r"\b(?:ai|(?:so|phong|(?<!van )ban|co quan|don vi|noi|ben|cap|nganh) (?:nao|gi))\b"
)
""" "Bồi dưỡng cho công chức ngành tư pháp do sở nào": whom it is for, not whom it is asked of."""


def agencies_asked(
    text: str, context: Context, places: tuple[PlaceMention, ...]
) -> tuple[AgencyMention, ...]:
    numbers = document_numbers(text)  # "175/KH-UBND tỉnh …": of the number, nobody asked about
    found = [
        _of_body(text, _of_each_place(text, one, context), context)
        for one in context.lexicon.find_agencies_in_question(text)
    ]
    found = list(_with_body(text, found, context))
    return tuple(
        _with_its_name(text, mention) for mention in found
        if not _chance(mention, context, places)
        and not (fold(mention.written).startswith(("bo ", "bao ", "cong an"))
                 and _OF_A_WORD.search(fold(text[: mention.start])))
        and not (_names_none(mention) and _WHICH_BEHIND.match(text, mention.end))
        and not (mention.kind == "ubnd" and _is_served(fold(text), mention))
        and not _HEAD_OF_A_BODY.match(text, mention.start)
        and not _WHICH_BEFORE.search(text, 0, mention.start)
        and not (mention.generic and _WHERE_BEFORE.search(fold(text[: mention.start])))
        and not (
            mention.generic
            and mention.written.startswith(("commune", "ward", "district", "village"))
            and _SO_MANY.search(text, 0, mention.start)
        )
        and not (mention.kind == "ubnd" and _BUDGET.search(fold(text[: mention.start])))
        and not _DEPUTY.search(fold(text[: mention.start]))
        and not is_counted(text, mention)
        and not (_names_none(mention) and counts_places(text))
        and not _is_means(text, mention)
        and not any(a <= mention.start < b for a, b in numbers)
        and not _is_audience(text, mention)
        and not (len(found) > 1 and _CONCERNED.search(fold(text[: mention.start])))
        and not _is_known(text, mention)
        and not _is_called(text, mention, context)
        and not (len(found) > 1 and _gives(text, mention))
        and not _is_told(text, mention, len(found))
        and not is_ordered(text, mention, [b for b in found if not _has_plan(b.name, context)])
        and not (mention.generic and any(0 <= one.start - mention.end <= 1 for one in found))
    )  # fmt: skip


def _is_called(text: str, mention: AgencyMention, context: Context) -> bool:
    """ "Nhà tạm lánh Ban Mai đơn vị nào làm": what a plan calls so, and no office of that name."""
    written = fold(mention.written).split()
    before = fold(text[: mention.start]).split()[-1:]
    if mention.kind != "khac" or not before or len(written) < _CALLED + 1:
        return False
    named = " ".join((*before, *written[:_CALLED]))
    say, plans = context.texts.say, context.register
    return say(named, plans) and not say(" ".join(written), plans)


_GIVEN_BY = re.compile(r"\bduoc $")
_GIVES = re.compile(r"(?: \w+){0,4}? (?:giao|phan cong)\b")


def _gives(text: str, mention: AgencyMention) -> bool:
    """ "Sở Tài chính được Hội Phụ nữ tỉnh giao việc gì": who gives it, not who is asked about."""
    folded = fold(text)
    return bool(_GIVEN_BY.search(folded[: mention.start]) and _GIVES.match(folded, mention.end))


_TOLD = re.compile(r"\bbao (?:(?:ngay|tin|kip thoi|lai|cho|voi|den|toi) )*$")


def _is_told(text: str, mention: AgencyMention, named: int) -> bool:
    """ "Trạm Y tế phải báo Công an trong bao lâu": who is told, not who must tell."""
    before = fold(text[: mention.start])
    return bool(_TOLD.search(before) and (named > 1 or _WHO_BEHIND.search(before)))


_CALLED = 2
"""Words of a name that stand in a plan behind the word that they follow in the question."""
_WHEN = re.compile(r"\b(?:truoc|ngay nao|khi nao|bao gio|luc nao|han)\b")
_FIGURES = re.compile(r"\b(?:bao nhieu|may|chi tieu|ty le)\b")


def _with_its_name(text: str, mention: AgencyMention) -> AgencyMention:
    """ "UBND xã Nậm Tin phải gửi … trước ngày nào": what all communes must is hers too.

    Not where a figure is asked, which a table may tell of the very commune.
    """
    question = fold(text)
    if mention.kind != "ubnd" or not _WHEN.search(question) or _FIGURES.search(question):
        return mention
    named = (m for m in SHAPED.finditer(text) if mention.start <= m.start() < mention.end < m.end())
    place = next(named, None)
    return replace(mention, end=place.end()) if place is not None else mention


def _with_body(text: str, found: list[AgencyMention], context: Context) -> Iterator[AgencyMention]:
    """ "Phòng Tổ chức, biên chế của Sở Nội vụ": the Sở says whose office is asked about."""
    taken = -1
    for one, behind in zip_longest(found, found[1:]):
        if one.start < taken:
            continue
        between = fold(text[one.end : behind.start]).strip() if behind else "."
        if behind and one.name in context.lexicon.own and between in ("", "cua", "thuoc"):
            taken = behind.end
            name = one.name if _has_plan(behind.name, context) else f"{one.name} {behind.name}"
            yield replace(one, end=taken, written=text[one.start : taken], name=name)
        else:
            yield one


def _has_plan(body: str, context: Context) -> bool:
    """Whether a Sở has a plan of its own here: of another's offices nothing is told."""
    others = (p for p in context.register.plans if not (p.issuer or "").startswith("Ủy ban nhân"))
    names = (name for plan in others for name in own_names(plan))
    return any(context.lexicon.same_agency(body, name) for name in names)


def _names_none(mention: AgencyMention) -> bool:
    """ "Cơ quan", "UBND huyện": which one, a name behind it would tell."""
    return mention.generic or mention.kind == "ubnd"


_EACH = re.compile(r"(?:các|những|mấy|cac|nhung|may)\s+", re.IGNORECASE)


def _of_each_place(text: str, mention: AgencyMention, context: Context) -> AgencyMention:
    """ "Các sở y tế": the Sở Y tế of every place, not all the Sở there are."""
    several = _EACH.match(mention.written) if mention.generic else None
    if several is None:
        return mention
    start = mention.start + several.end()
    inner = context.lexicon.find_agencies_in_question(text[start:])
    if not inner or inner[0].start or inner[0].generic or start + inner[0].end <= mention.end:
        return mention
    return replace(inner[0], start=start, end=start + inner[0].end)


_UNITS = {
    "thanh tra": "Thanh tra", "van phong": "Văn phòng", "cong doan": "Công đoàn",
    "doan thanh nien": "Đoàn Thanh niên", "ban giam doc": "Ban Giám đốc",
}  # fmt: skip
_UNIT_BEFORE = re.compile(rf"\b({'|'.join(_UNITS)}) $")


def _of_body(text: str, mention: AgencyMention, context: Context) -> AgencyMention:
    """ "Thanh tra Sở Y tế" is an office of that Sở and not the Sở."""
    if mention.name.endswith(" Sở") and " so" in fold(mention.written):
        at = mention.start + fold(mention.written).index(" so") + 1
        whole = next(iter(context.lexicon.find_agencies_in_question(text[at:])), None)
        if whole is None or whole.start or whole.kind != "so":
            return mention
        end = at + whole.end
        own = mention.name.removesuffix(" Sở")
        name = mention.name if _has_plan(whole.name, context) else f"{own} {whole.name}"
        return replace(mention, end=end, written=text[mention.start : end], name=name)
    before = _UNIT_BEFORE.search(fold(text[: mention.start])) if mention.kind == "so" else None
    if before is None:
        return mention
    body = "Sở" if _has_plan(mention.name, context) else mention.name
    return replace(
        mention, start=before.start(), written=text[before.start() : mention.end],
        name=f"{_UNITS[before[1]]} {body}", kind="khac",
    )  # fmt: skip


def _is_means(text: str, mention: AgencyMention) -> bool:
    """ "Tuyên truyền trên báo, đài": a means, nobody asked about."""
    press = _PRESS.match(fold(mention.written)) is not None
    return press and _ON_AIR.search(fold(text[: mention.start])) is not None


def _is_audience(text: str, mention: AgencyMention) -> bool:
    for_them = _AUDIENCE.search(fold(text[: mention.start])) is not None
    return for_them and _WHO_BEHIND.search(fold(text), mention.end) is not None


def _is_known(text: str, mention: AgencyMention) -> bool:
    """ "Ngoài Sở Tư pháp, còn sở nào …": others than that one are asked after."""
    known = besides(text)
    if known is None or not known.start() <= mention.start < known.end():
        return False
    return _WHO_BEHIND.search(fold(text), known.end()) is not None


_OF_A_WORD = re.compile(r"\b(?:cau lac|can|noi|tien|toan|dong|phan|tin|thong)\s+$")
""" "Câu lạc bộ Nam giới": no ministry, the end of another word."""


def _chance(mention: AgencyMention, context: Context, places: tuple[PlaceMention, ...]) -> bool:
    """ "phòng chống mua bán người" has the shape of a "Phòng …" but no capital."""
    names = context.lexicon.agencies.in_questions
    known = names.get(mention.name) or names.get(LEVEL_BEHIND.sub("", mention.name))
    if known is None and mention.written.startswith("vụ "):
        return True  # "mấy vụ BLGĐ": cases, no department
    place = {i for p in places for i in range(p.start, p.end)}
    own = [mention.written[0], *(
        c for i, c in enumerate(mention.written[1:], mention.start + 1) if i not in place
    )]  # fmt: skip
    # "báo đài Quảng Ngãi": the capitals are the place's
    start = 0 if place & set(range(mention.start, mention.end)) else 1
    return known is None and not any(c.isupper() for c in own[start:])


def _is_served(folded: str, mention: AgencyMention) -> bool:
    """ "Việc tham mưu UBND tỉnh … do cơ quan nào chủ trì"."""
    before = folded[: mention.start]
    served = _SERVES.search(before) and _BY_WHOM.search(folded, mention.end)
    return bool(served or _SERVED.search(before))


def collective(text: str) -> tuple[str, ...]:
    """ "Các xã phải làm gì": the people's committees of that level are meant."""
    folded = fold(text)
    if counts_places(text):
        return ()
    return tuple(name for pattern, name in _COLLECTIVE if pattern.search(folded))


_AT_ITS_PLACE = 30
"""Letters between "UBND" and the end of its place's name."""


def is_issuer(
    text: str, agency: AgencyMention, places: tuple[PlaceMention, ...],
    own: tuple[OwnPlace, ...], narrowing: Narrowing, context: Context,
) -> bool:  # fmt: skip
    """ "kế hoạch của UBND thị xã Hương Trà": the issuer names the plan, it is not asked for."""
    if agency.kind == "ubnd" and narrowing.narrowed and any(
        0 <= place.end - agency.end <= _AT_ITS_PLACE and place.start >= agency.start
        and all(issued_by(plan, agency.name) for plan in place.plans)
        for place in own
    ):  # fmt: skip
        return True
    if narrowing.narrowed and agency.kind != "ubnd" and not agency.generic:
        plans = [context.register.by_id[plan_id] for plan_id in narrowing.plans]
        return names_its_plan(text, agency, plans, context)
    return (
        agency.kind == "ubnd"
        and not agency.generic
        and any(
            0 <= place.end - agency.end <= _AT_ITS_PLACE and place.start >= agency.start
            and not _below(agency.name, place)
            for place in places
        )
        and narrowing.narrowed
    )  # fmt: skip


def _below(agency: str, place: PlaceMention) -> bool:
    """ "UBND xã ở Lâm Thao": a committee of a lower level than the place."""
    level = fold(agency).rpartition("uy ban nhan dan")[2]
    if re.search(r"\b(?:xa|phuong|thi tran)\b", re.sub(r"\bthi xa\b", "", level)):
        return True
    district = re.search(r"\b(?:huyen|quan|thi xa)\b", level) is not None
    return district and place.kind in ("tinh", "thanh_pho_tw")
