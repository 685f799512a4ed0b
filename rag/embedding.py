"""The one door to embedding models: texts in, unit vectors out.

A folder that holds a single sentence-transformers ``StaticEmbedding`` (the shipped ``rag/model``
is one) is read with tokenizers, safetensors and numpy alone: no torch, loaded in about 0.1 s.
Any other folder or hub id is loaded through sentence-transformers (8-15 s for the import).
"""

from __future__ import annotations

import functools
import hashlib
import json
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

import numpy as np
import numpy.typing as npt

from rag.errors import UsageError
from rag.model_families import Family, family_of
from rag.segmentation import Segment, word_segmenter
from rag.settings import ROOT

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer

Vectors = npt.NDArray[np.float32]

BATCH = 512
"""Texts tokenised at once; bounds the memory of the gathered rows (180 tokens x 256 x 4 B)."""

WEIGHT_SUFFIXES = (".safetensors", ".bin", ".onnx")
PASSAGE_PROMPTS = ("document", "passage", "corpus")
"""Names under which a model's configuration may keep its passage prefix, in the order
sentence-transformers looks them up."""


class Embedding(Protocol):
    """A loaded model. Rows are L2-normalised float32, so a dot product is a cosine.

    An empty text, or one with no known token, gives a zero vector: it is near nothing. (A
    transformer model has no such case; it embeds its special tokens.)
    """

    @property
    def id(self) -> str:
        """Folder or hub name and a short hash of the weights; it is stored with the index."""

    @property
    def dimension(self) -> int:
        """Length of every vector."""

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimension), with the model's query prefix if it has one."""

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimension), with the model's passage prefix if any."""


def load_embedding(model: str, prompts: Path = ROOT / "prompts") -> Embedding:
    """Load a sentence-transformers folder or hub id.

    ``prompts`` is the folder whose ``models.toml`` tells what the configuration of a model leaves
    out: its prefixes, and whether it wants the syllables of words joined.

    Raises:
        UsageError: The folder or hub id cannot be loaded, or wants a library that is not there.
    """
    folder = Path(model)
    if folder.is_dir():
        static = _static_module(folder)
        return _SentenceModel(model, prompts) if static is None else _static_model(folder, static)
    # A hub id is "name" or "owner/name"; anything else was meant as a folder.
    if folder.is_absolute() or model.startswith((".", "~")) or model.count("/") > 1 or not model:
        raise UsageError(
            f"Mô hình nhúng: không có thư mục {model!r}. Hãy đặt HOI_EMBEDDING_MODEL "
            "(hoặc --model) là một thư mục sentence-transformers hoặc tên trên hub."
        )
    return _SentenceModel(model, prompts)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of one or two syllables; ``weight`` is what the training made of its rarity (3-40)."""

    written: str
    weight: float
    direction: Vectors


_READ = 1024
"""Texts whose words are kept; a passage of 60 words takes some 60 kB."""


class WordTable:
    """The words of a static model: a text cut into them, each with its weight and direction."""

    def __init__(self, folder: Path) -> None:
        """``folder`` holds a static model; the shipped one knows pairs of syllables as words.

        Raises:
            UsageError: The folder holds no static model.
        """
        module = _static_module(folder)
        if module is None:
            raise _unreadable(folder, ValueError("không phải mô hình tĩnh"))
        self._model = _static_model(folder, module)
        # the same passages and headings are read again for each question
        self.directions = functools.lru_cache(maxsize=_READ)(self._model.directions)
        """The directions of a text's words, one a row."""

    def words(self, text: str) -> tuple[Word, ...]:
        """The words of a text in order; single letters of unknown words are left out."""
        return self._model.words(text)


def _static_module(folder: Path) -> Path | None:
    """The folder of the model's StaticEmbedding where that is all the model has, else None."""
    listing = folder / "modules.json"
    if not listing.is_file():
        return None
    try:
        modules = json.loads(listing.read_text(encoding="utf-8"))
        names = [str(module["type"]).rpartition(".")[2] for module in modules]
        first = folder / str(modules[0]["path"])
    except (ValueError, LookupError, TypeError) as error:
        raise _unreadable(folder, error) from error
    # A trailing Normalize changes nothing here: rows are normalised anyway.
    return first if names in (["StaticEmbedding"], ["StaticEmbedding", "Normalize"]) else None


def _unreadable(model: Path | str, error: Exception) -> UsageError:
    reason = " ".join(str(error).split())[:200] or type(error).__name__
    return UsageError(
        f"Mô hình nhúng: không đọc được {str(model)!r} ({reason}). Hãy kiểm tra đường dẫn "
        "hoặc tên, hoặc bỏ HOI_EMBEDDING_MODEL để dùng mô hình đi kèm."
    )


def _digest(files: Sequence[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        with file.open("rb") as stream:
            digest.update(hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()[:10]


def _unit(vectors: Vectors) -> Vectors:
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return cast(Vectors, np.divide(vectors, norms, out=np.zeros_like(vectors), where=norms > 0))


class _StaticModel:
    """Token vectors summed per text; the mean differs only in length, which is normalised away."""

    def __init__(self, folder: Path, module: Path) -> None:
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        weights, vocabulary = module / "model.safetensors", module / "tokenizer.json"
        try:
            self._tokenizer: Tokenizer = Tokenizer.from_file(str(vocabulary))
            self._rows = _Rows(load_file(weights))
            prompts = _prompts(folder)
        # tokenizers raises a bare Exception, safetensors its own subclass of it.
        except Exception as error:
            raise _unreadable(folder, error) from error
        self._tokenizer.no_padding()
        self._query_prompt = prompts.get("query", "")
        self._passage_prompt = next((prompts[n] for n in PASSAGE_PROMPTS if n in prompts), "")
        self.id = f"{folder.resolve().name}-{_digest((weights, vocabulary))}"
        self.dimension = self._rows.dimension

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        return self._encode([self._query_prompt + text for text in texts])

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        return self._encode([self._passage_prompt + text for text in texts])

    def _encode(self, texts: list[str]) -> Vectors:
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for start in range(0, len(texts), BATCH):
            encodings = self._tokenizer.encode_batch_fast(
                texts[start : start + BATCH], add_special_tokens=False
            )
            for row, encoding in enumerate(encodings, start):
                ids = encoding.ids
                if ids:
                    vectors[row] = self._rows.take(ids).sum(axis=0)
        return _unit(vectors)

    def words(self, text: str) -> tuple[Word, ...]:
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        whole = [
            (token, number) for token, number in zip(encoding.tokens, encoding.ids, strict=True)
            if token.startswith(_SPACE)
        ]  # fmt: skip
        if not whole:
            return ()
        rows = self._rows.take([number for _, number in whole])
        norms = np.linalg.norm(rows, axis=1)
        return tuple(
            Word(token.strip(_SPACE).replace(_SPACE, " "), float(norm), direction)
            for (token, _), norm, direction in zip(whole, norms, _unit(rows), strict=True)
        )

    def directions(self, text: str) -> Vectors:
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        ids = np.asarray(encoding.ids, np.int64)
        numbers = ids[self._begins_word[ids]]
        return _unit(self._rows.take(numbers)) if len(numbers) else np.zeros((0, 1), np.float32)

    @functools.cached_property
    def _begins_word(self) -> npt.NDArray[np.bool_]:
        """By token id."""
        vocabulary = self._tokenizer.get_vocab()
        found = np.zeros(max(vocabulary.values()) + 1, np.bool_)
        found[[number for token, number in vocabulary.items() if token[0] == _SPACE]] = True
        return found


def _static_model(folder: Path, module: Path) -> _StaticModel:
    """One object a folder: the words of a question and the search read the same table."""
    with _LOADING:
        return _loaded(folder, module)


_LOADING = threading.Lock()
_loaded = functools.lru_cache(maxsize=4)(_StaticModel)


_SPACE = "▁"
"""How tokenizers marks the beginning of a word."""


class _Rows:
    """One float32 row per token id, made when it is asked for: a question needs a dozen of 50,000.

    Either ``embedding.weight`` alone, or the layout sentence-transformers shares with model2vec:
    ``embeddings`` (here int8), with a ``mapping`` from token id to row and a ``weights`` factor
    per token id.
    """

    def __init__(self, tensors: dict[str, npt.NDArray[np.generic]]) -> None:
        plain = "embedding.weight" in tensors
        self._table = tensors["embedding.weight" if plain else "embeddings"]
        self._mapping = None if plain else tensors.get("mapping")
        self._weights = None if plain else tensors.get("weights")
        self.dimension = int(self._table.shape[1])

    def take(self, ids: list[int] | npt.NDArray[np.int64]) -> Vectors:
        """The rows of some tokens, in their order."""
        found = ids if self._mapping is None else self._mapping[ids].astype(np.int64)
        rows = self._table[found].astype(np.float32)
        if self._weights is not None:
            rows *= self._weights[ids].astype(np.float32)[:, None]
        return rows


def _prompts(folder: Path) -> dict[str, str]:
    configuration = folder / "config_sentence_transformers.json"
    if not configuration.is_file():
        return {}
    prompts = json.loads(configuration.read_text(encoding="utf-8")).get("prompts") or {}
    return {str(name): str(text) for name, text in prompts.items() if text}


class _SentenceModel:
    """Any other model, through sentence-transformers on the CPU."""

    def __init__(self, model: str, prompts: Path) -> None:
        from sentence_transformers import SentenceTransformer

        try:
            # HF_HUB_OFFLINE and TRANSFORMERS_OFFLINE are read by the libraries themselves.
            self._model: SentenceTransformer = SentenceTransformer(model, device="cpu")
        # Hub, network, disk and configuration faults come as a dozen unrelated classes.
        except Exception as error:
            raise _unreadable(model, error) from error
        dimension = self._model.get_embedding_dimension()
        if dimension is None:
            raise _unreadable(model, ValueError("không rõ số chiều"))
        self.dimension = int(dimension)
        family = family_of(model, getattr(self._model, "tokenizer", None), prompts)
        self._segment: Segment | None = word_segmenter(model) if family.segmented else None
        _settle(self._model.prompts, family)
        self.id = f"{Path(model).name}-{self._version(model, family.segmented)}"

    def _version(self, model: str, segmented: bool) -> str:
        """Hash of the weight files of a folder, or of a hub model's commit, and of its prefixes.

        Other prefixes or joined syllables make other vectors of the same weights.
        """
        folder = Path(model)
        if folder.is_dir():
            files = _digest(sorted(f for f in folder.rglob("*") if f.suffix in WEIGHT_SUFFIXES))
        else:
            config = getattr(getattr(self._model[0], "auto_model", None), "config", None)
            files = f"{model}@{getattr(config, '_commit_hash', None)}"
        made_with = json.dumps([files, self._model.prompts, segmented], sort_keys=True)
        return hashlib.sha256(made_with.encode()).hexdigest()[:10]

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        return self._encode(self._model.encode_query, texts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        return self._encode(self._model.encode_document, texts)

    def _encode(self, encode: Callable[..., object], texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        read = list(texts) if self._segment is None else self._segment(texts)
        return _unit(np.asarray(encode(read, show_progress_bar=False), dtype=np.float32))


def _settle(prompts: dict[str, str | None], family: Family) -> None:
    """A model's own prefixes count, its family's where it has none.

    sentence-transformers puts an empty "document" beside a model's own "passage" and takes that.
    """
    if any(prompts.values()):
        prompts["document"] = next((own for n in PASSAGE_PROMPTS if (own := prompts.get(n))), "")
    else:
        prompts.update(query=family.query, document=family.passage)
