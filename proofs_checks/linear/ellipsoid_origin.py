"""The ellipsoid method on a grid: the ellipsoids hold 0 as well, and the bound of the catalogue."""

from __future__ import annotations

from proofs_checks.coq import REALS, coq, tied_goals
from proofs_checks.posed import Goal
from qlearn.learners.linear.ellipsoid import asked

NAME = "linear.ellipsoid"

turned = coq(
    NAME,
    "In coordinates turned by a reflection, too, the update multiplies the determinant by exactly gamma(d)**2, d >= 2.",
    theorem="linear.ellipsoid_turned.det_turned_step",
    refuted="linear.ellipsoid_determinant.det_unique",
    sharper="by another factor",
    axioms=REALS,
)
axis = coq(
    NAME,
    "The reflection along z - |z| e, e a unit vector along an axis, takes z to |z| e.",
    theorem="linear.ellipsoid_turned.takes_to_the_axis",
    axioms=REALS,
)
reaches = coq(
    NAME,
    "An ellipsoid that holds 0 and the ball of radius r about z has a determinant of r**(2 (n - 1)) ((|z| + r)/2)**2 at least,"
    " as the product of its pivots once z is turned to the last axis.",
    theorem="linear.ellipsoid_origin.det_holds_origin",
    axioms=REALS,
)
in_every_run = coq(
    NAME,
    "Rounded outwards by a factor 1 + e, e <= 1/(6 n**4), in each step, the learner meets at most"
    " 2 n ((n - 1) ln(R/r) + ln 2) counterexamples in every run on R**n, n >= 2, if all weights within r of some z are right,"
    " and |z| + r = R.",
    theorem="linear.ellipsoid_origin.run_bound_with_origin",
    refuted="linear.ellipsoid_forced.every_learner_is_forced",
    sharper="at most n - 1, whatever R and r",
    axioms=REALS,
)
better = coq(
    NAME,
    "That is less than 2 n**2 ln(R/r), which a ball alone gives, if r <= R/4.",
    theorem="linear.ellipsoid_origin.origin_helps",
    refuted="linear.ellipsoid_origin.not_for_large_balls",
    sharper="whatever r",
    axioms=REALS,
)


def _goals(more: int) -> list[Goal]:
    """Python's bound, the yes left out, is the integer part of Coq's."""
    by = "unfold most, ratio; rewrite !INR_IZR_INZ; cbn [Z.of_nat Pos.of_succ_nat Pos.succ]; split; interval with (i_prec 90)"
    counts = {(d, N): int(asked(d, N)) - 1 + more for d in range(1, 5) for N in (1, 3, 10)}
    return [(f"(INR {k} <= most {d} {N} < INR {k} + 1)%R", by) for (d, N), k in counts.items()]


formula = tied_goals(NAME, "linear.ellipsoid_origin", lambda: _goals(0), lambda: _goals(1), scope="d in 1..4, N in 1, 3, 10")
