"""The load script, on the stand-in: it asks as a browser does, and only this machine."""

from __future__ import annotations

import pytest
import typer
from typer.testing import CliRunner

from evals.load import Asked, _words, main

script = typer.Typer()
script.command()(main)


def test_asks_in_its_three_ways_and_tells_how_long_it_took(stand_in: str) -> None:
    ways = ["--seconds", "1", "--every", "0.4", "--burst", "3", "--questions", "6"]
    run = CliRunner().invoke(script, ["--url", stand_in, "--sessions", "2", *ways])
    assert run.exit_code == 0, run.output
    assert "2 readers, one question every 0.4 s each: " in run.output
    assert "3 at once: all answered within" in run.output
    assert "6 in a row: " in run.output
    assert run.output.count(" 0 errors") == 3


def test_another_machine_is_not_asked() -> None:
    run = CliRunner().invoke(script, ["--url", "http://192.0.2.1:7860"])
    assert run.exit_code == 2
    assert "only this one is asked" in run.output


@pytest.mark.parametrize(
    ("seconds", "half", "most"), [((), 0, 0), ((3, 1, 2), 2, 3), (range(1, 101), 51, 96)]
)
def test_shares_of_answers(seconds: tuple[float, ...], half: float, most: float) -> None:
    asked = Asked(seconds=list(seconds))
    assert (asked.share(0.5), asked.share(0.95)) == (half, most)


def test_a_change_to_what_was_sent_is_read_as_well() -> None:
    assert _words("<p>a</p>") == "<p>a</p>"
    assert _words([["replace", [], "<p>a and b</p>"]]) == "<p>a and b</p>"
    assert _words(None) == ""
