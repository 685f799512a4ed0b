"""A model that says nothing sensible, behind a server that is none of ours.

``transformers serve`` gives out a Llama of random weights (some 100 kB, made here) as an
OpenAI-compatible endpoint on this machine: streams, refusals and hanging up are then those of a
real server.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from evals.browser import free_port
from rag.errors import InputError

STARTS_S = 180.0
_TEMPLATE = (
    "{% for message in messages %}{{ message['content'] }}\n{% endfor %}"
    "{% if add_generation_prompt %}> {% endif %}"
)


def make_model(folder: Path) -> Path:
    """Two layers of random weights over bytes; a chat template, so that it can be talked to."""
    import torch
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers
    from transformers import GenerationConfig, LlamaConfig, LlamaForCausalLM
    from transformers import PreTrainedTokenizerFast as Fast

    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    vocabulary = {letter: place for place, letter in enumerate(["<s>", "</s>", *letters])}
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=[]))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    begin, end = "<s>", "</s>"
    spoken = Fast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer, bos_token=begin, eos_token=end, pad_token=end,
        chat_template=_TEMPLATE,
    )  # fmt: skip
    spoken.save_pretrained(folder)
    torch.manual_seed(7)
    configuration = LlamaConfig(
        vocab_size=len(vocabulary), hidden_size=32, intermediate_size=64, num_hidden_layers=2,
        num_attention_heads=2, num_key_value_heads=2, max_position_embeddings=32_768,
        bos_token_id=0, eos_token_id=1, pad_token_id=1,
    )  # fmt: skip
    model = LlamaForCausalLM(configuration)
    model.generation_config = GenerationConfig(  # type: ignore[no-untyped-call]
        bos_token_id=0, eos_token_id=1, pad_token_id=1
    )
    model.save_pretrained(folder)
    return folder


@contextmanager
def served_model(folder: Path, log: Path) -> Iterator[str]:
    """The address under which ``transformers serve`` gives a model out while the block runs.

    Raises:
        InputError: it did not start.
    """
    port = free_port()
    command = [
        sys.executable, "-m", "transformers.cli.transformers", "serve", str(folder),
        "--device", "cpu", "--host", "127.0.0.1", "--port", str(port),
    ]  # fmt: skip
    offline = {"HF_HUB_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1"}
    with log.open("wb") as told:
        server = subprocess.Popen(  # noqa: S603 - the command is written above
            command, stdout=told, stderr=subprocess.STDOUT, env={**os.environ, **offline}
        )
    try:
        until = time.monotonic() + STARTS_S
        while not _answers(f"http://127.0.0.1:{port}/health"):
            if server.poll() is not None or time.monotonic() > until:
                raise InputError(f"transformers serve không chạy: xem {log}")
            time.sleep(0.5)
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        server.terminate()
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as reply:  # noqa: S310 - this machine's
            return bool(reply.status == 200)
    except OSError:
        return False
