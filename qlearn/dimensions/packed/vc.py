"""The VC dimension, exactly, with a shattered set."""

from __future__ import annotations

import numpy as np

from ..bracket import Bracket, Effort
from ..finite_class import FiniteClass, members
from ..witnesses import Counted, Searched, Shattered
from .tables import LOW, Words, affordable, counts_of


def vc(c: FiniteClass, effort: Effort | None = None) -> Bracket:
    """The size of the largest set of points on which all labellings occur.

    A set is shattered if each labelling of it, and of nothing else, is some concept's: the table of those that are is folded
    point by point into 'known either way' and 'unknown'.  Raises `BadArgument` where the tables would be too large.

    >>> from qlearn.dimensions.families import of_family
    >>> bracket = vc(of_family("halfspaces-cube", 3))
    >>> bracket.value, bracket.at_least
    (4, Shattered(points=(0, 1, 2, 4)))
    """
    affordable(c.n, 3, effort or Effort(), "the VC dimension")
    shattered = _folded(counts_of(c)[0], c.n)
    sizes = np.bitwise_count(np.arange(len(shattered), dtype=np.uint32))
    best = int(np.flatnonzero(shattered)[np.argmax(sizes[shattered])])
    points = tuple(members(best))
    most = Counted("lg N") if 2 << len(points) > c.N else Searched("all sets of points", 1 << c.n)
    return Bracket(len(points), len(points), Shattered(points), most)


def _folded(some: Words, n: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """For each set of points, bit x of its number saying whether x is in it, whether it is shattered; shape (2**n,)."""
    high = max(n - LOW, 0)
    table = some.reshape(1, -1)
    for _ in range(high):  # the highest place first: what is made of it becomes the highest bit
        thirds = table.reshape(table.shape[0], 3, -1)
        table = np.stack([thirds[:, 2], thirds[:, 0] & thirds[:, 1]], axis=1).reshape(2 * len(table), -1)
    places = table.reshape(-1)
    low = np.ones((len(places), 8), np.bool_)
    for b in range(27):
        known = sum(1 << x for x in range(LOW) if b // 3**x % 3 != 2)
        low[:, known] &= (places >> np.uint32(b) & 1).astype(np.bool_)
    return low.reshape(-1)[: 1 << n]
