"""Tiny made-up plans and an embedding without a model, for the tests of stores and search."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from rag.schema import (
    Agency,
    Assignment,
    Deadline,
    Document,
    Fact,
    HeaderField,
    Paragraph,
    Passage,
    Plan,
    Reference,
    Section,
    Slice,
    Statement,
    Step,
    Target,
)
from rag.stores.index import IndexWriter
from rag.text import fold, syllables


class FakeEmbedding:
    """Bag of folded syllables, each thrown into a direction by its hash."""

    def __init__(self, name: str = "fake", dimension: int = 64) -> None:
        self.id = name
        self.dimension = dimension

    def encode_queries(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        return self.encode_passages(texts)

    def encode_passages(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in enumerate(texts):
            for syllable in syllables(fold(text)):
                digest = hashlib.sha256(syllable.encode()).digest()
                vectors[row, digest[0] % self.dimension] += 1 if digest[1] % 2 else -1
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        norms[norms == 0] = 1
        unit: npt.NDArray[np.float32] = vectors / norms
        return unit


def load() -> FakeEmbedding:
    return FakeEmbedding()


def plan(plan_id: str, sha256: str = "0") -> Plan:
    return Plan(
        plan_id=plan_id,
        file=f"{plan_id}.txt",
        sha256=sha256,
        type="Kế hoạch",
        title="Kế hoạch thử",
        number=None,
        number_blank=True,
        date="2021-04-06",
        date_text="ngày 06 tháng 4 năm 2021",
        issuer=None,
        place=None,
        place_level="tinh",
        province=None,
        year_start=2021,
        year_end=None,
        signer=None,
        signer_title=None,
    )


def put(
    writer: IndexWriter,
    plan_id: str,
    lines: Sequence[str],
    *,
    sha256: str = "0",
    pages: tuple[int, ...] | None = None,
    pipeline: str = "p1",
) -> None:
    """One passage a line; the facts all rest on the first."""
    text = "\n".join(lines)
    starts = [sum(len(line) + 1 for line in lines[:n]) for n in range(len(lines))]
    paths = [(Step("muc", "I"), Step("khoan", str(n))) for n in range(1, len(lines) + 1)]
    document = Document(
        file=f"{plan_id}.txt",
        sha256=sha256,
        source_form="txt",
        text=text,
        spans=(),
        paragraphs=(Paragraph(0, len(text), "than"),),
        pages=pages,
        quality=("thử",),
    )
    passages = [
        Passage(plan_id, path, start, line, headings=("I. NHIỆM VỤ",))
        for path, start, line in zip(paths, starts, lines, strict=True)
    ]
    sections = [
        Section(path, start, start + len(line), start + len(line), start)
        for path, start, line in zip(paths, starts, lines, strict=True)
    ]
    found = facts(plan_id, lines[0])
    writer.put(plan(plan_id, sha256), document, sections, passages, found, pipeline)


def facts(plan_id: str, line: str) -> tuple[Fact, ...]:
    """One fact of each kind."""
    where = Slice(plan_id, "muc.I/khoan.1", 0, len(line), line)
    agency = Agency("Sở Y tế", "Sở Y tế")
    return (
        Assignment(
            plan_id,
            (agency,),
            "chủ trì",
            where,
            (where,),
            (Reference("4", ("1", "2"), "một phần", "28/NQ-CP"),),
            "quý IV",
            (agency, agency),
        ),
        Target(plan_id, "1", None, ("dưới 30%", "40%"), "2025", where, (where, where)),
        Deadline(plan_id, ("15/12",), "report", None, "Sở Nội vụ", where, (where,)),
        HeaderField(plan_id, "number", None, ()),
        Statement(plan_id, "basis", "Luật", where, (where,)),
        Statement(plan_id, "funding", "ngân sách", where, (where,)),
        Statement(plan_id, "event", "hội nghị", where, (where,)),
    )
