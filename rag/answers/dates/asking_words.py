"""Words of a question on a date that name no task: of dates and reports, "yêu cầu xây dựng …"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from rag.answers.shape import Asked
from rag.schema import Query, Slice
from rag.text import even_tones, fold, has_marks

REPORT_WORDS = frozenset(
    "bao cao nop gui ket qua hang hang nam nam dinh ky ky han thoi han thoi gian ve thang quy "
    "ngay 06 6 01 1 truoc "
    "annual yearly report reports reporting submit result results periodic lan che do lich "
    "hoan thanh gio luc nua cuoi som muon tre hon nhat "
    "tung moi theo lan luot tuong ung ke hoach noi dia phuong tre cham chot cung giong trung khac "
    "deadline due phai khong dung ca cac huyen xa tat moi bao yeu cau require required requires "
    "nhau two three four five six plans".split()
)
_OF_HALF = frozenset({("dau", "nam"), ("sau", "thang")})
""" "Báo cáo sáu tháng đầu năm"."""
_OF_LENGTH = re.compile(r"\b(?:keo dai|dien ra|bao lau|may (?:ngay|tuan|thang))\b")
""" "Dạy bơi kéo dài mấy ngày": how long, no words of the task."""
_OF_DATES = frozenset({"ban", "hanh"})
""" "by what date" is looked up as "ngày ban hành"."""
_AT_WHAT_TIME = re.compile(r"\bvao (?:luc|khi|hoi) nao\b")
_HOW_OFTEN = re.compile(r"\bbao lau (?:mot|1) lan\b")
_ASKING = re.compile(r"(?<!theo )(?<!co )\b(?:yeu cau|quy dinh|doi hoi)\b")


def due_words(query: Query) -> list[str]:
    """Words of the question that name what is due."""
    words = query.terms if query.lang == "vi" else query.search_text.split()
    known = REPORT_WORDS if query.lang == "vi" else REPORT_WORDS | _OF_DATES
    if _AT_WHAT_TIME.search(fold(query.question)):
        known |= {"vao"}
    length = {
        word for said in _OF_LENGTH.findall(" ".join(map(fold, words))) for word in said.split()
    }
    return [
        word for word, behind in pairwise((*words, ""))
        if fold(word) not in known and not re.fullmatch(r"20\d\d", word)
        and (fold(word), fold(behind)) not in _OF_HALF and fold(word) not in length
    ]  # fmt: skip


def what_is_due(asked: Asked) -> list[str]:
    """The same; none where they only say what every plan asked is on, as its title does."""
    words = due_words(asked.query)
    # with its marks, where it is typed so: "sơ (kết)" is no "(cơ) sở"
    read = even_tones if has_marks(asked.query.question) else fold
    held = [asked.book.by_id[plan_id].title for plan_id in asked.query.plans]
    titles = [set(re.findall(r"[^\W_]+", read(title))) for title in held]
    return [] if titles and set(map(read, words)) <= set.intersection(*titles) else words


_OF_NO_WORK = frozenset(
    "cơ quan đơn vị địa phương ban ngành sở phòng xã phường huyện tỉnh thị trấn ủy nhân dân hội "
    "đoàn thể tổ chức thực hiện triển khai chủ trì phối hợp xong việc công tác liên quan và cho "
    "của trong trên địa bàn đến vào tại ở với được giao nhiệm vụ một".split()
)


_SENT_ON = re.compile(
    r"\b(?:bao cao|ket qua|nop|gui|trinh|ke hoach|so ket|tong ket|plans?|report\w*|submit\w*|send|"
    r"results?)\b"
)
"""What is due by words of its own: reports, plans."""


def says_its_work(
    asked: Asked, plan_id: str, text: str, task: Slice | None = None, *, share: float = 0.25
) -> bool:  # fmt: skip
    """Whether a text says a share of the work asked about, beside bodies and the plan's title.

    "Hướng dẫn các cơ quan, đơn vị quản lý kinh phí" is not due when "các cơ quan, đơn vị" are to
    have made their plans. True where the question names no work.
    """
    said = asked.query.question
    for one in asked.book.lexicon.find_agencies_in_question(said):
        said = said.replace(one.written, "")  # "Phòng Tài chính - Kế hoạch" is no plan
    query = asked.query
    if query.lang == "en" or query.documents or query.items or _SENT_ON.search(fold(said)):
        return True
    # with its marks, where it is typed so: "dẫn" is no "dân"
    read = even_tones if has_marks(asked.query.question) else fold
    title = asked.book.by_id[plan_id].title
    beside = {*map(read, _OF_NO_WORK), *re.findall(r"[^\W_]+", read(title))}
    if task is not None:
        # what is due may stand in the sentence before the date's
        section = asked.book.sections(plan_id)[task.section]
        text = f"{text} {asked.book.text(plan_id)[section.start : section.end]}"
    held = set(re.findall(r"[^\W_]+", read(text)))
    asked_for, meant = (
        {
            word for word in re.findall(r"[^\W_]+", read(words))
            if word not in beside and fold(word) not in REPORT_WORDS
        }
        for words in (" ".join(due_words(asked.query)), asked.query.search_text)
    )  # fmt: skip
    other_words = len((meant - asked_for) & held) > 1
    return other_words or len(asked_for & held) >= share * len(asked_for)


def without_asking(asked: Asked) -> Asked:
    """ "Hương Trà yêu cầu xây dựng kế hoạch …": what a plan does is no word of the task.

    Nor is the year of a plan for one year alone.
    """
    asked = _without_own_year(asked)
    for asking in (_HOW_OFTEN, _ASKING):
        found = asking.search(fold(asked.query.question)) if asked.query.lang == "vi" else None
        bare = _without(asked, found.group().split()) if found is not None else asked
        # "báo cáo bao lâu một lần": of no task, it is all that is asked
        asked = bare if asking is _ASKING or due_words(bare.query) else asked
    return asked


def _without(asked: Asked, said: list[str]) -> Asked:
    """Without words that ask, where others are left."""
    query = asked.query
    left, text = _drop(query.terms, said), _drop(query.search_text.split(), said)
    if not left or len(left) == len(query.terms):
        return asked
    query = replace(query, terms=left, search_text=" ".join(text))
    return replace(asked, query=query, matcher=asked.book.matcher(query))


def _without_own_year(asked: Asked) -> Asked:
    query = asked.query
    plans = [asked.book.by_id[plan_id] for plan_id in query.plans]
    own = {plan.year_start for plan in plans if plan.year_start == plan.year_end}
    if len(own) != 1 or len(plans) != 1 or not query.narrowed or query.lang != "vi":
        return asked
    said = ["nam", str(own.pop())]
    left, text = _drop(query.terms, said), _drop(query.search_text.split(), said)
    if not left or len(left) == len(query.terms):
        return asked
    query = replace(query, terms=left, search_text=" ".join(text))
    return replace(asked, query=query, matcher=asked.book.matcher(query))


def _drop(words: Sequence[str], said: list[str]) -> tuple[str, ...]:
    bare = [fold(word) for word in words]
    for at in range(len(bare) - len(said) + 1):
        if bare[at : at + len(said)] == said:
            return (*words[:at], *words[at + len(said) :])
    return tuple(words)


WITH_WHOM = re.compile(
    r"\bvoi (?:nhung |cac )?"
    r"(?:ai|(?:co quan|don vi|so|phong|(?<!van )ban|noi|ben|to chuc)(?: \w+)? nao)\b|"
    r"\bwho(?:m)?\b.*\b(?:coordinate|work|cooperate|collaborate)s? with\b"
    r"(?=\W*$|,| and\b| to\b| on\b)|"
    r"\bwith (?:whom|(?:which|what) \w+)\b"
)
""" "Sở Y tế phối hợp với ai"."""
