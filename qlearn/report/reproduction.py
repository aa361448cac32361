"""Table 3 for people: a table, the traps, and curves."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rich import box
from rich.table import Table

from ..errors import BadArgument

COLOURS = ("#4477aa", "#ee6677", "#228833", "#ccbb44", "#66ccee", "#aa3377", "#bbbbbb", "#222222")
SETTINGS = ((False, "uniform"), (True, "data"))  # what is drawn: no rows known on the box, rows known on the data


def tables(found: Mapping[str, Any]) -> list[Table]:
    """Our figures for each law, with rows known and without; then what the paper prints."""
    kinds = dict.fromkeys((row["rows"], row["law"]) for row in found["rows"])
    return [*(_ours(found, rows, law) for rows, law in kinds), _printed(found)]


def _ours(found: Mapping[str, Any], rows: bool, law: str) -> Table:
    known = "some rows known without labels" if rows else "no rows known"
    where = {"uniform": "on uniform inputs of the box", "data": "on held-out data"}[law]
    title = f"Labels to agree {where}, {known}; mean of {found['seeds']} runs"
    table = Table(title=title, box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), title_justify="left")
    for name, width in (("machine", 9), ("const", 5), ("method", 12)):
        table.add_column(name, min_width=width, max_width=width)
    for level in found["levels"]:
        table.add_column(f"{level:.0%}", justify="right", max_width=9)
    table.add_column(f"% at {found['labels']}", justify="right", max_width=8)
    last = None
    for row in _rows(found, None, rows, law):
        if last not in (None, row["data"]):
            table.add_section()
        new, last = row["data"] != last, row["data"]
        counts = [_count(row["labels_to"][str(level)], found["labels"]) for level in found["levels"]]
        agrees = row["agreement"]
        share = "{value:.1f}\n[{low:.1f}, {high:.1f}]".format(**{name: 100 * x for name, x in agrees.items()})
        about = (f"{_broken(row['data'])}\nd = {row['d']}", f"{row['majority']:.1%}") if new else ("", "")
        table.add_row(*about, _broken(row["method"]), *counts, share)
    return table


def _broken(name: str) -> str:
    """Over as many lines as it has parts: eighty columns hold no more."""
    return name.replace("-", "-\n")


def _count(spread: Mapping[str, float | None], most: int) -> str:
    """A count with its interval, as far as the budget went."""
    value, low, high = (f">{most}" if x is None else f"{x:.0f}" for x in (spread["value"], spread["low"], spread["high"]))
    return value if value == low == high else f"{value}\n[{low}, {high}]"


def _printed(found: Mapping[str, Any]) -> Table:
    table = Table(title="As printed (Table 3 of the paper): labels, and percent of agreement")
    for name in ("data", "adaptive retraining", "100 (d + 1) + 1", "EAT"):
        table.add_column(name, justify="left" if name == "data" else "right")
    for row in found["paper"]:
        retraining, eat = f"{row['retraining']} at {row['retraining_agrees']}", f"{row['eat']} at {row['eat_agrees']}"
        table.add_row(row["data"], retraining, str(row["budget"]), eat)
    table.caption = found["steal_ml"]
    return table


def draw(found: Mapping[str, Any], path: Path) -> Path:
    """A panel for each machine and setting: agreement against labels, the majority's share as a line.  .svg or .png."""
    from matplotlib.figure import Figure

    if path.suffix not in (".svg", ".png"):
        raise BadArgument(f"a picture is an .svg or .png file, got {path}")
    panels = [(d, s) for d in dict.fromkeys(r["data"] for r in found["rows"]) for s in SETTINGS if _rows(found, d, *s)]
    across = 2 if len(panels) > 1 else 1
    down = -(-len(panels) // across)
    figure = Figure(figsize=(5.2 * across, 2.9 * down), layout="constrained")
    methods = list(dict.fromkeys(r["method"] for r in found["rows"]))
    for i, (data, setting) in enumerate(panels):
        _panel(figure.add_subplot(down, across, i + 1), _rows(found, data, *setting), data, setting, methods)
    handles, names = figure.axes[0].get_legend_handles_labels()
    figure.legend(handles, names, loc="outside lower center", ncols=3, frameon=False, fontsize=8)
    try:
        figure.savefig(path, dpi=120, metadata={"Date": None} if path.suffix == ".svg" else None)
    except OSError as error:
        raise BadArgument(f"cannot write the picture to {path}: {error.strerror}") from None
    return path


def _rows(found: Mapping[str, Any], data: str | None, rows: bool, law: str) -> list[Mapping[str, Any]]:
    return [r for r in found["rows"] if data in (None, r["data"]) and (r["rows"], r["law"]) == (rows, law)]


def _panel(axes: Any, rows: list[Mapping[str, Any]], data: str, setting: tuple[bool, str], methods: list[str]) -> None:
    for row in rows:
        counts = [int(n) for n in row["curve"]]
        colour = COLOURS[methods.index(row["method"]) % len(COLOURS)]
        axes.plot(counts, list(row["curve"].values()), color=colour, label=row["method"], linewidth=1.5)
    axes.axhline(rows[0]["majority"], color="#222222", linewidth=1, linestyle=":", label="a constant answer")
    axes.set_xscale("log")
    ticks = [n for n in (20, 50, 100, 200, 500, 1000) if n <= max(counts)]
    axes.set_xticks(ticks, [str(n) for n in ticks])
    axes.set_xticks([], minor=True)
    axes.set_title(f"{data}, {'the data, rows known' if setting[0] else 'uniform on the box'}", loc="left", fontsize=9)
    axes.set_xlabel("labels", fontsize=8)
    axes.spines[["top", "right"]].set_visible(False)
