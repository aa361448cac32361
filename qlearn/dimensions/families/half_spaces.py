"""Half-spaces on the cube and on grids, in whole numbers.

On the cube of at most five dimensions, weights of at most five are enough (Muroga's tables), up to the order and the signs of
the variables; the counts that this gives are the known ones.
"""

from __future__ import annotations

from itertools import combinations_with_replacement, permutations, product

import numpy as np
from numpy.typing import NDArray

from ..finite_class import FiniteClass
from .sizes import points_of_cube, sized

HEAVIEST = 5


def on_the_cube(size: int) -> FiniteClass:
    """Threshold functions: 4, 14, 104, 1882, 94572.

    >>> on_the_cube(3).N
    104
    """
    sized("halfspaces-cube", size, 5)
    return _of("halfspaces-cube", size, signs=True)


def positive(size: int) -> FiniteClass:
    """Threshold functions with weights that are not negative: 3, 6, 20, 150, 3287."""
    sized("halfspaces-positive", size, 5)
    return _of("halfspaces-positive", size, signs=False)


def on_a_grid(size: int) -> FiniteClass:
    """What lines cut off from the k x k grid.

    A line can be turned until it touches two of the points: so each cut is a side of a line through two points, with those on
    the line from one end up to some place.
    """
    sized("halfspaces-grid", size, 12, least=2)
    points = np.array([(x, y) for x in range(size) for y in range(size)])
    keys = {bytes(len(points)), b"\x01" * len(points)}
    for way in {(int(dx), int(dy)) for dx, dy in product(range(-size + 1, size), repeat=2) if np.gcd(dx, dy) == 1}:
        across, along = points @ (-way[1], way[0]), points @ way
        for line in np.unique(across):
            places = np.sort(along[across == line])
            if len(places) < 2:
                continue
            for t in [*places, places[-1] + 1]:
                keys.add(((across > line) | ((across == line) & (along < t))).astype(np.uint8).tobytes())
    rows = np.array([np.frombuffer(key, np.uint8) for key in sorted(keys)])
    return FiniteClass.of(rows, f"halfspaces-grid({size})", [f"({x},{y})" for x, y in points.tolist()])


def _of(name: str, n: int, *, signs: bool) -> FiniteClass:
    """All orders, and if wanted all signs, of the functions with weights in descending order."""
    places = np.arange(1 << n)
    digits = places[:, None] >> np.arange(n - 1, -1, -1) & 1  # (2**n, n)
    tables = _descending(digits)  # (functions, 2**n)
    turned = []
    for order in permutations(range(n)):
        index = digits[:, order] @ (1 << np.arange(n - 1, -1, -1))
        turned += [_words(tables[:, index ^ flips]) for flips in (range(1 << n) if signs else (0,))]
    words = np.unique(np.concatenate(turned))
    return FiniteClass.of((words[:, None] >> places & 1).astype(np.bool_), f"{name}({n})", points_of_cube(n))


def _descending(digits: NDArray[np.int64]) -> NDArray[np.bool_]:
    found = set()
    n = digits.shape[1]
    for weights in combinations_with_replacement(range(HEAVIEST, -1, -1), n):
        sums = digits @ weights
        for t in range(sum(weights) + 2):
            found.add((sums >= t).tobytes())
    return np.array([np.frombuffer(table, np.bool_) for table in sorted(found)])


def _words(tables: NDArray[np.bool_]) -> NDArray[np.int64]:
    return tables @ (np.int64(1) << np.arange(tables.shape[1], dtype=np.int64))
