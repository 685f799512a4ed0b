"""Train the shipped static embedding on Vietnamese state documents.

    python -m ingest.training --text DIR [--out rag/model] [--steps N] [--variants] [--matryoshka]

articles (Điều N. Heading, body) -> vocabulary (syllables, pairs, unmarked forms) -> texts in pairs
(asked, passage) -> sentence-transformers -> int8 rows in a StaticEmbedding folder, and its curve.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import datasets  # type: ignore[import-untyped]
import torch
from safetensors.torch import save_file
from sentence_transformers import (
    SentenceTransformer,
    SentenceTransformerTrainer,
    SentenceTransformerTrainingArguments,
)
from sentence_transformers.sentence_transformer.losses import (
    MatryoshkaLoss,
    MultipleNegativesRankingLoss,
)
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from tokenizers import Tokenizer
from torch.autograd.function import FunctionCtx

from ingest.training.curve import draw_curve
from ingest.training.negatives import look_alikes
from ingest.training.texts import Article, Recipe, distinct, drawn, read_articles
from ingest.training.variants import Everyday
from ingest.training.vocabulary import Vocabulary, build_tokenizer, build_vocabulary
from rag.lexicon import Lexicon
from rag.settings import Settings

SOURCES = ("phapdien.txt.xz", "vbpl_trunguong.txt.xz", "vlc_laws.txt.xz")
SEED = 20261122
DIMENSION = 256
BATCH = 1024
SLIPS = 0.03
CUT_TO = (256, 128, 64)
"""Dimensions that --matryoshka trains the beginning of a vector for."""
LOGGED = 50
"""Steps of which the mean loss is kept."""


class _Spread(torch.autograd.Function):
    """``shares @ own``, with the transpose kept ready for the way back."""

    @staticmethod
    def forward(
        ctx: FunctionCtx, own: torch.Tensor, shares: torch.Tensor, transpose: torch.Tensor
    ) -> torch.Tensor:
        ctx.transpose = transpose  # type: ignore[attr-defined]
        return shares @ own

    @staticmethod
    def backward(ctx: FunctionCtx, *grads: torch.Tensor) -> tuple[torch.Tensor, None, None]:
        return ctx.transpose @ grads[0], None, None  # type: ignore[attr-defined]


class FactoredStatic(StaticEmbedding):
    """The trainable form of a StaticEmbedding: rows built from shared parts, a weight per row."""

    def __init__(self, vocabulary: Vocabulary, tokenizer: Tokenizer) -> None:
        super().__init__(tokenizer, embedding_dim=1)
        del self.embedding
        self.embedding_dim = DIMENSION
        count = len(vocabulary.frequency)
        own = torch.randn(count, DIMENSION, generator=torch.Generator().manual_seed(SEED))
        own[0] = 0
        self.own = torch.nn.Parameter(own)
        # Smooth inverse frequency (Arora et al. 2017) as the first guess of a row's weight.
        self.weight = torch.nn.Parameter(
            torch.tensor([math.log(1e-3 / (1e-3 + f)) for f in vocabulary.frequency])
        )
        self.made: torch.Tensor
        self.made_of: int | None = None
        self.row = torch.tensor(vocabulary.rows)
        cells = [(row, row, 1.0) for row in range(count)] + list(vocabulary.parts)
        shares = torch.sparse_coo_tensor(
            torch.tensor([[c[0] for c in cells], [c[1] for c in cells]]),
            torch.tensor([c[2] for c in cells]),
            (count, count),
            check_invariants=True,
        ).coalesce()
        self.shares = shares.to_sparse_csr()
        self.transpose = shares.t().coalesce().to_sparse_csr()

    def table(self) -> torch.Tensor:
        """One vector per row, before its weight."""
        return cast(torch.Tensor, _Spread.apply(self.own, self.shares, self.transpose))  # type: ignore[no-untyped-call]

    def forward(self, features: dict[str, torch.Tensor], **_: object) -> dict[str, torch.Tensor]:
        # Anchors and positives of one step share one table: it is as dear as the rest.
        if self.made_of != self.own._version:
            self.made, self.made_of = self.table(), self.own._version
        rows = self.row[features["input_ids"]]
        features["sentence_embedding"] = torch.nn.functional.embedding_bag(
            rows,
            self.made,
            features["offsets"],
            mode="sum",
            per_sample_weights=self.weight.exp()[rows],
        )
        return features

    def final_table(self) -> torch.Tensor:
        """The weighted rows; the unknown token's is zero, so that it never counts."""
        with torch.no_grad():
            table = self.table() * self.weight.exp()[:, None]
        table[0] = 0
        return table


def train(
    module: FactoredStatic,
    articles: Sequence[Article],
    recipe: Recipe,
    steps: int,
    *,
    matryoshka: bool = False,
) -> list[float]:
    """Train in place; returns the mean loss of every ``LOGGED`` steps."""
    model = SentenceTransformer(modules=[module], device="cpu")
    loss: torch.nn.Module = MultipleNegativesRankingLoss(model, scale=20.0)
    if matryoshka:
        loss = MatryoshkaLoss(model, loss, list(CUT_TO))
    optimizer = torch.optim.AdamW(
        [
            {"params": [module.own], "lr": 0.03, "weight_decay": 0.0},
            {"params": [module.weight], "lr": 0.006, "weight_decay": 0.0},
        ],
        betas=(0.9, 0.99),
    )
    warmup = max(1, steps // 20)

    def rate(step: int) -> float:
        if step < warmup:
            return (step + 1) / warmup
        return 0.05 + 0.95 * (1 + math.cos(math.pi * (step - warmup) / max(1, steps - warmup))) / 2

    with tempfile.TemporaryDirectory() as scratch:
        trainer = SentenceTransformerTrainer(
            model=model,
            args=SentenceTransformerTrainingArguments(
                output_dir=scratch,
                max_steps=steps,
                per_device_train_batch_size=BATCH,
                logging_steps=LOGGED,
                save_strategy="no",
                report_to="none",
                disable_tqdm=True,
                use_cpu=True,
                seed=SEED,
                # Dispatching slices every tensor to the batch size, token ids too.
                accelerator_config={"dispatch_batches": False},
            ),
            train_dataset=datasets.IterableDataset.from_generator(
                drawn,
                gen_kwargs={
                    "articles": _Whole(articles),
                    "alike": _Whole(look_alikes(articles) if recipe.negatives else ()),
                    "recipe": recipe,
                    "seed": SEED,
                },
                features=datasets.Features(
                    {
                        name: datasets.Value("string")
                        for name in ("anchor", "positive", *["negative"] * recipe.negatives)
                    }
                ),
            ),
            loss=loss,
            optimizers=(optimizer, torch.optim.lr_scheduler.LambdaLR(optimizer, rate)),
        )
        trainer.train()
    return [entry["loss"] for entry in trainer.state.log_history if "loss" in entry]


class _Whole(tuple[Any, ...]):
    """Keeps datasets from taking a sequence for shards of the dataset (it splits lists)."""

    __slots__ = ()


def export(module: FactoredStatic, vocabulary: Vocabulary, tokenizer: Tokenizer, out: Path) -> None:
    """Write the folder: int8 rows, a factor per token, the map from token to row."""
    table = module.final_table()
    peak = table.abs().amax(dim=1).clamp(min=1e-9) / 127
    rows = torch.tensor(vocabulary.rows)
    out.mkdir(parents=True, exist_ok=True)
    plain = StaticEmbedding(tokenizer, embedding_weights=table[rows])
    SentenceTransformer(modules=[plain], device="cpu").save(str(out), create_model_card=False)
    # Over what the library wrote: the same vectors in a quarter of the room, in the layout it
    # shares with model2vec, and the tokenizer without indentation.
    save_file(
        {
            "embeddings": (table / peak[:, None]).round().to(torch.int8),
            "mapping": rows.to(torch.int32),
            "weights": peak[rows].to(torch.float32),
        },
        out / "model.safetensors",
    )
    (out / "tokenizer.json").write_text(tokenizer.to_str(pretty=False), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--text", type=Path, required=True, help="folder of the *.txt.xz texts")
    parser.add_argument("--out", type=Path, default=Path("rag/model"))
    parser.add_argument("--steps", type=int, default=1000, help="about 35 a minute on 2 cores")
    parser.add_argument(
        "--variants", action="store_true", help="also look-alikes, everyday words and slips"
    )
    parser.add_argument(
        "--matryoshka", action="store_true", help=f"also train the first of {CUT_TO} dimensions"
    )
    arguments = parser.parse_args()
    torch.set_num_threads(2)
    torch.manual_seed(SEED)
    started = time.monotonic()
    files = [arguments.text / name for name in SOURCES]
    articles = tuple(distinct(article for file in files for article in read_articles(file)))
    recipe = Recipe()
    if arguments.variants:
        terms = Lexicon.load(Settings().prompts).everyday_terms
        recipe = Recipe(Everyday((row.say, row.mean) for row in terms), SLIPS, negatives=True)
    vocabulary = build_vocabulary(articles)
    tokenizer = build_tokenizer(vocabulary)
    steps = arguments.steps
    print(f"{len(articles)} articles, {len(vocabulary.tokens)} tokens, {steps} steps", flush=True)
    module = FactoredStatic(vocabulary, tokenizer)
    losses = train(module, articles, recipe, steps, matryoshka=arguments.matryoshka)
    export(module, vocabulary, tokenizer, arguments.out)
    record = {
        "articles": len(articles),
        "tokens": len(vocabulary.tokens),
        "rows": len(vocabulary.frequency),
        "dimension": DIMENSION,
        "batch": BATCH,
        "steps": steps,
        "variants": arguments.variants,
        "matryoshka": arguments.matryoshka,
        "seed": SEED,
        "seconds": round(time.monotonic() - started),
        "loss_every_50_steps": [round(loss, 4) for loss in losses],
        "sha256": {f.name: hashlib.sha256(f.read_bytes()).hexdigest() for f in files},
    }
    (arguments.out / "training.json").write_text(json.dumps(record, indent=1) + "\n")
    draw_curve(losses, LOGGED, arguments.out / "training.svg")


if __name__ == "__main__":
    main()
