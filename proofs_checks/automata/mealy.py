"""Mealy machines by a table: what bisection asks, how many columns there are, and the longest runs."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import Any
from unittest.mock import patch

import numpy as np

from proofs_checks.lemmas import lemma
from proofs_checks.methods import attained, bound_of, everywhere
from qlearn import run, teachers
from qlearn.concepts.mealy_classes import listed
from qlearn.concepts.mealy_machines import MealyMachine
from qlearn.formulas import clg
from qlearn.learners.automata.mealy import mealy
from qlearn.learners.automata.rivest_schapire import suffix
from qlearn.learners.automata.table import Table
from qlearn.queries import Label
from qlearn.words import word_of

NAME = "automata.mealy"


def bisected(labels: tuple[int, ...]) -> tuple[int, int]:
    """Which place the learner's own bisection finds among mixed words with these labels, and how many of them it asks."""
    m = len(labels) + 1
    table = Table(1, (b"\1",))
    table.upper = [bytes([2]) * state for state in range(m)]  # so that a mixed word says its place
    table.answers.known[b"\1" * m] = labels[0]
    talk: Any = suffix(table, lambda word, state: state + 1, b"\1" * m, m - 2)
    asked, answer = 0, None
    try:
        while True:
            (row,) = talk.send(answer).points
            asked, answer = asked + 1, np.array([bool(labels[word_of(row).count(2)])])
    except StopIteration as stop:
        return m - len(stop.value), asked


@lemma(
    NAME,
    "Of m - 1 mixed words, the first and the last being labelled otherwise, the learner's own bisection asks at most clg(m - 2)"
    " and finds two neighbours that are labelled otherwise.",
    method="exhaustion: every labelling",
    scope="3 <= m <= 12",
    sharper="asks one fewer",
)
def bisection(sharper: bool) -> bool:
    def claim(m: int) -> bool:
        for between in itertools.product((0, 1), repeat=m - 3):
            place, asked = bisected(labels := (0, *between, 1))
            if labels[place - 1] == labels[place] or asked > max(0, clg(m - 2) - sharper):
                return False
        return True

    return everywhere(claim, range(3, 13))


def runs(measure: Callable[[MealyMachine, Any], int]) -> Iterator[int]:
    """A number of each run on a machine that is listed, with shortest and with long counterexamples."""
    for k, o in ((1, 2), (1, 3), (2, 2)):
        for machine in listed(k, o):
            for policy in ("first", "longest"):
                yield measure(machine, teachers.Honest(machine, policy))


@lemma(
    NAME,
    "A run has at most max(0, n - 2) columns that are not single letters.",
    method="exhaustion: the real learner, its columns counted",
    scope="all machines of at most 2 states, and those of 3 and 4 with one output of 1 that are listed; up to two letters",
    sharper="max(0, n - 3)",
)
def columns(sharper: bool) -> bool:
    widened = Table.widened

    def spare(machine: MealyMachine, teacher: Any) -> int:
        with patch.object(Table, "widened", autospec=True, side_effect=widened) as count:
            run(mealy(machine.k, machine.o), teacher)
        return max(0, machine.n - 2 - sharper) - int(count.call_count)

    return min(runs(spare)) >= 0


@lemma(
    NAME,
    "No counterexample has fewer than 3 letters: what a word's last two letters lead to stands in the table.",
    method="exhaustion: the real learner, shortest counterexamples among them",
    scope="the same machines",
    sharper="fewer than 4",
)
def three_letters(sharper: bool) -> bool:
    def least(machine: MealyMachine, teacher: Any) -> int:
        turns = run(mealy(machine.k, machine.o), teacher).turns
        told = [turn.answer.point for turn in turns if not isinstance(turn.query, Label) and turn.answer is not None]
        return min((int(np.count_nonzero(point)) for point in told), default=99)

    return min(runs(least)) >= 3 + sharper


@lemma(
    NAME,
    "The words are never more than (k n + 1)(k + n - 1) + (n - 1) clg(m), as by a column for each state after the first.",
    method="exhaustion: of the Python formula",
    scope="n <= 9, k <= 5, 3 <= m <= 40",
    sharper="always fewer",
)
def below_the_plain(sharper: bool) -> bool:
    def claim(n: int, k: int, m: int) -> bool:
        return bool(bound_of(NAME).at(n=n, k=k, m=m) + sharper <= (k * n + 1) * (k + n - 1) + (n - 1) * clg(m))

    return everywhere(claim, range(1, 10), range(1, 6), range(3, 41))


@lemma(
    NAME,
    "With n = 3 states over two letters a run asks as many words as the bound says, 19 + clg(m - 2).",
    method="exhaustion: the real learner",
    scope="the machines of 3 states that are listed",
    sharper="one fewer",
)
def met_at_three_states(sharper: bool) -> bool:
    def spare(machine: MealyMachine, teacher: Any) -> int:
        done = run(mealy(machine.k, machine.o), teacher)
        if (machine.n, machine.k) != (3, 2):
            return 99
        return int(bound_of(NAME).at(**done.learning.sizes(machine, done.turns))) - done.ledger[Label] - sharper

    return min(runs(spare)) == 0


@lemma(
    NAME,
    "In the exact game the learner meets its bounds and never passes them, whatever counterexamples it is given.",
    method="exhaustion: the real learner in the exact game",
    scope="the same machines, counterexamples of up to 7 letters",
    sharper="one word fewer",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)
