"""Regression trees: the concept agrees with its places, the learner is exact, and equal values are found out."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qlearn import Value, find, run, teachers
from qlearn.axes import Axes
from qlearn.choices import Coins
from qlearn.concepts.regression_trees import RegressionTrees, different
from qlearn.concepts.regressions import Regression
from qlearn.concepts.tree_classes import named, of_labels
from qlearn.errors import BadAnswer, BadArgument, Inconsistent
from qlearn.features import Integers
from qlearn.learners.trees.regression import regression, same_values
from qlearn.oracle import Valued, agree, legal
from qlearn.theorems import Outcome


def tree_with(axes: Axes, values: Any) -> Regression:
    """A tree whose value at each place is this."""
    heights, labels = np.unique(np.asarray(values, float), return_inverse=True)
    tree = of_labels(axes, max(2, len(heights)), labels.reshape(np.shape(values)))
    return Regression.of(tree, np.append(heights, 0.0)[:, None])


@given(st.integers(0, 10**6))
def test_drawn_trees_have_different_values_and_say_the_same_on_points_and_on_cells(seed: int) -> None:
    concept = RegressionTrees().draw(Coins(seed))
    ends = concept.axes.at(concept.cells.low)
    assert (concept(ends) == concept.cells.label).all()
    assert (concept.values(ends)[:, 0] == concept.table[concept.cells.label, 0]).all()
    assert concept.sizes["L"] == len(concept.table) == len(np.unique(concept.trees[0].paths[2]))
    assert isinstance(concept, Valued)
    assert legal(Value(ends), concept, concept.values(ends))


@pytest.mark.parametrize("sort", [0, 1, 2])
def test_values_are_different_floats(sort: int) -> None:
    values = different(500, sort)
    assert len(set(values.tolist())) == 500
    assert np.isfinite(values).all()


def test_one_float_apart_is_not_the_same() -> None:
    axes = Axes.grid(3, 1)
    one, other = tree_with(axes, [1.0, 2.0, 3.0]), tree_with(axes, [1.0, np.nextafter(2.0, 3.0), 3.0])
    assert agree(one, tree_with(axes, [1.0, 2.0, 3.0]))
    assert not agree(one, other)
    assert not same_values.holds(Outcome(one, other, one.sizes))
    assert agree(tree_with(axes, [0.0, 1.0, 2.0]), tree_with(axes, [-0.0, 1.0, 2.0]))


@given(st.integers(0, 10**6))
def test_what_is_found_is_exact_and_costs_what_leaf_names_cost(seed: int) -> None:
    concept = RegressionTrees().draw(Coins(seed))
    done = run(regression(concept.axes), teachers.Honest(concept))
    assert agree(concept, done.hypothesis)
    by_name = run(find("trees.corner_path_finding")(concept.axes), teachers.Honest(named(concept.trees[0])))
    assert done.ledger["value"] == by_name.ledger["leaf"] + 32


@pytest.mark.parametrize(
    "concept",
    [
        tree_with(Axes.grid(1, 1), [3.5]),
        tree_with(Axes.grid(2, 1), [-1e300, 1e300]),
        tree_with(Axes.grid(7, 1), np.arange(7.0)),
        tree_with(Axes((Integers(0, 3), Integers(5, 5))), np.arange(4.0)[:, None]),
        tree_with(Axes.grid(2, 9), np.broadcast_to(np.arange(2.0)[(...,) + (None,) * 8], (2,) * 9)),
    ],
    ids=["one point", "N = 2", "a leaf each place", "a feature of one place", "many features"],
)
def test_edges(concept: Any) -> None:
    assert agree(concept, run(regression(concept.axes), teachers.Honest(concept)).hypothesis)


@pytest.mark.parametrize("values", [[[1, 2], [2, 1]], [[1, 2], [2, 3]], [[1, 1, 1], [1, 2, 1], [1, 1, 1]]], ids=str)
def test_two_leaves_of_one_value_are_found_out(values: Any) -> None:
    concept = tree_with(Axes.grid(len(values), 2), values)
    with pytest.raises(Inconsistent, match="different values"):
        run(regression(concept.axes), teachers.Honest(concept))


def test_without_checks_two_corners_of_one_value_hide_what_is_between() -> None:
    concept = tree_with(Axes.grid(2, 2), [[1, 2], [2, 1]])
    done = run(regression(concept.axes, checks=0), teachers.Honest(concept))
    assert done.ledger["value"] == 2
    assert not agree(concept, done.hypothesis)


def test_a_value_that_is_none_is_the_teachers_fault() -> None:
    with pytest.raises(BadAnswer, match="finite"):
        run(regression(Axes.grid(3, 1)), teachers.Function(lambda points: np.full(len(points), np.nan)))
    with pytest.raises(BadArgument):
        run(regression(3), teachers.Function(lambda points: points[:, 0]))  # type: ignore[arg-type]


def test_scikit_learns_own_regressor_is_found() -> None:
    from sklearn.tree import DecisionTreeRegressor

    rng = np.random.default_rng(0)
    X = rng.integers(0, 50, (300, 4)).astype(float)
    model = DecisionTreeRegressor(max_leaf_nodes=25, random_state=0).fit(X, rng.normal(size=300) + X[:, 0])
    found = run(regression(Axes.grid(50, 4)), teachers.Function(model.predict))
    fresh = rng.integers(0, 50, (2000, 4)).astype(float)
    assert (found.hypothesis.values(fresh)[:, 0] == model.predict(fresh)).all()
    assert len(np.unique(found.hypothesis.cells.label)) == 25
