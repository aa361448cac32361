"""A target outside a finite class from counterexamples, as a row of the class and its exceptions: a weighted vote."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ...catalogue import proves
from ...concepts.any_labellings import AnyLabellings
from ...concepts.tables import Labelling, Table, as_table
from ...errors import Inconsistent
from ...formulas import Number, Size, floor, largest, ln, proper_share, smallest
from ...queries import Dialogue, Equivalence
from ...theorems import Bound, Theorem, exact
from .streams import columns, rows_of


@lru_cache(maxsize=4096)  # a symbolic logarithm is slow
def questions(N: Size, e: Size, beta: Size) -> Size:
    """At most how many hypotheses are proposed, the last one, which is right, included.

    >>> questions(1000, 0, Fraction(1, 2)), questions(1000, 10, Fraction(1, 2)), questions(1, 0, Fraction(1, 2))
    (23, 47, 1)
    """
    return largest(1, 2 + floor(ln(N / (smallest(2, 1 / beta) * beta**e)) / ln(2 / (1 + beta))))


@proves(
    Theorem(
        learns=AnyLabellings(),
        claim="Whatever the target, if the best of N concepts errs at e points it is found with at most max(1, 2 +"
        " floor(lg(N/(min(2, 1/beta) beta**e))/lg(2/(1 + beta)))) equivalence queries.",
        bounds=(Bound(Equivalence, "at most", questions),),
        guarantee=exact,
        cite=("littlestone1994",),
        settings={"beta": ("1/2", "1/5", "3/4")},
        derives={"N": rows_of},
    )
)
def weighted_majority(table: Table, beta: Number = "1/2") -> Dialogue[Labelling]:
    """Learn any labelling of the points of a finite class, with few counterexamples if a concept of the class comes near it.

    Problem: find the target, which may be none of the N rows of `table` (row = concept, column = point), asking 'is it this
    labelling?'.  Nobody says how many exceptions there are.
    Idea: propose what was told, and elsewhere what the rows say by majority of their weights; each counterexample multiplies
    the weights of the rows that it contradicts by beta.
    Theorem: at most max(1, 2 + floor(lg(N/(c beta**e))/lg(2/(1 + beta)))) equivalence queries, the final yes included, if the
    best row errs at e points, c = min(2, 1/beta).  At beta = 1/2 that is about 2.41 (e + lg N).
    Proof: A counterexample is a point that was not told, and at least half of the weight is wrong about it: the weight of all
    falls from N by the factor (1 + beta)/2 or more.  The best row is wrong about e points, each told once, so it keeps beta**e.
    If it is right about the last counterexample, it is at most half of the weight before; if it is wrong, it weighed
    beta**(e - 1) before.  So one counterexample less leaves c beta**e.
    Source: Littlestone and Warmuth 1994, whose bound on mistakes is (lg N + e lg(1/beta))/lg(2/(1 + beta)); looking at the last
    one apart takes about lg c/lg(2/(1 + beta)) - 1 from it.

    Weights are compared exactly, as whole numbers.  A tie votes 1.

    >>> from qlearn import run, teachers
    >>> from qlearn.concepts.any_labellings import AnyLabelling
    >>> table = tuple(tuple(int(j >= i) for j in range(100)) for i in range(101))
    >>> target = AnyLabelling(table, tuple(int(j >= 30 or j == 7) for j in range(100)))
    >>> found = run(weighted_majority(table), teachers.Honest(target))
    >>> bool((found.hypothesis.labels == target.labelled).all()), found.ledger["equivalence"]
    (True, 7)

    Raises `BadArgument` for a table that is none, or beta not within (0, 1); `BadAnswer` for a counterexample that is no
    column; `Inconsistent` for a point told twice, with both labels.
    """
    rows = np.array(as_table(table), np.bool_)  # (concepts, points)
    factor = proper_share(beta, "beta", "factor")
    errors, told = np.zeros(len(rows), np.intp), dict[int, bool]()
    while True:
        labels = _vote(rows, errors, factor, told)
        counterexample = yield from Equivalence(hypothesis := Labelling(labels))
        if counterexample is None:
            return hypothesis
        x, label = int(columns(counterexample.point[None], rows.shape[1])[0]), bool(counterexample.label)
        if x in told:
            raise Inconsistent(f"point {x} is a counterexample labelled {label}, but an earlier one said {not label}")
        told[x] = label
        errors += rows[:, x] != label


def _vote(rows: NDArray[np.bool_], errors: NDArray[np.intp], beta: Fraction, told: Mapping[int, bool]) -> NDArray[np.bool_]:
    """What was told, and what the heavier side says of other points; a row with j errors weighs beta**j."""
    most, ahead = int(errors.max()), np.zeros(rows.shape[1], object)  # by how much the rows that say 1 are ahead
    for j in np.unique(errors).tolist():
        weight = beta.numerator**j * beta.denominator ** (most - j)
        votes = 2 * rows[errors == j].sum(axis=0) - (errors == j).sum()
        ahead += votes.astype(object) * weight
    labels = np.array(ahead >= 0, np.bool_)
    for x, label in told.items():
        labels[x] = label
    return labels
