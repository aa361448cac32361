"""A dialogue drawn: the version space shrinking turn by turn, and the bound being used up."""

from __future__ import annotations

from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import Undecided
from ..queries import Query
from ..transcript import Run, kind_name

MANY = 64  # concepts; more rows than this cannot be told apart
POSSIBLE, GONE, TARGET, BOUND = "#4477aa", "#eceff2", "#ee6677", "#222222"


def survivors(run: Run[Any]) -> tuple[NDArray[np.bool_], list[str]]:
    """Which concepts are possible after each turn, shape (concepts, turns + 1), and their names.

    Raises `Undecided` where the class has no finite version space at these sizes.
    """
    space = run.learning.learner.theorem.learns.space(**run.learning.arguments)
    concepts = getattr(space, "concepts", ())
    if not concepts or not space.whole:
        raise Undecided(f"{run.learning.learner.name} learns a class that cannot be drawn concept by concept")
    alive = list(accumulate(run.turns, lambda left, turn: space.after(*turn, left), initial=space.all))
    kept = [set() if left is None else {concept.key() for concept in space.every(left)} for left in alive]
    possible = [[concept.key() in keys for keys in kept] for concept in concepts]
    return np.array(possible), [str(concept) for concept in concepts]


def version_space(run: Run[Any], target: Any = None, axes: Any = None) -> Any:
    """A row a concept, a column a turn: filled while the concept is possible, the longest-lived at the bottom."""
    possible, names = survivors(run)
    if len(names) > MANY:
        raise Undecided(f"{len(names)} concepts are too many to draw; at most {MANY}")
    axes = axes if axes is not None else _axes()
    lives = possible.sum(axis=1)
    order = np.argsort(lives, kind="stable")[::-1]
    for height, concept in enumerate(order):
        mine = target is not None and names[concept] == str(target)
        for turn in range(possible.shape[1]):
            colour = GONE if not possible[concept, turn] else TARGET if mine else POSSIBLE
            axes.barh(height, 0.94, left=turn - 0.47, height=0.86, color=colour, linewidth=0)
    axes.set_yticks(range(len(names)), [names[i] for i in order], fontsize=9 if len(names) <= 16 else 6)
    counts = possible.sum(axis=0)
    axes.set_xticks(range(len(counts)), [f"{turn}\n{count}" for turn, count in enumerate(counts)])
    axes.set_xlabel("questions answered, and concepts still possible")
    axes.set_title("The version space", loc="left")
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    return axes


def bound_used(run: Run[Any], kind: str | type[Query[Any]], target: Any = None, axes: Any = None) -> Any:
    """The queries of one kind asked so far, as they approach the theorem's bound."""
    name = kind_name(kind)
    axes = axes if axes is not None else _axes()
    asked = list(accumulate((t.query.cost if t.query.kind == name else 0 for t in run.turns), initial=0))
    axes.step(range(len(asked)), asked, where="post", color=POSSIBLE, linewidth=2.5)
    axes.plot(range(len(asked)), asked, "o", color=POSSIBLE)
    for label, limit, style in limits(run, name, target):
        axes.axhline(limit, color=BOUND, linewidth=1.2, linestyle=style)
        place = {"va": "bottom"} if "at most" in label or "exactly" in label else {"va": "top"}
        axes.annotate(label, (0, limit), xytext=(2, 3 if place["va"] == "bottom" else -4), textcoords="offset points", **place)
    axes.set_ylim(0, 1.18 * max([*asked, *(limit for _, limit, _ in limits(run, name, target))], default=1))
    axes.set_xlabel("questions answered")
    axes.set_ylabel(f"{name} queries")
    axes.set_title("The bound used up", loc="left")
    axes.spines[["top", "right"]].set_visible(False)
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.yaxis.get_major_locator().set_params(integer=True)
    return axes


def limits(run: Run[Any], kind: str, target: Any = None) -> list[tuple[str, int, str]]:
    """The theorem's bounds on a kind at this run's sizes: label, number, line style."""
    theorem, sizes = run.learning.learner.theorem, run.learning.sizes(target, run.turns)
    found = [(f"{b.sense} {b.formula()} = {b.at(**sizes)}", b.at(**sizes), "-") for b in theorem.bounds if b.kind.kind == kind]
    if theorem.lower and theorem.lower.kind.kind == kind:
        lower = theorem.lower.bound
        found.append((f"every such learner needs {lower.formula()} = {lower.at(**sizes)}", lower.at(**sizes), ":"))
    return found


def portrait(run: Run[Any], kind: str | type[Query[Any]], target: Any = None) -> Any:
    """Both pictures side by side; returns the figure."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(10.5, 4.6), layout="constrained", dpi=110)
    left, right = figure.subplots(1, 2, width_ratios=(1.15, 1))
    version_space(run, target, left)
    bound_used(run, kind, target, right)
    return figure


def _axes() -> Any:
    from matplotlib import pyplot

    return pyplot.subplots(layout="constrained")[1]
