"""Half-spaces of a grid from counterexamples, by the centre of the largest ellipsoid among the weights that are left."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from ...catalogue import proves
from ...concepts.grid_half_spaces import GridHalfSpace
from ...errors import BadArgument, Undecided
from ...formulas import Size, floor, ln, sqrt, whole
from ...geometry.inscribed import Inscribed, cut, thickness, whole_cube
from ...queries import Dialogue, Equivalence
from ...theorems import Bound, Theorem, exact
from .cutting_planes import SMALL, cut_of, half_space, impossible, needed

THINNEST = 2**27  # the ratio of radii that float64 is trusted with


def radii(d: Size, N: Size) -> Size:
    """1 + sqrt(n) U: the ball in the cube [-1, 1]^n over a ball of right weights in it, U the largest weight.

    The right weights hold a ball of radius 1/sqrt(n) about some z with all |z_i| <= U; divide by U + 1/sqrt(n) to fit.
    """
    return 1 + sqrt(d + 1) ** (d + 2) * (Fraction(1, 2) * N) ** d


@lru_cache(maxsize=1024)  # symbolic logarithms are slow
def asked(d: Size, N: Size) -> Size:
    return floor((d + 1) * ln(radii(d, N)) / ln(Fraction(9, 8))) + 1


@proves(
    Theorem(
        learns=SMALL,
        claim="A half-space of {0..N}^d is found with at most floor(n ln(1 + n**((n + 1)/2) (N/2)**d)/ln(9/8)) + 1 equivalence"
        " queries, n = d + 1.",
        bounds=(Bound(Equivalence, "at most", asked),),
        lower=needed,
        guarantee=exact,
        cite=("tarasov1988", "khachiyan1990", "zhang2003"),
        loose="a bound on volumes: nobody knows a half-space and a teacher that meet it",
    )
)
def inscribed_ellipsoid(d: int, N: int) -> Dialogue[GridHalfSpace]:
    """Learn [w.x + b >= 0] on {0..N}^d by proposing the centre of the largest ellipsoid among all weights that fit.

    Problem: any half-space of a grid, by equivalence queries with half-spaces as hypotheses, whatever the counterexamples.
    Idea: of the weights that fit all counterexamples, within a cube, take the centre of the largest ellipsoid inside: as good
    as the centre of gravity up to a constant, and found by convex optimisation in any dimension.
    Theorem: at most floor(n ln(1 + n**((n + 1)/2) (N/2)**d)/ln(9/8)) + 1 equivalence queries, n = d + 1; every learner
    needs d + 2.
    Proof: Let an ellipsoid inside have exp(-1/(200 n)) of the largest volume; after a cut through its centre the largest
    ellipsoid has at most 8/9 of the volume of the largest before.  It is the unit ball at first, and holds the largest ball
    of right weights at last (`radii`).  So many cuts and no more fit in between, and the yes is one query besides.
    Source: Tarasov, Khachiyan and Erlikh 1988 for the method and the 8/9 (Khachiyan 1990 has 0.8443 for the exact centre);
    that a centre so nearly right will do is ours, in the lemmas.  Zhang and Gao 2003 for the optimisation.

    Each ellipsoid is certified by a solution of the dual problem; the reference by cvxpy is `geometry.inscribed.by_cvxpy`.

    >>> from qlearn import run, teachers
    >>> from qlearn.concepts.grid_half_spaces import GridHalfSpace
    >>> found = run(inscribed_ellipsoid(d=2, N=3), teachers.Honest(GridHalfSpace((2, -1), -1, 3)))
    >>> found.ledger["equivalence"]
    3

    Raises `BadArgument` if d or N is below 1, or both are so large that 1 + n**((n + 1)/2) (N/2)**d is above 2**27;
    `Inconsistent` when no half-space fits the answers, `BadAnswer` for a counterexample off the grid, `Undecided` if an
    ellipsoid cannot be certified.
    """
    n = whole(d, "d", least=1) + 1
    thinnest = n ** ((n + 1) / 2) * (whole(N, "N", least=1) / 2) ** d
    if thinnest >= THINNEST:
        raise BadArgument(f"weights of the grid {{0..{N}}}^{d} are too fine for float64; take linear.ellipsoid")
    left = whole_cube(n)
    while True:
        proposal = half_space(left.centre, N)
        told = yield from Equivalence(proposal)
        if told is None:
            return proposal
        left = _after(left, cut_of(told, d, N), thinnest, d, N)


def _after(left: Inscribed, a: tuple[int, ...], thinnest: float, d: int, N: int) -> Inscribed:
    try:
        return cut(left, a)
    except Undecided:
        if thickness(left, a) < 1 / (2 * thinnest):
            raise impossible(d, N, len(left.cuts) + 1) from None
        raise
