"""The places of the plans themselves, as questions name them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from rag.register import Register, place_label
from rag.schema import Plan
from rag.text import even_tones, fold, has_marks, lower
from rag.understanding.spelt import is_syllable

KIND_BEFORE = re.compile(
    r"\b(tinh|huyen|thi xa|thanh pho|quan|xa|phuong|dac khu|thi tran|commune|ward|district|"
    r"town|province)\s+$"
)
_SEVERAL = re.compile(r"\b(?:cac|nhung|moi|may|tung|phuong|xa|huyen|cap),?\s+$")
_KIND_BEHIND = re.compile(r"^(?:'s)?\s+(commune|ward|district|town|province)\b")
LEVELS = {
    "tinh": "tinh", "province": "tinh", "huyen": "huyen", "thi xa": "huyen", "quan": "huyen",
    "district": "huyen", "town": "huyen", "xa": "xa", "phuong": "xa", "thi tran": "xa",
    "dac khu": "xa", "commune": "xa", "ward": "xa",
}  # fmt: skip


def kind_before(folded: str) -> re.Match[str] | None:
    """The kind word before a name; not so in "các xã Hương Trà", the communes of that town.

    Nor in "cấp xã Hương Trà".
    """
    match = KIND_BEFORE.search(folded)
    if match is not None and _SEVERAL.search(folded[: match.start()]):
        return None
    return match


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """The place of plans as a question names it, with its kind word in [start, end).

    ``exact`` is false where a slip of the keyboard was read as meant.
    """

    start: int
    end: int
    plans: tuple[Plan, ...]
    exact: bool = True


def plans_at(named: Iterable[OwnPlace]) -> list[Plan]:
    """The plans of places, each once: by id, those behind a slip last."""
    exact: list[Plan] = []
    slips: list[Plan] = []
    for one in named:
        (exact if one.exact else slips).extend(one.plans)
    exact.sort(key=lambda plan: plan.plan_id)
    return list({plan.plan_id: plan for plan in (*exact, *slips)}.values())


def own_places(text: str, register: Register) -> tuple[OwnPlace, ...]:
    """Where the question names a plan's own place, also a commune that no gazetteer lists.

    "huyện Quảng Ngãi" does not name the province's plan: the kind word must fit where it stands.
    """
    folded = fold(text)
    found = []
    for start, end, plans in register.places_in(folded):
        before = kind_before(folded[:start])
        behind = _KIND_BEHIND.match(folded[end:])
        kind = before.group(1) if before else behind.group(1) if behind else None
        level = LEVELS.get(kind) if kind else None
        fitting = tuple(p for p in plans if level is None or p.place_level in (level, None))
        if register.many:
            fitting = _so_called(text[start:end], kind, fitting)
        if fitting:
            found.append(OwnPlace(before.start() if before else start, end, fitting))
    found += _misspelt(text, folded, register, found)
    schools = [OwnPlace(start, end, plans) for start, end, plans in register.schools_in(folded)]
    within = {plan.plan_id for one in schools for plan in one.plans}
    # "Trường THCS Sông Vân, huyện Sơn Khánh": the district says where the school is
    found = [one for one in found if not within & {plan.plan_id for plan in one.plans}] + schools
    spans = {(one.start, one.end) for one in found}
    return tuple(one for one in found if not any(_inside(one, a, b) for a, b in spans))


def _so_called(written: str, kind: str | None, plans: tuple[Plan, ...]) -> tuple[Plan, ...]:
    """Of many places of one name those of its kind and its marks.

    A province's or a district's name with a wrong mark is found among the listed places.
    """
    if fold(written) != lower(written):
        marked = even_tones(written)
        plans = tuple(plan for plan in plans if even_tones(plan.place or "") == marked)
    elif kind is None and " " not in written:
        return ()  # "chu tri" without marks is no town of Chũ
    of_kind = tuple(p for p in plans if kind and fold(place_label(p) or "").startswith(f"{kind} "))
    return of_kind or plans


_LEAST_LETTERS = 7
_KIND_FIRST = re.compile(r"(?:tinh|huyen|thi xa|thanh pho|quan|xa|phuong|dac khu|thi tran)\s+")
_CAPITAL = "".join(filter(str.isupper, map(chr, range(ord("À"), ord("Ỹ") + 1))))
"""Capitals with marks: a range of letters holds small ones too, "ện" in "huyện"."""
_NAME = re.compile(rf"(?<![^\W_])[A-Z{_CAPITAL}][^\W\d_]+(?: [A-Z{_CAPITAL}][^\W\d_]+)+")


def _misspelt(
    text: str, folded: str, register: Register, found: list[OwnPlace]
) -> Iterator[OwnPlace]:
    """A capitalised name one slip of the keyboard away from a plan's place ("Bình Khê Đôgn")."""
    known = [(one.start, one.end) for one in found]
    for match in _NAME.finditer(text):
        if any(start <= match.start() and match.end() <= end for start, end in known):
            continue
        kind = _KIND_FIRST.match(folded, match.start())  # "Huyện …" at the beginning
        start = kind.end() if kind else match.start()
        written = folded[start : match.end()]
        near = _one_letter_off(written, register)
        # of many places one is a slip away from each other: "Hòa Khê" is no slip for "Hòa Kha"
        another = register.many and set(written.split()) <= register.place_syllables
        if not another:
            near = [place for place in near if _is_slip(text[start : match.end()], place)]
            before = kind or kind_before(folded[: match.start()])
            level = LEVELS.get(before[0].strip()) if before else None
            plans = [
                plan for place in near for plan in register.of_place[place]
                if level is None or plan.place_level in (level, None)
            ]  # fmt: skip
            plans.sort(key=lambda plan: plan.plan_id)
            if plans:
                yield OwnPlace(match.start(), match.end(), tuple(plans), exact=False)


def _one_letter_off(written: str, register: Register) -> list[str]:
    return [
        place
        for length in (len(written) - 1, len(written), len(written) + 1)
        if length >= _LEAST_LETTERS
        for place in register.places_by_shape.get((written.count(" "), length), ())
        if OSA.distance(written, place, score_cutoff=1) == 1
    ]


def near_names(written: str, register: Register) -> list[str]:
    """The plans' places that a folded name is a letter, or the order of its words, off."""
    shape = (written.count(" "), len(written))
    turned = sorted(written.split())
    swapped = [
        place for place in register.places_by_shape.get(shape, ())
        if sorted(place.split()) == turned and place != written
    ]  # fmt: skip
    return sorted({*_one_letter_off(written, register), *swapped})


def like_places(
    text: str,
    register: Register,
    own: Iterable[OwnPlace],
    say: Callable[[str, Register], bool],
) -> list[str]:
    """A name that is a letter or the order off a plan's place, and no slip for it.

    ``say``: whether plans say a name somewhere; then it is another place of theirs.

    "Vân Hà: …", "của Vân Hà" where Vân Hải has a plan; "ở Kon Tun", without a mark in what is
    other, may be meant for Kon Tum.
    """
    known = [(one.start, one.end) for one in own]
    found = []
    for match in _NAME.finditer(text):
        start = match.start() + len(match.group()) - len(_BEFORE_NAME.sub("", match.group()))
        kind = _KIND_FIRST.match(fold(text), start)
        name = text[kind.end() if kind else start : match.end()]
        near = near_names(fold(name), register)
        if not near or any(a < match.end() and match.start() < b for a, b in known):
            continue
        opens = not text[: match.start()].strip() and text[match.end() :].startswith(":")
        if (opens or (not register.many and _is_marked(name, near))) and not say(
            fold(name), register
        ):
            found.append(name)
    return found


_BEFORE_NAME = re.compile(r"^(?:[A-ZĐ]{2,} )+")
""" "UBND Vân Hà": the letters of an agency before a name."""


def _is_marked(name: str, near: Iterable[str]) -> bool:
    """Whether a word that no near name has is written with its marks: no slip of the keyboard."""
    words = [
        word for word in name.split()
        if all(fold(word) not in place.split() for place in near)
    ]  # fmt: skip
    return any(map(has_marks, words or [name]))


_TWICE = re.compile(r"(\w)\1")


def _is_slip(written: str, place: str) -> bool:
    """ "Lâm Thoa" for "Lâm Thao", "Qảng Ngãi"; "Bình Minh" is a place, and none for "Bình Ninh"."""
    if sorted(fold(written)) == sorted(place):
        return True
    own = set(place.split())
    return any(
        fold(word) not in own and (_TWICE.search(word) or not is_syllable(even_tones(word)))
        for word in written.split()
    )


def _inside(one: OwnPlace, start: int, end: int) -> bool:
    """ "Bình Khê" within "Bình Khê Đông": the longer name is meant."""
    return end - start > one.end - one.start and start <= one.start and one.end <= end


_CUT = re.compile(r"(?<![^\W_])(?P<first>[^\W\d_])(?:\.\s?)?(?=[^\W_])")


def places_written_out(text: str, register: Register) -> str:
    """ "Q.Ngãi", "QNgãi", "STP QN" for the place of a plan."""
    text = _INITIALS.sub(lambda found: _by_initials(text, found, register), text)
    out, at = [], 0
    for match in _CUT.finditer(text):
        if match.start() < at:
            continue
        cut = _cut_place(text, match, register)
        if cut is not None:
            place, end = cut
            out += [text[at : match.start()], place]
            at = end
    return "".join(out) + text[at:]


def _cut_place(text: str, match: re.Match[str], register: Register) -> tuple[str, int] | None:
    """The place whose first word is cut to a letter here, and where it ends."""
    first, dotted = match["first"], match.end() > match.start() + 1
    for word in _ENDS.finditer(text, match.end()):
        rest = text[match.end() : word.end()]
        if rest.count(" ") >= register.longest_place:
            return None
        place = register.places_cut.get((first.lower(), rest.lower()))
        # written together the capitals tell it from a word: "QNgãi"
        if place is not None and (dotted or (place == f"{place[: place.index(' ')]} {rest}"
                                  and place[0] == first)):  # fmt: skip
            return place, word.end()
    return None


_INITIALS = re.compile(r"(?<![^\W_])[A-ZĐ]{2,4}(?![^\W_]|[/&-])")
_PLACE_BEFORE = re.compile(r"\b(?:tinh|huyen|thi xa|tx|thanh pho|o|tai|ke hoach|kh)\s+$")
_BODY_BEFORE = re.compile(r"\b(?:[A-ZĐ]{3,}|(?:Sở|Phòng|Ban) [^,;:?]{4,}|Công an|CA) $")
""" "STP QN", "Sở Y tế QN"; of "Phòng KT" the letters are the office's."""


def _by_initials(text: str, found: re.Match[str], register: Register) -> str:
    """The place of a plan by the first letters of its name, where one stands: "Công an tỉnh QN"."""
    place = register.places_by_initials.get(found.group())
    before = text[: found.start()]
    named = _PLACE_BEFORE.search(fold(before)) or _BODY_BEFORE.search(before)
    return place if place and named else found.group()


_ENDS = re.compile(r"[^\W_]+")


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


_DOTTED = re.compile(r"\bP\.\s?(?=[A-ZĐ])")


def units_written_out(text: str, register: Register) -> str:
    """The text with "P." in full: "P. TC-KH" is a Phòng, "P. Trà Khê" the ward of a plan."""
    if not _DOTTED.search(text):
        return text
    communes = register.of_level.get("xa", ())
    wards = [fold(one.place or "") for one in communes if (place_label(one) or "")[:6] == "Phường"]

    def word(match: re.Match[str]) -> str:
        behind = fold(text[match.end() :])
        return "phường " if any(behind.startswith(ward) for ward in wards) else "Phòng "

    return _DOTTED.sub(word, text)
