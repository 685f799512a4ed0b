"""The agencies a question asks about; those that only issue the plan or take part are left out."""

from __future__ import annotations

import re

from rag.lexicon import AgencyMention, PlaceMention
from rag.narrowing import Context, Narrowing
from rag.text import fold

_NOT_WITH = r"(?<!voi )(?<!cho )(?<!cung )(?<!giua )(?<!trong )(?<!\bo )(?<!tai )"
"""Whom an agency works with is not the agency asked about."""
_WHICH_ONES = r"(?![, a-z]{0,25} nao\b)"
_BELOW_COMMUNE = {
    "thon": "thôn", "ban": "bản", "ap": "ấp", "to dan pho": "tổ dân phố", "khu pho": "khu phố",
    "khu dan cu": "khu dân cư",
}  # fmt: skip
_COLLECTIVE = (
    (
        re.compile(
            rf"{_NOT_WITH}\b(?:cac|cap|nhung|may) (?:xa|phuong)\b{_WHICH_ONES}|"
            r"^(?:cap )?xa, ?phuong|"
            rf"{_NOT_WITH}(?<!thi )\b(?:xa|phuong),? (?:va )?(?:phuong|thi tran|xa)\b"
            r"(?: \w+){0,5}? (?:phai|can|duoc giao|lam gi)\b|"
            r"\b(?:bat|giao|yeu cau|buoc) (?:cac )?(?:cap )?(?:xa|phuong)"
            r"(?:, (?:phuong|thi tran))?\b(?! hoi)|"
            r"\b(?:xa|phuong),? ?(?:phuong )?(?:toi|em|minh|chung toi|bon em|chung em)\b"
        ),
        "Ủy ban nhân dân cấp xã",
    ),
    (
        re.compile(
            r"\b(?:must|should|do|are|will|have) (?:the )?(?:communes|wards)\b|"
            r"\b(?:communes|wards)(?: and (?:wards|townships))? (?:must|should|do|have to|are)\b"
        ),
        "Ủy ban nhân dân cấp xã",
    ),
    (
        re.compile(
            r"\b(?:must|should|do|are|will|have) (?:the )?districts\b|"
            r"\bdistricts(?: and (?:cities|towns))? (?:must|should|do|have to|are)\b|"
            r"\bwhat about (?:the )?districts\b"
        ),
        "Ủy ban nhân dân cấp huyện",
    ),
    (
        re.compile(rf"{_NOT_WITH}\b(?:cac|cap|nhung|may) (?:huyen|quan|thi xa)\b{_WHICH_ONES}"),
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
_PRESS = re.compile(r"(?:bao|dai)\b")
_ON_AIR = re.compile(r"\b(?:tren|qua|bang)\s+(?:cac\s+)?$")
_SERVED = re.compile(r"\b(?:ai|nao)\b.*\b(?:tham muu|giup|trinh)(?: cho)?\s+$")
""" "Ai tham mưu UBND …": whom somebody serves is not asked about."""
_LEVEL_BEHIND = re.compile(r"\s+(?:tỉnh|huyện|thị xã|thành phố|quận|xã|phường|thị trấn)$")


def agencies_asked(
    text: str, context: Context, places: tuple[PlaceMention, ...]
) -> tuple[AgencyMention, ...]:
    found = context.lexicon.find_agencies_in_question(text)
    return tuple(
        mention for mention in found
        if not _chance(mention, context, places)
        and not (mention.generic and _WHICH_BEHIND.match(text, mention.end))
        and not (mention.kind == "ubnd" and _SERVED.search(fold(text[: mention.start])))
        and not _WHICH_BEFORE.search(text, 0, mention.start)
        and not (mention.generic and _WHERE_BEFORE.search(fold(text[: mention.start])))
        and not _is_means(text, mention)
    )  # fmt: skip


def _is_means(text: str, mention: AgencyMention) -> bool:
    """ "Tuyên truyền trên báo, đài": a means, nobody asked about."""
    press = _PRESS.match(fold(mention.written)) is not None
    return press and _ON_AIR.search(fold(text[: mention.start])) is not None


def _chance(mention: AgencyMention, context: Context, places: tuple[PlaceMention, ...]) -> bool:
    """ "phòng chống mua bán người" has the shape of a "Phòng …" but no capital."""
    names = context.lexicon.agencies.in_questions
    known = names.get(mention.name) or names.get(_LEVEL_BEHIND.sub("", mention.name))
    place = {i for p in places for i in range(p.start, p.end)}
    own = [mention.written[0], *(
        c for i, c in enumerate(mention.written[1:], mention.start + 1) if i not in place
    )]  # fmt: skip
    # "báo đài Quảng Ngãi": the capitals are the place's
    start = 0 if place & set(range(mention.start, mention.end)) else 1
    return known is None and not any(c.isupper() for c in own[start:])


def collective(text: str) -> tuple[str, ...]:
    """ "Các xã phải làm gì": the people's committees of that level are meant."""
    folded = fold(text)
    return tuple(name for pattern, name in _COLLECTIVE if pattern.search(folded))


def is_issuer(
    agency: AgencyMention, places: tuple[PlaceMention, ...], narrowing: Narrowing
) -> bool:
    """ "kế hoạch của UBND thị xã Hương Trà": the issuer names the plan, it is not asked for."""
    return (
        agency.kind == "ubnd"
        and not agency.generic
        and any(
            0 <= place.end - agency.end <= 30
            and place.start >= agency.start
            and not _below(agency.name, place)
            for place in places
        )
        and narrowing.narrowed
    )


def _below(agency: str, place: PlaceMention) -> bool:
    """ "UBND xã ở Lâm Thao": a committee of a lower level than the place."""
    level = fold(agency).rpartition("uy ban nhan dan")[2]
    if re.search(r"\b(?:xa|phuong|thi tran)\b", re.sub(r"\bthi xa\b", "", level)):
        return True
    district = re.search(r"\b(?:huyen|quan|thi xa)\b", level) is not None
    return district and place.kind in ("tinh", "thanh_pho_tw")
