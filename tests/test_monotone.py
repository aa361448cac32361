"""Monotone functions: least terms, maxterms, what labels say of other points, and the learners."""

from __future__ import annotations

import itertools
import time
from typing import Any, ClassVar

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qlearn import Equivalence, Membership, run, teachers
from qlearn.choices import Coins
from qlearn.concepts.masks import masks_of, points_of
from qlearn.concepts.monotone import DEDEKIND, MonotoneDNF, MonotoneDNFs, MonotoneFunction, MonotoneFunctions
from qlearn.concepts.transversals import minimal_transversals
from qlearn.domains import Cube
from qlearn.errors import BadArgument, Inconsistent
from qlearn.learners.boolean.dualize_and_advance import dualize_and_advance
from qlearn.learners.boolean.hansel import chains, hansel
from qlearn.learners.boolean.monotone_answers import MonotoneAnswers
from qlearn.learners.boolean.monotone_dnf import monotone_dnf
from qlearn.oracle import agree, disagreements

families = st.integers(1, 7).flatmap(
    lambda n: st.tuples(st.just(n), st.lists(st.integers(0, (1 << n) - 1), max_size=6))
)  # n, and terms as sets


class OnCube:
    """Any function of three bits."""

    domain = Cube(3)
    sizes: ClassVar = {"n": 3}

    def __init__(self, labels: Any) -> None:
        self.labels = np.array(labels, np.bool_)

    def __call__(self, points: Any) -> Any:
        return self.labels[(points @ np.array([4, 2, 1])).astype(int)]

    def key(self) -> bytes:
        return self.labels.tobytes()


def dnf(n: int, sets: Any) -> MonotoneDNF:
    return MonotoneDNF.of(points_of(sets, n))


@given(families)
def test_least_terms_and_maxterms_are_those_of_the_table(family: Any) -> None:
    n, sets = family
    cube = Cube(n).points()
    points, concept = masks_of(cube == 1), dnf(n, sets)
    true = {x for x in points if any(s & ~x == 0 for s in sets)}
    assert concept(cube).tolist() == [x in true for x in points]
    assert set(masks_of(concept.terms)) == {x for x in true if not any(x >> i & 1 and x ^ 1 << i in true for i in range(n))}
    false = set(points) - true
    greatest = {x for x in false if not any(not x >> i & 1 and x | 1 << i in false for i in range(n))}
    assert set(masks_of(concept.maxterms)) == greatest
    assert len(concept.maxterms) == len(greatest)
    assert concept.key() == dnf(n, [*reversed(sets), *sets]).key()


@given(families)
def test_transversals_of_transversals_are_the_least_sets(family: Any) -> None:
    n, sets = family
    twice = minimal_transversals(minimal_transversals(sets))
    assert sorted(twice) == sorted(masks_of(dnf(n, sets).terms))


@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_the_class_lists_every_monotone_function_once(n: int) -> None:
    every = MonotoneDNFs().space(n=n).concepts
    tables = {concept(Cube(n).points()).tobytes() for concept in every}
    assert len(every) == len(tables) == DEDEKIND[n] == len({concept.key() for concept in every})
    assert len(MonotoneFunctions().space(n=n).concepts) == DEDEKIND[n]


def test_differences_are_found_and_none_where_there_is_none() -> None:
    every = MonotoneDNFs().space(n=3).concepts
    cube = Cube(3).points()
    for one, other in itertools.product(every, repeat=2):
        wrong = list(disagreements(one, other))
        assert bool(wrong) == (one is not other)
        assert all(one(c.point[None])[0] == c.label != other(c.point[None])[0] for c in wrong)
        heaviest = max((int(x.sum()) for x in cube[one(cube) & ~other(cube)]), default=None)
        assert heaviest is None or max(int(c.point.sum()) for c in wrong if c.label) <= heaviest
    assert [c.point.tolist() for c in disagreements(dnf(3, [1]), dnf(3, []))] == [[1, 0, 0], [1, 1, 1]]


@given(st.integers(1, 10), st.lists(st.tuples(st.integers(0, 1023), st.booleans()), max_size=12))
def test_labels_say_of_other_points_what_monotone_functions_do(n: int, said: Any) -> None:
    answers, heard = MonotoneAnswers(n), []
    for x, label in said:
        x &= (1 << n) - 1
        torn = any(other != label and (y & ~x == 0 if other else x & ~y == 0) for y, other in heard)
        if torn:
            with pytest.raises(Inconsistent, match="not monotone"):
                answers.hear(x, label)
            break
        answers.hear(x, label)
        heard.append((x, label))
    for x in range(min(1 << n, 64)):
        follows = {other for y, other in heard if (y & ~x == 0 if other else x & ~y == 0)}
        assert answers.label(x) == (follows.pop() if follows else None)


@given(st.integers(0, 10**6), st.sampled_from(["first", "longest", "random"]))
def test_each_counterexample_gives_a_least_term(seed: int, policy: Any) -> None:
    target = MonotoneDNFs().draw(Coins(seed))
    found = run(monotone_dnf(target.sizes["n"]), teachers.Honest(target, policy, seed=seed))
    assert found.hypothesis.key() == target.key()
    points = [turn.query.points[0].tobytes() for turn in found.turns if isinstance(turn.query, Membership)]
    assert len(points) == len(set(points)), "no point is asked twice"
    known = {term.tobytes() for term in target.terms}
    for turn in found.turns:
        if isinstance(turn.query, Equivalence):
            assert {term.tobytes() for term in turn.query.hypothesis.terms} <= known  # type: ignore[attr-defined]


@pytest.mark.parametrize("policy", ["first", "longest"])
def test_a_hundred_variables(policy: Any) -> None:
    rng = np.random.default_rng(5)
    target = MonotoneDNF.of(rng.random((40, 100)) < 0.1)
    start = time.perf_counter()
    found = run(monotone_dnf(100), teachers.Honest(target, policy))
    assert agree(target, found.hypothesis)
    assert found.ledger[Equivalence] == 41
    assert found.ledger[Membership] <= 40 * 99 + 1
    assert time.perf_counter() - start < 30, "about a second where nothing else runs"


def named(error: Inconsistent, target: Any) -> None:
    """The two points of the message: the first is accepted, and below the second, which is rejected."""
    said = str(error)
    low, high = (np.array([list(map(int, part.split("]")[0].split(", ")))], np.uint8) for part in said.split("[")[1:3])
    assert (low <= high).all()
    assert target(low)[0]
    assert not target(high)[0]


def test_a_function_that_is_not_monotone_is_found_out() -> None:
    monotone = {concept(Cube(3).points()).tobytes() for concept in MonotoneDNFs().space(n=3).concepts}
    for labels in itertools.product((0, 1), repeat=8):
        target = OnCube(labels)
        if target(Cube(3).points()).tobytes() in monotone:
            assert agree(target, run(monotone_dnf(3), teachers.Honest(target)).hypothesis)
            continue
        with pytest.raises(Inconsistent, match="not monotone") as error:
            run(monotone_dnf(3), teachers.Honest(target))
        named(error.value, target)


BY_LABELS = [dualize_and_advance, hansel]


@pytest.mark.parametrize("learner", BY_LABELS, ids=lambda learner: learner.name)
@given(st.integers(0, 10**6))
def test_labels_alone_find_it_and_meet_every_minterm_and_maxterm(learner: Any, seed: int) -> None:
    target = MonotoneFunctions().draw(Coins(seed))
    found = run(learner(target.sizes["n"]), teachers.Honest(target))
    assert found.hypothesis.key() == target.key()
    asked = [turn.query.points[0].tobytes() for turn in found.turns]  # type: ignore[attr-defined]
    assert len(asked) == len(set(asked)), "no point is asked twice"
    assert set(asked) >= {x.astype(np.uint8).tobytes() for x in (*target.terms, *target.maxterms)}


@pytest.mark.parametrize("learner", BY_LABELS, ids=lambda learner: learner.name)
def test_labels_that_follow_are_not_asked(learner: Any) -> None:
    """So the answers about any target, monotone or not, fit the monotone function that is returned."""
    for labels in itertools.product((0, 1), repeat=8):
        target = OnCube(labels)
        found = run(learner(3), teachers.Honest(target))
        assert all(found.hypothesis(turn.query.points) == turn.answer for turn in found.turns)  # type: ignore[attr-defined]


def test_the_majority_of_nine_costs_hansel_what_it_must() -> None:
    majority = MonotoneFunction.of(np.array([x for x in Cube(9).points() if x.sum() == 5]) == 1)
    assert majority.sizes == {"n": 9, "m": 126, "t": 126}
    assert run(hansel(9), teachers.Honest(majority)).ledger[Membership] == 252
    assert run(dualize_and_advance(9), teachers.Honest(majority)).ledger[Membership] <= 126 * 10 + 1


def test_twenty_variables_and_few_minterms() -> None:
    rng = np.random.default_rng(3)
    target = MonotoneFunction.of(rng.random((5, 20)) < 0.2)
    start = time.perf_counter()
    found = run(dualize_and_advance(20), teachers.Honest(target))
    assert found.hypothesis.key() == target.key()
    assert found.ledger[Membership] <= target.sizes["m"] + 20 * target.sizes["t"] + 1
    assert time.perf_counter() - start < 20, "a tenth of a second where nothing else runs"


def test_chains_of_three_bits() -> None:
    assert sorted(map(len, chains(3))) == [2, 2, 4]
    assert [0, 1, 3, 7] in chains(3)


@pytest.mark.parametrize("learner", [monotone_dnf, *BY_LABELS], ids=lambda learner: learner.name)
@pytest.mark.parametrize("n", [0, -2, True, 2.0])
def test_no_variables_are_refused(learner: Any, n: Any) -> None:
    with pytest.raises(BadArgument, match=r"n is an integer, at least 1"):
        next(iter(learner(n)))
