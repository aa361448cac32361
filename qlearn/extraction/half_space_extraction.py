"""Extract a half-space, a linear function or a logistic model: by labels, or by values."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from ..catalogue import Learner, Learning, find
from ..choices import Coins
from ..domains import Box
from ..driver import run
from ..errors import BadArgument, Saturated, TeacherError
from ..formulas import exactly
from ..points import Points
from ..queries import Membership, Query, Value
from ..transcript import Run
from .copies import as_estimator
from .judge import Extraction, judged
from .opening import opened
from .plan import Plan
from .tree_victims import is_tree
from .victim import Victim

ORACLES: dict[str, type[Query[Any]]] = {"value": Value, "label": Membership}  # for half-spaces and linear functions
EPS = "1/100"  # the angle
BY_LABELS = "linear.chart_box+homogeneous"
BY_FLIPPED_LABELS = "linear.expectation_propagation+homogeneous"
PLACES = ({"d", "centre", "step"}, {"d", "low", "high"})  # the ways of telling a learner where inputs lie


def half_space(
    victim: Victim, data: Points | None, box: Box, eps: Any, noise: dict[str, Any], step: float, plan: Plan
) -> Extraction:
    """The extraction of a half-space, or of a linear or logistic model.  `step` is a share of the box's half width."""
    width = np.where(box.half_width > 0, box.half_width, 1.0) * step  # a constant feature: any step will do
    tolerances = {"eps": EPS if eps is None else eps, **noise}
    learning = _learning(victim, box, box.centre, width, plan, tolerances)
    searched = 0
    try:
        try:
            done = run(learning, victim, budget=plan.budget, journal=plan.journal)
        except Saturated:
            if plan.learner is not None or learning.learner.name != "linear.logistic":
                raise
            done, searched = _near_the_boundary(victim, box, width, plan, tolerances)
    except TeacherError as fault:
        if is_tree(victim.model) and plan.learner is None:
            fault.args = (f"{fault}.  A tree is learned with oracle='label', 'leaf' or 'counterfactual'",)
        raise
    classes = victim.copied_labels() if plan.oracle == "label" else victim.classes
    found = judged(victim, done, as_estimator(done.hypothesis, classes), box, data, Coins(plan.seed), plan.judge)
    return replace(found, judging=victim.judging, searched=searched)


def _near_the_boundary(victim: Victim, box: Box, width: Points, plan: Plan, tolerances: dict[str, Any]) -> tuple[Run[Any], int]:
    """The run again where confidences are open, and how many rows it took to find that place, the first run's among them."""
    tried = box.d + 1
    left = plan.budget - tried if isinstance(plan.budget, int) else plan.budget
    search = run(opened(box, width, plan.seed), victim, budget=left)
    searched = search.ledger.total
    left = left - searched if isinstance(left, int) else left
    learning = _learning(victim, box, *search.hypothesis, plan, tolerances)
    journal = None if plan.journal is None else Path(f"{plan.journal}.near")  # another dialogue, so another file
    return run(learning, victim, budget=left, journal=journal), tried + searched


def rates(oracle: str, flip: Any, rho: Any, confidence: Any) -> dict[str, Any]:
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


def _learning(victim: Victim, box: Box, centre: Points, width: Points, plan: Plan, tolerances: dict[str, Any]) -> Learning[Any]:
    """The learner with what it must be told of the model."""
    oracle, name = plan.oracle, plan.learner
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
    told: dict[str, Any] = {
        "d": box.d,
        "centre": tuple(centre.tolist()),
        "step": tuple(width.tolist()),
        "low": box.low,
        "high": box.high,
        "K": 0 if victim.classes is None else len(victim.classes),
        **tolerances,
    }
    return chosen(**{parameter: told[parameter] for parameter in chosen.signature.parameters if parameter in told})
