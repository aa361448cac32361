"""Classes of decision trees on the cube: of depth d, with single variables at their nodes or parities; of rank k."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import product
from math import comb
from typing import Any

from ..choices import Choices, Coins, one_of
from ..domains import Cube
from ..errors import BadArgument, Undecided
from ..formulas import whole
from .boolean_trees import BooleanTree, Node
from .finite_space import MANY, FiniteSpace
from .masks import drawn
from .uniform import limited, until

DEEPEST = 16  # of complete trees that are drawn

Found = dict[int, Node]  # the labels of all points, as the bits of one number, and a tree with these


def drawn_tree(choices: Choices, n: int, depth: int, parities: bool = False) -> Node:
    """A node is asked or a leaf; a variable that was asked above may come again."""
    if not depth or not choices.integer(0, 3):
        return bool(choices.integer(0, 1))
    mask = 1 << choices.integer(0, n - 1)
    while parities and choices.integer(0, 1):
        mask ^= 1 << choices.integer(0, n - 1)
    return (mask, *(drawn_tree(choices, n, depth - 1, parities) for _ in (0, 1))) if mask else False


def complete_tree(coins: Coins, n: int, depth: int, parities: bool, known: frozenset[int] = frozenset({0})) -> Node:
    """All nodes down to this depth, each asking for any variable or parity that those above do not tell (`known`, as masks).

    Two leaves beside each other differ.
    """
    if not depth:
        return bool(coins.integer(0, 1))
    mask = until(lambda: drawn(coins.rng, n) if parities else 1 << coins.integer(0, n - 1), lambda mask: mask not in known)
    if depth == 1:
        label = bool(coins.integer(0, 1))
        return mask, label, not label
    below = known | {mask ^ other for other in known}
    return (mask, *(complete_tree(coins, n, depth - 1, parities, below) for _ in (0, 1)))


def ranked_tree(coins: Coins, free: frozenset[int], k: int, leaves: int) -> Node:
    """A tree of rank k with so many leaves, none of its paths asking for one of the `free` variables twice.

    Each node parts rank and leaves in any way that leaves enough variables for both of its parts.
    """
    if not k:
        return bool(coins.integer(0, 1))
    variable = one_of(coins, sorted(free))
    ways = [way for few in range(1, leaves) for way in _parted(len(free) - 1, k, few, leaves - few)]
    parts = [ranked_tree(coins, free - {variable}, *part) for part in one_of(coins, ways)]
    return (1 << variable, *(parts if coins.integer(0, 1) else reversed(parts)))


def _parted(n: int, k: int, few: int, others: int) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Ranks for a part of `few` leaves and one of the others, so that the whole has rank k: both k - 1, or k and any lower."""
    ranks = [(k - 1, k - 1), *((j, k) for j in range(k))]
    return [((j, few), (i, others)) for j, i in ranks if fits(n, j, few) and fits(n, i, others)]


def fits(n: int, k: int, leaves: int) -> bool:
    """Whether a tree of n variables and rank k can have so many leaves: 2**k or more, and at most C(n, 0) + ... + C(n, k).

    By induction on n: a part of rank k and one of any lower rank give all numbers from 2**k + 1 to the most, and two parts of
    rank k - 1 give 2**k.
    """
    return k <= n and 1 << k <= leaves <= _most_leaves(n, k)


@cache
def _most_leaves(n: int, k: int) -> int:
    return sum(comb(n, i) for i in range(k + 1))


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
    scales: Sequence[Mapping[str, Any]] = tuple({"n": n, "d": 2} for n in (4, 8, 16, 32, 64, 128))

    def of_size(self, coins: Coins, *, n: int, d: int) -> BooleanTree:
        """The complete tree of depth d, each node asking for anything that those above do not tell; leaves by coins."""
        whole(d, "d", least=self.least)
        limited(d, "d", min(whole(n, "n", least=1), DEEPEST), f"as trees of n variables are drawn, and complete to {DEEPEST}")
        return BooleanTree(n, complete_tree(coins, n, d, self.parities))

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
    scales=tuple({"n": n, "d": 1} for n in (2, 4, 8, 16, 32)),
)  # of depth at least 1: then a constant is a parity of no variables


@dataclass(frozen=True)
class RankedTrees:
    """Decision trees of rank at most k."""

    small: Sequence[Mapping[str, Any]] = ({"n": 1, "k": 0}, {"n": 1, "k": 1}, {"n": 2, "k": 1})
    medium: Sequence[Mapping[str, Any]] = ({"n": 2, "k": 2}, {"n": 4, "k": 0})
    scales: Sequence[Mapping[str, Any]] = tuple({"n": 8, "k": 1, "L": L} for L in (2, 3, 5, 7, 9))

    def of_size(self, coins: Coins, *, n: int, k: int, L: int) -> BooleanTree:
        """A tree of rank k with L leaves; each node parts them in any way that leaves enough variables below it."""
        whole(k, "k", least=0, most=whole(n, "n", least=1))
        if not fits(n, k, whole(L, "L", least=1)):
            most = f"C({n}, 0) + ... + C({n}, {k}) = {_most_leaves(n, k)}"
            raise BadArgument(f"a tree of n = {n} variables and rank k = {k} has from 2**{k} to {most} leaves L; got {L}")
        return BooleanTree(n, ranked_tree(coins, frozenset(range(n)), k, L))

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
