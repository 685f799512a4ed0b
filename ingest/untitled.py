"""What a document is and is about, where its copy lost the type line or the whole title.

Số: 71/KH-UBND                                                  -> Kế hoạch
UBND tỉnh ban hành Kế hoạch phòng, chống mại dâm, cụ thể như sau:  -> what it is about
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.lines import DECIDES, TYPE_NAMES
from ingest.titles import is_caps

_CODED = re.compile(
    r"S[ốỐ]\s*:\s*[\d.…_ ]*/\s*(?:\d{4}\s*/\s*)?(?P<code>[A-ZĐ][A-Za-zĐđ]*)\s?-\s?[^\s|]+"
)
_DATED = re.compile(r"[^\n]*\bngày\b[^\n]*\bnăm\b[^\n]*|S[ốỐ]\s*:[^\n]*")
_SUBJECT_WORDS = 4
# "Ủy ban nhân dân tỉnh ban hành Kế hoạch …, cụ thể như sau:", "… với những nội dung sau:"
_ISSUED = re.compile(
    r"(?:[ỦU][ỷy] ban nhân dân|UBND)(?:(?!\bđã\b)[^.;:\n]){0,60}?\b(?:ban hành|xây dựng)\s+"
    r"(?P<kind>Kế hoạch|Chương trình|Đề án|Phương án)(?P<subject>\s+(?!số\b)[^:;\n]{3,400}?)"
    r"(?:\s*\((?:gọi|sau đây|viết)[^)]*\))?"
    r",?\s*(?:\b(?:cụ thể|gồm|với|như)\b[^:;.\n]{0,40})?\bsau\s*:"
)


Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Untitled:
    """The type and the subject, each with where the text tells it; None where it does not.

    ``named``: the type where the number tells it, which names a document without a subject.
    """

    kind: str | None = None
    kind_at: Span | None = None
    subject_at: Span | None = None
    named: str | None = None


def untitled(
    text: str, heads: Sequence[Span], clauses: Sequence[Span], written_out: Mapping[str, str]
) -> Untitled:
    """Read letterhead, then the clause that issues the document.

    ``written_out`` gives the word of a code: "KH" -> "kế hoạch".
    """
    found = [(_CODED.search(text, *head), _subject_below(text, *head)) for head in heads]
    code = next((match for match, _ in found if match), None)
    subject = next((span for _, span in found if span), None)
    clause = next((match for span in clauses if (match := _ISSUED.search(text, *span))), None)
    kind = written_out.get(code["code"], "").capitalize() if code else ""
    if code is not None and TYPE_NAMES.fullmatch(kind):
        return Untitled(kind, code.span(), subject or _subject_of(clause), kind)
    if clause is not None:
        return Untitled(clause["kind"], clause.span("kind"), subject or _subject_of(clause))
    return Untitled(subject_at=subject)


def _subject_of(clause: re.Match[str] | None) -> Span | None:
    if clause is None or len(clause["subject"].split()) < _SUBJECT_WORDS:
        return None
    end = clause.end("subject")
    return end - len(clause["subject"].lstrip()), end


def _subject_below(text: str, start: int, end: int) -> Span | None:
    """The line in capitals that follows number and date in a letterhead."""
    dated = [match.end() for match in _DATED.finditer(text, start, end)]
    if not dated:
        return None
    for line in re.finditer(r"[^\n]+", text[max(dated) : end]):
        words = line.group()
        if is_caps(words) and len(words.split()) >= _SUBJECT_WORDS and not DECIDES.match(words):
            return max(dated) + line.start(), max(dated) + line.end()
    return None
