"""The largest ellipsoid among the weights that fit, or nearly the largest: a cut through its centre leaves 8/9."""

from __future__ import annotations

from proofs_checks.coq import REALS, coq, tied_goals
from proofs_checks.posed import Goal
from qlearn.learners.linear.inscribed_ellipsoid import asked

NAME = "linear.inscribed_ellipsoid"

stretched = coq(
    NAME,
    "A convex body that holds two ellipsoids, with forms P and P', holds the one half way between whose form is G + v v'/4,"
    " where (h.G h)**2 <= (h.P h)(h.P' h) and v leads from one centre to the other.",
    theorem="linear.inscribed_ellipsoid.hull_holds",
    refuted="linear.inscribed_ellipsoid.no_further",
    sharper="G + c v v'/4 for a c above 1, by the same planes",
    axioms=REALS,
)
averaged = coq(
    NAME,
    "It also holds the one half way between whose semi-axes are the means of theirs.",
    theorem="linear.inscribed_ellipsoid.half_way_holds",
    axioms=REALS,
)
apart = coq(
    NAME,
    "An ellipsoid beyond a cut through 0, with no semi-axis shorter than s, has its centre at the distance s from 0 at least.",
    theorem="linear.inscribed_ellipsoid.far_enough",
    axioms=REALS,
)
eight_ninths = coq(
    NAME,
    "If the largest of these ellipsoids has exp(kappa) times the volume of the first at most, kappa <= 1/(200 n), the second"
    " has at most 8/9 of the largest volume (premise: volumes are products of semi-axes), n >= 2.",
    theorem="linear.inscribed_ellipsoid.eight_ninths",
    refuted="linear.inscribed_ellipsoid.no_smaller_share",
    sharper="at most 87/100",
    axioms=REALS,
)
count = coq(
    NAME,
    "So, if volumes shrink by 8/9 from the unit ball's, and a ball of radius r/R is left, there are at most"
    " n ln(R/r)/ln(9/8) counterexamples.",
    theorem="linear.inscribed_ellipsoid.counterexamples",
    refuted="linear.shrinking.ball_count_is_met",
    sharper="fewer, whatever the volumes are that shrink so",
    axioms=REALS,
)


def _goals(more: int) -> list[Goal]:
    """Python's bound, the yes left out, is the integer part of Coq's."""
    by = (
        "unfold most, centre_of_gravity.largest; rewrite !INR_IZR_INZ; cbn [Z.of_nat Pos.of_succ_nat Pos.succ]; split;"
        " interval with (i_prec 90)"
    )
    counts = {(d, N): int(asked(d, N)) - 1 + more for d in range(1, 5) for N in (1, 3, 10)}
    return [(f"(INR {k} <= most {d} {N} < INR {k} + 1)%R", by) for (d, N), k in counts.items()]


formula = tied_goals(NAME, "linear.inscribed_ellipsoid", lambda: _goals(0), lambda: _goals(1), scope="d in 1..4, N in 1, 3, 10")
