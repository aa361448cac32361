"""Affine functions from their values: one equation for each unknown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ...catalogue import proves
from ...concepts.affine import UNIT, AffineFunction, AffineFunctions
from ...geometry.simplex import Vector, corners, fit
from ...queries import Dialogue, Value
from ...theorems import Bound, Certified, Guarantee, LowerBound, Sizes, Theorem


def same_at_the_corners(hypothesis: AffineFunction, turns: Sequence[tuple[Any, Any]], sizes: Sizes) -> Certified:
    """Every affine function with these answers is the hypothesis if it has them too: d + 1 corners determine it."""
    ((query, answer),) = turns
    off = np.abs(hypothesis.values(query.points) - answer)[:, 0]
    size = np.abs(query.points) @ np.abs(hypothesis.w) + abs(hypothesis.b) + np.abs(answer[:, 0])
    return Certified(
        bool((off <= 4 * (len(hypothesis.w) + 2) * UNIT * size.max()).all()),
        float(off.max()),
        "the answers at the corners of a simplex",
    )


same_weights = Guarantee(
    "w and b are the target's, bit for bit, where answers and differences are exact floats",
    lambda case: case.concept.key() == case.hypothesis.key(),
    confirms=same_at_the_corners,
)


@proves(
    Theorem(
        learns=AffineFunctions(),
        claim="An affine function of d variables is found with exactly d + 1 values, all in one round.",
        bounds=(Bound(Value, "exactly", lambda d: d + 1),),
        lower=LowerBound(
            Value,
            lambda d: d + 1,
            "d points leave the map from (w, b) to the answers a kernel: the teacher answers 0 throughout, and both 0 and"
            " an element of the kernel fit.",
        ),
        guarantee=same_weights,
        cite=("lowd2005", "tramer2016"),
    )
)
def equation_solving(d: int, centre: Vector = 0.0, step: Vector = 1.0) -> Dialogue[AffineFunction]:
    """Learn f(x) = w.x + b from its values at a centre and one step along each axis.

    Problem: d + 1 unknowns, and an oracle that tells f(x).
    Idea: ask where the equations solve themselves, w_i = (f(c + h_i e_i) - f(c))/h_i and b = f(c) - w.c.
    Theorem: exactly d + 1 value queries in one round; every learner needs as many.
    Proof: The rows (x, 1) of the corners of a simplex form a matrix of determinant h_1 ... h_d, which is not 0.  So the
    answers determine (w, b).  Any d points leave a kernel, hence two functions with the same answers.
    Source: Tramer et al. 2016, section 4.1; Lowd and Meek 2005.

    `centre`, `step`: one number or d of them; take the centre and half width of the data's box.  If each answer is off by
    at most rho, w_i is off by at most 2 rho/h_i, and b by at most (|1 + r_1 + ... + r_d| + |r_1| + ... + |r_d|) rho with
    r_i = c_i/h_i, so long steps are better.

    >>> from qlearn import run, teachers
    >>> found = run(equation_solving(d=2), teachers.Function(lambda X: 3 * X[:, 0] - 2 * X[:, 1] + 5))
    >>> found.hypothesis, found.ledger
    (w = [3.0, -2.0], b = 5.0, Ledger(value: 3; rounds: 1))

    Raises `BadArgument` if a step is 0, or too small to move its centre.
    """
    points, c, h = corners(d, centre, step)
    answers = yield from Value(points)  # (d + 1, 1)
    W, b = fit(answers, c, h)
    return AffineFunction(W[0], float(b[0]))
