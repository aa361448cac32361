"""Statistical queries answered by examples whose labels are flipped: a learner that sees only probabilities bears noise."""

from __future__ import annotations

import inspect
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from typing import Any

from ..catalogue import Learner, Learning, reduces
from ..channels import flip_rate, fresh_flips
from ..dialogue import translate
from ..errors import BadArgument, LearnerError
from ..formulas import Size, ceiling, ln, proper_share
from ..queries import Dialogue, Example, Statistical
from ..theorems import Bound, Sizes, Theorem, of_sizes

SETTINGS = {"rho": ("1/10", "1/4"), "delta": ("1/4", "1/10")}


@lru_cache(maxsize=4096)  # a symbolic ceiling is slow
def examples(q: Size, tau: Size, rho: Size, delta: Size) -> Size:
    """How many examples stand in for each of q statistical queries: ceil(ln(2 q/delta)/(2 (tau (1 - 2 rho))**2)).

    >>> examples(3, Fraction(1, 24), Fraction(1, 10), Fraction(1, 20))
    2155
    """
    return ceiling(ln(2 * q / delta) / (2 * (tau * (1 - 2 * rho)) ** 2))


@reduces(shown_on=("boolean.statistical_conjunctions",))
def simulated(learner: Learner[..., Any]) -> Learner[..., Any]:
    """The learner with each statistical query answered from fresh examples, their flips set off.

    Problem: probabilities are not told; examples are, with labels flipped with probability rho, afresh each time.
    Idea: count how often the event is true of the label heard (A) and of the other label (B), in m examples:
    ((1 - rho) A - rho B)/(m (1 - 2 rho)) has the probability as its mean.
    Theorem: an inner bound of q statistical queries of tolerance tau or more becomes q m examples,
    m = ceil(ln(2 q/delta)/(2 (tau (1 - 2 rho))**2)); the inner promise holds with probability 1 - delta.
    Proof: Of the true label y, the label heard is y with probability 1 - rho: with a = [event at y], b = [event at the other],
    the mean of (1 - rho) A - rho B is ((1 - rho)**2 - rho**2) a + ((1 - rho) rho - rho (1 - rho)) b = (1 - 2 rho) a.  One
    example adds a number between -rho/(1 - 2 rho) and (1 - rho)/(1 - 2 rho), of a range of 1/(1 - 2 rho); by Hoeffding's
    inequality an answer is off by more than tau with probability at most delta/q, whatever came before.  Where none is, the
    inner learner heard a legal teacher.
    Source: Kearns 1998, who writes the probability as a mixture instead; Hoeffding 1963.

    Takes the inner learner's arguments and `rho` in (0, 1/2), the rate itself and not a bound on it, `delta` in (0, 1).
    Raises `BadArgument` if the inner learner asks anything but statistical queries, in the worst case no more than a number
    known beforehand and of a tolerance `tau` that its theorem derives; `LearnerError` if it asks more, or more closely.
    """
    inner = _fits(learner)

    def start(rho: Any, delta: Any, **arguments: Any) -> Dialogue[Any]:
        rate, share = flip_rate(rho), proper_share(delta, "delta")
        return (yield from _counted(learner(**arguments), inner, rate, share))

    more = [inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY) for name in SETTINGS]
    parameters = [*learner.signature.parameters.values(), *more]
    start.__signature__ = learner.signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    start.__doc__ = f"{learner.name}, its statistical queries answered by examples.\n\n{simulated.reduce.__doc__}"
    return Learner(start, _composed(learner, inner), f"{learner.name}+simulated")


def _fits(learner: Learner[..., Any]) -> Bound:
    theorem = learner.theorem
    bound = theorem.bound(Statistical)
    fits = theorem.noise is None and theorem.kinds == {Statistical} and theorem.certain and "tau" in theorem.derives
    if not fits or bound is None or set(SETTINGS) & set(learner.signature.parameters):
        raise BadArgument(
            "simulated needs a learner that asks statistical queries alone, in the worst case no more than a known number and"
            f" of a tolerance `tau` that follows from its arguments; {learner.name} is none"
        )
    return bound


def _counted(learning: Learning[Any], inner: Bound, rho: Fraction, delta: Fraction) -> Dialogue[Any]:
    """The dialogue with counts for probabilities.  Nothing is counted before the inner learner has accepted its arguments."""
    asked, plan = 0, dict[str, Any]()

    def ask(query: Statistical) -> Dialogue[Fraction]:
        nonlocal asked
        if not plan:
            sizes = learning.sizes()
            plan.update(q=inner.at(**sizes), tau=sizes["tau"])
        asked += 1
        if asked > plan["q"] or query.tau < plan["tau"]:
            raise LearnerError(
                f"{learning.learner.name} asked query {asked} of tolerance {query.tau}; its theorem says at most"
                f" {plan['q']}, of {plan['tau']} or more"
            )
        m = examples(plan["q"], plan["tau"], rho, delta)
        points, labels = yield from Example(m)
        heard, other = (int(query.event(points, said).sum()) for said in (labels, ~labels))
        share = Fraction(((1 - rho) * heard - rho * other) / (m * (1 - 2 * rho)))
        return min(max(share, Fraction(0)), Fraction(1))

    return (yield from translate(learning, Statistical, ask))


def _composed(learner: Learner[..., Any], inner: Bound) -> Theorem:
    def count(sizes: Sizes) -> Size:
        q = inner.count(**{name: sizes[name] for name in inner.sizes})
        return q * examples(q, *(sizes[name] for name in ("tau", "rho", "delta")))

    theorem = learner.theorem
    return replace(
        theorem,
        claim=f"{learner.name}, its probabilities counted among examples with flipped labels, keeps its promise with"
        " probability 1 - delta.",
        bounds=(Bound(Example, "at most", of_sizes((*inner.sizes, "tau", "rho", "delta"), count)),),
        lower=None,
        guarantee=replace(theorem.guarantee, mode="with probability 1 - delta", confirms=None),
        cite=(*theorem.cite, "hoeffding1963"),
        settings={**theorem.settings, **SETTINGS},
        noise=fresh_flips,
    )
