"""The shipped plans are the files that were received, byte for byte."""

from __future__ import annotations

import hashlib
import tomllib

import pytest

from rag.settings import ROOT

CORPUS = ROOT / "corpus"
PLANS = tomllib.loads((CORPUS / "manifest.toml").read_text(encoding="utf-8"))["plan"]


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: str(plan["file"]))
def test_a_plan_is_as_it_was_received(plan: dict[str, str]) -> None:
    assert sorted(plan) == ["file", "form", "note", "sha256"]
    assert hashlib.sha256((CORPUS / plan["file"]).read_bytes()).hexdigest() == plan["sha256"]


def test_every_plan_is_listed_once() -> None:
    files = [plan["file"] for plan in PLANS]
    assert len(files) == len(set(files)) == 5
