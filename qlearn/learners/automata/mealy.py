"""Mealy machines from an observation table that gets one column for each state that single outputs do not show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ...catalogue import proves
from ...concepts.mealy_classes import MealyMachines
from ...concepts.mealy_machines import MealyMachine
from ...formulas import clg, largest, whole
from ...queries import Dialogue, Equivalence, Label
from ...theorems import Bound, Theorem, exact
from ...words import alphabet
from .answers import Answers, longest
from .rivest_schapire import suffix
from .table import Table


def letters_of(turns: Sequence[Any]) -> int:
    """The letters of the longest counterexample, which has three at least."""
    return longest(turns, least=3)


@proves(
    Theorem(
        learns=MealyMachines(),
        claim="A Mealy machine of n states over k letters is found with at most max(1, n - 1) equivalence queries and"
        " (k n + 1)(k + c) + c (clg(m - 2) - 2) words whose last output is asked, where c = max(0, n - 2) and no counterexample"
        " has more than m >= 3 letters.",
        bounds=(
            Bound(
                Label,
                "at most",
                lambda n, k, m: (k * n + 1) * (k + largest(0, n - 2)) + largest(0, n - 2) * (clg(m - 2) - 2),
            ),
            Bound(Equivalence, "at most", lambda n: largest(1, n - 1)),
        ),
        guarantee=exact,
        cite=("rivest1993", "shahbaz2009"),
        reads={"m": letters_of},
    )
)
def mealy(k: int, o: int) -> Dialogue[MealyMachine]:
    """Learn a Mealy machine over k letters with outputs 0, ..., o - 1 from last outputs of words and counterexamples.

    Problem: a system that answers every input and cannot be looked into; find the smallest machine that answers like it.
    Idea: rows are words, and the first columns the single letters: their cells are the outputs of the state that a row leads
    to.  A row below unlike all above becomes a state.  A counterexample is searched for one suffix, as in `rivest_schapire`.
    Theorem: at most max(1, n - 1) equivalence queries and (k n + 1)(k + c) + c (clg(m - 2) - 2) words asked, c = max(0, n - 2),
    m the number of letters of the longest counterexample, at least 3; none is asked twice.
    Proof: A new column tells a row below from the one above that was like it, so it brings a state; and the first one that
    brings a state with other single outputs brings two, for those that it parted were alike in these.  So there are at most
    c new columns, on k n + 1 rows.  What the hypothesis says of a word's last two letters stands in the table; so of a
    counterexample the label changes before, and bisection takes clg(m - 2) words.  Of the last two compared each is a cell of
    the new column that was asked so, or the counterexample, or stood in the table as another cell.
    Source: Shahbaz and Groz 2009 for the table of outputs, Rivest and Schapire 1993 for the bisection.  The bounds are ours.

    A counterexample is used until the hypothesis gets it right.

    >>> from qlearn import run, teachers
    >>> step = np.array([[1, 0], [2, 1], [3, 2], [0, 3]])
    >>> output = np.array([[0, 0], [0, 0], [0, 0], [1, 0]])  # 1 at every fourth a
    >>> found = run(mealy(k=2, o=2), teachers.Honest(MealyMachine(step, output, 2)))
    >>> found.hypothesis.step.tolist(), found.ledger
    ([[1, 0], [2, 1], [3, 2], [0, 3]], Ledger(label: 27, equivalence: 2; rounds: 9))

    Raises `BadArgument` unless k is 1 to 255 and o at least 2, `BadAnswer` for a counterexample that is no word, `Inconsistent`
    for one whose output was asked before and was another.
    """
    outputs = whole(o, "o", least=2)
    letters = [bytes([a]) for a in range(1, alphabet(k) + 1)]
    table = Table(k, letters, Answers(lambda points: Label(points, outputs)), outputs)
    yield from table.begun()
    while True:
        yield from table.closed()
        hypothesis = _machine(table, outputs)
        if (counterexample := (yield from Equivalence(hypothesis))) is None:
            return hypothesis
        word = table.answers.told(counterexample)
        while hypothesis.last(word) != counterexample.label:
            yield from table.widened((yield from suffix(table, hypothesis.after, word, len(word) - 2)))
            yield from table.closed()
            hypothesis = _machine(table, outputs)


def _machine(table: Table, outputs: int) -> MealyMachine:
    words, step = table.states()
    known = table.answers.known
    return MealyMachine(np.array(step), np.array([[known[word + a] for a in table.letters] for word in words]), outputs)
