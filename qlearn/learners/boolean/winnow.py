"""Monotone disjunctions by multiplicative updates."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from ...catalogue import proves
from ...concepts.disjunctions import Disjunctions
from ...concepts.exact_half_spaces import ExactHalfSpace
from ...domains import Cube
from ...errors import BadArgument, Inconsistent
from ...formulas import Number, clog, exactly, floor_lg, largest, whole
from ...queries import Dialogue, Equivalence
from ...theorems import Bound, LowerBound, Theorem, exact


def threshold(n: int, theta: Number | None) -> Fraction:
    """theta, or n/2 where it is not given (at least 1)."""
    return exactly(theta, "theta") if theta is not None else max(Fraction(1), Fraction(n, 2))


@proves(
    Theorem(
        learns=Disjunctions(),
        claim="A disjunction of at most k of n variables is found with at most floor(n/theta + alpha k clog(theta, alpha)) + 1"
        " equivalence queries.",
        bounds=(
            Bound(
                Equivalence,
                "at most",
                lambda n, k, alpha, theta: (n + theta * alpha * k * clog(theta, alpha)) // theta + 1,
            ),
        ),
        lower=LowerBound(
            Equivalence,
            lambda n, k: k * floor_lg(largest(1, n // largest(1, k))) + 1,
            "Cut the variables into k blocks of 2**a and take one of each; the point that has in one block the i-th binary"
            " digit of each variable's number, and 0 elsewhere, has a label that is still free.",
        ),
        guarantee=exact,
        cite=("littlestone1988",),
        settings={"alpha": (2, "3/2", 3), "theta": ("1", "5/2", None, 4)},
        derives={"theta": lambda arguments: threshold(arguments["n"], arguments["theta"])},
    )
)
def winnow(n: int, k: int | None = None, alpha: Number = 2, theta: Number | None = None) -> Dialogue[ExactHalfSpace]:
    """Learn the OR of a few of many variables from counterexamples.

    Problem: most variables are irrelevant, and should cost their logarithm at most.
    Idea: weigh the variables, 1 each at first, and accept a point whose weights sum to theta.  A counterexample that is true
    multiplies its variables' weights by alpha; one that is false sets them to 0.
    Theorem: at most floor(n/theta + alpha k c) + 1 equivalence queries, where c = clog(theta, alpha) is the least with
    theta <= alpha**c; theta = n/2 and alpha = 2 give 2 k (clg(n) - 1) + 3.
    Proof: A promotion adds less than (alpha - 1) theta to the sum of the weights, n at first, and a demotion takes theta or
    more away: so demotions are at most n/theta + (alpha - 1) promotions.  A promotion multiplies one of the k weights, below
    theta then, and no demotion touches them: so promotions are at most k c.  At k = 0 the bound is attained.
    Source: Littlestone 1988, the algorithm Winnow1.

    Weights are fractions, so that nothing overflows and no sum is rounded.  `theta` is n/2 if not given.  `k` need not be
    known; if it is given, a target of more variables is noticed when the bound is passed.

    >>> import numpy as np
    >>> from qlearn import run, teachers
    >>> from qlearn.concepts.disjunctions import Disjunction
    >>> target = Disjunction(np.arange(64) == 40)  # x41
    >>> found = run(winnow(n=64, k=1), teachers.Honest(target))
    >>> winnow.theorem.bounds[0].at(n=64, k=1, alpha=2, theta=32)
    13
    >>> found.ledger["equivalence"] <= 13
    True

    Raises `BadArgument` unless alpha > 1 and theta >= 1, `Inconsistent` when no disjunction (of k variables, if given) fits the
    counterexamples, or one is no point of n bits.
    """
    whole(n, "n", least=1)
    factor, least = exactly(alpha, "alpha"), threshold(n, theta)
    if factor <= 1 or least < 1:
        raise BadArgument(f"winnow needs alpha > 1 and theta >= 1, got alpha = {alpha}, theta = {theta}")
    left = None if k is None else whole(k, "k", least=0) * clog(least, factor)  # promotions
    weights = [Fraction(1)] * n
    while True:
        hypothesis = ExactHalfSpace(tuple(weights), -least)
        counterexample = yield from Equivalence(hypothesis)
        if counterexample is None:
            return hypothesis
        if not Cube(n).contains(counterexample.point[None])[0]:
            raise Inconsistent(f"{counterexample}, but that is no point of {n} bits")
        active = np.flatnonzero(counterexample.point).tolist()
        if counterexample.label:
            if not any(weights[i] for i in active):
                raise Inconsistent(f"{counterexample}, but each of its variables is 1 in a point that was labelled false")
            if left == 0:
                raise Inconsistent(f"{counterexample}, but no disjunction of {k} variables needs another promotion")
            left = None if left is None else left - 1
        for i in active:
            weights[i] *= factor if counterexample.label else 0
