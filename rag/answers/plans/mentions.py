"""Which plans speak of something ("kế hoạch nào nhắc đến nhà tạm lánh?"): their text tells."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from rag.answers.figures.targets import targets
from rag.answers.plans.which_plans import WITHOUT
from rag.answers.shape import Asked, absent, brief, clauses_of, draft, stated, without_marker
from rag.register import MANY
from rag.schema import OUTSIDE, Draft, DraftClaim, Passage
from rag.table import is_row_id, split_cells
from rag.text import fold, has_marks, lower, spaced

_SPEAKS = re.compile(
    r"\b(?:nhac|de cap|noi (?:den|toi|ve|ro)|co (?:noi dung|viec|quy dinh|nhiem vu|hoat dong) ve|"
    r"mentions?|mentioned|speaks?|refers?)\b"
)
_LONG_NAME, _PAIRS_OF_A_NAME = 8, 0.75
"""Pairs from which a phrase is a name, whose parts other names share: "Chương trình mục tiêu quốc
gia phát triển kinh tế - xã hội vùng …"; and the share of them that a passage must hold."""
_IN_BRACKETS = re.compile(r"\(([^()]+)\)")
_LIMIT = 45
_OPENING = re.compile(
    r"(?:(?:khong|co|nhac|de cap|noi dung|noi|den|toi|ve|ro|chuyện|viec(?! lam)) )+"
)
""" "Có nội dung về trợ giúp pháp lý", "không đề cập …": the words that open what is on it."""


def asks_mention(question: str) -> bool:
    """Whether the plans' text is asked for in so many words; the question in any case."""
    return _SPEAKS.search(fold(question)) is not None


def spoken_of(phrase: tuple[str, ...]) -> tuple[str, ...]:
    """The phrase without the words of speaking before it."""
    # "chuyện" is told of, "chuyển giới" is a subject
    read = " ".join(word if lower(word) == "chuyện" else fold(word) for word in phrase)
    opening = _OPENING.match(f"{read} ")
    return phrase[len(opening.group().split()) :] if opening else phrase


Phrases = tuple[tuple[str, ...], ...]


def mentions(asked: Asked) -> Draft | None:
    """Each plan with the passage that speaks of it; None where the question names no subject.

    A passage speaks of it where it holds every syllable and more than half of the pairs.
    """
    query, phrases = asked.query, _phrases(asked)
    titles = [asked.book.by_id[plan_id].title for plan_id in query.plans]
    if titles_tell(asked, titles):
        return None
    found = speaking(asked, query.plans, phrases)
    if query.years:
        found = _of_years(asked, found)
    if WITHOUT.match(fold(query.question)) and not all(found.values()):
        silent = [plan_id for plan_id, passages in found.items() if not passages]
        lacking = [absent(asked.phrases.say("no_answer"), plan_id) for plan_id in silent]
        return draft(asked, lacking, reason="not_stated")
    claims = [
        told_by(asked, p, title_on(asked, p, phrases) or passages, phrases)
        for p, passages in found.items() if passages
    ]  # fmt: skip
    return draft(asked, claims, reason="not_stated")


def title_on(asked: Asked, plan_id: str, phrases: Phrases) -> list[Passage]:
    """The plan's title, where it says the subject: the plan is on it, not only a text in it."""
    bare = asked.query.unaccented
    return [
        passage for parts in asked.book.passages(plan_id).values() for passage in parts
        if passage.path[0].level == "tieu_de"
        and any(_speaks(phrase, passage.text, bare=bare) for phrase in phrases)
    ]  # fmt: skip


def speaking(
    asked: Asked, plan_ids: Iterable[str], phrases: Phrases, typed: str | None = None,
    *, strictly: bool = False, nearly: bool = False,
) -> dict[str, list[Passage]]:  # fmt: skip
    """The passages of each plan that speak of any of the phrases; ``strictly``: say one whole.

    ``nearly``: also those that say all its words, most of them side by side.

    Where it is asked in so many words which plans mention something, those that say it as it is
    ``typed`` tell it; where none does, those that say its own words together; else any that speak
    of it in the plans' words.
    """
    bare = asked.query.unaccented
    texts = {
        plan_id: [
            passage for parts in asked.book.passages(plan_id).values() for passage in parts
            if passage.path[0].level not in OUTSIDE
        ]
        for plan_id in plan_ids
    }  # fmt: skip
    levels: list[Callable[[str], bool]] = [
        lambda text: any(_speaks(phrase, text, bare=bare) for phrase in phrases)
    ]

    def said_whole(text: str) -> bool:
        return any(_speaks(one, text, bare=bare, least=_ALL_PAIRS) for one in phrases[1:])

    if phrases and asked.query.lang == "vi" and asks_mention(asked.query.question):
        own = phrases[0]
        words = tuple(re.findall(r"[^\W_]+", (fold if bare else lower)(typed or " ".join(own))))
        # "hành vi môi giới hôn nhân": the kind of thing it is need not be said
        rest = without_kind(words)
        if rest != words:
            own = tuple(word for word in own if word in rest) or own
        loosely = [lambda text: _speaks(own, text, bare=bare), *levels]
        levels = [
            lambda text: _holds_whole(words, text, bare=bare),
            lambda text: rest != words and _holds_whole(rest, text, bare=bare),
            lambda text: _holds_whole(own, text, bare=bare),
            lambda text: _speaks(own, text, bare=bare, least=_ALL_PAIRS),
            *([said_whole] if strictly else loosely[:1] if nearly else loosely),
        ]
        if len(rest) > _AS_TYPED and not strictly:
            levels = loosely  # so long a phrase is seldom written twice in the same words
    found: dict[str, list[Passage]] = {}
    for says in levels:
        found = {p: [one for one in passages if says(one.text)] for p, passages in texts.items()}
        if any(found.values()):
            break
    return found


def without_kind(words: tuple[str, ...]) -> tuple[str, ...]:
    """ "Hành vi môi giới hôn nhân": what is told of, without the kind of thing it is."""
    kind = _KINDS.match(f"{' '.join(words)} ")
    cut = words[len(kind[0].split()) :] if kind is not None else ()
    return cut if len(cut) > 1 and len(words) > _BARE else words


def told_by(
    asked: Asked, plan_id: str, passages: Iterable[Passage], phrases: Phrases
) -> DraftClaim:  # fmt: skip
    """What a plan says of a subject, by the best of the passages that speak of it."""
    bare = asked.query.unaccented

    def whole(text: str) -> bool:
        return any(_holds_whole(phrase, text, bare=bare) for phrase in phrases)

    def rank(one: Passage) -> tuple[bool, bool, bool, bool, float, int]:
        # "dạy bơi" as it is asked before the plans' words for it; the shorter is on it alone, and
        # what it costs tells less than when it is held
        typed = bool(phrases) and _speaks(phrases[0], one.text, bare=bare)
        priced = is_row_id(one.id) and len(_SUMS.findall(one.text)) > 1
        words = " ".join(re.findall(r"[^\W\d_]+", lower(one.text)))
        first = is_row_id(one.id) and words.startswith(" ".join(phrases[0]) if phrases else "\n")
        score = asked.matcher.score(one.text)
        return typed, whole(one.text), not priced, first, score, -len(one.text)

    best = max(passages, key=rank)
    cells = split_cells(best.text) if is_row_id(best.id) else ()
    said = "; ".join(cell for cell in cells if any(map(str.isalnum, cell)) and not cell.isdigit())
    shown = brief(said or without_marker(best.text), asked.matcher, _LIMIT)
    if whole(best.text) and not whole(shown):
        clauses = [clause for clause in clauses_of(best.text) if whole(clause)]
        shown = brief(without_marker(clauses[0]), None, _LIMIT) if clauses else shown
    return stated(shown, plan_id, (asked.book.passage_slice(best),))


_SUMS = re.compile(r"\| \d{1,3}(?:\.\d{3})+ *(?=\||$)")


_A_NAME = re.compile(
    r"(?:Chương trình|Chiến lược|Đề án|Dự án|Cuộc vận động|Phong trào|Mô hình|Kế hoạch|Bộ luật|"
    r"Luật|Bộ chỉ tiêu|Ngày hội|Hội thi) \w+ \w+"
)


def names_whole(
    asked: Asked, text: str, plan_ids: Iterable[str]
) -> dict[str, list[Passage]] | None:  # fmt: skip
    """The passages that write a programme's name out as it is asked; None where none does.

    "Chương trình truyền thông về bình đẳng giới" is no programme on violence, and none of "sản
    phẩm, chương trình truyền thông".
    """
    if _A_NAME.match(text) is None:
        return None
    wanted = " ".join(re.findall(r"[^\W_]+", text))
    written = re.compile(rf"\b{wanted[0]}{re.escape(lower(wanted[1:]))}\b")
    found: dict[str, list[Passage]] = {}
    for plan_id in plan_ids:
        for parts in asked.book.passages(plan_id).values():
            for one in parts:
                words = " ".join(re.findall(r"[^\W_]+", one.text))
                told = "".join(c if c.isupper() and c == wanted[0] else lower(c) for c in words)
                if one.path[0].level not in OUTSIDE and written.search(told):
                    found.setdefault(plan_id, []).append(one)
    return found or None


def titles_tell(asked: Asked, titles: Iterable[str]) -> bool:
    """Whether the plans' titles tell which are on something, or nothing is named that they are on.

    Not so where it is asked in so many words which texts speak of it.
    """
    phrases = _phrases(asked)
    if not any(phrases):
        return True
    return not asks_mention(asked.query.question) and any(
        _speaks(p, t, bare=asked.query.unaccented) for t in titles for p in phrases
    )


def _phrases(asked: Asked) -> tuple[tuple[str, ...], ...]:
    """What is to be spoken of, in the question's words and the plans' own."""
    query = asked.query
    named = _IN_BRACKETS.search(query.question) if query.lang == "en" else None
    if named is not None and has_marks(named[1]):
        # "Project 8 (Dự án 8)": the plan's own words for it
        return (tuple(re.findall(r"[^\W_]+", lower(named[1]))),)
    # "nhắc việc truyền thông": words of speaking are no everyday words for "đôn đốc"
    on = replace(query, subject=spoken_of(query.subject))
    return tuple(spoken_of(phrase) for phrase in asked.subject.whole_phrases(on))


def places_mentioned(asked: Asked) -> Draft | None:
    """ "Kế hoạch nào nhắc tới huyện Ngọc Hồi?": a place without a plan may stand in another's."""
    query, book = asked.query, asked.book
    if query.intent != "plans" or not asks_mention(query.question):
        return None
    bare = query.unaccented or query.lang == "en"
    register = book.register
    listed = [p.name for p in book.lexicon.find_places(query.question, question=True)]
    named = {*query.missing, *listed}
    read = fold if bare else lower
    names = [
        tuple(re.findall(r"[^\W_]+", read(n))) for n in named if fold(n) not in register.of_place
    ]
    likely: Iterable[str] = register.ids
    if register.many:
        said = (book.reader.plans_saying(" ".join(name), MANY) for name in names)
        likely = dict.fromkeys(one for plan_ids in said for one in plan_ids)
    claims = []
    for plan_id in likely:
        told = [
            (p, clause) for passages in book.passages(plan_id).values() for p in passages
            if p.path[0].level not in OUTSIDE
            for clause in clauses_of(p.text)
            if any(_speaks(name, clause, bare=bare) for name in names)
        ]  # fmt: skip
        for passage, clause in told[:1]:
            shown = brief(without_marker(clause), asked.matcher, _LIMIT)
            claims.append(stated(shown, plan_id, (book.passage_slice(passage),)))
    return draft(asked, claims) if claims else None


_SECTION = re.compile(
    r"\bco\b(?: \w+){0,2} (?:muc|phan|chuong)(?: rieng)? (?:noi |quy dinh )?ve (?P<on>.+)|"
    r"\b(?:section|part|chapter) (?:on|about) (?P<en>.+)"
)
_FIGURES = re.compile(
    r"(?:chi tieu|muc tieu|con so|targets?|indicators?)\b.*?"
    r"(?:con so|phan tram|%|dinh luong|cu the|danh so|percent|figures?|numer|quantif)|"
    r"\b(?:number(?:ed|s)|numeric\w*|quantif\w+|measurable) (?:targets?|indicators?|objectives?)"
)


_TRAILING = frozenset("thuc hien khong vay a nhi the nao ha cho ke hoach viec".split())
"""Words that may stand behind what the heading is on: "về kinh phí thực hiện không"."""
_FEWEST = 3
"""Words from which a heading may be looked for without the last one."""
_OF_FIGURES = frozenset(
    "chi tieu muc con so phan tram cu the dinh luong bang ghi han ro rang danh dat neu de lay minh "
    "co nhung cac nao dat ra".split()
)


def asks_section(asked: Asked) -> bool:
    """Whether plans with a part on something are asked for."""
    return _SECTION.search(fold(asked.query.question)) is not None


def asks_figures(asked: Asked) -> bool:
    """Whether plans that set figures are asked for."""
    return _FIGURES.search(fold(asked.query.question)) is not None


def with_section(asked: Asked) -> Draft | None:
    """ "Kế hoạch nào có mục riêng về kinh phí": the plans with a heading on it, by the heading."""
    match = _SECTION.search(fold(asked.query.question))
    if match is None:
        return None
    words = re.findall(r"[^\W_]+", match["on"] or fold(asked.query.search_text))
    return draft(asked, headed(asked, words), reason="not_stated")


def headed(asked: Asked, words: list[str]) -> list[DraftClaim]:
    """Of each plan the first heading that holds the words, without marks and in their order."""
    headings = [
        (plan_id, section, fold(asked.book.text(plan_id)[section.start : section.heading_end]))
        for plan_id in asked.query.plans
        for section in asked.book.sections(plan_id).values()
        if section.path[-1].level in ("muc", "phan", "chuong", "khoan", "de_muc")
    ]
    while words:
        sought = " ".join(words)
        found = [(p, s) for p, s, h in headings if sought in " ".join(h.split())]
        if found:
            first = dict(reversed(found))
            claims = []
            for plan_id, section in first.items():
                piece = asked.book.slice(plan_id, section, section.start, section.heading_end)
                claims.append(stated(without_marker(piece.text), plan_id, (piece,)))
            return claims
        if len(words) < _FEWEST or words[-1] not in _TRAILING:
            break
        words = words[:-1]
    return []


def with_figures(asked: Asked) -> Draft | None:
    """ "Kế hoạch nào có chỉ tiêu bằng con số": those that set figures, by the first of them."""
    if not asks_figures(asked):
        return None
    about = {fold(word) for word in asked.query.subject} - _OF_FIGURES
    if asked.query.lang == "vi" and len(about) > 1:
        # "chỉ tiêu cụ thể về lao động nữ": the figures on that alone
        told = [c for c in targets(asked).claims if c.kind == "stated"
                and not asked.unsaid(*(piece.text for piece in c.slices))]  # fmt: skip
        return draft(asked, told, reason="not_stated")
    claims = []
    for plan_id in asked.query.plans:
        numbered = [one for one in asked.book.targets(plan_id) if re.search(r"\d", one.task.text)]
        for one in numbered[:1]:
            claims.append(stated(brief(one.task.text, None, _LIMIT), plan_id, one.sources))
    return draft(asked, claims, reason="not_stated") if claims else None


def _of_years(asked: Asked, found: dict[str, list[Passage]]) -> dict[str, list[Passage]]:
    """Those that print the year asked for; where none does, those of plans that cover it."""
    years = [str(year) for year in asked.query.years]
    printed = {
        plan_id: [p for p in passages if any(year in p.text for year in years)]
        for plan_id, passages in found.items()
    }
    if any(printed.values()):
        return printed
    plans = asked.book.by_id
    return {
        plan_id: passages for plan_id, passages in found.items()
        if any((plans[plan_id].year_start or 0) <= int(year) <= (plans[plan_id].year_end or 0)
               for year in years)
    }  # fmt: skip


def _holds_whole(phrase: tuple[str, ...], text: str, *, bare: bool) -> bool:
    """Whether the words of a phrase stand together, in their order."""
    return f" {' '.join(phrase)} " in _spaced(text, bare=bare)


@functools.lru_cache(maxsize=4096)
def _spaced(text: str, *, bare: bool) -> str:
    """The words of a text with one space around each: several phrases are looked for in it."""
    return spaced((fold if bare else lower)(text))


_FOR = r"(?:\w+ ){1,4}?(?:cho|của|cua|với|voi) "
""" "Dạy bơi miễn phí cho trẻ em" says "dạy bơi cho trẻ em"."""


_ALL_PAIRS = 0.99
_AS_TYPED = 5
_KINDS = re.compile(
    r"(?:(?:hành vi|vấn đề|tình trạng|nội dung|hoạt động|công tác|vụ việc|tệ nạn|nạn|mô hình|"
    r"dịch vụ|hanh vi|van de|tinh trang|noi dung|hoat dong|cong tac|vu viec|te nan|nan|mo hinh|"
    r"dich vu) )+"
)
_BARE = 3
""" "Nội dung giáo dục": one word more is too little to look for alone."""


def _speaks(
    phrase: tuple[str, ...], text: str, *, bare: bool, least: float | None = None
) -> bool:  # fmt: skip
    spaced = _spaced(text, bare=bare)
    if any(f" {word} " not in spaced for word in phrase):
        return False
    if fold(phrase[0]) == "luat":  # "pháp luật về bình đẳng giới" is not that law
        return _holds_whole(phrase, text, bare=bare)
    # a word of talk between two ("trợ giúp pháp lý") is no word of the phrase
    pairs = [
        re.search(rf" {re.escape(a)} (?:{_FOR}|\w+ )?{re.escape(b)} ", spaced) is not None
        for a, b in itertools.pairwise(phrase)
    ]
    least = least or (_PAIRS_OF_A_NAME if len(pairs) >= _LONG_NAME else 0.5)
    return sum(pairs) > least * len(pairs) or not pairs
