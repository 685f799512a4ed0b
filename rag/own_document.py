"""A plan called by its own type or number in a question: "quyết định này", "Điều 4 của QĐ …"."""

from __future__ import annotations

import re

from rag.context import Context
from rag.narrowing import Narrowing
from rag.text import document_numbers, fold


def without_own_number(text: str, context: Context) -> str:
    """ "Điều 4 của Quyết định 1873/QĐ-UBND": an item of the plan itself, if it has that number."""
    for plan in context.plans:
        if plan.number is None:
            continue
        before = r"\s*(?:của|trong|tại|of|in)?\s*"
        kinds = rf"(?:{plan.type}|{fold(plan.type)}|kế hoạch|ke hoach|QĐ|KH)"
        figures = re.escape(plan.number.partition("/")[0])
        # "Điều 5 Quyết định 1926": its figures alone behind its type
        for number in (
            rf"{before}{kinds}?\s*(?:số\s*)?{re.escape(plan.number)}",
            rf"{before}{kinds}\s+(?:số\s*|so\s*)?{figures}(?![\w/.,-])",
        ):
            text = re.sub(number, "", text, flags=re.IGNORECASE)
    return _OWN_ARTICLE.sub(r"\1", text)


# "Điều 7 Quyết định của Hà Châu nói gì"
_OWN_ARTICLE = re.compile(
    r"\b((?:điều|dieu) \d+)(?: (?:của|trong|tại|cua|trong|tai))? (?:quyết định|quyet dinh|QĐ)\b"
    r"(?! (?:số |so )?\d)(?!.*(?:Thủ tướng|thu tuong|Chính phủ|chinh phu|trung ương))",
    re.IGNORECASE,
)


def with_own_type(folded: str, narrowing: Narrowing, context: Context) -> str:
    """The folded question, the type that the plans it is about have in common read as "kế hoạch".

    Where the plan itself is a Quyết định, "quyết định … số mấy" asks for its own number.
    """
    kinds = {fold(plan.type) for plan in context.plans if plan.plan_id in narrowing.plans}
    if not narrowing.narrowed or len(kinds) != 1:
        return folded
    (kind,) = kinds
    # "kèm theo quyết định số mấy": the decision that the plan is attached to is its own
    folded = re.sub(rf"\b((?:ban hanh )?kem theo) {re.escape(kind)}\b",
                    lambda m: f"{m[1]} ke hoach".ljust(len(m[0])), folded)  # fmt: skip
    # "Quyết định 1696 ban hành ngày nào?" where 1696 is its own number
    for plan in context.plans:
        if plan.plan_id in narrowing.plans and plan.number is not None:
            figures = re.escape(plan.number.partition("/")[0])
            own = rf"\b{re.escape(kind)}(?= (?:so )?{figures}(?![\w.,-]))"
            folded = re.sub(own, "ke hoach".ljust(len(kind)), folded)
    other = r"(?! (?:so )?(?:nao|gi|may|\d)|.*\bcua (?:thu tuong|chinh phu|bo|trung uong)\b)"
    return re.sub(rf"\b{re.escape(kind)}\b{other}", "ke hoach".ljust(len(kind)), folded)


_BARE_NUMBER = re.compile(
    r"\b(?:ke hoach|quyet dinh|nghi quyet|chuong trinh|cong van|van ban|to trinh|nghi dinh|chi thi|"
    r"thong tu)\s+(?:so\s+)?(\d{2,5})(?![\d/.-])"
)


def documents_named(text: str, context: Context) -> tuple[str, ...]:
    """Document numbers, whole or by their figures alone ("KH số 1647"), as the plans write them."""
    found = [re.sub(r"\s", "", text[a:b]) for a, b in document_numbers(text)]
    for match in _BARE_NUMBER.finditer(fold(context.lexicon.expand(text))):
        whole = re.compile(rf"(?<!\d){match.group(1)}/(?:\d{{4}}/)?[a-z][a-z&-]+")
        for plan in context.plans:
            written = whole.search(context.texts.folded(plan.plan_id))
            if written is not None:
                found.append(context.texts.written(plan.plan_id, *written.span()))
                break
    return tuple(dict.fromkeys(found))
