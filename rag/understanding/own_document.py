"""A plan called by its own type or number in a question: "quyết định này", "Điều 4 của QĐ …"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.text import document_numbers, fold
from rag.understanding.context import Context
from rag.understanding.narrowing import Narrowing


def without_own_number(text: str, context: Context) -> str:
    """ "Điều 4 của Quyết định 1873/QĐ-UBND": an item of the plan itself, if it has that number."""
    held = context.register.of_figures
    called = {(plan.type, plan.number or ""): None for figures in re.findall(r"[^\W_]+", text)
              for plan in held.get(figures, ())}  # fmt: skip
    for kind, number in called:
        before = r"\s*(?:của|trong|tại|of|in)?\s*"
        kinds = rf"(?:{kind}|{fold(kind)}|kế hoạch|ke hoach|QĐ|KH)"
        figures = re.escape(number.partition("/")[0])
        # "Điều 5 Quyết định 1926": its figures alone behind its type
        for written in (
            rf"{before}{kinds}?\s*(?:số\s*)?{re.escape(number)}",
            rf"{before}{kinds}\s+(?:số\s*|so\s*)?{figures}(?![\w/.,-])",
        ):
            text = re.sub(written, "", text, flags=re.IGNORECASE)
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
    if not narrowing.narrowed:
        return folded
    plans = [context.register.by_id[plan_id] for plan_id in narrowing.plans]
    kinds = {fold(kind) for kind in {plan.type for plan in plans}}
    if len(kinds) != 1:
        return folded
    (kind,) = kinds
    # "kèm theo quyết định số mấy": the decision that the plan is attached to is its own
    folded = re.sub(rf"\b((?:ban hanh )?kem theo) {re.escape(kind)}\b",
                    lambda m: f"{m[1]} ke hoach".ljust(len(m[0])), folded)  # fmt: skip
    # "Quyết định 1696 ban hành ngày nào?" where 1696 is its own number
    own = {plan.number.partition("/")[0] for plan in plans if plan.number is not None}
    folded = re.sub(
        rf"\b{re.escape(kind)}(?= (?:so )?(?P<figures>\w+)(?![\w.,-]))",
        lambda m: "ke hoach".ljust(len(kind)) if m["figures"] in own else m[0],
        folded,
    )
    other = r"(?! (?:so )?(?:nao|gi|may|\d)|.*\bcua (?:thu tuong|chinh phu|bo|trung uong)\b)"
    if kind in _ENGLISH:
        folded = _ENGLISH[kind].sub(lambda m: "plan".ljust(len(m[0])), folded)
    return re.sub(rf"\b{re.escape(kind)}\b{other}", "ke hoach".ljust(len(kind)), folded)


_NOT_ITS = r"(?! (?:no\b|number|\d)|.*\b(?:of|by) the (?:prime minister|government)\b)"
_ENGLISH = {
    "quyet dinh": re.compile(rf"(?<!which )(?<!what )\bdecision\b{_NOT_ITS}"),
    "chuong trinh": re.compile(rf"(?<!which )(?<!what )\bprogramme\b{_NOT_ITS}"),
}
""" "When was the Hà Lương decision issued?": the plan itself, where it is one."""

_BARE_NUMBER = re.compile(
    r"\b(ke hoach|quyet dinh|nghi quyet|chuong trinh|cong van|van ban|to trinh|nghi dinh|chi thi|"
    r"thong tu)\s+(?:so\s+)?(\d{2,5}(?![\d/.-]|\s*%)|\d{1,4}/(?:19|20)\d\d(?![\d/.-]))"
)
_ENGLISH_KINDS = {
    "plan": "ke hoach", "decision": "quyet dinh", "resolution": "nghi quyet",
    "programme": "chuong trinh", "submission": "to trinh", "decree": "nghi dinh",
    "directive": "chi thi", "circular": "thong tu", "letter": "cong van", "dispatch": "cong van",
}  # fmt: skip
_ENGLISH_NUMBER = re.compile(
    rf"\b({'|'.join(_ENGLISH_KINDS)})\s+(?:(?:no|number)\b\.?\s*)?(\d{{2,5}})(?![\d/.,-]*\d)(?![/-])"
)
""" "Decision 2238"."""
_LETTERS = {
    "ke hoach": "kh", "quyet dinh": "qd", "nghi quyet": "nq", "chuong trinh": "ctr",
    "to trinh": "ttr", "nghi dinh": "nd", "chi thi": "ct", "thong tu": "tt",
}  # fmt: skip
"""The letters behind a number, by which one of many plans is found that names the document."""


def documents_named(text: str, context: Context, plans: Sequence[str]) -> tuple[str, ...]:
    """Document numbers, whole or by their figures alone ("KH số 1647"), as the plans write them.

    Of one figure of two documents the one that ``plans`` name is meant.
    """
    found = [re.sub(r"\s", "", text[a:b]) for a, b in document_numbers(text)]
    whole = fold(context.lexicon.expand(text))
    bare: list[tuple[str, str, Day | None]] = [
        (m[1], m[2], _day(whole, m.end())) for m in _BARE_NUMBER.finditer(whole)
    ]
    bare += [(_ENGLISH_KINDS[m[1]], m[2], None) for m in _ENGLISH_NUMBER.finditer(fold(text))]
    for kind, figures, day in bare:
        named = _of_figures(kind, figures, context, plans)
        dated = [number for number, days in named.items() if day is not None and day in days]
        found += (dated or list(named))[:1]
    return tuple(dict.fromkeys(found))


def _of_figures(
    kind: str, figures: str, context: Context, plans: Sequence[str]
) -> dict[str, set[Day]]:  # fmt: skip
    """The documents of a kind with those figures, and the days that the plans give behind them.

    "Văn bản số 212" is no "Kế hoạch số 212/KH-UBND" where a plan names a letter of that number.
    """
    written = re.compile(rf"(?<![\d/-]){figures}(?:/(?:\d{{4}}/)?[a-z][a-z&-]+)")
    letters = _LETTERS.get(kind, "")
    of_kind: dict[str, set[Day]] = {}
    other: dict[str, set[Day]] = {}
    words = " ".join((*figures.split("/"), letters)).strip()
    may_say = context.texts.may_say(words, context.register)
    for plan_id in sorted(may_say, key=lambda one: one not in plans):
        said = context.texts.folded(plan_id)
        for one in written.finditer(said):
            parts = set(re.findall(r"[a-z]+", one[0]))
            fits = letters in parts if letters else not parts & _OF_KINDS
            number = context.texts.written(plan_id, *one.span())
            day = _day(said, one.end())
            (of_kind if fits else other).setdefault(number, set()).update({day} if day else ())
    return of_kind or ({} if letters else other)


Day = tuple[int, ...]
_OF_KINDS = frozenset(_LETTERS.values())
_ITS_DAY = re.compile(
    r",?\s+(?:ky\s+|ban hanh\s+)?ngay\s+(\d{1,2})(?:[/.-]|\s+thang\s+)"
    r"(\d{1,2})(?:[/.-]|\s+nam\s+)(\d{4})"
)


def _day(folded: str, at: int) -> Day | None:
    """The date right behind the number of a document."""
    match = _ITS_DAY.match(folded, at)
    return tuple(map(int, match.groups())) if match is not None else None
