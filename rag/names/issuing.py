"""Plans of a body that is no People's Committee: "kế hoạch của Sở Y tế tỉnh Lào Cai"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.lexicon import AgencyMention, PlaceMention
from rag.schema import Plan
from rag.text import document_numbers, fold
from rag.understanding.context import Context
from rag.understanding.own_places import OwnPlace

LEVEL_BEHIND = re.compile(r"\s+(?:tỉnh|huyện|thị xã|thành phố|quận|xã|phường|thị trấn)$")
_PLAN_OF = re.compile(
    r"\b(?:ke hoach|kh)\b(?! nao| may| gi)"
    r"(?:(?!\b(?:nao|may|gi|ai|theo|dua|can cu|to trinh|de nghi|nhiem vu|trach nhiem|vai tro|viec|"
    r"su tham gia|dien thoai|y kien|neu|quy dinh|giao|phan cong|co|noi|de ra|yeu cau|cua)\b)"
    r"[^,;:?])* cua $"
)
_HAS_PLAN = re.compile(r"\s+(?:(?:cung|da|hien|dang|nay) )*co (?:ban hanh )?(?:ban )?ke hoach\b")
""" "Sở Y tế tỉnh Lào Cai có kế hoạch bình đẳng giới thì ai là thường trực?"."""
_MAKERS = ("so", "cong_an", "hoi", "doan", "quan_su", "mat_tran")
_COMMITTEE = "Ủy ban nhân dân "
_NEAR = 8
"""Letters between the body's name and its place's: "tỉnh "."""


def own_name(plan: Plan) -> str:
    """The issuer without its place: "Sở Y tế" of "Sở Y tế tỉnh Lào Cai"."""
    name = _STANDING.sub("", plan.issuer or "").removesuffix(f" {plan.place}")
    return LEVEL_BEHIND.sub("", name)


def own_names(plan: Plan) -> tuple[str, ...]:
    """The same of each that issues a joint plan: "Hội Liên hiệp Phụ nữ - Công an thành phố …"."""
    return tuple(LEVEL_BEHIND.sub("", one) for one in own_name(plan).split(" - "))


def names_plan(text: str, one: AgencyMention, plan: Plan, context: Context) -> bool:
    """Whether a body names the plan that it issued: alone, or where "kế hoạch của" it is said."""
    same = context.lexicon.same_agency
    if same(one.name, own_name(plan)):
        return True
    asked_for = _PLAN_OF.search(fold(text[: one.start])) or _ISSUES.match(fold(text[one.end :]))
    return bool(asked_for) and any(same(one.name, name) for name in own_names(plan))


def names_its_plan(text: str, one: AgencyMention, plans: Sequence[Plan], context: Context) -> bool:
    """Whether a body names the plan asked about; of several the one whose place stands behind it.

    "Kinh phí của kế hoạch Sở Giáo dục Sơn Lạc và của Hải Vịnh".
    """
    named = [plan for plan in plans if names_plan(text, one, plan, context)]
    behind = fold(text[one.end : one.end + _BEHIND])
    at_its = any(re.search(rf"\b{re.escape(fold(p.place or '?'))}\b", behind) for p in named)
    return bool(named) and (len(named) == len(plans) or at_its)


_BEHIND = 30
_ISSUES = re.compile(r"[^,;?]{0,30}? (?:da )?ban hanh (?:ban )?ke hoach\b")
_STANDING = re.compile(r"^(?:Ban (?:Thường vụ|Chấp hành|Giám hiệu|Giám đốc)|Thường trực)\s+")
""" "Ban Thường vụ Hội Liên hiệp Phụ nữ tỉnh": the Hội, as a question names it."""


_LEVELS = {
    "tinh": ("tinh", "thanh pho"),
    "huyen": ("huyen", "quan", "thi xa", "thanh pho"),
    "xa": ("xa", "phuong", "thi tran", "dac khu"),
}


def issued_by(plan: Plan, committee: str) -> bool:
    """Whether "Ủy ban nhân dân xã" or "… cấp xã" is the committee that issued a plan."""
    if not ((plan.issuer or "").startswith(_COMMITTEE) and committee.startswith(_COMMITTEE)):
        return False
    level = fold(committee.removeprefix(_COMMITTEE)).removeprefix("cap ").strip()
    return level in _LEVELS.get(plan.place_level or "", ())


def of_body(
    text: str,
    found: list[Plan],
    places: tuple[PlaceMention | OwnPlace, ...],
    agencies: tuple[AgencyMention, ...],
    context: Context,
) -> tuple[list[Plan], str | None]:
    """Of the plans of a place those of the body whose plan is asked for.

    With none there the body and its place, as the question writes them.
    """
    for one in agencies:
        at = next((p for p in places if p.end >= one.end and p.start - one.end <= _NEAR), None)
        before = text[: one.start]
        if at is None or one.generic or document_numbers(before) or _numbered(before, context):
            continue  # "Kế hoạch 60-KH/TU của Tỉnh ủy …": that document
        asked_for = _PLAN_OF.search(fold(text[: one.start])) is not None
        has_one = _HAS_PLAN.match(fold(text[at.end :])) is not None
        by_committee = [p for p in found if (p.issuer or "").startswith(_COMMITTEE)]
        if one.kind == "ubnd":
            return (by_committee if asked_for and by_committee else found), None
        own = [
            plan for plan in found
            if any(context.lexicon.same_agency(one.name, name) for name in own_names(plan))
        ]  # fmt: skip
        if own and (asked_for or not by_committee):
            return [p for p in found if p in own or _named_too(p, text, at)], None
        # an issuer whose letterhead is not read may be the one
        of_theirs = asked_for or (has_one and one.kind in _MAKERS and not by_committee)
        if of_theirs and found and all(plan.issuer for plan in found):
            return [], text[one.start : at.end]
    return found, None


def _named_too(plan: Plan, text: str, at: PlaceMention | OwnPlace) -> bool:
    """ "… của Sở Giáo dục Sơn Lạc và của kế hoạch Hải Vịnh": a plan of another place named."""
    place = re.compile(rf"\b{re.escape(fold(plan.place or '?'))}\b")
    return any(
        not (at.start <= found.start() < at.end) for found in place.finditer(fold(text))
    ) and not place.search(fold(text[at.start : at.end]))


_FIGURES = re.compile(r"\b(?:ke hoach|kh)(?: so)? (\d{2,5})(?![\d/.,-]|\s*%)")


def _numbered(text: str, context: Context) -> bool:
    """ "Kế hoạch số 1647 của Ban …": a document that a plan names by those figures."""
    return any(
        re.search(rf"(?<![\d/]){one[1]}/[a-z]", context.texts.folded(plan_id))
        for one in _FIGURES.finditer(fold(text))
        for plan_id in context.texts.may_say(one[1], context.register)
    )


_ORDERED = re.compile(
    r"(?<!duoc )(?<!nghi )\b(?:bat|buoc|ep|yeu cau|chi dao|don doc) (?:cac |cho |toi |den )*$"
)
_MAKES_PLAN = re.compile(r"\b(?:ke hoach|kh|theo)(?: (?:so \S+|cua|nay))* $")


def is_ordered(text: str, mention: AgencyMention, named: Sequence[AgencyMention]) -> bool:
    """ "Sở … bắt báo đài tăng cái gì": whom another office tells what to do is not asked about.

    Not where the plan itself, or a people's committee, asks it of somebody.
    """
    folded = fold(text)
    return _ORDERED.search(folded[: mention.start]) is not None and any(
        by.end <= mention.start
        and by.kind != "ubnd"
        and not by.generic
        and not _MAKES_PLAN.search(folded[: by.start])
        for by in named
    )
