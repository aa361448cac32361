"""A direction found under noise, tested by labels near its boundary before it is returned: right, whatever found it."""

from __future__ import annotations

import inspect
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from typing import Any

import numpy as np

from ..binomial import told_apart
from ..catalogue import Learner, reduces
from ..channels import flip_rate, fresh_flips
from ..concepts.half_spaces import HalfSpace, HalfSpaces
from ..errors import BadArgument, Failed, WrongRate
from ..formulas import Size, ceiling, exactly, proper_share, total, trials, whole
from ..geometry.tangent import offset, tangent_points
from ..queries import Dialogue, Membership
from ..theorems import Bound, Mode, Theorem, of_sizes

ATTEMPTS = 3
NEEDED = ("d", "eps", "rho", "delta")


@reduces(
    shown_on=("linear.pivot_ratio+vote",),
    loose={"linear.pivot_ratio+vote": "a run that needs all three attempts is next to impossible"},
)
def certified(learner: Learner[..., Any]) -> Learner[..., Any]:
    """The noisy learner of a direction, its result tested before it is believed.

    Problem: under noise a result may be wrong, of some learners nobody has proved how often, and the answers do not show it.
    Idea: ask the labels of points just off the boundary of the result w^: x = cos(a) g + s sin(a) w^, g uniform on the unit
    tangents, s a fair sign.  A target at an angle A labels such a point as w^ does with probability P(U tan A <= tan a), U a
    coordinate of g.  With tan(a) = x tan(eps), x the quantile of U at 2/3, that is at most 2/3 if A > eps, and at least 22/23
    if A <= eps/4, in every dimension: an exact binomial test tells these apart.
    Theorem: in attempt i = 1, 2, 3 the inner learner runs with eps/2**(i + 1) and delta/2, and n_i = trials((2 - rho)/3,
    (22 - 21 rho)/23, s, s) labels are asked, s = delta/2**(i + 1).  At most the sum of all these; on average at most
    the sum weighed by (3 delta/4)**(i - 1).  The result is farther than eps with probability below
    delta/2 whatever the inner learner does; it is within eps, and there is one, with 1 - delta if the inner promise holds.
    Proof: Write w = cos A w^ + sin A t; then x is on w^'s side for w exactly if s g.t >= -tan(a) cot(A), and cot falls.  U
    crosses a normal variable once: the logarithm of the ratio of their densities is concave in u**2, so F(4 x) is at least
    what it is for the normal, .9575 where F(x) = 2/3; and tan(eps/4) <= tan(eps)/4.  A wrong result passes a test with
    probability at most s, which sum to less than delta/2; an attempt ends without one with at most delta/2 + s <= 3 delta/4,
    all three with less than delta/2.
    Source: ours.  Clopper and Pearson 1934 invert the exact binomial test.

    The number of labels of a test depends on neither d nor eps.  A quarter of eps costs the inner learner 2 bits a coordinate;
    with a half the test would ask three times as many labels, with an eighth two fifths fewer, for a bit a coordinate more.
    rho must be the rate or below it: if the teacher flips less, a wrong result may pass more often.  Flips that stay with the
    point are no worse here, as no point comes twice.  `seed` draws the points, and is handed on to the inner learner, another
    at each attempt, if it takes one.
    Raises `BadArgument` if the inner learner is none of homogeneous half-spaces within an angle under fresh flips, or eps is
    too small for float64 points; `Failed` if no attempt passes its test, `WrongRate` if the last finds the rate wrong.
    """
    _fits(learner)

    def start(d: int, eps: Any, rho: Any, delta: Any, seed: int = 0, **arguments: Any) -> Dialogue[HalfSpace]:
        angle, rate, share = exactly(eps, "eps"), flip_rate(rho), proper_share(delta, "delta")
        whole(seed, "seed", least=0)
        offset(whole(d, "d", least=1), float(angle))  # before anything is asked
        why: Failed | None = None
        for i in range(1, ATTEMPTS + 1):
            inner, draws = np.random.SeedSequence([seed, i]).generate_state(2).tolist()
            given = {"d": d, "eps": angle / 2 ** (i + 1), "rho": rate, "delta": share / 2, **arguments}
            if "seed" in learner.signature.parameters:
                given["seed"] = inner
            try:
                found: HalfSpace = yield from learner(**given)
            except Failed as fault:
                why = fault
                continue
            if (yield from _passes(found, float(angle), rate, share / 2 ** (i + 1), draws)):
                return found
        if isinstance(why, WrongRate):
            raise why
        raise _none_passed(learner, why) from why

    start.__signature__ = _signature(learner)  # type: ignore[attr-defined]
    start.__doc__ = f"{learner.name}, its result tested.\n\n{certified.reduce.__doc__}"
    return Learner(start, _composed(learner), f"{learner.name}+certified")


def _fits(learner: Learner[..., Any]) -> None:
    theorem, learns = learner.theorem, learner.theorem.learns
    homogeneous = isinstance(learns, HalfSpaces) and learns.homogeneous
    noisy = theorem.noise is fresh_flips and theorem.kinds == {Membership} and theorem.bound(Membership) is not None
    if not (homogeneous and noisy and set(NEEDED) <= set(learner.signature.parameters)):
        raise BadArgument(
            "certified needs a learner of homogeneous half-spaces within an angle, from labels flipped afresh, that takes"
            f" {', '.join(NEEDED)}; {learner.name} is none"
        )


def _passes(found: HalfSpace, eps: float, rho: Fraction, share: Fraction, seed: int) -> Dialogue[bool]:
    """Whether so many points are labelled as the result labels them that it is not farther than eps, but for `share`."""
    n, least = told_apart(*_rates(rho), share, share)
    points, sides = tangent_points(found.w, eps, n, np.random.default_rng(seed))
    labels = yield from Membership(points)
    return bool((labels == sides).sum() >= least)


def _rates(rho: Size) -> tuple[Size, Size]:
    """How often a label agrees, if the angle is above eps, at most; and if it is at most eps/4, at least."""
    return (2 - rho) / 3, (22 - 21 * rho) / 23


def _none_passed(learner: Learner[..., Any], why: Failed | None) -> Failed:
    last = f"  The last attempt ended with: {why}" if why else ""
    return Failed(
        f"{ATTEMPTS} results of {learner.name} were asked for and none passed its test: too many labels near the boundary"
        " disagree.  The teacher flips more often than rho, is no half-space, or the learner fails more often than it says;"
        f" measure rho on points asked again, or take a larger eps.{last}"
    )


def _composed(learner: Learner[..., Any]) -> Theorem:
    inner = learner.theorem
    upper = [b for b in inner.bounds if b.sense != "at least"]
    worst = next((b for b in upper if b.mode == "worst case"), None)
    mean = next((b for b in upper if b.mode == "expected"), worst)
    bounds = [_bound(worst, "worst case")] if worst else []
    bounds += [_bound(mean, "expected")] if mean else []
    return replace(
        inner,
        claim=f"What {learner.name} finds under flips is tested and, but for delta/2, within eps whatever it does.",
        bounds=tuple(bounds),
        guarantee=replace(inner.guarantee, mode="with probability 1 - delta", confirms=None),
        cite=(*inner.cite, "clopper1934"),
    )


def _bound(inner: Bound, mode: Mode) -> Bound:
    """Of all attempts, each with its test; on average each weighed by how likely it is made, at most."""
    weighed, names = mode == "expected", tuple(dict.fromkeys((*inner.sizes, *NEEDED[1:])))

    @lru_cache(maxsize=1024)  # exact tests are slow to count
    def count(*values: Size) -> Size:
        sizes = dict(zip(names, values, strict=True))
        eps, rho, delta = (sizes[name] for name in NEEDED[1:])

        def attempt(i: Size) -> Size:
            share = delta / 2 ** (i + 1)
            finer = {**sizes, "eps": eps / 2 ** (i + 1), "delta": delta / 2}
            asked = inner.count(**{name: finer[name] for name in inner.sizes}) + trials(*_rates(rho), share, share)
            return asked * (3 * delta / 4) ** (i - 1) if weighed else asked

        if isinstance(eps, int | Fraction):
            summed = total(attempt, 1, ATTEMPTS)
        else:
            from .. import symbols

            summed = symbols.total(attempt, 1, ATTEMPTS)  # written as a sum, not as its three long terms
        return ceiling(summed) if weighed else summed

    return Bound(Membership, "at most", of_sizes(names, lambda sizes: count(*(sizes[name] for name in names))), mode)


def _signature(learner: Learner[..., Any]) -> inspect.Signature:
    parameters = dict(learner.signature.parameters)
    parameters.setdefault("seed", inspect.Parameter("seed", inspect.Parameter.KEYWORD_ONLY, default=0))
    return learner.signature.replace(parameters=list(parameters.values()))
