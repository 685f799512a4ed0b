"""The shipped embedding, and the door to any other model."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from rag.embedding import Embedding, load_embedding
from rag.errors import UsageError
from rag.settings import ROOT

MODEL = ROOT / "rag" / "model"
TEXTS = [
    "Bình đẳng giới",
    "binh dang gioi",
    "Ủy ban nhân dân tỉnh có trách nhiệm báo cáo Chính phủ.",
    "kinh phí thực hiện: 30% từ ngân sách nhà nước (175/KH-UBND)",
    "Điều 5. Nguồn kinh phí\nNgân sách trung ương; ngân sách địa phương; hợp tác quốc tế.",
]


@pytest.fixture(scope="module")
def model() -> Embedding:
    return load_embedding(str(MODEL))


def cosine(model: Embedding, query: str, passage: str) -> float:
    return float(model.encode_queries([query])[0] @ model.encode_passages([passage])[0])


def test_vectors_are_unit_rows(model: Embedding) -> None:
    for vectors in (model.encode_queries(TEXTS), model.encode_passages(TEXTS)):
        assert vectors.shape == (len(TEXTS), model.dimension)
        assert vectors.dtype == np.float32
        assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


@pytest.mark.parametrize("text", ["", "  \n", "…", "- ./."])
def test_a_text_without_words_is_near_nothing(model: Embedding, text: str) -> None:
    assert not model.encode_passages([text]).any()


def test_no_texts(model: Embedding) -> None:
    assert model.encode_passages([]).shape == (0, model.dimension)


def test_same_text_same_vector_in_any_batch(model: Embedding) -> None:
    many = model.encode_passages(TEXTS * 300)
    again = load_embedding(str(MODEL))
    assert again.id == model.id
    for row, text in enumerate(TEXTS):
        alone = again.encode_passages([text])[0]
        assert np.array_equal(many[row], alone)
        assert np.array_equal(many[row + len(TEXTS) * 299], alone)


@pytest.mark.parametrize(
    ("query", "near", "far"),
    [
        pytest.param("binh dang gioi", "bình đẳng giới", "ngân sách nhà nước", id="unmarked"),
        pytest.param(
            "uy ban nhan dan", "Ủy ban nhân dân", "Mặt trận Tổ quốc", id="unmarked agency"
        ),
        pytest.param(
            "bao luc gia dinh", "phòng, chống bạo lực gia đình", "báo cáo", id="unmarked d"
        ),
        pytest.param("lao động nữ", "phụ nữ làm việc", "hồ sơ cấp giấy phép", id="meaning"),
    ],
)
def test_nearer(model: Embedding, query: str, near: str, far: str) -> None:
    assert cosine(model, query, near) > cosine(model, query, far) + 0.1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("HÒA GIẢI VIÊN", "hoà giải viên", id="case and place of the tone"),
        pytest.param("thủy lợi", "thuỷ lợi", id="uy"),
        pytest.param("Đắk Nông", "Đa\u0306\u0301k No\u0302ng", id="decomposed"),
        pytest.param("kinh tế - xã hội", "kinh tế, xã hội", id="punctuation"),
    ],
)
def test_spellings_of_one_text(model: Embedding, one: str, other: str) -> None:
    assert cosine(model, one, other) == pytest.approx(1, abs=1e-5)


def test_shipped_model_needs_no_torch() -> None:
    code = (
        "import sys; from rag.embedding import load_embedding; "
        f"m = load_embedding({str(MODEL)!r}); m.encode_queries(['bình đẳng giới']); "
        "print([n for n in ('torch', 'sentence_transformers', 'transformers') if n in sys.modules])"
    )
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_shipped_model_fits_the_repository() -> None:
    assert sum(f.stat().st_size for f in MODEL.rglob("*") if f.is_file()) <= 16_000_000


@pytest.mark.filterwarnings("ignore")
def test_sentence_transformers_reads_the_same_vectors(model: Embedding) -> None:
    from sentence_transformers import SentenceTransformer

    other = SentenceTransformer(str(MODEL), device="cpu")
    ours = model.encode_passages(TEXTS)
    theirs = other.encode(TEXTS, normalize_embeddings=True, show_progress_bar=False)
    assert (ours * theirs).sum(axis=1).min() > 0.999


@pytest.mark.filterwarnings("ignore")
def test_another_model_goes_through_sentence_transformers(tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Dense, StaticEmbedding
    from tokenizers import Tokenizer, models, pre_tokenizers

    tokenizer = Tokenizer(models.WordLevel({"[UNK]": 0, "kế": 1, "hoạch": 2}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    made = SentenceTransformer(
        modules=[StaticEmbedding(tokenizer, embedding_dim=8), Dense(8, 4)], device="cpu"
    )
    made.save(str(tmp_path / "tiny"))

    tiny = load_embedding(str(tmp_path / "tiny"))
    vectors = tiny.encode_queries(["kế hoạch", "kế"])
    assert tiny.dimension == 4
    assert tiny.id.startswith("tiny-")
    assert vectors.shape == (2, 4)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert tiny.encode_passages([]).shape == (0, 4)


@pytest.mark.parametrize("name", ["/no/such/model", "./no-such-model", "a/b/c", ""])
def test_a_missing_folder_is_named(name: str) -> None:
    with pytest.raises(UsageError, match="Mô hình nhúng"):
        load_embedding(name)


def test_a_damaged_folder_is_named(tmp_path: Path) -> None:
    module = {"idx": 0, "name": "0", "path": "", "type": "x.StaticEmbedding"}
    (tmp_path / "modules.json").write_text(json.dumps([module]))
    with pytest.raises(UsageError, match="không đọc được"):
        load_embedding(str(tmp_path))
    (tmp_path / "modules.json").write_text("{")
    with pytest.raises(UsageError, match="không đọc được"):
        load_embedding(str(tmp_path))


@pytest.mark.filterwarnings("ignore")
def test_a_hub_model_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    import huggingface_hub.constants

    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
    with pytest.raises(UsageError, match="no-such-owner/no-such-model"):
        load_embedding("no-such-owner/no-such-model")
