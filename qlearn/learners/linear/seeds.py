"""A first instance of each label: where a learner starts that has been told none."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...errors import OneLabel
from ...formulas import whole
from ...geometry.pairs import box, in_pairs
from ...points import spell
from ...queries import Dialogue, Membership

Vector = NDArray[np.float64]
LATER = 8  # an eighth as many as before are asked together


def opposite(low: Vector, high: Vector, most: int, seed: int) -> Dialogue[tuple[Vector, Vector]]:
    """A positive and a negative instance in the box of all x with low <= x <= high, both (d,), within `most` labels.

    Asked are the centre, then points in pairs that lie opposite each other about it, corners and uniform draws turn about.
    Corners lie furthest out, where a plane that only clips the box leaves the rarer label.  Of the draws this holds: a
    half-space without the centre holds at most one point of a pair, else it held their middle; so a pair meets one of share
    beta with probability 2 beta, and m draws miss it with at most (1 - beta)**m.

    The first points are asked one at a time, for what counts are labels; later ones together, an eighth as many as were
    asked before.  So no more than an eighth is asked in vain, and the rounds grow like the logarithm of the labels.

    >>> from qlearn import run, teachers
    >>> found = run(opposite(np.zeros(2), np.ones(2), most=100, seed=0), teachers.Function(lambda X: X @ [2, -1] < 1))
    >>> [x.tolist() for x in found.hypothesis], found.ledger["membership"]
    ([[0.5, 0.5], [1.0, 0.0]], 2)

    Raises `OneLabel` if all `most` points are labelled alike, `BadArgument` for no box, a box of one point, most < 2, or a
    seed that is no integer >= 0.
    """
    low, high = box(low, high)
    points = in_pairs(low, high, whole(seed, "seed", least=0))
    asked, draws, left = 1, 0, whole(most, "most", least=2) - 1
    centre = low + (high / 2 - low / 2)
    inside = bool((yield from Membership(centre[None]))[0])
    while left:
        chosen = [next(points) for _ in range(min(max(1, asked // LATER), left))]
        rows = np.array([x for x, _ in chosen])
        other = np.flatnonzero((yield from Membership(rows)) != inside)
        if other.size:
            found = rows[other[0]]
            return (centre, found) if inside else (found, centre)
        asked, left = asked + len(rows), left - len(rows)
        draws += sum(uniform for _, uniform in chosen)
    raise OneLabel(f"in the box from {spell(low)} to {spell(high)}", inside, asked, draws)
