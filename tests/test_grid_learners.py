"""Trees and unions of boxes from labels and counterexamples: on the grid of their cuts, and by ranks."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qlearn import Counterexample, Session, find, run, teachers
from qlearn.axes import Axes
from qlearn.concepts.boxes import Boxes, UnionsOfBoxes
from qlearn.concepts.cells import differing, points_of_difference
from qlearn.concepts.grid_automata import GridAutomaton
from qlearn.concepts.grid_functions import GridFunction
from qlearn.concepts.modular import PRIME, independent, inverse, times
from qlearn.concepts.tree_classes import drawn_axes, drawn_tree, grown
from qlearn.concepts.trees import Tree
from qlearn.errors import BadAnswer, BadArgument, Inconsistent
from qlearn.evidence.search import Drawn
from qlearn.features import Categories, Floats, Integers, Reals
from qlearn.learners.trees.change import change
from qlearn.learners.trees.grid import boxes_union, grid
from qlearn.learners.trees.hankel import hankel
from qlearn.oracle import agree

LEARNERS = (grid, hankel)
SLOW = settings(deadline=None, max_examples=60)


def random_tree(axes: Axes, classes: int, leaves: int, seed: int) -> Tree:
    rng, left = np.random.default_rng(seed), leaves - 1

    def split(low: Any, high: Any) -> Any:
        nonlocal left
        wide = np.flatnonzero(low < high)
        if left <= 0 or not len(wide):
            return int(rng.integers(classes))
        left -= 1
        i = int(rng.choice(wide))
        return i, int(rng.integers(low[i], high[i]))

    return grown(axes, classes, split)


def learned(learner: Any, tree: Tree, policy: Any = "random", seed: int = 0) -> Any:
    """The run, held to its bounds and its promise."""
    found = run(learner(**tree.given), teachers.Honest(tree, policy, seed=seed))
    assert agree(tree, found.hypothesis)
    for bound in learner.theorem.bounds:
        assert found.ledger[bound.kind] <= bound.at(**found.learning.sizes(tree))
    return found


@pytest.mark.parametrize("learner", LEARNERS, ids=lambda learner: learner.name)
@SLOW
@given(data=st.data())
def test_any_tree_is_found_within_the_bounds(learner: Any, data: Any) -> None:
    choices = Drawn(data.draw)
    axes, classes = drawn_axes(choices), choices.integer(2, 4)
    tree = drawn_tree(choices, axes, classes)
    learned(learner, tree, ("first", "longest", "random")[choices.integer(0, 2)], choices.integer(0, 3))


@pytest.mark.parametrize("learner", LEARNERS, ids=lambda learner: learner.name)
@pytest.mark.parametrize(
    ("axes", "leaves"),
    [
        (Axes.grid(1, 1), 1),
        (Axes.grid(1, 5), 1),
        (Axes.grid(2, 1), 2),
        (Axes.grid(2, 6), 9),
        (Axes.grid(1000, 1), 30),
        (Axes.grid(10**15, 3), 5),
        (Axes((Categories(0, 3), Integers(5, 5), Reals(0.0, 1.0, 1000))), 7),
        (Axes((Floats(-1.0, 1.0), Floats(0.0, 1e300))), 5),
        (Axes.grid(4, 70), 5),
    ],
    ids=str,
)
def test_the_edges(learner: Any, axes: Axes, leaves: int) -> None:
    for seed in range(3):
        learned(learner, random_tree(axes, 2 + seed, leaves, seed), seed=seed)


@pytest.mark.parametrize("learner", LEARNERS, ids=lambda learner: learner.name)
def test_a_constant_is_one_label_and_a_yes(learner: Any) -> None:
    found = learned(learner, random_tree(Axes.grid(50, 8), 3, 1, 0))
    assert found.ledger["label"] == found.ledger["equivalence"] == 1


@pytest.mark.parametrize("learner", LEARNERS, ids=lambda learner: learner.name)
def test_thresholds_that_repeat_are_found_once(learner: Any) -> None:
    axes = Axes.grid(64, 2)
    tree = grown(axes, 2, lambda low, high: _checks(low, high))
    found = learned(learner, tree)
    assert tree.sizes["s"] == 2
    assert found.hypothesis.cuts == ((31,), (31,))
    assert found.ledger["equivalence"] <= 4


def _checks(low: Any, high: Any) -> Any:
    wide = np.flatnonzero(high - low == 63)
    return (int(wide[0]), 31) if len(wide) else int((low > 31).sum() % 2)


def test_the_grid_bound_is_met_by_one_cut() -> None:
    axes = Axes.grid(9, 4)
    asked = set()
    for i, c in itertools.product(range(4), range(8)):
        tree = grown(axes, 2, lambda low, high, i=i, c=c: (i, c) if high[i] - low[i] == 8 else int(low[i] > 0))
        found = learned(grid, tree, "longest")
        asked.add((found.ledger["equivalence"], found.ledger["label"]))
    assert asked == {(2, 2 + 2 + 3)}


def test_ranks_are_few_where_cells_are_many() -> None:
    """A leaf for each feature: 2**20 cells, 21 leaves."""
    axes = Axes.grid(100, 20)

    def split(low: Any, high: Any) -> Any:
        wide = np.flatnonzero(high - low == 99)
        cut = np.flatnonzero((low > 0) | (high < 99))
        return 1 if (low > 0).any() or not len(wide) else (len(cut), 40)

    tree = grown(axes, 2, lambda low, high: split(low, high) if not (high == 40).all() else 0)
    found = learned(hankel, tree)
    assert tree.sizes["P"] == 2**20
    assert tree.sizes["L"] == 21
    assert found.ledger["label"] < 2000
    assert max(step.shape[2] for step in found.hypothesis.steps) <= 21


@given(st.integers(0, 10**6), st.integers(1, 6))
@SLOW
def test_ranks_are_at_most_the_leaves(seed: int, leaves: int) -> None:
    tree = random_tree(Axes.grid(3, 4), 3, leaves, seed)
    codes = tree(tree.axes.points()).reshape(3, 3, 3, 3) + 1
    for i in range(1, 4):
        assert len(independent(codes.reshape(3**i, -1))) <= tree.sizes["L"]
    found = learned(hankel, tree)
    assert all(step.shape[2] <= tree.sizes["L"] for step in found.hypothesis.steps)


@given(st.data())
@SLOW
def test_an_automaton_knows_exactly_where_it_differs(data: Any) -> None:
    """Of a wrong automaton, with any numbers in it: against all points of a small domain."""
    rng = np.random.default_rng(data.draw(st.integers(0, 10**6)))
    axes, tree = Axes.grid(3, 3), random_tree(Axes.grid(3, 3), 2, data.draw(st.integers(1, 6)), 7)
    right = learned(hankel, tree).hypothesis
    steps = [step.copy() for step in right.steps]
    i = data.draw(st.integers(0, 2))
    at = tuple(int(rng.integers(n)) for n in steps[i].shape)
    steps[i][at] = (steps[i][at] + data.draw(st.integers(0, 2))) % PRIME
    other = GridAutomaton(axes, right.cuts, tuple(steps), 2, right.first)
    everywhere = axes.points()
    wrong = tree(everywhere) != other(everywhere)
    points = list(points_of_difference(tree, other) or ())
    assert bool(points) == wrong.any()
    assert all(other(point[None])[0] != tree(point[None])[0] for point in points)


def test_states_in_one_direction_are_told_apart() -> None:
    """Two prefixes lead to the numbers 1 and 2, of which only the first is right."""
    steps = (np.array([[[1]], [[2]]]), np.array([[[1]], [[1]]]))
    doubling = GridAutomaton(Axes.grid(2, 2), ((0,), (0,)), steps, 2, first=1)
    found = [place.tolist() for place in doubling.unlike(np.zeros(2, int), np.ones(2, int), 1)]
    assert found == [[1, 0], [1, 1]]


def test_an_automaton_without_a_class_says_so() -> None:
    odd = GridAutomaton(Axes.grid(2, 1), ((0,),), (np.array([[[1]], [[7]]]),), 2, first=1)
    assert odd(np.array([[0.0], [1.0]])).tolist() == [1, 2]
    assert str(odd) == "1 states between 1 cuts"


@given(st.lists(st.lists(st.integers(0, PRIME - 1), min_size=4, max_size=4), min_size=4, max_size=4))
def test_matrices_are_inverted_exactly(rows: list[list[int]]) -> None:
    a = np.array(rows)
    chosen = independent(a)
    assert len(independent(a[chosen])) == len(chosen)
    if len(chosen) == 4:
        assert (times(a, inverse(a)) == np.eye(4)).all()
    assert independent(np.vstack([a[:1], a[:1], a])) == independent(np.vstack([a[:1], 0 * a[:1], a]))


@given(st.data())
@SLOW
def test_a_grid_function_is_its_cells(data: Any) -> None:
    d = data.draw(st.integers(1, 3))
    axes = Axes.grid(6, d)
    cuts = tuple(tuple(sorted(data.draw(st.sets(st.integers(0, 4), max_size=3)))) for _ in range(d))
    P = int(np.prod([len(c) + 1 for c in cuts]))
    function = GridFunction(axes, cuts, np.arange(P))
    places = axes.place(axes.points())
    cells = function.cells
    said = function(axes.points())
    assert all((cells.low[said] <= places).all(axis=1) & (places <= cells.high[said]).all(axis=1))
    assert int(np.prod(cells.high - cells.low + 1, axis=1).sum()) == len(places)
    assert [own.tolist() for own in cells.cuts] == [list(own) for own in cuts]
    i, c = data.draw(st.integers(0, d - 1)), data.draw(st.integers(0, 4))
    if c not in cuts[i]:
        finer, above = function.cut(i, c)
        assert agree(function, finer)
        assert (finer.box(above)[0][:, i] == c + 1).all()
        assert len(above) == P // (len(cuts[i]) + 1)
        changed = finer.relabelled(above, np.full(len(above), -1))
        assert sum(int(np.prod(b - a + 1, axis=1).sum()) for a, b in differing(function, changed)) == int(
            (changed(axes.points()) == -1).sum()
        )


@given(st.data())
@SLOW
def test_the_change_lies_on_the_way(data: Any) -> None:
    d, N = data.draw(st.integers(1, 5)), data.draw(st.integers(2, 40))
    rng = np.random.default_rng(data.draw(st.integers(0, 10**6)))
    weights = rng.integers(-5, 6, d)
    start = rng.integers(0, N, d)
    end = rng.integers(start, N)
    label = lambda places: (places @ weights) % 3
    if label(start) == label(end):
        return
    talk, asked = change(lambda places: iter_of(places), start, end, label(start)), 0
    try:
        places = next(talk)
        while True:
            asked += 1
            places = talk.send(label(places))
    except StopIteration as stop:
        i, c = stop.value
    assert start[i] <= c < end[i]
    assert asked <= (d - 1).bit_length() + max(0, N - 2).bit_length()


def iter_of(places: Any) -> Any:
    answer = yield places
    return answer


def said(learning: Any, *answers: Any) -> None:
    session = Session(learning)
    for answer in answers:
        session.tell(answer)


def wrong(point: list[float], label: Any) -> Counterexample:
    return Counterexample(np.array(point, float), label)


@pytest.mark.parametrize("learner", LEARNERS, ids=lambda learner: learner.name)
def test_bad_answers_are_named(learner: Any) -> None:
    zero = np.array([0])
    with pytest.raises(BadAnswer, match="no point of"):
        said(learner(Axes.grid(3, 2), 2), zero, wrong([0.5, 1], 1))
    with pytest.raises(BadAnswer, match=r"shape \(batch, 2\)"):
        said(learner(Axes.grid(3, 2), 2), zero, wrong([1], 1))
    with pytest.raises(Inconsistent, match="was labelled 0 before"):
        said(learner(Axes.grid(3, 2), 2), zero, wrong([0, 0], 1))
    with pytest.raises(Inconsistent, match="was labelled"):
        said(learner(Axes.grid(1, 1), 2), zero, wrong([0], 1))
    with pytest.raises(BadArgument, match="classes"):
        said(hankel(Axes.grid(3, 2), PRIME + 1))


def test_a_counterexample_where_a_label_was_asked_is_no_cut() -> None:
    """On the way to the first cut the middle was labelled; the second counterexample says otherwise there."""
    zero = np.array([0])
    with pytest.raises(Inconsistent, match=r"\[4\] was labelled 0 before, and now 1"):
        said(hankel(Axes.grid(9, 1), 2), zero, wrong([8], 1), zero, zero, zero, wrong([4], 1))


def test_more_sides_than_k_boxes_have_are_refused() -> None:
    no, yes = np.array([False]), np.array([True])
    with pytest.raises(Inconsistent, match=r"feature 1 has 0 sides .* larger k"):
        said(boxes_union(Axes.grid(3, 1), 0), no, wrong([1], True), no)
    with pytest.raises(BadArgument, match="k is an integer"):
        said(boxes_union(Axes.grid(3, 1), -1))
    with pytest.raises(Inconsistent, match="feature 1 has 2 sides"):
        said(boxes_union(Axes.grid(5, 1), 1), no, wrong([1], True), yes, wrong([2], False), no, wrong([4], True), no, yes)


@SLOW
@given(data=st.data())
def test_unions_are_found_within_the_bounds(data: Any) -> None:
    choices = Drawn(data.draw)
    target = UnionsOfBoxes().draw(choices)
    found = run(boxes_union(**target.given), teachers.Honest(target, "random"))
    assert agree(target, found.hypothesis)
    for bound in find("trees.boxes_union").theorem.bounds:
        assert found.ledger[bound.kind] <= bound.at(**found.learning.sizes(target))


@SLOW
@given(data=st.data())
def test_the_cells_of_boxes_are_a_partition(data: Any) -> None:
    rng = np.random.default_rng(data.draw(st.integers(0, 10**6)))
    d, k = data.draw(st.integers(1, 3)), data.draw(st.integers(0, 4))
    low = rng.integers(0, 6, (k, d))
    union = Boxes(Axes.grid(6, d), low, rng.integers(low, 6))
    cells, points = union.cells, union.axes.points()
    inside = ((cells.low[:, None] <= points) & (points <= cells.high[:, None])).all(axis=2)
    assert (inside.sum(axis=0) == 1).all()
    assert (cells.label[inside.argmax(axis=0)] == union(points)).all()
