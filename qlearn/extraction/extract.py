"""Extract a real model: learn it by queries, then say how well and by what right."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..catalogue import Learner, find
from ..choices import Coins
from ..concepts.affine import UNIT, Softmax
from ..domains import Box
from ..driver import Budget, run
from ..errors import BadArgument, unknown
from ..geometry.log_ratios import rounding
from ..geometry.simplex import condition, corners
from ..points import Points, finite
from ..queries import Value
from ..teachers import Estimator
from ..transcript import Run
from .copies import as_estimator
from .fidelity import Fidelity, fidelity, same_outputs

FRESH = 10_000  # uniform inputs that fidelity is measured on
EQUAL = 1e-6  # real outputs agree if they differ by at most this share of their range


@dataclass(frozen=True)
class Extraction:
    """A copy of a model and what can be said of it.

    `bound` and `lower_bound` are the theorem's, for the model's sizes.  `condition` is of the equations solved.
    `certified_error` bounds the copy's output error (a logit, or a value) over the whole box, if the model is in the class
    and its answers are correctly rounded.  `residual` is the largest difference of outputs that was seen on fresh inputs
    (confidences, or values), and `in_class` whether rounding explains it.
    """

    run: Run[Any]
    copy: Any
    bound: int
    lower_bound: int | None
    condition: float
    certified_error: float
    residual: float
    in_class: bool
    uniform: Fidelity
    data: Fidelity
    seconds: float

    @property
    def learner(self) -> Learner[..., Any]:
        found: Learner[..., Any] = self.run.learning.learner
        return found


def extract(
    model: Any,
    data: Points,
    *,
    oracle: str = "value",
    learner: str | None = None,
    budget: Budget | None = None,
    step: float = 1.0,
    seed: int = 0,
) -> Extraction:
    """Learn a fitted scikit-learn model from its answers, asked at the centre of the data's box.

    `data`, shape (m, d), says where inputs lie and is what fidelity is measured on beside uniform inputs in its box; it is
    never asked about while learning.  `learner` is chosen by the model unless named; `step` is the length of a step as a
    share of the box's half width.

    Raises `BadArgument` for a model or data that will not do, `OutOfBudget` before the budget is exceeded.
    """
    start = time.perf_counter()
    if oracle != "value":
        raise unknown("oracle", oracle, ["value"])
    data = _rows(data)
    teacher = Estimator(model)
    if teacher.d not in (None, data.shape[1]):
        raise BadArgument(f"the model takes {teacher.d} features, the data have {data.shape[1]}")
    chosen = find(learner or _usual(teacher))
    if Value not in chosen.theorem.kinds:
        kinds = " and ".join(sorted(kind.kind for kind in chosen.theorem.kinds))
        raise BadArgument(f"{chosen.name} asks {kinds} queries; extraction by values needs a learner that asks value queries")
    box = Box.around(data)
    width = np.where(box.half_width > 0, box.half_width, 1.0) * step  # a constant feature: any step will do
    arguments = {"d": box.d, "centre": tuple(box.centre.tolist()), "step": tuple(width.tolist())}
    if "K" in chosen.signature.parameters:
        arguments["K"] = 0 if teacher.classes is None else len(teacher.classes)
    done = run(chosen(**arguments), teacher, budget=budget)
    return _judged(teacher, done, box, data, Coins(seed), start)


def _usual(teacher: Estimator) -> str:
    """The learner for what the model answers."""
    if teacher.output == "predict_proba" and teacher.classes is not None:
        return "linear.logistic" if len(teacher.classes) == 2 else "linear.softmax"
    if teacher.classes is None or len(teacher.classes) == 2:
        return "linear.equation_solving"
    raise BadArgument(
        f"this {type(teacher.model).__name__} of {len(teacher.classes)} classes has no predict_proba; no learner of values fits"
    )


def _judged(teacher: Estimator, done: Run[Any], box: Box, data: Points, coins: Coins, start: float) -> Extraction:
    """Measure the copy, and set it against the theorem."""
    theorem, sizes = done.learning.learner.theorem, done.learning.sizes()
    copy = as_estimator(done.hypothesis, teacher.classes)
    fresh = box.draw(coins, FRESH)
    outputs = [_outputs(teacher, copy, points) for points in (fresh, data)]
    residual = max(float(np.abs(own - copied).max()) for own, copied in outputs)
    spread = max(float(np.ptp(own)) for own, _ in outputs)

    def agree(points: Points) -> Any:
        return same_outputs(teacher.model.predict(points), copy.predict(points), EQUAL * spread)

    points, c, h = corners(box.d, *(done.learning.arguments[name] for name in ("centre", "step")))
    certified = _certified(done.hypothesis, points, len(points), np.abs(box.half_width / h).max())
    bound = theorem.bounds[0]
    return Extraction(
        run=done,
        copy=copy,
        bound=bound.at(**sizes),
        lower_bound=theorem.lower.bound.at(**sizes) if theorem.lower else None,
        condition=condition(c, h),
        certified_error=certified,
        residual=residual,
        in_class=bool(residual <= max(certified, 64 * UNIT * spread)),
        uniform=fidelity(agree, fresh),
        data=fidelity(agree, data),
        seconds=time.perf_counter() - start,
    )


def _outputs(teacher: Estimator, copy: Any, points: Points) -> tuple[Any, Any]:
    """What original and copy answer to value queries."""
    own, copied = (np.asarray(getattr(model, teacher.output)(points)) for model in (teacher.model, copy))
    return own, copied


def _certified(hypothesis: Any, points: Points, unknowns: int, reach: float) -> float:
    """How far rounding may put an output off anywhere in the box: one answer's error at the centre, two for each slope."""
    soft = isinstance(hypothesis, Softmax)
    W, b = (hypothesis.W, hypothesis.b) if soft else (hypothesis.w[None], np.array([hypothesis.b]))
    return rounding(W, b, points, UNIT) * (1 + 2 * (unknowns - 1) * reach)


def _rows(data: Any) -> Points:
    X = np.asarray(data)
    if X.ndim != 2 or not X.size:
        raise BadArgument(f"data have shape (m, d) with m, d >= 1, got {X.shape}")
    return finite(X, BadArgument)
