"""Regression trees by their values: where no two leaves have the same, a value is a name."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import numpy as np

from ...axes import Axes
from ...box_queries import Leaf, Names
from ...catalogue import proves
from ...concepts.regression_trees import RegressionTree, RegressionTrees
from ...dialogue import translate
from ...errors import Inconsistent
from ...queries import Dialogue, Query, Value
from ...theorems import Bound, Guarantee, Theorem, exact
from .corner_path_finding import corner_path_finding

same_values = Guarantee("the hypothesis has the target's value at every place", exact.holds)


@proves(
    Theorem(
        learns=RegressionTrees(),
        claim="A regression tree whose L leaves have different values is found with as many value queries as"
        " trees.corner_path_finding asks leaf queries.",
        bounds=(Bound(Value, "at most", corner_path_finding.theorem.bounds[0].count),),
        guarantee=same_values,
        cite=("tramer2016",),
        derives={"d": lambda a: a["axes"].d, "N": lambda a: a["axes"].N},
    )
)
def regression(axes: Axes) -> Dialogue[RegressionTree]:
    """Find a regression tree from its values, when no two leaves have the same.

    Problem: find at every place the value of its leaf; the teacher says the value at a point, and nothing of leaves.
    Idea: number the values in the order in which they are met; the number is a name of the leaf, and path finding from corner
    to corner does the rest.
    Theorem: at most as many value queries as trees.corner_path_finding asks leaf queries.
    Proof: Two points are in one leaf exactly if their values are equal, and so exactly if their numbers are.  So the answers are
    those of a teacher that names leaves, and the dialogue is that of trees.corner_path_finding with as many queries.  It ends
    with the leaf of every place, and the value of each leaf has been heard.
    Source: Tramer et al. 2016, who take the confidence that a tree's leaf gives for the leaf's name.

    Values are compared bit for bit: a leaf must always answer the same float.  Two leaves of one value are found out where they
    make an answer that no tree gives, or leave a hole; not where both are taken for corners of one box and no query fell between.

    >>> from qlearn import run, teachers
    >>> price = lambda X: np.where(X[:, 0] <= 3, 9.5, np.where(X[:, 1] <= 5, 2.25, 4.0))
    >>> found = run(regression(Axes.grid(9, 20)), teachers.Function(price))
    >>> print(found.hypothesis, found.ledger["value"])
    (x1 <= 3.5 ? 1 : (x2 <= 5.5 ? 3 : 4)) with 1: 9.5, 3: 2.25, 4: 4 16

    Raises `BadArgument` if `axes` are none, `Inconsistent` if no tree with different values in its leaves gives the answers.
    """
    numbers: dict[float, int] = {}

    def name(query: Leaf) -> Generator[Query[Any], Any, Names]:
        values = yield from Value(query.points)
        return np.array([numbers.setdefault(value, len(numbers)) for value in values[:, 0].tolist()], np.int64)

    try:
        tree = yield from translate(corner_path_finding(axes), Leaf, name)
    except Inconsistent as fault:
        raise Inconsistent(
            f"value: no tree whose leaves have different values gives these answers.  The {len(numbers)} values that were met"
            f" were numbered, and then: {fault}.  Two leaves of the same value look like one that is no box; find such trees by"
            " their leaves' names, if the teacher says them"
        ) from None
    return RegressionTree(tree, np.array([*numbers])[tree.label])
