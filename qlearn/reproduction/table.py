"""What a reproduced table or figure is: cells to run, a run, and rows that set ours beside the printed number."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

CONFIDENCE = 0.95

Cell = dict[str, Any]  # what one run is: plain data, "table" and "v" (of what it means) among it
Result = dict[str, Any]  # what came of it: plain data
Entry = dict[str, Any]  # a result, and its cell under "cell"
Row = dict[str, Any]  # see `compared`


@dataclass(frozen=True)
class Picture:
    """How the rows are drawn: a panel for each `panel`, a line for each `line`, along `x`."""

    x: str
    y: str
    log: str = ""  # which axes are logarithmic: "", "x", "y" or "xy"


@dataclass(frozen=True)
class Table:
    """One of the paper's tables or figures.

    `cells(quick)` lists the runs, `run(cell)` does one, on its own and the same wherever it is done; `rows(entries)` compares.
    `seconds(cell)` guesses how long a run takes: the longest go first.
    """

    title: str
    cells: Callable[[bool], list[Cell]]
    run: Callable[[Cell], Result]
    rows: Callable[[Sequence[Entry]], list[Row]]
    traps: tuple[str, ...]
    picture: Picture | None = None
    seconds: Callable[[Cell], float] = lambda cell: 1.0


def compared(
    panel: str, line: str, x: Any, unit: str, values: Sequence[float], paper: float | None = None, note: str = ""
) -> Row:
    """The mean of our runs beside the printed number, its 95 % interval, and by how much ours is more, as a share of theirs.

    The interval is Student's, of the mean of these runs; None where one run says nothing about others.

    >>> row = compared("wine (13)", "VSA", 0.01, "queries", [100, 110], 105)
    >>> row["ours"], row["deviation"], row["cell"], row["runs"]
    (105.0, 0.0, 'wine (13), VSA, 0.01', 2)
    """
    ours = float(np.mean(values)) if len(values) else math.nan
    low, high = interval(values)
    return row(panel, line, x, unit, ours, low, high, paper, note) | {"runs": len(values)}


def row(
    panel: str, line: str, x: Any, unit: str, ours: float, low: float, high: float, paper: float | None, note: str = ""
) -> Row:
    """A row whose interval is already known; numbers that are none become None, which JSON can hold."""
    deviation = ours / paper - 1 if paper else math.nan
    place = f"{x:g}" if isinstance(x, float) else str(x)
    where = ", ".join([part for part in (panel, line) if part] + ([] if x in ("", None) else [place]))
    numbers = {"paper": paper, "ours": ours, "low": low, "high": high, "deviation": deviation}
    plain = {name: value if value is not None and math.isfinite(value) else None for name, value in numbers.items()}
    return {
        "cell": where, "panel": panel, "line": line, "x": x, "unit": unit, **plain, "note": note,
    }  # fmt: skip


def interval(values: Sequence[float]) -> tuple[float, float]:
    """Student's interval for the mean of what these are draws of; NaN for fewer than two.

    >>> [round(end, 2) for end in interval([1.0, 2.0, 3.0])]
    [-0.48, 4.48]
    """
    if len(values) < 2:
        return math.nan, math.nan
    from scipy.stats import t

    mean, error = float(np.mean(values)), float(np.std(values, ddof=1)) / math.sqrt(len(values))
    width = float(t.ppf((1 + CONFIDENCE) / 2, len(values) - 1)) * error
    return mean - width, mean + width


def grouped(entries: Sequence[Entry], *names: str) -> Iterator[tuple[tuple[Any, ...], list[Entry]]]:
    """Entries whose cells agree in these names, groups in the order in which they are met."""
    groups: dict[tuple[Any, ...], list[Entry]] = {}
    for entry in entries:
        groups.setdefault(tuple(entry["cell"].get(name) for name in names), []).append(entry)
    yield from groups.items()
