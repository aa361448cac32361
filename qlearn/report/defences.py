"""Defences for people: what each costs an attacker, beside what it costs a user."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rich import box
from rich.table import Table

from ..errors import BadArgument, unknown
from .reproduction import COLOURS

MARKERS = "osD^vP*X<>hp"


def table(found: Mapping[str, Any]) -> Table:
    """A row for each defence: labels lost, values changed, and queries to each level with a letter for the attack."""
    title = f"{found['model']}, d = {found['d']}: attacks of up to {found['budget']} queries"
    drawn = Table(title=title, box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), title_justify="left")
    drawn.add_column("defence", overflow="fold")
    drawn.add_column("% of labels lost", justify="right", no_wrap=True)
    drawn.add_column("values off", justify="right", no_wrap=True)
    for level in found["levels"]:
        drawn.add_column(f"to {level:.0%}", justify="right", no_wrap=True)
    letters = dict(zip(sorted({by for row in found["rows"] for by in row["by"].values() if by}), "abcdefgh", strict=False))
    for row in found["rows"]:
        low, high = (100 * end for end in row["loss_interval"])
        values = "none told" if row["values_change"] is None else f"{row['values_change']:.2g}"
        counts = [_reached(row, str(level), found["budget"], letters) for level in found["levels"]]
        drawn.add_row(row["defence"], f"{100 * row['loss']:.1f} [{low:.1f}, {high:.1f}]", values, *counts)
    by = "; ".join(f"{letter}: {attack}" for attack, letter in letters.items())
    drawn.caption = (
        f"Queries until a copy agrees on so many inputs drawn like the data, of which {found['majority']:.0%} have one label."
        f"  {by}.  Measured with our own attacks, not proved."
    )
    drawn.caption_justify = "left"
    return drawn


def _reached(row: Mapping[str, Any], level: str, budget: int, letters: Mapping[str, str]) -> str:
    count, by = row["queries_to"][level], row["by"][level]
    return f">{budget}  " if count is None else f"{count} {letters[by]}"


def draw(found: Mapping[str, Any], path: Path, level: float | None = None) -> Path:
    """Queries to reach `level` of agreement, by default the middle one, against labels lost.  .svg or .png.

    A defence that no attack got past within the budget is drawn hollow, on a line above it; intervals are of the loss.
    Raises `BadArgument` for another kind of file or one that cannot be written, `UnknownName` for a level not measured.
    """
    from matplotlib.figure import Figure

    if path.suffix not in (".svg", ".png"):
        raise BadArgument(f"a picture is an .svg or .png file, got {path}")
    levels = found["levels"]
    level = levels[len(levels) // 2] if level is None else level
    if level not in levels:
        raise unknown("level of agreement", str(level), [str(each) for each in levels])
    figure = Figure(figsize=(7.2, 4.4), layout="constrained")
    axes = figure.add_subplot()
    for i, row in enumerate(found["rows"]):
        _mark(axes, row, str(level), found["budget"], i)
    axes.axhline(found["budget"], color="#222222", linewidth=1, linestyle=":")
    axes.set_yscale("log")
    axes.set_ylim(15, 2.5 * found["budget"])
    ticks = [count for count in (20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000) if count <= 2 * found["budget"]]
    axes.set_yticks(ticks, [str(count) for count in ticks])
    axes.set_yticks([], minor=True)
    axes.set_ylabel(f"queries to {level:.0%} agreement (budget: {found['budget']})", fontsize=8)
    axes.set_xlabel("% of labels lost", fontsize=8)
    axes.set_title(f"{found['model']}: cost of extraction against utility", loc="left", fontsize=9)
    axes.spines[["top", "right"]].set_visible(False)
    figure.legend(loc="outside right upper", frameon=False, fontsize=7)
    try:
        figure.savefig(path, dpi=120, metadata={"Date": None} if path.suffix == ".svg" else None)
    except OSError as error:
        raise BadArgument(f"cannot write the picture to {path}: {error.strerror}") from None
    return path


def _mark(axes: Any, row: Mapping[str, Any], level: str, budget: int, i: int) -> None:
    """One defence: its loss with the interval, and how many queries it took."""
    count, loss = row["queries_to"][level], 100 * row["loss"]
    low, high = (100 * end for end in row["loss_interval"])
    colour = COLOURS[i % len(COLOURS)]
    axes.errorbar(
        [loss],
        [1.6 * budget if count is None else count],
        xerr=[[max(0.0, loss - low)], [max(0.0, high - loss)]],
        fmt=MARKERS[i % len(MARKERS)],
        color=colour,
        markerfacecolor="none" if count is None else colour,
        elinewidth=0.8,
        label=row["defence"],
    )
