"""Gaussian networks: one form for each, and values that are exact to the last digit asked for."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mpmath import mp, mpf
from networks import drawn

from qlearn import Digits
from qlearn.concepts.rbf_networks import RbfNetwork, RbfNetworks, apart
from qlearn.digits import rounded
from qlearn.errors import BadArgument, Undecided
from qlearn.learners.kernels.pencil import pencil
from qlearn.learners.kernels.prony import prony
from qlearn.learners.kernels.prony_directions import prony_directions
from qlearn.testing import concepts

TOLD = r"not of \d centres with the kernel|more than \d centres, or (of )?another kernel"
FEW = settings(max_examples=25, deadline=None)


def test_equal_centres_are_one_and_none_weighs_nothing() -> None:
    network = RbfNetwork.of([[1, 0], [0, 0], [1, 0], [0, 1]], [1, 2, "1/2", 0], g="1/2")
    assert network.centres == ((0, 0), (1, 0))
    assert network.weights == (2, Fraction(3, 2))
    assert network.given == {"d": 2, "k": 2, "g": Fraction(1, 2)}
    assert network.key() == RbfNetwork.of([[0, 0], [1, 0]], [2, 1.5], g=0.5).key()
    for centres, weights in ([[[0], [0]], [1, -1]], [[], []], [[[0], [0, 1]], [1, 1]]):
        with pytest.raises(BadArgument, match="a network has a centre"):
            RbfNetwork.of(centres, weights, g=1)


@pytest.mark.parametrize("g", [0, -1, "-1/2"])
def test_a_gamma_that_is_not_above_zero_is_refused(g: Any) -> None:
    with pytest.raises(BadArgument, match="a g above 0"):
        RbfNetwork.of([[0]], [1], g)
    for learning in (prony(1, 1, g, 20, "1/10"), prony_directions(1, 1, g, 20, "1/10"), pencil(1, 1, g, "1/10")):
        with pytest.raises(BadArgument, match="a g above 0"):
            next(iter(learning))


@FEW
@given(concepts(RbfNetworks(intercept=True)), st.integers(1, 60), st.data())
def test_digits_are_those_of_the_number(network: RbfNetwork, digits: int, data: Any) -> None:
    point = tuple(data.draw(st.fractions(-3, 3, max_denominator=50)) for _ in range(network.domain.d))
    (said,) = network.digits(Digits((point,), digits))
    with mp.workdps(400):
        squares = [sum((x - c) ** 2 for x, c in zip(point, centre, strict=True)) * network.g for centre in network.centres]
        true = mpf(network.b.numerator) / network.b.denominator
        for square, weight in zip(squares, network.weights, strict=True):
            true += mpf(weight.numerator) / weight.denominator * mp.exp(-mpf(square.numerator) / square.denominator)
        near = Fraction(int(mp.nint(mp.ldexp(true, 1300))), 1 << 1300)
    assert said == rounded(near, digits) or abs(said - near) < Fraction(1, 10**300)
    assert math.isclose(float(said), network.values(np.array([[float(x) for x in point]]))[0, 0], rel_tol=1, abs_tol=1)


def test_a_value_that_is_zero_is_zero_exactly() -> None:
    network = RbfNetwork.of([[1], [-1]], [1, -1], g=1)
    assert network.digits(Digits(((Fraction(0),), (Fraction(1, 10**40),)), 5))[0] == 0
    assert 0 < network.digits(Digits(((Fraction(1, 10**40),),), 5))[0] < Fraction(1, 10**39)
    even = RbfNetwork.of([[0]], [2], g=1, b=-2)
    assert even.digits(Digits(((Fraction(0),),), 3)) == (0,)
    assert RbfNetwork.of([[0]], [2], g=1, b=-1).digits(Digits(((Fraction(0),),), 3)) == (1,)
    with pytest.raises(Undecided, match="endlessly many"):
        network.digits(Digits(((Fraction(0),),), None))


@pytest.mark.parametrize(("sign", "nearest"), [(1, 3), (-1, 2)])
def test_a_value_next_to_a_tie_is_computed_until_it_is_decided(sign: int, nearest: int) -> None:
    network = RbfNetwork.of([[0]], [sign], g=1, b="5/2")  # at 20 it is off 5/2 by exp(-400), in the 174th digit
    assert network.digits(Digits(((Fraction(20),),), 1)) == (nearest,)


def test_a_rows_value_is_the_same_in_every_batch() -> None:
    network, X = drawn(5, 3, 0), np.random.default_rng(0).normal(size=(37, 3))
    alone = np.array([network.values(x[None])[0, 0] for x in X])
    assert np.array_equal(alone, network.values(X)[:, 0])
    assert np.array_equal(network(X), alone >= 0)


def test_networks_are_apart_by_their_largest_difference_whatever_the_order() -> None:
    one = RbfNetwork.of([[0, 0], [1, 0]], [1, 2], g=1)
    assert apart(one, RbfNetwork.of([["1.1", 0], [0, 0]], ["2.3", 1], g=1)) == Fraction(3, 10)
    assert apart(one, RbfNetwork.of([[0, 0], [1, 0]], ["1.3", "2.1"], g=1)) == Fraction(3, 10)
    assert apart(one, RbfNetwork.of([[0, 0]], [1], g=1)) == math.inf
    assert apart(one, RbfNetwork.of([[0], [1]], [1, 2], g=1)) == math.inf
