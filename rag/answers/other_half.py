"""Half of a question, told by the item that the other half's answer stands in.

"Ai cập nhật số liệu, và cập nhật lúc nào?": where only the day is found, the item of that day says
who; where only who is found, it says when.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from rag.answers.agencies.subject import subject_claim
from rag.answers.events.events import tells_when_held
from rag.answers.shape import Asked, answers, brief, draft, stated, tidy, without_marker
from rag.schema import Draft, DraftClaim, Intent, Query, Slice
from rag.text import fold, lower
from rag.understanding.parts import names_work

_DUE: frozenset[Intent] = frozenset({"deadline", "event"})
_MOST = 2


def of_one_item(
    drafts: list[Draft], parts: Sequence[str], read: Callable[[Query], Asked]
) -> list[Draft]:
    """The two halves, one told by the item of the other: where it was refused, or is bare.

    "Who leads the launch, and on what date?": the day of that launch, and no other's.
    """
    works = [own_work(one.query, part) for one, part in zip(drafts, parts, strict=True)]
    if len(drafts) > _HALVES:
        others = [one for one in drafts if answers(one)]
        return [
            one if work or answers(one) else _through_any(one, others, read)
            for one, work in zip(drafts, works, strict=True)
        ]
    if len(drafts) != _HALVES or works[-1]:
        return drafts
    first, second = drafts
    if answers(first) != answers(second):
        refused, told = (second, first) if answers(first) else (first, second)
        found = through_other_half(read(refused.query), refused, told)
        return [found if one is refused else one for one in drafts]
    if answers(first) and _BARE.fullmatch(fold(parts[-1])):
        pieces = [piece for one in first.claims for piece in one.slices]
        own = [piece for piece in pieces if not _HEAD.search(piece.section)]
        if not any(_touch(one.slices, own) for one in second.claims):
            found = through_other_half(read(second.query), second, first)
            return [first, found]
    return drafts


def own_work(query: Query, half: str) -> bool:
    """Whether a half is a sentence of its own on a work that it names: no other item tells it."""
    return names_work(half) and query.question == half


def _through_any(refused: Draft, told: list[Draft], read: Callable[[Query], Asked]) -> Draft:
    """The part by the item of the first of the others that tells it."""
    found = (through_other_half(read(refused.query), refused, one) for one in told)
    return next((one for one in found if answers(one)), refused)


_HALVES = 2
_BARE = re.compile(
    r"\W*(?:(?:va|and|con|thi|la) )*(?:"
    r"(?:on |by )?(?:what|which) (?:date|day)|when(?: is it| is that)?|"
    r"(?:(?:vao|xong|to chuc|dien ra) )*"
    r"(?:khi nao|bao gio|luc nao|(?:ngay|thang|quy|hom) (?:nao|may))|"
    r"(?:thoi )?(?:han|gian)(?: (?:chot|hoan thanh|thuc hien|to chuc|dien ra))*(?: la)?"
    r"(?: khi nao| bao gio| ngay nao)?|"
    r"(?:do )?(?:ai|(?:co quan|don vi|so|phong|hoi|ban|nganh|ben) nao)"
    r"(?: (?:lo|lam|chu tri|phu trach|thuc hien|dung ra))*|who|which agency)\W*"
)


def through_other_half(asked: Asked, refused: Draft, told: Draft) -> Draft:
    """The half that was refused, from the facts that share a slice with what the other cites."""
    kinds = refused.query.intent, told.query.intent
    pieces = [
        piece for claim in told.claims if claim.kind == "stated"
        for piece in claim.slices if not _is_agency_heading(asked, piece, claim.slices)
    ]  # fmt: skip
    claims: list[DraftClaim] = []
    if "bao cao" in refused.query.roles and "bao cao" not in told.query.roles:
        return refused  # "ai bố trí kinh phí và hạn báo cáo 6 tháng": of something else
    if kinds[0] == "who" and kinds[1] in _DUE:
        claims = given_there(asked, pieces) or _labelled(asked, pieces, _IN_CHARGE)
    elif kinds[0] in _DUE and kinds[1] == "who":
        claims = due_there(replace(asked, query=refused.query), pieces)
        claims = claims or _labelled(asked, pieces, _TIME)
    return draft(asked, claims) if claims else refused


_LABEL = re.compile(r"\W*(?P<name>[^:;.,]{4,40}):\s")
_IN_CHARGE = re.compile(r"(?:người |đơn vị |cơ quan |bộ phận )?(?:phụ trách|chủ trì)$")
_TIME = re.compile(r"(?:dự kiến )?thời gian(?: \w+ \w+)?$")
_LABELS = re.compile(
    rf"{_IN_CHARGE.pattern}|{_TIME.pattern}|"
    r"(?:nội dung|địa điểm|thành phần|quy mô|đối tượng|số lượng)$"
)


def labelled_beside(asked: Asked, pieces: list[Slice]) -> Iterator[Slice]:
    """The lines of the items meant that say each what they tell: "- Người phụ trách: …"."""
    for piece in pieces:
        if not _named(piece.text, _LABELS):
            continue
        above = piece.section.rpartition("/")[0]
        for passages in asked.book.passages(piece.plan_id).items():
            section, held = passages
            if section.rpartition("/")[0] == above and section != piece.section:
                yield from (
                    one for one in map(asked.book.passage_slice, held) if _named(one.text, _LABELS)
                )


def _named(text: str, names: re.Pattern[str]) -> bool:
    label = _LABEL.match(text)
    return label is not None and names.match(lower(label["name"])) is not None


def _labelled(asked: Asked, pieces: list[Slice], names: re.Pattern[str]) -> list[DraftClaim]:
    found = [one for one in labelled_beside(asked, pieces) if _named(one.text, names)]
    return [stated(tidy(without_marker(p.text)), p.plan_id, (p,)) for p in found[:1]]


_HEAD = re.compile(r"bang\.\d+$")
"""A cell of a table's head, on which all its rows rest."""


def given_there(asked: Asked, pieces: list[Slice]) -> list[DraftClaim]:
    leads = [
        one for plan_id in _plans(pieces) for one in asked.book.assignments(plan_id)
        if one.role != "phối hợp"
    ]  # fmt: skip
    own = [piece for piece in pieces if not _HEAD.search(piece.section)]
    given = [one for one in leads if _touch((one.task,), own)] or [
        one for one in leads if _touch(one.sources, own)
    ]
    return [subject_claim(asked, one) for one in given] if 0 < len(given) <= _MOST else []


def due_there(asked: Asked, pieces: Sequence[Slice]) -> list[DraftClaim]:
    """When the tasks are due, or the events held, that share text with the pieces."""
    due = [
        one for plan_id in _plans(pieces) for one in asked.book.deadlines(plan_id)
        if _touch((one.task,), pieces)
        and (asked.query.intent != "event" or tells_when_held(asked.query, one.task.text))
    ]  # fmt: skip
    if not 0 < len(due) <= _MOST:
        return []
    return [
        stated(
            f"{'; '.join(one.when)}: {brief(without_marker(one.task.text), asked.matcher, 30)}",
            one.plan_id, one.sources,
        ) for one in due
    ]  # fmt: skip


def _is_agency_heading(asked: Asked, piece: Slice, beside: Iterable[Slice]) -> bool:
    """ "3. Phòng Y tế" above its duties: other duties stand below it too."""
    if not any(one.section.startswith(f"{piece.section}/") for one in beside):
        return False
    named = asked.book.lexicon.find_agencies(without_marker(piece.text))
    return bool(named) and named[0].start == 0


def _plans(pieces: Iterable[Slice]) -> list[str]:
    return list(dict.fromkeys(piece.plan_id for piece in pieces))


def _touch(sources: Iterable[Slice], pieces: Iterable[Slice]) -> bool:
    """Whether they share any text."""
    held = list(pieces)
    return any(
        a.plan_id == b.plan_id and a.start < b.end and b.start < a.end
        for a in sources
        for b in held
    )
