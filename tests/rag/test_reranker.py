"""A cross-encoder that orders what the search found."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from rag.ask import Asker
from rag.doctor import examine
from rag.errors import UsageError
from rag.reranker import CANDIDATES, Reranker, best_first
from rag.schema import Hit, Passage, Step
from rag.settings import ROOT, Settings
from tests.rag.tiny_models import cross_encoder

pytestmark = pytest.mark.filterwarnings("ignore")

PROMPTS = ROOT / "prompts"
QUESTION = "kinh phí thực hiện"


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    return cross_encoder(tmp_path_factory.mktemp("models") / "tiny-reranker")


def hits(count: int) -> tuple[Hit, ...]:
    texts = ("sở y tế", "kế hoạch", "báo cáo ngân sách", "kinh phí")
    return tuple(
        Hit(Passage("p", (Step("khoan", str(n)),), 0, texts[n % len(texts)], ()), 1 - n / count)
        for n in range(count)
    )


def test_the_best_are_put_in_order_and_the_others_stay(model: str) -> None:
    found = hits(CANDIDATES + 3)
    ranked = Reranker(model, PROMPTS).best_first(QUESTION, found)
    read = ranked[:CANDIDATES]
    scores = [hit.reranked for hit in read if hit.reranked is not None]
    assert len(scores) == CANDIDATES
    assert scores == sorted(scores, reverse=True)
    assert {hit.passage.id for hit in read} == {hit.passage.id for hit in found[:CANDIDATES]}
    assert [hit.passage.id for hit in read] != [hit.passage.id for hit in found[:CANDIDATES]]
    assert ranked[CANDIDATES:] == found[CANDIDATES:]


def test_ties_keep_the_order_of_the_search(model: str) -> None:
    ranked = Reranker(model, PROMPTS).best_first(QUESTION, hits(8))
    first = [hit.score for hit in ranked if hit.passage.text == ranked[0].passage.text]
    assert first == sorted(first, reverse=True)


def test_nothing_found_is_nothing_to_read(model: str) -> None:
    assert Reranker(model, PROMPTS).best_first(QUESTION, ()) == ()


def test_more_are_read_than_shown(model: str) -> None:
    asked: list[int] = []

    def search(k: int) -> tuple[Hit, ...]:
        asked.append(k)
        return hits(k)

    shown = best_first(Settings(reranker=model))(QUESTION, search, 2)
    assert asked == [CANDIDATES]
    assert len(shown) == 2
    assert best_first(Settings())(QUESTION, search, 2) == hits(2)


def test_the_search_takes_it(corpus_index: Settings, model: str) -> None:
    plain = Asker(corpus_index).search(QUESTION, 10)
    found = Asker(corpus_index.model_copy(update={"reranker": model})).search(QUESTION, 10)
    assert len(found) == len(plain) == 10
    assert any(hit.reranked is not None for hit in found)
    assert all(hit.reranked is None for hit in plain)


def test_nothing_is_loaded_where_none_is_set(corpus_index: Settings) -> None:
    code = (
        "import sys; from rag.ask import Asker; from rag.settings import Settings; "
        f"Asker(Settings(index={str(corpus_index.index)!r})).search({QUESTION!r}, 3); "
        "print([n for n in ('torch', 'sentence_transformers', 'transformers') if n in sys.modules])"
    )
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_what_cannot_be_used_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Mô hình xếp lại"):
        Reranker(str(tmp_path), PROMPTS)
    with pytest.raises(UsageError, match="cho 3 điểm"):
        Reranker(cross_encoder(tmp_path / "three", scores=3), PROMPTS)


def test_one_that_wants_joined_syllables_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyvi", None)
    with pytest.raises(UsageError, match=r"pip install -e '\.\[segment\]'"):
        Reranker(cross_encoder(tmp_path / "PhoRanker"), PROMPTS)


def test_doctor_says_which(corpus_index: Settings, model: str, tmp_path: Path) -> None:
    assert examine(corpus_index).reranker is None
    assert examine(corpus_index.model_copy(update={"reranker": model})).problems == ()
    broken = examine(corpus_index.model_copy(update={"reranker": str(tmp_path)}))
    assert [one.split(":")[0] for one in broken.problems] == ["Mô hình xếp lại"]
