"""Decision lists: rules in order, each a term of a few literals and a label; the first that applies decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..domains import Cube
from ..points import Labels, Points
from .bits import Words
from .boolean_trees import Node
from .masks import chunks, in_words, ones


@dataclass(frozen=True)
class Rule:
    """If the variables of the mask have the values given by the bits of `value`, then the label."""

    mask: int
    value: int
    label: bool

    def __str__(self) -> str:
        literals = " & ".join(("" if self.value >> i & 1 else "~") + f"x{i + 1}" for i in ones(self.mask))
        return f"{literals or 'true'} -> {int(self.label)}"


@dataclass(frozen=True, eq=False)
class DecisionList:
    """The label of the first rule that applies to a point; the last one applies to all."""

    n: int
    rules: tuple[Rule, ...]

    @property
    def domain(self) -> Cube:
        return Cube(self.n)

    @property
    def sizes(self) -> Mapping[str, int]:
        """n, and L, the number of rules."""
        return {"n": self.n, "L": len(self.rules)}

    @cached_property
    def _words(self) -> tuple[Words, Words]:
        return in_words([rule.mask for rule in self.rules], self.n), in_words([rule.value for rule in self.rules], self.n)

    def first(self, points: Points) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
        """Which rule decides each point."""
        found = np.full(len(points), len(self.rules) - 1, np.intp)
        for at, x in chunks(points):
            here, left = found[at], np.arange(len(x))
            for i, (mask, value) in enumerate(zip(*self._words, strict=True)):
                applies = ((x[left] & mask) == value).all(axis=1)
                here[left[applies]] = i
                left = left[~applies]
                if not len(left):
                    break
        return found

    def __call__(self, points: Points) -> Labels:
        return np.array([rule.label for rule in self.rules], np.bool_)[self.first(points)]

    def key(self) -> bytes:
        return b"decision list" + repr((self.n, self.rules)).encode()

    def __str__(self) -> str:
        return ", ".join(map(str, self.rules[:8])) + (", ..." if len(self.rules) > 8 else "")


def listed(n: int, root: Node) -> DecisionList:
    """A tree of single variables as a list with a rule for each leaf that is reached, its terms no longer than the rank.

    The shallowest leaf goes first, at a depth of at most the rank; then its parent is replaced by the leaf's sibling.

    >>> str(listed(2, (1, False, (2, False, True))))
    '~x1 -> 0, ~x2 -> 0, true -> 1'
    """
    rules, root = [], pruned(root)
    while isinstance(root, tuple):
        path = _to_leaf(root)
        mask, value, node = 0, 0, root
        for side in path:
            mask, value, node = mask | node[0], value | node[0] * side, node[1 + side]
        rules.append(Rule(mask, value, bool(node)))
        root = _without(root, path)
    return DecisionList(n, (*rules, Rule(0, 0, bool(root))))


def pruned(node: Node, mask: int = 0, value: int = 0) -> Node:
    """The tree without the parts that are never reached, where a variable of the mask is known to be as the value says."""
    if not isinstance(node, tuple):
        return node
    if node[0] & mask:
        return pruned(node[2] if node[0] & value else node[1], mask, value)
    return node[0], *(pruned(node[1 + side], mask | node[0], value | node[0] * side) for side in (0, 1))


def _to_leaf(node: Node) -> tuple[int, ...]:
    """The way to a shallowest leaf."""
    if not isinstance(node, tuple):
        return ()
    return min(((side, *_to_leaf(node[1 + side])) for side in (0, 1)), key=len)


def _without(node: Node, path: tuple[int, ...]) -> Node:
    """The tree without the leaf at the end of this way."""
    side, *rest = path
    if not rest:
        return node[2 - side]
    below = _without(node[1 + side], tuple(rest))
    return (node[0], below, node[2]) if side == 0 else (node[0], node[1], below)
