"""Equivalence queries answered by random examples: exact learning becomes probably approximately correct."""

from __future__ import annotations

import inspect
from functools import lru_cache
from typing import Any

import numpy as np

from ..catalogue import Learner, Learning, reduces
from ..dialogue import translate
from ..errors import BadArgument, LearnerError
from ..formulas import Size, ceiling, ln, proper_share, total
from ..queries import Counterexample, Dialogue, Equivalence, Example, Hypothesis
from ..theorems import Bound, Sizes, Theorem, accurate, of_sizes

SETTINGS = {"eps": ("1/4", "1/10"), "delta": ("1/4", "1/10")}


@lru_cache(maxsize=4096)  # a symbolic ceiling is slow
def draws(i: Size, eps: Size, delta: Size) -> Size:
    """How many examples stand in for the i-th equivalence query, i = 1, 2, ...: ceil((ln(1/delta) + i ln 2)/eps).

    A hypothesis of error above eps survives m examples with probability below exp(-eps m) <= delta/2**i.

    >>> from fractions import Fraction
    >>> [draws(i, Fraction(1, 10), Fraction(1, 20)) for i in (1, 2, 3, 4, 5)]
    [37, 44, 51, 58, 65]
    """
    return ceiling((ln(1 / delta) + i * ln(2)) / eps)


@reduces(shown_on=("boolean.elimination", "linear.perceptron"))
def sampling(learner: Learner[..., Any]) -> Learner[..., Any]:
    """The learner with each equivalence query replaced by random examples.

    Problem: nobody answers equivalence queries, but labelled examples can be had.
    Idea: a hypothesis that survives enough examples is good enough; one that does not has met its counterexample.
    Theorem: an inner bound of q equivalence queries becomes sum_{i=1}^{q} ceil((ln(1/delta) + i ln 2)/eps) examples, in
    the worst case; with probability 1 - delta the hypothesis has error at most eps.
    Proof: The counterexamples are true, so the inner bound q holds whatever the draw.  The i-th hypothesis, if its error
    is above eps, passes its examples with probability at most delta/2**i.  These sum to at most delta, and the first
    hypothesis to pass is returned.
    Source: Angluin 1988, who replaces equivalence queries by examples so.

    Takes the inner learner's arguments and `eps`, `delta` in (0, 1), as numbers or strings like '1/20'.
    Raises `BadArgument` if the inner learner has no worst-case bound on equivalence queries.
    """
    inner = learner.theorem.bound(Equivalence)
    if inner is None or inner.mode != "worst case":
        raise BadArgument(f"sampling needs a learner with a worst-case bound on equivalence queries; {learner.name} has none")

    def start(eps: Any, delta: Any, **arguments: Any) -> Dialogue[Any]:
        sizes = {"eps": proper_share(eps, "eps", "share"), "delta": proper_share(delta, "delta")}
        learning = learner(**arguments)
        return (yield from _sampled(learning, _most(learning, inner), sizes))

    start.__signature__ = _signature(learner)  # type: ignore[attr-defined]
    start.__doc__ = f"{learner.name}, its equivalence queries answered by random examples.\n\n{sampling.reduce.__doc__}"
    return Learner(start, _composed(learner, inner), f"{learner.name}+sampling")


def _most(learning: Learning[Any], inner: Bound) -> int | None:
    """How many equivalence queries the theorem allows, None where that depends on a size of the target which nobody told."""
    sizes = learning.sizes()
    return inner.at(**sizes) if set(inner.sizes) <= set(sizes) else None


def _sampled(learning: Learning[Any], most: int | None, sizes: Sizes) -> Dialogue[Any]:
    """The dialogue with examples for equivalence queries; the first hypothesis that passes its examples is returned."""
    asked = 0

    def ask(query: Equivalence) -> Dialogue[Counterexample]:
        nonlocal asked
        asked += 1
        if most is not None and asked > most:
            raise LearnerError(f"{learning.learner.name} asked more than the {most} equivalence queries of its theorem")
        points, labels = yield from Example(draws(asked, **sizes))
        wrong = np.flatnonzero(query.hypothesis(points) != labels)
        if not len(wrong):
            raise _Passed(query.hypothesis)
        return Counterexample(points[wrong[0]], labels[wrong[0]].item())

    try:
        return (yield from translate(learning, Equivalence, ask))
    except _Passed as passed:
        return passed.hypothesis


def _composed(learner: Learner[..., Any], inner: Bound) -> Theorem:
    """The theorem of the composition: the inner count as the number of terms, the failures charged to delta."""

    def count(sizes: Sizes) -> Size:
        most = inner.count(**{name: sizes[name] for name in inner.sizes})
        return total(lambda i: draws(i, sizes["eps"], sizes["delta"]), 1, most)

    return Theorem(
        learns=learner.theorem.learns,
        claim=f"{learner.name}, its equivalence queries answered by examples, errs by at most eps with probability 1 - delta.",
        bounds=(
            Bound(Example, "at most", of_sizes((*inner.sizes, "eps", "delta"), count)),
            *(b for b in learner.theorem.bounds if b.kind is not Equivalence),
        ),
        guarantee=accurate,
        cite=(*learner.theorem.cite, "angluin1988queries"),
        settings={**learner.theorem.settings, **SETTINGS},
        derives=learner.theorem.derives,
        reads=learner.theorem.reads,
    )


class _Passed(Exception):
    """A hypothesis that survived its examples."""

    def __init__(self, hypothesis: Hypothesis) -> None:
        self.hypothesis = hypothesis


def _signature(learner: Learner[..., Any]) -> inspect.Signature:
    more = [inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY) for name in ("eps", "delta")]
    return learner.signature.replace(parameters=[*learner.signature.parameters.values(), *more])
