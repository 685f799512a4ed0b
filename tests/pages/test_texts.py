"""The pages' words and the example questions."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import asdict

from rag.pages.texts import load_examples, load_texts
from rag.settings import Settings


def test_both_languages_have_the_same_names_and_fields() -> None:
    vietnamese, english = asdict(load_texts("vi")), asdict(load_texts("en"))
    for name, words in vietnamese.items():
        assert words == unicodedata.normalize("NFC", words)
        fields = re.findall(r"\{\w+\}", words)
        assert sorted(fields) == sorted(re.findall(r"\{\w+\}", english[name])), name


def test_six_examples_two_for_each_kind_of_user() -> None:
    examples = load_examples(Settings().prompts / "examples.toml")
    assert Counter(e.user for e in examples) == {"officer": 2, "trainer": 2, "drafter": 2}
    assert all(e.vi and e.en for e in examples)
