"""A telephone line, a mail address or a web address that a plan prints on the subject."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.answers.shape import TOPIC_FLOOR, Asked, absent, brief, stated, without_marker
from rag.schema import DraftClaim
from rag.table import split_cells
from rag.text import fold, lower

_WEB = re.compile(r"https?://[\w.-]+(?:/[\w./-]*\w)?|\bwww\.[\w.-]+\w", re.IGNORECASE)
_MAIL = re.compile(r"[\w.]+@[\w.]+\w")
# "Tổng đài quốc gia bảo vệ trẻ em 111", "điện thoại 0260 3862 456"
# and a number as only telephones have it, in the column of a table: "0299 3 755 318"
_PHONE = re.compile(
    r"(?:tổng đài|đường dây (?:nóng|tư vấn|hỗ trợ|trợ giúp|khẩn cấp|tiếp nhận)|điện thoại|hotline|"
    r"gọi)\b[^.;\d]{0,60}"
    r"\b(?:0\d[\d. ]{6,12}\d|1\d{2,3}|1[89]00[\d ]{4,7})\b|"
    r"(?<![\d./-])0\d{2,3}[ .]?\d(?:[ .]?\d){5,6}(?![\d/%-])",
    re.IGNORECASE,
)
_SORTS = (
    (re.compile(r"\b(?:web|website|trang mang|internet|link|url|https?|truy cap|"
                r"(?:trang|cong|he thong) bao cao|"
                r"portal|site|webpage|web page)\b"), (_WEB,)),
    (re.compile(r"\b(?:email|mail|thu dien tu)\b"), (_MAIL,)),
    (re.compile(r"\b(?:dien thoai|hotline|tong dai|goi|phone|telephone|"
                r"duong day (?:nong|tu van|ho tro|tro giup|khan cap))\b"), (_PHONE,)),
)  # fmt: skip
_WORDS = frozenset(
    "trang web website mạng internet địa chỉ đường dẫn link url truy cập vào ở đâu là gì nào điện "
    "tử cổng thông tin số thoại liên hệ hộp thư email mail address site the which s page portal "
    "webpage cộng hệ thống gọi báo tin tổng đài đường dây nóng hotline khi phát hiện thấy gặp bị "
    "thì đến tới qua đặt không có ghi nêu mấy bao nhiêu ai muốn hỏi chuyện nạn nhân người "
    "hỗ trợ giúp khẩn cấp".split()
)
"""Words of asking after a line or an address, without what it is for."""
_UNMARKED = frozenset(map(fold, _WORDS)) - {"hoi"}
_NOT_TO_TELL = frozenset({"luc", "cao"})
""" "Bạo lực", "báo cáo", no "báo tin"."""


_LINE_ASKED = re.compile(
    r"\b(?:duong day (?:nong|tu van|ho tro|tro giup|khan cap)|hotline|tong dai)\b"
)
_A_LINE = re.compile(
    r"đường dây|tổng đài|hotline|tin báo|báo tin|trực ban|\b1[89]00\b", re.IGNORECASE
)
""" "Đường dây nóng số mấy": who is called about the launch is no such line."""
_BEFORE = 14
"""Words told before an address: what it is of."""
_OPENS = frozenset("trên tại qua vào về theo on at".split())


def contact(asked: Asked, plan_id: str) -> DraftClaim:
    """The line or address of the sort asked for that stands with the subject; most print none."""
    query = asked.query
    question = fold(query.question)
    wanted = next((sort for asks, sort in _SORTS if asks.search(question)), (_WEB, _MAIL, _PHONE))
    said = query.search_text.split()
    sought = said if query.lang == "en" else query.terms
    elsewhere = False
    # in the question's words, then in the words that its everyday ones mean ("bị chồng đánh")
    for words in (sought, [word for word in said if word not in query.terms]):
        known = _UNMARKED if query.unaccented else _WORDS
        kept = tuple(
            word for word, behind in zip(words, (*words[1:], ""), strict=False)
            if lower(word) not in known or (fold(word) == "bao" and fold(behind) in _NOT_TO_TELL)
        )  # fmt: skip
        if words is not sought and not kept:
            break
        found, others = _line(asked, plan_id, kept, wanted)
        elsewhere = elsewhere or others
        if found is not None:
            return found
    # a line for something else is no line on this, and the plan does give a number
    key = "no_answer" if elsewhere else "no_header_contact"
    return absent(asked.phrases.say(key), plan_id)


def _line(
    asked: Asked, plan_id: str, words: tuple[str, ...], wanted: tuple[re.Pattern[str], ...]
) -> tuple[DraftClaim | None, bool]:
    """The line on these words, and whether the plan prints any of its sort."""
    query, lexicon = asked.query, asked.book.lexicon
    on = replace(query, subject=words, terms=words, search_text=" ".join(words))
    matcher = asked.book.matcher(on)
    best: tuple[float, DraftClaim] | None = None
    named_one = asked.subject.names_one(on)
    elsewhere = False
    line_asked = _LINE_ASKED.search(fold(query.question)) is not None
    for passages in asked.book.passages(plan_id).values():
        for passage in passages:
            found = next((m for one in wanted if (m := one.search(passage.text))), None)
            if found is None:
                continue
            elsewhere = True
            if line_asked and _A_LINE.search(passage.text) is None:
                continue
            named = [m.name for m in lexicon.find_agencies(passage.text)]
            hers = all(
                any(lexicon.same_agency(name, one) for one in named) for name in query.agencies
            )
            score = matcher.score(passage.text)
            if matcher.empty:  # words of the plan's title, of no plan at all, or none
                score = asked.subject.share_said(on, passage.text) if named_one else 1.0
            if not hers or score < TOPIC_FLOOR or (best is not None and score <= best[0]):
                continue
            shown = without_marker(passage.text)
            if "|" in shown:  # a row of a list: "2 | Phạm Văn An | Đội trưởng … | 0900 …"
                shown = "; ".join(cell for cell in split_cells(shown)[1:] if cell)
            shown = brief(shown, matcher, 60)
            if found.re is not _PHONE:
                before = _before(passage.text[: found.start()])
                shown = asked.phrases.say("header_contact", value=found.group(), text=before)
            best = score, stated(shown, plan_id, (asked.book.passage_slice(passage),))
    return (best[1] if best is not None else None), elsewhere


def _before(text: str) -> str:
    """What stands before an address, from the beginning of a phrase: "trên Hệ thống …, địa chỉ"."""
    words = text.split()[-_BEFORE:]
    opening = next((n for n, word in enumerate(words) if word in _OPENS), 0)
    return " ".join(words[opening:]).rstrip(" :<(")
