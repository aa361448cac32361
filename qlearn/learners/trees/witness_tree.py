"""A decision tree from class labels alone: the witness tree, with a certificate."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...axes import Axes
from ...catalogue import proves
from ...concepts.cells import disagreement
from ...concepts.tree_classes import Trees
from ...concepts.trees import Tree
from ...errors import BadArgument, OutOfBudget
from ...features import Places
from ...formulas import Number, Size, ceiling, clg, ln, proper_share, whole
from ...points import finite
from ...queries import Dialogue, Label
from ...theorems import Bound, Guarantee, Theorem
from .growth import Growth
from .probes import Probes

nearly = Guarantee(
    "the tree errs with probability at most eps at a point drawn uniformly from the axes",
    lambda case: disagreement(case.concept, case.hypothesis) <= case.sizes["eps"],
    mode="with probability 1 - delta",
)


@lru_cache(maxsize=4096)  # a symbolic ceiling is slow
def fresh_points(k: Size, eps: Size, delta: Size) -> Size:
    """How many uniform points the k-th hypothesis must pass: ceil(ln(k (k + 1) (k + 2)/(4 delta))/eps).

    A hypothesis of error above eps passes with probability (1 - eps)**n <= 4 delta/(k (k + 1) (k + 2)), and these sum to
    delta.  Most runs pass at their first or second: delta/(k (k + 1)) costs ln(4/3)/eps more there, and as much here.

    >>> from fractions import Fraction
    >>> [fresh_points(k, Fraction(1, 1000), Fraction(1, 20)) for k in (1, 2)]
    [3402, 4788]
    """
    return ceiling(ln(k * (k + 1) * (k + 2) / (4 * delta)) / eps)


def searched(d: Size, N: Size, s: Size, t: Size, A: Size) -> Size:
    """What A searches cost together: over coordinates, over known cuts, and s times between two of these.

    >>> searched(d=4, N=101, s=3, t=2, A=5)
    61
    """
    return A * (2 * clg(d) + 2 * clg(t + 1)) + s * clg(N - 1)


@lru_cache(maxsize=4096)
def labels(
    d: Size, N: Size, s: Size, t: Size, P: Size, A: Size, corners: Size, mixed: Size, spread: Size, eps: Size, delta: Size
) -> Size:
    probes = (corners + mixed) * (1 + A * P) + spread * P + 2 * s * (s - 1)
    return 1 + searched(d, N, s, t, A) + probes + P * fresh_points(P, eps, delta)


@proves(
    Theorem(
        learns=Trees(),
        claim="A tree is learned from labels alone, up to an error of eps with probability 1 - delta; every cut of the copy is"
        " a cut of the tree.  The bound is a cap; what is asked grows with the leaves, about 50 labels each, and the"
        " certificate.",
        bounds=(Bound(Label, "at most", labels),),
        guarantee=nearly,
        cite=("valiant1984", "tramer2016"),
        loose="a cap: it counts probes of every leaf that there may ever be",
        settings={"eps": ("1/4", "1/10"), "delta": ("1/4", "1/10"), "corners": (2,), "mixed": (2,), "spread": (2,)},
    )
)
def witness_tree(
    axes: Axes,
    classes: int,
    eps: Number = "1/1000",
    delta: Number = "1/20",
    corners: int = 8,
    mixed: int = 6,
    spread: int = 7,
    reach: int = 10**6,
    rows: Any = (),
    each: int = 2,
    likely: Sequence[Sequence[float]] = (),
    seed: int = 0,
) -> Dialogue[Tree]:
    """Learn a decision tree whose only answer is a class.

    Problem: no names of leaves, no confidences; find the tree, and know when to stop.
    Idea: two points with different labels are followed to two neighbouring places: a true cut, and a witness of where it acts.
    The hypothesis splits its regions at witnessed cuts only, at the one that crosses fewest others.  Where it may be wrong is
    found by corner and mixed samples of each leaf, uniform points, and witnesses moved across other cuts.
    Theorem: with probability 1 - delta the error is at most eps.  Labels at most 1 + A (2 clg(d) + 2 clg(t + 1)) + s clg(N - 1)
    for searches, where s cuts, t of them at most on one feature, make P cells with A sides; (corners + mixed)
    (1 + A P) + spread P + 2 s (s - 1) for probes; P ceil(ln(P (P + 1) (P + 2)/(4 delta))/eps) for certificates.
    Proof: A search starts in a region without a witness and ends with one, on a side of two cells that had none before.  A
    point with a wrong label lies in a cell where none was asked, since the known cuts are true.  A hypothesis of error above
    eps passes the k-th certificate, on points drawn after it was formed, with probability 4 delta/(k (k + 1) (k + 2)) at most.
    Source: ours.  Valiant 1984 for certificates by fresh points; Tramer et al. 2016 for trees by queries.

    `rows`, shape (any, d), are points of interest without labels: so many in `each` leaf are asked as well, beyond the bound.
    `likely` are for each feature the values where a threshold is likely, such as the middles between data: they are tried
    first.  A real feature's cut is found up to one step of its axis, and two within one step are one.  Refused a budget, it
    returns the tree it has, for which nothing is promised.  Answers must not change: one wrong label makes a cut that is none.

    >>> from qlearn import run, teachers
    >>> from qlearn.axes import Axes
    >>> teacher = teachers.Function(lambda X: np.where(X[:, 0] <= 0.3, 0, np.where(X[:, 1] <= 0.6, 1, 2)))
    >>> found = run(witness_tree(Axes.box([0, 0], [1, 1], 0.001), classes=3, eps="1/20"), teacher)
    >>> print(found.hypothesis)
    (x1 <= 0.3005 ? 0 : (x2 <= 0.6005 ? 1 : 2))

    Raises `BadArgument` for eps or delta not within (0, 1), a negative number of probes, or rows and likely values that are
    none; `Inconsistent` if one point is labelled in two ways.
    """
    share, doubt = proper_share(eps, "eps", "share"), proper_share(delta, "delta")
    growth = Growth(axes, lambda points: Label(points, classes), whole(seed, "seed", least=0), candidates(axes, likely))
    many = {"corners": corners, "mixed": mixed, "spread": spread, "reach": reach}
    probes = Probes(growth, **{name: whole(number, name, least=0) for name, number in many.items()})
    interesting = places_of(axes, rows)
    try:
        yield from growth.follow(growth.anywhere())
        k = 1
        while True:
            yield from probes.look()
            if not (yield from probes.rows(interesting, whole(each, "each", least=0))):
                continue
            if (yield from certified(growth, fresh_points(k, share, doubt))):
                return growth.tree(classes)
            k += 1
    except OutOfBudget:
        return growth.tree(classes)


def certified(growth: Growth, n: int) -> Dialogue[bool]:
    """Whether the hypothesis is right at so many fresh uniform points; the first one where it is not is followed."""
    for _ in range(n):
        if not (yield from growth.follow(growth.anywhere())):
            return False
    return True


def candidates(axes: Axes, likely: Sequence[Sequence[float]]) -> list[list[int]]:
    """For each feature the places beside likely thresholds, in order; none at all if no values are given."""
    if not len(likely):
        return []
    if len(likely) != axes.d:
        raise BadArgument(f"likely are values for each of {axes.d} features, got {len(likely)} lists")
    return [sorted(_beside(axes, i, values)) for i, values in enumerate(likely)]


def _beside(axes: Axes, i: int, values: Sequence[float]) -> Iterator[int]:
    axis = axes.features[i]
    for value in values:
        place = int(axis.place(np.array([float(value)]))[0])
        place -= bool(axis.at(np.array([place]))[0] > value)
        yield from (p for p in (place, place + 1) if 0 <= p < axis.size)


def places_of(axes: Axes, rows: Any) -> Places:
    """The places next to these rows, each once, shape (any, d)."""
    if not len(rows):
        return np.empty((0, axes.d), np.int64)
    points: NDArray[Any] = finite(np.asarray(rows), _refused)
    if points.ndim != 2 or points.shape[1] != axes.d:
        raise BadArgument(f"rows have shape (any, {axes.d}), got {points.shape}")
    return np.unique(axes.place(points), axis=0)


_refused: Callable[[str], BadArgument] = lambda fault: BadArgument(f"rows: {fault}")
