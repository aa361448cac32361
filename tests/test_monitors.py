"""Monitors: alarms about attacks, none about honest clients but at their level."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

from qlearn import Label, Membership, Value, find, run, teachers
from qlearn.defences import Hotelling, InformationGain, OutlierFilter, Prada, alarms, monitors, parse
from qlearn.defences.information_gain import information_share
from qlearn.defences.prada import calibrated, normality
from qlearn.domains import Box
from qlearn.errors import BadArgument, QlearnError, Refused
from qlearn.extraction.demos import demo

SURE = 1 - 1e-6
FITTED, ROWS = demo("breast-cancer/logistic")
TEACHER = teachers.Estimator(FITTED)
BOX = Box.around(ROWS)


def search(teacher: Any, eps: str = "1/100") -> Any:
    place = {"d": BOX.d, "centre": tuple(BOX.centre.tolist()), "step": tuple(BOX.half_width.tolist())}
    return run(find("linear.chart_box+homogeneous")(**place, eps=eps), teacher)


def test_prada_sees_a_search_and_not_the_data() -> None:
    threshold = calibrated(TEACHER, ROWS)
    watched = Prada(TEACHER, threshold, ROWS)
    search(watched)
    assert len(watched.alarms) >= 1
    assert watched.alarms[0].rows <= 150, "of some 235"
    assert "not normal, W = " in str(watched.alarms[0])
    honest = Prada(TEACHER, threshold, ROWS)
    for row in np.random.default_rng(77).permutation(ROWS):
        honest.answer(Membership(row[None]))
    assert honest.alarms == []
    assert honest.rows == len(ROWS)


def test_prada_keeps_its_level_for_clients_like_those_it_was_calibrated_by() -> None:
    """Of normal rows: the level 1/(clients + 1) is a bound over the draw of all clients, so each trial draws all of them."""
    teacher, false = teachers.Function(lambda X: X[:, 0] > 0), 0
    for trial in range(40):
        rows = np.random.default_rng(trial).normal(size=(130, 2))
        threshold = calibrated(teacher, rows, clients=4, seed=trial)
        watched = Prada(teacher, threshold, rows)
        for i in np.random.default_rng(1000 + trial).permutation(len(rows)):
            watched.answer(Membership(rows[[i]]))
        false += bool(watched.alarms)
    assert binomtest(false, 40, 1 / 5, "greater").pvalue > 1e-6


def test_prada_sees_a_line_search_in_one_batch_as_in_many() -> None:
    teacher = teachers.Function(lambda X: X[:, 0] > 0.3)
    points = 0.3 + 2.0 ** -(np.arange(150)[:, None] / 10)
    whole, single = Prada(teacher), Prada(teacher)
    whole.answer(Membership(points))
    for point in points:
        single.answer(Membership(point[None]))
    assert whole.statistic == single.statistic
    assert whole.alarms[0].what.startswith("prada")
    assert single.alarms[0].rows == 116


def test_distances_that_are_all_equal_or_few() -> None:
    assert normality(np.ones(100)) == 0.0
    assert normality(np.array([1.0, 2.0])) == 0.0
    watched = Prada(teachers.Function(lambda X: X[:, 0] > 0))
    watched.answer(Membership(np.ones((500, 1))))  # the same question again and again
    assert watched.alarms[0].rows == 500


def test_a_monitor_that_refuses_tells_nothing_from_its_alarm_on() -> None:
    watched = Prada(TEACHER, calibrated(TEACHER, ROWS), ROWS, refuse=True)
    with pytest.raises(Refused, match="no more answers") as refusal:
        search(watched)
    said = sum(turn.query.cost for turn in refusal.value.run.turns)
    assert said < watched.alarms[0].rows, "the batch of the alarm is not answered"
    with pytest.raises(Refused, match=str(watched.alarms[0].rows)):
        watched.answer(Membership(ROWS[:1]))
    assert len(watched.alarms) == 1


def test_information_gain_rises_with_what_is_told() -> None:
    watched = InformationGain(TEACHER, ROWS, 0.9)
    share = []
    for start in range(0, 560, 80):
        watched.answer(Value(ROWS[start : start + 80], 2))
        share.append(watched.share)
    assert share[0] < share[-1]
    assert share[-1] > 0.9
    assert len(watched.alarms) == 1
    few = InformationGain(TEACHER, ROWS, 0.9)
    few.answer(Membership(ROWS[:9]))
    assert (few.share, few.alarms) == (0.0, [])


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 1)), min_size=2, max_size=40))
@settings(max_examples=80, deadline=None)
def test_the_share_of_information_is_one(pairs: list[tuple[int, int]]) -> None:
    guesses, labels = (np.array(column) for column in zip(*pairs, strict=True))
    if np.ptp(labels) == 0:
        return
    share = information_share(guesses, labels)
    assert 0 <= share <= 1 + 1e-12
    assert information_share(labels, labels) == pytest.approx(1)
    assert information_share(3 - guesses, labels) == pytest.approx(share), "names do not matter"
    assert information_share(np.zeros_like(labels), labels) == pytest.approx(0)


def test_one_monitor_a_client() -> None:
    stack = parse(["rounding=2", "prada=0.9", "information-gain"])
    one, other = stack(TEACHER, ROWS, seed=0), stack(TEACHER, ROWS, seed=0)
    search_points = np.linspace(ROWS[0], ROWS[1], 300)
    one.answer(Value(search_points, 2))
    assert [type(monitor).__name__ for monitor in monitors(one)] == ["InformationGain", "Prada"]
    assert [alarm.rows for alarm in alarms(one)] == [300]
    assert alarms(other) == []
    assert one.teacher.teacher is other.teacher.teacher, "what is no monitor is shared"


def test_the_filter_of_outliers_has_its_level_on_normal_rows() -> None:
    """Exactly, over the draw of training rows and test row: one test row for each training set."""
    for d, n, level, trials in ((1, 3, 0.2, 4000), (3, 8, 0.05, 1000), (4, 40, 0.2, 1000)):
        rng = np.random.default_rng(d)
        mixed = rng.standard_normal((d, d))
        false = 0
        for _ in range(trials):
            rows = rng.standard_normal((n + 1, d)) @ mixed + 100.0
            false += int(Hotelling(rows[:n], level).outside(rows[n:])[0])
        found = binomtest(false, trials).proportion_ci(SURE, "exact")
        assert found.low <= level <= found.high


def test_hotelling_is_the_textbook_s() -> None:
    rng = np.random.default_rng(0)
    rows, points = rng.normal(size=(50, 3)), rng.normal(size=(20, 3))
    away = points - rows.mean(axis=0)
    expected = np.einsum("ij,jk,ik->i", away, np.linalg.inv(np.cov(rows.T)), away)
    assert np.allclose(Hotelling(rows, 0.01).t2(points), expected)
    stretched = Hotelling(rows * [1e-9, 1.0, 1e9] + [0, 7, -3], 0.01).t2(points * [1e-9, 1.0, 1e9] + [0, 7, -3])
    assert np.allclose(stretched, expected), "units do not matter"


def test_what_leaves_the_span_of_the_data_is_an_outlier() -> None:
    rows = np.random.default_rng(0).normal(size=(50, 2)) @ np.array([[1.0, 0.0, 2.0, 0.0], [0.0, 1.0, 1.0, 0.0]])
    law = Hotelling(rows, 0.01)
    assert law.rank == 2
    assert not law.outside(rows[:1])[0]
    assert law.outside(rows[:1] + np.array([0, 0, 0.1, 0])).tolist() == [True]
    assert law.outside(rows[:1] + np.array([0, 0, 0, 5.0])).tolist() == [True], "a constant feature is part of the data too"
    assert law.outside(np.full((1, 4), 1e300)).tolist() == [True]


def test_outliers_are_refused_or_answered_about_others() -> None:
    rows = np.random.default_rng(0).normal(size=(200, 2))
    teacher = teachers.Function(lambda X: X[:, 0] > 0)
    query = Membership(np.vstack([rows[:3], [[50.0, 0.0]], rows[3:5]]))
    with pytest.raises(Refused, match=r"1 of 6 rows look like no data, row 3 first, which is \[50, 0\]"):
        OutlierFilter(teacher, rows, 0.001).answer(query)
    said = OutlierFilter(teacher, rows, 0.001, key=b"k" * 16).answer(query)
    assert (np.delete(said, 3) == np.delete(teacher.answer(query), 3)).all()
    far = Membership(50.0 + np.arange(2000.0).reshape(1000, 2))
    guesses = OutlierFilter(teacher, rows, 0.001, key=b"k" * 16).answer(far)
    assert 400 < guesses.sum() < 650, "as the data are labelled, not as the model would"
    assert (guesses == OutlierFilter(teacher, rows, 0.001, key=b"k" * 16).answer(far)).all()
    assert (guesses != OutlierFilter(teacher, rows, 0.001, key=b"j" * 16).answer(far)).any()


def test_searches_are_refused_by_the_filter_and_data_are_not() -> None:
    defended = OutlierFilter(TEACHER, ROWS, 0.01)
    with pytest.raises(Refused, match="look like no data"):
        search(defended)
    inside = ~defended.law.outside(ROWS)
    assert (defended.answer(Membership(ROWS[inside])) == TEACHER.answer(Membership(ROWS[inside]))).all()


@pytest.mark.parametrize(
    "make",
    [
        lambda: Hotelling(np.ones((5, 2)), 0.01),
        lambda: Hotelling(np.eye(3), 0.0),
        lambda: Hotelling(np.random.default_rng(0).normal(size=(3, 3)), 0.01).t2(np.ones((1, 2))),
        lambda: Hotelling(np.array([[np.inf, 1.0]] * 4), 0.1),
        lambda: Prada(TEACHER, 1.5),
        lambda: Prada(TEACHER, 0.5, least=1),
        lambda: InformationGain(TEACHER, ROWS, 0.0),
        lambda: InformationGain(teachers.Function(lambda X: X[:, 0] > -9), ROWS),
        lambda: calibrated(TEACHER, ROWS[:50]),
    ],
)
def test_what_cannot_be_watched_is_refused(make: Any) -> None:
    with pytest.raises(QlearnError) as fault:
        make()
    assert isinstance(fault.value, BadArgument)


def test_labels_are_read_from_any_answer() -> None:
    X = np.linspace(-1, 1, 200)[:, None]
    model = teachers.Function(lambda X: X[:, 0] * 1.0)
    for query in (Value(X), Membership(X), Label(X, 2)):
        told = teachers.Function(lambda X: X[:, 0] > 0) if not isinstance(query, Value) else model
        watched = InformationGain(told, X, 0.9, model=teachers.Function(lambda X: X[:, 0] > 0))
        watched.answer(query)
        assert watched.share == pytest.approx(1)
