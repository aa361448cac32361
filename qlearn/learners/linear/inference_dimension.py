"""Labels of a whole pool from few labels and comparisons: what they imply of a half-space need not be asked."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...catalogue import proves
from ...concepts.pool_half_spaces import PoolHalfSpaces, PoolLabelling, as_pool
from ...errors import BadArgument
from ...formulas import Size, clg, largest, smallest, total, whole
from ...queries import Comparison, Dialogue, Membership
from ...theorems import Bound, LowerBound, Theorem, exact
from .asking import Asking

ROW = tuple((i,) for i in range(14))
SQUARES = tuple((i * i,) for i in range(17))
MOST = 4  # coordinates that vary: the cone of weights has too many rays in higher dimensions


def rounds(n: Size, k: Size) -> Size:
    """How many samples are taken on average at most: each halves what is open, on average, and takes 2k - 3 points away.

    In whole numbers, n/(4k + 1) and (n - 4k)/(2k - 3) rounded up.
    """
    return smallest(clg((n + 4 * k) // (4 * k + 1)) + 2, largest(0, (n - 2 * k - 4) // (2 * k - 3)))


def labels(n: Size, k: Size) -> Size:
    return smallest(n, (2 * k - 3) * rounds(n, k) + 4 * k)


def comparisons(n: Size, k: Size) -> Size:
    return total(clg, 2, 2 * k - 3) * rounds(n, k)


def dimension(pool: Any) -> int:
    """A bound k on the inference dimension: among any k points of the pool the others imply the label of one.

    On a line 3 and in the plane 5.  If d > 2 coordinates vary, by N at most, k = 2t + 1 with the least t for which 2**t is
    above (t N + 1)**d; but never more than n + 1, which says nothing.

    >>> dimension([[0, 1], [5, 2], [3, 3], [1, 7], [2, 2]]), dimension(np.indices((100,) * 3).reshape(3, -1).T)
    (5, 73)
    """
    points = as_pool(pool)
    ranges = [width for width in np.ptp(points, axis=0).tolist() if width]
    if len(ranges) < 3:
        return min(len(points) + 1, 5 if len(ranges) == 2 else 3)
    t = 1
    while 2**t <= (t * max(ranges) + 1) ** len(ranges):
        t += 1
    return min(len(points) + 1, 2 * t + 1)


@proves(
    Theorem(
        learns=PoolHalfSpaces(
            small=tuple(
                {"pool": pool} for pool in (((0, 5),), tuple((i,) for i in range(30)), tuple((i * i,) for i in range(17)))
            )
        ),
        claim="Where of any k points the others' labels and order imply the label of one, half of what is open is implied by"
        " the labels and order of 2k - 3 of its points drawn at random, on average.",
        bounds=(
            Bound(Membership, "at most", lambda n: n),
            Bound(Membership, "at most", labels, "expected"),
            Bound(Comparison, "at most", comparisons, "expected"),
        ),
        lower=LowerBound(
            Membership,
            lambda n: clg(n + 1),
            "Under weights that give no two points the same value, n + 1 offsets label the pool differently, and all"
            " comparisons come out the same for them.",
        ),
        guarantee=exact,
        cite=("kane2017", "motzkin1953"),
        derives={"n": lambda arguments: len(arguments["pool"]), "k": lambda arguments: dimension(arguments["pool"])},
    )
)
def inference_dimension(pool: Any, seed: int = 0) -> Dialogue[PoolLabelling]:
    """Learn the labels [w.x + b >= 0] of a pool of n points from labels and from comparisons of w.x + b at two of its points.

    Problem: in the plane labels alone may take n queries: each point of a circle can be the only positive one.
    Idea: label and sort 2k - 3 points drawn from those whose label is open, by binary insertion; find all that is implied
    then; again, until at most 4k are open; label those.  Nothing is asked that is implied already.
    Theorem: the labels are the target's, always.  On average at most (2k - 3) R + 4k labels, and never more than n, and R times
    the sum of clg(i) over 2 <= i <= 2k - 3 comparisons, with R = max(0, clg(n/(4k + 1))) + 2.
    Proof: Among the sample and one more point at most k - 1 are not implied by the others, so each is not with a probability of
    at most (k - 1)/(2k - 2) = 1/2, and of u open points at most u/2 stay open on average.  So after t samples more than 4k are
    open with a probability of at most n/(2**t (4k + 1)), and the sum of these over t, as far as they are below 1, is at most R.
    That k = 5 in the plane, and `dimension`'s on a grid, is shown in the proofs of this learner: a relation between the
    differences of points in their order makes one of them such a sum.
    Source: Kane, Lovett, Moran and Zhang 2017, sections 1 and 3, with samples of 4k and a larger k on grids.

    `pool`: shape (n, d), distinct, whole numbers; `seed` chooses the samples.  Implied is what every half-space says that gives
    the answers so far, decided in integers; so the answers never contradict each other.

    >>> from qlearn import run, teachers
    >>> from qlearn.concepts.pool_half_spaces import PoolHalfSpace
    >>> grid = tuple((i, j) for i in range(20) for j in range(20))
    >>> target = PoolHalfSpace((3, -2), -7, grid)
    >>> found = run(inference_dimension(grid), teachers.Honest(target))
    >>> bool((found.hypothesis(target.domain.points()) == target(target.domain.points())).all()), found.ledger.total < 60
    (True, True)

    Raises `BadArgument` for a pool that is none, or in which more than 4 coordinates vary.
    """
    points = as_pool(pool)
    rng = np.random.default_rng(whole(seed, "seed", least=0))
    if (varying := int(np.ptp(points, axis=0).astype(bool).sum())) > MOST:
        raise BadArgument(f"{varying} coordinates of the pool vary; beyond {MOST} what is implied takes too long to find")
    k, asking = dimension(points), Asking(points)
    unknown = np.arange(len(points))
    while len(unknown) > 4 * k:
        chain: list[int] = []
        for i in rng.choice(unknown, 2 * k - 3, replace=False).tolist():
            yield from asking.label(i)
            yield from insert(asking, i, chain)
        unknown = asking.settle(unknown)
    while len(unknown):
        yield from asking.label(balanced(asking, unknown))
        unknown = asking.settle(unknown)
    return PoolLabelling(asking.labels, points)


def insert(asking: Asking, i: int, chain: list[int]) -> Dialogue[None]:
    """Put a point into its place among those that stand in order, with at most clg(len(chain) + 1) comparisons."""
    low, high = 0, len(chain)
    while low < high:
        middle = (low + high) // 2
        reaches = yield from asking.compare(i, chain[middle])
        low, high = (middle + 1, high) if reaches else (low, middle)
    chain.insert(low, i)


def balanced(asking: Asking, unknown: NDArray[np.intp]) -> int:
    """The point that as nearly as possible as many rays are above as below."""
    return int(unknown[np.abs(asking.cone.signs(asking.lifted[unknown]).sum(axis=1, dtype=np.int64)).argmin()])
