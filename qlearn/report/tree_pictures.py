"""Trees as text and as pictures: the nodes, and the partition of two features."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..axes import Axes
from ..concepts.cells import Boxed
from ..concepts.trees import LEAF, Tree
from ..errors import BadArgument
from ..features import Integers
from ..points import Points

MANY = 200  # leaves; a larger tree is no picture
COLOURS = ("#4477aa", "#ee6677", "#228833", "#ccbb44", "#66ccee", "#aa3377", "#bbbbbb")
LINE = "#222222"


def as_text(
    tree: Tree,
    data: Points | None = None,
    *,
    features: Sequence[str] | None = None,
    classes: Sequence[Any] | None = None,
    levels: int | None = None,
) -> str:
    """The tree as indented lines, each condition with its threshold and, given data (m, d), how many rows come there.

    Of what is more than so many `levels` below the root only the number of leaves is said.

    >>> from qlearn.axes import Axes
    >>> from qlearn.concepts.tree_classes import of_labels
    >>> print(as_text(of_labels(Axes.grid(4, 1), 2, np.array([0, 1, 1, 1])), np.array([[0.0], [2.0], [3.0]])))
    3 rows
    x1 <= 0.5: 1 row
      class 0
    x1 > 0.5: 2 rows
      class 1
    """
    names, titles = _names(tree, features), _titles(tree, classes)
    counts = None if data is None else _counts(tree, data)

    def rows(node: int, before: str = "") -> str:
        if counts is None:
            return ""
        return f"{before}{counts[node]} row{'' if counts[node] == 1 else 's'}"

    lines = [rows(0)] if counts is not None else []
    stack: list[tuple[int, int, str]] = [(0, 0, "")]
    while stack:
        node, depth, condition = stack.pop()
        if condition:
            lines.append(f"{'  ' * (depth - 1)}{condition}{rows(node, ': ')}")
        if tree.feature[node] == LEAF:
            lines.append(f"{'  ' * depth}{titles[tree.label[node]]}")
            continue
        if depth == levels:
            lines.append(f"{'  ' * depth}... {_leaves_below(tree, node)} leaves")
            continue
        name, threshold = names[tree.feature[node]], _short(tree.threshold[node])
        stack.append((int(tree.right[node]), depth + 1, f"{name} > {threshold}"))
        stack.append((int(tree.left[node]), depth + 1, f"{name} <= {threshold}"))
    return "\n".join(lines)


def _leaves_below(tree: Tree, node: int) -> int:
    leaves, stack = 0, [node]
    while stack:
        node = stack.pop()
        if tree.feature[node] == LEAF:
            leaves += 1
        else:
            stack += [int(tree.left[node]), int(tree.right[node])]
    return leaves


def picture(
    tree: Tree,
    data: Points | None = None,
    *,
    features: Sequence[str] | None = None,
    classes: Sequence[Any] | None = None,
    axes: Any = None,
) -> Any:
    """The tree drawn, its root at the top, left where the condition holds; leaves in their class's colour, with their rows.

    Returns the matplotlib axes.  Raises `BadArgument` for a tree of too many leaves to be looked at.
    """
    names, titles = _names(tree, features), _titles(tree, classes)
    counts = None if data is None else _counts(tree, data)
    places = _layout(tree)
    axes = axes if axes is not None else _axes(max(4.0, 1.1 * (1 + max(x for _, x, _, _ in places))))
    size = 9 if len(places) < 32 else 6
    for node, x, depth, parent in places:
        if parent is not None:
            axes.plot([parent[0], x], [-parent[1], -depth], color=LINE, linewidth=0.8, zorder=1)
        leaf = tree.feature[node] == LEAF
        text = titles[tree.label[node]] if leaf else f"{names[tree.feature[node]]} <= {_short(tree.threshold[node])}"
        colour = COLOURS[tree.label[node] % len(COLOURS)] if leaf else "white"
        box = {"boxstyle": "round", "facecolor": colour, "edgecolor": LINE, "alpha": 0.9, "linewidth": 0.6}
        text += "" if counts is None else f"\n{counts[node]}"
        axes.text(x, -depth, text, ha="center", va="center", fontsize=size, bbox=box, zorder=2)
    axes.set_xlim(-0.7, max(x for _, x, _, _ in places) + 0.7)
    axes.set_ylim(-max(depth for _, _, depth, _ in places) - 0.5, 0.5)
    axes.set_axis_off()
    return axes


def partition(
    concept: Boxed,
    pair: tuple[int, int] = (0, 1),
    at: NDArray[np.float64] | None = None,
    *,
    data: tuple[Points, NDArray[Any]] | None = None,
    features: Sequence[str] | None = None,
    axes: Any = None,
) -> Any:
    """The cells of two features, each in its class's colour; the other features are held at the point `at`, shape (d,).

    `data` are points (m, d) and their labels, drawn on top.  Returns the matplotlib axes.  Raises `BadArgument` for features
    that are not there, and without `at` where there are more than two.
    """
    from matplotlib.patches import Rectangle

    i, j = pair
    d = concept.axes.d
    if i == j or not (0 <= i < d and 0 <= j < d):
        raise BadArgument(f"two features of 0..{d - 1} span a picture, got {pair}")
    if at is None and d > 2:
        raise BadArgument(f"the axes have {d} features; hold the others at a point: at=...")
    axes = axes if axes is not None else _axes(5.0)
    rest = np.array([k for k in range(d) if k not in pair], np.intp)
    place = concept.axes.place(np.zeros((1, d)) if at is None else np.asarray(at, np.float64)[None])[0]
    cells = concept.cells
    cut = ((cells.low[:, rest] <= place[rest]) & (place[rest] <= cells.high[:, rest])).all(axis=1)
    for low, high, label in zip(cells.low[cut], cells.high[cut], cells.label[cut], strict=True):
        (left, right), (below, above) = (side(concept.axes, k, low[k], high[k]) for k in pair)
        colour = COLOURS[int(label) % len(COLOURS)]
        style: dict[str, Any] = {"facecolor": colour, "alpha": 0.45, "edgecolor": LINE, "linewidth": 0.5}
        axes.add_patch(Rectangle((left, below), right - left, above - below, **style))
    if data is not None:
        colours = [COLOURS[int(label) % len(COLOURS)] for label in data[1]]
        axes.scatter(data[0][:, i], data[0][:, j], s=10, c=colours, edgecolors=LINE, linewidths=0.3)
    names = features if features is not None else [f"x{k + 1}" for k in range(d)]
    axes.set_xlabel(names[i])
    axes.set_ylabel(names[j])
    for k, limits in ((i, axes.set_xlim), (j, axes.set_ylim)):
        low, high = side(concept.axes, k, 0, int(concept.axes.last[k]))
        limits(low, high if high > low else low + 1)
    return axes


def svg(drawn: Any) -> str:
    """The figure of some matplotlib axes as SVG text."""
    import io

    text = io.StringIO()
    drawn.figure.savefig(text, format="svg", metadata={"Date": None})
    return text.getvalue()


def side(domain: Axes, k: int, low: int, high: int) -> tuple[float, float]:
    """Where an interval of places begins and ends in a picture: at the thresholds that bound it."""
    feature, last = domain.features[k], int(domain.last[k])
    ends = feature.at(np.array([low, high])).tolist()
    half = 0.5 if isinstance(feature, Integers) else 0.0  # an integer is drawn as wide as the others
    begin = feature.threshold(int(low) - 1) if low > 0 else ends[0] - half
    return begin, feature.threshold(int(high)) if high < last else ends[1] + half


def _names(tree: Tree, features: Sequence[str] | None) -> Sequence[str]:
    if features is None:
        return [f"x{i + 1}" for i in range(tree.axes.d)]
    if len(features) != tree.axes.d:
        raise BadArgument(f"the tree has {tree.axes.d} features, got {len(features)} names")
    return features


def _titles(tree: Tree, classes: Sequence[Any] | None) -> Sequence[str]:
    if classes is None:
        return [f"class {k}" for k in range(tree.classes)]
    if len(classes) != tree.classes:
        raise BadArgument(f"the tree has {tree.classes} classes, got {len(classes)} names")
    return [str(name) for name in classes]


def _short(threshold: float) -> str:
    return f"{threshold:.6g}"


def _counts(tree: Tree, data: Points) -> NDArray[np.intp]:
    """How many rows come to each node, shape (nodes,)."""
    counts = np.zeros(len(tree.feature), np.intp)
    stack = [(0, np.asarray(data, np.float32 if tree.single else np.float64))]
    while stack:
        node, rows = stack.pop()
        counts[node] += len(rows)
        if tree.feature[node] != LEAF:
            goes_left = rows[:, tree.feature[node]] <= tree.threshold[node]
            stack += [(int(tree.left[node]), rows[goes_left]), (int(tree.right[node]), rows[~goes_left])]
    return counts


def _layout(tree: Tree) -> list[tuple[int, float, int, tuple[float, int] | None]]:
    """Each node with its x, its depth and where its parent stands: leaves at 0, 1, ..., parents between their children."""
    if len(tree.feature) > 2 * MANY:
        raise BadArgument(f"a tree of {len(tree.feature)} nodes is no picture; print it with as_text")
    leaves = 0
    found: list[tuple[int, float, int, tuple[float, int] | None]] = []

    def placed(node: int, depth: int) -> float:
        nonlocal leaves
        if tree.feature[node] == LEAF:
            if leaves == MANY:
                raise BadArgument(f"a tree of more than {MANY} leaves is no picture; print it with as_text")
            leaves += 1
            return leaves - 1.0
        sons = [(int(son[node]), placed(int(son[node]), depth + 1)) for son in (tree.left, tree.right)]
        x = (sons[0][1] + sons[1][1]) / 2
        found.extend((son, at, depth + 1, (x, depth)) for son, at in sons)
        return x

    root = placed(0, 0)
    return [(0, root, 0, None), *found]


def _axes(width: float) -> Any:
    from matplotlib import pyplot

    return pyplot.subplots(figsize=(min(width, 24.0), 4.0), layout="constrained")[1]
