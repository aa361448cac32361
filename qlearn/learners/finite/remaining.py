"""The concepts of a table that fit the answers, and what the learners that play optimally do with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from ...concepts.tables import Labelling, Table, as_table
from ...dimensions.finite_class import bits, members
from ...dimensions.optimal_play import OptimalPlay, play_on
from ...errors import Inconsistent
from ...queries import Dialogue, Equivalence
from .streams import at


class Remaining:
    """V, the concepts that fit what was said, with the games that can be played from there."""

    def __init__(self, table: Table) -> None:
        self.table = as_table(table)
        self.play = play_on(self.table)
        self.V = self.play.c.all
        self.ones = [bits(column) for column in np.array(self.table, np.bool_).T]  # of each column, equal ones too

    @property
    def settled(self) -> bool:
        """Whether one concept is left."""
        return self.V.bit_count() == 1

    @property
    def first(self) -> int:
        """The first concept that is left."""
        return members(self.V)[0]

    def concept(self, row: int) -> Labelling:
        return Labelling(np.array(self.table[row], np.bool_))

    def ask(self, x: int) -> Dialogue[None]:
        """Ask for the label of the point x of the class, and keep what has it."""
        column = int(self.play.c.points[x])
        (label,) = yield from at(column)
        self.keep(column, bool(label))

    def refuted(self, hypothesis: Labelling) -> Dialogue[bool]:
        """Propose a hypothesis, and keep what agrees with the counterexample; False after a yes."""
        counterexample = yield from Equivalence(hypothesis)
        if counterexample is None:
            return False
        self.keep(int(counterexample.point[0]), bool(counterexample.label))
        return True

    def keep(self, column: int, label: bool) -> None:
        self.V &= self.ones[column] if label else ~self.ones[column]
        if not self.V:
            raise Inconsistent(f"no concept of this class of {len(self.table)} fits all answers")


def points_of(arguments: Mapping[str, Any]) -> int:
    """n, the number of points."""
    return len(as_table(arguments["table"])[0])


def optimum(of: Callable[[OptimalPlay, int], int]) -> Callable[[Mapping[str, Any]], int]:
    """A size that follows from the table: a value of its games."""

    def measured(arguments: Mapping[str, Any]) -> int:
        play = play_on(as_table(arguments["table"]))
        return of(play, play.c.all)

    return measured


membership_optimum = optimum(lambda play, V: play.membership(V)[0])
proper_optimum = optimum(lambda play, V: play.proper(V)[0] + 1)  # with the final yes
both_optimum = optimum(lambda play, V: play.both(V)[0])


def proposals(turns: Sequence[Any]) -> int:
    """How many hypotheses a transcript proposes."""
    return sum(isinstance(turn.query, Equivalence) for turn in turns)
