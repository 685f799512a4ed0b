"""The curve of a training: its loss over the steps, as a picture beside the model."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path


def draw_curve(losses: Sequence[float], every: int, out: Path) -> None:
    """Draw the mean losses of ``every`` steps each into an SVG file, alike for alike losses."""
    import matplotlib as mpl  # dear to import
    from matplotlib.figure import Figure

    steps = [(n + 1) * every for n in range(len(losses))]
    with mpl.rc_context({"svg.hashsalt": "curve"}):
        figure = Figure(figsize=(6, 3.2), layout="constrained")
        axes = figure.add_subplot()
        axes.plot(steps, losses, marker="o", markersize=3)
        axes.set_xlabel("step")
        axes.set_ylabel(f"training loss, mean of {every} steps")
        axes.set_ylim(bottom=0)
        axes.grid(alpha=0.3)
        figure.savefig(out, metadata={"Date": None})


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    kept = json.loads((folder / "training.json").read_text())["loss_every_50_steps"]
    draw_curve(kept, 50, folder / "training.svg")
