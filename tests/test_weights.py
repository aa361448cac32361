"""Importance weights: unbiased sums, the closed form of the coin, and how far sums may stray."""

from __future__ import annotations

import itertools
import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qlearn.learners.finite.weights import C0, Weighted, deviation, rejection


@given(st.floats(0, 5), st.integers(2, 10**6))
def test_the_coin_solves_its_equation(gap: float, n: int) -> None:
    a, s = C0 * math.log(n) / (n - 1), rejection(gap, n)
    assert 0 < s <= 1
    if s < 1:
        assert math.sqrt(a / s) + a / s == pytest.approx(gap, rel=1e-9)
    else:
        assert gap <= (math.sqrt(a) + a) * (1 + 1e-12)


def test_the_first_label_is_always_bought_and_wide_gaps_make_coins_rare() -> None:
    assert rejection(1e9, 1) == 1.0
    coins = [rejection(gap, 1000) for gap in (0.1, 0.5, 1.0, 5.0)]
    assert coins == sorted(coins, reverse=True)
    assert coins[0] == 1.0 > coins[1]
    assert 4 * rejection(0.5, 1000, c0=2.0) == pytest.approx(rejection(0.5, 1000, c0=8.0))


@given(
    st.lists(st.tuples(st.booleans(), st.sampled_from([Fraction(1), Fraction(1, 2), Fraction(1, 4)])), min_size=1, max_size=5)
)
def test_weighted_errors_are_right_on_average(stream: list[tuple[bool, Fraction]]) -> None:
    mean = Fraction(0)
    for coins in itertools.product((True, False), repeat=len(stream)):
        sample, chance = Weighted(np.zeros(2)), Fraction(1)
        for heads, (wrong, p) in zip(coins, stream, strict=True):
            chance *= p if heads else 1 - p
            if heads:
                sample.add(np.array([wrong, not wrong]), float(p))
            else:
                sample.skip()
        assert sample.drawn == len(stream)
        mean += chance * Fraction(float(sample.sums[0]))
    assert mean == sum(wrong for wrong, _ in stream)


def test_the_gap_is_between_the_best_on_both_sides() -> None:
    sample = Weighted(np.array([3.0, 1.0, 2.0, 0.0]))
    everyone, says = np.ones(4, np.bool_), np.array([True, True, False, False])
    sample.drawn = 4
    assert sample.best(everyone) == 3
    assert sample.gap(says, everyone) == 1 / 4
    assert sample.gap(says, np.array([True, True, True, False])) == 1 / 4
    assert sample.gap(says, np.array([True, True, False, False])) is None
    assert sample.errors.tolist() == [0.75, 0.25, 0.5, 0.0]
    assert Weighted(np.zeros(2)).errors.tolist() == [0.0, 0.0]


def test_sums_stray_no_farther_than_azuma_allows() -> None:
    rng, n, least, delta = np.random.default_rng(5), 200, Fraction(1, 4), Fraction(1, 10)
    far = float(deviation(1, n, least, delta))
    strayed = 0
    for _ in range(500):
        wrong, heads = rng.random(n) < 0.3, rng.random(n) < float(least)
        strayed += abs((wrong & heads).sum() / float(least) / n - 0.3) > far
    assert strayed <= 500 * delta
    assert deviation(8, 400, least, delta) * 2 == deviation(8, 100, least, delta)
