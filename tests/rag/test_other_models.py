"""Embeddings from elsewhere: their prefixes, joined syllables, and an index made with them."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from ingest.pipeline import ingest_corpus
from rag.ask import Asker
from rag.embedding import Vectors, load_embedding
from rag.errors import ModelMismatch, UsageError
from rag.model_families import family_of
from rag.settings import ROOT, Settings
from tests.rag.tiny_models import DIMENSION, bi_encoder

pytestmark = pytest.mark.filterwarnings("ignore")

PROMPTS = ROOT / "prompts"
TEXT = "sở y tế báo cáo"


def same(one: Vectors, other: Vectors) -> bool:
    return bool(np.allclose(one, other, atol=1e-5))


@pytest.mark.parametrize(
    ("model", "query", "passage", "segmented"),
    [
        ("intfloat/multilingual-e5-small", "query: ", "passage: ", False),
        ("/mnt/may/multilingual-e5-base", "query: ", "passage: ", False),
        (
            "/hub/models--intfloat--multilingual-e5-small/snapshots/c007d7e",
            "query: ",
            "passage: ",
            False,
        ),
        ("bqbbao6/vietnamese-legal-embedding", "query: ", "passage: ", False),
        ("bqbbao6/vietnamese-legal-embedding-wsgm", "query: ", "passage: ", True),
        ("bkai-foundation-models/vietnamese-bi-encoder", "", "", True),
        ("VoVanPhuc/sup-SimCSE-VietNamese-phobert-base", "", "", True),
        ("itdainb/PhoRanker", "", "", True),
        ("BAAI/bge-m3", "", "", False),
        ("/multilingual-e5-small/cu/may/khac/bge-m3", "", "", False),
    ],
)
def test_what_a_model_wants(model: str, query: str, passage: str, segmented: bool) -> None:
    family = family_of(model, None, PROMPTS)
    assert (family.query, family.passage, family.segmented) == (query, passage, segmented)


def test_an_instruction_stands_before_questions_alone() -> None:
    family = family_of("intfloat/multilingual-e5-large-instruct", None, PROMPTS)
    assert family.query.startswith("Instruct: ")
    assert family.passage == ""


def test_the_tokenizer_tells_where_the_name_does_not() -> None:
    class PhobertTokenizer:
        pass

    assert family_of("/mnt/may/mo-hinh", PhobertTokenizer(), PROMPTS).segmented


@pytest.mark.parametrize(
    ("name", "own", "query", "passage"),
    [
        pytest.param("plain", None, "", "", id="none"),
        pytest.param("multilingual-e5-tiny", None, "query: ", "passage: ", id="by its name"),
        pytest.param(
            "multilingual-e5-tiny", {"query": "own: "}, "own: ", "", id="its own before its name's"
        ),
        pytest.param(
            "plain", {"query": "own: ", "passage": "passage: "}, "own: ", "passage: ", id="passage"
        ),
    ],
)
def test_prefixes(
    tmp_path: Path, name: str, own: Mapping[str, str] | None, query: str, passage: str
) -> None:
    bare = load_embedding(bi_encoder(tmp_path / "bare"))
    model = load_embedding(bi_encoder(tmp_path / name, own))
    assert model.dimension == DIMENSION
    assert same(model.encode_queries([TEXT]), bare.encode_passages([query + TEXT]))
    assert same(model.encode_passages([TEXT]), bare.encode_passages([passage + TEXT]))
    assert not same(bare.encode_passages(["query: " + TEXT]), bare.encode_passages([TEXT]))


def test_another_prefix_is_another_model(tmp_path: Path) -> None:
    """Vectors made with the old one must not be compared with the new one's."""
    one = load_embedding(bi_encoder(tmp_path / "one" / "tiny"))
    other = load_embedding(bi_encoder(tmp_path / "two" / "tiny", {"passage": "passage: "}))
    assert one.id.startswith("tiny-")
    assert other.id.startswith("tiny-")
    assert one.id != other.id


@pytest.fixture
def segmenter(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stands in for pyvi, which is not installed with the test tools."""
    package, tokenizer = ModuleType("pyvi"), ModuleType("pyvi.ViTokenizer")
    vars(tokenizer)["tokenize"] = lambda text: text.replace("kế hoạch", "kế_hoạch")
    vars(package)["ViTokenizer"] = tokenizer
    monkeypatch.setitem(sys.modules, "pyvi", package)
    monkeypatch.setitem(sys.modules, "pyvi.ViTokenizer", tokenizer)


@pytest.mark.usefixtures("segmenter")
def test_syllables_are_joined_for_a_model_that_wants_it(tmp_path: Path) -> None:
    bare = load_embedding(bi_encoder(tmp_path / "bare"))
    model = load_embedding(bi_encoder(tmp_path / "vietnamese-bi-encoder"))
    for encode in (model.encode_queries, model.encode_passages):
        assert same(encode(["kế hoạch"]), bare.encode_passages(["kế_hoạch"]))
        assert not same(encode(["kế hoạch"]), bare.encode_passages(["kế hoạch"]))


def test_what_to_install_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyvi", None)
    with pytest.raises(UsageError, match=r"pip install -e '\.\[segment\]'") as told:
        load_embedding(bi_encoder(tmp_path / "vietnamese-bi-encoder"))
    assert "\n" not in str(told.value)


def test_pyvi_joins_words_and_keeps_their_letters() -> None:
    pytest.importorskip("pyvi")
    from rag.segmentation import word_segmenter

    (text,) = word_segmenter("bất kỳ")(["Sở Y tế phối hợp\nhoà giải viên"])
    assert text.split() == ["Sở", "Y_tế", "phối_hợp", "hoà_giải_viên"]


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """An index of two plans made with a model from elsewhere."""
    folder = tmp_path_factory.mktemp("elsewhere")
    model = bi_encoder(folder / "multilingual-e5-tiny")
    settings = Settings(index=folder / "index", embedding_model=model)
    files = (ROOT / "corpus" / "kon-tum-2021.md", ROOT / "corpus" / "quang-ngai-2025.txt")
    assert not ingest_corpus(settings, files, rebuild=True).failed
    return settings


def test_an_index_of_another_model_is_searched(elsewhere: Settings) -> None:
    asker = Asker(elsewhere)
    assert asker.reader.model is not None
    assert asker.reader.model[0].startswith("multilingual-e5-tiny-")
    hits = asker.search("kinh phí thực hiện", 5)
    assert len(hits) == 5
    answer = asker.ask("kinh phí thực hiện lấy từ nguồn nào?")
    assert answer.citations


def test_an_index_keeps_its_model_until_it_is_made_anew(elsewhere: Settings) -> None:
    shipped = Settings(index=elsewhere.index)
    for step in (
        lambda: ingest_corpus(shipped, (ROOT / "corpus" / "lam-thao-2024.md",)),
        lambda: Asker(shipped).search("kinh phí thực hiện", 5),
    ):
        with pytest.raises(ModelMismatch) as told:
            step()
        for part in ("multilingual-e5-tiny-", "HOI_EMBEDDING_MODEL", "hoi ingest --rebuild"):
            assert part in str(told.value)
        assert "\n" not in str(told.value)
