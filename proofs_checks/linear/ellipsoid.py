"""Candidates in an ellipsoid that is cut through its centre: the step, the factor, and the count that follows from them."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from proofs_checks.coq import REALS, coq, tied_goals
from proofs_checks.posed import Goal

NAME = "linear.ellipsoid"


def gamma(n: int) -> float:
    """The factor by which the volume shrinks."""
    return float(n / (n + 1) * (n**2 / (n**2 - 1)) ** ((n - 1) / 2))


def goals(more: float = 0.0) -> list[Goal]:
    values = [(n, Fraction(gamma(n) + more)) for n in range(2, 12)]
    return [
        (
            f"(Rabs (gamma {n} - {v.numerator} / {v.denominator}) <= / 1000000000000)%R",
            "unfold gamma; interval with (i_prec 90)",
        )
        for n, v in values
    ]


inside = coq(
    NAME,
    "The half x1 >= 0 of the unit ball lies in the ellipsoid with the centre (1/(n+1), 0, ..., 0) and the semi-axes n/(n+1)"
    " and, n - 1 times, n/sqrt(n**2 - 1).",
    theorem="linear.ellipsoid.half_ball_inside",
    refuted="linear.ellipsoid.half_ball_touches",
    sharper="in its interior",
    axioms=REALS,
)
factor = coq(
    NAME,
    "The product of the semi-axes, gamma(n), is less than exp(-1/(2 n)) for n >= 2.",
    theorem="linear.ellipsoid.gamma_below",
    refuted="linear.ellipsoid.no_smaller_exponent",
    sharper="less than exp(-c/(2 n)) for a c > 1 and all n",
    axioms=REALS,
)
count = coq(
    NAME,
    "If each counterexample multiplies the volume by gamma(n) at most (a premise), and the volume is that of balls of radius R"
    " at first and r at last, there are at most n ln(R/r) / -ln(gamma(n)) counterexamples.",
    theorem="linear.ellipsoid.counterexamples",
    refuted="linear.shrinking.ball_count_is_met",
    sharper="fewer, whatever the volumes are that obey the premise",
    axioms=REALS,
)
simple = coq(
    NAME,
    "So, under the same premise, there are at most 2 n**2 ln(R/r) counterexamples.",
    theorem="linear.ellipsoid.counterexamples_simple",
    refuted="linear.ellipsoid.factor_is_needed",
    sharper="k n**2 ln(R/r) for a k below 2, whatever the volumes are that obey the premise",
    axioms=REALS,
)
floats = replace(
    tied_goals(NAME, "linear.ellipsoid", goals, lambda: goals(more=1e-9), scope="n in 2..11, within 1e-12"),
    says="The Python formula of gamma(n) and the Coq statement give the same numbers.",
    sharper="each off by 1e-9",
)
floats.check.__name__ = "gamma_in_floats"
