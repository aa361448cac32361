"""Extract a real model: learn it by queries, then say how well and by what right."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from ..axes import Axes
from ..catalogue import Learner, Learning, find
from ..choices import Coins
from ..domains import Box
from ..driver import Budget, run
from ..errors import BadArgument, TeacherError, unknown
from ..formulas import exactly, whole
from ..points import Points, finite
from ..queries import Membership, Query, Value
from ..teachers import Remote
from .copies import as_estimator
from .judge import Extraction, judged
from .kernel_extraction import extracted as retrained
from .kernel_extraction import learned_by_retraining
from .plan import Plan
from .served import some_rows, usual_judge, usual_oracle
from .tree_extraction import KINDS, extracted, learned_as_tree
from .tree_victims import is_tree
from .victim import Victim

ORACLES: dict[str, type[Query[Any]]] = {"value": Value, "label": Membership}  # for half-spaces and linear functions
EPS = "1/100"  # the angle
BY_LABELS = "linear.chart_box+homogeneous"
BY_FLIPPED_LABELS = "linear.expectation_propagation+homogeneous"
PLACES = ({"d", "centre", "step"}, {"d", "low", "high"})  # the ways of telling a learner where inputs lie


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
    judge = whole(judge if judge is not None else usual_judge(model), "judge", least=1)
    oracle = usual_oracle(model, place, oracle)
    _known(oracle)
    rates = _rates(oracle, flip, rho, confidence)
    plan = Plan(oracle, learner, budget, seed, journal, say, judge)
    data = some_rows(model, data, judge, seed)
    if learned_as_tree(model, oracle, learner, axes):
        _none_of_a_tree(positive, rates)
        found: Extraction = extracted(model, data, place, plan, eps=eps, delta=rates["delta"], tol=tol, classes=classes)
    else:
        victim = Victim(model, positive, say, float(exactly(flip)), seed)
        box = _fitting(victim, data, place)
        if learned_by_retraining(model, oracle, learner):
            found = retrained(victim, data, box, plan, gamma=gamma, seed_rows=seed_rows)
        else:
            found = _of_a_half_space(victim, data, box, {"eps": EPS if eps is None else eps, **rates}, step, plan)
    bill = model.account() if isinstance(model, Remote) else None
    return replace(found, seconds=time.perf_counter() - start, bill=bill)


def _of_a_half_space(
    victim: Victim, data: Points | None, box: Box, tolerances: dict[str, Any], step: float, plan: Plan
) -> Extraction:
    learning = _learning(victim, box, plan.oracle, plan.learner, tolerances, step)
    try:
        done = run(learning, victim, budget=plan.budget, journal=plan.journal)
    except TeacherError as fault:
        if is_tree(victim.model) and plan.learner is None:
            fault.args = (f"{fault}.  A tree is learned with oracle='label', 'leaf' or 'counterfactual'",)
        raise
    classes = victim.copied_labels() if plan.oracle == "label" else victim.classes
    found = judged(victim, done, as_estimator(done.hypothesis, classes), box, data, Coins(plan.seed), plan.judge)
    return replace(found, judging=victim.judging)


def _known(oracle: str) -> None:
    if oracle not in KINDS:
        raise unknown("oracle", oracle, KINDS)


def _told_box(model: Any, data: Points | None) -> Box:
    if data is None and isinstance(model, Remote) and model.box is not None:
        return model.box
    if data is None:
        raise BadArgument("extract needs data or a box, to know where inputs lie")
    return Box.around(data)


def _fitting(victim: Victim, data: Points | None, box: Box | Axes) -> Box:
    """The box, if the victim takes inputs of it, and the data lie in it."""
    assert isinstance(box, Box)
    if data is not None and data.shape[1] != box.d:
        raise BadArgument(f"the data have {data.shape[1]} features, the box {box.d}")
    if victim.d not in (None, box.d):
        raise BadArgument(f"the model takes {victim.d} features, the {'box has' if data is None else 'data have'} {box.d}")
    return box


def _none_of_a_tree(positive: Any, rates: Mapping[str, Any]) -> None:
    if positive is not None:
        raise BadArgument(
            "positive is for half-spaces; a tree is learned with all its classes: leave it out, or name a learner"
        )
    if "rho" in rates:
        raise BadArgument("flip and rho are for half-spaces; a learner of trees takes every label for true")


def _rates(oracle: str, flip: Any, rho: Any, confidence: Any) -> dict[str, Any]:
    """What a learner is told of noise and of how sure it is to be; `BadArgument` for what is no rate or no confidence."""
    if not 0 <= exactly(flip, "flip") < Fraction(1, 2):
        raise BadArgument(
            f"flip is the probability that a label is flipped, at least 0 and below 1/2, got {flip}: at 1/2 labels say nothing"
        )
    if oracle != "label" and (exactly(flip) or rho is not None):
        raise BadArgument("only labels can be flipped: choose oracle='label'")
    if not 0 < exactly(confidence, "confidence") < 1:
        raise BadArgument(f"confidence is a probability strictly between 0 and 1, such as 0.95, got {confidence}")
    told = exactly(flip if rho is None else rho, "rho")
    return {"delta": 1 - exactly(confidence), **({"rho": told} if told or rho is not None else {})}


def _learning(
    victim: Victim, box: Box, oracle: str, name: str | None, tolerances: dict[str, Any], step: float
) -> Learning[Any]:
    """The learner with what it must be told of the model."""
    by_labels = BY_FLIPPED_LABELS if "rho" in tolerances else BY_LABELS
    usual = by_labels if oracle == "label" else victim.learner_of_values
    chosen: Learner[..., Any] = find(name or usual)
    kinds = chosen.theorem.kinds
    if kinds != {ORACLES[oracle]}:
        asks = " and ".join(sorted(kind.kind for kind in kinds))
        raise BadArgument(
            f"{chosen.name} asks {asks} queries; the oracle '{oracle}' answers {ORACLES[oracle].kind} queries: choose a learner"
            " that asks those"
        )
    if "rho" in chosen.signature.parameters and "rho" not in tolerances:
        raise BadArgument(f"{chosen.name} must be told how often labels are flipped: give flip, or rho for a server that flips")
    if not any(places <= set(chosen.signature.parameters) for places in PLACES):
        try:
            placed = find(f"{chosen.name}+homogeneous").name
        except BadArgument:
            placed = usual
        raise BadArgument(f"{chosen.name} cannot be told where inputs lie (d, centre, step or low, high); try {placed}")
    width = np.where(box.half_width > 0, box.half_width, 1.0) * step  # a constant feature: any step will do
    told: dict[str, Any] = {
        "d": box.d,
        "centre": tuple(box.centre.tolist()),
        "step": tuple(width.tolist()),
        "low": box.low,
        "high": box.high,
        "K": 0 if victim.classes is None else len(victim.classes),
        **tolerances,
    }
    return chosen(**{parameter: told[parameter] for parameter in chosen.signature.parameters if parameter in told})


def _rows(data: Any) -> Points:
    X = np.asarray(data)
    if X.ndim != 2 or not X.size:
        raise BadArgument(f"data have shape (m, d) with m, d >= 1, got {X.shape}")
    return finite(X, BadArgument)
