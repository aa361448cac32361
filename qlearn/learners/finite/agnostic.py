"""The best of a finite class for a target that need not be in it."""

from __future__ import annotations

import numpy as np

from ...catalogue import proves
from ...concepts.any_labellings import AnyLabellings, nearly_best
from ...concepts.tables import Labelling, Table, as_table
from ...formulas import Number, Size, clog, proper_share
from ...queries import Dialogue, Example
from ...theorems import Bound, Theorem
from .streams import columns, rows_of


def examples(N: Size, eps: Size, delta: Size) -> Size:
    """How many examples are enough: the least m with (N - 1) (1 - eps**2)**(m/2) <= delta.

    >>> from fractions import Fraction
    >>> examples(64, Fraction(1, 10), Fraction(1, 20))
    1421
    """
    return clog(((N - 1) / delta) ** 2, 1 / (1 - eps**2))


@proves(
    Theorem(
        learns=AnyLabellings(),
        claim="Whatever the target, of N concepts one that errs by at most eps more than the best of them is found with"
        " probability 1 - delta from m examples, m the least number with (N - 1) (1 - eps**2)**(m/2) <= delta.",
        bounds=(Bound(Example, "exactly", examples),),
        guarantee=nearly_best,
        cite=("haussler1992", "hoeffding1963", "chernoff1952"),
        settings={"eps": ("1/3", "1/5"), "delta": ("1/4", "1/10")},
        derives={"N": rows_of},
    )
)
def agnostic(table: Table, eps: Number, delta: Number) -> Dialogue[Labelling]:
    """Find nearly the best of any finite class for whatever labels the points: return the one with the fewest errors.

    Problem: nothing is known of the target; find one of the N rows of `table` (row = concept, column = point) that errs by at
    most eps more than the best row does, from random points with their labels.
    Idea: the best row makes fewer errors in the long run; compare the others with that row alone.
    Theorem: exactly m examples, the least m with (N - 1) (1 - eps**2)**(m/2) <= delta; none if there is one concept.  That is
    at most ceil((2/eps**2 - 1) ln((N - 1)/delta)).
    Proof: Let h err by more than eps more than the best row.  At one example h alone errs with probability p, the best row
    alone with probability q, p - q > eps, and with t = sqrt(q/p) the mean of t**(the best row's gain) is
    1 - (p + q) + 2 sqrt(p q) <= sqrt(1 - (p - q)**2) < sqrt(1 - eps**2).  By Markov's inequality h is not behind after m
    examples with probability below (1 - eps**2)**(m/2), and there are at most N - 1 such rows.
    Source: Haussler 1992 for the setting, Hoeffding 1963 for ceil((2/eps**2) ln(2 N/delta)); comparing with the best row alone
    saves the 2, and Chernoff 1952 the rest.

    The proof never uses that a point has one label only: labels may be random, in any way.  Of several rows that err least the
    first is returned.

    >>> from qlearn import run, teachers
    >>> from qlearn.concepts.any_labellings import AnyLabelling
    >>> table = tuple(tuple(int(j >= i) for j in range(7)) for i in range(8))
    >>> target = AnyLabelling(table, (0, 0, 1, 0, 1, 1, 1))
    >>> found = run(agnostic(table, eps="1/10", delta="1/20"), teachers.Honest(target))
    >>> found.hypothesis.labels.astype(int).tolist(), found.ledger["example"]
    ([0, 0, 1, 1, 1, 1, 1], 984)

    Raises `BadArgument` for a table that is none, or eps or delta not within (0, 1); `BadAnswer` for a point drawn that is no
    column.
    """
    concepts = np.array(as_table(table), np.bool_)  # (concepts, points)
    m = examples(len(concepts), proper_share(eps, "eps", "share"), proper_share(delta, "delta"))
    if not m:
        return Labelling(concepts[0])
    points, labels = yield from Example(m)
    errors = (concepts[:, columns(points, concepts.shape[1])] != labels).sum(axis=1)
    return Labelling(concepts[errors.argmin()])
