"""One box: from a point inside, by counterexamples alone, and by the vote of all boxes."""

from __future__ import annotations

from fractions import Fraction
from math import prod
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qlearn import Counterexample, Session, run, teachers
from qlearn.axes import Axes
from qlearn.concepts.boxes import AnyBoxes, Boxes, BoxesAround, every_box, how_many
from qlearn.errors import BadAnswer, BadArgument, Inconsistent
from qlearn.evidence.search import Drawn
from qlearn.features import Categories, Floats, Integers, Reals
from qlearn.learners.trees.boxes import box, box_halving, smallest_box
from qlearn.oracle import agree

SLOW = settings(deadline=None, max_examples=60)


@SLOW
@given(data=st.data())
def test_a_box_is_found_from_a_point_inside(data: Any) -> None:
    target = BoxesAround().draw(Drawn(data.draw))
    found = run(box(**target.given), teachers.Honest(target))
    assert agree(target, found.hypothesis)
    assert (found.hypothesis.low == target.low).all()
    assert (found.hypothesis.high == target.high).all()
    sizes = found.learning.sizes(target)
    assert found.ledger["membership"] <= sizes["m"]
    assert found.ledger.rounds <= max(n.bit_length() for n in target.axes.sizes)
    assert sizes["m"] - (sizes["B"] - 1).bit_length() < 2 * sizes["d"]


@pytest.mark.parametrize(
    ("axes", "start", "most"),
    [
        (Axes.grid(1, 3), (0, 0, 0), 0),
        (Axes.grid(2, 1), (1,), 1),
        (Axes.grid(8, 2), (0, 7), 6),
        (Axes((Reals(0.0, 1.0, 1000), Categories(0, 1), Integers(7, 7))), (0.5, 1.0, 7.0), 19),
        (Axes((Floats(0.0, 1.0),)), (1.0,), 62),
    ],
)
def test_the_ends_of_an_axis_end_a_box(axes: Axes, start: tuple[float, ...], most: int) -> None:
    everything = Boxes(axes, np.zeros((1, axes.d), int), axes.last[None])
    point = axes.place(np.array([start], float))
    for target in (everything, Boxes(axes, point, point)):
        found = run(box(axes, start), teachers.Honest(target))
        assert agree(target, found.hypothesis)
        assert found.ledger["membership"] <= found.learning.sizes(target)["m"] == most


@pytest.mark.parametrize("start", [(5, 0), (0.5, 0), (0,), (0, 0, 0), 3.0], ids=str)
def test_a_start_outside_is_refused(start: Any) -> None:
    with pytest.raises(BadArgument, match="start is a point of"):
        Session(box(Axes.grid(3, 2), start))


@pytest.mark.parametrize("learner", [smallest_box, box_halving], ids=lambda learner: learner.name)
@SLOW
@given(data=st.data())
def test_a_box_is_found_from_counterexamples(learner: Any, data: Any) -> None:
    choices = Drawn(data.draw)
    target = AnyBoxes().draw(choices)
    policy: Any = ("first", "longest", "random")[choices.integer(0, 2)]
    found = run(learner(target.axes), teachers.Honest(target, policy, seed=choices.integer(0, 3)))
    assert agree(target, found.hypothesis)
    assert found.ledger["equivalence"] <= learner.theorem.bounds[0].at(**found.learning.sizes(target))


@pytest.mark.parametrize(("N", "d"), [(1, 1), (1, 4), (2, 1), (2, 3), (5, 1), (4, 3)])
def test_a_walk_along_the_axes_costs_the_smallest_box_its_bound(N: int, d: int) -> None:
    session: Any = Session(smallest_box(Axes.grid(N, d)))
    walk = [np.zeros(d), *(np.eye(d)[i] * step for i in range(d) for step in range(1, N))]
    for point in walk:
        session.tell(Counterexample(point, True))
    assert session.done
    assert len(walk) == smallest_box.theorem.bounds[0].at(d=d, N=N)
    assert agree(Boxes(Axes.grid(N, d), np.zeros((1, d), int), np.full((1, d), N - 1)), session.result.hypothesis)


@pytest.mark.parametrize("learner", [smallest_box, box_halving], ids=lambda learner: learner.name)
def test_a_domain_of_one_point_and_nothing(learner: Any) -> None:
    axes = Axes.grid(1, 2)
    for target in (Boxes.none(axes), Boxes(axes, np.zeros((1, 2), int), np.zeros((1, 2), int))):
        found = run(learner(axes), teachers.Honest(target))
        assert agree(target, found.hypothesis)
        assert found.ledger["equivalence"] == 1
    assert str(Boxes.none(axes)) == "nowhere"
    assert not Boxes.none(axes)(np.zeros((3, 2))).any()


def test_halving_asks_less_than_growing() -> None:
    axes = Axes.grid(9, 2)
    low, _ = every_box(axes.sizes)
    assert len(low) == how_many(axes.sizes) == 45**2
    target = Boxes(axes, np.array([[2, 3]]), np.array([[7, 8]]))
    asked = {}
    for learner in (smallest_box, box_halving):
        found = run(learner(axes), teachers.Honest(target, "first"))
        asked[learner.name] = found.ledger["equivalence"]
    assert asked["trees.box_halving"] <= 10 < asked["trees.smallest_box"]


@given(st.integers(2, 10**6), st.integers(1, 50))
def test_halving_is_within_two_d_lg_N(N: int, d: int) -> None:
    """The closed form in the docstring: 1 + (N (N + 1)/2)^d <= N^(2 d)."""
    bound = box_halving.theorem.bounds[0].at(N=N, d=d)
    assert 2**bound <= 1 + (N * (N + 1) // 2) ** d <= N ** (2 * d)
    assert Fraction(bound, 2 * d) <= N.bit_length()


def test_too_many_boxes_are_refused_with_an_alternative() -> None:
    with pytest.raises(BadArgument, match=r"trees\.smallest_box"):
        Session(box_halving(Axes.grid(1000, 3)))
    Session(box_halving(Axes.grid(127, 1)))
    with pytest.raises(BadArgument, match="8256 boxes"):
        Session(box_halving(Axes.grid(128, 1)))


def said(learning: Any, *answers: tuple[list[float], bool]) -> None:
    session = Session(learning)
    for point, label in answers:
        session.tell(Counterexample(np.array(point, float), label))


@pytest.mark.parametrize("learner", [smallest_box, box_halving], ids=lambda learner: learner.name)
def test_counterexamples_off_the_axes_are_refused(learner: Any) -> None:
    yes = True if learner is smallest_box else not _first_guess(learner)
    with pytest.raises(BadAnswer, match="no point of"):
        said(learner(Axes.grid(3, 2)), ([0.9, 1.1], yes))


def _first_guess(learner: Any) -> bool:
    session: Any = Session(learner(Axes.grid(3, 2)))
    return bool(session.query.hypothesis(np.array([[0.9, 1.1]]))[0])


def test_answers_that_no_box_gives_are_named() -> None:
    with pytest.raises(Inconsistent, match=r"\[1\] is said to be outside, .* \[0\.\.2\]"):
        said(smallest_box(Axes.grid(4, 1)), ([0], True), ([2], True), ([1], False))
    with pytest.raises(Inconsistent, match="no box on"):
        said(box_halving(Axes.grid(5, 1)), ([0], True), ([3], True), ([1], False))


def test_the_boxes_around_a_point_are_counted() -> None:
    axes, start = Axes((Integers(0, 3), Integers(5, 7))), (1.0, 5.0)
    space = BoxesAround().space(axes, start)
    assert len(space.every(space.all)) == prod([2 * 3, 1 * 3]) == box(axes, start).sizes()["B"]
