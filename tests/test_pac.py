"""Learning from examples: how many are asked for, what is returned, and what is said of labels that fit nothing."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qlearn import find, run, teachers
from qlearn.axes import Axes
from qlearn.concepts.any_labellings import AnyLabelling, AnyLabellings, nearly_best
from qlearn.concepts.boxes import Boxes
from qlearn.concepts.tables import CUBE, SINGLETONS, THRESHOLDS, Labelling, Row, Table
from qlearn.domains import Law
from qlearn.errors import BadAnswer, BadArgument, Inconsistent
from qlearn.evidence.arithmetic import evaluate
from qlearn.formulas import clog
from qlearn.learners.finite.agnostic import agnostic
from qlearn.learners.finite.consistent import consistent, examples
from qlearn.learners.finite.consistent_vc import consistent_vc, vc_dimension
from qlearn.learners.trees.tightest_box import tightest_box
from qlearn.queries import Example
from qlearn.sample_sizes import least_power, vc_examples, waiting
from qlearn.testing import concepts
from qlearn.theorems import Outcome
from qlearn.transcript import Turn

shares = st.fractions(Fraction(1, 30), Fraction(29, 30), max_denominator=40)


@given(d=st.integers(0, 6), eps=shares, delta=shares)
def test_numbers_of_examples_are_what_their_text_says(d: int, eps: Fraction, delta: Fraction) -> None:
    sizes = {"d": d, "eps": eps, "delta": delta}
    assert vc_examples(**sizes) == evaluate("vc_examples(d, eps, delta)", sizes)
    assert waiting(2 * d, eps, delta) == evaluate("waiting(2*d, eps, delta)", sizes)
    assert examples(d + 1, eps, delta) == evaluate("clog((N - 1)/delta, 1/(1 - eps))", {**sizes, "N": d + 1})


@given(q=st.integers(0, 400), base=st.fractions(Fraction(65, 64), 10, max_denominator=64), off=st.sampled_from([-1, 0, 1]))
def test_a_power_is_told_from_its_neighbours(q: int, base: Fraction, off: int) -> None:
    r = base**q + Fraction(off, 10**40)
    assert least_power(r, base) == q + (off > 0)
    assert evaluate("clog(r, b)", {"r": r, "b": base}) == q + (off > 0)


def test_small_eps_is_no_burden() -> None:
    assert clog(10**6, Fraction(10_000, 9_999)) == 138149
    assert clog(10**6, 1 / (1 - Fraction(1, 10**12))) == 13815510557958  # a power that nobody could write down
    assert waiting(6, Fraction(1, 10_000), Fraction(1, 100)) == 131081
    assert vc_examples(3, Fraction(1, 1000), Fraction(1, 100)) == 56000


@pytest.mark.parametrize(("eps", "delta"), [(0, Fraction(1, 2)), (1, Fraction(1, 2)), (Fraction(1, 2), 0), (Fraction(1, 2), 1)])
def test_shares_of_nothing_are_refused(eps: Any, delta: Any) -> None:
    for number in (vc_examples, waiting):
        with pytest.raises(BadArgument, match="strictly between 0 and 1"):
            number(2, eps, delta)
    for learner in (consistent, consistent_vc, agnostic):
        with pytest.raises(BadArgument, match="between 0 and 1"):
            run(learner(CUBE, eps, delta), teachers.Honest(Row(CUBE, 0)))
    with pytest.raises(BadArgument, match="between 0 and 1"):
        run(tightest_box(Axes.grid(3, 1), eps, delta), teachers.Honest(Boxes.none(Axes.grid(3, 1))))


def test_too_many_examples_are_refused_before_they_are_counted() -> None:
    for number in (vc_examples, waiting):
        with pytest.raises(BadArgument, match="examples would be needed"):
            number(1, Fraction(1, 10**9), Fraction(1, 2))


@pytest.mark.parametrize(("table", "d"), [(CUBE, 3), (SINGLETONS, 1), (THRESHOLDS, 1), (((0, 1),), 0), (((0, 0), (1, 1)), 1)])
def test_the_vc_dimension_is_the_tables_own(table: Table, d: int) -> None:
    assert vc_dimension(table) == d
    assert consistent_vc(table, "1/4", "1/4").sizes()["d"] == d


@pytest.mark.parametrize("learner", [consistent, consistent_vc, agnostic])
def test_of_one_concept_nothing_is_asked(learner: Any) -> None:
    found = run(learner(((0, 1, 1),), "1/4", "1/4"), teachers.Honest(Row(((0, 1, 1),), 0)))
    assert found.ledger.total == 0
    assert found.hypothesis.labels.tolist() == [False, True, True]


@given(row=st.integers(0, len(CUBE) - 1), learner=st.sampled_from([consistent, consistent_vc]), seed=st.integers(0, 9))
def test_what_is_returned_is_a_row_that_fits(row: int, learner: Any, seed: int) -> None:
    found = run(learner(CUBE, "1/4", "1/4"), teachers.Honest(Row(CUBE, row), seed=seed))
    ((_, (points, labels)),) = found.turns
    assert (found.hypothesis(points) == labels).all()
    assert tuple(found.hypothesis.labels.astype(int).tolist()) in CUBE


@pytest.mark.parametrize("learner", [consistent, consistent_vc])
def test_labels_that_no_concept_gives_are_named(learner: Any) -> None:
    liar = teachers.Honest(AnyLabelling(THRESHOLDS, (1, 0, 1, 0, 1, 0, 1)))
    with pytest.raises(Inconsistent, match=r"fits the labels: example \d+, \[\d\] labelled (True|False), excludes the last"):
        run(learner(THRESHOLDS, "1/10", "1/10"), liar)


@given(target=concepts(AnyLabellings()), seed=st.integers(0, 9))
def test_the_agnostic_learner_returns_the_row_with_the_fewest_errors(target: AnyLabelling, seed: int) -> None:
    found = run(agnostic(target.table, "1/3", "1/4"), teachers.Honest(target, seed=seed))
    rows = np.array(target.table, np.bool_)
    if len(rows) == 1:
        assert found.ledger.total == 0
        return
    ((_, (points, labels)),) = found.turns
    errors = (rows[:, points[:, 0].astype(int)] != labels).sum(axis=1)
    assert (found.hypothesis(points) != labels).sum() == errors.min()


@given(
    labels=st.tuples(*[st.integers(0, 1)] * 7),
    found=st.tuples(*[st.booleans()] * 7),
    weights=st.lists(st.integers(0, 9), min_size=7, max_size=7).filter(any),
    eps=shares,
)
def test_the_agnostic_promise_is_judged_by_the_best_row(labels: Any, found: Any, weights: Any, eps: Fraction) -> None:
    law = Law(np.arange(7.0)[:, None], tuple(Fraction(weight, sum(weights)) for weight in weights))

    def error(row: Any) -> Fraction:
        return sum((w for w, said, true in zip(law.weights, row, labels, strict=True) if said != true), Fraction(0))

    case = Outcome(AnyLabelling(THRESHOLDS, labels), Labelling(np.array(found)), {"eps": eps}, law)
    assert nearly_best.holds(case) == (error(found) - min(map(error, THRESHOLDS)) <= eps)


def test_a_point_that_is_no_column_is_said() -> None:
    elsewhere = teachers.Honest(Row(SINGLETONS, 0))
    for learner in (consistent, agnostic):
        with pytest.raises(BadAnswer, match="no column"):
            run(learner(CUBE, "1/10", "1/10"), elsewhere)


@given(
    ends=st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)).map(sorted), min_size=1, max_size=3), seed=st.integers(0, 9)
)
def test_the_tightest_box_has_all_that_is_inside_and_is_no_larger(ends: list[list[int]], seed: int) -> None:
    axes = Axes.grid(9, len(ends))
    low, high = np.array(ends).T
    target = Boxes(axes, low[None], high[None])
    found = run(tightest_box(axes, "1/5", "1/5"), teachers.Honest(target, seed=seed))
    ((_, (points, labels)),) = found.turns
    assert (found.hypothesis(points) == labels).all()
    assert (target(axes.points()) >= found.hypothesis(axes.points())).all()
    if labels.any():
        sides = [points[labels].min(axis=0), points[labels].max(axis=0)]
        assert np.array_equal(sides, [found.hypothesis.low[0], found.hypothesis.high[0]])
    else:
        assert not len(found.hypothesis.low)


def test_labels_of_no_box_are_said_with_the_point() -> None:
    two = Boxes(Axes.grid(9, 1), np.array([[0], [6]]), np.array([[2], [8]]))
    with pytest.raises(Inconsistent, match=r"\[[345]\.?\] is labelled false, and lies in \[\d..\d\], the smallest box"):
        run(tightest_box(Axes.grid(9, 1), "1/10", "1/10"), teachers.Honest(two))


@pytest.mark.parametrize(
    ("odd", "error", "said"),
    [
        ([3.0], Inconsistent, r"\[3\.?\] is labelled false, and lies in \[2..4\]"),
        ([9.0], BadAnswer, r"\[9\.?\] was drawn, which is no point of"),
        ([2.5], BadAnswer, r"\[2\.5\] was drawn, which is no point of"),
    ],
)
def test_one_point_of_many_is_named(odd: Any, error: Any, said: str) -> None:
    m = find("trees.tightest_box").theorem.bounds[0].at(d=1, eps=Fraction(1, 2), delta=Fraction(1, 2))
    points = np.array([[2.0], [4.0]] * m)[:m]
    points[m - 1] = odd
    turn = Turn(Example(m), (points, points[:, 0] % 2 == 0))
    with pytest.raises(error, match=said):
        run(tightest_box(Axes.grid(9, 1), "1/2", "1/2"), teachers.Recorded([turn]))


def test_points_of_another_dimension_are_said() -> None:
    plane = Boxes.none(Axes.grid(9, 2))
    with pytest.raises(BadAnswer, match="was drawn, which is no point of"):
        run(tightest_box(Axes.grid(9, 1), "1/2", "1/2"), teachers.Honest(plane))


def test_a_finite_class_may_be_counted_or_measured() -> None:
    """Thresholds on a long line: few concepts, and a VC dimension of 1."""
    sizes = {"eps": Fraction(1, 10), "delta": Fraction(1, 20)}
    assert find("finite.consistent").theorem.bounds[0].at(N=51, **sizes) == 66
    assert find("finite.consistent_vc").theorem.bounds[0].at(d=1, **sizes) == 130
    assert find("finite.consistent").theorem.bounds[0].at(N=10**6, **sizes) == 160
