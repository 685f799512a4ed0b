"""The pages' words and the example questions."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

from rag.pages.texts import load_examples
from rag.settings import Settings


def test_both_languages_have_the_same_names_and_fields() -> None:
    vietnamese, english = (
        tomllib.loads(Path(f"rag/pages/texts_{lang}.toml").read_text(encoding="utf-8"))
        for lang in ("vi", "en")
    )
    # what stands in the place of a slip's Vietnamese sentence: tests/pages/test_library.py
    assert english["library"].pop("sentences")
    assert vietnamese["library"].pop("sentences") == {}
    assert list(_flat(vietnamese)) == list(_flat(english))
    other = _flat(english)
    for name, words in _flat(vietnamese).items():
        assert words == unicodedata.normalize("NFC", words)
        fields = re.findall(r"\{\w+\}", words)
        assert sorted(fields) == sorted(re.findall(r"\{\w+\}", other[name])), name


def _flat(words: dict[str, Any], above: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in words.items():
        found |= _flat(value, f"{name}.") if isinstance(value, dict) else {above + name: value}
    return found


def test_six_examples_two_for_each_kind_of_user() -> None:
    examples = load_examples(Settings().prompts / "examples.toml")
    assert Counter(e.user for e in examples) == {"officer": 2, "trainer": 2, "drafter": 2}
    assert all(e.vi and e.en for e in examples)
