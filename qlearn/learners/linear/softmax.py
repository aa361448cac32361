"""Softmax models from their confidences: one vector of probabilities for each unknown of one logit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ...catalogue import proves
from ...concepts.affine import UNIT, Softmax, SoftmaxModels
from ...formulas import whole
from ...geometry.log_ratios import log_ratios, rounding
from ...geometry.simplex import Vector, corners, fit
from ...queries import Dialogue, Value
from ...theorems import Bound, Certified, Guarantee, LowerBound, Outcome, Sizes, Theorem


def same_up_to_rounding(case: Outcome) -> bool:
    """Every weight within twice the rounding of a logit over its step, and the logits at the centre too."""
    concept, hypothesis, sizes = case.concept, case.hypothesis, case.sizes
    points, c, h = corners(int(sizes["d"]), float(sizes.get("centre", 0)), float(sizes.get("step", 1)))
    off = rounding(concept.W, concept.b, points, UNIT)
    slopes = np.abs(hypothesis.W - concept.W) * np.abs(h)
    middle = np.abs((hypothesis.W - concept.W) @ c + hypothesis.b - concept.b)
    return bool((slopes <= 2 * off).all() and (middle <= 2 * off).all())


def same_at_the_corners(hypothesis: Any, turns: Sequence[tuple[Any, Any]], sizes: Sizes) -> Certified:
    """Every model with these answers is the hypothesis, up to rounding, if it has them too: d + 1 corners determine it."""
    ((query, answer),) = turns
    off = np.abs(log_ratios(answer, query.points) - log_ratios(hypothesis.values(query.points), query.points))
    allowed = 4 * rounding(hypothesis.W, hypothesis.b, query.points, UNIT)
    return Certified(bool((off <= allowed).all()), float(off.max()), "the answers at the corners of a simplex")


within_rounding = Guarantee(
    "W and b, gauge fixed, are the target's up to the float64 rounding of the answers",
    same_up_to_rounding,
    confirms=same_at_the_corners,
)

KERNEL = (
    "Of any single logit, d points leave the map from its d + 1 unknowns to the answers a kernel: the teacher answers as if"
    " the model were constant, and an element of the kernel fits as well."
)


@proves(
    Theorem(
        learns=SoftmaxModels(),
        claim="A softmax model of K classes on R^d is found with exactly d + 1 vectors of confidences, whatever K.",
        bounds=(Bound(Value, "exactly", lambda d: d + 1),),
        lower=LowerBound(Value, lambda d: d + 1, KERNEL),
        guarantee=within_rounding,
        cite=("tramer2016",),
        settings={"centre": (0.0, 0.5), "step": (1.0, 0.25)},
    )
)
def softmax(d: int, K: int, centre: Vector = 0.0, step: Vector = 1.0) -> Dialogue[Softmax]:
    """Learn P(k | x) proportional to exp(W_k.x + b_k) from probability vectors.

    Problem: (K - 1)(d + 1) unknowns, and an oracle that tells all K probabilities at a point.
    Idea: ln(p_k/p_K) is affine in x, so K - 1 affine functions are learned from the same d + 1 answers.
    Theorem: exactly d + 1 vector queries in one round, and not K(d + 1); every learner needs as many.
    Proof: ln p_k - ln p_K = (W_k - W_K).x + b_k - b_K, since the normaliser cancels.  Each is solved at the corners of a
    simplex as in `equation_solving`.  What remains unknown, a common vector added to all classes, changes no probability;
    fixing the last class to 0 removes it.
    Source: Tramer et al. 2016, section 4.1 and appendix.

    `centre`, `step`: one number or d of them.  Ask where no probability is rounded to 0: at the centre of the data's box.

    >>> from qlearn import run, teachers
    >>> import numpy as np
    >>> model = Softmax.of(np.array([[1.0], [0.0], [-1.0]]), np.array([0.0, 2.0, 0.0]))
    >>> found = run(softmax(d=1, K=3), teachers.Honest(model))
    >>> np.round(found.hypothesis.W, 12).tolist(), found.ledger["value"]
    ([[2.0], [1.0], [0.0]], 2)

    Raises `BadArgument` if K < 2 or a step leads nowhere, `Inconsistent` if a probability is 0.
    """
    points, c, h = corners(d, centre, step)
    answers = yield from Value(points, outputs=whole(K, "K", least=2))  # (d + 1, K)
    return Softmax.of(*fit(log_ratios(answers, points), c, h))
