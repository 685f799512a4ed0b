"""Random BERTs of some 30 kB as folders of sentence-transformers: nothing is fetched."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

WORDS = (
    "[PAD] [UNK] [CLS] [SEP] [MASK] query: passage: own: "
    "kế hoạch kế_hoạch sở y tế y_tế báo cáo ngân sách kinh phí"
).split()
DIMENSION = 16


def bi_encoder(folder: Path, prompts: Mapping[str, str] | None = None) -> str:
    """A BERT with mean pooling; ``prompts`` go into its own configuration."""
    from sentence_transformers import SentenceTransformer
    from transformers import BertModel

    plain = folder.with_name(f"{folder.name}-plain")
    _save(BertModel, plain, 1)
    SentenceTransformer(str(plain), device="cpu").save(str(folder))
    if prompts is not None:
        file = folder / "config_sentence_transformers.json"
        configuration = json.loads(file.read_text(encoding="utf-8"))
        file.write_text(json.dumps(configuration | {"prompts": prompts}), encoding="utf-8")
    return str(folder)


def cross_encoder(folder: Path, scores: int = 1) -> str:
    """A BERT that gives a pair of texts one score, or as many as are asked for."""
    from transformers import BertForSequenceClassification

    _save(BertForSequenceClassification, folder, scores)
    return str(folder)


def _save(kind: type, folder: Path, labels: int) -> None:
    import torch
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
    from transformers import BertConfig, PreTrainedTokenizerFast

    vocabulary = {word: number for number, word in enumerate(WORDS)}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", vocabulary["[CLS]"]), ("[SEP]", vocabulary["[SEP]"])],
    )
    torch.manual_seed(1)
    configuration = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=DIMENSION,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=DIMENSION,
        max_position_embeddings=64,
        initializer_range=1.0,  # far apart, so that one word more is seen in the vector
    )
    configuration.num_labels = labels
    kind(configuration).save_pretrained(folder)
    PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer,
        unk_token="[UNK]",
        pad_token="[PAD]",
        cls_token="[CLS]",
        sep_token="[SEP]",
        mask_token="[MASK]",
        model_max_length=64,
    ).save_pretrained(folder)
