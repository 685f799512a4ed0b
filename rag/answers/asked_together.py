"""Each of the things that a question asks of one work: "giao cho hội nào, thôn nào, hạn?".

A statement is told uncut where the cut hides one of them; what is lacking is told by the rest of
the item: who is given it, or its other lines ("- Thời gian: …", "- Người phụ trách: …").
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rag.answers.other_half import due_there, given_there, labelled_beside
from rag.answers.shape import Asked, stated, tidy, without_marker
from rag.schema import Draft, DraftClaim
from rag.text import fold

_CUT = "…"
_LONGEST = 90
"""Words of a statement that is told whole."""
_LEAST = 12
"""Letters of what is told of a text from which it is known there."""
_SPOT = r"(?:thon|ban|lang|ap|khu pho|to dan pho|to|xa|phuong|huyen|truong|noi|cho|dia ban|diem)"
_WHO = re.compile(
    r"(?:\b(?:(?:hoi|so|phong|co quan|don vi|nganh|ben) nao|(?<!cua )ai)(?:(?: thi| se| duoc giao)*"
    r" (?:lo|lam|phu trach|chu tri|thuc hien|dung ra|chiu trach nhiem|to chuc)\b|\s*(?:,|\W*$)))|"
    r"\b(?:co quan|don vi)(?: duoc giao)? (?:chu tri|phu trach|thuc hien) (?=\w+ .*\bva thoi )|"
    r"\bwho (?:leads?|runs?|is in charge|is responsible|organi[sz]es)"
)
_LEADS = re.compile(r"\b(?:chủ trì|phụ trách|chịu trách nhiệm|thực hiện)\b", re.IGNORECASE)
_COUNT = re.compile(r"\b(?:may|bao nhieu) (?P<thing>[a-z]+)")
_NO_COUNT = frozenset("phan tien dong trieu ty ngay thang quy nam gio hom nguoi lan thi la".split())
_ASKS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (
        re.compile(rf"\b{_SPOT} nao\b|\b(?:o|tai) dau\b|\bdia diem\b|\bwhere\b"),
        re.compile(r"Địa điểm|\btại (?!\w+…)|"
                   r"\b(?:thôn|bản|ấp|xã|phường|huyện|tổ dân phố) (?:[A-ZĐ]|số)"),
    ),
    (re.compile(r"\b(?:may gio|gio nao|what time)\b"), re.compile(r"\d\s*(?:giờ|h\d|h\b)")),
    (
        re.compile(r"(?<!moi )(?<!mot )(?<!hang )\b(?:ngay|thang|quy|nam|hom) (?:nao|may)\b|"
                   r"\b(?:khi|luc) nao\b|\bbao gio\b|"
                   r"(?:,|\bva) (?:thoi )?(?:han|gian)"
                   r"(?: (?:chot|hoan thanh|thuc hien|xong|phai xong))*\W*$|"
                   r"\bwhen\b|\bwhat date\b"),
        re.compile(r"\d\s*(?:/|tháng)\s*\d|\b(?:quý|tháng|năm)\s+[IVX\d]|\bhằng\b", re.IGNORECASE),
    ),
)  # fmt: skip
"""What a question may ask, and what tells it."""
_HOUR = _ASKS[1][0]
""" "Lễ phát động mấy giờ": asked alone too, it stands behind the place and the partners."""
_SEVERAL = 2


def asked_together(asked: Asked, told: Draft) -> Draft:
    """The statements, each to its end where needed, with the rest of their item."""
    other = asked.query.intent in ("header", "basis", "plans", "funding", "out_of_scope")
    if other or asked.query.documents:
        return told
    question = fold(asked.query.question)
    wanted = [tells for asks, tells in _ASKS if asks.search(question)]
    wanted += [
        re.compile(rf"\d[\d.,]*\s+(?:\w+ )?{one['thing']}\b")
        for one in _COUNT.finditer(question) if one["thing"] not in _NO_COUNT
    ]  # fmt: skip
    # "gửi số liệu cho ai, trước ngày nào": who gets it is no doer
    to_whom = asked.frames.asks_to_whom(asked.query.question)
    asks_who = [] if to_whom else [*_WHO.finditer(question)]
    who = bool(asks_who)
    if len(wanted) + len(asks_who) < _SEVERAL and not _HOUR.search(question):
        return told
    texts = [claim.text for claim in told.claims if claim.kind == "stated"]
    lacking = [one for one in wanted if not any(_tells(one, text) for text in texts)]
    claims = tuple(_uncut(claim, lacking) for claim in told.claims)
    said = [claim for claim in claims if claim.kind == "stated"]
    if not said or len({claim.plan_id for claim in said}) > 1 or told.halves:
        return replace(told, claims=claims)
    more = list(_rest(asked, said, wanted, who=who))
    more += _beside(asked, said, question[asks_who[-1].end() :]) if len(asks_who) > 1 else []
    kept = [one for one in claims if one.kind == "stated" or not more]
    return replace(told, claims=tuple(dict.fromkeys((*kept, *more))))


def _rest(
    asked: Asked, said: list[DraftClaim], wanted: Sequence[re.Pattern[str]], *, who: bool
) -> Iterator[DraftClaim]:
    """What the item of the statements says besides, of what is asked and lacking."""
    pieces = [piece for claim in said for piece in claim.slices]
    texts = [claim.text for claim in said]
    lines = list(labelled_beside(asked, pieces))
    for tells in wanted:
        if any(_tells(tells, text) for text in texts):
            continue
        found = next((one for one in lines if _tells(tells, one.text)), None)
        if found is not None:
            text = tidy(without_marker(" ".join(found.text.split())))
            texts.append(text)
            yield stated(text, found.plan_id, (found,))
        elif tells is _ASKS[-1][1]:
            yield from due_there(asked, pieces)
    if not who or any(map(_LEADS.search, texts)):
        return
    given = given_there(asked, pieces)
    leads = [one for one in lines if _LEADS.search(one.text.partition(":")[0])]
    if given and not any(one.text.partition(":")[0] in text for one in given for text in texts):
        yield from given
    elif not given:
        yield from (stated(tidy(without_marker(p.text)), p.plan_id, (p,)) for p in leads[:1])


def _uncut(claim: DraftClaim, lacking: Sequence[re.Pattern[str]]) -> DraftClaim:
    """ "X: tổ chức … tại thôn…" as the text that it is cut from, where that tells more."""
    if claim.kind != "stated" or _CUT not in claim.text or not lacking:
        return claim
    if claim.text.startswith(_CUT):
        return claim  # the end of a text whose beginning is on other things
    for piece in claim.slices:
        flat = tidy(without_marker(" ".join(piece.text.split())))
        parts = [part for one in claim.text.split(_CUT) if (part := one.strip(" ;,."))]
        label = _label(parts[0], flat) if parts else None
        if label is None or len(flat.split()) > _LONGEST:
            continue
        whole = f"{label}{flat}"
        if any(_tells(one, whole) for one in lacking):
            return replace(claim, text=whole)
    return claim


def _beside(asked: Asked, said: list[DraftClaim], work: str) -> list[DraftClaim]:
    """ "…, và cơ quan nào lo phần kỹ thuật": who is given that work in the item of the leader."""
    words = re.findall(r"[a-z]+", work)
    given = given_there(asked, [piece for claim in said for piece in claim.slices])
    return [
        one for one in given
        if one not in said
        and any(f"{a} {b}" in fold(one.text) for a, b in itertools.pairwise(words))
    ]  # fmt: skip


def _tells(what: re.Pattern[str], text: str) -> bool:
    """Whether a text tells it: a place or a time as printed, a figure by the word behind it."""
    return what.search(text) is not None or what.search(fold(text)) is not None


def _label(told: str, text: str) -> str | None:
    """What stands before the words of a text: "Hội Nông dân xã: "; None where it holds none."""
    if len(told) >= _LEAST and told in text:
        return ""
    for colon in re.finditer(r":\s+", told):
        rest = told[colon.end() :]
        if len(rest) >= _LEAST and rest in text:
            return told[: colon.end()]
    return None
