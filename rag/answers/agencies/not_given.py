"""That an agency is given nothing of what is asked: a subject, a sort of work, an indicator."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.answers.agencies.numbers import matches
from rag.answers.shape import Asked
from rag.schema import Assignment, Draft, Query
from rag.table import is_row_id
from rag.text import fold

_WHICH_NUMBER = re.compile(
    r"(?:chi tieu|muc tieu) (?:nao|gi|may|bao nhieu)|(?:nhung|cac|may) (?:chi|muc) tieu|"
    r"(?:chi tieu|muc tieu) so (?:nao|may|bao nhieu)\b(?!.*\b(?:gi|nao|ai)\b)|"
    r"which (?:indicator|objective|target)"
)
_NAMES_ONE = re.compile(r"\b(?:chi|muc) tieu\b")


def asks_which_number(query: Query) -> bool:
    """ "Báo cáo chỉ tiêu nào?": which objectives or indicators an agency has."""
    # "Thế còn Sở Giáo dục?" after "Sở Y tế báo cáo chỉ tiêu nào?"
    carried = query.from_talk and not (query.objectives or query.indicators)
    asked = f"{fold(query.search_text)} nao" if carried else fold(query.question)
    return _WHICH_NUMBER.search(asked) is not None


def names_number(asked: Asked, one: Assignment) -> bool:
    """Whether a duty is on an objective or an indicator, by its number, its name or its row."""
    if one.references or _NAMES_ONE.search(fold(one.task.text)):
        return True
    # "Tỷ số giới tính khi sinh | 110,8 | Sở Y tế": a row of a table of indicators
    aims = (aim.task.section for aim in asked.book.targets(one.plan_id))
    return is_row_id(one.task.section) and one.task.section in aims


def gives_none(asked: Asked, mine: Sequence[Assignment]) -> bool:
    """Whether none of an agency's duties is on what the question names.

    "Sở Y tế báo cáo chỉ tiêu nào?" of one that only spreads the word; "Sở Tư pháp trợ giúp pháp
    lý thế nào?" of one whose duties say nothing of it.
    """
    query = asked.query
    if query.objectives or query.indicators:
        return not any(matches(r, query) for one in mine for r in one.references)
    if asks_which_number(query):
        return not any(names_number(asked, one) for one in mine)
    return _names_work(asked) and all(_leaves_unsaid(asked, one) for one in mine)


_ALL_OF_IT = re.compile(
    r"\b(?:viec|nhiem vu|trach nhiem|lam|duoc giao) (?:nhung |cac )?(?:viec )?(?:gi|nao|the nao)\b|"
    r"\b(?:phan viec|trach nhiem|nhiem vu|giao (?:viec|gi))\b|"
    r"\bwhat (?:must|should|does|do|is|are)\b|\b(?:dut(?:y|ies)|tasks?|responsibilit\w+)\b"
)
""" "Có trách nhiệm gì": all of it, unless what it is about stands beside it."""
_ABOUT = re.compile(
    r"\b(?:ve|de|doi voi|voi|cho|lien quan|nham|trong (?:viec|cong tac|linh vuc|phong|xay)|"
    r"about|for|on|regarding|concerning|with|to)\b"
)

_AND_WHAT_OF = re.compile(r"^(?:(?:the|vay|thi|va|roi) )*con ")
""" "con so y te": "còn Sở Y tế", no "con số"."""
_WHAT_FOR = re.compile(r"\bde (?:toi|minh|em|anh|chi|dua|in|gui|trinh)\b.*$")
""" "… để tôi đưa vào công văn": what the answer is for."""


_ROLE_WORDS = frozenset("phoi hop chu tri".split())
""" "Công an phường phối hợp gì": the role, and no work."""


def _names_work(asked: Asked) -> bool:
    """Whether the question itself names the work that it asks of an agency."""
    query = asked.query
    question = _AND_WHAT_OF.sub("", _WHAT_FOR.sub("", fold(query.question)))
    if query.form is not None or not asked.subject.names_one(query):
        return False
    whole = _ALL_OF_IT.search(question)
    if whole is None:
        part = question
    elif _ABOUT.match(question):
        part = question[: whole.start()]
    else:
        about = _ABOUT.search(question, whole.end())
        part = question[about.end() :] if about else ""
    words = " ".join(re.findall(r"[^\W_]+", part))
    if query.lang == "en":
        return bool(part)
    named = asked.subject.narrowing(query, _ROLE_WORDS)
    return any(f" {word} " in f" {words} " for word in named)


_LITTLE = 0.3
"""Share of the subject under which a duty is on something else."""


def _leaves_unsaid(asked: Asked, one: Assignment) -> bool:
    """Whether a duty and what stands above it say nothing of the subject."""
    texts = (one.task.text, *asked.book.headings(one.task))
    return (
        asked.unsaid(*texts)
        and asked.subject.share_said(asked.query, *texts) < _LITTLE
        and not asked.subject.written_in(asked.query, *texts)
    )


def names_asked(asked: Asked, draft: Draft) -> bool:
    """Whether a passage on the subject speaks of the agency, which is given no duty of its own."""
    text = " ".join(piece.text for claim in draft.claims for piece in claim.slices)
    if asked.unsaid(text) or asks_which_number(asked.query):
        return False
    lexicon, named = asked.book.lexicon, asked.book.lexicon.find_agencies(text)
    return any(
        fold(name) in fold(text) or any(lexicon.same_agency(name, one.name) for one in named)
        for name in asked.query.agencies
    )
