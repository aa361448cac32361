"""Half-spaces of a grid from counterexamples, by the centre of gravity of the weights that are left."""

from __future__ import annotations

from functools import lru_cache

from ...catalogue import proves
from ...concepts.grid_half_spaces import GridHalfSpace
from ...formulas import Size, floor, ln, whole
from ...geometry.cone_in_cube import cut, whole_cube
from ...queries import Dialogue, Equivalence
from ...theorems import Bound, Theorem, exact
from .cutting_planes import SMALL, cut_of, half_space, impossible, least_share, log_share, needed

LARGEST = 6  # dimensions; the bodies beyond have thousands of vertices


@lru_cache(maxsize=1024)  # symbolic logarithms are slow
def asked(d: Size, N: Size) -> Size:
    return floor(log_share(d, N) / ln(1 / (1 - least_share(d + 1)))) + 1


@proves(
    Theorem(
        learns=SMALL,
        claim="A half-space of {0..N}^d is found with at most floor(ln(2 n! (1 + n**(n/2) (N/2)**d)**d)/g) + 1 equivalence"
        " queries, n = d + 1, g = -ln(1 - (n/(n + 1))**n).",
        bounds=(Bound(Equivalence, "at most", asked),),
        lower=needed,
        guarantee=exact,
        cite=("gruenbaum1960", "levin1965", "newman1965"),
        loose="a bound on volumes: nobody knows a half-space and a teacher that meet it",
    )
)
def centre_of_gravity(d: int, N: int) -> Dialogue[GridHalfSpace]:
    """Learn [w.x + b >= 0] on {0..N}^d by proposing the centre of gravity of all weights that fit.

    Problem: any half-space of a grid, by equivalence queries with half-spaces as hypotheses, whatever the counterexamples.
    Idea: the weights that fit all counterexamples, within a cube, are a polytope; wherever its centre of gravity is wrong,
    the counterexample cuts it through this centre.
    Theorem: at most floor(ln(2 n! (1 + U)**d)/-ln(1 - (n/(n + 1))**n)) + 1 equivalence queries, n = d + 1, and
    U = n**(n/2) (N/2)**d; every learner needs d + 2.
    Proof: A cut through the centre of gravity leaves at most 1 - (n/(n + 1))**n of the volume (Gruenbaum).  The right weights
    stay, a cone with at least 1 part in 2 n! (1 + U)**d of the cube (`cutting_planes.log_share`).  So many cuts and no more
    fit in between, and the yes is one query besides.
    Source: Levin 1965 and Newman 1965, for convex optimisation; Gruenbaum 1960 for the share of a half.

    Volumes, centre and weights are exact rationals, so the polytope is taken apart anew at each step: fast up to d = 4.

    >>> from qlearn import run, teachers
    >>> from qlearn.concepts.grid_half_spaces import GridHalfSpace
    >>> found = run(centre_of_gravity(d=2, N=3), teachers.Honest(GridHalfSpace((2, -1), -1, 3)))
    >>> found.hypothesis, found.ledger["equivalence"]
    (w = [216, -70], b = -114 on {0..3}^2, 3)

    Raises `BadArgument` unless d is from 1 to 6 and N at least 1, `Inconsistent` when no half-space fits the answers,
    `BadAnswer` for a counterexample off the grid.
    """
    n = whole(d, "d", least=1, most=LARGEST) + 1
    left = whole_cube(n)
    whole(N, "N", least=1)
    while True:
        proposal = half_space(left.centre, N)
        told = yield from Equivalence(proposal)
        if told is None:
            return proposal
        left = cut(left, cut_of(told, d, N))
        if not left.simplices:
            raise impossible(d, N, left.cuts)
