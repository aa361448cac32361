"""Gaussian networks with an intercept from values in floats: a matrix pencil to start from, a fit, and a test that decides."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...catalogue import proves
from ...concepts.rbf_networks import RbfNetwork, RbfNetworks, positive
from ...errors import BadArgument, Failed, Inconsistent
from ...formulas import Number, exactly, whole
from ...geometry.variable_projection import Fit, Projection
from ...points import Points, Values
from ...queries import Dialogue, Value
from ...theorems import Bound, Certified, Guarantee, LowerBound, Outcome, Sizes, Theorem
from .pencil_lines import Bundle

Array = NDArray[np.float64]
RESTARTS = 24
FLOOR = 1e-13  # of the largest value: a residual that is only rounding
FAR = 28.0  # in units of 1/sqrt(g): there a bump is exp(-784), which no float is


def fresh(found: RbfNetwork, number: int, seed: int) -> Points:
    """Points that no fit has seen: every other one about a centre, where the bumps are, the others in the cube [-1, 1]^d."""
    rng = np.random.default_rng([seed, 2])
    centres = found.floats[0]
    points = rng.uniform(-1, 1, (number, centres.shape[1]))
    near = centres[np.arange(number) % len(centres)] + rng.standard_normal(points.shape) / math.sqrt(2 * found.g)
    return np.where(np.arange(number)[:, None] % 2 == 0, near, points)


def _off(hypothesis: RbfNetwork, points: Points, values: Values) -> float:
    return float(np.abs(hypothesis.values(points) - values).max())


def _within(case: Outcome) -> bool:
    points = fresh(case.hypothesis, int(case.sizes["checks"]), int(case.sizes["seed"]))
    return bool(_off(case.hypothesis, points, case.concept.values(points)) <= case.sizes["tol"])


def _seen(hypothesis: RbfNetwork, turns: Sequence[tuple[Any, Any]], sizes: Sizes) -> Certified:
    """From the last turn, if it asks at the points that the hypothesis and the seed leave no choice about."""
    query, values = turns[-1]
    points = fresh(hypothesis, int(sizes["checks"]), int(sizes["seed"]))
    error = _off(hypothesis, query.points, values)
    return Certified(np.array_equal(points, query.points) and error <= sizes["tol"], error, "the values at the fresh points")


close = Guarantee(
    "at `checks` fresh points, drawn from the seed, asked last and used in no fit, its value is within tol of the target's",
    _within,
    confirms=_seen,
)


@proves(
    Theorem(
        learns=RbfNetworks(intercept=True),
        claim="A Gaussian network with an intercept is fitted to 3k(d + 1) + 8kd + 1 values, and is within tol at as many fresh"
        " points as one wants to pay for; or the learner says that it failed.",
        bounds=(Bound(Value, "exactly", lambda d, k, checks: 3 * k * (d + 1) + 8 * k * d + 1 + checks),),
        lower=LowerBound(
            Value,
            lambda k: k + 1,
            "let the centres be known: then k points leave a vector, not 0, of weights and an intercept whose network is 0 at"
            " all of them; any multiple of it can be added to the target without changing an answer.",
        ),
        guarantee=close,
        cite=("hua1990", "golub1973"),
        settings={"tol": ("1/1000000000",), "checks": (8, 1)},
    )
)
def pencil(d: int, k: int, g: Number, tol: Number, checks: int = 8, seed: int = 0) -> Dialogue[RbfNetwork]:
    """Learn f(x) = a_1 exp(-g |x - c_1|**2) + ... + a_k exp(-g |x - c_k|**2) + b from values that are rounded as floats are.

    Problem: floats carry 16 digits, and exponents of sums of exponentials need about 3 for each of them.
    Idea: far from the centres f is b.  Of f - b, times exp(g |x|**2), a matrix pencil reads the exponents along two lines and
    the lines beside them, with two steps on each.  About the centres that fit best more values are asked, and centres are
    moved to fit all values, weights and intercept being eliminated; if that ends in a local minimum, it starts anew.
    Theorem: exactly 1 + 8kd + 3k(d + 1) values, and `checks` more at fresh points, where the result is within tol; if it is
    not, or not at the other values, there is an error and no result.
    Proof: The counts are those of the points.  The promise is what the last answers say, and nothing is returned unless they
    do.  If the result is off by more than tol on a share beta of the law of the fresh points, that is missed with probability
    (1 - beta)**checks at most.
    Source: Hua and Sarkar 1990 for the pencil; Golub and Pereyra 1973 for variable projection.  The scaling of rows and columns
    and the choice of starts by their residuals are ours.

    That the fit is found is no theorem, so ask for k <= 6.  Measured, with centres .3 apart and g = 1/4, 1, 4, or .1 apart and
    g = 1: for k = 2, 4, 6 and d = 2, 5, 10 all but one of 360 networks, their centres within 5e-12.  For k = 8 they are 52 of
    60, of those with d = 10 and g = 4 fewer than half; for k = 12 half.

    >>> from qlearn import run, teachers
    >>> target = RbfNetwork.of([[0.5, 0], [0, -0.5], [-0.5, 0.5]], [1, -1.5, 2], g=2, b=0.25)
    >>> found = run(pencil(d=2, k=3, g=2, tol="1e-10", checks=4), teachers.Honest(target))
    >>> found.ledger, found.hypothesis
    (Ledger(value: 80; rounds: 3), g = 2, b = 0.25, 2 at [-0.5, 0.5], -1.5 at [0.0, -0.5], 1 at [0.5, 0.0])

    The centres lie in [-1, 1]^d or near it; scale the features if they do not.  Fewer than k centres, or the same twice, do no
    harm.  Raises `BadArgument` if g or tol is not above 0; `Failed` if no start leads to a network that fits the values, be it
    that there is none or that it was not found; `Inconsistent` if one fits them and not the fresh ones, which then tell of
    more centres, another kernel or another g.
    """
    gamma, limit = positive(g), exactly(tol, "tol")
    d, k, checks = whole(d, "d", least=1), whole(k, "k", least=1), whole(checks, "checks", least=1)
    if limit <= 0:
        raise BadArgument(f"tol is how far off a value may be, above 0; got {tol}")
    bundles = Bundle.both(d, k, float(gamma), seed)
    far = np.full((1, d), 1 + FAR / math.sqrt(gamma))
    points = np.concatenate([far, *(bundle.points for bundle in bundles)])
    values = (yield from Value(points))[:, 0]
    starts = _starts(bundles, points, values)
    near = _about(starts[0], float(gamma), seed)
    more = (yield from Value(near))[:, 0]
    points, values = np.concatenate([points, near]), np.concatenate([values, more])
    fit = _best(Projection(points, values, k, float(gamma)), starts, float(np.abs(values).max()), seed)
    if fit.residual > limit:
        raise Failed(_lost(fit, k, gamma, limit))
    if not fit.weights.any():
        raise Inconsistent(f"all values are {fit.b}: the target has no centre, so there is nothing to find but its intercept")
    found = RbfNetwork.of(fit.centres.tolist(), fit.weights.tolist(), gamma, fit.b)
    points = fresh(found, checks, seed)
    off = _off(found, points, (yield from Value(points)))
    if off > limit:
        raise Inconsistent(
            f"a network of {k} centres fits the values within {fit.residual:.1g}, and is off by {off:.1g} at a fresh point,"
            f" where tol is {float(limit):.1g}: the target has more than {k} centres, or another kernel or g than {gamma}"
        )
    return found


def _starts(bundles: Sequence[Bundle], points: Points, values: Array) -> list[Array]:
    """The centres that each bundle tells with each step, those first that fit all the values best."""
    b, begin, found = values[0], 1, list[Array]()
    for bundle in bundles:
        size = len(bundle.points)
        found += bundle.starts(values[begin : begin + size] - b)
        begin += size
    projection = Projection(points, values, bundles[0].k, bundles[0].g)
    return sorted(found, key=lambda centres: projection.best_weights(centres).residual)


def _about(centres: Array, g: float, seed: int) -> Points:
    """3(d + 1) points about each centre, where its bump is neither flat nor gone."""
    k, d = centres.shape
    scatter = np.random.default_rng([seed, 1]).standard_normal((3 * (d + 1), k, d))
    return (centres + scatter / math.sqrt(2 * g)).reshape(-1, d)


def _best(projection: Projection, starts: Sequence[Array], size: float, seed: int) -> Fit:
    """The fit with the least residual; it ends early where that is rounding.  No start is chosen by anything else."""
    rng = np.random.default_rng([seed, 3])
    shape, best = starts[0].shape, projection.best_weights(starts[0])
    for i in range(len(starts) + RESTARTS):
        start = starts[i] if i < len(starts) else rng.uniform(-1, 1, shape)
        if i >= len(starts) and i % 4:  # three times of four only one centre of the best so far is drawn anew
            start = np.where(np.arange(len(start))[:, None] == rng.integers(len(start)), start, best.centres)
        fit = projection.moved(start)
        if fit is not None and fit.residual < best.residual:
            best = fit
        if best.residual <= FLOOR * size:
            break
    return best


def _lost(fit: Fit, k: int, g: Fraction, limit: Fraction) -> str:
    return (
        f"no network of {k} centres with the kernel exp(-g |x - y|**2), g = {g}, was found that fits the values: the best is"
        f" off by {fit.residual:.1g}, where tol is {float(limit):.1g}.  Either the target is none (more centres, another kernel"
        f" or g, noise), or all {RESTARTS + 4} starts ended in local minima, as they may the larger k is: try another seed"
    )
