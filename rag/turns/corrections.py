"""A follow-up that takes back what was typed before: "xin lỗi, tôi nhầm, Hương Trà"."""

from __future__ import annotations

import re

_ME = r"(?:tôi|mình|em|anh|chị|tui|tớ|toi|minh)"
_WRONG = r"(?:nhầm|lộn|lầm|nham|lon)"
_SORRY = re.compile(
    r"^(?:(?:dạ|à|ơ|ấy|ờ|ôi|ối|chết|thôi|ủa|vâng|ừ|a|o|da|thoi|chet)[,.!]?\s+)*"
    # "cho tôi xin lỗi nhé,"
    r"(?P<said>(?:(?:cho \w+ )?(?:xin lỗi|xin loi)(?: (?:bạn|anh|chị|em|nhé|nha|ạ|nhe|ban|chi))*"
    r"[,.!;]?\s+)?"
    # "tôi gõ nhầm tên huyện:"
    rf"(?:(?:{_ME} )?(?:(?:hỏi|gõ|ghi|viết|nói|bị|hoi|go|noi) )?{_WRONG}"
    r"(?: (?:rồi|mất|tên|chỗ|tỉnh|huyện|nơi|năm|roi|mat|ten|cho))*[,.!;:]?\s+)?)",
    re.IGNORECASE,
)
_SORRY_ENGLISH = re.compile(
    r"^(?:(?:oops|sorry|my (?:mistake|bad)|wrong (?:place|plan|province|district|one)|"
    r"i was wrong)\b[,.!]?\s+)+",
    re.IGNORECASE,
)
_MEANT = re.compile(r"(?:ý|y) (?:tôi|mình|em|anh|chị|toi|minh|chi|là|la)\b", re.IGNORECASE)
_MEANT_ENGLISH = re.compile(r"i mean|no\b", re.IGNORECASE)
_NOT_THAT = re.compile(
    # "Hương Trà chứ không phải Đắk Nông"
    r"^(?P<yes>.+?),? (?:chứ|chu) (?:không|ko|khong) (?:phải|phai)(?: (?:là|của|la|cua))? .+$|"
    # "không phải Đắk Nông mà là Hương Trà"
    r"^(?:không|ko|khong) (?:phải|phai) [^,]+?,? (?:mà|ma)(?: (?:là|la))? (?P<but>.+)$",
    re.IGNORECASE,
)


_RATHER = re.compile(r"^(?P<rest>(?:\S+ ){1,7}?\S+) cơ(?: mà)?\W*$", re.IGNORECASE)
""" "Báo cáo năm cơ": that, not what was typed before."""


def meant(text: str) -> str:
    """ "Xin lỗi, tôi nhầm, Hương Trà": "ý tôi là Hương Trà"; any other text as it is."""
    denied, said = _NOT_THAT.match(text), _SORRY.match(text)
    if denied is not None:
        text = denied["yes"] or denied["but"]
    elif said is not None and said["said"]:
        text = text[said.end() :]
    elif rather := _RATHER.match(text):
        text = rather["rest"]
    elif sorry := _SORRY_ENGLISH.match(text):
        text = text[sorry.end() :]
        return text if _MEANT_ENGLISH.match(text) else f"I meant {text}"
    else:
        return text
    return text if _MEANT.match(text) else f"ý tôi là {text}"
