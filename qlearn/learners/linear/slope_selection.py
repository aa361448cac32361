"""Labels of a pool in the plane from comparisons and labels, by halving the slopes between its points."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...catalogue import proves
from ...concepts.pool_half_spaces import BENT, LINE, PAIR, SQUARE, PoolHalfSpaces, PoolLabelling, as_pool
from ...errors import BadArgument
from ...formulas import clg
from ...geometry.arcs import Arc, middle
from ...queries import Comparison, Dialogue, Membership
from ...theorems import Bound, LowerBound, Theorem, exact
from .asking import Asking

TRIED = 16  # points in the middle, of which one is chosen to be labelled


@proves(
    Theorem(
        learns=PoolHalfSpaces(2, small=tuple({"pool": pool} for pool in (((0, 5),), PAIR, LINE, SQUARE, BENT))),
        claim="In the plane clg(n(n - 1)) comparisons put n points in order, so clg(n + 1) labels are enough, and needed.",
        bounds=(
            Bound(Membership, "at most", lambda n: clg(n + 1)),
            Bound(Comparison, "at most", lambda n: clg(n * (n - 1))),
        ),
        lower=LowerBound(
            Membership,
            lambda n: clg(n + 1),
            "Under weights that give no two points the same value, n + 1 offsets label the pool differently, and all"
            " comparisons come out the same for them.",
        ),
        guarantee=exact,
        cite=("kane2017", "cole1989", "matousek1991"),
        derives={"n": lambda arguments: len(arguments["pool"])},
    )
)
def slope_selection(pool: Any) -> Dialogue[PoolLabelling]:
    """Learn the labels [w.x + b >= 0] of n points in the plane from labels and from comparisons of w.x + b at two of them.

    Problem: in the plane labels alone may take n queries: each point of a circle can be the only positive one.
    Idea: the order of w.x changes only where w passes the normal of a line through two points.  Compare the two whose normal
    is the middle one of those that w can still pass: half of them go.  When none is left the order is known, and labels
    are found by halving; a label that halves the open points before that is asked at once.
    Theorem: at most clg(n(n - 1)) comparisons and clg(n + 1) labels, whatever is answered; so many labels are needed, however
    many comparisons are free.
    Proof: The first comparison leaves half a turn of normals, and all pairs but one change places within it; each further one
    leaves less than half of these pairs.  A pair that no longer changes places is in order for every w that is left, ties and
    w = 0 included, as these are limits; so a label counts for all points above, or below.  A label is asked only if both
    answers leave less than half of the numbers that clg(n + 1) labels can tell apart.
    Source: ours, on Kane, Lovett, Moran and Zhang 2017, whose learner asks more; Cole, Salowe, Steiger and Szemeredi 1989 and
    Matousek 1991 select the slope.

    `pool`: shape (n, d), distinct, whole numbers, of which at most two coordinates vary.  Where lines through pairs are many,
    all labellings together need about 2 lg n queries, and about so many are asked, labels and comparisons together.

    >>> from qlearn import run, teachers
    >>> from qlearn.concepts.pool_half_spaces import PoolHalfSpace
    >>> grid = tuple((i, j) for i in range(20) for j in range(20))
    >>> target = PoolHalfSpace((3, -2), -7, grid)
    >>> found = run(slope_selection(grid), teachers.Honest(target))
    >>> bool((found.hypothesis(target.domain.points()) == target(target.domain.points())).all()), found.ledger.total <= 27
    (True, True)

    Raises `BadArgument` for a pool that is none, or in which more than two coordinates vary.
    """
    points = as_pool(pool)
    plane, asking = _in_the_plane(points), Asking(points)
    unknown, rng = np.arange(len(points)), np.random.default_rng(0)
    budget, halvings = clg(len(points) + 1), clg(len(points) * (len(points) - 1))
    arc = Arc.half(np.array([1, 0]))
    if len(points) > 1:
        reaches, halvings = (yield from asking.compare(0, 1)), halvings - 1
        arc = Arc.half((plane[0] - plane[1]) * (1 if reaches else -1))
    while len(unknown):
        above, below = _sides(*(ranks := arc.ranks(plane[unknown])), _middle_ones(*ranks))
        best = int(np.minimum(above.sum(axis=1), below.sum(axis=1)).argmax())
        left, pair, before = len(unknown) - int(min(above[best].sum(), below[best].sum())), None, asking.asked
        if left >= 2 ** (budget - 1) or 2 * left > len(unknown) + 2:
            pair = middle(plane[unknown], arc, 2**halvings // 2 - 1, rng)
        if pair is not None:
            reaches = yield from asking.compare(int(unknown[pair.i]), int(unknown[pair.j]))
            arc, halvings = (arc.since if reaches else arc.until)(pair.normal), halvings - (asking.asked - before)
        else:
            yield from asking.label(int(unknown[np.flatnonzero(above[best] & below[best])[0]]))
            unknown, budget = asking.settle(unknown), budget - 1
    return PoolLabelling(asking.labels, points)


def _middle_ones(before: NDArray[np.int64], after: NDArray[np.int64]) -> NDArray[np.intp]:
    """The points that stand nearest to the middle, before and after."""
    off = np.abs(before + after - (len(before) - 1)) + np.abs(before - after)
    few = min(TRIED, len(off))
    return np.sort(np.argpartition(off, few - 1)[:few])


def _sides(
    before: NDArray[np.int64], after: NDArray[np.int64], which: NDArray[np.intp]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """For each of these points, which are never below it and which never above, it itself among both."""
    above = (before >= before[which, None]) & (after >= after[which, None])
    below = (before <= before[which, None]) & (after <= after[which, None])
    return above, below


def _in_the_plane(points: NDArray[np.int64]) -> NDArray[np.int64]:
    """The two coordinates that vary, shape (n, 2)."""
    varying = np.flatnonzero(np.ptp(points, axis=0))
    if len(varying) > 2:
        raise BadArgument(
            f"{len(varying)} coordinates of the pool vary; this learner takes a plane, `linear.inference_dimension` up to 4"
        )
    plane = np.zeros((len(points), 2), np.int64)
    plane[:, : len(varying)] = points[:, varying]
    return plane
