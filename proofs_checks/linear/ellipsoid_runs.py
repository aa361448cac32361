"""The ellipsoid method as a learner of half-spaces: the update, the determinant, and all runs, without a premise on volumes."""

from __future__ import annotations

from proofs_checks.coq import REALS, coq

NAME = "linear.ellipsoid"

smallest = coq(
    NAME,
    "Among the ellipsoids around the half ball with their centre on the cut's normal, one semi-axis a along it and the others"
    " all equal to b, none has a product a b**(n-1) below gamma(n), for n >= 2.",
    theorem="linear.ellipsoid_smallest.no_smaller_ellipsoid",
    refuted="linear.ellipsoid_smallest.the_method_attains_it",
    sharper="all products are above gamma(n)",
    axioms=REALS,
)
update = coq(
    NAME,
    "In any dimension, the update of centre and matrix gives an ellipsoid that contains every point of the old one on the side"
    " that the cut keeps.",
    theorem="linear.ellipsoid_update.step_keeps",
    refuted="linear.ellipsoid_update.step_reaches",
    sharper="in its interior",
    axioms=REALS,
)
determinant = coq(
    NAME,
    "For d >= 2 the update multiplies the determinant of the d by d matrix, taken as the product of its pivots, by exactly"
    " gamma(d)**2.",
    theorem="linear.ellipsoid_determinant.det_step",
    refuted="linear.ellipsoid_determinant.det_unique",
    sharper="by another factor",
    axioms=REALS,
)
in_every_run = coq(
    NAME,
    "If all weights within r of some z label the domain as the target does, and have length R at most, then in every run on"
    " R**d, d >= 2, the learner meets at most d ln(R/r) / -ln(gamma(d)) counterexamples, and at most 2 d**2 ln(R/r).",
    theorem="linear.ellipsoid_runs.run_bound",
    refuted="linear.ellipsoid_forced.every_learner_is_forced",
    sharper="at most d - 1, whatever R and r",
    axioms=REALS,
)
margin = coq(
    NAME,
    "If z is a unit vector, and |x| <= 1 and |z.x| >= g on the domain, 0 < g <= 1, then in every run the learner that starts"
    " with the ball of radius 2 meets at most 2 d**2 ln(4/g) counterexamples, d >= 2.",
    theorem="linear.ellipsoid_runs.margin_bound",
    refuted="linear.ellipsoid_forced.every_learner_is_forced_by_a_margin",
    sharper="at most d - 1, whatever g",
    axioms=REALS,
)
every_learner = coq(
    NAME,
    "Every learner, whatever its hypotheses, meets d counterexamples for some target on the d unit points that is right for all"
    " weights within 1/2 of some z, of length d + 1 at most.",
    theorem="linear.ellipsoid_forced.every_learner_is_forced",
    refuted="linear.ellipsoid_forced.unit_points_cost_no_more",
    sharper="d + 1 counterexamples on these points",
    axioms=REALS,
)
