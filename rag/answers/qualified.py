"""What a question narrows its subject by: a line on the neighbour of it tells nothing.

"Khi nào nói chuyện ở trường THCS" where the plan has it for the THPT alone; "ở ấp Bình Phú",
"cấp xã", "cuộc thi Người mẹ tuyệt vời", "đợt 3", "cán bộ nam", "ung thư cổ tử cung".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from rapidfuzz.distance import OSA

from rag.answers.gate import on_subject
from rag.answers.general import general
from rag.answers.neighbours import sex_unmarked
from rag.answers.numbered_names import of_another_number
from rag.answers.rounds import numbers_others
from rag.answers.shape import Asked, absent
from rag.answers.shape import draft as shaped
from rag.own_places import near_names
from rag.phrasing import Phrases
from rag.schema import Draft, DraftClaim, Intent
from rag.sorts import Sort, sorts_in
from rag.spelt import is_syllable
from rag.text import SMALL, even_tones, fold, lower, nfc

_OTHERWISE: frozenset[Intent] = frozenset({"header", "plans", "basis", "out_of_scope"})
"""Kinds of question that ask for what a plan is, not for a work in it."""


@dataclass(frozen=True, slots=True)
class _Other:
    """What a line is on, and what the question asks for in its place; "" where it has no name."""

    asked: str
    told: str = ""


def of_what_is_asked(asked: Asked, draft: Draft) -> Draft:
    """Without the statements on a neighbour of what is asked; where all are, that is said."""
    query = asked.query
    if query.intent in _OTHERWISE or (draft.lead is not None and not _agrees(asked, draft)):
        return draft
    others = {n: other for n, claim in enumerate(draft.claims)
              if (other := _neighbour(asked, claim)) is not None}  # fmt: skip
    if not others:
        return draft
    kept = tuple(claim for n, claim in enumerate(draft.claims) if n not in others)
    if any(claim.kind == "stated" for claim in kept):
        return replace(draft, claims=kept)
    elsewhere = on_subject(asked, general(asked, listing=False))
    told = tuple(
        c for c in elsewhere.claims if c.kind == "stated" and _neighbour(asked, c) is None
        and _names_it(asked, c, [one.asked for one in others.values()])
    )  # fmt: skip
    if told:
        return replace(elsewhere, claims=told)
    lacking: dict[str | None, list[_Other]] = {}
    for n, other in others.items():
        lacking.setdefault(draft.claims[n].plan_id, []).append(other)
    silent = [] if not query.narrowed else [
        absent(_said(asked, lacking[p]), p) if p in lacking
        else absent(asked.phrases.say("no_answer"), p)
        for p in query.plans
    ]  # fmt: skip
    near = [piece for n in others for piece in draft.claims[n].slices]
    return shaped(asked, silent, reason="not_stated", nearest=near)


def denied_of_it(phrases: Phrases, texts: Iterable[str]) -> bool:
    """Whether texts say that a plan has it for a neighbour alone: no other words would tell it."""
    said = [re.escape(phrases.templates[key]) for key in ("only_of_other", "not_of")]
    whole = re.compile("|".join(re.sub(r"\\\$(?:asked|told)", ".+", one) for one in said))
    return any(whole.fullmatch(text) for text in texts)


def _agrees(asked: Asked, draft: Draft) -> bool:
    """Whether what stands before the statements says that it is so: "Có.", "Đúng."."""
    said = {asked.phrases.say("yes"), asked.phrases.say("confirmed")}
    return draft.lead is not None and draft.lead.text in said


def _said(asked: Asked, others: Iterable[_Other]) -> str:
    """ "Kế hoạch chỉ nêu “trung học phổ thông”, không nêu “trung học cơ sở”"."""
    others = tuple(others)
    first = others[0]
    if not first.asked:
        return asked.phrases.say("no_answer")
    told = dict.fromkeys(one.told for one in others if one.asked == first.asked and one.told)
    if not told:
        return asked.phrases.say("not_of", asked=first.asked)
    names = ", ".join(list(told)[:_NAMED])
    return asked.phrases.say("only_of_other", asked=first.asked, told=names)


_NAMED = 3


def _names_it(asked: Asked, claim: DraftClaim, wanted: Iterable[str]) -> bool:
    """Whether a statement names all that was asked for and not found: "cấp xã"."""
    text = fold(" ".join((claim.text, *(piece.text for piece in claim.slices))))
    levels = {fold(one.say): one for group in sorts_in(asked.frames.prompts) for one in group}
    return all(
        fold(one) in text or (fold(one) in levels and levels[fold(one)].in_passing(text, bare=True))
        for one in wanted
    )


def _neighbour(asked: Asked, claim: DraftClaim) -> _Other | None:
    """What a statement is on instead of what is asked; None where it is on that, or on both."""
    query, plan_id = asked.query, claim.plan_id
    if claim.kind != "stated" or plan_id is None or not claim.slices or claim.counted:
        return None
    own = " ; ".join(nfc(" ".join(text.split()))
                     for text in (claim.text, *(piece.text for piece in claim.slices)))  # fmt: skip
    above = " ; ".join(heading for piece in claim.slices for heading in asked.book.headings(piece))
    question = query.question
    if query.lang == "en":
        return next(_of_other_sort(asked, lower(query.search_text), own, above), None)
    found = (
        _at_other_place(asked, own, above),
        _of_other_name(asked, own, above),
        next(_of_other_sort(asked, question, own, above), None),
        _of_other_number(asked, own, above, plan_id),
        _of_other_sex(asked, own, above),
    )
    return next((one for one in found if one is not None), None)


def _bare_question(asked: Asked) -> str:
    """The question without the plans' places and the agencies that it names."""
    text = asked.query.question
    for mention in asked.book.lexicon.find_agencies_in_question(text):
        text = text.replace(mention.written, " , ")
    return text


def _of_other_sort(asked: Asked, question: str, own: str, above: str) -> Iterator[_Other]:
    bare = asked.query.unaccented
    read = fold if bare else lower
    question, own, above = (even_tones(read(one)) for one in (question, own, above))
    for group in sorts_in(asked.frames.prompts):
        wanted = [(one, match) for one in group for match in one.found(question, bare=bare)]
        told = [one for one in group if any(one.found(own, bare=bare))]
        names = {one.say for one, _ in wanted}
        if not wanted or not told or names & {one.say for one in told}:
            continue
        if any(any(one.found(above, bare=bare)) for one, _ in wanted):
            continue
        passing = any(one.in_passing(own, bare=bare) for one, _ in wanted)
        if passing and not any(_same_head(question, match, own, told, bare) for _, match in wanted):
            continue
        yield _Other(wanted[0][0].say, ", ".join(one.say for one in told))


def _same_head(question: str, match: re.Match[str], own: str, told: list[Sort], bare: bool) -> bool:
    """Whether the words before a sort of the question stand before another one: "trẻ em cấp …"."""
    head = " ".join(re.findall(r"[^\W_]+", question[: match.start()])[-2:])
    return bool(head) and any(
        " ".join(re.findall(r"[^\W_]+", own[: there.start()])).endswith(head)
        for one in told for there in one.found(own, bare=bare)
    )  # fmt: skip


_CAPITAL = "".join(filter(str.isupper, map(chr, range(ord("À"), ord("Ỹ")))))
_CALLED = rf"[A-Z{_CAPITAL}][{SMALL}]*(?:['’-][{SMALL}]+)?(?![^\W_])"
_UNITS = (
    "thôn|bản|ấp|buôn|làng|khóm|xóm|khu phố|tổ dân phố|tiểu khu",
    "xã|phường|thị trấn|đặc khu",
    "huyện|quận|thị xã",
)
_ANY_UNIT = "|".join(_UNITS)
_PLACE = re.compile(
    rf"\b(?P<unit>{_ANY_UNIT}) (?P<name>{_CALLED}(?: {_CALLED}){{0,3}})"
    rf"(?P<more>(?:(?:,| và|, và| hoặc) (?:(?:{_ANY_UNIT}) )?{_CALLED}(?: {_CALLED}){{1,3}})*)"
)
_AT = re.compile(rf"\b(?:ở|tại|Ở|Tại) (?P<name>{_CALLED}(?: {_CALLED}){{1,3}})")
_BARE_PLACE = re.compile(
    rf"\b(?:o|tai) (?P<unit>{fold(_ANY_UNIT)}) (?P<name>[a-z]{{2,}} [a-z]{{2,}})"
    r"(?=\W*$| (?:khi|luc|bao|vao|ngay|thang|ai|do|co quan|don vi|hom|thi|la|gio)\b)"
)
_NO_NAME = frozenset("nao gi khac minh toi do nay kia ban dia tren duoi co cua may".split())


def _at_other_place(asked: Asked, own: str, above: str) -> _Other | None:
    """ "Ở ấp Bình Phú" is not told by what is held "tại ấp Kinh Mới và ấp Cái Sơn"."""
    question = nfc(_bare_question(asked))
    found = [
        (match["unit"].lower(), match["name"], match["unit"] + " " + match["name"])
        for match in _PLACE.finditer(question)
    ]  # fmt: skip
    found += [("", match["name"], match["name"]) for match in _AT.finditer(question)]
    if question == question.lower():
        found += [
            (match["unit"], match["name"], question[match.start("unit") : match.end()])
            for match in _BARE_PLACE.finditer(fold(question))
            if not _NO_NAME & set(match["name"].split())
        ]  # fmt: skip
    whole = " ".join(re.findall(r"[^\W_]+", fold(f"{own} ; {above}")))
    known = _own_names(asked)
    # "Kom Tum" may be the plan's own place
    found = [
        one
        for one in found
        if fold(one[1]) not in known and not near_names(fold(one[1]), asked.book.register)
    ]
    if not found or any(f" {fold(name)} " in f" {whole} " for _, name, _ in found):
        return None
    told = [
        match for match in _PLACE.finditer(own)
        if fold(match["name"]) not in known
        and any(not unit or _level(unit) == _level(match["unit"]) for unit, _, _ in found)
    ]  # fmt: skip
    if not told:
        return None
    return _Other(found[0][2], told[0].group())


def _level(unit: str) -> int:
    return next((n for n, units in enumerate(_UNITS) if fold(unit) in fold(units).split("|")), -1)


def _own_names(asked: Asked) -> set[str]:
    """The places of the plans asked, and those around them."""
    plans = [asked.book.by_id[plan_id] for plan_id in asked.query.plans]
    names = [one for plan in plans for one in (plan.place, plan.province) if one]
    return {fold(one) for one in names}


_QUOTED = re.compile(r"[\"“«”]([^\"“”«»]{4,90})[\"”»“]")
_LEAST_OF_NAME = 3


def _of_other_name(asked: Asked, own: str, above: str) -> _Other | None:
    """ "Người mẹ tuyệt vời" is not told by the contest "Người cha tuyệt vời"."""
    names = list(dict.fromkeys(match[1].strip() for match in _QUOTED.finditer(own)))
    if not names:
        return None
    question = nfc(asked.query.question)
    read = fold if asked.query.unaccented else even_tones
    whole = " ".join(re.findall(r"[^\W_]+", read(f"{own} ; {above}")))
    typed = re.findall(r"[^\W_]+", question)
    words = [read(word) for word in typed]
    quoted = [match[1].strip() for match in _QUOTED.finditer(question)]
    for one in quoted:
        wanted = re.findall(r"[^\W_]+", read(one))
        if f" {' '.join(wanted)} " in f" {whole} ":
            return None
        for name in names:
            there = re.findall(r"[^\W_]+", read(name))
            shared = sum(word in there for word in wanted)
            if all(_near(word, there) for word in wanted) or not wanted:
                return None
            if shared * 3 >= len(wanted) or _behind(question, one) == _behind(own, name):
                return _Other(f"“{one}”"[1:-1], name)
    if quoted:
        return None
    for name in names:
        there = re.findall(r"[^\W_]+", read(name))
        before = re.findall(r"[^\W_]+", read(own[: own.find(name)]))[-1:]
        other = _window(asked, there, words, typed, before)
        if other is not None and f" {read(other)} " not in f" {whole} ":
            return _Other(other, name)
    return None


def _behind(text: str, name: str) -> tuple[str, ...]:
    """The two words before a quotation: "mô hình", "cuộc thi"."""
    return tuple(re.findall(r"[^\W_]+", fold(text[: text.find(name)]))[-2:])


def _near(word: str, words: list[str]) -> bool:
    """Whether a word is there, its marks or a slip of the hand apart."""
    return any(
        fold(word) == fold(one) or (OSA.distance(word, one) == 1 and not is_syllable(word))
        for one in words
    )


def _window(
    asked: Asked, name: list[str], words: list[str], typed: list[str], before: list[str]
) -> str | None:
    """The words of a question that stand as a name's do, one or two of them others.

    They begin with a capital, or behind the word that is ``before`` the name: "cuộc thi".
    """
    size = len(name)
    if size < _LEAST_OF_NAME:
        return None
    for at in range(len(words) - size + 1):
        window = words[at : at + size]
        apart = [n for n in range(size) if not _near(window[n], [name[n]])]
        if not apart or len(apart) > max(1, size // _LEAST_OF_NAME):
            continue
        called = at > 0 and typed[at][0].isupper()
        if not (called or (apart[0] > 0 and words[max(0, at - 1) : at] == before)):
            continue
        bare = asked.query.unaccented  # "me" is a word of talk, and "mẹ" is none
        small = any(
            fold(window[n]) in _JOINS or (not bare and asked.subject.is_small(window[n]))
            for n in apart
        )
        if not small and not any(word in name for word in (window[n] for n in apart)):
            return " ".join(typed[at : at + size])
    return None


_JOINS = frozenset(
    "cap tai o cua cho do trong nam thang ngay danh ai khi theo voi va nao gi may bao co la se "
    "duoc dau luc thi so phong hoi ban".split()
)


_BODY = re.compile(r"(?:tieu )?du an|hop phan|de an|chuong trinh")


def _of_other_number(asked: Asked, own: str, above: str, plan_id: str) -> _Other | None:
    """ "Đợt 3" where the plan holds "đợt 1" and "đợt 2"."""
    question = asked.query.question
    text = asked.book.text(plan_id)
    for one in of_another_number(asked, (own, above), plan_id):
        name = re.sub(r" \S+$", "", fold(one))
        if not _BODY.match(name) and _numbers(name, f"{own} ; {above}", text):
            return _Other(one)
    if numbers_others(question, f"{own} ; {above}"):
        found = _ROUND.search(nfc(question))
        return _Other(found.group() if found else "")
    return None


_ROUND = re.compile(r"\b(?:đợt|lần|vòng|lượt|khóa|học kỳ|tọa đàm|lễ)(?: thứ)? \S+", re.IGNORECASE)


def _numbers(name: str, told: str, text: str) -> bool:
    """Whether a line numbers things of a name, or its plan does so at least twice."""
    found = re.compile(rf"\b{name} (?:so |thu )?(?:\d{{1,2}}|[ivx]{{1,3}})\b")
    return bool(found.search(fold(told))) or len(found.findall(fold(text))) > 1


_MALE = re.compile(
    r"(?<!việt )(?<!miền )(?<!phía )(?<!hướng )(?<!đông )(?<!tây )\bnam\b"
    r"(?! (?:\d|(?:bộ|bắc|định|này|nay|nào|tới|sau|trước|là)\b))|"
    r"\b(?:cán bộ|công chức|viên chức|lao động|công nhân|học sinh|sinh viên|hội viên|là) nam\b"
    r"(?! (?:\d|này|nay|nào))|"
    r"\b(?:đàn ông|con trai|bé trai|(?:trẻ )?em trai)\b"
)
_FEMALE = re.compile(r"\b(?:nữ|phụ nữ|chị em|đàn bà|con gái|bé gái|(?:trẻ )?em gái|bà mẹ)\b")
_CALLED_NAM = re.compile(rf"(?:{_CALLED} )+Nam\b|\bNam (?:{_CALLED})")
_NO_SEX = re.compile(
    r"\bhội (?:liên hiệp )?phụ nữ\b|\bsự tiến bộ (?:của )?phụ nữ\b|\bbình đẳng nam,? nữ\b|"
    r"\bngày (?:quốc tế )?phụ nữ(?: việt nam)?\b"
)


def _of_other_sex(asked: Asked, own: str, above: str) -> _Other | None:
    """ "Quy hoạch cán bộ nam" is not told by that of "cán bộ nữ"."""
    if asked.query.unaccented:
        men = any(True for _ in sex_unmarked(fold(asked.query.question), lower(own)))
        return _Other("nam", "nữ") if men else None
    question, told, context = (
        _NO_SEX.sub(" ", lower(_CALLED_NAM.sub(" ", text)))
        for text in (_bare_question(asked), own, above)
    )
    male, female = _MALE.search(question), _FEMALE.search(question)
    if (male is None) == (female is None):
        return None
    wanted, other = (_MALE, _FEMALE) if male else (_FEMALE, _MALE)
    named, there = male or female, other.search(told)
    if named is None or there is None or wanted.search(told) or wanted.search(context):
        return None
    return _Other(re.sub(r"^.+ (?=nam$)", "", named.group()), there.group())
