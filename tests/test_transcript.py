"""The ledger is a fold over the turns; a contradiction is two of them."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qlearn import Comparison, Counterexample, Equivalence, Example, Membership, Unlabelled, Value
from qlearn.concepts.conjunctions import Conjunction
from qlearn.errors import BadArgument, UnknownName
from qlearn.transcript import Ledger, Run, Turn, contradiction, heard, kind_name, same_end

YES = Turn(Equivalence(Conjunction.of_all(1)), None)


@given(st.lists(st.integers(1, 5)), st.lists(st.integers(1, 5)), st.integers(0, 3))
def test_the_ledger_counts_rows_examples_equivalences_and_rounds(batches: list[int], draws: list[int], asked: int) -> None:
    turns = [Turn(Membership(np.zeros((m, 2))), np.zeros(m, bool)) for m in batches]
    turns += [Turn(Example(m), (np.zeros((m, 2)), np.zeros(m, bool))) for m in draws] + [YES] * asked
    ledger = Ledger(turns)
    assert ledger[Membership] == ledger["membership"] == sum(batches)
    assert ledger[Example] == sum(draws)
    assert ledger[Equivalence] == asked, "the final yes counts"
    assert ledger[Value] == 0
    assert ledger.rounds == len(turns)
    assert ledger.total == sum(ledger.values())
    assert set(ledger) == {turn.query.kind for turn in turns}
    assert ("nothing asked" in repr(ledger)) == (not turns)


def test_an_unknown_kind_is_not_zero() -> None:
    with pytest.raises(UnknownName, match="did you mean membership"):
        Ledger([])["membershp"]


def test_two_turns_that_contradict_each_other_are_found() -> None:
    def label(x: float, said: bool) -> Turn:
        return Turn(Membership([[x, 1.0]]), np.array([said]))

    wrong = Turn(Equivalence(Conjunction.of_all(2)), Counterexample(np.array([0, 1]), True))
    assert contradiction([label(0.0, True), label(1.0, False), label(0.0, True)]) is None
    assert contradiction([label(1.0, True), label(0.0, True), label(-0.0, False)]) == (1, 2)
    assert contradiction([label(0.0, False), YES, wrong]) == (0, 2), "a counterexample tells a label too"
    drawn = Turn(Example(2), (np.array([[5.0], [5.0]]), np.array([True, False])))
    assert contradiction([drawn]) == (0, 0), "within one turn"
    values = [Turn(Value([[2.0]]), np.array([[v]])) for v in (1.5, 1.5, 1.25)]
    assert contradiction(values) == (0, 2)
    assert contradiction([Turn(Membership([[2.0]]), np.array([True])), values[0]]) is None, "a label and a value may differ"


def test_comparisons_and_unlabelled_points_are_counted_and_compared() -> None:
    def compared(x: float, y: float, said: bool) -> Turn:
        return Turn(Comparison([[x], [1.0]], [[y], [1.0]]), np.array([said, True]))

    drawn = Turn(Unlabelled(3), np.zeros((3, 1)))
    ledger = Ledger([compared(1.0, 2.0, True), drawn, drawn])
    assert (ledger[Comparison], ledger[Unlabelled], ledger.rounds) == (2, 6, 3)
    assert (heard(compared(1.0, 2.0, True).query), heard(drawn.query)) == (2, 3)
    assert contradiction([compared(0.0, 2.0, True), drawn, compared(2.0, 0.0, False)]) is None, "the other way round"
    assert contradiction([compared(0.0, 2.0, True), drawn, compared(-0.0, 2.0, False)]) == (0, 2)
    label = Turn(Membership([[0.0, 2.0]]), np.array([False]))
    assert contradiction([label, compared(0.0, 2.0, True)]) is None, "a pair is no point with two coordinates"


def test_what_is_no_kind_is_refused() -> None:
    for kind in (int, 3, None):
        with pytest.raises(BadArgument, match="a query kind is a class"):
            kind_name(kind)  # type: ignore[arg-type]


def test_two_ends_are_the_same_if_turns_and_hypothesis_are() -> None:
    """By keys where there are keys, else by how it is shown."""
    one, other = Conjunction.of_all(1), Conjunction.of_all(2)
    assert same_end(Run(one, [YES]), Run(Conjunction.of_all(1), [YES]))
    assert not same_end(Run(one, [YES]), Run(one, []))
    assert not same_end(Run(one, [YES]), Run(other, [YES]))
    assert same_end(Run((1, 2), []), Run((1, 2), []))
    assert not same_end(Run((1, 2), []), Run((2, 1), []))


def test_a_run_is_not_changed_afterwards() -> None:
    with pytest.raises(FrozenInstanceError):
        Run(None, []).hypothesis = 1  # type: ignore[misc]
