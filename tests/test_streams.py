"""Finite classes from streams: what is known is true, what is bought is bounded, and too few points are noticed."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qlearn import Bound, Dialogue, Learner, Membership, Session, channels, run, teachers, verify
from qlearn.concepts.tables import CUBE, LONELY, SINGLETONS, THRESHOLDS, Row, Table, star_number
from qlearn.domains import Law
from qlearn.errors import BadAnswer, BadArgument
from qlearn.evidence.trial import Broken
from qlearn.learners.finite import cal as streamed
from qlearn.learners.finite.cal import bought, cal, expected
from qlearn.learners.finite.importance_weighted import importance_weighted
from qlearn.learners.finite.minimum_disagreement import examples, minimum_disagreement
from qlearn.learners.finite.query_by_committee import patience, query_by_committee
from qlearn.learners.finite.streams import told_apart
from qlearn.queries import Example, Unlabelled
from qlearn.testing import laws
from qlearn.theorems import Outcome, accurate

QUARTERS = {"eps": "1/4", "delta": "1/4"}
FOUR: list[Any] = [cal, query_by_committee, minimum_disagreement, importance_weighted]


@st.composite
def tables(draw: Any, most: int = 4) -> Table:
    n = draw(st.integers(1, most))
    rows = draw(st.sets(st.tuples(*[st.integers(0, 1)] * n), min_size=1, max_size=12))
    return tuple(sorted(rows))


def started(learner: Any, table: Any, **changed: Any) -> Any:
    given = {**QUARTERS, "rho": "1/10", **changed}
    return learner(**{"table": table, **{k: v for k, v in given.items() if k in learner.signature.parameters}})


def is_star(table: Table, centre: tuple[int, ...], points: tuple[int, ...]) -> bool:
    apart = [{x for x in points if row[x] != centre[x]} for row in table]
    return all({x} in apart for x in points)


@given(tables())
def test_the_star_number_is_the_largest_star(table: Table) -> None:
    subsets = [s for k in range(len(table[0]) + 1) for s in itertools.combinations(range(len(table[0])), k)]
    assert star_number(table) == max(len(s) for s in subsets for centre in table if is_star(table, centre, s))


def test_star_numbers_that_are_known() -> None:
    intervals = tuple(sorted({tuple(int(a <= x < b) for x in range(6)) for a in range(7) for b in range(a, 7)}))
    assert [star_number(t) for t in (LONELY, CUBE, SINGLETONS, THRESHOLDS, intervals)] == [0, 3, 4, 2, 6]


@given(tables(), st.data())
def test_in_doubt_is_a_star_share_of_the_radius_at_most(table: Table, data: Any) -> None:
    law = data.draw(laws(Row(table, 0).domain))
    target = data.draw(st.sampled_from(table))
    concepts = np.array(table, np.bool_)[:, law.points[:, 0].astype(int)]
    truth = np.array(target, np.bool_)[law.points[:, 0].astype(int)]
    errors = [law.measure(row != truth) for row in concepts]
    for radius in errors:
        ball = concepts[[error <= radius for error in errors]]
        assert law.measure((ball != truth).any(axis=0)) <= star_number(table) * radius


@given(tables(), st.data(), st.integers(0, 9))
def test_all_labels_that_cal_knows_are_true(table: Table, data: Any, seed: int) -> None:
    target = Row(table, data.draw(st.integers(0, len(table) - 1)))
    law = data.draw(laws(target.domain))
    found = run(started(cal, table), teachers.Honest(target, law=law, seed=seed))
    points = found.turns[0].answer
    assert (found.hypothesis(points) == target(points)).all()
    asked = [turn.query.points[0, 0] for turn in found.turns[1:]]
    assert len(set(asked)) == len(asked) <= len(table) - 1


@given(tables(), st.data(), st.integers(0, 9))
def test_the_committee_keeps_the_target_and_its_bits_sum_to_what_is_gone(table: Table, data: Any, seed: int) -> None:
    target = Row(table, data.draw(st.integers(0, len(table) - 1)))
    found = run(started(query_by_committee, table, seed=seed), teachers.Honest(target, seed=seed))
    left, kept = list(table), Fraction(1)
    for query, answer in found.turns:
        if isinstance(query, Membership):
            agree = [row for row in left if row[int(query.points[0, 0])] == answer[0]]
            assert 0 < len(agree) < len(left), "what is bought is not known"
            kept *= Fraction(len(agree), len(left))
            left = agree
    assert target.table[target.row] in left
    assert kept == Fraction(len(left), len(table)), "the product of the shares kept is the prior of what is left"
    majority = [2 * sum(column) >= len(left) for column in zip(*left, strict=True)]
    assert found.hypothesis.labels.tolist() == majority


def test_the_committee_waits_afresh_for_each_set_that_is_left() -> None:
    eps, delta = Fraction(1, 4), Fraction(1, 4)
    assert patience(2, eps, delta) == 17  # 8 ln(8) = 16.6
    session: Any = Session(started(query_by_committee, ((0, 0), (0, 1))))
    while not session.done:
        session.tell(np.zeros((session.query.m, 1)))  # a point on which all agree
    assert session.result.ledger["unlabelled"] == 17
    assert session.result.ledger["membership"] == 0
    assert session.result.hypothesis.labels.tolist() == [False, True], "a tie votes 1"


@given(tables(), st.data(), st.integers(0, 9))
def test_fewest_disagreements_by_hand(table: Table, data: Any, seed: int) -> None:
    target = Row(table, data.draw(st.integers(0, len(table) - 1)))
    heard = teachers.Heard(teachers.Honest(target, seed=seed), channels.fresh_flips, {"rho": 1 / 4}, seed)
    found = run(started(minimum_disagreement, table, rho="1/4"), heard)
    ((query, (points, labels)),) = found.turns
    assert query.m == examples(len(table), Fraction(1, 4), Fraction(1, 4), Fraction(1, 4))
    least = min(sum(row[int(x)] != y for (x,), y in zip(points, labels, strict=True)) for row in table)
    assert (found.hypothesis(points) != labels).sum() == least


@given(tables(), st.integers(0, 9), st.sampled_from(["1", "1/3"]))
def test_no_label_is_bought_where_all_that_are_left_agree(table: Table, seed: int, least: str) -> None:
    target = Row(table, 0)
    heard = teachers.Heard(teachers.Honest(target, seed=seed), channels.fresh_flips, {"rho": 1 / 10}, seed)
    found = run(started(importance_weighted, table, least=least, seed=seed), heard)
    for turn in found.turns[1:]:
        assert len({row[int(turn.query.points[0, 0])] for row in table}) == 2
    assert found.ledger["membership"] <= found.ledger["unlabelled"]
    assert tuple(found.hypothesis.labels.tolist()) in table


def test_one_contradiction_too_many_drops_a_concept_and_one_alone_does_not() -> None:
    session: Any = Session(started(importance_weighted, ((0,), (1,)), least=1))
    session.tell(np.zeros((session.query.m, 1)))
    said = 0
    while not session.done:
        session.tell(np.array([True]))
        said += 1
    assert said == 2  # ln(2 N/delta)/ln(9) = 1.3 labels of lead, so the second
    assert session.result.hypothesis.labels.tolist() == [True]


@pytest.mark.parametrize("learner", FOUR, ids=lambda x: x.name)
def test_one_concept_needs_no_label(learner: Any) -> None:
    heard = teachers.Honest(Row(LONELY, 0))
    found = run(started(learner, LONELY), heard)
    assert found.hypothesis.labels.tolist() == [False, True, True]
    assert found.ledger["membership"] == 0


@pytest.mark.parametrize("learner", FOUR, ids=lambda x: x.name)
@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"eps": 0}, "eps is a share strictly between 0 and 1, got 0"),
        ({"eps": "1"}, "eps is a share"),
        ({"delta": 1.0}, "delta is a share"),
        ({"delta": "x"}, "delta must be a finite number"),
        ({"table": ((0, 2),)}, "a table of 0 and 1"),
    ],
    ids=str,
)
def test_bad_arguments(learner: Any, changed: dict[str, Any], says: str) -> None:
    with pytest.raises(BadArgument, match=says):
        Session(started(learner, **{"table": THRESHOLDS, **changed}))


@pytest.mark.parametrize("learner", FOUR[2:], ids=lambda x: x.name)
def test_bad_rates(learner: Any) -> None:
    for rho in (0, "1/2", -0.1):
        with pytest.raises(BadArgument, match="probability that a label is flipped"):
            Session(started(learner, THRESHOLDS, rho=rho))
    for least in (0, "5/4"):
        with pytest.raises(BadArgument, match="above 0 and at most 1"):
            Session(started(importance_weighted, THRESHOLDS, least=least))


@pytest.mark.parametrize("learner", FOUR, ids=lambda x: x.name)
@pytest.mark.parametrize("point", [[7.0], [-1.0], [0.5], [0.0, 0.0]], ids=str)
def test_a_point_that_is_no_column_is_refused(learner: Any, point: list[float]) -> None:
    session: Any = Session(started(learner, THRESHOLDS))
    points = np.array([point] * session.query.m)
    with pytest.raises(BadAnswer, match="no column of a table with 7"):
        session.tell((points, np.zeros(len(points), np.bool_)) if isinstance(session.query, Example) else points)


def test_without_noise_examples_are_those_of_consistent_learners() -> None:
    assert told_apart(0) == 1
    assert examples(64, Fraction(1, 10), Fraction(1, 20), 0) == 72  # ceil(10 ln(1280))
    for rho in (Fraction(1, 10), Fraction(1, 4), Fraction(2, 5)):
        assert (1 - 2 * rho) ** 2 / 2 <= told_apart(rho) < 1


def test_the_expected_labels_are_harmonic() -> None:
    for N, star in ((8, 2), (13, 12), (51, 5)):
        m = streamed.drawn(N, Fraction(1, 10), Fraction(1, 4))
        exactly = sum(min(Fraction(1), Fraction(star, i)) for i in range(1, m + 1))
        assert exactly <= expected(N, Fraction(1, 10), Fraction(1, 4), star) < exactly + star / 2 + 1
    assert expected(1, Fraction(1, 10), Fraction(1, 4), 0) == 0


def test_few_labels_are_claimed_with_probability() -> None:
    sizes = {"eps": Fraction(1, 100), "delta": Fraction(1, 20)}
    assert bought(1001, star=2, **sizes) < 1000 < streamed.drawn(1001, **sizes)
    assert bought(1001, star=1000, **sizes) >= streamed.drawn(1001, **sizes)
    assert bought(8, star=0, eps=Fraction(3, 4), delta=Fraction(1, 4)) == streamed.drawn(8, Fraction(3, 4), Fraction(1, 4))


def spoilt(learner: Any, cut: Callable[[int], int]) -> Learner[..., Any]:
    """The learner with fewer points in each draw, under the theorem that then counts right."""

    def start(**arguments: Any) -> Dialogue[Any]:
        talk, answer = learner.start(**arguments), None
        try:
            while True:
                query = talk.send(answer)
                if isinstance(query, Example | Unlabelled):
                    answer = yield from type(query)(cut(query.m))
                else:
                    answer = yield from query
        except StopIteration as stop:
            return stop.value

    start.__signature__ = learner.signature  # type: ignore[attr-defined]
    kinds = {bound.kind for bound in learner.theorem.bounds}
    bounds = tuple(Bound(kind, "at most", lambda N: 10**6 * N) for kind in kinds)
    return Learner(start, replace(learner.theorem, bounds=bounds), "mine.hasty")  # type: ignore[arg-type]


@pytest.mark.parametrize("learner", [cal, minimum_disagreement], ids=lambda x: x.name)
def test_too_few_points_are_noticed_under_a_law_with_a_needle(learner: Any) -> None:
    verdict = verify(spoilt(learner, lambda m: 1))
    assert isinstance(verdict.failure, Broken)
    assert verdict.failure.law == "probability"
    assert "examples by a law of its own" in str(verdict.failure)


def test_too_many_labels_on_average_are_noticed() -> None:
    theorem = cal.theorem
    fewer = replace(theorem, bounds=(*theorem.bounds[:2], Bound(Membership, "at most", lambda star: star // 2, "expected")))
    verdict = verify(Learner(cal.start, fewer, "mine.cal"))
    assert verdict.failure is not None
    assert verdict.failure.law == "probability"


@pytest.mark.parametrize("learner", FOUR, ids=lambda x: x.name)
def test_under_a_needle_the_promise_is_kept(learner: Any) -> None:
    law = Law(np.array([[0.0], [6.0]]), (Fraction(7, 10), Fraction(3, 10)))
    for seed in range(20):
        target = Row(THRESHOLDS, 3)
        teacher = teachers.Heard(teachers.Honest(target, law=law, seed=seed), channels.fresh_flips, {"rho": 1 / 10}, seed)
        clean = teacher.teacher if learner in (cal, query_by_committee) else teacher
        found = run(started(learner, THRESHOLDS, delta="1/1000"), clean)
        assert accurate.holds(Outcome(target, found.hypothesis, {"eps": Fraction(1, 4)}, law))
