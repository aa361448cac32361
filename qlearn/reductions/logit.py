"""A real value read off a confidence: the logit of what the model says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from ..catalogue import Learner, reduces
from ..concepts.affine import UNIT, AffineFunction, AffineFunctions, SoftmaxModels
from ..dialogue import translate
from ..errors import BadArgument
from ..geometry.log_ratios import log_ratios, rounding
from ..points import Values
from ..queries import Dialogue, Value
from ..theorems import Certified, Guarantee, Outcome, Sizes


@reduces(shown_on=("linear.equation_solving",))
def logit(learner: Learner[..., Any]) -> Learner[..., Any]:
    """The learner of affine functions, made to learn logistic models from their confidences.

    Problem: a model tells (P(0 | x), P(1 | x)) where the learner wants w.x + b.
    Idea: ln(P(1 | x)/P(0 | x)) is that value.
    Theorem: the inner bounds, and the lower bound that fewer answers leave a kernel; the same model up to rounding.
    Proof: Each value costs one pair of confidences.  ln P(1) - ln P(0) = w.x + b, since the normaliser cancels.  So the
    inner learner hears the affine function's values, rounded, and finds it.
    Source: Tramer et al. 2016, section 4.1.

    Returns the model as an affine function: its logit.
    Raises `BadArgument` if the inner learner is not one of affine functions, `Inconsistent` if a confidence is 0.
    """
    if learner.theorem.learns != AffineFunctions():
        raise BadArgument(f"logit needs a learner of affine functions by values; {learner.name} learns others")

    def ask(query: Value) -> Dialogue[Values]:
        confidences = yield from Value(query.points, outputs=2)
        return -log_ratios(confidences, query.points)[:, :1]

    def start(**arguments: Any) -> Dialogue[Any]:
        return (yield from translate(learner(**arguments), Value, ask))

    start.__signature__ = learner.signature  # type: ignore[attr-defined]
    start.__doc__ = f"{learner.name}, for logistic models.\n\n{logit.reduce.__doc__}"
    theorem = replace(
        learner.theorem,
        learns=SoftmaxModels(classes=2),
        claim=f"{learner.name}, each value the logit of a confidence.",
        guarantee=same_logit,
        settings={"centre": (0.0, 0.5), "step": (1.0, 0.25)},
    )
    return Learner(start, theorem, f"{learner.name}+logit")


def _same(case: Outcome) -> bool:
    """The two logits agree at the centre and a step along each axis, up to the rounding of confidences, logit and solution."""
    model, found, sizes = case.concept, case.hypothesis, case.sizes
    d, centre, step = int(sizes["d"]), float(sizes.get("centre", 0)), float(sizes.get("step", 1))
    points = centre + step * np.vstack([np.zeros(d), np.eye(d)])
    off = np.abs(points @ model.W[0] + model.b[0] + found.values(points)[:, 0])  # the gauge: W[1] = b[1] = 0
    return bool((off <= 4 * rounding(model.W, model.b, points, UNIT)).all())


def _same_at_the_corners(hypothesis: AffineFunction, turns: Sequence[tuple[Any, Any]], sizes: Sizes) -> Certified:
    ((query, answer),) = turns
    off = np.abs(hypothesis.values(query.points) + log_ratios(answer, query.points)[:, :1])
    allowed = 4 * rounding(hypothesis.w[None], np.array([hypothesis.b]), query.points, UNIT)
    return Certified(bool((off <= allowed).all()), float(off.max()), "the answers at the corners of a simplex")


same_logit = Guarantee(
    "the hypothesis is the model's logit up to the float64 rounding of the answers", _same, confirms=_same_at_the_corners
)
