"""What the tests of facts share: a plan of the corpus, or a few lines of one, read to its facts."""

from __future__ import annotations

import functools

from ingest.header import Header, read_header
from ingest.outline import outline
from ingest.pipeline import ParsedPlan, read_plan
from ingest.reading import Reading
from rag.lexicon import Lexicon
from rag.schema import Fact
from rag.settings import ROOT
from tests.ingest.reading_aloud import PLANS, document_of

LEXICON = Lexicon.load(ROOT / "prompts")
DAK_NONG, HUONG_TRA = "dak-nong-2021-2030", "huong-tra-2021-2025"
KON_TUM, LAM_THAO, QUANG_NGAI = "kon-tum-2021", "lam-thao-2024", "quang-ngai-2025"


@functools.cache
def plan(plan_id: str) -> ParsedPlan:
    """A plan of the corpus with its facts."""
    (path,) = (path for path in PLANS if path.stem == plan_id)
    return read_plan(path, plan_id)


def reading_of(text: str) -> Reading:
    """The lines of a plan, ready to be read for facts."""
    document = document_of(text)
    return Reading("thu", document, outline(document), LEXICON)


def header_of(text: str) -> Header:
    """The header of a plan given by its lines."""
    document = document_of(text)
    return read_header("thu", document, outline(document), LEXICON)


def assert_quoted(facts: tuple[Fact, ...], text: str) -> None:
    """Every slice of every fact is the text's own."""
    for fact in facts:
        assert fact.sources or fact.value is not None  # type: ignore[union-attr]
        for piece in fact.sources:
            assert piece.text == text[piece.start : piece.end] == piece.text.strip() != ""
