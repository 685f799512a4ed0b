"""The training script on a handful of articles: what it reads, and that its folder loads."""

from __future__ import annotations

import lzma
import random
import sys
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from ingest.training.negatives import look_alikes
from ingest.training.texts import Article, Recipe, distinct, draw_pair, drawn, read_articles, words
from ingest.training.variants import Everyday, slip
from rag.embedding import load_embedding
from rag.text import has_marks

TEXT = """Chương I
Luật Bình đẳng giới
Điều 1. Phạm vi điều chỉnh
Luật này quy định nguyên tắc bình đẳng giới trong các lĩnh vực của đời sống xã hội và
gia đình.
Article 1. Scope of regulation in English
Chương II
QUY ĐỊNH CỤ THỂ
Điều 20.5.LQ.48. Trợ cấp một lần 1. Người lao động bị suy giảm khả năng lao động được trợ cấp.
(Điều 48 Luật số 84/2015/QH13, có hiệu lực thi hành kể từ ngày 01/07/2016)
2. Mức trợ cấp do Chính phủ quy định.
"""


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_bytes(lzma.compress(text.encode()))
    return path


def test_articles(tmp_path: Path) -> None:
    first, second = read_articles(write(tmp_path, "a.txt.xz", TEXT))
    sentence = (
        "Luật này quy định nguyên tắc bình đẳng giới trong các lĩnh vực của đời sống xã hội và "
        "gia đình."
    )
    assert first == Article("Luật Bình đẳng giới", "Phạm vi điều chỉnh", (sentence,))
    assert (second.title, second.heading) == (None, "Trợ cấp một lần")
    assert [line[:2] for line in second.body] == ["1.", "2."]
    assert len(list(distinct(iter([first, first])))) == 1


def test_words() -> None:
    assert " ".join(words("Hoà giải, HÒA giải: 30% (KH_2)")) == "hòa giải hòa giải 30 % kh 2"


EVERYDAY = Everyday([(("tiền", "tiền nong"), ("kinh phí",))])


def test_some_anchors_lose_their_marks_and_some_are_said_in_everyday_words() -> None:
    article = Article(None, "Nguồn kinh phí thực hiện", ("Ngân sách nhà nước bảo đảm.",) * 3)
    chance = random.Random(1)
    asked = [draw_pair(article, chance, Recipe(EVERYDAY))[0] for _ in range(200)]
    assert 100 < sum(map(has_marks, asked)) < 180
    assert any("tiền" in one for one in asked)


@pytest.mark.parametrize(
    ("text", "reworded"),
    [
        ("Nguồn kinh phí thực hiện", {"Nguồn tiền thực hiện", "Nguồn tiền nong thực hiện"}),
        ("Kinh phí", {"tiền", "tiền nong"}),
        ("bình đẳng giới", {"bình đẳng giới"}),
        ("", {""}),
    ],
)
def test_everyday_words(text: str, reworded: set[str]) -> None:
    chance = random.Random(1)
    assert {EVERYDAY.reword(text, chance) for _ in range(30)} == reworded


@pytest.mark.parametrize(
    ("word", "slips"),
    [
        ("nghĩa", {"nghỉa"}),
        ("sở", {"xở", "sỡ"}),
        ("trách", {"chách"}),
        ("dân", {"giân", "rân", "dâng"}),
        ("kế", {"kế"}),
    ],
)
def test_slips_of_the_ear(word: str, slips: set[str]) -> None:
    chance = random.Random(1)
    assert {slip(word, chance) for _ in range(60)} == slips


def test_look_alikes_share_words_and_are_not_the_same() -> None:
    heading = "Trách nhiệm báo cáo số liệu về bạo lực gia đình"
    articles = [
        Article(None, heading, ("Sở Y tế gửi số liệu khám bệnh hằng quý cho tỉnh.",)),
        Article(None, heading, ("Sở Y tế gửi số liệu khám bệnh hằng quý cho tỉnh nhà.",)),
        Article(None, "Số liệu về bạo lực gia đình", ("Công an lập hồ sơ từng vụ việc xảy ra.",)),
        Article(None, "Khen thưởng", ("Hội đồng xét tặng bằng khen mỗi năm một lần.",)),
    ]
    assert look_alikes(articles)[0] == (2,)


@pytest.mark.parametrize(
    ("recipe", "texts"),
    [
        (Recipe(), {"anchor", "positive"}),
        (Recipe(EVERYDAY, 0.03, negatives=True), {"anchor", "positive", "negative"}),
    ],
)
def test_a_recipe_draws_pairs_or_threes_the_same_each_time(recipe: Recipe, texts: set[str]) -> None:
    articles = [
        Article(None, f"Kinh phí {n}", (f"Ngân sách nhà nước bảo đảm {n}.",)) for n in range(4)
    ]
    alike = [(), (0, 2), (), ()]
    once, again = (list(islice(drawn(articles, alike, recipe, 7), 12)) for _ in range(2))
    assert once == again
    assert {frozenset(one) for one in once} == {frozenset(texts)}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("options", [[], ["--variants", "--matryoshka"]])
def test_trains_a_folder_that_loads(
    options: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ingest.training import __main__ as train_embedding

    text = "".join(
        f"Điều {n}. Trách nhiệm của Ủy ban nhân dân số {n}\n"
        f"1. Ủy ban nhân dân bố trí kinh phí thực hiện kế hoạch số {n} theo quy định.\n"
        f"2. Sở Tài chính báo cáo kết quả thực hiện bình đẳng giới số {n} hằng năm.\n"
        for n in range(1, 41)
    )
    for name in train_embedding.SOURCES:
        write(tmp_path, name, text)
    out = tmp_path / "model"
    monkeypatch.setattr(train_embedding, "BATCH", 32)
    monkeypatch.setattr(
        sys, "argv", ["train", "--text", str(tmp_path), "--out", str(out), "--steps", "2", *options]
    )
    train_embedding.main()
    assert "<svg" in (out / "training.svg").read_text()
    model = load_embedding(str(out))
    vectors = model.encode_passages(["Ủy ban nhân dân", "uỷ ban nhân dân", "kế hoạch", ""])
    assert np.isfinite(vectors).all()
    assert np.allclose(vectors[0], vectors[1], atol=1e-6)
    assert vectors[2].any()
    assert not vectors[3].any()
