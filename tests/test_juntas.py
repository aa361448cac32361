"""Juntas and polynomials over two elements: what they say, where they differ, and learners by relevant variables."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qlearn import Counterexample, Equivalence, Membership, find, run, teachers
from qlearn.concepts.boolean_differences import differences
from qlearn.concepts.boolean_polynomials import BooleanPolynomial, BooleanPolynomials, coefficients
from qlearn.concepts.boolean_tree_classes import BooleanTrees
from qlearn.concepts.boolean_trees import BooleanTree
from qlearn.concepts.juntas import Junta, Juntas
from qlearn.concepts.masks import drawn, in_words, mask_of, ones, point_of, points_of, subsets, term
from qlearn.errors import BadAnswer, BadArgument, Inconsistent, Undecided
from qlearn.evidence.arithmetic import evaluate
from qlearn.formulas import clg
from qlearn.learners.boolean.juntas import juntas
from qlearn.learners.boolean.juntas_by_membership import asked, draws, juntas_by_membership, needed
from qlearn.learners.boolean.mobius import few_ones, mobius, mobius_relevant
from qlearn.oracle import agree
from qlearn.testing import concepts
from qlearn.transcript import Turn

SOME = [Juntas(), BooleanPolynomials(), BooleanTrees(), BooleanTrees(parities=True)]
MAJORITY = np.array([0, 0, 0, 1, 0, 1, 1, 1], np.bool_)


def random_points(n: int, m: int = 200) -> Any:
    return np.random.default_rng(n).integers(0, 2, (m, n)).astype(np.uint8)


@given(st.integers(1, 130), st.data())
def test_masks_are_points(n: int, data: Any) -> None:
    mask = data.draw(st.integers(0, 2**n - 1))
    point = point_of(mask, n)
    assert point.shape == (n,)
    assert mask_of(point) == mask == sum(1 << i for i in np.flatnonzero(point).tolist())
    assert ones(mask) == np.flatnonzero(point).tolist()
    assert [int(word) for word in in_words([mask], n)[0]] == [mask >> 64 * j & 2**64 - 1 for j in range(-(-n // 64))]
    assert term(mask).count("x") == mask.bit_count()


@pytest.mark.parametrize("n", [1, 2, 5, 8, 9, 70])
def test_masks_are_drawn_evenly(n: int) -> None:
    rng = np.random.default_rng(n)
    found = [drawn(rng, n) for _ in range(800)]
    assert all(0 <= mask < 2**n for mask in found)
    for i in range(n):
        assert abs(sum(mask >> i & 1 for mask in found) - 400) < 75, "five standard deviations"
        assert abs(sum((mask >> i ^ mask >> (i + 1) % n) & 1 for mask in found) - 400) < 75 or n == 1, "by themselves"


def test_subsets_are_all_small_sets_once() -> None:
    found = subsets([1, 3, 4, 6], 2)
    assert len(found) == len(set(found)) == 1 + 4 + 6
    assert all(mask & ~0b1011010 == 0 and mask.bit_count() <= 2 for mask in found)


@given(st.integers(1, 6).flatmap(lambda n: st.lists(st.booleans(), min_size=2**n, max_size=2**n)))
def test_moebius_inversion_gives_back_all_values(values: list[bool]) -> None:
    n = clg(len(values))
    polynomial = BooleanPolynomial(n, coefficients(dict(enumerate(values))))
    assert polynomial(points_of(range(2**n), n)).tolist() == values


@given(concepts(Juntas()))
def test_a_junta_looks_its_table_up_and_every_variable_matters(junta: Junta) -> None:
    for x, label in zip(random_points(junta.n), junta(random_points(junta.n)), strict=True):
        assert label == junta.table[sum(int(x[i]) << j for j, i in enumerate(junta.variables))]
    for i in junta.variables:
        rest = [v for v in junta.variables if v != i]
        rows = points_of([sum(1 << v for k, v in enumerate(rest) if row >> k & 1) for row in range(1 << len(rest))], junta.n)
        flipped = rows.copy()
        flipped[:, i] = 1
        assert (junta(rows) != junta(flipped)).any()
    assert junta.sizes["r"] == len(junta.variables) <= junta.sizes["k"]


@pytest.mark.parametrize("learns", SOME, ids=str)
def test_a_concept_is_its_polynomial_and_labels_floats_too(learns: Any) -> None:
    @given(concepts(learns))
    def holds(concept: Any) -> None:
        points = random_points(concept.n)
        same = BooleanPolynomial(concept.n, concept.expanded())
        assert (concept(points) == same(points)).all()
        assert (concept(points.astype(np.float64)) == concept(points)).all()
        assert agree(concept, same)
        relevant = {i for mask in concept.expanded() for i in ones(mask)}
        assert concept.sizes["r"] == len(relevant)
        untouched = points.copy()
        untouched[:, [i for i in range(concept.n) if i not in relevant]] = 0
        assert (concept(points) == concept(untouched)).all()

    holds()


@settings(max_examples=300)
@given(st.data())
def test_differences_on_a_large_cube_are_found_exactly(data: Any) -> None:
    """As many as there are ways to be told so: at least one if the functions are not the same, none if they are."""
    n = data.draw(st.sampled_from([11, 30, 70]))
    node = st.recursive(
        st.booleans(), lambda parts: st.tuples(st.sampled_from([1 << i for i in (0, 1, 2, n - 1)]), parts, parts), max_leaves=5
    )
    one, other = (BooleanTree(n, data.draw(node)) for _ in range(2))
    found = list(one.disagreements(other) or [])
    cube = points_of([sum(1 << (0, 1, 2, n - 1)[j] for j in range(4) if row >> j & 1) for row in range(16)], n)
    assert bool(found) == bool((one(cube) != other(cube)).any())
    assert all(one(x[None])[0] != other(x[None])[0] for x in found)


def test_what_cannot_be_compared_is_left_to_the_list_of_all_points() -> None:
    small, large = Junta(3, (0,), np.array([False, True])), Junta(30, (0,), np.array([False, True]))
    assert differences(small, small) is None
    assert differences(large, small) is None
    assert differences(large, find) is None  # type: ignore[arg-type]
    assert list(large.disagreements(Junta(30, (0,), np.array([False, True])))) == []


def test_juntas_at_n_of_100_meet_their_bounds() -> None:
    target = Junta(100, (3, 50, 99), MAJORITY)
    for policy in ("first", "longest", "random"):
        done = run(juntas(n=100), teachers.Honest(target, policy))  # type: ignore[arg-type]
        assert agree(target, done.hypothesis)
        assert done.ledger["equivalence"] == 4
        assert done.ledger["membership"] <= 8 + 3 * 7
    parity = BooleanTree(100, (1 << 70, (1 << 99, False, True), (1 << 99, True, False)))
    longest = run(juntas(n=100), teachers.Honest(parity, "longest")).ledger["membership"]
    assert longest >= 4 + 2 * 6, "bisection of nearly all variables"


@pytest.mark.parametrize("value", [False, True])
def test_constants(value: bool) -> None:
    for n in (1, 40):
        target = Junta(n, (), np.array([value]))
        done = run(juntas(n=n), teachers.Honest(target))
        assert agree(target, done.hypothesis)
        assert (done.ledger["equivalence"], done.ledger["membership"]) == (1, 1)
        assert agree(target, run(juntas_by_membership(n=n, k=0, delta="1/4"), teachers.Honest(target)).hypothesis)
        assert agree(target, run(mobius(n=n, d=0), teachers.Honest(target)).hypothesis)
        assert agree(target, run(mobius_relevant(n=n, d=0), teachers.Honest(target)).hypothesis)


def test_a_tree_of_30_variables_is_found_as_its_polynomial() -> None:
    node: Any = (1 << 29, (1 << 3, (1 << 8, True, False), False), (1 << 4, True, (1 << 3, False, True)))
    tree = BooleanTree(30, node)
    done = run(mobius(n=30, d=3), teachers.Honest(tree))
    assert agree(tree, done.hypothesis)
    assert done.ledger["membership"] == few_ones(30, 3) == 1 + 30 + 435 + 4060
    assert len(done.turns) == 1
    done = run(mobius_relevant(n=30, d=3), teachers.Honest(tree, "longest"))
    assert agree(tree, done.hypothesis)
    assert done.ledger["equivalence"] == 5
    assert done.ledger["membership"] <= 15 + 4 * 5


@pytest.mark.parametrize("learn", [juntas(n=3), mobius_relevant(n=3, d=1)], ids=str)
def test_no_point_is_asked_twice(learn: Any) -> None:
    target = BooleanPolynomial(3, frozenset({0, 1, 4}))
    for policy in ("first", "random", "longest"):
        done = run(learn, teachers.Honest(target, policy))  # type: ignore[arg-type]
        known = set[tuple[int, ...]]()
        for turn in done.turns:
            told = turn.query.points if isinstance(turn.query, Membership) else [turn.answer.point] if turn.answer else []
            new = [tuple(int(x) for x in point) for point in told]
            assert len(set(new) - known) == len(new), "asked or told before"
            known |= set(new)


def test_a_target_that_is_no_tree_of_this_depth_is_found_out() -> None:
    product = BooleanPolynomial(4, frozenset({3, 12}))
    with pytest.raises(Inconsistent, match="the target is none of them"):
        run(mobius_relevant(n=4, d=1), teachers.Honest(product))


def test_a_counterexample_is_a_point_of_the_cube() -> None:
    target = Junta(2, (), np.array([False]))
    start = Turn(Membership(np.array([[0, 0]], np.uint8)), np.array([False]))
    half = Counterexample(np.array([0.5, 1.0]), True)
    with pytest.raises(BadAnswer, match="no point of 2 bits"):
        run(juntas(n=2), teachers.Recorded([start, Turn(Equivalence(target), half)]))


@given(st.integers(1, 100), st.integers(0, 8), st.fractions(Fraction(1, 1000), Fraction(49, 100), max_denominator=1000))
def test_the_numbers_by_membership_are_those_of_the_claim(n: int, k: int, delta: Fraction) -> None:
    k = min(n, k)
    T = draws(k, delta)
    assert evaluate("ceiling(2**k*log(m/delta))", {"k": k, "m": max(1, k), "delta": delta}) == T
    bisections = sum((n - j - 1).bit_length() for j in range(k))
    assert asked(n, k, delta) == min(2**n, k * T + bisections + max(1, 2**k - 1))
    blocks = sum(1 for i in range(1, 8) if k and n // k >= 2**i)
    assert needed(n, k) == max(2**k, k * blocks)


@settings(max_examples=40, deadline=None)
@given(concepts(Juntas()), st.integers(0, 3))
def test_by_membership_asks_no_point_twice_and_no_more_than_it_says(target: Junta, seed: int) -> None:
    k = target.sizes["k"]
    done = run(juntas_by_membership(n=target.n, k=k, delta="1/10", seed=seed), teachers.Honest(target))
    points = [tuple(p) for t in done.turns for p in t.query.points.tolist()]
    assert len(points) == len(set(points)) == done.ledger["membership"] <= asked(target.n, k, Fraction(1, 10))
    if isinstance(done.hypothesis, Junta):
        assert set(done.hypothesis.variables) <= set(target.variables), "only relevant variables are ever found"


def test_by_membership_fails_as_seldom_as_it_says() -> None:
    """Needles of three variables are the hardest: 1 point of 8 shows that something is missing."""
    target = Junta(40, (1, 20, 30), np.arange(8) == 5)
    wrong = 0
    for seed in range(200):
        found = run(juntas_by_membership(n=40, k=3, delta="1/4", seed=seed), teachers.Honest(target)).hypothesis
        wrong += not agree(target, found)
    assert 0 < wrong <= 50 + 30, "four standard deviations"


def test_the_seed_is_0_unless_it_is_said() -> None:
    target = teachers.Honest(Junta(40, (1, 20), np.arange(4) == 3))
    first, same = (run(juntas_by_membership(n=40, k=2, delta="1/4", **said), target) for said in ({}, {"seed": 0}))  # type: ignore[arg-type]
    assert [turn.query.key() for turn in first.turns] == [turn.query.key() for turn in same.turns]


def test_too_small_a_k_is_said_with_two_points() -> None:
    target = Junta(30, (1, 2, 3), MAJORITY)
    with pytest.raises(Inconsistent, match=r"agree at the 1 variables that were found: one more matters") as caught:
        run(juntas_by_membership(n=30, k=1, delta="1/100"), teachers.Honest(target))
    assert str(caught.value).count("[") == 2
    with pytest.raises(Inconsistent, match="x1, x2, x3 all matter"):
        run(juntas_by_membership(n=3, k=1, delta="1/100"), teachers.Honest(Junta(3, (0, 1, 2), MAJORITY)))


def test_bad_arguments_are_named() -> None:
    target = teachers.Honest(Junta(3, (), np.array([False])))
    for bad in (juntas(n=0), mobius(n=0, d=1), mobius(n=3, d=-1), mobius_relevant(n=0, d=1), mobius_relevant(n=3, d=-1)):
        with pytest.raises(BadArgument, match="is an integer"):
            run(bad, target)
    for arguments in ({"n": 0, "k": 0}, {"n": 3, "k": 4}, {"n": 3, "k": -1}, {"n": 3, "k": 1, "seed": -1}):
        with pytest.raises(BadArgument, match="is an integer"):
            run(juntas_by_membership(**{"delta": "1/4", **arguments}), target)  # type: ignore[arg-type]
    assert not run(juntas_by_membership(n=3, k=1, delta="49/100"), target).hypothesis.variables
    for delta in ("1/2", "3/4", 0, 1):
        with pytest.raises(BadArgument, match="delta is a probability"):
            run(juntas_by_membership(n=3, k=1, delta=delta), target)
    for learns, sizes in ((Juntas(), {"n": 30, "k": 9}), (BooleanPolynomials(), {"n": 30, "d": 2})):
        with pytest.raises(Undecided, match="too many"):
            learns.space(**sizes)  # type: ignore[attr-defined]
    with pytest.raises(Undecided, match="6 variables are the most"):
        BooleanTrees().space(n=7, d=1)
    with pytest.raises(Undecided, match="too many"):
        BooleanTrees().space(n=4, d=4)
