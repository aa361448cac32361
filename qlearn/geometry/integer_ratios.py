"""How ratios of integer weights are spread, all vectors being equally likely, when a knockout has been played.

A knockout is a tree: the champion p at its root, below each coordinate those whom it beat.  Of the vectors with |w_i| <= W that
agree with the signs and matches, g_j(x) is how many ways the coordinates below j have if |w_j| = x: the product, over whom j
beat, of the sum of g_c(y) over y <= x, or y < x where equal weights would have let c win.  So what is settled so far leaves
a vector with |w_p| = m and |w_j| = a in g_j(a) ways, times those of every other coordinate that lost to a settled one.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ..errors import Inconsistent

Vector = NDArray[np.float64]
Indices = NDArray[np.intp]

LEAST = -700.0  # the logarithm of the smallest chance, beside the largest: exp of it is not 0


class IntegerRatios:
    """The ratios |w_j|/|w_p| of integer vectors, settled from the champion down, as fractions in lowest terms.

    `winner` says who beat each, the champion itself for the champion; `order` has those who were beaten, the last to be beaten
    first; `negative` whose weights are below 0, so that they are not 0.
    """

    def __init__(self, winner: Indices, order: Sequence[int], negative: NDArray[np.bool_], W: int) -> None:
        self._winner, self._table = winner.tolist(), fraction_table(W)
        self._smaller = winner < np.arange(len(winner))  # of equal ones the later wins
        self._beaten: list[list[int]] = [[] for _ in self._winner]
        self._ways = np.zeros((len(winner), W + 1))  # log g_j(x)
        self._ways[negative, 0] = -np.inf
        self._below = np.zeros((len(winner), W + 1))  # and of how many ways j's part has if whom it lost to has size x
        for j in reversed(order):
            i, ways = self._winner[j], np.logaddexp.accumulate(self._ways[j])
            self._below[j] = np.append(-np.inf, ways[:-1]) if self._smaller[j] else ways
            self._ways[i] += self._below[j]
            self._beaten[i].append(j)
        self._pivots = np.arange(1, W + 1)  # the sizes |w_p| of which all settled ratios are whole
        (champion,) = set(range(len(winner))) - set(order)
        self._settled = {champion: (1, 1)}
        self._open = self._beaten[champion]

    def law(self, j: int) -> tuple[NDArray[np.int64], Vector]:
        """The ratios that j may have, (n, 2) for a/b in increasing order, and their chances, (n,); its winner is settled.

        `Inconsistent` if it may have none.
        """
        places, logs = self._pairs(j)
        logs = np.maximum(logs - logs.max(), LEAST)
        fractions = self._table[0]
        chances = np.bincount(places, np.exp(logs), len(fractions))
        possible = np.flatnonzero(chances)
        return fractions[possible], chances[possible] / chances.sum()

    def settle(self, j: int, ratio: NDArray[np.int64]) -> None:
        """Ratio j is a/b: sizes of the champion that b does not divide are out, and whom j beat is next."""
        a, b = ratio.tolist()
        self._settled[j] = a, b
        self._pivots = self._pivots[self._pivots % b == 0]
        self._open = [k for k in self._open if k != j] + self._beaten[j]

    @property
    def weights(self) -> Vector:
        """The least whole numbers with the settled ratios, (d,)."""
        scale = math.lcm(*(b for _, b in self._settled.values()))
        return np.array([a * scale // b for _, (a, b) in sorted(self._settled.items())], np.float64)

    def _pairs(self, j: int) -> tuple[Indices, Vector]:
        """Of all possible (m, a), |w_p| = m and |w_j| = a: where a/m is in the table, and the logarithm of its ways."""
        others = np.zeros(len(self._pivots))
        for k in self._open:
            if k != j:
                others += self._below[k, self._size(self._winner[k])]
        many = self._size(self._winner[j]) + (0 if self._smaller[j] else 1)  # a is from 0 to below that
        m = np.repeat(self._pivots, many)
        a = np.arange(len(m)) - np.repeat(np.cumsum(many) - many, many)
        logs = np.repeat(others, many) + self._ways[j, a]
        possible = np.flatnonzero(logs > -np.inf)
        if not len(possible):
            raise Inconsistent("no integer weights of the allowed size have these signs and this order")
        return self._table[1][m * (m + 1) // 2 + a][possible], logs[possible]

    def _size(self, i: int) -> Indices:
        """|w_i| for each size that the champion may have, i being settled."""
        a, b = self._settled[i]
        size: Indices = self._pivots // b * a
        return size


@lru_cache(maxsize=8)
def fraction_table(W: int) -> tuple[NDArray[np.int64], Indices]:
    """The fractions in [0, 1] with denominators up to W in increasing order, as rows (a, b) in lowest terms, (n, 2); and which
    row a/m is, at m (m + 1)/2 + a.

    >>> fractions, row = fraction_table(3)
    >>> fractions.tolist(), row.tolist()
    ([[0, 1], [1, 3], [1, 2], [2, 3], [1, 1]], [0, 0, 4, 0, 2, 4, 0, 1, 3, 4])
    """
    m, a = np.tril_indices(W + 1)  # the smaller m first
    m[0] = 1  # instead of 0/0
    # A quotient is rounded correctly, so equal fractions have the same; different ones are 1/W**2 apart, which is not lost.
    _, first, row = np.unique(a / m, return_index=True, return_inverse=True)
    return np.column_stack([a[first], m[first]]), row
