"""Functions of words modulo a prime: their ranks, their differences, and how they are learned."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qlearn import Counterexample, Session, run, teachers
from qlearn.concepts.automata import Automaton
from qlearn.concepts.automaton_classes import Automata
from qlearn.concepts.modular import PRIME, Span, field, independent, inverse, times
from qlearn.concepts.multiplicity_automata import MultiplicityAutomaton
from qlearn.concepts.multiplicity_classes import MultiplicityAutomata, listed, of_automaton
from qlearn.errors import BadAnswer, BadArgument, Inconsistent, Undecided
from qlearn.learners.automata.multiplicity import multiplicity
from qlearn.oracle import agree
from qlearn.testing import concepts
from qlearn.words import rows_of, word_of

FEW = settings(max_examples=100, database=None, derandomize=True, deadline=None)
FUNCTIONS = concepts(MultiplicityAutomata())
POLICIES = st.sampled_from(["first", "longest", "random"])
COUNT = np.array([[[1, 1], [0, 1]], [[1, 0], [0, 1]]])  # states 1 and how often the first of two letters came
PAIRS = np.array([[[1, 1, 0], [0, 1, 1], [0, 0, 1]]])  # states 1, n and n (n - 1)/2 after n letters


def every(k: int, most: int) -> list[bytes]:
    return [bytes(w) for n in range(most + 1) for w in itertools.product(range(1, k + 1), repeat=n)]


def plainly(function: MultiplicityAutomaton, word: bytes) -> int:
    """The value with Python's integers, which are of any size."""
    state = [int(x) for x in function.start]
    for a in word:
        columns = function.step[a - 1].T.tolist()
        state = [sum(x * y for x, y in zip(state, column, strict=True)) for column in columns]
    return sum(x * int(y) for x, y in zip(state, function.final, strict=True)) % function.p


def hankel_rank(function: MultiplicityAutomaton, most: int) -> int:
    """The rank of the Hankel matrix of words of at most so many letters, over the field."""
    words = every(function.k, most)
    table = [[plainly(function, x + y) for y in words] for x in words]
    return len(independent(np.array(table, np.int64), function.p))


def learned(target: MultiplicityAutomaton, policy: Any = "random", seed: int = 0) -> Any:
    """The run, held to its bounds and its promise."""
    found = run(multiplicity(**target.given), teachers.Honest(target, policy, seed=seed))
    assert agree(target, found.hypothesis)
    sizes = found.learning.sizes(target, found.turns)
    for bound in multiplicity.theorem.bounds:
        assert found.ledger[bound.kind] <= bound.at(**sizes)
    return found


@given(st.sampled_from([2, 3, 101, PRIME]), st.integers(0, 5), st.data())
@FEW
def test_linear_algebra_over_any_prime(p: int, n: int, data: Any) -> None:
    rng = np.random.default_rng(data.draw(st.integers(0, 10**6)))
    a = rng.integers(0, p, (n, n)) * rng.integers(0, 2, (n, n))
    few = independent(a, p)
    span = Span(n, p)
    assert [k for k in range(n) if span.add(a[k])] == few
    if len(few) == n:
        assert (times(inverse(a, p), a, p) == np.eye(n)).all()


@pytest.mark.parametrize("p", [0, 1, 4, 9, 999_999, PRIME + 1, 10**9 + 7, True, 2.0, "2"])
def test_what_is_no_field_is_refused(p: Any) -> None:
    with pytest.raises(BadArgument, match=r"^p is an integer|are no field: \d+ times"):
        run(multiplicity(k=1, p=p), teachers.Honest(listed(1, 2, 1)[0]))
    assert field(999_983) == 999_983


@FEW
@given(FUNCTIONS)
def test_values_of_words_in_batches(function: MultiplicityAutomaton) -> None:
    words = every(function.k, 4)
    said = [plainly(function, word) for word in words]
    assert function(rows_of(words)).tolist() == said
    assert [function(rows_of([word]))[0] for word in words] == said
    assert function(rows_of(words).astype(float)).tolist() == said
    assert function.backwards(rows_of([word[::-1] for word in words])).tolist() == said


@FEW
@given(FUNCTIONS)
def test_the_smallest_automaton_has_as_many_numbers_as_the_rank(function: MultiplicityAutomaton) -> None:
    words = every(function.k, 5)
    assert function.minimal(rows_of(words)).tolist() == function(rows_of(words)).tolist()
    assert agree(function, function.minimal)
    if function.rank <= 3:
        assert function.rank == hankel_rank(function, 3)
    assert function.sizes["R"] - function.rank in ((0,) if function(rows_of([b""]))[0] else (-1, 0, 1))


def test_every_function_of_small_rank_is_listed_once() -> None:
    for p, r in ((2, 3), (3, 2)):
        ranks = [function.rank for function in listed(1, p, r)]
        assert [ranks.count(q) for q in range(r + 1)] == [1] + [(p - 1) * p ** (2 * q - 1) for q in range(1, r + 1)]
    assert [function.rank for function in listed(2, 3, 1)] == [0] + [1] * (2 * 3**2)
    with pytest.raises(Undecided, match="too many"):
        MultiplicityAutomata().space(k=2, p=101)


@FEW
@given(st.tuples(FUNCTIONS, FUNCTIONS).filter(lambda pair: pair[0].given == pair[1].given))
def test_differences_are_exact_and_shortest_first(pair: tuple[MultiplicityAutomaton, MultiplicityAutomaton]) -> None:
    one, other = pair
    wrong = [word for word in every(one.k, 5) if plainly(one, word) != plainly(other, word)]
    found = [word_of(row) for row in one.disagreements(other) or ()]
    assert all(plainly(one, word) != plainly(other, word) for word in found)
    assert [len(word) for word in found] == sorted(len(word) for word in found)
    assert len(set(found)) == len(found)
    if wrong:
        assert len(found[0]) == min(map(len, wrong))
    assert found or one.minimal.rank == other.minimal.rank
    assert not found or len(found[0]) < one.rank + other.rank


def test_what_is_not_decided_and_what_is_no_function() -> None:
    one = listed(1, 2, 1)[1]
    assert one.disagreements(listed(1, 3, 1)[1]) is None
    assert one.disagreements(listed(2, 2, 1)[1]) is None
    for start, step, final in (([1], [[[1]]], [1, 1]), ([1], [[1]], [1]), ([1], [[[0.5]]], [1]), ([[1]], [[[1]]], [1])):
        with pytest.raises(BadArgument, match="needs whole numbers"):
            MultiplicityAutomaton(2, np.array(start), np.array(step), np.array(final))
    with pytest.raises(BadArgument, match="no field"):
        MultiplicityAutomaton(6, np.array([1]), np.array([[[1]]]), np.array([1]))
    for row in ([2], [1, 0, 1], [-1], [0.5]):
        with pytest.raises(BadArgument, match="is no word: the letters are"):
            one(np.array([row]))


@FEW
@given(concepts(Automata()), st.sampled_from([2, 7]))
def test_a_regular_language_has_a_rank_of_at_most_its_states(automaton: Automaton, p: int) -> None:
    function = of_automaton(automaton, p)
    words = rows_of(every(automaton.k, 4))
    assert (function(words) == automaton(words)).all()
    assert function.rank <= automaton.sizes["n"]
    learned(function)


@FEW
@given(FUNCTIONS, POLICIES, st.integers(0, 3))
def test_any_function_is_found_within_the_bounds(function: MultiplicityAutomaton, policy: Any, seed: int) -> None:
    found = learned(function, policy, seed)
    proposed = [turn for turn in found.turns if turn.query.kind == "equivalence"]
    for (_, told), (query, _) in itertools.pairwise(proposed):
        assert query.hypothesis(told.point[None])[0] == told.label, "a counterexample is used up before the next is asked for"
    assert found.ledger["label"] == len({word_of(x) for t in found.turns if t.query.kind == "label" for x in t.query.points})


def test_both_bounds_are_met_at_rank_three() -> None:
    """A function modulo 2 that a search met, and counterexamples of up to nine letters."""
    step = np.array([[[0, 1, 1], [0, 1, 0], [1, 0, 1]], [[0, 0, 1], [0, 0, 0], [1, 0, 0]]])
    function = MultiplicityAutomaton(2, np.array([1, 0, 0]), step, np.ones(3, np.int64))
    found = learned(function, "random", seed=1)
    assert found.learning.sizes(function, found.turns) == {"k": 2, "p": 2, "R": 3, "m": 9}
    assert dict(found.ledger) == {"label": 25, "equivalence": 3}
    assert [bound.at(k=2, R=3, m=9) for bound in multiplicity.theorem.bounds] == [3, 25]


def test_nothing_at_the_empty_word() -> None:
    """A value of 0 there counts as 1: one number more may be needed, and the hypothesis has the 0 again."""
    shapes = {  # final -> rank, R
        (0, 1): (2, 3),  # how many first letters
        (1, 1): (2, 2),  # one more than that
        (0, 0): (0, 1),  # nothing
    }
    for final, (rank, R) in shapes.items():
        function = MultiplicityAutomaton(101, np.array([1, 0]), COUNT, np.array(final))
        assert (function.rank, function.sizes["R"]) == (rank, R)
        found = learned(function)
        assert found.hypothesis(rows_of([b""]))[0] == final[0]
    nowhere_else = MultiplicityAutomaton.at_the_empty_word(2, 3)
    assert (nowhere_else.rank, learned(nowhere_else).ledger["label"]) == (1, 3)
    ones = MultiplicityAutomaton(2, np.array([1]), np.array([[[1]]]), np.array([1]))
    but_there = ones.plus(MultiplicityAutomaton.at_the_empty_word(1, 2), -1)
    assert (but_there.rank, but_there.sizes["R"]) == (2, 1), "the empty word's 0 may also cost rank"
    learned(but_there)


def test_a_field_whose_characteristic_divides_a_count() -> None:
    """n (n - 1) + 1 has rank 3 over the rationals; modulo 2 it is 1 for every n, and this is what is found there."""
    ranks = {}
    for p in (2, 3, 5, PRIME):
        function = MultiplicityAutomaton(p, np.array([1, 0, 0]), PAIRS, np.array([1, 0, 2]))
        found = learned(function).hypothesis
        ranks[p] = found.rank
        words = every(1, 30)
        assert found(rows_of(words)).tolist() == [(len(w) * (len(w) - 1) + 1) % p for w in words]
    assert ranks == {2: 1, 3: 3, 5: 3, PRIME: 3}
    seven = MultiplicityAutomaton(7, np.array([1, 0]), COUNT * np.array([[[1, 7], [7, 1]]]), np.array([1, 1]))
    assert seven.rank == 1, "7 for each first letter, and 1: 1 modulo 7"


def test_answers_that_fit_no_word_or_no_earlier_value() -> None:
    session = Session(multiplicity(k=2, p=5))
    assert session.query.points.tolist() == [[0], [1], [2]]
    session.tell(np.array([1, 2, 3]))
    for point in ([3], [1, 0, 1]):
        with pytest.raises(BadAnswer, match="no point that the hypothesis can label"):
            session.tell(Counterexample(np.array(point), 1))
    session = Session(multiplicity(k=2, p=5))
    session.tell(np.array([1, 2, 3]))
    with pytest.raises(Inconsistent, match="a had the value 2 before, and now 4"):
        session.tell(Counterexample(np.array([1]), 4))
