"""What a reader must know of a copied tree: thresholds too near to each other, a budget that ran out, data outside the box."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..axes import Axes
from ..concepts.trees import LEAF, Tree
from ..domains import Box
from ..features import Reals
from ..points import Points
from ..queries import Leaf
from ..transcript import Run
from .tree_differences import Copy
from .tree_victims import TreeVictim, outside


def cuts_of(tree: Tree) -> list[NDArray[np.int64]]:
    """For each feature the places left of its thresholds, in order."""
    inner = np.flatnonzero(tree.feature != LEAF)
    at = tree.last_left
    sides = {int(i): np.unique(at[inner[tree.feature[inner] == i]]) for i in np.unique(tree.feature[inner])}
    return [sides.get(i, np.zeros(0, np.int64)) for i in range(tree.axes.d)]


def blurred(tree: Tree) -> float:
    """How much of the uniform law lies within a step of a threshold: there the copy, exact at places, need not agree."""
    return float(
        sum(
            len(c) / axis.steps
            for axis, c in zip(tree.axes.features, cuts_of(tree), strict=True)
            if isinstance(axis, Reals) and axis.steps
        )
    )


def notes(victim: TreeVictim, done: Run[Any], copy: Copy, place: Box | Axes, data: Points | None) -> Iterator[str]:
    """What a reader must know of the copy."""
    if done.refused is not None:
        yield f"stopped early: {done.refused}"
    if merged := _merged(victim, copy):
        yield f"thresholds closer than tol are one: {merged}"
    if len(copy.tree.paths[2]) == 1:
        yield "the copy is constant: in this box the model never said anything else; its thresholds may lie outside"
    if data is not None and (far := outside(place, data)):
        yield f"{far} of {len(data)} rows of the data lie outside the box, where the copy promises nothing"
    if Leaf in done.learning.learner.theorem.kinds:
        yield "besides, the model was asked once in each leaf what it predicts there"


def _merged(victim: TreeVictim, copy: Copy) -> str:
    """Thresholds of the model that fall into one step, where it can be read; and steps that are a cell of the copy."""
    steps = [axis.steps if isinstance(axis, Reals) else 0 for axis in victim.axes.features]
    narrow = sum(int((np.diff(c) == 1).sum()) for c, step in zip(cuts_of(copy.tree), steps, strict=True) if step)
    found = [f"{narrow} distinct thresholds of the copy are one step from another"] if narrow else []
    concept = victim.concept
    if concept is not None:
        trees = (concept,) if isinstance(concept, Tree) else concept.trees
        if lost := _in_one_step(trees, steps):
            found.append(f"{lost} thresholds of the model lie within a step of another one")
    return "; ".join(found)


def _in_one_step(trees: Sequence[Tree], steps: Sequence[int]) -> int:
    """How many distinct thresholds are lost because another one of the feature lies between the same two places."""
    own: set[tuple[int, float]] = set()
    at: set[tuple[int, int]] = set()
    for tree in trees:
        inner = np.flatnonzero(tree.feature != LEAF)
        for i, t, c in zip(tree.feature[inner], tree.threshold[inner], tree.last_left[inner], strict=True):
            if steps[i] and 0 <= c < tree.axes.last[i]:
                own.add((int(i), float(t)))
                at.add((int(i), int(c)))
    return len(own) - len(at)
