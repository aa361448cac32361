"""Dimension coupling under flips: the identity on real runs, counts and failures for nasty targets, edge cases, bad input."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qlearn import Membership, channels, find, run, teachers
from qlearn.concepts.half_spaces import HalfSpace
from qlearn.errors import BadArgument, WrongRate
from qlearn.geometry.circle_posterior import CirclePosterior
from qlearn.geometry.couplings import Arm, Plane, axes, paired
from qlearn.geometry.directions import angle
from qlearn.learners.linear.coupling import coupled, left, pairs, quarter
from qlearn.learners.linear.dc2 import Search, dc2, expected, unfinished
from qlearn.learners.linear.dc2_plan import dc2_plan
from qlearn.learners.linear.dc2_truth_known import ROUNDS, dc2_truth_known, until_near
from qlearn.queries import Dialogue
from qlearn.rate import RateTest

NASTY = {
    "all alike": lambda d: np.ones(d),
    "one alone": lambda d: -np.eye(d)[-1],
    "half of them nothing": lambda d: np.where(np.arange(d) % 2, 0.0, 1.0),
    "the first pairs nothing": lambda d: np.where(np.arange(d) < d - 1, 0.0, 3.0),
    "falling by halves": lambda d: 2.0 ** -np.arange(d),
    "needles": lambda d: np.where(np.arange(d) == d // 2, -1e12, 1e-12),
    "signs in turn": lambda d: (-1.0) ** np.arange(d),
}
rates = st.sampled_from([Fraction(1, 1000), Fraction(1, 10), Fraction(2, 5)])


def flipping(w: Any, rho: float, seed: int = 0) -> teachers.Heard:
    return teachers.Heard(teachers.Honest(HalfSpace(w)), channels.fresh_flips, {"rho": rho}, seed)


def learners(d: int, w: Any, **told: Any) -> list[Any]:
    known = {"target": tuple(w.tolist()), **told}
    return [dc2(d=d, **told), dc2_plan(d=d, **told), dc2_truth_known(d=d, **known)]


@pytest.mark.parametrize("name", NASTY)
@pytest.mark.parametrize("d", [1, 2, 3, 6])
def test_nasty_targets_are_found_as_often_as_is_said(name: str, d: int) -> None:
    """36 runs that may fail at 0.02: five failures would happen once in a thousand times."""
    w, failures = NASTY[name](d), 0
    for seed in range(12):
        for learner in learners(d, w, eps="1/5", rho="1/10", delta="1/50", seed=seed):
            done = run(learner, flipping(w, 0.1, seed))
            failures += angle(w, done.hypothesis.w) > 0.2 + 2.0**-44
            bound = learner.learner.theorem.bounds[0]
            assert bound.allows(done.ledger[Membership], bound.at(**learner.sizes(HalfSpace(w))))
    assert failures < 5


@given(st.integers(2, 12), st.integers(0, 2**32), st.floats(0.001, 0.6))
def test_the_angle_is_made_of_the_planes_errors(d: int, seed: int, error: float) -> None:
    """sin(angle)**2 = sum of (r_k sin D_k)**2, on the learners' own tree with errors of every kind put in."""
    rng = np.random.default_rng(seed)
    w, lost = rng.normal(size=d) * (rng.random(d) < 0.7), []
    w = w / np.linalg.norm(w) if w.any() else np.eye(d)[0]
    by_level: dict[int, float] = {}

    def level(i: int, found: list[Any]) -> Dialogue[list[Arm]]:
        arms = []
        for u, v in found:
            a, b = w @ u.vector, w @ v.vector
            by_level[i] = by_level.get(i, 0.0) + a * a + b * b
            theta, off = math.atan2(b, a), error * rng.normal()
            lost.append((a * a + b * b) * math.sin(off) ** 2)
            arms.append(Plane(u, v, 1, start=theta + off).found(0.0))
        return arms
        yield  # type: ignore[unreachable]

    with pytest.raises(StopIteration) as stop:
        next(coupled(d, level))
    assert math.isclose(math.sin(angle(w, stop.value.value.w)) ** 2, sum(lost), rel_tol=1e-9, abs_tol=1e-12)
    assert len(lost) == d - 1
    assert max(by_level.values()) <= 1 + 1e-12


@given(st.integers(1, 200))
def test_levels_have_all_the_planes_and_axes_are_paired_by_the_second(d: int) -> None:
    arms, i = axes(d), 0
    while len(arms) > 1:
        found, over = paired(arms)
        i += 1
        assert len(found) == pairs(d, i)
        assert i == 1 or sum(u.axis + v.axis for u, v in found) == (i == 2 and d % 2)
        assert not any(v.axis for _, v in found) or i == 1
        arms = over + [Arm(u.vector) for u, _ in found]
        assert len(arms) == left(d, i)
    assert i == (d - 1).bit_length()


@given(st.integers(2, 200), st.sampled_from([Fraction(3, 2), Fraction(1, 3), Fraction(1, 10**4)]))
def test_half_a_cell_of_every_level_makes_no_more_than_eps(d: int, eps: Fraction) -> None:
    halves = [math.pi / (4 * quarter(d, eps, i)) for i in range(1, (d - 1).bit_length() + 1)]
    assert sum(math.sin(h) ** 2 for h in halves) <= math.sin(eps) ** 2 * (1 + 1e-12)


@given(st.integers(1, 12), rates, st.lists(st.tuples(st.booleans(), st.floats(0, 1, exclude_max=True)), max_size=25), st.data())
def test_the_posterior_is_bayes_rule_cell_by_cell(half: int, rho: Fraction, answers: list[Any], data: Any) -> None:
    span = data.draw(st.sampled_from([2 * half, half, max(1, half // 2)]))
    belief, true = CirclePosterior(half, span), np.where(np.arange(2 * half) < span, 1 / span, 0.0)
    for within, coin in answers:
        k = belief.nearest_half() if data.draw(st.booleans()) else belief.balanced(coin)
        assert 0 <= k < half
        belief.heard(k, within, float(rho))
        inside = (np.arange(2 * half) >= k) & (np.arange(2 * half) < k + half)
        true = true * np.where(inside == within, 1 - float(rho), float(rho))
        true /= true.sum()
    cell, mass = belief.likeliest()
    assert math.isclose(mass, true.max(), rel_tol=1e-9)
    assert math.isclose(true[cell], true.max(), rel_tol=1e-9)
    k, here, beyond = belief.around_half()
    shares = [true[np.arange(j, j + half) % (2 * half)].sum() - 0.5 for j in (k, k + 1)]
    assert np.allclose(np.abs(shares), (here, beyond), atol=1e-9)
    assert shares[0] * shares[1] <= 1e-9


def test_a_known_end_is_not_asked() -> None:
    for span in (4, 8):
        belief = CirclePosterior(8, span)
        for coin in np.linspace(0, 0.99, 40):
            assert 0 < belief.balanced(coin) < span
            belief.heard(belief.balanced(coin), True, 0.1)


def test_the_middle_of_the_heaviest_arc() -> None:
    belief = CirclePosterior(8)
    belief.heard(2, True, 0.1)
    assert belief.heaviest() in (5.0, 9.0)
    belief.heard(6, False, 0.1)
    assert belief.heaviest() == 4.0


@given(st.lists(st.floats(0, 1), min_size=1, max_size=8), st.floats(0, 1))
def test_doubts_are_left_as_far_as_they_are_allowed(doubts: list[float], allowed: float) -> None:
    going = unfinished(np.array(doubts), allowed)
    over = [x for i, x in enumerate(doubts) if i not in going]
    assert sum(over) <= allowed + 1e-12
    assert all(doubts[i] > (allowed - sum(over)) / len(going) - 1e-12 for i in going)


def test_the_expected_count_is_kept_on_the_average() -> None:
    """60 planes: the mean is at most what is expected, and not much less."""
    for rho, least in ((Fraction(1, 10), 0.5), (Fraction(2, 5), 0.6)):
        counts, learning = [], dc2(d=2, eps="1/100", rho=rho, delta="1/20")
        for seed in range(60):
            w = np.random.default_rng(seed).normal(size=2)
            counts.append(run(dc2(d=2, eps="1/100", rho=rho, delta="1/20", seed=seed), flipping(w, float(rho), seed)).ledger)
        limit = learning.learner.theorem.bounds[1].at(**learning.sizes())
        mean = float(np.mean([ledger[Membership] for ledger in counts]))
        assert least * limit < mean < limit


def test_the_questions_of_a_level_go_out_together() -> None:
    w = np.arange(1.0, 17)
    plan = run(dc2_plan(d=16, eps="1/10", rho="1/10", delta="1/20"), flipping(w, 0.1))
    assert len(plan.turns) * 3 < plan.ledger[Membership]
    assert len(plan.turns[0].query.points) == 8


def test_a_plane_without_a_projection_is_left_at_once_by_the_truth() -> None:
    (arm,) = _ended(until_near([Plane(*(Arm(e) for e in np.eye(3)[:2]), 4)], np.array([0, 0, 1.0]), 0.1, 0.1))
    assert arm is not None
    assert arm.vector.tolist() == [1, 0, 0]


def test_answers_that_never_agree_come_to_an_end() -> None:
    """Yes and no by turns: a sign is asked for up to the cap, and the rate named; a plane is left for the plan."""
    told: dict[str, Any] = {"eps": "1/1000", "rho": "2/5", "delta": "1/20"}
    alone, plane = dc2(d=1, **told), dc2_truth_known(d=2, **told, target=(1.0, 0.3))
    with pytest.raises(WrongRate, match=r"2550 say another side than what was found.* flips more often") as ended:
        run(alone, ByTurns())
    done = run(plane, ByTurns())
    assert np.isfinite(done.hypothesis.w).all()
    for asked, learner in ((ended.value.run, alone), (done, plane)):
        assert asked.ledger[Membership] == learner.learner.theorem.bounds[0].at(**learner.sizes())
    assert done.ledger[Membership] > ROUNDS


def test_a_cache_is_named_if_there_is_enough_to_see() -> None:
    """What it keeps is flipped once and for all; honest flips are never accused here."""
    for seed in range(3):
        w = HalfSpace(np.random.default_rng(seed).normal(size=13))
        kept, fresh = (teachers.Noisy(teachers.Honest(w), 0.4, seed, persistent=persistent) for persistent in (True, False))
        with pytest.raises(WrongRate, match="from a cache or flips less often"):
            run(dc2(d=13, eps="1/20", rho="2/5", delta="1/20", seed=seed), kept)
        assert run(dc2(d=13, eps="1/20", rho="2/5", delta="1/20", seed=seed), fresh).hypothesis.w.any()


def test_what_disagrees_with_a_cell_is_counted() -> None:
    """Cells 0 to 7: diameter 0 says it is in 0 to 3, diameter 2 that it is not in 2 to 5, diameter 3 that it is in 3 to 6."""
    belief = CirclePosterior(4)
    for k, within in ((0, True), (2, False), (3, True)):
        belief.heard(k, within, 0.1)
    assert [belief.against(cell) for cell in range(8)] == [1, 1, 2, 1, 2, 2, 1, 2]


def test_doubt_is_spent_once_and_what_is_left_is_passed_on() -> None:
    test = RateTest(Fraction(1, 10), Fraction(1, 1000))
    search, planes = Search(0.1, 0.06, 3, test), [Plane(Arm(u), Arm(v), 8) for u, v in np.eye(4).reshape(2, 2, 4)]
    run(search.cells(planes, 1000), flipping(np.arange(1.0, 5), 0.1))
    assert search.planes == 1
    assert 0.02 <= search.doubt < 0.06
    run(search.cells(planes[:1], 1000), flipping(np.arange(1.0, 5), 0.1))
    assert 0 <= search.doubt < 0.06


def test_all_answers_alike_are_an_answer_too() -> None:
    for said in (True, False):
        for learner in (dc2(d=5, eps="1/10", rho="1/10", delta="1/20"), dc2_plan(d=5, eps="1/10", rho="1/10", delta="1/20")):
            done = run(learner, teachers.Function(lambda points, said=said: np.full(len(points), said)))
            assert math.isclose(float(np.linalg.norm(done.hypothesis.w)), 1.0)


def test_hardly_any_doubt_asks_little_and_much_asks_nothing() -> None:
    assert run(dc2(d=1, eps=1, rho="1/10", delta="1/2"), flipping(np.ones(1), 0.1)).ledger[Membership] == 1
    assert run(dc2(d=1, eps=1, rho="1/10", delta="9/10"), flipping(np.ones(1), 0.1)).ledger[Membership] == 0
    assert expected(2, Fraction(2, 5), Fraction(99, 100)) == 0


@pytest.mark.parametrize("name", ["linear.dc2", "linear.dc2_plan", "linear.dc2_truth_known"])
def test_bad_arguments_are_named(name: str) -> None:
    right: dict[str, Any] = {"d": 2, "eps": "1/10", "rho": "1/10", "delta": "1/20"}
    if "truth" in name:
        right["target"] = (1.0, 2.0)
    wrong = {"d": 0, "eps": 2, "rho": "1/2", "delta": 1, "seed": -1, "target": (0.0, 0.0)}
    for argument, value in wrong.items():
        if argument in right or argument == "seed":
            with pytest.raises(BadArgument, match=argument):
                run(find(name)(**{**right, argument: value}), flipping(np.ones(2), 0.1))


class ByTurns:
    def __init__(self) -> None:
        self.asked = 0

    def answer(self, query: Membership) -> Any:
        self.asked += 1
        return np.full(len(query.points), bool(self.asked % 2))


def _ended(talk: Dialogue[Any]) -> Any:
    with pytest.raises(StopIteration) as stop:
        next(talk)
    return stop.value.value
