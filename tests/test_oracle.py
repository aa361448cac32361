"""The formal oracle against brute force, and labels that depend on their point alone."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qlearn import Counterexample, Equivalence, Label, Membership, Value, find
from qlearn.choices import Coins
from qlearn.concepts.affine import AffineFunction, AffineFunctions, Softmax, SoftmaxModels
from qlearn.concepts.conjunctions import Conjunction, Conjunctions
from qlearn.concepts.tables import CUBE, Labelling, Row, Tables
from qlearn.concepts.thresholds import Bracket, GridThresholds, IntegerThresholds, IntervalThresholds, Threshold
from qlearn.domains import Grid
from qlearn.errors import Undecided
from qlearn.oracle import agree, disagreements, legal, truth
from qlearn.points import LARGE

CLASSES: list[Any] = [
    Conjunctions(), Tables(), GridThresholds(), IntegerThresholds(), IntervalThresholds(),
    AffineFunctions(), SoftmaxModels(), SoftmaxModels(classes=2),
]  # fmt: skip
seeds = st.integers(0, 10**6)


class Foreign:
    """A hypothesis that no concept knows: it flips another one's labels at some points."""

    def __init__(self, inner: Any, flipped: Any) -> None:
        self.inner, self.flipped = inner, {point.astype(float).tobytes() for point in flipped}

    def __call__(self, points: Any) -> Any:
        return self.inner(points) ^ np.array([point.astype(float).tobytes() in self.flipped for point in points])

    def key(self) -> bytes:
        return b"foreign" + self.inner.key() + b"".join(sorted(self.flipped))


@pytest.mark.parametrize("concepts", [Conjunctions(), Tables(), GridThresholds()], ids=str)
@given(seed=seeds, share=st.integers(0, 3))
def test_disagreements_are_all_the_points_where_two_functions_differ(concepts: Any, seed: int, share: int) -> None:
    coins = Coins(seed)
    concept = concepts.draw(coins)
    everywhere = concept.domain.points()
    wrong = everywhere[coins.rng.integers(0, 4, len(everywhere)) < share]
    hypothesis = Foreign(concept, wrong)
    found = list(disagreements(concept, hypothesis))
    assert sorted(c.point.tolist() for c in found) == sorted(wrong.tolist())
    assert agree(concept, hypothesis) == (not len(wrong)) == legal(Equivalence(hypothesis), concept, None)
    assert all(isinstance(c.label, bool) and c.label == concept(c.point[None])[0] for c in found)


@pytest.mark.parametrize("concepts", [Conjunctions(), Tables(), GridThresholds()], ids=str)
@given(seed=seeds)
def test_an_equivalence_answer_is_legal_exactly_where_the_two_differ(concepts: Any, seed: int) -> None:
    coins = Coins(seed)
    concept = concepts.draw(coins)
    space = concepts.space(**concept.given)
    guess = space.concepts[coins.integer(0, len(space.concepts) - 1)]
    everywhere = concept.domain.points()
    differ = concept(everywhere) != guess(everywhere)
    for point, wrong, label in zip(everywhere, differ, concept(everywhere).tolist(), strict=True):
        assert legal(Equivalence(guess), concept, Counterexample(point, label)) == wrong
        assert not legal(Equivalence(guess), concept, Counterexample(point, not label))
    assert legal(Equivalence(guess), concept, None) == (not differ.any()) == agree(concept, guess)


@pytest.mark.parametrize("concepts", CLASSES, ids=str)
@given(seed=seeds)
def test_answers_depend_on_their_point_alone(concepts: Any, seed: int) -> None:
    coins = Coins(seed)
    concept = concepts.draw(coins)
    points = concept.domain.draw(coins, 9)
    if points.dtype == np.float64 and not isinstance(concept, Row):
        points = np.vstack([points, 0 * points[:1], -0.0 * points[:1] + 0.0, points[:1]])
    points = points if isinstance(concept, Row) else np.asfortranarray(points)
    asked: list[Any] = [Value(points, concept.values(points).shape[1])] if hasattr(concept, "values") else []
    asked.append(Membership(points) if concept(points).dtype == bool else Label(points, concept.sizes["K"]))
    order = coins.rng.permutation(len(points))
    for query in asked:
        whole = query.accepts(truth(query, concept))
        alone = [query.with_points(row[None]).accepts(truth(query.with_points(row[None]), concept))[0] for row in points]
        assert np.array_equal(whole, np.array(alone))
        shuffled = query.with_points(points[order])
        assert np.array_equal(shuffled.accepts(truth(shuffled, concept)), whole[order])
        assert legal(query, concept, whole)


@pytest.mark.parametrize("make", [np.ascontiguousarray, np.asfortranarray], ids=["by rows", "by columns"])
def test_a_large_batch_is_labelled_as_its_rows_are_in_either_memory_order(make: Any) -> None:
    w = np.array([0.1, 0.2, -0.3, 1e-17])
    points = make(np.tile(np.array([[1.0, 1.0, 1.0, 1.0], [3.0, 1.5, 2.0, -1.0]]), (LARGE // 4, 1)))  # sums near 0
    half_space = AffineFunction(w, 0.0)
    labels = half_space(Membership(points).points)
    assert labels.tolist() == [half_space(points[:1])[0], half_space(points[1:2])[0]] * (LARGE // 4)


@pytest.mark.parametrize("kind", [bool, np.int8, np.uint8, np.int64, np.float32, np.float64])
def test_bits_are_the_same_points_in_every_type(kind: Any) -> None:
    bits = np.array([[1, 0, 1], [1, 1, 1], [0, 0, 0]]).astype(kind)
    for concept in (Conjunction(np.array([True, False, True])), Conjunction(np.zeros(3, bool)), Conjunction.of_all(3)):
        assert concept(Membership(bits).points).tolist() == concept(bits.astype(float)).tolist()
    w = AffineFunction(np.array([0.1, -0.7, 1 / 3]), 0.25)
    assert (w.values(Membership(bits).points) == w.values(bits.astype(float))).all()


@given(st.sampled_from([-1.0, 0.0, 1.0]), st.sampled_from([-0.0, 0.0]), st.sampled_from([-0.0, 0.0]))
def test_there_is_one_zero_in_the_space_as_in_the_oracle(w: float, x: float, said: float) -> None:
    space, query = AffineFunctions().space(d=1), Value([[x]])
    answer = query.accepts([said])
    left = space.after(query, answer, space.all)
    for concept in space.concepts:
        assert space.contains(left, concept) == legal(query, concept, answer)
    assert space.contains(left, AffineFunction(np.array([w]), 0.0))


def test_keys_tell_concepts_of_different_shapes_apart() -> None:
    flat = [Softmax.of(np.zeros((K, d)), np.zeros(K)) for K, d in ((2, 3), (4, 1))]
    assert flat[0].key() != flat[1].key(), "both are eight zeros"
    assert Conjunction.of_all(2).key() != Conjunction.of_all(3).key()
    assert AffineFunction(np.array([0.0]), -0.0).key() == AffineFunction(np.array([-0.0]), 0.0).key()
    assert Row(CUBE, 3).key() == Labelling(np.array(CUBE[3], bool)).key(), "the same function"
    assert Threshold(Fraction(1, 3), Grid(2)).key() != Bracket(Fraction(0), Fraction(1, 3)).key()


def test_what_the_oracle_cannot_tell_it_says() -> None:
    one, other = AffineFunction(np.array([1.0]), 0.0), AffineFunction(np.array([2.0]), 0.0)
    assert agree(one, one)
    with pytest.raises(Undecided):
        agree(one, other)
    with pytest.raises(Undecided):
        legal(Equivalence(other), one, None)
    far = Threshold(Fraction(5), Grid(2**53))
    with pytest.raises(Undecided, match="not enumerated"):
        agree(far, Bracket(Fraction(4), Fraction(5)))
    with pytest.raises(Undecided, match="too many"):
        GridThresholds().space(N=10**6)


@pytest.mark.parametrize("n", [1, 8])
def test_a_foreign_hypothesis_meets_every_conjunction(n: int) -> None:
    constant = Foreign(Conjunction(np.zeros(n, bool)), Conjunction.of_all(n).domain.points())  # says no everywhere
    space = find("boolean.elimination").theorem.learns.space(n=n)
    for concept in space.concepts:
        accepted = list(disagreements(concept, constant))
        assert len(accepted) == 2 ** int((~concept.keep).sum())
