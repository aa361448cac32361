"""Functions on the cube by ranks modulo 2: sums of terms, automata that read the variables in turn, and their learner."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qlearn import Counterexample, Session, run, teachers
from qlearn.concepts.layered_automata import LayeredAutomaton
from qlearn.concepts.modular import independent
from qlearn.concepts.parities import Parity
from qlearn.concepts.term_sums import FREE, TermSum, TermSums, tree_leaves
from qlearn.domains import Cube
from qlearn.errors import BadAnswer, BadArgument, Inconsistent, Undecided
from qlearn.evidence.arithmetic import evaluate
from qlearn.learners.boolean.hankel import hankel
from qlearn.oracle import agree
from qlearn.testing import concepts

FEW = settings(max_examples=100, database=None, derandomize=True, deadline=None)
SUMS = concepts(TermSums())
POLICIES = st.sampled_from(["first", "longest", "random"])


def learned(target: TermSum, policy: Any = "random", seed: int = 0) -> Any:
    """The run, held to its bounds and its promise."""
    found = run(hankel(**target.given), teachers.Honest(target, policy, seed=seed))
    assert agree(target, found.hypothesis)
    for bound in hankel.theorem.bounds:
        assert found.ledger[bound.kind] <= bound.at(**target.sizes)
    return found


@given(n=st.integers(2, 40), r=st.integers(1, 20), more=st.integers(0, 300))
def test_the_numbers_are_those_of_the_claim(n: int, r: int, more: int) -> None:
    sizes = {"n": n, "r": r, "R": n + 1 + more}  # a rank of 1 at least for each of n + 1 matrices
    equivalence, membership = hankel.theorem.bounds
    assert equivalence.at(**sizes) == evaluate("R - n + 1", sizes)
    assert membership.at(**sizes) == evaluate("2*r*(R - 3) + 7 + 2*n - 3*R + (R - n - 1)*r*clg(n - 1)", sizes)


@FEW
@given(SUMS)
def test_sums_of_terms_are_evaluated_two_ways(function: TermSum) -> None:
    points = Cube(function.n).points()
    points = points[:: -(-len(points) // 300)]
    plain = [sum(all(t in (FREE, x) for t, x in zip(term, row, strict=True)) for term in function.terms) % 2 for row in points]
    assert function(points).tolist() == plain
    assert function.automaton(points).tolist() == plain
    assert (function.automaton(Cube(function.n).points()) == function(Cube(function.n).points())).all()
    assert [function.automaton(point[None])[0] for point in points[::7]] == plain[::7]
    assert agree(function, function.automaton)


@FEW
@given(st.sampled_from([63, 64, 65, 130]), st.integers(0, 4), st.integers(0, 99))
def test_sums_over_more_variables_than_a_machine_word_has_bits(n: int, s: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    points = rng.integers(0, 2, (4, n)).astype(np.uint8)
    terms = np.full((s, n), FREE)
    for term in terms:  # each is true at one of the points, but for one variable perhaps
        term[:] = np.where(rng.random(n) < 0.1, points[rng.integers(4)].astype(np.int8), FREE)
        term[n - 1 - rng.integers(3)] = rng.integers(2)
    plain = [sum(all(t in (FREE, x) for t, x in zip(term, row, strict=True)) for term in terms) % 2 for row in points]
    assert TermSum(terms)(points).tolist() == TermSum(terms).automaton(points).tolist() == plain


def test_sums_are_written_with_their_terms() -> None:
    assert str(TermSum(np.array([[1, 0, FREE], [FREE, FREE, FREE], [FREE, FREE, 1]]))) == "x1 ~x2 + 1 + x3"
    assert str(TermSum(np.zeros((0, 2)))) == "0"


def test_the_key_of_a_layered_automaton_tells_how_many_bits_there_are() -> None:
    one = LayeredAutomaton((np.ones((2, 1, 1), np.int64), np.ones((2, 1, 1), np.int64)))
    first = np.array([[[1, 1]], [[0, 0]]])
    two = LayeredAutomaton((first, first.transpose(0, 2, 1)))
    assert [bool(f(np.zeros((1, 2), np.uint8))[0]) for f in (one, two)] == [True, False]
    assert one.key() != two.key()


@FEW
@given(SUMS)
def test_ranks_of_a_function_on_the_cube(function: TermSum) -> None:
    n, ranks = function.n, function.automaton.ranks
    table = function(Cube(n).points()).astype(np.int64)
    assert ranks == [len(independent(table.reshape(1 << j, -1), 2)) for j in range(n + 1)]
    s = len(function.terms)
    assert sum(ranks) == function.sizes["R"] <= sum(min(s, 2**j, 2 ** (n - j)) for j in range(n + 1))
    assert max(ranks) == function.sizes["r"] <= s


@FEW
@given(SUMS, SUMS)
def test_automata_on_the_cube_are_added(one: TermSum, other: TermSum) -> None:
    if one.n == other.n:
        points = Cube(one.n).points()
        both = one.automaton.plus(other.automaton)
        assert (both(points) == one(points) ^ other(points)).all()
        ones = list(both.ones())
        assert bool(ones) == both(points).any()
        assert all(both(point[None])[0] for point in ones)


@FEW
@given(SUMS, POLICIES, st.integers(0, 3))
def test_any_function_on_the_cube_is_found_within_the_bounds(function: TermSum, policy: Any, seed: int) -> None:
    found = learned(function, policy, seed)
    asked = [x.tobytes() for t in found.turns if t.query.kind == "membership" for x in t.query.points]
    assert len(set(asked)) == len(asked)


@pytest.mark.parametrize("seed", range(2))
def test_trees_of_fifty_leaves_and_thirty_variables(seed: int) -> None:
    rng = np.random.default_rng(seed)
    tree = tree_leaves(30, 50, lambda low, high: int(rng.integers(low, high + 1)))
    learned(tree)
    points = Cube(30).draw(type("Coins", (), {"rng": rng})(), 1000)
    assert (tree(points) == tree.automaton(points)).all()
    assert not list(tree.automaton.plus(tree.automaton).ones())


def test_a_needle_that_is_only_found_by_linear_algebra() -> None:
    rng = np.random.default_rng(3)
    tree = tree_leaves(40, 20, lambda low, high: int(rng.integers(low, high + 1)))
    needle = rng.integers(0, 2, (1, 40)).astype(np.int8)
    other = tree.automaton.plus(TermSum(needle).automaton)
    assert [point.tolist() for point in tree.disagreements(other) or ()] == needle.tolist()
    assert not list(tree.disagreements(tree.automaton) or ())


def test_parities_and_constants_on_the_cube() -> None:
    n = 12
    parity = np.full((n, n), FREE)
    np.fill_diagonal(parity, 1)
    assert TermSum(parity).sizes == {"n": n, "s": n, "r": 2, "R": 2 * n}
    assert learned(TermSum(parity)).ledger["equivalence"] <= n + 1
    assert agree(Parity(np.ones(n, np.bool_)), learned(TermSum(parity)).hypothesis)
    for m in (1, 5):
        assert dict(learned(TermSum(np.zeros((0, m)))).ledger) == {"equivalence": 1}
        always = learned(TermSum(np.full((1, m), FREE)))
        assert dict(always.ledger) == {"equivalence": 2, "membership": m}
    with pytest.raises(BadArgument, match="n is an integer, at least 1"):
        run(hankel(n=0), teachers.Honest(TermSum(parity)))
    for terms in ([[2]], [[]], [1]):
        with pytest.raises(BadArgument, match="terms are rows of"):
            TermSum(np.array(terms))


def test_answers_that_fit_no_point_or_no_earlier_label() -> None:
    session = Session(hankel(n=2))
    with pytest.raises(BadAnswer, match="is no point of the cube of 2 variables"):
        session.tell(Counterexample(np.array([0, 2]), True))
    with pytest.raises(BadAnswer, match="no point that the hypothesis can label"):
        Session(hankel(n=2)).tell(Counterexample(np.array([0, 1, 1]), True))
    session = Session(hankel(n=2))
    session.tell(Counterexample(np.array([1, 1]), True))
    while session.query.kind == "membership":
        session.tell(np.zeros(len(session.query.points), np.bool_))
    with pytest.raises(Inconsistent, match=r"was labelled 0 before, and now 1"):
        session.tell(Counterexample(np.array([0, 1]), True))


def test_another_kind_of_hypothesis_is_compared_at_all_points() -> None:
    target = TermSum(np.array([[1, FREE], [FREE, 1]]))
    assert agree(target, Parity(np.array([True, True])))
    assert not agree(target, Parity(np.array([True, False])))
    wide = TermSum(np.full((1, 20), FREE))
    assert agree(wide, TermSum(np.vstack([wide.terms] * 3)))
    with pytest.raises(Undecided):
        agree(wide, Parity(np.zeros(20, np.bool_)))
    with pytest.raises(BadArgument, match="has 20 coordinates"):
        wide.automaton(np.zeros((1, 3)))
    assert isinstance(wide.automaton, LayeredAutomaton)
