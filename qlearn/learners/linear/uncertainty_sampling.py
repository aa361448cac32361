"""Uncertainty sampling: of a pool of points, ask the label of the one nearest to the present boundary."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from ...catalogue import proves
from ...concepts.half_spaces import HalfSpace, HalfSpaces
from ...domains import unit_vectors
from ...errors import Inconsistent, Undecided
from ...formulas import whole
from ...geometry.directions import Vector
from ...geometry.max_margin import max_margin
from ...geometry.nearest_row import NearestRow
from ...points import Points
from ...queries import Dialogue, Membership
from ...theorems import Bound, Certified, Guarantee, Outcome, Sizes, Theorem

NEAR = 2.0  # times the margin of the d-th nearest row: those that are fitted at first


@lru_cache(maxsize=2)
def pool_of(d: int, pool: int, seed: int) -> Points:
    """Unit vectors in directions drawn evenly, shape (pool, d): the same for the same seed."""
    rows = unit_vectors(np.random.default_rng((seed, d, pool)), pool, d)
    rows.flags.writeable = False
    return rows


def _holds(case: Outcome) -> bool:
    d, pool, labels, seed = (int(case.sizes[name]) for name in ("d", "pool", "labels", "seed"))
    rows = pool_of(d, pool, seed)
    return bool((case.concept(rows) != case.hypothesis(rows)).sum() <= pool - labels)


def _confirms(hypothesis: Any, turns: Sequence[tuple[Any, Any]], sizes: Sizes) -> Certified:
    d, pool, labels, seed = (int(sizes[name]) for name in ("d", "pool", "labels", "seed"))
    right = all((hypothesis(query.points) == answer).all() for query, answer in turns)
    asked = {x.tobytes() for query, _ in turns for x in query.points}
    known = sum(x.tobytes() in asked for x in pool_of(d, pool, seed))
    return Certified(right and known >= labels, (pool - known) / pool, "the labels themselves")


class Sampler:
    """The half-space of largest margin so far, w, and the rows of a pool that are left to ask about."""

    def __init__(self, rows: Points) -> None:
        self.near = NearestRow(rows)
        self.heard: list[Vector] = []
        self.w: Vector = np.eye(1, rows.shape[1])[0]

    def least_certain(self) -> Vector:
        """The row nearest to the boundary, which is not offered again."""
        i = self.near.nearest(self.w)
        self.near.take(i)
        row: Vector = self.near.rows[i]
        return row

    def hear(self, x: Vector, above: bool) -> None:
        self.heard.append(x if above else -x)
        self.w = fitted(np.array(self.heard), self.w)


def fitted(rows: Points, last: Vector) -> Vector:
    """The direction of largest margin: by the rows near the last one's boundary, and others that prove to matter."""
    margins = rows @ last
    near = margins <= NEAR * max(float(np.sort(margins)[min(len(last), len(rows)) - 1]), 0.0)
    try:
        while True:
            w, _ = max_margin(rows[near], last, tolerance=1e-3)
            margins = rows @ w
            missed = ~near & (margins < margins[near].min())
            if not missed.any():
                return w
            near |= missed
    except Undecided:
        raise Inconsistent(
            "no half-space through 0 gives these labels, as far as float64 can tell: the teacher is none, or is noisy"
        ) from None


right_where_asked = Guarantee(
    "the hypothesis errs on no more points of the pool than were not asked", _holds, confirms=_confirms
)


@proves(
    Theorem(
        learns=HalfSpaces(),
        claim="With exactly so many labels, of different points of the pool, a half-space is found that gives them all.",
        bounds=(Bound(Membership, "exactly", lambda labels: labels),),
        guarantee=Guarantee(
            "the hypothesis errs on no more points of the pool than were not asked", _holds, confirms=_confirms
        ),
        cite=("lewis1994", "tong2001"),
        settings={"pool": (30, 8), "labels": (8, 1, 5)},
    )
)
def uncertainty_sampling(d: int, pool: int, labels: int, seed: int = 0) -> Dialogue[HalfSpace]:
    """Learn w, up to its length, from labels of a pool's points, each time of the one that is least certain.

    Problem: points are given and cannot be made; which of them are worth a label?
    Idea: fit the half-space of largest margin to the labels so far, and ask about the point nearest to its boundary.
    Theorem: exactly `labels` membership queries, of so many different points, and a hypothesis that is right on all of them.
    How many it takes to come near the target no theorem says: the pool itself sets a limit.
    Proof: Each round asks one point that was not asked before.  The target separates the labels, so some half-space does, and
    that of largest margin does.  So it can be wrong only where nothing was asked.
    Source: Lewis and Gale 1994; Tong and Koller 2001, whose simple margin this is.

    The pool are `pool` unit vectors in directions drawn evenly, by `seed`.

    >>> from qlearn import run, teachers
    >>> w = [4, -2, 1]
    >>> found = run(uncertainty_sampling(d=3, pool=10_000, labels=40), teachers.Function(lambda X: X @ w >= 0))
    >>> [round(x, 2) for x in (found.hypothesis.w / found.hypothesis.w[0]).tolist()]
    [1.0, -0.5, 0.25]

    Raises `BadArgument` unless d >= 1 and 1 <= labels <= pool, `Inconsistent` if no half-space gives the labels.
    """
    whole(labels, "labels", least=1, most=whole(pool, "pool", least=1))
    sampler = Sampler(pool_of(whole(d, "d", least=1), pool, seed))
    for _ in range(labels):
        x = sampler.least_certain()
        above = yield from Membership(x[None])
        sampler.hear(x, bool(above[0]))
    return HalfSpace(sampler.w)
