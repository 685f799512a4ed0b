"""Work like the one asked about is another: "ai dạy nghề?" is not told by who trains cadres."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.answers.agencies.scoring import without_classes
from rag.answers.shape import Asked
from rag.coverage import Matcher
from rag.schema import Draft, DraftClaim, Intent, Query
from rag.text import fold, lower, words_of
from rag.understanding.sorts import also_said

_WORKS: frozenset[Intent] = frozenset({"who", "general", "deadline"})
_LIKE = (0.8, 0.75)
"""Shares of a work that a statement must say, in words near its own and as it was typed, where it
is asked about in few words: who does it, how or when.

Of 196 such questions on works that a plan has not (79 who, 94 how, 23 when) 138 are no longer told
another's; of 392 on works that it has 16 fall short as well, most with an answerer of their own.
"""
_ALL_TYPED = 0.88
"""Share of the question as typed from which no word of it matters: "điều hành" for "vận hành"."""
_LIKE_ENGLISH = (0.6, 0.6)
""" "Who gives loans to women?": terms are looked up for its words, so less of them need be said."""
_TYPED_ALONE = 0.7
"""Share as typed where its words are too light for the other: "thi vẽ"."""
_LIKE_HALF = (0.7, 0.7)
"""Where two things are asked of it, and the words of both halves are its subject."""
_ASKS = re.compile(
    r"\b(?:ai|nao|gi|may|dau|bao gio|bao nhieu|sao|who|which|what|when|where|how)\b(?!-)"
)
_FEW, _FEW_ENGLISH, _LEAST_ENGLISH = 8, 4, 3
"""Syllables, or English words, of a work that is all a question names; longer ones tell a story."""
_NO_WORK = re.compile(
    r"\b(?:hinh thuc|kieu|cach|loai|kenh|bien phap|phuong thuc|mo hinh)\b.*\bnao\b|"
    r"\b(?:vuong|vuong mac|kho khan|truc trac|bao cao|b/c|reports?)\b|"
    r"\bduoc\b.*\bgi\b|\b(?:thuong truc|dau moi)\b|^who (?:gets|receives)\b|"
    r"\b(?:thang|quy|ngay) (?:\d|[ivx]+\b)|"
    r"\b(?:ban hanh|lap|xay dung|ra|xong|gui|nop|trinh) (?:\w+ ){0,2}?ke hoach\b"
)
""" "Truyền thông bằng những hình thức nào": the plan names the forms, not the word. Reports, plans
of others, what a month holds and whom to tell of trouble have answers of their own."""


def least_of_work(asked: Asked, draft: Draft) -> tuple[float, float] | None:
    """What a quote must say where a work is asked about in few words; None elsewhere."""
    query = asked.query
    english = query.lang == "en"
    few = (
        draft.lead is None
        and query.intent in _WORKS
        and not query.agencies
        and not query.documents
        and len(query.subject) <= (_FEW_ENGLISH if english else _FEW)
        and (not english or len(query.subject) >= _LEAST_ENGLISH)
        and asked.subject.names_one(query)  # "báo cáo chỉ tiêu đó" names no work
        and not asked.matcher.empty
        and _is_typed(query)  # of a work carried over another plan may speak in words of its own
        and not _NO_WORK.search(fold(" ".join((query.question, *query.subject))))
    )
    if not few:
        return None
    if len(_ASKS.findall(fold(query.question))) > 1:
        return _LIKE_HALF
    return _LIKE_ENGLISH if english else _LIKE


def _is_typed(query: Query) -> bool:
    """Whether the question itself names the work, and not one before it in the talk."""
    typed = set(words_of(fold(query.question)))
    return 2 * sum(fold(word) in typed for word in query.subject) >= len(query.subject)


def only_like(asked: Asked, claim: DraftClaim, least: tuple[float, float]) -> bool:
    """Whether a statement is on work like the one asked about, and not on that one."""
    query, (said, held) = asked.query, least
    told = [text for p in claim.slices for text in (p.text, *asked.book.headings(p))]
    if claim.plan_id is not None:
        told.append(asked.book.by_id[claim.plan_id].title)
    told.append(also_said(asked.frames.prompts, query.question, " ; ".join(told)))
    typed = _work_alone(asked)
    as_typed = typed.score(*told)
    if as_typed >= _ALL_TYPED:
        return False
    # words of talk run into others without marks, and of the time asked for: "khi nào hoàn thành"
    as_written = least == _LIKE and not query.unaccented and query.intent != "deadline"
    unwritten = asked.subject.unwritten(query, told, ()) if as_written else ()
    share = asked.subject.share_said(without_classes(query), *told)
    if share >= said:
        # a word near its own is not it: "tập huấn cho giáo viên" is not for reporters
        heads = {one.split()[0] for one in unwritten}  # "khám bệnh" may be "khám sức khỏe"
        return query.intent == "who" and not heads <= {*words_of(lower(" ".join(told)))}
    if not share:
        return as_typed < _TYPED_ALONE
    return as_typed < held or bool(unwritten)


_HELD_AT_ALL = re.compile(r"\b(?:tổ chức|tiến hành|diễn ra|thực hiện|triển khai)\b", re.IGNORECASE)
""" "Hội thi do ai tổ chức": the work is the contest, whatever verb the plan has for it."""


def _work_alone(asked: Asked) -> Matcher:
    """The matcher without the words of doing it at all."""
    query = asked.query
    left = {*words_of(lower(_HELD_AT_ALL.sub(" ", query.question)))}
    terms = tuple(one for one in query.terms if one.lower() in left)
    if query.unaccented or query.lang == "en" or not terms or len(terms) == len(query.terms):
        return asked.matcher
    if len(terms) < len(query.terms) - 2:
        return asked.matcher  # the question as it was typed has other words than those looked for
    return Matcher(asked.book, replace(query, terms=terms, search_text=" ".join(terms)))
