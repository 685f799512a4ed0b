"""Whether a quote stands in a corpus file; shares no code with what reads the corpus.

The file is decoded, brought to NFC and freed of the residue listed in ``RESIDUE``; notes that
stand at a page's foot are set apart, so that a sentence they cut reads on, with the marks that
point to them. A page number alone on its line may be read or passed over, and lines in two columns
read across or each column alone. Nothing else is repaired: a quote that needs more than that is
not verbatim.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

RESIDUE = re.compile(
    r"""
      \[bookmark:[^\]]*\]      # [bookmark: _GoBack]1. Mục tiêu chung
    | <sup>\s*\w+\s*</sup>     # (hoàn thành trong tháng 3 năm 2021)<sup>1</sup>
    | -{3,}                    # -------
    | [*#|\\]                  # **KẾ HOẠCH**, ### 3., table bars, \* Đơn vị thực hiện
    """,
    re.VERBOSE,
)
FOOT_NOTE = re.compile(
    r"""
      ^\s*<sup>\s*(\w+)\s*</sup>     # <sup>3</sup> Chủ trì thực hiện nội dung tại các mục 2.1
    | ^\s*\[\^(\d+)\]:\s*           # [^1]: Quyết định số 12/QĐ-TTg
    | ^\s*\[(\d+)\]\s*(?=\w)         # [1] Quyết định số 12/QĐ-TTg
    | ^\s*\((\d+)\)\s*(?=\w)         # (1) Quyết định số 12/QĐ-TTg, below a rule or a gap
    | ^\s*([⁰¹²³⁴-⁹]+)\s*(?=\w)      # ¹ Quyết định số 12/QĐ-TTg
    | ^\s*(\d+)\s+(?=[A-ZĐÀ-Ỹ])      # 1 Quyết định số 12/QĐ-TTg, below a rule or a gap
    """,
    re.VERBOSE,
)
NEEDS_RULE = (4, 6)
# _____ above the notes of a page
RULE = re.compile(r"^\s*[_–—-]{3,}\s*$")
# 2, - 3 -, Trang 4, 4/7
PAGE_NUMBER = re.compile(
    r"^[ \t*_\\]*(?:[-–—]\s*\d{1,3}\s*[-–—]|(?:Trang\s+)?\d{1,3}(?:\s*/\s*\d{1,3})?)[ \t*_]*$",
    re.MULTILINE,
)
COLUMNS = re.compile(r"(?<=\S)(?:[ \u00a0]*\t\s*|[ \u00a0]{3,}|\s*\|\s*)(?=\S)")
HIGH, LOW = "⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789"
RAISED = str.maketrans(HIGH, LOW)
# 1. Phát thanh;<br>2. Báo in: a new line inside a table's cell
BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RawText:
    """One file's words: its body in one line, and each page-foot note in one.

    ``others`` holds the body without note marks, without page numbers too, and by column.
    """

    body: str
    notes: tuple[str, ...]
    others: tuple[str, ...] = ()


def decode(content: bytes) -> str:
    """Text of a UTF-16 file with BOM or a UTF-8 one with or without."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16")
    return content.decode("utf-8-sig")


def squeeze(text: str) -> str:
    """NFC, residue gone, every run of white space one space."""
    words = RESIDUE.sub("", BREAK.sub(" ", unicodedata.normalize("NFC", text)))
    return " ".join(words.split())


def read_raw(text: str) -> RawText:
    """Set the page-foot notes apart, each with its label, and take their marks out.

    A note ends at an empty line, at a page number, and where a sentence of the body goes on in
    lower case behind its full stop.
    """
    lines = re.split(r"\r\n|[\r\n\f]", re.sub(r"\\(?=[\[\]])", "", text))
    body: list[str] = []
    notes: list[list[str]] = []
    labels: set[str] = set()
    ruled = inside = gap = False
    for line in lines:
        note = FOOT_NOTE.match(line)
        apart = ruled or (gap and note is not None and _marked_before(body, note))
        if note is not None and (apart or note.lastindex not in NEEDS_RULE):
            label = note.group(note.lastindex or 0).translate(RAISED)
            notes.append([f"{label} {line[note.end() :]}"])
            labels.add(label)
            inside = True
        elif (
            inside
            and line.strip()
            and not PAGE_NUMBER.match(line)
            and not _body_again(notes[-1][-1], line)
        ):
            notes[-1].append(line)
        else:
            inside = False
            body.append(line)
        gap = not line.strip()
        ruled = RULE.match(line) is not None or (ruled and (inside or not line.strip()))
    whole = "\n".join(body)
    bare = _unmarked(PAGE_NUMBER.sub("", whole), labels)
    return RawText(
        squeeze(whole),
        tuple(squeeze(" ".join(note)) for note in notes),
        (squeeze(_unmarked(whole, labels)), squeeze(bare), squeeze(_by_column(bare))),
    )


def _marked_before(body: list[str], note: re.Match[str]) -> bool:
    """Whether the body so far holds the note's mark straight behind a word: "vùng cao1"."""
    label = note.group(note.lastindex or 0)
    mark = re.compile(
        rf"(?<=[^\W\d_]){label}(?=[\s,;.:)]|$)|(?<=[\w)”\"])\({label}\)|(?<=[)”\"]){label}(?=[\s,;.:]|$)"
    )
    return any(mark.search(line) for line in body)


def _body_again(note: str, line: str) -> bool:
    return re.search(r"[.;]\s*$", note) is not None and line.lstrip()[:1].islower()


def _unmarked(text: str, labels: set[str]) -> str:
    """Without the marks of these notes, straight behind a word or its stop."""
    if not labels:
        return text
    plain = "|".join(sorted(labels))
    raised = plain.translate({ord(level): high for high, level in zip(HIGH, LOW, strict=True)})
    return re.sub(
        rf"(?<=[\w”\"’).,;:]) ?(?:\[\^?(?:{plain})\]|(?<!\bm)(?<![kcdm]m)(?:{raised})(?![{HIGH}]))"
        rf"|(?<=[\w”\"’).,;:])\((?:{plain})\)|(?<=[^\W\d_])(?:{plain})(?=[\s,;.:)])|(?<=[)”\"])(?:{plain})(?=[\s,;.:])",
        "",
        text,
    )


def _by_column(text: str) -> str:
    """Lines in two columns: all left halves, then all right ones, in each run of such lines."""
    found: list[str] = []
    rights: list[str] = []
    for line in [*re.sub(r"<br\s*/?>", "\n", text).split("\n"), ""]:
        halves = COLUMNS.split(line.strip(" |"), maxsplit=1)
        found.append(halves[0])
        rights += halves[1:]
        if not line.strip():
            found += rights
            rights = []
    return "\n".join(found)


def read_corpus(folder: Path) -> dict[str, RawText]:
    """Every .txt and .md of the folder, by file name."""
    files = sorted(file for file in folder.iterdir() if file.suffix in {".txt", ".md"})
    return {file.name: read_raw(decode(file.read_bytes())) for file in files}


def is_verbatim(quote: str, raw: RawText) -> bool:
    """Whether the quote's words stand in the body or within one note, in order and case."""
    words = squeeze(quote)
    return bool(words) and any(words in text for text in (raw.body, *raw.notes, *raw.others))
