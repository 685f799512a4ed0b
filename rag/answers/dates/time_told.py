"""What tells a time: a line under its own label, and no line without one where when is asked."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.answers.dates.asking_words import REPORT_WORDS, says_its_work
from rag.answers.events.rounds import asked_round, lacks_round, several_rounds
from rag.answers.shape import Asked, absent, brief, draft, stated, tidy, without_marker
from rag.schema import Draft, DraftClaim
from rag.text import fold

_LABEL = re.compile(
    r"^(?:điều \d+\.\s*)?(?:về )?(?:thời hạn|thời gian|hiệu lực|kỳ hạn)\b[^:]{0,60}", re.IGNORECASE
)
_OF_DOCUMENTS = frozenset("quyet dinh cong van chi thi chuong trinh so cua den tu".split())
_TIME = re.compile(r"\d{1,2}\s*(?:/|tháng)\s*\d|\bnăm \d{4}|\b\d+ (?:ngày|tháng|năm|giờ)\b")


def time_told(asked: Asked) -> Draft | None:
    """The labelled lines whose label names all that the question asks the time of."""
    words = {fold(word) for word in asked.query.subject} - REPORT_WORDS - _OF_DOCUMENTS
    wanted = {word for word in words if not word.isdigit()}
    if asked.query.lang != "vi" or not wanted:
        return None
    claims = []
    for plan_id in asked.query.plans:
        for passages in asked.book.passages(plan_id).values():
            for passage in passages:
                text = without_marker(passage.text.strip())
                label = _LABEL.match(text)
                if label is None or not _TIME.search(text):
                    continue
                if wanted <= set(re.findall(r"[^\W_]+", fold(label.group()))):
                    piece = asked.book.passage_slice(passage)
                    claims.append(stated(brief(text, asked.matcher), plan_id, (piece,)))
    return draft(asked, claims) if claims else None


_ASKS_WHEN = re.compile(
    r"\b(?:khi|luc|hom|ngay|thang|quy|nam) (?:nao|may)\b|\bbao gio\b|\bchung nao\b|(?:^|: )when\b"
)
_ASKS_MORE = re.compile(
    r"\b(?:ai|gi|nhat|bao nhieu|o dau|the nao|ra sao|vi sao|tai sao|khong|chua|who|what|which|how|"
    r"where)\b|(?<!khi )(?<!luc )(?<!hom )(?<!ngay )(?<!thang )(?<!quy )(?<!nam )\b(?:nao|may)\b"
)
_SOME_TIME = re.compile(
    r"\d{1,2}\s*[/-]\s*\d|\b20\d\d\b|\b(?:ngày|tháng(?! hành động)|quý|năm|giờ|tuần|buổi|kỳ|"
    r"giai đoạn|thường xuyên|liên tục|kịp thời|ngay|khi|sau|trước|đột xuất|mùa|hè|tết|dịp|nhân|"
    r"lần|suốt|quy định|yêu cầu|đợt)\b",
    re.IGNORECASE,
)


def with_a_time(asked: Asked, draft: Draft) -> Draft:
    """Without the lines that tell no time, where nothing but when is asked; refused if none is.

    "Khi nào nhận đỡ đầu 15 trẻ mồ côi": "95 % trẻ em được trợ giúp" says nothing of it.
    """
    question = fold(asked.query.question)
    query = asked.query
    corrects = draft.lead is not None or query.intent == "header" or query.items
    if corrects or not _ASKS_WHEN.search(question) or _ASKS_MORE.search(question):
        return draft
    draft = replace(draft, claims=tuple(_of_round(asked, claim) for claim in draft.claims))
    kept = tuple(
        claim for claim in draft.claims
        if claim.kind != "stated" or _tells(asked, claim)
    )  # fmt: skip
    if kept == draft.claims:
        return draft
    if not any(claim.kind == "stated" for claim in kept):
        lacking = {claim.plan_id: None for claim in draft.claims}
        text = asked.phrases.say("no_deadline")
        kept = tuple(absent(text, plan_id) for plan_id in lacking)
        return replace(draft, claims=kept, reason="not_stated", lead=None, tail=None)
    return replace(draft, claims=kept)


def _of_round(asked: Asked, claim: DraftClaim) -> DraftClaim:
    """ "Hỗ trợ sinh kế đợt 2 khi nào": of a line on both rounds that of the one asked."""
    for piece in claim.slices if claim.kind == "stated" else ():
        flat = " ".join(piece.text.split())
        told = asked_round(asked.query.question, flat)
        both = several_rounds(flat) and not several_rounds(claim.text)
        both = (
            both and len(flat.split()) <= _WHOLE and not _ROUND.search(fold(asked.query.question))
        )
        if (told != flat or both) and _SOME_TIME.search(told):
            return replace(claim, text=tidy(without_marker(told)))
    return claim


_ROUND = re.compile(r"\b(?:dot|round|phase|lan thu)\b")
_WHOLE = 45
_MOST_OF_IT, _SOME_OF_IT = 0.5, 0.25
_OF_REPORTS = re.compile(r"\bbao cao\b")
_SENT = re.compile(
    r"\b(?:bao cao|nop|gui|trinh|cung cap|tong hop|chuyen|thong ke|so ket|tong ket)\b"
)


def _tells(asked: Asked, claim: DraftClaim) -> bool:
    texts = (claim.text, *(piece.text for piece in claim.slices))
    whole = " ".join(texts)
    if lacks_round(asked.query.question, whole):
        return False
    if _OF_REPORTS.search(fold(asked.query.question)) and not _SENT.search(fold(whole)):
        return False  # "báo cáo khi nào": a target's year is none of a report
    if claim.plan_id is None:
        return _SOME_TIME.search(whole) is not None
    # a target has a year of its own: it must be on that work, not only near it
    target = any(one.task in claim.slices for one in asked.book.targets(claim.plan_id))
    share = _MOST_OF_IT if target else _SOME_OF_IT
    its_work = says_its_work(asked, claim.plan_id, whole, share=share)
    return its_work and any(_SOME_TIME.search(text) for text in texts)
