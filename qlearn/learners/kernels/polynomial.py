"""Polynomial kernels from decision values: one equation for each coefficient."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ...catalogue import proves
from ...choices import Coins
from ...concepts.polynomials import Polynomial, PolynomialFunctions
from ...errors import Inconsistent
from ...formulas import choose, whole
from ...geometry.lower_sets import amplification, solve, table
from ...geometry.monomials import dimension
from ...geometry.simplex import Vector
from ...points import Values, spell
from ...queries import Dialogue, Value
from ...theorems import Bound, Certified, Guarantee, LowerBound, Outcome, Sizes, Theorem
from .lattices import box, degrees, lattice_in

STREAM = 40  # of the coins that draw the checks


def same_at_the_lattice(found: Polynomial, turns: Sequence[tuple[Any, Any]], sizes: Sizes) -> Certified:
    """Every polynomial with these answers is the hypothesis, as far as rounding tells: the lattice determines it."""
    ((query, answer),) = turns
    points, _ = lattice_in(found.p, found.centre, found.step)
    off = np.abs(found.values(query.points) - answer)[:, 0]
    at_lattice, fresh = off[: len(points)].max(), off[len(points) :].max(initial=0.0)
    return Certified(
        np.array_equal(query.points[: len(points)], points)
        and bool(at_lattice <= found.rounding and fresh <= float(sizes["tol"]) * np.abs(answer).max()),
        amplification(found.d, found.p) * (float(at_lattice) + found.rounding),
        "the answers at the lattice, and how far it can amplify their rounding",
    )


def _near(case: Outcome) -> bool:
    return bool(
        case.concept.distance(case.hypothesis) <= 4 * amplification(case.concept.d, case.concept.p) * case.concept.rounding
    )


same_polynomial = Guarantee(
    "its coefficients are the target's, but for the rounding of the answers times the amplification of the lattice",
    _near,
    confirms=same_at_the_lattice,
)


@proves(
    Theorem(
        learns=PolynomialFunctions(),
        claim="A polynomial of d variables and degree at most p, and so each decision function of a polynomial kernel, is"
        " found with exactly C(d + p, p) values, all in one round; each check costs one more.",
        bounds=(Bound(Value, "exactly", lambda d, p, checks: choose(d + p, p) + checks),),
        lower=LowerBound(
            Value,
            lambda d, p: choose(d + p, p),
            "fewer points than coefficients leave the map from coefficients to answers a kernel: the teacher answers 0"
            " throughout, and both 0 and an element of the kernel fit.",
        ),
        guarantee=same_polynomial,
        cite=("lowd2005", "tramer2016"),
        settings={"checks": (0, 2)},
    )
)
def polynomial(
    d: int, p: int, centre: Vector = 0.0, step: Vector = 1.0, checks: int = 0, tol: float = 1e-9, seed: int = 0
) -> Dialogue[Polynomial]:
    """Learn a polynomial of degree at most p from its values at the lattice of a lower set.

    Problem: a support vector machine with kernel (g x.z + r)^p tells f(x).  Its support vectors and dual coefficients cannot be
    found: other ones make the same f, and so would a copy trained on labels.  But f is a polynomial of degree at most p.
    Idea: ask at (c_e1, ..., c_ed) for all e with e_1 + ... + e_d <= p, where c_0, ..., c_p are Chebyshev's extrema in Leja's
    order, and solve axis by axis (`geometry.lower_sets`).
    Theorem: exactly C(d + p, p) value queries in one round, and one more for each check; every learner needs as many.
    Proof: Let f vanish on the lattice.  Divide by x_1 - c_0: f = f(c_0, .) + (x_1 - c_0) g with g of degree p - 1.  The first
    part has one variable less and vanishes on its lattice, so it is 0; then g vanishes on the lattice of degree p - 1 in
    c_1, ..., c_p, so it is 0.  Any fewer points leave a kernel, hence two polynomials with the same answers.
    Source: Lowd and Meek 2005 and Tramer et al. 2016, section 4.1, solve equations for linear models.  The lattice and its
    order: Chung and Yao 1977; Calvi and Phung 2011.

    `centre`, `step`: one number or d of them; take the centre and half width of the data's box.  An error of rho in each
    answer moves no value on the box by more than `amplification(d, p)` rho, 1,128 rho at d = 10, p = 3 and 21,192 rho at p = 5;
    where answers are rounded on purpose, ask `kernels.polynomial_rounded`.  `checks` values are asked at points of the box
    that `seed` draws; they tell whether f is such a polynomial at all, up to `tol` times the largest answer.

    >>> from qlearn import run, teachers
    >>> found = run(polynomial(d=2, p=2), teachers.Function(lambda X: 4 * X[:, 0] ** 2 - 3 * X[:, 0] * X[:, 1] + 1))
    >>> found.hypothesis, found.ledger
    (3 + -3 T1(x1) T1(x2) + 2 T2(x1), Ledger(value: 6; rounds: 1))

    Raises `BadArgument` for a box too narrow for its distance from 0, and `Inconsistent` where a check fails: the machine has
    another kernel or a higher degree than said, or it errs.
    """
    d, p = degrees(d, p)
    checks = whole(checks, "checks", least=0)
    c, h = box(d, centre, step)
    points, places = lattice_in(p, c, h)
    fresh = c + h * Coins(seed, STREAM).rng.uniform(-1, 1, (checks, d))
    answers = yield from Value(np.vstack([points, fresh]))  # (C(d + p, p) + checks, 1)
    many = dimension(d, p)
    found = Polynomial(solve(answers[:many, 0], [table(t, "chebyshev") for t in places]), p, c, h)
    if checks:
        compare(found.values(fresh), answers[many:], float(np.abs(answers).max()), tol, fresh, f"degree at most {p}")
    return found


def compare(found: Values, said: Values, largest: float, tol: float, where: Values, what: str) -> None:
    """`Inconsistent` if what was found is off at a fresh point, by more than tol times the largest answer."""
    off = np.abs(found - said)[:, 0]
    if off.max() <= tol * largest:
        return
    worst = int(off.argmax())
    raise Inconsistent(
        f"no polynomial of {what} gives these answers: the only one that fits the others is {found[worst, 0]:.6g} at"
        f" {spell(where[worst])}, where the teacher said {said[worst, 0]:.6g}, and answers are up to {largest:.6g}.  The"
        " machine has another kernel or a higher degree than said, or it rounds its values; try a larger p, or say tol"
    )
