"""Half-spaces of R^d with an offset, by a learner of homogeneous ones in R^(d + 1)."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..catalogue import Learner, reduces
from ..concepts.half_spaces import HalfSpace, HalfSpaces, ScaledHalfSpace
from ..dialogue import translate
from ..errors import BadArgument
from ..formulas import Size, exactly, whole
from ..geometry.simplex import Vector, vector
from ..points import Labels, Points
from ..queries import Dialogue, Membership
from ..theorems import Bound, Certified, Guarantee, Outcome, Sizes, Theorem, of_sizes


@reduces(
    shown_on=("linear.chart_box", "linear.spherical_bisection", "linear.pivot_ratio"),
    loose={"linear.chart_box": "of its uneven cuts no target makes all as bad as they may be"},
)
def homogeneous(learner: Learner[..., Any]) -> Learner[..., Any]:
    """The learner of a direction, made to learn half-spaces [w.x + b >= 0] from labels of points x of R^d.

    Problem: a model has an offset, and its inputs lie somewhere, each feature on a scale of its own.
    Idea: with y = (x - centre)/step the half-space is v.(y, 1) >= 0 for one v in R^(d + 1).  A question about z = (y, y_0)
    is asked at y/y_0, and its answer turned round if y_0 < 0.
    Theorem: the inner bounds with d + 1 for d, and the inner promise about the direction v.
    Proof: v.z = y_0 v.(y/y_0, 1), so the label of z is that of y/y_0, reversed if y_0 < 0.  A turn of coordinates changes
    no angle, so the learner may work in a basis where y_0 sums its coordinates times the square roots of 2, 3, 5, 7, and so
    on.  That is never 0 for the questions here: these roots are independent over the fractions, and those of odd primes over
    the sines and cosines of pi/2**k as well, a field that ramifies at 2 only.
    Source: ours; homogeneous coordinates are folklore, the basis is a Householder reflection (Golub and Van Loan 2013).

    Takes the inner learner's arguments, d now the number of features, and `centre` and `step`: one number or d of them.  A
    point on the boundary may be read with the wrong sign if y_0 < 0, so the inner promise must be about closed cones.  That
    inputs are rounded to float64 moves the result by up to about (d + 1) max|centre/step| 2**-52.
    Raises `BadArgument` if the inner learner is not of homogeneous half-spaces within an angle, or a step is 0 or lost
    beside the centre.
    """
    learns = learner.theorem.learns
    if not (isinstance(learns, HalfSpaces) and learns.homogeneous) or "eps" not in learner.signature.parameters:
        raise BadArgument(f"homogeneous needs a learner of homogeneous half-spaces within an angle; {learner.name} is none")

    def start(d: int, centre: Vector = 0.0, step: Vector = 1.0, **arguments: Any) -> Dialogue[ScaledHalfSpace]:
        c, h = (vector(given, whole(d, "d", least=1), name) for given, name in ((centre, "centre"), (step, "step")))
        if not (h > 0).all():
            raise BadArgument(f"each feature needs a step above 0, got {h.tolist()}")
        lost = float((np.abs(c) / h).max()) * (d + 1) * 2.0**-50
        if 0 < exactly(arguments["eps"], "eps") < lost:
            raise BadArgument(
                f"inputs about the centre are rounded by {lost:.2g} of their steps, more than eps = {arguments['eps']}; take a"
                " centre nearer to 0, larger steps, or a larger eps"
            )
        found = yield from translate(learner(d=d + 1, **arguments), Membership, lambda query: _asked(query.points, c, h))
        return ScaledHalfSpace(turned(found.w), c, h)

    start.__signature__ = _signature(learner)  # type: ignore[attr-defined]
    start.__doc__ = f"{learner.name}, for half-spaces with an offset.\n\n{homogeneous.reduce.__doc__}"
    return Learner(start, _composed(learner), f"{learner.name}+homogeneous")


def _asked(points: Points, centre: NDArray[np.float64], step: NDArray[np.float64]) -> Dialogue[Labels]:
    """The labels of points in the turned basis, shape (batch, d + 1)."""
    z = turned(points)
    scale = z[:, -1:]
    if not scale.all():
        raise BadArgument("a question lies at infinity in the turned basis; this learner asks what `homogeneous` cannot say")
    labels = yield from Membership(centre + step * (z[:, :-1] / scale))
    return labels ^ (scale[:, 0] < 0)


def turned(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Points or a direction in the other basis; the reflection is its own inverse."""
    v = _reflector(points.shape[-1])
    reflected: NDArray[np.float64] = points - 2 * np.multiply.outer(points @ v, v)
    return reflected


@cache
def _reflector(n: int) -> NDArray[np.float64]:
    """The unit v for which x - 2 (v.x) v takes the last axis to the direction of the roots of the first n primes."""
    primes: list[int] = []
    k = 2
    while len(primes) < n:
        if all(k % p for p in primes):
            primes.append(k)
        k += 1
    v: NDArray[np.float64] = -np.sqrt(primes)
    v /= np.linalg.norm(v)
    v[-1] -= 1
    return v / np.linalg.norm(v)


def _composed(learner: Learner[..., Any]) -> Theorem:
    inner = learner.theorem

    def lifted(bound: Bound) -> Bound:
        return replace(bound, count=_lifted(bound.count, bound.sizes))

    lower = inner.lower and replace(inner.lower, count=_lifted(inner.lower.count, inner.lower.bound.sizes))
    return replace(
        inner,
        learns=HalfSpaces(homogeneous=False),
        claim=f"{learner.name} in R^(d + 1) finds half-spaces of R^d with an offset.",
        bounds=tuple(map(lifted, inner.bounds)),
        lower=lower,
        guarantee=_guarantee(inner.guarantee),
        settings={**inner.settings, "centre": (0.0, 0.5), "step": (1.0, 0.25)},
    )


def _lifted(count: Any, names: Sequence[str]) -> Any:
    """A count in one dimension more."""

    def one_more(sizes: Sizes) -> Size:
        return count(**{name: sizes[name] + 1 if name == "d" else sizes[name] for name in names})

    return of_sizes(names, one_more)


def _guarantee(inner: Guarantee) -> Guarantee:
    """The inner promise, about the direction in the scaled coordinates."""

    def holds(case: Outcome) -> bool:
        seen = HalfSpace(case.hypothesis.scaled(case.concept))
        return inner.holds(replace(case, concept=seen, hypothesis=HalfSpace(case.hypothesis.direction)))

    def confirms(hypothesis: ScaledHalfSpace, turns: Sequence[tuple[Any, Any]], sizes: Sizes) -> Certified:
        assert inner.confirms is not None
        lifts = [(Membership(turned(hypothesis.lift(query.points))), labels) for query, labels in turns]
        return inner.confirms(HalfSpace(turned(hypothesis.direction)), lifts, {**sizes, "d": sizes["d"] + 1})

    says = "the angle between hypothesis and target, as directions of ((x - centre)/step, 1), is at most eps"
    return Guarantee(says, holds, inner.mode, confirms if inner.confirms else None)


def _signature(learner: Learner[..., Any]) -> inspect.Signature:
    more = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default)
        for name, default in (("centre", 0.0), ("step", 1.0))
    ]
    return learner.signature.replace(parameters=[*learner.signature.parameters.values(), *more])
