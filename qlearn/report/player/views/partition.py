"""Trees and boxes: the cells of what was found, each in the colour of the first point that fell into it, and the points."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ....axes import Axes
from ....concepts.cells import Cells
from ....errors import QlearnError
from ....features import Places
from ....queries import Counterfactual
from ....transcript import Run
from ...tree_pictures import side
from .answered import Answered, answered, named
from .view import View

NUMBERS = 40_000  # of cells, and of points, times features: more are no picture
MANY = 8  # features that a reader may choose from


def view(run: Run[Any], concept: Any = None) -> View | None:
    """The partition of the hypothesis; of the target if it has none; one cell for all if neither has, under the points.

    None for learners of other classes, and for more cells than a page can draw.
    """
    axes = run.learning.arguments.get("axes")
    told = answered(run) if isinstance(axes, Axes) else []
    if not told:
        return None
    of, cells = partition(run, concept)
    if cells is None:
        cells = Cells(np.zeros((1, axes.d), np.int64), axes.last[None], np.zeros(1))
    used = features(cells)
    if len(cells) * len(used) > NUMBERS:
        return None
    told = told[: NUMBERS // len(used)]
    places = axes.place(np.array([one.point for one in told], np.float64))
    drawn = {"of": of, **_cells(axes, cells, used), **_points(told, places, cells, used), **_boxes(run, used)}
    met, first = first_points(cells, places, told)
    drawn |= {"met": met, "first": [drawn["said"][i] if i >= 0 else -1 for i in first], "share": shares(axes, cells, met)}
    return View("partition", "What was asked, and where the boxes are", drawn)


def partition(run: Run[Any], concept: Any) -> tuple[str, Cells | None]:
    """Whose cells are drawn, and these."""
    for of, what in (("the hypothesis", run.hypothesis), ("the target", concept)):
        try:
            cells = getattr(what, "cells", None)
        except QlearnError:  # too many to list
            continue
        if isinstance(cells, Cells):
            return of, cells
    return "", None


def features(cells: Cells) -> list[int]:
    """The features that some cell is narrower in than the domain, those with the most cuts first; two at least if there are."""
    cuts = [len(c) for c in cells.cuts]
    order = sorted(range(len(cuts)), key=lambda i: (-cuts[i], i))
    used = order[: max(sum(map(bool, cuts)), min(2, len(cuts)))]
    return sorted(used[:2]) + used[2:]


def _cells(axes: Axes, cells: Cells, used: list[int]) -> dict[str, Any]:
    """Each cell by the numbers of its intervals: cut c of a feature is between interval c and the next."""
    return {
        "features": [f"x{i + 1}" for i in used],
        "choose": min(len(used), MANY),
        "edges": [edges(axes, i, cells.cuts[i]) for i in used],
        "low": intervals(cells.low, cells, used),
        "high": intervals(cells.high, cells, used),
    }


def intervals(places: Places, cells: Cells, used: Sequence[int]) -> list[list[int]]:
    """For each place, shape (batch, d), and each of the features, in which interval between the cuts it is."""
    columns = [np.searchsorted(cells.cuts[i], places[:, i]) for i in used]
    return np.column_stack(columns).tolist()  # type: ignore[no-any-return]


def edges(axes: Axes, i: int, cuts: NDArray[np.int64]) -> list[float]:
    """The numbers where the intervals of a feature begin, and where the last ends."""
    ends = [*cuts.tolist(), int(axes.last[i])]
    return [side(axes, i, 0, 0)[0], *(side(axes, i, 0, end)[1] for end in ends)]


def _points(told: list[Answered], places: Places, cells: Cells, used: list[int]) -> dict[str, Any]:
    said, names = named(told)
    return {
        "turn": [one.turn for one in told],
        "point": [_short(np.asarray(one.point, np.float64)[used]) for one in told],
        "at": intervals(places, cells, used),
        "said": said,
        "names": names,
        "moved": [i for i, one in enumerate(told) if one.moved],
    }


def _boxes(run: Run[Any], used: list[int]) -> dict[str, Any]:
    """The boxes that counterfactuals were asked for in: turn, low ends, high ends."""
    asked = ((turn, query) for turn, (query, _) in enumerate(run.turns, start=1) if isinstance(query, Counterfactual))
    return {"boxes": [(turn, _short(query.low[used]), _short(query.high[used])) for turn, query in asked]}


def first_points(cells: Cells, places: Places, told: list[Answered]) -> tuple[list[int], list[int]]:
    """For each cell the turn in which a point first fell into it, 0 for never, and which point that was, -1 for none."""
    met, first = [0] * len(cells), [-1] * len(cells)
    for i, (place, one) in enumerate(zip(places, told, strict=True)):
        cell = int(np.flatnonzero(((cells.low <= place) & (place <= cells.high)).all(axis=1))[0])
        if first[cell] < 0:
            met[cell], first[cell] = one.turn, i
    return met, first


def shares(axes: Axes, cells: Cells, met: list[int]) -> list[tuple[int, float]]:
    """How much of the domain lies in cells that were met, by the turns in which it grows; summed exactly."""
    grows: dict[int, Fraction] = {}
    for low, high, turn in zip(cells.low, cells.high, met, strict=True):
        if turn:
            grows[turn] = grows.get(turn, Fraction(0)) + axes.share(low, high)
    total, found = Fraction(0), []
    for turn in sorted(grows):
        total += grows[turn]
        found.append((turn, float(total)))
    return found


def _short(numbers: NDArray[Any]) -> list[float]:
    return [float(f"{x:.7g}") for x in numbers.tolist()]
