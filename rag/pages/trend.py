"""The measured shares of several runs as a drawing of lines, beside which the table stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from rag.pages.html import element

WIDTH, HEIGHT = 400, 180
LEFT, RIGHT, TOP, BOTTOM = 34, 10, 10, 24
STEPS = (0.02, 0.05, 0.1, 0.2)
"""Distances between two lines of the scale; the least that gives no more than five is taken."""


@dataclass(frozen=True, slots=True)
class Line:
    """A measure's name and its share in each run, None where it was not counted."""

    name: str
    values: tuple[float | None, ...]


def drawn(title: str, days: Sequence[str], lines: Sequence[Line], comma: bool) -> Markup:
    """A figure with the lines over the runs, and whose line is which.

    Args:
        title: What is drawn; with the last values it is what a screen reader tells.
        days: The day of each run, oldest first; one that several runs share is written once.
        lines: Shares from 0 to 1, as many values each as there are runs.
        comma: Figures with a comma, as in Vietnamese.

    Returns:
        An empty string where fewer than two runs were measured: a point is no trend.
    """
    held = [value for line in lines for value in line.values if value is not None]
    if len(days) < 2 or not held:
        return Markup("")
    step = next((one for one in STEPS if (1 - min(held)) / one <= 5), STEPS[-1])
    foot = max(0.0, 1 - step * max(1, -(-(1 - min(held)) // step)))

    def x(run: int) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * run / (len(days) - 1)

    def y(value: float) -> float:
        return TOP + (HEIGHT - TOP - BOTTOM) * (1 - value) / (1 - foot)

    def number(value: float, places: int) -> str:
        told = f"{value:.{places}f}"
        return told.replace(".", ",") if comma else told

    marks: list[Markup] = []
    for at in range(round((1 - foot) / step) + 1):
        value = 1 - at * step
        marks += [
            _straight(LEFT, y(value), WIDTH - RIGHT, y(value)),
            _words(LEFT - 5, y(value) + 3.5, number(value, 2), "end"),
        ]
    for run, day in enumerate(days):
        if run == 0 or day != days[run - 1]:
            at_end = run == len(days) - 1
            marks.append(_words(x(run), HEIGHT - 7, day, "end" if at_end else "start"))
    for order, line in enumerate(lines):
        points = [(x(run), y(one)) for run, one in enumerate(line.values) if one is not None]
        path = " ".join(f"{across:.1f},{down:.1f}" for across, down in points)
        marks.append(element("polyline", points=path, class_=f"line-{order}"))
        marks += [
            element("circle", cx=f"{across:.1f}", cy=f"{down:.1f}", r="2.6", class_=f"dot-{order}")
            for across, down in points
        ]
    lasts = [
        f"{line.name} {number(last, 3)}" for line in lines if (last := line.values[-1]) is not None
    ]
    told = f"{title}: {days[0]} – {days[-1]}; {'; '.join(lasts)}"
    return element(
        "figure",
        element("svg", *marks, viewbox=f"0 0 {WIDTH} {HEIGHT}", role="img", aria_label=told),
        element(
            "figcaption",
            *(
                element("span", element("i", class_=f"key-{order}"), line.name)
                for order, line in enumerate(lines)
            ),
        ),
        class_="trend",
    )


def _straight(from_x: float, from_y: float, to_x: float, to_y: float) -> Markup:
    ends = {"x1": from_x, "y1": from_y, "x2": to_x, "y2": to_y}
    return element("line", **{name: f"{value:.1f}" for name, value in ends.items()})


def _words(x: float, y: float, words: str, anchor: str) -> Markup:
    return element("text", words, x=f"{x:.1f}", y=f"{y:.1f}", text_anchor=anchor)
