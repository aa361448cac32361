"""Any finite class from examples whose labels are flipped now and then, by counting disagreements."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from ...catalogue import proves
from ...channels import flip_rate, fresh_flips
from ...concepts.tables import Labelling, Table, Tables, as_table
from ...formulas import Number, Size, ceiling, ln, proper_share
from ...queries import Dialogue, Example
from ...theorems import Bound, Theorem, accurate
from .streams import columns, rows_of, told_apart


@lru_cache(maxsize=4096)  # a symbolic ceiling is slow
def examples(N: Size, eps: Size, delta: Size, rho: Size) -> Size:
    """How many examples are enough.

    >>> from fractions import Fraction
    >>> examples(64, Fraction(1, 10), Fraction(1, 20), Fraction(1, 5))
    358
    """
    return ceiling(ln(N / delta) / (eps * told_apart(rho)))


@proves(
    Theorem(
        learns=Tables(),
        claim="Of N concepts one that errs by at most eps is found with probability 1 - delta from"
        " ceil(ln(N/delta)/(eps (1 - 2 sqrt(rho (1 - rho))))) examples whose labels are flipped with probability rho.",
        bounds=(Bound(Example, "exactly", examples),),
        guarantee=accurate,
        cite=("angluin1988noise", "chernoff1952"),
        settings={"eps": ("1/4", "1/10"), "delta": ("1/4", "1/10"), "rho": ("1/10", "1/4")},
        derives={"N": rows_of},
        noise=fresh_flips,
    )
)
def minimum_disagreement(table: Table, eps: Number, delta: Number, rho: Number) -> Dialogue[Labelling]:
    """Learn a concept of any finite class from noisy examples: return the one that disagrees with the fewest labels.

    Problem: find nearly the target among the N rows of `table` (row = concept, column = point), from random points whose
    labels are flipped with probability at most rho < 1/2, afresh each time.
    Idea: no concept need fit all labels, but in the long run the target disagrees with the fewest.
    Theorem: ceil(ln(N/delta)/(eps c)) examples, c = 1 - 2 sqrt(rho (1 - rho)); without noise that is ln(N/delta)/eps.
    Proof: Where h and the target f say the same they gain nothing on one another; elsewhere, with probability e, the label is
    f's with probability 1 - rho.  So E sqrt(rho/(1 - rho))**(f's lead) is 1 - e c for one example, and by Markov's inequality
    h is not behind after m of them with probability at most (1 - e c)**m <= exp(-e c m).  That is at most delta/N if e > eps,
    and there are fewer than N such h.
    Source: Angluin and Laird 1988, whose number 2 ln(N/delta)/(eps (1 - 2 rho))**2 is this one times
    2 c/(eps (1 - 2 rho)**2) >= 1/eps; Chernoff 1952 for the exponent.

    `rho` may be larger than the true rate.  Of several that disagree least the first is returned.

    >>> from qlearn import channels, run, teachers
    >>> from qlearn.concepts.tables import Row
    >>> table = tuple(tuple(int(j >= i) for j in range(7)) for i in range(8))
    >>> heard = teachers.Heard(teachers.Honest(Row(table, 3)), channels.fresh_flips, {"rho": 1 / 5})
    >>> found = run(minimum_disagreement(table, eps="1/10", delta="1/20", rho="1/5"), heard)
    >>> found.hypothesis.labels.astype(int).tolist(), found.ledger["example"]
    ([0, 0, 0, 1, 1, 1, 1], 254)

    Raises `BadArgument` for a table that is none, eps or delta not within (0, 1), or rho not within (0, 1/2); `BadAnswer` for
    a point drawn that is no column.
    """
    concepts = np.array(as_table(table), np.bool_)  # (concepts, points)
    m = examples(len(concepts), proper_share(eps, "eps", "share"), proper_share(delta, "delta", "share"), flip_rate(rho))
    points, labels = yield from Example(m)
    disagreements = (concepts[:, columns(points, concepts.shape[1])] != labels).sum(axis=1)
    return Labelling(concepts[disagreements.argmin()])
