"""Any function that is constant between cuts, from labels and counterexamples: trees, and unions of boxes."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...axes import Axes
from ...catalogue import proves
from ...concepts.boxes import UnionsOfBoxes
from ...concepts.grid_functions import GridFunction
from ...concepts.tree_classes import Trees
from ...errors import Inconsistent
from ...features import Integers, Places
from ...formulas import clg, whole
from ...queries import Dialogue, Equivalence, Label, Membership, Query
from ...theorems import Bound, Theorem, exact
from .change import Ask, change, placed

OF_FEW_LABELS = Trees(
    small=(
        {"axes": Axes.grid(1, 1), "classes": 2},
        {"axes": Axes.grid(5, 1), "classes": 2},
        {"axes": Axes.grid(2, 2), "classes": 3},
        {"axes": Axes((Integers(0, 2), Integers(0, 1))), "classes": 2},
    ),
    medium=({"axes": Axes.grid(4, 1), "classes": 3},),
)  # counterexamples may be anywhere, so a game or a sweep of many trees takes long
OF_AXES = {"d": lambda arguments: arguments["axes"].d, "N": lambda arguments: arguments["axes"].N}


@proves(
    Theorem(
        learns=OF_FEW_LABELS,
        claim="A function of d features that s cuts make constant on P cells is found with at most s + 1 equivalence queries"
        " and P + s (clg(d) + clg(N - 1)) labels.",
        bounds=(
            Bound(Equivalence, "at most", lambda s: s + 1),
            Bound(Label, "at most", lambda P, s, d, N: P + s * (clg(d) + clg(N - 1))),
        ),
        guarantee=exact,
        cite=("angluin1988queries",),
        derives=OF_AXES,
    )
)
def grid(axes: Axes, classes: int) -> Dialogue[GridFunction]:
    """Learn any tree, forest or union of boxes on the grid that its thresholds make, whatever its shape.

    Problem: find a function of d features with classes 0, ..., classes - 1 that s cuts, each on one feature, make constant.
    Idea: keep the cuts that are known and the label of each cell's lowest place.  A counterexample and the lowest place of
    its cell differ in their labels, so on the way between the two a cut is found, by bisection twice.
    Theorem: at most s + 1 equivalence queries and P + s (clg(d) + clg(N - 1)) labels, where P is the number of cells: the
    product of s_i + 1 over the features.  A tree of L leaves has s <= L - 1.
    Proof: Moved feature by feature, then step by step, from the lowest place to the counterexample, the label changes from
    one place to the next, and all this is in one cell; so a new cut lies there.  It takes clg(d) labels to find the feature
    and clg(N - 1) to find the step.  The cells that a cut makes have their lowest places asked once, P in all.
    Source: folklore; Angluin 1988 for the queries.  There is no lower bound on either kind alone: who labels all places
    needs no equivalence query, and who proposes all functions needs no label.

    `axes` are the features and the places where they are asked.  A forest's P can be large: P labels are asked.

    >>> from qlearn import run, teachers
    >>> from qlearn.concepts.tree_classes import grown
    >>> axes = Axes.grid(100, 3)
    >>> tree = grown(axes, 2, lambda low, high: (1, 41) if high[1] - low[1] == 99 else int(low[1] > 0))
    >>> found = run(grid(axes, classes=2), teachers.Honest(tree))
    >>> found.hypothesis.cuts, found.ledger["equivalence"], found.ledger["label"]
    (((), (41,), ()), 2, 8)

    Raises `BadAnswer` for a counterexample outside the axes, `Inconsistent` for one at the lowest place of a cell, whose label
    was asked.
    """

    def ask(places: Places) -> Generator[Query[Any], Any, NDArray[Any]]:
        return (yield from Label(axes.at(places), classes))

    return (yield from _learned(axes, ask))


@proves(
    Theorem(
        learns=UnionsOfBoxes(),
        claim="A union of k boxes in d dimensions is found with at most 1 + 2 k d equivalence queries"
        " and (2 k + 1)^d + 2 k d (clg(d) + clg(N - 1)) labels.",
        bounds=(
            Bound(Equivalence, "at most", lambda k, d: 1 + 2 * k * d),
            Bound(Membership, "at most", lambda k, d, N: (2 * k + 1) ** d + 2 * k * d * (clg(d) + clg(N - 1))),
        ),
        guarantee=exact,
        cite=("angluin1988queries",),
        derives=OF_AXES,
    )
)
def boxes_union(axes: Axes, k: int) -> Dialogue[GridFunction]:
    """Learn a union of k boxes, which may overlap, on the grid that their sides make.

    Problem: find the union of at most k boxes with sides along the axes.
    Idea: on each feature they have at most 2 k sides, so this is a grid with few cuts: see `grid`.
    Theorem: at most 1 + 2 k d equivalence queries and (2 k + 1)^d + 2 k d (clg(d) + clg(N - 1)) labels.
    Proof: Each cut that is found is a place where the label changes along a feature, so it is a side of a box on it.  So
    s_i <= 2 k, and the rest is the theorem of `grid`.  In few dimensions, (2 k + 1)^d is not much.
    Source: folklore; Angluin 1988 for the queries.

    `k` is the number of boxes, or a number that is not less.

    >>> import numpy as np
    >>> from qlearn import run, teachers
    >>> from qlearn.concepts.boxes import Boxes
    >>> axes = Axes.grid(100, 2)
    >>> target = Boxes(axes, np.array([[10, 20], [50, 20]]), np.array([[30, 40], [70, 40]]))
    >>> found = run(boxes_union(axes, k=2), teachers.Honest(target))
    >>> found.hypothesis.cuts, found.ledger["equivalence"], found.ledger["membership"]
    (((9, 30, 49, 70), (19, 40)), 7, 45)

    Raises `BadArgument` if k is no integer from 0, `Inconsistent` if k boxes cannot have so many sides.
    """

    def ask(places: Places) -> Generator[Query[Any], Any, NDArray[Any]]:
        return (yield from Membership(axes.at(places)))

    return (yield from _learned(axes, ask, 2 * whole(k, "k", least=0)))


def _learned(axes: Axes, ask: Ask, most: int | None = None) -> Dialogue[GridFunction]:
    """The function, from labels and counterexamples; `Inconsistent` beyond so many cuts on a feature."""
    found = GridFunction.everywhere(axes, (yield from ask(np.zeros((1, axes.d), np.int64))))
    while (counterexample := (yield from Equivalence(found))) is not None:
        place = placed(axes, counterexample)
        cell = found.number(place[None])
        i, c = yield from change(ask, found.box(cell)[0][0], place, found.labels[cell][0])
        if most is not None and len(found.cuts[i]) == most:
            raise Inconsistent(
                f"feature {i + 1} has {most} sides of boxes at {', '.join(map(str, found.cuts[i])) or 'no place'}, and now one"
                f" more at {c}; {most // 2} boxes have no more than {most}, so take a larger k"
            )
        found, above = found.cut(i, c)
        found = found.relabelled(above, (yield from ask(found.box(above)[0])))
    return found
