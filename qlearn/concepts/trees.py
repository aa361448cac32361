"""Decision trees: at each node one feature is compared with a threshold, and each leaf has a class."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..axes import Axes
from ..box_queries import Counterfactual, Explanation
from ..errors import BadArgument
from ..features import Places
from ..points import Classes, Labels, Points
from .cells import Cells, points_of_difference, sizes_of
from .explaining import explanations

LEAF = -1  # stands where a leaf has no feature and no children


@dataclass(frozen=True, eq=False)
class Tree:
    """A tree in five arrays of shape (nodes,), its root first; x goes left if x[feature] <= threshold.

    The label of a node that is no leaf means nothing.  Two nodes may have a child in common; then the paths to it are one
    leaf.  `single`: points are rounded to floats of 32 bits first, as scikit-learn does.
    """

    axes: Axes
    classes: int
    feature: NDArray[np.intp]
    threshold: NDArray[np.float64]
    left: NDArray[np.intp]
    right: NDArray[np.intp]
    label: Classes
    single: bool = False

    @property
    def domain(self) -> Axes:
        return self.axes

    @property
    def given(self) -> Mapping[str, Any]:
        return {"axes": self.axes, "classes": self.classes}

    @cached_property
    def sizes(self) -> Mapping[str, int]:
        """Those of `cells.sizes_of`, where L cells are leaves, and K classes."""
        return {**sizes_of(self), "K": self.classes}

    def leaves(self, points: Points, known: Labels | None = None) -> NDArray[np.int64]:
        """The number of the node where the walk down stops, at a leaf unless it needs a feature that is not known."""
        x = points.astype(np.float32) if self.single else points
        if np.isnan(x).any():
            raise BadArgument("a value is missing (NaN); these trees compare numbers only, so fill it in first")
        node = np.zeros(len(x), np.int64)
        walking = np.arange(len(x))
        while len(walking):
            at = node[walking]
            feature = self.feature[at]
            goes_on = feature != LEAF
            if known is not None:
                goes_on &= known[walking, feature]
            walking, at, feature = walking[goes_on], at[goes_on], feature[goes_on]
            node[walking] = np.where(x[walking, feature] <= self.threshold[at], self.left[at], self.right[at])
        return node

    def __call__(self, points: Points) -> Classes:
        return self.label[self.leaves(points)]

    @cached_property
    def last_left(self) -> NDArray[np.int64]:
        """For each node the last place of its feature that goes left, -1 if there is none, shape (nodes,)."""
        below, above = np.full(len(self.feature), -1, np.int64), np.zeros(len(self.feature), np.int64)
        inner = np.flatnonzero(self.feature != LEAF)
        above[inner] = self.axes.last[self.feature[inner]] + 1
        while (open_ := inner[above[inner] - below[inner] > 1]).size:
            middle = below[open_] + (above[open_] - below[open_]) // 2
            x = _values(self.axes, self.feature[open_], middle)
            goes_left = (x.astype(np.float32) if self.single else x) <= self.threshold[open_]
            below[open_] = np.where(goes_left, middle, below[open_])
            above[open_] = np.where(goes_left, above[open_], middle)
        return below

    @cached_property
    def paths(self) -> tuple[Places, Places, NDArray[np.intp]]:
        """The boxes of places, low and high ends (paths, d), that the paths lead to, and at which leaf each ends."""
        found: list[tuple[Places, Places, int]] = []
        stack = [(0, np.zeros(self.axes.d, np.int64), self.axes.last)]
        while stack:
            node, low, high = stack.pop()
            i, c = int(self.feature[node]), int(self.last_left[node])
            if i == LEAF:
                found.append((low, high, node))
                continue
            if high[i] > c:
                stack.append((int(self.right[node]), _moved(low, i, max(low[i], c + 1)), high))
            if low[i] <= c:
                stack.append((int(self.left[node]), low, _moved(high, i, min(high[i], c))))
        lows, highs, leaves = zip(*found, strict=True)
        return np.array(lows), np.array(highs), np.array(leaves)

    @cached_property
    def cells(self) -> Cells:
        low, high, leaf = self.paths
        return Cells(low, high, self.label[leaf])

    def disagreements(self, hypothesis: Any) -> Iterator[NDArray[Any]] | None:
        return points_of_difference(self, hypothesis)

    def explanations(self, query: Counterfactual) -> Iterator[Explanation]:
        return explanations(self, query)

    def key(self) -> bytes:
        arrays = (self.feature, self.threshold + 0.0, self.left, self.right, self.label)
        return repr((self.axes, self.classes, self.single)).encode() + b"".join(a.tobytes() for a in arrays)

    def __str__(self) -> str:
        return written(self, 0)


def written(tree: Tree, node: int, most: int = 200, said: Callable[[int], str] | None = None) -> str:
    """The part of a tree below a node as one line: (x1 <= 0.5 ? 0 : 1); cut after so many characters.

    `said` writes a leaf in another way than by its label.
    """
    parts: list[str] = []
    stack: list[int | str] = [node]
    while stack and sum(map(len, parts)) < most:
        top = stack.pop()
        if isinstance(top, str):
            parts.append(top)
        elif tree.feature[top] == LEAF:
            parts.append(said(top) if said else str(tree.label[top]))
        else:
            parts.append(f"(x{tree.feature[top] + 1} <= {tree.threshold[top]:.6g} ? ")
            stack += [")", int(tree.right[top]), " : ", int(tree.left[top])]
    return "".join(parts) + ("..." if stack else "")


def _moved(ends: Places, i: int, place: Any) -> Places:
    """The ends with one of them moved."""
    moved = ends.copy()
    moved[i] = place
    return moved


def _values(axes: Axes, feature: NDArray[np.intp], place: NDArray[np.int64]) -> NDArray[np.float64]:
    """What the features are at these places, one of each, shape (m,)."""
    found = np.empty(len(feature), np.float64)
    for i in np.unique(feature):
        mine = feature == i
        found[mine] = axes.features[i].at(place[mine])
    return found
