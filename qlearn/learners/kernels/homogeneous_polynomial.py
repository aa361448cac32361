"""Homogeneous polynomial kernels from decision values: one variable is held, the others run over a lattice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ...catalogue import proves
from ...choices import Coins
from ...concepts.homogeneous_polynomials import HomogeneousPolynomial, HomogeneousPolynomials
from ...formulas import choose, whole
from ...geometry.lower_sets import Vector as Steps
from ...geometry.lower_sets import amplification, lattice, leja, solve, table
from ...geometry.monomials import dimension
from ...geometry.simplex import Vector
from ...points import Points
from ...queries import Dialogue, Value
from ...theorems import Bound, Certified, Guarantee, LowerBound, Outcome, Sizes, Theorem
from .lattices import box, degrees
from .polynomial import STREAM, compare


def on_one_face(d: int, p: int, h: Steps) -> Points:
    """The lattice of d - 1 variables on the face x_d = h_d of the box, shape (C(d + p - 1, p), d)."""
    inside = lattice(d - 1, p)
    return np.column_stack([inside, np.ones(len(inside))]) * h


def same_on_the_face(found: HomogeneousPolynomial, turns: Sequence[tuple[Any, Any]], sizes: Sizes) -> Certified:
    """Every homogeneous polynomial with these answers is the hypothesis, as far as rounding tells."""
    ((query, answer),) = turns
    points = on_one_face(found.d, found.p, found.step)
    off = np.abs(found.values(query.points) - answer)[:, 0]
    on_face, fresh = off[: len(points)].max(), off[len(points) :].max(initial=0.0)
    return Certified(
        np.array_equal(query.points[: len(points)], points)
        and bool(on_face <= found.rounding and fresh <= float(sizes["tol"]) * np.abs(answer).max()),
        amplification(found.d - 1, found.p, "powers") * (float(on_face) + found.rounding),
        "the answers on one face of the box, and how far their lattice can amplify their rounding",
    )


def _near(case: Outcome) -> bool:
    target, found = case.concept, case.hypothesis
    allowed = 4 * amplification(target.d - 1, target.p, "powers") * target.rounding
    return bool(np.abs(target.coefficients - found.coefficients).sum() <= allowed and np.array_equal(target.step, found.step))


same_homogeneous_polynomial = Guarantee(
    "its coefficients are the target's, but for the rounding of the answers times the amplification of the lattice",
    _near,
    confirms=same_on_the_face,
)


@proves(
    Theorem(
        learns=HomogeneousPolynomials(),
        claim="A homogeneous polynomial of d variables and degree p, and so each decision function of a kernel (g x.z)^p, is"
        " found with exactly C(d + p - 1, p) values, all in one round; each check costs one more.",
        bounds=(Bound(Value, "exactly", lambda d, p, checks: choose(d + p - 1, p) + checks),),
        lower=LowerBound(
            Value,
            lambda d, p: choose(d + p - 1, p),
            "fewer points than coefficients leave the map from coefficients to answers a kernel: the teacher answers 0"
            " throughout, and both 0 and an element of the kernel fit.",
        ),
        guarantee=same_homogeneous_polynomial,
        cite=("lowd2005", "tramer2016"),
        settings={"checks": (0, 2)},
    )
)
def homogeneous_polynomial(
    d: int, p: int, step: Vector = 1.0, checks: int = 0, tol: float = 1e-9, seed: int = 0
) -> Dialogue[HomogeneousPolynomial]:
    """Learn a polynomial all of whose terms have degree p from its values on one face of a box.

    Problem: a machine with kernel (g x.z)^p, no constant in it, tells f(x).  Asked like any polynomial of degree p it would
    cost C(d + p, p) values; but terms of smaller degree are known to be 0.
    Idea: f(x) = x_d^p f(x_1/x_d, ..., x_{d-1}/x_d, 1), and the last factor is any polynomial of d - 1 variables and degree at
    most p.  Hold x_d, ask at the lattice of the others (`kernels.polynomial`), and give each term what x_d it lacks.
    Theorem: exactly C(d + p - 1, p) value queries in one round, and one more for each check; every learner needs as many.
    Proof: Monomials of degree p in d variables and monomials of degree at most p in d - 1 variables are in bijection: x_d = 1
    one way, the missing power of x_d the other.  The lattice of d - 1 variables determines the latter, and there are
    C(d - 1 + p, p) of them.  Any fewer points leave a kernel, hence two polynomials with the same answers.
    Source: Tramer et al. 2016, section 4.1, for linear models; the lattice as in `kernels.polynomial`.

    `step`: one number or d of them, the half width of the data's box, whose centre is 0.  An error of rho in each answer moves
    no value on the box by more than `amplification(d - 1, p, "powers")` rho.  `checks`, `tol` and `seed` are those of
    `kernels.polynomial`; a machine that has an offset fails them, since an offset is no term of degree p.

    >>> from qlearn import run, teachers
    >>> found = run(homogeneous_polynomial(d=2, p=2), teachers.Function(lambda X: 4 * X[:, 0] ** 2 - 3 * X[:, 0] * X[:, 1]))
    >>> found.hypothesis, found.ledger
    (-3 x1 x2 + 4 x1^2, Ledger(value: 3; rounds: 1))

    Raises `BadArgument` for a step that is not above 0, and `Inconsistent` where a check fails: the machine has another
    kernel, degree or offset than said, or it errs.
    """
    d, p = degrees(d, p)
    checks = whole(checks, "checks", least=0)
    _, h = box(d, 0.0, step)
    points = on_one_face(d, p, h)
    fresh = h * Coins(seed, STREAM).rng.uniform(-1, 1, (checks, d))
    answers = yield from Value(np.vstack([points, fresh]))  # (C(d + p - 1, p) + checks, 1)
    many = dimension(d - 1, p)
    found = HomogeneousPolynomial(solve(answers[:many, 0], [table(leja(p), "powers")] * (d - 1)), p, h)
    if checks:
        compare(found.values(fresh), answers[many:], float(np.abs(answers).max()), tol, fresh, f"terms of degree {p} alone")
    return found
