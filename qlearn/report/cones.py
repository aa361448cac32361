"""Half-spaces drawn: the cone of directions that fit the labels, cut smaller turn by turn."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..concepts.half_spaces import HalfSpace
from ..errors import BadArgument
from ..queries import Membership
from ..transcript import Run
from .pictures import BOUND, GONE, POSSIBLE, TARGET

Polygon = NDArray[np.float64]  # (corners, 2)
SHEET = 4.0 * np.array([[-1.0, -1.0], [1.0, -1.0], [1.0, 1.0], [-1.0, 1.0]])  # a cone that is not yet pointed has no edge


class Cut(NamedTuple):
    """What one label took away: the cone on the map before and after, and the line (3,) cut along, line.(v, 1) >= 0."""

    turn: int
    before: Polygon
    after: Polygon
    line: NDArray[np.float64]


def cuts(run: Run[Any]) -> Iterator[Cut]:
    """Each label that makes the version space smaller, on a map of the directions.

    The map is the plane that touches the unit sphere at the hypothesis w of a homogeneous half-space of R^3: the point v
    stands for the direction v_0 e + v_1 f + w/|w|.  Raises `BadArgument` for other runs.
    """
    found = run.hypothesis
    if not isinstance(found, HalfSpace) or len(found.w) != 3 or found.b:
        raise BadArgument("cones are drawn of homogeneous half-spaces of R^3: give a run of a learner of them with d = 3")
    basis, before = frame(found.w), SHEET
    for turn, (query, answer) in enumerate(run.turns, start=1):
        if not isinstance(query, Membership):
            continue
        for point, label in zip(query.points, answer.tolist(), strict=True):
            line = basis @ point * (1.0 if label else -1.0)
            after = clipped(before, line)
            if area(after) < area(before) * (1 - 1e-9):
                yield Cut(turn, before, after, line)
                before = after


def frame(w: NDArray[np.float64]) -> NDArray[np.float64]:
    """Rows e, f, w/|w|, orthonormal."""
    return np.vstack([np.linalg.svd(w[None])[2][1:], w / np.linalg.norm(w)])


def clipped(polygon: Polygon, line: NDArray[np.float64]) -> Polygon:
    """The part of a convex polygon where line.(v, 1) >= 0."""
    heights = polygon @ line[:2] + line[2]
    corners = []
    for here, there, low, high in zip(polygon, np.roll(polygon, -1, axis=0), heights, np.roll(heights, -1), strict=True):
        if low >= 0:
            corners.append(here)
        if low * high < 0:
            corners.append(here + low / (low - high) * (there - here))
    return np.array(corners).reshape(-1, 2)


def area(polygon: Polygon) -> float:
    if not len(polygon):
        return 0.0
    x, y = (polygon - polygon[0]).T
    return float(abs(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2)


def cone(run: Run[Any], target: Any = None, panels: int = 8) -> Any:
    """The cuts as a row of maps, the first and the last of them if there are more than `panels`; returns the figure.

    Each map is on the scale of the cone before its cut: blue is left, grey is ruled out, the red dot is the target.
    """
    from matplotlib.figure import Figure

    chosen = list(cuts(run))
    if len(chosen) > panels:
        chosen = chosen[: panels - panels // 2] + chosen[len(chosen) - panels // 2 :]
    rows = max(1, -(-len(chosen) // 4))
    figure = Figure(figsize=(10.5, 2.8 * rows), layout="constrained", dpi=110)
    sheets = figure.subplots(rows, 4, squeeze=False).ravel()
    for axes in sheets:
        axes.set_axis_off()
    for axes, cut in zip(sheets, chosen, strict=False):
        _map(axes, cut)
        if target is not None and (at := frame(run.hypothesis.w) @ target.w)[2] > 0:
            axes.plot(*(at[:2] / at[2]), "o", color=TARGET, markersize=5)
    return figure


def _map(axes: Any, cut: Cut) -> None:
    low, high = cut.before.min(axis=0), cut.before.max(axis=0)
    middle, half = (low + high) / 2, float((high - low).max()) * 0.55
    normal = cut.line[:2] / np.hypot(*cut.line[:2])
    foot = middle - normal * (normal @ middle + cut.line[2] / np.hypot(*cut.line[:2]))
    along = 3 * half * np.array([-normal[1], normal[0]])
    axes.fill(*cut.before.T, color=GONE, linewidth=0)
    axes.fill(*cut.after.T, color=POSSIBLE, alpha=0.75, linewidth=0)
    axes.plot(*np.array([foot - along, foot + along]).T, color=BOUND, linewidth=1.0)
    axes.set_xlim(middle[0] - half, middle[0] + half)
    axes.set_ylim(middle[1] - half, middle[1] + half)
    axes.set_aspect("equal")
    axes.set_title(f"turn {cut.turn}, {float((high - low).max()):.2g} wide", loc="left", fontsize=9)
