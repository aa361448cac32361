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
from ...dialogue import lockstep
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
        lines: list[Line] = yield from lockstep([_line(heard, x, name, i) for i in range(axes.d)])
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


def _line(heard: Heard, x: Places, name: int, i: int) -> Dialogue[Line]:
    """The names on the line through x on feature i: at both sides of every change; all of them if it is categorical."""
    line: Line = {int(x[i]): name}
    last = int(heard.axes.last[i])
    wanted = list(range(last + 1)) if isinstance(heard.axes.features[i], Categories) else [0, last]
    while wanted := [place for place in dict.fromkeys(wanted) if place not in line]:
        there = np.repeat(x[None], len(wanted), axis=0)
        there[:, i] = wanted
        said = yield from heard.ask(there)
        line.update(zip(wanted, said.tolist(), strict=True))
        places = sorted(line)
        wanted = [(a + b) // 2 for a, b in itertools.pairwise(places) if line[a] != line[b]]
    return line


def _own(line: Line, name: int, categorical: bool) -> list[tuple[int, int]]:
    """A leaf's places on a line, as intervals with both ends inside: one on an ordered feature."""
    own = sorted(place for place, other in line.items() if other == name)
    if not categorical:
        return [(own[0], own[-1])]
    begins = [place for place in own if line.get(place - 1) != name]
    return list(zip(begins, [place for place in own if line.get(place + 1) != name], strict=True))
