"""Classes of trees: all trees on their axes, judged by their labels; and trees judged by the names of their leaves."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from ..axes import Axes
from ..choices import Choices, Coins, one_of
from ..features import Axis, Floats, Integers, Places, Reals
from ..formulas import whole
from ..oracle import Concept
from .finite_space import FiniteSpace, enumerable
from .random_trees import axes_of, random_cuts, random_labels
from .trees import LEAF, Tree

Box = tuple[tuple[int, ...], tuple[int, ...]]  # its low and high places
Split = tuple[int, int]  # a feature, and the last place that goes left


def grown(axes: Axes, classes: int, split: Callable[[Places, Places], Split | int]) -> Tree:
    """The tree that asks `split` about the box of each node: a split of it, or the label of a leaf."""
    rows: list[list[Any]] = []
    stack = [(np.zeros(axes.d, np.int64), axes.last, -1, 2)]
    while stack:
        low, high, parent, child = stack.pop()
        if parent >= 0:
            rows[parent][child] = len(rows)
        found = split(low, high)
        if not isinstance(found, tuple):
            rows.append([LEAF, 0.0, LEAF, LEAF, found])
            continue
        i, c = found
        rows.append([i, axes.features[i].threshold(c), LEAF, LEAF, 0])
        above, below = low.copy(), high.copy()
        above[i], below[i] = c + 1, c
        stack += [(above, high, len(rows) - 1, 3), (low, below, len(rows) - 1, 2)]
    feature, threshold, left, right, label = (np.array(column) for column in zip(*rows, strict=True))
    return Tree(axes, classes, feature, threshold, left, right, label)


def of_labels(axes: Axes, classes: int, labels: NDArray[Any]) -> Tree:
    """A tree for any labelling of all places, shape `axes.sizes`; each of its cuts changes some label."""

    def split(low: Places, high: Places) -> Split | int:
        part = labels[tuple(slice(a, b + 1) for a, b in zip(low, high, strict=True))]
        for i in range(axes.d):
            changes = np.diff(part, axis=i) != 0
            where = np.flatnonzero(changes.any(axis=tuple(j for j in range(axes.d) if j != i)))
            if len(where):
                return i, int(low[i] + where[len(where) // 2])
        return int(part.flat[0])

    return grown(axes, classes, split)


def drawn_axes(choices: Choices) -> Axes:
    """One to four features: short integer ones, finely cut real ones, every float of an interval."""
    sorts: tuple[tuple[Axis, ...], ...] = (
        (Integers(0, 1), Integers(0, 4), Integers(-3, 30)),
        (Reals(0.0, 1.0, 100), Reals(-2.0, 6.0, 100_000), Reals(1e6, 1e6 + 1, 7)),
        (Floats(0.0, 1.0), Floats(-1.0, 1.0, single=True), Integers(5, 5)),
    )
    sort = one_of(choices, sorts)
    return Axes(tuple(one_of(choices, sort) for _ in range(choices.integer(1, 4))))


def drawn_tree(choices: Choices, axes: Axes, classes: int) -> Tree:
    """Any leaf may be split, anywhere; or at few places, so that thresholds repeat."""
    left = most = choices.integer(0, 10)
    few = choices.integer(0, 3)

    def split(low: Places, high: Places) -> Split | int:
        nonlocal left
        wide = np.flatnonzero(low < high)
        if not left or not len(wide) or (left < most and not choices.integer(0, 3)):
            return choices.integer(0, classes - 1)
        left -= 1
        i = int(wide[choices.integer(0, len(wide) - 1)])
        if few:
            parts = [c for c in (int(axes.last[i]) * k // 4 for k in (1, 2, 3)) if low[i] <= c < high[i]]
            if parts:
                return i, one_of(choices, parts)
        return i, choices.integer(int(low[i]), int(high[i]) - 1)

    return grown(axes, classes, split)


def named(tree: Tree) -> Tree:
    """The same tree, each leaf labelled by its own name."""
    nodes = len(tree.feature)
    return replace(tree, classes=max(2, nodes), label=np.arange(nodes))


def random_tree(coins: Coins, axes: Axes, L: int, K: int = 2) -> Tree:
    """With L leaves and K classes, cut by `random_cuts` and labelled by `random_labels`."""
    cuts, labels = random_cuts(coins, axes, L), random_labels(coins, K)
    return grown(axes, K, lambda low, high: cuts(low, high) or next(labels))


def random_boxes(coins: Coins, axes: Axes, k: int) -> tuple[Places, Places]:
    """Every other leaf of a random tree with 2 k leaves: the low ends (k, d) and high ends of k boxes, no two with a point in
    common."""
    cells = random_tree(coins, axes, 2 * whole(k, "k", 1)).cells
    return cells.low[cells.label == 1], cells.high[cells.label == 1]


@dataclass(frozen=True)
class Trees:
    """Decision trees on known axes, judged by their labels: every labelling of the places is one."""

    small: Sequence[Mapping[str, Any]] = (
        {"axes": Axes.grid(1, 1), "classes": 2},
        {"axes": Axes.grid(5, 1), "classes": 2},
        {"axes": Axes.grid(2, 1), "classes": 3},
        {"axes": Axes.grid(2, 2), "classes": 2},
        {"axes": Axes((Integers(0, 2), Integers(0, 1))), "classes": 2},
    )
    medium: Sequence[Mapping[str, Any]] = ({"axes": Axes.grid(6, 1), "classes": 2},)

    def draw(self, choices: Choices) -> Tree:
        axes, classes = drawn_axes(choices), choices.integer(2, 4)
        return drawn_tree(choices, axes, classes)

    scales: ClassVar[Sequence[Mapping[str, int]]] = tuple({"L": L, "d": 2} for L in (2, 3, 4, 6, 8, 12, 16))

    def of_size(self, coins: Coins, *, L: int, d: int = 2, N: int | None = None, K: int = 2) -> Tree:
        """L leaves by random splits, two leaves of one split of different classes; on floats of [0, 1], or on {0..N - 1}."""
        return random_tree(coins, axes_of(d, N), L, K)

    def space(self, axes: Axes, classes: int, **_: Any) -> FiniteSpace:
        return _labelled(axes, classes)

    def __str__(self) -> str:
        return "decision trees"


class _Labellings(FiniteSpace):
    """All labellings of some places: a tree that is written otherwise is the one that labels them alike."""

    def contains(self, alive: int, concept: Concept) -> bool:
        one = self.concepts[0]
        if isinstance(concept, Tree) and isinstance(one, Tree) and concept.given == one.given:
            concept = of_labels(one.axes, one.classes, concept(one.axes.points()).reshape(one.axes.sizes))
        return super().contains(alive, concept)


@cache
def _labelled(axes: Axes, classes: int) -> FiniteSpace:
    number = int(np.prod(np.array(axes.sizes, object)))
    enumerable(classes ** min(number, 99), f"the functions of {number} points with {classes} classes")
    every = itertools.product(range(classes), repeat=number)
    trees = [of_labels(axes, classes, np.array(labels).reshape(axes.sizes)) for labels in every]
    return _Labellings(trees, axes.points())


@dataclass(frozen=True)
class NamedTrees:
    """Decision trees on known axes, judged by which leaf a point is in: the leaves' names are all different."""

    small: Sequence[Mapping[str, Any]] = tuple(
        {"axes": axes} for axes in (Axes.grid(1, 1), Axes.grid(4, 1), Axes.grid(2, 2), Axes((Integers(0, 2), Integers(0, 1))))
    )
    medium: Sequence[Mapping[str, Any]] = ({"axes": Axes.grid(6, 1)},)

    def draw(self, choices: Choices) -> Tree:
        return named(drawn_tree(choices, drawn_axes(choices), 2))

    scales: ClassVar[Sequence[Mapping[str, int]]] = Trees.scales

    def of_size(self, coins: Coins, *, L: int, d: int = 2, N: int | None = None) -> Tree:
        """L leaves by random splits; on floats of [0, 1], or on {0..N - 1}."""
        return named(random_tree(coins, axes_of(d, N), L))

    def space(self, axes: Axes, **_: Any) -> FiniteSpace:
        return _partitions(axes)

    def __str__(self) -> str:
        return "decision trees with named leaves"


@cache
def _partitions(axes: Axes) -> FiniteSpace:
    number = int(np.prod(np.array(axes.sizes, object)))
    enumerable(2 ** min(number, 99), f"the trees on {number} points")
    whole = ((0,) * axes.d, tuple(axes.last.tolist()))
    return FiniteSpace([_with_leaves(axes, leaves) for leaves in sorted(map(sorted, _splits(whole)), key=_simplest_first)])


def _simplest_first(leaves: Sequence[Box]) -> tuple[int, Sequence[Box]]:
    return len(leaves), leaves


@cache
def _splits(box: Box) -> frozenset[frozenset[Box]]:
    """All ways to split a box again and again."""
    found = {frozenset({box})}
    low, high = box
    for i in range(len(low)):
        for c in range(low[i], high[i]):
            below, above = (*high[:i], c, *high[i + 1 :]), (*low[:i], c + 1, *low[i + 1 :])
            pairs = itertools.product(_splits((low, below)), _splits((above, high)))
            found |= {one | other for one, other in pairs}
    return frozenset(found)


def _with_leaves(axes: Axes, leaves: Sequence[Box]) -> Tree:
    """A tree with these leaves."""

    def split(low: Places, high: Places) -> Split | int:
        inside = [k for k, (a, b) in enumerate(leaves) if (low <= a).all() and (b <= high).all()]
        if len(inside) == 1:
            return 0
        return next(_dividing(low, high, [leaves[k] for k in inside]))

    return named(grown(axes, 2, split))


def _dividing(low: Places, high: Places, leaves: Sequence[Box]) -> Iterator[Split]:
    """The splits of a box that cut none of its leaves."""
    for i in range(len(low)):
        for c in range(int(low[i]), int(high[i])):
            if all(b[i] <= c or a[i] > c for a, b in leaves):
                yield i, c
