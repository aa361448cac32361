"""Extract a real model: learn it by queries, then say how well and by what right."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from ..axes import Axes
from ..domains import Box
from ..driver import Budget
from ..errors import BadArgument
from ..formulas import exactly
from ..points import Points, finite
from ..teachers import Remote
from .half_space_extraction import half_space, rates
from .judge import Extraction
from .kernel_extraction import extracted as retrained
from .kernel_extraction import learned_by_retraining
from .plan import Plan
from .served import bill, judged_on, some_rows, usual_oracle
from .tree_extraction import extracted, learned_as_tree
from .victim import Victim


def extract(
    model: Any,
    data: Points | None = None,
    *,
    box: Box | None = None,
    oracle: str | None = None,
    learner: str | None = None,
    eps: Any = None,
    positive: Any = None,
    flip: Any = 0,
    rho: Any = None,
    confidence: Any = "19/20",
    budget: Budget | None = None,
    step: float = 1.0,
    tol: Any = None,
    axes: Axes | None = None,
    classes: int | None = None,
    gamma: float | None = None,
    seed_rows: int = 0,
    seed: int = 0,
    journal: str | Path | None = None,
    judge: int | None = None,
    say: Callable[[int], None] = lambda heard: None,
) -> Extraction:
    """Learn a fitted scikit-learn model, a plain function of X (batch, d), or a `teachers.Remote`, from its answers.

    The inputs lie in `box`, by default the smallest one that holds `data`, shape (m, d): questions are about its centre and
    scale.  Fidelity is measured on uniform inputs of the box and, if given, on the data, neither of them asked about while
    learning.  `oracle` is 'value' (confidences, or real outputs: usual where they are told) or 'label'; by labels, `eps` is
    the angle to be certified and `positive` the class that counts as yes.  `learner` is chosen by the model unless named;
    `step` is a step's length as a share of the box's half width.  With a `journal` a stopped extraction resumes.  `say` hears
    how many rows were asked.

    A decision tree or forest of scikit-learn's is learned as a tree, and so is anything by a `learner` of trees: by 'label'
    (up to a share `eps` of uniform inputs, by default 1/1000, with `confidence`), by 'leaf' (the names that `apply` says), by
    'counterfactual' (asked of a teacher made of the model), and a regressor by 'value'.  Thresholds are found up to steps of
    `tol` times a feature's width (1e-5; 0 for every float of 32 bits, as always for counterfactuals), or on `axes` of your
    own; a function is asked for so many `classes`.  Answers are checked by asking again: a model that changes them is refused.

    A support vector machine with a Gaussian kernel is learned from labels by retraining, and so is anything by a method of
    `qlearn.retraining` (learner='retraining.eat'): no theorem says how many labels it takes, so a `budget` must be given.
    `seed_rows` of the data are then known to the learner, without labels.  `gamma` is that of the model's kernel where the box
    is scaled to [-1, 1]^d; without it, it is found by testing.

    `flip` defends the model: each label heard is flipped with that probability, afresh at every asking.  A learner that
    expects flips is told `rho`, by default `flip` (give it for a server that flips by itself), and a learner that promises
    with a probability only is told `confidence`.

    Fidelity takes `judge` uniform inputs (10,000), and of the data all; of a model behind HTTP, whose every answer may cost
    money, 1,000 and at most as many of the data, and `judging` says how many rows that was.  The box is the server's own,
    where it tells one and none is given.

    Raises `BadArgument` for a model or data that will not do, `OutOfBudget` before the budget is exceeded.
    """
    start = time.perf_counter()
    data = None if data is None else _rows(data)
    place = axes or box or _told_box(model, data)
    noise = rates(oracle := usual_oracle(model, place, oracle), flip, rho, confidence)
    plan = Plan(oracle, learner, budget, seed, journal, say, judged_on(model, judge))
    data = some_rows(model, data, plan.judge, seed)
    if learned_as_tree(model, oracle, learner, axes):
        _none_of_a_tree(positive, noise)
        found: Extraction = extracted(model, data, place, plan, eps=eps, delta=noise["delta"], tol=tol, classes=classes)
    else:
        victim, box = _fitting(Victim(model, positive, say, float(exactly(flip)), seed), data, place)
        if learned_by_retraining(model, oracle, learner):
            found = retrained(victim, data, box, plan, gamma=gamma, seed_rows=seed_rows)
        else:
            found = half_space(victim, data, box, eps, noise, step, plan)
    return replace(found, seconds=time.perf_counter() - start, bill=bill(model))


def _told_box(model: Any, data: Points | None) -> Box:
    if data is None and isinstance(model, Remote) and model.box is not None:
        return model.box
    if data is None:
        raise BadArgument("extract needs data or a box, to know where inputs lie")
    return Box.around(data)


def _fitting(victim: Victim, data: Points | None, box: Box | Axes) -> tuple[Victim, Box]:
    """Both, if the victim takes inputs of the box, and the data lie in it."""
    assert isinstance(box, Box)
    if data is not None and data.shape[1] != box.d:
        raise BadArgument(f"the data have {data.shape[1]} features, the box {box.d}")
    if victim.d not in (None, box.d):
        raise BadArgument(f"the model takes {victim.d} features, the {'box has' if data is None else 'data have'} {box.d}")
    return victim, box


def _none_of_a_tree(positive: Any, rates: Mapping[str, Any]) -> None:
    if positive is not None:
        raise BadArgument(
            "positive is for half-spaces; a tree is learned with all its classes: leave it out, or name a learner"
        )
    if "rho" in rates:
        raise BadArgument("flip and rho are for half-spaces; a learner of trees takes every label for true")


def _rows(data: Any) -> Points:
    X = np.asarray(data)
    if X.ndim != 2 or not X.size:
        raise BadArgument(f"data have shape (m, d) with m, d >= 1, got {X.shape}")
    return finite(X, BadArgument)
