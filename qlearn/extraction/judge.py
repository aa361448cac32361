"""A copy measured: by its theorem, by its transcript alone, and on fresh inputs that were never asked about."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..catalogue import Learner
from ..choices import Coins
from ..concepts.affine import UNIT, Softmax
from ..concepts.box_half_spaces import AnchoredHalfSpace
from ..concepts.half_spaces import ScaledHalfSpace
from ..domains import Box
from ..errors import QlearnError
from ..evidence.remaining import confirmed
from ..geometry.log_ratios import rounding
from ..geometry.simplex import condition, corners
from ..points import Labels, Points
from ..queries import Membership
from ..remote.account import Bill
from ..transcript import Run
from .fidelity import Fidelity, fidelity, same_outputs

FRESH = 10_000  # uniform inputs that fidelity is measured on
EQUAL = 1e-6  # real outputs agree if they differ by at most this share of their range


@dataclass(frozen=True)
class Extraction:
    """A copy of a model and what can be said of it.

    `bound` and `lower_bound` are the theorem's, for the model's sizes.  `certified_error` is what the answers alone show, if
    the model is in the class: for values the error of an output (a logit, or a value) over the whole box, for labels the
    angle between the copy's normal and the model's in the box's own scale; None where they show nothing.  `residual` is
    what contradicts it on fresh inputs: the largest difference of outputs, or the sine of the angle by which an input that
    is labelled otherwise lies off the copy's boundary.  `in_class` says whether the certified error explains the residual.
    `bound` is None where the model's sizes are not known, `in_class` where nothing is promised that could be contradicted.
    `condition` is of the equations solved, if any were; `confidence` is that of a promise made with a probability.
    `searched` rows were asked before those of `run`, to find where confidences are not rounded to 0 or 1.
    Of a model behind HTTP `judging` is how many rows were asked to measure the copy, beside those of `run`, and `bill` what
    all of it cost.
    """

    run: Run[Any]
    copy: Any
    bound: int | None
    lower_bound: int | None
    certified_error: float | None
    certified_by: str
    residual: float
    in_class: bool | None
    uniform: Fidelity
    data: Fidelity | None
    condition: float | None = None
    confidence: float | None = None
    seconds: float = 0.0
    judging: int = 0
    searched: int = 0
    bill: Bill | None = None

    @property
    def learner(self) -> Learner[..., Any]:
        found: Learner[..., Any] = self.run.learning.learner
        return found


def judged(
    teacher: Any, done: Run[Any], copy: Any, box: Box, data: Points | None, coins: Coins, judge: int = FRESH
) -> Extraction:
    """Measure the copy on so many fresh inputs and on the data, and set it against the theorem."""
    theorem, sizes = done.learning.learner.theorem, done.learning.sizes(None, done.turns)
    fresh = box.draw(coins, judge)
    inputs = [fresh] if data is None else [fresh, data]
    by = _by_labels if Membership in theorem.kinds else _by_values
    found, agreed = by(teacher, done, copy, box, inputs)
    shares = [fidelity(each) for each in agreed]
    return Extraction(
        run=done,
        copy=copy,
        bound=theorem.bounds[0].at(**sizes),
        lower_bound=theorem.lower.bound.at(**sizes) if theorem.lower else None,
        uniform=shares[0],
        data=shares[1] if data is not None else None,
        **found,
    )


def _by_labels(
    teacher: Any, done: Run[Any], copy: Any, box: Box, inputs: list[Points]
) -> tuple[Mapping[str, Any], list[Labels]]:
    """What the labels show of the angle, and the input that contradicts it most."""
    half_space: ScaledHalfSpace | AnchoredHalfSpace = done.hypothesis
    own = [teacher.labels(points) for points in inputs]
    agreed = [half_space(points) == labels for points, labels in zip(inputs, own, strict=True)]
    residual = 0.0
    for points, same in zip(inputs, agreed, strict=True):
        z = half_space.lift(points[~same])
        off = np.abs(z @ half_space.direction) / (np.linalg.norm(z, axis=1) * np.linalg.norm(half_space.direction))
        residual = max([residual, *off.tolist()])
    theorem, sizes = done.learning.learner.theorem, done.learning.sizes(None, done.turns)
    error = promised = None
    try:
        known = confirmed(done.learning, half_space, done.turns)
        promised = error = known.error
        by = known.by
    except QlearnError as fault:
        by = str(fault)
        if theorem.guarantee.mode != "worst case":
            promised, by = float(sizes["eps"]), f"the answers alone show nothing; promised is eps, {theorem.guarantee.mode}"
    return {
        "certified_error": error,
        "certified_by": by,
        "confidence": float(1 - sizes["delta"]) if error is None and "delta" in sizes else None,
        "residual": residual,
        "in_class": promised is not None and residual <= math.sin(min(promised, math.pi / 2)) + 64 * UNIT,
    }, agreed


def _by_values(
    teacher: Any, done: Run[Any], copy: Any, box: Box, inputs: list[Points]
) -> tuple[Mapping[str, Any], list[Labels]]:
    """What rounding may have done over the whole box, and the largest difference of outputs."""
    outputs = [teacher.outputs(points, copy) for points in inputs]
    residual = max(float(np.abs(own - copied).max()) for own, copied in outputs)
    spread = max(float(np.ptp(own)) for own, _ in outputs)
    decided = [teacher.decisions(points, copy) for points in inputs]
    agreed = [same_outputs(own, copied, EQUAL * spread) for own, copied in decided]
    points, c, h = corners(box.d, *(done.learning.arguments[name] for name in ("centre", "step")))
    reach = float(np.abs(box.half_width / h).max())
    soft = isinstance(done.hypothesis, Softmax)
    W, b = (done.hypothesis.W, done.hypothesis.b) if soft else (done.hypothesis.w[None], np.array([done.hypothesis.b]))
    error = rounding(W, b, points, UNIT) * (1 + 2 * box.d * reach)  # one answer's at the centre, two for each slope
    return {
        "certified_error": error,
        "certified_by": "rounding of the answers",
        "residual": residual,
        "in_class": bool(residual <= max(error, 64 * UNIT * spread)),
        "condition": condition(c, h),
    }, agreed
