"""Half-spaces of a grid from counterexamples, by the ellipsoid method."""

from __future__ import annotations

from functools import lru_cache
from math import isqrt

from ...catalogue import proves
from ...concepts.grid_half_spaces import GridHalfSpace
from ...formulas import Size, floor, ln, sqrt, whole
from ...geometry.ellipsoids import Ellipsoid
from ...queries import Dialogue, Equivalence
from ...theorems import Bound, Theorem, exact
from .cutting_planes import SMALL, cut_of, half_space, impossible, needed


def radii(d: Size, N: Size) -> Size:
    """R/r = 1 + n (n N/(2 sqrt(d)))**d: within R of 0 lies a ball of radius r of right weights.

    Scaled to points (2 x/N - 1, 1), r = 1/sqrt(n), since |u.(2 x/N - 1, 1)| <= 1 for |u| <= r; and z, a vertex of the
    inequalities y (2 x/N - 1, 1).z >= 1 times its determinant, is adj(M) y with |y| = sqrt(n), M a matrix of n rows with
    entries from -1 to 1.  The n - 1 largest singular values of M have squares that sum up to n**2 at most, so their product,
    the norm of adj(M), is at most (n/sqrt(d))**d; and 2/N is divided out of the determinant d times.
    """
    n = d + 1
    return 1 + n * (n * N / (2 * sqrt(d))) ** d


@lru_cache(maxsize=1024)  # symbolic logarithms are slow
def asked(d: Size, N: Size) -> Size:
    return floor(2 * (d + 1) * (d * ln(radii(d, N)) + ln(2))) + 1


def ball(d: int, N: int) -> Ellipsoid:
    """The unit ball, fine enough to be cut down to one of radius r/R."""
    n = d + 1
    return Ellipsoid.ball(n, isqrt(n**2 * (n * N) ** (2 * d) // (4 * d) ** d) + 2)


@proves(
    Theorem(
        learns=SMALL,
        claim="A half-space of {0..N}^d is found with at most floor(2 n (d ln(1 + n (n N/(2 sqrt d))**d) + ln 2)) + 1"
        " equivalence queries, n = d + 1.",
        bounds=(Bound(Equivalence, "at most", asked),),
        lower=needed,
        guarantee=exact,
        cite=("khachiyan1979", "maass1994"),
        loose="a bound on volumes: nobody knows a half-space and a teacher that meet it",
    )
)
def ellipsoid(d: int, N: int) -> Dialogue[GridHalfSpace]:
    """Learn [w.x + b >= 0] on {0..N}^d by proposing the centre of an ellipsoid that holds all weights that fit.

    Problem: any half-space of a grid, by equivalence queries with half-spaces as hypotheses, whatever the counterexamples;
    at a cost that is polynomial in d and ln N.
    Idea: a counterexample cuts the ellipsoid through its centre; the half that is left lies in a smaller one.
    Theorem: at most floor(2 n (d ln(R/r) + ln 2)) + 1 equivalence queries, n = d + 1 and R/r = 1 + n (n N/(2 sqrt d))**d;
    every learner needs d + 2.
    Proof: Within R of 0 lies a ball of radius r of right weights (`radii`); no cut touches it, or loses 0, so the volume stays
    above r**d R/2, in units of the unit ball's.  A cut multiplies the volume by (n/(n + 1)) (n**2/(n**2 - 1))**(d/2), which is
    below exp(-1/(2 n) - 1/(12 n**3)); the last term is more than rounding adds.  So r**d R/2 <= exp(-m/(2 n)) R**n after m
    counterexamples.
    Source: Khachiyan 1979 for the step; Maass and Turan 1994 for learning by it.

    All numbers are integers of about ln(R/r) bits, rounded outwards; the hypotheses' weights are integers too.

    >>> from qlearn import run, teachers
    >>> from qlearn.concepts.grid_half_spaces import GridHalfSpace
    >>> found = run(ellipsoid(d=2, N=3), teachers.Honest(GridHalfSpace((2, -1), -1, 3)))
    >>> found.ledger["equivalence"]
    5

    Raises `BadArgument` if d or N is below 1, `Inconsistent` when no half-space fits the answers, `BadAnswer` for a
    counterexample off the grid.
    """
    left = ball(whole(d, "d", least=1), whole(N, "N", least=1))
    told, most = 0, asked(d, N)
    while True:
        proposal = half_space(left.centre, N)
        counterexample = yield from Equivalence(proposal)
        if counterexample is None:
            return proposal
        told += 1
        after = left.cut(cut_of(counterexample, d, N))
        if after is None or told == most:
            raise impossible(d, N, told)
        left = after
