"""A polynomial's coefficients from labels, near the information bound: a normal law of them says where to ask."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...catalogue import proves
from ...concepts.polynomial_thresholds import HeardPolynomial, PolynomialThresholds
from ...errors import BadArgument
from ...formulas import Number, exactly, whole
from ...geometry.monomials import dimension, exponents, features
from ...queries import Dialogue, Membership
from ...theorems import Bound, Certified, Guarantee, Outcome, Sizes, Theorem

FINEST = 2.0**-20  # radians; the law's precision is the square of that, and float64 has no more

Matrix = NDArray[np.float64]


def _holds(case: Outcome) -> bool:
    asked = case.hypothesis.asked
    return len(asked) <= case.sizes["labels"] and bool((case.concept(asked) == case.hypothesis(asked)).all())


def _confirms(hypothesis: HeardPolynomial, turns: Sequence[tuple[Any, Any]], sizes: Sizes) -> Certified:
    points = np.concatenate([query.points for query, _ in turns])
    labels = np.concatenate([answer for _, answer in turns])
    same = np.array_equal(points, hypothesis.asked)
    wrong = float((hypothesis(points) != labels).mean())
    return Certified(same and not wrong, wrong, "the labels themselves")


@proves(
    Theorem(
        learns=PolynomialThresholds(),
        claim="With at most so many labels a polynomial of degree p is found that gives them all.  That it is near the target,"
        " and how soon, is measured: quadrics to an angle of 1e-3 with 0.99 to 1.05 times the bits of a cap.",
        bounds=(Bound(Membership, "at most", lambda labels: labels),),
        guarantee=Guarantee("the hypothesis gives every label that was asked", _holds, confirms=_confirms),
        cite=("minka2001", "mackay1992"),
        settings={"labels": (6, 1, 3)},
    )
)
def polynomial_posterior(
    d: int, p: int, labels: int, eps: Number = 0, prior: Matrix | None = None, seed: int = 0
) -> Dialogue[HeardPolynomial]:
    """Learn [c.phi(x) >= 0] on [-1, 1]^d, c up to a positive factor, from labels that each halve what is left, nearly.

    Problem: D = C(d + p, p) coefficients from labels; halving segments asks about twice the bits that there are to know.
    Idea: keep a normal law N(mu, S) of the coefficients in place of the posterior.  Any point with mu.phi(x) = 0 halves it, so
    ask that one where the label takes most from the spread of c's direction: where phi'S**2 phi/phi'S phi is largest.  Lines
    meet the zeros of mu at the roots of a polynomial in one variable; from the best of them climb along the zeros.  All labels
    are read again after each (expectation propagation); without that the variances become negative.
    Theorem: at most `labels` membership queries, and the hypothesis gives all those labels.  It stops before if the law says
    that the direction is within eps (by its mean square and two standard deviations of that), or that no label is open.  How
    near it comes no theorem says.
    Proof: The loop ends after so many labels.  The mean is moved until it has all labels, along the covariance, or by a
    linear program; some polynomial of degree p has them all.
    A question at the mean's zeros leaves both answers open, so hardly any contradict each other: what is no polynomial of
    degree p is found out by labels of fresh points.
    Source: Minka 2001, section 3, for the law; MacKay 1992 for asking where the variance is largest; the choice of points is
    ours.

    Measured, median labels until the angle of the mean is 1e-3, quadrics with uniform coefficients and 10 % of the box at least
    in each class: 52, 212, 685 for d = 2, 5, 10, which is 0.99, 1.04, 1.05 times the bits of a cap in dimension D = 6, 21, 66
    (`benchmarks/kernel_quadrics.py`); no learner has a median that is lower by more than a bit, were c uniform.  `prior` is a
    covariance (D, D) of the coefficients, in the order of `geometry.monomials.exponents`, such as `kernel_covariance` gives for
    a kernel: for targets that a machine has fitted it is better than the uniform one, and there the share of equal labels is
    what to look at, since a factor that keeps its sign on the box hides from labels.  No eps below 2**-20 is told apart.

    >>> from qlearn import run, teachers
    >>> circle = teachers.Function(lambda X: (X**2).sum(axis=1) <= 0.5)
    >>> found = run(polynomial_posterior(d=2, p=2, labels=50), circle)
    >>> X = np.random.default_rng(1).uniform(-1, 1, (10_000, 2))
    >>> float((found.hypothesis(X) == ((X**2).sum(axis=1) <= 0.5)).mean()) > 0.998
    True

    Raises `BadArgument` if d, p or labels is below 1, eps is below 0, or the prior no positive definite matrix of that size;
    `Inconsistent` if no polynomial of degree p has the labels.
    """
    from ...geometry.polynomial_law import PolynomialLaw, agreeing  # scipy, which a list of theorems need not load

    D = dimension(whole(d, "d", least=1), whole(p, "p", least=1))
    most, near = whole(labels, "labels", least=1), exactly(eps, "eps")
    if near < 0:
        raise BadArgument(f"eps is an angle in radians, 0 for none, got {eps}")
    law = PolynomialLaw(d, p, _precision(prior, D))
    rng, which = np.random.default_rng(whole(seed, "seed", least=0)), exponents(d, p)
    points, rows, said = np.empty((most, d)), np.empty((most, D)), np.empty(most, np.bool_)
    heard = 0
    while heard < most and (heard == 0 or law.spread() > max(float(near), FINEST)):
        if (x := law.question(rng)) is None:
            break
        points[heard] = x
        rows[heard] = features(points[heard][None], which, "legendre")[0]
        said[heard] = (yield from Membership(points[heard][None]))[0]
        law.hear(points[heard], rows[heard], bool(said[heard]))
        heard += 1
    w = agreeing(law, rows[:heard], said[:heard])
    return HeardPolynomial(w / np.linalg.norm(w), d, p, asked=points[:heard].copy())


def _precision(prior: Matrix | None, D: int) -> Matrix | None:
    """The inverse of a prior covariance, scaled to a mean variance of 1."""
    if prior is None:
        return None
    S = np.array(prior, np.float64)
    if S.shape != (D, D) or not np.isfinite(S).all() or not np.allclose(S, S.T) or np.linalg.eigvalsh(S)[0] <= 0:
        raise BadArgument(f"prior is a positive definite covariance of the D = {D} coefficients, got shape {S.shape}")
    return np.linalg.inv(S * (D / np.trace(S)))
