"""The ellipsoid method: how much smaller the next ellipsoid is, and how many counterexamples there can be."""

from __future__ import annotations

from proofs_checks.coq import REALS, coq

NAME = "linear.ellipsoid"

inside = coq(
    NAME,
    "The half of the unit ball with x_1 >= 0 lies in the ellipsoid with centre (1/(n + 1), 0, ...) and semi-axes n/(n + 1),"
    " n/sqrt(n**2 - 1), ...",
    theorem="linear.ellipsoid.half_ball_inside",
    refuted="linear.ellipsoid.half_ball_touches",
    sharper="in its interior",
    axioms=REALS,
)
volume = coq(
    NAME,
    "The product of its semi-axes, which is its volume as a share of the ball's, is gamma(n) = n/(n + 1)"
    " (n**2/(n**2 - 1))**((n - 1)/2).",
    theorem="linear.ellipsoid.axes_product",
    axioms=REALS,
)
shrinks = coq(
    NAME,
    "gamma(n) < exp(-1/(2 n)) for every real n >= 2.",
    theorem="linear.ellipsoid.volume_shrinks",
    refuted="linear.ellipsoid.no_faster",
    sharper="gamma(n) < exp(-1/n)",
    axioms=REALS,
)
count = coq(
    NAME,
    "If a volume starts at that of a ball of radius R at most, shrinks by gamma(n) with each counterexample, and never drops"
    " below that of a ball of radius r, there are at most 2 n**2 ln(R/r) counterexamples.",
    theorem="linear.ellipsoid.count_bound",
    refuted="linear.ellipsoid.half_the_count_is_too_few",
    sharper="at most n**2 ln(R/r)",
    axioms=REALS,
)
