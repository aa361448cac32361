"""Reproduced figures in the paper's form: ours with intervals, the paper's points hollow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ..errors import BadArgument

COLOURS = ("#4477aa", "#ee6677", "#228833", "#ccbb44", "#66ccee", "#aa3377", "#bbbbbb", "#222222")


def draw_rows(table: Mapping[str, Any], path: Path) -> Path:
    """A panel for each `panel` of the rows, a line for each `line` along a numeric `x`.  An .svg or .png file.

    Raises `BadArgument` for a table that has no picture, or another sort of file.
    """
    import matplotlib
    from matplotlib.figure import Figure
    from matplotlib.lines import Line2D

    check_picture(table["title"], table["picture"], path)
    rows = [row for row in table["rows"] if isinstance(row["x"], int | float)]
    panels, lines = list(dict.fromkeys(row["panel"] for row in rows)), list(dict.fromkeys(row["line"] for row in rows))
    across = min(2, len(panels))
    down = -(-len(panels) // across)
    with matplotlib.rc_context({"svg.hashsalt": "qlearn", "svg.fonttype": "none", "font.size": 8}):
        figure = Figure(figsize=(4.6 * across, 2.7 * down + 0.2 * len(lines)), layout="constrained")
        handles: dict[str, Any] = {}
        for i, panel in enumerate(panels):
            axes = figure.add_subplot(down, across, i + 1)
            handles |= _panel(axes, [row for row in rows if row["panel"] == panel], lines, table["picture"])
            axes.set_title(panel, loc="left", fontsize=9)
        handles["hollow: the paper"] = Line2D([], [], marker="o", mfc="none", mec="#222222", ms=5, linestyle="none")
        figure.legend(list(handles.values()), list(handles), loc="outside lower center", ncols=2, frameon=False)
        try:
            figure.savefig(path, dpi=120, metadata={"Date": None} if path.suffix == ".svg" else None)
        except OSError as error:
            raise BadArgument(f"cannot write the picture to {path}: {error.strerror}") from None
    return path


def check_picture(title: str, form: Any, path: Path) -> None:
    """Before anything is run: that there is a picture, and that it can be of this sort."""
    if path.suffix not in (".svg", ".png"):
        raise BadArgument(f"a picture is an .svg or .png file, got {path}")
    if form is None:
        raise BadArgument(f"there is no picture of '{title}'; fig3 to fig6, table3 and table67 have one")


def _panel(axes: Any, rows: Sequence[Mapping[str, Any]], lines: Sequence[str], form: Mapping[str, str]) -> dict[str, Any]:
    """What stands for what: each line's handle."""
    found: dict[str, Any] = {}
    for side in form["log"]:
        getattr(axes, f"set_{side}scale")("log")
    if len({row["x"] for row in rows}) == 1:  # no width to see
        axes.set_xlim(rows[0]["x"] / 2, 2 * rows[0]["x"])
    printed = {line: _printed([row for row in rows if row["line"] == line]) for line in lines}
    for i, line in enumerate(lines):
        own = [row for row in rows if row["line"] == line and row["ours"] is not None]
        if not own:
            continue
        colour, x, y = COLOURS[i % len(COLOURS)], [row["x"] for row in own], [row["ours"] for row in own]
        (found[line],) = axes.plot(x, y, color=colour, marker=".", linewidth=1.2)
        known = [row for row in own if None not in (row["low"], row["high"])]
        least = 0.5 * min(y) if "y" in form["log"] else min(0.0, *y)  # what is counted is not below 0
        ends = [max(row["low"], least) for row in known], [row["high"] for row in known]
        axes.vlines([row["x"] for row in known], *ends, color=colour, linewidth=1)
    for i, line in enumerate(lines):
        others = {point for other in lines if other != line for point in printed[other]}
        alone = others.isdisjoint(printed[line])  # else they are beside several of ours
        edge = COLOURS[i % len(COLOURS)] if alone else "#222222"
        if printed[line]:
            axes.plot(*zip(*printed[line], strict=True), "o", mfc="none", mec=edge, ms=5, linestyle="none")
    axes.minorticks_off()
    axes.set_xlabel(form["x"])
    axes.set_ylabel(form["y"])
    axes.spines[["top", "right"]].set_visible(False)
    return found


def _printed(rows: Sequence[Mapping[str, Any]]) -> list[tuple[float, float]]:
    return [(row["x"], row["paper"]) for row in rows if row["paper"] is not None]
