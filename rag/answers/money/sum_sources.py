"""Where a sum comes from, asked beside it: "tổng kinh phí bao nhiêu, lấy từ nguồn nào?"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.amounts import AMOUNT
from rag.answers.agencies.rows import SUPPORTS
from rag.answers.money.money import is_source, without_money
from rag.answers.money.money_source import TOTAL, MoneySource, is_row, money_text, part_of
from rag.answers.money.source_columns import OF_ASKING
from rag.answers.money.sum_years import with_sum
from rag.answers.shape import Asked, absent, brief, clauses_of, stated, tidy, without_marker
from rag.schema import DraftClaim, Slice, Statement
from rag.text import fold, lower

_WHENCE = re.compile(
    r"\b(?:tu|lay|o) (?:nhung |cac )?(?:nguon|dau)\b|"
    r"\bnguon (?:kinh phi |von |tien )?(?:nao|gi|o dau|tu dau|ra sao|the nao)\b|"
    r"\b(?:do )?(?:dau|ai|cap nao|ngan sach nao) (?:cap|chi tra|chi|bo tri|rot)\W*$|"
    r"(?:,| va) (?:cac |nhung )?nguon(?: kinh phi| von| tien)?\W*$|"
    r"\bwhere\b.*\b(?:from|come)\b|\b(?:and|,) (?:its |the )?(?:funding )?sources?\b"
)
_OF_PLAN = frozenset(
    "ke hoach nay do cua trien khai thuc hien nam toan bo "
    "xa phuong huyen tinh thi tran nhung cac".split()
)
_WORDS = 60


def its_sources(asked: Asked, plan_id: str, told: Sequence[DraftClaim]) -> list[DraftClaim]:
    """The sources that a plan names, where they are asked beside its sum and not told with it.

    Those of the list below the sum, else every sentence on where money comes from. None where the
    money of one thing is asked for, or the sum's own sentence parts it.
    """
    if asked.query.agencies or not _WHENCE.search(fold(asked.query.question)):
        return []
    if not {fold(word) for word in without_money(asked).query.terms} <= _OF_PLAN:
        return []
    wholes = [piece for claim in told if claim.kind == "stated" for piece in claim.slices]
    if any(is_source(claim.text) for claim in told if claim.kind == "stated"):
        return []
    found = [
        one for one in asked.book.statements(plan_id, "funding")
        if not is_row(one) and is_source(money_text(one)) and one.task not in wholes
    ]  # fmt: skip
    sections = tuple(f"{piece.section}/" for piece in wholes)
    below = [one for one in found if sections and one.task.section.startswith(sections)]
    return [
        stated(brief(money_text(one), None, _WORDS), plan_id, one.sources) for one in below or found
    ]


def given_to_others(asked: Asked, told: Sequence[DraftClaim]) -> bool:
    """ "Ngân sách tỉnh cấp bao nhiêu cho Sở Y tế": whether all that is told names other bodies."""
    lexicon = asked.book.lexicon
    found = [
        [one.name for one in lexicon.find_agencies(claim.text) if one.kind != "ubnd"]
        for claim in told if claim.kind == "stated"
    ]  # fmt: skip
    hers = any(lexicon.same_agency(n, a) for names in found for n in names
               for a in asked.query.agencies)  # fmt: skip
    return bool(found) and all(found) and not hers


def is_generic(asked: Asked, name: str) -> bool:
    """Whether a name stands for many bodies ("các sở"): none of them is given a sum by it."""
    row = asked.book.lexicon.agencies.in_questions.get(name)
    return row is not None and row.entry.generic


_PURPOSE = re.compile(
    r"\b(?:chi|danh|bo ra|kinh phi|tien) cho (?:viec )?(?P<what>[^,;?]{3,60}?)"
    r"(?: (?:het|la|thi|duoc))*(?: (?:bao nhieu|may)\b|\W*$)"
)
_ON_PURPOSE = 0.6
"""Share of what an agency's money is asked for that the statement of its sum must say."""


def for_purpose(asked: Asked, plan_id: str, hers: list[DraftClaim]) -> list[DraftClaim]:
    """ "Sở Nội vụ chi cho lễ phát động bao nhiêu": all of an agency's money does not tell it."""
    question = asked.query.question
    found = _PURPOSE.search(fold(question))
    what = question[slice(*found.span("what"))] if found else ""
    if not (hers and what) or asked.book.lexicon.find_agencies_in_question(what):
        return hers
    words = [one for one in re.findall(r"[^\W\d_]+", lower(what)) if fold(one) not in _OF_PLAN]
    words = [one for one in words if not asked.subject.is_small(one)]
    read = fold if asked.query.unaccented else lower
    title = asked.book.by_id[plan_id].title

    def says(claim: DraftClaim) -> bool:
        above = [text for piece in claim.slices for text in asked.book.headings(piece)]
        texts = (claim.text, title, *(piece.text for piece in claim.slices), *above)
        held = set(re.findall(r"[^\W\d_]+", read(" ".join(texts))))
        return sum(one in held for one in words) >= _ON_PURPOSE * len(words)

    kept = [one for one in hers if one.kind != "stated" or says(one)]
    return kept or [absent(asked.phrases.say("no_amount"), plan_id)]


_SOURCE_NAMES = re.compile(
    r"\b(?:(?:xa )?hoi hoa|tai tro|vien tro|doanh nghiep|trung uong|dia phuong|nha nuoc|nhan dan|"
    r"(?:chuong trinh )?(?:muc tieu )?quoc gia|mtqg|hop phap(?: khac)?|"
    r"(?:cac )?to chuc(?:,? ca nhan)|co muc tieu|doi ung|thanh pho|thi tran|thi xa|nguoi dan)\b"
)
_OF_SUM = frozenset(
    "bo sung rieng du kien dong gop ung ho long ghep toi da thieu tri danh lay phan rut trich "
    "mot so luong chinh nhan chia theo".split()
)
_OF_EVENTS = frozenset({"hội", "thi"})
""" "Hội thi", and no "thì"."""
_FEWEST = 2


def work_asked(asked: Asked, plan_id: str) -> tuple[str, ...]:
    """What a source's money is asked for: "tập huấn" of "ngân sách tỉnh hỗ trợ tập huấn bao nhiêu".

    () where the source alone is asked about, or an agency.
    """
    if asked.query.agencies or asked.query.lang == "en":
        return ()
    plan, terms = asked.book.by_id[plan_id], without_money(asked).query.terms
    of_plan = {*re.findall(r"\w+", fold(f"{plan.title} {plan.issuer or ''} {plan.place or ''}"))}
    known = (OF_ASKING | _OF_SUM | of_plan) - {"hoi", "thi"}
    small = asked.subject.is_small
    folded = _SOURCE_NAMES.sub(
        lambda name: " ".join("-" * len(name[0].split())), fold(" ".join(terms))
    )
    known_too = {n for n, word in enumerate(folded.split()) if word == "-"}
    left = tuple(
        word for n, word in enumerate(terms)
        if n not in known_too and fold(word) not in known and not re.search(r"\d", word)
        and (lower(word) in _OF_EVENTS or not small(word))
    )  # fmt: skip
    return left if len(left) >= _FEWEST else ()


def says_work(asked: Asked, work: Sequence[str], *texts: str) -> bool:
    """Whether the texts say most of the words of a work."""
    read = fold if asked.query.unaccented else lower
    held = set(re.findall(r"\w+", read(" ".join(texts))))
    return sum(read(one) in held for one in work) > _ON_PURPOSE * len(work)


_BESIDES = re.compile(
    r"\b(?:ngoai|ben canh|khong (?:tinh|ke|gom)|tru) "
    r"(?:phan |nguon |tien |khoan |kinh phi )*(?:tu )?(?:ngan sach|xa hoi hoa|tai tro|van dong)\b"
)


def besides_source(
    asked: Asked, plan_id: str, listed: Sequence[Statement], sources: Sequence[MoneySource]
) -> list[DraftClaim]:
    """ "Ngoài ngân sách xã còn nguồn nào, bao nhiêu": the others; [] where none is left out."""
    if _BESIDES.search(fold(asked.query.question)) is None:
        return []
    told = [one for one in listed if is_source(money_text(one)) and not is_row(one)]
    others = [
        one for one in told if part_of(one, sources) is None and not TOTAL.search(money_text(one))
    ]
    return [
        stated(brief(money_text(one), None, _WORDS), plan_id, one.sources)
        for one in others or told
    ]  # fmt: skip


def without_one(
    asked: Asked, plan_id: str, listed: Sequence[Statement], sources: Sequence[MoneySource]
) -> list[DraftClaim]:
    """ "Ngân sách trung ương và ngân sách tỉnh bao nhiêu": that one of two budgets has no sum."""
    budgets = [one for one in sources if one.budget]
    lacking = [one for one in budgets if not any(part_of(s, (one,)) for s in listed)]
    own = asked.book.by_id[plan_id].place_level
    if len(budgets) < _FEWEST or all(one.level == own for one in lacking):
        return []
    return [absent(asked.phrases.say("no_amount_of_source"), plan_id)]


def only_source(found: Sequence[Statement], sources: Sequence[MoneySource]) -> Statement | None:
    """ "Tổng kinh phí: 685 triệu đồng từ ngân sách huyện": all of the money is of that source."""
    for one in found:
        text = fold(money_text(one))
        named = [source for source in sources if source.told.search(text)]
        alone = len(AMOUNT.findall(money_text(one))) == 1
        if not is_row(one) and named and alone and _WHOLE_OF_ONE.match(text):
            return one
    return None


_WHOLE_OF_ONE = re.compile(
    r"\W*(?:\d+\W+)?(?:tong|kinh phi|nhu cau|du toan)\b"
    r"[^;]*?\d[\d.,]*\s*(?:dong|trieu|ty)\b[^;\d]*$"
)


def for_agency(asked: Asked, plan_id: str) -> list[DraftClaim]:
    """What an agency is given or is to spend: a sum beside its name or among its duties.

    [] where none is asked after.
    """
    query, lexicon = asked.query, asked.book.lexicon
    issuer = asked.book.by_id[plan_id].issuer
    names = [
        name for name in query.agencies
        if not (issuer and lexicon.same_agency(name, issuer)) and not is_generic(asked, name)
    ]  # fmt: skip
    if not names:
        return []

    def named(text: str) -> bool:
        found = lexicon.find_agencies(text)
        return any(lexicon.same_agency(name, one.name) for name in names for one in found)

    for passage in (one for held in asked.book.passages(plan_id).values() for one in held):
        clauses = [c for c in clauses_of(passage.text) if AMOUNT.search(c) and named(c)]
        if clauses:
            piece = asked.book.passage_slice(passage)
            return [stated(tidy(" ".join(map(without_marker, clauses))), plan_id, (piece,))]
    rows = [
        stated(money_text(one), plan_id, (*one.sources, row))
        for one in with_sum(asked, plan_id)
        if is_row(one) and named((row := _row(asked, plan_id, one)).text)
        and not _joins_alone(asked, plan_id, one, names)
    ]  # fmt: skip
    if rows:
        return rows
    for given in asked.book.assignments(plan_id):
        mine = any(lexicon.same_agency(name, one.name) for name in names for one in given.agencies)
        if mine and AMOUNT.search(given.task.text):
            text = "; ".join(tidy(c) for c in clauses_of(given.task.text) if AMOUNT.search(c))
            text = f"{', '.join(one.name for one in given.agencies)}: {text}"
            return [stated(text, plan_id, given.sources)]
    question = {*re.findall(r"\w+", fold(query.question))}
    for one in with_sum(asked, plan_id):
        # "tập huấn tổ hòa giải hết bao nhiêu": the body is the work's, and gets no sum itself
        label = fold(AMOUNT.split(money_text(one))[0])
        words = {*re.findall(r"\w+", label)}
        if len(words) > _FEWEST and words <= question and any(fold(n) in label for n in names):
            return [stated(money_text(one), plan_id, one.sources)]
    return [absent(asked.phrases.say("no_amount"), plan_id)]


def _joins_alone(asked: Asked, plan_id: str, one: Statement, names: list[str]) -> bool:
    """ "… | Phòng A | Công an xã | Tháng 4 | 18.000.000": the sum of a work that A leads."""
    same = asked.book.lexicon.same_agency
    given = [
        agency.name for duty in asked.book.assignments(plan_id)
        if duty.task.section == one.task.section and duty.role != SUPPORTS
        for agency in duty.agencies
    ]  # fmt: skip
    return bool(given) and not any(same(name, held) for name in names for held in given)


def _row(asked: Asked, plan_id: str, one: Statement) -> Slice:
    section = asked.book.sections(plan_id)[one.task.section]
    return asked.book.slice(plan_id, section, section.start, section.end)
