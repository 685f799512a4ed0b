"""Whether a passage of a plan speaks of all that a question names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.answers.plans.mentions import (
    asks_mention,
    names_whole,
    speaking,
    spoken_of,
    title_on,
    told_by,
    without_kind,
)
from rag.answers.plans.plan_list import filters
from rag.answers.plans.plan_question import (
    CARRIES_EN,
    HAS,
    Condition,
    PlanTest,
    Told,
    at_its_place,
)  # fmt: skip
from rag.answers.plans.said_close_by import APART, IN_A_CLAUSE, from_english, written_so
from rag.answers.shape import Asked, brief, clauses_of, stated, without_marker
from rag.schema import DraftClaim, Passage
from rag.table import split_cells
from rag.text import fold, has_marks, lower
from rag.understanding.spelt import Spelt

_CARRIES = Spelt(
    rf"(?:(?:{HAS}|được|đều|cũng)(?: |$))*(?:(?:nội dung|nhiệm vụ|hoạt động|việc)(?= về\b)|"
    r"(?:nhắc|đề cập|nói(?! (?:dung|ở|làm)\b)|nêu|ghi|quy định|yêu cầu|đưa|đặt ra|đề ra|"
    r"dẫn(?! (?:tộc|số|cư|quân|chủ|vận|sinh)\b)|viện dẫn|bao gồm|gồm|"
    r"đặt(?! (?:ở|đai|sản|nông|lâm|rừng)\b)|tổ chức|mở(?! hình\b)|triển khai|thực hiện|"
    r"(?:sử )?dùng(?! (?:đầu|cụ)\b))\b)?"
    r"(?: (?:rõ|cụ thể|đến|tới|về|ra|vào)\b)*"
    rf"(?: nội dung(?: về)?)?(?: {HAS}\b)? ?"
)
""" "Có mô hình", "co dan toc": no "mở", no "dẫn"."""
_BEHIND = Spelt(
    r"(?: (?:thì|là|được|có|nằm|xuất hiện|có mặt|nhắc|nêu|nói|đề cập|ghi|đặt ra|quy định|đến|tới|"
    r"về|ra))+$"
)
_IN_PLANS = re.compile(
    r"\s+(?:trong|ở|o)(?: (?:bản|ban|các|cac))? (?:kế hoạch|ke hoach)"
    r"(?: (?:của mình|cua minh|đó|do|này|nay))?\W*$",
    re.IGNORECASE,
)
""" "Nhắc đến … trong kế hoạch": where it is asked, no part of what is said."""
_A_WORD = re.compile(
    r"(\b(?:đến|tới|về|cập|den|toi|ve|cap) )(?:cụm từ|từ khóa|thuật ngữ|khái niệm|chữ|"
    r"cum tu|tu khoa|thuat ngu|khai niem)(?: là)? ",
    re.IGNORECASE,
)
_SPEAKS = re.compile(
    r"^(?:(?:duoc|deu|cung) )*(?:co|nhac|de cap|noi|neu|ghi|quy dinh|yeu cau|dua|dat|de ra|dan|"
    r"vien dan|bao gom|gom|tuyen truyen|truyen thong|tap huan|to chuc|xay dung|ho tro|thanh lap|"
    r"so ket|tong ket|kiem tra|danh gia|phat dong|nhan rong|duy tri|mo|"
    r"khen thuong|bieu duong)\b"
)
_SPEAKS_EN = re.compile(
    r"^(?:\w+ )?(?:mention|speak|refer|contain|include|provide|require|call|talk|have|has)"
)
_NOT_SAID = Spelt(
    r"\b(?:tên|tiêu đề|title|hiệu lực|nhất|số hiệu|chữ ký|con dấu|giai đoạn|thời kỳ|thời hạn|"
    r"(?<!kết )(?<!tảo )(?<!ly )hơn(?! nhân\b)|"
    r"cấp tỉnh|cấp huyện|cấp xã|thị xã|period|covers?|earliest|latest|most|fewest|largest|"
    r"smallest|highest|lowest|first|last|longest|shortest|biggest|cheapest|"
    r"(?:ngày|thời hạn|thời gian) cụ thể)\b"
)
_FIGURES = re.compile(
    r"\b(?:chi tieu|muc tieu|con so|phan tram|targets?|indicators?|objectives?)\b|\d ?%"
)
"""Of these the plans' figures tell, not their words."""
_YEARS = re.compile(
    r"(?: ?(?:vao|trong|den|toi|tu|cuoi|dau|het|cua|cho|in|by|until))*(?: (?:nam|the year))? "
    r"(?P<year>(?:19|20)\d\d)$"
)
_OF_A_LAW = re.compile(r"\b(?:bo luat|(?<!bo )(?<!phap )luat|nghi dinh) \w+ [^,;?]+$")
""" "Tuyên truyền … trong Bộ luật Lao động năm 2019": the year is the law's."""
_BETWEEN = 18
"""Words between what is done and its year: "Tháng hành động vì bình đẳng giới và … năm 2023"."""


def spoken(asked: Asked, one: Condition, _: Sequence[Condition]) -> PlanTest | None:
    query, folded = asked.query, one.folded
    english = query.lang == "en"
    opened = (_SPEAKS_EN if english else _SPEAKS).match(folded) is not None
    back = not (opened or one.negated or one.every)
    asks_back = back and fold(query.question).rstrip(" ?.!").endswith("nao")
    if query.header_fields and set(query.header_fields) - {"which", "amount"}:
        return None
    agency = _names_agency(asked, one)
    if english and has_marks(one.text):
        return None  # "Project 8 (Dự án 8)": the plans' own words stand in it
    if (alone := _FIGURE_ALONE.search(folded)) is not None:
        return _holding(asked, alone["number"])
    figures = not one.negated and _FIGURES.search(folded) is not None
    if (
        agency
        or figures
        or _NOT_SAID.search(one.text)
        or query.documents
        or (back and not asks_back)
    ):
        return None
    text = " ".join(one.text.split())
    text = _IN_PLANS.sub("", text) if not english else text
    text = _A_WORD.sub(r"\1", text)
    behind = _BEHIND.search(text)
    text = text[: behind.start()] if behind is not None else text
    opens = CARRIES_EN.match(fold(text)) if english else _CARRIES.match(text)
    text = text[opens.end() :] if opens is not None else text
    year = _YEARS.search(f" {fold(text)}")
    head = text[: max(year.start() - 1, 0)] if year is not None else text
    unknown = english and (not head.strip() or asked.book.lexicon.unknown_english(head))
    if unknown:
        return PlanTest(lambda plan_id: [], refused=True)
    phrases = phrases_of(asked, head)
    if not phrases and not english and asks_mention(query.question):
        # "nhắc đến đúng quy định": words of every plan, looked for as they are typed
        read = fold if query.unaccented else lower
        phrases = tuple(filter(None, [tuple(re.findall(r"[^\W_]+", read(head)))]))
    if not phrases:
        return None
    plan_ids = query.plans
    found = _likeliest(asked, phrases, head)
    apart = _OR.search(fold(head)) is not None or not any(found.values())
    if apart and (several := _several(asked, head, plan_ids)) is not None:
        return several
    if not any(found.values()):
        phrases = _rarest(asked, plan_ids, phrases) or phrases
        found = speaking(asked, plan_ids, phrases)
    named = names_whole(asked, text, plan_ids)
    if named is not None:
        found = {plan_id: named.get(plan_id, []) for plan_id in plan_ids}
    spoken_at_all = any(found.values())
    said = None
    if named is None and year is not None:
        law = _OF_A_LAW.search(fold(head))
        named_so = law.group().split() if law is not None else [*map(fold, phrases[0])]
        said = re.compile(
            rf"\b{r'(?: [a-z0-9]+)? '.join(map(re.escape, named_so))}"
            rf"(?: (?!(?:19|20)\d\d\b)\w+){{0,{_BETWEEN}}}? {year['year']}\b"
        )
        found = {
            plan_id: [p for p in passages if said.search(_words(p.text))]
            for plan_id, passages in found.items()
        }

    on_it = _ON_IT.match(folded) is not None and named is None

    def told(plan_id: str) -> Told:
        passages = found.get(plan_id)
        titled = title_on(asked, plan_id, phrases) if on_it else []
        if titled and (year is None or _covers(asked, plan_id, int(year["year"]))):
            return [told_by(asked, plan_id, titled, phrases)]
        if passages and said is not None and named is None:
            return [_clause_so(asked, passages, said)]
        return [told_by(asked, plan_id, passages, phrases)] if passages else []

    return PlanTest(told, by_words=said is None or not spoken_at_all)


def _names_agency(asked: Asked, one: Condition) -> bool:
    """Whether it names an agency, not only the place of what is done: "… tại Trạm Y tế"."""
    return any(
        m.name in asked.query.agencies and not at_its_place(one.text, m.start)
        for m in asked.book.lexicon.find_agencies_in_question(one.text)
    )


def _likeliest(
    asked: Asked, phrases: tuple[tuple[str, ...], ...], head: str
) -> dict[str, list[Passage]]:
    """The passages of each plan that speak of it as it is asked or in its likeliest meaning.

    Its other meanings are looked for only where none does: "khởi nghiệp" is no "phát triển kinh
    tế" where a plan says the one.
    """
    plan_ids = asked.query.plans
    first = speaking(asked, plan_ids, phrases[:2], head)
    found = first if any(first.values()) else speaking(asked, plan_ids, phrases, head)
    if asked.query.lang == "vi":
        says = written_so(asked, head)
        for plan_id in plan_ids:
            found[plan_id] = found[plan_id] or [
                one for parts in asked.book.passages(plan_id).values() for one in parts
                if says(one) is not None
            ]  # fmt: skip
    return found


def called(asked: Asked, one: Condition, _: Sequence[Condition]) -> PlanTest | None:
    """ "Kế hoạch nào nhắc đến Zalo?": by the name alone."""
    names = asked.book.lexicon.names_as_written(one.text) if asks_mention(one.text) else ()
    if not names:
        return None
    return PlanTest(lambda plan_id: naming(asked, plan_id, names), by_words=True)


def naming(asked: Asked, plan_id: str, names: Sequence[str]) -> Told:
    """What a plan says with the names themselves: "mạng xã hội" mentions no "TikTok"."""
    passages = [
        one for parts in asked.book.passages(plan_id).values() for one in parts
        if set(names) <= set(re.findall(r"[^\W_]+", lower(one.text)))
    ]  # fmt: skip
    return [told_by(asked, plan_id, passages, (tuple(names[:1]),))] if passages else []


_ON_IT = re.compile(
    r"(?:(?:deu|cung) )*(?:noi |viet |la )?ve\b|(?:is|are|talks?|speaks?) (?:on|about|of)\b"
)
""" "Nói về …": a plan whose title says it is told by that."""


_ABOUT = Spelt(r"(?:(?:đều|cũng|là|viết) )*về ")
""" "Về trẻ em": on it, not only a text in which it is said."""

_FIGURE_ALONE = re.compile(
    r"^(?:(?:co|nhac|neu|noi|ghi|dua|de cap|den|toi|ve|ra|con so|muc|ty le|mentions?|has|have|"
    r"sets?|contains?|the|a|figure|of) )*(?P<number>\d+(?:[.,]\d+)*) ?(?:%|phan tram|per ?cent)$"
)
""" "Nhắc đến 85%": no words to look for but the figure."""


def _holding(asked: Asked, number: str) -> PlanTest:
    """The first clause of each plan that holds a share, whatever it is of."""
    share = re.compile(rf"(?<![\d.,]){re.escape(number)}\s?(?:%|phần trăm\b)")

    def told(plan_id: str) -> Told:
        passages = [
            one for parts in asked.book.passages(plan_id).values() for one in parts
            if share.search(one.text)
        ]  # fmt: skip
        for one in passages[:1]:
            clause = next((c for c in clauses_of(one.text) if share.search(c)), one.text)
            shown = brief(without_marker(clause), None, 45)
            return [stated(shown, plan_id, (asked.book.passage_slice(one),))]
        return []

    return PlanTest(told)


_FEWEST = 2
_HERE = re.compile(
    r"(?:(?:trong|o|hien|dang|co|nay|kia|do|day|kho|he thong|may|nap|da|roi|het) ?)+"
)
""" "Có những kế hoạch nào trong này?": all there are."""


def as_written(asked: Asked, one: Condition, _: Sequence[Condition]) -> PlanTest | None:
    """What no other test reads, where a plan says it in the very words: "dùng tiếng Mông"."""
    query = asked.query
    names_more = query.documents or set(query.header_fields) - {"which", "amount"}
    if query.lang != "vi" or names_more or _NOT_SAID.search(one.text) or one.negated:
        return None
    if _FIGURES.search(one.folded) or _names_agency(asked, one) or filters(asked):
        return None
    text = _IN_PLANS.sub("", " ".join(one.text.split()))
    opens = _CARRIES.match(text)
    text = text[opens.end() :] if opens is not None else text
    if len(text.split()) < _FEWEST or _HERE.fullmatch(fold(text)):
        return None
    about = _ABOUT.match(one.text)
    if about is not None:
        on = phrases_of(asked, one.text[about.end() :])
        if any(title_on(asked, plan_id, on) for plan_id in query.plans):
            return None  # "về tảo hôn": the plans that are on it, by their titles

    def reading(apart: int) -> dict[str, list[tuple[Passage, str]]]:
        reads = written_so(asked, text, apart)
        return {
            plan_id: [
                (passage, clause) for parts in asked.book.passages(plan_id).values()
                for passage in parts if (clause := reads(passage)) is not None
            ] for plan_id in query.plans
        }  # fmt: skip

    found = reading(APART)
    if any(found.values()):
        found = reading(IN_A_CLAUSE)
    light = len(text.split()) > 1 and _SPEAKS.match(one.folded) and not phrases_of(asked, text)
    if not any(found.values()) and not light:
        return None

    def told(plan_id: str) -> Told:
        best = min(found[plan_id], key=lambda pair: len(pair[1]), default=None)
        if best is None:
            return []
        shown = brief(without_marker("; ".join(split_cells(best[1]))), asked.matcher, 45)
        return [stated(shown, plan_id, (asked.book.passage_slice(best[0]),))]

    return PlanTest(told, by_words=True)


_OR = re.compile(r" hoac(?: la)?(?= )|(?<=\w) or(?= )")
_AND = re.compile(r" (?:va|lan|cung|voi|cung voi)(?= )|,(?= )|(?<=\w) and(?= )")


def _several(asked: Asked, text: str, plan_ids: Sequence[str]) -> PlanTest | None:
    """ "Nhà tạm lánh và trợ giúp pháp lý": each in a passage of its own; None of one thing.

    Of "mạng xã hội hoặc an toàn trên mạng" one of them will do.
    """
    either = _OR.search(fold(text)) is not None
    cuts = list((_OR if either else _AND).finditer(fold(text)))
    starts, ends = [0, *(c.end() for c in cuts)], [*(c.start() for c in cuts), len(text)]
    parts = [phrases_of(asked, text[a:b].strip()) for a, b in zip(starts, ends, strict=True)]
    if len(parts) < 2 or not all(parts):
        return None
    found = [speaking(asked, plan_ids, phrases) for phrases in parts]
    enough = any if either else all
    if not enough(any(one.values()) for one in found):
        return None

    def told(plan_id: str) -> Told:
        if not enough(one[plan_id] for one in found):
            return []
        return [told_by(asked, plan_id, one[plan_id], phrases)
                for one, phrases in zip(found, parts, strict=True) if one[plan_id]]  # fmt: skip

    return PlanTest(told, by_words=True)


def _rarest(
    asked: Asked, plan_ids: Sequence[str], phrases: tuple[tuple[str, ...], ...]
) -> tuple[tuple[str, ...], ...]:
    """Of several terms that no passage holds together those that tell the plans apart.

    "Shelters for victims": most plans speak of victims, few of shelters.
    """
    query = asked.query
    terms = asked.book.lexicon.from_english(" ".join(query.subject)) if query.lang == "en" else ()
    if len(terms) < 2:
        return ()
    counts = {
        term: sum(map(bool, speaking(asked, plan_ids, (tuple(lower(term).split()),)).values()))
        for term in terms
    }
    if not all(counts.values()):
        return ()
    rare = [term for term, count in counts.items() if 2 * count <= len(plan_ids)]
    return (tuple(lower(rare[0]).split()),) if len(rare) == 1 else ()


def _covers(asked: Asked, plan_id: str, year: int) -> bool:
    plan = asked.book.by_id[plan_id]
    return (plan.year_start or 0) <= year <= (plan.year_end or 0)


def _words(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", fold(text)))


def _clause_so(asked: Asked, passages: Sequence[Passage], said: re.Pattern[str]) -> DraftClaim:
    """The clause that says what is done with its year."""
    best = min(passages, key=lambda one: len(one.text))
    clauses = [clause for clause in clauses_of(best.text) if said.search(_words(clause))]
    text = without_marker(clauses[0] if clauses else best.text)
    return stated(brief(text, asked.matcher, 45), best.plan_id, (asked.book.passage_slice(best),))


def phrases_of(asked: Asked, text: str) -> tuple[tuple[str, ...], ...]:
    """What is to be spoken of, in the plans' own words; () where the words name nothing."""
    lexicon = asked.book.lexicon
    if asked.query.lang == "en":
        return from_english(asked, text)
    words = tuple(re.findall(r"[^\W_]+", lexicon.expand(text)))
    query = replace(asked.query, subject=words, agencies=())
    if not asked.subject.names_one(query):
        return ()
    found = filter(None, map(spoken_of, asked.subject.whole_phrases(query)))
    phrases = tuple(dict.fromkeys(_as_typed(asked, phrase, text) for phrase in found))
    typed = without_kind(tuple(re.findall(r"[^\W_]+", fold(text))))
    bare = asked.query.unaccented and asks_mention(asked.query.question)
    if bare and phrases and len(phrases[0]) < len(typed) / 2:
        # "hanh vi moi gioi hon nhan": without marks most of its words may be words of talk
        return (typed, *phrases[1:])
    return phrases


_COUNTING = frozenset("các những một mọi nhiều việc cac nhung mot moi nhieu viec".split())


def _as_typed(asked: Asked, phrase: tuple[str, ...], text: str) -> tuple[str, ...]:
    """One syllable left of several tells nothing: of "cơ sở bảo trợ xã hội" is "trợ" left."""
    read = fold if asked.query.unaccented else lower
    typed = tuple(w for w in re.findall(r"[^\W_]+", read(text)) if w not in _COUNTING)
    return typed if len(phrase) == 1 < len(typed) and phrase[0] in typed else phrase
