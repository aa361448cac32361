"""Classes of decision trees on the cube: of depth d, with single variables at their nodes or parities; of rank k."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import product
from typing import Any

from ..choices import Choices, one_of
from ..domains import Cube
from ..errors import Undecided
from .boolean_trees import BooleanTree, Node
from .finite_space import MANY, FiniteSpace

Found = dict[int, Node]  # the labels of all points, as the bits of one number, and a tree with these


def drawn_tree(choices: Choices, n: int, depth: int, parities: bool = False) -> Node:
    """A node is asked or a leaf; a variable that was asked above may come again."""
    if not depth or not choices.integer(0, 3):
        return bool(choices.integer(0, 1))
    mask = 1 << choices.integer(0, n - 1)
    while parities and choices.integer(0, 1):
        mask ^= 1 << choices.integer(0, n - 1)
    return (mask, *(drawn_tree(choices, n, depth - 1, parities) for _ in (0, 1))) if mask else False


@dataclass(frozen=True)
class BooleanTrees:
    """Decision trees of depth at most d; `parities`: their nodes ask parities, not only single variables."""

    small: Sequence[Mapping[str, Any]] = (
        {"n": 1, "d": 0}, {"n": 1, "d": 1}, {"n": 2, "d": 1}, {"n": 2, "d": 2}, {"n": 3, "d": 1}
    )  # fmt: skip
    medium: Sequence[Mapping[str, Any]] = ({"n": 3, "d": 2}, {"n": 5, "d": 1})
    parities: bool = False
    least: int = 0  # d is never less
    drawn: Sequence[tuple[int, int]] = ((1, 1), (2, 2), (3, 2), (5, 3), (8, 2), (30, 3), (100, 2))  # n and the largest d

    def draw(self, choices: Choices) -> BooleanTree:
        n, deepest = one_of(choices, self.drawn)
        tree = BooleanTree(n, drawn_tree(choices, n, min(deepest, choices.integer(0, 3)), self.parities))
        return replace(tree, most=max(self.least, min(deepest, tree.measures[0] + one_of(choices, (0, 0, 1)))))

    def space(self, n: int, d: int, **_: Any) -> FiniteSpace:
        return _of_depth(n, d, self.parities)

    def __str__(self) -> str:
        return f"decision trees of depth at most d{' that ask parities' if self.parities else ''}"


PARITY_TREES = BooleanTrees(
    small=({"n": 1, "d": 1}, {"n": 2, "d": 1}, {"n": 2, "d": 2}, {"n": 6, "d": 1}),
    medium=({"n": 3, "d": 1}, {"n": 4, "d": 1}),
    parities=True,
    least=1,
    drawn=((1, 1), (2, 2), (4, 2), (8, 1), (11, 2), (30, 1), (70, 1)),
)  # of depth at least 1: then a constant is a parity of no variables


@dataclass(frozen=True)
class RankedTrees:
    """Decision trees of rank at most k."""

    small: Sequence[Mapping[str, Any]] = ({"n": 1, "k": 0}, {"n": 1, "k": 1}, {"n": 2, "k": 1})
    medium: Sequence[Mapping[str, Any]] = ({"n": 2, "k": 2}, {"n": 4, "k": 0})

    def draw(self, choices: Choices) -> BooleanTree:
        n, depth = one_of(choices, ((1, 1), (2, 2), (3, 3), (4, 2), (5, 2), (7, 1)))
        tree = BooleanTree(n, drawn_tree(choices, n, depth))
        return replace(tree, ranked=min(n, tree.measures[2] + one_of(choices, (0, 0, 1))))

    def space(self, n: int, k: int, **_: Any) -> FiniteSpace:
        return _of_rank(n, k)

    def __str__(self) -> str:
        return "decision trees of rank at most k"


def _joined(n: int, masks: Sequence[int], pairs: Sequence[tuple[Found, Found]]) -> Found:
    """The functions of trees with these masks at the root and these parts below it, one tree each."""
    points = Cube(n).points().tolist()
    found: Found = {}
    for mask in masks:
        odd = sum(1 << row for row, point in enumerate(points) if sum(x for i, x in enumerate(point) if mask >> i & 1) % 2)
        for zeros, units in pairs:
            for (one, below), (other, above) in product(zeros.items(), units.items()):
                found.setdefault(one & ~odd | other & odd, (mask, below, above))
                if len(found) > MANY:
                    raise Undecided(f"the trees of {n} variables are too many to enumerate; the limit is {MANY}")
    return found


def _leaves(n: int) -> Found:
    if n > 6:
        raise Undecided(f"the trees of {n} variables are too many to enumerate; 6 variables are the most")
    return {0: False, (1 << (1 << n)) - 1: True}


@cache
def _of_depth(n: int, d: int, parities: bool) -> FiniteSpace:
    found = _leaves(n)
    masks = range(1, 1 << n) if parities else [1 << i for i in range(n)]
    for _ in range(min(n, d)):
        found = {**_joined(n, masks, [(found, found)]), **found}
    return FiniteSpace([BooleanTree(n, tree, most=d) for tree in found.values()], Cube(n).points())


@cache
def _of_rank(n: int, k: int) -> FiniteSpace:
    found = _leaves(n)
    if k and n > (3 if k == 1 else 2):
        raise Undecided(f"the trees of rank {k} in {n} variables are too many to enumerate; rank 1 of 3 variables is the most")
    masks = [1 << i for i in range(n)]
    for _ in range(min(n, k)):
        lower, before = found, 0
        while len(found) > before:
            before = len(found)
            found = {**_joined(n, masks, [(lower, found), (found, lower)]), **found}
    return FiniteSpace([BooleanTree(n, tree, ranked=k) for tree in found.values()], Cube(n).points())
