"""Confidence boosted: a learner that is right half of the time is run several times, and a test picks the best result."""

from __future__ import annotations

import inspect
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np

from ..catalogue import Learner, reduces
from ..errors import BadArgument, Failed
from ..formulas import Size, clg, clog, proper_share, whole
from ..queries import Dialogue, Example, Hypothesis
from ..theorems import Bound, Sizes, Theorem, accurate, of_sizes

HALF = Fraction(1, 2)
FINER = 4  # how much smaller the inner learner's eps is: (1 - 1/2)**2 eps, which a test of errors tells apart, is eps/4


def runs(delta: Size) -> Size:
    """How many runs: all of them fail with probability delta/2 at most.

    >>> runs(Fraction(1, 20)), runs(Fraction(9, 10))
    (6, 2)
    """
    return clg(2 / delta)


def examined(eps: Size, delta: Size) -> Size:
    """How many examples the test draws: the least m with (runs - 1) (1 - eps/4)**m <= delta/2.

    >>> examined(Fraction(1, 10), Fraction(1, 20))
    210
    """
    return clog(2 * (runs(delta) - 1) / delta, 1 / (1 - eps / FINER))


@reduces(
    shown_on=("boolean.elimination+sampling",),
    loose={"boolean.elimination+sampling": "where all runs ask most they find the same, and no test is needed"},
)
def confident(learner: Learner[..., Any]) -> Learner[..., Any]:
    """The learner run several times at a confidence of one half, and the best of its hypotheses picked by a test.

    Problem: a learner is good with some probability, and a higher one is wanted, however its own number grows with 1/delta.
    Idea: of several independent hypotheses one is good; that one errs least on fresh examples.
    Theorem: k = clg(2/delta) runs with eps/4 and delta = 1/2, each with its inner bound, and m further examples, the least m
    with (k - 1) (1 - eps/4)**m <= delta/2; with probability 1 - delta the hypothesis has error at most eps.
    Proof: All k runs fail with probability at most 2**-k <= delta/2.  Else let g err by at most eps/4, and h by more than eps.
    Where one of them alone errs, with probabilities p for h and q for g, the mean of sqrt(q/p)**(g's lead) at one example is
    1 - (sqrt(p) - sqrt(q))**2, where p - q > 3 eps/4 and q <= eps/4: below 1 - eps/4.  By Markov's inequality h errs as seldom
    as g on m examples with probability below (1 - eps/4)**m, and there are at most k - 1 such h.
    Source: Haussler, Kearns, Littlestone and Warmuth 1991, with a test of the same kind; the constants are ours.

    Takes the inner learner's arguments; `eps` and `delta` are what the composition promises.  If the inner learner takes a
    `seed`, each run has another.  It pays where the inner number grows with 1/delta itself; with its logarithm, as after
    `sampling`, a smaller delta given to the inner learner is cheaper.
    Raises `BadArgument` if the inner learner does not promise an error of at most eps with probability 1 - delta for any law,
    from no more than a known number of true examples; `Failed` where every run gives up.
    """
    _fits(learner)

    def start(eps: Any, delta: Any, seed: int, **arguments: Any) -> Dialogue[Any]:
        share, risk = proper_share(eps, "eps", "share"), proper_share(delta, "delta")
        whole(seed, "seed", least=0)
        found: dict[bytes, Hypothesis] = {}
        why: Failed | None = None
        for i in range(runs(risk)):
            given = {**arguments, "eps": share / FINER, "delta": HALF}
            if "seed" in learner.signature.parameters:
                given["seed"] = int(np.random.SeedSequence([seed, i]).generate_state(1)[0])
            try:
                hypothesis: Hypothesis = yield from learner(**given)
                found.setdefault(hypothesis.key(), hypothesis)
            except Failed as fault:
                why = fault
        if not found:
            raise Failed(f"none of {runs(risk)} runs of {learner.name} came to an end; the last: {why}") from why
        different = list(found.values())
        if len(different) == 1:
            return different[0]  # there is nothing to choose between
        points, labels = yield from Example(examined(share, risk))
        return different[int(np.argmin([(h(points) != labels).sum() for h in different]))]

    start.__signature__ = _signature(learner)  # type: ignore[attr-defined]
    start.__doc__ = f"{learner.name}, run several times, and the best of its hypotheses picked.\n\n{confident.reduce.__doc__}"
    return Learner(start, _composed(learner), f"{learner.name}+confident")


def _fits(learner: Learner[..., Any]) -> Bound:
    """The inner bound on examples, if the inner promise is the one that is boosted."""
    theorem = learner.theorem
    bound = theorem.bound(Example)
    fits = theorem.noise is None and theorem.guarantee is accurate and theorem.kinds == {Example}
    if not fits or bound is None or bound.mode != "worst case" or not {"eps", "delta"} <= set(learner.signature.parameters):
        raise BadArgument(
            "confident needs a learner that asks for true examples alone, no more than a known number, takes eps and delta, and"
            f" errs by at most eps with probability 1 - delta; {learner.name} is none"
        )
    return bound


def _composed(learner: Learner[..., Any]) -> Theorem:
    """The theorem of the composition: as many inner bounds as there are runs, and the test."""
    inner = _fits(learner)

    def count(sizes: Sizes) -> Size:
        finer = {**sizes, "eps": sizes["eps"] / FINER, "delta": HALF}
        once = inner.count(**{name: finer[name] for name in inner.sizes})
        return runs(sizes["delta"]) * once + examined(sizes["eps"], sizes["delta"])

    return replace(
        learner.theorem,
        claim=f"The best of several results of {learner.name}, by a test, errs by at most eps with probability 1 - delta.",
        bounds=(Bound(Example, "at most", of_sizes((*inner.sizes, "eps", "delta"), count)),),
        lower=None,
        cite=(*learner.theorem.cite, "haussler1991", "chernoff1952"),
    )


def _signature(learner: Learner[..., Any]) -> inspect.Signature:
    parameters = dict(learner.signature.parameters)
    parameters.setdefault("seed", inspect.Parameter("seed", inspect.Parameter.KEYWORD_ONLY, default=0))
    return learner.signature.replace(parameters=list(parameters.values()))
