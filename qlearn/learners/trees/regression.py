"""Regression trees by their values: where no two leaves have the same, a value is a name."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import numpy as np

from ...axes import Axes
from ...box_queries import Leaf, Names
from ...catalogue import proves
from ...concepts.regression_trees import RegressionTrees
from ...concepts.regressions import Regression
from ...dialogue import translate
from ...errors import Inconsistent
from ...formulas import Size, whole
from ...points import spell
from ...queries import Dialogue, Query, Value
from ...theorems import Bound, Guarantee, Sizes, Theorem, exact, of_sizes
from .corner_path_finding import corner_path_finding

by_names = corner_path_finding.theorem.bounds[0]
same_values = Guarantee("the hypothesis has the target's value at every place", exact.holds)


def at_names(sizes: Sizes) -> Size:
    """How many leaf queries are asked where the leaves have names."""
    return by_names.count(**{name: sizes[name] for name in by_names.sizes})


@proves(
    Theorem(
        learns=RegressionTrees(),
        claim="A regression tree whose L leaves have different values is found with as many value queries as"
        " trees.corner_path_finding asks leaf queries, and `checks` more.",
        bounds=(Bound(Value, "at most", of_sizes((*by_names.sizes, "checks"), lambda x: at_names(x) + x["checks"])),),
        guarantee=same_values,
        cite=("tramer2016",),
        settings={"checks": (32, 0)},
        derives={"d": lambda a: a["axes"].d, "N": lambda a: a["axes"].N},
    )
)
def regression(axes: Axes, checks: int = 32, seed: int = 0) -> Dialogue[Regression]:
    """Find a regression tree from its values, when no two leaves have the same.

    Problem: find at every place the value of its leaf; the teacher says the value at a point, and nothing of leaves.
    Idea: number the values in the order in which they are met; the number is a name of the leaf, and path finding from corner
    to corner does the rest.
    Theorem: at most as many value queries as trees.corner_path_finding asks leaf queries, and `checks` more.
    Proof: Two points are in one leaf exactly if their values are equal, and so exactly if their numbers are.  So the answers
    are those of a teacher that names leaves, and the dialogue is that of trees.corner_path_finding with as many queries.  It
    ends with the leaf of every place, and the value of each leaf has been heard; then so many checks are asked.
    Source: Tramer et al. 2016, who take the confidence that a tree's leaf gives for the leaf's name.

    Values are compared bit for bit: a leaf must always answer the same float.  Two leaves of one value are found out where they
    make an answer that no tree gives, or leave a hole, but not where both are taken for corners of one box and no query fell
    between.  So the tree is held to the values at `checks` random points: of a share beta of wrong places none is met with
    probability (1 - beta)**checks.

    >>> from qlearn import run, teachers
    >>> price = lambda X: np.where(X[:, 0] <= 3, 9.5, np.where(X[:, 1] <= 5, 2.25, 4.0))
    >>> found = run(regression(Axes.grid(9, 20)), teachers.Function(price))
    >>> print(found.hypothesis, found.ledger["value"])
    (x1 <= 3.5 ? 9.5 : (x2 <= 5.5 ? 2.25 : 4)) 48

    Raises `BadArgument` if `axes` are none, `Inconsistent` if no tree with different values in its leaves gives the answers.
    """
    checks, rng = whole(checks, "checks", 0), np.random.default_rng(whole(seed, "seed", 0))
    numbers: dict[float, int] = {}

    def name(query: Leaf) -> Generator[Query[Any], Any, Names]:
        values = yield from Value(query.points)
        return np.array([numbers.setdefault(value, len(numbers)) for value in values[:, 0].tolist()], np.int64)

    try:
        tree = yield from translate(corner_path_finding(axes), Leaf, name)
    except Inconsistent as fault:
        raise _shared(f"{len(numbers)} values were met and numbered, and then: {fault}") from None
    found = Regression.of(tree, np.array([*numbers])[:, None])
    if checks:
        points = axes.at(axes.drawn(rng, checks))
        values = yield from Value(points)
        says = found.values(points)
        wrong = np.flatnonzero(values[:, 0] != says[:, 0])
        if len(wrong):
            at = wrong[0]
            raise _shared(f"{values[at, 0]} was said at {spell(points[at])}, inside a box of {says[at, 0]}")
    return found


def _shared(what: str) -> Inconsistent:
    return Inconsistent(
        f"value: no tree whose leaves have different values gives these answers: {what}.  Two leaves of the same value look"
        " like one that is no box; find such a tree by its leaves' names, if the teacher says them"
    )
