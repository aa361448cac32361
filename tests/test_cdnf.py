"""Functions with a small DNF and CNF: subcubes, the hypotheses' exact differences, and the learner."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qlearn import Membership, run, teachers
from qlearn.choices import Coins
from qlearn.concepts import cdnf as concepts
from qlearn.concepts.cdnf import Cdnf, of_labels, of_tree
from qlearn.concepts.masks import in_words, mask_of, point_of, singletons
from qlearn.concepts.monotone_closures import MonotoneClosures, meeting
from qlearn.concepts.subcubes import Subcubes, every, fewest, spelled
from qlearn.domains import Cube
from qlearn.errors import BadArgument, Inconsistent
from qlearn.learners.boolean.cdnf import cdnf
from qlearn.queries import Counterexample

WIDE = [1, 5, 63, 64, 65, 130]


@pytest.mark.parametrize("n", WIDE)
def test_points_and_numbers(n: int) -> None:
    coins = Coins(n)
    for x in Cube(n).draw(coins, 20):
        z = mask_of(x)
        assert z == sum(int(bit) << i for i, bit in enumerate(x))
        assert (point_of(z, n) == x).all()
        assert point_of(z, n).dtype == np.uint8
        assert sum(singletons(z)) == z
        assert len(list(singletons(z))) == x.sum()
    assert in_words([], n).shape == (0, -(-n // 64))


@pytest.mark.parametrize("n", WIDE)
def test_a_subcube_holds_the_points_that_have_its_values(n: int) -> None:
    coins = Coins(n, 1)
    points = Cube(n).draw(coins, 300)
    cubes = []
    for _ in range(4):
        fixed = [coins.integer(0, n - 1) for _ in range(3)]
        mask = sum({1 << i for i in fixed})
        cubes.append((mask, mask_of(points[coins.integer(0, 299)]) & mask))
    want = [any(mask_of(x) & mask == value for mask, value in cubes) for x in points]
    assert Subcubes(n, tuple(cubes))(points).tolist() == want
    assert Subcubes(n, tuple(cubes))(points.astype(np.float64)).tolist() == want
    assert not Subcubes(n, ())(points).any()


def test_many_points_are_looked_at_in_parts() -> None:
    few = Subcubes(20, ((0b111, 0b101), (1 << 19, 0)))
    points = Cube(20).draw(Coins(0), 20_000)
    assert few(points).tolist() == [bool(few(x[None])[0]) for x in points]


def test_a_term_is_spelled() -> None:
    assert spelled((0b101, 0b001)) == "x1 & ~x3"
    assert spelled((0, 0)) == "true"
    assert len(every(3)) == 27


def test_the_fewest_subcubes_are_the_least_dnf() -> None:
    for table in range(256):
        wanted = [x for x in range(8) if table >> x & 1]
        chosen = fewest(3, wanted, every(3))
        held = {x for x in range(8) for mask, value in chosen if x & mask == value}
        assert held == set(wanted)
        # no fewer subcubes without a false point will do
        inside = [c for c in every(3) if all(table >> x & 1 for x in range(8) if x & c[0] == c[1])]
        for fewer in itertools.combinations(inside, len(chosen) - 1 if chosen else 0):
            if chosen:
                assert {x for x in range(8) for mask, value in fewer if x & mask == value} != held


def test_parity_needs_all_its_terms_and_clauses() -> None:
    assert of_labels(3, 0b10010110).sizes == {"n": 3, "s": 4, "t": 4}


def closures(draw: Any, n: int) -> MonotoneClosures:
    """Any hypothesis, of a learner's or not."""
    point = st.integers(0, (1 << n) - 1)
    bases = draw(st.lists(st.tuples(point, st.lists(point, max_size=4)), max_size=4))
    return MonotoneClosures(n, tuple((a, tuple(found)) for a, found in bases))


@given(st.data(), st.integers(1, 6), st.integers(0, 200))
def test_differences_found_by_subcubes_are_those_found_by_trying(data: Any, n: int, seed: int) -> None:
    concept, hypothesis = of_tree(Coins(seed), n, 9), closures(data.draw, n)
    everywhere = Cube(n).points()
    labels = concept(everywhere)
    said = hypothesis(everywhere)
    for x, label in zip(everywhere.tolist(), said.tolist(), strict=True):
        z = mask_of(np.array(x))
        assert label == all(any(not (v ^ a) & (v ^ z) for v in found) for a, found in hypothesis.bases)
    trues, falses = Subcubes(n, concept.trues), Subcubes(n, concept.falses)
    rejected, accepted = list(hypothesis.rejected(trues)), list(hypothesis.accepted(falses))
    assert bool(rejected) == bool((labels & ~said).any())
    assert bool(accepted) == bool((~labels & said).any())
    for x in [*rejected, *accepted]:
        assert concept(x[None])[0] != hypothesis(x[None])[0]


@pytest.mark.parametrize("n", [9, 10, 70])
def test_a_class_of_many_variables_finds_its_differences_itself(n: int) -> None:
    concept = of_tree(Coins(n), n, 6)
    found = concept.disagreements(MonotoneClosures(n, ()))
    assert (found is None) == (n < concepts.FEW)
    assert concept.disagreements(concept) is None
    assert concept.disagreements(MonotoneClosures(n + 1, ())) is None


def test_subcubes_that_meet() -> None:
    assert meeting([], (1, 1)) == (1, 1)
    assert meeting([[(0b10, 0b10)], [(0b10, 0)]], (1, 1)) is None
    assert meeting([[(0b110, 0b010), (0b10, 0)], [(0b100, 0b100)]], (1, 1)) == (0b111, 0b101)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 14), st.integers(1, 12), st.sampled_from(["first", "random", "longest"]))
def test_a_tree_is_learned_within_the_bounds(seed: int, n: int, leaves: int, policy: Any) -> None:
    tree = of_tree(Coins(seed), n, leaves)
    found = run(cdnf(n=n), teachers.Honest(tree, policy, seed=seed))
    points = Cube(n).draw(Coins(seed), 200)
    assert (found.hypothesis(points) == tree(points)).all()
    for bound in cdnf.theorem.bounds:
        assert found.ledger[bound.kind] <= bound.at(**tree.sizes)
    asked = [turn.query.points.tobytes() for turn in found.turns if isinstance(turn.query, Membership)]
    assert len(set(asked)) == len(asked), "no label is asked twice"


@pytest.mark.parametrize("n", [30, 70])
def test_fifty_leaves_are_found_within_the_bounds(n: int) -> None:
    tree = of_tree(Coins(3), n, 50)
    found = run(cdnf(n=n), teachers.Honest(tree, "random"))
    points = Cube(n).draw(Coins(4), 5000)
    assert (found.hypothesis(points) == tree(points)).all()
    assert all(found.ledger[bound.kind] <= bound.at(**tree.sizes) for bound in cdnf.theorem.bounds)


def test_a_drawn_tree_has_the_leaves_that_fit() -> None:
    assert len(of_tree(Coins(0), 2, 9).trues) + len(of_tree(Coins(0), 2, 9).falses) == 4
    tree = of_tree(Coins(1), 12, 9)
    everywhere = Cube(12).points()
    inside = np.concatenate([hits for _, hits in Subcubes(12, tree.trues + tree.falses).parts(everywhere)], axis=1)
    assert (inside.sum(axis=0) == 1).all(), "each point is in one leaf"


def test_constants() -> None:
    for concept, queries in ((Cdnf(3, (), ((0, 0),)), 2), (Cdnf(3, ((0, 0),), ()), 1)):
        found = run(cdnf(n=3), teachers.Honest(concept))
        assert found.ledger["equivalence"] == queries
        assert not found.ledger["membership"]


class Says:
    """Gives these counterexamples, and accepts every point but those that are none."""

    def __init__(self, *counterexamples: Counterexample) -> None:
        self.left = list(counterexamples)

    def answer(self, query: Any) -> Any:
        return np.ones(len(query.points), np.bool_) if isinstance(query, Membership) else self.left.pop(0)


def test_answers_that_no_function_gives() -> None:
    zero = np.array([0, 0], np.uint8)
    with pytest.raises(Inconsistent, match=r"\[0, 0\] is labelled True, but \[0, 0\] was labelled False before"):
        run(cdnf(n=2), Says(Counterexample(zero, False), Counterexample(zero, True)))
    with pytest.raises(Inconsistent, match="no point of 2 bits"):
        run(cdnf(n=2), Says(Counterexample(np.array([0, 0.5]), False)))
    for n in (0, -1, True, 2.0):
        with pytest.raises(BadArgument, match="n is an integer, at least 1"):
            next(iter(cdnf(n=n)))  # type: ignore[arg-type]
