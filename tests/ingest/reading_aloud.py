"""What the tests of reading share: text to outline without a file, outlines as lines of text."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

from ingest.clean import clean
from ingest.outline import outline
from ingest.readers import RawText, read_raw
from rag.schema import Document, Section
from rag.settings import ROOT, Settings

CORPUS = ROOT / "corpus"
PLANS = tuple(sorted(path for path in CORPUS.glob("*.*") if path.suffix in (".txt", ".md")))

PIECES = [
    *"aăâđeêioôơuưyAĐỦ \n\n\t\r|*#\\_-.,;:()<>1239[]",
    *("\u0301", "\u0323", "\u0302", "\u031b", "ế", "ộ", "\u1100", "\u1161"),
    *("<sup>1</sup>", "\n<sup>2</sup> ", "**", "<br>", "\\*", "[bookmark: a]", "\n| a | b |\n"),
    *("\n1. ", "\n2. ", "\na) ", "\nb) ", "\nI. ", "\nII. ", "\n1.1. ", "\n- ", "\n+ ", "\n(1) "),
    *("\nKẾ HOẠCH\n", "\nNơi nhận:\n", "\nKT. CHỦ TỊCH\n", "\nPHỤ LỤC I\n", "\nĐiều 1. "),
    *("Sở Y tế", "NHIỆM VỤ", "như sau:", "./.", "\nTrên đây là ", "\n“3. ", "\nCăn cứ "),
    *(
        "     ",
        "[1]",
        "\n[1] ",
        "\n(1) ",
        "\n_____\n",
        "[^1]",
        "\n[^1]: ",
        "\n- 2 -\n",
        "\n3\n",
        "¹",
    ),
    *("\nCỘNG HÒA XÃ HỘI", "TM. ỦY BAN NHÂN DÂN", "Nguyễn Văn A", "\ue003"),
    *("\u200b", "\ufeff", "\ue000", "\f", "\v", "\u2028"),
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=80).map("".join)
"""Short texts of all that a reader may stumble over, in any order."""


def document_of(text: str, pages: tuple[int, ...] | None = None) -> Document:
    """The cleaned document of a text as if read from a file."""
    form = "txt" if pages is None else "pdf"
    return clean(RawText("thu.txt", "0" * 64, form, text, pages))  # type: ignore[arg-type]


def read_document(path: Path) -> Document:
    """The cleaned document of a file."""
    return clean(read_raw(path, Settings()))


def ids_of(text: str) -> list[str]:
    """Path ids of a text's outline, in document order."""
    return [section.id for section in outline(document_of(text))]


def own_text(document: Document, section: Section) -> str:
    """The own span, stripped."""
    return document.text[section.start : section.end].strip()


def outline_lines(document: Document, sections: tuple[Section, ...]) -> list[str]:
    """One line a node: path id | objective.indicator | heading | first words … last words."""
    lines = []
    for section in sections:
        own = own_text(document, section).replace("\n", " ⏎ ")
        heading = document.text[section.start : section.heading_end].strip().replace("\n", " ⏎ ")
        numbers = ".".join(number for number in (section.objective, section.indicator) if number)
        note = f" | ? {section.note}" if section.note else ""
        lines.append(f"{section.id} | {numbers} | {heading} | {_ends(own[len(heading) :])}{note}")
    return lines


def _ends(text: str) -> str:
    words = text.split()
    return text.strip() if len(words) <= 10 else " ".join([*words[:5], "…", *words[-5:]])
