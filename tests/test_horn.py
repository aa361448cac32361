"""Horn formulas: forward chaining, the exact differences of two formulas, the learner, and targets that are none."""

from __future__ import annotations

import itertools
import re
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qlearn import Membership, run, teachers
from qlearn.choices import Coins
from qlearn.concepts import horn as concepts
from qlearn.concepts.horn import Horn, HornFormulas, closed, drawn, of_models
from qlearn.concepts.masks import mask_of
from qlearn.domains import Cube
from qlearn.errors import BadArgument, Inconsistent
from qlearn.evidence.exhaust import play
from qlearn.learners.boolean.horn import horn
from qlearn.queries import Counterexample

CHAIN = Horn(4, ((0b0001, 0b0010), (0b0010, 0b0100), (0b1100, 0)))  # x1 -> x2 -> x3, not both x3 and x4


def holds(formula: Horn, x: int) -> bool:
    return all(body & ~x or x & head for body, head in formula.clauses)


@given(st.integers(0, 10**6), st.integers(1, 7), st.integers(0, 8))
def test_a_formula_is_true_where_each_clause_holds(seed: int, n: int, m: int) -> None:
    formula, points = drawn(Coins(seed), n, m), Cube(n).points()
    assert formula(points).tolist() == [holds(formula, mask_of(x)) for x in points]
    assert all(not body & head for body, head in formula.clauses)
    accepted = [x for x in range(1 << n) if holds(formula, x)]
    for x in range(1 << n):
        above = [y for y in accepted if y & x == x]
        closure = formula.closure(x)
        assert closure == (None if not above else np.bitwise_and.reduce(above))
    assert all(holds(formula, x & y) for x in accepted for y in accepted)


def test_forward_chaining() -> None:
    assert CHAIN.closure(0b0001) == 0b0111
    assert CHAIN.closure(0b1001) is None
    assert CHAIN.grown(0, 0b0001) == 0b0110
    assert str(CHAIN) == "(x1 -> x2) & (x2 -> x3) & (x3 & x4 -> false)"
    assert str(Horn(2, ())) == "true"
    assert str(Horn(2, ((0, 0b10),))) == "(true -> x2)"


@given(st.integers(0, 10**6), st.integers(1, 6), st.integers(0, 6), st.integers(0, 6))
def test_differences_by_chaining_are_those_by_trying(seed: int, n: int, m: int, k: int) -> None:
    coins = Coins(seed)
    one, other = drawn(coins, n, m), drawn(coins, n, k)
    everywhere = Cube(n).points()
    differ = (one(everywhere) != other(everywhere)).any()
    found = list(one._apart(other))
    assert bool(found) == differ
    for x in found:
        assert one(x[None])[0] != other(x[None])[0]


@pytest.mark.parametrize("n", [9, 10, 70])
def test_a_class_of_many_variables_finds_its_differences_itself(n: int) -> None:
    formula = drawn(Coins(n), n, 5)
    found = formula.disagreements(Horn(n, ()))
    assert (found is None) == (n < concepts.FEW)
    assert formula.disagreements(Horn(n + 1, ())) is None
    assert formula.disagreements(lambda points: points) is None  # type: ignore[arg-type]


def test_the_fewest_clauses() -> None:
    """By trying all sets of fewer clauses: so m is the least there is."""
    every = [(body, head) for body in range(8) for head in (0, 1, 2, 4) if not body & head]
    assert len(every) == 20
    least: dict[int, int] = {}
    for m in range(4):
        for clauses in itertools.combinations(every, m):
            formula = Horn(3, clauses)
            table = sum(1 << x for x in range(8) if holds(formula, x))
            least.setdefault(table, m)
    assert len(least) == 122
    for table in range(256):
        assert closed(3, table) == (table in least)
        if table in least:
            assert of_models(3, table).sizes["m"] == least[table]
            assert all(holds(of_models(3, table), x) == bool(table >> x & 1) for x in range(8))


def test_the_exact_game_of_three_variables() -> None:
    ratio, dialogues = play(horn, HornFormulas().space(n=3), {}, {"n": 3})
    assert ratio == 1
    assert dialogues > 10_000


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 14), st.integers(0, 9), st.sampled_from(["first", "random", "longest"]))
def test_a_formula_is_learned_within_the_bounds(seed: int, n: int, m: int, policy: Any) -> None:
    target = drawn(Coins(seed), n, m)
    found = run(horn(n=n), teachers.Honest(target, policy, seed=seed))
    points = Cube(n).draw(Coins(seed), 300)
    assert (found.hypothesis(points) == target(points)).all()
    for bound in horn.theorem.bounds:
        assert found.ledger[bound.kind] <= bound.at(**target.sizes)
    asked = [turn.query.points.tobytes() for turn in found.turns if isinstance(turn.query, Membership)]
    assert len(set(asked)) == len(asked), "no label is asked twice"


def test_every_hypothesis_gives_all_labels_that_are_known() -> None:
    for seed in range(30):
        target = drawn(Coins(seed), 6, 5)
        found = run(horn(n=6), teachers.Honest(target, "random", seed=seed))
        points: list[Any] = []
        for turn in found.turns:
            if isinstance(turn.query, Membership):
                points += list(turn.query.points)
                continue
            for x in points:
                assert turn.query.hypothesis(x[None])[0] == target(x[None])[0]
            if turn.answer is not None:
                points.append(turn.answer.point)


@pytest.mark.parametrize("n", [30, 70])
def test_many_variables(n: int) -> None:
    target = drawn(Coins(7), n, 20)
    found = run(horn(n=n), teachers.Honest(target, "random"))
    assert target.disagreements(found.hypothesis) is not None
    assert not list(target._apart(found.hypothesis))


class Truth:
    """The function of a table, any of its counterexamples by the coins."""

    def __init__(self, n: int, table: int, seed: int) -> None:
        self.points = Cube(n).points()
        self.labels = {x.tobytes(): bool(table >> mask_of(x) & 1) for x in self.points}
        self.coins = Coins(seed)

    def answer(self, query: Any) -> Any:
        if isinstance(query, Membership):
            return np.array([self.labels[x.tobytes()] for x in query.points])
        wrong = [x for x in self.points if query.hypothesis(x[None])[0] != self.labels[x.tobytes()]]
        x = wrong[self.coins.integer(0, len(wrong) - 1)]
        return Counterexample(x, self.labels[x.tobytes()])


def test_every_target_that_is_no_horn_function_is_found_out_and_three_points_say_so() -> None:
    named = re.compile(r"\[(.*?)\] and \[(.*?)\] are labelled True, but \[(.*?)\], where both are 1, False")
    found = 0
    for n in (2, 3):
        for table in range(1 << (1 << n)):
            if closed(n, table):
                continue
            with pytest.raises(Inconsistent, match="no Horn formula gives these answers") as error:
                run(horn(n=n), Truth(n, table, seed=table))
            match = named.search(str(error.value))
            assert match
            one, other, both = (mask_of(np.array(group.split(", "), int)) for group in match.groups())
            assert both == one & other
            assert [table >> x & 1 for x in (one, other, both)] == [1, 1, 0]
            found += 1
    assert found == 2 + 134


class Says:
    def __init__(self, *counterexamples: Counterexample) -> None:
        self.left = list(counterexamples)

    def answer(self, query: Any) -> Any:
        return self.left.pop(0)


def test_answers_that_are_none() -> None:
    zero = np.array([0, 0], np.uint8)
    with pytest.raises(Inconsistent, match=r"\[0, 0\] is labelled True, but \[0, 0\] was labelled False before"):
        run(horn(n=2), Says(Counterexample(zero, False), Counterexample(zero, True)))
    with pytest.raises(Inconsistent, match="no point of 2 bits"):
        run(horn(n=2), Says(Counterexample(np.array([0, 0.5]), False)))
    for n in (0, True, "3"):
        with pytest.raises(BadArgument, match="n is an integer, at least 1"):
            next(iter(horn(n=n)))  # type: ignore[arg-type]
