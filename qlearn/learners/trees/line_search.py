"""Path finding as published: all leaves on each line through a point of a new leaf."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any

import numpy as np

from ...axes import Axes
from ...catalogue import proves
from ...concepts.tree_classes import NamedTrees
from ...concepts.trees import Tree
from ...features import Categories, Places
from ...formulas import clg
from ...queries import Dialogue, Leaf
from ...theorems import Bound, Theorem
from .leaves import Heard, same_leaves

Line = dict[int, int]  # the name at each place that was asked


def _other_values(arguments: Mapping[str, Any]) -> int:
    """What every leaf asks, besides bisections: two ends of an ordered feature, all other values of a categorical one."""
    return sum(axis.size - 1 if isinstance(axis, Categories) else 2 for axis in arguments["axes"].features)


@proves(
    Theorem(
        learns=NamedTrees(),
        claim="A tree with L leaves and s cuts is found with 1 + L (w + s clg(N - 1)) leaf queries: each leaf asks w places at"
        " first, the two ends of each ordered feature and all other values of each categorical one.",
        bounds=(Bound(Leaf, "at most", lambda w, L, s, N: 1 + L * (w + s * clg(N - 1))),),
        guarantee=same_leaves,
        cite=("tramer2016",),
        derives={"w": _other_values, "N": lambda a: a["axes"].N},
    )
)
def line_search(axes: Axes) -> Dialogue[Tree]:
    """Find a tree whose teacher names the leaf that a point is in, by all leaves on each line.

    Problem: find at every place the name of its leaf, when no two leaves have one name.
    Idea: on each line through a point of a new leaf find every leaf: bisect wherever two neighbours differ; on a
    categorical feature, whose splits may be any sets of values, try every value.  Go on from a point of each.
    Theorem: at most 1 + L (w + s clg(N - 1)) leaf queries: L leaves, s cuts, at most N places of a feature, w = 2 for each
    ordered feature and k - 1 for a categorical one with k values.
    Proof: On a line, what is bisected are disjoint intervals of which each contains a cut; they halve, so each of the s_i
    cuts pays for clg(N - 1) queries at most, once for each leaf.  From a leaf on one side of a split the line along the
    split's feature leads to the other side, to a leaf that is found.  So at every split, leaves are found on both sides.
    Source: Tramer et al. 2016, algorithm 1 and its LINE_SEARCH.

    A leaf with a set of values is one name on several boxes of the tree.  At the end the leaves must fill the domain, and
    every answer is held against the tree; what that finds out is said at trees.path_finding, which asks less.

    >>> from qlearn import run, teachers
    >>> from qlearn.features import Categories, Integers
    >>> axes = Axes((Categories(last=3), Integers(0, 8)))
    >>> names = lambda X: np.where(np.isin(X[:, 0], (0, 2)), 7, np.where(X[:, 1] <= 5, 8, 9))
    >>> found = run(line_search(axes), teachers.Function(names))
    >>> print(found.hypothesis, found.ledger["leaf"])
    (x1 <= 1.5 ? (x1 <= 0.5 ? 7 : (x2 <= 5.5 ? 8 : 9)) : (x1 <= 2.5 ? 7 : (x2 <= 5.5 ? 8 : 9))) 21

    Raises `BadArgument` if `axes` are none, `Inconsistent` if no tree with different names in its leaves gives the answers.
    """
    heard = Heard(axes)
    start = axes.last // 2
    name = int((yield from heard.ask(start[None]))[0])
    stack, leaves = [(start, name)], dict[int, list[list[tuple[int, int]]]]()
    while stack:
        x, name = stack.pop()
        if name in leaves:
            continue
        lines = yield from _lines(heard, x, name)
        leaves[name] = [_own(line, name, isinstance(axis, Categories)) for line, axis in zip(lines, axes.features, strict=True)]
        for i, line in enumerate(lines):
            others = {other: place for place, other in line.items() if other != name}
            for other, place in others.items():
                y = x.copy()
                y[i] = place
                stack.append((y, other))
    boxes = [(name, box) for name, sides in leaves.items() for box in itertools.product(*sides)]
    low, high = ([np.array([side[end] for side in box]) for _, box in boxes] for end in (0, 1))
    return heard.tree(low, high, [name for name, _ in boxes])


def _lines(heard: Heard, x: Places, name: int) -> Dialogue[list[Line]]:
    """The names on the lines through x, side by side: at both sides of each change; all of them on a categorical feature."""
    lines: list[Line] = [{place: name} for place in x.tolist()]
    wanted: list[tuple[int, int]] = []  # a feature, and a place on its line
    for i, (axis, last) in enumerate(zip(heard.axes.features, heard.axes.last.tolist(), strict=True)):
        ends = range(last + 1) if isinstance(axis, Categories) else {0, last}
        wanted += [(i, place) for place in sorted(ends) if place != x[i]]
    while wanted:
        features, places = zip(*wanted, strict=True)
        there = np.repeat(x[None], len(wanted), axis=0)
        there[np.arange(len(wanted)), features] = places
        said = yield from heard.ask(there)
        for (i, place), other in zip(wanted, said.tolist(), strict=True):
            lines[i][place] = other
        wanted = [(i, middle) for i in dict.fromkeys(features) for middle in _middles(lines[i])]
    return lines


def _middles(line: Line) -> list[int]:
    """Where to ask next: between neighbours with different names."""
    return [(a + b) // 2 for a, b in itertools.pairwise(sorted(line)) if line[a] != line[b] and b - a > 1]


def _own(line: Line, name: int, categorical: bool) -> list[tuple[int, int]]:
    """A leaf's places on a line, as intervals with both ends inside: one on an ordered feature."""
    own = sorted(place for place, other in line.items() if other == name)
    if not categorical:
        return [(own[0], own[-1])]
    begins = [place for place in own if line.get(place - 1) != name]
    return list(zip(begins, [place for place in own if line.get(place + 1) != name], strict=True))
