"""Finite automata from an observation table that takes every beginning of a counterexample as a row."""

from __future__ import annotations

from ...catalogue import proves
from ...concepts.automata import Automaton
from ...concepts.automaton_classes import Automata
from ...formulas import largest
from ...queries import Dialogue, Equivalence, Membership
from ...theorems import Bound, Theorem, exact
from .answers import longest
from .table import Table


@proves(
    Theorem(
        learns=Automata(),
        claim="A language that an automaton of n states over k letters recognises is found with at most max(1, n - 1)"
        " equivalence queries and 1 + (k + (k - 1) c)(n + c (m - 1)) membership queries, where c = max(0, n - 2) and no"
        " counterexample has more than m letters.",
        bounds=(
            Bound(
                Membership,
                "at most",
                lambda n, k, m: 1 + (k + (k - 1) * largest(0, n - 2)) * (n + largest(0, n - 2) * (m - 1)),
            ),
            Bound(Equivalence, "at most", lambda n: largest(1, n - 1)),
        ),
        guarantee=exact,
        cite=("angluin1987",),
        reads={"m": longest},
    )
)
def l_star(k: int) -> Dialogue[Automaton]:
    """Learn a regular language over k letters from an observation table that is kept closed and consistent.

    Problem: find the smallest automaton of a language, asking for labels of words and 'is it this automaton?'.
    Idea: words with different rows lead to different states.  A row below unlike all above goes up (closed); where two rows
    above are equal but not with a letter more, that letter before the column that shows it is a new column (consistent).
    All beginnings of a counterexample go up.
    Theorem: at most max(1, n - 1) equivalence queries and 1 + (k + (k - 1) c)(n + c (m - 1)) membership queries, where
    c = max(0, n - 2) and m is the number of letters of the longest counterexample.
    Proof: A counterexample's beginnings would leave a consistent table as it was, so they bring a new row, or the table gets
    a column, which parts two rows; two of these if all rows were labelled alike.  So c counterexamples at most, c columns
    beside the empty one, and with one word from closing n + c (m - 1) words above.  Of a further column a word above has a
    cell that is a row below with the column's first letter less; and each counterexample is a row whose label was told.
    Source: Angluin 1987, whose own count is n and (k + 1)(n + m (n - 1)) n; the bounds here are sharper.

    >>> import numpy as np
    >>> from qlearn import run, teachers
    >>> from qlearn.concepts.automata import Automaton
    >>> target = Automaton(np.array([[1, 0], [2, 1], [3, 2], [0, 3]]), np.arange(4) == 3)
    >>> found = run(l_star(k=2), teachers.Honest(target))
    >>> found.hypothesis.step.tolist(), found.ledger
    ([[1, 0], [2, 1], [3, 2], [0, 3]], Ledger(membership: 18, equivalence: 2; rounds: 6))

    Raises `BadArgument` unless k is 1 to 255, `BadAnswer` for a counterexample that is no word, `Inconsistent` for one whose
    label was asked before and was the other.  A language that is not regular has no end of counterexamples: set a budget.
    """
    table = Table(k)
    yield from table.begun()
    while True:
        yield from table.closed()
        while (column := inconsistency(table)) is not None:
            yield from table.widened(column)
            yield from table.closed()
        hypothesis = table.hypothesis()
        if (counterexample := (yield from Equivalence(hypothesis))) is None:
            return hypothesis
        word = table.answers.told(counterexample)
        above = set(table.upper)
        yield from table.raised([word[:i] for i in range(1, len(word) + 1) if word[:i] not in above])


def inconsistency(table: Table) -> bytes | None:
    """The first column that parts two equal upper rows with a letter more, that letter before it; None if there is none."""
    like: dict[int, bytes] = {}
    for word in table.upper:
        other = like.setdefault(table.rows[word], word)
        for a in table.letters if word is not other else ():
            if parted := table.rows[word + a] ^ table.rows[other + a]:
                return a + table.columns[-parted.bit_length()]
    return None
