"""Polynomial kernels from rounded decision values: as many questions, at points that amplify errors less."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ...catalogue import proves
from ...channels import rounded_values
from ...concepts.enclosed_polynomials import EnclosedPolynomial
from ...concepts.polynomials import Polynomial, PolynomialFunctions
from ...errors import BadArgument
from ...formulas import choose, exactly
from ...geometry.monomials import dimension, exponents, features
from ...geometry.simplex import Vector
from ...points import Points, Values
from ...queries import Dialogue, Value
from ...theorems import Bound, Certified, Guarantee, LowerBound, Outcome, Sizes, Theorem
from .lattices import box, degrees, lattice_in

LARGEST = 1001  # coefficients: their equations are solved, and the points chosen, with a dense matrix


def enclosure(found: Polynomial, points: Points, answers: Values, rho: float) -> float:
    """How far values on the box may be from those of a polynomial whose values at the points are within rho of the answers."""
    from ...geometry.fekete import gain

    off = float(np.abs(found.values(points) - answers).max())
    return gain((points - found.centre) / found.step, found.p) * (rho + off + found.rounding)


def within_its_enclosure(found: EnclosedPolynomial, turns: Sequence[tuple[Any, Any]], sizes: Sizes) -> Certified:
    """Worked out anew from the points that were asked, whichever they are."""
    ((query, answer),) = turns
    if len(query.points) != dimension(found.polynomial.d, found.polynomial.p):
        return Certified(False, float("inf"), "too few points to determine a polynomial, or too many")
    error = enclosure(found.polynomial, query.points, answer, float(sizes["rho"]))
    return Certified(error <= found.error * (1 + 1e-9), error, "the inverse of the equations at the points asked")


def _enclosed(case: Outcome) -> bool:
    target, found = case.concept, case.hypothesis.polynomial
    off = target.coefficients - found.coefficients
    apart = min(np.abs(off).sum(), np.sqrt(len(off)) * np.linalg.norm(off))  # at least how far two values may be apart
    return bool(np.array_equal(target.step, found.step) and apart <= case.hypothesis.error)


enclosed = Guarantee(
    "no value on the box is further from the target's than `error`: rho times the amplification of the points, and rounding",
    _enclosed,
    confirms=within_its_enclosure,
)


@proves(
    Theorem(
        learns=PolynomialFunctions(),
        claim="A polynomial of d variables and degree at most p is found, within a certified error of rho times the"
        " amplification of the points, with exactly C(d + p, p) values that are each off by at most rho.",
        bounds=(Bound(Value, "exactly", lambda d, p: choose(d + p, p)),),
        lower=LowerBound(
            Value,
            lambda d, p: choose(d + p, p),
            "fewer points than coefficients leave the map from coefficients to answers a kernel: the teacher answers 0"
            " throughout, and every multiple of an element of the kernel fits, so that no finite error is within reach.",
        ),
        guarantee=enclosed,
        cite=("bos2010", "sommariva2009"),
        settings={"rho": ("1/100", 0)},
        noise=rounded_values,
    )
)
def polynomial_rounded(
    d: int, p: int, rho: Any, centre: Vector = 0.0, step: Vector = 1.0, seed: int = 0
) -> Dialogue[EnclosedPolynomial]:
    """Learn a polynomial of degree at most p from values that are each off by at most rho, and say within which error.

    Problem: a machine rounds its decision values, so as to tell less: f(x) comes with an error of at most rho, which it may
    choose knowing everything.
    Idea: an error is multiplied by the inverse of the equations, so ask where that is small: at approximate Fekete points
    (`geometry.fekete`).  For d = 10, p = 3 an error grows 486 times at most, and 77 times at the worst of 4,000 points of
    the box that were looked at; at the lattice of `kernels.polynomial` it is 1,128 times and 799 times.
    Theorem: exactly C(d + p, p) values in one round, and no value on the box is off by more than the hypothesis's `error`,
    that is rho times the amplification of the points, but for rounding; every learner needs as many values.
    Proof: Let V be the matrix of Chebyshev's basis at the points, e the error of the answers.  Coefficients are off by V^-1 e,
    and basis functions are at most 1 on the box: so no value is off by more than the sum of all |V^-1|, times rho; nor by more
    than sqrt(D) |V^-1 e| <= sqrt(D) sqrt(D) rho/s, s the least singular value of V.  `error` is the less of the two.
    Any fewer points leave a kernel, whose multiples change no answer.
    Source: Sommariva and Vianello 2009 and Bos, De Marchi, Sommariva and Vianello 2010 for the points.

    `rho`: a number such as 0.01 or '1/100'; for values told to 3 decimal places '1/2000'.  `seed` draws the points among which
    is chosen, which takes ten seconds for 1,001 coefficients, the most; at d = 10, p = 4 the lattice has the smaller bound and
    is asked.  Answers to repeated questions are the same, so asking again does not help.

    >>> from qlearn import run, teachers
    >>> f = lambda X: (4 * X[:, 0] ** 2 - 3 * X[:, 0] * X[:, 1] + 1).round(2)
    >>> found = run(polynomial_rounded(d=2, p=2, rho="1/200"), teachers.Function(f)).hypothesis
    >>> round(found.error, 4)
    0.0306

    Raises `BadArgument` for an error below 0, a box too narrow for its distance from 0, and too many coefficients.
    """
    from ...geometry.fekete import fekete

    d, p = degrees(d, p)
    if dimension(d, p) > LARGEST:
        raise BadArgument(
            f"{d} variables and degree {p} are {dimension(d, p)} coefficients, more than {LARGEST}; ask kernels.polynomial"
        )
    allowed = float(exactly(rho, "rho"))
    if allowed < 0:
        raise BadArgument(f"rho is how far an answer may be off, at least 0; got {rho}")
    c, h = box(d, centre, step)
    lattice_in(p, c, h)  # refuses a box that holds too few floats
    points = c + h * fekete(d, p, seed)
    answers = yield from Value(points)  # (C(d + p, p), 1)
    matrix = features((points - c) / h, exponents(d, p), "chebyshev")
    found = Polynomial(np.linalg.solve(matrix, answers[:, 0]).astype(np.float64), p, c, h)
    return EnclosedPolynomial(found, enclosure(found, points, answers, allowed))
