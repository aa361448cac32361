"""The star lemma as a bound on D: the labelling with the most concepts at distance one, of the class or not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import numpy as np

from ..finite_class import FiniteClass
from ..witnesses import Star


def best_star(c: FiniteClass) -> tuple[int, Star]:
    """What the star lemma shows of D (theory T1; `qlearn show dimensions.star`), with the star.

    Every concept with one label flipped is a centre that has it as a neighbour; centres are counted, and one outside the class
    is worth one less.

    >>> from qlearn.dimensions.families import of_family
    >>> best_star(of_family("halfspaces-cube", 3))[0]
    8
    """
    row = {key: i for i, key in enumerate(c.keys)}
    centre, many = _centre(c, row)
    points = tuple(x for x in range(c.n) if centre ^ 1 << x in row)
    text = "".join("1" if centre >> x & 1 else "0" for x in range(c.n))
    star = Star(text, points, tuple(row[centre ^ 1 << x] for x in points))
    return max(0, many - (centre not in row)), star


def _centre(c: FiniteClass, row: Mapping[int, int]) -> tuple[int, int]:
    """The labelling around which the lemma shows most, the least of them, and how many neighbours it has."""
    if c.n > 64:
        counts = Counter(key ^ 1 << x for key in c.keys for x in range(c.n))
        centre = max(counts, key=lambda key: (counts[key] - (key not in row), -key))
        return centre, counts[centre]
    flipped = c.words[:, None] ^ (np.uint64(1) << np.arange(c.n, dtype=np.uint64))
    centres, many = np.unique(flipped, return_counts=True)
    best = int(np.argmax(many - ~np.isin(centres, c.words)))
    return int(centres[best]), int(many[best])
