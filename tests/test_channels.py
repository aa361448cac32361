"""Noise as part of a theorem: answers are drawn from its channel, and judged by what it allows."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, norm

import qlearn
from qlearn import (
    Bound,
    Channel,
    Dialogue,
    Example,
    Guarantee,
    Membership,
    Theorem,
    Unlabelled,
    Value,
    channels,
    proves,
    run,
    teachers,
    verify,
)
from qlearn.channels import flip_rate
from qlearn.concepts.half_spaces import HalfSpace, HalfSpaces
from qlearn.contradictions import contradicting
from qlearn.domains import Sphere
from qlearn.errors import BadAnswer, BadArgument
from qlearn.evidence.exhaust import exhaust
from qlearn.evidence.trial import Trial
from qlearn.formulas import entropy, proper_share
from qlearn.learners.linear.flips import needed_under_flips

W = HalfSpace(np.array([3.0, -4.0]))
MANY = 20_000


def heard(channel: Channel, seed: int = 0, **sizes: Any) -> teachers.Heard:
    return teachers.Heard(teachers.Honest(W, law=Sphere(2)), channel, sizes, seed)


@given(rho=st.sampled_from([Fraction(0), Fraction(1, 10), Fraction(1, 4), Fraction(1, 2)]), seed=st.integers(0, 5))
def test_flips_come_at_their_rate_on_either_side_and_afresh(rho: Fraction, seed: int) -> None:
    points = np.tile([[1.0, 0.0], [0.0, 1.0]], (MANY // 2, 1))
    teacher = heard(channels.fresh_flips, seed, rho=rho)
    first, second = (teacher.answer(Membership(points)) ^ W(points) for _ in range(2))
    low, high = binom.ppf([1e-9, 1 - 1e-9], MANY // 2, float(rho))
    assert all(low <= flips[side::2].sum() <= high for flips in (first, second) for side in (0, 1))
    assert rho == 0 or (first != second).any()


def test_examples_are_flipped_and_what_has_no_labels_is_not() -> None:
    teacher = heard(channels.fresh_flips, rho="1/4")
    points, labels = teacher.answer(Example(MANY))
    low, high = binom.ppf([1e-9, 1 - 1e-9], MANY, 0.25)
    assert low <= (labels != W(points)).sum() <= high
    assert Sphere(2).contains(teacher.answer(Unlabelled(50))).all()
    assert (teacher.answer(Value(points)) == W.values(points)).all()


@given(length=st.sampled_from([1e-6, 1.0, 1e6]), sigma=st.sampled_from([0.01, 0.5, 3.0]))
def test_drawn_weights_answer_by_the_angle_and_never_by_the_length(length: float, sigma: float) -> None:
    points = np.tile(length * np.array([1.0, 0.0]), (MANY, 1))
    said = heard(channels.drawn_weights, sigma=sigma).answer(Membership(points))
    low, high = binom.ppf([1e-9, 1 - 1e-9], MANY, norm.cdf(0.6 / sigma))
    assert low <= said.sum() <= high


def test_drawn_weights_have_no_other_answers() -> None:
    with pytest.raises(BadAnswer, match="membership queries only, not example"):
        heard(channels.drawn_weights, sigma=1).answer(Example(2))


def test_a_learner_with_the_same_seed_does_not_draw_what_the_channel_draws() -> None:
    flips = heard(channels.fresh_flips, seed=7, rho="1/2").answer(Membership(np.ones((200, 2)))) ^ W(np.ones((200, 2)))
    for same in (np.random.default_rng(7), np.random.default_rng((7,))):
        assert (flips != (same.random(200) < 0.5)).any()
    noisy = teachers.Noisy(teachers.Honest(W), 0.5, seed=7).answer(Membership(np.ones((200, 2)))) ^ W(np.ones((200, 2)))
    assert (noisy != (np.random.default_rng(7).random(200) < 0.5)).any()


def one_label(rate: Fraction, promised: Fraction) -> Any:
    """Asks one label and believes it: wrong exactly as often as that is flipped."""

    @proves(
        Theorem(
            learns=HalfSpaces(small=({"d": 1},), medium=()),
            claim="The sign of a weight, from one flipped label.",
            bounds=(Bound(Membership, "exactly", lambda: 1),),
            guarantee=Guarantee(
                "the sign is right",
                lambda case: bool((case.concept.w * case.hypothesis.w).sum() > 0),
                "with probability 1 - delta",
            ),
            cite=("chandrasekaran2020",),
            settings={"delta": (str(promised),), "rho": (str(rate),)},
            noise=channels.fresh_flips,
        )
    )
    def believes(d: int, rho: Any, delta: Any) -> Dialogue[HalfSpace]:
        label = yield from Membership(np.eye(d)[:1])
        return HalfSpace(np.eye(d)[0] * (1 if label[0] else -1))

    return believes


def test_verify_draws_answers_from_the_channel_and_tests_the_promise() -> None:
    true = verify(one_label(Fraction(1, 4), Fraction(1, 4)))
    assert true.failure is None
    assert true.tested is not None
    assert 0.7 < true.tested.worst < 1.3, "it fails as often as it says: the channel is really there"
    false = verify(one_label(Fraction(1, 4), Fraction(1, 10)))
    assert false.failure is not None
    assert false.failure.law == "probability"
    assert "each label is flipped with probability rho" in str(false.failure)


def test_there_is_no_game_against_noise_and_no_contradiction() -> None:
    learner = one_label(Fraction(1, 4), Fraction(1, 4))
    assert exhaust(learner) is None
    done = run(learner(d=1, rho="1/4", delta="1/4"), teachers.Function(lambda X: X[:, 0] >= 0))
    twice = replace(done, turns=[*done.turns, done.turns[0]._replace(answer=~done.turns[0].answer)])
    assert contradicting(twice) == ()
    noiseless = qlearn.Learner(learner.start, replace(learner.theorem, noise=None), learner.name)
    assert contradicting(replace(twice, learning=noiseless(d=1, rho="1/4", delta="1/4"))) == (0, 1)


def test_the_channel_is_part_of_what_is_claimed() -> None:
    theorem = one_label(Fraction(1, 4), Fraction(1, 4)).theorem
    assert theorem.fingerprint != replace(theorem, noise=None).fingerprint
    assert channels.fresh_flips.says in theorem.text


def test_a_certificate_of_a_noisy_run_is_in_order_though_its_answers_are_not_true(tmp_path: Path) -> None:
    learner = one_label(Fraction(1, 4), Fraction(1, 4))
    trial = Trial(learner, HalfSpace(np.array([-2.0])), {"rho": "1/4", "delta": "1/4"})
    for seed in range(30):
        done = run(trial.learning, replace(trial, seed=seed).teacher())
        path = qlearn.certify(done, trial.concept).save(tmp_path / f"{seed}.jsonl")
        found = qlearn.check(path, [learner])
        assert found.holds, found.faults
        assert any("each label is flipped" in line for line in found.shown)
    honest = qlearn.Learner(learner.start, replace(learner.theorem, noise=None), learner.name)
    files = [qlearn.check(tmp_path / f"{seed}.jsonl", [honest]).holds for seed in range(30)]
    assert not all(files), "without the channel, a flipped label is a fault"
    assert any(files)


@given(p=st.fractions(0, 1, max_denominator=50))
def test_the_entropy_of_a_coin(p: Fraction) -> None:
    terms = [float(q) * np.log2(float(q)) for q in (p, 1 - p) if q]
    assert float(entropy(p)) == pytest.approx(-sum(terms), abs=1e-12)
    assert entropy(p) == entropy(1 - p)


def test_the_converse_under_flips() -> None:
    at = needed_under_flips.bound.at
    sizes = {"d": 13, "eps": Fraction(1, 100), "rho": Fraction(1, 4)}
    numbers = [at(**sizes, delta=delta) for delta in (Fraction(1, 1000), Fraction(1, 20), Fraction(1, 2), Fraction(999, 1000))]
    assert numbers == sorted(numbers, reverse=True)
    assert numbers[1] == 405
    assert at(d=1, eps=Fraction(1), rho=Fraction(1, 10), delta=Fraction(1, 2)) == 0, "as likely right as a guess"
    assert at(d=1, eps=Fraction(1), rho=Fraction(1, 10), delta=Fraction(1, 20)) == 2, "one bit, all but the entropy of delta"


@pytest.mark.parametrize("rho", [0, "1/2", 1, -0.1, float("nan"), "x"])
def test_a_rate_is_above_0_and_below_a_half(rho: Any) -> None:
    with pytest.raises(BadArgument, match="rho"):
        flip_rate(rho)
    assert flip_rate("49/100") == Fraction(49, 100)


@pytest.mark.parametrize("delta", [0, 1, -1, float("inf"), None])
def test_a_failure_probability_is_one(delta: Any) -> None:
    with pytest.raises(BadArgument, match="delta"):
        proper_share(delta, "delta")
    assert proper_share(0.25, "delta") == Fraction(1, 4)


def test_json_of_a_noisy_verdict() -> None:
    verdict = verify(one_label(Fraction(1, 4), Fraction(1, 4)))
    assert verdict.holds
    assert json.loads(json.dumps(verdict.as_json()))["evidence"]["exhausted"] is None
