"""Decision trees on the cube: at each node one variable is asked, or the parity of some; each leaf is true or false."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..domains import Cube
from ..points import Labels, Points
from ..queries import Hypothesis
from .bits import Words
from .boolean_differences import Expansion, differences
from .masks import chunks, in_words, odd, term

Node = Any  # bool for a leaf, else (mask, the node if its variables sum to 0, the node if to 1)


@dataclass(frozen=True, eq=False)
class BooleanTree:
    """A tree on {0, 1}^n.  Told beforehand: its depth is d at most, and its rank k at most.

    The rank says how full a tree is: 0 for a leaf, the larger rank of its two parts for a node, and one more if they are
    equal.
    """

    n: int
    root: Node
    most: int | None = None  # d, if it is not just the depth
    ranked: int | None = None  # k, if it is not just the rank

    @property
    def domain(self) -> Cube:
        return Cube(self.n)

    @cached_property
    def measures(self) -> tuple[int, int, int]:
        """Depth, number of leaves, rank."""
        return _measures(self.root)

    @property
    def given(self) -> Mapping[str, int]:
        depth, _, rank = self.measures
        return {
            "n": self.n,
            "d": depth if self.most is None else self.most,
            "k": rank if self.ranked is None else self.ranked,
        }

    @property
    def sizes(self) -> Mapping[str, int]:
        """n, d, k, the number L of leaves, and r, the number of relevant variables.

        They are those that stand in the polynomial over two elements, and those that stand in the Fourier sum: parities of many
        variables make far too many monomials, and a deep tree too many parities.
        """
        asks_parities = (np.bitwise_count(self._table[0]).sum(axis=1) > 1).any()
        everything = 0
        for mask in (mask for mask, number in self.spectrum()[1].items() if number) if asks_parities else self.expanded():
            everything |= mask
        return {**self.given, "L": self.measures[1], "r": everything.bit_count()}

    @cached_property
    def _table(self) -> tuple[Words, NDArray[np.intp], NDArray[np.bool_]]:
        """The nodes, root first: masks (nodes, words), children (2 nodes,), labels.  A leaf leads to itself."""
        masks, children, labels = [0], [0, 0], [False]
        stack: list[tuple[int, Node]] = [(0, self.root)]
        while stack:
            at, node = stack.pop()
            if not isinstance(node, tuple):
                labels[at] = bool(node)
                continue
            masks[at] = node[0]
            for side in (0, 1):
                children[2 * at + side] = len(masks)
                stack.append((len(masks), node[1 + side]))
                children += [len(masks)] * 2
                masks.append(0)
                labels.append(False)
        return in_words(masks, self.n), np.array(children, np.intp), np.array(labels, np.bool_)

    def __call__(self, points: Points) -> Labels:
        masks, children, labels = self._table
        found = np.empty(len(points), np.bool_)
        for at, x in chunks(points):
            node = np.zeros(len(x), np.intp)
            for _ in range(self.measures[0]):
                node = children[2 * node + odd(x, masks[node])]
            found[at] = labels[node]
        return found

    @cached_property
    def _monomials(self) -> frozenset[int]:
        return _expanded(self.root)

    def expanded(self) -> frozenset[int]:
        return self._monomials

    def spectrum(self) -> Expansion:
        return self.measures[0], _spectrum(self.root, self.measures[0])

    def disagreements(self, hypothesis: Hypothesis) -> Iterator[NDArray[np.uint8]] | None:
        return differences(self, hypothesis)

    def key(self) -> bytes:
        return b"boolean tree" + repr((self.n, self.root)).encode()

    def __str__(self) -> str:
        return _written(self.root)

    __repr__ = __str__


def _measures(node: Node) -> tuple[int, int, int]:
    if not isinstance(node, tuple):
        return 0, 1, 0
    (depth, leaves, rank), (deep, more, high) = _measures(node[1]), _measures(node[2])
    return 1 + max(depth, deep), leaves + more, max(rank, high) + (rank == high)


def _expanded(node: Node) -> frozenset[int]:
    """The polynomial over two elements of a node: that of its first part, and the mask's variables times the sum of both."""
    if not isinstance(node, tuple):
        return frozenset({0} if node else ())
    first, second = _expanded(node[1]), _expanded(node[2])
    found = set(first)
    for i in (i for i in range(node[0].bit_length()) if node[0] >> i & 1):
        for monomial in first ^ second:
            found ^= {monomial | 1 << i}
    return frozenset(found)


def _spectrum(node: Node, places: int) -> dict[int, int]:
    """A node's Fourier coefficients times 2**places: half its parts' sum, and with its parity half their difference."""
    if not isinstance(node, tuple):
        return {0: -(1 << places) if node else 1 << places}
    found: dict[int, int] = {}
    for sign, part in ((1, node[1]), (-1, node[2])):
        for mask, number in _spectrum(part, places - 1).items():
            found[mask] = found.get(mask, 0) + number
            found[mask ^ node[0]] = found.get(mask ^ node[0], 0) + sign * number
    return found


def _written(node: Node) -> str:
    if not isinstance(node, tuple):
        return str(int(node))
    asked = term(node[0]).replace(" ", " + ")
    return f"({asked} ? {_written(node[2])} : {_written(node[1])})"
