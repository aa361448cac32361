"""Every version space is the fast form of one relation: legal(query, concept, answer)."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qlearn import Comparison, Counterexample, Equivalence, Example, Label, Membership, Unlabelled, Value
from qlearn.choices import Coins
from qlearn.classes import conflict
from qlearn.concepts.affine import AffineFunctions, SoftmaxModels, affine
from qlearn.concepts.conjunctions import Conjunction, Conjunctions
from qlearn.concepts.pool_half_spaces import BENT, SQUARE, PoolHalfSpace, PoolHalfSpaces
from qlearn.concepts.tables import CUBE, SINGLETONS, Labelling, Row, Tables, littlestone
from qlearn.concepts.thresholds import GridThresholds, IntegerThresholds, IntervalThresholds, Threshold, first_float_from
from qlearn.domains import Cube, Grid
from qlearn.errors import Undecided
from qlearn.oracle import agree, disagreements, legal
from qlearn.queries import Query
from qlearn.transcript import Turn

WHOLE = [
    (Conjunctions(), {"n": 3}),
    (Tables(), {"table": CUBE}),
    (Tables(), {"table": SINGLETONS}),
    (GridThresholds(), {"N": 6}),
    (IntegerThresholds(), {}),
    (PoolHalfSpaces(), {"pool": SQUARE}),
    (PoolHalfSpaces(), {"pool": BENT}),
    (AffineFunctions(), {"d": 2}),
    (SoftmaxModels(classes=2), {"d": 1}),
]


def questions(space: Any, choices: Coins) -> list[Any]:
    """A few questions that fit the concepts of a space."""
    concept = space.concepts[0]
    if isinstance(concept, PoolHalfSpace):
        points, others = concept.domain.draw(choices, 2), concept.domain.draw(choices, 2)
        return [Comparison(points, others), Comparison(points, points), Membership(points)]
    if hasattr(concept, "values"):
        points = concept.domain.draw(choices, 2).round(1)
        return [Value(points, concept.values(points).shape[1]), Membership(points), Membership(0 * points)]
    points = concept.domain.draw(choices, 3) if concept.domain.d > 1 else choices.rng.integers(0, 5, (3, 1)).astype(float)
    if isinstance(concept.domain, Grid):
        points = np.clip(points, concept.domain.first, concept.domain.first + concept.domain.size - 1)
    asked = [Membership(points), Membership(np.repeat(points[:1], 2, axis=0)), Label(points, 2)]
    guesses = [space.concepts[choices.integer(0, len(space.concepts) - 1)]]
    if isinstance(concept, Row):
        guesses.append(Labelling(choices.bits(len(concept.table[0]))))
    return [*asked, *(Equivalence(guess) for guess in guesses if space.points is not None)]


@pytest.mark.parametrize(("concepts", "sizes"), WHOLE, ids=lambda x: str(x))
@given(st.integers(0, 10**6))
def test_options_are_the_legal_answers_and_what_is_left_are_their_concepts(concepts: Any, sizes: Any, seed: int) -> None:
    space, coins = concepts.space(**sizes), Coins(seed)
    alive = 0
    while not alive:
        alive = sum(1 << i for i, kept in enumerate(coins.bits(len(space.concepts))) if kept)
    for query in questions(space, coins):
        options = space.options(query, alive)
        spelled = {answer.tobytes() if isinstance(answer, np.ndarray) else repr(answer) for answer, _ in options}
        assert len(spelled) == len(options)
        for answer, left in options:
            assert left, "an option that nothing satisfies is none"
            for concept in space.every(alive):
                assert space.contains(left, concept) == legal(query, concept, answer)
            assert space.after(query, answer, alive) == left
        covered = 0
        for _, left in options:
            covered |= left
        assert covered == alive, "every concept has a legal answer"


@given(st.integers(0, 10**6))
def test_the_interval_of_thresholds_is_the_relation_too(seed: int) -> None:
    coins = Coins(seed)
    concept = IntervalThresholds().draw(coins)
    a, b = concept.given["a"], concept.given["b"]
    space = IntervalThresholds().space(a=a, b=b)
    at = [a, b, concept.t, (a + b) / 2, a - 1, b + 1, a + (b - a) / 3]
    query = Membership(np.array([[float(x)] for x in at]))
    options = space.options(query, space.all)
    for answer, left in options:
        assert space.after(query, answer, space.all) == left
        for other in [*space.every(left), *space.every(space.all), concept]:
            assert space.contains(left, other) == legal(query, other, answer)
    assert sum(space.size(left) for _, left in options) == b - a
    assert space.after(Membership([[float(b)]]), np.array([False]), space.all) is None
    assert all(space.contains(space.all, c) for c in [space.witness(space.all), *space.every(space.all)])


@given(st.fractions(max_denominator=10**9), st.floats(allow_nan=False, allow_infinity=False))
def test_a_threshold_compares_floats_as_the_rationals_they_are(t: Fraction, x: float) -> None:
    concept = Threshold(t, Cube(1))
    assert concept(np.array([[x]]))[0] == (Fraction(x) >= t)
    assert concept(np.array([[first_float_from(t)]]))[0]
    assert not concept(np.array([[np.nextafter(first_float_from(t), -np.inf)]]))[0]


@given(st.integers(1, 7), st.data())
def test_conjunctions_find_their_own_disagreements(n: int, data: st.DataObject) -> None:
    bits = st.lists(st.booleans(), min_size=n, max_size=n)
    one, other = (Conjunction(np.array(data.draw(bits))) for _ in range(2))
    everywhere = Cube(n).points()
    same = bool((one(everywhere) == other(everywhere)).all())
    found = list(disagreements(one, other))
    assert agree(one, other) == same == (not found)
    assert all(legal(Equivalence(other), one, counterexample) for counterexample in found)
    assert legal(Equivalence(other), one, None) == same


def test_a_large_class_is_decided_without_listing_its_domain() -> None:
    one = Conjunction(np.arange(200) % 3 == 0)
    assert agree(one, Conjunction(np.arange(200) % 3 == 0))
    assert not agree(one, Conjunction(np.arange(200) % 3 != 1))


def test_what_cannot_be_decided_is_not_guessed() -> None:
    class Statistical(Query[Any]):
        kind = "statistical"

    class Odd:
        def __call__(self, points: Any) -> Any:
            return points.sum(axis=1) % 2 == 1

        def key(self) -> bytes:
            return b"odd"

    with pytest.raises(Undecided, match="200"):
        agree(Conjunction.of_all(200), Odd())
    with pytest.raises(Undecided, match="too many"):
        Conjunctions().space(n=13)
    with pytest.raises(Undecided, match="too many"):
        AffineFunctions().space(d=30)
    with pytest.raises(Undecided, match="statistical"):
        Conjunctions().space(n=2).after(Statistical(), 0.5, 1)
    with pytest.raises(Undecided, match="two classes"):
        SoftmaxModels().space(d=1, K=3)
    with pytest.raises(Undecided, match="no single true answer"):
        legal(Value(np.zeros((1, 2))), Conjunction.of_all(2), np.zeros((1, 1)))


@given(st.integers(1, 4), st.integers(0, 999))
def test_examples_leave_the_concepts_they_are_true_of(n: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    space, query = Conjunctions().space(n=n), Example(3)
    answer = (rng.integers(0, 2, (3, n)).astype(np.uint8), rng.random(3) < 0.5)
    left = space.after(query, answer, space.all)
    assert space.every(left or 0) == [concept for concept in space.concepts if legal(query, concept, answer)]


def test_points_without_labels_leave_every_concept() -> None:
    space, query = Conjunctions().space(n=2), Unlabelled(2)
    answer = np.array([[1, 0], [1, 1]], np.uint8)
    assert space.after(query, answer, 0b101) == 0b101
    for concept in space.concepts:
        assert legal(query, concept, answer)
        assert not legal(query, concept, 2 * answer), "no points of the domain"
        assert not legal(query, concept, answer[:1])


def test_a_comparison_is_true_of_an_ordered_concept_alone() -> None:
    concept = PoolHalfSpace((2, -1), 5, SQUARE)
    query = Comparison([[1.0, 0.0], [0.0, 1.0], [0.0, 0.0]], [[0.0, 0.0], [0.0, 0.0], [0.0, 0.0]])
    assert legal(query, concept, [True, False, True]), "a tie reaches"
    assert not legal(query, concept, [True, False, False])
    assert not legal(query, concept, [True, False])
    with pytest.raises(Undecided, match="no single true answer to a comparison"):
        legal(query, Conjunction.of_all(2), [True, True, True])


def test_illegal_answers_are_told_from_legal_ones() -> None:
    target = Conjunction(np.array([True, False]))
    assert legal(Membership([[1, 0], [0, 1]]), target, [True, False])
    assert not legal(Membership([[1, 0], [0, 1]]), target, [True, True])
    assert not legal(Membership([[1, 0]]), target, "yes")
    guess = Equivalence(Conjunction.of_all(2))
    assert legal(guess, target, Counterexample(np.array([1, 0]), True))
    assert not legal(guess, target, Counterexample(np.array([0, 1]), True)), "not the target's label"
    assert not legal(guess, target, Counterexample(np.array([2, 0]), True)), "not a point of the domain"
    assert not legal(guess, target, None)
    points = np.array([[1, 0], [0, 0]], np.uint8)
    assert legal(Example(2), target, (points, np.array([True, False])))
    assert not legal(Example(2), target, (points, np.array([True, True])))
    assert not legal(Example(2), target, (points * 2, np.array([True, False])))


@given(st.integers(0, 10**6), st.integers(1, 6), st.integers(1, 7))
def test_a_rows_label_does_not_depend_on_its_batch(seed: int, d: int, K: int) -> None:
    rng = np.random.default_rng(seed)
    w = rng.normal(size=d)
    points = rng.normal(size=(64, d))
    points[::2] -= np.outer(points[::2] @ w, w) / (w @ w)  # ties, up to rounding
    W, b = np.vstack([w] * K), np.zeros(K)
    whole = affine(points, W, b)
    for rows in (slice(0, 1), slice(3, 8), slice(1, 64, 2)):
        assert (affine(points[rows], W, b) == whole[rows]).all()
    assert (affine(np.asfortranarray(points), W, b) == whole).all()


def test_littlestone_dimensions_of_known_classes() -> None:
    assert [littlestone(()), littlestone(((0,),)), littlestone(CUBE), littlestone(SINGLETONS)] == [-1, 0, 3, 1]
    for N, L in ((1, 1), (2, 1), (3, 2), (6, 2), (7, 3), (8, 3)):
        assert littlestone(tuple(tuple(int(x >= t) for x in range(N)) for t in range(N + 1))) == L


def test_a_conflict_is_a_least_set_of_turns() -> None:
    space = Conjunctions().space(n=3)
    said = [([[1, 1, 0]], [True]), ([[0, 1, 1]], [True]), ([[1, 1, 1]], [True]), ([[0, 1, 0]], [False])]
    turns = [Turn(Membership(points), np.array(labels)) for points, labels in said]
    assert conflict(turns[:3], space) == ()
    assert conflict(turns, space) == (0, 1, 3), "three turns, any two of which agree"
