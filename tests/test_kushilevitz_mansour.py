"""Sums of parities, and the learner that finds them: exact, frugal, and wrong as seldom as it says."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qlearn import run, teachers
from qlearn.concepts.boolean_tree_classes import BooleanTrees
from qlearn.concepts.boolean_trees import BooleanTree
from qlearn.concepts.fourier import FourierSum, transformed
from qlearn.concepts.juntas import Junta
from qlearn.concepts.masks import points_of
from qlearn.errors import BadArgument, Failed
from qlearn.evidence.arithmetic import evaluate
from qlearn.learners.boolean.buckets import WeightTest, survivors
from qlearn.learners.boolean.characters import interpolated
from qlearn.learners.boolean.known import Known
from qlearn.learners.boolean.kushilevitz_mansour import asked, kushilevitz_mansour, needed, samples, weight_test
from qlearn.oracle import agree
from qlearn.testing import concepts

PARITY_8 = BooleanTree(8, (255, False, True))
DEEP: Any = (1 << 3, (3 << 5, False, True), (1 << 9, True, False))  # depth 2, its nodes ask x4, x6 + x7, x10


def held(talk: Any, target: Any) -> tuple[Any, list[Any]]:
    """What a part of a dialogue returns, and its questions."""
    queries, answer = [], None
    try:
        while True:
            queries.append(talk.send(answer))
            answer = target(queries[-1].points)
    except StopIteration as end:
        return end.value, queries


@given(st.integers(1, 100), st.integers(1, 4), st.fractions(Fraction(1, 1000), Fraction(49, 100), max_denominator=1000))
def test_the_numbers_are_those_of_the_claim(n: int, d: int, delta: Fraction) -> None:
    m = samples(n, d, delta)
    assert m == evaluate("ceiling(8*16**(d - 1)*log(4**d*n/delta))", {"n": n, "d": d, "delta": delta})
    assert asked(n, d, delta) == min(2**n, 2 * n * m + 4 ** (d - 1))
    test = weight_test(n, d, delta)
    assert (test.least, test.most) == (Fraction(1, 2 ** (d - 1)) ** 2, m)
    assert 2 * (2 * n * 4 ** (d - 1)) * test.share == delta, "two kinds of errors, and no risk is left over"
    e = min(n, d)
    assert 2 ** needed(n, d) == (2 ** (n - e + 1) * 2) ** 2 ** (e - 1), "a parity or its complement at each leaf"


@given(concepts(BooleanTrees(parities=True)))
def test_a_tree_is_its_fourier_sum(tree: BooleanTree) -> None:
    points = np.random.default_rng(0).integers(0, 2, (100, tree.n)).astype(np.uint8)
    same = FourierSum.of(tree.n, tree.spectrum())
    assert same.boolean
    assert (same(points) == tree(points)).all()
    assert agree(tree, same)
    assert agree(same, tree)
    assert same.places <= max(0, tree.measures[0] - 1), "multiples of 2**(1 - d)"
    if tree.n <= 8:
        assert transformed(tree.n, tree(points_of(range(1 << tree.n), tree.n))).key() == same.key()


@given(st.integers(1, 6).flatmap(lambda n: st.lists(st.booleans(), min_size=2**n, max_size=2**n)))
def test_the_transform_is_exact(labels: list[bool]) -> None:
    n = len(labels).bit_length() - 1
    found = transformed(n, np.array(labels))
    assert found(points_of(range(2**n), n)).tolist() == labels
    assert found.boolean
    broken = FourierSum(n, found.masks, (found.numerators[0] + 1, *found.numerators[1:]), found.places)
    assert not broken.boolean


@settings(max_examples=200)
@given(st.data())
def test_sums_that_differ_on_a_large_cube_are_told_apart(data: Any) -> None:
    masks = [1, 2, 3, 1 << 40, 1 << 40 | 1]
    node = st.recursive(st.booleans(), lambda parts: st.tuples(st.sampled_from(masks), parts, parts), max_leaves=5)
    one, other = (BooleanTree(41, data.draw(node)) for _ in range(2))
    cube = points_of([a | b << 40 for a in range(4) for b in (0, 1)], 41)
    found = list(FourierSum.of(41, one.spectrum()).disagreements(other) or [])
    assert bool(found) == bool((one(cube) != other(cube)).any())
    assert all(one(x[None])[0] != other(x[None])[0] for x in found)


def test_what_knows_no_spectrum_is_left_to_the_list_of_all_points() -> None:
    assert FourierSum.of(30, BooleanTree(30, True).spectrum()).disagreements(Junta(30, (), np.array([True]))) is None


def test_a_parity_of_eight_variables_takes_few_labels_and_fails_as_seldom_as_it_says() -> None:
    """A Goldreich-Levin search with fixed samples asks 41,728 here; there are 256 points."""
    counts, wrong = [], 0
    for seed in range(200):
        try:
            done = run(kushilevitz_mansour(n=8, d=1, delta="1/4", seed=seed), teachers.Honest(PARITY_8))
        except Failed:
            wrong += 1
            continue
        counts.append(done.ledger["membership"])
        wrong += not agree(PARITY_8, done.hypothesis)
    assert wrong <= 50, "delta = 1/4 of 200; the tests are cautious"
    assert max(counts) <= 100
    assert sum(counts) / len(counts) < 70


@pytest.mark.parametrize(("n", "root", "d", "most"), [(30, ((1 << 30) - 1, True, False), 1, 400), (16, DEEP, 2, 16_000)])
def test_it_asks_far_fewer_than_its_bound_on_larger_cubes(n: int, root: Any, d: int, most: int) -> None:
    tree = BooleanTree(n, root)
    for seed in range(3):
        done = run(kushilevitz_mansour(n=n, d=d, delta="1/100", seed=seed), teachers.Honest(tree))
        assert agree(tree, done.hypothesis)
        points = np.vstack([turn.query.points for turn in done.turns])
        assert len(np.unique(points, axis=0)) == len(points) == done.ledger["membership"]
        assert len(points) < most < asked(n, d, Fraction(1, 100))


def test_small_cubes_are_asked_whole_and_never_fail() -> None:
    for seed in range(20):
        done = run(kushilevitz_mansour(n=3, d=3, delta="1/4", seed=seed), teachers.Honest(BooleanTree(3, (4, (1, 0, 1), 1))))
        assert done.hypothesis.masks
        assert done.ledger["membership"] == 8
        assert agree(BooleanTree(3, (4, (1, 0, 1), 1)), done.hypothesis)


@pytest.mark.parametrize("value", [False, True])
def test_constants(value: bool) -> None:
    for n in (1, 20):
        found = run(kushilevitz_mansour(n=n, d=1, delta="1/100"), teachers.Honest(BooleanTree(n, value))).hypothesis
        assert agree(BooleanTree(n, value), found)
        assert found.masks == (0,)


def test_an_empty_bucket_is_kept_and_a_full_one_lost_as_seldom_as_its_test_says() -> None:
    """Of a tree of depth 2, level 1: one half is empty.  The other is a sum of squares that is 1, or 1/4 at least."""
    target, lost, kept = BooleanTree(12, (1 << 1, (1 << 2, False, True), (1 << 3, False, True))), 0, 0
    test = WeightTest(Fraction(1, 4), Fraction(1, 10), int(samples(12, 2, Fraction(1, 4))))
    for seed in range(100):
        found, _ = held(survivors(Known(12), np.random.default_rng(seed), 1, [0], test), target)
        lost += 0 not in found
        kept += 1 in found
    assert lost <= 10 + 9
    assert kept <= 10 + 9, "three standard deviations"


@given(concepts(BooleanTrees(parities=True)), st.integers(0, 3), st.booleans())
def test_coefficients_are_found_from_one_value_a_parity(tree: BooleanTree, seed: int, before: bool) -> None:
    """A mask too many gets 0; points that are known are not asked."""
    places, numerators = tree.spectrum()
    masks = sorted({*(mask for mask, number in numerators.items() if number), 1})
    known = Known(tree.n)
    if before and tree.n <= 8:
        cube = range(1 << tree.n)
        known.labels = dict(zip(cube, tree(points_of(cube, tree.n)).tolist(), strict=True))
    found, queries = held(interpolated(known, np.random.default_rng(seed), masks, 1 << places), tree)
    assert found == {mask: numerators.get(mask, 0) for mask in masks}
    assert sum(query.cost for query in queries) == (0 if before and tree.n <= 8 else len(masks))
    again, nothing = held(interpolated(known, np.random.default_rng(seed + 1), masks, 1 << places), tree)
    assert (again, nothing) == (found, []), "what is known is enough"


def test_a_target_that_is_no_such_tree_is_said() -> None:
    """Majority has coefficients of 1/2; x1 x2 + x3 x4 has 16 of them, of which 8 pairs are each at the edge of the test."""
    majority = Junta(12, (1, 5, 7), np.array([0, 0, 0, 1, 0, 1, 1, 1], np.bool_))
    bent = Junta(13, (0, 1, 2, 3), np.array([row % 4 == 3 or row >> 2 == 3 for row in range(15)] + [False]))
    for target, d, seen in ((majority, 1, "0 sets .* where 1 to 1 can"), (bent, 2, "5 sets .* where 1 to 4 can")):
        with pytest.raises(Failed, match=f"{seen}.*take a larger d"):
            run(kushilevitz_mansour(n=target.n, d=d, delta="1/100"), teachers.Honest(target))


def test_a_needle_that_seems_to_be_a_constant_is_seen_by_its_labels() -> None:
    needle = Junta(12, (0, 3, 5, 7, 9), np.arange(32) == 31)
    with pytest.raises(Failed, match=r"do not add up to the labels.*take a larger d"):
        run(kushilevitz_mansour(n=12, d=2, delta="1/100"), teachers.Honest(needle))


def test_the_seed_is_0_unless_it_is_said() -> None:
    first, same = (
        run(kushilevitz_mansour(n=8, d=1, delta="49/100", **said), teachers.Honest(PARITY_8)) for said in ({}, {"seed": 0})
    )  # type: ignore[arg-type]
    assert [turn.query.key() for turn in first.turns] == [turn.query.key() for turn in same.turns]


def test_bad_arguments_are_named() -> None:
    for arguments in ({"n": 0, "d": 1}, {"n": 3, "d": 0}, {"n": 3, "d": 1, "seed": -1}):
        with pytest.raises(BadArgument, match="is an integer"):
            run(kushilevitz_mansour(**{"delta": "1/4", **arguments}), teachers.Honest(PARITY_8))  # type: ignore[arg-type]
    for delta in ("1/2", 0, 1):
        with pytest.raises(BadArgument, match="delta is a probability"):
            run(kushilevitz_mansour(n=8, d=1, delta=delta), teachers.Honest(PARITY_8))
