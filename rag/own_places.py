"""The places of the plans themselves, as questions name them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from rag.schema import Plan
from rag.text import fold

KIND_BEFORE = re.compile(
    r"\b(tinh|huyen|thi xa|thanh pho|quan|xa|phuong|dac khu|thi tran|commune|ward|district|"
    r"town|province)\s+$"
)
_SEVERAL = re.compile(r"\b(?:cac|nhung|moi|may|tung|phuong|xa|huyen),?\s+$")
_KIND_BEHIND = re.compile(r"^(?:'s)?\s+(commune|ward|district|town|province)\b")
LEVELS = {
    "tinh": "tinh", "province": "tinh", "huyen": "huyen", "thi xa": "huyen", "quan": "huyen",
    "district": "huyen", "town": "huyen", "xa": "xa", "phuong": "xa", "thi tran": "xa",
    "dac khu": "xa", "commune": "xa", "ward": "xa",
}  # fmt: skip


def kind_before(folded: str) -> re.Match[str] | None:
    """The kind word before a name; not so in "các xã Hương Trà", the communes of that town."""
    match = KIND_BEFORE.search(folded)
    if match is not None and _SEVERAL.search(folded[: match.start()]):
        return None
    return match


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """The place of a plan as a question names it, with its kind word in [start, end).

    ``exact`` is false where a slip of the keyboard was read as meant.
    """

    start: int
    end: int
    plan: Plan
    exact: bool = True


def own_places(text: str, pool: Iterable[Plan]) -> tuple[OwnPlace, ...]:
    """Where the question names a plan's own place, also a commune that no gazetteer lists.

    "huyện Quảng Ngãi" does not name the province's plan: the kind word must fit where it stands.
    """
    folded = fold(text)
    found = []
    for plan in pool:
        if plan.place is None:
            continue
        for match in re.finditer(rf"(?<![^\W_]){re.escape(fold(plan.place))}(?![^\W_])", folded):
            before = kind_before(folded[: match.start()])
            behind = _KIND_BEHIND.match(folded[match.end() :])
            kind = before.group(1) if before else behind.group(1) if behind else None
            level = LEVELS.get(kind) if kind else None
            if plan.place_level in (level, None) or level is None:
                start = before.start() if before else match.start()
                found.append(OwnPlace(start, match.end(), plan))
    found += _misspelt(text, folded, pool, found)
    return tuple(one for one in found if not any(_inside(one, other) for other in found))


_LEAST_LETTERS = 7
_NAME = re.compile(r"[A-ZĐÀ-Ỹ][^\W\d_]+(?: [A-ZĐÀ-Ỹ][^\W\d_]+)+")


def _misspelt(
    text: str, folded: str, pool: Iterable[Plan], found: list[OwnPlace]
) -> list[OwnPlace]:
    """A capitalised name one slip of the keyboard away from a plan's place ("Bình Khê Đôgn")."""
    more = []
    for match in _NAME.finditer(text):
        if any(one.start <= match.start() and match.end() <= one.end for one in found):
            continue
        written = folded[match.start() : match.end()]
        for plan in pool:
            place = fold(plan.place or "")
            near = len(place) >= _LEAST_LETTERS and OSA.distance(written, place) == 1
            if near and place.count(" ") == written.count(" "):
                more.append(OwnPlace(match.start(), match.end(), plan, exact=False))
    return more


def _inside(one: OwnPlace, other: OwnPlace) -> bool:
    """ "Bình Khê" within "Bình Khê Đông": the longer name is meant."""
    longer = other.end - other.start > one.end - one.start
    return longer and other.start <= one.start and one.end <= other.end


def places_written_out(text: str, plans: Iterable[Plan]) -> str:
    """ "Q.Ngãi", "QNgãi" for the place of a plan."""
    for plan in plans:
        first, _, rest = (plan.place or "").partition(" ")
        if rest:
            start, end = re.escape(first[0]), re.escape(rest)
            dotted = rf"(?i:{start}\.\s?{end})"
            short = rf"(?<![^\W_])(?:{dotted}|{start}{end})(?![^\W_])"
            text = re.sub(short, plan.place or "", text)
    return text


_KINDS = r"(?:tinh|huyen|thi xa|thanh pho|quan|xa|phuong|dia phuong|noi|cho)"
_ASIDE = re.compile(
    rf"(?P<kind>\b{_KINDS},? (?:nam |o )?|\b(?:district|province|town|commune|place) )?"
    r"\b(?:(?:ngay )?(?:ben canh|ke ben|sat ben|sat canh|sat vach|sat|giap ranh|giap|canh|lien ke|"
    r"gan)(?: voi)?|(?:hang xom|lang gieng)(?: cua)?|(?P<denied>(?:chu )?khong phai(?: la)?)|"
    r"next (?:door )?to|beside|near|close to|adjacent to|bordering|neighbou?ring|neighbou?rs? of|"
    rf"rather than|(?:and|but) not|instead of)(?: the)?(?: {_KINDS}| \w+ of)? $"
)
""" "Phù Ninh bên cạnh Lâm Thao", "Phu Ninh, the district next to Lam Thao"."""
_NEIGHBOUR = re.compile(r"(?:'s|’s) (?:\w+ )?neighbou?r")


def said_aside(text: str, start: int, end: int, *, beside: bool) -> int | None:
    """Where the words begin by which a place only says where another one is; None without them.

    "Bên cạnh Lâm Thao, …" opens a sentence and leaves nothing out. ``beside``: another is named.
    """
    folded = fold(text)
    if beside and _NEIGHBOUR.match(folded, end):
        return start
    match = _ASIDE.search(folded[:start])
    if match is None:
        return None
    opens = not folded[: match.start()].strip()
    aside = match["kind"] or (beside and (match["denied"] or not opens))
    return match.start() if aside else None
