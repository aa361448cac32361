"""Expectation propagation: its sites against integrals, its law against a direct solution, and no answer that breaks it."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import binom, norm

import qlearn
from qlearn import Membership, channels, find, run, teachers
from qlearn.concepts.half_spaces import HalfSpace
from qlearn.errors import BadArgument, Failed, WrongRate
from qlearn.extraction.targets import target as load
from qlearn.formulas import entropy
from qlearn.geometry.direction_law import DirectionLaw
from qlearn.geometry.directions import angle
from qlearn.geometry.gaussian_sites import NU, OFFSET, SIGN, TAU, GaussianSites, conjugate, moved, tilted
from qlearn.learners.linear.expectation_propagation import expectation_propagation
from qlearn.learners.linear.halving_labels import hold_rate, log_odds, most, shrunk
from qlearn.teachers.function import Function

UNKNOWN = find("linear.expectation_propagation_unknown_rate")
LEARNERS = [expectation_propagation, UNKNOWN]


def noisy(w: Any, rho: Any, seed: int = 0) -> teachers.Heard:
    return teachers.Heard(teachers.Honest(HalfSpace(np.asarray(w, float))), channels.fresh_flips, {"rho": rho}, seed)


def labelled(rng: np.random.Generator, m: int, n: int) -> tuple[Any, Any]:
    values = np.zeros((m, 5))
    values[:, OFFSET], values[:, SIGN] = rng.normal(size=m) / 9, rng.choice([-1.0, 1.0], m)
    return rng.normal(size=(m, n)), values


@given(st.floats(-6, 6), st.floats(1e-4, 0.49))
@settings(max_examples=25, deadline=None)
def test_moments_are_those_of_the_integrals(a: float, rho: float) -> None:
    def moment(power: int) -> float:
        below, above = (quad(lambda z: z**power * norm.pdf(z), *ends, epsabs=1e-13)[0] for ends in ((-12, -a), (-a, 12)))
        return float(rho * below + (1 - rho) * above)

    totals, mean, square = map(moment, range(3))
    g, k = tilted(np.array([a]), rho)
    assert g[0] == pytest.approx(mean / totals, abs=1e-7)
    assert 1 - k[0] == pytest.approx(square / totals - (mean / totals) ** 2, abs=1e-6)


@given(st.integers(0, 10**6), st.integers(1, 5), st.integers(1, 9))
@settings(max_examples=25, deadline=None)
def test_the_law_is_that_of_its_sites(seed: int, n: int, m: int) -> None:
    """Precision and mean, changed step by step, against one solution of all the sites' equations."""
    law = GaussianSites(np.eye(n) * 2)
    law.add(*labelled(np.random.default_rng(seed), m, n))
    for _ in range(5):
        law.update(0, m, 0.2, 0.7)
    offsets, tau, nu = law.values[:, OFFSET], law.values[:, TAU], law.values[:, NU]
    precision = np.eye(n) * 2 + law.rows.T @ (tau[:, None] * law.rows)
    assert np.allclose(precision, law.precision)
    assert np.allclose(np.linalg.inv(precision), law.covariance)
    assert np.allclose(np.linalg.solve(precision, law.rows.T @ (nu - tau * offsets)), law.mean)


def test_sites_at_rest_match_the_moments_of_their_labels() -> None:
    law = GaussianSites(np.eye(3))
    law.add(*labelled(np.random.default_rng(1), 6, 3))
    for _ in range(200):
        law.update(0, 6, 0.2, 0.5)
    s = law.rows @ law.mean + law.values[:, OFFSET]
    v = np.einsum("ij,jk,ik->i", law.rows, law.covariance, law.rows)
    _, tau, nu = moved(s, v, law.values, 0.2)
    assert np.abs([tau, nu]).max() < 1e-9
    assert np.abs(law.values[:, TAU]).min() > 1e-4


@given(st.integers(0, 10**6), st.integers(2, 6))
@settings(max_examples=25, deadline=None)
def test_turned_questions_give_a_turned_law(seed: int, n: int) -> None:
    rng = np.random.default_rng(seed)
    turn = np.linalg.qr(rng.normal(size=(n, n)))[0]
    rows, values = labelled(rng, 7, n)
    laws = [GaussianSites(np.eye(n) * n) for _ in range(2)]
    for law, seen in zip(laws, (rows, rows @ turn), strict=True):
        law.add(seen, values)
        for _ in range(4):
            law.update(0, 7, 0.1, 0.7)
    assert np.allclose(laws[0].mean @ turn, laws[1].mean)
    assert np.allclose(turn.T @ laws[0].covariance @ turn, laws[1].covariance)


@pytest.mark.parametrize("rho", [Fraction(1, 10), Fraction(1, 4)])
def test_the_mean_count_is_near_the_limit(rho: Fraction) -> None:
    """The benchmark has the figures; here a regression of 10 % would show."""
    targets = np.random.default_rng(13).normal(size=(16, 13))
    runs = [run(expectation_propagation(13, "1/100", rho, "1/20", s), noisy(w, rho, s)) for s, w in enumerate(targets)]
    counts = [done.ledger[Membership] for done in runs]
    bits = 1 + 12 * math.log2(1 / math.sin(0.01))
    assert bits < np.mean(counts) * (1 - float(entropy(rho))) < 1.36 * bits


def test_counts_are_alike_for_every_target() -> None:
    """Mean counts for an axis, a diagonal and uneven weights lie within 5 standard errors of one another."""
    means = []
    for w in (np.eye(5)[0], np.ones(5), 10.0 ** np.arange(5)):
        counts = [
            run(expectation_propagation(5, "1/10", "1/10", "1/20", seed), noisy(w, 0.1, seed)).ledger[Membership]
            for seed in range(40)
        ]
        means.append((np.mean(counts), np.std(counts) / math.sqrt(40)))
    for (one, error), (other, more) in zip(means, means[1:] + means[:1], strict=True):
        assert abs(one - other) < 5 * math.hypot(error, more)


def test_questions_halve_the_law_and_do_not_touch_one_another() -> None:
    rng, law = np.random.default_rng(0), DirectionLaw(24)
    w, widest = rng.normal(size=24), 0.0
    for _ in range(150):
        points, rows, offsets = law.questions(rng)
        assert np.allclose(points @ law.direction, 0, atol=1e-9)
        widest = max(widest, float(np.abs(points @ w).max()))
        gram = rows @ law.sites.covariance @ rows.T
        size = np.sqrt(np.diag(gram))
        assert np.abs(gram / np.outer(size, size) - np.eye(len(rows))).max() < 1e-6
        law.learn(rows, offsets, points @ w >= 0, 0.01)
    assert law.u is not None
    assert angle(law.direction, w) < 0.02 < widest
    assert law.certain > 50 < law.sites.size
    assert law.contradicted == 0
    assert law.rate(0.01)[0] < 0.01


def test_questions_of_a_law_without_width_are_left_as_they_are() -> None:
    law = GaussianSites(np.eye(2))
    law.covariance = np.full((2, 2), np.nan)
    assert conjugate(np.eye(2), law) is not None


@pytest.mark.parametrize("learner", LEARNERS, ids=lambda learner: learner.name)
@pytest.mark.parametrize(("d", "eps"), [(1, "1/2"), (2, "3/2"), (2, 2.0**-40), (3, 1e-9), (9, "1/20")])
def test_it_ends_right_at_every_scale(learner: Any, d: int, eps: Any) -> None:
    right = 0
    for seed in range(10):
        w = np.random.default_rng(seed).normal(size=d) * 10.0 ** (seed - 5)
        done = run(learner(d, eps, "1/10", "1/20", seed), noisy(w, 0.1, seed))
        assert done.ledger[Membership] <= most(d, Fraction(eps), Fraction(1, 10), Fraction(1, 20))
        right += angle(w, done.hypothesis.w) <= float(Fraction(eps))
    assert right >= 8


@pytest.mark.parametrize("learner", LEARNERS, ids=lambda learner: learner.name)
@pytest.mark.parametrize(
    ("d", "rho", "eps", "delta"), [(2, "1/4", "1/100", "1/10"), (3, "1/8", "1/20", "1/10"), (5, "1/5", "1/10", "1/10")]
)
def test_failures_are_as_rare_as_said(learner: Any, d: int, rho: str, eps: str, delta: str, effort: str) -> None:
    """So many failures would be met once in 10**4 times if delta were exact; with a rate that is given far too low they are."""
    runs = 400 if effort == "full" else 60

    def failures(said: str) -> int:
        count = 0
        for seed in range(runs):
            w = np.random.default_rng([d, seed]).normal(size=d)
            try:
                found = run(learner(d, eps, said, delta, seed), noisy(w, float(Fraction(rho)), seed)).hypothesis
            except (Failed, WrongRate):
                count += 1
            else:
                count += angle(w, found.w) > float(Fraction(eps))
        return count

    most_failures = binom.isf(1e-4, runs, float(Fraction(delta)))
    assert failures(rho) <= most_failures
    if learner is expectation_propagation:
        assert failures("1/1000") > most_failures, "a rate given far too low is seen"


CONTRARY = {
    "all the same": lambda X: np.ones(len(X), bool),
    "none of them": lambda X: np.zeros(len(X), bool),
    "by the last digit": lambda X: np.array([hash(x.tobytes()) % 2 == 0 for x in X]),
    "a cube": lambda X: (np.abs(X) < 0.4).all(axis=1),
    "two half-spaces": lambda X: (X[:, 0] >= 0) & (X[:, -1] >= 0),
}


@pytest.mark.parametrize("learner", LEARNERS, ids=lambda learner: learner.name)
@pytest.mark.parametrize("answers", CONTRARY.values(), ids=CONTRARY.keys())
@pytest.mark.parametrize(("d", "rho"), [(1, "2/5"), (2, 1e-12), (3, "1/4"), (7, "1/10"), (7, 1e-300), (4, "2/5")])
def test_whatever_is_answered_it_ends_within_the_bound(learner: Any, answers: Any, d: int, rho: Any) -> None:
    heard = 0

    def teacher(points: Any) -> Any:
        nonlocal heard
        assert np.isfinite(points).all()
        heard += len(points)
        return answers(points)

    try:
        found = run(learner(d, "1/20", rho, "1/20"), Function(teacher)).hypothesis
        assert np.isfinite(found.w).all()
        assert found.w.any()
    except (Failed, WrongRate):
        assert heard >= 10
    assert heard <= most(d, Fraction(1, 20), Fraction(rho), Fraction(1, 20))


def test_the_bound_is_enforced_to_the_label() -> None:
    learning = expectation_propagation(1, "1/2", "2/5", "1/4")
    labels = iter([True, False] * 1000)
    with pytest.raises(Failed, match=r"neither sign leads by 2\.7 votes") as caught:
        run(learning, Function(lambda X: np.array([next(labels) for _ in X])))
    assert caught.value.run.ledger[Membership] == most(1, Fraction(1, 2), Fraction(2, 5), Fraction(1, 4))


def test_probabilities_next_to_0_and_1_are_numbers_all_the_same() -> None:
    w = np.array([1.0, 2.0])
    for rho, delta in ((Fraction(1, 10**400), "1/20"), ("1/10", Fraction(1, 10**400)), ("1/10", "999/1000")):
        try:
            found = run(expectation_propagation(2, "1/10", rho, delta), noisy(w, float(Fraction(rho)))).hypothesis
            assert angle(w, found.w) < 0.1 or delta == "999/1000"
        except Failed:
            assert delta == Fraction(1, 10**400)
    assert log_odds(Fraction(1, 4)) == pytest.approx(math.log(3))
    assert log_odds(Fraction(1, 10**400)) > 600
    assert shrunk(10**6, 0.1, 0.05) == pytest.approx(0.1, abs=1e-5)
    assert shrunk(2, 0.1, 0.001) > shrunk(2, 0.1, 0.05) > shrunk(20, 0.1, 0.05) > 0.1


@pytest.mark.parametrize("learner", LEARNERS, ids=lambda learner: learner.name)
def test_a_rate_far_too_low_is_named(learner: Any) -> None:
    caught = 0
    for seed in range(8):
        try:
            run(learner(13, "1/100", "1/100", "1/20", seed), noisy(np.random.default_rng(seed).normal(size=13), 0.1, seed))
        except WrongRate as error:
            caught += "rho = 1/100" in str(error) and "a larger rho" in str(error)
    assert caught >= 5


def test_what_is_not_named_is_not_believed_when_tested() -> None:
    """Told 1/10 where it is 3/10, it may settle on a direction that fits; the test that `+certified` buys does not pass it."""
    tested = find("linear.expectation_propagation+certified")
    for seed in range(4):
        with pytest.raises(Failed):
            run(tested(5, "1/5", "1/10", "1/20", seed=seed), noisy([1, -2, 3, 0, 1], 0.3, seed))


def test_a_proof_can_be_bought_on_top() -> None:
    learner, w = find("linear.expectation_propagation+certified"), np.array([3.0, -1, 0, 2])
    done = run(learner(d=4, eps="1/10", rho="1/10", delta="1/20"), noisy(w, "1/10", 3))
    assert angle(done.hypothesis.w, w) <= 0.1
    assert done.ledger[Membership] <= learner.theorem.bound(Membership).at(**done.learning.sizes())


@pytest.mark.parametrize(("n", "wrong", "alarmed"), [(100, 25, False), (100, 42, False), (100, 43, True), (0, 0, False)])
def test_certain_labels_are_counted(n: int, wrong: int, alarmed: bool) -> None:
    """Of 100 labels 25 are wrong at rate 1/4, give or take 4.33: four of these more are 42.3."""
    law = DirectionLaw(3)
    law.certain, law.contradicted = n, wrong
    if not alarmed:
        return hold_rate(law, Fraction(1, 4))
    with pytest.raises(WrongRate, match=r"rho = 1/4, .* about 0\.430"):
        hold_rate(law, Fraction(1, 4))
    return None


def test_the_rate_is_reread() -> None:
    """Told at most 2/5 where it is 1/20, the rate is found and most labels are saved."""
    w = np.arange(1.0, 9.0)
    blind, seeing = (
        np.mean([run(learner(8, "1/100", "2/5", "1/20", s), noisy(w, 0.05, s)).ledger[Membership] for s in range(3)])
        for learner in LEARNERS
    )
    assert seeing < blind / 2


@pytest.mark.parametrize("learner", LEARNERS, ids=lambda learner: learner.name)
@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((0, "1/2", "1/4", "1/4"), "d is an integer, at least 1"),
        ((2, 2, "1/4", "1/4"), "eps is an angle"),
        ((2, "1/2", "1/2", "1/4"), "rho is the probability"),
        ((2, "1/2", 0, "1/4"), "rho is the probability"),
        ((2, "1/2", "1/4", 1), "delta is a probability"),
        ((2, "1/2", "1/4", "1/4", -1), "seed is an integer"),
    ],
)
def test_what_it_cannot_work_with(learner: Any, arguments: Any, says: str) -> None:
    with pytest.raises(BadArgument, match=says):
        run(learner(*arguments), Function(lambda X: np.ones(len(X), bool)))


def test_a_defended_model_is_extracted_with_confidence() -> None:
    target = load("demo:wine/linear")
    found = qlearn.extract(target.model, target.data, oracle="label", flip="1/4", eps="1/50", confidence="19/20")
    assert found.learner.name == "linear.expectation_propagation+homogeneous"
    assert found.certified_error is None
    assert found.confidence == pytest.approx(0.95)
    assert found.in_class
    assert found.uniform.share > 0.97
