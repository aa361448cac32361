"""Decision trees, disjoint DNF and other functions on the cube of small rank, from labels and counterexamples."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import numpy as np

from ...catalogue import proves
from ...concepts.layered_automata import LayeredAutomaton
from ...concepts.modular import times
from ...concepts.term_sums import TermSums
from ...domains import Cube
from ...errors import BadAnswer
from ...formulas import clg, largest, whole
from ...points import spell
from ...queries import Counterexample, Dialogue, Equivalence, Membership, Query
from ...theorems import Bound, Theorem, exact
from ..mixtures import change
from .hankel_table import HankelTable


@proves(
    Theorem(
        learns=TermSums(),
        claim="A function of n variables is found with at most max(1, R - n + 1) equivalence queries and"
        " 2 r (R - 3) + 7 + 2 n - 3 R + (R - n - 1) r clg(n - 1) membership queries, where r is the largest and R the sum of"
        " the ranks modulo 2 of its n + 1 matrices of prefixes and suffixes; with s disjoint terms r <= s.",
        bounds=(
            Bound(Equivalence, "at most", lambda n, R: largest(1, R - n + 1)),
            Bound(
                Membership,
                "at most",
                lambda n, r, R: 2 * r * (R - 3) + 7 + 2 * n - 3 * R + largest(0, R - n - 1) * r * clg(n - 1),
            ),
        ),
        guarantee=exact,
        cite=("beimel2000",),
    )
)
def hankel(n: int) -> Dialogue[LayeredAutomaton]:
    """Learn a decision tree, a disjoint DNF or any sum of few terms modulo 2 as an automaton that reads the variables in turn.

    Problem: find a function of n variables in time and queries that are a polynomial in n and its number of terms.
    Idea: cut the variables in two parts, after the first j: the matrix with a row for each prefix, a column for each suffix
    and the labels as entries has a rank of at most s, since a term is a product.  So few prefixes and suffixes are enough to
    say what becomes of a prefix with one more variable.
    Theorem: at most max(1, R - n + 1) equivalence queries, the final yes included, and a number of labels near 2 r R, where R
    is the sum of the ranks.  For s disjoint terms, so for trees with s leaves labelled true, the rank after j variables is at
    most min(s, 2^j, 2^(n - j)): R <= (n - 1) s + 2, so at most (n - 1)(s - 1) + 2 equivalence queries are asked.
    Proof: First false is proposed; a point where it is wrong gives each of the n + 1 matrices its first row and column.  Of a
    counterexample's prefixes that of one variable is the sum that it is taken for, and the whole point is not; so halving
    finds where one is and with one more variable is not: there a matrix grows, of those with both parts, whose ranks sum to
    R - 2.  A suffix without its first variable is a suffix too, so all labels are those of prefix, variable and suffix, 2 r_j
    r_(j + 1) of them; the rows of the first point and those that were halved at come twice and are asked once.
    Source: Beimel et al. 2000, by a word automaton with the variables as letters; the bounds with these constants are ours.

    Ranks are those modulo 2, which are no larger than over the rationals.  A parity of n variables has rank 2.  R is also the
    rank of the Hankel matrix of words, where points are words of n letters and all other words have the value 0.

    >>> from qlearn import run, teachers
    >>> from qlearn.concepts.term_sums import TermSum
    >>> target = TermSum(np.array([[1, -1, 0, -1], [0, 1, -1, 1]]))
    >>> found = run(hankel(n=4), teachers.Honest(target))
    >>> str(target), found.ledger["equivalence"], found.ledger["membership"]
    ('x1 ~x3 + ~x1 x2 x4', 3, 10)

    Raises `BadArgument` if n < 1, `BadAnswer` for a counterexample that is no point of the cube, `Inconsistent` for one that
    contradicts an earlier label.
    """
    domain = Cube(whole(n, "n", least=1))
    never = LayeredAutomaton((np.zeros((2, 1, 1), np.int64),) * n)
    counterexample = yield from Equivalence(never)
    if counterexample is None:
        return never
    table = HankelTable(_point(domain, counterexample))
    point, label = b"", 1  # no counterexample yet
    while True:
        found = yield from table.automaton()
        if not point or found(np.frombuffer(point, np.uint8)[None])[0] == label:  # else the last one is one still
            counterexample = yield from Equivalence(found)
            if counterexample is None:
                return found
            point, label = _point(domain, counterexample), int(counterexample.label)
            table.tell(point, label)
        yield from _tell_apart(table, found, point)


def _point(domain: Cube, counterexample: Counterexample) -> bytes:
    if not domain.contains(counterexample.point[None])[0]:
        raise BadAnswer(f"equivalence: {spell(counterexample.point)} is no point of the cube of {domain.d} variables")
    return counterexample.point.astype(np.uint8).tobytes()


def _tell_apart(table: HankelTable, found: LayeredAutomaton, point: bytes) -> Generator[Query[Any], Any, None]:
    """Where on the way along the point the automaton goes wrong: there a prefix is told from the sum that it was taken for."""
    states = found.states(point)
    by_itself = next(j for j in range(len(point) + 1) if point[j:] in table.suffixes[j])

    def as_told(j: int) -> Generator[Query[Any], Any, Any]:
        row = yield from table.labels([point[:j] + suffix for suffix in table.suffixes[j]])
        return row == times(states[j], table.known[j], 2)

    right, wrong, shown = yield from change(by_itself, as_told)
    table.grow(right, point[:right], point[right:wrong] + (point[wrong:] if shown is None else table.suffixes[wrong][shown]))
