"""Any finite class from a stream of points, labels being bought only where the concepts that are left disagree."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

import numpy as np

from ...catalogue import proves
from ...concepts.tables import Labelling, Table, Tables, as_table
from ...formulas import Number, Size, ceiling, clg, floor, largest, ln, proper_share, smallest, total
from ...queries import Dialogue, Membership, Unlabelled
from ...theorems import Bound, Theorem, accurate
from .streams import at, columns, rows_of, star_of


@lru_cache(maxsize=4096)  # symbolic ceilings are slow
def drawn(N: Size, eps: Size, delta: Size) -> Size:
    return ceiling(ln(2 * N / delta) / eps)


@lru_cache(maxsize=4096)
def expected(N: Size, eps: Size, delta: Size, star: Size) -> Size:
    m = drawn(N, eps, delta)
    few = smallest(star, m)
    return ceiling(few * (1 + ln(m / largest(1, few))))


@lru_cache(maxsize=4096)
def bought(N: Size, eps: Size, delta: Size, star: Size) -> Size:
    """The number of labels that is passed with probability delta/2 at most."""
    m, K = drawn(N, eps, delta), clg(1 / eps)

    def end(k: Size) -> Size:
        return smallest(m, ceiling(2**k * ln(4 * N * K / delta)))

    def phase(k: Size) -> Size:
        return 2 * (end(k + 1) - end(k)) * smallest(Fraction(1, 2), Fraction(1) * star / 2**k)

    return floor(end(1) + total(phase, 1, K - 1) + (K - 1) * Fraction(4, 5) * ln(4 * K / delta))


@proves(
    Theorem(
        learns=Tables(),
        claim="Of N concepts one that errs by at most eps is found with probability 1 - delta from m = ceil(ln(2 N/delta)/eps)"
        " points, of which on average at most star (1 + ln(m/star)) are labelled, under any law and for every target.",
        bounds=(
            Bound(Unlabelled, "exactly", drawn),
            Bound(Membership, "at most", lambda N: N - 1),
            Bound(Membership, "at most", expected, mode="expected"),
            Bound(Membership, "at most", bought, mode="with probability 1 - delta"),
        ),
        guarantee=accurate,
        cite=("cohn1994", "hanneke2015", "hanneke2014"),
        settings={"eps": ("1/4", "1/10"), "delta": ("1/4", "1/10")},
        derives={"N": rows_of, "star": star_of},
    )
)
def cal(table: Table, eps: Number, delta: Number) -> Dialogue[Labelling]:
    """Learn a concept of any finite class from a stream, asking for a label only where it is not known already.

    Problem: points cost nothing and labels do; find nearly the target among the N rows of `table` (row = concept, column =
    point), whatever law the points come from.
    Idea: keep the concepts that fit; where all of them agree the label is theirs, elsewhere ask (Cohn, Atlas and Ladner).
    Theorem: m = ceil(ln(2 N/delta)/eps) points.  At most N - 1 labels; on average at most s (1 + ln(m/s)), s the class's star
    number; and with probability 1 - delta, together with the error, at most n_1 + sum_{k=1}^{K-1} (2 (n_{k+1} - n_k)
    min(1/2, s/2**k) + 4/5 ln(4 K/delta)) where K = clg(1/eps) and n_k = min(m, ceil(2**k ln(4 N K/delta))).
    Proof: Of i points at most s would be unknown to one who knew the labels of the others: these are a star about the target.
    The points are exchangeable, so the i-th is asked about with probability at most s/i.  After n_k points all that is left
    errs by at most 2**-k, but for a share delta/(4 K) of the cases; the concepts left that are needed to cover all doubt are a
    star, so there is doubt with probability at most s/2**k.  A sum of independent indicators of mean mu passes
    2 mu + 4/5 L with probability at most exp(-L), by Chernoff's bound and since e**(5/4) < 7/2.
    Source: Cohn, Atlas and Ladner 1994; Hanneke 2014, the disagreement coefficient, which under no law is above the star number
    (Hanneke and Yang 2015).  The constants are ours.

    Every label known, bought or inferred, is the target's.  For thresholds the star number is 2, for intervals n, for all
    labellings n.

    >>> from qlearn import run, teachers
    >>> from qlearn.concepts.tables import Row
    >>> table = tuple(tuple(int(j >= i) for j in range(50)) for i in range(51))
    >>> found = run(cal(table, eps="1/50", delta="1/20"), teachers.Honest(Row(table, 17)))
    >>> found.ledger
    Ledger(unlabelled: 382, membership: 9; rounds: 10)
    >>> cal.theorem.bounds[2].at(N=51, eps=Fraction(1, 50), delta=Fraction(1, 20), star=2)
    13

    Raises `BadArgument` for a table that is none, or eps or delta not within (0, 1); `BadAnswer` for a point drawn that is no
    column.
    """
    concepts = np.array(as_table(table), np.bool_)  # (concepts, points)
    points = yield from Unlabelled(
        drawn(len(concepts), proper_share(eps, "eps", "share"), proper_share(delta, "delta", "share"))
    )
    for x in columns(points, concepts.shape[1]).tolist():
        says = concepts[:, x]
        if says.all() or not says.any():
            continue  # known
        (label,) = yield from at(x)
        concepts = concepts[says == label]
    return Labelling(concepts[0])
