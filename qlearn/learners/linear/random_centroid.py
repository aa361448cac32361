"""Half-spaces of a grid from counterexamples, by the mean of random points among the weights that are left."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

import numpy as np

from ...catalogue import proves
from ...concepts.grid_half_spaces import GridHalfSpace
from ...errors import BadArgument, Failed
from ...formulas import Number, Size, ceiling, exactly, ln, whole
from ...geometry.cone_in_cube import cut, whole_cube
from ...queries import Dialogue, Equivalence
from ...theorems import Bound, Guarantee, Theorem, exact
from .centre_of_gravity import LARGEST
from .cutting_planes import SMALL, cut_of, half_space, impossible, least_share, log_share, needed

POINTS = 101  # random points for each dimension; a hundred are enough, and the other pays for rounding
BITS = 44  # of the proposed weights


@lru_cache(maxsize=1024)  # symbolic logarithms are slow
def asked(d: Size, N: Size, delta: Size) -> Size:
    return ceiling((log_share(d, N) + ln(1 / delta)) / ln(1 / (Fraction(11, 10) - least_share(d + 1))))


@proves(
    Theorem(
        learns=replace(SMALL, small=SMALL.small[:2], medium=({"d": 2, "N": 1},)),
        claim="A half-space of {0..N}^d is found with probability 1 - delta with at most"
        " ceil((ln(2 n! (1 + n**(n/2) (N/2)**d)**d) + ln(1/delta))/g) equivalence queries, n = d + 1,"
        " g = -ln(11/10 - (n/(n + 1))**n).",
        bounds=(Bound(Equivalence, "at most", asked),),
        lower=needed,
        guarantee=Guarantee(exact.says, exact.holds, mode="with probability 1 - delta"),
        cite=("bertsimas2004", "lovasz2007"),
        loose="a bound on volumes: nobody knows a half-space and a teacher that meet it",
        settings={"delta": ("1/4", "1/10")},
    )
)
def random_centroid(d: int, N: int, delta: Number, seed: int = 0) -> Dialogue[GridHalfSpace]:
    """Learn [w.x + b >= 0] on {0..N}^d by proposing the mean of random weights among all that fit.

    Problem: any half-space of a grid, by equivalence queries with half-spaces as hypotheses, whatever the counterexamples.
    Idea: the mean of 100 n random points of a convex body is nearly its centre of gravity, so a cut through it leaves little
    more than a cut through the centre itself.
    Theorem: at most ceil((ln(2 n! (1 + U)**d) + ln(1/delta))/-ln(11/10 - (n/(n + 1))**n)) equivalence queries, n = d + 1, and
    U = n**(n/2) (N/2)**d; with probability 1 - delta the last is answered yes.  Every learner needs d + 2.
    Proof: In isotropic coordinates the mean of m points is sqrt(n/m) from the centre on average, and a density in one direction
    is at most 1; so a cut through the mean leaves on average at most 1 - (n/(n + 1))**n + 1/10 of the volume.  The volume after
    k counterexamples is at least 1 part in 2 n! (1 + U)**d of the cube, whoever chooses them.  By Markov's inequality that has
    at most the probability 2 n! (1 + U)**d (11/10 - (n/(n + 1))**n)**k.
    Source: Bertsimas and Vempala 2004, who draw the points by a random walk; Lovasz and Vempala 2007 for the density.

    The points are drawn exactly, from the simplices that the polytope is made of: no walk, whose points would only be nearly
    uniform and would prove nothing.

    >>> from qlearn import run, teachers
    >>> from qlearn.concepts.grid_half_spaces import GridHalfSpace
    >>> found = run(random_centroid(d=2, N=3, delta="1/20"), teachers.Honest(GridHalfSpace((2, -1), -1, 3)))
    >>> found.ledger["equivalence"]
    3

    Raises `BadArgument` unless d is from 1 to 6, N at least 1 and delta in (0, 1); `Failed` with probability delta at most;
    `Inconsistent` when no half-space fits the answers, `BadAnswer` for a counterexample off the grid.
    """
    n, risk = whole(d, "d", least=1, most=LARGEST) + 1, exactly(delta, "delta")
    if not 0 < risk < 1:
        raise BadArgument(f"delta must lie strictly between 0 and 1, got {delta}")
    most = int(asked(d, whole(N, "N", least=1), risk))
    rng = np.random.default_rng(whole(seed, "seed", least=0))
    left = whole_cube(n)
    for _ in range(most):
        mean = left.mean_of(POINTS * n, rng)
        scale = 2.0**BITS / float(np.abs(mean).max())
        proposal = half_space([round(x * scale) for x in mean.tolist()], N)
        told = yield from Equivalence(proposal)
        if told is None:
            return proposal
        left = cut(left, cut_of(told, d, N))
        if not left.simplices:
            raise impossible(d, N, left.cuts)
    raise Failed(f"{most} proposals were wrong, which happens with probability {delta} at most; take another seed")
