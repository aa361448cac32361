"""Extract a tree or a forest: by labels, names of leaves, counterfactuals, or the values of a regression tree."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from ..axes import Axes
from ..catalogue import Learner, Learning, find
from ..choices import Coins
from ..concepts.regressions import Regression
from ..concepts.trees import Tree
from ..domains import Box
from ..driver import run
from ..errors import BadArgument, Inconsistent
from ..formulas import exactly, proper_share
from ..points import Points
from ..queries import Counterfactual, Label, Leaf, Query, Value
from ..teachers import Remote
from ..transcript import Run
from .plan import Plan
from .repeats import changed, shared_name
from .tree_differences import Copy
from .tree_judge import TreeExtraction, judged
from .tree_victims import TOL, TreeVictim, axes_around, is_tree, known_codes, many_classes

KINDS: Mapping[str, type[Query[Any]]] = {"label": Label, "leaf": Leaf, "counterfactual": Counterfactual, "value": Value}
USUAL = {
    "label": "trees.witness_tree",
    "leaf": "trees.witness_ids",
    "counterfactual": "trees.counterfactual_witness",
    "value": "trees.regression",
}
EPS = "1/1000"  # the share of uniform inputs on which a copy learned from labels may err


def learned_as_tree(model: Any, oracle: str, learner: str | None, axes: Axes | None) -> bool:
    """Whether this extraction is of a tree: by its learner or what it is asked, else by the model."""
    from sklearn.base import is_classifier

    if learner is not None:
        return learner.startswith("trees.") or oracle in ("leaf", "counterfactual")
    if oracle in ("leaf", "counterfactual") or axes is not None:
        return True
    if isinstance(model, Remote):  # a server does not say what its model is; one that names leaves has a tree
        return oracle == "label" and (is_tree(model) or many_classes(model))
    return is_tree(model) and (oracle == "label" or not is_classifier(model))


def extracted(
    model: Any,
    data: Points | None,
    place: Box | Axes,
    plan: Plan,
    *,
    eps: Any,
    delta: Fraction,
    tol: Any,
    classes: int | None,
) -> TreeExtraction:
    """The extraction of a tree.  `place` is the box in which inputs lie, cut into steps of `tol`, or the axes themselves."""
    axes = place if isinstance(place, Axes) else axes_around(place, _tol(tol, plan.oracle))
    victim = TreeVictim(model, axes, classes=classes, say=plan.say)
    _fits(victim, axes, data, plan.oracle)
    share = proper_share(EPS if eps is None else eps, "eps", "share")
    done = _dialogue(_learning(victim, plan, {"eps": share, "delta": delta}), victim, plan)
    found = judged(victim, done, copied(victim, done.hypothesis, plan.oracle), place, data, Coins(plan.seed), plan.judge)
    return replace(found, judging=victim.judging)


def _tol(tol: Any, oracle: str) -> float:
    """The steps of a feature; counterfactuals are exact on floats, so there they are as fine as floats are."""
    if tol is None:
        return 0.0 if oracle == "counterfactual" else TOL
    found = float(exactly(tol, "tol"))
    if not 0 <= found <= 1:
        raise BadArgument(f"tol is a share of a feature's width, 0 (every float) to 1, got {tol}")
    return found


def _fits(victim: TreeVictim, axes: Axes, data: Points | None, oracle: str) -> None:
    """`BadArgument` for data and models that have nothing to do with these axes, or this oracle."""
    if data is not None and data.shape[1] != axes.d:
        raise BadArgument(f"the data have {data.shape[1]} features, the box {axes.d}")
    if victim.d not in (None, axes.d):
        raise BadArgument(f"the model takes {victim.d} features, the {'box has' if data is None else 'data have'} {axes.d}")
    if data is not None:
        known_codes(axes, data)
    if oracle == "label" and not victim.is_function and victim.classes is None:
        raise BadArgument(
            f"a {type(victim.model).__name__} says values, no labels: learn it with oracle='value', 'leaf' or 'counterfactual'"
        )
    if oracle == "value" and victim.classes is not None:
        raise BadArgument(
            f"a {type(victim.model).__name__} is no regressor: learn it with oracle='label', 'leaf' or 'counterfactual'"
        )


def _learning(victim: TreeVictim, plan: Plan, tolerances: Mapping[str, Any]) -> Learning[Any]:
    """The learner with what it must be told of the model."""
    oracle = plan.oracle
    chosen: Learner[..., Any] = find(plan.learner or USUAL[oracle])
    kinds, wanted = chosen.theorem.kinds, KINDS[oracle]
    allowed: set[type[Query[Any]]] = {Counterfactual, Label} if oracle == "counterfactual" else {wanted}
    if wanted not in kinds or not kinds <= allowed:
        asks = " and ".join(sorted(kind.kind for kind in kinds))
        raise BadArgument(
            f"{chosen.name} asks {asks} queries; the oracle '{oracle}' answers {' and '.join(sorted(k.kind for k in allowed))}"
            f" queries: choose a learner that asks those, such as {USUAL[oracle]}"
        )
    told: dict[str, Any] = {"axes": victim.axes, "seed": plan.seed, **tolerances}
    wants = chosen.signature.parameters
    if "classes" in wants:
        told["classes"] = victim.many
    missing = [x for x, given in wants.items() if given.default is inspect.Parameter.empty and x not in told]
    if missing or "axes" not in wants:
        raise BadArgument(
            f"{chosen.name} takes {', '.join(missing or wants)}, which an extraction cannot tell; run it yourself: qlearn.run"
        )
    return chosen(**{parameter: told[parameter] for parameter in wants if parameter in told})


def _dialogue(learning: Learning[Any], victim: TreeVictim, plan: Plan) -> Run[Any]:
    """The run; `Inconsistent` if the model says something else when it is asked again, or names leaves twice."""
    try:
        done = run(learning, victim, budget=plan.budget, journal=plan.journal)
    except Inconsistent as fault:
        if fault.run is not None and (what := changed(victim, fault.run.turns, plan.seed)):
            fault.args = (f"{fault}.  Indeed {what}",)
        raise
    what = changed(victim, done.turns, plan.seed)
    if what is None and plan.oracle == "leaf" and isinstance(done.hypothesis, Tree):
        what = shared_name(victim, done.hypothesis, plan.seed)
    if what is not None:
        misled = Inconsistent(what)
        misled.run = done
        raise misled
    return done


def copied(victim: TreeVictim, found: Any, oracle: str) -> Copy:
    """What was learned, as a tree of which each leaf says what the model says there."""
    if isinstance(found, Regression):
        return Copy(found.trees[0], found, None)
    if not isinstance(found, Tree):
        raise BadArgument(
            f"a {type(found).__name__} cannot be judged as the copy of a tree; run the learner yourself: qlearn.run"
        )
    if oracle == "leaf":
        said = victim.of_each_leaf(found)
        if victim.classes is None and not victim.is_function:
            return Copy(found, Regression(found.axes, (found,), (said,)), None)
        found = replace(found, classes=int(said.max()) + 1, label=said)
    elif victim.classes is None and not victim.is_function:
        assert isinstance(victim.concept, Regression)
        return Copy(found, Regression.of(found, victim.concept.table), None)
    names = victim.class_names(found.classes)
    tree = replace(found, classes=len(names))
    return Copy(tree, tree, names)
