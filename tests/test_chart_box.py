"""The chart box: its certificates in exact fractions, its counts on the nastiest targets, its law, its plan, its tails."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from qlearn import Membership, find, run, teachers
from qlearn.concepts.half_spaces import HalfSpace
from qlearn.errors import BadArgument, Undecided
from qlearn.evidence.remaining import confirmed
from qlearn.extraction.fidelity import clopper_pearson
from qlearn.geometry.box_tail import outside
from qlearn.geometry.cut_plan import REACH, cut_at
from qlearn.geometry.directions import angle
from qlearn.geometry.ratio_box import intervals, ratio_box
from qlearn.geometry.ratio_law import RatioLaw, median
from qlearn.learners.linear.box import Box, boxed, most
from qlearn.learners.linear.chart_box import chart_box
from qlearn.learners.linear.chart_box_confident import chart_box_confident, rotated
from qlearn.learners.linear.chart_box_truth_known import chart_box_truth_known
from qlearn.teachers.function import Function
from qlearn.transcript import Run

NASTY = {
    "all alike": lambda d: np.ones(d),
    "one alone": lambda d: np.eye(d)[-1],
    "falling by halves": lambda d: 2.0 ** -np.arange(d),
    "rising by thousands": lambda d: 1000.0 ** np.arange(min(d, 90))[-d:] if d < 90 else 1.5 ** np.arange(d),
    "signs in turn": lambda d: (-1.0) ** np.arange(d) * (1 + np.arange(d) / d),
    "half of them nothing": lambda d: np.where(np.arange(d) % 2, 0.0, 1.0),
    "needles": lambda d: np.where(np.arange(d) == d // 2, -1e12, 1e-12),
}


def said(done: Run[Any]) -> tuple[Any, Any]:
    return np.concatenate([t.query.points for t in done.turns]), np.concatenate([t.answer for t in done.turns])


def test_certificates_of_many_runs_hold_in_exact_fractions(effort: str) -> None:
    """What 2 d - 1 signs and matches and the ends of the box show, whatever the target: no float is trusted."""
    rng = np.random.default_rng(0)
    for i in range(1000 if effort == "full" else 100):
        d, eps = int(rng.integers(1, 20)), 10.0 ** -rng.integers(0, 12)
        w = rng.normal(size=d) * 10.0 ** rng.integers(-3, 4, d) if i % 2 else rng.normal(size=d)
        done = run(chart_box(d=d, eps=eps), teachers.Honest(HalfSpace(w)))
        estimate = done.hypothesis.w
        p = int(np.argmax(np.abs(estimate)))
        signs, found = intervals(*said(done), p)
        assert found is not None
        ratios = [Fraction(s * x) / Fraction(signs[p] * w[p]) for s, x in zip(signs.tolist(), w.tolist(), strict=True)]
        assert all(low <= y <= high for (low, high), y in zip(found, ratios, strict=True))
        centre = [
            Fraction(s * x) / Fraction(signs[p] * estimate[p]) for s, x in zip(signs.tolist(), estimate.tolist(), strict=True)
        ]
        reach = sum(max(high - c, c - low) ** 2 for (low, high), c in zip(found, centre, strict=True))
        assert reach <= Fraction(math.sin(eps)) ** 2 * (1 + Fraction(1, 2**44)) * sum(c * c for c in centre)
        assert angle(w, estimate) <= ratio_box(*said(done), estimate) <= eps + 2.0**-44


@pytest.mark.parametrize("name", NASTY)
@pytest.mark.parametrize("d", [1, 2, 3, 7, 40])
def test_the_bound_holds_for_the_nastiest_targets(name: str, d: int) -> None:
    w = NASTY[name](d)
    for eps in ("3/2", "1/2", "1/1000", "1/1000000000000"):
        for learner in (chart_box(d=d, eps=eps), chart_box_truth_known(d=d, eps=eps, target=tuple(w.tolist()))):
            done = run(learner, teachers.Honest(HalfSpace(w)))
            assert done.ledger[Membership] <= most(d, Fraction(eps))
            assert angle(w, done.hypothesis.w) <= float(Fraction(eps)) + 2.0**-44


class Coins:
    """Answers by tossing coins: no target need fit them, and the count must be bounded all the same."""

    def __init__(self, seed: int, bias: float) -> None:
        self.rng, self.bias = np.random.default_rng(seed), bias

    def answer(self, query: Membership) -> Any:
        return self.rng.random(len(query.points)) < self.bias


@given(st.integers(1, 40), st.integers(0, 999), st.sampled_from([0.0, 0.1, 0.5, 0.9, 1.0]))
def test_no_answers_break_the_bound(d: int, seed: int, bias: float) -> None:
    for eps in (Fraction(1, 2), Fraction(1, 1000)):
        spares: list[float] = []

        def enough(box: Box, law: RatioLaw, spares: list[float] = spares) -> bool:
            spares.append(box.spare)
            return box.certified

        count = run(boxed(d, eps, enough), Coins(seed, bias)).ledger[Membership]
        assert count <= most(d, eps)
        assert min(spares) > -1e-9


def test_uneven_cuts_are_stopped_before_they_break_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """With nothing to spare every side is halved, and costs what halving does."""
    monkeypatch.setattr("qlearn.learners.linear.box.SPARE", 0)
    w = NASTY["all alike"](33)
    assert run(chart_box(d=33, eps="1/1000"), teachers.Honest(HalfSpace(w))).ledger[Membership] <= 65 + 32 * 13


@given(st.lists(st.integers(-9, 9), min_size=1, max_size=6), st.integers(0, 99))
def test_what_agrees_with_the_labels_lies_within_the_certified_angle(weights: list[int], seed: int) -> None:
    w = np.array(weights, np.float64)
    assume(w.any())
    done = run(chart_box(d=len(w), eps="1/50"), teachers.Honest(HalfSpace(w)))
    points, labels = said(done)
    certified = ratio_box(points, labels, done.hypothesis.w)
    rng = np.random.default_rng(seed)
    for size in (0.1, 0.5, 1.0, 2.0):
        other = HalfSpace(done.hypothesis.w + size * certified * np.linalg.norm(done.hypothesis.w) * rng.normal(size=len(w)))
        if (other(points) == labels).all():
            assert angle(other.w, done.hypothesis.w) <= certified


@given(st.lists(st.integers(-9, 9), min_size=2, max_size=5), st.sampled_from([0.0, 1e-9, 1e-5]), st.integers(0, 99))
def test_rows_that_were_moved_a_little_are_allowed_for(weights: list[int], noise: float, seed: int) -> None:
    w = np.array(weights, np.float64)
    assume(w.any())
    rng = np.random.default_rng(seed)
    heard: list[Any] = []

    def off(X: Any) -> Any:
        heard.append(X + noise * rng.normal(size=X.shape) * np.abs(X).max(axis=1, keepdims=True))
        return HalfSpace(w)(heard[-1])

    done = run(chart_box(d=len(w), eps="1/100"), Function(off))
    labels = np.concatenate([t.answer for t in done.turns])
    certified = ratio_box(np.concatenate(heard), labels, done.hypothesis.w)
    assert angle(w, done.hypothesis.w) <= certified
    if noise <= 1e-9:
        assert certified <= 0.01 + 1e-6


def test_labels_that_say_too_little_or_too_much_are_not_certified() -> None:
    done = run(chart_box(d=4, eps="1/100"), teachers.Honest(HalfSpace(np.array([1.0, -2.0, 0.3, 0.7]))))
    points, labels = said(done)
    estimate = done.hypothesis.w
    assert ratio_box(points, labels, -estimate) == math.pi
    assert ratio_box(points[:-1], labels[:-1], estimate) > 0.01
    for i in range(4, len(points)):
        other = labels.copy()
        other[i] = not other[i]
        assert ratio_box(points, other, estimate) > 0.01
    with pytest.raises(Undecided, match="no question asks for the sign of weight 0"):
        ratio_box(points[1:4], labels[1:4], estimate)


def test_it_works_about_a_centre_as_well() -> None:
    rng = np.random.default_rng(3)
    learner = find("linear.chart_box+homogeneous")
    for d, eps in ((1, "1/10"), (5, "1/1000"), (20, "1/1000000000")):
        target = HalfSpace(rng.normal(size=d) * 10.0 ** rng.integers(-6, 6, d), rng.normal())
        learning = learner(d=d, eps=eps, centre=tuple(rng.normal(size=d)))
        done = run(learning, teachers.Honest(target))
        known = confirmed(learning, done.hypothesis, done.turns)
        assert known.holds
        assert angle(done.hypothesis.scaled(target), done.hypothesis.direction) <= known.error


def test_the_law_of_ratios_is_that_of_uniform_directions() -> None:
    """Of many directions, played as a knockout of eight, about half of each ratio lie below the median that the law names."""
    rng = np.random.default_rng(1)
    sizes = np.sort(np.abs(rng.normal(size=(4000, 8))), axis=1)
    rng.permuted(sizes[:, :7], axis=1, out=sizes[:, :7])  # the champion last; those whom nobody bounds first
    law = RatioLaw(8)
    half = median(law.table(1, (1.0, 1.0)), 0.0, 1.0)
    low, high = clopper_pearson(int((sizes[:, 0] < half * sizes[:, 7]).sum()), 4000, confidence=0.999)
    assert low < 0.5 < high
    squares = float(((sizes / sizes[:, 7:]) ** 2).sum(axis=1).mean())
    assert law.squares == pytest.approx(squares, rel=0.35)
    before = law.scale
    law.met(1, (1.0, 1.0), 0.01, 0.02)
    assert law.scale < before  # a small ratio makes the others' scale smaller


def test_the_plan_costs_no_more_than_halving() -> None:
    """Expected labels and price of width, for each way to cut; the plan is the least, and beats halving in the middle."""

    def price(x: float) -> float:
        return x * x / (2 * math.log(2))

    def planned(x: float) -> float:
        f = cut_at(x)
        return price(x) if not f else 1 + f * planned(f * x) + (1 - f) * planned((1 - f) * x)

    def halved(x: float) -> float:
        return min(price(x), 1 + halved(x / 2)) if x > 0.5 else price(x)

    widths = [i / 64 for i in range(64, 64 * REACH)]
    assert all(planned(x) <= halved(x) + 2e-3 for x in widths)
    assert planned(2.75) < halved(2.75) - 0.05
    assert sum(map(planned, widths)) < sum(map(halved, widths)) - 0.01 * len(widths)


@pytest.mark.parametrize("n", [1, 2, 3, 7, 30, 200])
def test_the_share_of_a_box_outside_a_ball_is_that_of_samples(n: int) -> None:
    rng = np.random.default_rng(n)
    h = rng.uniform(0.6, 1.4, n)
    lengths = np.sqrt(((h * rng.uniform(-1, 1, (20_000, n))) ** 2).sum(axis=1))
    for factor in (1.05, 1.3, 1.8):
        radius = math.sqrt(factor * float(h @ h) / 3)
        low, high = clopper_pearson(int((lengths > radius).sum()), len(lengths), confidence=0.9999)
        assert low - 0.01 * (n == 1) <= outside(h, radius) <= high + (0.02 if n == 1 else 1e-3)
    assert outside(h, float(np.linalg.norm(h)) * (1 + 1e-12)) == 0.0
    assert outside(h, 0.1) == 1.0


def test_confidence_is_kept(effort: str) -> None:
    """Failures over many rotations of one odd target, at sizes where most results come before the certificate."""
    d, runs = 24, 400 if effort == "full" else 80
    w = np.random.default_rng(5).normal(size=d)
    certain = run(chart_box(d=d, eps="1/100"), teachers.Honest(HalfSpace(w))).ledger[Membership]
    failures, counts = 0, []
    for seed in range(runs):
        done = run(chart_box_confident(d=d, eps="1/100", delta="1/4", seed=seed), teachers.Honest(HalfSpace(w)))
        failures += angle(w, done.hypothesis.w) > 0.01
        counts.append(done.ledger[Membership])
    assert clopper_pearson(failures, runs, confidence=0.999)[0] <= 0.25
    assert failures  # else it would be worth more than it claims, and cost too much
    assert np.mean(counts) < certain - 5


def test_rotations_are_orthogonal_and_differ() -> None:
    q = rotated(9, 4)
    assert np.allclose(q @ q.T, np.eye(9), atol=1e-14)
    assert not np.allclose(q, rotated(9, 5))
    assert np.array_equal(q, rotated(9, 4))


def test_the_truth_stops_it_earlier_than_the_certificate() -> None:
    w = np.random.default_rng(2).normal(size=30)
    by_truth = run(chart_box_truth_known(d=30, eps="1/1000", target=tuple(w.tolist())), teachers.Honest(HalfSpace(w)))
    by_proof = run(chart_box(d=30, eps="1/1000"), teachers.Honest(HalfSpace(w)))
    assert by_truth.ledger[Membership] < by_proof.ledger[Membership] - 10


@pytest.mark.parametrize("arguments", [{"d": 0}, {"eps": "2"}, {"eps": 0}, {"eps": "1/10000000000000"}])
def test_what_cannot_be_asked_for(arguments: dict[str, Any]) -> None:
    with pytest.raises(BadArgument):
        run(chart_box(**{"d": 3, "eps": "1/10", **arguments}), teachers.Honest(HalfSpace(np.ones(3))))
    with pytest.raises(BadArgument, match="delta is a probability"):
        run(chart_box_confident(d=3, eps="1/10", delta="1"), teachers.Honest(HalfSpace(np.ones(3))))
