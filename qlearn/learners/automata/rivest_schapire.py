"""Finite automata from an observation table that gets one column for each counterexample."""

from __future__ import annotations

from collections.abc import Callable

from ...catalogue import proves
from ...concepts.automata import Automaton
from ...concepts.automaton_classes import Automata
from ...formulas import clg, largest
from ...queries import Dialogue, Equivalence, Membership
from ...theorems import Bound, Theorem, exact
from .answers import longest
from .table import Table


@proves(
    Theorem(
        learns=Automata(),
        claim="A language that an automaton of n states over k letters recognises is found with at most max(1, n - 1)"
        " equivalence queries and (k n + 1) max(1, n - 1) + max(0, n - 2) (clg m - 2) membership queries, when no"
        " counterexample has more than m letters.",
        bounds=(
            Bound(
                Membership,
                "at most",
                lambda n, k, m: (k * n + 1) * largest(1, n - 1) + largest(0, n - 2) * (clg(m) - 2),
            ),
            Bound(Equivalence, "at most", lambda n: largest(1, n - 1)),
        ),
        guarantee=exact,
        cite=("rivest1993", "angluin1987"),
        reads={"m": longest},
    )
)
def rivest_schapire(k: int) -> Dialogue[Automaton]:
    """Learn a regular language over k letters, a counterexample being searched for the one suffix that it is good for.

    Problem: find the smallest automaton of a language, asking for labels of words and 'is it this automaton?'.
    Idea: words with different rows lead to different states; a row below unlike all above becomes a state.  A counterexample
    is cut in two and its head replaced by the hypothesis's word for where it leads.  Uncut it is labelled otherwise than
    wholly replaced, so at some letter the label changes: the tail behind it is a new column.
    Theorem: at most max(1, n - 1) equivalence queries and (k n + 1) max(1, n - 1) + max(0, n - 2) (clg m - 2) membership
    queries, where m is the number of letters of the longest counterexample.
    Proof: The new column tells a row below from the one row above that was like it, so each column but the first brings a
    state; and while all rows were labelled alike, the change of label brings one more.  So there are at most max(1, n - 1)
    columns of k n + 1 rows.  Bisection takes clg m labels: two of them are cells of the new column, or, if the label changes
    at the first letter, one is, and the counterexample is another.
    Source: Rivest and Schapire 1993, for the bisection; Angluin 1987 for the table.  The bounds here are sharper.
    There is no lower bound on words alone: who proposes all automata in turn asks none.

    A counterexample is used until the hypothesis gets it right.  Columns are filled in one round each, and so are
    rows below the words that closing takes up together.

    >>> import numpy as np
    >>> from qlearn import run, teachers
    >>> from qlearn.concepts.automata import Automaton
    >>> target = Automaton(np.array([[1, 0], [2, 1], [3, 2], [0, 3]]), np.arange(4) == 3)
    >>> found = run(rivest_schapire(k=2), teachers.Honest(target))
    >>> found.hypothesis.step.tolist(), found.ledger
    ([[1, 0], [2, 1], [3, 2], [0, 3]], Ledger(membership: 18, equivalence: 2; rounds: 9))

    Raises `BadArgument` unless k is 1 to 255, `BadAnswer` for a counterexample that is no word, `Inconsistent` for one whose
    label was asked before and was the other.  A language that is not regular has no end of counterexamples: set a budget.
    """
    table = Table(k)
    yield from table.begun()
    while True:
        yield from table.closed()
        hypothesis = table.hypothesis()
        if (counterexample := (yield from Equivalence(hypothesis))) is None:
            return hypothesis
        word = table.answers.told(counterexample)
        while hypothesis.accepts[hypothesis.after(word)] != counterexample.label:
            yield from table.widened((yield from suffix(table, hypothesis.after, word, len(word))))
            yield from table.closed()
            hypothesis = table.hypothesis()


def suffix(table: Table, after: Callable[[bytes, int], int], word: bytes, right: int) -> Dialogue[bytes]:
    """What follows a letter of the counterexample at which replacing the head changes the label.

    `after` is where a word leads to from a state; with `right` letters replaced the label is known not to be the word's own.
    """
    states = [0]
    for a in word:
        states.append(after(bytes([a]), states[-1]))
    low, high = 0, right
    while high - low > 1:
        middle = (low + high) // 2
        (label,) = yield from table.answers.of([table.upper[states[middle]] + word[middle:]])
        low, high = (middle, high) if label == table.answers.known[word] else (low, middle)
    return word[high:]
