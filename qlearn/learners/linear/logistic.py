"""Logistic models from their confidences."""

from __future__ import annotations

from ...catalogue import proves
from ...concepts.affine import Softmax, SoftmaxModels
from ...geometry.simplex import Vector
from ...queries import Dialogue, Value
from ...theorems import Bound, LowerBound, Theorem
from .softmax import KERNEL, softmax, within_rounding


@proves(
    Theorem(
        learns=SoftmaxModels(classes=2),
        claim="A logistic model on R^d is found with exactly d + 1 confidences.",
        bounds=(Bound(Value, "exactly", lambda d: d + 1),),
        lower=LowerBound(Value, lambda d: d + 1, KERNEL),
        guarantee=within_rounding,
        cite=("tramer2016",),
        settings={"centre": (0.0, 0.5), "step": (1.0, 0.25)},
    )
)
def logistic(d: int, centre: Vector = 0.0, step: Vector = 1.0) -> Dialogue[Softmax]:
    """Learn P(1 | x) = 1/(1 + exp(-w.x - b)) from the confidences (P(0 | x), P(1 | x)).

    Problem: d + 1 unknowns, and an oracle that tells how sure the model is.
    Idea: the logit ln(P(1)/P(0)) is w.x + b; the pair is asked for, since 1 - p loses what a small p still holds.
    Theorem: exactly d + 1 value queries in one round; every learner needs as many.
    Proof: It is `softmax` with two classes.  The logit is affine, and d + 1 values determine an affine function.  Fewer
    leave a kernel.
    Source: Tramer et al. 2016, section 4.1.

    The model comes back as a two-class `Softmax`, gauge fixed: W[0] = -w, b[0] = -b.

    >>> from qlearn import run, teachers
    >>> import numpy as np
    >>> model = Softmax.of(np.array([[-3.0], [0.0]]), np.array([1.0, 0.0]))
    >>> found = run(logistic(d=1), teachers.Honest(model))
    >>> np.round(found.hypothesis.W, 12).tolist(), found.ledger["value"]
    ([[-3.0], [0.0]], 2)

    Raises `BadArgument` if a step leads nowhere, `Inconsistent` if a confidence is 0.
    """
    return (yield from softmax.start(d, 2, centre, step))
