"""Any class from random examples, as many as its VC dimension asks for, however many concepts it has."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np

from ...catalogue import proves
from ...concepts.tables import Labelling, Table, Tables, as_table
from ...dimensions.finite_class import FiniteClass
from ...dimensions.search.vc import vc
from ...formulas import Number, proper_share
from ...queries import Dialogue, Example
from ...sample_sizes import vc_examples
from ...theorems import Bound, Theorem, accurate
from .consistent import first_that_fits


@lru_cache(maxsize=256)
def vc_dimension(table: Table) -> int:
    """The size of the largest set of columns on which all labellings occur, or what is known to be no less."""
    return int(vc(FiniteClass.of(table)).hi)


def vc_of(arguments: Mapping[str, Any]) -> int:
    """d, the VC dimension."""
    return vc_dimension(as_table(arguments["table"]))


@proves(
    Theorem(
        learns=Tables(),
        claim="In a class of VC dimension d one that errs by at most eps is found with probability 1 - delta from any concept"
        " that fits m examples: the least m with 2 (C(2 m, 0) + ... + C(2 m, d)) C(m, k) <= delta C(2 m, k),"
        " k = floor(eps m) >= 1.",
        bounds=(Bound(Example, "exactly", vc_examples),),
        guarantee=accurate,
        cite=("vapnik1971", "blumer1989", "sauer1972", "kaas1980"),
        settings={"eps": ("1/4", "1/10"), "delta": ("1/4", "1/10")},
        derives={"d": vc_of},
    )
)
def consistent_vc(table: Table, eps: Number, delta: Number) -> Dialogue[Labelling]:
    """Learn a concept from examples, their number told by the VC dimension alone: return the first that fits them all.

    Problem: find nearly the target among the rows of `table` (row = concept, column = point), from random points with their
    labels; the number of rows is to play no part, as where a class is infinite.
    Idea: on twice as many points there are no more than C(2 m, 0) + ... + C(2 m, d) concepts to tell apart.
    Theorem: exactly m examples, the least m with k = floor(eps m) >= 1 and 2 (C(2 m, 0) + ... + C(2 m, d)) C(m, k) <=
    delta C(2 m, k), d the VC dimension; none if there is one concept.
    Proof: Suppose that a concept fits the m examples and errs with probability p > eps; on m further ones it then errs k times
    or more with probability at least 1/2, since a median of Bin(m, p) is at least floor(m p) >= k (Kaas and Buhrman).  So a
    failure is at most twice as likely as that some concept errs only on the second half, K >= k times.  Given the 2 m points,
    their order is random: all K errors fall into the second half with probability C(m, K)/C(2 m, K) <= C(m, k)/C(2 m, k), and
    by Sauer's lemma there are no more patterns of errors than the sum says.
    Source: Vapnik and Chervonenkis 1971; Blumer, Ehrenfeucht, Haussler and Warmuth 1989, who have 2**(-eps m/2) in the place
    of C(m, k)/C(2 m, k) <= 2**-k, and so need more than twice as many; Kaas and Buhrman 1980.

    `finite.consistent` counts concepts instead, and asks for fewer where they are few.

    >>> from qlearn import run, teachers
    >>> from qlearn.concepts.tables import Row
    >>> table = tuple(tuple(int(j >= i) for j in range(50)) for i in range(51))
    >>> found = run(consistent_vc(table, eps="1/10", delta="1/20"), teachers.Honest(Row(table, 17)))
    >>> found.ledger["example"], int((found.hypothesis.labels != table[17]).sum())
    (130, 0)

    Raises `BadArgument` for a table that is none, or eps or delta not within (0, 1); `BadAnswer` for a point drawn that is no
    column; `Inconsistent` where no concept fits the labels.
    """
    rows = as_table(table)
    m = vc_examples(vc_dimension(rows), proper_share(eps, "eps", "share"), proper_share(delta, "delta"))
    return (yield from first_that_fits(np.array(rows, np.bool_), m))
