"""What ``hoi ingest`` prints at its end."""

from __future__ import annotations

import pytest

from ingest.command import TABLE_WIDTH, show
from ingest.report import FileResult, Report

NAME = "ke-hoach-phong-chong-duoi-nuoc-2024.pdf"
RESULT = FileResult(NAME, NAME[:-4], "mới", 12, 90, 71, 0, 2.5, None, {"layer": 12}, None, 0.99)


@pytest.mark.parametrize("width", [24, 40, 80, TABLE_WIDTH - 1])
def test_a_name_is_whole_and_every_value_told_in_a_narrow_terminal(
    width: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TTY_COMPATIBLE", "1")  # rich takes what captures the output for a terminal
    monkeypatch.setenv("COLUMNS", str(width))
    show(Report((RESULT,)))
    said = capsys.readouterr().out
    assert all(len(line) <= width for line in said.splitlines())
    together = "".join(said.split())
    for told in (NAME[:-4], "mới", "lớpchữ", "99%", "12", "90", "71", "2.50"):
        assert told in together
