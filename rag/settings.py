"""One frozen settings object, built at an entry point and passed down."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from rag.errors import UsageError

ROOT = Path(__file__).resolve().parent.parent
"""The project folder: ``rag/`` lies in it, and ``prompts/``, ``corpus/`` beside ``rag/``."""


SHIPPED_MODEL = ROOT / "rag" / "model"
"""The embedding that comes along; its words also tell what a question is about."""


class Settings(BaseSettings):
    """Paths, limits and model of one run; each field can be set as ``HOI_<NAME>``."""

    model_config = SettingsConfigDict(env_prefix="HOI_", frozen=True, extra="forbid")

    corpus: Path = ROOT / "corpus"
    index: Path = ROOT / "index"
    prompts: Path = ROOT / "prompts"
    feedback: Path | None = None
    """What readers think of answers; ``feedback.sqlite`` beside the index where none is named."""
    embedding_model: str = str(SHIPPED_MODEL)
    """A sentence-transformers folder or hub id; the default ships with the project."""
    reranker: str | None = None
    """A cross-encoder's folder or hub id; where it is set, it orders the best hits of a search."""

    chroma_host: str | None = None
    """Set only for a managed or distributed Chroma; see docs/decisions.md for the warning."""
    chroma_port: int = 8000

    top_k: int = 10
    max_file_bytes: int = 50_000_000
    max_text_chars: int = 2_000_000
    max_pages: int = 2_000
    max_seconds_per_file: int = 120
    max_seconds_per_page: int = 60
    """More for each page that has to be recognised."""
    max_memory_bytes: int = 2_000_000_000
    """Of the process that parses a file."""
    max_question_chars: int = 2_000
    max_uploaded_files: int = 50
    """Files that the page takes at once."""

    admin_password_hash: str | None = Field(default=None, exclude=True, repr=False)
    """What ``hoi password`` printed; a parser's command line, made of these, never has it."""

    llm_url: str | None = None
    """An OpenAI-compatible endpoint or Ollama; with it and a model set, answers are phrased."""
    llm_model: str | None = None
    llm_api_key: str | None = Field(default=None, exclude=True, repr=False)
    """Only ever from the environment, and sent to that endpoint alone."""
    llm_timeout_s: float = Field(default=30.0, gt=0, le=600)
    """A whole answer, a second try included; behind it stands the answer without a model."""
    llm_max_tokens: int = Field(default=1_500, ge=16, le=32_000)
    """Of one reply; what a sentence more would need is left unsaid by the model."""
    llm_at_once: int = Field(default=2, ge=1, le=64)
    """Answers that the model phrases at the same time; one more waits for its turn."""
    llm_rewrite: bool = False
    """Whether the model may say a question in other words where the plans seem to lack it."""

    users: Path | None = None
    """Who may sign in, one ``name:hash`` a line; where none is named, nobody has to."""
    proxy: str | None = None
    """Addresses of the proxies in front, with commas: what they say of a client is believed."""
    rate_per_minute: int = Field(default=1_200, ge=0)
    """Questions and the like from one address over a network; 0: as many as it likes."""
    rate_burst: int = Field(default=600, ge=1)
    """Of them at once, before the rate holds."""

    @property
    def feedback_file(self) -> Path:
        """Outside the index, which ``--rebuild`` makes anew."""
        return self.feedback or self.index.absolute().parent / "feedback.sqlite"


def given_settings(index: Path | None = None, model: str | None = None) -> Settings:
    """The settings of the environment, with what a command was given in their place.

    Raises:
        UsageError: a variable of the environment holds what cannot be used.
    """
    try:
        settings = Settings()
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = "_".join(("HOI", *map(str, first["loc"]))).upper()
        raise UsageError(f"{name}: giá trị không dùng được ({first['msg']}).") from error
    given = {"index": index, "embedding_model": model}
    return settings.model_copy(update={key: one for key, one in given.items() if one is not None})
