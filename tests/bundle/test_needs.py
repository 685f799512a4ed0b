"""Which wheels are carried to which system."""

from __future__ import annotations

import pytest

from bundle.__main__ import _STARTERS
from bundle.needs import LEFT_OUT, SYSTEMS, needed
from rag.settings import ROOT


@pytest.mark.parametrize("system", SYSTEMS)
def test_all_that_is_needed_is_pinned_and_torch_is_not_carried(system: str) -> None:
    found = needed(system, "3.11")
    assert {"chromadb", "gradio", "numpy", "onnxruntime", "tantivy", "tokenizers"} <= set(found)
    assert not LEFT_OUT & set(found)
    assert not [name for name in found if name.startswith("nvidia")]


def test_markers_are_asked_of_the_system_it_is_carried_to() -> None:
    linux, windows = needed("linux", "3.11"), needed("windows", "3.11")
    assert "uvloop" in linux
    assert "uvloop" not in windows
    assert "colorama" in windows
    assert "colorama" not in linux
    assert "audioop-lts" in needed("windows", "3.13")
    assert "audioop-lts" not in windows


@pytest.mark.parametrize("starter", _STARTERS.values())
def test_a_starter_asks_for_the_python_of_the_wheels_and_no_network(starter: str) -> None:
    text = (ROOT / "bundle" / starter).read_text(encoding="ascii")
    assert "{python}" in text
    for there in ("--no-index", "--no-deps", "--require-hashes", "HF_HUB_OFFLINE=1"):
        assert there in text
    assert "%~1" in text or "$@" in text


def test_the_pages_say_what_was_not_tried() -> None:
    windows = (ROOT / "bundle" / "HUONG-DAN.windows.txt").read_text(encoding="utf-8")
    assert "chưa được chạy thử trên máy Windows" in windows
    for file in (ROOT / "bundle").glob("HUONG-DAN.*.txt"):
        assert "{python}" in file.read_text(encoding="utf-8")
