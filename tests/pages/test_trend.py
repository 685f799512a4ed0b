"""The drawing of the runs: its scale, whose line is which, and when there is none."""

from __future__ import annotations

import re

import pytest

from rag.pages.trend import Line, drawn

RUNS = [
    # shares in three runs, the scale's lowest figure, how many points are drawn
    ((0.95, 0.97, 0.99), "0,94", 3),
    ((0.80, None, 0.90), "0,80", 2),
    ((0.31, 0.90, 1.0), "0,20", 3),
    ((1.0, 1.0, 1.0), "0,98", 3),
]


@pytest.mark.parametrize(("values", "foot", "points"), RUNS)
def test_the_scale_reaches_what_was_measured(
    values: tuple[float | None, ...], foot: str, points: int
) -> None:
    figure = drawn("Đúng", ["01/2", "01/2", "03/2"], [Line("Trả lời đúng", values)], comma=True)
    scale = re.findall(r'text-anchor="end">([\d,]+)<', figure)
    assert (scale[0], scale[-1]) == ("1,00", foot)
    assert figure.count("<circle") == points
    heights = [float(y) for y in re.findall(r'cy="([\d.]+)"', figure)]
    assert all(0 <= y <= 160 for y in heights)


def test_a_day_of_several_runs_is_written_once_and_names_are_escaped() -> None:
    figure = drawn("<b>", ["01/2", "01/2", "03/2"], [Line("a<i>", (0.9, 0.9, 0.95))], comma=False)
    assert figure.count(">01/2<") == 1
    assert figure.count(">03/2<") == 1
    assert "<b>" not in figure
    assert "a<i>" not in figure
    assert 'aria-label="&lt;b&gt;: 01/2 – 03/2; a&lt;i&gt; 0.950"' in figure


@pytest.mark.parametrize(("days", "values"), [(["01/2"], (0.9,)), (["01/2", "02/2"], (None, None))])
def test_one_run_or_none_measured_is_no_trend(
    days: list[str], values: tuple[float | None, ...]
) -> None:
    assert drawn("Đúng", days, [Line("Trả lời đúng", values)], comma=True) == ""
